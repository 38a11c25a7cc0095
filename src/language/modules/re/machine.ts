// Runs a program on a text: backtracking, as CPython's engine (Modules/_sre_lib.h), in the same order, but with a stack
// of its own, so that no pattern can overflow the interpreter's. A pattern that takes for ever is stopped like any loop.

import { memoryError } from "../../runtime/errors";
import { thread } from "../../runtime/thread";
import { isWord, lower, sameCase } from "./characters";
import { type CharacterSet, lastIndexRegister, OP, PLACE, type Program } from "./program";

/** Characters of the text, by code point; or the bytes. */
export type Codes = Uint16Array | Uint32Array | Uint8Array;

/** Instructions between two polls. */
const POLL_STEPS = 20_000;
const MAX_STACK = 2 ** 26;

/**
 * The stack of ways that are left: three numbers each. `(pc, position, more)` goes on at an instruction; a negative pc
 * is a register to restore, `(-1 - register, value, 0)`.
 */
let stack = new Int32Array(3 * 4096);
let top = 0;

function push(pc: number, position: number, more: number): void {
  if (top + 3 > stack.length) {
    if (stack.length * 2 > MAX_STACK) throw memoryError();
    const larger = new Int32Array(stack.length * 2);
    larger.set(stack);
    stack = larger;
  }
  stack[top] = pc;
  stack[top + 1] = position;
  stack[top + 2] = more;
  top += 3;
}

function setRegister(registers: Int32Array, register: number, value: number): void {
  push(-1 - register, registers[register] ?? -1, 0);
  registers[register] = value;
}

/** Forgets the ways above a height, but not what is to be restored. */
function cut(height: number): void {
  let kept = height;
  for (let i = height; i < top; i += 3) {
    if ((stack[i] ?? 0) >= 0) continue;
    stack[kept] = stack[i] ?? 0;
    stack[kept + 1] = stack[i + 1] ?? 0;
    stack[kept + 2] = 0;
    kept += 3;
  }
  top = kept;
}

export interface Attempt {
  readonly codes: Codes;
  /** Where the text ends for this search. */
  readonly end: number;
  /** Whether it must match up to the end. */
  readonly full: boolean;
}

/**
 * Searches from `from`, or with `anchored` tries there only; the registers of the match, or null. With `mustAdvance`, an
 * empty match at `from` is none.
 */
export function search(
  program: Program,
  attempt: Attempt,
  from: number,
  anchored: boolean,
  mustAdvance: boolean,
): Int32Array | null {
  const { codes, end } = attempt;
  const registers = new Int32Array(program.registers);
  // What begins with \A, or with ^ that means the whole text, can match at its beginning only.
  const atStart = program.code[0] === OP.AT && program.code[1] === PLACE.START;
  if (atStart && from > 0) return null;
  const last = anchored || atStart ? from : end - program.minWidth;
  const { first } = program;
  for (let start = from; start <= last; start++) {
    if (first !== null) {
      while (start < end && start <= last && !first.has(codes[start] ?? 0)) start++;
      if (start > last || start >= end) return null;
      if (anchored && start !== from) return null;
    }
    registers.fill(-1);
    if (run(program, attempt, start, registers, mustAdvance && start === from)) return registers;
  }
  return null;
}

let steps = 0;

