// A double-ended queue of values: a buffer that is used round and round, so that both ends are quick.

import { checkItems } from "../../runtime/limits";
import type { Value } from "../../runtime/object";

export class Ring {
  private buffer: (Value | undefined)[] = new Array(8).fill(undefined);
  private head = 0;
  length = 0;

  at(index: number): Value | undefined {
    return index < 0 || index >= this.length ? undefined : this.buffer[this.place(index)];
  }

  set(index: number, value: Value): void {
    this.buffer[this.place(index)] = value;
  }

  push(value: Value): void {
    if (this.length === this.buffer.length) this.grow();
    this.buffer[this.place(this.length++)] = value;
  }

  unshift(value: Value): void {
    if (this.length === this.buffer.length) this.grow();
    this.head = this.place(this.buffer.length - 1);
    this.buffer[this.head] = value;
    this.length++;
  }

  pop(): Value | undefined {
    if (this.length === 0) return undefined;
    const place = this.place(--this.length);
    const value = this.buffer[place];
    this.buffer[place] = undefined;
    return value;
  }

  shift(): Value | undefined {
    if (this.length === 0) return undefined;
    const value = this.buffer[this.head];
    this.buffer[this.head] = undefined;
    this.head = this.place(1);
    this.length--;
    return value;
  }

  insert(index: number, value: Value): void {
    this.push(value);
    for (let i = this.length - 1; i > index; i--) this.set(i, this.at(i - 1) ?? null);
    this.set(index, value);
  }

  remove(index: number): void {
    for (let i = index; i < this.length - 1; i++) this.set(i, this.at(i + 1) ?? null);
    this.pop();
  }

  clear(): void {
    this.buffer = new Array(8).fill(undefined);
    this.head = 0;
    this.length = 0;
  }

  toArray(): Value[] {
    const items: Value[] = [];
    for (let i = 0; i < this.length; i++) items.push(this.buffer[this.place(i)] ?? null);
    return items;
  }

  private place(index: number): number {
    return (this.head + index) & (this.buffer.length - 1);
  }

  private grow(): void {
    checkItems(this.length * 2);
    const items = this.toArray();
    this.buffer = new Array(items.length * 2).fill(undefined);
    items.forEach((item, i) => {
      this.buffer[i] = item;
    });
    this.head = 0;
  }
}
