//! What links depend on beside their input.

use crate::wording::hash;

/// To be changed with whatever changes which statements are joined, or what is kept of them.
const RULES: &str = "9";

/// Every file of the vocabulary, by name.
const VOCABULARY: &[(&str, &str)] = &[
    ("another_remark.tsv", include_str!("../vocabulary/another_remark.tsv")),
    ("bodies.tsv", include_str!("../vocabulary/bodies.tsv")),
    ("concepts.tsv", include_str!("../vocabulary/concepts.tsv")),
    ("descriptions.tsv", include_str!("../vocabulary/descriptions.tsv")),
    ("evasions.tsv", include_str!("../vocabulary/evasions.tsv")),
    ("exclusive_words.tsv", include_str!("../vocabulary/exclusive_words.tsv")),
    ("function_words.tsv", include_str!("../vocabulary/function_words.tsv")),
    ("irregular.tsv", include_str!("../vocabulary/irregular.tsv")),
    ("negation.tsv", include_str!("../vocabulary/negation.tsv")),
    ("numbers.tsv", include_str!("../vocabulary/numbers.tsv")),
    ("offices.tsv", include_str!("../vocabulary/offices.tsv")),
    ("particles.tsv", include_str!("../vocabulary/particles.tsv")),
    ("pronouns.tsv", include_str!("../vocabulary/pronouns.tsv")),
    ("removing_words.tsv", include_str!("../vocabulary/removing_words.tsv")),
    ("reply_cues.tsv", include_str!("../vocabulary/reply_cues.tsv")),
    ("rough_numbers.tsv", include_str!("../vocabulary/rough_numbers.tsv")),
    ("spoken_nouns.tsv", include_str!("../vocabulary/spoken_nouns.tsv")),
    ("spokespeople.tsv", include_str!("../vocabulary/spokespeople.tsv")),
    ("stance.tsv", include_str!("../vocabulary/stance.tsv")),
    ("titles.tsv", include_str!("../vocabulary/titles.tsv")),
    ("units.tsv", include_str!("../vocabulary/units.tsv")),
    ("weights.tsv", include_str!("../vocabulary/weights.tsv")),
];

/// The linker's rules and vocabulary as 16 hexadecimal digits. A generation that another linker made is no ground to go on from: see
/// [`LinkInput::before`](crate::LinkInput::before).
pub fn linker() -> String {
    let all: Vec<String> = VOCABULARY
        .iter()
        .map(|(name, text)| format!("{name} {:016x}", hash(text.as_bytes())))
        .chain([
            RULES.to_string(),
            format!("{:016x}", hash(crate::vectors::table())),
            format!("{:016x}", hash(reportedly_models::pairs().as_bytes())),
        ])
        .collect();
    format!("{:016x}", hash(all.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Files that answers are made with, and no link.
    const ANSWERS_ONLY: &[&str] = &[
        "beside_cue_verbs.tsv",
        "capitals.tsv",
        "casualties.tsv",
        "dated_occasions.tsv",
        "dispute_words.tsv",
        "ending_reasons.tsv",
        "endings.tsv",
        "event_modifiers.tsv",
        "event_nouns.tsv",
        "general_offices.tsv",
        "happenings.tsv",
        "introducing_words.tsv",
        "name_surroundings.tsv",
        "place_words.tsv",
        "reasons.tsv",
        "side_nouns.tsv",
        "term_nouns.tsv",
        "undertakings.tsv",
        "withdrawing_words.tsv",
    ];

    #[test]
    fn no_file_of_the_vocabulary_is_missing() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vocabulary");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with(".md") && !ANSWERS_ONLY.contains(&name.as_str()))
            .collect();
        assert_eq!(files, VOCABULARY.iter().map(|(name, _)| name.to_string()).collect());
        assert_eq!(linker().len(), 16);
    }
}
