//! Scores lines of output against a folder of gold (see [`crate::gold`]). On the demo corpus, which we wrote ourselves, the measures are
//! named `self_*`; they say whether something broke, not how good the program is.
//!
//! Statements are matched by content: the tokens (runs of letters and digits, by position in the reading) that both contents cover, over those
//! that either covers, must reach [`SAME_CONTENT`]. Speaker and date are then compared apart.

use crate::gold::{Gold, GoldArticle, GoldError, GoldStatement, LineKind, Place, Quote, file_name, load};
use crate::source_lines::collapsed;
use reportedly_schema::line::{ArticleLine, Pair, StatementOut};
use reportedly_schema::{BlockKind, Day, Kind, Modality, SaidBasis, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Shared over all content tokens from which two statements are the same: half, as for the project's measure of recall.
pub(crate) const SAME_CONTENT: f64 = 0.5;

/// A line with this many spaces is looked for inside longer lines too: readers of HTML may join lines. A shorter one ("Home") would be found by
/// chance in an article that left it out.
const SPACES_OF_A_SENTENCE: usize = 3;

/// Scores `lines`, made with the reading's text (`--text`), against the gold in `folder`. Lines are matched to gold by file name; an article of the
/// gold without a line counts as read with nothing found.
///
/// The measures, as shares of 1 unless they are counts; a measure without a single case is left out:
/// * `self_recall`, `self_precision`, `self_f1`, `self_recall_direct|indirect|mixed`;
/// * `self_speaker_right|wrong|unknown`: of the statements met;
/// * `self_said_right`: of those met whose day the article tells; `self_said_right_of_dated`: of those among them that were given a day;
/// * `self_published_right`, `self_outlet_right`: of the articles (the outlet where it can be found at all);
/// * `self_noise_recall`: characters of noise marked as noise, or left out of the reading; `self_body_dropped`: characters of the article that are
///   in noise or left out; `self_statements_from_noise`: how many statements touch noise;
/// * `self_via_right`: first relay right, of those met that have one; `self_unsaid_right`: hypothetical, future and negated ones met that are
///   marked so; `self_unsaid_wrong`: others that are;
/// * `self_articles`, `self_articles_missing`, `self_statements_gold`, `self_statements_found`: counts.
///
/// # Errors
/// Gold that cannot be used; a line without text.
pub fn evaluate(folder: &Path, lines: &[ArticleLine]) -> Result<BTreeMap<String, f64>, GoldError> {
    let gold = load(folder)?;
    let by_file: BTreeMap<&str, &ArticleLine> =
        lines.iter().map(|l| (file_name(&l.article.path), l)).collect();
    let mut score = Score::default();
    for (file, article) in &gold.articles {
        score.articles += 1;
        let Some(line) = by_file.get(file.as_str()) else {
            score.missing += 1;
            score.unread(article);
            continue;
        };
        let text = line.article.text.as_deref().ok_or_else(|| {
            GoldError::new(Path::new(file), "the line has no text: run with --text to score it")
        })?;
        score
            .article(&gold, article, line, &Reading::new(text))
            .map_err(|what| GoldError::new(Path::new(file), what))?;
    }
    Ok(score.measures())
}

/// The statements of `lines` that are statements of the gold: by the gold's id the file and the statement's place in its line.
///
/// # Errors
/// As [`evaluate`].
pub fn matched(gold: &Gold, lines: &[ArticleLine]) -> Result<BTreeMap<String, (String, usize)>, GoldError> {
    let mut out = BTreeMap::new();
    for line in lines {
        let file = file_name(&line.article.path);
        let Some(article) = gold.articles.get(file) else { continue };
        let wrong = |what: String| GoldError::new(Path::new(file), what);
        let text = line.article.text.as_deref().ok_or_else(|| wrong("the line has no text".to_string()))?;
        let reading = Reading::new(text);
        let places = reading.align(&article.lines);
        for (g, f) in met(gold, article, line, &reading, &places).map_err(wrong)? {
            out.insert(article.statements[g].id.clone(), (file.to_string(), f));
        }
    }
    Ok(out)
}

/// A line's text with the lines of its article found in it: quotations and spans as tokens by place, what terms are compared by.
pub struct Aligned<'a> {
    article: &'a GoldArticle,
    reading: Reading,
    places: Vec<Option<Vec<u32>>>,
}

