// What an expression gives in a frame that has run: looked up without running any code of the program. It tells which
// types to expect, and no more.

import { Cell } from "../../runtime/function";
import type { Value } from "../../runtime/object";
import { PyFloat, PyInstance, PyList, PyTuple } from "../../runtime/value";
import type * as ast from "../../syntax/ast";
import { constantValue } from "../constants";
import type { Unit } from "../context";
import type { Writer } from "./writer";

export type Kind = "int" | "float" | "other";

export function kindOf(value: Value | undefined): Kind {
  if (typeof value === "number") return "int";
  return value instanceof PyFloat ? "float" : "other";
}

export function sampleOf(w: Writer, unit: Unit, node: ast.Expr): Value | undefined {
  switch (node.kind) {
    case "Constant":
      return constantValue(node.value);
    case "Name": {
      const binding = unit.find(node.id);
      if (binding.kind === "local") {
        const held = w.sample.slots[binding.slot];
        return held instanceof Cell ? held.value : held;
      }
      if (binding.kind === "free") return w.sample.closure[binding.index]?.value;
      return binding.kind === "global" ? unit.module.globals.get(unit.mangle(node.id)) : undefined;
    }
    case "Attribute": {
      const object = sampleOf(w, unit, node.value);
      return object instanceof PyInstance ? object.getOwn(unit.mangle(node.attr)) : undefined;
    }
    case "Subscript": {
      const object = sampleOf(w, unit, node.value);
      return object instanceof PyList || object instanceof PyTuple ? object.items[0] : undefined;
    }
    default:
      return undefined;
  }
}
