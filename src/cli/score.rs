//! `congkhai score`: how well citations are recognised, on a gold standard marked by hand.

use std::fs;
use std::path::{Path, PathBuf};

use super::cited_lines::{self, Known};
use super::commands::{DONE, FAILED};
use super::gold_folder::{GoldError, GoldFolder, of_file, of_line, predictions};
use super::measure_arguments::Score;
use super::output::Output;
use crate::accuracy::{Change, Criterion, GoldDocument, Marked, Scores, Tally, Turn, changes, judge, read_lines};
use crate::diagnostic::{Lang, Say};

/// What was recognised in one document: as it is written, and as it is compared.
struct Predicted {
    jsonl: String,
    citations: Vec<Marked>,
}

pub(super) fn score(arguments: &Score, lang: Lang) -> u8 {
    let output = Output { lang };
    match measure(arguments, output) {
        Ok(true) => DONE,
        Ok(false) => FAILED,
        Err(error) => {
            let (file, Say { vi, en }) = (error.file.display(), &error.message);
            output.error(&Say::new(format!("`{file}`: {vi}"), format!("`{file}`: {en}")));
            FAILED
        }
    }
}

/// Measures, prints, writes; whether every floor was reached.
fn measure(arguments: &Score, output: Output) -> Result<bool, GoldError> {
    let gold = GoldFolder::read(&arguments.gold)?;
    let predicted = recognize(&gold)?;
    let mut tally = Tally::default();
    for ((_, document), predicted) in gold.documents.iter().zip(&predicted) {
        tally.add(&judge(document, &predicted.citations));
    }
    let documents: Vec<GoldDocument> = gold.documents.iter().map(|(_, document)| document.clone()).collect();
    let scores = Scores::new(&gold.name, &gold.hash, &documents, &tally);
    let mut report = figures(&scores, output.lang);
    // Earlier predictions are read before new ones take their place.
    if let Some(folder) = &arguments.against {
        report.extend(compared(folder, &gold, &predicted, output.lang)?);
    }
    let mut reached = output.document(Ok(report.join("\n") + "\n"));
    write(arguments, &gold, &predicted, &scores)?;
    for say in below(arguments, &tally) {
        output.error(&say);
        reached = false;
    }
    Ok(reached)
}

/// Recognises every text just as `congkhai cite` does.
fn recognize(gold: &GoldFolder) -> Result<Vec<Predicted>, GoldError> {
    let known = Known::nothing();
    let one = |(file, document): &(PathBuf, GoldDocument)| {
        let jsonl = cited_lines::jsonl(&cited_lines::lines(&known, file, &document.text));
        let jsonl = jsonl.map_err(|error| of_file(file, &error))?;
        let citations = read_lines(&jsonl).map_err(|message| of_line(file, &message))?;
        Ok(Predicted { jsonl, citations })
    };
    gold.documents.iter().map(one).collect()
}

fn write(arguments: &Score, gold: &GoldFolder, predicted: &[Predicted], scores: &Scores) -> Result<(), GoldError> {
    if let Some(folder) = &arguments.predictions {
        for ((file, _), predicted) in gold.documents.iter().zip(predicted) {
            cited_lines::write_into(folder, file, "jsonl", &predicted.jsonl).map_err(|error| of_file(folder, &error))?;
        }
    }
    if let Some(file) = &arguments.write {
        let json = scores.to_json().map_err(|error| of_file(file, &error))?;
        fs::write(file, json).map_err(|error| of_file(file, &error))?;
    }
    Ok(())
}

