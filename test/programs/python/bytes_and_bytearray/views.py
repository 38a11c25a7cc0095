# memoryview of bytes and bytearray.


class Index:
    def __index__(self):
        return 1


def show(label, read):
    try:
        print(label, "->", repr(read()))
    except Exception as error:
        print(label, type(error).__name__, error)


for source in (b"hello", bytearray(b"hello")):
    view = memoryview(source)
    show('view.obj', lambda: view.obj)
    show('view.nbytes', lambda: view.nbytes)
    show('view.readonly', lambda: view.readonly)
    show('view.itemsize', lambda: view.itemsize)
    show('view.format', lambda: view.format)
    show('view.ndim', lambda: view.ndim)
    show('view.shape', lambda: view.shape)
    show('view.strides', lambda: view.strides)
    show('view.suboffsets', lambda: view.suboffsets)
    show('view.c_contiguous', lambda: view.c_contiguous)
    show('view.f_contiguous', lambda: view.f_contiguous)
    show('view.contiguous', lambda: view.contiguous)
    show('view.tobytes()', lambda: view.tobytes())
    show('view.tolist()', lambda: view.tolist())
    show('view.hex()', lambda: view.hex())
    show("view.hex(':',2)", lambda: view.hex(':',2))
    show('len(view)', lambda: len(view))
    show('view[0]', lambda: view[0])
    show('view[-1]', lambda: view[-1])
    show('view[9]', lambda: view[9])
    show("view['a']", lambda: view['a'])
    show('view[1.5]', lambda: view[1.5])
    show('view[10**30]', lambda: view[10**30])
    show('view[1:3].tolist()', lambda: view[1:3].tolist())
    show('view[::2].tolist()', lambda: view[::2].tolist())
    show('view[::-1].tobytes()', lambda: view[::-1].tobytes())
    show('view[::2].strides', lambda: view[::2].strides)
    show('view[::-2].strides', lambda: view[::-2].strides)
    show('view[1:3].obj is view.obj', lambda: view[1:3].obj is view.obj)
    show('view[...]', lambda: view[...])
    show('view[0,1]', lambda: view[0,1])
    show('view[()]', lambda: view[()])
    show("view['a':]", lambda: view['a':])
    show("view==b'hello'", lambda: view==b'hello')
    show("view==bytearray(b'hello')", lambda: view==bytearray(b'hello'))
    show("view=='hello'", lambda: view=='hello')
    show("view!=b'x'", lambda: view!=b'x')
    show('view==view[:]', lambda: view==view[:])
    show("view[::2]==b'hlo'", lambda: view[::2]==b'hlo')
    show("b'hello'==view", lambda: b'hello'==view)
    show("bytearray(b'hello')==view", lambda: bytearray(b'hello')==view)
    show("view<b'x'", lambda: view<b'x')
    show("view+b'x'", lambda: view+b'x')
    show("b'x'+view", lambda: b'x'+view)
    show("bytearray(b'x')+view", lambda: bytearray(b'x')+view)
    show('list(view)', lambda: list(view))
    show('104 in view', lambda: 104 in view)
    show("b'h' in view", lambda: b'h' in view)
    show("'h' in view", lambda: 'h' in view)
    show("b'he' in source", lambda: b'he' in source)
    show('view[:2] in source', lambda: view[:2] in source)
    show('bytes(view)', lambda: bytes(view))
    show('bytearray(view[::2])', lambda: bytearray(view[::2]))
    show('bytes(view[::2])', lambda: bytes(view[::2]))
    show("b''.join([view,view])", lambda: b''.join([view,view]))
    show('source.find(view[1:2])', lambda: source.find(view[1:2]))
    show('source.startswith(view[:2])', lambda: source.startswith(view[:2]))
    show('source.replace(view[:1],view[1:2])', lambda: source.replace(view[:1],view[1:2]))
    show('view.toreadonly().readonly', lambda: view.toreadonly().readonly)
    show("view.tobytes('C')", lambda: view.tobytes('C'))
    show("view.tobytes('X')", lambda: view.tobytes('X'))
    show('view.tobytes(order=None)', lambda: view.tobytes(order=None))
    show('view.tobytes(5)', lambda: view.tobytes(5))
    show('view.foo', lambda: view.foo)
    show('bool(view)', lambda: bool(view))
    show('bool(view[:0])', lambda: bool(view[:0]))
    show('list(reversed(view))', lambda: list(reversed(view)))
    show('view*2', lambda: view*2)
    show('sum(view)', lambda: sum(view))
    show('max(view)', lambda: max(view))
    show('memoryview(view).obj is view.obj', lambda: memoryview(view).obj is view.obj)
    show('memoryview(5)', lambda: memoryview(5))
    show("memoryview('a')", lambda: memoryview('a'))
    show('memoryview()', lambda: memoryview())
    show('memoryview([1])', lambda: memoryview([1]))
    show("memoryview(b'a',1)", lambda: memoryview(b'a',1))
    show('memoryview(foo=1)', lambda: memoryview(foo=1))
    show("int.from_bytes(view[:2],'big')", lambda: int.from_bytes(view[:2],'big'))
    show('bytes.fromhex(view.hex())', lambda: bytes.fromhex(view.hex()))
    show("str(view,'utf8')", lambda: str(view,'utf8'))
    show("int(memoryview(b'12'))", lambda: int(memoryview(b'12')))
    show("float(memoryview(b'1.5'))", lambda: float(memoryview(b'1.5')))
    show('view.release(1)', lambda: view.release(1))
    show('isinstance(view,bytes)', lambda: isinstance(view,bytes))
    show('view[1:2].c_contiguous', lambda: view[1:2].c_contiguous)
    show('view[::2].c_contiguous', lambda: view[::2].c_contiguous)
    show('view[::2].contiguous', lambda: view[::2].contiguous)
    show('view[::2].nbytes', lambda: view[::2].nbytes)
    show('view[::2].hex()', lambda: view[::2].hex())
    show("view.cast('B')==view", lambda: view.cast('B')==view)
    show('view.index(1)', lambda: view.index(1))
    show('view.count(1)', lambda: view.count(1))
    show('view.shape[0]', lambda: view.shape[0])
    show('type(iter(view)).__name__', lambda: type(iter(view)).__name__)
    show("b'%s'%view", lambda: b'%s'%view)
    show('ord(view[:1])', lambda: ord(view[:1]))


