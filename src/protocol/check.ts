// One node's backward against central differences of its forward, in float64.

export interface GradientCheck {
  /** Why nothing was checked; "" where it was. */
  readonly refused: string;
  /** Elements of the inputs that were checked, of how many: a check ends after some seconds. */
  readonly checked: number;
  readonly of: number;
  /** The element that differs most; null where no input takes a gradient. */
  readonly worst: {
    /** The op's own name of the input: "self". */
    readonly input: string;
    readonly index: readonly number[];
    /** As a pair: backward's number and the difference quotient. */
    readonly pair: Float64Array;
  } | null;
  /** All within torch.autograd.gradcheck's tolerances. */
  readonly passed: boolean;
}
