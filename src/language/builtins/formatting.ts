// `format(x, "")` of an instance of a program's subclass of int, float or str is its str, whatever that gives.

import { addMethod } from "../runtime/define";
import { PyBuiltin } from "../runtime/function";
import { floatType, intType, strType } from "../runtime/object";
import { str } from "../runtime/repr";
import { PyBoxed } from "../runtime/value";
import "./numbers";
import "./strings";

for (const cls of [intType, floatType, strType]) {
  const plain = cls.lookup("__format__");
  if (!(plain instanceof PyBuiltin)) continue;
  addMethod(cls, "__format__", (args, keywords) => {
    const [self, spec] = args;
    return self instanceof PyBoxed && spec === "" && args.length === 2
      ? str(self)
      : plain.implementation(args, keywords);
  });
}
