"""Sessions: renewed once for all tabs, repeated after a refusal, ended everywhere; nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from fixture.answers import Refusal
from steps import ADVISOR, OPERATOR, SUPPORT, give_password, sign_in, sign_in_by_code

TOKEN = "JSON.parse(sessionStorage['pitcrew.session']).accessToken"


def change_session(page, members):
    """Gives the tab's session other members; `s` is what it was."""
    kept = "sessionStorage['pitcrew.session']"
    page.evaluate(f"() => {{ const s = JSON.parse({kept}); {kept} = JSON.stringify({{ ...s, {members} }}) }}")


def refreshes(door):
    return door.identity.refreshes


def test_refused_token_is_renewed_once_and_the_request_repeated(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    door.identity.expire_tokens()
    change_session(page, "refreshedAt: s.refreshedAt - 60_000")
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    expect(page.locator(".person")).to_have_count(1)
    assert refreshes(door) == 1


def test_token_is_renewed_before_it_runs_out(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    before = page.evaluate(TOKEN)
    change_session(page, "expiresAt: Date.now() + 5_000")
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    expect(page.locator(".person")).to_have_count(1)
    assert page.evaluate(TOKEN) != before and refreshes(door) == 1


def test_fresh_token_that_one_service_refuses_is_not_renewed_again_and_again(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", OPERATOR)
    page.route("**/api/ml-scoring/v1/ops/status", lambda route: route.fulfill(status=401, body=""))
    page.goto(url + "/operations")
    expect(page.get_by_text("No answer")).to_be_visible()
    assert refreshes(door) == 0


def test_session_that_ends_in_the_middle_of_work_keeps_what_was_typed(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/support", SUPPORT)
    page.get_by_label("E-mail of the person").fill(SUPPORT)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name=re.compile("^Sign out:")).first.click()
    page.get_by_label("Reason").fill("Lost on the train")
    door.identity.end_sessions()
    change_session(page, "expiresAt: 0")
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_be_visible()
    give_password(page.get_by_role("dialog", name="Sign in again"), SUPPORT, "pitcrew")
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_have_count(0)
    # The session it was about is over by now: the request was repeated in the new one's name, and its answer is shown
    expect(page.get_by_label("Reason")).to_have_value("Lost on the train")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()


def test_sign_in_returns_to_where_one_was(open_page, url):
    page = open_page()
    sign_in(page, url + "/analytics?from=2026-11-01&to=2026-11-20", ADVISOR)
    expect(page).to_have_url(re.compile("/analytics.*from=2026-11-01&to=2026-11-20"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/.//evil.example", "/a/..//evil.example",
                                       "/%2e//evil.example", "javascript:alert(1)", "/api/x"])
def test_sign_in_goes_nowhere_else(open_page, url, elsewhere):
    page = open_page()
    page.goto(url)
    assert page.evaluate("(a) => import('/model/navigation.js').then((m) => m.safeReturn(a))", elsewhere) is None


def test_two_tabs_refresh_only_once(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    other = page.context.new_page()
    other.clock.set_fixed_time("2026-11-24T09:42:00Z")
    other.goto(url + "/board")
    other.locator(".timeline").wait_for()
    before = refreshes(door)
    # The server is slow: the second tab asks while the first one's question is under way
    ask = """async () => { const m = await import('/model/renewal.js'); window.renewed = m.renew().then((s) => s.accessToken) }"""
    door.identity.may_refresh.clear()
    for one in (page, other):
        one.evaluate(ask)
    other.wait_for_function("() => navigator.locks.query().then(({ pending }) => pending.length === 1)")
    door.identity.may_refresh.set()
    tokens = [one.evaluate("() => window.renewed") for one in (page, other)]
    assert tokens[0] == tokens[1] and refreshes(door) == before + 1


def test_new_tab_needs_no_sign_in(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    other = page.context.new_page()
    other.goto(url + "/customer")
    expect(other.locator(".person").first).to_be_visible()


def test_sign_out_ends_the_session_in_all_tabs_and_on_the_server(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    other = page.context.new_page()
    other.goto(url + "/customer")
    other.locator(".person").first.wait_for()
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    for tab in (page, other):
        expect(tab.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(other.locator(".person")).to_have_count(0)
    assert all(session["revoked"] for session in door.identity.sessions.values())


def test_page_brought_back_after_a_sign_out_shows_nothing(open_page, url):
    """As from the cache that the back button opens: the page hears nothing of the sign-out, and comes back as it was left."""
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    page.evaluate("localStorage.setItem('pitcrew.signed-in', 'no')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.locator(".person")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0


def test_no_address_and_no_lasting_storage_holds_a_token(open_page, url):
    page, addresses = open_page(), []
    page.on("request", lambda request: addresses.append(request.url))
    sign_in(page, url + "/board", ADVISOR)
    page.locator(".timeline").wait_for()
    page.goto(url + "/account")
    page.locator(".entry").first.wait_for()
    secrets = [page.evaluate(TOKEN), *(cookie["value"] for cookie in page.context.cookies())]
    assert len(secrets) == 2 and any("/events" in address for address in addresses)
    kept = page.evaluate("JSON.stringify(localStorage) + document.cookie")
    assert not [secret for secret in secrets if secret in kept or any(secret in address for address in addresses)]


def test_sign_out_without_network_is_made_up_for(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.context.set_offline(False)
    page.goto(url + "/customer")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert all(session["revoked"] for session in door.identity.sessions.values()) and refreshes(door) == 0


def test_revoked_session_shows_sign_in_over_the_page(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    door.identity.end_sessions()
    page.evaluate("import('/model/renewal.js').then((m) => m.renew().catch(() => null))")
    expect(page.get_by_role("dialog", name="Sign in again to go on")).to_be_visible()
    expect(page.locator(".person").first).to_be_attached()


DENIED = Refusal(403, "device-denied", "This device may not be used (app-too-old).")


def test_device_that_policy_denies_is_told_what_to_do(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    door.identity.denied = DENIED
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.get_by_text("This device is not let in. Update the app", exact=False)).to_be_visible()
    give_password(page, ADVISOR, "pitcrew")
    expect(page.get_by_text("This device is not let in. Update the app", exact=False)).to_have_count(2)


def test_token_that_ran_out_and_a_denied_device_lead_to_sign_in(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    door.identity.denied = DENIED
    change_session(page, "expiresAt: 0")
    page.reload()
    expect(page.get_by_text("This device is not let in.", exact=False)).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_guest_is_asked_for_nothing(open_page, url, door):
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    assert refreshes(door) == 0
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_refresh_without_the_key_is_refused(open_page, url, door):
    """A cookie that was carried to another browser opens nothing there."""
    page = open_page()
    sign_in_by_code(page, url)
    thief = open_page()
    thief.context.add_cookies(page.context.cookies())
    thief.add_init_script("localStorage.setItem('pitcrew.signed-in', 'yes')")
    thief.goto(url + "/my")
    expect(thief.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_key_of_the_device_does_not_leave_it(open_page, url):
    page = open_page()
    sign_in_by_code(page, url)
    extractable = page.evaluate("""() => new Promise((done) => {
      const opening = indexedDB.open('pitcrew.device');
      opening.onsuccess = () => {
        const get = opening.result.transaction('keys').objectStore('keys').get('session');
        get.onsuccess = () => done(get.result.privateKey.extractable) } })""")
    assert extractable is False


def test_requests_begin_a_trace_of_the_page_view(open_page, url):
    page, seen = open_page(), []
    page.on("request", lambda request: "/api/" in request.url and seen.append(request.headers.get("traceparent", "")))
    sign_in(page, url + "/customer", ADVISOR)
    page.locator(".person").first.wait_for()
    assert len(seen) > 2 and all(re.fullmatch("00-[0-9a-f]{32}-[0-9a-f]{16}-01", one) for one in seen)
    assert len({one[3:35] for one in seen}) == 1 and len({one[36:52] for one in seen}) == len(seen)


AGAIN = "Confirm that it is you"


def test_change_that_wants_a_fresh_proof_goes_on_after_it(open_page, url, door):
    page = open_page()
    sign_in_by_code(page, url, way="/account")
    door.identity.age_sessions()
    page.get_by_role("button", name="Add a number").click()
    number = page.get_by_label("Mobile number")
    number.fill("+49 151 1234567")
    page.get_by_role("button", name="Send me a code").click()
    proof = page.get_by_role("dialog", name=AGAIN)
    proof.get_by_label("E-mail").fill("hanna.vogel@example.com")
    proof.get_by_role("button", name="Send me a code").click()
    proof.get_by_label("Code", exact=True).fill("246810")
    expect(proof).to_have_count(0)
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    assert [phone["view"]["number"] for phone in door.identity.phones.values()] == ["+491511234567"]


def test_provider_is_told_to_ask_anew_for_a_fresh_proof_only(open_page, url, door):
    door.identity.providers.append({"id": "entra", "name": "Contoso"})
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.goto(url + "/account")
    door.identity.age_sessions()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("dialog").get_by_role("button", name="Add it").click()
    proof = page.get_by_role("dialog", name=AGAIN).get_by_role("link", name="Sign in with Contoso")
    expect(proof).to_have_attribute("href", re.compile(r"\?return=%2Fsign-in%3Fthen%3Dclose&dpop_jkt=[\w-]{43}&prompt=login$"))
    door.identity.end_sessions()
    page.goto(url + "/board")
    link = page.get_by_role("link", name="Sign in with Contoso")
    expect(link).to_have_attribute("href", re.compile(r"\?return=%2Fsign-in%3Fthen%3Dclose&dpop_jkt=[\w-]{43}$"))


def test_proof_that_a_provider_could_not_give_is_told_though_one_is_in(open_page, url):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    page.goto(url + "/sign-in?for=staff&problem=provider-not-fresh")
    expect(page.get_by_text("The provider cannot confirm", exact=False)).to_be_visible()
    give_password(page, ADVISOR, "pitcrew")
    page.wait_for_url(url + "/board")


def test_fresh_proof_may_be_declined_and_nothing_is_done(open_page, url, door):
    page = open_page()
    sign_in_by_code(page, url, way="/account")
    door.identity.age_sessions()
    page.get_by_role("button", name="Add a number").click()
    page.get_by_label("Mobile number").fill("+49 151 1234567")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("dialog", name=AGAIN).get_by_role("button", name="Not now").click()
    expect(page.get_by_role("dialog", name=AGAIN)).to_have_count(0)
    expect(page.get_by_text("First confirm who you are", exact=False)).to_be_visible()
    expect(page.get_by_label("Mobile number")).to_have_value("+49 151 1234567")
    assert door.identity.phones == {}
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a number").click()
    page.get_by_label("Mobile number").fill("+49 151 1234567")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("dialog", name=AGAIN)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name=AGAIN)).to_have_count(0)


def test_session_of_an_idle_reader_ends_and_keeps_what_was_typed(open_page, url, door):
    page = open_page()
    door.identity.idle_limit = 1_800
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    # 29 minutes later somebody moves the mouse, and the half hour begins anew
    page.clock.set_fixed_time("2026-11-24T10:11:00Z")
    page.mouse.move(200, 200)
    page.wait_for_function("() => Number(localStorage['pitcrew.last-input']) === Date.now()")
    page.clock.set_fixed_time("2026-11-24T10:40:00Z")
    page.evaluate("async () => (await import('/model/renewal.js')).renew()")
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_have_count(0)
    page.clock.set_fixed_time("2026-11-24T10:42:00Z")
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_be_visible()
    expect(page.get_by_label("Name, e-mail, phone or plate")).to_have_value("schulz")
    page.wait_for_function("() => localStorage['pitcrew.signed-in'] === 'no'")
    assert refreshes(door) == 1 and all(session["revoked"] for session in door.identity.sessions.values())


def test_whoever_comes_back_too_late_is_not_taken_for_never_having_left(open_page, url, door):
    """A device that slept: its timers did not run, and the first touch is no use of the session."""
    page = open_page()
    door.identity.idle_limit = 1_800
    sign_in(page, url + "/customer", ADVISOR)
    page.evaluate("localStorage['pitcrew.last-input'] = String(Date.now() - 1_801_000)")
    page.mouse.move(200, 200)
    page.mouse.move(220, 200)
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_be_visible()


def test_policy_that_becomes_stricter_in_the_middle_of_work_keeps_what_was_typed(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    door.identity.verified_roles.add("advisor")
    page.evaluate("async () => void (await (await import('/model/renewal.js')).renew())")
    asked = page.get_by_role("dialog", name="Prove that it is you")
    expect(asked).to_be_visible()
    expect(asked.get_by_role("link", name="Add your first passkey")).to_have_attribute("target", "_blank")
    expect(page.get_by_label("Name, e-mail, phone or plate")).to_have_value("schulz")
    page.keyboard.press("Escape")
    expect(asked).to_be_visible()
    door.identity.verified_roles.clear()
    page.evaluate("async () => void (await (await import('/model/renewal.js')).renew())")
    expect(asked).to_have_count(0)
    expect(page.get_by_label("Name, e-mail, phone or plate")).to_have_value("schulz")


def test_idle_session_ends_on_the_server_too_once_it_can_be_reached(open_page, url, door):
    page = open_page()
    door.identity.idle_limit = 1_800
    sign_in(page, url + "/customer", ADVISOR)
    page.get_by_label("Name, e-mail, phone or plate").fill("schulz")
    page.locator(".person").first.wait_for()
    page.context.set_offline(True)
    page.evaluate("localStorage['pitcrew.last-input'] = String(Date.now() - 1_801_000)")
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_be_visible()
    assert page.evaluate("localStorage['pitcrew.signed-in']") == "ending"
    assert not any(session["revoked"] for session in door.identity.sessions.values())
    page.context.set_offline(False)
    page.evaluate("async () => void (await (await import('/model/renewal.js')).renew())")
    assert all(session["revoked"] for session in door.identity.sessions.values())
    expect(page.get_by_role("heading", name="Sign in again to go on")).to_be_visible()
    expect(page.get_by_label("Name, e-mail, phone or plate")).to_have_value("schulz")
