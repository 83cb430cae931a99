//! Same input, same bytes: for any number of threads, in any run, on any day.

#![allow(clippy::print_stderr, reason = "a test says what it left out")]

mod program;

use program::{Folder, articles, program};
use std::process::Command;

fn folder_of_articles() -> (Folder, Vec<String>) {
    let folder = Folder::new();
    let articles = articles(150);
    for (name, text) in &articles {
        folder.write(name, text);
    }
    folder.write("page.html", "<html><head><title>Port</title></head><body><p>Minister Ada Venn said that the port will reopen.</p></body></html>");
    folder.write(
        "broken.txt",
        b"Minister Ada Venn said that the \xff port will reopen, and the harbour with it, within the week.\n",
    );
    folder.write("empty.txt", "");
    let mut names: Vec<String> = articles.into_iter().map(|(name, _)| name).collect();
    names.extend(["page.html", "broken.txt", "empty.txt", "missing.txt"].map(String::from));
    (folder, names)
}

#[test]
fn extract_gives_the_same_bytes_for_one_and_two_jobs_and_again() {
    let (folder, names) = folder_of_articles();
    let run = |jobs: &str| {
        let mut arguments = vec!["extract", "--why", "--text", "--jobs", jobs];
        arguments.extend(names.iter().map(String::as_str));
        let ran = folder.run(&arguments);
        assert_eq!(ran.code, Some(3), "{}", ran.stderr);
        (ran.stdout, ran.stderr)
    };
    let (one, two, again) = (run("1"), run("2"), run("2"));
    assert_eq!(one.0.lines().count(), names.len(), "a line for every input");
    assert!(one.0.contains("\"statements\":[{"), "there is something to compare");
    assert!(one == two && two == again);
}

/// libfaketime sets the program's clock; `./test` installs it.
#[test]
fn extract_gives_the_same_bytes_on_another_day() {
    if Command::new("faketime").arg("--version").output().is_err() {
        let required = std::env::var("REPORTEDLY_REQUIRE_DATA").is_ok_and(|value| value == "1");
        assert!(!required, "faketime is not installed: apt-get install faketime");
        eprintln!("left out: faketime is not installed");
        return;
    }
    let (folder, names) = folder_of_articles();
    let on = |day: &str| {
        let mut command = Command::new("faketime");
        command.arg("-f").arg(day).arg(program()).args(["extract", "--jobs", "2"]).args(&names);
        let output = command.current_dir(folder.path()).output().expect("faketime can be started");
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let (then, later) = (on("@1999-12-31 23:59:58"), on("@2033-06-01 12:00:00"));
    assert!(!then.is_empty());
    assert!(then == later);
}

/// Words from which articles are made that leave every day open: no date of publication, no year, no direction.
const OPEN: &[&str] = &[
    "today",
    "yesterday",
    "tomorrow",
    "last week",
    "next Friday",
    "on Monday",
    "in March",
    "on 25 October",
    "at noon",
    "two days ago",
    "earlier this month",
    "in the summer",
    "last year",
    "now",
    "recently",
    "the following day",
    "a year ago",
    "on the 14th",
    "this morning",
    "by Christmas",
    "in the third quarter",
    "since Tuesday",
    "at the weekend",
    "that evening",
    "03/04/31",
    "on Thursday, 5 March",
];

/// Articles of those words, the same on each run.
fn open_articles() -> Vec<(String, String)> {
    let mut state: u32 = 1;
    let mut next = |below: usize| {
        // Numerical Recipes' linear congruential generator: no test needs better chance.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    (0..60)
        .map(|n| {
            let sentences: String = (0..1 + next(6))
                .map(|_| {
                    let verb = ["said", "will say", "says", "has often said", "told reporters"][next(5)];
                    format!(
                        "Minister Ada Venn {verb} {} that the port would open {}. ",
                        OPEN[next(OPEN.len())],
                        OPEN[next(OPEN.len())]
                    )
                })
                .collect();
            let stamp =
                ["", "5 March 2031\n", "Updated 14:05 GMT, 6 March 2031\n", "5 March\n", "Wednesday\n"]
                    [next(5)];
            (format!("open-{n}.txt"), format!("Port may open\n{stamp}\n{sentences}\n"))
        })
        .collect()
}

/// Whatever an article leaves open, neither the clock nor the place fills in. The two time zones lie 26 hours apart, so their calendars never
/// show the same day.
#[test]
fn what_articles_leave_open_no_clock_and_no_time_zone_fills_in() {
    let folder = Folder::new();
    let articles = open_articles();
    for (name, text) in &articles {
        folder.write(name, text);
    }
    let names: Vec<&str> = articles.iter().map(|(name, _)| name.as_str()).collect();
    let run = |zone: &str, language: &str, faked: Option<&str>| {
        let mut command = match faked {
            Some(day) => {
                let mut command = Command::new("faketime");
                command.args(["-f", day]).arg(program());
                command
            }
            None => Command::new(program()),
        };
        command.arg("extract").args(&names).current_dir(folder.path());
        let output = command
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language)
            .output()
            .expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let here = run("Etc/GMT+12", "C", None);
    assert_eq!(here.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count(), names.len());
    assert!(
        here == run("Pacific/Kiritimati", "de_DE.UTF-8", None),
        "the place or the language changed an answer"
    );
    if Command::new("faketime").arg("--version").output().is_ok() {
        for day in ["@2031-03-05 12:00:00", "@2008-02-29 00:00:01"] {
            assert!(here == run("UTC", "C", Some(day)), "the day {day} changed an answer");
        }
    }
}

#[test]
fn a_record_answers_with_the_same_bytes_for_any_order_of_adding() {
    let (folder, names) = folder_of_articles();
    let add = |record: &str, jobs: &str, names: &[String]| {
        let mut arguments = vec!["add", record, "--jobs", jobs];
        arguments.extend(names.iter().map(String::as_str));
        folder.run(&arguments).expect(3);
    };
    add("one.db", "1", &names);
    let backwards: Vec<String> = names.iter().rev().cloned().collect();
    add("two.db", "2", &backwards);
    for question in ["articles", "speakers", "timeline", "repeats", "repeats --all"] {
        let answer =
            |record: &str| folder.shell(&format!("$reportedly {question} {record} --format jsonl")).expect(0);
        let (one, two) = (answer("one.db"), answer("two.db"));
        assert!(one.lines().count() > 1, "{question}: {one}");
        assert!(one == two, "{question}");
    }
}
