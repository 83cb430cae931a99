//! `lab arch`: the rules of the layout that a machine can check.
//!
//! * A crate uses only crates above its line (DESIGN section 3).
//! * The pure crates touch no clock, environment, file or process.
//! * Every path that a document names exists.
//! * No file is named after nothing (`utils`, `helpers`, `misc`, `common`), and none is over 800 lines.

use std::{fs, path::Path, process::Command};

/// The layers of DESIGN section 3, top first. A crate may use crates of earlier layers only.
const LAYERS: &[&[&str]] = &[
    &["schema"],
    &["tagger", "dates", "models"],
    &["read", "extract"],
    &["link", "store"],
    &["reportedly"],
    &["web", "cli", "python", "lab"],
];

/// Uses within one layer that the design names.
const ALLOWED_BESIDE: &[(&str, &str)] = &[];

/// Crates whose answers may not depend on anything but their arguments.
const PURE: &[&str] = &["schema", "tagger", "dates", "models", "read", "extract", "link"];

/// What a pure crate may not name, outside its tests.
const IMPURE: &[&str] = &[
    "std::time",
    "core::time",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "TimeZone::system",
    "std::env::",
    "std::fs",
    "std::process",
    "thread_rng",
    "Zoned::now",
    "::now()",
];

const LONGEST_FILE: usize = 800;

/// Every breach of the rules in the tree at `root`, as sentences.
pub fn breaches(root: &Path) -> Vec<String> {
    let mut found = crate_order(root);
    let mut files = Vec::new();
    walk(root, root, &mut files);
    for path in &files {
        let Ok(text) = fs::read_to_string(root.join(path)) else { continue };
        found.extend(purity(path, &text));
        found.extend(names_and_length(path, &text));
        if path.ends_with(".md") && !path.starts_with("spec/") && !path.starts_with("demo/") {
            found.extend(dead_paths(root, path, &text));
        }
    }
    found
}

/// The order of the crates, from `cargo metadata`.
fn crate_order(root: &Path) -> Vec<String> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root)
        .output();
    let metadata: serde_json::Value = match output {
        Ok(o) if o.status.success() => serde_json::from_slice(&o.stdout).unwrap_or_default(),
        Ok(o) => return vec![format!("cargo metadata failed: {}", String::from_utf8_lossy(&o.stderr))],
        Err(e) => return vec![format!("cargo metadata did not start: {e}")],
    };
    let mut found = Vec::new();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    if packages.is_empty() {
        found.push("cargo metadata lists no package".to_string());
    }
    for package in &packages {
        let name = folder(package["name"].as_str().unwrap_or(""));
        let Some(layer) = layer(name) else {
            found.push(format!("crate {name} has no layer: add it to DESIGN section 3 and LAYERS"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let Some(used) = dependency["name"].as_str().filter(|n| n.starts_with("reportedly")) else {
                continue;
            };
            let used = folder(used);
            let above = self::layer(used).is_some_and(|l| l < layer);
            let for_tests = dependency["kind"] == "dev";
            // `read` may call `dates::find`, which is above it; `cli`, `web` and `python` see the facade only.
            let facade_only = matches!(name, "cli" | "web" | "python") && used != "reportedly";
            if (!above && !ALLOWED_BESIDE.contains(&(name, used)) || facade_only) && !for_tests {
                found.push(format!("crate {name} uses {used}, which is not above its line"));
            }
        }
    }
    found
}

fn folder(package: &str) -> &str {
    package.strip_prefix("reportedly-").unwrap_or(package)
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&name))
}

fn purity(path: &str, text: &str) -> Vec<String> {
    let pure = PURE.iter().any(|c| path.starts_with(&format!("crates/{c}/src/")));
    if !pure || !path.ends_with(".rs") {
        return Vec::new();
    }
    let product = text.split("#[cfg(test)]").next().unwrap_or("");
    let mut found = Vec::new();
    for (n, line) in product.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
        // One breach a line: `SystemTime::now()` is one, though two words of the list find it.
        if let Some(word) = IMPURE.iter().find(|w| line.contains(**w)) {
            found.push(format!("{path}:{}: {word} in a pure crate: pass the value in as an argument", n + 1));
        }
    }
    found
}

fn names_and_length(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let stem = Path::new(path).file_stem().and_then(|s| s.to_str()).unwrap_or("");
    if matches!(stem, "utils" | "util" | "helpers" | "helper" | "misc" | "common" | "imp") {
        found.push(format!("{path}: name it after the thing in it"));
    }
    if path.ends_with(".rs") && text.lines().count() > LONGEST_FILE {
        found.push(format!("{path}: {} lines; split it", text.lines().count()));
    }
    found
}

/// Paths in back quotes or as link targets that start with a file or folder of the root and do not exist.
fn dead_paths(root: &Path, path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (n, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2);
        let linked = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for named in quoted.chain(linked) {
            let named = named.split(['#', ' ']).next().unwrap_or("").trim_end_matches('/');
            let top = named.split('/').next().unwrap_or("");
            let looks_like_path = (named.contains('/') || named.contains('.')) && !named.contains("://");
            if looks_like_path
                && !named.contains(['*', '<', '{', '…', '$'])
                && root.join(top).exists()
                && !top.is_empty()
                && !matches!(top, "." | "..")
                && !root.join(named).exists()
            {
                found.push(format!("{path}:{}: {named} is named here and does not exist", n + 1));
            }
        }
    }
    found
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_string();
        if matches!(name.as_str(), "target" | ".git" | "node_modules") {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.push(relative.to_string_lossy().into_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_a_pure_crate_is_a_breach_and_one_in_its_tests_is_not() {
        let text = "fn f() { let t = SystemTime::now(); }\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(purity("crates/link/src/lib.rs", text).len(), 1);
        assert!(purity("crates/lab/src/arch.rs", text).is_empty());
    }

    #[test]
    fn a_document_that_names_a_missing_file_is_a_breach() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        fs::write(root.path().join("docs/there.md"), "x").unwrap();
        let text = "See `docs/there.md`, [that](docs/gone.md) and `docs/also gone.md`.\n```\ndocs/in-a-fence.md\n```\n";
        let found = dead_paths(root.path(), "README.md", text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|f| f.contains("docs/gone.md")));
    }

    #[test]
    fn this_repository_keeps_the_rules() {
        let found = breaches(&crate::data::root());
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn layers_hold_every_crate_once() {
        let all: Vec<&str> = LAYERS.iter().flat_map(|l| l.iter().copied()).collect();
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(all.len(), unique.len());
    }
}