/// The figures as lines for people.
fn figures(scores: &Scores, lang: Lang) -> Vec<String> {
    let (gold, Scores { predicted, ignored, skipped, .. }) = (&scores.gold, scores);
    let (documents, hash) = (gold.documents.len(), &gold.hash[..16]);
    let (name, citations, quoted, optional) = (&gold.name, gold.citations, gold.quoted, gold.optional);
    let head = Say::new(
        format!(
            "{name} ({hash}): {documents} văn bản, {citations} viện dẫn được tính (không tính {quoted} trong đoạn trích, \
             {optional} tùy chọn)\nnhận ra {predicted} (bỏ ngoài {ignored} trong đoạn trích, {skipped} ở chỗ tùy chọn)"
        ),
        format!(
            "{name} ({hash}): {documents} documents, {citations} citations scored ({quoted} quoted and {optional} optional \
             not scored)\npredicted {predicted} ({ignored} in quoted text and {skipped} on optional ones left out)"
        ),
    );
    let mut lines = vec![head.get(lang).to_owned()];
    for one in &scores.criteria {
        lines.push(format!("{:8} P {:.4}  R {:.4}  F1 {:.4}", one.criterion, one.precision, one.recall, one.f1));
    }
    let (wrong, spurious, links, from_quoted) = (scores.wrong, scores.spurious, scores.links, scores.wrong_quoted);
    lines.push(format!("wrong    {:.4}  ({} / {links}, quoted {from_quoted})", wrong.share, wrong.count));
    lines.push(format!("spurious {:.4}  ({} / {links})", spurious.share, spurious.count));
    for one in &scores.kinds {
        lines.push(format!(
            "recall {:9} n {:4}  span {:.3}  overlap {:.3}  work {:.3}  full {:.3}",
            one.kind, one.citations, one.span, one.overlap, one.work, one.full
        ));
    }
    lines
}

/// What became right or wrong since earlier predictions, and how much of each.
fn compared(folder: &Path, gold: &GoldFolder, predicted: &[Predicted], lang: Lang) -> Result<Vec<String>, GoldError> {
    let mut lines = Vec::new();
    let (mut gains, mut losses) = (0, 0);
    for ((_, document), predicted) in gold.documents.iter().zip(predicted) {
        for change in changes(document, &predictions(folder, &document.id)?, &predicted.citations) {
            lines.push(told(document, &change, lang));
            *(if change.turn.is_gain() { &mut gains } else { &mut losses }) += 1;
        }
    }
    let folder = folder.display();
    let sum = Say::new(
        format!("so với {folder}: {gains} chỗ tốt lên, {losses} chỗ kém đi"),
        format!("against {folder}: {gains} gains, {losses} losses"),
    );
    lines.push(sum.get(lang).to_owned());
    Ok(lines)
}

/// One change as a line: which way, where, what.
fn told(document: &GoldDocument, change: &Change, lang: Lang) -> String {
    let what = match change.turn {
        Turn::BecameRight => Say::new("thành đúng", "became right"),
        Turn::BecameWrong => Say::new("thành sai", "became wrong"),
        Turn::FalseLinkGone => Say::new("hết liên kết thừa", "false link gone"),
        Turn::FalseLinkNew => Say::new("thêm liên kết thừa", "new false link"),
    };
    let sign = if change.turn.is_gain() { '+' } else { '-' };
    format!("{sign} {}: {}.txt:{} «{}» → {}", what.get(lang), document.id, change.line, change.text, change.target)
}

/// The floors that were asked for and not reached.
fn below(arguments: &Score, tally: &Tally) -> Vec<Say> {
    let f1 = |criterion| tally.ratios(criterion).f1;
    let least = [("full F1", f1(Criterion::Full), arguments.min_full), ("span F1", f1(Criterion::Span), arguments.min_span)];
    let most =
        [("wrong", tally.wrong_share(), arguments.max_wrong), ("spurious", tally.spurious_share(), arguments.max_spurious)];
    let low =
        least.into_iter().filter_map(|(name, is, bound)| bound.filter(|bound| is < *bound).map(|bound| (name, is, '<', bound)));
    let high =
        most.into_iter().filter_map(|(name, is, bound)| bound.filter(|bound| is > *bound).map(|bound| (name, is, '>', bound)));
    low.chain(high)
        .map(|(name, is, sign, bound)| {
            Say::new(
                format!("không đạt mức đòi hỏi: {name} {is:.4} {sign} {bound}"),
                format!("the demanded level is missed: {name} {is:.4} {sign} {bound}"),
            )
        })
        .collect()
}
