"""Visits of pages by Debian's Chromium, each in a fresh context (nothing cached, no connection open), through the TLS door over HTTP/2. What a
visit cost is the browser's own word: its performance observer, and the processor time of its processes, which other load changes least."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from base64 import b64encode

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("PITCREW_TEST_CHROMIUM", "/usr/bin/chromium")
PATIENCE_MS = 30_000
# Chromium's own toolbar opens two pages of 400 modules with each window, which a reader has open long before: off. The driver's list of what
# is off counts no more then; what of it pages feel is said again.
OFF = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "OptimizationHints",
       "NetworkTimeServiceQuerying", "PreconnectToSearch", "MediaRouter"]
# A page is done once its content is there and nothing was fetched, painted larger or moved for half a second.
OBSERVE = """(() => {
  const seen = window.seen = { paint: 0, shift: 0, moved: [], files: [], last: 0 };
  const note = {
    'largest-contentful-paint': (one) => { seen.paint = one.startTime },
    'layout-shift': (one) => { if (one.hadRecentInput) return; seen.shift += one.value;
      seen.moved.push(...one.sources.map(({ node }) => (node?.outerHTML ?? node?.parentElement?.outerHTML ?? '').slice(0, 90))) },
    resource: (one) => { seen.files.push([new URL(one.name).pathname, one.encodedBodySize, one.nextHopProtocol]) },
  };
  for (const type of Object.keys(note)) {
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { note[type](one); seen.last = performance.now() }))
      .observe({ type, buffered: true });
  }
})()"""
DONE = """(content) => document.querySelector(content) && !document.querySelector('.skeleton') && window.seen.paint > 0
  && performance.now() - window.seen.last > 500"""
HOP = "performance.getEntriesByType('navigation')[0].nextHopProtocol"
TAB = "([text]) => { sessionStorage.setItem('pitcrew.session', text); localStorage.setItem('pitcrew.signed-in', 'yes') }"


def trusted_key(certificate):
    """The hash by which Chromium takes the self-signed certificate's key for a known one: with an unknown one it would cache nothing."""
    key = subprocess.run(["openssl", "x509", "-in", certificate, "-pubkey", "-noout"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True).stdout
    return b64encode(hashlib.sha256(der).digest()).decode()


class Browser:
    def __init__(self, chromium, system):
        self.chromium, self.system, self.url = chromium, system, system["secureUrl"]
        self.devtools = chromium.new_browser_cdp_session()

    def processor_ms(self):
        """By process, all it has used."""
        processes = self.devtools.send("SystemInfo.getProcessInfo")["processInfo"]
        return {one["id"]: one["cpuTime"] * 1000 for one in processes}

    def used_since(self, before):
        return sum(now - before.get(process, 0) for process, now in self.processor_ms().items())

    def rest(self, page):
        """Waits until the new window has done what windows do at first; two seconds at most."""
        for _ in range(20):
            before = self.processor_ms()
            page.wait_for_timeout(100)
            if self.used_since(before) < 5:
                return

    @contextlib.contextmanager
    def page(self, width, session=None):
        """A page of a new context; with a session, of a tab that has signed in."""
        context = self.chromium.new_context(viewport={"width": width, "height": 740 if width < 600 else 800}, locale="en-GB",
                                            timezone_id="Europe/Berlin")
        context.set_default_timeout(PATIENCE_MS)
        try:
            page = context.new_page()
            page.add_init_script(OBSERVE)
            if session:
                page.add_init_script(f"({TAB})({json.dumps([session])})")
            yield page
        finally:
            context.close()

    def visit(self, path, content, width, session=None, keep=None):
        """The figures of one visit; `keep` is given the page that is done."""
        with self.page(width, session) as page:
            self.rest(page)
            before = self.processor_ms()
            page.goto(self.url + path, wait_until="commit")
            page.wait_for_function(DONE, arg=content, polling=50)
            used = self.used_since(before)
            seen, hop = page.evaluate("window.seen"), page.evaluate(HOP)
            if keep:
                keep(page)
        if hop != "h2":
            raise SystemExit(f"{path} came over {hop}, not over HTTP/2")
        scripts = [size for name, size, _ in seen["files"] if name.endswith(".js")]
        if seen["moved"]:
            print(f"{path} {width}: moved: {' | '.join(seen['moved'])}", file=sys.stderr)
        return {"paint": seen["paint"], "shift": seen["shift"], "script": sum(scripts) / 1024, "requests": 1 + len(seen["files"]),
                "processor": used}


@contextlib.contextmanager
def browsing(system):
    flags = ["--no-sandbox", f"--disable-features={','.join(OFF)}", f"--ignore-certificate-errors-spki-list={trusted_key(system['certificate'])}"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        try:
            yield Browser(chromium, system)
        finally:
            chromium.close()
