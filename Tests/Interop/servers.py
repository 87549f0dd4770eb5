"""Servers as strict as the real ones, each by what is known of its source: how it asks, how it signs, what it takes."""

import json
import re
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from libraries import HttpSig, Key, accepts
from message import Message
from peer import CONTEXT, Peer, free_port
from signing import covered, parameters, sign
from view import PUBLIC, Rule, View, depth, host

ACTIVITY = "application/activity+json"
LINKED_DATA = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
TARGET, SIGNED_POST = "(request-target)", ["(request-target)", "host", "date", "digest"]


class Server(Peer):
    """What all have in common; the subclasses are the real ones."""

    accept = f"{ACTIVITY}, {LINKED_DATA}"
    content_type = ACTIVITY
    covered, algorithm = SIGNED_POST, "rsa-sha256"
    signs_questions = True
    key_suffix = "#main-key"
    wants_signed_questions = False

    def __init__(self, address, newswire):
        super().__init__(address, free_port(address), ["ada"])
        self.newswire = newswire
        self.id = self.actor("ada")
        self.keys["ada"] = Key(self.id + self.key_suffix)
        self.view = View()

    @property
    def name(self):
        return type(self).__name__

    @property
    def account(self):
        return f"@ada@{urlsplit(self.origin).netloc}"

    # How it asks.

    def ask(self, url, accept=None):
        question = Message("GET", url, {"accept": accept or self.accept})
        if self.signs_questions:
            question = sign(question, self.keys["ada"], [TARGET, "host", "date"])
        return question.send(self.newswire.port)

    def resource(self, account):
        return quote(f"acct:{account}", safe="")

    def discover(self, account):
        """From what a user types to the actor."""
        at = account.split("@")[-1]
        self.view.asked["webfinger"] = self.ask(
            f"https://{at}/.well-known/webfinger?resource={self.resource(account)}", "application/jrd+json, application/json")
        [link] = [link for link in self.view.document("webfinger")["links"] if link["rel"] == "self"]
        self.look_at("actor", link["href"])
        actor = self.view.document("actor")
        for collection in ("followers", "following", "outbox", "featured"):
            self.look_at(collection, actor[collection])
        return actor

    def look_at(self, what, url):
        self.view.asked[what] = self.ask(url)

    # What it does.

    def post(self, inbox, activity):
        activity = {"@context": CONTEXT[0], "actor": self.id} | activity
        message = Message("POST", inbox, {"content-type": self.content_type}, json.dumps(activity).encode())
        return self.signed(message).send(self.newswire.port)

    def signed(self, message):
        return sign(message, self.keys["ada"], self.covered, self.algorithm)

    def follow(self, actor):
        """To the inbox that this server chooses."""
        return self.post(self.inbox(actor), {
            "id": f"{self.origin}/follows/{actor['preferredUsername']}", "type": "Follow", "object": actor["id"]})

    def inbox(self, actor):
        return actor["endpoints"]["sharedInbox"]

    def like(self, actor, note):
        return self.post(self.inbox(actor), {
            "id": f"{self.origin}/likes/1", "type": "Like", "object": note})

    # What is asked of it.

    def refusal(self, message):
        is_question = message.method == "GET" and not message.target.startswith("/.well-known/")
        return 401 if self.wants_signed_questions and is_question and not self.verifies(message) else None

    def answer(self, message):
        status = self.refusal(message)
        with self.news:
            self.view.fetched_from_it += [message] * (message.method == "GET")
        answer = super().answer(message)
        return (status, "text/plain", b"") if status else answer

    def verifies(self, message):
        """Whether one of our actors signed it, with what this server wants covered."""
        key = parameters(message).get("keyId", "")
        return accepts(HttpSig(), message, self.key(key), key)

    def key(self, name):
        """One of our public keys, which is gone to see once."""
        if name not in self.view.keys:
            question = Message("GET", name.split("#")[0], {"accept": self.accept})
            found = question.send(self.newswire.port).json()["publicKey"]
            self.view.keys[found["id"]] = found["publicKeyPem"]
        return self.view.keys[name]

    # What it insists on.

    def rules(self):
        yield Rule("it is answered 200 wherever it looks",
                   lambda view: all(answer.status == 200 for answer in view.asked.values()),
                   lambda view: setattr(view.asked["actor"], "status", 302))
        yield Rule("what arrives is signed by the actor who speaks",
                   lambda view: view.told and all(
                       self.verifies(message) and parameters(message)["keyId"].split("#")[0] == message.json()["actor"]
                       for message in view.told.values()),
                   lambda view: view.told["Accept"].headers.update(date="Thu, 01 Jan 2026 00:00:00 GMT"))
        yield Rule("the Accept repeats the Follow",
                   lambda view: view.activity("Accept")["object"]["actor"] == self.id
                   and view.activity("Accept")["object"]["type"] == "Follow",
                   lambda view: view.change_object("Accept", actor="https://other.test/"))


