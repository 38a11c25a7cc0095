# Settings of torch that change how things are computed elsewhere, and here only what they say of themselves: threads,
# determinism, precision of products on a GPU. Messages follow torch/__init__.py of PyTorch 1.13; the text is our own.

_interop_threads = 1
_precision = "highest"
_deterministic = False
_warn_only = False
_warn_always = False


def get_num_interop_threads():
    return _interop_threads


def set_num_interop_threads(count):
    global _interop_threads
    if not isinstance(count, int):
        raise RuntimeError("set_num_interop_threads expects an int, but got {}".format(type(count).__name__))
    if count <= 0:
        raise RuntimeError("set_num_interop_threads expects a positive integer")
    _interop_threads = count


def get_float32_matmul_precision():
    return _precision


def set_float32_matmul_precision(precision):
    global _precision
    if precision in ("highest", "high", "medium"):
        _precision = precision


def use_deterministic_algorithms(mode, *, warn_only=False):
    global _deterministic, _warn_only
    if not isinstance(mode, bool):
        raise TypeError(
            "_set_deterministic_algorithms(): argument 'mode' (position 1) must be bool, not "
            + type(mode).__name__
        )
    _deterministic = mode
    _warn_only = warn_only


def are_deterministic_algorithms_enabled():
    return _deterministic


def is_deterministic_algorithms_warn_only_enabled():
    return _warn_only


def set_deterministic_debug_mode(debug_mode):
    if not isinstance(debug_mode, (int, str)):
        raise TypeError(f"debug_mode must be str or int, but got {type(debug_mode)}")
    if isinstance(debug_mode, str):
        modes = {"default": 0, "warn": 1, "error": 2}
        if debug_mode not in modes:
            raise RuntimeError(
                "invalid value of debug_mode, expected one of `default`, "
                f"`warn`, `error`, but got {debug_mode}"
            )
        debug_mode = modes[debug_mode]
    if debug_mode not in (0, 1, 2):
        raise RuntimeError(f"invalid value of debug_mode, expected 0, 1, or 2, but got {debug_mode}")
    use_deterministic_algorithms(debug_mode > 0, warn_only=debug_mode == 1)


def get_deterministic_debug_mode():
    if not _deterministic:
        return 0
    return 1 if _warn_only else 2


def set_warn_always(b):
    global _warn_always
    if not isinstance(b, bool):
        raise RuntimeError("setWarnOnlyOnce expects a bool, but got {}".format(type(b).__name__))
    _warn_always = b


def is_warn_always_enabled():
    return _warn_always
