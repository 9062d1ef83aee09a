"""Every rule of deploy/ci/check-shape: a tree that breaks it is reported, a tree that keeps it is not."""

import subprocess
import sys
import tempfile
import unittest
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/ci"))

from shape import check, rules  # noqa: E402
from shape.imports import imported  # noqa: E402
from shape.layout import SERVICE_FOLDERS, SERVICES  # noqa: E402


@contextmanager
def tree(files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        yield Path(folder)


def sound_files():
    files = {name: "" for name in ["Package.swift", "README.md", "Services/README.md", "Shared/README.md"]}
    for service, name in SERVICES.items():
        folder = f"Services/{service}"
        files[f"{folder}/README.md"] = ""
        files[f"{folder}/Main/main.swift"] = f"import {name}\nimport ServiceKit\n"
        files[f"{folder}/Service/{name}Service.swift"] = "import ServiceKit\n"
        files[f"{folder}/Service/{name}Configuration.swift"] = "import Configuration\n"
        for inner in SERVICE_FOLDERS - {"Migrations/"}:
            files[f"{folder}/Service/{inner}{name}Thing.swift"] = "import Foundation\n"
        files[f"{folder}/Service/Migrations/V001_initial.sql"] = "SELECT 1;\n"
    return files


BOOKING, ANALYTICS = "Services/booking/Service", "Services/analytics/Service"
WEB = "Services/partner-gateway/Web"

TOLD = {"Services/README.md": "| `PITCREW_A` | none | b |", "Shared/HTTP/A.swift": 'settings.string("PITCREW_A")'}

# rule, what is put into a sound tree, and the path the rule must name
ASKING_IN_VAIN = """
    <link rel="modulepreload" href="/pages/gone.js" />
    <link rel="modulepreload" href="/pages/gone-too.js" />
    <script type="module" src="/pages/a.js"></script>
"""

BROKEN = [
    ("top-level", {"notes.txt": ""}, "notes.txt"),
    ("shared-targets", {"Shared/Utils/Strings.swift": ""}, "Shared/Utils/"),
    ("service-shape", {"Services/billing/Main/main.swift": ""}, "Services/billing/"),
    ("service-shape", {"Services/booking/Notes/a.md": ""}, "Services/booking/Notes/"),
    ("service-shape", {"Services/analytics/Main/Extra.swift": ""}, "Services/analytics/Main/Extra.swift"),
    ("service-shape", {"Services/analytics/Main/main.swift": "\n" * 16}, "Services/analytics/Main/main.swift"),
    ("service-shape", {"Services/booking/Service/Helpers/A.swift": ""}, "Services/booking/Service/Helpers/"),
    ("migrations", {f"{BOOKING}/Migrations/V003_more.sql": ""}, f"{BOOKING}/Migrations/V003_more.sql"),
    ("test-folders", {"Tests/Misc/A.swift": ""}, "Tests/Misc/"),
    ("import-direction", {"Shared/Contracts/A.swift": "import HTTP"}, "Shared/Contracts/A.swift"),
    ("import-direction", {f"{BOOKING}/Domain/A.swift": "import PostgreSQL"}, f"{BOOKING}/Domain/A.swift"),
    ("import-direction", {f"{BOOKING}/HTTP/A.swift": "import Messaging"}, f"{BOOKING}/HTTP/A.swift"),
    ("import-direction", {f"{BOOKING}/A/B.swift": "import Analytics"}, f"{BOOKING}/A/B.swift"),
    ("import-direction", {f"{ANALYTICS}/Store/A.swift": "import Scheduling"}, f"{ANALYTICS}/Store/A.swift"),
    ("import-direction", {"Services/booking/Scheduling/A.swift": "import PostgreSQL"}, "Services/booking/Scheduling/A.swift"),
    ("precache-current", {f"{WEB}/service-worker.js": "", f"{WEB}/precache.js": "old"}, f"{WEB}/precache.js"),
    ("precache-current", {f"{WEB}/service-worker.js": ""}, f"{WEB}/precache.js"),
    ("modules-current", {f"{WEB}/a.html": ASKING_IN_VAIN, f"{WEB}/pages/a.js": ""}, f"{WEB}/a.html"),
    ("service-tests", {"Tests/Booking/A.swift": "@testable import Analytics"}, "Tests/Booking/A.swift"),
    ("c-in-drivers", {"Shared/HTTP/A.swift": "import CMicroHTTPD"}, "Shared/HTTP/A.swift"),
    ("package-agrees", {"Package.swift": 'shared("Contracts", ["HTTP"]),'}, "Package.swift"),
    ("file-size", {"Shared/HTTP/A.swift": "//\n" * 301}, "Shared/HTTP/A.swift"),
    ("file-size", {"deploy/run": "#!/bin/sh\n" + "#\n" * 400}, "deploy/run"),
    ("line-length", {"Shared/HTTP/A.swift": "//" + "x" * 149}, "Shared/HTTP/A.swift:1"),
    ("machine-paths", {"deploy/a.sh": "cd " + "/".join(["", "work", "main"])}, "deploy/a.sh:1"),
    ("machine-paths", {"deploy/a.sh": "HOME=" + "/".join(["", "root"])}, "deploy/a.sh:1"),
    ("unsafe-in-drivers", {"Shared/HTTP/A.swift": "let p: UnsafeRawPointer"}, "Shared/HTTP/A.swift:1"),
    ("unsafe-in-drivers", {"Shared/HTTP/A.swift": "final class A: @unchecked Sendable {}"}, "Shared/HTTP/A.swift:1"),
    ("no-traps", {"Shared/HTTP/A.swift": "let a = try! f()"}, "Shared/HTTP/A.swift:1"),
    ("no-traps", {"Shared/HTTP/A.swift": "let a = b as! C"}, "Shared/HTTP/A.swift:1"),
    ("sql-in-store", {f"{BOOKING}/UseCases/A.swift": 'query("SELECT 1")'}, f"{BOOKING}/UseCases/A.swift:1"),
    ("sql-in-store", {f"{BOOKING}/UseCases/A.swift": 'try await query("""\n    UPDATE a SET b = 1\n    """)'}, f"{BOOKING}/UseCases/A.swift:1"),
    ("settings-told", {f"{BOOKING}/A.swift": 'settings.string("PITCREW_A")'}, "Services/booking/README.md"),
    ("settings-told", {"Services/booking/README.md": "| `PITCREW_B` | none | c |"}, "Services/booking/README.md"),
    ("settings-told", {"Shared/HTTP/A.swift": 'settings.string("PITCREW_C")'}, "Services/README.md"),
    ("settings-handed-on", {**TOLD, "docker-compose.yml": "PITCREW_A_FILE: a"}, "deploy/lib/settings.sh"),
    ("settings-handed-on", {**TOLD, "deploy/lib/settings.sh": "PITCREW_A"}, "docker-compose.yml"),
    ("no-markup-from-data", {"Services/partner-gateway/Web/a.js": "e.innerHTML = x"}, "Services/partner-gateway/Web/a.js:1"),
    ("no-placeholders", {"Shared/HTTP/Placeholder.swift": ""}, "Shared/HTTP/Placeholder.swift"),
]

SOUND = [
    {"Shared/HTTP/Driver/A.swift": "import CMicroHTTPD\nlet p: UnsafeRawPointer"},
    {"Services/booking/Service/Domain/A.swift": "import Scheduling\nimport Contracts\nimport Foundation"},
    {"Services/booking/Service/Store/A.swift": 'import PostgreSQL\nquery("SELECT 1")'},
    {"Services/notifications/Service/Clients/A.swift": "import Outbound"},
    {"Services/partner-gateway/Web/vendor/lib.js": "x" * 5000},
    {**TOLD, "docker-compose.yml": "PITCREW_A_FILE: a", "deploy/lib/settings.sh": "pass PITCREW_A"},
    {"Tests/Booking/A.swift": "@testable import Booking\nlet a = try! f()"},
    {"Shared/HTTP/A.swift": '// never try! here\nlet path = "/v1/workshops/"; let other = "/api/home"'},
]


class EachRule(unittest.TestCase):
    def test_a_sound_tree_has_no_violation(self):
        for extra in [{}, *SOUND]:
            with self.subTest(extra=list(extra)), tree(sound_files() | extra) as root:
                self.assertEqual([], [str(v) for v in check(root)])

    def test_a_broken_rule_is_reported_with_its_path(self):
        for rule, extra, path in BROKEN:
            with self.subTest(rule=rule, path=path), tree(sound_files() | extra) as root:
                self.assertIn((rule, path), [(v.rule, v.path) for v in check(root)])

    def test_every_rule_has_a_breaking_example(self):
        self.assertEqual(set(rules()), {rule for rule, _, _ in BROKEN})

    def test_a_missing_folder_is_reported(self):
        files = {p: t for p, t in sound_files().items() if "crm-bridge/Service/Domain" not in p}
        with tree(files) as root:
            self.assertIn("Services/crm-bridge/Service/Domain/", [v.path for v in check(root)])

    def test_imports_are_read_in_all_their_spellings(self):
        text = "import A\n  @testable import B\npublic import C\nimport struct D.E\n@preconcurrency import F\n// import G\n"
        self.assertEqual(["A", "B", "C", "D", "F"], imported(text))


class TheProgram(unittest.TestCase):
    def run_on(self, root):
        return subprocess.run([ROOT / "deploy/ci/check-shape", root], capture_output=True, text=True)

    def test_it_succeeds_on_a_sound_tree(self):
        with tree(sound_files()) as root:
            result = self.run_on(root)
        self.assertEqual((0, f"{len(rules())} passed, 0 failed\n"), (result.returncode, result.stdout))

    def test_it_fails_and_counts_broken_rules_on_another(self):
        with tree(sound_files() | {"stray": "", "stray2": ""}) as root:
            result = self.run_on(root)
        self.assertEqual(1, result.returncode)
        self.assertTrue(result.stdout.endswith(f"{len(rules()) - 1} passed, 1 failed\n"), result.stdout)


if __name__ == "__main__":
    unittest.main()
