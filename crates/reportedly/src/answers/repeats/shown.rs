//! The answer of `repeats` in words and tables.

use super::{RepeatsAnswer, RepeatsRow};
use crate::answers::brief::{reported_by, statement};
use crate::answers::cells::{brief_id, said_of, short_id, shown_interval, statement_id};
use crate::answers::evidence::Evidence;
use crate::answers::{Answer, Table, counted, coverage_line, day_in_words, json};
use reportedly_schema::Interval;
use std::collections::BTreeSet;

impl RepeatsRow {
    /// The sentence of one row, without what was searched.
    fn sentence(&self, within: Option<u32>) -> String {
        let shown = &self.occasions;
        let dated: BTreeSet<Interval> =
            self.utterances.iter().filter(|u| u.occasion.dated).map(|u| u.occasion.said).collect();
        let mut out = match (shown.first, shown.latest) {
            (Some(first), Some(latest)) if dated.len() == 1 && first == latest => {
                format!("Found on 1 date, {}", day_in_words(first))
            }
            (Some(first), Some(latest)) => format!(
                "Found on {}, {} to {}",
                counted(dated.len(), "date", "dates"),
                day_in_words(first),
                day_in_words(latest)
            ),
            _ => "Found on no date".to_string(),
        };
        if let Some(days) = within {
            out.push_str(&format!(
                ", {} of them within {}",
                shown.counts.count,
                counted(days as usize, "day", "days")
            ));
        }
        let counts = shown.counts;
        if counts.low != counts.high {
            let range =
                format!("{} to {} occasions, best estimate {}", counts.low, counts.high, counts.count);
            out.push_str(&if within.is_some() { format!(" ({range})") } else { format!("; {range}") });
        } else if within.is_none() && counts.count != dated.len() {
            out.push_str(&format!("; {}", counted(counts.count, "occasion", "occasions")));
        }
        if shown.publication_only > 0 {
            out.push_str(&format!("; {} dated only by publication", shown.publication_only));
        }
        if shown.also_elsewhere > 0 {
            out.push_str(&format!("; {} also reported by another outlet", shown.also_elsewhere));
        }
        let apart = [
            (self.apart.undated.len(), "without a date"),
            (self.apart.for_by_others.len(), "said for the speaker or ascribed by others"),
        ];
        let listed: Vec<String> =
            apart.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        out.push('.');
        if !listed.is_empty() {
            out.push_str(&format!(" Listed apart: {}.", listed.join(", ")));
        }
        out
    }
}

impl Answer for RepeatsAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        match (self.rows.as_slice(), self.about.is_some()) {
            ([], true) => parts.push("Found on no date.".to_string()),
            ([], false) => parts.push("Found nothing on more than one occasion.".to_string()),
            ([row], _) => parts.push(row.sentence(self.within)),
            (rows, true) => {
                parts
                    .extend(rows.iter().map(|r| format!("{}: {}", r.point.speaker, r.sentence(self.within))));
            }
            (rows, false) => {
                let speakers: BTreeSet<&str> = rows.iter().map(|r| r.point.speaker.as_str()).collect();
                parts.push(format!(
                    "Found {} by {}.",
                    counted(rows.len(), "point", "points"),
                    counted(speakers.len(), "speaker", "speakers")
                ));
            }
        }
        if self.near_count > 0 && self.near.is_empty() {
            parts.push(format!(
                "Almost matching, shown with --near: {}.",
                counted(self.near_count, "statement", "statements")
            ));
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let mut table = Table {
            header: vec![
                "said",
                "speaker",
                "text",
                "joined",
                "outlets",
                "articles",
                "venue",
                "listed as",
                "point",
                "id",
            ],
            rows: Vec::new(),
        };
        let evidence = |e: &Evidence, listed: &str, point: &str| {
            vec![
                said_of(e),
                e.speaker.clone().unwrap_or_default(),
                e.text.clone(),
                String::new(),
                e.outlet.clone().unwrap_or_default(),
                e.article.clone(),
                String::new(),
                listed.to_string(),
                point.to_string(),
                statement_id(e),
            ]
        };
        for row in &self.rows {
            let point = row.point.id.map_or(String::new(), short_id);
            for u in &row.utterances {
                let outlets: BTreeSet<&str> = u.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
                let articles: BTreeSet<&str> = u.reports.iter().map(|r| r.article.as_str()).collect();
                let listed = match (u.occasion.in_window, u.occasion.dated) {
                    (Some(false), _) => "outside the window",
                    (_, false) => "dated by publication",
                    _ => "",
                };
                table.rows.push(vec![
                    shown_interval(&u.occasion.said),
                    row.point.speaker.clone(),
                    u.reports.first().map_or(String::new(), |r| r.text.clone()),
                    if u.reports.len() > 1 { u.joined.to_string() } else { String::new() },
                    outlets.into_iter().collect::<Vec<_>>().join(", "),
                    articles.into_iter().collect::<Vec<_>>().join(", "),
                    u.occasion.venue.clone().unwrap_or_default(),
                    listed.to_string(),
                    point.clone(),
                    short_id(u.id),
                ]);
            }
            for e in &row.apart.undated {
                table.rows.push(evidence(e, "apart: no date", &point));
            }
            for e in &row.apart.for_by_others {
                let why = format!("apart: {}", e.note.as_deref().unwrap_or_default());
                table.rows.push(evidence(e, &why, &point));
            }
        }
        for near in &self.near {
            table.rows.push(evidence(&near.evidence, &format!("near: {}", near.why), ""));
        }
        table
    }

    fn brief(&self) -> Table {
        let full = self.table();
        let mut rows: Vec<Vec<String>> = full
            .rows
            .into_iter()
            .map(|row| {
                let [said, speaker, text, _, outlets, articles, _, listed, _, id] =
                    <[String; 10]>::try_from(row)
                        .unwrap_or_else(|_| unreachable!("as many cells as in the header"));
                let reported_by = reported_by(&outlets, articles.split(", "));
                vec![said, statement(&speaker, &text), reported_by, listed, brief_id(id)]
            })
            .collect();
        // A headline that a page shows twice is one row for the eye.
        rows.dedup_by(|a, b| a[..a.len() - 1] == b[..b.len() - 1]);
        Table { header: vec!["said", "statement", "reported by", "listed as", "id"], rows }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.extend(self.near.iter().map(|near| serde_json::json!({ "near": near })));
        out.push(coverage_line(&self.coverage));
        out
    }
}
