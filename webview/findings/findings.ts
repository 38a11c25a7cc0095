// The findings of the run that the page shows, and the mark of a row that one is about.

import { html, nothing } from "lit";
import type { NodeId, TraceSource, ValueId } from "../../src/protocol";
import { type Finding, fill } from "../../src/protocol/findings";
import { icon } from "../ui/icons";

/** What a row shows. */
export interface Shown {
  readonly value?: ValueId | null | undefined;
  readonly node?: NodeId;
  readonly parameter?: string;
}

export class Findings {
  /** Those of the last run stay until the next one's are there. */
  list: readonly Finding[] = [];
  private run = -1;
  /** The ids in them mean something to the rows: of the run that is shown. */
  private current = false;

  constructor(
    private readonly source: TraceSource,
    private readonly isEdited: () => boolean,
    private readonly changed: () => void,
  ) {}

  /** Asks for those of a run that has ended, unless they are there. */
  async follow(run: number): Promise<void> {
    if (run === this.run) return;
    this.run = run;
    this.current = false;
    try {
      const list = await this.source.ask("findings", {});
      if (run !== this.run) return;
      this.list = list;
      this.current = true;
      this.changed();
    } catch {
      // Nobody misses a finding that is late: the next run asks again.
    }
  }

  /** A row's mark; nothing where no finding is about it. */
  mark({ value, node, parameter }: Shown) {
    if (!this.current || this.isEdited()) return nothing;
    const about = this.list.filter(
      ({ values, nodes, parameters }) =>
        (value != null && values.includes(value)) ||
        (node !== undefined && nodes.includes(node)) ||
        (parameter !== undefined && parameters.includes(parameter)),
    );
    if (about.length === 0) return nothing;
    const text = about.map(({ message }) => fill(message)).join("\n");
    return html`<span class="finding" role="img" title=${text} aria-label=${text}>${findingIcon(about)}</span>`;
  }
}

export function findingIcon(findings: readonly Finding[]) {
  return icon("warning", findings.some(({ severity }) => severity === "warning") ? "small warning" : "small dim");
}
