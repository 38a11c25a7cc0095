# torch.distributed of a process that has no group: it can be asked for, and everything else says that there is none.
# Messages follow PyTorch 1.13; the text is our own.


def is_available():
    return True


def is_initialized():
    return False


def is_nccl_available():
    return False


def is_mpi_available():
    return False


def is_gloo_available():
    return True


def is_torchelastic_launched():
    return False


def _of_group(name):
    def function(*args, **kwargs):
        raise RuntimeError(
            "Default process group has not been initialized, please make sure to call init_process_group."
        )

    function.__name__ = name
    function.__qualname__ = name
    return function


get_rank = _of_group("get_rank")
get_world_size = _of_group("get_world_size")
get_backend = _of_group("get_backend")
new_group = _of_group("new_group")
barrier = _of_group("barrier")
all_reduce = _of_group("all_reduce")
all_gather = _of_group("all_gather")
broadcast = _of_group("broadcast")
reduce = _of_group("reduce")
