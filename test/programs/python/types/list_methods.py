# Every method of list.
l = [3, 1, 2]
print(l.append(4), l, l.extend([5, 6]), l, l.extend("ab"), l, l.insert(0, "first"), l, l.insert(-1, "neg"), l, l.insert(100, "end"), l, l.insert(-100, "start"), l)
print(l.pop(), l.pop(0), l.pop(-2), l, l.remove("a"), l, l.index(2), l.index(1, 1), l.count(3), l.count("z"), l.reverse(), l, l.copy() is l, l.copy() == l, l.clear(), l)
l = [3, 1, 2, 1]; l.sort(); print(l); l.sort(reverse=True); print(l); l.sort(key=lambda x: -x); print(l); l.sort(key=str, reverse=True); print(l)
print([1, 2, 3].index(3, -1), [1, 2, 3, 2].index(2, 2), [1, 2].index(1, 0, 1), [1, 1.0, True].count(1), [[1], [1]].count([1]), [float("nan")].count(float("nan")))
for f in (lambda: [].pop(), lambda: [1].pop(3), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [1].insert("a", 1), lambda: [1].extend(None), lambda: [1, "a"].sort(), lambda: [1].sort(key=1), lambda: [1].pop("a"), lambda: [1].append(), lambda: [].index(), lambda: ["a"].index("b", "c"), lambda: [3, 1].sort(key=len), lambda: [{}].sort() or [{}, {}].sort()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = [1, 2]; l += (3,); l *= 2; print(l, l + [9], l * 0, 2 * [1], [] or "empty", l == [1, 2, 3, 1, 2, 3], l < [1, 2, 4], [1] < [1, 0], [] < [1], l != l[:])
l = list(range(5)); del l[1]; del l[-1:]; l[1:1] = ["x", "y"]; l[-1:] = []; print(l, 2 in l, "x" in l, len(l), l[::2], reversed(l).__next__(), list(reversed(l)), sorted(map(str, l)))
a = [1, [2, 3]]; b = a.copy(); c = a[:]; d = list(a); a[1].append(4); a.append(5); print(a, b, c, d, b[1] is a[1])
print(list(), list("ab"), list((1, 2)), list({1: 2}), list(range(3)), [None] * 2, [[]] * 2, max([1, 5, 3]), min([[2], [1, 9]]), sum([1, 2.5]), any([0, 1]), all([]), any([]))
