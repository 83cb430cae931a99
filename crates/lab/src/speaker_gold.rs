//! The speaker test: 200 statements of PolNeAR dev and who speaks in them (`gold/speakers/RULE.md`).

use crate::polnear::{Gold, GoldArticle};
use reportedly_schema::{CodePoints, Sha256, Span, Speaker, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Statements drawn.
pub const DRAWN: usize = 200;

/// A statement with its right answer.
pub struct Labelled {
    /// Running number.
    pub number: usize,
    /// The article's name.
    pub article: String,
    /// Its content, in bytes.
    pub content: Vec<Span>,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The words of the source span.
    pub source: String,
    /// For each speaker its accepted forms; none: unknown.
    pub answer: Vec<Vec<String>>,
}

/// What a program's answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The name, office or class.
    Right,
    /// Unknown, an echo of the source, or only a part of the right name.
    Unresolved,
    /// Somebody else.
    Wrong,
}

/// The statements that the rule draws, as `(article, index of its attribution)`, by article and place.
pub fn draw(articles: &[GoldArticle]) -> Vec<(usize, usize)> {
    let mut all: Vec<(Sha256, usize, usize)> = Vec::new();
    for (a, article) in articles.iter().enumerate() {
        let points = CodePoints::new(&article.text);
        for (n, gold) in article.attributions.iter().enumerate() {
            let line = format!("speakers 1 {} {}", article.id, written(&points, &gold.content));
            all.push((Sha256::of(line.as_bytes()), a, n));
        }
    }
    all.sort_unstable_by_key(|(digest, a, n)| (digest.0, *a, *n));
    all.truncate(DRAWN);
    let place = |&(a, n): &(usize, usize)| (a, articles[a].attributions[n].content.clone());
    let mut drawn: Vec<(usize, usize)> = all.into_iter().map(|(_, a, n)| (a, n)).collect();
    drawn.sort_by_key(place);
    drawn
}

/// `drawn.tsv` as the rule gives it.
pub fn drawn_tsv(articles: &[GoldArticle]) -> String {
    let mut out = "# number\tarticle\tsource\tcue\tcontent\n".to_owned();
    for (n, (a, i)) in draw(articles).into_iter().enumerate() {
        let points = CodePoints::new(&articles[a].text);
        let Gold { source, cue, content } = &articles[a].attributions[i];
        let [source, cue, content] = [source, cue, content].map(|s| written(&points, s));
        out += &format!("{}\t{}\t{source}\t{cue}\t{content}\n", n + 1, articles[a].id);
    }
    out
}

fn written(points: &CodePoints, spans: &[Span]) -> String {
    let pair = |s: &Span| format!("{}-{}", points.at(s.start), points.at(s.end));
    if spans.is_empty() { "-".to_owned() } else { spans.iter().map(pair).collect::<Vec<_>>().join(";") }
}

fn span(points: &CodePoints, written: &str) -> Option<Span> {
    let (start, end) = written.split_once('-')?;
    Some(Span { start: points.byte(start.parse().ok()?), end: points.byte(end.parse().ok()?) })
}

fn spans(points: &CodePoints, written: &str) -> Option<Vec<Span>> {
    if written == "-" { Some(Vec::new()) } else { written.split(';').map(|w| span(points, w)).collect() }
}

/// Reads the statements drawn with the answers of one file.
///
/// # Errors
/// Names the file and the line that is not understood.
pub fn read(drawn: &Path, answers: &Path, articles: &[GoldArticle]) -> Result<Vec<Labelled>, String> {
    let open = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let by_id: BTreeMap<&str, &GoldArticle> = articles.iter().map(|a| (a.id.as_str(), a)).collect();
    let mut answered: BTreeMap<usize, (SpeakerKind, String)> = BTreeMap::new();
    for (n, line) in open(answers)?.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        let bad = || format!("{} line {}: number, kind and answer expected", answers.display(), n + 1);
        let [number, kind, answer] = line.split('\t').collect::<Vec<_>>()[..] else { return Err(bad()) };
        let kind = serde_json::from_value(kind.into()).map_err(|_| bad())?;
        answered.insert(number.parse().map_err(|_| bad())?, (kind, answer.to_owned()));
    }
    let mut out = Vec::new();
    for (n, line) in open(drawn)?.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        let bad = || format!("{} line {}: a statement with an answer expected", drawn.display(), n + 1);
        let [number, article, source, _, content] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(bad());
        };
        let number: usize = number.parse().map_err(|_| bad())?;
        let Some((kind, answer)) = answered.get(&number) else { continue };
        let gold = by_id.get(article).ok_or_else(bad)?;
        let points = CodePoints::new(&gold.text);
        let form = |written: &str| Some(span(&points, written)?.of(&gold.text)?.to_owned());
        let forms = |part: &str| part.split('|').map(form).collect::<Option<Vec<_>>>();
        let source = spans(&points, source).ok_or_else(bad)?;
        out.push(Labelled {
            number,
            article: article.to_owned(),
            content: spans(&points, content).ok_or_else(bad)?,
            kind: *kind,
            source: source.iter().filter_map(|s| s.of(&gold.text)).collect::<Vec<_>>().join(" "),
            answer: match answer.as_str() {
                "-" => Vec::new(),
                answer => answer.split('+').map(forms).collect::<Option<_>>().ok_or_else(bad)?,
            },
        });
    }
    Ok(out)
}

