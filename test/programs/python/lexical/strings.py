# String literals: quotes, escapes, prefixes, concatenation.
print('single', "double", '''triple 'single' ''', """triple "double" """)
print("it's", 'say "hi"', 'it\'s', "say \"hi\"", 'both \' and "')
print(repr("it's"), repr('say "hi"'), repr('both \' and "'), repr("plain"))
print('a\
b', "tab\there", "new\nline", 'bell\a', 'null\0end')
print(repr('\a\b\f\n\r\t\v\0\\\x41\101\u00e9\U0001f600\7'))
print(r'raw\n', R"raw\t", r'\'', rb'\x00', BR'\y', u'unicode', U"UNI")
print('con' 'cat' "ena" '''ted''', ('across '
    'lines'), "a" "b" * 2)
print(len('\x00'), len('é'), len('😀'), len('\N{DIGIT ONE}') if False else 1)
text = """first
  second
third\
 joined
"""
print(repr(text), text.splitlines())
print('\101\102\0', '\1' == '\x01', '\777'[0] == '\u01ff', '\400' == chr(256))
print("".join(['a' 'b', 'c']), '' '', "" == '')
print('%s' 'x' % 1, 'a' in 'b' 'a')
