"""Reads the feeds of a published site as other programs do. The site's folder and base address come as arguments; prints what is
wrong, a line each, and at the end how much was looked at. `feedparser` reads them too where it is there."""
import json
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jsonschema import Draft202012Validator

try:
    import feedparser
except ImportError:
    feedparser = None

root, base = Path(sys.argv[1]), sys.argv[2]
wrong, looked = [], {"feedparser": feedparser is not None, "feeds": 0, "entries": 0}
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = re.compile(r"^\d{4}-\d\d-\d\dT00:00:00\+07:00$")
# RFC 4151: tag:authority,date:specific
TAG = re.compile(r"^tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$")
# https://www.jsonfeed.org/version/1.1/
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "language": {"const": "vi"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_text", "date_published"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "title": {"type": "string", "minLength": 1},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_published": {"type": "string", "pattern": DAY.pattern},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
}


def expect(fine, *what):
    if not fine:
        wrong.append(" ".join(str(one) for one in what)[:400])


def is_there(address, feed):
    expect(address.startswith(base), feed, "leads away", address)
    path = unquote(urlsplit(address[len(base):]).path) or "index.html"
    expect((root / path).is_file(), feed, "leads nowhere", address)


def one(feed, tag):
    found = feed.findall(ATOM + tag)
    expect(len(found) == 1, feed.tag, "has", len(found), tag)
    return found[0].text if found else ""


def atom(path):
    """What RFC 4287 demands of a feed; its entries as (id, title, day, address)."""
    feed = ET.fromstring(path.read_bytes())
    expect(feed.tag == ATOM + "feed", path, feed.tag)
    links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
    own = base + str(path.relative_to(root))
    expect(links.get("self") == own and one(feed, "id") == own, path, "knows its address", links)
    is_there(links.get("alternate", ""), path)
    expect(one(feed, "title"), path, "title")
    expect(DAY.match(one(feed, "updated")), path, "updated")
    expect(feed.find(f"{ATOM}author/{ATOM}name") is not None, path, "author")
    entries = []
    for entry in feed.findall(ATOM + "entry"):
        address = entry.find(f"{ATOM}link[@rel='alternate']").get("href")
        is_there(address, path)
        day = one(entry, "updated")
        expect(DAY.match(day) and datetime.fromisoformat(day), path, day)
        expect(TAG.match(one(entry, "id")), path, one(entry, "id"))
        entries.append((one(entry, "id"), one(entry, "title"), day, address))
    expect(len({entry[0] for entry in entries}) == len(entries), path, "ids are unique")
    days = [entry[2] for entry in entries]
    expect(days == sorted(days, reverse=True), path, "the newest first")
    expect(not days or one(feed, "updated") == days[0], path, "updated with its newest")
    if feedparser:
        parsed = feedparser.parse(path.read_bytes())
        expect(not parsed.bozo, path, parsed.get("bozo_exception"))
        read = [(entry.id, entry.title, entry.link) for entry in parsed.entries]
        expect(read == [(entry[0], entry[1], entry[3]) for entry in entries], path, "as feedparser reads it")
    return entries


schema = Draft202012Validator(JSON_FEED)
for path in sorted(root.glob("feed.atom")) + sorted(root.glob("feed/*.atom")):
    entries = atom(path)
    other = path.with_suffix(".json")
    feed = json.loads(other.read_text(encoding="utf-8"))
    for error in schema.iter_errors(feed):
        wrong.append(f"{other}: {error.message}"[:400])
    items = [(item["id"], item["title"], item["date_published"], item["url"]) for item in feed["items"]]
    expect(items == entries, path, "says the same as", other)
    looked["feeds"] += 1
    looked["entries"] += len(entries)

print("\n".join(wrong))
print(json.dumps(looked), file=sys.stderr)
sys.exit(1 if wrong else 0)
