// Statements as JavaScript's. What this does not know, the first tier's closure runs.

import type * as ast from "../../syntax/ast";
import { clauseSpan } from "../comprehensions";
import { BREAK, CONTINUE, type Entry, RETURN, type Unit } from "../context";
import { announcedSteps } from "../generators";
import { AttributeSite } from "../member-access";
import { announced, lastSpanOf } from "../statements";
import { recordVariable } from "../targets";
import { yieldsIn } from "../yields";
import { rebinds } from "./bound";
import { expressionCode, isListItem, itemCode, numbersFirst, testCode } from "./expressions";
import { reloadCode } from "./first-tier";
import { boxed, guarded, planned } from "./numbers";
import { Unwritable, type Writer } from "./writer";

export function blockCode(w: Writer, unit: Unit, body: readonly ast.Stmt[]): void {
  const last = body.reduce((found, node, i) => (entriesIn(w, node).length > 0 ? i : found), -1);
  body.forEach((node, i) => {
    // On the way to the loop at whose head a generator begins, all else is passed over.
    if (i <= last) w.line(`if(${entering(entriesIn(w, node), 0)}){`);
    statementCode(w, unit, node);
    if (i <= last) w.line("}");
  });
}

/** The numbers of the places in a statement where a generator may be entered. */
function entriesIn(w: Writer, node: ast.Stmt): number[] {
  const own = w.entries.get(node);
  const isBlock = node.kind === "If" || node.kind === "For" || node.kind === "While";
  if (w.entries.size === 0) return [];
  if (!isBlock) return own === undefined ? [] : [own.number];
  const inside = [...node.body, ...node.orelse].flatMap((each) => entriesIn(w, each));
  return own === undefined ? inside : [own.number, ...inside];
}

const entering = (numbers: readonly number[], ...more: number[]): string =>
  [...more, ...numbers].map((number) => `e===${number}`).join("||");

function statementCode(w: Writer, unit: Unit, node: ast.Stmt): void {
  const isNothing = node.kind === "Expr" && node.value.kind === "Constant";
  if (isNothing || node.kind === "Global" || node.kind === "Nonlocal") return;
  const around = unit.statementSpan;
  const span = unit.span(node, node.kind === "For" || node.kind === "While" ? "loop" : "statement");
  unit.statementSpan = span;
  const isEntered = entriesIn(w, node).length > 0;
  if (w.recorder !== null) w.line(`${isEntered ? "if(e===0)" : ""}{${countCode(w, span)}}`);
  w.rebinds = rebinds(node);
  w.releaseTemps();
  const stop = w.form === "step" ? w.entries.get(node) : undefined;
  if (stop !== undefined && "value" in node) yieldCode(w, unit, node, stop);
  else if (!yieldsIn(node)) write(w, unit, node, span);
  else if (!w.attempt(() => write(w, unit, node, span))) {
    // A loop that is entered has to be written.
    if (isEntered) throw new Unwritable();
    closureCode(w, unit, node, span);
  }
  unit.statementSpan = around;
}

/** A statement is announced: its visit counted, and recorded where its time has come (Trace.statement). */
function countCode(w: Writer, span: number): string {
  const { count, visit, isQuiet } = counted(w, 4 * span);
  const state = `R.statementSpan=${span};R.visit=${visit}`;
  return `T.span=${span};${count};${state};if(${isQuiet})R.quiet=true;else R.recordStatement(${span},${visit});`;
}

/** The same for a turn of a loop (Trace.loopTurn). */
function turnCode(w: Writer, span: number, turn: string): string {
  const { count, visit, isQuiet } = counted(w, 4 * span + 2);
  const state = `R.statementSpan=${span};R.visit=${visit}`;
  return `${count};${state};if(${isQuiet})R.quiet=true;else R.recordTurn(${span},${visit},${turn});${turn}++;`;
}

