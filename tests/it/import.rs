//! `congkhai import`: real files of Word, `LibreOffice`, browsers and editors become the pages that stand beside them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use congkhai::import::{self, Block, Document, Refusal};
use proptest::prelude::*;

use crate::common::{TestSite, articles, congkhai, files, project, shared};

/// The folder of the files to import.
fn folder() -> PathBuf {
    project().join("tests/import")
}

/// The files that have an expected page beside them.
fn inputs() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path());
    let imported =
        |path: &PathBuf| path.extension().is_some_and(|ending| ["docx", "html", "txt"].iter().any(|one| ending == *one));
    let mut found: Vec<PathBuf> = entries.filter(imported).collect();
    found.sort();
    assert!(found.len() >= 19, "the files are there");
    found
}

/// A site with one page and one known work that the files are based on.
fn site() -> TestSite {
    let site = TestSite::small();
    site.write(
        "content/van-ban/luat-1-2020-qh14.md",
        "---\nkind: Luật\nnumber: 1/2020/QH14\ntitle: Luật Thử nghiệm\nissued: 2020-11-10\n---\n\nĐiều 1. Thử\n",
    );
    site.write(
        "content/works.yaml",
        "- kind: Nghị định\n  number: 900/2020/NĐ-CP\n  title: Về việc thử\n  issuer: Chính phủ\n  issued: 2020-01-02\n",
    );
    site
}

fn import(site: &TestSite, arguments: &[&str], file: &Path) -> Output {
    let mut command = congkhai();
    command.args(["import", "--lang", "en", "--site"]).arg(site.path()).args(arguments).arg(file);
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn read(path: &Path) -> Document {
    let name = path.file_name().expect("a name").to_string_lossy();
    import::read(&name, &fs::read(path).expect("the file")).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.say().en))
}

/// `nghi-dinh.docx` → `nghi-dinh.docx.md`, and what is said of it in `nghi-dinh.docx.log`.
#[test]
fn each_file_becomes_the_page_beside_it() {
    let site = site();
    let mut wrong = Vec::new();
    for file in inputs() {
        let output = import(&site, &["--stdout"], &file);
        assert!(output.status.success(), "{}: {}", file.display(), said(&output));
        let page = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        for (ending, found) in [("md", page), ("log", said(&output))] {
            let beside = PathBuf::from(format!("{}.{ending}", file.display()));
            if fs::read_to_string(&beside).unwrap_or_default() != found {
                // The new one lies beside for a person to look at and rename.
                fs::write(format!("{}.new", beside.display()), &found).expect("it is written");
                wrong.push(beside);
            }
        }
    }
    assert!(wrong.is_empty(), "differ from what is expected (see *.new): {wrong:#?}");
}

/// All pages together are a site without an error, and importing them again changes nothing.
#[test]
fn the_pages_pass_the_check_and_stay_as_they_are() {
    let site = site();
    let mut command = congkhai();
    let output = command.args(["import", "--lang", "en", "--site"]).arg(site.path()).args(inputs()).output().expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let check = site.run("check", &["--drafts", "--lang", "en"]);
    assert!(check.status.success(), "{}", said(&check));
    let before = files(site.path());
    let again = import(&site, &[], &folder().join("nghi-dinh.docx"));
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("is there, left as it is; `--force` writes over it"), "{}", said(&again));
    assert_eq!(files(site.path()), before);
    let forced = import(&site, &["--force"], &folder().join("nghi-dinh.docx"));
    assert!(forced.status.success(), "{}", said(&forced));
    assert_eq!(files(site.path()), before, "the same page, and nothing beside it");
}

/// Every word that pandoc finds stands in ours, in its order.
#[test]
fn no_word_that_pandoc_reads_is_lost() {
    let words = |text: &str| -> Vec<String> {
        let folded = congkhai::text::normalize(text).text.to_lowercase().replace('²', "2");
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    for file in inputs().iter().filter(|file| file.extension().is_some_and(|ending| ending == "docx")) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        if ["tcvn3.docx", "vni.docx", "lo-phong-cu.docx"].contains(&name.as_str()) {
            continue; // pandoc knows no old fonts
        }
        let output = Command::new("pandoc").args(["-f", "docx", "-t", "json"]).arg(file).output().expect("pandoc is installed");
        assert!(output.status.success(), "{}", said(&output));
        let tree: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let (mut text, mut notes) = (String::new(), String::new());
        gather(&tree["blocks"], &mut text, &mut notes);
        let document = read(file);
        let ours: Vec<String> = document.paragraphs().flat_map(|one| words(&one.text())).collect();
        let noted: Vec<String> = document.footnotes.iter().flatten().flat_map(|one| words(&one.text())).collect();
        let theirs: Vec<String> = match name.as_str() {
            // The line of the contents is not the text's.
            "khung.docx" => words(&text).into_iter().filter(|word| !["mở", "đầu", "1"].contains(&word.as_str())).collect(),
            // Rows that were deleted are rows to pandoc.
            "theo-doi.docx" => words(&text).into_iter().take_while(|word| word != "bỏ").collect(),
            // Nor is hidden text.
            "truong.docx" => words(&text).into_iter().filter(|word| word != "ẩn").collect(),
            _ => words(&text),
        };
        assert!(theirs.len() > 5, "{name}");
        in_order(&name, &theirs, &ours);
        in_order(&name, &words(&notes), &noted);
    }
}

