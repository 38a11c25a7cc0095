# Prints src/language/runtime/known.ts from what CPython 3.11 says of itself.
import builtins,textwrap
types=[object,int,bool,float,complex,str,bytes,list,tuple,dict,set,frozenset,range,slice,property,classmethod,staticmethod,super,type,BaseException]
def w(names):
    return textwrap.fill(" ".join(names),110,initial_indent="    ",subsequent_indent="    ")
out=['// The names of the members that CPython 3.11\'s built-in classes have, and of its built-in functions: what is in this','// list and not implemented is refused by name, what is not in it is an AttributeError or a NameError as in CPython.','// Written by scripts/oracle/known-names.py; do not edit.','','const MEMBERS: Readonly<Record<string, string>> = {']
objn=set(dir(object))
for t in types:
    names=[n for n in dir(t) if t is object or n not in objn]
    if t is object: names=[n for n in names]
    out.append(f"  {t.__name__}: `\n{w(names)}`,")
import types as ty
for nm,t in (("function",ty.FunctionType),("method",ty.MethodType),("module",ty.ModuleType),("generator",ty.GeneratorType),("builtin_function_or_method",type(len))):
    names=[n for n in dir(t) if n not in objn]
    out.append(f"  {nm}: `\n{w(names)}`,")
out.append("};"); out.append("")
names=[n for n in dir(builtins) if not n.startswith('_') or n in('__import__','__build_class__')]
out.append("const BUILTINS = `\n"+w(names)+"`;")
out.append('''
const split = (text: string): ReadonlySet<string> => new Set(text.split(/\\s+/).filter((name) => name !== ""));

const NONE: ReadonlySet<string> = new Set();
const memberSets = new Map<string, ReadonlySet<string>>();
let builtinNames: ReadonlySet<string> | null = null;

/** The members that CPython's built-in class of this name has beyond `object`'s. */
export function knownMembers(className: string): ReadonlySet<string> {
  let members = memberSets.get(className);
  if (members === undefined) {
    members = Object.hasOwn(MEMBERS, className) ? split(MEMBERS[className] ?? "") : NONE;
    memberSets.set(className, members);
  }
  return members;
}

/** Whether CPython has a built-in function, class or constant of this name. */
export function isKnownBuiltin(name: string): boolean {
  builtinNames ??= split(BUILTINS);
  return builtinNames.has(name);
}''')
print("\n".join(out))
