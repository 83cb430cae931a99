//! Ways of writing that news of other countries has: British spelling and dates, the cue before its source, the manner of
//! translated agency reports.

use super::lists::lists;
use super::random::Random;
use super::rewrite::{Edit, exchange, replace};
use crate::polnear::GoldArticle;
use regex::Regex;
use reportedly_schema::Span;
use std::sync::LazyLock;

/// Verbs that translated reports use where an American one says "said".
const TRANSLATED: [&str; 16] = [
    "noted",
    "underlined",
    "stressed",
    "emphasised",
    "stated",
    "declared",
    "remarked",
    "pointed out",
    "added",
    "specified",
    "reported",
    "explained",
    "recalled",
    "assured",
    "noted",
    "underlined",
];
/// Words that no source with a pronoun may be: "said he" is not written.
const PRONOUNS: [&str; 10] = ["i", "you", "he", "she", "it", "we", "they", "who", "which", "that"];
/// Cues that are written before their source after a quotation.
const INVERTIBLE: [&str; 12] = [
    "said",
    "says",
    "added",
    "noted",
    "wrote",
    "explained",
    "asked",
    "argued",
    "stated",
    "recalled",
    "replied",
    "insisted",
];

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z]+").unwrap());
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = "(Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September|October|November|December)";
    Regex::new(&format!(r"\b{months}\.? (\d{{1,2}})\b(, (\d{{4}}))?")).unwrap()
});
static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([a-z]+) ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b").unwrap());
static CLOCK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(\d{1,2})(?::(\d\d))? (a|p)\.m\.").unwrap());
static THE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b([Tt])he ([a-z])").unwrap());

/// Whether no span of the gold begins or ends strictly inside.
fn whole(article: &GoldArticle, part: Span) -> bool {
    let inside = |at: u32| part.start < at && at < part.end;
    article
        .attributions
        .iter()
        .all(|g| g.source.iter().chain(&g.cue).chain(&g.content).all(|s| !inside(s.start) && !inside(s.end)))
}

/// British spelling, day before month, "on Monday", "8pm".
pub fn british(article: &GoldArticle) -> GoldArticle {
    let text = &article.text;
    let mut edits = Vec::new();
    for found in DATE.captures_iter(text) {
        let (all, month, day) = (found.get(0).unwrap(), &found[1], &found[2]);
        let year = found.get(4).map_or(String::new(), |y| format!(" {}", y.as_str()));
        let month = match month {
            "Jan" => "January",
            "Feb" => "February",
            "Mar" => "March",
            "Apr" => "April",
            "Aug" => "August",
            "Sept" | "Sep" => "September",
            "Oct" => "October",
            "Nov" => "November",
            "Dec" => "December",
            full => full,
        };
        let old = Span::new(all.start(), all.end());
        let range = text[all.end()..].starts_with(['-', '–', '/']);
        let valid = !range && day.parse::<u8>().is_ok_and(|d| (1..=31).contains(&d));
        if valid && whole(article, old) {
            edits.push(Edit { old, new: format!("{day} {month}{year}") });
        }
    }
    for found in WEEKDAY.captures_iter(text) {
        const TAKES_NO_ON: [&str; 14] = [
            "on", "last", "next", "this", "every", "each", "since", "until", "by", "the", "of", "from",
            "and", "for",
        ];
        let (before, day) = (found.get(1).unwrap(), found.get(2).unwrap());
        if !TAKES_NO_ON.contains(&before.as_str()) && before.as_str().ends_with("d") {
            edits.push(Edit { old: Span::new(day.start(), day.end()), new: format!("on {}", day.as_str()) });
        }
    }
    for found in CLOCK.captures_iter(text) {
        let all = found.get(0).unwrap();
        let old = Span::new(all.start(), all.end());
        let minutes = found.get(2).map_or(String::new(), |m| format!(".{}", m.as_str()));
        // The full stop of "p.m." may be that of the sentence too.
        let sentence_ends = text[all.end()..].chars().find(|c| *c != ' ').is_none_or(char::is_uppercase);
        if whole(article, old) && !sentence_ends && !text[all.end()..].starts_with('\n') {
            edits.push(Edit { old, new: format!("{}{minutes}{}m", &found[1], &found[3]) });
        }
    }
    for word in WORD.find_iter(text) {
        let lower = word.as_str().to_lowercase();
        let Some(new) = lists().british.get(lower.as_str()) else { continue };
        let first_only = word.as_str()[1..].chars().all(char::is_lowercase);
        let capital = word.as_str().starts_with(char::is_uppercase);
        let named = capital && !sentence_start(text, word.start());
        if !first_only || named {
            continue;
        }
        let new = if capital { new[..1].to_uppercase() + &new[1..] } else { (*new).to_owned() };
        edits.push(Edit { old: Span::new(word.start(), word.end()), new });
    }
    replace(article, edits)
}

