"""What a remote server gets to see of us, and what it insists on."""

import copy
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


@dataclass
class View:
    """Everything one server was told, or went to see; `asked` by what it is, `told` by type of activity."""

    asked: dict = field(default_factory=dict)  # Answer
    told: dict = field(default_factory=dict)  # Message
    fetched_from_it: list = field(default_factory=list)  # Message: what we asked of that server
    keys: dict = field(default_factory=dict)  # our published keys, by their id

    def document(self, what):
        return self.asked[what].json()

    def activity(self, kind):
        return self.told[kind].json()

    def change(self, what, **members):
        """Other values in a document or in an activity; None takes a member away."""
        holder = self.asked.get(what) or self.told[what]
        document = holder.json() | members
        holder.body = json.dumps({name: value for name, value in document.items() if value is not None}).encode()

    def change_object(self, kind, **members):
        self.change(kind, object={name: value for name, value in
                                  (self.activity(kind)["object"] | members).items() if value is not None})

    def rename(self, what, name, value):
        """Another field in the head of an answer or of a request."""
        (self.asked.get(what) or self.told[what]).headers[name] = value


@dataclass
class Rule:
    """What a server insists on, with what of ours would break it."""

    sentence: str
    holds: object
    wrong: object

    def judge(self, checks, server, view):
        checks.check(f"{server}: {self.sentence}", believes(self.holds, view), self.evidence(view))
        altered = copy.deepcopy(view)
        self.wrong(altered)
        checks.check(f"{server} refuses it otherwise: {self.sentence}", not believes(self.holds, altered))

    def evidence(self, view):
        return {what: answer.status for what, answer in view.asked.items()} | {"told": list(view.told)}


def believes(holds, view):
    """A server that cannot read something does not take it."""
    try:
        return bool(holds(view))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        return False


def host(url):
    return urlsplit(url).netloc


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(one) for one in inner), default=0) if isinstance(value, (dict, list)) else 0
