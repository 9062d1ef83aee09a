"""A Chromium for each worker; a page that fails its test when the console or the content policy complains.

The tests run against the fixture. Those marked `smoke` run against a real door as well, when there is one: its address is
PITCREW_DOOR_URL (or PITCREW_URL), its logins are in the staff file that PITCREW_STATE/system.json names. There is one such door:
its tests keep to one worker, one after the other, however many there are (pytest -n 2).
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from fixture.door import Door

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
CHROMIUM = os.environ.get("PITCREW_TEST_CHROMIUM") or Path(__file__).with_name("chromium")
REAL_DOOR = os.environ.get("PITCREW_DOOR_URL") or os.environ.get("PITCREW_URL")
# Chromium logs each refused or lost request; what the page makes of it is what the tests look at
EXPECTED = re.compile(r"status of (400|401|403|404|409|410|412|422|503)|Failed to load resource: net::")
WATCH_POLICY = """addEventListener('securitypolicyviolation',
  (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""

# Generous: a busy machine may be slow, and no test is about speed.
expect.set_options(timeout=30_000)


def pytest_configure(config):
    config.addinivalue_line("markers", "smoke: runs against a real door too")


def pytest_generate_tests(metafunc):
    if "door" in metafunc.fixturenames:
        smoke = metafunc.definition.get_closest_marker("smoke")
        metafunc.parametrize("door", ["fixture", "real"] if smoke and REAL_DOOR else ["fixture"], indirect=True)


class OneRealDoor(LoadScopeScheduling):
    """A test is work of its own, those of the real door are one piece. (xdist's own groups have no effect with pytest 9.2.)"""

    def _split_scope(self, nodeid):
        return "the real door" if re.search(r"\[real[]-]", nodeid) else nodeid


def pytest_xdist_make_scheduler(config, log):
    return OneRealDoor(config, log)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def door(request):
    """The door of the test: a fresh fixture with a known day, or the real one (None)."""
    if request.param == "real":
        yield None
        return
    door = Door(now=NOW).start()
    yield door
    door.stop()


@pytest.fixture
def url(door):
    return door.url if door else REAL_DOOR.rstrip("/")


@pytest.fixture
def open_page(browser, door):
    """Opens a page in a fresh context. Every console error, page error and policy violation fails the test at its end."""
    complaints, contexts = [], []

    def on_console(message):
        if message.type == "error" and not EXPECTED.search(message.text):
            complaints.append(f"console: {message.text}")

    def open_page(width=1280, height=800, theme="light", zone="Europe/Berlin", **options):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            timezone_id=zone,
            locale=options.pop("locale", "en-GB"),
            ignore_https_errors=True,
            reduced_motion="reduce",
            service_workers=options.pop("service_workers", "block"),
            **options,
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        if door:
            page.clock.set_fixed_time(NOW)
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.add_init_script(WATCH_POLICY)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
