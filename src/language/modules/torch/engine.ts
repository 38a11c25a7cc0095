// Ops by their schema's name, for what is written here in terms of them.

import { declarations, type OpDeclaration, type OpResult } from "../../../engine/ops/declare";
import { Tensor } from "../../../engine/tensor/tensor";
import { Refusal } from "../../runtime/errors";

let table: Map<string, OpDeclaration> | null = null;

/** The op of this schema name ("select.int", or "select" for the first overload); a refusal where there is none. */
export function engineOp(name: string): OpDeclaration {
  table ??= indexOps();
  const found = table.get(name);
  if (found === undefined) throw new Refusal(`the op ${name}`);
  return found;
}

function indexOps(): Map<string, OpDeclaration> {
  const index = new Map<string, OpDeclaration>();
  for (const declaration of declarations()) {
    const { name, overload } = declaration;
    if (overload !== "") index.set(`${name}.${overload}`, declaration);
    if (!index.has(name)) index.set(name, declaration);
  }
  return index;
}

/** Runs an op that has one tensor as its result. */
export function callOp(name: string, ...args: unknown[]): Tensor {
  return single(engineOp(name).call(args), name);
}

/** Runs an op's in-place form: `name` is without the underscore unless the op has it itself. */
export function callInPlace(name: string, ...args: unknown[]): Tensor {
  return engineOp(name).callInPlace(args);
}

function single(result: OpResult, name: string): Tensor {
  if (result instanceof Tensor) return result;
  throw new Error(`${name} has several results`);
}
