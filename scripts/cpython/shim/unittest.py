"""The part of unittest that CPython's own tests of the language use: cases, their assertions, skipping, subtests.

A failing assertion raises its AssertionError with a short message; how unittest words it is not what is measured.
"""
import warnings

import _harness

_NOTHING = object()


class SkipTest(Exception):
    pass


def _skipper(reason):
    def decorate(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    return decorate


def skip(reason):
    return _skipper(reason)


def skipIf(condition, reason):
    return _skipper(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return lambda item: item if condition else _skipper(reason)(item)


def expectedFailure(item):
    return item


def main(*args, **kwargs):
    pass


class TestSuite:
    def __init__(self, tests=()):
        self.tests = list(tests)

    def addTest(self, test):
        self.tests.append(test)

    def addTests(self, tests):
        self.tests.extend(tests)


class _RaisesContext:
    def __init__(self, case, expected, pattern=None, message=None):
        self.case = case
        self.expected = expected
        self.pattern = pattern
        self.message = message
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            self.case.fail(f"{_names(self.expected)} not raised")
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.pattern is not None and not _found(self.pattern, str(exc_value)):
            self.case.fail(f"{self.pattern!r} does not match {str(exc_value)!r}")
        return True

    def handle(self, args, kwargs):
        if not args:
            self.message = kwargs.pop("msg", None)
            return self
        function, *rest = args
        with self:
            function(*rest, **kwargs)
        return None


class _WarnsContext:
    def __init__(self, case, expected, pattern=None):
        self.case = case
        self.expected = expected
        self.pattern = pattern
        self.recorder = warnings.catch_warnings(record=True)

    def __enter__(self):
        self.warnings = self.recorder.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.recorder.__exit__(exc_type, exc_value, traceback)
        if exc_type is not None:
            return
        same = [each for each in self.warnings if issubclass(each.category, self.expected)]
        for each in same:
            self.warning = each.message
            self.filename = each.filename
            self.lineno = each.lineno
            if self.pattern is None or _found(self.pattern, str(each.message)):
                return
        if same:
            self.case.fail(f"{self.pattern!r} does not match {str(same[0].message)!r}")
        self.case.fail(f"{_names(self.expected)} not triggered")

    handle = _RaisesContext.handle


def _found(pattern, text):
    """The shim finds its patterns without `re`, which is one of the things that are measured."""
    return _harness.search(pattern, text) if isinstance(pattern, str) else pattern.search(text)


def _names(expected):
    return expected.__name__ if isinstance(expected, type) else " or ".join(each.__name__ for each in expected)


class _SubTest:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def id(self):
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def shortDescription(self):
        return None

    def __repr__(self):
        return f"<{self.id()}>"

    def __call__(self, result=None):
        run_case(self)

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def enterContext(self, manager):
        value = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return value

    def addTypeEqualityFunc(self, cls, function):
        pass

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, message=None, **parameters):
        return _SubTest()

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _require(self, condition, message, msg):
        if not condition:
            self.fail(message if msg is None else f"{message} : {msg}")

    def assertTrue(self, value, msg=None):
        self._require(value, f"{value!r} is not true", msg)

    def assertFalse(self, value, msg=None):
        self._require(not value, f"{value!r} is not false", msg)

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            self._require(False, f"{first!r} != {second!r}", msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._require(False, f"{first!r} == {second!r}", msg)

    def assertIs(self, first, second, msg=None):
        if first is not second:
            self._require(False, f"{first!r} is not {second!r}", msg)

    def assertIsNot(self, first, second, msg=None):
        self._require(first is not second, "unexpectedly identical", msg)

    def assertIsNone(self, value, msg=None):
        if value is not None:
            self._require(False, f"{value!r} is not None", msg)

    def assertIsNotNone(self, value, msg=None):
        self._require(value is not None, "unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._require(False, f"{member!r} not found in {container!r}", msg)

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._require(False, f"{member!r} unexpectedly found in {container!r}", msg)

    def assertIsInstance(self, value, cls, msg=None):
        if not isinstance(value, cls):
            self._require(False, f"{value!r} is not an instance of {cls!r}", msg)

    def assertNotIsInstance(self, value, cls, msg=None):
        if isinstance(value, cls):
            self._require(False, f"{value!r} is an instance of {cls!r}", msg)

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._require(False, f"{a!r} not less than {b!r}", msg)

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._require(False, f"{a!r} not less than or equal to {b!r}", msg)

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._require(False, f"{a!r} not greater than {b!r}", msg)

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._require(False, f"{a!r} not greater than or equal to {b!r}", msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference = abs(first - second)
        near = difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0
        self._require(near, f"{first!r} != {second!r} within tolerance", msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        near = difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0
        self._require(not (first == second or near), f"{first!r} == {second!r} within tolerance", msg)

    def assertRegex(self, text, pattern, msg=None):
        self._require(_found(pattern, text), f"{pattern!r} does not match {text!r}", msg)

    def assertNotRegex(self, text, pattern, msg=None):
        self._require(not _found(pattern, text), f"{pattern!r} matches {text!r}", msg)

    def _assertSame(self, cls, first, second, msg):
        self.assertIsInstance(first, cls, msg)
        self.assertIsInstance(second, cls, msg)
        self.assertEqual(first, second, msg)

    def assertListEqual(self, first, second, msg=None):
        self._assertSame(list, first, second, msg)

    def assertTupleEqual(self, first, second, msg=None):
        self._assertSame(tuple, first, second, msg)

    def assertDictEqual(self, first, second, msg=None):
        self._assertSame(dict, first, second, msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self._assertSame(str, first, second, msg)

    def assertSetEqual(self, first, second, msg=None):
        self._require(not first.difference(second) and not second.difference(first), f"{first!r} != {second!r}", msg)

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        self._require(len(first) == len(second), f"{first!r} != {second!r}", msg)
        for a, b in zip(first, second):
            self.assertEqual(a, b, msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            self._require(item in rest, f"{item!r} is too many", msg)
            rest.remove(item)
        self._require(not rest, f"{rest!r} missing", msg)

    def assertRaises(self, expected, /, *args, **kwargs):
        return _RaisesContext(self, expected).handle(args, kwargs)

    def assertRaisesRegex(self, expected, pattern, /, *args, **kwargs):
        return _RaisesContext(self, expected, pattern).handle(args, kwargs)

    def assertWarns(self, expected, /, *args, **kwargs):
        return _WarnsContext(self, expected).handle(args, kwargs)

    def assertWarnsRegex(self, expected, pattern, /, *args, **kwargs):
        return _WarnsContext(self, expected, pattern).handle(args, kwargs)


class IsolatedAsyncioTestCase(TestCase):
    pass


class TestLoader:
    def getTestCaseNames(self, cls):
        return sorted(name for name in dir(cls) if name.startswith("test") and callable(getattr(cls, name)))


defaultTestLoader = TestLoader()


def run_case(case):
    """Runs one method with what belongs around it; what goes wrong is raised."""
    method = getattr(case, case._testMethodName)
    for holder in (type(case), method):
        if getattr(holder, "__unittest_skip__", False):
            raise SkipTest(holder.__unittest_skip_why__)
    try:
        case.setUp()
        try:
            method()
        finally:
            case.tearDown()
    finally:
        case.doCleanups()


_ready = set()


def run_method(cls, name):
    if cls not in _ready:
        cls.setUpClass()
        _ready.add(cls)
    run_case(cls(name))
