"""A peer of the plain dialect (docs/protocol.md, section 9), on a Unix socket, for the tests of interoperation.

    plain_peer.py serve PATH PROGRAM
        Listens, prints "ready", and runs PROGRAM on every channel of the connections it accepts.
    plain_peer.py connect PATH PROGRAM CHANNELS MESSAGES SIZE
        Connects, opens CHANNELS channels at once, runs PROGRAM on each with MESSAGES messages of up to SIZE bytes,
        prints "done" and ends; any difference from what was expected ends it with an error instead.

As a server, the programs are:
    echo    sends back every message
    sink    takes messages; an empty one asks for their SHA-256, which is sent back
    source  takes "MESSAGES SIZE" as text, sends that many messages of that size and then an empty one
As a client, they are the other ends of these.
"""

import asyncio
import hashlib
import random
import struct
import sys
import zlib

OPEN, CLOSE, DATA, ACK, ERROR, PING, PONG, GRANT = range(1, 9)
HEAD = struct.Struct(">HIBBI")
MAGIC = 0x5353
WINDOW = 65536


class Ended(Exception):
    """The other side has closed the channel or the connection."""


class Stream:
    """One channel: whole messages in, whole messages out, each direction with a window of its own."""

    def __init__(self, link, number):
        self.link = link
        self.number = number
        self.inbox = asyncio.Queue()
        self.changed = asyncio.Event()
        self.may_send = WINDOW
        self.peer_may_send = WINDOW
        self.unreturned = 0
        self.over = False

    async def send(self, message):
        while len(message) > self.may_send and not self.over:
            self.changed.clear()
            await self.changed.wait()
        if self.over:
            raise Ended
        self.may_send -= len(message)
        await self.link.write(DATA, self.number, message)

    async def receive(self):
        message = await self.inbox.get()
        if message is None:
            self.inbox.put_nowait(None)
            raise Ended
        self.unreturned += len(message)
        if self.peer_may_send < WINDOW // 2 and not self.over:
            self.peer_may_send += self.unreturned
            amount, self.unreturned = self.unreturned, 0
            await self.link.write(GRANT, self.number, struct.pack(">I", amount))
        return message

    async def close(self):
        if not self.over:
            self.end()
            await self.link.write(CLOSE, self.number)

    def arrived(self, message):
        self.peer_may_send -= len(message)
        if self.peer_may_send < 0:
            raise ValueError("channel %d got more than its window" % self.number)
        self.inbox.put_nowait(message)

    def granted(self, amount):
        self.may_send += amount
        self.changed.set()

    def end(self):
        self.over = True
        self.inbox.put_nowait(None)
        self.changed.set()


class Link:
    """One connection. What it does not know it ignores: flags, ERROR, payloads of OPEN, ACK and CLOSE."""

    def __init__(self, reader, writer, program=None):
        self.reader = reader
        self.writer = writer
        self.program = program
        self.streams = {}
        self.tasks = set()
        self.next_number = 1

    async def open(self):
        stream = self.streams[self.next_number] = Stream(self, self.next_number)
        self.next_number += 2
        await self.write(OPEN, stream.number)
        return stream

    async def write(self, kind, number, payload=b""):
        head = HEAD.pack(MAGIC, number, kind, 0, len(payload))
        self.writer.write(head + struct.pack(">I", zlib.crc32(payload, zlib.crc32(head))) + payload)
        await self.writer.drain()

    async def run(self):
        try:
            while True:
                head = await self.reader.readexactly(HEAD.size + 4)
                magic, number, kind, _, length = HEAD.unpack_from(head)
                payload = await self.reader.readexactly(length)
                expected = zlib.crc32(payload, zlib.crc32(head[: HEAD.size]))
                if magic != MAGIC or expected != struct.unpack_from(">I", head, HEAD.size)[0]:
                    raise ValueError("not a frame: " + head.hex())
                await self.take(kind, number, payload)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the other side has gone
        finally:
            for stream in self.streams.values():
                stream.end()
            self.writer.close()

    async def take(self, kind, number, payload):
        stream = self.streams.get(number)
        if kind == PING:
            await self.write(PONG, 0, payload)
        elif kind == OPEN and self.program:
            stream = self.streams[number] = Stream(self, number)
            await self.write(ACK, number)
            task = asyncio.create_task(self.serve(stream))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        elif stream and kind == DATA:
            stream.arrived(payload)
        elif stream and kind == GRANT:
            stream.granted(struct.unpack(">I", payload)[0])
        elif stream and kind == CLOSE:
            del self.streams[number]
            await self.write(ACK, number)
            stream.end()

    async def serve(self, stream):
        try:
            await self.program(stream)
        except Ended:
            pass


def numbered(index, size):
    """The content of a source's message: bytes that rise from its number on."""
    return bytes((index + i) & 0xFF for i in range(min(size, 256))).ljust(size, b".")


async def serve_echo(stream):
    while True:
        await stream.send(await stream.receive())


async def serve_sink(stream):
    digest = hashlib.sha256()
    while message := await stream.receive():
        digest.update(message)
    await stream.send(digest.hexdigest().encode())


async def serve_source(stream):
    messages, size = (int(word) for word in (await stream.receive()).split())
    for index in range(messages):
        await stream.send(numbered(index, size))
    await stream.send(b"")


async def use_echo(stream, messages, size):
    sent = [random.randbytes(random.randint(0, size)) for _ in range(messages)]

    async def send():
        for message in sent:
            await stream.send(message)

    sending = asyncio.create_task(send())
    for message in sent:
        if await stream.receive() != message:
            raise ValueError("another message came back")
    await sending


async def use_sink(stream, messages, size):
    digest = hashlib.sha256()
    for _ in range(messages):
        message = random.randbytes(random.randint(1, size))
        digest.update(message)
        await stream.send(message)
    await stream.send(b"")
    if await stream.receive() != digest.hexdigest().encode():
        raise ValueError("the sink got other bytes")


async def use_source(stream, messages, size):
    await stream.send(b"%d %d" % (messages, size))
    for index in range(messages):
        if await stream.receive() != numbered(index, size):
            raise ValueError("message %d is another" % index)
    if await stream.receive():
        raise ValueError("more than %d messages came" % messages)


SERVERS = {"echo": serve_echo, "sink": serve_sink, "source": serve_source}
CLIENTS = {"echo": use_echo, "sink": use_sink, "source": use_source}


async def serve(path, program):
    async def connected(reader, writer):
        await Link(reader, writer, SERVERS[program]).run()

    server = await asyncio.start_unix_server(connected, path)
    print("ready", flush=True)
    await server.serve_forever()


async def connect(path, program, channels, messages, size):
    random.seed(channels + messages + size)
    reader, writer = await asyncio.open_unix_connection(path)
    link = Link(reader, writer)
    running = asyncio.create_task(link.run())

    async def use():
        stream = await link.open()
        await CLIENTS[program](stream, messages, size)
        await stream.close()

    await asyncio.gather(*(use() for _ in range(channels)))
    print("done", flush=True)
    running.cancel()
    writer.close()


def main(role, path, program, *numbers):
    if role == "serve":
        asyncio.run(serve(path, program))
    else:
        asyncio.run(connect(path, program, *(int(number) for number in numbers)))


if __name__ == "__main__":
    main(*sys.argv[1:])
