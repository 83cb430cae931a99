//! The answer of `wording` in words and tables.

use super::{WordingAnswer, WordingOf, WordingRow};
use crate::answers::brief::reported_by;
use crate::answers::cells::{brief_id, statement_id};
use crate::answers::evidence::Evidence;
use crate::answers::{Answer, Table, counted, lines_of};
use reportedly_schema::linkage::WordingKind;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a report did, in words, for one and for several.
fn in_words(kind: WordingKind) -> (&'static str, &'static str) {
    match kind {
        WordingKind::ConditionNotInReport => ("condition not in a report", "conditions not in a report"),
        WordingKind::Cut => ("quotation given shorter", "quotations given shorter"),
        WordingKind::ParaphraseInMarks => {
            ("passage in other words in marks", "passages in other words in marks")
        }
        WordingKind::CueVerb => ("other cue", "other cues"),
    }
}

/// A name with its form, or a form for the eye.
struct BriefForm<'r> {
    of: &'r WordingOf,
    outlet: &'r str,
    form: &'r str,
    count: usize,
    articles: BTreeSet<&'r str>,
    perhaps: bool,
}

impl WordingAnswer {
    /// What reports did with the words of the things said that were compared.
    fn changes_in_words(&self) -> Option<String> {
        if self.compared == 0 {
            return None;
        }
        let said = counted(self.compared, "thing said that", "things said that");
        let changed = |kind: WordingKind| self.rows.iter().filter(|r| r.change == Some(kind)).count();
        let kinds: Vec<String> = WordingKind::ALL
            .iter()
            .map(|&kind| (changed(kind), in_words(kind)))
            .filter(|(n, _)| *n > 0)
            .map(|(n, (one, many))| counted(n, one, many))
            .collect();
        let found = if kinds.is_empty() { "no other wording".to_string() } else { kinds.join(", ") };
        Some(format!("Compared {said} two or more articles report: found {found}."))
    }

    /// How many forms of name were found.
    fn forms_in_words(&self) -> Option<String> {
        let forms: Vec<&WordingRow> = self.rows.iter().filter(|r| r.change.is_none() && !r.perhaps).collect();
        let names: BTreeSet<&WordingOf> = forms.iter().map(|r| &r.of).collect();
        let of = match (names.first()?, names.len()) {
            (one, 1) => format!(" for {}", one.name),
            (_, n) => format!(" for {}", counted(n, "name", "names")),
        };
        let distinct: BTreeSet<(&WordingOf, String)> =
            forms.iter().map(|r| (&r.of, r.form.to_lowercase())).collect();
        let outlets: BTreeSet<&str> = forms.iter().filter_map(|r| r.outlet.as_deref()).collect();
        let times: usize = forms.iter().map(|r| r.count).sum();
        let by = match outlets.len() {
            0 => String::new(),
            n => format!(" by {}", counted(n, "outlet", "outlets")),
        };
        Some(format!(
            "Found {}{of}, {} in all{by}.",
            counted(distinct.len(), "form", "forms"),
            counted(times, "time", "times")
        ))
    }

    /// Forms summed by outlet, in the order of the rows.
    fn by_outlet(&self) -> Vec<BriefForm<'_>> {
        let mut place: BTreeMap<(&WordingOf, &str, String, bool), usize> = BTreeMap::new();
        let mut out: Vec<BriefForm> = Vec::new();
        for row in self.rows.iter().filter(|r| r.change.is_none()) {
            let outlet = row.outlet.as_deref().unwrap_or("");
            let key = (&row.of, outlet, row.form.to_lowercase(), row.perhaps);
            let n = *place.entry(key).or_insert_with(|| {
                out.push(BriefForm {
                    of: &row.of,
                    outlet,
                    form: &row.form,
                    count: 0,
                    articles: BTreeSet::new(),
                    perhaps: row.perhaps,
                });
                out.len() - 1
            });
            out[n].count += row.count;
            out[n].articles.insert(&row.article);
        }
        let mut order: Vec<&WordingOf> = Vec::new();
        for form in &out {
            if !order.contains(&form.of) {
                order.push(form.of);
            }
        }
        out.sort_by_cached_key(|form| {
            let at = order.iter().position(|of| *of == form.of);
            let form_of = (form.outlet.to_string(), Reverse(form.count), form.form.to_string());
            (at, form.perhaps, form_of)
        });
        out
    }
}

impl Answer for WordingAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        parts.extend(self.changes_in_words());
        parts.extend(self.forms_in_words());
        let perhaps: BTreeSet<&str> =
            self.rows.iter().filter(|r| r.perhaps).map(|r| r.form.as_str()).collect();
        if !perhaps.is_empty() {
            let shown: Vec<&str> = perhaps.into_iter().collect();
            parts.push(format!("Perhaps another spelling, and not counted: {}.", shown.join(", ")));
        }
        if self.rows.is_empty() && self.compared == 0 {
            parts.push(
                "Found nothing said that two or more articles report, and no form of name.".to_string(),
            );
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let spans: Vec<String> = row.spans.iter().map(|(a, b)| format!("{a}-{b}")).collect();
            let against: Vec<&str> = row.against.iter().map(|e| e.article.as_str()).collect();
            vec![
                row.of.kind.to_string(),
                row.of.name.clone(),
                row.article.clone(),
                row.outlet.clone().unwrap_or_default(),
                row.form.clone(),
                row.class.map_or(String::new(), |c| c.to_string()),
                row.count.to_string(),
                spans.join(" "),
                row.change.map_or(String::new(), |c| c.to_string()),
                row.words.clone().unwrap_or_default(),
                against.join(" "),
                row.report.as_ref().map_or(String::new(), statement_id),
                if row.perhaps { "perhaps".to_string() } else { String::new() },
            ]
        });
        Table {
            header: vec![
                "of",
                "name",
                "article",
                "outlet",
                "form",
                "class",
                "count",
                "spans",
                "change",
                "words",
                "against",
                "statement",
                "perhaps",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let outlet_of = |e: &Evidence| e.outlet.clone().unwrap_or_else(|| e.article.clone());
        let changes = self.rows.iter().filter_map(|row| {
            let kind = row.change?;
            let report = row.report.as_ref()?;
            let against: BTreeSet<String> = row.against.iter().map(outlet_of).collect();
            let words = row.words.clone().unwrap_or_default();
            let what = match kind {
                WordingKind::ConditionNotInReport => format!("not in this report: {words}"),
                WordingKind::Cut => format!("not in this quotation: {words}"),
                WordingKind::ParaphraseInMarks => format!("in marks: {words}"),
                WordingKind::CueVerb => {
                    let cues: Vec<String> =
                        row.cues.iter().map(|c| format!("{} {}", c.cue, c.count)).collect();
                    format!("{words} (of {})", cues.join(", "))
                }
            };
            Some(vec![
                report.speaker.clone().unwrap_or_else(|| "not known".to_string()),
                what,
                String::new(),
                reported_by(row.outlet.as_deref().unwrap_or_default(), [row.article.as_str()]),
                against.into_iter().collect::<Vec<_>>().join(", "),
                report.statement.as_deref().map_or(String::new(), brief_id),
            ])
        });
        let forms = self.by_outlet().into_iter().map(|form| {
            vec![
                form.of.name.clone(),
                if form.perhaps { format!("{} (perhaps)", form.form) } else { form.form.to_string() },
                form.count.to_string(),
                reported_by(form.outlet, form.articles),
                String::new(),
                String::new(),
            ]
        });
        Table {
            header: vec!["of", "words", "count", "by", "against", "id"],
            rows: changes.chain(forms).collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
