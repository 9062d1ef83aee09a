"""The board by week and by bay, what is at risk or being booked, re-plans, new jobs."""

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, sign_in
from test_board import bars, state_of


@pytest.fixture
def board(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    return page


def week(page):
    page.get_by_role("button", name="Week", exact=True).click()
    page.locator(".timeline-week").wait_for()


def test_week_shows_each_day_with_its_work_and_leads_to_it(board, door):
    with door.garage.lock:
        state_of(door, "B-TP 1758").update(start="2026-11-26T09:00:00.000Z", end="2026-11-26T10:00:00.000Z")
    week(board)
    expect(board.get_by_role("heading", name="23 Nov to 29 Nov")).to_be_visible()
    expect(board.locator(".axis-day")).to_have_text(["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28"])  # closed on Sundays
    bar, day = bars(board, "B-TP 1758").first.bounding_box(), board.locator(".axis-day").nth(3).bounding_box()
    assert day["x"] <= bar["x"] < day["x"] + day["width"]
    board.get_by_role("button", name="Next week").click()
    expect(board.get_by_text("Nothing is booked")).to_be_visible()
    board.get_by_role("button", name="Previous week").click()
    board.get_by_role("button", name="Open Thursday").click()
    expect(board.get_by_role("heading", name="Thursday 26 November")).to_be_visible()
    expect(bars(board, "B-TP 1758")).to_have_count(2)


def test_work_is_dragged_to_another_day_of_the_week(board, door):
    week(board)
    box = bars(board, "B-PH 2516").first.bounding_box()
    day = board.locator(".axis-day").first.bounding_box()["width"]
    board.mouse.move(box["x"] + 5, box["y"] + 10)
    board.mouse.down()
    board.mouse.move(box["x"] + 15, box["y"] + 10, steps=2)
    board.locator(".lane-free").first.wait_for(state="attached")
    board.mouse.move(box["x"] + 5 + 2 * day, box["y"] + 10, steps=5)
    expect(board.locator(".move-verdict")).to_contain_text("Thu 26 Nov, 14:30, Jonas Weber")
    board.mouse.move(box["x"] + 5 + 2 * day - day / 40, box["y"] + 10, steps=2)
    expect(board.locator(".move-verdict")).to_contain_text("Thu 26 Nov, 14:15, Jonas Weber: free.")
    board.mouse.up()
    board.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(board.get_by_text("moved to Thu 26 Nov, 14:15")).to_be_visible()
    assert state_of(door, "B-PH 2516")["start"] == "2026-11-26T13:15:00.000Z"


def test_keys_pass_over_the_night_in_a_week(board):
    week(board)
    bars(board, "B-PH 2516").first.focus()
    board.keyboard.press("Enter")
    board.keyboard.press("m")
    board.locator(".move-verdict").wait_for()
    for _ in range(15):  # from 14:30 past 18:00
        board.keyboard.press("ArrowRight")
    expect(board.locator(".move-verdict")).to_contain_text("Wed 25 Nov, 08:00")
    board.keyboard.press("ArrowLeft")
    expect(board.locator(".move-verdict")).to_contain_text("18:00, Jonas Weber")
    board.keyboard.press("Escape")


def test_rows_are_technicians_or_bays_and_the_look_is_kept_in_the_address(board):
    board.get_by_role("button", name="Bays", exact=True).click()
    expect(board.get_by_role("group", name="Jonas Weber")).to_have_count(0)
    expect(board.get_by_role("group", name="Bay 1")).to_be_visible()
    week(board)
    assert board.url.endswith("/board?view=week&rows=bay")
    board.reload()
    expect(board.get_by_role("group", name="Bay 1")).to_be_visible()
    expect(board.get_by_role("button", name="Week", exact=True)).to_have_attribute("aria-pressed", "true")


def test_phone_shows_a_week_as_a_list_of_days(open_page, url, door):
    with door.garage.lock:
        state_of(door, "B-TP 1758").update(start="2026-11-26T09:00:00.000Z", end="2026-11-26T10:00:00.000Z")
    page = open_page(360, 740)
    sign_in(page, url + "/board?view=week", ADVISOR)
    expect(page.get_by_role("heading", name="Thursday 26 November")).to_be_visible()
    expect(page.locator("section:has(h2:text('Thursday 26')) .agenda-row")).to_contain_text("B-TP 1758")


def test_risk_holds_and_steps_are_shown(open_page, url, door):
    first, second = state_of(door, "B-RM 2137"), state_of(door, "B-TP 5548")
    other = state_of(door, "B-TP 9338")
    door.garage.promises = {first["id"]: 0.65, second["id"]: 0.9}
    door.garage.holds = [
        {"id": f"hold-{minute}", "start": "2026-11-24T15:30:00Z", "end": "2026-11-24T16:00:00Z", "technician": {"id": first["technician"]["id"]},
         "bay": {"id": first["bay"]["id"]}, "expiresAt": f"2026-11-24T09:{minute}:00Z"}
        for minute in (41, 47)  # one is over
    ]  # fmt: skip
    people = [first["technician"], other["technician"]]
    other["steps"] = [
        {"start": text_of(10 + hour), "end": text_of(11 + hour), "technicians": [person], "bay": other["bay"], "tools": []}
        for hour, person in enumerate(people)
    ]
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    risky = bars(page, "B-RM 2137").first
    expect(risky).to_have_accessible_name("B-RM 2137, Tyre change, 13:00 to 14:00, Booked, 35% risk of being late")
    share = risky.locator(".bar-risk").bounding_box()["width"] / risky.bounding_box()["width"]
    assert 0.33 < share < 0.37
    expect(bars(page, "B-TP 5548").locator(".bar-risk")).to_have_count(0)
    expect(page.get_by_role("img", name="Being booked")).to_have_count(2)
    jonas, marek = page.get_by_role("group", name="Jonas Weber"), page.get_by_role("group", name="Marek Nowak")
    expect(jonas.locator('[aria-label$="step 1 of 2"]')).to_have_count(1)
    expect(marek.locator('[aria-label$="step 2 of 2"]')).to_have_count(1)
    expect(page.get_by_role("group", name="Bay 3").locator(f'[data-id="{other["id"]}"]')).to_have_count(2)


def text_of(hour):
    return f"2026-11-24T{hour}:00:00.000Z"


def plan_without(page, name="Marek Nowak"):
    page.get_by_role("button", name="Re-plan").click()
    dialog = page.get_by_role("dialog", name="Re-plan")
    dialog.get_by_label("Who").select_option(label=name)
    dialog.get_by_role("button", name="Show what would change").click()
    dialog.locator(".proposed").first.wait_for()
    return dialog


def test_replan_shows_what_would_change_and_applies_all_of_it(board, door):
    plates = ("B-TP 9338", "B-RM 9717")
    before = {plate: dict(state_of(door, plate)) for plate in plates}
    dialog = plan_without(board)
    expect(dialog.get_by_text("One moves and one gets another technician. 17 stay as they are.")).to_be_visible()
    expect(dialog.get_by_text("Already in work, for you to decide: B-MW 8959.")).to_be_visible()
    expect(dialog.locator(".change-was").first).to_contain_text("11:30\u00a0–\u00a013:30")
    expect(dialog.get_by_text("ends 1h 30m later than promised")).to_be_visible()
    assert all(state_of(door, plate) == before[plate] for plate in plates)
    promised = dialog.locator(".change-now").all_inner_texts()
    dialog.get_by_role("button", name="Apply all").click()
    expect(dialog.get_by_text("Applied", exact=True)).to_have_count(2)
    expect(dialog.get_by_text("2 of 2 applied.")).to_be_visible()
    for plate, shown in zip(plates, promised, strict=True):
        appointment = state_of(door, plate)
        assert f"{appointment['technician']['name']}, {appointment['bay']['name']}" in shown
        assert state_of(door, plate)["version"] == before[plate]["version"] + 1
    assert {move["reason"] for move in door.garage.moves} == {"technician_absent"}
    assert all({"technicianId", "bayId"} <= move.keys() for move in door.garage.moves)
    dialog.get_by_role("button", name="Close").click()
    expect(board.get_by_role("group", name="Marek Nowak").locator('.bar-booked')).to_have_count(0)


def test_replan_applies_one_and_tells_which_could_not_be(board, door):
    dialog = plan_without(board)
    with door.garage.lock:
        moved = state_of(door, "B-RM 9717")
        moved["version"] += 1
    dialog.get_by_role("button", name="Apply the change of B-TP 9338").click()
    expect(dialog.get_by_text("1 of 2 applied.")).to_be_visible()
    assert moved["technician"]["name"] == "Marek Nowak"
    dialog.get_by_role("button", name="Apply the change of B-RM 9717").click()
    expect(dialog.get_by_text("Somebody changed it meanwhile.")).to_be_visible()
    expect(dialog.get_by_text("1 of 2 applied.")).to_be_visible()
    assert moved["technician"]["name"] == "Marek Nowak"


def test_replan_of_a_broken_bay_asks_for_that_bay(board, door):
    board.get_by_role("button", name="Re-plan").click()
    dialog = board.get_by_role("dialog", name="Re-plan")
    dialog.get_by_label("What happened").select_option(label="A bay is out of order")
    dialog.get_by_label("Which bay").select_option(label="Bay 3")
    dialog.get_by_label("How long").select_option(label="the whole day")
    with board.expect_request("**/replan") as asked:
        dialog.get_by_role("button", name="Show what would change").click()
    body = asked.value.post_data_json
    assert body["closed"][0]["during"] == {"start": "2026-11-23T23:00:00.000Z", "end": "2026-11-24T23:00:00.000Z"}
    assert body["closed"][0]["bayId"] == state_of(door, "B-TP 9338")["bay"]["id"] and "away" not in body
    expect(dialog.locator(".proposed")).to_have_count(2)


def test_new_job_gets_the_best_place_and_is_booked(board, door):
    board.get_by_role("button", name="New job").click()
    dialog = board.get_by_role("dialog", name="New job")
    dialog.get_by_role("button", name="Find places").click()
    expect(dialog.get_by_text("Please pick at least one service.")).to_be_visible()
    dialog.get_by_label("Oil and filter change").check()
    dialog.get_by_label("Priority").select_option("high")
    with board.expect_request("**/recommendations?*") as asked:
        dialog.get_by_role("button", name="Find places").click()
    assert "priority=high" in asked.value.url and "vehicleClass=midsize" in asked.value.url
    dialog.locator(".place").first.click()
    expect(dialog.get_by_label("Number plate")).to_be_focused()
    dialog.get_by_role("button", name="Book", exact=True).click()
    expect(dialog.get_by_text("Please fill this in.")).to_have_count(4)
    for label, value in (("Number plate", "b-nj 77"), ("Make", "Fiat"), ("Model", "500"), ("Name", "Ada Kern"), ("E-mail", "ada@example.com")):
        dialog.get_by_label(label, exact=True).fill(value)
    dialog.get_by_role("button", name="Book", exact=True).click()
    expect(board.get_by_role("status").get_by_text("B-NJ 77 booked for")).to_be_visible()
    expect(bars(board, "B-NJ 77")).to_have_count(2)
    assert state_of(door, "B-NJ 77")["customer"]["name"] == "Ada Kern"


def test_place_for_which_another_makes_way_moves_that_one_first(board, door):
    other = state_of(door, "B-PH 2516")
    way = {"appointmentId": other["id"], "version": "1", "plate": "B-PH 2516", "from": other["start"], "to": "2026-11-25T09:30:00Z",
           "technician": "Aylin Demir", "bay": "Bay 2"}  # fmt: skip
    place = {"start": "2026-11-25T07:00:00Z", "end": "2026-11-25T08:00:00Z", "technician": {"id": "t", "name": "Lena Fischer"},
             "bay": {"id": "b", "name": "Bay 6"}, "score": {"displacedWork": 300, "total": 300},
             "reasons": [{"code": "displaced_work", "values": way}], "sentence": "."}  # fmt: skip
    board.route("**/recommendations?*", lambda route: route.fulfill(json={"best": [place]}))
    calls = []
    board.route("**/v1/appointments/*/move", lambda route: (calls.append(route.request), route.fulfill(json=other)))
    board.route("**/v1/appointments", lambda route: (calls.append(route.request), route.fulfill(status=201, json={"appointment": other})))
    board.get_by_role("button", name="New job").click()
    dialog = board.get_by_role("dialog", name="New job")
    dialog.get_by_label("Oil and filter change").check()
    dialog.get_by_role("button", name="Find places").click()
    dialog.locator(".place").first.click()
    expect(dialog.get_by_text("B-PH 2516 goes from 14:30 to Wed 25 Nov, 10:30, Aylin Demir")).to_be_visible()
    for label, value in (("Number plate", "b-nj 77"), ("Make", "Fiat"), ("Model", "500"), ("Name", "Ada Kern"), ("E-mail", "ada@example.com")):
        dialog.get_by_label(label, exact=True).fill(value)
    dialog.get_by_role("button", name="Book", exact=True).click()
    expect(dialog).to_have_count(0)
    assert [call.url.rsplit("/", 1)[1] for call in calls] == ["move", "appointments"]
    assert calls[0].headers["if-match"] == '"1"' and calls[0].post_data_json["start"] == "2026-11-25T09:30:00Z"
