//! What two reports of one speaker have in common: whether they are of one thing said on one occasion, and why.

use crate::alignment::{Alike, Comparison};
use crate::candidates::{CANDIDATE_COVER, CANDIDATE_WEIGHT};
use crate::identities::Identities;
use crate::lexicon::entries;
use crate::loose_speakers::{loose_of, loosened};
use crate::pair_features::{pair_features, rough_features};
use crate::pair_scorer::PairWeights;
use crate::particulars::{other_acts, other_figures, same_act, same_amounts, same_figures};
use crate::report::{Basis, Report, Venue};
use crate::sketch::is_reprint;
use crate::vectors::Vectors;
use crate::wording::{Feature, Run, Shared, Wording, folded, same_stock};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle};
use reportedly_schema::{Day, Kind, Times};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words from which equal contents are the same words and no coincidence.
pub const SAME_WORDS: usize = 8;

/// Words of an equal run inside quotation marks that show the same quotation, where the shorter wording is covered by
/// [`QUOTED_COVER`] too. These six were chosen on the part `dev` of `lab eval utterances`.
pub const SAME_QUOTED_WORDS: usize = 5;

/// Thousandths of the shorter wording's weight that both share beside a quoted run: half of what the shorter one says.
pub const QUOTED_COVER: u64 = 500;

/// The same beside a passage of [`LONG_QUOTED_WORDS`] quoted words that two reporters wrote down otherwise here and there.
pub const PASSAGE_COVER: u64 = 400;

/// Words of a quoted run that show the same quotation whatever else is said.
pub const LONG_QUOTED_WORDS: usize = 11;

/// Words of a quoted run beside which hardly anything of the shorter wording is not in the longer one ([`SHORT_QUOTED_COVER`]): two of them at
/// least are words of content.
pub const SHORT_QUOTED_WORDS: usize = 4;

/// Words of a quoted run that is all the shorter wording says, likewise.
pub const WHOLE_QUOTED_WORDS: usize = 3;

/// Thousandths of the shorter wording's weight that both share beside a short quoted run.
pub const SHORT_QUOTED_COVER: u64 = 900;

/// Words of an equal run inside quotation marks that show the same quotation though one report is told days after the other:
/// turns of phrase that a speaker uses again are shorter.
pub const RETOLD_WORDS: usize = 11;

/// Words of the longest run of a quotation that is told days later with a word changed here and there, [`RETOLD_WORDS`] of them the same.
pub const RETOLD_RUN_WORDS: usize = 7;

/// Days after which a report without a day of its own is no longer taken to tell again what another reports: a season of news. It
/// bounds what is compared in a record of years.
pub const RETOLD_REACH_DAYS: i32 = 100;

/// Shared weight with opposite signs from which two statements contradict each other, in thousandths: any word of content.
pub const OPPOSED_WEIGHT: u64 = 1_500;

/// The least shared weight that is worth comparing, in thousandths: two words of content.
pub const LEAST_SHARED_WEIGHT: u64 = 4_500;

/// Thousandths of the shorter wording's weight in equal words from which two wordings are worth comparing further.
pub const LEAST_COVER: u64 = 500;

/// Thousandths of the shorter wording's weight that must be shared on one and the same dated day, near words counted by their
/// nearness. On the Microsoft Research paraphrase corpus (training part, 3,576 pairs, taken as indirect speech of one day) precision
/// 78.9, recall 73.0; most pairs wrongly joined there add a detail, which two reports of one remark do too.
pub const SAME_DAY_COVER: u64 = 700;

/// The same where the days only overlap; chosen on the part `dev` of `lab eval utterances`.
pub const OVERLAP_COVER: u64 = 750;

/// The same where the days only overlap. On the same corpus precision 86.6, recall 52.0.
pub const OVERLAP_COSINE: i32 = 850;

/// What shows one thing told again in one article, as in its headline; and where one wording says much more.
pub(crate) const TOLD_AGAIN: Alike =
    Alike { features: 3, common: 2, cover: 450, cover_of_longer: 200, cosine: 0 };
pub(crate) const TOLD_AGAIN_NEAR: Alike =
    Alike { features: 3, common: 2, cover: 450, cover_of_longer: 0, cosine: 400 };

