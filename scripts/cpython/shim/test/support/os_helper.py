"""Files, of which programs have none here."""
import _harness

TESTFN = "@test"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _harness.unsupported(f"test.support.os_helper.{name}")