/** And for an item of a comprehension (Trace.item). */
function countItemCode(w: Writer, span: number): string {
  const { count, visit, isQuiet } = counted(w, 4 * span + 2);
  return `${count};if(${isQuiet})R.quiet=true;else R.recordItem(${span},${visit});`;
}

/** Counts in the place of a visit; the next one that is recorded stands after it. */
function counted(w: Writer, place: number): Readonly<Record<"count" | "visit" | "isQuiet", string>> {
  const [counts, visit] = [w.temp(), w.temp()];
  const count = `${visit}=(${counts}=R.counts)[${place}];${counts}[${place}]=${visit}+1`;
  return { count, visit, isQuiet: `${visit}<${counts}[${place + 1}]` };
}

/** `yield` and `yield from` as a statement, its value assigned: the function returns, and is entered again there. */
function yieldCode(w: Writer, unit: Unit, node: ast.Stmt, { number, iterator }: Entry): void {
  if (node.kind !== "Expr" && node.kind !== "Assign") throw new Unwritable();
  const { value } = node;
  const target = node.kind === "Assign" ? node.targets[0] : undefined;
  const sent = w.name();
  w.line("if(e===0){");
  if (value.kind === "Yield") {
    const given = w.name();
    w.line(`const ${given}=${value.value === null ? "null" : expressionCode(w, unit, value.value)};`);
    const place = `T.span=${unit.span(value)};s[${w.place}]=${number};`;
    w.line(`${place}return ${given};}e=0;if(y!==null)throw y;const ${sent}=x;`);
  } else if (value.kind === "YieldFrom") {
    const source = w.temp();
    w.line(`${source}=${expressionCode(w, unit, value.value)};T.span=${unit.span(value)};`);
    w.line(`s[${iterator}]=new Delegation(${source});x=null;}else e=0;`);
    const given = w.name();
    w.line(
      `const ${given}=s[${iterator}].step(x,y);if(${given}!==undefined){s[${w.place}]=${number};return ${given};}`,
    );
    w.line(`const ${sent}=s[${iterator}].result;`);
  }
  if (target !== undefined) storeCode(w, unit, target, sent);
}

/** The statements where a generator stops and is entered again; null where it yields in other places as well. */
export function stopsIn(unit: Unit, body: readonly ast.Stmt[], entries: Map<ast.Node, Entry>): boolean {
  return body.every((node) => {
    if (!yieldsIn(node)) return true;
    if (node.kind === "If" || node.kind === "While" || node.kind === "For") {
      const head = node.kind === "For" ? node.iter : node.test;
      return !yieldsIn(head) && stopsIn(unit, node.body, entries) && stopsIn(unit, node.orelse, entries);
    }
    if (node.kind !== "Expr" && (node.kind !== "Assign" || node.targets.length > 1)) return false;
    const { value } = node;
    const target = node.kind === "Assign" ? node.targets[0] : undefined;
    if ((value.kind !== "Yield" && value.kind !== "YieldFrom") || (target !== undefined && yieldsIn(target)))
      return false;
    if (value.value !== null && yieldsIn(value.value)) return false;
    entries.set(node, { number: entries.size + 1, iterator: unit.scope.newSlot(), turn: -1 });
    return true;
  });
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
      if (!augmentedCode(w, unit, node, span)) break;
      return;
    case "Return":
      returnCode(w, node.value === null ? "null" : expressionCode(w, unit, node.value));
      return;
    case "If": {
      const test = testCode(w, unit, node.test);
      const isEntered = entriesIn(w, node).length > 0;
      const inside = node.body.flatMap((each) => entriesIn(w, each));
      w.line(`if(${isEntered ? `e===0?${test}:${entering(inside) || "false"}` : test}){`);
      blockCode(w, unit, node.body);
      if (node.orelse.length > 0) {
        w.line("}else{");
        blockCode(w, unit, node.orelse);
      }
      w.line("}");
      return;
    }
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
  closureCode(w, unit, node, span);
}

