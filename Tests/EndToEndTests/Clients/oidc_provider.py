"""An OpenID Connect provider over TLS: oidc-provider-mock, with two doors more.

usage: oidc_provider.py CERTIFICATE KEY

Says "ready URL" when it can be asked. POST /test/rotate gives it another key; POST /test/sign signs
what {"header": …, "claims": …} says, by its key or by the one that it had before ("by": "former").
"""

import logging
import sys
import warnings

warnings.simplefilter("ignore")  # What these libraries say of one another.

import flask
from authlib.jose import JsonWebSignature, RSAKey
from oidc_provider_mock import app as provider
from werkzeug.serving import WSGIRequestHandler, make_server

certificate, key = sys.argv[1:]
logging.getLogger("werkzeug").setLevel(logging.ERROR)

app = provider()
former = []


def storage():
    return flask.g.oidc_provider_mock_storage


@app.post("/test/rotate")
def rotate():
    former.append(storage().jwk)
    storage().jwk = RSAKey.generate_key(is_private=True)
    return "", 204


@app.post("/test/sign")
def sign():
    asked = flask.request.get_json()
    signer = former[-1] if asked.get("by") == "former" else storage().jwk
    header = {"alg": "RS256", "kid": signer.thumbprint(), **asked.get("header", {})}
    payload = flask.json.dumps(asked["claims"])
    return JsonWebSignature(["RS256"]).serialize_compact(header, payload, signer)


class Kept(WSGIRequestHandler):
    """Clients may ask again on the same connection."""

    protocol_version = "HTTP/1.1"


server = make_server(
    "127.0.0.1", 0, app, threaded=True, request_handler=Kept, ssl_context=(certificate, key)
)
print(f"ready https://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
