"""The pages as they are published: addresses with a fingerprint that a browser keeps, and a change that it sees at once."""

import gzip
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from door import DoorTest
from playwright.sync_api import sync_playwright
from surroundings import ROOT

FILES = {
    "index.html": '<!doctype html><title>x</title><link rel="stylesheet" href="/styles/a.css"><link rel="icon" href="/icon.svg">'
                  '<script type="module" src="/pages/main.js"></script><a href="/other">other</a><a href="/styles">none</a>',
    "other.html": "<!doctype html><title>other</title>",
    "404.html": "<!doctype html><title>nothing</title>",
    "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "worker.js": 'const kept = ["/styles/a.css", `/pages/main.js`, "/worker.js", "/other"];',
    "styles/a.css": "body { background: url(/vendor/dot.svg) }" + "/* long */" * 100,
    "pages/main.js": 'import { words } from "../model/words.js"; document.title = words;' + "// long\n" * 100,
    "model/words.js": 'export const words = "first";',
    "vendor/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "README.md": "not for browsers",
}


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def publish(source, target):
    done = subprocess.run([ROOT / "deploy/nginx/publish", source, target], check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Published(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source, self.target = Path(folder.name, "source"), Path(folder.name, "target")
        write(self.source, FILES)
        self.prefix = publish(self.source, self.target)

    def test_what_names_a_file_of_a_folder_gets_the_fingerprint_and_nothing_else_does(self):
        page = (self.target / "index.html").read_text()
        for name in ["styles/a.css", "pages/main.js"]:
            self.assertIn(f'"/{self.prefix}/{name}"', page)
        for name in ["/other", "/icon.svg", "/styles"]:
            self.assertIn(f'"{name}"', page)
        self.assertEqual(f'const kept = ["/{self.prefix}/styles/a.css", `/{self.prefix}/pages/main.js`, "/worker.js", "/other"];',
                         (self.target / "worker.js").read_text())
        self.assertIn(f"url(/{self.prefix}/vendor/dot.svg)", (self.target / self.prefix / "styles/a.css").read_text())

    def test_any_byte_changes_the_fingerprint_and_the_version_before_stays_for_open_pages(self):
        write(self.source, {"model/words.js": 'export const words = "secnd";'})
        second = publish(self.source, self.target)
        write(self.source, {"other.html": "<!doctype html><title>third</title>"})
        third = publish(self.source, self.target)
        self.assertEqual(3, len({self.prefix, second, third}))
        self.assertEqual({second, third}, {entry.name for entry in self.target.iterdir() if entry.name.startswith("_")})

    def test_a_file_that_is_gone_is_gone_and_notes_are_never_there(self):
        self.assertFalse((self.target / "README.md").exists())
        (self.source / "other.html").unlink()
        publish(self.source, self.target)
        self.assertEqual([], [entry.name for entry in self.target.iterdir() if entry.name.startswith("other")])

    def test_two_hosts_publish_the_same_to_the_second(self):
        other = self.target.with_name("other")
        shutil.copytree(self.source, self.source.with_name("copy"))
        self.assertEqual(self.prefix, publish(self.source.with_name("copy"), other))
        self.assertEqual(times(self.target), times(other))

    def test_a_change_of_the_same_length_changes_the_time_that_the_tag_is_made_of(self):
        before = times(self.target)["index.html"]
        write(self.source, {"index.html": FILES["index.html"].replace("<title>x", "<title>y")})
        publish(self.source, self.target)
        self.assertNotEqual(before, times(self.target)["index.html"])


def times(folder):
    """Of files by their names, whatever the fingerprint."""
    return {str(path.relative_to(folder)): int(path.stat().st_mtime) for path in folder.rglob("*") if path.is_file()}


class Served(DoorTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.pages = Path(folder.name)
        write(cls.pages, FILES)
        super().setUpClass()

    def setUp(self):
        write(self.pages, FILES)
        self.start()

    def address(self, name="pages/main.js"):
        return f"/{(self.state / 'nginx/pages/latest').readlink()}/{name}"

    def test_what_has_the_fingerprint_is_kept_for_good_and_pages_are_asked_for_each_time(self):
        self.assertEqual("public, max-age=31536000, immutable", self.ask(self.address()).headers["cache-control"])
        for path in ["/", "/other", "/worker.js", "/pages/main.js", "/_0123456789abcdef/pages/main.js", "/nothing", self.address("nothing.js")]:
            self.assertEqual("no-cache", self.ask(path).headers["cache-control"], path)
        self.assertEqual(404, self.ask(self.address("nothing.js")).status)
        self.assertEqual(404, self.ask("/latest/pages/main.js").status)

    def test_texts_are_packed_by_brotli_or_gzip_as_the_browser_likes(self):
        plain = self.ask(self.address()).read()
        packed = self.ask(self.address(), **{"Accept-Encoding": "gzip, deflate, br"})
        self.assertEqual(("br", "Accept-Encoding"), (packed.headers["content-encoding"], packed.headers["vary"]))
        self.assertLess(len(packed.read()), len(plain) / 5)
        packed = self.ask(self.address(), **{"Accept-Encoding": "gzip"})
        self.assertEqual(("gzip", plain), (packed.headers["content-encoding"], gzip.decompress(packed.read())))
        unpacked = subprocess.run(["curl", "-s", "--compressed", f"http://localhost:{self.ports['http']}{self.address()}"],
                                  check=True, capture_output=True)
        self.assertEqual(plain, unpacked.stdout)

    def test_a_page_that_is_known_is_not_sent_again_and_a_changed_one_is(self):
        for coding in ["identity", "gzip", "br"]:
            first = self.ask("/", **{"Accept-Encoding": coding})
            again = {"If-None-Match": first.headers["etag"], "Accept-Encoding": coding}
            self.assertEqual(304, self.ask("/", **again).status, coding)
            write(self.pages, {"index.html": FILES["index.html"].replace("<title>x", f"<title>{coding[0]}")})
            self.start()
            self.assertEqual(200, self.ask("/", **again).status, coding)
        self.assertIsNone(self.ask("/").headers["last-modified"])

    def test_a_browser_asks_for_no_unchanged_file_and_sees_a_change_at_once(self):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            self.assertEqual("first", self.visit(page)[0])
            self.assertEqual(("first", ["/"]), self.visit(page))
            write(self.pages, {"model/words.js": 'export const words = "second";'})
            self.start()
            title, asked = self.visit(page)
            self.assertEqual("second", title)
            self.assertIn(self.address("model/words.js"), asked)
            self.assertEqual(("second", ["/"]), self.visit(page))

    def visit(self, page):
        """The title that the page's script has set, and which addresses the door was asked for."""
        before = len(self.log())
        page.goto(f"http://localhost:{self.ports['http']}/", wait_until="networkidle")
        page.wait_for_function("document.title != 'x'")
        return page.title(), [line["path"] for line in self.log()[before:] if urlsplit(line["path"]).path != "/icon.svg"]


if __name__ == "__main__":
    unittest.main()
