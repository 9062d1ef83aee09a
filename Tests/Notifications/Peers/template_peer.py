"""Other people's programs beside ours: chevron for Mustache, css-inline for styles, Babel for CLDR, smsutil for text messages, a validator of
OpenAPI documents, and Python's own parser for mails. A JSON question a line, a JSON answer a line."""
import email
import email.policy
import json
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import chevron
import css_inline
import smsutil
from babel import Locale
from babel.numbers import format_currency
from openapi_spec_validator import validate


class Styles(HTMLParser):
    """The style of each element, in order, as a set of declarations."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        style = dict(attributes).get("style") or ""
        pairs = (part.partition(":") for part in style.split(";") if part.strip())
        self.found.append([tag, {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}])


def styles(html):
    reader = Styles()
    reader.feed(html)
    return [[tag, style] for tag, style in reader.found if tag not in ("html", "head", "style", "meta", "tbody")]


def mail(path):
    message = email.message_from_bytes(Path(path).read_bytes(), policy=email.policy.default)
    parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in message.walk() if part.get_content_maintype() == "text"}
    return {"subject": message["subject"], "from": message["from"].addresses[0].addr_spec, "to": message["to"].addresses[0].addr_spec,
            "html": parts.get("text/html"), "text": parts.get("text/plain"),
            "defects": [str(defect) for part in message.walk() for defect in part.defects]}


def sms(text):
    split = smsutil.split(text)
    return {"isGSM": split.encoding.startswith("gsm"), "parts": len(split.parts)}


def operations(document):
    """Of a document that the OpenAPI project's schema takes."""
    validate(document)
    return sorted(operation["operationId"] for methods in document["paths"].values() for operation in methods.values())


ANSWERS = {
    "mustache": lambda ask: chevron.render(ask["template"], ask["data"], partials_dict=ask.get("partials", {})),
    "styles": lambda ask: styles(ask["html"]),
    "inlined": lambda ask: styles(css_inline.inline(ask["html"])),
    "plural": lambda ask: Locale.parse(ask["language"]).plural_form(ask["number"]),
    "money": lambda ask: format_currency(Decimal(ask["amount"]), ask["currency"], locale=ask["locale"]),
    "sms": lambda ask: sms(ask["text"]),
    "operations": lambda ask: operations(ask["document"]),
    "mail": lambda ask: mail(ask["path"]),
}

if __name__ == "__main__":
    print("ready")
    for line in sys.stdin:
        ask = json.loads(line)
        print(json.dumps(ANSWERS[ask["do"]](ask)))
