"""A RabbitMQ cluster of three nodes on this host, each in a network namespace of its own; nodes can be killed and cut off.

    with Cluster(folder) as cluster:
        cluster.address(2)          # host and port for AMQP clients on this host
        cluster.kill_node(1); cluster.start_node(1)
        cluster.partition(2); cluster.heal(2)
        cluster.wait_until_whole()

Nodes are numbered 1 to 3. cluster_partition_handling is pause_minority, RabbitMQ's own advice for quorum queues on three nodes: a
node that sees only itself hangs up on its clients and waits, so they go where a majority is; when the network is back it joins by
itself and takes over what the majority decided. Nothing is thrown away, as autoheal does with the classic queues of a loser; quorum
queues themselves never confirm without a majority, whatever the mode. Nodes miss each other after 6 to 10 seconds, not 45 to 75.
"""

import base64
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import namespaces
from waiting import eventually

NUMBERS = (1, 2, 3)
PROGRAMS = Path("/usr/lib/rabbitmq/bin")
AMQP, ADMIN, DISTRIBUTION = 5672, 15672, 25672
# A single scheduler that does not spin, and missing nodes noticed within 10 s.
ERLANG = "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel net_ticktime 8"
# The write-ahead log of quorum queues is held in memory as a whole: 512 MB a node if nobody objects.
SETTINGS = """
listeners.tcp.1 = {address}:5672
management.tcp.ip = {address}
management.tcp.port = 15672
default_vhost = {vhost}
default_user = {user}
default_pass = {password}
cluster_formation.peer_discovery_backend = classic_config
{peers}
cluster_partition_handling = pause_minority
vm_memory_high_watermark.absolute = 512MB
raft.wal_max_size_bytes = 32000000
disk_free_limit.absolute = 500MB
log.file.level = info
log.console = false
"""


def why_not():
    """Why there can be no cluster on this host, or nothing when there can."""
    if not (PROGRAMS / "rabbitmq-server").exists():
        return "RabbitMQ is not installed"
    return namespaces.why_not()


class Node:
    def __init__(self, number, folder):
        self.number, self.folder = number, folder
        self.address = namespaces.address(number)
        self.name = f"pitcrew@{self.address}"
        self.pid_file, self.started = folder / "server.pid", []

    def configure(self, cookie, **settings):
        self.folder.mkdir(parents=True)
        (self.folder / ".erlang.cookie").write_text(cookie)
        (self.folder / ".erlang.cookie").chmod(0o400)
        (self.folder / "plugins").write_text("[rabbitmq_management].\n")
        # The first node founds the cluster alone, the others join it: with all in one list, who founds it is a race.
        peers = "\n".join(f"cluster_formation.classic_config.nodes.{n} = pitcrew@{namespaces.address(n)}" for n in {1, self.number})
        (self.folder / "rabbitmq.conf").write_text(SETTINGS.format(address=self.address, peers=peers, **settings))

    @property
    def environment(self):
        folder = str(self.folder)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("RABBITMQ_", "ERL_"))}
        return kept | {
            "HOME": folder, "RABBITMQ_NODENAME": self.name, "RABBITMQ_USE_LONGNAME": "true",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf", "RABBITMQ_ADVANCED_CONFIG_FILE": f"{folder}/none.config",
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/none.conf", "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_MNESIA_BASE": f"{folder}/data", "RABBITMQ_MNESIA_DIR": f"{folder}/data/node",
            "RABBITMQ_LOG_BASE": f"{folder}/log", "RABBITMQ_PID_FILE": str(self.pid_file),
            "RABBITMQ_DIST_PORT": str(DISTRIBUTION), "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ERLANG,
        }

    def run(self, *command):
        with (self.folder / "output.log").open("ab") as output:
            inside = ["ip", "netns", "exec", namespaces.name(self.number), *command]
            self.started.append(subprocess.Popen(inside, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                                 start_new_session=True))

    def start(self):
        self.pid_file.unlink(missing_ok=True)
        self.run(PROGRAMS / "rabbitmq-server")

    def kill(self):
        """SIGKILL to the server; the script that started it then ends by itself."""
        os.kill(int(self.pid_file.read_text()), signal.SIGKILL)
        self.started.pop().wait(20)

    def reap(self):
        for process in self.started:
            process.wait(20)


