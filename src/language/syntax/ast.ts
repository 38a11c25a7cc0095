// The syntax tree of a .nnspec file: Python 3.11's abstract grammar, node for node and field for field
// (https://docs.python.org/3.11/library/ast.html), so that it can be compared with CPython's own `ast`.
// Differences: `kind` names the class, positions are offsets into the text, type comments are left out;
// two names that would clash have another one (ExprStmt, Constant.unicodePrefix).

/** A half-open range [start, end) of UTF-16 offsets into the source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every node has its range; `arguments`, `comprehension`, `withitem` and `match_case`, which have none in CPython, too. */
export type Node = Span;

export type ConstantValue =
  | { readonly type: "int"; readonly value: number | bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "complex"; readonly imag: number }
  | { readonly type: "str"; readonly value: string }
  | { readonly type: "bytes"; readonly value: Uint8Array }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "none" }
  | { readonly type: "ellipsis" };

export type ExprContext = "Load" | "Store" | "Del";

export type BoolOperator = "And" | "Or";

export type BinaryOperator =
  | "Add"
  | "Sub"
  | "Mult"
  | "MatMult"
  | "Div"
  | "Mod"
  | "Pow"
  | "LShift"
  | "RShift"
  | "BitOr"
  | "BitXor"
  | "BitAnd"
  | "FloorDiv";

export type UnaryOperator = "Invert" | "Not" | "UAdd" | "USub";

export type CompareOperator = "Eq" | "NotEq" | "Lt" | "LtE" | "Gt" | "GtE" | "Is" | "IsNot" | "In" | "NotIn";

export interface Module extends Node {
  readonly kind: "Module";
  readonly body: Stmt[];
}

export interface FunctionDef extends Node {
  readonly kind: "FunctionDef";
  readonly name: string;
  readonly args: Arguments;
  readonly body: Stmt[];
  readonly decorator_list: Expr[];
  readonly returns: Expr | null;
}

export interface AsyncFunctionDef extends Node {
  readonly kind: "AsyncFunctionDef";
  readonly name: string;
  readonly args: Arguments;
  readonly body: Stmt[];
  readonly decorator_list: Expr[];
  readonly returns: Expr | null;
}

export interface ClassDef extends Node {
  readonly kind: "ClassDef";
  readonly name: string;
  readonly bases: Expr[];
  readonly keywords: Keyword[];
  readonly body: Stmt[];
  readonly decorator_list: Expr[];
}

export interface Return extends Node {
  readonly kind: "Return";
  readonly value: Expr | null;
}

export interface Delete extends Node {
  readonly kind: "Delete";
  readonly targets: Expr[];
}

export interface Assign extends Node {
  readonly kind: "Assign";
  readonly targets: Expr[];
  readonly value: Expr;
}

export interface AugAssign extends Node {
  readonly kind: "AugAssign";
  readonly target: Expr;
  readonly op: BinaryOperator;
  readonly value: Expr;
}

export interface AnnAssign extends Node {
  readonly kind: "AnnAssign";
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
  readonly simple: boolean;
}

export interface For extends Node {
  readonly kind: "For";
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: Stmt[];
  readonly orelse: Stmt[];
}

export interface AsyncFor extends Node {
  readonly kind: "AsyncFor";
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: Stmt[];
  readonly orelse: Stmt[];
}

export interface While extends Node {
  readonly kind: "While";
  readonly test: Expr;
  readonly body: Stmt[];
  readonly orelse: Stmt[];
}

export interface If extends Node {
  readonly kind: "If";
  readonly test: Expr;
  readonly body: Stmt[];
  readonly orelse: Stmt[];
}

export interface With extends Node {
  readonly kind: "With";
  readonly items: WithItem[];
  readonly body: Stmt[];
}

export interface AsyncWith extends Node {
  readonly kind: "AsyncWith";
  readonly items: WithItem[];
  readonly body: Stmt[];
}

