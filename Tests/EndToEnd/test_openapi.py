"""schemathesis holds every service against its OpenAPI document: no server error, no answer that is not documented.

Each operation is called by nobody, and by somebody who may: an operator, a customer, a partner, the holder of a link. PITCREW_OPENAPI_EXAMPLES
makes a long run of it. The last tests to run (conftest.py): they leave the catalogue full of nonsense.
"""

import json
import time
import urllib.request

import pytest
from openapi_material import WAITING, Material
from openapi_runs import BEHIND_THE_DOOR, EXAMPLES, FEW, Findings, Fitting, run
from waiting import eventually

# partner-gateway is last: its turn ends sessions and fails to sign in often enough to be locked out.
SERVICES = ["booking", "notifications", "jobcard-prep", "crm-bridge", "analytics", "ml-scoring", "partner-gateway"]
# They end what the other operations of their caller need: a run of their own, afterwards.
LATER = {"cancelMyAppointment", "endOtherSessions"}
# What nothing made up succeeds with: it takes an authenticator, a code by mail or text message, a device's cookie or an identity
# provider. Refusals are all that is looked at here; test_identity.py and Tests/Web show the rest.
REFUSED = {"verifyPhone", "addPasskey", "removePasskey", "signInWithPasskey", "signInWithCode", "refreshSession", "beginProviderSignIn"}


@pytest.fixture(scope="module")
def material(system):
    return Material(system)


def document_of(system, service):
    with urllib.request.urlopen(f"{system.url}/api/{service}/openapi.json", timeout=20) as answer:
        return json.loads(answer.read())


def operations(document):
    return {operation["operationId"]: operation for methods in document["paths"].values() for operation in methods.values()}


def caller(operation):
    """Who may call an operation; nobody has to be anybody for what is open."""
    security, scopes = operation.get("security"), operation.get("x-scopes", [])
    if not security:
        return "nobody"
    if {"link": []} in security:
        return operation["operationId"] if operation["operationId"] in WAITING else "link"
    if "own" in scopes:
        return "customer"
    return "partner" if any(scope.startswith("partner.") for scope in scopes) else "operator"


def plan(service, document):
    """Which operations each caller calls, and which of them in brief: those that need somebody, when it is nobody; and the operator's, which
    are the same in every service, in all but the first."""
    every = operations(document)
    repeated = {operation["operationId"] for path, methods in document["paths"].items() for operation in methods.values()
                if path.startswith("/v1/ops/") and service != SERVICES[0] and EXAMPLES <= FEW}
    callers = {name: caller(operation) for name, operation in every.items()}
    for who in sorted({*callers.values()} - {"nobody"}):
        theirs = {name for name in every if callers[name] == who}
        yield who, theirs - LATER, repeated
        if theirs & LATER:
            yield who, theirs & LATER, repeated
    guarded = {name for name in every if callers[name] != "nobody"}
    yield "nobody", set(every) - BEHIND_THE_DOOR, guarded


def claim_a_token(operation):
    operation["security"] = [{"bearer": []}]


def claim_a_list(operation):
    operation["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "array"}


def hide_a_refusal(operation):
    del operation["responses"]["422"]


def claim_a_limit(operation):
    limit = next(parameter for parameter in operation["parameters"] if parameter["name"] == "limit")
    limit["schema"] = {"type": "integer", "maximum": 3}


@pytest.mark.parametrize("name, lie, check", [
    ("listWorkshops", claim_a_token, "ignored_auth"), ("listWorkshops", claim_a_list, "response_schema_conformance"),
    ("searchSlots", hide_a_refusal, "status_code_conformance"), ("listMyAppointments", claim_a_limit, "negative_data_rejection")])
def test_a_document_that_lies_is_seen(system, material, name, lie, check):
    document, findings = document_of(system, "booking"), Findings()
    operation = operations(document)[name]
    token = material.tokens()["operator" if caller(operation) == "nobody" else caller(operation)]
    lie(operation)
    run(document, f"{system.url}/api/booking", token, {name}, set(), Fitting(material, "booking"), findings)
    assert check in {found for _, found, _ in findings.failures}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_answers_as_its_document_says(system, material, service):
    base, findings, began = f"{system.url}/api/{service}", Findings(), time.monotonic()
    document, fitting, tokens = document_of(system, service), Fitting(material, service), material.tokens()
    for who, names, brief in plan(service, document):
        run(document, base, tokens[who], names, brief, fitting, findings)
    run(document, system.description["services"][service]["url"], None, BEHIND_THE_DOOR, set(), fitting, findings)
    print(f"{service}: {findings.requests} requests in {time.monotonic() - began:.1f} s")
    assert not findings.failures, f"{len(findings.failures)} findings\n\n" + "\n\n".join(findings.failures.values())
    refused = {name: sorted(findings.statuses[name]) for name in operations(document) if min(findings.statuses[name], default=500) >= 400}
    assert not {name: statuses for name, statuses in refused.items() if name not in REFUSED}


def test_what_was_taken_is_understood_by_every_service(system, material):
    def statuses():
        return [material.ask("GET", f"/{service}/v1/ops/status") for service in SERVICES]

    eventually("all events are handled", lambda: not any(
        status[count] for status in statuses() for count in ("queueDepth", "outboxBacklog", "retrying")))
    for service in SERVICES:
        parked = {group["type"] for group in material.ask("GET", f"/{service}/v1/ops/parked/groups")["items"]}
        assert parked <= {"nonsense.made"}, service
