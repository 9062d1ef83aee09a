"""deploy/security/asvs.md is complete, adds up, and names only tests that are there."""

import re
import unittest
from collections import Counter
from functools import cache

from surroundings import ROOT

TEXT = (ROOT / "deploy/security/asvs.md").read_text()
STATES = ["pass", "pass (not tested)", "n/a", "gap"]
# Of level 1 or 2 in ASVS 4.0.3, by section: the last requirement's number, without those of level 3 alone and those deleted.
LAST = {
    "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4,
    "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": 5, "4.2": 2, "4.3": 3, "13.1": 5, "13.2": 6, "13.3": 2, "13.4": 2,
}
DELETED = {"4.1.4", "13.1.2", "13.2.4"}
REQUIREMENTS = [item for section, last in LAST.items() for n in range(1, last + 1) if (item := f"{section}.{n}") not in DELETED]


def rows():
    """(item, state) of every row of the chapters."""
    return re.findall(r"^\| (\d+\.\d+\.\d+) \|[^|]+\| ([^|]+) \|", TEXT, re.M)


@cache
def test_files():
    return {path.stem: path.read_text() for path in (ROOT / "Tests").rglob("*") if path.suffix in {".swift", ".py"}}


def named_tests():
    """(suite, test or nothing); `.test` behind a comma is of the suite before it."""
    for line in re.split(r"\n(?=\||- |\n)", TEXT):
        suite = ""
        for named, test in re.findall(r"`(\w+Tests|test_\w+|)(?:\.(\w+))?`", line):
            suite = named or suite
            yield suite, test


def is_there(suite, test):
    text = test_files().get(suite)
    return text is not None and (not test or re.search(rf"\b(func|def) {test}\(", text) is not None)


class Audit(unittest.TestCase):
    def test_every_requirement_has_one_row_in_the_standards_order(self):
        self.assertEqual(REQUIREMENTS, [item for item, _ in rows()])

    def test_the_sums_are_those_of_the_rows(self):
        counted = Counter((item.split(".")[0], state) for item, state in rows())
        self.assertEqual(set(STATES), {state for _, state in counted})
        told = re.findall(r"^\| (V\d+|all) ((?:\| \d+ ){5})\|$", TEXT, re.M)
        self.assertEqual(["V2", "V3", "V4", "V13", "all"], [name for name, _ in told])
        for name, numbers in told:
            chapter = [sum(n for (c, s), n in counted.items() if s == state and name in (f"V{c}", "all")) for state in STATES]
            self.assertEqual([*chapter, sum(chapter)], [int(number) for number in re.findall(r"\d+", numbers)], name)

    def test_every_gap_is_told_with_what_mends_it_and_nothing_else_is(self):
        told = re.findall(r"^\d+\. \*\*.+?\*\* \(([^)]+)\)", TEXT, re.M)
        self.assertEqual(len(told), TEXT.count("Mending:"))
        items = re.findall(r"\d+\.\d+\.\d+", " ".join(told))
        self.assertEqual(sorted(item for item, state in rows() if state == "gap"), sorted(items))

    def test_every_test_named_is_there(self):
        named = [pair for pair in named_tests() if pair[1] or pair[0]]
        self.assertGreater(len(named), 50)
        self.assertEqual([], [pair for pair in named if not is_there(*pair)])


if __name__ == "__main__":
    unittest.main()
