#!/usr/bin/env bash
# Tries Docs/proxy/nginx.conf and Docs/proxy/Caddyfile on loopback: does what is signed arrive as it was sent?
# Wants nginx, caddy, openssl, curl and python3; stands in for Coopwire with a server that repeats what it was asked.
set -euo pipefail
docs=$(cd "$(dirname "$0")/../../Docs/proxy" && pwd)
folder=$(mktemp -d) started=() failed=0
export HOME=$folder PATH=$PATH:/usr/sbin
trap 'kill "${started[@]}" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=coop.test \
  -addext subjectAltName=DNS:coop.test 2>openssl.log
python3 - <<'PYTHON' &
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Echo(BaseHTTPRequestHandler):
    def do_GET(self):
        size = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        answer = f"{self.raw_requestline.decode().split()[1]}\n{self.headers}\nsize: {size}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    do_POST = do_GET
    def log_message(self, *_): pass
ThreadingHTTPServer(("127.0.0.6", 18081), Echo).serve_forever()
PYTHON
started+=($!)

{
  [ "$(id -u)" != 0 ] || echo "user root;"
  echo "daemon off; pid $folder/nginx.pid; events {} http {"
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $folder/$kind;"; done
  sed -E "/\[::\]/d; s/listen 80;/listen 127.0.0.6:18080;/; s/listen 443/listen 127.0.0.6:18443/
    s|(ssl_certificate_key) .*|\1 $folder/key.pem;|; s|(ssl_certificate) .*|\1 $folder/cert.pem;|
    s/news.example.coop/coop.test/; s/127.0.0.1:8080/127.0.0.6:18081/" "$docs/nginx.conf"
  echo "}"
} >nginx.conf
{
  printf '{\nadmin off\nauto_https disable_redirects\n}\n'
  sed "s|^news.example.coop {|https://coop.test:18444 {\nbind 127.0.0.6\ntls cert.pem key.pem|
    s/127.0.0.1:8080/127.0.0.6:18081/" "$docs/Caddyfile"
} >Caddyfile
nginx -p "$folder/" -c "$folder/nginx.conf" -e "$folder/nginx.log" & started+=($!)
caddy run --config Caddyfile --adapter caddyfile 2>caddy.log & started+=($!)

ask() { # PORT PATH OPTIONS...
  curl -sg --max-time 10 --cacert cert.pem --resolve "coop.test:$1:127.0.0.6" --path-as-is -H 'Host: coop.test' \
    "https://coop.test:$1$2" "${@:3}" | tr -d '\r'
}
check() { # WHAT EXPECTED FOUND
  if [ "$2" = "$3" ]; then echo "ok     $1"; else echo "FAILED $1: $3, not $2"; failed=1; fi
}
for proxy in nginx:18443 caddy:18444; do
  name=${proxy%:*} port=${proxy#*:}
  for _ in {1..50}; do ask "$port" / | grep -q "^size:" && break; sleep 0.1; done
  for path in '/ap/users/n%65ws' '/%40news' '/a%2Fb/%2f' '/a//b' '/a/../b' '/a?b=%zz;c&d=%7e' '/a?'; do
    check "$name passes on $path" "$path" "$(ask "$port" "$path" | sed -n 1p)"
  done
  seen=$(ask "$port" / -H 'X-Forwarded-For: 192.0.2.1' -H 'Signature: a="b"' |
    grep -iE '^(host|x-forwarded-for|signature):' | sort -f)
  check "$name passes on headers" "host: coop.test signature: a=\"b\" x-forwarded-for: 127.0.0.1" "$(echo ${seen,,})"
  check "$name takes 1 MiB" "size: 1048576" "$(head -c 1048576 /dev/zero | ask "$port" / --data-binary @- | tail -1)"
done
status=$(head -c 1048577 /dev/zero | ask 18443 / --data-binary @- -o answer -w '%{http_code}')
check "nginx takes no more" 413 "$status"
exit $failed
