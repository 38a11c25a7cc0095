// What a tensor can be compared with: everything that the run's names and parameters hold and that broadcasts with it. Pure.

import type { Digest, FrameNames, ParameterRow, TensorInfo, ValueId } from "../../src/protocol";
import { broadcastShape } from "../../src/trace/query/compare";

export interface Candidate {
  readonly name: string;
  readonly tensor: TensorInfo;
  /** Of the same shape: listed first. */
  readonly same: boolean;
  /** A single number that is this one's, within torch.allclose's tolerances: what two ways to a loss should come to. */
  readonly equal: boolean;
}

interface Own {
  readonly value: ValueId;
  readonly shape: readonly number[];
  readonly digest: Digest | null;
}

type Named = Pick<FrameNames["names"][number], "name" | "tensor" | "digest">;

const MOST = 500;

export function candidatesFor(
  own: Own,
  frames: readonly { readonly names: readonly Named[] }[],
  parameters: readonly ParameterRow[],
): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (name: string, tensor: TensorInfo | null, digest: Digest | null): void => {
    if (tensor === null || tensor.id === own.value || found.has(name) || found.size >= MOST) return;
    if (broadcastShape(own.shape, tensor.shape) === null) return;
    const same = own.shape.join() === tensor.shape.join();
    found.set(name, { name, tensor, same, equal: same && isEqualNumber(own.digest, digest) });
  };
  for (const frame of frames) for (const each of frame.names) add(each.name, each.tensor, each.digest);
  for (const row of parameters) {
    add(`${row.root}.${row.name}`, row.value, row.digest);
    add(`${row.root}.${row.name}.grad`, row.gradient, row.gradientDigest);
  }
  const rank = (one: Candidate) => (one.equal ? 0 : one.same ? 1 : 2);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

function isEqualNumber(own: Digest | null, other: Digest | null): boolean {
  const [a, b] = [own?.values?.[0], other?.values?.[0]];
  if (own?.n !== 1 || other?.n !== 1 || a === undefined || b === undefined) return false;
  return Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}
