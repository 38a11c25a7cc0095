// A real VS Code server on a free port, with its own empty data folder: nothing is shared between two of them.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTools, SERVER_MAIN, SERVER_NODE } from "./tools.mjs";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** What every test wants off: pages that open by themselves, and anything that asks or talks to a network. */
const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "files.autoSave": "off",
  "editor.cursorBlinking": "solid",
};

/**
 * Starts a server. `trusted: false` leaves workspace trust on, as a fresh profile of a user has it.
 * `vsix` is installed before the start, as `code --install-extension` would.
 */
export async function startServer({ trusted = true, vsix, settings = {} } = {}) {
  requireTools();
  const home = mkdtempSync(join(tmpdir(), "nnspec-editor-"));
  const folders = ["--server-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  mkdirSync(join(home, "data", "data", "User"), { recursive: true });
  writeFileSync(
    join(home, "data", "data", "User", "settings.json"),
    JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2),
  );
  if (vsix !== undefined) {
    const args = [SERVER_MAIN, ...folders, "--accept-server-license-terms", "--install-extension", vsix, "--force"];
    const install = spawnSync(SERVER_NODE, args, { encoding: "utf8" });
    if (install.status !== 0) throw new Error(`installing ${vsix} failed: ${install.stdout}${install.stderr}`);
  }
  const child = spawn(
    SERVER_NODE,
    [
      SERVER_MAIN,
      "--host=127.0.0.1",
      "--port=0",
      "--without-connection-token",
      "--accept-server-license-terms",
      "--enable-smoke-test-driver",
      "--telemetry-level=off",
      ...(trusted ? ["--disable-workspace-trust"] : []),
      ...folders,
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } },
  );
  // A test that is ended from outside leaves no server behind.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const server = { port: 0, home, log: "", pid: child.pid, stop };
  const exited = new Promise((resolve) => child.once("exit", resolve));
  server.port = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no server after a minute:\n${server.log}`)), START_LIMIT_MS);
    exited.then(() => reject(new Error(`the server ended:\n${server.log}`)));
    const read = (chunk) => {
      server.log += chunk;
      const port = /listening on (\d+)/.exec(server.log)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  return server;

  async function stop() {
    child.kill("SIGTERM");
    const limit = setTimeout(kill, STOP_LIMIT_MS);
    await exited;
    clearTimeout(limit);
    process.off("exit", kill);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
