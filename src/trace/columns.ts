// Growing columns of numbers, and tables of records whose ids stay what they were when others are let go.

/** A column of 32-bit integers that grows by doubling. */
export class IntColumn {
  data: Int32Array;
  length = 0;

  constructor(capacity = 256) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow();
    this.data[this.length++] = value;
  }

  at(index: number): number {
    return this.data[index] ?? -1;
  }

  private grow(): void {
    const grown = new Int32Array(this.data.length * 2);
    grown.set(this.data);
    this.data = grown;
  }

  /** Keeps the marked rows. */
  filter(marks: Uint8Array): void {
    const { data } = this;
    let to = 0;
    for (let from = 0; from < this.length; from++) if (marks[from] === 1) data[to++] = data[from] ?? 0;
    this.length = to;
  }
}

/** Records in the order of their ids; ids count from 0 and are never given twice. */
export class Table<T extends { readonly id: number }> {
  items: T[] = [];
  nextId = 0;

  add(item: T): void {
    this.items.push(item);
    this.nextId = item.id + 1;
  }

  /** The record, unless it was let go. */
  get(id: number): T | undefined {
    const index = this.indexOf(id);
    return index < 0 ? undefined : this.items[index];
  }

  indexOf(id: number): number {
    const { items } = this;
    if (items.length === this.nextId) return id < items.length ? id : -1;
    let low = 0;
    let high = items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = items[middle]?.id ?? 0;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  filter(keep: (item: T) => boolean): void {
    this.items = this.items.filter(keep);
  }
}
