//! The word lists of `data/augment`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A given name.
pub struct Given {
    /// The name.
    pub name: &'static str,
    /// Whether a woman's.
    pub female: bool,
    /// Whether it may be given to someone; otherwise it only serves to find people.
    pub handed_out: bool,
}

/// A country.
pub struct Country {
    /// Its name.
    pub name: &'static str,
    /// What is of it.
    pub adjective: &'static str,
    /// Whether it may be handed out.
    pub handed_out: bool,
}

/// Every list.
pub struct Lists {
    /// Given names.
    pub given: Vec<Given>,
    /// Surnames.
    pub surnames: Vec<&'static str>,
    /// Towns.
    pub towns: Vec<&'static str>,
    /// Countries.
    pub countries: Vec<Country>,
    /// Places to be found and replaced by towns.
    pub places: Vec<&'static str>,
    /// Words of one country's politics, with what may stand for them elsewhere.
    pub institutions: Vec<(&'static str, Vec<&'static str>)>,
    /// American spelling to British spelling.
    pub british: BTreeMap<&'static str, &'static str>,
    /// Fillings of template slots: the slot's name, then what may stand there.
    pub fillings: BTreeMap<&'static str, Vec<&'static str>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    given: rows(include_str!("../../data/augment/given.tsv"))
        .map(|c| Given { name: c[0], female: c.get(1) == Some(&"f"), handed_out: c.get(2) != Some(&"known") })
        .collect(),
    surnames: rows(include_str!("../../data/augment/surnames.tsv")).map(|c| c[0]).collect(),
    towns: rows(include_str!("../../data/augment/towns.tsv")).map(|c| c[0]).collect(),
    countries: rows(include_str!("../../data/augment/countries.tsv"))
        .filter(|c| c.len() > 1)
        .map(|c| Country { name: c[0], adjective: c[1], handed_out: c.get(2) != Some(&"found") })
        .collect(),
    places: rows(include_str!("../../data/augment/places.tsv")).map(|c| c[0]).collect(),
    institutions: rows(include_str!("../../data/augment/institutions.tsv"))
        .filter(|c| c.len() > 1)
        .map(|c| (c[0], c[1].split('|').collect()))
        .collect(),
    british: rows(include_str!("../../data/augment/british.tsv"))
        .filter(|c| c.len() > 1)
        .map(|c| (c[0], c[1]))
        .collect(),
    fillings: {
        let mut all: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        for columns in rows(include_str!("../../data/augment/fillings.tsv")).filter(|c| c.len() > 1) {
            all.entry(columns[0]).or_default().push(columns[1]);
        }
        all
    },
});

/// The lists.
pub fn lists() -> &'static Lists {
    &LISTS
}

/// Lines of a table without comments and empty lines, cut at tabs; each has a first column.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn lists_are_long_enough_and_without_doubles() {
        let all = lists();
        let handed: Vec<&str> = all.given.iter().filter(|g| g.handed_out).map(|g| g.name).collect();
        let countries: Vec<&str> = all.countries.iter().map(|c| c.name).collect();
        for list in [&handed, &all.surnames, &all.towns, &countries] {
            assert!(list.len() >= 150, "{} entries: {:?} …", list.len(), &list[..3]);
            assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len());
            assert!(list.iter().all(|name| name.starts_with(char::is_uppercase)));
        }
        assert!(all.institutions.iter().all(|(_, to)| !to.is_empty() && to.iter().all(|t| !t.is_empty())));
    }
}
