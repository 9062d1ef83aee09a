"""Identity providers for tests: `mock` runs oidc-provider-mock, `forge` one that says whatever it is told. A JSON request a line."""
import http.server
import json
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


class Mock:
    """An independent provider, and the person in front of it."""

    def __init__(self):
        self.port = 0
        self.start()

    def start(self):
        from oidc_provider_mock import run_server_in_thread
        self.running = run_server_in_thread(self.port)
        self.port = self.running.__enter__().server_port
        self.address = f"http://localhost:{self.port}"

    def rotate(self, request):
        """The same address, another key."""
        self.running.__exit__(None, None, None)
        self.start()
        return ""

    def authorize(self, request):
        """Signs in and agrees; answers where the browser is sent."""
        sub = request["sub"]
        self.call("PUT", f"{self.address}/users/{sub}", json.dumps(request["claims"]).encode(), "application/json")
        form = urllib.parse.urlencode({"sub": sub}).encode()
        return self.call("POST", request["url"], form, "application/x-www-form-urlencoded").headers["Location"]

    @staticmethod
    def call(method, url, body, kind):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": kind})
        try:
            return urllib.request.build_opener(Stay).open(request)
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
