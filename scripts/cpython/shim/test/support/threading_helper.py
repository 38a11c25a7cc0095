"""Threads, of which programs have one here."""
import contextlib

import _harness


def requires_working_threading(*, module=False):
    return lambda item: item


@contextlib.contextmanager
def start_threads(threads, unlock=None):
    _harness.refuse("threading")
    yield


def reap_threads(function):
    return function
