// Errors that a program can have although it fits the grammar: those that CPython 3.11 finds in its compiler
// (compile.c, future.c), in the order in which it finds them. Patterns are checked in pattern-checks.ts, the declaration
// of names in scopes.ts.

import type { Arguments, Comprehension, Expr, Keyword, Module, Node, Stmt } from "./ast";
import { futureStatements } from "./future";
import { checkCases } from "./pattern-checks";
import type { SyntaxProblem } from "./problem";
import { checkScopes, type Report } from "./scopes";
import type { SourceText } from "./source";
import { visitParts } from "./walk";

const FEATURES = new Set([
  "nested_scopes",
  "generators",
  "division",
  "absolute_import",
  "with_statement",
  "print_function",
  "unicode_literals",
  "barry_as_FLUFL",
  "generator_stop",
  "annotations",
]);

/** CPython's limit on loops, `with` and `try` inside each other. */
const MAX_NESTED_BLOCKS = 20;

/** All problems of a module that fits the grammar, in CPython's order. */
export function checkModule(module: Module, source: SourceText): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const report: Report = (message, node) => {
    const { start, end } = node;
    problems.push({ type: "SyntaxError", message, start, end, line: source.lineAt(start) });
  };
  const future = checkFuture(module, report);
  checkScopes(module, future.hasAnnotations, report);
  new ContextChecker(report, future.end).module(module);
  return problems;
}

interface Future {
  readonly hasAnnotations: boolean;
  /** Where the statements end that may be a `from __future__ import`. */
  readonly end: number;
}

function checkFuture(module: Module, report: Report): Future {
  let hasAnnotations = false;
  let end = 0;
  for (const node of futureStatements(module)) {
    for (const { name } of node.names) {
      if (name === "annotations") hasAnnotations = true;
      if (name === "braces") report("not a chance", node);
      else if (!FEATURES.has(name)) report(`future feature ${name} is not defined`, node);
    }
    end = node.end;
  }
  return { hasAnnotations, end };
}

/** What encloses a statement or expression. */
interface Context {
  readonly unit: "module" | "class" | "function" | "async function" | "lambda" | "comprehension";
  /** What is around, within the unit, and counts as a block. */
  readonly blocks: readonly Block[];
  /** What an async function does of the two things that exclude each other: yield, and return values. */
  readonly results: { yields: boolean; readonly valueReturns: Node[] };
}

type Block = "loop" | "with" | "try" | "except*";

class ContextChecker {
  private context: Context = { unit: "module", blocks: [], results: { yields: false, valueReturns: [] } };

  constructor(
    private readonly report: Report,
    private readonly futureEnd: number,
  ) {}

  module(module: Module): void {
    this.statements(module.body);
  }

  private statements(body: readonly Stmt[]): void {
    for (const node of body) this.statement(node);
  }

  private within(context: Partial<Context>, body: () => void): void {
    const outer = this.context;
    this.context = { ...outer, ...context };
    body();
    this.context = outer;
  }

  private block(kind: Block, node: Node, body: readonly Stmt[]): void {
    if (this.context.blocks.length === MAX_NESTED_BLOCKS) this.report("too many statically nested blocks", node);
    this.within({ blocks: [...this.context.blocks, kind] }, () => this.statements(body));
  }

  private get isFunction(): boolean {
    const { unit } = this.context;
    return unit !== "module" && unit !== "class";
  }

