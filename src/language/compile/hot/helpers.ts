// What generated code calls, by the names it has there.

import { getAttribute } from "../../runtime/attributes";
import { bindArguments, call, invoke, slotsFor1, slotsFor2, slotsFor3 } from "../../runtime/call";
import { Delegation, delegate } from "../../runtime/delegation";
import { dictSet } from "../../runtime/dict";
import { PyBuiltin, PyFunction } from "../../runtime/function";
import { iterate } from "../../runtime/iterate";
import { checkItems } from "../../runtime/limits";
import { listType, tupleType, type Value } from "../../runtime/object";
import {
  add,
  compare,
  divide,
  floorDivide,
  inPlace,
  modulo,
  multiply,
  negate,
  subtract,
  truth,
} from "../../runtime/operators";
import { formatValue, repr, str } from "../../runtime/repr";
import { setAdd } from "../../runtime/set";
import { contains, getItem, setItem } from "../../runtime/subscript";
import { safepoint, thread } from "../../runtime/thread";
import { PyDict, PyFloat, PyList, PySlice, PyTuple } from "../../runtime/value";
import { isHostObject } from "../member-access";
import { lastTurnsOf } from "../statements";
import { unpackExactly } from "../targets";

export const HELPERS = {
  T: thread,
  D: PyDict,
  F: PyFloat,
  L: PyList,
  U: PyTuple,
  Slice: PySlice,
  listType,
  tupleType,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  floorDivide,
  negate,
  inPlace,
  compare,
  truth,
  contains,
  getItem,
  setItem,
  getAttribute,
  iterate,
  checkItems,
  dictSet,
  setAdd,
  formatValue,
  repr,
  str,
  safepoint,
  isHostObject,
  lastTurnsOf,
  delegate,
  Delegation,
  unpackExactly,
  call0,
  call1,
  call2,
  call,
  method0,
  method1,
  method2,
  method,
};

function call0(callee: Value): Value {
  return callee instanceof PyFunction ? invoke(callee, bindArguments(callee, [], null)) : call(callee, []);
}

function call1(callee: Value, a: Value): Value {
  if (callee instanceof PyFunction && callee.code.simpleCount === 1) return invoke(callee, slotsFor1(callee.code, a));
  if (!(callee instanceof PyBuiltin)) return call(callee, [a]);
  return callee.one === null ? callee.implementation([a], null) : callee.one(a);
}

function call2(callee: Value, a: Value, b: Value): Value {
  if (callee instanceof PyFunction && callee.code.simpleCount === 2) {
    return invoke(callee, slotsFor2(callee.code, a, b));
  }
  if (!(callee instanceof PyBuiltin)) return call(callee, [a, b]);
  return callee.two === null ? callee.implementation([a, b], null) : callee.two(a, b);
}

/** Calls what a method's name gave: a function that takes `self` first, or else `target`, which is bound. */
function method0(member: PyFunction | PyBuiltin | undefined, target: Value, self: Value): Value {
  if (member === undefined) return call(target, []);
  if (member instanceof PyBuiltin) return member.one === null ? member.implementation([self], null) : member.one(self);
  const { code } = member;
  return invoke(member, code.simpleCount === 1 ? slotsFor1(code, self) : bindArguments(member, [self], null));
}

function method1(member: PyFunction | PyBuiltin | undefined, target: Value, self: Value, a: Value): Value {
  if (member === undefined) return call(target, [a]);
  if (member instanceof PyBuiltin) {
    return member.two === null ? member.implementation([self, a], null) : member.two(self, a);
  }
  const { code } = member;
  return invoke(member, code.simpleCount === 2 ? slotsFor2(code, self, a) : bindArguments(member, [self, a], null));
}

function method2(member: PyFunction | PyBuiltin | undefined, target: Value, self: Value, a: Value, b: Value): Value {
  if (member === undefined) return call(target, [a, b]);
  if (member instanceof PyBuiltin) return member.implementation([self, a, b], null);
  const { code } = member;
  return invoke(
    member,
    code.simpleCount === 3 ? slotsFor3(code, self, a, b) : bindArguments(member, [self, a, b], null),
  );
}

function method(member: PyFunction | PyBuiltin | undefined, target: Value, self: Value, args: Value[]): Value {
  if (member === undefined) return call(target, args);
  args.unshift(self);
  if (member instanceof PyBuiltin) return member.implementation(args, null);
  return invoke(member, bindArguments(member, args, null));
}
