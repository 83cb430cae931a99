//! What each line of a plain text is: the article, its furniture, or what was scraped along with it.
//!
//! Each line gets points for being running text ([`Features::prose`]) and points for each kind of noise (wordings, stamps,
//! counters, another language). Then the article's region is found: the run of lines with the greatest sum, where running
//! text counts for its words and noise against (the idea of Finn, Kushmerick and Smyth, "Fact or fiction: content
//! classification for digital libraries", 2001). What lies outside it, and the short lines inside it, are named by their
//! neighbours. A sentence of ordinary prose inside the region stays body unless its wording speaks strongly against it.

mod headline;
mod labels;
mod masthead;
mod notice;
mod region;
mod short_lines;
mod tail;

pub use headline::same_headline;
pub(crate) use masthead::masthead_name;

use crate::features::{Features, Script, features, main_script};
use crate::stamp::Habit;
use crate::units::Unit;
use crate::vocabulary::is_function_word;
use labels::{dateline_or_byline, is_caption, is_clock, is_imprint, is_menu};
use reportedly_schema::BlockKind;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Points from which a line is running text without regard to its neighbours.
const PROSE: i32 = 50;

/// Points from which a wording is evidence at all.
const TELLING: i32 = 40;

/// Points more for a line that begins as a call to the reader does and tells of nothing.
const CALL: i32 = 25;

/// Points more for a line with two wordings of the outlet's own notices, so that its length does not save it.
const NOTICE: i32 = 30;

/// What is known of an article before its lines are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The headline, from metadata.
    pub title: Option<&'a str>,
    /// The language of the page or its sender.
    pub language: Option<&'a str>,
}

/// The lines of a text with their features and kinds.
pub struct Lines<'a> {
    text: &'a str,
    units: &'a [Unit],
    /// What was counted, a set for each unit.
    pub features: Vec<Features>,
    /// What each unit is.
    pub kinds: Vec<BlockKind>,
    /// What each unit is by its wording and language alone, whatever its place.
    pub worded: Vec<BlockKind>,
    /// Which unit is the headline.
    pub title: Option<usize>,
    /// Which unit is the outlet's name over the headline.
    pub masthead: Option<usize>,
    /// The language of the running text.
    pub language: Option<String>,
}

/// Names each unit of `text`.
pub fn classify<'a>(text: &'a str, units: &'a [Unit], known: Known<'_>) -> Lines<'a> {
    let habit = Habit { language: known.language, month_first: None };
    let features: Vec<Features> =
        units.iter().map(|u| features(u.span.of(text).unwrap_or(""), habit)).collect();
    let mut lines = Lines {
        text,
        units,
        features,
        kinds: Vec::new(),
        worded: Vec::new(),
        title: None,
        masthead: None,
        language: None,
    };
    lines.by_wording();
    lines.language = lines.main_language(known.language);
    if lines.language.as_deref().is_none_or(|l| l == "en") {
        lines.foreign();
    }
    lines.worded = lines.kinds.clone();
    lines.repeated();
    let region = lines.region();
    lines.outside(region);
    lines.find_masthead(region.1, known);
    lines.title = lines.find_title(region, known.title);
    lines.head(region);
    lines.inside(region);
    lines.tail();
    lines.notices();
    lines.announced();
    lines
}

