"""The systems outside misbehave: the CRM, the mail server, a partner's webhook receiver."""

import time

from scenarios import must, scenario
from waiting import eventually


def refuse(lab, dice, line):
    """For a while nobody is let in, and who is there is cut off in the middle of what they say."""
    with lab.wires.struck(line, "refuse"):
        lab.wires.order(line, "cut", after=dice.randrange(0, 400))
        eventually(f"somebody on the {line}'s line is cut or refused", lambda: lab.wires.met(line), 30)
        lab.wait(dice, 1, 2)


def silence(lab, line, seconds):
    """What is said on the line is neither carried nor refused."""
    with lab.wires.struck(line, "blackhole"):
        eventually(f"the {line}'s line is silent to somebody", lambda: lab.wires.met(line), 30)
        time.sleep(seconds)


@scenario("crm-trouble", share=15, most=60)
def crm(lab, load, dice, count):
    """The CRM answers 429 and 500, resets in the middle, or says nothing: it is told in the end, once for each customer."""
    struck = {}
    for _ in range(count):
        kind = dice.choice(["429", "500", "503", "cut", "silent"])
        if kind == "cut":
            refuse(lab, dice, "crm")
        elif kind == "silent":
            silence(lab, "crm", 4)
        else:
            with lab.stand_ins.troubled_crm(status=int(kind), **({"retryAfter": 1} if kind == "429" else {})) as calls:
                eventually(f"a call met {kind}", calls, 30)
                lab.wait(dice, 1, 2)
        struck[kind] = struck.get(kind, 0) + 1
        lab.wait(dice, 0.3, 0.8)
    return struck


@scenario("mail-trouble", share=15, most=60)
def mail(lab, load, dice, count):
    """The mail server refuses for now, is silent, or is gone: every message arrives, each under one Message-ID."""
    struck = {}
    for _ in range(count):
        kind = dice.choice(["451 4.3.0 try later", "421 4.7.0 busy", "drop", "silent", "refuse"])
        if kind == "silent":
            silence(lab, "mail", 5)
        elif kind == "refuse":
            refuse(lab, dice, "mail")
        else:
            with lab.stand_ins.troubled_mailbox(kind) as mails:
                eventually(f"a mail met {kind}", mails, 30)
                lab.wait(dice, 1, 2)
        struck[kind] = struck.get(kind, 0) + 1
        lab.wait(dice, 0.3, 0.8)
    return struck


@scenario("webhook-trouble", share=15, most=60)
def webhook(lab, load, dice, count):
    """The receiver hangs, resets, answers 429 or 500, or redirects to a private address: it is called again, and never led astray."""
    struck, load.partner = {}, 60
    for _ in range(count):
        kind = dice.choice(["hang", "reset", 429, 500, "redirect"])
        with lab.receiver.troubled(kind) as calls:
            eventually(f"a call met {kind}", calls, 60)
            lab.wait(dice, 0.5, 1)
        struck[str(kind)] = struck.get(str(kind), 0) + 1
    must(lab.receiver.strangers == 0, "a redirection was followed")
    return struck


@scenario("webhook-gone", share=5, most=20)
def gone(lab, load, dice, count):
    """The receiver answers 410: the endpoint is disabled, what happens meanwhile is held; set again, all is told once."""
    load.partner = 60
    for _ in range(count):
        with lab.receiver.troubled(410) as calls:
            eventually("a call met 410", calls, 60)
            eventually("the endpoint is disabled", lambda: lab.rows(
                "partner-gateway", "SELECT disabled_at FROM webhooks WHERE disabled_at IS NOT NULL"), 30)
        lab.wait(dice, 0.5, 1.5)
        lab.set_webhook()
        lab.replay_deliveries()
    return {"times_disabled": count}
