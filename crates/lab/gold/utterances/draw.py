#!/usr/bin/env python3
"""Draws the statement pairs of RULE.md from PolNeAR train and dev and writes drawn.tsv beside this file.

Usage: draw.py [FOLDER]   FOLDER is the PolNeAR folder, by default ../shared/data/polnear seen from the repository's root.

Identifiers and spans (Unicode code points, 0-based, end-exclusive) are written, never text. Standard library only; the same
folder gives the same bytes. Spans are read as crates/lab/src/polnear.rs reads them.
"""

import csv
import datetime
import hashlib
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Stratum, pairs drawn, reserve pairs that follow them in case a pair cannot be told.
QUOTAS = [("a", 118, 7), ("b", 30, 3), ("f", 12, 3), ("c", 57, 7), ("d", 51, 6), ("e", 32, 4)]
PER_ARTICLE_PAIR = 8
PER_STATEMENT = 3
NEAR_DAYS = 3
LONG_RUN, SHORT_RUN = 8, 4
HIGH_SHARE, MODERATE_SHARE = 0.5, 0.3
HIGH_WORDS, MODERATE_WORDS = 3, 2
COMMON = 0.01  # a word in more than this part of all statements tells nothing (candidates' names, "state", "percent")
WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)*")
STOP = set(
    "a about after again all also am an and any are as at be because been before being but by can could did do does doing "
    "for from get go going got had has have having he her here hers him his how i if in into is it it's its just like "
    "make may me might more most much must my no not now of on one only or other our out over own said say says shall she "
    "should so some such than that that's the their them then there these they this those to too up us very was we were "
    "what when where which while who whom why will with would you your think know want people thing things "
    "don't doesn't didn't can't won't isn't aren't wasn't weren't wouldn't couldn't shouldn't haven't hasn't i'm i've i'll i'd we're we've "
    "we'll he's he'll she's they're they've you're you've there's what's who's let's".split()
)
PRONOUNS = {"he", "she", "it", "they", "we", "i", "you", "his", "her", "their", "the", "a", "an", "who"}


def read_attributions(path):
    """Events with content of one .ann file: id and the spans of source, cue and content, in file order."""
    bound, events = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) < 2:
            continue
        if re.fullmatch(r"T\d+", columns[0]):
            offsets = columns[1].split(" ", 1)[1]
            bound[columns[0]] = [tuple(map(int, pair.split(" "))) for pair in offsets.split(";")]
        elif re.fullmatch(r"E\d+", columns[0]):
            events.append((columns[0], columns[1]))
    for name, roles in events:
        spans = {"Source": [], "Cue": [], "Content": []}
        for role in roles.split(" "):
            label, _, target = role.partition(":")
            label = label.rstrip("0123456789")
            if label in spans:
                spans[label].extend(bound[target])
        if spans["Content"]:
            yield name, spans


def quoted_ranges(text):
    """Stretches inside double quotation marks; a mark left open ends with its line."""
    ranges, line_start = [], 0
    for line in text.split("\n"):
        opened = None
        for at, char in enumerate(line, line_start):
            if char == "“" or (char == '"' and opened is None):
                opened = at
            elif char in "”\"" and opened is not None:
                ranges.append((opened, at))
                opened = None
        if opened is not None:
            ranges.append((opened, line_start + len(line)))
        line_start += len(line) + 1
    return ranges


def surname(text, spans):
    """The last capitalised word of the source that is no pronoun or determiner, in lower case, or None."""
    words = [w for s, e in spans for w in WORD.findall(text[s:e])]
    words = [re.sub(r"['’]s$", "", w) for w in words if w[0].isupper() and w.lower() not in PRONOUNS]
    return words[-1].lower() if words else None


class Statement:
    def __init__(self, article, name, spans, text, quoted):
        self.article, self.name, self.spans = article, name, spans
        self.surname = surname(text, spans["Source"])
        self.words, self.marks = [], []
        for start, end in spans["Content"]:
            for match in WORD.finditer(text, start, end):
                self.words.append(match.group().lower().replace("’", "'"))
                self.marks.append(any(s < match.start() < e for s, e in quoted))
        self.runs = {tuple(self.words[i : i + SHORT_RUN]) for i in range(len(self.words) - SHORT_RUN + 1)}
        self.content_words = {w for w in self.words if w not in STOP}

    def key(self):
        return f"{self.article['filename']} {self.name}"


def longest_run(one, other, inside_marks):
    """Words of the longest run that both contents share and that holds a telling word; on request every word of it stands
    inside quotation marks in both."""
    best, row = 0, [0] * (len(other.words) + 1)
    for i, word in enumerate(one.words):
        previous = 0
        for j, other_word in enumerate(other.words):
            above = row[j + 1]
            if word == other_word and (not inside_marks or (one.marks[i] and other.marks[j])):
                row[j + 1] = length = previous + 1
                if length > best and not one.telling_words.isdisjoint(one.words[i + 1 - length : i + 1]):
                    best = length
            else:
                row[j + 1] = 0
            previous = above
    return best


