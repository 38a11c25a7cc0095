# What an f-string's parts raise.
def attempt(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, "|", error)
attempt(lambda: f"{undefined_name}")
attempt(lambda: f"{1/0}")
attempt(lambda: f"{'a':d}")
attempt(lambda: f"{1:s}")
attempt(lambda: f"{1.5:d}")
attempt(lambda: f"{[1]:5}")
attempt(lambda: f"{None:5}")
attempt(lambda: f"{1:{'x' * 3}}")
attempt(lambda: f"{1:.2}")
attempt(lambda: f"{'a':.2d}")
attempt(lambda: f"{3:c}{99999999:c}")
attempt(lambda: f"{1:,x}")
attempt(lambda: f"{1.0:_x}")
attempt(lambda: f"{'a':=5}")
attempt(lambda: f"{'a':+}")
attempt(lambda: f"{object():>5}"[:0])
attempt(lambda: f"{1:1000000000000000000000}")
attempt(lambda: f"{1:.1000000000000000000000f}")
attempt(lambda: f"{1:5x5}")
attempt(lambda: f"{True:d} {True:5} {True}")
attempt(lambda: f"{1j:}" if False else "no complex")
class Bad:
    def __format__(self, spec): return 5
attempt(lambda: f"{Bad()}")
class Worse:
    def __repr__(self): return 5
attempt(lambda: f"{Worse()!r}")
attempt(lambda: f"{Worse()}")
