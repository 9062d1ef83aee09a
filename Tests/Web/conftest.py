"""One Chromium for all tests; a page that fails its test when the console or the content policy complains."""

import os
import re
from datetime import UTC, datetime

import pytest
from fixture.door import Door
from playwright.sync_api import expect, sync_playwright

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
CHROMIUM = os.environ.get("PITCREW_TEST_CHROMIUM", "/usr/bin/chromium")
REAL_DOOR = os.environ.get("PITCREW_DOOR_URL")

expect.set_options(timeout=5_000)


def pytest_configure(config):
    config.addinivalue_line("markers", "smoke: runs against a real door too (PITCREW_DOOR_URL)")


def pytest_collection_modifyitems(config, items):
    """With a real door only the smoke subset runs: the others need the fixture's known day."""
    if REAL_DOOR:
        chosen = [item for item in items if item.get_closest_marker("smoke")]
        config.hook.pytest_deselected([item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def door():
    """The door of the test: a fresh fixture with a known day, or the real one."""
    if REAL_DOOR:
        yield None
        return
    door = Door(now=NOW).start()
    yield door
    door.stop()


@pytest.fixture
def url(door):
    return REAL_DOOR.rstrip("/") if REAL_DOOR else door.url


@pytest.fixture
def open_page(browser):
    """Opens a page in a fresh context. Every console error, page error and policy violation fails the test at its end."""
    complaints, contexts = [], []

    def listen(page):
        def on_console(message):
            # Chromium logs each refused or lost request; what the page makes of it is what the tests look at
            expected = re.search(r"status of (400|401|403|404|409|410|422|503)|Failed to load resource: net::", message.text)
            if message.type == "error" and not expected:
                complaints.append(f"console: {message.text}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )

    def open_page(width=1280, height=800, theme="light", zone="Europe/Berlin", **options):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            timezone_id=zone,
            locale="en-GB",
            ignore_https_errors=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        if not REAL_DOOR:
            page.clock.set_fixed_time(NOW)
        listen(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
