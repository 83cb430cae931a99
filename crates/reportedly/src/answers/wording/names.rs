//! By which names outlets call a speaker, place or event: a row per form of name and article.

use super::{WordingAnswer, WordingAsked, WordingOf, WordingOfKind, WordingRow, in_points};
use crate::answers::question::Asked;
use reportedly_link::{
    EventAsked, FoundForm, NamedSpeaker, NamesText, PlaceNames, SpeakerForms, find_speaker, leading_events,
};
use reportedly_schema::linkage::{LinkArticle, RecordSpeaker};
use reportedly_schema::{CodePoints, SpeakerKind};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Speakers whose forms of name are shown where none was asked for.
const LEADING_SPEAKERS: usize = 3;

/// Places whose forms of name are shown where none was asked for.
const LEADING_PLACES: usize = 2;

/// Forms of name in the articles of a question.
pub(super) struct Names<'a, 'q> {
    asked: &'q Asked<'a>,
    /// By article.
    points: &'q [CodePoints],
    /// Indices of the articles.
    articles: Vec<usize>,
    texts: Vec<NamesText<'a>>,
    places: PlaceNames,
}

impl<'a, 'q> Names<'a, 'q> {
    pub(super) fn new(asked: &'q Asked<'a>, points: &'q [CodePoints]) -> Self {
        let snapshot = asked.snapshot;
        let question = asked.question;
        let on_words = question.about.is_some() || question.matter.is_some() || question.party.is_some();
        let chosen: BTreeSet<usize> = (0..snapshot.statements.len())
            .filter(|&n| on_words && asked.selects_for_anyone(n))
            .map(|n| snapshot.statements[n].article)
            .collect();
        let in_time = |article: &LinkArticle| {
            let day = article.published.as_ref().and_then(|p| p.value.or(p.earliest));
            day.is_none_or(|day| {
                question.since.is_none_or(|since| day >= since)
                    && question.until.is_none_or(|until| day <= until)
            })
        };
        let articles: Vec<usize> = (0..snapshot.articles.len())
            .filter(|&n| asked.searched(&snapshot.articles[n]) && (!on_words || chosen.contains(&n)))
            .filter(|&n| on_words || in_time(&snapshot.articles[n]))
            .collect();
        Names {
            asked,
            points,
            texts: articles.iter().map(|&n| NamesText::new(&snapshot.layers[n])).collect(),
            articles,
            places: PlaceNames::new(&snapshot.links.speakers),
        }
    }

    /// Adds the forms of name asked for.
    pub(super) fn of(&self, of: &WordingAsked, answer: &mut WordingAnswer) {
        match of {
            WordingAsked::Utterance(_) => {}
            WordingAsked::Place(place) => {
                if self.place(place, answer) == 0 {
                    answer.notes.push(format!("No place spelled as {place} was found."));
                }
            }
            WordingAsked::Event(words) => {
                if self.event(words, &EventAsked::new(words), answer) == 0 {
                    answer.notes.push(format!("No name of an event as in \"{words}\" was found."));
                }
            }
            WordingAsked::All => match &self.asked.question.speaker {
                Some(name) => self.asked_speaker(name, answer),
                None => self.leading(answer),
            },
        }
    }

    fn asked_speaker(&self, name: &str, answer: &mut WordingAnswer) {
        let snapshot = self.asked.snapshot;
        match find_speaker(&snapshot.links.speakers, &snapshot.registry, name) {
            NamedSpeaker::One(one) => self.speaker(Some(one), &snapshot.links.speakers[one], answer),
            NamedSpeaker::Several(all) => {
                all.into_iter().for_each(|n| self.speaker(Some(n), &snapshot.links.speakers[n], answer));
            }
            // Who is named and says nothing is no speaker of the record.
            NamedSpeaker::Nobody => {
                let speaker = RecordSpeaker {
                    name: name.to_string(),
                    kind: SpeakerKind::Person,
                    forms: Vec::new(),
                    statements: Vec::new(),
                };
                self.speaker(None, &speaker, answer);
            }
        }
    }

