//! One line of an expectation to what it expects.

use super::case::{AnswerLine, DayRange, Expectation, Field, Pattern, Question, Who};
use reportedly_schema::{Act, BlockKind, How, Kind, Modality, Mode, SpeakerKind, TermRole, Times};
use std::str::FromStr;

/// Words with which a term may start.
const CONNECTIVES: [&str; 11] = [
    "if ",
    "unless ",
    "until ",
    "after ",
    "once ",
    "only ",
    "without ",
    "in exchange ",
    "in return ",
    "provided ",
    "on condition ",
];

/// Reads one line of a `statements` fence.
pub fn expectation(line: &str) -> Result<Expectation, String> {
    let after =
        |word: &str| line.strip_prefix(word).filter(|rest| rest.starts_with([' ', '"'])).map(str::trim_start);
    if line == "only these" {
        return Ok(Expectation::OnlyThese);
    }
    if line == "no statement" {
        return Ok(Expectation::NoStatement);
    }
    if let Some(rest) = after("no statement in") {
        return Ok(Expectation::NoStatementIn(quoted(rest)?));
    }
    if let Some(rest) = after("published") {
        let (days, basis) = with_basis(rest)?;
        let days = if days == "unknown" { None } else { Some(day_range(days)?) };
        return Ok(Expectation::Published(days, basis));
    }
    if let Some(rest) = after("updated") {
        return Ok(Expectation::Updated(day(rest)?));
    }
    if let Some(rest) = after("outlet") {
        let (name, basis) = with_basis(rest)?;
        let name = (name != "unknown").then(|| name.to_string());
        return Ok(Expectation::Outlet(name, basis));
    }
    if let Some(rest) = after("title") {
        return Ok(Expectation::Title(quoted(rest)?));
    }
    if let Some(rest) = after("noise") {
        let (kind, text) = rest.split_at(rest.find('"').ok_or("noise needs a quotation")?);
        let kind = match kind.trim() {
            "" => None,
            word => Some(BlockKind::from_str(word)?),
        };
        if kind.is_some_and(|k| !k.is_noise()) {
            return Err(format!("{} is no kind of noise", rest));
        }
        return Ok(Expectation::Noise(kind, quoted(text)?));
    }
    if let Some(rest) = after("body") {
        return Ok(Expectation::Body(quoted(rest)?));
    }
    if let Some(rest) = after("caption") {
        return Ok(Expectation::Caption(quoted(rest)?));
    }
    if let Some(rest) = after("timex none") {
        return Ok(Expectation::NoTimex(quoted(rest)?));
    }
    if let Some(rest) = after("timex") {
        let (text, value) = rest.rsplit_once(" = ").ok_or("a timex is \"words\" = VALUE")?;
        let value = (value != "none").then(|| value.to_string());
        return Ok(Expectation::Timex(quoted(text)?, value));
    }
    if let Some(rest) = after("no problem") {
        return Ok(Expectation::NoProblem(rest.to_string()));
    }
    if let Some(rest) = after("problem") {
        let (code, words) = rest.split_once(' ').ok_or("a problem is a code and \"words\"")?;
        return Ok(Expectation::Problem(code.to_string(), quoted(words.trim())?));
    }
    if let Some(rest) = after("rejected") {
        return Ok(Expectation::Rejected(rest.parse()?));
    }
    pattern(line).map(|p| Expectation::Statement(Box::new(p)))
}

fn pattern(line: &str) -> Result<Pattern, String> {
    let mut fields = line.split(" | ").map(str::trim);
    let first = fields.next().unwrap_or("");
    let first = first.strip_prefix("speaker ").unwrap_or(first);
    if first.is_empty() || !line.contains(" | ") {
        return Err(format!("a statement is SPEAKER | field | field …; found {line:?}"));
    }
    let speaker = first
        .split(" or ")
        .map(|name| match name {
            "unknown" => Who::Unknown,
            "unnamed" => Who::Unnamed,
            "anyone" => Who::Anyone,
            name => Who::Named(name.to_string()),
        })
        .collect();
    let mut pattern = Pattern { speaker, ..Pattern::default() };
    for text in fields {
        let bracketed = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let content = bracketed.or_else(|| text.starts_with(['"', '“', '‘', '\'']).then_some(text));
        match content {
            Some(content) if pattern.content.is_none() => pattern.content = Some(content.to_string()),
            Some(_) => return Err("a statement has one content".to_string()),
            None => pattern.fields.push(field(text)?),
        }
    }
    Ok(pattern)
}

