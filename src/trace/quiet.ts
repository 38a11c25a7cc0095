// Which visits of a hot statement are recorded. A loop of pure Python turns in less time than an event takes to be
// written, so after its first visits a statement is only counted, but for evenly spaced visits that are recorded as the
// first ones are, and the last turns of loops whose length is known. Where recording sets in again, the names that
// changed meanwhile are bound anew, so what the log says of any moment it holds is exact. Statements of loops and
// functions that run ops are recorded at every visit.
//
// All of it depends on counts alone: a replay records what the run recorded, under the same numbers.

/** Visits of a statement that are all recorded. */
export const WHOLE_VISITS = 512;

/** Visits recorded later on, each time the number of visits doubles: 2 to this power. */
const SAMPLES = 6;

/** The next visit that is recorded after one that was; the same ones for all statements of a loop. */
export function nextRecorded(visit: number): number {
  const stride = 1 << (31 - Math.clz32(visit) - SAMPLES);
  return (visit & -stride) + stride;
}
