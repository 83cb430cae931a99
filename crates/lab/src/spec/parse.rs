//! Markdown to cases. The format is documented in `spec/README.md`.

use super::case::{Article, Case, Expected, Given, Repeats};
use super::expectation;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

/// Reads the cases of one file. An error names the file, the line, and what was expected there.
pub fn cases(file: &str, markdown: &str) -> Result<Vec<Case>, String> {
    let line_of = |offset: usize| 1 + markdown[..offset].bytes().filter(|b| *b == b'\n').count();
    let mut cases: Vec<Case> = Vec::new();
    let mut inside = Inside::Nothing;
    let mut words = String::new();
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        let line = line_of(range.start);
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                inside = Inside::Heading(line);
                words.clear();
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                if let Inside::Heading(line) = inside {
                    cases.push(Case {
                        file: file.to_string(),
                        line,
                        heading: words.trim().to_string(),
                        why: String::new(),
                        articles: Vec::new(),
                        questions: Vec::new(),
                        gap: None,
                    });
                }
                inside = Inside::Nothing;
            }
            Event::Start(Tag::Paragraph) => {
                inside = Inside::Paragraph;
                words.clear();
            }
            Event::End(TagEnd::Paragraph) => {
                if let Some(case) = cases.last_mut() {
                    match words.trim().strip_prefix("known gap:") {
                        Some("") => return Err(format!("{file}:{line}: a known gap needs a reason")),
                        Some(reason) => case.gap = Some(reason.trim().to_string()),
                        None if case.why.is_empty() => case.why = words.trim().to_string(),
                        None => {}
                    }
                }
                inside = Inside::Nothing;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                // The fence's own line; what it holds starts on the next.
                inside = Inside::Fence(info.to_string(), line);
                words.clear();
            }
            Event::End(TagEnd::CodeBlock) => {
                if let (Inside::Fence(info, line), Some(case)) = (&inside, cases.last_mut()) {
                    fence(case, info, *line, &words)
                        .map_err(|(line, why)| format!("{file}:{line}: {why}"))?;
                }
                inside = Inside::Nothing;
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    for case in &cases {
        let at = format!("{file}:{}", case.line);
        if case.why.is_empty() {
            return Err(format!("{at}: the case {:?} does not say why its answer is right", case.heading));
        }
        if case.articles.is_empty() {
            return Err(format!("{at}: the case {:?} has no article", case.heading));
        }
        if case.questions.is_empty() && case.articles.iter().all(|a| a.expected.is_empty()) {
            return Err(format!("{at}: the case {:?} expects nothing", case.heading));
        }
    }
    Ok(cases)
}

enum Inside {
    Nothing,
    Heading(usize),
    Paragraph,
    Fence(String, usize),
}

fn fence(case: &mut Case, info: &str, line: usize, body: &str) -> Result<(), (usize, String)> {
    let (name, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    match name {
        "article" => {
            case.articles.push(article(rest, body).map_err(|why| (line, why))?);
            Ok(())
        }
        "statements" => {
            let article =
                case.articles.last_mut().ok_or((line, "statements stand before any article".to_string()))?;
            for (n, written) in body.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let line = line + 1 + n;
                let what = expectation::expectation(written.trim()).map_err(|why| (line, why))?;
                article.expected.push(Expected { line, written: written.trim().to_string(), what });
            }
            Ok(())
        }
        "repeats" => {
            let mut repeats = Repeats { line, ..Repeats::default() };
            for (n, written) in body.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let fail = |why| (line + 1 + n, why);
                match written.trim().strip_prefix("question:") {
                    Some(question) => repeats.question = expectation::question(question).map_err(fail)?,
                    None => {
                        repeats.answer.push(expectation::answer_line(written.trim()).map_err(fail)?);
                    }
                }
            }
            if repeats.question.speaker.is_none() && repeats.question.about.is_none() {
                return Err((
                    line,
                    "a repeats fence needs a `question:` with --speaker or --about".to_string(),
                ));
            }
            if repeats.answer.is_empty() {
                return Err((line, "a repeats fence needs at least one line of answer".to_string()));
            }
            case.questions.push(repeats);
            Ok(())
        }
        other => Err((line, format!("a fence is article, statements or repeats, not {other:?}"))),
    }
}

