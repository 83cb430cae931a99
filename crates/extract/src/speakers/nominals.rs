//! Sources by a common noun: bodies, texts, unnamed sources and families, and what the model says of them.

use super::resolve::{Resolved, Resolver};
use super::source::Phrase;
use crate::vocabulary::Gender;
use reportedly_schema::{How, SpeakerKind};

/// How sure the coreference head must be, and how far ahead of the next, for a phrase that no introduction explains: in thousandths
/// of a natural logarithm, chosen on the development answers of the speaker test.
pub(super) const CLEARLY: i32 = 1000;

/// Nouns that go on from one another when the same text is meant.
const SAME_TEXT: &[&[&str]] = &[
    &["bill", "act", "law", "legislation", "measure", "amendment", "resolution"],
    &["report", "study", "survey", "analysis", "paper", "review", "assessment"],
    &["book", "memoir", "novel", "biography"],
    &["treaty", "agreement", "accord", "pact", "deal", "convention"],
    &["lawsuit", "suit", "complaint", "case"],
];

impl Resolver<'_, '_> {
    pub(super) fn unnamed(&mut self, i: usize, phrase: &Phrase, noun: &str) -> Resolved {
        if phrase.definite
            && !phrase.plural
            && let Some(earlier) = self.earlier_owned(phrase, noun, SpeakerKind::Unnamed, false)
        {
            return self.made(earlier, How::Description, "unnamed source mentioned before");
        }
        if phrase.definite && !phrase.plural {
            // "The premier said … The official noted": the holder of an office who speaks in the paragraph, where the article hides no official.
            if let Some(holder) = self.holds_office_here(phrase, noun) {
                return self.made(
                    holder,
                    How::Description,
                    "description of the office holder who speaks here",
                );
            }
            // "An official said … the aide declined": whoever spoke last here and was not named.
            if let Some(earlier) = self.unnamed_here(phrase, phrase.words.start) {
                return self.made(earlier, How::Description, "description of the unnamed one who spoke last");
            }
            let mut fits = self.introduced_as(phrase, noun, phrase.words.start);
            fits.retain(|e| self.entities.all[*e].first < phrase.words.start);
            if let [only] = fits[..] {
                return self.made(only, How::Description, "description of the one person that fits it");
            }
            if fits.len() > 1
                && let Some(recent) = self.recent_speaker(i, phrase.words.start, &fits)
            {
                return self.made(
                    recent,
                    How::Description,
                    "description of the one who spoke last of those that fit",
                );
            }
        }
        if phrase.definite
            && let Some(earlier) = self.earlier_owned(phrase, noun, SpeakerKind::Unnamed, phrase.plural)
        {
            return self.made(earlier, How::Description, "unnamed source mentioned before");
        }
        self.own(phrase, SpeakerKind::Unnamed, How::Description, "unnamed source")
    }

    /// Whether somebody unnamed may be whom a phrase means: "her advisers" and "Venn's advisers" are no advisers of another.
    pub(super) fn has_owner(&self, phrase: &Phrase, earlier: usize) -> bool {
        let earlier = &self.entities.all[earlier].name;
        let owns =
            |owner: &str| earlier.strip_prefix(owner).is_some_and(|rest| rest.starts_with(['\'', '’']));
        if phrase.owner.is_some() {
            return self.owner_of(phrase).is_some_and(|owner| owns(&self.entities.all[owner].name));
        }
        let mark = phrase.words.clone().find(|at| matches!(self.words.lower(*at), "'s" | "'" | "’"));
        let Some(mark) = mark.filter(|mark| *mark > phrase.words.start) else { return true };
        // "The premier's spokesman" may be Venn's.
        let Some(named) = self.names.iter().position(|n| n.words.end == mark) else { return true };
        let whole = self.entities.of_name[named].map(|e| self.entities.all[e].name.as_str());
        owns(self.words.cut(&(phrase.words.start..mark))) || whole.is_some_and(owns)
    }

    /// Whoever spoke last in the paragraph of a phrase, where that is a person with an office and nobody else is told of since; for "the diplomat"
    /// also in the paragraph before, where the article hides no diplomat.
    fn holds_office_here(&self, phrase: &Phrase, noun: &str) -> Option<usize> {
        /// Words for whoever has an office, by which agencies go on from the name.
        const GOES_ON: &[&str] = &["diplomat", "politician", "official"];
        let bare = phrase.modifiers.is_empty() && phrase.after.is_empty() && phrase.owner.is_none();
        let goes_on = GOES_ON.contains(&noun)
            && bare
            && self.earlier_phrase(noun, SpeakerKind::Unnamed, false).is_none()
            && self.earlier_phrase(noun, SpeakerKind::Unnamed, true).is_none();
        let at = phrase.words.start;
        let paragraph = self.words.get(at)?.paragraph;
        let human =
            |e: usize| matches!(self.entities.all[e].kind, SpeakerKind::Person | SpeakerKind::Unnamed);
        let last = self.salient.iter().rev().find(|s| s.at < at && human(s.entity))?;
        let entity = &self.entities.all[last.entity];
        const SPEAK_FOR: &[&str] =
            &["representative", "spokesman", "spokeswoman", "spokesperson", "envoy", "negotiator"];
        let holds = entity.kind == SpeakerKind::Person
            && entity.introductions.iter().any(|i| i.is_office || SPEAK_FOR.contains(&i.noun.as_str()));
        let near = self.words.all[last.at].paragraph + usize::from(goes_on) >= paragraph;
        (holds && last.speaks && near).then_some(last.entity)
    }

