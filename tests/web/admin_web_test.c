/* The pages of the house itself: signing in, the frame, lists, configuration, users, roles and logs. */
#include "house.h"

#include "domain/settings.h"
#include "rows.h"

#include <stdio.h>

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

static size_t count_of(struct answer a, const char *text)
{
    str rest = a.body, part = str_from(text);
    size_t n = 0;
    for (; rest.n >= part.n; rest = str_skip(rest, 1))
        n += str_starts(rest, part);
    return n;
}

/* What stands between two texts; "": it is not there. */
static str between(str s, const char *from, const char *to)
{
    str begin = str_from(from), end = str_from(to);
    while (s.n && !str_starts(s, begin))
        s = str_skip(s, 1);
    s = str_skip(s, begin.n);
    for (size_t i = 0; i < s.n; i++)
        if (str_starts(str_skip(s, i), end))
            return str_head(s, i);
    return (str){0};
}

static void stands_in_order(str body, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        str text = str_from(texts[i]);
        while (body.n && !str_starts(body, text))
            body = str_skip(body, 1);
        if (body.n == 0)
            fail_msg("%s is missing, or not behind %s", texts[i],
                     i ? texts[i - 1] : "the beginning");
    }
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

/* ---- signing in ---- */

static void a_stranger_is_sent_to_sign_in_and_comes_to_the_page_asked_for(struct test_store *t)
{
    WITH(b, VISITOR);
    struct answer a = browser_get(b, "/admin/roles");
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/admin/sign-in?next=")));
    str next =
        between(browser_get(b, str_z(t->mem, a.location)).body, "name=\"next\" value=\"", "\"");
    assert_true(next.n > 20);
    a = browser_post(
        b, "/admin/sign-in",
        str_z(t->mem, str_format(t->mem, "user_name=olga&password=Sonnen-Schein7&next=%.*s",
                                 STR_ARG(next))));
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/admin/roles"));
    assert_int_equal(browser_get(b, "/admin/roles").status, 200);
    browser_end(b);
}

static void R42_signing_in_leads_to_no_foreign_place(struct test_store *t)
{
    WITH(b, VISITOR);
    struct answer a =
        browser_post(b, "/admin/sign-in",
                     "user_name=olga&password=Sonnen-Schein7&next=https%3A%2F%2Fevil.example%2F");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/admin/"));
    browser_end(b);
}

static void SE01_every_wrong_sign_in_says_the_same(struct test_store *t)
{
    WITH(b, VISITOR);
    static const char *const wrongs[] = {"user_name=nobody-here&password=Sonnen-Schein7",
                                         "user_name=olga&password=Wrong-demo-1"};
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        struct answer a = browser_post(b, "/admin/sign-in", wrongs[i]);
        assert_int_equal(a.status, 422);
        assert_true(
            has(a, "You did not sign in correctly or your account is temporarily disabled."));
        assert_false(has(a, "Sonnen-Schein7"));
        assert_false(has(a, "Wrong-demo-1"));
    }
    browser_end(b);
}

static void SE07_without_the_form_token_nothing_changes(struct test_store *t)
{
    WITH(b, OWNER);
    str before = rows_all(t, "admin_session");
    static const char *const posts[][2] = {
        {"/admin/account",
         "user_name=olga&first_name=X&last_name=Y&email=o%40staff.test&lang=en&own_password=Sonnen-Schein7"},
        {"/admin/roles/2", "name=Taken&own_password=Sonnen-Schein7"},
        {"/admin/users/3/delete", "own_password=Sonnen-Schein7"},
        {"/admin/config/login_as_customer", "inherit%3Alogin_as_customer%2Fgeneral%2Fenabled=1"},
        {"/admin/sign-out", ""},
    };
    b->never_token = true;
    for (size_t i = 0; i < COUNT(posts); i++)
        assert_int_equal(browser_post(b, posts[i][0], posts[i][1]).status, 403);
    assert_str_equal(rows_all(t, "admin_session"), before);
    b->never_token = false;
    assert_int_equal(browser_get(b, "/admin/users").status, 200);
    browser_end(b);
}

static void UI04_the_account_menu_leads_to_the_account_and_out(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/users");
    assert_true(has(a, "<a href=\"/admin/account\">"));
    assert_true(has(a, "<form method=\"post\" action=\"/admin/sign-out\">"));
    a = browser_post(b, "/admin/sign-out", "");
    assert_int_equal(a.status, 303);
    assert_true(has(browser_get(b, "/admin/sign-in"), "You have signed out."));
    assert_int_equal(browser_get(b, "/admin/users").status, 303);
    browser_end(b);
}

/* ---- the frame ---- */

/* Whatever the roles of the house are: this one sees customers and nothing else. */
static void only_customers(struct test_store *t)
{
    test_script(t, S("UPDATE role SET resources = 'customers.all' WHERE id = 3;\n"));
}

static void UI01_the_sidebar_has_groups_as_headings_and_marks_the_page(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/roles");
    static const char *const tree[] = {"Dashboard",
                                       "Sales",
                                       "<p class=\"nav-h\">Operations</p>",
                                       "Orders",
                                       "Customers",
                                       "All Customers",
                                       "Stores",
                                       "<p class=\"nav-h\">Settings</p>",
                                       "Configuration",
                                       "System",
                                       "<p class=\"nav-h\">Permissions</p>",
                                       "All Users",
                                       "User Roles",
                                       "<p class=\"nav-h\">Action Logs</p>",
                                       "Report"};
    str side = between(a.body, "<nav class=\"side\"", "</nav>");
    stands_in_order(side, tree, COUNT(tree));
    assert_true(str_has(side, S("<a href=\"/admin/roles\" aria-current=\"page\">")));
    assert_int_equal(count_of((struct answer){.body = side}, "aria-current"), 1);
    side = between(browser_get(b, "/admin/roles/2").body, "<nav class=\"side\"", "</nav>");
    assert_true(str_has(side, S("<a href=\"/admin/roles\" aria-current=\"true\">")));
    browser_end(b);
}

static void UI02_what_is_denied_is_absent_and_so_are_empty_parents(struct test_store *t)
{
    WITH(clerk, CLERK);
    only_customers(t);
    str side =
        between(browser_get(clerk, "/admin/customers").body, "<nav class=\"side\"", "</nav>");
    assert_true(str_has(side, S("All Customers")));
    static const char *const absent[] = {"Dashboard",   "Stores", "Configuration",        "System",
                                         "Permissions", "Report", "Login as Customer Log"};
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_false(str_has(side, str_from(absent[i])));
    struct browser *supervisor = house_browser(h, SUPERVISOR);
    side = between(browser_get(supervisor, "/admin/log").body, "<nav class=\"side\"", "</nav>");
    assert_true(str_has(side, S("Action Logs")) && str_has(side, S("Login as Customer Log")));
    assert_false(str_has(side, S("Permissions")));
    browser_end(clerk);
    browser_end(supervisor);
}

