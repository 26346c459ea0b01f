//! Reads the front matter of a page, and the same keys of an entry of `works.yaml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decode::Table;
use super::form::{KeyOf, Row};
use super::forms::{
    AsCitedForm, CorrectionForm, DeadlineForm, DisclosureForm, Document, EvidenceForm, EvidenceWords, FigureForm, NoteForm,
    RelationForm, SourceForm, TaskForm, WithdrawalForm, WorkForm,
};
use super::front_matter::{
    Correction, Deadline, Disclosure, Evidence, Field, FrontMatter, Note, Number, RelationStatement, RelationTarget,
    SourceReference, Target, Task, Withdrawal,
};
use super::shape::Choice;
use crate::citation::DocumentNumber;

/// Reads all keys of a document; `is_work` for entries of `works.yaml`, which may lack a title and have no page keys.
pub(super) fn read(mut table: Table<'_, '_, Document>, is_work: bool) -> FrontMatter {
    let mut front = FrontMatter { kind: table.get(&Document::KIND), ..FrontMatter::default() };
    if is_work {
        table.without_page_keys();
        front.title = table.get_needed(&Document::TITLE);
    } else {
        front.title = table.need(&Document::TITLE);
    }
    facts(&mut table, &mut front);
    if !is_work {
        page_keys(&mut table, &mut front);
    }
    table.finish();
    front
}

fn facts(table: &mut Table<'_, '_, Document>, front: &mut FrontMatter) {
    front.number = table.get(&Document::NUMBER).map(|field| {
        let parsed = DocumentNumber::parse(&field.value);
        Field { value: Number { text: field.value, parsed }, span: field.span }
    });
    front.aliases = table.list(&Document::ALIASES);
    front.issuer = table.get(&Document::ISSUER);
    front.signer = table.get(&Document::SIGNER);
    front.issued = table.get(&Document::ISSUED);
    front.issued_between = table.get(&Document::ISSUED_BETWEEN);
    front.effective = table.get(&Document::EFFECTIVE);
    front.expires = table.get(&Document::EXPIRES);
    front.status = table.get(&Document::STATUS);
    front.checked = table.get(&Document::CHECKED);
    front.subjects = table.list(&Document::SUBJECTS);
    front.relations = table.list(&Document::RELATIONS);
    if let Some((default, fields)) = table.get(&Document::EVIDENCE) {
        (front.evidence_default, front.evidence) = (default, fields);
    }
    front.cited_issued = table.get(&Document::AS_CITED).flatten();
    front.sources = table.list(&Document::SOURCES);
    front.version_of = table.get(&Document::VERSION_OF);
    front.version = table.plain(&Document::VERSION);
    front.summary = table.plain(&Document::SUMMARY);
    front.lang = table.plain(&Document::LANG);
}

fn page_keys(table: &mut Table<'_, '_, Document>, front: &mut FrontMatter) {
    front.text = table.plain(&Document::TEXT).unwrap_or_default();
    front.corrections = table.list(&Document::CORRECTIONS);
    front.notes = table.list(&Document::NOTES);
    front.deadlines = table.list(&Document::DEADLINES);
    front.tasks = table.list(&Document::TASKS);
    front.targets = table.list(&Document::TARGETS);
    front.disclosure = table.get(&Document::DISCLOSURE);
    front.internal = table.plain(&Document::ACCESS).unwrap_or(false);
    front.withdrawn = table.get(&Document::WITHDRAWN);
    front.draft = table.get(&Document::DRAFT).unwrap_or(false);
    front.redirect_from = table.list(&Document::REDIRECT_FROM);
    front.old_ids = table.get(&Document::OLD_IDS).unwrap_or_default();
}

impl Row for RelationForm {
    type Value = RelationStatement;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<RelationStatement> {
        let relation = table.need(&Self::TYPE);
        let target = table.need(&Self::TARGET);
        let evidence = table.plain(&Self::EVIDENCE);
        let note = table.plain(&Self::NOTE);
        Some(RelationStatement { relation: relation?.value, target: target?, evidence, note })
    }
}

