"""The frame of all roles: which pages each sees, where it begins, the account's menu, pages of others."""

import re

import pytest
from playwright.sync_api import expect

from fixture.people import ROLES, STAFF
from steps import (
    OPERATOR,
    SUPPORT,
    TECHNICIAN,
    choose_slot,
    describe_car,
    give_contact,
    give_password,
    sign_in,
    sign_in_by_code,
)

# role: (first page, pages in the menu)
NAVIGATION = {
    "customer": ("/my", ["My appointments", "Book"]),
    "technician": ("/jobs", ["Jobs"]),
    "advisor": ("/board", ["Day board", "Check-in", "Requests", "Jobs", "Customers", "Analytics"]),
    "manager": ("/board", ["Day board", "Check-in", "Requests", "Jobs", "Customers", "Analytics", "What if"]),
    "marketer": ("/customer", ["Customers", "Analytics"]),
    "support": ("/support", ["Customers", "Support"]),
    "operator": (
        "/operations",
        ["Day board", "Check-in", "Requests", "Jobs", "Customers", "Analytics", "What if", "Support", "Running", "Access"],
    ),
}


def come_in(page, url, role):
    if role == "customer":
        return sign_in_by_code(page, url)
    email = next(email for email, (_, its) in STAFF.items() if its == role)
    page.goto(url + "/sign-in?for=staff")
    give_password(page, email, "pitcrew")
    return page.get_by_role("button", name="Account").wait_for()


@pytest.mark.parametrize("role", ROLES)
def test_role_begins_at_its_page_and_sees_its_pages(open_page, url, role):
    page = open_page()
    come_in(page, url, role)
    first, names = NAVIGATION[role]
    expect(page).to_have_url(re.compile(re.escape(url + first) + "([?#]|$)"))
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_text(names)
    expect(page.locator('.nav-top [aria-current="page"]')).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360])
def test_narrow_screen_has_the_pages_in_the_menu(open_page, url, width):
    page = open_page(width, 640)
    sign_in(page, url + "/operations")
    page.get_by_role("button", name="Account").click()
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(links).to_have_text(NAVIGATION["operator"][1])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    links.filter(has_text="Access").click()
    expect(page.get_by_role("heading", name="Access", exact=True)).to_be_visible()