function run(program: Program, attempt: Attempt, start: number, registers: Int32Array, mustAdvance: boolean): boolean {
  const { code, sets } = program;
  const { codes, end, full } = attempt;
  top = 0;
  let pc = 0;
  let position = start;
  for (;;) {
    if (++steps >= POLL_STEPS) {
      steps = 0;
      thread.poll();
    }
    let failed = false;
    switch (code[pc]) {
      case OP.MATCH:
        if ((full && position !== end) || (mustAdvance && position === start)) failed = true;
        else {
          registers[0] = start;
          registers[1] = position;
          return true;
        }
        break;
      case OP.CHAR:
        if (position < end && codes[position] === code[pc + 1]) {
          position++;
          pc += 2;
        } else failed = true;
        break;
      case OP.NOT_CHAR:
        if (position < end && codes[position] !== code[pc + 1]) {
          position++;
          pc += 2;
        } else failed = true;
        break;
      case OP.SET:
        if (position < end && (sets[code[pc + 1] ?? 0] as CharacterSet).has(codes[position] ?? 0)) {
          position++;
          pc += 2;
        } else failed = true;
        break;
      case OP.ANY:
        if (position < end && codes[position] !== 10) {
          position++;
          pc += 1;
        } else failed = true;
        break;
      case OP.ALL:
        if (position < end) {
          position++;
          pc += 1;
        } else failed = true;
        break;
      case OP.AT:
        if (isAt(code[pc + 1] ?? 0, codes, position, end)) pc += 2;
        else failed = true;
        break;
      case OP.OR:
        push(code[pc + 1] ?? 0, position, -1);
        pc += 2;
        break;
      case OP.JUMP:
        pc = code[pc + 1] ?? 0;
        break;
      case OP.SAVE: {
        const register = code[pc + 1] ?? 0;
        setRegister(registers, register, position);
        if (register % 2 === 1) setRegister(registers, lastIndexRegister(program.groups), (register - 1) / 2);
        pc += 2;
        break;
      }
      case OP.GREEDY:
      case OP.POSSESSIVE: {
        const least = position + (code[pc + 1] ?? 0);
        const most = code[pc + 2] ?? -1;
        const limit = most < 0 || most > end - position ? end : position + most;
        const reached = runOf(codes, position, limit, code[pc + 3] ?? 0, code[pc + 4] ?? 0, sets);
        if (reached < least) failed = true;
        else {
          if (reached > least && code[pc] === OP.GREEDY) push(pc, reached, least);
          position = reached;
          pc += 5;
        }
        break;
      }
      case OP.LAZY: {
        const least = code[pc + 1] ?? 0;
        const limit = least > end - position ? end : position + least;
        const reached = runOf(codes, position, limit, code[pc + 3] ?? 0, code[pc + 4] ?? 0, sets);
        if (reached < position + least) failed = true;
        else {
          position = reached;
          push(pc, position, least);
          pc += 5;
        }
        break;
      }
      case OP.LOOP_START:
        setRegister(registers, code[pc + 1] ?? 0, 0);
        setRegister(registers, code[pc + 2] ?? 0, -1);
        pc += 3;
        break;
      case OP.LOOP:
      case OP.LAZY_LOOP: {
        const counter = code[pc + 1] ?? 0;
        const last = code[pc + 2] ?? 0;
        const count = registers[counter] ?? 0;
        const most = code[pc + 4] ?? -1;
        if (count < (code[pc + 3] ?? 0)) {
          setRegister(registers, counter, count + 1);
          pc = code[pc + 5] ?? 0;
        } else if (code[pc] === OP.LAZY_LOOP) {
          push(code[pc + 6] ?? 0, position, -1);
          pc += 7;
        } else if ((most < 0 || count < most) && position !== registers[last]) {
          push(pc + 7, position, -1);
          setRegister(registers, counter, count + 1);
          setRegister(registers, last, position);
          pc = code[pc + 5] ?? 0;
        } else pc += 7;
        break;
      }
      case OP.LAZY_BODY: {
        const counter = code[pc + 1] ?? 0;
        const last = code[pc + 2] ?? 0;
        const count = registers[counter] ?? 0;
        const most = code[pc + 4] ?? -1;
        if ((most >= 0 && count >= most) || position === registers[last]) failed = true;
        else {
          setRegister(registers, counter, count + 1);
          setRegister(registers, last, position);
          pc = code[pc + 5] ?? 0;
        }
        break;
      }
      case OP.LOOK: {
        const back = code[pc + 3] ?? 0;
        if (position < back) failed = true;
        else {
          setRegister(registers, code[pc + 2] ?? 0, position);
          setRegister(registers, code[pc + 1] ?? 0, -1);
          registers[code[pc + 1] ?? 0] = top;
          position -= back;
          pc += 4;
        }
        break;
      }
      case OP.LOOK_END:
        cut(registers[code[pc + 1] ?? 0] ?? 0);
        position = registers[code[pc + 2] ?? 0] ?? 0;
        pc += 3;
        break;
      case OP.NOT_LOOK: {
        const back = code[pc + 2] ?? 0;
        const target = code[pc + 3] ?? 0;
        if (position < back) pc = target;
        else {
          setRegister(registers, code[pc + 1] ?? 0, -1);
          registers[code[pc + 1] ?? 0] = top;
          push(target, position, -1);
          position -= back;
          pc += 4;
        }
        break;
      }
      case OP.NOT_LOOK_END:
        unwind(registers, registers[code[pc + 1] ?? 0] ?? 0);
        failed = true;
        break;
      case OP.ATOMIC:
        setRegister(registers, code[pc + 1] ?? 0, -1);
        registers[code[pc + 1] ?? 0] = top;
        pc += 2;
        break;
      case OP.CUT:
        cut(registers[code[pc + 1] ?? 0] ?? 0);
        pc += 2;
        break;
      case OP.REFERENCE: {
        const length = repeated(codes, registers, code[pc + 1] ?? 0, position, end, code[pc + 2] ?? 0);
        if (length < 0) failed = true;
        else {
          position += length;
          pc += 3;
        }
        break;
      }
      case OP.UNLESS:
        pc = hasMatched(registers, code[pc + 1] ?? 0) ? pc + 3 : (code[pc + 2] ?? 0);
        break;
      default:
        throw new Error(`no instruction ${code[pc]}`);
    }
    if (!failed) continue;
    // Back to the way that was left last.
    for (;;) {
      if (top === 0) return false;
      top -= 3;
      const target = stack[top] ?? 0;
      const value = stack[top + 1] ?? 0;
      if (target < 0) {
        registers[-1 - target] = value;
        continue;
      }
      const more = stack[top + 2] ?? -1;
      if (more < 0) {
        pc = target;
        position = value;
        break;
      }
      if (code[target] === OP.GREEDY) {
        position = value - 1;
        // Where a character must follow, places without it need no try.
        if (code[target + 5] === OP.CHAR) {
          const wanted = code[target + 6];
          while (position >= more && codes[position] !== wanted) position--;
          if (position < more) continue;
        }
        if (position > more) push(target, position, more);
        pc = target + 5;
        break;
      }
      const most = code[target + 2] ?? -1;
      if (most >= 0 && more >= most) continue;
      if (
        value >= end ||
        runOf(codes, value, value + 1, code[target + 3] ?? 0, code[target + 4] ?? 0, sets) === value
      ) {
        continue;
      }
      position = value + 1;
      push(target, position, more + 1);
      pc = target + 5;
      break;
    }
  }
}

