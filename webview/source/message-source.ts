// Questions about the trace as messages to the host, with ids, an end to waiting, and nothing left open on a reload.

import type { Answer, PageToHost, QueryName, Reply, Request, TraceSource } from "../../src/protocol";

/** A host that is asked while a program runs answers at the program's next safepoint; past this it is gone. */
const PATIENCE_MS = 60_000;

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class MessageSource implements TraceSource {
  private readonly post: (message: PageToHost) => void;
  private readonly pending = new Map<number, Pending>();
  private last = 0;

  constructor(post: (message: PageToHost) => void) {
    this.post = post;
  }

  ask<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>> {
    const id = ++this.last;
    return new Promise<Answer<K>>((resolve, reject) => {
      const timer = setTimeout(
        () => this.settle(id, (one) => one.reject(new Error(`No answer to "${name}".`))),
        PATIENCE_MS,
      );
      // The id ties the answer to this question, so its type is this question's; the host's answers are typed there.
      this.pending.set(id, { resolve: (answer) => resolve(answer as Answer<K>), reject, timer });
      this.post({ type: "ask", id, name, request });
    });
  }

  /** Takes a reply in; one to a question that nobody waits for any more is dropped. */
  receive(reply: Reply): void {
    this.settle(reply.id, (one) => {
      if (reply.type === "answer") one.resolve(reply.answer);
      else one.reject(new Error(reply.message));
    });
  }

  private settle(id: number, end: (pending: Pending) => void): void {
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    clearTimeout(pending.timer);
    end(pending);
  }
}
