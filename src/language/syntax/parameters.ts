// The parameters of a function or a lambda, and what can be wrong with their order
// (https://docs.python.org/3.11/reference/compound_stmts.html#function-definitions).

import type { Arg, Arguments, Expr } from "./ast";
import type { Cursor } from "./cursor";
import { Token } from "./tokens";

/** How a `def` and a `lambda` differ. */
export interface ParameterStyle {
  /** What comes after the parameters. */
  readonly close: Token;
  readonly owner: "Function" | "Lambda expression";
  readonly defaultValue: (p: Cursor) => Expr;
  /** Absent in a lambda, whose colon ends the parameters. */
  readonly annotation?: (p: Cursor) => Expr;
  /** Only `*args` may be annotated with an unpacked type. */
  readonly starAnnotation?: (p: Cursor) => Expr;
}

/** Read parameters up to, and without, the token that closes them. */
export function parameters(p: Cursor, style: ParameterStyle): Arguments {
  return new ParameterReader(p, style).read();
}

class ParameterReader {
  private readonly posonlyargs: Arg[] = [];
  private args: Arg[] = [];
  private readonly defaults: Expr[] = [];
  private vararg: Arg | null = null;
  private readonly kwonlyargs: Arg[] = [];
  private readonly kw_defaults: (Expr | null)[] = [];
  private kwarg: Arg | null = null;
  private hasSlash = false;
  private hasStar = false;

  constructor(
    private readonly p: Cursor,
    private readonly style: ParameterStyle,
  ) {}

  read(): Arguments {
    const { p, style } = this;
    const { start } = p;
    let end = start;
    while (p.kind !== style.close) {
      if (p.kind === Token.Star) this.star();
      else if (p.kind === Token.DoubleStar) this.doubleStar();
      else if (p.kind === Token.Slash) this.slash();
      else if (p.kind === Token.LeftParen) this.parenthesis();
      else this.parameter();
      end = p.end;
      if (!p.accept(Token.Comma)) break;
    }
    if (p.kind !== style.close) p.fail();
    const { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = this;
    return { kind: "arguments", posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults, start, end };
  }

  private get ends(): boolean {
    return this.p.kind === Token.Comma || this.p.kind === this.style.close;
  }

  private argument(annotation: ((p: Cursor) => Expr) | undefined): Arg {
    const { p } = this;
    const { start } = p;
    const arg = p.name();
    const annotated = annotation !== undefined && p.accept(Token.Colon) ? annotation(p) : null;
    return { kind: "arg", arg, annotation: annotated, start, end: p.end };
  }

  private defaultValue(): Expr {
    const { p } = this;
    const equal = p.index;
    p.advance();
    // CPython has this message for functions only.
    if (this.ends && this.style.annotation) p.raiseAt(equal, equal + 1, "expected default value expression");
    return this.style.defaultValue(p);
  }

  private parameter(): void {
    const { p } = this;
    const first = p.index;
    const arg = this.argument(this.style.annotation);
    const value = p.kind === Token.Equal ? this.defaultValue() : null;
    if (!this.ends) p.fail();
    if (this.hasStar) {
      this.kwonlyargs.push(arg);
      this.kw_defaults.push(value);
      return;
    }
    if (value !== null) this.defaults.push(value);
    else if (this.defaults.length > 0) p.raiseAt(first, p.index, "non-default argument follows default argument");
    this.args.push(arg);
  }

  private slash(): void {
    const { p } = this;
    const { index } = p;
    p.advance();
    if (p.kind === Token.Star) p.raiseAt(index + 1, index + 2, "expected comma between / and *");
    if (!this.ends) p.fail();
    if (this.hasSlash) p.raiseAt(index, index + 1, "/ may appear only once");
    if (this.hasStar) p.raiseAt(index, index + 1, "/ must be ahead of *");
    if (this.args.length === 0) p.raiseAt(index, index + 1, "at least one argument must precede /");
    this.hasSlash = true;
    this.posonlyargs.push(...this.args);
    this.args = [];
  }

  private star(): void {
    const { p, style } = this;
    const { index } = p;
    p.advance();
    if (p.kind === Token.Comma || p.kind === style.close) {
      const next = p.kind === Token.Comma ? p.peek(1) : p.kind;
      if (next === style.close || next === Token.DoubleStar) {
        p.raiseAt(index, index + 1, "named arguments must follow bare *");
      }
      if (this.hasStar) p.raiseAt(index, index + 1, "* argument may appear only once");
    } else {
      const arg = this.argument(style.starAnnotation);
      if (p.kind === Token.Equal) {
        p.raiseAt(p.index, p.index + 1, "var-positional argument cannot have default value");
      }
      if (!this.ends) p.fail();
      if (this.hasStar) p.raiseAt(index, index + 1, "* argument may appear only once");
      this.vararg = arg;
    }
    this.hasStar = true;
  }

  private doubleStar(): void {
    const { p, style } = this;
    p.advance();
    this.kwarg = this.argument(style.annotation);
    if (p.kind === Token.Equal) p.raiseAt(p.index, p.index + 1, "var-keyword argument cannot have default value");
    if (p.kind !== Token.Comma) return;
    const next = p.peek(1);
    if (next === Token.Name || next === Token.Star || next === Token.DoubleStar || next === Token.Slash) {
      p.raiseAt(p.index + 1, p.index + 2, "arguments cannot follow var-keyword argument");
    }
  }

  /** Python 2 could unpack a parameter; say so if that is what the parentheses look like. */
  private parenthesis(): void {
    const { p } = this;
    const first = p.index;
    if (this.defaults.length > 0 || this.hasSlash || this.hasStar) p.fail();
    let index = first + 1;
    while (p.kindAt(index) === Token.Name && p.kindAt(index + 1) === Token.Comma) index += 2;
    if (p.kindAt(index) === Token.Name) index++;
    p.seen = Math.max(p.seen, index);
    if (index === first + 1 || p.kindAt(index) !== Token.RightParen) p.fail();
    p.raiseAt(first, index + 1, `${this.style.owner} parameters cannot be parenthesized`);
  }
}
