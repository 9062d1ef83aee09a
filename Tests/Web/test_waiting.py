"""A slot that is kept while the reader fills in the rest, and the waiting list."""

import json
import re

from playwright.sync_api import expect

from steps import choose_slot, describe_car, give_contact, sign_in_by_code


def to_step_3(page, url):
    page.goto(url)
    describe_car(page)
    choose_slot(page)
    page.locator("#name").wait_for()


def test_the_chosen_slot_is_kept_and_booked_with_its_hold(open_page, url):
    page = open_page(360, 740)
    orders = []
    page.on("request", lambda request: orders.append(request.post_data_json) if request.url.endswith("/v1/appointments") else None)
    to_step_3(page, url)
    expect(page.get_by_text(re.compile(r"Kept for you until \d\d:\d\d"))).to_be_visible()
    give_contact(page)
    expect(page.get_by_role("heading", name="Booked")).to_be_focused()
    assert orders[0]["holdId"]


def test_another_choice_replaces_the_hold_and_sees_its_own_slot_as_free(open_page, url):
    page = open_page(360, 740)
    holds, searches = [], []
    page.on("request", lambda request: holds.append(request.post_data_json) if request.url.endswith("/v1/holds") else None)
    page.on("request", lambda request: searches.append(request.url) if "/v1/slots" in request.url else None)
    to_step_3(page, url)
    expect(page.get_by_text("Kept for you")).to_be_visible()
    page.get_by_role("button", name=re.compile("Time")).first.click()
    page.locator(".pick").last.click()
    page.locator("#name").wait_for()
    expect(page.get_by_text("Kept for you")).to_be_visible()
    assert "replaces" not in holds[0] and holds[1]["replaces"]
    assert "holdId" in searches[-1]


def test_an_order_waits_for_its_hold_and_asks_again_where_the_answer_was_lost(open_page, url):
    page = open_page(360, 740)
    keys = []

    def lose_the_first(route):
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/v1/holds", lose_the_first)
    orders = []
    page.on("request", lambda request: orders.append(request.post_data_json) if request.url.endswith("/v1/appointments") else None)
    to_step_3(page, url)
    give_contact(page)
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()
    assert len(keys) == 2 and keys[0] == keys[1]
    assert orders[0]["holdId"]


def test_a_slot_that_was_taken_while_it_was_chosen_leads_to_what_is_near(open_page, url):
    page = open_page(360, 740)
    near = [{"start": "2027-01-11T09:00:00Z", "end": "2027-01-11T10:00:00Z"}]
    problem = {"type": "urn:pitcrew:problem:slot-taken", "status": 409, "detail": "x", "alternatives": near}
    page.route("**/v1/holds", lambda route: route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(problem)))
    page.goto(url)
    describe_car(page)
    choose_slot(page)
    expect(page.get_by_text("has just been taken")).to_be_visible()
    expect(page.locator(".taken .pick")).to_have_count(1)


def ask_to_wait(page, url, plate, email):
    page.goto(url)
    describe_car(page)
    page.get_by_role("button", name=re.compile("^Car and work|1")).first.click()
    page.get_by_label("Number plate").fill(plate)
    page.get_by_role("button", name="Choose a time").click()
    page.get_by_role("button", name="Tell me when a place is free").click()
    page.locator("#wait-name").fill("Wanda Waiting")
    page.locator("#wait-email").fill(email)
    page.get_by_role("button", name="Put me on the list").click()


def wait(page, url, door, plate, email):
    """Joins as a guest and follows the link of the letter that comes."""
    ask_to_wait(page, url, plate, email)
    page.get_by_role("heading", name="Look into your mail").wait_for()
    page.goto(f"{url}/waiting#confirm={door.garage.letters[email]}")
    page.get_by_role("button", name="Yes, I want to wait").click()


def test_a_guest_is_told_to_look_into_the_mail_and_waits_once_they_have(open_page, url, door):
    page = open_page(360, 740)
    ask_to_wait(page, url, "B-PC 3", "mail@example.com")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("We have sent a letter to mail@example.com.")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    letter = door.garage.letters["mail@example.com"]
    page.goto(f"{url}/waiting#confirm={letter}")
    expect(page.get_by_role("heading", name="Do you want to wait?")).to_be_visible()
    entry = next(one for one in door.garage.waiting.entries.values() if one["wish"]["customer"]["email"] == "mail@example.com")
    assert entry["status"] == "unconfirmed", "a link that a mail program follows confirms nothing"
    page.get_by_role("button", name="Yes, I want to wait").click()
    expect(page.get_by_text("Your place in line: 3.")).to_be_visible()
    assert letter not in page.url and entry["status"] == "waiting"


def test_a_letter_that_is_too_old_leads_to_a_new_search(open_page, url):
    page = open_page(360, 740)
    page.goto(url + "/waiting#confirm=old")
    page.get_by_role("button", name="Yes, I want to wait").click()
    expect(page.get_by_role("heading", name="This link is too old")).to_be_visible()
    expect(page.get_by_role("link", name="Look for a time")).to_have_attribute("href", "/")