/** Drops everything above a height, and restores what it says. */
function unwind(registers: Int32Array, height: number): void {
  while (top > height) {
    top -= 3;
    const target = stack[top] ?? 0;
    if (target < 0) registers[-1 - target] = stack[top + 1] ?? 0;
  }
}

/** How far the characters from `start` on match one instruction. */
function runOf(
  codes: Codes,
  start: number,
  limit: number,
  op: number,
  operand: number,
  sets: readonly CharacterSet[],
): number {
  let i = start;
  switch (op) {
    case OP.CHAR:
      while (i < limit && codes[i] === operand) i++;
      return i;
    case OP.NOT_CHAR:
      while (i < limit && codes[i] !== operand) i++;
      return i;
    case OP.ANY:
      while (i < limit && codes[i] !== 10) i++;
      return i;
    case OP.ALL:
      return limit;
    default: {
      const set = sets[operand] as CharacterSet;
      while (i < limit && set.has(codes[i] ?? 0)) i++;
      return i;
    }
  }
}

function isAt(place: number, codes: Codes, position: number, end: number): boolean {
  switch (place) {
    case PLACE.START:
      return position === 0;
    case PLACE.LINE_START:
      return position === 0 || codes[position - 1] === 10;
    case PLACE.END:
      return position === end || (position === end - 1 && codes[position] === 10);
    case PLACE.LINE_END:
      return position === end || codes[position] === 10;
    case PLACE.VERY_END:
      return position === end;
    default: {
      // CPython finds no boundary, and no place without one, in an empty text.
      if (end === 0) return false;
      const ascii = place === PLACE.ASCII_BOUNDARY || place === PLACE.NO_ASCII_BOUNDARY;
      const before = position > 0 && isWord(codes[position - 1] ?? 0, ascii);
      const after = position < end && isWord(codes[position] ?? 0, ascii);
      return (before !== after) === (place === PLACE.BOUNDARY || place === PLACE.ASCII_BOUNDARY);
    }
  }
}

export function hasMatched(registers: Int32Array, group: number): boolean {
  const start = registers[2 * group] ?? -1;
  const end = registers[2 * group + 1] ?? -1;
  return start >= 0 && end >= start;
}

/** The length of a group's text if it stands at `position` again, or -1. */
function repeated(
  codes: Codes,
  registers: Int32Array,
  group: number,
  position: number,
  end: number,
  ignoring: number,
): number {
  if (!hasMatched(registers, group)) return -1;
  const start = registers[2 * group] ?? 0;
  const length = (registers[2 * group + 1] ?? 0) - start;
  if (position + length > end) return -1;
  for (let i = 0; i < length; i++) {
    const a = codes[start + i] ?? 0;
    const b = codes[position + i] ?? 0;
    if (a === b) continue;
    if (ignoring === 0) return -1;
    const small = lower(a, ignoring === 2);
    if (!sameCase(small, ignoring === 2).includes(lower(b, ignoring === 2))) return -1;
  }
  return length;
}
