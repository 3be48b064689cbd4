#include "text_test.h"

#include "web/net.h"

static struct address an(const char *text)
{
    struct address a;
    assert_true(address_parse(str_from(text), &a));
    return a;
}

static void an_address_prints_as_it_is_written(void **state)
{
    (void)state;
    static const char *const good[] = {"127.0.0.1", "203.0.113.5", "::1", "2001:db8::7"};
    static const char *const bad[] = {"",    "1.2.3",    "1.2.3.4.5", "1.2.3.256",
                                      "::g", "1.2.3.4 ", "01.2.3.4",  "[::1]"};
    struct address a;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_text(address_text(mem, an(good[i])), good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(address_parse(str_from(bad[i]), &a));
    assert_text(address_text(mem, an("::ffff:10.0.0.1")), "10.0.0.1");
    assert_true(address_is_loopback(an("127.9.9.9")));
    assert_true(address_is_loopback(an("::1")));
    assert_false(address_is_loopback(an("128.0.0.1")));
}

static void a_network_holds_its_addresses_and_no_others(void **state)
{
    (void)state;
    static const struct {
        const char *network, *address;
        bool within;
    } rows[] = {
        {"10.0.0.0/8", "10.255.0.1", true},      {"10.0.0.0/8", "11.0.0.1", false},
        {"10.0.0.0/9", "10.127.0.1", true},      {"10.0.0.0/9", "10.128.0.1", false},
        {"10.1.2.3", "10.1.2.3", true},          {"10.1.2.3", "10.1.2.4", false},
        {"0.0.0.0/0", "8.8.8.8", true},          {"0.0.0.0/0", "::1", false},
        {"2001:db8::/32", "2001:db8:1::", true}, {"2001:db8::/32", "2001:db9::", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct network net;
        assert_true(network_parse(str_from(rows[i].network), &net));
        struct networks list = {&net, 1};
        assert_int_equal(networks_have(&list, an(rows[i].address)), rows[i].within);
    }
    struct network net;
    static const char *const bad[] = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8",
                                      "::/129",      "x/8",         "/8"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(network_parse(str_from(bad[i]), &net));
}

static void R33_a_client_cannot_choose_its_own_address(void **state)
{
    (void)state;
    struct network proxy;
    assert_true(network_parse(S("10.0.0.0/8"), &proxy));
    struct networks trusted = {&proxy, 1};
    struct address direct = an("203.0.113.5"), behind = an("10.0.0.1");
#define CLIENT(peer, list) address_text(mem, client_behind(&trusted, peer, S(list)))
    assert_text(CLIENT(direct, "1.2.3.4"), "203.0.113.5");
    assert_text(CLIENT(behind, "1.2.3.4"), "1.2.3.4");
    assert_text(CLIENT(behind, "6.6.6.6, 1.2.3.4"), "1.2.3.4");
    assert_text(CLIENT(behind, "6.6.6.6, 1.2.3.4, 10.0.0.2"), "1.2.3.4");
    assert_text(CLIENT(behind, "10.0.0.3"), "10.0.0.3");
    assert_text(CLIENT(behind, ""), "10.0.0.1");
    assert_text(CLIENT(behind, "nonsense"), "10.0.0.1");
    assert_text(CLIENT(behind, "1.2.3.4, nonsense"), "10.0.0.1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_prints_as_it_is_written),
        cmocka_unit_test(a_network_holds_its_addresses_and_no_others),
        cmocka_unit_test(R33_a_client_cannot_choose_its_own_address),
    };
    return RUN(tests);
}
