"""The door as an intruder would try it: crooked paths, smuggled requests, injected headers, slow and oversized ones, also over HTTP/2."""

import time
import unittest

import h2.config
import h2.connection
import h2.events
from door import DEADLINE_SECONDS, DoorTest

SECRETS = ("metrics", "healthz", "readyz")
# Ways to write one segment so that some reader takes it for another.
DISGUISES = [
    "{0}", "{0}/", "{0}//", "{0};", "{0};x=1", "{0}?x", "{0}/.", "./{0}", "v1/../{0}", "v1/%2e%2e/{0}", "v1%2f..%2f{0}", "v1/.%2E/{0}",
    "/{0}", "%2f{0}", "..%2fbooking/{0}", "%00{0}", "{0}%00", "{0}%2f", "{0}%3bx", "{0}%20", "{0}%09", "{0}%0a", "%5c{0}", "\\{0}", "v1\\..\\{0}",
    "%252e%252e/{0}", "v1/..;/{0}", "{0}.", "{0}%2e", "%c0%ae%c0%ae/{0}", "{0}#x", "{0}/x",
]
TARGETS = ["/api/booking/../partner-gateway/{0}", "//api/booking/{0}", "/api//booking/{0}", "/API/booking/{0}", "/api/booking/../../{0}",
           "/./api/booking/{0}", "/%61pi/booking/{0}", "/api/b%6foking/{0}", "/_0123456789abcdef/../api/booking/{0}", "/{0}"]


def disguised(word):
    """The word with a letter encoded, in capitals, and as it is."""
    yield from (word, word.upper(), word.capitalize(), f"%{ord(word[0]):02x}{word[1:]}", f"%25{ord(word[0]):02x}{word[1:]}")


