"""Which test methods CPython runs, unskipped, in the files named: one line of JSON per file.

    {"file": "test_set", "methods": [["TestSet", "test_uniquification"], ...], "doctests": [...]}

A class is named as it is reached from its module. A doctest is one method, as unittest counts it, and comes with its
examples: source, what it prints, the exception's line if it raises, and the options it is compared by. A method that
CPython expects to fail is among `failing` too.
"""
import doctest
import io
import json
import sys
import unittest
import warnings


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


class Result(unittest.TestResult):
    """Remembers which tests were skipped, passed, or failed as expected."""

    def __init__(self):
        super().__init__()
        self.left = set()
        self.failing = []

    def addSkip(self, test, reason):
        # A skipped subtest leaves its method in.
        if isinstance(test, unittest.TestCase) and type(test).__name__ != "_SubTest":
            self.left.add(test)

    def addExpectedFailure(self, test, error):
        self.failing.append(test)

    def addFailure(self, test, error):
        self.left.add(getattr(test, "test_case", test))

    addError = addFailure


def examples_of(test):
    return [
        {
            "source": example.source,
            "want": example.want,
            "raises": example.exc_msg,
            "options": options_of(test, example),
        }
        for example in test._dt_test.examples
    ]


def options_of(test, example):
    flags = test._dt_optionflags
    for flag, on in example.options.items():
        flags = flags | flag if on else flags & ~flag
    return [name for name, flag in doctest.OPTIONFLAGS_BY_NAME.items() if flags & flag]


def report(file):
    name = f"test.{file}"
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    tests = list(flatten(suite))
    # A finished suite lets go of its tests, and a finished doctest of its examples' namespace.
    doctests = {test: examples_of(test) for test in tests if isinstance(test, doctest.DocTestCase)}
    result = Result()
    suite.run(result)
    answer = {"file": file, "methods": [], "doctests": [], "failing": []}
    for test in tests:
        if test in result.left:
            continue
        if test in doctests:
            entry = {"name": test._dt_test.name, "module": test._dt_test.globs.get("__name__"), "examples": doctests[test]}
            answer["doctests"].append(entry)
            continue
        cls = type(test)
        method = [cls.__module__, cls.__qualname__, test._testMethodName]
        answer["methods"].append(method)
        if test in result.failing:
            answer["failing"].append(method)
    return answer


warnings.simplefilter("default")
out = sys.stdout
sys.stdout = sys.stderr = io.StringIO()
for file in sys.argv[1:]:
    print(json.dumps(report(file)), file=out, flush=True)
