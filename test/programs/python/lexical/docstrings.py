"""The module's docstring."""
print(__doc__)
def f():
    """One line."""
    "not a docstring"
def g():
    'single ' 'joined'
def h():
    f"""not {1}"""
def i():
    b"bytes"
def j():
    """
    Several
      lines.
    """
    return 1
class C:
    """A class's."""
    x = 1
    "not x's"
    def m(self):
        r"""raw \n doc"""
    @property
    def p(self):
        """The property."""
    @staticmethod
    def s(): "static"
    @classmethod
    def c(cls): "class"
class D(C): pass
class E(C):
    "own"
for each in (f, g, h, i, j, C, C.m, C.p, C.s, C.c, D, E, lambda: "x", D().m, D.p):
    print(repr(each.__doc__))
f.__doc__ = "changed"
C.__doc__ = "changed too"
print(f.__doc__, C.__doc__, C().__doc__, E().__doc__)
print(D().__doc__, E.__doc__)
