"""Other interpreters, which programs cannot start here."""
import _harness


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _harness.unsupported(f"test.support.script_helper.{name}")
