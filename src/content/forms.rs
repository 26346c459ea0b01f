//! Every key that a page, an entry of `works.yaml` and `site.yaml` may have.

use serde_json::{Value, json};

use super::address::{Address, Ancestors, BaseUrl, EndingName, MailAddress, PublicKey};
use super::anchors::{Anchors, SitePathText};
use super::form::form;
use super::front_matter::{Evidence, Extent, Relation, Status};
use super::settings::{Extra, RuleName, Rules, Severities};
use super::shape::{Choice, Day, Flag, Interval, KindName, List, Need, Record, TargetOf, Text, Words};
use super::words::Wordings;

form! {
    /// The front matter of a page; without the keys of pages, an entry of `works.yaml`.
    Document {
        [KIND]: KindName = "kind", "Quyết định", "Loại văn bản; không có thì là trang thường", "Kind of document; a page without one is a plain page";
        [NUMBER]: Text = "number", "129/QĐ-UBND", "Số, ký hiệu đúng như trên văn bản; để trống thì bỏ khóa này", "Number as it stands on the document; left out where that leaves it blank";
        [TITLE]: Need<Text> = "title", "Tên văn bản", "Trích yếu, không kèm tên loại; với luật là tên đầy đủ", "What the document is about, without its kind; of a law the full name";
        [ALIASES]: List<Text> = "aliases", "", "Tên gọi và dạng số khác mà văn bản khác dùng", "Other names and forms of the number that texts use";
        [ISSUER]: Text = "issuer", "Chính phủ", "Cơ quan ban hành", "The issuing body";
        [SIGNER]: Text = "signer", "", "Người ký, chức vụ để trong ngoặc", "Who signed, with the office in parentheses";
        [ISSUED]: Day = "issued", "2023-08-14", "Ngày ban hành", "Date of issue";
        [ISSUED_BETWEEN]: Interval = "issued_between", "", "Khoảng ngày ban hành, khi chưa rõ ngày", "First and last possible day of issue";
        [EFFECTIVE]: Day = "effective", "2023-08-15", "Ngày có hiệu lực", "The day it takes effect";
        [EXPIRES]: Day = "expires", "2027-01-01", "Ngày hết hiệu lực: ngày đầu tiên không còn hiệu lực", "The first day it no longer binds";
        [STATUS]: Choice<StatusWords> = "status", "", "Tình trạng hiệu lực; chỉ ghi điều mà ngày và quan hệ không cho biết", "Validity, only what dates and relations do not show";
        [CHECKED]: Day = "checked", "2026-11-23", "Ngày đối chiếu gần nhất với bản chính thức", "When it was last compared with the official text";
        [SUBJECTS]: List<Text> = "subjects", "", "Chủ đề", "Subjects";
        page [TEXT]: Choice<ExtentWords> = "text", "", "full: toàn văn; outline: chỉ thông tin và bố cục", "full: the whole text; outline: facts and outline only";
        [RELATIONS]: List<Record<RelationForm>> = "relations", "", "Quan hệ với văn bản khác; viết ở một phía là đủ", "Relations to other works; one side is enough";
        [EVIDENCE]: Record<EvidenceForm> = "evidence", "", "Mức chắc chắn của từng khóa", "How sure each fact is";
        [AS_CITED]: Record<AsCitedForm> = "as_cited", "", "Điều văn bản khác ghi khác", "What a citing document says where it differs";
        [SOURCES]: List<Record<SourceForm>> = "sources", "", "Nguồn của các thông tin", "Where the facts come from";
        page [CORRECTIONS]: List<Record<CorrectionForm>> = "corrections", "", "Khác biệt đã biết so với bản chính thức", "Known differences from the official text";
        page [NOTES]: List<Record<NoteForm>> = "notes", "", "Ghi chú của người biên tập tại một chỗ", "Editor's notes at places of the text";
        page [DEADLINES]: List<Record<DeadlineForm>> = "deadlines", "", "Hạn", "Dates by which something is due";
        page [TASKS]: List<Record<TaskForm>> = "tasks", "", "Nhiệm vụ", "What a unit has to do";
        page [TARGETS]: List<Record<FigureForm>> = "targets", "", "Chỉ tiêu", "Figures to be reached";
        page [DISCLOSURE]: Record<DisclosureForm> = "disclosure", "", "Việc công khai: đơn vị, ngày, hình thức", "Who discloses it, when and how";
        page [ACCESS]: Choice<AccessWords> = "access", "", "internal: không bao giờ đăng", "internal: never published";
        page [WITHDRAWN]: Record<WithdrawalForm> = "withdrawn", "", "Đã gỡ: ngày và lý do; trang vẫn còn, nói rõ điều ấy và không còn nguyên văn", "Withdrawn: when and why; the page stays, says so and has no text";
        [VERSION_OF]: Text = "version_of", "luat-10-2022-qh15", "Tên tệp của văn bản mà trang này là bản khác", "The slug of the document this is another version of";
        [VERSION]: Text = "version", "hợp nhất 2024", "Tên của bản này", "What this version is called";
        [SUMMARY]: Text = "summary", "", "Một hai câu của chúng ta về văn bản", "One or two sentences of our own";
        [LANG]: Text = "lang", "vi", "Ngôn ngữ của văn bản; không ghi là tiếng Việt", "Language of the text; Vietnamese when absent";
        page [DRAFT]: Flag = "draft", "", "Bản nháp: chưa đăng", "A draft: not published yet";
        page [REDIRECT_FROM]: List<Text> = "redirect_from", "", "Địa chỉ cũ của trang", "Former addresses of the page";
        page [OLD_IDS]: Anchors = "old_ids", "", "Chỗ đã đổi số: địa chỉ cũ → địa chỉ mới trong trang", "Places with other numbers now: former id → id on the page";
    }
}

