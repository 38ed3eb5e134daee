"""Calls the service of the tests with grpcio; the bytes of messages are written by hand. Usage: client.py PORT"""

import sys

import grpc
from google.rpc import error_details_pb2, status_pb2


def letter(text="", number=0):
    """Letter {string text = 1; int64 number = 2}"""
    out = b""
    if text:
        out += b"\x0a" + varint(len(text)) + text.encode()
    if number:
        out += b"\x10" + varint(number)
    return out


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def check(condition, what):
    if not condition:
        sys.exit(f"failed: {what}")
    print(f"passed: {what}")


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    sys.exit("failed: a call that should fail did not")


channel = grpc.insecure_channel(
    f"127.0.0.1:{sys.argv[1]}", options=[("grpc.max_receive_message_length", 64 << 20)]
)
post = channel.unary_unary("/test.v1.Mail/Post")
fetch = channel.unary_stream("/test.v1.Mail/Fetch")
collect = channel.stream_unary("/test.v1.Mail/Collect")
exchange = channel.stream_stream("/test.v1.Mail/Exchange")

check(post(letter("hi", 300)) == letter("hi", 300), "unary")
answer, call = post.with_call(letter("m"), metadata=[("who", "me")])
check(dict(call.initial_metadata()).get("answered-to") == "me", "metadata both ways")
large = letter("x" * 3_000_000)
check(post(large) == large, "a large message")
check(list(fetch(letter("a", 100))) == [letter("a", n) for n in range(100)], "server streaming")
check(collect(iter([letter("", n) for n in range(1, 101)])) == letter("", 5050), "client streaming")
check(list(exchange(iter([letter(str(n)) for n in range(50)]))) == [letter(str(n)) for n in range(50)], "bidirectional")

error = failure(lambda: post(letter("fail", 5)))
check(error.code() == grpc.StatusCode.NOT_FOUND and error.details() == "größer, 100 %", "status and message")
details = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
info = error_details_pb2.ErrorInfo()
check(details.code == grpc.StatusCode.NOT_FOUND.value[0], "the code in the details")
check(details.details[0].Unpack(info) and info.reason == "why", "the reason in the details")
error = failure(lambda: post(letter("wait"), timeout=0.2))
check(error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, "deadline")
error = failure(lambda: channel.unary_unary("/test.v1.Mail/Nothing")(b""))
check(error.code() == grpc.StatusCode.UNIMPLEMENTED, "unknown method")
error = failure(lambda: post(b"\x0a\x05"))
check(error.code() == grpc.StatusCode.INVALID_ARGUMENT, "unreadable request")
error = failure(lambda: post(letter("z" * 200_000), compression=grpc.Compression.Gzip))
check(error.code() == grpc.StatusCode.UNIMPLEMENTED, "compression refused")
error = failure(lambda: post(b"\x0a" + varint(5_000_000) + b"x" * 5_000_000))
check(error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, "too large a message")

pending = post.future(letter("wait"))
pending.cancel()
check(pending.cancelled(), "cancellation")
futures = [post.future(letter("", n)) for n in range(500)]
check([f.result() for f in futures] == [letter("", n) for n in range(500)], "many at once")
