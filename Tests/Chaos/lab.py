"""The system under trial: brought up by deploy/up with every line to database, broker, mail server and CRM going through `wire`, so that
each can be struck alone; with stand-ins and a partner's receiver outside that record whatever leaves."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

from desk import Desk
from ledger import depths
from outside import Receiver, StandIns, free_port
from processes import READY_SECONDS, Processes
from running import ROOT, System
from storage import Storage
from waiting import eventually
from wires import Wires

# Short waits everywhere, so that a trial settles in seconds what production settles in minutes. Nothing else differs.
SETTINGS = {
    "PITCREW_WEBHOOK_ADDRESSES": "any", "PITCREW_WEBHOOK_DEADLINE": "3s",
    "PITCREW_WEBHOOK_SCHEDULE": ",".join(["200ms", "300ms", "500ms"] + ["1s"] * 60),
    "PITCREW_SMTP_DEADLINE": "4s", "PITCREW_MAIL_RETRY_BASE": "500ms", "PITCREW_MAIL_ATTEMPTS": "40",
    "PITCREW_HUBSPOT_DEADLINE": "3s", "PITCREW_HUBSPOT_RETRY_BASE": "200ms", "PITCREW_HUBSPOT_RETRY_CAP": "2s",
    "PITCREW_RETRY_ATTEMPTS": "6", "PITCREW_RETRY_BASE": "100ms", "PITCREW_RETRY_CAP": "1s",
    # All clients of a trial come from one address.
    "PITCREW_DOOR_RATE": "100000", "PITCREW_DOOR_SIGN_IN_RATE": "100000", "PITCREW_DOOR_CONNECTIONS": "1000",
}
# For whoever starts a supervisor, now or in a scenario.
os.environ["PITCREW_RESTART_CAP"] = "1"


class Lab(Storage, Processes, Desk):
    """What scenarios work with. Leaving the block takes everything down again."""

    def __init__(self, state):
        self.state, self.instances, self.instance = Path(state), {}, None

    def __enter__(self):
        try:
            self.bring_up()
        except BaseException:
            self.take_down()
            raise
        return self

    def bring_up(self):
        self.deploy("down", "--delete", check=False)
        shutil.rmtree(self.state.with_name(self.state.name + "-outside"), ignore_errors=True)
        self.outside = self.state.with_name(self.state.name + "-outside")
        self.outside.mkdir(parents=True)
        self.stand_ins, self.receiver = StandIns(self.outside), Receiver()
        self.wires = Wires(database="127.0.0.1:1", broker="127.0.0.1:1", mail=f"127.0.0.1:{self.stand_ins.mail_port}",
                           crm=f"127.0.0.1:{self.stand_ins.hubspot_port}", partner=f"127.0.0.1:{self.receiver.port}")
        # The ports of the servers must be known before deploy/up starts the services, which wait for nothing.
        (self.state / "run").mkdir(parents=True)
        database, broker = free_port(), free_port()
        (self.state / "ports").write_text(f"postgres {database}\namqp {broker}\n")
        self.wires.order("database", "target", to=f"127.0.0.1:{database}")
        self.wires.order("broker", "target", to=f"127.0.0.1:{broker}")
        self.deploy("up", "--demo", "none")
        self.system = System(self.state)
        assert self.system.description["postgres"]["port"] == database and self.system.description["broker"]["port"] == broker
        # The gateway reads the staff's file when it has begun to answer.
        eventually("staff can log in", self.can_log_in, 30)
        self.make_partner()

    def can_log_in(self):
        try:
            return self.door()
        except AssertionError:
            return None

    def __exit__(self, kind, *_):
        if kind and not issubclass(kind, Exception):
            print("interrupted: taking the system down, which takes up to a minute", file=sys.stderr, flush=True)
        self.take_down()

    def take_down(self):
        for name in list(self.instances):
            self.stop_instance(name)
        self.deploy("down", "--delete", check=False)
        for thing in (getattr(self, "wires", None), getattr(self, "stand_ins", None)):
            if thing:
                thing.close()

    def deploy(self, program, *arguments, check=True):
        address = {} if not hasattr(self, "wires") else {
            "PITCREW_DATABASE_ADDRESS": self.wires.address("database"), "PITCREW_BROKER_ADDRESS": self.wires.address("broker"),
            "PITCREW_SMTP_URL": f"smtp://{self.wires.address('mail')}", "PITCREW_HUBSPOT_URL": f"http://{self.wires.address('crm')}",
            "PITCREW_HUBSPOT_TOKEN_FILE": str(self.stand_ins.token_file)}
        with open(self.log, "a") as log:
            done = subprocess.run([ROOT / "deploy" / program, *arguments], stdout=log, stderr=log, timeout=1500,
                                  env={**os.environ, **SETTINGS, **address, "PITCREW_STATE": str(self.state)})
        if check and done.returncode:
            raise SystemExit(f"deploy/{program} failed:\n" + "".join(self.log.read_text().splitlines(True)[-40:]))

    @property
    def log(self):
        return self.state.with_name(self.state.name + ".log")

    # Talking to the system

    def door(self):
        return self.system.door()

    def place(self, path):
        """Host, port and target of a path of the API: at the door, or straight at one of several instances."""
        service, _, rest = path[1:].partition("/")
        if self.instance:
            return "127.0.0.1", self.instance(service), f"/{rest}"
        door = urllib.parse.urlsplit(self.system.url)
        return door.hostname, door.port, f"/api{path}"

    def staff_token(self):
        return self.system.door().token

    def make_partner(self):
        door = self.door()
        status, self.partner = door.ask("POST", "/partner-gateway/v1/partners", {"name": "Trial Fleet"}, **{"idempotency-key": str(uuid.uuid4())})
        assert status == 201, self.partner
        self.set_webhook()

    def set_webhook(self):
        """Sets the partner's webhook, which enables it again where it was disabled."""
        status, answer = self.door().ask(
            "PUT", f"/partner-gateway/v1/partners/{self.partner['id']}/webhook", {"url": f"http://{self.wires.address('partner')}/hook"})
        assert status == 200, answer

    def partner_token(self):
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_id": self.partner["clientId"], "client_secret": self.partner["clientSecret"],
            "scope": "partner.bookings"}).encode()
        with urllib.request.urlopen(f"{self.system.url}/api/partner-gateway/oauth/token", form, timeout=20) as answer:
            return json.loads(answer.read())["access_token"]

    def mend(self):
        """After a blow that went astray: lines carry again, servers and services run, so that the scenarios behind it mean something."""
        description = self.system.description
        for line, server in (("database", "postgres"), ("broker", "broker")):
            self.wires.order(line, "target", to=f"127.0.0.1:{description[server]['port']}")
        for line in self.wires.ports:
            self.wires.order(line, "pass")
        for name in ("postgres", "rabbitmq", *self.system.services):
            self.control("start", name)
        self.limit_connections()
        self.declare_topology()

    def wait_ready(self, seconds=READY_SECONDS):
        eventually("all services are ready", lambda: all(map(self.system.is_ready, self.system.services)), seconds)

    def metric(self, service, name, label=""):
        """The sum of a counter over its labels, or over those lines that have one label."""
        with urllib.request.urlopen(self.system.description["services"][service]["url"] + "/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines
                   if line.split("{")[0].split(" ")[0] == name and label in line)

    # The broker and the database from their own side

    @property
    def broker_password(self):
        return Path(self.system.description["broker"]["passwordFile"]).read_text().strip()

    def queues(self):
        names = [f"pitcrew.{service}{suffix}" for service in self.system.services for suffix in ("", ".dead")]
        return depths(self.system.description["broker"], self.broker_password, names)

    def admin(self, method, path, body=None):
        """One call of the broker's management API; the decoded answer."""
        broker = self.system.description["broker"]
        login = b64encode(f"{broker['user']}:{self.broker_password}".encode()).decode()
        request = urllib.request.Request(
            f"{broker['adminUrl']}/{path}", None if body is None else json.dumps(body).encode(), method=method,
            headers={"authorization": f"Basic {login}", "content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def rabbitmqctl(self, *words):
        script = '. deploy/lib/all.sh; rabbitmq_environment; "${RABBITMQ[@]}" "$RABBITMQ_PROGRAMS/rabbitmqctl" "$@"'
        return self.library(script, *words)

    def library(self, script, *words):
        """Runs a script with the functions of deploy/lib."""
        done = subprocess.run(["bash", "-c", script, "-", *words], cwd=ROOT, capture_output=True, text=True, timeout=120,
                              env={**os.environ, "PITCREW_STATE": str(self.state)})
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def declare_topology(self):
        """What an operator does about a difference: apply, then verify."""
        self.library(". deploy/lib/all.sh; topology apply; topology verify")

    def now(self):
        """By the database's clock."""
        return self.rows("postgres", "SELECT clock_timestamp() AS now")[0]["now"]

    def republish(self, since):
        """Has every service publish its events since a minute before that moment again, as some were under way then; how many they were."""
        door, count, until = self.door(), 0, self.now()
        since -= timedelta(minutes=1)
        for service in self.system.services:
            order = {"from": since.isoformat(), "to": until.isoformat()}
            while True:
                status, answer = door.ask("POST", f"/{service}/v1/ops/outbox/republish", order)
                assert status == 200, answer
                count += answer["count"]
                if not answer.get("next"):
                    break
                order["after"] = answer["next"]
        return count

    def control(self, action, name):
        self.system.control(action, name)

    def wait(self, dice, low, high):
        """A while that the seed decides: when exactly a blow falls is what is tried."""
        time.sleep(dice.uniform(low, high))
