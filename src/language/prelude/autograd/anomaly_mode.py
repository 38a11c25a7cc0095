# Anomaly mode. Behaviour follows torch/autograd/anomaly_mode.py of PyTorch 1.13; the text is our own.

import warnings

from torch import _C


class set_detect_anomaly:
    """Sets the mode at once; as a context manager, for the time of the block."""

    def __init__(self, mode, check_nan=True):
        self.prev, self.prev_check_nan = _C._anomaly_mode()
        _C._set_anomaly_mode(mode, check_nan)

    def __enter__(self):
        pass

    def __exit__(self, *args):
        _C._set_anomaly_mode(self.prev, self.prev_check_nan)


class detect_anomaly:
    """Within, an error of a backward shows where its forward was, and a nan in a gradient is one."""

    def __init__(self, check_nan=True):
        self.prev, self.prev_check_nan = _C._anomaly_mode()
        self.check_nan = check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. "
            "This mode will increase the runtime "
            "and should only be enabled for debugging.",
            stacklevel=2,
        )

    def __enter__(self):
        _C._set_anomaly_mode(True, self.check_nan)

    def __exit__(self, *args):
        _C._set_anomaly_mode(self.prev, self.prev_check_nan)