  private statement(node: Stmt): void {
    switch (node.kind) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        this.functionDefinition(node);
        return;
      case "ClassDef":
        this.expressions(node.decorator_list);
        this.assignedName(node.name, node);
        this.within({ unit: "class", blocks: [] }, () => this.statements(node.body));
        this.elements(node.bases);
        this.keywords(node.keywords, node);
        return;
      case "Return":
        this.returnStatement(node, node.value);
        return;
      case "Delete":
        this.expressions(node.targets);
        return;
      case "Assign":
        this.expression(node.value);
        this.expressions(node.targets);
        return;
      case "AugAssign":
        this.expression(node.target);
        this.expression(node.value);
        return;
      case "AnnAssign":
        this.annotatedAssignment(node.target, node.annotation, node.value, node);
        return;
      case "For":
      case "AsyncFor":
        if (node.kind === "AsyncFor") this.requireAsync("'async for'", node);
        this.expression(node.iter);
        this.expression(node.target);
        this.block("loop", node, node.body);
        this.statements(node.orelse);
        return;
      case "While":
        this.expression(node.test);
        this.block("loop", node, node.body);
        this.statements(node.orelse);
        return;
      case "If":
        this.expression(node.test);
        this.statements(node.body);
        this.statements(node.orelse);
        return;
      case "With":
      case "AsyncWith":
        if (node.kind === "AsyncWith") this.requireAsync("'async with'", node);
        for (const item of node.items) {
          this.expression(item.context_expr);
          this.optional(item.optional_vars);
        }
        this.block("with", node, node.body);
        return;
      case "Match":
        this.expression(node.subject);
        checkCases(node.cases, this.report, this.expression);
        for (const { guard, body } of node.cases) {
          this.optional(guard);
          this.statements(body);
        }
        return;
      case "Raise":
        this.optional(node.exc);
        this.optional(node.cause);
        return;
      case "Try":
      case "TryStar":
        this.tryStatement(node);
        return;
      case "Assert":
        this.expression(node.test);
        this.optional(node.msg);
        return;
      case "Import":
        for (const { name, asname } of node.names) this.assignedName(asname ?? name, node);
        return;
      case "ImportFrom":
        if (node.module === "__future__" && node.level === 0 && node.start >= this.futureEnd) {
          this.report("from __future__ imports must occur at the beginning of the file", node);
        }
        for (const { name, asname } of node.names) this.assignedName(asname ?? name, node);
        return;
      case "Expr":
        this.expression(node.value);
        return;
      case "Break":
        this.jump("'break' outside loop", node);
        return;
      case "Continue":
        this.jump("'continue' not properly in loop", node);
        return;
      case "Pass":
      case "Global":
      case "Nonlocal":
        return;
    }
  }

  private functionDefinition(node: Stmt & { kind: "FunctionDef" | "AsyncFunctionDef" }): void {
    this.expressions(node.decorator_list);
    this.parameters(node.args, node);
    // `*args: *Ts` has the one value that is unpacked as its annotation.
    for (const { annotation } of allParameters(node.args)) if (annotation !== null) this.elements([annotation]);
    this.optional(node.returns);
    this.assignedName(node.name, node);
    const unit = node.kind === "FunctionDef" ? "function" : "async function";
    const results = { yields: false, valueReturns: [] };
    this.within({ unit, blocks: [], results }, () => this.statements(node.body));
    if (unit === "function" || !results.yields) return;
    for (const value of results.valueReturns) this.report("'return' with value in async generator", value);
  }

  private parameters(args: Arguments, node: Node): void {
    this.expressions(args.defaults);
    this.expressions(args.kw_defaults);
    for (const { arg } of allParameters(args)) this.assignedName(arg, node);
  }

  private returnStatement(node: Node, value: Expr | null): void {
    const { blocks, results } = this.context;
    if (!this.isFunction) this.report("'return' outside function", node);
    else if (value !== null) results.valueReturns.push(node);
    this.optional(value);
    if (this.isFunction && blocks.includes("except*")) this.report(NO_JUMP, node);
  }

  private jump(message: string, node: Node): void {
    const innermost = this.context.blocks.filter((block) => block === "loop" || block === "except*").pop();
    if (innermost === "except*") this.report(NO_JUMP, node);
    else if (innermost === undefined) this.report(message, node);
  }

  /** An annotation counts only where it is evaluated: not for the local names of a function. */
  private annotatedAssignment(target: Expr, annotation: Expr, value: Expr | null, node: Node): void {
    this.optional(value);
    if (target.kind === "Name") this.assignedName(target.id, value === null ? node : target);
    else this.expression(target);
    if (!this.isFunction) this.expression(annotation);
  }

  private tryStatement(node: Stmt & { kind: "Try" | "TryStar" }): void {
    this.block("try", node, node.body);
    for (const [i, handler] of node.handlers.entries()) {
      if (handler.type === null && i < node.handlers.length - 1) {
        this.report("default 'except:' must be last", handler);
      }
      this.optional(handler.type);
      if (handler.name !== null) this.assignedName(handler.name, handler);
      this.block(node.kind === "TryStar" ? "except*" : "try", handler, handler.body);
    }
    this.statements(node.orelse);
    this.statements(node.finalbody);
  }

  private requireAsync(words: string, node: Node): void {
    if (this.context.unit !== "async function") this.report(`${words} outside async function`, node);
  }

  private expressions(nodes: readonly (Expr | null)[]): void {
    for (const node of nodes) if (node !== null) this.expression(node);
  }

  private optional(node: Expr | null): void {
    if (node !== null) this.expression(node);
  }

  /** Expressions of which some may be unpacked with a star. */
  private elements(nodes: readonly Expr[]): void {
    for (const node of nodes) this.expression(node.kind === "Starred" ? node.value : node);
  }

  private readonly expression = (node: Expr): void => {
    switch (node.kind) {
      case "Name":
        if (node.ctx !== "Load") this.assignedName(node.id, node, node.ctx === "Del" ? "delete" : "assign to");
        return;
      case "Attribute":
        this.expression(node.value);
        if (node.ctx !== "Load") this.assignedName(node.attr, node, node.ctx === "Del" ? "delete" : "assign to");
        return;
      case "Starred":
        this.report(
          node.ctx === "Store"
            ? "starred assignment target must be in a list or tuple"
            : "can't use starred expression here",
          node,
        );
        return;
      case "Tuple":
      case "List":
        if (node.ctx === "Store" && node.elts.filter((element) => element.kind === "Starred").length > 1) {
          this.report("multiple starred expressions in assignment", node);
        }
        this.elements(node.elts);
        return;
      case "Set":
        this.elements(node.elts);
        return;
      case "Call":
        this.expression(node.func);
        this.elements(node.args);
        this.keywords(node.keywords, node);
        return;
      case "Lambda":
        this.parameters(node.args, node);
        this.within({ unit: "lambda", blocks: [], results: { yields: false, valueReturns: [] } }, () =>
          this.expression(node.body),
        );
        return;
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
        this.comprehension(node, node.generators, [node.elt]);
        return;
      case "DictComp":
        this.comprehension(node, node.generators, [node.key, node.value]);
        return;
      case "Yield":
      case "YieldFrom":
        this.context.results.yields = true;
        if (!this.isFunction) this.report("'yield' outside function", node);
        else if (node.kind === "YieldFrom" && this.context.unit === "async function") {
          this.report("'yield from' inside async function", node);
        }
        visitParts(node, this.expression);
        return;
      case "Await":
        this.awaited(node);
        visitParts(node, this.expression);
        return;
      default:
        visitParts(node, this.expression);
        return;
    }
  };

  private awaited(node: Expr): void {
    const { unit } = this.context;
    if (!this.isFunction) this.report("'await' outside function", node);
    else if (unit !== "async function" && unit !== "comprehension") this.report("'await' outside async function", node);
  }

  private comprehension(node: Expr, generators: readonly Comprehension[], elements: readonly Expr[]): void {
    const { unit } = this.context;
    const isAllowed = unit === "async function" || unit === "comprehension" || node.kind === "GeneratorExp";
    if (!isAllowed && isAsyncComprehension(node)) {
      this.report("asynchronous comprehension outside of an asynchronous function", node);
    }
    const [first] = generators;
    if (first !== undefined) this.expression(first.iter);
    this.within({ unit: "comprehension", blocks: [] }, () => {
      for (const generator of generators) {
        if (generator !== first) this.expression(generator.iter);
        this.expression(generator.target);
        this.expressions(generator.ifs);
      }
      this.expressions(elements);
    });
  }

  private keywords(keywords: readonly Keyword[], node: Node): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg !== null) {
        this.assignedName(keyword.arg, node);
        if (seen.has(keyword.arg)) this.report(`keyword argument repeated: ${keyword.arg}`, keyword);
        seen.add(keyword.arg);
      }
    }
    for (const keyword of keywords) this.expression(keyword.value);
  }

  private assignedName(name: string, node: Node, verb = "assign to"): void {
    if (name === "__debug__") this.report(`cannot ${verb} __debug__`, node);
  }
}

const NO_JUMP = "'break', 'continue' and 'return' cannot appear in an except* block";

function allParameters(args: Arguments) {
  const result = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
  if (args.vararg !== null) result.push(args.vararg);
  if (args.kwarg !== null) result.push(args.kwarg);
  return result;
}

/** Whether a comprehension awaits in its own scope, or holds one that does. */
function isAsyncComprehension(node: Expr): boolean {
  if (node.kind !== "ListComp" && node.kind !== "SetComp" && node.kind !== "DictComp") return false;
  if (node.generators.some((generator) => generator.is_async)) return true;
  const [first] = node.generators;
  let found = false;
  visitParts(node, (part) => {
    if (part !== first?.iter && awaits(part)) found = true;
  });
  return found;
}

function awaits(node: Expr): boolean {
  if (node.kind === "Await" || isAsyncComprehension(node)) return true;
  if (node.kind === "Lambda" || node.kind === "GeneratorExp") return false;
  let found = false;
  visitParts(node, (part) => {
    if (awaits(part)) found = true;
  });
  return found;
}
