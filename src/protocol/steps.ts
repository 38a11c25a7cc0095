/** The steps of a run: the statements of the program's top level, in the order in which they ran. */
export interface Steps {
  /** Of each step: its line, which visit of the statement it was (from 0), and the last event of it; −1 for the run's end. */
  readonly lines: Int32Array;
  readonly visits: Int32Array;
  readonly ends: Int32Array;
  /** Steps at which a loop turned or something was printed. */
  readonly ticks: Int32Array;
}
