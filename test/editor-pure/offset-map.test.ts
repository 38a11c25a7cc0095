import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OffsetMap } from "../../src/editor/offset-map";

function apply(text: string, offset: number, removed: number, inserted: string): string {
  return text.slice(0, offset) + inserted + text.slice(offset + removed);
}

describe("places of a run in a text that was edited since", () => {
  test("what follows an insertion moves, what precedes it stays", () => {
    const map = new OffsetMap();
    map.push([{ offset: 5, removed: 0, inserted: 3 }]);
    expect([map.toNow(4), map.toNow(5), map.toNow(9)]).toEqual([4, 8, 12]);
    expect([map.toRun(4), map.toRun(6), map.toRun(8)]).toEqual([4, null, 5]);
  });

  test("what was deleted has no place now", () => {
    const map = new OffsetMap();
    map.push([{ offset: 2, removed: 4, inserted: 0 }]);
    expect([map.toNow(2), map.toNow(3), map.toNow(6)]).toEqual([2, null, 2]);
  });

  test("several changes of one event are all in offsets of the text before it", () => {
    const map = new OffsetMap();
    map.push([
      { offset: 0, removed: 0, inserted: 1 },
      { offset: 10, removed: 0, inserted: 1 },
    ]);
    expect([map.toNow(5), map.toNow(10)]).toEqual([6, 12]);
  });

  test("a character that no edit touched is found at its new place, and from there at its old one", () => {
    const edit = fc.record({
      at: fc.nat(),
      removed: fc.nat(4),
      inserted: fc.string({ maxLength: 4, unit: fc.constant("+") }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const before = "abcdefghijklmnopqrstuvwxyz";
        const map = new OffsetMap();
        let now = before;
        for (const { at, removed, inserted } of edits) {
          const offset = at % (now.length + 1);
          const cut = Math.min(removed, now.length - offset);
          map.push([{ offset, removed: cut, inserted: inserted.length }]);
          now = apply(now, offset, cut, inserted);
        }
        for (const letter of before) {
          const place = now.indexOf(letter);
          if (place < 0) continue;
          expect(map.toNow(before.indexOf(letter))).toBe(place);
          expect(map.toRun(place)).toBe(before.indexOf(letter));
        }
        for (let i = 0; i < now.length; i++) if (now[i] === "+") expect(map.toRun(i)).toBeNull();
      }),
    );
  });
});