    /// "the ministry", "his campaign".
    pub(super) fn body(&mut self, phrase: &Phrase, kind: SpeakerKind) -> Resolved {
        let bare = phrase.words.len() == 1 && phrase.owner.is_none();
        let how = if kind == SpeakerKind::Government { How::Metonym } else { How::Description };
        if bare && phrase.definite {
            let head = &phrase.noun;
            let fits: Vec<usize> = (0..self.entities.all.len())
                .filter(|e| {
                    let e = &self.entities.all[*e];
                    matches!(e.kind, SpeakerKind::Organisation | SpeakerKind::Government)
                        && e.tokens.len() > 1
                        && (e.tokens.last() == Some(head) || e.tokens.first() == Some(head))
                        && e.first < phrase.words.start
                })
                .collect();
            // "The companies" are no one company.
            if phrase.plural {
                return self.own(phrase, SpeakerKind::Group, How::Description, "bodies by a common noun");
            }
            if let [only] = fits[..] {
                return self.made(only, How::Description, "body named before with this noun");
            }
            if fits.len() > 1 {
                if let Some(recent) = self.recent_speaker(0, phrase.words.start, &fits) {
                    return self.made(
                        recent,
                        How::Description,
                        "body that spoke last of those with this noun",
                    );
                }
                return Resolved::unknown(self.candidates(&fits), "several bodies with this noun");
            }
            if let Some(recent) = self.body_of_this_sort(phrase).or_else(|| self.recent_body(phrase)) {
                return self.made(recent, How::Description, "body of this sort that was named last");
            }
            // "Venn's campaign … the campaign said".
            if let Some(name) = self.owned_before(phrase).or_else(|| self.with_its_name(phrase)) {
                let entity = self.phrase_entity(name, kind, phrase.words.start, phrase.gender);
                return self.made(entity, how, "body told before with its name");
            }
            // "A ballot commission ruled … the commission said".
            if let Some(first) = self.told_indefinitely(phrase, phrase.words.start) {
                let name = self.words.in_one_line(&first);
                let entity = self.phrase_entity(name, kind, first.start, phrase.gender);
                return self.made(entity, how, "body that the text told of with this noun");
            }
        }
        if phrase.definite
            && let Some(known) = self.body_told_otherwise(phrase)
        {
            return self.made(known, How::Description, "body of this sort that was named last");
        }
        self.own(phrase, kind, how, "body as written")
    }

    /// The only text named before whose name ends in a noun that the phrase's may go on from.
    fn named_document(&self, phrase: &Phrase) -> Option<usize> {
        let kin = SAME_TEXT.iter().find(|list| list.contains(&phrase.noun.as_str()))?;
        let mut named = (0..self.entities.all.len()).filter(|e| {
            let e = &self.entities.all[*e];
            let proper = e.name.starts_with(char::is_uppercase)
                && e.tokens.len() > 1
                && e.name.rsplit(' ').next().is_some_and(|w| w.starts_with(char::is_uppercase));
            let noun = e.tokens.last().is_some_and(|t| kin.contains(&t.as_str()));
            proper && noun && e.kind == SpeakerKind::Document && e.first < phrase.words.start
        });
        let first = named.next()?;
        named.next().is_none().then_some(first)
    }

