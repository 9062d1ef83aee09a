"""PostgreSQL struck: restarted, full, without connections, replaced by its replica."""

import time

from scenarios import must, scenario
from strike import killing, point
from waiting import eventually


@scenario("database-restart", share=5, most=20)
def restart(lab, load, dice, count):
    """The whole cluster is ended at once (SIGQUIT: no checkpoint, recovery from the log) and started again."""
    recovered = lab.log_count("postgres", "automatic recovery in progress")
    for _ in range(count):
        lab.library('. deploy/lib/all.sh; kill -QUIT "$(process_pid postgres)"; until_deadline 20 eval "! process_runs postgres"')
        lab.wait(dice, 0.2, 3)
        lab.control("start", "postgres")
        lab.wait_ready()
    recovered = lab.log_count("postgres", "automatic recovery in progress") - recovered
    must(recovered == count, f"{recovered} recoveries from the log")
    return {"recoveries": recovered}


@scenario("backend-storm", share=10)
def storm(lab, load, dice, count):
    """All sessions of all services are terminated again and again for two seconds."""
    ended = 0
    for _ in range(count):
        until = time.monotonic() + 2
        while time.monotonic() < until:
            ended += lab.rows("postgres", """
                SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
                WHERE datname LIKE 'pitcrew\\_%' AND pid <> pg_backend_pid()""")[0]["n"]
            time.sleep(0.1)
        lab.wait(dice, 0.5, 1.5)
    must(ended > 20 * count, f"only {ended} sessions were ended")
    lab.wait_ready()
    return {"sessions_ended": ended}


@scenario("connection-limit", share=5, most=20)
def limit(lab, load, dice, count):
    """The services' roles may not connect any more, and their sessions are ended: every new one is refused as too many."""
    refused = 0
    for _ in range(count):
        before = lab.log_count("postgres", "too many connections for role")
        try:
            lab.limit_connections(0)
            lab.execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'pitcrew\\_%'")
            lab.wait(dice, 2, 5)
        finally:
            lab.limit_connections()
        lab.wait_ready()
        refused += lab.log_count("postgres", "too many connections for role") - before
    must(refused, "nobody was refused")
    return {"connections_refused": refused}


@scenario("disk-full", share=3, most=12)
def disk_full(lab, load, dice, count):
    """The disk of a table is full: what a consumer hears can be neither handled nor given up, what clients ask for is refused for now."""
    refused = {}
    for _ in range(count):
        service, table = dice.choice([("notifications", "messages"), ("booking", "appointments")])
        before = lab.log_count("postgres", "No space left on device")
        with lab.small_disk(service, table) as disk:
            disk.fill()
            lab.wait(dice, 3, 5)
            writes = lab.log_count("postgres", "No space left on device") - before
            must(writes, f"no write of {service} was refused")
            refused[service] = refused.get(service, 0) + writes
            must(not lab.parked(service), "messages were parked though only the disk was full")
            disk.empty()
            lab.wait(dice, 0.5, 1)
    return {"writes_refused": refused}


@scenario("commit-order", share=4, most=10)
def commit_order(lab, load, dice, count):
    """A transaction takes the next outbox position and commits long after those behind it were published: it is published all the same."""
    for _ in range(count):
        with lab.held_event("booking") as position:
            eventually("others overtake it", lambda p=position: lab.rows(
                "booking", "SELECT count(*) AS n FROM outbox WHERE sent_at IS NOT NULL AND position > $1", p)[0]["n"] > 5, 60)
        eventually("it is published", lambda p=position: lab.rows(
            "booking", "SELECT 1 FROM outbox WHERE position = $1 AND sent_at IS NOT NULL", p), 20)
    return {"overtaken_by_at_least": 5}


@scenario("confirm-and-mark", share=8, most=40)
def confirm_and_mark(lab, load, dice, count):
    """A relay is killed when the broker has confirmed and nothing is marked: the same events are published twice, and handled once."""
    before = swallowed(lab)
    for _ in range(count):
        service = dice.choice(["booking", "crm-bridge"])
        pid = lab.pid(service)
        with point(lab, service, "UPDATE OF sent_at ON outbox", killing(lab, service, with_backend=True)) as here:
            must(here.done.wait(60), f"{service} published nothing")
            lab.wait_restarted(service, pid)
        lab.wait(dice, 0.3, 1)
    must(swallowed(lab) > before, "nothing was delivered twice")
    return {"repetitions_swallowed": swallowed(lab) - before}


def swallowed(lab):
    return sum(lab.metric(service, "pitcrew_messages_duplicate_total") for service in ("analytics", "ml-scoring", "notifications"))


@scenario("commit-and-wake", share=8, most=40)
def commit_and_wake(lab, load, dice, count):
    """Booking is killed inside its commit: the database has it, the process never knew, the client had no answer and asks again."""
    for _ in range(count):
        pid = lab.pid("booking")
        with point(lab, "booking", "INSERT ON appointments", killing(lab, "booking"), is_deferred=True) as here:
            must(here.done.wait(60), "nothing was booked")
            lab.wait_restarted("booking", pid)
        lab.wait(dice, 0.3, 1)
    return {"commits_cut": count}


@scenario("lock-up", share=3, most=10)
def lock_up(lab, load, dice, count):
    """Somebody holds a table of a consumer locked for longer than a statement may take: it waits, and burns no attempts."""
    waiting = 0
    for _ in range(count):
        service = dice.choice(["analytics", "ml-scoring", "jobcard-prep"])
        with lab.locked(service, "inbox"):
            eventually(f"{service} waits for the table", lambda s=service: lab.waiting(s, "inbox"), 60)
            time.sleep(13)
            waiting += lab.waiting(service, "inbox")
        must(not lab.parked(service), "messages were parked though only a table was locked")
    lab.wait_ready()
    return {"sessions_still_waiting_after_13_s": waiting}

