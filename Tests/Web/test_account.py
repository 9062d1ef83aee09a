"""What one sees and changes of one's own account: mobile numbers, and the devices one is signed in on."""

import re

from playwright.sync_api import expect

from steps import sign_in_by_code, sign_out

EMAIL = "hanna.vogel@example.com"


def test_number_is_added_and_signs_in(open_page, url, door):
    page = open_page()
    sign_in_by_code(page, url, EMAIL, "/account")
    page.get_by_role("button", name="Add a number").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Mobile number").fill("0170 1234567")
    dialog.get_by_role("button", name="Send me a code").click()
    expect(dialog.get_by_text("Please give the number with its country", exact=False)).to_be_visible()
    dialog.get_by_label("Mobile number").fill("0049 (170) 123-4567")
    dialog.get_by_role("button", name="Send me a code").click()
    dialog.get_by_label("Code", exact=True).fill("111111")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog.get_by_text("That is not the code.", exact=False)).to_be_visible()
    dialog.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("Not confirmed")).to_be_visible()
    page.get_by_role("button", name="Enter the code for +491701234567").click()
    dialog.get_by_label("Code", exact=True).fill("246810")
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("The number is added")).to_be_visible()
    expect(page.get_by_text("Not confirmed")).to_have_count(0)
    sign_out(page)
    page.get_by_label("E-mail or mobile number").fill("+49 170 1234567")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("If +491701234567 belongs to an account", exact=False)).to_be_visible()
    page.get_by_label("Code", exact=True).fill("246810")
    page.get_by_role("button", name="Account").wait_for()
    assert [s["method"] for s in door.identity.sessions.values()] == ["code", "sms"]


def test_number_is_removed(open_page, url, door):
    page = open_page()
    sign_in_by_code(page, url, EMAIL, "/account")
    page.get_by_role("button", name="Add a number").click()
    page.get_by_label("Mobile number").fill("+971501234567")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Remove +971501234567").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No number yet.", exact=False)).to_be_visible()
    assert door.identity.phones == {}


def test_other_devices_are_seen_and_signed_out(open_page, url, door):
    page, phone = open_page(), open_page(360, 740)
    sign_in_by_code(phone, url, EMAIL, "/my")
    sign_in_by_code(page, url, EMAIL, "/account")
    expect(page.locator(".entry")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Sign out: ")).click()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry")).to_contain_text("This device")
    assert [s["revoked"] for s in door.identity.sessions.values()] == [True, False]


def test_this_device_stands_first_and_focus_stays_in_the_list(open_page, url, door):
    page, phone = open_page(), open_page(360, 740)
    sign_in_by_code(page, url, EMAIL, "/account")
    sign_in_by_code(phone, url, EMAIL, "/my")
    for number, session in enumerate(door.identity.sessions.values()):
        session["lastUsedAt"] = f"2026-11-24T0{number}:00:00.000Z"
    page.reload()
    expect(page.locator(".entry")).to_have_count(2)
    expect(page.locator(".entry").first).to_contain_text("This device")
    page.get_by_role("button", name=re.compile("^Sign out: ")).press("Enter")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_focused()


def test_all_other_devices_are_signed_out_at_once(open_page, url, door):
    for _ in range(2):
        sign_in_by_code(open_page(), url, EMAIL, "/my")
    page = open_page()
    sign_in_by_code(page, url, EMAIL, "/account")
    page.get_by_role("button", name="Sign out all other devices").click()
    expect(page.locator(".entry")).to_have_count(1)
    assert [s["revoked"] for s in door.identity.sessions.values()] == [True, True, False]
