//! Words of the article that say how often something was said: "for the fourth time in two weeks", "her third appeal this month",
//! "repeatedly", "again".
//!
//! A count is claimed of an act of saying only where the words stand with one: beside a statement's cue and outside what is said, with a
//! noun for saying, or in a sentence about the statement before. "He won for the third time" claims nothing.

use crate::vocabulary::{Counting, vocabulary};
use crate::words::Words;
use reportedly_schema::{ClaimWindow, CountClaim, Interval, Span, Statement, StatementId, Timex, TimexType};
use std::ops::Range;

/// Words between a counting adverb and the cue ("called once again on").
const BESIDE_THE_CUE: usize = 3;

/// Words between the count and the time in which it is claimed ("in the space of", "in less than").
const BEFORE_THE_WINDOW: usize = 4;

/// Words after "since" in which the time is told.
const SINCE_WHEN: usize = 8;

/// Words between a count and the cue where a time is told between them ("has called three times this month on").
const NEAR_THE_CUE: usize = 8;

/// Words between a count and a cue that it may count, at most.
const FURTHEST_CUE: usize = 14;

/// Words between an ordinal and its noun ("her third public appeal").
const BEFORE_THE_NOUN: usize = 3;

/// Sentences back to the statement that a sentence of its own counts ("It was her fourth such offer").
const BACK: usize = 2;

/// Words that count something, whatever it is.
pub struct Counts {
    /// Without the time.
    core: Range<usize>,
    count: Option<u32>,
    form: Form,
    window: Option<ClaimWindow>,
    /// The word after the time.
    end: usize,
}

/// Everything counted in an article, by its first word. `timexes` are in text order.
pub fn counts(words: &Words, timexes: &[Timex]) -> Vec<Counts> {
    let finder = Finder { words, timexes };
    (0..words.all.len()).filter_map(|at| finder.counts(at)).collect()
}

/// The claims of an article, of what is counted in it. `statements` are in text order.
pub fn count_claims(words: &Words, statements: &[Statement], counts: &[Counts]) -> Vec<CountClaim> {
    let told = Told { words, frames: statements.iter().map(|s| Frame::new(words, s)).collect() };
    let mut out: Vec<CountClaim> = Vec::new();
    let mut after = 0;
    for counts in counts {
        if counts.core.start >= after
            && let Some(claim) = told.claim(counts)
        {
            out.push(claim);
            after = counts.end;
        }
    }
    out
}

/// Time expressions without those in which something is counted: "for the third time this month" does not say when it was said.
pub fn without_windows(words: &Words, timexes: &[Timex], counts: &[Counts]) -> Vec<Timex> {
    let windows = counts.iter().filter(|c| c.form != Form::Adverb && c.end > c.core.end);
    let counted: Vec<Span> = windows.filter_map(|c| words.span(&(c.core.end..c.end))).collect();
    timexes.iter().filter(|t| !counted.iter().any(|span| span.contains(t.span))).cloned().collect()
}

/// A statement by its words.
struct Frame {
    id: StatementId,
    source: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
    nested: bool,
}

impl Frame {
    fn new(words: &Words, statement: &Statement) -> Frame {
        let ranges = |spans: &[Span]| spans.iter().map(|s| words.inside(*s)).collect();
        Frame {
            id: statement.id,
            source: ranges(&statement.source),
            cue: ranges(&statement.cue),
            content: ranges(&statement.content),
            nested: statement.nested_in.is_some(),
        }
    }

    /// Its words are those of who says it, of saying it, or of what is said in the sentence.
    fn stands_in(&self, sentence: &Range<usize>) -> bool {
        let told = if self.cue.is_empty() && self.source.is_empty() { &self.content } else { &self.cue };
        let meets = |r: &Range<usize>| r.start < sentence.end && sentence.start < r.end;
        told.iter().chain(&self.source).any(meets)
    }

    fn says(&self, range: &Range<usize>) -> bool {
        self.content.iter().any(|r| meet(r, range))
    }

    fn is_by(&self, range: &Range<usize>) -> bool {
        self.source.iter().any(|r| meet(r, range))
    }

