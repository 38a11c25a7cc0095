// The operators of Tensor. As in PyTorch, an operand that no overload takes gives NotImplemented, so that the other
// operand's class has its turn. Follows torch/_tensor.py (the reflected forms) and python_variable_methods.cpp.

import { resultType } from "../../../engine/tensor/promotion";
import { wrapNumber } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { PyRaise, Refusal, typeError, typeErrorType } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import { identityOf } from "../../runtime/hash";
import { NotImplemented, type Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { scalarFrom } from "./arguments";
import { tensorFromData } from "./data";
import { callOp } from "./engine";
import { nativeMethod } from "./native";
import { opFunction, opMethod } from "./ops";
import { tensorBase, tensorMethod, tensorSelf } from "./tensor-type";

/** Operators whose method is one op on (self, other). */
const binary: Readonly<Record<string, string>> = {
  __add__: "add",
  __radd__: "add",
  __iadd__: "add_",
  __sub__: "sub",
  __isub__: "sub_",
  __mul__: "mul",
  __rmul__: "mul",
  __imul__: "mul_",
  __truediv__: "div",
  __div__: "div",
  __itruediv__: "div_",
  __idiv__: "div_",
  __floordiv__: "floor_divide",
  __ifloordiv__: "floor_divide_",
  __mod__: "remainder",
  __imod__: "remainder_",
  __pow__: "pow",
  __ipow__: "pow_",
  __matmul__: "matmul",
  __and__: "bitwise_and",
  __rand__: "bitwise_and",
  __iand__: "bitwise_and_",
  __or__: "bitwise_or",
  __ror__: "bitwise_or",
  __ior__: "bitwise_or_",
  __xor__: "bitwise_xor",
  __rxor__: "bitwise_xor",
  __ixor__: "bitwise_xor_",
  __lshift__: "bitwise_left_shift",
  __ilshift__: "bitwise_left_shift_",
  __rshift__: "bitwise_right_shift",
  __irshift__: "bitwise_right_shift_",
  __eq__: "eq",
  __ne__: "ne",
  __lt__: "lt",
  __le__: "le",
  __gt__: "gt",
  __ge__: "ge",
};

/** Operators whose method is a torch function on (other, self). */
const reflected: Readonly<Record<string, string>> = {
  __rfloordiv__: "floor_divide",
  __rmod__: "remainder",
  __rmatmul__: "matmul",
  __rlshift__: "bitwise_left_shift",
  __rrshift__: "bitwise_right_shift",
};

export function addTensorOperators(): void {
  for (const [name, op] of Object.entries(binary)) {
    operator(
      name,
      op,
      () => opMethod(tensorBase, op),
      (self, other) => [self, other],
    );
  }
  for (const [name, op] of Object.entries(reflected)) {
    operator(
      name,
      op,
      () => opFunction(`torch.${op}`),
      // A product of matrices takes no numbers.
      (self, other) => [name === "__rmatmul__" ? other : numberAsTensor(other), self],
    );
  }
  const subtract = (): PyBuiltin | null => opFunction("torch.rsub") ?? opMethod(tensorBase, "rsub");
  operator("__rsub__", "rsub", subtract, (self, other) => [self, other]);
  const multiply = (): PyBuiltin | null => opMethod(tensorBase, "mul");
  for (const name of ["__rtruediv__", "__rdiv__"]) {
    operator(name, "div", multiply, (self, other) => [callOp("reciprocal", self), other]);
  }
  const power = (): PyBuiltin | null => opMethod(tensorBase, "pow");
  operator("__rpow__", "pow", power, (self, other) => [powerBase(self, other), self]);
  tensorMethod("__neg__", [], 0, (t) => callOp("neg", t));
  tensorMethod("__pos__", [], 0, (t) => t);
  tensorMethod("__abs__", [], 0, (t) => callOp("abs", t));
  tensorMethod("__invert__", [], 0, (t) => {
    if (t.dtype.isDifferentiable) {
      throw typeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors");
    }
    return callOp("bitwise_not", t);
  });
  tensorMethod("__hash__", [], 0, identityOf);
}

function operator(
  name: string,
  op: string,
  find: () => PyBuiltin | null,
  order: (self: Tensor, other: Value) => Value[],
): void {
  // Found at the first call: looking for an op loads its family.
  let run: PyBuiltin | null = null;
  nativeMethod(tensorBase, name, (args) => {
    const self = tensorSelf(args[0], name);
    run ??= find();
    if (run === null) throw new Refusal(`Tensor.${op}`);
    try {
      return run.implementation(order(self, args[1] ?? null), null);
    } catch (error) {
      if (error instanceof PyRaise && error.exception.cls === typeErrorType) return NotImplemented;
      throw error;
    }
  });
}

/** A number on the left of an operator, as the 0-d tensor that PyTorch makes of it. */
function numberAsTensor(value: Value): Value {
  const number = value instanceof Tensor ? undefined : scalarFrom(value);
  return number === undefined ? value : wrapNumber(number);
}

/** `2 ** x`: the number as a 0-d tensor of the dtype that both have together. */
function powerBase(self: Tensor, other: Value): Tensor {
  if (other instanceof Tensor) return other;
  const number = scalarFrom(other);
  if (number === undefined) throw typeError(`unsupported operand type for **: '${typeName(other)}'`);
  return tensorFromData(other, resultType(wrapNumber(number), self));
}
