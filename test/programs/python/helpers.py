"""operator, contextlib, string."""
import contextlib
import io
import operator
import string
import sys

print(operator.add(1, 2), operator.itemgetter(1)([5, 6]), operator.itemgetter(0, "a")({0: 1, "a": 2}), operator.attrgetter("real", "imag")(3), operator.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(operator.itemgetter(1, 2), operator.attrgetter("a.b"), operator.methodcaller("f", 1, x=2), operator.length_hint([1, 2]), operator.length_hint(iter([1, 2, 3])), operator.length_hint(3, 7))
print(operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"), operator.concat([1], [2]), operator.iadd([1], [2]), operator.index(True), operator.contains([1], 1), operator.truth([]), operator.not_(0), operator.call(int, "5"))
for bad in [lambda: operator.indexOf([1], 5), lambda: operator.concat(1, 2), lambda: operator.index(1.5), lambda: operator.attrgetter(3), lambda: operator.methodcaller(3), lambda: operator.itemgetter(5)([1]), lambda: operator.add(1, "a")]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


@contextlib.contextmanager
def tag(name):
    "doc"
    print("<", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print(">", name)


with tag("a") as t, tag("b"):
    print(t)
    raise ValueError("inside")


@tag("deco")
def decorated():
    print("body")


decorated()
decorated()
print(tag.__name__, tag("x").__doc__)
with contextlib.suppress(KeyError, ZeroDivisionError):
    1 / 0
with contextlib.nullcontext(5) as five:
    print(five)


class Closer:
    def close(self):
        print("closed")


with contextlib.closing(Closer()) as c:
    print(type(c).__name__)
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("hidden")
    sys.stdout.write("too")
print(repr(out.getvalue()))
with contextlib.ExitStack() as stack:
    print(stack.enter_context(tag("one")), stack.enter_context(tag("two")))
    stack.callback(print, "called", 1, sep="-")

    @stack.push
    def leave(*exc):
        print("leaving", exc[0])
        return True
    raise KeyError("gone")
try:
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise KeyError("first")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
stack = contextlib.ExitStack()
stack.enter_context(tag("kept"))
other = stack.pop_all()
stack.close()
other.close()


@contextlib.contextmanager
def never():
    if False:
        yield


@contextlib.contextmanager
def twice():
    yield
    yield


for bad in [never, twice]:
    try:
        with bad():
            print("in")
    except RuntimeError as e:
        print(e)
try:
    contextlib.ExitStack().enter_context(3)
except TypeError as e:
    print(e)


class Timer(contextlib.ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop")


@Timer()
def work():
    return 3


print(work(), isinstance(Timer(), contextlib.AbstractContextManager))
print(string.ascii_letters, string.digits, string.hexdigits, repr(string.whitespace), string.punctuation, string.capwords("hello  big world"), string.capwords("a-b", "-"))
t = string.Template("$who likes ${what} for $$5 $who")
print(t.substitute(who="Tim", what="kung pao"), t.safe_substitute(who="x"), t.substitute({"who": 1}, what=2), t.get_identifiers(), t.is_valid())
for bad in [lambda: t.substitute(who=1), lambda: string.Template("$").substitute(), lambda: string.Template("a\nb $ c").substitute()]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Percent(string.Template):
    delimiter = "%"


print(Percent("%x $x").substitute(x=1))
f = string.Formatter()
print(f.format("{0} {name!r:>6} {} {1[a]} {0.real:03d}".replace("{} ", ""), 7, {"a": 5}, name="n"), f.format("{}-{}", 1, 2), list(f.parse("a{b!r:c}d{{")))
for bad in [lambda: f.format("{"), lambda: f.format("}"), lambda: f.format("{0}{}", 1), lambda: f.format("{x}")]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
