"""What a browser's tab keeps when somebody has signed in there, by the pages themselves."""

import json
import time
from pathlib import Path

from system import program

PATIENCE_SECONDS = 30


def session_of(browser, who, address):
    """What the tab of a visitor keeps: of `staff`, of a `customer` with that address, or of somebody unknown. Signed in anew each
    time: a token lives ten minutes."""
    if who == "customer":
        return customer_session(browser, address)
    return staff_session(browser) if who == "staff" else None


def staff_session(browser):
    """What a tab keeps when the operator, who may see every page of staff, has signed in there."""
    person = next(one for one in json.loads(Path(browser.system["staffFile"]).read_text()) if one["role"] == "operator")
    with browser.page(1280) as page:
        page.goto(browser.url + "/board")
        page.locator("summary").click()
        page.locator("input[type=email]").fill(person["email"])
        page.locator("input[type=password]").fill(person["password"])
        page.locator("input[type=password]").press("Enter")
        return kept_session(page)


def customer_session(browser, address):
    """The same of a customer, with the code that was mailed."""
    with browser.page(1280) as page:
        page.goto(browser.url + "/sign-in")
        page.locator("#email").fill(address)
        before = set(codes(browser.system, address))
        page.locator("#email").press("Enter")
        page.locator("#code").fill(mailed_code(browser.system, address, before))
        return kept_session(page)


def kept_session(page):
    return page.wait_for_function("() => sessionStorage['pitcrew.session']").json_value()


def mailed_code(system, address, before):
    """That of a mail which was not there before."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if new := set(codes(system, address)) - before:
            return new.pop()
        time.sleep(0.1)
    raise SystemExit(f"no mail with a code came for {address}")


def codes(system, address):
    return program("Tests/EndToEnd/book-once").codes_mailed_to(system["mailbox"]["folder"], address)
