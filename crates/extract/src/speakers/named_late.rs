//! Names that come after their office: "The envoy for Kessar warned … . \"I appeal to both sides,\" Hanna Wiberg told the council."
//!
//! Agencies lead with the office and give the name in the next paragraph, without an introduction of its own. Whoever speaks next there, is named
//! for the first time and is introduced with nothing anywhere, is the holder. For "a spokesman", of whom there may be many, the words must
//! also tell of an answer to the press.

use super::resolve::{Resolved, Resolver};
use crate::said::frames::tells_of_remarks;
use crate::words::{Word, Words};
use reportedly_schema::{How, SpeakerKind};

/// Head nouns of those who speak for others.
const SPEAK_FOR: &[&str] = &["spokesman", "spokeswoman", "spokesperson"];

/// Words that tell of an answer to the press.
const TO_THE_PRESS: &[&str] = &[
    "telephone",
    "phone",
    "email",
    "e-mail",
    "reporters",
    "journalists",
    "statement",
    "interview",
    "briefing",
];

impl Resolver<'_, '_> {
    /// Gives the statements of offices and spokesmen without a name to those who are named right after.
    pub(super) fn name_late(&mut self, order: &[usize]) {
        for (n, i) in order.iter().enumerate() {
            let Some(office) = self.resolved[*i].as_ref().and_then(|r| self.without_name(r)) else {
                continue;
            };
            if self.is_agent(*i) {
                continue;
            }
            let next = self.next_speaker(office, *i, &order[n + 1..]);
            let next = next.filter(|(j, person)| self.comes_in_as(office, *i, *person, *j));
            let next = next.map(|(j, person)| (self.place(j), person));
            let Some((until, person)) = next.or_else(|| self.made_remarks(office, *i)) else { continue };
            let head = head_of(&self.entities.all[office].name).to_string();
            for k in order.iter().copied() {
                if self.place(k) > until && k != *i {
                    continue;
                }
                let Some(known) = self.resolved[k].as_ref() else { continue };
                let same = known.entity == Some(office)
                    || self.without_name(known).is_some_and(|e| head_of(&self.entities.all[e].name) == head);
                if same {
                    let mention = known.mention.clone();
                    let how = if known.speaker.how == How::Pronoun { How::Pronoun } else { How::Title };
                    let mut found = self.made(person, how, "office of the one who is named right after it");
                    found.mention = mention;
                    self.resolved[k] = Some(found);
                }
            }
        }
    }

    /// The entity of an office or a spokesman that stands without a name.
    fn without_name(&self, found: &Resolved) -> Option<usize> {
        let entity = found.entity.filter(|e| self.phrases.values().any(|p| p == e))?;
        let known = &self.entities.all[entity];
        let office = found.speaker.how == How::Title && known.kind == SpeakerKind::Person;
        let speaks_for = known.kind == SpeakerKind::Unnamed && is_of_another(&known.name);
        (office || speaks_for || self.is_introduced_unnamed(found, entity)).then_some(entity)
    }

    /// "A former aide to Governor Marsh" in the lead: one person without a name, told by the name of another.
    fn is_introduced_unnamed(&self, found: &Resolved, entity: usize) -> bool {
        let known = &self.entities.all[entity];
        let first = self.words.get(known.first);
        let lead = first.is_some_and(|w| self.lead_of(known.first) <= self.lead_of(0) && !w.quoted);
        known.kind == SpeakerKind::Unnamed && found.speaker.how == How::Description && lead
    }

    /// "Ada Venn, who was Marsh's deputy chief of staff,": whether the clause behind the name tells somebody by a name with which the unnamed one was
    /// told.
    fn is_told_by_the_same(&self, i: usize, j: usize) -> bool {
        let source = |k: usize| self.attributions[k].source.first().map(|s| self.words.inside(*s));
        let (Some(unnamed), Some(named)) = (source(i), source(j)) else { return false };
        let Some(name) = self.names.iter().find(|n| n.words.start == named.start) else { return false };
        let clause = name.words.end
            ..self.attributions[j]
                .cue
                .first()
                .map_or(name.words.end, |c| self.words.inside(*c).start.max(name.words.end));
        let opens = self.words.phrase(clause.start..(clause.start + 2).min(clause.end)).starts_with(", who");
        let open = self.words.get(unnamed.start).is_some_and(|w| w.among(&["a", "an"]));
        opens
            && open
            && self.words.slice(unnamed).iter().any(|w| {
                let same = |other: &&Word| other.is_capital && other.lower == w.lower;
                w.is_capital && w.is_word && self.words.slice(clause.clone()).iter().any(|o| same(&o))
            })
    }

    /// "A promise signed by the president": told in passing, and no lead that the next paragraph would go on with.
    fn is_agent(&self, i: usize) -> bool {
        let Some(source) = self.attributions[i].source.first() else { return false };
        let start = self.words.from(source.start);
        start > 0 && self.words.all[start - 1].is("by")
    }

