"""Moving work on the board: by pointer, finger and keys, with free places and the reason of others, undo and conflicts."""

import json

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, sign_in
from test_board import bars, free_start, state_of

PLATE = "B-PH 2516"


@pytest.fixture
def board(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    return page


def row(page, name):
    return page.get_by_role("group", name=name, exact=True)


def pick_up(page, plate=PLATE):
    """By keys, until the free places are there."""
    bars(page, plate).first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("m")
    page.locator(".lane-free").first.wait_for()


def drag(page, across=0.0, to_row=None, plate=PLATE):
    """Carries a bar so many quarter hours on, or to another row, and leaves it in the hand; gives what carries it on from where it began."""
    box = bars(page, plate).first.bounding_box()
    quarter = page.locator(".axis-track").bounding_box()["width"] / 40  # 08:00 to 18:00
    x, y = box["x"] + 30, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y, steps=2)

    def carry(across=0.0, to_row=None):
        page.mouse.move(x + across * quarter, row(page, to_row).bounding_box()["y"] + 10 if to_row else y, steps=6)

    carry(across, to_row)
    return carry


def confirm(page, reason=None):
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_label("Reason").select_option(reason)
    dialog.get_by_role("button", name="Move", exact=True).click()


def verdict(page):
    return page.locator(".move-verdict")


def test_free_places_are_green_and_others_say_why_not_while_dragging(board, door):
    start, steps = free_start(door, PLATE)
    carry = drag(board, steps)
    expect(board.locator(".lane-ghost-free")).to_have_count(2)  # its technician's row and its bay's
    expect(row(board, "Jonas Weber").locator(".lane-free").first).to_be_visible()
    expect(verdict(board)).to_contain_text("Jonas Weber: free.")
    carry(-10)
    expect(board.locator(".lane-ghost-busy")).to_have_count(2)
    expect(verdict(board)).to_contain_text("12:00, Jonas Weber: not free. Everybody with the skill is busy. It could if")
    board.keyboard.press("Escape")
    expect(board.locator(".lane-ghost")).to_have_count(0)
    board.mouse.up()
    expect(board.get_by_role("dialog")).to_have_count(0)
    assert door.garage.moves == []


def test_another_row_is_asked_about_and_says_who_is_in_the_way(board, door):
    drag(board, 2, to_row="Aylin Demir")
    expect(verdict(board)).to_contain_text("15:00, Aylin Demir: not free. Aylin Demir is busy. It could if B-PH 6306 made way.")
    board.keyboard.press("Escape")


def test_only_where_the_pointer_rests_is_asked_about_and_once_a_move(board, door):
    held = []
    board.route("**/refusal?*", lambda route: (held.append(route.request.url), route.continue_()))
    pick_up(board)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        board.keyboard.press(key)
    expect(verdict(board)).to_contain_text("Sophie Krause is busy")
    # Passed rows were left before anybody asked.
    assert len(held) == 1
    board.keyboard.press("ArrowUp")
    expect(verdict(board)).to_contain_text("Marek Nowak is busy")
    board.keyboard.press("ArrowDown")
    expect(verdict(board)).to_contain_text("Sophie Krause is busy")
    assert len(held) == 2
    board.keyboard.press("Escape")


def test_bar_dropped_in_another_row_goes_to_that_technician(board, door):
    appointment = state_of(door, PLATE)
    drag(board, -6, to_row="Nico Brandt")
    expect(verdict(board)).to_contain_text("13:00, Nico Brandt: free.")
    expect(row(board, "Nico Brandt").locator(".lane-ghost-free")).to_be_visible()
    board.mouse.up()
    expect(board.locator(".change-now")).to_contain_text("Nico Brandt")
    confirm(board, "technician_absent")
    expect(board.get_by_role("status").get_by_text(f"{PLATE} moved to 13:00, Nico Brandt")).to_be_visible()
    assert appointment["technician"]["name"] == "Nico Brandt"
    sent = door.garage.moves[-1]
    assert sent["technicianId"] == appointment["technician"]["id"] and sent["reason"] == "technician_absent"


