"""What stands outside Pitcrew and hears from it: a partner's webhook receiver, the mailbox and the CRM, each able to misbehave."""

import json
import re
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from running import ROOT
from waiting import eventually

STAND_INS = ROOT / "deploy/demo"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f-]{36})@", re.M | re.I)
ENVELOPE = re.compile(rb"^X-Envelope-To: (.*?)\r?$", re.M)


class Receiver:
    """A partner's endpoint. `trouble` says what a call gets instead of 204: a status, `hang`, `reset`, or `redirect`."""

    def __init__(self):
        self.calls, self.trouble, self.strangers, self.lock = [], None, 0, threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                outer.answer(self, self.rfile.read(int(self.headers["content-length"])))

            def do_GET(self):
                outer.strangers += 1
                self.send_error(404)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_):
                pass  # a caller that was struck

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server.server_port

    def answer(self, call, body):
        """Records the call and the status it got; 0 where it got none."""
        if call.path == "/private":
            self.strangers += 1
        trouble = self.trouble() if callable(self.trouble) else self.trouble
        status = {None: 204, "hang": 0, "reset": 0, "redirect": 302}.get(trouble, trouble)
        with self.lock:
            self.calls.append((call.headers["webhook-id"], json.loads(body), status, time.time()))
        if trouble == "hang":
            time.sleep(8)
        if status == 0:
            call.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            call.connection.close()
            call.close_connection = True
            return
        call.send_response(status)
        if status == 302:
            call.send_header("location", f"http://127.0.0.1:{self.port}/private")
        if status == 429:
            call.send_header("retry-after", "1")
        call.send_header("content-length", "0")
        call.end_headers()

    @contextmanager
    def troubled(self, trouble):
        """What calls get while the body runs; a number of them must have got it."""
        before = len(self.calls)
        self.trouble = trouble
        try:
            yield lambda: len(self.calls) - before
        finally:
            self.trouble = None


class StandIns:
    """The mailbox and the CRM of deploy/demo, as processes of the trial's own."""

    def __init__(self, folder):
        self.mail, self.hubspot, self.token_file = folder / "mail", folder / "hubspot", folder / "token"
        for place in (self.mail, self.hubspot):
            place.mkdir(parents=True, exist_ok=True)
        self.token_file.write_text("a-token-of-the-trial-0123456789abcdef")
        self.hubspot_port = free_port()
        self.processes = [
            self.start("mailbox", "--port", "0", "--folder", self.mail),
            self.start("hubspot-stand-in", "--port", self.hubspot_port, "--folder", self.hubspot, "--token-file", self.token_file),
        ]
        eventually("the mailbox listens", (self.mail / "listening").exists, 20)
        self.mail_port = int((self.mail / "listening").read_text())
        self.read, self.letters = set(), []

    def start(self, name, *arguments):
        with open(self.mail.parent / f"{name}.log", "ab") as log:
            return subprocess.Popen([sys.executable, STAND_INS / name, *map(str, arguments)], stdout=log, stderr=log)

    def mails(self):
        """(address, id of the message) of every mail that came, each once for each time it came."""
        for file in self.mail.glob("*.eml"):
            if file.name not in self.read:
                head = file.read_bytes().split(b"\r\n\r\n", 1)[0]
                self.letters.append((ENVELOPE.search(head)[1].decode(), MESSAGE_ID.search(head)[1].decode()))
                self.read.add(file.name)
        return self.letters

    def contacts(self):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.hubspot_port}/crm/v3/objects/contacts",
            headers={"authorization": f"Bearer {self.token_file.read_text()}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return [contact["properties"] for contact in json.loads(answer.read())["results"]]

    @contextmanager
    def troubled_crm(self, **control):
        """The CRM answers as told while the body runs, which gets a function that counts such answers."""
        file, calls = self.hubspot / "control.json", Tail(self.hubspot / "calls.jsonl")
        unfinished = self.hubspot / "control.next"
        unfinished.write_text(json.dumps(control))
        unfinished.rename(file)
        try:
            yield lambda: sum(json.loads(line)["status"] == control["status"] for line in calls.lines())
        finally:
            file.unlink(missing_ok=True)

    @contextmanager
    def troubled_mailbox(self, answer):
        """The mailbox answers so while the body runs, which gets a function that counts the mails that met it."""
        file, troubles = self.mail / "control", Tail(self.mail / "troubles")
        file.write_text(answer + "\n")
        try:
            yield lambda: len(troubles.lines())
        finally:
            file.unlink(missing_ok=True)

    def close(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(10)


class Tail:
    """What is written to a file from now on."""

    def __init__(self, file):
        self.file, self.begin = file, file.stat().st_size if file.exists() else 0

    def lines(self):
        """The whole ones; the last may be under way."""
        if not self.file.exists():
            return []
        with open(self.file, "rb") as file:
            file.seek(self.begin)
            return [line for line in file if line.endswith(b"\n")]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
