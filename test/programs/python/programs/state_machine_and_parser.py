# A tokenizer, a recursive descent parser, an evaluator and a state machine.
def tokenize(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace(): i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."): j += 1
            yield ("num", float(s[i:j]) if "." in s[i:j] else int(s[i:j])); i = j
        elif c.isalpha():
            j = i
            while j < len(s) and s[j].isalnum(): j += 1
            yield ("name", s[i:j]); i = j
        elif s[i:i + 2] == "**": yield ("op", "**"); i += 2
        elif c in "+-*/()=,": yield ("op", c); i += 1
        else: raise SyntaxError(f"bad character {c!r} at {i}")
class Parser:
    def __init__(self, text): self.tokens = [*tokenize(text), ("end", None)]; self.i = 0
    def peek(self): return self.tokens[self.i]
    def take(self, *ops):
        if self.peek() in [("op", o) for o in ops]: self.i += 1; return self.tokens[self.i - 1][1]
    def expr(self):
        left = self.term()
        while op := self.take("+", "-"): left = (op, left, self.term())
        return left
    def term(self):
        left = self.unary()
        while op := self.take("*", "/"): left = (op, left, self.unary())
        return left
    def unary(self): return ("neg", self.unary()) if self.take("-") else self.power()
    def power(self):
        base = self.atom()
        return ("**", base, self.unary()) if self.take("**") else base
    def atom(self):
        kind, value = self.peek(); self.i += 1
        if kind in ("num", "name"): return value if kind == "num" else ("var", value)
        if value == "(":
            e = self.expr()
            if not self.take(")"): raise SyntaxError("expected )")
            return e
        raise SyntaxError(f"unexpected {value!r}")
def evaluate(t, env):
    match t:
        case int() | float(): return t
        case ("var", n): return env[n]
        case ("neg", a): return -evaluate(a, env)
        case ("+", a, b): return evaluate(a, env) + evaluate(b, env)
        case ("-", a, b): return evaluate(a, env) - evaluate(b, env)
        case ("*", a, b): return evaluate(a, env) * evaluate(b, env)
        case ("/", a, b): return evaluate(a, env) / evaluate(b, env)
        case ("**", a, b): return evaluate(a, env) ** evaluate(b, env)
for text in ("1 + 2 * 3", "(1 + 2) * 3", "-2 ** 2", "2 ** 3 ** 2", "x * x - y / 2", "1.5 + .5", "10 - 4 - 3", "((((7))))", "2 *", "(1", "1 / 0", "z + 1", "3 $ 4"):
    try: tree = Parser(text).expr(); print(f"{text:<14} = {evaluate(tree, {'x': 3, 'y': 4})!r:<8} {tree}")
    except Exception as e: print(f"{text:<14} ! {type(e).__name__}: {e}")
