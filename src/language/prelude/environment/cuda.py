# torch.cuda of a PyTorch without CUDA: nothing is there, and what needs a device says so. Behaviour and messages follow
# torch/cuda of PyTorch 1.13 built for the CPU; the text is our own.

_WITHOUT = "Torch not compiled with CUDA enabled"


def _lazy_init():
    raise AssertionError(_WITHOUT)


def _needs_device(name):
    def function(*args, **kwargs):
        raise AssertionError(_WITHOUT)

    function.__name__ = name
    function.__qualname__ = name
    return function


def is_available():
    return False


def is_initialized():
    return False


def device_count():
    return 0


def get_arch_list():
    return []


# Put off until there is a device.


def manual_seed(seed):
    int(seed)


def manual_seed_all(seed):
    int(seed)


def seed():
    return None


def seed_all():
    return None


def empty_cache():
    return None


def memory_allocated(device=None):
    return 0


max_memory_allocated = memory_reserved = max_memory_reserved = memory_cached = max_memory_cached = memory_allocated

synchronize = _needs_device("synchronize")
current_device = _needs_device("current_device")
current_stream = _needs_device("current_stream")
default_stream = _needs_device("default_stream")
get_device_name = _needs_device("get_device_name")
get_device_properties = _needs_device("get_device_properties")
get_device_capability = _needs_device("get_device_capability")
get_rng_state = _needs_device("get_rng_state")
set_rng_state = _needs_device("set_rng_state")
initial_seed = _needs_device("initial_seed")
ipc_collect = _needs_device("ipc_collect")
mem_get_info = _needs_device("mem_get_info")
is_bf16_supported = _needs_device("is_bf16_supported")
init = _needs_device("init")
