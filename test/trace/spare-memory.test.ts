import { expect, it } from "vitest";
import { float32 } from "../../src/engine/tensor/dtype";
import { Storage } from "../../src/engine/tensor/storage";
import { BytesTable } from "../../src/trace/tables";

const filled = (value: number, length = 2000): Storage => Storage.adopt(new Float32Array(length).fill(value), float32);

/** A row with a copy of a storage full of `value`. */
function copied(table: BytesTable, value: number, length?: number): number {
  const storage = filled(value, length);
  const row = table.rowOf(table.add(storage, float32, 0, 0));
  table.copy(row, storage);
  return row;
}

it("a copy is made in the memory of one that was let go, and nothing of that one is left", () => {
  const table = new BytesTable();
  const first = copied(table, 1);
  const memory = table.snapshot[first]?.buffer;
  table.letGo(first);
  expect(table.isKept(first)).toBe(false);
  const second = table.snapshot[copied(table, 2)];
  expect(second?.buffer).toBe(memory);
  expect(second?.every((each) => each === 2)).toBe(true);
  // Another length finds other memory.
  expect(table.snapshot[copied(table, 3, 2001)]?.length).toBe(2001);
});

it("what somebody was given stays as it was when it is let go", () => {
  const table = new BytesTable();
  const row = copied(table, 1);
  const given = table.lend(row);
  table.letGo(row);
  copied(table, 2);
  expect(given?.every((each) => each === 1)).toBe(true);
});
