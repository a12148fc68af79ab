"""What the reference reader of safetensors accepts, and what it finds there."""

import base64
import json
import struct

import safetensors
import torch

LIBRARIES = [f'safetensors {safetensors.__version__}', f'torch {torch.__version__}']
DTYPE = 'bytes'

# Bits of an element.
DTYPES = {
    'BOOL': 8, 'F4': 4, 'F6_E2M3': 6, 'F6_E3M2': 6, 'U8': 8, 'I8': 8, 'F8_E5M2': 8, 'F8_E4M3': 8, 'F8_E8M0': 8,
    'F8_E4M3FNUZ': 8, 'F8_E5M2FNUZ': 8, 'I16': 16, 'U16': 16, 'F16': 16, 'BF16': 16, 'I32': 32, 'U32': 32, 'F32': 32,
    'C64': 64, 'F64': 64, 'I64': 64, 'U64': 64,
}  # fmt: skip


def file(header, data=b'', length=None):
    text = header if isinstance(header, bytes) else header.encode()
    return struct.pack('<Q', len(text) if length is None else length) + text + data


def entry(dtype='F32', shape='[1]', begin=0, end=4, more=''):
    return f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{begin},{end}]{more}}}'


def tensor(data=b'1234', **fields):
    return file(f'{{"w":{entry(**fields)}}}', data)


def pair(a, b, data):
    return file(f'{{"a":{entry("U8", *a)},"b":{entry("U8", *b)}}}', data)


HUGE = 2**64 - 1

