//! What each report did with the words of one utterance that several articles report: a condition that it lacks, a quotation cut short,
//! other words in quotation marks, another cue. Words and counts only: nothing is said of why.

use crate::cue_words::{CueWord, cue_word};
use crate::missing_condition::{LeastTold, missing_conditions};
use crate::other_words_in_marks::other_words;
use crate::quoted_cut::left_out;
use crate::quoted_words::{QuotedWord, all_words, quoted_words, stand_in};
use crate::report;
use crate::wording::{Stance, Wording, hash};
use reportedly_schema::linkage::{EffectiveStatement, Joined, Snapshot, WordingKind};
use reportedly_schema::statement::{JOINT, in_reading};
use reportedly_schema::{How, Mode, Span};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Words in a row in quotation marks that two reports of one thing said share, where their speakers cannot be compared: more than any set phrase has.
pub const SAME_RUN: usize = 8;

/// Days between the publication of two such reports at most.
const SAME_QUOTATION_DAYS: i32 = 7;

/// One thing that a report did with the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingChange {
    /// What.
    pub kind: WordingKind,
    /// The report: a statement, by index.
    pub statement: usize,
    /// Where that is seen in the report's article, in bytes of its reading: the words in marks, the cue, or for what is not there the
    /// report's content.
    pub spans: Vec<Span>,
    /// The words: those left out, as the first of `against` has them, or those that the report has. Parts joined by ` … `.
    pub words: String,
    /// The reports that it is held against: statements, by index, of other articles.
    pub against: Vec<usize>,
    /// For a cue, how many of the utterance's reports have it; else 1.
    pub count: usize,
    /// For a cue, how many of the utterance's reports have each one, the commonest first.
    pub cues: Vec<(String, usize)>,
}

/// The reports of a record with what comparing their wording needs.
pub struct ReportWordings<'a> {
    snapshot: &'a Snapshot,
    speaker_of: Vec<Option<usize>>,
    /// See [`LinkGeneration::first_with_text`](reportedly_schema::linkage::LinkGeneration::first_with_text).
    first_with_text: Vec<usize>,
    /// By utterance, statements of other articles that quote the same words and whose speaker is not known to be another.
    quoted_alike: BTreeMap<usize, Vec<usize>>,
    /// The same by statement.
    quoted_alike_in: BTreeMap<usize, Vec<usize>>,
    texts: Vec<OnceCell<(Vec<QuotedWord>, Wording)>>,
}

