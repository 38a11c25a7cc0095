"""Dates and times. The clock is read through time, in UTC: a run knows no other place."""

import time as _time

MINYEAR = 1
MAXYEAR = 9999
_days_in = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_days_before = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
_max_ordinal = 3652059
_months = [None, "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_days = [None, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_long_months = [None, "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"]
_long_days = [None, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _days_in[month]


def _days_before_month(year, month):
    return _days_before[month] + (month > 2 and _is_leap(year))


def _ymd2ord(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _ord2ymd(n):
    n -= 1
    n400, n = divmod(n, 146097)
    year = n400 * 400 + 1
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year += n100 * 100 + n4 * 4 + n1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _days_before_month(year, month)
    if before > n:
        month -= 1
        before = _days_before_month(year, month)
    return year, month, n - before + 1


def _index(value):
    if isinstance(value, int):
        return int(value)
    method = getattr(type(value), "__index__", None)
    if method is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return method(value)


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _format_offset(off, sep=":"):
    if off is None:
        return ""
    sign = "+"
    if off.days < 0:
        sign = "-"
        off = -off
    hh, mm = divmod(off, timedelta(hours=1))
    mm, ss = divmod(mm, timedelta(minutes=1))
    text = f"{sign}{hh:02d}{sep}{mm:02d}"
    if ss or ss.microseconds:
        text += f"{sep}{ss.seconds:02d}"
        if ss.microseconds:
            text += f".{ss.microseconds:06d}"
    return text


def _format_time(hh, mm, ss, us, timespec="auto"):
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec == "hours":
        return f"{hh:02d}"
    if timespec == "minutes":
        return f"{hh:02d}:{mm:02d}"
    if timespec == "seconds":
        return f"{hh:02d}:{mm:02d}:{ss:02d}"
    if timespec == "milliseconds":
        return f"{hh:02d}:{mm:02d}:{ss:02d}.{us // 1000:03d}"
    if timespec == "microseconds":
        return f"{hh:02d}:{mm:02d}:{ss:02d}.{us:06d}"
    raise ValueError("Unknown timespec value")


def _divide_nearest(a, b):
    """a / b rounded to the nearest, to even in the middle."""
    q, r = divmod(a, b)
    r *= 2
    greater = r > b if b > 0 else r < b
    if greater or r == b and q % 2 == 1:
        q += 1
    return q


class timedelta:
    __slots__ = ("_days", "_seconds", "_microseconds", "_hash")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        rest = 0.0
        for name, value, unit in (
            ("weeks", weeks, 604800000000), ("hours", hours, 3600000000), ("minutes", minutes, 60000000),
            ("milliseconds", milliseconds, 1000), ("microseconds", microseconds, 1), ("seconds", seconds, 1000000),
            ("days", days, 86400000000),
        ):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit
                fraction = (value - whole) * unit
                whole = int(fraction)
                total += whole
                rest += fraction - whole
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        return cls._of(total + _round_half_even(total, rest))

    @classmethod
    def _of(cls, microseconds):
        seconds, us = divmod(microseconds, 1000000)
        days, seconds = divmod(seconds, 86400)
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = us
        self._hash = -1
        return self

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def __repr__(self):
        parts = []
        if self._days:
            parts.append(f"days={self._days}")
        if self._seconds:
            parts.append(f"seconds={self._seconds}")
        if self._microseconds:
            parts.append(f"microseconds={self._microseconds}")
        name = "datetime.timedelta" if type(self) is timedelta else type(self).__qualname__
        return f"{name}({', '.join(parts) or '0'})"

    def __str__(self):
        mm, ss = divmod(self._seconds, 60)
        hh, mm = divmod(mm, 60)
        text = f"{hh}:{mm:02d}:{ss:02d}"
        if self._days:
            plural = "" if abs(self._days) == 1 else "s"
            text = f"{self._days} day{plural}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def total_seconds(self):
        return self._total() / 1000000

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._microseconds)

    def __add__(self, other):
        return timedelta._of(self._total() + other._total()) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._total() - other._total()) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return -self + other if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        return timedelta._of(self._total() // other) if isinstance(other, int) else NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._total() % other._total()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._total(), other._total())
            return q, timedelta._of(r)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _round_half_even(total, rest):
    whole = round(rest)
    if abs(rest - int(rest)) == 0.5:
        # To the even sum, not to the even rest.
        low = int(rest // 1)
        whole = low if (total + low) % 2 == 0 else low + 1
    return whole


timedelta.min = timedelta._of(-999999999 * 86400000000)
timedelta.max = timedelta._of(999999999 * 86400000000 + 86399999999)
timedelta.resolution = timedelta._of(1)


class IsoCalendarDate(tuple):
    __module__ = "datetime"

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _iso_week1_monday(year):
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def _iso_to_ord(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        bad = True
        if week == 53:
            first = _ymd2ord(year, 1, 1) % 7
            bad = not (first == 4 or first == 3 and _is_leap(year))
        if bad:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _iso_week1_monday(year) + (week - 1) * 7 + day - 1


def _digits(text, what):
    if not text.isascii() or not text.isdigit():
        raise ValueError(what)
    return int(text)


def _parse_date(text):
    bad = "Invalid isoformat string"
    if len(text) == 10 and text[4] == text[7] == "-":
        return _check_date(_digits(text[:4], bad), _digits(text[5:7], bad), _digits(text[8:], bad))
    if len(text) == 8 and text.isdigit():
        return _check_date(int(text[:4]), int(text[4:6]), int(text[6:]))
    week = text.replace("-", "")
    if len(week) in (7, 8) and week[4] == "W":
        day = _digits(week[7], bad) if len(week) == 8 else 1
        return _ord2ymd(_iso_to_ord(_digits(week[:4], bad), _digits(week[5:7], bad), day))
    raise ValueError(bad)


def _parse_clock(text):
    bad = "Invalid isoformat string"
    text = text.replace(",", ".")
    main, dot, fraction = text.partition(".")
    parts = main.split(":") if ":" in main else [main[i:i + 2] for i in range(0, len(main), 2)]
    if not 1 <= len(parts) <= 3 or any(len(part) != 2 for part in parts) or dot and len(parts) != 3:
        raise ValueError(bad)
    values = [_digits(part, bad) for part in parts] + [0] * (3 - len(parts))
    us = 0
    if dot:
        if not fraction or not fraction.isdigit():
            raise ValueError(bad)
        us = int(fraction[:6].ljust(6, "0"))
    return [*values, us]


def _parse_time(text):
    at = next((i for i, c in enumerate(text) if c in "+-Z"), -1)
    tz = None
    clock = text if at < 0 else text[:at]
    if at >= 0:
        if text[at] == "Z":
            if at != len(text) - 1:
                raise ValueError("Invalid isoformat string")
            tz = timezone.utc
        else:
            hh, mm, ss, us = _parse_clock(text[at + 1:])
            delta = timedelta(hours=hh, minutes=mm, seconds=ss, microseconds=us)
            tz = timezone.utc if not delta else timezone(-delta if text[at] == "-" else delta)
    return [*_parse_clock(clock), tz]


class date:
    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month, day):
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        return self

    @classmethod
    def fromtimestamp(cls, t):
        year, month, day = _ord2ymd(719163 + int(t // 86400))
        return cls(year, month, day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _max_ordinal:
            raise ValueError("year is out of range")
        return cls(*_ord2ymd(n))

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(date_string))
        except ValueError as error:
            if str(error) != "Invalid isoformat string":
                raise
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        return cls(*_ord2ymd(_iso_to_ord(year, week, day)))

    def __repr__(self):
        name = _name(self)
        return f"{name}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        weekday = self.toordinal() % 7 or 7
        return f"{_days[weekday]} {_months[self._month]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, fmt):
        return _strftime(self, fmt, 0, 0, 0, 0, None)

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    __str__ = isoformat

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def timetuple(self):
        from _refusals import refuse
        refuse("date.timetuple")

    def toordinal(self):
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self):
        return (self._year, self._month, self._day)

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() <= other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() < other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() >= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() > other._key()
        return NotImplemented

    def __hash__(self):
        return hash(("date", *self._key()))

    def __add__(self, other):
        if isinstance(other, timedelta):
            o = self.toordinal() + other.days
            if 0 < o <= _max_ordinal:
                return type(self).fromordinal(o)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        year = self._year
        monday = _iso_week1_monday(year)
        today = self.toordinal()
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate((year, week + 1, day + 1))

    def __reduce__(self):
        return self.__class__, self._key()


def _name(self):
    cls = type(self)
    return f"datetime.{cls.__qualname__}" if cls.__module__ == "datetime" else cls.__qualname__


class tzinfo:
    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        off = dt.utcoffset()
        if off is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        delta = off - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + dst


class timezone(tzinfo):
    __slots__ = ("_offset", "_label")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if name is None and not offset and hasattr(cls, "utc"):
            return cls.utc
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self = object.__new__(cls)
        self._offset = offset
        self._label = name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._label is None else f", {self._label!r}"
        return f"datetime.timezone({self._offset!r}{name})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._label is not None:
            return self._label
        return "UTC" + _format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._label is None else (self._offset, self._label)


timezone.utc = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
UTC = timezone.utc


class time:
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string):
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_time(time_string.removeprefix("T")))
        except ValueError as error:
            if str(error) != "Invalid isoformat string":
                raise
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None

    def _micros(self):
        total = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        off = self.utcoffset()
        return total if off is None else total - off._total()

    def _compare(self, other, op):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            if op in ("eq",):
                return False
            raise TypeError("can't compare offset-naive and offset-aware times")
        a, b = self._micros(), other._micros()
        return a == b if op == "eq" else a < b if op == "lt" else a <= b

    def __eq__(self, other):
        return self._compare(other, "eq")

    def __lt__(self, other):
        return self._compare(other, "lt")

    def __le__(self, other):
        return self._compare(other, "le")

    def __gt__(self, other):
        result = self._compare(other, "le")
        return result if result is NotImplemented else not result

    def __ge__(self, other):
        result = self._compare(other, "lt")
        return result if result is NotImplemented else not result

    def __hash__(self):
        return hash(self._micros())

    def __repr__(self):
        text = f"{_name(self)}({self._hour}, {self._minute}"
        if self._second or self._microsecond:
            text += f", {self._second}"
            if self._microsecond:
                text += f", {self._microsecond}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return text + (", fold=1)" if self._fold else ")")

    def isoformat(self, timespec="auto"):
        text = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _format_offset(self.utcoffset())

    __str__ = isoformat

    def strftime(self, fmt):
        return _strftime(date(1900, 1, 1), fmt, self._hour, self._minute, self._second, self._microsecond, self)

    def __format__(self, fmt):
        return self.strftime(fmt) if fmt else str(self)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(
            self._hour if hour is None else hour, self._minute if minute is None else minute,
            self._second if second is None else second, self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)


