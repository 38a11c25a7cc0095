# The format mini-language on ints.
for spec in ("", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "-", " ", "+5", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "c", "n", ",", "_", "_x", "#_b", "08b", "#010x", "*^9", "0=8", "+08", " =6", "<+6,", "e", "f", ".2f", "g", "%", ".0%", "10.3e", "_d", "x<5", "0<5", ">05"):
    for n in (0, 7, -42, 1234567):
        try: print(f"{spec!r:>8} {n}: |{format(n, spec)}|", end=" ")
        except Exception as e: print(f"{spec!r:>8} {n}: {type(e).__name__} {e}", end=" ")
    print()
for spec in ("s", ".2", ".2d", ",x", "_c", "+c", "#c", "5.", "q", "dd", "5d5", ",_", ",,", "z", "10000000000000000000000", "é", "=", "0", "<", "^^5", "{}"):
    try: print(f"{spec!r:>8}: |{format(65, spec)}|")
    except Exception as e: print(f"{spec!r:>8}: {type(e).__name__} {e}")
print(format(True), format(True, "d"), format(True, "5"), format(False, "b"), format(10**25, ","), format(-10**25, "_"), format(2**70, "#x"), format(255, "#_x"), format(10**20, "e"))