    /// The leading speakers, the places named in most articles, and the kind of event named in most.
    fn leading(&self, answer: &mut WordingAnswer) {
        for n in self.leading_speakers() {
            self.speaker(Some(n), &self.asked.snapshot.links.speakers[n], answer);
        }
        let texts: Vec<&NamesText> = self.texts.iter().collect();
        let places = self.places.leading(&texts, LEADING_PLACES);
        for place in &places {
            self.place(&place.name, answer);
        }
        if let Some((family, _, _)) =
            leading_events(&texts).into_iter().find(|(_, articles, _)| *articles > 1)
        {
            let mut event = EventAsked::new("");
            event.families.insert(family.clone());
            event.names = places.iter().map(|place| place.name.clone()).collect();
            self.event(&family, &event, answer);
        }
    }

    /// The speakers, by index, with statements in most of the articles, two at least.
    fn leading_speakers(&self) -> Vec<usize> {
        let snapshot = self.asked.snapshot;
        let inside: BTreeSet<usize> = self.articles.iter().copied().collect();
        let nobody = |kind| matches!(kind, SpeakerKind::Unnamed | SpeakerKind::Unknown | SpeakerKind::Group);
        let mut speakers: Vec<(usize, usize, usize)> = Vec::new();
        for (n, speaker) in snapshot.links.speakers.iter().enumerate().filter(|(_, s)| !nobody(s.kind)) {
            let own = speaker.statements.iter().map(|&s| snapshot.statements[s].article);
            let own: Vec<usize> = own.filter(|article| inside.contains(article)).collect();
            let articles = own.iter().collect::<BTreeSet<_>>().len();
            if articles > 1 {
                speakers.push((articles, own.len(), n));
            }
        }
        speakers.sort_by_key(|&(articles, statements, n)| (Reverse(articles), Reverse(statements), n));
        speakers.into_iter().map(|(_, _, n)| n).take(LEADING_SPEAKERS).collect()
    }

    fn speaker(&self, n: Option<usize>, speaker: &RecordSpeaker, answer: &mut WordingAnswer) {
        let snapshot = self.asked.snapshot;
        let forms = SpeakerForms::new(speaker, &self.texts);
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            let entities: BTreeSet<&str> = snapshot
                .statements_of(article)
                .filter(|&s| n.is_some() && self.asked.speaker_of[s] == n)
                .filter_map(|s| snapshot.statements[s].statement.speaker.id.as_deref())
                .collect();
            let entities: Vec<&str> = entities.into_iter().collect();
            let of = WordingOf { kind: WordingOfKind::Speaker, name: speaker.name.clone() };
            self.rows(&of, article, forms.found_in(text, &entities), false, answer);
        }
    }

    /// How many rows there are.
    fn place(&self, place: &str, answer: &mut WordingAnswer) -> usize {
        let before = answer.rows.len();
        let of = WordingOf { kind: WordingOfKind::Place, name: place.to_string() };
        let asked = self.places.asked(&self.texts, place);
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, self.places.found_in(text, &asked), false, answer);
        }
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, self.places.perhaps(text, place), true, answer);
        }
        answer.rows.len() - before
    }

    fn event(&self, name: &str, event: &EventAsked, answer: &mut WordingAnswer) -> usize {
        let before = answer.rows.len();
        let of = WordingOf { kind: WordingOfKind::Event, name: name.to_string() };
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, event.found_in(text), false, answer);
        }
        answer.rows.len() - before
    }

    fn rows(
        &self,
        of: &WordingOf,
        article: usize,
        forms: Vec<FoundForm>,
        perhaps: bool,
        answer: &mut WordingAnswer,
    ) {
        let snapshot = self.asked.snapshot;
        answer.rows.extend(forms.into_iter().map(|form| WordingRow {
            of: of.clone(),
            count: form.spans.len(),
            spans: in_points(&self.points[article], &form.spans),
            class: Some(form.class),
            form: form.form,
            perhaps,
            ..WordingRow::in_article(&snapshot.articles[article])
        }));
    }
}
