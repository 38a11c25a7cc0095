// Where instances keep their attributes: the values in an array, and the names in a shape that instances share whose
// attributes were set in the same order (Chambers, Ungar, Lee: An Efficient Implementation of SELF, 1989). One place of
// a program mostly meets one shape, so it finds a value by comparing shapes and not by looking a name up. Once somebody
// looks at the attributes as a dict, an instance has a dict for good: see PyInstance.

import type { Value } from "./object";

/** Past this many, the names are rather data: a dict has them. */
const MAX_NAMES = 48;

export class Shape {
  /** The place of every name, in order. */
  readonly places: ReadonlyMap<string, number>;
  private readonly next = new Map<string, Shape>();

  constructor(places: ReadonlyMap<string, number> = new Map()) {
    this.places = places;
  }

  /** This shape with one more name at its end; null where those are too many. */
  with(name: string): Shape | null {
    const known = this.next.get(name);
    if (known !== undefined) return known;
    const { size } = this.places;
    if (size >= MAX_NAMES) return null;
    const made = new Shape(new Map(this.places).set(name, size));
    this.next.set(name, made);
    return made;
  }
}

export const NO_NAMES = new Shape();

/** The attributes of one instance, as long as nobody has asked for a dict of them. */
export class Slots {
  shape = NO_NAMES;
  readonly values: (Value | undefined)[];

  /** `expected`: how many there will be, as far as can be told. */
  constructor(expected: number) {
    this.values = placesFor(expected);
  }
}

/** Places that hold `undefined`: V8 gives an array of numbers alone another layout, and reads of both are slower. */
function placesFor(expected: number): (Value | undefined)[] {
  if (expected <= 2) return [undefined, undefined];
  if (expected <= 4) return [undefined, undefined, undefined, undefined];
  if (expected <= 8) return [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
  return new Array<undefined>(expected).fill(undefined);
}
