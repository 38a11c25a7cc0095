// One run as one HTML file: the panel's own page with the run embedded. Self-contained: no network, nothing inline that
// the content policy does not name, and no text of the program outside escaped JSON.

export interface ReportParts {
  readonly title: string;
  /** JSON of encodeEmbedded. */
  readonly trace: string;
  /** The built page: webview/main.ts and style.css. */
  readonly script: string;
  readonly style: string;
}

/** Names the page's own script and style in its content policy. */
const NONCE = "nnspec-report";

const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}'`,
  `style-src 'nonce-${NONCE}'`,
  "font-src data:",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export function reportHtml({ title, trace, script, style }: ReportParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="NNSpec">
<title>${escapeHtml(title)}</title>
<style nonce="${NONCE}">${style.replace(/<\/style/gi, "<\\/style")}</style>
</head>
<body>
<script type="application/json" id="nnspec-trace">${trace.replace(/</g, "\\u003c")}</script>
<script nonce="${NONCE}">${script.replace(/<\/script/gi, "<\\/script").replace(/<!--/g, "<\\!--")}</script>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
