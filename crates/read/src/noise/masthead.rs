//! The outlet's own name over the headline, with or without a line on what it is.

use super::{Known, Lines, same_headline};
use crate::outlet::names_outlet;
use crate::vocabulary::{plain, verb};
use reportedly_schema::BlockKind;

/// The name in a masthead: "The Aldra Post", or "VOICE OF ALDRA" before a dash, bar or colon and a description.
pub(crate) fn masthead_name(line: &str) -> Option<&str> {
    /// Words of a name, at most.
    const LONGEST: usize = 5;
    let cut = [" - ", " – ", " — ", " | ", ": "].iter().filter_map(|mark| line.find(mark)).min();
    let name = line[..cut.unwrap_or(line.len())].trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |w: &&str| {
        w.starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '&'))
            || matches!(*w, "of" | "the" | "and" | "&")
    };
    // A name begins or ends with the word for its kind of outlet ("Voice of …", "… Post").
    let bare: Vec<String> = words.iter().map(|w| plain(w)).filter(|w| w != "the").collect();
    let ends = bare.first().is_some_and(|w| names_outlet(w)) || bare.last().is_some_and(|w| names_outlet(w));
    let clause = bare.iter().any(|w| verb(w).is_some() && !names_outlet(w));
    ((2..=LONGEST).contains(&words.len()) && bare.len() >= 2 && words.iter().all(capital) && ends && !clause)
        .then_some(name)
}

impl Lines<'_> {
    /// Marks the masthead, and a slogan right below it, as furniture: among the first lines, with a headline still to come.
    pub(super) fn find_masthead(&mut self, to: usize, known: Known<'_>) {
        /// Lines looked at from the top.
        const TOP: usize = 3;
        let Some(first_body) = (0..to).find(|n| self.kinds[*n] == BlockKind::Body) else { return };
        let title = known.title.map(plain);
        let open =
            |kind: BlockKind| matches!(kind, BlockKind::Subtitle | BlockKind::Related | BlockKind::Nav);
        let found = (0..first_body).filter(|n| self.features[*n].words > 0).take(TOP).find(|&n| {
            open(self.kinds[n])
                && !self.features[n].terminal
                && masthead_name(self.line(n)).is_some()
                && title.as_deref().is_none_or(|t| !same_headline(&self.features[n].plain, t))
                && (n + 1..first_body).any(|m| self.is_headline_like(m))
        });
        let Some(n) = found else { return };
        self.kinds[n] = BlockKind::Nav;
        self.masthead = Some(n);
        // A slogan speaks to the reader and tells of nothing.
        let below = n + 1;
        let slogan = self.features.get(below).is_some_and(|f| {
            f.verbs == 0 && !f.quote && f.plain.split_whitespace().any(|w| matches!(w, "your" | "our"))
        });
        if slogan
            && (below + 1..first_body).any(|m| self.is_headline_like(m))
            && self.kinds[below] == BlockKind::Subtitle
        {
            self.kinds[below] = BlockKind::Nav;
        }
    }

    fn is_headline_like(&self, n: usize) -> bool {
        /// Fewer words are a label.
        const FEWEST: usize = 3;
        self.kinds[n] == BlockKind::Subtitle && self.features[n].words >= FEWEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions() {
        assert_eq!(masthead_name("VOICE OF ALDRA - the daily paper of the coast"), Some("VOICE OF ALDRA"));
        assert_eq!(masthead_name("The Aldra Post"), Some("The Aldra Post"));
        assert_eq!(masthead_name("Port of Aldra may reopen"), None);
        assert_eq!(masthead_name("Radio Star Won"), None);
        assert_eq!(masthead_name("Venn Quits"), None);
    }

    #[test]
    fn the_headline_below_it_stays() {
        let text = "Aldra Post\nYour coast, your harbour\n\nHarbour to open again in spring\n\nThe harbour of Aldra will open again in spring, its master said on Monday, and the ferries will sail.\n";
        let units = crate::units::units(text);
        let lines = super::super::classify(text, &units, Known::default());
        assert_eq!(lines.kinds[..3], [BlockKind::Nav, BlockKind::Nav, BlockKind::Title]);
    }
}