    /// Words between the range and the cue; 0 where they touch or overlap.
    fn words_to_cue(&self, range: &Range<usize>) -> Option<usize> {
        let gap = |r: &Range<usize>| match r.end <= range.start {
            true => range.start - r.end,
            false => r.start.saturating_sub(range.end),
        };
        self.cue.iter().map(gap).min()
    }
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What the words count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "the third time".
    Time,
    /// "three times", "twice".
    Times,
    /// "her third appeal".
    Noun,
    /// "again".
    Adverb,
}

struct Finder<'a> {
    words: &'a Words<'a>,
    timexes: &'a [Timex],
}

impl Finder<'_> {
    fn counting(&self, at: usize) -> Option<Counting> {
        vocabulary().counting.get(self.words.lower(at)).copied()
    }

    /// What the words from `at` on count.
    fn counts(&self, at: usize) -> Option<Counts> {
        let sentence = self.words.sentence_of(at);
        let (core, count, form) = self.core(at, &sentence)?;
        let (window, end) = self.window(core.end, &sentence, count, form);
        Some(Counts { core, count, form, window, end })
    }

    /// The counting words from `at` on, without the time.
    fn core(&self, at: usize, sentence: &Range<usize>) -> Option<(Range<usize>, Option<u32>, Form)> {
        let v = vocabulary();
        let longest = v.counting.longest_from(self.words.lower(at)).min(sentence.end - at);
        let adverb = (1..=longest).rev().find_map(|length| {
            match v.counting.get(&self.words.phrase(at..at + length)) {
                Some(Counting::Adverb(count)) => Some((at..at + length, *count)),
                _ => None,
            }
        });
        if let Some((range, count)) = adverb {
            return Some((range, count, Form::Adverb));
        }
        let determined = matches!(
            self.words.lower(at),
            "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my" | "this" | "your"
        );
        let start = at + usize::from(determined);
        match self.counting(start)? {
            Counting::Ordinal(count) if start < sentence.end => {
                if self.words.lower(start + 1) == "time" {
                    return Some((at..start + 2, Some(count), Form::Time));
                }
                // "His first statement" since an event is no claim that it was never said before.
                let noun = (start + 1..(start + 2 + BEFORE_THE_NOUN).min(sentence.end)).find(|&n| {
                    let singular = v.lemmas.noun(self.words.lower(n));
                    v.counting.get(&singular) == Some(&Counting::Saying)
                })?;
                let plain = self.words.slice(start + 1..noun).iter().all(|w| w.is_small() && !w.is("of"));
                (plain && count > 1).then_some((at..noun + 1, Some(count), Form::Noun))
            }
            Counting::Number(count) if !determined && self.words.lower(start + 1) == "times" => {
                let compares =
                    matches!(self.words.lower(start + 2), "more" | "higher" | "as" | "the" | "larger");
                (!compares).then_some((at..start + 2, Some(count), Form::Times))
            }
            Counting::Times(count) if !determined => {
                let compares = matches!(self.words.lower(start + 1), "as" | "the");
                (!compares).then_some((at..start + 1, Some(count), Form::Times))
            }
            _ => None,
        }
    }

    /// The time in which the count is claimed, and the word after it.
    fn window(
        &self,
        from: usize,
        sentence: &Range<usize>,
        count: Option<u32>,
        form: Form,
    ) -> (Option<ClaimWindow>, usize) {
        let words = self.words;
        if words.lower(from) == "since" {
            return self.since(from, sentence);
        }
        // "Her fourth appeal for talks in ten days": what the noun asks for stands before the time.
        let asked =
            |n: &usize| words.all[*n].is_small() && !words.all[*n].among(&["in", "within", "this", "since"]);
        let skipped = match form {
            Form::Noun if words.lower(from) == "for" => {
                (from..(from + BEFORE_THE_WINDOW).min(sentence.end)).take_while(asked).count()
            }
            _ => 0,
        };
        let (window, end) = self.lasting(from + skipped, sentence, count);
        if end > from + skipped { (window, end) } else { (None, from) }
    }

    /// "since November", "since the fighting began in October": to the first time expression of the clause; "since the beginning of the
    /// year" has none where the words are no English.
    fn since(&self, from: usize, sentence: &Range<usize>) -> (Option<ClaimWindow>, usize) {
        let words = self.words;
        let last = (from + 1 + SINCE_WHEN).min(sentence.end);
        let clause = from + 1..(from + 1..last).find(|&n| !words.all[n].is_word).unwrap_or(last);
        let timex = clause.clone().find_map(|at| {
            let start = words.all[at].span.start;
            self.timexes.binary_search_by_key(&start, |t| t.span.start).ok()
        });
        if let Some(timex) = timex.map(|n| &self.timexes[n]) {
            let end = words.from(timex.span.end).min(sentence.end);
            let earliest = timex.interval.and_then(|days| days.earliest);
            let interval = earliest.map(|_| Interval { earliest, latest: None });
            return (interval.map(|_| ClaimWindow { days: None, interval }), end);
        }
        let unit = clause.clone().find(|&at| unit_days(words.lower(at)).is_some());
        (None, unit.map_or(from, |at| at + 1))
    }

    /// "in two weeks", "this month", "in as many days".
    fn lasting(
        &self,
        from: usize,
        sentence: &Range<usize>,
        count: Option<u32>,
    ) -> (Option<ClaimWindow>, usize) {
        let words = self.words;
        if words.phrase(from..(from + 3).min(sentence.end)) == "in as many"
            && let Some(unit) = unit_days(words.lower(from + 3))
        {
            let days = count.and_then(|n| n.checked_mul(unit));
            return (days.map(|days| ClaimWindow { days: Some(days), interval: None }), from + 4);
        }
        let last = (from + 1 + BEFORE_THE_WINDOW).min(sentence.end);
        for at in from..last {
            let Some(word) = words.get(at) else { break };
            let Ok(found) = self.timexes.binary_search_by_key(&word.span.start, |t| t.span.start) else {
                let leads = word.among(&[
                    "in", "within", "over", "during", "of", "inside", "the", "just", "less", "than", "under",
                    "only", "barely", "little", "more", "about", "space", "this", "past", "last",
                ]);
                if leads { continue } else { break }
            };
            let timex = &self.timexes[found];
            let end = words.from(timex.span.end).min(sentence.end);
            let window = match timex.kind {
                TimexType::Duration => timex
                    .value
                    .as_deref()
                    .and_then(duration_days)
                    .map(|days| ClaimWindow { days: Some(days), interval: None }),
                TimexType::Date => match timex.interval {
                    Some(days) if days.single_day().is_none() => Some(days),
                    // "For the third time on Monday": the day of saying.
                    Some(_) => break,
                    None => None,
                }
                .map(|interval| ClaimWindow { days: None, interval: Some(interval) }),
                TimexType::Time | TimexType::Set => break,
            };
            return (window, end);
        }
        (None, from)
    }
}

