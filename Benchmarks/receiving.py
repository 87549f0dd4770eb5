"""Signed activities to the inbox, beside the same server that answers 202 without work."""

import base64
import hashlib
import json
import re
import threading
import time
import urllib.request
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

import federated
import machine

# Every request is sent once: a second one would be known as a repetition.
SCRIPT = """
local lines, place = {}, 0
for line in io.lines("REQUESTS") do lines[#lines + 1] = line end
request = function()
  place = place % #lines + 1
  local date, digest, signature, body = lines[place]:match("^(.-)\t(.-)\t(.-)\t(.*)$")
  return wrk.format("POST", nil, {
    ["Host"] = "HOST", ["Date"] = date, ["Digest"] = digest, ["Signature"] = signature,
    ["Content-Type"] = "application/activity+json" }, body)
end
""".replace("HOST", federated.HOST)
# No two are signed by the same key, and none by one that exists.
BAD = """
local number = 0
delay = function() return DELAY end
request = function()
  number = number + 1
  return wrk.format("POST", nil, {
    ["Host"] = "HOST", ["Date"] = os.date("!%a, %d %b %Y %H:%M:%S GMT"),
    ["Digest"] = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ["Signature"] = 'keyId="http://127.0.9.3:9/u/' .. number .. '#main-key",algorithm="rsa-sha256",'
      .. 'headers="(request-target) host date digest",signature="bm9uc2Vuc2U="',
    ["Content-Type"] = "application/activity+json" }, '{"type":"Like","actor":"x"}')
end
""".replace("HOST", federated.HOST)
AIM, CONNECTIONS, SIGNED = 0.5, 32, 60_000
BAD_PER_SECOND, PATIENCE, PROBES = 2_000, 200, 200


def measure(workshop, report):
    wrk = machine.tool("wrk", "wrk")
    newswire = federated.Newswire(workshop, "receiving")
    newswire.start()
    with Peer() as peer:
        idle = machine.free_port()
        yardstick = workshop.start([machine.product("bench"), "answer", str(idle)], idle)
        requests = workshop.folder / "signed.txt"
        requests.write_text("\n".join(peer.signed(number) for number in range(SIGNED)))
        script = workshop.folder / "post.lua"
        script.write_text(SCRIPT.replace("REQUESTS", str(requests)))
        theirs = rate(workshop, wrk, idle, script)
        ours = rate(workshop, wrk, newswire.port, script)
        kept = newswire.query("SELECT count(*) FROM seen")[0][0]
        if kept < ours:
            raise machine.Trouble(f"only {kept} of the activities were written down")
        report.at_least("verified activities into the inbox", ours, theirs, AIM, "requests/s")
        report.add("… written down", f"{kept:,} marks of what came")
        machine.end(yardstick)
        report.below(f"… a good request while {BAD_PER_SECOND:,} bad ones a second come, p99",
                     besieged(workshop, wrk, newswire, peer), PATIENCE, "ms")
    newswire.stop()


def rate(workshop, wrk, port, script):
    usage = workshop.run([wrk, "-t1", f"-c{CONNECTIONS}", "-d4s", "-s", str(script),
                          f"http://127.0.0.1:{port}/ap/inbox"])
    if "Non-2xx" in usage.output:
        raise machine.Trouble(f"not all was taken on port {port}: {machine.tail(usage.output)}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", usage.output)[1])


def besieged(workshop, wrk, newswire, peer):
    """The slowest but two of the good requests, in milliseconds, while bad ones rain down from the same address."""
    good = [peer.signed(SIGNED + number).split("\t") for number in range(PROBES)]
    script = workshop.folder / "bad.lua"
    script.write_text(BAD.replace("DELAY", str(64 * 1000 // BAD_PER_SECOND)))
    siege = threading.Thread(target=workshop.run, args=([
        wrk, "-t1", "-c64", "-d8s", "-s", str(script),
        f"http://127.0.0.1:{newswire.port}/ap/inbox"],))
    siege.start()
    time.sleep(1)
    times = []
    for date, digest, signature, body in good:
        headers = {"Host": federated.HOST, "Date": date, "Digest": digest, "Signature": signature,
                   "Content-Type": "application/activity+json"}
        start = time.perf_counter()
        newswire.post("/ap/inbox", headers, body.encode())
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    siege.join()
    return sorted(times)[int(len(times) * 0.99)]


class Peer:
    """Somebody on another server: an actor, a key, and any number of likes."""

    def __enter__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.9.1", 0), self.handler())
        self.id = f"http://127.0.9.1:{self.server.server_port}/users/ada"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def handler(self):
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(peer.document()).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/activity+json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def document(self):
        pem = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        return {
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": self.id, "type": "Person", "preferredUsername": "ada", "inbox": self.id + "/inbox",
            "outbox": self.id + "/outbox", "followers": self.id + "/followers",
            "publicKey": {"id": self.id + "#main-key", "owner": self.id, "publicKeyPem": pem}}

    def signed(self, number):
        """One like of the introduction, as a line: date, digest, signature, body."""
        body = json.dumps({
            "@context": "https://www.w3.org/ns/activitystreams", "id": f"{self.id}/likes/{number}",
            "type": "Like", "actor": self.id,
            "object": f"https://{federated.HOST}/ap/notes/intro-news"})
        digest = "SHA-256=" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        date = formatdate(time.time(), usegmt=True)
        base = (f"(request-target): post /ap/inbox\nhost: {federated.HOST}\ndate: {date}\n"
                f"digest: {digest}\ncontent-type: application/activity+json")
        signature = base64.b64encode(
            self.key.sign(base.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
        header = (f'keyId="{self.id}#main-key",algorithm="rsa-sha256",'
                  f'headers="(request-target) host date digest content-type",signature="{signature}"')
        return "\t".join([date, digest, header, body])
