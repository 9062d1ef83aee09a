"""An authenticator and a browser in one (WebAuthn Level 2, section 6), and py_webauthn as another relying party.

One JSON request a line, one JSON answer a line. What a request says of a ceremony may be wrong on purpose.
"""
import base64
import hashlib
import json
import os
import sys

import cbor2
import webauthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

keys = {}


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def make_key(alg):
    """A private key and its COSE_Key."""
    if alg == -7:
        key = ec.generate_private_key(ec.SECP256R1())
        point = key.public_key().public_numbers()
        return key, {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
    if alg == -35:
        key = ec.generate_private_key(ec.SECP384R1())
        point = key.public_key().public_numbers()
        return key, {1: 2, 3: -35, -1: 2, -2: point.x.to_bytes(48, "big"), -3: point.y.to_bytes(48, "big")}
    if alg == -8:
        key = ed25519.Ed25519PrivateKey.generate()
        return key, {1: 1, 3: -8, -1: 6, -2: key.public_key().public_bytes_raw()}
    key = rsa.generate_private_key(65537, 2048)
    return key, {1: 3, 3: -257, -1: key.public_key().public_numbers().n.to_bytes(256, "big"), -2: b"\1\0\1"}


def sign(key, message):
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(message)


def client_data(request, ceremony):
    said = {"type": request.get("type", ceremony), "challenge": request["challenge"], "origin": request["origin"]}
    said |= {name: request[name] for name in ("crossOrigin", "topOrigin") if name in request}
    return json.dumps(said).encode()


def head(request, flags):
    return hashlib.sha256(request["rpId"].encode()).digest() + bytes([flags]) + request.get("count", 0).to_bytes(4, "big")


def create(request):
    """Makes a credential; answers as the browser's `toJSON()`."""
    key, cose = make_key(request.get("alg", -7))
    if request.get("offCurve"):
        cose[-3] = bytes(31) + b"\7"
    identifier = os.urandom(request.get("idLength", 32))
    keys[text(identifier)] = key
    said = client_data(request, "webauthn.create")
    auth = head(request, request.get("flags", 0x45)) + bytes(16) + len(identifier).to_bytes(2, "big") + identifier + cbor2.dumps(cose)
    auth += cbor2.dumps({"credProtect": 2}) if request.get("flags", 0) & 0x80 else b""
    form = request.get("fmt", "none")
    statement = {}
    if form != "none":
        statement = {"alg": request.get("statementAlg", request.get("alg", -7)), "sig": sign(key, auth + hashlib.sha256(said).digest())}
    if request.get("x5c"):
        statement["x5c"] = [b"a certificate"]
    attestation = cbor2.dumps({"fmt": form, "attStmt": statement, "authData": auth})
    return {
        "id": text(identifier), "rawId": text(identifier), "type": "public-key", "authenticatorAttachment": "platform",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {"clientDataJSON": text(said), "attestationObject": text(attestation), "transports": ["internal", "hybrid"]},
    }


def get(request):
    """Signs in with a credential made before."""
    said = client_data(request, "webauthn.get")
    auth = head(request, request.get("flags", 0x05))
    auth += cbor2.dumps({"hmac-secret": bytes(32)}) if request.get("flags", 0) & 0x80 else b""
    signature = sign(keys[request["id"]], auth + hashlib.sha256(said).digest())
    response = {"clientDataJSON": text(said), "authenticatorData": text(auth), "signature": text(signature)}
    if "userHandle" in request:
        response["userHandle"] = request["userHandle"]
    return {"id": request["id"], "rawId": request["id"], "type": "public-key", "clientExtensionResults": {}, "response": response}


def verify_both(request):
    """Whether py_webauthn takes a registration and an assertion with it."""
    common = {"expected_rp_id": request["rpId"], "expected_origin": request["origin"], "require_user_verification": True}
    made = webauthn.verify_registration_response(
        credential=request["registration"], expected_challenge=data(request["challenge"]), **common)
    used = webauthn.verify_authentication_response(
        credential=request["assertion"], expected_challenge=data(request["challenge"]), credential_public_key=made.credential_public_key,
        credential_current_sign_count=made.sign_count, **common)
    return used.new_sign_count


print("ready")
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": globals()[request["do"]](request)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer))
