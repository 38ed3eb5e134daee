"""Asks ProtobufTestee what Google's suite asks, and more, and compares with what Google's protobuf makes of it.

What Google reads must come back as the same message; what Google refuses must be a parse error. Usage:
conformance.py TESTEE [SEED]
"""

import random
import sys

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

import edge_cases
import test_all_types
from random_messages import fill, is_map, mutated
from testee import Testee

ALL_TYPES = {"message_type": test_all_types.NAME}
TestAllTypes = test_all_types.message_class()


def read(content):
    """What Google makes of it; None if it refuses it."""
    try:
        return TestAllTypes.FromString(content)
    except DecodeError:
        return None


def written(message):
    return message.SerializeToString(deterministic=True)


def has_unknown_entries(message):
    """Whether Google's Python put a map's entry among the unknown fields, as it does with one that has any itself."""
    maps = {field.number for field in message.DESCRIPTOR.fields if is_map(field)}
    if any(field.field_number in maps and field.wire_type == 2 for field in UnknownFieldSet(message)):
        return True
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if is_map(field):
            children = value.values() if field.message_type.fields_by_name["value"].message_type else []
        else:
            children = value if field.is_repeated else [value]
        if any(has_unknown_entries(child) for child in children):
            return True
    return False


class Run:
    def __init__(self, testee):
        self.testee, self.failures = testee, []
        self.accepted = self.refused = self.undecided = self.exact = 0

    def fail(self, name, content, why):
        self.failures.append(f"{name}: {why}: {content[:200].hex()}")

    def check(self, name, content, meaning=None, exactly=False):
        expected = read(content if meaning is None else meaning)
        answer = self.testee.ask(protobuf_payload=content, requested_output_format=1, **ALL_TYPES)
        result = answer.WhichOneof("result")
        if expected is None:
            self.refused += 1
            if result != "parse_error":
                self.fail(name, content, f"Google refuses it, answered {result}")
            return
        self.accepted += 1
        if result != "protobuf_payload":
            self.fail(name, content, f"Google reads it, answered {answer}")
            return
        again = read(answer.protobuf_payload)
        self.exact += answer.protobuf_payload == written(expected)
        if exactly and answer.protobuf_payload != written(expected):
            self.fail(name, content, f"Google writes {written(expected)[:200].hex()}, answered {answer}")
        if again is not None and written(again) == written(expected):
            return
        if again is not None and has_unknown_entries(expected):
            self.undecided += 1
        else:
            self.fail(name, content, f"came back as another message, {answer.protobuf_payload[:200].hex()}")

    def expect(self, name, result, **request):
        answer = self.testee.ask(**request)
        if answer.WhichOneof("result") != result:
            self.fail(name, b"", f"expected {result}, answered {answer}")


def main(path, seed=20261120):
    source = random.Random(seed)
    run = Run(Testee(path))
    binary = {"protobuf_payload": b"", "requested_output_format": 1}
    run.expect("failure set", "protobuf_payload", message_type="conformance.FailureSet", **binary)
    run.expect("JSON in", "skipped", json_payload="{}", requested_output_format=1, **ALL_TYPES)
    run.expect("JSON out", "skipped", protobuf_payload=b"", requested_output_format=2, **ALL_TYPES)
    run.expect("text in", "skipped", text_payload="", requested_output_format=1, **ALL_TYPES)
    run.expect("no payload", "runtime_error", requested_output_format=1, **ALL_TYPES)
    other = "protobuf_test_messages.proto2.TestAllTypesProto2"
    run.expect("another type", "skipped", message_type=other, **binary)

    edges = list(edge_cases.cases())
    for edge in edges:
        run.check(*edge, exactly=True)
    wholes = [fill(TestAllTypes(), source, source.choice([0.02, 0.1, 0.3])).SerializeToString() for _ in range(1500)]
    for place, whole in enumerate(wholes):
        run.check(f"random {place}", whole)
    for place in range(500):
        run.check(f"joined {place}", source.choice(wholes) + source.choice(wholes))
    small = [edge[1] for edge in edges if len(edge[1]) < 60] + [whole for whole in wholes if len(whole) < 300]
    for place in range(8000):
        run.check(f"mutated {place}", mutated(source.choice(small), source))
    for place in range(2000):
        run.check(f"noise {place}", source.randbytes(source.randint(1, 12)))

    code = run.testee.close()
    print(*run.failures[:40], sep="\n")
    print(f"{run.accepted} read, of them {run.exact} written as Google does and {run.undecided} undecided")
    print(f"{run.refused} refused, {len(run.failures)} wrong, exit code {code}")
    return 1 if run.failures or code else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
