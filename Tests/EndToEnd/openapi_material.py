"""What random requests need to get past the doors: ids of things that exist, and bodies that make sense, for each operation."""

import itertools
import json
import random
import uuid
from datetime import date, timedelta
from pathlib import Path

from running import book_once
from test_identity import link_mailed_to, sign_in, text_to
from test_partner import new_partner, token_of
from waiting import eventually
from workshop import furnish, start

NOWHERE = "http://127.0.0.1:9/hook"  # the discard port: calls fail at once, and are owed
STEPS = {"startAppointment": ["check-in"], "completeAppointment": ["check-in", "start"]}
ONE_EACH = ["readAppointment", "explainRefusal", "findPlaces", "cancelAppointment", "checkInAppointment", "startAppointment",
            "completeAppointment", "markNoShow",
            "renewAppointmentLink", "moveAppointment", "releaseAppointment", "pinAppointment", "jobcardOfAppointment", "link"]
# Each has a place on the waiting list of its own: what one answers, the others cannot answer again.
WAITING = ["viewMyWaiting", "acceptOffer", "declineOffer", "leaveWaitingList", "confirmWaiting"]
# Requests outside policy, each for one decision.
EXCEPTIONS = ["readException", "approveException", "overrideException", "declineException"]
# Whoever cancels there pays half of the price, so there is something to ask for.
COSTLY = {"name": "Cancelling costs", "cancel": {"windowMinutes": 525_600, "fee": {"percent": 50}}}
HALF = 50
SETTLING = ["replayParked", "editParked", "discardParked"]
PARKED_EACH = 9
# Of a brand that no workshop speaks as; drafts of some are there to be published, of others to be discarded.
BRAND = "openapi"
PUBLISHED, DISCARDED = ["confirmation", "change", "cancellation", "reminder"], ["ready", "follow_up", "check_in", "approval_request"]
LOCALES = ["en", "de", "ar"]
TEMPLATE = {"subject": "Open", "html": "<p><a href=\"{{link}}\">{{brand.title}}</a></p>", "layout": "letter"}


