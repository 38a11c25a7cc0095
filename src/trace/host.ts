// What the trace must be told about the language's values, because it knows none of them: little while it records,
// more when somebody looks. The language implements both.

import type { GradNode } from "../engine/autograd/node";
import type { Tensor } from "../engine/tensor/tensor";
import type { TensorData } from "./query/elements";

/** Asked at every event: must be cheap. */
export interface RecordingHost {
  /** Where the interpreter is: the span of what runs now. The recorder reads it at every op. */
  readonly position: { readonly span: number };
  asTensor(value: unknown): Tensor | null;
  /** The number that an int, a float or a tensor without axes is; null for everything else. */
  asNumber(value: unknown): number | null;
  /** `self` of a method's frame, as the interpreter passed it to enterCall; undefined for any other. */
  selfOf(frame: unknown): unknown;
  /** What a name of a module is bound to now, in the namespace that the interpreter passed to note; undefined if not. */
  globalIn(namespace: unknown, name: string): unknown;
  /** The variables of a function's frame that are bound now, with a span that binds each. */
  variables(frame: unknown): readonly RecordedVariable[];
}

export interface RecordedVariable {
  readonly name: string;
  readonly span: number;
  readonly value: unknown;
}

/** The parts of an nn.Module. */
export interface ModuleEntries {
  readonly parameters: readonly (readonly [name: string, parameter: Tensor | null])[];
  readonly modules: readonly (readonly [name: string, module: unknown])[];
}

/** How a tensor was found in a graph, for PyTorch's print of it. */
export interface PrintedAs {
  readonly gradFn: GradNode | null;
  readonly requiresGrad: boolean;
  readonly isParameter: boolean;
}

/** Asked by queries. */
export interface ObjectInspector {
  /** The Python type's name: "list", "Perception", "NoneType". */
  typeName(value: unknown): string;
  /** "tensor", "module" (an nn.Module), "function", "class", "package", or the type's name. */
  kindOf(value: unknown): string;
  /** repr of a value, cut at `maxLines`; runs no code of the program. */
  repr(value: unknown, maxLines: number): string;
  isModule(value: unknown): boolean;
  moduleEntries(value: unknown): ModuleEntries;
  /** The tensors that an optimiser was given; null for what is none. */
  optimizerParameters(value: unknown): readonly Tensor[] | null;
  /** PyTorch's print of a recorded tensor. */
  printTensor(data: TensorData, as: PrintedAs, maxLines: number): string;
  /** One line about an op or a module class, by name; null when there is none. */
  doc(name: string): string | null;
  /** The variable of an AccumulateGrad node. */
  variableOf(node: GradNode): Tensor | null;
}