impl Lines<'_> {
    fn line(&self, n: usize) -> &str {
        self.units[n].span.of(self.text).unwrap_or("")
    }

    fn is_body(&self, n: usize) -> bool {
        matches!(self.kinds[n], BlockKind::Body | BlockKind::Quote)
    }

    /// First pass: each line by itself. `Subtitle` stands for "short, and not known yet".
    fn by_wording(&mut self) {
        self.kinds = (0..self.units.len()).map(|n| self.wording(n)).collect();
    }

    fn wording(&self, n: usize) -> BlockKind {
        let f = &self.features[n];
        let prose = f.prose();
        if f.words == 0 {
            return if f.digits > 0 { BlockKind::Counter } else { BlockKind::Other };
        }
        if let Some((kind, _)) = f.hits.whole.filter(|(_, w)| *w > PROSE) {
            return kind;
        }
        if is_turn(self.line(n)) || introduces_words(f) {
            return BlockKind::Body;
        }
        if is_clock(&f.plain) {
            return BlockKind::Dateline;
        }
        if f.is_counter() {
            return BlockKind::Counter;
        }
        if is_menu(f, self.line(n)) || is_imprint(f) {
            return BlockKind::Nav;
        }
        if is_caption(f, self.line(n)) {
            return BlockKind::Caption;
        }
        if let Some(kind) = dateline_or_byline(f, self.line(n)) {
            return kind;
        }
        // A headline with a stamp glued to it or beside it stands in a list of other articles.
        if let Some(stamp) = f.stamps.last()
            && !f.terminal
            && f.words >= 4
            && f.words <= 40
            && (stamp.span.end as usize == self.line(n).len() || stamp.span.start == 0)
            && (stamp.time.is_some() || stamp.numeric)
        {
            return BlockKind::Related;
        }
        let mut best: Option<(BlockKind, i32)> = None;
        for &kind in BlockKind::ALL.iter().filter(|k| k.is_noise() && **k != BlockKind::Bio) {
            let points = self.against(f, kind);
            if points >= TELLING && best.is_none_or(|(_, b)| points > b) {
                best = Some((kind, points));
            }
        }
        if let Some((kind, points)) = best
            && points >= prose
        {
            return kind;
        }
        if f.tags * 2 >= f.words && f.words > 0 {
            return BlockKind::Nav;
        }
        // Labels between bars, bullets and arrows.
        if f.separators >= 2 && !f.terminal && f.words < 8 * f.separators && f.verbs == 0 {
            return BlockKind::Nav;
        }
        if f.bullet && f.words >= 3 && !self.line(n).starts_with(['—', '–', '-']) {
            return BlockKind::List;
        }
        if prose >= PROSE { BlockKind::Body } else { BlockKind::Subtitle }
    }

    /// Points of wording for one kind of noise. Words inside quotation marks belong to a speaker.
    fn against(&self, f: &Features, kind: BlockKind) -> i32 {
        let speech = f.quote || f.opens_quote;
        let placed = |hit: Option<(BlockKind, i32)>| hit.filter(|(k, _)| *k == kind).map_or(0, |(_, w)| w);
        let ends = if f.terminal && f.words > 15 { 0 } else { placed(f.hits.end) };
        let points = placed(f.hits.whole) + placed(f.hits.start) + ends + f.hits.any(kind);
        let counted = matches!(kind, BlockKind::Counter) && (f.words > 10 || f.numbers == 0);
        if counted {
            return 0;
        }
        // What the outlet says of its own text has no speaker and reports no past deed.
        let retold = f.reports > 0
            && matches!(kind, BlockKind::Disclaimer | BlockKind::Error)
            && f.hits.start.is_none();
        // A call to the reader tells of nothing past and has no speaker.
        let call = kind == BlockKind::Subscribe
            && placed(f.hits.start) > 0
            && f.reports == 0
            && f.past == 0
            && !speech;
        let points = points + if call { CALL } else { 0 };
        // Two wordings of the outlet's own notices in one line, the first at its beginning, are no chance.
        let notice = kind == BlockKind::Disclaimer && placed(f.hits.start) > 0 && f.hits.any(kind) > 0;
        let points = points + if notice { NOTICE } else { 0 };
        points - if speech { 45 } else { 0 } - if retold { 40 } else { 0 }
    }

    /// The language of most of the running text; of all text, where no line is running text.
    fn main_language(&self, hint: Option<&str>) -> Option<String> {
        let sample = |keep: &dyn Fn(usize) -> bool| -> String {
            (0..self.units.len()).filter(|n| keep(*n)).map(|n| self.line(n)).collect::<Vec<_>>().join("\n")
        };
        let mut body = sample(&|n| self.kinds[n] == BlockKind::Body);
        let english = body.len();
        let sentences = sample(&|n| self.features[n].terminal && self.features[n].words >= 8);
        // Points for running text favour English; sentences of another language may be the greater part.
        if english * 2 < sentences.len() {
            body = sentences;
        }
        if body.is_empty() {
            body = sample(&|_| true);
        }
        crate::language::language(&body, hint)
    }

    /// Lines in another script or language than the article's.
    fn foreign(&mut self) {
        let mut letters: BTreeMap<Script, usize> = BTreeMap::new();
        for f in &self.features {
            if let Some(script) = f.script {
                *letters.entry(script).or_default() += f.letters * if f.terminal { 3 } else { 1 };
            }
        }
        let main = Script::Latin;
        let latin = letters.get(&main).copied().unwrap_or(0);
        let all: usize = letters.values().sum();
        // A text mostly in another script is judged as a whole by its language, not line by line.
        if latin * 2 < all {
            return;
        }
        for n in 0..self.units.len() {
            let f = &self.features[n];
            let foreign_script =
                main_script(self.line(n)).is_some_and(|(s, most, all)| s != main && most * 2 > all);
            let foreign_words = f.grammar == 0
                && f.foreign >= 2
                && f.foreign * 8 >= f.words
                && whichlang::detect_language(self.line(n)) != whichlang::Lang::Eng;
            let much_foreign = f.words >= 8
                && f.foreign * 5 >= f.words
                && f.foreign > f.grammar * 2
                && whichlang::detect_language(self.line(n)) != whichlang::Lang::Eng;
            let kept = matches!(
                self.kinds[n],
                BlockKind::Body
                    | BlockKind::Subtitle
                    | BlockKind::Caption
                    | BlockKind::Dateline
                    | BlockKind::Byline
            );
            if kept && (foreign_script || foreign_words || much_foreign) {
                self.kinds[n] = if f.words <= 3 && f.numbers > 0 {
                    BlockKind::Counter
                } else if f.terminal && f.words > 20 {
                    BlockKind::Other
                } else {
                    BlockKind::Related
                };
            }
        }
    }

    /// Short lines that stand three times or more are labels of the page.
    fn repeated(&mut self) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for f in &self.features {
            *seen.entry(f.plain.as_str()).or_default() += 1;
        }
        for n in 0..self.units.len() {
            let often = seen[self.features[n].plain.as_str()] >= 3;
            if often && self.kinds[n] == BlockKind::Subtitle && self.features[n].words <= 6 {
                self.kinds[n] = BlockKind::Nav;
            }
        }
    }
}

