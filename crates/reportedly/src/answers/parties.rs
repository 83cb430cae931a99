//! For which declared party a speaker spoke on the day.

use super::question::Asked;
use reportedly_link::{ForParty, Identities};
use std::collections::BTreeSet;

/// For whom a statement's speaker spoke on the day.
pub(super) struct Parties<'a> {
    asked: &'a Asked<'a>,
    identities: Identities<'a>,
    names: BTreeSet<&'a str>,
}

impl<'a> Parties<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Parties<'a> {
        let registry = &asked.snapshot.registry;
        Parties {
            asked,
            identities: Identities::new(registry),
            names: registry.memberships.iter().map(|m| m.party.as_str()).collect(),
        }
    }

    /// The party asked for where one was; several are told in one line.
    pub(super) fn of(&self, n: usize) -> Option<String> {
        let statement = &self.asked.snapshot.statements[n];
        let speaker = self.asked.speaker_of[n].map(|s| &self.asked.snapshot.links.speakers[s]);
        let entry = speaker.and_then(|speaker| self.identities.called(&speaker.name));
        let article = self.asked.article_of(statement);
        let speaks =
            |party: &str| self.identities.speaks_for(party, entry, statement, article) == ForParty::Yes;
        let asked_for = self.asked.question.party.as_deref().map(str::to_lowercase);
        let all: Vec<&str> = self.names.iter().copied().filter(|party| speaks(party)).collect();
        let chosen = all.iter().find(|party| asked_for.as_deref() == Some(&party.to_lowercase()));
        match (chosen, all.is_empty()) {
            (Some(party), _) => Some(party.to_string()),
            (None, true) => None,
            (None, false) => Some(all.join("; ")),
        }
    }
}
