# str.format: fields, attributes, indices, conversions, nesting, errors.
class P:
    x = 1; d = {"k": [10, 20]}
    def __repr__(self): return "P()"
p = P()
print("{} {}".format(1, 2), "{0} {1} {0}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0.x} {0.d[k]} {0.d[k][1]}".format(p), "{p.x}".format(p=p), "{0[0]} {0[1]}".format([5, 6]), "{[k]}".format({"k": 1}), "{.x}".format(p))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>5} {:<5} {:^5}|".format(1, 2, 3), "{:{}}".format("a", 5), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{0:{1}>{2}}".format("x", "*", 5), "{!r:>6}".format("a"), "{{}} {{{}}}".format(1), "{:{{}}}".format(1) if False else "", "{0!r:{1}}".format("z", 5))
print("{:d} {:x} {:o} {:b} {:e} {:.2f} {:%} {:,}".format(10, 255, 8, 5, 1.5, 2.345, 0.5, 12345), "{}".format(None), "{}".format([1, "a"]), "{:s}".format("x"), "".format(1, 2), "{}".format(p), "{0}{1}{0}".format(*"ab"), "{x}{y}".format(**{"x": 1, "y": 2}), "{0[a b]}".format({"a b": 1}), "{0[0x]}".format({"0x": 1}), "{0[-1]}".format({"-1": "neg"}))
for f, a, k in (("{}", (), {}), ("{1}", (0,), {}), ("{a}", (), {}), ("{", (1,), {}), ("}", (1,), {}), ("{}{0}", (1,), {}), ("{0}{}", (1,), {}), ("{!x}", (1,), {}), ("{!}", (1,), {}), ("{:q}", (1,), {}), ("{0.nope}", (1,), {}), ("{0[k]}", ({},), {}), ("{0[0]}", (5,), {}), ("{0[}", ([1],), {}), ("{0.}", (1,), {}), ("{a.b}", (), {"a": 1}), ("{:{}}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{!rr}", (1,), {}), ("{0!r", (1,), {}), ("{:d}", ("a",), {}), ("{0[a}", ([1],), {}), ("{0]}", (1,), {}), ("{-1}", (1,), {}), ("{ }", (1,), {})):
    try: print(f, f.format(*a, **k))
    except Exception as e: print(f, type(e).__name__, e)
print("{a}".format_map({"a": 5}), "{k}".format_map(type("D", (dict,), {"__missing__": lambda s, k: f"<{k}>"})()))
