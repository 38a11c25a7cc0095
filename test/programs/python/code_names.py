def outer(b, a, *args, k=1, **kw):
    z = 1; m = 2; c = 3
    def inner(q):
        w = z
        return b, z, m, kw, q, w
    class K:
        def me(self): return c, __class__
    l = [i for i in range(2)]
    return inner, K
i, K = outer(1, 2)
for f in (outer, i, K.me):
    c = f.__code__
    print(c.co_name, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_nlocals, sep="\n  ")
    print(f.__closure__ and [x.cell_contents for x in f.__closure__ if x.cell_contents is not K])
