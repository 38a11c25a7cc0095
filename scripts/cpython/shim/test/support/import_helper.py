"""Importing modules for a test. There is one implementation of each module, so a fresh one is the one there is."""
import _harness


def import_module(name, deprecated=False, *, required_on=()):
    return _harness.import_module(name)


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    return _harness.import_module(name)
