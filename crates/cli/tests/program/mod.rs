//! The real program, run in a folder of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A temporary folder to run the program in.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path().join(name), content).expect("a file can be written");
        self
    }

    /// The program with arguments, to be run here.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.path());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.program(arguments).output().expect("the program can be started"))
    }

    /// Runs a line of `sh`, the program being `$reportedly`.
    pub fn shell(&self, line: &str) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.path()).env("reportedly", program());
        Ran::of(command.output().expect("sh can be started"))
    }
}

/// The program's file.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_reportedly"))
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    /// `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let ran =
            Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }

    /// Fails unless it ended with this code; gives standard output.
    #[track_caller]
    pub fn expect(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self.stdout
    }
}

/// Invented articles, `count` of them, a statement or more in each. No two share enough words to pass for copies of one text, and the same
/// speaker says the same in every 35th.
pub fn articles(count: usize) -> Vec<(String, String)> {
    const PEOPLE: [&str; 5] =
        ["Minister Ada Venn", "Mayor Ilo Maran", "General Oda Kess", "Envoy Tam Rill", "Governor Una Sorn"];
    const SAYINGS: [&str; 7] = [
        "the port would reopen if the convoys stop",
        "talks could begin once the northern road is clear",
        "the harvest had been poor",
        "no troops would cross the river",
        "the bridge was closed by the other side",
        "the prisoners would be exchanged within a week",
        "an offer from Teluria was on the table",
    ];
    const SCENERY: [&str; 24] = [
        "boats", "carts", "lamps", "stalls", "nets", "barrels", "ropes", "gulls", "sacks", "bells", "tents",
        "ovens", "mules", "gates", "wells", "roofs", "ferries", "fields", "banners", "wagons", "bakers",
        "clerks", "sailors", "masons",
    ];
    (0..count)
        .map(|n| {
            let (who, what) = (PEOPLE[n % 5], SAYINGS[n % 7]);
            let day = 1 + n % 28;
            let mut draw = n as u64 + 1;
            let mut thing = || {
                draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                SCENERY[(draw >> 33) as usize % SCENERY.len()]
            };
            let seen: Vec<String> =
                (0..8).map(|_| format!("There were {} beside the {} and {} under the {}.", thing(), thing(), thing(), thing())).collect();
            let text = format!(
                "Dispatch {n} from Maros\n{day} March 2031\n\n{who} said on Monday that {what}.\n\n\"We have counted {n} {} and {day} {},\" {who} told \
                 reporters.\n\n{}\n",
                thing(), thing(), seen.join(" ")
            );
            (format!("dispatch-{n:03}.txt"), text)
        })
        .collect()
}
