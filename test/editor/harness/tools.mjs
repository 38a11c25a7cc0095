// Where the editor's tools are: the folder that scripts/tools/install-editor.sh fills, and Debian's Chromium.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const tools = process.env.NNSPEC_TOOLS ?? join(homedir(), ".cache", "nnspec-tools");

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Node 24, which VS Code's server needs. */
export const SERVER_NODE = join(tools, "node_modules", "node", "bin", "node");
/** VS Code's own server, inside the code-server package. */
export const SERVER_MAIN = join(tools, "node_modules", "code-server", "lib", "vscode", "out", "server-main.js");
export const CHROMIUM = process.env.NNSPEC_CHROMIUM ?? "/usr/bin/chromium";

/** Throws with the way out when the tools are not installed. */
export function requireTools() {
  const missing = [SERVER_NODE, SERVER_MAIN, CHROMIUM].filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`missing ${missing.join(", ")}: run scripts/tools/install-editor.sh`);
}
