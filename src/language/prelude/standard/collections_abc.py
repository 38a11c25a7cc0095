"""Abstract classes that ask for methods."""


class _Structural(type):
    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, other):
        if type.__subclasscheck__(cls, other):
            return True
        if any(issubclass(other, each) for each in cls.__dict__.get("_members", ())):
            return True
        needed = cls.__dict__.get("_needs")
        if needed is None:
            return False
        return all(getattr(other, name, None) is not None for name in needed)

    def __getitem__(cls, item):
        return cls


class Hashable(metaclass=_Structural):
    _needs = ("__hash__",)


class Iterable(metaclass=_Structural):
    _needs = ("__iter__",)


class Iterator(Iterable):
    _needs = ("__iter__", "__next__")


class Reversible(Iterable):
    _needs = ("__iter__", "__reversed__")


class Generator(Iterator):
    _needs = ("__iter__", "__next__", "send", "throw", "close")


class Sized(metaclass=_Structural):
    _needs = ("__len__",)


class Container(metaclass=_Structural):
    _needs = ("__contains__",)


class Callable(metaclass=_Structural):
    _needs = ("__call__",)


class Collection(Sized, Iterable, Container):
    _needs = ("__len__", "__iter__", "__contains__")


class Sequence(Collection):
    _members = (list, tuple, str, range, bytes)

    def __iter__(self):
        index = 0
        try:
            while True:
                yield self[index]
                index += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(each is value or each == value for each in self)

    def __reversed__(self):
        for index in reversed(range(len(self))):
            yield self[index]

    def index(self, value):
        for index, each in enumerate(self):
            if each is value or each == value:
                return index
        raise ValueError

    def count(self, value):
        return sum(1 for each in self if each is value or each == value)


class MutableSequence(Sequence):
    _members = (list,)

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in values:
            self.append(value)


class Set(Collection):
    _members = (set, frozenset)


class MutableSet(Set):
    _members = (set,)


class Mapping(Collection):
    _members = (dict,)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None


class MutableMapping(Mapping):
    _members = (dict,)

    def update(self, other=(), /, **keywords):
        for key, value in dict(other, **keywords).items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def clear(self):
        for key in list(self):
            del self[key]
