//! Replaces every name in an article by an invented one, and moves the gold with it: what a model knows about names shows in the
//! difference of scores.

use crate::polnear::{Gold, GoldArticle};
use reportedly_extract::attribution::words::{Word, class, lexicon_hash};
use reportedly_extract::segment::{Token, tokenise};
use reportedly_schema::Span;
use reportedly_tagger::{LexiconTable, hash_bytes};

const SYLLABLES: [&str; 24] = [
    "bra", "ven", "tol", "ki", "shu", "mar", "del", "oru", "ze", "pan", "lith", "go", "fer", "una", "wex",
    "ri", "dov", "ela", "jun", "tam", "os", "quil", "ha", "nim",
];
/// Shorter words are rather initials and abbreviations.
const SHORTEST: usize = 3;

/// An invented name for `name`, the same one each time, of another length as a rule.
fn invented(name: &str) -> String {
    let mut bits = hash_bytes(77, name.to_lowercase().as_bytes());
    let mut out = String::new();
    for _ in 0..2 + bits % 3 {
        out += SYLLABLES[bits as usize % SYLLABLES.len()];
        bits /= SYLLABLES.len() as u32;
    }
    let capitals = name.chars().all(|c| !c.is_lowercase());
    if capitals { out.to_uppercase() } else { out[..1].to_uppercase() + &out[1..] }
}

/// The article with other names. `words` are the model's word classes: a word that is common in lower case is no name.
pub fn swap(article: &GoldArticle, words: &LexiconTable) -> GoldArticle {
    let mut tokens: Vec<Token> = Vec::new();
    tokenise(0, &article.text, &mut tokens);
    let mut text = String::new();
    // For each replaced word: its end before, its end after.
    let mut moved: Vec<(Span, u32, u32)> = Vec::new();
    let mut copied = 0;
    for token in tokens {
        let word = &article.text[token.span.range()];
        let common = words.class(lexicon_hash(word)).is_some_and(|c| c & class::COMMON != 0);
        if word.chars().count() < SHORTEST || common || !Word::new(&article.text, token, words).is_name() {
            continue;
        }
        text += &article.text[copied..token.span.start as usize];
        let start = text.len() as u32;
        text += &invented(word);
        moved.push((token.span, start, text.len() as u32));
        copied = token.span.end as usize;
    }
    text += &article.text[copied..];
    let edge = |at: u32, is_end: bool| -> u32 {
        let before = moved.partition_point(|(span, _, _)| span.end <= at);
        if let Some((span, start, end)) = moved.get(before)
            && span.start < at
        {
            // An edge inside a name goes to the name's edge.
            return if is_end { *end } else { *start };
        }
        match before {
            0 => at,
            n => moved[n - 1].2 + (at - moved[n - 1].0.end),
        }
    };
    let spans = |list: &[Span]| {
        list.iter().map(|s| Span { start: edge(s.start, false), end: edge(s.end, true) }).collect()
    };
    let attributions = article.attributions.iter().map(|g| Gold {
        source: spans(&g.source),
        cue: spans(&g.cue),
        content: spans(&g.content),
    });
    GoldArticle { id: article.id.clone(), attributions: attributions.collect(), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_tagger::Lexicon;

    #[test]
    fn gold_moves_with_the_names() {
        let text = "Said Ada Venn: Go. Venn left.";
        let mut entries = vec![(lexicon_hash("said"), class::COMMON), (lexicon_hash("go"), class::COMMON)];
        entries.sort();
        let words = LexiconTable::new(&Lexicon { name: "words".into(), entries });
        let at = |w: &str| Span::new(text.find(w).unwrap(), text.find(w).unwrap() + w.len());
        let gold =
            Gold { source: vec![at("Ada Venn")], cue: vec![at("Said")], content: vec![at("Go. Venn")] };
        let article = GoldArticle { id: "x".into(), text: text.into(), attributions: vec![gold] };
        let swapped = swap(&article, &words);
        assert!(!swapped.text.contains("Venn"));
        let cut = |spans: &[Span]| spans[0].of(&swapped.text).unwrap().to_owned();
        let gold = &swapped.attributions[0];
        assert_eq!(cut(&gold.cue), "Said");
        assert_eq!(cut(&gold.source), format!("{} {}", invented("Ada"), invented("Venn")));
        assert_eq!(cut(&gold.content), format!("Go. {}", invented("Venn")));
    }
}
