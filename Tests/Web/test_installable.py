"""Installing the pages: manifest, icons, worker; what works without a network, and how a new version comes in."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from fixture.door import WEB
from steps import ADVISOR, sign_in, sign_in_by_code

MANIFESTS = ["customer", "workshop"]
READY = "navigator.serviceWorker.ready.then((r) => r.active.state)"


def with_worker(open_page, url, **options):
    page = open_page(service_workers="allow", **options)
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    page.evaluate(READY)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


@pytest.mark.parametrize("path", ["/", "/jobs"])
def test_browser_finds_nothing_against_installing(open_page, url, path):
    page = with_worker(open_page, url)
    page.goto(url + path)
    devtools = page.context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == [] and manifest["url"].endswith(".webmanifest")
    # A context of its own is private; browsers install from lasting ones only. Nothing else may stand in the way
    errors = [error["errorId"] for error in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error != "in-incognito"] == []


@pytest.mark.parametrize("name", MANIFESTS)
def test_manifest_names_what_there_is(name):
    manifest = json.loads((WEB / f"{name}.webmanifest").read_text())
    assert {"id", "name", "short_name", "start_url", "scope", "display"} <= set(manifest)
    assert (WEB / (urlsplit(manifest["start_url"]).path.lstrip("/") + ".html")).is_file()
    for icon in manifest["icons"]:
        content = (WEB / icon["src"].lstrip("/")).read_bytes()
        if icon["type"] == "image/png":
            width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
            assert icon["sizes"] == f"{width}x{height}"
    assert {"any", "maskable"} <= {icon.get("purpose", "any") for icon in manifest["icons"]}


def test_every_page_names_a_manifest_of_its_family():
    for file in WEB.glob("*.html"):
        assert re.search(rf'rel="manifest" href="/({"|".join(MANIFESTS)})\.webmanifest"', file.read_text()), file.name


def test_page_that_was_kept_opens_without_network(open_page, url):
    page = with_worker(open_page, url)
    page.context.set_offline(True)
    page.goto(url + "/jobs")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.locator(".offline")).to_be_visible()


def test_page_that_is_not_kept_gives_the_offline_page(open_page, url):
    page = with_worker(open_page, url)
    page.context.set_offline(True)
    page.goto(url + "/something/else")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_offline_page_speaks_the_readers_language(open_page, url, tag):
    page = with_worker(open_page, f"{url}/?lang={tag}")
    page.context.set_offline(True)
    page.goto(url + "/something/else")
    page.get_by_role("heading").wait_for()
    assert page.evaluate("document.documentElement.lang") == tag
    expect(page.get_by_role("heading", name="No connection")).to_have_count(0)


def test_session_without_network_is_not_taken_for_signed_out(open_page, url):
    page = with_worker(open_page, url)
    sign_in_by_code(page, url, way="/sign-in?return=/account")
    page.evaluate("sessionStorage.clear()")
    page.context.set_offline(True)
    page.goto(url + "/account")
    expect(page.get_by_text("There is no connection.", exact=False)).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_have_count(0)


def test_nothing_of_the_services_is_kept(open_page, url):
    page = with_worker(open_page, url)
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    kept = page.evaluate("""async () => { const all = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
      return all }""")
    assert len(kept) > 50 and [path for path in kept if path.startswith("/api/")] == []


def test_every_kept_file_is_there_and_every_module_is_kept(open_page, url):
    page = open_page()
    page.goto(url)
    listed = page.evaluate("""async () => { const text = await (await fetch('/precache.js')).text();
      return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1).replace(/,(\\s*[}\\]])/g, '$1')) }""")
    every = listed["files"] + listed["seldom"]
    assert [f for f in every if not (WEB / f.lstrip("/")).is_file()] == []
    modules = {"/" + str(f.relative_to(WEB)) for f in WEB.rglob("*.js") if len(f.relative_to(WEB).parts) > 1}
    assert modules <= set(every)
    assert {"/" if f.stem == "index" else f"/{f.stem}" for f in WEB.glob("*.html") if f.stem != "404"} == set(listed["pages"])


def test_new_version_waits_for_leave(open_page, url, door):
    door.fingerprint = "aaa1"
    page = with_worker(open_page, url)
    door.fingerprint = "bbb2"
    page.reload()
    page.get_by_label("Number plate").fill("B-PC 2026")
    expect(page.get_by_text("There is a new version.")).to_be_visible()
    assert page.get_by_label("Number plate").input_value() == "B-PC 2026"
    assert page.evaluate("caches.keys()") == ["pitcrew aaa1", "pitcrew bbb2"]
    page.get_by_role("button", name="Reload").click()
    page.wait_for_function("() => caches.keys().then((names) => names.length === 1 && names[0] === 'pitcrew bbb2')")
    expect(page.get_by_label("Number plate")).to_have_value("")
    expect(page.get_by_text("There is a new version.")).to_have_count(0)


def test_no_file_is_fetched_at_two_addresses(open_page, url, door):
    door.fingerprint = "aaa1"
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    scripts = [path.removeprefix("/_aaa1") for path in door.asked if path.endswith(".js")]
    assert len(scripts) > 30 and sorted(set(scripts)) == sorted(scripts)


# Timers of two seconds wait until they are told to run.
HOLD = """const later = setTimeout; window.held = [];
  window.setTimeout = (run, after, ...more) => (after === 2000 ? held.push(run) : later(run, after, ...more))"""


def test_first_worker_waits_until_the_page_is_at_rest(open_page, url, door):
    page = open_page(service_workers="allow")
    page.add_init_script(HOLD)
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    page.wait_for_function("() => held.length > 0")
    assert "/service-worker.js" not in door.asked
    page.evaluate("held.forEach((run) => run())")
    page.evaluate(READY)
    assert "/service-worker.js" in door.asked


def test_files_under_a_fingerprint_come_from_the_device(open_page, url, door):
    door.fingerprint = "aaa1"
    page = with_worker(open_page, url)
    door.asked.clear()
    page.reload()
    page.get_by_role("checkbox").first.wait_for()
    assert [path for path in door.asked if path.startswith("/_aaa1/")] == []


def test_files_without_a_fingerprint_are_always_the_newest(open_page, url, door):
    page = with_worker(open_page, url)
    door.asked.clear()
    page.reload()
    page.get_by_role("checkbox").first.wait_for()
    assert "/pages/book.js" in door.asked
