import re
print(re.match(r"(\w+) (?P<last>\w+)", "Isaac Newton, physicist"))
m = re.match(r"(\w+) (?P<last>\w+)", "Isaac Newton, physicist")
print(m.groups(), m.groupdict(), m.lastgroup, m.lastindex, m.span(2), m["last"])
print(re.sub(r"(a)(b)?", r"[\1\2]", "ab a xab"))
print(re.split(r"(,)\s*", "a, b,c"))
print(re.findall(r"\b(\w)(\w*)\b", "hello big world"))
print([x.span() for x in re.finditer(r"x*", "axbxx")])
print(re.compile("a", re.I | re.M), re.I, re.I | re.X, repr(re.RegexFlag(0)), re.compile("b").flags)
try: re.compile("(a")
except re.error as e: print(e, e.pos, e.lineno, e.colno)
print(re.sub(r"x*", "-", "abxd"))
print(re.match(r"(?:(a)|b)*", "ab").groups(), re.match(r"(?i:A)b", "ab"), re.search(r"(?<=a)b(?!c)", "abc abd"))
print(re.fullmatch(r"(a+)+b", "aaaaaaaaaaaaaaaaab"))
print(re.escape("a.b*c d"), re.search("ſ", "S", re.I), re.findall("[k]", "Kk\u212a", re.I))
print(re.sub("(?P<n>o)", lambda m: m["n"].upper(), "foo boo"), re.subn("o", "0", "foo boo", 3))
print(re.match(r"(?P<q>['\"]).*?(?P=q)", "'hi' there"), re.match(rb"\d+", b"123ab"))

cases = [
    (r"(?<=[ab])c|(?<!x)d", "acxd d"), (r"(a)?(?(1)b|c)", "c ab b"), (r"(?:a|ab)(?:c|bcd)(d*)", "abcd"),
    (r"(a*)*", "aab"), (r"(?:a?)*?b", "aab"), (r"(a*?)*?$", "aa"), (r"(?>a+)b", "aaab"), (r"a++b|x", "aaab x"),
    (r"^\w+$", "one\ntwo"), (r"\bfoo\b", "a foo."), (r"(?s).*", "a\nb"), (r"[^\W\d_]+", "ab1_c"), (r"(?x) a b # c", "ab"),
    (r"\141\x62", "ab"), (r"((a)|(b))+", "ab"), (r"(?P<x>.)(?P=x)", "abb"), (r"a{2,3}?", "aaaa"), (r"a{,2}", "aaa"),
    (r"x{", "x{"), (r"()*", "a"), ("[]-a]", "]"), (r"(?=(a))a", "a"), (r"(?!(a))b", "b"), (r"\Aa|b\Z", "ab"),
    ("(a", ""), ("a)", ""), ("[a", ""), ("*a", ""), ("a**", ""), ("a{2,1}", ""), (r"\1", ""), ("(?P<1>a)", ""),
    ("(?P<n>a)(?P<n>b)", ""), ("(?Px)", ""), ("(?z)", ""), ("a(?i)b", ""), (r"\q", ""), ("[b-a]", ""), ("(?<=a*)b", ""),
    ("(?(2)a)", ""), ("a\n(b", ""), ("\\", ""), (r"(?P=n)", ""), ("(?#", ""), (r"\x1", ""), ("(?i-i:a)", ""),
]
for pattern, text in cases:
    try:
        found = re.compile(pattern)
    except re.error as e:
        print(repr(pattern), e, e.pos, e.lineno, e.colno)
        continue
    m = found.search(text)
    print(repr(pattern), m and (m.span(), m.groups(), m.lastindex), found.split(text), found.subn(r"<\g<0>>", text))
