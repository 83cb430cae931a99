"""The texts that the table of vectors learns from: sentences, parts of sentences and contents of attributions, each once, in a fixed order.

Left out is every text that a scoring of the vectors reads: the validation part of the paraphrases, the headlines, the queries of the claims.
"""
import glob
import json
import os
import re
import unicodedata

# Texts of fewer or more words teach little: a static vector is right for one word, and the teacher reads no more than so many pieces.
FEWEST, MOST = 3, 80


def lines(path):
    with open(path, encoding="utf-8-sig") as file:
        return file.read().splitlines()


def split(paragraph):
    """Sentences, roughly."""
    return re.split(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])", paragraph)


def conllu(path):
    """Sentences of a CoNLL-U file: by their comment, else by their words."""
    words = []
    for line in lines(path) + [""]:
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].isdigit():
            words.append(cells[1])
        elif not line and words:
            yield " ".join(words)
            words = []


def contents(folder):
    """Contents of attributions as their annotators marked them."""
    for path in sorted(glob.glob(os.path.join(folder, "attributions", "*.ann"))):
        for line in lines(path):
            cells = line.split("\t")
            if len(cells) > 2 and cells[1].startswith("Content "):
                yield cells[2]


def msr(path):
    for line in lines(path)[1:]:
        cells = line.split("\t")
        if len(cells) == 5:
            yield int(cells[0]), cells[3], cells[4]


def sts(path):
    for line in lines(path):
        cells = line.split("\t")
        if len(cells) >= 3:
            yield float(cells[0]), cells[1], cells[2]


def articles(folder):
    for path in sorted(glob.glob(os.path.join(folder, "text", "*.txt"))):
        for paragraph in lines(path):
            yield from split(paragraph)


def sources(data):
    """Name and texts of each set."""
    at = lambda *parts: os.path.join(data, *parts)
    yield "PolNeAR train, sentences", articles(at("polnear", "train"))
    yield "PolNeAR train, contents", contents(at("polnear", "train"))
    yield "MSR paraphrase train", (t for _, a, b in msr(at("similarity", "msr-para", "msr-para-train.tsv")) for t in (a, b))
    for name in ("2012/MSRpar.train", "2012/SMTnews.test", "2014/deft-news.test", "2014/tweet-news.test"):
        yield f"STS {name}", (t for _, a, b in sts(at("similarity", "sts", name + ".tsv")) for t in (a, b))
    claims = [json.loads(line) for line in lines(at("claims", "checkthat2022", "vclaims.jsonl"))]
    yield "CheckThat! claims", (t for c in claims for name in ("vclaim", "title", "subtitle") for t in split(c.get(name) or ""))
    yield "UD English EWT train", conllu(at("ud_ewt", "en_ewt-ud-train.rebuilt.conllu"))
    yield "GUM train", (t for path in sorted(glob.glob(at("gum", "train", "*.conllu"))) for t in conllu(path))


def held_back(data):
    """Texts that scorings read."""
    for _, a, b in msr(os.path.join(data, "similarity", "msr-para", "msr-para-val.tsv")):
        yield from (a, b)
    for year in ("2013", "2014"):
        for _, a, b in sts(os.path.join(data, "similarity", "sts", year, "headlines.test.tsv")):
            yield from (a, b)


def form(text):
    return " ".join(words(text))


def words(text):
    """Words as crates/link/src/wording.rs cuts them: lower case, no marks, apostrophes and hyphens part, "n't" is "not"."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"\bwon't\b", "will not", text)
    text = re.sub(r"\bcan't\b", "can not", text)
    text = re.sub(r"n't\b", " not", text)
    text = re.sub(r"'(s|re|ll|ve|d|m)\b", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    return re.findall(r"\d+(?:\.\d+)+|[^\W_]+", text)


def parts(text):
    """Clauses of a sentence: a report is often a part of one."""
    for part in re.split(r"[,;:—–]\s|\s-\s|[\"“”]", text):
        if part != text:
            yield part.strip()


def read(data, report=print):
    """All texts, sorted out: a list of strings."""
    seen = {form(t) for t in held_back(data)}
    out = []
    for name, texts in sources(data):
        before = len(out)
        for text in texts:
            for piece in [text, *parts(text)]:
                cut = words(piece)
                key = " ".join(cut)
                if FEWEST <= len(cut) <= MOST and key not in seen and any(c.isalpha() for c in key):
                    seen.add(key)
                    out.append(piece.strip())
        report(f"{name}: {len(out) - before} texts")
    return out
