# A small tokenizer, parser and evaluator with classes and exceptions.
class Token:
    def __init__(self, kind, value):
        self.kind, self.value = kind, value
    def __repr__(self): return f"Token({self.kind}, {self.value!r})"
class CalcError(Exception):
    pass
def tokenize(text):
    i = 0
    while i < len(text):
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit() or ch == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."): j += 1
            num = text[i:j]
            yield Token("num", float(num) if "." in num else int(num))
            i = j
        elif ch.isalpha():
            j = i
            while j < len(text) and text[j].isalnum(): j += 1
            yield Token("name", text[i:j])
            i = j
        elif text[i:i + 2] == "**":
            yield Token("op", "**"); i += 2
        elif ch in "+-*/()=%":
            yield Token("op", ch); i += 1
        else:
            raise CalcError(f"bad character {ch!r} at {i}")
    yield Token("end", None)
class Parser:
    PREC = {"+": (1, "L"), "-": (1, "L"), "*": (2, "L"), "/": (2, "L"), "%": (2, "L"), "**": (4, "R")}
    OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b, "**": pow}
    def __init__(self, env): self.env = env
    def run(self, text):
        self.toks = list(tokenize(text)); self.i = 0
        if len(self.toks) > 2 and self.toks[0].kind == "name" and self.toks[1].value == "=":
            name = self.toks[0].value; self.i = 2
            self.env[name] = v = self.expr(0)
            return v
        v = self.expr(0)
        if self.peek().kind != "end": raise CalcError(f"unexpected {self.peek()}")
        return v
    def peek(self): return self.toks[self.i]
    def next(self):
        t = self.peek(); self.i += 1
        return t
    def expr(self, least):
        left = self.atom()
        while (t := self.peek()).kind == "op" and t.value in self.PREC and self.PREC[t.value][0] >= least:
            prec, side = self.PREC[self.next().value]
            right = self.expr(prec + 1 if side == "L" else prec)
            left = self.OPS[t.value](left, right)
        return left
    def atom(self):
        t = self.next()
        if t.kind == "num": return t.value
        if t.kind == "name":
            try:
                return self.env[t.value]
            except KeyError:
                raise CalcError(f"unknown {t.value}") from None
        if t.value == "(":
            v = self.expr(0)
            if self.next().value != ")": raise CalcError("missing )")
            return v
        if t.value == "-": return -self.expr(3)
        raise CalcError(f"unexpected {t}")
p = Parser({"pi": 3.14159})
for line in ["1 + 2 * 3", "x = 2 ** 3 ** 2", "x / 4", "-(2 + 3) * 2", "10 % 4 - 7", "pi * 2", "y", "1 +", "(1", "2 $ 3", "1 / 0", "2 3", "0.5 + .25"]:
    try:
        print(line, "=>", p.run(line))
    except CalcError as e:
        print(line, "=> error:", e)
    except ArithmeticError as e:
        print(line, "=> arithmetic:", e)
print(sorted(p.env))