    /// "Titled “Harbour Lights,” the video", "the book, called Harbour Lights,": the title that is told in the sentence of a text's noun.
    fn titled_text(&self, phrase: &Phrase) -> Option<String> {
        const CALLED: &[&str] = &["titled", "entitled", "called", "named", "dubbed", "headlined"];
        const LONGEST: usize = 12;
        let sentence = self.words.sentence_of(phrase.words.start);
        let before = (sentence.start == phrase.words.start || self.words.all[sentence.start].among(CALLED))
            .then_some(sentence.start);
        let behind = phrase.words.end..sentence.end.min(phrase.words.end + 2);
        let called = before
            .filter(|at| self.words.all[*at].among(CALLED))
            .or_else(|| behind.clone().find(|at| self.words.all[*at].among(CALLED)))?;
        let open = (called + 1..sentence.end.min(called + 3))
            .find(|at| self.words.all[*at].is_word && self.words.all[*at].is_capital)?;
        let quoted = self.words.all[open].quoted;
        let close = (open..sentence.end.min(open + LONGEST)).find(|at| {
            let word = &self.words.all[*at];
            if quoted {
                !word.quoted || word.is(",") && !self.words.get(at + 1).is_some_and(|w| w.is_word)
            } else {
                !word.is_word && !matches!(word.text, ":" | "-" | "'" | "’")
            }
        })?;
        let title = self.words.cut(&(open..close));
        let title = title.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '!' && c != '?');
        (!title.is_empty()).then(|| title.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(super) fn document(&mut self, phrase: &Phrase) -> Resolved {
        if phrase.definite
            && phrase.words.len() == 1
            && let Some(earlier) = self.earlier_phrase(&phrase.noun, SpeakerKind::Document, phrase.plural)
        {
            return self.made(earlier, How::Description, "text mentioned before");
        }
        if phrase.definite
            && phrase.owner.is_none()
            && let Some(named) = self.named_document(phrase)
        {
            return self.made(named, How::Description, "the one text of this kind that is named before");
        }
        if let Some(title) = self.titled_text(phrase) {
            let first = phrase.words.start;
            let entity = self.phrase_entity(title, SpeakerKind::Document, first, phrase.gender);
            return self.made(entity, How::Description, "text that is called so in its sentence");
        }
        if phrase.words.len() == 1
            && let Some(first) = self.told_indefinitely(phrase, phrase.words.start)
        {
            let name = self.words.in_one_line(&first);
            let entity = self.phrase_entity(name, SpeakerKind::Document, first.start, phrase.gender);
            return self.made(entity, How::Description, "text that the text told of with this noun");
        }
        self.own(phrase, SpeakerKind::Document, How::Description, "text as written")
    }

    /// "The Venns": the persons of the article with that surname.
    pub(super) fn family(&mut self, at: usize) -> Option<Resolved> {
        let the = at.checked_sub(1).is_some_and(|before| self.words.lower(before) == "the");
        // Headlines leave out the article.
        let word = self.words.get(at)?;
        let headline = self.words.is_heading(word.paragraph);
        let word = Some(word).filter(|w| w.is_capital && (the || headline))?;
        let surname = word.lower.strip_suffix("es").into_iter().chain(word.lower.strip_suffix('s'));
        let bearers = surname
            .map(|surname| -> Vec<usize> {
                let bears = |e: &usize| {
                    let e = &self.entities.all[*e];
                    e.kind == SpeakerKind::Person
                        && e.tokens.len() > 1
                        && e.tokens.last().is_some_and(|t| t == surname)
                };
                (0..self.entities.all.len()).filter(bears).collect()
            })
            .find(|list| list.len() == 2)?;
        let name = self.candidates(&bearers).join(" and ");
        let entity = self.phrase_entity(name, SpeakerKind::Group, at, Gender::Unknown);
        Some(self.made(entity, How::Named, "the two persons of that surname"))
    }

    /// Of entities the one that the model finds meant by the head of a phrase, if it is clearly ahead.
    pub(super) fn likeliest(&self, phrase: &Phrase, list: &[usize], least: i32) -> Option<usize> {
        // "secretary of state": the word before "of".
        let of = phrase.words.clone().find(|at| self.words.lower(*at) == "of");
        let head = of.unwrap_or(phrase.words.end).checked_sub(1)?;
        let mut scored: Vec<(i32, usize)> = Vec::new();
        for s in self.salient.iter().filter(|s| s.at < phrase.words.start && list.contains(&s.entity)) {
            let Some(score) = self.head_score(head, s.word) else { continue };
            match scored.iter_mut().find(|(_, e)| *e == s.entity) {
                Some(known) => known.0 = known.0.max(score),
                None => scored.push((score, s.entity)),
            }
        }
        scored.sort_by_key(|(score, e)| (std::cmp::Reverse(*score), *e));
        let best = scored.first().filter(|b| b.0 >= least)?;
        let clear = scored.get(1).is_none_or(|next| best.0 - next.0 >= CLEARLY);
        clear.then_some(best.1)
    }

    /// What the coreference head says of a word for the word of another mention, in thousandths of a natural logarithm.
    pub(super) fn head_score(&self, at: usize, word: usize) -> Option<i32> {
        let tagged = self.tagged?;
        let start = |at: usize| self.words.get(at).map(|w| w.span.start);
        let score = tagged.score(start(at)?, start(word)?)?;
        i32::try_from(i64::from(score) * 1000 / i64::from(tagged.scale.max(1))).ok()
    }
}
