//! Texts with TIMEX3 tags in line: TimeBank, AQUAINT and WikiWars as TempEval-3 and SynTime handed them out.

use super::gold::{GoldText, GoldTimex, attribute, entity};

/// Reads a TimeML file.
pub fn parse(file: &str) -> GoldText {
    let published = file
        .split_once("<DCT>")
        .and_then(|(_, rest)| attribute(rest.split_once("</DCT>")?.0, "value"))
        .and_then(|value| value.get(..10)?.parse().ok());
    let body = file.split_once("<TEXT>").map_or("", |(_, rest)| rest);
    let body = body.split_once("</TEXT>").map_or(body, |(body, _)| body);
    let (mut text, mut timexes, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = body;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (character, length) = entity(rest);
            text.push(character);
            rest = &rest[length..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |at| at + 1);
        let mark = &rest[..end];
        rest = &rest[end..];
        if mark.starts_with("<TIMEX3") {
            open.push((text.len(), mark));
        } else if mark == "</TIMEX3>"
            && let Some((start, mark)) = open.pop()
            && start < text.len()
        {
            let of = |name| attribute(mark, name).unwrap_or_default().to_owned();
            timexes.push(GoldTimex { start, end: text.len(), kind: of("type"), value: of("value") });
        }
    }
    text.push_str(rest);
    timexes.sort_by_key(|timex| timex.start);
    GoldText { text, published, timexes, ignored: Vec::new() }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub const FILE: &str = r#"<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2031-03-05T10:00">x</TIMEX3></DCT>
<TEXT>A &amp; B <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2031-03-03">Monday</TIMEX3>, <TIMEX3 tid="t2" type="DURATION" value="P1W">in a week</TIMEX3> or now.</TEXT></TimeML>"#;

    #[test]
    fn tags_are_cut_out_and_spans_kept() {
        let gold = parse(FILE);
        assert_eq!(gold.text, "A & B met on Monday, in a week or now.");
        assert_eq!(gold.published, Some(jiff::civil::date(2031, 3, 5)));
        assert_eq!(&gold.text[gold.timexes[0].start..gold.timexes[0].end], "Monday");
        assert_eq!(gold.timexes[1].value, "P1W");
    }
}
