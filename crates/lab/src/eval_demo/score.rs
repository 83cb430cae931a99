//! Counts of what was found and of what was right, and the measures made of them.

use super::reading::Reading;
use super::speaker::{Named, named};
use super::{bare, met};
use crate::gold::{FoundIn, Gold, GoldArticle, GoldStatement, LineKind};
use reportedly_schema::line::{ArticleLine, StatementOut};
use reportedly_schema::{BlockKind, Day, Kind, Modality, SaidBasis};
use std::collections::{BTreeMap, BTreeSet};

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

/// What all articles of a folder of gold come to.
#[derive(Default)]
pub(super) struct Score {
    pub articles: usize,
    pub missing: usize,
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
    pub(super) fn unread(&mut self, article: &GoldArticle) {
        for statement in article.statements.iter().filter(|s| !s.optional) {
            self.statement_asked(statement, false);
        }
        self.published.add(false);
        if article.outlet.found_in != FoundIn::Nowhere {
            self.outlet.add(false);
        }
    }

    fn statement_asked(&mut self, statement: &GoldStatement, met: bool) {
        self.recall.add(met);
        self.recall_by_kind.entry(statement.kind).or_default().add(met);
    }

    /// An article that came back as `line`, with its text as `reading`.
    pub(super) fn article(
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
        if article.outlet.found_in != FoundIn::Nowhere {
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
        let named = named(gold, want, have);
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

    pub(super) fn measures(&self) -> BTreeMap<String, f64> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval_demo::evaluate;
    use crate::eval_demo::perfect_lines::{all_perfect, demo};
    use crate::gold::load;
    use reportedly_schema::SpeakerKind;

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
}
