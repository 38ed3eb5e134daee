"""A session with a server over gRPC, with the bindings that stock clients use."""

import json
import os
import queue
import threading

import grpc
from tinode_grpc import pb, pbx

PATIENCE = 30


def check(condition, what):
    if not condition:
        # The threads of open streams would keep the program.
        print(f"failed: {what}", flush=True)
        os._exit(1)


def text(value):
    """JSON as the bytes that protobuf fields have."""
    return json.dumps(value).encode()


class Session:
    """One stream: requests go up, and what comes down is kept until somebody asks for it."""

    def __init__(self, port, name):
        self.name, self.last, self.news, self.code = name, 100, [], None
        self.requests, self.incoming = queue.Queue(), queue.Queue()
        self.channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self.stream = pbx.NodeStub(self.channel).MessageLoop(iter(self.requests.get, None))
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        try:
            for message in self.stream:
                self.incoming.put(message)
            self.code = grpc.StatusCode.OK
        except grpc.RpcError as error:
            self.code = error.code()
        self.incoming.put(None)

    def next_id(self):
        self.last += 1
        return str(self.last)

    def send(self, message, extra=None):
        if extra is not None:
            message.extra.CopyFrom(extra)
        self.requests.put(message)

    def next(self):
        """The next message; None at the end."""
        try:
            return self.incoming.get(timeout=PATIENCE)
        except queue.Empty:
            check(False, f"{self.name} waits in vain; it has {self.news}")

    def ask(self, extra=None, **request):
        """Sends a request, and waits for its outcome; what else comes is kept."""
        message = pb.ClientMsg(**request)
        (kind, body), = request.items()
        if not body.id:
            body.id = self.next_id()
            message = pb.ClientMsg(**{kind: body})
        self.send(message, extra)
        return self.outcome(body.id)

    def outcome(self, request):
        while True:
            message = self.next()
            check(message is not None, f"{self.name} was hung up on, waiting for {request}: {self.code}")
            if message.HasField("ctrl") and message.ctrl.id == request:
                return message.ctrl
            self.news.append(message)

    def expect(self, kind, what, condition):
        """Takes the first kept or coming message of a kind that meets a condition."""
        for place, message in enumerate(self.news):
            if message.HasField(kind) and condition(getattr(message, kind)):
                return getattr(self.news.pop(place), kind)
        while True:
            message = self.next()
            check(message is not None, f"{self.name} was hung up on, waiting for {what}: {self.code}")
            if message.HasField(kind) and condition(getattr(message, kind)):
                return getattr(message, kind)
            self.news.append(message)

    def hello(self):
        outcome = self.ask(hi=pb.ClientHi(user_agent="conformance/1.0", ver="0.22", lang="en"))
        check(outcome.code == 201, f"hi: {outcome}")
        return {key: json.loads(value) for key, value in outcome.params.items()}

    def login(self, name, scheme="basic", secret=None):
        secret = secret or f"{name}:{name}123".encode()
        outcome = self.ask(login=pb.ClientLogin(scheme=scheme, secret=secret))
        check(outcome.code == 200, f"login of {name}: {outcome}")
        self.user = json.loads(outcome.params["user"])
        self.token = json.loads(outcome.params["token"])
        return self

    def close(self):
        """Says no more, and waits for the end."""
        self.requests.put(None)
        self.reader.join(PATIENCE)
        check(not self.reader.is_alive(), f"{self.name} is not hung up on")
        self.channel.close()
        return self.code
