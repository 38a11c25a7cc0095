# repr and ascii of every kind of character.
for s in ["", "a", "'", '"', "'\"", "\\", "\n\t\r", "\x00\x1f\x7f", "\x80\x9f\xa0\xad", "é", "\u0100", "\u200b\u2028", "\ud7ff", "\ue000", "\uffff", "😀", "\U0010ffff", "a\\n", "tab\tnew\n", "日本語", "e\u0301", "\x85", "ﬀ", "\u3000", "\u00a0x"]:
    print(repr(s), ascii(s), len(s), s.isprintable())
print(["it's", 'q"q'], ("\n",), {"k'": "v\""}, f"{'é'!r} {'é'!a}", "%r %a" % ("é", "é"), "{!r:>8}|{!a}".format("x", "ü"), str(["\u200b"]))
