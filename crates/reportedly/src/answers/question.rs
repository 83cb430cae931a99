//! What is asked: the options that every question has in common.

use reportedly_link::{ForParty, Identities, Match, NamedSpeaker, Query, about, find_speaker};
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle, Snapshot};
use reportedly_schema::matter::{Decision, Matter};
use reportedly_schema::{Day, SaidBasis};
use std::fmt;
use std::str::FromStr;

/// A length of time in calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// Days, at least 1; a window of one day is that day.
    pub days: u32,
}

impl FromStr for Within {
    type Err = QuestionError;

    /// Reads `14d` (days) or `2w` (weeks of 7 days).
    ///
    /// ```
    /// use reportedly::answers::Within;
    /// assert_eq!("2w".parse(), "14d".parse::<Within>());
    /// assert!("14".parse::<Within>().is_err());
    /// ```
    fn from_str(written: &str) -> Result<Within, QuestionError> {
        let wrong = || QuestionError::Within(written.to_string());
        let (number, unit) =
            written.trim().split_at_checked(written.trim().len().saturating_sub(1)).ok_or_else(wrong)?;
        let days = match unit {
            "d" => 1,
            "w" => 7,
            _ => return Err(wrong()),
        };
        let number: u32 = number.trim().parse().map_err(|_| wrong())?;
        match number.checked_mul(days) {
            Some(days) if (1..=MOST_DAYS).contains(&days) => Ok(Within { days }),
            _ => Err(wrong()),
        }
    }
}

/// The longest window: a hundred years, far inside the calendar.
const MOST_DAYS: u32 = 36_525;

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.days)
    }
}

/// What was wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionError {
    /// Not a length of time.
    Within(String),
}

impl fmt::Display for QuestionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuestionError::Within(written) => write!(
                f,
                "{written:?} is not a length of time: expected 1 to {MOST_DAYS} days (14d) or as many in weeks (2w)"
            ),
        }
    }
}

impl std::error::Error for QuestionError {}

/// The options of every question; the default asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Whose statements: a proper name. A bare surname of several people asks for each of them apart.
    pub speaker: Option<String>,
    /// Statements of those who spoke for this party on the day, by the registry.
    pub party: Option<String>,
    /// On what, in a few words: "ready for talks".
    pub about: Option<String>,
    /// On this matter: what its query matches and nobody left out, and what somebody put in.
    pub matter: Option<Matter>,
    /// Whether to list what almost matched.
    pub near: bool,
    /// Only from this outlet.
    pub outlet: Option<String>,
    /// Said on this day or later.
    pub since: Option<Day>,
    /// Said on this day or before.
    pub until: Option<Day>,
    /// Count inside a window of so many days that ends at `until` or the latest occasion.
    pub within: Option<Within>,
    /// Only statements made by this model; the store applies it when it makes the snapshot.
    pub model: Option<String>,
    /// Only statements with at least this confidence, in thousandths.
    pub min_confidence: Option<u16>,
    /// Whether statements of several models may be summed.
    pub mixed: bool,
    /// Whether to show what was found on one occasion only, too.
    pub all: bool,
}

