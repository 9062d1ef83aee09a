"""Identity providers for tests: `mock` runs oidc-provider-mock, `forge` one that says whatever it is told. A JSON request a line."""
import http.server
import json
import logging
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


class Mock:
    """An independent provider, and the person in front of it. It takes our client alone, and does itself what it lacks: PKCE, max_age."""

    def __init__(self):
        from oidc_provider_mock import app
        from werkzeug.serving import make_server
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        application = app(require_client_registration=True, require_nonce=True)
        application.before_request(self.before)
        server = make_server("localhost", 0, application, threaded=True)
        # A daemon, which the library's own server is not: the peer must end with its input, or it outlives a test that was broken off.
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://localhost:{server.server_port}"
        self.challenges, self.asked, self.rotating = {}, {}, False

    def before(self):
        import flask
        from authlib.oauth2.rfc7636 import create_s256_code_challenge
        path, form = flask.request.path, flask.request.form
        self.asked[path] = self.asked.get(path, 0) + 1
        if self.rotating:
            storage = flask.g.oidc_provider_mock_storage
            storage.jwk, self.rotating = type(storage.jwk).generate_key(is_private=True), False
        if path == "/oauth2/token":
            challenge = self.challenges.pop(form.get("code"), None)
            if challenge is None or create_s256_code_challenge(form.get("code_verifier", "")) != challenge:
                return {"error": "invalid_grant"}, 400

    def register(self, request):
        """The identifier and the secret of a client that is sent back to nowhere else."""
        answer = self.send("POST", "/oauth2/clients", {"redirect_uris": [request["redirect"]]})
        return json.load(answer)

    def rotate(self, request):
        self.rotating = True
        return ""

    def seen(self, request):
        return self.asked

    def authorize(self, request):
        """Signs in; answers where the browser is sent."""
        sub, url = request["sub"], request["url"]
        wanted = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        self.send("PUT", f"/users/{sub}", self.asked_at(wanted, request.get("known")) | request["claims"])
        if wanted.get("code_challenge_method") != "S256":
            raise ValueError("PKCE is required")
        form = urllib.parse.urlencode({"sub": sub}).encode()
        location = self.call("POST", url, form, "application/x-www-form-urlencoded").headers["Location"]
        code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query)).get("code")
        self.challenges[code] = wanted["code_challenge"]
        return location

    @staticmethod
    def asked_at(wanted, known):
        """OpenID Connect Core 3.1.2.1: whoever is known is not asked again, unless it is demanded; `max_age` demands `auth_time` too.

        The library knows nobody, and says of everybody that they were asked just now.
        """
        limit = wanted.get("max_age")
        anew = known is None or wanted.get("prompt") == "login" or (limit is not None and known > int(limit))
        return {"auth_time": None if limit is None else int(time.time()) - (0 if anew else known)}

    def send(self, method, path, body):
        return self.call(method, self.address + path, json.dumps(body).encode(), "application/json")

    @staticmethod
    def call(method, url, body, kind):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": kind})
        try:
            return urllib.request.build_opener(Stay).open(request, timeout=10)
        except urllib.error.HTTPError as answer:
            if answer.code != 302:
                raise
            return answer


class Forge:
    """Signs what it is told to, as it is told to."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.public = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.asked = {}
        self.form = self.credentials = None
        forge = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                forge.asked[self.path] = forge.asked.get(self.path, 0) + 1
                self.answer(forge.jwks() if self.path == "/jwks" else forge.metadata())

            def do_POST(self):
                forge.form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                forge.credentials = self.headers["Authorization"]
                self.answer({"id_token": forge.token, "access_token": "access", "token_type": "Bearer"})

            def answer(self, body):
                body = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}"

    def metadata(self):
        return {
            "issuer": self.address, "authorization_endpoint": self.address + "/authorize", "token_endpoint": self.address + "/token",
            "jwks_uri": self.address + "/jwks", "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"], "authorization_response_iss_parameter_supported": True,
        }

    def jwks(self):
        return {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "k", "use": "sig"}]}

    def next(self, request):
        """What the token endpoint hands out from now on."""
        head = {"kid": request.get("kid", "k")}
        claims = {name: value for name, value in request["claims"].items() if value is not None}
        match request["how"]:
            case "none":
                self.token = jwt.encode(claims, None, algorithm="none", headers=head)
            case "HS256":
                parts = [jwt.utils.base64url_encode(json.dumps(part).encode()) for part in ({"alg": "HS256", **head}, claims)]
                import hmac
                signed = b".".join(parts)
                self.token = (signed + b"." + jwt.utils.base64url_encode(hmac.digest(self.public, signed, "sha256"))).decode()
            case "stranger":
                self.token = jwt.encode(claims, self.other, algorithm="RS256", headers=head)
            case _:
                self.token = jwt.encode(claims, self.key, algorithm="RS256", headers=head)
        return ""

    def seen(self, request):
        return {"jwks": self.asked.get("/jwks", 0), "form": self.form, "credentials": self.credentials}


peer = {"mock": Mock, "forge": Forge}[sys.argv[1]]()
print(peer.address)
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": getattr(peer, request["do"])(request)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer))