static void UI02_what_is_denied_does_not_answer_either(struct test_store *t)
{
    WITH(b, CLERK);
    only_customers(t);
    static const char *const pages[] = {"/admin/dashboard",
                                        "/admin/config",
                                        "/admin/config/login_as_customer",
                                        "/admin/users",
                                        "/admin/users/1",
                                        "/admin/users/new",
                                        "/admin/roles",
                                        "/admin/roles/1/resources",
                                        "/admin/log",
                                        "/admin/log/1",
                                        "/admin/assist/log"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, pages[i]);
        assert_int_equal(a.status, 403);
        assert_true(has(a, "You need the right"));
    }
    browser_end(b);
}

static void a_refusal_names_the_resource_as_the_tree_of_the_role_does(struct test_store *t)
{
    WITH(b, CLERK);
    only_customers(t);
    struct answer a = browser_get(b, "/admin/roles");
    assert_true(has(a, "You need the right &quot;System › Permissions › User Roles&quot;"));
    test_script(t, S("UPDATE admin_user SET lang = 'de-DE';"));
    a = browser_get(b, "/admin/users");
    assert_true(has(a, "System › Berechtigungen › Alle Benutzer"));
    browser_end(b);
}

static void the_tree_of_resources_offers_no_filter_without_a_script(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/roles/2/resources");
    assert_true(has(a, "<div class=\"fld\" hidden><label for=\"filter\">Filter resources<"));
    assert_false(has(a, "name=\"filter\""));
    browser_end(b);
}

static void the_home_page_is_the_first_permitted_one(struct test_store *t)
{
    WITH(owner, OWNER);
    struct browser *clerk = house_browser(h, CLERK);
    only_customers(t);
    assert_str_equal(browser_get(owner, "/admin/").location, S("/admin/dashboard"));
    assert_str_equal(browser_get(clerk, "/admin/").location, S("/admin/customers"));
    browser_end(owner);
    browser_end(clerk);
}

static void UI15_the_sidebar_opens_without_a_script(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/users");
    assert_true(has(a, "popovertarget=\"side\""));
    assert_true(has(a, "<nav class=\"side\" id=\"side\" aria-label=\"Main menu\" popover>"));
    browser_end(b);
}

