//! The words of a language: embedded TSV files read once into a table of lexemes.
//!
//! A lexeme gathers everything one word form can be ("second": an ordinal and a unit; "may": a month and a verb); the
//! grammar asks for the reading it needs. The format of each file stands in its header, and
//! `vocabulary/template/` explains what a further language must bring.

use crate::meaning::{DayPart, Modifier, Origin, Season, Unit};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What keeps a word from being taken at face value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caution {
    Plain,
    /// Also a first name (April).
    Name,
    /// Also another common word (May, fall).
    Word,
    /// An abbreviation (Mon, Dec).
    Short,
    /// A habit (Mondays).
    Plural,
}

/// What a number word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    Cardinal(u32),
    Scale(u32),
    Ordinal(u32),
    Half,
    Vague,
    Couple,
    /// "sixties" = 60.
    Decade(u32),
}

/// Where a modifier may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Point,
    Length,
    Any,
}

/// What a shift word counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    From(Origin),
    /// "the past two weeks".
    Span,
}

/// What a direction word counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Direction {
    pub forward: bool,
    /// `None`: only where no clause follows that says what from ("two days before the vote").
    pub from: Option<Origin>,
}

/// How a set is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    Each,
    Per,
    Times,
}

/// Tense hint of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    Past,
    Future,
    /// Future where "to" or "for" follows ("set to resume").
    FutureTo,
    /// Looks like a past, and is none ("hundred").
    None,
}

/// When a reference phrase may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    Plain,
    /// Directly before a lower-case word ("current conditions").
    Adjective,
    /// Not before another noun or inside a fixed phrase.
    Noun,
    Adverb,
    /// After "at" ("at the time").
    At,
}

/// What a phrase of several words stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phrase {
    Modifier(Modifier, Before),
    Edge(Modifier),
    Reference(String, Condition),
    Holiday(String),
    Direction(Direction),
}

macro_rules! roles {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// Words that hold expressions together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Role { $($variant),* }
        impl Role {
            fn parse(name: &str) -> Option<Role> {
                match name { $($name => Some(Role::$variant),)* _ => None }
            }
            fn bit(self) -> u64 { 1 << self as u8 }
        }
    };
}

roles! {
    The = "the", A = "a", Of = "of", And = "and", Or = "or", To = "to", Until = "until", In = "in", On = "on", At = "at", By = "by", Since = "since", During = "during", From = "from", Between = "between", Before = "before", After = "after", Within = "within", For = "for", Throughout = "throughout", Circa = "circa", Dated = "dated", Ended = "ended", Year = "year", Years = "years", So = "so", More = "more", Old = "old", Long = "long", Fiscal = "fiscal", Period = "period", Bc = "bc", Ad = "ad", O = "o", Clock = "clock", Am = "am", Pm = "pm", Hrs = "hrs", Full = "full", First = "first", Few = "few", Owner = "owner", Early = "early", Be = "be", Qualifier = "qualifier", Days = "days", As = "as", Post = "post", Not = "not", Numbered = "numbered", Compare = "compare", Results = "results", Like = "like", Last = "last",
}

/// Everything one word form can be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexeme {
    pub month: Option<(i8, Caution)>,
    pub weekday: Option<(i8, Caution)>,
    pub season: Option<(Season, Caution)>,
    /// The unit, and whether the form is plural.
    pub unit: Option<(Unit, bool)>,
    pub numeral: Option<Numeral>,
    pub part: Option<DayPart>,
    pub shift: Option<(i32, Reach)>,
    pub set: Option<&'static str>,
    pub every: Option<Every>,
    /// Minutes east of UTC; the inner `None` for letters that name several zones.
    pub zone: Option<Option<i16>>,
    pub hint: Option<Hint>,
    /// Phrases that begin with this word: the words after it, and what the whole stands for; longest first.
    pub phrases: Vec<(Vec<&'static str>, Phrase)>,
    roles: u64,
    /// Whether an expression may begin here.
    pub opens: bool,
}

impl Lexeme {
    pub fn is(&self, role: Role) -> bool {
        self.roles & role.bit() != 0
    }
}

/// A row of a vocabulary file that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct VocabularyError {
    pub file: &'static str,
    pub line: usize,
    pub problem: String,
}

impl std::fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vocabulary {} line {}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for VocabularyError {}

/// The lexemes of a language by lower-case form.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    lexemes: HashMap<&'static str, Lexeme>,
    longest: usize,
}

macro_rules! embedded {
    ($language:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../vocabulary/", $language, "/", $name, ".tsv")))),*]
    };
}

macro_rules! language {
    ($folder:literal) => {
        embedded!($folder: "months", "weekdays", "seasons", "units", "numbers", "day_parts", "shifts", "directions", "modifiers", "edges",
            "references", "sets", "every", "holidays", "zones", "tense", "function_words")
    };
}

