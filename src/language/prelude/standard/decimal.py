"""Decimal arithmetic: exact to the context's precision, as the General Decimal Arithmetic Specification has it."""

import math as _math
import re as _re
from _refusals import refuse as _refuse

ROUND_DOWN = "ROUND_DOWN"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_UP = "ROUND_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_05UP = "ROUND_05UP"
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997
HAVE_THREADS = HAVE_CONTEXTVAR = True


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_signals = (Clamped, InvalidOperation, DivisionByZero, Inexact, Rounded, Subnormal, Overflow, Underflow, FloatOperation)
_shown_order = (InvalidOperation, Clamped, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow)
_conditions = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
               DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}


class Context:
    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        base = DefaultContext if "DefaultContext" in globals() else None
        self.prec = prec if prec is not None else base.prec
        self.rounding = rounding if rounding is not None else base.rounding
        self.Emin = Emin if Emin is not None else base.Emin
        self.Emax = Emax if Emax is not None else base.Emax
        self.capitals = capitals if capitals is not None else base.capitals
        self.clamp = clamp if clamp is not None else base.clamp
        if traps is None:
            self.traps = dict(base.traps)
        else:
            self.traps = traps if isinstance(traps, dict) else {each: each in traps for each in _signals}
        if flags is None:
            self.flags = {each: False for each in _signals}
        else:
            self.flags = flags if isinstance(flags, dict) else {each: each in flags for each in _signals}

    def __setattr__(self, name, value):
        if name == "prec" and not (isinstance(value, int) and 1 <= value <= MAX_PREC):
            raise ValueError("valid range for prec is [1, MAX_PREC]")
        if name == "rounding" and value not in _roundings:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        object.__setattr__(self, name, value)

    def __repr__(self):
        flags = ", ".join(each.__name__ for each in _shown_order if self.flags[each])
        traps = ", ".join(each.__name__ for each in _shown_order if self.traps[each])
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{flags}], traps=[{traps}])")

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, dict(self.flags),
                       dict(self.traps))

    __copy__ = copy

    def clear_flags(self):
        for each in self.flags:
            self.flags[each] = False

    def clear_traps(self):
        for each in self.traps:
            self.traps[each] = False

    def create_decimal(self, num="0"):
        return Decimal(num)._fix(self)

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _raise(self, condition, result=None):
        signal = _conditions.get(condition, condition)
        self.flags[signal] = True
        if self.traps[signal]:
            raise signal([condition])
        return _nan if result is None else result

    def __getattr__(self, name):
        if name in _context_methods:
            method = _context_methods[name]
            return lambda *args: method(self, *args)
        if name.startswith("_"):
            raise AttributeError(f"'decimal.Context' object has no attribute {name!r}")
        _refuse(f"decimal.Context.{name}")


def _round_down(q, r, half, odd, negative):
    return False


_roundings = {
    # Whether the quotient moves away from zero: by the comparison of the rest with a half, parity and sign.
    ROUND_DOWN: _round_down,
    ROUND_UP: lambda q, r, half, odd, negative: r != 0,
    ROUND_HALF_UP: lambda q, r, half, odd, negative: half >= 0,
    ROUND_HALF_DOWN: lambda q, r, half, odd, negative: half > 0,
    ROUND_HALF_EVEN: lambda q, r, half, odd, negative: half > 0 or half == 0 and odd,
    ROUND_CEILING: lambda q, r, half, odd, negative: r != 0 and not negative,
    ROUND_FLOOR: lambda q, r, half, odd, negative: r != 0 and negative,
    ROUND_05UP: lambda q, r, half, odd, negative: r != 0 and q % 10 in (0, 5),
}


def _zeros_grouped(body, comma, width):
    """`body` with zeros in front up to a width, grouped like its own digits: none begins with a comma."""
    end = 0
    while end < len(body) and (body[end].isdigit() or body[end] == comma):
        end += 1
    digits, rest = body[:end].replace(comma, ""), body[end:]
    missing = width - len(rest)
    count = len(digits)
    while count + (count - 1) // 3 < missing:
        count += 1
    digits = digits.rjust(count, "0")
    first = len(digits) % 3 or 3
    groups = [digits[:first]] + [digits[i:i + 3] for i in range(first, len(digits), 3)]
    return comma.join(groups) + rest


