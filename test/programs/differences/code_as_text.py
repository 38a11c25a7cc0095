"""Code as text: eval, exec and compile

Why: names are resolved before a program runs, and a run is replayed from its sources alone; text that becomes code while
it runs has no place in them.
Instead: write the code itself; choose among functions by a dict, and among attributes by getattr.
"""
operations = {"double": "x * 2"}
x = 21
print(eval(operations["double"]))
