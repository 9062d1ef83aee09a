"""The stand-ins for the outside world answer as their originals would, and misbehave when told."""

import http.client
import json
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from surroundings import ROOT, free_ports

DEMO = ROOT / "deploy/demo"


@contextmanager
def running(program, folder, *arguments):
    port, = free_ports(1)
    process = subprocess.Popen([sys.executable, DEMO / program, "--port", str(port), "--folder", folder, *arguments])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


class TheMailbox(unittest.TestCase):
    @contextmanager
    def mailbox(self):
        with tempfile.TemporaryDirectory() as folder, running("mailbox", folder) as port:
            with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
                yield client, Path(folder)

    def test_a_mail_is_stored_with_its_envelope(self):
        with self.mailbox() as (client, folder):
            client.sendmail("a@example.org", ["b@example.org"], "Subject: Grüße\r\n\r\n.a line with a dot\r\n".encode())
            stored = [f.read_bytes() for f in folder.glob("*.eml")]
        self.assertEqual(1, len(stored))
        self.assertIn(b"X-Envelope-From: a@example.org\r\nX-Envelope-To: b@example.org\r\n", stored[0])
        self.assertTrue(stored[0].endswith(b"\r\n\r\n.a line with a dot\r\n"), stored[0])

    def test_it_refuses_as_told_and_stores_nothing(self):
        with self.mailbox() as (client, folder):
            for answer in ["451 4.3.0 try later", "550 5.1.1 unknown"]:
                (folder / "control").write_text(answer + "\n")
                with self.subTest(answer=answer), self.assertRaises(smtplib.SMTPDataError) as raised:
                    client.sendmail("a@example.org", ["b@example.org"], "Subject: x\r\n\r\nx")
                self.assertEqual(int(answer[:3]), raised.exception.smtp_code)
            self.assertEqual([], list(folder.glob("*.eml")))

    def test_it_drops_the_connection_after_storing_as_told(self):
        with self.mailbox() as (client, folder):
            (folder / "control").write_text("drop")
            with self.assertRaises(smtplib.SMTPServerDisconnected):
                client.sendmail("a@example.org", ["b@example.org"], "Subject: x\r\n\r\nx")
            self.assertEqual(1, len(list(folder.glob("*.eml"))))


class TheHubSpotStandIn(unittest.TestCase):
    @contextmanager
    def hubspot(self):
        with tempfile.TemporaryDirectory() as folder:
            token = Path(folder, "token")
            token.write_text("secret\n")
            with running("hubspot-stand-in", folder, "--token-file", str(token)) as port:
                yield lambda *args, **more: self.call(port, *args, **more), Path(folder)

    def call(self, port, method, path, body=None, token="secret"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        data = None if body is None else json.dumps(body)
        connection.request(method, path, data, {"authorization": f"Bearer {token}", "content-type": "application/json"})
        answer = connection.getresponse()
        result = answer.status, json.loads(answer.read()), answer.getheader("retry-after")
        connection.close()
        return result

    def upsert(self, call, *emails, **properties):
        inputs = [{"id": e, "idProperty": "email", "properties": properties} for e in emails]
        return call("POST", "/crm/v3/objects/contacts/batch/upsert", {"inputs": inputs})

    def test_an_upsert_makes_then_changes_an_object(self):
        with self.hubspot() as (call, folder):
            status, made, _ = self.upsert(call, "a@example.org", firstname="Ann")
            _, changed, _ = self.upsert(call, "A@example.org", lastname="Lee")
            _, found, _ = call("GET", "/crm/v3/objects/contacts/a%40example.org?idProperty=email")
            calls = (folder / "calls.jsonl").read_text().splitlines()
        self.assertEqual((200, "COMPLETE", True), (status, made["status"], made["results"][0]["new"]))
        self.assertEqual((False, made["results"][0]["id"]), (changed["results"][0]["new"], changed["results"][0]["id"]))
        self.assertEqual(("Ann", "Lee"), (found["properties"]["firstname"], found["properties"]["lastname"]))
        self.assertEqual(3, len(calls))

    def test_a_wrong_token_or_batch_is_refused(self):
        with self.hubspot() as (call, _):
            self.assertEqual(401, call("GET", "/crm/v3/objects/contacts", token="other")[0])
            self.assertEqual(400, self.upsert(call)[0])
            self.assertEqual(400, self.upsert(call, *[f"{n}@example.org" for n in range(101)])[0])

    def test_it_limits_the_rate_as_often_as_told(self):
        with self.hubspot() as (call, folder):
            (folder / "control.json").write_text(json.dumps({"status": 429, "times": 2, "retryAfter": 1}))
            answers = [self.upsert(call, "a@example.org") for _ in range(3)]
        self.assertEqual([(429, "1"), (429, "1"), (200, None)], [(a[0], a[2]) for a in answers])


class TheSMSCatcher(unittest.TestCase):
    ACCOUNT = "ACdemo"

    @contextmanager
    def catcher(self):
        with tempfile.TemporaryDirectory() as folder:
            token = Path(folder, "token")
            token.write_text("secret\n")
            with running("sms-catcher", folder, "--token-file", str(token)) as port:
                yield lambda **given: self.send(port, **given), Path(folder)

    def send(self, port, token="secret", **form):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        login = b64encode(f"{self.ACCOUNT}:{token}".encode()).decode()
        headers = {"authorization": f"Basic {login}", "content-type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", f"/2010-04-01/Accounts/{self.ACCOUNT}/Messages.json", urlencode(form), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read()), answer.getheader("retry-after")
        finally:
            connection.close()

    def messages(self, folder):
        return [json.loads(line) for line in (folder / "messages.jsonl").read_text().splitlines()]

    def test_a_message_is_stored_as_it_was_meant(self):
        with self.catcher() as (send, folder):
            status, taken, _ = send(To="+4917612345678", From="+49305550", Body="1 + 1 & رمز")
            stored = self.messages(folder)
        self.assertEqual((201, "queued"), (status, taken["status"]))
        found = {key: stored[0][key] for key in ("sid", "to", "from", "body")}
        self.assertEqual({"sid": taken["sid"], "to": "+4917612345678", "from": "+49305550", "body": "1 + 1 & رمز"}, found)

    def test_a_wrong_token_number_or_text_is_refused(self):
        whole = {"To": "+4917612345678", "From": "Pitcrew", "Body": "x"}
        with self.catcher() as (send, folder):
            wrong = [{"token": "other"}, {"To": "0176"}, {"From": ""}, {"Body": ""}]
            answers = [send(**{**whole, **one}) for one in wrong]
            self.assertEqual([], self.messages(folder))
        self.assertEqual([(401, 20003), (400, 21211), (400, 21603), (400, 21602)], [(a[0], a[1]["code"]) for a in answers])

    def test_it_misbehaves_as_told(self):
        whole = {"To": "+4917612345678", "From": "Pitcrew", "Body": "x"}
        with self.catcher() as (send, folder):
            (folder / "control.json").write_text(json.dumps({"status": 429, "code": 20429, "times": 1, "retryAfter": 1}))
            self.assertEqual([(429, "1"), (201, None)], [(a[0], a[2]) for a in (send(**whole), send(**whole))])
            (folder / "control.json").write_text(json.dumps({"drop": True}))
            with self.assertRaises((http.client.HTTPException, ConnectionError)):
                send(**whole)
            self.assertEqual(2, len(self.messages(folder)))


if __name__ == "__main__":
    unittest.main()
