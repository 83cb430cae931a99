//! Whose words a text is as a whole: statements, speeches and messages that are printed under a line telling by whom.

use super::names::{Name, NameKind};
use crate::words::Words;

/// Paragraphs at the head of a text in which such a line stands.
const HEAD: usize = 8;

/// Words of such a line at most.
const LONGEST: usize = 30;

/// What is printed as somebody's own words.
const TEXTS: &[&str] = &["statement", "remarks", "speech", "address", "message"];

/// "Statement by Secretary of State Ada Venn": the index of the name, and the paragraph that tells it.
pub(super) fn issuer(words: &Words, names: &[Name]) -> Option<(usize, usize)> {
    (0..words.paragraphs.len().min(HEAD)).find_map(|p| by_line(words, names, p).map(|n| (n, p)))
}

/// "Statement by Ada Venn": the person, in a short line that is no sentence.
fn by_line(words: &Words, names: &[Name], paragraph: usize) -> Option<usize> {
    let range = words.of_paragraph(paragraph);
    let ended = range.end.checked_sub(1).is_some_and(|last| matches!(words.all[last].text, "." | "!" | "?"));
    if range.is_empty() || range.len() > LONGEST || ended && !words.is_heading(paragraph) {
        return None;
    }
    // "Press Statement by", "Joint Statement from" open with a capital and no determiner.
    const BEFORE: usize = 2;
    let noun =
        (range.start..range.end.min(range.start + BEFORE + 1)).find(|at| words.all[*at].among(TEXTS))?;
    let leads = words.slice(range.start..noun).iter().all(|w| w.is_capital && w.is_word && !w.is("the"));
    let person = |n: &&Name| n.kind == NameKind::Person && !n.possessive && n.words.len() > 1;
    if !leads || !words.get(noun + 1).is_some_and(|w| w.among(&["by", "from", "of"])) {
        return None;
    }
    let behind = |n: &&Name| n.start >= noun + 2 && n.words.end <= range.end;
    let first = names.iter().find(|n| behind(n) && person(n))?;
    // "Statement of Aldra on Ada Venn": of somebody else.
    let joined =
        words.slice(noun + 2..first.start).iter().all(|w| !w.among(&["on", "about", "regarding", "against"]));
    // "Statement by Ada Venn draws anger" is news of it, "by Ada Venn and Petro Rolle" of two.
    const BEHIND: &[&str] =
        &[",", "(", "-", "–", "—", ":", "on", "at", "to", "in", "about", "following", "regarding", "for"];
    let end = first.words.end;
    let closed = end >= range.end || words.all[end].among(BEHIND);
    (joined && closed).then(|| names.iter().position(|n| n.start == first.start)).flatten()
}
