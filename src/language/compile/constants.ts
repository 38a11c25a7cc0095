// The values of literals.

import { Ellipsis, type Value } from "../runtime/object";
import { PyBytes, PyComplex, PyFloat } from "../runtime/value";
import type * as ast from "../syntax/ast";

export function constantValue(node: ast.ConstantValue): Value {
  switch (node.type) {
    case "int":
    case "str":
    case "bool":
      return node.value;
    case "float":
      return new PyFloat(node.value);
    case "bytes":
      return new PyBytes(node.value);
    case "none":
      return null;
    case "ellipsis":
      return Ellipsis;
    case "complex":
      return new PyComplex(0, node.imag);
  }
}
