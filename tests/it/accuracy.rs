//! `congkhai score`: its figures are those of the gold standard's own scorer, what is published is what it would write
//! now, and the public page shows just that.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use congkhai::accuracy::{Criterion, GoldDocument, Scores, Tally, judge, read_lines};
use serde_json::{Value, json};

use crate::common::{TestSite, congkhai, files, project, shared};

/// Scores folders of predictions with the gold standard's own script: one line of JSON each.
const SCORER: &str = "
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('score', sys.argv[1] + '/score.py')
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
for folder in sys.argv[2:]:
    tot, errors, _ = score.score_dirs(sys.argv[1], folder)
    tot['spurious'] = sum(e[0].startswith('FALSE') and bool(e[2].get('work')) and not e[3] for e in errors)
    tot['ratios'] = {c: score.prf(tot, c) for c in score.CRIT}
    print(json.dumps(tot))
";

fn by_script(folders: &[&Path]) -> Vec<Value> {
    let output =
        Command::new("python3").args(["-B", "-c", SCORER]).arg(shared("gold")).args(folders).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn gold() -> Vec<GoldDocument> {
    let folder = shared("gold");
    let mut texts: Vec<String> =
        files(&folder).into_keys().filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned())).collect();
    texts.sort();
    let read = |name: String| fs::read_to_string(folder.join(name)).expect("readable");
    let document = |id: &String| GoldDocument::new(id, read(format!("{id}.txt")), &read(format!("{id}.jsonl")), None);
    texts.iter().map(|id| document(id).expect("sound marks")).collect()
}

fn by_port(gold: &[GoldDocument], folder: &Path) -> Tally {
    let mut tally = Tally::default();
    for document in gold {
        let lines = fs::read_to_string(folder.join(format!("{}.jsonl", document.id))).unwrap_or_default();
        tally.add(&judge(document, &read_lines(&lines).expect("lines")));
    }
    tally
}

/// The counts as the script has them; ratios are compared apart.
fn counts(tally: &Tally) -> Value {
    let found = |found: [usize; 4]| Criterion::ALL.map(|one| (one.id(), found[one as usize]));
    let kinds: BTreeMap<&str, BTreeMap<&str, usize>> = tally
        .kinds
        .iter()
        .map(|((_, kind), one)| (kind.as_str(), found(one.found).into_iter().chain([("gold", one.gold)]).collect()))
        .collect();
    let mut counts = json!({
        "pred": tally.predicted, "gold": tally.gold, "links": tally.links, "wrong": tally.wrong,
        "wrong_quoted": tally.wrong_quoted, "ignored": tally.ignored, "quoted": tally.quoted, "skipped": tally.skipped,
        "optional": tally.optional, "spurious": tally.spurious, "kinds": kinds,
    });
    for (name, count) in found(tally.found) {
        counts[name] = json!(count);
    }
    counts
}

fn assert_alike(mut theirs: Value, ours: &Tally, what: &str) {
    let ratios = theirs.as_object_mut().and_then(|all| all.remove("ratios")).expect("ratios");
    assert_eq!(theirs, counts(ours), "{what}");
    for criterion in Criterion::ALL {
        let mine = ours.ratios(criterion);
        for (index, mine) in [mine.precision, mine.recall, mine.f1].into_iter().enumerate() {
            let other = ratios[criterion.id()][index].as_f64().expect("a number");
            assert!((other - mine).abs() < 1e-12, "{what}: {} {other} ≠ {mine}", criterion.id());
        }
    }
}

/// A small generator, so that damage is the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// One prediction after an accident: gone, moved, with another target, twice, or as it was.
fn damaged(line: &str, dice: &mut Dice) -> Vec<Value> {
    let mut one: Value = serde_json::from_str(line).expect("JSON");
    let (start, end) = (one["start"].as_u64().expect("a start"), one["end"].as_u64().expect("an end"));
    match dice.below(14) {
        0 => return Vec::new(),
        1 => one["start"] = json!(start.saturating_sub(dice.below(60))),
        2 => one["end"] = json!(end + dice.below(200)),
        3 => (one["start"], one["end"]) = (json!(start + (end - start) / 2), json!(end + 3)),
        4 => one["work"] = json!("this"),
        5 => one["work"] = json!("99/2099/NĐ-CP"),
        6 => one["work"] = [Value::Null, json!("")][dice.below(2) as usize].clone(),
        7 => one["work"] = json!(format!("Số {}", one["work"].as_str().unwrap_or_default().to_uppercase())),
        8 => one["provisions"] = [json!(["dieu-1"]), json!([]), Value::Null][dice.below(3) as usize].clone(),
        9 => {
            let paths: Vec<String> =
                one["provisions"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            one["provisions"] = json!(paths.iter().map(|path| format!("phu-luc-i.{path}")).collect::<Vec<_>>());
        }
        10 => {
            let middle = u64::midpoint(start, end);
            let (mut head, mut tail) = (one.clone(), one);
            (head["end"], tail["start"]) = (json!(middle), json!(middle));
            return vec![head, tail];
        }
        11 => return vec![one.clone(), json!({"start": end + 1, "end": end + 2 + dice.below(90), "work": "this"})],
        _ => {}
    }
    vec![one]
}

fn damage(from: &Path, to: &Path, dice: &mut Dice) {
    for (name, bytes) in files(from) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<String> = text.lines().flat_map(|line| damaged(line, dice)).map(|one| format!("{one}\n")).collect();
        fs::write(to.join(name), lines.concat()).expect("written");
    }
}

