#!/usr/bin/env python3
"""Signatures in both directions between coopwire and libraries that are not ours: interop.py PROGRAM"""

import os
import base64
import json
import re
import sys
import tempfile
import time
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path

sys.dont_write_bytecode = True

from checks import Checks
from libraries import Apsig, ApsigMessages, HttpSig, Key, MessageSignatures, accepts, sha256
from message import Message
from newswire import Newswire
from peer import Peer, free_port

HOST = "coop.test"
NEWS, SERVER = f"https://{HOST}/ap/users/news", f"https://{HOST}/ap/actor"
INBOX = f"https://{HOST}/ap/inbox"
SIGNERS = {
    "httpsig": HttpSig(), "apsig": Apsig(), "messages": MessageSignatures(), "apsig_9421": ApsigMessages(),
}
VERIFIERS = {"draft-cavage": [SIGNERS["httpsig"], SIGNERS["apsig"]], "RFC 9421": [SIGNERS["messages"]]}
TWO_HOURS = 7200
PATIENCE = 20


def follow(actor, number):
    """A Follow of our merged actor, not yet signed."""
    activity = {"@context": "https://www.w3.org/ns/activitystreams", "id": f"{actor}#follow-{number}",
                "type": "Follow", "actor": actor, "object": NEWS}
    return Message("POST", INBOX, {"content-type": "application/activity+json"}, json.dumps(activity).encode())


def other_body(message):
    return Message(message.method, message.url, message.headers, message.body.replace(b"#follow-", b"#fallow-"))


def other_digest(message):
    """Another body with the digest that fits it."""
    other = other_body(message)
    digest = sha256(other.body)
    return (other.with_(content_digest=f"sha-256=:{digest}:") if "content-digest" in message.headers
            else other.with_(digest=f"SHA-256={digest}"))


def other_path(message):
    return Message(message.method, f"{NEWS}/inbox", message.headers, message.body)


def other_moment(message):
    """A second later than was signed."""
    if "signature-input" in message.headers:
        later = re.sub(r"created=(\d+)", lambda found: f"created={int(found[1]) + 1}",
                       message.headers["signature-input"])
        return message.with_(signature_input=later)
    signed = parsedate_to_datetime(message.headers["date"]).timestamp()
    return message.with_(date=formatdate(signed + 1, usegmt=True))


def other_signature(message):
    """One bit of it, wherever the form carries it."""
    def flipped(found):
        bytes_ = bytearray(base64.b64decode(found[0]))
        bytes_[100] ^= 1
        return base64.b64encode(bytes_).decode()
    return message.with_(**{name: re.sub(r"[A-Za-z0-9+/]{300,}={0,2}", flipped, message.headers[name])
                            for name in ("signature", "authorization") if name in message.headers})


ALTERATIONS = {
    "another byte in the body": other_body,
    "another body and its digest": other_digest,
    "another path": other_path,
    "another host": lambda message: message.with_(host="other.test"),
    "another moment": other_moment,
    "another bit in the signature": other_signature,
    "no signature": lambda message: Message(message.method, message.url, {
        name: value for name, value in message.headers.items()
        if name not in ("signature", "signature-input", "authorization")}, message.body),
}


def libraries_agree(checks):
    """That the yardsticks are straight, before anything is measured with them."""
    key = Key("https://peer.test/users/a#main-key")
    for signer in SIGNERS.values():
        signed = signer.sign(follow("https://peer.test/users/a", 0), key)
        for verifier in VERIFIERS[signer.form]:
            # httpsig asks for a signed content type, which apsig does not sign.
            if (signer.name, verifier.name) != ("apsig", "httpsig"):
                judge(checks, f"{signer.name} signs", verifier, signed, key.public_pem, key.name)


def judge(checks, what, verifier, message, pem, name):
    """A signature holds, and only for what was signed."""
    checks.check(f"{what}, {verifier.name} agrees", accepts(verifier, message, pem, name), dict(message.headers))
    altered = [other_signature, other_moment]
    altered += [other_body, other_digest] if message.body else [other_path]
    believed = [alter.__name__ for alter in altered if accepts(verifier, alter(message), pem, name)]
    checks.check(f"{what}, {verifier.name} refuses it altered", not believed, ", ".join(believed))


