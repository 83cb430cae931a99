//! An article with its statements marked, for eyes.
//!
//! The words stay as they are. Content stands between `⟦N` and `⟧`, and where there are colours it is coloured by kind, the source underlined, the cue in
//! italics, noise dimmed. In the margin: the kind of each block that is not running text, and for statement N its speaker, date and kind.

use super::{counted, dates, shortened, visible};
use anstyle::{AnsiColor, Style};
use reportedly::schema::{Block, BlockKind, Kind, Reading, Rejected, Span, Speaker, Statement};
use std::io::{self, Write};

/// Columns of the margin and of the text: together with the rule between them, 100.
const MARGIN: usize = 23;
const TEXT: usize = 74;

pub const NOISE: Style = Style::new().dimmed();
pub const LABEL: Style = Style::new().bold();
const MARK: Style = AnsiColor::Yellow.on_default();

/// Writes the heading and every block. Give a stream that strips colours where there are none.
///
/// # Errors
/// When the stream cannot be written.
pub fn article(out: &mut impl Write, reading: &Reading, statements: &[Statement]) -> io::Result<()> {
    writeln!(out, "{LABEL}{}{LABEL:#}", visible(&reading.path))?;
    writeln!(out, "{}", heading(reading, statements.len()))?;
    let marks = Marks::of(statements);
    let mut before: Option<&Block> = None;
    for block in &reading.blocks {
        let apart = before.is_none_or(|b| {
            b.kind != block.kind
                || reading.cut(Span { start: b.span.end, end: block.span.start }).matches('\n').count() > 1
        });
        if apart {
            writeln!(out, "{:MARGIN$} │", "")?;
        }
        one_block(out, reading, block, statements, &marks)?;
        before = Some(block);
    }
    writeln!(out)
}

/// Writes that an input was declined, in its place.
///
/// # Errors
/// When the stream cannot be written.
pub fn rejected(out: &mut impl Write, rejected: &Rejected) -> io::Result<()> {
    writeln!(out, "{LABEL}{}{LABEL:#}", visible(&rejected.path))?;
    writeln!(out, "not read ({}): {}\n", rejected.code, visible(&rejected.message))
}

/// `published … · outlet … · language · N statements`.
fn heading(reading: &Reading, statements: usize) -> String {
    format!(
        "published {} · {} · {} · {}",
        dates::published(reading.published.as_ref()),
        reading.outlet.as_deref().map_or("outlet not known".into(), visible),
        reading.language.as_deref().unwrap_or("language not known"),
        counted(statements, "statement", "statements"),
    )
}

