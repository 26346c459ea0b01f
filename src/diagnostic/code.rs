//! The one table of rules: code, severity, whether `site.yaml` may change it, what it means.

use super::Severity;

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $change:literal $vi:literal $en:literal;)*) => {
        /// The stable code of a rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name editors see and `site.yaml` uses: `unknown-key`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The severity where the site says nothing else.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Whether `site.yaml` may raise, lower or silence it.
            pub fn may_change(self) -> bool {
                match self { $(Self::$name => $change,)* }
            }

            /// What the rule is about, in Vietnamese and in English.
            pub fn about(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($vi, $en),)* }
            }
        }
    };
}

codes! {
    // The site and its files.
    NoSite "no-site" Error false "thư mục không phải một trang congkhai" "the folder is not a congkhai site";
    Unreadable "unreadable" Error false "không đọc được tệp" "a file cannot be read";
    NotUtf8 "not-utf8" Error false "tệp không phải UTF-8" "a file is not UTF-8";
    TooLarge "too-large" Error false "tệp hoặc phần đầu trang quá lớn" "a file or front matter is over the limit";
    Symlink "symlink" Error false "liên kết tượng trưng trong content/" "a symbolic link inside content/";
    // YAML.
    YamlSyntax "yaml-syntax" Error false "YAML sai cú pháp" "YAML that cannot be parsed";
    DuplicateKey "duplicate-key" Error false "khóa YAML viết hai lần" "a YAML key stands twice";
    YamlLimit "yaml-limit" Error false "YAML vượt giới hạn an toàn" "YAML goes past the safety limits";
    NoFrontMatter "no-front-matter" Error false "trang thiếu phần đầu" "a page has no front matter";
    UnknownKey "unknown-key" Error false "khóa lạ" "a key the format does not have";
    MissingKey "missing-key" Error false "thiếu khóa bắt buộc" "a required key is missing";
    BadValue "bad-value" Error false "giá trị sai kiểu hoặc sai dạng" "a value of the wrong type or form";
    // Identity and addresses.
    DuplicateWork "duplicate-work" Error false "một văn bản có hai trang" "two pages are the same work";
    DuplicateSlug "duplicate-slug" Error false "hai văn bản trùng tên tệp" "two documents have the same slug";
    PathClash "path-clash" Error false "hai trang trùng địa chỉ" "two outputs take the same path";
    BrokenLink "broken-link" Error false "liên kết tới trang không có" "a link to a page that does not exist";
    BrokenAnchor "broken-anchor" Error false "liên kết tới chỗ không có trong trang" "a link to a place that does not exist";
    BadScheme "bad-scheme" Error false "liên kết bằng giao thức không cho phép" "a link with a scheme that is not allowed";
    LostAddress "lost-address" Error false "địa chỉ đã công khai không còn mở được" "an address that was public answers no more";
    BrokenRelation "broken-relation" Error false "quan hệ tới văn bản không có" "a relation to a work that does not exist";
    BadPlace "bad-place" Error false "chỉ tới chỗ không có trong văn bản" "a note or date names a place that does not exist";
    DatesOrder "dates-order" Error false "các ngày mâu thuẫn nhau" "dates contradict each other";
    RuleReason "rule-reason" Error false "tắt quy tắc mà không nêu lý do" "a rule is changed without a reason";
    DisclosureTable "disclosure-table" Error false "bảng quy tắc công khai hoặc ngày nghỉ tự mâu thuẫn" "a table of disclosure or of days off contradicts itself";
    Template "template" Error false "mẫu giao diện có lỗi" "a template fails";
    // What must not be published; told by `check --publish`.
    SecretMarking "secret-marking" Error false "dấu độ mật" "a stamp of state secrecy";
    InternalMarking "internal-marking" Error false "văn bản ghi là lưu hành nội bộ" "a text marked as internal";
    InternalFile "internal-file" Error false "tệp của trang nội bộ sẽ bị đăng" "a file of an internal page would be published";
    PersonalData "personal-data" Error false "thông tin cá nhân" "personal data";
    NumberMismatch "number-mismatch" Error false "số trong văn bản khác số ở phần đầu trang" "the text and its front matter have different numbers";
    UnregisteredAddress "unregistered-address" Warning true "địa chỉ chưa ghi vào sổ công khai" "an address that is not in the register of what was public";
    IncompleteFacts "incomplete-facts" Warning true "văn bản chưa nêu nguồn, đơn vị hoặc ngày" "a document without source, unit or date";
    // What a text merely does badly.
    NotNormal "not-normal" Warning true "chữ không ở dạng chuẩn NFC" "text is not in the normal form";
    IrregularNumber "irregular-number" Warning true "số ký hiệu không theo quy tắc" "a number of irregular shape";
    YearMismatch "year-mismatch" Warning true "năm trong số khác năm ban hành" "year in the number and date of issue disagree";
    UnknownCitation "unknown-citation" Warning true "viện dẫn văn bản chưa biết" "a citation of an unknown work";
    AmbiguousCitation "ambiguous-citation" Warning true "viện dẫn có thể là nhiều văn bản" "a citation that fits several works";
    InferredCitation "inferred-citation" Warning true "viện dẫn khác với văn bản ở một điểm" "a citation differs from the work it was linked to";
    CitedDate "cited-date" Warning true "viện dẫn ghi ngày khác với văn bản" "a citation gives another date than its work has";
    CitedNumber "cited-number" Warning true "số được viện dẫn không theo kiểu của cơ quan ban hành" "a cited number has another issuer's shape";
    AssemblyTerm "assembly-term" Warning true "năm và khóa Quốc hội trong số không khớp" "year and term of the National Assembly disagree";
    NotInForce "not-in-force" Warning true "viện dẫn văn bản không có hiệu lực khi ban hành" "a cited work did not bind when the document was issued";
    SupersededCitation "superseded-citation" Warning true "văn bản được viện dẫn nay đã hết hiệu lực hoặc được sửa đổi" "a cited work has expired or was amended since";
    MissingProvision "missing-provision" Warning true "điều, khoản, điểm được viện dẫn không có" "a cited provision does not exist";
    MissingOwnProvision "missing-own-provision" Warning true "dẫn tới điều, khoản, điểm mà chính văn bản không có" "a text refers to a provision it does not have";
    LevelOrder "level-order" Warning true "điểm, khoản, điều viết sai thứ tự" "the levels of a provision stand in the wrong order";
    CitedWithoutPage "cited-without-page" Warning true "văn bản được viện dẫn không có trang" "a cited work has no page";
    ShortForm "short-form" Warning true "viện dẫn lần đầu chưa đủ theo thể thức" "the first citation of a work is not the full one";
    ContradictedRelation "contradicted-relation" Warning true "quan hệ đã khai trái với văn bản" "a stated relation contradicts the text";
    VersionPeriod "version-period" Warning true "không rõ bản nào của văn bản áp dụng vào ngày nào" "which text of a work applies on which day cannot be told";
    RepeatedId "repeated-id" Warning true "hai chỗ trùng số trong một văn bản" "two places of a text have the same number";
    NumberingJump "numbering-jump" Warning true "đánh số nhảy cóc" "the numbering jumps";
    UnclosedQuote "unclosed-quote" Warning true "đoạn trích sửa đổi chưa đóng ngoặc" "quoted amending text is not closed";
    OddMarker "odd-marker" Warning true "dấu đánh số không theo thể thức" "a marker of unusual form";
    DisclosureOverdue "disclosure-overdue" Warning true "đã quá hạn công khai mà chưa ghi ngày công khai" "disclosure is overdue and no day of publication is stated";
    DisclosureDueSoon "disclosure-due-soon" Warning true "sắp đến hạn công khai" "disclosure is due soon";
    HolidaysMissing "holidays-missing" Warning true "bảng ngày nghỉ chưa có năm nay" "the table of days off does not have this year";
    StrayFile "stray-file" Warning true "tệp không được đăng" "a file that is not published";
    LostAnchor "lost-anchor" Warning true "chỗ đã công khai không còn trong trang" "a place that was public is no more on its page";
    GitHistory "git-history" Warning true "không đọc được lịch sử git" "the history in git cannot be read";
    UnusedException "unused-exception" Warning true "ngoại lệ không còn dùng" "an exception that nothing needs";
}

impl Code {
    /// The code of a name in `site.yaml`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// Whether it refuses to let something reach the public: an exception names who approved it.
    pub fn needs_approval(self) -> bool {
        use Code::{InternalFile, InternalMarking, NumberMismatch, PersonalData, SecretMarking};
        matches!(self, SecretMarking | InternalMarking | InternalFile | PersonalData | NumberMismatch)
    }

    /// Whether it is looked for before publishing only.
    pub fn is_of_publishing(self) -> bool {
        self.needs_approval() || matches!(self, Self::IncompleteFacts | Self::UnregisteredAddress)
    }

    /// Whether `site.yaml` may except a file from it.
    pub fn may_except(self) -> bool {
        self.may_change() || self.needs_approval()
    }
}
