"""The cluster does what the fault suite needs of it: with one node killed, then the leader cut off, publishing goes on through the
others, and when all is whole again every confirmed message is there."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import namespaces
import pika
import pytest
from cluster import DISTRIBUTION, NUMBERS, Cluster, why_not
from waiting import eventually

pytestmark = pytest.mark.skipif(why_not() is not None, reason=why_not() or "")
QUEUE = "numbers"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


def test_what_a_killed_run_left_is_removed(tmp_path):
    """First of all, before the others' cluster is up: there is one at a time."""
    start = f"from cluster import Cluster; Cluster({str(tmp_path)!r}).start()"
    run = subprocess.Popen([sys.executable, "-c", start], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    eventually("the first node runs", (tmp_path / "node-1/server.pid").exists, 60)
    pid = int((tmp_path / "node-1/server.pid").read_text())
    run.kill()
    run.wait()
    Cluster(tmp_path).remove()
    assert not Path(f"/proc/{pid}/cmdline").exists() or Path(f"/proc/{pid}/cmdline").read_bytes() == b""  # a zombie at most
    assert list(tmp_path.iterdir()) == []
    for left in (namespaces.ip("netns", "list"), namespaces.ip("link", "show")):
        assert "pitcrew-" not in left


def connect(cluster, number):
    host, port = cluster.address(number)
    return pika.BlockingConnection(pika.ConnectionParameters(
        host, port, cluster.vhost, pika.PlainCredentials(cluster.user, cluster.password), heartbeat=4, socket_timeout=3,
        stack_timeout=6, blocked_connection_timeout=6))


class Publisher:
    """Publishes numbered messages, each until it is confirmed: through its own node first, through the next when that fails."""

    def __init__(self, cluster, home):
        self.cluster, self.home, self.through = cluster, home, home
        self.confirmed = []  # pairs of a message and the node that confirmed it
        self.stopping, self.thread = threading.Event(), threading.Thread(target=self.run)

    def run(self):
        while not self.stopping.is_set():
            try:
                self.publish(connect(self.cluster, self.through))
            except (pika.exceptions.AMQPError, OSError):
                self.through = self.through % len(NUMBERS) + 1
                time.sleep(0.2)

    def publish(self, connection):
        channel = connection.channel()
        channel.confirm_delivery()
        while not self.stopping.is_set():
            message = f"{self.home}:{len(self.confirmed)}"
            channel.basic_publish("", QUEUE, message.encode(), pika.BasicProperties(delivery_mode=2), mandatory=True)
            self.confirmed.append((message, self.through))
        connection.close()


class Publishers:
    def __init__(self, cluster):
        self.all = [Publisher(cluster, number) for number in NUMBERS]

    def __enter__(self):
        for publisher in self.all:
            publisher.thread.start()
        return self

    def __exit__(self, *_):
        for publisher in self.all:
            publisher.stopping.set()
        for publisher in self.all:
            publisher.thread.join(60)

    @property
    def confirmed(self):
        return {message for publisher in self.all for message, _ in publisher.confirmed}

    def wait_for_more(self, through, each=50):
        """Until every publisher has so many more confirmed by these nodes."""
        def count(publisher):
            return sum(node in through for _, node in list(publisher.confirmed))
        wanted = {publisher: count(publisher) + each for publisher in self.all}
        eventually(f"{each} more through {through}", lambda: all(count(p) >= n for p, n in wanted.items()), 60)


def drain(cluster):
    """All messages of the queue, as often as they are there."""
    connection = connect(cluster, 1)
    channel, found = connection.channel(), []
    for method, _, body in channel.consume(QUEUE, inactivity_timeout=3):
        if method is None:
            break
        found.append(body.decode())
        channel.basic_ack(method.delivery_tag)
    connection.close()
    return found


def others(number):
    return set(NUMBERS) - {number}


def test_no_confirmed_message_is_lost_when_a_node_is_killed_and_the_leader_is_cut_off(cluster, capsys):
    cluster.api("PUT", f"/queues/{cluster.vhost}/{QUEUE}", {"durable": True, "arguments": {"x-queue-type": "quorum"}})
    cluster.wait_until_whole()
    with Publishers(cluster) as publishers:
        publishers.wait_for_more(set(NUMBERS))
        killed = cluster.queue_leader(QUEUE)
        cluster.kill_node(killed)
        publishers.wait_for_more(others(killed))
        cluster.start_node(killed)
        cluster.wait_until_whole()
        leader = cluster.queue_leader(QUEUE)
        cluster.partition(leader)
        publishers.wait_for_more(others(leader))
        assert cluster.queue_leader(QUEUE) != leader
        cluster.heal(leader)
        cluster.wait_until_whole()
        publishers.wait_for_more(set(NUMBERS))
    found = drain(cluster)
    with capsys.disabled():
        print(f"\n{len(publishers.confirmed)} confirmed, {len(found)} in the queue, {len(found) - len(set(found))} of them twice")
    assert publishers.confirmed - set(found) == set()


REACH = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 2)"


def reached(host, node):
    """How a connection from one node's host to another node ends."""
    done = subprocess.run(["ip", "netns", "exec", namespaces.name(host), sys.executable, "-c", REACH, namespaces.address(node),
                           str(DISTRIBUTION)], capture_output=True, text=True)
    return done.stderr.strip().splitlines()[-1] if done.returncode else "connected"


def test_a_partition_is_a_black_hole_between_the_nodes_and_no_wall_before_the_clients(cluster):
    cluster.wait_until_whole()
    cluster.partition(2)
    connect(cluster, 2).close()
    assert [reached(2, 1), reached(3, 2), reached(2, 3)] == ["TimeoutError: timed out"] * 3
    assert [reached(1, 3), reached(3, 1)] == ["connected"] * 2
    eventually("node 2 pauses", lambda: refuses(cluster, 2), 30)
    assert not cluster.sees_all(1)
    cluster.heal(2)
    assert reached(2, 1) == reached(3, 2) == "connected"
    cluster.wait_until_whole()
    connect(cluster, 2).close()


def refuses(cluster, number):
    try:
        connect(cluster, number).close()
    except (pika.exceptions.AMQPError, OSError):
        return True
    return False


def test_a_cluster_without_one_node_is_not_whole(cluster):
    cluster.wait_until_whole()
    cluster.kill_node(3)
    with pytest.raises(TimeoutError):
        cluster.wait_until_whole(3)
    assert not cluster.can_be_spared(1)
    cluster.start_node(3)
    cluster.wait_until_whole()


def test_two_clusters_at_a_time_are_refused(cluster, tmp_path):
    with pytest.raises(RuntimeError, match="another cluster is up"), Cluster(tmp_path):
        pass
    assert cluster.is_whole()
