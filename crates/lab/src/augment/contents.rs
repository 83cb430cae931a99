//! What people say in the training articles, collected to be said by others: quotations, clauses, infinitives, noun phrases, and
//! sentences in which nobody says anything.

use super::marks;
use super::names::{self, Name};
use crate::polnear::GoldArticle;
use regex::Regex;
use reportedly_schema::Span;
use std::sync::LazyLock;

/// The form of a content: which slots it can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// One or more quoted sentences, without the marks and the last full stop or comma.
    Quotation,
    /// A quoted question, with its question mark.
    Question,
    /// A few quoted words inside a sentence, without the marks.
    Fragment,
    /// A clause as it stands behind "that", without it.
    Clause,
    /// An infinitive, from "to" on.
    Infinitive,
    /// A noun phrase with its article.
    Noun,
    /// A sentence outside every attribution, with its full stop.
    Narration,
}

/// A piece of a training article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The words.
    pub text: String,
    /// What they are.
    pub form: Form,
    /// The names in them, found in the whole article.
    pub names: Vec<Name>,
}

/// Words of a content, at least and at most.
const WORDS: std::ops::RangeInclusive<usize> = 4..=40;

static FINITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(is|are|was|were|has|had|have|will|would|could|can|should|may|might|must|did|does|do|won’t|won't|isn’t|isn't|[a-z]+ed|made|got|took|went|came|said|needs|wants|makes|says)\b").unwrap()
});
static CLAUSE_CUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|\s)(said|says|say|saying|added|adding|noted|noting|argued|argues|insisted|claimed|claims|believe|believes|think|thinks|acknowledged|suggested|predicted|warned|told|reported|announced|stressed)$").unwrap()
});
/// Cues whose "to …" is no aim but a report ("seems to …").
static NO_AIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(expected|seems?|seemed|appears?|appeared|said|likely|believed|known|considered|asked|reported|used|according|reaction|response|thought)$").unwrap()
});
/// What makes a piece odd outside its article: brackets, links, stray symbols, a pointer to what was said before.
static ODD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\[\](){}<>@#|*_\n…\u{80}-\u{9f}Ã€]|\.\.|--|https?:|www\.|  | [-–—]|[-–—] ").unwrap()
});
/// Lower-case starts of a clause that opened a sentence.
const OPENERS: [&str; 20] = [
    "The", "A", "An", "It", "There", "This", "These", "Those", "Some", "Many", "Most", "No", "All", "Both",
    "They", "He", "She", "If", "Their", "Such",
];

/// Words behind a "that" which is a pronoun.
const POINTED: [&str; 17] = [
    "is", "was", "are", "were", "has", "had", "will", "would", "can", "could", "may", "might", "should",
    "must", "does", "did", "means",
];
/// Words that no piece ends with unless it was cut off.
const CUT_OFF: [&str; 24] = [
    "a", "an", "the", "to", "of", "and", "or", "that", "in", "for", "with", "by", "as", "at", "on", "from",
    "his", "her", "their", "its", "than", "is", "was", "but",
];

/// Collects contents and narration from articles, in their order, each text once.
pub fn collect(articles: &[GoldArticle]) -> Vec<Content> {
    let mut out = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for article in articles {
        let found = names::find(&article.text);
        let mut take = |span: Span, form: Form, out: &mut Vec<Content>| {
            let Some(text) = span.of(&article.text) else { return };
            if text.rsplit(' ').next().is_some_and(|last| CUT_OFF.contains(&last)) {
                return;
            }
            let names = (found.iter().filter(|n| span.contains(n.span)))
                .map(|n| Name {
                    span: Span { start: n.span.start - span.start, end: n.span.end - span.start },
                    ..*n
                })
                .collect();
            if seen.insert(text.to_owned()) {
                out.push(Content { text: text.to_owned(), form, names });
            }
        };
        for gold in &article.attributions {
            for content in &gold.content {
                for (span, form) in quoted_parts(&article.text, *content) {
                    take(span, form, &mut out);
                }
            }
            let ([content], [cue]) = (&gold.content[..], &gold.cue[..]) else { continue };
            if let Some((span, form)) = classed(&article.text, *content, *cue) {
                take(span, form, &mut out);
            }
        }
        for span in narration(article) {
            take(span, Form::Narration, &mut out);
        }
    }
    for content in &mut out {
        let opener = content.text.split(' ').next().filter(|w| OPENERS.contains(w)).map(str::len);
        if let (Form::Clause, Some(_)) = (content.form, opener) {
            let lower = content.text[..1].to_lowercase();
            content.text.replace_range(..1, &lower);
        }
    }
    out
}

