//! Names, nouns for persons and organisations, and which word stands for which: what the model's branch finds in an article.
//!
//! It is found in the same pass as the attributions ([`crate::attribution::AttributionTagger::tag`]): the model's lower layers are run once. A model without
//! a branch finds attributions only.

use crate::segment::Segments;
use reportedly_schema::Span;
use reportedly_tagger::{Coreference, Decoded, Scores, Tagger};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, party, team, university, ministry, … : whoever acts as a body.
    Organisation,
    /// A country, town, building, river, …
    Place,
    /// A nationality, religion or political group: "Muslims", "Republican".
    Group,
    /// A work, event, product, …
    Other,
}

/// What a noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounKind {
    /// A person or persons.
    Person,
    /// An organisation.
    Organisation,
}

/// Names of the labels, in the order of their numbers.
pub const LABELS: [&str; 13] = [
    "O",
    "B-PERSON",
    "I-PERSON",
    "B-ORGANISATION",
    "I-ORGANISATION",
    "B-PLACE",
    "I-PLACE",
    "B-GROUP",
    "I-GROUP",
    "B-OTHER",
    "I-OTHER",
    "PERSON-NOUN",
    "ORGANISATION-NOUN",
];

/// What a label stands for.
fn meaning(label: u8) -> Meaning {
    const KINDS: [NameKind; 5] =
        [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Group, NameKind::Other];
    match label {
        1..=10 => {
            let kind = KINDS[usize::from(label - 1) / 2];
            if label % 2 == 1 { Meaning::Begins(kind) } else { Meaning::GoesOn(kind) }
        }
        11 => Meaning::Noun(NounKind::Person),
        12 => Meaning::Noun(NounKind::Organisation),
        _ => Meaning::Nothing,
    }
}

enum Meaning {
    Nothing,
    Begins(NameKind),
    GoesOn(NameKind),
    Noun(NounKind),
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedName {
    /// Bytes of the reading; titles and articles before the name are outside.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// How far the labels at its edges are ahead of the best others, in units of the model's scale.
    pub margin: i32,
}

/// A noun that is the head of a phrase for a person or an organisation ("the prime *minister*").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedNoun {
    /// Bytes of the reading: one word.
    pub span: Span,
    /// What it stands for.
    pub kind: NounKind,
    /// As [`TaggedName::margin`].
    pub margin: i32,
}

/// Names, nouns and coreference of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// In text order, disjoint.
    pub names: Vec<TaggedName>,
    /// In text order, outside the names.
    pub nouns: Vec<TaggedNoun>,
    /// The scale of scores and margins: so many units make a natural logarithm.
    pub scale: i32,
    words: Vec<Span>,
    /// Whether each word has a letter or a digit.
    plain: Vec<bool>,
    anaphors: Vec<i16>,
    antecedents: Vec<i16>,
    coreference: Coreference,
}

impl Tagged {
    /// Reads the scores of an article's words. None where the model has no branch.
    pub(crate) fn read(
        text: &str,
        segments: &Segments,
        tagger: &Tagger,
        scale: u16,
        scores: &Scores,
        decoded: &mut Decoded,
    ) -> Option<Tagged> {
        let coreference = tagger.coreference()?.clone();
        let (mut names, mut nouns) = (Vec::<TaggedName>::new(), Vec::new());
        let count = tagger.entity_labels();
        for paragraph in &segments.paragraphs {
            let words = paragraph.tokens.clone();
            tagger.decode_entities(&scores.entities[words.start * count..words.end * count], decoded);
            // The kind of the name that the word before ends.
            let mut open = None;
            for (word, (&label, &margin)) in words.zip(decoded.labels().iter().zip(decoded.margins())) {
                let span = segments.tokens[word].span;
                let label = meaning(label);
                match (&label, names.last_mut()) {
                    (Meaning::GoesOn(kind), Some(name)) if open == Some(*kind) => {
                        name.span = name.span.hull(span);
                        name.margin = name.margin.min(margin);
                    }
                    (Meaning::Begins(kind) | Meaning::GoesOn(kind), _) => {
                        names.push(TaggedName { span, kind: *kind, margin });
                    }
                    (Meaning::Noun(kind), _) => nouns.push(TaggedNoun { span, kind: *kind, margin }),
                    (Meaning::Nothing, _) => {}
                }
                open = match label {
                    Meaning::Begins(kind) | Meaning::GoesOn(kind) => Some(kind),
                    _ => None,
                };
            }
        }
        let words: Vec<Span> = segments.tokens.iter().map(|t| t.span).collect();
        Some(Tagged {
            names,
            nouns,
            scale: i32::from(scale),
            plain: words.iter().map(|w| text[w.range()].contains(char::is_alphanumeric)).collect(),
            words,
            anaphors: scores.anaphors.clone(),
            antecedents: scores.antecedents.clone(),
            coreference,
        })
    }

