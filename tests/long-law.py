"""long-law.py LAWS OUT: a site with a law that one page cannot hold, made of two real ones, and documents that cite it.

LAWS is the folder of the laws' texts. The second law follows the first, its articles numbered on from the last; its chapters
begin with Chương I again, as chapters of a further Phần do.
"""

import pathlib
import re
import sys

FIRST, SECOND = "bo-luat-to-tung-hinh-su-2015-296884", "luat-nha-o-27-2023-qh15-528669"
ARTICLES = 510

HEAD = """---
kind: Bộ luật
number: 999/2015/QH13
title: Bộ luật Thử nghiệm
issuer: Quốc hội
issued: 2015-11-27
effective: 2016-07-01
lang: vi
subjects: [tố tụng]
redirect_from: [cu/bo-luat.html]
---

"""

CITING = """---
kind: Quyết định
number: 5/QĐ-UBND
title: Về việc thử
issued: 2025-01-02
---

Điều 1. Căn cứ

1. Thực hiện khoản 2 Điều 46 và Điều 520 Bộ luật Thử nghiệm số 999/2015/QH13.

2. Xem [chỗ này](bo-luat-thu.md#dieu-60), [chỗ kia](bo-luat-thu.html#dieu-515), [cả bộ luật](bo-luat-thu.md).
"""


def main():
    laws, out = (pathlib.Path(path) for path in sys.argv[1:3])
    first, second = ((laws / f"{name}.txt").read_text(encoding="utf-8") for name in (FIRST, SECOND))
    second = second[second.index("\nChương I\n"):]
    second = re.sub(r"^Điều (\d+)\.", lambda found: f"Điều {int(found[1]) + ARTICLES}.", second, flags=re.M)
    # A paragraph a line; rules and tables of letterheads are no text of the law.
    lines = [line.strip() for line in (first + "\nPHẦN THỨ MƯỜI\n\nPHẦN THÊM\n" + second).splitlines()]
    text = "\n\n".join(line for line in lines if line and not re.fullmatch(r"[-_*|: ]+", line))
    text += "\n\nTheo [Điều 600](#dieu-600) và ghi chú[^1].\n\n[^1]: Một ghi chú.\n"
    pages = {
        "site.yaml": "title: Trang thử\nagency: Cơ quan thử\n",
        "van-ban/bo-luat-thu.md": HEAD + text,
        "van-ban/qd-5.md": CITING,
    }
    for path, page in pages.items():
        file = out / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")


main()