static void UI11_a_message_is_shown_once_behind_the_redirect(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a =
        browser_post(b, "/admin/roles/3", "name=Counter&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S("/admin/roles/3"));
    a = browser_get(b, "/admin/roles/3");
    assert_true(has(a, "<div class=\"msg ok\" role=\"status\">"));
    assert_true(has(a, "You saved the role."));
    assert_false(has(browser_get(b, "/admin/roles/3"), "You saved the role."));
    browser_end(b);
}

static void a_stale_form_says_that_somebody_was_faster(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(
        browser_post(b, "/admin/roles/3", "name=One&version=1&own_password=Sonnen-Schein7").status,
        303);
    struct answer a =
        browser_post(b, "/admin/roles/3", "name=Two&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 409);
    assert_true(has(a, "Somebody else"));
    assert_str_equal(rows_text(t, "SELECT name FROM role WHERE id = 3"), S("One"));
    browser_end(b);
}

static void UI12_a_question_is_a_page_of_its_own_without_a_script(struct test_store *t)
{
    WITH(b, OWNER);
    assert_true(has(browser_get(b, "/admin/users/3"),
                    "href=\"/admin/users/3/delete\" data-dialog=\"#confirm\""));
    struct answer a = browser_get(b, "/admin/users/3/delete");
    assert_true(has(a, "id=\"confirm\""));
    assert_true(has(a, "<form method=\"post\" action=\"/admin/users/3/delete\">"));
    assert_true(has(a, "data-close"));
    browser_end(b);
}

static void UI14_forms_guard_what_was_typed(struct test_store *t)
{
    WITH(b, OWNER);
    static const char *const pages[] = {"/admin/users/2", "/admin/roles/2",
                                        "/admin/roles/2/resources", "/admin/account",
                                        "/admin/config/sales"};
    for (size_t i = 0; i < COUNT(pages); i++)
        assert_true(has(browser_get(b, pages[i]), "data-guard"));
    browser_end(b);
}

/* ---- lists ---- */

/* Rows of the log, a minute apart; every third one failed. */
static void a_long_log(struct test_store *t, int n)
{
    struct buf b = {0};
    for (int i = 0; i < n; i++)
        buf_printf(
            &b,
            "INSERT INTO action_log (at, action, label, action_group, success, ip, user_agent, request_id,"
            " staff_name, detail, changes) VALUES (%lld, 'role.save', 'Save', 'Admin Permission Roles', %s,"
            " '192.0.2.%d', '', '', '%s', 'role %d', '[]');\n",
            1700000000000000LL + i * 60000000LL, i % 3 ? "TRUE" : "FALSE", i % 5,
            i % 2 ? "olga" : "sven", i);
    test_script(t, buf_str(&b));
    buf_free(&b);
}

static size_t rows_shown(struct answer a)
{
    return count_of((struct answer){.body = between(a.body, "<tbody>", "</tbody>")}, "<tr>");
}

static void UI07_twenty_rows_a_page_a_page_field_and_the_count(struct test_store *t)
{
    WITH(b, OWNER);
    a_long_log(t, 45);
    struct answer a = browser_get(b, "/admin/log?action=Save&name=role.save&details=role+");
    assert_int_equal(rows_shown(a), 20);
    assert_true(has(a, "45 records found"));
    assert_true(has(a, "name=\"page\" type=\"number\" min=\"1\" max=\"3\" value=\"1\""));
    assert_true(has(a, "rel=\"next\""));
    assert_false(has(a, "rel=\"prev\""));
    a = browser_get(b, "/admin/log?action=Save&name=role.save&details=role+&page=3");
    assert_int_equal(rows_shown(a), 5);
    assert_false(has(a, "rel=\"next\""));
    a = browser_get(b, "/admin/log?details=role+&per_page=50");
    assert_int_equal(rows_shown(a), 45);
    browser_end(b);
}

static void UI07_counting_stops_at_a_thousand_and_what_lies_behind_is_reached(struct test_store *t)
{
    WITH(b, OWNER);
    a_long_log(t, 1030);
    struct answer a = browser_get(b, "/admin/log?details=role+&per_page=200&page=5");
    assert_true(has(a, "More than 1,000 records found"));
    assert_int_equal(rows_shown(a), 200);
    str next = between(a.body, "rel=\"next\" href=\"", "\"");
    assert_true(str_has(next, S("after=")));
    SCOPED(buf_free) struct buf plain = {0};
    buf_put(&plain, S("/admin/log"));
    for (size_t i = 0; i < next.n; i++) {
        buf_char(&plain, next.at[i]);
        if (str_starts(str_skip(next, i), S("&amp;")))
            i += 4;
    }
    a = browser_get(b, str_z(t->mem, buf_str(&plain)));
    assert_int_equal(a.status, 200);
    assert_int_equal(rows_shown(a), 30);
    assert_true(has(a, "First page"));
    browser_end(b);
}

static void UI10_the_state_of_a_list_stands_in_its_address(struct test_store *t)
{
    WITH(b, OWNER);
    a_long_log(t, 45);
    struct answer a = browser_get(b, "/admin/log?user=olga&result=1&sort=time&dir=asc&per_page=20");
    assert_int_equal(rows_shown(a), 15);
    assert_true(has(a, "<option value=\"olga\" selected>"));
    assert_true(has(a, "aria-sort=\"ascending\""));
    a = browser_get(b, "/admin/log?details=role+&sort=time&dir=asc");
    str next = between(a.body, "rel=\"next\" href=\"", "\"");
    assert_true(str_has(next, S("details=role")) && str_has(next, S("sort=time")) &&
                str_has(next, S("page=2")));
    assert_true(str_has(between(a.body, "<tbody>", "</tbody>"), S("role 0<")));
    browser_end(b);
}

static void a_chip_names_its_filter_and_takes_it_away(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/assist/log?started_from=2020-02-01&customer=anna");
    assert_true(has(a, "Start: from Feb 1, 2020"));
    assert_true(has(a, "Customer: anna"));
    str away = between(a.body, "Start: from Feb 1, 2020 <a href=\"", "\"");
    assert_true(str_has(away, S("customer=anna")));
    assert_false(str_has(away, S("started_from")));
    assert_int_equal(rows_shown(a), 1);
    a = browser_get(b, "/admin/assist/log?started_to=2020-02-01");
    assert_true(has(a, "No sessions found"));
    browser_end(b);
}

static void a_filter_that_makes_no_sense_is_told_not_obeyed(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/log?time_from=yesterday");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "Time: Please enter a date."));
    assert_int_equal(browser_get(b, "/admin/log?sort=password_hash").status, 404);
    assert_int_equal(browser_get(b, "/admin/log?page=0").status, 404);
    assert_int_equal(browser_get(b, "/admin/log?after=nonsense").status, 400);
    browser_end(b);
}

/* ---- the log ---- */

static void AL01_the_report_has_nine_columns(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    static const char *const columns[] = {
        "Time<",   "Action Group<",     "Action<",  "IP Address<",  "Username<",
        "Result<", "Full Action Name<", "Details<", "Full Details<"};
    struct answer a = browser_get(b, "/admin/log");
    str head = between(a.body, "<thead>", "</thead>");
    stands_in_order(head, columns, COUNT(columns));
    assert_int_equal(count_of((struct answer){.body = head}, "<th "), 9);
    browser_end(b);
}

static void AL01_the_action_is_named_in_the_readers_language(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    a_long_log(t, 5);
    struct answer a = browser_get(b, "/admin/log?action=Login+as+Customer");
    str rows = between(a.body, "<tbody>", "</tbody>");
    assert_true(str_has(rows, S(">Login as Customer<")) && str_has(rows, S(">assist.login<")));
    assert_false(str_has(rows, S("role.save")));
    assert_true(has(a, "<option value=\"Login as Customer\" selected>Login as Customer</option>"));
    str page = str_format(t->mem, "/admin/log/%.*s", STR_ARG(between(rows, "/admin/log/", "\"")));
    test_script(t, S("UPDATE admin_user SET lang = 'de';\n"));
    a = browser_get(b, "/admin/log?action=Save");
    rows = between(a.body, "<tbody>", "</tbody>");
    assert_true(str_has(rows, S(">Speichern<")) && str_has(rows, S(">role.save<")));
    a = browser_get(b, str_z(t->mem, page));
    assert_true(has(a, ">Als Kunde anmelden<") && has(a, ">assist.login<"));
    browser_end(b);
}

static void AL02_choosing_the_group_and_search_lists_only_these(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    a_long_log(t, 5);
    struct answer a = browser_get(b, "/admin/log?group=Login+As+Customer");
    str rows = between(a.body, "<tbody>", "</tbody>");
    assert_true(str_has(rows, S("Login As Customer")) && str_has(rows, S("assist.login")));
    assert_false(str_has(rows, S("Admin Permission Roles")));
    assert_true(has(a, "<option value=\"Login As Customer\" selected>"));
    browser_end(b);
}

static void AL03_filters_are_combined_and_reset(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    a_long_log(t, 30);
    struct answer a =
        browser_get(b, "/admin/log?group=Admin+Permission+Roles&user=sven&result=0&ip=192.0.2.0");
    assert_int_equal(rows_shown(a), 1);
    assert_true(has(a, "<a class=\"btn\" href=\"?\" data-swap=\"#grid\">Reset Filter</a>"));
    assert_true(has(browser_get(b, "/admin/log?"), "<option value=\"\">All Users</option>"));
    browser_end(b);
}

static void AL04_the_username_filter_begins_with_all_users(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    struct answer a = browser_get(b, "/admin/log");
    str select = between(a.body, "name=\"user\"", "</select>");
    assert_true(str_starts(str_skip(select, 1), S("<option value=\"\">All Users</option>")));
    assert_false(str_has(select, S("selected")));
    browser_end(b);
}

static void AL06_an_entry_shows_all_facts_and_the_changes(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(
        browser_post(b, "/admin/roles/3", "name=Counter&version=1&own_password=Sonnen-Schein7")
            .status,
        303);
    struct answer list = browser_get(b, "/admin/log?name=role.save");
    str rows = between(list.body, "<tbody>", "</tbody>");
    str href = between(rows, "<a href=\"/admin/log/", "\"");
    struct answer a =
        browser_get(b, str_z(t->mem, str_format(t->mem, "/admin/log/%.*s", STR_ARG(href))));
    static const char *const facts[] = {
        "Action Group", "Admin Permission Roles", "Full Action Name", "role.save",    "olga",
        "192.0.2.7",    "Value Before",           "Value After",      "Role of cleo", "Counter"};
    assert_int_equal(a.status, 200);
    stands_in_order(a.body, facts, COUNT(facts));
    browser_end(b);
}

static size_t lines_of(str s)
{
    size_t n = 0;
    for (str line; str_cut(&s, '\n', &line);)
        n += line.n > 0;
    return n;
}

static void AL07_the_filtered_list_is_exported(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    a_long_log(t, 450); /* more than one step of the export */
    struct answer all = browser_get(b, "/admin/log/export/csv?group=Admin+Permission+Roles");
    assert_int_equal(all.status, 200);
    assert_str_equal(answer_header(&all, "Content-Type"), S("text/csv; charset=utf-8"));
    assert_true(str_has(answer_header(&all, "Content-Disposition"), S("action-log.csv")));
    i64 rows = rows_number(
        t, "SELECT count(*) FROM action_log WHERE action_group = 'Admin Permission Roles'");
    assert_true(rows > 200);
    assert_int_equal(lines_of(all.body), rows + 1);
    assert_false(str_has(all.body, S("Login As Customer")));
    struct answer xml = browser_get(b, "/admin/log/export/xml?group=Login+As+Customer");
    assert_int_equal(xml.status, 200);
    assert_true(has(xml, "<Workbook") && has(xml, "assist.login") && has(xml, "</Workbook>"));
    assert_int_equal(browser_get(b, "/admin/log/export/exe").status, 404);
    browser_end(b);
}

static str row_of(struct answer a, const char *label)
{
    char legend[200];
    snprintf(legend, sizeof legend, "<legend class=\"sr\">%s</legend>", label);
    return between(a.body, legend, "</fieldset>");
}

#define ADMIN_CONFIG "/admin/config/admin"

static bool is_of_section(const struct setting_row *row, str section)
{
    return str_eq(setting_sections[setting_fieldsets[row->fieldset].section].id, section);
}

/* Saves a section with the values of the program, but for what is said. */
static struct answer save_section(struct browser *b, const char *page, const char *said)
{
    str fields = str_from(said), section = str_skip(str_from(page), S("/admin/config/").n);
    for (size_t i = 0; i < setting_rows_n; i++)
        if (is_of_section(&setting_rows[i], section) && !str_has(fields, setting_rows[i].path))
            fields = str_format(b->t->mem, "%.*s&inherit%%3A%.*s=1", STR_ARG(fields),
                                STR_ARG(setting_rows[i].path));
    return browser_post(b, page, str_z(b->t->mem, fields));
}

static struct answer save_admin(struct browser *b, const char *said)
{
    return save_section(b, ADMIN_CONFIG, said);
}

/* One who may and one who may not unlock Anna. */
static void unlock_twice(struct house *h, struct browser *may, struct browser *may_not)
{
    str path = str_format(h->t->mem, "/admin/customers/%.*s/unlock", STR_ARG(h->anna.ref));
    test_script(h->t, S("UPDATE customer SET failures = 3;\n"));
    assert_int_equal(browser_post(may, str_z(h->t->mem, path), "").status, 303);
    assert_int_equal(browser_post(may_not, str_z(h->t->mem, path), "").status, 403);
}

static i64 entries_of_customers(struct test_store *t)
{
    return rows_number(t, "SELECT count(*) FROM action_log WHERE action_group = 'Customers'");
}

static void AL10_a_group_that_is_switched_off_has_no_new_entries(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *clerk = house_browser(h, CLERK);
    test_script(t, S("UPDATE role SET resources = 'customers customers.all' WHERE id = 3;\n"));
    unlock_twice(h, b, clerk);
    i64 before = entries_of_customers(t);
    assert_int_equal(before, 2);

    assert_int_equal(save_admin(b, "admin/logging/customers=0").status, 303);
    unlock_twice(h, b, clerk);
    assert_int_equal(entries_of_customers(t), before);
    assert_int_equal(
        browser_post(b, "/admin/roles/3", "name=Counter&version=1&own_password=Sonnen-Schein7")
            .status,
        303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM action_log WHERE action = 'role.save'"),
                     1);

    assert_int_equal(save_admin(b, "").status, 303);
    unlock_twice(h, b, clerk);
    assert_int_equal(entries_of_customers(t), before + 2);
    browser_end(clerk);
    browser_end(b);
}

static void AL10_every_group_has_its_setting_and_yes_at_first(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, ADMIN_CONFIG);
    str box =
        between(a.body, "<h2 id=\"h-admin_logging\">Admin Actions Logging</h2>", "</section>");
    for (enum action_group g = GROUP_QUIET + 1; g < GROUP_COUNT; g++) {
        str row = row_of((struct answer){.body = box}, str_z(t->mem, action_group_label(g)));
        assert_true(str_has(row, S("<option value=\"1\" selected>Yes</option>")));
        assert_true(str_has(row, S("Global</span>")));
    }
    browser_end(b);
}

static void AL10_groups_of_security_cannot_be_switched_off(struct test_store *t)
{
    static const char *const groups[][2] = {{"Admin Sign In", "admin_sign_in"},
                                            {"Admin My Account", "admin_my_account"},
                                            {"Admin Permission Users", "admin_users"},
                                            {"Admin Permission Roles", "admin_roles"},
                                            {"Login As Customer", "login_as_customer"},
                                            {"System Configuration", "system_configuration"}};
    WITH(b, OWNER);
    struct answer a = browser_get(b, ADMIN_CONFIG);
    str forged = S("admin/security/lockout_failures=7");
    for (size_t i = 0; i < COUNT(groups); i++) {
        str row = row_of(a, groups[i][0]);
        assert_true(str_has(row, S(" disabled><option value=\"1\" selected>Yes")));
        assert_true(str_has(row, S("checked disabled>")));
        assert_true(str_has(row, S("Always logged: ")));
        forged = str_format(t->mem, "%.*s&admin/logging/%s=0", STR_ARG(forged), groups[i][1]);
    }
    assert_int_equal(save_admin(b, str_z(t->mem, forged)).status, 303);
    assert_int_equal(
        rows_number(t,
                    "SELECT count(*) FROM setting WHERE path = 'admin/security/lockout_failures'"),
        1);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM setting WHERE path LIKE 'admin/logging/%'"), 0);

    /* Not even a row in the database helps. */
    i64 before = rows_number(t, "SELECT count(*) FROM action_log WHERE action = 'assist.login'");
    test_script(t, S("INSERT INTO setting (scope, scope_id, path, value) "
                     "VALUES ('default', 0, 'admin/logging/login_as_customer', '0');\n"));
    assert_ok(snapshot_load(t->db));
    struct assist_started s = house_assist(h, STAFF_AGENT, h->anna.ref);
    assert_true(s.label.n > 0);
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM action_log WHERE action = 'assist.login'"),
        before + 1);
    browser_end(b);
}

