//! The keys of the tables of disclosure: `content/data/disclosure.yaml` and `content/data/holidays.yaml`.

use serde_json::{Value, json};

use super::form::form;
use super::forms::{EvidenceWords, SourceForm};
use super::shape::{Choice, Day, Flag, KindName, List, Need, Record, Text, Whole};

form! {
    /// `content/data/disclosure.yaml`.
    Disclosures {
        [DUE_SOON]: Whole<1, 999> = "due_soon", "2", "Còn bấy nhiêu ngày làm việc thì nhắc là sắp đến hạn; không ghi là 2", "Working days before the last one from which a document is due soon; 2 when absent";
        [RULES]: List<Record<DutyForm>> = "rules", "", "Quy tắc công khai, quy tắc đầu tiên phù hợp được áp dụng", "Rules of disclosure, of which the first that fits applies";
    }
}

form! {
    /// A rule of disclosure.
    DutyForm {
        [ID]: Need<Text> = "id", "ke-hoach-hang-nam", "Tên ngắn của quy tắc, không trùng quy tắc khác", "A short name that no other rule has";
        [ABOUT]: Need<Text> = "about", "Kế hoạch công tác hằng năm của cơ quan", "Thông tin phải công khai, viết cho người đọc", "What must be public, in words for readers";
        [KINDS]: List<KindName> = "kinds", "", "Chỉ những loại văn bản này", "These kinds of document alone";
        [ISSUERS]: List<Text> = "issuers", "", "Chỉ văn bản của những cơ quan này", "Documents of these issuers alone";
        [OWN]: Flag = "own", "", "true: chỉ văn bản của cơ quan chủ quản trang (`agency`); false: chỉ văn bản của cơ quan khác", "true: the agency's own documents alone; false: those of others alone";
        [TITLES]: List<Text> = "titles", "", "Trích yếu có một trong những cụm từ này", "One of these wordings stands in the title";
        [SUBJECTS]: List<Text> = "subjects", "", "Có một trong những chủ đề này", "It has one of these subjects";
        [REQUIRED]: Flag = "required", "", "false: cơ quan này không phải công khai, quy tắc nêu vì sao", "false: this agency need not make it public, and the rule says why";
        [SOURCE]: Need<Record<SourceForm>> = "source", "{ref: …, place: …}", "Căn cứ pháp lý: văn bản, điều khoản, nơi đọc", "The provision that says so and where it was read";
        [FROM]: Day = "from", "2026-09-01", "Ngày đầu tiên được áp dụng", "The first day on which it applies";
        [TO]: Day = "to", "2026-09-01", "Ngày đầu tiên không còn được áp dụng", "The first day on which it no longer applies";
        [AS_OF]: Need<Day> = "as_of", "2026-11-23", "Ngày đối chiếu quy tắc với pháp luật", "When it was last compared with the law";
        [EVIDENCE]: Choice<EvidenceWords> = "evidence", "", "Mức chắc chắn của quy tắc", "How sure the rule is";
        [WORKING_DAYS]: Whole<1, 999> = "working_days", "5", "Số ngày làm việc kể từ ngày tạo ra; bắt buộc, trừ khi `required: false`", "Working days from creation; needed unless `required: false`";
        [ISSUED_IS_CREATED]: Flag = "issued_is_created", "", "true: không ghi ngày tạo ra thì lấy ngày ban hành", "true: without a day of creation the day of issue counts";
        [DAYS_ONLINE]: Whole<1, 999> = "days_online", "30", "Số ngày phải giữ công khai ít nhất", "Days for which it must at least stay public";
        [FORM]: Text = "form", "đăng trên cổng thông tin điện tử", "Hình thức phải công khai", "In what form it must be public";
    }

    fn rules() -> Vec<(&'static str, Value)> {
        let free = json!({"required": ["required"], "properties": {"required": {"enum": [false, "false"]}}});
        let days = json!({"required": ["working_days"], "properties": {"working_days": {"not": {"type": "null"}}}});
        vec![("anyOf", json!([free, days]))]
    }
}

form! {
    /// A year of `content/data/holidays.yaml`.
    HolidayYearForm {
        [YEAR]: Need<Whole<1990, 2100>> = "year", "2026", "Năm", "The year";
        [EVIDENCE]: Choice<EvidenceWords> = "evidence", "", "Có chắc năm này không còn thiếu ngày nào", "How sure it is that no day of the year is missing";
        [SOURCE]: Need<Record<SourceForm>> = "source", "{ref: …}", "Biết từ đâu", "Where the days are known from";
        [NOTE]: Text = "note", "", "Ghi chú cho người đọc", "A remark for readers";
        [OFF]: List<Record<DayOffForm>> = "off", "", "Ngày nghỉ, ngoài thứ Bảy và Chủ nhật", "Days off, beside Saturdays and Sundays";
        [WORK]: List<Record<DayWorkedForm>> = "work", "", "Ngày nghỉ hằng tuần phải làm bù", "Days of rest on which is worked in place of another";
    }
}

form! {
    /// Days off.
    DayOffForm {
        [DATE]: Need<Day> = "date", "2026-01-01", "Ngày nghỉ, hoặc ngày đầu của đợt nghỉ", "The day, or the first of several";
        [TO]: Day = "to", "2026-02-20", "Ngày cuối của đợt nghỉ", "The last of several";
        [NAME]: Need<Text> = "name", "Tết Dương lịch", "Nghỉ vì gì", "Why";
        [EVIDENCE]: Choice<EvidenceWords> = "evidence", "", "Mức chắc chắn; không ghi thì như của năm", "How sure it is; as the year when absent";
    }
}

form! {
    /// A make-up day.
    DayWorkedForm {
        [DATE]: Need<Day> = "date", "2026-08-22", "Ngày làm bù", "The day";
        [NAME]: Need<Text> = "name", "Làm bù cho ngày 31/8/2026", "Làm bù cho ngày nào", "For what";
        [EVIDENCE]: Choice<EvidenceWords> = "evidence", "", "Mức chắc chắn; không ghi thì như của năm", "How sure it is; as the year when absent";
    }
}