fn in_order(name: &str, theirs: &[String], ours: &[String]) {
    let mut at = 0;
    for (index, word) in theirs.iter().enumerate() {
        match ours[at..].iter().position(|one| one == word) {
            Some(found) => at += found + 1,
            None => panic!(
                "{name}: `{word}` ({:?}) is lost behind {:?}",
                &theirs[index.saturating_sub(3)..index],
                &ours[at.saturating_sub(3)..at]
            ),
        }
    }
}

/// The text of pandoc's tree, notes apart; blocks and cells end in a space.
fn gather(value: &serde_json::Value, text: &mut String, notes: &mut String) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|one| gather(one, text, notes)),
        serde_json::Value::Object(node) => {
            let content = &value["c"];
            match node.get("t").and_then(serde_json::Value::as_str).unwrap_or_default() {
                "Str" => text.push_str(content.as_str().expect("a word")),
                "Code" | "Math" | "CodeBlock" => text.push_str(content[1].as_str().unwrap_or_default()),
                "Space" | "SoftBreak" | "LineBreak" => text.push(' '),
                "Note" => gather(content, notes, &mut String::new()),
                "Header" => gather(&content[2], text, notes),
                "Link" | "Span" | "Div" => gather(&content[1], text, notes),
                _ => gather(content, text, notes),
            }
            if !matches!(
                node.get("t").and_then(serde_json::Value::as_str),
                Some("Str" | "Strong" | "Emph" | "Superscript" | "Link" | "Span")
            ) {
                text.push(' ');
                notes.push(' ');
            }
        }
        _ => {}
    }
}

/// Every law as plain text: its articles from the first to the last, its number, its day and who signed it.
#[test]
fn real_laws_are_imported_with_all_their_articles() {
    let json = fs::read_to_string(shared("corpus/articles.json")).expect("the list of last articles");
    let last: std::collections::BTreeMap<String, u32> = serde_json::from_str(&json).expect("valid JSON");
    let site = TestSite::empty();
    site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
    let laws: Vec<PathBuf> = last.keys().map(|name| shared(&format!("corpus/laws/{name}.txt"))).collect();
    let mut command = congkhai();
    command.args(["import", "--lang", "en", "--site"]).arg(site.path()).args(&laws);
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let pages =
        fs::read_dir(site.path().join("content/van-ban")).expect("the folder").map(|entry| entry.expect("an entry").path());
    let (mut whole, mut facts) = (0, [0; 5]);
    for path in pages {
        let text = fs::read_to_string(&path).expect("a page");
        let page = congkhai::content::read_text(&path.to_string_lossy(), text.clone());
        let source = last.keys().find(|name| text.contains(&format!("- ref: Tệp {name}.txt\n"))).expect("it names its file");
        // The one text with a gap of its own (see tests/it/laws.rs).
        if !source.starts_with("luat-hoat-dong-chu-thap-do") {
            assert_eq!(articles(&page), (1..=last[source]).collect::<Vec<u32>>(), "{source}");
        }
        whole += 1;
        let front = &page.front;
        let known = [
            front.kind.is_some(),
            front.number.is_some(),
            front.issued.is_some(),
            front.issuer.is_some(),
            front.signer.is_some(),
        ];
        facts.iter_mut().zip(known).for_each(|(count, known)| *count += usize::from(known));
    }
    assert_eq!(whole, 136);
    assert!(facts.iter().all(|count| *count >= 130), "kind, number, issued, issuer, signer: {facts:?}");
}

#[test]
fn refused_files_say_what_to_do_and_leave_nothing() {
    let (site, papers) = (site(), TestSite::empty());
    let before = files(site.path());
    for (name, bytes, words) in [
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".as_slice(), "save it as .docx"),
        ("a.pdf", b"%PDF-1.4\n", "ask whoever drafted it for the Word file"),
        ("a.docx", b"PK\x05\x06 broken", "broken"),
        ("a.txt", b"", "there is no text in it"),
    ] {
        papers.write(name, bytes);
        let output = import(&site, &[], &papers.path().join(name));
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(words), "{name}: {}", said(&output));
    }
    let missing = import(&site, &[], Path::new("/nowhere/x.docx"));
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(files(site.path()), before);
}

#[test]
fn where_it_writes_is_what_was_asked_for() {
    let site = site();
    let file = folder().join("cong-van.docx");
    assert!(import(&site, &["--dry-run"], &file).status.success());
    assert!(!site.path().join("content/van-ban/cong-van-906-vp-th-2024.md").exists());
    assert!(import(&site, &["--folder", "khac/nam"], &file).status.success());
    assert!(site.path().join("content/khac/nam/cong-van-906-vp-th-2024.md").exists());
    let out = site.path().join("rieng.md");
    assert!(import(&site, &["--output", &out.to_string_lossy()], &file).status.success());
    assert!(out.exists());
    let two = congkhai().args(["import", "--stdout"]).arg(&file).arg(&file).output().expect("it runs");
    assert_eq!(two.status.code(), Some(2));
    let nowhere = TestSite::empty();
    assert_eq!(import(&nowhere, &[], &file).status.code(), Some(1));
    assert!(import(&nowhere, &["--stdout"], &file).status.success());
}