class Material:
    """Furnishes a workshop, books, takes a partner on and parks messages; then knows `tokens` by caller, `ids` for path parameters by operation
    or by name, `values` for members of queries and bodies by name, and a `body` by operation."""

    def __init__(self, system):
        self.system, self.door = system, system.door()
        self.ask("POST", "/ml-scoring/v1/models/train")
        self.hours = itertools.count(1)
        self.yard = furnish(self.door, "OpenAPI", 12)
        self.ask("PUT", f"/booking/v1/workshops/{self.yard.id}/policies", {"rules": [COSTLY]})
        self.appointments = {}
        self.address = f"openapi-{uuid.uuid4().hex[:8]}@customer.example"
        for operation in ONE_EACH:
            self.appointments[operation] = self.book(STEPS.get(operation, []))
        self.waiting = {operation: self.wait() for operation in WAITING[:-1]} | {WAITING[-1]: self.letter(self.join(self.wish()))}
        # At a time at which nothing can begin: nothing is offered but by staff.
        never = {"notBefore": "23:59", "notAfter": "23:59"}
        self.tended = [self.confirmed(self.join({**self.wish(), **never}))["entry"]["id"] for _ in range(3)]
        self.arrived, self.code = self.arrive()
        self.exceptions = {operation: [self.request_to_cancel()] for operation in EXCEPTIONS}
        self.customer, self.session = sign_in(system, self.address)
        self.partner, self.other_partner = self.take_on("Example Fleet"), self.take_on("Example Marketplace")
        self.parked = {service: self.park(service) for service in system.services}
        self.write_templates()
        self.ids = self.known_ids()
        self.values = self.known_values()

    def tokens(self):
        """By caller. Fresh ones, as they are good for ten minutes."""
        self.door.login(self.system.description["staffFile"])
        return {"nobody": None, "operator": self.door.token, "customer": self.session["accessToken"], "partner": token_of(self.system, self.partner),
                "link": self.appointments["link"]["manageToken"], **self.waiting}

    def ask(self, method, path, body=None, **headers):
        status, answer = self.door.ask(method, path, body, **{"idempotency-key": str(uuid.uuid4()), **headers})
        assert status < 300, (method, path, status, answer)
        return answer

    # --- bookings ---

    def order(self):
        """Another hour each time, so that no order is in another's way."""
        hours = next(self.hours)
        return self.yard.order(start(3 + hours // 20, hours % 20), "Olga Open", self.address)

    def book(self, steps):
        booked = self.ask("POST", "/booking/v1/appointments", self.order())
        for step in steps:
            self.ask("POST", f"/booking/v1/appointments/{booked['appointment']['id']}/{step}")
        return booked

    def wish(self):
        """Of somebody else each time: nobody waits for more than a few things."""
        order, day = self.order(), date.today() + timedelta(days=20)
        customer = {"name": "Olga Open", "email": f"open-{next(self.hours)}@customer.example"}
        return {"workshopId": order["workshopId"], "serviceIds": order["serviceIds"], "vehicle": order["vehicle"], "customer": customer,
                "from": str(day), "to": str(day + timedelta(days=5))}

    def wait(self):
        """The token of a place on the waiting list to which something is offered, as there is room."""
        token = self.confirmed(self.join(self.wish()))["token"]
        eventually("an offer", lambda: self.ask("GET", "/booking/v1/my/waiting-list", token=token)["status"] == "offered")
        return token

    def join(self, wish):
        """The address that is asked whether it wants to wait."""
        self.ask("POST", "/booking/v1/waiting-list", wish)
        return wish["customer"]["email"]

    def letter(self, address):
        """The token of the link in the letter to an address."""
        return eventually("the letter", lambda: link_mailed_to(self.system, address))

    def confirmed(self, address):
        return self.ask("POST", "/booking/v1/my/waiting-list/confirm", token=self.letter(address))

    def hold(self):
        return self.ask("POST", "/booking/v1/holds", self.hold_order())["id"]

    def hold_order(self):
        order = self.order()
        return {name: order[name] for name in ("workshopId", "serviceIds", "start")}

    def wallet(self, booked):
        return self.ask("GET", "/booking/v1/my/appointment/wallet", token=booked["manageToken"])

    def arrive(self):
        """Somebody who has checked in, and their code: shown again it is answered, whatever the hour."""
        booked = self.book([])
        code = self.wallet(booked)["checkIn"]["code"]
        self.ask("POST", f"/booking/v1/appointments/{booked['appointment']['id']}/check-in")
        return booked, code

    def request_to_cancel(self):
        wish = {"kind": "cancel", "reason": "other", "acceptFee": HALF}
        return self.ask("POST", "/booking/v1/my/appointment/exception", wish, token=self.book([])["manageToken"])["id"]

    def newcomer(self):
        """A customer without any visit, whom nothing keeps from being forgotten."""
        email = f"gone-{uuid.uuid4().hex[:8]}@customer.example"
        self.ask("POST", "/crm-bridge/v1/customers/import", {"externalId": email, "name": "Olga Gone", "email": email},
                 **{"content-type": "application/x-ndjson"})
        return self.listed(f"/crm-bridge/v1/customers?query={email.partition('@')[0]}")[0]

    # --- partners ---

    def take_on(self, name):
        partner = new_partner(self.door)
        path = f"/partner-gateway/v1/partners/{partner['id']}"
        self.ask("PUT", path, {"active": True, "requestsPerSecond": 1000, "burst": 1000, "bookingsPerDay": 10_000})
        self.ask("PUT", f"{path}/webhook", {"url": NOWHERE})
        scopes = ["partner.bookings", "partner.webhooks", "partner.usage"]
        return {**self.ask("POST", f"{path}/keys", {"environment": "live", "scopes": scopes}), "name": name}

    def deliveries(self, partner):
        token = token_of(self.system, partner)
        for _ in range(3):
            status, _ = self.door.ask("POST", "/partner-gateway/v1/webhook/tests", token=token, **{"idempotency-key": str(uuid.uuid4())})
            assert status == 202
        return [item["id"] for item in self.door.ask("GET", "/partner-gateway/v1/webhook/deliveries", token=token)[1]["items"]]

    def booking_request(self):
        wish = {**self.order(), "reference": "FLEET-0"}
        token, key = token_of(self.system, self.partner), {"idempotency-key": str(uuid.uuid4())}
        return self.door.ask("POST", "/partner-gateway/v1/bookings", wish, token=token, **key)[1]["id"]

    # --- parked messages ---

    def park(self, service):
        """Messages that the service cannot know, by way of its own queue; their ids once they are parked."""
        for _ in range(PARKED_EACH):
            message = {"properties": {"message_id": str(uuid.uuid4()), "type": "nonsense.made", "content_type": "application/json"},
                       "routing_key": f"pitcrew.{service}", "payload": "{}", "payload_encoding": "string"}
            assert self.system.broker("exchanges/{vhost}/amq.default/publish", message)["routed"]
        path = f"/{service}/v1/ops/parked?limit=200"

        def all_of_them():
            items = self.door.ask("GET", path)[1]["items"]
            return items if len(items) >= PARKED_EACH else None
        return [item["id"] for item in eventually(f"{service} parks what it does not know", all_of_them)]

    # --- templates ---

    def write_templates(self):
        self.ask("PUT", f"/notifications/v1/brands/{BRAND}", self.brand())
        for name in PUBLISHED + DISCARDED + ["receipt"]:
            for locale in LOCALES:
                self.ask("PUT", f"/notifications/v1/templates/{BRAND}/{name}/email/{locale}/draft", TEMPLATE)
        for locale in LOCALES:
            self.ask("POST", f"/notifications/v1/templates/{BRAND}/receipt/email/{locale}/publication")

    @staticmethod
    def brand():
        return {"title": "OpenAPI", "colour": "#004488", "locale": "en", "workshops": []}

    # --- what there is ---

    def listed(self, path, name="id"):
        return [item[name] for item in self.ask("GET", path)["items"]]

    def appointment(self, operation):
        return [self.appointments[operation]["appointment"]["id"]]

    def known_ids(self):
        appointment = self.appointment("jobcardOfAppointment")
        jobcard = eventually("the job card", lambda: self.door.ask(
            "GET", f"/jobcard-prep/v1/jobcards/by-appointment/{appointment[0]}")[1].get("id"))
        messages = eventually("the message", lambda: self.listed(f"/notifications/v1/messages?appointmentId={appointment[0]}"))
        part = str(uuid.uuid4())
        self.ask("PUT", f"/jobcard-prep/v1/parts/{part}", {"workshopId": self.yard.id, "sku": "OPEN-1", "name": "Filter", "onHand": 9})
        person = self.listed(f"/partner-gateway/v1/people?email={self.address}")
        models = eventually("a model", lambda: self.listed("/ml-scoring/v1/models"))
        scored = eventually("a score", lambda: self.listed("/ml-scoring/v1/scores", "customerId"))
        elsewhere = [self.session_of_the_operator() for _ in range(3)]
        return {
            **{operation: self.appointment(operation) for operation in ONE_EACH},
            "releaseHold": [self.hold()], "putWorkshop": [self.yard.id], "proposeReplan": [self.yard.id],
            "simulateCapacity": [self.yard.id], "putService": [self.yard.service],
            **self.exceptions, "removeWaiting": self.tended[:1], "offerPlace": self.tended[1:],
            **{operation: [self.yard.id] for operation in (
                "readWorkshopPolicies", "putWorkshopPolicies", "listAudit", "verifyAudit", "exportAudit")},
            "showJobcard": [jobcard], "showMessage": messages,
            "putPart": [part], "receiveGoods": [part], "putBill": [self.yard.code], "showCustomer": self.listed("/crm-bridge/v1/customers"),
            "contact-preferences": self.listed("/crm-bridge/v1/customers"), "putConsent/id": self.listed("/crm-bridge/v1/customers"),
            "putConsent/purpose": ["reminder", "marketing", "survey", "waiting_list"], "putConsent/channel": ["email", "sms"],
            "eraseCustomer": [self.newcomer()], "editCustomer": self.listed("/crm-bridge/v1/customers"),
            "promoteModel": models, "showScore": scored,
            "showBooking": [self.booking_request()],
            "replayDelivery": self.deliveries(self.other_partner), "showOwnDelivery": self.deliveries(self.partner),
            "replayOwnDelivery": self.deliveries(self.partner), "partners": [self.other_partner["id"]],
            "client": [self.other_partner["clientId"]], "people": person, "endPersonSessions": [str(uuid.uuid4())],
            "removePhone": [self.phone()],
            "brand": [BRAND], "name": ["receipt"], "channel": ["email"], "locale": LOCALES,
            "publishTemplate/name": PUBLISHED, "discardTemplateDraft/name": DISCARDED,
            "session": [self.session["sessionId"]], "endSession": elsewhere, "role": ["technician", "marketer"],
        }

    def ids_for(self, service, operation, name, folder):
        """What a path's parameter may be: by the operation, else by its own name, else by the folder it stands in."""
        if folder != "parked":
            return next((self.ids[key] for key in (f"{operation}/{name}", operation, name, folder) if key in self.ids), None)
        # A message is settled but once.
        return self.parked[service][SETTLING.index(operation)::len(SETTLING)] if operation in SETTLING else self.parked[service]

    def phone(self):
        """A number of the customer's, proved: those that are not are forgotten after ten minutes."""
        number, token = f"+49176{random.randrange(10**7, 10**8)}", self.session["accessToken"]
        phone = self.ask("POST", "/partner-gateway/v1/phones", {"number": number}, token=token)["id"]
        code, _ = eventually("the message with the code", lambda: text_to(self.system, number, 0))
        self.ask("POST", f"/partner-gateway/v1/phones/{phone}", {"code": code}, token=token)
        return phone

    def session_of_the_operator(self):
        """Of another device: ending it ends nobody's test."""
        return book_once.Door(self.system.url).ask("POST", "/partner-gateway/v1/staff/sessions", self.password())[1]["sessionId"]

    def password(self):
        person = next(p for p in json.loads(Path(self.system.description["staffFile"]).read_text()) if p["role"] == "operator")
        return {name: person[name] for name in ("email", "password")}

    def known_values(self):
        near = {"from": str(date.today() - timedelta(days=9)), "to": str(date.today() + timedelta(days=9)), "days": 3}
        feed = self.wallet(self.arrived)["feedUrl"].partition("token=")[2]
        # Of somebody else than who opens, renews and closes theirs.
        other = sign_in(self.system, f"feed-{uuid.uuid4().hex[:8]}@customer.example")[1]["accessToken"]
        calendar = self.ask("PUT", "/booking/v1/my/calendar", token=other)["feedUrl"].partition("key=")[2]
        return {**near, "token": feed, "key": calendar, "workshopId": self.yard.id,
                "serviceIds": [self.yard.service], "serviceCode": self.yard.code, "email": self.address,
                "date": self.appointments["link"]["appointment"]["start"][:10], "appointmentId": self.appointment("readAppointment")[0]}

    def body(self, operation):
        """One that the operation takes; None where nothing better than a random one is known."""
        hours = [{"weekday": 1, "from": "08:00", "to": "17:00"}]
        place = {"workshopId": self.yard.id, "name": f"OpenAPI {next(self.hours)}"}
        make = {
            "bookAppointment": self.order, "holdSlot": self.hold_order, "joinWaitingList": self.wish,
            "requestBooking": lambda: {**self.order(), "reference": f"FLEET-{next(self.hours)}"},
            "moveAppointment": lambda: {"start": self.order()["start"]}, "moveMyAppointment": lambda: {"start": self.order()["start"]},
            "checkInByCode": lambda: {"code": self.code, "workshopId": self.yard.id},
            "importCalendar": lambda: {"format": "csv", "workshopId": self.yard.id, "services": [self.yard.code],
                                       "text": f"externalId,start,name,email,plate\n{uuid.uuid4()},2020-01-02T10:00,Olga Open,{self.address},B-PC 1"},
            "releaseAppointment": lambda: {"release": start(2, 8), "reason": "parts_missing"}, "pinAppointment": lambda: {"pinned": True},
            "cancelAppointment": lambda: {"reason": "customer_request"}, "cancelMyAppointment": lambda: {"reason": "other", "acceptFee": HALF},
            "removeWaiting": lambda: {"reason": "no_answer"}, "offerPlace": lambda: {"start": self.order()["start"]},
            "requestException": lambda: {"kind": "cancel", "reason": "other"},
            "approveException": lambda: {"note": "Gladly"}, "overrideException": lambda: {"reason": "goodwill"},
            "declineException": lambda: {"reason": "no_capacity"}, "putPolicies": lambda: {"rules": [{"name": "All", "decisionMinutes": 60}]},
            "putWorkshopPolicies": lambda: {"rules": [COSTLY]},
            "putWorkshop": lambda: {"name": place["name"], "timeZone": "Europe/Berlin", "country": "DE", "currency": "EUR",
                                    "address": "Ring 3", "opens": [{"weekday": day, "from": "00:00", "to": "24:00"} for day in range(1, 8)]},
            "putTechnician": lambda: {**place, "skills": {self.yard.code: 3}, "shifts": hours},
            "putBay": lambda: {**place, "kind": self.yard.code}, "putTool": lambda: {**place, "kind": "jack"},
            "putService": lambda: {"code": self.yard.code, "name": place["name"], "category": "repair", "labourTenths": 10,
                                   "skill": self.yard.code, "level": 1, "bayKind": self.yard.code, "toolKinds": [],
                                   "prices": [{"amount": 100, "currency": "EUR"}]},
            "proposeReplan": lambda: {"from": str(date.today() + timedelta(days=3)), "days": 2},
            "simulateCapacity": lambda: {
                "from": str(date.today() + timedelta(days=3)), "days": 2, "replications": 3,
                "changes": [{"kind": "block_capacity", "hoursPerDay": 2, "skill": self.yard.code}],
                "demand": {"kind": "forecast", "perDay": 4, "services": [{"serviceId": self.yard.service, "share": 1}]}},
            "putBill": lambda: {"parts": [{"sku": "OPEN-1", "quantity": 1}], "steps": [{"name": "All of it", "percent": 100}]},
            "putPart": lambda: {"workshopId": self.yard.id, "sku": "OPEN-1", "name": place["name"], "onHand": 9},
            "receiveGoods": lambda: {"quantity": 2}, "editCustomer": lambda: {"name": "Olga Open", "locale": "de"},
            "createPartner": lambda: {"name": place["name"]}, "setPartner": lambda: {"active": True, "burst": 900},
            "addPartnerKey": lambda: {"environment": "live"}, "setWebhook": lambda: {"url": NOWHERE}, "setOwnWebhook": lambda: {"url": NOWHERE},
            "endPersonSession": lambda: {"reason": "The phone was lost"}, "endPersonSessions": lambda: {"reason": "The phone was lost"},
            "decideRole": lambda: {"permissions": []},
            "decidePosturePolicy": lambda: {"requiresDeviceKey": False, "requiresUserVerification": False},
            "requestSignInCode": lambda: {"channel": "email", "address": f"open-{next(self.hours)}@customer.example"},
            "addPhone": lambda: {"number": f"+4917600{next(self.hours):06}"}, "signInStaff": self.password,
            "issueToken": lambda: {"grant_type": "client_credentials", "client_id": self.partner["clientId"],
                                   "client_secret": self.partner["clientSecret"]},
            "saveTemplateDraft": lambda: TEMPLATE, "revertTemplate": lambda: {"version": 1}, "previewTemplate": lambda: {"locale": "de-AT"},
            "putConsent": lambda: {"isGiven": True, "source": "front_desk", "wordingVersion": "2026-03"},
            "putContactPreferences": lambda: {"zone": "Asia/Dubai", "quietFrom": "22:00", "quietUntil": "07:00"},
            "sendTemplateTest": lambda: {"to": self.address}, "putBrand": self.brand,
            "discardParked": lambda: {"reason": "Nonsense"}, "editParked": lambda: {"still": "nonsense"},
            "replayParkedGroup": lambda: {"error": "none", "type": "none", "reason": "none"},
            "republishEvents": lambda: {"from": "2020-01-01T00:00:00Z", "to": "2020-01-02T00:00:00Z"},
        }.get(operation)
        return make() if make else None
