//! Find time expressions in English news and resolve them to TIMEX3 values.
#![deny(missing_docs)]
