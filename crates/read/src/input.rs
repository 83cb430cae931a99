//! The way in: what the user says of an input, limits, and which of the three readers it goes to.

use crate::decode::{Decoded, decode};
use crate::{jsonl, page, plain};
use reportedly_schema::{Day, Reading, Rejected, RejectedCode, Sha256};
use std::collections::BTreeMap;

/// The version of the reader; it changes whenever the same bytes may be read otherwise.
pub const READER: &str = "read/1";

/// What the user says of an article. It goes before anything that the article says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// Where the article came from.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Day>,
    /// When it was changed.
    pub updated: Option<Day>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Fields that have no place above.
    pub extra: BTreeMap<String, serde_json::Value>,
}

reportedly_schema::spelled! {
    /// What an input is.
    Input {
        /// Found out from its content, the file's ending as a hint.
        Auto = "auto",
        /// Plain text, one article.
        Text = "text",
        /// An HTML page, one article.
        Html = "html",
        /// JSON lines, an article a line.
        Jsonl = "jsonl",
    }
}

/// Sizes over which an input is declined, so that no input can take forever. Never a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article (of a line, in JSON lines).
    pub bytes: usize,
    /// Bytes of one line of plain text.
    pub line: usize,
    /// Bytes of an HTML page.
    pub page: usize,
    /// Tags of an HTML page.
    pub nodes: usize,
    /// Elements open at once in an HTML page.
    pub nesting: usize,
}

impl Default for Limits {
    /// An article of 16 MiB is longer than any; news pages have up to 20,000 tags, 60 deep, and 5 MB with inlined data.
    fn default() -> Self {
        Limits { bytes: 16 << 20, line: 2 << 20, page: 16 << 20, nodes: 200_000, nesting: 400 }
    }
}

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the input is.
    pub input: Input,
    /// Sizes over which it is declined.
    pub limits: Limits,
    /// Names of fields in JSON lines: (ours, theirs), such as `("published", "pub_dt")`.
    pub map: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Options { input: Input::Auto, limits: Limits::default(), map: Vec::new() }
    }
}

/// Reads one input: one element, or one for each line of JSON lines (their path is `path#N`, 1-based; blank lines give
/// nothing and are counted).
///
/// ```
/// use reportedly_read::{Given, Options, read};
/// let text = b"Port of Aldra may reopen\n5 March 2031\nThe port will open again in spring, the harbour master told reporters on Monday.\n";
/// let reading = read("aldra.txt", text, &Given::default(), &Options::default()).remove(0).unwrap();
/// assert_eq!(reading.title.as_deref(), Some("Port of Aldra may reopen"));
/// assert_eq!(reading.published.unwrap().value, "2031-03-05".parse().ok());
/// ```
pub fn read(path: &str, bytes: &[u8], given: &Given, options: &Options) -> Vec<Result<Reading, Rejected>> {
    match kind(path, bytes, options) {
        Input::Jsonl => read_lines(path, bytes, given, options).map(|(_, found)| found).collect(),
        kind => vec![article(path, bytes, given, options, kind)],
    }
}

/// Reads JSON lines one by one: the line's number (1-based) and what it held. The bytes may be a part of a file: add the
/// number of lines before it with [`read_line`] instead where the file is read piece by piece.
pub fn read_lines<'a>(
    path: &'a str,
    bytes: &'a [u8],
    given: &'a Given,
    options: &'a Options,
) -> impl Iterator<Item = (usize, Result<Reading, Rejected>)> + 'a {
    let mut offset = 0;
    bytes.split(|b| *b == b'\n').enumerate().filter_map(move |(n, line)| {
        let at = offset;
        offset += line.len() + 1;
        Some((n + 1, read_line(path, n + 1, at as u64, line, given, options)?))
    })
}

/// Reads line `number` (1-based) of the JSON lines in `path`, which begins at byte `offset`; `None` for a blank line.
/// With a buffered reader, a file of any size is read in the memory of its longest line.
pub fn read_line(
    path: &str,
    number: usize,
    offset: u64,
    line: &[u8],
    given: &Given,
    options: &Options,
) -> Option<Result<Reading, Rejected>> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = if number == 1 { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line) } else { line };
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    Some(jsonl::record(&format!("{path}#{number}"), offset, line, given, options))
}

/// A refusal.
pub(crate) fn rejected(path: &str, bytes: &[u8], code: RejectedCode, message: String) -> Rejected {
    Rejected { path: path.into(), raw_sha256: Some(Sha256::of(bytes)), code, message, reading: None }
}

fn article(
    path: &str,
    bytes: &[u8],
    given: &Given,
    options: &Options,
    kind: Input,
) -> Result<Reading, Rejected> {
    let limit = if kind == Input::Html { options.limits.page } else { options.limits.bytes };
    if bytes.len() > limit {
        let message =
            format!("{} bytes, over the limit of {limit} bytes for one article; split it", bytes.len());
        return Err(rejected(path, bytes, RejectedCode::TooLarge, message));
    }
    let declared = if kind == Input::Html { page::declared_encoding(bytes) } else { None };
    let (text, problem) = match decode(bytes, declared.as_deref()) {
        Decoded::Text(text, problem) => (text, problem),
        Decoded::Empty => {
            let message = "nothing but white space".to_string();
            return Err(rejected(path, bytes, RejectedCode::Empty, message));
        }
        Decoded::Binary(at) => {
            let message = format!("not text: a control byte at offset {at}; give text, HTML or JSON lines");
            return Err(rejected(path, bytes, RejectedCode::Binary, message));
        }
    };
    let mut reading = if kind == Input::Html {
        page::reading(path, bytes, &text, given, &options.limits)?
    } else {
        plain::reading(path, bytes, text, given, &options.limits)?
    };
    reading.problems.extend(problem);
    plain::check_language(reading)
}

/// What an input is, by its content first.
pub(crate) fn kind(path: &str, bytes: &[u8], options: &Options) -> Input {
    if options.input != Input::Auto {
        return options.input;
    }
    /// Bytes looked at.
    const SNIFFED: usize = 8 * 1024;
    let head = &bytes[..bytes.len().min(SNIFFED)];
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let name = path.to_ascii_lowercase();
    let ending = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
    if head.starts_with('{') {
        let end = bytes.iter().position(|b| *b == b'{').unwrap_or(0);
        let line = bytes[end..].split(|b| *b == b'\n').next().unwrap_or(b"");
        let object = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
        if object || ending(&[".jsonl", ".ndjson", ".jsonlines"]) {
            return Input::Jsonl;
        }
    }
    if ending(&[".jsonl", ".ndjson", ".jsonlines"]) {
        return Input::Jsonl;
    }
    let lower = head.to_ascii_lowercase();
    let opens =
        ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--"].iter().any(|o| lower.starts_with(o));
    let tags = [
        "<p>", "<p ", "</p>", "<div", "</div>", "<meta ", "<title>", "<script", "<a href", "<br", "<h1",
        "<article", "<span", "<link ",
    ]
    .iter()
    .map(|t| lower.matches(t).count())
    .sum::<usize>();
    /// So many tags in the first kilobytes make a page.
    const PAGE_TAGS: usize = 5;
    let html_name = ending(&[".html", ".htm", ".xhtml"]);
    if (opens && (lower.contains("<html") || lower.contains("doctype html") || tags > 0))
        || tags >= PAGE_TAGS
        || (html_name && (tags > 0 || opens))
    {
        return Input::Html;
    }
    Input::Text
}
