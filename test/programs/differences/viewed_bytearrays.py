"""A bytearray changes its size while a memoryview of it was not released

Why: CPython lets it once nobody holds the view, and raises BufferError before; here nobody counts references.
Instead: with memoryview(data) as view, or view.release(), before the size changes.
"""

data = bytearray(b"header:body")
print(bytes(memoryview(data)[:6]))
data.append(33)
print(data)
