//! Words and names as the spec compares them: by their letters and digits, and not by marks.

use std::collections::BTreeSet;

/// Runs of letters and digits, apostrophes inside words included.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|w| w.trim_matches(['\'', '’']).replace('’', "'"))
        .filter(|w| !w.is_empty())
        .collect()
}

/// Names are compared without case and leading article.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

/// Whether the words of one name stand inside the other.
pub(super) fn within(a: &str, b: &str) -> bool {
    let (a, b) = (format!(" {} ", bare(a)), format!(" {} ", bare(b)));
    a.contains(&b) || b.contains(&a)
}

fn bare(name: &str) -> String {
    let name = words(name).join(" ").to_lowercase();
    name.strip_prefix("the ").map_or(name.clone(), str::to_string)
}

/// Words without the article that opens them.
pub(super) fn without_article(text: &str) -> Vec<String> {
    let mut out = words(text);
    if out.first().is_some_and(|w| matches!(w.to_lowercase().as_str(), "the" | "a" | "an")) {
        out.remove(0);
    }
    out
}

/// Words in both over words in either, in hundredths.
pub(super) fn shared_words(a: &str, b: &str) -> usize {
    let set = |text: &str| words(text).into_iter().map(|w| w.to_lowercase()).collect::<BTreeSet<_>>();
    let (a, b) = (set(a), set(b));
    let all = a.union(&b).count();
    (100 * a.intersection(&b).count()).checked_div(all).unwrap_or(0)
}