class datetime(date):
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_tzinfo(tz)
        made = cls._from_epoch(timestamp)
        return made if tz is None else tz.fromutc(made.replace(tzinfo=tz))

    @classmethod
    def utcfromtimestamp(cls, t):
        return cls._from_epoch(t)

    @classmethod
    def _from_epoch(cls, t):
        whole = int(t // 1)
        us = round((t - whole) * 1e6)
        if us >= 1000000:
            whole += 1
            us -= 1000000
        days, seconds = divmod(whole, 86400)
        hh, seconds = divmod(seconds, 3600)
        mm, ss = divmod(seconds, 60)
        ordinal = 719163 + days
        if not 0 < ordinal <= _max_ordinal:
            raise ValueError(f"year {1970 + days // 365} is out of range")
        return cls(*_ord2ymd(ordinal), hh, mm, ss, us)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo,
                   fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            cut = 10
            if len(date_string) < 7:
                raise ValueError("Invalid isoformat string")
            if date_string[4] != "-":
                cut = 8 if "W" not in date_string[:8] else 8 if len(date_string) >= 8 and date_string[7].isdigit() else 7
            elif date_string[5] == "W":
                cut = 10 if len(date_string) > 8 and date_string[8] == "-" else 8
            parts = _parse_date(date_string[:cut])
            rest = date_string[cut + 1:]
            if len(date_string) == cut + 1:
                raise ValueError("Invalid isoformat string")
            return cls(*parts, *(_parse_time(rest) if rest else ()))
        except ValueError as error:
            if str(error) != "Invalid isoformat string":
                raise
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def strptime(cls, date_string, format):
        return _strptime(cls, date_string, format)

    def _micros(self):
        seconds = self.toordinal() * 86400 + self._hour * 3600 + self._minute * 60 + self._second
        return seconds * 1000000 + self._microsecond

    def timestamp(self):
        off = self.utcoffset()
        micros = self._micros() - 719163 * 86400000000
        return (micros if off is None else micros - off._total()) / 1000000

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        return type(self)(
            self._year if year is None else year, self._month if month is None else month,
            self._day if day is None else day, self._hour if hour is None else hour,
            self._minute if minute is None else minute, self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def astimezone(self, tz=None):
        if tz is None:
            tz = timezone.utc
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError(f"tz argument must be an instance of tzinfo, not {type(tz).__name__}")
        off = self.utcoffset()
        if self._tzinfo is tz and off is not None:
            return self
        utc = (self if off is None else self - off).replace(tzinfo=tz)
        return tz.fromutc(utc)

    def ctime(self):
        weekday = self.toordinal() % 7 or 7
        return (f"{_days[weekday]} {_months[self._month]} {self._day:2d} {self._hour:02d}:{self._minute:02d}:"
                f"{self._second:02d} {self._year:04d}")

    def isoformat(self, sep="T", timespec="auto"):
        text = (f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}" +
                _format_time(self._hour, self._minute, self._second, self._microsecond, timespec))
        return text + _format_offset(self.utcoffset())

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if parts[-1] == 0:
            del parts[-1]
        if parts[-1] == 0:
            del parts[-1]
        text = f"{_name(self)}({', '.join(map(str, parts))}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return text + (", fold=1)" if self._fold else ")")

    def __str__(self):
        return self.isoformat(sep=" ")

    def strftime(self, fmt):
        return _strftime(self, fmt, self._hour, self._minute, self._second, self._microsecond, self)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def _compare(self, other, op):
        if not isinstance(other, datetime):
            if isinstance(other, date) and op != "eq":
                raise TypeError(f"can't compare {_name(self)} to {_name(other)}")
            return NotImplemented if not isinstance(other, date) else False
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            if op == "eq":
                return False
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        a = self._micros() - (0 if mine is None else mine._total())
        b = other._micros() - (0 if theirs is None else theirs._total())
        return a == b if op == "eq" else a < b if op == "lt" else a <= b

    def __eq__(self, other):
        return self._compare(other, "eq")

    def __lt__(self, other):
        return self._compare(other, "lt")

    def __le__(self, other):
        return self._compare(other, "le")

    def __gt__(self, other):
        result = self._compare(other, "le")
        return result if result is NotImplemented else not result

    def __ge__(self, other):
        result = self._compare(other, "lt")
        return result if result is NotImplemented else not result

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        micros = self._micros() + other._total()
        days, micros = divmod(micros, 86400000000)
        if not 0 < days <= _max_ordinal:
            raise OverflowError("date value out of range")
        hh, micros = divmod(micros, 3600000000)
        mm, micros = divmod(micros, 60000000)
        ss, us = divmod(micros, 1000000)
        return type(self)(*_ord2ymd(days), hh, mm, ss, us, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        difference = timedelta._of(self._micros() - other._micros())
        return difference if mine is None or mine == theirs else difference + theirs - mine

    def __hash__(self):
        off = self.utcoffset()
        return hash(("datetime", self._micros() - (0 if off is None else off._total())))

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day, self._hour, self._minute, self._second,
                                self._microsecond, self._tzinfo)


