# torch.backends.cuda: switches that nothing reads without CUDA. Behaviour follows PyTorch 1.13; the text is our own.


class cuBLASModule:
    def __init__(self):
        self.__dict__.update(allow_tf32=False, allow_fp16_reduced_precision_reduction=True)

    def __getattr__(self, name):
        raise AssertionError("Unknown attribute " + name)

    def __setattr__(self, name, value):
        if name not in self.__dict__:
            raise AssertionError("Unknown attribute " + name)
        self.__dict__[name] = value


matmul = cuBLASModule()
_flash_sdp = _math_sdp = True


def is_built():
    return False


def flash_sdp_enabled():
    return _flash_sdp


def enable_flash_sdp(enabled):
    global _flash_sdp
    _flash_sdp = enabled


def math_sdp_enabled():
    return _math_sdp


def enable_math_sdp(enabled):
    global _math_sdp
    _math_sdp = enabled