impl<'a> Aligned<'a> {
    /// Finds the lines of `article` in the text of `line`.
    pub fn new(article: &'a GoldArticle, line: &ArticleLine) -> Self {
        let reading = Reading::new(line.article.text.as_deref().unwrap_or(""));
        Aligned { article, places: reading.align(&article.lines), reading }
    }

    /// The tokens of a gold quotation.
    ///
    /// # Errors
    /// When the article has no such quotation.
    pub fn quoted(&self, quote: &Quote) -> Result<BTreeSet<usize>, GoldError> {
        let place = self.article.place(quote);
        let place = place.map_err(|what| GoldError::new(Path::new(&self.article.file), what))?;
        Ok(self.reading.tokens_at(&place, &self.places).into_iter().collect())
    }

    /// The tokens of spans.
    pub fn covered(&self, spans: &[Pair]) -> BTreeSet<usize> {
        spans.iter().flat_map(|pair| self.reading.tokens_in(*pair)).collect()
    }
}

/// A right share of a total.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

#[derive(Default)]
struct Score {
    articles: usize,
    missing: usize,
    found: usize,
    recall: Share,
    recall_by_kind: BTreeMap<Kind, Share>,
    precision: Share,
    speaker_right: Share,
    speaker_wrong: Share,
    speaker_unknown: Share,
    said: Share,
    said_of_dated: Share,
    published: Share,
    outlet: Share,
    noise: Share,
    body_dropped: Share,
    from_noise: usize,
    via: Share,
    unsaid: Share,
    unsaid_wrong: Share,
}

impl Score {
    /// An article that did not come back at all.
    fn unread(&mut self, article: &GoldArticle) {
        for statement in article.statements.iter().filter(|s| !s.optional) {
            self.statement_asked(statement, false);
        }
        self.published.add(false);
        if article.outlet.found_in != crate::gold::FoundIn::Nowhere {
            self.outlet.add(false);
        }
    }

    fn statement_asked(&mut self, statement: &GoldStatement, met: bool) {
        self.recall.add(met);
        self.recall_by_kind.entry(statement.kind).or_default().add(met);
    }

    fn article(
        &mut self,
        gold: &Gold,
        article: &GoldArticle,
        line: &ArticleLine,
        reading: &Reading,
    ) -> Result<(), String> {
        let places = reading.align(&article.lines);
        self.metadata(article, line);
        let noise = self.blocks(article, line, reading, &places)?;
        self.from_noise += line
            .statements
            .iter()
            .filter(|s| s.content.iter().any(|&(a, b)| (a..b).any(|at| noise.contains(&at))))
            .count();
        self.statements(gold, article, line, reading, &places)
    }

    fn metadata(&mut self, article: &GoldArticle, line: &ArticleLine) {
        let value: Option<Day> =
            line.article.published.as_ref().and_then(|p| p.value.as_ref()).and_then(|v| v.parse().ok());
        let range = article.published.earliest..=article.published.latest;
        self.published.add(value.is_some_and(|day| range.contains(&day)));
        if article.outlet.found_in != crate::gold::FoundIn::Nowhere {
            let found = line.article.outlet.as_deref().unwrap_or("");
            self.outlet.add(bare(found) == bare(&article.outlet.name));
        }
    }

