# A serializer written by hand: recursion over types, escapes, errors.
def dump(x, indent=0):
    pad = "  " * indent
    match x:
        case None: return "null"
        case bool(): return "true" if x else "false"
        case int() | float(): return repr(x)
        case str(): return '"' + x.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case [] | (): return "[]"
        case list() | tuple(): return "[\n" + ",\n".join(f"{pad}  {dump(v, indent + 1)}" for v in x) + f"\n{pad}]"
        case {}if not x: return "{}"
        case dict(): return "{\n" + ",\n".join(f"{pad}  {dump(str(k))}: {dump(v, indent + 1)}" for k, v in x.items()) + f"\n{pad}}}"
        case _: raise TypeError(f"cannot dump {type(x).__name__}")
print(dump({"name": "Ann \"A\"", "tags": ["x", None, True], "n": {"deep": [1.5, -2, []], "empty": {}}, 5: "int key"}))
def parse(s):
    pos = 0
    def skip():
        nonlocal pos
        while pos < len(s) and s[pos] in " \n\t": pos += 1
    def value():
        nonlocal pos
        skip(); c = s[pos]
        if c == "{":
            pos += 1; out = {}; skip()
            while s[pos] != "}":
                k = value(); skip(); pos += 1; out[k] = value(); skip()
                if s[pos] == ",": pos += 1; skip()
            pos += 1; return out
        if c == "[":
            pos += 1; out = []; skip()
            while s[pos] != "]":
                out.append(value()); skip()
                if s[pos] == ",": pos += 1
            pos += 1; return out
        if c == '"': end = s.index('"', pos + 1); text = s[pos + 1:end]; pos = end + 1; return text
        for word, v in (("true", True), ("false", False), ("null", None)):
            if s.startswith(word, pos): pos += len(word); return v
        start = pos
        while pos < len(s) and s[pos] in "-+.eE0123456789": pos += 1
        if start == pos: raise ValueError(f"bad character {c!r} at {pos}")
        text = s[start:pos]; return float(text) if "." in text or "e" in text else int(text)
    return value()
print(parse('{"a": [1, 2.5, {"b": null}], "c": "text", "d": [], "e": {}, "f": -1e3, "g": true}'))
for bad in ("[1, ?]", "x", {1}):
    try: print(parse(bad) if isinstance(bad, str) else dump(bad))
    except Exception as e: print(type(e).__name__, e)