class Mastodon(Server):
    accept = "application/activity+json, application/ld+json"

    def rules(self):
        yield from super().rules()
        yield Rule("WebFinger of the actor's own name leads back to its id, letter by letter",
                   lambda view: view.document("webfinger")["subject"] == f"acct:{view.document('actor')['webfinger']}"
                   and [link["href"] for link in view.document("webfinger")["links"] if link["rel"] == "self"]
                   == [view.document("actor")["id"]],
                   lambda view: view.change("actor", id=view.document("actor")["id"] + "/"))
        yield Rule("ActivityStreams is named first in every context",
                   lambda view: all(thing["@context"][0] == CONTEXT[0] for thing in (
                       view.document("actor"), view.document("note"), view.activity("Create"), view.activity("Announce"))),
                   lambda view: view.change("Announce", **{"@context": [{"as": CONTEXT[0]}]}))
        yield Rule("followers and following have a first page, else they count as hidden",
                   lambda view: view.document("followers")["first"] and view.document("following")["first"],
                   lambda view: view.change("followers", first=None))
        yield Rule("body and date are signed", lambda view: all(
                   {"digest", "date"} <= set(covered(message)) for message in view.told.values()),
                   lambda view: view.rename("Create", "signature", view.told["Create"].headers["signature"].replace(" digest", "")))
        yield Rule("a boost names the post by its id, and the post stands there",
                   lambda view: view.activity("Announce")["object"] == view.document("note")["id"],
                   lambda view: view.change("Announce", object=view.activity("Create")["object"]))
        yield Rule("a post has no summary, which would hide it behind a warning",
                   lambda view: "summary" not in view.document("note"), lambda view: view.change("note", summary="Mehl"))
        yield Rule("a post is a Note of the actor on the actor's server",
                   lambda view: view.document("note")["type"] == "Note"
                   and host(view.document("note")["id"]) == host(view.document("note")["attributedTo"]),
                   lambda view: view.change("note", type="Article"))
        yield Rule("a post has at most four pictures",
                   lambda view: 1 <= len(pictures(view.document("note"))) <= 4,
                   lambda view: view.change("note", attachment=pictures(view.document("note")) * 5))
        yield Rule("pinned posts are Notes by the actor itself",
                   lambda view: all(pin["type"] == "Note" and pin["attributedTo"] == view.document("actor")["id"]
                                    for pin in view.document("featured")["orderedItems"])
                   and view.document("featured")["orderedItems"],
                   lambda view: view.change("featured", orderedItems=[view.document("note") | {"attributedTo": "x"}]))
        yield Rule("a post can be found and quoted", lambda view: view.document("actor")["discoverable"] is True
                   and view.document("note")["interactionPolicy"]["canQuote"]["automaticApproval"],
                   lambda view: view.change("note", interactionPolicy=None))
        yield Rule("what is deleted is named by its id and is gone", lambda view: view.activity("Delete")["object"]["id"]
                   == view.document("note")["id"] and view.activity("Delete")["object"]["type"] == "Tombstone",
                   lambda view: view.change_object("Delete", id="https://other.test/"))


