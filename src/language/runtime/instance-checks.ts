// isinstance and issubclass (PyObject_IsInstance in Objects/abstract.c): metaclasses and unions decide for themselves.

import { getAttributeOr } from "./attributes";
import { callMember } from "./call";
import { typeError } from "./errors";
import { objectType, PyClass, typeType, type Value } from "./object";
import { truth } from "./operators";
import { typeOf } from "./types";
import { PyTuple } from "./value";

export function isInstanceOf(value: Value, classes: Value): boolean {
  // An object is an instance of its own class whatever the metaclass says.
  const own = typeOf(value);
  if (own === classes) return true;
  if (classes instanceof PyTuple) return classes.items.some((each) => isInstanceOf(value, each));
  const check = typeOf(classes).lookup("__instancecheck__");
  if (check === undefined) throw typeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
  if (classes instanceof PyClass && check === typeType.own("__instancecheck__")) {
    return own.isSubclassOf(classes) || claims(value, classes);
  }
  return truth(callMember(check, classes, [value]));
}

export function isSubclassOf(cls: Value, classes: Value): boolean {
  if (classes instanceof PyTuple) return classes.items.some((each) => isSubclassOf(cls, each));
  if (classes instanceof PyClass && classes.cls.immutable) {
    if (!(cls instanceof PyClass)) throw typeError("issubclass() arg 1 must be a class");
    return cls.isSubclassOf(classes);
  }
  const check = typeOf(classes).lookup("__subclasscheck__");
  if (check !== undefined) return truth(callMember(check, classes, [cls]));
  if (!(cls instanceof PyClass)) throw typeError("issubclass() arg 1 must be a class");
  throw typeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
}

/** Whether an object's `__class__` says that it is an instance of a class which its own class does not inherit from. */
export function claims(value: Value, cls: PyClass): boolean {
  const own = typeOf(value);
  if (own.immutable) return false;
  const customised = own.lookup("__class__") !== objectType.own("__class__");
  if (!customised && own.lookup("__getattribute__") === objectType.own("__getattribute__")) return false;
  const claimed = getAttributeOr(value, "__class__");
  return claimed instanceof PyClass && claimed !== own && claimed.isSubclassOf(cls);
}
