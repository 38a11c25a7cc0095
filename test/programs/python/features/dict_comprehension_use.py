# Grouping, inverting, merging and counting with dicts.
people = [("Ann", "dev", 30), ("Bob", "ops", 25), ("Cid", "dev", 35), ("Dan", "ops", 40), ("Eve", "qa", 30)]
by_job = {}
for name, job, age in people: by_job.setdefault(job, []).append(name)
print(by_job, {job: len(names) for job, names in by_job.items()}, {name: age for name, _, age in people if age > 30})
ages = {n: a for n, _, a in people}
print({a: sorted(n for n in ages if ages[n] == a) for a in sorted(set(ages.values()))}, max(ages, key=ages.get), sorted(ages, key=lambda n: (-ages[n], n)), sum(ages.values()) / len(ages))
inverse = {v: k for k, v in {"a": 1, "b": 2}.items()}; merged = {**inverse, 3: "c", **{1: "A"}}; print(inverse, merged, dict(sorted(merged.items(), reverse=True)))
nested = {"x": {"y": {"z": 1}}}
def flatten(d, prefix=""):
    for k, v in d.items():
        if isinstance(v, dict): yield from flatten(v, f"{prefix}{k}.")
        else: yield f"{prefix}{k}", v
print(dict(flatten({"a": 1, **nested, "b": {"c": [1, 2]}})), {k: v for d in ({"a": 1}, {"b": 2}) for k, v in d.items()}, {i: {j: i * j for j in range(2)} for i in range(2)})
def deep_merge(a, b): return {k: deep_merge(a[k], b[k]) if k in a and k in b and isinstance(a[k], dict) else b.get(k, a.get(k)) for k in {**a, **b}}
print(deep_merge({"a": {"x": 1}, "b": 2}, {"a": {"y": 3}, "c": 4}), {True: "yes", 1: "one"}, {None: 0}.get(None), {(): []}[()])
