# Stacks, queues and linked lists.
class Node:
    __slots__ = ("value", "next")
    def __init__(self, value, next=None): self.value, self.next = value, next
class LinkedList:
    def __init__(self, items=()):
        self.head = None; self.size = 0
        for item in reversed(list(items)): self.push(item)
    def push(self, v): self.head = Node(v, self.head); self.size += 1
    def pop(self):
        if self.head is None: raise IndexError("pop from empty list")
        v, self.head = self.head.value, self.head.next; self.size -= 1; return v
    def __iter__(self):
        node = self.head
        while node: yield node.value; node = node.next
    def __len__(self): return self.size
    def reverse(self):
        prev, node = None, self.head
        while node: node.next, prev, node = prev, node, node.next
        self.head = prev
    def __repr__(self): return " -> ".join(map(repr, self)) or "empty"
l = LinkedList([1, 2, 3]); print(l, len(l), list(l)); l.push("new"); print(l.pop(), l); l.reverse(); print(l, 2 in l, sum(l), max(l), [*l])
try: LinkedList().pop()
except IndexError as e: print(e)
stack = []
for token in "3 4 + 2 * 7 /".split():
    if token.isdigit(): stack.append(int(token))
    else:
        b, a = stack.pop(), stack.pop()
        stack.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b}[token])
print(stack)
def balanced(s):
    pairs, st = {")": "(", "]": "[", "}": "{"}, []
    for c in s:
        if c in pairs.values(): st.append(c)
        elif c in pairs and (not st or st.pop() != pairs[c]): return False
    return not st
print([balanced(s) for s in ("()", "([{}])", "(]", "((", "", "a(b)c")])
