"""The plain modules behind moving, re-planning, ranking and comparing, run in the browser they are for."""

import json

import pytest

from test_models import run  # noqa: F401  (a fixture)

ZONE = "const zone = 'Europe/Berlin';"
WEEK = """
  const days = [['2026-11-24T07:00Z', '2026-11-24T17:00Z'], ['2026-11-25T07:00Z', '2026-11-25T17:00Z']]
    .map(([from, to]) => ({ day: from.slice(0, 10), from: Date.parse(from), to: Date.parse(to) }));
  const line = m.daysAxis(days);"""
MOVE = """
  const appointment = { id: 'a', start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z', technician: { id: 't1' }, bay: { id: 'b1' } };
  const places = { days: [{ starts: ['2026-11-24T12:00:00Z', '2026-11-24T12:10:00Z'] }], best: [
    { start: '2026-11-24T13:00:00Z', end: '2026-11-24T14:00:00Z', technician: { id: 't2' }, bay: { id: 'b2' } }] };
  const begun = m.begun(appointment);
  const move = m.withPlaces(begun, places);"""


@pytest.mark.parametrize(
    ("instant", "share"),
    [("2026-11-24T07:00:00Z", 0), ("2026-11-24T12:00:00Z", 0.25), ("2026-11-24T23:00:00Z", 0.5), ("2026-11-25T12:00:00Z", 0.75),
     ("2026-11-25T20:00:00Z", 1)],
)  # fmt: skip
def test_days_stand_side_by_side_and_a_night_takes_no_room(run, instant, share):
    assert run("bar", WEEK + f"return line.at('{instant}')") == pytest.approx(share)


def test_axis_of_days_is_read_backwards_too(run):
    found = run("bar", WEEK + "return [0.25, 0.75, 1.2].map((at) => new Date(line.instant(at, 60_000)).toISOString())")
    assert found[:2] == ["2026-11-24T12:00:00.000Z", "2026-11-25T12:00:00.000Z"]


@pytest.mark.parametrize(("at", "shown"), [("2026-11-24T08:00Z", True), ("2026-11-24T22:00Z", False), ("2026-11-26T08:00Z", False)])
def test_axis_says_what_it_shows(run, at, shown):
    assert run("bar", WEEK + f"return line.shows(Date.parse('{at}'))") is shown


def test_week_begins_on_monday_and_leaves_out_days_without_anybody(run):
    shown = run("board", """
      const days = m.daysShown('2026-11-29', 'week');
      const shift = [{ start: '2026-11-24T07:00:00Z', end: '2026-11-24T15:00:00Z' }];
      const boards = days.map((day) => ({ date: day, appointments: [], technicians: [{ id: 't', shift: day === '2026-11-29' ? [] : shift }] }));
      const board = m.merged(boards, days);
      return [days, board.days, board.technicians[0].shift.length]""")
    assert shown[0][0] == "2026-11-23" and shown[0][-1] == "2026-11-29"
    assert shown[1] == shown[0][:6] and shown[2] == 6


@pytest.mark.parametrize(
    ("steps", "start"), [(1, "2026-11-24T16:45:00.000Z"), (2, "2026-11-24T17:00:00.000Z"), (3, "2026-11-25T07:00:00.000Z"),
                         (-1, "2026-11-24T16:15:00.000Z")],
)  # fmt: skip
def test_steps_pass_over_the_night(run, steps, start):
    line = WEEK.replace("m.daysAxis", "bar.daysAxis")
    found = run("moving", f"const bar = await import('/model/bar.js'); {line} return m.stepped(line, '2026-11-24T16:30:00Z', {steps})")
    assert found == start


def test_steps_end_where_the_axis_does(run):
    line = WEEK.replace("m.daysAxis", "bar.daysAxis")
    found = run("moving", f"const bar = await import('/model/bar.js'); {line} return m.stepped(line, '2026-11-24T07:00:00Z', -3)")
    assert found == "2026-11-24T07:00:00.000Z"


@pytest.mark.parametrize(
    ("instant", "start"),
    [("12:08", "12:10"), ("12:03", "12:00"), ("11:54", "12:00"), ("12:24", "12:30"), ("13:52", "13:45")],
)
def test_pointer_is_drawn_to_free_starts_else_to_the_grid(run, instant, start):
    found = run("moving", MOVE + f"return m.snapped(move.starts, Date.parse('2026-11-24T{instant}:00Z'))")
    assert found == f"2026-11-24T{start}:00.000Z"


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("{}", "here"),
        ("{ start: '2026-11-24T12:00:00Z' }", "free"),
        ("{ start: '2026-11-24T14:00:00Z' }", "busy"),
        ("{ start: '2026-11-24T12:00:00Z', technicianId: 't3' }", "asking"),
        ("{ start: '2026-11-24T14:00:00Z', technicianId: 't3' }", "busy"),
        ("{ start: '2026-11-24T13:00:00Z', technicianId: 't2' }", "free"),
        ("{ start: '2026-11-24T13:00:00Z', technicianId: 't2', bayId: 'b3' }", "busy"),
        ("{ start: '2026-11-24T14:00:00Z', starts: null }", "asking"),
    ],
)
def test_verdict_of_a_place(run, change, state):
    assert run("moving", MOVE + f"return m.verdictOf({{ ...move, ...{change} }}).state") == state


