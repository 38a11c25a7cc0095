// The side panel: Parameters, Values and Graph as VS Code's own trees, for the document that is followed.

import * as vscode from "vscode";
import { digestText } from "../look/digest";
import type { Graph } from "../protocol/data";
import type { Request } from "../protocol/queries";
import { graphRows } from "./graph-rows";
import type { Translate } from "./hover-markdown";
import { type Log, messageOf } from "./log";
import { Debounce } from "./schedule";
import type { Selections } from "./selection";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import { markChanged, valuesOf } from "./tree-changes";
import { parameterRows, type TreeRow, valueRows } from "./tree-rows";

const t: Translate = (message, ...values) => vscode.l10n.t(message, ...values);

/** A row with the run that it is about: what commands of a tree's menu get. */
export interface TreeElement {
  readonly session: Session;
  readonly row: TreeRow;
  readonly parent: TreeElement | null;
}

/** What a tree shows: its rows and the words beside its title. */
interface Content {
  readonly rows: readonly TreeRow[];
  readonly description: string;
}

/** Not more often than this while a run goes on, in milliseconds. */
const REFRESH = 250;
/** Values of one tree that are compared with what they were before a person's edits. */
const MOST_COMPARED = 5000;

class RowTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<TreeElement>;
  private roots: readonly TreeElement[] = [];
  private readonly children = new WeakMap<TreeElement, readonly TreeElement[]>();
  private fresh = 0;

  constructor(
    id: string,
    private readonly read: (session: Session) => Promise<Content>,
    private readonly sessions: Sessions,
    private readonly log: Log,
  ) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
  }

  /** Asks again, and draws when the answer is there: until then the old rows stay. */
  async refresh(): Promise<void> {
    const turn = ++this.fresh;
    const session = this.sessions.active;
    let content: Content = { rows: [], description: "" };
    try {
      if (session !== null && session.state.run > 0) content = await this.readMarked(session);
    } catch (error) {
      this.log.debug(`${this.view.title ?? ""}: ${messageOf(error)}`);
    }
    if (turn !== this.fresh) return;
    this.roots = session === null ? [] : content.rows.map((row) => ({ session, row, parent: null }));
    this.view.description = content.description;
    this.changed.fire(undefined);
  }

  private async readMarked(session: Session): Promise<Content> {
    const content = await this.read(session);
    if (!session.whatIf) return content;
    const changes = await session.changesOf(valuesOf(content.rows, MOST_COMPARED));
    return { ...content, rows: markChanged(content.rows, changes) };
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (element === undefined) return [...this.roots];
    let known = this.children.get(element);
    if (known === undefined) {
      known = element.row.children.map((row) => ({ session: element.session, row, parent: element }));
      this.children.set(element, known);
    }
    return [...known];
  }

  getParent(element: TreeElement): TreeElement | null {
    return element.parent;
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    const { row, session } = element;
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const state = row.children.length === 0 ? None : row.expanded ? Expanded : Collapsed;
    const item = new vscode.TreeItem(row.label, state);
    item.id = row.id;
    item.description = row.description;
    const colour = row.changed ? new vscode.ThemeColor("gitDecoration.modifiedResourceForeground") : undefined;
    item.iconPath = new vscode.ThemeIcon(row.icon, colour);
    if (row.tooltip !== null) item.tooltip = row.tooltip;
    item.contextValue = contextOf(row);
    // A command, not the view's selection event: that one fires too when a row is marked because of the cursor.
    item.command = { command: "nnspec.item.select", title: t("Select"), arguments: [element] };
    const stale = session.stale ? `, ${t("edited since this run")}` : "";
    item.accessibilityInformation = { label: `${row.label} ${row.description}${stale}` };
    return item;
  }

  /** The digests of a node's value and gradient, asked for when somebody points at it. */
  async resolveTreeItem(item: vscode.TreeItem, { session, row }: TreeElement): Promise<vscode.TreeItem> {
    if (item.tooltip !== undefined || row.value === null) return item;
    const values = row.gradient === null ? [row.value] : [row.value, row.gradient];
    const [value, gradient] = await session.ask("digests", { values });
    const lines = [`${row.label} ${row.description}`];
    if (value !== undefined) lines.push(digestText(value));
    if (gradient !== undefined) lines.push(`∇ ${digestText(gradient)}`);
    item.tooltip = lines.join("\n");
    return item;
  }

  /** Selects the row that a test accepts, when the tree is in sight: revealing would open it otherwise. */
  async mark(matches: (row: TreeRow) => boolean): Promise<boolean> {
    const found = this.find(matches);
    if (found === null) return false;
    if (this.view.visible) await this.view.reveal(found, { select: true, focus: false, expand: false });
    return true;
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }

  private find(matches: (row: TreeRow) => boolean): TreeElement | null {
    const open: TreeElement[] = [...this.roots].reverse();
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      if (matches(element.row)) return element;
      if (element.row.children.length > 0) open.push(...this.getChildren(element).reverse());
    }
    return null;
  }
}

