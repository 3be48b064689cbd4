"""The tools for words: finding texts, reading catalogues, making tables, complaining."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))
import catalogue

PO = """# German.
msgid ""
msgstr ""
"Language: de\\n"
"X-Locale: de-DE\\n"
"X-Language-Name: Deutsch\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class Finding(unittest.TestCase):
    def test_marked_texts_of_c_are_found(self):
        source = r'''x = _("One"); y = invalid(c, "a", _("Two %1")); z = f_("no"); t = _("A " "long\n"
            "one \"x\""); /* _("not this") */ // _("nor this")
            s = "_(\"nor that\")";'''
        self.assertEqual([one for one, _ in catalogue.in_c(source)], ["One", "Two %1", 'A long\none "x"'])

    def test_labels_of_tables_are_found(self):
        source = '{FORM_INPUT(struct login, email), FORM_EMAIL, .label = "Email", .error = S("Wrong.")}, {.name = "no"}'
        self.assertEqual([one for one, _ in catalogue.in_c(source)], ["Email", "Wrong."])

    def test_plurals_of_c_are_found_as_one_text(self):
        source = 'a = tr_n(w, _("%1 day"), _("%1 days"), n); b = tr_n(v->words, S("%1 hour"), S("%1 hours"), f(n));'
        self.assertEqual(list(catalogue.in_c(source)), [("%1 day", "%1 days"), ("%1 hour", "%1 hours")])

    def test_texts_of_templates_are_found(self):
        source = '{# _("no") #}<p title="{{ _("One") }}">{{ n_("%1 item", "%1 items", p.n) }}</p>{% if _("Two") %}'
        self.assertEqual(list(catalogue.in_template(source)), [("%1 item", "%1 items"), ("One", ""), ("Two", "")])

    def test_columns_of_def_rows_are_found(self):
        source = r'''/* PERMISSION(A, "a", B, "Comment") */
            PERMISSION(ORDERS, "sales.orders", SALES, "Orders, all")
            ROUTE(GET, "/x", ACT, handler, PLAIN)
            ROUTE_MENU(GET, "/y", ACT, handler, (PLAIN | SLOW), SALES, "Invoices")
            SETTING(zone, "g/z", f, TEXT, "UTC", 0, 0, WEBSITE, "Timezone", "")
            SETTING(flatrate_title, "c/t", f, SPOKEN, "Flat Rate", 1, 80, VIEW, "Title", "Shown \"so\".")
            SETTING(payable, "p/t", f, TEXT, "harzwerk GmbH", 1, 80, VIEW, "Title", "")
            OTHER("x")'''
        found = {one for one, _ in catalogue.in_def(source) if one}
        self.assertEqual(found, {"Orders, all", "Invoices", "Timezone", "Flat Rate", "Title", 'Shown "so".'})


