"""Requests outside policy: fees, asking behind the link, and the advisor's answers."""

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, sign_in
from views import as_role

FEE = {"amount": 990, "currency": "EUR"}


@pytest.fixture
def late(open_page, url):
    """The page of an appointment that begins today."""
    page = open_page(360, 740)
    page.goto(url + "/appointment#late")
    page.locator(".visit-actions").wait_for()
    return page


@pytest.fixture
def requests(open_page, url):
    page = open_page()
    sign_in(page, url + "/exceptions", ADVISOR)
    page.locator(".request").nth(2).wait_for()
    return page


def mine(door):
    return door.garage.appointments[door.garage.tokens["late"]]


def only(door, of):
    return [one for one in door.garage.exceptions.values() if one["appointmentId"] == of["id"]]


# --- behind the link ---


def test_too_late_to_move_one_may_ask(late, door):
    expect(late.get_by_text("too late to change this online")).to_be_visible()
    expect(late.get_by_role("button", name="Move", exact=True)).to_have_count(0)
    late.get_by_role("button", name="Ask to move it").click()
    expect(late.get_by_role("heading", name="Ask for a new time")).to_be_focused()
    late.locator(".slot").first.click()
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_text("Please fill this in.")).to_be_visible()
    late.get_by_label("Why?").select_option("illness")
    late.get_by_label("In your own words").fill("A cold.")
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_text("Your request is with the workshop.")).to_be_visible()
    expect(late.get_by_text("You get an answer by")).to_be_visible()
    expect(late.get_by_role("button", name="Ask to")).to_have_count(0)
    (one,) = only(door, mine(door))
    assert (one["kind"], one["reason"], one["note"]) == ("move", "illness", "A cold.") and one["wantedStart"]


def test_the_answer_is_shown(late, door):
    late.get_by_role("button", name="Ask to cancel it").click()
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_label("Why?")).to_be_focused()
    late.get_by_label("Why?").select_option("changed_plans")
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_text("You asked to cancel.")).to_be_visible()
    (one,) = only(door, mine(door))
    one.update(status="declined", decision={"by": "advisor", "at": one["requestedAt"], "reason": "parts_missing", "note": "Your parts are here."})
    late.reload()
    expect(late.get_by_text("Your request was declined.")).to_be_visible()
    expect(late.get_by_text("Your parts are here.")).to_be_visible()
    expect(late.get_by_role("button", name="Ask to cancel it")).to_be_visible()


def test_a_fee_is_paid_only_when_agreed_to(open_page, url, door):
    door.garage.fee = FEE
    page = open_page(360, 740)
    page.goto(url + "/appointment#late")
    expect(page.get_by_text("Moving costs €9.90 now")).to_be_visible()
    page.get_by_role("button", name="Move", exact=True).click()
    page.locator(".slot").first.click()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Please agree to the fee")).to_be_visible()
    assert "fees" not in mine(door)
    page.get_by_label("I agree to pay €9.90.").check()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Moved to")).to_be_visible()
    assert [fee["amount"] for fee in mine(door)["fees"]] == [FEE]


def test_one_may_ask_to_be_spared_the_fee_of_a_cancellation(open_page, url, door):
    door.garage.fee = FEE
    page = open_page()
    page.goto(url + "/appointment#late")
    page.get_by_role("button", name="Cancel appointment").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("No longer needed").check()
    dialog.get_by_role("button", name="Cancel it").click()
    expect(dialog.get_by_text("Please agree to the fee")).to_be_visible()
    dialog.get_by_role("button", name="Ask the workshop to spare you the fee").click()
    page.get_by_label("Why?").select_option("illness")
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_text("Your request is with the workshop.")).to_be_visible()
    (one,) = only(door, mine(door))
    assert (one["kind"], one["feeAccepted"]) == ("cancel", False) and mine(door)["status"] == "booked"


# --- at the desk ---


def test_the_most_urgent_is_first_with_what_it_needs_to_be_decided(requests):
    first = requests.locator(".request").first
    expect(first.get_by_text("Overdue by 20m")).to_be_visible()
    expect(first.get_by_text("My daughter is in hospital")).to_be_visible()
    expect(first.get_by_text("Too close to the appointment")).to_be_visible()
    expect(requests.locator(".request-counts")).to_have_text("3 wait1 overdue")
    expect(requests.get_by_role("link", name="Requests")).to_have_attribute("aria-current", "page")


def test_approving_moves_the_appointment(requests, door):
    one = next(iter(door.garage.exceptions.values()))
    requests.locator(".request").first.get_by_role("button", name="Approve").click()
    requests.get_by_role("dialog").get_by_label("For the customer").fill("Get well soon.")
    requests.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(requests.get_by_role("status").get_by_text(": approved")).to_be_visible()
    expect(requests.locator(".request")).to_have_count(2)
    assert door.garage.appointments[one["appointmentId"]]["start"] == one["wantedStart"]
    assert one["status"] == "approved" and one["decision"]["note"] == "Get well soon."
    requests.get_by_label("Show").select_option("approved")
    expect(requests.locator(".request").get_by_text("Get well soon.")).to_be_visible()
    expect(requests.locator(".request button")).to_have_count(0)


