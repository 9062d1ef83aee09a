"""What deploy/ makes once and keeps: the secrets of the composition, its logins, and the door's certificate."""

import json
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path

from door import DoorTest
from surroundings import ROOT, environment


def made_certificate(folder, name):
    """The files of a certificate and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return {"PITCREW_CERTIFICATE": str(certificate), "PITCREW_CERTIFICATE_KEY": str(key)}


class SecretsOfTheComposition(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        self.secrets = self.state / "compose/secrets"

    def make(self, **given):
        return subprocess.run([ROOT / "deploy/compose-secrets"], env=environment(PITCREW_STATE=str(self.state), **given),
                              capture_output=True, text=True)

    def held(self):
        return {file.name: file.read_text() for file in self.secrets.iterdir()}

    def test_all_that_the_composition_mounts_is_made_once(self):
        self.assertEqual("", self.make().stderr)
        first = self.held()
        composition = (ROOT / "docker-compose.yml").read_text()
        self.assertEqual([], [name for name in first if f"compose/secrets/{name}" not in composition and name != "sms-token"])
        (self.secrets / "certificate.pem").write_text("another")
        (self.secrets / "staff.json").write_text("[1]")
        self.make()
        self.assertEqual(first | {"certificate.pem": "another", "staff.json": "[1]"}, self.held())

    def test_there_is_a_login_of_each_role(self):
        self.make()
        staff = json.loads((self.secrets / "staff.json").read_text())
        roles = ["operator", "advisor", "manager", "technician", "support", "marketer"]
        self.assertEqual([(role, f"{role}@pitcrew.example") for role in roles], [(one["role"], one["email"]) for one in staff])
        self.assertEqual(6, len({one["password"] for one in staff if len(one["password"]) >= 12}))

    def test_a_certificate_that_is_named_is_taken_each_time_into_the_same_file(self):
        self.make()
        before = (self.secrets / "certificate.pem").stat().st_ino
        for name in ("first", "second"):
            given = made_certificate(self.state, name)
            self.make(**given)
            self.assertEqual([Path(file).read_text() for file in given.values()], [self.held()[name] for name in ("certificate.pem", "key.pem")])
        self.assertEqual(before, (self.secrets / "certificate.pem").stat().st_ino)

    def test_a_certificate_without_its_key_changes_nothing(self):
        self.make()
        before = self.held()
        first, second = made_certificate(self.state, "first"), made_certificate(self.state, "second")
        for given in ({"PITCREW_CERTIFICATE": first["PITCREW_CERTIFICATE"]}, first | {"PITCREW_CERTIFICATE": second["PITCREW_CERTIFICATE"]},
                      first | {"PITCREW_CERTIFICATE": first["PITCREW_CERTIFICATE_KEY"]}, first | {"PITCREW_CERTIFICATE_KEY": "/nowhere"}):
            with self.subTest(given=given):
                self.assertRegex(self.make(**given).stderr, "^error: .*\n$")
                self.assertEqual(before, self.held())

    def test_hubspots_token_is_put_where_it_is_read(self):
        (self.state / "token").write_text("pat-1\n")
        self.make(PITCREW_HUBSPOT_TOKEN_FILE=str(self.state / "token"))
        self.assertEqual("pat-1\n", self.held()["hubspot-token"])
        self.make()
        self.assertEqual("pat-1\n", self.held()["hubspot-token"])


class RenewedCertificate(DoorTest):
    def presented(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with self.secure(context) as connection:
            return ssl.DER_cert_to_PEM_cert(connection.getpeercert(binary_form=True))

    def test_is_presented_after_a_start_and_no_stream_is_dropped_for_it(self):
        master = (self.state / "run/nginx.pid").read_text()
        stream = self.connect(b"GET /api/booking/v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        self.assertIn(b"200 OK", stream.recv(65536))
        given = made_certificate(self.state, "renewed")
        type(self).settings = given
        self.start()
        self.library("until_deadline 20 bash -c '%s'" % (
            f"openssl s_client -connect 127.0.0.1:{self.ports['https']} </dev/null 2>/dev/null | grep -q \"CN *= *renewed\""))
        self.assertEqual(Path(given["PITCREW_CERTIFICATE"]).read_text(), self.presented())
        self.assertEqual(master, (self.state / "run/nginx.pid").read_text())
        self.upstreams[0].over.set()
        rest = b""
        while piece := stream.recv(65536):
            rest += piece
        self.assertTrue(rest.endswith(b"0\r\n\r\n"), rest)


if __name__ == "__main__":
    unittest.main()
