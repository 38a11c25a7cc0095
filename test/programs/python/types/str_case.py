# Case methods of str, ASCII and beyond.
words = ["hello world", "HELLO", "Hello World", "hELLO wORLD", "they're bill's", "ÄÖÜ äöü ß", "ñandú", "İstanbul", "ǆ", "ﬁn", "Σίσυφος ΣΑΣ", "x1y2", "1abc", "", "a-b_c.d", "ÿ", "ŉ", "123"]
for w in words:
    print(repr(w), w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold())
for w in words + ["A", "a", "Aa", "aA", "A a", " ", "Ab Cd", "Ab cd", "ª", "ǅ"]:
    print(repr(w), w.isupper(), w.islower(), w.istitle())
print("straße".upper(), "STRASSE".lower(), "Straße".casefold() == "STRASSE".casefold(), "ΑΣ".lower(), "ΑΣ Σ".lower(), "İ".lower().__len__())
