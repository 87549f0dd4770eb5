"""nginx as a publisher and as a yardstick: its own configuration, its own folder, no privileges."""

import os

import machine


def start(workshop, root, port, addresses=("127.0.0.1",)):
    """Serves the files of ROOT on each of the addresses, configured as Debian does but for the log."""
    folder = workshop.folder / f"nginx-{port}"
    folder.mkdir()
    configuration = folder / "nginx.conf"
    configuration.write_text(text(folder, root, port, addresses))
    command = [machine.tool("nginx", "nginx"), "-p", f"{folder}/", "-c", str(configuration),
               "-e", f"{folder}/error.log"]
    return workshop.start(command, port, address=addresses[0])


def text(folder, root, port, addresses):
    listens = "\n".join(f"    listen {address}:{port};" for address in addresses)
    spool = "\n".join(f"  {name}_temp_path {folder}/{name};"
                      for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    # Workers give up their privileges, but the corpus may lie where only this account may read.
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""{user}
daemon off;
pid {folder}/nginx.pid;
worker_processes {machine.cores()};
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
{spool}
  types {{ application/rss+xml rss; application/atom+xml atom; }}
  access_log off;
  sendfile on;
  tcp_nopush on;
  gzip_static on;
  keepalive_requests 100000000;
  server {{
{listens}
    root {root};
  }}
}}
"""