def test_declining_needs_a_reason(requests, door):
    one = next(iter(door.garage.exceptions.values()))
    requests.locator(".request").first.get_by_role("button", name="Decline").click()
    dialog = requests.get_by_role("dialog")
    dialog.get_by_role("button", name="Decline").click()
    expect(dialog.get_by_label("Reason")).to_be_focused()
    assert one["status"] == "pending"
    dialog.get_by_label("Reason").select_option("no_capacity")
    dialog.get_by_role("button", name="Decline").click()
    expect(requests.locator(".request")).to_have_count(2)
    assert (one["status"], one["decision"]["reason"]) == ("declined", "no_capacity")


def test_a_fee_that_was_not_agreed_to_is_spared_on_other_terms(requests, door):
    second = requests.locator(".request").nth(1)
    expect(second.get_by_text("€25.00, asks to be spared it")).to_be_visible()
    expect(second.get_by_role("button", name="Approve")).to_have_count(0)
    second.get_by_role("button", name="Other terms").click()
    dialog = requests.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option("goodwill")
    dialog.get_by_role("button", name="Approve").click()
    expect(requests.locator(".request")).to_have_count(2)
    one = [one for one in door.garage.exceptions.values() if one["kind"] == "cancel"][0]
    assert one["status"] == "overridden" and door.garage.appointments[one["appointmentId"]]["status"] == "cancelled"


def test_a_time_that_is_gone_leads_to_other_terms(requests, door):
    one = next(iter(door.garage.exceptions.values()))
    one["wantedStart"] = "2026-11-25T03:00:00.000Z"
    requests.reload()
    requests.locator(".request").first.get_by_role("button", name="Approve").click()
    dialog = requests.get_by_role("dialog")
    dialog.get_by_role("button", name="Approve").click()
    expect(dialog.get_by_text("not free any more")).to_be_visible()
    dialog.locator(".notice + .row-of button").first.click()
    expect(requests.get_by_role("heading", name="Other terms for")).to_be_visible()
    dialog.get_by_label("Reason").select_option("no_capacity")
    dialog.get_by_role("button", name="Approve").click()
    expect(requests.locator(".request")).to_have_count(2)
    moved = door.garage.appointments[one["appointmentId"]]
    assert one["status"] == "overridden" and moved["start"] != one["wantedStart"] and moved["start"].startswith("2026-11-25")


def test_everything_has_a_key(requests, door):
    requests.keyboard.press("ArrowDown")
    expect(requests.locator(".request").first).to_be_focused()
    requests.keyboard.press("ArrowDown")
    expect(requests.locator(".request").nth(1)).to_be_focused()
    requests.keyboard.press("a")
    expect(requests.get_by_role("dialog")).to_have_count(0)
    requests.keyboard.press("o")
    expect(requests.get_by_role("heading", name="Other terms for")).to_be_visible()
    requests.keyboard.press("Escape")
    requests.keyboard.press("ArrowUp")
    requests.keyboard.press("d")
    expect(requests.get_by_role("heading", name="Decline the request")).to_be_visible()


def test_somebody_else_was_faster(requests, door):
    one = next(iter(door.garage.exceptions.values()))
    one["status"] = "declined"
    requests.locator(".request").first.get_by_role("button", name="Approve").click()
    requests.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(requests.get_by_text("Somebody has decided this request in the meantime")).to_be_visible()


def test_nobody_waits(open_page, url, door):
    door.garage.exceptions.clear()
    page = open_page()
    sign_in(page, url + "/exceptions", ADVISOR)
    expect(page.get_by_text("Nobody is waiting for an answer.")).to_be_visible()


def test_pages_that_were_opened_stay_open(open_page, url, door):
    one = next(iter(door.garage.exceptions.values()))
    for number in range(55):
        copy = {**one, "id": f"copy-{number:03}", "dueAt": f"2027-01-01T00:{number:02}:00.000Z"}
        door.garage.exceptions[copy["id"]] = copy
    page = open_page()
    sign_in(page, url + "/exceptions", ADVISOR)
    expect(page.locator(".request")).to_have_count(50)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".request")).to_have_count(58)
    page.locator(".request").first.get_by_role("button", name="Decline").click()
    page.get_by_role("dialog").get_by_label("Reason").select_option("other")
    page.get_by_role("dialog").get_by_role("button", name="Decline").click()
    expect(page.locator(".request")).to_have_count(57)


def test_a_wish_whose_answer_is_lost_is_the_same_wish(late, door):
    keys = []

    def lose_the_first(route):
        keys.append(route.request.headers["idempotency-key"])
        return route.continue_() if len(keys) > 1 else route.fulfill(status=503, body="")

    late.route("**/v1/my/appointment/exception", lose_the_first)
    late.get_by_role("button", name="Ask to cancel it").click()
    late.get_by_label("Why?").select_option("illness")
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    late.get_by_role("button", name="Send request").click()
    expect(late.get_by_text("Your request is with the workshop.")).to_be_visible()
    assert len(keys) == 2 and keys[0] == keys[1]


