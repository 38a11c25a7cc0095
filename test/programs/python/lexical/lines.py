# Logical and physical lines: continuation, comments, semicolons, blank lines, form feeds.
a = 1; b = 2; c = a + \
    b
print(a, b, c); print(a)  # comment
total = (1 +  # one
         2 +

         3)  # three
print(total)
x = [
    1, 2,   # first row
    3, 4,
]
print(x, len(x))
if a == 1 and \
   b == 2:
    print('joined')
if True: print('one line'); print('same line')
if a: pass
else: print('no')
for i in range(2): print(i, end=' '); print(i * i)
class A: x = 1; y = 2
print(A.x, A.y)
def f(): return 1; return 2
print(f())
while a < 3: a += 1; print(a)
d = {'k':
     'v',
     }
print(d)
if (a and
        b):
	print("a tab")
        # a comment at an odd column
    # another
print('''a \
b''')
print("end");