def test_confirmation_shows_before_and_after(board, door):
    start, steps = free_start(door, PLATE)
    drag(board, steps)
    board.mouse.up()
    change = board.locator(".change")
    expect(change.locator(".change-was")).to_contain_text("Tue 24 Nov, 14:30\u00a0–\u00a015:45")
    expect(change.locator(".change-was")).to_contain_text("Jonas Weber, Bay 1")
    minutes = 14 * 60 + 30 + steps * 15
    expect(change.locator(".change-now")).to_contain_text(f"{minutes // 60}:{minutes % 60:02d}")
    board.get_by_role("button", name="Put back").click()
    expect(board.locator(".lane-ghost")).to_have_count(0)
    assert door.garage.moves == []


def test_move_is_taken_back_by_button_and_by_key(board, door):
    for undo in (lambda: board.get_by_role("button", name="Undo").click(), lambda: board.keyboard.press("u")):
        before = {key: state_of(door, PLATE)[key] for key in ("start", "end", "technician", "bay")}
        _, steps = free_start(door, PLATE)
        drag(board, steps)
        board.mouse.up()
        confirm(board)
        expect(board.get_by_role("button", name="Undo")).to_be_visible()
        assert state_of(door, PLATE)["start"] != before["start"]
        undo()
        expect(board.get_by_role("status").get_by_text(f"{PLATE} moved to 14:30")).to_be_visible()
        expect(board.get_by_role("button", name="Undo")).to_have_count(0)
        assert {key: state_of(door, PLATE)[key] for key in before} == before
        assert door.garage.moves[-1]["reason"] == "undone"


def test_change_by_somebody_else_is_explained_and_the_move_goes_on_from_there(board, door):
    appointment = state_of(door, PLATE)
    _, steps = free_start(door, PLATE)
    drag(board, steps)
    board.mouse.up()
    board.get_by_role("dialog").wait_for()
    with door.garage.lock:  # silently: the stream has not told yet
        appointment.update(version=appointment["version"] + 1, start="2026-11-24T13:45:00.000Z", end="2026-11-24T15:00:00.000Z")
    confirm(board)
    dialog = board.get_by_role("dialog")
    expect(dialog.get_by_text("Somebody else changed this appointment")).to_be_visible()
    expect(dialog.locator(".change-was")).to_contain_text("14:45\u00a0–\u00a016:00")
    confirm(board)
    expect(board.get_by_role("status").get_by_text(f"{PLATE} moved")).to_be_visible()


def test_appointment_that_was_cancelled_meanwhile_moves_no_more(board, door):
    appointment = state_of(door, PLATE)
    _, steps = free_start(door, PLATE)
    drag(board, steps)
    board.mouse.up()
    board.get_by_role("dialog").wait_for()
    with door.garage.lock:
        appointment.update(version=appointment["version"] + 1, status="cancelled")
    confirm(board)
    dialog = board.get_by_role("dialog")
    expect(dialog.get_by_text("It is now “Cancelled”")).to_be_visible()
    expect(dialog.get_by_role("button", name="Move", exact=True)).to_have_count(0)


def test_place_that_was_taken_meanwhile_says_why_and_offers_others(board, door):
    _, steps = free_start(door, PLATE)
    taken = {"type": "urn:pitcrew:problem:slot-taken", "status": 409, "blockers": ["bays_busy"],
             "alternatives": [{"start": "2026-11-25T09:00:00Z", "end": "2026-11-25T10:15:00Z"}]}  # fmt: skip
    board.route("**/move", lambda route: route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(taken)), times=1)
    drag(board, steps)
    board.mouse.up()
    with board.expect_request("**/v1/board?*"):  # the board is read anew
        confirm(board)
    expect(board.get_by_text("Every bay that serves it is taken.")).to_be_visible()
    board.get_by_role("button", name="Wed 25 Nov, 10:00").click()
    expect(board.locator(".change-now")).to_contain_text("Wed 25 Nov, 10:00")


