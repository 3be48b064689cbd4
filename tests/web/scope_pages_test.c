/* Configuration at a scope, and All Stores. */
#include "house.h"

#include "domain/settings.h"
#include "rows.h"

static bool has(struct answer a, const char *text)
{
    return answer_has(&a, text);
}

#define WITH(b, who)                                                                               \
    struct house *h = house_make(t);                                                               \
    struct browser *b = house_browser(h, who)

#define GENERAL "/admin/config/general"
#define NAME    "general/store_information/name"

/* The fieldset of a setting's row: from its legend to its end. */
static str row_of(struct answer a, const char *label)
{
    str rest = a.body, text = str_from(label), begin = S("<legend class=\"sr\">");
    for (; rest.n; rest = str_skip(rest, 1))
        if (str_starts(rest, begin) && str_starts(str_skip(rest, begin.n), text))
            break;
    for (size_t i = 0; i < rest.n; i++)
        if (str_starts(str_skip(rest, i), S("</fieldset>")))
            return str_head(rest, i);
    fail_msg("no row %s", label);
    return rest;
}

/* Saves a section in a scope: what is said, and the boxes of all other rows ticked. */
static struct answer save(struct browser *b, const char *section, const char *scope,
                          const char *said)
{
    struct arena *mem = b->t->mem;
    str fields = str_format(mem, "scope=%s&%s", scope, said);
    for (size_t i = 0; i < setting_rows_n; i++) {
        int of = setting_fieldsets[setting_rows[i].fieldset].section;
        if (str_eq(setting_sections[of].id, str_from(section)) &&
            !str_has(fields, setting_rows[i].path))
            fields = str_format(mem, "%.*s&inherit%%3A%.*s=1", STR_ARG(fields),
                                STR_ARG(setting_rows[i].path));
    }
    return browser_post(b, at(b->t, "/admin/config/%s", section), str_z(mem, fields));
}

static i64 stored(struct test_store *t, const char *scope)
{
    return rows_number(
        t, at(t, "SELECT count(*) FROM setting WHERE path = '" NAME "' AND scope = '%s'", scope));
}

static struct answer save_name(struct browser *b, const char *scope, const char *value)
{
    return save(b, "general", scope, at(b->t, NAME "=%s", value));
}

static void
SC01_SC02_the_switcher_lists_every_scope_and_begins_at_the_default_one(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, GENERAL);
    assert_true(has(a, "<option value=\"default\" selected>Default Config</option>"));
    assert_true(has(a, "<option value=\"website:base\">Main Website</option>"));
    assert_true(has(a, "<option value=\"\" disabled>\u2003Main Website Store</option>"));
    assert_true(has(a, "<option value=\"view:de\">\u2003\u2003Deutsch</option>"));
    assert_true(has(a, "<a href=\"/admin/stores\">Stores Configuration</a>"));
    assert_true(
        has(browser_get(b, GENERAL "?scope=view%3Ade"), "<option value=\"view:de\" selected>"));
    assert_int_equal(browser_get(b, GENERAL "?scope=view%3Anone").status, 404);
    browser_end(b);
}

static void
SC04_SC05_SC06_SC07_each_scope_has_its_own_box_and_each_field_its_label(struct test_store *t)
{
    WITH(b, OWNER);
    static const char *const pages[][2] = {{GENERAL, "Use system value"},
                                           {GENERAL "?scope=website%3Abase", "Use Default"},
                                           {GENERAL "?scope=view%3Ade", "Use Website"}};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(b, pages[i][0]);
        str row = row_of(a, "Store Name");
        assert_true(str_has(row, str_from(pages[i][1])));
        assert_true(str_has(row, S("Store View</span>")));
        for (size_t k = 0; k < COUNT(pages); k++)
            if (k != i)
                assert_false(has(a, pages[k][1]));
    }
    browser_end(b);
}