/// What a headline and a sentence below it have in common at least: what is in a headline is told again below it.
pub(crate) const HEADLINE: Alike =
    Alike { features: 2, common: 2, cover: 390, cover_of_longer: 170, cosine: 0 };
/// The score of a headline and a sentence below it that have so much in common.
pub const HEADLINE_SCORE: i64 = -3_100;

/// What an indirect report and the quotation right after it share at least. Of such pairs within one PolNeAR article (those in no
/// held-back pair) that share a word of content, most with a lesser cosine speak of something else.
pub(crate) const QUOTATION: Alike =
    Alike { features: 1, common: 1, cover: 200, cover_of_longer: 0, cosine: 280 };

/// The same where the attribution ends the report's sentence ("she told parliament on Monday").
pub(crate) const QUOTATION_AFTER_ATTRIBUTION: Alike = Alike { features: 2, common: 2, ..QUOTATION };

/// Bytes between the end of an indirect report and the quotation that is its own words: a full stop, a paragraph's end.
pub const NEXT_SENTENCE_BYTES: u32 = 4;

/// Bytes between the two where the attribution ends the sentence ("she told parliament on Monday").
pub const AFTER_ATTRIBUTION_BYTES: u32 = 130;

/// Features that two wordings share at least where the days only overlap: three words of content.
pub const OVERLAP_FEATURES: usize = 3;

/// What the trained scorer gives at least, in thousandths, to reports in two articles both dated to one and the same day or of one day's news:
/// the least round figure at which precision on the part `dev` of `lab eval utterances` stays above 90.
pub const SAME_DAY_SCORE: i64 = -1_200;

/// The same where both make a condition and these have words in common ([`SAME_CONDITION`]): a speaker sets his terms once a day. Of 13 pairs of
/// conditional reports of one speaker and one day (demo corpus, stories told further) one is not of one utterance, with -5,600.
pub const CONDITIONS_SCORE: i64 = -3_600;

/// What two conditions have in common at least.
pub(crate) const SAME_CONDITION: Alike =
    Alike { features: 1, common: 1, cover: 250, cover_of_longer: 0, cosine: 0 };

/// The score of reports dated to one day that have [`MUCH_IN_COMMON`]: vectors say less of them than their words.
pub const MUCH_SCORE: i64 = -2_000;

/// Four words of content that are no names, and near half of the shorter wording.
pub(crate) const MUCH_IN_COMMON: Alike =
    Alike { features: 4, common: 4, cover: 450, cover_of_longer: 300, cosine: 0 };

/// The score of reports dated to one day that give the same figures, neither offering what the other demands; and what they share beside. Of the pairs of
/// one speaker's reports in the demo corpus (speakers and days given) that nothing else joins seven of seven are one.
pub const FIGURES_SCORE: i64 = -4_200;
pub(crate) const SAME_FIGURES: Alike =
    Alike { features: 2, common: 2, cover: 300, cover_of_longer: 150, cosine: 0 };

/// The same where both are of one day's news.
pub const FIGURES_OF_ONE_NEWS_SCORE: i64 = -2_500;
pub(crate) const FIGURES_OF_ONE_NEWS: Alike =
    Alike { features: 2, common: 2, cover: 500, cover_of_longer: 250, cosine: 0 };

/// The score of reports dated to one day that do the same by what they say, and what they share beside.
pub const ACT_SCORE: i64 = -3_200;
pub(crate) const SAME_ACT: Alike =
    Alike { features: 2, common: 2, cover: 380, cover_of_longer: 0, cosine: 0 };

/// The score of reports dated to one day that mean much the same by their vectors, in whatever words. Of such pairs that nothing else joins nine of ten are one.
pub const NEAR_MEANING_SCORE: i64 = -3_200;
pub(crate) const NEAR_MEANING: Alike =
    Alike { features: 2, common: 2, cover: 300, cover_of_longer: 200, cosine: 480 };

/// The same of reports of one day's news, which have more in common.
pub const NEAR_NEWS_SCORE: i64 = -2_500;
pub(crate) const NEAR_NEWS: Alike =
    Alike { features: 3, common: 2, cover: 600, cover_of_longer: 300, cosine: 520 };

