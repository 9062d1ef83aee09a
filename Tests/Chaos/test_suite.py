"""The suite itself: its plan, its comparisons and its lines do what trials rely on."""

import json
import socket
import threading
from datetime import datetime

import pytest
import scenarios
from lab import Lab
from ledger import Verdict, compare
from load import Visit, slot
from outside import Tail
from plan import plan
from wires import Wires

scenarios.load_all()


def test_a_plan_has_as_many_blows_as_asked_and_is_the_seeds_alone():
    for faults in (1, 20, 100, 500):
        counts = [(one.name, count) for one, count in plan(scenarios.ALL, 7, faults)]
        assert sum(count for _, count in counts) == faults
        assert counts == [(one.name, count) for one, count in plan(scenarios.ALL, 7, faults)]
    assert plan(scenarios.ALL, 7, 20) != plan(scenarios.ALL, 8, 20)


def test_a_long_plan_leaves_no_scenario_out_and_keeps_to_their_limits():
    counts = {one.name: count for one, count in plan(scenarios.ALL, 1, 500)}
    assert set(counts) == set(scenarios.ALL)
    assert all(count <= scenarios.ALL[name].most for name, count in counts.items())
    assert counts["consumer-kill"] >= 50


def test_a_short_plan_strikes_twenty_different_ways():
    chosen = plan(scenarios.ALL, 1, 20)
    assert len(chosen) == 20 and all(one.is_short and count == 1 for one, count in chosen)


def test_a_name_that_no_scenario_has_is_refused_beside_one_that_some_have():
    with pytest.raises(SystemExit, match="nosuch"):
        plan(scenarios.ALL, 1, 5, ["nosuch", "poison"])
    assert {one.name for one, _ in plan(scenarios.ALL, 1, 5, ["poison"])}


def test_starts_are_wanted_by_no_more_than_there_are_places():
    starts = [slot(number, 3) for number in range(2000)]
    assert max(starts.count(start) for start in set(starts)) == 10


START = "2026-03-30T08:00:00.000Z"


@pytest.mark.parametrize(("rows", "kind"), [
    ([], "lost"),
    ([{"version": 2}, {"version": 2}], "duplicate_effects"),
    ([{"version": 3}], "duplicate_effects"),
    ([{"version": 1}], "out_of_order"),
    ([{"version": 2, "status": "booked"}], "out_of_order"),
    ([{"version": 2, "starts_at": datetime.fromisoformat("2026-03-31T08:00:00Z")}], "out_of_order"),
    ([{"version": 2}], None),
])
def test_whatever_is_not_as_accepted_is_counted(rows, kind):
    visit = Visit(1, "a@b", "A", START, appointment="x", version=2, status="cancelled")
    whole = {"id": "x", "status": "cancelled", "starts_at": datetime.fromisoformat(START)}
    verdict = Verdict()
    compare(verdict, "here", [whole | row for row in rows], {"x": visit}, True)
    assert {name for name, count in verdict.counts().items() if count} == ({kind} if kind else set())
    assert verdict.is_clean == (kind is None)


@pytest.fixture
def line():
    """A link to a server that echoes, and a function that connects through it."""
    server = socket.create_server(("127.0.0.1", 0))

    def echo(one):
        try:
            while data := one.recv(1000):
                one.sendall(data)
        except OSError:
            pass  # reset, as ordered

    def serve():
        try:
            while True:
                threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()
        except OSError:
            pass  # closed at the end

    threading.Thread(target=serve, daemon=True).start()
    wires = Wires(there=f"127.0.0.1:{server.getsockname()[1]}")
    yield wires, lambda: socket.create_connection(("127.0.0.1", wires.ports["there"]), timeout=0.5)
    wires.close()
    server.close()


def says(connection, text=b"hello"):
    connection.sendall(text)
    return connection.recv(1000)


def test_a_line_carries_and_a_black_hole_gives_back_what_it_held(line):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    with wires.struck("there", "blackhole") as struck:
        assert struck == 1
        one.sendall(b"later")
        with pytest.raises(TimeoutError):
            one.recv(1000)
    one.settimeout(5)
    assert one.recv(1000) == b"later"


def test_a_cut_resets_in_the_middle(line):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    assert wires.order("there", "cut", after=3) == 1
    with pytest.raises(ConnectionResetError):
        says(one, b"abcdef")
        one.recv(1000)
    assert says(connect()) == b"hello"


def test_half_of_a_connection_can_be_gone(line):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    assert wires.order("there", "halfopen") == 1
    with pytest.raises(TimeoutError):
        says(one)


def test_refused_connections_are_reset_and_present_ones_go_on(line):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    with wires.struck("there", "refuse"):
        with pytest.raises(ConnectionError):
            says(connect())
        assert says(one) == b"hello"


@pytest.mark.parametrize(("order", "details"), [("blackhole", {}), ("refuse", {}), ("delay", {"seconds": 0.01}), ("slow", {"rate": 4000})])
def test_a_line_tells_whether_anything_met_its_trouble(line, order, details):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    with wires.struck("there", order, **details):
        assert wires.met("there") == 0
        try:
            says(connect())
        except OSError:
            pass  # held back or refused, as ordered
        assert wires.met("there") > 0
    assert wires.met("there") == 0


def test_of_a_file_that_grows_only_whole_lines_are_read(tmp_path):
    file = tmp_path / "calls"
    file.write_text("before\n")
    tail = Tail(file)
    with open(file, "a") as log:
        log.write(json.dumps({"status": 429}) + "\n" + '{"stat')
    assert [json.loads(one) for one in tail.lines()] == [{"status": 429}]
    assert Tail(tmp_path / "none").lines() == []


def test_what_is_to_be_cut_counts_when_it_is_cut(line):
    wires, connect = line
    one = connect()
    assert says(one) == b"hello"
    wires.order("there", "cut", after=3)
    assert wires.met("there") == 0
    with pytest.raises(ConnectionError):
        says(one, b"abcdef")
        one.recv(1000)
    assert wires.met("there") == 1


@pytest.mark.parametrize("trouble", [AssertionError, SystemExit, KeyboardInterrupt])
def test_a_system_that_did_not_come_up_is_taken_down_and_the_trouble_is_told(tmp_path, trouble):
    class Broken(Lab):
        def bring_up(self):
            raise trouble("not up")

        def deploy(self, *words, check=True):
            asked.append(words)

    asked = []
    with pytest.raises(trouble, match="not up"), Broken(tmp_path):
        pass
    assert asked == [("down", "--delete")]