export interface Match extends Node {
  readonly kind: "Match";
  readonly subject: Expr;
  readonly cases: MatchCase[];
}

export interface Raise extends Node {
  readonly kind: "Raise";
  readonly exc: Expr | null;
  readonly cause: Expr | null;
}

export interface Try extends Node {
  readonly kind: "Try";
  readonly body: Stmt[];
  readonly handlers: ExceptHandler[];
  readonly orelse: Stmt[];
  readonly finalbody: Stmt[];
}

export interface TryStar extends Node {
  readonly kind: "TryStar";
  readonly body: Stmt[];
  readonly handlers: ExceptHandler[];
  readonly orelse: Stmt[];
  readonly finalbody: Stmt[];
}

export interface Assert extends Node {
  readonly kind: "Assert";
  readonly test: Expr;
  readonly msg: Expr | null;
}

export interface Import extends Node {
  readonly kind: "Import";
  readonly names: Alias[];
}

export interface ImportFrom extends Node {
  readonly kind: "ImportFrom";
  readonly module: string | null;
  readonly names: Alias[];
  readonly level: number;
}

export interface Global extends Node {
  readonly kind: "Global";
  readonly names: string[];
}

export interface Nonlocal extends Node {
  readonly kind: "Nonlocal";
  readonly names: string[];
}

/** An expression as a statement: CPython's `Expr`, whose name here is the union of all expressions. */
export interface ExprStmt extends Node {
  readonly kind: "Expr";
  readonly value: Expr;
}

export interface Pass extends Node {
  readonly kind: "Pass";
}

export interface Break extends Node {
  readonly kind: "Break";
}

export interface Continue extends Node {
  readonly kind: "Continue";
}

export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue;

export interface BoolOp extends Node {
  readonly kind: "BoolOp";
  readonly op: BoolOperator;
  readonly values: Expr[];
}

export interface NamedExpr extends Node {
  readonly kind: "NamedExpr";
  readonly target: Expr;
  readonly value: Expr;
}

export interface BinOp extends Node {
  readonly kind: "BinOp";
  readonly left: Expr;
  readonly op: BinaryOperator;
  readonly right: Expr;
}

export interface UnaryOp extends Node {
  readonly kind: "UnaryOp";
  readonly op: UnaryOperator;
  readonly operand: Expr;
}

export interface Lambda extends Node {
  readonly kind: "Lambda";
  readonly args: Arguments;
  readonly body: Expr;
}