fn sentence_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '“', '‘', '\'', '«', '„', '`']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':'])
}

/// "X said" behind a quotation becomes "said X", in `percent` of the places where that is simple.
pub fn invert(article: &GoldArticle, random: &mut Random, percent: usize) -> GoldArticle {
    let mut out = article.clone();
    for n in 0..article.attributions.len() {
        let gold = &out.attributions[n];
        let ([source], [cue], Some(content)) = (&gold.source[..], &gold.cue[..], gold.content.first()) else {
            continue;
        };
        let (source, cue) = (*source, *cue);
        let text = &out.text;
        let words = source.of(text).unwrap_or_default();
        let pronoun = words.split(' ').any(|w| PRONOUNS.contains(&w.to_lowercase().as_str()));
        let quoted = content.of(text).is_some_and(|c| c.ends_with(['"', '”', '’', '»', '\'', '“']));
        let before = text.get(content.end as usize..source.start as usize).unwrap_or("x");
        let after = text.as_bytes().get(cue.end as usize);
        // Two attributions may share a source; then its place is right for both only as it is.
        let shared = out.attributions.iter().filter(|g| g.source.contains(&source)).count() > 1;
        let fits = source.end < cue.start
            && text.get(source.end as usize..cue.start as usize) == Some(" ")
            && matches!(before, " " | ", ")
            && quoted
            && matches!(after, Some(b'.' | b',' | b'\n'))
            && INVERTIBLE.contains(&cue.of(text).unwrap_or_default());
        // "said Ada Venn, an aide,." would keep a comma that only the old order needs.
        let comma = words.ends_with(',');
        if fits && !pronoun && !shared && !comma && random.percent(percent) {
            out = exchange(&out, source, cue).unwrap_or(out);
        }
    }
    out
}

