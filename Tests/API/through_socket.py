"""Runs a program that speaks HTTP over TCP against a server on a Unix socket.

    through_socket.py SOCKET PROGRAM ARGUMENT…

Listens on a free port of the loopback interface for as long as the program runs; '{address}' in its arguments is replaced
by http://127.0.0.1:PORT. Ends with the program's exit code.
"""

import asyncio
import sys


async def carry(reader, writer):
    """Passes bytes on until they end, then says so to the other side."""
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
    except (ConnectionError, OSError):
        writer.close()


async def connect(socket, client_reader, client_writer):
    try:
        reader, writer = await asyncio.open_unix_connection(socket)
    except OSError:
        client_writer.close()
        return
    await asyncio.gather(carry(client_reader, writer), carry(reader, client_writer))
    for end in (writer, client_writer):
        end.close()


async def main(socket, program):
    server = await asyncio.start_server(lambda r, w: connect(socket, r, w), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    command = [word.replace("{address}", f"http://127.0.0.1:{port}") for word in program]
    process = await asyncio.create_subprocess_exec(*command)
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
        server.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2:])))
