// super objects: `super()` and `super(cls, self)`.

import { PySuper } from "./attributes";
import { raised, runtimeErrorType, typeError } from "./errors";
import { PyClass, superType, type Value } from "./object";
import { typeName, typeOf } from "./types";

/** What the name `super` means as long as a program does not rebind it. */
export function superBuiltin(): Value {
  return superType;
}

export function makeSuper(cls: Value | undefined, self: Value | undefined): PySuper {
  if (self === undefined) throw raised(runtimeErrorType, "super(): no arguments");
  if (cls === undefined) throw raised(runtimeErrorType, "super(): __class__ cell not found");
  if (!(cls instanceof PyClass)) throw typeError(`super() argument 1 must be a type, not ${typeName(cls)}`);
  const owner = typeOf(self);
  if (owner.isSubclassOf(cls)) return new PySuper(cls, self, owner);
  if (self instanceof PyClass && self.isSubclassOf(cls)) return new PySuper(cls, self, self);
  throw typeError("super(type, obj): obj must be an instance or subtype of type");
}