fn article(attributes: &str, body: &str) -> Result<Article, String> {
    let mut given = Given::default();
    let mut path = None;
    let mut html = false;
    for word in expectation::words(attributes)? {
        let (name, value) =
            word.split_once('=').ok_or(format!("an attribute is NAME=VALUE, not {word:?}"))?;
        let value = value.to_string();
        match name {
            "published" => given.published = Some(value),
            "outlet" => given.outlet = Some(value),
            "url" => given.url = Some(value),
            "title" => given.title = Some(value),
            "path" => path = Some(value),
            "input" if value == "html" => html = true,
            "input" if value == "text" => html = false,
            _ => return Err(format!("no attribute of an article: {word:?}")),
        }
    }
    let path = path.unwrap_or_else(|| if html { "case.html".into() } else { "case.txt".into() });
    Ok(Article { path, text: body.to_string(), given, expected: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::case::{AnswerLine, Expectation};
    use proptest::prelude::*;

    const FILE: &str = "# Quotes\n\n## One\n\nBecause.\n\n```article published=2031-03-05 outlet=\"Coastal Post\"\nAda Venn said no.\n```\n\n```statements\nAda Venn | [no]\nonly these\n```\n\n## Two\n\nBecause\nof that.\n\nknown gap: pronouns\n\n```article input=html\n<p>x</p>\n```\n\n```repeats\nquestion: --speaker \"Ada Venn\"\ncount 2\n```\n";

    #[test]
    fn a_file_is_read_with_its_lines() {
        let cases = cases("quotes.md", FILE).unwrap();
        assert_eq!(cases.len(), 2);
        let (one, two) = (&cases[0], &cases[1]);
        assert_eq!((one.line, one.heading.as_str(), one.why.as_str()), (3, "One", "Because."));
        assert_eq!(one.articles[0].text, "Ada Venn said no.\n");
        assert_eq!(one.articles[0].path, "case.txt");
        assert_eq!(one.articles[0].given.outlet.as_deref(), Some("Coastal Post"));
        assert_eq!(one.articles[0].expected[0].line, 12);
        assert_eq!(one.articles[0].expected[1].what, Expectation::OnlyThese);
        assert_eq!(one.gap, None);
        assert_eq!((two.why.as_str(), two.gap.as_deref()), ("Because of that.", Some("pronouns")));
        assert_eq!(two.articles[0].path, "case.html");
        assert_eq!(two.questions[0].answer, [AnswerLine::Count(2)]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let wrong = [
            ("## A\n\nWhy.\n\n```artikel\nx\n```\n", "f.md:5: a fence is article"),
            ("## A\n\n```article\nx\n```\n\n```statements\nno statement\n```\n", "does not say why"),
            ("## A\n\nWhy.\n\n```article\nx\n```\n", "expects nothing"),
            ("## A\n\nWhy.\n\n```article date=1\nx\n```\n", "f.md:5: no attribute"),
            ("## A\n\nWhy.\n\n```article\nx\n```\n\n```statements\n\nAda | shouted\n```\n", "f.md:11: "),
            ("## A\n\nWhy.\n\nknown gap:\n\n```article\nx\n```\n", "needs a reason"),
        ];
        for (markdown, message) in wrong {
            let found = cases("f.md", markdown).unwrap_err();
            assert!(found.contains(message), "{markdown:?} gave {found:?}");
        }
    }

    proptest! {
        #[test]
        fn foreign_text_never_panics(text in "(```(article|statements|repeats)?[ a-z=\"|.\\[\\]]{0,20}\n|## |\\PC{0,20}|\n){0,20}") {
            let _ = cases("f.md", &text);
        }
    }
}