const ENGLISH: &[(&str, &str)] = language!("en");

impl Vocabulary {
    /// The English words.
    pub fn english() -> &'static Vocabulary {
        static WORDS: LazyLock<Vocabulary> =
            LazyLock::new(|| Vocabulary::parse(ENGLISH).unwrap_or_else(|error| panic!("{error}")));
        &WORDS
    }

    fn parse(files: &'static [(&'static str, &'static str)]) -> Result<Vocabulary, VocabularyError> {
        let mut rows = Rows::default();
        for &(file, text) in files {
            for (number, line) in text.lines().enumerate() {
                if line.starts_with('#') || line.trim().is_empty() {
                    continue;
                }
                let cells: Vec<&'static str> = line.split('\t').collect();
                rows.add(file, &cells).ok_or_else(|| VocabularyError {
                    file,
                    line: number + 1,
                    problem: format!("cannot read {line:?}; the header of the file describes its columns"),
                })?;
            }
        }
        for lexeme in rows.0.values_mut() {
            lexeme.phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            lexeme.opens = lexeme.month.is_some()
                || lexeme.weekday.is_some()
                || lexeme.season.is_some()
                || lexeme.unit.is_some()
                || lexeme.numeral.is_some()
                || lexeme.part.is_some()
                || lexeme.shift.is_some()
                || lexeme.set.is_some()
                || lexeme.every.is_some()
                || !lexeme.phrases.is_empty()
                || [Role::The, Role::A, Role::Fiscal, Role::More, Role::Post]
                    .iter()
                    .any(|role| lexeme.is(*role));
        }
        let longest = rows.0.keys().map(|form| form.len()).max().unwrap_or(0);
        Ok(Vocabulary { lexemes: rows.0.into_iter().collect(), longest })
    }

    /// The lexeme of a word as it stands in a text, whatever its case.
    pub fn look_up(&self, word: &str) -> Option<&Lexeme> {
        const LONGEST: usize = 24;
        if word.len() > self.longest {
            return None;
        }
        let mut lower = [0_u8; LONGEST];
        if word.is_ascii() && word.len() <= LONGEST {
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return self.lexemes.get(std::str::from_utf8(lower).ok()?);
        }
        self.lexemes.get(word.to_lowercase().as_str())
    }
}

