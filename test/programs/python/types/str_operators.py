# Concatenation, repetition, comparison, indexing, iteration of str.
print("a" + "b", "a" * 3, 3 * "ab", "a" * 0, "" + "", "a" < "b", "a" < "A", "abc" < "abd", "ab" < "abc", "Z" < "a", "é" > "z", "" < "a", "a" == "a", "a" != "b", "10" < "9", "😀" > "\uffff")
print(list("héy"), [c for c in "😀a"], len("😀é"), "abc"[0], "abc"[-1], "abcdef"[1:4], "abc"[::-1], "abc"[5:], "a" in "abc", sorted("hello"), max("hello"), min("hello"), "".join(sorted("banana")), set("aab") == {"a", "b"}, tuple("ab"))
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: "a" / 2, lambda: -"a", lambda: "a" < 1, lambda: "abc"[3], lambda: "a"["b"], lambda: "a" + None, lambda: "a" + b"b", lambda: "a" * None, lambda: "a" // 1, lambda: "a" ** 2, lambda: ~"a", lambda: "a" & "b", lambda: "a" @ "b", lambda: [] + "a", lambda: "a" + ["b"]):
    try: print(f())
    except TypeError as e: print(e)
    except IndexError as e: print("IndexError", e)
print("%s" % "x", "a" "b", str(5) + "a", str([1, "a"]), str(None), repr("a'b"), str("x"), str(b"x"), "é".encode(), ord("a"), chr(97), chr(0x1F600), ascii("é😀a"), hash("a") == hash("a"), "a" is "a" if False else True)
s = "immutable"
try: s[0] = "x"
except TypeError as e: print(e)
for i, c in enumerate("abc", 1): print(i, c, end=" ")
print(*zip("ab", "cd"), *map(str.upper, "xy"), dict(zip("ab", range(2))), "abc".__len__(), "abc".__contains__("b"), "abc".__getitem__(1), "abc".__add__("d"), "a".__mul__(2), "a".__eq__(1))
