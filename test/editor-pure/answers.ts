// Answers as the worker gives them, for tests of what is drawn from them.

import type {
  Digest,
  Graph,
  GraphNode,
  HoverInfo,
  ParameterRow,
  SourceRange,
  TensorInfo,
} from "../../src/protocol/data";
import type { SliceData } from "../../src/protocol/window";
import { scoped } from "../webview/fixture/scopes";

export const RANGE: SourceRange = { file: "a.nnspec", start: 0, end: 1, line: 1, column: 0, endLine: 1, endColumn: 1 };

export function tensor(shape: readonly number[], more: Partial<TensorInfo> = {}): TensorInfo {
  return {
    id: 1,
    shape,
    dtype: "float32",
    requiresGrad: false,
    isLeaf: true,
    isParameter: false,
    node: null,
    outputNr: 0,
    gradFn: null,
    kept: true,
    ...more,
  };
}

/** Figures stated by the test, not computed by the code under test. */
export function digest(shape: readonly number[], stats: readonly number[], more: Partial<Digest> = {}): Digest {
  const n = shape.reduce((product, size) => product * size, 1);
  return {
    shape,
    dtype: "float32",
    n,
    bytes: 4 * n,
    stats: Float64Array.from(stats),
    nan: 0,
    posinf: 0,
    neginf: 0,
    zeros: 0,
    beyond: 0,
    bins: null,
    values: null,
    word: null,
    ...more,
  };
}

export function matrix(
  rows: number,
  columns: number,
  data: readonly number[],
  more: Partial<SliceData> = {},
): SliceData {
  return {
    shape: [rows, columns],
    dtype: "float32",
    facets: [[]],
    rows,
    columns,
    totalRows: rows,
    totalColumns: columns,
    totalFacets: 1,
    data: Float64Array.from(data),
    ...more,
  };
}

export function hover(more: Partial<HoverInfo> = {}): HoverInfo {
  return {
    range: RANGE,
    expression: "x",
    type: "Tensor",
    tensor: tensor([1, 2]),
    digest: digest([1, 2], [1, 2, 1.5, 0.71], { values: Float64Array.of(1, 2) }),
    slice: matrix(1, 2, [1, 2]),
    gradient: null,
    gradientDigest: null,
    byDebugger: false,
    print: "tensor([[1., 2.]])",
    doc: null,
    visit: 1,
    visits: 1,
    ...more,
  };
}

export function node(id: number, name: string, next: readonly number[], more: Partial<GraphNode> = {}): GraphNode {
  return {
    id,
    name,
    kind: "op",
    leafName: null,
    label: "",
    module: "",
    shape: [],
    dtype: "float32",
    value: id,
    gradient: null,
    range: { ...RANGE, start: id },
    next: next.map((other) => ({ node: other, inputNr: 0 })),
    notable: true,
    scope: -1,
    ...more,
  };
}

export function leaf(id: number, leafName: string): GraphNode {
  return node(id, "AccumulateGrad", [], { kind: "leaf", leafName, range: null });
}

export function graph(nodes: readonly GraphNode[], mainChain: readonly number[]): Graph {
  const root = mainChain[0] ?? null;
  return scoped({ root, rootName: "loss", nodes, rows: [], mainChain, gradients: "none", roots: [] });
}

export function parameter(name: string, more: Partial<ParameterRow> = {}): ParameterRow {
  return {
    root: "p",
    rootClass: "Perception",
    name,
    ownerClass: "Linear",
    value: tensor([2], { id: 7, isParameter: true, requiresGrad: true }),
    digest: digest([2], [-0.5, 0.25, -0.125, 0.53], { values: Float64Array.of(-0.5, 0.25) }),
    gradient: null,
    gradientDigest: null,
    gradientState: "not called",
    byDebugger: false,
    range: RANGE,
    ...more,
  };
}

/** Messages as they stand in the code, with their values filled in. */
export function t(message: string, ...values: (string | number)[]): string {
  return message.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)]));
}
