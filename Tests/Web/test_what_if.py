"""The manager's what-if page: a change on the left, before and after on the right, the difference in one sentence."""

import json

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, sign_in

MANAGER = "manager@pitcrew.example"


@pytest.fixture
def page(open_page, url):
    page = open_page()
    sign_in(page, url + "/what-if", MANAGER)
    page.locator(".simulation-form").wait_for()
    return page


def compare(page):
    """Asks; gives what was sent."""
    with page.expect_request("**/simulate") as asked:
        page.get_by_role("button", name="Compare").click()
    return asked.value.post_data_json


def sentence(page):
    return page.locator(".comparison")


def test_one_technician_more_is_compared_with_the_plan_as_it_is(page):
    expect(sentence(page)).to_contain_text("before and after stand here side by side")
    page.get_by_label("Hours a day").fill("6")
    body = compare(page)
    (change,) = body["changes"]
    assert change["kind"] == "add_technician" and change["skills"] == {"brakes": 3}
    assert change["hours"] == [{"weekday": day, "from": "08:00", "to": "14:00"} for day in range(1, 7)]
    assert body["demand"] == {"kind": "history", "days": 91} and body["days"] == 14 and body["from"] == "2026-11-24"
    assert body["replications"] == 40 and body["seed"] == 1
    expect(sentence(page)).to_contain_text("With one technician more (Brakes, 6 h a day): less demand is refused (6%")
    expect(page.locator(".band-panel")).to_have_count(4)


def test_bands_stand_on_one_axis_from_nothing_with_the_median_inside(page):
    compare(page)
    chart = page.get_by_role("region", name="Refused demand")
    for row, mean, low, high in (("before", 6.0, 5.28, 6.72), ("after", 2.7, 2.4, 3.05)):
        track = chart.locator(f".band-{row} .band-track").bounding_box()
        band = chart.locator(f".band-{row} .band").bounding_box()
        mark = chart.locator(f".band-{row} .band-median").bounding_box()
        at = [(x - track["x"]) / track["width"] * 10 for x in (band["x"], band["x"] + band["width"], mark["x"] + 1.5)]
        assert at == pytest.approx([low, high, mean], abs=0.15), row
    expect(chart.locator("figcaption")).to_have_text("−3.3\u00a0pp (−4.2\u00a0pp to −2.5\u00a0pp)")
    chart.get_by_text("As a table").click()
    expect(chart.get_by_role("row", name="Changed 2.7% (2.3% to 3%)")).to_be_visible()


def test_changes_are_added_and_taken_away(page):
    page.get_by_label("Add a change").select_option(label="One bay less")
    page.get_by_label("Add a change").select_option(label="Time kept for a contract or campaign")
    page.get_by_role("button", name="Remove: One technician more").click()
    page.get_by_label("Work", exact=True).select_option(label="Tyres")
    page.get_by_label("Who will call").select_option(label="A number a day")
    page.get_by_label("Calls a day").fill("25")
    body = compare(page)
    assert [change["kind"] for change in body["changes"]] == ["remove_bay", "block_capacity"]
    assert body["changes"][1] == {"kind": "block_capacity", "skill": "tyres", "hoursPerDay": 4}
    assert body["demand"]["perDay"] == 25 and len(body["demand"]["services"]) == 13
    shares = [one["share"] for one in body["demand"]["services"]]
    assert shares == sorted(shares, reverse=True) and shares[0] > shares[-1]
    expect(sentence(page)).to_contain_text("4 h of Tyres kept free each day")


def test_difference_that_chance_could_make_is_not_told(page):
    band = {"median": 0.01, "low": -0.02, "high": 0.04}
    figures = {name: {"median": 0.5, "low": 0.4, "high": 0.6} for name in ("utilisation", "leadMinutes", "refused", "overtimeMinutes")}
    answer = {"before": figures, "after": figures, "difference": {name: band for name in figures}}
    page.route("**/simulate", lambda route: route.fulfill(json=answer))
    compare(page)
    expect(sentence(page)).to_contain_text("nothing that can be told from chance")
    expect(page.locator(".band-panel figcaption")).to_have_text(["no clear difference"] * 4)


def test_question_that_changed_since_is_said(page):
    compare(page)
    page.locator(".band-panel").first.wait_for()
    page.get_by_label("For", exact=True).select_option(label="one week")
    expect(page.get_by_text("The question has changed since.")).to_be_visible()


def test_wrong_figures_are_named_and_nothing_is_asked(page, door):
    page.get_by_label("Brakes").uncheck()
    page.get_by_label("Hours a day").fill("")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Please give a number from 1 to 24.")).to_be_visible()
    expect(page.get_by_text("Please pick at least one skill.")).to_be_visible()
    expect(page.get_by_label("Hours a day")).to_be_focused()
    assert not [path for path in door.asked if path.endswith("/simulate")]


def test_busy_planner_is_told_in_words(page):
    problem = {"type": "urn:pitcrew:problem:planning-busy", "status": 503}
    page.route("**/simulate", lambda route: route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(problem)))
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Another plan is being looked for.")).to_be_visible()


def test_advisor_has_no_what_if(open_page, url):
    page = open_page()
    sign_in(page, url + "/what-if", ADVISOR)
    expect(page.get_by_role("heading", name="Not for your role")).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="What if")).to_have_count(0)


def test_what_a_change_costs_besides_is_told(page):
    band = {"median": 0.0, "low": 0.0, "high": 0.0}
    figures = {name: band for name in ("utilisation", "leadMinutes", "refused", "overtimeMinutes")}
    answer = {"before": figures, "after": figures, "difference": figures, "displaced": ["a", "b"], "unplacedMinutes": 90, "replications": 12}
    page.route("**/simulate", lambda route: route.fulfill(json=answer))
    compare(page)
    expect(page.get_by_text("2 booked appointments would lose their place. 1h 30m of the time to be kept finds no place.")).to_be_visible()
    expect(page.get_by_text("The band holds nine of ten runs; there were 12.")).to_be_visible()
