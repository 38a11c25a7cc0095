"""Finalizers: __del__ is never called

Why: JavaScript's collector frees objects when it likes, and tells nobody in time.
Instead: a context manager, or a method that is called.
"""


class Resource:
    def __del__(self):
        print("freed")


resource = Resource()
del resource
print("end")