/// The score of reports of one day of which the longer one has nearly all that the shorter one says: four words of content that are no names at least.
pub const WHOLE_SCORE: i64 = -3_500;
pub(crate) const WHOLE: Alike = Alike { features: 4, common: 4, cover: 900, cover_of_longer: 0, cosine: 0 };

/// What any two candidates have in common.
const ANYTHING: Alike = Alike { features: 0, common: 0, cover: 0, cover_of_longer: 0, cosine: 0 };

/// What near words and all that is looked at last add to a score at most, in thousandths: a quarter of both wordings' weight.
pub const NEAR_WORDS_SCORE: i64 = 1_200;

/// What is enough where only one shared word is no name: names and all that the shorter wording says.
pub(crate) const ONE_COMMON_WORD: Alike =
    Alike { features: 3, common: 1, cover: 900, cover_of_longer: 400, cosine: 0 };

/// Features that are no names which two wordings in two articles share at least: what two remarks are about is one.
pub const COMMON_WORDS: usize = 2;

/// The score where the days only overlap: on the part `dev` of `lab eval utterances` the pair that is not one and has the greatest score but for a
/// bare name of a thing has 1,070.
pub const OVERLAP_SCORE: i64 = -1_000;

/// The same within one article, where the words alone decide: speakers say several things on one matter there. Of 359 pairs of one speaker's statements in
/// one article (stories of the demo corpus's first third) none that the gold holds apart has more than -1,900.
pub const BESIDE_SCORE: i64 = -1_400;

/// Thousandths of the shorter wording's weight that a sentence of the longer one has in common with it at least. With less, and with a lesser score, the part `dev`
/// of `lab eval utterances` gives the same.
pub const PART_COVER: u64 = 650;

/// What the trained scorer gives at least to a report and a sentence of another.
pub const PART_SCORE: i64 = -1_000;

/// The score below which nothing shows that one thing is told again in one article.
pub const LEAST_BESIDE_SCORE: i64 = -3_500;

/// Why two reports are of one utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub joined: Joined,
    /// Shared weight in thousandths; the strongest ties are made first.
    pub strength: u64,
    pub because: String,
}

/// Whether two statements, each with its article, report one thing said on one occasion, and why: a pure function of the two,
/// the frozen vocabulary and the registry.
///
/// Never where one is the opposite of the other, where figures contradict, where an offer goes to someone else, where the days
/// cannot be the same or the venues exclude each other. A report that names its speaker loosely or not at all is of one with a named
/// speaker's only by the same words (see [`SAME_SPEECH_WEIGHT`](crate::SAME_SPEECH_WEIGHT)). Reprints of the same words are the exception for days: a relative date
/// ("Monday") resolves to another day in a copy that was published later, up to [`REPRINT_REACH_DAYS`].
pub fn same_utterance(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<(Joined, String)> {
    let (mut x, mut y) = (Report::new(a.0, a.1), Report::new(b.0, b.1));
    let speaker = match crate::same_speaker(a, b, identities) {
        Some((joined, _)) => joined,
        None if same_place(a, b) => Joined::Certain,
        None => {
            let first = loose_of(a, b, identities)?;
            (x.loose, y.loose) = (first, !first);
            Joined::Probable
        }
    };
    let tie = tie(&x, &y)?;
    Some((tie.joined.max(speaker), tie.because))
}

/// Why two statements are not of one utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// Not one speaker, or one is not known.
    Speakers,
    /// One is the opposite of the other.
    Opposite,
    /// Each gives a figure that the other lacks.
    Numbers,
    /// They name others with whom or to whom.
    Partners,
    /// What is offered or asked goes to someone else.
    Addressees,
    /// In the same place stands what excludes the other: another side, object, time; or two names have changed places.
    Exclusive,
    /// One asks, the other does not.
    Questions,
    /// The days cannot be the same.
    Days,
    /// The venues exclude each other.
    Venues,
    /// Nothing forbids it, and too little is alike.
    Words,
}

