#!/usr/bin/env python3
"""Writes src/text/verbs.txt from WordNet's database: which words are verbs, and how often.

    apt-get install wordnet-base wordnet-sense-index
    .ci/verbs.py /usr/share/wordnet > src/text/verbs.txt

Made from WordNet 3.0 as Debian packages it. The result depends on nothing but those files.
"""

import collections
import pathlib
import re
import sys

WORD = re.compile(r"[a-z]{2,}")
POS = {"1": "noun", "2": "verb", "3": "adjective", "4": "adverb", "5": "adjective"}


def weights(folder):
    """How often each word was met as each part of speech: SemCor's tags and half a point a sense."""
    found = collections.defaultdict(collections.Counter)
    for line in (folder / "index.sense").read_text().splitlines():
        key, _, _, tags = line.split()
        word, sense = key.split("%")
        if WORD.fullmatch(word):
            found[word][POS[sense[0]]] += int(tags) + 0.5
    return found


def irregular_forms(folder):
    """Past forms that do not end in -ed: `written`, `kept`."""
    for line in (folder / "verb.exc").read_text().splitlines():
        form, *bases = line.split()
        if WORD.fullmatch(form) and not form.endswith(("ed", "ing")) and bases:
            yield form


def licence(folder):
    """The licence's words, as WordNet's own files carry them in their first lines."""
    for line in (folder / "index.verb").read_text().splitlines():
        if not line.startswith("  "):
            return
        yield re.sub(r"^  \d+ ?", "", line).strip()


def main():
    folder = pathlib.Path(sys.argv[1])
    codes = collections.defaultdict(str)
    for word, weight in weights(folder).items():
        if weight["verb"]:
            codes[word] += str(min(9, round(10 * weight["verb"] / weight.total())))
        # Half a point a sense stands for no use at all: such adjectives would only hide nouns.
        if weight["adjective"] >= max(1, weight["noun"]):
            codes[word] += "a"
    for form in irregular_forms(folder):
        codes[form] += "p"
    print("# Derived from WordNet 3.0 by .ci/verbs.py: word, tenths of its uses as a verb, a = adjective, p = past form.")
    print("#")
    for line in licence(folder):
        print(f"# {line}".rstrip())
    for word in sorted(codes):
        if codes[word]:
            print(word, "".join(sorted(set(codes[word]))))


if __name__ == "__main__":
    main()
