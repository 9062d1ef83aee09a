"""Runs of schemathesis against one service: who calls which operations, with what, and what came of it."""

import itertools
import json
import os
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

# Requests an operation gets at random, beside those that schemathesis makes of its schema one by one ("coverage"); a long run asks for
# thousands: PITCREW_OPENAPI_EXAMPLES=2000.
FEW = 6
EXAMPLES = int(os.environ.get("PITCREW_OPENAPI_EXAMPLES", FEW))
SECONDS_A_REQUEST = 20
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method", "ignored_auth", "bad_rows_fail"]
# Only the service's own port answers these: what a service says about itself is for loopback, the door has 404 for it.
BEHIND_THE_DOOR = {"health", "readiness", "metrics"}


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    """A generated row, or rows, as lines of JSON."""
    return "\n".join(json.dumps(row) for row in (value if isinstance(value, list) else [value])).encode()


@schemathesis.check
def bad_rows_fail(context, response, case):
    """Of an upload, whose every row is answered by one."""
    is_bad = case.meta is not None and case.meta.is_negative_at(ParameterLocation.BODY)
    if case.media_type == "application/x-ndjson" and is_bad and response.status_code == 200:
        rows = [json.loads(line) for line in response.text.splitlines()]
        assert all(row["status"] == "failed" for row in rows), rows


@dataclass
class Findings:
    failures: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=lambda: defaultdict(set))
    requests: int = 0


class Fitting:
    """Gives the valid parts of requests what makes sense (`Material`), each most of the time, so that every mixture comes. What schemathesis
    made invalid stays as it is."""

    current = None

    def __init__(self, material, service):
        self.material, self.service = material, service
        self.counters = defaultdict(itertools.count)

    def fit(self, case):
        operation = case.operation.definition.raw["operationId"]
        number = next(self.counters[operation])
        if self.is_valid(case, ParameterLocation.PATH) and number % 4 != 3:
            self.fit_path(case, operation, number)
        # What is no board has no first event, and would be waited for.
        if self.is_valid(case, ParameterLocation.QUERY) and case.query and (number % 3 != 2 or operation == "watchBoard"):
            case.query = self.with_known_values(case.query)
        if "If-Match" in case.headers and self.is_valid(case, ParameterLocation.HEADER) and number % 4 != 3:
            case.headers["If-Match"] = "*"
        if "Idempotency-Key" in case.headers and self.is_valid(case, ParameterLocation.HEADER):
            # Some come a second time, with another body.
            first = number - (number % 5 == 4)
            case.headers["Idempotency-Key"] = str(uuid.uuid5(uuid.UUID(self.material.yard.id), f"{self.service}/{operation}/{first}"))
        if self.is_valid(case, ParameterLocation.BODY):
            self.fit_body(case, operation, number)

    @staticmethod
    def is_valid(case, location):
        component = case.meta.components.get(location)
        return component is not None and component.mode.is_positive

    def with_known_values(self, members):
        return {name: self.material.values.get(name, value) for name, value in members.items()}

    def fit_body(self, case, operation, number):
        if number % 2 == 0 and (body := self.material.body(operation)):
            case.body = body
        elif isinstance(case.body, dict) and number % 4 == 1:
            places = ("workshopId", "serviceIds", "appointmentId")
            case.body = {name: self.material.values[name] if name in places else value for name, value in case.body.items()}

    def fit_path(self, case, operation, number):
        folders = case.path.split("/")
        for name in list(case.path_parameters):
            folder = folders[folders.index(f"{{{name}}}") - 1]
            if known := self.material.ids_for(self.service, operation, name, folder):
                case.path_parameters = {**case.path_parameters, name: known[number % len(known)]}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Hooks are for all runs of a process; one run goes at a time."""
    Fitting.current.fit(case)


def configuration(base, token, brief, others):
    """Without a chance: derandomized, without what earlier answers taught. `brief` names the operations that get a request or two, `others`
    those that get none."""
    phase = {"extra-data-sources": {"responses": False}, "operation-ordering": "none"}
    few = [{"include-operation-id": name, "phases": {"coverage": {"enabled": False}, "fuzzing": {"generation": {"max-examples": 2}}}}
           for name in brief]
    none = [{"include-operation-id": name, "enabled": False} for name in others]
    # A bad row fails alone, beside good ones: `bad_rows_fail` looks at each row's answer instead of the status.
    uploads = [{"include-path-regex": "/import$", "checks": {"negative_data_rejection": {"enabled": False}}}]
    # A live stream has no end: a day's appointments come first.
    watching = {"include-operation-id": "watchBoard", "max-stream-events": 1}
    return schemathesis.Config.from_dict({
        "seed": 1, "base-url": base, "request-timeout": SECONDS_A_REQUEST, "continue-on-failure": True, "max-redirects": 0,
        "headers": {"Authorization": f"Bearer {token}"} if token else {},
        "generation": {"deterministic": True, "max-examples": EXAMPLES, "database": "none", "no-shrink": False},
        "phases": {"examples": {"enabled": False}, "stateful": {"enabled": False}, "coverage": phase,
                   "fuzzing": {**phase, "error-feedback": {"enabled": False}}},
        "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
        "operations": [*few, *none, *uploads, watching],
        "suppress-health-check": ["all"], "warnings": False,
    })


def run(document, base, token, operations, brief, fitting, findings):
    """One engine, one caller."""
    every = {operation["operationId"] for methods in document["paths"].values() for operation in methods.values()}
    schema = schemathesis.openapi.from_dict(document, config=configuration(base, token, sorted(brief), sorted(every - operations)))
    Fitting.current = fitting
    for event in from_schema(schema).execute():
        if isinstance(event, ScenarioFinished):
            collect(event, findings)
        elif isinstance(event, NonFatalError):
            findings.failures[event.label] = f"{event.label}: {event.info.title}: {event.info.message}"
        elif isinstance(event, FatalError):
            raise event.exception


def collect(event, findings):
    recorder = event.recorder
    for identifier, interaction in recorder.interactions.items():
        findings.requests += 1
        case = recorder.cases[identifier].value
        if interaction.response is not None and case.method == case.operation.method.upper():
            findings.statuses[case.operation.definition.raw["operationId"]].add(interaction.response.status_code)
    for identifier, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                text = told(check, recorder.find_response(case_id=identifier))
                findings.failures.setdefault((recorder.label, check.name, check.failure_info.failure.title), f"{recorder.label}: {text}")


def told(check, response):
    failure = check.failure_info.failure
    answer = f"{response.status_code} {response.content[:600]!r}" if response else "no answer"
    return f"{check.name}: {failure.title}\n{failure.message}\n{answer}\n{check.failure_info.code_sample}"
