"""The other side of our cryptography: PyJWT and pyca/cryptography. One JSON request a line, one JSON answer a line."""
import base64
import hashlib
import hmac
import json
import sys
import time
import uuid

import jwt
from joserfc.jwk import ECKey, RSAKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

own = ec.generate_private_key(ec.SECP256R1())


def verify(request):
    """Verifies our token with the key our JWK set publishes."""
    key = jwt.PyJWKSet.from_dict(request["keys"])[request["kid"]]
    return jwt.decode(request["token"], key.key, algorithms=["ES256"], audience=request["aud"], issuer=request["iss"])


def sign(request):
    """A token of ours made with our PEM."""
    return jwt.encode(request["claims"], request["pem"], algorithm="ES256", headers={"kid": request["kid"]})


def pems(request):
    """A key of Python's in the two common private forms, and its public form."""
    def private(form):
        return own.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()
    encrypted = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    ).decode()
    public = own.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
    p384 = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return {
        "pkcs8": private(serialization.PrivateFormat.PKCS8),
        "sec1": private(serialization.PrivateFormat.TraditionalOpenSSL),
        "public": public, "encrypted": encrypted, "p384": p384,
    }


def prove(request):
    """A proof of possession as a client of RFC 9449 makes it, and the name joserfc has for its key."""
    jwk = ECKey.import_key(own.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ))
    claims = {"jti": str(uuid.uuid4()), "htm": request["htm"], "htu": request["htu"], "iat": int(time.time())}
    proof = jwt.encode(claims, own, algorithm="ES256", headers={"typ": "dpop+jwt", "jwk": jwk.as_dict(private=False)})
    return {"proof": proof, "jti": claims["jti"], "thumbprint": jwk.thumbprint()}


def sign_as_another(request):
    """A token as another issuer signs it, and the keys it publishes: RSA of some size and exponent, beside a P-256 key."""
    key = rsa.generate_private_key(public_exponent=request["exponent"], key_size=request["bits"])
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    elliptic = own.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    keys = [RSAKey.import_key(public).as_dict(private=False, kid="r"), ECKey.import_key(elliptic).as_dict(private=False, kid="e")]
    claims = {"iss": "them", "aud": "us", "sub": "s", "exp": 4_000_000_000}

    def forged(algorithm, kid, signature):
        head = jwt.utils.base64url_encode(json.dumps({"alg": algorithm, "kid": kid}).encode())
        signed = head + b"." + jwt.utils.base64url_encode(json.dumps(claims).encode())
        return (signed + b"." + jwt.utils.base64url_encode(signature(signed))).decode()

    return {
        "keys": {"keys": keys},
        "rs256": jwt.encode(claims, key, algorithm="RS256", headers={"kid": "r"}),
        "es256": jwt.encode(claims, own, algorithm="ES256", headers={"kid": "e"}),
        "nameless": jwt.encode(claims, key, algorithm="RS256"),
        "crossed": jwt.encode(claims, own, algorithm="ES256", headers={"kid": "r"}),
        "ps256": jwt.encode(claims, key, algorithm="PS256", headers={"kid": "r"}),
        "none": forged("none", "r", lambda signed: b""),
        # The classic confusion: the public key taken for a shared secret.
        "hs256": forged("HS256", "r", lambda signed: hmac.digest(public, signed, "sha256")),
        "typed": jwt.encode(claims, key, algorithm="RS256", headers={"kid": "r", "typ": "at+jwt"}),
    }


def open_box(request):
    """Opens our sealed box."""
    box, key = base64.b64decode(request["box"]), base64.b64decode(request["key"])
    return AESGCM(key).decrypt(box[1:13], box[13:], request["associatedData"].encode()).decode()


def scrypt(request):
    """Derives again what our password hash says."""
    _, _, cost, salt, derived = request["hash"].split("$")
    cost = dict(pair.split("=") for pair in cost.split(","))
    salt, derived = (base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in (salt, derived))
    again = hashlib.scrypt(
        request["password"].encode(), salt=salt, n=2 ** int(cost["ln"]), r=int(cost["r"]), p=int(cost["p"]),
        dklen=len(derived), maxmem=2 ** 27,
    )
    return again == derived


print("ready")
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": globals()[request["do"]](request)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer))
