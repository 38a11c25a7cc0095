# find, index, count, startswith, endswith, in, with positions.
s = "hello world, hello"
print(s.find("hello"), s.find("hello", 1), s.find("xyz"), s.find("o", 5, 8), s.find(""), s.find("", 5), s.find("", 100), s.find("l", -3), s.find("h", -100))
print(s.rfind("hello"), s.rfind("hello", 0, 10), s.rfind("o"), s.rfind(""), s.rfind("z"), s.index("world"), s.rindex("l"))
for f in (lambda: s.index("z"), lambda: s.rindex("z"), lambda: s.index("h", 20), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith(["h"]), lambda: s.startswith(("h", 1)), lambda: s.count(None), lambda: 1 in s, lambda: s.find("a", "b"), lambda: s.endswith((1,))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(s.count("l"), s.count("ll"), s.count("l", 5), s.count("l", 5, 10), s.count(""), "aaaa".count("aa"), "".count(""), "".count("a"), s.count("o", -5))
print(s.startswith("hello"), s.startswith("world", 6), s.startswith(("x", "he")), s.startswith(""), s.startswith("", 100), s.startswith(()), s.startswith("hello", 0, 3), s.endswith("hello"), s.endswith("world", 0, 11), s.endswith(("a", "o")), s.endswith(""))
print("ell" in s, "" in s, "" in "", "z" not in s, "hello" in "hell", "ß" in "straße", "😀" in "a😀b", "a😀b".find("b"), "a😀b".index("😀"), "é😀é".rfind("é"), "😀😀".count("😀"))
