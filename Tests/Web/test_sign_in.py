"""Ways in: passkey (Chromium's virtual authenticator), code by e-mail or text message, password."""

import re

import pytest
from playwright.sync_api import expect

from steps import ADVISOR, give_password, sign_in, sign_in_by_code, sign_out

EMAIL = "hanna.vogel@example.com"


@pytest.fixture
def authenticator(open_page):
    """A page with a virtual authenticator that verifies its user; gives (page, devtools, authenticator id)."""

    def make(autofill=True):
        page = open_page()
        if not autofill:
            page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable", {"enableUI": False})
        kind = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
        return page, devtools, made["authenticatorId"]

    return make


def make_passkey(page, name=None):
    page.get_by_role("button", name="Add a passkey").click()
    if name:
        page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add it").click()


def add_passkey(page, url):
    sign_in_by_code(page, url, EMAIL, "/account")
    make_passkey(page)
    expect(page.get_by_text("The passkey is added")).to_be_visible()


def test_passkey_is_made_and_signs_in(authenticator, url, door):
    page, _, _ = authenticator(autofill=False)
    add_passkey(page, url)
    sign_out(page)
    page.goto(url + "/sign-in?return=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(url + "/account")
    expect(page.get_by_text("by passkey · user verified", exact=False)).to_be_visible()
    assert [s["method"] for s in door.identity.sessions.values()] == ["code", "passkey"]


def test_passkey_is_offered_in_the_address_field_however_long_one_waits(authenticator, url, door):
    page, devtools, identity = authenticator()
    add_passkey(page, url)
    devtools.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": identity, "enabled": False})
    sign_out(page)
    door.identity.challenge_timeout = 1_000
    page.goto(url + "/sign-in")
    expect(page.get_by_label("E-mail")).to_have_attribute("autocomplete", "username webauthn")
    for _ in range(2):
        with page.expect_response("**/v1/sign-in/passkeys/options"):
            pass
    devtools.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": identity, "enabled": True})
    expect(page).to_have_url(url + "/my")
    assert [s["method"] for s in door.identity.sessions.values()] == ["code", "passkey"]


def test_passkey_that_is_not_known_is_told(authenticator, url, door):
    page, _, _ = authenticator()
    add_passkey(page, url)
    door.identity.passkeys.clear()
    sign_out(page)
    expect(page.get_by_text("This passkey is not known here", exact=False).first).to_be_visible()


def test_passkey_that_does_not_verify_its_user_is_refused(authenticator, url):
    page, devtools, identity = authenticator(autofill=False)
    add_passkey(page, url)
    sign_out(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": identity, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_same_device_gets_one_passkey(authenticator, url, door):
    page, _, _ = authenticator()
    add_passkey(page, url)
    make_passkey(page)
    expect(page.get_by_text("This device has a passkey for your account already.")).to_be_visible()
    assert len(door.identity.passkeys) == 1


def test_passkey_is_named_and_tells_when_it_was_added(authenticator, url, door):
    page, _, _ = authenticator()
    sign_in_by_code(page, url, EMAIL, "/account")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_label("Name")).to_have_value(re.compile(r"^\w+ on \w+$"))
    page.get_by_label("Name").fill("Desk in bay 3")
    page.get_by_role("button", name="Add it").click()
    entry = page.locator(".entry").filter(has_text="Desk in bay 3")
    expect(entry).to_contain_text(re.compile(r"Added 24 Nov 2026, \d\d:\d\d"))
    assert [passkey["view"]["name"] for passkey in door.identity.passkeys.values()] == ["Desk in bay 3"]


def test_names_of_passkeys_are_offered_apart(open_page, url):
    page = open_page()
    page.goto(url)
    page.get_by_role("checkbox").first.wait_for()
    named = "import('/model/passkeys.js').then((m) => [[], ['A'], ['A', 'A 2'], ['B', 'A']].map((taken) => m.unusedName('A', taken)))"
    assert page.evaluate(named) == ["A", "A 2", "A 3", "A 2"]


def test_focus_stays_where_a_passkey_was_added_and_removed(authenticator, url):
    page, _, _ = authenticator()
    add_passkey(page, url)
    expect(page.get_by_role("button", name="Add a passkey")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Remove ")).press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(page.get_by_text("No passkey yet.", exact=False)).to_be_visible()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_focused()


def test_passkey_is_removed(authenticator, url, door):
    page, _, _ = authenticator()
    add_passkey(page, url)
    page.get_by_role("button", name=re.compile("^Remove ")).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No passkey yet.", exact=False)).to_be_visible()
    assert door.identity.passkeys == {}


def test_more_passkeys_than_allowed_are_told(authenticator, url, door):
    page, _, _ = authenticator()
    door.identity.most_passkeys = 0
    sign_in_by_code(page, url, EMAIL, "/account")
    make_passkey(page)
    expect(page.get_by_text("You have as many passkeys as a person may have.", exact=False)).to_be_visible()


def test_passkey_that_is_refused_is_told(authenticator, url, door):
    page, _, _ = authenticator()
    sign_in_by_code(page, url, EMAIL, "/account")

    def forget(route):
        answer = route.fetch()
        door.identity.challenges.clear()
        route.fulfill(response=answer)

    page.route("**/v1/passkeys/options", forget)
    make_passkey(page)
    expect(page.get_by_text("The passkey could not be added. Start again.")).to_be_visible()


def test_session_that_must_prove_more_adds_its_first_passkey_and_signs_in_with_it(authenticator, url, door):
    page, _, _ = authenticator(autofill=False)
    door.identity.verified_roles.add("advisor")
    page.goto(url + "/sign-in?for=staff")
    give_password(page, ADVISOR, "pitcrew")
    expect(page.get_by_role("heading", name="Prove that it is you")).to_be_visible()
    expect(page.get_by_text("Your role asks for a passkey", exact=False)).to_be_visible()
    page.get_by_role("link", name="Add your first passkey").click()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    make_passkey(page)
    expect(page.get_by_role("button", name="Go on with it")).to_be_focused()
    expect(page.get_by_role("button", name="Add a passkey")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_be_visible()
    expect(page).to_have_url(url + "/board")


def test_what_must_be_proved_waits_for_the_list_of_passkeys(authenticator, url, door):
    """Signing in with a passkey leads nowhere for somebody who has none; without an answer both ways are there."""
    page, _, _ = authenticator(autofill=False)
    door.identity.verified_roles.add("customer")
    held = []
    page.route("**/v1/passkeys", lambda route: held.append(route))
    page.goto(url + "/sign-in?return=/my")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill("246810")
    expect(page.get_by_role("heading", name="Prove that it is you")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    expect(page.get_by_role("link", name="Add your first passkey")).to_have_count(0)
    held[0].fulfill(status=503, json={"type": "urn:pitcrew:problem:unavailable", "title": "away", "status": 503})
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    expect(page.get_by_role("link", name="Add your first passkey")).to_have_attribute("href", "/account?return=%2Fmy")


def test_session_that_must_prove_more_signs_in_with_the_passkey_it_has(authenticator, url, door):
    page, _, _ = authenticator(autofill=False)
    door.identity.verified_roles.add("customer")
    sign_in_by_code(page, url, EMAIL, "/account")
    make_passkey(page)
    expect(page.get_by_text("The passkey is added")).to_be_visible()
    page.goto(url + "/my")
    expect(page.get_by_role("link", name="Add your first passkey")).to_have_count(0)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My appointments")).to_be_visible()


@pytest.mark.parametrize("way", ["/sign-in", "/sign-in?for=staff"])
def test_passkey_is_offered_before_what_is_weaker(open_page, url, way):
    page = open_page()
    page.goto(url + way)
    expect(page.locator(".enter :is(button, input, a)").first).to_have_text("Sign in with a passkey")


def test_password_may_be_pasted_and_looked_at_and_is_sent_whole(open_page, url):
    page, sent = open_page(), []
    page.on("request", lambda request: request.url.endswith("/v1/staff/sessions") and sent.append(request.post_data_json["password"]))
    page.goto(url + "/sign-in?for=staff")
    page.get_by_text("With a password").click()
    field, long = page.get_by_label("Password"), " pässword 🔑  密码" * 8
    expect(field).to_have_attribute("autocomplete", "current-password")
    field.evaluate("(field, text) => { field.focus(); document.execCommand('insertText', false, text) }", long)
    page.get_by_role("button", name="Show the password").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide the password").click()
    expect(field).to_have_attribute("type", "password")
    page.get_by_role("button", name="Show the password").click()
    page.get_by_label("E-mail").fill(ADVISOR)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("E-mail or password is not right.", exact=False)).to_be_visible()
    expect(field).to_have_attribute("type", "password")
    assert sent == [long]


def ask_code(page, url):
    page.goto(url + "/sign-in")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code", exact=True)).to_be_focused()
    return page.get_by_label("Code", exact=True)


def test_code_signs_in_with_its_sixth_digit(open_page, url):
    page = open_page(360, 740)
    field = ask_code(page, url)
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    field.press_sequentially("246810")
    expect(page).to_have_url(url + "/my")


@pytest.mark.parametrize("pasted", ["246 810", "246-810", "Your code: 246810.", "٢٤٦٨١٠"])
def test_code_may_be_pasted_as_it_came(open_page, url, pasted):
    page = open_page()
    field = ask_code(page, url)
    field.evaluate("(field, text) => { field.focus(); document.execCommand('insertText', false, text) }", pasted)
    expect(page).to_have_url(url + "/my")


def test_wrong_code_can_be_tried_again(open_page, url):
    page = open_page()
    field = ask_code(page, url)
    field.fill("111111")
    expect(page.get_by_text("That is not the code.", exact=False)).to_be_visible()
    field.fill("246810")
    expect(page).to_have_url(url + "/my")


def test_code_that_is_over_says_what_to_do(open_page, url, door):
    page = open_page()
    field = ask_code(page, url)
    door.identity.codes.clear()
    field.fill("246810")
    expect(page.get_by_text("This code is over. Send another one.")).to_be_visible()


def test_another_code_can_be_sent_after_a_while(open_page, url, door):
    page = open_page()
    page.clock.install(time="2026-11-24T09:42:00Z")
    field = ask_code(page, url)
    again = page.get_by_role("button", name=re.compile("Send another code"))
    expect(again).to_be_disabled()
    for _ in range(31):
        page.clock.run_for(1000)
    expect(again).to_be_enabled()
    door.identity.codes.clear()
    again.click()
    expect(page.get_by_text("Another code is on its way", exact=False)).to_be_visible()
    field.fill("246810")
    expect(page).to_have_url(url + "/my")


@pytest.mark.parametrize("typed", ["hanna", "0170 1234567", "+0170123456", "123"])
def test_what_is_neither_an_address_nor_a_number_is_told(open_page, url, door, typed):
    page = open_page()
    page.goto(url + "/sign-in")
    page.get_by_label("E-mail").fill(typed)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("or a mobile number with its country", exact=False)).to_be_visible()
    assert door.identity.codes == {}


def test_code_works_with_the_keyboard_alone(open_page, url):
    page = open_page()
    page.goto(url + "/sign-in")
    page.get_by_label("E-mail").press_sequentially(EMAIL)
    page.keyboard.press("Enter")
    page.get_by_label("Code", exact=True).wait_for()
    page.keyboard.type("246810")
    expect(page).to_have_url(url + "/my")


def test_provider_is_offered_with_the_key_and_the_way_back(open_page, url, door):
    door.identity.providers.append({"id": "entra", "name": "Contoso"})
    page = open_page()
    page.goto(url + "/board")
    link = page.get_by_role("link", name="Sign in with Contoso")
    expect(link).to_have_attribute("href", re.compile(r"/v1/sign-in/providers/entra\?return=%2Fboard&dpop_jkt=[\w-]{43}$"))


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("provider-refused", "The provider did not sign you in."), ("provider-denied", "The provider did not let you in."),
        ("provider-unavailable", "The provider does not answer."), ("sign-in-ended", "took too long"),
        ("not-staff", "No staff account has the address"), ("device-denied", "This device is not let in."),
    ],
)  # fmt: skip
def test_sign_in_at_a_provider_that_failed_is_told(open_page, url, slug, text):
    page = open_page()
    page.goto(f"{url}/sign-in?for=staff&problem={slug}")
    expect(page.get_by_text(text, exact=False)).to_be_visible()


@pytest.mark.parametrize(
    ("module", "text"),
    [(None, "cannot be reached"), ("throw new TypeError('a fault of its own')", "Something went wrong on our side")],
)
def test_ways_in_that_did_not_come_are_told_apart_from_those_that_are_faulty(open_page, url, module, text):
    page = open_page()
    answer = (lambda route: route.abort()) if module is None else (lambda route: route.fulfill(content_type="text/javascript", body=module))
    page.route("**/components/sign-in/sign-in.js", answer)
    page.goto(url + "/board")
    expect(page.get_by_role("alert").get_by_text(text, exact=False)).to_be_visible()


def test_device_says_what_it_is_and_nothing_more(open_page, url, door):
    page = open_page()
    sign_in(page, url + "/board", ADVISOR)
    device = next(iter(door.identity.sessions.values()))["device"]
    assert device["app"] == "web" and re.fullmatch(r"\d+\.\d+\.\d+", device["appVersion"])
    assert device["system"]
    assert set(device) <= {"app", "appVersion", "system", "systemVersion", "name"} and "on" in device["name"]