class GoToSocial(Server):
    """Always in secure mode; its key stands at a page of its own, which is a stub."""

    content_type, algorithm = LINKED_DATA, "hs2019"
    key_suffix = "/main-key"
    wants_signed_questions = True

    def answer(self, message):
        status, kind, body = super().answer(message)
        if status == 404 and message.target == f"{urlsplit(self.id).path}/main-key":
            return 200, ACTIVITY, json.dumps({
                "@context": CONTEXT, "id": self.id, "type": "Person", "preferredUsername": "ada",
                "publicKey": self.document("ada")["publicKey"]}).encode()
        return status, kind, body

    def rules(self):
        yield from super().rules()
        yield Rule("whatever we ask is signed", lambda view: view.fetched_from_it and all(
                   self.verifies(message) for message in view.fetched_from_it
                   if not message.target.startswith("/.well-known/")),
                   lambda view: [message.headers.pop("signature", None) for message in view.fetched_from_it])
        yield Rule("the language is told by the same content under it",
                   lambda view: list(view.document("note")["contentMap"].values()) == [view.document("note")["content"]],
                   lambda view: view.change("note", content=view.document("note")["content"] + " "))
        yield Rule("a post has neither name nor summary, which would hide it",
                   lambda view: not {"name", "summary"} & set(view.document("note")),
                   lambda view: view.change("note", name="Mehl"))
        yield Rule("everybody may like, answer and boost", lambda view: all(
                   PUBLIC in view.document("note")["interactionPolicy"][can]["automaticApproval"]
                   for can in ("canLike", "canReply", "canAnnounce")),
                   lambda view: view.change("note", interactionPolicy={"canQuote": {}}))
        yield Rule("the key stands at the id by which it signs", lambda view: view.document("actor")["publicKey"]["owner"]
                   == view.document("actor")["id"], lambda view: view.change("actor", publicKey={"owner": "x"}))


class Akkoma(Server):
    accept = f"{ACTIVITY}, {LINKED_DATA}"
    covered = [TARGET, "content-type", "date", "digest", "host"]

    def rules(self):
        yield from super().rules()
        yield Rule("the key is on the actor's host", lambda view: host(view.document("actor")["publicKey"]["id"])
                   == host(view.document("actor")["id"]),
                   lambda view: view.change("actor", publicKey={"id": "https://other.test/#main-key"}))
        yield Rule("what stands at an id has that id", lambda view: view.document("note")["id"]
                   == view.activity("Announce")["object"] and view.document("actor")["id"] == view.activity("Create")["actor"],
                   lambda view: view.change("note", id=view.document("note")["id"] + "?x"))
        yield Rule("languages are two letters", lambda view: all(
                   re.fullmatch("[a-z]{2}", language) for language in view.document("note")["contentMap"]),
                   lambda view: view.change("note", contentMap={"de-DE": "x"}))
        yield Rule("documents come as ActivityPub", lambda view: is_activity_pub(view, "actor", "note"),
                   lambda view: view.rename("note", "content-type", "application/json"))
        yield Rule("a signature is at most two hours old", lambda view: all(
                   age(message) < 7200 for message in view.told.values()),
                   lambda view: view.rename("Create", "date", "Thu, 01 Jan 2026 00:00:00 GMT"))


class Misskey(Server):
    covered = [TARGET, "date", "host", "digest"]

    def rules(self):
        yield from super().rules()
        yield Rule("the page of a post is on the host of its id", lambda view: host(view.document("note")["url"])
                   == host(view.document("note")["id"]), lambda view: view.change("note", url="https://muehle.test/mehl"))
        yield Rule("inbox, outbox, followers and key are on the actor's host", lambda view: {
                   host(url) for url in (*(view.document("actor")[name] for name in ("inbox", "outbox", "followers", "featured")),
                                         view.document("actor")["endpoints"]["sharedInbox"],
                                         view.document("actor")["publicKey"]["id"])} == {host(view.document("actor")["id"])},
                   lambda view: view.change("actor", endpoints={"sharedInbox": "https://other.test/inbox"}))
        yield Rule("ids, pages and pictures are https", lambda view: all(url.startswith("https://") for url in (
                   view.document("note")["id"], view.document("note")["url"],
                   *(picture["url"] for picture in pictures(view.document("note"))))),
                   lambda view: view.change("note", url=view.document("note")["url"].replace("https", "http")))
        yield Rule("target, host, date and digest are signed", lambda view: all(
                   set(SIGNED_POST) <= set(covered(message)) for message in view.told.values()),
                   lambda view: view.rename("Announce", "signature", view.told["Announce"].headers["signature"].replace(" host", "")))
        yield Rule("the request is to this host", lambda view: all(
                   message.headers["host"] == urlsplit(self.origin).netloc for message in view.told.values()),
                   lambda view: view.rename("Create", "host", "other.test"))
        yield Rule("a boost is no older than what it boosts", lambda view: moment(view.activity("Announce")["published"])
                   >= moment(view.document("note")["published"]),
                   lambda view: view.change("Announce", published="2020-01-01T00:00:00Z"))
        yield Rule("an activity has an id on its actor's host", lambda view: all(
                   host(message.json()["id"]) == host(message.json()["actor"]) for message in view.told.values()),
                   lambda view: view.change("Announce", id=None))


