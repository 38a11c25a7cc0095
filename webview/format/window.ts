// Which rows of a long list are in the document: the ones on screen and a few around them.

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Rows that all have one height. */
export function fixedWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewport: number,
  around: number,
): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  const end = Math.min(count, Math.ceil((scrollTop + viewport) / rowHeight) + around);
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) };
}

/** `tops[i]` is where row i begins; the last entry is the height of all. */
export function tallWindow(tops: Float64Array, scrollTop: number, viewport: number, around: number): RowWindow {
  const count = tops.length - 1;
  if (count <= 0) return { first: 0, end: 0 };
  const first = rowAt(tops, scrollTop);
  const last = rowAt(tops, scrollTop + viewport);
  return { first: Math.max(0, first - around), end: Math.min(count, last + 1 + around) };
}

/** The row that covers a height, by bisection. */
export function rowAt(tops: Float64Array, y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where to scroll so that [top, bottom) is in sight, moving no more than needed. */
export function scrollToShow(top: number, bottom: number, scrollTop: number, viewport: number): number {
  if (top < scrollTop) return top;
  if (bottom > scrollTop + viewport) return Math.min(top, bottom - viewport);
  return scrollTop;
}
