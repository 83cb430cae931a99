#!/usr/bin/env python3
"""Draws the event pairs of RULE.md from PolNeAR train and dev and writes drawn.tsv beside this file.

Usage: draw.py [FOLDER]   FOLDER is the PolNeAR folder, by default ../shared/data/polnear seen from the repository's root.

Identifiers and spans (Unicode code points, 0-based, end-exclusive) are written, never text. Standard library only; the same
folder gives the same bytes. Attributions, words and the stop list are those of ../utterances/draw.py.
"""

import csv
import datetime
import importlib.util
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
SPEC = importlib.util.spec_from_file_location("utterances_draw", HERE.parent / "utterances" / "draw.py")
base = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(base)

# Stratum, pairs drawn, reserve pairs that follow them in case a pair cannot be told.
QUOTAS = [("b", 17, 3), ("a", 19, 4), ("c", 14, 3), ("d", 10, 2)]
PER_ARTICLE_PAIR = 3
PER_ARTICLE = 5
PER_PASSAGE = 2
NEAR_DAYS = 5
SAME_WORDING = 8  # a run of so many words in both is one wording, not two tellings
HIGH_SHARE, FAR_SHARE, LOW_SHARE = 0.4, 0.6, 0.2
HIGH_WORDS, LOW_WORDS = 3, 2
COMMON = 0.01  # a word in more than this part of all passages tells nothing
LENGTH = (8, 60)  # words of a passage
FUTURE = 60  # a day of a month so many days after publication is last year's