form! {
    /// A relation.
    RelationForm {
        [TYPE]: Need<Choice<RelationWords>> = "type", "implements", "Loại quan hệ, nhìn từ văn bản này", "The relation, seen from this document";
        [TARGET]: Need<TargetOf<WorkForm>> = "target", "luat-10-2022-qh15", "Tên tệp của văn bản kia, hoặc {kind, number, date}", "The other work's slug, or {kind, number, date}";
        [EVIDENCE]: Choice<EvidenceWords> = "evidence", "", "Mức chắc chắn", "How sure it is";
        [NOTE]: Text = "note", "", "Ghi chú cho người đọc", "A remark for readers";
    }
}

form! {
    /// A work by its identity.
    WorkForm {
        [KIND]: Need<KindName> = "kind", "Nghị định", "Loại văn bản", "Kind of document";
        [NUMBER]: Text = "number", "61/2023/NĐ-CP", "Số, ký hiệu", "Number";
        [DATE]: Day = "date", "2023-08-16", "Ngày ban hành", "Date of issue";
    }
}

form! {
    /// How sure each fact is.
    EvidenceForm {
        [DEFAULT]: Choice<EvidenceWords> = "default", "", "Các khóa không ghi riêng", "Facts without an entry of their own";
        [KIND]: Choice<EvidenceWords> = "kind", "", "Loại văn bản", "Kind";
        [NUMBER]: Choice<EvidenceWords> = "number", "", "Số, ký hiệu", "Number";
        [TITLE]: Choice<EvidenceWords> = "title", "", "Trích yếu", "Title";
        [ISSUER]: Choice<EvidenceWords> = "issuer", "", "Cơ quan ban hành", "Issuer";
        [SIGNER]: Choice<EvidenceWords> = "signer", "", "Người ký", "Signer";
        [ISSUED]: Choice<EvidenceWords> = "issued", "", "Ngày ban hành", "Date of issue";
        [EFFECTIVE]: Choice<EvidenceWords> = "effective", "", "Ngày có hiệu lực", "The day it takes effect";
        [EXPIRES]: Choice<EvidenceWords> = "expires", "", "Ngày hết hiệu lực", "The day it expires";
        [STATUS]: Choice<EvidenceWords> = "status", "", "Tình trạng hiệu lực", "Validity";
        [STRUCTURE]: Choice<EvidenceWords> = "structure", "", "Bố cục", "Structure";
        [SUBJECTS]: Choice<EvidenceWords> = "subjects", "", "Chủ đề", "Subjects";
    }
}

form! {
    /// What a citing document says where it differs.
    AsCitedForm {
        [ISSUED]: Day = "issued", "2023-03-03", "Ngày ban hành mà văn bản khác ghi", "The date of issue that the citing document gives";
    }
}

