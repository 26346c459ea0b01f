"""A second ledger of disclosure, reckoned from a published site's own sources by another way: all working days of the table in one
row, and places in it. The site's folder, the days off as JSON and the day come as arguments; prints what is wrong, a line each, and at
the end how much was looked at."""
import csv
import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

from jsonschema import Draft202012Validator

root, holidays, today = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), date.fromisoformat(sys.argv[3])
wrong, looked = [], Counter()


def expect(fine, *what):
    if not fine:
        wrong.append(" ".join(str(one) for one in what)[:400])


def schema(name):
    found = json.loads((root / f"data/schema/{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def valid(validator, value, what):
    for error in list(validator.iter_errors(value))[:3]:
        expect(False, what, "is not valid:", error.json_path, error.message[:200])


# Every working day of every year of the table.
off, made_up, years = set(), set(), sorted(year["year"] for year in holidays)
for year in holidays:
    for days in year.get("off") or []:
        first, last = date.fromisoformat(days["date"]), date.fromisoformat(days.get("to", days["date"]))
        off.update(first + timedelta(days=at) for at in range((last - first).days + 1))
    made_up.update(date.fromisoformat(days["date"]) for days in year.get("work") or [])
expect(not off & made_up, "a day is off and worked")
whole = [date(year, 1, 1) + timedelta(days=at) for year in years for at in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
working = [day for day in whole if day in made_up or (day.isoweekday() < 6 and day not in off)]


def reaches(first, last):
    """Whether the table has every year from the day after one day to another."""
    return all(year in years for year in range((first + timedelta(days=1)).year, last.year + 1))


def due_of(created, count):
    """The last day, or the year that is missing."""
    if (created + timedelta(days=1)).year not in years:
        return None, (created + timedelta(days=1)).year
    place = bisect_right(working, created) + count - 1
    if place >= len(working) or not reaches(created, working[place]):
        return None, next(year for year in range(created.year, created.year + 9) if year not in years)
    return working[place], None


def between(after, until):
    return max(0, bisect_right(working, until) - bisect_right(working, after))


ledger = json.loads((root / "data/ledger.json").read_text(encoding="utf-8"))
valid(schema("ledger"), ledger, "ledger.json")
expect(ledger["as_of"] == today.isoformat(), "ledger.json tells of", ledger["as_of"])
rules = {rule["id"]: rule for rule in ledger["rules"]}
day = lambda text: text and date.fromisoformat(text)
for one in ledger["entries"]:
    looked["entries"] += 1
    created, published = day(one["created"] and one["created"]["date"]), day(one["published"] and one["published"]["date"])
    expect(published is None or published <= today, one["slug"], "is published in time to come")
    if one["required"] is not True:
        expect(one["due"] is None and one["due_unknown"] is None, one["slug"], "need not be public and is due")
        continue
    rule = rules[one["rules"][0]]
    if created is None:
        expect(one["due"] is None and one["due_unknown"] == "no-day-of-creation", one["slug"], one["due"], one["due_unknown"])
        looked["without a day"] += 1
        continue
    if published and published < created:
        expect(one["due"] is None and one["due_unknown"] == "published-before-creation", one["slug"], one["due"], one["due_unknown"])
        expect(one["state"] == "not_computable", one["slug"], one["state"])
        looked["dates that cannot be"] += 1
        continue
    due, missing = due_of(created, rule["working_days"])
    expect(day(one["due"]) == due, one["slug"], "created", created, "is due", one["due"], "and not", due)
    expect(one["due_unknown"] == (None if missing is None else f"no-days-off-of-{missing}"), one["slug"], one["due_unknown"], missing)
    looked["last days"] += due is not None
    looked["years not there"] += due is None
    if due and published and reaches(created, published):
        expect(one["working_days_taken"] == between(created, published), one["slug"], "took", one["working_days_taken"])
        looked["days taken"] += 1
    if published and rule["days_online"]:
        expect(day(one["keep_until"]) == published + timedelta(days=rule["days_online"]), one["slug"], one["keep_until"])
        looked["days on line"] += 1
    if one["withdrawn"]:
        state = "withdrawn"
    elif due is None:
        state = "not_computable"
    elif published:
        state = "on_time" if published <= due else "late"
    elif one["state"] == "publication_unknown":
        state = one["state"]
    elif today > due:
        state = "overdue"
    else:
        state = "due_soon" if between(today, due) <= ledger["due_soon"] else "pending"
    expect(one["state"] == state, one["slug"], "due", due, "published", published, "is", one["state"], "and not", state)
    looked[state] += 1

# The table says the same.
raw = (root / "data/ledger.csv").read_bytes()
expect(raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n"), "ledger.csv: mark and lines")
rows, row_schema = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True), strict=True)), schema("ledger.csv")
expect(len(rows) == len(ledger["entries"]), "ledger.csv has", len(rows), "rows")
for row, one in zip(rows, ledger["entries"]):
    valid(row_schema, row, "ledger.csv")
    for key in ("state", "due", "due_unknown", "due_doubt", "keep_until", "unit", "form", "id"):
        expect(row[key].removeprefix("'") == (one[key] or "").removeprefix("'"), "ledger.csv:", key, row[key], one[key])
    for key in ("created", "published"):
        expect((row[key], row[f"{key}_from"]) == ((one[key]["date"], one[key]["from"]) if one[key] else ("", "")), "ledger.csv:", key)
    expect(row["corrections"] == str(len(one["corrections"])), "ledger.csv: corrections", row)
    expect(row["working_days_taken"] == ("" if one["working_days_taken"] is None else str(one["working_days_taken"])), "ledger.csv:", row)


class Page(HTMLParser):
    """The rows of the ledger: where each leads, its state, its words; and the sums at the top."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.sums, self.ids, self.links, self.inside, self.summing = [], {}, set(), set(), None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "tr":
            self.inside = {"href": None, "state": None, "text": ""}
        if tag == "ul":
            self.summing = [] if attributes.get("class") == "tong-hop" else None
        state = [name for name in (attributes.get("class") or "").split() if name.startswith("ledger_")]
        if self.summing is not None and state:
            self.sums[state[0].removeprefix("ledger_")] = int("".join(self.summing).split()[-1])
        if self.inside is not None:
            if tag == "a":
                self.inside["href"] = self.inside["href"] or attributes["href"]
                self.links.update(attributes["href"].partition("#")[2:])
            if state:
                self.inside["state"] = state[0].removeprefix("ledger_")

    def handle_endtag(self, tag):
        if tag == "ul":
            self.summing = None
        if tag == "tr":
            if self.inside["href"]:
                self.rows.append(self.inside)
            self.inside = None

    def handle_data(self, data):
        if self.summing is not None:
            self.summing.append(data)
        if self.inside is not None:
            self.inside["text"] += data


def official(day):
    return f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"


paths = [root / "so-cong-khai.html", *sorted((root / "so-cong-khai").glob("*.html"), key=lambda path: int(path.stem))]
pages = [Page(path.read_text(encoding="utf-8")) for path in paths]
shown = {}
for path, page in zip(paths, pages):
    looked["pages"] += 1
    for row in page.rows:
        target = (path.parent / row["href"]).resolve().relative_to(root.resolve()).as_posix()
        expect(target not in shown, target, "is twice on the page")
        shown[target] = row
by_page = {one["page"]: one for one in ledger["entries"]}
expect(set(shown) == set(by_page), "the page and the data have other documents", sorted(set(shown) ^ set(by_page))[:3])
for path in set(shown) & set(by_page):
    row, one = shown[path], by_page[path]
    expect(row["state"] == one["state"], path, "is", row["state"], "on the page and", one["state"], "in the data")
    for key in ("due", "keep_until"):
        expect(one[key] is None or official(day(one[key])) in row["text"], path, key, one[key], "is not on the page")
    for key in ("created", "published"):
        expect(one[key] is None or official(day(one[key]["date"])) in row["text"], path, key, "is not on the page")
expect(pages[0].sums == dict(Counter(one["state"] for one in ledger["entries"])), "the sums are", pages[0].sums)
expect({link for page in pages for link in page.links if link} <= pages[0].ids, "a rule that is led to is not there")
order = [row["state"] for page in pages for row in page.rows]
expect(order == sorted(order, key=list(pages[0].sums).index), "rows of a state stand together, in the order of the sums")

for line in wrong[:20]:
    print(line)
print(json.dumps(looked), file=sys.stderr)
sys.exit(bool(wrong))