static void AL11_nothing_can_be_posted_to_the_log(struct test_store *t)
{
    WITH(b, OWNER);
    i64 before = rows_number(t, "SELECT count(*) FROM action_log");
    assert_int_equal(browser_post(b, "/admin/log", "delete=1").status, 405);
    assert_int_equal(browser_post(b, "/admin/log/1", "delete=1").status, 405);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM action_log"), before);
    browser_end(b);
}

static void UR05_without_the_rights_no_log_is_reachable(struct test_store *t)
{
    WITH(b, CLERK);
    assert_int_equal(browser_get(b, "/admin/log").status, 403);
    assert_int_equal(browser_get(b, "/admin/assist/log").status, 403);
    assert_false(has(browser_get(b, "/admin/dashboard"), "/admin/assist/log"));
    browser_end(b);
}

static void the_log_of_sessions_names_customer_agent_and_state(struct test_store *t)
{
    WITH(b, SUPERVISOR);
    struct answer a = browser_get(b, "/admin/assist/log");
    str rows = between(a.body, "<tbody>", "</tbody>");
    assert_true(str_has(rows, S("aron")) && str_has(rows, S("Anna")) &&
                str_has(rows, S("Running")));
    browser_end(b);
}

/* ---- configuration ---- */

#define LAC "/admin/config/login_as_customer"

