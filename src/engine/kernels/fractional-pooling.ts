// Where fractional pooling's windows begin: steps that grow by a fraction and are rounded down, shifted by a random
// sample (Graham 2014).

const fround = Math.fround;

/** The first elements of `count` windows of `kernel` elements on an axis; rounds as float32 does where `single`. */
export function fractionalStarts(
  sample: number,
  size: number,
  count: number,
  kernel: number,
  single: boolean,
): Int32Array {
  const starts = new Int32Array(count);
  if (count === 0) return starts;
  const exact = (size - kernel) / (count - 1);
  const alpha = single ? fround(exact) : exact;
  const at = (i: number) =>
    single ? Math.trunc(fround(fround(i + sample) * alpha)) : Math.trunc((i + sample) * alpha);
  for (let i = 0; i < count - 1; i++) starts[i] = at(i) - at(0);
  starts[count - 1] = size - kernel;
  return starts;
}
