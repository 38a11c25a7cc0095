"""Warnings go to stderr, once for each text and line unless a filter says otherwise (Lib/warnings.py)."""

import sys

from _warnings import location

_actions = ("default", "error", "ignore", "always", "module", "once")


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message,
            self._category_name,
            self.filename,
            self.lineno,
            self.line,
        )


# Newest first: (action, message, category, line number). The two defaults that matter here.
_defaults = [
    ("ignore", "", PendingDeprecationWarning, 0),
    ("ignore", "", ImportWarning, 0),
    ("ignore", "", ResourceWarning, 0),
]
filters = list(_defaults)
_seen = set()
_records = []


def formatwarning(message, category, filename, lineno, line=None):
    text = "{}:{}: {}: {}\n".format(filename, lineno, category.__name__, message)
    if line:
        text += "  " + line.strip() + "\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    sys.stderr.write(formatwarning(message, category, filename, lineno, line))


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '{}'".format(type(category).__name__))
    filename, lineno, line = location(stacklevel)
    text = str(message)
    if not isinstance(message, Warning):
        message = category(message)
    action = "default"
    for each, start, kind, number in filters:
        if issubclass(category, kind) and text.lower().startswith(start) and number in (0, lineno):
            action = each
            break
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action != "always":
        key = (text, category, filename, lineno)
        if action == "once":
            key = (text, category)
        elif action == "module":
            key = (text, category, filename)
        if key in _seen:
            return
        _seen.add(key)
    if _records:
        _records[-1].append(WarningMessage(message, category, filename, lineno, line=line))
    else:
        showwarning(message, category, filename, lineno, line=line)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    assert action in _actions, "invalid action: {!r}".format(action)
    if module or not all(c.isalnum() or c in " _,'-" for c in message):
        # The message is a regular expression, and modules have no names to match here.
        import re

        re.compile(message)
    _add((action, message.lower(), category, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    assert action in _actions, "invalid action: {!r}".format(action)
    _add((action, "", category, lineno), append)


def _add(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)
    _seen.clear()


def resetwarnings():
    filters.clear()
    _seen.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter {!r} twice".format(self))
        self._entered = True
        self._before = list(filters)
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            _records.append(log)
            return log
        return None

    def __exit__(self, *info):
        if not self._entered:
            raise RuntimeError("Cannot exit {!r} without entering first".format(self))
        filters[:] = self._before
        _seen.clear()
        if self._record:
            _records.pop()