/* The fields of the section as its page shows them. */
static str lac_form(struct test_store *t, const char *first)
{
    static const char *const paths[] = {"general/enabled",
                                        "general/disable_page_cache",
                                        "general/store_view_manual_choice_enabled",
                                        "general/shopping_assistance_checkbox_title",
                                        "general/shopping_assistance_checkbox_tooltip",
                                        "limits/reason",
                                        "limits/idle_minutes",
                                        "limits/total_minutes"};
    static const char *const values[] = {"1",           "1",        "0",  "Help+me",
                                         "A+sentence.", "optional", "10", "60"};
    str s = {0};
    for (size_t i = 0; i < COUNT(paths); i++) {
        str path = str_format(t->mem, "login_as_customer/%s", paths[i]);
        if (!str_has(str_from(first), path))
            s = str_format(t->mem, "%.*s&%.*s=%s", STR_ARG(s), STR_ARG(path), values[i]);
    }
    return str_format(t->mem, "%s%.*s", first, STR_ARG(s));
}

static struct answer save_lac(struct browser *b, const char *first)
{
    return browser_post(b, LAC, str_z(b->t->mem, lac_form(b->t, first)));
}

static void CF01_the_page_opens_with_general_options(struct test_store *t)
{
    WITH(b, OWNER);
    assert_str_equal(browser_get(b, "/admin/config").location, S("/admin/config/general"));
    struct answer a = browser_get(b, LAC);
    static const char *const order[] = {"<h1>Login as Customer</h1>",
                                        "Customers",
                                        "aria-current=\"page\">Login as Customer",
                                        "<h2 id=\"h-assist\">General Options</h2>",
                                        "Enable Login as Customer",
                                        "Disable Page Cache for Admin User",
                                        "Store View to Log in"};
    stands_in_order(between(a.body, "<main", "</main>"), order, COUNT(order));
    browser_end(b);
}

static void CF02_enable_is_global_and_off_hides_the_button(struct test_store *t)
{
    WITH(b, OWNER);
    str row = row_of(browser_get(b, LAC), "Enable Login as Customer");
    assert_true(str_has(
        row, S("<option value=\"1\" selected>Yes</option><option value=\"0\">No</option>")));
    assert_true(str_has(row, S("<span class=\"bdg scope\">Global</span>")));
    str customer = str_format(t->mem, "/admin/customers/%.*s", STR_ARG(h->anna.ref));
    assert_true(has(browser_get(b, str_z(t->mem, customer)), "/admin/assist/customer/"));
    assert_int_equal(save_lac(b, "login_as_customer/general/enabled=0").status, 303);
    assert_false(has(browser_get(b, str_z(t->mem, customer)), "/admin/assist/customer/"));
    browser_end(b);
}

static void CF04_disable_page_cache_is_yes_at_first_and_global(struct test_store *t)
{
    WITH(b, OWNER);
    str row = row_of(browser_get(b, LAC), "Disable Page Cache for Admin User");
    assert_true(str_has(row, S("<option value=\"1\" selected>Yes</option>")));
    assert_true(str_has(row, S("value=\"1\" data-inherit=")) &&
                str_has(row, S(" checked> Use system value")));
    assert_true(str_has(row, S("Global</span>")));
    browser_end(b);
}

static void CF07_the_store_view_is_detected_or_chosen(struct test_store *t)
{
    WITH(b, OWNER);
    str row = row_of(browser_get(b, LAC), "Store View to Log in");
    assert_true(str_has(row, S("<option value=\"0\" selected>Auto-Detection (default)</option>"
                               "<option value=\"1\">Manual Selection</option>")));
    browser_end(b);
}

static void
CF10_the_title_of_the_checkbox_is_the_websites_and_shown_to_customers(struct test_store *t)
{
    WITH(b, OWNER);
    str row = row_of(browser_get(b, LAC), "Title for Login as Customer opt-in checkbox");
    assert_true(str_has(row, S("Website</span>")));
    assert_int_equal(
        save_lac(b, "login_as_customer/general/shopping_assistance_checkbox_title=May+we+help%3F")
            .status,
        303);
    struct browser *visitor = house_browser(h, VISITOR);
    assert_true(has(browser_get(visitor, "/register"), "May we help?"));
    browser_end(visitor);
    browser_end(b);
}

static void CF11_the_tooltip_is_the_websites_and_reachable_by_keyboard(struct test_store *t)
{
    WITH(b, OWNER);
    str row = row_of(browser_get(b, LAC), "Login as Customer checkbox tooltip");
    assert_true(str_has(row, S("Website</span>")));
    assert_int_equal(
        save_lac(
            b,
            "login_as_customer/general/shopping_assistance_checkbox_tooltip=We+see+what+you+see.")
            .status,
        303);
    struct browser *visitor = house_browser(h, VISITOR);
    struct answer a = browser_get(visitor, "/register");
    assert_true(has(a, "We see what you see."));
    assert_false(
        has(a, "title=\"We see what you see.\"")); /* plain text: nothing has to be hovered */
    browser_end(visitor);
    browser_end(b);
}

#define TITLE   "Title for Login as Customer opt-in checkbox"
#define TOOLTIP "Login as Customer checkbox tooltip"

static void CF10_the_built_in_texts_are_shown_in_the_users_language(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, LAC);
    assert_true(str_has(row_of(a, TITLE), S("value=\"Allow remote shopping assistance\"")));
    assert_true(str_has(row_of(a, TOOLTIP), S(">Our support team may then log in")));
    test_script(t, S("UPDATE admin_user SET lang = 'de';\n"));
    const struct words *de = words_find(S("de"));
    const char *title = str_z(t->mem, tr(de, S(TITLE))),
               *tooltip = str_z(t->mem, tr(de, S(TOOLTIP)));
    a = browser_get(b, LAC);
    assert_true(str_has(row_of(a, title), S("value=\"Einkaufshilfe aus der Ferne erlauben\"")));
    assert_false(str_has(row_of(a, tooltip), S("Our support team")));
    assert_int_equal(save_lac(b,
                              "login_as_customer/general/shopping_assistance_checkbox_title="
                              "Allow+remote+shopping+assistance%21")
                         .status,
                     303);
    assert_true(str_has(row_of(browser_get(b, LAC), title),
                        S("value=\"Allow remote shopping assistance!\"")));
    browser_end(b);
}

