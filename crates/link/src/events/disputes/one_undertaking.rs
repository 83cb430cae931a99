//! Whether two claims are of one undertaking, one agreement or one setting: by what their articles name, and where and when.

use super::Placed;
use crate::events::agents::{apart, meet};
use crate::events::undertakings::{Family, Named, Same, Undertakings, same_anchor};

/// Names that two articles must both come back to where nothing else tells that they speak of one thing.
const SHARED_NAMES: usize = 2;

/// Word keys of nouns that may stand for whatever was agreed.
const BINDING: &[&str] = &["deal", "accord", "agreement"];

/// Whether two claims are of one undertaking.
pub(super) fn one_undertaking(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let (Some(m), Some(n)) = (&x.undertaking, &y.undertaking) else { return false };
    let (p, q) = (x.told.passage.article, y.told.passage.article);
    if !one_family(m, p, n, q, all) {
        return false;
    }
    let anchor = |named: &Named, article: usize| named.anchor.map(|a| &all[article].anchors[a]);
    let same = match (anchor(m, p), anchor(n, q)) {
        (Some(a), Some(b)) if p != q || m.anchor != n.anchor => same_anchor(a, b),
        _ => Same::Unknown,
    };
    match same {
        Same::No => false,
        Same::Place => true,
        Same::Time | Same::Unknown if p == q => true,
        Same::Time => shared_names(&all[p], &all[q]) >= SHARED_NAMES,
        Same::Unknown => {
            let one_noun = m.noun == n.noun || m.family != n.family || matches!(m.family, Family::Topic(_));
            // "The deal" of an article that keeps naming the place of the talks.
            // "The plan" of two articles about other things is two plans.
            let general = m.family == Family::General && n.family == Family::General;
            if general && !all[p].topics.iter().any(|topic| all[q].topics.contains(topic)) {
                return false;
            }
            let places = |named: &Named, article: usize, other: usize| {
                anchor(named, article).is_some_and(|a| meet(&a.places, &all[other].names))
            };
            let placed = places(m, p, q) || places(n, q, p);
            (one_noun || placed) && shared_names(&all[p], &all[q]) >= SHARED_NAMES
        }
    }
}

/// Whether two nouns may name one undertaking: "the project" any that its article keeps naming, "the deal" what an article is about.
fn one_family(m: &Named, p: usize, n: &Named, q: usize, all: &[Undertakings]) -> bool {
    // "A deal" and "the idea" are of anything: what the article is about tells of what.
    let general = |m: &Named, p: usize, n: &Named| {
        let topic = all[p].topics.contains(&n.noun);
        let binding = BINDING.contains(&m.noun.as_str());
        m.family == Family::General && (n.family == Family::General || topic) || binding && topic
    };
    m.family == n.family || general(m, p, n) || general(n, q, m)
}

/// Whether two claims of one article are of one agreement: the days beside it are often those on which it was broken, so that only places count.
pub(super) fn one_bond(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let article = x.told.passage.article;
    let (Some(m), Some(n)) = (&x.undertaking, &y.undertaking) else { return false };
    let places = |named: &Named| named.anchor.map(|a| &all[article].anchors[a].places);
    let other_place = matches!((places(m), places(n)), (Some(a), Some(b)) if apart(a, b));
    article == y.told.passage.article && m.family == n.family && !other_place
}

/// Whether two claims are made of one time and place: in one article, or in two that come back to the same names.
pub(super) fn one_setting(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let (p, q) = (x.told.passage.article, y.told.passage.article);
    p == q || shared_names(&all[p], &all[q]) >= SHARED_NAMES
}

/// How many names both articles come back to.
fn shared_names(a: &Undertakings, b: &Undertakings) -> usize {
    a.names.iter().filter(|name| b.names.contains(*name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_is_the_dam_only_where_its_article_is_about_the_dam() {
        let named = |noun: &str, family| Named { at: 0, family, noun: noun.to_string(), anchor: None };
        let deal = named("deal", Family::Listed(1));
        let plan = named("plan", Family::General);
        let dam = named("dam", Family::Topic("dam".to_string()));
        let about = |topics: &[&str]| {
            let topics = topics.iter().map(|t| t.to_string()).collect();
            [Undertakings { topics, ..Undertakings::default() }, Undertakings::default()]
        };
        assert!(one_family(&dam, 0, &dam, 1, &about(&[])));
        assert!(one_family(&plan, 0, &plan, 1, &about(&[])));
        assert!(!one_family(&deal, 0, &dam, 1, &about(&[])));
        assert!(one_family(&deal, 0, &dam, 1, &about(&["dam"])));
        assert!(one_family(&plan, 0, &dam, 1, &about(&["dam"])));
        assert!(!one_family(&plan, 0, &dam, 1, &about(&["plan"])));
    }
}
