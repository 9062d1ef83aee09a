"""The advisor's day board."""

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, give_password, sign_in


@pytest.fixture
def board(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    return page


def bars(page, plate):
    return page.locator(f'.lane-bar[aria-label^="{plate},"]')


def state_of(door, plate):
    return next(a for a in door.garage.appointments.values() if a["vehicle"]["plate"] == plate)


def test_shows_each_appointment_at_its_technician_and_bay(board, door):
    expect(bars(board, "B-TP 1758")).to_have_count(2)
    expect(board.get_by_role("group", name="Jonas Weber").locator(".lane-bar")).to_have_count(5)
    expect(board.get_by_text("Live", exact=True)).to_be_visible()


def test_change_made_elsewhere_appears_by_itself(board, door):
    appointment = state_of(door, "B-TP 1758")
    expect(board.get_by_text("Live", exact=True)).to_be_visible()
    with door.garage.lock:
        appointment["status"] = "started"
        door.garage.changed(appointment)
    expect(bars(board, "B-TP 1758").first).to_have_class("lane-bar bar bar-started")


def test_day_without_bookings_leads_to_the_next_one_that_has_some(board, door):
    appointment = state_of(door, "B-TP 1758")
    with door.garage.lock:
        appointment.update(start="2026-11-27T09:00:00.000Z", end="2026-11-27T10:00:00.000Z")
    board.keyboard.press("]")
    board.get_by_role("button", name="Next day with bookings: Fri 27 Nov").press("Enter")
    expect(board.get_by_role("heading", name="Friday 27 November")).to_be_focused()
    expect(bars(board, "B-TP 1758").first).to_be_visible()


def test_check_in_start_and_complete(board, door):
    bars(board, "B-MW 2331").first.click()
    for button, word in (("Check in", "Arrived"), ("Start work", "In work"), ("Complete", "Done")):
        board.get_by_role("complementary").get_by_role("button", name=button).click()
        expect(board.get_by_label("Appointment").get_by_text(word, exact=True)).to_be_visible()
    assert state_of(door, "B-MW 2331")["status"] == "completed"


def test_cancel_needs_a_reason(board, door):
    bars(board, "B-TP 9338").first.click()
    board.keyboard.press("x")
    board.get_by_label("Reason").select_option("parts_missing")
    board.get_by_role("button", name="Cancel appointment").click()
    expect(bars(board, "B-TP 9338")).to_have_count(0)
    assert state_of(door, "B-TP 9338")["cancellation"]["reason"] == "parts_missing"


def free_start(door, plate):
    """A start of the day that is free for this appointment, with its distance in quarter hours."""
    from datetime import date

    from fixture.booking import workshop_of
    from fixture.garage import parse

    appointment = state_of(door, plate)
    minutes = (parse(appointment["end"]) - parse(appointment["start"])).total_seconds() // 60
    workshop = workshop_of(appointment["workshop"]["id"])
    start = parse(appointment["start"])
    free = [s for s, _ in door.garage.free(workshop, minutes, date(2026, 11, 24), appointment["id"]) if s > start]
    return free[0], int((free[0] - start).total_seconds() // 900)


def test_moves_by_keyboard(board, door):
    start, steps = free_start(door, "B-PH 2516")
    bars(board, "B-PH 2516").first.focus()
    board.keyboard.press("Enter")
    board.keyboard.press("m")
    for _ in range(steps):
        board.keyboard.press("ArrowRight")
    board.keyboard.press("Enter")
    board.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(board.get_by_role("status").get_by_text("B-PH 2516 moved")).to_be_visible()
    assert state_of(door, "B-PH 2516")["start"] == start.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_moves_by_dragging(board, door):
    start, steps = free_start(door, "B-PH 2516")
    box = bars(board, "B-PH 2516").first.bounding_box()
    track = board.locator(".axis-track").bounding_box()
    quarter = track["width"] / 40  # 08:00 to 18:00
    middle = (box["x"] + 30, box["y"] + 10)
    board.mouse.move(*middle)
    board.mouse.down()
    board.mouse.move(middle[0] + 20, middle[1], steps=3)
    board.mouse.move(middle[0] + steps * quarter, middle[1], steps=8)
    expect(board.locator(".lane-ghost").first).to_be_visible()
    board.mouse.up()
    board.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(board.get_by_role("status").get_by_text("B-PH 2516 moved")).to_be_visible()
    assert state_of(door, "B-PH 2516")["start"] == start.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_refused_move_offers_free_times(board, door):
    bars(board, "B-TP 9338").first.click()
    board.keyboard.press("m")
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("Enter")
    board.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(board.get_by_text("not free any more")).to_be_visible()


def test_day_without_work_says_so(board):
    board.get_by_role("button", name="Next day").click()
    expect(board.get_by_text("Nothing is booked on this day.")).to_be_visible()
    board.get_by_role("button", name="Today").click()
    expect(bars(board, "B-TP 1758").first).to_be_visible()


def test_way_to_the_next_day_with_bookings_comes_without_moving_anything(board):
    held = []
    board.route("**/v1/appointments?*", lambda route: held.append(route))
    with board.expect_request("**/v1/appointments?*"):
        board.get_by_role("button", name="Next day").click()
    before = board.locator(".timeline").bounding_box()
    board.wait_for_timeout(0)
    held.pop().fulfill(json={"items": [{"status": "booked", "start": "2026-12-01T09:00:00Z"}]})
    expect(board.get_by_role("button", name="Next day with bookings")).to_be_visible()
    assert board.locator(".timeline").bounding_box() == before


def test_stream_that_breaks_is_opened_again_and_catches_up(board, door):
    expect(board.get_by_text("Live", exact=True)).to_be_visible()
    board.context.set_offline(True)
    door.stop_streams()
    expect(board.get_by_text("Reconnecting")).to_be_visible()
    appointment = state_of(door, "B-TP 1758")
    with door.garage.lock:
        appointment.update(status="started", version=appointment["version"] + 1)
    board.context.set_offline(False)
    expect(bars(board, "B-TP 1758").first).to_have_class("lane-bar bar bar-started", timeout=15_000)


def test_phone_shows_the_day_as_a_list(open_page, url):
    page = open_page(360, 740)
    sign_in(page, url + "/board", ADVISOR)
    page.get_by_role("button", name="B-MW 2331").click()
    page.get_by_role("dialog").get_by_role("button", name="Check in").click()
    expect(page.get_by_role("dialog").get_by_text("Arrived", exact=True)).to_be_visible()


def test_phone_shows_the_time_only_on_today(open_page, url):
    page = open_page(360, 740)
    sign_in(page, url + "/board", ADVISOR)
    expect(page.locator(".agenda-now")).to_have_text("Now 10:42")
    page.get_by_role("button", name="Next day").click()
    expect(page.get_by_role("heading", name="Wednesday 25 November")).to_be_visible()
    expect(page.locator(".agenda-now")).to_have_count(0)


@pytest.mark.smoke
def test_real_board_loads_and_is_live(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


def test_wrong_password_is_said(open_page, url):
    page = open_page()
    page.goto(url + "/board")
    give_password(page, ADVISOR, "wrong")
    expect(page.get_by_text("is not right")).to_be_visible()


def test_page_of_another_role_is_refused(open_page, url):
    page = open_page()
    sign_in(page, url + "/operations", ADVISOR)
    expect(page.get_by_role("heading", name="Not for your role")).to_be_visible()