def _rounded(coefficient, power, rounding, negative):
    """coefficient / 10**power as a whole number, and whether it is inexact."""
    unit = 10 ** power
    q, r = divmod(coefficient, unit)
    half = (2 * r > unit) - (2 * r < unit)
    if _roundings[rounding](q, r, half, q & 1, negative):
        q += 1
    return q, r != 0


_number = _re.compile(r"""
    (?P<sign>[-+])?
    (
      (?=\d|\.\d)
      (?P<int>\d*)
      (\.(?P<frac>\d*))?
      (E(?P<exp>[-+]?\d+))?
    |
      Inf(inity)?
    |
      (?P<signal>s)?
      NaN
      (?P<diag>\d*)
    )
    \Z
""", _re.VERBOSE | _re.IGNORECASE)


class DecimalTuple(tuple):
    __module__ = "decimal"
    _fields = ("sign", "digits", "exponent")
    sign = property(lambda self: self[0])
    digits = property(lambda self: self[1])
    exponent = property(lambda self: self[2])

    def __new__(cls, sign, digits, exponent):
        return tuple.__new__(cls, (sign, digits, exponent))

    def __repr__(self):
        return f"DecimalTuple(sign={self[0]!r}, digits={self[1]!r}, exponent={self[2]!r})"


class Decimal:
    """Sign, coefficient and exponent; a special value has "F" (infinite), "n" or "N" (not a number) as its exponent."""

    __slots__ = ("_sign", "_int", "_exp")

    def __new__(cls, value="0", context=None):
        if isinstance(value, str):
            match = _number.match(value.strip().replace("_", ""))
            if match is None:
                return (context or getcontext())._raise(ConversionSyntax)
            sign = 1 if match.group("sign") == "-" else 0
            whole = match.group("int")
            if whole is not None:
                fraction = match.group("frac") or ""
                exponent = int(match.group("exp") or "0")
                return cls._of(sign, int(whole + fraction or "0"), exponent - len(fraction))
            if match.group("diag") is not None:
                return cls._of(sign, int(match.group("diag") or "0"), "N" if match.group("signal") else "n")
            return cls._of(sign, 0, "F")
        if isinstance(value, int):
            return cls._of(1 if value < 0 else 0, abs(int(value)), 0)
        if isinstance(value, Decimal):
            return value if type(value) is cls else cls._of(value._sign, value._int, value._exp)
        if isinstance(value, float):
            context = context or getcontext()
            context.flags[FloatOperation] = True
            if context.traps[FloatOperation]:
                raise FloatOperation([FloatOperation])
            return cls.from_float(value)
        if isinstance(value, (tuple, list)):
            if len(value) != 3:
                raise ValueError("argument must be a sequence of length 3")
            sign, digits, exponent = value
            if sign not in (0, 1):
                raise ValueError("sign must be an integer with the value 0 or 1")
            if any(not isinstance(each, int) or not 0 <= each <= 9 for each in digits):
                raise ValueError("coefficient must be a tuple of digits")
            return cls._of(sign, int("".join(map(str, digits)) or "0"), exponent)
        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")

    @classmethod
    def _of(cls, sign, coefficient, exponent):
        self = object.__new__(cls)
        self._sign = sign
        self._int = coefficient
        self._exp = exponent
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        if _math.isinf(f) or _math.isnan(f):
            return cls._of(1 if _math.copysign(1, f) < 0 else 0, 0, "F" if _math.isinf(f) else "n")
        sign = 0 if _math.copysign(1.0, f) == 1.0 else 1
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return cls._of(sign, n * 5 ** k, -k)

    def _special(self):
        return isinstance(self._exp, str)

    def is_nan(self):
        return self._exp in ("n", "N")

    def is_qnan(self):
        return self._exp == "n"

    def is_snan(self):
        return self._exp == "N"

    def is_infinite(self):
        return self._exp == "F"

    def is_finite(self):
        return not isinstance(self._exp, str)

    def is_zero(self):
        return not isinstance(self._exp, str) and self._int == 0

    def is_signed(self):
        return self._sign == 1

    def __bool__(self):
        return isinstance(self._exp, str) or self._int != 0

    def as_tuple(self):
        if self._exp == "F":
            return DecimalTuple(self._sign, (0,), "F")
        digits = () if self.is_nan() and not self._int else tuple(map(int, str(self._int)))
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        if self._exp == "F":
            raise OverflowError("cannot convert Infinity to integer ratio")
        if self.is_nan():
            raise ValueError("cannot convert NaN to integer ratio")
        n, d = (self._int * 10 ** self._exp, 1) if self._exp >= 0 else (self._int, 10 ** -self._exp)
        g = _math.gcd(n, d)
        return (-n if self._sign else n) // g, d // g

    def adjusted(self):
        return 0 if isinstance(self._exp, str) else len(str(self._int)) + self._exp - 1

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self, eng=False, context=None):
        sign = "-" if self._sign else ""
        if isinstance(self._exp, str):
            if self._exp == "F":
                return sign + "Infinity"
            return sign + ("sNaN" if self._exp == "N" else "NaN") + (str(self._int) if self._int else "")
        digits = str(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            dot = left
        elif not eng:
            dot = 1
        elif digits == "0":
            dot = (left + 1) % 3 - 1
        else:
            dot = (left - 1) % 3 + 1
        if dot <= 0:
            whole, fraction = "0", "." + "0" * -dot + digits
        elif dot >= len(digits):
            whole, fraction = digits + "0" * (dot - len(digits)), ""
        else:
            whole, fraction = digits[:dot], "." + digits[dot:]
        exponent = "" if left == dot else f"{'eE'[(context or getcontext()).capitals]}{left - dot:+d}"
        return sign + whole + fraction + exponent

    def to_eng_string(self, context=None):
        return self.__str__(eng=True, context=context)

    def _nan_result(self, other, context):
        for each in (self, other):
            if each is not None and each._exp == "N":
                context._raise(InvalidOperation)
        for each in (self, other):
            if each is not None and each.is_nan():
                return Decimal._of(each._sign, each._int, "n")
        return None

    def _fix(self, context):
        """Rounded to the context's precision and kept within its exponents."""
        if isinstance(self._exp, str):
            return self
        etiny = context.Etiny()
        etop = context.Etop()
        if not self._int:
            exponent = min(max(self._exp, etiny), etop if context.clamp else context.Emax)
            if exponent != self._exp:
                context._raise(Clamped, self)
                return Decimal._of(self._sign, 0, exponent)
            return self
        length = len(str(self._int))
        minimum = length + self._exp - context.prec
        if minimum > etop:
            result = self._overflowed(context)
            context._raise(Overflow, result)
            context._raise(Inexact, result)
            context._raise(Rounded, result)
            return result
        subnormal = minimum < etiny
        if subnormal:
            minimum = etiny
        if self._exp >= minimum:
            if subnormal:
                context._raise(Subnormal, self)
            if context.clamp and self._exp > etop:
                context._raise(Clamped, self)
                return Decimal._of(self._sign, self._int * 10 ** (self._exp - etop), etop)
            return self
        q, inexact = _rounded(self._int, minimum - self._exp, context.rounding, self._sign)
        exponent = minimum
        if len(str(q)) > context.prec:
            q //= 10
            exponent += 1
        result = Decimal._of(self._sign, q, exponent)
        if exponent > etop:
            result = self._overflowed(context)
            context._raise(Overflow, result)
        if inexact and subnormal:
            context._raise(Underflow, result)
        if subnormal:
            context._raise(Subnormal, result)
        if inexact:
            context._raise(Inexact, result)
        context._raise(Rounded, result)
        if not q:
            context._raise(Clamped, result)
        return result

    def _overflowed(self, context):
        largest = Decimal._of(self._sign, 10 ** context.prec - 1, context.Etop())
        toward_zero = context.rounding in (ROUND_DOWN, ROUND_05UP) or (
            context.rounding == ROUND_CEILING and self._sign) or (context.rounding == ROUND_FLOOR and not self._sign)
        return largest if toward_zero else Decimal._of(self._sign, 0, "F")

    def __neg__(self, context=None):
        context = context or getcontext()
        if self.is_nan():
            return self._nan_result(None, context)
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def __pos__(self, context=None):
        context = context or getcontext()
        if self.is_nan():
            return self._nan_result(None, context)
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self._fix(context)

    def __abs__(self, context=None):
        context = context or getcontext()
        if self.is_nan():
            return self._nan_result(None, context)
        return self.copy_abs()._fix(context)

    def copy_abs(self):
        return Decimal._of(0, self._int, self._exp)

    def copy_negate(self):
        return Decimal._of(1 - self._sign, self._int, self._exp)

    def copy_sign(self, other, context=None):
        return Decimal._of(_converted(other)._sign, self._int, self._exp)

    def conjugate(self):
        return self

    real = property(lambda self: self)
    imag = property(lambda self: Decimal(0))

    def _signed_int(self):
        return -self._int if self._sign else self._int

    def _plus(self, other, context):
        if self._special() or other._special():
            nan = self._nan_result(other, context)
            if nan is not None:
                return nan
            if self._exp == "F":
                if other._exp == "F" and self._sign != other._sign:
                    return context._raise(InvalidOperation)
                return self
            return other
        exponent = min(self._exp, other._exp)
        if not self or not other:
            if not self and not other:
                sign = self._sign & other._sign
                if self._sign != other._sign and context.rounding == ROUND_FLOOR:
                    sign = 1
                return Decimal._of(sign, 0, exponent)._fix(context)
            some = other if not self else self
            least = max(exponent, some._exp - context.prec - 1)
            return some._at(least)._fix(context)
        a, b = self, other
        # What is far below the last digit counts as a trace only.
        big, small = (a, b) if a.adjusted() >= b.adjusted() else (b, a)
        floor = min(big._exp, big.adjusted() - context.prec - 2)
        if small.adjusted() < floor - 2:
            small = Decimal._of(small._sign, 1, floor - 2)
        exponent = min(big._exp, small._exp)
        total = big._at(exponent)._signed_int() + small._at(exponent)._signed_int()
        if total == 0:
            return Decimal._of(1 if context.rounding == ROUND_FLOOR else 0, 0, exponent)._fix(context)
        return Decimal._of(1 if total < 0 else 0, abs(total), exponent)._fix(context)

    def _at(self, exponent):
        """The same value with an exponent that is not larger."""
        if self._exp <= exponent:
            return self
        return Decimal._of(self._sign, self._int * 10 ** (self._exp - exponent), exponent)

    def __add__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else self._plus(other, context or getcontext())

    __radd__ = __add__

    def __sub__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        if other.is_nan():
            return self._nan_result(other, context or getcontext())
        return self._plus(other.copy_negate(), context or getcontext())

    def __rsub__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__sub__(self, context)

    def __mul__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        sign = self._sign ^ other._sign
        if self._special() or other._special():
            nan = self._nan_result(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return context._raise(InvalidOperation)
            return Decimal._of(sign, 0, "F")
        return Decimal._of(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    __rmul__ = __mul__

    def __truediv__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        sign = self._sign ^ other._sign
        if self._special() or other._special():
            nan = self._nan_result(other, context)
            if nan is not None:
                return nan
            if self._exp == "F":
                return context._raise(InvalidOperation) if other._exp == "F" else Decimal._of(sign, 0, "F")
            context._raise(Clamped, self)
            return Decimal._of(sign, 0, context.Etiny())
        if not other:
            if not self:
                return context._raise(DivisionUndefined)
            return context._raise(DivisionByZero, Decimal._of(sign, 0, "F"))
        if not self:
            return Decimal._of(sign, 0, self._exp - other._exp)._fix(context)
        shift = len(str(other._int)) - len(str(self._int)) + context.prec + 1
        exponent = self._exp - other._exp - shift
        if shift >= 0:
            q, r = divmod(self._int * 10 ** shift, other._int)
        else:
            q, r = divmod(self._int, other._int * 10 ** -shift)
        if r:
            # A trace that rounding must see.
            if q % 5 == 0:
                q += 1
        else:
            ideal = self._exp - other._exp
            while exponent < ideal and q % 10 == 0:
                q //= 10
                exponent += 1
        return Decimal._of(sign, q, exponent)._fix(context)

    def __rtruediv__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__truediv__(self, context)

    def _divide(self, other, context):
        """The whole quotient and the rest, both exact."""
        sign = self._sign ^ other._sign
        ideal = other._exp if other._exp == "F" else min(self._exp, other._exp)
        if other._exp == "F":
            return Decimal._of(sign, 0, 0), self._fix(context)
        if not self or self.adjusted() - other.adjusted() <= -2:
            return Decimal._of(sign, 0, 0), self._at(ideal)._fix(context)
        if self.adjusted() - other.adjusted() <= context.prec:
            q, r = divmod(self._at(ideal)._int, other._at(ideal)._int)
            if q < 10 ** context.prec:
                return Decimal._of(sign, q, 0), Decimal._of(self._sign, r, ideal)._fix(context)
        nan = context._raise(DivisionImpossible)
        return nan, nan

    def _check_division(self, other, context, what):
        nan = self._nan_result(other, context) if self._special() or other._special() else None
        if nan is not None:
            return nan
        if self._exp == "F":
            if what == "//" and other._exp != "F":
                return Decimal._of(self._sign ^ other._sign, 0, "F")
            return context._raise(InvalidOperation)
        if not other:
            if what == "%":
                return context._raise(InvalidOperation if self else DivisionUndefined)
            if not self:
                return context._raise(DivisionUndefined)
            return context._raise(DivisionByZero, Decimal._of(self._sign ^ other._sign, 0, "F"))
        return None

    def __floordiv__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        early = self._check_division(other, context, "//")
        return self._divide(other, context)[0] if early is None else early

    def __rfloordiv__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__floordiv__(self, context)

    def __mod__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        early = self._check_division(other, context, "%")
        return self._divide(other, context)[1] if early is None else early

    def __rmod__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__mod__(self, context)

    def __divmod__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        return self.__floordiv__(other, context), self.__mod__(other, context)

    def __rdivmod__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__divmod__(self, context)

    def __pow__(self, other, modulo=None, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        if modulo is not None:
            _refuse("decimal: pow with a modulo")
        if self._special() or other._special():
            nan = self._nan_result(other, context)
            if nan is not None:
                return nan
            _refuse("decimal: powers of infinity")
        whole = other == other.to_integral_value()
        if not other:
            return context._raise(InvalidOperation) if not self else Decimal(1)
        if not whole:
            if self._sign and self:
                return context._raise(InvalidOperation)
            _refuse("decimal: powers that are not whole")
        n = int(other)
        sign = self._sign & n & 1
        if not self:
            return Decimal._of(sign, 0, 0) if n > 0 else Decimal._of(sign, 0, "F")
        # By squaring, each step rounded to some digits more than the context has.
        work = context.copy()
        work.prec += len(str(abs(n))) + 2
        work.rounding = ROUND_HALF_EVEN
        base = self
        if n < 0:
            work.prec += 1
            base = Decimal(1).__truediv__(self, work)
        result = base
        for bit in bin(abs(n))[3:]:
            result = result.__mul__(result, work)
            if bit == "1":
                result = result.__mul__(base, work)
        for signal, raised in work.flags.items():
            if raised and signal in (Inexact, Rounded):
                context._raise(signal, result)
        return Decimal._of(sign, result._int, result._exp)._fix(context)

    def __rpow__(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else other.__pow__(self, None, context)

    def sqrt(self, context=None):
        context = context or getcontext()
        if self._special():
            nan = self._nan_result(None, context)
            if nan is not None:
                return nan
            return context._raise(InvalidOperation) if self._sign else self
        if not self:
            return Decimal._of(self._sign, 0, self._exp // 2)._fix(context)
        if self._sign:
            return context._raise(InvalidOperation)
        prec = context.prec + 1
        exponent = self._exp >> 1
        if self._exp & 1:
            c = self._int * 10
            length = (len(str(self._int)) >> 1) + 1
        else:
            c = self._int
            length = len(str(self._int)) + 1 >> 1
        shift = prec - length
        if shift >= 0:
            c *= 100 ** shift
            exact = True
        else:
            c, rest = divmod(c, 100 ** -shift)
            exact = not rest
        ideal = exponent
        exponent -= shift
        n = _math.isqrt(c)
        exact = exact and n * n == c
        if exact:
            if shift >= 0:
                n //= 10 ** shift
            else:
                n *= 10 ** -shift
            exponent = ideal
        elif n % 5 == 0:
            n += 1
        half_even = context.copy()
        half_even.rounding = ROUND_HALF_EVEN
        half_even.flags = context.flags
        return Decimal._of(0, n, exponent)._fix(half_even)

    def quantize(self, exp, rounding=None, context=None):
        context = context or getcontext()
        exp = _converted(exp)
        rounding = rounding or context.rounding
        if self._special() or exp._special():
            nan = self._nan_result(exp, context)
            if nan is not None:
                return nan
            if self._exp == exp._exp == "F":
                return self
            return context._raise(InvalidOperation)
        result = self._rescale(exp._exp, rounding)
        if not self:
            return result._fix(context)
        if result.adjusted() > context.Emax or len(str(result._int)) > context.prec:
            return context._raise(InvalidOperation)
        if exp._exp > self._exp:
            if result != self:
                context._raise(Inexact, result)
            context._raise(Rounded, result)
        return result._fix(context)

    def _rescale(self, exponent, rounding):
        if self._exp >= exponent:
            return self._at(exponent)
        q, _ = _rounded(self._int, exponent - self._exp, rounding, self._sign)
        return Decimal._of(self._sign, q, exponent)

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        if self._special():
            nan = self._nan_result(None, context)
            return self if nan is None else nan
        return self if self._exp >= 0 else self._rescale(0, rounding or context.rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        return self.to_integral_value(rounding, context)

    def normalize(self, context=None):
        context = context or getcontext()
        if self._special():
            nan = self._nan_result(None, context)
            if nan is not None:
                return nan
        dup = self._fix(context)
        if dup._exp == "F":
            return dup
        if not dup:
            return Decimal._of(dup._sign, 0, 0)
        n, exponent = dup._int, dup._exp
        while n % 10 == 0 and exponent < context.Emax:
            n //= 10
            exponent += 1
        return Decimal._of(dup._sign, n, exponent)

    def same_quantum(self, other, context=None):
        other = _converted(other)
        return self._exp == other._exp

    def scaleb(self, other, context=None):
        return Decimal._of(self._sign, self._int, self._exp + int(other))._fix(context or getcontext())

    def _order(self, other):
        """-1, 0 or 1, of numbers."""
        if self._exp == "F" or other._exp == "F":
            a = (-1) ** self._sign if self._exp == "F" else 0
            b = (-1) ** other._sign if other._exp == "F" else 0
            return (a > b) - (a < b)
        if not self or not other:
            a = 0 if not self else (-1) ** self._sign
            b = 0 if not other else (-1) ** other._sign
            return (a > b) - (a < b)
        if self._sign != other._sign:
            return -1 if self._sign else 1
        if self.adjusted() != other.adjusted():
            larger = self.adjusted() > other.adjusted()
            return 1 if larger != bool(self._sign) else -1
        exponent = min(self._exp, other._exp)
        a, b = self._at(exponent)._signed_int(), other._at(exponent)._signed_int()
        return (a > b) - (a < b)

    def __eq__(self, other):
        other = _comparable(other)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            return False
        return self._order(other) == 0

    def _compared(self, other, holds):
        other = _comparable(other)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            getcontext()._raise(InvalidOperation)
            return False
        return holds(self._order(other))

    def __lt__(self, other):
        return self._compared(other, lambda order: order < 0)

    def __le__(self, other):
        return self._compared(other, lambda order: order <= 0)

    def __gt__(self, other):
        return self._compared(other, lambda order: order > 0)

    def __ge__(self, other):
        return self._compared(other, lambda order: order >= 0)

    def compare(self, other, context=None):
        other = _converted(other)
        if self.is_nan() or other.is_nan():
            return self._nan_result(other, context or getcontext())
        return Decimal(self._order(other))

    def max(self, other, context=None):
        other = _converted(other)
        return (self if self._order(other) >= 0 else other)._fix(context or getcontext())

    def min(self, other, context=None):
        other = _converted(other)
        return (self if self._order(other) <= 0 else other)._fix(context or getcontext())

    def __hash__(self):
        if self._special():
            if self.is_snan():
                raise TypeError("Cannot hash a signaling NaN value.")
            if self.is_nan():
                return object.__hash__(self)
            return -314159 if self._sign else 314159
        modulus = 2 ** 61 - 1
        factor = pow(10, self._exp, modulus) if self._exp >= 0 else pow(pow(10, modulus - 2, modulus), -self._exp, modulus)
        result = self._int * factor % modulus
        result = result if self >= 0 else -result
        return -2 if result == -1 else result

    def __float__(self):
        if self.is_nan():
            if self.is_snan():
                raise ValueError("cannot convert signaling NaN to float")
            return -_math.nan if self._sign else _math.nan
        return float(str(self))

    def __int__(self):
        if self._special():
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")
        n = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -n if self._sign else n

    __trunc__ = __int__

    def __floor__(self):
        return int(self._whole(ROUND_FLOOR))

    def __ceil__(self):
        return int(self._whole(ROUND_CEILING))

    def _whole(self, rounding):
        if self._special():
            int(self)
        return self if self._exp >= 0 else self._rescale(0, rounding)

    def __round__(self, n=None):
        if n is not None:
            if not isinstance(n, int):
                raise TypeError("optional arg must be an integer")
            return self.quantize(Decimal._of(0, 1, -n))
        return int(self._whole(ROUND_HALF_EVEN))

    def __complex__(self):
        return complex(float(self))

    def __format__(self, spec, context=None):
        match = _spec.match(spec)
        if match is None:
            raise ValueError("invalid format string")
        fill, align, sign, alternate, zero, width, comma, precision, kind = match.groups()
        context = context or getcontext()
        negative = "-" if self._sign else "+" if sign == "+" else " " if sign == " " else ""
        if self._special():
            body = str(self.copy_abs())
            if kind == "%":
                body += "%"
        else:
            value = self
            if kind == "%":
                value = Decimal._of(value._sign, value._int, value._exp + 2)
            if precision is not None:
                digits = int(precision)
                if kind and kind in "eE":
                    value = value._to_digits(digits + 1, context.rounding)
                elif kind and kind in "fF%":
                    value = value._rescale(-digits, context.rounding)
                elif len(str(value._int)) > digits:
                    value = value._to_digits(max(digits, 1), context.rounding)
            if not value and value._exp > 0 and kind and kind in "fF%":
                value = value._rescale(0, context.rounding)
            body = value._body(kind or "G", precision, comma)
        width = int(width or 0)
        if zero and not align:
            fill, align = "0", "="
        fill = fill or " "
        align = align or ">"
        if fill == "0" and align == "=" and comma and body[:1].isdigit():
            body = _zeros_grouped(body, comma, width - len(negative))
        room = width - len(negative) - len(body)
        if room <= 0:
            return negative + body
        if align == "=":
            return negative + fill * room + body
        if align == "<":
            return negative + body + fill * room
        if align == "^":
            return fill * (room // 2) + negative + body + fill * (room - room // 2)
        return fill * room + negative + body

    def _to_digits(self, places, rounding):
        if not self:
            return Decimal._of(self._sign, 0, self.adjusted() + 1 - places)
        made = self._rescale(self.adjusted() + 1 - places, rounding)
        if made.adjusted() != self.adjusted():
            made = made._rescale(made.adjusted() + 1 - places, rounding)
        return made

    def _body(self, kind, precision, comma):
        digits = str(self._int)
        left = self._exp + len(digits)
        if kind in "eE":
            dot = 1
            if not self and precision is not None:
                digits = "0" * (int(precision) + 1)
                left = 1
        elif kind in "fF%":
            dot = left
        else:
            dot = left if self._exp <= 0 and left > -6 else 1
        if dot < 0:
            whole, fraction = "0", "0" * -dot + digits
        elif dot > len(digits):
            whole, fraction = digits + "0" * (dot - len(digits)), ""
        else:
            whole, fraction = digits[:dot] or "0", digits[dot:]
        if comma:
            whole = f"{int(whole):{comma}}"
        text = whole + ("." + fraction if fraction else "")
        if left != dot or kind in "eE":
            text += f"{'E' if kind in 'EG' else 'e'}{left - dot:+d}" if kind not in "fF%" else ""
        return text + ("%" if kind == "%" else "")

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"'decimal.Decimal' object has no attribute {name!r}")
        if name in _elsewhere:
            _refuse(f"decimal.Decimal.{name}")
        raise AttributeError(f"'decimal.Decimal' object has no attribute {name!r}")


_elsewhere = frozenset((
    "exp", "ln", "log10", "logb", "fma", "next_minus", "next_plus", "next_toward", "number_class", "radix",
    "remainder_near", "rotate", "shift", "is_canonical", "canonical", "compare_signal", "compare_total",
    "compare_total_mag", "max_mag", "min_mag", "is_normal", "is_subnormal", "logical_and", "logical_or",
    "logical_xor", "logical_invert", "copy_decimal",
))
_spec = _re.compile(r"(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([eEfFgGn%])?\Z", _re.DOTALL)


def _converted(other):
    if isinstance(other, Decimal):
        return other
    return Decimal(other) if isinstance(other, int) else NotImplemented


def _comparable(other):
    if isinstance(other, (Decimal, int)):
        return _converted(other)
    if isinstance(other, float):
        getcontext().flags[FloatOperation] = True
        return Decimal.from_float(other)
    if hasattr(other, "numerator") and hasattr(other, "denominator"):
        _refuse("decimal: comparison with a Fraction")
    return NotImplemented


_nan = object.__new__(Decimal)
_nan._sign, _nan._int, _nan._exp = 0, 0, "n"
_default_traps = {each: each in (InvalidOperation, DivisionByZero, Overflow) for each in _signals}
DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], _default_traps)
BasicContext = Context(9, ROUND_HALF_UP, flags=[], traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(9, ROUND_HALF_EVEN, flags=[], traps=[])
_current = DefaultContext.copy()


def getcontext():
    return _current


def setcontext(context):
    global _current
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current = context


class _ContextManager:
    def __init__(self, new_context):
        self.new_context = new_context.copy()

    def __enter__(self):
        self.saved_context = getcontext()
        setcontext(self.new_context)
        return self.new_context

    def __exit__(self, t, v, tb):
        setcontext(self.saved_context)


def localcontext(ctx=None, **kwargs):
    manager = _ContextManager(getcontext() if ctx is None else ctx)
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(manager.new_context, name, value)
    return manager


_context_methods = {
    "add": lambda c, a, b: _converted(a).__add__(b, c), "subtract": lambda c, a, b: _converted(a).__sub__(b, c),
    "multiply": lambda c, a, b: _converted(a).__mul__(b, c), "divide": lambda c, a, b: _converted(a).__truediv__(b, c),
    "power": lambda c, a, b: _converted(a).__pow__(b, None, c), "sqrt": lambda c, a: _converted(a).sqrt(c),
    "quantize": lambda c, a, b: _converted(a).quantize(b, context=c), "plus": lambda c, a: _converted(a).__pos__(c),
    "minus": lambda c, a: _converted(a).__neg__(c), "abs": lambda c, a: _converted(a).__abs__(c),
    "normalize": lambda c, a: _converted(a).normalize(c), "compare": lambda c, a, b: _converted(a).compare(b, c),
}

__all__ = [
    "Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException",
    "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow",
    "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined", "ROUND_DOWN",
    "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP",
    "setcontext", "getcontext", "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS",
    "HAVE_CONTEXTVAR",
]