fn field(text: &str) -> Result<Field, String> {
    if let Some(kinds) = any_of::<Kind>(text) {
        return Ok(Field::Kind(kinds));
    }
    if let Some(modes) = any_of::<Mode>(text) {
        return Ok(Field::Mode(modes));
    }
    // `unknown` and `unnamed` as speakers stand in the first field.
    if let Some(kinds) = any_of::<SpeakerKind>(text) {
        return Ok(Field::SpeakerKind(kinds));
    }
    if let Ok(act) = Act::from_str(text) {
        return Ok(Field::Act(act));
    }
    if let Ok(modality) = Modality::from_str(text) {
        return Ok(Field::Modality(modality));
    }
    match text {
        "undated" => return Ok(Field::Undated),
        "said nothing" => return Ok(Field::SaidNothing),
        "no terms" => return Ok(Field::NoTerms),
        "once" => return Ok(Field::Times(Times::Once)),
        "repeated" => return Ok(Field::Times(Times::Repeated)),
        "negated" => return Ok(Field::Negated(true)),
        "not negated" => return Ok(Field::Negated(false)),
        "nested" => return Ok(Field::Nested),
        "carried" => return Ok(Field::How(How::Carried)),
        "by name" => return Ok(Field::How(How::Named)),
        "via nobody" => return Ok(Field::Via(Vec::new())),
        "to nobody" => return Ok(Field::ToNobody),
        "venue nowhere" => return Ok(Field::NoVenue),
        _ => {}
    }
    if let Some(days) = text.strip_prefix("said ") {
        let (days, basis) = with_basis(days)?;
        return Ok(Field::Said(day_range(days)?, basis));
    }
    if let Some(how) = text.strip_prefix("by ") {
        return Ok(Field::How(how.parse()?));
    }
    if let Some(words) = text.strip_prefix("to ").filter(|w| w.starts_with('"')) {
        return Ok(Field::ToExactly(quoted(words)?));
    }
    if let Some(name) = text.strip_prefix("to ") {
        return Ok(Field::To(name.to_string()));
    }
    if let Some(names) = text.strip_prefix("via ") {
        return Ok(Field::Via(names.split('←').map(|n| n.trim().to_string()).collect()));
    }
    if let Some(words) = text.strip_prefix("venue ").filter(|w| w.starts_with('"')) {
        return Ok(Field::VenueExactly(quoted(words)?));
    }
    if let Some(name) = text.strip_prefix("venue ") {
        return Ok(Field::Venue(name.to_string()));
    }
    if let Some(act) = text.strip_prefix("not ") {
        return Ok(Field::NotAct(act.parse()?));
    }
    if let Some(words) = text.strip_prefix("cue ") {
        return Ok(Field::Cue(quoted(words)?));
    }
    if let Some(words) = text.strip_prefix("source ") {
        return Ok(Field::Source(quoted(words)?));
    }
    if let Some((role, words)) = text.split_once(": ")
        && let Ok(role) = TermRole::from_str(role)
    {
        return Ok(Field::Term(Some(role), words.to_string()));
    }
    if CONNECTIVES.iter().any(|c| text.starts_with(c)) {
        return Ok(Field::Term(None, text.to_string()));
    }
    Err(format!("no field of a statement: {text:?} (see spec/README.md)"))
}

/// `a or b` of one enumeration.
fn any_of<T: FromStr>(text: &str) -> Option<Vec<T>> {
    text.split(" or ").map(|word| T::from_str(word).ok()).collect()
}

