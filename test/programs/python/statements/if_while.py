# if, elif, else, while, break, continue, else of loops.
for n in (-5, 0, 3, 50):
    if n < 0: kind = "negative"
    elif n == 0: kind = "zero"
    elif n < 10: kind = "small"
    else: kind = "big"
    print(n, kind, end="; ")
print(); n = 0
while n < 10:
    n += 1
    if n == 3: continue
    if n == 6: break
    print(n, end=" ")
else: print("never")
print("after", n)
while n > 4: n -= 1
else: print("else", n)
while True:
    n += 1
    while True: break
    else: print("no")
    if n > 6: break
i = 5
while i: i -= 1; print(i, end=","); 
print()
while (i := i + 1) < 4: print(i, end=" ")
print(i)
for x in range(3):
    for y in range(3):
        if y == 1: break
        print((x, y), end=" ")
    else: continue
    if x == 1: break
else: print("unreached")
print(x, y)
for x in range(2): pass
else: print("for else", x)
for x in []: print("x")
else: print("empty else", x)
if not []: print("empty list is false")
if [] or {} or "" or 0 or None: print("no")
elif 0.0 or () or set() or range(0): print("no")
else: print("all false")
