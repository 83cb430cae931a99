//! Where the research data lies, and what to do when it does not.

use reportedly::pipeline::ModelChoice;
use reportedly_schema::Sha256;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The repository's root: two folders above this crate.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of `../shared`, beside the repository.
pub fn shared(inside: &str) -> PathBuf {
    root().join("../shared").join(inside)
}

/// A model by name, or the bytes of a file.
///
/// # Errors
/// When the file cannot be read.
pub fn model(name: &str) -> Result<ModelChoice, String> {
    match name {
        "full" => Ok(ModelChoice::Full),
        "fast" => Ok(ModelChoice::Fast),
        path => match fs::read(path) {
            Ok(bytes) => Ok(ModelChoice::File { name: path.to_owned(), bytes }),
            Err(e) => Err(format!("{path}: {e}")),
        },
    }
}

/// Whether missing data is a failure: `REPORTEDLY_REQUIRE_DATA=1`, set where a change is judged.
pub fn required() -> bool {
    std::env::var("REPORTEDLY_REQUIRE_DATA").is_ok_and(|v| v == "1")
}

/// Every file below `folder`, sorted.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(files(&path)?);
        } else {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// One digest over the names and contents of every file below `folder`.
///
/// # Errors
/// When a file cannot be read.
pub fn digest(folder: &Path) -> io::Result<Sha256> {
    let mut all = Vec::new();
    for path in files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        all.extend_from_slice(name.as_bytes());
        all.push(0);
        all.extend_from_slice(&Sha256::of(&fs::read(&path)?).0);
    }
    Ok(Sha256::of(&all))
}
