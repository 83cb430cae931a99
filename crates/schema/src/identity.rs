//! Identity, fixed by the design: what an article, a version and a statement are called for ever.

use crate::Span;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;

/// A SHA-256 digest (FIPS 180-4). Shown and serialised as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

/// The identity of an article: digest of its document key and its raw bytes. Shown as `sha256:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ArticleId(pub Sha256);

/// The identity of a statement or narration: digest of the reading's text and the spans. No model, path or clock in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementId(pub Sha256);

impl Sha256 {
    /// The digest of `bytes`.
    ///
    /// ```
    /// # use reportedly_schema::Sha256;
    /// assert!(Sha256::of(b"").to_string().starts_with("e3b0c442"));
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        Sha256(sha2::Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits: &[u8; 64] = hex.as_bytes().try_into().ok()?;
        let value = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(digits.chunks(2)) {
            *byte = value(pair[0])? << 4 | value(pair[1])?;
        }
        Some(Sha256(out))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Sha256 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(deserializer)?;
        Sha256::parse(&hex).ok_or_else(|| serde::de::Error::custom("expected 64 hexadecimal digits"))
    }
}

/// The document key: the URL without its fragment, else outlet and path.
///
/// ```
/// # use reportedly_schema::identity::document_key;
/// assert_eq!(document_key(Some("https://a.example/x#top"), None, "x.html"), "https://a.example/x");
/// assert_eq!(document_key(None, Some("Aldra Post"), "x.txt"), "Aldra Post\u{1f}x.txt");
/// ```
pub fn document_key(url: Option<&str>, outlet: Option<&str>, path: &str) -> String {
    match url {
        Some(url) => url.split('#').next().unwrap_or(url).to_string(),
        None => format!("{}\u{1f}{path}", outlet.unwrap_or("")),
    }
}

impl ArticleId {
    /// SHA-256 of the document key, a zero byte, and the 32 bytes of the raw digest.
    pub fn new(document_key: &str, raw: Sha256) -> Self {
        let mut hasher = sha2::Sha256::new();
        hasher.update(document_key.as_bytes());
        hasher.update([0]);
        hasher.update(raw.0);
        ArticleId(Sha256(hasher.finalize().into()))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.0)
    }
}

impl From<ArticleId> for String {
    fn from(id: ArticleId) -> String {
        id.to_string()
    }
}

impl TryFrom<String> for ArticleId {
    type Error = String;
    fn try_from(shown: String) -> Result<Self, String> {
        shown.strip_prefix("sha256:").and_then(Sha256::parse).map(ArticleId).ok_or_else(|| {
            format!("{shown:?} is not an article id: expected sha256: and 64 hexadecimal digits")
        })
    }
}

impl StatementId {
    /// SHA-256 of the text's digest, then for content and for cue: the number of spans and each start and end, as
    /// little-endian 32-bit numbers of bytes.
    pub fn new(text: Sha256, content: &[Span], cue: &[Span]) -> Self {
        let mut hasher = sha2::Sha256::new();
        hasher.update(text.0);
        for spans in [content, cue] {
            hasher.update((spans.len() as u32).to_le_bytes());
            for span in spans {
                hasher.update(span.start.to_le_bytes());
                hasher.update(span.end.to_le_bytes());
            }
        }
        StatementId(Sha256(hasher.finalize().into()))
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statement_id_depends_on_which_role_a_span_has() {
        let text = Sha256::of(b"x");
        let (a, b) = (Span::new(0, 1), Span::new(2, 3));
        assert_ne!(StatementId::new(text, &[a], &[b]), StatementId::new(text, &[b], &[a]));
        assert_ne!(StatementId::new(text, &[a, b], &[]), StatementId::new(text, &[a], &[b]));
    }

    #[test]
    fn digests_read_back_what_they_print() {
        let digest = Sha256::of(b"reading");
        assert_eq!(Sha256::parse(&digest.to_string()), Some(digest));
        assert_eq!(Sha256::parse("zz"), None);
        assert_eq!(Sha256::parse(&"é".repeat(32)), None);
    }
}