/// The lexemes while the files are read.
#[derive(Default)]
struct Rows(BTreeMap<&'static str, Lexeme>);

impl Rows {
    fn at(&mut self, form: &'static str) -> &mut Lexeme {
        self.0.entry(form).or_default()
    }

    fn phrase(&mut self, words: &'static str, meaning: Phrase) {
        let mut pieces = pieces(words).into_iter();
        if let Some(first) = pieces.next() {
            self.at(first).phrases.push((pieces.collect(), meaning));
        }
    }

    /// `None`: the row does not fit its file.
    fn add(&mut self, file: &str, cells: &[&'static str]) -> Option<()> {
        let form = *cells.first()?;
        let second = cells.get(1).copied();
        let third = cells.get(2).copied();
        match file {
            "months" => {
                let number = second?.parse().ok().filter(|n| (1..=12).contains(n))?;
                self.at(form).month = Some((number, caution(third?)?));
            }
            "weekdays" => {
                let number = second?.parse().ok().filter(|n| (1..=7).contains(n))?;
                self.at(form).weekday = Some((number, caution(third?)?));
            }
            "seasons" => self.at(form).season = Some((Season::parse(second?)?, caution(third?)?)),
            "units" => self.at(form).unit = Some((Unit::parse(second?)?, third? == "many")),
            "numbers" => {
                let value: u32 = third?.parse().ok()?;
                self.at(form).numeral = Some(match second? {
                    "cardinal" => Numeral::Cardinal(value),
                    "scale" => Numeral::Scale(value),
                    "ordinal" => Numeral::Ordinal(value),
                    "half" => Numeral::Half,
                    "vague" => Numeral::Vague,
                    "couple" => Numeral::Couple,
                    "decade" => Numeral::Decade(value),
                    _ => return None,
                });
            }
            "day_parts" => self.at(form).part = Some(DayPart::parse(second?)?),
            "shifts" => {
                let reach = match third? {
                    "published" => Reach::From(Origin::Published),
                    "preceding" => Reach::From(Origin::Preceding),
                    "span" => Reach::Span,
                    _ => return None,
                };
                self.at(form).shift = Some((second?.parse().ok()?, reach));
            }
            "directions" => {
                let forward = match second? {
                    "back" => false,
                    "forward" => true,
                    _ => return None,
                };
                let from = match third? {
                    "published" => Some(Origin::Published),
                    "preceding" => Some(Origin::Preceding),
                    "clause" => None,
                    _ => return None,
                };
                self.phrase(form, Phrase::Direction(Direction { forward, from }));
            }
            "modifiers" => {
                let before = match third? {
                    "point" => Before::Point,
                    "length" => Before::Length,
                    "any" => Before::Any,
                    _ => return None,
                };
                self.phrase(form, Phrase::Modifier(Modifier::parse(second?)?, before));
            }
            "edges" => self.phrase(form, Phrase::Edge(Modifier::parse(second?)?)),
            "references" => {
                let condition = match third? {
                    "plain" => Condition::Plain,
                    "adjective" => Condition::Adjective,
                    "noun" => Condition::Noun,
                    "adverb" => Condition::Adverb,
                    "at" => Condition::At,
                    _ => return None,
                };
                self.phrase(form, Phrase::Reference(second?.to_owned(), condition));
            }
            "sets" => self.at(form).set = Some(second?),
            "every" => {
                self.at(form).every = Some(match second? {
                    "every" => Every::Each,
                    "per" => Every::Per,
                    "times" => Every::Times,
                    _ => return None,
                });
            }
            "holidays" => self.phrase(form, Phrase::Holiday(second?.to_owned())),
            "zones" => {
                self.at(form).zone = Some(match second? {
                    "-" => None,
                    offset => Some(offset.parse().ok()?),
                });
            }
            "tense" => {
                self.at(form).hint = Some(match second? {
                    "past" => Hint::Past,
                    "future" => Hint::Future,
                    "future_to" => Hint::FutureTo,
                    "none" => Hint::None,
                    _ => return None,
                });
            }
            "function_words" => self.at(form).roles |= Role::parse(second?)?.bit(),
            _ => return None,
        }
        Some(())
    }
}

fn caution(name: &str) -> Option<Caution> {
    Some(match name {
        "plain" => Caution::Plain,
        "name" => Caution::Name,
        "verb" | "word" => Caution::Word,
        "short" => Caution::Short,
        "plural" => Caution::Plural,
        _ => return None,
    })
}

/// A phrase cut as the tokeniser cuts a text: words and single marks.
fn pieces(phrase: &'static str) -> Vec<&'static str> {
    let mut cut = Vec::new();
    let mut start = None;
    for (at, c) in phrase.char_indices() {
        if c.is_alphabetic() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            cut.push(&phrase[from..at]);
        }
        if !c.is_whitespace() {
            cut.push(&phrase[at..at + c.len_utf8()]);
        }
    }
    if let Some(from) = start {
        cut.push(&phrase[from..]);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_english_files_is_read() {
        let vocabulary = Vocabulary::parse(ENGLISH).unwrap();
        assert!(vocabulary.lexemes.len() > 300);
        assert!(vocabulary.look_up("SEPT").unwrap().month.is_some());
        assert_eq!(vocabulary.look_up("aldra").map(|lexeme| lexeme.opens), None);
    }

    /// What a further language is copied from.
    const TEMPLATE: &[(&str, &str)] = language!("template");

    #[test]
    fn every_row_of_the_template_is_read() {
        let vocabulary = Vocabulary::parse(TEMPLATE).unwrap();
        assert_eq!(vocabulary.look_up("januaro").and_then(|lexeme| lexeme.month), Some((1, Caution::Plain)));
        assert_eq!(vocabulary.look_up("ĈIU").and_then(|lexeme| lexeme.every), Some(Every::Each));
    }

    #[test]
    fn the_template_says_what_the_english_files_say() {
        let header =
            |text: &'static str| text.lines().take_while(|line| line.starts_with('#')).collect::<Vec<_>>();
        for ((file, english), (_, template)) in ENGLISH.iter().zip(TEMPLATE) {
            assert_eq!(
                header(english),
                header(template),
                "help: copy the header of vocabulary/en/{file}.tsv"
            );
            assert!(template.lines().any(|line| !line.starts_with('#')), "{file} has no row");
        }
    }

    #[test]
    fn one_form_keeps_all_its_readings() {
        let second = Vocabulary::english().look_up("second").unwrap();
        assert_eq!(second.numeral, Some(Numeral::Ordinal(2)));
        assert_eq!(second.unit, Some((Unit::Second, false)));
    }

    #[test]
    fn a_row_that_does_not_fit_is_told_with_its_line() {
        let error = Vocabulary::parse(&[("months", "# header\nmoonth\tthirteen\tplain")]).unwrap_err();
        assert_eq!((error.file, error.line), ("months", 2));
        assert!(error.to_string().contains("moonth"));
    }

    #[test]
    fn phrases_are_cut_like_text() {
        assert_eq!(pieces("new year's day"), ["new", "year", "'", "s", "day"]);
    }
}
