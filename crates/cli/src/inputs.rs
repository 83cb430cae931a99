//! The files named on the command line: what is known about each, and their bytes, one after the other.

use crate::{
    arguments::{InputKind, Reading},
    exit::Failure,
};
use reportedly::pipeline::{Given, Input, Meta, Pipeline, Source, SourceBytes, parse_meta};
use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

/// The most bytes of one file that are taken into memory. The reader has tighter limits for an article; this one is for containers.
const MOST_BYTES: u64 = 1 << 30;

/// What is read, and what the user says about it.
pub struct Inputs {
    files: Vec<String>,
    given: Given,
    /// The flags that hold for one article only, as typed.
    single: Vec<&'static str>,
    meta: Option<Meta>,
}

impl Inputs {
    /// Takes the arguments and reads the table of `--meta`.
    ///
    /// # Errors
    /// When flags for one article come with several files, or the table cannot be read.
    pub fn of(reading: &Reading) -> Result<Self, Failure> {
        let single: Vec<&'static str> = [
            ("--published", reading.published.is_some()),
            ("--url", reading.url.is_some()),
            ("--outlet", reading.outlet.is_some()),
            ("--title", reading.title.is_some()),
        ]
        .into_iter()
        .filter_map(|(flag, given)| given.then_some(flag))
        .collect();
        if let ([flag, ..], 2..) = (single.as_slice(), reading.files.len()) {
            return Err(for_one(flag, &format!("{} files were given", reading.files.len())));
        }
        let given = Given {
            url: reading.url.clone(),
            outlet: reading.outlet.clone(),
            published: reading.published,
            title: reading.title.clone(),
            ..Given::default()
        };
        let meta = reading.meta.as_deref().map(read_meta).transpose()?;
        Ok(Inputs { files: reading.files.clone(), given, single, meta })
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// The files in the order given, each read when it is asked for.
    ///
    /// # Errors
    /// When a flag for one article meets a file that holds several.
    pub fn sources(self, pipeline: &Pipeline) -> Result<Box<dyn Iterator<Item = Source> + Send>, Failure> {
        if let ([flag, ..], [file]) = (self.single.as_slice(), self.files.as_slice()) {
            let source = source(file, self.meta.as_ref(), &self.given);
            if let SourceBytes::Bytes(bytes) = &source.bytes
                && pipeline.read(file, bytes, &source.given).len() > 1
            {
                return Err(for_one(flag, &format!("{file} holds more than one")));
            }
            return Ok(Box::new(std::iter::once(source)));
        }
        Ok(Box::new(self.files.into_iter().map(move |file| source(&file, self.meta.as_ref(), &self.given))))
    }
}

/// The kind of input in the words of the library.
pub fn input(kind: InputKind) -> Input {
    match kind {
        InputKind::Auto => Input::Auto,
        InputKind::Text => Input::Text,
        InputKind::Html => Input::Html,
        InputKind::Jsonl => Input::Jsonl,
    }
}

fn for_one(flag: &str, but: &str) -> Failure {
    Failure::usage(
        format!("{flag} holds for one article, and {but}"),
        "give the files' dates, outlets and addresses in a table: --meta FILE.csv with the columns path,published,outlet,url,title",
    )
}

fn read_meta(path: &Path) -> Result<Meta, Failure> {
    let name = path.display().to_string();
    let bytes = match bytes_of(&name) {
        Ok(bytes) => bytes,
        Err(what) => return Err(Failure::usage(format!("--meta {name}: {what}"), META_HELP)),
    };
    parse_meta(&name, &bytes).map_err(|error| Failure::usage(format!("--meta {error}"), META_HELP))
}

const META_HELP: &str =
    "the table is .csv or .jsonl with a column `path` and any of url, outlet, published, title, authors";

fn source(file: &str, meta: Option<&Meta>, given: &Given) -> Source {
    let bytes = match bytes_of(file) {
        Ok(bytes) => SourceBytes::Bytes(bytes),
        Err(what) => SourceBytes::Failed(what),
    };
    let given = described(file, meta, given);
    Source { path: file.to_string(), given, bytes }
}

/// What the table says of a file; what a flag says goes before it.
pub fn described(file: &str, meta: Option<&Meta>, given: &Given) -> Given {
    let Some(row) = meta.and_then(|meta| meta.get(file)) else { return given.clone() };
    Given {
        url: given.url.clone().or_else(|| row.url.clone()),
        outlet: given.outlet.clone().or_else(|| row.outlet.clone()),
        title: given.title.clone().or_else(|| row.title.clone()),
        published: given.published.or(row.published),
        ..row.clone()
    }
}

/// The bytes of a file or of standard input (`-`), or what went wrong and what to do.
pub fn bytes_of(file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if file == "-" {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        let path = Path::new(file);
        if path.is_dir() {
            return Err(format!(
                "a directory, not a file: name the files in it, for example {}/*",
                file.trim_end_matches('/')
            ));
        }
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) if bytes.len() as u64 > MOST_BYTES => {
            Err(format!("more than {} MiB: split it into smaller files", MOST_BYTES >> 20))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::NotFound => "no such file: check the path".to_string(),
            io::ErrorKind::PermissionDenied => {
                "no permission to read it: change its permissions, or run as its owner".to_string()
            }
            _ => format!(
                "could not be read after {} bytes ({error}): check the disk or the connection",
                bytes.len()
            ),
        }),
    }
}

/// A word as it must be typed in a shell: in single quotes where it holds more than letters, digits and `-_./,:@%+`.
pub fn in_quotes(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_typed_as_the_shell_reads_it() {
        assert_eq!(in_quotes("tour.db"), "tour.db");
        assert_eq!(in_quotes("Ada Venn"), "'Ada Venn'");
        assert_eq!(in_quotes("O'Hare"), r"'O'\''Hare'");
        assert_eq!(in_quotes(""), "''");
    }
}
