// Checks the backward of one recorded node: brings its op's inputs back and hands them to the engine.

import { checkGradient, type Given } from "../language/debug/check-gradient";
import type { GradientCheck } from "../protocol/check";
import type { OpRecord } from "../trace/records";
import { now, type Run } from "./run";

/** Ops whose forward draws at random: no two of its runs are of the same function. */
const RANDOM = /dropout|bernoulli|rrelu|multinomial|poisson|normal|rand|gamma|dirichlet/;

export function* checkNode(run: Run, node: number): Generator<undefined, GradientCheck> {
  const refuse = (refused: string): GradientCheck => ({ refused, checked: 0, of: 0, worst: null, passed: false });
  const record = run.trace.nodes.get(node);
  const op = record === undefined ? undefined : run.trace.ops.get(record.op);
  if (op === undefined) return refuse("This node has no op of its own: there is nothing to move.");
  if (RANDOM.test(op.declaration.name)) return refuse("This op draws at random: its differences mean nothing.");
  run.recover(op.inputs);
  const given = argumentsOf(run, op);
  if (given === null) return refuse("The op's inputs are gone: it wrote over them, or they were let go.");
  return yield* checkGradient(op.declaration, given, now);
}

/** The op's arguments in its schema's order; null where an input's elements are gone. */
function argumentsOf(run: Run, op: OpRecord): Given[] | null {
  let next = 0;
  let gone = false;
  const take = () => {
    const data = run.view.data(op.inputs[next++] ?? -1);
    if (data === null) gone = true;
    return data;
  };
  const given = op.declaration.schema.arguments.map((argument, i): Given => {
    const rest = op.rest === null ? undefined : op.rest[i];
    if (Array.isArray(rest) && argument.type.kind === "Tensor") {
      return { list: rest.map((each) => (each === undefined ? take() : null)) };
    }
    if (rest !== undefined) return { plain: rest };
    const tensor = take();
    return tensor === null ? { plain: null } : { tensor };
  });
  return gone ? null : given;
}