_tzinfo_class = tzinfo
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)
time.min, time.max, time.resolution = time(0, 0), time(23, 59, 59, 999999), timedelta(microseconds=1)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


def _strftime(day, fmt, hh, mm, ss, us, zoned):
    result = []
    i = 0
    weekday = day.toordinal() % 7 or 7
    yday = day.toordinal() - _ymd2ord(day.year, 1, 1) + 1
    while i < len(fmt):
        c = fmt[i]
        i += 1
        if c != "%" or i == len(fmt):
            result.append(c)
            continue
        c = fmt[i]
        i += 1
        if c == "Y":
            text = str(day.year)
        elif c == "m":
            text = f"{day.month:02d}"
        elif c == "d":
            text = f"{day.day:02d}"
        elif c == "e":
            text = f"{day.day:2d}"
        elif c == "H":
            text = f"{hh:02d}"
        elif c == "I":
            text = f"{hh % 12 or 12:02d}"
        elif c == "M":
            text = f"{mm:02d}"
        elif c == "S":
            text = f"{ss:02d}"
        elif c == "f":
            text = f"{us:06d}"
        elif c == "p":
            text = "AM" if hh < 12 else "PM"
        elif c == "a":
            text = _days[weekday]
        elif c == "A":
            text = _long_days[weekday]
        elif c in "bh":
            text = _months[day.month]
        elif c == "B":
            text = _long_months[day.month]
        elif c == "j":
            text = f"{yday:03d}"
        elif c == "y":
            text = f"{day.year % 100:02d}"
        elif c == "C":
            text = f"{day.year // 100:02d}"
        elif c == "w":
            text = str(weekday % 7)
        elif c == "u":
            text = str(weekday)
        elif c == "U":
            text = f"{(yday + 6 - weekday % 7) // 7:02d}"
        elif c == "W":
            text = f"{(yday + 6 - (weekday - 1)) // 7:02d}"
        elif c == "G":
            text = str(day.isocalendar()[0])
        elif c == "V":
            text = f"{day.isocalendar()[1]:02d}"
        elif c == "F":
            text = f"{day.year}-{day.month:02d}-{day.day:02d}"
        elif c == "T":
            text = f"{hh:02d}:{mm:02d}:{ss:02d}"
        elif c == "R":
            text = f"{hh:02d}:{mm:02d}"
        elif c == "D" or c == "x":
            text = f"{day.month:02d}/{day.day:02d}/{day.year % 100:02d}"
        elif c == "X":
            text = f"{hh:02d}:{mm:02d}:{ss:02d}"
        elif c == "c":
            text = f"{_days[weekday]} {_months[day.month]} {day.day:2d} {hh:02d}:{mm:02d}:{ss:02d} {day.year}"
        elif c == "z":
            text = "" if zoned is None else _format_offset(zoned.utcoffset(), "")
        elif c == "Z":
            text = "" if zoned is None else zoned.tzname() or ""
        elif c == "n":
            text = "\n"
        elif c == "t":
            text = "\t"
        elif c == "%":
            text = "%"
        else:
            from _refusals import refuse
            refuse(f"strftime's %{c}")
        result.append(text)
    return "".join(result)


