// Statements as JavaScript's. What this does not know, the first tier's closure runs.

import type * as ast from "../../syntax/ast";
import { BREAK, CONTINUE, RETURN, type Unit } from "../context";
import { AttributeSite, attributeWriter } from "../member-access";
import { lastSpanOf, runStatement } from "../statements";
import { recordVariable } from "../targets";
import { rebinds } from "./bound";
import { expressionCode, numbersFirst, reloadCode, testCode } from "./expressions";
import { boxed, guarded, planned } from "./numbers";
import type { Writer } from "./writer";

export function blockCode(w: Writer, unit: Unit, body: readonly ast.Stmt[]): void {
  for (const node of body) statementCode(w, unit, node);
}

function statementCode(w: Writer, unit: Unit, node: ast.Stmt): void {
  const isNothing = node.kind === "Expr" && node.value.kind === "Constant";
  if (isNothing || node.kind === "Global" || node.kind === "Nonlocal") return;
  const around = unit.statementSpan;
  const span = unit.span(node, node.kind === "For" || node.kind === "While" ? "loop" : "statement");
  unit.statementSpan = span;
  if (w.recorder !== null) w.line(`T.span=${span};R.statement(${span});`);
  w.rebinds = rebinds(node);
  w.releaseTemps();
  write(w, unit, node, span);
  unit.statementSpan = around;
}

function write(w: Writer, unit: Unit, node: ast.Stmt, span: number): void {
  switch (node.kind) {
    case "Expr":
      w.line(`${expressionCode(w, unit, node.value)};`);
      return;
    case "Assign":
      assignCode(w, unit, node);
      return;
    case "AugAssign":
      if (!augmentedCode(w, unit, node)) break;
      return;
    case "Return":
      returnCode(w, node.value === null ? "null" : expressionCode(w, unit, node.value));
      return;
    case "If":
      w.line(`if(${testCode(w, unit, node.test)}){`);
      blockCode(w, unit, node.body);
      if (node.orelse.length > 0) {
        w.line("}else{");
        blockCode(w, unit, node.orelse);
      }
      w.line("}");
      return;
    case "While":
      whileCode(w, unit, node, span);
      return;
    case "For":
      forCode(w, unit, node, span);
      return;
    case "Break":
      breakCode(w);
      return;
    case "Continue":
      w.line(`break C${w.loops.at(-1)?.label};`);
      return;
    case "Pass":
      return;
  }
  closureCode(w, unit, node);
}

/** A statement that the first tier runs. */
function closureCode(w: Writer, unit: Unit, node: ast.Stmt): void {
  const run = `${w.closure(unit, () => runStatement(unit, node))}(f)`;
  const ended = w.temp();
  w.line(`${ended}=${run};`);
  w.line(`${reloadCode(w, unit, node)}0;`);
  w.line(`if(${ended}===${RETURN}){`);
  returnCode(w, "f.result");
  w.line("}");
  if (w.loops.length === 0) return;
  w.line(`if(${ended}===${BREAK}){`);
  breakCode(w);
  w.line(`}if(${ended}===${CONTINUE})break C${w.loops.at(-1)?.label};`);
}

function returnCode(w: Writer, value: string): void {
  const result = w.name();
  w.line(`const ${result}=${value};`);
  for (let i = w.loops.length - 1; i >= 0; i--) endLoop(w, w.loops[i]?.span ?? -1);
  w.line(w.form === "body" ? `return ${result};` : `f.result=${result};return ${RETURN};`);
}

function endLoop(w: Writer, span: number): void {
  if (w.recorder !== null) w.line(`R.loopTurn(${span},-1);`);
}

function breakCode(w: Writer): void {
  const loop = w.loops.at(-1);
  if (loop === undefined) throw new Error("a break outside of loops");
  endLoop(w, loop.span);
  w.line(`break L${loop.label};`);
}

function assignCode(w: Writer, unit: Unit, node: ast.Assign): void {
  const [target] = node.targets;
  const { value } = node;
  if (node.targets.length === 1 && target?.kind === "Tuple" && value.kind === "Tuple") {
    const isPlain = target.elts.length === value.elts.length && ![...target.elts, ...value.elts].some(isStarred);
    if (isPlain) {
      const values = value.elts.map((each) => {
        const temp = w.temp();
        w.line(`${temp}=${expressionCode(w, unit, each)};`);
        return temp;
      });
      target.elts.forEach((each, i) => {
        storeCode(w, unit, each, values[i] ?? "");
      });
      return;
    }
  }
  if (node.targets.length === 1 && target?.kind === "Name" && holds(unit, target)) {
    storeCode(w, unit, target, expressionCode(w, unit, value));
    return;
  }
  const temp = w.temp();
  w.line(`${temp}=${expressionCode(w, unit, value)};`);
  for (const each of node.targets) storeCode(w, unit, each, temp);
}

