"""What bookings bring about elsewhere: the call to the CRM, the figures, and the score of a customer who came before."""

import csv
import io
import json
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

import hubspot
import workshop
from hubspot.crm.contacts import ApiClient, BatchInputSimplePublicObjectBatchInputUpsert
from waiting import eventually


def calls(system):
    """The calls that the CRM's stand-in was sent, without their times."""
    lines = map(json.loads, system.hubspot_calls.read_text().splitlines())
    return [{name: value for name, value in line.items() if name != "time"} for line in lines]


def book(door, yard, start, address):
    order = yard.order(start, "Vera van Example", address)
    status, booked = door.ask("POST", "/booking/v1/appointments", order, **{"idempotency-key": str(uuid.uuid4())})
    assert status == 201, booked
    return booked["appointment"]


def as_the_official_client_has_it(body):
    """The body read into HubSpot's own model and written again."""
    client, answer = ApiClient(), type("Answer", (), {"data": json.dumps(body)})
    model = client.deserialize(answer, "BatchInputSimplePublicObjectBatchInputUpsert")
    assert isinstance(model, BatchInputSimplePublicObjectBatchInputUpsert)
    return model, client.sanitize_for_serialization(model)


def test_the_crm_is_told_as_its_official_client_would_tell_it(system):
    door, address = system.door(), f"crm-{uuid.uuid4().hex[:8]}@example.org"
    book(door, workshop.furnish(door, "CRM", 1), workshop.start(3), address)
    ours = eventually("the call", lambda: [call for call in calls(system) if address in json.dumps(call["body"])])[0]
    model, written = as_the_official_client_has_it(ours["body"])
    assert written == ours["body"]
    contact = next(one for one in model.inputs if one.properties["email"] == address)
    assert contact.id_property == "pitcrew_customer_id" and contact.properties["pitcrew_customer_id"] == contact.id
    assert (contact.properties["firstname"], contact.properties["lastname"]) == ("Vera van", "Example")

    before, told = len(calls(system)), system.description["hubspot"]
    token, host = Path(told["tokenFile"]).read_text().strip(), f"http://127.0.0.1:{told['port']}"
    official = hubspot.Client.create(access_token=token, host=host)
    answer = official.crm.contacts.batch_api.upsert(model)
    assert answer.status == "COMPLETE" and not any(result.new for result in answer.results)
    assert ours in calls(system)[before:], "the official client's call is another"


def figures(system, door, yard, days, code):
    """The bookings of a workshop, day and service by JSON; the CSV must say the same."""
    day = workshop.start(days)[:10]
    query = urllib.parse.urlencode({
        "metric": "bookings", "from": day, "to": day, "workshopId": yard.id, "serviceCode": code, "groupBy": "day"})
    status, table = door.ask("GET", f"/analytics/v1/metrics?{query}")
    assert status == 200 and table["unit"] == "count", table
    request = urllib.request.Request(
        f"{system.url}/api/analytics/v1/metrics.csv?{query}", headers={"authorization": f"Bearer {door.token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        head, *lines = csv.reader(io.StringIO(answer.read().decode(), newline=""))
    assert head == ["day", "label", "bookings"]
    return {row["key"]: row["value"] for row in table["items"]}, {key: float(value) for key, _, value in lines}


def test_a_booking_raises_its_figure_by_one(system):
    door = system.door()
    yard, day = workshop.furnish(door, "Figures", 2), workshop.start(3)[:10]
    for number in (1, 2):
        book(door, yard, workshop.start(3), f"figures-{uuid.uuid4().hex[:8]}@example.org")
        wanted = ({day: number}, {day: number})
        eventually(f"figure {number}", lambda wanted=wanted: figures(system, door, yard, 3, yard.code) == wanted)
    # A later booking's fact comes after whatever the first ones might still cause.
    book(door, yard, workshop.start(4), f"figures-{uuid.uuid4().hex[:8]}@example.org")
    eventually("the next day's figure", lambda: figures(system, door, yard, 4, yard.code)[0])
    assert figures(system, door, yard, 3, yard.code) == ({day: 2}, {day: 2})
    assert figures(system, door, yard, 3, "another service") == ({}, {})


def test_a_customer_who_came_before_has_a_score_with_reasons(system):
    door = system.door()

    def current():
        models = door.ask("GET", "/ml-scoring/v1/models")[1]["items"]
        return next((model for model in models if model["status"] == "current"), None)

    model = eventually("a model was promoted", current)
    assert 0.5 < model["figures"]["auc"] <= 1 and model["figures"]["brier_skill"] > 0
    assert model["figures"]["brier"] < model["figures"]["baseline_brier"] and model["figures"]["validation_rows"] > 0

    def scored():
        for customer in door.ask("GET", "/ml-scoring/v1/scores?limit=1")[1]["items"]:
            profile = door.ask("GET", f"/crm-bridge/v1/customers/{customer['customerId']}")[1]
            if profile.get("churn"):
                return profile

    profile = eventually("a scored profile", scored)
    assert any(visit["status"] == "completed" for visit in profile["visits"])
    assert 0 <= profile["churn"]["probability"] <= 1 and profile["churn"]["horizonDays"] == model["horizonDays"]
    reasons = profile["churn"]["reasons"]
    assert reasons and all(one["feature"] in model["features"] and one["text"] and one["contribution"] for one in reasons)
