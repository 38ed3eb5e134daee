"""Asks a server for its services and their descriptors with gRPC's own reflection client.

Usage: reflection.py PORT FOLDER...

The folders have the .proto files of what it serves.
"""

import sys

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from contracts import compiled

files = {file.name: file for folder in sys.argv[2:] for file in compiled(folder).file}
declared = {f"{file.package}.{service.name}": service for file in files.values() for service in file.service}
channel = grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}")


def check(condition, what):
    if not condition:
        sys.exit(f"failed: {what}")


database = ProtoReflectionDescriptorDatabase(channel)
services = database.get_services()
check(sorted(services) == sorted(declared), f"the services: {services}")
for name, file in files.items():
    check(database.FindFileByName(name) == file, f"the file {name}")
    for message in file.message_type:
        symbol = f"{file.package}.{message.name}"
        check(database.FindFileContainingSymbol(symbol) == file, f"the file of {symbol}")
        check(list(database.FindAllExtensionNumbers(symbol)) == [], f"no extensions of {symbol}")
    for enum in file.enum_type:
        check(database.FindFileContainingSymbol(f"{file.package}.{enum.name}") == file, f"the file of {enum.name}")
pool = DescriptorPool(database)
for name, service in declared.items():
    found = pool.FindServiceByName(name)
    methods = [method.name for method in service.method]
    check([method.name for method in found.methods] == methods, f"the methods of {name}")
    for method in found.methods:
        check(method.input_type.full_name and method.output_type.full_name, f"the types of {method.full_name}")
for missing in (lambda: database.FindFileByName("none.proto"), lambda: database.FindFileContainingSymbol("no.Symbol")):
    try:
        missing()
        sys.exit("failed: something was found that there is not")
    except KeyError:
        pass

ask = channel.stream_stream(
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
    response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
)
questions = [
    reflection_pb2.ServerReflectionRequest(host="here", list_services=""),
    reflection_pb2.ServerReflectionRequest(file_containing_symbol=f"{next(iter(declared))}.Nothing"),
    reflection_pb2.ServerReflectionRequest(file_containing_extension={"containing_type": "parley.v1.Event"}),
    reflection_pb2.ServerReflectionRequest(all_extension_numbers_of_type="parley.v1.Event"),
    reflection_pb2.ServerReflectionRequest(all_extension_numbers_of_type="no.Type"),
    reflection_pb2.ServerReflectionRequest(),
]
answers = list(ask(iter(questions)))
check([answer.original_request for answer in answers] == questions, "each answer repeats its question")
check(answers[0].valid_host == "here", "the host")
check([service.name for service in answers[0].list_services_response.service] == sorted(declared), "the services by v1")
check([answer.error_response.error_code for answer in answers] == [0, 5, 5, 0, 5, 3], "what there is not")
check(answers[3].all_extension_numbers_response.base_type_name == "parley.v1.Event", "the type without extensions")
print("passed")
