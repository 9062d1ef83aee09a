"""Reads mails with Python's own parser, and the invitations in them with the icalendar package: a file's path a line, one JSON answer a line."""
import email
import email.policy
import json
import sys
from pathlib import Path

from icalendar import Calendar


def read(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    answer = {
        "subject": message["subject"], "type": message.get_content_type(), "parts": [part.get_content_type() for part in parts],
        "from": message["from"].addresses[0].addr_spec, "to": message["to"].addresses[0].addr_spec,
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
    }
    for part in parts:
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            (event,) = calendar.walk("VEVENT")
            answer["invitation"] = {
                "methodOfPart": part.get_param("method"), "charset": part.get_param("charset"), "isAttached": part.is_attachment(),
                "method": str(calendar["METHOD"]), "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]),
                "status": str(event["STATUS"]), "organizer": str(event["ORGANIZER"]).lower(), "attendee": str(event["ATTENDEE"]).lower(),
                "start": event["DTSTART"].dt.isoformat(), "errors": [str(error) for part in calendar.walk() for error in part.errors],
            }
    return answer


if __name__ == "__main__":
    print("ready")
    for line in sys.stdin:
        print(json.dumps(read(Path(line.rstrip("\n")).read_bytes())))
