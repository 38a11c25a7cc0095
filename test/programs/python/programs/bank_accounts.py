# Classes with validation, exceptions of their own, properties and iteration.
class BankError(Exception): pass
class Insufficient(BankError):
    def __init__(self, need, have): super().__init__(f"need {need:.2f}, have {have:.2f}"); self.need, self.have = need, have
class Account:
    _count = 0
    def __init__(self, owner, balance=0):
        if balance < 0: raise ValueError("negative balance")
        Account._count += 1
        self.owner, self._balance, self.history = owner, balance, []
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise BankError(f"bad amount {amount!r}")
        self._balance += amount; self.history.append(("+", amount)); return self
    def withdraw(self, amount):
        if amount > self._balance: raise Insufficient(amount, self._balance)
        self._balance -= amount; self.history.append(("-", amount)); return self
    def __lt__(self, o): return self._balance < o._balance
    def __repr__(self): return f"{type(self).__name__}({self.owner!r}, {self._balance})"
    def __format__(self, spec): return f"{self.owner}: {self._balance:{spec or '.2f'}}"
class Savings(Account):
    def __init__(self, *args, rate=0.05, **kw): super().__init__(*args, **kw); self.rate = rate
    def add_interest(self): return self.deposit(round(self.balance * self.rate, 2))
    def withdraw(self, amount):
        if amount > 100: raise BankError("limit is 100")
        return super().withdraw(amount)
a, s = Account("Ann", 100), Savings("Sam", 200, rate=0.1)
print(a.deposit(50).withdraw(30), s.add_interest(), f"{a} | {s:>10.1f}", a < s, sorted([s, a]), max(a, s), Account._count)
for action in (lambda: a.withdraw(1000), lambda: a.deposit(-5), lambda: s.withdraw(150), lambda: Account("Bad", -1), lambda: setattr(a, "balance", 5)):
    try: action()
    except Insufficient as e: print("insufficient", e, e.need - e.have)
    except BankError as e: print(type(e).__name__, e)
    except (ValueError, AttributeError) as e: print(type(e).__name__, e)
def transfer(src, dst, amount):
    try: src.withdraw(amount)
    except BankError as e: raise RuntimeError(f"transfer of {amount} failed") from e
    else: dst.deposit(amount)
    finally: print("transfer attempted")
transfer(a, s, 20); print(a, s, a.history, [h[1] for h in s.history])
try: transfer(a, s, 10**6)
except RuntimeError as e: print(e, "<-", repr(e.__cause__))
