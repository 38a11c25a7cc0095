# str.isalpha and its kin.
samples = ["abc", "abc1", "123", "12.3", "", " ", "\t\n", "a b", "é", "٣", "²", "½", "Ⅷ", "一", "_", "a_1", "1a", "class", "ʰ", "😀", "\u00ad", "\u200b", "\xa0", "\u2028", "ﬀ", "𝟘", "௧", "-5", "٠١", "①", "〇"]
for s in samples:
    print(ascii(s), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isascii(), s.isprintable(), s.isidentifier())
