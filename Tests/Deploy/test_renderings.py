"""The door's configuration is the same wherever it runs, but for ports, paths and the services' addresses; nginx takes each."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import kubernetes_validate
import yaml
from door import SERVICES
from surroundings import ROOT, environment, free_ports

MANIFEST = ROOT / "deploy/kubernetes/door.yaml"
SETTING = re.compile(r"PITCREW_(?:DOOR_(?:HOSTS|RATE|SIGN_IN_RATE|CONNECTIONS)|PUBLIC_URL)")
# Lines that may differ: where things are, and nothing else.
PLACES = re.compile(r"^\s*(pid|error_log|access_log|\w+_temp_path|root|listen|ssl_certificate(_key)?|upstream pitcrew-\S+ \{ server) .*$")
CONFIGURE = ROOT / "deploy/images/door/configure"


def run(command, **settings):
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment(**settings)).stdout


def places_apart(configuration):
    return [PLACES.sub(r"\1 …", line) for line in configuration.splitlines() if line.strip() and not line.startswith("user ")]


def documents():
    return {document["kind"]: document for document in yaml.safe_load_all(MANIFEST.read_text())}


class Renderings(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.state = Path(folder.name)
        (cls.state / "ports").write_text("".join(f"{name} {9000 + n}\n" for n, name in enumerate(["http", "https", *SERVICES])))
        given = documents()["ConfigMap"]["data"]
        run(["bash", "-c", f". {ROOT}/deploy/lib/all.sh; state_folders; nginx_configure"], PITCREW_STATE=str(cls.state), **given)
        library = {"PITCREW_DOOR_LIBRARY": str(ROOT / "deploy/lib")}
        container = documents()["Deployment"]["spec"]["template"]["spec"]["containers"][0]
        cls.renderings = {
            "deploy/up": (cls.state / "nginx/pitcrew.conf.next").read_text(),
            "composition": run(["bash", CONFIGURE], **library, **given),
            "Kubernetes": run(["bash", CONFIGURE], **library, **given, **{one["name"]: one["value"] for one in container["env"]}),
        }

    def test_all_three_are_the_same_but_for_places(self):
        for name in ("composition", "Kubernetes"):
            self.assertEqual(places_apart(self.renderings["deploy/up"]), places_apart(self.renderings[name]), name)

    def test_nothing_is_left_to_fill_in(self):
        for name, text in self.renderings.items():
            self.assertEqual([], re.findall("@(?!NAME)[A-Z_]+@", text), name)

    def test_nginx_takes_each(self):
        for name, text in self.renderings.items():
            with self.subTest(name):
                if name != "deploy/up":
                    text = text.replace(" /tmp/", f" {self.state}/nginx/")
                # Paths of an image, and names of its network, are not there on this machine.
                text = re.sub(r"(/run/secrets|/certificates)/", f"{self.state}/tls/", text)
                text = re.sub(r"server (?:%s):8080" % "|".join(SERVICES), "server 127.0.0.1:8080", text).replace("/dev/stdout", "/dev/null")
                text = re.sub(r"listen (\S+:)?\d+", lambda match: f"listen 127.0.0.1:{free_ports(1)[0]}", text)
                (self.state / "tried.conf").write_text(text)
                done = subprocess.run(["/usr/sbin/nginx", "-q", "-t", "-e", "/dev/stderr", "-c", self.state / "tried.conf"],
                                      capture_output=True, text=True)
                self.assertEqual((0, ""), (done.returncode, done.stderr))

    def test_kubernetes_would_take_the_manifest(self):
        for document in yaml.safe_load_all(MANIFEST.read_text()):
            kubernetes_validate.validate(document, "1.30", strict=True)

    def test_composition_and_manifest_give_the_settings_that_the_configuration_reads(self):
        read = set(SETTING.findall((ROOT / "deploy/lib/nginx.sh").read_text()))
        composition = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
        self.assertEqual(read, set(composition["services"]["door"]["environment"]))
        self.assertEqual(read, set(documents()["ConfigMap"]["data"]))


if __name__ == "__main__":
    unittest.main()
