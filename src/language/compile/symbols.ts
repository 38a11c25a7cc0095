// Walks a module once and builds its scopes: who binds, who uses, who declares global or nonlocal. The parser has
// refused what is declared wrongly (../syntax/scopes).

import { mangle } from "../runtime/mangle";
import type * as ast from "../syntax/ast";
import { hasFutureAnnotations } from "../syntax/future";
import { OutlinedFunction } from "../syntax/outlined";
import { resolveScopes, Scope } from "./scope";

/** The scope of every node that makes one. */
export type ScopeTable = Map<ast.Node, Scope>;

export interface Symbols {
  readonly scopes: ScopeTable;
  readonly root: Scope;
  /** `from __future__ import annotations`: annotations are texts, their names nobody's. */
  readonly futureAnnotations: boolean;
}

export function collectSymbols(module: ast.Module): Symbols {
  const futureAnnotations = hasFutureAnnotations(module);
  const walker = new Walker(futureAnnotations);
  const root = new Scope("module", null, "<module>", null);
  walker.scopes.set(module, root);
  walker.block(module.body, root);
  resolveScopes(root);
  return { scopes: walker.scopes, root, futureAnnotations };
}

class Walker {
  readonly scopes: ScopeTable = new Map();

  constructor(private readonly futureAnnotations: boolean) {}

  block(statements: readonly ast.Stmt[], scope: Scope): void {
    for (const statement of statements) this.statement(statement, scope);
  }

  private bind(name: string, scope: Scope, node: ast.Node): void {
    const mangled = mangle(name, scope.className);
    scope.bound.add(mangled);
    scope.uses.set(mangled, node);
  }

  private use(name: string, scope: Scope, node: ast.Node): void {
    scope.uses.set(mangle(name, scope.className), node);
    // `super()` needs the class around and the first argument.
    if (name === "super" && scope.kind !== "module") scope.uses.set("__class__", node);
  }

  private declare(names: readonly string[], scope: Scope, node: ast.Node, kind: "global" | "nonlocal"): void {
    for (const name of names.map((each) => mangle(each, scope.className))) {
      if (kind === "global") {
        scope.declare(name, "globals");
      } else {
        scope.declare(name, "nonlocals");
        scope.uses.set(name, node);
      }
    }
  }