FILES = {
    'nothing': b'',
    '7 bytes': b'1234567',
    'no header': file(''),
    'a header of length 0': file('', b'{}'),
    'a header longer than the file': file('{}', length=3),
    'a huge header length': file('{}', length=2**63),
    'an empty object': file('{}'),
    'spaces after the header': file('{}     '),
    'a line end after the header': file('{}\n'),
    'white space of all kinds after the header': file('{}\t\r\n '),
    'a zero byte after the header': file('{}\0'),
    'something after the header': file('{} x'),
    'two objects': file('{}{}'),
    'a space before the header': file(' {}'),
    'a line end before the header': file('\n{}'),
    'a byte order mark': file('\ufeff{}'),
    'a list': file('[]'),
    'null': file('null'),
    'text that is not UTF-8': file(b'{"\xff":1}'),
    'no end': file('{"w":'),
    'white space between all': file('{ "w"\t:\n{ "dtype" : "F32" , "shape" : [ 1 , 1 ] , "data_offsets" : [ 0 , 4 ] } }', b'1234'),
    'a comma too many': file(f'{{"w":{entry()},}}', b'1234'),
    'metadata': file('{"__metadata__":{"a":"1","b":""}}'),
    'metadata of no names': file('{"__metadata__":{}}'),
    'metadata that are null': file('{"__metadata__":null}'),
    'metadata that are numbers': file('{"__metadata__":{"a":1}}'),
    'metadata that are a list': file('{"__metadata__":[]}'),
    'metadata twice': file('{"__metadata__":{},"__metadata__":{}}'),
    'metadata twice, once null': file('{"__metadata__":null,"__metadata__":{}}'),
    'metadata twice, once escaped': file('{"__metadata__":{},"__meta\\u0064ata__":{}}'),
    'a name of metadata twice': file('{"__metadata__":{"a":"1","a":"2"}}'),
    'escaped metadata': file('{"__meta\\u0064ata__":{"\\n":"\\ud83d\\ude00"}}'),
    'a tensor': tensor(),
    'a tensor without name': file(f'{{"":{entry()}}}', b'1234'),
    'a tensor named __proto__': file(f'{{"__proto__":{entry()}}}', b'1234'),
    'a scalar': tensor(shape='[]'),
    'a shape of 2000 ones': tensor(shape=json.dumps([1] * 2000)),
    'a tensor twice': file(f'{{"w":{entry()},"w":{entry("I32")}}}', b'1234'),
    'a tensor twice, once escaped': file(f'{{"w":{entry()},"\\u0077":{entry()}}}', b'1234'),
    'a tensor twice, in two places': file(f'{{"w":{entry()},"w":{entry(begin=4, end=8)}}}', b'12345678'),
    'a tensor twice, the first malformed': file(f'{{"w":null,"w":{entry()}}}', b'1234'),
    'a field twice': file('{"w":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a field twice, once escaped': file('{"w":{"dtype":"F32","shape":[1],"sh\\u0061pe":[1],"data_offsets":[0,4]}}', b'1234'),
    'an extra field': tensor(more=',"x":{"a":[1,-2.5e3,null,true,false,"y",{}]}'),
    'an extra field twice': tensor(more=',"x":1,"x":1'),
    'an extra field of a malformed number': tensor(more=',"x":01'),
    'an extra field of half a number': tensor(more=',"x":1.'),
    'an extra field of an infinite number': tensor(more=',"x":1e999'),
    'an extra field of a tiny number': tensor(more=',"x":1e-999'),
    'an extra field of many digits': tensor(more=',"x":' + '1' * 300),
    'an extra field of too many digits': tensor(more=',"x":' + '1' * 400),
    'an extra field of another word': tensor(more=',"x":nul'),
    'an extra field with half a surrogate pair': tensor(more=',"x":"\\ud800"'),
    'an extra field with a control character': tensor(more=',"x":"\n"'),
    'an extra field 125 deep': tensor(more=',"x":' + '[' * 125 + ']' * 125),
    'an extra field 126 deep': tensor(more=',"x":' + '[' * 126 + ']' * 126),
    'an extra field of 125 objects': tensor(more=',"x":' + '{"":' * 125 + '0' + '}' * 125),
    'an extra field without end': file('{"w":{"dtype":"F32","x":[1,2'),
    'no dtype': file('{"w":{"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'no shape': file('{"w":{"dtype":"F32","data_offsets":[0,4]}}', b'1234'),
    'no offsets': file('{"w":{"dtype":"F32","shape":[1]}}', b'1234'),
    'one offset': file('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}'),
    'three offsets': file('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}', b'1234'),
    'an entry that is null': file('{"w":null}'),
    'an entry that is a list': file('{"w":["F32",[1],[0,4]]}', b'1234'),
    'an entry that is a short list': file('{"w":["F32",[1]]}', b'1234'),
    'an entry that is a long list': file('{"w":["F32",[1],[0,4],1]}', b'1234'),
    'a dtype that is null': file('{"w":{"dtype":null,"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a dtype that is an object': file('{"w":{"dtype":{"F32":null},"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a dtype that is an object of something': file('{"w":{"dtype":{"F32":1},"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a dtype that is an object of two': file('{"w":{"dtype":{"F32":null,"I32":null},"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a dtype that is an empty object': file('{"w":{"dtype":{},"shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'an escaped dtype': file('{"w":{"dtype":"F\\u00332","shape":[1],"data_offsets":[0,4]}}', b'1234'),
    'a dtype in small letters': tensor(dtype='f32'),
    'a dtype of the language': tensor(dtype='constructor'),
    'sizes that overflow before a 0': tensor(b'', shape=f'[{HUGE},{HUGE},0]', end=0),
    'sizes that overflow after a 0': tensor(b'', shape=f'[0,{HUGE},{HUGE}]', end=0),
    'too few bytes for the shape': tensor(shape='[2]'),
    'too many bytes for the shape': tensor(b'12345678', end=8),
    'bytes that end within a number': tensor(b'12', dtype='F4', shape='[3]', end=2),
    'data that begin late': tensor(b'12', dtype='U8', begin=1, end=2),
    'an end beyond the file': tensor(b'1', dtype='U8', shape='[2]', end=2),
    'data that no tensor has': tensor(b'12345'),
    'data without tensors': file('{}', b'1'),
    'offsets of 64 bits': tensor(begin=HUGE, end=HUGE),
    'tensors side by side': pair(('[1]', 0, 1), ('[2]', 1, 3), b'123'),
    'tensors the other way round': pair(('[2]', 1, 3), ('[1]', 0, 1), b'123'),
    'a hole': pair(('[1]', 0, 1), ('[1]', 2, 3), b'123'),
    'an overlap': pair(('[2]', 0, 2), ('[2]', 1, 3), b'123'),
    'the same data twice': pair(('[1]', 0, 1), ('[1]', 0, 1), b'1'),
    'an empty tensor before': pair(('[0]', 0, 0), ('[1]', 0, 1), b'1'),
    'an empty tensor after': pair(('[1]', 0, 1), ('[0]', 1, 1), b'1'),
    'an empty tensor within': pair(('[2]', 0, 2), ('[0]', 1, 1), b'12'),
    'an end before the begin': pair(('[2]', 0, 2), ('[0]', 2, 1), b'12'),
    'a control character': file(f'{{"\n":{entry()}}}', b'1234'),
    'an unknown escape': file(f'{{"\\x":{entry()}}}', b'1234'),
    'half a surrogate pair': file(f'{{"\\ud800":{entry()}}}', b'1234'),
    'a string without end': file('{"w'),
    'a string that ends in an escape': file('{"w\\'),
    **{
        f'a size of {size}': tensor(shape=f'[{size}]')
        for size in ['1.0', '1e0', '01', '-0', '-1', 2**53 + 1, HUGE, HUGE + 1, '"1"', 'null', 'true', '[1]', ' 1']
    },
    **{
        f'{count} of dtype {dtype}': tensor(bytes(count * bits // 8), dtype=dtype, shape=f'[{count}]', end=count * bits // 8)
        for dtype, bits in DTYPES.items()
        for count in (1, 3, 4)
    },
}

# All whole numbers of one byte are tried in each of its places.
SMALL = file('{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', b'1234')

def found(content):
    """The tensors in the order of the data, or None where the file is refused."""
    try:
        tensors = safetensors.deserialize(content)
    except safetensors.SafetensorError:
        return None
    return [[name, one['dtype'], one['shape'], bytes(one['data']).hex()] for name, one in tensors]


def changed(at, byte):
    return SMALL[:at] + bytes([byte]) + SMALL[at + 1 :]


def packed(verdicts):
    bits = ''.join('1' if verdict else '0' for verdict in verdicts)
    return base64.b64encode(int(bits, 2).to_bytes(len(bits) // 8, 'big')).decode()


def numbers(dtype, words, width):
    content = b''.join(word.to_bytes(width, 'little') for word in words)
    return torch.frombuffer(bytearray(content), dtype=dtype).double().tolist()


def cases():
    for name, content in FILES.items():
        yield {'name': name, 'file': base64.b64encode(content).decode(), 'tensors': found(content)}
    accepted = [found(changed(at, byte)) is not None for at in range(len(SMALL)) for byte in range(256)]
    yield {'name': 'each byte changed', 'file': base64.b64encode(SMALL).decode(), 'accepted': packed(accepted)}
    some = [*range(0, 2**16, 97), 0x7C00, 0xFC00, 0x7C01, 0x8000, 0x0001, 0x7F80, 0xFFFF]
    yield {'name': 'values of F8_E4M3', 'values': numbers(torch.float8_e4m3fn, range(256), 1)}
    yield {'name': 'values of F8_E5M2', 'values': numbers(torch.float8_e5m2, range(256), 1)}
    yield {'name': 'values of F16', 'words': some, 'values': numbers(torch.float16, some, 2)}
    yield {'name': 'values of BF16', 'words': some, 'values': numbers(torch.bfloat16, some, 2)}
