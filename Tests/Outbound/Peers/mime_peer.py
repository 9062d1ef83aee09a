"""Reads messages with Python's own parser: one in base64 a line, one JSON answer a line."""
import base64
import email
import email.policy
import json
import sys


def text_of(part):
    return part.get_content().replace("\r\n", "\n")


def parse(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "names": [[field.display_name, field.addr_spec] for field in message["to"].addresses],
        "fromName": message["from"].addresses[0].display_name,
        "subject": message["subject"], "date": message["date"].datetime.isoformat(),
        "type": message.get_content_type(), "text": text_of(plain), "html": text_of(html) if html else None,
        "attachments": [
            {
                "filename": part.get_filename(), "type": part.get_content_type(),
                "content": base64.b64encode(part.get_payload(decode=True)).decode(),
            }
            for part in message.iter_attachments()
        ],
        "defects": [str(defect) for part in message.walk() for defect in part.defects]
        + [str(defect) for value in message.values() for defect in value.defects],
        "longestLine": max(len(line) for line in raw.split(b"\r\n")),
        "ascii": raw.isascii(), "bareLineEnds": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
    }


if __name__ == "__main__":
    print("ready")
    for line in sys.stdin:
        print(json.dumps(parse(base64.b64decode(line))))
