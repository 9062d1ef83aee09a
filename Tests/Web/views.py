"""How to get to each view of the pages, in any language: by ids and classes, not by words."""

import json

from fixture.people import ROLES

# What signing in leaves in the tab
SESSION = {
    "accessToken": "staff.operator", "name": "Deniz Arslan", "role": "operator", "kind": "staff", "sessionId": "s", "expiresIn": 3600,
    "scopes": [], "expiresAt": 4102444800000, "refreshedAt": 4102444800000,
}  # fmt: skip


def as_role(page, address, role="operator", kind="staff", **told):
    """Opens a page as somebody of that role; the fixture knows a token for each."""
    session = {**SESSION, "accessToken": f"staff.{role}", "role": role, "kind": kind, "scopes": ROLES[role], **told}
    script = "([key, text]) => { sessionStorage.setItem(key, text); localStorage.setItem('pitcrew.signed-in', 'yes') }"
    page.add_init_script(f"({script})({json.dumps(['pitcrew.session', json.dumps(session)])})")
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


def wait_dialog(page, url):
    book_step_2(page, url)
    page.get_by_role("button").and_(page.locator(".step > p .link")).click()
    page.locator("#wait-name").wait_for()


def waiting(page, url):
    page.goto(url + "/waiting#furnished-0")
    page.locator(".visit-page h1").wait_for()


def look_in_mail(page, url, plate="b-pc 2026"):
    wait_dialog(page, url)
    page.locator("#wait-name").fill("Wanda Waiting")
    page.locator("#wait-email").fill(f"wanda+{plate.replace(' ', '')}@example.com")
    page.locator("dialog .button-main").click()
    page.locator("dialog [role=status]").wait_for()


def confirm_waiting(page, url):
    page.goto(url + "/waiting#confirm=letter")
    page.locator(".visit-page .button-main").wait_for()


def waiting_offer_dialog(page, url):
    requests(page, url)
    page.locator(".waiting-entry").nth(1).locator("button").first.click()
    page.locator("#offer-start option").nth(1).wait_for(state="attached")


def waiting_remove_dialog(page, url):
    requests(page, url)
    page.locator(".waiting-entry").first.locator("button").first.click()
    page.locator("#remove-reason").wait_for()


def dead_link(page, url):
    page.goto(url + "/appointment#gone")
    page.locator(".empty").wait_for()


def signed_out(page, url):
    page.goto(url + "/board")
    page.locator(".enter button").first.wait_for()


def board(page, url):
    as_role(page, url + "/board")
    page.locator(".lane-bar, .agenda-row").first.wait_for()


def board_details(page, url):
    board(page, url)
    page.locator(".lane-bar.bar-booked, .agenda-row").first.click()
    page.locator(".details").wait_for()


def board_week(page, url):
    as_role(page, url + "/board?view=week")
    page.locator(".lane-bar, .agenda-row").first.wait_for()


def best_places(page, url):
    """While a bar is on its way: the free places, the verdict, and the best; on a phone all that is behind a dialog."""
    board_details(page, url)
    page.keyboard.press("m")
    page.locator(".place").first.wait_for()


def move_dialog(page, url):
    best_places(page, url)
    page.locator(".place").first.click()
    page.locator(".change").wait_for()


def replan(page, url):
    board(page, url)
    page.locator(".board-tools .button").first.click()
    page.locator("#replan-who").select_option(index=2)
    page.locator("dialog .button-main").click()
    page.locator(".proposed").first.wait_for()


def new_job(page, url):
    board(page, url)
    page.locator(".board-tools .button").last.click()
    page.locator(".work-row input").nth(1).check()
    page.locator("dialog .button-main").click()
    page.locator(".place").first.wait_for()


def new_job_contact(page, url):
    new_job(page, url)
    page.locator(".place").first.click()
    page.locator("#job-plate").wait_for()
    page.locator("dialog .button-main").click()
    page.locator("#job-plate-error").wait_for()


def what_if(page, url):
    as_role(page, url + "/what-if", "manager")
    page.locator(".simulation-form .button-main").click()
    page.locator(".band-panel").nth(3).wait_for()


def requests(page, url):
    as_role(page, url + "/exceptions", "advisor")
    page.locator(".request").nth(2).wait_for()
    page.locator(".waiting-entry").nth(1).wait_for()


def override_dialog(page, url):
    requests(page, url)
    page.locator(".request").nth(1).locator("button").first.click()
    page.get_by_role("dialog").wait_for()


def late_visit(page, url):
    """The link of an appointment that it is too late to change, from the list of one's own."""
    page.goto(url + "/appointment#late")
    page.locator(".visit-actions").wait_for()


