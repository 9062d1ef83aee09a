"""The customer's pages: booking in three steps, and the appointment behind the link."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from steps import book, choose_slot, describe_car, give_contact


@pytest.mark.smoke
def test_books_in_three_steps_on_a_phone(open_page, url):
    books_in_three_steps(open_page(360, 740), url, services=1)


def test_books_two_services_at_once(open_page, url):
    books_in_three_steps(open_page(360, 740), url, services=2)


def books_in_three_steps(page, url, services):
    page.goto(url)
    describe_car(page, services=services)
    expect(page.get_by_role("heading", name="Good picks")).to_be_visible()
    choose_slot(page)
    give_contact(page)
    expect(page.get_by_role("heading", name="Booked")).to_be_focused()
    expect(page.get_by_role("link", name="Directions")).to_have_attribute("href", re.compile("^https://"))
    expect(page.get_by_role("link", name="Move or cancel")).to_have_attribute("href", re.compile("^/appointment#."))


def test_best_slots_say_why(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    describe_car(page)
    expect(page.locator(".pick")).to_have_count(3)
    expect(page.locator(".pick").first).to_contain_text("Earliest")


def test_services_that_cannot_be_had_together_are_named(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    page.get_by_role("button", name="Tyres and wheels").click()
    page.get_by_role("checkbox", name=re.compile("Wheel alignment")).check()
    describe_car(page)
    expect(page.get_by_text("in one visit")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Wheel alignment + Small inspection")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "typed", "category"),
    [
        ("en-GB", "oil", "Service and oil"), ("en-GB", "Noise", "Diagnosis"), ("en-GB", "warning light", "Diagnosis"),
        ("en-GB", "battery", "Battery and electrics"), ("en-GB", "brake", "Brakes"),
        ("de-DE", "Öl", "Inspektion und Öl"), ("de-DE", "oelwechsel", "Inspektion und Öl"), ("de-DE", "bremsen", "Bremsen"),
        ("de-DE", "gerausch", "Diagnose"), ("de-DE", "Reifen", "Reifen und Räder"), ("de-DE", "Klima", "Klimaanlage"),
        ("ar-AE", "فرامل", "الفرامل"), ("ar-AE", "الزيت", "الصيانة والزيت"), ("ar-AE", "اطارات", "الإطارات والعجلات"),
        ("ar-AE", "مُكَيِّف", "التكييف"), ("ar-AE", "صوت", "التشخيص"),
    ],
)  # fmt: skip
def test_everyday_words_of_the_readers_language_find_their_services(open_page, url, locale, typed, category):
    page = open_page(360, 740, locale=locale)
    page.goto(url)
    page.locator("#search").fill(typed)
    expect(page.get_by_role("heading", name=category, exact=True)).to_be_visible()
    expect(page.locator(".services-none")).to_have_count(0)


def test_short_words_are_not_found_inside_others(open_page, url):
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    found = """import('/model/search.js').then((m) => ['oil', 'coil', 'ol'].map((typed) => m.matching(['Coil', 'Öl'], typed, (one) => one)))"""
    assert page.evaluate(found) == [[], ["Coil"], ["Öl"]]


def test_search_without_a_result_leaves_the_diagnosis_to_pick(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    page.get_by_role("searchbox").fill("flux capacitor")
    expect(page.get_by_text("Nothing is called “flux capacitor”", exact=False)).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^Diagnosis")).check()
    expect(page.get_by_role("checkbox")).to_have_count(2)


def test_category_opens_closes_and_keeps_what_is_chosen_in_sight(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    brakes = page.get_by_role("button", name="Brakes")
    expect(brakes).to_have_attribute("aria-expanded", "false")
    brakes.press("Enter")
    page.get_by_role("checkbox", name=re.compile("Brake fluid")).check()
    brakes.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("Brake fluid"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("Front brake pads"))).to_have_count(0)


def test_keyboard_reaches_the_end_soon_and_sees_where_it_is(open_page, url):
    """From a chosen service; nothing that has the focus is behind the bar at the end (WCAG 2.2, 2.4.11)."""
    page = open_page(360, 740)
    page.goto(url)
    page.get_by_role("button", name="Brakes").click()
    page.get_by_role("checkbox").first.press("Space")
    hidden = """() => {
      const at = document.activeElement.getBoundingClientRect(), bar = document.querySelector('.step-end').getBoundingClientRect();
      return document.activeElement.closest('.step-end') === null && at.bottom > bar.top + 1;
    }"""
    for presses in range(1, 40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Choose a time":
            break
        assert not page.evaluate(hidden), page.evaluate("document.activeElement.outerHTML")
    assert presses <= 20


def test_calendar_file_holds_the_appointment(open_page, url):
    page = open_page()
    book(page, url)
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and "DTSTART:2026" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_taken_slot_offers_alternatives(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    describe_car(page, note="taken")
    choose_slot(page)
    give_contact(page)
    expect(page.get_by_text("has just been taken")).to_be_visible()
    page.locator(".taken .pick").first.click()
    page.get_by_role("button", name="Book this appointment").click()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()


def test_missing_fields_are_named_and_focused(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    page.get_by_role("button", name="Choose a time").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(4)
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_repeated_order_after_a_lost_answer_books_once(open_page, url, door):
    page = open_page()
    page.goto(url)
    describe_car(page)
    choose_slot(page)
    before = len(door.garage.appointments)
    page.route("**/api/booking/v1/appointments", lambda route: (route.fetch(), route.abort()), times=1)
    give_contact(page)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()
    assert len(door.garage.appointments) == before + 1


def test_other_zone_is_named(open_page, url):
    page = open_page(zone="America/New_York")
    page.goto(url)
    describe_car(page)
    expect(page.get_by_text("Central European Standard Time").first).to_be_visible()


def test_duration_fits_the_time_it_is_until(open_page, url):
    """Before a time is chosen it is about the work's own; then as long as is planned for that car."""
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.check()
    expect(page.locator(".summary-minutes")).to_have_text("about 1h 12m")
    describe_car(page)
    choose_slot(page)
    expect(page.locator(".summary-minutes")).to_have_text("1h 15m")


