"""What a customer carries of an appointment: the code in the square, the file, the feed's address."""

import io
import re

import numpy
import pytest
import zxingcpp
from playwright.sync_api import expect

from steps import book
from views import appointment, as_role, booked


def read(page):
    """What zxing reads from the page as it is drawn. Chromium hands pictures on as PNG; a canvas of its own takes them apart."""
    page.locator(".pass-square").scroll_into_view_if_needed()
    shot = page.locator(".pass-square").screenshot(type="png")
    pixels = page.evaluate(
        """async (bytes) => { const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(picture.width, picture.height); const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0); const { data } = context.getImageData(0, 0, picture.width, picture.height);
        return [picture.width, picture.height, Array.from({ length: data.length / 4 }, (_, index) => data[index * 4])] }""",
        list(io.BytesIO(shot).getbuffer()),
    )
    width, height, light = pixels
    image = numpy.array(light, numpy.uint8).reshape(height, width)
    # Not every reader is as patient as this one: dark on light, and light around it for three modules at least (four, less the edge).
    quiet = image.shape[0] * 3 // 65
    assert all(edge.min() > 240 for edge in (image[1:quiet, 1:-1], image[1:-1, 1:quiet], image[-quiet:-1, 1:-1], image[1:-1, -quiet:-1]))
    return [found.text for found in zxingcpp.read_barcodes(image, try_invert=False, try_downscale=False)]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("view", [booked, appointment], ids=lambda view: view.__name__)
def test_another_program_reads_the_code_in_every_theme(open_page, url, door, view, width, theme):
    page = open_page(width, 800)
    page.add_init_script(f"localStorage.setItem('pitcrew.theme', '{theme}')")
    view(page, url)
    page.locator(".pass-square").wait_for()
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
    mine = next(door.garage.appointments[one] for token, one in door.garage.tokens.items() if token.startswith("link."))
    (said,) = read(page)
    assert said[:60] == door.garage.wallets.code(mine)[:60]


def test_the_code_can_be_read_out(open_page, url):
    page = open_page(360, 740)
    appointment(page, url)
    spoken = page.locator(".pass-spoken")
    expect(spoken).to_have_text(re.compile("^[0-9A-Z]{4} [0-9A-Z]{4}$"))
    expect(page.get_by_role("img", name=f"Check-in code {spoken.text_content()}")).to_be_visible()


def test_feed_is_offered_as_calendars_take_it(open_page, url):
    page = open_page(360, 740)
    appointment(page, url)
    page.get_by_text("Keep your calendar up to date").click()
    link = page.get_by_role("link", name="Subscribe")
    expect(link).to_have_attribute("href", re.compile("^webcal://pitcrew.example/api/booking/v1/calendars/appointment.ics"))


def test_what_has_arrived_shows_no_code(open_page, url, door):
    page = open_page()
    appointment(page, url)
    page.locator(".pass").wait_for()
    mine = next(door.garage.appointments[one] for token, one in door.garage.tokens.items() if token.startswith("link."))
    mine["status"] = "checked_in"
    door.garage.changed(mine)
    page.reload()
    page.locator(".feed").wait_for()
    expect(page.locator(".pass")).to_have_count(0)


def test_a_file_that_does_not_come_is_told_of(open_page, url):
    page = open_page()
    book(page, url)
    button = page.get_by_role("button", name="Add to calendar")
    button.wait_for()
    page.route("**/calendar.ics", lambda route: route.abort())
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.unroute("**/calendar.ics")
    with page.expect_download():
        button.click()


def test_a_customer_who_signed_in_has_the_code_too(open_page, url):
    page = open_page(360, 740)
    as_role(page, url + "/my", "customer", "customer")
    page.locator(".my a[href*='id=']").first.click()
    page.locator(".pass-square").wait_for()


@pytest.mark.parametrize(("agent", "address"), [
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", "https://maps.apple.com/?daddr=Shop%2C+Ring+1"),
    ("Mozilla/5.0 (Linux; Android 15)", "https://www.google.com/maps/dir/?api=1&destination=Shop%2C+Ring+1")])
def test_the_way_there_opens_the_devices_map(open_page, url, agent, address):
    page = open_page()
    page.goto(url)
    asked = "(agent) => import('/model/calendar.js').then((m) => m.directionsTo({ name: 'Shop', address: 'Ring 1' }, agent))"
    assert page.evaluate(asked, agent) == address


def test_one_calendar_follows_all_appointments_until_it_is_stopped(open_page, url, door):
    page = open_page(360, 740)
    as_role(page, url + "/my", "customer", "customer")
    page.get_by_text("All appointments in your calendar").click()
    page.get_by_role("button", name="Get an address").click()
    subscribe = page.get_by_role("link", name="Subscribe")
    expect(subscribe).to_have_attribute("href", re.compile(r"^webcal://.*customer\.ics\?key=1$"))
    page.get_by_role("button", name="New address").click()
    expect(subscribe).to_have_attribute("href", re.compile(r"key=2$"))
    page.get_by_role("button", name="Stop").click()
    expect(subscribe).to_have_count(0)
    expect(page.get_by_role("button", name="Get an address")).to_be_visible()
    assert list(door.garage.calendars.values()) == [(2, False)]
