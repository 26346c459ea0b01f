//! CSV as RFC 4180 has it: a comma between, a line of CR and LF, quotes where they are needed.

/// The mark by which spreadsheets take a file for UTF-8; without it Excel shows no Vietnamese.
const MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table that grows row by row.
pub(super) struct Table(String);

impl Table {
    /// One with a row of names.
    pub(super) fn new<'c>(names: impl IntoIterator<Item = &'c str>) -> Self {
        let mut table = Self(MARK.to_owned());
        table.row(names);
        table
    }

    /// Adds a row. A cell that a spreadsheet would take for a formula gets an apostrophe before it, by which it shows it as text.
    pub(super) fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        let guard = if text.trim_start_matches([' ', '\u{a0}', '\n']).starts_with(FORMULA) { "'" } else { "" };
        if text.contains(['"', ',', '\r', '\n']) {
            self.0.push_str(&format!("\"{guard}{}\"", text.replace('"', "\"\"")));
        } else {
            self.0.push_str(guard);
            self.0.push_str(text);
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_is_quoted_and_what_calculates_is_text() {
        let mut table = Table::new(["a", "b"]);
        table.row(["x, \"y\"", "=1+1"]);
        table.row([" @SUM(A1)", "-1,5"]);
        table.row(["59/2023/NĐ-CP", ""]);
        let text = String::from_utf8(table.into_bytes()).expect("UTF-8");
        assert_eq!(text, "\u{feff}a,b\r\n\"x, \"\"y\"\"\",'=1+1\r\n' @SUM(A1),\"'-1,5\"\r\n59/2023/NĐ-CP,\r\n");
    }
}
