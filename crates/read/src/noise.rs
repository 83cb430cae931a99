//! What each line of a plain text is: the article, its furniture, or what was scraped along with it.
//!
//! Each line gets points for being running text ([`Features::prose`]) and points for each kind of noise (wordings, stamps,
//! counters, another language). Then the article's region is found: the run of lines with the greatest sum, where running
//! text counts for its words and noise against (the idea of Finn, Kushmerick and Smyth, "Fact or fiction: content
//! classification for digital libraries", 2001). What lies outside it, and the short lines inside it, are named by their
//! neighbours. A sentence of ordinary prose inside the region stays body unless its wording speaks strongly against it.

use crate::features::{Features, Script, features, main_script};
use crate::stamp::Habit;
use crate::units::Unit;
use crate::vocabulary::{after_lead, is_function_word, is_role};
use reportedly_schema::BlockKind;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Points from which a line is running text without regard to its neighbours.
const PROSE: i32 = 50;

/// Points from which a wording is evidence at all.
const TELLING: i32 = 40;

/// Points more for a line that begins as a call to the reader does and tells of nothing.
const CALL: i32 = 25;

/// What a line of noise costs the region, in words of running text.
const NOISE_COST: i32 = 8;

/// What a short line without telling words costs.
const SHORT_COST: i32 = 3;

/// Short lines in a row cost no more than this: tables and lists stand inside articles.
const SHORT_RUN_COST: i32 = 45;

/// What a line costs after which the readers' comments come: more than a few paragraphs.
const END_COST: i32 = 200;

/// What a line costs after which other articles are listed; often the article goes on behind the list.
const RELATED_COST: i32 = 40;

/// Of a hundred content words of a paragraph that stands alone among short lines, so many are words of the article.
const COHERENT: usize = 34;

/// A later article must be LATER_NUM / LATER_DEN times as long as an earlier one to be taken for the page's.
const LATER_NUM: i64 = 3;
const LATER_DEN: i64 = 2;

/// The most words of one line that count for the region, so that one huge line does not decide.
const WORDS_COUNTED: usize = 60;

/// Points of biography wordings from which a paragraph at the end is about the author.
const BIO: i32 = 50;

/// What is known of an article before its lines are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The headline, from metadata.
    pub title: Option<&'a str>,
    /// The language of the page or its sender.
    pub language: Option<&'a str>,
}

/// The lines of a text with their features and kinds.
pub struct Lines<'a> {
    text: &'a str,
    units: &'a [Unit],
    /// What was counted, a set for each unit.
    pub features: Vec<Features>,
    /// What each unit is.
    pub kinds: Vec<BlockKind>,
    /// What each unit is by its wording and language alone, whatever its place.
    pub worded: Vec<BlockKind>,
    /// Which unit is the headline.
    pub title: Option<usize>,
    /// The language of the running text.
    pub language: Option<String>,
}

/// Names each unit of `text`.
pub fn classify<'a>(text: &'a str, units: &'a [Unit], known: Known<'_>) -> Lines<'a> {
    let habit = Habit { language: known.language, month_first: None };
    let features: Vec<Features> =
        units.iter().map(|u| features(u.span.of(text).unwrap_or(""), habit)).collect();
    let mut lines =
        Lines { text, units, features, kinds: Vec::new(), worded: Vec::new(), title: None, language: None };
    lines.by_wording();
    lines.language = lines.main_language(known.language);
    if lines.language.as_deref().is_none_or(|l| l == "en") {
        lines.foreign();
    }
    lines.worded = lines.kinds.clone();
    lines.repeated();
    let region = lines.region();
    lines.outside(region);
    lines.title = lines.find_title(region, known.title);
    lines.head(region);
    lines.inside(region);
    lines.tail();
    lines
}

