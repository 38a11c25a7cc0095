"""Streams in memory: StringIO and BytesIO."""

from _refusals import refuse

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def close(self):
        self.closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" + ("" if isinstance(self, StringIO) else "."))

    def flush(self):
        self._check()

    def isatty(self):
        return False

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class _Memory(IOBase):
    """Text or bytes in one piece, and a position in it."""

    def getvalue(self):
        self._check()
        return self._value

    def tell(self):
        self._check()
        return self._position

    def read(self, size=-1):
        self._check()
        start = self._position
        end = len(self._value) if size is None or size < 0 else start + size
        part = self._value[start:end]
        self._position += len(part)
        return part

    def readline(self, size=-1):
        self._check()
        start, end = self._position, self._position
        while end < len(self._value):
            end += 1
            if self._value[end - 1 : end] == self._newline:
                break
        if size is not None and size >= 0:
            end = min(end, start + size)
        self._position = max(start, end)
        return self._value[start:end]

    def truncate(self, size=None):
        self._check()
        size = self._position if size is None else size
        if size < 0:
            raise ValueError("negative size value {}".format(size) if self._filler == b"\0" else
                             "Negative size value {}".format(size))
        self._value = self._value[:size]
        return size

    def _put(self, data):
        start = self._position
        gap = start - len(self._value)
        if gap > 0:
            self._value += self._filler * gap
        self._value = self._value[:start] + data + self._value[start + len(data):]
        self._position = start + len(data)
        return len(data)


class StringIO(_Memory):
    _newline, _filler = "\n", "\0"

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not {}".format(type(initial_value).__name__))
        self._value = initial_value or ""
        self._position = 0

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got '{}'".format(type(s).__name__))
        return self._put(s)

    def seek(self, cookie, whence=0):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError("Invalid whence ({}, should be 0, 1 or 2)".format(whence))
        if whence == 0 and cookie < 0:
            raise ValueError("Negative seek position {}".format(cookie))
        if whence and cookie:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._position = cookie if whence == 0 else self._position if whence == 1 else len(self._value)
        return self._position


class BytesIO(_Memory):
    """Also holds what torch.save wrote, as the objects that it stands for: its bytes are not made."""

    _newline, _filler = b"\n", b"\0"

    def __init__(self, initial_bytes=b""):
        self._value = b""
        self._saved = None
        self._position = 0
        if isinstance(initial_bytes, SavedBytes):
            self._saved = initial_bytes.saved
        elif initial_bytes is not None:
            if not isinstance(initial_bytes, (bytes, bytearray)):
                raise TypeError("a bytes-like object is required, not '{}'".format(type(initial_bytes).__name__))
            self._value = bytes(initial_bytes)

    def write(self, b):
        self._check()
        if self._saved is not None or isinstance(b, SavedBytes):
            _refuse_bytes()
        if not isinstance(b, (bytes, bytearray)):
            raise TypeError("a bytes-like object is required, not '{}'".format(type(b).__name__))
        return self._put(bytes(b))

    def seek(self, pos, whence=0):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError("invalid whence ({}, should be 0, 1 or 2)".format(whence))
        if whence == 0 and pos < 0:
            raise ValueError("negative seek value {}".format(pos))
        if self._saved is not None and (whence != 0 or pos != 0):
            _refuse_bytes()
        start = 0 if whence == 0 else self._position if whence == 1 else len(self._value)
        self._position = max(0, start + pos)
        return self._position

    def tell(self):
        if self._saved is not None and self._position is _END:
            _refuse_bytes()
        return super().tell()

    def truncate(self, size=None):
        if self._saved is not None:
            if size != 0 and not (size is None and self._position == 0):
                _refuse_bytes()
            self._saved = None
            self._position = 0 if self._position is _END else self._position
        return super().truncate(size)

    def getvalue(self):
        return super().getvalue() if self._saved is None else SavedBytes(self._saved)

    def getbuffer(self):
        self._check()
        if self._saved is not None:
            return SavedBytes(self._saved)
        refuse("BytesIO.getbuffer")

    def read(self, size=-1):
        if self._saved is None:
            return super().read(size)
        self._check()
        if self._position is _END:
            return b""
        if size is not None and size >= 0:
            _refuse_bytes()
        self._position = _END
        return SavedBytes(self._saved)

    def _save(self, objects):
        """Takes what torch.save writes; the position is then behind it."""
        self._check()
        if self._position != 0 or (self._value and self._saved is None):
            refuse("torch.save behind other bytes")
        self._saved = objects
        self._position = _END

    def _load(self):
        """What torch.save wrote here, at whose beginning the position must be."""
        self._check()
        if self._saved is None or self._position is _END:
            return None
        return self._saved


def _refuse_bytes():
    refuse("looking into the bytes that torch.save wrote")


class _End:
    """The position behind bytes whose number nobody knows."""


_END = _End()


class SavedBytes:
    """The bytes that torch.save wrote, as far as handing them on."""

    def __init__(self, saved):
        self.saved = saved

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _refuse_bytes()


def _opaque(*args):
    _refuse_bytes()


for _name in ("len", "getitem", "iter", "contains", "eq", "ne", "add", "radd", "mul", "hash", "repr", "str", "bool",
              "format", "bytes", "lt", "le", "gt", "ge"):
    setattr(SavedBytes, "__" + _name + "__", _opaque)
SavedBytes.__name__ = SavedBytes.__qualname__ = "bytes"


_elsewhere = frozenset((
    "BufferedIOBase", "BufferedRWPair", "BufferedRandom", "BufferedReader", "BufferedWriter", "FileIO", "RawIOBase",
    "TextIOBase", "TextIOWrapper", "open", "open_code",
))


def __getattr__(name):
    if name in _elsewhere:
        from _refusals import refuse
        refuse(f"io.{name}")
    raise AttributeError(f"module 'io' has no attribute {name!r}")
