"""A customer books on a phone with the keys alone: three steps, no account, nothing touched."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(open_page, url):
    page = open_page(360, 740)
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    return page


def tab_to(page, locator, most=60):
    """Goes on with the Tab key until the focus is there, and in sight."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("(one) => one === document.activeElement"):
            expect(locator).to_be_in_viewport()
            return
    raise AssertionError("the Tab key does not get there")


def test_three_steps_by_keys_from_the_address_to_booked(page, door):
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    for label, text in (("Number plate", "B-KY 7"), ("Make", "Fiat"), ("Model", "Panda")):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="When suits you?")).to_be_visible()
    tab_to(page, page.locator(".slot").first)
    page.keyboard.press("Enter")
    for label, text in (("Name", "Ada Kern"), ("E-mail", "ada@example.com")):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()
    booked = next(one for one in door.garage.appointments.values() if one["vehicle"]["plate"] == "B-KY 7")
    assert booked["customer"]["email"] == "ada@example.com"
    # Nobody was asked to sign in, and nothing but what booking takes was asked for.
    assert not [path for path in door.asked if "/partner-gateway/" in path]


def test_weeks_are_turned_by_keys_and_the_button_stays(page):
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    for label in ("Number plate", "Make", "Model"):
        page.get_by_label(label, exact=True).fill("X")
    page.keyboard.press("Enter")
    later = page.get_by_role("button", name="Later days")
    tab_to(page, later)
    first = page.locator(".day-number").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".day-number").first).not_to_have_text(first)
    expect(later).to_be_focused()
    earlier = page.get_by_role("button", name="Earlier days")
    page.keyboard.press("Shift+Tab")
    expect(earlier).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".day-number").first).to_have_text(first)
    expect(earlier).to_be_focused()
    expect(earlier).to_be_disabled()
    page.keyboard.press("Enter")
    expect(page.locator(".day-number").first).to_have_text(first)
