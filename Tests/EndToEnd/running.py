"""The running system, as the tests see it: the door, the broker from outside, and what left the system."""

import asyncio
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import urllib.request
from base64 import b64encode
from pathlib import Path

import asyncpg

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def program(name):
    """A program of this folder as a module."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(HERE / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


book_once = program("book-once")


class System:
    def __init__(self, state):
        self.state = Path(state)
        self.description = json.loads((self.state / "system.json").read_text())
        self.url = self.description["url"]

    def door(self):
        door = book_once.Door(self.url)
        door.login(self.description["staffFile"])
        return door

    @property
    def services(self):
        return list(self.description["services"])

    def rows(self, service, query, *arguments):
        """What the service's own database holds, asked by the administrator."""
        async def ask():
            server = self.description["postgres"]
            connection = await asyncpg.connect(
                host=server["host"], port=server["port"], user=server["user"],
                password=Path(server["passwordFile"]).read_text().strip(),
                database=self.description["services"][service]["database"], timeout=10)
            try:
                return await connection.fetch(query, *arguments, timeout=30)
            finally:
                await connection.close()
        return asyncio.run(ask())

    def broker(self, path, body=None):
        """What RabbitMQ's management answers; a body is posted. `{vhost}` in the path is ours."""
        broker = self.description["broker"]
        login = b64encode(f"{broker['user']}:{Path(broker['passwordFile']).read_text().strip()}".encode()).decode()
        request = urllib.request.Request(
            f"{broker['adminUrl']}/{path.format(vhost=broker['vhost'])}", None if body is None else json.dumps(body).encode(),
            {"authorization": f"Basic {login}", "content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def queues(self):
        """How many messages each queue holds, by RabbitMQ's own word; None where it does not know yet."""
        return {queue["name"]: queue.get("messages") for queue in self.broker("queues/{vhost}")}

    def is_ready(self, service):
        try:
            with urllib.request.urlopen(self.description["services"][service]["url"] + "/readyz", timeout=2):
                return True
        except OSError:
            return False

    def control(self, action, name):
        """Stops, starts or kills one part of the system."""
        command = [ROOT / "deploy/control", action, name]
        subprocess.run(command, env={**os.environ, "PITCREW_STATE": str(self.state)}, check=True, timeout=180)

    @property
    def mail(self):
        return Path(self.description["mailbox"]["folder"])

    @property
    def texts(self):
        """The text messages that the provider was given, the first first."""
        file = Path(self.description["sms"]["messages"])
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def hubspot_calls(self):
        return Path(self.description["hubspot"]["calls"])