/// What keeps two statements from being of one utterance, the first that does; `None` where they are of one. To measure by.
pub fn apart(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<Apart> {
    if same_utterance(a, b, identities).is_some() {
        return None;
    }
    if crate::same_speaker(a, b, identities).is_none() {
        return Some(Apart::Speakers);
    }
    let (x, y) = (Report::new(a.0, a.1), Report::new(b.0, b.1));
    Some(contradicted(&x, &y).or_else(|| elsewhen(&x, &y)).unwrap_or(Apart::Words))
}

/// The same characters of the same text.
fn same_place(a: (&EffectiveStatement, &LinkArticle), b: (&EffectiveStatement, &LinkArticle)) -> bool {
    a.1.text_sha256 == b.1.text_sha256 && a.0.statement.id == b.0.statement.id
}

/// What forbids that two reports are of one utterance, whatever their words.
pub(crate) fn conflict(a: &Report, b: &Report) -> bool {
    contradiction(a, b) || elsewhen(a, b).is_some()
}

/// Days or venues that exclude one occasion.
fn elsewhen(a: &Report, b: &Report) -> Option<Apart> {
    if venues_conflict(&a.venue, &b.venue) {
        return Some(Apart::Venues);
    }
    (!(days_meet(a, b) || copied(a, b) || retold(a, b))).then_some(Apart::Days)
}

/// Whether one report may be told later of what the other reports: it gives no day of its own, appeared after the days of the
/// other, and has the same distinctive words in quotation marks.
pub(crate) fn retold(a: &Report, b: &Report) -> bool {
    let same_words = || a.wording.normal == b.wording.normal && a.wording.tokens.len() >= RETOLD_WORDS;
    let same_quotation = || {
        let run = a.wording.quoted_run(&b.wording);
        let long = run.words >= RETOLD_WORDS
            || (run.words >= RETOLD_RUN_WORDS && a.wording.quoted_passage(&b.wording).words >= RETOLD_WORDS);
        long && is_same_quotation(run, a, b)
    };
    a.when.may_be_retold(&b.when) && (same_words() || same_quotation())
}

/// Whether a quoted run shows that both report one thing said: it is long, or much of the shorter wording is shared too.
fn is_same_quotation(run: Run, a: &Report, b: &Report) -> bool {
    let cover = cover(a, b);
    let short = run.weight >= LEAST_SHARED_WEIGHT && cover >= SHORT_QUOTED_COVER;
    let whole = || run.weight * 1000 >= SHORT_QUOTED_COVER * a.wording.total.min(b.wording.total);
    // Two passages of one article that are not to the letter the same are two remarks.
    let passage = || match a.article.id == b.article.id || cover < PASSAGE_COVER {
        true => 0,
        false => a.wording.quoted_passage(&b.wording).words,
    };
    run.words >= LONG_QUOTED_WORDS
        || (run.words >= SAME_QUOTED_WORDS && (cover >= QUOTED_COVER || passage() >= LONG_QUOTED_WORDS))
        || (run.words >= SHORT_QUOTED_WORDS && short)
        || (run.words >= WHOLE_QUOTED_WORDS && short && whole())
}

/// Thousandths of the shorter wording's weight in equal words of one sign.
fn cover(a: &Report, b: &Report) -> u64 {
    a.wording.shared(&b.wording).same * 1000 / a.wording.total.min(b.wording.total).max(1)
}

/// Opposite polarity, another number or another addressee. What stands around a long quotation that both have may turn a word's
/// sign or name a partner, and says nothing against it.
pub(crate) fn contradiction(a: &Report, b: &Report) -> bool {
    contradicted(a, b).is_some()
}

/// What of the words makes them two things.
pub(crate) fn contradicted(a: &Report, b: &Report) -> Option<Apart> {
    contradicted_in((a, &a.wording), (b, &b.wording))
}

/// The same of a part of each report's words.
pub(crate) fn contradicted_in((a, x): (&Report, &Wording), (b, y): (&Report, &Wording)) -> Option<Apart> {
    let elsewhere = !a.addressed.is_empty()
        && !b.addressed.is_empty()
        && !a.addressed.iter().any(|x| b.addressed.iter().any(|y| same_stock(x, y)));
    if elsewhere {
        return Some(Apart::Addressees);
    }
    if x.other_number(y) {
        return Some(Apart::Numbers);
    }
    let shared = x.shared(y);
    // Where both deny more than that, their negations are one, and reach further in one than in the other: "did not see it in the fog".
    let opposed = shared.opposite >= OPPOSED_WEIGHT && shared.opposite >= shared.denied;
    let found = if x.other_partner(y) {
        Some(Apart::Partners)
    } else if opposed {
        Some(Apart::Opposite)
    } else if a.asks.is_some() && b.asks.is_some() && a.asks != b.asks {
        Some(Apart::Questions)
    } else {
        x.other_in_its_place(y).then_some(Apart::Exclusive)
    };
    found.filter(|_| x.quoted_run(y).words < RETOLD_WORDS)
}

pub(crate) fn days_meet(a: &Report, b: &Report) -> bool {
    a.when.basis == Basis::Undated
        || b.when.basis == Basis::Undated
        || a.when.interval.overlaps(&b.when.interval)
}

/// The weight of a few quoted words, in thousandths, that two reports of one day have alike: two rather rare ones.
pub const FRAGMENT_WEIGHT: u64 = 9_000;

/// What they share with these words.
pub(crate) const BESIDE_FRAGMENT: Alike =
    Alike { features: 2, common: 2, cover: 600, cover_of_longer: 200, cosine: 0 };

/// Days by which the written dates of copies of one text may lie apart: a weekday in a copy printed later can mean the next week's.
pub const REPRINT_REACH_DAYS: i32 = 7;

/// The same words in copies of one text, unless the copies date them further apart than [`REPRINT_REACH_DAYS`].
fn copied(a: &Report, b: &Report) -> bool {
    a.wording.normal == b.wording.normal && is_reprint(a.article, b.article) && !a.when.far_apart(&b.when)
}

pub(crate) fn venues_conflict(a: &Option<Venue>, b: &Option<Venue>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.conflicts(b))
}