/// "Speaking today, Minister Venn said:": a line, however short, below which somebody's words stand.
fn introduces_words(f: &Features) -> bool {
    /// "said in a statement on Friday:".
    const AFTER: usize = 6;
    const SAYING: [&str; 6] = ["said", "says", "stated", "added", "wrote", "declared"];
    let words: Vec<&str> = f.plain.trim_end_matches(':').split_whitespace().collect();
    let verb = words.iter().rposition(|w| SAYING.contains(w));
    f.colon && f.borders == 0 && verb.is_some_and(|v| v > 0 && words.len() - v <= AFTER)
}

/// "Q: Why?", "A. No.", "MR. VENN: No.": a turn of an interview or a transcript, however short.
fn is_turn(line: &str) -> bool {
    let label = ["Q: ", "A: ", "Q. ", "A. "].iter().find_map(|label| line.strip_prefix(label));
    let rest = label
        .or_else(|| line.split_once(": ").filter(|(who, _)| is_shouted_speaker(who)).map(|(_, rest)| rest));
    rest.is_some_and(|rest| rest.len() > 1 && rest.ends_with(['.', '?', '!', '”', '"', '…']))
}

/// "QUESTION", "FOREIGN MINISTER VENN": who speaks, in the capitals of a transcript.
fn is_shouted_speaker(label: &str) -> bool {
    const ALONE: [&str; 5] = ["QUESTION", "ANSWER", "REPORTER", "MODERATOR", "THE PRESIDENT"];
    const TITLES: [&str; 22] = [
        "MR",
        "MRS",
        "MS",
        "DR",
        "SIR",
        "LORD",
        "LADY",
        "SECRETARY",
        "PRESIDENT",
        "MINISTER",
        "PRIME",
        "FOREIGN",
        "SENATOR",
        "SEN",
        "REP",
        "GOVERNOR",
        "GOV",
        "GENERAL",
        "GEN",
        "AMBASSADOR",
        "CHAIRMAN",
        "VICE",
    ];
    /// Words of a title and a name.
    const LONGEST: usize = 6;
    let mut words = label.split(' ');
    let title = words.next().is_some_and(|w| TITLES.contains(&w.trim_end_matches('.')));
    let named = words.clone().next().is_some() && words.count() < LONGEST;
    ALONE.contains(&label) || title && named && !label.chars().any(char::is_lowercase)
}

