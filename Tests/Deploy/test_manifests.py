"""deploy/kubernetes/services.yaml: what Kubernetes would take, with the composition's settings and rights, and secrets that are told of."""

import re
import subprocess
import tempfile
import unittest
from functools import cache
from pathlib import Path

import kubernetes_validate
import yaml
from door import SERVICES
from surroundings import ROOT, environment

FOLDER = ROOT / "deploy/kubernetes"
COMPOSITION = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PRODUCTION = (ROOT / "deploy/PRODUCTION.md").read_text()


@cache
def items():
    return yaml.safe_load((FOLDER / "services.yaml").read_text())["items"]


def found(kind, name):
    one, = (item for item in items() if (item["kind"], item["metadata"]["name"]) == (kind, name))
    return one


def pod(kind, name):
    return found(kind, name)["spec"]["template"]["spec"]


def door(kind):
    one, = (document for document in yaml.safe_load_all((FOLDER / "door.yaml").read_text()) if document["kind"] == kind)
    return one


def settings(service):
    """What the service's container is given by the ConfigMaps it names."""
    container, = pod("Deployment", f"pitcrew-{service}")["containers"]
    return {key: value for source in container["envFrom"] for key, value in found("ConfigMap", source["configMapRef"]["name"])["data"].items()}


# In kubectl's place: says what it was told, and that the files are there.
KUBECTL = """kubectl() {
    echo "$@"
    local word
    for word in "$@"; do
        case $word in --from-file=* | --cert=* | --key=*) test -s "${word##*=}" ;; esac
    done
}
"""


def secrets_made():
    """The keys of each Secret that the commands of PRODUCTION.md make, of secrets as deploy/compose-secrets makes them."""
    block = re.search(r" {4}secret\(\) \{[\s\S]*?\n\n", PRODUCTION)[0]
    with tempfile.TemporaryDirectory() as state:
        given = environment(PITCREW_STATE=state)
        subprocess.run([ROOT / "deploy/compose-secrets"], env=given, check=True, capture_output=True)
        told = subprocess.run(["bash", "-euc", KUBECTL + block], cwd=Path(state, "compose/secrets"), env=given, check=True,
                              capture_output=True, text=True).stdout
    made = {}
    for line in told.splitlines():
        _create, _secret, kind, name, *options = line.split()
        made[name] = {"tls.crt", "tls.key"} if kind == "tls" else {option.removeprefix("--from-file=").partition("=")[0] for option in options}
    return made


class TheServices(unittest.TestCase):
    def test_a_role_has_connections_enough_while_one_version_replaces_another(self):
        limit = int(re.search(r"CONNECTION LIMIT (\d+) PASSWORD", PRODUCTION)[1])
        for service in SERVICES:
            spec = found("Deployment", f"pitcrew-{service}")["spec"]
            instances = spec["replicas"] + spec["strategy"]["rollingUpdate"]["maxSurge"]
            each = int(settings(service).get("PITCREW_DATABASE_CONNECTIONS") or 8) + 1  # one listens
            self.assertLessEqual(instances * each, limit, service)

    maxDiff = None

    def test_kubernetes_would_take_each(self):
        for item in items():
            with self.subTest(f"{item['kind']} {item['metadata']['name']}"):
                kubernetes_validate.validate(item, "1.30", strict=True)

    def test_each_has_all_parts_and_they_find_each_other(self):
        for service in SERVICES:
            with self.subTest(service):
                deployment = found("Deployment", f"pitcrew-{service}")["spec"]
                labels = deployment["template"]["metadata"]["labels"]
                self.assertEqual(service, labels["app.kubernetes.io/name"])
                self.assertEqual(labels, deployment["selector"]["matchLabels"])
                self.assertEqual(labels, found("Service", service)["spec"]["selector"])
                self.assertEqual(labels, found("PodDisruptionBudget", f"pitcrew-{service}")["spec"]["selector"]["matchLabels"])
                self.assertEqual(f"pitcrew/{service}", deployment["template"]["spec"]["containers"][0]["image"])
                self.assertEqual(8080, found("Service", service)["spec"]["ports"][0]["port"])

    def test_each_may_do_as_little_as_the_door(self):
        model = door("Deployment")["spec"]["template"]["spec"]
        for kind, name in [("Job", "pitcrew-topology"), *(("Deployment", f"pitcrew-{service}") for service in SERVICES)]:
            with self.subTest(name):
                given = pod(kind, name)
                for key in ("securityContext", "automountServiceAccountToken", "enableServiceLinks"):
                    self.assertEqual(model[key], given[key])
                self.assertEqual(model["containers"][0]["securityContext"], given["containers"][0]["securityContext"])
                self.assertIn("memory", given["containers"][0]["resources"]["limits"])

    def test_each_has_the_settings_that_the_composition_makes_and_none_that_it_does_not_know(self):
        for service in SERVICES:
            with self.subTest(service):
                known = COMPOSITION[service]["environment"]
                made = {name for name, value in known.items() if not value.startswith("${") and not value == ""}
                given = settings(service)
                self.assertEqual(set(), made - set(given))
                self.assertEqual(set(), set(given) - set(known))
                for name in ("PITCREW_DATABASE_URL", "PITCREW_AMQP_URL"):
                    self.assertEqual(known[name], given[name])

    def test_the_door_and_the_services_have_one_name(self):
        self.assertEqual(door("ConfigMap")["data"]["PITCREW_PUBLIC_URL"], found("ConfigMap", "pitcrew")["data"]["PITCREW_PUBLIC_URL"])

    def test_every_secret_that_is_read_is_made_by_the_commands_of_the_page(self):
        made = secrets_made()
        self.assertEqual({"tls.crt", "tls.key"}, made.pop("pitcrew-door"))
        for service in SERVICES:
            files = {Path(value).name for name, value in settings(service).items() if name.endswith("_FILE")}
            volume, = (one for one in pod("Deployment", f"pitcrew-{service}")["volumes"] if one["name"] == "secrets")
            self.assertEqual(files, made[volume["secret"]["secretName"]], service)
        job, = (one for one in pod("Job", "pitcrew-topology")["volumes"] if one["name"] == "secrets")
        paths = set()
        for source in (one["secret"] for one in job["projected"]["sources"]):
            self.assertLessEqual({item["key"] for item in source["items"]}, made[source["name"]])
            paths |= {item["path"] for item in source["items"]}
        self.assertEqual(set(COMPOSITION["topology"]["secrets"]), paths)


if __name__ == "__main__":
    unittest.main()