/// The words between the first and the last straight mark.
fn quoted(text: &str) -> Result<String, String> {
    let inner = text.trim().strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.is_empty() => Ok(inner.to_string()),
        _ => Err(format!("expected words between straight quotation marks, found {text:?}")),
    }
}

/// `VALUE (BASIS)` or `VALUE`.
fn with_basis<B: FromStr<Err = String>>(text: &str) -> Result<(&str, Option<B>), String> {
    match text.split_once(" (") {
        Some((value, basis)) => {
            let basis = basis.strip_suffix(')').ok_or(format!("a bracket is not closed in {text:?}"))?;
            Ok((value.trim(), Some(basis.parse()?)))
        }
        None => Ok((text.trim(), None)),
    }
}

/// `2031-03-05`, `2031-03-01..2031-03-05`, `2031-03-05..`, `..2031-03-05`.
fn day_range(text: &str) -> Result<DayRange, String> {
    let end = |text: &str| if text.is_empty() { Ok(None) } else { day(text).map(Some) };
    match text.split_once("..") {
        Some((from, to)) => Ok(DayRange { earliest: end(from)?, latest: end(to)? }),
        None => {
            let day = day(text)?;
            Ok(DayRange { earliest: Some(day.clone()), latest: Some(day) })
        }
    }
}

fn day(text: &str) -> Result<String, String> {
    let day: reportedly_schema::Day =
        text.trim().parse().map_err(|_| format!("expected a day like 2031-03-05, found {text:?}"))?;
    Ok(day.to_string())
}

/// Splits at spaces; a straight mark keeps its words together.
pub fn words(text: &str) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    let (mut word, mut marked, mut any) = (String::new(), false, false);
    for c in text.chars() {
        match c {
            '"' => (marked, any) = (!marked, true),
            c if c.is_whitespace() && !marked => {
                if any {
                    out.push(std::mem::take(&mut word));
                }
                any = false;
            }
            c => {
                word.push(c);
                any = true;
            }
        }
    }
    if marked {
        return Err(format!("a quotation mark is not closed in {text:?}"));
    }
    if any {
        out.push(word);
    }
    Ok(out)
}

/// Reads the options of a question.
pub fn question(text: &str) -> Result<Question, String> {
    let mut question = Question::default();
    let mut options = words(text)?.into_iter();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--all" => {
                question.all = true;
                continue;
            }
            "--near" => {
                question.near = true;
                continue;
            }
            _ => {}
        }
        let value = options.next().ok_or(format!("{option} needs a value"))?;
        match option.as_str() {
            "--speaker" => question.speaker = Some(value),
            "--about" => question.about = Some(value),
            "--since" => question.since = Some(day(&value)?),
            "--until" => question.until = Some(day(&value)?),
            "--within" => {
                let days = value.strip_suffix('d').and_then(|n| n.parse().ok());
                question.within = Some(days.ok_or(format!("--within takes days like 14d, not {value:?}"))?);
            }
            _ => return Err(format!("no option of repeats: {option:?}")),
        }
    }
    Ok(question)
}

