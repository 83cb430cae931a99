//! Terms of several reports, merged by what they say, each with its characters.

use reportedly_link::same_member;
use reportedly_schema::linkage::{EffectiveStatement, Snapshot};
use reportedly_schema::statement::{JOINT, in_joined};
use reportedly_schema::{Span, Term, TermKind, TermRole};
use serde::{Deserialize, Serialize};

/// Where a term stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermReport {
    /// The article's path as given.
    pub article: String,
    /// The statement.
    pub statement: String,
    /// Unicode code points of the reading, half-open.
    pub spans: Vec<(u32, u32)>,
    /// The characters, parts joined by ` … `.
    pub text: String,
}

/// One member of a list, with the reports that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberShown {
    /// As its first report has it.
    pub text: String,
    /// Indices into [`TermShown::reports`].
    pub reports: Vec<usize>,
}

/// One condition, demand, offer, concession or guarantee, as all reports of a position have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermShown {
    /// What it does.
    pub role: TermRole,
    /// The connective of a condition.
    pub kind: Option<TermKind>,
    /// Who must act, as written.
    pub actor: Option<String>,
    /// Towards whom, as written.
    pub to: Option<String>,
    /// The members of its list, those of all reports.
    pub members: Vec<MemberShown>,
    /// Whether the term itself is negated.
    pub negated: bool,
    /// Normal form of its first report.
    pub norm: String,
    /// Who reports it; the first report first.
    pub reports: Vec<TermReport>,
}

impl TermShown {
    /// The term in the words of its first report, for a table.
    pub fn shown(&self) -> String {
        let text = self.reports.first().map_or("", |report| report.text.as_str());
        let more = self.members.iter().filter(|m| !m.reports.contains(&0)).map(|m| m.text.as_str());
        let all: Vec<&str> = std::iter::once(text).chain(more).collect();
        format!("{}: {}", self.role, all.join("; "))
    }
}

/// The terms of several reports. Equal in role, negation and normal form, or two lists of one role with a member in common, is one term; its
/// members are those of all reports.
pub(super) fn merged(snapshot: &Snapshot, statements: &[usize]) -> Vec<TermShown> {
    let mut out: Vec<TermShown> = Vec::new();
    for &n in statements {
        let statement = &snapshot.statements[n];
        for term in statement.statement.own_terms() {
            match out.iter_mut().find(|known| one_term(known, term)) {
                Some(known) => add(known, term, report(snapshot, statement, term)),
                None => out.push(shown(snapshot, statement, term)),
            }
        }
    }
    out
}

/// One term as one report has it.
pub(super) fn shown(snapshot: &Snapshot, statement: &EffectiveStatement, term: &Term) -> TermShown {
    TermShown {
        role: term.role,
        kind: term.kind,
        actor: term.actor.clone(),
        to: term.to.clone(),
        members: members(term).map(|text| MemberShown { text, reports: vec![0] }).collect(),
        negated: term.negated,
        norm: term.norm.clone(),
        reports: vec![report(snapshot, statement, term)],
    }
}

fn report(snapshot: &Snapshot, statement: &EffectiveStatement, term: &Term) -> TermReport {
    TermReport {
        article: snapshot.articles[statement.article].path.clone(),
        statement: statement.statement.id.to_string(),
        spans: term.spans.iter().filter_map(|span| points(statement, *span)).collect(),
        text: words_of(statement, term),
    }
}

fn members(term: &Term) -> impl Iterator<Item = String> + '_ {
    term.members.iter().cloned()
}

fn one_term(known: &TermShown, term: &Term) -> bool {
    if known.role != term.role || known.negated != term.negated {
        return false;
    }
    let in_common = || term.members.iter().any(|a| known.members.iter().any(|b| same_member(a, &b.text)));
    known.norm == term.norm || in_common()
}

fn add(known: &mut TermShown, term: &Term, report: TermReport) {
    let n = known.reports.len();
    for text in members(term) {
        match known.members.iter_mut().find(|m| m.text == text || same_member(&m.text, &text)) {
            Some(member) => member.reports.push(n),
            None => known.members.push(MemberShown { text, reports: vec![n] }),
        }
    }
    known.kind = known.kind.or(term.kind);
    known.actor = known.actor.take().or_else(|| term.actor.clone());
    known.to = known.to.take().or_else(|| term.to.clone());
    known.reports.push(report);
}

/// The characters of a term, parts joined by ` … `; its members where the characters are not in the content.
fn words_of(statement: &EffectiveStatement, term: &Term) -> String {
    let content = &statement.statement.content;
    let parts: Vec<&str> =
        term.spans.iter().filter_map(|span| in_joined(content, *span)?.of(&statement.text)).collect();
    if parts.is_empty() { term.members.join("; ") } else { parts.join(JOINT) }
}

/// A span inside the content in Unicode code points of the reading.
fn points(statement: &EffectiveStatement, span: Span) -> Option<(u32, u32)> {
    let content = &statement.statement.content;
    let part = content.iter().position(|part| part.contains(span))?;
    let count = |span: Span| Some(in_joined(content, span)?.of(&statement.text)?.chars().count() as u32);
    let start = statement.content_points.get(part)?.0 + count(Span { end: span.start, ..content[part] })?;
    Some((start, start + count(span)?))
}
