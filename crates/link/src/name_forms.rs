//! Every form by which an article names one speaker: proper names in any spelling, with a title or form of address, and the
//! offices and descriptions that the article resolves to that speaker.

mod bodies_named;
pub(crate) use bodies_named::before_doubted;
mod offices_held;
mod people_named;
mod resolved;

use crate::appositions::appositions;
use crate::holders::{any_office_at, is_honorific, is_rank, names_what, offices_beside, titles_before};
use crate::names::{NormalName, Person, is_generic_body_word, normal};
use crate::text_words::{TextWord, between, text_words};
use crate::wording::folded;
use reportedly_schema::linkage::{FormClass, Layers, RecordSpeaker};
use reportedly_schema::{Mention, Span, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};

/// Words after a name in which is looked for whose its office is.
const OWNER_REACH: usize = 7;

/// Words from which on can be said how a text uses articles.
const LEAST_FOR_STYLE: usize = 60;

/// Words per article, from which on a text is one that leaves articles out: others have one in eight to sixteen words.
const ONE_ARTICLE_IN: usize = 30;

/// A form of name in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundForm {
    /// As written, the commonest way; white space is one space.
    pub form: String,
    /// What it is made of.
    pub class: FormClass,
    /// Where, in bytes of the reading, in text order.
    pub spans: Vec<Span>,
}

/// A speaker's names, ready to be looked for in articles.
#[derive(Clone, Debug)]
pub struct SpeakerForms {
    people: Vec<Person>,
    /// Words of a body's names, longest first.
    bodies: Vec<Vec<String>>,
    /// Offices that articles give the speaker beside the name.
    offices: BTreeSet<&'static str>,
    /// Ranks and other titles said before the name, single words.
    titles: BTreeSet<String>,
    /// Names and adjectives beside them that say whose: "Aldran", "of Aldra". Small letters, without diacritics.
    owners: BTreeSet<String>,
}

/// An article as names are looked for in it.
#[derive(Clone, Debug)]
pub struct NamesText<'a> {
    pub(crate) layers: &'a Layers,
    pub(crate) words: Vec<TextWord>,
    /// Whether the text leaves articles out, as translations from some languages do.
    pub(crate) bare_style: bool,
}

impl<'a> NamesText<'a> {
    /// Cuts an article's text into words.
    pub fn new(layers: &'a Layers) -> Self {
        let words = text_words(layers);
        let articles =
            words.iter().filter(|w| !w.heading && matches!(w.folded.as_str(), "the" | "a" | "an")).count();
        let body = words.iter().filter(|w| !w.heading).count();
        NamesText { bare_style: body >= LEAST_FOR_STYLE && articles * ONE_ARTICLE_IN < body, words, layers }
    }

    /// Mentions that share a byte with a span.
    fn mentions(&self, span: Span) -> impl Iterator<Item = &'a Mention> {
        self.layers.mentions.iter().filter(move |m| m.span.overlaps(span))
    }

    /// Forms with their places, those of one form together, the commonest first.
    pub(crate) fn grouped(&self, mut found: Vec<(FormClass, Span)>) -> Vec<FoundForm> {
        found.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
        found.dedup_by(|b, a| a.1.overlaps(b.1));
        let mut groups: BTreeMap<(FormClass, String), Vec<(String, Span)>> = BTreeMap::new();
        for (class, span) in found {
            let Some(cut) = span.of(&self.layers.text) else { continue };
            let form = cut.split_whitespace().collect::<Vec<_>>().join(" ");
            groups.entry((class, folded(&form))).or_default().push((form, span));
        }
        let mut out: Vec<FoundForm> = groups
            .into_iter()
            .map(|((class, _), places)| {
                let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
                places.iter().for_each(|(form, _)| *ways.entry(form).or_default() += 1);
                // Of ways as common the last in the alphabet: small letters before capitals.
                let form = ways.iter().max_by_key(|(form, n)| (**n, **form)).map_or("", |(form, _)| form);
                FoundForm {
                    form: form.to_string(),
                    class,
                    spans: places.iter().map(|(_, span)| *span).collect(),
                }
            })
            .collect();
        out.sort_by(|a, b| b.spans.len().cmp(&a.spans.len()).then_with(|| a.form.cmp(&b.form)));
        out
    }
}