def ask_to_move(page, url):
    late_visit(page, url)
    page.locator(".visit-actions .button").nth(-2).click()
    page.locator(".slot").first.click()
    page.locator("#ask-reason").wait_for()


def analytics(page, url):
    as_role(page, url + "/analytics")
    page.locator(".rank").nth(4).wait_for()


def operations(page, url):
    as_role(page, url + "/operations")
    page.locator(".group-open").first.click()
    page.locator(".message .button").first.click()
    page.locator(".message-open").wait_for()


def customer(page, url):
    as_role(page, url + "/customer")
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
    page.locator("#email").wait_for()


def sign_in_code(page, url):
    sign_in_customer(page, url)
    page.locator("#email").fill("a@example.com")
    page.locator("#email").press("Enter")
    page.locator("#code").fill("111111")
    page.get_by_role("alert").wait_for()


def my(page, url):
    as_role(page, url + "/my", "customer", "customer")
    page.locator(".past").first.wait_for()


def my_calendar(page, url):
    my(page, url)
    page.locator("details.feed summary").click()
    page.locator("details.feed button").click()
    page.locator("details.feed a").wait_for()


def my_one(page, url):
    my(page, url)
    page.locator(".coming a").first.click()
    page.locator(".back").wait_for()


def account(page, url):
    as_role(page, url + "/account", "customer", "customer")
    page.locator(".entry").first.wait_for()


def phone_dialog(page, url):
    account(page, url)
    page.locator(".sheet-head button:has(.icon-plus)").last.click()
    page.locator("#phone").fill("1")
    page.locator("dialog .button-main").click()
    page.locator("#phone-error").wait_for()


def account_menu(page, url):
    account(page, url)
    page.locator(".account-button").click()
    page.locator(".account-rows a").wait_for()


def jobs(page, url):
    as_role(page, url + "/jobs", "technician")
    page.locator(".job").first.wait_for()


def support(page, url):
    as_role(page, url + "/support", "support")
    page.locator("#find").fill("support@pitcrew.example")
    page.locator("#find").press("Enter")
    page.locator(".entry").first.wait_for()


def log_out_dialog(page, url):
    support(page, url)
    page.locator(".entry button").first.click()
    page.get_by_role("dialog").wait_for()


def access(page, url):
    as_role(page, url + "/access")
    page.locator(".audit-entry").nth(10).wait_for()
    page.locator(".tick input:enabled").nth(1).check()


def policy_dialog(page, url):
    as_role(page, url + "/access")
    page.locator(".list-stacked button").nth(1).click()
    page.get_by_role("dialog").wait_for()


def step_up(page, url):
    as_role(page, url + "/board", stepUp="verification-needed", scopes=[])
    page.locator('.enter a[href^="/account"].button-main').wait_for()


def step_up_account(page, url):
    as_role(page, url + "/account", stepUp="verification-needed", scopes=[])
    page.locator(".entry").first.wait_for()


def no_permission(page, url):
    as_role(page, url + "/access", "support")
    page.locator(".empty h1").wait_for()


def developers(page, url):
    page.goto(url + "/developers")
    page.locator("#client-id").fill("garage-network")
    page.locator("#client-secret").fill("sandbox-secret")
    page.locator("#client-secret").press("Enter")
    page.locator(".delivery").nth(5).wait_for()
    page.locator(".operation").first.wait_for()


def check_in(page, url):
    """With one that was refused and one that has arrived."""
    as_role(page, url + "/check-in", "advisor")
    for code in ("00000000", fixture_code(page, url)):
        page.locator("#code").fill(code)
        page.locator("#code").press("Enter")
        page.locator(".arrival").wait_for()
    page.locator(".arrivals li").wait_for()


def fixture_code(page, url):
    """The eight letters of an appointment that is due at the workshop shown first."""
    return page.request.get(url + "/api/booking/fixture/due").json()["spoken"]


def offline(page, url):
    page.goto(url + "/offline")
    page.locator(".empty h1").wait_for()


VIEWS = [
    book_step_1, book_step_2, book_step_3, booked, wait_dialog, look_in_mail, waiting, confirm_waiting, appointment, move_appointment, cancel_dialog,
    dead_link, signed_out,
    board, board_details, board_week, best_places, move_dialog, replan, new_job, new_job_contact, what_if, requests, override_dialog,
    waiting_offer_dialog, waiting_remove_dialog,
    late_visit, ask_to_move,
    analytics, operations, customer, not_found, gallery,
    sign_in_customer, sign_in_code, my, my_calendar, my_one, account, phone_dialog, account_menu, jobs, support, log_out_dialog, access,
    policy_dialog, step_up, step_up_account, no_permission, developers, offline, check_in,
]  # fmt: skip
