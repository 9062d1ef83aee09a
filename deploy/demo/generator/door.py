"""Speaks to Pitcrew through its door: signs in, sends, and sends again what was refused only for now."""

import json
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from pathlib import Path

PASSING = {429, 502, 503, 504}
DEADLINE_SECONDS = 300.0
REQUEST_SECONDS = 120.0


class Refused(Exception):
    """The door said no, for good."""

    def __init__(self, request: str, status: int, body: bytes):
        try:
            problem = json.loads(body)
        except ValueError:
            problem = {}
        self.status, self.slug = status, str(problem.get("type", "")).rpartition(":")[2]
        text = problem.get("detail") or problem.get("title") or body[:200].decode("utf-8", "replace")
        super().__init__(f"{request}: {status} {text} {problem.get('errors') or ''}".rstrip())


class StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like others: what is sent along, as tokens and passwords, is for this door alone."""

    def redirect_request(self, *_):
        return None


class Door:
    def __init__(self, url: str, staff: Path | None = None, token: str = "", deadline: float = DEADLINE_SECONDS):
        """Signs in as the operator of the staff file when a token has run out; without a file the token is all there is."""
        self.url, self.staff, self.deadline = url.rstrip("/"), staff, deadline
        self._token = token
        self._signing_in = threading.Lock()
        # The system is this machine's or named by address: no proxy stands between.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), StayHere())

    def get(self, path: str, **query: object):
        return self.send("GET", f"{path}?{urllib.parse.urlencode(query)}" if query else path)

    def put(self, path: str, body: dict) -> None:
        self.send("PUT", path, body)

    def post(self, path: str, body: dict, **headers: str):
        return self.send("POST", path, body, headers)

    def lines(self, path: str, rows: list[dict]) -> list[dict]:
        """Posts rows as NDJSON and reads the answer of the same kind."""
        data = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
        answer = self._persist("POST", path, data, {"Content-Type": "application/x-ndjson"})
        return [json.loads(line) for line in answer.splitlines() if line.strip()]

    def send(self, method: str, path: str, body: dict | None = None, headers: dict | None = None):
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        answer = self._persist(method, path, data, kind | (headers or {}))
        return json.loads(answer) if answer else None

    def _persist(self, method: str, path: str, data: bytes | None, headers: dict, signed_in: bool = True) -> bytes:
        deadline, attempt, renewed = time.monotonic() + self.deadline, 0, False
        while True:
            token = self._token if signed_in else ""
            try:
                return self._once(method, path, data, headers, token)
            except urllib.error.HTTPError as error:
                refused = Refused(f"{method} {path.partition('?')[0]}", error.code, error.read())
                if error.code == 401 and token and self.staff and not renewed:
                    renewed = True
                    self.sign_in(unless_newer_than=token)
                    continue
                if error.code not in PASSING and refused.slug != "idempotency-key-in-flight":
                    raise refused from None
                trouble, asked = refused, error.headers.get("Retry-After", "")
            except (OSError, HTTPException) as error:
                trouble, asked = error, ""
            pause = float(asked) if asked.isdigit() else random.uniform(0.1, min(15.0, 0.5 * 2**attempt))
            if time.monotonic() + pause > deadline:
                raise trouble
            time.sleep(pause)
            attempt += 1

    def _once(self, method: str, path: str, data: bytes | None, headers: dict, token: str) -> bytes:
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(f"{self.url}/api{path}", data, headers | bearer, method=method)
        with self._opener.open(request, timeout=REQUEST_SECONDS) as answer:
            return answer.read()

    def sign_in(self, unless_newer_than: str = "") -> None:
        with self._signing_in:
            if self._token != unless_newer_than:
                return
            people = json.loads(self.staff.read_text(encoding="utf-8"))
            operator = next(person for person in people if person["role"] == "operator")
            body = json.dumps({key: operator[key] for key in ("email", "password")}).encode()
            session = self._persist(
                "POST", "/partner-gateway/v1/staff/sessions", body, {"Content-Type": "application/json"}, signed_in=False)
            self._token = json.loads(session)["accessToken"]

    def is_ready(self, service: str) -> bool:
        """Whether its requests and its messages are served; each service's own readiness is behind the door's back."""
        try:
            status = json.loads(self._once("GET", f"/{service}/v1/ops/status", None, {}, self._token))
        except (OSError, HTTPException, ValueError):
            return False
        return bool(status.get("ready"))
