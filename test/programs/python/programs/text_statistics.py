# Counting words, letters and lines.
text = """The quick brown fox jumps over the lazy dog.
The dog barks; the fox runs away!
A quick-witted fox is a happy fox."""
words = [w.strip(".,;!").lower() for w in text.replace("-", " ").split()]
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
for w, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:6]: print(f"{w:<8}{n:>3} {'#' * n}")
letters = [0] * 26
for c in text.lower():
    if c.isalpha(): letters[ord(c) - 97] += 1
print({chr(97 + i): n for i, n in enumerate(letters) if n > 6}, sum(letters), len(text), text.count("\n"))
by_length = {}
for w in sorted(set(words)): by_length.setdefault(len(w), []).append(w)
for k in sorted(by_length): print(k, by_length[k])
print(max(words, key=len), min(words, key=lambda w: (len(w), w)), sum(map(len, words)) / len(words), f"{sum(map(len, words)) / len(words):.3f}")
print([line.split()[0] for line in text.splitlines()], " ".join(reversed(words[:4])), "".join(w[0] for w in words).upper())
caesar = lambda s, k: "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else chr((ord(c) - 65 + k) % 26 + 65) if c.isupper() else c for c in s)
print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3), [w for w in words if w == w[::-1]], text.title()[:20], text.swapcase()[:20])