def test_menu_works_with_the_keyboard_alone(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", OPERATOR)
    button = page.get_by_role("button", name="Account: Deniz Arslan")
    button.press("Enter")
    expect(page.get_by_text("Operator", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Your account")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Your account")).to_be_hidden()
    expect(button).to_be_focused()


def test_page_of_another_role_says_so_and_leads_back(open_page, url):
    page = open_page()
    sign_in(page, url + "/access", SUPPORT)
    expect(page.get_by_role("heading", name="Not for your role")).to_be_visible()
    expect(page.get_by_text("signed in as Support agent", exact=False)).to_be_visible()
    page.get_by_role("link", name="To your first page").click()
    expect(page).to_have_url(url + "/support")


def test_customer_sees_coming_and_past_appointments(open_page, url, door):
    page = open_page(360, 740)
    sign_in_by_code(page, url, "ahmed.nasser@example.com", "/my")
    mine = [a for a in door.garage.appointments.values() if a["customer"]["email"] == "ahmed.nasser@example.com"]
    expect(page.locator(".coming, .past")).to_have_count(len(mine))
    page.locator(".coming a").first.click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    page.get_by_role("link", name="All appointments").click()
    expect(page.get_by_role("heading", name="My appointments")).to_be_visible()


@pytest.mark.parametrize(("zone", "count"), [("Europe/Paris", 0), ("America/New_York", 1)])
def test_zone_of_all_appointments_is_said_once_where_it_is_not_the_readers(open_page, url, zone, count):
    page = open_page(360, 740, zone=zone)
    sign_in_by_code(page, url, "ahmed.nasser@example.com", "/my")
    page.locator(".coming").nth(1).wait_for()
    page.route("**/v1/my/appointments*", lambda route: route.fulfill(json=only(route.fetch().json(), "Europe/Berlin")))
    page.reload()
    page.locator(".coming").first.wait_for()
    expect(page.get_by_text("Central European", exact=False)).to_have_count(count)


def only(answer, zone):
    """The appointments of workshops in that zone, one of them three times."""
    items = [item for item in answer["items"] if item["appointment"]["workshop"]["timeZone"] == zone]
    first = next(item["appointment"] for item in items if item["appointment"]["status"] == "booked")
    return {"items": [*items, *({"appointment": {**first, "id": name}} for name in ("one", "other"))]}


def test_header_fits_a_phone_in_one_line(open_page, url):
    for locale in ("de-DE", "en-GB", "ar-AE"):
        page = open_page(360, 740, locale=locale)
        page.add_init_script("localStorage.setItem('pitcrew.signed-in', 'yes')")
        page.goto(url)
        link = page.locator(".top-link")
        link.wait_for()
        lines = """(element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return range.getClientRects().length;
        }"""
        assert link.evaluate(lines) == 1, locale
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_customer_moves_an_appointment_by_its_own_link(open_page, url, door):
    page = open_page(360, 740)
    page.goto(url)
    describe_car(page)
    choose_slot(page)
    give_contact(page, "ida.new@example.com")
    page.get_by_role("heading", name="Booked").wait_for()
    sign_in_by_code(page, url, "ida.new@example.com", "/my")
    page.locator(".coming a").first.click()
    link = page.get_by_role("link", name="Move or cancel")
    expect(link).to_have_attribute("href", re.compile(r"^/appointment#link\.[\w-]+$"))
    link.click()
    expect(page.get_by_role("button", name="Cancel appointment")).to_be_visible()


def test_customer_without_appointments_is_led_to_booking(open_page, url):
    page = open_page(360, 740)
    sign_in_by_code(page, url, "nobody@example.com", "/my")
    expect(page.get_by_text("No appointments yet.", exact=False)).to_be_visible()
    page.get_by_role("link", name="Book an appointment").click()
    expect(page).to_have_url(url + "/")


def test_technician_sees_own_jobs_first(open_page, url):
    page = open_page(360, 740)
    sign_in(page, url + "/jobs", TECHNICIAN)
    expect(page.get_by_label("Technician")).to_have_value(re.compile(".+"))
    expect(page.locator(".job").first).to_contain_text("Jonas Weber")
    own = page.locator(".job").count()
    page.get_by_label("Technician").select_option(label="Everybody")
    expect(page.locator(".job").nth(own + 1)).to_be_attached()
    expect(page.locator(".job-next")).to_have_count(0)  # somebody's job is running


def test_day_without_jobs_says_so_below_its_title(open_page, url):
    page = open_page(360, 740)
    page.route("**/api/jobcard-prep/v1/jobcards*", lambda route: route.fulfill(json={"items": []}))
    sign_in(page, url + "/jobs", TECHNICIAN)
    nothing = page.locator("main").get_by_text("No jobs today.")
    expect(nothing).to_be_visible()
    assert nothing.bounding_box()["y"] > page.get_by_label("Technician").bounding_box()["y"]


def test_support_logs_a_device_out_with_a_reason(open_page, url, door):
    customer = open_page(360, 740)
    sign_in_by_code(customer, url, "hanna.vogel@example.com")
    page = open_page()
    sign_in(page, url + "/support", SUPPORT)
    page.get_by_label("E-mail of the person").fill("hanna.vogel@example.com")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name=re.compile("^Sign out:")).click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True)).to_be_disabled()
    page.get_by_label("Reason").fill("Phone was stolen")
    page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("Not signed in anywhere.")).to_be_visible()
    entry = door.identity.audit[0]
    assert (entry["action"], entry["reason"], entry["actor"]) == ("session.ended", "support", "Omar Haddad")
    assert entry["detail"] == {"note": "Phone was stolen"}


def test_support_logs_all_devices_out_at_once(open_page, url, door):
    for _ in range(2):
        sign_in_by_code(open_page(360, 740), url, "hanna.vogel@example.com")
    page = open_page()
    sign_in(page, url + "/support", SUPPORT)
    page.get_by_label("E-mail of the person").fill("hanna.vogel@example.com")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Sign out all devices").click()
    page.get_by_label("Reason").fill("Phone was stolen")
    page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("2 devices are signed out")).to_be_visible()
    expect(page.get_by_text("Not signed in anywhere.")).to_be_visible()


def test_support_finds_nobody(open_page, url):
    page = open_page()
    sign_in(page, url + "/support", SUPPORT)
    page.get_by_label("E-mail of the person").fill("stranger@example.org")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Nobody has the address stranger@example.org.")).to_be_visible()


