//! Calendars as RFC 5545 has them: days on which something is due, for the calendar of a phone.
//!
//! A file is a function of what it is about: no clock, no position in a list, no address of this program stands in one,
//! so that the same deadline is the same entry after every build.

use jiff::civil::Date;

/// Most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// What an entry needs to be the same entry again, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// The same whenever the same deadline is meant, and no other's.
    pub(super) uid: String,
    /// The day, which fills the calendar's whole day.
    pub(super) date: Date,
    /// The day the entry is of, in place of the moment of writing that other programs put there.
    pub(super) stamp: Date,
    pub(super) summary: String,
    pub(super) description: String,
    /// The absolute address of the place that sets the deadline, where the site knows its own.
    pub(super) url: Option<String>,
}

/// A calendar with these entries, in their order.
pub(super) fn calendar(name: &str, events: &[Event]) -> Vec<u8> {
    let mut out = Lines(String::new());
    out.add("BEGIN", "VCALENDAR");
    out.add("VERSION", "2.0");
    out.add("PRODID", "-//congkhai//congkhai//VI");
    // The standard's name for it, and the one that calendars read.
    out.add("NAME", &escape(name));
    out.add("X-WR-CALNAME", &escape(name));
    for event in events {
        out.event(event);
    }
    out.add("END", "VCALENDAR");
    out.0.into_bytes()
}

/// Content lines as they are made.
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.add("BEGIN", "VEVENT");
        self.add("UID", &escape(&event.uid));
        self.add("DTSTAMP", &format!("{}T000000Z", basic(event.stamp)));
        self.add("DTSTART;VALUE=DATE", &basic(event.date));
        self.add("SUMMARY", &escape(&event.summary));
        if !event.description.is_empty() {
            self.add("DESCRIPTION", &escape(&event.description));
        }
        if let Some(url) = &event.url {
            self.add("URL", url);
        }
        // A deadline takes nobody's day.
        self.add("TRANSP", "TRANSPARENT");
        self.add("END", "VEVENT");
    }

    /// A property on lines of at most 75 octets: each further one begins with a space, which readers take away.
    fn add(&mut self, name: &str, value: &str) {
        // Whatever a value holds, it ends no line: a file has the properties written here and no others.
        let line = format!("{name}:{value}").replace(char::is_control, " ");
        let (mut rest, mut room) = (line.as_str(), LINE);
        while rest.len() > room {
            let (first, further) = rest.split_at(cut(rest, room));
            self.0.push_str(first);
            self.0.push_str("\r\n ");
            (rest, room) = (further, LINE - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// Where to cut what is longer than so many octets: between letters, and in a word where there is one, because some
/// readers drop spaces at the ends of a line. A short line is no good either, so none is less than half full.
fn cut(text: &str, room: usize) -> usize {
    let mut ends = (room / 2..=room).rev().filter(|at| text.is_char_boundary(*at));
    let in_word = |at: &usize| !text[..*at].ends_with(char::is_whitespace) && !text[*at..].starts_with(char::is_whitespace);
    ends.clone().find(in_word).or_else(|| ends.next()).unwrap_or(text.len())
}

/// A date in the basic form: `20250605`.
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A value of type TEXT (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            // Some readers end a line at each of these.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(name: &str, value: &str) -> String {
        let mut out = Lines(String::new());
        out.add(name, value);
        out.0
    }

    /// A reader's way back, written from the standard and not from the writer.
    fn unescaped(text: &str) -> String {
        let (mut out, mut chars) = (String::new(), text.chars());
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(c @ ('\\' | ';' | ',')) => out.push(c),
                    other => panic!("\\{other:?}"),
                },
                ';' | ',' => panic!("{c} stands bare in {text}"),
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_lines_that_are_short_enough(text in "(?s).*|[a-zà-ỹ,;\\\\ \u{1f600}\r\n\t]{0,400}") {
            let lines = written("SUMMARY", &escape(&text));
            prop_assert!(lines.ends_with("\r\n"));
            for line in lines.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets", line.len());
                prop_assert!(!line.contains(char::is_control));
            }
            let unfolded = lines.replace("\r\n ", "");
            let value = unfolded.strip_prefix("SUMMARY:").and_then(|rest| rest.strip_suffix("\r\n")).expect("the property");
            let breaks = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            let expected = text.replace("\r\n", "\n").replace(breaks, "\n");
            let expected = expected.replace(|c: char| c.is_control() && c != '\n', " ");
            prop_assert_eq!(unescaped(value), expected);
        }
    }

    #[test]
    fn lines_are_filled_to_the_last_octet() {
        let exact = "x".repeat(LINE - "URL:".len());
        assert_eq!(written("URL", &exact), format!("URL:{exact}\r\n"));
        assert_eq!(written("URL", &format!("{exact}y")), format!("URL:{exact}\r\n y\r\n"));
        // Three octets that no longer fit go to the next line whole.
        let short = "x".repeat(LINE - "URL:".len() - 2);
        assert_eq!(written("URL", &format!("{short}ệ")), format!("URL:{short}\r\n ệ\r\n"));
        // No space stands where lines meet, unless there is nothing else.
        let words = format!("{short}x yz");
        assert_eq!(written("URL", &words), format!("URL:{short}\r\n x yz\r\n"));
        assert_eq!(written("URL", &" ".repeat(80)), format!("URL:{}\r\n {}\r\n", " ".repeat(71), " ".repeat(9)));
    }

    #[test]
    fn no_value_begins_a_property_of_its_own() {
        assert_eq!(written("URL", "https://x/\r\nATTACH:y"), "URL:https://x/  ATTACH:y\r\n");
    }
}