  private statement(node: ast.Stmt, scope: Scope): void {
    switch (node.kind) {
      case "FunctionDef":
      case "AsyncFunctionDef": {
        for (const decorator of node.decorator_list) this.expression(decorator, scope);
        this.defaults(node.args, scope);
        this.annotations(node.args, scope);
        if (node.returns !== null) this.annotation(node.returns, scope);
        this.bind(node.name, scope, node);
        const inner = new Scope("function", scope, node.name, scope.className);
        this.scopes.set(node, inner);
        this.parameters(node.args, inner);
        if (node instanceof OutlinedFunction) this.postpone(node, inner);
        else this.block(node.body, inner);
        return;
      }
      case "ClassDef": {
        for (const decorator of node.decorator_list) this.expression(decorator, scope);
        for (const base of node.bases) this.expression(base, scope);
        for (const keyword of node.keywords) this.expression(keyword.value, scope);
        this.bind(node.name, scope, node);
        const inner = new Scope("class", scope, node.name, node.name);
        this.scopes.set(node, inner);
        this.block(node.body, inner);
        return;
      }
      case "Return":
        if (node.value !== null) this.expression(node.value, scope);
        return;
      case "Delete":
        for (const target of node.targets) this.expression(target, scope);
        return;
      case "Assign":
        this.expression(node.value, scope);
        for (const target of node.targets) this.expression(target, scope);
        return;
      case "AugAssign":
        this.expression(node.value, scope);
        this.expression(node.target, scope);
        return;
      case "AnnAssign":
        if (node.value !== null) this.expression(node.value, scope);
        this.annotation(node.annotation, scope);
        this.expression(node.target, scope);
        return;
      case "For":
      case "AsyncFor":
        this.expression(node.iter, scope);
        this.expression(node.target, scope);
        this.block(node.body, scope);
        this.block(node.orelse, scope);
        return;
      case "While":
      case "If":
        this.expression(node.test, scope);
        this.block(node.body, scope);
        this.block(node.orelse, scope);
        return;
      case "With":
      case "AsyncWith":
        for (const item of node.items) {
          this.expression(item.context_expr, scope);
          if (item.optional_vars !== null) this.expression(item.optional_vars, scope);
        }
        this.block(node.body, scope);
        return;
      case "Match":
        this.expression(node.subject, scope);
        for (const arm of node.cases) {
          this.pattern(arm.pattern, scope);
          if (arm.guard !== null) this.expression(arm.guard, scope);
          this.block(arm.body, scope);
        }
        return;
      case "Raise":
        if (node.exc !== null) this.expression(node.exc, scope);
        if (node.cause !== null) this.expression(node.cause, scope);
        return;
      case "Try":
      case "TryStar":
        this.block(node.body, scope);
        for (const handler of node.handlers) {
          if (handler.type !== null) this.expression(handler.type, scope);
          if (handler.name !== null) this.bind(handler.name, scope, handler);
          this.block(handler.body, scope);
        }
        this.block(node.orelse, scope);
        this.block(node.finalbody, scope);
        return;
      case "Assert":
        this.expression(node.test, scope);
        if (node.msg !== null) this.expression(node.msg, scope);
        return;
      case "Import":
        for (const alias of node.names) {
          this.bind(alias.asname ?? alias.name.split(".", 1)[0] ?? alias.name, scope, alias);
        }
        return;
      case "ImportFrom":
        for (const alias of node.names) if (alias.name !== "*") this.bind(alias.asname ?? alias.name, scope, alias);
        return;
      case "Global":
        this.declare(node.names, scope, node, "global");
        return;
      case "Nonlocal":
        this.declare(node.names, scope, node, "nonlocal");
        return;
      case "Expr":
        this.expression(node.value, scope);
        return;
      case "Pass":
      case "Break":
      case "Continue":
        return;
    }
  }

  /** The names in a body that is read later. At the top level and in a class it shares none but the class itself. */
  private postpone(node: OutlinedFunction, scope: Scope): void {
    if (node.namesClass) scope.uses.set("__class__", node);
    scope.postpone(() => {
      this.block(node.body, scope);
      resolveScopes(scope);
    });
  }

  private pattern(node: ast.Pattern, scope: Scope): void {
    switch (node.kind) {
      case "MatchValue":
        this.expression(node.value, scope);
        return;
      case "MatchSingleton":
        return;
      case "MatchSequence":
      case "MatchOr":
        for (const part of node.patterns) this.pattern(part, scope);
        return;
      case "MatchMapping":
        for (const key of node.keys) this.expression(key, scope);
        for (const part of node.patterns) this.pattern(part, scope);
        if (node.rest !== null) this.bind(node.rest, scope, node);
        return;
      case "MatchClass":
        this.expression(node.cls, scope);
        for (const part of [...node.patterns, ...node.kwd_patterns]) this.pattern(part, scope);
        return;
      case "MatchStar":
        if (node.name !== null) this.bind(node.name, scope, node);
        return;
      case "MatchAs":
        if (node.pattern !== null) this.pattern(node.pattern, scope);
        if (node.name !== null) this.bind(node.name, scope, node);
        return;
    }
  }

  private defaults(args: ast.Arguments, scope: Scope): void {
    for (const value of args.defaults) this.expression(value, scope);
    for (const value of args.kw_defaults) if (value !== null) this.expression(value, scope);
  }

  private annotations(args: ast.Arguments, scope: Scope): void {
    for (const arg of allParameters(args)) if (arg.annotation !== null) this.annotation(arg.annotation, scope);
  }

  private annotation(node: ast.Expr, scope: Scope): void {
    if (!this.futureAnnotations) this.expression(node, scope);
  }

