"""Makes the Word files of this folder with python-docx (PyPI); every text in them is made up.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install python-docx==1.2.0 && /tmp/v/bin/python tests/import/make-word.py

The files are committed: this shows how they came about. Other files here are LibreOffice's, see make-office.sh.
"""

import io
import pathlib
import re
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

HERE = pathlib.Path(__file__).parent
W = nsdecls("w")


def new():
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(13)
    return document


def xml(text):
    """An element, `w:` declared."""
    return parse_xml(re.sub(r"^<([\w:]+)", r"<\1 " + W, text, count=1))


def paragraph(where, text, bold=False, italic=False, center=False, style=None):
    one = where.add_paragraph(style=style)
    for at, part in enumerate(re.split(r"\*\*", text)):
        if part:
            run = one.add_run(part)
            run.bold = bold or at % 2 == 1 or None
            run.italic = italic or None
    if center:
        one.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return one


def raw(document, inner, properties=""):
    """A paragraph from XML."""
    one = xml(f"<w:p>{'<w:pPr>' + properties + '</w:pPr>' if properties else ''}{inner}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, one)
    return one


def run(text, properties=""):
    return f'<w:r>{"<w:rPr>" + properties + "</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def fill(cell, lines, bold=False):
    cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    for line in lines:
        paragraph(cell, line, bold=bold, center=True)


def head(document, bodies, number, day):
    """The usual head: body and number on the left, Quốc hiệu and day on the right."""
    table = document.add_table(rows=2, cols=2)
    fill(table.cell(0, 0), bodies + ["-------"], bold=True)
    fill(table.cell(0, 1), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------"], bold=True)
    fill(table.cell(1, 0), number)
    fill(table.cell(1, 1), [day])


def end(document, recipients, signature, name):
    table = document.add_table(rows=1, cols=2)
    fill(table.cell(0, 0), ["**Nơi nhận:**"] + recipients)
    fill(table.cell(0, 1), signature + ["", "(Đã ký)", ""], bold=True)
    paragraph(table.cell(0, 1), name, bold=True, center=True)


def save(document, name, parts=None, change=None):
    """Writes the file with fixed times, so that the same script gives the same bytes; `parts` are added to it."""
    document.core_properties.author = "congkhai"
    data = io.BytesIO()
    document.save(data)
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            if entry.startswith("docProps/thumbnail"):
                continue
            content = source.read(entry)
            content = change(entry, content) if change else content
            target.writestr(zipfile.ZipInfo(entry, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        for entry, content in (parts or {}).items():
            target.writestr(zipfile.ZipInfo(entry, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def numbering(document, levels, number=50, more=""):
    """Defines a list: (format, text, further XML) for each level; returns its number."""
    part = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text, extra) in enumerate(levels)
    )
    first = part.find(qn("w:num"))
    definition = xml(f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>')
    part.insert(part.index(first), definition) if first is not None else part.append(definition)
    part.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    if more:
        part.append(xml(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'))
    return number


def item(level, number):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def nghi_dinh():
    document = new()
    head(document, ["CHÍNH PHỦ"], ["Số: 901/2024/NĐ-CP"], "Hà Nội, ngày 05 tháng 3 năm 2024")
    paragraph(document, "NGHỊ ĐỊNH", bold=True, center=True)
    paragraph(document, "Quy định thử về sổ theo dõi cây xanh", bold=True, center=True)
    paragraph(document, "Căn cứ Luật Thử nghiệm ngày 10 tháng 11 năm 2020;", italic=True)
    paragraph(document, "Căn cứ Nghị định số 900/2020/NĐ-CP ngày 02 tháng 01 năm 2020 của Chính phủ về việc thử;", italic=True)
    paragraph(document, "Căn cứ Nghị định số 899/2019/NĐ-CP ngày 03 tháng 3 năm 2019 của Chính phủ;", italic=True)
    paragraph(document, "Theo đề nghị của Bộ trưởng Bộ Thử nghiệm;", italic=True)
    paragraph(document, "Chính phủ ban hành Nghị định quy định thử về sổ theo dõi cây xanh.", italic=True)
    paragraph(document, "Chương I", bold=True, center=True)
    paragraph(document, "NHỮNG QUY ĐỊNH CHUNG", bold=True, center=True)
    paragraph(document, "**Điều 1. Phạm vi điều chỉnh**")
    paragraph(document, "Nghị định này quy định về **sổ theo dõi** cây xanh trong trường học.")
    paragraph(document, "**Điều 2. Đối tượng áp dụng**")
    for line in ["1. Trường học.", "2. Cơ quan, tổ chức sau đây:", "a) Cơ quan quản lý;", "b) Đơn vị chăm sóc;", "c) Hội phụ huynh;",
                 "d) Đoàn trường;", "đ) Người yêu cây."]:
        paragraph(document, line)
    paragraph(document, "Chương II", bold=True, center=True)
    paragraph(document, "SỔ THEO DÕI", bold=True, center=True)
    paragraph(document, "Mục 1. LẬP SỔ", bold=True, center=True)
    paragraph(document, "**Điều 3.** Sổ có các trang nêu tại điểm đ khoản 2 Điều 2 và Phụ lục I.")
    paragraph(document, "Mục 2. GIỮ SỔ", bold=True, center=True)
    paragraph(document, "**Điều 4. Hiệu lực thi hành**")
    paragraph(document, "Nghị định này có hiệu lực từ ngày 20 tháng 4 năm 2024./.")
    end(document, ["- Như Điều 2;", "- Lưu: VT, TN (2b)."], ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"], "Nguyễn Văn Thử")
    paragraph(document, "PHỤ LỤC I", bold=True, center=True)
    paragraph(document, "MẪU SỔ", bold=True, center=True)
    paragraph(document, "(Kèm theo Nghị định số 901/2024/NĐ-CP)", italic=True, center=True)
    paragraph(document, "Trang đầu ghi tên trường.")
    save(document, "nghi-dinh.docx")


def ke_hoach():
    document = new()
    head(document, ["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ THỬ NGHIỆM"], ["Số:        /KH-STN"], "Hải Phòng, ngày     tháng     năm 2025")
    paragraph(document, "KẾ HOẠCH", bold=True, center=True)
    one = paragraph(document, "Trồng cây trong trường học", bold=True, center=True)
    one.add_run().add_break()
    one.add_run("năm 2025").bold = True
    paragraph(document, "Thực hiện Nghị định số 901/2024/NĐ-CP, Sở Thử nghiệm xây dựng kế hoạch như sau:")
    parts = numbering(document, [("upperRoman", "%1.", ""), ("decimal", "%2.", ""), ("decimal", "%2.%3.", "")])
    bullets = numbering(document, [("bullet", "-", ""), ("bullet", "+", "")], 60)
    for level, text in [(0, "MỤC ĐÍCH"), (1, "Mỗi lớp một cây."), (1, "Mỗi cây một sổ."), (0, "NHIỆM VỤ"), (1, "Các trường"),
                        (2, "Chọn cây."), (2, "Lập sổ.")]:
        raw(document, run(text, "<w:b/>" if level == 0 else ""), item(level, parts))
    raw(document, run("Sổ có bìa xanh;"), item(0, bullets))
    raw(document, run("Bìa có tên trường;"), item(1, bullets))
    raw(document, run("Sổ có mục lục."), item(0, bullets))
    raw(document, run("Sở"), item(1, parts))
    paragraph(document, "- Kiểm tra sổ;")
    paragraph(document, "+ Quý một lần;")
    paragraph(document, "- Báo cáo trước ngày **30/11/2025**.")
    end(document, ["- Các trường;", "- Lưu: VT."], ["GIÁM ĐỐC"], "Trần Thị Mẫu")
    save(document, "ke-hoach.docx")


def danh_so():
    document = new()
    head(document, ["BỘ NỘI VỤ"], ["Số: 902/2024/TT-BNV"], "Hà Nội, ngày 06 tháng 3 năm 2024")
    paragraph(document, "THÔNG TƯ", bold=True, center=True)
    paragraph(document, "HƯỚNG DẪN THỬ VỀ ĐÁNH SỐ", bold=True, center=True)
    paragraph(document, "Bộ trưởng Bộ Nội vụ ban hành Thông tư hướng dẫn thử về đánh số.")
    law = numbering(
        document,
        [("upperRoman", "Chương %1", '<w:suff w:val="nothing"/>'), ("decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'),
         ("decimal", "%3.", ""), ("lowerLetter", "%4)", "")],
        more='<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>',
    )
    for level, text in [(0, ""), (None, "QUY ĐỊNH CHUNG"), (1, "Phạm vi"), (2, "Số La Mã."), (2, "Chữ cái:"), (3, "Chữ thứ nhất;"),
                        (3, "Chữ thứ hai;"), (3, "Chữ thứ ba;"), (3, "Chữ thứ tư;"), (3, "Chữ thứ năm."), (1, "Đối tượng"),
                        (2, "Người đếm."), (0, ""), (None, "TỔ CHỨC"), (1, "Trách nhiệm"), (2, "Đếm lại.")]:
        if level is None:
            paragraph(document, text, bold=True, center=True)
        elif level == 0:
            # A chapter's number alone: Word shows it before a paragraph that holds a space.
            raw(document, run("\u2060"), item(0, law))
        else:
            raw(document, run(text), item(level, law))
    raw(document, run("Danh sách mới, đếm lại từ đầu."), item(2, law + 1))
    raw(document, run("Khoản tiếp theo của danh sách ấy."), item(2, law + 1))
    end(document, ["- Lưu: VT."], ["BỘ TRƯỞNG"], "Lê Thị Đếm")
    save(document, "danh-so.docx")


def bang():
    document = new()
    paragraph(document, "BÁO CÁO", bold=True, center=True)
    paragraph(document, "Kết quả thử", bold=True, center=True)
    paragraph(document, "Số liệu ở bảng sau:")
    table = document.add_table(rows=4, cols=3)
    for at, row in enumerate([["TT", "Đơn vị", "Số cây"], ["1", "Trường A", "10 | 12"], ["", "Trường B", ""], ["2", "", "5"]]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    inner = table.cell(3, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Tổ 1", "Tổ 2"
    table.cell(3, 2).add_paragraph("(thêm 2)")
    paragraph(document, "Một khung một cột:")
    box = document.add_table(rows=2, cols=1)
    box.cell(0, 0).text, box.cell(1, 0).text = "Dòng trong khung", "Dòng thứ hai"
    save(document, "bang.docx")


REVISION = 'w:id="{0}" w:author="A" w:date="2025-01-01T00:00:00Z"'


def theo_doi():
    document = new()

    def mark(name, inner, at):
        return f"<w:{name} {REVISION.format(at)}>{inner}</w:{name}>"

    def deleted(text):
        return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'

    paragraph(document, "QUYẾT ĐỊNH", bold=True, center=True)
    paragraph(document, "Về việc thử theo dõi thay đổi", bold=True, center=True)
    raw(document, run("Điều 1. Thời hạn là ") + mark("del", deleted("ba"), 1) + mark("ins", run("năm"), 2) + run(" ngày."))
    raw(document, run("Điều 2. Đoạn này bị xóa dấu cuối đoạn "), f"<w:rPr>{mark('del', '', 3)}</w:rPr>")
    raw(document, run("và nối với đoạn sau."))
    raw(document, mark("moveFrom", run("Điều 4. Chuyển chỗ."), 4))
    raw(document, run("Điều 3. Giữ nguyên."))
    raw(document, mark("moveTo", run("Điều 4. Chuyển chỗ."), 5))
    raw(document, mark("ins", run("Điều 5. Thêm mới, trong đó ") + mark("del", deleted("bỏ"), 7) + run("giữ."), 6))
    # A deleted item is not counted: what follows it has its number.
    clauses = numbering(document, [("decimal", "%1.", "")])
    raw(document, run("Khoản thứ nhất."), item(0, clauses))
    raw(document, mark("del", deleted("Khoản bị xóa."), 9), item(0, clauses) + f"<w:rPr>{mark('del', '', 10)}</w:rPr>")
    raw(document, run("Khoản còn lại."), item(0, clauses))
    table = document.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{'giữ' if row == 0 else 'bỏ'} {column}"
    table.rows[1]._tr.get_or_add_trPr().append(xml(f"<w:del {REVISION.format(8)}/>"))
    save(document, "theo-doi.docx")


def old_font(document, text, font, bold=False):
    one = document.add_paragraph()
    made = one.add_run(text)
    made.font.name = font
    made.bold = bold or None
    return one


def tcvn3():
    document = new()
    document.styles["Normal"].font.name = ".VnTime"
    old_font(document, "bé néi vô", ".VnTimeH", bold=True)
    old_font(document, "céng hßa x· héi chñ nghÜa viÖt nam", ".VnTimeH", bold=True)
    paragraph(document, "Sè: 903/Q§-BNV")
    paragraph(document, "Hµ Néi, ngµy 07 th¸ng 3 n¨m 2001", italic=True)
    old_font(document, "quyÕt ®Þnh", ".VnTimeH", bold=True)
    paragraph(document, "VÒ viÖc thö ph«ng ch÷ cò", bold=True)
    one = paragraph(document, "§iÒu 1. ")
    # Word cuts runs where it likes.
    for part in ["V¨n b", "¶n nµy ®", "­îc viÕt b»ng ph«ng cò; ", "vïng"]:
        one.add_run(part)
    paragraph(document, "1. Ch÷ th­êng: ¨ ©, ®, ª, «, ¬, ­.")
    old_font(document, "2. Đoạn này đã là Unicode dù phông ghi .VnTime.", ".VnTime")
    old_font(document, "3. Đoạn này dùng Times New Roman: café.", "Times New Roman")
    old_font(document, "bé tr­ëng", ".VnTimeH", bold=True)
    old_font(document, "NguyÔn V¨n Cò", ".VnTime", bold=True)
    save(document, "tcvn3.docx")


def vni():
    document = new()
    document.styles["Normal"].font.name = "VNI-Times"
    paragraph(document, "BOÄ NOÄI VUÏ", bold=True)
    paragraph(document, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", bold=True)
    paragraph(document, "Soá: 904/QÑ-BNV")
    paragraph(document, "Haø Noäi, ngaøy 08 thaùng 3 naêm 2002", italic=True)
    paragraph(document, "QUYEÁT ÑÒNH", bold=True)
    paragraph(document, "Veà vieäc thöû phoâng chöõ VNI", bold=True)
    one = paragraph(document, "Ñieàu 1. Hai kyù tö")
    # A letter and its mark in two runs.
    for part in ["ï laøm moät chö", "õ, daáu ôû rie", "âng."]:
        one.add_run(part)
    paragraph(document, "1. Thuû tröôûng ñôn vò chòu traùch nhieäm; ngöôøi kyû luaät, quyõ, tyû leä.")
    paragraph(document, "BOÄ TRÖÔÛNG", bold=True)
    paragraph(document, "Leâ Thò Neùt", bold=True)
    save(document, "vni.docx")


FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {W}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Sửa theo </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>bản in</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="5"><w:p><w:r><w:t>Đoạn một.</w:t></w:r></w:p><w:p><w:r><w:t>Đoạn hai.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
ENDNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:endnotes {W}><w:endnote w:id="2"><w:p><w:r><w:t>Chú thích cuối văn bản.</w:t></w:r></w:p></w:endnote></w:endnotes>"""


def chu_thich():
    document = new()
    paragraph(document, "THÔNG BÁO", bold=True, center=True)
    paragraph(document, "Về chú thích", bold=True, center=True)
    raw(document, run("Câu thứ nhất") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="5"/></w:r>' + run(" có chú thích."))
    raw(document, run("Câu thứ hai.") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>')
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def change(entry, content):
        text = content.decode() if entry.endswith((".xml", ".rels")) else content
        if entry == "word/_rels/document.xml.rels":
            more = "".join(f'<Relationship Id="rIdN{at}" Type="{kinds}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(["footnotes", "endnotes"]))
            return text.replace("</Relationships>", more + "</Relationships>").encode()
        if entry == "[Content_Types].xml":
            of = "application/vnd.openxmlformats-officedocument.wordprocessingml"
            more = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{of}.{kind}+xml"/>' for kind in ["footnotes", "endnotes"])
            return text.replace("</Types>", more + "</Types>").encode()
        return content

    save(document, "chu-thich.docx", {"word/footnotes.xml": FOOTNOTES, "word/endnotes.xml": ENDNOTES}, change)


def truong():
    document = new()
    paragraph(document, "HƯỚNG DẪN", bold=True, center=True)
    paragraph(document, "Về trường và ký tự", bold=True, center=True)
    raw(document, run("Trường đơn: ") + '<w:fldSimple w:instr=" DATE ">' + run("ngày 5") + "</w:fldSimple>" + run("."))
    field = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'
    raw(document, run("Trường ghép: ") + field.format("begin") + "<w:r><w:instrText> HYPERLINK &quot;https://example.gov.vn/a?b=1&amp;c=2&quot; </w:instrText></w:r>"
        + field.format("separate") + run("https://example.gov.vn/a") + field.format("end") + run(" hết."))
    raw(document, run("A &amp; B &lt;5&gt; &#272;iều &#x111;ó: Tổ chức R&amp;D."))
    raw(document, run("Số 905/2024/NĐ") + "<w:r><w:noBreakHyphen/></w:r>" + run("CP,") + "<w:r><w:tab/></w:r>" + run("diện tích 5 m")
        + run("2", '<w:vertAlign w:val="superscript"/>') + run("; ô ") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + run(" và ") + '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>' + run("; chữ ") + run("hoa", "<w:caps/>")
        + run("; ẩn", "<w:vanish/>") + run(".") + "<w:r><w:br/></w:r>" + run("Dòng sau ngắt dòng mềm."))
    raw(document, run("Chữ ") + run("đậm", "<w:b/>") + run(", ") + run("nghiêng", "<w:i/>") + run(", ") + run("cả hai", "<w:b/><w:i/>")
        + run(", không ") + run("đậm", '<w:b w:val="0"/>') + run(", ") + run("gạch", "<w:strike/>") + run(". Sát") + run("chữ.", "<w:b/>") + run("liền"))
    link = document.part.relate_to("https://example.gov.vn/van-ban", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    raw(document, run("Xem ") + f'<w:hyperlink r:id="{link}" {nsdecls("r")}>' + run("Nghị định số 901/2024/NĐ-CP") + "</w:hyperlink>" + run("."))
    save(document, "truong.docx")


def cong_van():
    document = new()
    head(document, ["UBND TỈNH THỬ NGHIỆM", "VĂN PHÒNG"], ["Số: 906/VP-TH", "V/v báo cáo số cây", "trong trường học"], "Thử Nghiệm, ngày 9 tháng 4 năm 2024")
    paragraph(document, "Kính gửi: Các trường học.", center=True)
    paragraph(document, "Thực hiện Nghị định số 901/2024/NĐ-CP, đề nghị các trường:")
    paragraph(document, "1. Đếm cây.")
    paragraph(document, "2. Báo cáo trước ngày 20/4/2024./.")
    end(document, ["- Như trên;", "- Lưu: VT."], ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Phạm Văn Thư")
    save(document, "cong-van.docx")


def khung():
    document = new()
    paragraph(document, "ĐỀ ÁN", bold=True, center=True)
    paragraph(document, "Trồng cây", bold=True, center=True)
    toc = document.styles.add_style("toc 1", 1)
    paragraph(document, "Mở đầu\t1", style=toc.name)
    document.add_heading("Mở đầu", 1)
    box = "<w:txbxContent><w:p>" + run("Chữ trong khung.") + "</w:p></w:txbxContent>"
    raw(document, run("Đoạn có khung.") + '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    document.element.body.insert(len(document.element.body) - 1, xml("<w:sdt><w:sdtPr/><w:sdtContent><w:p>" + run("Trong ô điều khiển nội dung.") + "</w:p></w:sdtContent></w:sdt>"))
    document.add_heading("Việc phải làm", 2)
    paragraph(document, "Làm.")
    raw(document, '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata/></v:shape></w:pict></w:r>' + run("Có hình."))
    save(document, "khung.docx")


def ky_tu():
    document = new()
    paragraph(document, "QUY ĐỊNH", bold=True, center=True)
    paragraph(document, "Về ký tự đặc biệt", bold=True, center=True)
    for line in ["# không phải đề mục", "> không phải trích dẫn", "1. Số như đã viết", "7) Số có ngoặc", "* dấu sao", "a * b * c và _gạch_ dưới, ten_tep_dai.txt",
                 "`mã` và ~sóng~", "<b>thẻ</b> và &amp; và &#272; và AT&T", "[chữ](https://example.vn) và [^1] và [2]", "C:\\thu_muc\\*.docx",
                 "| ô | ô |", "Ký tên: ........................", "= bằng =", "Điều kiện: x < 5 & y > 3", "- gạch đầu dòng có * sao"]:
        document.add_paragraph().add_run(line)
    save(document, "ky-tu.docx")


for make in [nghi_dinh, ke_hoach, danh_so, bang, theo_doi, tcvn3, vni, chu_thich, truong, cong_van, khung, ky_tu]:
    make()
