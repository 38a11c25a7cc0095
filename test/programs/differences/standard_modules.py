"""Modules of the standard library that are not there

Why: those are there that programs with PyTorch use; importing another one is no mistake, using it is refused by its name.
Instead: floats, and ints, which are exact at any size.
"""
import decimal

print("imported")
print(decimal.Decimal("0.1") + decimal.Decimal("0.2"))
