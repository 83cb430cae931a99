//! A small deterministic lemmatiser for news English: an irregular table, a list of verbs, and spelling rules.

use std::collections::{HashMap, HashSet};

/// The tables behind [`Lemmas::verb`] and [`Lemmas::noun`].
#[derive(Debug, Default)]
pub struct Lemmas {
    irregular: HashMap<&'static str, &'static str>,
    verbs: HashSet<&'static str>,
}

impl Lemmas {
    /// From pairs (form, lemma) and verb lemmas.
    pub fn new(
        irregular: impl Iterator<Item = (&'static str, &'static str)>,
        verbs: impl Iterator<Item = &'static str>,
    ) -> Self {
        Lemmas { irregular: irregular.collect(), verbs: verbs.collect() }
    }

    /// Whether `lemma` is a known verb.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains(lemma)
    }

    /// The lemma of `form` (lower case) read as a verb; the form itself where no rule leads to one.
    ///
    /// Of the spellings that undo `-ed`, `-ing` and `-s`, the first that is a known verb wins; else the plainest.
    pub fn verb(&self, form: &str) -> String {
        if let Some(lemma) = self.irregular.get(form) {
            return (*lemma).to_string();
        }
        if self.verbs.contains(form) {
            return form.to_string();
        }
        let mut plainest = None;
        for (suffix, endings) in [
            ("ies", ["y", ""].as_slice()),
            ("ied", &["y", ""]),
            ("ing", &["", "e"]),
            ("ed", &["", "e"]),
            ("es", &["", "e"]),
            ("s", &[""]),
        ] {
            let Some(stem) = form.strip_suffix(suffix).filter(|s| s.len() >= 2) else { continue };
            if suffix == "s" && (stem.ends_with('s') || stem.ends_with('u')) {
                continue;
            }
            for ending in endings {
                let spelled = format!("{stem}{ending}");
                if self.verbs.contains(spelled.as_str()) {
                    return spelled;
                }
                plainest.get_or_insert(spelled);
            }
            if let Some(single) = undoubled(stem).filter(|s| self.verbs.contains(*s)) {
                return single.to_string();
            }
        }
        plainest.unwrap_or_else(|| form.to_string())
    }

    /// The lemma of `form` (lower case) read as a noun: the singular.
    pub fn noun(&self, form: &str) -> String {
        if let Some(lemma) = self.irregular.get(form) {
            return (*lemma).to_string();
        }
        if form.len() > 4 && form.ends_with("ies") {
            return format!("{}y", &form[..form.len() - 3]);
        }
        for suffix in ["sses", "shes", "ches", "xes", "zzes"] {
            if form.ends_with(suffix) {
                return form[..form.len() - 2].to_string();
            }
        }
        let kept = ["ss", "us", "is", "news", "'s"].iter().any(|s| form.ends_with(s));
        match form.strip_suffix('s') {
            Some(stem) if stem.len() > 2 && !kept => stem.to_string(),
            _ => form.to_string(),
        }
    }
}

/// `stopp` → `stop`.
fn undoubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let n = bytes.len();
    (n > 3 && bytes[n - 1] == bytes[n - 2] && bytes[n - 1].is_ascii_alphabetic()).then(|| &stem[..n - 1])
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::vocabulary;

    #[test]
    fn verbs_lose_their_endings() {
        let lemmas = &vocabulary().lemmas;
        for (form, lemma) in [
            ("stopped", "stop"),
            ("withdrawing", "withdraw"),
            ("ceases", "cease"),
            ("ceasing", "cease"),
            ("denied", "deny"),
            ("said", "say"),
            ("blocks", "block"),
            ("reopening", "reopen"),
            ("has", "have"),
            ("agreed", "agree"),
            ("announced", "announce"),
        ] {
            assert_eq!(lemmas.verb(form), lemma);
        }
    }

    #[test]
    fn nouns_become_singular() {
        let lemmas = &vocabulary().lemmas;
        for (form, lemma) in [
            ("convoys", "convoy"),
            ("countries", "country"),
            ("crises", "crisis"),
            ("losses", "loss"),
            ("status", "status"),
            ("women", "woman"),
        ] {
            assert_eq!(lemmas.noun(form), lemma);
        }
    }
}
