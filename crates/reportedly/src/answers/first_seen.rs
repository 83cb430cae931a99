//! What keeps a term from being told as first seen: whatever may be the same told otherwise.
//!
//! Reporters put one demand in many words, and a report is no list of everything that was said. A term that is called new and is none is worse than one
//! not shown, so that doubt counts against it.

use super::changes_found::{Item, Step, is_before};
use reportedly_link::{TermRelation, names_term};
use reportedly_schema::linkage::{EffectiveStatement, Snapshot};
use reportedly_schema::{Kind, TermRole};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days after the latest thing found of a party's terms from which what it asks or gives is no change but a beginning: a year, and a month in which a
/// yearly matter comes round again.
pub(super) const FIRST_SEEN_REACH_DAYS: i32 = 400;

/// A step of a party and one of its items, among all of the party's steps.
pub(super) struct Candidate<'c> {
    pub snapshot: &'c Snapshot,
    pub steps: &'c [Step],
    pub step: usize,
    pub item: usize,
}

impl Candidate<'_> {
    /// Whether the term may be known, or is no asking or giving of the party's own making.
    pub(super) fn may_be_known(&self) -> bool {
        self.is_given_up()
            || self.begins()
            || self.is_in_earlier_words()
            || self.is_quoted_after_a_report()
            || self.is_left_over()
            || self.is_beside_known()
    }

    /// Whether it is something of the party's own that it lets go: "agreed to drop its threat".
    fn is_given_up(&self) -> bool {
        const OWN: &[&str] = &["its", "their", "his", "her", "our", "my"];
        let words = &self.term().words;
        let first = words.text().split_whitespace().next().unwrap_or("").to_lowercase();
        words.term().role == TermRole::Concession && OWN.contains(&first.as_str())
    }

    fn step(&self) -> &Step {
        &self.steps[self.step]
    }

    fn term(&self) -> &Item {
        &self.step().items[self.item]
    }

    fn statement(&self, item: &Item) -> &EffectiveStatement {
        &self.snapshot.statements[item.statement]
    }

    fn earlier(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|other| other.before(self.step()) && !other.items.is_empty())
    }

    /// Steps that may be of the same occasion, its own among them.
    fn beside(&self) -> impl Iterator<Item = &Step> {
        let days = &self.step().days;
        self.steps.iter().filter(move |other| {
            std::ptr::eq(*other, self.step())
                || (other.days.earliest.is_some()
                    && !is_before(&other.days, days)
                    && !is_before(days, &other.days))
        })
    }

    /// Whether nothing of the party's terms was found for so long that all of them may be new.
    fn begins(&self) -> bool {
        let Some(start) = self.step().days.earliest else { return true };
        let near = |other: &Step| {
            let end = other.days.latest;
            end.and_then(|end| end.until(start).ok())
                .is_some_and(|gap| gap.get_days() <= FIRST_SEEN_REACH_DAYS)
        };
        !self.earlier().any(near)
    }

    /// Whether half of its words stand in what the party said before, though in no term of it.
    fn is_in_earlier_words(&self) -> bool {
        let reports = self.earlier().flat_map(|step| &step.drafts).flat_map(|draft| &draft.reports);
        let mut texts = reports.map(|&n| self.snapshot.statements[n].text.as_str());
        texts.any(|text| names_term(text, &self.term().words))
    }

    /// Whether it stands in a quotation, and the same article reports what the speaker asked or gave in its own words: the quotation says it again.
    fn is_quoted_after_a_report(&self) -> bool {
        let own = self.term();
        let quotation = self.statement(own);
        if quotation.statement.kind != Kind::Direct {
            return false;
        }
        self.of_speaker().any(|other| {
            let report = self.statement(other);
            report.article == quotation.article
                && report.statement.kind != Kind::Direct
                && report.statement.start() < quotation.statement.start()
                && one_side(own, other)
        })
    }

    /// Whether a fuller report of the same days has a term that is like none of this article: two reporters may have put one term in words that do not meet, and
    /// the term is told once. Where the other report has nothing left over, what this one has beside it is told.
    fn is_left_over(&self) -> bool {
        let article = |item: &Item| self.statement(item).article;
        let own = article(self.term());
        let mut reports: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
        for item in
            self.of_speaker().filter(|item| one_side(item, self.term()) && item.words.says_something())
        {
            let report = reports.entry(article(item)).or_default();
            // One term that an article has twice is counted once.
            if !report.iter().any(|known| alike(known, item)) {
                report.push(item);
            }
        }
        let Some(here) = reports.remove(&own) else { return false };
        // Of reports with as many the first published stands, whatever their order here.
        let key = |n: usize| {
            let article = &self.snapshot.articles[n];
            Reverse((article.published.as_ref().and_then(|p| p.latest), article.id))
        };
        reports.iter().any(|(&other, there)| {
            let fuller = (there.len(), key(other)) > (here.len(), key(own));
            let met = there.iter().any(|item| alike(item, self.term()));
            let left = there.iter().any(|item| !item.follows && !here.iter().any(|h| alike(h, item)));
            fuller && !met && left
        })
    }

    /// Whether another report of the same days has it in words that are known from before.
    fn is_beside_known(&self) -> bool {
        let known = |item: &Item| self.earlier().any(|step| step.items.iter().any(|i| alike(i, item)));
        self.of_speaker().any(|item| alike(item, self.term()) && known(item))
    }

    /// Items of these days by the same speaker.
    fn of_speaker(&self) -> impl Iterator<Item = &Item> {
        let speaker = |step: &Step, item: &Item| step.draft_of(item.statement).and_then(|d| d.speaker);
        let own = speaker(self.step(), self.term());
        self.beside().flat_map(move |step| {
            step.items.iter().filter(move |item| own.is_some() && speaker(step, item) == own)
        })
    }
}

/// Whether two items may be of one term.
fn alike(a: &Item, b: &Item) -> bool {
    a.words.same_value(&b.words) || a.words.relation(&b.words) != TermRelation::Other
}

/// Whether both are asked, or both given.
fn one_side(a: &Item, b: &Item) -> bool {
    let asked = |item: &Item| matches!(item.words.term().role, TermRole::Condition | TermRole::Demand);
    asked(a) == asked(b)
}
