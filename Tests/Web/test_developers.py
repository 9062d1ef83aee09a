"""What a partner's developer does on /developers."""

from playwright.sync_api import expect


def connect(page, url, secret="sandbox-secret"):
    page.goto(url + "/developers")
    page.get_by_label("Client id").fill("garage-network")
    page.get_by_label("Client secret").fill(secret)
    page.get_by_role("button", name="Connect", exact=True).click()


def test_developer_reads_the_reference_without_a_client(open_page, url):
    page = open_page()
    page.goto(url + "/developers")
    reference = page.get_by_role("region", name="Reference")
    expect(reference.get_by_text("POST /v1/bookings")).to_be_visible()
    expect(reference.get_by_text("POST /v1/partners")).to_be_hidden()
    reference.get_by_text("Other operations").click()
    expect(reference.get_by_text("POST /v1/partners")).to_be_visible()
    page.get_by_role("button", name="booking", exact=True).click()
    expect(reference.get_by_text("POST /v1/appointments")).to_be_visible()
    expect(page.get_by_role("link", name="OpenAPI document")).to_have_attribute("href", "/api/booking/openapi.json")
    expect(reference.get_by_text("/healthz")).to_have_count(0)


def test_developer_opens_an_operation_to_what_it_takes_and_answers(open_page, url):
    page = open_page()
    page.goto(url + "/developers")
    booking = page.locator(".operation").filter(has_text="POST /v1/bookings")
    booking.get_by_text("POST /v1/bookings").click()
    expect(booking.locator(".member")).to_contain_text([
        "Idempotency-Key string, header", "reference string", "customer object", "customer.email string", "customer.friend object",
    ])  # fmt: skip
    expect(booking.locator(".member").filter(has_text="serviceIds")).to_contain_text("uuid[]")
    expect(booking.locator(".answers > li")).to_contain_text(['"requested" | "booked"', "The reference is taken."])
    call = page.locator(".operation").filter(has_text="booking.confirmed")
    call.get_by_text("POST booking.confirmed").click()
    expect(call.locator(".member").filter(has_text="type")).to_contain_text('"booking.confirmed"')
    expect(call.get_by_role("region", name="Example")).to_contain_text('"version": 1')


def test_developer_copies_the_first_steps(open_page, url):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(url + "/developers")
    page.get_by_role("button", name="Copy: Get a token").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{url}/api/partner-gateway/oauth/token" in copied and "grant_type=client_credentials" in copied


def test_developer_sees_which_client_is_connected_and_that_nothing_counts(open_page, url):
    page = open_page()
    connect(page, url)
    title = page.locator(".title")
    expect(title).to_contain_text("Connected as garage-network Sandbox")
    expect(page.get_by_role("heading", name="Get a token")).to_be_hidden()


def test_developer_with_a_wrong_secret_is_told(open_page, url):
    page = open_page()
    connect(page, url, "wrong")
    expect(page.get_by_text("Client id or secret is not right.", exact=False)).to_be_visible()


def test_developer_tries_the_webhook_and_replays(open_page, url):
    page = open_page()
    connect(page, url)
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator(".delivery").first).to_contain_text("ping")
    page.locator(".delivery").filter(has_text="Given up").first.get_by_role("button").click()
    expect(page.get_by_text("The call is made again")).to_be_visible()
    page.get_by_label("Address").fill("http://inside.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Please give an https address", exact=False)).to_be_visible()
    page.get_by_label("Address").fill("https://hooks.example.org/p")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".secret")).to_contain_text("whsec_")


def test_developer_gets_a_new_secret_while_the_old_one_goes_on(open_page, url):
    page = open_page()
    connect(page, url)
    page.get_by_role("button", name="New secret").click()
    expect(page.locator(".secret")).to_contain_text("whsec_")
    expect(page.get_by_text("Calls are signed with the secret before as well", exact=False)).to_be_visible()


def test_developer_reads_older_deliveries_and_the_usage(open_page, url):
    page = open_page()
    connect(page, url)
    expect(page.locator(".delivery")).to_have_count(20)
    page.get_by_role("button", name="Older deliveries").click()
    expect(page.locator(".delivery")).to_have_count(26)
    page.get_by_text("As a table").click()
    usage = page.get_by_role("region", name="Usage")
    expect(usage.get_by_role("row")).to_have_count(15)
    expect(usage.get_by_role("row").nth(1)).to_contain_text(" ms")
    expect(usage.get_by_role("row").nth(4)).to_contain_text("–")


def test_developers_secret_is_kept_nowhere(open_page, url):
    page = open_page()
    connect(page, url)
    page.locator(".delivery").first.wait_for()
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    assert "sandbox-secret" not in kept and "garage-network" not in kept
    page.reload()
    expect(page.get_by_label("Client secret")).to_have_value("")
