// Figures of repeated measurements.

export function quantile(list, q) {
  return [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * q)];
}

export function median(list) {
  return quantile(list, 0.5);
}

/** Slope of log y over log x by least squares: 1 where y grows as x does. */
export function logSlope(points) {
  const logs = points.map(({ x, y }) => [Math.log(x), Math.log(y)]);
  const mean = (at) => logs.reduce((sum, each) => sum + each[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const along = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return along / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
