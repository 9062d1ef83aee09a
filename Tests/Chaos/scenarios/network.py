"""The lines between the services and their servers, struck while bytes flow."""

import time

from scenarios import connections_made_anew, must, scenario
from waiting import eventually

# Both sides must have given the connection up by then: at a heartbeat of 10 s after 20 to 25 s ours, after 20 to 30 s the broker.
LONG_SECONDS = 32
LINES = ("broker", "database")


@scenario("black-hole", share=6, most=10)
def black_hole(lab, load, dice, count):
    """Nothing comes through and nothing says so, for some seconds; what is longer than a heartbeat has a scenario of its own."""
    struck_lines = {}
    for _ in range(count):
        line = dice.choice(LINES)
        with lab.wires.struck(line, "blackhole") as struck:
            must(struck, f"no connection to the {line}")
            time.sleep(dice.uniform(4, 8))
            must(lab.wires.met(line), f"nobody said anything on the {line}'s line")
            struck_lines[line] = struck_lines.get(line, 0) + 1
        lab.wait_ready()
    return struck_lines


@scenario("black-hole-heartbeat", share=1, most=2, short=False)
def dead_heartbeat(lab, load, dice, count):
    """A black hole before the broker for longer than the heartbeat: both sides give up, everything unsettled comes again."""
    anew = 0
    for _ in range(count):
        with connections_made_anew(lab) as made, lab.wires.struck("broker", "blackhole"):
            time.sleep(LONG_SECONDS)
        anew += made()
    return {"connections_made_anew": anew}


@scenario("latency", share=4, most=10)
def latency(lab, load, dice, count):
    """Each piece takes 20 to 120 ms longer, at the broker's or the database's line."""
    delayed = 0
    for _ in range(count):
        line = dice.choice(LINES)
        with lab.wires.struck(line, "delay", seconds=dice.uniform(0.02, 0.12)):
            time.sleep(4)
            met = lab.wires.met(line)
        must(met, f"nothing on the {line}'s line was held up")
        delayed += met
    lab.wait_ready()
    return {"pieces_delayed": delayed}


@scenario("reset-mid-frame", share=25)
def reset(lab, load, dice, count):
    """Half of the connections are reset after some more bytes, in the middle of a frame or a statement."""
    cut = 0
    for _ in range(count):
        line = dice.choice(LINES)
        before = lab.wires.met(line)
        lab.wires.order(line, "cut", after=dice.randrange(1, 3000), share=0.5)
        lab.wait(dice, 0.8, 2.0)
        cut += lab.wires.met(line) - before
    must(cut, "no connection was cut")
    lab.wait_ready()
    return {"connections_cut": cut}


@scenario("half-open", share=6, most=20)
def half_open(lab, load, dice, count):
    """The server's side is gone, the service's side hears nothing of it."""
    struck = 0
    for _ in range(count):
        struck += lab.wires.order(dice.choice(LINES), "halfopen", share=0.5)
        lab.wait(dice, 4, 8)
    must(struck, "no connection was struck")
    lab.wait_ready()
    return {"connections_struck": struck}


@scenario("slow-reader", share=4, most=10)
def slow(lab, load, dice, count):
    """What the broker delivers trickles in at some kilobytes a second."""
    trickled = 0
    for _ in range(count):
        with lab.wires.struck("broker", "slow", rate=dice.randrange(4_000, 20_000)):
            time.sleep(5)
            met = lab.wires.met("broker")
        must(met, "nothing trickled")
        trickled += met
    lab.wait_ready()
    return {"pieces_trickled": trickled}


@scenario("refused", share=8)
def refused(lab, load, dice, count):
    """All connections are cut and new ones refused for a while, as by a firewall that was changed."""
    refusals = 0
    for _ in range(count):
        line = dice.choice(LINES)
        with lab.wires.struck(line, "refuse"):
            cut = lab.wires.order(line, "cut")
            must(cut, f"no connection to the {line}")
            lab.wait(dice, 1, 4)
            eventually("a new connection is refused", lambda where=line, c=cut: lab.wires.met(where) > c, 30)
            refusals += lab.wires.met(line) - cut
        lab.wait_ready()
    return {"connections_refused": refusals}
