# F-strings: expressions, conversions, formats, nesting.
name, n, pi = "Fred", 7, 3.14159265
print(f"He said his name is {name!r}.", f'{name}', F"{name!s}", f"{name!a}", f"{'é'!a}")
print(f"{n}", f"{n:5}|", f"{n:<5}|", f"{n:^5}|", f"{n:05}", f"{n:+d}", f"{n:x}", f"{n:#b}", f"{n!r:>4}")
print(f"{pi:.2f}", f"{pi:10.3f}", f"{pi:e}", f"{pi:g}", f"{pi:%}", f"{pi!r:.4}")
width, precision = 10, 4
print(f"result: {pi:{width}.{precision}}", f"{pi:{'>'}{width}.{precision}f}", f"{name:*^{width}}")
print(f"{{literal}}", f"{{{n}}}", f"{{}}", f"{'{'}", f"{'}'}")
print(f"{n = }", f"{n=}", f"{n + 1 = }", f"{n=!s}", f"{name=}", f"{name=!s}", f"{pi=:.2f}", f"{n  =  :>5}")
print(f"{name.upper()}", f"{[1, 2][0]}", f"{ {'a': 1}['a'] }", f"{(lambda x: x * 2)(3)}", f"{n if n else 0}")
print(f'{"nested " + f"{n}"}', f"{f'{n}'}", rf"\d{n}", fr"{n}\n", f"\t{n}\x41")
print(f"{n:{'0' + '3'}}", f"{n!r:{'>'}{4}}", f"{'a' 'b'}", f"{1,2}", f"{*[1, 2], 3}")
print(f"{True}{None}{1.0}", f"{n:,}", f"{1234567:,} {1234567:_}", f"{-5:=+6}")
print(f"{'''triple'''}", f"""{
    n
}""", f"{n  }", f"{  n}", f'{n:}', f"a" "b" f"{n}")
print(f"{n!r}" '{n}' f'{n}', f"{3 > 2}", f"{n != 3}", f"{n == 7}", f"{n:>{n}}")
class Money:
    def __format__(self, spec): return f"money[{spec}]"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
m = Money()
print(f"{m}", f"{m:>10,.2f}", f"{m!s:>5}", f"{m!r:>6}", f"{m=}", f"{m=!s}", f"{m:{n}{{}}}"[:9])
print(f"{(yes := 5)} {yes}", f"{'x':{'^'}{3}}|")
