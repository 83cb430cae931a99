//! Cells short enough for a line on a screen. CSV and JSON lines keep the whole.

/// Characters of a statement in a row for the eye: about two lines of its column.
const BRIEF_TEXT: usize = 66;

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

/// Who said what.
pub(super) fn statement(speaker: &str, text: &str) -> String {
    format!("{speaker}: {}", cut(text, BRIEF_TEXT))
}

/// The outlets, and where to look.
pub(super) fn reported_by<'a>(outlets: &str, paths: impl IntoIterator<Item = &'a str>) -> String {
    let paths = brief_paths(paths);
    if outlets.is_empty() { paths } else { format!("{outlets}, {paths}") }
}

/// The first of several paths without its folders, and how many more there are.
fn brief_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
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
    fn a_row_says_who_said_what_and_who_reports_it() {
        assert_eq!(statement("Ada Venn", "We are ready"), "Ada Venn: We are ready");
        assert_eq!(
            reported_by("Coastal Post, Tribune", ["a.txt", "b.txt"]),
            "Coastal Post, Tribune, a.txt +1"
        );
        assert_eq!(reported_by("", ["a.txt"]), "a.txt");
    }

    #[test]
    fn a_path_is_shown_by_its_name() {
        assert_eq!(brief_paths(["news/post.txt"]), "post.txt");
        assert_eq!(brief_paths(["post.txt", "b.txt", "c.txt"]), "post.txt +2");
        assert_eq!(brief_paths(["0123456789abcdef0123456789.txt"]), "012345678…456789.txt");
        assert_eq!(brief_paths([]), "");
    }
}
