// A function of the library whose body has not been read yet: see outline.ts.

import type { Arguments, Expr, FunctionDef, Stmt } from "./ast";
import type { StatementReader } from "./blocks";
import { Cursor } from "./cursor";
import { tokenizeBlock } from "./tokenizer";
import { Token } from "./tokens";

type Head = Omit<FunctionDef, "kind" | "body">;

export class OutlinedFunction implements FunctionDef {
  readonly kind = "FunctionDef";
  readonly name: string;
  readonly args: Arguments;
  readonly decorator_list: Expr[];
  readonly returns: Expr | null;
  readonly start: number;
  readonly end: number;
  private statements: Stmt[] | null = null;

  constructor(
    head: Head,
    /** Whether the body may say `super()` or `__class__`, for which the class around keeps itself. */
    readonly namesClass: boolean,
    private readonly read: () => Stmt[],
  ) {
    this.name = head.name;
    this.args = head.args;
    this.decorator_list = head.decorator_list;
    this.returns = head.returns;
    this.start = head.start;
    this.end = head.end;
  }

  get body(): Stmt[] {
    this.statements ??= this.read();
    return this.statements;
  }
}

/** The function whose body's token stands at the cursor. */
export function outlinedFunction(p: Cursor, statement: StatementReader, head: Omit<Head, "end">): OutlinedFunction {
  const { source, explanations, start } = p;
  const end = p.endOf(p.index);
  p.advance();
  const namesClass = /\bsuper\(|[^.\w]__class__\b/.test(source.text.slice(start, end));
  return new OutlinedFunction({ ...head, end }, namesClass, () =>
    readStatements(new Cursor(source, tokenizeBlock(source, start, end), explanations), statement),
  );
}

/** Reads all statements of a file or of a block. */
export function readStatements(p: Cursor, statement: StatementReader): Stmt[] {
  const body: Stmt[] = [];
  if (p.kind === Token.Newline) p.advance();
  if (p.is(Token.Indent)) p.advance();
  while (!p.is(Token.EndMarker) && !p.is(Token.Dedent)) statement(p, body);
  return body;
}
