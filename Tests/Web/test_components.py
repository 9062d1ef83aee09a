"""The components of the gallery by keyboard and pointer, and what the first page costs."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from fixture.door import WEB
from views import as_role

SHIFTS = """window.shifts = []; new PerformanceObserver((list) => window.shifts.push(
  ...list.getEntries().filter((e) => !e.hadRecentInput)
  .map((e) => [e.value,
  e.sources.map(({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML ?? '').slice(0, 80))])))
  .observe({type: 'layout-shift', buffered: true});
  window.paints = []; new PerformanceObserver((list) => window.paints.push(...list.getEntries().map((e) => e.startTime)))
  .observe({type: 'largest-contentful-paint', buffered: true})"""


@pytest.fixture
def gallery(open_page, url):
    def show(language="en", **options):
        page = open_page(**options)
        page.goto(f"{url}/gallery?lang={language}")
        page.locator(".signature-pad").wait_for()
        return page

    return show


def focused(page, attribute):
    return page.evaluate(f"document.activeElement.getAttribute('{attribute}')")


# The fixture's day is Tuesday 24 November 2026
@pytest.mark.parametrize(
    ("key", "day"),
    [("ArrowRight", "2026-11-25"), ("ArrowLeft", "2026-11-23"), ("ArrowDown", "2026-12-01"), ("ArrowUp", "2026-11-17"),
     ("Home", "2026-11-23"), ("End", "2026-11-29"), ("PageDown", "2026-12-24"), ("PageUp", "2026-10-24"),
     ("Shift+PageDown", "2027-11-24"), ("Shift+PageUp", "2025-11-24")],
)  # fmt: skip
def test_calendar_goes_where_the_keys_of_the_aria_guide_lead(gallery, key, day):
    page = gallery()
    page.get_by_role("button", name="Choose a date").press("Enter")
    expect(page.locator('.date[tabindex="0"]')).to_be_focused()
    page.keyboard.press(key)
    expect(page.locator(f'[data-day="{day}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    year, month, date = day.split("-")
    expect(page.get_by_label("Day of the visit")).to_have_value(f"{date}/{month}/{year}")
    expect(page.get_by_role("button", name="Choose a date")).to_be_focused()


@pytest.mark.parametrize(("language", "first", "left"), [("de", "Mo", "2026-11-23"), ("ar", "السبت", "2026-11-25")])
def test_calendar_follows_language_and_direction(gallery, language, first, left):
    page = gallery(language, locale={"de": "de-DE", "ar": "ar-EG"}[language])
    page.locator(".date-picker > .button").click()
    assert page.locator(".calendar th").first.inner_text().strip() == first
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f'[data-day="{left}"]')).to_be_focused()


def test_date_can_be_typed_and_nonsense_is_said(gallery):
    page = gallery("de", locale="de-DE")
    field = page.locator("#g-day")
    field.fill("3.12.26")
    field.blur()
    expect(field).to_have_value("03.12.2026")
    field.fill("31.02.2026")
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(("language", "on"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_tabs_are_one_stop_and_arrows_open_them(gallery, language, on):
    page = gallery(language)
    page.get_by_role("tab").first.focus()
    page.keyboard.press(on)
    expect(page.get_by_role("tab").nth(1)).to_be_focused()
    expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    page.keyboard.press(on)
    expect(page.get_by_role("tab").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel")).to_be_focused()


def test_dialog_keeps_the_focus_and_gives_it_back(gallery):
    page = gallery()
    opener = page.get_by_role("button", name="Open a dialog")
    opener.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_table_is_sorted_by_its_headers(gallery):
    page = gallery()
    header = page.get_by_role("columnheader", name="Minutes")
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert page.locator(".table tbody td:nth-child(3)").all_inner_texts() == ["36", "48", "60", "120"]
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert page.locator(".table tbody td:nth-child(3)").all_inner_texts() == ["120", "60", "48", "36"]
    assert round(page.locator(".table tbody tr").first.bounding_box()["height"]) in (32, 33)


@pytest.mark.parametrize(("mode", "text"), [("Empty", "appears here"), ("Failed", "That did not work")])
def test_table_says_why_it_has_no_rows(gallery, mode, text):
    page = gallery()
    card = page.get_by_role("region", name="Table")
    card.get_by_role("button", name=mode).click()
    expect(card.get_by_text(text)).to_be_visible()


def test_language_menu_by_keys(gallery):
    page = gallery()
    button = page.get_by_role("button", name="Language")
    button.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="English")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitemradio", name="العربية")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_role("menu")).to_have_count(0)


def test_toast_is_announced_and_closed(gallery):
    page = gallery()
    page.get_by_role("button", name="Show a toast").click()
    expect(page.locator('[role="status"]').get_by_text("B-PC 2026 checked in")).to_be_visible()
    page.get_by_role("button", name="Close").last.click()
    expect(page.locator(".toast")).to_have_count(0)


def test_signature_by_pointer_and_by_keyboard(gallery):
    page = gallery()
    pad = page.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=6)
    page.mouse.up()
    expect(page.locator("#g-signed")).to_have_text("Strokes: 1")
    expect(page.locator("#g-signed")).to_have_attribute("data-bytes", re.compile(r"^[1-9]\d{2,}"))
    page.get_by_role("button", name="Clear").press("Enter")
    expect(page.locator("#g-signed")).to_have_attribute("data-bytes", "0")
    page.get_by_label("Or type your full name").press_sequentially("Hanna")
    expect(page.locator("#g-signed")).to_have_attribute("data-bytes", re.compile(r"^[1-9]\d{2,}"))
    expect(page.get_by_text("Signed", exact=True)).to_be_visible()


def test_every_stop_of_the_tab_key_shows_its_focus(gallery):
    page = gallery()
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
                                "(getComputedStyle(document.activeElement))")  # fmt: skip
        assert outline[0] != "none" and outline[1] >= 2, page.evaluate("document.activeElement.outerHTML")


def test_reduced_motion_is_honoured(gallery):
    page = gallery()
    durations = page.evaluate("document.getAnimations().map((one) => one.effect.getTiming().duration)")
    assert all(duration <= 1 for duration in durations)


@pytest.mark.parametrize("path", ["/", "/gallery"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_moves_while_a_page_loads(open_page, url, path, language):
    page = open_page(360, 740)
    page.add_init_script(SHIFTS)
    page.goto(f"{url}{path}?lang={language}")
    page.locator("main form, .signature-pad").first.wait_for()
    page.evaluate("document.fonts.ready")
    page.wait_for_function("() => window.paints.length > 0")
    shifts = page.evaluate("window.shifts")
    shift = sum(value for value, _ in shifts)
    print(f"{path} {language}: layout shift {shift:.4f}, largest paint {page.evaluate('Math.round(window.paints.at(-1))')} ms")
    assert shift < 0.01, shifts


STAFF = {"/jobs": ".job", "/board": ".lane-bar, .agenda-row", "/exceptions": ".request", "/customer": ".person",
         "/analytics": ".rank", "/what-if": ".simulation-form", "/support": "#find",
         "/access": ".audit-entry", "/operations": ".updated", "/account": ".entry"}  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/sign-in", *STAFF])
def test_nothing_moves_while_what_a_page_asked_for_comes(open_page, url, path, width):
    page = open_page(width, 740)
    page.add_init_script(SHIFTS)
    if path in STAFF:
        as_role(page, url + path)
    else:
        page.goto(url + path)
    page.locator(STAFF.get(path, "#email")).first.wait_for()
    page.wait_for_function("() => window.paints.length > 0 && !document.querySelector('.skeleton')")
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < 0.001, shifts


def test_first_page_stays_within_its_budget_of_script(open_page, url):
    page = open_page(360, 740)
    scripts = set()
    page.on("response", lambda answer: answer.request.resource_type == "script" and scripts.add(answer.url))
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    files = [WEB / re.sub(r"^https?://[^/]+/", "", address) for address in scripts]
    size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    print(f"{len(files)} scripts, {size} bytes compressed")
    assert size <= 60 * 1024
