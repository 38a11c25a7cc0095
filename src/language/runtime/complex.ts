// Arithmetic of Python's complex. Follows Objects/complexobject.c, its order of operations included: results are equal
// to the last bit wherever the elementary functions are.

import { shortest } from "../../engine/tensor/decimal";
import { atan2, cos, exp, hypotenuse, log, power, sin } from "./elementary";
import { overflowError, zeroDivision } from "./errors";
import { PyComplex } from "./value";

export function complexAdd(a: PyComplex, b: PyComplex): PyComplex {
  return new PyComplex(a.real + b.real, a.imag + b.imag);
}

export function complexSubtract(a: PyComplex, b: PyComplex): PyComplex {
  return new PyComplex(a.real - b.real, a.imag - b.imag);
}

export function complexMultiply(a: PyComplex, b: PyComplex): PyComplex {
  return new PyComplex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real);
}

export function complexDivide(a: PyComplex, b: PyComplex): PyComplex {
  if (b.real === 0 && b.imag === 0) throw zeroDivision("complex division by zero");
  const [realSize, imagSize] = [Math.abs(b.real), Math.abs(b.imag)];
  if (realSize >= imagSize) {
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    return new PyComplex((a.real + a.imag * ratio) / denominator, (a.imag - a.real * ratio) / denominator);
  }
  if (imagSize >= realSize) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    return new PyComplex((a.real * ratio + a.imag) / denominator, (a.imag * ratio - a.real) / denominator);
  }
  return new PyComplex(Number.NaN, Number.NaN);
}

const ONE = new PyComplex(1, 0);

export function complexPower(a: PyComplex, b: PyComplex): PyComplex {
  const small = b.imag === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= 100;
  const result = small ? integerPower(a, b.real) : generalPower(a, b);
  if (!Number.isFinite(result.real) || !Number.isFinite(result.imag)) {
    // Python's check is on what is too large; infinities that came in are not told apart.
    if (isInfinite(result.real) || isInfinite(result.imag)) throw overflowError("complex exponentiation");
  }
  return result;
}

function isInfinite(value: number): boolean {
  return Math.abs(value) === Number.POSITIVE_INFINITY;
}

function integerPower(a: PyComplex, n: number): PyComplex {
  if (n > 0) return positivePower(a, n);
  if (n < 0 && a.real === 0 && a.imag === 0) throw zeroDivision("0.0 to a negative or complex power");
  return complexDivide(ONE, positivePower(a, -n));
}

function positivePower(a: PyComplex, n: number): PyComplex {
  let result = ONE;
  let square = a;
  for (let mask = 1; n >= mask; mask *= 2) {
    if ((n & mask) !== 0) result = complexMultiply(result, square);
    square = complexMultiply(square, square);
  }
  return result;
}

function generalPower(a: PyComplex, b: PyComplex): PyComplex {
  if (b.real === 0 && b.imag === 0) return ONE;
  if (a.real === 0 && a.imag === 0) {
    if (b.imag !== 0 || b.real < 0) throw zeroDivision("0.0 to a negative or complex power");
    return new PyComplex(0, 0);
  }
  const size = hypotenuse(a.real, a.imag);
  const angle = atan2(a.imag, a.real);
  let length = power(size, b.real);
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length /= exp(angle * b.imag);
    phase += b.imag * log(size);
  }
  return new PyComplex(length * cos(phase), length * sin(phase));
}

export function complexAbs(a: PyComplex): number {
  if (isInfinite(a.real) || isInfinite(a.imag)) return Number.POSITIVE_INFINITY;
  const size = hypotenuse(a.real, a.imag);
  if (isInfinite(size)) throw overflowError("absolute value too large");
  return size;
}

/** A part as repr shows it: shortest digits, without a ".0". */
export function partText(value: number): string {
  return shortest(value).replace(/\.0$/, "");
}

export function withSign(text: string): string {
  return text.startsWith("-") || text.startsWith("+") ? text : `+${text}`;
}

export function complexText({ real, imag }: PyComplex): string {
  if (Object.is(real, 0)) return `${partText(imag)}j`;
  return `(${partText(real)}${withSign(partText(imag))}j)`;
}