impl<'a> ReportWordings<'a> {
    /// Makes a record ready; `snapshot.layers` must be there for every article.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let mut out = ReportWordings {
            snapshot,
            speaker_of: snapshot.links.speaker_of(snapshot.statements.len()),
            first_with_text: snapshot.links.first_with_text(snapshot.articles.len()),
            quoted_alike: BTreeMap::new(),
            quoted_alike_in: BTreeMap::new(),
            texts: snapshot.articles.iter().map(|_| OnceCell::new()).collect(),
        };
        out.quoted_alike = out.quoting_alike();
        for (&utterance, statements) in &out.quoted_alike {
            statements.iter().for_each(|&n| out.quoted_alike_in.entry(n).or_default().push(utterance));
        }
        out
    }

    /// Finds statements that quote a run of words of an utterance, by the hash of the run: "the Prime Minister insisted" in an article that does not say
    /// who that is. Both report it where the speaker of one is not named in its article, and the articles appeared within days.
    fn quoting_alike(&self) -> BTreeMap<usize, Vec<usize>> {
        let utterance_of = self.snapshot.links.utterance_of(self.snapshot.statements.len());
        let mut by_run: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for n in 0..self.snapshot.statements.len() {
            let words = quoted_words(self.statement(n));
            for run in words.windows(SAME_RUN) {
                let text: Vec<&str> = run.iter().map(|w| w.written.as_str()).collect();
                let statements = by_run.entry(hash(text.join(" ").as_bytes())).or_default();
                if statements.last() != Some(&n) {
                    statements.push(n);
                }
            }
        }
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for statements in by_run.values().filter(|all| all.len() > 1) {
            for &a in statements {
                let Some(utterance) = utterance_of[a] else { continue };
                for &b in statements.iter().filter(|b| utterance_of[**b] != Some(utterance)) {
                    if self.may_be_one_speaker(a, b) && self.days_apart(a, b) <= SAME_QUOTATION_DAYS {
                        out.entry(utterance).or_default().push(b);
                    }
                }
            }
        }
        for reports in out.values_mut() {
            reports.sort_unstable();
            reports.dedup();
        }
        out
    }

    /// Whether nothing says that two statements have two speakers: they are one's, or one of them is not named.
    fn may_be_one_speaker(&self, a: usize, b: usize) -> bool {
        let unnamed = |n: usize| {
            let speaker = &self.statement(n).statement.speaker;
            self.speaker_of[n].is_none() || matches!(speaker.how, How::Title | How::Description | How::None)
        };
        self.speaker_of[a] == self.speaker_of[b] || unnamed(a) || unnamed(b)
    }

    /// Days between the publication of two statements' articles; many where one is not known.
    fn days_apart(&self, a: usize, b: usize) -> i32 {
        let day = |n: usize| {
            let article = &self.snapshot.articles[self.statement(n).article];
            article.published.as_ref().and_then(|p| p.value.or(p.earliest).or(p.latest))
        };
        let (Some(a), Some(b)) = (day(a), day(b)) else { return i32::MAX };
        a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
    }

    fn statement(&self, n: usize) -> &'a EffectiveStatement {
        &self.snapshot.statements[n]
    }

    fn article_words(&self, article: usize) -> &(Vec<QuotedWord>, Wording) {
        self.texts[article].get_or_init(|| {
            let layers = &self.snapshot.layers[article];
            let parts: Vec<&str> = layers.blocks.iter().filter_map(|b| b.span.of(&layers.text)).collect();
            let text = parts.join("\n");
            (all_words(&text), Wording::new(&text, false, Stance::default()))
        })
    }

    /// Reports of an utterance whose article is no reprint of an earlier one.
    pub fn own_reports(&self, utterance: usize) -> Vec<usize> {
        let reports = &self.snapshot.links.utterances[utterance].reports;
        let own = |n: &usize| {
            let article = self.statement(*n).article;
            self.first_with_text[article] == article
        };
        let alike = self.quoted_alike.get(&utterance).into_iter().flatten();
        reports.iter().chain(alike).copied().filter(own).collect()
    }

    /// Whether what this utterance's reports did is told with an earlier one: one that its first report quotes alike.
    pub fn is_told_with_another(&self, utterance: usize) -> bool {
        let first = |u: usize| self.snapshot.links.utterances[u].reports[0];
        let own = &self.snapshot.links.utterances[utterance].reports;
        own.iter().filter_map(|n| self.quoted_alike_in.get(n)).flatten().any(|&other| {
            other != utterance && self.rank(other) > self.rank(utterance) && first(other) != first(utterance)
        })
    }

    /// Utterances with more reports of their own stand for those with fewer, then the earlier.
    fn rank(&self, utterance: usize) -> (usize, std::cmp::Reverse<usize>) {
        (self.own_reports(utterance).len(), std::cmp::Reverse(utterance))
    }

    /// What the reports of an utterance did with its words, by kind, then in the order of its reports. Empty where fewer than two
    /// articles report it; a reprint is no second report.
    pub fn changes(&self, utterance: usize) -> Vec<WordingChange> {
        let reports = self.own_reports(utterance);
        let mut articles: Vec<usize> = reports.iter().map(|&n| self.statement(n).article).collect();
        articles.sort_unstable();
        articles.dedup();
        if articles.len() < 2 || self.snapshot.layers.len() != self.snapshot.articles.len() {
            return Vec::new();
        }
        // That a report lacks a condition is told only where it is surely of the same words.
        let sure = self.snapshot.links.utterances[utterance].joined < Joined::Possible;
        let mut out = if sure { self.conditions(&reports) } else { Vec::new() };
        out.extend(self.quotations(&reports));
        out.extend(self.cues(&reports));
        out
    }

    /// Conditions that all other articles' reports together have and an article lacks: a row for each article and condition.
    fn conditions(&self, reports: &[usize]) -> Vec<WordingChange> {
        let given: Vec<(usize, &EffectiveStatement)> =
            reports.iter().map(|&n| (n, self.statement(n))).collect();
        let told = |article: usize| {
            let (_, text) = self.article_words(article);
            let speaker = reports.iter().find_map(|&n| self.speaker_of[n]);
            let own = self.snapshot.statements_of(article).filter(|&n| self.speaker_of[n] == speaker);
            let own = own.map(|n| self.statement(n)).collect();
            LeastTold { text, own }
        };
        missing_conditions(&given, told)
            .into_iter()
            .map(|found| WordingChange {
                kind: WordingKind::ConditionNotInReport,
                statement: found.report,
                spans: self.statement(found.report).statement.content.clone(),
                words: found.words,
                against: found.against,
                count: 1,
                cues: Vec::new(),
            })
            .collect()
    }

    fn quotations(&self, reports: &[usize]) -> Vec<WordingChange> {
        let quoted: Vec<Vec<QuotedWord>> = reports.iter().map(|&n| quoted_words(self.statement(n))).collect();
        let (mut cuts, mut others) = (Vec::new(), Vec::new());
        for (r, &report) in reports.iter().enumerate() {
            let here = self.statement(report);
            let (text, _) = self.article_words(here.article);
            let (mut cut, mut other): (Option<WordingChange>, Option<WordingChange>) = (None, None);
            for (s, &against) in reports.iter().enumerate() {
                let there = self.statement(against);
                if there.article == here.article {
                    continue;
                }
                if let Some(gone) = left_out(&quoted[r], &quoted[s], text) {
                    let words: Vec<&str> = gone.iter().filter_map(|span| span.of(&there.text)).collect();
                    match &mut cut {
                        Some(known) => known.against.push(against),
                        None => {
                            cut = Some(WordingChange {
                                kind: WordingKind::Cut,
                                statement: report,
                                spans: places(here, &quoted[r]),
                                words: words.join(JOINT),
                                against: vec![against],
                                count: 1,
                                cues: Vec::new(),
                            });
                        }
                    }
                    continue;
                }
                let (other_text, _) = self.article_words(there.article);
                let found = other_words(&here.text, &quoted[r], &there.text, &quoted[s], text, other_text);
                if found.is_empty() {
                    continue;
                }
                match &mut other {
                    Some(known) => known.against.push(against),
                    None => {
                        let words: Vec<&str> = found.iter().filter_map(|span| span.of(&here.text)).collect();
                        other = Some(WordingChange {
                            kind: WordingKind::ParaphraseInMarks,
                            statement: report,
                            spans: found
                                .iter()
                                .filter_map(|span| in_reading(&here.statement.content, *span))
                                .collect(),
                            words: words.join(JOINT),
                            against: vec![against],
                            count: 1,
                            cues: Vec::new(),
                        });
                    }
                }
            }
            cuts.extend(cut);
            others.extend(other);
        }
        let others = self.without_majority(reports, others);
        cuts.into_iter().chain(others).collect()
    }

    /// Without those whose words more articles have than have the others': of three reports only the one that stands alone is told.
    fn without_majority(&self, reports: &[usize], found: Vec<WordingChange>) -> Vec<WordingChange> {
        let article = |n: usize| self.statement(n).article;
        let distinct = |mut of: Vec<usize>| {
            of.sort_unstable();
            of.dedup();
            of.len()
        };
        let has = |of: usize, words: &[QuotedWord]| stand_in(words, &self.article_words(of).0);
        found
            .into_iter()
            .filter(|change| {
                let first = change.words.split(JOINT).next().unwrap_or_default();
                let words = all_words(first);
                let with = reports.iter().map(|&n| article(n)).filter(|&of| has(of, &words)).collect();
                let apart = change.against.iter().map(|&n| article(n)).collect();
                distinct(with) <= distinct(apart)
            })
            .collect()
    }

    /// Reports whose cue is another than the commonest one.
    fn cues(&self, reports: &[usize]) -> Vec<WordingChange> {
        let of: Vec<(usize, CueWord)> = reports
            .iter()
            .filter(|&&n| {
                let s = &self.statement(n).statement;
                !s.negated && s.mode == Mode::Speech
            })
            .filter_map(|&n| Some((n, cue_word(&self.statement(n).cue_text)?)))
            .collect();
        let mut counts: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for (n, cue) in &of {
            let shown = self.statement(*n).cue_text.as_str();
            let entry = counts.entry(&cue.key).or_insert((0, shown));
            entry.0 += 1;
            // Of several inflections the first in the alphabet, so that the order of articles does not matter.
            entry.1 = entry.1.min(shown);
        }
        let most = counts.values().map(|(count, _)| *count).max().unwrap_or(0);
        let commonest: Vec<&str> =
            counts.iter().filter(|(_, (count, _))| *count == most).map(|(key, _)| *key).collect();
        let any_plain = of.iter().any(|(_, cue)| cue.plain);
        let held_against = |cue: &CueWord| match commonest.as_slice() {
            [one] => cue.key == *one,
            _ => cue.plain,
        };
        // Where no cue is the commonest and none is plain, each is another than the rest.
        let against = |own: &CueWord| -> Vec<usize> {
            let alone = commonest.len() != 1 && !any_plain;
            let held = of.iter().filter(|(_, cue)| if alone { cue != own } else { held_against(cue) });
            held.map(|(n, _)| *n).collect()
        };
        let mut cues: Vec<(String, usize)> =
            counts.values().map(|(count, shown)| ((*shown).to_string(), *count)).collect();
        cues.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        of.iter()
            .filter(|(_, cue)| !held_against(cue))
            .filter_map(|(n, cue)| {
                let here = self.statement(*n);
                let elsewhere: Vec<usize> = against(cue)
                    .into_iter()
                    .filter(|&other| self.statement(other).article != here.article)
                    .collect();
                (!elsewhere.is_empty()).then(|| WordingChange {
                    kind: WordingKind::CueVerb,
                    statement: *n,
                    spans: here.statement.cue.clone(),
                    words: here.cue_text.clone(),
                    against: elsewhere,
                    count: counts[cue.key.as_str()].0,
                    cues: cues.clone(),
                })
            })
            .collect()
    }
}

/// The runs of words in marks, in bytes of the reading.
fn places(statement: &EffectiveStatement, words: &[QuotedWord]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let Some(span) = in_reading(&statement.statement.content, word.span) else { continue };
        // Words with nothing but spaces and punctuation between them are one run.
        let joins = n > 0
            && statement
                .text
                .get(words[n - 1].span.end as usize..word.span.start as usize)
                .is_some_and(|between| !between.chars().any(|c| c.is_alphanumeric() || c == '…'));
        match out.last_mut() {
            Some(last) if joins => *last = last.hull(span),
            _ => out.push(span),
        }
    }
    out
}

/// The words of a report without the given bytes of its `text`.
pub(crate) fn wording_without(statement: &EffectiveStatement, gone: &[Span]) -> Wording {
    let mut rest = String::new();
    let mut at = 0;
    for span in gone {
        rest.push_str(statement.text.get(at..span.start as usize).unwrap_or(""));
        rest.push(' ');
        at = at.max(span.end as usize);
    }
    rest.push_str(statement.text.get(at..).unwrap_or(""));
    if gone.is_empty() { report::wording(statement) } else { Wording::new(&rest, false, Stance::default()) }
}
