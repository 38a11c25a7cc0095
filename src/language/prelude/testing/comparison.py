# torch.testing: assert_close. Behaviour and messages follow torch/testing/_comparison.py of PyTorch 1.13; the text is our
# own. What is compared is first laid out as pairs, which finds what cannot be compared; then the pairs are compared.

import collections.abc
import math

import torch


class _Mismatch(Exception):
    """What to raise, at which item of the inputs."""

    def __init__(self, type, text, id):
        super().__init__(text)
        self.type = type
        self.text = text
        self.id = id

    def to_error(self, msg=None):
        if isinstance(msg, str):
            return self.type(msg)
        text = self.text
        if self.id:
            text += "\n\nThe failure occurred for item " + "".join(str([item]) for item in self.id)
        return self.type(msg(text) if callable(msg) else text)


# (rtol, atol); exact for every other dtype.
_PRECISIONS = {
    torch.float16: (0.001, 1e-5),
    torch.bfloat16: (0.016, 1e-5),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: (1e-7, 1e-7),
}
_COMPLEX = {"torch.complex64": (1.3e-6, 1e-5), "torch.complex128": (1e-7, 1e-7)}


def _tolerances(dtypes, rtol, atol, id):
    if (rtol is None) != (atol is None):
        raise _Mismatch(
            ValueError,
            "Both 'rtol' and 'atol' must be either specified or omitted, "
            f"but got no {'rtol' if rtol is None else 'atol'}.",
            id,
        )
    if rtol is not None:
        return rtol, atol
    pairs = [_PRECISIONS.get(dtype) or _COMPLEX.get(str(dtype), (0.0, 0.0)) for dtype in dtypes]
    return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)


def _report(what, rtol, atol, absolute, relative, extra=""):
    """`absolute` and `relative`: the difference, and where it is, or None."""
    exact = rtol == 0 and atol == 0

    def line(name, found, tolerance):
        difference, index = found
        if index is None:
            text = f"{name.title()} difference: {difference}"
        else:
            text = f"Greatest {name} difference: {difference} at index {index}"
        return text + ("" if exact else f" (up to {tolerance} allowed)") + "\n"

    text = f"{what} are not {'equal' if exact else 'close'}!\n\n{extra}"
    return (text + line("absolute", absolute, atol) + line("relative", relative, rtol)).strip()


def _scalar_report(actual, expected, rtol, atol):
    absolute = abs(actual - expected)
    relative = float("inf") if expected == 0 else absolute / abs(expected)
    return _report("Scalars", rtol, atol, (absolute, None), (relative, None))


def _tensor_report(actual, expected, matches, rtol, atol):
    total = matches.numel()
    wrong = torch.sum(~matches).item()
    flat = matches.flatten()
    expected_flat = expected.flatten()
    absolute = torch.abs(actual.flatten() - expected_flat)
    absolute[flat] = 0
    relative = absolute / torch.abs(expected_flat)
    relative[flat] = 0

    def greatest(differences):
        value, place = torch.max(differences, 0)
        place, index = int(place), []
        for size in reversed(matches.shape):
            place, at = divmod(place, size)
            index.insert(0, at)
        return value.item(), tuple(index)

    extra = f"Mismatched elements: {wrong} / {total} ({wrong / total:.1%})\n"
    return _report("Tensor-likes", rtol, atol, greatest(absolute), greatest(relative), extra)


