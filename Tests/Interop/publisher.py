"""A cooperative with a feed, to which articles are added."""

import http.server
import threading
import time


class Publisher:
    def __init__(self, address):
        self.titles = []
        publisher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                is_feed = self.path == "/feed"
                body = publisher.feed().encode() if is_feed else b""
                self.send_response(200 if is_feed else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((address, 0), Handler)
        self.url = f"http://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def feed(self):
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        items = "".join(
            f"<item><title>{title}</title><guid>{title}</guid><link>{self.url}/{title}</link>"
            f"<pubDate>{date}</pubDate><description>Mehr über {title}.</description>"
            f'<category>Korn</category><media:content url="https://pictures.test/{title}.jpg" type="image/jpeg" '
            'medium="image" width="800" height="600"><media:description>Ein Mühlrad</media:description>'
            "</media:content></item>" for title in self.titles)
        return ('<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Mühle</title>'
                f"<link>{self.url}/</link><language>de</language><description>Mehl</description>{items}"
                "</channel></rss>")

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
