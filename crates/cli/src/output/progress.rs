//! Progress on standard error, only where that is a terminal; and messages that do not tear it.

use super::notices;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// A bar that counts inputs, or nothing.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar over `inputs`; hidden where standard error is no terminal, or where results appear on the same terminal.
    pub fn over(inputs: usize, results_on_stdout: bool) -> Self {
        let shown =
            std::io::stderr().is_terminal() && !(results_on_stdout && std::io::stdout().is_terminal());
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(inputs as u64), target);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {elapsed} (about {eta} left)");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar }
    }

    /// So many inputs are done.
    pub fn advance(&self, inputs: u64) {
        self.bar.inc(inputs);
    }

    /// What is being done.
    pub fn doing(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// An error about one input.
    pub fn error(&self, what: &str) {
        self.bar.suspend(|| notices::error(what));
    }

    /// A warning about one input.
    pub fn warning(&self, what: &str) {
        self.bar.suspend(|| notices::warning(what));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
