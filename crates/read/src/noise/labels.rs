//! Lines that are told by their form alone: times of day, captions, date lines and bylines.

use crate::features::Features;
use crate::vocabulary::after_lead;
use reportedly_schema::BlockKind;

/// A time of day alone, as over the entries of a live report.
pub(super) fn is_clock(plain: &str) -> bool {
    let (head, rest) = plain.split_at(
        plain.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(plain.len()),
    );
    let mut parts = head.split([':', '.']);
    let number =
        |part: Option<&str>| part.filter(|p| (1..=2).contains(&p.len())).and_then(|p| p.parse::<u8>().ok());
    let (hour, minute) = (number(parts.next()), number(parts.next()));
    let zone =
        ["", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "bst", "cet", "est", "et"].contains(&rest.trim());
    hour.is_some_and(|h| h < 24) && minute.is_some_and(|m| m < 60) && head.len() >= 4 && zone
}

/// Words that stand beside pictures.
pub(super) fn is_caption(f: &Features, line: &str) -> bool {
    /// Captions are no longer than this, in words.
    const LONGEST: usize = 70;
    if f.words > LONGEST || f.words < 2 {
        return false;
    }
    let p = &f.plain;
    let credit = [
        "(photo by",
        "(photo:",
        "(photo/",
        "(image:",
        "(image by",
        "photo by ",
        "photo credit",
        "photograph by",
        "photograph:",
        "photo courtesy",
        "image credit",
        "picture:",
        "photo illustration",
        "(ap photo",
        "getty images",
        "(file photo",
        "file photo",
        "file image",
        "file picture",
        "handout via",
        "/afp",
        "/reuters",
        "reuters/",
        "/getty",
        "ap photo/",
        "epa-efe",
        "/shutterstock",
        "courtesy of",
        "screengrab",
        "screenshot from",
        "image:",
        "photo:",
        "credit:",
        "illustration:",
        "illustration by",
        "/ap)",
        "(reuters)",
        "photos:",
        "(picture",
        "via ap)",
    ];
    let credited = credit.iter().any(|c| {
        p.find(c).is_some_and(|at| {
            // In running text only behind the last sentence.
            at == 0 || !f.terminal || p.len() - at < 70
        })
    });
    let posed = [
        "(left)",
        "(right)",
        "(centre)",
        "(center)",
        "(l)",
        "(r)",
        "(second from",
        "(from left",
        "(pictured)",
        ", pictured",
        "pictured here",
        "seen here",
        "(front)",
        "(back)",
        "(top)",
        "(bottom)",
        "left to right",
        "from left:",
    ]
    .iter()
    .any(|c| p.contains(c));
    let telling = f.quote || f.reports > 0;
    let wordy = p.starts_with("photo") || p.starts_with("image:") || p.starts_with("illustration");
    (credited && !(telling && f.borders > 1))
        || (posed && !telling)
        || (wordy && !f.terminal && line.contains(':'))
}