#[test]
fn the_figures_are_those_of_the_gold_standards_own_scorer() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let predictions = project().join("tests/gold/predictions");
    let mut folders = vec![predictions.clone()];
    let mut dice = Dice(20_261_125);
    for round in 0..40 {
        let folder = scratch.path().join(format!("{round}"));
        fs::create_dir(&folder).expect("made");
        // Every second one is damaged again, so that accidents meet.
        let from = if round % 2 == 1 { &folders[round] } else { &predictions };
        damage(from, &folder, &mut dice);
        folders.push(folder);
    }
    folders.push(scratch.path().join("nothing"));
    let gold = gold();
    let paths: Vec<&Path> = folders.iter().map(std::path::PathBuf::as_path).collect();
    let (mut wrong, mut spurious, mut quoted) = (0, 0, 0);
    for (folder, theirs) in folders.iter().zip(by_script(&paths)) {
        let ours = by_port(&gold, folder);
        assert_alike(theirs, &ours, &folder.display().to_string());
        (wrong, spurious, quoted) = (wrong + ours.wrong, spurious + ours.spurious, quoted + ours.wrong_quoted);
    }
    assert!(wrong > 1000 && spurious > 200 && quoted > 10, "the damage is felt: {wrong}, {spurious}, {quoted}");
}