export interface IfExp extends Node {
  readonly kind: "IfExp";
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

export interface Dict extends Node {
  readonly kind: "Dict";
  readonly keys: (Expr | null)[];
  readonly values: Expr[];
}

export interface Set extends Node {
  readonly kind: "Set";
  readonly elts: Expr[];
}

export interface ListComp extends Node {
  readonly kind: "ListComp";
  readonly elt: Expr;
  readonly generators: Comprehension[];
}

export interface SetComp extends Node {
  readonly kind: "SetComp";
  readonly elt: Expr;
  readonly generators: Comprehension[];
}

export interface DictComp extends Node {
  readonly kind: "DictComp";
  readonly key: Expr;
  readonly value: Expr;
  readonly generators: Comprehension[];
}

export interface GeneratorExp extends Node {
  readonly kind: "GeneratorExp";
  readonly elt: Expr;
  readonly generators: Comprehension[];
}

export interface Await extends Node {
  readonly kind: "Await";
  readonly value: Expr;
}

export interface Yield extends Node {
  readonly kind: "Yield";
  readonly value: Expr | null;
}

export interface YieldFrom extends Node {
  readonly kind: "YieldFrom";
  readonly value: Expr;
}

export interface Compare extends Node {
  readonly kind: "Compare";
  readonly left: Expr;
  readonly ops: CompareOperator[];
  readonly comparators: Expr[];
}

export interface Call extends Node {
  readonly kind: "Call";
  readonly func: Expr;
  readonly args: Expr[];
  readonly keywords: Keyword[];
}

export interface FormattedValue extends Node {
  readonly kind: "FormattedValue";
  readonly value: Expr;
  readonly conversion: number;
  readonly format_spec: Expr | null;
}

export interface JoinedStr extends Node {
  readonly kind: "JoinedStr";
  readonly values: Expr[];
}

export interface Constant extends Node {
  readonly kind: "Constant";
  readonly value: ConstantValue;
  /** CPython's second `kind`: whether the literal was written u"...". */
  readonly unicodePrefix: boolean;
  /** An escape \\N{...} in it that is left undecoded, because Unicode's names are not on board: refuse to run it. */
  readonly undecoded?: Span;
}

export interface Attribute extends Node {
  readonly kind: "Attribute";
  readonly value: Expr;
  readonly attr: string;
  readonly ctx: ExprContext;
}

export interface Subscript extends Node {
  readonly kind: "Subscript";
  readonly value: Expr;
  readonly slice: Expr;
  readonly ctx: ExprContext;
}

export interface Starred extends Node {
  readonly kind: "Starred";
  readonly value: Expr;
  readonly ctx: ExprContext;
}

export interface Name extends Node {
  readonly kind: "Name";
  readonly id: string;
  readonly ctx: ExprContext;
}

export interface List extends Node {
  readonly kind: "List";
  readonly elts: Expr[];
  readonly ctx: ExprContext;
}

export interface Tuple extends Node {
  readonly kind: "Tuple";
  readonly elts: Expr[];
  readonly ctx: ExprContext;
}

export interface Slice extends Node {
  readonly kind: "Slice";
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}

export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;

export interface MatchValue extends Node {
  readonly kind: "MatchValue";
  readonly value: Expr;
}

export interface MatchSingleton extends Node {
  readonly kind: "MatchSingleton";
  readonly value: ConstantValue;
}

export interface MatchSequence extends Node {
  readonly kind: "MatchSequence";
  readonly patterns: Pattern[];
}

export interface MatchMapping extends Node {
  readonly kind: "MatchMapping";
  readonly keys: Expr[];
  readonly patterns: Pattern[];
  readonly rest: string | null;
}

export interface MatchClass extends Node {
  readonly kind: "MatchClass";
  readonly cls: Expr;
  readonly patterns: Pattern[];
  readonly kwd_attrs: string[];
  readonly kwd_patterns: Pattern[];
}

export interface MatchStar extends Node {
  readonly kind: "MatchStar";
  readonly name: string | null;
}

export interface MatchAs extends Node {
  readonly kind: "MatchAs";
  readonly pattern: Pattern | null;
  readonly name: string | null;
}

export interface MatchOr extends Node {
  readonly kind: "MatchOr";
  readonly patterns: Pattern[];
}

export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

export interface Comprehension extends Node {
  readonly kind: "comprehension";
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: Expr[];
  readonly is_async: boolean;
}

export interface Arguments extends Node {
  readonly kind: "arguments";
  readonly posonlyargs: Arg[];
  readonly args: Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: Arg[];
  readonly kw_defaults: (Expr | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: Expr[];
}

export interface Arg extends Node {
  readonly kind: "arg";
  readonly arg: string;
  readonly annotation: Expr | null;
}

export interface Keyword extends Node {
  readonly kind: "keyword";
  readonly arg: string | null;
  readonly value: Expr;
}

export interface Alias extends Node {
  readonly kind: "alias";
  readonly name: string;
  readonly asname: string | null;
}

export interface WithItem extends Node {
  readonly kind: "withitem";
  readonly context_expr: Expr;
  readonly optional_vars: Expr | null;
}

export interface MatchCase extends Node {
  readonly kind: "match_case";
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: Stmt[];
}

export interface ExceptHandler extends Node {
  readonly kind: "ExceptHandler";
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: Stmt[];
}
