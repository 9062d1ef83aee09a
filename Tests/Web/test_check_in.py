"""Checking in by a customer's code: by camera, by hand, and without network."""

import random
import re

import numpy
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import expect

from conftest import CHROMIUM, EXPECTED
from fixture.catalogue import WORKSHOPS
from fixture.wallet import base64url, spoken_of
from views import as_role

WIDTH, HEIGHT = 640, 480
HARD = 16


def enter(page, code):
    page.locator("#code").fill(code)
    page.locator("#code").press("Enter")


def open_desk(page, url):
    as_role(page, url + "/check-in", "advisor")
    page.get_by_label("Code by hand").wait_for()


def film(code, path):
    """A camera that sees the code: a few frames of Y4M, which needs no picture library."""
    image = numpy.array(zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=1, add_quiet_zones=False))
    module = 380 // image.shape[0]
    square = image.repeat(module, axis=0).repeat(module, axis=1)
    light = numpy.full((HEIGHT, WIDTH), 200, numpy.uint8)
    top, left = (HEIGHT - square.shape[0]) // 2, (WIDTH - square.shape[1]) // 2
    light[top:top + square.shape[0], left:left + square.shape[1]] = numpy.where(square > 127, 200, 20)
    frame = b"FRAME\n" + light.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 5)
    return path


@pytest.fixture
def filming(browser, door, tmp_path):
    """Opens the page with a camera before which a code is held; a browser of its own, as the picture is chosen at its start. The console and
    the content policy are watched as in conftest.py."""
    complaints, open_ones = [], []

    def start(code, granted=True):
        args = ["--no-sandbox", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film(code, tmp_path / 'seen.y4m')}"]
        own = browser.browser_type.launch(executable_path=CHROMIUM, args=args)
        open_ones.append(own)
        page = own.new_context(permissions=["camera"] if granted else [], locale="en-GB").new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and not EXPECTED.search(message.text) and complaints.append(message.text))
        page.add_init_script("addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))")
        open_desk(page, door.url)
        return page

    yield start
    for own in open_ones:
        own.close()
    assert complaints == []


def test_the_camera_reads_a_customers_code(filming, door):
    due = door.garage.wallets.appointment_due()
    page = filming(door.garage.wallets.code(due))
    asked = [path for path in door.asked if "html5-qrcode" in path]
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_role("heading", name="Checked in", exact=True)).to_be_visible()
    expect(page.locator(".arrival-who")).to_contain_text(due["vehicle"]["plate"])
    assert asked == [] and [path for path in door.asked if "html5-qrcode" in path] != []
    assert len(door.garage.wallets.taken) == 1
    page.get_by_role("button", name="Stop the camera").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    page.wait_for_function("document.querySelector('video').srcObject.getTracks().every(({ readyState }) => readyState === 'ended')")


def test_a_code_the_decoder_cannot_read_as_it_stands_is_read(filming):
    """A picture that never changes, of a code that was found by trying which ones the decoder fails on."""
    page = filming(base64url(random.Random(HARD).randbytes(109)))
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator(".arrival")).to_contain_text("not one of our codes")


def test_without_a_camera_the_page_says_what_to_do(filming, door):
    page = filming("anything", granted=False)
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.get_by_role("button", name="Start the camera").click()
    expect(page.get_by_text("does not let this page use the camera")).to_be_visible()
    expect(page.get_by_text("The eight letters below the customer's code do the same.")).to_be_visible()


def test_typed_code_checks_in_and_a_second_time_is_told(open_page, url, door):
    page = open_page(360, 740)
    open_desk(page, url)
    due = door.garage.wallets.appointment_due()
    code = spoken_of(due)
    enter(page, f"{code[:4].lower()}-{code[4:]}".replace("0", "o"))
    expect(page.get_by_role("heading", name="Checked in", exact=True)).to_be_visible()
    expect(page.locator("#code")).to_have_value("")
    enter(page, code)
    expect(page.get_by_role("heading", name="Already checked in")).to_be_visible()
    expect(page.locator(".arrivals li")).to_have_count(1)


def test_what_is_no_code_is_said_at_the_field(open_page, url):
    page = open_page()
    open_desk(page, url)
    enter(page, "1234")
    expect(page.get_by_text("Please type all eight letters and digits.")).to_be_visible()
    expect(page.locator("#code")).to_be_focused()


def test_refusals_say_what_to_do(open_page, url, door):
    page = open_page()
    open_desk(page, url)
    garage = door.garage
    elsewhere = garage.of_day(WORKSHOPS[1], garage.now().date())[0]
    over = next(one for one in garage.of_day(WORKSHOPS[0], garage.now().date()) if one["status"] == "completed")
    for code, words in (
        ("ZZZZZZZZ", "not one of our codes"), (spoken_of(elsewhere), "at another workshop"), (spoken_of(over), "called off, or is over"),
    ):
        enter(page, code)
        expect(page.locator(".arrival")).to_contain_text(words)


def test_without_network_a_code_is_verified_kept_and_sent_later(open_page, url, door):
    page = open_page()
    open_desk(page, url)
    page.wait_for_function("() => localStorage.getItem('pitcrew.check-in-key')")
    wallets = door.garage.wallets
    due = wallets.appointment_due()
    code, forged = wallets.code(due), wallets.code(due, ec.generate_private_key(ec.SECP256R1()))
    page.context.set_offline(True)
    enter(page, forged)
    expect(page.locator(".arrival")).to_contain_text("not one of our codes")
    elsewhere = wallets.code(door.garage.of_day(WORKSHOPS[1], door.garage.now().date())[0])
    enter(page, elsewhere)
    expect(page.locator(".arrival")).to_contain_text("at another workshop")
    enter(page, code)
    expect(page.get_by_role("heading", name="Kept for later")).to_be_visible()
    expect(page.get_by_text("1 check-in waits for the network.")).to_be_visible()
    assert wallets.taken == []
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Checked in", exact=True)).to_be_visible()
    expect(page.get_by_text("waits for the network")).to_have_count(0)
    (taken,) = wallets.taken
    assert taken["code"] == code and re.match(r"^20\d\d-", taken["scannedAt"])
    assert page.evaluate("localStorage.getItem('pitcrew.check-ins')") == "[]"


def test_what_waits_outlives_the_page(open_page, url, door):
    page = open_page()
    open_desk(page, url)
    code = door.garage.wallets.code(door.garage.wallets.appointment_due())
    item = f"{{ code: '{code}', workshopId: '{WORKSHOPS[0]['id']}', scannedAt: new Date().toISOString() }}"
    page.evaluate(f"localStorage.setItem('pitcrew.check-ins', JSON.stringify([{item}]))")
    page.reload()
    expect(page.get_by_role("heading", name="Checked in", exact=True)).to_be_visible()


def test_only_who_keeps_appointments_sees_the_page(open_page, url):
    page = open_page()
    as_role(page, url + "/check-in", "technician")
    expect(page.get_by_role("heading", name="Not for your role")).to_be_visible()
