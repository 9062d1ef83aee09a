"""What must hold on each page, in each theme: accessible by axe, no sideways scrolling, words for every state."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from fixture.door import WEB
from steps import OPERATOR, SUPPORT, TECHNICIAN, choose_slot, describe_car, give_contact, sign_in, sign_in_by_code


def book_step_1(page, url):
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()


def book_step_2(page, url):
    page.goto(url)
    describe_car(page, services=2)
    page.locator(".slot").first.wait_for()


def book_step_3(page, url):
    book_step_2(page, url)
    choose_slot(page)


def booked(page, url):
    book_step_3(page, url)
    give_contact(page)
    page.get_by_role("heading", name="Booked").wait_for()


def appointment(page, url):
    booked(page, url)
    page.get_by_role("link", name="Move or cancel").click()
    page.get_by_role("button", name="Cancel appointment").wait_for()


def cancel_dialog(page, url):
    appointment(page, url)
    page.get_by_role("button", name="Cancel appointment").click()
    page.get_by_role("dialog").wait_for()


def dead_link(page, url):
    page.goto(url + "/appointment#gone")
    page.get_by_role("link", name="Book a new appointment").wait_for()


def signed_out(page, url):
    page.goto(url + "/board")
    page.get_by_text("With a password").click()
    page.get_by_label("Password").wait_for()


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


def board(page, url):
    sign_in(page, url + "/board", OPERATOR)
    page.locator(".lane-bar, .agenda-row").first.wait_for()


def board_details(page, url):
    board(page, url)
    page.locator(".lane-bar.bar-booked, .agenda-row").first.click()
    page.get_by_label("Appointment", exact=True).wait_for()


def analytics(page, url):
    sign_in(page, url + "/analytics", OPERATOR)
    page.locator(".rank").nth(4).wait_for()


def operations(page, url):
    sign_in(page, url + "/operations", OPERATOR)
    page.locator(".group").first.get_by_role("button", name="Show").click()
    page.locator(".message").first.get_by_role("button", name="Show").click()


def customer(page, url):
    sign_in(page, url + "/customer", OPERATOR)
    page.locator(".person").nth(1).click()
    page.locator(".churn-reasons").wait_for()


def not_found(page, url):
    page.goto(url + "/no-such-page")
    page.get_by_role("heading", name="There is nothing here").wait_for()


VIEWS = [
    book_step_1, book_step_2, book_step_3, booked, appointment, cancel_dialog, dead_link, signed_out, board, board_details,
    analytics, operations, customer, not_found, sign_in_customer, sign_in_code, my, my_one, account, account_menu, jobs, support,
    log_out_dialog, access, no_permission, developers, offline,
]  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_page_is_accessible_and_fits(open_page, url, view, theme, width):
    page = open_page(width, 800, theme)
    view(page, url)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{v['id']}: {node['html'][:120]} {node['any'][:1]}" for v in found for node in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [768, 1680])
@pytest.mark.parametrize("view", [book_step_2, board, analytics, operations, customer], ids=lambda view: view.__name__)
def test_page_fits_other_widths(open_page, url, view, width):
    page = open_page(width, 900)
    view(page, url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chosen_theme_stays(open_page, url):
    page = open_page(theme="light")
    book_step_1(page, url)
    for name in ("Light", "Dark"):
        page.get_by_role("button", name=f"Switch to: {name}").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body.parentElement).colorScheme") == "dark"
    page.get_by_role("button", name="Switch to: High contrast").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "contrast"
    page.get_by_role("button", name="Switch to: Automatic").click()
    assert page.evaluate("getComputedStyle(document.body.parentElement).colorScheme") == "light dark"


def test_skip_link_leaves_the_link_token_alone(open_page, url):
    page = open_page()
    appointment(page, url)
    address = page.url
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Skip to content").press("Enter")
    assert page.url == address
    expect(page.locator("#main")).to_be_focused()


def test_booking_works_with_the_keyboard_alone(open_page, url):
    page = open_page(360, 740)
    book_step_1(page, url)
    page.get_by_role("checkbox").first.press("Space")
    page.get_by_label("Number plate").press_sequentially("B-PC 1")
    page.keyboard.press("Tab")
    page.keyboard.type("BMW")
    page.keyboard.press("Tab")
    page.keyboard.type("i3")
    page.keyboard.press("Enter")
    page.locator(".pick").first.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()


def modules_of(entry):
    """The files a page's module needs, itself not counted."""
    found, waiting = set(), [entry]
    while waiting:
        file = waiting.pop()
        for name in re.findall(r'^(?:import|export) [^;]*?"(\.[^"]+)";', file.read_text(), re.MULTILINE):
            module = (file.parent / name).resolve()
            if module not in found:
                found.add(module)
                waiting.append(module)
    return {"/" + str(module.relative_to(WEB)) for module in found}


@pytest.mark.parametrize(("page", "entry"), [("index", "book"), *((one, one) for one in ("appointment", "sign-in", "my", "account", "jobs"))])
def test_customers_pages_ask_for_all_modules_at_once(page, entry):
    """A phone on a slow line would otherwise wait one round trip for each level of imports."""
    preloaded = re.findall('rel="modulepreload" href="([^"]+)"', (WEB / f"{page}.html").read_text())
    assert set(preloaded) == modules_of(WEB / f"pages/{entry}.js")


def test_no_component_is_longer_than_agreed():
    long = [str(f.relative_to(WEB)) for f in (WEB / "components").rglob("*.js") if len(f.read_text().splitlines()) > 150]
    assert long == []


def test_nothing_is_made_from_markup_text():
    own = [f for f in WEB.rglob("*.js") if "vendor" not in f.parts]
    assert [
        f.name for f in own if re.search("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(", f.read_text())
    ] == []


def test_vendored_files_have_licence_and_version():
    for folder in (WEB / "vendor").iterdir():
        names = {file.name for file in folder.iterdir()}
        assert "VERSION" in names and any(name.startswith("LICENSE") for name in names), folder.name
