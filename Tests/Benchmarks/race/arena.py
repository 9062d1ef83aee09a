"""What is fought for: an hour of a workshop with four technicians, three bays and one tool. Some fifteen visits fit, sixty-four clients want
one.

    arena.py URL            fills a database that booking has migrated; prints what racers need to know; needs asyncpg, PyJWT
"""

import asyncio
import base64
import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import garage
from garage import WORKSHOP, ZONE, identifier, service

HOUR = 10
# A day far enough ahead that customers may still change it.
DAYS_AHEAD = 14
HOURS = [{"weekday": day, "from": "08:00", "to": "18:00"} for day in range(1, 8)]
TECHNICIANS = [identifier(2, n) for n in range(4)]
BAYS = [identifier(3, n) for n in range(3)]
TOOLS = [identifier(4, 0)]
SERVICES = [identifier(5, n) for n in range(3)]
MINUTES_A_TENTH = 6
ISSUER = "http://localhost"


def definitions():
    """Rows of our catalogue by table."""
    at = {"workshopId": str(WORKSHOP)}
    workshop = {"name": "Arena", "timeZone": str(ZONE), "country": "DE", "currency": "EUR", "address": "Ring 1", "opens": HOURS}
    skills = [{"engine": 2, "brakes": 2}, {"engine": 2, "electrics": 1}, {"engine": 1, "brakes": 1}, {"engine": 1, "brakes": 1, "electrics": 2}]
    return {
        "workshops": [(WORKSHOP, workshop)],
        "technicians": [(one, {**at, "name": f"Technician {n}", "shifts": HOURS, "skills": skills[n]}) for n, one in enumerate(TECHNICIANS)],
        "bays": [(one, {**at, "name": f"Bay {n}", "kind": "lift"}) for n, one in enumerate(BAYS)],
        "tools": [(one, {**at, "name": "Tester", "kind": "diagnostic"}) for one in TOOLS],
        "services": list(zip(SERVICES, [
            service("OIL", "Oil change", 2, "engine", "lift"), service("BRK", "Brake check", 5, "brakes", "lift"),
            service("DIA", "Diagnosis", 3, "electrics", "lift", ["diagnostic"]),
        ])),
    }


def goal():
    """What racers want, as they are told it."""
    day = datetime.now(ZONE).date() + timedelta(days=DAYS_AHEAD)
    begin = datetime.combine(day, datetime.min.time(), ZONE).replace(hour=HOUR)
    return {"workshop": str(WORKSHOP), "services": list(map(str, SERVICES)), "day": str(day), "hour": begin.timestamp()}


def staff_token(issuer=ISSUER):
    """An access token of an advisor, and the key it is verified by as a row of `trusted_keys`."""
    import jwt
    from cryptography.hazmat.primitives.asymmetric import ec
    key = ec.generate_private_key(ec.SECP256R1())
    numbers, now = key.public_key().public_numbers(), int(time.time())
    public = {name: base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode() for name, number in (("x", numbers.x), ("y", numbers.y))}
    claims = {"iss": issuer, "aud": "pitcrew", "sub": "advisor", "iat": now, "exp": now + 3_600, "jti": "race", "scope": "appointments",
              "kind": "staff", "name": "Advisor"}
    token = jwt.encode(claims, key, "ES256", headers={"kid": "race", "typ": "at+jwt"})
    return token, {"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "race", **public}]}


async def fill(url):
    import asyncpg
    token, keys = staff_token()
    connection = await asyncpg.connect(url)
    await garage.write_catalogue(connection, definitions())
    await connection.execute("INSERT INTO trusted_keys (issuer, version, keys) VALUES ($1, 0, $2)", ISSUER, json.dumps(keys))
    await connection.close()
    return {**goal(), "staff": token}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(fill(sys.argv[1]))))