def test_who_is_signed_in_needs_no_letter(open_page, url, door):
    page = open_page(360, 740)
    sign_in_by_code(page, url)
    ask_to_wait(page, url, "B-PC 4", "hanna.vogel@example.com")
    expect(page.get_by_text("Your place in line: 3.")).to_be_visible()
    assert not door.garage.letters


def test_the_same_wish_keeps_its_key_and_another_gets_another(open_page, url, door):
    page = open_page(360, 740)
    page.route("**/v1/waiting-list", lambda route: route.fulfill(status=503, content_type="application/problem+json", body="{}"), times=3)
    keys = []
    page.on("request", lambda request: keys.append(request.headers["idempotency-key"]) if request.url.endswith("/v1/waiting-list") else None)
    ask_to_wait(page, url, "B-PC 5", "first@example.com")
    send = page.get_by_role("button", name="Put me on the list")
    for email in ["first@example.com", "second@example.com"]:
        expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
        page.locator("#wait-email").fill(email)
        send.click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    send.click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    assert keys[0] == keys[1] and keys[2] == keys[3] and keys[1] != keys[2]


def test_who_waits_sees_the_place_in_line_and_leaves(open_page, url, door):
    page = open_page(360, 740)
    wait(page, url, door, "B-PC 1", "line@example.com")
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    expect(page.get_by_text("Your place in line: 3.")).to_be_visible()
    page.get_by_role("button", name="Leave the waiting list").click()
    expect(page.get_by_role("heading", name="You left the waiting list")).to_be_focused()


def test_an_offer_is_taken_and_leads_to_the_appointment(open_page, url, door):
    page = open_page(360, 740)
    wait(page, url, door, "NOW-1", "offer@example.com")
    expect(page.get_by_role("heading", name="A place is free for you")).to_be_visible()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("heading", name="Booked")).to_be_focused()
    page.get_by_role("link", name="See the appointment").click()
    expect(page.get_by_role("heading", name="Your appointment")).to_be_visible()


def test_an_offer_is_declined_or_found_to_be_gone(open_page, url, door):
    page = open_page(360, 740)
    wait(page, url, door, "NOW-2", "decline@example.com")
    page.get_by_role("button", name="Not this one").click()
    expect(page.get_by_text("You are the next.")).to_be_visible()
    other = open_page(360, 740)
    wait(other, url, door, "NOW-3", "gone@example.com")
    gone = {"type": "urn:pitcrew:problem:offer-gone", "status": 409, "detail": "This offer is no longer open."}
    other.route("**/accept", lambda route: route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(gone)))
    other.get_by_role("button", name="Take it").click()
    expect(other.get_by_role("alert")).to_contain_text("offered no more")


def test_a_wish_that_is_not_complete_says_what_is_missing(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    describe_car(page)
    page.get_by_role("button", name="Tell me when a place is free").click()
    page.locator("#wait-name").wait_for()
    page.get_by_role("button", name="Put me on the list").click()
    expect(page.locator("#wait-name")).to_be_focused()
    expect(page.locator("#wait-email-error")).to_be_visible()


def test_a_wrong_link_leads_to_a_new_search(open_page, url):
    page = open_page(360, 740)
    page.goto(url + "/waiting#nonsense")
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    expect(page.get_by_role("link", name="Look for a time")).to_have_attribute("href", "/")


def test_a_late_answer_of_a_slot_left_behind_changes_nothing(open_page, url):
    """Another slot is chosen before the first one's hold is answered, which then turns out to be taken."""
    page = open_page(360, 740)
    waiting, holds = [], []

    def first_late(route):
        holds.append(route.request.post_data_json)
        if len(holds) == 1:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/v1/holds", first_late)
    to_step_3(page, url)
    page.get_by_role("button", name=re.compile("Time")).first.click()
    page.locator(".pick").last.click()
    page.locator("#name").wait_for()
    problem = {"type": "urn:pitcrew:problem:slot-taken", "status": 409, "detail": "x", "alternatives": []}
    waiting[0].fulfill(status=409, content_type="application/problem+json", body=json.dumps(problem))
    expect(page.get_by_text("Kept for you")).to_be_visible()
    expect(page.locator("#name")).to_be_visible()
    assert len(holds) == 2 and "replaces" not in holds[1]


def test_a_slot_given_up_is_given_back(open_page, url):
    page = open_page(360, 740)
    to_step_3(page, url)
    expect(page.get_by_text("Kept for you")).to_be_visible()
    page.get_by_role("button", name=re.compile("Car and work")).first.click()
    with page.expect_request(lambda request: request.method == "DELETE") as released:
        page.get_by_role("checkbox").first.uncheck()
    assert "/v1/holds/" in released.value.url
