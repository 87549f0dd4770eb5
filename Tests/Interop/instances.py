#!/usr/bin/env python3
"""Two newswires behind TLS, as operators run them, that follow one another: instances.py PROGRAM"""

import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True

from checks import Checks
from newswire import Newswire
from peer import free_port
from publisher import Publisher

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class TLSProxy:
    """Ends TLS before a server, and passes every byte on as it is."""

    def __init__(self, address, certificate, key, port):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server((address, 0))
        self.port = self.listener.getsockname()[1]
        self.behind = port
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            client = self.context.wrap_socket(client, server_side=True)
            server = socket.create_connection(("127.0.0.1", self.behind))
        except OSError:
            return client.close()
        threading.Thread(target=pass_on, args=(client, server), daemon=True).start()
        pass_on(server, client)


def pass_on(source, target):
    try:
        while part := source.recv(65536):
            target.sendall(part)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Instance(Newswire):
    """A newswire behind TLS."""

    def __init__(self, program, folder, address, certificate, key):
        port = free_port("127.0.0.1")
        self.host = f"{address}:{TLSProxy(address, certificate, key, port).port}"
        super().__init__(program, folder, f"https://{self.host}", port, COOPWIRE_OUTBOUND_CA_FILE=str(certificate))


def name(number):
    """What an entry's page is called."""
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(13)))


def talk(checks, mill, first, second):
    mill.titles.append("Archiv")
    first.list(f'<outline text="Essen" coop:handle="essen"><outline text="Mühle" xmlUrl="{mill.url}/feed" '
               'coop:handle="muehle"/></outline>')
    first.start()
    checks.until("the first reads a feed", lambda: first.entries() == 1)
    second.list(f'<outline type="activitypub" text="Mühle" coop:account="@muehle@{first.host}"/>')
    second.start()
    follower = f"{second.origin}/ap/users/news"
    checks.until("the second's follow is accepted", lambda: second.rows("SELECT state FROM following") == [("accepted",)])
    checks.until("the first has a follower", lambda: first.rows("SELECT actor, id FROM follower") == [("muehle", follower)])
    checks.until("the second reads the outbox", lambda: second.entries() == 1)
    checks.until("nothing of it is boosted", lambda: second.rows("SELECT * FROM post") == [])

    mill.titles.append("Mehl")
    first.read_feeds_again()
    checks.until("a new article is told by three actors", lambda: [row[0] for row in first.rows(
        "SELECT actor FROM post ORDER BY actor")] == ["essen", "muehle", "news"])
    note = f"{first.origin}/ap/notes/{name(first.rows('SELECT max(id) FROM entry')[0][0])}"
    checks.until("it arrives at the second", lambda: second.entries() == 2)
    checks.until("which boosts the first's own post", lambda: second.rows("SELECT actor, object FROM post") == [("news", note)])

    mill.titles.append("Kleie")
    first.read_feeds_again()
    checks.until("another article is taken in", lambda: first.entries() == 3)
    first.stop(signal.SIGKILL)
    first.start()
    checks.until("after kill -9 it arrives all the same", lambda: second.entries() == 3)
    time.sleep(3)
    checks.until("and once", lambda: second.entries() == 3 and len(second.rows("SELECT * FROM post")) == 2)

    removed = first.rows("SELECT max(id) FROM entry")[0][0]
    checks.until("it is taken down by a command", lambda: first.command("entries", "remove", name(removed)).returncode == 0)
    checks.until("the deletion arrives", lambda: second.entries() == 2)
    checks.until("and the boost is taken back", lambda: second.rows("SELECT count(*) FROM post WHERE withdrawn IS NOT NULL") == [(1,)])

    second.list("")
    checks.until("a source that is no longer listed is not followed any more", lambda: first.rows("SELECT * FROM follower") == [])
    second.list(f'<outline type="activitypub" text="Mühle" coop:account="@muehle@{first.host}"/>')
    checks.until("listed again it is", lambda: len(first.rows("SELECT * FROM follower")) == 1)
    refusal = first.command("actors", "move", "@muehle", f"@news@{second.host}")
    checks.until("a move to whoever does not name the mirror is refused", lambda: refusal.returncode == 1 and "alias" in refusal.stderr)
    checks.until("the other's host is blocked", lambda: first.command("actors", "block", second.host).returncode == 0)
    checks.until("and follows no more", lambda: first.rows("SELECT * FROM follower") == [])


def main(program):
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="coopwire-instances-") as temporary:
        folder = Path(temporary)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
             "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.41,IP:127.0.0.42"],
            check=True, capture_output=True)
        first = Instance(program, folder / "first", "127.0.0.41", certificate, key)
        second = Instance(program, folder / "second", "127.0.0.42", certificate, key)
        try:
            talk(checks, Publisher("127.0.0.43"), first, second)
        finally:
            for instance in (first, second):
                instance.stop()
                if checks.failed:
                    print(f"{instance.origin}\n{instance.state()}")
    return checks.close()


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