def stratum(one, other):
    """The first stratum of RULE.md that the pair fits, or None."""
    shared = one.telling_words & other.telling_words
    share = len(shared) / max(1, min(len(one.telling_words), len(other.telling_words)))
    near = abs((one.article["day"] - other.article["day"]).days) <= NEAR_DAYS
    namesakes = one.surname is not None and one.surname == other.surname
    two_names = not namesakes and one.surname is not None and other.surname is not None
    if one.runs & other.runs:
        if longest_run(one, other, False) >= LONG_RUN:
            return "a"
        if (near or namesakes) and longest_run(one, other, True) >= SHORT_RUN:
            return "b" if near else "f"
    high = len(shared) >= HIGH_WORDS and share >= HIGH_SHARE
    if near and high and not two_names:
        return "c"
    if near and namesakes and len(shared) >= MODERATE_WORDS and share >= MODERATE_SHARE:
        return "d"
    if not near and namesakes and high:
        return "e"
    return None


def statements(folder):
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
            text = (folder / compartment / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            quoted = quoted_ranges(text)
            for event, spans in read_attributions(path):
                found.append(Statement(articles[compartment, name], event, spans, text, quoted))
    frequency = Counter(word for statement in found for word in statement.content_words)
    for statement in found:
        statement.telling_words = {w for w in statement.content_words if frequency[w] <= COMMON * len(found)}
    return found


def candidates(found):
    """Every pair of different publishers that shares two content words, with its stratum."""
    by_word = defaultdict(list)
    for number, statement in enumerate(found):
        for word in statement.content_words:
            by_word[word].append(number)
    for number, one in enumerate(found):
        shared = Counter()
        for word in sorted(one.content_words):
            for other in by_word[word]:
                if other > number:
                    shared[other] += 1
        for other, count in sorted(shared.items()):
            if count >= 2 and one.article["publisher"] != found[other].article["publisher"]:
                if kind := stratum(one, found[other]):
                    yield (kind, *sorted((one, found[other]), key=Statement.key))


def digest(*parts):
    return hashlib.sha256(" ".join(parts).encode("utf-8")).hexdigest()


def overlap(one, other):
    return any(s < f and t < e for s, e in one.spans["Content"] for t, f in other.spans["Content"])


def draw(pairs):
    """(number, stratum, one, other): the pairs drawn, then the reserves, each in an order that hides the stratum."""
    queues = defaultdict(list)
    for kind, one, other in pairs:
        queues[kind].append((digest("utterances 1", one.key(), other.key()), one, other))
    per_articles, per_statement, taken = Counter(), Counter(), []
    picked, reserves = [], []
    for kind, wanted, spare in QUOTAS:
        chosen = []
        for _, one, other in sorted(queues[kind], key=lambda entry: entry[0]):
            if len(chosen) == wanted + spare:
                break
            articles = (one.article["filename"], other.article["filename"])
            if per_articles[articles] == PER_ARTICLE_PAIR:
                continue
            if max(per_statement[one.key()], per_statement[other.key()]) == PER_STATEMENT:
                continue
            if any(a == articles and overlap(one, x) and overlap(other, y) for a, x, y in taken):
                continue
            per_articles[articles] += 1
            per_statement[one.key()] += 1
            per_statement[other.key()] += 1
            taken.append((articles, one, other))
            chosen.append((kind, one, other))
        picked += chosen[:wanted]
        reserves += chosen[wanted:]
    def order(entry):
        return digest("utterances order 1", entry[1].key(), entry[2].key())

    return enumerate(sorted(picked, key=order) + sorted(reserves, key=order), 1)


def written(spans):
    return ";".join(f"{start}-{end}" for start, end in spans) or "-"


def main():
    root = HERE.parents[3]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / "shared" / "data" / "polnear"
    columns = "number stratum split article_a id_a content_a cue_a source_a article_b id_b content_b cue_b source_b"
    lines = ["# " + columns.replace(" ", "\t")]
    pairs = list(candidates(statements(folder)))
    print("candidates", sorted(Counter(kind for kind, _, _ in pairs).items()), file=sys.stderr)
    for number, (kind, one, other) in draw(pairs):
        names = (one.article["filename"], other.article["filename"])
        split = "held" if int(digest("utterances split 1", *names)[0], 16) % 2 else "dev"
        row = [str(number), kind, split]
        for statement in (one, other):
            row += [statement.article["filename"], statement.name]
            row += [written(statement.spans[role]) for role in ("Content", "Cue", "Source")]
        lines.append("\t".join(row))
    (HERE / "drawn.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