/// The tie of two reports by one speaker, or of one by a named speaker and one that may be by the same.
pub(crate) fn tie(a: &Report, b: &Report) -> Option<Tie> {
    let tie = of_one_speaker(a, b)?;
    if a.loose || b.loose { loosened(a, b, tie) } else { Some(tie) }
}

fn of_one_speaker(a: &Report, b: &Report) -> Option<Tie> {
    let shared = a.wording.shared(&b.wording);
    let tie = |joined, because: String| Some(Tie { joined, strength: shared.same, because });
    if a.article.text_sha256 == b.article.text_sha256
        && a.statement.statement.id == b.statement.statement.id
        && !a.when.far_apart(&b.when)
    {
        return tie(Joined::Certain, "the same place in the same text".to_string());
    }
    if conflict(a, b) {
        return None;
    }
    let words = a.wording.tokens.len();
    let equal = words > 0 && a.wording.normal == b.wording.normal;
    if equal && is_reprint(a.article, b.article) {
        return tie(Joined::Certain, "the same words in a reprint".to_string());
    }
    let meet = days_meet(a, b);
    if equal && words >= SAME_WORDS && meet {
        return tie(Joined::Certain, format!("the same {words} words"));
    }
    let day = a.when.day().filter(|day| b.when.day() == Some(*day));
    let undated = a.when.basis == Basis::Undated || b.when.basis == Basis::Undated;
    let summary =
        a.statement.statement.times == Times::Repeated || b.statement.statement.times == Times::Repeated;
    if summary {
        return None;
    }
    if equal && !meet {
        return tie(Joined::Possible, format!("the same {words} words, {LATER}"));
    }
    let run = a.wording.quoted_run(&b.wording);
    if is_same_quotation(run, a, b) {
        let same = format!("the same {} words in quotation marks", run.words);
        return match day {
            Some(day) => tie(Joined::Certain, format!("{same}, both said on {day}")),
            None if !meet => tie(Joined::Possible, format!("{same}, {LATER}")),
            None if !undated => tie(Joined::Probable, format!("{same}, {}", meeting(a, b))),
            None => tie(Joined::Possible, format!("{same}, one without a date")),
        };
    }
    if undated || !meet || only_in_condition(a, b) || only_in_condition(b, a) {
        return None;
    }
    if !is_candidate(shared, a, b) {
        return None;
    }
    if a.article.id == b.article.id {
        let (found, score) = scored(&a.wording, &b.wording);
        let how = in_one_article(a, b, &found, score)?;
        return told(Joined::Possible, &found, how, "");
    }
    in_two_articles(a, b, shared, day)
}

