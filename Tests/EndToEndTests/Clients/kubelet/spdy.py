"""The server's side of SPDY/3.1 as kubectl and the API server speak it.

The frames are those of the draft (draft-mbelshe-httpbis-spdy-00); like moby/spdystream, which the
clients are built on, it keeps no account of windows.
"""
import asyncio
import struct
import zlib

SYN_STREAM, SYN_REPLY, RST_STREAM, PING, GOAWAY, HEADERS = 1, 2, 3, 6, 7, 8
FIN = 1
CANCEL = 5

# The dictionary of header compression (section 2.6.10.1 of the draft): words with their lengths,
# then text.
WORDS = (
    "options head post put delete trace accept accept-charset accept-encoding accept-language "
    "accept-ranges age allow authorization cache-control connection content-base content-encoding "
    "content-language content-length content-location content-md5 content-range content-type date "
    "etag expect expires from host if-match if-modified-since if-none-match if-range "
    "if-unmodified-since last-modified location max-forwards pragma proxy-authenticate "
    "proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade "
    "user-agent vary via warning www-authenticate method get status 200_OK version HTTP/1.1 url "
    "public set-cookie keep-alive origin"
)
TEXT = (
    "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
    "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request"
    "401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented"
    "503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 "
    "Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,"
    "application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age="
    "gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0."
)
DICTIONARY = b"".join(
    struct.pack(">I", len(word)) + word.replace("_", " ").encode() for word in WORDS.split()
) + TEXT.encode()


class Stream:
    """One stream that the client opened."""

    def __init__(self, session, number, headers):
        self.session, self.number, self.headers = session, number, headers
        self.arrived = asyncio.Queue()
        self.is_closed = False

    async def read(self):
        """The bytes of the next frame; none at the end."""
        data = await self.arrived.get()
        if not data:
            self.arrived.put_nowait(b"")
        return data

    async def write(self, data):
        for start in range(0, len(data), 1 << 15):
            piece = data[start : start + (1 << 15)]
            await self.session.send(struct.pack(">II", self.number, len(piece)) + piece)

    async def close(self):
        """Ends the server's half."""
        if not self.is_closed:
            self.is_closed = True
            await self.session.send(struct.pack(">II", self.number, FIN << 24))

    async def reset(self):
        self.session.streams.pop(self.number, None)
        await self.session.control(RST_STREAM, struct.pack(">II", self.number, CANCEL))


class Session:
    """A connection: `read` gives exactly so many bytes, `send` takes bytes."""

    def __init__(self, read, send):
        self.read, self.send = read, send
        self.streams = {}
        self.opened = asyncio.Queue()
        self.inflate = zlib.decompressobj(zdict=DICTIONARY)
        self.deflate = zlib.compressobj(zdict=DICTIONARY)

    async def control(self, kind, payload, flags=0):
        await self.send(struct.pack(">HHI", 0x8003, kind, flags << 24 | len(payload)) + payload)

    async def go_away(self):
        await self.control(GOAWAY, struct.pack(">II", max(self.streams, default=0), 0))

    async def run(self):
        """Reads frames until the client goes; each new stream goes to `opened`, and at the end None."""
        try:
            while True:
                first, second = struct.unpack(">II", await self.read(8))
                flags, payload = second >> 24, await self.read(second & 0xFFFFFF)
                if first >> 31:
                    if first & 0xFFFF == GOAWAY:
                        break
                    await self.take_control(first & 0xFFFF, flags, payload)
                elif stream := self.streams.get(first):
                    if payload:
                        stream.arrived.put_nowait(payload)
                    if flags & FIN:
                        stream.arrived.put_nowait(b"")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            for stream in self.streams.values():
                stream.arrived.put_nowait(b"")
            self.opened.put_nowait(None)

    async def take_control(self, kind, flags, payload):
        if kind == SYN_STREAM:
            (number,) = struct.unpack_from(">I", payload)
            stream = Stream(self, number, self.headers(payload[10:]))
            self.streams[number] = stream
            await self.control(SYN_REPLY, struct.pack(">I", number) + self.no_headers())
            if flags & FIN:
                stream.arrived.put_nowait(b"")
            self.opened.put_nowait(stream)
        elif kind == HEADERS:
            self.headers(payload[4:])
        elif kind == PING and payload[3] & 1:
            await self.control(PING, payload)
        elif kind == RST_STREAM:
            stream = self.streams.pop(struct.unpack_from(">I", payload)[0], None)
            if stream:
                stream.is_closed = True
                stream.arrived.put_nowait(b"")

    def headers(self, block):
        block, found, at = self.inflate.decompress(block), {}, 4
        for _ in range(struct.unpack_from(">I", block)[0]):
            words = []
            for _ in range(2):
                (length,) = struct.unpack_from(">I", block, at)
                words.append(block[at + 4 : at + 4 + length].decode())
                at += 4 + length
            found[words[0]] = words[1]
        return found

    def no_headers(self):
        return self.deflate.compress(struct.pack(">I", 0)) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
