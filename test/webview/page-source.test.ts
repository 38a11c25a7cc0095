import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readHostMessage } from "../../webview/source/inbound";

const root = path.resolve(__dirname, "../../webview");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : /\.(ts|css)$/.test(entry.name) ? [full] : [];
  });
}

test("one module alone knows the toolkit: no other imports it or writes its tags", () => {
  const others = sources(root).filter((file) => !file.endsWith(path.join("ui", "toolkit.ts")));
  expect(others.length).toBeGreaterThan(20);
  const guilty = others.filter((file) =>
    /webview-ui-toolkit|<\/?vscode-|["'`]vscode-(?!dark|light|high)/.test(readFileSync(file, "utf8")),
  );
  expect(guilty).toEqual([]);
});

test("no page source writes HTML or styles as strings, or evaluates text", () => {
  const guilty = sources(root).filter((file) =>
    /innerHTML|unsafeHTML|outerHTML|insertAdjacentHTML|\seval\(|new Function|\sstyle="/.test(
      readFileSync(file, "utf8"),
    ),
  );
  expect(guilty).toEqual([]);
});

test("the page imports only the protocol, the look of data and the pure queries from outside its folder", () => {
  for (const file of sources(root)) {
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from "((?:\.\.\/)+src\/[^"]+)"/g)) {
      expect(target, file).toMatch(/src\/(look|protocol|trace\/query)/);
    }
  }
});

const state = {
  run: 1,
  file: "a.nnspec",
  status: "ok",
  seconds: 0,
  kept: 0,
  ops: 0,
  statements: 0,
  nodes: 0,
  parameters: 0,
  outputs: 0,
  seed: 0,
  problems: [],
};

test("messages of the protocol are read", () => {
  const list = { name: "outputs", request: {}, answer: [] };
  expect(readHostMessage({ type: "state", document: "file:///a.nnspec", state, stale: false, list })).toEqual({
    type: "state",
    document: "file:///a.nnspec",
    state,
    stale: false,
    list,
  });
  expect(
    readHostMessage({ type: "state", document: "file:///a.nnspec", state, stale: false, list: { name: "tensor" } }),
  ).toMatchObject({
    list: null,
  });
  expect(readHostMessage({ type: "show", tab: "graph", graphRoot: null })).not.toBeNull();
  expect(readHostMessage({ type: "select", selection: { value: 3, node: null }, graphRoot: "loss" })).not.toBeNull();
  expect(readHostMessage({ type: "answer", id: 4, answer: [] })).not.toBeNull();
  expect(readHostMessage({ type: "failure", id: 4, message: "no" })).not.toBeNull();
});

test.each([
  [null],
  ["state"],
  [{}],
  [{ type: "state", document: "file:///a.nnspec", state: { ...state, status: "perhaps" }, stale: false }],
  [{ type: "state", document: "file:///a.nnspec", state: { ...state, ops: "many" }, stale: false }],
  [{ type: "state", document: "file:///a.nnspec", state: { ...state, problems: [{}] }, stale: false }],
  [{ type: "select", selection: { value: "3", node: null }, graphRoot: null }],
  [{ type: "show", tab: "history", graphRoot: null }],
  [{ type: "answer", answer: [] }],
  [{ type: "webpackWarnings" }],
])("a message that is not of the protocol is ignored: %j", (message) => {
  expect(readHostMessage(message)).toBeNull();
});