static void SC09_SC10_unticked_stores_for_the_scope_and_ticked_removes_it(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = save_name(b, "view%3Ade", "harzwerk");
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, S(GENERAL "?scope=view:de"));
    assert_int_equal(stored(t, "store_view"), 1);
    assert_int_equal(save_name(b, "website%3Abase", "werkstatt").status, 303);
    str row = row_of(browser_get(b, GENERAL "?scope=view%3Ade"), "Store Name");
    assert_true(str_has(row, S("value=\"harzwerk\"")));
    assert_false(str_has(row, S(" checked")));
    assert_int_equal(save(b, "general", "view%3Ade", "inherit%3A" NAME "=1&" NAME "=unread").status,
                     303);
    assert_int_equal(stored(t, "store_view"), 0);
    assert_int_equal(stored(t, "website"), 1);
    row = row_of(browser_get(b, GENERAL "?scope=view%3Ade"), "Store Name");
    assert_true(str_has(row, S("value=\"werkstatt\"")) && str_has(row, S(" checked")));
    browser_end(b);
}

static void CF13_global_fields_are_not_there_in_a_finer_scope(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/config/login_as_customer?scope=website%3Abase");
    assert_true(has(a, "Title for Login as Customer opt-in checkbox"));
    assert_false(has(a, "Enable Login as Customer"));
    a = save(b, "login_as_customer", "website%3Abase",
             "login_as_customer/general/enabled=0&"
             "login_as_customer/general/shopping_assistance_checkbox_title=Help&"
             "login_as_customer/general/shopping_assistance_checkbox_tooltip=Text");
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM setting WHERE scope = 'website'"), 2);
    a = browser_get(b, "/admin/config/login_as_customer?scope=view%3Ade");
    assert_true(has(a, "Nothing on this page can be set for a single website or store view."));
    browser_end(b);
}

static void what_is_wrong_is_told_in_its_scope(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = save_name(b, "view%3Ade", "");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "<option value=\"view:de\" selected>"));
    assert_true(str_has(row_of(a, "Store Name"), S("aria-invalid=\"true\"")));
    assert_int_equal(stored(t, "store_view"), 0);
    assert_int_equal(save_name(b, "view%3Anone", "x").status, 404);
    browser_end(b);
}

static void settings_are_found_by_their_words(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/config?q=opt-in+checkbox+title");
    assert_int_equal(a.status, 200);
    assert_true(has(a, ">Title for Login as Customer opt-in checkbox</a>"));
    assert_true(has(a, "Login as Customer › General Options"));
    assert_true(has(a, "href=\"/admin/config/login_as_customer#"));
    assert_false(has(a, ">Store Name</a>"));
    assert_true(has(browser_get(b, "/admin/config?q=general%2Flocale%2Fcode"), ">Locale</a>"));
    assert_true(has(browser_get(b, "/admin/config?q=zzz"), "Nothing was found."));
    /* a finer scope finds what it can set, and its links stay there */
    a = browser_get(b, "/admin/config?q=store+name&scope=website%3Abase");
    assert_true(has(a, ">Store Name</a>"));
    a = browser_get(b, "/admin/config?q=store+name&scope=view%3Aen");
    assert_true(has(a, ">Store Name</a>"));
    assert_true(has(a, "/admin/config/general?scope="));
    a = browser_get(b, "/admin/config?q=enable+login+as+customer&scope=website%3Abase");
    assert_false(has(a, ">Enable Login as Customer</a>"));
    /* the search of the top bar finds them too */
    assert_true(
        has(browser_get(b, "/admin/search?q=opt-in+checkbox+title"), "opt-in checkbox</a>"));
    browser_end(b);
}

static void settings_that_a_role_may_not_open_are_not_found(struct test_store *t)
{
    WITH(b, AGENT);
    assert_int_equal(browser_get(b, "/admin/config?q=locale").status, 403);
    test_script(t, S("UPDATE role SET resources = resources || ' stores.config "
                     "stores.config.general search' WHERE id = 2;\n"));
    assert_true(has(browser_get(b, "/admin/config?q=locale"), ">Locale</a>"));
    assert_false(has(browser_get(b, "/admin/config?q=checkbox"), "opt-in checkbox</a>"));
    assert_false(has(browser_get(b, "/admin/search?q=checkbox"), "opt-in checkbox</a>"));
    browser_end(b);
}

