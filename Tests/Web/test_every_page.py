"""What must hold on each page, in each theme: accessible by axe, no sideways scrolling, words for every state."""

import re
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from fixture.door import WEB
sys.path.insert(0, str(WEB.parents[2] / "deploy/ci"))
from shape.precache import modules_of
from views import VIEWS, analytics, appointment, board, book_step_1, book_step_2, customer, developers, gallery, operations

AXE_SOURCE = Axe().axe_script
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A bar's length is its time (essential), and the list beside it leads to the same.
# Targets smaller than 24 CSS px that the standard (WCAG 2.2, 2.5.8) does not let pass: inline links and what is hidden may be smaller
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=tab]')]
  .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .skip, .lane-bar, [aria-hidden=true]'))
  .filter((element) => !(element.matches('a') && getComputedStyle(element).display === 'inline'))
  .filter((element) => !element.labels?.length || ![...element.labels].some((label) => label.getBoundingClientRect().height >= 24))
  .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 23.9 || box.height < 23.9))
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""

# Nothing is on its way from one colour to another (what runs for ever does not count)
STILL = """() => document.getAnimations().every((one) => one.effect.getTiming().iterations === Infinity
  || one.playState === 'finished')"""


# Colours are the same in every language and at every width.
PLAIN = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast"]}

# Twice a frame: the first may have been laid out before the change.
LAID_OUT = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def violations(page, options=AXE):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SOURCE)
    # A bar that stays at the end covers what is scrolled beneath it; axe would take the part left in sight for the whole target
    run = """(options) => {
      const bars = [...document.querySelectorAll('.step-end, .keep')];
      bars.forEach(({ style }) => (style.position = 'static'));
      return axe.run(document, options).then((results) => results.violations)
        .finally(() => bars.forEach(({ style }) => (style.position = '')));
    }"""
    found = page.evaluate(run, {**options, "resultTypes": ["violations"], "iframes": False})
    return [f"{v['id']}: {node['html'][:120]} {node['any'][:1]}" for v in found for node in v["nodes"] if not is_essential(v, node)]


def is_essential(violation, node):
    """A bar of a week is as long as its time, which is what it shows (WCAG 2.2, 2.5.8, Essential); the day it is in, where it is longer, opens
    from its head, and keys go from bar to bar."""
    return violation["id"] == "target-size" and 'class="lane-bar' in node["html"]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_page_is_accessible_and_fits(open_page, url, view, language):
    """
    On a desk, then at the width of a phone (320 px, which is also 1280 px at 400 %) and of a desk at 200 %. Colours are the same in
    every language, so each theme is looked at in English.
    """
    page = open_page(1280, 800)
    page.add_init_script(f"localStorage.setItem('pitcrew.language', '{language}')")
    view(page, url)
    assert violations(page, PLAIN) == []
    for theme in ("light", "dark", "contrast") if language == "en" else ():
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        page.wait_for_function(STILL)
        assert violations(page, COLOURS) == [], theme
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(LAID_OUT)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == [], width
    if language == "en":
        assert violations(page, PLAIN) == [], "phone"


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


def test_more_contrast_is_the_systems_wish_until_a_theme_is_chosen(open_page, url):
    page = open_page(theme="light", contrast="more")
    border = "getComputedStyle(document.documentElement).getPropertyValue('--border')"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ window.first = {border} }})")
    book_step_1(page, url)
    assert page.evaluate("window.first") == "2px"
    page.emulate_media(contrast="no-preference")
    page.wait_for_function(f"() => {border} === '1px'")
    page.emulate_media(contrast="more")
    page.wait_for_function(f"() => {border} === '2px'")
    for name, width in (("Light", "1px"), ("Dark", "1px"), ("High contrast", "2px")):
        page.get_by_role("button", name=f"Switch to: {name}").click()
        assert page.evaluate(border) == width, name


# Where the system picks the colours: drawings of data keep theirs, and of tabs and places only the current one has a line.
FORCED = """() => {
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.backgroundColor = 'Canvas'
  const canvas = getComputedStyle(probe).backgroundColor
  probe.remove()
  const lost = [...document.querySelectorAll('.bar, .rank-bar i, .churn-weight i, .columns i, .chart-bar')].filter((one) =>
    one.checkVisibility() && getComputedStyle(one).forcedColorAdjust !== 'none')
  const lined = [...document.querySelectorAll('nav a, .tab')].filter((one) => {
    const style = getComputedStyle(one)
    const sides = ['Top', 'Bottom', 'Left', 'Right'].filter((side) => parseFloat(style[`border${side}Width`]) >= 2)
    return one.checkVisibility() && sides.some((side) => style[`border${side}Color`] !== canvas)
  })
  const isCurrent = (one) => one.matches('[aria-current=page], [aria-selected=true]')
  return [...lost, ...lined.filter((one) => !isCurrent(one))].map((one) => one.outerHTML.slice(0, 90))
    .concat(document.querySelector('nav [aria-current=page]') && !lined.some(isCurrent) ? ['nothing is marked as current'] : [])
}"""


@pytest.mark.parametrize("view", [board, analytics, customer, developers, gallery], ids=lambda view: view.__name__)
def test_colours_of_the_system_hide_nothing(open_page, url, view):
    page = open_page(forced_colors="active")
    view(page, url)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    page.wait_for_function(STILL)
    assert page.evaluate(FORCED) == []


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


AT_ONCE = [
    "appointment", "waiting", "sign-in", "my", "account", "jobs", "board", "what-if", "check-in", "exceptions",
    "customer", "analytics", "support", "access", "developers", "operations",
]


@pytest.mark.parametrize(("page", "entry"), [("index", "book"), *((one, one) for one in AT_ONCE)])
def test_pages_ask_for_all_modules_at_once(page, entry):
    """They would otherwise wait one round trip for each level of imports."""
    preloaded = re.findall('rel="modulepreload" href="([^"]+)"', (WEB / f"{page}.html").read_text())
    assert set(preloaded) == modules_of(WEB, WEB / f"pages/{entry}.js")


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