    /// Scores noise and body; gives the code points of gold noise in the reading.
    fn blocks(
        &mut self,
        article: &GoldArticle,
        line: &ArticleLine,
        reading: &Reading,
        places: &[Option<Vec<u32>>],
    ) -> Result<BTreeSet<u32>, String> {
        let mut kind_at: Vec<Option<BlockKind>> = vec![None; reading.chars.len()];
        for block in &line.blocks {
            let end = (block.end as usize).min(kind_at.len());
            if let Some(slots) = kind_at.get_mut(block.start as usize..end) {
                slots.fill(Some(block.kind));
            }
        }
        let mut noise = BTreeSet::new();
        for (n, kind) in article.line_kinds()?.into_iter().enumerate() {
            if kind == Some(LineKind::Either) {
                continue;
            }
            for (k, _) in article.lines[n].chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
                let at = places[n].as_ref().map(|p| p[k]);
                // Left out of the reading is as good as marked for noise, and as bad for the article.
                let apart = at.is_none_or(|at| kind_at[at as usize].is_some_and(BlockKind::is_noise));
                if kind.is_some() {
                    self.noise.add(apart);
                    noise.extend(at);
                } else {
                    self.body_dropped.add(apart);
                }
            }
        }
        Ok(noise)
    }

    fn statements(
        &mut self,
        gold: &Gold,
        article: &GoldArticle,
        line: &ArticleLine,
        reading: &Reading,
        places: &[Option<Vec<u32>>],
    ) -> Result<(), String> {
        let met = met(gold, article, line, reading, places)?;
        let taken: BTreeSet<usize> = met.values().copied().collect();
        self.found += line.statements.len();
        for (g, statement) in article.statements.iter().enumerate().filter(|(_, s)| !s.optional) {
            self.statement_asked(statement, met.contains_key(&g));
        }
        let optional: BTreeSet<usize> =
            met.iter().filter(|(g, _)| article.statements[**g].optional).map(|(_, f)| *f).collect();
        for f in (0..line.statements.len()).filter(|f| !optional.contains(f)) {
            self.precision.add(taken.contains(&f));
        }
        for (g, f) in met {
            self.met(gold, &article.statements[g], &line.statements[f]);
        }
        Ok(())
    }

    /// The fields of a statement that was met.
    fn met(&mut self, gold: &Gold, want: &GoldStatement, have: &StatementOut) {
        if want.optional {
            return;
        }
        let named = speaker(gold, want, have);
        self.speaker_right.add(named == Named::Right);
        self.speaker_wrong.add(named == Named::Wrong);
        self.speaker_unknown.add(named == Named::Unknown);
        if let Some((first, last)) = want.said.as_ref().and_then(|s| s.dated()) {
            let day = |text: &Option<String>| text.as_ref().and_then(|t| t.parse::<Day>().ok());
            let right = match (day(&have.said.earliest), day(&have.said.latest)) {
                (Some(from), Some(to)) => first <= from && to <= last,
                _ => false,
            };
            self.said.add(right);
            if matches!(have.said.basis, SaidBasis::Stated | SaidBasis::Carried) {
                self.said_of_dated.add(right);
            }
        }
        if let Some(first) = want.via.first() {
            self.via.add(have.via.first().is_some_and(|r| bare(&r.name) == bare(first)));
        }
        let unsaid = |negated: bool, modality: Modality| negated || modality != Modality::Asserted;
        if unsaid(want.negated, want.modality) {
            self.unsaid.add(have.negated == want.negated && have.modality == want.modality);
        } else {
            self.unsaid_wrong.add(unsaid(have.negated, have.modality));
        }
    }

    fn measures(&self) -> BTreeMap<String, f64> {
        let mut out = BTreeMap::new();
        let mut count = |name: &str, n: usize| {
            out.insert(format!("self_{name}"), n as f64);
        };
        count("articles", self.articles);
        count("articles_missing", self.missing);
        count("statements_gold", self.recall.all);
        count("statements_found", self.found);
        count("statements_from_noise", self.from_noise);
        let mut share = |name: &str, share: Share| {
            if share.all > 0 {
                out.insert(format!("self_{name}"), share.right as f64 / share.all as f64);
            }
        };
        share("recall", self.recall);
        for (kind, recall) in &self.recall_by_kind {
            share(&format!("recall_{kind}"), *recall);
        }
        share("precision", self.precision);
        share("speaker_right", self.speaker_right);
        share("speaker_wrong", self.speaker_wrong);
        share("speaker_unknown", self.speaker_unknown);
        share("said_right", self.said);
        share("said_right_of_dated", self.said_of_dated);
        share("published_right", self.published);
        share("outlet_right", self.outlet);
        share("noise_recall", self.noise);
        share("body_dropped", self.body_dropped);
        share("via_right", self.via);
        share("unsaid_right", self.unsaid);
        share("unsaid_wrong", self.unsaid_wrong);
        if let (Some(&r), Some(&p)) = (out.get("self_recall"), out.get("self_precision"))
            && r + p > 0.0
        {
            out.insert("self_f1".to_string(), 2.0 * r * p / (r + p));
        }
        out
    }
}

