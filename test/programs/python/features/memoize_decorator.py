# A memoizing decorator with arguments, statistics and wraps.
from functools import wraps
def memoize(maxsize=None):
    def decorate(f):
        cache = {}
        @wraps(f)
        def wrapper(*args, **kwargs):
            key = args, tuple(sorted(kwargs.items()))
            if key in cache: wrapper.hits += 1; return cache[key]
            wrapper.misses += 1
            result = f(*args, **kwargs)
            if maxsize is not None and len(cache) >= maxsize: del cache[next(iter(cache))]
            cache[key] = result
            return result
        wrapper.hits = wrapper.misses = 0
        wrapper.clear = cache.clear
        return wrapper
    return decorate
@memoize()
def fib(n):
    "Fibonacci"
    return n if n < 2 else fib(n - 1) + fib(n - 2)
@memoize(maxsize=2)
def area(w, h=1): return w * h
print(fib(40), fib.hits, fib.misses, fib.__name__, fib.__doc__, fib.__wrapped__.__name__)
print(area(1), area(2, h=3), area(1), area(3), area(1), area.hits, area.misses); area.clear(); print(area(1), area.misses)
