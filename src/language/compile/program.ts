// A module's syntax tree to code that runs it.

import { leaveFrame } from "../runtime/call";
import { Frame } from "../runtime/function";
import { thread } from "../runtime/thread";
import type * as ast from "../syntax/ast";
import { annotationsOf, hasAnnotations } from "./annotations";
import { callExpression } from "./calls";
import { classDef } from "./classes";
import { comprehension } from "./comprehensions";
import { type ModuleContext, type Parts, Unit } from "./context";
import { expression, test } from "./expressions";
import { docOf, functionDef, generatorExpression, lambda, makeCode } from "./functions";
import { generatorBody } from "./generators";
import { hotBody, hotComprehension, hotItems, hotLoop, hotSteps } from "./hot/tier";
import { matchStatement } from "./patterns";
import { block } from "./statements";
import type { Symbols } from "./symbols";
import { store } from "./targets";

const PARTS: Parts = {
  expression,
  test,
  block,
  store,
  lambda,
  generatorExpression,
  call: callExpression,
  comprehension,
  functionDef,
  classDef,
  matchStatement,
  generatorBody,
  hotBody,
  hotComprehension,
  hotItems,
  hotLoop,
  hotSteps,
};

/** Compiles a module, or those of its statements that are given; the result runs them once. */
export function compileModule(
  module: ast.Module,
  symbols: Symbols,
  context: ModuleContext,
  statements: readonly ast.Stmt[] = module.body,
): () => void {
  const unit = new Unit(context, PARTS, symbols.root, "");
  const span = unit.span(module, "module");
  unit.statementSpan = span;
  const parameters = { positional: [], positionalOnly: 0, keywordOnly: [], varargs: null, kwargs: null };
  const options = { name: "<module>", qualname: "<module>", parameters, span, isGenerator: false };
  const code = makeCode(unit, options, () => {
    const body = unit.block(statements);
    const annotated = hasAnnotations(statements);
    const doc = statements[0] === module.body[0] ? docOf(module.body) : null;
    return (f) => {
      if (annotated) annotationsOf(context.globals);
      if (doc !== null) context.globals.set("__doc__", doc);
      body(f);
      return null;
    };
  });
  return () => {
    const frame = new Frame([], [], code);
    const callSpan = thread.span;
    try {
      code.run(frame);
    } catch (error) {
      throw leaveFrame(error, frame, code);
    }
    thread.span = callSpan;
  };
}
