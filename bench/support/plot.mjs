// Series of points on logarithmic axes as one SVG, each in a panel of its own, beside a line of slope 1.

const [WIDTH, HEIGHT, MARGIN] = [260, 200, 42];

export function plotSvg(series) {
  const panels = series.map((each, i) => panelOf(each, i * WIDTH));
  const width = series.length * WIDTH;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="10">
<rect width="${width}" height="${HEIGHT}" fill="#fff"/>
${panels.join("\n")}
</svg>
`;
}

function panelOf({ title, points, slope }, left) {
  const logs = points.map(({ x, y }) => [Math.log10(x), Math.log10(y)]);
  const [first, last] = [logs[0], logs.at(-1)];
  const bottom = Math.floor(Math.min(...logs.map(([, y]) => y)));
  const top = Math.ceil(Math.max(...logs.map(([, y]) => y)));
  const scaleX = (x) => left + MARGIN + ((x - first[0]) / (last[0] - first[0])) * (WIDTH - MARGIN - 16);
  const scaleY = (y) => HEIGHT - 30 - ((y - bottom) / Math.max(1, top - bottom)) * (HEIGHT - 60);
  const at = ([x, y]) => `${scaleX(x).toFixed(1)},${scaleY(y).toFixed(1)}`;
  const fit = `${at(first)} ${at([last[0], first[1] + last[0] - first[0]])}`;
  const decades = Array.from({ length: top - bottom + 1 }, (_, i) => bottom + i);
  const text = (x, y, words, anchor) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  return [
    text(left + MARGIN, 16, `${title}: slope ${slope.toFixed(2)}`, "start"),
    ...decades.map((d) => text(left + MARGIN - 8, scaleY(d) + 3, `10${superscript(d)} ms`, "end")),
    ...logs.map(([x]) => text(scaleX(x), HEIGHT - 14, `10${superscript(Math.round(x))}`, "middle")),
    `<polyline points="${fit}" fill="none" stroke="#bbb" stroke-dasharray="3 3"/>`,
    `<polyline points="${logs.map(at).join(" ")}" fill="none" stroke="#1f6feb" stroke-width="1.5"/>`,
    ...logs.map(
      (each) => `<circle cx="${at(each).split(",")[0]}" cy="${at(each).split(",")[1]}" r="2.5" fill="#1f6feb"/>`,
    ),
  ].join("\n");
}

function superscript(n) {
  return String(n).replace(/./g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "⁻");
}