impl Lines<'_> {
    fn line(&self, n: usize) -> &str {
        self.units[n].span.of(self.text).unwrap_or("")
    }

    fn is_body(&self, n: usize) -> bool {
        matches!(self.kinds[n], BlockKind::Body | BlockKind::Quote)
    }

    /// First pass: each line by itself. `Subtitle` stands for "short, and not known yet".
    fn by_wording(&mut self) {
        self.kinds = (0..self.units.len()).map(|n| self.wording(n)).collect();
    }

    fn wording(&self, n: usize) -> BlockKind {
        let f = &self.features[n];
        let prose = f.prose();
        if f.words == 0 {
            return if f.digits > 0 { BlockKind::Counter } else { BlockKind::Other };
        }
        if let Some((kind, _)) = f.hits.whole.filter(|(_, w)| *w > PROSE) {
            return kind;
        }
        if is_clock(&f.plain) {
            return BlockKind::Dateline;
        }
        if f.is_counter() {
            return BlockKind::Counter;
        }
        if is_caption(f, self.line(n)) {
            return BlockKind::Caption;
        }
        if let Some(kind) = dateline_or_byline(f, self.line(n)) {
            return kind;
        }
        // A headline with a stamp glued to it or beside it stands in a list of other articles.
        if let Some(stamp) = f.stamps.last()
            && !f.terminal
            && f.words >= 4
            && f.words <= 40
            && (stamp.span.end as usize == self.line(n).len() || stamp.span.start == 0)
            && (stamp.time.is_some() || stamp.numeric)
        {
            return BlockKind::Related;
        }
        let mut best: Option<(BlockKind, i32)> = None;
        for &kind in BlockKind::ALL.iter().filter(|k| k.is_noise() && **k != BlockKind::Bio) {
            let points = self.against(f, kind);
            if points >= TELLING && best.is_none_or(|(_, b)| points > b) {
                best = Some((kind, points));
            }
        }
        if let Some((kind, points)) = best
            && points >= prose
        {
            return kind;
        }
        if f.tags * 2 >= f.words && f.words > 0 {
            return BlockKind::Nav;
        }
        // Labels between bars, bullets and arrows.
        if f.separators >= 2 && !f.terminal && f.words < 8 * f.separators && f.verbs == 0 {
            return BlockKind::Nav;
        }
        if f.bullet && f.words >= 3 && !self.line(n).starts_with(['—', '–', '-']) {
            return BlockKind::List;
        }
        if prose >= PROSE { BlockKind::Body } else { BlockKind::Subtitle }
    }

    /// Points of wording for one kind of noise. Words inside quotation marks belong to a speaker.
    fn against(&self, f: &Features, kind: BlockKind) -> i32 {
        let speech = f.quote || f.opens_quote;
        let placed = |hit: Option<(BlockKind, i32)>| hit.filter(|(k, _)| *k == kind).map_or(0, |(_, w)| w);
        let ends = if f.terminal && f.words > 15 { 0 } else { placed(f.hits.end) };
        let points = placed(f.hits.whole) + placed(f.hits.start) + ends + f.hits.any(kind);
        let counted = matches!(kind, BlockKind::Counter) && (f.words > 10 || f.numbers == 0);
        if counted {
            return 0;
        }
        // What the outlet says of its own text has no speaker and reports no past deed.
        let retold = f.reports > 0
            && matches!(kind, BlockKind::Disclaimer | BlockKind::Error)
            && f.hits.start.is_none();
        // A call to the reader tells of nothing past and has no speaker.
        let call = kind == BlockKind::Subscribe
            && placed(f.hits.start) > 0
            && f.reports == 0
            && f.past == 0
            && !speech;
        let points = points + if call { CALL } else { 0 };
        points - if speech { 45 } else { 0 } - if retold { 40 } else { 0 }
    }

    /// The language of most of the running text; of all text, where no line is running text.
    fn main_language(&self, hint: Option<&str>) -> Option<String> {
        let sample = |keep: &dyn Fn(usize) -> bool| -> String {
            (0..self.units.len()).filter(|n| keep(*n)).map(|n| self.line(n)).collect::<Vec<_>>().join("\n")
        };
        let mut body = sample(&|n| self.kinds[n] == BlockKind::Body);
        let english = body.len();
        let sentences = sample(&|n| self.features[n].terminal && self.features[n].words >= 8);
        // Points for running text favour English; sentences of another language may be the greater part.
        if english * 2 < sentences.len() {
            body = sentences;
        }
        if body.is_empty() {
            body = sample(&|_| true);
        }
        crate::language::language(&body, hint)
    }

    /// Lines in another script or language than the article's.
    fn foreign(&mut self) {
        let mut letters: BTreeMap<Script, usize> = BTreeMap::new();
        for f in &self.features {
            if let Some(script) = f.script {
                *letters.entry(script).or_default() += f.letters * if f.terminal { 3 } else { 1 };
            }
        }
        let main = Script::Latin;
        let latin = letters.get(&main).copied().unwrap_or(0);
        let all: usize = letters.values().sum();
        // A text mostly in another script is judged as a whole by its language, not line by line.
        if latin * 2 < all {
            return;
        }
        for n in 0..self.units.len() {
            let f = &self.features[n];
            let foreign_script =
                main_script(self.line(n)).is_some_and(|(s, most, all)| s != main && most * 2 > all);
            let foreign_words = f.grammar == 0
                && f.foreign >= 2
                && f.foreign * 8 >= f.words
                && whichlang::detect_language(self.line(n)) != whichlang::Lang::Eng;
            let much_foreign = f.words >= 8
                && f.foreign * 5 >= f.words
                && f.foreign > f.grammar * 2
                && whichlang::detect_language(self.line(n)) != whichlang::Lang::Eng;
            let kept = matches!(
                self.kinds[n],
                BlockKind::Body
                    | BlockKind::Subtitle
                    | BlockKind::Caption
                    | BlockKind::Dateline
                    | BlockKind::Byline
            );
            if kept && (foreign_script || foreign_words || much_foreign) {
                self.kinds[n] = if f.words <= 3 && f.numbers > 0 {
                    BlockKind::Counter
                } else if f.terminal && f.words > 20 {
                    BlockKind::Other
                } else {
                    BlockKind::Related
                };
            }
        }
    }

    /// Short lines that stand three times or more are labels of the page.
    fn repeated(&mut self) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for f in &self.features {
            *seen.entry(f.plain.as_str()).or_default() += 1;
        }
        for n in 0..self.units.len() {
            let often = seen[self.features[n].plain.as_str()] >= 3;
            if often && self.kinds[n] == BlockKind::Subtitle && self.features[n].words <= 6 {
                self.kinds[n] = BlockKind::Nav;
            }
        }
    }

    /// The article's region as a half-open range of units: found once by points, then again with the words of the first
    /// finding, so that teasers of other articles behind the article count for little.
    fn region(&self) -> (usize, usize) {
        /// Fewer words do not show what an article is about.
        const FEWEST: usize = 120;
        let (from, to) = self.best_run(None);
        let core: Vec<usize> =
            (from..to).filter(|n| self.kinds[*n] == BlockKind::Body && !self.alone(*n)).collect();
        if core.iter().map(|n| self.features[*n].words).sum::<usize>() < FEWEST {
            return (from, to);
        }
        let words = core.iter().flat_map(|n| content_words(&self.features[*n].plain)).collect();
        self.best_run(Some(&words))
    }

    /// Whether a paragraph has no other beside it, and noise close by.
    fn alone(&self, n: usize) -> bool {
        /// Lines looked at for noise, each way.
        const CLOSE: usize = 3;
        let prose = |m: usize| {
            let f = &self.features[m];
            self.kinds[m] == BlockKind::Body
                || self.kinds[m] == BlockKind::Subtitle
                    && (f.terminal && f.words >= 3 || f.opens_quote || f.quote)
        };
        let last = self.units.len() - 1;
        let noisy = (n.saturating_sub(CLOSE)..=(n + CLOSE).min(last)).any(|m| self.kinds[m].is_noise());
        noisy && (n == 0 || !prose(n - 1)) && (n == last || !prose(n + 1))
    }

    fn best_run(&self, core: Option<&HashSet<&str>>) -> (usize, usize) {
        let (mut best, mut sum, mut start, mut region) = (0i64, 0i64, 0, (0, 0));
        let mut short_run = 0;
        let mut words_before = 0usize;
        for n in 0..self.units.len() {
            let f = &self.features[n];
            let value = match self.kinds[n] {
                BlockKind::Body => {
                    short_run = 0;
                    words_before += f.words;
                    let strange = self.alone(n) && core.is_some_and(|c| self.shared(n, c) < COHERENT);
                    if strange { -NOISE_COST } else { f.words.min(WORDS_COUNTED) as i32 }
                }
                BlockKind::Subtitle
                | BlockKind::Caption
                | BlockKind::Byline
                | BlockKind::Dateline
                | BlockKind::List => {
                    let cost = SHORT_COST.min(SHORT_RUN_COST - short_run);
                    short_run += cost;
                    -cost
                }
                BlockKind::Other if f.hits.ends_article && words_before >= 80 => -END_COST,
                BlockKind::Related if f.hits.ends_article && words_before >= 80 => -RELATED_COST,
                _ => -NOISE_COST,
            };
            if sum <= 0 {
                sum = 0;
                start = n;
            }
            sum += i64::from(value);
            // Of two articles on one page the first is meant, unless the other is clearly longer.
            let other = best > 0 && start >= region.1;
            if sum > if other { best * LATER_NUM / LATER_DEN } else { best } {
                best = sum;
                region = (start, n + 1);
            }
        }
        region
    }

    /// Outside the region nothing is running text of this article, and dates, names and pictures further off are others'.
    fn outside(&mut self, (from, to): (usize, usize)) {
        /// Lines of furniture that may stand between the region and its byline or date.
        const NEAR: usize = 8;
        /// Of a hundred content words of a sentence before the region, so many make it the article's own.
        const OWN: usize = 50;
        let core: HashSet<&str> = body_words(&self.features[from..to], &self.kinds[from..to]);
        for n in (0..from).chain(to..self.units.len()) {
            let far = if n < from { from - n > 3 * NEAR } else { n >= to + NEAR };
            self.kinds[n] = match self.kinds[n] {
                // Before the article, a teaser, but for a first sentence parted from it by counters or labels; behind it,
                // comments and other articles.
                BlockKind::Body if n < from => {
                    if from - n <= NEAR && self.shared(n, &core) >= OWN {
                        BlockKind::Body
                    } else {
                        BlockKind::Related
                    }
                }
                BlockKind::Body => BlockKind::Other,
                BlockKind::Byline | BlockKind::Dateline if far => BlockKind::Nav,
                BlockKind::Caption if far => BlockKind::Related,
                kind => kind,
            };
        }
    }

    /// Of a line's content words, how many of a hundred the running text holds as well.
    fn shared(&self, n: usize, body: &HashSet<&str>) -> usize {
        let words: Vec<&str> = content_words(&self.features[n].plain).collect();
        if words.is_empty() {
            return 0;
        }
        let stem = |w: &str| body.contains(w) || w.strip_suffix('s').is_some_and(|s| body.contains(s));
        words.iter().filter(|w| stem(w)).count() * 100 / words.len()
    }

    fn find_title(&mut self, (_, to): (usize, usize), known: Option<&str>) -> Option<usize> {
        let first_body = (0..to).find(|n| self.kinds[*n] == BlockKind::Body)?;
        let found = match known.map(crate::vocabulary::plain) {
            Some(title) => (0..self.units.len())
                .filter(|n| self.kinds[*n] != BlockKind::Body || self.features[*n].words < 30)
                .find(|n| same_headline(&self.features[*n].plain, &title)),
            None => None,
        };
        let found = found.or_else(|| self.guess_title(first_body));
        let title = found?;
        self.kinds[title] = BlockKind::Title;
        // Repeated, it is the title again; as the first line before its own breadcrumb too.
        for n in 0..self.units.len() {
            let close = n.abs_diff(title) <= 12 || n < title;
            if n != title
                && close
                && !matches!(self.kinds[n], BlockKind::Body)
                && same_headline(&self.features[n].plain, &self.features[title].plain)
            {
                self.kinds[n] = BlockKind::Title;
            }
        }
        (0..self.units.len()).find(|n| self.kinds[*n] == BlockKind::Title)
    }

    /// The headline among the lines before the first paragraph: near it, sharing its words, the first of its group.
    fn guess_title(&self, first_body: usize) -> Option<usize> {
        /// Lines looked at before the first paragraph.
        const REACH: usize = 40;
        let body = body_words(&self.features, &self.kinds);
        let score = |n: usize| -> Option<i64> {
            let f = &self.features[n];
            let candidate = match self.kinds[n] {
                BlockKind::Subtitle => f.big_start && f.words >= 2 && f.words <= 30 && !f.bullet,
                // A label such as "exclusive:" or "live:" may lead a headline.
                BlockKind::Related => {
                    f.hits.start.is_some() && f.hits.whole.is_none() && f.words >= 4 && f.stamps.is_empty()
                }
                _ => false,
            };
            if !candidate {
                return None;
            }
            let near = (first_body - n).min(REACH) as i64;
            let repeated =
                (0..first_body).filter(|m| *m != n && self.features[*m].plain == f.plain).count().min(2)
                    as i64;
            Some(self.shared(n, &body) as i64 / 5 + f.words.min(12) as i64 + 6 * repeated - near)
        };
        let scored: Vec<(usize, i64)> =
            (first_body.saturating_sub(REACH)..first_body).filter_map(|n| Some((n, score(n)?))).collect();
        let &(best, points) = scored.iter().max_by_key(|(n, s)| (*s, std::cmp::Reverse(*n)))?;
        /// A lone label shares nothing and has few words.
        const LEAST: i64 = 4;
        if points < LEAST && best > 0 {
            return None;
        }
        // A deck under the headline often scores as well as the headline.
        let earlier = scored.iter().filter(|(n, s)| {
            *n < best && best - n <= 3 && *s * 10 >= points * 6 && self.features[*n].words >= 4
        });
        let at = earlier.map(|(n, _)| *n).min().unwrap_or(best);
        Some(at)
    }

    /// Lines before the first paragraph.
    fn head(&mut self, (from, to): (usize, usize)) {
        let first_body = (0..to).find(|n| self.kinds[*n] == BlockKind::Body).unwrap_or(from);
        // The first line of a text may be a headline that ends as a sentence does.
        if self.title.is_none() && self.title_is_sentence(first_body, to) {
            self.kinds[first_body] = BlockKind::Title;
            self.title = Some(first_body);
        }
        let body = body_words(&self.features, &self.kinds);
        let Some(title) = self.title else {
            for n in 0..first_body {
                if self.kinds[n] == BlockKind::Subtitle
                    && (self.shared(n, &body) < 40 || self.features[n].words < 3)
                {
                    self.kinds[n] = BlockKind::Nav;
                }
            }
            return;
        };
        for n in 0..first_body {
            let f = &self.features[n];
            if self.kinds[n] != BlockKind::Subtitle {
                continue;
            }
            let line = self.line(n);
            self.kinds[n] = if n < title {
                if f.words >= 5 { BlockKind::Related } else { BlockKind::Nav }
            } else if f.is_name(line) && n <= title + 6 {
                let seen_in_body =
                    line.split_whitespace().last().is_some_and(|w| body.contains(w.to_lowercase().as_str()));
                if seen_in_body { BlockKind::Caption } else { BlockKind::Byline }
            } else if f.words >= 4 && self.shared(n, &body) >= 25
                || f.terminal && f.words >= 6
                || f.words >= 2 && self.shared(n, &body) >= 50
            {
                BlockKind::Subtitle
            } else {
                BlockKind::Nav
            };
        }
        // A role under a name, and a name under "author".
        for n in title + 1..first_body {
            if is_role(&self.features[n].plain) && n > 0 && self.kinds[n - 1] == BlockKind::Byline {
                self.kinds[n] = BlockKind::Byline;
            }
        }
    }

    /// Whether the first line is a headline with a full stop: short, in the present, one sentence, taken up by what follows.
    fn title_is_sentence(&self, first: usize, to: usize) -> bool {
        let Some(f) = self.features.get(first) else { return false };
        let short = f.words <= 16 && f.borders == 0 && !f.quote && f.past == 0 && f.terminal && first < to;
        let alone = self.units.get(first + 1).is_some_and(|u| u.gap > 0)
            || self.kinds.get(first + 1).is_some_and(|k| *k != BlockKind::Body);
        if !short || !alone {
            return false;
        }
        let rest: HashSet<&str> = (first + 1..to)
            .filter(|n| self.kinds[*n] == BlockKind::Body)
            .flat_map(|n| content_words(&self.features[n].plain))
            .collect();
        let next = (first + 1..to).find(|n| self.kinds[*n] == BlockKind::Body);
        let longer = next.is_some_and(|n| self.features[n].words > f.words);
        longer && self.shared(first, &rest) >= 50
    }

    /// Short lines between the paragraphs.
    fn inside(&mut self, (_, to): (usize, usize)) {
        let Some(first) = (0..to).find(|n| self.kinds[*n] == BlockKind::Body) else { return };
        let body = body_words(&self.features, &self.kinds);
        let shouting = self.title.is_some_and(|t| self.features[t].title_case());
        let mut n = first;
        while n < to {
            if self.kinds[n] != BlockKind::Subtitle {
                n += 1;
                continue;
            }
            let mut end = n;
            while end < to && self.kinds[end] == BlockKind::Subtitle {
                end += 1;
            }
            let run = end - n;
            for m in n..end {
                self.kinds[m] = self.short_line(m, run, shouting, &body);
            }
            n = end;
        }
        // A single section word between paragraphs is a heading, among labels it is one of them.
        for n in first + 1..to.saturating_sub(1) {
            let f = &self.features[n];
            if f.hits.whole.is_some_and(|(_, w)| w == PROSE) && self.is_body(n - 1) && self.is_body(n + 1) {
                self.kinds[n] = BlockKind::Subtitle;
            }
        }
    }

    fn short_line(&self, n: usize, run: usize, shouting: bool, body: &HashSet<&str>) -> BlockKind {
        let f = &self.features[n];
        let line = self.line(n);
        let shared = self.shared(n, body);
        if f.bullet && n > 0 && self.features[n - 1].quote && !f.terminal {
            // Who said the words above.
            return BlockKind::Body;
        }
        if f.bullet {
            return if f.words >= 3 { BlockKind::List } else { BlockKind::Nav };
        }
        // A question between paragraphs that asks what the next one answers is a heading.
        let next = self.features.get(n + 1).is_some_and(|next| next.terminal && next.words > f.words);
        if run == 1
            && f.plain.ends_with('?')
            && !f.opens_quote
            && f.borders == 0
            && f.words <= 10
            && next
            && is_question(&f.plain)
        {
            return BlockKind::Subtitle;
        }
        // Sentences, questions and speech, however short, are the article's.
        if (f.terminal || f.colon) && (f.verbs > 0 || f.opens_quote || f.words >= 4) || f.quote {
            return BlockKind::Body;
        }
        if !f.big_start && f.words >= 3 {
            return BlockKind::Body;
        }
        if f.is_name(line) {
            // The name of someone the article speaks of stands under a picture.
            return if shared >= 50 { BlockKind::Caption } else { BlockKind::Nav };
        }
        if run >= 3 {
            // Many short lines in a row: a table or list if the article speaks of it, else links.
            let labels = f.title_case() || shared < 30;
            return if f.digits > 0 && f.words <= 8 && !f.title_case() {
                BlockKind::Table
            } else if labels {
                if f.words >= 5 { BlockKind::Related } else { BlockKind::Nav }
            } else {
                BlockKind::List
            };
        }
        let whole_capitals = f.title_case() && f.small == 0 && f.words >= 2;
        if whole_capitals && shared == 100 && !shouting && f.words <= 4 && self.in_body(line) {
            return BlockKind::Caption;
        }
        // A long line in title case is another article's headline where the article's own headings are written otherwise.
        if f.title_case() && f.words >= 7 && (!shouting || f.words >= 9 || shared < 50) {
            return BlockKind::Related;
        }
        if f.words >= 14 && f.verbs > 0 {
            return BlockKind::Body;
        }
        if shared == 0 && content_words(&f.plain).count() >= 2 {
            return BlockKind::Related;
        }
        if shared == 0 && f.words <= 2 && f.hits.whole.is_some() {
            return BlockKind::Nav;
        }
        BlockKind::Subtitle
    }

    /// Whether the running text holds `line` as it is written.
    fn in_body(&self, line: &str) -> bool {
        (0..self.units.len()).any(|n| self.kinds[n] == BlockKind::Body && self.line(n).contains(line))
    }

    /// From the last paragraph backwards and forwards: biographies, signatures and what is left.
    fn tail(&mut self) {
        let Some(last) = (0..self.units.len()).rev().find(|n| self.kinds[*n] == BlockKind::Body) else {
            return;
        };
        let names: HashSet<String> = (0..self.units.len())
            .filter(|n| self.features[*n].is_name(self.line(*n)) || self.kinds[*n] == BlockKind::Byline)
            .flat_map(|n| self.line(n).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
            .filter(|w| w.len() > 3)
            .collect();
        let mut first_bio = None;
        for n in (0..self.units.len()).rev() {
            let f = &self.features[n];
            match self.kinds[n] {
                BlockKind::Body
                | BlockKind::Disclaimer
                | BlockKind::Other
                | BlockKind::Related
                | BlockKind::Subscribe
                    if self.is_bio(n, &names) =>
                {
                    self.kinds[n] = BlockKind::Bio;
                    first_bio = Some(n);
                }
                BlockKind::Body => break,
                _ if f.words > 20 && n <= last => break,
                _ => {}
            }
        }
        if let Some(bio) = first_bio {
            // "She …" after it, and the name and role above it.
            let mut n = bio + 1;
            while n < self.units.len() {
                let pronoun = ["she ", "he ", "they ", "her ", "his "]
                    .iter()
                    .any(|p| self.features[n].plain.starts_with(p));
                if matches!(self.kinds[n], BlockKind::Body | BlockKind::Other) && pronoun {
                    self.kinds[n] = BlockKind::Bio;
                }
                n += 1;
            }
            for n in (0..bio).rev() {
                let f = &self.features[n];
                if f.words > 8 || f.terminal || matches!(self.kinds[n], BlockKind::Body | BlockKind::Title) {
                    break;
                }
                self.kinds[n] = BlockKind::Bio;
            }
        }
        let Some(end) = (0..self.units.len()).rev().find(|n| self.is_body(*n)) else { return };
        let body = body_words(&self.features, &self.kinds);
        let mut after: Vec<(usize, BlockKind)> = Vec::new();
        for n in end + 1..self.units.len() {
            let f = &self.features[n];
            let kind = match self.kinds[n] {
                BlockKind::Subtitle | BlockKind::List | BlockKind::Table => {
                    let line = self.line(n);
                    if is_role(&f.plain) || f.is_name(line) && self.shared(n, &body) < 50 {
                        BlockKind::Bio
                    } else if n == end + 1
                        && f.words <= 4
                        && (line.starts_with(['—', '–', '-']) || f.shouted > 0)
                    {
                        BlockKind::Byline
                    } else if f.words >= 4 {
                        BlockKind::Related
                    } else {
                        BlockKind::Nav
                    }
                }
                BlockKind::Title => continue,
                kind => kind,
            };
            after.push((n, kind));
        }
        for (n, kind) in after {
            self.kinds[n] = kind;
        }
    }

    /// Whether a paragraph tells of the author: words of the trade and of a life, and a subject who wrote the article.
    fn is_bio(&self, n: usize, names: &HashSet<String>) -> bool {
        let f = &self.features[n];
        let points = f.hits.of(BlockKind::Bio);
        // Names of books and prizes stand in marks as well; speech has a verb of saying.
        if points < BIO || f.quote && f.reports > 0 || f.reports > 1 {
            return false;
        }
        const TRADE: [&str; 14] = [
            "reporter",
            "correspondent",
            "editor",
            "journalist",
            "writer",
            "columnist",
            "author of",
            "contributor",
            "fellow",
            "covers",
            "newsletter",
            "producer",
            "bureau chief",
            "professor",
        ];
        let trade = TRADE.iter().filter(|t| f.plain.contains(*t)).count();
        let mut head = f.plain.split_whitespace().take(10);
        let is = head.clone().any(|w| matches!(w, "is" | "covers" | "writes" | "reports"));
        let named = head.any(|w| names.contains(w.trim_matches(|c: char| !c.is_alphanumeric())));
        trade > 0 && is && (named || trade > 1 || points >= 2 * BIO)
    }
}

