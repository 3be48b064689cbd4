"""What the tools for words share: finding the texts in the sources, reading and writing .po files.

A text is found where it is
  - in _("…") of C and of templates, and in n_("…", "…") of templates or tr_n(…, "…", "…") of C;
  - in a .label, .hint, .title or .error = "…" of C tables;
  - in a column of a .def row that DEF_COLUMNS names.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# macro: positions of its labels, from 0
DEF_COLUMNS = {
    "PERMISSION": [3],
    "ACTION": [2],
    "ACTION_GROUP": [3, 4],
    "ENTITY": [2],
    "CAUSE": [2, 3],
    "MENU": [2],
    "ROUTE_MENU": [6],
    "SECTION": [1, 2],
    "FIELDSET": [2],
    "SETTING": [8, 9],
    "SENDER": [3],
    "SALES_MAIL": [2],
}
SETTING_KIND = 3
SETTING_FALLBACK = 4

STRING = r'"(?:[^"\\\n]|\\.)*"'
STRINGS = rf"{STRING}(?:\s*{STRING})*"
MARKED = rf"(?:(?:_|S|S_)\s*\(\s*)?({STRINGS})\s*\)?"
ONE = re.compile(rf"(?<![\w])_\s*\(\s*({STRINGS})")
PLURAL = re.compile(rf"(?<![\w])n_\s*\(\s*({STRINGS})\s*,\s*({STRINGS})")
PLURAL_C = re.compile(rf"(?<![\w])tr_n\s*\([^;{{}}]*?{MARKED}\s*,\s*{MARKED}", re.S)
MEMBER = re.compile(rf"\.(?:label|hint|title|error)\s*=\s*(?:(?:S|S_)\s*\(\s*)?({STRINGS})")
ROW = re.compile(r"^\s*([A-Z_]+)\s*\(", re.M)
COMMENT_OR_STRING = re.compile(rf"/\*.*?\*/|//[^\n]*|({STRING})|'(?:[^'\\\n]|\\.)'", re.S)


# S("Word …") where readers meet texts, which nobody marked. Names of header fields and of zones are no texts.
SPOKEN_FOLDERS = ("domain", "web", "shop", "admin")
NO_TEXTS_IN = re.compile(r"domain/(demo\w*|region)\.[ch]$")
UNMARKED = re.compile(rf"(?<![\w])(?:S|S_)\s*\(\s*({STRINGS})")
BUILT = re.compile(rf'str_format\s*\([^"();]*({STRINGS})')
HEADER_FIELD = re.compile(r"[A-Z][a-z]+(-[A-Z][a-z]+)*")
ZONE = re.compile(r"[A-Z]\w+/\w+")


class Entry:
    def __init__(self, one, other=""):
        self.one = one
        self.other = other
        self.files = set()
        self.to = []
        self.fuzzy = False


def spelled(literals):
    """The text of one or more adjacent C literals."""
    text = "".join(s[1:-1] for s in re.findall(STRING, literals))
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)


def quoted(text):
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def without_comments(text):
    return COMMENT_OR_STRING.sub(lambda m: m[0] if m[1] is not None else " ", text)


def in_c(text):
    text = without_comments(text)
    for m in PLURAL_C.finditer(text):
        yield spelled(m[1]), spelled(m[2])
    text = PLURAL_C.sub(" ", text)
    for m in ONE.finditer(text):
        yield spelled(m[1]), ""
    for m in MEMBER.finditer(text):
        yield spelled(m[1]), ""


def in_template(text):
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.S)
    for m in PLURAL.finditer(text):
        yield spelled(m[1]), spelled(m[2])
    for m in ONE.finditer(text):
        yield spelled(m[1]), ""


def columns(text, at):
    """The columns of the row whose opening parenthesis ends at `at`."""
    depth, start, all = 0, at, []
    for m in re.finditer(rf"{STRING}|[(),]", text[at:]):
        if m[0] == "(":
            depth += 1
        elif m[0] in "),":
            if depth == 0:
                all.append(text[start : at + m.start()].strip())
                start = at + m.end()
                if m[0] == ")":
                    return all
            elif m[0] == ")":
                depth -= 1
    return all


def in_def(text):
    text = without_comments(text)
    for m in ROW.finditer(text):
        if m[1] not in DEF_COLUMNS or text[: m.start()].endswith("#define "):
            continue
        row = columns(text, m.end())
        wanted = list(DEF_COLUMNS[m[1]])
        if m[1] == "SETTING" and row[SETTING_KIND].startswith("SPOKEN"):
            wanted.append(SETTING_FALLBACK)
        for i in wanted:
            if i < len(row) and row[i].startswith('"'):
                yield spelled(row[i]), ""


def extract(root=ROOT):
    """All texts of the sources: {english: Entry}."""
    found = {}
    for folder, pattern, read in (("src", "*.[ch]", in_c), ("src", "*.def", in_def), ("templates", "*.html", in_template)):
        for path in sorted((root / folder).rglob(pattern)):
            for one, other in read(path.read_text(encoding="utf-8")):
                if not one:
                    continue
                e = found.setdefault(one, Entry(one))
                if other and e.other and e.other != other:
                    raise SystemExit(f"{path}: {quoted(one)} has the plurals {quoted(e.other)} and {quoted(other)}")
                e.other = e.other or other
                e.files.add(str(path.relative_to(root)))
    return found


def unmarked(root=ROOT):
    """("src/x.c", text) of what looks like a text for readers and is not in the catalogue."""
    found = extract(root)
    for path in sorted((root / "src").rglob("*.[ch]")):
        name = path.relative_to(root / "src").as_posix()
        if name.split("/")[0] not in SPOKEN_FOLDERS or NO_TEXTS_IN.search(name):
            continue
        code = without_comments(path.read_text(encoding="utf-8"))
        for m in [*UNMARKED.finditer(code), *BUILT.finditer(code)]:
            text = spelled(m[1])
            if not re.match("[A-Z][a-z]", text) or text in found or ZONE.fullmatch(text):
                continue
            if HEADER_FIELD.fullmatch(text) and (name.startswith("web/") or "-" in text):
                continue
            yield f"src/{name}", text


def write_pot(entries):
    out = [
        "# The texts of Kontor, in English. Made by tools/words-extract.",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: kontor\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        "",
    ]
    for one in sorted(entries):
        e = entries[one]
        out += [f"#: {name}" for name in sorted(e.files)]
        out.append(f"msgid {quoted(e.one)}")
        if e.other:
            out += [f"msgid_plural {quoted(e.other)}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            out.append('msgstr ""')
        out.append("")
    return "\n".join(out)


def read_po(path):
    """(headers, {english: Entry}) of a .po or .pot file; obsolete entries are left out."""
    headers, entries = {}, {}
    now, key, fuzzy = {}, None, False

    def done():
        nonlocal now, key, fuzzy
        if "msgid" in now:
            to = [now[k] for k in sorted(now) if k.startswith("msgstr")]
            if now["msgid"] == "":
                for line in to[0].splitlines():
                    name, _, value = line.partition(":")
                    headers[name.strip()] = value.strip()
            else:
                e = Entry(now["msgid"], now.get("msgid_plural", ""))
                e.to, e.fuzzy = to, fuzzy
                entries[e.one] = e
        now, key, fuzzy = {}, None, False

    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), ""]:
        if not line.strip():
            done()
        elif line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif line.startswith("#"):
            continue
        elif line.startswith('"'):
            now[key] += spelled(line)
        else:
            key, _, literal = line.partition(" ")
            if key == "msgid" and "msgid" in now:
                done()
                key = "msgid"
            now[key] = spelled(literal)
    return headers, entries


def places(text):
    """The %1 … %9 of a text."""
    return sorted(set(re.findall(r"%[1-9]", text.replace("%%", ""))))
