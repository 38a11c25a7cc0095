from enum import *
class A(IntEnum):
    first = 1
    def __str__(self): return self.name.upper()
print(str(A.first), f"{A.first}", "%s" % A.first, "{}".format(A.first), A.first)
class S(StrEnum):
    first = auto()
    def __str__(self): return self.name.upper()
print(str(S.first), f"{S.first}", S.first, "%s" % S.first)
class B(int):
    def __str__(self): return "custom"
print(str(B(1)), B(1), f"{B(1)}", "%s" % B(1))
class F(IntFlag):
    R = 4
    def __str__(self): return self._name_
print(format(F.R), str(F.R), format(F.R, "3"))
try: del A.first
except AttributeError as e: print(e)
class Perm(IntFlag):
    X = 1
    W = 2
    R = 4
print(Perm.R.__format__("") , format(Perm.R, ""))