fn score(gold: &Path, arguments: &[&str]) -> Output {
    congkhai().arg("score").arg(gold).args(arguments).output().expect("the program runs")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn the_committed_scores_and_predictions_are_those_of_now() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (scores, predictions) = (scratch.path().join("scores.json"), scratch.path().join("predictions"));
    let output = score(&shared("gold"), &["--write", path(&scores), "--predictions", path(&predictions)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let now = fs::read_to_string(&scores).expect("the scores");
    let command = "run: cargo run -- score ../shared/gold --against tests/gold/predictions --write theme/scores.json \
                   --predictions tests/gold/predictions";
    assert!(fs::read_to_string(project().join("theme/scores.json")).is_ok_and(|old| old == now), "stale scores; {command}");
    assert!(files(&project().join("tests/gold/predictions")) == files(&predictions), "stale predictions; {command}");

    let scores = Scores::from_json(&now).expect("the program's own file");
    let script = by_script(&[&predictions]).remove(0);
    for figures in &scores.criteria {
        assert_eq!(script[&figures.criterion], figures.found, "{}", figures.criterion);
        let f1 = script["ratios"][&figures.criterion][2].as_f64().expect("a number");
        assert!((f1 - figures.f1).abs() <= 0.000_05, "{}", figures.criterion);
    }
    assert_eq!((&script["wrong"], &script["links"]), (&json!(scores.wrong.count), &json!(scores.links)));
}

/// A gold standard of one line, in which a citation is marked that no program finds.
fn small_gold() -> TestSite {
    let folder = TestSite::empty();
    folder.write("gold/a.txt", "Theo Điều 5 của Luật Đất đai năm 2013 và lời dặn của cụ.\n");
    let marks = "{\"start\": 5, \"end\": 37, \"text\": \"Điều 5 của Luật Đất đai năm 2013\", \"kind\": \"name\", \"work\": \"luật đất đai năm 2013\", \"provisions\": [\"dieu-5\"]}\n\
                 {\"start\": 41, \"end\": 48, \"text\": \"lời dặn\", \"kind\": \"name\", \"work\": \"lời dặn\", \"provisions\": []}\n";
    folder.write("gold/a.jsonl", marks);
    folder
}

#[test]
fn a_floor_that_is_missed_is_told_and_fails() {
    let folder = small_gold();
    let gold = folder.path().join("gold");
    let output = score(&gold, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("1 văn bản, 2 viện dẫn") && text.contains("full     P 1.0000  R 0.5000  F1 0.6667"), "{text}");
    let output = score(&gold, &["--min-full", "0.7", "--min-span", "0.5", "--max-wrong", "0", "--max-spurious", "0"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("full F1 0.6667 < 0.7") && !said.contains("span") && said.lines().count() == 1, "{said}");
    assert_eq!(score(&gold, &["--min-full", "98"]).status.code(), Some(2), "a floor is a ratio");
}

#[test]
fn gains_and_losses_are_told_with_their_place() {
    let folder = small_gold();
    let before = "{\"start\": 41, \"end\": 48, \"work\": \"lời dặn\"}\n{\"start\": 0, \"end\": 4, \"work\": \"x\"}\n";
    folder.write("before/a.jsonl", before);
    let output = score(&folder.path().join("gold"), &["--lang", "en", "--against", path(&folder.path().join("before"))]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in [
        "+ false link gone: a.txt:1 «Theo» → x",
        "+ became right: a.txt:1 «Điều 5 của Luật Đất đai năm 2013» → luật đất đai năm 2013 dieu-5",
        "- became wrong: a.txt:1 «lời dặn» → lời dặn",
        "2 gains, 1 losses",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn a_gold_standard_that_cannot_be_trusted_is_refused() {
    let folder = small_gold();
    let gold = folder.path().join("gold");
    folder.write("gold/a.txt", "Theo  Điều 5 của Luật Đất đai năm 2013 và lời dặn của cụ.\n");
    let output = score(&gold, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.jsonl"));
    assert_eq!(score(&folder.path().join("nothing"), &[]).status.code(), Some(1));
    assert_eq!(score(folder.path(), &[]).status.code(), Some(1), "a folder without texts has no figures");
}

/// The cells of a page's tables, row by row, and its text.
fn cells(html: &str) -> Vec<String> {
    let row = |row: &str| {
        let cells = row.split("<td class=\"phai\">").skip(1).map(|cell| cell.split('<').next().unwrap_or_default());
        cells.collect::<Vec<_>>().join(" ")
    };
    html.split("<tr>").map(row).filter(|row| !row.is_empty()).collect()
}

/// A ratio of the scores file as a citizen reads it, made from its digits alone.
fn percent(ratio: f64) -> String {
    let digits = format!("{ratio:.4}").replace('.', "");
    let whole = digits[..3].trim_start_matches('0');
    format!("{},{}%", if whole.is_empty() { "0" } else { whole }, &digits[3..])
}

fn assert_page_shows(html: &str, scores: &Scores) {
    let criteria = scores.criteria.iter().map(|one| [one.precision, one.recall, one.f1].map(percent).join(" "));
    let kinds =
        scores.kinds.iter().map(|one| format!("{} {}", one.citations, [one.overlap, one.work, one.full].map(percent).join(" ")));
    let documents = scores.gold.documents.iter().map(|one| one.citations.to_string());
    assert_eq!(cells(html), criteria.chain(kinds).chain(documents).collect::<Vec<_>>());
    for fault in [scores.wrong, scores.spurious] {
        let shown = format!(": {}</strong> ({}/{} liên kết)", percent(fault.share), fault.count, scores.links);
        assert!(html.contains(&shown), "{shown}");
    }
    let gold = &scores.gold;
    let shown =
        format!("<strong>{}</strong>: {} văn bản, {} viện dẫn được tính", gold.name, gold.documents.len(), gold.citations);
    assert!(html.contains(&shown) && html.contains(&gold.hash), "{shown}");
}

#[test]
fn the_public_page_shows_the_figures_of_the_scores_file() {
    let site = TestSite::real();
    site.build();
    let committed = fs::read_to_string(project().join("theme/scores.json")).expect("the scores");
    assert_page_shows(&site.published("do-chinh-xac.html"), &Scores::from_json(&committed).expect("scores"));
    assert_eq!(site.published("theme/scores.json"), committed, "the figures are offered as data");
    for (path, bytes) in site.snapshot().iter().filter(|(path, _)| crate::common::has_frame(path)) {
        let html = String::from_utf8_lossy(bytes);
        let link = format!("<a href=\"{}do-chinh-xac.html\">", "../".repeat(path.matches('/').count()));
        assert!(html.contains(&link), "{path} leads to the page");
    }
    let html = site.published("do-chinh-xac.html");
    for look in ["class=\"mau vd\"", "class=\"mau vd-suy\"", "class=\"mau vd-ngoai\"", "TCVN", "Có thể là nhiều văn bản"]
    {
        assert!(html.contains(look), "{look}");
    }
}

#[test]
fn a_site_may_bring_its_own_scores_but_not_take_the_pages_address() {
    let site = TestSite::small();
    let folder = small_gold();
    let scores = folder.path().join("scores.json");
    assert!(score(&folder.path().join("gold"), &["--write", path(&scores)]).status.success());
    let own = fs::read_to_string(&scores).expect("written");
    site.write("theme/scores.json", &own);
    site.build();
    let html = site.published("do-chinh-xac.html");
    assert_page_shows(&html, &Scores::from_json(&own).expect("scores"));
    assert!(html.contains("66,67%") && html.contains("50,00%"));
    site.write("content/do-chinh-xac.md", "---\ntitle: Của tôi\n---\n");
    let output = site.run("check", &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("path-clash"));
}
