"""A kubelet for nodes that are not there: exec, attach, port-forward and logs.

Usage: kubelet.py CERTIFICATE KEY CLIENT_CA DIRECTORY [PORT]

It serves HTTPS on 127.0.0.1 and speaks SPDY/3.1 and WebSocket as a kubelet does. What runs "in a
container" runs on this machine (container.py). Standard output gets one line of JSON when it is
ready, with its port, and one for each request: what was asked, every field of the head, the protocol
that was agreed on, and who the client's certificate names; and one when the request has ended.
"""
import asyncio
import contextlib
import itertools
import json
import ssl
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from container import Container, serve_port
from spdy import Session
from streams import channels_of_spdy, channels_of_websocket, ports_of_spdy, ports_of_websocket, status
from websocket import WebSocket, accept

COMMANDS = ["v5.channel.k8s.io", "v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io",
            "channel.k8s.io"]
PORTS = ["portforward.k8s.io"]
TUNNEL = "SPDY/3.1+"
NUMBERS = itertools.count(1)


class Refusal(Exception):
    def __init__(self, code, text):
        self.code, self.text = code, text


def say(**facts):
    print(json.dumps(facts), flush=True)


class Request:
    """One request and the connection it came on."""

    def __init__(self, head, reader, writer):
        lines = head.decode("latin-1").split("\r\n")
        self.method, target, _ = lines[0].split(" ")
        self.fields = [(name, value.strip()) for name, _, value in
                       (line.partition(":") for line in lines[1:] if line)]
        parts = urlsplit(target)
        self.path = [unquote(part) for part in parts.path.split("/")[1:]]
        self.query = parse_qs(parts.query)
        self.reader, self.writer = reader, writer
        self.number = next(NUMBERS)

    def values(self, name):
        """The elements of the lists of all fields of a name."""
        lists = [value for key, value in self.fields if key.lower() == name.lower()]
        return [word.strip() for value in lists for word in value.split(",") if word.strip()]

    def asks(self, name):
        return self.query.get(name) == ["1"]

    def say(self, protocol=""):
        certificate = self.writer.get_extra_info("ssl_object").getpeercert() or {}
        subject = dict(pair for part in certificate.get("subject", ()) for pair in part)
        say(request=self.number, method=self.method, path="/" + "/".join(self.path),
            upgrade=" ".join(self.values("Upgrade")), protocol=protocol, fields=self.fields,
            certificate=subject.get("commonName"))

    async def answer(self, code, fields, body=b""):
        lines = [f"HTTP/1.1 {code} {HTTPStatus(code).phrase}", *(f"{name}: {value}" for name, value in fields)]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self.writer.drain()

    async def switch(self, protocols):
        """Agrees on a protocol and changes to it: its name, and a SPDY session or a WebSocket."""
        upgrade = " ".join(self.values("Upgrade")).lower()
        if upgrade == "spdy/3.1":
            wanted = [name for name in self.values("X-Stream-Protocol-Version")
                      if name in protocols and not name.startswith("v5.")]
            if not wanted:
                raise Refusal(403, "unable to upgrade: unable to negotiate protocol")
            self.say(wanted[0])
            await self.answer(101, [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1"),
                                    ("X-Stream-Protocol-Version", wanted[0])])
            return wanted[0], Session(self.reader.readexactly, self.send)
        if upgrade != "websocket":
            raise Refusal(400, "unable to upgrade: missing upgrade headers in request")
        tunnels = [TUNNEL + name for name in PORTS if protocols is PORTS]
        known = tunnels + (["v4.channel.k8s.io"] if tunnels else protocols)
        wanted = [name for name in self.values("Sec-WebSocket-Protocol") if name in known]
        if not wanted:
            raise Refusal(403, "requested protocol(s) are not supported")
        self.say(wanted[0])
        await self.answer(101, [("Connection", "Upgrade"), ("Upgrade", "websocket"),
                                ("Sec-WebSocket-Accept", accept(self.values("Sec-WebSocket-Key")[0])),
                                ("Sec-WebSocket-Protocol", wanted[0])])
        return wanted[0], WebSocket(self.reader, self.writer)

    async def send(self, data):
        self.writer.write(data)
        await self.writer.drain()


