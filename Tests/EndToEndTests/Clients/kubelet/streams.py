"""The channels of a command and the ports of a pod, over SPDY and over WebSocket.

As in kubelets (k8s.io/cri-streaming, remotecommand and portforward).
"""
import asyncio
import contextlib
import json
import struct


def status(outcome, protocol):
    """How a command ended, as the channel of errors says it."""
    if outcome == 0:
        value, text = {"metadata": {}, "status": "Success"}, ""
    elif isinstance(outcome, int):
        code = outcome if outcome > 0 else 128 - outcome
        text = f"command terminated with non-zero exit code: exit status {code}"
        value = {
            "metadata": {}, "status": "Failure", "message": text, "reason": "NonZeroExitCode",
            "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]}}
    else:
        text = f"error executing command in container: {outcome}"
        value = {
            "metadata": {}, "status": "Failure", "message": "Internal error occurred: " + text,
            "reason": "InternalError", "details": {"causes": [{"message": text}]}, "code": 500}
    # Before the fourth version only a failure is told, in words.
    return json.dumps(value).encode() if protocol[:2] in ("v4", "v5") else text.encode()


class Channels:
    """What a command reads and writes. `gone` says that the client went away.

    Before a terminal, output and errors are one.
    """

    def __init__(self):
        self.stdin = None
        self.stdout = self.stderr = nowhere
        self.finish = None
        self.gone = asyncio.Event()


async def nowhere(_):
    """What nobody asked for is not sent."""


@contextlib.asynccontextmanager
async def channels_of_spdy(session, names, has_terminal, protocol):
    channels, streams = Channels(), {}
    running = asyncio.create_task(session.run())
    resizes = has_terminal and protocol.startswith(("v3.", "v4."))
    wanted = {"error", *names} | ({"resize"} if resizes else set())
    if has_terminal:
        wanted.discard("stderr")
    while wanted - set(streams):
        stream = await session.opened.get()
        if stream is None:
            raise ConnectionError("the client went before its streams were there")
        streams[stream.headers["streamtype"]] = stream
    if "stdin" in streams:
        channels.stdin = streams["stdin"].read
    for name in ("stdout", "stderr"):
        if name in streams:
            setattr(channels, name, streams[name].write)

    if has_terminal:
        channels.stderr = channels.stdout

    async def finish(text):
        await streams["error"].write(text)
        for name, stream in streams.items():
            await (stream.reset() if name in ("stdin", "resize") else stream.close())
        await session.go_away()
        # The client closes when it has read all.
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(running), 10)

    channels.finish = finish
    running.add_done_callback(lambda _: channels.gone.set())
    try:
        yield channels
    finally:
        running.cancel()


@contextlib.asynccontextmanager
async def channels_of_websocket(socket, names, has_terminal, protocol):
    channels, arrived = Channels(), asyncio.Queue()

    async def read():
        while (message := await socket.message()) is not None:
            # Only the fifth version can end one channel.
            if message[:1] == b"\xff" and message[1:2] == b"\x00" and protocol.startswith("v5."):
                arrived.put_nowait(b"")
            elif message[:1] == b"\x00" and len(message) > 1:
                arrived.put_nowait(message[1:])
        arrived.put_nowait(b"")
        channels.gone.set()

    def writer(number):
        return lambda data: socket.send(bytes([number]) + data)

    if "stdin" in names:
        channels.stdin = arrived.get
    if "stdout" in names:
        channels.stdout = writer(1)
    if has_terminal:
        channels.stderr = channels.stdout
    elif "stderr" in names:
        channels.stderr = writer(2)
    # An empty message says that all is set up. Containers take their time to begin: kubectl before 1.33
    # may lose what comes at once.
    await socket.send(bytes([1 if "stdout" in names else 2 if "stderr" in names else 3]))
    await asyncio.sleep(0.1)
    reading = asyncio.create_task(read())

    async def finish(text):
        await writer(3)(text)
        await socket.close()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(reading), 10)

    channels.finish = finish
    try:
        yield channels
    finally:
        reading.cancel()


async def ports_of_spdy(session, serve):
    """Serves each pair of streams, one of data and one of errors, with one connection to a port."""
    running = asyncio.create_task(session.run())
    halves, pairs = {}, set()

    async def connect(data, errors):
        port = int(data.headers["port"])
        with contextlib.suppress(ConnectionError):
            if failure := await serve(port, data.read, data.write):
                await errors.write(f"error forwarding port {port} to pod: {failure}".encode())
            for stream in (data, errors):
                await stream.close()
                session.streams.pop(stream.number, None)

    while (stream := await session.opened.get()) is not None:
        pair = halves.setdefault(stream.headers["requestid"], {})
        pair[stream.headers["streamtype"]] = stream
        if len(pair) == 2:
            del halves[stream.headers["requestid"]]
            pairs.add(asyncio.create_task(connect(pair["data"], pair["error"])))
    for task in pairs:
        task.cancel()
    await running


async def ports_of_websocket(socket, ports, serve):
    """Serves each port once: two channels each, both beginning with the port's number."""
    queues = [asyncio.Queue() for _ in ports]
    for index, port in enumerate(ports):
        for channel in (2 * index, 2 * index + 1):
            await socket.send(bytes([channel]) + struct.pack("<H", port))

    async def read():
        while message := await socket.message():
            if message[0] % 2 == 0 and len(message) > 1:
                queues[message[0] // 2].put_nowait(message[1:])
        for queue in queues:
            queue.put_nowait(b"")

    async def connect(index, port):
        write = lambda data: socket.send(bytes([2 * index]) + data)
        if failure := await serve(port, queues[index].get, write):
            await socket.send(bytes([2 * index + 1]) + f"error forwarding port {port}: {failure}".encode())

    reading = asyncio.create_task(read())
    with contextlib.suppress(ConnectionError):
        await asyncio.gather(*(connect(index, port) for index, port in enumerate(ports)))
        await socket.close()
    reading.cancel()
