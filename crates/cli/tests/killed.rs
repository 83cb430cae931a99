//! `reportedly add` is killed at random points, with SIGKILL, as a power cut or an impatient user would. What was committed stays, the same line run
//! again completes the record, and the record is then the same as one that was never interrupted.

mod program;

use program::{Folder, articles};
use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

const KILLS: usize = 50;

/// Delays that look random and are the same in every run: a linear congruential generator (Knuth, MMIX).
struct Delays(u64);

impl Delays {
    fn next_below(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        most.mul_f64((self.0 >> 40) as f64 / (1u64 << 24) as f64)
    }
}

#[test]
fn what_was_committed_survives_and_a_rerun_completes() {
    let folder = Folder::new();
    let articles = articles(40);
    for (name, text) in &articles {
        folder.write(name, text);
    }
    let add = |record: &'static str| {
        let mut command = folder.program(&["add", "--jobs", "2", record]);
        command.args(articles.iter().map(|(name, _)| name)).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let started = Instant::now();
    assert!(add("whole.db").status().expect("the program can be started").success());
    let whole_run = started.elapsed();

    let mut delays = Delays(20_310_305);
    let mut killed = 0;
    let mut stored_before = 0;
    for round in 0.. {
        // A record that is complete leaves little to interrupt: begin a new one.
        if killed == KILLS {
            break;
        }
        assert!(round < 20 * KILLS, "only {killed} of {round} runs were killed before they ended");
        let mut child = add("cut.db").spawn().expect("the program can be started");
        thread::sleep(delays.next_below(whole_run));
        let ended = child.try_wait().expect("the child can be asked").is_some();
        child.kill().ok();
        child.wait().expect("the child ends");
        if ended {
            folder.run(&["verify", "cut.db"]).expect(0);
            remove_record(&folder, "cut.db");
            stored_before = 0;
            continue;
        }
        killed += 1;
        if !folder.path().join("cut.db").exists() {
            assert_eq!(stored_before, 0, "the record is gone");
            continue;
        }
        let verified = folder.run(&["verify", "cut.db"]).expect(0);
        let stored: usize = verified
            .strip_prefix("cut.db: ")
            .and_then(|rest| rest.split(' ').next()?.parse().ok())
            .expect("verify begins with the number of articles");
        assert!(stored >= stored_before, "{stored_before} articles before the kill, {stored} after it");
        stored_before = stored;
    }
    assert!(add("cut.db").status().expect("the program can be started").success());
    assert_same(&folder);
}

fn remove_record(folder: &Folder, record: &str) {
    for end in ["", "-wal", "-shm"] {
        std::fs::remove_file(folder.path().join(format!("{record}{end}"))).ok();
    }
}

/// The record that was cut off again and again answers like the one that never was.
fn assert_same(folder: &Folder) {
    folder.run(&["verify", "cut.db"]).expect(0);
    for question in ["articles", "timeline", "repeats"] {
        let answer = |record: &str| folder.run(&[question, record, "--format", "jsonl"]).expect(0);
        let whole = answer("whole.db");
        assert!(whole.lines().count() > 1, "{question}: {whole}");
        assert!(answer("cut.db") == whole, "{question}");
    }
}
