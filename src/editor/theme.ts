// Which set of colours the pictures take: the kind of the theme that is active now.

import * as vscode from "vscode";
import type { ThemeKind } from "../look/ramps";

export function themeKind(): ThemeKind {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return "light";
    case vscode.ColorThemeKind.HighContrast:
      return "hc";
    case vscode.ColorThemeKind.HighContrastLight:
      return "hc-light";
    case vscode.ColorThemeKind.Dark:
      return "dark";
  }
}