/** A statement that the first tier runs. */
function closureCode(w: Writer, unit: Unit, node: ast.Stmt, span: number): void {
  const run = yieldsIn(node)
    ? `yield*${w.closure(unit, () => announcedSteps(unit, node, span))}.run(f)`
    : `${w.closure(unit, () => announced(unit, node, span))}.run(f)`;
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
  const keep = w.form === "body" ? "" : `f.result=${result};`;
  w.line(`${keep}return ${{ body: result, loop: RETURN, generator: RETURN, step: "undefined" }[w.form]};`);
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
      const site = w.constant(new AttributeSite(unit.mangle(target.attr)));
      const span = unit.span(target);
      w.line(`${object}=${expressionCode(w, unit, target.value)};T.span=${span};${site}.write(${object},${value});`);
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
  w.line(`${w.closure(unit, () => unit.store(target))}.run(f,${value});`);
  w.line(`${reloadCode(w, unit, target)}0;`);
}

function storeItemCode(w: Writer, object: string, key: string, value: string, span: number): void {
  w.line(
    `if(${isListItem(object, key)})${object}.items[${key}]=${value};else{T.span=${span};setItem(${object},${key},${value});}`,
  );
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
    w.line(`${w.closure(unit, () => unit.store(target))}.run(f,${value});`);
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
function augmentedCode(w: Writer, unit: Unit, node: ast.AugAssign, around: number): boolean {
  const { target, op, value } = node;
  const { start, end } = node;
  if (target.kind === "Name" && holds(unit, target)) {
    const load: ast.Name = { ...target, ctx: "Load" };
    const plan = planned(w, unit, { kind: "BinOp", left: load, op, right: value, start, end });
    if (plan !== null) {
      w.line(`if(${guarded(plan)}){`);
      storeNameCode(w, unit, target, boxed(plan));
      w.line("}else{");
      closureCode(w, unit, node, around);
      w.line("}");
      return true;
    }
    const [before, operand] = [w.temp(), w.temp()];
    w.line(`${before}=${expressionCode(w, unit, load)};${operand}=${expressionCode(w, unit, value)};`);
    storeNameCode(w, unit, target, inPlaceCode(w, op, before, operand, unit.span(node)));
    return true;
  }
  const result = w.temp();
  if (target.kind === "Attribute") {
    const site = w.constant(new AttributeSite(unit.mangle(target.attr)));
    const span = unit.span(target);
    if (target.value.kind === "Name" && holds(unit, target.value)) {
      const plan = planned(w, unit, { kind: "BinOp", left: { ...target, ctx: "Load" }, op, right: value, start, end });
      const owner = unit.find(target.value.id);
      if (plan !== null && owner.kind === "local") {
        w.line(`if(${guarded(plan)}){T.span=${span};${site}.write(${w.local(owner.slot)},${boxed(plan)});}else{`);
        closureCode(w, unit, node, around);
        w.line("}");
        return true;
      }
    }
    const [object, before, operand] = [w.temp(), w.temp(), w.temp()];
    w.line(`${object}=${expressionCode(w, unit, target.value)};T.span=${span};${before}=${site}.load(${object});`);
    w.line(`${operand}=${expressionCode(w, unit, value)};`);
    w.line(`${result}=${inPlaceCode(w, op, before, operand, unit.span(node))};`);
    w.line(`T.span=${span};${site}.write(${object},${result});`);
    return true;
  }
  if (target.kind !== "Subscript") return false;
  const [object, key, before, operand] = [w.temp(), w.temp(), w.temp(), w.temp()];
  const span = unit.span(target);
  w.line(`${object}=${expressionCode(w, unit, target.value)};${key}=${expressionCode(w, unit, target.slice)};`);
  w.line(`${before}=${itemCode(object, key, span)};${operand}=${expressionCode(w, unit, value)};`);
  w.line(`${result}=${inPlaceCode(w, op, before, operand, unit.span(node))};`);
  storeItemCode(w, object, key, result, span);
  return true;
}

function inPlaceCode(w: Writer, op: ast.BinaryOperator, a: string, b: string, span: number): string {
  const name = w.constant(op);
  const slow = `(T.span=${span},inPlace(${name},${a},${b}))`;
  return numbersFirst(w, op, a, b, slow);
}

function whileCode(w: Writer, unit: Unit, node: ast.While, span: number): void {
  const entry = w.entries.get(node);
  const turn = w.name();
  if (w.recorder !== null) w.line(`let ${turn}=${entry === undefined ? 0 : `e===0?0:s[${entry.turn}]`};`);
  loopCode(w, unit, { ...whileParts(w, unit, node), span, turn });
}

function whileParts(w: Writer, unit: Unit, node: ast.While): Pick<LoopParts, "node" | "head" | "start"> {
  return { node, head: () => w.line(`if(!${testCode(w, unit, node.test)}){`), start: () => {} };
}

function forCode(w: Writer, unit: Unit, node: ast.For, span: number): void {
  const { recorder } = w;
  const entry = w.entries.get(node);
  const [source, iterator, last, turn] = [w.name(), w.name(), w.name(), w.name()];
  if (entry !== undefined) {
    w.line(`let ${iterator}=s[${entry.iterator}];if(e===0){`);
    w.line(`const ${source}=${expressionCode(w, unit, node.iter)};`);
    w.line(`T.span=${unit.span(node.iter)};s[${entry.iterator}]=${iterator}=iterate(${source});}`);
    if (recorder !== null) w.line(`let ${turn}=e===0?0:s[${entry.turn}];`);
  } else {
    w.line(`const ${source}=${expressionCode(w, unit, node.iter)};`);
    w.line(`T.span=${unit.span(node.iter)};const ${iterator}=iterate(${source});`);
    if (recorder !== null) w.line(`const ${last}=lastTurnsOf(R,${source});let ${turn}=0;`);
  }
  loopCode(w, unit, { ...forParts(w, unit, node, iterator), span, turn, ...(entry === undefined ? { last } : {}) });
}

function forParts(w: Writer, unit: Unit, node: ast.For, iterator: string): Pick<LoopParts, "node" | "head" | "start"> {
  const item = w.name();
  const iterSpan = unit.span(node.iter);
  return {
    node,
    head: () => w.line(`T.span=${iterSpan};const ${item}=${iterator}.next();if(${item}===undefined){`),
    start: () => storeCode(w, unit, node.target, item),
  };
}

interface LoopParts {
  readonly node: ast.For | ast.While;
  readonly span: number;
  readonly turn: string;
  /** Opens the branch that ends the loop. */
  readonly head: () => void;
  readonly start: () => void;
  /** The turn from which on all are recorded. */
  readonly last?: string;
}

function loopCode(w: Writer, unit: Unit, { node, span, turn, head, start, last }: LoopParts): void {
  const { recorder } = w;
  const label = w.name();
  const entry = w.entries.get(node);
  w.line(`L${label}:for(;;){`);
  w.rebinds = rebinds(node.kind === "While" ? node.test : node.target);
  w.releaseTemps();
  if (entry !== undefined) w.line(`if(${entering([entry.number], 0)}){e=0;`);
  head();
  if (recorder !== null) w.line(`if(${turn}>0)R.loopTurn(${span},-1);`);
  blockCode(w, unit, node.orelse);
  w.line(`break L${label};}`);
  if (recorder !== null) {
    if (last !== undefined) w.line(`if(${turn}>=${last})R.lastTurn(${span},${lastSpanOf(unit, node)});`);
    w.line(turnCode(w, span, turn));
    if (entry !== undefined) w.line(`s[${entry.turn}]=${turn};`);
  }
  w.loops.push({ label, span });
  w.releaseTemps();
  start();
  if (entry !== undefined) w.line("}");
  w.line(`C${label}:{`);
  blockCode(w, unit, node.body);
  w.loops.pop();
  w.line(`}${node.kind === "While" ? `T.span=${span};` : ""}safepoint();}`);
}

/** A loop that goes on where the first tier left it, at its head. */
export function loopBody(w: Writer, unit: Unit, node: ast.For | ast.While, span: number): string {
  const parts = node.kind === "For" ? { ...forParts(w, unit, node, "i"), last: "m" } : whileParts(w, unit, node);
  loopCode(w, unit, { ...parts, span, turn: "n" });
  w.line("return 0;");
  return ",K,n,i,m";
}

/** The loops of a generator expression; each has its iterator in its slot. */
export function itemsCode(w: Writer, unit: Unit, node: ast.GeneratorExp, places: readonly number[]): void {
  w.rebinds = rebinds(node);
  node.generators.forEach((clause, i) => {
    const [iterator, item] = [w.name(), w.name()];
    const place = places[i] ?? 0;
    if (i > 0) w.line(`if(e===0)s[${place}]=iterate(${expressionCode(w, unit, clause.iter)});`);
    w.line(`const ${iterator}=s[${place}];for(;;){if(e===0||e===${i + 1}){e=0;`);
    w.line(`T.span=${clauseSpan(unit, clause)};const ${item}=${iterator}.next();if(${item}===undefined)break;`);
    w.releaseTemps();
    storeCode(w, unit, clause.target, item);
    w.line("safepoint();");
    for (const test of clause.ifs) w.line(`if(!${testCode(w, unit, test)})continue;`);
    w.line("}");
  });
  w.releaseTemps();
  const [value, number] = [w.name(), places.length + 1];
  w.line(`if(e===0){const ${value}=${expressionCode(w, unit, node.elt)};s[${w.place}]=${number};return ${value};}`);
  w.line(`e=0;if(y!==null)throw y;${"}".repeat(places.length)}`);
}

/** The loops of a comprehension, the outermost over a given iterator, and what they make, put into `d`. */
export function comprehensionCode(w: Writer, unit: Unit, node: ast.ListComp | ast.SetComp | ast.DictComp): void {
  w.rebinds = rebinds(node);
  const ends: string[] = [];
  node.generators.forEach((clause, i) => {
    const span = clauseSpan(unit, clause);
    let [iterator, quiet] = ["i", "q"];
    const item = w.name();
    w.releaseTemps();
    if (i > 0) {
      [iterator, quiet] = [w.name(), w.name()];
      const source = w.temp();
      w.line(`${source}=${expressionCode(w, unit, clause.iter)};T.span=${span};const ${iterator}=iterate(${source});`);
      if (w.recorder !== null) w.line(`const ${quiet}=R.quiet;`);
    }
    w.line(`for(;;){T.span=${span};const ${item}=${iterator}.next();if(${item}===undefined)break;`);
    if (w.recorder !== null) w.line(countItemCode(w, span));
    storeCode(w, unit, clause.target, item);
    w.line("safepoint();");
    for (const test of clause.ifs) w.line(`if(!${testCode(w, unit, test)})continue;`);
    ends.push(w.recorder === null ? "}" : `}R.itemsEnd(${quiet});`);
  });
  w.releaseTemps();
  if (node.kind === "DictComp") {
    const [key, value] = [w.temp(), w.temp()];
    const item = `${key}=${expressionCode(w, unit, node.key)};${value}=${expressionCode(w, unit, node.value)};`;
    w.line(`${item}dictSet(d,${key},${value});`);
  } else {
    const item = expressionCode(w, unit, node.elt);
    w.line(node.kind === "SetComp" ? `setAdd(d,${item});` : `checkItems(d.push(${item}));`);
  }
  w.line(ends.reverse().join(""));
}