/// A question made ready for a snapshot.
pub(super) struct Asked<'a> {
    pub question: &'a Question,
    pub snapshot: &'a Snapshot,
    pub query: Option<Query>,
    /// Speakers asked for, by index; `None` for all.
    pub speakers: Option<Vec<usize>>,
    /// Per statement the speaker, by index.
    pub speaker_of: Vec<Option<usize>>,
    /// Per statement the speaker whose utterance it reports, else its own: another than its own only for a report that names nobody in
    /// full and has the words of one who is named.
    pub told_of: Vec<Option<usize>>,
    /// Per statement whether its speaker spoke for the party asked for; `None` where none was.
    for_party: Option<Vec<ForParty>>,
    /// Per statement whether it is on the matter asked about; `None` where none was.
    on_matter: Option<Vec<bool>>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, question: &'a Question) -> Self {
        let speakers = question.speaker.as_deref().map(|name| {
            match find_speaker(&snapshot.links.speakers, &snapshot.registry, name) {
                NamedSpeaker::Nobody => Vec::new(),
                NamedSpeaker::One(one) => vec![one],
                NamedSpeaker::Several(all) => all,
            }
        });
        let speaker_of = snapshot.links.speaker_of(snapshot.statements.len());
        let mut told_of = speaker_of.clone();
        for utterance in &snapshot.links.utterances {
            let speaker = snapshot.links.occasions[utterance.occasion].speaker;
            utterance.reports.iter().for_each(|&n| told_of[n] = Some(speaker));
        }
        let for_party = question.party.as_deref().map(|party| speaking_for(party, snapshot, &speaker_of));
        let query = question.about.as_deref().map(Query::new);
        let on_matter = question.matter.as_ref().map(|matter| on_matter(matter, snapshot));
        Asked { question, snapshot, query, speakers, speaker_of, told_of, for_party, on_matter }
    }

    pub(super) fn article_of(&self, statement: &EffectiveStatement) -> &'a LinkArticle {
        &self.snapshot.articles[statement.article]
    }

    /// Whether statement `n` is by a speaker asked for.
    pub(super) fn by_speaker(&self, n: usize) -> bool {
        self.speakers.as_ref().is_none_or(|all| self.speaker_of[n].is_some_and(|s| all.contains(&s)))
    }

    /// Whether statement `n` is of the speaker whose utterance it reports: an answer counts such reports, and shows others beside them.
    pub(super) fn is_own(&self, n: usize) -> bool {
        self.speaker_of[n] == self.told_of[n]
    }

    /// Whether the question chooses no statements by speaker, party or words.
    pub(super) fn asks_for_all_statements(&self) -> bool {
        self.question.speaker.is_none() && self.question.party.is_none() && self.question.about.is_none()
    }

    /// Whether an article is among those searched.
    pub(super) fn searched(&self, article: &LinkArticle) -> bool {
        self.question.outlet.as_deref().is_none_or(|wanted| {
            article.outlet.as_deref().is_some_and(|outlet| outlet.to_lowercase() == wanted.to_lowercase())
        })
    }

    /// Whether statement `n` comes from an article searched, is sure enough, may have been said in the time asked for, and was said by
    /// one who spoke for the party on the day. One without a date counts as possible in time unless its article was published
    /// before, and as said for a party only by who always spoke for it.
    pub(super) fn admits(&self, n: usize) -> bool {
        self.on_matter.as_ref().is_none_or(|all| all[n]) && self.admits_as_report(n)
    }

    /// Whether statement `n` may stand beside another report of the same thing said: as [`Asked::admits`], but in whatever words it
    /// puts the matter. What was left out by hand stays out.
    pub(super) fn admits_as_report(&self, n: usize) -> bool {
        if self.left_out(n) {
            return false;
        }
        if self.for_party.as_ref().is_some_and(|all| all[n] != ForParty::Yes) {
            return false;
        }
        let statement = &self.snapshot.statements[n];
        let s = &statement.statement;
        let article = self.article_of(statement);
        if !self.searched(article) || s.confidence < self.question.min_confidence.unwrap_or(0) {
            return false;
        }
        let (earliest, latest) = match s.said.basis {
            SaidBasis::Stated | SaidBasis::Carried => (s.said.interval.earliest, s.said.interval.latest),
            SaidBasis::Published => {
                let latest = s.said.interval.latest;
                let reach = jiff::Span::new().days(reportedly_link::PUBLICATION_REACH_DAYS);
                (latest.and_then(|day| day.checked_sub(reach).ok()), latest)
            }
            SaidBasis::None => (None, article.published.as_ref().and_then(|p| p.latest)),
        };
        let too_late = matches!((self.question.until, earliest), (Some(until), Some(day)) if day > until);
        let too_early = matches!((self.question.since, latest), (Some(since), Some(day)) if day < since);
        !too_late && !too_early
    }

    fn left_out(&self, n: usize) -> bool {
        let Some(matter) = &self.question.matter else { return false };
        let statement = &self.snapshot.statements[n];
        let text = self.article_of(statement).text_sha256;
        matter.decision(text, statement.statement.id) == Some(Decision::Out)
    }

    /// Whether statement `n` answers the question: admitted, by a speaker asked for, on the words asked about whatever its polarity.
    pub(super) fn selects(&self, n: usize) -> bool {
        let on_the_words = || {
            matches!(
                self.matching(&self.snapshot.statements[n]),
                Match::Full | Match::Opposite(_) | Match::OfOthers(_)
            )
        };
        self.admits(n) && self.by_speaker(n) && on_the_words()
    }

    /// As [`Asked::selects`], whoever speaks.
    pub(super) fn selects_for_anyone(&self, n: usize) -> bool {
        let on_the_words = matches!(
            self.matching(&self.snapshot.statements[n]),
            Match::Full | Match::Opposite(_) | Match::OfOthers(_)
        );
        self.admits(n) && on_the_words
    }

    /// What the answer is about, in the question's words: the matter's name, else the words asked about.
    pub(super) fn matter_name(&self) -> Option<String> {
        self.question
            .matter
            .as_ref()
            .map(|matter| matter.name.clone())
            .or_else(|| self.question.about.clone())
    }

    /// How a statement matches the words asked about; everything matches where none were given.
    pub(super) fn matching(&self, statement: &EffectiveStatement) -> Match {
        self.query.as_ref().map_or(Match::Full, |query| about(query, statement))
    }

    /// What to tell beside the answer: several people of one name, several models.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let names = |all: &[usize]| {
            let names: Vec<&str> =
                all.iter().map(|&n| self.snapshot.links.speakers[n].name.as_str()).collect();
            names.join(" or ")
        };
        if let (Some(name), Some(all)) = (&self.question.speaker, &self.speakers) {
            if all.is_empty() {
                notes.push(format!("No speaker named {name} was found in the record."));
            } else if all.len() > 1 {
                notes.push(format!("{name} may be {}: each is shown apart.", names(all)));
            }
        }
        if let (Some(party), Some(all)) = (&self.question.party, &self.for_party) {
            let same = |name: &str| name.to_lowercase() == party.to_lowercase();
            if !self.snapshot.registry.memberships.iter().any(|m| same(&m.party)) {
                notes.push(format!(
                    "Nobody is declared to speak for {party}: import a registry file with a column party."
                ));
            }
            match all.iter().filter(|found| **found == ForParty::DayNotKnown).count() {
                0 => {}
                n => notes.push(format!(
                    "Left out: {} of speakers who spoke for {party} at times, without a day that tells whether then.",
                    super::counted(n, "statement", "statements")
                )),
            }
        }
        if let Some(matter) = &self.question.matter {
            notes.push(format!("{}.", described(matter)));
        }
        if self.query.as_ref().is_some_and(Query::is_empty) {
            notes.push("The question has no word to look for; give a noun or a verb.".to_string());
        }
        if self.snapshot.models.len() > 1 {
            notes.push(format!(
                "Statements were made by {} models: {}.",
                self.snapshot.models.len(),
                self.snapshot.models.join(", ")
            ));
        }
        notes
    }
}