impl SpeakerForms {
    /// The names of a speaker of the record, with the offices that these articles give the speaker.
    pub fn new(speaker: &RecordSpeaker, articles: &[NamesText]) -> SpeakerForms {
        let (mut people, mut bodies) = (Vec::new(), Vec::new());
        for form in speaker.forms.iter().chain([&speaker.name]) {
            match normal(form, speaker.kind) {
                NormalName::Person(person) => people.push(person),
                NormalName::Body(body) => bodies.push(body.split(' ').map(str::to_string).collect()),
                NormalName::Office(_) | NormalName::Local => {}
            }
        }
        people.sort();
        people.dedup();
        bodies.sort_by(|a: &Vec<String>, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        bodies.dedup();
        let mut out = SpeakerForms {
            people,
            bodies,
            offices: BTreeSet::new(),
            titles: BTreeSet::new(),
            owners: BTreeSet::new(),
        };
        // What is said beside a name in its usual spelling tells whose another spelling is; so twice.
        for _ in 0..2 {
            articles.iter().for_each(|text| out.add_titles(text));
        }
        out
    }

    /// Keeps the offices, ranks and owners that stand beside the speaker's names in an article.
    fn add_titles(&mut self, text: &NamesText) {
        let words = &text.words;
        for (first, last) in self.people_named(text) {
            let beside = offices_beside(words, (first, last));
            let from = titles_before(words, first);
            let ranks = words[from..first].iter().filter(|w| is_rank(&w.folded));
            self.titles.extend(ranks.map(|w| w.folded.clone()));
            // Whose an office is may stand after it, too: "Venn, prime minister of Aldra".
            let reach = words.len().min(last + OWNER_REACH);
            let end = (last + 1..reach)
                .find(|&n| !(words[n].follows || n == last + 1 && words[n].after_comma))
                .unwrap_or(reach);
            let after = if beside.is_empty() { last + 1 } else { end.max(last + 1) };
            let own = words[from..first].iter().chain(&words[last + 1..after]);
            let own = own.filter(|w| {
                w.capital
                    && any_office_at(std::slice::from_ref(*w)).is_none()
                    && !is_rank(&w.folded)
                    && !is_honorific(&w.folded)
            });
            self.owners.extend(own.map(|w| w.folded.clone()));
            self.owners.extend(bodies_beside(words, first, last));
            self.owners.extend(led_before(&words[from..first]));
            self.offices.extend(beside);
        }
    }

    /// The forms in an article; `entities` are the speaker's in it.
    pub fn found_in(&self, text: &NamesText, entities: &[&str]) -> Vec<FoundForm> {
        let named = self.people_named(text);
        let mut found: Vec<(FormClass, Span)> = Vec::new();
        for &(first, last) in &named {
            let from = titles_before(&text.words, first);
            // "Aldra's Venn".
            let whose =
                text.words[..first].last().filter(|w| w.possessive && w.capital && text.words[first].follows);
            let from = if from == first && whose.is_some_and(|w| self.is_known_owner(&w.folded)) {
                first - 1
            } else {
                from
            };
            let title = &text.words[from..first];
            let class = match title {
                [] => FormClass::Name,
                [one] if one.possessive => FormClass::Name,
                all if all.iter().all(|w| is_honorific(&w.folded)) => FormClass::Honorific,
                _ => FormClass::WithTitle,
            };
            found.push((class, between(&text.words, from, last)));
        }
        found.extend(self.bodies_named(text).into_iter().map(|span| (FormClass::Name, span)));
        if found.is_empty() && entities.is_empty() {
            return Vec::new();
        }
        for &(first, last) in &named {
            let beside = appositions(&text.words, first, last);
            let spans = beside.into_iter().map(|(from, to)| between(&text.words, from, to));
            found.extend(spans.map(|span| (FormClass::Description, span)));
        }
        let names: Vec<Span> = found.iter().map(|(_, span)| *span).collect();
        let free = |span: Span| !names.iter().any(|name| name.overlaps(span));
        let mut entities: Vec<&str> = entities.to_vec();
        entities.extend(
            text.layers.mentions.iter().filter(|m| self.is_named(&m.name)).map(|m| m.entity.as_str()),
        );
        let resolved = self.resolved(text, &entities);
        found.extend(resolved.into_iter().filter(|s| free(*s)).map(|s| (FormClass::Description, s)));
        if !named.is_empty() {
            let held = self.offices_in(text);
            found.extend(held.into_iter().filter(|s| free(*s)).map(|s| (FormClass::Description, s)));
        }
        text.grouped(found)
    }

    /// Whether an article's name for an entity is the speaker's, given name and all.
    fn is_named(&self, name: &str) -> bool {
        match normal(name, SpeakerKind::Person) {
            NormalName::Person(p) => {
                !p.given.is_empty()
                    && self.people.iter().any(|q| q.surname == p.surname && q.given == p.given)
            }
            _ => false,
        }
    }
}

/// Common nouns behind "of" in a title: "union" and "workers" in "leader of the union of workers".
fn led_before(title: &[TextWord]) -> impl Iterator<Item = String> {
    let of = title.iter().position(|w| w.folded == "of").unwrap_or(title.len());
    let behind = title[of..].iter().filter(|w| !w.capital && w.folded != "of" && names_what(w));
    behind.map(|w| w.folded.clone())
}

/// The last words of what a description beside a name says its bearer leads: "union" in "the head of the nurses' union".
fn bodies_beside(words: &[TextWord], first: usize, last: usize) -> impl Iterator<Item = String> {
    appositions(words, first, last).into_iter().filter_map(|(from, to)| {
        let of = (from..to).any(|n| words[n].folded == "of");
        (of && !words[to].capital || is_generic_body_word(&words[to].folded))
            .then(|| words[to].folded.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::tests::layers;

    fn speaker(name: &str, forms: &[&str], kind: SpeakerKind) -> RecordSpeaker {
        RecordSpeaker {
            name: name.into(),
            kind,
            forms: forms.iter().map(|f| f.to_string()).collect(),
            statements: vec![],
        }
    }

    fn found(of: &RecordSpeaker, title: &str, body: &str) -> Vec<(String, FormClass, usize)> {
        let layers = layers(title, body);
        let text = [NamesText::new(&layers)];
        let forms = SpeakerForms::new(of, &text).found_in(&text[0], &[]);
        for form in &forms {
            for span in &form.spans {
                let cut = span.of(&layers.text).unwrap();
                assert_eq!(folded(cut), folded(&form.form));
            }
        }
        forms.into_iter().map(|f| (f.form, f.class, f.spans.len())).collect()
    }

    fn venn() -> RecordSpeaker {
        speaker("Ada Venn", &["Venn", "Ada Venn", "A. Venn"], SpeakerKind::Person)
    }

    fn row(form: &str, class: FormClass, n: usize) -> (String, FormClass, usize) {
        (form.to_string(), class, n)
    }

    #[test]
    fn names_titles_and_forms_of_address_are_told_apart() {
        let out = found(
            &venn(),
            "Venn shuts port",
            "Prime Minister Ada Venn shut the port. Mrs Venn said no more. VENN left; Venn's aides stayed. A. Venn wrote it.",
        );
        assert!(out.contains(&row("Venn", FormClass::Name, 3)), "{out:?}");
        assert!(out.contains(&row("Prime Minister Ada Venn", FormClass::WithTitle, 1)), "{out:?}");
        assert!(out.contains(&row("Mrs Venn", FormClass::Honorific, 1)), "{out:?}");
        assert!(out.contains(&row("A. Venn", FormClass::Name, 1)), "{out:?}");
    }

    #[test]
    fn an_office_counts_where_nobody_else_in_the_article_holds_it() {
        let one = "Prime Minister Ada Venn shut the port. The prime minister left. The former prime minister stayed.";
        let out = found(&venn(), "", one);
        assert!(out.contains(&row("prime minister", FormClass::Description, 1)), "{out:?}");
        let two = format!("{one} Teluria's Prime Minister Ivo Orlin came.");
        assert!(found(&venn(), "", &two).iter().all(|f| f.1 != FormClass::Description));
        let other = "Prime Minister Ada Venn spoke with the president and the prime minister of Teluria.";
        assert!(found(&venn(), "", other).iter().all(|f| f.1 != FormClass::Description));
    }

    #[test]
    fn a_title_says_whose_it_is_before_and_after() {
        let out = found(
            &venn(),
            "",
            "Aldra's Prime Minister Ada Venn came. Minister of foreign affairs of Aldra A. Venn left. Ordal Council chair Ada Venn stayed. \
             Chief executive Ada Venn spoke. The strike went on. Strike boss Venn slept. Leader of the union of transport workers A. Venn woke.",
        );
        for form in [
            "Aldra's Prime Minister Ada Venn",
            "Minister of foreign affairs of Aldra A. Venn",
            "Ordal Council chair Ada Venn",
            "Chief executive Ada Venn",
            "Strike boss Venn",
            "Leader of the union of transport workers A. Venn",
        ] {
            assert!(out.contains(&row(form, FormClass::WithTitle, 1)), "{form}: {out:?}");
        }
    }

    #[test]
    fn a_text_that_leaves_articles_out_names_offices_without_them() {
        let body = "Premier of Aldra Ada Venn arrived in Maros for talks with delegation of neighbours. \
                    According to premier, conditions of Aldra remain in force. After talks head of government left Maros. \
                    We remind, on 14 March Aldra closed border for barges with grain and on 1 April Teluria stopped deliveries of water to farms. \
                    Press secretary of premier Ivo Strand commented words of minister of Teluria on Friday in interview to channel One and refused further details of talks with delegation.";
        let out = found(&venn(), "Venn left without deal", body);
        assert!(out.contains(&row("premier", FormClass::Description, 1)), "{out:?}");
        assert!(out.contains(&row("head of government", FormClass::Description, 1)), "{out:?}");
        let with = "Ada Venn, the prime minister of Aldra, arrived. According to premier of the league, the talks go on.";
        assert!(found(&venn(), "", with).iter().all(|f| f.0 != "premier"));
    }

    #[test]
    fn headlines_and_other_offices_lend_no_title() {
        let out = found(
            &venn(),
            "Council finally endorses Speaker Ada Venn",
            "Chief executive Ada Venn met the chief strategist. The chief left.",
        );
        assert!(out.contains(&row("Speaker Ada Venn", FormClass::WithTitle, 1)), "{out:?}");
        assert!(out.iter().all(|f| f.0 != "chief" || f.2 == 1), "{out:?}");
        let first = found(&venn(), "", "Mayor Ada Venn came. The mayor first asked for it.");
        assert!(first.contains(&row("mayor", FormClass::Description, 1)), "{first:?}");
    }

    #[test]
    fn an_office_of_what_the_speaker_leads_is_a_description() {
        let out = found(
            &venn(),
            "",
            "Ada Venn, the general secretary of the Nurses' Union, came. The leader of their union left. \
             The leader of the opposition stayed. Prime Minister Ivo Orlin and the general secretary of the Nurses' Union spoke.",
        );
        assert!(
            out.contains(&row("general secretary of the Nurses' Union", FormClass::Description, 2)),
            "{out:?}"
        );
        assert!(out.contains(&row("leader of their union", FormClass::Description, 1)), "{out:?}");
        assert_eq!(out.len(), 3, "{out:?}");
    }

    #[test]
    fn who_works_for_somebody_has_the_name_behind_both_offices() {
        let text =
            "Press secretary of the premier I. Orlin spoke. Premier Ada Venn did not. The premier left.";
        let out = found(&venn(), "", text);
        assert!(out.contains(&row("premier", FormClass::Description, 1)), "{out:?}");
        let orlin = speaker("Ivo Orlin", &["I. Orlin"], SpeakerKind::Person);
        assert_eq!(
            found(&orlin, "", text),
            [row("Press secretary of the premier I. Orlin", FormClass::WithTitle, 1)]
        );
    }

    #[test]
    fn another_of_the_same_surname_is_not_counted() {
        let out = found(&venn(), "", "Ada Venn met Ivo Venn at the Venn Bridge.");
        assert_eq!(out, [row("Ada Venn", FormClass::Name, 1)]);
    }

    #[test]
    fn spelling_variants_are_forms_of_their_own() {
        let of = speaker("Sergei Orlinskiy", &["Sergey Orlinsky"], SpeakerKind::Person);
        let out = found(&of, "", "Sergey Orlinsky came. Orlinskyy left. Orlinskiy slept.");
        assert_eq!(out.len(), 3, "{out:?}");
    }

    #[test]
    fn a_body_is_found_by_its_name_and_by_what_only_it_is_here() {
        let of = speaker("Ordal Council", &[], SpeakerKind::Organisation);
        let out = found(&of, "", "The Ordal Council met. The council agreed; the council of elders did not.");
        assert!(out.contains(&row("Ordal Council", FormClass::Name, 1)), "{out:?}");
        assert!(
            out.iter().any(|f| f.0.eq_ignore_ascii_case("the council") && f.2 == 2 || f.2 == 1),
            "{out:?}"
        );
        let two = found(&of, "", "The Ordal Council met the City Council. The council agreed.");
        assert_eq!(two, [row("Ordal Council", FormClass::Name, 1)]);
    }
}
