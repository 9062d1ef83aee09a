"""What one address may ask of the door: requests, tries to sign in, connections, bodies under way."""

import json
import time
import unittest

from door import DEADLINE_SECONDS, DoorTest

SIGN_IN = "/api/partner-gateway/v1/staff/sessions"


class Requests(DoorTest):
    settings = {"PITCREW_DOOR_RATE": "1", "PITCREW_DOOR_SIGN_IN_RATE": "1000"}

    def test_who_asks_too_often_is_told_to_wait(self):
        answers = [self.ask("/api/booking/x") for _ in range(20)]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertEqual(200, answers[0].status)
        self.assertGreater(len(refused), 10)
        self.assertEqual(("application/problem+json", "1"), (refused[0].headers["content-type"], refused[0].headers["retry-after"]))
        self.assertEqual("urn:pitcrew:problem:too-many-requests", json.loads(refused[0].read())["type"])
        # Files are not counted: a page asks for many at once.
        self.assertEqual({200}, {self.ask("/").status for _ in range(20)})


class SignIn(DoorTest):
    settings = {"PITCREW_DOOR_SIGN_IN_RATE": "2"}

    def test_guessing_is_slowed_down_and_other_requests_are_not(self):
        for path in ["oauth/token", "v1/sign-in/codes", "v1/sessions/refresh", "v1/staff/sessions"]:
            answer = [self.ask(f"/api/partner-gateway/{path}", "POST", b"x") for _ in range(4)][-1]
            self.assertEqual((429, "10"), (answer.status, answer.headers["retry-after"]), path)
        self.assertEqual({200}, {self.ask("/api/booking/x").status for _ in range(10)})
        self.assertEqual({200}, {self.ask("/api/partner-gateway/v1/bookings", "POST", b"x").status for _ in range(10)})


class BookingUnknown(DoorTest):
    settings = {"PITCREW_DOOR_SIGN_IN_RATE": "2"}

    def test_who_books_unknown_may_not_do_it_often(self):
        path = "/api/booking/v1/appointments"
        known = [self.ask(path, "POST", b"x", Authorization="Bearer x").status for _ in range(6)]
        self.assertEqual({200}, set(known))
        answers = [self.ask(path, "POST", b"x") for _ in range(6)]
        self.assertEqual((200, 429), (answers[0].status, answers[-1].status))
        self.assertEqual("1", answers[-1].headers["retry-after"])
        self.assertEqual(429, self.ask(f"{path}?x=1", "POST", b"x", Authorization="").status)
        self.assertEqual({200}, {self.ask(path).status for _ in range(6)})


class Networks(DoorTest):
    """An address of any kind is claimed by a header, which only this door believes."""

    settings = {"PITCREW_DOOR_RATE": "1"}

    @classmethod
    def start(cls):
        believing = "NGINX_UPSTREAMS+=' set_real_ip_from 127.0.0.1; real_ip_header X-Address;'"
        cls.library(f"eval \"plain_$(declare -f nginx_routes)\"; nginx_routes() {{ plain_nginx_routes \"$1\"; {believing}; }}; nginx_start")

    def refused(self, addresses):
        return [self.ask("/api/booking/x", **{"X-Address": address}).status for address in addresses].count(429)

    def test_all_addresses_of_an_ipv6_network_count_as_one(self):
        for network in ["2001:db8:0:1:", "2001:db8:1:2:", "2001:db8::", "2001:db8:0a0d:0a00:"]:
            addresses = [f"{network}{n:x}:{n:x}:{n:x}:{n:x}" for n in range(1, 21)]
            self.assertGreater(self.refused(addresses), 10, network)

    def test_networks_and_ipv4_addresses_do_not_count_together(self):
        for form in ["2001:db8:2:{}::1", "10.1.1.{}", "::ffff:10.2.2.{}"]:
            self.assertEqual(0, self.refused(form.format(n) for n in range(1, 21)), form)


class Connections(DoorTest):
    settings = {"PITCREW_DOOR_CONNECTIONS": "8"}

    def test_streams_held_open_are_counted(self):
        streams = [self.ask("/api/booking/events") for _ in range(8)]
        self.assertEqual({200}, {stream.status for stream in streams})
        self.assertEqual(429, self.ask("/api/booking/x").status)


class Bodies(DoorTest):
    settings = {"PITCREW_DOOR_CONNECTIONS": "16"}

    def test_slow_bodies_leave_room_for_all_else(self):
        held = [self.connect(b"POST /api/booking/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx") for _ in range(2)]
        # Each has been taken on once a further one is refused; readers are served meanwhile.
        deadline = time.monotonic() + DEADLINE_SECONDS
        while self.ask("/api/booking/x", "POST", b"x").status != 429:
            self.assertLess(time.monotonic(), deadline)
        self.assertEqual(200, self.ask("/api/booking/x").status)
        self.assertEqual(200, self.ask("/").status)
        for connection in held:
            connection.close()


class Settings(unittest.TestCase):
    def test_a_limit_that_is_no_number_is_refused(self):
        for value in ["0", "-1", "10r/s", "1; deny all", "1.5"]:
            with self.subTest(value=value):
                self.assertEqual(f"error: PITCREW_DOOR_RATE must be a whole number from 1 to 999999, not {value}\n",
                                 refusal({"PITCREW_DOOR_RATE": value}))

    def test_a_name_that_is_none_is_refused(self):
        for value in ["a b;", "x|.*", "(.*)", "a}b"]:
            with self.subTest(value=value):
                self.assertRegex(refusal({"PITCREW_DOOR_HOSTS": value}), "^error: not a host name: .*\n$")


def refusal(settings):
    """What is said of settings that the door cannot be made with; nothing where it can."""
    class Door(DoorTest):
        pass

    Door.settings, Door.state = settings, "/nonexistent"
    done = Door.library("nginx_settings loopback_address", check=False)
    return done.stderr if done.returncode == 1 else ""


if __name__ == "__main__":
    unittest.main()
