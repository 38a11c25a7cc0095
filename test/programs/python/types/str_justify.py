# ljust, rjust, center, zfill with widths and fills.
for text in ("", "a", "abc", "-5", "+12", "é", "😀", "12345678"):
    for width in (0, 3, 4, 7):
        print(repr(text.ljust(width)), repr(text.rjust(width)), repr(text.center(width)), repr(text.zfill(width)), end=" ")
    print()
print("abc".ljust(6, "*"), "abc".rjust(6, "*"), "abc".center(6, "*"), "abc".center(7, "*"), "ab".center(5, "-"), "a".center(4, "é"), "abc".ljust(-5), "--1".zfill(5), "-".zfill(3), "+".zfill(2), " 1".zfill(4))
for f in (lambda: "a".ljust("b"), lambda: "a".center(5, "xy"), lambda: "a".center(5, ""), lambda: "a".rjust(5, 1), lambda: "a".zfill(1.5), lambda: "a".ljust()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print("{:>5}|{:<5}|{:^5}".format("a", "b", "c"), "%5s|%-5s|" % ("a", "b"), "=" * 10, "ab" * 0, "ab" * -1, 3 * "xy")
