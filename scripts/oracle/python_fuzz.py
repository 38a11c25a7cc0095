"""Runs programs that come as JSON lines and answers each with [what it printed, how it ended]; python-fuzz.mjs asks."""

import contextlib
import io
import json
import resource
import signal
import sys
import warnings

warnings.simplefilter("ignore")
SECONDS = 5
MOST_TEXT = 1_000_000
# Gigabytes are a MemoryError for both; without this, a product of ranges is a thrashing machine.
MEMORY = 2**30
resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class TooLong(BaseException):
    pass


def stop(*_):
    raise TooLong


signal.signal(signal.SIGALRM, stop)
for line in sys.stdin:
    printed = io.StringIO()
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(json.loads(line), "main.py", "exec", dont_inherit=True), {"__name__": "__main__"})
        end = "ok"
    except TooLong:
        end = None
    except SyntaxError as error:
        end = f"{type(error).__name__}: {error.msg}"
    except BaseException as error:
        end = f"{type(error).__name__}: {error}"
    signal.alarm(0)
    text = printed.getvalue()
    # Nobody compares megabytes: a width of millions, which we refuse for its size.
    print(json.dumps([text, end] if len(text) < MOST_TEXT else ["", None]))