/// The tie of two wordings with what they have in common.
fn told(joined: Joined, found: &Comparison, how: &str, when: &str) -> Option<Tie> {
    let (percent, cosine) = (found.cover / 10, found.cosine.clamp(0, 999));
    let because = format!("{how} ({percent}% of the shorter wording's weight, cosine 0.{cosine:03}){when}");
    Some(Tie { joined, strength: found.shared, because })
}

/// The tie of two reports of different articles by what their words come to: all of both, else the words of one and a sentence of the other.
fn in_two_articles(a: &Report, b: &Report, shared: Shared, day: Option<Day>) -> Option<Tie> {
    let one_news = day.is_none() && a.when.one_news(&b.when);
    let one_day = day.is_some() || one_news;
    let when = match day {
        Some(day) => format!(", both said on {day}"),
        None if one_news => ", in the news of one day".to_string(),
        None => format!(", {}", meeting(a, b)),
    };
    let asked = asked_of(a, b, day.is_some(), one_day);
    let least_cover = if day.is_some() { SAME_DAY_COVER } else { OVERLAP_COVER };
    let much = |found: &Comparison| {
        found.features >= OVERLAP_FEATURES && (found.cover >= OVERLAP_COVER || found.cosine >= OVERLAP_COSINE)
    };
    let enough = |found: &Comparison, score: i64, least_score: i64| {
        (one_day || much(found)) && aligned(found, score, least_score, least_cover)
    };
    let (x, y) = (&a.wording, &b.wording);
    if one_day && let Some(found) = same_fragment(a, b) {
        return told(Joined::Possible, &found, "the same words in quotation marks in a report", &when);
    }
    let looked_at = asked.iter().map(|(_, score)| *score).min().unwrap_or(OVERLAP_SCORE);
    if worth_comparing(shared, x, y, looked_at) && !only_a_name(x, y) {
        let (found, score) = scored(x, y);
        let met = asked.iter().filter(|(least, _)| found.reaches(least)).map(|(_, score)| *score);
        let least_score = met.min().unwrap_or(OVERLAP_SCORE);
        if enough(&found, score, least_score) {
            let joined = match day {
                Some(_) if score >= OVERLAP_SCORE => Joined::Probable,
                _ => Joined::Possible,
            };
            return told(joined, &found, "aligned words", &when);
        }
    }
    let (found, score) = best_sentence(a, b)?;
    let one = found.cover >= PART_COVER && enough(&found, score, PART_SCORE);
    if one { told(Joined::Possible, &found, "aligned words of a sentence", &when) } else { None }
}

/// What two reports of one day have in common that quote the same few words of weight ([`FRAGMENT_WEIGHT`]) and share much beside.
fn same_fragment(a: &Report, b: &Report) -> Option<Comparison> {
    let run = a.wording.quoted_run(&b.wording);
    if run.weight < FRAGMENT_WEIGHT || other_figures(&a.wording, &b.wording) {
        return None;
    }
    let found = a.wording.compare(&b.wording);
    found.reaches(&BESIDE_FRAGMENT).then_some(found)
}

/// What two reports have to have in common for each of the scores that is enough for them: the more speaks for one thing beside their words, the
/// lesser the score.
fn asked_of(a: &Report, b: &Report, dated: bool, one_day: bool) -> Vec<(Alike, i64)> {
    if !one_day {
        return vec![(ANYTHING, OVERLAP_SCORE)];
    }
    let mut out = vec![(ANYTHING, least_of_a_day(a, b)), (WHOLE, WHOLE_SCORE)];
    if same_conditions(a, b) {
        out.push((ANYTHING, CONDITIONS_SCORE));
    }
    if same_figures(&a.wording, &b.wording) && !other_acts(a, b) {
        match dated {
            true => out.push((SAME_FIGURES, FIGURES_SCORE)),
            false => out.push((FIGURES_OF_ONE_NEWS, FIGURES_OF_ONE_NEWS_SCORE)),
        }
    }
    if !other_figures(&a.wording, &b.wording) {
        out.push((NEAR_NEWS, NEAR_NEWS_SCORE));
    }
    if dated {
        out.push((MUCH_IN_COMMON, MUCH_SCORE));
        if !other_figures(&a.wording, &b.wording) {
            out.push((NEAR_MEANING, NEAR_MEANING_SCORE));
        }
        if same_act(a, b) {
            out.push((SAME_ACT, ACT_SCORE));
        }
    }
    out
}

