"""A door of its own for a test class: nginx as deploy/up starts it, with a made-up booking service behind it."""

import atexit
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from surroundings import ROOT, environment, free_ports

SERVICES = "booking notifications jobcard-prep crm-bridge partner-gateway analytics ml-scoring".split()
DEADLINE_SECONDS = 30


class Service(BaseHTTPRequestHandler):
    """Answers with what it was asked; an address that ends in /events begins a stream that goes on until the test is over."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.heard.append(f"{self.command} {self.path}")
        if self.path.endswith("/events"):
            return self.stream()
        self.send("application/json", json.dumps({"path": self.path, "headers": dict(self.headers), "long": "x" * 2000}))

    do_DELETE = do_HEAD = do_GET

    def do_POST(self):
        self.server.heard.append(f"{self.command} {self.path}")
        self.send("text/plain", str(len(self.rfile.read(int(self.headers["content-length"] or 0)))))

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # whoever asked left

    def send(self, kind, text):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text)))
        if self.path.endswith("/kept"):
            self.send_header("cache-control", "max-age=60")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text.encode())

    def stream(self):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        self.server.over.wait(DEADLINE_SECONDS)
        self.close_connection = True

    def log_message(self, *_):
        pass


class Upstream(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Service)
        self.heard, self.over = [], threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self):
        self.over.set()
        self.shutdown()
        self.server_close()


@cache
def published():
    """Our pages as every door of this run serves them, since packing them takes seconds."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    subprocess.run([ROOT / "deploy/nginx/publish", ROOT / "Services/partner-gateway/Web", folder.name], check=True, stdout=subprocess.DEVNULL)
    return folder.name


class DoorTest(unittest.TestCase):
    # Settings as the caller of deploy/up gives them, and a folder of made-up pages in place of ours.
    settings: dict = {}
    pages = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.state = Path(cls.folder.name)
        names = ["http", "https", *SERVICES]
        cls.ports = dict(zip(names, free_ports(len(names))))
        (cls.state / "ports").write_text("".join(f"{name} {port}\n" for name, port in cls.ports.items()))
        cls.upstreams = [Upstream(cls.ports[name]) for name in ("booking", "partner-gateway")]
        for upstream in cls.upstreams:
            cls.addClassCleanup(upstream.stop)
        cls.addClassCleanup(cls.library, "nginx_stop")
        cls.library("state_folders")
        if not cls.pages:
            shutil.copytree(published(), cls.state / "nginx/pages", symlinks=True)
        cls.start()

    @classmethod
    def start(cls):
        cls.library(f"{f'PAGES={cls.pages}; ' if cls.pages else ''}nginx_start")

    @classmethod
    def library(cls, commands, check=True):
        """Runs commands of deploy/lib. What they say is shown, but where they may fail: then whoever asks looks at it."""
        given = environment(PITCREW_STATE=str(cls.state), **cls.settings)
        script = ["bash", "-c", f". {ROOT}/deploy/lib/all.sh; {commands}"]
        return subprocess.run(script, check=check, env=given, capture_output=not check, text=True)

    def heard(self):
        """What reached the services, in order."""
        return [line for upstream in self.upstreams for line in upstream.heard]

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["http"], timeout=DEADLINE_SECONDS)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers)
        return connection.getresponse()

    def connect(self, text=b""):
        connection = socket.create_connection(("127.0.0.1", self.ports["http"]), timeout=DEADLINE_SECONDS)
        self.addCleanup(connection.close)
        connection.sendall(text)
        return connection

    def raw(self, request):
        """All that is answered to these bytes."""
        connection = self.connect(request)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer

    def status(self, line, headers="Host: localhost\r\n"):
        """The status of a request with this line, as a number; 0 where nothing was answered."""
        answer = self.raw(f"{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode("latin-1"))
        return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0

    @property
    def certificate(self):
        return self.state / "tls/certificate.pem"

    @contextmanager
    def secure(self, context):
        """A connection by TLS on the terms of the context."""
        plain = socket.create_connection(("127.0.0.1", self.ports["https"]), timeout=DEADLINE_SECONDS)
        with plain, context.wrap_socket(plain, server_hostname="localhost") as connection:
            yield connection

    def trusting(self):
        """Terms that take the door's certificate."""
        return ssl.create_default_context(cafile=self.certificate)

    def curl_command(self, path, *arguments):
        """Asks over TLS, by HTTP/2."""
        return ["curl", "-s", "--http2", "--max-time", str(DEADLINE_SECONDS), "--cacert", self.certificate, *arguments,
                f"https://localhost:{self.ports['https']}{path}"]

    def curl(self, path, *arguments):
        """The answer with its headers."""
        return subprocess.run(self.curl_command(path, "-i", *arguments), check=True, capture_output=True).stdout

    def log(self):
        return [json.loads(line) for line in (self.state / "log/nginx-access.log").read_text().splitlines()]

    def logged(self, path):
        """The line of the request for a path that one test alone asks for. It is written after the answer."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            if lines := [line for line in self.log() if line["path"] == path]:
                return lines[-1]
            time.sleep(0.05)
        self.fail(f"{path} is not in the log after {DEADLINE_SECONDS} s")
