"""An OpenID Connect provider on the loopback address: it signs in whomever a test says."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.loopback import Answers, serving_on_loopback


@dataclass
class Provider:
    """What the provider says of the person; `changes` replaces claims, `key` signs them."""

    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    signing_key: RSAKey | None = None
    url: str = ""
    client_id: str = "signpost"
    changes: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorised(self, location: str) -> str:
        """Take the address to which a browser is sent, and return what the provider adds to the way back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.asked = query
        return f"{query['redirect_uri']}?code=a-code&state={query['state']}"

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """Return the token for a code; the verifier must be the one whose hash was sent before."""
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if form["code"] != "a-code" or challenge != self.asked["code_challenge"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "person-1",
            "aud": self.client_id,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "email": "duty1@council.example",
            "email_verified": True,
            **self.changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signing_key or self.key)
        return {"access_token": "unused", "token_type": "Bearer", "id_token": signed}


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Serve on a free port of the loopback address."""

    class Handler(Answers):
        def do_GET(self) -> None:
            if provider.broken:
                self._send({"error": "down"}, 503)
            elif self.path == "/.well-known/openid-configuration":
                self._send(provider.description())
            else:
                self._send({"keys": [provider.key.as_dict(private=False)]})

        def do_POST(self) -> None:
            form = parse_qs(self.sent().decode())
            token = provider.token({name: values[0] for name, values in form.items()})
            self._send(token, 400 if "error" in token else 200)

        def _send(self, body: dict[str, Any], status: int = 200) -> None:
            self.answer(json.dumps(body).encode(), "application/json", status)

    with serving_on_loopback(Handler) as provider.url:
        yield provider
