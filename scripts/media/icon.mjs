// Renders media/icon.svg into the PNG that the Marketplace asks for, with Chromium. Run after the drawing changes.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { squeezePng } from "./squeeze-png.mjs";

const root = new URL("../../", import.meta.url);
const svg = await readFile(new URL("media/icon.svg", root), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0">${svg}</body>`);
const icon = fileURLToPath(new URL("media/icon.png", root));
await writeFile(icon, await page.screenshot({ omitBackground: true }));
await browser.close();
// It is in the package: 64 colours, those of its smooth edges among them, show the same at a third of the size.
execFileSync("pngquant", ["--force", "--output", icon, "64", icon]);
await squeezePng(icon);
