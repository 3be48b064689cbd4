"""What a browser would send: every field of a form that posts, as the page shows it."""
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit


class Forms(HTMLParser):
    """.found: action → fields, which are pairs. Fields may stand outside and name their form by its id."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.found, self.form = {}, {}, None
        self.select = self.area = None
        self.feed(text)

    def fields_of(self, traits):
        form = self.ids.get(traits["form"]) if "form" in traits else self.form
        return None if form is None or "disabled" in traits else self.found[form]

    def handle_starttag(self, tag, pairs):
        traits = dict(pairs)
        fields = self.fields_of(traits)
        if tag == "form" and traits.get("method") == "post":
            self.form = urlsplit(traits.get("action", "")).path
            self.ids[traits.get("id")] = self.form
            self.found[self.form] = []
        elif tag == "input" and fields is not None and "name" in traits:
            ticked = traits.get("type") not in ("checkbox", "radio") or "checked" in traits
            if ticked and traits.get("type") != "submit":
                fields.append((traits["name"], traits.get("value") or ""))
        elif tag == "select":
            self.select = (fields, traits.get("name"), [])
        elif tag == "option" and self.select:
            self.select[2].append((traits.get("value", ""), "selected" in traits))
        elif tag == "textarea":
            self.area = (fields, traits.get("name"), [])

    def handle_data(self, data):
        if self.area:
            self.area[2].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select" and self.select:
            fields, name, options = self.select
            chosen = [value for value, selected in options if selected] or [value for value, _ in options[:1]]
            if fields is not None and name and chosen:
                fields.append((name, chosen[0]))
            self.select = None
        elif tag == "textarea" and self.area:
            fields, name, text = self.area
            if fields is not None and name:
                fields.append((name, "".join(text)))
            self.area = None


def fill(person, path, change, action=None):
    """Opens the page, changes the list of fields of its form, sends it. The answer must redirect."""
    action = action or path
    fields = change(Forms(person.get(path).text).found[action])
    person.link.request("POST", action, urlencode(fields), {
        "Cookie": person.cookie_header(action), "Origin": person.base,
        "Content-Type": "application/x-www-form-urlencoded"})
    raw = person.link.getresponse()
    raw.read()
    for line in raw.headers.get_all("Set-Cookie") or []:
        person.keep(line)
    if raw.status != 303:
        raise RuntimeError(f"POST {action}: {raw.status}")


def put(**values):
    """A change for fill: these fields have these values; None: they are not sent."""
    def change(fields):
        kept = [(name, value) for name, value in fields if name not in values]
        return kept + [(name, value) for name, value in values.items() if value is not None]
    return change