class Cluster:
    """One at a time on a host: the names and addresses of its network are fixed."""

    def __init__(self, folder, password=None, vhost="pitcrew", user="pitcrew-admin"):
        self.folder, self.vhost, self.user = Path(folder), vhost, user
        self.password = password or secrets.token_hex(24)
        self.nodes = {number: Node(number, self.folder / f"node-{number}") for number in NUMBERS}
        self.dead, self.cut_off, self.lock = set(), set(), None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Returns when the cluster is whole. What a killed run left is removed first; a run that lives is left alone."""
        self.lock = open("/run/lock/pitcrew-cluster", "w")  # noqa: SIM115  (held until stop; gone with this process)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock = None
            raise RuntimeError("another cluster is up on this host") from None
        self.remove()
        namespaces.create(NUMBERS)
        cookie = secrets.token_hex(16)
        for node in self.nodes.values():
            node.configure(cookie, vhost=self.vhost, user=self.user, password=self.password)
            node.run("epmd")
        self.start_node(1)
        for number in NUMBERS[1:]:
            self.nodes[number].start()
        self.wait_until_whole(180)

    def stop(self):
        """Everything is gone: servers, network, data."""
        if self.lock:
            self.remove()
            self.lock.close()
            self.lock = None

    def remove(self):
        namespaces.remove()
        for node in self.nodes.values():
            node.reap()
            shutil.rmtree(node.folder, ignore_errors=True)

    def address(self, number):
        """Where AMQP clients on this host find the node."""
        return self.nodes[number].address, AMQP

    def admin_url(self, number):
        return f"http://{self.nodes[number].address}:{ADMIN}/api"

    @property
    def live(self):
        """The nodes that are neither killed nor cut off."""
        return [number for number in NUMBERS if number not in self.dead | self.cut_off]

    def api(self, method, path, body=None, number=None, seconds=15):
        """One call of the management API, of this node or of the first live one that answers."""
        trouble = ConnectionError("no node is alive")
        for asked in [number] if number else self.live:
            try:
                return self.ask(asked, method, path, body, seconds)
            except urllib.error.HTTPError:
                raise
            except OSError as error:
                trouble = error
        raise trouble

    def ask(self, number, method, path, body, seconds):
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            self.admin_url(number) + path, None if body is None else json.dumps(body).encode(), method=method,
            headers={"authorization": f"Basic {login}", "content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.loads(answer.read() or "null")

    def queue_leader(self, queue):
        """The number of the node where the leader of a quorum queue is."""
        leader = self.api("GET", f"/queues/{quote(self.vhost, safe='')}/{quote(queue, safe='')}")["leader"]
        return next(number for number, node in self.nodes.items() if node.name == leader)

    def kill_node(self, number):
        self.nodes[number].kill()
        self.dead.add(number)

    def start_node(self, number, seconds=120):
        """Returns when the node answers; it may still be catching up (see wait_until_whole)."""
        self.nodes[number].start()
        eventually(f"node {number} is up", lambda: self.api("GET", "/health/checks/local-alarms", number=number), seconds, passing=OSError)
        self.dead.discard(number)

    def partition(self, number):
        """What this node and the others say to each other vanishes; clients still reach it, until it pauses."""
        self.cut_off.add(number)
        for other in set(NUMBERS) - {number}:
            namespaces.cut(number, other)

    def heal(self, number):
        self.cut_off.discard(number)
        for other in set(NUMBERS) - self.cut_off - {number}:
            namespaces.mend(number, other)

    def wait_until_whole(self, seconds=240):
        """Until every node sees three running ones and no partition, and every quorum queue has a leader and three members that
        are up."""
        try:
            eventually("the cluster is whole", self.is_whole, seconds, passing=OSError)
        except TimeoutError as error:
            raise TimeoutError(f"{error} {self.holes()}") from None

    def is_whole(self):
        return not self.holes()

    def holes(self):
        """What keeps the cluster from being whole. A partition is known here at once, to the nodes after seconds only."""
        found = [f"node {number} is not there" for number in NUMBERS if number not in self.live]
        found += [f"node {number} does not see all" for number in self.live if not self.sees_all(number)]
        found += [f"node {number} cannot be spared" for number in self.live if not self.can_be_spared(number)]
        queues = [] if found else self.api("GET", f"/queues/{quote(self.vhost, safe='')}")
        return found + [
            f"{queue['name']} has members {queue.get('online')} and leader {queue.get('leader')}" for queue in queues
            if queue.get("type") == "quorum" and not (len(queue.get("online", [])) == len(NUMBERS) and queue.get("leader") in queue["online"])]

    def sees_all(self, number):
        nodes = self.api("GET", "/nodes", number=number)
        return len(nodes) == len(NUMBERS) and all(node.get("running") and node.get("partitions") == [] for node in nodes)

    def can_be_spared(self, number):
        """Asks the members of all queues at this moment; `online` in the list of queues may be five seconds old."""
        try:
            return self.api("GET", "/health/checks/node-is-quorum-critical", number=number)["status"] == "ok"
        except urllib.error.HTTPError as error:
            if error.code != 503:  # the answer no
                raise
            return False
