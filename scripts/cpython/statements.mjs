// Which statement of a module stands at a place, outside its functions: at its own level, or in the body of a class, an
// `if`, a `try`, a `with` or a loop.

const COMPOUND = new Set(["ClassDef", "If", "Try", "TryStar", "With", "For", "While"]);

/**
 * The innermost such statement, with its decorators, as a range of the text, and what to write instead; undefined
 * inside a function, or with `whole` the function. An import of several names is taken apart first.
 */
export function moduleStatementAt(module, text, place, whole) {
  const statement = find(module.body, text, place, whole);
  if (statement === undefined) return undefined;
  const apart = statement.kind === "ImportFrom" && statement.names.length > 1;
  return { start: startOf(statement, text), end: statement.end, instead: apart ? takenApart(statement) : "pass" };
}

function takenApart({ module, level, names }) {
  const from = `from ${".".repeat(level)}${module ?? ""} import`;
  return names.map(({ name, asname }) => `${from} ${name}${asname === null ? "" : ` as ${asname}`}`).join("; ");
}

function find(statements, text, place, whole) {
  const statement = statements.find((each) => place >= startOf(each, text) && place < each.end);
  if (statement === undefined) return undefined;
  const { kind, body } = statement;
  if (kind === "FunctionDef" || kind === "AsyncFunctionDef") {
    // A decorator, a default or an annotation is evaluated where the function is defined.
    if (place >= body[0].start && !whole) return undefined;
  } else if (COMPOUND.has(kind)) {
    const inner = innerStatements(statement);
    if (inner.some((each) => place >= startOf(each, text) && place < each.end)) return find(inner, text, place, whole);
  }
  return statement;
}

function innerStatements({ body, handlers = [], orelse = [], finalbody = [] }) {
  return [...body, ...handlers.flatMap((handler) => handler.body), ...orelse, ...finalbody];
}

function startOf(statement, text) {
  const [decorator] = statement.decorator_list ?? [];
  return decorator === undefined ? statement.start : text.lastIndexOf("@", decorator.start);
}
