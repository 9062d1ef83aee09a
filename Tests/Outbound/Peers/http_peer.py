"""An HTTP server that behaves in the ways other people's servers do.

Prints its ports; `seen` on standard input asks what it saw.
"""
import gzip
import json
import select
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from certificates import Authority

seen = {"requests": 0, "abandoned": 0}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_any(self):
        seen["requests"] += 1
        address = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        getattr(self, "do_" + address.path.strip("/"))()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_any

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_echo(self):
        self.answer(200, json.dumps({
            "method": self.command, "path": self.path, "headers": [list(pair) for pair in self.headers.items()],
            "body": self.body.decode(), "connection": self.client_address[1],
        }).encode(), [("Content-Type", "application/json")])

    def do_status(self):
        status = int(self.query["code"])
        self.answer(status, b"" if status in (204, 304) else b"said")

    def do_busy(self):
        self.answer(429, b"later", [("retry-after", "7")])

    def do_fields(self):
        self.answer(200, b"", [("X-Many", "one"), ("x-many", "two"), ("X-Empty", ""), ("X-Spaced", "  a: b  ")])

    def do_redirect(self):
        self.answer(int(self.query.get("code", 302)), b"", [("Location", self.query["to"])])

    def do_slow(self):
        """Says nothing for a while, and notices when the client leaves."""
        until = time.monotonic() + float(self.query["seconds"])
        while time.monotonic() < until:
            readable, _, _ = select.select([self.connection], [], [], 0.02)
            if readable:
                seen["abandoned"] += 1
                self.close_connection = True
                return
        self.answer(200, b"at last")

    def do_trickle(self):
        """Answers, and then never comes to the end of its body."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b".")
            time.sleep(0.05)

    def do_reset(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only the start")
        self.wfile.flush()
        time.sleep(0.05)
        self.abort()

    def do_cut(self):
        """Ends the connection in order, but before the announced length."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only the start")
        self.close_connection = True

    def do_silent(self):
        self.close_connection = True

    def do_garbage(self):
        self.wfile.write(b"what is this?\r\n\r\n")
        self.close_connection = True

    def do_huge(self):
        self.send_response(200)
        if "announced" in self.query:
            self.send_header("Content-Length", self.query["bytes"])
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        try:
            for _ in range(int(self.query["bytes"]) // 65536):
                self.wfile.write(b"x" * 65536)
        except OSError:
            seen["abandoned"] += 1
            self.close_connection = True

    def do_bomb(self):
        self.answer(200, gzip.compress(b"\0" * 20_000_000), [("Content-Encoding", "gzip")])

    def do_packed(self):
        self.answer(200, gzip.compress(b"unpacked"), [("Content-Encoding", "gzip")])

    def do_chunked(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (b"one ", b"two ", b"three"):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.flush()
            time.sleep(0.01)
        self.wfile.write(b"0\r\n\r\n")

    def do_fat(self):
        self.answer(200, b"", [(f"X-{number}", "y" * 1000) for number in range(90)])

    def abort(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def serve(context=None):
    server = Server(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def old_tls(context):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


with tempfile.TemporaryDirectory() as folder, socket.socket() as deaf:
    authority = Authority(folder)
    deaf.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
    print(json.dumps({
        "http": serve(), "https": serve(authority.context("127.0.0.1")), "wrongName": serve(authority.context("192.0.2.1")),
        "oldTLS": serve(old_tls(authority.context("127.0.0.1"))), "closed": deaf.getsockname()[1],
        "authorities": authority.path,
    }))
    for line in sys.stdin:
        print(json.dumps(seen))