_numbers = {"Y": r"\d\d\d\d", "m": r"1[0-2]|0[1-9]|[1-9]", "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]",
            "H": r"2[0-3]|[0-1]\d|\d", "I": r"1[0-2]|0[1-9]|[1-9]", "M": r"[0-5]\d|\d", "S": r"6[0-1]|[0-5]\d|\d",
            "f": r"[0-9]{1,6}", "y": r"\d\d", "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
            "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)", "w": r"[0-6]"}


def _strptime(cls, text, fmt):
    import re
    for value in (text, fmt):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {(text, fmt).index(value) + 1} must be str, not {type(value).__name__}")
    names = {"b": _months[1:], "B": _long_months[1:], "a": _days[1:], "A": _long_days[1:], "p": ["AM", "PM"]}
    pattern = ""
    i = 0
    plain = re.sub(r"\s+", " ", fmt)
    while i < len(plain):
        c = plain[i]
        i += 1
        if c == " ":
            pattern += r"\s+"
        elif c != "%":
            pattern += re.escape(c)
        else:
            if i == len(plain):
                raise ValueError(f"stray % in format {fmt!r}")
            c = plain[i]
            i += 1
            if c == "%":
                pattern += "%"
            elif c in names:
                options = sorted(names[c], key=len, reverse=True)
                pattern += f"(?P<{c}>{'|'.join(options)})"
            elif c in _numbers:
                pattern += f"(?P<{c}>{_numbers[c]})"
            elif c in "cxXUWGVuZ":
                from _refusals import refuse
                refuse(f"strptime's %{c}")
            else:
                raise ValueError(f"{c!r} is a bad directive in format {fmt!r}")
    match = re.match(pattern, text, re.IGNORECASE)
    if match is None:
        raise ValueError(f"time data {text!r} does not match format {fmt!r}")
    if match.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[match.end():]}")
    found = match.groupdict()
    year = int(found["Y"]) if "Y" in found else 1900
    if "y" in found:
        short = int(found["y"])
        year = short + (2000 if short <= 68 else 1900)
    month = int(found["m"]) if "m" in found else 1
    for key, all_names in (("b", _months), ("B", _long_months)):
        if key in found:
            month = [name and name.lower() for name in all_names].index(found[key].lower())
    day = int(found["d"]) if "d" in found else 1
    if "j" in found:
        year, month, day = _ord2ymd(_ymd2ord(year, 1, 1) + int(found["j"]) - 1)
    hour = int(found["H"]) if "H" in found else 0
    if "I" in found:
        hour = int(found["I"]) % 12
        if found.get("p", "am").lower() == "pm":
            hour += 12
    tz = None
    if "z" in found:
        z = found["z"]
        if z == "Z":
            tz = timezone.utc
        else:
            hh, mm, ss, us = _parse_clock(z[1:])
            delta = timedelta(hours=hh, minutes=mm, seconds=ss, microseconds=us)
            tz = timezone(-delta if z[0] == "-" else delta)
    return cls(year, month, day, hour, int(found.get("M", 0)), int(found.get("S", 0)),
               int(found.get("f", "0").ljust(6, "0")), tz)


__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]
