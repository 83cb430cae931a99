//! What can be counted in one line without knowing its neighbours.

use crate::stamp::{Habit, Stamp, stamps};
use crate::vocabulary::{self, Hits, Verb};

/// Writing systems, as far as they are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Han,
    Kana,
    Hangul,
    Indic,
    Thai,
    Caucasian,
    Other,
}

/// The writing system of a letter; `None` for what is no letter.
pub fn script_of(c: char) -> Option<Script> {
    if c.is_ascii_alphabetic() {
        return Some(Script::Latin);
    }
    if c.is_ascii() || !c.is_alphabetic() {
        return None;
    }
    Some(match c as u32 {
        0xaa..=0x24f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff5a => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f | 0x1c80..=0x1c8f => Script::Cyrillic,
        0x530..=0x58f | 0x10a0..=0x10ff => Script::Caucasian,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Script::Arabic,
        0x900..=0xdff => Script::Indic,
        0xe00..=0xe7f => Script::Thai,
        0x3040..=0x30ff => Script::Kana,
        0x1100..=0x11ff | 0xac00..=0xd7ff => Script::Hangul,
        0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2ffff => Script::Han,
        _ => Script::Other,
    })
}

/// The script with the most letters of `text` and how many of all letters it has.
pub fn main_script(text: &str) -> Option<(Script, usize, usize)> {
    let mut counts = [0usize; 12];
    for c in text.chars() {
        if let Some(script) = script_of(c) {
            counts[script as usize] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    const SCRIPTS: [Script; 12] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Greek,
        Script::Arabic,
        Script::Hebrew,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::Indic,
        Script::Thai,
        Script::Caucasian,
        Script::Other,
    ];
    let best = SCRIPTS.iter().max_by_key(|s| (counts[**s as usize], std::cmp::Reverse(**s)))?;
    (all > 0).then_some((*best, counts[*best as usize], all))
}

/// What is counted in a line.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The line in lower case with straight apostrophes and single spaces.
    pub plain: String,
    /// Words: runs of letters, digits, apostrophes and inner hyphens.
    pub words: usize,
    /// Words that carry grammar in English.
    pub grammar: usize,
    /// Words that carry grammar in another language and none in English.
    pub foreign: usize,
    /// Finite verb forms on the lists, and lower-case words in -ed.
    pub verbs: usize,
    /// Verbs of saying.
    pub reports: usize,
    /// Past forms (a weak sign for the -ed words).
    pub past: usize,
    /// Words of four letters or more that begin with a capital.
    pub capitalised: usize,
    /// Words of four letters or more.
    pub long_words: usize,
    /// Words written in capitals throughout, of four letters or more.
    pub shouted: usize,
    /// Words that begin with a small letter.
    pub small: usize,
    /// Letters.
    pub letters: usize,
    /// Digits.
    pub digits: usize,
    /// Characters.
    pub chars: usize,
    /// Words that are on the list of words beside counts.
    pub counters: usize,
    /// Numbers standing alone.
    pub numbers: usize,
    /// Ends as a sentence does.
    pub terminal: bool,
    /// Ends with a question mark or exclamation mark.
    pub asks: bool,
    /// Ends with a colon.
    pub colon: bool,
    /// Holds four words or more inside quotation marks.
    pub quote: bool,
    /// Begins with a quotation mark.
    pub opens_quote: bool,
    /// Sentence borders inside the line.
    pub borders: usize,
    /// Begins with a bullet or a dash.
    pub bullet: bool,
    /// Begins with a capital letter, digit or mark.
    pub big_start: bool,
    /// Words that begin with `#` or `@`.
    pub tags: usize,
    /// Web addresses.
    pub links: usize,
    /// Bars, bullets, arrows and the like between words.
    pub separators: usize,
    /// The script with the most letters.
    pub script: Option<Script>,
    /// Full dates, where the line is short enough to be a stamp or a headline.
    pub stamps: Vec<Stamp>,
    /// What its wording says.
    pub hits: Hits,
}