static void CF12_saving_says_so_and_is_logged(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = save_lac(b, "login_as_customer/limits/idle_minutes=7");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S(LAC));
    assert_true(has(browser_get(b, LAC), "You saved the configuration."));
    assert_int_equal(
        rows_number(t,
                    "SELECT count(*) FROM action_log WHERE action_group = 'System Configuration'"
                    " AND action = 'config.save' AND success AND staff_name = 'olga'"),
        1);
    str changes = rows_text(t, "SELECT changes FROM action_log WHERE action = 'config.save'");
    assert_true(str_has(changes, S("[\"login_as_customer/limits/idle_minutes\",\"10\",\"7\"]")));
    browser_end(b);
}

static void a_wrong_setting_is_told_beside_its_field_and_nothing_is_saved(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a =
        save_lac(b, "login_as_customer/limits/idle_minutes=11&login_as_customer/limits/reason=off");
    assert_int_equal(a.status, 422);
    str row = row_of(a, "Idle Time (minutes)");
    assert_true(str_has(row, S("value=\"11\"")) && str_has(row, S("aria-invalid=\"true\"")));
    assert_true(str_has(row, S("id=\"login_as_customer-limits-idle_minutes-e\"")));
    assert_true(has(a, "<a href=\"#login_as_customer-limits-idle_minutes\">"));
    assert_int_equal(
        rows_number(t, "SELECT count(*) FROM setting WHERE path LIKE 'login_as_customer/limits/%'"),
        0);
    browser_end(b);
}

static void the_box_use_system_value_removes_the_stored_one(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(save_lac(b, "login_as_customer/limits/idle_minutes=7").status, 303);
    assert_false(str_has(row_of(browser_get(b, LAC), "Idle Time (minutes)"), S(" checked")));
    assert_int_equal(
        save_lac(
            b,
            "inherit%3Alogin_as_customer/limits/idle_minutes=1&login_as_customer/limits/idle_minutes=8")
            .status,
        303);
    assert_true(str_has(row_of(browser_get(b, LAC), "Idle Time (minutes)"), S("value=\"10\"")));
    assert_int_equal(
        rows_number(
            t, "SELECT count(*) FROM setting WHERE path = 'login_as_customer/limits/idle_minutes'"),
        0);
    browser_end(b);
}

static const char *page_of_setting(struct test_store *t, str path)
{
    int section = setting_fieldsets[setting_find(path)->fieldset].section;
    return str_z(t->mem, str_join(t->mem, S("/admin/config/"), setting_sections[section].id));
}

static void an_amount_is_read_and_typed_in_major_units(struct test_store *t)
{
    WITH(b, OWNER);
    const char *page = page_of_setting(t, S("carriers/flatrate/price"));
    str field = S("id=\"carriers-flatrate-price\"");
    struct answer a = browser_get(b, page);
    assert_true(str_has(row_of(a, "Price"), field));
    assert_true(str_has(row_of(a, "Price"), S("value=\"5.00\"")));
    assert_true(str_has(row_of(a, "Price"), S("EUR")));
    assert_int_equal(save_section(b, page, "carriers/flatrate/price=6%2C5").status, 303);
    assert_str_equal(
        rows_text(t, "SELECT value FROM setting WHERE path = 'carriers/flatrate/price'"), S("650"));
    str changes = rows_text(t, "SELECT changes FROM action_log WHERE action = 'config.save'");
    assert_true(str_has(changes, S("[\"carriers/flatrate/price\",\"5.00\",\"6.50\"]")));
    const struct snapshot *s = snapshot_take();
    assert_int_equal(s->first->settings.flatrate_price.minor, 650);
    snapshot_drop(s);
    test_script(t, S("UPDATE admin_user SET lang = 'de';\n"));
    assert_true(str_has(row_of(browser_get(b, page), "Preis"), S("value=\"6,50\"")));
    browser_end(b);
}

static void what_is_no_amount_is_told_beside_its_field(struct test_store *t)
{
    WITH(b, OWNER);
    const char *page = page_of_setting(t, S("carriers/flatrate/price"));
    static const char *const wrongs[] = {"", "-1", "abc", "5.5555", "10000.01", "20000"};
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        str said = str_format(t->mem, "carriers/flatrate/price=%s", wrongs[i]);
        struct answer a = save_section(b, page, str_z(t->mem, said));
        if (a.status != 422)
            fail_msg("\"%s\" is taken", wrongs[i]);
        assert_true(str_has(row_of(a, "Price"), S("Enter an amount from 0.00 to 10000.00.")));
        assert_true(str_has(row_of(a, "Price"), str_format(t->mem, "value=\"%s\"", wrongs[i])));
    }
    assert_int_equal(rows_number(t, "SELECT count(*) FROM setting WHERE path LIKE 'carriers/%'"),
                     0);
    browser_end(b);
}

static void SC12_a_denied_section_is_absent_and_its_post_refused(struct test_store *t)
{
    WITH(b, CLERK);
    test_script(t, S("UPDATE role SET resources = 'stores.config.sales' WHERE id = 3;\n"));
    struct answer a = browser_get(b, "/admin/config/sales");
    assert_int_equal(a.status, 200);
    assert_false(has(a, LAC));
    assert_int_equal(browser_get(b, LAC).status, 403);
    assert_int_equal(save_lac(b, "login_as_customer/general/enabled=0").status, 403);
    assert_int_equal(save_section(b, "/admin/config/sales",
                                  "login_as_customer/general/enabled=0&"
                                  "sales/general/hide_customer_ip=1")
                         .status,
                     303);
    assert_str_equal(
        rows_text(t, "SELECT value FROM setting WHERE path = 'login_as_customer/general/enabled'"),
        S("1"));
    browser_end(b);
}

/* ---- users and roles ---- */

static void UR01_a_role_is_made_with_name_and_password(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_post(b, "/admin/roles/new", "name=&own_password=");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "Role Name is required.") && has(a, "Your Password is required."));
    a = browser_post(b, "/admin/roles/new", "name=Night+shift&own_password=Wrong-demo-1");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "value=\"Night shift\""));
    assert_false(has(a, "Wrong-demo-1"));
    a = browser_post(b, "/admin/roles/new", "name=Night+shift&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_true(str_ends(a.location, S("/resources")));
    browser_end(b);
}