/// What an article tells of saying.
struct Told<'a> {
    words: &'a Words<'a>,
    frames: Vec<Frame>,
}

impl Told<'_> {
    /// The claim that the words make, where they count an act of saying.
    fn claim(&self, counts: &Counts) -> Option<CountClaim> {
        let Counts { core, count, form, window, end } = counts;
        let sentence = self.words.sentence_of(core.start);
        let named_window = window.is_some() || *end > core.end;
        let statement = self.counted(core, &sentence, *form, named_window)?;
        let span = self.words.span(&(core.start..*end))?;
        Some(CountClaim { span, count: *count, window: *window, statement })
    }

    /// The statement whose saying is counted: the outer option is whether a count of saying is claimed at all.
    fn counted(
        &self,
        core: &Range<usize>,
        sentence: &Range<usize>,
        form: Form,
        named_window: bool,
    ) -> Option<Option<StatementId>> {
        let here: Vec<&Frame> = self.frames.iter().filter(|f| f.stands_in(sentence)).collect();
        let outside = here.iter().filter(|f| !f.says(core) && (form == Form::Noun || !f.is_by(core)));
        let nearest = outside.min_by_key(|f| (f.nested, f.words_to_cue(core).unwrap_or(usize::MAX)));
        if let Some(frame) = nearest {
            let beside = frame.words_to_cue(core).is_some_and(|gap| gap <= BESIDE_THE_CUE);
            let claimed = match form {
                Form::Adverb => beside && self.runs_into(frame, core),
                Form::Noun => true,
                Form::Time => {
                    !self.is_denied(core)
                        && (beside || named_window || self.with_for(core))
                        && self.counts_saying(frame, core)
                }
                Form::Times if self.counts_mentions(frame, core) => false,
                Form::Times => {
                    let near = frame.words_to_cue(core).is_some_and(|gap| gap <= NEAR_THE_CUE);
                    self.runs_into(frame, core) && (beside || (near && named_window))
                }
            };
            return claimed.then_some(Some(frame.id));
        }
        if let Some(frame) = here.iter().find(|f| f.says(core)) {
            let own = self.words.get(core.start).is_some_and(|w| w.quoted)
                && self.words.slice(sentence.clone()).iter().any(|w| w.among(&["i", "we"]));
            return match form {
                Form::Time if self.is_denied(core) => None,
                Form::Time
                    if own && self.near_saying(core, sentence) || self.beside_saying(core, sentence) =>
                {
                    Some(Some(frame.id))
                }
                Form::Noun => Some(self.before(sentence)),
                _ => None,
            };
        }
        if self.frames.iter().any(|f| f.says(core)) {
            return None;
        }
        let about_saying = match form {
            Form::Noun => true,
            Form::Time => {
                !self.is_denied(core)
                    && (self.near_saying(core, sentence) || self.counts_what_was_told(core, sentence))
            }
            Form::Times | Form::Adverb => false,
        };
        about_saying.then(|| self.before(sentence).or_else(|| self.after(sentence)))
    }

    /// No comma or other mark stands between an adverb and the cue.
    fn runs_into(&self, frame: &Frame, core: &Range<usize>) -> bool {
        frame.cue.iter().any(|cue| {
            let between = if cue.end <= core.start { cue.end..core.start } else { core.end..cue.start };
            let before = core.end <= cue.start;
            // "met him twice but said", "passed again over threats": another verb's.
            let another = |w: &crate::words::Word| {
                w.among(&["and", "but", "or", "who", "which"])
                    || before && w.among(&["over", "of", "about", "with", "at", "against"])
            };
            self.words.slice(between).iter().all(|w| w.is_word && !another(w))
        })
    }

    fn with_for(&self, core: &Range<usize>) -> bool {
        core.start > 0 && self.words.lower(core.start - 1) == "for"
    }

    /// "It is not the first time that he called for …" claims the opposite.
    fn is_denied(&self, core: &Range<usize>) -> bool {
        let first = core.start.saturating_sub(2);
        self.words.slice(first..core.start).iter().any(|w| w.among(&["not", "n't", "hardly"]))
    }

    /// No other verb stands between the count and the cue: "said for the first time that …", and not "said that rates rose for the first time".
    fn counts_saying(&self, frame: &Frame, core: &Range<usize>) -> bool {
        let verb = |at: usize| {
            matches!(crate::terms::verb_shape(self.words, at), Some(1 | 2)) && self.words.all[at].is_small()
        };
        let auxiliary = |at: usize| {
            let before = if at > 0 { self.words.lower(at - 1) } else { "" };
            matches!(before, "the" | "a" | "an" | "of" | "his" | "her" | "its" | "their" | "this" | "'s")
        };
        frame.cue.iter().any(|cue| {
            let between =
                if cue.end <= core.start { cue.end..core.start } else { core.end.min(cue.start)..cue.start };
            between.len() <= FURTHEST_CUE && !between.clone().any(|at| verb(at) && !auxiliary(at))
        })
    }

    /// "Mentioned the network five times", "eight times by name": how often in one speech, and not on how many occasions.
    fn counts_mentions(&self, frame: &Frame, core: &Range<usize>) -> bool {
        let v = vocabulary();
        let mentions = |at: usize| {
            matches!(
                v.lemmas.verb(self.words.lower(at)).as_str(),
                "mention" | "invoke" | "name" | "cite" | "refer" | "use"
            )
        };
        frame.cue.iter().any(|cue| cue.clone().any(mentions))
            || self.words.phrase(core.end..(core.end + 2).min(self.words.all.len())) == "by name"
    }

    /// A word for saying stands near the count: "it was the third time that he called for …".
    fn near_saying(&self, core: &Range<usize>, sentence: &Range<usize>) -> bool {
        let v = vocabulary();
        let first = core.start.saturating_sub(NEAR_THE_CUE).max(sentence.start);
        let around = self.words.slice(first..(core.end + FURTHEST_CUE).min(sentence.end));
        around.iter().filter(|w| w.is_small()).any(|w| {
            v.cues.has(&v.lemmas.verb(&w.lower))
                || v.counting.get(&v.lemmas.noun(&w.lower)) == Some(&Counting::Saying)
        })
    }

    /// "For the fifth time she proposes to …", in what somebody says.
    fn beside_saying(&self, core: &Range<usize>, sentence: &Range<usize>) -> bool {
        let v = vocabulary();
        // The verb that reports the whole is no part of what is counted inside it.
        let parts = self.frames.iter().flat_map(|f| &f.content);
        let inside = parts.filter(|r| meet(r, core)).map(|r| r.start).max().unwrap_or(0);
        let first = core.start.saturating_sub(NEAR_THE_CUE).max(sentence.start).max(inside);
        let around = first..(core.end + NEAR_THE_CUE).min(sentence.end);
        let verbs = self.words.slice(around).iter().filter(|w| w.is_small());
        self.with_for(core) && verbs.map(|w| v.lemmas.verb(&w.lower)).any(|lemma| v.cues.has(&lemma))
    }

    /// "It is the fourth time in ten days that she …": counts what the sentences before told of her.
    fn counts_what_was_told(&self, core: &Range<usize>, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let opens = core.start >= sentence.start + 2
            && words.all[core.start - 1].among(&["is", "was", "'s", "marks", "marked"])
            && words.all[core.start - 2].among(&["it", "this", "that"]);
        let of_a_person = (core.end..sentence.end)
            .find(|&at| words.lower(at) == "that")
            .is_some_and(|at| words.get(at + 1).is_some_and(|w| w.among(&["he", "she", "they"])));
        opens && of_a_person
    }

    fn before(&self, sentence: &Range<usize>) -> Option<StatementId> {
        let number = self.words.get(sentence.start)?.sentence;
        let near = |f: &&Frame| {
            let last = f.content.iter().chain(&f.cue).map(|r| r.end).max();
            last.and_then(|end| self.words.get(end.checked_sub(1)?))
                .is_some_and(|w| w.sentence < number && w.sentence + BACK >= number)
        };
        self.frames.iter().filter(|f| !f.nested).rfind(near).map(|f| f.id)
    }

    fn after(&self, sentence: &Range<usize>) -> Option<StatementId> {
        let number = self.words.get(sentence.start)?.sentence;
        let next = |f: &&Frame| {
            let first = f.content.iter().chain(&f.cue).chain(&f.source).map(|r| r.start).min();
            first.and_then(|at| self.words.get(at)).is_some_and(|w| w.sentence == number + 1)
        };
        self.frames.iter().filter(|f| !f.nested).find(next).map(|f| f.id)
    }
}