class Lemmy(Server):
    """Its users follow groups only, so what counts is that it finds us alive and that we read its signatures."""

    covered = [TARGET, "content-type", "(created)", "(expires)", "digest", "host"]
    algorithm = "hs2019"

    def signed(self, message):
        return sign(message, self.keys["ada"], self.covered, self.algorithm, expires_in=300)

    def discover(self, account):
        actor = super().discover(account)
        at = account.split("@")[-1]
        self.view.asked["nodeinfo"] = self.ask(f"https://{at}/.well-known/nodeinfo", "application/json")
        for link in self.view.document("nodeinfo")["links"]:
            if link["rel"].endswith("/2.1"):
                self.view.asked["2.1"] = self.ask(link["href"], "application/json")
        return actor

    def rules(self):
        yield from super().rules()
        yield Rule("NodeInfo names the software, which keeps a server alive", lambda view: view.document("2.1")["software"]["name"]
                   == "coopwire" and "activitypub" in view.document("2.1")["protocols"],
                   lambda view: view.change("2.1", software={}))
        yield Rule("a key is named by a fragment", lambda view: all(
                   "#" in parameters(message)["keyId"] for message in view.told.values())
                   and "#" in view.document("actor")["publicKey"]["id"],
                   lambda view: view.change("actor", publicKey={"id": view.document("actor")["id"] + "/main-key"}))
        yield Rule("an actor has outbox and endpoints", lambda view: view.document("actor")["outbox"]
                   and view.document("actor")["endpoints"]["sharedInbox"], lambda view: view.change("actor", endpoints=None))
        yield Rule("attachments, tags and addressees are lists", lambda view: all(
                   isinstance(view.document("note")[name], list) for name in ("attachment", "tag", "to", "cc")),
                   lambda view: view.change("note", tag=view.document("note")["tag"][0]))


class Pixelfed(Server):
    accept = "application/activity+json, application/ld+json"

    def rules(self):
        yield from super().rules()
        yield Rule("the content type is one of three, letter by letter", lambda view: all(view.asked[what].kind in (
                   ACTIVITY, f"{ACTIVITY}; charset=utf-8", LINKED_DATA) for what in ("actor", "note")),
                   lambda view: view.rename("note", "content-type", f"{ACTIVITY};charset=UTF-8"))
        yield Rule("nothing is nested deeper than eight", lambda view: max(
                   depth(thing) for thing in (view.document("actor"), view.document("note"), view.activity("Create"))) <= 8,
                   lambda view: view.change("note", tag=[[[[[[[[[]]]]]]]]]))
        yield Rule("key, activity and author are on one host", lambda view: len({
                   host(parameters(view.told["Create"])["keyId"]), host(view.activity("Create")["id"]),
                   host(view.document("note")["attributedTo"]), host(view.document("note")["url"])}) == 1,
                   lambda view: view.change("note", url="https://muehle.test/mehl"))
        yield Rule("a name is letters and digits", lambda view: re.sub(
                   "[_.-]", "", view.document("actor")["preferredUsername"]).isalnum(),
                   lambda view: view.change("actor", preferredUsername="mühle mehl!"))
        yield Rule("a post begins with a picture", lambda view: view.document("note")["attachment"][0]["mediaType"]
                   in ("image/jpeg", "image/png", "image/webp"),
                   lambda view: view.change("note", attachment=view.document("note")["attachment"][::-1]))


class Friendica(Server):
    def rules(self):
        yield from super().rules()
        yield Rule("a source is no relay", lambda view: view.document("actor")["type"] == "Service",
                   lambda view: view.change("actor", type="Application"))
        yield Rule("a signature is at most five minutes old", lambda view: all(
                   age(message) < 300 for message in view.told.values()),
                   lambda view: view.rename("Announce", "date", "Thu, 01 Jan 2026 00:00:00 GMT"))