def test_what_was_answered_is_not_asked_again_and_an_answer_counts_more_than_the_list(run):
    found = run("moving", MOVE + """
      const there = { ...move, start: '2026-11-24T14:00:00Z' };
      const asked = m.question(there);
      const told = m.withAnswer(there, m.keyOf(there), { possible: true, reasons: [] });
      const unknown = m.withAnswer(there, m.keyOf(there), null);
      return [asked, m.question(told), m.verdictOf(told).state, m.question(unknown), m.verdictOf(unknown).state]""")
    assert found == [{"start": "2026-11-24T14:00:00Z"}, None, "free", None, "unknown"]


def test_row_of_its_own_asks_for_nobody(run):
    found = run("moving", MOVE + """
      const rows = [['technician', 't1'], ['technician', 't2'], ['bay', 'b1'], ['bay', 'b2']].map(([kind, id]) => ({ kind, id }));
      const down = (by) => m.wanted(m.inRow({ ...move, start: 's' }, rows, by));
      return [down(0), down(1), down(2), down(3), down(9), down(-1)]""")
    assert found == [{"start": "s"}, {"start": "s", "technicianId": "t2"}, {"start": "s"}, {"start": "s", "bayId": "b2"},
                     {"start": "s", "bayId": "b2"}, {"start": "s"}]


def test_steps_are_bars_of_who_does_them_and_holds_leave_in_time(run):
    found = run("lanes", """
      const step = (start, who, bay) => ({ start, end: start + 1, technicians: who.map((id) => ({ id })), bay: { id: bay }, tools: [] });
      const steps = [step(1, ['t1'], 'b1'), step(3, ['t1', 't2'], 'b2')];
      const visit = { id: 'a', start: 1, end: 4, technician: { id: 't1' }, bay: { id: 'b1' }, steps };
      const plain = { id: 'p', start: 5, end: 6, technician: { id: 't2' }, bay: { id: 'b2' } };
      const hold = { id: 'h', technician: { id: 't1' }, bay: { id: 'b1' }, expiresAt: '2026-11-24T10:00:00Z' };
      const board = { appointments: [visit, plain], holds: [hold] };
      const of = (kind, id) => m.barsOf(board, kind, id).map(({ appointment, start, part, parts }) => [appointment.id, start, part, parts]);
      const held = (at) => m.holdsOf(board, 'bay', 'b1', Date.parse(at)).length;
      return [of('technician', 't1'), of('technician', 't2'), of('bay', 'b1'), held('2026-11-24T09:59:00Z'), held('2026-11-24T10:00:00Z')]""")
    assert found == [[["a", 1, 1, 2], ["a", 3, 2, 2]], [["a", 3, 2, 2], ["p", 5, 1, 1]], [["a", 1, 1, 2]], 1, 0]


@pytest.mark.parametrize(
    ("own", "map_", "status", "risk"),
    [("0.75", "{}", "booked", 0.25), ("undefined", "{ a: 0.5 }", "started", 0.5), ("undefined", "undefined", "booked", 0),
     ("0.85", "{}", "booked", 0), ("0.5", "{}", "completed", 0), ("0", "{}", "booked", 1)],
)  # fmt: skip
def test_risk_is_told_from_a_fifth_on_while_it_can_be_met(run, own, map_, status, risk):
    body = f"return m.riskOf({{ promiseRisk: {map_} }}, {{ id: 'a', status: '{status}', promiseRisk: {own} }})"
    assert run("lanes", body) == risk


def test_changes_are_made_in_the_order_in_which_there_is_room(run):
    made, told = run("replan", """
      const { Problem } = await import('/model/problem.js');
      const places = { a: 1, b: 2, c: 3 };
      const goal = { a: 2, b: 4, c: 3.5 };
      const made = [], told = [];
      const make = async ({ appointmentId: id }) => {
        if (id === 'c') throw new Problem({ slug: 'version-mismatch', status: 412 });
        if (Object.values(places).includes(goal[id])) throw new Problem({ slug: 'slot-taken', status: 409 });
        places[id] = goal[id];
        made.push(id);
      };
      await m.applyAll(['a', 'b', 'c'].map((appointmentId) => ({ appointmentId })), make, (id, state) => state !== 'busy' && told.push([id, state]));
      return [made, told]""")
    assert made == ["b", "a"]
    assert told == [["a", "failed"], ["b", "done"], ["c", "failed"], ["a", "done"]]


