"""What people do on the pages, as the tests need it again and again."""

import json
import os
from pathlib import Path

ADVISOR = "advisor@pitcrew.example"
OPERATOR = "operator@pitcrew.example"
TECHNICIAN = "technician@pitcrew.example"
SUPPORT = "support@pitcrew.example"


def real_passwords():
    """The logins of the real system, from the staff file it was brought up with."""
    state = os.environ.get("PITCREW_STATE")
    if not state:
        return {}
    system = json.loads(Path(state, "system.json").read_text())
    return {member["email"]: member["password"] for member in json.loads(Path(system["staffFile"]).read_text())}


def password_of(email, address):
    real = os.environ.get("PITCREW_DOOR_URL") or os.environ.get("PITCREW_URL")
    return real_passwords().get(email, "pitcrew") if real and address.startswith(real.rstrip("/")) else "pitcrew"


def give_password(page, email, password):
    """Fills the form for passwords, which is folded away behind the other ways to sign in."""
    page.get_by_text("With a password").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_in(page, address, email=OPERATOR):
    page.goto(address)
    give_password(page, email, password_of(email, address))
    page.get_by_role("button", name="Account").wait_for()


def sign_in_by_code(page, url, email="hanna.vogel@example.com", way="/sign-in"):
    page.goto(url + way)
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill("246810")
    page.get_by_role("button", name="Account").wait_for()


def sign_out(page):
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def describe_car(page, services=1, note=""):
    """Step 1: the first services offered, and a car."""
    for index in range(services):
        page.get_by_role("checkbox").nth(index).check()
    page.get_by_label("Number plate").fill("b-pc 2026")
    page.get_by_label("Make", exact=True).fill("Škoda")
    page.get_by_label("Model", exact=True).fill("Octavia")
    if note:
        page.get_by_label("In your own words").fill(note)
    page.get_by_role("button", name="Choose a time").click()


def choose_slot(page, day=-1, slot=0):
    """Step 2: a time on the given one of the days that have some; the last day by default, so that it can still be changed."""
    page.locator(".slot").first.wait_for()
    days = page.locator(".day:not([disabled])")
    days.nth(day if day >= 0 else days.count() - 1).click()
    page.locator(".slot").nth(slot).click()


def give_contact(page, email="hanna.vogel@example.com"):
    """Step 3."""
    page.get_by_label("Name", exact=True).fill("Hanna Vogel")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Book this appointment").click()


def book(page, url, **car):
    page.goto(url)
    describe_car(page, **car)
    choose_slot(page)
    give_contact(page)
    page.get_by_role("heading", name="Booked").wait_for()
