# __class_getitem__, generic aliases, __mro_entries__.
class Box:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item!r}]"
class Sub(Box): pass
print(Box[int], Box[1, 2], Sub["x"], Box[:])
print(list[int], dict[str, list[int]], tuple[int, ...], set[str], type[int], frozenset[int])
print(list[int].__origin__, list[int].__args__, list[int]([1, 2]), dict[str, int](a=1), list[int] == list[int])
print(list[int] == list[str], hash(list[int]) == hash(list[int]), isinstance([], list), tuple[()])
print(int | None, int | str | None, (int | str).__args__, int | int, isinstance(1, int | str), isinstance("a", int | float))
print(issubclass(bool, int | str), int | list[int], (int | str) == (str | int), type(int | str).__name__)
try: isinstance([], list[int])
except TypeError as e: print(e)
try: int[str]
except TypeError as e: print(e)
try: [][int]
except TypeError as e: print(e)
try: Box()[1]
except TypeError as e: print(e)
try: int | 5
except TypeError as e: print(e)
class Marker:
    def __mro_entries__(self, bases): print("entries", len(bases)); return (Box,)
class Made(Marker()): pass
print(Made.__bases__, Made.__orig_bases__[0].__class__.__name__)
class L(list[int]): pass
print(L([1]), L.__bases__, L.__mro__)
class Meta(type):
    def __getitem__(cls, key): return ("meta", key)
class M(metaclass=Meta):
    def __class_getitem__(cls, key): return "unused"
print(M[3])