/// Words of the article's running text, for telling its own headings from other articles'.
fn body_words<'f>(features: &'f [Features], kinds: &[BlockKind]) -> HashSet<&'f str> {
    let body = features.iter().zip(kinds).filter(|(_, kind)| **kind == BlockKind::Body);
    body.flat_map(|(f, _)| content_words(&f.plain)).collect()
}

/// Words of four letters or more that carry no grammar.
fn content_words(plain: &str) -> impl Iterator<Item = &str> {
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|w| w.strip_suffix("'s").unwrap_or(w))
        .filter(|w| w.chars().count() >= 4 && !is_function_word(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_an_interview_are_body() {
        let turns = |text: &str| kinds(text)[text.matches('\n').count() / 2 - 3..].to_vec();
        let text = "A talk with Ada Venn\n\nThe minister sat down with the Herald on Tuesday to talk about the strike in the harbour.\n\nQ: Why?\n\nA: No comment.\n\nQ: Really?\n\nA: Really.";
        assert_eq!(turns(text), [BlockKind::Body; 4]);
        assert!(!is_turn("A: Section") && !is_turn("Q: ") && !is_turn("A list."));
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        let units = crate::units::units(text);
        classify(text, &units, Known::default()).kinds
    }

    const FIRST: &str = "The old mill of Aldra will open again in May, its owner, Ada Venn, said on Tuesday.";

    #[test]
    fn a_paragraph_behind_a_call_to_the_reader_stays() {
        let found = kinds(&format!(
            "{FIRST}\nSubscribe to our newsletter and never miss a story.\nFollow us on all platforms!\nThe floor was laid last winter with money from the town.\n"
        ));
        assert_eq!(found, [BlockKind::Body, BlockKind::Subscribe, BlockKind::Subscribe, BlockKind::Body]);
    }

    #[test]
    fn another_articles_paragraphs_stay_out() {
        let found = kinds(&format!(
            "{FIRST}\n{FIRST}\n{FIRST}\nRead also\nTwo ferries collide off Maros in thick fog on a long winter night04.03.31, 18:42\nTwo ferries collided in thick fog and nine sailors were hurt.\n"
        ));
        assert!(found[3..].iter().all(|k| k.is_noise()), "{found:?}");
    }

    #[test]
    fn headlines_behind_a_label_are_other_articles() {
        let found = kinds(&format!(
            "{FIRST}\n\n{FIRST}\n\nMore:\n\nMaros miller sees grain talks as the only hope\n\nMaros invites bakers for talks\n\nThe mill did not say what it would grind.\n\n{FIRST}\n"
        ));
        use BlockKind::{Body, Nav, Related};
        assert_eq!(found, [Body, Body, Nav, Related, Related, Body, Body]);
    }

    #[test]
    fn a_short_last_sentence_is_the_articles() {
        let found = kinds(
            "The jury of Aldra was out for nine minutes before it came back, the clerk said.\n\n\"Not guilty,\" said Venn.\n\nThe miller wept.\n",
        );
        assert_eq!(found, [BlockKind::Body; 3]);
    }

    #[test]
    fn the_outlets_own_notices() {
        let found = kinds(&format!(
            "{FIRST}\n\nThe views expressed are the author's own and do not reflect those of the Aldra Post. Any reprint only with a link to the source.\n"
        ));
        assert_eq!(found[1], BlockKind::Disclaimer);
    }
}
