"""deploy/up hands the caller's settings on, to the services that know them and to no others."""

import subprocess
import tempfile
import unittest

from surroundings import ROOT, environment

SCRIPT = """
set -euo pipefail
ROOT=$1
. "$ROOT/deploy/lib/all.sh"
port() { echo 1; }
secret_file() { echo "/secrets/$1"; }
secret() { :; }
service_settings "$2"
"""


def settings_of(service, **given):
    with tempfile.TemporaryDirectory() as state:
        done = subprocess.run(
            ["bash", "-c", SCRIPT, "bash", ROOT, service], env=environment(PITCREW_STATE=state, **given), check=True,
            capture_output=True, text=True,
        )
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


class Settings(unittest.TestCase):
    def test_a_common_setting_reaches_every_service(self):
        for service in ["booking", "notifications", "jobcard-prep", "crm-bridge", "analytics", "ml-scoring"]:
            with self.subTest(service=service):
                self.assertEqual("9s", settings_of(service, PITCREW_HTTP_DEADLINE="9s")["PITCREW_HTTP_DEADLINE"])

    def test_a_services_own_setting_reaches_it_alone(self):
        self.assertEqual("4", settings_of("ml-scoring", PITCREW_TRAIN_SEED="4")["PITCREW_TRAIN_SEED"])
        self.assertNotIn("PITCREW_TRAIN_SEED", settings_of("booking", PITCREW_TRAIN_SEED="4"))

    def test_a_setting_may_come_by_file(self):
        found = settings_of("booking", PITCREW_BOOKING_NOTICE_FILE="/a/notice")
        self.assertEqual("/a/notice", found["PITCREW_BOOKING_NOTICE_FILE"])

    def test_a_mail_server_with_a_login_can_be_used(self):
        login = {"PITCREW_SMTP_URL": "smtp://mail:587", "PITCREW_SMTP_USERNAME": "u", "PITCREW_SMTP_PASSWORD_FILE": "/a/password"}
        self.assertLessEqual(login.items(), settings_of("notifications", **login).items())

    def test_a_provider_of_text_messages_can_be_used(self):
        provider = {"PITCREW_SMS_URL": "https://sms.example", "PITCREW_SMS_ACCOUNT": "AC1", "PITCREW_SMS_FROM": "+4930555000",
                    "PITCREW_SMS_TOKEN_FILE": "/a/token"}
        self.assertLessEqual(provider.items(), settings_of("notifications", **provider).items())

    def test_without_one_the_catcher_is_used(self):
        found = settings_of("notifications")
        self.assertEqual("http://127.0.0.1:1", found["PITCREW_SMS_URL"])
        self.assertEqual("/secrets/sms-token", found["PITCREW_SMS_TOKEN_FILE"])


if __name__ == "__main__":
    unittest.main()
