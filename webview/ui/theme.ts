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
  const found = {
    foreground: plain("--vscode-foreground", "#ccc"),
    background: plain("--vscode-editor-background", "#1f1f1f"),
    dim: plain("--nn-dim", "#999"),
    focus: plain("--vscode-focusBorder", "#0078d4"),
    link: plain("--vscode-textLink-foreground", "#4daafc"),
    border: plain("--vscode-panel-border", "#2b2b2b"),
    quiet: plain("--nn-quiet", "#2b2b2b"),
    rail: plain("--nn-rail", "#666"),
    monospace: read("--vscode-editor-font-family", "monospace"),
    family: read("--vscode-font-family", "sans-serif"),
  };
  probe.remove();
  return found;
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
