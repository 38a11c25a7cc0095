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
  readonly monospace: string;
}

let colours: PageColours | null = null;

export function pageColours(): PageColours {
  if (colours === null) {
    const style = getComputedStyle(document.body);
    const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
    colours = {
      foreground: read("--vscode-foreground", "#ccc"),
      background: read("--vscode-editor-background", "#1f1f1f"),
      // A canvas takes no color-mix() of variables that it cannot see: the body's own computed colour does.
      dim: dimColour(),
      focus: read("--vscode-focusBorder", "#0078d4"),
      monospace: read("--vscode-editor-font-family", "monospace"),
    };
  }
  return colours;
}

/** --nn-dim resolved to a plain colour, through an element that wears it. */
function dimColour(): string {
  const probe = document.createElement("span");
  probe.className = "nn-dim-probe";
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
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