static void UR02_with_access_to_all_the_tree_is_hidden(struct test_store *t)
{
    WITH(b, OWNER);
    assert_true(has(browser_get(b, "/admin/roles/1/resources"),
                    "<div class=\"tree\" id=\"resources\" hidden>"));
    assert_true(
        has(browser_get(b, "/admin/roles/2/resources"), "<div class=\"tree\" id=\"resources\">"));
    browser_end(b);
}

static void UR03_the_tree_holds_login_as_customer_with_its_two(struct test_store *t)
{
    WITH(b, OWNER);
    static const char *const branch[] = {"value=\"customers\"", "value=\"assist\"",
                                         "Login as Customer</label><ul>",
                                         "value=\"assist.login\" checked> Allow Login as Customer",
                                         "value=\"assist.log\"> View Login as Customer Log"};
    stands_in_order(browser_get(b, "/admin/roles/2/resources").body, branch, COUNT(branch));
    browser_end(b);
}

static void UR06_a_parent_ticked_without_a_script_ticks_its_children(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a =
        browser_post(b, "/admin/roles/3/resources",
                     "access=custom&resources[]=assist&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_str_equal(rows_text(t, "SELECT resources FROM role WHERE id = 3"),
                     S("customers assist assist.login assist.log"));
    browser_end(b);
}

static void custom_without_a_resource_keeps_the_form_and_says_why(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_post(b, "/admin/roles/1/resources",
                                   "access=custom&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "Please choose at least one resource."));
    assert_true(has(a, "<div class=\"tree\" id=\"resources\">")); /* now it is to be seen */
    a = browser_post(b, "/admin/roles/3/resources",
                     "access=custom&resources[]=system.users&version=1&own_password=Wrong-demo-1");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "value=\"system.users\" checked"));
    browser_end(b);
}

static void UR08_users_are_assigned_after_the_first_save(struct test_store *t)
{
    WITH(b, OWNER);
    assert_false(has(browser_get(b, "/admin/roles/new"), "Role Users"));
    struct answer a = browser_get(b, "/admin/roles/3/users");
    assert_true(has(a, "form=\"assign\" name=\"users[]\" value=\"3\" checked disabled"));
    a = browser_post(b, "/admin/roles/3/users", "users[]=2&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT role_id FROM admin_user WHERE id = 2"), 3);
    browser_end(b);
}

static void UR09_deleting_a_role_asks_and_refuses_while_it_has_users(struct test_store *t)
{
    WITH(b, OWNER);
    assert_true(has(browser_get(b, "/admin/roles/3/delete"), "1 user has this role."));
    struct answer a = browser_post(b, "/admin/roles/3/delete", "own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "This role has users."));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM role WHERE id = 3"), 1);
    browser_end(b);
}

#define NINA                                                                                       \
    "user_name=nina&first_name=Nina&last_name=Nacht&email=nina%40staff.test&password=Nachts7&"     \
    "confirm=Nachts7&lang=en&active=1&role_id=3&own_password=Sonnen-Schein7"

static void US01_a_user_is_made_and_signs_in(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_post(b, "/admin/users/new", NINA);
    assert_int_equal(a.status, 303);
    assert_true(has(browser_get(b, "/admin/users"), "You saved the user."));
    struct browser *nina = browser_again(b);
    assert_int_equal(browser_post(nina, "/admin/sign-in", "user_name=nina&password=Nachts7").status,
                     303);
    assert_int_equal(browser_get(nina, "/admin/customers").status, 200);
    a = browser_post(b, "/admin/users/new", NINA);
    assert_int_equal(a.status, 422);
    assert_true(has(a, "A user with this user name exists already."));
    assert_true(has(a, "value=\"nina@staff.test\""));
    assert_false(has(a, "Nachts7"));
    browser_end(nina);
    browser_end(b);
}

static void US01_what_is_missing_is_told_at_each_field(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_post(b, "/admin/users/new",
                                   "user_name=&email=nonsense&active=1&lang=en&own_password=x");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "User Role is required."));
    assert_true(has(a, "This email address is not valid."));
    assert_true(has(a, "<a href=\"#role_id\">"));
    browser_end(b);
}

static void US03_the_expiration_date_is_the_last_day(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(browser_post(b, "/admin/users/new", NINA "&expires_at=2030-06-30").status,
                     303);
    i64 id = rows_number(t, "SELECT id FROM admin_user WHERE user_name = 'nina'");
    str page = str_format(t->mem, "/admin/users/%lld", (long long)id);
    assert_true(has(browser_get(b, str_z(t->mem, page)), "value=\"2030-06-30\""));
    /* 1 July 2030, 0:00 in Berlin */
    assert_int_equal(rows_number(t, "SELECT expires_at FROM admin_user WHERE user_name = 'nina'"),
                     1909087200LL * SECOND);
    browser_end(b);
}

