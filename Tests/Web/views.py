"""How to get to each view of the pages, in any language: by ids and classes, not by words."""

import json

# What signing in leaves in the tab
SESSION = {
    "accessToken": "staff.operator", "name": "Deniz Arslan", "role": "operator", "kind": "staff", "sessionId": "s", "expiresIn": 3600,
    "scopes": ["appointments", "customers", "catalogue", "analytics", "ops", "partner.bookings"], "expiresAt": 4102444800000,
}  # fmt: skip


def as_operator(page, address):
    page.add_init_script(f"sessionStorage.setItem('pitcrew.staff', {json.dumps(json.dumps(SESSION))})")
    page.goto(address)


def book_step_1(page, url):
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()


def book_step_2(page, url):
    book_step_1(page, url)
    for index in range(2):
        page.get_by_role("checkbox").nth(index).check()
    for field, text in (("plate", "b-pc 2026"), ("make", "Škoda"), ("model", "Octavia")):
        page.locator(f"#{field}").fill(text)
    page.locator(".step-end .button-main").click()
    page.locator(".slot").first.wait_for()


def book_step_3(page, url):
    book_step_2(page, url)
    page.locator(".day:not([disabled])").last.click()
    page.locator(".slot").first.click()
    page.locator("#name").wait_for()


def booked(page, url):
    book_step_3(page, url)
    page.locator("#name").fill("Hanna Vogel")
    page.locator("#email").fill("hanna.vogel@example.com")
    page.locator(".step-end .button-main").click()
    page.locator(".booked").wait_for()


def appointment(page, url):
    booked(page, url)
    page.locator('.booked-actions a[href^="/appointment"]').click()
    page.locator(".visit-actions .button-stop").wait_for()


def move_appointment(page, url):
    appointment(page, url)
    page.locator(".visit-actions .button-main").click()
    page.locator(".slot").first.wait_for()


def cancel_dialog(page, url):
    appointment(page, url)
    page.locator(".visit-actions .button-stop").click()
    page.get_by_role("dialog").wait_for()


def dead_link(page, url):
    page.goto(url + "/appointment#gone")
    page.locator(".empty").wait_for()


def signed_out(page, url):
    page.goto(url + "/board")
    page.locator("form input").first.wait_for()


def board(page, url):
    as_operator(page, url + "/board")
    page.locator(".lane-bar, .agenda-row").first.wait_for()


def board_details(page, url):
    board(page, url)
    page.locator(".lane-bar.bar-booked, .agenda-row").first.click()
    page.locator(".details").wait_for()


def analytics(page, url):
    as_operator(page, url + "/analytics")
    page.locator(".rank").nth(4).wait_for()


def operations(page, url):
    as_operator(page, url + "/operations")
    page.locator(".group-open").first.click()
    page.locator(".message .button").first.click()
    page.locator(".message-open").wait_for()


def customer(page, url):
    as_operator(page, url + "/customer")
    page.locator(".person").nth(1).click()
    page.locator(".churn-reasons").wait_for()


def not_found(page, url):
    page.goto(url + "/no-such-page")
    page.locator(".empty h1").wait_for()


def gallery(page, url):
    page.goto(url + "/gallery")
    page.locator(".signature-pad").wait_for()


VIEWS = [
    book_step_1, book_step_2, book_step_3, booked, appointment, move_appointment, cancel_dialog, dead_link, signed_out, board,
    board_details, analytics, operations, customer, not_found, gallery,
]  # fmt: skip
