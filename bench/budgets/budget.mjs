// A budget's figure beside what is wanted of it.

/** `value` must not be above `limit`; `unit` follows the number: "×", "ms", "kB". */
export function atMost(limit, value, unit, title, note = "") {
  return { title, note, value, figure: text(value, unit), goal: `≤ ${text(limit, unit)}`, holds: value <= limit };
}

export function between(low, high, value, title, note = "") {
  return { title, note, value, figure: value.toFixed(2), goal: `${low}–${high}`, holds: value >= low && value <= high };
}

function text(value, unit) {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
