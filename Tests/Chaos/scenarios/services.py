"""Processes killed, stopped and replaced while they work."""

import signal
import threading
import time

from scenarios import READERS, must, scenario
from waiting import eventually

CONSUMERS = [*READERS, "partner-gateway"]


@scenario("service-kill", share=60)
def kill(lab, load, dice, count):
    """SIGKILL of any service, at any moment, as often as told."""
    struck = {}
    for _ in range(count):
        service = dice.choice(lab.system.services)
        struck[service] = struck.get(service, 0) + 1
        lab.kill_and_wait(service)
        lab.wait(dice, 0.0, 0.8)
    return struck


@scenario("consumer-kill", share=100)
def kill_consumer(lab, load, dice, count):
    """SIGKILL of a consumer that has messages in hand and is in the middle of its transaction; they are delivered again."""
    for _ in range(count):
        service = dice.choice(CONSUMERS)
        with lab.locked(service, "inbox"):
            eventually(f"{service} waits to note a message", lambda s=service: lab.waiting(s, "inbox"), 60)
            before = lab.kill(service)
            lab.wait(dice, 0, 0.1)
        lab.wait_restarted(service, before)
        lab.wait(dice, 0.1, 0.6)
    return {"killed_with_messages_in_hand": count}


@scenario("sigterm", share=25)
def terminate(lab, load, dice, count):
    """SIGTERM under load: what was done is acknowledged before the end, so the broker hands nothing out again that was done."""
    back = []
    for _ in range(count):
        service = dice.choice(CONSUMERS)
        lab.wait(dice, 0.2, 0.8)
        lab.kill_and_wait(service, signal.SIGTERM)
        time.sleep(0.5)
        back += [service] * int(lab.metric(service, "pitcrew_messages_duplicate_total", 'by="broker"'))
    must(not back, f"messages that were done came again: {back}")
    return {"returned_though_done": len(back)}


@scenario("rolling-restart", share=2, most=4, short=False)
def roll(lab, load, dice, count):
    """Two instances of each service, restarted one after the other: there is always one to serve, so a client that was turned away by
    one is served by the other."""
    second, turns = {}, threading.local()

    def instance(service):
        turns.count = getattr(turns, "count", 0) + 1
        return ports[service][turns.count % 2]

    try:
        second |= {service: lab.start_instance(service) for service in lab.system.services}
        ports = {service: [lab.system.description["services"][service]["port"], lab.instances[name][1]] for service, name in second.items()}
        lab.instance, before = instance, len(load.visits)
        for _ in range(count):
            for service in lab.system.services:
                lab.kill_and_wait(service, signal.SIGTERM)
            for service, name in list(second.items()):
                lab.stop_instance(name)
                second[service] = lab.start_instance(service)
                ports[service][1] = lab.instances[second[service]][1]
    finally:
        lab.instance = None
        for name in list(lab.instances):
            lab.stop_instance(name)
    # Turned away by one that ends, and once more where the other's turn came in the same moment.
    for visit in load.visits[before:]:
        if visit.turned_away > 2:
            visit.trouble.append(f"a command was turned away {visit.turned_away} times")
    return {"restarts": count * 2 * len(second), "turned_away_at_most": max((visit.turned_away for visit in load.visits[before:]), default=0)}


@scenario("kill-pair", share=15, most=60)
def kill_two(lab, load, dice, count):
    """Two services killed in the same moment: publisher and consumer of the same events."""
    for _ in range(count):
        pair = ["booking", dice.choice(CONSUMERS)]
        pids = {service: lab.kill(service) for service in pair}
        for service in pair:
            lab.wait_restarted(service, pids[service])
        lab.wait(dice, 0.2, 0.8)
    return {"pairs": count}
