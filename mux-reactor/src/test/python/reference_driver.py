"""Runs the plain dialect's reference program, whose classes are in the file reference_program.py beside this one.

    reference_driver.py serve PATH
        Listens and prints "ready". Sends back every message of every channel, and closes a channel at the message
        "close".
    reference_driver.py connect PATH
        Connects and checks: 100 channels that are echoed at once, a megabyte in each direction of one channel, a
        PING, the close of a channel from here, and that from there (asked for by the message "close"). Prints "done".
"""

import asyncio
import random
import struct
import sys

from reference_program import Frame, FrameType, Multiplexer

SOON = 20
LARGEST = 32768


async def send_whole(channel, message):
    """The program's own send gives up where the window is too small."""
    while channel.is_open and not await channel.send(message):
        await asyncio.sleep(0.001)


async def echo(channel):
    while channel.is_open:
        message = await channel.receive()
        if message == b"close":
            await channel.close()
        elif message is not None:
            await send_whole(channel, message)


async def serve(path):
    async def connected(reader, writer):
        program = Multiplexer(reader, writer, is_server=True)
        served = {}
        while program.is_running:
            for number, channel in list(program.channels.items()):
                if number not in served:
                    served[number] = asyncio.create_task(echo(channel))
            await asyncio.sleep(0.002)

    server = await asyncio.start_unix_server(connected, path)
    print("ready", flush=True)
    await server.serve_forever()


async def expect_echo(program, messages):
    channel = await program.open_channel()

    async def send():
        for message in messages:
            await send_whole(channel, message)

    sending = asyncio.create_task(send())
    for message in messages:
        if await channel.receive() != message:
            raise ValueError("channel %d: another message came back" % channel.channel_id)
    await sending
    return channel


async def expect_pong(program):
    program.pending_pings[7] = 0.0
    await program.send_frame(Frame(0, FrameType.PING, 0, struct.pack("!I", 7)))
    while 7 in program.pending_pings:
        await asyncio.sleep(0.001)


async def expect_close(program):
    closed = asyncio.Event()
    channel = await program.open_channel(on_close=closed.set)
    await channel.send(b"close")
    await closed.wait()


async def check(program):
    await asyncio.gather(
        *(
            expect_echo(program, [random.randbytes(random.randint(0, LARGEST)) for _ in range(5)])
            for _ in range(100)
        )
    )
    channel = await expect_echo(program, [random.randbytes(LARGEST) for _ in range(32)])
    await expect_pong(program)
    await expect_close(program)
    await channel.close()


async def connect(path):
    random.seed(1)
    reader, writer = await asyncio.open_unix_connection(path)
    program = Multiplexer(reader, writer)
    await asyncio.wait_for(check(program), SOON)
    print("done", flush=True)
    program.is_running = False
    program.read_task.cancel()
    program.ping_task.cancel()
    writer.close()


if __name__ == "__main__":
    asyncio.run({"serve": serve, "connect": connect}[sys.argv[1]](sys.argv[2]))
