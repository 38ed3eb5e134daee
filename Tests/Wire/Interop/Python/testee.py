"""Speaks with ProtobufTestee as Google's conformance suite does."""

import struct
import subprocess

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

Field = descriptor_pb2.FieldDescriptorProto


def payload_type(name):
    return Field.TYPE_BYTES if name == "protobuf_payload" else Field.TYPE_STRING


def protocol():
    """The requests and answers of Google's suite, as far as a test needs them."""
    file = descriptor_pb2.FileDescriptorProto(name="conformance_protocol.proto", package="conformance", syntax="proto3")
    request = file.message_type.add(name="ConformanceRequest")
    response = file.message_type.add(name="ConformanceResponse")
    request.oneof_decl.add(name="payload")
    response.oneof_decl.add(name="result")
    for name, number in {"protobuf_payload": 1, "json_payload": 2, "text_payload": 8}.items():
        request.field.add(name=name, number=number, type=payload_type(name), label=1, oneof_index=0)
    request.field.add(name="requested_output_format", number=3, type=Field.TYPE_INT32, label=1)
    request.field.add(name="message_type", number=4, type=Field.TYPE_STRING, label=1)
    results = {"parse_error": 1, "runtime_error": 2, "protobuf_payload": 3, "json_payload": 4, "skipped": 5}
    for name, number in results.items():
        response.field.add(name=name, number=number, type=payload_type(name), label=1, oneof_index=0)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return (
        message_factory.GetMessageClass(pool.FindMessageTypeByName(f"conformance.{name}"))
        for name in ("ConformanceRequest", "ConformanceResponse")
    )


Request, Response = protocol()


class Testee:
    def __init__(self, path):
        """Starts the program."""
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **request):
        """What it answers to a request of these fields."""
        content = Request(**request).SerializeToString()
        self.process.stdin.write(struct.pack("<I", len(content)) + content)
        self.process.stdin.flush()
        (length,) = struct.unpack("<I", self.process.stdout.read(4))
        return Response.FromString(self.process.stdout.read(length))

    def close(self):
        """Ends it, and gives its exit code."""
        self.process.stdin.close()
        return self.process.wait()
