"""A class's __dict__ shows the class as it was when asked

Why: members of a class are kept for fast lookup; __dict__ is a copy of them, without entries for __dict__ and __weakref__.
Instead: ask the class for its __dict__ again, or use hasattr and getattr.
"""


class Config:
    rate = 1


namespace = Config.__dict__
Config.size = 2
print("size" in namespace, "__weakref__" in namespace)
