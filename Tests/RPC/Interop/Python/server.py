"""Serves the methods of the tests with grpcio, until its input ends. Prints the port that it listens on."""

import sys
import time
from concurrent import futures

import grpc
from google.rpc import error_details_pb2, status_pb2


def post(request, context):
    metadata = dict(context.invocation_metadata())
    context.send_initial_metadata([("answered-to", metadata.get("who", "nobody"))])
    if request == b"\x0a\x04fail":
        details = status_pb2.Status(code=grpc.StatusCode.NOT_FOUND.value[0], message="größer, 100 %")
        details.details.add().Pack(error_details_pb2.ErrorInfo(reason="why", domain="test"))
        retry = error_details_pb2.RetryInfo()
        retry.retry_delay.FromMilliseconds(1500)
        details.details.add().Pack(retry)
        context.set_trailing_metadata([("grpc-status-details-bin", details.SerializeToString())])
        context.abort(grpc.StatusCode.NOT_FOUND, "größer, 100 %")
    if request == b"\x0a\x04wait":
        while context.is_active():
            time.sleep(0.01)
    return request


def fetch(request, context):
    for _ in range(100):
        yield request


def collect(requests, context):
    last = b""
    for last in requests:
        pass
    return last


def exchange(requests, context):
    yield from requests


server = grpc.server(futures.ThreadPoolExecutor(8))
server.add_generic_rpc_handlers(
    [
        grpc.method_handlers_generic_handler(
            "test.v1.Mail",
            {
                "Post": grpc.unary_unary_rpc_method_handler(post),
                "Fetch": grpc.unary_stream_rpc_method_handler(fetch),
                "Collect": grpc.stream_unary_rpc_method_handler(collect),
                "Exchange": grpc.stream_stream_rpc_method_handler(exchange),
            },
        )
    ]
)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
sys.stdin.read()
server.stop(None)
