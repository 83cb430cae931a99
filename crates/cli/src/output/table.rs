//! Tables for eyes.

use super::one_line;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Columns that a table may take where nothing else is known; wider cells are broken into lines.
const WIDTH: u16 = 100;

/// `2031-03-01 to`, the last day below.
const SAID: u16 = 16;

/// Who reports a statement, and why it is listed where it is: a name of a file with `+1` fits, most reasons take two lines.
const REPORTED: u16 = 23;
const LISTED: u16 = 20;

/// Terms beside the statement that has their words: two lines.
const TERMS: u16 = 20;

/// A table with a header line; every cell on one logical line, broken where the width asks for it. Ends with a line end.
pub fn lines(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(header.iter().copied());
    for (column, name) in table.column_iter_mut().zip(header) {
        match *name {
            "said" => column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(SAID))),
            "id" => column.set_constraint(ColumnConstraint::ContentWidth),
            "reported by" => column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(REPORTED))),
            "terms" => column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(TERMS))),
            "listed as" | "mark" => {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(LISTED)))
            }
            _ => column,
        };
    }
    for row in rows {
        table.add_row(row.iter().map(|cell| one_line(cell)));
    }
    let mut shown = String::new();
    for line in table.to_string().lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        shown.push_str(line.trim_end());
        shown.push('\n');
    }
    shown
}

/// `name  value` lines with the names in one column; values are broken into lines that begin below the first.
pub fn fields(indent: usize, fields: &[(&str, String)]) -> String {
    /// Longest name of a field, and two spaces.
    const NAME: usize = 11;
    let mut shown = String::new();
    for (name, value) in fields {
        let room = usize::from(WIDTH) - indent - NAME;
        for (n, part) in wrapped(&one_line(value), room).iter().enumerate() {
            let name = if n == 0 { name } else { "" };
            let line = format!("{:indent$}{name:NAME$}{part}", "");
            shown.push_str(line.trim_end());
            shown.push('\n');
        }
    }
    shown
}

/// Words filled into lines of at most `width` characters; a longer word stands alone.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_broken_under_themselves() {
        let shown = fields(2, &[("title", "word ".repeat(30))]);
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= usize::from(WIDTH)));
        assert!(shown.lines().nth(1).unwrap().starts_with("             word"));
    }

    #[test]
    fn a_cell_with_line_ends_stays_one_row() {
        let shown = lines(&["said", "text"], &[vec!["2031".into(), "a\n\u{1b}b".into()]]);
        assert_eq!(shown.lines().count(), 2, "{shown}");
    }
}
