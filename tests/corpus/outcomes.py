"""The list outcomes.txt: which files it speaks of, and what it expects of each."""

import dataclasses
import functools
import re

MANY = 10
NOTES = " notes "
# ReferenceRecord.content in proto/.
RECORDS = ("agreement", "agreement_item", "benefit_plan_line", "supplier", "unit")


@dataclasses.dataclass(frozen=True)
class Rule:
    line: int            # of outcomes.txt
    pattern: str         # path below the corpus
    entry: str           # "" where nothing is read
    counts: tuple        # ((kind, record or reason, number or "many" or None for the only one), …)
    why: str
    awaits: str          # the rule is compared once this entry is in the catalogue; "" at once

    def matches(self, path):
        return _expression(self.pattern).fullmatch(path) is not None

    def refused(self):
        return [name for name, _ in self.counts if is_reason(name)]

    def differences(self, found):
        return _differences(self.counts, found)


@dataclasses.dataclass(frozen=True)
class Notes:
    """The data-quality findings that the documents of a file carry."""
    line: int
    pattern: str
    counts: tuple        # ((code, number or None for the only one), …)
    why: str

    def matches(self, path):
        return _expression(self.pattern).fullmatch(path) is not None

    def differences(self, found):
        return _differences(self.counts, found)


def _differences(counts, found):
    """What differs between the counts expected and those found, as sentences."""
    expected = {name: 1 if number is None else number for name, number in counts}
    sentences = []
    for name in sorted(expected.keys() | found.keys()):
        wanted, got = expected.get(name, 0), found.get(name, 0)
        if got < MANY if wanted == "many" else got != wanted:
            sentences.append(f"{name}: {wanted} expected, {got} found")
    return sentences


@functools.cache
def _expression(pattern):
    """As in a shell: * and ? stay within a folder, ** does not."""
    parts = re.split(r"(\*\*/?|\*|\?)", pattern)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))


def is_reason(name):
    """Kinds of documents are written in capitals, records as the contract names their content; reasons are the rest."""
    return name.islower() and name not in RECORDS


class Malformed(ValueError):
    pass


def _counts(text, line):
    words = text.split()
    counted = len(words) == 2 and (words[1].isdecimal() or words[1] == "many")
    if not words or (len(words) != 1 and not counted):
        raise Malformed(f"line {line}: '{text}' is no kind or reason with a number")
    number = None if len(words) == 1 else words[1] if words[1] == "many" else int(words[1])
    return words[0], number


def _outcome(text, line):
    """entry, counts and reason in words of '[ENTRY] WHAT [NUMBER] [+ WHAT NUMBER]… [: WHY]'."""
    head, _, why = text.partition(":")
    terms = [term.strip() for term in head.split(" + ")]
    words = terms[0].split()
    entry = ""
    if len(words) > 1 and not words[1].isdecimal() and words[1] != "many":
        entry, terms[0] = words[0], " ".join(words[1:])
    counts = tuple(_counts(term, line) for term in terms)
    if bool(entry) != any(not is_reason(name) for name, _ in counts):
        raise Malformed(f"line {line}: a document or record has the entry that reads it before it")
    if any(is_reason(name) for name, _ in counts) and len(why.split()) < 2:
        raise Malformed(f"line {line}: a dead letter needs its reason in words behind a colon")
    return entry, counts, why.strip()


def _notes(text, line):
    """(counts, why) of 'CODE [NUMBER] [+ CODE NUMBER]…: WHY'."""
    head, _, why = text.partition(":")
    if len(why.split()) < 2:
        raise Malformed(f"line {line}: a finding needs its reason in words behind a colon")
    return tuple(_counts(term, line) for term in head.split(" + ")), why.strip()


def _logical(text):
    """(number, line): without comments and blank lines, and with what is indented joined to the line before it."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace() and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + " " + line.strip())
        else:
            lines.append((number, line.strip()))
    return lines


def read_notes(text):
    """The lines of a list that say which findings a file carries, in its order."""
    notes, folder = [], ""
    for number, line in _logical(text):
        if line.startswith("[") and line.endswith("]"):
            folder = "" if line == "[.]" else line[1:-1] + "/"
        elif NOTES in line:
            pattern, _, findings = line.partition(NOTES)
            notes.append(Notes(number, folder + pattern, *_notes(findings, number)))
    return notes


def read(text):
    """The rules of a list, in its order."""
    rules, waiting, folder, awaits = [], [], "", ""
    for number, line in _logical(text):
        if line.startswith("[") and line.endswith("]"):
            folder, awaits = "" if line == "[.]" else line[1:-1] + "/", ""
        elif line.startswith("when entry "):
            awaits = line.removeprefix("when entry ")
        elif NOTES not in line:
            pattern, equals, outcome = line.partition(" = ")
            waiting.append((number, folder + pattern))
            if equals:
                found = _outcome(outcome, number)
                rules += [Rule(at, each, *found, awaits) for at, each in waiting]
                waiting = []
        if waiting and line.startswith("["):
            raise Malformed(f"line {waiting[0][0]}: {waiting[0][1]} has no outcome")
    if waiting:
        raise Malformed(f"line {waiting[0][0]}: {waiting[0][1]} has no outcome")
    return rules


def rule_of(rules, path):
    """The first rule that matches, or None."""
    return next((rule for rule in rules if rule.matches(path)), None)


def read_something(counts):
    """Whether anything but dead letters is among the counts."""
    return any(number and not is_reason(name) for name, number in counts.items())