  private parameters(args: ast.Arguments, scope: Scope): void {
    for (const arg of allParameters(args)) {
      const name = mangle(arg.arg, scope.className);
      scope.parameters.add(name);
      this.bind(arg.arg, scope, arg);
      scope.slotOf(name);
    }
  }

  private comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
    parts: readonly ast.Expr[],
    scope: Scope,
  ): void {
    const [first, ...rest] = node.generators;
    if (first === undefined) return;
    this.expression(first.iter, scope);
    const kind = node.kind === "GeneratorExp" ? "function" : "comprehension";
    const inner = new Scope(kind, scope, node.kind === "GeneratorExp" ? "<genexpr>" : "<listcomp>", scope.className);
    this.scopes.set(node, inner);
    inner.isComprehension = true;
    // A generator expression's one argument is the first iterator.
    if (kind === "function") inner.slotOf(".0");
    this.expression(first.target, inner);
    for (const test of first.ifs) this.expression(test, inner);
    for (const generator of rest) {
      this.expression(generator.iter, inner);
      this.expression(generator.target, inner);
      for (const test of generator.ifs) this.expression(test, inner);
    }
    for (const part of parts) this.expression(part, inner);
  }

  private expression(node: ast.Expr, scope: Scope): void {
    switch (node.kind) {
      case "Name":
        if (node.ctx === "Load") this.use(node.id, scope, node);
        else this.bind(node.id, scope, node);
        return;
      case "NamedExpr": {
        this.expression(node.value, scope);
        let target = scope;
        while (target.isComprehension && target.parent !== null) target = target.parent;
        if (node.target.kind === "Name") {
          this.bind(node.target.id, target, node.target);
          if (target !== scope) this.use(node.target.id, scope, node.target);
          if (target.kind === "module")
            for (let s = scope; s !== target; s = s.parent ?? target) s.declare(node.target.id, "globals");
        }
        return;
      }
      case "Lambda": {
        this.defaults(node.args, scope);
        const inner = new Scope("function", scope, "<lambda>", scope.className);
        this.scopes.set(node, inner);
        this.parameters(node.args, inner);
        this.expression(node.body, inner);
        return;
      }
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
        this.comprehension(node, [node.elt], scope);
        return;
      case "DictComp":
        this.comprehension(node, [node.key, node.value], scope);
        return;
      case "Yield":
      case "YieldFrom":
        scope.isGenerator = true;
        if (node.value !== null) this.expression(node.value, scope);
        return;
      default:
        for (const child of children(node)) this.expression(child, scope);
    }
  }
}

export function allParameters(args: ast.Arguments): ast.Arg[] {
  const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
  if (args.vararg !== null) all.push(args.vararg);
  if (args.kwarg !== null) all.push(args.kwarg);
  return all;
}

const present = (nodes: readonly (ast.Expr | null)[]): ast.Expr[] => nodes.filter((node) => node !== null);

/** The sub-expressions of an expression that makes no scope, in the order of evaluation. */
export function children(node: ast.Expr): ast.Expr[] {
  switch (node.kind) {
    case "BoolOp":
      return node.values;
    case "BinOp":
      return [node.left, node.right];
    case "UnaryOp":
      return [node.operand];
    case "IfExp":
      return [node.test, node.body, node.orelse];
    case "Dict":
      return node.values.flatMap((value, i) => present([node.keys[i] ?? null, value]));
    case "Set":
    case "List":
    case "Tuple":
      return node.elts;
    case "Await":
    case "Attribute":
    case "Starred":
      return [node.value];
    case "Yield":
    case "YieldFrom":
      return present([node.value]);
    case "Compare":
      return [node.left, ...node.comparators];
    case "Call":
      return [node.func, ...node.args, ...node.keywords.map((keyword) => keyword.value)];
    case "FormattedValue":
      return present([node.value, node.format_spec]);
    case "JoinedStr":
      return node.values;
    case "Subscript":
      return [node.value, node.slice];
    case "Slice":
      return present([node.lower, node.upper, node.step]);
    case "NamedExpr":
      return [node.value];
    default:
      return [];
  }
}