async def run_command(request, container, command):
    protocol, connection = await request.switch(COMMANDS)
    names = [name for name, flag in (("stdin", "input"), ("stdout", "output"), ("stderr", "error"))
             if request.asks(flag)]
    open_channels = channels_of_spdy if isinstance(connection, Session) else channels_of_websocket
    async with open_channels(connection, names, request.asks("tty"), protocol) as channels:
        outcome = asyncio.create_task(container.run(
            command(request.asks("input")), channels.stdin, channels.stdout, channels.stderr))
        gone = asyncio.create_task(channels.gone.wait())
        await asyncio.wait([outcome, gone], return_when=asyncio.FIRST_COMPLETED)
        if gone.done():
            outcome.cancel()
        gone.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await channels.finish(status(await outcome, protocol))


async def forward(request, pod):
    protocol, connection = await request.switch(PORTS)
    serve = lambda port, read, write: serve_port(port, pod, read, write)
    if isinstance(connection, WebSocket) and not protocol.startswith(TUNNEL):
        ports = [int(port) for value in request.query["port"] for port in value.split(",")]
        await ports_of_websocket(connection, ports, serve)
    elif isinstance(connection, WebSocket):
        # SPDY's frames are the messages' bytes, cut anywhere.
        bytes_of_frames = asyncio.StreamReader()

        async def pump():
            while (message := await connection.message()) is not None:
                bytes_of_frames.feed_data(message)
            bytes_of_frames.feed_eof()

        pumping = asyncio.create_task(pump())
        await ports_of_spdy(Session(bytes_of_frames.readexactly, connection.send), serve)
        await connection.close()
        pumping.cancel()
    else:
        await ports_of_spdy(connection, serve)


async def logs(request, container):
    request.say()
    tail = request.query.get("tailLines")
    follows = request.query.get("follow") == ["true"]
    if tail and not follows:
        lines = container.log.read_bytes().splitlines(keepends=True)
        body = b"".join(lines[max(0, len(lines) - int(tail[0])):])
        return await request.answer(200, [("Content-Length", len(body))], body)
    await request.answer(200, [("Transfer-Encoding", "chunked"), ("Content-Type", "text/plain")])

    async def write(data):
        await request.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    writing = asyncio.create_task(container.follow(write, follows))
    # Nothing more comes from a client: what ends this wait is that it goes.
    reading = asyncio.create_task(request.reader.read(1))
    await asyncio.wait([writing, reading], return_when=asyncio.FIRST_COMPLETED)
    writing.cancel()
    if not reading.done():
        await request.send(b"0\r\n\r\n")


async def answer(request, directory):
    match request.path:
        case ["exec", namespace, pod, name]:
            container = Container(directory, namespace, pod, name)
            await run_command(request, container, lambda _: request.query["command"])
        case ["attach", namespace, pod, name]:
            container = Container(directory, namespace, pod, name)
            greeting = "echo attached; echo beside it >&2"
            await run_command(request, container, lambda reads: [
                "sh", "-c", greeting + ("; cat" if reads else "")])
        case ["portForward", namespace, pod]:
            await forward(request, f"{namespace}/{pod}")
        case ["containerLogs", namespace, pod, name]:
            await logs(request, Container(directory, namespace, pod, name))
        case _:
            request.say()
            raise Refusal(404, "404 page not found")


async def serve(reader, writer, directory):
    request = None
    try:
        request = Request(await reader.readuntil(b"\r\n\r\n"), reader, writer)
        await answer(request, directory)
    except Refusal as refusal:
        body = (refusal.text + "\n").encode()
        with contextlib.suppress(ConnectionError):
            await request.answer(
                refusal.code, [("Content-Length", len(body)), ("Connection", "close")], body)
    except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        pass
    finally:
        with contextlib.suppress(Exception):
            writer.close()
            await writer.wait_closed()
        if request:
            say(ended=request.number)


async def main(certificate, key, authority, directory, port="0"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    # A certificate is not asked for in vain: whoever's it is, it is told.
    context.load_verify_locations(authority)
    context.verify_mode = ssl.CERT_OPTIONAL
    server = await asyncio.start_server(
        lambda reader, writer: serve(reader, writer, Path(directory).resolve()), "127.0.0.1",
        int(port), ssl=context)
    say(ready=True, port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
