"""Analytics, operations and the customer's profile."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, sign_in


@pytest.mark.smoke
def test_analytics_shows_figures_and_charts(open_page, url):
    page = open_page()
    sign_in(page, url + "/analytics", ADVISOR)
    expect(page.locator(".tile")).to_have_count(5)
    over_time = page.get_by_role("region", name="Bookings over time")
    expect(over_time.locator(".chart-bar")).to_have_count(30)
    # The last day, whatever its column's height: it may have none.
    caption, plot = over_time.locator("figcaption"), over_time.locator(".chart-plot")
    usual, room = caption.inner_text(), plot.bounding_box()
    plot.hover(position={"x": room["width"] - 3, "y": 20})
    expect(caption).not_to_have_text(usual)
    expect(caption).to_contain_text(re.compile(r"\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"))
    expect(page.get_by_role("region", name="Bookings by service").get_by_role("listitem").first).to_be_visible()


def test_analytics_filter_asks_again_and_stays_in_the_address(open_page, url):
    page = open_page()
    sign_in(page, url + "/analytics", ADVISOR)
    before = page.locator(".tile-figure").first.inner_text()
    page.get_by_role("button", name="7 days").click()
    expect(page.locator(".tile-figure").first).not_to_have_text(before)
    page.get_by_label("Workshop", exact=True).select_option(label="Dubai Al Quoz")
    expect(page).to_have_url(re.compile("workshopId=.*&from=2026-11-18"))


def test_analytics_gives_csv(open_page, url):
    page = open_page()
    sign_in(page, url + "/analytics", ADVISOR)
    with page.expect_download() as download:
        page.get_by_role("button", name="Why people cancel as CSV").click()
    assert download.value.suggested_filename == "cancellations-by-reason.csv"


def test_analytics_has_the_chart_as_a_table(open_page, url):
    page = open_page()
    sign_in(page, url + "/analytics", ADVISOR)
    page.get_by_text("As a table").click()
    expect(page.get_by_role("row")).to_have_count(31)


@pytest.mark.smoke
def test_operations_shows_seven_services(open_page, url):
    page = open_page()
    sign_in(page, url + "/operations")
    expect(page.get_by_text("Ready", exact=True)).to_have_count(7)


def test_operations_tells_a_service_that_is_not_ready(open_page, url, door):
    door.operations.down.add("notifications")
    page = open_page()
    sign_in(page, url + "/operations")
    expect(page.get_by_text("Not ready: notifications.")).to_be_visible()
    expect(page.get_by_text("publisher, consumers")).to_be_visible()


def test_operations_survives_a_service_without_an_answer(open_page, url):
    page = open_page()
    page.route("**/api/ml-scoring/v1/ops/status", lambda route: route.fulfill(status=503, body=""))
    sign_in(page, url + "/operations")
    expect(page.get_by_text("No answer")).to_be_visible()
    expect(page.get_by_text("Ready", exact=True)).to_have_count(6)


def test_operations_keeps_the_session_when_one_service_lacks_the_keys(open_page, url):
    page = open_page()
    page.route("**/api/ml-scoring/v1/ops/status", lambda route: route.fulfill(status=401, body=""))
    sign_in(page, url + "/operations")
    expect(page.get_by_text("No answer")).to_be_visible()
    expect(page.get_by_text("Ready", exact=True)).to_have_count(6)


def test_operations_replays_a_parked_message(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/operations")
    group = page.get_by_role("listitem").filter(has_text="The mail server refused")
    group.get_by_role("button", name="Show").click()
    group.get_by_role("button", name="Replay", exact=True).first.click()
    expect(page.get_by_text("Replayed: 1")).to_be_visible()
    expect(group.first).to_contain_text("1 message")
    assert [m["state"] for m in door.operations.parked.values()].count("replayed") == 1


def test_operations_replays_a_whole_cause(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/operations")
    page.locator(".group").filter(has_text="HubSpot").get_by_role("button", name="Replay all").click()
    expect(page.get_by_text("Replayed: 7")).to_be_visible()
    expect(page.locator(".group").filter(has_text="HubSpot")).to_have_count(0)


def test_operations_leaves_other_rows_of_the_same_error_alone(open_page, url, door):
    sample = next(m for m in door.operations.parked.values() if m["service"] == "crm-bridge")
    other = {**sample, "id": str(uuid4()), "type": "appointment.updated", "state": "parked"}
    door.operations.parked[other["id"]] = other
    page = open_page()
    sign_in(page, url + "/operations")
    rows = page.locator(".group").filter(has_text="HubSpot")
    rows.filter(has_text="appointment.created").get_by_role("button", name="Show").click()
    expect(page.locator(".message")).to_have_count(7)
    rows.filter(has_text="appointment.created").get_by_role("button", name="Replay all").click()
    expect(page.get_by_text("Replayed: 7")).to_be_visible()
    expect(rows).to_have_count(1)
    assert other["state"] == "parked"


def test_operations_edits_and_discards(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/operations")
    group = page.locator(".group").filter(has_text="The mail server refused")
    group.get_by_role("button", name="Show").click()
    group.locator(".message").first.get_by_role("button", name="Show").click()
    group.get_by_role("button", name="Edit and send as new").click()
    page.get_by_label("Body").last.fill("{ not json")
    expect(page.get_by_role("button", name="Send as new", exact=True)).to_be_disabled()
    page.get_by_label("Body").last.fill('{"id": "corrected"}')
    page.get_by_role("button", name="Send as new", exact=True).click()
    expect(page.get_by_text("Sent as a new message")).to_be_visible()
    group.locator(".message").first.get_by_role("button", name="Show").click()
    group.get_by_role("button", name="Discard").click()
    page.get_by_label("Reason").fill("Customer has no mailbox")
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Discarded", exact=True)).to_be_visible()
    given = [m["given"] for m in door.operations.parked.values() if "given" in m]
    assert {"id": "corrected"} in given and {"reason": "Customer has no mailbox"} in given


def test_customer_is_found_and_shown_with_reasons(open_page, url):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    page.get_by_role("button", name="Peter Schulz").click()
    profile = page.get_by_role("article", name="Peter Schulz")
    expect(profile.get_by_text("71%")).to_be_visible()
    expect(profile.get_by_text("Missed one appointment")).to_be_visible()
    expect(profile.get_by_role("row")).to_have_count(3)


def test_customer_nobody_found_says_what_to_try(open_page, url):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_label("Name, e-mail, phone or plate").fill("zzz")
    expect(page.get_by_text("Nobody matches")).to_be_visible()


@pytest.mark.smoke
def test_customers_are_listed(open_page, url):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.click()
    expect(page.get_by_role("article")).to_be_visible()


def test_failed_answer_can_be_tried_again(open_page, url):
    page = open_page()
    page.route("**/api/crm-bridge/v1/customers", lambda route: route.fulfill(status=503, body="<html>"), times=1)
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".person").first).to_be_visible()
