"""The independent implementations, each behind the same two questions: sign this, and is this signed?"""

import base64
import hashlib
import time
from datetime import timedelta
from email.utils import formatdate

import apsig.draft
import apsig.rfc9421
import http_message_signatures as messages
import httpsig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from message import Message

POSTED = ["(request-target)", "host", "date", "digest", "content-type"]
ASKED = ["(request-target)", "host", "date"]


class Key:
    def __init__(self, name):
        self.name = name
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.private_pem = self.private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
        self.public_pem = self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def sha256(body):
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def digested(message, date=None):
    return message.with_(host=message.authority, date=date or formatdate(usegmt=True),
                         digest=f"SHA-256={sha256(message.body)}")


class HttpSig:
    name, form = "httpsig", "draft-cavage"

    def sign(self, message, key, date=None):
        message = digested(message, date)
        signer = httpsig.HeaderSigner(key.name, key.private_pem, "rsa-sha256", POSTED, "signature")
        signed = signer.sign(message.headers, message.authority, message.method, message.target)
        return message.with_(signature=signed["signature"])

    def accepts(self, message, pem, _):
        if message.body and message.headers.get("digest") != f"SHA-256={sha256(message.body)}":
            return False  # The library leaves the body to its user.
        verifier = httpsig.HeaderVerifier(
            message.headers, pem, POSTED if message.body else ASKED, message.method, message.target,
            message.headers["host"], "signature")
        return verifier.verify()


class Apsig:
    name, form = "apsig", "draft-cavage"

    def sign(self, message, key, date=None):
        message = digested(message, date)
        signed = apsig.draft.Signer(
            message.headers, key.private, message.method, message.url, key.name, message.body).sign()
        return Message(message.method, message.url, {k.lower(): v for k, v in signed.items()}, message.body)

    def accepts(self, message, pem, name):
        verifier = apsig.draft.Verifier(pem, message.method, message.url, message.headers, message.body)
        return verifier.verify(raise_on_fail=True) == name


class MessageSignatures:
    name, form = "http-message-signatures", "RFC 9421"

    def sign(self, message, key, date=None):
        message = message.with_(host=message.authority)
        signer = messages.HTTPMessageSigner(
            signature_algorithm=messages.algorithms.RSA_V1_5_SHA256,
            key_resolver=messages.MappingKeyResolver(public_keys={}, private_keys={key.name: key.private}))
        signer.sign(message, key_id=key.name, label="sig1", body=message.body,
                    covered_component_ids=("@method", "@target-uri"))
        message.headers = {name.lower(): value for name, value in message.headers.items()}
        return message

    def accepts(self, message, pem, name):
        public = serialization.load_pem_public_key(pem.encode())
        verifier = messages.HTTPMessageVerifier(
            signature_algorithm=messages.algorithms.RSA_V1_5_SHA256,
            key_resolver=messages.MappingKeyResolver(public_keys={name: public}, private_keys={}))
        [result] = verifier.verify(message, max_age=timedelta(minutes=5), require_components=["@method"],
                                   body=message.body or None)
        covered = set(result.covered_components)
        return '"@target-uri"' in covered or {'"@path"', '"@authority"'} <= covered


class ApsigMessages:
    """Covers `@path` and `@authority` instead of `@target-uri`, and fields besides."""

    name, form = "apsig 9421", "RFC 9421"

    def sign(self, message, key, date=None, covers_body=True):
        digest = f"sha-256=:{sha256(message.body)}:"
        message = message.with_(host=message.authority, content_digest=digest)
        signer = apsig.rfc9421.RFC9421Signer(key.private, key.name)
        if covers_body:
            signer.sign_headers.append("content-digest")
        # It looks at the clock twice, for what it signs and for what it says; at a turn of the second they differ.
        if time.time() % 1 > 0.9:
            time.sleep(0.1)
        signed = signer.sign(message.method, message.target, message.authority, message.headers, message.body)
        # The library overwrites the field with a value that is no byte sequence.
        signed = {k.lower(): v for k, v in signed.items()} | {"content-digest": digest}
        return Message(message.method, message.url, signed, message.body)

    def accepts(self, message, pem, name):
        verifier = apsig.rfc9421.RFC9421Verifier(
            serialization.load_pem_public_key(pem.encode()), message.method, message.target,
            message.authority, message.headers)
        return verifier.verify(raise_on_fail=True) == name


def accepts(library, message, pem, name):
    """Whether it verifies; what a library cannot read is not signed."""
    try:
        return bool(library.accepts(message, pem, name))
    except Exception:
        return False
