//! Whether the speaker found is the one that the gold names.

use super::bare;
use crate::gold::{Gold, GoldStatement};
use reportedly_schema::SpeakerKind;
use reportedly_schema::line::StatementOut;

/// What was made of a speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    Right,
    Wrong,
    Unknown,
}

/// A person may carry a title ("Minister Ada Venn"), but no possessive ("Ada Venn's aide"). Whoever has no name in the article may be called by the
/// characters of the source, or just `unnamed`.
pub(super) fn named(gold: &Gold, want: &GoldStatement, have: &StatementOut) -> Named {
    let unnamed = want.speaker_kind == SpeakerKind::Unnamed;
    if unnamed && have.speaker.kind == SpeakerKind::Unnamed {
        return Named::Right;
    }
    let Some(name) = &have.speaker.name else {
        // Where the article tells nobody, nobody is the right answer.
        let nobody = want.speaker_kind == SpeakerKind::Unknown;
        return if nobody { Named::Right } else { Named::Unknown };
    };
    let found = bare(name);
    let possessive = found.contains("'s ") || found.contains(" of ");
    let mut names: Vec<String> = gold.names(want).into_iter().map(bare).collect();
    if want.speaker_kind != SpeakerKind::Person {
        names.extend(want.source.iter().map(|quote| bare(quote.text())));
    }
    let right = names.iter().any(|name| {
        let titled = want.speaker_kind == SpeakerKind::Person
            && !possessive
            && name.contains(' ')
            && found.ends_with(&format!(" {name}"));
        found == *name || titled
    });
    if right { Named::Right } else { Named::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval_demo::perfect_lines::{demo, perfect};
    use crate::gold::load;

    #[test]
    fn nobody_is_right_only_where_nobody_is_told() {
        let gold = load(&demo()).unwrap();
        let statements = || gold.articles.values().flat_map(|a| &a.statements);
        let mut have = perfect(&gold, &gold.articles["01-mereth-locks-closed.txt"]).statements[2].clone();
        let told = statements().find(|s| s.speaker_kind == SpeakerKind::Person).unwrap();
        let untold = statements().find(|s| s.speaker_kind == SpeakerKind::Unknown).unwrap();
        assert_eq!(named(&gold, untold, &have), Named::Wrong);
        have.speaker.name = None;
        assert_eq!(named(&gold, untold, &have), Named::Right);
        assert_eq!(named(&gold, told, &have), Named::Unknown);
    }

    #[test]
    fn titles_are_forgiven_and_possessives_are_not() {
        let gold = load(&demo()).unwrap();
        let article = &gold.articles["01-mereth-locks-closed.txt"];
        let rask = &article.statements[2];
        let mut have = perfect(&gold, article).statements[2].clone();
        for (name, want) in [
            ("Canal Minister Edmun Rask", Named::Right),
            ("the engineer Edmun Rask", Named::Right),
            ("Rask", Named::Right),
            ("Oressa Valk's minister Edmun Rask", Named::Wrong),
            ("friends of Edmun Rask", Named::Wrong),
            ("Oressa Valk", Named::Wrong),
        ] {
            have.speaker.name = Some(name.to_string());
            assert_eq!(named(&gold, rask, &have), want, "{name}");
        }
    }
}
