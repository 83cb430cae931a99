//! Cells short enough for a line on a screen. CSV and JSON lines keep the whole.

/// Characters of a statement in a row for the eye: about two lines of its column.
pub(super) const BRIEF_TEXT: usize = 84;

/// Characters of a file's name in a row for the eye.
const BRIEF_PATH: usize = 20;

/// At most `most` characters, the cut shown by `…`, at a space where one is near.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|end| *end > kept.len() / 2).unwrap_or(kept.len());
    format!("{}…", &kept[..end])
}

/// An interval as ISO 8601 shortens it: what the last day shares with the first is left out.
pub(super) fn brief_days(shown: &str) -> String {
    match shown.split_once(" to ") {
        Some((first, last)) if first.len() == last.len() && first.get(..8) == last.get(..8) => {
            format!("{first}/{}", &last[8..])
        }
        Some((first, last)) if first.len() == last.len() && first.get(..5) == last.get(..5) => {
            format!("{first}/{}", &last[5..])
        }
        Some((first, last)) => format!("{first}/{last}"),
        None => shown.to_string(),
    }
}

/// The first of several paths without its folders, and how many more there are.
pub(super) fn brief_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut paths = paths.into_iter();
    let Some(first) = paths.next() else { return String::new() };
    let name = first.rsplit(['/', '\\']).next().unwrap_or(first);
    let long = name.chars().count();
    let name = if long > BRIEF_PATH {
        let half = (BRIEF_PATH - 1) / 2;
        let head: String = name.chars().take(half).collect();
        let tail: String = name.chars().skip(long - (BRIEF_PATH - 1 - half)).collect();
        format!("{head}…{tail}")
    } else {
        name.to_string()
    };
    match paths.count() {
        0 => name,
        more => format!("{name} +{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_falls_between_words_and_is_shown() {
        assert_eq!(cut("the port will reopen", 12), "the port…");
        assert_eq!(cut("the port", 8), "the port");
        assert_eq!(cut("ааааааааааааа", 5), "аааа…");
    }

    #[test]
    fn an_interval_leaves_out_what_its_ends_share() {
        assert_eq!(brief_days("2031-03-01 to 2031-03-05"), "2031-03-01/05");
        assert_eq!(brief_days("2031-03-01 to 2031-05-31"), "2031-03-01/05-31");
        assert_eq!(brief_days("2030-12-30 to 2031-01-02"), "2030-12-30/2031-01-02");
        assert_eq!(brief_days("by 2031-03-01"), "by 2031-03-01");
        assert_eq!(brief_days("no date"), "no date");
    }

    #[test]
    fn a_path_is_shown_by_its_name() {
        assert_eq!(brief_paths(["news/post.txt"]), "post.txt");
        assert_eq!(brief_paths(["post.txt", "b.txt", "c.txt"]), "post.txt +2");
        assert_eq!(brief_paths(["0123456789abcdef0123456789.txt"]), "012345678…456789.txt");
        assert_eq!(brief_paths([]), "");
    }
}
