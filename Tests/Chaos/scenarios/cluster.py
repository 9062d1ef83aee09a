"""Servers that are more than one: a RabbitMQ cluster that loses nodes, a database whose replica takes over."""

import signal

import cluster as clusters
from cluster import Cluster
from replica import Replica
from scenarios import must, scenario
from waiting import eventually

# Longer than nodes take to miss each other (10 s) and a minority to pause.
CUT_OFF_SECONDS = 16
QUEUES = ["pitcrew.analytics", "pitcrew.notifications", "pitcrew.crm-bridge", "pitcrew.booking"]


@scenario("cluster", share=2, most=4, short=False)
def cluster(lab, load, dice, count):
    """A broker of three nodes, quorum queues on all: the leader's node is killed, or cut off from the others and healed, in turn."""
    must(not clusters.why_not(), clusters.why_not())
    struck = {"killed": 0, "cut off": 0}
    with Cluster(lab.outside / "cluster", password=lab.broker_password) as nodes:
        lab.library("export BROKER_API=$1; . deploy/lib/all.sh; topology apply; topology verify; broker_users_create", nodes.admin_url(1))
        go_to(lab, nodes, 1)
        lab.wires.order("broker", "cut")
        lab.wait_ready()
        for _ in range(count):
            leader = nodes.queue_leader(dice.choice(QUEUES))
            kind = min(struck, key=struck.get)
            if kind == "killed":
                nodes.kill_node(leader)
                go_to(lab, nodes, nodes.live[0])
                lab.wait_ready()
                lab.wait(dice, 1, 3)
                nodes.start_node(leader)
            else:
                nodes.partition(leader)
                go_to(lab, nodes, nodes.live[0])
                lab.wait(dice, CUT_OFF_SECONDS, CUT_OFF_SECONDS + 4)
                nodes.heal(leader)
            nodes.wait_until_whole()
            lab.wait_ready()
            struck[kind] += 1
        # What the cluster holds goes with it: it must have been handled first.
        load.rest()
        eventually("everything is published", lambda: all(
            lab.rows(service, "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL")[0]["n"] == 0 for service in lab.system.services), 90)
        eventually("everything is consumed", lambda: all(
            queue.get("messages") == 0 for queue in nodes.api("GET", "/queues/pitcrew")), 90)
        lab.wires.order("broker", "target", to=f"127.0.0.1:{lab.system.description['broker']['port']}")
        lab.wires.order("broker", "cut")
    lab.wait_ready()
    return struck


def go_to(lab, nodes, number):
    """As a load balancer does: new connections go to a node that lives."""
    host, port = nodes.address(number)
    lab.wires.order("broker", "target", to=f"{host}:{port}")


@scenario("replica-switch", share=2, most=4, short=False)
def switch(lab, load, dice, count):
    """The database's primary vanishes and its synchronous replica takes over, then back again: what was acknowledged is there."""
    own = lab.system.description["postgres"]["port"]
    with Replica(lab.state) as replica:
        for number in range(count):
            blow = dice.choice([signal.SIGQUIT, signal.SIGKILL])
            if number % 2 == 0:
                replica.switch(blow)
            else:
                replica.switch_back(blow)
            lab.wires.order("database", "target", to=f"127.0.0.1:{replica.primary.port}")
            lab.wait_ready()
            before = load.accepted
            eventually("commands are accepted", lambda b=before: load.accepted > b + 5, 60)
        if count % 2:
            replica.switch_back()
        lab.wires.order("database", "target", to=f"127.0.0.1:{own}")
    lab.wait_ready()
    return {"switches": count + count % 2}
