# except*: groups are split, and what is left is raised again.
def run(group, *kinds):
    try:
        try: raise group
        except* ValueError as g: print("value", g.exceptions, g.message)
        except* (KeyError, TypeError) as g: print("key/type", [repr(x) for x in g.exceptions])
    except BaseException as left: print("left", repr(left))
run(ExceptionGroup("g", [ValueError(1), KeyError("k"), ValueError(2)]))
run(ExceptionGroup("g", [ValueError(1), OSError("o")]))
run(ExceptionGroup("g", [ExceptionGroup("nested", [ValueError(1), TypeError("t")]), KeyError("k")]))
run(ValueError("naked"))
run(OSError("not a match"))
try:
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError: raise OSError("new")
except BaseException as e: print(repr(e), e.exceptions)
try:
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError: raise
    except* KeyError: print("key handled")
except BaseException as e: print(repr(e))
try: pass
except* ValueError: print("never")
else: print("else")
finally: print("finally")
g = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("sub", [KeyError("b"), ValueError("c")])])
print(g, g.message, len(g.exceptions), g.args)
print(g.split(ValueError)); print(g.subgroup(KeyError)); print(g.subgroup(lambda e: isinstance(e, OSError)))
match, rest = g.split((KeyError,))
print(repr(match), repr(rest), g.derive([OSError(1)]))
for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("m"), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("m", [ValueError()])):
    try: print(repr(bad()))
    except Exception as e: print(type(e).__name__, e)
