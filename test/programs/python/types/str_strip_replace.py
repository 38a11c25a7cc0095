# strip, replace, removeprefix, removesuffix, translate, expandtabs.
for text, chars in (("  hi  ", None), ("xxhixx", "x"), ("abcba", "ab"), ("mississippi", "ipm"), ("", "a"), ("\t\n x", None), ("aaa", "a"), ("héllo", "h"), ("[x]", "]["), ("  x", "")):
    print(repr(text), repr(text.strip(chars)), repr(text.lstrip(chars)), repr(text.rstrip(chars)))
print("a.b.c".replace(".", "-"), "aaa".replace("a", "b", 2), "aaa".replace("aa", "b"), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("x", "y"), "".replace("", "x"), "aaa".replace("a", ""), "abc".replace("b", "bb"), "x".replace("x", "xx", 0), "aaa".replace("a", "b", -1))
print("test.py".removeprefix("test"), "test.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "aa".removeprefix("a"), "".removeprefix("a"), "abc".removeprefix("abcd"))
t = str.maketrans("abc", "xyz"); print(t, "aabbcc".translate(t), "hello".translate({104: "H", 101: None, 108: 76}), "abc".translate(str.maketrans("a", "b", "c")), str.maketrans({"a": "1", 98: None, "c": 99}))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "ab\tc\nd\te".expandtabs(4), "\t\t|".expandtabs(3), "x\ty".expandtabs(1), "no tabs".expandtabs())
for f in (lambda: str.maketrans("ab", "c"), lambda: str.maketrans("a"), lambda: str.maketrans({"ab": 1}), lambda: "a".strip(1), lambda: "a".replace("a"), lambda: "a".replace(1, 2), lambda: "a".replace("a", "b", "c"), lambda: "a".removeprefix(None), lambda: "a".translate(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