array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=65
    print('view[0]=65', array)
except Exception as error:
    print('view[0]=65', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=256
    print('view[0]=256', array)
except Exception as error:
    print('view[0]=256', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=-1
    print('view[0]=-1', array)
except Exception as error:
    print('view[0]=-1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]='a'
    print("view[0]='a'", array)
except Exception as error:
    print("view[0]='a'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=b'a'
    print("view[0]=b'a'", array)
except Exception as error:
    print("view[0]=b'a'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=1.5
    print('view[0]=1.5', array)
except Exception as error:
    print('view[0]=1.5', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=None
    print('view[0]=None', array)
except Exception as error:
    print('view[0]=None', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[9]=1
    print('view[9]=1', array)
except Exception as error:
    print('view[9]=1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view['a']=1
    print("view['a']=1", array)
except Exception as error:
    print("view['a']=1", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[1:3]=b'XY'
    print("view[1:3]=b'XY'", array)
except Exception as error:
    print("view[1:3]=b'XY'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[1:3]=b'X'
    print("view[1:3]=b'X'", array)
except Exception as error:
    print("view[1:3]=b'X'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[1:3]=[1,2]
    print('view[1:3]=[1,2]', array)
except Exception as error:
    print('view[1:3]=[1,2]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[1:3]='ab'
    print("view[1:3]='ab'", array)
except Exception as error:
    print("view[1:3]='ab'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[::2]=b'ABC'
    print("view[::2]=b'ABC'", array)
except Exception as error:
    print("view[::2]=b'ABC'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[:]=view[::-1]
    print('view[:]=view[::-1]', array)
except Exception as error:
    print('view[:]=view[::-1]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[1:]=view[:-1]
    print('view[1:]=view[:-1]', array)
except Exception as error:
    print('view[1:]=view[:-1]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0:2]=bytearray(b'zz')
    print("view[0:2]=bytearray(b'zz')", array)
except Exception as error:
    print("view[0:2]=bytearray(b'zz')", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    del view[0]
    print('del view[0]', array)
except Exception as error:
    print('del view[0]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    del view[1:2]
    print('del view[1:2]', array)
except Exception as error:
    print('del view[1:2]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=Index()
    print('view[0]=Index()', array)
except Exception as error:
    print('view[0]=Index()', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=10**30
    print('view[0]=10**30', array)
except Exception as error:
    print('view[0]=10**30', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0]=True
    print('view[0]=True', array)
except Exception as error:
    print('view[0]=True', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    array[0]=1
    print('array[0]=1', array)
except Exception as error:
    print('array[0]=1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    array+=b''
    print("array+=b''", array)
except Exception as error:
    print("array+=b''", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    array[1:3]=b'XY'
    print("array[1:3]=b'XY'", array)
except Exception as error:
    print("array[1:3]=b'XY'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    array.reverse()
    print('array.reverse()', array)
except Exception as error:
    print('array.reverse()', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.x=1
    print('view.x=1', array)
except Exception as error:
    print('view.x=1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.toreadonly()[0]=1
    print('view.toreadonly()[0]=1', array)
except Exception as error:
    print('view.toreadonly()[0]=1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0,0]=1
    print('view[0,0]=1', array)
except Exception as error:
    print('view[0,0]=1', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.release()
    view[0]
    print('view.release(); view[0]', array)
except Exception as error:
    print('view.release(); view[0]', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.release()
    len(view)
    print('view.release(); len(view)', array)
except Exception as error:
    print('view.release(); len(view)', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.release()
    view.release()
    print('view.release(); view.release()', array)
except Exception as error:
    print('view.release(); view.release()', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.release()
    view.tobytes()
    print('view.release(); view.tobytes()', array)
except Exception as error:
    print('view.release(); view.tobytes()', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view.release()
    view==view
    print('view.release(); view==view', array)
except Exception as error:
    print('view.release(); view==view', type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[...]=b'hello'
    print("view[...]=b'hello'", array)
except Exception as error:
    print("view[...]=b'hello'", type(error).__name__, error, array)
array = bytearray(b"hello")
view = memoryview(array)
try:
    view[0:0]=b''
    print("view[0:0]=b''", array)
except Exception as error:
    print("view[0:0]=b''", type(error).__name__, error, array)

frozen = memoryview(b"abc")
for change in (lambda: frozen.__setitem__(0, 1), lambda: frozen.__setitem__(slice(1), b"a"), lambda: frozen.__delitem__(0)):
    try:
        change()
    except TypeError as error:
        print(error)
array = bytearray(b"abcdef")
with memoryview(array) as view:
    view[0] = 65
    half = view[3:]
    half[:] = b"XYZ"
    half.release()
    print(view.tolist(), array)
array.append(33)
print(array)
for read in (lambda: view[0], lambda: view.obj, lambda: view.nbytes, lambda: bytes(view), lambda: len(view), lambda: list(view)):
    try:
        read()
    except ValueError as error:
        print(error)
print(repr(view).split(" at ")[0], repr(frozen).split(" at ")[0], hash(frozen) == hash(b"abc"), frozen in {b"abc": 1})
try:
    hash(memoryview(bytearray()))
except ValueError as error:
    print(error)
try:

    class Derived(memoryview):
        pass
except TypeError as error:
    print(error)
view = memoryview(bytes(range(10)))
print(view[2:8][::2].tolist(), view[::-1][1:3].tolist(), view[2:8:3].obj == view.obj, [*view[7:]], view[1:1].tolist())
