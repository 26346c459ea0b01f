#!/usr/bin/env python3
"""Times a clean build of N generated pages beside mdBook on the same text: wall time and peak memory as ratios.

  tests/bench/mdbook.py [N] [--search] [--runs R] [--congkhai PROGRAM] [--mdbook PROGRAM]

Needs ../shared/bench/gen.py, a release build (`cargo build --release`) and mdBook (`cargo install mdbook`). The two are
run in turn, A B A B …, so that a machine that slows down slows both; medians are compared. Bounds: wall 1.5, memory 1.3."""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parents[2]

def run(command, cwd):
    """Wall seconds and peak memory (MB) of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status: sys.exit(f"failed: {command}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("n", nargs="?", type=int, default=1000)
    p.add_argument("--search", action="store_true", help="mdBook makes its search index too, as our build does")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--congkhai", default=str(HERE / "target/release/congkhai"))
    p.add_argument("--mdbook", default=shutil.which("mdbook") or "mdbook")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, HERE / "../shared/bench/gen.py", str(a.n), "--out", folder, "--mdbook"], check=True)
        if a.search:
            book = pathlib.Path(folder, "mdbook/book.toml")
            book.write_text(book.read_text().replace("[output.html.search]\nenable = false", "[output.html.search]\nenable = true"))
        ours, theirs = [], []
        for i in range(a.runs + 1):
            shutil.rmtree(f"{folder}/public", ignore_errors=True)
            shutil.rmtree(f"{folder}/mdbook/book", ignore_errors=True)
            one = run([a.congkhai, "build", "--site", folder, "--today", "2026-11-24"], folder)
            other = run([a.mdbook, "build", f"{folder}/mdbook"], folder)
            if i: ours.append(one); theirs.append(other)  # the first round warms the disk's cache
    for name, k, unit, bound in (("wall", 0, "s", 1.5), ("memory", 1, "MB", 1.3)):
        x, y = (statistics.median(run[k] for run in runs) for runs in (ours, theirs))
        print(f"{name:7} congkhai {x:8.2f} {unit}   mdbook {y:8.2f} {unit}   ratio {x / y:.3f} (bound {bound}) {'ok' if x / y <= bound else 'OVER'}")

if __name__ == "__main__": main()