/// Words of the article's running text, for telling its own headings from other articles'.
fn body_words<'f>(features: &'f [Features], kinds: &[BlockKind]) -> HashSet<&'f str> {
    let body = features.iter().zip(kinds).filter(|(_, kind)| **kind == BlockKind::Body);
    body.flat_map(|(f, _)| content_words(&f.plain)).collect()
}

/// Words of four letters or more that carry no grammar.
fn content_words(plain: &str) -> impl Iterator<Item = &str> {
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|w| w.strip_suffix("'s").unwrap_or(w))
        .filter(|w| w.chars().count() >= 4 && !is_function_word(w))
}

/// Whether two plain lines are one headline: equal but for marks, or one with the outlet's name behind a bar or dash.
pub fn same_headline(a: &str, b: &str) -> bool {
    let bare = |s: &str| -> String { s.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (bare(a), bare(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    long.starts_with(short.as_str()) && short.len() * 10 >= long.len() * 6
}

/// A time of day alone, as over the entries of a live report.
fn is_clock(plain: &str) -> bool {
    let (head, rest) = plain.split_at(
        plain.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(plain.len()),
    );
    let mut parts = head.split([':', '.']);
    let number =
        |part: Option<&str>| part.filter(|p| (1..=2).contains(&p.len())).and_then(|p| p.parse::<u8>().ok());
    let (hour, minute) = (number(parts.next()), number(parts.next()));
    let zone =
        ["", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "bst", "cet", "est", "et"].contains(&rest.trim());
    hour.is_some_and(|h| h < 24) && minute.is_some_and(|m| m < 60) && head.len() >= 4 && zone
}

/// Whether a line begins as questions do.
fn is_question(plain: &str) -> bool {
    const WORDS: [&str; 24] = [
        "who", "what", "when", "where", "why", "how", "which", "whose", "can", "could", "will", "would",
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "should", "may", "so",
    ];
    plain
        .split_whitespace()
        .next()
        .is_some_and(|first| WORDS.contains(&first.split('\'').next().unwrap_or(first)))
}

/// Words that stand beside pictures.
fn is_caption(f: &Features, line: &str) -> bool {
    /// Captions are no longer than this, in words.
    const LONGEST: usize = 70;
    if f.words > LONGEST || f.words < 2 {
        return false;
    }
    let p = &f.plain;
    let credit = [
        "(photo by",
        "(photo:",
        "(photo/",
        "(image:",
        "(image by",
        "photo by ",
        "photo credit",
        "photograph by",
        "photograph:",
        "photo courtesy",
        "image credit",
        "picture:",
        "photo illustration",
        "(ap photo",
        "getty images",
        "(file photo",
        "file photo",
        "file image",
        "file picture",
        "handout via",
        "/afp",
        "/reuters",
        "reuters/",
        "/getty",
        "ap photo/",
        "epa-efe",
        "/shutterstock",
        "courtesy of",
        "screengrab",
        "screenshot from",
        "image:",
        "photo:",
        "credit:",
        "illustration:",
        "illustration by",
        "/ap)",
        "(reuters)",
        "photos:",
        "(picture",
        "via ap)",
    ];
    let credited = credit.iter().any(|c| {
        p.find(c).is_some_and(|at| {
            // In running text only behind the last sentence.
            at == 0 || !f.terminal || p.len() - at < 70
        })
    });
    let posed = [
        "(left)",
        "(right)",
        "(centre)",
        "(center)",
        "(l)",
        "(r)",
        "(second from",
        "(from left",
        "(pictured)",
        ", pictured",
        "pictured here",
        "seen here",
        "(front)",
        "(back)",
        "(top)",
        "(bottom)",
        "left to right",
        "from left:",
    ]
    .iter()
    .any(|c| p.contains(c));
    let telling = f.quote || f.reports > 0;
    let wordy = p.starts_with("photo") || p.starts_with("image:") || p.starts_with("illustration");
    (credited && !(telling && f.borders > 1))
        || (posed && !telling)
        || (wordy && !f.terminal && line.contains(':'))
}

/// A line that says when or by whom and little else.
fn dateline_or_byline(f: &Features, line: &str) -> Option<BlockKind> {
    /// Words of a date line beside its dates: a weekday, a city, an agency, a label.
    const BESIDE: usize = 7;
    if !f.stamps.is_empty() {
        let covered: usize = f.stamps.iter().map(|s| line[s.span.range()].split_whitespace().count()).sum();
        let beside = f.words.saturating_sub(covered);
        let led = ["published", "updated"].iter().any(|k| after_lead(k, &f.plain).is_some());
        if (beside <= 3
            || led && beside <= BESIDE + 4
            || (beside <= BESIDE && f.separators + line.matches([',', '-', '–', '—', ':']).count() >= 1))
            && f.verbs <= 1
        {
            return Some(BlockKind::Dateline);
        }
    }
    /// Bylines are no longer than this, in words.
    const LONGEST: usize = 20;
    if f.words >= 2 && f.words <= LONGEST && !f.quote {
        let rest = after_lead("byline", &f.plain)?;
        let at = line.len().checked_sub(rest.len()).filter(|at| line.is_char_boundary(*at));
        let rest = at.map_or(rest, |at| &line[at..]);
        let direct = f.plain.starts_with("by ")
            || line.contains(':')
            || f.plain.starts_with("written by")
            || f.plain.starts_with("posted by");
        let names = rest.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let other = rest
            .split_whitespace()
            .filter(|w| {
                w.starts_with(char::is_lowercase)
                    && !matches!(
                        *w,
                        "and"
                            | "in"
                            | "for"
                            | "of"
                            | "with"
                            | "at"
                            | "the"
                            | "de"
                            | "van"
                            | "von"
                            | "al"
                            | "bin"
                    )
            })
            .count();
        if direct && names >= 1 && other <= 2 && f.verbs == 0 && !(f.terminal && f.words > 8) {
            return Some(BlockKind::Byline);
        }
    }
    None
}
