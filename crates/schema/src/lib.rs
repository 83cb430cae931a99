//! What a statement *is*: the plain data that every stage of reportedly passes on, positions, identity, and the JSON lines
//! that leave the program.
//!
//! * Inside the program a position is a [`Span`]: UTF-8 bytes into a reading's text, half-open.
//! * At every outside edge positions are Unicode code points; [`CodePoints`] is the one place that converts.
//! * [`line`] holds the output format (`reportedly/1`), [`linkage`] what links statements of many articles,
//!   [`registry`] what users declare about speakers, [`matter`] what they save as matters.
//!
//! The crate computes nothing about language: it has no model, no clock and opens no file.
//!
//! ```
//! use reportedly_schema::{CodePoints, Span};
//! let text = "Žana said: “No.”";
//! let content = Span::new(12, 21);
//! assert_eq!(content.of(text), Some("“No.”"));
//! assert_eq!(CodePoints::new(text).span(content), (11, 16));
//! ```
#![deny(missing_docs)]

pub mod article;
pub mod count_claim;
pub mod identity;
pub mod line;
pub mod linkage;
pub mod matter;
pub mod registry;
pub mod span;
pub mod statement;
pub mod timex;

pub use article::{
    ArticleRecord, Block, BlockKind, Extraction, MadeBy, OutletBasis, Problem, Published, PublishedBasis,
    Reading, Rejected, RejectedCode,
};
pub use count_claim::{ClaimWindow, CountClaim};
pub use identity::{ArticleId, Sha256, StatementId};
pub use span::{CodePoints, Span};
pub use statement::{
    Act, ActBasis, ActFound, How, Kind, Mention, Modality, Mode, Named, Narration, Relay, Said, SaidBasis,
    Speaker, SpeakerKind, Statement, Term, TermHolder, TermKind, TermRole, Times,
};
pub use timex::{Interval, Timex, TimexAnchor, TimexType};

/// A calendar day without a time zone, as the outlet writes it.
pub type Day = jiff::civil::Date;

/// Gives an enumeration its one spelling, used in JSON, in tables and on the command line.
#[macro_export]
macro_rules! spelled {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+ }
        impl $name {
            /// Every value, in the order of the design.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The word that stands in JSON, tables and arguments.
            pub fn as_str(self) -> &'static str { match self { $($name::$variant => $word),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            /// Fails with a message that names the word and the words allowed.
            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok($name::$variant),)+
                    other => Err(format!("{other:?} is not one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}
