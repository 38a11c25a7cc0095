// Ops by their schema's name, for what is written here in terms of them.

import { findSchema, type OpDeclaration, type OpResult } from "../../../engine/ops/declare";
import { Tensor } from "../../../engine/tensor/tensor";
import { Refusal } from "../../runtime/errors";

const known = new Map<string, OpDeclaration>();

/** The op of this schema name ("select.int", or "select" for the first overload); a refusal where there is none. */
export function engineOp(name: string): OpDeclaration {
  let found = known.get(name);
  if (found === undefined) {
    found = findSchema(name);
    if (found === undefined) throw new Refusal(`the op ${name}`);
    known.set(name, found);
  }
  return found;
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
