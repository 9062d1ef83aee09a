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


def sign_in_customer(page, url):
    page.goto(url + "/sign-in")
    page.get_by_label("E-mail").wait_for()


def sign_in_code(page, url):
    sign_in_customer(page, url)
    page.get_by_label("E-mail").fill("a@example.com")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill("111111")
    page.get_by_role("alert").wait_for()


def my(page, url):
    sign_in_by_code(page, url, "ahmed.nasser@example.com", "/my")
    page.locator(".past").first.wait_for()


def my_one(page, url):
    my(page, url)
    page.locator(".coming a").first.click()
    page.get_by_role("link", name="All appointments").wait_for()


def account(page, url):
    sign_in_by_code(page, url, "ahmed.nasser@example.com", "/account")
    page.locator(".entry").first.wait_for()


def account_menu(page, url):
    account(page, url)
    page.get_by_role("button", name="Account").click()
    page.get_by_role("link", name="Your account").wait_for()


def jobs(page, url):
    sign_in(page, url + "/jobs", TECHNICIAN)
    page.locator(".job").first.wait_for()
    page.locator("summary").click()


def support(page, url):
    sign_in(page, url + "/support", SUPPORT)
    page.get_by_label("E-mail of the person").fill(SUPPORT)
    page.get_by_role("button", name="Find").click()
    page.locator(".entry").first.wait_for()


def log_out_dialog(page, url):
    support(page, url)
    page.locator(".entry button").first.click()
    page.get_by_role("dialog").wait_for()


def access(page, url):
    sign_in(page, url + "/access", OPERATOR)
    page.locator(".audit-entry").nth(10).wait_for()
    page.get_by_role("checkbox", name="Marketer: Support").check()


def no_permission(page, url):
    sign_in(page, url + "/access", SUPPORT)
    page.get_by_role("heading", name="Not for your role").wait_for()


def developers(page, url):
    page.goto(url + "/developers")
    page.get_by_label("Client id").fill("garage-network")
    page.get_by_label("Client secret").fill("sandbox-secret")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.locator(".delivery").nth(5).wait_for()
    page.locator(".operation").first.wait_for()
    page.get_by_role("button", name="New secret").click()
    page.locator(".secret").wait_for()


def offline(page, url):
    page.goto(url + "/offline")
    page.get_by_role("heading", name="No connection").wait_for()


VIEWS = [
    book_step_1, book_step_2, book_step_3, booked, appointment, move_appointment, cancel_dialog, dead_link, signed_out, board,
    board_details, analytics, operations, customer, not_found, gallery,
    sign_in_customer, sign_in_code, my, my_one, account, account_menu, jobs, support, log_out_dialog, access, no_permission, developers,
    offline,
]  # fmt: skip
