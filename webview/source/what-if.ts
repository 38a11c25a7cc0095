// A person's edits: what was changed, in order, and what the changed run said of it.

import type { Edit, TraceSource, WhatIf } from "../../src/protocol";

/** An edit with the words that stand for it. */
export interface NamedEdit {
  readonly edit: Edit;
  /** What the program calls the tensor: "p.layer1.w". */
  readonly name: string;
  /** The same as a line of the program. */
  readonly code: string;
}

/** The edits that a run was made with. */
export type EditsMade = Pick<Edits, "list" | "answer">;

export class Edits {
  list: readonly NamedEdit[] = [];
  answer: WhatIf | null = null;
  failure = "";
  running = false;
  /** Counts up with every changed run. */
  count = 0;

  constructor(
    private readonly source: TraceSource,
    /** Called before and after; `done` when another run is shown. */
    private readonly changed: (done: boolean) => void,
  ) {}

  /** A new run of the program: edits were about the last one. */
  forget(): void {
    if (this.active) this.count++;
    this.list = [];
    this.answer = null;
    this.failure = "";
  }

  get made(): EditsMade {
    const { list, answer } = this;
    return { list, answer };
  }

  /** The run that is shown was made with these. */
  takeUp({ list, answer }: EditsMade): void {
    if (list.length > 0) this.count++;
    this.list = list;
    this.answer = answer;
  }

  add(edit: NamedEdit): Promise<void> {
    return this.run([...this.list, edit]);
  }

  undo(): Promise<void> {
    return this.run(this.list.slice(0, -1));
  }

  reset(): Promise<void> {
    return this.run([]);
  }

  /** What is shown is a changed run. */
  get active(): boolean {
    return this.list.length > 0;
  }

  /** All edits as lines of the program. */
  get code(): string {
    const lines = this.list.map(({ code }) => `    ${code}`);
    return ["with torch.no_grad():", ...lines].join("\n");
  }

  private async run(list: readonly NamedEdit[]): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.failure = "";
    this.changed(false);
    try {
      this.answer = await this.source.ask("whatIf", { edits: list.map(({ edit }) => edit) });
      this.list = list;
      this.count++;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.running = false;
    }
    this.changed(this.failure === "");
  }
}

/** An edit as Python would make it. */
export function codeOf(edit: Edit, name: string): string {
  switch (edit.kind) {
    case "set":
      return edit.index.length === 0 ? `${name}.fill_(${edit.to})` : `${name}[${edit.index.join(", ")}] = ${edit.to}`;
    case "shift":
      return `${name}.add_(${edit.by})`;
    case "scale":
      return `${name}.mul_(${edit.by})`;
    case "zero":
      return `${name}.zero_()`;
    case "randomise":
      return `${name}.normal_()`;
  }
}
