"""Enumerations."""


class auto:
    pass


def _is_member_name(name, value):
    if name.startswith("_"):
        return False
    if isinstance(value, (classmethod, staticmethod, property)) or isinstance(value, type):
        return False
    return not hasattr(type(value), "__get__")


class _EnumNamespace(dict):
    def __init__(self, bases):
        super().__init__()
        self._members = {}
        self._generate = None
        for base in bases:
            generate = getattr(base, "_generate_next_value_", None)
            if generate is not None:
                self._generate = generate
                break

    def __setitem__(self, name, value):
        if name == "_generate_next_value_":
            self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif _is_member_name(name, value):
            if name in self._members:
                raise TypeError(f"{name!r} already defined as {self._members[name]!r}")
            if isinstance(value, auto):
                earlier = list(self._members.values())
                value = self._generate(name, 1, len(earlier), earlier)
            elif isinstance(value, tuple) and any(isinstance(each, auto) for each in value):
                earlier = list(self._members.values())
                value = tuple(self._generate(name, 1, len(earlier), earlier) if isinstance(each, auto) else each
                              for each in value)
            self._members[name] = value
            return
        super().__setitem__(name, value)


class EnumType(type):
    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        return _EnumNamespace(bases)

    def __new__(meta, name, bases, namespace, **keywords):
        members = namespace._members
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError(f"<enum {base.__name__!r}> cannot be extended")
        cls = super().__new__(meta, name, bases, dict(namespace))
        cls._member_map_ = {}
        cls._member_names_ = []
        cls._value2member_map_ = {}
        data = next((base for base in cls.__mro__ if base in (int, str, float)), None)
        if data is not None:
            first = bases[-1]
            for method in ("__repr__", "__str__", "__format__"):
                found = getattr(cls, method)
                if method not in namespace and (found is getattr(data, method) or found is getattr(object, method)):
                    type.__setattr__(cls, method, getattr(first, method))
        for key, value in members.items():
            args = value if isinstance(value, tuple) else (value,)
            custom = cls.__dict__.get("__new__")
            if custom is not None:
                member = custom(cls, *args)
            elif data is None:
                member = object.__new__(cls)
            else:
                member = data.__new__(cls, *args)
            if "_value_" not in member.__dict__:
                member._value_ = value if data is None or custom is not None or isinstance(value, data) else data(*args)
            canonical = next((each for each in cls._member_map_.values() if each._value_ == member._value_), None)
            if canonical is not None:
                cls._member_map_[key] = canonical
                type.__setattr__(cls, key, canonical)
                continue
            member._name_ = key
            member._sort_order_ = len(cls._member_names_)
            if cls.__init__ is not object.__init__:
                member.__init__(*args)
            cls._member_map_[key] = member
            cls._member_names_.append(key)
            try:
                cls._value2member_map_[member._value_] = member
            except TypeError:
                pass
            type.__setattr__(cls, key, member)
        return cls

    def __call__(cls, value, names=None, *, module=None, start=1, **keywords):
        if not cls._member_map_ and names is not None:
            if isinstance(names, str):
                names = names.replace(",", " ").split()
            pairs = names.items() if isinstance(names, dict) else (
                [each if isinstance(each, tuple) else (each, start + i) for i, each in enumerate(names)])
            namespace = _EnumNamespace((cls,))
            for key, each in pairs:
                namespace[key] = each
            namespace["__module__"] = cls.__module__ if module is None else module
            return type(cls).__new__(type(cls), value, (cls,), namespace)
        if isinstance(value, cls):
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = next((each for each in cls if each._value_ == value), None)
        if found is None:
            found = cls._missing_(value)
        if found is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        return found

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and '{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    @property
    def __members__(cls):
        return dict(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"


EnumMeta = EnumType
Flag = None


class Enum(metaclass=EnumType):
    def _generate_next_value_(name, start, count, last_values):
        numbers = [each for each in last_values if isinstance(each, int)]
        return max(numbers) + 1 if numbers else start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __setattr__(self, name, value):
        if name in ("name", "value"):
            raise AttributeError(f"<enum {self.__class__.__name__!r}> cannot set attribute {name!r}")
        object.__setattr__(self, name, value)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(int(self), spec)

    def __hash__(self):
        return int.__hash__(self)


class StrEnum(str, Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return str.__str__(self)

    def __format__(self, spec):
        return str.__format__(self, spec)

    def __hash__(self):
        return str.__hash__(self)


def unique(enumeration):
    doubles = [(name, member.name) for name, member in enumeration.__members__.items() if name != member.name]
    if doubles:
        details = ", ".join(f"{alias} -> {name}" for alias, name in doubles)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration
