"""Makes files with other programs than ours: rows as JSON in a line, a file in base64 in the answer; the first argument says which kind."""
import base64
import csv
import io
import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress


def calendar(rows):
    document = Calendar()
    document.add("prodid", "-//Another garage//EN")
    document.add("version", "2.0")
    for row in rows:
        event = Event()
        zone = ZoneInfo(row["zone"]) if row.get("zone") else None
        for name in ("dtstart", "recurrence-id"):
            if name in row:
                event.add(name, datetime.fromisoformat(row[name]).replace(tzinfo=zone))
        for name in ("uid", "summary", "description", "status", "rrule"):
            if name in row:
                event.add(name, row[name])
        if "categories" in row:
            event.add("categories", row["categories"])
        if "email" in row:
            attendee = vCalAddress("mailto:" + row["email"])
            attendee.params["cn"] = row["name"]
            event.add("attendee", attendee)
        document.add_component(event)
    document.add_missing_timezones()
    return document.to_ical()


def table(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    make = {"ics": calendar, "csv": table}[sys.argv[1]]
    print("ready")
    for line in sys.stdin:
        print(base64.b64encode(make(json.loads(line))).decode())