    /// The first statement behind `i` of another speaker, where that is one person.
    fn next_speaker(&self, office: usize, i: usize, behind: &[usize]) -> Option<(usize, usize)> {
        let from = self.place(i);
        let other = |k: &&usize| {
            self.place(**k) > from && self.resolved[**k].as_ref().is_some_and(|r| r.entity != Some(office))
        };
        let j = *behind.iter().find(other)?;
        let found = self.resolved[j].as_ref()?;
        Some((j, found.entity.filter(|_| found.speaker.how == How::Named)?))
    }

    /// Whether a person comes in at statement `j` as the holder of the office of statement `i`.
    fn comes_in_as(&self, office: usize, i: usize, person: usize, j: usize) -> bool {
        let known = &self.entities.all[person];
        let named =
            known.kind == SpeakerKind::Person && known.tokens.len() > 1 && known.introductions.is_empty();
        let Some(source) = self.attributions[j].source.first() else { return false };
        let at = self.words.from(source.start);
        let paragraph = |w: usize| self.words.get(w).map_or(0, |w| w.paragraph);
        let lead = self.lead_of(self.place(i));
        let near = (lead..=lead + 1).contains(&paragraph(at));
        let held = &self.entities.all[office];
        if held.kind == SpeakerKind::Unnamed && self.is_told_by_the_same(i, j) {
            let person = known.kind == SpeakerKind::Person && known.tokens.len() > 1;
            return person && near && known.first >= at && held.gender.agrees(known.gender);
        }
        // "Teammate Ove Rolle" is told apart by a word of his own.
        let alone = self.names.iter().any(|n| n.words == self.words.inside(*source));
        // "The family's lawyer said … . \"We waited,\" said Tariq Venn": in one paragraph.
        let together = is_owned(&held.name) && paragraph(at) == paragraph(self.place(i));
        let told_press = || is_of_another(&held.name) && is_to_the_press(self.words, at);
        let press = held.kind != SpeakerKind::Unnamed || together || told_press();
        named && near && alone && known.first >= at && held.gender.agrees(known.gender) && press
    }

    /// "Spokesperson Lin Venn made the remarks at a briefing": where the remarks are those of a spokesperson told before without a name, the word
    /// and the person.
    fn made_remarks(&self, office: usize, i: usize) -> Option<(usize, usize)> {
        const REACH: usize = 3;
        let from = self.place(i);
        let paragraph = |w: usize| self.words.get(w).map_or(0, |w| w.paragraph);
        let last = self.lead_of(from) + REACH;
        let head = head_of(&self.entities.all[office].name);
        let verbs = (from..self.words.all.len()).take_while(|w| paragraph(*w) <= last);
        let mut remarks = verbs.filter(|w| tells_of_remarks(self.words, *w));
        remarks.find_map(|verb| {
            let n = self.names.iter().position(|n| n.words.end == verb)?;
            let person = self.entities.of_name[n]?;
            let known = &self.entities.all[person];
            let same =
                known.introductions.iter().any(|i| i.noun == head || SPEAK_FOR.contains(&i.noun.as_str()));
            (known.kind == SpeakerKind::Person && same && known.first >= from).then_some((verb, person))
        })
    }

    /// The paragraph of word `at`; of a headline, the first below it.
    fn lead_of(&self, at: usize) -> usize {
        use reportedly_schema::BlockKind;
        let here = self.words.get(at).map_or(0, |w| w.paragraph);
        (here..self.words.kinds.len()).find(|p| self.words.kinds[*p] == BlockKind::Body).unwrap_or(here)
    }
}

/// The head noun of a phrase: the last word before its first preposition.
fn head_of(name: &str) -> &str {
    let end = [" of ", " for ", " to ", " in ", " at ", " on "].iter().filter_map(|p| name.find(p)).min();
    let head = &name[..end.unwrap_or(name.len())];
    head.rsplit(' ').next().unwrap_or(head)
}

/// "A spokesman for the port", "the family's lawyer": told by whose he is.
fn is_of_another(name: &str) -> bool {
    SPEAK_FOR.contains(&head_of(name)) || is_owned(name)
}

/// "The family's lawyer", singular.
fn is_owned(name: &str) -> bool {
    let owned = name.contains("'s ") || name.contains("’s ");
    let head = head_of(name).to_lowercase();
    owned && crate::vocabulary::vocabulary().lemmas.noun(&head) == head
}

/// Whether the sentence of a word tells of an answer to the press.
fn is_to_the_press(words: &Words, at: usize) -> bool {
    let sentence = words.sentence_of(at);
    words.slice(sentence).iter().any(|w| !w.quoted && w.among(TO_THE_PRESS))
}
