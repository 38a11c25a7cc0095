# Binary search tree, traversals, heap, trie.
class Tree:
    def __init__(self, items=()): self.root = None; [self.add(i) for i in items]
    def add(self, v):
        if self.root is None: self.root = [v, None, None]; return
        node = self.root
        while True:
            side = 1 if v < node[0] else 2
            if node[side] is None: node[side] = [v, None, None]; return
            node = node[side]
    def walk(self, order="in", node=...):
        node = self.root if node is ... else node
        if node is None: return
        v, left, right = node
        if order == "pre": yield v
        yield from self.walk(order, left)
        if order == "in": yield v
        yield from self.walk(order, right)
        if order == "post": yield v
    __iter__ = walk
    def depth(self, node=...):
        node = self.root if node is ... else node
        return 0 if node is None else 1 + max(self.depth(node[1]), self.depth(node[2]))
t = Tree([5, 2, 8, 1, 9, 3])
print(list(t), [*t.walk("pre")], [*t.walk("post")], t.depth(), 8 in t, 7 in t, t.root)
class Trie(dict):
    def add(self, word):
        node = self
        for c in word: node = node.setdefault(c, {})
        node["$"] = True
    def words(self, node=None, prefix=""):
        for c, sub in (self if node is None else node).items():
            if c == "$": yield prefix
            else: yield from self.words(sub, prefix + c)
trie = Trie(); [trie.add(w) for w in ("to", "tea", "ten", "i", "in", "inn")]
print(sorted(trie.words()), sorted(trie), "t" in trie)
def heapify(items):
    heap = []
    for v in items:
        heap.append(v); i = len(heap) - 1
        while i and heap[i] < heap[(i - 1) // 2]: heap[i], heap[(i - 1) // 2] = heap[(i - 1) // 2], heap[i]; i = (i - 1) // 2
    return heap
print(heapify([5, 3, 8, 1, 9, 2]), heapify("hello"))
