"""A corpus for the benchmarks: feeds as small cooperatives' sites write them, always the same for one seed."""

import html
import os
import random
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

WORDS = """
genossenschaft mitglied versammlung strom dach speicher miete garten werkstatt laden bank kasse hof
energie wasser wärme quartier stadt dorf region verband netz daten platz plan jahr monat woche tag
cooperative member meeting solar roof share rent garden workshop shop bank farm energy water heat
district town region network data year month week people together built opened planned voted shared
""".split()
NEWEST = datetime(2026, 11, 20, 9, 0, tzinfo=timezone.utc)


def write(folder, feeds, entries, seed):
    """Writes FEEDS documents of ENTRIES entries each; gives their paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for number in range(feeds):
        random_ = random.Random(seed * 1_000_003 + number)
        kind, writer = (("rss", rss), ("atom", atom))[number % 3 == 2]
        path = os.path.join(folder, f"{number:05}.{kind}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(writer(random_, number, entries))
        paths.append(path)
    return paths


def sentence(random_, words):
    text = " ".join(random_.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


def body(random_, site):
    parts = []
    for index in range(random_.randint(2, 5)):
        words = sentence(random_, random_.randint(14, 40))
        link = f'<a href="{site}/seite/{random_.randrange(900)}" class="more">{random_.choice(WORDS)}</a>'
        parts.append(f"<p>{words} {link} <em>{random_.choice(WORDS)}</em> &amp; {random_.choice(WORDS)}.</p>")
        if index == 1:
            parts.append(f'<figure><img src="/bild/{random_.randrange(900)}.jpg" alt="{random_.choice(WORDS)}" '
                         f'width="640" height="360" onload="x()"><figcaption>{sentence(random_, 6)}</figcaption></figure>')
        if index == 3:
            items = "".join(f"<li>{sentence(random_, 5)}</li>" for _ in range(4))
            parts.append(f"<h2>{sentence(random_, 3)}</h2><ul>{items}</ul>")
    return "\n".join(parts)


def moments(entries):
    return [NEWEST - timedelta(hours=17 * index, minutes=7) for index in range(entries)]


def rss(random_, number, entries):
    site = f"https://coop{number}.example"
    items = []
    for index, moment in enumerate(moments(entries)):
        text = body(random_, site)
        title = html.escape(sentence(random_, 6))
        items.append(f"""<item><title>{title}</title><link>{site}/artikel/{index}</link>
<guid isPermaLink="false">{site}/?p={index}</guid><pubDate>{format_datetime(moment)}</pubDate>
<dc:creator><![CDATA[{random_.choice(WORDS).title()} {random_.choice(WORDS).title()}]]></dc:creator>
<category><![CDATA[{random_.choice(WORDS)}]]></category><category><![CDATA[{random_.choice(WORDS)}]]></category>
<description><![CDATA[{sentence(random_, 30)}]]></description>
<content:encoded><![CDATA[{text}]]></content:encoded></item>
""")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Coop {number}</title><link>{site}/</link><description>{sentence(random_, 8)}</description>
<atom:link href="{site}/feed" rel="self" type="application/rss+xml"/><language>de</language>
<lastBuildDate>{format_datetime(NEWEST)}</lastBuildDate>
{"".join(items)}</channel></rss>
"""


def atom(random_, number, entries):
    site = f"https://coop{number}.example"
    items = []
    for index, moment in enumerate(moments(entries)):
        text = html.escape(body(random_, site))
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        items.append(f"""<entry><id>tag:coop{number}.example,2026:{index}</id><title>{html.escape(sentence(random_, 6))}</title>
<link rel="alternate" type="text/html" href="{site}/artikel/{index}"/><published>{stamp}</published><updated>{stamp}</updated>
<author><name>{random_.choice(WORDS).title()}</name></author><category term="{random_.choice(WORDS)}"/>
<summary type="text">{sentence(random_, 30)}</summary><content type="html">{text}</content></entry>
""")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>{site}/</id><title>Coop {number}</title>
<link href="{site}/"/><link rel="self" href="{site}/feed"/><updated>{NEWEST.strftime("%Y-%m-%dT%H:%M:%SZ")}</updated>
{"".join(items)}</feed>
"""
