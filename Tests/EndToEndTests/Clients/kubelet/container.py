"""What stands for the containers: commands run as processes of this machine, logs are files."""
import asyncio
import contextlib
import os
import signal


class Container:
    """One container: a folder to work in, and a file for its log."""

    def __init__(self, directory, namespace, pod, name):
        self.pod = f"{namespace}/{pod}"
        self.folder = directory / namespace / pod / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder.with_suffix(".log")
        self.log.touch()

    async def run(self, command, stdin, stdout, stderr):
        """Runs a command to its end: the exit code, or why it cannot be run.

        `stdin` is None or gives bytes, none at its end; `stdout` and `stderr` take bytes. What the
        command writes to the file $LOG is the container's log.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE if stdin else asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=self.folder,
                env={**os.environ, "LOG": str(self.log)}, start_new_session=True)
        except OSError as error:
            return f"exec: {command[0]!r}: {error.strerror}"
        feeder = asyncio.create_task(feed(process.stdin, stdin)) if stdin else None
        try:
            await asyncio.gather(drain(process.stdout, stdout), drain(process.stderr, stderr))
            return await process.wait()
        finally:
            if feeder:
                feeder.cancel()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    async def follow(self, write, follows):
        """Gives `write` the log from its beginning, and then whatever is added, for ever."""
        with open(self.log, "rb") as file:
            while True:
                if data := file.read():
                    await write(data)
                elif not follows:
                    return
                else:
                    await asyncio.sleep(0.02)


async def feed(pipe, read):
    with contextlib.suppress(ConnectionError):
        while data := await read():
            pipe.write(data)
            await pipe.drain()
    pipe.close()


async def drain(pipe, write):
    while data := await pipe.read(1 << 15):
        await write(data)


async def serve_port(port, pod, read, write):
    """What listens in every pod: 7 echoes (RFC 862), 80 greets over HTTP, and nothing else does."""
    if port == 7:
        while data := await read():
            await write(data)
    elif port == 80:
        head = b""
        while b"\r\n\r\n" not in head:
            data = await read()
            if not data:
                return None
            head += data
        body = f"hello from {pod}\n"
        await write(
            f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
    else:
        return "connection refused"
    return None
