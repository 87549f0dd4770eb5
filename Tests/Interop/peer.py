"""A remote server: actors with keys, WebFinger, inboxes that remember what came."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from libraries import Key
from message import Message

CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"]


def free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


class Peer:
    """One host. Where it takes RFC 9421 only, it answers 401 to every other signature on what is posted."""

    def __init__(self, address, port, names, takes_rfc9421_only=False):
        self.origin = f"http://{address}:{port}"
        self.keys = {name: Key(f"{self.actor(name)}#main-key") for name in names}
        self.takes_rfc9421_only = takes_rfc9421_only
        self.received = []
        self.news = threading.Condition()
        self.server = ThreadingHTTPServer((address, port), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def actor(self, name):
        return f"{self.origin}/users/{name}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def wait_for(self, is_it, end):
        """The first message that is the one; nothing where none came until then."""
        with self.news:
            while True:
                found = next((message for message in self.received if is_it(message)), None)
                if found or time.monotonic() >= end:
                    return found
                self.news.wait(end - time.monotonic())

    def answer(self, message):
        with self.news:
            self.received.append(message)
            self.news.notify_all()
        path = urlsplit(message.url).path
        if message.method == "POST":
            refused = self.takes_rfc9421_only and "signature-input" not in message.headers
            return (401 if refused else 202), "text/plain", b""
        if path == "/.well-known/webfinger":
            return self.webfinger(parse_qs(urlsplit(message.url).query).get("resource", [""])[0])
        name = path.removeprefix("/users/")
        if path.startswith("/users/") and name in self.keys:
            return 200, "application/activity+json", json.dumps(self.document(name)).encode()
        return 404, "text/plain", b""

    def webfinger(self, resource):
        name = next((name for name in self.keys if resource in
                     (self.actor(name), f"acct:{name}@{urlsplit(self.origin).netloc}",
                      f"acct:{name}@{urlsplit(self.origin).hostname}")), None)
        if not name:
            return 404, "text/plain", b""
        link = {"rel": "self", "type": "application/activity+json", "href": self.actor(name)}
        found = {"subject": f"acct:{name}@{urlsplit(self.origin).netloc}", "links": [link]}
        return 200, "application/jrd+json", json.dumps(found).encode()

    def document(self, name):
        actor = self.actor(name)
        key = {"id": self.keys[name].name, "owner": actor, "publicKeyPem": self.keys[name].public_pem}
        return {"@context": CONTEXT, "id": actor, "type": "Person", "preferredUsername": name, "name": name,
                "url": actor, "inbox": f"{actor}/inbox", "outbox": f"{actor}/outbox",
                "followers": f"{actor}/followers", "following": f"{actor}/following", "publicKey": key}

    def handler(self):
        peer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                url = f"http://{headers.get('host', '')}{self.path}"
                status, kind, answer = peer.answer(Message(self.command, url, headers, body))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        return Handler
