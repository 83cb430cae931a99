//! Days as people read them, and never more precise than what is known.

use reportedly::schema::{Interval, Published, Said, SaidBasis};

/// `2031-03-03`, `2031-03-01 to 2031-03-05`, `by 2031-03-05`, `from 2031-03-01`, `date not known`.
pub fn interval(days: &Interval) -> String {
    match (days.earliest, days.latest) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("by {last}"),
        (None, None) => "date not known".to_string(),
    }
}

/// When something was said; what is only bounded by publication is `by` that day.
pub fn said(said: &Said) -> String {
    match said.basis {
        SaidBasis::Published => interval(&Interval { earliest: None, ..said.interval }),
        SaidBasis::Stated | SaidBasis::Carried | SaidBasis::None => interval(&said.interval),
    }
}

/// The day with its basis, or the range it must lie in.
pub fn published(published: Option<&Published>) -> String {
    let Some(published) = published else { return "date not known".to_string() };
    let range = Interval { earliest: published.earliest, latest: published.latest };
    let day = match published.value {
        Some(day) if range.single_day() == Some(day) => day.to_string(),
        Some(day) => format!("{day}, {}", interval(&range)),
        None => interval(&range),
    };
    format!("{day} ({})", published.basis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly::schema::PublishedBasis;

    #[test]
    fn what_is_not_known_is_not_shown_as_known() {
        let day = |text: &str| Some(text.parse().unwrap());
        let stated = Said {
            value: None,
            interval: Interval { earliest: None, latest: day("2031-03-05") },
            basis: SaidBasis::Published,
            span: None,
        };
        assert_eq!(said(&stated), "by 2031-03-05");
        let inferred = Published {
            value: day("2031-03-05"),
            earliest: day("2031-03-05"),
            latest: None,
            time: None,
            basis: PublishedBasis::Inferred,
            span: None,
        };
        assert_eq!(published(Some(&inferred)), "2031-03-05, from 2031-03-05 (inferred)");
        assert_eq!(published(None), "date not known");
    }
}
