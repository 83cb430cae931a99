//! The TIMEX3 values of lengths and sets, which need no anchor.

use crate::meaning::{Amount, Recurrence, Unit};

/// The TIMEX3 value of a length: `P2W`, `PT5H30M`, `PXY`; decades, centuries, quarters and fortnights in their smaller units.
pub(crate) fn length(amount: Amount, unit: Unit) -> String {
    let (time, letter, factor) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day | Unit::Night => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Fortnight => ("", "W", 2),
        Unit::Month => ("", "M", 1),
        Unit::Quarter | Unit::Season => ("", "M", 3),
        Unit::Half => ("", "M", 6),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
        Unit::Millennium => ("", "Y", 1000),
    };
    let Amount::Tenths(tenths) = amount else {
        return match unit {
            Unit::Quarter => "PXQ".to_owned(),
            Unit::Decade => "PXDE".to_owned(),
            Unit::Century => "PXCE".to_owned(),
            Unit::Fortnight => "PXW".to_owned(),
            _ => format!("P{time}X{letter}"),
        };
    };
    let tenths = u64::from(tenths) * factor;
    let (whole, rest) = (tenths / 10, tenths % 10);
    if rest == 0 {
        return format!("P{time}{whole}{letter}");
    }
    let smaller = match unit {
        Unit::Year => Some((rest * 12, "", "M")),
        Unit::Hour => Some((rest * 60, "", "M")),
        Unit::Minute => Some((rest * 60, "", "S")),
        Unit::Day => Some((rest * 24, "T", "H")),
        _ => None,
    };
    match smaller {
        Some((tenths, inner, small)) if tenths % 10 == 0 => {
            let large = if whole == 0 { String::new() } else { format!("{whole}{letter}") };
            format!("P{time}{large}{inner}{}{small}", tenths / 10)
        }
        _ => format!("P{time}{whole}.{rest}{letter}"),
    }
}

/// The TIMEX3 value of a set: `P1D`, `XXXX-WXX-1`, `XXXX-07`.
pub(crate) fn recurring(recurrence: Recurrence) -> String {
    match recurrence {
        Recurrence::Length(amount, unit) => length(amount, unit),
        Recurrence::Weekday(weekday, part) => {
            format!("XXXX-WXX-{weekday}{}", part.map_or_else(String::new, crate::meaning::DayPart::suffix))
        }
        Recurrence::Month(month) => format!("XXXX-{month:02}"),
        Recurrence::Season(season) => format!("XXXX-{}", season.code()),
        Recurrence::Part(part) => format!("XXXX-XX-XX{}", part.suffix()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_told_in_the_smaller_unit() {
        assert_eq!(length(Amount::Tenths(25), Unit::Year), "P2Y6M");
        assert_eq!(length(Amount::Tenths(5), Unit::Hour), "PT30M");
        assert_eq!(length(Amount::Tenths(15), Unit::Day), "P1DT12H");
        assert_eq!(length(Amount::Tenths(15), Unit::Week), "P1.5W");
        assert_eq!(length(Amount::Tenths(15), Unit::Decade), "P15Y");
    }

    #[test]
    fn what_is_not_told_is_an_x() {
        assert_eq!(length(Amount::Untold, Unit::Month), "PXM");
        assert_eq!(length(Amount::Untold, Unit::Minute), "PTXM");
        assert_eq!(length(Amount::Untold, Unit::Century), "PXCE");
    }
}
