"""Sends random messages of every kind that the contracts' .proto files declare through Parley's own codec and back.

Google's protobuf makes them by what its protoc reads in the files. Usage: contracts.py TESTEE CONTRACTS [SEED]
"""

import pathlib
import random
import sys
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError
from grpc_tools import protoc

sys.path.append(str(pathlib.Path(__file__).parents[3] / "Wire/Interop/Python"))

from random_messages import fill, mutated  # noqa: E402
from testee import Testee  # noqa: E402


def compiled(folder):
    """What protoc makes of all .proto files below a folder."""
    files = sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*.proto"))
    with tempfile.NamedTemporaryFile() as output:
        if protoc.main(["protoc", f"-I{folder}", f"--descriptor_set_out={output.name}", *files]) != 0:
            sys.exit("protoc refuses the contracts")
        return descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(output.name).read_bytes())


def message_classes(files):
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    for file in files.file:
        for message in file.message_type:
            yield message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{file.package}.{message.name}"))


def read(kind, content):
    try:
        return kind.FromString(content)
    except DecodeError:
        return None


def check(testee, kind, content, exactly):
    """Why the answer is wrong; None if it is right."""
    name = kind.DESCRIPTOR.full_name
    answer = testee.ask(protobuf_payload=content, requested_output_format=1, message_type=name)
    result, expected = answer.WhichOneof("result"), read(kind, content)
    if expected is None:
        return None if result == "parse_error" else f"{name} {content.hex()}: Google refuses it, answered {answer}"
    if result != "protobuf_payload":
        return f"{name} {content.hex()}: answered {answer}"
    again = read(kind, answer.protobuf_payload)
    # Maps have no order of their own.
    if again is None or again.SerializeToString(deterministic=True) != expected.SerializeToString(deterministic=True):
        return f"{name} {content.hex()}: came back as {answer.protobuf_payload.hex()}"
    if exactly and answer.protobuf_payload != content:
        return f"{name} {content.hex()}: written otherwise, {answer.protobuf_payload.hex()}"
    return None


def main(path, folder, seed=20261120):
    source, testee = random.Random(seed), Testee(path)
    failures, kinds = [], list(message_classes(compiled(folder)))
    for kind in kinds:
        wholes = [fill(kind(), source, source.choice([0.2, 0.6, 1])).SerializeToString() for _ in range(40)]
        failures += [check(testee, kind, whole, True) for whole in [b"", *wholes]]
        failures += [check(testee, kind, source.choice(wholes) + source.choice(wholes), False) for _ in range(10)]
        small = [whole for whole in wholes if len(whole) < 300] or [b"\x08\x01"]
        failures += [check(testee, kind, mutated(source.choice(small), source), False) for _ in range(60)]
    code = testee.close()
    failures = [failure for failure in failures if failure]
    print(*(failure[:600] for failure in failures[:20]), sep="\n")
    print(f"{len(kinds)} kinds of messages, {len(failures)} wrong, exit code {code}")
    return 1 if failures or code or not kinds else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3], *map(int, sys.argv[3:])))
