"""The collector: gc.collect() finds nothing

Why: memory is JavaScript's to free.
Instead: nothing is needed; calls that free memory do no harm.
"""
import gc

ring = []
ring.append(ring)
del ring
print(gc.collect() > 0)
