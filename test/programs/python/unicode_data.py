import unicodedata as u, sys
print([u.category(c) for c in "aÉǅʰ中\u0301\u0903\u20dd5Ⅷ½_-()«»!+$^© \u2028\u2029\x00\u200e\ud800\ue000\U000e0fff"])
for f in ("NFC", "NFD", "NFKC", "NFKD"):
    for t in ("é", "e\u0301", "ﬁ①Å", "한글", "\u1e9b\u0323"):
        print(f, ascii(u.normalize(f, t)), u.is_normalized(f, t))
print(u.decimal("7"), u.digit("٣"), u.numeric("9"), u.decimal("x", -1), u.decimal("𝟗"), u.numeric("᠕"))
for bad in (lambda: u.category("ab"), lambda: u.category(""), lambda: u.category(3), lambda: u.normalize("NFX", "a"), lambda: u.normalize("NFC", 3), lambda: u.decimal("x"), lambda: u.digit("x"), lambda: u.numeric("x"), lambda: u.normalize("NFC")):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
s = {}
for c in range(0, 0x30000, 7):
    k = u.category(chr(c)); s[k] = s.get(k, 0) + 1
print({k: s[k] for k in sorted(s) if k not in ("Cn", "So", "Lo", "Mn", "Mc", "Po", "Nd", "No", "Ll", "Lm", "Sm", "Cf")})
print(all(u.decimal(chr(c)) == int(chr(c)) for c in range(0x20000) if chr(c).isdecimal()))
