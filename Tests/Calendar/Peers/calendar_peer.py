"""Reads calendars with the icalendar package: one in base64 a line, one JSON answer a line.

A time is told twice: as the zone's name says by this machine's zone database, and as the document's own VTIMEZONE says, which is what Outlook
and Apple's calendar go by."""
import base64
import json
import sys
from datetime import timezone

from icalendar import Calendar

NAIVE = {"tzinfo": None}


def told(value, zones):
    """The instant by the zone database, and by the document."""
    instant = value.dt.astimezone(timezone.utc)
    name = value.params.get("TZID")
    own = value.dt.replace(**NAIVE).replace(tzinfo=zones[name]).astimezone(timezone.utc) if name else instant
    return [instant.isoformat(), own.isoformat()]


def person(value):
    return None if value is None else {"address": str(value), "parameters": {name: str(text) for name, text in value.params.items()}}


def read_event(event, zones):
    attendees = event.get("ATTENDEE")
    return {
        "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]), "status": str(event["STATUS"]), "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]), "location": str(event["LOCATION"]), "url": str(event["URL"]) if "URL" in event else None,
        "start": told(event["DTSTART"], zones), "end": told(event["DTEND"], zones), "stamp": event["DTSTAMP"].dt.isoformat(),
        "modified": event["LAST-MODIFIED"].dt.isoformat(), "zone": event["DTSTART"].params.get("TZID"),
        "organizer": person(event.get("ORGANIZER")), "attendee": person(attendees),
    }


def read(raw):
    calendar = Calendar.from_ical(raw)
    zones = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}
    lines = raw.split(b"\r\n")
    return {
        "method": str(calendar["METHOD"]), "version": str(calendar["VERSION"]), "names": [str(name) for name in calendar],
        "events": [read_event(event, zones) for event in calendar.walk("VEVENT")],
        "observances": [[part.name for part in zone.subcomponents] for zone in calendar.walk("VTIMEZONE")],
        "errors": [str(error) for part in calendar.walk() for error in part.errors],
        "longestLine": max(map(len, lines)), "bareLineEnds": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
        "brokenCharacters": sum("\ufffd" in line.decode("utf-8", "replace") for line in lines),
    }


if __name__ == "__main__":
    print("ready")
    for line in sys.stdin:
        print(json.dumps([read(base64.b64decode(word)) for word in line.split()]))
