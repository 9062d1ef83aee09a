"""The door (nginx) with a made-up service behind it: what it lets through, what it adds, what it keeps."""

import gzip
import json
import subprocess
import unittest

from door import DoorTest

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class TheDoor(DoorTest):
    def test_a_service_hears_its_own_path_and_who_asked(self):
        answer = json.loads(self.ask("/api/booking/v1/slots?from=2030-01-01&x=a%20b").read())
        self.assertEqual("/v1/slots?from=2030-01-01&x=a%20b", answer["path"])
        self.assertEqual("127.0.0.1", answer["headers"]["X-Forwarded-For"])
        self.assertEqual(f"127.0.0.1:{self.ports['http']}", answer["headers"]["Host"])

    def test_a_claimed_forwarding_address_is_not_believed(self):
        answer = json.loads(self.ask("/api/booking/x", **{"X-Forwarded-For": "10.1.1.1"}).read())
        self.assertEqual("127.0.0.1", answer["headers"]["X-Forwarded-For"])

    def test_well_known_documents_of_a_service_are_reached(self):
        self.assertEqual(200, self.ask("/api/booking/.well-known/jwks.json").status)

    def test_what_a_service_says_about_itself_stays_inside(self):
        for name in ["metrics", "healthz", "readyz"]:
            self.assertEqual(404, self.ask(f"/api/booking/{name}").status, name)

    def test_hidden_files_and_notes_are_not_served(self):
        for path in ["/.git/config", "/.env", "/README.md", "/../../../etc/passwd"]:
            self.assertIn(self.ask(path).status, (400, 404), path)

    def test_pages_and_answers_carry_the_security_headers(self):
        for path in ["/", "/api/booking/x", "/api/none/x", "/nothing-here"]:
            headers = self.ask(path).headers
            policy = headers["content-security-policy"]
            self.assertIn("default-src 'none'; script-src 'self'", policy, path)
            self.assertNotIn("unsafe", policy)
            self.assertEqual("nosniff", headers["x-content-type-options"], path)
            self.assertEqual("no-referrer", headers["referrer-policy"], path)

    def test_no_cache_keeps_an_answer_unless_the_service_says_how(self):
        for path in ["/api/booking/x", "/api/analytics/x", "/api/none/x", "/api/booking/metrics"]:
            self.assertEqual(["no-store"], self.ask(path).headers.get_all("cache-control"), path)
        self.assertEqual(["max-age=60"], self.ask("/api/booking/kept").headers.get_all("cache-control"))

    def test_an_event_stream_is_not_held_back(self):
        self.assertEqual(b"data: first\n", self.ask("/api/booking/v1/board/events").readline())

    def test_an_event_stream_is_not_held_back_over_http2(self):
        with subprocess.Popen(self.curl_command("/api/booking/events", "-N"), stdout=subprocess.PIPE) as reader:
            self.addCleanup(reader.kill)
            self.assertEqual(b"data: first\n", reader.stdout.readline())
            reader.kill()

    def test_long_answers_are_packed_for_who_takes_it(self):
        answer = self.ask("/api/booking/x", **{"Accept-Encoding": "gzip"})
        self.assertEqual("gzip", answer.headers["content-encoding"])
        self.assertIn(b'"path": "/x"', gzip.decompress(answer.read()))

    def test_a_body_of_eight_megabytes_passes_and_one_of_eleven_does_not(self):
        self.assertEqual(b"8000000", self.ask("/api/booking/x", "POST", b"x" * 8_000_000).read())
        answer = self.ask("/api/booking/x", "POST", b"", **{"Content-Length": "11000000"})
        self.assertEqual((413, "application/problem+json"), (answer.status, answer.headers["content-type"]))

    def test_a_service_that_is_away_is_a_problem_with_a_time_to_return(self):
        answer = self.ask("/api/analytics/v1/metrics")
        self.assertEqual((503, "application/problem+json"), (answer.status, answer.headers["content-type"]))
        self.assertEqual("2", answer.headers["retry-after"])
        self.assertEqual("urn:pitcrew:problem:unavailable", json.loads(answer.read())["type"])

    def test_no_query_reaches_a_log(self):
        self.ask("/api/booking/x?email=ann@example.org").read()
        self.ask("/api/analytics/x?email=ann@example.org").read()
        for log in (self.state / "log").iterdir():
            self.assertNotIn("ann@example.org", log.read_text(), log.name)

    def test_pages_are_only_read(self):
        self.assertEqual(403, self.ask("/", "POST", b"x").status)

    def test_a_claimed_origin_of_any_kind_is_not_believed(self):
        names = ["Forwarded", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP", "X-Original-URL", "X-HTTP-Method-Override", "Proxy"]
        answer = json.loads(self.ask("/api/booking/x", **dict.fromkeys(names, "evil"), **{"X-Forwarded-Proto": "evil"}).read())
        self.assertNotIn("evil", json.dumps(answer["headers"]))
        self.assertEqual("http", answer["headers"]["X-Forwarded-Proto"])

    def test_the_trace_of_a_client_goes_on(self):
        answer = json.loads(self.ask("/api/booking/traced", traceparent=TRACE, tracestate="a=b").read())
        self.assertEqual((TRACE, "a=b"), (answer["headers"]["traceparent"], answer["headers"]["tracestate"]))
        self.assertEqual(TRACE.split("-")[1], self.logged("/api/booking/traced")["trace"])

    def test_a_trace_that_is_none_is_begun_anew(self):
        zeros = f"00-{'0' * 32}-b7ad6b7169203331-01"
        for claimed in ["", "x", TRACE.upper(), zeros, TRACE + "-x", "ff" + TRACE[2:]]:
            answer = json.loads(self.ask("/api/booking/x", traceparent=claimed, tracestate="a=b").read())["headers"]
            self.assertRegex(answer["traceparent"], "^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", claimed)
            self.assertNotEqual(zeros[3:35], answer["traceparent"][3:35])
            self.assertNotEqual(TRACE[3:35], answer["traceparent"][3:35], claimed)
            self.assertNotIn("tracestate", answer)
            self.assertEqual(answer["X-Request-ID"], answer["traceparent"][3:35])

    def test_the_log_is_json_without_queries_and_names_the_trace(self):
        told = json.loads(self.ask('/api/booking/a"b?email=ann@example.org').read())["headers"]["traceparent"]
        line = self.logged('/api/booking/a"b')
        self.assertEqual(('/api/booking/a"b', "GET", 200, told[3:35]), tuple(line[key] for key in ("path", "method", "status", "trace")))
        self.assertEqual({"time", "method", "path", "status", "bytes", "seconds", "upstream_seconds", "protocol", "trace"}, set(line))

    def test_only_a_name_of_ours_is_answered(self):
        for name in ["localhost", "LOCALHOST:99", "127.0.0.1", "[::1]:8080"]:
            self.assertEqual(200, self.status("GET /", f"Host: {name}\r\n"), name)
        for name in ["evil.example", "localhost.evil.example", "localhost@evil", "xlocalhost", "127x0x0x1"]:
            self.assertEqual(421, self.status("GET /", f"Host: {name}\r\n"), name)
            self.assertEqual(421, self.status("GET http://localhost/", f"Host: {name}\r\n"), name)
        self.assertEqual(421, self.status("GET http://evil.example/"))
        self.assertIn(b"HTTP/2 421", self.curl("/", "-H", "Host: evil.example"))

    def test_only_the_methods_of_the_api_are_known(self):
        for method in ["TRACE", "TRACK", "OPTIONS", "PROPFIND", "DEBUG"]:
            self.assertEqual(405, self.status(f"{method} /api/booking/x"), method)
        answer = self.ask("/api/booking/x", "OPTIONS")
        self.assertEqual("GET, HEAD, POST, PUT, PATCH, DELETE", answer.headers["allow"])
        self.assertIn(self.status("CONNECT evil.example:443"), (400, 405))
        self.assertEqual([], [line for line in self.heard() if line.split()[0] not in ("GET", "POST")])

    def test_every_refusal_is_a_problem_document_and_never_kept(self):
        for method, path, status in [("GET", "/api/none/x", 404), ("GET", "/api/booking/metrics", 404), ("OPTIONS", "/api/booking/x", 405)]:
            answer = self.ask(path, method)
            self.assertEqual((status, "application/problem+json"), (answer.status, answer.headers["content-type"]))
            self.assertEqual(status, json.loads(answer.read())["status"])

    def test_what_cannot_be_read_is_refused_by_a_problem_document_too(self):
        host = "Host: localhost\r\n"
        for line, headers, status in [("GET /api/booking/%zz", host, 400), ("GET /api/booking/x", "", 400), ("GET /api/booking/x", host * 2, 400),
                                      ("GET /api/booking/x", f"{host}X: a\0b\r\n", 400), ("GET /api/booking/" + "x" * 9000, host, 414),
                                      ("POST /api/booking/x", f"{host}Transfer-Encoding: xchunked\r\n", 501)]:
            with self.subTest(line=line[:40], headers=headers):
                head, _, body = self.raw(f"{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode()).partition(b"\r\n\r\n")
                self.assertIn(f" {status} ".encode(), head.splitlines()[0] + b" ")
                self.assertIn(b"application/problem+json", head)
                self.assertEqual(status, json.loads(body)["status"])
        self.assertEqual(404, self.status("GET /refused/malformed"))

    def test_hsts_is_for_names_that_have_no_plain_door(self):
        self.assertNotIn(b"strict-transport", self.curl("/").lower())
        self.assertIsNone(self.ask("/").headers["strict-transport-security"])


class UnderAName(DoorTest):
    settings = {"PITCREW_PUBLIC_URL": "https://pitcrew.example:8443/x", "PITCREW_DOOR_HOSTS": "a.example,b.example"}

    def test_the_public_name_and_those_of_the_setting_are_answered(self):
        for name in ["pitcrew.example", "a.example:8443", "b.example"]:
            self.assertEqual(200, self.status("GET /", f"Host: {name}\r\n"), name)
        self.assertEqual(421, self.status("GET /", "Host: pitcrewxexample\r\n"))

    def test_a_browser_is_told_to_stay_with_tls(self):
        answer = self.curl("/", "-H", "Host: pitcrew.example").decode().lower()
        self.assertIn("strict-transport-security: max-age=31536000; includesubdomains", answer)
        self.assertRegex(answer, "content-security-policy: .*; upgrade-insecure-requests")
        self.assertNotIn("upgrade-insecure-requests", str(self.ask("/").headers))


if __name__ == "__main__":
    unittest.main()
