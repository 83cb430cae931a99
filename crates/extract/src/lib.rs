//! Reading to statements: attribution, speakers, chain, said, acts, terms, narration.
#![deny(missing_docs)]
