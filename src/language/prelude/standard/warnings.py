"""Warnings go to stderr, which a program's output does not include."""

import sys


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if _ignored:
        return
    sys.stderr.write(f"{category.__name__}: {message}\n")


_ignored = []


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action == "error":
        raise NotImplementedError("warnings as errors")
    _ignored[:] = [action] if action == "ignore" else []


def simplefilter(action, category=Warning, lineno=0, append=False):
    filterwarnings(action)


def resetwarnings():
    _ignored.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._action = action

    def __enter__(self):
        self._before = list(_ignored)
        if self._action is not None:
            filterwarnings(self._action)

    def __exit__(self, *info):
        _ignored[:] = self._before