static void
SC23_single_store_mode_hides_switcher_and_labels_until_there_is_a_second_view(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(save(b, "general", "default", "general/single_store_mode/enabled=1").status,
                     303);
    assert_true(has(browser_get(b, GENERAL), "id=\"scope\""));
    test_script(t,
                S("UPDATE cart SET store_view_id = 1;\nUPDATE sales_order SET store_view_id = 1;\n"
                  "UPDATE customer SET store_view_id = 1;\n"));
    assert_int_equal(browser_post(b, "/admin/stores/views/2/delete", "").status, 303);
    struct answer a = browser_get(b, GENERAL);
    assert_false(has(a, "id=\"scope\""));
    assert_false(has(a, "bdg scope"));
    browser_end(b);
}

/* ---- All Stores ---- */

static void SC14_a_row_a_store_view_with_links_to_its_store_and_website(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/stores");
    assert_int_equal(a.status, 200);
    static const char *const links[] = {"href=\"/admin/stores/websites/1\">Main Website</a>",
                                        "href=\"/admin/stores/stores/1\">Main Website Store</a>",
                                        "href=\"/admin/stores/views/1\">English</a>",
                                        "href=\"/admin/stores/views/2\">Deutsch</a>"};
    for (size_t i = 0; i < COUNT(links); i++)
        assert_true(has(a, links[i]));
    browser_end(b);
}

static void a_website_a_store_and_a_view_are_made_one_after_the_other(struct test_store *t)
{
    WITH(b, OWNER);
    assert_int_equal(browser_post(b, "/admin/stores/websites/new",
                                  "name=US+Website&code=us&currency=USD&sort_order=5")
                         .status,
                     303);
    assert_true(has(browser_get(b, "/admin/stores"), "US Website"));
    assert_int_equal(
        browser_post(b, "/admin/stores/stores/new", "website_id=2&name=US+Store&code=us_store")
            .status,
        303);
    assert_int_equal(browser_post(b, "/admin/stores/views/new",
                                  "store_id=2&name=American&code=us_en&enabled=1&sort_order=0")
                         .status,
                     303);
    struct answer a = browser_get(b, "/admin/stores");
    assert_true(has(a, ">American</a>"));
    a = browser_get(b, "/us_en/");
    assert_int_equal(a.status, 200);
    assert_int_equal(rows_number(t,
                                 "SELECT count(*) FROM action_log WHERE action IN "
                                 "('website.save', 'store.save', 'store_view.save')"),
                     3);
    browser_end(b);
}

static void SC15_SC16_wrong_codes_are_told_beside_the_field(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a =
        browser_post(b, "/admin/stores/websites/new", "name=X&code=1st&currency=EUR&sort_order=0");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "id=\"code-e\"") && has(a, "value=\"1st\""));
    a = browser_post(b, "/admin/stores/views/new",
                     "store_id=1&name=X&code=de&enabled=1&sort_order=0");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "This code is already taken."));
    browser_end(b);
}

static void SC17_store_and_status_of_a_default_view_are_fixed(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, "/admin/stores/views/1");
    assert_true(has(a, "id=\"store_id\" name=\"store_id\" disabled"));
    assert_true(has(a, "id=\"enabled\" name=\"enabled\" disabled"));
    assert_false(has(a, "Delete Store View"));
    assert_int_equal(
        browser_post(b, "/admin/stores/views/1", "version=1&name=English+UK&code=en&sort_order=3")
            .status,
        303);
    assert_int_equal(
        rows_number(
            t, "SELECT count(*) FROM store_view WHERE id = 1 AND enabled AND name = 'English UK'"),
        1);
    a = browser_post(b, "/admin/stores/views/1",
                     "version=2&name=English&code=en&sort_order=3&store_id=1&enabled=0");
    assert_int_equal(a.status, 422);
    browser_end(b);
}

