"""A partner's program for tests: gets tokens by Authlib, checks calls by Standard Webhooks' library. A JSON request a line."""
import json
import sys
import time

import authlib.oauth2.rfc7523.auth as assertions
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey, KeySet
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

DEADLINE = 20


class Partner:
    def __init__(self):
        self.keys = {}
        self.sent = None

    def key(self, request):
        """Makes a signing key; answers its public half."""
        key = self.keys[request["name"]] = ECKey.generate_key("P-256", {"kid": request["name"], "use": "sig", "alg": "ES256"})
        return KeySet([key]).as_dict(private=False)

    def secret(self, request):
        """A token by the secret; `method` is Authlib's name for how it is shown."""
        session = OAuth2Session(request["client"], request["secret"], token_endpoint_auth_method=request["method"])
        return self.fetch(session, request)

    def assertion(self, request):
        """A token by an assertion, whose claims may be changed; `ages` are seconds from now. Authlib decides what is not told."""
        session = OAuth2Session(request["client"], self.keys[request["key"]], token_endpoint_auth_method="private_key_jwt")
        claims = dict(request.get("claims", {})) | {name: int(time.time()) + ahead for name, ahead in request.get("ages", {}).items()}
        method = PrivateKeyJWT(request["audience"], claims=claims or None, headers={"kid": request["key"]}, alg="ES256")
        sign = method.sign

        def keep(*arguments):
            self.sent = sign(*arguments)
            return self.sent
        method.sign = keep
        session.register_client_auth_method(method)
        return self.fetch(session, request)

    def again(self, request):
        """The assertion of the last time once more."""
        session = OAuth2Session(request["client"], None, token_endpoint_auth_method="none")
        return self.fetch(session, request, client_assertion_type=assertions.ASSERTION_TYPE, client_assertion=self.sent)

    @staticmethod
    def fetch(session, request, **fields):
        try:
            token = session.fetch_token(request["url"], grant_type="client_credentials", timeout=DEADLINE, **fields)
            return {"token": token["access_token"], "type": token["token_type"], "seconds": token["expires_in"]}
        except Exception as error:
            return {"refused": getattr(error, "error", None) or repr(error)}

    def verify(self, request):
        """Whether a call is signed by the secret."""
        try:
            return Webhook(request["secret"]).verify(request["body"], request["headers"])["type"]
        except WebhookVerificationError as error:
            return {"refused": str(error)}


partner = Partner()
print("ready")
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": getattr(partner, request["do"])(request)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer))