/** What a row's menu may offer. */
function contextOf(row: TreeRow): string {
  const can: string[] = [];
  if (row.range !== null) can.push("source");
  if (row.value !== null || row.node !== null) can.push("panel");
  if (row.node !== null) can.push("graph");
  if (row.value !== null) can.push("tensor");
  return can.join(" ");
}

export class Trees implements vscode.Disposable {
  private readonly parameters: RowTree;
  private readonly values: RowTree;
  private readonly graph: RowTree;
  private readonly disposables: vscode.Disposable[];
  /** What the graph hangs on: by name it survives a run, by value or node it does not. */
  private root: Request<"graph"> = {};
  private cursor: { readonly session: Session; readonly offset: number; readonly line: number } | null = null;
  private readonly soon = new Debounce(() => this.refreshAll());

  constructor(
    private readonly sessions: Sessions,
    selections: Selections,
    private readonly log: Log,
  ) {
    const tree = (id: string, read: (session: Session) => Promise<Content>) =>
      new RowTree(`nnspec.${id}`, read, sessions, log);
    this.parameters = tree("parameters", async (session) => ({
      rows: parameterRows(await session.cached("parameters", {}), t),
      description: "",
    }));
    this.values = tree("values", (session) => this.readValues(session));
    this.graph = tree("graph", (session) => this.readGraph(session));
    this.disposables = [
      sessions.onDidChange(({ session, change }) => {
        if (session !== sessions.active) return;
        if (change === "results") {
          if (this.root.name === undefined) this.root = {};
          this.soon.cancel();
          this.refreshAll();
        } else if (change === "state" && session.live && !this.soon.waiting) this.soon.schedule(REFRESH);
      }),
      sessions.onDidChangeActive(() => {
        this.root = {};
        this.refreshAll();
      }),
      selections.onDidRest((editor) => this.cursorAt(editor)),
      selections.onDidChange(({ session, selection, origin }) => {
        if (origin !== "tree" && session === sessions.active) void this.mark(selection.value, selection.node);
      }),
    ];
  }

  /** Hangs the graph on another tensor. */
  async showGraphOf(root: Request<"graph">): Promise<void> {
    this.root = root;
    await this.graph.refresh();
  }

  dispose(): void {
    this.soon.cancel();
    vscode.Disposable.from(...this.disposables, this.parameters, this.values, this.graph).dispose();
  }

  private refreshAll(): void {
    for (const tree of [this.parameters, this.values, this.graph]) void tree.refresh();
  }

  private async mark(value: number | null, node: number | null): Promise<void> {
    try {
      if (value !== null) {
        await this.parameters.mark((row) => row.value === value);
        await this.values.mark((row) => row.value === value);
      }
      if (node === null) return;
      if (await this.graph.mark((row) => row.node === node)) return;
      // Not in the graph that is shown: the selected tensor's own graph takes its place.
      await this.showGraphOf({ node });
      await this.graph.mark((row) => row.node === node);
    } catch (error) {
      this.log.debug(`marking: ${messageOf(error)}`);
    }
  }

  private cursorAt(editor: vscode.TextEditor): void {
    const session = this.sessions.get(editor.document.uri);
    if (session === undefined || session !== this.sessions.active) return;
    const position = editor.selection.active;
    this.cursor = { session, offset: editor.document.offsetAt(position), line: position.line + 1 };
    void this.values.refresh();
  }

  private async readValues(session: Session): Promise<Content> {
    const cursor = this.cursor?.session === session ? this.cursor : null;
    const offset = cursor === null ? null : session.texts.toRun(session.file, cursor.offset);
    const frames = await session.ask("names", offset === null ? {} : { file: session.file, offset });
    const [first] = frames;
    const where = offset === null || cursor === null ? t("end of run") : t("line {0}", cursor.line);
    const frame = frames.length === 1 && first !== undefined ? `, ${first.title}` : "";
    return { rows: valueRows(frames, t), description: `${where}${frame}` };
  }

  private async readGraph(session: Session): Promise<Content> {
    let graph: Graph;
    try {
      graph = await session.cached("graph", this.root);
    } catch (error) {
      if (Object.keys(this.root).length === 0) throw error;
      // The program no longer has what the graph hung on.
      this.root = {};
      graph = await session.cached("graph", this.root);
    }
    return { rows: graphRows(graph, t), description: graph.rootName };
  }
}
