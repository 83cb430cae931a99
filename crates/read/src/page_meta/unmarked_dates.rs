//! Dates that no tag tells: in the address, and printed on the page.

use super::{Date, DateReader};
use crate::markup::visible_text;
use crate::stamp::{Habit, stamps};
use crate::vocabulary::{after_lead, plain};

/// `/2031/03/05/` or `2031-03-05` in an address.
pub(super) fn address_date(address: &str, habit: Habit<'_>) -> Option<Date> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let spaced = path.replace('_', "-");
    let stamp = stamps(&spaced, habit).into_iter().find(|s| {
        let written = &spaced[s.date.range()];
        s.day.is_some() && written.len() >= 8 && written.bytes().take(4).all(|b| b.is_ascii_digit())
    });
    let stamp = stamp.or_else(|| {
        // Eight digits on their own: 20310305.
        let digits = path
            .split(|c: char| !c.is_ascii_digit())
            .find(|d| d.len() == 8 && (d.starts_with("19") || d.starts_with("20")))?;
        let dashed = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
        stamps(&dashed, habit).into_iter().find(|s| s.day.is_some())
    })?;
    Some(Date { written: stamp.day?.to_string(), stamp, visible: false })
}

/// A date printed on the page: a line led by "Published", else a line that is little more than a date.
pub(super) fn printed(html: &str, dates: &DateReader) -> Option<Date> {
    /// Lines looked at.
    const LINES: usize = 1500;
    let text = visible_text(html);
    let mut short = None;
    for line in text.lines().take(LINES).filter(|l| l.len() < 160 && l.bytes().any(|b| b.is_ascii_digit())) {
        let lower = plain(line);
        let Some(found) = dates.read(line, true) else { continue };
        if after_lead("published", &lower).is_some_and(|rest| rest.len() < lower.len())
            && !lower.starts_with("on ")
        {
            return Some(found);
        }
        let beside = line.len() - found.stamp.span.len() as usize;
        let copyright = lower.contains('©') || lower.contains("copyright");
        if short.is_none() && beside <= 45 && !copyright && after_lead("updated", &lower).is_none() {
            short = Some(found);
        }
    }
    short
}