def test_operator_changes_a_role(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    page.get_by_role("checkbox", name="Marketer: Support").check()
    expect(page.get_by_text("Changed: Marketer")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    assert "support" in door.identity.roles["marketer"]
    expect(page.locator(".audit-entry").first).to_contain_text("Role changed")


def test_what_failed_takes_the_word_that_all_is_well_away(open_page, url):
    page = open_page(360, 740)
    sign_in(page, url + "/access", OPERATOR)
    page.get_by_role("checkbox", name="Marketer: Support").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Saved")
    page.route("**/v1/roles/*", lambda route: route.fulfill(status=503, json={"status": 503}))
    page.get_by_role("checkbox", name="Marketer: Access").check()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.tone-stop")).to_be_in_viewport(ratio=1)
    expect(page.locator(".toast")).to_have_count(0)


def test_unsaved_permissions_are_asked_about_before_they_are_lost(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    page.get_by_role("checkbox", name="Marketer: Support").check()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Day board").click()
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Changed: Marketer")).to_be_visible()
    assert asked == ["beforeunload", "confirm"] and page.url == url + "/access"
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Day board").click()
    expect(page).to_have_url(url + "/board")


def test_all_roles_are_in_sight_on_a_phone(open_page, url):
    page = open_page(360, 740)
    sign_in(page, url + "/access", OPERATOR)
    page.get_by_role("checkbox", name="Operator: Access").wait_for()
    assert page.evaluate("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.matrix').parentElement)") == 0


def test_permission_that_a_role_cannot_have_is_not_offered(open_page, url):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    expect(page.get_by_role("checkbox", name="Customer: Support")).to_be_disabled()
    expect(page.get_by_role("checkbox", name="Technician: Own appointments")).to_be_disabled()
    expect(page.get_by_role("checkbox", name="Technician: Support")).to_be_enabled()


def test_operator_changes_a_policy(open_page, url):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    row = page.get_by_role("row", name="Technician").last
    expect(row).to_contain_text("Android 12, iOS 16")
    page.get_by_role("button", name="Change: Technician").click()
    page.get_by_label("App at least").fill("1.4.2")
    page.get_by_label("Systems at least").fill("Android")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("Systems at least").fill("Android 14")
    page.get_by_label("The person must be verified by passkey", exact=False).check()
    page.get_by_label("The device must have a key of its own", exact=False).uncheck()
    page.get_by_role("button", name="Save").click()
    for text in ("1.4.2", "Android 14", "Needed, else asked to prove more", "Not asked"):
        expect(row).to_contain_text(text)


def test_policy_that_demands_nothing_is_sent_without_versions(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    page.get_by_role("button", name="Change: Technician").click()
    page.get_by_label("App at least").fill("")
    page.get_by_label("Systems at least").fill("")
    page.get_by_label("The device must have a key of its own", exact=False).uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".audit-entry").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert door.identity.audit[0]["detail"]["policy"] == {"requiresUserVerification": False, "requiresDeviceKey": False}


def test_audit_tells_who_did_what_and_why(open_page, url, door):
    door.identity.note("session.ended", actor="Omar Haddad", personId="0123456789ab", reason="support", detail={"note": "Phone was stolen"})
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    entry = page.locator(".audit-entry").filter(has_text="Phone was stolen")
    for text in ("Signed out", "Omar Haddad", "Former account 01234567", "Done", "By support"):
        expect(entry).to_contain_text(text)
    expect(page.locator(".audit-entry").filter(has_text="by password")).to_contain_text("Let in")
    expect(page.locator(".audit-entry").filter(has_text="App too old").first).to_contain_text("Denied")


def test_audit_names_a_person_and_leads_to_their_devices(open_page, url, door):
    customer = open_page(360, 740)
    sign_in_by_code(customer, url, "hanna.vogel@example.com")
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    entry = page.locator(".audit-entry").filter(has_text="by code")
    identity = next(iter(door.identity.sessions.values()))["person"]["id"]
    entry.get_by_role("link", name="Hanna Vogel").click()
    expect(page).to_have_url(f"{url}/support?person={identity}")
    expect(page.get_by_role("article")).to_contain_text(identity)
    expect(page.get_by_role("button", name=re.compile("^Sign out: "))).to_have_count(1)


def test_operator_reads_the_audit_log_to_its_end(open_page, url):
    page = open_page()
    sign_in(page, url + "/access", OPERATOR)
    expect(page.locator(".audit-entry")).to_have_count(20)
    page.get_by_role("button", name="Older entries").click()
    expect(page.locator(".audit-entry")).to_have_count(35)
    expect(page.get_by_role("button", name="Older entries")).to_have_count(0)
