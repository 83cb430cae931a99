//! The words in which a claim is looked for: a passage's own; for a passage that holds only a reason, what it is the reason of as well.

use super::told::Told;
use crate::wording::{Stance, Wording};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::statement::in_reading;

/// A passage to be looked through.
pub(super) struct Read<'a> {
    told: &'a Told,
    text: &'a str,
    /// The sentence up to the passage's end, with its first byte in the reading.
    longer: Option<(Wording, u32)>,
}

/// Words right before a content that make it a reason, its matter left outside ("the talks failed because …, Venn said").
const GIVES_REASON: &[&str] = &["because", "after", "when", "over"];

impl<'a> Read<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, told: &'a Told) -> Read<'a> {
        let passage = &told.passage;
        let text = &snapshot.layers[passage.article].text;
        let span = passage.spans[0];
        let from = passage.statement.and_then(|_| {
            let from = sentence_start(text, span.start);
            let lead = text.get(from as usize..span.start as usize)?;
            let last = lead.split_whitespace().next_back()?.to_lowercase();
            GIVES_REASON.contains(&last.as_str()).then_some(from)
        });
        match from.and_then(|from| Some((from, text.get(from as usize..span.end as usize)?))) {
            Some((from, text)) => {
                Read { told, text, longer: Some((Wording::new(text, false, Stance::default()), from)) }
            }
            None => Read { told, text: &passage.text, longer: None },
        }
    }

    pub(super) fn wording(&self) -> &Wording {
        self.longer.as_ref().map_or(&self.told.telling.wording, |(wording, _)| wording)
    }

    /// Whether it is more than the passage's own words.
    pub(super) fn is_longer(&self) -> bool {
        self.longer.is_some()
    }

    /// What the bytes of the wording's tokens are bytes of.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The byte of the reading at which a token begins.
    pub(super) fn in_reading(&self, n: usize) -> Option<u32> {
        let bytes = self.wording().tokens[n].bytes;
        match &self.longer {
            Some((_, from)) => Some(from + bytes.start),
            None => in_reading(&self.told.passage.spans, bytes).map(|s| s.start),
        }
    }
}

/// The byte at which the sentence before `at` begins, as far as its marks tell.
fn sentence_start(text: &str, at: u32) -> u32 {
    let head = text.get(..at as usize).unwrap_or("");
    let mark = |c: char| matches!(c, '\n' | '.' | '!' | '?' | '"' | '“' | '”');
    let end = head.char_indices().rev().find(|(_, c)| mark(*c)).map_or(0, |(n, c)| n + c.len_utf8());
    let rest = &head[end..];
    let skipped = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    (end + skipped) as u32
}
