"""What tmplc accepts, what it stops, and what the C compiler stops then: tmplc_test.py TMPLC CC…

bad/x.html has to fail in tmplc, uncompilable/x.html in the C compiler; x.expect has the line and a piece of the message.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TMPLC, CC = Path(sys.argv[1]).resolve(), sys.argv[2:]


def run(*command):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=HERE, env={**os.environ, "LC_ALL": "C"})


def tmplc(*args):
    return run(TMPLC, "-r", "good", "-d", "routes.def", "-A", "app.css", *args)


def compiles(c_file):
    warnings = ["-Werror=incompatible-pointer-types", "-Werror=implicit-function-declaration"]
    return run(*CC, "-std=gnu17", "-D_GNU_SOURCE", "-fsyntax-only", *warnings, "-I", ROOT / "src", "-I", HERE.parent, c_file)


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.out = Path(self.folder.name) / "out.c"

    def tearDown(self):
        self.folder.cleanup()


class Bad(Folder):
    def check(self, name):
        line, _, piece = (HERE / "bad" / f"{name}.expect").read_text().strip().partition(": error: ")
        done = tmplc(f"bad/{name}.html", self.out)
        self.assertEqual(done.returncode, 1)
        self.assertFalse(self.out.exists(), "a C file was written")
        self.assertTrue(done.stderr.startswith(f"bad/{name}.html:{line}: error: "), done.stderr)
        self.assertIn(piece, done.stderr)


class Uncompilable(Folder):
    def check(self, name):
        line, _, piece = (HERE / "uncompilable" / f"{name}.expect").read_text().strip().partition(": ")
        done = tmplc(f"uncompilable/{name}.html", self.out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        done = compiles(self.out)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"\nuncompilable/{name}.html:{line}:", done.stderr)
        self.assertRegex(done.stderr, f"error: .*({piece})")


class Good(Folder):
    def test_every_good_template_compiles(self):
        for path in sorted((HERE / "good").rglob("*.html")):
            done = tmplc(path.relative_to(HERE), self.out)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            done = compiles(self.out)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_dependency_file_names_the_parts(self):
        dep = self.out.with_suffix(".d")
        tmplc("-M", dep, "good/shop/page.html", self.out)
        rule = dep.read_text()
        self.assertTrue(rule.startswith(f"{self.out}:"), rule)
        for part in ("frame", "field", "mark", "box"):
            self.assertIn(f"good/parts/{part}.html", rule)

    def test_the_header_declares_pages_and_both_halves_of_a_layout(self):
        header = self.out.with_suffix(".h")
        tmplc("--header", header, "good/shop/page.html", "good/parts/frame.html", "good/parts/mark.html")
        text = header.read_text()
        self.assertIn("void t_shop_page(struct view *v, const struct test_page *p);", text)
        self.assertIn("void t_parts_frame_head(struct view *v, const struct test_frame *p);", text)
        self.assertIn("void t_parts_frame_foot(struct view *v, const struct test_frame *p);", text)
        self.assertIn("void t_parts_mark(struct view *v, const void *p);", text)
        self.assertIn("struct test_page;", text)

    def test_adjacent_literal_text_is_one_call(self):
        done = tmplc("good/shop/page.html", self.out)
        self.assertEqual(done.returncode, 0)
        lines = [line for line in self.out.read_text().splitlines() if not line.startswith("#line")]
        pairs = [a for a, b in zip(lines, lines[1:]) if "buf_put(" in a and "buf_put(" in b]
        self.assertEqual(pairs, [])

    def test_a_file_with_another_name_is_no_template(self):
        for name in ("good/shop/a-b.html", "good/shop/x.txt", "a_b/x.html", "x.html"):
            done = tmplc(name, self.out)
            self.assertEqual(done.returncode, 1)
            self.assertIn("a template is", done.stderr)

    def test_a_file_that_is_not_there_is_an_error(self):
        done = tmplc("good/shop/nothing.html", self.out)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot read", done.stderr)

    def test_an_asset_is_found_in_a_folder(self):
        page = "good/parts/frame.html"
        self.assertEqual(run(TMPLC, "-r", "good", "-a", ROOT / "assets", page, self.out).returncode, 0)
        done = run(TMPLC, "-r", "good", "-a", HERE, page, self.out)
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no asset app.css", done.stderr)

    def test_what_cannot_be_written_or_read_is_an_error(self):
        page = "good/shop/page.html"
        for args in ((page, "/nothing/out.c"), ("--header", "/nothing/t.h", page), ("-d", "nothing.def", page, self.out)):
            done = tmplc(*args)
            self.assertEqual(done.returncode, 1)
            self.assertIn("cannot", done.stderr)

    def test_the_header_needs_first_lines_that_are_right(self):
        done = tmplc("--header", self.out, "bad/a_file_without_a_first_line.html")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a_file_without_a_first_line.html:1: error: the first line is", done.stderr)

    def test_wrong_options_print_the_usage(self):
        self.assertEqual(run(TMPLC).returncode, 2)
        self.assertEqual(tmplc("--nothing", "x", "y").returncode, 2)
        self.assertEqual(tmplc("good/shop/page.html").returncode, 2)


def add_tests(case, folder, words):
    for path in sorted((HERE / folder).glob("*.html")):
        setattr(case, f"test_{path.stem}_{words}", lambda self, name=path.stem: self.check(name))


add_tests(Bad, "bad", "stops_the_build")
add_tests(Uncompilable, "uncompilable", "does_not_compile")
unittest.main(argv=sys.argv[:1])