def test_offline_is_said_and_recovers(open_page, url):
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    page.context.set_offline(True)
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("No connection.")).to_have_count(0)


@pytest.mark.smoke
def test_link_page_moves_and_cancels(open_page, url):
    page = open_page(360, 740)
    book(page, url)
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("button", name="Move", exact=True).click()
    choose_slot(page, slot=1)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Moved to")).to_be_visible()
    page.get_by_role("button", name="Cancel appointment").click()
    page.get_by_label("No longer needed").check()
    page.get_by_role("button", name="Cancel it").click()
    expect(page.get_by_text("This appointment is cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Move", exact=True)).to_have_count(0)


def appointment(page, url):
    book(page, url)
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("button", name="Move", exact=True).press("Enter")


def test_focus_follows_a_move_from_heading_to_heading(open_page, url):
    page = open_page(360, 740)
    appointment(page, url)
    expect(page.get_by_role("heading", name="Pick a new time")).to_be_focused()
    page.locator(".pick").first.press("Enter")
    expect(page.get_by_role("heading", name="Move to")).to_be_focused()
    page.get_by_role("button", name="Another time").press("Enter")
    expect(page.get_by_role("heading", name="Pick a new time")).to_be_focused()
    page.get_by_role("button", name="Keep as it is").press("Enter")
    expect(page.get_by_role("button", name="Move", exact=True)).to_be_focused()
    page.get_by_role("button", name="Move", exact=True).press("Enter")
    page.locator(".pick").first.press("Enter")
    page.get_by_role("button", name="Move", exact=True).press("Enter")
    expect(page.locator(".visit-done")).to_be_focused()
    expect(page.locator(".visit-done")).to_contain_text("Moved to")


def test_focus_is_on_the_heading_after_cancelling(open_page, url):
    page = open_page()
    book(page, url)
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("button", name="Cancel appointment").press("Enter")
    page.get_by_label("No longer needed").check()
    page.get_by_role("button", name="Cancel it").press("Enter")
    expect(page.get_by_role("heading", name="Your appointment")).to_be_focused()


def test_time_one_has_is_told_and_not_offered(open_page, url, door):
    """The earliest free time, which would be a good pick if one had another."""
    page = open_page(360, 740)
    page.goto(url)
    describe_car(page)
    choose_slot(page, day=2)
    give_contact(page)
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("button", name="Move", exact=True).wait_for()
    has = list(door.garage.appointments.values())[-1]["start"]
    slots = {}

    def with_present(route):
        answer = route.fetch().json()
        slot = next(slot for day in answer["days"] for slot in day["slots"] if slot["start"] == has)
        day = next(day for day in answer["days"] if slot in day["slots"])
        slots["answer"] = {**answer, "best": [{**slot, "reason": "earliest"}, *answer["best"]], "days": [day]}
        route.fulfill(json=slots["answer"])

    page.route("**/v1/my/appointment/slots*", with_present)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".slot-present")).to_contain_text("your time now")
    expect(page.locator(".slot")).to_have_count(len(slots["answer"]["days"][0]["slots"]))
    expect(page.locator("button.slot")).to_have_count(len(slots["answer"]["days"][0]["slots"]) - 1)
    expect(page.locator(".pick").filter(has_text="Earliest")).to_have_count(1)


def test_too_late_to_change_says_whom_to_call(open_page, url):
    page = open_page()
    page.goto(url)
    describe_car(page)
    choose_slot(page, day=0)
    give_contact(page)
    page.get_by_role("link", name="Move or cancel").click()
    expect(page.get_by_text("too late to change")).to_be_visible()
    expect(page.get_by_role("link", name="Call")).to_be_visible()


@pytest.mark.smoke
def test_dead_link_leads_to_a_new_booking(open_page, url):
    page = open_page()
    page.goto(url + "/appointment#not-a-token")
    expect(page.get_by_role("heading", name="does not work any more")).to_be_visible()
    expect(page.get_by_role("link", name="Book a new appointment")).to_be_visible()