class _Comparison:
    """One call's options."""

    def __init__(self, options):
        self.options = options

    def pairs(self, actual, expected, id=()):
        """Functions that raise where two parts of the inputs differ, in order."""
        sequence, mapping = collections.abc.Sequence, collections.abc.Mapping
        both = (actual, expected)
        if all(isinstance(each, sequence) and not isinstance(each, str) for each in both):
            if len(actual) != len(expected):
                raise _Mismatch(
                    AssertionError, f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", id
                )
            return self._of_items(both, range(len(actual)), id)
        if all(isinstance(each, mapping) for each in both):
            return self._of_items(both, self._keys(actual, expected, id), id)
        return [self._pair(actual, expected, id)]

    def _of_items(self, both, keys, id):
        found = []
        for key in keys:
            found.extend(self.pairs(both[0][key], both[1][key], (*id, key)))
        return found

    def _keys(self, actual, expected, id):
        ours, theirs = set(actual.keys()), set(expected.keys())
        if ours != theirs:
            raise _Mismatch(
                AssertionError,
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {sorted(theirs - ours)}\n"
                f"Additional keys in the actual mapping: {sorted(ours - theirs)}",
                id,
            )
        try:
            return sorted(ours)
        except Exception:
            return ours

    def _pair(self, actual, expected, id):
        if actual is None or expected is None:
            return lambda: self._nones(actual, expected, id)
        if isinstance(actual, bool) and isinstance(expected, bool):
            return lambda: self._booleans(actual, expected, id)
        if _is_number(actual) and _is_number(expected):
            return self._number_pair(actual, expected, id)
        tensors = self._as_tensors(actual, expected)
        if tensors is None:
            raise _Mismatch(
                TypeError,
                f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.",
                id,
            )
        actual, expected = tensors
        rtol, atol = _tolerances((actual.dtype, expected.dtype), self.options["rtol"], self.options["atol"], id)
        return lambda: self._tensors(actual, expected, rtol, atol, id)

    def _as_tensors(self, actual, expected):
        """None where the inputs are not related, or no tensors can be made of them."""
        if not (isinstance(actual, type(expected)) or isinstance(expected, type(actual))):
            return None
        if not self.options["allow_subclasses"] and type(actual) is not type(expected):
            return None
        try:
            return [each if isinstance(each, torch.Tensor) else torch.as_tensor(each) for each in (actual, expected)]
        except Exception:
            return None

    def _nones(self, actual, expected, id):
        if not (actual is None and expected is None):
            raise _Mismatch(AssertionError, f"None mismatch: {actual} is not {expected}", id)

    def _booleans(self, actual, expected, id):
        if actual is not expected:
            raise _Mismatch(AssertionError, f"Booleans mismatch: {actual} is not {expected}", id)

    def _number_pair(self, actual, expected, id):
        def dtype_of(number):
            if isinstance(number, (int, float)):
                return torch.float64 if isinstance(number, float) else torch.int64
            return torch.complex128

        dtypes = (dtype_of(actual), dtype_of(expected))
        rtol, atol = _tolerances(dtypes, self.options["rtol"], self.options["atol"], id)

        def compare():
            if self.options["check_dtype"] and type(actual) is not type(expected):
                raise _Mismatch(
                    AssertionError, f"The (d)types do not match: {type(actual)} != {type(expected)}.", id
                )
            if actual == expected:
                return
            # Not a number is not itself either.
            if self.options["equal_nan"] and actual != actual and expected != expected:
                return
            difference = abs(actual - expected)
            if math.isfinite(difference) and difference <= atol + rtol * abs(expected):
                return
            raise _Mismatch(AssertionError, _scalar_report(actual, expected, rtol, atol), id)

        return compare

    def _tensors(self, actual, expected, rtol, atol, id):
        self._check_attributes(actual, expected, id)
        if actual.dtype != expected.dtype:
            dtype = torch.promote_types(actual.dtype, expected.dtype)
            actual, expected = actual.to(dtype), expected.to(dtype)
        wide = _widest(actual.dtype)
        actual, expected = actual.to(wide), expected.to(wide)
        matches = torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=self.options["equal_nan"])
        if torch.all(matches):
            return
        if actual.shape == torch.Size([]):
            text = _scalar_report(actual.item(), expected.item(), rtol, atol)
        else:
            text = _tensor_report(actual, expected, matches, rtol, atol)
        raise _Mismatch(AssertionError, text, id)

    def _check_attributes(self, actual, expected, id):
        checks = [("shape", actual.shape, expected.shape)]
        if self.options["check_stride"]:
            checks.append(("stride()", actual.stride(), expected.stride()))
        if self.options["check_dtype"]:
            checks.append(("dtype", actual.dtype, expected.dtype))
        for name, ours, theirs in checks:
            if ours != theirs:
                raise _Mismatch(
                    AssertionError, f"The values for attribute '{name}' do not match: {ours} != {theirs}.", id
                )


def _is_number(value):
    return isinstance(value, (int, float)) or type(value).__name__ == "complex"


def _widest(dtype):
    if dtype.is_complex:
        return torch.complex128
    return torch.float64 if dtype.is_floating_point else torch.int64


def assert_close(
    actual,
    expected,
    *,
    allow_subclasses=True,
    rtol=None,
    atol=None,
    equal_nan=False,
    check_device=True,
    check_dtype=True,
    check_layout=True,
    check_stride=False,
    msg=None,
):
    comparison = _Comparison(
        {
            "allow_subclasses": allow_subclasses,
            "rtol": rtol,
            "atol": atol,
            "equal_nan": equal_nan,
            "check_dtype": check_dtype,
            "check_stride": check_stride,
        }
    )
    try:
        pairs = comparison.pairs(actual, expected)
    except _Mismatch as mismatch:
        raise mismatch.to_error() from None
    first = None
    for compare in pairs:
        try:
            compare()
        except _Mismatch as mismatch:
            first = mismatch if first is None else first
    if first is not None:
        raise first.to_error(msg)