/// The days of a unit in plain words; a month and a year at their longest.
fn unit_days(unit: &str) -> Option<u32> {
    Some(match unit {
        "days" | "day" => 1,
        "weeks" | "week" => 7,
        "fortnights" | "fortnight" => 14,
        "months" | "month" => 31,
        "years" | "year" => 366,
        _ => return None,
    })
}

/// The days of a TIMEX3 duration of one unit (`P2W`); hours are a day.
fn duration_days(value: &str) -> Option<u32> {
    if value.starts_with("PT") {
        return Some(1);
    }
    let rest = value.strip_prefix('P')?;
    let unit = rest.chars().next_back()?;
    let number: u32 = rest[..rest.len() - unit.len_utf8()].parse().ok()?;
    let days = match unit {
        'D' => 1,
        'W' => 7,
        'M' => 31,
        'Y' => 366,
        _ => return None,
    };
    number.checked_mul(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_in_days() {
        assert_eq!(duration_days("P2W"), Some(14));
        assert_eq!(duration_days("P10D"), Some(10));
        assert_eq!(duration_days("P1M"), Some(31));
        assert_eq!(duration_days("PT12H"), Some(1));
        for vague in ["PXW", "P2Y6M", "P", "", "P99999999999D", "P2DE"] {
            assert_eq!(duration_days(vague), None, "{vague}");
        }
    }
}
