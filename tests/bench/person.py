"""Somebody with a browser that knows cookies, forms and nothing else: what sign-in and the assist flow need."""
import http.client
import re
import time
from html import unescape
from urllib.parse import urlencode, urlsplit

PASSWORD = "Kontor-demo-1"


class Answer:
    def __init__(self, raw, body, seconds):
        self.status = raw.status
        self.headers = raw.headers
        self.body = body
        self.text = body.decode("utf-8")
        self.location = raw.headers.get("Location", "")
        self.seconds = seconds

    def form(self, action):
        """The hidden fields of the form that posts to this path."""
        for form in re.findall(r'<form method="post".*?</form>', self.text, re.S):
            if unescape(re.search(r'action="([^"]*)"', form)[1]).split("?")[0] == action:
                hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
                return {name: unescape(value) for name, value in hidden}
        raise LookupError(f"no form for {action}")


class Person:
    def __init__(self, base):
        self.base = base.rstrip("/")
        self.address = urlsplit(self.base).netloc
        self.link = http.client.HTTPConnection(self.address, timeout=60)
        self.cookies = {}  # (path, name): value

    def leave(self):
        self.link.close()

    def cookie_header(self, path):
        return "; ".join(f"{name}={value}" for (below, name), value in self.cookies.items()
                         if path.startswith(below))

    def ask(self, method, path, fields=None):
        headers = {"Cookie": self.cookie_header(path)}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.base}
        begun = time.perf_counter()
        self.link.request(method, path, body, headers)
        raw = self.link.getresponse()
        data = raw.read()
        answer = Answer(raw, data, time.perf_counter() - begun)
        for line in raw.headers.get_all("Set-Cookie") or []:
            self.keep(line)
        return answer

    def keep(self, line):
        pair, *traits = [part.strip() for part in line.split(";")]
        name, value = pair.split("=", 1)
        traits = dict((t.split("=", 1) + [""])[:2] for t in traits)
        key = (traits.get("Path", "/"), name)
        if value and traits.get("Max-Age") != "0":
            self.cookies[key] = value
        else:
            self.cookies.pop(key, None)

    def get(self, path):
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path}: {answer.status}")
        return answer

    def send(self, path, page=None, **fields):
        """Fills in the form for path, which stands on the page of the same path or on the page given, and sends it.
        The answer must redirect."""
        form = (page or self.get(path)).form(path)
        answer = self.ask("POST", path, form | fields)
        if answer.status != 303:
            raise RuntimeError(f"POST {path}: {answer.status}")
        return answer

    def sign_in(self, email="anna@example.com"):
        return self.send("/sign-in", email=email, password=PASSWORD)

    def sign_in_as_staff(self, user="agent"):
        return self.send("/admin/sign-in", user_name=user, password=PASSWORD)

    def customer_ref(self, email):
        page = self.get("/admin/customers?" + urlencode({"email": email}))
        return re.search(r'/admin/assist/customer/([^"/?]+)', page.text)[1]

    def assist(self, ref):
        """Starts an assist session; the path of its first page, such as /assist/<label>/de/account."""
        path = f"/admin/assist/customer/{ref}"
        return urlsplit(self.send(path).location).path

    def close_session(self, page):
        return self.send(re.search(r'action="([^"]*/close-session)"', page.text)[1], page)


def assist_root(path):
    """/assist/<label>: below it the whole shop, as the customer sees it."""
    return re.match(r"/assist/[^/]+", path)[0]