/// A line that says when or by whom and little else.
pub(super) fn dateline_or_byline(f: &Features, line: &str) -> Option<BlockKind> {
    /// Words of a date line beside its dates: a weekday, a city, an agency, a label.
    const BESIDE: usize = 7;
    if !f.stamps.is_empty() {
        let covered: usize = f.stamps.iter().map(|s| line[s.span.range()].split_whitespace().count()).sum();
        let beside = f.words.saturating_sub(covered);
        let led = ["published", "updated"].iter().any(|k| after_lead(k, &f.plain).is_some());
        // "Sunday 9 April 2034 | Match report by Ada Venn at Harbour Road": a bar closes the date.
        let barred =
            f.stamps.iter().any(|s| line[s.span.end as usize..].trim_start().starts_with(['|', '·', '•']));
        let led = led || barred;
        if (beside <= 3
            || led && beside <= BESIDE + 4
            || (beside <= BESIDE && f.separators + line.matches([',', '-', '–', '—', ':']).count() >= 1))
            // "First published on 12 May 2031" holds two words that are verbs elsewhere.
            && f.verbs <= 1 + usize::from(led)
        {
            return Some(BlockKind::Dateline);
        }
    }
    /// Bylines are no longer than this, in words.
    const LONGEST: usize = 20;
    if f.words >= 2 && f.words <= LONGEST && !f.quote {
        let rest = after_lead("byline", &f.plain)?;
        let at = line.len().checked_sub(rest.len()).filter(|at| line.is_char_boundary(*at));
        let rest = at.map_or(rest, |at| &line[at..]);
        let direct = f.plain.starts_with("by ")
            || line.contains(':')
            || f.plain.starts_with("written by")
            || f.plain.starts_with("posted by");
        let names = rest.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let other = rest
            .split_whitespace()
            .filter(|w| {
                w.starts_with(char::is_lowercase)
                    && !matches!(
                        *w,
                        "and"
                            | "in"
                            | "for"
                            | "of"
                            | "with"
                            | "at"
                            | "the"
                            | "de"
                            | "van"
                            | "von"
                            | "al"
                            | "bin"
                    )
            })
            .count();
        if direct && names >= 1 && other <= 2 && f.verbs == 0 && !(f.terminal && f.words > 8) {
            return Some(BlockKind::Byline);
        }
    }
    None
}

/// A menu written in one line: three labels or more, parted by two spaces or a tab, or most of them names of sections.
pub(super) fn is_menu(f: &Features, line: &str) -> bool {
    /// Labels of a menu, at least.
    const FEWEST: usize = 3;
    /// Words of a label, at most.
    const LABEL: usize = 3;
    if f.terminal || f.quote || f.words < FEWEST || f.digits > 0 {
        return false;
    }
    let labels: Vec<&str> = line
        .split(['\t', '\u{a0}'])
        .flat_map(|p| p.split("  "))
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let is_label = |label: &&str| {
        label.split_whitespace().count() <= LABEL && label.starts_with(|c: char| !c.is_lowercase())
    };
    if labels.len() >= FEWEST && labels.iter().all(is_label) {
        return true;
    }
    // Parted by single spaces: names of sections, one word each.
    f.small == 0
        && f.words == line.split_whitespace().count()
        && line.split_whitespace().filter(|w| is_section(w)).count() * 2 > f.words
}

/// Whether a word alone is a label of menus.
pub(super) fn is_section(word: &str) -> bool {
    let hits = crate::vocabulary::hits(&crate::vocabulary::plain(word));
    hits.whole.is_some_and(|(kind, _)| kind == BlockKind::Nav)
}

/// A line of the site's own pages behind its name or address: its last label, after a bar, is one of a menu.
pub(super) fn is_imprint(f: &Features) -> bool {
    /// Words of such a line, at most.
    const LONGEST: usize = 15;
    if f.terminal || f.words > LONGEST || f.verbs > 0 {
        return false;
    }
    f.plain.rsplit_once(['|', '•', '·']).is_some_and(|(_, last)| {
        crate::vocabulary::hits(last.trim())
            .whole
            .is_some_and(|(kind, weight)| kind == BlockKind::Nav && weight > 50)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::features;

    fn of(line: &str) -> Features {
        features(line, Default::default())
    }

    #[test]
    fn menus_and_imprints() {
        for menu in
            ["Home  Harbour  Prices  Jobs", "Home News Sport Culture Weather", "World\tOpinion\tScience"]
        {
            assert!(is_menu(&of(menu), menu), "{menu}");
        }
        for line in ["Ministers Meet In Aldra", "Ada Venn  says no.", "Harbour to open again"] {
            assert!(!is_menu(&of(line), line), "{line}");
        }
        assert!(is_imprint(&of("Aldra Post, 4 Quay Street | Privacy")));
        assert!(!is_imprint(&of("Talks on the port | Ada Venn in Maros")));
    }
}
