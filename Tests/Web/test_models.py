"""The plain modules behind the pages, run in the browser they are for."""

import json

import pytest


@pytest.fixture
def run(open_page, url):
    """Runs an expression with the named module's exports as `m`."""
    page = open_page()
    page.goto(url)
    return lambda module, body: page.evaluate(f"async () => {{ const m = await import('/model/{module}.js'); {body} }}")


PARSE = "const p = m.eventParser(); return {}.flatMap((piece) => p.feed(piece))"


@pytest.mark.parametrize(
    ("pieces", "events"),
    [
        (["event: appointment\ndata: {}\n\n"], [("appointment", "{}")]),
        (["data: a\n", "data: b\n\n"], [("message", "a\nb")]),
        (["data: x\r", "\n\r\nda", "ta:y\r\n\r\n"], [("message", "x"), ("message", "y")]),
        ([": heartbeat\n\n", "event: nothing\n\n"], []),
        (["data\n\n"], [("message", "")]),
        (["data: half"], []),
    ],
)
def test_event_stream_is_parsed_as_the_standard_says(run, pieces, events):
    parsed = run("stream", PARSE.format(json.dumps(pieces)))
    assert [(event["type"], event["data"]) for event in parsed] == events


@pytest.mark.parametrize(
    ("day", "clock", "zone", "instant"),
    [
        ("2026-11-24", "09:00", "Europe/Berlin", "2026-11-24T08:00:00.000Z"),
        ("2026-07-24", "09:00", "Europe/Berlin", "2026-07-24T07:00:00.000Z"),
        ("2026-03-29", "08:00", "Europe/Berlin", "2026-03-29T06:00:00.000Z"),  # the day the clock goes forward
        ("2026-10-25", "08:00", "Europe/Berlin", "2026-10-25T07:00:00.000Z"),  # and back
        ("2026-11-24", "09:00", "Asia/Dubai", "2026-11-24T05:00:00.000Z"),
        ("2026-11-24", "01:00", "Asia/Singapore", "2026-11-23T17:00:00.000Z"),
    ],
)
def test_wall_clock_becomes_an_instant(run, day, clock, zone, instant):
    assert run("zone", f"return new Date(m.instantOf('{day}', '{clock}', '{zone}')).toISOString()") == instant


@pytest.mark.parametrize(
    ("typed", "reach"),
    [
        (" ada@customer.example ", {"channel": "email", "address": "ada@customer.example"}),
        ("+49 (170) 123-45.67", {"channel": "sms", "address": "+491701234567"}),
        ("00971 50 1234567", {"channel": "sms", "address": "+971501234567"}),
        ("+٩٧١٥٠١٢٣٤٥٦٧", {"channel": "sms", "address": "+971501234567"}),
        ("0170 1234567", None), ("+0170123456", None), ("+123456", None), ("+1234567890123456", None), ("+49x170123456", None), ("", None),
    ],
)  # fmt: skip
def test_what_is_typed_to_sign_in_is_a_mail_address_or_a_number(run, typed, reach):
    assert run("reach", f"return m.reachOf({json.dumps(typed)})") == reach


def test_day_is_the_workshops_not_the_readers(run):
    assert run("zone", "return m.dayOf('2026-11-24T17:00:00Z', 'Asia/Singapore')") == "2026-11-25"


def test_zone_is_named_only_when_its_clock_differs(run):
    names = run(
        "zone",
        """const at = '2026-11-24T09:00:00Z';
      return [m.foreignZoneName(at, 'Europe/Berlin', 'Europe/Paris'), m.foreignZoneName(at, 'Asia/Dubai', 'Europe/Paris')]""",
    )
    assert names[0] is None and "Gulf" in names[1]


def test_newer_state_wins_whatever_the_order(run):
    kept = run(
        "board",
        """
      const workshop = { id: 'w', timeZone: 'Europe/Berlin' };
      const make = (version, status) => ({ id: 'a', version, status, workshop, start: '2026-11-24T09:00:00Z' });
      let board = { workshop, date: '2026-11-24', appointments: [] };
      for (const state of [make(2, 'checked_in'), make(1, 'booked'), make(2, 'booked'), make(3, 'started')])
        board = m.withAppointment(board, state);
      return board.appointments.map(({ version, status }) => [version, status])""",
    )
    assert kept == [[3, "started"]]


@pytest.mark.parametrize(("status", "start"), [("cancelled", "2026-11-24T09:00:00Z"), ("booked", "2026-11-25T09:00:00Z")])
def test_cancelled_or_moved_away_leaves_the_board(run, status, start):
    left = run(
        "board",
        f"""
      const workshop = {{ id: 'w', timeZone: 'Europe/Berlin' }};
      const old = {{ id: 'a', version: 1, status: 'booked', workshop, start: '2026-11-24T09:00:00Z' }};
      const board = {{ workshop, date: '2026-11-24', appointments: [old] }};
      return m.withAppointment(board, {{ ...old, version: 2, status: '{status}', start: '{start}' }}).appointments""",
    )
    assert left == []


@pytest.mark.parametrize(
    ("status", "now", "late"),
    [
        ("booked", "09:30", 0), ("booked", "10:12", 12), ("checked_in", "10:05", 5),
        ("started", "10:45", 0), ("started", "11:20", 20), ("completed", "12:00", 0),
    ],
)  # fmt: skip
def test_lateness_follows_plan_and_clock(run, status, now, late):
    appointment = {"status": status, "start": "2026-11-24T10:00:00Z", "end": "2026-11-24T11:00:00Z"}
    assert run("bar", f"return m.minutesLate({json.dumps(appointment)}, '2026-11-24T{now}:00Z')") == late


