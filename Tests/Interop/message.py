"""A request as both sides see it, and its answer."""

import http.client
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Answer:
    status: int  # 0 where it hung up
    headers: dict = field(default_factory=dict)  # by names in lower case
    body: bytes = b""

    @property
    def kind(self):
        return self.headers.get("content-type", "")

    def json(self):
        return json.loads(self.body)


@dataclass
class Message:
    method: str
    url: str  # as the signature names it, not as it is connected to
    headers: dict = field(default_factory=dict)  # by names in lower case
    body: bytes = b""

    @property
    def authority(self):
        return urlsplit(self.url).netloc

    @property
    def target(self):
        parts = urlsplit(self.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def json(self):
        return json.loads(self.body)

    def with_(self, **headers):
        """A copy with other header fields; underscores stand for hyphens."""
        changes = {name.replace("_", "-"): value for name, value in headers.items()}
        return Message(self.method, self.url, self.headers | changes, self.body)

    def send(self, port):
        """Puts it on the wire of a server on loopback, letter by letter."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.putrequest(self.method, self.target, skip_host=True, skip_accept_encoding=True)
            headers = {"host": self.authority} | self.headers
            if self.method == "POST":
                headers["content-length"] = str(len(self.body))
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(self.body or None)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        except (http.client.HTTPException, OSError) as failure:
            return Answer(0, body=repr(failure).encode())
        finally:
            connection.close()
