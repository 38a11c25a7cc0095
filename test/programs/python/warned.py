import warnings


def deep():
    warnings.warn("deep", stacklevel=2)


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("kept")
    for _ in range(2):
        deep()
    print([(str(w.message), w.category.__name__, w.lineno) for w in log])

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("default")
    for _ in range(3):
        deep()
    warnings.filterwarnings("ignore", "deep")
    deep()
    warnings.warn("other", RuntimeWarning)
    print([(str(w.message), w.category.__name__, w.lineno) for w in log])

with warnings.catch_warnings():
    warnings.simplefilter("error", category=DeprecationWarning)
    try:
        warnings.warn("old", DeprecationWarning)
    except DeprecationWarning as error:
        print("raised", error)
    try:
        warnings.warn("odd", int)
    except TypeError as error:
        print(error)
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "  x = 1"), end="")
