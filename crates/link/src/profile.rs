//! What is kept of a report between link generations: enough to find what it is worth comparing with.

use crate::report::{Basis, Report, When};
use crate::tie::{RETOLD_RUN_WORDS, SAME_QUOTED_WORDS};
use crate::wording::{Feature, Wording, hash};
use reportedly_schema::{Day, Interval};

/// The part of a [`Report`] that candidates are found by, and that occasions and typical wordings are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Profile {
    pub when: When,
    /// The days of `when` as numbers; for an undated report every day.
    pub first: i32,
    pub last: i32,
    /// The venue as written.
    pub venue: Option<String>,
    /// The number of words.
    pub words: u32,
    /// Features, their total and the hash of all words; nothing else is kept.
    pub wording: Wording,
    /// Hashes of the runs of [`SAME_QUOTED_WORDS`] quoted words, sorted, each once.
    pub runs: Vec<u32>,
    /// The same of [`RETOLD_RUN_WORDS`] quoted words.
    pub long_runs: Vec<u32>,
}

/// What a sign that tells nothing is written with.
const EITHER: i8 = 2;

/// The number of a day: later days have greater ones, and days that follow each other differ by one.
fn number(day: Day) -> i32 {
    let since = day.duration_since(Day::constant(2000, 1, 1));
    i32::try_from(since.as_hours() / 24).unwrap_or(i32::MAX)
}

impl Profile {
    pub(crate) fn of(report: &Report) -> Profile {
        let full = &report.wording;
        let features =
            full.features.iter().map(|f| Feature { at: None, length: 0, answers: None, ..*f }).collect();
        let wording = Wording { features, total: full.total, normal: full.normal, ..Wording::default() };
        let venue = report.statement.statement.venue.as_ref().map(|v| v.name.clone());
        Profile::new(
            report.when,
            venue,
            full.tokens.len() as u32,
            wording,
            [SAME_QUOTED_WORDS, RETOLD_RUN_WORDS].map(|length| runs(full, length)),
        )
    }

    fn new(
        when: When,
        venue: Option<String>,
        words: u32,
        wording: Wording,
        [runs, long_runs]: [Vec<u32>; 2],
    ) -> Profile {
        let dated = when.basis != Basis::Undated;
        let first = when.interval.earliest.filter(|_| dated).map_or(i32::MIN, number);
        let last = when.interval.latest.filter(|_| dated).map_or(i32::MAX, number);
        let venue = venue.filter(|name| !name.is_empty());
        Profile { when, first, last, venue, words, wording, runs, long_runs }
    }

    pub(crate) fn undated(&self) -> bool {
        self.when.basis == Basis::Undated
    }

