"""Stands between a client and the broker: passes bytes on, holds them back, or cuts the connections.

Arguments: host and port of the broker; then, for TLS towards the client, the folder of the certificates' module and the
name on the certificate. Prints its port and the authority's file; answers `hold`, `release` and `cut`.
"""
import asyncio
import json
import ssl
import sys
import tempfile

writers = set()
open_gate = asyncio.Event()


async def pump(reader, writer):
    try:
        while True:
            await open_gate.wait()
            data = await reader.read(65536)
            await open_gate.wait()
            if not data:
                break
            writer.write(data)
            await writer.drain()
    except (ConnectionError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def relay(host, port, reader, writer):
    try:
        far_reader, far_writer = await asyncio.open_connection(host, port)
    except OSError:
        writer.close()
        return
    pair = {writer, far_writer}
    writers.update(pair)
    await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))
    writers.difference_update(pair)


def context(folder, name, temporary):
    sys.path.insert(0, folder)
    from certificates import Authority

    authority = Authority(temporary)
    server = authority.context(name.removeprefix("old:"))
    if name.startswith("old:"):
        server.set_ciphers("ALL:@SECLEVEL=0")
        server.minimum_version = ssl.TLSVersion.TLSv1
        server.maximum_version = ssl.TLSVersion.TLSv1_1
    return server, authority.path


async def main():
    host, port = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        tls, authority = context(sys.argv[3], sys.argv[4], temporary) if len(sys.argv) > 4 else (None, "")
        server = await asyncio.start_server(lambda r, w: relay(host, port, r, w), "127.0.0.1", 0, ssl=tls, limit=65536)
        open_gate.set()
        print(json.dumps({"port": server.sockets[0].getsockname()[1], "authority": authority}))
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        while line := (await lines.readline()).decode().strip():
            if line == "hold":
                open_gate.clear()
            elif line == "release":
                open_gate.set()
            elif line == "cut":
                for writer in list(writers):
                    writer.transport.abort()
            print("ok")


asyncio.run(main())