/// The gold statements that a line has, each with the statement found: both by their place in the list.
fn met(
    gold: &Gold,
    article: &GoldArticle,
    line: &ArticleLine,
    reading: &Reading,
    places: &[Option<Vec<u32>>],
) -> Result<BTreeMap<usize, usize>, String> {
    let wanted: Vec<BTreeSet<usize>> = article
        .statements
        .iter()
        .map(|s| {
            let parts = article.places(&s.content)?;
            Ok(parts.iter().flat_map(|p| reading.tokens_at(p, places)).collect())
        })
        .collect::<Result<_, String>>()?;
    let found: Vec<BTreeSet<usize>> = line
        .statements
        .iter()
        .map(|s| s.content.iter().flat_map(|pair| reading.tokens_in(*pair)).collect())
        .collect();
    let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (g, want) in wanted.iter().enumerate() {
        for (f, have) in found.iter().enumerate() {
            let shared = jaccard(want, have);
            if shared >= SAME_CONTENT {
                let speaker = speaker(gold, &article.statements[g], &line.statements[f]) == Named::Right;
                pairs.push((shared, speaker, g, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut met: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, _, g, f) in pairs {
        if !met.contains_key(&g) && !taken.contains(&f) {
            met.insert(g, f);
            taken.insert(f);
        }
    }
    Ok(met)
}

/// What was made of a speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Named {
    Right,
    Wrong,
    Unknown,
}

/// A person may carry a title ("Minister Ada Venn"), but no possessive ("Ada Venn's aide"). Whoever has no name in the article may be called by the
/// characters of the source, or just `unnamed`.
fn speaker(gold: &Gold, want: &GoldStatement, have: &StatementOut) -> Named {
    let unnamed = want.speaker_kind == SpeakerKind::Unnamed;
    if unnamed && have.speaker.kind == SpeakerKind::Unnamed {
        return Named::Right;
    }
    let Some(name) = &have.speaker.name else {
        // Where the article tells nobody, nobody is the right answer.
        let nobody = want.speaker_kind == SpeakerKind::Unknown;
        return if nobody { Named::Right } else { Named::Unknown };
    };
    let found = bare(name);
    let possessive = found.contains("'s ") || found.contains(" of ");
    let mut names: Vec<String> = gold.names(want).into_iter().map(bare).collect();
    if want.speaker_kind != SpeakerKind::Person {
        names.extend(want.source.iter().map(|q| match q {
            Quote::First(text) | Quote::Nth { text, .. } => bare(text),
        }));
    }
    let right = names.iter().any(|name| {
        let titled = want.speaker_kind == SpeakerKind::Person
            && !possessive
            && name.contains(' ')
            && found.ends_with(&format!(" {name}"));
        found == *name || titled
    });
    if right { Named::Right } else { Named::Wrong }
}

/// A name without case, leading article, and commas at its edges.
pub fn bare(name: &str) -> String {
    let name = collapsed(name).to_lowercase().replace('’', "'");
    let name = name.trim_matches([',', ' ']);
    let articles = ["the ", "a ", "an "];
    articles.iter().find_map(|a| name.strip_prefix(a)).unwrap_or(name).to_string()
}

pub(crate) fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let all = a.union(b).count();
    if all == 0 { 0.0 } else { a.intersection(b).count() as f64 / all as f64 }
}

/// A reading's characters, prepared for finding lines in it.
struct Reading {
    chars: Vec<char>,
    /// The characters with white space collapsed to a space, or to a line end where it holds one, and where each stands.
    packed: Vec<(char, u32)>,
    /// Runs of letters and digits, as code points, in order.
    tokens: Vec<Pair>,
}

impl Reading {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut packed: Vec<(char, u32)> = Vec::with_capacity(chars.len());
        let mut tokens: Vec<Pair> = Vec::new();
        for (at, &c) in chars.iter().enumerate() {
            let at = at as u32;
            if c.is_whitespace() {
                let mark = if c == '\n' { '\n' } else { ' ' };
                match packed.last_mut() {
                    Some((before, _)) if before.is_whitespace() => {
                        *before = if mark == '\n' { mark } else { *before };
                    }
                    Some(_) => packed.push((mark, at)),
                    None => {}
                }
            } else {
                packed.push((c, at));
            }
            if c.is_alphanumeric() {
                match tokens.last_mut() {
                    Some(last) if last.1 == at => last.1 = at + 1,
                    _ => tokens.push((at, at + 1)),
                }
            }
        }
        Reading { chars, packed, tokens }
    }

    /// For each line the code point of each of its characters, where the reading has the line: as a line of its own, next after the line before
    /// or anywhere; else inside a longer line, if it is too long to stand there by chance.
    fn align(&self, lines: &[String]) -> Vec<Option<Vec<u32>>> {
        let mut cursor = 0;
        lines
            .iter()
            .map(|line| {
                let wanted: Vec<char> = line.chars().collect();
                if wanted.is_empty() {
                    return None;
                }
                let long = wanted.iter().filter(|c| c.is_whitespace()).count() >= SPACES_OF_A_SENTENCE;
                let within = |from: usize| if long { self.find(&wanted, from, false) } else { None };
                let next = self.find(&wanted, cursor, true).or_else(|| within(cursor));
                let start = match next {
                    Some(start) => {
                        cursor = start + wanted.len();
                        start
                    }
                    None => self.find(&wanted, 0, true).or_else(|| within(0))?,
                };
                Some(self.packed[start..start + wanted.len()].iter().map(|(_, at)| *at).collect())
            })
            .collect()
    }

    /// The first place from `from` on where the characters stand, at the edges of words, or of lines.
    fn find(&self, wanted: &[char], from: usize, whole_line: bool) -> Option<usize> {
        let last = self.packed.len().checked_sub(wanted.len())?;
        let edge = |at: usize| {
            let (Some(before), Some((after, _))) = (at.checked_sub(1), self.packed.get(at)) else {
                return true;
            };
            let before = self.packed[before].0;
            if whole_line {
                before == '\n' || *after == '\n'
            } else {
                !(before.is_alphanumeric() && after.is_alphanumeric())
            }
        };
        let same = |a: char, b: char| a == b || (a.is_whitespace() && b.is_whitespace());
        (from..=last).find(|&start| {
            let end = start + wanted.len();
            self.packed[start..end].iter().zip(wanted).all(|((c, _), w)| same(*c, *w))
                && edge(start)
                && edge(end)
        })
    }

    /// Tokens that a gold quotation touches; none where the reading does not have its line.
    fn tokens_at(&self, place: &Place, places: &[Option<Vec<u32>>]) -> Vec<usize> {
        match &places[place.line] {
            Some(at) if place.end <= at.len() && place.start < place.end => {
                self.tokens_in((at[place.start], at[place.end - 1] + 1))
            }
            _ => Vec::new(),
        }
    }

    /// Tokens that share a character with a span.
    fn tokens_in(&self, (start, end): Pair) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.1 <= start);
        let last = self.tokens.partition_point(|t| t.0 < end);
        (first..last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::GoldArticle;
    use reportedly_schema::line::{BlockOut, PublishedOut, RelayOut, SaidOut, SpeakerOut};
    use reportedly_schema::{How, MadeBy, PublishedBasis};
    use std::path::PathBuf;

    fn demo() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold/demo")
    }

    /// A line that says exactly what the gold says, on a text made of the article's own lines.
    fn perfect(gold: &Gold, article: &GoldArticle) -> ArticleLine {
        let text = article.lines.join("\n");
        let reading = Reading::new(&text);
        let places = reading.align(&article.lines);
        let pairs = |quotes: &[crate::gold::Quote]| -> Vec<Pair> {
            article
                .places(quotes)
                .unwrap()
                .iter()
                .map(|p| {
                    let at = places[p.line].as_ref().unwrap();
                    (at[p.start], at[p.end - 1] + 1)
                })
                .collect()
        };
        let statements = article.statements.iter().map(|s| StatementOut {
            id: s.id.clone(),
            kind: s.kind,
            mode: s.mode,
            source: pairs(&s.source),
            cue: pairs(&s.cue),
            content: pairs(&s.content),
            text: String::new(),
            speaker: SpeakerOut {
                name: Some(gold.names(s)[0].to_string()),
                id: None,
                kind: s.speaker_kind,
                how: How::Named,
                candidates: Vec::new(),
            },
            addressee: None,
            via: s
                .via
                .iter()
                .map(|name| RelayOut { name: name.clone(), kind: "outlet".into(), start: 0, end: 1 })
                .collect(),
            said: SaidOut {
                value: None,
                earliest: s.said.as_ref().and_then(|d| d.earliest).map(|d| d.to_string()),
                latest: s.said.as_ref().map(|d| d.latest.to_string()),
                basis: s.said.as_ref().map_or(SaidBasis::None, |d| d.basis),
                start: None,
                end: None,
            },
            times: s.times,
            venue: None,
            acts: Vec::new(),
            negated: s.negated,
            modality: s.modality,
            terms: Vec::new(),
            nested_in: None,
            confidence: 1.0,
            why: None,
        });
        let kinds = article.line_kinds().unwrap();
        let blocks = places.iter().zip(&kinds).filter_map(|(at, kind)| {
            let at = at.as_ref()?;
            let kind = match kind {
                Some(LineKind::Noise(kind)) => *kind,
                Some(LineKind::Either) => BlockKind::Byline,
                None => BlockKind::Body,
            };
            Some(BlockOut { start: at[0], end: at[at.len() - 1] + 1, kind, lang: None })
        });
        ArticleLine {
            schema: "reportedly/1".into(),
            article: reportedly_schema::line::ArticleOut {
                id: String::new(),
                path: format!("demo/articles/{}", article.file),
                url: None,
                outlet: Some(article.outlet.name.clone()),
                outlet_basis: None,
                title: None,
                authors: Vec::new(),
                published: Some(PublishedOut {
                    value: Some(article.published.value.to_string()),
                    earliest: None,
                    latest: None,
                    time: None,
                    basis: PublishedBasis::Given,
                    start: None,
                    end: None,
                }),
                updated: None,
                language: None,
                text_sha256: String::new(),
                text: Some(text.clone()),
            },
            made_by: MadeBy {
                tool: String::new(),
                reader: String::new(),
                model: String::new(),
                model_sha256: String::new(),
                settings_sha256: String::new(),
            },
            blocks: blocks.collect(),
            statements: statements.collect(),
            narrations: Vec::new(),
            timexes: Vec::new(),
            mentions: Vec::new(),
            count_claims: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn all_perfect() -> Vec<ArticleLine> {
        let gold = load(&demo()).unwrap();
        gold.articles.values().map(|article| perfect(&gold, article)).collect()
    }

    #[test]
    fn the_gold_itself_scores_full_marks() {
        let score = evaluate(&demo(), &all_perfect()).unwrap();
        for (name, want) in [
            ("recall", 1.0),
            ("recall_direct", 1.0),
            ("precision", 1.0),
            ("f1", 1.0),
            ("speaker_right", 1.0),
            ("speaker_wrong", 0.0),
            ("said_right", 1.0),
            ("said_right_of_dated", 1.0),
            ("published_right", 1.0),
            ("outlet_right", 1.0),
            ("noise_recall", 1.0),
            ("body_dropped", 0.0),
            ("statements_from_noise", 0.0),
            ("via_right", 1.0),
            ("unsaid_right", 1.0),
            ("unsaid_wrong", 0.0),
            ("articles_missing", 0.0),
        ] {
            assert_eq!(score.get(&format!("self_{name}")), Some(&want), "{name}: {score:?}");
        }
    }

    #[test]
    fn each_mistake_lowers_its_own_measure() {
        let gold = load(&demo()).unwrap();
        let base = evaluate(&demo(), &all_perfect()).unwrap();
        let optional =
            |id: &str| gold.articles.values().flat_map(|a| &a.statements).any(|s| s.id == id && s.optional);
        type Change = fn(&mut ArticleLine, &dyn Fn(&str) -> bool);
        let changes: [(&str, f64, Change); 9] = [
            ("recall", -1.0, |l, optional| l.statements.retain(|s| optional(&s.id))),
            ("precision", -1.0, |l, _| {
                let mut s = l.statements[0].clone();
                s.content = vec![(0, l.article.text.as_ref().unwrap().chars().count() as u32)];
                l.statements.push(s);
            }),
            ("speaker_wrong", 1.0, |l, _| {
                for s in &mut l.statements {
                    (s.speaker.name, s.speaker.kind) = (Some("Nobody Else".into()), SpeakerKind::Person);
                }
            }),
            ("speaker_unknown", 1.0, |l, _| {
                for s in &mut l.statements {
                    (s.speaker.name, s.speaker.kind) = (None, SpeakerKind::Unknown);
                }
            }),
            ("said_right", -1.0, |l, _| l.statements.iter_mut().for_each(|s| s.said.earliest = None)),
            ("published_right", -1.0, |l, _| l.article.published = None),
            ("noise_recall", -1.0, |l, _| l.blocks.iter_mut().for_each(|b| b.kind = BlockKind::Body)),
            ("body_dropped", 1.0, |l, _| l.blocks.iter_mut().for_each(|b| b.kind = BlockKind::Nav)),
            ("statements_from_noise", 1.0, |l, _| {
                l.statements[0].content = vec![(0, l.article.text.as_ref().unwrap().chars().count() as u32)];
            }),
        ];
        for (name, direction, change) in changes {
            let mut lines = all_perfect();
            lines.iter_mut().for_each(|line| change(line, &optional));
            let score = evaluate(&demo(), &lines).unwrap();
            let name = format!("self_{name}");
            let (before, after) = (base[&name], score[&name]);
            assert!((after - before) * direction > 0.0, "{name}: {before} became {after}");
        }
    }

    #[test]
    fn an_article_that_is_not_there_is_missed() {
        let mut lines = all_perfect();
        lines.pop();
        let score = evaluate(&demo(), &lines).unwrap();
        assert_eq!(score["self_articles_missing"], 1.0);
        assert!(score["self_recall"] < 1.0 && score["self_published_right"] < 1.0);
        assert!(evaluate(&demo(), &[]).unwrap()["self_recall"] == 0.0);
    }

    #[test]
    fn a_line_left_out_is_not_found_by_chance() {
        let reading = Reading::new("Canal shut\n\nThe Canal is shut.  It will\nreopen in May. Home again.\n");
        let lines = ["Canal", "Canal shut", "It will reopen in May.", "Home", ""].map(String::from);
        let found: Vec<Option<(u32, u32)>> =
            reading.align(&lines).into_iter().map(|at| at.map(|at| (at[0], at[at.len() - 1] + 1))).collect();
        assert_eq!(found, [None, Some((0, 10)), Some((32, 54)), None, None]);
    }

    #[test]
    fn a_line_without_text_is_an_error() {
        let mut lines = all_perfect();
        lines[0].article.text = None;
        assert!(evaluate(&demo(), &lines).unwrap_err().to_string().contains("--text"));
    }

    #[test]
    fn nobody_is_right_only_where_nobody_is_told() {
        let gold = load(&demo()).unwrap();
        let statements = || gold.articles.values().flat_map(|a| &a.statements);
        let mut have = perfect(&gold, &gold.articles["01-mereth-locks-closed.txt"]).statements[2].clone();
        let told = statements().find(|s| s.speaker_kind == SpeakerKind::Person).unwrap();
        let untold = statements().find(|s| s.speaker_kind == SpeakerKind::Unknown).unwrap();
        assert_eq!(speaker(&gold, untold, &have), Named::Wrong);
        have.speaker.name = None;
        assert_eq!(speaker(&gold, untold, &have), Named::Right);
        assert_eq!(speaker(&gold, told, &have), Named::Unknown);
    }

    #[test]
    fn titles_are_forgiven_and_possessives_are_not() {
        let gold = load(&demo()).unwrap();
        let article = &gold.articles["01-mereth-locks-closed.txt"];
        let rask = &article.statements[2];
        let mut have = perfect(&gold, article).statements[2].clone();
        for (name, want) in [
            ("Canal Minister Edmun Rask", Named::Right),
            ("the engineer Edmun Rask", Named::Right),
            ("Rask", Named::Right),
            ("Oressa Valk's minister Edmun Rask", Named::Wrong),
            ("friends of Edmun Rask", Named::Wrong),
            ("Oressa Valk", Named::Wrong),
        ] {
            have.speaker.name = Some(name.to_string());
            assert_eq!(speaker(&gold, rask, &have), want, "{name}");
        }
    }
}
