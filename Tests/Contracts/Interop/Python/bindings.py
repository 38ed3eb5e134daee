"""Compares the schema of gRPC clients with the bindings that stock clients use: all they have is there, under its number.

Usage: bindings.py CONTRACTS
"""

import sys

from google.protobuf import descriptor_pb2
from tinode_grpc import model_pb2

from contracts import compiled


def named(things):
    return {thing.name: thing for thing in things}


def numbers(enum):
    return {(value.name, value.number) for value in enum.value}


def shape(field):
    return field.number, field.type, field.label, field.type_name, field.HasField("oneof_index")


def lost_in_enums(theirs, ours, place):
    for name, enum in named(theirs).items():
        missing = numbers(enum) - (numbers(named(ours)[name]) if name in named(ours) else set())
        yield from (f"{place}{name}: {value}" for value in sorted(missing))


def lost(theirs, ours):
    yield from lost_in_enums(theirs.enum_type, ours.enum_type, "")
    for name, message in named(theirs.message_type).items():
        own = named(ours.message_type).get(name, descriptor_pb2.DescriptorProto())
        yield from lost_in_enums(message.enum_type, own.enum_type, f"{name}.")
        for field in message.field:
            found = named(own.field).get(field.name)
            if found is None or shape(found) != shape(field):
                yield f"{name}.{field.name}"
    for name, service in named(theirs.service).items():
        methods = named(named(ours.service)[name].method) if name in named(ours.service) else {}
        for method in service.method:
            if methods.get(method.name, descriptor_pb2.MethodDescriptorProto()).input_type != method.input_type or (
                methods[method.name].output_type != method.output_type
                or methods[method.name].client_streaming != method.client_streaming
                or methods[method.name].server_streaming != method.server_streaming
            ):
                yield f"{name}.{method.name}"


def main(folder):
    bindings = descriptor_pb2.FileDescriptorProto()
    model_pb2.DESCRIPTOR.CopyToProto(bindings)
    own, = [file for file in compiled(folder).file if file.package == bindings.package]
    differences = list(lost(bindings, own))
    print(*differences, sep="\n")
    return 1 if differences or not bindings.message_type else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