    /// Whether the word at byte `anaphor` stands for what the word at byte `antecedent` stands for: a logarithm of odds against its standing for
    /// nothing else in the text, in units of [`Tagged::scale`]; 0 is even. Compare scores of one anaphor with each other. Of a name, ask for
    /// its last word; of a phrase, for its head. None where there is no word, or the two are one.
    pub fn score(&self, anaphor: u32, antecedent: u32) -> Option<i32> {
        self.score_words(self.word(anaphor)?, self.word(antecedent)?)
    }

    /// The same for the last words of two mentions.
    pub fn score_spans(&self, anaphor: Span, antecedent: Span) -> Option<i32> {
        self.score_words(self.last_word(anaphor)?, self.last_word(antecedent)?)
    }

    fn score_words(&self, anaphor: usize, antecedent: usize) -> Option<i32> {
        if anaphor == antecedent {
            return None;
        }
        let width = self.coreference.width();
        let anaphors = self.anaphors.get(anaphor * width..(anaphor + 1) * width)?;
        let antecedents = self.antecedents.get(antecedent * width..(antecedent + 1) * width)?;
        Some(self.coreference.score(anaphors, antecedents, anaphor as i64 - antecedent as i64))
    }

    fn word(&self, byte: u32) -> Option<usize> {
        let n = self.words.partition_point(|w| w.end <= byte);
        self.words.get(n).filter(|w| w.start <= byte).map(|_| n)
    }

