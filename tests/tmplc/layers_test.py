"""check-layers complains about what it should, and about nothing else."""

import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Layers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def check(self, name, text):
        path = self.root / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        done = subprocess.run([ROOT / "tools/check-layers", self.root], capture_output=True, text=True)
        return done.returncode, done.stdout

    def refused(self, name, text, line, complaint):
        code, out = self.check(name, text)
        self.assertEqual(code, 1, out)
        self.assertIn(f"{name}:{line}: {complaint}", out)
        self.assertIn("1 problems", out)

    def accepted(self, name, text):
        code, out = self.check(name, text)
        self.assertEqual(code, 0, out)

    def test_a_folder_sees_itself_and_those_to_its_left(self):
        self.accepted("domain/a.c", '#include "domain/a.h"\n#include "data/db.h"\n#include "base/str.h"\n#include <stdio.h>\n')
        self.accepted("main.c", '#include "shop/x.h"\n#include "admin/x.h"\n')

    def test_an_include_to_the_right_is_refused(self):
        self.refused("base/a.c", '#include "base/a.h"\n\n#include "data/db.h"\n', 3, '"data/db.h": data/ stands to the right')

    def test_a_header_may_not_look_to_the_right_either(self):
        self.refused("domain/a.h", '#include "web/request.h"\n', 1, '"web/request.h": web/ stands')

    def test_surfaces_never_see_each_other(self):
        self.refused("shop/a.c", '#include "admin/x.h"\n', 1, '"admin/x.h": admin/ and shop/ never see each other')

    def test_admin_does_not_see_the_shop(self):
        self.refused("admin/a.c", '#include "shop/x.h"\n', 1, '"shop/x.h": shop/ and admin/ never')

    def test_the_router_reads_the_tables_of_routes_alone(self):
        self.accepted("web/route.h", '#include "shop/routes.def"\n')
        self.refused("web/route.c", '#include "shop/x.h"\n', 1, '"shop/x.h"')

    def test_templates_are_for_pages(self):
        self.accepted("shop/a.c", '#include "templates/templates.h"\n')
        self.refused("domain/a.c", '#include "templates/templates.h"\n', 1, '"templates/templates.h" is of the pages')

    def test_an_include_without_its_folder_is_refused(self):
        self.refused("base/a.c", '#include "a.h"\n', 1, '"a.h" lacks its folder')

    def test_files_beside_main_include_each_other_by_name(self):
        (self.root / "src").mkdir()
        (self.root / "src/options.h").write_text("#pragma once\n")
        self.accepted("main.c", '#include "options.h"\n#include "web/site.h"\n')
        self.refused("serve.c", '#include "nothing.h"\n', 1, '"nothing.h" lacks its folder')

    def test_an_unknown_folder_is_refused(self):
        self.refused("base/a.c", '#include "util/a.h"\n', 1, '"util/a.h": util/ is no folder')

    def test_a_library_has_one_file_that_sees_it(self):
        self.accepted("data/db_sqlite.c", "#include <sqlite3.h>\n")
        self.refused("data/list.c", "#include <sqlite3.h>\n", 1, "only data/db_sqlite.c, data/db_sqlite_copy.c, data/db_sqlite_watch.c sees <sqlite3.h>")

    def test_the_other_libraries_have_theirs(self):
        for header in ("libpq-fe.h", "microhttpd.h", "sodium.h", "jansson.h"):
            code, out = self.check("domain/x.c", f"#include <{header}>\n")
            self.assertEqual(code, 1)
            self.assertIn(f"sees <{header}>", out)

    def test_banned_functions_are_refused(self):
        for f in ("strcpy", "strcat", "strncpy", "sprintf", "strtok", "atoi", "gmtime", "localtime", "gets", "system", "alloca"):
            code, out = self.check("base/x.c", f"void f(void)\n{{\n    {f} (x);\n}}\n")
            self.assertEqual(code, 1, f)
            self.assertIn(f"x.c:3: {f}() is banned", out)

    def test_names_that_contain_a_banned_one_are_not(self):
        self.accepted("base/x.c", "gmtime_r(a, b); snprintf(a); my_system(x); x->system(1); x.gets(1); int atoi;\n")

    def test_comments_and_texts_are_not_code(self):
        self.accepted("domain/x.c", '/* strcpy(a, b)\n free(x) */\nconst char *s = "system(1)"; // malloc(3)\n')

    def test_lines_are_counted_behind_comments(self):
        self.refused("base/x.c", "/* a\n b\n*/\nstrcpy(a, b);\n", 4, "strcpy() is banned: str_copy")

    def test_secrets_are_compared_in_constant_time(self):
        self.accepted("domain/order.c", "memcmp(a, b, 3);\n")
        self.refused("domain/session.c", "if (memcmp(a, b, 3))\n", 1, "memcmp() is not constant in time")

    def test_memory_comes_from_an_arena(self):
        self.accepted("base/arena.c", "malloc(1); free(x);\n")
        self.accepted("data/db.c", "free(x);\n")
        self.refused("shop/cart.c", "\nfree(x);\n", 2, "free(): memory comes from an arena")

    def test_an_empty_tree_is_not_a_pass(self):
        (self.root / "src").mkdir()
        done = subprocess.run([ROOT / "tools/check-layers", self.root], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)


unittest.main()
