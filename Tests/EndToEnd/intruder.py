"""What an intruder brings along: forged tokens, stolen cookies, crooked requests."""

import base64
import hashlib
import hmac
import json
import socket
import urllib.error
import uuid
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from test_identity import public_jwk
from test_partner import token_of

GATEWAY = "/partner-gateway"


def packed(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text):
    return base64.urlsafe_b64decode(text + "==")


def forgeries(token, published):
    """Tokens made of a good one and of what anybody can read, each by its trick."""
    head, claims, signature = token.split(".")
    said, payload, own = json.loads(unpacked(head)), json.loads(unpacked(claims)), ec.generate_private_key(ec.SECP256R1())
    key = ECAlgorithm(ECAlgorithm.SHA256).from_jwk(json.dumps(published))
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def headed(**changes):
        return packed(json.dumps({**said, **changes}).encode())

    def by_secret(secret):
        signed = f"{headed(alg='HS256')}.{claims}"
        return f"{signed}.{packed(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"

    def by_own_key(**headers):
        return jwt.encode(payload, own, algorithm="ES256", headers={**said, **headers})

    raised = packed(json.dumps({**payload, "scope": "ops identity", "kind": "staff"}).encode())
    yield "without a signature", f"{head}.{claims}."
    yield "none", f"{headed(alg='none')}.{claims}."
    yield "none, with the signature", f"{headed(alg='None')}.{claims}.{signature}"
    yield "the public key as a secret", by_secret(pem)
    yield "the published JSON as a secret", by_secret(json.dumps(published).encode())
    yield "an own key under the known name", by_own_key()
    yield "an own key under another name", by_own_key(kid=str(uuid.uuid4()))
    yield "an own key in the header", by_own_key(jwk=public_jwk(own))
    yield "an own key by address", by_own_key(jku="http://127.0.0.1:9/keys")
    yield "a name that is a path", by_own_key(kid="../../../dev/null")
    yield "other claims", f"{head}.{raised}.{signature}"
    yield "a signature of zeros", f"{head}.{claims}.{packed(bytes(64))}"
    yield "an unknown extension", f"{headed(crit=['exp'])}.{claims}.{signature}"


def partner_token(door, partner, **more):
    """Nothing where it is refused."""
    try:
        return token_of(door, partner, **more)
    except urllib.error.HTTPError:
        return None


def raw(url, request, timeout=10):
    """All that is answered to these bytes; the status of each answer."""
    place = urlsplit(url)
    answer = b""
    with socket.create_connection((place.hostname, place.port), timeout=timeout) as connection:
        connection.sendall(request)
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
    return answer


def status_of(url, target, headers=""):
    """The status of a request for exactly this target; 0 where nothing was answered."""
    host = urlsplit(url).netloc
    answer = raw(url, f"GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n".encode("latin-1"))
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
