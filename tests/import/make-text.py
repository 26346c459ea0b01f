"""Makes the .txt and .html files of this folder in the encodings that old files have; every text is made up."""

import pathlib

HERE = pathlib.Path(__file__).parent
ABC = (
    "BỘ NỘI VỤ\nSè: 908/TT-BNV\nHµ Néi, ngµy 09 th¸ng 3 n¨m 2003\nTH¤NG T¦\nVÒ viÖc thö tÖp ch÷ th­êng\n"
    "§iÒu 1. Ph¹m vi\n1. Quy ®Þnh nµy ¸p dông cho c¸c ®¬n vÞ trong ngµnh.\n2. Ng­êi ®øng ®Çu thùc hiÖn.\n"
    "§iÒu 2. HiÖu lùc\nTh«ng t­ cã hiÖu lùc sau 15 ngµy.\nbé tr­ëng\nNguyÔn V¨n ABC\n"
).replace("BỘ NỘI VỤ", "Bé Néi vô")
VNI = (
    "Soá: 909/TB-BNV\nHaø Noäi, ngaøy 10 thaùng 3 naêm 2004\nTHOÂNG BAÙO\nVeà vieäc thöû teäp VNI\n"
    "Caùc ñôn vò thöïc hieän quy ñònh cuûa Boä vaø baùo caùo.\n"
)
UTF16 = (
    "BỘ NỘI VỤ\r\nSố: 910/CT-BNV\r\nHà Nội, ngày 11 tháng 3 năm 2005\r\nCHỈ THỊ\r\nVề việc thử UTF-16\r\n"
    "1. Các đơn vị thực hiện.\r\n2. Chỉ thị có hiệu lực từ ngày ký.\r\n"
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="{charset}">
<style>p.MsoNormal {{font-family:"Times New Roman"}}</style><title>Bỏ qua</title></head>
<body><table border=0><tr><td><p class=MsoNormal><b>BỘ NỘI VỤ<br>-------</b></p></td><td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>
Độc lập - Tự do - Hạnh phúc</b></p></td></tr><tr><td><p>Số: 911/2024/TT-BNV</p></td><td><p><i>Hà Nội, ngày 12 tháng 3 năm 2024</i></p></td></tr></table>
<p align=center><b>THÔNG TƯ</b></p><p align=center><b>Hướng dẫn thử
về tệp HTML</b></p>
<p><i>Căn cứ Luật Thử nghiệm ngày 10 tháng 11 năm 2020;</i></p>
<p><a name="dieu_1"></a><b>Điều 1. Phạm vi</b></p><p>1.<span>&nbsp;&nbsp; </span>Khoản m&#7897;t &amp; hết.</p>
<p>2. Khoản hai theo <a href="https://example.gov.vn/x">Nghị định số 901/2024/NĐ-CP</a>, rộng 5 m<sup>2</sup>.
<p>Thẻ p bỏ ngỏ.<script>document.write("<p>không đọc</p>")</script>
<ul><li>Một<li>Hai<ul><li>Hai rưỡi</ul></ul>
<ol type=a start=2><li><p>mục b<li><p>mục c</ol>
<p><font face=".VnTime">§o¹n ph«ng cò</font> và <span style="font-family:'VNI-Times'">phoâng VNI</span>.</p>
<table><tr><th>TT<th>Tên<tr><td>1<td>Ô <b>đậm</b></table>
<p style="display:none">ẩn</p>
<p><b>BỘ TRƯỞNG</b></p><p><b>Đỗ Thị Thẻ</b></p></body></html>
"""


def cp1252(text):
    return bytes(ord(c) if ord(c) < 256 else ord("?") for c in text)


(HERE / "tcvn3-chu.txt").write_bytes(cp1252(ABC))
(HERE / "vni-chu.txt").write_bytes(cp1252(VNI))
(HERE / "utf16.txt").write_bytes(b"\xff\xfe" + UTF16.encode("utf-16-le"))
(HERE / "word.html").write_text(WORD.format(charset="utf-8"))
# windows-1258 keeps the tones as characters of their own: letters are taken apart as that code page has them.
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def windows_1258(text):
    import unicodedata

    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        out.append((base + tone).encode("cp1258"))
    return b"".join(out)


(HERE / "windows-1258.html").write_bytes(
    b"<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1258\"></head><body>"
    + windows_1258("<p>QUYẾT ĐỊNH</p><p>Về việc thử bảng mã</p><p>Điều 1. Những người được nêu ở đây thực hiện.</p>")
    + b"</body></html>"
)