class Threads(Server):
    """Pages on another host than ids; nothing is shown to whoever does not sign."""

    wants_signed_questions = True

    def document(self, name):
        return super().document(name) | {"url": f"https://www.threads.test/@{name}"}

    def rules(self):
        yield from super().rules()
        yield Rule("an actor is named, not described", lambda view: all(isinstance(name, str) for name in (
                   *(message.json()["actor"] for message in view.told.values()), view.document("note")["attributedTo"])),
                   lambda view: view.change("Create", actor={"id": view.activity("Create")["actor"]}))


class Snac(Server):
    """Knows one form of signature, and cuts the name of a key at its fragment."""

    covered = [TARGET, "host", "digest", "date"]
    accept = LINKED_DATA

    def resource(self, account):
        return f"acct:{account}"

    def ask(self, url, accept=None):
        question = Message("GET", url, {"accept": accept or self.accept})
        return sign(question, self.keys["ada"], self.covered).send(self.newswire.port)

    def rules(self):
        yield from super().rules()
        yield Rule("the name of a key is the actor's and a fragment", lambda view: all(
                   parameters(message)["keyId"].split("#")[0] == message.json()["actor"] for message in view.told.values()),
                   lambda view: view.change("Announce", actor=view.activity("Announce")["actor"] + "/"))
        yield Rule("the key is RSA and stands in the actor", lambda view: view.document("actor")["publicKey"][
                   "publicKeyPem"].startswith("-----BEGIN PUBLIC KEY-----"), lambda view: view.change("actor", publicKey={}))
        yield Rule("a Note has no name, else no client shows it", lambda view: "name" not in view.document("note"),
                   lambda view: view.change("note", name="Mehl"))


class WordPress(Server):
    """Its ids are questions, and so is the name of its key."""

    def actor(self, name):
        return f"{self.origin}/?author=1"

    def answer(self, message):
        status, kind, body = super().answer(message)
        if status == 404 and message.target == "/?author=1":
            return 200, ACTIVITY, json.dumps(self.document("ada")).encode()
        return status, kind, body

    def document(self, name):
        inbox = f"{self.origin}/wp-json/activitypub/1.0/actors/1/inbox"
        return super().document(name) | {"inbox": inbox}


class BridgyFed(Server):
    """Fetches nothing that has a fragment."""

    def rules(self):
        yield from super().rules()
        yield Rule("no id of what is told has a fragment", lambda view: not any(
                   "#" in id for message in view.told.values() for id in ids(message.json())),
                   lambda view: view.change("Announce", id=view.activity("Announce")["id"] + "#1"))


class Hometown(Server):
    """An old Mastodon: it asks unsigned, and takes either signature."""

    signs_questions = False

    def inbox(self, actor):
        return actor["inbox"]


class PeerTube(Server):
    """A cooperative of its own: its channel is a group, and its videos are by a person and by that group."""

    def document(self, name):
        return super().document(name) | {"type": "Group"}

    def posts(self):
        kinds = {"Video": "video/mp4", "Event": "text/html", "Article": "text/html"}
        return [{
            "id": f"{self.origin}/posts/{kind.lower()}", "type": kind, "name": f"Ein {kind}",
            "url": [{"type": "Link", "mediaType": "text/html", "href": f"{self.origin}/w/{kind.lower()}"},
                    {"type": "Link", "mediaType": media, "href": f"{self.origin}/static/{kind.lower()}"}],
            "content": f"<p>Über {kind}.</p>", "published": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "attributedTo": [{"type": "Person", "id": f"{self.origin}/accounts/bob"}, {"type": "Group", "id": self.id}],
            "to": [PUBLIC], "cc": [f"{self.id}/followers"]} for kind, media in kinds.items()]

    def answer(self, message):
        status, kind, body = super().answer(message)
        post = next((post for post in self.posts() if urlsplit(post["id"]).path == message.target), None)
        if status == 404 and post:
            return 200, ACTIVITY, json.dumps({"@context": CONTEXT} | post).encode()
        return status, kind, body


def pictures(note):
    return [attachment for attachment in note["attachment"] if attachment["type"] in ("Image", "Document")]


def is_activity_pub(view, *whats):
    return all(view.asked[what].kind.split(";")[0] == ACTIVITY for what in whats)


def age(message):
    return time.time() - parsedate_to_datetime(message.headers["date"]).timestamp()


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def ids(value):
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == "id" and isinstance(inner, str))
        for inner in value.values():
            yield from ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from ids(inner)