class Intruder(DoorTest):
    def test_no_spelling_reaches_what_a_service_says_about_itself(self):
        lines = [f"/api/booking/{form.format(word)}" for secret in SECRETS for word in disguised(secret) for form in DISGUISES]
        lines += [form.format(word) for secret in SECRETS for word in disguised(secret) for form in TARGETS]
        for path in lines:
            with self.subTest(path=path):
                self.status(f"GET {path}")
        reached = {line.split(" ", 1)[1].split("?")[0].split("#")[0].strip("/").lower() for line in self.heard()}
        for secret in SECRETS:
            self.assertEqual([], [path for path in reached if path.split("/")[0].strip() == secret], secret)
        # The trial itself: a harmless path does arrive.
        self.assertEqual(200, self.status("GET /api/booking/v1/metrics"))

    def test_a_path_that_can_be_read_in_two_ways_is_refused_at_the_door(self):
        before = len(self.heard())
        for path in ["/api/booking/../partner-gateway/v1/x", "/api/booking/%2e%2e/x", "/api/booking//x", "/api/booking/x;y", "/api/booking/a%2Fb",
                     "/api/booking/a%5Cb", "/api/booking/a%252fb", "/api/booking/x%00", "/api/booking/a\\b", "/%61pi/booking/x",
                     "/api/booking/%78", "/api/booking/.", "/api/booking/.."]:
            self.assertIn(self.status(f"GET {path}"), (400, 404), path)
        self.assertEqual(before, len(self.heard()))
        self.assertEqual(200, self.status("GET /api/booking/x?next=/a/../b//c%2Fd;e"))

    def test_two_lengths_of_a_body_are_refused(self):
        smuggled = b"GET /api/booking/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for headers in [b"Content-Length: 5\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 5",
                        b"Content-Length: 0\r\nContent-Length: 5", b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding: xchunked",
                        b"Transfer-Encoding : chunked", b"Content-Length: +5", b"Content-Length: 5, 5", b"Content-Length: 0x5",
                        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", b"Transfer-Encoding:\x0bchunked"]:
            with self.subTest(headers=headers):
                answer = self.raw(b"POST /api/booking/x HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n\r\n0\r\n\r\n" + smuggled)
                self.assertRegex(answer, b"^HTTP/1.1 (400|501) ")
        self.assertNotIn("GET /smuggled", self.heard())

    def test_no_header_can_be_injected(self):
        for path in ["/api/booking/x%0d%0aX-Injected:%201", "/api/booking/x?y=%0d%0aX-Injected:%201", "/%0d%0aX-Injected:%201",
                     "/api/booking/x%0d%0a%0d%0aGET%20/injected"]:
            head = self.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()).partition(b"\r\n\r\n")[0]
            self.assertNotIn(b"\nx-injected", head.lower(), path)
        for header in ["X: a\rY: b", "X: a\0b", "X a", "X\t: a"]:
            self.assertEqual(400, self.status("GET /api/booking/x", f"Host: localhost\r\n{header}\r\n"), repr(header))
        self.assertEqual([], [line for line in self.heard() if "injected" in line and not line.startswith("GET /x")])

    def test_oversized_requests_are_refused(self):
        self.assertEqual(414, self.status("GET /" + "x" * 9000))
        self.assertEqual(431, self.status("GET /", "Host: localhost\r\nX: " + "x" * 9000 + "\r\n"))
        self.assertEqual(431, self.status("GET /", "Host: localhost\r\n" + "".join(f"X{n}: {'x' * 4000}\r\n" for n in range(12))))

    def test_where_one_signs_in_a_body_is_small(self):
        for path in ["oauth/token", "v1/sign-in/codes", "v1/staff/sessions", "v1/sessions/refresh", "v1/sign-in/passkeys"]:
            self.assertEqual(b"60000", self.ask(f"/api/partner-gateway/{path}", "POST", b"x" * 60_000).read(), path)
            self.assertEqual(413, self.ask(f"/api/partner-gateway/{path}", "POST", b"", **{"Content-Length": "70000"}).status, path)
        self.assertEqual(b"70000", self.ask("/api/partner-gateway/v1/bookings", "POST", b"x" * 70_000).read())

    def test_headers_that_trickle_in_are_not_waited_for(self):
        connection = self.connect(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        deadline = time.monotonic() + DEADLINE_SECONDS
        try:
            while time.monotonic() < deadline:
                connection.sendall(b"X: y\r\n")
                connection.settimeout(0.5)
                try:
                    if not connection.recv(1024):
                        return
                except TimeoutError:
                    pass
        except OSError:
            return
        self.fail(f"still open after {DEADLINE_SECONDS} s")

    def test_a_body_that_stops_is_not_waited_for_and_no_service_hears_of_it(self):
        connection = self.connect(b"POST /api/booking/never HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx")
        try:
            self.assertNotIn(b"200", connection.recv(1024))
        except ConnectionResetError:
            pass
        self.assertNotIn("POST /never", self.heard())

    # HTTP/2 carries header values without line ends; a door that writes them out again must not make lines of them.

    def over_http2(self, headers, body=b""):
        """The status a request of exactly these headers gets, or what ended its stream."""
        context = self.trusting()
        context.set_alpn_protocols(["h2"])
        with self.secure(context) as connection:
            self.assertEqual("h2", connection.selected_alpn_protocol())
            peer = h2.connection.H2Connection(h2.config.H2Configuration(
                header_encoding="utf-8", validate_outbound_headers=False, normalize_outbound_headers=False))
            peer.initiate_connection()
            peer.send_headers(1, headers, end_stream=not body)
            if body:
                peer.send_data(1, body, end_stream=True)
            connection.sendall(peer.data_to_send())
            while piece := connection.recv(65536):
                for event in peer.receive_data(piece):
                    if isinstance(event, h2.events.ResponseReceived):
                        return int(dict(event.headers)[":status"])
                    if isinstance(event, (h2.events.StreamReset, h2.events.ConnectionTerminated)):
                        return type(event).__name__
        return "closed"

    def request(self, *more, method="GET", path="/api/booking/two", authority="localhost"):
        return [(":method", method), (":scheme", "https"), (":authority", authority), (":path", path), *more]

    def test_over_http2_too_no_line_can_be_smuggled_in(self):
        self.assertEqual(200, self.over_http2(self.request(("x", "y"))))
        smuggled = "a\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for headers in [self.request(("x", smuggled)), self.request((smuggled, "x")), self.request(("x", "a\nb: c")), self.request(("x", "a\0b")),
                        self.request(path="/api/booking/x HTTP/1.1\r\nX: y"), self.request(authority="localhost\r\nX: y"),
                        self.request(method="GET /api/booking/smuggled HTTP/1.1\r\nX: y")]:
            self.assertIn(self.over_http2(headers), (400, 404, 405, 421, "StreamReset", "ConnectionTerminated", "closed"), headers)
        self.assertEqual(400, self.over_http2(self.request(("content-length", "1"), method="POST"), b"xyz"))
        self.over_http2(self.request(("transfer-encoding", "chunked"), method="POST"), b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual([], [line for line in self.heard() if "smuggled" in line])

    def test_over_http2_too_names_methods_and_paths_are_checked(self):
        self.assertEqual(421, self.over_http2(self.request(authority="evil.example")))
        self.assertIn(self.over_http2(self.request(("host", "evil.example"))), (400, 421))
        self.assertEqual(405, self.over_http2(self.request(method="TRACE")))
        for path in ["/api/booking/%6detrics", "/api/booking/v1/../metrics", "/api/booking//metrics"]:
            self.assertEqual(404, self.over_http2(self.request(path=path)), path)


if __name__ == "__main__":
    unittest.main()
