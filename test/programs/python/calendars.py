"""datetime."""
import copy
from datetime import *

d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.replace(year=2023, day=1), d + timedelta(days=366), d - date(2024, 1, 1), date.fromordinal(738000), date.fromisoformat("2020-12-31"), d.ctime(), d.strftime("%d/%m/%y %A %B %j %U %W %G-%V %%"), f"{d:%Y}", f"{d}")
print(date.min, date.max, d < date(2025, 1, 1), d == date(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)), {d: 1}[date(2024, 2, 29)], date.fromisocalendar(2021, 1, 1), date.fromisoformat("20240115"), date.fromisoformat("2024-W10-3"))
t = timedelta(days=1, hours=2, minutes=3, seconds=4.5)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), -t, abs(-t), t * 2, t / 2, t // 3, t / timedelta(hours=1), divmod(t, timedelta(hours=5)), t % timedelta(hours=1), t * 1.5, timedelta(weeks=1, milliseconds=5), timedelta(-1), repr(timedelta(0)), bool(timedelta(0)), timedelta(microseconds=-1), sum([t, t], timedelta()), timedelta(0.1), timedelta(seconds=1e-6 / 2), timedelta.max)
n = datetime(2024, 1, 15, 13, 45, 30, 123456)
print(n, repr(n), n.isoformat(), n.isoformat(" ", "minutes"), n.date(), n.time(), n.replace(hour=1, microsecond=0), n + timedelta(hours=12), n - datetime(2024, 1, 1), n.strftime("%Y-%m-%dT%H:%M:%S.%f %p %I %a %b %c %x %X %y %e"), n.timetz(), n.ctime())
print(datetime.strptime("2024-03-05 07:08:09", "%Y-%m-%d %H:%M:%S"), datetime.strptime("5 Mar 24 1:30 PM", "%d %b %y %I:%M %p"), datetime.strptime("2024-01-01T00:00:00.5+0530", "%Y-%m-%dT%H:%M:%S.%f%z"), datetime.fromisoformat("2024-01-15T13:45:30.5"), datetime.fromisoformat("2024-01-15 13:45+02:00"), datetime.fromisoformat("2024-01-15"), datetime.fromisoformat("20240115T134530Z"), datetime.combine(d, time(1, 2)))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
est = timezone(timedelta(hours=-5), "EST")
print(u, repr(u), u.astimezone(est), u.astimezone(timezone(timedelta(hours=5, minutes=30))), u == u.astimezone(est), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.utcfromtimestamp(1700000000.25), u.tzname(), u.utcoffset(), est, repr(est), u.strftime("%z %Z"), timezone(timedelta(0)) is timezone.utc, datetime.now().year >= 2020 or True)
print(time(1, 2, 3), repr(time(1, 2)), time(10, 30).isoformat("seconds"), time.fromisoformat("04:23:01.000384"), time(1) < time(2), time(5, tzinfo=timezone.utc), time.max, time(12, 5).strftime("%H:%M"))
print(copy.copy(n) == n, copy.deepcopy(t) == t, sorted([datetime(2024, 2, 1), datetime(2023, 1, 1)]), max(d, date(2020, 1, 1)), isinstance(n, date))
for bad in [
    lambda: date(2023, 2, 29), lambda: date(2023, 13, 1), lambda: date(0, 1, 1), lambda: datetime(2024, 1, 1, 24), lambda: time(1, 60), lambda: date.max + timedelta(1), lambda: date.fromisoformat("2024-1-1"),
    lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 x", "%Y"), lambda: n < u, lambda: n - u, lambda: d < n, lambda: timedelta(days="a"), lambda: timezone(5), lambda: timezone(timedelta(days=1)), lambda: date("a", 1, 1), lambda: datetime.fromisoformat("nope"), lambda: t / 0, lambda: date.fromisocalendar(2021, 54, 1), lambda: datetime(2024, 1, 1, tzinfo=3),
]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
