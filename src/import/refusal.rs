//! Why a file is not imported, and what to do instead.

use crate::diagnostic::Say;

/// Largest file that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Why a file is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than [`LARGEST`], packed or not, or more paragraphs or cells than any document has.
    TooLarge,
    /// Packed so tightly, or nested so deeply, that it is made to exhaust the machine.
    Bomb,
    /// An OLE file: Word before 2007, or a `.docx` with a password.
    Ole,
    /// A PDF, scanned or not.
    Pdf,
    /// An image.
    Image,
    /// A ZIP that holds no Word document: what it is, where that is known.
    NotWord(&'static str),
    /// Another format: its name.
    Other(&'static str),
    /// A broken file: what is wrong.
    Broken(String),
    /// Bytes in an encoding that is not known.
    Encoding(String),
    /// No text at all.
    Empty,
}

impl Refusal {
    /// What is wrong and what to do.
    pub fn say(&self) -> Say {
        match self {
            Self::TooLarge => Say::new(
                format!(
                    "tệp quá lớn (trên {} MB kể cả khi giải nén, hoặc quá nhiều đoạn, ô bảng); tách thành nhiều tệp, bỏ hình ảnh rồi nhập lại",
                    LARGEST >> 20
                ),
                format!(
                    "too large (over {} MB, unpacked or not, or too many paragraphs or cells); split it, take out images, then import again",
                    LARGEST >> 20
                ),
            ),
            Self::Bomb => Say::new(
                "tệp nén bất thường, có thể là tệp phá hoại; mở bằng Word, lưu thành tệp mới rồi nhập lại",
                "abnormally packed, perhaps on purpose; open it in Word, save it as a new file, then import that",
            ),
            Self::Ole => Say::new(
                "là tệp .doc kiểu cũ hoặc tệp có mật khẩu; mở bằng Word hay LibreOffice, bỏ mật khẩu, chọn “Lưu thành” .docx rồi \
                 nhập lại",
                "an old .doc or a file with a password; open it in Word or LibreOffice, remove the password, save it as .docx, \
                 then import that",
            ),
            Self::Pdf => Say::new(
                "là tệp PDF; xin tệp Word gốc ở nơi soạn thảo, hoặc (bản chụp) nhận dạng chữ bằng phần mềm OCR, lưu thành .docx, đối \
                 chiếu từng chữ rồi nhập lại",
                "a PDF; ask whoever drafted it for the Word file, or (of a scan) have the text recognised by OCR, save it as \
                 .docx, compare it word for word, then import that",
            ),
            Self::Image => Say::new(
                "là hình ảnh; xin tệp Word gốc, hoặc nhận dạng chữ bằng phần mềm OCR rồi lưu thành .docx",
                "an image; ask for the Word file, or have the text recognised by OCR and save it as .docx",
            ),
            Self::NotWord(what) => Say::new(
                format!("không phải tài liệu Word ({what}); mở bằng Word hay LibreOffice, lưu thành .docx rồi nhập lại"),
                format!("no Word document ({what}); open it in Word or LibreOffice, save it as .docx, then import that"),
            ),
            Self::Other(what) => Say::new(
                format!("là tệp {what}; mở bằng Word hay LibreOffice, lưu thành .docx rồi nhập lại"),
                format!("a file of the format {what}; open it in Word or LibreOffice, save it as .docx, then import that"),
            ),
            Self::Broken(what) => Say::new(
                format!("tệp hỏng ({what}); mở bằng Word, lưu thành tệp mới rồi nhập lại"),
                format!("broken ({what}); open it in Word, save it as a new file, then import that"),
            ),
            Self::Encoding(what) => Say::new(
                format!("không rõ bảng mã của chữ ({what}); lưu lại thành UTF-8 (Notepad: “Lưu thành”, “Mã hóa”) rồi nhập lại"),
                format!("the encoding is not known ({what}); save it as UTF-8, then import that"),
            ),
            Self::Empty => Say::new(
                "không có chữ nào để nhập; nếu là bản chụp, xin tệp Word gốc",
                "there is no text in it; of a scan, ask for the Word file",
            ),
        }
    }
}
