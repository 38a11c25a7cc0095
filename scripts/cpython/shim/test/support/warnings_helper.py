"""Catching the warnings of a test."""
import contextlib
import warnings

import _harness


def check_syntax_warning(case, statement, errtext="", *, lineno=1, offset=None):
    _harness.refuse("SyntaxWarning of a source text")


def ignore_warnings(*, category):
    def decorate(function):
        def wrapper(*args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return function(*args, **kwargs)

        return wrapper

    return decorate


class WarningsRecorder:
    def __init__(self, caught):
        self.warnings = caught

    def __getattr__(self, name):
        if self.warnings:
            return getattr(self.warnings[-1], name)
        raise AttributeError(name)


@contextlib.contextmanager
def check_warnings(*filters, quiet=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield WarningsRecorder(caught)
    wanted = filters or (("", Warning),)
    quiet = not filters if quiet is None else quiet
    rest = list(caught)
    for text, category in wanted:
        found = [each for each in rest if _harness.search(f"^(?:{text})", str(each.message)) and issubclass(each.category, category)]
        rest = [each for each in rest if each not in found]
        if not found and not quiet:
            raise AssertionError(f"filter ({text!r}, {category.__name__}) did not catch any warning")
    if rest:
        raise AssertionError(f"unhandled warning {rest[0].message}")


@contextlib.contextmanager
def check_no_warnings(case, message="", category=Warning, force_gc=False):
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", message=message, category=category)
        yield
    case.assertEqual(caught, [])
