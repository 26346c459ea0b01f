"""Looks at a published site as another system would: every check by parsers that are not ours. The site's folder, base address and
settings come as arguments; prints what is wrong, a line each, and at the end how much was looked at."""
import csv
import hashlib
import json
import re
import sys
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

from jsonschema import Draft202012Validator

root, base = Path(sys.argv[1]), sys.argv[2]
wrong, looked = [], {}


def expect(fine, *what):
    if not fine:
        wrong.append(" ".join(str(one) for one in what)[:600])


def count(what, by=1):
    looked[what] = looked.get(what, 0) + by


class Page(HTMLParser):
    """Links, metadata, data blocks and the links of the relations of a page."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.blocks, self.relations, self.ids = {}, [], [], [], set()
        self.text, self.block, self.section = [], None, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "meta":
            self.meta[attributes.get("name") or attributes.get("property") or ""] = attributes.get("content")
        if tag == "link":
            self.links.append(attributes)
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.block = ""
        if tag == "section":
            self.section = attributes.get("aria-labelledby") == "_quan-he"
        if tag == "a" and self.section:
            self.relations.append(attributes["href"])

    def handle_endtag(self, tag):
        if tag == "script" and self.block is not None:
            self.blocks.append(self.block)
            self.block = None
        if tag == "section":
            self.section = False

    def handle_data(self, data):
        if self.block is not None:
            self.block += data


def read(path):
    return (root / path).read_text(encoding="utf-8")


def table(path):
    raw = (root / path).read_bytes()
    expect(raw.startswith(b"\xef\xbb\xbf"), path, "has the mark of UTF-8")
    expect(raw.count(b"\n") == raw.count(b"\r\n"), path, "has lines of CR and LF")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True), strict=True))
    for row in rows:
        expect(None not in row and None not in row.values(), path, "has rows of one length", row)
        for cell in row.values():
            expect(not re.match(r"\s*[=+\-@]", cell), path, "has a formula", cell)
    return rows


def schema(name):
    found = json.loads(read(f"data/schema/{name}.json"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def valid(validator, value, what):
    for error in list(validator.iter_errors(value))[:3]:
        expect(False, what, "is not valid:", error.json_path, error.message[:200])


pages = {str(path.relative_to(root)): Page(path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.html"))}
names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

# The sitemap: every page once but former addresses and pages for what is not there.
sitemap = ET.fromstring(read("sitemap.xml")).findall("s:url", names)
places = [url.find("s:loc", names).text for url in sitemap]
expect(len(places) == len(set(places)), "an address is twice in the sitemap")
found = {unquote(place.removeprefix(base)) for place in places}
wanted = {path for path, page in pages.items() if page.meta.get("robots") != "noindex" and path not in ("404.html", "chua-luu.html")}
expect(found == wanted, "in the sitemap alone:", sorted(found - wanted)[:5], "left out:", sorted(wanted - found)[:5])
for path in found & set(pages):
    canonical = [link["href"] for link in pages[path].links if link.get("rel") == "canonical"]
    expect(canonical == [urljoin(base, place) for place in places if unquote(place.removeprefix(base)) == path], path, "is canonical elsewhere")
for url in sitemap:
    day = url.find("s:lastmod", names)
    if day is not None:
        date.fromisoformat(day.text)
        count("days in the sitemap")
expect(f"Sitemap: {base}sitemap.xml" in read("robots.txt").splitlines(), "robots.txt names the sitemap")
count("addresses", len(places))


def once(pairs):
    expect(len(pairs) == len(dict(pairs)), "build.json has a name twice")
    return dict(pairs)


# The manifest: every file once, and nothing that is not there.
listed = json.loads(read("build.json"), object_pairs_hook=once)["files"]
there = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()} - {"build.json"}
expect(set(listed) == there, "in the manifest alone:", sorted(set(listed) - there)[:5], "left out:", sorted(there - set(listed))[:5])

# Metadata of each page.
for path in wanted:
    meta = pages[path].meta
    expect([meta.get("og:url")] == [link["href"] for link in pages[path].links if link.get("rel") == "canonical"], path, "og:url", meta.get("og:url"))
    for key in ("og:title", "og:type", "og:description", "og:locale"):
        expect(meta.get(key), path, "has no", key)

# The data of the site, each file by its schema.
documents = json.loads(read("data/documents.json"))
valid(schema("documents"), documents, "documents.json")
of_pages, works = documents["documents"], {one["slug"]: one for one in documents["documents"] + documents["works"]}
expect(len(works) == len(of_pages) + len(documents["works"]), "a work is twice in documents.json")
is_document = {path for path, page in pages.items() if "dc.type" in page.meta}
expect({one["page"] for one in of_pages} == is_document, "documents.json and pages differ", {one["page"] for one in of_pages} ^ is_document)
expect(len({one["id"] for one in works.values()}) == len(works), "an identifier names two works")
rows = table("data/documents.csv")
row_schema = schema("documents.csv")
expect(len(rows) == len(of_pages), "documents.csv has", len(rows), "rows")
for row, one in zip(rows, of_pages):
    valid(row_schema, row, "documents.csv")
    for key in ("kind", "issuer", "number", "issued", "effective", "title", "signer", "expires", "validity"):
        expect(row[key].removeprefix("'") == (one[key]["value"] or "").removeprefix("'"), "documents.csv:", key, row[key], one[key])
        expect(row[key + "_evidence"] == (one[key]["evidence"] or ""), "documents.csv:", key, "evidence")
    expect((root / row["download"]).is_file(), row["download"], "is not there")
count("documents", len(rows))

relations = table("data/relations.csv")
relation_schema = schema("relations.csv")
INVERSE = {}
for line in "based_on basis_of,details detailed_by,guides guided_by,implements implemented_by,amends amended_by,replaces replaced_by,repeals repealed_by,suspends suspended_by,corrects corrected_by,consolidates consolidated_by,follows followed_by,related related".split(","):
    there, back = line.split()
    INVERSE[there], INVERSE[back] = back, there
edges = set()
for row in relations:
    valid(relation_schema, row, "relations.csv")
    expect(works[row["subject"]]["id"] == row["subject_id"] and works[row["object"]]["id"] == row["object_id"], "relations.csv: other identifiers", row)
    edges.add((row["subject"], row["relation"], row["object"]))
expect(len(edges) == len(relations), "a relation is twice in relations.csv")
count("relations", len(relations))

citation_schema = schema("citation")
citations = [json.loads(line) for line in read("data/citations.jsonl").splitlines()]
by_page = {}
for one in citations:
    valid(citation_schema, one, "citations.jsonl")
    by_page.setdefault(one["page"], []).append({key: value for key, value in one.items() if key != "page"})
    expect(one["place"] is None or one["place"] in pages[one["page"]].ids, one["page"], "has no place", one["place"])
    if one["target"]:
        expect(works[one["target"]["slug"]]["id"] == one["target"]["id"], "a citation has another identifier", one)
count("citations", len(citations))

# The data of each document, beside its page.
document_schema = schema("document")
seen_edges, seen_citing = set(), {}
for one in of_pages:
    document = json.loads(read(one["json"]))
    valid(document_schema, document, one["json"])
    expect({key: document[key] for key in one} == one, one["json"], "says other than documents.json")
    expect(document["citations"] == by_page.get(one["page"], []), one["json"], "has other citations than citations.jsonl")
    for citation in document["citations"]:
        start, end = citation["span"]
        words = document["blocks"][citation["block"]]["text"][citation["cell"]][start:end]
        expect(words == citation["text"], one["json"], "span of", citation["text"], "holds", words)
        count("spans")
    for unit in document["units"]:
        expect(unit["parent"] is None or 0 <= unit["parent"] < len(document["units"]), one["json"], "unit", unit["id"])
    for related in document["relations"]:
        edge = (one["slug"], related["relation"], related["slug"])
        forward = edge if edge in edges else (related["slug"], INVERSE[related["relation"]], one["slug"])
        expect(forward in edges, one["json"], "has a relation that relations.csv has not", edge)
        seen_edges.add((forward, one["slug"]))
    seen_citing[one["slug"]] = document["cited_by"]
    expect(hashlib.sha256((root / one["markdown"]).read_bytes()).hexdigest() == document["sha256"], one["json"], "has another hash")
    alternates = {link["type"]: link["href"] for link in pages[one["page"]].links if link.get("rel") == "alternate" and "type" in link}
    for kind, key in (("application/json", "json"), ("text/markdown", "markdown"), ("application/akn+xml", "akn")):
        expect((kind in alternates) == (key in one), one["page"], "and", key)
        if key in one:
            expect(unquote(urljoin("http://x/" + one["page"], alternates[kind])) == "http://x/" + one[key] and (root / one[key]).is_file(), one["page"], kind)
    meta = pages[one["page"]].meta
    for name, value in (("title", one["title"]["value"]), ("creator", one["issuer"]["value"]), ("date", one["issued"]["value"]), ("identifier", one["id"]), ("language", one["lang"]), ("type", one["kind"]["value"])):
        expect(meta.get("dc." + name) == value, one["page"], "dc." + name, meta.get("dc." + name), value)

# The graph is the same from both ends.
for subject, relation, target in edges:
    for end in (subject, target):
        if "page" in works[end]:
            expect(((subject, relation, target), end) in seen_edges, "relation", subject, relation, target, "is not told by", end)
backward = {}
for one in citations:
    target = one["target"]
    if target and "page" in works[target["slug"]] and works[target["slug"]]["page"] != one["page"]:
        backward.setdefault(target["slug"], {}).setdefault(one["page"], 0)
        backward[target["slug"]][one["page"]] += 1
for slug, citing in seen_citing.items():
    expect(citing == backward.get(slug, {}), slug, "is cited by", citing, "and citations.jsonl says", backward.get(slug, {}))
count("cited documents", len(backward))

# What pages say of their documents in the words of schema.org.
PROPERTIES = {"based_on": "isBasedOn", "amends": "legislationAmends", "repeals": "legislationRepeals", "corrects": "legislationCorrects",
    "replaces": "legislationChanges", "suspends": "legislationChanges", "consolidates": "legislationConsolidates"}
PROPERTIES |= dict.fromkeys(("details", "guides", "implements"), "legislationEnsuresImplementationOf") | dict.fromkeys(("follows", "related"), "citation")
FORCE = {"in-force": "InForce", "partly": "PartiallyInForce", "not-yet": "NotInForce", "expired": "NotInForce", "suspended": "NotInForce", None: None}
for one in of_pages:
    page, path = pages[one["page"]], one["page"]
    expect(len(page.blocks) == 1, path, "has", len(page.blocks), "blocks of data")
    legislation = json.loads(page.blocks[0])
    for part in legislation.get("hasPart", []):
        there, _, place = part["@id"].partition("#")
        target = pages[(Path(path).parent / unquote(there)).as_posix()] if there else page
        expect(unquote(place) in target.ids and part["legislationIdentifier"], path, "has no part", part)
        count("parts")
    expect(legislation["@context"] == "https://schema.org" and legislation["@type"] == "Legislation", path, "is no legislation")
    for key, value in (("@id", one["url"]), ("identifier", one["id"]), ("legislationType", one["kind"]["value"]), ("name", one["title"]["value"]),
            ("legislationIdentifier", one["number"]["value"]), ("legislationDate", one["issued"]["value"]), ("inLanguage", one["lang"])):
        expect(legislation.get(key) == value, path, key, legislation.get(key), value)
    expect(legislation.get("legislationPassedBy", {}).get("name") == one["issuer"]["value"], path, "legislationPassedBy")
    force = legislation.get("legislationLegalForce")
    expect((force and force.rpartition("/")[2]) == FORCE[one["validity"]["value"]], path, "legislationLegalForce", force)
    expect("temporalCoverage" not in legislation or legislation["temporalCoverage"].startswith(one["effective"]["value"] + "/"), path, "temporalCoverage")
    there = {(name, node["@id"]) for name in set(PROPERTIES.values()) for node in legislation.get(name, [])}
    back = {(name, node["@id"]) for name, nodes in legislation.get("@reverse", {}).items() for node in nodes}
    expect({node for _, node in there | back} == set(page.relations), path, "tells relations", there | back, "and shows", page.relations)
    slug_at = lambda node: unquote(node.rpartition("#")[2]) if "#" in node else Path(unquote(node)).stem
    told = {(one["slug"], name, slug_at(node)) for name, node in there} | {(slug_at(node), name, one["slug"]) for name, node in back}
    said = {(subject, PROPERTIES[relation], target) for subject, relation, target in edges if one["slug"] in (subject, target)}
    expect(told == said, path, "tells", told, "where relations.csv has", said)
    for encoding in legislation["encoding"]:
        file = root / unquote(urljoin("http://x/" + path, encoding["contentUrl"])).removeprefix("http://x/")
        expect(file.is_file() and encoding["legislationLegalValue"].endswith("/UnofficialLegalValue"), path, "encoding", encoding)
        if "sha256" in encoding:
            expect(hashlib.sha256(file.read_bytes()).hexdigest() == encoding["sha256"], path, "has another hash")
            count("hashes")
    count("legislation")

listing = read("du-lieu.html")
for path in sorted((root / "data").rglob("*.*")):
    path = str(path.relative_to(root))
    expect(f'href="{path}"' in listing and f">{(root / path).stat().st_size}</td>" in listing, path, "is not listed with its size")
for path in wanted:
    expect(path.startswith("en/") or "du-lieu.html" in read(path), path, "has no link to the data")

for line in wrong[:40]:
    print(line)
print(json.dumps(looked), file=sys.stderr)
sys.exit(bool(wrong))