/// Who is behind a statement; several possible names are shown with question marks.
pub fn speaker(speaker: &Speaker) -> String {
    match &speaker.name {
        Some(name) => visible(name).into_owned(),
        None if speaker.candidates.is_empty() => "speaker not known".to_string(),
        None => {
            speaker.candidates.iter().map(|name| format!("{}?", visible(name))).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Where marks begin and end, by byte.
struct Marks {
    /// (start, statement number), by start and then by the longer span first.
    opens: Vec<(u32, usize)>,
    /// Ends, sorted.
    closes: Vec<u32>,
    /// Spans with the style of the words in them; later ones win.
    styles: Vec<(Span, Style)>,
}

impl Marks {
    fn of(statements: &[Statement]) -> Self {
        let mut opens = Vec::new();
        let mut closes = Vec::new();
        let mut styles = Vec::new();
        for (n, statement) in statements.iter().enumerate() {
            let color = match statement.kind {
                Kind::Direct => AnsiColor::Green,
                Kind::Mixed => AnsiColor::Cyan,
                Kind::Indirect => AnsiColor::Blue,
            };
            for span in &statement.content {
                opens.push((span.start, std::cmp::Reverse(span.end), n + 1));
                closes.push(span.end);
                styles.push((*span, color.on_default()));
            }
        }
        for statement in statements {
            styles.extend(statement.source.iter().map(|span| (*span, Style::new().underline())));
            styles.extend(statement.cue.iter().map(|span| (*span, Style::new().italic())));
        }
        opens.sort();
        closes.sort_unstable();
        Marks { opens: opens.into_iter().map(|(start, _, n)| (start, n)).collect(), closes, styles }
    }

    fn style_at(&self, byte: u32) -> Style {
        self.styles.iter().rev().find(|(span, _)| span.covers(byte)).map_or(Style::new(), |(_, style)| *style)
    }
}

/// A character on its way to a line.
#[derive(Clone, Copy)]
struct Glyph {
    char: char,
    style: Style,
    /// Byte in the reading it came from or stands before.
    byte: u32,
}

fn glyphs(reading: &Reading, block: &Block, marks: &Marks) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    let mut put = |text: &str, style: Style, byte: u32| {
        glyphs.extend(text.chars().map(|char| Glyph { char, style, byte }))
    };
    let noise = block.kind.is_noise();
    let closing = |byte: u32| {
        marks.closes.partition_point(|at| *at <= byte) - marks.closes.partition_point(|at| *at < byte)
    };
    for (n, c) in reading.cut(block.span).char_indices() {
        let byte = block.span.start + n as u32;
        if n > 0 {
            put(&"⟧".repeat(closing(byte)), MARK, byte);
        }
        let first = marks.opens.partition_point(|(at, _)| *at < byte);
        for (_, number) in marks.opens[first..].iter().take_while(|(at, _)| *at == byte) {
            put(&format!("⟦{number} "), MARK, byte);
        }
        let style = if noise { NOISE } else { marks.style_at(byte) };
        let mut buffer = [0; 4];
        put(&visible(c.encode_utf8(&mut buffer)), style, byte);
    }
    put(&"⟧".repeat(closing(block.span.end)), MARK, block.span.end);
    glyphs
}

/// Breaks at line ends, and at the last space that fits.
fn filled(glyphs: &[Glyph]) -> Vec<&[Glyph]> {
    let mut lines = Vec::new();
    for paragraph in glyphs.split(|g| g.char == '\n') {
        let mut rest = paragraph;
        while rest.len() > TEXT {
            let space = rest[..=TEXT].iter().rposition(|g| g.char == ' ').filter(|at| *at > 0);
            let (line, after) = match space {
                Some(at) => (&rest[..at], &rest[at + 1..]),
                None => rest.split_at(TEXT),
            };
            lines.push(line);
            rest = after;
        }
        lines.push(rest);
    }
    lines
}

fn one_block(
    out: &mut impl Write,
    reading: &Reading,
    block: &Block,
    statements: &[Statement],
    marks: &Marks,
) -> io::Result<()> {
    let glyphs = glyphs(reading, block, marks);
    let lines = filled(&glyphs);
    let labels = labels(block, statements, &lines);
    for n in 0..lines.len().max(labels.len()) {
        let label = labels.get(n).map_or("", String::as_str);
        let style = if block.kind.is_noise() { NOISE } else { LABEL };
        write!(
            out,
            "{:pad$}{style}{label}{style:#} │",
            "",
            pad = MARGIN.saturating_sub(label.chars().count())
        )?;
        let line = lines.get(n).copied().unwrap_or_default();
        if !line.is_empty() {
            write!(out, " ")?;
        }
        for run in line.chunk_by(|a, b| a.style == b.style) {
            let style = run[0].style;
            let words: String = run.iter().map(|g| g.char).collect();
            write!(out, "{style}{words}{style:#}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What stands in the margin beside each line: the block's kind first, then each statement beside the line it begins on or as soon after as there
/// is room.
fn labels(block: &Block, statements: &[Statement], lines: &[&[Glyph]]) -> Vec<String> {
    let mut labels = Vec::new();
    if block.kind != BlockKind::Body {
        labels.push(block.kind.to_string());
    }
    for (n, statement) in statements.iter().enumerate() {
        let start = statement.start();
        if !block.span.covers(start) {
            continue;
        }
        let line = lines.iter().rposition(|line| line.first().is_some_and(|g| g.byte <= start)).unwrap_or(0);
        while labels.len() < line {
            labels.push(String::new());
        }
        labels.push(shortened(&format!("{} {}", n + 1, speaker(&statement.speaker)), MARGIN));
        labels.push(shortened(&format!("{}, {}", dates::said(&statement.said), statement.kind), MARGIN));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly::schema::{How, Modality, Mode, Said, Sha256, SpeakerKind, StatementId, Times};

    fn reading(text: &str, kind: BlockKind) -> Reading {
        Reading {
            path: "a.txt".into(),
            raw_sha256: Sha256::of(text.as_bytes()),
            text: text.into(),
            text_sha256: Sha256::of(text.as_bytes()),
            blocks: vec![Block { span: Span::new(0, text.len()), kind, lang: None }],
            url: None,
            outlet: None,
            outlet_basis: None,
            title: None,
            authors: vec![],
            published: None,
            updated: None,
            language: Some("en".into()),
            problems: vec![],
            extra: Default::default(),
            reader: "test".into(),
        }
    }

    fn statement(reading: &Reading, content: Vec<Span>) -> Statement {
        Statement {
            id: StatementId::new(reading.text_sha256, &content, &[]),
            kind: Kind::Direct,
            mode: Mode::Speech,
            source: vec![],
            cue: vec![],
            content,
            speaker: Speaker {
                name: Some("Ada Venn".into()),
                id: Some("e1".into()),
                kind: SpeakerKind::Person,
                how: How::Named,
                candidates: vec![],
            },
            addressee: None,
            via: vec![],
            said: Said::none(),
            times: Times::Once,
            venue: None,
            acts: vec![],
            negated: false,
            modality: Modality::Asserted,
            terms: vec![],
            nested_in: None,
            confidence: 900,
            why: vec![],
        }
    }

    fn shown(reading: &Reading, statements: &[Statement]) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        article(&mut out, reading, statements).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn parts_and_nested_contents_are_marked_where_they_begin_and_end() {
        let reading = reading("“Nø,” she said, “nø.”", BlockKind::Body);
        let outer = statement(&reading, vec![Span::new(0, 10), Span::new(21, 31)]);
        let inner = statement(&reading, vec![Span::new(3, 6)]);
        let shown = shown(&reading, &[outer, inner]);
        assert!(shown.contains("⟦1 “⟦2 Nø⟧,”⟧ she said, ⟦1 “nø.”⟧"), "{shown}");
        assert!(shown.contains("             1 Ada Venn │"), "{shown}");
        assert!(shown.contains(" date not known, direct │"), "{shown}");
    }

    #[test]
    fn without_statements_every_word_of_a_long_block_is_shown_once() {
        let text = (0..200).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let shown = shown(&reading(&text, BlockKind::Nav), &[]);
        let words: Vec<&str> = shown
            .lines()
            .skip(3)
            .filter_map(|line| line.split_once("│ "))
            .flat_map(|(_, l)| l.split(' '))
            .collect();
        assert_eq!(words.join(" "), text);
        assert!(shown.lines().all(|line| line.chars().count() <= MARGIN + 3 + TEXT), "{shown}");
        assert!(shown.contains("nav │"));
    }
}
