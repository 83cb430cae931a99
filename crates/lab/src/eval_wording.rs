//! Scores what outlets did with the words of one utterance, and forms of name by outlet, against the stories of a folder of gold.
//!
//! A change of wording is right where the gold has one of its kind at the same report, or at another report of the utterance in the same article, and
//! the words share half of the shorter one's tokens. Optional ones are neither asked for nor wrong. Of forms of name there is recall only: gold
//! lists the leading names of a story, and what else an outlet calls them by is no fault; a form is compared without case and without "the".

use crate::eval_stories::{Failures, Key, Tally};
use crate::gold::{GoldError, file_name, load};
use crate::gold_accounts::StoryWording;
use crate::gold_between::Story;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Of how many tokens of the shorter one two wordings share one at least.
const ONE_SHARED_OF: usize = 2;

/// What forms of name are asked for: kind (speaker, place, event) and name.
pub type Named = (String, String);

/// What the stories whose name starts with `prefix` ask forms of name for.
///
/// # Errors
/// Gold that cannot be used.
pub fn asked(folder: &Path, prefix: &str) -> Result<BTreeSet<Named>, GoldError> {
    let gold = load(folder)?;
    let stories = gold.stories.iter().filter(|(name, _)| name.starts_with(prefix)).map(|(_, story)| story);
    Ok(stories
        .filter_map(|story| story.forms.as_ref())
        .flatten()
        .map(|forms| (forms.of.kind.clone(), forms.of.name.clone()))
        .collect())
}

/// Adds what was found in the changes of `rows` (JSON lines of `wording`) of one story; `keys` and `ids` tell which statements were found.
pub fn score(
    story: &Story,
    keys: &BTreeMap<String, Key>,
    ids: &BTreeMap<Key, String>,
    rows: &[Value],
    tally: &mut Tally,
    failures: &mut Failures,
) {
    let Some(wanted) = &story.wording else { return };
    let files: BTreeSet<&str> = story.articles.iter().map(String::as_str).collect();
    let group_of = |id: &str| story.utterances.iter().position(|group| group.iter().any(|other| other == id));
    let file_of = |id: &str| keys.get(id).map(|(file, _)| file.as_str());
    let one_report = |a: &str, b: &str| {
        a == b
            || (file_of(a).is_some()
                && file_of(a) == file_of(b)
                && group_of(a).is_some()
                && group_of(a) == group_of(b))
    };
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for row in rows.iter().filter(|row| row["change"].is_string()) {
        let file = file_name(row["article"].as_str().unwrap_or(""));
        if !files.contains(file) {
            continue;
        }
        let key = (file.to_string(), row["report"]["statement"].as_str().unwrap_or("").to_string());
        let words = row["words"].as_str().unwrap_or("");
        let kind = row["change"].as_str().unwrap_or("");
        let id = ids.get(&key);
        let fits = |w: &StoryWording| {
            w.change == kind
                && id.is_some_and(|id| one_report(&w.statement, id))
                && share(w.text.text(), words)
        };
        let right: Vec<usize> = (0..wanted.len()).filter(|&n| fits(&wanted[n])).collect();
        if right.is_empty() {
            tally.given += 1;
            failures.push(format!(
                "wording that is none: {kind} {} {file}: {words:?}\n    {}\n    {}",
                id.map_or("?", String::as_str),
                row["report"]["text"],
                row["against"][0]["text"]
            ));
        } else if right.iter().any(|&n| !wanted[n].optional) {
            tally.given += 1;
            tally.right += 1;
            met.extend(right);
        }
    }
    for (n, wording) in wanted.iter().enumerate().filter(|(_, w)| !w.optional) {
        let found = |id: &str| keys.keys().any(|other| one_report(other, id));
        if !found(&wording.statement) || !wording.against.iter().any(|id| found(id)) {
            continue;
        }
        tally.wanted += 1;
        if met.contains(&n) {
            tally.met += 1;
        } else {
            failures.push(format!(
                "wording missed: {} {} {:?}",
                wording.change,
                wording.statement,
                wording.text.text()
            ));
        }
    }
}