impl Row for WorkForm {
    type Value = RelationTarget;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<RelationTarget> {
        let kind = table.need(&Self::KIND);
        let (number, date) = (table.plain(&Self::NUMBER), table.plain(&Self::DATE));
        Some(RelationTarget::Work { kind: kind?.value, number, date })
    }
}

/// What evidence may be given of.
const EVIDENCE_OF: [KeyOf<EvidenceForm, Choice<EvidenceWords>>; 12] = [
    EvidenceForm::DEFAULT,
    EvidenceForm::KIND,
    EvidenceForm::NUMBER,
    EvidenceForm::TITLE,
    EvidenceForm::ISSUER,
    EvidenceForm::SIGNER,
    EvidenceForm::ISSUED,
    EvidenceForm::EFFECTIVE,
    EvidenceForm::EXPIRES,
    EvidenceForm::STATUS,
    EvidenceForm::STRUCTURE,
    EvidenceForm::SUBJECTS,
];

impl Row for EvidenceForm {
    /// The default, and what single fields have.
    type Value = (Option<Evidence>, BTreeMap<String, Evidence>);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let mut found = BTreeMap::new();
        for key in &EVIDENCE_OF {
            found.extend(table.plain(key).map(|evidence| (key.name.to_owned(), evidence)));
        }
        Some((found.remove(Self::DEFAULT.name), found))
    }
}

impl Row for AsCitedForm {
    type Value = Option<Field<Date>>;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        Some(table.get(&Self::ISSUED))
    }
}

impl Row for SourceForm {
    type Value = SourceReference;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<SourceReference> {
        let title = table.plain(&Self::TITLE);
        let url = table.get(&Self::URL);
        let reference = table.plain(&Self::REF);
        let (place, accessed) = (table.plain(&Self::PLACE), table.plain(&Self::ACCESSED));
        if url.is_some() == reference.is_some() {
            let expected = ("một nguồn có đúng một trong `url` và `ref`", "a source with exactly one of `url` and `ref`");
            table.decoder().bad(&table.span, "sources", expected, "{title: …, url: https://…}");
            return None;
        }
        Some(SourceReference { title, url, reference, place, accessed })
    }
}

impl Row for CorrectionForm {
    type Value = Correction;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Correction> {
        let (at, note, source) = (table.need(&Self::AT), table.need(&Self::NOTE), table.plain(&Self::SOURCE));
        let date = table.plain(&Self::DATE);
        Some(Correction { at: at?, note: note?.value, source, date })
    }
}

impl Row for NoteForm {
    type Value = Note;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Note> {
        let (at, note) = (table.need(&Self::AT), table.need(&Self::NOTE));
        Some(Note { at: at?, note: note?.value })
    }
}

impl Row for DeadlineForm {
    type Value = Deadline;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Deadline> {
        let (date, title) = (table.need(&Self::DATE), table.need(&Self::TITLE));
        let (unit, at, done) = (table.plain(&Self::UNIT), table.list(&Self::AT), table.get(&Self::DONE));
        Some(Deadline { date: date?.value, title: title?.value, unit, done, at })
    }
}

impl Row for TaskForm {
    type Value = Task;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Task> {
        let (title, unit, at) = (table.need(&Self::TITLE), table.plain(&Self::UNIT), table.list(&Self::AT));
        Some(Task { title: title?.value, unit, at })
    }
}

impl Row for FigureForm {
    type Value = Target;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Target> {
        let (title, value, at) = (table.need(&Self::TITLE), table.plain(&Self::VALUE), table.list(&Self::AT));
        Some(Target { title: title?.value, value, at })
    }
}

impl Row for DisclosureForm {
    type Value = Disclosure;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Disclosure> {
        Some(Disclosure {
            unit: table.plain(&Self::UNIT),
            created: table.get(&Self::CREATED),
            published: table.get(&Self::PUBLISHED),
            form: table.plain(&Self::FORM),
        })
    }
}

impl Row for WithdrawalForm {
    type Value = Withdrawal;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Withdrawal> {
        Some(Withdrawal { date: table.plain(&Self::DATE), reason: table.plain(&Self::REASON) })
    }
}
