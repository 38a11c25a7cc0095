// Powers of floats as C's pow gives them.

export function floatPower(x: number, y: number): number {
  // C's pow(1, y) and pow(-1, ±inf) are 1 where JavaScript's are NaN.
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  return x ** y;
}