/// The manner of a translated agency report: other verbs than "said", dashes before the source, an article dropped now and then.
pub fn translated(article: &GoldArticle, random: &mut Random) -> GoldArticle {
    let mut edits = Vec::new();
    let text = &article.text;
    let dash = ["- ", "– ", "— "][random.below(3)];
    let dashes = random.percent(50);
    for gold in &article.attributions {
        let [cue] = gold.cue[..] else { continue };
        if cue.of(text) != Some("said") {
            continue;
        }
        let follows = gold.content.iter().find(|c| c.start == cue.end + 1);
        let clause = follows.and_then(|c| c.of(text)).filter(|c| !c.starts_with(['"', '“', '‘', '\'', '`']));
        let quoted_before = gold.content.iter().find(|c| {
            c.end < cue.start && c.of(text).is_some_and(|c| c.ends_with([',', '”', '"', '’', '»', '\'']))
        });
        match clause {
            Some(clause) if random.percent(60) => {
                if random.percent(15) {
                    edits.push(Edit { old: cue, new: "informed".into() });
                } else {
                    edits.push(Edit { old: cue, new: (*random.pick(&TRANSLATED).unwrap_or(&"said")).into() });
                }
                let first = clause.split(' ').next().unwrap_or_default();
                let at = follows.map_or(0, |c| c.start);
                let open =
                    !matches!(first, "that" | "whether" | "what" | "how" | "why" | "who" | "when" | "in");
                if open && !first.is_empty() && first.chars().all(|c| c.is_alphabetic()) {
                    let old = Span { start: at, end: at + first.len() as u32 };
                    edits.push(Edit { old, new: format!("that {first}") });
                }
            }
            None if quoted_before.is_some() && random.percent(50) => {
                edits.push(Edit { old: cue, new: (*random.pick(&TRANSLATED).unwrap_or(&"said")).into() });
            }
            _ => {}
        }
        let Some(quoted) = quoted_before.filter(|_| dashes) else { continue };
        let next = gold.source.iter().map(|s| s.start).chain([cue.start]).min().unwrap_or(cue.start);
        let gap = Span { start: quoted.end.min(next), end: next };
        if matches!(gap.of(text), Some(" " | ", ")) {
            edits.push(Edit { old: Span { start: next, end: next }, new: dash.to_owned() });
        }
    }
    let chance = random.below(40);
    for found in THE.captures_iter(text) {
        let all = found.get(0).unwrap();
        let old = Span::new(all.start(), all.end());
        if !random.percent(chance) || !whole(article, old) {
            continue;
        }
        let letter = if &found[1] == "T" { found[2].to_uppercase() } else { found[2].to_owned() };
        if edits.iter().all(|e| e.old.end <= old.start || e.old.start >= old.end) {
            edits.push(Edit { old, new: letter });
        }
    }
    replace(article, edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polnear::Gold;

    /// An article from text with `[s …]`, `[q …]`, `[c …]` around the spans of one attribution.
    fn marked(marked: &str) -> GoldArticle {
        let (mut text, mut gold, mut open) = (String::new(), Gold::default(), Vec::new());
        let mut chars = marked.chars();
        while let Some(c) = chars.next() {
            match c {
                '[' => {
                    open.push((chars.next().unwrap(), text.len()));
                    chars.next();
                }
                ']' => {
                    let (role, start) = open.pop().unwrap();
                    let span = Span::new(start, text.len());
                    match role {
                        's' => gold.source.push(span),
                        'q' => gold.cue.push(span),
                        _ => gold.content.push(span),
                    }
                }
                c => text.push(c),
            }
        }
        GoldArticle { id: "x".into(), text, attributions: vec![gold] }
    }

    fn cut(article: &GoldArticle) -> [&str; 3] {
        let g = &article.attributions[0];
        [g.source[0], g.cue[0], g.content[0]].map(|s| s.of(&article.text).unwrap())
    }

    #[test]
    fn british_forms_keep_spans() {
        let out = british(&marked("[s The labor center] [q said Monday] [c the program ends Oct. 3, 2031]."));
        assert_eq!(out.text, "The labour centre said on Monday the programme ends 3 October 2031.");
        assert_eq!(cut(&out), ["The labour centre", "said on Monday", "the programme ends 3 October 2031"]);
        assert_eq!(
            british(&marked("[c Labor Day] ends at 8:30 p.m. here[s ].[q ]")).text,
            "Labour Day ends at 8.30pm here."
        );
    }

    #[test]
    fn a_cue_goes_before_its_source() {
        let mut random = Random::new(1);
        let kept = invert(&marked("[c “We go,”] [s Ada Venn, an aide,] [q said]. So."), &mut random, 100);
        assert_eq!(kept.text, "“We go,” Ada Venn, an aide, said. So.");
        let kept = invert(&marked("[c “We go,”] [s she] [q said]."), &mut random, 100);
        assert_eq!(kept.text, "“We go,” she said.");
        let out = invert(&marked("[c “We go,”] [s Ada Venn] [q said]. He left."), &mut random, 100);
        assert_eq!(cut(&out), ["Ada Venn", "said", "“We go,”"]);
    }

    #[test]
    fn a_translated_report_says_that() {
        let texts: Vec<GoldArticle> = (0..40)
            .map(|n| translated(&marked("[s Ada Venn] [q said] [c the port is shut]."), &mut Random::new(n)))
            .collect();
        let changed = texts.iter().find(|a| cut(a)[1] == "underlined").unwrap();
        assert!(cut(changed)[2].starts_with("that "), "{}", changed.text);
        let quoted = marked("[c “We go,”] [s Ada Venn] [q said].");
        let out =
            (0..40).map(|n| translated(&quoted, &mut Random::new(n)).text).find(|t| t.contains(" – Ada"));
        assert!(out.unwrap().starts_with("“We go,” – Ada Venn "));
    }
}
