"""RabbitMQ struck from its own side."""

import time

from scenarios import connections_made_anew, must, scenario
from waiting import eventually


@scenario("broker-restart", share=3, most=6)
def restart(lab, load, dice, count):
    """Stopped as an operator does it, and started again after a while; booking goes on meanwhile."""
    accepted = 0
    for _ in range(count):
        lab.control("stop", "rabbitmq")
        before = load.accepted
        eventually("commands are accepted without a broker", lambda b=before: load.accepted > b, 60)
        lab.wait(dice, 0.5, 4)
        accepted += load.accepted - before
        lab.control("start", "rabbitmq")
        lab.wait_ready()
    return {"accepted_without_a_broker": accepted}


@scenario("broker-kill", share=4, most=10)
def kill(lab, load, dice, count):
    """SIGKILL: nothing is said to anybody, what was confirmed is on disk."""
    anew = 0
    for _ in range(count):
        lab.wait(dice, 0, 1)
        with connections_made_anew(lab) as made:
            lab.library('. deploy/lib/all.sh; kill -KILL "$(process_pid rabbitmq)"; until_deadline 20 eval "! process_runs rabbitmq"')
            lab.control("start", "rabbitmq")
        anew += made()
    return {"connections_made_anew": anew}


@scenario("broker-stopped", share=1, most=3, short=False)
def freeze(lab, load, dice, count):
    """SIGSTOP for longer than a heartbeat: connections stay open and silent, and are given up by both sides."""
    anew = 0
    for _ in range(count):
        with connections_made_anew(lab) as made:
            lab.library('. deploy/lib/all.sh; kill -STOP "$(process_pid rabbitmq)"')
            try:
                time.sleep(dice.uniform(27, 31))
            finally:
                lab.library('. deploy/lib/all.sh; kill -CONT "$(process_pid rabbitmq)"')
        anew += made()
    return {"connections_made_anew": anew}


@scenario("connections-closed", share=4, most=6)
def close(lab, load, dice, count):
    """The broker closes every connection, with the reason that an operator gave."""
    closed = 0
    for _ in range(count):
        with connections_made_anew(lab) as made:
            lab.rabbitmqctl("close_all_connections", "--vhost", "pitcrew", "a trial")
            lab.wait(dice, 0.5, 2)
        closed += made()
    return {"connections_made_anew": closed}


@scenario("memory-alarm", share=2, most=4)
def alarm(lab, load, dice, count):
    """The broker is short of memory and takes nothing: publishers are blocked, booking goes on, everything is sent afterwards."""
    waited = 0
    for _ in range(count):
        before = load.accepted
        lab.rabbitmqctl("set_vm_memory_high_watermark", "0.000001")
        try:
            eventually("commands are accepted", lambda b=before: load.accepted > b + 5, 60)
            lab.wait(dice, 2, 5)
            waited = max(waited, lab.rows("booking", "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL")[0]["n"])
        finally:
            lab.rabbitmqctl("set_vm_memory_high_watermark", "0.4")
        lab.wait_ready()
    must(waited, "nothing waited in the outbox, so nobody was blocked")
    return {"events_waiting_at_most": waited}


@scenario("queue-deleted", share=3, most=10)
def delete_queue(lab, load, dice, count):
    """A queue is deleted under its consumer, with what is in it. The operator declares it again and has the events of that time
    published once more: what was handled is recognised, what was lost is handled."""
    republished = 0
    for _ in range(count):
        service = dice.choice(lab.system.services)
        since = lab.now()
        time.sleep(0.5)
        lab.admin("DELETE", f"queues/pitcrew/pitcrew.{service}")
        eventually(f"{service} notices", lambda s=service: not lab.system.is_ready(s), 30)
        lab.wait(dice, 1, 3)
        lab.declare_topology()
        lab.wait_ready()
        republished += lab.republish(since)
    must(republished, "nothing was published again")
    return {"published_again": republished}


@scenario("queue-of-another-kind", share=2, most=6)
def wrong_arguments(lab, load, dice, count):
    """A queue stands there with other arguments than the manifest's: `topology verify`, without which no start goes on, names it; mended,
    what it swallowed is published again."""
    for _ in range(count):
        service, said = dice.choice(lab.system.services), ""
        since = lab.now()
        time.sleep(0.5)
        lab.admin("DELETE", f"queues/pitcrew/pitcrew.{service}")
        lab.admin("PUT", f"queues/pitcrew/pitcrew.{service}", {"durable": True, "arguments": {"x-queue-type": "classic"}})
        try:
            lab.library(". deploy/lib/all.sh; topology verify")
        except AssertionError as error:
            said = str(error)
        named = [line for line in said.splitlines() if f"different: queue pitcrew.{service} " in line]
        must(named, f"the difference was not named: {said}")
        lab.wait(dice, 0.5, 2)
        lab.admin("DELETE", f"queues/pitcrew/pitcrew.{service}")
        lab.declare_topology()
        lab.wait_ready()
        lab.republish(since)
    return {"said": named[0].strip()}


@scenario("unroutable", share=3, most=10)
def unroutable(lab, load, dice, count):
    """An event type has no queue: the broker returns its events, they stay in the outbox, and go out when the binding is back."""
    held = 0
    for _ in range(count):
        before = lab.metric("partner-gateway", "pitcrew_outbox_unroutable_total")
        path = "bindings/pitcrew/e/pitcrew.events/q/pitcrew.booking"
        lab.admin("DELETE", f"{path}/partner.booking_requested")
        try:
            eventually("an event is returned", lambda b=before: lab.metric("partner-gateway", "pitcrew_outbox_unroutable_total") > b, 60)
            held += lab.rows("partner-gateway", "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL")[0]["n"]
        finally:
            lab.admin("POST", path, {"routing_key": "partner.booking_requested", "arguments": {}})
    must(held, "nothing was held")
    return {"held": held}


@scenario("acknowledgement-timeout", share=1, most=2, short=False)
def slow_acknowledgement(lab, load, dice, count):
    """A consumer keeps messages for longer than the broker allows: its channel is closed, they come again, and are handled once."""
    lab.rabbitmqctl("eval", "application:set_env(rabbit, consumer_timeout, 3000), application:set_env(rabbit, channel_tick_interval, 1000).")
    try:
        lab.rabbitmqctl("close_all_connections", "--vhost", "pitcrew", "so that channels learn it")
        lab.wait_ready()
        closed = 0
        for _ in range(count):
            service = dice.choice(["analytics", "ml-scoring"])
            before = lab.log_count(service, "PRECONDITION_FAILED")
            with lab.locked(service, "inbox"):
                eventually("the broker loses patience", lambda s=service, b=before: lab.log_count(s, "PRECONDITION_FAILED") > b, 60)
            closed += lab.log_count(service, "PRECONDITION_FAILED") - before
            lab.wait_ready()
    finally:
        lab.rabbitmqctl("eval", "application:unset_env(rabbit, consumer_timeout), application:set_env(rabbit, channel_tick_interval, 60000).")
        lab.rabbitmqctl("close_all_connections", "--vhost", "pitcrew", "so that channels learn it")
        lab.wait_ready()
    return {"channels_closed": closed}