/// A `.docx` whose main part is this XML.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("an entry");
        zip.write_all(bytes).expect("it is written");
    }
    zip.finish().expect("a ZIP").into_inner()
}

/// What is made to exhaust the machine ends at a limit: 1 GB of spaces in 1 MB, a depth of 100,000, entities, entries.
#[test]
fn bombs_are_refused_within_the_limits() {
    let open = b"<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>";
    let spaces = [open.as_slice(), &vec![b' '; 80 << 20]].concat();
    assert_eq!(import::read("x.docx", &packed(&[("word/document.xml", &spaces)])), Err(Refusal::Bomb));
    let nested = format!("<w:document><w:body>{}", "<w:sdt>".repeat(100_000));
    assert_eq!(import::read("x.docx", &packed(&[("word/document.xml", nested.as_bytes())])), Err(Refusal::Bomb));
    let entities =
        b"<!DOCTYPE a [<!ENTITY b \"ccccc\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert!(matches!(import::read("x.docx", &packed(&[("word/document.xml", entities)])), Err(Refusal::Broken(_))));
    let names: Vec<String> = (0..10_050).map(|at| format!("{at}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(import::read("x.docx", &packed(&many)), Err(Refusal::Bomb));
    let deep = "<div>".repeat(100_000);
    assert_eq!(import::read("x.html", deep.as_bytes()), Err(Refusal::Bomb));
    let paragraphs = format!("<w:document><w:body>{}</w:body></w:document>", "<w:p/>".repeat(400_000));
    assert_eq!(import::read("x.docx", &packed(&[("word/document.xml", paragraphs.as_bytes())])), Err(Refusal::TooLarge));
    let row = |cells: usize| format!("<tr>{}", "<td>a".repeat(cells));
    let table = format!("<table>{}{}", row(2_000), row(1).repeat(20_000));
    assert_eq!(import::read("x.html", table.as_bytes()), Err(Refusal::TooLarge));
    assert_eq!(import::read("x.txt", "a\n".repeat(400_000).as_bytes()), Err(Refusal::TooLarge));
    let half = b"<w:document><w:body><w:p><w:r><w:t>abc";
    assert!(matches!(import::read("x.docx", &packed(&[("word/document.xml", half)])), Err(Refusal::Broken(_))));
}

/// Numbers in a file are what its maker likes: none of them makes counting, spans or levels run away.
#[test]
fn absurd_numbers_are_bounded() {
    let body = "<w:document><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val=\"999\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
                </w:body></w:document>";
    let level = "<w:lvl w:ilvl=\"8\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%9%9%9)\"/></w:lvl>";
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"1\">{level}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let file = packed(&[
        ("word/document.xml", body.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    let document = import::read("x.docx", &file).expect("a document");
    assert!(document.paragraphs().all(|one| one.text().len() < 200));
    assert!(document.blocks.iter().any(|block| matches!(block, Block::Table(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A real file with bytes changed anywhere is read or refused.
    #[test]
    fn a_damaged_file_is_read_or_refused(which in 0_usize..12, damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), cuts: bool) {
        let inputs = inputs();
        let mut bytes = fs::read(&inputs[which % inputs.len()]).expect("a file");
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        drop(import::read("x.docx", &bytes));
    }

    /// The same inside the package: XML with elements moved, doubled and left out.
    #[test]
    fn damaged_xml_is_read_or_refused(which in 0_usize..12, edits in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..4, any::<prop::sample::Index>()), 1..20)) {
        let docx: Vec<PathBuf> = inputs().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
        let bytes = fs::read(&docx[which % docx.len()]).expect("a file");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).expect("an entry");
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).expect("it is read");
            parts.push((entry.name().expect("a name").into_owned(), content));
        }
        for (name, content) in parts.iter_mut().filter(|(name, _)| ["word/document.xml", "word/numbering.xml", "word/styles.xml"].contains(&name.as_str())) {
            let text = String::from_utf8(std::mem::take(content)).expect("UTF-8");
            let mut tags: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
            for (at, what, other) in &edits {
                let (at, other) = (at.index(tags.len()), other.index(tags.len()));
                match what {
                    0 => tags.swap(at, other),
                    1 => { let tag = tags[other].clone(); tags.insert(at, tag); }
                    2 => { tags.remove(at); if tags.is_empty() { tags.push(name.clone()); } }
                    _ => tags[at] = "&#0;&amp;&lt;&unknown;".to_owned(),
                }
            }
            *content = tags.concat().into_bytes();
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        drop(import::read("x.docx", &packed(&parts)));
    }
}
