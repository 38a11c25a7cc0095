"""What the tests ask of test.support, in terms of this language. Nothing here decides that a test is left out."""
import contextlib
import io
import sys
import unittest

import _harness

verbose = 0
HAVE_DOCSTRINGS = True
MISSING_C_DOCSTRINGS = False
NHASHBITS = 64
MAX_Py_ssize_t = sys.maxsize
_1G = 1 << 30
_2G = 2 << 30
_4G = 4 << 30
is_emscripten = False
is_wasi = False
Py_DEBUG = False


class TestFailed(Exception):
    pass


def _same(item):
    return item


def _decorator(*args, **kwargs):
    return _same


cpython_only = _same
skip_if_pgo_task = _same
bigaddrspacetest = _same
no_tracing = _same
impl_detail = _decorator
requires_docstrings = _same
requires_IEEE_754 = _same
requires_mac_ver = _decorator
requires_fork = _decorator
requires_resource = _decorator


def requires(resource, message=None):
    pass


def is_resource_enabled(resource):
    return False


def check_impl_detail(**guards):
    return guards.get("cpython", not guards) if "cpython" in guards or not guards else not any(guards.values())


def bigmemtest(size, memuse, dry_run=True):
    def decorate(function):
        def wrapper(self):
            return function(self, 5147)

        return wrapper

    return decorate


def run_with_locale(category, *locales):
    return _same


def gc_collect():
    pass


def check_syntax_error(case, statement, errtext="", *, lineno=None, offset=None):
    with case.assertRaisesRegex(SyntaxError, errtext) as context:
        _harness.check_syntax(statement)
    error = context.exception
    case.assertIsNotNone(error.lineno)
    if lineno is not None:
        case.assertEqual(error.lineno, lineno)
    case.assertIsNotNone(error.offset)
    if offset is not None:
        case.assertEqual(error.offset, offset)


@contextlib.contextmanager
def captured_output(name):
    before = getattr(sys, name)
    setattr(sys, name, io.StringIO())
    try:
        yield getattr(sys, name)
    finally:
        setattr(sys, name, before)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def check_free_after_iterating(case, make, cls, args=()):
    done = False

    class Collected(cls):
        def __del__(self):
            nonlocal done
            done = True
            try:
                next(each)
            except StopIteration:
                pass

    each = make(Collected(*args))
    case.assertRaises(StopIteration, next, each)
    case.assertTrue(done)


def check_disallow_instantiation(case, cls, *args, **kwargs):
    name = cls.__name__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__name__}"
    case.assertRaisesRegex(TypeError, f"cannot create '{name}' instances", cls, *args, **kwargs)


def check__all__(case, module, name_of_module=None, extra=(), not_exported=()):
    expected = set(extra)
    for name in dir(module):
        if name.startswith("_") or name in not_exported:
            continue
        value = getattr(module, name)
        if getattr(value, "__module__", None) == module.__name__:
            expected.add(name)
    case.assertCountEqual(module.__all__, expected)


def get_attribute(holder, name):
    try:
        return getattr(holder, name)
    except AttributeError:
        raise unittest.SkipTest(f"no {name}")


def refcount_test(function):
    return function


@contextlib.contextmanager
def adjust_int_max_str_digits(limit):
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(limit)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


@contextlib.contextmanager
def swap_attr(holder, name, value):
    had = hasattr(holder, name)
    before = getattr(holder, name, None)
    setattr(holder, name, value)
    try:
        yield before
    finally:
        if had:
            setattr(holder, name, before)
        else:
            delattr(holder, name)


@contextlib.contextmanager
def swap_item(holder, key, value):
    had = key in holder
    before = holder.get(key)
    holder[key] = value
    try:
        yield before
    finally:
        if had:
            holder[key] = before
        else:
            del holder[key]


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max_depth)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextlib.contextmanager
def disable_gc():
    yield


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()


class catch_unraisable_exception:
    def __init__(self):
        self.unraisable = None

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass


def __getattr__(name):
    if name.startswith("__") or name.endswith("_helper"):
        raise AttributeError(name)
    return _harness.unsupported(f"test.support.{name}")