form! {
    /// A source.
    SourceForm {
        [TITLE]: Text = "title", "", "Tên nguồn", "What the source is called";
        [URL]: Address = "url", "https://vbpl.vn/", "Địa chỉ", "Its address";
        [REF]: Text = "ref", "Kế hoạch công tác dân vận năm 2025", "Nguồn không có địa chỉ, bằng lời", "A source without an address, in words";
        [PLACE]: Text = "place", "iii-2", "Chỗ trong nguồn", "The place in it";
        [ACCESSED]: Day = "accessed", "2026-11-23", "Ngày đọc", "When it was read";
    }

    fn rules() -> Vec<(&'static str, Value)> {
        let given = |key: &str| json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}});
        vec![("oneOf", json!([given("url"), given("ref")]))]
    }
}

form! {
    /// A known difference from the official text.
    CorrectionForm {
        [AT]: Need<Text> = "at", "…", "Nguyên văn chỗ khác, hoặc địa chỉ của chỗ ấy", "The words concerned, or an id";
        [NOTE]: Need<Text> = "note", "…", "Bản chính thức ghi thế nào", "What the official text has";
        [SOURCE]: Text = "source", "", "Biết điều ấy từ đâu", "Where that is known from";
        [DATE]: Day = "date", "2026-11-24", "Ngày trang được đính chính, nếu biết; ghi vào nhật ký", "The day the page was corrected, where known; it goes to the log";
    }
}

form! {
    /// An editor's note.
    NoteForm {
        [AT]: Need<Text> = "at", "ii-p1", "Địa chỉ của chỗ ấy", "The id of the place";
        [NOTE]: Need<Text> = "note", "…", "Ghi chú", "The note";
    }
}

form! {
    /// A deadline.
    DeadlineForm {
        [DATE]: Need<Day> = "date", "2025-12-10", "Ngày đến hạn", "The last day";
        [TITLE]: Need<Text> = "title", "…", "Việc phải xong", "What is due";
        [UNIT]: Text = "unit", "Văn phòng Sở", "Đơn vị chịu trách nhiệm", "Who is responsible";
        [AT]: List<Text> = "at", "", "Những chỗ nói điều ấy", "The places that say so";
        [DONE]: Flag = "done", "", "true: đã xong; false: biết chắc chưa xong", "true: done; false: known not to be done";
    }
}

form! {
    /// A task.
    TaskForm {
        [TITLE]: Need<Text> = "title", "…", "Việc phải làm", "What is to be done";
        [UNIT]: Text = "unit", "Văn phòng Sở", "Đơn vị làm", "Who does it";
        [AT]: List<Text> = "at", "", "Những chỗ nói điều ấy", "The places that say so";
    }
}

form! {
    /// A figure to be reached.
    FigureForm {
        [TITLE]: Need<Text> = "title", "…", "Điều được đo", "What is measured";
        [VALUE]: Text = "value", "100 %", "Con số phải đạt", "The figure";
        [AT]: List<Text> = "at", "", "Những chỗ nói điều ấy", "The places that say so";
    }
}

form! {
    /// Disclosure.
    DisclosureForm {
        [UNIT]: Text = "unit", "Văn phòng Sở", "Đơn vị công khai", "The responsible unit";
        [CREATED]: Day = "created", "", "Ngày tạo ra thông tin", "The day the information came into being";
        [PUBLISHED]: Day = "published", "", "Ngày đăng lần đầu", "The day it was first published";
        [FORM]: Text = "form", "toàn văn", "Hình thức công khai", "In what form";
    }
}

form! {
    /// A withdrawal.
    WithdrawalForm {
        [DATE]: Day = "date", "", "Ngày gỡ", "The day";
        [REASON]: Text = "reason", "", "Lý do", "The reason";
    }
}

form! {
    /// `content/data/published.yaml`.
    RegisterForm {
        [PAGES]: List<Record<RegisteredForm>> = "pages", "", "Trang đã công khai, mỗi trang một dòng", "Pages that were public, a line each";
        [FILES]: List<Record<RegisteredForm>> = "files", "", "Tệp đính kèm đã công khai", "Attachments that were public";
        [LISTS]: List<SitePathText> = "lists", "", "Trang danh mục đã công khai; không còn thì tự dẫn về danh mục chung", "Lists that were public; one that is no more leads to the list of all";
    }
}

