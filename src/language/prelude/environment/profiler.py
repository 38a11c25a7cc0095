# Profilers: the code under them runs, and asking for what they measured is refused, for it would be other times than
# PyTorch's. Behaviour follows torch/autograd/profiler.py and torch/profiler of PyTorch 1.13; the text is our own.

import contextlib
import enum

from torch import _C


class ProfilerActivity(enum.Enum):
    CPU = 0
    CUDA = 2

    def __repr__(self):
        return f"<ProfilerActivity.{self.name}: {self.value}>"


class ProfilerAction(enum.Enum):
    NONE = 0
    WARMUP = 1
    RECORD = 2
    RECORD_AND_SAVE = 3


class _Times:
    """What has times in it."""

    def __getattr__(self, name):
        if name in (
            "events",
            "export_chrome_trace",
            "export_stacks",
            "function_events",
            "key_averages",
            "self_cpu_time_total",
            "table",
            "total_average",
        ):
            _C._refuse(f"the profiler's {name}")
        raise AttributeError(f"'profile' object has no attribute '{name}'")


class profile(_Times):
    __module__ = "torch.autograd.profiler"

    def __init__(
        self,
        enabled=True,
        *,
        use_cuda=False,
        record_shapes=False,
        with_flops=False,
        profile_memory=False,
        with_stack=False,
        with_modules=False,
        use_kineto=False,
        use_cpu=True,
        experimental_config=None,
    ):
        self.enabled = enabled
        self.entered = False

    def __enter__(self):
        if not self.enabled:
            return None
        if self.entered:
            raise RuntimeError("Profiler context manager is not reentrant")
        self.entered = True
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        return False if self.enabled else None


class record_function(contextlib.ContextDecorator):
    __module__ = "torch.autograd.profiler"

    def __init__(self, name, args=None):
        self.name = name
        self.args = args
        self.run_callbacks_on_exit = True

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


class emit_itt:
    __module__ = "torch.autograd.profiler"

    def __init__(self, enabled=True, record_shapes=False):
        self.enabled = enabled

    def __enter__(self):
        if not self.enabled:
            return None
        raise RuntimeError("Can't use ITT profiler - PyTorch was compiled without ITT")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return False if self.enabled else None


def kineto_available():
    return False


def supported_activities():
    return {ProfilerActivity.CPU}


def schedule(*, wait, warmup, active, repeat=0, skip_first=0):
    def schedule_fn(step):
        assert step >= 0
        if step < skip_first:
            return ProfilerAction.NONE
        step -= skip_first
        length = wait + warmup + active
        if repeat > 0 and step / length >= repeat:
            return ProfilerAction.NONE
        at = step % length
        if at < wait:
            return ProfilerAction.NONE
        if at < wait + warmup:
            return ProfilerAction.WARMUP
        return ProfilerAction.RECORD if at < length - 1 else ProfilerAction.RECORD_AND_SAVE

    assert wait >= 0 and warmup >= 0 and active > 0 and repeat >= 0 and skip_first >= 0, "Invalid profiler schedule arguments"
    return schedule_fn


class scheduled_profile(_Times):
    """torch.profiler.profile"""

    __module__ = "torch.profiler.profiler"
    __qualname__ = "profile"

    def __init__(
        self,
        *,
        activities=None,
        schedule=None,
        on_trace_ready=None,
        record_shapes=False,
        profile_memory=False,
        with_stack=False,
        with_flops=False,
        with_modules=False,
        experimental_config=None,
        use_cuda=None,
    ):
        if on_trace_ready is not None:
            _C._refuse("torch.profiler.profile(on_trace_ready=…)")
        self.activities = set(activities) if activities else supported_activities()
        assert len(self.activities) > 0, "No valid profiler activities found"
        self.schedule = schedule
        self.step_num = 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.stop()

    def start(self):
        return None

    def stop(self):
        return None

    def step(self):
        self.step_num += 1


scheduled_profile.__name__ = "profile"
