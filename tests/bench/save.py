#!/usr/bin/env python3
"""save.py PROGRAM SITE [-k K] [--out DIR] [--seed S]: how long after a save a page is published.

Works on a copy of SITE (as gen.py makes it) in which 200 further pages cite one document. Starts `PROGRAM watch` on it, then K
times appends a sentence with a marker to a random page and waits until the published page holds it; changes the title of that
document, once behind its first letter and once before it, and waits until a page that links to it shows it; waits until all is
quiet; and last times a build, and one that has nothing to do. The time is that from before the write to the first reading of the new
page, so it has about a millisecond of its own.
"""
import argparse, collections, os, pathlib, random, re, shutil, subprocess, sys, tempfile, time

LIMIT = 300


def wait(path, marker, since, process):
    """Milliseconds since a moment until a file holds a marker."""
    while time.perf_counter() - since < LIMIT:
        try:
            if marker in path.read_bytes():
                return (time.perf_counter() - since) * 1000
        except OSError:
            pass
        if process.poll() is not None:
            sys.exit("watch ended")
        time.sleep(0.001)
    sys.exit(f"{path}: not published within {LIMIT} s")


def memory(process):
    """Peak and present memory in MiB."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return [int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024 for name in ("VmHWM", "VmRSS")]


def replace(page, text):
    """Saves a page as editors do, so that nobody reads half of it."""
    beside = page.with_name(f".{page.name}.tmp")
    beside.write_text(text)
    since = time.perf_counter()
    os.replace(beside, page)
    return since


def cited_most(out, pages):
    """The page to which most published pages link, and one of those."""
    links, names = collections.defaultdict(set), {page.stem for page in pages}
    for page in pages[:2000]:
        text = (out / "van-ban" / f"{page.stem}.html").read_text()
        for slug in set(re.findall(r'href="(?:\.\./van-ban/|\./)?([\w.-]+)\.html', text)) & names - {page.stem}:
            links[slug].add(page.stem)
    if not links:
        return None
    slug = max(sorted(links), key=lambda slug: len(links[slug]))
    return slug, sorted(links[slug])[0], len(links[slug])


def cite(pages, count):
    """Has one of some pages cited by `count` of the others, as laws cite."""
    cited, *others = pages[:2000]
    facts = dict(re.findall(r'(?m)^(kind|number|issued|issuer): "?([^"\n]+)"?$', cited.read_text()))
    year, month, day = facts["issued"].split("-")
    sentence = f"Việc này theo {facts['kind']} số {facts['number']} ngày {day}/{month}/{year} của {facts['issuer']}."
    for page in others[:: len(others) // count][:count]:
        page.write_text(f"{page.read_text().rstrip()}\n\n{sentence}\n")


def change_title(site, out, pages, process, title):
    found = cited_most(out, pages)
    if not found:
        return print("title: no page is cited")
    slug, citing, count = found
    page = site / "content/van-ban" / f"{slug}.md"
    marker = f"zq{len(title)}title".encode()
    change = lambda line: f'title: "{title.replace("*", line[1])} {marker.decode()}"'
    since = replace(page, re.sub(r'(?m)^title: *"?([^"\n]*)"?$', change, page.read_text(), count=1))
    took = wait(out / "van-ban" / f"{slug}.html", marker, since, process)
    print(f"title of a page that {count} link to ({title}): {took:.0f} ms")
    if marker not in (out / "van-ban" / f"{citing}.html").read_bytes():
        print(f"  {citing} does not show it")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("site", type=pathlib.Path)
    arguments.add_argument("-k", type=int, default=50)
    arguments.add_argument("--out", help="where the copy lies (default: a scratch folder)")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=given.out) as scratch:
        site = pathlib.Path(scratch, "site")
        shutil.copytree(given.site, site, ignore=shutil.ignore_patterns("public", ".public*"))
        measure(os.path.abspath(given.program), site, given.k, random.Random(given.seed))


def save(out, page, marker, process):
    """Milliseconds from a page that is saved with a marker in its text to its publication."""
    since = replace(page, f"{page.read_text().rstrip()}\n\nCâu này có dấu {marker}.\n")
    return wait(out / "van-ban" / f"{page.stem}.html", marker.encode(), since, process)


def quiet(site, process):
    """Waits until what was published is written down for the next process."""
    state, since = site / ".public.record", time.perf_counter()
    written = state.stat().st_mtime_ns if state.exists() else 0
    while time.perf_counter() - since < LIMIT and process.poll() is None:
        if state.exists() and state.stat().st_mtime_ns > written:
            return print(f"written down after {time.perf_counter() - since:.1f} s")
        time.sleep(0.1)
    print("nothing was written down")


def measure(program, site, times, chance):
    out = site / "public"
    pages = sorted((site / "content/van-ban").glob("*.md"))
    cite(pages, 200)
    started = time.perf_counter()
    process = subprocess.Popen([program, "watch", "--site", site, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(out / "build.json", b"files", started, process)
        print(f"{len(pages)} pages, first publication {time.perf_counter() - started:.1f} s, peak {memory(process)[0]:.0f} MiB")
        # After the first publication the record is written and what edits need is made ready: the first save waits for that.
        print(f"first save: {save(out, chance.choice(pages), 'zqfirstz', process):.0f} ms")
        time.sleep(15)
        print(f"peak after the first save {memory(process)[0]:.0f} MiB")
        took = []
        for number in range(times):
            took.append(save(out, chance.choice(pages), f"zqsave{number}z", process))
            time.sleep(chance.uniform(0.3, 0.7))
        took.sort()
        at = lambda share: took[min(len(took) - 1, int(len(took) * share))]
        print(f"save: p50 {at(0.5):.0f}, p95 {at(0.95):.0f}, worst {took[-1]:.0f} ms, peak {memory(process)[0]:.0f} MiB")
        for title in ["* sửa", "Tên mới: *"]:
            change_title(site, out, pages, process, title)
            time.sleep(2)
        peak, now = memory(process)
        print(f"memory: peak {peak:.0f} MiB, now {now:.0f} MiB")
        quiet(site, process)
    finally:
        process.terminate()
        process.wait()
    # `build` compresses the index, which `watch` does not.
    for what in ["the build after it", "a build with nothing to do"]:
        since = time.perf_counter()
        subprocess.run([program, "build", "--site", site, "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        print(f"{what}: {(time.perf_counter() - since) * 1000:.0f} ms")


main()
