"""A client of HTTP/1.1 that costs little: connections are kept, an answer has a length."""

import asyncio
import ssl
import time
import urllib.parse

import orjson

PATIENCE_SECONDS = 20
# A connection that was idle for longer may be closed by the server while it is taken again (uvicorn does so after five seconds).
FRESH_SECONDS = 2


class Server:
    """One server, and the connections to it that nobody uses at the moment."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port, self.base = parts.hostname, parts.port, parts.path
        self.tls = ssl._create_unverified_context() if parts.scheme == "https" else None
        self.idle = []

    async def ask(self, method, path, body=None, **headers):
        """Status and content of the answer; raises `TimeoutError` or `OSError` where there is none."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = self.kept() or await asyncio.open_connection(self.host, self.port, ssl=self.tls)
            try:
                writer.write(self.request(method, path, body, headers))
                status, content, stays = await answer(reader)
            except BaseException:
                writer.transport.abort()
                raise
        if stays:
            self.idle.append((time.monotonic(), reader, writer))
        else:
            writer.close()
        return status, content

    def kept(self):
        """The connection that was used last; None if it was too long ago."""
        while self.idle:
            since, reader, writer = self.idle.pop()
            if time.monotonic() - since < FRESH_SECONDS and not reader.at_eof():
                return reader, writer
            writer.close()

    def request(self, method, path, body, headers):
        lines = [f"{method} {self.base}{path} HTTP/1.1", f"host: {self.host}:{self.port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        content = b"" if body is None else orjson.dumps(body)
        if method != "GET":
            lines += ["content-type: application/json"] * bool(content) + [f"content-length: {len(content)}"]
        return "\r\n".join([*lines, "", ""]).encode() + content


async def answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    if status != 204 and "content-length" not in fields:
        raise OSError(f"an answer without a length: {head}")
    content = await reader.readexactly(int(fields.get("content-length", 0)))
    return status, content, fields.get("connection", "").lower() != "close"