static void SC18_SC19_the_switcher_follows_status_and_order(struct test_store *t)
{
    WITH(b, OWNER);
    struct browser *visitor = house_browser(h, VISITOR);
    assert_int_equal(browser_post(b, "/admin/stores/views/new",
                                  "store_id=1&name=Schweiz&code=ch&enabled=1&sort_order=-1")
                         .status,
                     422);
    assert_int_equal(browser_post(b, "/admin/stores/views/new",
                                  "store_id=1&name=Schweiz&code=ch&enabled=1&sort_order=0")
                         .status,
                     303);
    struct answer a = browser_get(visitor, "/");
    assert_true(has(a, "Schweiz") && has(a, "Deutsch"));
    assert_int_equal(browser_get(visitor, "/ch/cart").status, 200);
    assert_int_equal(
        browser_post(b, "/admin/stores/views/3",
                     "version=1&store_id=1&name=Schweiz&code=ch&enabled=0&sort_order=0")
            .status,
        303);
    assert_false(has(browser_get(visitor, "/"), "Schweiz"));
    assert_int_equal(browser_get(visitor, "/ch/cart").status, 404);
    browser_end(visitor);
    browser_end(b);
}

static void who_may_not_see_stores_sees_none(struct test_store *t)
{
    WITH(b, AGENT);
    static const char *const pages[] = {"/admin/stores", "/admin/stores/websites/1",
                                        "/admin/stores/stores/1", "/admin/stores/views/1",
                                        "/admin/stores/views/new"};
    for (size_t i = 0; i < COUNT(pages); i++)
        assert_int_equal(browser_get(b, pages[i]).status, 403);
    assert_int_equal(browser_post(b, "/admin/stores/views/2/delete", "").status, 403);
    browser_end(b);
}

#define ALLOW(code) "&general%2Fcountry%2Fallow%5B%5D=" code

static str countries(struct test_store *t)
{
    return rows_text(t, "SELECT value FROM setting WHERE path = 'general/country/allow'");
}

static void countries_are_chosen_from_a_list(struct test_store *t)
{
    WITH(b, OWNER);
    struct answer a = browser_get(b, GENERAL);
    assert_true(has(a, "name=\"general/country/allow[]\" multiple"));
    assert_true(has(a, "<option value=\"DE\" selected>Germany</option>"));
    assert_true(has(a, "<option value=\"FR\">France</option>"));
    /* What is chosen keeps its order: it is the order of address forms. */
    a = save(b, "general", "", "general/country/allow=" ALLOW("US") ALLOW("DE"));
    assert_int_equal(a.status, 303);
    assert_str_equal(countries(t), S("US DE"));
    a = save(b, "general", "", "general/country/allow=" ALLOW("US") ALLOW("XX"));
    assert_int_equal(a.status, 422);
    assert_true(has(a, "There is no country XX."));
    a = save(b, "general", "", "general/country/allow=");
    assert_int_equal(a.status, 422);
    assert_true(has(a, "This is a required field."));
    assert_str_equal(countries(t), S("US DE"));
    SCOPED(browser_end_of) struct browser *anna = house_browser(h, CUSTOMER);
    a = browser_get(anna, "/account/addresses/new");
    assert_true(has(a, "<option value=\"US\"") && !has(a, "<option value=\"AT\""));
    browser_end(b);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(SC01_SC02_the_switcher_lists_every_scope_and_begins_at_the_default_one),
        TEST(SC04_SC05_SC06_SC07_each_scope_has_its_own_box_and_each_field_its_label),
        TEST(SC09_SC10_unticked_stores_for_the_scope_and_ticked_removes_it),
        TEST(CF13_global_fields_are_not_there_in_a_finer_scope),
        TEST(what_is_wrong_is_told_in_its_scope),
        TEST(countries_are_chosen_from_a_list),
        TEST(settings_are_found_by_their_words),
        TEST(settings_that_a_role_may_not_open_are_not_found),
        TEST(SC23_single_store_mode_hides_switcher_and_labels_until_there_is_a_second_view),
        TEST(SC14_a_row_a_store_view_with_links_to_its_store_and_website),
        TEST(a_website_a_store_and_a_view_are_made_one_after_the_other),
        TEST(SC15_SC16_wrong_codes_are_told_beside_the_field),
        TEST(SC17_store_and_status_of_a_default_view_are_fixed),
        TEST(SC18_SC19_the_switcher_follows_status_and_order),
        TEST(who_may_not_see_stores_sees_none),
    };
    return run_on_both(tests, COUNT(tests));
}
