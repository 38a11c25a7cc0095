# assert: messages, types of messages, parentheses.
assert True
assert 1, "not raised"
for test, message in ((False, "text"), (0, 5), ([], ["list"]), (None, None), ("", ValueError("inner"))):
    try: assert test, message
    except AssertionError as e: print(repr(e), e.args, str(e))
try: assert False
except AssertionError as e: print(repr(e), e.args, str(e) == "")
try: assert 1 == 2, f"{1} is not {2}"
except AssertionError as e: print(e)
def side(): print("message evaluated"); return "m"
assert True, side()
try: assert False, side()
except AssertionError as e: print(e)
try: assert not (1 < 2), (1, 2)
except AssertionError as e: print(e, e.args)
class B:
    def __bool__(self): print("bool"); return False
try: assert B()
except AssertionError: print("falsy object")
try: assert (lambda: False)()
except Exception as e: print(type(e).__mro__[1].__name__)
try: assert isinstance(5, str), "type: " + type(5).__name__
except AssertionError as e: print(e)
try:
    assert [] or {}, "chain"
except AssertionError as e: print(e.__context__, e)
