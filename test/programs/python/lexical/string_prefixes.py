# Prefixes in all cases and orders.
print(r'\d', R'\d', u'é', U'é', b'x', B'x', f'{1}', F'{1}')
print(br'\d', bR'\d', Br'\d', BR'\d', rb'\d', rB'\d', Rb'\d', RB'\d')
print(fr'{1}\d', fR'{1}\d', Fr'{1}\d', FR'{1}\d', rf'{1}\d', rF'{1}\d', Rf'{1}\d', RF'{1}\d')
print(r'''raw
\triple''', rb"""\x""", f'''{1}
{2}''', rf"""\{1}""")
print(r"\\", r'a\'b', r"a\"b", len(r'\''))
print(f'{1}' r'\n' 'x\n' u'y' f"{2}", b'a' rb'\n' B'c')
print(f'{"a"}' '{b}' f'{{c}}' r'{d}')
print('a' f'{"b"}' 'c', f'' '' "", f"{''}")
print(rf'{1!r:>{3}}\t', fr'\{{}}', f'\{"x"}' if False else '')
b = 1; f = 2; r = 3; u = 4; rb = 5; fr = 6
print(b, f, r, u, rb, fr, b*'x', f*'y')
print("%s" % r'\n', r'%d' % 5, rb'%d' == b'%d')
