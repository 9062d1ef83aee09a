"""deploy/kubernetes/network.yaml lets through what the system needs and nothing else, by Kubernetes' own rules."""

import ipaddress
import unittest

import kubernetes_validate
import yaml
from door import SERVICES
from surroundings import ROOT


def policies():
    return list(yaml.safe_load_all((ROOT / "deploy/kubernetes/network.yaml").read_text()))


def selects(selector, labels):
    """Kubernetes' own rules; a selector without anything takes all."""
    taken = {"In": lambda value, values: value in values, "NotIn": lambda value, values: value not in values}
    return all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items()) and all(
        taken[one["operator"]](labels.get(one["key"]), one["values"]) for one in selector.get("matchExpressions", []))


class Pod:
    """One in a namespace; ours unless told otherwise."""

    def __init__(self, name, part_of="pitcrew", namespace="ours", **labels):
        self.labels = {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": part_of, **labels}
        self.namespace = namespace

    def is_peer(self, peer):
        if "ipBlock" in peer:
            return False
        spaces = peer.get("namespaceSelector")
        known = selects(spaces, {"kubernetes.io/metadata.name": self.namespace}) if spaces is not None else self.namespace == "ours"
        return known and selects(peer.get("podSelector", {}), self.labels)


class Outside:
    """An address that is no pod's."""

    def __init__(self, address):
        self.address = ipaddress.ip_address(address)

    def is_peer(self, peer):
        block = peer.get("ipBlock")
        return block is not None and self.address in ipaddress.ip_network(block["cidr"]) and not any(
            self.address in ipaddress.ip_network(one) for one in block.get("except", []))


def may(way, pod, other, port, protocol="TCP"):
    """Whether the policies let `pod` send to (`Egress`) or hear from (`Ingress`) `other`."""
    if not isinstance(pod, Pod) or pod.namespace != "ours":
        return True
    mine = [one["spec"] for one in policies() if way in one["spec"]["policyTypes"] and selects(one["spec"]["podSelector"], pod.labels)]
    rules = [rule for spec in mine for rule in spec.get(way.lower(), [])]
    side = {"Egress": "to", "Ingress": "from"}[way]
    return not mine or any(
        ({"protocol": protocol, "port": port} in rule["ports"] if "ports" in rule else True)
        and (any(other.is_peer(peer) for peer in rule[side]) if side in rule else True) for rule in rules)


def reaches(sender, receiver, port, protocol="TCP"):
    return may("Egress", sender, receiver, port, protocol) and may("Ingress", receiver, sender, port, protocol)


class TheNetwork(unittest.TestCase):
    services = [Pod(service) for service in SERVICES]
    door = Pod("door")
    world = Outside("203.0.113.7")
    stranger = Pod("other", part_of="other", namespace="other")
    servers = Pod("postgres", part_of="other", namespace="data")
    all = [*services, door, Pod("topology")]

    def test_kubernetes_would_take_each(self):
        for policy in policies():
            with self.subTest(policy["metadata"]["name"]):
                kubernetes_validate.validate(policy, "1.30", strict=True)

    def test_the_world_reaches_the_door_and_the_door_the_services(self):
        self.assertTrue(reaches(self.world, self.door, 8443))
        for service in self.services:
            self.assertTrue(reaches(self.door, service, 8080))
            for other in (self.world, self.stranger, *self.services, Pod("topology")):
                self.assertFalse(reaches(other, service, 8080), service.labels)
        self.assertFalse(reaches(self.door, Pod("topology"), 8080))
        self.assertFalse(reaches(self.door, self.servers, 5432))

    def test_services_reach_database_and_broker_and_the_job_the_brokers_settings(self):
        for service in self.services:
            self.assertEqual([True, True, False], [reaches(service, self.servers, port) for port in (5432, 5672, 15672)])
        self.assertEqual([False, False, True], [reaches(Pod("topology"), self.servers, port) for port in (5432, 5672, 15672)])

    def test_names_are_looked_up_by_all_at_the_clusters_own(self):
        names = Pod("dns", part_of="other", namespace="kube-system", **{"k8s-app": "kube-dns"})
        for one in self.all:
            for protocol in ("UDP", "TCP"):
                self.assertTrue(reaches(one, names, 53, protocol))
            self.assertFalse(reaches(one, self.stranger, 53, "UDP"))

    def test_only_who_calls_somebody_there_reaches_the_outside_and_nobody_what_is_near(self):
        reached = {one.labels["app.kubernetes.io/name"] for one in self.all if reaches(one, self.world, 443)}
        self.assertEqual({"notifications", "partner-gateway", "crm-bridge"}, reached)
        for one in self.all:
            for near in ("169.254.169.254", "10.1.2.3", "172.20.0.1", "192.168.1.1", "100.64.0.1", "127.0.0.1", "fd00::1", "::ffff:10.1.2.3"):
                self.assertFalse(reaches(one, Outside(near), 443), near)


if __name__ == "__main__":
    unittest.main()
