"""Five hundred customers book while the broker is away for half a minute, the database restarts and every service is killed: each
booking has all its effects, and each of them once."""

import time
import uuid

import workshop
from effects import Effects
from faults import Load

BOOKINGS, PLACES, STARTS = 500, 10, 50
BROKER_AWAY_SECONDS = 30
# Longer than the lease of a mail whose sender was killed (90 s) and the try after it.
SETTLED_WITHIN_SECONDS = 240
# A sender killed between the mail server's yes and its own note of it sends that message once more, under the same Message-ID.
REPEATED_MAILS = 8
# What a booking cannot be made without: who comes then waits or tries again.
NOBODY_BOOKS = ("booking killed", "the database restarted")


def orders(yard, run):
    """No start is wanted by more customers than there are places."""
    assert BOOKINGS <= PLACES * STARTS
    for number in range(BOOKINGS):
        day, hour = divmod(number % STARTS, 10)
        yield yard.order(workshop.start(3 + day, 8 + hour), f"Nora Number{number}", f"{run}{number}@example.org")


def strike(load):
    """The plan: what is struck when, and how many bookings come in meanwhile."""
    control = load.system.control
    with load.going_on(20, 3):
        pass
    with load.going_on(150, BROKER_AWAY_SECONDS), load.fault("the broker away"):
        control("stop", "rabbitmq")
        begin = time.monotonic()
        load.kill("booking", until=load.booking_answers)
        with load.fault("booking started without a broker"):
            time.sleep(max(0, begin + BROKER_AWAY_SECONDS - time.monotonic()))
        control("start", "rabbitmq")
    for service in load.system.services:
        with load.going_on(30, 4), load.fault(f"{service} killed"):
            load.kill(service)
    with load.going_on(60, 6), load.fault("the database restarted"):
        control("stop", "postgres")
        control("start", "postgres")
    with load.going_on(60, 6):
        pass


def test_no_booking_is_lost_or_doubled_whatever_is_struck(system, capsys):
    run, begin = f"outage-{uuid.uuid4().hex[:8]}-", time.monotonic()
    yard = workshop.furnish(system.door(), "Outage", PLACES)
    with Load(system, orders(yard, run)) as load:
        strike(load)
        bookings = load.finish()
    booked, effects = time.monotonic(), Effects(system, run, yard, bookings)
    while (wrong := effects.wrong()) and time.monotonic() < booked + SETTLED_WITHIN_SECONDS:
        time.sleep(1)
    settled = time.monotonic()
    assert not wrong, wrong
    repeated = sum(effects.deliveries.values()) - BOOKINGS
    figures = {name: (load.under_way_during(name), load.accepted_during(name)) for name in load.windows}
    with capsys.disabled():
        told = ", ".join(f"{name} {end - start:.0f} s: {figures[name][1]} of {figures[name][0]} under way accepted"
                         for name, (start, end) in load.windows.items())
        print(f"\noutage: {BOOKINGS} bookings in {booked - begin:.0f} s, all settled {settled - booked:.0f} s later, "
              f"{sum(len(one.refusals) for one in bookings)} answers to try again, {repeated} mails repeated; {told}")
    assert repeated <= REPEATED_MAILS
    assert all(under_way for under_way, _ in figures.values()), figures
    assert all(accepted for name, (_, accepted) in figures.items() if name not in NOBODY_BOOKS), figures
