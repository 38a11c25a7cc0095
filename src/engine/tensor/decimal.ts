// Doubles as decimal text, as Python and C print them: correctly rounded from the exact binary value, ties to even.
// JavaScript's own toFixed and toExponential round ties up, give up at 1e21 and drop the sign of -0.

/** The digits of |x| rounded to `count` significant ones, and the decimal exponent of the first. x finite, not 0. */
interface Rounded {
  readonly digits: string;
  readonly exponent: number;
}

/** "%.{digits}f". */
export function formatFixed(x: number, digits: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const sign = isNegative(x) ? "-" : "";
  const text = quickFixed(Math.abs(x), digits) ?? exactFixed(Math.abs(x), digits);
  return sign + text;
}

/** "%.{digits}e": "1.0000e+00". */
export function formatExponent(x: number, digits: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const sign = isNegative(x) ? "-" : "";
  if (x === 0) return `${sign}${digits > 0 ? `0.${"0".repeat(digits)}` : "0"}e+00`;
  const rounded = roundSignificant(Math.abs(x), digits + 1);
  return `${sign}${withPoint(rounded.digits)}${exponentSuffix(rounded.exponent)}`;
}

/** "%.{digits}g", or "%#.{digits}g" which keeps trailing zeros. */
export function formatGeneral(x: number, digits: number, alternate = false): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const sign = isNegative(x) ? "-" : "";
  const count = Math.max(digits, 1);
  const rounded = x === 0 ? { digits: "0".repeat(count), exponent: 0 } : roundSignificant(Math.abs(x), count);
  const { exponent } = rounded;
  const shown = alternate ? rounded.digits : rounded.digits.replace(/0+$/, "") || "0";
  if (exponent < -4 || exponent >= count) {
    const body = alternate && shown.length === 1 ? `${shown}.` : withPoint(shown);
    return `${sign}${body}${exponentSuffix(exponent)}`;
  }
  const body = positional(shown, exponent);
  return sign + (alternate && !body.includes(".") ? `${body}.` : body);
}

/** Python's repr(float): the shortest digits that read back as x; "1.0", "1e+16", "1e-05". */
export function shortest(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const magnitude = Math.abs(x);
  // Between these JavaScript writes the same digits without an exponent, too.
  if (magnitude >= 1e-4 && magnitude < 1e16) return Number.isInteger(x) ? `${x}.0` : String(x);
  const sign = isNegative(x) ? "-" : "";
  if (x === 0) return `${sign}0.0`;
  const [mantissa = "", power = "0"] = Math.abs(x).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${sign}${withPoint(digits)}${exponentSuffix(exponent)}`;
  const body = positional(digits, exponent);
  return sign + (body.includes(".") ? body : `${body}.0`);
}

function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

function nonFinite(x: number): string {
  if (Number.isNaN(x)) return "nan";
  return x > 0 ? "inf" : "-inf";
}

/** "12345" to "1.2345". */
function withPoint(digits: string): string {
  return digits.length > 1 ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits;
}

function exponentSuffix(exponent: number): string {
  return `e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Digits with the first at 10^exponent, written out without an exponent. */
function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = exponent + 1;
  if (digits.length <= whole) return digits + "0".repeat(whole - digits.length);
  return `${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

/** toFixed, which rounds the exact value, where the value is in its range and is no tie; else null. */
function quickFixed(x: number, digits: number): string | null {
  if (x >= 1e21 || digits > 15) return null;
  // A tie lies on an odd multiple of 10^-digits / 2. Its double, times 2 * 10^digits, comes out as that odd number
  // exactly, or as something past 2^53, where all doubles are even: what may be a tie is left to the exact way.
  const halves = x * 2 * 10 ** digits;
  const mayBeTie = Number.isInteger(halves) && (halves >= 2 ** 53 || halves % 2 === 1);
  if (x < 2 ** 53 && mayBeTie) return Number.isInteger(x) ? x.toFixed(digits) : null;
  return x.toFixed(digits);
}

function exactFixed(x: number, digits: number): string {
  const text = divideRounded(...scaled(x, digits)).toString();
  if (digits === 0) return text;
  const padded = text.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

function roundSignificant(x: number, count: number): Rounded {
  return quickSignificant(x, count) ?? exactSignificant(x, count);
}

/** toExponential, which rounds the exact value, where the value is no tie; else null. */
function quickSignificant(x: number, count: number): Rounded | null {
  if (count > 15) return null;
  const [mantissa = "", power = "0"] = x.toExponential(count - 1).split("e");
  const exponent = Number(power);
  // A tie lies on an odd multiple of half the last place. Where the power of ten is a double, so is that multiple, and it
  // comes out exactly. What was rounded up to a power of ten was no tie, or one that goes up: nine is odd.
  const shift = count - 1 - exponent;
  if (shift > 22 || shift < -22) return null;
  const halves = shift < 0 ? (x * 2) / 10 ** -shift : x * 2 * 10 ** shift;
  if (halves % 2 === 1) return null;
  return { digits: mantissa.replace(".", ""), exponent };
}

function exactSignificant(x: number, count: number): Rounded {
  // The shortest digits may already have been rounded up to a power of ten (1e23 lies below it).
  const [, power = "0"] = x.toExponential().split("e");
  let exponent = Number(power);
  const [numerator, denominator] = scaled(x, -exponent);
  if (numerator < denominator) exponent--;
  let digits = divideRounded(...scaled(x, count - 1 - exponent)).toString();
  if (digits.length > count) {
    exponent++;
    digits = digits.slice(0, count);
  }
  return { digits, exponent };
}

const view = new DataView(new ArrayBuffer(8));

/** |x| * 10^digits as an exact fraction. */
function scaled(x: number, digits: number): [bigint, bigint] {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const power = Math.max(biased, 1) - 1075;
  let numerator = biased === 0 ? fraction : fraction | 0x10000000000000n;
  let denominator = 1n;
  if (power > 0) numerator <<= BigInt(power);
  else denominator <<= BigInt(-power);
  if (digits > 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  return [numerator, denominator];
}

/** The quotient rounded to the nearest integer, ties to even. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}