form! {
    /// An address that was public.
    RegisteredForm {
        [PATH]: Need<SitePathText> = "path", "van-ban/x.html", "Địa chỉ, tính từ gốc của trang", "The address, from the site's root";
        [DOCUMENT]: Text = "document", "quyet-dinh-129-qd-ubnd-2025", "Tên tệp của trang, không có đuôi", "The slug of the page";
        [ID]: Text = "id", "", "Tên trong nhật ký, khi trang đã đổi tên tệp", "Its name in the log, where the page has another slug by now";
        [TITLE]: Text = "title", "", "Tên trang khi ghi sổ", "What it was called when it was registered";
        [FIRST]: Day = "first", "2026-11-24", "Ngày đầu tiên công khai", "The first day it was public";
        [CHANGES]: List<Day> = "changes", "", "Những ngày ghi nhận nội dung thay đổi", "The days on which a change of the text was registered";
        [HASH]: Text = "hash", "", "Dấu của nội dung lần ghi sổ gần nhất", "A hash of the text as registered last";
        [IDS]: Text = "ids", "dieu-1..3(khoan-1..2)", "Những chỗ dẫn tới được, viết gọn", "The places that links may name, packed";
        [ALSO]: List<SitePathText> = "also", "", "Trang kèm theo: các phần, lịch sử, địa chỉ dẫn tới trang", "Pages that go with it: parts, its past, addresses that lead to it";
        [GONE]: Record<GoneForm> = "gone", "", "Đã gỡ, trang không còn: ngày, lý do, văn bản thay thế", "Taken away, the page is no more: when, why, what to read instead";
    }
}

form! {
    /// What became of an address whose page is no more.
    GoneForm {
        [DATE]: Day = "date", "2026-12-01", "Ngày gỡ", "The day";
        [REASON]: Need<Text> = "reason", "…", "Lý do", "The reason";
        [BY]: Text = "by", "quyet-dinh-130-qd-ubnd-2025", "Tên tệp của văn bản nên đọc thay", "The slug of the document to read instead";
    }
}

form! {
    /// `content/site.yaml`.
    Site {
        [TITLE]: Need<Text> = "title", "Công khai văn bản", "Tên trang", "The site's title";
        [AGENCY]: Need<Text> = "agency", "Tên cơ quan", "Cơ quan công khai", "The publishing agency";
        [DESCRIPTION]: Text = "description", "", "Một câu về trang", "One sentence on the site";
        [ENGLISH]: Record<EnglishForm> = "english", "", "Tên bằng tiếng Anh", "The names in English";
        [BASE_URL]: BaseUrl = "base_url", "https://example.gov.vn/van-ban/", "Địa chỉ đầy đủ nơi trang sẽ đứng", "The absolute address the site will stand at";
        [FEEDBACK]: MailAddress = "feedback", "vanthu@example.gov.vn", "Địa chỉ thư nhận góp ý", "The mail address for remarks";
        [PUBLIC_KEY]: PublicKey = "public_key", "", "Khóa công khai dùng để kiểm tra chữ ký của trang", "The public key with which the site's signature is checked";
        [EXT]: EndingName = "ext", "aspx", "Đuôi của các tệp trang; không ghi là html", "What the files of pages end in; html when absent";
        [FRAME_ANCESTORS]: Ancestors = "frame_ancestors", "", "Ai được đặt trang trong khung: none, hoặc self và địa chỉ của cổng; không ghi là self", "Who may show the site in a frame: none, or self and addresses of portals; self when absent";
        [HISTORY]: Flag = "history", "", "false: không cho biết lịch sử git của văn bản", "false: no page tells what git knows of its past";
        [OFFLINE]: Flag = "offline", "", "false: không cho đọc ngoại tuyến, gỡ bản đã lưu", "false: no reading offline, what was saved is taken away";
        [WITHOUT]: List<Choice<ExtraWords>> = "without", "", "Những thứ làm thêm cho máy đọc mà trang không cần", "What the site goes without of what is made for machines";
        [LICENCE]: Text = "licence", "https://creativecommons.org/licenses/by/4.0/", "Giấy phép của dữ liệu: địa chỉ hoặc lời", "The licence of the data: an address or words";
        [TERMS]: Text = "terms", "…", "Điều kiện sử dụng dữ liệu: địa chỉ hoặc lời", "The terms of using the data: an address or words";
        [KINDS]: List<Record<AddedKindForm>> = "kinds", "", "Loại văn bản thêm vào", "Further kinds of document";
        [ABBREVIATIONS]: Wordings = "abbreviations", "", "Chữ tắt mà người đọc hay gõ khi tìm", "Abbreviations that readers type in searches";
        [RULES]: Rules = "rules", "", "Mức của các quy tắc; tắt thì phải nêu lý do", "Severities of rules; one that is off needs a reason";
        [EXCEPTIONS]: List<Record<ExceptionForm>> = "exceptions", "", "Chỗ được chấp nhận, có lý do", "What is accepted in one file, with a reason";
    }
}

