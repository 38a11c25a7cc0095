// A tensor over the run: what one place of a loop made visit by visit, or what a leaf has been between writes.

export interface History {
  /** Visits of the place that makes the value, or states of a tensor that is written in place. */
  readonly kind: "visits" | "states";
  /** How many there were in all; where they are more than are listed, every n-th is. */
  readonly total: number;
  /** Of each that is listed: which one it is, counted from 1 as everywhere, its value, and the gradient that reached it. */
  readonly visits: Int32Array;
  readonly values: Int32Array;
  /** −1 where none did. */
  readonly gradients: Int32Array;
  /** The event after which both are there: where the cursor has to stand to show them. */
  readonly events: Int32Array;
  /** Which of those listed is the value that was asked about; −1 for none. */
  readonly at: number;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** [least, largest] finite element of all pictures of the values, and of all of the gradients: one scale for each. */
  readonly range: Float64Array;
  readonly gradientRange: Float64Array;
}

/** Small pictures of values of one shape: at most so many rows and columns, every n-th where there are more. */
export interface Pictures {
  readonly rows: number;
  readonly columns: number;
  /** Every how many rows and columns of the tensor: 1 where all are there. Outer axes are rows too. */
  readonly everyRow: number;
  readonly everyColumn: number;
  /** Pictures × rows × columns, as numbers. */
  readonly data: Float64Array;
}