def receive(checks, newswire, homes):
    """What the libraries sign, and what is left of it once altered."""
    for name, signer in SIGNERS.items():
        peer = homes[name]
        actor, key = peer.actor(name), peer.keys[name]
        first, last = (signer.sign(follow(actor, number), key) for number in (1, 2))
        checks.status(f"{signer.name} signs a Follow as {signer.form}", 202, first, newswire.port)
        for number, (what, altered) in enumerate(ALTERATIONS.items()):
            signed = altered(signer.sign(follow(actor, 10 + number), key))
            checks.status(f"{signer.name}, {what}", 401, signed, newswire.port)
        other = next(other for other in SIGNERS if other != name and homes[other] is peer)
        checks.status(f"{signer.name} signs another's Follow", 401,
                      signer.sign(follow(peer.actor(other), 50), key), newswire.port)
        checks.status(f"{signer.name} signs again after all that", 202, last, newswire.port)
    for name in ("httpsig", "apsig"):
        old = SIGNERS[name].sign(follow(homes[name].actor(name), 60), homes[name].keys[name],
                                 formatdate(time.time() - TWO_HOURS, usegmt=True))
        checks.status(f"{name}, signed two hours ago", 401, old, newswire.port)
    peer = homes["apsig_9421"]
    bare = SIGNERS["apsig_9421"].sign(
        follow(peer.actor("apsig_9421"), 61), peer.keys["apsig_9421"], covers_body=False)
    checks.status("apsig 9421 as it comes, the body not covered", 401, bare, newswire.port)


def send(checks, newswire, homes):
    """What we ask and tell the peers, judged by the libraries with our published keys."""
    news, server = (newswire.document(path).get("publicKey", {}) for path in ("/ap/users/news", "/ap/actor"))
    end = time.monotonic() + PATIENCE
    for name, peer in homes.items():
        asked = peer.wait_for(lambda it: it.method == "GET" and it.url == peer.actor(name), end)
        # What deliveries have learnt of a host holds for questions as well.
        is_learnt = peer.takes_rfc9421_only and asked and "signature-input" in asked.headers
        inspect(checks, f"we ask for {name}", asked, server,
                "RFC 9421" if is_learnt else "draft-cavage")
        form = "RFC 9421" if peer.takes_rfc9421_only else "draft-cavage"
        told = peer.wait_for(lambda it: is_acceptance(it, peer.actor(name), form), end)
        inspect(checks, f"we accept {name}", told, news, form)
        if told:
            echoed = json.loads(told.body)
            checks.check(f"we accept {name} in our name, as it asked",
                         echoed["actor"] == NEWS and echoed["object"]["actor"] == peer.actor(name))
    # What a host takes is remembered, so that only the first of its actors need be told twice.
    told = homes["messages"].wait_for(
        lambda it: is_acceptance(it, homes["messages"].actor("messages"), "draft-cavage"), end)
    inspect(checks, "we accept messages, before its 401", told, news, "draft-cavage")


def inspect(checks, what, message, key, form):
    if not message or not key:
        checks.check(what, False, "nothing came" if key else "the key cannot be read")
        return
    for verifier in VERIFIERS[form]:
        judge(checks, what, verifier, message, key["publicKeyPem"], key["id"])


def is_acceptance(message, actor, form):
    """Whether it is our Accept of the Follow of that actor, signed in that form."""
    signed = "RFC 9421" if "signature-input" in message.headers else "draft-cavage"
    if message.method != "POST" or message.url != f"{actor}/inbox" or signed != form:
        return False
    return json.loads(message.body).get("type") == "Accept"


def main(program):
    checks = Checks()
    libraries_agree(checks)
    older = Peer("127.0.0.7", free_port("127.0.0.7"), ["httpsig", "apsig"])
    newer = Peer("127.0.0.8", free_port("127.0.0.8"), ["messages", "apsig_9421"], takes_rfc9421_only=True)
    homes = {name: peer for peer in (older, newer) for name in peer.keys}
    folder = tempfile.TemporaryDirectory(prefix="coopwire-interop-")
    newswire = Newswire(program, Path(folder.name) / "newswire", f"https://{HOST}", free_port("127.0.0.1"))
    newswire.list('<outline text="Mühle" xmlUrl="http://127.0.9.2/feed" coop:paused="yes"/>')
    try:
        newswire.start()
        newswire.wait_until_it_answers()
        for path, actor in (("/ap/users/news", NEWS), ("/ap/actor", SERVER)):
            key = newswire.document(path).get("publicKey", {})
            checks.check(f"{path} shows its key", key.get("owner") == actor and "BEGIN" in key.get("publicKeyPem", ""))
        receive(checks, newswire, homes)
        send(checks, newswire, homes)
        if checks.failed:
            print(newswire.state(), end="")
    finally:
        newswire.stop()
        older.stop()
        newer.stop()
        folder.cleanup()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
