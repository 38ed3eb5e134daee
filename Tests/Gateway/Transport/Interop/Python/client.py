"""Talks to an echo at a port through another implementation of WebSocket, compressed in every way there is."""

import asyncio
import itertools
import random
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory


def messages():
    dice = random.Random(1)
    words = ["größer", "漢字", "😀", "plain", "text", "{\"data\":1}"]
    for size in [0, 1, 10, 125, 126, 1000, 65535, 65536, 100_000]:
        yield " ".join(dice.choice(words) for _ in range(size))[:size]
        yield dice.randbytes(size)
        yield bytes(size)


MESSAGES = list(messages())


def offers():
    windows = [None, 9, 15]
    for bits in itertools.product(windows, windows + [True], [False, True], [False, True]):
        yield ClientPerMessageDeflateFactory(
            server_max_window_bits=bits[0],
            client_max_window_bits=bits[1],
            server_no_context_takeover=bits[2],
            client_no_context_takeover=bits[3],
        )


async def talk(port, extensions):
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/", compression=None, extensions=extensions, max_size=None
    ) as socket:
        agreed = socket.response.headers.get("Sec-WebSocket-Extensions")
        assert bool(agreed) == bool(extensions), agreed
        for message in MESSAGES:
            await socket.send(message)
            assert await socket.recv() == message
        text = "größer" * 20_000
        await socket.send(text[start : start + 7777] for start in range(0, len(text), 7777))
        assert await socket.recv() == text
        await (await socket.ping(b"ping"))


async def main(port):
    await talk(port, None)
    for offer in offers():
        await talk(port, [offer])


asyncio.run(main(int(sys.argv[1])))