    /// The bytes that [`Profile::read`] understands: little-endian numbers, each list after its length.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(40 + 13 * self.wording.features.len() + 4 * self.runs.len());
        out.push(match self.when.basis {
            Basis::Dated => 0,
            Basis::Published => 1,
            Basis::Undated => 2,
        });
        for day in [self.when.interval.earliest, self.when.interval.latest] {
            let (year, month, date) = day.map_or((0, 0, 0), |d| (d.year(), d.month(), d.day()));
            out.extend(year.to_le_bytes());
            out.extend([month as u8, date as u8]);
        }
        out.extend(self.words.to_le_bytes());
        out.extend(self.wording.normal.to_le_bytes());
        out.extend((self.wording.features.len() as u32).to_le_bytes());
        for feature in &self.wording.features {
            out.extend(feature.of.to_le_bytes());
            out.push((feature.sign * if feature.either { EITHER } else { 1 }) as u8);
            out.extend(feature.weight.to_le_bytes());
        }
        for runs in [&self.runs, &self.long_runs] {
            out.extend((runs.len() as u32).to_le_bytes());
            runs.iter().for_each(|run| out.extend(run.to_le_bytes()));
        }
        out.extend(self.venue.as_deref().unwrap_or("").as_bytes());
        out
    }

    /// What [`Profile::write`] wrote; `None` for anything else.
    pub(crate) fn read(mut bytes: &[u8]) -> Option<Profile> {
        let basis = match take::<1>(&mut bytes)?[0] {
            0 => Basis::Dated,
            1 => Basis::Published,
            2 => Basis::Undated,
            _ => return None,
        };
        let mut day = || -> Option<Option<Day>> {
            let year = i16::from_le_bytes(take(&mut bytes)?);
            let [month, date] = take(&mut bytes)?;
            if month == 0 {
                return Some(None);
            }
            Some(Some(Day::new(year, month as i8, date as i8).ok()?))
        };
        let interval = Interval { earliest: day()?, latest: day()? };
        let words = u32::from_le_bytes(take(&mut bytes)?);
        let normal = u64::from_le_bytes(take(&mut bytes)?);
        let mut features = Vec::new();
        for _ in 0..u32::from_le_bytes(take(&mut bytes)?) {
            let of = u64::from_le_bytes(take(&mut bytes)?);
            let sign = take::<1>(&mut bytes)?[0] as i8;
            features.push(Feature {
                of,
                sign: sign.signum(),
                either: sign.unsigned_abs() == EITHER.unsigned_abs(),
                weight: u32::from_le_bytes(take(&mut bytes)?),
                at: None,
                length: 0,
                answers: None,
            });
        }
        let mut runs = [Vec::new(), Vec::new()];
        for runs in &mut runs {
            for _ in 0..u32::from_le_bytes(take(&mut bytes)?) {
                runs.push(u32::from_le_bytes(take(&mut bytes)?));
            }
        }
        let venue = std::str::from_utf8(bytes).ok()?;
        let total = features.iter().map(|f| u64::from(f.weight)).sum();
        let wording = Wording { features, total, normal, ..Wording::default() };
        Some(Profile::new(When { interval, basis }, Some(venue.to_string()), words, wording, runs))
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = bytes.split_first_chunk::<N>()?;
    *bytes = tail;
    Some(*head)
}

/// Hashes of the runs of so many quoted words, each once.
fn runs(wording: &Wording, length: usize) -> Vec<u32> {
    let mut out: Vec<u32> = wording
        .tokens
        .windows(length)
        .filter(|window| window.iter().all(|t| t.quoted))
        .map(|window| {
            let words: Vec<&str> = window.iter().map(|t| t.written.as_str()).collect();
            (hash(words.join(" ").as_bytes()) >> 32) as u32
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;
    use proptest::prelude::*;

    #[test]
    fn days_that_follow_each_other_have_numbers_that_do() {
        let day = |text: &str| number(text.parse().unwrap());
        assert_eq!(day("2032-03-01") - day("2032-02-28"), 2);
        assert_eq!(day("1999-12-31"), -1);
    }

    proptest! {
        #[test]
        fn a_profile_comes_back_and_no_bytes_panic(
            text in "(\\PC| |[a-z]{1,6}){0,40}", quoted: bool, venue in "[a-zA-Z ]{0,12}", cut in 0usize..400, other: Vec<u8>
        ) {
            let full = Wording::new(&text, quoted, Stance::default());
            let runs = [3, 5].map(|length| runs(&full, length));
            let wording = Wording {
                features: full.features.iter().map(|f| Feature { at: None, length: 0, answers: None, ..*f }).collect(),
                total: full.total,
                normal: full.normal,
                ..Wording::default()
            };
            let day: Day = "2031-03-05".parse().unwrap();
            let when = When { interval: Interval { earliest: None, latest: Some(day) }, basis: Basis::Published };
            let profile = Profile::new(when, Some(venue), full.tokens.len() as u32, wording, runs);
            let bytes = profile.write();
            prop_assert_eq!(Profile::read(&bytes), Some(profile));
            let _ = Profile::read(&bytes[..cut.min(bytes.len())]);
            let _ = Profile::read(&other);
        }
    }
}