static void US05_the_interface_locale_switches_the_language(struct test_store *t)
{
    WITH(b, CLERK);
    struct answer a =
        browser_post(b, "/admin/account",
                     "user_name=cleo&first_name=Cleo&last_name=Staff&email=cleo%40staff.test&"
                     "lang=de&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(a.status, 303);
    assert_true(has(browser_get(b, "/admin/account"), "<html lang=\"de\">"));
    browser_end(b);
}

static void R01_the_own_account_takes_no_id_role_or_activity(struct test_store *t)
{
    WITH(b, CLERK);
    browser_post(
        b, "/admin/account",
        "id=1&staff_id=1&role_id=1&active=0&user_name=cleo&first_name=Cleo&last_name=Staff&"
        "email=cleo%40staff.test&lang=en&version=1&own_password=Sonnen-Schein7");
    assert_int_equal(rows_number(t, "SELECT role_id FROM admin_user WHERE id = 3"), 3);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM admin_user WHERE id = 3 AND active"), 1);
    assert_str_equal(rows_text(t, "SELECT user_name FROM admin_user WHERE id = 1"), S("olga"));
    assert_int_equal(browser_get(b, "/admin/dashboard").actor.staff_id, STAFF_CLERK);
    browser_end(b);
}

static void US06_the_own_account_cannot_be_deleted(struct test_store *t)
{
    WITH(b, OWNER);
    assert_false(has(browser_get(b, "/admin/users/1"), "/admin/users/1/delete"));
    assert_int_equal(browser_post(b, "/admin/users/1/delete", "own_password=Sonnen-Schein7").status,
                     422);
    assert_int_equal(browser_post(b, "/admin/users/5/delete", "own_password=Sonnen-Schein7").status,
                     303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM admin_user WHERE id IN (1, 5)"), 1);
    browser_end(b);
}

/* ---- dashboard and search ---- */

static void UI16_the_dashboard_has_its_blocks(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/dashboard?range=2y");
    static const char *const blocks[] = {
        "<svg class=\"chart\"", "Revenue",        "Tax",           "Shipping",    "Quantity",
        "Last Orders",          "Lifetime Sales", "Average Order", "Bestsellers", "New Customers"};
    stands_in_order(a.body, blocks, COUNT(blocks));
    assert_true(has(a, "<option value=\"2y\" selected>"));
    assert_int_equal(browser_get(b, "/admin/dashboard?chart=orders&range=24h").status, 200);
    browser_end(b);
}

static void UI16_the_dashboard_shows_nobody_what_lists_would_not(struct test_store *t)
{
    WITH(b, CLERK);
    test_script(t, S("UPDATE role SET resources = 'dashboard' WHERE id = 3;\n"));
    struct answer a = browser_get(b, "/admin/dashboard");
    assert_int_equal(a.status, 200);
    assert_false(has(a, "Last Orders") || has(a, "New Customers") || has(a, "Anna"));
    browser_end(b);
}

static void UI03_the_search_finds_people_and_orders(struct test_store *t)
{
    WITH(b, OWNER);
    assert_true(has(browser_get(b, "/admin/search?q=anna"), "/admin/customers/"));
    str order = str_format(t->mem, "/admin/search?q=%.*s", STR_ARG(h->anna.number));
    assert_true(has(browser_get(b, str_z(t->mem, order)), "/admin/orders/"));
    struct answer a = browser_get(b, "/admin/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert_int_equal(a.status, 200);
    assert_false(has(a, "<script>alert"));
    browser_end(b);
}

static void SE10_the_back_office_is_where_it_was_put(struct test_store *t)
{
    WITH(b, OWNER);
    (void)h;
    b->site.admin_path = S("/office");
    struct answer a = browser_get(b, "/office/dashboard");
    assert_int_equal(a.status, 200);
    assert_true(has(a, "href=\"/office/customers\""));
    assert_false(has(a, "\"/admin"));
    assert_int_equal(browser_get(b, "/admin/dashboard").status, 404);
    assert_int_equal(browser_get(b, "/admin").status, 404);
    browser_end(b);
}

static const struct test tests[] = {
    TEST(SE10_the_back_office_is_where_it_was_put),
    TEST(a_stranger_is_sent_to_sign_in_and_comes_to_the_page_asked_for),
    TEST(R42_signing_in_leads_to_no_foreign_place),
    TEST(SE01_every_wrong_sign_in_says_the_same),
    TEST(SE07_without_the_form_token_nothing_changes),
    TEST(UI04_the_account_menu_leads_to_the_account_and_out),
    TEST(UI01_the_sidebar_has_groups_as_headings_and_marks_the_page),
    TEST(UI02_what_is_denied_is_absent_and_so_are_empty_parents),
    TEST(UI02_what_is_denied_does_not_answer_either),
    TEST(a_refusal_names_the_resource_as_the_tree_of_the_role_does),
    TEST(the_tree_of_resources_offers_no_filter_without_a_script),
    TEST(the_home_page_is_the_first_permitted_one),
    TEST(UI15_the_sidebar_opens_without_a_script),
    TEST(UI11_a_message_is_shown_once_behind_the_redirect),
    TEST(a_stale_form_says_that_somebody_was_faster),
    TEST(UI12_a_question_is_a_page_of_its_own_without_a_script),
    TEST(UI14_forms_guard_what_was_typed),
    TEST(UI07_twenty_rows_a_page_a_page_field_and_the_count),
    TEST(UI07_counting_stops_at_a_thousand_and_what_lies_behind_is_reached),
    TEST(UI10_the_state_of_a_list_stands_in_its_address),
    TEST(a_chip_names_its_filter_and_takes_it_away),
    TEST(a_filter_that_makes_no_sense_is_told_not_obeyed),
    TEST(AL01_the_report_has_nine_columns),
    TEST(AL01_the_action_is_named_in_the_readers_language),
    TEST(AL02_choosing_the_group_and_search_lists_only_these),
    TEST(AL03_filters_are_combined_and_reset),
    TEST(AL04_the_username_filter_begins_with_all_users),
    TEST(AL06_an_entry_shows_all_facts_and_the_changes),
    TEST(AL07_the_filtered_list_is_exported),
    TEST(AL10_a_group_that_is_switched_off_has_no_new_entries),
    TEST(AL10_every_group_has_its_setting_and_yes_at_first),
    TEST(AL10_groups_of_security_cannot_be_switched_off),
    TEST(AL11_nothing_can_be_posted_to_the_log),
    TEST(UR05_without_the_rights_no_log_is_reachable),
    TEST(the_log_of_sessions_names_customer_agent_and_state),
    TEST(CF01_the_page_opens_with_general_options),
    TEST(CF02_enable_is_global_and_off_hides_the_button),
    TEST(CF04_disable_page_cache_is_yes_at_first_and_global),
    TEST(CF07_the_store_view_is_detected_or_chosen),
    TEST(CF10_the_title_of_the_checkbox_is_the_websites_and_shown_to_customers),
    TEST(CF10_the_built_in_texts_are_shown_in_the_users_language),
    TEST(CF11_the_tooltip_is_the_websites_and_reachable_by_keyboard),
    TEST(CF12_saving_says_so_and_is_logged),
    TEST(a_wrong_setting_is_told_beside_its_field_and_nothing_is_saved),
    TEST(the_box_use_system_value_removes_the_stored_one),
    TEST(an_amount_is_read_and_typed_in_major_units),
    TEST(what_is_no_amount_is_told_beside_its_field),
    TEST(SC12_a_denied_section_is_absent_and_its_post_refused),
    TEST(UR01_a_role_is_made_with_name_and_password),
    TEST(UR02_with_access_to_all_the_tree_is_hidden),
    TEST(UR03_the_tree_holds_login_as_customer_with_its_two),
    TEST(UR06_a_parent_ticked_without_a_script_ticks_its_children),
    TEST(custom_without_a_resource_keeps_the_form_and_says_why),
    TEST(UR08_users_are_assigned_after_the_first_save),
    TEST(UR09_deleting_a_role_asks_and_refuses_while_it_has_users),
    TEST(US01_a_user_is_made_and_signs_in),
    TEST(US01_what_is_missing_is_told_at_each_field),
    TEST(US03_the_expiration_date_is_the_last_day),
    TEST(US05_the_interface_locale_switches_the_language),
    TEST(R01_the_own_account_takes_no_id_role_or_activity),
    TEST(US06_the_own_account_cannot_be_deleted),
    TEST(UI16_the_dashboard_has_its_blocks),
    TEST(UI16_the_dashboard_shows_nobody_what_lists_would_not),
    TEST(UI03_the_search_finds_people_and_orders),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
