// Makes the README's pictures in a real VS Code, from the packaged extension in a folder that is not trusted: what people
// get. Usage: node scripts/media/screenshots.mjs [NAME…]      default: all of SHOTS, into media/ or docs/pictures/
// Needs dist/nnspec.vsix (scripts/package.mjs) and what scripts/tools/install-editor.sh installs. Look at them before a commit.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { openEditor, THEMES } from "../../test/editor/harness/editor.mjs";
import { openPanel, showTab, statusOf } from "../../test/editor/harness/nnspec.mjs";
import { ROOT } from "../../test/editor/harness/tools.mjs";
import { exampleWorkspace } from "../../test/editor/harness/workspace.mjs";
import { squeezePng } from "./squeeze-png.mjs";

const SHOTS = {
  /** Source and panel: the drawn graph with the softmax node chosen, and why one of its cells has its value. */
  screenshot: { theme: THEMES.dark, viewport: { width: 1240, height: 690 }, take: graph },
  // What follows is not in the package, whose room is small.
  hover: { theme: THEMES.light, viewport: { width: 800, height: 440 }, take: hover, folder: "docs/pictures" },
  /** A training: curves, gradient norms, and a layer's weights over the steps. */
  training: {
    theme: THEMES.light,
    viewport: { width: 1120, height: 720 },
    take: training,
    file: "training.nnspec",
    status: /1,000 nodes/,
    folder: "docs/pictures",
  },
};

const SETTINGS = {
  "workbench.startupEditor": "none",
  "editor.minimap.enabled": false,
  "editor.fontSize": 13,
  "breadcrumbs.enabled": false,
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "security.workspace.trust.banner": "never",
};

const wanted = process.argv.slice(2);
for (const [name, shot] of Object.entries(SHOTS)) {
  const { theme, viewport, take, file = "cross_entropy.nnspec", status = /22 nodes/, folder = "media" } = shot;
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const editor = await openEditor({
    mode: "packaged",
    vsix: join(ROOT, "dist", "nnspec.vsix"),
    workspace: exampleWorkspace(),
    viewport,
    settings: { ...SETTINGS, "workbench.colorTheme": theme },
  });
  try {
    await editor.openFile(file);
    await statusOf(editor, status);
    // What people see is not the first run, in a worker that has just started while VS Code starts too.
    await editor.inHost((vscode) => vscode.commands.executeCommand("nnspec.run"));
    await editor.page.waitForTimeout(1000);
    await statusOf(editor, status);
    await editor.inHost((vscode) => vscode.commands.executeCommand("notifications.clearAll"));
    await take(editor);
    const path = join(ROOT, folder, `${name}.png`);
    await editor.page.screenshot({ path });
    // They are in the package: 24 colours show the same at a sixth of the size.
    execFileSync("pngquant", ["--force", "--skip-if-larger", "--nofs", "--output", path, "24", path]);
    await squeezePng(path);
    console.log(path);
  } finally {
    await editor.close();
  }
}

async function graph(editor) {
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  const panel = await openPanel(editor);
  await showTab(panel, "graph");
  await editor.placeCursor(51, 0);
  await editor.inHost((vscode) => vscode.commands.executeCommand("revealLine", { lineNumber: 40, at: "top" }));
  // The panel beside the inspector, as it is on a wide screen.
  await editor.inHost((vscode) =>
    vscode.commands.executeCommand("vscode.setEditorLayout", {
      orientation: 0,
      groups: [{ size: 0.34 }, { size: 0.66 }],
    }),
  );
  const node = panel.locator("nn-graph .row").filter({ hasText: "SoftmaxBackward0" }).first();
  await node.locator(".name").click();
  await panel.locator("nn-inspector h2").filter({ hasText: "SoftmaxBackward0" }).waitFor();
  await panel.locator("nn-inspector").getByText("Compute gradients").first().click();
  await panel.locator("nn-inspector nn-heat-map canvas").nth(1).waitFor();
  await panel.getByRole("radio", { name: "DAG" }).click();
  await panel.locator("nn-inspector nn-heat-map .grid").first().focus();
  await editor.page.keyboard.press("ArrowRight");
  await panel.locator("nn-why .lines").waitFor();
  // The operands' pictures come after the formula.
  await editor.page.waitForTimeout(1000);
  await panel.locator("nn-why-gradient .shares").waitFor();
}

async function training(editor) {
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  const panel = await openPanel(editor);
  await showTab(panel, "parameters");
  await panel.locator("nn-parameters .row").filter({ hasText: "layer1.w" }).click();
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.toggleMaximizeEditorGroup"));
  const lines = panel.locator("nn-history canvas.lines").first();
  await lines.click({ position: { x: 170, y: 40 } });
  await panel.locator("#tab-curves").click();
  await panel.locator("nn-curves canvas[data-kind=spread]").waitFor();
  await panel.locator("nn-inspector").evaluate((inspector) => {
    inspector.shadowRoot.querySelector("nn-history").scrollIntoView({ block: "end" });
    inspector.scrollTop += 30;
  });
  await editor.page.waitForTimeout(500);
}

async function hover(editor) {
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  const hovered = await editor.hover(52, 3);
  await hovered.locator('img[alt^="heat map of output_softmax"]').waitFor();
}
