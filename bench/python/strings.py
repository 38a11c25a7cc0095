"""Building text: +=, join, f-strings, %, split, replace, a walk over characters."""


def build(n):
    text = ""
    for i in range(n):
        text += str(i % 10)
    return text


def table(n):
    lines = []
    for i in range(n):
        lines.append(f"{i:>6}|{i * 0.5:8.3f}|{i % 7}")
    return "\n".join(lines)


def percent(n):
    parts = []
    for i in range(n):
        parts.append("%d:%s" % (i, "even" if i % 2 == 0 else "odd"))
    return ",".join(parts)


def vowels(text):
    count = 0
    for character in text:
        if character in "aeiou":
            count += 1
    return count


def caesar(text, shift):
    out = []
    for character in text:
        if character.isalpha():
            base = ord("a") if character.islower() else ord("A")
            out.append(chr((ord(character) - base + shift) % 26 + base))
        else:
            out.append(character)
    return "".join(out)


text = "The quick brown fox jumps over the lazy dog. " * 1000
print(len(build(200000)), len(table(50000)), len(percent(60000)))
print(vowels(text), caesar(text, 3)[:44], len(text.replace("fox", "cat").split()))
print(sum(len(word.strip(".").upper()) for word in text.split(" ")))
