import { expect, it } from "vitest";
import "../../../src/engine/ops";
import { declarations, findOps } from "../../../src/engine/ops/declare";
import { parseSchema } from "../../../src/engine/ops/schema";

it("reads PyTorch's notation as plain data", () => {
  const schema = parseSchema(
    "sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
  );
  expect([schema.name, schema.overload]).toEqual(["sum", "dim_IntList"]);
  expect(
    schema.arguments.map((a) => [a.name, a.type.kind, a.type.optional, a.type.listSize, a.keywordOnly, a.default]),
  ).toEqual([
    ["self", "Tensor", false, null, false, undefined],
    ["dim", "int", true, 1, false, undefined],
    ["keepdim", "bool", false, null, false, false],
    ["dtype", "ScalarType", true, null, true, null],
  ]);
});

it("tells what is written, what is a view, and names results", () => {
  const inPlace = parseSchema("zero_(Tensor(a!) self) -> Tensor(a!)");
  expect(inPlace.arguments[0]?.type).toMatchObject({ alias: "a", written: true });
  const view = parseSchema("select.int(Tensor(a) self, int dim, int index) -> Tensor(a)");
  expect(view.returns[0]?.type).toMatchObject({ alias: "a", written: false });
  const pair = parseSchema("max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)");
  expect(pair.returns.map((r) => r.name)).toEqual(["values", "indices"]);
});

it("keeps an integer default of a Scalar apart from one of an int or a float", () => {
  const schema = parseSchema("f(Scalar a=1, Scalar b=1.5, int c=2, int[2] d=3, float e=0.5) -> Tensor");
  expect(schema.arguments.map((a) => a.default)).toEqual([1n, 1.5, 2, [3, 3], 0.5]);
});

it("refuses what is no schema", () => {
  expect(() => parseSchema("add(Tensr self) -> Tensor")).toThrow("not a type: Tensr");
  expect(() => parseSchema("add")).toThrow("not a schema");
});

it("gives a program every op under its names, overloads in the order to try", () => {
  expect(findOps("torch.multiply").map((d) => d.nodeName)).toEqual(["MulBackward0"]);
  expect(findOps("Tensor.sum").map((d) => d.schema.overload)).toEqual(["", "dim_IntList"]);
  expect(declarations().length).toBeGreaterThan(120);
});

it("reads the notation of every op, and what its gradients keep", () => {
  for (const { schema, saves, name, overload } of declarations()) {
    expect([schema.name, schema.overload]).toEqual([name, overload]);
    expect(saves.every((spec) => spec.index >= 0)).toBe(true);
  }
});

it("knows each op once", () => {
  const names = declarations().map(({ name, overload }) => `${name}.${overload}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