/// Quoted questions of a sentence, and few quoted words inside a clause.
fn quoted_parts(text: &str, content: Span) -> Vec<(Span, Form)> {
    let Some(words) = content.of(text) else { return Vec::new() };
    let [open, close] = marks::find(words)[..] else { return Vec::new() };
    if !open.opens || close.opens {
        return Vec::new();
    }
    let base = content.start + open.span.end;
    let inner = &words[open.span.end as usize..close.span.start as usize];
    let within =
        |at: usize, part: &str| Span { start: base + at as u32, end: base + (at + part.len()) as u32 };
    let count = |part: &str| part.split_whitespace().count();
    let mut out = Vec::new();
    if open.span.start > 0 && inner.starts_with(char::is_lowercase) && (2..=8).contains(&count(inner)) {
        let kept = inner.trim_end_matches(['.', ',']);
        if !ODD.is_match(kept) && !kept.contains(['.', '?', '!', ';', ':', ',']) {
            out.push((within(0, kept), Form::Fragment));
        }
    }
    let mut at = 0;
    for (end, mark) in inner.match_indices(['.', '?', '!']) {
        let sentence = &inner[at..end + 1];
        let trimmed = sentence.trim_start();
        let start = at + (sentence.len() - trimmed.len());
        let plain = trimmed.starts_with(char::is_uppercase) && !ODD.is_match(trimmed);
        if mark == "?" && plain && (4..=24).contains(&count(trimmed)) {
            out.push((within(start, trimmed), Form::Question));
        }
        at = end + 1;
    }
    out
}

