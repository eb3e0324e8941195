"""Takes connections on a port and hands their bytes to a socket of the machine, both ways.

Usage: relay.py PATH. Says {"ready": true, "port": PORT} when it listens. So clients that know no such
sockets come in by one.
"""
import asyncio
import json
import sys


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def relay(reader, writer):
    try:
        there, back = await asyncio.open_unix_connection(sys.argv[1])
    except OSError:
        writer.close()
        return
    await asyncio.gather(copy(reader, back), copy(there, writer))
    back.close()
    writer.close()


async def main():
    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    print(json.dumps({"ready": True, "port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()

asyncio.run(main())
