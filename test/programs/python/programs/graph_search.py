# Graphs: BFS, DFS, Dijkstra, topological sort, components.
graph = {"a": {"b": 4, "c": 1}, "b": {"d": 1}, "c": {"b": 2, "d": 5}, "d": {"e": 3}, "e": {}, "x": {"y": 1}, "y": {}}
def bfs(start):
    seen, queue, order = {start}, [start], []
    while queue:
        node = queue.pop(0); order.append(node)
        for n in graph[node]:
            if n not in seen: seen.add(n); queue.append(n)
    return order
def dfs(node, seen=None):
    seen = set() if seen is None else seen
    if node in seen: return
    seen.add(node); yield node
    for n in graph[node]: yield from dfs(n, seen)
def dijkstra(start):
    dist, todo = {start: 0}, {start}
    while todo:
        node = min(todo, key=lambda n: (dist[n], n)); todo.remove(node)
        for n, w in graph[node].items():
            if dist[node] + w < dist.get(n, float("inf")): dist[n] = dist[node] + w; todo.add(n)
    return dist
def topo():
    indegree = {n: 0 for n in graph}
    for edges in graph.values():
        for n in edges: indegree[n] += 1
    ready, out = sorted(n for n in graph if not indegree[n]), []
    while ready:
        n = ready.pop(0); out.append(n)
        for m in graph[n]:
            indegree[m] -= 1
            if not indegree[m]: ready.append(m)
    return out
def paths(a, b): return [[a]] if a == b else [[a] + p for n in graph[a] for p in paths(n, b)]
print(bfs("a"), list(dfs("a")), dijkstra("a"), topo(), paths("a", "e"), sep="\n")
grid = ["S.#.", "..#.", ".##E", "...."]
def solve():
    start = next((r, c) for r, row in enumerate(grid) for c, v in enumerate(row) if v == "S")
    queue = [(start, 0)]; seen = {start}
    for (r, c), d in queue:
        if grid[r][c] == "E": return d
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            p = (r + dr, c + dc)
            if 0 <= p[0] < 4 and 0 <= p[1] < 4 and grid[p[0]][p[1]] != "#" and p not in seen: seen.add(p); queue.append((p, d + 1))
print(solve())
