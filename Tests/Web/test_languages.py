"""Every word in every language: the same keys, the same arguments, the plural forms the language has, and nothing fetched in vain."""

import re

import pytest
from playwright.sync_api import expect

from fixture.door import WEB

LANGUAGES = ["en", "de", "ar"]
PARTS = sorted(file.stem for file in (WEB / "strings/en").glob("*.js"))
SHAPE = """async (addresses) => {
  const forms = new Set(["zero", "one", "two", "few", "many", "other"]);
  const isPlural = (value) => "one" in value && Object.keys(value).every((key) => forms.has(key));
  const shape = (value) => {
    if (typeof value === "function") return `takes ${value.length}`;
    if (typeof value !== "object") return typeof value;
    if (Array.isArray(value)) return value.map(shape);
    if (isPlural(value)) return { plural: Object.keys(value).sort() };
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, shape(value[key])]));
  };
  const found = {};
  for (const [name, address] of Object.entries(addresses)) found[name] = shape((await import(address))[name]);
  return found;
}"""


@pytest.fixture
def shapes(open_page, url):
    page = open_page()
    page.goto(url)
    found = {tag: page.evaluate(SHAPE, {part: f"/strings/{tag}/{part}.js" for part in PARTS}) for tag in LANGUAGES}
    categories = {
        tag: page.evaluate("(tag) => new Intl.PluralRules(tag).resolvedOptions().pluralCategories.sort()", tag)
        for tag in LANGUAGES
    }
    return found, categories


def without_plurals(value):
    if isinstance(value, dict):
        return "plural" if set(value) == {"plural"} else {key: without_plurals(inner) for key, inner in value.items()}
    return value


def plurals_of(value):
    if not isinstance(value, dict):
        return []
    if set(value) == {"plural"}:
        return [value["plural"]]
    return [found for inner in value.values() for found in plurals_of(inner)]


def test_all_languages_have_the_same_words_with_the_same_arguments(shapes):
    found, categories = shapes
    for tag in LANGUAGES:
        assert sorted(file.stem for file in (WEB / f"strings/{tag}").glob("*.js")) == PARTS
        assert without_plurals(found[tag]) == without_plurals(found["en"]), tag
        assert all(forms == categories[tag] for forms in plurals_of(found[tag])), tag


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_reader_fetches_no_other_language(open_page, url, tag):
    page = open_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{url}/?lang={tag}")
    page.get_by_role("checkbox").first.wait_for()
    assert {re.search(r"/strings/(\w\w)/", address).group(1) for address in fetched if re.search(r"/strings/\w\w/", address)} == {tag}


@pytest.mark.parametrize(
    ("address", "stored", "reader", "tag"),
    [("/", None, "de-AT", "de"), ("/", None, "fr-FR", "en"), ("/", "ar", "de-DE", "ar"), ("/?lang=en", "ar", "de-DE", "en"),
     ("/?lang=xx", None, "ar-EG", "ar")],
)  # fmt: skip
def test_language_is_asked_for_then_chosen_then_the_browsers(open_page, url, address, stored, reader, tag):
    page = open_page(locale=reader)
    if stored:
        page.add_init_script(f"localStorage.setItem('pitcrew.language', '{stored}')")
    page.goto(url + address)
    page.get_by_role("checkbox").first.wait_for()
    direction = "rtl" if tag == "ar" else "ltr"
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [tag, direction]


def test_nothing_is_painted_in_another_language(open_page, url):
    page = open_page()
    page.add_init_script("""addEventListener('DOMContentLoaded', () => {
      window.before = [document.documentElement.lang, document.body.innerText.trim()] })""")
    page.goto(url + "/?lang=de")
    page.get_by_role("checkbox").first.wait_for()
    assert page.evaluate("window.before")[0] == "de"
    assert page.title() == "Termin buchen · Pitcrew"


def test_language_menu_changes_language_and_remembers_it(open_page, url):
    page = open_page()
    page.goto(url)
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitemradio", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Termin buchen")).to_be_visible()
    page.goto(url + "/appointment")
    expect(page.get_by_role("heading", name="Dieser Link gilt nicht mehr")).to_be_visible()


@pytest.mark.parametrize(("reader", "figure"), [("ar-EG", "٣"), ("ar-AE", "3"), ("ar", "3")])
def test_arabic_digits_follow_the_readers_country(open_page, url, reader, figure):
    page = open_page(locale=reader)
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    assert page.evaluate("import('/model/figures.js').then((m) => m.numberText(3))") == figure


def test_no_words_in_code():
    """Text between tags or in a label, in a component or page: words belong in strings/."""
    own = [file for folder in ("components", "pages") for file in (WEB / folder).rglob("*.js")]
    found = []
    for file in own:
        text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", file.read_text(), flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"\$\{[^{}]*\}", "", re.sub(r"\$\{[^{}]*\}", "", text))
        found += [f"{file.name}: {m}" for m in re.findall(r'(?:aria-label|title|label|placeholder)="([^"$]*[A-Za-z]{2}[^"]*)"', text)]
        found += [f"{file.name}: {m}" for m in re.findall(r"<(?:p|h\d|b|td|th|dt|li|button|span|label)[^<>]*>\s*([A-Z][a-z]+[^<>$`]*)<", text)]
    assert found == []