const isStarred = (node: ast.Expr): boolean => node.kind === "Starred";

function holds(unit: Unit, node: ast.Name): boolean {
  const binding = unit.find(node.id);
  return binding.kind === "local" && !binding.shared;
}

/** Assigns a value, which only a name that JavaScript has too may compute in place. */
function storeCode(w: Writer, unit: Unit, target: ast.Expr, value: string): void {
  switch (target.kind) {
    case "Name":
      storeNameCode(w, unit, target, value);
      return;
    case "Attribute": {
      const object = w.temp();
      const write = w.constant(attributeWriter(unit.mangle(target.attr)));
      const span = unit.span(target);
      w.line(`${object}=${expressionCode(w, unit, target.value)};T.span=${span};${write}(${object},${value});`);
      return;
    }
    case "Subscript": {
      const [object, key] = [w.temp(), w.temp()];
      const operands = `${object}=${expressionCode(w, unit, target.value)};${key}=${expressionCode(w, unit, target.slice)};`;
      w.line(operands);
      storeItemCode(w, object, key, value, unit.span(target));
      return;
    }
    case "Tuple":
    case "List": {
      if (target.elts.some(isStarred)) break;
      const items = w.name();
      w.line(`T.span=${unit.span(target)};const ${items}=unpackExactly(${value},${target.elts.length});`);
      target.elts.forEach((each, i) => {
        storeCode(w, unit, each, `${items}[${i}]`);
      });
      return;
    }
  }
  w.line(`${w.closure(unit, () => unit.store(target))}(f,${value});`);
  w.line(`${reloadCode(w, unit, target)}0;`);
}

function storeItemCode(w: Writer, object: string, key: string, value: string, span: number): void {
  const isItem = `${object} instanceof L&&${object}.cls===listType&&typeof ${key}==="number"&&${key}>=0&&${key}<${object}.items.length`;
  w.line(`if(${isItem})${object}.items[${key}]=${value};else{T.span=${span};setItem(${object},${key},${value});}`);
}

function storeNameCode(w: Writer, unit: Unit, target: ast.Name, value: string): void {
  const name = unit.mangle(target.id);
  const binding = unit.find(target.id);
  const { recorder } = w;
  if (binding.kind === "local" && !binding.shared) {
    const local = w.local(binding.slot);
    w.line(`s[${binding.slot}]=${local}=${value};`);
    if (recorder === null) return;
    const span = unit.span(target);
    if (unit.scope.kind === "function") recordVariable(unit, name, binding, span);
    w.line(`R.quiet||R.bind(${span},${w.constant(name)},${local});`);
    return;
  }
  const isModule = binding.kind === "global" && unit.scope.kind === "module";
  const entry = isModule ? unit.module.globals.map.get(name) : undefined;
  if (entry === undefined) {
    w.line(`${w.closure(unit, () => unit.store(target))}(f,${value});`);
    return;
  }
  const [place, globals] = [w.constant(entry), w.constant(unit.module.globals)];
  const key = w.constant(name);
  w.line(`if(${place}.value!==undefined)${place}.value=${value};else ${globals}.set(${key},${value});`);
  if (recorder === null) return;
  const span = unit.span(target);
  w.line(`if(R.quiet)R.note(${span},${key},${globals});else R.bind(${span},${key},${value});`);
}