/// Lines longer than this many characters are not searched for stamps: a stamp stands alone or at a headline's end.
const LONGEST_STAMPED: usize = 240;

/// Counts `line` (trimmed).
pub fn features(line: &str, habit: Habit<'_>) -> Features {
    let mut f =
        Features { plain: vocabulary::plain(line), chars: line.chars().count(), ..Features::default() };
    f.hits = vocabulary::hits(&f.plain);
    f.script = main_script(line).map(|s| s.0);
    let closers = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '“' | '*');
    let last = line.trim_end_matches(closers).chars().next_back();
    f.asks = matches!(last, Some('!' | '?' | '！' | '？' | '؟'));
    f.terminal = f.asks || matches!(last, Some('.' | '…' | '。' | '।'));
    f.colon = last == Some(':');
    f.opens_quote = line.starts_with(['"', '“', '„', '«', '‘', '\'']);
    let first = line.chars().next();
    f.bullet = matches!(first, Some('•' | '·' | '▪' | '●' | '■' | '►' | '▶' | '–' | '—' | '-' | '*' | '+'))
        && line.chars().nth(1).is_none_or(char::is_whitespace);
    f.big_start = first.is_some_and(|c| !c.is_lowercase());
    f.separators = line.matches(['|', '•', '·', '»', '›', '→', '/', '▸', '►']).count();
    let mut quoted = 0;
    let mut inside = false;
    let mut border = false;
    for piece in line.split_whitespace() {
        if piece.starts_with(['#', '@']) && piece.len() > 2 {
            f.tags += 1;
        }
        if piece.contains("://") || piece.starts_with("www.") {
            f.links += 1;
        }
        if piece.starts_with(['"', '“', '„', '«']) {
            inside = true;
        }
        if inside {
            quoted += 1;
            f.quote |= quoted >= 4;
        }
        let closed = piece.ends_with(['"', '”', '»'])
            || piece.trim_end_matches(['.', ',', ';', '?', '!']).ends_with(['"', '”', '»']);
        if closed {
            inside = false;
            quoted = 0;
        }
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        f.words += 1;
        let head = word.chars().next().unwrap_or(' ');
        let len = word.chars().count();
        if border && head.is_uppercase() {
            f.borders += 1;
        }
        border = len > 2 && piece.trim_end_matches(closers).ends_with(['.', '!', '?']);
        f.letters += word.chars().filter(|c| c.is_alphabetic()).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        f.digits += digits;
        if digits > 0
            && word.chars().all(|c| {
                c.is_ascii_digit()
                    || matches!(
                        c,
                        ',' | '.' | ':' | '/' | '-' | 'k' | 'K' | 'M' | 'm' | 'h' | 'H' | 'd' | '+' | '%'
                    )
            })
        {
            f.numbers += 1;
        }
        if len >= 4 && head.is_alphabetic() {
            f.long_words += 1;
            if head.is_uppercase() {
                f.capitalised += 1;
                f.shouted += usize::from(word.chars().all(|c| !c.is_lowercase()));
            }
        }
        f.small += usize::from(head.is_lowercase());
        let lower = vocabulary::plain(word);
        f.grammar += usize::from(vocabulary::is_function_word(&lower));
        f.foreign += usize::from(!vocabulary::foreign_function_word(&lower).is_empty());
        f.counters += usize::from(vocabulary::is_counter_word(&lower));
        match vocabulary::verb(&lower) {
            Some(verb) => {
                f.verbs += 1;
                f.reports += usize::from(verb == Verb::Report);
                f.past += usize::from(matches!(verb, Verb::Past | Verb::Report) && !lower.ends_with('s'));
            }
            None if head.is_lowercase() && len >= 5 && lower.ends_with("ed") => {
                f.verbs += 1;
                f.past += 1;
            }
            None => {}
        }
    }
    if f.chars <= LONGEST_STAMPED && f.digits > 0 {
        f.stamps = stamps(line, habit);
    }
    f
}

