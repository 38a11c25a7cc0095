def f(x: list[int], y: dict[str, int] = {}) -> tuple[int, ...]: pass
print(f.__annotations__)
print(list[int], dict[str, list[int]], tuple[()], int | None, list[int] | str, int | int)
import types
print(isinstance(1, int | str), isinstance(None, int | None), (int|str) == (str|int), hash(int|str)==hash(str|int))
print(list[int](), list[int].__origin__, list[int].__args__, list[int].append, type(list[int]), type(int|str))
class S(list[int]): pass
print(S.__mro__)
try: isinstance([], list[int])
except TypeError as e: print(e)
try: int | 3
except TypeError as e: print(e)
try: list[int][str]
except TypeError as e: print(e)
print(*list[int], list[int] == list[int], (int | str).__args__, types.GenericAlias(list, (int,)))
class A:
    @property
    def __class__(self): return int
print(isinstance(A(), int), isinstance(A(), A))
