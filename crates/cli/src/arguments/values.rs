//! Values on the command line: days, windows, confidence, field names.

use reportedly::schema::Day;

/// `--map FIELD=NAME`: our field, and the name it has in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldName {
    /// Our field.
    pub field: String,
    /// The name in the input.
    pub name: String,
}

/// Our fields that `--map` can name.
pub const FIELDS: [&str; 7] = ["text", "title", "published", "url", "outlet", "authors", "language"];

/// A full day.
pub fn day(typed: &str) -> Result<Day, String> {
    iso_day(typed).ok_or_else(|| "expected a day as YYYY-MM-DD".to_string())
}

/// The first day of a day, month or year.
pub fn first_day(typed: &str) -> Result<Day, String> {
    period(typed).map(|(first, _)| first)
}

/// The last day of a day, month or year.
pub fn last_day(typed: &str) -> Result<Day, String> {
    period(typed).map(|(_, last)| last)
}

fn period(typed: &str) -> Result<(Day, Day), String> {
    let found = match typed.len() {
        4 => iso_day(&format!("{typed}-01-01")).map(|first| (first, first.last_of_year())),
        7 => iso_day(&format!("{typed}-01")).map(|first| (first, first.last_of_month())),
        _ => iso_day(typed).map(|day| (day, day)),
    };
    found.ok_or_else(|| "expected YYYY-MM-DD, YYYY-MM or YYYY".to_string())
}

/// `YYYY-MM-DD` and nothing else (the parser of jiff also takes times and offsets).
fn iso_day(typed: &str) -> Option<Day> {
    let shape = |(n, byte): (usize, u8)| if n == 4 || n == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if typed.len() == 10 && typed.bytes().enumerate().all(shape) { typed.parse().ok() } else { None }
}

/// A number from 0 to 1, in thousandths.
pub fn confidence(typed: &str) -> Result<u16, String> {
    match typed.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok((value * 1000.0).round() as u16),
        _ => Err("expected a number from 0 to 1".to_string()),
    }
}

/// A number of threads.
pub fn jobs(typed: &str) -> Result<usize, String> {
    match typed.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err("expected a number of threads from 1 to 1024".to_string()),
    }
}

/// `FIELD=NAME`.
pub fn field_name(typed: &str) -> Result<FieldName, String> {
    match typed.split_once('=') {
        Some((field, name)) if FIELDS.contains(&field) && !name.is_empty() => {
            Ok(FieldName { field: field.to_string(), name: name.to_string() })
        }
        _ => Err(format!("expected FIELD=NAME, where FIELD is one of {}", FIELDS.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_and_end_where_the_calendar_says() {
        assert_eq!(first_day("2028-02").unwrap().to_string(), "2028-02-01");
        assert_eq!(last_day("2028-02").unwrap().to_string(), "2028-02-29");
        assert_eq!(last_day("2031").unwrap().to_string(), "2031-12-31");
        for wrong in
            ["", "31", "2031-13", "2031-02-30", "2031-3-5", "20310305", "2031-03-05T10:00", "2031-03-0５"]
        {
            assert!(first_day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn confidence_is_in_thousandths() {
        assert_eq!(confidence("0.9345"), Ok(935));
        for wrong in ["1.1", "-0.1", "NaN", "high", "90%"] {
            assert!(confidence(wrong).is_err(), "{wrong}");
        }
    }
}