impl Features {
    /// Whether nearly every longer word has a capital: a headline in title case, or a name.
    pub fn title_case(&self) -> bool {
        self.long_words > 0 && self.capitalised * 4 >= self.long_words * 3 && self.small * 3 <= self.words * 2
    }

    /// Points for being running text: length, grammar, verbs, an end, quotations; against: capitals, digits, tags.
    pub fn prose(&self) -> i32 {
        let mut points = 0;
        let add = |when: bool, n: i32| if when { n } else { 0 };
        points += add(self.terminal, 20);
        points += add(self.words >= 6, 10)
            + add(self.words >= 12, 15)
            + add(self.words >= 25, 15)
            + add(self.words >= 50, 10);
        points += add(self.grammar * 5 >= self.words, 10) + add(self.grammar * 10 >= self.words * 3, 10);
        points += add(self.verbs > 0, 10) + add(self.reports > 0, 20) + add(self.quote, 15);
        points += add(self.borders > 0, 10);
        points -= add(self.title_case() && self.words >= 4 && !self.terminal, 20);
        points -= add(!self.terminal && self.words < 12, 15);
        points -= add(self.digits * 3 > self.letters, 30);
        points -= add(self.tags * 3 >= self.words, 30) + add(self.separators * 4 > self.words, 15);
        points -= add(self.shouted * 2 > self.long_words && self.words >= 4, 15);
        points -= add(self.links > 0 && self.words < 12, 20);
        points
    }

    /// Whether the line is numbers, with at most a few words that count views, comments or minutes.
    pub fn is_counter(&self) -> bool {
        if self.words == 0 || !self.stamps.is_empty() {
            return false;
        }
        let others = self.words - self.numbers.min(self.words);
        let digits_alone = self.letters == 0 && self.digits > 0;
        digits_alone
            || (self.numbers > 0
                && others <= 3
                && self.counters > 0
                && self.counters + 1 >= others
                && self.verbs <= self.counters)
    }

    /// Whether the line is a name: two to five capitalised words, particles allowed, nothing else.
    pub fn is_name(&self, line: &str) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        let particle = |w: &str| {
            matches!(
                w,
                "de" | "da"
                    | "del"
                    | "van"
                    | "von"
                    | "der"
                    | "den"
                    | "bin"
                    | "al"
                    | "el"
                    | "la"
                    | "di"
                    | "le"
                    | "ter"
                    | "dos"
            )
        };
        let capital = |w: &str| {
            w.starts_with(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        };
        (2..=5).contains(&words.len())
            && words.iter().all(|w| particle(w) || capital(w))
            && words.iter().filter(|w| capital(w)).count() >= 2
            && !words.last().is_some_and(|w| w.ends_with('.') && w.chars().count() > 3)
            && self.grammar == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Features {
        features(line, Habit::default())
    }

    #[test]
    fn prose_outweighs_labels() {
        let prose = of("The harbour master said on Monday that the port would open again in spring.");
        assert!(prose.prose() >= 80 && prose.reports == 1);
        assert!(of("Latest News From Aldra Region").prose() < 10);
        assert!(of("\"No,\" he said.").prose() > 0);
    }

    #[test]
    fn counters_names_and_capitals() {
        assert!(
            of("81 204 views").is_counter()
                && of("12 13").is_counter()
                && of("• 3,456 переглядів").is_counter()
        );
        assert!(!of("5 March 2031").is_counter() && !of("3 dead").is_counter());
        assert!(of("Ada van Venn").is_name("Ada van Venn") && !of("The Port").is_name("The Port"));
        assert!(of("Ministers Meet Again Over Closed Port").title_case());
        assert!(!of("Ministers meet again over closed port").title_case());
    }
}