def test_changes_that_stay_in_each_others_way_end(run):
    tries = run("replan", """
      const { Problem } = await import('/model/problem.js');
      let tries = 0;
      const make = async () => { tries += 1; throw new Problem({ slug: 'slot-taken', status: 409 }) };
      await m.applyAll([{ appointmentId: 'a' }, { appointmentId: 'b' }], make, () => {});
      return tries""")
    assert tries == 2


def test_scores_are_drawn_against_the_worst_place(run):
    score = {"skillFit": 0, "loadBalance": 30, "fragmentation": 10, "lateness": 0, "displacedWork": 0, "total": 40}
    assert run("places", f"return m.partsOf({json.dumps(score)}, 80)") == [
        {"name": "loadBalance", "value": 30, "share": 0.375}, {"name": "fragmentation", "value": 10, "share": 0.125}]  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "high", "top"),
    [("refused", 0.067, 0.1), ("utilisation", 0.96, 1), ("utilisation", 1.04, 1), ("leadMinutes", 6048, 7200), ("leadMinutes", 0, 1440),
     ("overtimeMinutes", 130, 200), ("refused", 0.002, 0.01)],
)  # fmt: skip
def test_axis_of_a_figure_ends_on_a_round_one(run, metric, high, top):
    figures = {metric: {"median": 0, "low": 0, "high": high}}
    assert run("simulation", f"return m.rangeOf('{metric}', {json.dumps(figures)}, {json.dumps(figures)})") == pytest.approx(top)


def test_only_what_is_certain_counts_as_moved_and_good_news_comes_first(run):
    def band(median, low, high):
        return {"median": median, "low": low, "high": high}

    difference = {"refused": band(0.02, 0.01, 0.03), "leadMinutes": band(-1, -2, -0.5), "utilisation": band(0.05, 0.02, 0.08),
                  "overtimeMinutes": band(3, -4, 9)}  # fmt: skip
    assert run("simulation", f"return m.movedBy({json.dumps(difference)})") == ["leadMinutes", "utilisation", "refused"]


def test_new_colleague_is_as_good_as_the_best_and_there_when_it_opens(run):
    body = run("simulation", """
      const opens = [{ weekday: 1, from: '08:00', to: '18:00' }, { weekday: 6, from: '09:30', to: '13:00' }];
      const technicians = [{ skills: { brakes: 1, tyres: 3 } }, { skills: [{ skill: 'brakes', level: 2 }] }];
      const board = { technicians, bays: [{ kind: 'lift' }, { kind: 'lift' }] };
      const choices = { ...m.choicesOf(board), opens };
      const changes = [{ kind: 'add_technician', skills: ['brakes'], hours: 7.5, key: 3 }];
      const form = { from: '2026-11-24', days: '7', changes, demand: { kind: 'forecast', perDay: 12 }, seed: 1 };
      return [choices.skills, choices.bayKinds, m.simulationRequest(form, choices, [{ serviceId: 's', share: 2 }])]""")
    assert body[:2] == [["brakes", "tyres"], ["lift"]]
    assert body[2]["changes"] == [{"kind": "add_technician", "skills": {"brakes": 2}, "hours": [
        {"weekday": 1, "from": "08:00", "to": "15:30"}, {"weekday": 6, "from": "09:30", "to": "13:00"}]}]  # fmt: skip
    assert body[2]["demand"] == {"kind": "forecast", "perDay": 12, "services": [{"serviceId": "s", "share": 2}]}


def test_forecast_is_for_what_was_asked_for_lately(run):
    services = json.dumps([{"id": "oil"}, {"id": "tyres"}, {"id": "rare"}])
    asked = json.dumps([{"services": [{"id": "tyres"}]}, {"services": [{"id": "tyres"}, {"id": "oil"}, {"id": "gone"}]}])
    assert run("simulation", f"return m.mixOf({asked}, {services})") == [{"serviceId": "tyres", "share": 2}, {"serviceId": "oil", "share": 1}]
    assert len(run("simulation", f"return m.mixOf([], {services})")) == 3


def test_risk_of_a_promise_holds_through_news_of_the_same_promise(run):
    risks = run("board", """
      const workshop = { id: 'w', timeZone: 'Europe/Berlin' };
      const at = (end, version) => ({ id: 'a', version, status: 'booked', workshop, start: '2026-11-24T09:00:00Z', end });
      const board = { workshop, days: ['2026-11-24'], appointments: [{ ...at('e', 1), promiseRisk: 0.5 }] };
      return [at('e', 2), at('f', 2)].map((one) => m.withAppointment(board, one).appointments[0].promiseRisk ?? null)""")
    assert risks == [0.5, None]
