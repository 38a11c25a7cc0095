// Carries places in a text that was run over to the text as it is now, and back, through the edits in between.
// What was typed since the run has no place in the run; what was deleted has none in the text.

export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

export class OffsetMap {
  private edits: Edit[] = [];

  /** The text is the one that was run again. */
  reset(): void {
    this.edits = [];
  }

  /** Edits of one change event, as VS Code gives them: all in offsets of the text before it. */
  push(changes: readonly Edit[]): void {
    // From the end to the start, so that none moves the ones before it.
    this.edits.push(...[...changes].sort((a, b) => b.offset - a.offset));
  }

  /** Forgets the edits that a run has taken in: the first `count` that were pushed. */
  drop(count: number): void {
    this.edits.splice(0, count);
  }

  get length(): number {
    return this.edits.length;
  }

  /** Where a place of the run is now; null when its text was deleted. */
  toNow(offset: number): number | null {
    let at = offset;
    for (const edit of this.edits) {
      if (at < edit.offset) continue;
      // An insertion at the very place pushes it to the right: the character that stood there still follows.
      if (at >= edit.offset + edit.removed) at += edit.inserted - edit.removed;
      else if (at > edit.offset) return null;
    }
    return at;
  }

  /** Where a place of the text was in the run; null when its text was typed since. */
  toRun(offset: number): number | null {
    let at = offset;
    for (let i = this.edits.length - 1; i >= 0; i--) {
      const edit = this.edits[i];
      if (edit === undefined || at < edit.offset) continue;
      if (at >= edit.offset + edit.inserted) at += edit.removed - edit.inserted;
      else return null;
    }
    return at;
  }
}
