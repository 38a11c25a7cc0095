// Which kind of theme is on, and its colours for canvases. VS Code puts a class on the body and --vscode-* variables on
// the page's root and changes both while the page is open; a report sets the same classes itself (report.ts).

import type { ThemeKind } from "../../src/look/ramps";

export function themeKind(): ThemeKind {
  const classes = document.body.classList;
  if (classes.contains("vscode-high-contrast-light")) return "hc-light";
  if (classes.contains("vscode-high-contrast")) return "hc";
  return classes.contains("vscode-light") ? "light" : "dark";
}

export interface PageColours {
  readonly foreground: string;
  readonly background: string;
  readonly dim: string;
  readonly focus: string;
  readonly link: string;
  readonly border: string;
  /** Behind what is chosen or set apart. */
  readonly quiet: string;
  /** Lines of a drawing. */
  readonly rail: string;
  /** Of curves, by the theme's charts: told apart and readable on the background. */
  readonly charts: readonly string[];
  readonly monospace: string;
  readonly family: string;
}

let colours: PageColours | null = null;

export function pageColours(): PageColours {
  colours ??= readColours();
  return colours;
}

/** Variables resolved to plain colours, which is all a canvas takes, through an element that wears them. */
function readColours(): PageColours {
  const style = getComputedStyle(document.body);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const plain = (name: string, otherwise: string): string => {
    probe.style.color = `var(${name}, ${otherwise})`;
    return getComputedStyle(probe).color;
  };
  const foreground = plain("--vscode-foreground", "#ccc");
  const found = {
    foreground,
    background: plain("--vscode-editor-background", "#1f1f1f"),
    dim: plain("--nn-dim", "#999"),
    focus: plain("--vscode-focusBorder", "#0078d4"),
    link: plain("--vscode-textLink-foreground", "#4daafc"),
    border: plain("--vscode-panel-border", "#2b2b2b"),
    quiet: plain("--nn-quiet", "#2b2b2b"),
    rail: plain("--nn-rail", "#666"),
    charts: CHARTS.map((name) => chartColour(plain(`--vscode-charts-${name}`, "#808080"), foreground)),
    monospace: read("--vscode-editor-font-family", "monospace"),
    family: read("--vscode-font-family", "sans-serif"),
  };
  probe.remove();
  return found;
}

const CHARTS = ["blue", "orange", "green", "purple", "red", "yellow"] as const;
/** Part of the foreground in a chart's colour: some themes' orange has too little contrast, and some are translucent. */
const FOREGROUND_PART = 0.15;

function chartColour(colour: string, foreground: string): string {
  const [own, front] = [colour, foreground].map((text) => (text.match(/[\d.]+/g) ?? []).map(Number));
  const mixed = [0, 1, 2].map((i) => (own?.[i] ?? 0) * (1 - FOREGROUND_PART) + (front?.[i] ?? 0) * FOREGROUND_PART);
  return `rgb(${mixed.map(Math.round).join()})`;
}

const listeners = new Set<() => void>();

/** Calls back after every change of theme; returns what ends that. */
export function onThemeChange(listener: () => void): () => void {
  if (listeners.size === 0) watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let watching = false;

function watch(): void {
  if (watching) return;
  watching = true;
  const changed = () => {
    colours = null;
    for (const listener of listeners) listener();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}
