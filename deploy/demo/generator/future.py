"""What is booked for the next two weeks, most of it soon, by customers who have not left."""

from datetime import timedelta

from .history import History, stamp
from .identity import randomness
from .seasons import choose

DAYS = 14
NOTES = ("Please call before replacing anything.", "Squeaks when braking in the morning.", "Bitte Sommerreifen einlagern.",
         "Collecting at 17:00.", "Warning light comes on at times.")


def bookings(history: History, count: int) -> list[tuple[str, dict]]:
    """The key and the body of each order, one a customer at most."""
    dice = randomness(history.seed, "future", history.anchor)
    loyal = [person for person in history.customers if person.number not in history.left]
    orders = []
    for person in dice.sample(loyal, min(count, len(loyal))):
        ahead = dice.randint(0, 3) if dice.random() < 0.6 else dice.randint(4, DAYS)
        day, vehicle = history.anchor + timedelta(days=ahead), person.vehicles[0]
        wanted = choose(person.workshop, day, dice)
        place = history.place(person, wanted, vehicle, day, dice.choice((540, 600, 660, 780, 840, 900, 960)))
        if not place:
            continue
        order = {
            "workshopId": person.workshop.id, "serviceIds": [service.id for service in wanted], "start": stamp(place.start),
            "customer": person.contact, "vehicle": vehicle.row(history.anchor), "channel": dice.choice(("web", "web", "advisor")),
        }
        if dice.random() < 0.2:
            order["note"] = dice.choice(NOTES)
        orders.append((f"demo-{history.seed}-{history.anchor}-b{person.number:05}", order))
    return orders
