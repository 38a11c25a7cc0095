// From numbers to pixels: linear and logarithmic axes with round ticks. Pure.

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** Pixels of low and high. */
  readonly from: number;
  readonly to: number;
}

/** A scale over all finite values; a logarithmic one over the positive ones. */
export function scaleOf(values: Iterable<number>, log: boolean, from: number, to: number): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: log ? 0.1 : 0, high: 1, log, from, to };
  if (low === high) {
    const room = log ? low / 2 : Math.abs(low) / 10 || 1;
    return { low: log ? low / 2 : low - room, high: log ? high * 2 : high + room, log, from, to };
  }
  return { low, high, log, from, to };
}

export function place(scale: Scale, value: number): number {
  const { low, high, log, from, to } = scale;
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return from + share * (to - from);
}

/** The value at a pixel. */
export function valueAt(scale: Scale, pixel: number): number {
  const share = (pixel - scale.from) / (scale.to - scale.from);
  return scale.log ? scale.low * (scale.high / scale.low) ** share : scale.low + share * (scale.high - scale.low);
}

/** Round values inside a scale, some `count` of them: 1, 2 and 5 times powers of ten. */
export function ticks(scale: Scale, count: number): number[] {
  return scale.log ? logTicks(scale, count) : linearTicks(scale.low, scale.high, count);
}

function linearTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
  const found: number[] = [];
  // By whole numbers of steps, so that 0.1 + 0.2 does not become a label.
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

function logTicks({ low, high }: Scale, count: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 1) return linearTicks(low, high, count);
  const skip = Math.ceil(decades / count);
  const within = decades * 3 <= count + 1 ? [1, 2, 5] : [1];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += skip) {
    for (const digit of within) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= low && tick <= high) found.push(tick);
    }
  }
  return found;
}
