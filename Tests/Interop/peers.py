#!/usr/bin/env python3
"""Servers as strict as the real ones follow one newswire, and refuse what is not as they need it: peers.py PROGRAM"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True

from checks import PATIENCE, Checks
from newswire import Newswire
from peer import free_port
from publisher import Publisher
from servers import (Akkoma, BridgyFed, Friendica, GoToSocial, Hometown, Lemmy, Mastodon, Misskey, PeerTube, Pixelfed,
                     Snac, Threads, WordPress)
from signing import sign

HOST = "coop.test"
FOLLOWED = ("muehle", "news")
SERVERS = (Mastodon, GoToSocial, Akkoma, Misskey, Lemmy, Pixelfed, Friendica, Threads, Snac, WordPress, BridgyFed, Hometown)


def follow(checks, server):
    for handle in FOLLOWED:
        actor = server.discover(f"{handle}@{HOST}")
        answer = server.follow(actor)
        checks.check(f"{server.name} follows {handle}", answer.status == 202, answer)


def be_accepted(checks, server):
    end = time.monotonic() + PATIENCE
    for handle in FOLLOWED:
        server.view.told["Accept"] = server.wait_for(is_from(handle, "Accept"), end)
        checks.check(f"{server.name} is accepted by {handle}", server.view.told["Accept"])


def read(checks, server):
    """What comes when an article appears, and what the server goes to see of it."""
    end = time.monotonic() + PATIENCE
    for handle, kind in (("muehle", "Create"), ("news", "Announce")):
        server.view.told[kind] = server.wait_for(is_from(handle, kind), end)
        checks.check(f"{server.name} is told the article by {handle}", server.view.told[kind])
    server.look_at("note", server.view.activity("Announce")["object"])
    server.discover(f"muehle@{HOST}")
    answer = server.like(server.view.document("actor"), server.view.document("note")["id"])
    checks.check(f"{server.name} likes it", answer.status == 202, answer)


def forget(checks, server):
    end = time.monotonic() + PATIENCE
    for handle, kind in (("muehle", "Delete"), ("news", "Undo")):
        server.view.told[kind] = server.wait_for(is_from(handle, kind), end)
        checks.check(f"{server.name} is told that it is gone by {handle}", server.view.told[kind])
    gone = server.ask(server.view.document("note")["id"])
    checks.check(f"{server.name} finds a tombstone", gone.status == 410 and gone.json()["type"] == "Tombstone", gone)


def is_from(handle, kind):
    def is_it(message):
        return (message.method == "POST" and message.json()["type"] == kind
                and message.json()["actor"].endswith(f"/{handle}"))
    return is_it


def trespass(checks, newswire, servers):
    """What no server would let pass, nor do we."""
    lemmy, friendica = (next(one for one in servers if isinstance(one, kind)) for kind in (Lemmy, Friendica))
    note = lemmy.view.document("note")["id"]
    inbox = lemmy.view.document("actor")["endpoints"]["sharedInbox"]
    lemmy.signed = lambda message: sign(
        message, lemmy.keys["ada"], lemmy.covered, lemmy.algorithm, created=time.time() - 900, expires_in=300)
    answer = lemmy.post(inbox, {"id": f"{lemmy.origin}/likes/2", "type": "Like", "object": note})
    checks.check("a signature that has expired is not taken", answer.status == 401, answer)
    answer = friendica.post(inbox, {"id": f"{friendica.origin}/follows/9", "type": "Follow", "object": note})
    checks.check("a Follow of a post, as Friendica sends it, follows nobody", answer.status == 202 and newswire.rows(
        f"SELECT count(*) FROM follower WHERE id = '{friendica.id}'") == [(len(FOLLOWED),)], answer)


def follow_back(checks, newswire, coop):
    """A source on PeerTube, whose posts are by a person and by a group."""
    followed = coop.wait_for(is_from("news", "Follow"), time.monotonic() + PATIENCE)
    checks.check("PeerTube is followed", followed and followed.json()["object"] == coop.id)
    inbox = f"https://{HOST}/ap/users/news/inbox"
    coop.post(inbox, {"id": f"{coop.origin}/accepts/1", "type": "Accept", "object": followed.json()})
    checks.until("its Accept counts", lambda: newswire.rows("SELECT state FROM following") == [("accepted",)])
    before = newswire.entries()
    for number, post in enumerate(coop.posts()):
        activity = {"type": "Announce", "object": post["id"]} if number == 0 else {"type": "Create", "object": post}
        coop.post(inbox, {"id": f"{coop.origin}/activities/{number}", "to": post["to"]} | activity)
    ids = sorted(post["id"] for post in coop.posts())
    checks.until("a Video, an Event and an Article are entries", lambda: newswire.entries() == before + len(ids))
    checks.until("and each is boosted where it stands", lambda: sorted(
        row[0] for row in newswire.rows("SELECT object FROM post WHERE object LIKE '%/posts/%'")) == ids)


def meet(checks, mill, newswire, servers, coop):
    mill.titles.append("Archiv")
    newswire.list(f'<outline text="Mühle" xmlUrl="{mill.url}/feed" coop:handle="muehle" coop:images="yes"/>'
                  f'<outline type="activitypub" text="Hof" coop:account="{coop.account}" coop:handle="hof"/>')
    newswire.start()
    newswire.wait_until_it_answers()
    checks.until("a feed is read", lambda: newswire.entries() == 1)
    for server in servers:
        follow(checks, server)
    for server in servers:
        be_accepted(checks, server)
    mill.titles.append("Mehl")
    newswire.read_feeds_again()
    for server in servers:
        read(checks, server)
    checks.until("every like is counted, once", lambda: newswire.rows(
        "SELECT count(*) FROM reaction") == [(len(servers),)])
    follow_back(checks, newswire, coop)
    page = servers[0].view.document("note")["url"].removeprefix(f"https://{HOST}/e/")
    removal = newswire.command("entries", "remove", page)
    checks.check("the article is taken down", removal.returncode == 0, removal.stderr)
    for server in servers:
        forget(checks, server)
    for server in servers:
        for rule in server.rules():
            rule.judge(checks, server.name, server.view)
    trespass(checks, newswire, servers)


def main(program):
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="coopwire-peers-") as folder:
        newswire = Newswire(program, Path(folder) / "newswire", f"https://{HOST}", free_port("127.0.0.1"))
        servers = [kind(f"127.0.5.{number}", newswire) for number, kind in enumerate(SERVERS, 1)]
        mill, coop = Publisher("127.0.5.100"), PeerTube("127.0.5.101", newswire)
        try:
            meet(checks, mill, newswire, servers, coop)
        finally:
            newswire.stop()
            if checks.failed:
                print(newswire.state())
            for one in (*servers, coop, mill):
                one.stop()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
