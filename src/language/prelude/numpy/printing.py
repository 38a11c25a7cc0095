# numpy: arrays as text. Behaviour follows numpy/core/arrayprint.py of NumPy 1.24; the text is our own.

from torch import _C, _numpy
from numpy._dtypes import positional

_options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False}


def set_printoptions(**options):
    for name, value in options.items():
        if name not in _options:
            _C._refuse("numpy.set_printoptions with {}".format(name))
        if value is not None:
            _options[name] = value


def array_str(array):
    if array.ndim == 0:
        return str(array[()])
    return _text(array, " ", "", "")


def array_repr(array):
    kind = array.dtype
    if array.ndim == 0:
        text = "array({}".format(_words([array.item()], array.dtype)[0].strip())
    elif array.size > 0 or array.shape == (0,):
        text = "array(" + _text(array, ", ", "array(", ")")
    else:
        text = "array([], shape={}".format(repr(array.shape))
    if kind.name in ("int64", "float64", "bool") and array.size > 0:
        return text + ")"
    ending = "dtype={})".format(kind.name)
    last = len(text) - (text.rfind("\n") + 1)
    space = "\n      " if last + len(ending) + 1 > _options["linewidth"] else " "
    return text + "," + space + ending


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", **options):
    if options or max_line_width is not None or suppress_small is not None:
        _C._refuse("numpy.array2string with options")
    before = _options["precision"]
    if precision is not None:
        _options["precision"] = precision
    try:
        return str(a[()]) if a.ndim == 0 else _text(a, separator, prefix, "")
    finally:
        _options["precision"] = before


def _text(array, separator, prefix, suffix):
    if array.size == 0:
        return "[]"
    edge = _options["edgeitems"]
    summary = array.size > _options["threshold"]
    kept = [
        list(range(size)) if not summary or size <= 2 * edge else list(range(edge)) + list(range(size - edge, size))
        for size in array.shape
    ]
    data = array._tensor
    for axis, places in enumerate(kept):
        if len(places) != data.shape[axis]:
            data = data.index_select(axis, _numpy.places(places))
    values = data.reshape(-1).tolist()
    words = iter(_words(values, array.dtype))
    width = _options["linewidth"] - len(suffix)
    return _block(words, array.shape, 0, summary, edge, separator, " " + " " * len(prefix), width)


def _block(words, shape, axis, summary, edge, separator, indent, width):
    """The text of one bracket; words come in the order in which they stand."""
    left = len(shape) - axis
    if left == 0:
        return next(words)
    size = shape[axis]
    cut = summary and 2 * edge < size
    count = 2 * edge if cut else size
    text = ""
    if left == 1:
        room = width - max(len(separator.rstrip()), 1)
        line = indent
        for i in range(count):
            if cut and i == edge:
                text, line = _extended(text, line, "...", room, indent)
                line += separator
            text, line = _extended(text, line, next(words), room, indent)
            if i < count - 1:
                line += separator
        text += line
    else:
        between = separator.rstrip() + "\n" * (left - 1)
        for i in range(count):
            if cut and i == edge:
                text += indent + "..." + between
            text += indent + _block(words, shape, axis + 1, summary, edge, separator, indent + " ", width - 1)
            if i < count - 1:
                text += between
    return "[" + text[len(indent):] + "]"


def _extended(text, line, word, room, indent):
    if len(line) + len(word) > room and len(line) > len(indent):
        text += line.rstrip() + "\n"
        line = indent
    return text, line + word


def _words(values, kind):
    if kind.kind == "b":
        return [" True" if value else "False" for value in values]
    if kind.kind != "f":
        texts = [str(value) for value in values]
        width = max(len(text) for text in texts)
        return [text.rjust(width) for text in texts]
    return _floats(values, kind.itemsize * 8)


def _is_finite(value):
    return value == value and value not in (float("inf"), float("-inf"))


def _floats(values, bits):
    precision = _options["precision"]
    finite = [value for value in values if _is_finite(value)]
    sizes = [abs(value) for value in finite if value != 0.0]
    scientific = False
    if sizes:
        low, high = min(sizes), max(sizes)
        scientific = high >= 1e8 or (not _options["suppress"] and (low < 0.0001 or _numpy.ratio(high, low, bits) > 1000.0))
    write = _scientific if scientific else _positional
    texts = [write(value, bits, precision) for value in finite]
    before = max((len(whole) for whole, _, _ in texts), default=0)
    after = max((len(fraction) for _, fraction, _ in texts), default=0)
    tail = max((len(exponent) for _, _, exponent in texts), default=0)
    size = before + 1 + after + tail if finite else 0
    if len(finite) < len(values):
        size = max(size, 4 if float("-inf") in values else 3)
    words = iter(texts)
    result = []
    for value in values:
        if not _is_finite(value):
            result.append(("nan" if value != value else "inf" if value > 0 else "-inf").rjust(size))
            continue
        whole, fraction, _ = next(words)
        if scientific:
            # Digits past the shortest are those of the exact value.
            mantissa, _, power = format(value, ".{}e".format(after)).partition("e")
            shown = power[0] + power[1:].rjust(tail - 2, "0")
            result.append((mantissa + ("" if after else ".") + "e" + shown).rjust(size))
        else:
            result.append((whole.rjust(before) + "." + fraction.ljust(after)).rjust(size))
    return result


def _positional(value, bits, precision):
    """The parts of the shortest digits, or of the exact value rounded where those are too many."""
    whole, _, fraction = positional(value, bits).partition(".")
    if len(fraction) > precision:
        whole, _, fraction = format(value, ".{}f".format(precision)).partition(".")
    return whole, fraction.rstrip("0"), ""


def _scientific(value, bits, precision):
    mantissa, _, exponent = _numpy.shortest(value, bits).partition("e")
    if len(mantissa.partition(".")[2]) > precision:
        mantissa, _, exponent = format(value, ".{}e".format(precision)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    number = int(exponent)
    return whole, fraction.rstrip("0"), "e{}{:02d}".format("-" if number < 0 else "+", abs(number))
