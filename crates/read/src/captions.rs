//! Words under the pictures of a page that an extractor left out.

use crate::markup::{Token, tokens};
use crate::page::{Paragraph, paragraphs};
use reportedly_schema::BlockKind;

/// The first outermost `<article>` of a page, without the ones inside it, which are teasers.
fn article(html: &str) -> Option<String> {
    let at = |name: &str| name.as_ptr() as usize - html.as_ptr() as usize;
    let (mut depth, mut out, mut from) = (0usize, String::new(), 0);
    for token in tokens(html) {
        match token {
            Token::Open { name, .. } if name.eq_ignore_ascii_case("article") => {
                depth += 1;
                match depth {
                    1 => from = at(name) - 1,
                    2 => out.push_str(&html[from..at(name) - 1]),
                    _ => {}
                }
            }
            Token::Close { name } if depth > 0 && name.eq_ignore_ascii_case("article") => {
                depth -= 1;
                match depth {
                    0 => {
                        out.push_str(&html[from..at(name) - 2]);
                        return Some(out);
                    }
                    1 => from = at(name) + name.len(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    None
}

/// Adds the captions of the article element that `found` lacks, each behind the paragraph it follows on the page.
pub(crate) fn with_captions(html: &str, mut found: Vec<Paragraph>) -> Vec<Paragraph> {
    let Some(article) = article(html) else { return found };
    let printed = paragraphs(&article);
    if !printed.iter().any(|p| p.kind == BlockKind::Body && found.iter().any(|f| f.text == p.text)) {
        return found;
    }
    let mut next = 0;
    for paragraph in &printed {
        if let Some(at) = found.iter().position(|f| f.text == paragraph.text) {
            next = at + 1;
        } else if paragraph.kind == BlockKind::Caption
            && !found.iter().any(|f| f.text.contains(&paragraph.text))
        {
            found.insert(next, paragraph.clone());
            next += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_caption_comes_back_at_its_place() {
        let html = "<body><article><p>One.</p><figure><img><figcaption>The port. Picture: Orr</figcaption></figure><p>Two.</p>\
                    <article><figure><figcaption>A teaser</figcaption></figure></article></article></body>";
        let body = |t: &str| Paragraph { text: t.into(), kind: BlockKind::Body };
        let found = with_captions(html, vec![body("One."), body("Two.")]);
        let texts: Vec<&str> = found.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["One.", "The port. Picture: Orr", "Two."]);
        assert_eq!(found[1].kind, BlockKind::Caption);
        assert_eq!(with_captions("<p>One.</p>", vec![body("One.")]).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_page(html in "(<article>|</article>|<figcaption>|</figcaption>|<p>|[a-zé<> ]){0,40}") {
            with_captions(&html, paragraphs(&html));
        }
    }
}
