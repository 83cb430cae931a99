//! `speakers`: who is found in the record, under which names.

use super::evidence::Coverage;
use super::question::{Asked, Question};
use super::{Answer, Table, counted, coverage_line, json};
use reportedly_link::{Identities, Match, Standing, form_of, standings, suggestions};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{Joined, RecordSpeaker, Snapshot};
use reportedly_schema::registry::Entry;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A speaker of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// The commonest proper form, or what the registry declares.
    pub speaker: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Every proper form found, sorted.
    pub forms: Vec<String>,
    /// Statements with this speaker.
    pub statements: usize,
    /// Those of them that the speaker is reported to have said himself.
    pub own: usize,
    /// Articles they stand in.
    pub articles: usize,
    /// Outlets of these articles, as far as known.
    pub outlets: usize,
    /// Each form with the number of these statements that have it, the commonest first, and why it is this speaker's.
    pub found_as: Vec<FoundAs>,
    /// The speaker's id in the registry, where it is declared.
    pub registry: Option<String>,
    /// The speaker's item in Wikidata, where it is declared.
    pub wikidata: Option<String>,
}

/// What a speaker is called in articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundAs {
    /// As the statements have it.
    pub form: String,
    /// Statements with it.
    pub statements: usize,
    /// How sure it is that the form is this speaker's.
    pub joined: Joined,
    /// Why, in a few words.
    pub because: String,
}

/// Two speakers that are perhaps one. They are not merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerhapsOne {
    /// What the one with more statements is called.
    pub a: String,
    /// What the other is called.
    pub b: String,
    /// What speaks for it.
    pub because: String,
}

/// The answer of [`speakers`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakersAnswer {
    /// The most statements first, then by name.
    pub rows: Vec<SpeakerRow>,
    /// Statements whose speaker is not known.
    pub not_known: usize,
    /// Rows that are perhaps one speaker, by their names.
    pub perhaps_one: Vec<PerhapsOne>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// The speakers of the statements that the question admits.
pub fn speakers(snapshot: &Snapshot, question: &Question) -> SpeakersAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let admitted: Vec<bool> = snapshot
        .statements
        .iter()
        .enumerate()
        .map(|(n, s)| {
            asked.admits(n)
                && matches!(asked.matching(s), Match::Full | Match::Opposite(_) | Match::OfOthers(_))
        })
        .collect();
    let identities = Identities::new(&snapshot.registry);
    let declared: BTreeMap<&str, &Entry> =
        snapshot.registry.entries.iter().map(|entry| (entry.name.as_str(), entry)).collect();
    let mut shown: Vec<(usize, SpeakerRow)> = snapshot
        .links
        .speakers
        .iter()
        .enumerate()
        .filter(|(n, _)| asked.speakers.as_ref().is_none_or(|all| all.contains(n)))
        .map(|(at, speaker)| {
            let of: Vec<usize> = speaker.statements.iter().copied().filter(|&n| admitted[n]).collect();
            let articles: BTreeSet<usize> = of.iter().map(|&n| snapshot.statements[n].article).collect();
            let outlets: BTreeSet<&str> =
                articles.iter().filter_map(|&a| snapshot.articles[a].outlet.as_deref()).collect();
            let entry = declared.get(speaker.name.as_str());
            let row = SpeakerRow {
                found_as: found_as(snapshot, speaker, &of, &identities),
                registry: entry.map(|entry| entry.id.clone()),
                wikidata: entry.and_then(|entry| entry.wikidata.clone()),
                speaker: speaker.name.clone(),
                kind: speaker.kind,
                forms: speaker.forms.clone(),
                statements: of.len(),
                own: of.iter().filter(|&&n| standings[n] == Standing::Own).count(),
                articles: articles.len(),
                outlets: outlets.len(),
            };
            (at, row)
        })
        .filter(|(_, row)| row.statements > 0)
        .collect();
    shown.sort_by_key(|(_, row)| std::cmp::Reverse(row.statements));
    let at: BTreeSet<usize> = shown.iter().map(|(at, _)| *at).collect();
    let name = |n: usize| snapshot.links.speakers[n].name.clone();
    let perhaps_one = suggestions(&snapshot.links.speakers, &snapshot.registry)
        .into_iter()
        .filter(|s| at.contains(&s.a) || at.contains(&s.b))
        .map(|s| PerhapsOne { a: name(s.a), b: name(s.b), because: s.because })
        .collect();
    SpeakersAnswer {
        rows: shown.into_iter().map(|(_, row)| row).collect(),
        perhaps_one,
        not_known: (0..admitted.len())
            .filter(|&n| admitted[n] && asked.speaker_of[n].is_none() && asked.speakers.is_none())
            .count(),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}

/// The forms of a speaker in these statements.
fn found_as(
    snapshot: &Snapshot,
    speaker: &RecordSpeaker,
    statements: &[usize],
    identities: &Identities,
) -> Vec<FoundAs> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &n in statements {
        let written = snapshot.statements[n].statement.speaker.name.as_deref().unwrap_or_default();
        *counts.entry(written).or_default() += 1;
    }
    let mut forms: Vec<FoundAs> = counts
        .into_iter()
        .map(|(form, statements)| {
            let (joined, because) = form_of(form, &speaker.name, speaker.kind, identities);
            FoundAs { form: form.to_string(), statements, joined, because }
        })
        .collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.statements));
    forms
}

impl Answer for SpeakersAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let not_known = match self.not_known {
            0 => String::new(),
            n => format!("; {} without a known speaker", counted(n, "statement", "statements")),
        };
        parts.push(format!("Found {}{not_known}.", counted(self.rows.len(), "speaker", "speakers")));
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            vec![
                row.speaker.clone(),
                row.kind.to_string(),
                row.forms.join(", "),
                row.statements.to_string(),
                row.own.to_string(),
                row.articles.to_string(),
                row.outlets.to_string(),
            ]
        });
        Table {
            header: vec!["speaker", "kind", "forms", "statements", "own", "articles", "outlets"],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        // How a form came to be among the others stands beside it, where it is not spelled as the name is.
        let form = |found: &FoundAs| match found.joined {
            Joined::Certain => format!("{} ({})", found.form, found.statements),
            _ => format!("{} ({}, {})", found.form, found.statements, found.because),
        };
        let rows = self.rows.iter().map(|row| {
            let alone = matches!(row.found_as.as_slice(), [only] if only.form == row.speaker);
            vec![
                row.speaker.clone(),
                row.kind.to_string(),
                if alone {
                    String::new()
                } else {
                    row.found_as.iter().map(form).collect::<Vec<_>>().join("; ")
                },
                row.statements.to_string(),
                row.own.to_string(),
                row.articles.to_string(),
                row.outlets.to_string(),
                row.registry.clone().unwrap_or_default(),
            ]
        });
        Table {
            header: vec![
                "speaker",
                "kind",
                "found as",
                "statements",
                "own",
                "articles",
                "outlets",
                "registry",
            ],
            rows: rows.collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.extend(self.perhaps_one.iter().map(|pair| serde_json::json!({ "perhaps_one": pair })));
        out.push(coverage_line(&self.coverage));
        out
    }
}