def test_who_waits_for_a_place_is_listed_in_order(requests):
    list_ = requests.get_by_role("region", name="Waiting list")
    # It comes after the requests.
    expect(list_.get_by_role("listitem")).to_have_count(2)
    first, second = list_.get_by_role("listitem").all()
    expect(first.get_by_role("heading", name="B-WL 10 Wanda Waiting")).to_be_visible()
    expect(first.get_by_text("Has an offer")).to_be_visible()
    expect(first.get_by_text("answer until")).to_be_visible()
    expect(first.get_by_text("joined 3 hr ago")).to_be_visible()
    expect(second.get_by_text("until 12:00")).to_be_visible()
    expect(second.get_by_text("Has an offer")).to_have_count(0)
    expect(second.get_by_role("link")).to_have_attribute("href", "tel:+49 30 5550110")


def test_the_board_tells_of_requests(open_page, url):
    page = open_page(1440, 900)
    sign_in(page, url + "/board", ADVISOR)
    rail = page.get_by_role("complementary", name="Needs attention")
    expect(rail.get_by_role("heading", name="Requests 3")).to_be_visible()
    rail.get_by_role("link", name="Decide requests").click()
    expect(page.get_by_role("heading", name="Requests", exact=True)).to_be_visible()


def test_a_move_on_the_board_has_a_reason(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".lane-bar.bar-booked").first.click()
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("Reason").select_option("technician_absent")
    with page.expect_request("**/move") as sent:
        page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    assert sent.value.post_data_json["reason"] == "technician_absent"


# --- the waiting list below ---


def waiting_entry(door, plate):
    return next(one for one in door.garage.waiting.entries.values() if one["wish"]["vehicle"]["plate"] == plate)


def row_of(page, plate):
    return page.locator(".waiting-entry").filter(has_text=plate)


def test_an_advisor_offers_a_place_to_whom_they_choose(requests, door):
    row = row_of(requests, "B-WL 20")
    expect(row_of(requests, "B-WL 10").get_by_role("button", name="Offer a place")).to_have_count(0)
    row.get_by_role("button", name="Offer a place").click()
    dialog = requests.get_by_role("dialog")
    start = dialog.get_by_label("Time").locator("option").nth(2).get_attribute("value")
    dialog.get_by_label("Time").select_option(start)
    dialog.get_by_role("button", name="Offer a place").click()
    expect(requests.get_by_role("status").get_by_text("B-WL 20: a place is offered")).to_be_visible()
    expect(row.get_by_text("Has an offer")).to_be_visible()
    entry = waiting_entry(door, "B-WL 20")
    assert entry["status"] == "offered" and entry["offer"]["start"] == start


def test_where_nothing_suits_the_advisor_chooses_a_time(requests, door):
    door.garage.waiting.refuse = "nothing-free"
    row_of(requests, "B-WL 20").get_by_role("button", name="Offer a place").click()
    dialog = requests.get_by_role("dialog")
    dialog.get_by_role("button", name="Offer a place").click()
    expect(dialog.get_by_text("No free time suits")).to_be_visible()
    assert waiting_entry(door, "B-WL 20")["status"] == "waiting"


def test_an_advisor_takes_somebody_off_the_list_for_a_reason(requests, door):
    row_of(requests, "B-WL 10").get_by_role("button", name="Take off the list").click()
    dialog = requests.get_by_role("dialog")
    dialog.get_by_role("button", name="Take off the list").click()
    expect(dialog.get_by_label("Reason")).to_be_focused()
    entry = waiting_entry(door, "B-WL 10")
    assert entry["status"] == "offered"
    dialog.get_by_label("Reason").select_option("no_answer")
    dialog.get_by_role("button", name="Take off the list").click()
    expect(requests.locator(".waiting-entry")).to_have_count(1)
    assert (entry["status"], entry["removedFor"]) == ("closed", "no_answer")


def test_a_place_on_the_list_that_changed_meanwhile_is_shown_as_it_is(requests, door):
    row_of(requests, "B-WL 20").get_by_role("button", name="Take off the list").click()
    waiting_entry(door, "B-WL 20")["version"] = 7
    dialog = requests.get_by_role("dialog")
    dialog.get_by_label("Reason").select_option("other")
    dialog.get_by_role("button", name="Take off the list").click()
    expect(requests.get_by_text("That has changed meanwhile.")).to_be_visible()
    assert waiting_entry(door, "B-WL 20")["status"] == "waiting"


@pytest.mark.parametrize(("language", "offer", "remove", "look"), [
    ("de", "Termin anbieten", "Von der Liste nehmen", "Einen Termin"), ("ar", "عرض موعد", "إزالة من القائمة", "عرض موعد على")])
def test_the_two_actions_are_in_the_readers_language(open_page, url, language, offer, remove, look):
    page = open_page(360, 740, locale=language)
    as_role(page, url + "/exceptions", "advisor")
    row = row_of(page, "B-WL 20")
    expect(row.get_by_role("button", name=remove)).to_be_visible()
    row.get_by_role("button", name=offer).click()
    expect(page.get_by_role("dialog").get_by_role("button", name=offer)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
