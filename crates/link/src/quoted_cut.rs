//! What a shortened quotation leaves out of the quotation that another report gives.

use crate::quoted_words::{QuotedWord, common, stand_in};
use reportedly_schema::Span;

/// Words in marks that a shortened quotation has at least: two or three words in marks are a turn of phrase, no quotation cut short.
pub const LEAST_CUT_WORDS: usize = 4;

/// Of how many of its words one may be another, for what was misread, respelled or put in by the outlet.
const ONE_OTHER_OF: usize = 12;

/// Words that a run of common words has on average at least: small words alone are found in any long quotation.
const LEAST_RUN: usize = 3;

/// Words left out that count at least: one word of content alone may be a slip of the pen.
const LEAST_LEFT_OUT: usize = 2;

/// The words of `long` that `short` leaves out, in bytes of the text of `long`, in text order; `None` where `short` is no shortened form of
/// it. What stands elsewhere in the article of `short` (`text`) is not left out.
pub(crate) fn left_out(short: &[QuotedWord], long: &[QuotedWord], text: &[QuotedWord]) -> Option<Vec<Span>> {
    if short.len() < LEAST_CUT_WORDS || long.len() < short.len() + LEAST_LEFT_OUT {
        return None;
    }
    let matched = common(short, long);
    let kept = matched.iter().flatten().count();
    if short.len() - kept > short.len() / ONE_OTHER_OF {
        return None;
    }
    let runs = (0..long.len()).filter(|&n| {
        matched[n].is_some()
            && (n == 0 || matched[n - 1].is_none() || matched[n - 1].map(|m| m + 1) != matched[n])
    });
    if runs.count() * LEAST_RUN > kept.max(LEAST_RUN) {
        return None;
    }
    let mut gone: Vec<Span> = Vec::new();
    let (mut words, mut content) = (0, 0);
    let mut n = 0;
    while n < long.len() {
        if matched[n].is_some() {
            n += 1;
            continue;
        }
        // A run left out ends with its sentence, so that of two sentences the one that the article has elsewhere is not told as left out.
        let end = (n..long.len())
            .find(|&m| matched[m].is_some() || long[m].sentence != long[n].sentence)
            .unwrap_or(long.len());
        let run = &long[n..end];
        let told = run.len() >= LEAST_RUN && stand_in(run, text);
        if !told {
            let span = run[0].span.hull(run[run.len() - 1].span);
            words += run.len();
            content += run.iter().filter(|w| w.content).count();
            match gone.last_mut() {
                Some(last) if n > 0 && matched[n - 1].is_none() && last.end == long[n - 1].span.end => {
                    *last = last.hull(span);
                }
                _ => gone.push(span),
            }
        }
        n = end;
    }
    (words >= LEAST_LEFT_OUT && content > 0).then_some(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quoted_words::all_words;

    fn gone<'t>(short: &str, long: &'t str, elsewhere: &str) -> Option<Vec<&'t str>> {
        let text = all_words(&format!("{short} {elsewhere}"));
        left_out(&all_words(short), &all_words(long), &text)
            .map(|spans| spans.iter().map(|s| s.of(long).unwrap()).collect())
    }

    const LONG: &str = "We will reopen the port for thirty days, and not one day longer, if the convoys stop";

    #[test]
    fn a_name_in_another_spelling_is_not_left_out() {
        let short = "there can be no talk of peace while Torlomar starves";
        assert_eq!(gone(short, "There can be no talk of peace while Torlamar starves", ""), None);
        let long = "There can be no talk of peace while Torlamar starves and freezes to death";
        assert_eq!(gone(short, long, ""), Some(vec!["and freezes to death"]));
    }

    #[test]
    fn words_left_out_at_the_start_the_end_and_inside_are_found() {
        assert_eq!(gone("reopen the port for thirty days", LONG, "").unwrap().len(), 2);
        assert_eq!(
            gone("We will reopen the port for thirty days, and not one day longer", LONG, ""),
            Some(vec!["if the convoys stop"])
        );
        assert_eq!(
            gone("We will reopen the port for thirty days if the convoys stop", LONG, ""),
            Some(vec!["and not one day longer"])
        );
    }

    #[test]
    fn what_the_article_has_elsewhere_is_not_left_out() {
        let short = "We will reopen the port for thirty days, and not one day longer";
        assert_eq!(gone(short, LONG, "That holds \"if the convoys stop\"."), None);
    }

    #[test]
    fn other_words_or_a_turn_of_phrase_are_no_cut() {
        assert_eq!(gone("We shall open the harbour for a month if ships leave", LONG, ""), None);
        assert_eq!(gone("thirty days", LONG, ""), None);
        assert_eq!(gone("we will the for and not if the", LONG, ""), None);
        assert_eq!(gone(LONG, LONG, ""), None);
    }

    #[test]
    fn two_sentences_left_out_are_one_run_and_one_that_is_elsewhere_is_none() {
        let long = "We will reopen the port. The fleet stays in the bay. Nobody asked us to leave it.";
        assert_eq!(
            gone("We will reopen the port.", long, ""),
            Some(vec!["The fleet stays in the bay. Nobody asked us to leave it"])
        );
        assert_eq!(
            gone("We will reopen the port.", long, "“The fleet stays in the bay.”"),
            Some(vec!["Nobody asked us to leave it"])
        );
    }
}
