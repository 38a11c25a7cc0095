# Escape sequences, one by one, and what stays as it is.
samples = ['\\', '\'', '\"', '\a', '\b', '\f', '\n', '\r', '\t', '\v', '\0', '\1', '\12', '\123', '\x7f', '\xff',
           '\u0041', '\u20ac', '\U00000041', '\U0001F40D', '\u00ad', '\u200b', '\ud7ff', '\ue000', '\uffff']
for sample in samples:
    print(len(sample), ord(sample), repr(sample), ascii(sample))
raw = [r'\n', r'\\', r'\'', r"\"", r'\u0041', r'\x']
for sample in raw:
    print(len(sample), sample, repr(sample))
print([b'\\', b'\x00', b'\7', b'\077', b'\xff'], [len(x) for x in (b'\n', b'\x0a', rb'\n')])
print('a\
b' == 'ab', 'tab\tend'.expandtabs(), "\x41\u0042\U00000043\104")
print("\"'", '\'"', """\"""", '''\'''', "\\'")
print('\N{BULLET}' if False else 'bullet', r'\N{BULLET}')
print("line1\r\nline2\rline3\x0bline4\x0cline5\x1cx\u2028y".splitlines())
