"""The N and N-1 gate: every committed golden message satisfies every committed schema of its type, whichever came first, and no
committed revision was ever changed or removed."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from cloudevents.core.bindings.rabbitmq import from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Shared/Contracts/Golden"
TYPES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def revisions(event_type, suffix):
    files = [p for p in (GOLDEN / event_type).glob(f"*{suffix}") if p.name.endswith(".schema.json") == (suffix == ".schema.json")]
    return sorted(files, key=lambda path: int(path.name.split(".")[0]))


@pytest.mark.parametrize("event_type", TYPES)
def test_every_message_satisfies_every_schema(event_type):
    messages = revisions(event_type, ".json")
    schemas = revisions(event_type, ".schema.json")
    assert messages and len(messages) == len(schemas)
    for schema_file in schemas:
        schema = json.loads(schema_file.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for message_file in messages:
            errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(message_file.read_text()))]
            assert not errors, f"{message_file.name} against {schema_file.name}: {errors}"


@pytest.mark.parametrize("event_type", TYPES)
def test_a_missing_required_field_is_noticed(event_type):
    schema = json.loads(revisions(event_type, ".schema.json")[-1].read_text())
    message = json.loads(revisions(event_type, ".json")[-1].read_text())
    root = schema if "required" in schema else schema["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    required = root["required"]
    del message[required[0]]
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(message))


@pytest.mark.parametrize("event_type", TYPES)
def test_a_message_makes_a_cloud_event(event_type):
    data = json.loads(revisions(event_type, ".json")[-1].read_text())
    attributes = {"id": "1", "source": "/pitcrew/eu/test", "type": event_type, "specversion": "1.0", "aggregateversion": "1",
                  "datacontenttype": "application/json"}
    assert from_binary(to_binary(CloudEvent(attributes, data), JSONFormat()), JSONFormat()).get_data() == data


def test_no_committed_revision_was_changed_or_removed():
    changed = subprocess.run(
        ["git", "log", "--diff-filter=MDR", "--name-only", "--format=", "--", "Shared/Contracts/Golden"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()
    assert [name for name in changed if not name.endswith(".gitkeep")] == []


def test_the_asyncapi_document_names_every_type():
    document = json.loads((ROOT / "Shared/Contracts/asyncapi.json").read_text())
    assert document["asyncapi"] == "3.0.0"
    assert sorted(document["channels"]) == TYPES
    for operation in document["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert operation["channel"]["$ref"].removeprefix("#/channels/") in TYPES
