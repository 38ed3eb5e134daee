"""Fills messages of any type at random, by their descriptors."""

import random
import struct

from google.protobuf.descriptor import FieldDescriptor as Field

BITS = {
    Field.CPPTYPE_INT32: (-(1 << 31), (1 << 31) - 1), Field.CPPTYPE_INT64: (-(1 << 63), (1 << 63) - 1),
    Field.CPPTYPE_UINT32: (0, (1 << 32) - 1), Field.CPPTYPE_UINT64: (0, (1 << 64) - 1),
    Field.CPPTYPE_ENUM: (-(1 << 31), (1 << 31) - 1),
}
LETTERS = "abcXYZ 019\t\"\\\u0000\u007f\u0080éß\u0430\u07ff\u0800谷\ud7ff\ue000\uffff😁\U0010ffff"


def scalar(source: random.Random, field):
    kind = field.cpp_type
    if kind in BITS:
        low, high = BITS[kind]
        value = source.choice([0, 1, -1, 127, 128, low, high, source.getrandbits(source.randint(1, 64))])
        if kind == Field.CPPTYPE_ENUM and source.random() < 0.7:
            value = source.choice(field.enum_type.values).number
        return (value - low) % (high - low + 1) + low
    if kind == Field.CPPTYPE_BOOL:
        return source.random() < 0.5
    if kind == Field.CPPTYPE_FLOAT:
        return struct.unpack("<f", source.choice([bytes(4), source.randbytes(4), b"\0\0\0\x80", b"\0\0\x80\x7f"]))[0]
    if kind == Field.CPPTYPE_DOUBLE:
        return struct.unpack("<d", source.choice([bytes(8), source.randbytes(8), b"\0\0\0\0\0\0\0\x80"]))[0]
    size = source.choice([0, 1, 3, 20, source.randint(0, 300)])
    if field.type == Field.TYPE_BYTES:
        return source.randbytes(size)
    return "".join(source.choice(LETTERS) for _ in range(size))


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def fill(message, source: random.Random, share=0.1, depth=0, limit=4):
    """Sets about that share of the fields."""
    for field in message.DESCRIPTOR.fields:
        if source.random() >= share:
            continue
        count = source.choice([1, 2, 5])
        if is_map(field):
            key, value = field.message_type.fields_by_name["key"], field.message_type.fields_by_name["value"]
            target = getattr(message, field.name)
            for _ in range(count):
                if value.message_type is None:
                    target[scalar(source, key)] = scalar(source, value)
                elif depth < limit:
                    fill(target[scalar(source, key)], source, share / 2, depth + 1, limit)
        elif field.message_type is None:
            if field.is_repeated:
                getattr(message, field.name).extend(scalar(source, field) for _ in range(count))
            else:
                setattr(message, field.name, scalar(source, field))
        elif depth < limit:
            if field.is_repeated:
                for _ in range(count):
                    fill(getattr(message, field.name).add(), source, share / 2, depth + 1, limit)
            else:
                child = getattr(message, field.name)
                child.SetInParent()
                fill(child, source, share, depth + 1, limit)
    return message


def mutated(content: bytes, source: random.Random):
    """The bytes with a few of them changed, lost, added or moved."""
    content = bytearray(content)
    for _ in range(source.randint(1, 4)):
        if not content:
            break
        place = source.randrange(len(content))
        way = source.randrange(6)
        if way == 0:
            content[place] = source.randrange(256)
        elif way == 1:
            content[place] ^= 1 << source.randrange(8)
        elif way == 2:
            content.insert(place, source.randrange(256))
        elif way == 3:
            del content[place]
        elif way == 4:
            del content[place:]
        else:
            content[place:place] = content[: source.randrange(len(content)) + 1][-20:]
    return bytes(content)
