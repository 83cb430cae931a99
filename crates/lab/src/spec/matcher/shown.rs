//! What was found, in words for whoever reads a failure.

use reportedly_schema::line::{ArticleLine, PublishedOut, StatementOut, TimexOut};

/// A statement.
pub(super) fn statement(s: &StatementOut) -> String {
    format!(
        "{} | {} | {} | [{}] | said {}",
        s.speaker.name.as_deref().unwrap_or("unknown"),
        s.kind,
        s.mode,
        s.text,
        days(&s.said.earliest, &s.said.latest)
    )
}

/// Statements, one to a line.
pub(super) fn statements(statements: &[StatementOut]) -> String {
    if statements.is_empty() {
        return "none".to_string();
    }
    statements.iter().map(|s| format!("\n        {}", statement(s))).collect()
}

/// Two days as a range.
pub(super) fn days(earliest: &Option<String>, latest: &Option<String>) -> String {
    match (earliest.as_deref(), latest.as_deref()) {
        (None, None) => "nothing".to_string(),
        (Some(a), Some(b)) if a == b => a.to_string(),
        (a, b) => format!("{}..{}", a.unwrap_or(""), b.unwrap_or("")),
    }
}

/// A day of publication with its basis.
pub(super) fn published(found: Option<&PublishedOut>) -> String {
    match found {
        None => "none".to_string(),
        Some(p) => format!("{} ({})", days(&p.earliest, &p.latest), p.basis),
    }
}

/// The problems of an article.
pub(super) fn problems(line: &ArticleLine) -> String {
    let shown: Vec<String> = line.problems.iter().map(|p| format!("{}: {}", p.code, p.message)).collect();
    if shown.is_empty() { "no problems".to_string() } else { shown.join("; ") }
}

pub(super) fn acts(s: &StatementOut) -> String {
    let found: Vec<&str> = s.acts.iter().map(|a| a.act.as_str()).collect();
    if found.is_empty() { "none".into() } else { found.join(", ") }
}

pub(super) fn terms(s: &StatementOut) -> String {
    let found: Vec<String> = s.terms.iter().map(|t| format!("{}: {}", t.role, t.text)).collect();
    if found.is_empty() { "none".into() } else { found.join("; ") }
}

/// A time expression with its value.
pub(super) fn timex(t: &TimexOut) -> String {
    format!("\"{}\" = {}", t.text, t.value.as_deref().unwrap_or("none"))
}