/// Whether all that a report has in common with one that makes and sets no terms stands in its condition: "she would talk once the shelling stopped" and
/// "the talks collapsed because of the shelling" are two things.
fn only_in_condition(a: &Report, b: &Report) -> bool {
    let Some((main, conditions)) = a.main.as_ref().zip(a.conditions.as_ref()) else { return false };
    b.statement.statement.terms.is_empty()
        && main.shared(&b.wording).same < LEAST_SHARED_WEIGHT
        && conditions.shared(&b.wording).features > 0
}

/// Whether both make conditions that have words in common.
fn same_conditions(a: &Report, b: &Report) -> bool {
    let both = a.conditions.as_ref().zip(b.conditions.as_ref());
    both.is_some_and(|(x, y)| x.compare(y).reaches(&SAME_CONDITION))
}

pub(crate) fn scored(x: &Wording, y: &Wording) -> (Comparison, i64) {
    let found = x.compare(y);
    let score = PairWeights::shared().score(&pair_features(x, y, &found));
    (found, score)
}

/// A report of one sentence against the sentence of a longer one that is most like it: what an article tells in a sentence of its own
/// another may give as part of a quotation.
fn best_sentence(a: &Report, b: &Report) -> Option<(Comparison, i64)> {
    let (short, long) = if a.wording.total <= b.wording.total { (a, b) } else { (b, a) };
    if long.parts().is_empty() || !short.parts().is_empty() {
        return None;
    }
    let least = short.wording.total * LEAST_COVER / 1000;
    let each = long.parts().iter().filter_map(|part| {
        let shared = short.wording.shared(part);
        let looked_at = shared.features >= 2
            && shared.same >= least.max(LEAST_SHARED_WEIGHT)
            && worth_comparing(shared, &short.wording, part, PART_SCORE)
            && contradicted_in((short, &short.wording), (long, part)).is_none()
            && !only_a_name(&short.wording, part);
        looked_at.then(|| scored(&short.wording, part))
    });
    each.max_by_key(|(found, score)| (*score, found.shared))
}

/// Whether all that two wordings share is one name of several words ("the Orlu Bay trade agreement"), which tells what both are about and
/// not what is said.
fn only_a_name(x: &Wording, y: &Wording) -> bool {
    let lacks = |w: &Wording, of: u64| w.features.binary_search_by_key(&of, |g| g.of).is_err();
    let mut shared: Vec<u64> = x.features.iter().map(|f| f.of).filter(|of| !lacks(y, *of)).collect();
    shared.dedup();
    let more = |w: &Wording, other: &Wording| w.features.iter().any(|f| lacks(other, f.of));
    if shared.len() < 2 || !more(x, y) || !more(y, x) {
        return false;
    }
    // In one run, and whether half of it has capital letters.
    let run = |w: &Wording| {
        let all = |run: &&[Feature]| shared.iter().all(|of| run.iter().any(|f| f.of == *of));
        let capital = |f: &&Feature| f.at.is_some_and(|at| w.tokens[at as usize].capital);
        let found = w.occurrences.windows(shared.len()).find(all)?;
        Some(found.iter().filter(capital).count() * 2 >= found.len())
    };
    matches!((run(x), run(y)), (Some(a), Some(b)) if a || b)
}

/// Whether two wordings share so much that their profiles make them candidates.
fn is_candidate(shared: Shared, a: &Report, b: &Report) -> bool {
    let least = a.wording.total.min(b.wording.total);
    shared.same >= (least * CANDIDATE_COVER / 1000).max(CANDIDATE_WEIGHT)
}

