"""The server's side of WebSocket (RFC 6455), binary messages only."""
import asyncio
import base64
import hashlib
import struct

CONTINUATION, BINARY, CLOSE, PING, PONG = 0, 2, 8, 9, 10


def accept(key):
    """What proves that a server understood the key (section 4.2.2)."""
    text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    return base64.b64encode(hashlib.sha1(text.encode()).digest()).decode()


class WebSocket:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.is_closed = False

    async def message(self):
        """The next message; None when the client closed or went away."""
        whole = b""
        try:
            while True:
                first, second = await self.reader.readexactly(2)
                length = second & 0x7F
                if length == 126:
                    (length,) = struct.unpack(">H", await self.reader.readexactly(2))
                elif length == 127:
                    (length,) = struct.unpack(">Q", await self.reader.readexactly(8))
                assert second & 0x80, "a client masks (section 5.1)"
                mask = await self.reader.readexactly(4)
                payload = unmasked(await self.reader.readexactly(length), mask)
                kind = first & 0x0F
                if kind == CLOSE:
                    return None
                if kind == PING:
                    await self.frame(PONG, payload)
                elif kind != PONG:
                    whole += payload
                    if first & 0x80:
                        return whole
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def send(self, message):
        await self.frame(BINARY, message)

    async def close(self):
        if not self.is_closed:
            self.is_closed = True
            await self.frame(CLOSE, struct.pack(">H", 1000))

    async def frame(self, kind, payload):
        size = len(payload)
        head = bytes([0x80 | kind])
        if size < 126:
            head += bytes([size])
        elif size < 1 << 16:
            head += struct.pack(">BH", 126, size)
        else:
            head += struct.pack(">BQ", 127, size)
        self.writer.write(head + payload)
        await self.writer.drain()


def unmasked(payload, mask):
    size = len(payload)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")