form! {
    /// The site's names in English.
    EnglishForm {
        [TITLE]: Text = "title", "Public documents", "Tên trang", "The site's title";
        [AGENCY]: Text = "agency", "", "Cơ quan công khai", "The publishing agency";
        [DESCRIPTION]: Text = "description", "", "Một câu về trang", "One sentence on the site";
    }
}

form! {
    /// A kind that the site adds.
    AddedKindForm {
        [NAME]: Need<Text> = "name", "Quy trình", "Tên loại", "Its name";
        [ABBREVIATIONS]: List<Text> = "abbreviations", "", "Chữ trong số, ký hiệu", "Its letters in numbers";
    }
}

form! {
    /// A rule with a reason for its severity.
    RuleForm {
        [SEVERITY]: Need<Choice<Severities>> = "severity", "off", "Mức: lỗi, cảnh báo hoặc tắt", "error, warning or off";
        [REASON]: Text = "reason", "vì sao", "Vì sao; tắt thì phải có", "Why; needed where it is off";
    }

    fn rules() -> Vec<(&'static str, Value)> {
        let off = json!({"properties": {"severity": {"const": "off"}}});
        let reason = json!({"required": ["reason"], "properties": {"reason": {"not": {"type": "null"}}}});
        vec![("if", off), ("then", reason)]
    }
}

form! {
    /// An exception.
    ExceptionForm {
        [RULE]: Need<RuleName> = "rule", "numbering-jump", "Mã của quy tắc", "The rule's code";
        [FILE]: Need<Text> = "file", "content/van-ban/x.md", "Tệp, tính từ thư mục của trang", "The file, relative to the site's folder";
        [REASON]: Need<Text> = "reason", "vì sao", "Vì sao được chấp nhận", "Why it is accepted";
        [APPROVED_BY]: Text = "approved_by", "Chánh Văn phòng", "Chức vụ của người đồng ý; bắt buộc khi cho đăng điều mà `check --publish` từ chối", "The office of whoever approved it; required for what `check --publish` refuses";
    }
}

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident: $value:ty = $all:expr;)*) => {
        $($(#[$meta])*
        pub(in crate::content) struct $name;

        impl Words for $name {
            type Value = $value;
            const ALL: &'static [($value, &'static str)] = $all;
        })*
    };
}

words! {
    /// How sure a statement is.
    EvidenceWords: Evidence = &[
        (Evidence::Confirmed, "confirmed"),
        (Evidence::Secondary, "secondary"),
        (Evidence::AsCited, "as-cited"),
        (Evidence::Inferred, "inferred"),
        (Evidence::Disputed, "disputed"),
        (Evidence::Unknown, "unknown"),
    ];
    /// Validity as an editor states it.
    StatusWords: Status = &[
        (Status::InForce, "in-force"),
        (Status::Partly, "partly"),
        (Status::Expired, "expired"),
        (Status::Suspended, "suspended"),
        (Status::Unknown, "unknown"),
    ];
    /// How much of a document its page holds.
    ExtentWords: Extent = &[(Extent::Full, "full"), (Extent::Outline, "outline")];
    /// Relations.
    RelationWords: Relation = Relation::ALL;
    /// What is made for machines.
    ExtraWords: Extra = Extra::ALL;
    /// Whether a page is internal.
    AccessWords: bool = &[(false, "public"), (true, "internal")];
}

impl Evidence {
    /// Its word in front matter and in data: `as-cited`.
    pub fn key(self) -> &'static str {
        EvidenceWords::ALL.iter().find(|(evidence, _)| *evidence == self).map_or("unknown", |(_, key)| key)
    }
}