/// Whether a gold span begins and ends between words, which not every one does.
fn whole_words(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The usable part of a gold content, and its form; `None` where it would read badly elsewhere.
fn classed(text: &str, content: Span, cue: Span) -> Option<(Span, Form)> {
    let words = content.of(text).filter(|_| whole_words(text, content))?;
    let count = words.split_whitespace().count();
    let inside = marks::find(words);
    let cue_words = cue.of(text)?;
    if let [open, close] = inside[..]
        && open.span.start == 0
        && close.span.end as usize == words.len()
    {
        let inner = words[open.span.end as usize..close.span.start as usize].trim();
        if ODD.is_match(inner) || inner.is_empty() {
            return None;
        }
        let start = content.start + open.span.end;
        let start = start
            + (words[open.span.end as usize..].len() - words[open.span.end as usize..].trim_start().len())
                as u32;
        let kept = inner.trim_end_matches(['.', ',']);
        let span = Span { start, end: start + kept.len() as u32 };
        let capital = inner.starts_with(char::is_uppercase);
        return match kept.chars().last()? {
            '?' if capital && WORDS.contains(&count) => Some((span, Form::Question)),
            '!' | ':' | ';' => None,
            _ if capital && WORDS.contains(&count) => Some((span, Form::Quotation)),
            _ if !capital && (2..=9).contains(&count) && !kept.contains(['.', '?']) => {
                Some((span, Form::Fragment))
            }
            _ => None,
        };
    }
    if !inside.is_empty()
        || ODD.is_match(words)
        || words.contains(['‘', '“', '”', '?', '!', ':', ';', '\'']) && words.contains(" '")
    {
        return None;
    }
    let kept = words.trim_end_matches(['.', ',']);
    if !WORDS.contains(&count)
        || kept.contains(['?', '!', ':', ';', '"'])
        || kept.contains(". ")
        || kept.contains(" ‘")
    {
        return None;
    }
    let span = Span { start: content.start, end: content.start + kept.len() as u32 };
    if let Some(rest) = kept.strip_prefix("that ") {
        let start = span.end - rest.len() as u32;
        // "that would help" points to something said before; its "that" is no conjunction.
        let verb = rest.split(' ').next().is_some_and(|first| POINTED.contains(&first));
        return (!verb && FINITE.is_match(rest)).then_some((Span { start, ..span }, Form::Clause));
    }
    if kept.starts_with("to ") {
        return (!NO_AIM.is_match(cue_words)).then_some((span, Form::Infinitive));
    }
    let first = kept.split(' ').next()?;
    if CLAUSE_CUE.is_match(cue_words) && FINITE.is_match(kept) {
        let opens = first.starts_with(char::is_uppercase) && content.start < cue.start;
        let question = matches!(
            first,
            "whether"
                | "if"
                | "how"
                | "what"
                | "who"
                | "why"
                | "when"
                | "where"
                | "as"
                | "so"
                | "and"
                | "but"
                | "yes"
                | "no"
                | "for"
                | "of"
                | "about"
                | "in"
                | "on"
                | "at"
                | "with"
        );
        // A capital that only opened the sentence is undone for articles and pronouns; of other words it cannot be told.
        return (!question && (!opens || OPENERS.contains(&first))).then_some((span, Form::Clause));
    }
    let determiner = matches!(first, "the" | "a" | "an" | "its" | "new" | "more" | "higher" | "lower");
    if !CLAUSE_CUE.is_match(cue_words)
        && determiner
        && count <= 14
        && !FINITE.is_match(kept)
        && !kept.contains(',')
    {
        return Some((span, Form::Noun));
    }
    None
}

/// Whether the full stop behind these words rather ends a sentence than an abbreviation ("Sen.", "U.S.", "p.m.").
fn ends_sentence(words: &str) -> bool {
    let start = words.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let last = words.get(start..).unwrap_or_default();
    last.len() > 3 || last.len() > 1 && last.chars().all(char::is_lowercase)
}

/// Sentences that no attribution touches, in paragraphs without quotation marks. Sentences are cut at full stops before a capital,
/// which is enough here: one that was cut wrongly is refused for its form.
fn narration(article: &GoldArticle) -> Vec<Span> {
    let text = &article.text;
    let touched = |part: Span| {
        article
            .attributions
            .iter()
            .any(|g| g.source.iter().chain(&g.cue).chain(&g.content).any(|s| s.overlaps(part)))
    };
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let words = line.trim();
        let base = start + (line.len() - line.trim_start().len());
        start = end;
        if words.contains(['“', '"', '”', '‘']) || words.contains("''") {
            continue;
        }
        let mut at = 0;
        while at < words.len() {
            let stop = words[at..]
                .match_indices(". ")
                .map(|(n, _)| at + n)
                .find(|n| words[n + 2..].starts_with(char::is_uppercase) && ends_sentence(&words[..*n]));
            let end = stop.map_or(words.len(), |n| n + 1);
            let sentence = &words[at..end];
            let span = Span::new(base + at, base + end);
            let count = sentence.split(' ').count();
            let good = (7..=32).contains(&count)
                && sentence.ends_with('.')
                && sentence.starts_with(char::is_uppercase)
                && !ODD.is_match(sentence)
                && !sentence.contains(['?', '!', ':'])
                && FINITE.is_match(sentence)
                && !matches!(
                    sentence.split(' ').next(),
                    Some(
                        "But"
                            | "And"
                            | "He"
                            | "She"
                            | "They"
                            | "It"
                            | "That"
                            | "This"
                            | "So"
                            | "Or"
                            | "His"
                            | "Her"
                            | "I"
                            | "We"
                            | "Then"
                            | "Those"
                            | "These"
                    )
                );
            if good && !touched(span) {
                out.push(span);
            }
            at = stop.map_or(words.len(), |n| n + 2);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polnear::Gold;

    #[test]
    fn contents_are_taken_by_form() {
        let text = "“We will open the port,” Ada Venn said. She said that the convoys had stopped for now. Ada Venn plans to open a \
                    second port. The old harbour was built of stone and wood long ago.";
        let at = |w: &str| Span::new(text.find(w).unwrap(), text.find(w).unwrap() + w.len());
        let gold = |cue: &str, content: &str| Gold {
            source: vec![],
            cue: vec![at(cue)],
            content: vec![at(content)],
        };
        let attributions = vec![
            gold("said.", "“We will open the port,”"),
            gold("said", "that the convoys had stopped for now"),
            gold("plans", "to open a second port"),
        ];
        let article = GoldArticle { id: "x".into(), text: text.to_owned(), attributions };
        let found: Vec<(Form, String)> = collect(&[article]).into_iter().map(|c| (c.form, c.text)).collect();
        assert_eq!(
            found,
            [
                (Form::Quotation, "We will open the port".to_owned()),
                (Form::Clause, "the convoys had stopped for now".to_owned()),
                (Form::Infinitive, "to open a second port".to_owned()),
            ]
        );
    }

    #[test]
    fn narration_is_what_no_attribution_touches() {
        let text = "Nobody spoke on the long way home.\n\nThe old harbour was built of stone and wood long ago. Ada Venn said it was a good harbour to sail from.";
        let from = text.find("Ada").unwrap();
        let gold = Gold { content: vec![Span::new(from, text.len())], ..Gold::default() };
        let article = GoldArticle { id: "x".into(), text: text.into(), attributions: vec![gold] };
        let cut: Vec<&str> = narration(&article).iter().map(|s| &text[s.range()]).collect();
        assert_eq!(cut, ["The old harbour was built of stone and wood long ago."]);
    }
}