/** False where the first tier has to do it. */
function augmentedCode(w: Writer, unit: Unit, node: ast.AugAssign): boolean {
  const { target, op, value } = node;
  const { start, end } = node;
  if (target.kind === "Name" && holds(unit, target)) {
    const load: ast.Name = { ...target, ctx: "Load" };
    const plan = planned(w, unit, { kind: "BinOp", left: load, op, right: value, start, end });
    if (plan !== null) {
      w.line(`if(${guarded(plan)}){`);
      storeNameCode(w, unit, target, boxed(plan));
      w.line("}else{");
      closureCode(w, unit, node);
      w.line("}");
      return true;
    }
    const [before, operand] = [w.temp(), w.temp()];
    w.line(`${before}=${expressionCode(w, unit, load)};${operand}=${expressionCode(w, unit, value)};`);
    storeNameCode(w, unit, target, inPlaceCode(w, op, before, operand, unit.span(node)));
    return true;
  }
  if (target.kind === "Attribute") {
    const [object, before, operand] = [w.temp(), w.temp(), w.temp()];
    const site = w.constant(new AttributeSite(unit.mangle(target.attr)));
    const write = w.constant(attributeWriter(unit.mangle(target.attr)));
    const span = unit.span(target);
    w.line(`${object}=${expressionCode(w, unit, target.value)};T.span=${span};${before}=${site}.load(${object});`);
    w.line(`${operand}=${expressionCode(w, unit, value)};`);
    const result = w.temp();
    w.line(`${result}=${inPlaceCode(w, op, before, operand, unit.span(node))};`);
    w.line(`T.span=${span};${write}(${object},${result});`);
    return true;
  }
  return false;
}

function inPlaceCode(w: Writer, op: ast.BinaryOperator, a: string, b: string, span: number): string {
  const name = w.constant(op);
  const slow = `(T.span=${span},inPlace(${name},${a},${b}))`;
  return numbersFirst(w, op, a, b, slow);
}

function whileCode(w: Writer, unit: Unit, node: ast.While, span: number): void {
  const { recorder } = w;
  const turn = w.name();
  if (recorder !== null) w.line(`let ${turn}=0;`);
  loopCode(w, unit, { node, span, turn, head: () => w.line(`if(!${testCode(w, unit, node.test)}){`), start: () => {} });
}

function forCode(w: Writer, unit: Unit, node: ast.For, span: number): void {
  const { recorder } = w;
  const [source, iterator, last, turn] = [w.name(), w.name(), w.name(), w.name()];
  w.line(`const ${source}=${expressionCode(w, unit, node.iter)};`);
  w.line(`T.span=${unit.span(node.iter)};const ${iterator}=iterate(${source});`);
  if (recorder !== null) w.line(`const ${last}=lastTurnsOf(R,${source});let ${turn}=0;`);
  steps(w, unit, node, span, { iterator, last, turn });
}

interface Stepped {
  readonly iterator: string;
  /** The turn from which on all are recorded. */
  readonly last: string;
  readonly turn: string;
}

function steps(w: Writer, unit: Unit, node: ast.For, span: number, { iterator, last, turn }: Stepped): void {
  const item = w.name();
  const iterSpan = unit.span(node.iter);
  loopCode(w, unit, {
    node,
    span,
    turn,
    head: () => w.line(`T.span=${iterSpan};const ${item}=${iterator}.next();if(${item}===undefined){`),
    start: () => storeCode(w, unit, node.target, item),
    last,
  });
}

interface LoopParts {
  readonly node: ast.For | ast.While;
  readonly span: number;
  readonly turn: string;
  /** Opens the branch that ends the loop. */
  readonly head: () => void;
  readonly start: () => void;
  readonly last?: string;
}

function loopCode(w: Writer, unit: Unit, { node, span, turn, head, start, last }: LoopParts): void {
  const { recorder } = w;
  const label = w.name();
  w.line(`L${label}:for(;;){`);
  w.rebinds = rebinds(node.kind === "While" ? node.test : node.target);
  w.releaseTemps();
  head();
  if (recorder !== null) w.line(`if(${turn}>0)R.loopTurn(${span},-1);`);
  blockCode(w, unit, node.orelse);
  w.line(`break L${label};}`);
  if (recorder !== null) {
    if (last !== undefined) w.line(`if(${turn}>=${last})R.lastTurn(${span},${lastSpanOf(unit, node)});`);
    w.line(`R.loopTurn(${span},${turn}++);`);
  }
  w.loops.push({ label, span });
  w.line(`C${label}:{`);
  w.releaseTemps();
  start();
  blockCode(w, unit, node.body);
  w.loops.pop();
  w.line(`}${node.kind === "While" ? `T.span=${span};` : ""}safepoint();}`);
}

/** A loop that goes on where the first tier left it, at its head. */
export function loopBody(w: Writer, unit: Unit, node: ast.For | ast.While, span: number): string {
  const turn = "n";
  if (node.kind === "For") {
    steps(w, unit, node, span, { iterator: "i", last: "m", turn });
    w.line("return 0;");
    return ",n,i,m";
  }
  loopCode(w, unit, { node, span, turn, head: () => w.line(`if(!${testCode(w, unit, node.test)}){`), start: () => {} });
  w.line("return 0;");
  return ",n";
}