/// The question that a matter saves.
pub(super) fn query_of(matter: &Matter) -> Question {
    let query = &matter.query;
    Question {
        about: query.about.clone(),
        speaker: query.speaker.clone(),
        party: query.party.clone(),
        outlet: query.outlet.clone(),
        since: query.since,
        until: query.until,
        ..Question::default()
    }
}

/// Per statement whether it is on a matter.
pub(super) fn on_matter(matter: &Matter, snapshot: &Snapshot) -> Vec<bool> {
    let question = query_of(matter);
    let asked = Asked::new(snapshot, &question);
    let decided = |n: usize| {
        let statement = &snapshot.statements[n];
        matter.decision(snapshot.articles[statement.article].text_sha256, statement.statement.id)
    };
    (0..snapshot.statements.len())
        .map(|n| match decided(n) {
            Some(decision) => decision == Decision::In,
            None => !matter.query.is_empty() && asked.selects(n),
        })
        .collect()
}

/// What a matter is, in words: `On the matter "locks" (about "open the locks"; 1 passage put in by hand, 1 left out)`.
pub(super) fn described(matter: &Matter) -> String {
    let query = &matter.query;
    let mut parts = Vec::new();
    if let Some(about) = &query.about {
        parts.push(format!("about \"{about}\""));
    }
    for (what, value) in [("by", &query.speaker), ("for", &query.party), ("in", &query.outlet)] {
        parts.extend(value.as_ref().map(|value| format!("{what} {value}")));
    }
    parts.extend(query.since.map(|day| format!("since {}", super::day_in_words(day))));
    parts.extend(query.until.map(|day| format!("until {}", super::day_in_words(day))));
    let decided = |wanted: Decision| matter.passages.iter().filter(|p| p.decision == wanted).count();
    let hand = [(Decision::In, "put in"), (Decision::Out, "left out")].map(|(decision, words)| {
        let n = decided(decision);
        (n > 0).then(|| format!("{} {words} by hand", super::counted(n, "passage", "passages")))
    });
    let asked = parts.join(", ");
    let all: Vec<String> =
        (!asked.is_empty()).then_some(asked).into_iter().chain(hand.into_iter().flatten()).collect();
    match all.is_empty() {
        true => format!("On the matter \"{}\"", matter.name),
        false => format!("On the matter \"{}\" ({})", matter.name, all.join("; ")),
    }
}

/// Per statement whether its speaker spoke for the party on the day.
fn speaking_for(party: &str, snapshot: &Snapshot, speaker_of: &[Option<usize>]) -> Vec<ForParty> {
    let identities = Identities::new(&snapshot.registry);
    let entry_of = |speaker: usize| identities.called(&snapshot.links.speakers[speaker].name);
    snapshot
        .statements
        .iter()
        .zip(speaker_of)
        .map(|(statement, speaker)| {
            let article = &snapshot.articles[statement.article];
            identities.speaks_for(party, speaker.and_then(entry_of), statement, article)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_or_refused_with_the_reason() {
        assert_eq!("14d".parse(), Ok(Within { days: 14 }));
        assert_eq!("2w".parse(), Ok(Within { days: 14 }));
        for wrong in ["", "d", "0d", "14", "-3d", "14m", "99999999w", "é"] {
            let error = wrong.parse::<Within>().unwrap_err();
            assert!(error.to_string().contains("expected"), "{error}");
        }
    }
}