/// Reads one line of the answer.
pub fn answer_line(line: &str) -> Result<AnswerLine, String> {
    if line == "nothing found" {
        return Ok(AnswerLine::NothingFound);
    }
    if let Some(dates) = line.strip_prefix("dates ") {
        return Ok(AnswerLine::Dates(dates.split(',').map(day).collect::<Result<_, _>>()?));
    }
    let (name, number) = line.rsplit_once(' ').ok_or(format!("no line of an answer: {line:?}"))?;
    let number = number.parse().map_err(|_| format!("expected a number at the end of {line:?}"))?;
    match name {
        "count" => Ok(AnswerLine::Count(number)),
        "low" => Ok(AnswerLine::Low(number)),
        "high" => Ok(AnswerLine::High(number)),
        "articles" => Ok(AnswerLine::Articles(number)),
        "for by others" => Ok(AnswerLine::ForByOthers(number)),
        "undated" => Ok(AnswerLine::Undated(number)),
        _ => Err(format!("no line of an answer: {line:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::{OutletBasis, PublishedBasis, SaidBasis};

    fn days(earliest: &str, latest: &str) -> DayRange {
        let end = |d: &str| (!d.is_empty()).then(|| d.to_string());
        DayRange { earliest: end(earliest), latest: end(latest) }
    }

    #[test]
    fn a_statement_with_every_sort_of_field() {
        let line = "Ada Venn or unknown | said 2031-03-03 (stated) | direct | \"We will, if they stop,\" … \"today.\" | to reporters | via Post ← Agency | promise | not threat | if they stop | condition: they stop | by pronoun | organisation or government | cue \"told\" | no terms";
        let Expectation::Statement(found) = expectation(line).unwrap() else { panic!("no statement") };
        assert_eq!(found.speaker, [Who::Named("Ada Venn".into()), Who::Unknown]);
        assert_eq!(found.content.as_deref(), Some("\"We will, if they stop,\" … \"today.\""));
        assert_eq!(
            found.fields,
            [
                Field::Said(days("2031-03-03", "2031-03-03"), Some(SaidBasis::Stated)),
                Field::Kind(vec![Kind::Direct]),
                Field::To("reporters".into()),
                Field::Via(vec!["Post".into(), "Agency".into()]),
                Field::Act(Act::Promise),
                Field::NotAct(Act::Threat),
                Field::Term(None, "if they stop".into()),
                Field::Term(Some(TermRole::Condition), "they stop".into()),
                Field::How(How::Pronoun),
                Field::SpeakerKind(vec![SpeakerKind::Organisation, SpeakerKind::Government]),
                Field::Cue("told".into()),
                Field::NoTerms,
            ]
        );
    }

    #[test]
    fn lines_about_the_article() {
        let read = |line| expectation(line).unwrap();
        assert_eq!(
            read("published 2031-03-05.. (inferred)"),
            Expectation::Published(Some(days("2031-03-05", "")), Some(PublishedBasis::Inferred))
        );
        assert_eq!(read("published unknown"), Expectation::Published(None, None));
        assert_eq!(
            read("outlet Coastal Post (metadata)"),
            Expectation::Outlet(Some("Coastal Post".into()), Some(OutletBasis::Metadata))
        );
        assert_eq!(
            read("noise related \"Say \"no\"\""),
            Expectation::Noise(Some(BlockKind::Related), "Say \"no\"".into())
        );
        assert_eq!(read("noise \"2 min read\""), Expectation::Noise(None, "2 min read".into()));
        assert_eq!(read("timex \"May\" = 2031-05"), Expectation::Timex("May".into(), Some("2031-05".into())));
        assert_eq!(read("timex \"May\" = none"), Expectation::Timex("May".into(), None));
        assert_eq!(read("timex none \"may\""), Expectation::NoTimex("may".into()));
        assert_eq!(read("no statement in \"so\""), Expectation::NoStatementIn("so".into()));
    }

    #[test]
    fn what_is_not_in_the_format_is_refused() {
        for line in [
            "Ada Venn",
            "Ada | shouted",
            "noise body \"x\"",
            "said 2031-02-30 | x",
            "Ada | said May",
            "title x",
            "Ada | [a] | [b]",
        ] {
            assert!(expectation(line).is_err(), "{line:?} was accepted");
        }
        assert!(answer_line("about 3").is_err() && answer_line("count three").is_err());
        assert!(question("--speaker").is_err() && question("--within 2w").is_err());
    }

    #[test]
    fn a_question_is_read_like_a_command_line() {
        let found = question(" --speaker \"Ada Venn\" --within 14d --all --until 2031-03-05").unwrap();
        let want = Question {
            speaker: Some("Ada Venn".into()),
            within: Some(14),
            all: true,
            until: Some("2031-03-05".into()),
            ..Question::default()
        };
        assert_eq!(found, want);
    }
}
