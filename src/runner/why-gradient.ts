// Why a gradient's cell has its value: each node that read the tensor runs its backward again, aside, and what it hands
// back is its share. Where the program's own backward has freed what the graph had saved, a replay stops just before.

import { inputGradients } from "../language/debug/contributions";
import type { Request } from "../protocol/queries";
import type { WhyGradient } from "../protocol/why";
import { numberAt, placeOf, type TensorData } from "../trace/query/elements";
import type { GradientRecord, NodeRecord } from "../trace/records";
import type { Run } from "./run";

/** A node that read the tensor, and the gradients of its own outputs in the same backward. */
interface Reader {
  readonly record: NodeRecord;
  readonly gradients: readonly (GradientRecord | null)[];
  /** The edges that lead to the tensor. */
  readonly edges: readonly number[];
  readonly event: number;
}

export function whyGradient(run: Run, request: Request<"whyGradient">): WhyGradient | null {
  const { trace, view } = run;
  const target = trace.nodes.get(request.node);
  const gradient = target === undefined ? null : gradientOf(target, request.gradient);
  if (target === undefined || gradient === null || target.node === null) return null;
  const readers = readersOf(run, target, gradient);
  run.recover([gradient.value, ...readers.flatMap((reader) => reader.gradients.flatMap((each) => each?.value ?? []))]);
  const data = view.data(gradient.value);
  if (data === null || data.shape.length !== request.index.length) return null;
  const { index } = request;
  const result = cellOf(data, index);
  const nodes = nodesToRun(run, readers, gradient.byDebugger);
  const terms = readers.map((reader) => shareOf(run, reader, nodes.get(reader.record.id) ?? null, index));
  // One share that nobody can compute is what the others leave.
  const unknown = terms.flatMap((term, i) => (Number.isNaN(term) ? [i] : []));
  const known = terms.reduce((sum, term) => sum + (Number.isNaN(term) ? 0 : term), 0);
  const [only] = unknown;
  if (unknown.length === 1 && only !== undefined) terms[only] = result - known;
  const hooks = target.node.preHooks !== null || readers.some(({ record }) => record.node?.postHooks != null);
  const hooked = hooks && readers.length > 0 && unknown.length === 0;
  return {
    index,
    result,
    seed: readers.length === 0,
    paths: readers.map(({ record }) => {
      const op = trace.ops.get(record.op);
      return {
        node: record.id,
        name: record.name,
        label:
          (record.value < 0 ? null : view.nameOf(record.value)) ?? (op === undefined ? "" : view.text(op.span, 40)),
        range: op === undefined ? null : view.range(op.span),
      };
    }),
    terms: Float64Array.from(terms),
    byHooks: hooked ? result - known : 0,
  };
}

function gradientOf(node: NodeRecord, value: number): GradientRecord | null {
  for (let each = node.gradients; each !== null; each = each.previous) if (each.value === value) return each;
  return null;
}

/** Those that handed a share over in the backward that this gradient is of. */
function readersOf(run: Run, target: NodeRecord, gradient: GradientRecord): Reader[] {
  let earlier = gradient.previous;
  while (earlier !== null && earlier.outputNr !== gradient.outputNr) earlier = earlier.previous;
  const since = earlier?.byDebugger === gradient.byDebugger ? earlier.event : -1;
  const readers: Reader[] = [];
  for (const record of run.trace.nodes.items) {
    const edges = (record.node?.nextEdges ?? []).flatMap((edge, i) =>
      edge !== null && edge.node === target.node && edge.inputNr === gradient.outputNr ? [i] : [],
    );
    if (edges.length === 0) continue;
    const gradients: (GradientRecord | null)[] = (record.node?.outputs ?? []).map(() => null);
    let event = -1;
    for (let each = record.gradients; each !== null; each = each.previous) {
      const fits = each.byDebugger === gradient.byDebugger && each.event <= gradient.event && each.event >= since;
      if (!fits || (event >= 0 && each.event !== event)) continue;
      gradients[each.outputNr] = each;
      event = each.event;
    }
    if (event >= 0) readers.push({ record, gradients, edges, event });
  }
  return readers;
}

/** The nodes themselves, as they were before backward freed them, by id. */
function nodesToRun(run: Run, readers: readonly Reader[], byDebugger: boolean): Map<number, NodeRecord> {
  const freed = readers.some(({ record }) => record.node === null || record.node.saved === null);
  const [first] = readers;
  if (!freed || byDebugger || first === undefined) {
    return new Map(readers.map(({ record }) => [record.id, record]));
  }
  const earliest = readers.reduce((event, reader) => Math.min(event, reader.event), first.event);
  const { nodes } = run.replayTo(earliest).trace;
  return new Map(
    readers.flatMap(({ record }) => {
      const again = nodes.get(record.id);
      return again === undefined ? [] : [[record.id, again] as const];
    }),
  );
}

/** What a reader handed back for one cell; NaN where that cannot be told. */
function shareOf(run: Run, reader: Reader, again: NodeRecord | null, index: readonly number[]): number {
  const node = again?.node ?? null;
  if (node === null) return Number.NaN;
  const gradients = reader.gradients.map((each) => (each === null ? null : run.view.data(each.value)));
  const found = inputGradients(node, gradients);
  if (found === null) return Number.NaN;
  return reader.edges.reduce((sum, edge) => {
    const data = found[edge] ?? null;
    return sum + (data === null ? 0 : cellOf(data, index));
  }, 0);
}

function cellOf(data: TensorData, index: readonly number[]): number {
  return numberAt(data, placeOf(data, index));
}