    fn last_word(&self, mention: Span) -> Option<usize> {
        let from = self.words.partition_point(|w| w.end <= mention.start);
        let to = self.words.partition_point(|w| w.start < mention.end);
        (from..to).rev().find(|&n| self.plain[n])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{AttributionBuffer, AttributionTagger, by_heart};
    use crate::segment::segment;
    use proptest::prelude::*;
    use reportedly_schema::{Block, BlockKind};
    use reportedly_tagger::{Matrix, Model};

    const WIDTH: usize = 32;
    const PAIR: usize = 16;

    fn body(text: &str) -> Segments {
        segment(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }])
    }

    /// A model that knows the branch's label of each word by heart; `pairs` are words that stand for each other.
    fn knowing(words: &[(&str, &str)], pairs: &[(&str, &str)]) -> Model {
        let plain: Vec<(&str, &str)> = words.iter().map(|(word, _)| (*word, "O")).collect();
        let mut model = by_heart(&plain);
        let mut entities = vec![0.0; LABELS.len() * WIDTH];
        let mut vectors = vec![0.0; 2 * PAIR * WIDTH];
        let place = |word: &str| words.iter().position(|(w, _)| *w == word).unwrap();
        for (n, (_, label)) in words.iter().enumerate() {
            let label = LABELS.iter().position(|name| name == label).unwrap();
            entities[label * WIDTH + n] = 1.0;
        }
        for (n, (anaphor, antecedent)) in pairs.iter().enumerate() {
            vectors[n * WIDTH + place(anaphor)] = 1.0;
            vectors[(PAIR + n) * WIDTH + place(antecedent)] = 1.0;
        }
        model.sizes.extend(
            [("branch.labels", LABELS.len()), ("branch.pair", PAIR)].map(|(n, s)| (n.to_owned(), s as u32)),
        );
        model.sizes.extend((0u32..).zip(LABELS).map(|(n, name)| (format!("branch.labels.{name}"), n)));
        model.sizes.extend([("branch.blocks".to_owned(), 1), ("branch.blocks.0.step".to_owned(), 1)]);
        let copied = |name: &str| name.starts_with("blocks.") || name.starts_with("last.");
        let matrices = model.matrices.clone();
        model
            .matrices
            .extend(matrices.into_iter().filter(|m| copied(&m.0)).map(|(n, m)| (format!("branch.{n}"), m)));
        model.matrices.push(("branch.entities.weight".into(), Matrix::rounded(&entities, WIDTH)));
        model.matrices.push(("branch.pairs.weight".into(), Matrix::rounded(&vectors, WIDTH)));
        let vectors = model.vectors.clone();
        model
            .vectors
            .extend(vectors.into_iter().filter(|v| copied(&v.0)).map(|(n, v)| (format!("branch.{n}"), v)));
        for (name, length) in [
            ("entities.bias", LABELS.len()),
            ("pairs.bias", 2 * PAIR),
            ("distances", 20),
            ("chain.start", LABELS.len()),
            ("chain.steps", LABELS.len() * LABELS.len()),
        ] {
            model.vectors.push((format!("branch.{name}"), vec![0.0; length]));
        }
        model
    }

    fn tagged(text: &str, words: &[(&str, &str)], pairs: &[(&str, &str)]) -> Tagged {
        let tagger = AttributionTagger::from_model(&knowing(words, pairs)).unwrap();
        let (attributions, tagged) = tagger.tag(text, &body(text), &mut AttributionBuffer::default());
        assert_eq!(attributions, tagger.attribute(text, &body(text), &mut AttributionBuffer::default()));
        tagged.unwrap()
    }

    #[test]
    fn names_nouns_and_pairs_are_found() {
        let text = "Ada Venn met officials in Aldra; she left.";
        let words = [
            ("ada", "B-PERSON"),
            ("venn", "I-PERSON"),
            ("met", "O"),
            ("officials", "PERSON-NOUN"),
            ("in", "O"),
            ("aldra", "B-PLACE"),
            (";", "O"),
            ("she", "O"),
            ("left", "O"),
            (".", "O"),
        ];
        let found = tagged(text, &words, &[("she", "venn")]);
        let cut = |span: Span| span.of(text).unwrap();
        let names: Vec<_> = found.names.iter().map(|n| (cut(n.span), n.kind)).collect();
        assert_eq!(names, [("Ada Venn", NameKind::Person), ("Aldra", NameKind::Place)]);
        assert!(found.names.iter().all(|n| n.margin > 0));
        assert_eq!(
            found.nouns.iter().map(|n| (cut(n.span), n.kind)).collect::<Vec<_>>(),
            [("officials", NounKind::Person)]
        );
        let at = |word: &str| text.find(word).unwrap() as u32;
        let right = found.score(at("she"), at("Venn")).unwrap();
        assert!(right > 5 * found.scale, "{right}");
        assert!(found.score(at("she"), at("Aldra")).unwrap().abs() < found.scale);
        assert_eq!(found.score(at("she"), at("she")), None);
        assert_eq!(found.score(at("she"), at(" met")), None);
        let she = Span::new(text.find("she").unwrap(), text.find("she").unwrap() + 3);
        assert_eq!(found.score_spans(she, found.names[0].span), Some(right));
    }

    #[test]
    fn a_model_without_a_branch_finds_no_names() {
        let tagger = AttributionTagger::from_model(&by_heart(&[])).unwrap();
        assert_eq!(tagger.tag("Ada.", &body("Ada."), &mut AttributionBuffer::default()).1, None);
    }

    #[test]
    fn a_branch_for_something_else_is_refused() {
        let mut model = knowing(&[], &[]);
        model.sizes.retain(|(name, _)| name != "branch.labels.B-GROUP");
        let error = AttributionTagger::from_model(&model).unwrap_err().to_string();
        assert!(error.contains("the labels of the branch O B-PERSON"), "{error}");
    }

    proptest! {
        #[test]
        fn names_and_nouns_lie_in_the_text_in_order(text in "(Ada |Venn |Aldra|aides|é|“|\n|\\. ){0,60}") {
            let words =
                [("ada", "B-PERSON"), ("venn", "I-PERSON"), ("aldra", "I-PLACE"), ("aides", "PERSON-NOUN"), ("e", "I-GROUP")];
            let found = tagged(&text, &words, &[("aides", "venn")]);
            let spans: Vec<Span> = found.names.iter().map(|n| n.span).collect();
            prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(spans.iter().chain(found.nouns.iter().map(|n| &n.span)).all(|s| s.of(&text).is_some_and(|t| !t.is_empty())));
            for noun in &found.nouns {
                prop_assert!(spans.iter().all(|s| !s.overlaps(noun.span)));
                for name in &found.names {
                    prop_assert!(found.score_spans(noun.span, name.span).is_some() || text[name.span.range()].chars().all(|c| !c.is_alphanumeric()));
                }
            }
        }
    }
}