/// Words that are left out of every comparison.
const DROPPED: &[&str] = &["the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "and"];

/// The words of a name as they are compared.
fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .replace('’', "'")
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/'))
        .map(|w| {
            w.strip_suffix("'s").unwrap_or(w).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        })
        .filter(|w| !w.is_empty() && !DROPPED.contains(&w.as_str()))
        .collect()
}

fn singular(word: &str) -> String {
    match word {
        "people" => return "person".to_owned(),
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        _ => {}
    }
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

fn is_form(kind: SpeakerKind, form: &[String], said: &[String]) -> bool {
    if form == said {
        return true;
    }
    let (Some(last), Some(other)) = (form.last(), said.last()) else { return false };
    // Middle names and initials may be left out or added, given names may not.
    let inside = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    kind == SpeakerKind::Person
        && last == other
        && (inside(form, said) || inside(said, form))
        && (form.len() < 2 || said.len() > 1 && (said[0] == form[0] || said.contains(&form[0])))
}

/// Compares an answer with the right one, as the rule says.
pub fn verdict(gold: &Labelled, answer: &Speaker) -> Verdict {
    let said = words(answer.name.as_deref().unwrap_or_default());
    let source = words(&gold.source);
    let echo = said.iter().all(|w| source.contains(w));
    let nobody = answer.kind == SpeakerKind::Unknown && said.is_empty() || said.is_empty();
    if gold.answer.is_empty() {
        return match (nobody, echo) {
            (true, _) => Verdict::Right,
            (false, true) => Verdict::Unresolved,
            (false, false) => Verdict::Wrong,
        };
    }
    if nobody {
        return Verdict::Unresolved;
    }
    let forms: Vec<Vec<Vec<String>>> =
        gold.answer.iter().map(|p| p.iter().map(|f| words(f)).collect()).collect();
    let loose = matches!(gold.kind, SpeakerKind::Unnamed | SpeakerKind::Group);
    let several = forms.len() > 1;
    let fits = |form: &Vec<String>| match (loose, several) {
        (true, _) => {
            let kind =
                matches!(answer.kind, SpeakerKind::Unnamed | SpeakerKind::Group) || answer.kind == gold.kind;
            let head = form.last().map(|w| singular(w)).unwrap_or_default();
            // A group by a proper name ("Republicans") may be read as an organisation.
            (kind || form == &said) && said.iter().any(|w| singular(w) == head)
        }
        (false, true) => form.iter().all(|w| said.contains(w)),
        (false, false) => is_form(gold.kind, form, &said),
    };
    if forms.iter().all(|part| part.iter().any(fits)) {
        return Verdict::Right;
    }
    let of_right: BTreeSet<&String> = forms.iter().flatten().flatten().collect();
    if echo || said.iter().all(|w| of_right.contains(w)) { Verdict::Unresolved } else { Verdict::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::How;

    fn gold(kind: SpeakerKind, source: &str, answer: &[&[&str]]) -> Labelled {
        let answer = answer.iter().map(|part| part.iter().map(|f| (*f).to_owned()).collect()).collect();
        Labelled {
            number: 1,
            article: String::new(),
            content: Vec::new(),
            kind,
            source: source.to_owned(),
            answer,
        }
    }

    fn answered(kind: SpeakerKind, name: &str) -> Speaker {
        let mut speaker = Speaker::unknown(Vec::new());
        if !name.is_empty() {
            (speaker.name, speaker.kind, speaker.how) = (Some(name.to_owned()), kind, How::Named);
        }
        speaker
    }

    #[test]
    fn answers_are_judged_as_the_rule_says() {
        use SpeakerKind::*;
        use Verdict::*;
        let person = gold(Person, "the senator", &[&["Ada Maria Venn"]]);
        for (kind, name, expected) in [
            (Person, "Ada Venn", Right),
            (Person, "Ada Maria Venn", Right),
            (Person, "Venn", Unresolved),
            (Person, "senator", Unresolved),
            (Unknown, "", Unresolved),
            (Person, "Bo Venn", Wrong),
            (Person, "Ove Rolle", Wrong),
        ] {
            assert_eq!(verdict(&person, &answered(kind, name)), expected, "{name}");
        }
        let body = gold(Organisation, "it", &[&["the Port Union", "PU"]]);
        assert_eq!(verdict(&body, &answered(Organisation, "PU")), Right);
        assert_eq!(verdict(&body, &answered(Organisation, "Union")), Unresolved);
        assert_eq!(verdict(&body, &answered(Organisation, "Dock Union")), Wrong);
        let aides = gold(Unnamed, "they", &[&["campaign aides"]]);
        assert_eq!(verdict(&aides, &answered(Group, "aides to Venn")), Right);
        assert_eq!(verdict(&aides, &answered(Person, "Ada Venn")), Wrong);
        let both = gold(Person, "they", &[&["Ada Venn"], &["Ove Rolle"]]);
        assert_eq!(verdict(&both, &answered(Group, "Ada Venn and Ove Rolle")), Right);
        assert_eq!(verdict(&both, &answered(Person, "Ove Rolle")), Unresolved);
        let nobody = gold(Unknown, "some", &[]);
        assert_eq!(verdict(&nobody, &answered(Unknown, "")), Right);
        assert_eq!(verdict(&nobody, &answered(Group, "some")), Unresolved);
    }
}
