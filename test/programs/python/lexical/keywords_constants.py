# None, True, False, NotImplemented, __debug__ and Ellipsis.
print(None, True, False, NotImplemented, Ellipsis, __debug__)
print(type(None), type(True), type(NotImplemented), type(Ellipsis))
print(True + True, True * 5, -True, ~False, True / 2, True ** 2, True == 1, False is 0 if False else 'x')
print(isinstance(True, int), bool.__mro__, bool(None), bool(NotImplemented) if False else 1)
print(None is None, None == None, None != 0, None == False, not None)
print([None] * 2, {None: None}, (None,), f"{None}", str(None), repr(None))
print(bool([]), bool([0]), bool(''), bool(' '), bool(0.0), bool(-0.0), bool({}), bool(()), bool(set()), bool(range(0)))
for expression in ("None()", "True()", "None[0]", "None.x", "None + 1", "None < None", "len(None)", "None()()"):
    pass
try: None()
except TypeError as e: print(e)
try: None[0]
except TypeError as e: print(e)
try: None.x
except AttributeError as e: print(e)
try: None + 1
except TypeError as e: print(e)
try: None < None
except TypeError as e: print(e)
try: len(None)
except TypeError as e: print(e)
try: None.x = 1
except AttributeError as e: print(e)
try: iter(None)
except TypeError as e: print(e)
try: (1)()
except TypeError as e: print(e)
print(type(True)(), type(None)(), bool('False'), int(True), float(True), str(True))
