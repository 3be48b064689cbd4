#include "domain/region.h"

#include "base/str.h"

/* clang-format off */
static const struct region germany[] = {
    {S("BW"), S("Baden-Württemberg")}, {S("BY"), S("Bayern")}, {S("BE"), S("Berlin")}, {S("BB"), S("Brandenburg")},
    {S("HB"), S("Bremen")}, {S("HH"), S("Hamburg")}, {S("HE"), S("Hessen")}, {S("MV"), S("Mecklenburg-Vorpommern")},
    {S("NI"), S("Niedersachsen")}, {S("NW"), S("Nordrhein-Westfalen")}, {S("RP"), S("Rheinland-Pfalz")},
    {S("SL"), S("Saarland")}, {S("SN"), S("Sachsen")}, {S("ST"), S("Sachsen-Anhalt")},
    {S("SH"), S("Schleswig-Holstein")}, {S("TH"), S("Thüringen")},
};
static const struct region austria[] = {
    {S("1"), S("Burgenland")}, {S("2"), S("Kärnten")}, {S("3"), S("Niederösterreich")}, {S("4"), S("Oberösterreich")},
    {S("5"), S("Salzburg")}, {S("6"), S("Steiermark")}, {S("7"), S("Tirol")}, {S("8"), S("Vorarlberg")},
    {S("9"), S("Wien")},
};
static const struct region usa[] = {
    {S("AL"), S("Alabama")}, {S("AK"), S("Alaska")}, {S("AZ"), S("Arizona")}, {S("AR"), S("Arkansas")},
    {S("CA"), S("California")}, {S("CO"), S("Colorado")}, {S("CT"), S("Connecticut")}, {S("DE"), S("Delaware")},
    {S("DC"), S("District of Columbia")}, {S("FL"), S("Florida")}, {S("GA"), S("Georgia")}, {S("HI"), S("Hawaii")},
    {S("ID"), S("Idaho")}, {S("IL"), S("Illinois")}, {S("IN"), S("Indiana")}, {S("IA"), S("Iowa")},
    {S("KS"), S("Kansas")}, {S("KY"), S("Kentucky")}, {S("LA"), S("Louisiana")}, {S("ME"), S("Maine")},
    {S("MD"), S("Maryland")}, {S("MA"), S("Massachusetts")}, {S("MI"), S("Michigan")}, {S("MN"), S("Minnesota")},
    {S("MS"), S("Mississippi")}, {S("MO"), S("Missouri")}, {S("MT"), S("Montana")}, {S("NE"), S("Nebraska")},
    {S("NV"), S("Nevada")}, {S("NH"), S("New Hampshire")}, {S("NJ"), S("New Jersey")}, {S("NM"), S("New Mexico")},
    {S("NY"), S("New York")}, {S("NC"), S("North Carolina")}, {S("ND"), S("North Dakota")}, {S("OH"), S("Ohio")},
    {S("OK"), S("Oklahoma")}, {S("OR"), S("Oregon")}, {S("PA"), S("Pennsylvania")}, {S("RI"), S("Rhode Island")},
    {S("SC"), S("South Carolina")}, {S("SD"), S("South Dakota")}, {S("TN"), S("Tennessee")}, {S("TX"), S("Texas")},
    {S("UT"), S("Utah")}, {S("VT"), S("Vermont")}, {S("VA"), S("Virginia")}, {S("WA"), S("Washington")},
    {S("WV"), S("West Virginia")}, {S("WI"), S("Wisconsin")}, {S("WY"), S("Wyoming")},
};
/* clang-format on */

struct region_list regions_of(str country)
{
    if (str_eq(country, S("DE")))
        return (struct region_list){germany, COUNT(germany)};
    if (str_eq(country, S("AT")))
        return (struct region_list){austria, COUNT(austria)};
    if (str_eq(country, S("US")))
        return (struct region_list){usa, COUNT(usa)};
    return (struct region_list){0};
}

bool region_find(str country, str typed, str *code)
{
    struct region_list list = regions_of(country);
    for (size_t i = 0; i < list.n; i++) {
        if (str_eq_nocase(list.at[i].code, typed) || str_eq_nocase(list.at[i].name, typed)) {
            *code = list.at[i].code;
            return true;
        }
    }
    if (list.n && typed.n)
        return false;
    *code = typed;
    return true;
}

str region_name(str country, str region)
{
    struct region_list list = regions_of(country);
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.at[i].code, region))
            return list.at[i].name;
    return region;
}