def test_keys_alone_move_and_are_told_by_a_live_region(board, door):
    start, steps = free_start(door, PLATE)
    bars(board, PLATE).first.focus()
    board.keyboard.press("Enter")
    board.keyboard.press("m")
    for _ in range(steps):
        board.keyboard.press("ArrowRight")
    status = board.locator('.move-hint > [role="status"]:not(.skeleton)')
    expect(status).to_contain_text("Jonas Weber: free")
    expect(status).not_to_contain_text("Esc")  # the keys are told once, not with each place
    board.keyboard.press("Enter")
    expect(board.get_by_label("Reason")).to_be_focused()
    board.keyboard.press("Tab")
    board.keyboard.press("Enter")
    expect(board.get_by_role("status").get_by_text(f"{PLATE} moved")).to_be_visible()
    assert state_of(door, PLATE)["start"] == start.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_best_places_are_ranked_with_reasons_and_one_is_chosen(board, door):
    pick_up(board)
    best = board.get_by_role("region", name="Best places")
    places = best.get_by_role("listitem")
    expect(places).to_have_count(3)
    expect(places.first).to_contain_text("leaves no gap")
    expect(places.first.get_by_role("img")).to_have_accessible_name("Points against it: load 55")
    widths = [place.locator(".score i").evaluate_all("(parts) => parts.reduce((sum, part) => sum + part.offsetWidth, 0)") for place in places.all()]
    assert widths == sorted(widths) and widths[0] < widths[-1]
    places.nth(1).get_by_role("button").click()
    expect(board.locator(".change-now")).to_contain_text("Wed 25 Nov")
    confirm(board)
    expect(board.get_by_text("moved to Wed 25 Nov")).to_be_visible()
    assert state_of(door, PLATE)["start"].startswith("2026-11-25")


# Until the page has stood where it is for a dozen frames.
AT_REST = """() => new Promise((done) => {
  let last = null, frames = 0;
  const look = () => {
    frames = scrollY === last ? frames + 1 : 0;
    last = scrollY;
    frames > 12 ? done() : requestAnimationFrame(look);
  };
  look();
})"""


def test_finger_that_rests_picks_up_and_one_that_goes_down_scrolls(open_page, url, door):
    page = open_page(1280, 800, has_touch=True)
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    box = bars(page, PLATE).first.bounding_box()
    cdp = page.context.new_cdp_session(page)

    def touch(kind, x, y):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = box["x"] + 30, box["y"] + 10
    touch("touchStart", x, y)
    touch("touchMove", x, y + 40)
    touch("touchEnd", 0, 0)
    expect(page.locator(".lane-ghost")).to_have_count(0)
    page.evaluate(AT_REST)  # the page goes on for a while
    y = bars(page, PLATE).first.bounding_box()["y"] + 10
    touch("touchStart", x, y)
    page.locator(".lane-ghost").first.wait_for()  # held
    other = row(page, "Aylin Demir").bounding_box()
    touch("touchMove", x, other["y"] + other["height"] / 2)
    expect(row(page, "Aylin Demir").locator(".lane-ghost")).to_be_visible()
    touch("touchEnd", 0, 0)
    expect(page.locator(".change-now")).to_contain_text("Aylin Demir")


def test_page_scrolls_with_a_bar_carried_to_its_edge(open_page, url):
    page = open_page(1280, 420)
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    page.evaluate("scrollTo(0, 0)")  # signing in may have scrolled
    box = bars(page, PLATE).first.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, 415, steps=4)
    page.wait_for_function("() => scrollY > 200")
    page.keyboard.press("Escape")
    page.mouse.up()


def test_keys_pressed_before_a_bar_is_in_the_hand_count_as_soon_as_it_is(open_page, url, door):
    start, steps = free_start(door, PLATE)
    held, board = [], open_page()
    board.route("**/carrying.js", lambda route: held.append(route))
    sign_in(board, url + "/board", ADVISOR)
    bars(board, PLATE).first.focus()
    board.keyboard.press("m")  # not chosen before: the focus is enough
    for _ in range(steps):
        board.keyboard.press("ArrowRight")
    expect(board.locator(".lane-ghost")).to_have_count(0)
    held.pop().continue_()
    minutes = 14 * 60 + 30 + steps * 15
    expect(verdict(board)).to_contain_text(f"{minutes // 60}:{minutes % 60:02d}, Jonas Weber: free.")
    expect(board.locator('[aria-pressed="true"].lane-bar')).to_have_count(0)


def test_keys_carry_a_bar_where_there_is_no_rail(open_page, url, door):
    page = open_page(900, 800)
    sign_in(page, url + "/board", ADVISOR)
    start, steps = free_start(door, PLATE)
    bars(page, PLATE).first.focus()
    page.keyboard.press("m")
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    expect(verdict(page)).to_contain_text("Jonas Weber: free.")
    page.keyboard.press("Enter")
    expect(page.locator(".change-now")).to_be_visible()
