// The queue of nodes that are ready to run: highest sequence number first. Nodes of equal number (all AccumulateGrad)
// leave it in the order in which PyTorch's std::priority_queue gives them, so this is libstdc++'s binary heap.

import type { GradNode } from "./node";

export interface ReadyTask {
  readonly node: GradNode;
  readonly gradients: (Tensor | null)[];
  readonly owned: boolean[];
}

import type { Tensor } from "../tensor/tensor";

export class ReadyQueue {
  private readonly heap: ReadyTask[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(task: ReadyTask): void {
    this.heap.push(task);
    this.siftUp(this.heap.length - 1, 0, task);
  }

  pop(): ReadyTask | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    // __adjust_heap: the hole goes down to a leaf along the later children, then the last task rises from there.
    const n = heap.length;
    let hole = 0;
    let child = 0;
    while (child < (n - 1) >> 1) {
      child = 2 * (child + 1);
      if (isLess(heap[child], heap[child - 1])) child--;
      this.move(child, hole);
      hole = child;
    }
    if ((n & 1) === 0 && child === (n - 2) >> 1) {
      child = 2 * (child + 1);
      this.move(child - 1, hole);
      hole = child - 1;
    }
    this.siftUp(hole, 0, last);
    return top;
  }

  private siftUp(from: number, top: number, task: ReadyTask): void {
    let hole = from;
    while (hole > top) {
      const parent = (hole - 1) >> 1;
      if (!isLess(this.heap[parent], task)) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.heap[hole] = task;
  }

  private move(from: number, to: number): void {
    const task = this.heap[from];
    if (task !== undefined) this.heap[to] = task;
  }
}

function isLess(a: ReadyTask | undefined, b: ReadyTask | undefined): boolean {
  return a !== undefined && b !== undefined && a.node.sequenceNr < b.node.sequenceNr;
}
