# What exceptions carry: attributes, notes, chains, tracebacks, and the text of each kind.
import sys
import traceback


def show(label, value):
    print(f"{label}: {value!r}")


def show_text(text):
    """A traceback without the file's path."""
    for line in text.splitlines():
        print(line.split(", line ")[-1] if line.startswith("  File ") else line)


def raised(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except BaseException as error:
        return error


for error in (
    OSError(2, "no such file", "a.txt"),
    OSError(13, "denied", "a.txt", None, "b.txt"),
    OSError(17, "exists"),
    OSError("only text"),
    OSError(1, 2, 3, 4, 5, 6),
    FileNotFoundError(2, "gone"),
    SyntaxError("bad", ("dir/file.py", 3, 5, "x = =\n")),
    SyntaxError("bad", ("file.py", 3, 5, "x = =\n", 3, 6)),
    SyntaxError("bad"),
    SyntaxError(),
    ImportError("cannot", name="m", path="p"),
    ImportError("a", "b"),
    KeyError("k"),
    KeyError("k", 1),
    KeyError(),
    UnicodeEncodeError("ascii", "h\xe9llo", 1, 2, "ordinal not in range(128)"),
    UnicodeEncodeError("ascii", "h\u0100\U0001f600", 1, 3, "ordinal not in range(128)"),
    UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 1, "invalid start byte"),
    UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 2, "invalid"),
    UnicodeTranslateError("a\u3042c", 1, 2, "none"),
    StopIteration(1, 2),
    SystemExit(),
    SystemExit(3),
    SystemExit(1, 2),
    AttributeError("text", name="n", obj=5),
    NameError("text", name="n"),
):
    print(type(error).__name__, "|", str(error), "|", repr(error), "|", error.args)
    for name in "errno strerror filename filename2 msg lineno offset text end_lineno end_offset name path obj".split():
        if hasattr(error, name):
            print("   ", name, repr(getattr(error, name)))
    for name in "value code encoding object start end reason".split():
        if hasattr(error, name):
            print("   ", name, repr(getattr(error, name)))

for call in (
    lambda: ValueError(a=1),
    lambda: ImportError("x", other=1),
    lambda: NameError("x", obj=1),
    lambda: SyntaxError("a", (1, 2)),
    lambda: SyntaxError("a", (1, 2, 3, 4, 5)),
    lambda: UnicodeDecodeError("a", "b", 1, 2, "c"),
    lambda: UnicodeEncodeError("a", "b"),
    lambda: setattr(ValueError(), "__cause__", 3),
    lambda: setattr(ValueError(), "__context__", 3),
    lambda: setattr(ValueError(), "__traceback__", 3),
    lambda: setattr(ValueError(), "__suppress_context__", 3),
    lambda: delattr(ValueError(), "args"),
    lambda: delattr(ValueError(), "__cause__"),
    lambda: setattr(ValueError(), "args", 5),
    lambda: ValueError().add_note(5),
    lambda: ValueError().with_traceback(5),
    lambda: ValueError().__notes__,
):
    error = raised(call)
    print(type(error).__name__, error)

error = ValueError(1)
error.args = [1, 2]
error.extra = "attribute"
error.add_note("first")
error.add_note("second")
show("changed", (error, error.args, error.__dict__, error.__notes__))


def fail(depth):
    if depth == 0:
        raise KeyError("deep")
    fail(depth - 1)


error = raised(fail, 2)
trace = error.__traceback__
while trace is not None:
    print(trace.tb_lineno, trace.tb_frame.f_code.co_name)
    trace = trace.tb_next
print(error.__traceback__ is error.__traceback__, type(error.__traceback__).__name__)
print(sys.exc_info())
try:
    try:
        fail(0)
    except KeyError as first:
        print(sys.exc_info()[0], sys.exc_info()[1] is first, sys.exception() is first)
        raise RuntimeError("second") from first
except RuntimeError as second:
    show_text(traceback.format_exc())
    print(traceback.format_exception_only(second))
    show_text("".join(traceback.format_exception(second.__cause__)))

# A context is always what is handled now, and a chain of contexts never comes round.
a, b = ValueError("a"), ValueError("b")
try:
    try:
        raise a
    except ValueError:
        raise b
except ValueError:
    print(b.__context__ is a)
    try:
        raise a
    except ValueError:
        print(a.__context__ is b, b.__context__)


def add(a, /, b, *, c=1):
    return a + b + c


print(add.__code__.co_name, add.__code__.co_argcount, add.__code__.co_posonlyargcount, add.__code__.co_kwonlyargcount)
print(sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.flags.optimize)
print(sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit, sys.maxunicode, sys.hash_info.modulus)
print(sys.float_info)
