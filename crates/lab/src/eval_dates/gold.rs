//! A text with the time expressions that people marked in it.

use jiff::civil::Date;

/// A gold expression.
pub struct GoldTimex {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// TIMEX3 type.
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
}

/// A text without its tags.
pub struct GoldText {
    /// The text.
    pub text: String,
    /// The document creation time.
    pub published: Option<Date>,
    /// The expressions, by their first byte; that of the document creation time is not among them.
    pub timexes: Vec<GoldTimex>,
    /// Bytes in which nothing counts: the document creation time where it stands in the text.
    pub ignored: Vec<std::ops::Range<usize>>,
}

impl GoldText {
    /// Whether an expression found here counts.
    pub fn counts(&self, start: usize, end: usize) -> bool {
        !self.ignored.iter().any(|range| start < range.end && range.start < end)
    }
}

/// The value of an attribute of a tag.
pub fn attribute<'a>(mark: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = mark.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// The character that the entity at the start of `rest` stands for, and the entity's length in bytes.
pub fn entity(rest: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
    ENTITIES
        .iter()
        .find(|(name, _)| rest.starts_with(name))
        .map_or(('&', 1), |(name, character)| (*character, name.len()))
}
