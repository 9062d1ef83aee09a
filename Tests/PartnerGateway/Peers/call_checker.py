"""Holds calls against the webhooks of an OpenAPI document, by an implementation of JSON Schema that is not ours. A JSON request a line: the
document, then for each call its type and body; answers what is wrong."""
import json
import sys

from jsonschema import Draft202012Validator, FormatChecker


def wrong(document, call):
    described = document["webhooks"].get(call["type"])
    if described is None:
        return ["is not described"]
    pointer = f"#/webhooks/{call['type']}/post/requestBody/content/application~1json/schema"
    validator = Draft202012Validator({**document, "$ref": pointer}, format_checker=FormatChecker())
    named = {parameter["name"] for parameter in described["post"]["parameters"]}
    return [error.message for error in validator.iter_errors(call["body"])] + sorted(f"{name} is missing" for name in named - set(call["headers"]))


print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"result": wrong(request["document"], request["call"])}), flush=True)