/// Whether near words, which are dear to find, could bring two wordings to `least_score`.
fn worth_comparing(shared: Shared, a: &Wording, b: &Wording, least_score: i64) -> bool {
    let rough = || PairWeights::shared().score(&rough_features(a, b, shared));
    Vectors::shared().is_none() || rough() + NEAR_WORDS_SCORE >= least_score
}

/// The score that reports of one day need: that of overlapping days where each gives figures and none is in both, since these are of two things.
fn least_of_a_day(a: &Report, b: &Report) -> i64 {
    let (x, y) = (&a.wording.numbers, &b.wording.numbers);
    let other = !x.is_empty() && !y.is_empty() && !x.iter().any(|n| y.contains(n));
    if other { OVERLAP_SCORE } else { SAME_DAY_SCORE }
}

/// Whether two wordings are alike enough: by the scorer, or without the table of vectors by their words.
fn aligned(found: &Comparison, score: i64, least_score: i64, least_cover: u64) -> bool {
    match Vectors::shared() {
        Some(_) => {
            let common = found.common >= COMMON_WORDS || found.reaches(&ONE_COMMON_WORD) && score >= 0;
            common && score >= least_score
        }
        None => found.features >= 2 && found.shared >= LEAST_SHARED_WEIGHT && found.cover >= least_cover,
    }
}

/// How two reports in one article come to tell one thing: one sentence told again, or a report and the quotation after it. Two
/// quotations are two remarks, and a cue that says the speaker went on ("added") introduces another one.
fn in_one_article(a: &Report, b: &Report, found: &Comparison, score: i64) -> Option<&'static str> {
    let start = |r: &Report| r.statement.statement.start();
    let (first, second) = if start(a) <= start(b) { (a, b) } else { (b, a) };
    let indirect = |r: &Report| r.statement.statement.kind == Kind::Indirect;
    let one_sentence = a.statement.context == b.statement.context;
    let direct = |r: &Report| r.statement.statement.kind == Kind::Direct;
    if one_sentence || another_remark(&second.statement.cue_text) || (direct(a) && direct(b)) {
        return None;
    }
    let with_vectors = Vectors::shared().is_some();
    let again = found.reaches(&TOLD_AGAIN) || found.reaches(&TOLD_AGAIN_NEAR);
    if with_vectors && score >= BESIDE_SCORE || again && (!with_vectors || score >= LEAST_BESIDE_SCORE) {
        return Some("told again in one article");
    }
    if is_headline(first) && found.reaches(&HEADLINE) && score >= HEADLINE_SCORE {
        return Some("told in the headline and below it");
    }
    let end = first.statement.statement.content.last()?.end;
    let gap = start(second).checked_sub(end)?;
    let quoted = indirect(first) && !indirect(second);
    let follows = quoted
        && ((gap <= NEXT_SENTENCE_BYTES && found.reaches(&QUOTATION))
            || (gap <= AFTER_ATTRIBUTION_BYTES
                && (found.reaches(&QUOTATION_AFTER_ATTRIBUTION) || same_amounts(&a.wording, &b.wording))));
    follows.then_some("a report and the quotation after it")
}

/// Whether a report stands in a headline, or in a line above or beside the text: no sentence's end.
fn is_headline(report: &Report) -> bool {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | ':');
    let context = report.statement.context.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    !context.is_empty() && !context.ends_with(ends)
}

const ANOTHER_REMARK: &str = include_str!("../vocabulary/another_remark.tsv");

static MORE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(ANOTHER_REMARK).collect());

/// Whether a cue says that what follows was said beside or at another time than what stands before it.
fn another_remark(cue: &str) -> bool {
    folded(cue).split(|c: char| !c.is_alphanumeric()).any(|word| MORE.contains(word))
}

/// Why reports of days that cannot be the same may yet be of one utterance.
const LATER: &str = "the later report without a day of its own";

/// How the days of two reports meet, in words.
fn meeting(a: &Report, b: &Report) -> String {
    let dated = |r: &Report| r.when.basis == Basis::Dated;
    match (dated(a), dated(b)) {
        (true, true) => "the days overlap".to_string(),
        (false, false) => "published within days of each other".to_string(),
        _ => "one dated by its publication only".to_string(),
    }
}
