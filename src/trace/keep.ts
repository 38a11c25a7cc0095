// What a trace lets go when it grows past its bounds: the middle visits of long loops, evenly. First and last visits
// and everything outside loops stay.

/** Visits kept at either end of a loop. */
export const ENDS = 4;

/** Whether the visit-th of `total` visits stays when every `stride`-th one in the middle does. */
export function staysAt(visit: number, total: number, stride: number, ends = ENDS): boolean {
  return visit < ends || visit >= total - ends || visit % stride === 0;
}

export interface Bounds {
  /** Bytes of tensor elements. */
  readonly bytes: number;
  readonly events: number;
}

export const DEFAULT_BOUNDS: Bounds = { bytes: 512 * 1024 * 1024, events: 400_000 };
