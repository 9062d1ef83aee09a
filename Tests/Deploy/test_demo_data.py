"""The demo's data: the same for the same seed, and possible in the real world."""

import sys
import unittest
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deploy/demo"))

from generator import future  # noqa: E402
from generator.catalogue import LABOUR_PERCENT, services, stock  # noqa: E402
from generator.garage import WORKSHOPS, bays, technicians, tools  # noqa: E402
from generator.history import DAYS, History  # noqa: E402
from generator.placement import Calendar  # noqa: E402

ANCHOR = date(2026, 3, 2)
MONDAY = date(2026, 3, 9)


def rows(history):
    return [person.row(history.seed, ANCHOR) for person in history.customers], [v.row(history.seed) for v in history.visits]


class GarageTests(unittest.TestCase):
    def test_counts_are_as_told(self):
        self.assertEqual((3, 40), (len(WORKSHOPS), len({s.code for s in services()})))
        self.assertEqual([24, 27, 45], [sum(len(kind(w)) for w in WORKSHOPS) for kind in (technicians, bays, tools)])

    def test_every_service_can_be_done_for_every_class_at_every_workshop(self):
        for workshop in WORKSHOPS:
            for service in services():
                for vehicle_class in LABOUR_PERCENT:
                    with self.subTest(workshop=workshop.key, service=service.code, vehicle=vehicle_class):
                        self.assertIsNotNone(Calendar(workshop).place((service,), vehicle_class, MONDAY, 600))

    def test_every_skill_asked_for_is_held_at_every_workshop(self):
        for workshop in WORKSHOPS:
            held = [t.definition["skills"] for t in technicians(workshop)]
            for service in services():
                self.assertTrue(any(s.get(service.skill, -1) >= service.level for s in held), (workshop.key, service.code))

    def test_each_service_has_a_price_in_each_workshops_currency(self):
        self.assertEqual(["EUR", "AED", "SGD"], [w.currency for w in WORKSHOPS])
        for service in services():
            prices = {p["currency"]: p["amount"] for p in service.definition["prices"]}
            self.assertEqual({w.currency for w in WORKSHOPS}, set(prices))
            self.assertTrue(all(amount > 0 for amount in prices.values()), service.code)

    def test_bills_name_stocked_parts_and_steps_add_up(self):
        for workshop in WORKSHOPS:
            stocked = {part["sku"] for _, part in stock(workshop)}
            for service in services():
                self.assertLessEqual({part["sku"] for part in service.bill["parts"]}, stocked)
                self.assertEqual(100, sum(step["percent"] for step in service.bill["steps"]))

    def test_no_id_is_given_twice(self):
        ids = [w.id for w in WORKSHOPS] + [s.id for s in services()]
        ids += [r.id for w in WORKSHOPS for kind in (technicians, bays, tools) for r in kind(w)]
        ids += [id for w in WORKSHOPS for id, _ in stock(w)]
        self.assertEqual(len(ids), len(set(ids)))


class HistoryTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.history = History(1, 300, ANCHOR, 6.7)
        cls.full = History(1, 2_000, ANCHOR, 4.6)

    def test_the_same_seed_gives_the_same_data_and_another_seed_other_data(self):
        again, other = History(1, 300, ANCHOR, 6.7), History(2, 300, ANCHOR, 6.7)
        self.assertEqual(rows(self.history), rows(again))
        self.assertEqual(future.bookings(History(1, 300, ANCHOR, 6.7), 30), future.bookings(again, 30))
        self.assertNotEqual(rows(self.history), rows(other))

    def test_more_customers_leave_the_first_as_they_were(self):
        more = History(1, 320, ANCHOR, 6.7)
        visits = [v.row(1) for v in more.visits if v.customer.number <= 300]
        self.assertEqual(rows(self.history), ([p.row(1, ANCHOR) for p in more.customers[:300]], visits))

    def test_the_amount_is_about_as_told(self):
        self.assertEqual(300, len(self.history.customers))
        self.assertAlmostEqual(2_000, len(self.history.visits), delta=300)
        self.assertAlmostEqual(10_000, len(self.full.visits), delta=1_000)

    def test_nothing_is_taken_twice_at_a_time(self):
        taken = defaultdict(list)
        for visit in self.full.visits:
            for resource in (visit.place.technician, visit.place.bay, *visit.place.tools):
                taken[resource].append((visit.place.start, visit.place.end))
        for resource, spans in taken.items():
            spans.sort()
            self.assertTrue(all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False)), resource)

    def test_rows_are_possible(self):
        for visit in self.full.visits:
            row, day = visit.row(1), visit.place.start.astimezone(visit.customer.workshop.zone).date()
            self.assertTrue(ANCHOR - timedelta(days=DAYS) <= day < ANCHOR and day >= visit.customer.since, row)
            self.assertLessEqual(row["bookedAt"], row["start"])
            self.assertEqual(row["outcome"] == "cancelled", "cancelledAt" in row)
            if visit.cancelled:
                self.assertTrue(row["bookedAt"] <= row["cancelledAt"] <= row["start"] and row["reason"])

    def test_people_are_invented_and_none_shares_an_address(self):
        addresses = [person.email for person in self.full.customers]
        self.assertEqual(len(addresses), len(set(addresses)))
        for address in addresses:
            self.assertRegex(address, r"^[a-z]+\.[a-z]+\.\d+@example\.(com|org|net)$")

    def test_seasons_show(self):
        def months(workshop, season):
            count = defaultdict(int)
            for visit in self.full.visits:
                if visit.customer.workshop.key == workshop and any(s.season == season for s in visit.services):
                    count[visit.place.start.month] += 1
            return count
        tyres, cooling = months("berlin", "tyre"), months("dubai", "heat")
        self.assertGreater(tyres[4] + tyres[10], 4 * (tyres[2] + tyres[7]))
        self.assertGreater(cooling[6] + cooling[7], 3 * (cooling[1] + cooling[12]))

    def test_who_leaves_was_less_pleased_and_missed_more(self):
        def share(outcome, left):
            theirs = [v for v in self.full.visits if (v.customer.number in self.full.left) == left]
            return sum(v.outcome == outcome for v in theirs) / len(theirs)
        def nps(left):
            said = [p.nps for p in self.full.customers if (p.number in self.full.left) == left and p.nps is not None]
            return sum(said) / len(said)
        self.assertTrue(0.2 < len(self.full.left) / len(self.full.customers) < 0.5)
        self.assertGreater(nps(False), nps(True) + 1)
        self.assertGreater(share("no_show", True), share("no_show", False))
        self.assertGreater(share("cancelled", True), share("cancelled", False))


if __name__ == "__main__":
    unittest.main()
