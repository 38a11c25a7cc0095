"""Weak references

Why: whether an object is still there would depend on JavaScript's collector.
Instead: an ordinary reference, or a dict whose entries are deleted.
"""
import weakref


class Node:
    pass


node = Node()
print(weakref.ref(node)() is node)