class Project(unittest.TestCase):
    """A small project in a folder of its own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        for name in ("src", "templates", "po"):
            (self.root / name).mkdir()
        (self.root / "src/x.c").write_text('a = _("Sign In"); b = tr_n(w, _("%1 day"), _("%1 days"), n);')

    def tearDown(self):
        self.folder.cleanup()

    def check(self, po):
        (self.root / "po/de.po").write_text(PO + po)
        (self.root / "po/kontor.pot").write_text(catalogue.write_pot(catalogue.extract(self.root)))
        done = subprocess.run([ROOT / "tools/check-words", self.root], capture_output=True, text=True)
        return done.returncode, done.stdout

    SIGN_IN = 'msgid "Sign In"\nmsgstr "Anmelden"\n\n'
    DAYS = 'msgid "%1 day"\nmsgid_plural "%1 days"\nmsgstr[0] "%1 Tag"\nmsgstr[1] "%1 Tage"\n\n'

    def refused(self, po, complaint):
        code, text = self.check(po)
        self.assertEqual(code, 1)
        self.assertIn(complaint, text)

    def test_a_complete_catalogue_is_fine(self):
        self.assertEqual(self.check(self.SIGN_IN + self.DAYS), (0, "check-words: 2 texts, 0 problems\n"))

    def test_a_missing_word_is_refused(self):
        self.refused(self.DAYS, '"Sign In" (src/x.c) is missing')

    def test_an_empty_translation_is_refused(self):
        self.refused(self.DAYS + 'msgid "Sign In"\nmsgstr ""\n', "is not translated")

    def test_half_a_plural_is_refused(self):
        self.refused(self.SIGN_IN + self.DAYS.replace("%1 Tage", ""), "is not translated")

    def test_a_fuzzy_translation_is_refused(self):
        self.refused(self.DAYS + "#, fuzzy\n" + self.SIGN_IN, "is marked fuzzy")

    def test_an_unused_translation_is_refused(self):
        self.refused(self.SIGN_IN + self.DAYS + 'msgid "Old"\nmsgstr "Alt"\n', '"Old" is not used')

    def test_a_lost_place_is_refused(self):
        self.refused(self.SIGN_IN + self.DAYS.replace("%1 Tage", "Tage"), "has other places")

    def test_typewriter_quotes_are_refused(self):
        self.refused(self.DAYS + 'msgid "Sign In"\nmsgstr "\\"Anmelden\\""\n', "has a translation with")

    def test_a_text_that_nobody_marked_is_refused(self):
        (self.root / "src/shop").mkdir()
        (self.root / "src/shop/x.c").write_text('a = S("Not marked"); b = S("Sign In"); h(r, S("Clear-Site-Data"));')
        code, text = self.check(self.SIGN_IN + self.DAYS)
        self.assertEqual((code, text.count("is not marked")), (1, 1))
        self.assertIn('src/shop/x.c: "Not marked" is not marked', text)

    def test_a_text_that_is_put_together_is_refused(self):
        (self.root / "src/domain").mkdir()
        (self.root / "src/domain/x.c").write_text('e = str_format(mem, "At most %lld.", n); s = str_format(mem, "%d:%d", a, b);')
        self.refused(self.SIGN_IN + self.DAYS, 'src/domain/x.c: "At most %lld." is not marked')

    def test_header_fields_and_zones_are_no_texts(self):
        (self.root / "src/web").mkdir()
        (self.root / "src/web/x.c").write_text('h(r, S("Location")); z = S("Europe/Berlin"); k = S("key");')
        self.assertEqual(self.check(self.SIGN_IN + self.DAYS)[0], 0)

    def test_a_stale_template_of_the_catalogue_is_refused(self):
        self.check(self.SIGN_IN + self.DAYS)
        (self.root / "po/kontor.pot").write_text("")
        done = subprocess.run([ROOT / "tools/check-words", self.root], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("kontor.pot: is not what the sources say", done.stdout)

    def table(self, po):
        self.check(po)
        out = self.root / "out.c"
        subprocess.run([ROOT / "tools/words", out, self.root / "po/kontor.pot", self.root / "po/de.po"], check=True)
        return out.read_text()

    def test_the_table_has_bytes_not_letters(self):
        text = self.table(self.DAYS + 'msgid "Sign In"\nmsgstr "Öffnen"\n')
        self.assertIn('{.en = {"Sign In", 7}, .to = {{"Öffnen", 7}, {0}}},', text)
        self.assertIn('{.en = {"%1 day", 6}, .to = {{"%1 Tag", 6}, {"%1 Tage", 7}}},', text)

    def test_what_is_fuzzy_or_empty_stays_english(self):
        text = self.table("#, fuzzy\n" + self.SIGN_IN + self.DAYS.replace("%1 Tage", ""))
        self.assertNotIn("Anmelden", text)
        self.assertNotIn("Tag", text)

    def test_the_pseudo_locale_keeps_places_and_is_longer(self):
        text = self.table(self.SIGN_IN + self.DAYS)
        self.assertIn('"[Šííğñ Ííñ]"'.replace("Íí", "Í"), text)
        self.assertIn('"[%1 đááý]"', text)
        self.assertLess(text.index('{"de", 2}'), text.index('{"en-XA", 5}'))


class Catalogue(unittest.TestCase):
    def test_a_catalogue_is_read_as_it_is_written(self):
        e = catalogue.Entry('Say "x"\n', "Many\t\\")
        with tempfile.NamedTemporaryFile("w+", suffix=".pot") as f:
            f.write(catalogue.write_pot({e.one: e}))
            f.flush()
            headers, entries = catalogue.read_po(f.name)
        self.assertEqual(headers["Content-Type"], "text/plain; charset=UTF-8")
        self.assertEqual([(x.one, x.other, x.to) for x in entries.values()], [(e.one, e.other, ["", ""])])

    def test_the_catalogue_of_the_project_is_valid(self):
        done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", ROOT / "po/de.po"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


unittest.main()
