//! Bytes to reading: plain text, HTML and JSON lines, with blocks, noise and metadata.
#![deny(missing_docs)]
