//! Whether two spellings may be of one place: diacritics, double letters and the letters that transliterations take for one another.

use crate::wording::folded;

/// Letters of a name below which only equal spellings meet.
const LEAST_LETTERS: usize = 4;

/// Endings of town names that one alphabet or the other makes of one: `-iv`, `-yiv`, `-iev`, `-ev`.
const TOWN_ENDINGS: &[&str] = &["iev", "yiv", "yev", "iiv", "iv", "ev"];

/// How two spellings meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SameSpelling {
    /// Equal but for case and diacritics.
    Equal,
    /// Variants of one transliteration.
    Variant,
    /// One letter more, less or other in a long name: perhaps one.
    Perhaps,
}

/// One spelling for the variants of a word: `y`, `j`, `i` and their pairs as `i`; `kh` as `h`, `ou`, `oo` as `u`, `w` as `v`, `ck`, `c` before no
/// `h` as `k`, `tz` as `ts`, double letters single, one form of the endings of town names.
fn skeleton(word: &str) -> String {
    let mut out = folded(word).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let ending = TOWN_ENDINGS.iter().find(|e| out.strip_suffix(**e).is_some_and(|stem| !stem.is_empty()));
    if let Some(ending) = ending
        && out.chars().count() >= LEAST_LETTERS
    {
        out.truncate(out.len() - ending.len());
        out.push('Y');
    }
    for (from, to) in [
        ("kh", "h"),
        ("ou", "u"),
        ("oo", "u"),
        ("w", "v"),
        ("tz", "ts"),
        ("ck", "k"),
        ("x", "ks"),
        ("q", "k"),
        ("y", "i"),
        ("j", "i"),
    ] {
        out = out.replace(from, to);
    }
    let mut single = String::with_capacity(out.len());
    for c in out.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single
}

/// Compares two names of places, of as many words each.
///
/// ```
/// use reportedly_link::{SameSpelling, same_place_name};
/// assert_eq!(same_place_name("Orliv", "Orliev"), Some(SameSpelling::Variant));
/// assert_eq!(same_place_name("Tével", "TEVEL"), Some(SameSpelling::Equal));
/// assert_eq!(same_place_name("Orlin", "Venn"), None);
/// ```
pub fn same_place_name(a: &str, b: &str) -> Option<SameSpelling> {
    let (a, b) = (folded(a), folded(b));
    if !begin_alike(&a, &b) {
        return None;
    }
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|w| !w.is_empty())
            .map(|w| w.replace('\'', ""))
            .collect()
    };
    let (a, b) = (words(&a), words(&b));
    if a.is_empty() || a.len() != b.len() {
        return None;
    }
    let mut worst = SameSpelling::Equal;
    for (x, y) in a.iter().zip(&b) {
        worst = worst.max(same_word(x, y)?);
    }
    Some(worst)
}

/// Whether two folded names begin with one letter or digit: no others are compared.
pub(crate) fn begin_alike(a: &str, b: &str) -> bool {
    let first = |name: &str| name.chars().find(|c| c.is_alphanumeric());
    first(a) == first(b)
}

fn same_word(a: &str, b: &str) -> Option<SameSpelling> {
    if a == b {
        return Some(SameSpelling::Equal);
    }
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < LEAST_LETTERS || a.chars().next() != b.chars().next() {
        return None;
    }
    let (x, y) = (skeleton(a), skeleton(b));
    if x == y {
        return Some(SameSpelling::Variant);
    }
    (shorter > LEAST_LETTERS + 1 && one_letter_apart(&x, &y)).then_some(SameSpelling::Perhaps)
}

/// Whether one letter put in, left out or changed makes one word of the other, not at its start.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    front > 1 && a.len() - front - back <= 1 && b.len() - front - back <= 1
}

/// Endings that make an adjective or the name of an inhabitant of a place's name, longest first.
const DEMONYM_ENDINGS: &[&str] = &[
    "iani", "ians", "ites", "ian", "ans", "ese", "ish", "ite", "ean", "ers", "ic", "an", "er", "is", "i", "n",
];

/// Letters of a place's name that its adjective keeps at the front.
const LEAST_STEM: usize = 4;

/// Whether a word is an adjective of a place's one-word name by its form ("Telurian" of "Teluria"). A word that only might be is none.
pub fn is_adjective_of(word: &str, place: &str) -> bool {
    let (word, place) = (folded(word), folded(place));
    if place.contains(' ') || word == place {
        return false;
    }
    let stem = place.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    let stems = [place.as_str(), stem, stem.strip_suffix('i').unwrap_or(stem)];
    stems.iter().filter(|s| s.chars().count() >= LEAST_STEM).any(|stem| {
        word.strip_prefix(stem).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['i', 'a', 'e']);
            let whole = &word[stem.len()..];
            if whole.is_empty() {
                return stem.ends_with("an");
            }
            DEMONYM_ENDINGS.contains(&whole) || (DEMONYM_ENDINGS.contains(&rest) && rest.len() > 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn transliterations_of_one_name_meet() {
        for (a, b) in [
            ("Orlyiv", "Orliv"),
            ("Tevkhar", "Tevhar"),
            ("Moroun", "Morun"),
            ("Kyrsk", "Kirsk"),
            ("Marrov", "Marov"),
            ("Besk Dol", "BESK DOL"),
        ] {
            assert!(
                same_place_name(a, b) <= Some(SameSpelling::Variant) && same_place_name(a, b).is_some(),
                "{a} {b}"
            );
        }
    }

    #[test]
    fn other_names_do_not_and_near_ones_are_perhaps_one() {
        for (a, b) in
            [("Orlin", "Orlan"), ("Venn", "Vann"), ("Bresk", "Dresk"), ("New Tevik", "Tevik"), ("", "")]
        {
            assert_eq!(same_place_name(a, b), None, "{a} {b}");
        }
        assert_eq!(same_place_name("Torlamar", "Tarlamar"), None);
        assert_eq!(same_place_name("Torlamar", "Torlomar"), Some(SameSpelling::Perhaps));
    }

    #[test]
    fn adjectives_are_told_by_their_form() {
        for (word, place) in [
            ("Telurian", "Teluria"),
            ("Drovan", "Drovany"),
            ("Aldran", "Aldra"),
            ("Sevrinese", "Sevrin"),
            ("Iskari", "Iskary"),
            ("Telurians", "Teluria"),
        ] {
            assert!(is_adjective_of(word, place), "{word} {place}");
        }
        for (word, place) in
            [("Aldra", "Aldra"), ("Alder", "Aldra"), ("Telurium", "Teluria"), ("Marosite", "Aldra")]
        {
            assert!(!is_adjective_of(word, place), "{word} {place}");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_two_spellings_does_not_matter(a in "[A-Za-zéí ]{0,10}", b in "[A-Za-zéí ]{0,10}") {
            prop_assert_eq!(same_place_name(&a, &b), same_place_name(&b, &a));
            prop_assert!(a.trim().is_empty() || same_place_name(&a, &a).is_some());
        }
    }
}