def test_notches_share_the_bar_by_labour_time(run):
    services = [{"labourTenths": 5}, {"labourTenths": 10}, {"labourTenths": 5}]
    assert run("bar", f"return m.notches({json.dumps(services)})") == [0.25, 0.75]


@pytest.mark.parametrize(
    ("money", "text"),
    [({"amount": 12345, "currency": "EUR"}, "€123.45"), ({"amount": 500, "currency": "JPY"}, "JP¥500"),
     ({"amount": 1234, "currency": "BHD"}, "BHD\u00a01.234")],
)  # fmt: skip
def test_money_knows_the_currencys_minor_units(run, money, text):
    assert run("figures", f"return m.moneyText({json.dumps(money)})") == text


@pytest.mark.parametrize(
    ("body", "content_type", "slug"),
    [
        ('{"type":"urn:pitcrew:problem:slot-taken","status":409,"alternatives":[1]}', "application/problem+json", "slot-taken"),
        ("<html>", "text/html", "http-409"),
        ("null", "application/json", "http-409"),
    ],
)
def test_every_failed_answer_becomes_a_problem(run, body, content_type, slug):
    made = run(
        "problem",
        f"""
      const headers = {{ 'Content-Type': '{content_type}' }};
      const problem = await m.problemOf(new Response({json.dumps(body)}, {{ status: 409, headers }}));
      return [problem.slug, problem.status, problem.extensions.alternatives ?? null]""",
    )
    assert made == [slug, 409, [1] if slug == "slot-taken" else None]


def test_link_token_is_read_however_the_fragment_is_written(run):
    tokens = run("calendar", "return ['#abc.def-_', '#token=abc', '#t=abc', '#ab==', '', '#'].map(m.tokenInFragment)")
    assert tokens == ["abc.def-_", "abc", "abc", "ab==", None, None]


def test_reconnect_pause_grows_and_is_bounded(run):
    pauses = run("stream", "return [0, 1, 4, 20].map((attempt) => m.pause(attempt, () => 1))")
    assert pauses == [500, 1000, 8000, 30000]


def test_order_leaves_out_what_is_empty(run):
    order = run(
        "booking",
        """
      const state = { ...m.emptyBooking('w'), serviceIds: ['s'], slot: { start: 'x' } };
      state.vehicle = { ...state.vehicle, plate: ' b-1 ', make: 'BMW', model: 'i3' };
      state.customer = { name: ' A ', email: 'a@b.c', phone: '' };
      return m.orderOf(state, 'en-GB')""",
    )
    assert order == {
        "workshopId": "w", "serviceIds": ["s"], "start": "x", "channel": "web",
        "customer": {"name": "A", "email": "a@b.c", "locale": "en-GB"},
        "vehicle": {"plate": "B-1", "make": "BMW", "model": "i3", "class": "midsize"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("Android 12, iOS 16", {"Android": "12", "iOS": "16"}), ("Chrome OS 120.0.1", {"Chrome OS": "120.0.1"}), ("", {}),
        ("Android 12، iOS 16.4", {"Android": "12", "iOS": "16.4"}), ("Android", None), ("12", None), ("Android 12 iOS", None),
    ],
)  # fmt: skip
def test_systems_are_read_as_name_and_version(run, text, systems):
    assert run("access", f"return m.systemsOf({json.dumps(text)})") == systems
    if systems:
        assert run("access", f"return m.systemsOf(m.systemsText({json.dumps(systems)}))") == systems


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://elsewhere.example/appointment#a.b", "/appointment#a.b"), ("/appointment#a.b", "/appointment#a.b"),
        ("https://elsewhere.example//evil.example/#a", None), ("javascript:alert(1)#a", None), ("/appointment", None), (None, None),
    ],
)  # fmt: skip
def test_appointments_link_stays_on_this_site(run, link, path):
    assert run("visits", f"return m.linkOf({json.dumps({'manageUrl': link})})") == path


def test_usage_has_every_day(run):
    days = run(
        "usage",
        """const days = m.everyDay([{ day: '2026-11-02', requests: 3, failed: 1, p95: 80 }], '2026-11-01', '2026-11-03');
      return [days.map(({ day, requests }) => [day, requests]), m.sumOf(days, 'failed'), m.worstOf(days), m.worstOf([])]""",
    )
    assert days == [[["2026-11-01", 0], ["2026-11-02", 3], ["2026-11-03", 0]], 1, 80, None]


def test_system_that_the_browser_does_not_tell_is_unknown(run):
    device = run("device", "return m.describedDevice({ userAgent: 'curl/8' })")
    assert device["system"] == "unknown" and device["app"] == "web"


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, [0, 1, 2, 3, 4]), (4, [0, 1, 2, 3, 4]), (5, [0, 2, 4]), (21, [0, 5, 10, 15, 20]), (100, [0, 50, 100]), (900, [0, 200, 400, 600, 800])],
)
def test_axis_has_few_lines_on_round_figures(run, most, ticks):
    axis = run("metrics", f"return m.ticksOf({most})")
    assert axis["ticks"] == ticks and axis["top"] >= most
