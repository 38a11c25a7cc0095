"""Higher-order functions."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_absent = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


def reduce(function, iterable, /, *initial):
    iterator = iter(iterable)
    if initial:
        value = initial[0]
    else:
        value = next(iterator, _absent)
        if value is _absent:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        self = super().__new__(cls)
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(repr(arg) for arg in self.args)
        parts.extend(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"functools.partial({', '.join(parts)})"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        return partial(self.func.__get__(instance, owner), *self.args, **self.keywords)


def _key(args, keywords, typed):
    key = args
    if keywords:
        key += (_absent,) + tuple(keywords.items())
    if typed:
        key += tuple(type(arg) for arg in args)
    return key


class _CacheInfo(tuple):
    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])


def lru_cache(maxsize=128, typed=False):
    def decorate(function):
        cache = {}
        hits = misses = 0

        def wrapper(*args, **keywords):
            nonlocal hits, misses
            key = _key(args, keywords, typed)
            value = cache.get(key, _absent)
            if value is not _absent:
                hits += 1
                if limit is not None:
                    del cache[key]
                    cache[key] = value
                return value
            misses += 1
            value = function(*args, **keywords)
            if limit is None or limit > 0:
                if limit is not None and len(cache) >= limit:
                    del cache[next(iter(cache))]
                cache[key] = value
            return value

        def cache_info():
            return _CacheInfo((hits, misses, limit, len(cache)))

        def cache_clear():
            nonlocal hits, misses
            cache.clear()
            hits = misses = 0

        wrapper.cache_info = cache_info
        wrapper.cache_clear = cache_clear
        return update_wrapper(wrapper, function)

    if callable(maxsize):
        function, limit = maxsize, 128
        return decorate(function)
    limit = maxsize if maxsize is None or maxsize >= 0 else 0
    return decorate


def cache(function, /):
    return lru_cache(maxsize=None)(function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def cmp_to_key(compare):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

    return K


def total_ordering(cls):
    given = {name for name in ("__lt__", "__le__", "__gt__", "__ge__")
             if getattr(cls, name, None) is not getattr(object, name, None)}
    if not given:
        raise ValueError("must define at least one ordering operation: < > <= >=")

    def negated(name):
        def method(self, other):
            result = getattr(type(self), name)(self, other)
            return result if result is NotImplemented else not result
        return method

    def either(name, flip=False):
        def method(self, other):
            result = getattr(type(self), name)(self, other)
            if result is NotImplemented:
                return result
            return (not result and self != other) if flip else (result or self == other)
        return method

    def strictly(name):
        def method(self, other):
            result = getattr(type(self), name)(self, other)
            return result if result is NotImplemented else result and self != other
        return method

    def flipped(name):
        def method(self, other):
            result = getattr(type(self), name)(self, other)
            return result if result is NotImplemented else not result or self == other
        return method

    if "__lt__" in given:
        ways = {"__gt__": either("__lt__", True), "__le__": either("__lt__"), "__ge__": negated("__lt__")}
    elif "__le__" in given:
        ways = {"__ge__": flipped("__le__"), "__lt__": strictly("__le__"), "__gt__": negated("__le__")}
    elif "__gt__" in given:
        ways = {"__lt__": either("__gt__", True), "__ge__": either("__gt__"), "__le__": negated("__gt__")}
    else:
        ways = {"__le__": flipped("__ge__"), "__gt__": strictly("__ge__"), "__lt__": negated("__ge__")}
    for name, method in ways.items():
        if name not in given:
            method.__name__ = name
            setattr(cls, name, method)
    return cls


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]

    def register(cls, function=None):
        if function is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            function = cls
            cls = next(iter(function.__annotations__.values()))
        registry[cls] = function
        return function

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **keywords)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)