/// Forms of name of the gold: found with the right count, found, all.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormsTally {
    /// Found, as often as the gold has it.
    pub counted: usize,
    /// Found.
    pub found: usize,
    /// Asked for.
    pub all: usize,
}

impl FormsTally {
    /// `self_forms_recall` (with the right count) and `self_forms_found`; nothing where nothing was asked for.
    pub fn into_measures(self, out: &mut BTreeMap<String, f64>) {
        if self.all > 0 {
            out.insert("self_forms_recall".into(), self.counted as f64 / self.all as f64);
            out.insert("self_forms_found".into(), self.found as f64 / self.all as f64);
        }
    }
}

/// Adds the forms of name of one story; `outlets` are the gold's by file, `rows` are the JSON lines of `wording` for each name asked for.
pub fn score_forms(
    story: &Story,
    outlets: &BTreeMap<&str, &str>,
    rows: &BTreeMap<Named, Vec<Value>>,
    tally: &mut FormsTally,
    failures: &mut Failures,
) {
    let files: BTreeSet<&str> = story.articles.iter().map(String::as_str).collect();
    for forms in story.forms.iter().flatten() {
        let named = (forms.of.kind.clone(), forms.of.name.clone());
        let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in rows.get(&named).map_or(&[][..], Vec::as_slice) {
            let file = file_name(row["article"].as_str().unwrap_or(""));
            if row["change"].is_null() && files.contains(file) && row["perhaps"].as_bool() != Some(true) {
                // Which outlet it is is scored elsewhere.
                let known = outlets.get(file).copied().or_else(|| row["outlet"].as_str());
                let outlet = known.unwrap_or("").to_string();
                let count = row["count"].as_u64().unwrap_or(0) as usize;
                *found.entry((outlet, plain(row["form"].as_str().unwrap_or("")))).or_default() += count;
            }
        }
        let mut wanted: BTreeMap<(String, String), usize> = BTreeMap::new();
        for form in &forms.forms {
            *wanted.entry((form.outlet.clone(), plain(&form.form))).or_default() += form.count;
        }
        for (key, count) in wanted {
            tally.all += 1;
            let have = found.get(&key).copied().unwrap_or(0);
            tally.found += usize::from(have > 0);
            tally.counted += usize::from(have == count);
            if have != count {
                let others: Vec<String> = found
                    .iter()
                    .filter(|((outlet, _), _)| *outlet == key.0)
                    .map(|((_, form), n)| format!("{form} {n}"))
                    .collect();
                failures.push(format!(
                    "form of {}: {} in {}: {count}, found {have} (found there: {})",
                    named.1,
                    key.1,
                    key.0,
                    others.join(", ")
                ));
            }
        }
    }
}

/// Small letters, spaces single, without "the" in front.
fn plain(form: &str) -> String {
    let small = form.to_lowercase().replace('’', "'");
    let words: Vec<&str> = small.split_whitespace().collect();
    match words.as_slice() {
        ["the", rest @ ..] => rest.join(" "),
        all => all.join(" "),
    }
}

/// Whether two wordings share half of the shorter one's tokens.
fn share(a: &str, b: &str) -> bool {
    let tokens = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (tokens(a), tokens(b));
    let least = a.len().min(b.len());
    least > 0 && a.intersection(&b).count() * ONE_SHARED_OF >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_forms_are_compared_without_what_tells_nothing() {
        assert!(share("if the convoys stop", "the convoys stop,"));
        assert!(!share("if the convoys stop", "pay the debt"));
        assert!(!share("", "x"));
        assert_eq!(plain("The Prime  Minister"), "prime minister");
        assert_eq!(plain("Theo Venn"), "theo venn");
    }
}
