#!/usr/bin/env python3
"""compress.py PROGRAM SITE [--today DATE]: what compressing ahead costs, measured on its own.

Publishes SITE to a scratch folder with `PROGRAM publish`: without compressed forms, with brotli at 5 and at 11 from nothing, and
each again with the forms that are kept by content. Prints the time of the step that delivers (copying alone is the first line)
and the bytes of the plain text files and of their forms.
"""
import argparse, os, pathlib, re, shutil, subprocess, sys, tempfile


def publish(program, site, out, work, more):
    """Seconds of the step that delivers."""
    command = [program, "publish", out, "--site", site, "--work", work, "--lang", "en", "--timings", *more]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    return float(re.search(r"^deliver +([0-9.]+)$", ran.stderr, re.M)[1]) / 1000


def sizes(out):
    """Bytes of files that have a form, and of their forms."""
    plain = {form: 0 for form in (".gz", ".br")}
    forms = dict(plain)
    for file in pathlib.Path(out).rglob("*"):
        beside = file.with_suffix("")
        if file.suffix in forms and beside.is_file():
            forms[file.suffix] += file.stat().st_size
            plain[file.suffix] += beside.stat().st_size
    return plain[".br"], forms[".gz"], forms[".br"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=os.path.abspath)
    arguments.add_argument("site", type=os.path.abspath)
    arguments.add_argument("--today", default="2026-11-24")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work, out = f"{scratch}/work", f"{scratch}/out"
        fixed = ["--today", given.today]
        publish(given.program, given.site, out, work, [*fixed, "--plain"])
        print(f"{'':<16}{'seconds':>10}{'plain KB':>12}{'gzip KB':>12}{'brotli KB':>12}")
        print(f"{'without':<16}{publish(given.program, given.site, out, work, [*fixed, '--plain']):>10.2f}")
        for effort in ("5", "11"):
            shutil.rmtree(f"{work}.nen", ignore_errors=True)
            for name in (f"brotli {effort}", f"brotli {effort}, kept"):
                seconds = publish(given.program, given.site, out, work, [*fixed, "--brotli", effort])
                plain, gzip, brotli = (size / 1000 for size in sizes(out))
                print(f"{name:<16}{seconds:>10.2f}{plain:>12.0f}{gzip:>12.0f}{brotli:>12.0f}")


main()