ABBREVIATIONS = set(
    "mr mrs ms dr sen rep reps sens gov gen lt col capt rev st jr sr no vs jan feb mar apr aug sept sep oct nov dec inc corp co "
    "ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va "
    "wash wis wyo".split()
)
SENTENCE_END = re.compile(r'[.!?]["”’)]*(?=\s+["“‘(]*[A-Z0-9])')
PAST = set(
    "was were had did went came left took gave made met won lost held saw said told spoke fell rose broke began shot hit beat "
    "led ran sent set got drew cut fought found brought bought built became put quit struck stood sat paid chose wrote read "
    "killed kept".split()
)
NOT_PAST = {"need", "united", "indeed", "hundred", "speed", "proceed", "succeed"}
EVENTS = (
    "debate rally primary caucus vote voted election attack shooting shot killed bombing explosion arrested arrest charged "
    "indicted fired resigned ousted hired endorsed endorsement ruled ruling hearing testified testimony lawsuit sued "
    "convention speech interview announced signed vetoed released release published leaked hacked meeting met visited visit "
    "trip flew suspended dropped won victory defeated lost nominated nomination picked appointed protest protesters clashed "
    "riot forum dinner ceremony funeral died crash fundraiser conference interviewed subpoena "
    "deposition deal agreement strike raid withdrew canceled cancelled summit tweet tweeted retweeted letter donated donation "
    "collapsed fainted stumbled diagnosed hospital tour event filed pleaded convicted sentenced"
)
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WEEKDAYS = {name: number for number, name in enumerate("mon tues wednes thurs fri satur sun".split())}
MONTH_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})\b(?!\d)(?:, (20\d\d))?")
WEEKDAY = re.compile(r"\b(?:(next|every) )?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
DAY_BEFORE = re.compile(r"\b(yesterday|last night)\b", re.IGNORECASE)
# Words by which a passage looks ahead, supposes, or names an event only to date something else.
ASIDE = re.compile(
    r"\b(ahead of|(?:heading|coming|going) into|leading up to|in the wake of|if|would|will|could|might|may|likely|poised|"
    r"expected|scheduled|since|without)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[\w,;:)’'] )[\"“]?([A-Z][A-Za-z]+)")


def sentences(text):
    """Spans of sentences: lines, cut after a full stop, ! or ? that a capital or a digit follows and no abbreviation holds."""
    line_start = 0
    for line in text.split("\n"):
        cuts = []
        for match in SENTENCE_END.finditer(line):
            before = line[: match.start()].split()
            word = before[-1].strip("\"“‘(").lower() if before else ""
            stop = line[match.start()] == "."
            if not (stop and (word in ABBREVIATIONS or re.fullmatch(r"[a-z]|(?:[a-z]\.)+[a-z]", word))):
                cuts.append(match.end())
        start = 0
        for end in [*cuts, len(line)]:
            piece = line[start:end]
            inner = piece.strip()
            if inner:
                at = line_start + start + piece.index(inner)
                yield at, at + len(inner)
            start = end
        line_start += len(line) + 1


def stem(word):
    word = word.replace("'s", "")
    for ending in ("ings", "ing", "ers", "er", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


EVENT_STEMS = {stem(word) for word in EVENTS.split()}


def is_past(word):
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST)


def days_told(pieces, published):
    """Days that the passage's words give: month and day, a weekday (the last one up to publication), yesterday."""
    days = set()
    for piece in pieces:
        for match in MONTH_DAY.finditer(piece):
            try:
                day = datetime.date(int(match[3] or published.year), MONTHS[match[1].lower()], int(match[2]))
                if not match[3] and (day - published).days > FUTURE:
                    day = day.replace(year=day.year - 1)
            except ValueError:
                continue
            days.add(day)
        for match in WEEKDAY.finditer(piece):
            if not match[1]:
                days.add(published - datetime.timedelta((published.weekday() - WEEKDAYS[match[2].lower()]) % 7))
        if DAY_BEFORE.search(piece):
            days.add(published - datetime.timedelta(1))
    return days


class Passage:
    def __init__(self, article, name, spans, text):
        self.article, self.name, self.spans = article, name, spans
        pieces = [text[start:end] for start, end in spans["Content"]]
        self.words = [w.lower().replace("’", "'") for piece in pieces for w in base.WORD.findall(piece)]
        self.asks = pieces[-1].rstrip("\"”’ ").endswith("?")
        self.stems = {stem(word) for word in self.words if word not in base.STOP}
        self.events = self.stems & EVENT_STEMS
        self.days = days_told(pieces, article["day"])
        self.aside = any(map(ASIDE.search, pieces))
        names = {name.lower() for piece in pieces for name in NAME.findall(piece)}
        self.names = {n for n in names if n[:3] not in MONTHS and n.removesuffix("day") not in WEEKDAYS}
        self.runs = {tuple(self.words[i : i + SAME_WORDING]) for i in range(len(self.words) - SAME_WORDING + 1)}

    def key(self):
        return f"{self.article['filename']} {self.name}"

    def fits(self):
        return LENGTH[0] <= len(self.words) <= LENGTH[1] and not self.asks and self.events and any(map(is_past, self.words))


def passages(folder):
    """Statements with content, and sentences that no attribution touches: those that may tell of an event."""
    articles = {}
    with open(folder / "metadata.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["compartment"] in ("train", "dev"):
                row["day"] = datetime.date.fromisoformat(row["publication_date"])
                articles[row["compartment"], row["filename"]] = row
    found = []
    for compartment in ("dev", "train"):
        first = {}
        for path in sorted((folder / compartment / "attributions").glob("*.ann")):
            first.setdefault(path.name.removesuffix(".ann").rpartition("_")[0], path)
        for name, path in sorted(first.items()):
            article = articles[compartment, name]
            text = (folder / compartment / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            for event, spans in base.read_attributions(path):
                found.append(Passage(article, event, spans, text))
            touched = []
            for line in path.read_text(encoding="utf-8").splitlines():
                columns = line.split("\t")
                role = columns[1].split(" ")[0].rstrip("0123456789") if re.fullmatch(r"T\d+", columns[0]) else None
                if role in ("Source", "Cue", "Content"):
                    touched += [tuple(map(int, pair.split(" "))) for pair in columns[1].split(" ", 1)[1].split(";")]
            for start, end in sentences(text):
                if not any(s < end and start < e for s, e in touched):
                    spans = {"Content": [(start, end)], "Cue": [], "Source": []}
                    found.append(Passage(article, f"{start}-{end}", spans, text))
    frequency = Counter(word for passage in found for word in passage.stems)
    for passage in found:
        passage.telling = {word for word in passage.stems if frequency[word] <= COMMON * len(found)}
    return [passage for passage in found if passage.fits()]


def stratum(one, other):
    """The first stratum of RULE.md that the pair fits, or None."""
    events, names, shared = one.events & other.events, one.names & other.names, one.telling & other.telling
    if not names or one.runs & other.runs:
        return None
    share = len(shared) / max(1, min(len(one.telling), len(other.telling)))
    telling_name = any(stem(name) in shared for name in names)
    near = abs((one.article["day"] - other.article["day"]).days) <= NEAR_DAYS
    a_day = one.days & other.days and events and max(len(shared), len(names)) >= LOW_WORDS
    if not one.aside and not other.aside:
        if a_day:
            return "b"
        if near and len(shared) >= HIGH_WORDS and share >= HIGH_SHARE and (events or telling_name):
            return "a"
        if not near and events and telling_name and len(shared) >= HIGH_WORDS and share >= FAR_SHARE:
            return "c"
    return "d" if a_day or (near and events and len(shared) >= LOW_WORDS and share >= LOW_SHARE) else None


def candidates(found):
    """Every pair of different publishers that shares a telling word or a day, with its stratum."""
    by_word = defaultdict(list)
    for number, passage in enumerate(found):
        for word in {*passage.telling, *passage.days}:
            by_word[word].append(number)
    for number, one in enumerate(found):
        others = {other for word in {*one.telling, *one.days} for other in by_word[word] if other > number}
        for other in sorted(others):
            if one.article["publisher"] != found[other].article["publisher"]:
                if kind := stratum(one, found[other]):
                    yield (kind, *sorted((one, found[other]), key=Passage.key))


def draw(pairs):
    """(number, stratum, one, other): the pairs drawn, then the reserves, each in an order that hides the stratum."""
    queues = defaultdict(list)
    for kind, one, other in pairs:
        queues[kind].append((base.digest("events 1", one.key(), other.key()), one, other))
    per_articles, per_article, per_passage, taken = Counter(), Counter(), Counter(), []
    picked, reserves = [], []
    for kind, wanted, spare in QUOTAS:
        chosen = []
        for _, one, other in sorted(queues[kind], key=lambda entry: entry[0]):
            if len(chosen) == wanted + spare:
                break
            articles = (one.article["filename"], other.article["filename"])
            if per_articles[articles] == PER_ARTICLE_PAIR or max(per_article[name] for name in articles) == PER_ARTICLE:
                continue
            if max(per_passage[one.key()], per_passage[other.key()]) == PER_PASSAGE:
                continue
            if any(a == articles and base.overlap(one, x) and base.overlap(other, y) for a, x, y in taken):
                continue
            per_articles[articles] += 1
            per_article.update(articles)
            per_passage.update((one.key(), other.key()))
            taken.append((articles, one, other))
            chosen.append((kind, one, other))
        picked += chosen[:wanted]
        reserves += chosen[wanted:]

    def order(entry):
        return base.digest("events order 1", entry[1].key(), entry[2].key())

    return enumerate(sorted(picked, key=order) + sorted(reserves, key=order), 1)


def main():
    root = HERE.parents[3]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / "shared" / "data" / "polnear"
    columns = "number stratum split article_a id_a content_a cue_a source_a article_b id_b content_b cue_b source_b"
    lines = ["# " + columns.replace(" ", "\t")]
    pairs = list(candidates(passages(folder)))
    print("candidates", sorted(Counter(kind for kind, _, _ in pairs).items()), file=sys.stderr)
    for number, (kind, one, other) in draw(pairs):
        names = (one.article["filename"], other.article["filename"])
        split = "held" if int(base.digest("events split 1", *names)[0], 16) % 2 else "dev"
        row = [str(number), kind, split]
        for passage in (one, other):
            row += [passage.article["filename"], passage.name if passage.name.startswith("E") else "-"]
            row += [base.written(passage.spans[role]) for role in ("Content", "Cue", "Source")]
        lines.append("\t".join(row))
    (HERE / "drawn.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
