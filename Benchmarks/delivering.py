"""Signed deliveries to 10,000 inboxes on 500 loopback hosts, beside the machine's own signing rate."""

import json
import time

import federated
import machine
import serving

INBOXES, HOSTS, AIM = 10_000, 500, 0.7
ROUNDS = 10


def measure(workshop, report):
    signing = json.loads(workshop.run([machine.product("bench"), "sign"]).output)["perSecond"]
    port = machine.free_port()
    peers = start_peers(workshop, port)
    newswire = federated.Newswire(workshop, "delivering")
    newswire.start()
    newswire.change(
        "INSERT INTO follower(actor, id, inbox, target, host, follow, since) VALUES ('news', ?, ?, ?, ?, ?, 0)",
        [follower(number, port) for number in range(INBOXES)])
    first = deliver(newswire, range(1))
    before = serving.resident(newswire.process)
    seconds = deliver(newswire, range(1, ROUNDS))
    after = serving.resident(newswire.process)
    report.at_least(f"signed deliveries to {INBOXES:,} inboxes on {HOSTS} hosts",
                    (ROUNDS - 1) * INBOXES / seconds, signing, AIM, "deliveries/s")
    report.add("… one post alone, from the database to the last inbox", f"{first:.1f} s")
    report.below(f"… growth of memory over {(ROUNDS - 1) * INBOXES:,}", after - before, 20, "MB",
                 f"{before:.0f} MB before, {after:.0f} MB after")
    newswire.stop()
    machine.end(peers)


def follower(number, port):
    place = number % HOSTS
    host = f"127.1.{place // 250}.{place % 250 + 1}:{port}"
    return (f"http://{host}/users/{number}", f"http://{host}/users/{number}/inbox",
            f"http://{host}/users/{number}/inbox", host, f"http://{host}/follows/{number}")


def deliver(newswire, numbers):
    """The seconds from activities in the database to the last delivery marked done."""
    newswire.change(
        "INSERT INTO activity(path, actor, kind, object, body, made, audience) VALUES (?, 'news', 'Announce', ?, ?, ?, ?)",
        [activity(number) for number in numbers])
    seconds = federated.wait_until(lambda: is_delivered(newswire), 300, "a delivery to all inboxes")
    lost = newswire.query("SELECT count(*) FROM delivery")[0][0]
    if lost:
        raise machine.Trouble(f"{lost} deliveries were given up")
    return seconds


def activity(number):
    path = f"/ap/activities/bench{number:08}"
    note = f"https://{federated.HOST}/ap/notes/bench{number}"
    body = json.dumps({
        "@context": ["https://www.w3.org/ns/activitystreams"], "id": f"https://{federated.HOST}{path}",
        "type": "Announce", "actor": f"https://{federated.HOST}/ap/users/news", "object": note,
        "to": ["https://www.w3.org/ns/activitystreams#Public"]}).encode()
    return path, note, body, time.time(), '["news"]'


def is_delivered(newswire):
    return newswire.query(
        """SELECT NOT EXISTS (SELECT 1 FROM activity WHERE audience IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM delivery WHERE next_at IS NOT NULL)""")[0][0]


def start_peers(workshop, port):
    """nginx on all of loopback, which takes whatever is posted."""
    folder = workshop.folder / f"peers-{port}"
    folder.mkdir()
    configuration = folder / "nginx.conf"
    configuration.write_text(f"""daemon off;
pid {folder}/nginx.pid;
worker_processes {machine.cores()};
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  access_log off;
  keepalive_requests 100000000;
  server {{
    listen 0.0.0.0:{port};
    location / {{ return 202; }}
  }}
}}
""")
    return workshop.start(
        [machine.tool("nginx", "nginx"), "-p", f"{folder}/", "-c", str(configuration), "-e",
         f"{folder}/error.log"], port)
