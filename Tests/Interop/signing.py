"""Draft-cavage signatures as the servers write them: each chooses what it covers and what it says of it."""

import base64
import re
import time
from email.utils import formatdate

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from libraries import sha256


def sign(message, key, covered, algorithm="rsa-sha256", expires_in=None, created=None):
    """The message with Host, Date, Digest and Signature, of which the named are covered."""
    created = int(created or time.time())
    expires = created + (expires_in or 0)
    message = message.with_(host=message.authority, date=formatdate(usegmt=True))
    if "digest" in covered:
        message = message.with_(digest=f"SHA-256={sha256(message.body)}")
    special = {"(request-target)": f"{message.method.lower()} {message.target}",
               "(created)": str(created), "(expires)": str(expires)}
    base = "\n".join(f"{name}: {special.get(name) or message.headers[name]}" for name in covered)
    signature = base64.b64encode(key.private.sign(base.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    moments = f",created={created}" * ("(created)" in covered) + f",expires={expires}" * ("(expires)" in covered)
    return message.with_(signature=f'keyId="{key.name}",algorithm="{algorithm}"{moments},'
                                   f'headers="{" ".join(covered)}",signature="{signature}"')


def parameters(message):
    """What a draft-cavage signature says of itself; nothing where there is none."""
    return dict(re.findall(r'(\w+)="?([^",]*)"?', message.headers.get("signature", "")))


def covered(message):
    return parameters(message).get("headers", "").split()
