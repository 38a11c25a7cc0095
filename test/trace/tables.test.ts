import { expect, test } from "vitest";
import { float32 } from "../../src/engine/tensor/dtype";
import { fromArray, window } from "../../src/engine/tensor/raw";
import { IntColumn } from "../../src/trace/columns";
import { OpTable, ValueTable } from "../../src/trace/tables";

function column(...numbers: number[]): IntColumn {
  const made = new IntColumn();
  for (const each of numbers) made.push(each);
  return made;
}

test("rows keep their ids, shapes and places when others are let go", () => {
  const table = new ValueTable();
  const memory = fromArray(new Float32Array(12), [12], float32);
  for (let i = 0; i < 6; i++) table.add(window(memory, [2], [1], 2 * i), i, 0, 10 * i, 0, 0, -1);
  table.filter((row) => row % 2 === 1);
  expect(table.length).toBe(3);
  expect(table.get(2)).toBeUndefined();
  const left = table.items.map(({ id, shape, offset, flags, event }) => ({ id, shape, offset, flags, event }));
  expect(left).toEqual([1, 3, 5].map((id) => ({ id, shape: [2], offset: 2 * id, flags: id, event: 10 * id })));
  table.add(window(memory, [3], [1], 0), 0, 0, 60, 0, 0, -1);
  expect(table.get(6)).toMatchObject({ id: 6, shape: [3], offset: 0, tensor: expect.anything() });
});

test("an op's operands are its own, whatever else is let go", () => {
  const table = new OpTable();
  // The table does not look at declarations.
  const none = null as never;
  table.add(none, null, column(1, 2), column(3), 0, 0, 0, 0);
  table.add(none, [undefined, 5], column(), column(4, 5), 1, 0, 0, 0);
  table.add(none, null, column(5), column(6), 2, 0, 0, 0);
  table.filter((row) => row > 0);
  expect(table.items.map(({ id, inputs, outputs }) => ({ id, inputs, outputs }))).toEqual([
    { id: 1, inputs: [], outputs: [4, 5] },
    { id: 2, inputs: [5], outputs: [6] },
  ]);
  expect(table.get(1)?.rest).toEqual([undefined, 5]);
});
