# Identifiers: unicode, soft keywords as names, underscores, private names.
naïve = 1
变量 = 2
Ωmega = 3
ﬁ = 4
print(naïve, 变量, Ωmega, fi, 'fi' in globals(), 'ﬁ' in globals())
match = 5
case = 6
_ = 7
type = 8
print(match, case, _, type)
del type
match.bit_length
print(match
      + case)
match [0:1] if False else match
case: int = 9
print(case, match == case, -match)
def match_(match): return match
print(match_(match=3), (match := 4), match)
class Private:
    __secret = 1
    __dunder__ = 2
    _single = 3
    def get(self): return self.__secret, self.__dunder__, self._single
    def set(self, value): self.__made = value; return sorted(vars(self))
p = Private()
print(p.get(), p.set(5), hasattr(p, '__secret'), p._Private__secret, p._Private__made)
class _Under:
    __x = 'under'
    def get(self): __local = 1; return self.__x, __local, sorted(k for k in vars(_Under) if 'x' in k)
print(_Under().get())
class __:
    __y = 1
print([k for k in vars(__) if 'y' in k])
print('abc'.isidentifier(), '1a'.isidentifier(), 'class'.isidentifier(), 'é'.isidentifier(), ''.isidentifier())
