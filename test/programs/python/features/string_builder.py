# Building, wrapping, aligning and drawing text.
rows = [("name", "qty", "price"), ("apple", 3, 1.5), ("kiwi", 12, 0.25), ("watermelon", 1, 12.0)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for i, row in enumerate(rows):
    print(" | ".join(f"{str(v):<{w}}" if isinstance(v, str) else f"{v:>{w}}" for v, w in zip(row, widths)))
    if i == 0: print("-+-".join("-" * w for w in widths))
def wrap(text, width):
    line = ""
    for word in text.split():
        if len(line) + len(word) + bool(line) > width: yield line; line = word
        else: line += (" " if line else "") + word
    if line: yield line
for line in wrap("the quick brown fox jumps over the lazy dog and runs away", 16): print(f"|{line:^16}|")
for n in (1, 3, 5, 7): print(f"{'*' * n:^9}".rstrip())
print("\n".join("".join("#" if (x + y) % 2 else "." for x in range(6)) for y in range(3)))
print("{:=^30}".format(" title "), f"{'left':<10}{'right':>10}", "%-8s|%8s|" % ("a", "b"), "a,b;c".replace(";", ",").split(","), sep="\n")
print(*(f"{i:>2} {i*i:>3} {i**3:>4}" for i in range(1, 5)), sep="\n")
binary = [f"{i:04b}" for i in range(5)]; print(binary, [int(b, 2) for b in binary], "".join(binary).count("1"))
