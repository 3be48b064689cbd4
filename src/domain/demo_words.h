/* What the demo shop is made of: categories, products, names, places and small texts, in English and German.
 * Everything is invented; the pictures lie in assets/products, the phone numbers in ranges that are kept free
 * for fiction. Only the generator of demo data includes this. */
#pragma once

#include "base/base.h"

struct demo_category {
    str slug;
    str name_en, name_de;
    str text_en, text_de;
    str picture; /* an asset, as static() takes it */
};

struct demo_product {
    str sku, slug, picture;
    i64 cents;        /* gross, in euro cents */
    i64 tax_permille; /* contained in the price */
    i64 category;     /* index into demo_categories */
    i64 stock;        /* 0: sold out */
    str name_en, name_de;
    str text_en, text_de;
};

/* Where people live. A phone number is the prefix and as many random digits as phone_digits says. */
struct demo_place {
    str country, postcode, city,
        region; /* ISO 3166: country, and region without the country; may be empty */
    str phone;
    int phone_digits;
};

struct demo_region {
    str country, code, name;
};

/* A street without its number, which stands behind it in DE and AT and before it in US and GB. */
struct demo_street {
    str country, name;
};

struct demo_text {
    str en, de;
};

/* clang-format off */

/* slug, name en, de, text en, de, picture */
static const struct demo_category demo_categories[] = {
    {S("backpacks-bags"), S("Backpacks & Bags"), S("Rucksäcke & Taschen"),
     S("Carried for years, mended when needed: packs and bags of waxed canvas, leather and "
       "tarpaulin."),
     S("Jahrelang getragen, bei Bedarf geflickt: Rucksäcke und Taschen aus gewachstem Canvas, "
       "Leder und Plane."),
     S("products/HW-1001.svg")},
    {S("clothing"), S("Clothing"), S("Kleidung"),
     S("Wool, cotton and weatherproof cloth for days that begin in fog and end in sunshine."),
     S("Wolle, Baumwolle und wetterfeste Stoffe für Tage, die im Nebel beginnen und in der "
       "Sonne enden."),
     S("products/HW-2005.svg")},
    {S("shoes-socks"), S("Shoes & Socks"), S("Schuhe & Socken"),
     S("Welted boots that can be resoled, light shoes for town, and socks that stay where they "
       "belong."),
     S("Rahmengenähte Stiefel, die sich neu besohlen lassen, leichte Schuhe für die Stadt "
       "und Socken, die nicht rutschen."),
     S("products/HW-3001.svg")},
    {S("camp-sleep"), S("Camp & Sleep"), S("Zelten & Schlafen"),
     S("Everything between the forest floor and the stars: tents, tarps, warm bags and soft "
       "mats."),
     S("Alles zwischen Waldboden und Sternen: Zelte, Tarps, warme Schlafsäcke und weiche "
       "Matten."),
     S("products/HW-4001.svg")},
    {S("kitchen-table"), S("Kitchen & Table"), S("Küche & Tisch"),
     S("Enamel, iron and wood for the stove at home and the fire outside."),
     S("Emaille, Eisen und Holz für den Herd daheim und das Feuer draußen."),
     S("products/HW-5001.svg")},
    {S("tools-light"), S("Tools & Light"), S("Werkzeug & Licht"),
     S("Good steel, warm light and the small things that get you home."),
     S("Guter Stahl, warmes Licht und die kleinen Dinge, mit denen man heimfindet."),
     S("products/HW-6004.svg")},
    {S("home-care"), S("Home & Care"), S("Wohnen & Pflege"),
     S("A little of the forest for your own four walls: linen, beeswax, plain soap."),
     S("Ein wenig Wald für die eigenen vier Wände: Leinen, Bienenwachs, ehrliche Seife."),
     S("products/HW-7001.svg")},
    {S("books-maps"), S("Books & Maps"), S("Bücher & Karten"),
     S("Routes, stories and empty pages for your own."),
     S("Wege, Geschichten und leere Seiten für die eigenen."),
     S("products/HW-8003.svg")},
};

/* sku, slug, picture, cents, tax, category, stock, name en, de, text en, de */
static const struct demo_product demo_products[] = {
    {S("HW-1001"), S("backpack-harz-walker-28-l"), S("products/HW-1001.svg"),
     14995, 190, 0, 42,
     S("Backpack “Harz Walker” 28 l"), S("Rucksack „Harzwanderer“ 28 l"),
     S("A day pack of waxed cotton canvas with leather straps and solid brass buckles. The "
       "padded back lets air through, and the front pocket swallows a map and a thermos cup. "
       "Sewn in Goslar, and mended there if it ever needs to be."),
     S("Ein Tagesrucksack aus gewachstem Baumwollcanvas mit Lederriemen und massiven "
       "Messingschnallen. Der gepolsterte Rücken lässt Luft durch, in die Vordertasche "
       "passen Karte und Becher. In Goslar genäht und, falls es einmal nötig ist, dort auch "
       "geflickt.")},
    {S("HW-1002"), S("backpack-brocken-18-l"), S("products/HW-1002.svg"),
     11900, 190, 0, 27,
     S("Backpack “Brocken” 18 l"), S("Rucksack „Brocken“ 18 l"),
     S("Small enough for the train, strong enough for the summit. The roll of foam in the back "
       "doubles as a seat, and the rust-orange cloth is easy to spot from afar."),
     S("Klein genug für den Zug, stark genug für den Gipfel. Die Schaumeinlage im Rücken "
       "ist zugleich Sitzkissen, und das rostorange Tuch sieht man schon von Weitem.")},
    {S("HW-1003"), S("backpack-wurmberg-40-l"), S("products/HW-1003.svg"),
     18900, 190, 0, 15,
     S("Backpack “Wurmberg” 40 l"), S("Rucksack „Wurmberg“ 40 l"),
     S("Forty litres for three days and two nights. A wide hip belt takes the weight off your "
       "shoulders; the lid comes off and turns into a small shoulder bag."),
     S("Vierzig Liter für drei Tage und zwei Nächte. Der breite Hüftgurt nimmt die Last von "
       "den Schultern; die Deckeltasche lässt sich abnehmen und als kleine Umhängetasche "
       "tragen.")},
    {S("HW-1004"), S("roll-top-ilse-22-l"), S("products/HW-1004.svg"),
     8990, 190, 0, 33,
     S("Roll-Top Pack “Ilse” 22 l"), S("Kurierrucksack „Ilse“ 22 l"),
     S("Welded tarpaulin keeps everything dry, even under the waterfall of the same name. Roll "
       "it shut three times and it holds; pack it full and it still fits under a seat."),
     S("Verschweißte Plane hält alles trocken, sogar unter dem gleichnamigen Wasserfall. "
       "Dreimal gerollt ist er dicht, und selbst voll gepackt passt er unter den Sitz.")},
    {S("HW-1005"), S("roll-top-bode-22-l"), S("products/HW-1005.svg"),
     8990, 190, 0, 0,
     S("Roll-Top Pack “Bode” 22 l"), S("Kurierrucksack „Bode“ 22 l"),
     S("The sister of our roll-top “Ilse”, in mustard yellow for grey mornings. One inner "
       "sleeve takes a laptop of up to 15 inches."),
     S("Die Schwester unseres Kurierrucksacks „Ilse“, in Senfgelb für graue Morgen. Das "
       "Innenfach nimmt einen Laptop bis 15 Zoll auf.")},
    {S("HW-1006"), S("tote-bag-market-day"), S("products/HW-1006.svg"),
     2490, 190, 0, 120,
     S("Tote Bag “Market Day”"), S("Tragetasche „Markttag“"),
     S("Heavy organic cotton with long handles that sit well on the shoulder. Carries twelve "
       "kilos of potatoes, and we have tried."),
     S("Schwere Biobaumwolle mit langen Henkeln, die gut auf der Schulter liegen. Trägt "
       "zwölf Kilo Kartoffeln, wir haben es ausprobiert.")},
    {S("HW-1007"), S("shoulder-bag-okertal"), S("products/HW-1007.svg"),
     22900, 190, 0, 9,
     S("Shoulder Bag “Okertal”"), S("Umhängetasche „Okertal“"),
     S("Vegetable-tanned leather that grows darker and more beautiful every year. Two "
       "compartments, one padded, and a strap long enough to wear across the body on a bicycle."),
     S("Pflanzlich gegerbtes Leder, das mit jedem Jahr dunkler und schöner wird. Zwei "
       "Fächer, eines davon gepolstert, und ein Riemen, der auch auf dem Fahrrad quer über "
       "die Schulter reicht.")},
    {S("HW-1008"), S("hip-pouch-rabenklippe"), S("products/HW-1008.svg"),
     3990, 190, 0, 58,
     S("Hip Pouch “Rabenklippe”"), S("Hüfttasche „Rabenklippe“"),
     S("For keys, knife and a bar of chocolate. The zip is covered against rain, and the belt "
       "fits over a winter jacket."),
     S("Für Schlüssel, Messer und eine Tafel Schokolade. Der Reißverschluss ist gegen Regen "
       "abgedeckt, der Gurt passt auch über die Winterjacke.")},
    {S("HW-2001"), S("t-shirt-fir"), S("products/HW-2001.svg"),
     3490, 190, 1, 140,
     S("T-Shirt “Fir”"), S("T-Shirt „Tanne“"),
     S("Dense organic cotton jersey that keeps its shape after a hundred washes. Cut straight, "
       "with a neckband that does not wave."),
     S("Dichter Jersey aus Biobaumwolle, der auch nach hundert Wäschen in Form bleibt. Gerade "
       "geschnitten, mit einem Bündchen, das sich nicht wellt.")},
    {S("HW-2002"), S("t-shirt-sandstone"), S("products/HW-2002.svg"),
     3490, 190, 1, 96,
     S("T-Shirt “Sandstone”"), S("T-Shirt „Sandstein“"),
     S("The colour of the cliffs near Blankenburg, with a rust-red neckband. Undyed yarn, only "
       "the band has seen a dye bath."),
     S("Die Farbe der Felsen bei Blankenburg, dazu ein rostrotes Bündchen. Das Garn ist "
       "ungefärbt, nur das Bündchen hat ein Farbbad gesehen.")},
    {S("HW-2003"), S("sweater-winter-path-blue"), S("products/HW-2003.svg"),
     12900, 190, 1, 31,
     S("Sweater “Winter Path”, blue"), S("Pullover „Winterweg“, blau"),
     S("Knitted from the wool of heath sheep in a pattern like the tracks on a snowed-in path. "
       "Warm without scratching, because the yarn is washed twice and combed once more."),
     S("Gestrickt aus der Wolle von Heidschafen, mit einem Muster wie Spuren auf verschneiten "
       "Wegen. Er wärmt, ohne zu kratzen, weil das Garn zweimal gewaschen und noch einmal "
       "gekämmt wird.")},
    {S("HW-2004"), S("sweater-winter-path-berry"), S("products/HW-2004.svg"),
     12900, 190, 1, 24,
     S("Sweater “Winter Path”, berry"), S("Pullover „Winterweg“, beere"),
     S("The same knit in the deep red of late lingonberries. Raglan sleeves leave room for a "
       "shirt underneath."),
     S("Das gleiche Gestrick im tiefen Rot später Preiselbeeren. Die Raglanärmel lassen "
       "Platz für ein Hemd darunter.")},
    {S("HW-2005"), S("rain-jacket-torfhaus"), S("products/HW-2005.svg"),
     24900, 190, 1, 18,
     S("Rain Jacket “Torfhaus”"), S("Regenjacke „Torfhaus“"),
     S("Three layers, taped seams and a hood that turns with your head. Where it comes from it "
       "rains on two hundred days a year, so it had to be good."),
     S("Drei Lagen, verklebte Nähte und eine Kapuze, die sich mit dem Kopf dreht. Wo sie "
       "herkommt, regnet es an zweihundert Tagen im Jahr, also musste sie gut werden.")},
    {S("HW-2006"), S("loden-jacket-forester"), S("products/HW-2006.svg"),
     27900, 190, 1, 12,
     S("Loden Jacket “Forester”"), S("Lodenjacke „Förster“"),
     S("Fulled wool that shrugs off drizzle, thorns and wind. Two warm pockets outside, and "
       "one inside for the field book."),
     S("Gewalkte Wolle, der Niesel, Dornen und Wind nichts anhaben. Außen zwei warme Taschen, "
       "innen eine für das Notizbuch.")},
    {S("HW-2007"), S("quilted-vest-achtermann"), S("products/HW-2007.svg"),
     13900, 190, 1, 29,
     S("Quilted Vest “Achtermann”"), S("Steppweste „Achtermann“"),
     S("A light layer of sheep’s wool between two thin fabrics, quilted by hand. Rolls up "
       "into its own pocket and weighs little more than two apples."),
     S("Eine leichte Lage Schafwolle zwischen zwei dünnen Stoffen, von Hand abgesteppt. "
       "Lässt sich in die eigene Tasche rollen und wiegt kaum mehr als zwei Äpfel.")},
    {S("HW-2008"), S("trousers-rough-track"), S("products/HW-2008.svg"),
     9900, 190, 1, 47,
     S("Trousers “Rough Track”"), S("Hose „Knüppeldamm“"),
     S("Hard-wearing cotton with reinforced knees and enough stretch to step over fallen "
       "trees. Five pockets, one of them for a folding rule."),
     S("Strapazierfähige Baumwolle mit verstärkten Knien und genug Dehnung für umgestürzte "
       "Bäume. Fünf Taschen, eine davon für den Zollstock.")},
    {S("HW-2009"), S("cap-lookout"), S("products/HW-2009.svg"),
     2990, 190, 1, 88,
     S("Cap “Lookout”"), S("Schirmmütze „Ausguck“"),
     S("Six panels of washed cotton and a sand-coloured visor. The brass buckle at the back "
       "fits heads from 54 to 62 centimetres."),
     S("Sechs Bahnen gewaschene Baumwolle und ein sandfarbener Schirm. Die Messingschnalle "
       "hinten passt sich Köpfen von 54 bis 62 Zentimetern an.")},
    {S("HW-2010"), S("beanie-witches-dance"), S("products/HW-2010.svg"),
     2790, 190, 1, 103,
     S("Beanie “Witches’ Dance”"), S("Wollmütze „Hexentanz“"),
     S("Chunky ribbed knit with a bobble of real wool. Turned up once it covers the ears, "
       "turned up twice it sits on top."),
     S("Grobes Rippenstrick mit einer Bommel aus echter Wolle. Einmal umgeschlagen deckt sie "
       "die Ohren, zweimal sitzt sie keck obenauf.")},
    {S("HW-2011"), S("gloves-hoarfrost"), S("products/HW-2011.svg"),
     3290, 190, 1, 64,
     S("Gloves “Hoarfrost”"), S("Handschuhe „Raureif“"),
     S("Fine merino inside, boiled wool outside. Thumb and forefinger also work on a screen."),
     S("Innen feine Merinowolle, außen Walk. Daumen und Zeigefinger bedienen auch den "
       "Bildschirm.")},
    {S("HW-2012"), S("scarf-clearing"), S("products/HW-2012.svg"),
     4490, 190, 1, 52,
     S("Scarf “Clearing”"), S("Schal „Lichtung“"),
     S("Nearly two metres of soft lambswool with mustard stripes. Woven on a loom that is "
       "older than most of us."),
     S("Fast zwei Meter weiche Lammwolle mit senfgelben Streifen. Gewebt auf einem Webstuhl, "
       "der älter ist als die meisten von uns.")},
    {S("HW-3001"), S("boots-granite"), S("products/HW-3001.svg"),
     28900, 190, 2, 14,
     S("Boots “Granite”"), S("Wanderstiefel „Granit“"),
     S("Welted boots of greased leather that a cobbler can resole again and again. They want "
       "to be worn in for a week, and then worn for twenty years."),
     S("Rahmengenähte Stiefel aus gefettetem Leder, die ein Schuster immer wieder neu "
       "besohlen kann. Sie wollen eine Woche eingelaufen und dann zwanzig Jahre getragen "
       "werden.")},
    {S("HW-3002"), S("boots-slate"), S("products/HW-3002.svg"),
     19900, 190, 2, 21,
     S("Boots “Slate”"), S("Wanderstiefel „Schiefer“"),
     S("Lighter than they look, with a rubber rand against roots and scree. The lining dries "
       "overnight beside a stove."),
     S("Leichter, als sie aussehen, mit einem Gummirand gegen Wurzeln und Geröll. Das Futter "
       "trocknet über Nacht neben dem Ofen.")},
    {S("HW-3003"), S("shoes-meadow-path"), S("products/HW-3003.svg"),
     9900, 190, 2, 36,
     S("Shoes “Meadow Path”"), S("Schuhe „Wiesenweg“"),
     S("Canvas above, natural rubber below, nothing superfluous in between. For dry days, "
       "bicycles and city breaks."),
     S("Oben Canvas, unten Naturkautschuk, dazwischen nichts Überflüssiges. Für trockene "
       "Tage, das Fahrrad und die Stadt.")},
    {S("HW-3004"), S("slippers-tiled-stove"), S("products/HW-3004.svg"),
     5490, 190, 2, 40,
     S("Felt Slippers “Tiled Stove”"), S("Filzpantoffeln „Kachelofen“"),
     S("Thick wool felt with a leather sole that moves quietly across floorboards. One size "
       "larger than usual is just right for thick socks."),
     S("Dicker Wollfilz mit Ledersohle, die leise über Dielen geht. Eine Nummer größer "
       "passt er auch über dicke Socken.")},
    {S("HW-3005"), S("socks-two-stripes-blue"), S("products/HW-3005.svg"),
     1890, 190, 2, 150,
     S("Hiking Socks “Two Stripes”, blue"), S("Wandersocken „Zweistreif“, blau"),
     S("Merino with a little nylon at heel and toe, where socks wear through. Knitted without "
       "a seam across the toes, so there is nothing to rub."),
     S("Merino mit etwas Polyamid an Ferse und Spitze, wo Socken sonst durchgehen. Die Spitze "
       "ist ohne Naht gestrickt, da reibt nichts.")},
    {S("HW-3006"), S("socks-two-stripes-red"), S("products/HW-3006.svg"),
     1890, 190, 2, 134,
     S("Hiking Socks “Two Stripes”, red"), S("Wandersocken „Zweistreif“, rot"),
     S("The same socks in brick red and cream. They look best in open boots by the fire."),
     S("Die gleichen Socken in Ziegelrot und Creme. Am besten sehen sie in offenen Stiefeln am "
       "Feuer aus.")},
    {S("HW-4001"), S("tent-night-owl-2"), S("products/HW-4001.svg"),
     34900, 190, 3, 11,
     S("Tent “Night Owl” for two"), S("Zelt „Nachteule“ für zwei"),
     S("Pitched in six minutes, even in the dark, because the poles are coloured. Two doors, "
       "two porches, and a roof that stands up to a thunderstorm."),
     S("In sechs Minuten aufgebaut, auch im Dunkeln, denn die Stangen sind farbig. Zwei "
       "Eingänge, zwei Apsiden und ein Dach, das auch ein Gewitter aushält.")},
    {S("HW-4002"), S("tent-caravanserai-4"), S("products/HW-4002.svg"),
     49900, 190, 3, 6,
     S("Tent “Caravanserai” for four"), S("Zelt „Karawanserei“ für vier"),
     S("Room for four sleepers, their bags and a dog. You can stand upright in the middle, and "
       "the groundsheet buttons out for sweeping."),
     S("Platz für vier Schläfer, ihr Gepäck und einen Hund. In der Mitte kann man aufrecht "
       "stehen, und der Boden lässt sich zum Ausfegen ausknöpfen.")},
    {S("HW-4003"), S("tarp-beech-shade"), S("products/HW-4003.svg"),
     11900, 190, 3, 22,
     S("Tarp “Beech Shade” 3 × 3 m"), S("Tarp „Buchenschatten“ 3 × 3 m"),
     S("Cotton and polyester, woven tightly, so sparks leave no holes. Nineteen loops along "
       "the edges allow any shape you can think of."),
     S("Baumwolle und Polyester, dicht gewebt, sodass Funken keine Löcher brennen. Neunzehn "
       "Schlaufen am Rand erlauben jede Form, die einem einfällt.")},
    {S("HW-4004"), S("sleeping-bag-dormouse"), S("products/HW-4004.svg"),
     22900, 190, 3, 17,
     S("Sleeping Bag “Dormouse”"), S("Schlafsack „Siebenschläfer“"),
     S("Comfortable down to minus four degrees, filled with responsibly sourced down. The "
       "footbox is roomy, since cold feet are the end of every night."),
     S("Behaglich bis minus vier Grad, gefüllt mit Daunen aus verantwortungsvoller Haltung. "
       "Der Fußraum ist großzügig, denn mit kalten Füßen ist jede Nacht vorbei.")},
    {S("HW-4005"), S("sleeping-mat-moss"), S("products/HW-4005.svg"),
     5990, 190, 3, 44,
     S("Sleeping Mat “Moss”"), S("Isomatte „Moos“"),
     S("Four centimetres of soft foam that fills itself while you make tea. Rolled up it is as "
       "big as a loaf of bread."),
     S("Vier Zentimeter weicher Schaum, der sich füllt, während der Tee zieht. Aufgerollt "
       "ist sie so groß wie ein Brotlaib.")},
    {S("HW-4006"), S("hammock-afternoon"), S("products/HW-4006.svg"),
     7490, 190, 3, 26,
     S("Hammock “Afternoon”"), S("Hängematte „Nachmittag“"),
     S("Wide enough to lie across, which is how one sleeps well in it. Two tree-friendly "
       "straps are included."),
     S("Breit genug, um quer darin zu liegen, denn so schläft es sich gut. Zwei baumschonende "
       "Gurte sind dabei.")},
    {S("HW-4007"), S("wool-blanket-hunters-lodge"), S("products/HW-4007.svg"),
     8990, 190, 3, 39,
     S("Wool Blanket “Hunter’s Lodge”"), S("Wolldecke „Jagdhütte“"),
     S("New wool in a brick-red check, woven in the Ore Mountains. Warms on the sofa, airs "
       "well on the line and hardly ever needs washing."),
     S("Schurwolle im ziegelroten Karo, gewebt im Erzgebirge. Wärmt auf dem Sofa, lüftet gut "
       "auf der Leine und muss kaum je gewaschen werden.")},
    {S("HW-4008"), S("rope-lifeline-10-m"), S("products/HW-4008.svg"),
     2490, 190, 3, 71,
     S("Rope “Lifeline” 10 m"), S("Seil „Lebensader“ 10 m"),
     S("Eight millimetres thick, firm in the hand and easy to untie again. Not meant for "
       "climbing, but for everything else."),
     S("Acht Millimeter stark, griffig und leicht wieder zu lösen. Nicht zum Klettern "
       "gedacht, aber für alles andere.")},
    {S("HW-5001"), S("enamel-mug-summit-350-ml"), S("products/HW-5001.svg"),
     1850, 190, 4, 210,
     S("Enamel Mug “Summit” 350 ml"), S("Emaillebecher „Gipfel“ 350 ml"),
     S("Steel and two coats of enamel, fired at over eight hundred degrees. Goes into the "
       "fire, into the dishwasher and into every backpack."),
     S("Stahl und zwei Schichten Emaille, bei über achthundert Grad gebrannt. Darf ins Feuer, "
       "in die Spülmaschine und in jeden Rucksack.")},
    {S("HW-5002"), S("enamel-mug-fir-350-ml"), S("products/HW-5002.svg"),
     1850, 190, 4, 176,
     S("Enamel Mug “Fir” 350 ml"), S("Emaillebecher „Tanne“ 350 ml"),
     S("The green brother of our best-loved mug. Should the enamel ever chip, it only tells of "
       "the journey."),
     S("Der grüne Bruder unseres beliebtesten Bechers. Platzt die Emaille einmal ab, erzählt "
       "das nur von der Reise.")},
    {S("HW-5003"), S("bottle-oker-075-l"), S("products/HW-5003.svg"),
     3490, 190, 4, 83,
     S("Water Bottle “Oker” 0.75 l"), S("Trinkflasche „Oker“ 0,75 l"),
     S("Stainless steel with a single wall, so it may hang over the fire. The lid seals with a "
       "silicone ring that you can replace."),
     S("Edelstahl mit einfacher Wand, darf deshalb auch über das Feuer. Der Deckel schließt "
       "mit einem Silikonring, den man nachkaufen kann.")},
    {S("HW-5004"), S("bottle-copper-mine-05-l"), S("products/HW-5004.svg"),
     3990, 190, 4, 61,
     S("Water Bottle “Copper Mine” 0.5 l"), S("Trinkflasche „Kupferschacht“ 0,5 l"),
     S("Double-walled, with a birch lid and the colour of the old mines. Keeps tea warm "
       "through a lecture and water cold through a match."),
     S("Doppelwandig, mit Birkendeckel und in der Farbe der alten Gruben. Hält den Tee eine "
       "Vorlesung lang warm und das Wasser ein Spiel lang kalt.")},
    {S("HW-5005"), S("thermos-night-train-1-l"), S("products/HW-5005.svg"),
     4990, 190, 4, 49,
     S("Thermos “Night Train” 1 l"), S("Thermoskanne „Nachtzug“ 1 l"),
     S("Hot for twenty-four hours, or cold for two days. The cup is large enough for two hands."),
     S("Vierundzwanzig Stunden heiß oder zwei Tage kalt. Der Becher ist groß genug für zwei "
       "Hände.")},
    {S("HW-5006"), S("iron-pan-charcoal-burner-28-cm"), S("products/HW-5006.svg"),
     5990, 190, 4, 34,
     S("Iron Pan “Charcoal Burner” 28 cm"), S("Eisenpfanne „Köhler“ 28 cm"),
     S("Forged from a single sheet, burned in and ready to use. With every fried potato it "
       "gets better, and it will outlive its owner."),
     S("Aus einem Stück geschmiedet, eingebrannt und sofort einsatzbereit. Mit jeder "
       "Bratkartoffel wird sie besser, und sie überlebt ihren Besitzer.")},
    {S("HW-5007"), S("camping-stove-blue-hour"), S("products/HW-5007.svg"),
     6990, 190, 4, 25,
     S("Camping Stove “Blue Hour”"), S("Gaskocher „Blaue Stunde“"),
     S("Boils half a litre in under three minutes and stands firmly even on uneven ground. Gas "
       "cartridges with a screw valve fit; they are not included."),
     S("Kocht einen halben Liter in unter drei Minuten und steht auch auf unebenem Boden "
       "sicher. Passend für Schraubkartuschen, die nicht im Lieferumfang sind.")},
    {S("HW-5008"), S("cutlery-three-of-us"), S("products/HW-5008.svg"),
     2290, 190, 4, 92,
     S("Cutlery “Three of Us”"), S("Besteck „Zu dritt“"),
     S("Fork, spoon and knife with cherry-wood handles, held together by a felt band. Good "
       "enough for Sundays."),
     S("Gabel, Löffel und Messer mit Griffen aus Kirschholz, von einem Filzband "
       "zusammengehalten. Gut genug für den Sonntag.")},
    {S("HW-5009"), S("lunchbox-break-time"), S("products/HW-5009.svg"),
     4290, 190, 4, 55,
     S("Lunchbox “Break Time”"), S("Brotdose „Brotzeit“"),
     S("Stainless steel with two leather straps and a movable divider. Tight enough for salad, "
       "roomy enough for four slices."),
     S("Edelstahl mit zwei Lederriemen und beweglichem Trennsteg. Dicht genug für Salat, "
       "groß genug für vier Schnitten.")},
    {S("HW-5010"), S("cutting-board-supper"), S("products/HW-5010.svg"),
     3690, 190, 4, 46,
     S("Cutting Board “Supper”"), S("Schneidbrett „Abendbrot“"),
     S("Oiled oak from windfall in the southern Harz, planed from one piece. No two boards "
       "look alike."),
     S("Geölte Eiche aus Windbruch im Südharz, aus einem Stück gehobelt. Kein Brett gleicht "
       "dem anderen.")},
    {S("HW-5011"), S("kettle-red-kite"), S("products/HW-5011.svg"),
     7990, 190, 4, 19,
     S("Kettle “Red Kite” 1.8 l"), S("Wasserkessel „Rotmilan“ 1,8 l"),
     S("Enamelled steel with a beech handle that stays cool. Suits gas, induction and the "
       "tripod over the fire."),
     S("Emaillierter Stahl mit einem Buchengriff, der kühl bleibt. Für Gas, Induktion und "
       "das Dreibein über dem Feuer.")},
    {S("HW-6001"), S("bushcraft-knife-wood-sprite"), S("products/HW-6001.svg"),
     8490, 190, 5, 28,
     S("Knife “Wood Sprite”"), S("Messer „Waldgeist“"),
     S("Carbon steel with a full tang and a handle of smoked oak. A wipe of oil after use is "
       "all it asks for."),
     S("Kohlenstoffstahl mit durchgehendem Erl und einem Griff aus Räuchereiche. Nach "
       "Gebrauch ein Tropfen Öl, mehr verlangt es nicht.")},
    {S("HW-6002"), S("axe-woodpile"), S("products/HW-6002.svg"),
     9490, 190, 5, 16,
     S("Axe “Woodpile”"), S("Axt „Holzstoß“"),
     S("A forged head of 800 grams on an ash handle, sharp straight out of the box. Comes with "
       "a leather sheath and a note on how to hang it anew."),
     S("Ein geschmiedeter Kopf von 800 Gramm auf einem Eschenstiel, scharf ab Werk. Mit "
       "Lederscheide und einer Anleitung, wie man sie neu einstielt.")},
    {S("HW-6003"), S("headlamp-firefly"), S("products/HW-6003.svg"),
     4490, 190, 5, 67,
     S("Headlamp “Firefly”"), S("Stirnlampe „Glühwürmchen“"),
     S("Three hundred lumens for the path and a dim red light for the tent. Charges by cable, "
       "and three ordinary batteries do as well."),
     S("Dreihundert Lumen für den Weg und ein schwaches rotes Licht für das Zelt. Lädt am "
       "Kabel, und drei gewöhnliche Batterien tun es auch.")},
    {S("HW-6004"), S("lantern-pit-light"), S("products/HW-6004.svg"),
     6490, 190, 5, 23,
     S("Lantern “Pit Light”"), S("Laterne „Grubenlicht“"),
     S("A storm lantern after the miners’ lamps of Clausthal, made of tinplate and "
       "hand-blown glass. Burns for twenty hours on one filling."),
     S("Eine Sturmlaterne nach den Grubenlampen aus Clausthal, aus Weißblech und "
       "mundgeblasenem Glas. Brennt zwanzig Stunden mit einer Füllung.")},
    {S("HW-6005"), S("compass-steady-hand"), S("products/HW-6005.svg"),
     3990, 190, 5, 0,
     S("Compass “Steady Hand”"), S("Kompass „Ruhige Hand“"),
     S("A brass case, a liquid-damped needle and a dial that glows in the dark. It still "
       "points north when every battery is flat."),
     S("Messinggehäuse, gedämpfte Nadel und ein Zifferblatt, das im Dunkeln leuchtet. Er "
       "zeigt auch dann nach Norden, wenn alle Akkus leer sind.")},
    {S("HW-6006"), S("repair-kit-second-life"), S("products/HW-6006.svg"),
     3490, 190, 5, 38,
     S("Repair Kit “Second Life”"), S("Flickzeug „Zweites Leben“"),
     S("Needles, waxed thread, patches and scissors in a leather roll. Whatever we sell can be "
       "mended with it, and most other things too."),
     S("Nadeln, gewachstes Garn, Flicken und Schere in einer Lederrolle. Damit lässt sich "
       "alles reparieren, was wir verkaufen, und das meiste andere auch.")},
    {S("HW-7001"), S("cushion-two-peaks"), S("products/HW-7001.svg"),
     3990, 190, 6, 57,
     S("Cushion “Two Peaks” 50 × 50 cm"), S("Kissen „Zwei Gipfel“ 50 × 50 cm"),
     S("Stonewashed linen with our two peaks, filled with spelt husks or feathers, as you "
       "like. The cover comes off and may be washed at forty degrees."),
     S("Gewaschenes Leinen mit unseren zwei Gipfeln, wahlweise mit Dinkelspelz oder Federn "
       "gefüllt. Der Bezug lässt sich abnehmen und bei vierzig Grad waschen.")},
    {S("HW-7002"), S("beeswax-candle-long-evening"), S("products/HW-7002.svg"),
     2190, 190, 6, 115,
     S("Beeswax Candle “Long Evening”"), S("Bienenwachskerze „Langer Abend“"),
     S("Pure beeswax from small apiaries, poured by hand. It smells of honey before you light "
       "it, and burns for about sixty hours."),
     S("Reines Bienenwachs aus kleinen Imkereien, von Hand gegossen. Sie duftet schon vor dem "
       "Anzünden nach Honig und brennt rund sechzig Stunden.")},
    {S("HW-7003"), S("soap-spruce-and-salt"), S("products/HW-7003.svg"),
     790, 190, 6, 240,
     S("Soap “Spruce & Salt”"), S("Seife „Fichte & Salz“"),
     S("Cold-stirred soap with spruce oil and coarse salt from Bad Harzburg. Scrubs garden "
       "hands clean and is kind to the skin."),
     S("Kalt gerührte Seife mit Fichtenöl und grobem Salz. Bekommt Gärtnerhände sauber und "
       "ist trotzdem mild zur Haut.")},
    {S("HW-7004"), S("bath-towel-forest-lake"), S("products/HW-7004.svg"),
     3290, 190, 6, 78,
     S("Bath Towel “Forest Lake”"), S("Badetuch „Waldsee“"),
     S("A waffle weave of cotton and linen that dries quickly and packs small. Large enough to "
       "change under."),
     S("Waffelgewebe aus Baumwolle und Leinen, das schnell trocknet und klein zusammenfaltet. "
       "Groß genug, um sich darunter umzuziehen.")},
    {S("HW-7005"), S("basket-mushroom-autumn"), S("products/HW-7005.svg"),
     5490, 190, 6, 20,
     S("Basket “Mushroom Autumn”"), S("Korb „Pilzherbst“"),
     S("Woven from peeled willow by a basket maker in the Weser hills. Light, airy and strong "
       "enough for firewood."),
     S("Aus geschälter Weide geflochten, von einer Korbmacherin im Weserbergland. Leicht, "
       "luftig und stark genug für Brennholz.")},
    {S("HW-8001"), S("book-forty-quiet-paths"), S("products/HW-8001.svg"),
     2490, 70, 7, 130,
     S("Book “Forty Quiet Paths”"), S("Buch „Vierzig stille Wege“"),
     S("Forty walks away from the crowds, between three and twenty kilometres long. With "
       "sketches of every route, and honest words on where there is cake."),
     S("Vierzig Wanderungen abseits des Trubels, zwischen drei und zwanzig Kilometern lang. "
       "Mit Skizzen zu jeder Strecke und ehrlichen Worten darüber, wo es Kuchen gibt.")},
    {S("HW-8002"), S("book-cooking-by-the-fire"), S("products/HW-8002.svg"),
     1990, 70, 7, 85,
     S("Book “Cooking by the Fire”"), S("Buch „Kochen am Feuer“"),
     S("Sixty recipes for one pan, one pot and whatever the garden gives. Written by two "
       "foresters who feed a family of six."),
     S("Sechzig Rezepte für eine Pfanne, einen Topf und das, was der Garten hergibt. "
       "Geschrieben von zwei Förstern, die eine sechsköpfige Familie satt bekommen.")},
    {S("HW-8003"), S("hiking-map-upper-harz"), S("products/HW-8003.svg"),
     1290, 70, 7, 160,
     S("Hiking Map “Upper Harz” 1:25,000"), S("Wanderkarte „Oberharz“ 1:25.000"),
     S("Printed on tear-proof paper that survives rain and coffee. Shows springs, shelters and "
       "bus stops."),
     S("Auf reißfestes Papier gedruckt, das Regen und Kaffee übersteht. Zeigt Quellen, "
       "Schutzhütten und Bushaltestellen.")},
    {S("HW-8004"), S("notebook-field-notes"), S("products/HW-8004.svg"),
     1690, 190, 7, 99,
     S("Notebook “On the Way”"), S("Notizbuch „Unterwegs“"),
     S("One hundred and sixty dotted pages, thread-sewn, so it lies flat on a knee. With a "
       "pencil made of cedar and a ribbon to find your place."),
     S("Einhundertsechzig punktierte Seiten, fadengeheftet, damit es flach auf dem Knie liegt. "
       "Mit einem Bleistift aus Zedernholz und einem Lesebändchen.")},
};

/* Names of people in Germany and Austria, and in Britain and America. */
static const str demo_first_names_de[] = {
    S("Anna"), S("Ben"), S("Clara"), S("Daniel"), S("Elif"), S("Emilia"), S("Fabian"),
    S("Franziska"), S("Friederike"), S("Georg"), S("Greta"), S("Hanna"), S("Hannes"), S("Heike"),
    S("Helena"), S("Ida"), S("Jakob"), S("Jan-Philipp"), S("Johanna"), S("Jonas"), S("Jörg"),
    S("Julia"), S("Jürgen"), S("Kai"), S("Karin"), S("Karl-Heinz"), S("Käthe"), S("Katharina"),
    S("Klaus"), S("Lena"), S("Leonie"), S("Levin"), S("Lina"), S("Ludwig"), S("Luise"), S("Maja"),
    S("Malte"), S("Marie-Luise"), S("Markus"), S("Martha"), S("Matthias"), S("Mehmet"), S("Mia"),
    S("Moritz"), S("Nele"), S("Niklas"), S("Olga"), S("Ömer"), S("Oskar"), S("Paul"), S("Paula"),
    S("Petra"), S("Rainer"), S("René"), S("Rosa"), S("Sabine"), S("Sebastian"), S("Sofie"),
    S("Stefanie"), S("Sönke"), S("Theo"), S("Thorsten"), S("Til"), S("Ulrike"), S("Ursula"),
    S("Uwe"), S("Valentin"), S("Vanessa"), S("Volker"), S("Wiebke"), S("Wolfgang"), S("Yasmin"),
    S("Zoë"),
};

static const str demo_last_names_de[] = {
    S("Abel"), S("Ahrens"), S("Bäcker"), S("Bauer"), S("Baumgärtner"), S("Becker"), S("Böhm"),
    S("Brandt"), S("Braun"), S("Brückner"), S("Busch"), S("Dietrich"), S("Dörfler"),
    S("Eberhardt"), S("Ehlers"), S("Engelhardt"), S("Fähnrich"), S("Fischer"), S("Förster"),
    S("Franke"), S("Frühauf"), S("Gärtner"), S("Geißler"), S("Gerber"), S("Götz"), S("Graf"),
    S("Groß"), S("Günther"), S("Haas"), S("Hahn"), S("Harms"), S("Hartmann"), S("Heinemann"),
    S("Herrmann"), S("Höfer"), S("Hofmann"), S("Hübner"), S("Jäger"), S("Jansen"), S("Kaiser"),
    S("Keßler"), S("Klein"), S("Köhler"), S("König"), S("Kowalski"), S("Kraus"),
    S("Krüger-Weißenfels"), S("Lange"), S("Lehmann"), S("Lindner"), S("Lorenz"), S("Löwe"),
    S("Maurer"), S("Meißner"), S("Meyer-Landrut"), S("Möller"), S("Müller"), S("Neumann"),
    S("Nowak"), S("Öztürk"), S("Peters"), S("Pfeiffer"), S("Pohl"), S("Reuß"), S("Richter"),
    S("Ritter"), S("Roßmann"), S("Sander"), S("Schäfer"), S("Schmidt"), S("Schröder"),
    S("Schütz"), S("Seidel"), S("Sommer"), S("Stöcker"), S("Strauß"), S("Thiele"), S("Tröger"),
    S("Ullrich"), S("Vogt"), S("Wagner"), S("Weber"), S("Weiß"), S("Wölfel"), S("Yılmaz"),
    S("Ziegler"), S("Zimmermann"),
};

static const str demo_first_names_en[] = {
    S("Abigail"), S("Alfie"), S("Alice"), S("Amelia"), S("Andrew"), S("Ava"), S("Benjamin"),
    S("Beth"), S("Caleb"), S("Callum"), S("Charlotte"), S("Chloe"), S("Daisy"), S("David"),
    S("Dylan"), S("Edward"), S("Eleanor"), S("Elijah"), S("Emma"), S("Ethan"), S("Eva-Marie"),
    S("Finlay"), S("Freya"), S("George"), S("Grace"), S("Hannah"), S("Harry"), S("Hazel"),
    S("Henry"), S("Imogen"), S("Isaac"), S("Isla"), S("Jack"), S("James"), S("Jasmine"),
    S("John-Paul"), S("Joshua"), S("Julia"), S("Kate"), S("Kyle"), S("Laura"), S("Leo"),
    S("Lily"), S("Logan"), S("Lucas"), S("Lucy"), S("Mary-Jane"), S("Matthew"), S("Megan"),
    S("Mia"), S("Nathan"), S("Nora"), S("Oliver"), S("Olivia"), S("Oscar"), S("Owen"),
    S("Penelope"), S("Peter"), S("Poppy"), S("Quinn"), S("Rachel"), S("Robert"), S("Rory"),
    S("Ruby"), S("Samuel"), S("Sarah"), S("Scarlett"), S("Sean"), S("Sophie"), S("Stephen"),
    S("Thomas"), S("Victoria"), S("William"), S("Zachary"), S("Zoe"),
};

static const str demo_last_names_en[] = {
    S("Adams"), S("Allen"), S("Anderson"), S("Atkinson"), S("Bailey"), S("Baker"), S("Barnes"),
    S("Bennett"), S("Brooks"), S("Brown"), S("Butler"), S("Campbell"), S("Carter"), S("Clarke"),
    S("Collins"), S("Cooper"), S("Cox"), S("Davies"), S("Dawson"), S("Edwards"), S("Ellis"),
    S("Evans"), S("Fletcher"), S("Foster"), S("Gibson"), S("Graham"), S("Grant"), S("Gray"),
    S("Green"), S("Griffiths"), S("Hall"), S("Harris"), S("Harrison"), S("Hayes"), S("Henderson"),
    S("Hill"), S("Holmes"), S("Hughes"), S("Hunter"), S("Jackson"), S("Jenkins"), S("Johnson"),
    S("Kelly"), S("Kennedy"), S("Lewis"), S("Lloyd"), S("MacLeod"), S("Marshall"), S("Martin"),
    S("Mason"), S("Mitchell"), S("Moore"), S("Morgan"), S("Murphy"), S("Murray"), S("O’Brien"),
    S("O’Connor"), S("Owen"), S("Parker"), S("Patterson"), S("Phillips"), S("Price"), S("Reed"),
    S("Reynolds"), S("Roberts"), S("Robinson"), S("Rose"), S("Russell"), S("Sanders"), S("Scott"),
    S("Shaw"), S("Simmons"), S("Smith-Jones"), S("Spencer"), S("Stevens"), S("Stewart"),
    S("Sullivan"), S("Taylor"), S("Thompson"), S("Turner"), S("Walker"), S("Walsh"), S("Ward"),
    S("Watson"), S("White"), S("Wilson"), S("Wood"), S("Wright"), S("Young"),
};

static const str demo_companies[] = {
    S("Blaubeer & Söhne OHG"), S("Bröckel Tischlerei"), S("Café Zwischenzeit"),
    S("Gasthof Drei Eichen"), S("Kletterhalle Überhang GmbH"), S("Landhandel Osterkamp"),
    S("Outdoorschule Nordwand"), S("Pension Bergfrieden"), S("Werbeatelier Knöpfle"),
    S("Fernhill Bakery Ltd"), S("Lantern & Loom LLC"), S("Old Barn Studios"),
    S("Pinecone Coffee Co."), S("Two Rivers Guesthouse"),
};

/* country, postcode, city, region, phone, digits */
static const struct demo_place demo_places[] = {
    {S("DE"), S("38640"), S("Goslar"), S("NI"), S("+49 30 23125 "), 3},
    {S("DE"), S("38820"), S("Halberstadt"), S("ST"), S("+49 30 23125 "), 3},
    {S("DE"), S("38855"), S("Wernigerode"), S("ST"), S("+49 30 23125 "), 3},
    {S("DE"), S("37073"), S("Göttingen"), S("NI"), S("+49 40 66969 "), 3},
    {S("DE"), S("30159"), S("Hannover"), S("NI"), S("+49 40 66969 "), 3},
    {S("DE"), S("20357"), S("Hamburg"), S("HH"), S("+49 40 66969 "), 3},
    {S("DE"), S("10437"), S("Berlin"), S("BE"), S("+49 30 23125 "), 3},
    {S("DE"), S("04229"), S("Leipzig"), S("SN"), S("+49 30 23125 "), 3},
    {S("DE"), S("01099"), S("Dresden"), S("SN"), S("+49 30 23125 "), 3},
    {S("DE"), S("99084"), S("Erfurt"), S("TH"), S("+49 30 23125 "), 3},
    {S("DE"), S("34117"), S("Kassel"), S("HE"), S("+49 69 90009 "), 3},
    {S("DE"), S("60316"), S("Frankfurt am Main"), S("HE"), S("+49 69 90009 "), 3},
    {S("DE"), S("55116"), S("Mainz"), S("RP"), S("+49 69 90009 "), 3},
    {S("DE"), S("50674"), S("Köln"), S("NW"), S("+49 221 4710 "), 3},
    {S("DE"), S("48143"), S("Münster"), S("NW"), S("+49 221 4710 "), 3},
    {S("DE"), S("70178"), S("Stuttgart"), S("BW"), S("+49 89 99998 "), 3},
    {S("DE"), S("79098"), S("Freiburg im Breisgau"), S("BW"), S("+49 89 99998 "), 3},
    {S("DE"), S("80799"), S("München"), S("BY"), S("+49 89 99998 "), 3},
    {S("DE"), S("90402"), S("Nürnberg"), S("BY"), S("+49 89 99998 "), 3},
    {S("DE"), S("24103"), S("Kiel"), S("SH"), S("+49 40 66969 "), 3},
    {S("DE"), S("28203"), S("Bremen"), S("HB"), S("+49 40 66969 "), 3},
    {S("AT"), S("1070"), S("Wien"), S("9"), S("+49 89 99998 "), 3},
    {S("AT"), S("5020"), S("Salzburg"), S("5"), S("+49 89 99998 "), 3},
    {S("AT"), S("6020"), S("Innsbruck"), S("7"), S("+49 89 99998 "), 3},
    {S("AT"), S("8010"), S("Graz"), S("6"), S("+49 89 99998 "), 3},
    {S("AT"), S("4020"), S("Linz"), S("4"), S("+49 89 99998 "), 3},
    {S("AT"), S("3390"), S("Melk"), S("3"), S("+49 89 99998 "), 3},
    {S("US"), S("97214"), S("Portland"), S("OR"), S("+1 503 555 01"), 2},
    {S("US"), S("80302"), S("Boulder"), S("CO"), S("+1 303 555 01"), 2},
    {S("US"), S("05401"), S("Burlington"), S("VT"), S("+1 802 555 01"), 2},
    {S("US"), S("55406"), S("Minneapolis"), S("MN"), S("+1 612 555 01"), 2},
    {S("US"), S("98225"), S("Bellingham"), S("WA"), S("+1 360 555 01"), 2},
    {S("US"), S("28801"), S("Asheville"), S("NC"), S("+1 828 555 01"), 2},
    {S("US"), S("53703"), S("Madison"), S("WI"), S("+1 608 555 01"), 2},
    {S("US"), S("04101"), S("Portland"), S("ME"), S("+1 207 555 01"), 2},
    {S("US"), S("78704"), S("Austin"), S("TX"), S("+1 512 555 01"), 2},
    {S("GB"), S("YO1 7EP"), S("York"), S(""), S("+44 1632 960"), 3},
    {S("GB"), S("BS6 5QA"), S("Bristol"), S(""), S("+44 1632 960"), 3},
    {S("GB"), S("EH6 8RA"), S("Edinburgh"), S(""), S("+44 1632 960"), 3},
    {S("GB"), S("CF11 9HB"), S("Cardiff"), S(""), S("+44 1632 960"), 3},
    {S("GB"), S("LA22 9BU"), S("Ambleside"), S(""), S("+44 1632 960"), 3},
    {S("GB"), S("SE15 4QN"), S("London"), S(""), S("+44 20 7946 0"), 3},
    {S("GB"), S("M21 9AN"), S("Manchester"), S(""), S("+44 161 496 0"), 3},
    {S("GB"), S("BT9 6AF"), S("Belfast"), S(""), S("+44 1632 960"), 3},
};

/* country, code, name */
static const struct demo_region demo_regions[] = {
    {S("DE"), S("BW"), S("Baden-Württemberg")}, {S("DE"), S("BY"), S("Bayern")},
    {S("DE"), S("BE"), S("Berlin")}, {S("DE"), S("BB"), S("Brandenburg")},
    {S("DE"), S("HB"), S("Bremen")}, {S("DE"), S("HH"), S("Hamburg")},
    {S("DE"), S("HE"), S("Hessen")}, {S("DE"), S("MV"), S("Mecklenburg-Vorpommern")},
    {S("DE"), S("NI"), S("Niedersachsen")}, {S("DE"), S("NW"), S("Nordrhein-Westfalen")},
    {S("DE"), S("RP"), S("Rheinland-Pfalz")}, {S("DE"), S("SL"), S("Saarland")},
    {S("DE"), S("SN"), S("Sachsen")}, {S("DE"), S("ST"), S("Sachsen-Anhalt")},
    {S("DE"), S("SH"), S("Schleswig-Holstein")}, {S("DE"), S("TH"), S("Thüringen")},
    {S("AT"), S("1"), S("Burgenland")}, {S("AT"), S("2"), S("Kärnten")},
    {S("AT"), S("3"), S("Niederösterreich")}, {S("AT"), S("4"), S("Oberösterreich")},
    {S("AT"), S("5"), S("Salzburg")}, {S("AT"), S("6"), S("Steiermark")},
    {S("AT"), S("7"), S("Tirol")}, {S("AT"), S("8"), S("Vorarlberg")},
    {S("AT"), S("9"), S("Wien")}, {S("US"), S("CO"), S("Colorado")},
    {S("US"), S("ME"), S("Maine")}, {S("US"), S("MN"), S("Minnesota")},
    {S("US"), S("NC"), S("North Carolina")}, {S("US"), S("OR"), S("Oregon")},
    {S("US"), S("TX"), S("Texas")}, {S("US"), S("VT"), S("Vermont")},
    {S("US"), S("WA"), S("Washington")}, {S("US"), S("WI"), S("Wisconsin")},
};

/* country, name */
static const struct demo_street demo_streets[] = {
    {S("DE"), S("Ahornweg")}, {S("DE"), S("Alte Poststraße")}, {S("DE"), S("Am Anger")},
    {S("DE"), S("Am Mühlenbach")}, {S("DE"), S("An der Stadtmauer")}, {S("DE"), S("Bergstraße")},
    {S("DE"), S("Birkenallee")}, {S("DE"), S("Buchenweg")}, {S("DE"), S("Dorfstraße")},
    {S("DE"), S("Eichendorffstraße")}, {S("DE"), S("Försterweg")},
    {S("DE"), S("Frankenberger Plan")}, {S("DE"), S("Gartenstraße")},
    {S("DE"), S("Goethestraße")}, {S("DE"), S("Hasenwinkel")}, {S("DE"), S("Hinter den Höfen")},
    {S("DE"), S("Kirchgasse")}, {S("DE"), S("Lindenstraße")}, {S("DE"), S("Marktstraße")},
    {S("DE"), S("Mühlenweg")}, {S("DE"), S("Rosenstraße")}, {S("DE"), S("Schulstraße")},
    {S("DE"), S("Schützenallee")}, {S("DE"), S("Steinweg")}, {S("DE"), S("Unter den Eichen")},
    {S("DE"), S("Zum Kornfeld")}, {S("AT"), S("Alpenblickgasse")}, {S("AT"), S("Am Sonnenhang")},
    {S("AT"), S("Bachgasse")}, {S("AT"), S("Dorfplatz")}, {S("AT"), S("Kaiser-Franz-Gasse")},
    {S("AT"), S("Kirchenweg")}, {S("AT"), S("Lerchengasse")}, {S("AT"), S("Mühlgasse")},
    {S("AT"), S("Obere Hauptstraße")}, {S("AT"), S("Rathausgasse")}, {S("AT"), S("Waldstraße")},
    {S("AT"), S("Weinberggasse")}, {S("US"), S("Alder Creek Road")}, {S("US"), S("Birch Street")},
    {S("US"), S("Cedar Avenue")}, {S("US"), S("Chestnut Hill Drive")}, {S("US"), S("Elm Street")},
    {S("US"), S("Lakeview Terrace")}, {S("US"), S("Maple Lane")},
    {S("US"), S("Meadow Lark Court")}, {S("US"), S("North Ridge Road")},
    {S("US"), S("Oak Street")}, {S("US"), S("Old Mill Road")}, {S("US"), S("Pine Hollow Way")},
    {S("US"), S("Quarry Road")}, {S("US"), S("Sycamore Avenue")}, {S("US"), S("Willow Bend")},
    {S("GB"), S("Abbey Road North")}, {S("GB"), S("Ash Grove")}, {S("GB"), S("Beechwood Close")},
    {S("GB"), S("Bramble Lane")}, {S("GB"), S("Chapel Street")}, {S("GB"), S("Church Walk")},
    {S("GB"), S("Hawthorn Avenue")}, {S("GB"), S("High Street")}, {S("GB"), S("Mill Lane")},
    {S("GB"), S("Orchard Way")}, {S("GB"), S("Primrose Hill Road")}, {S("GB"), S("Rowan Drive")},
    {S("GB"), S("St Oswald’s Terrace")}, {S("GB"), S("Station Road")}, {S("GB"), S("The Green")},
    {S("GB"), S("Wharf Street")},
};

/* Comments on orders. */
static const struct demo_text demo_comments[] = {
    {S("Please leave the parcel with the neighbours on the second floor."),
     S("Bitte das Paket bei den Nachbarn im zweiten Stock abgeben.")},
    {S("The bell does not work, please knock."),
     S("Die Klingel ist kaputt, bitte klopfen.")},
    {S("It is a birthday present: no invoice in the parcel, please."),
     S("Es ist ein Geburtstagsgeschenk: bitte keine Rechnung ins Paket legen.")},
    {S("The customer rang and asked for delivery after the 5th."),
     S("Der Kunde hat angerufen und bittet um Lieferung nach dem 5.")},
    {S("Payment received, thank you."),
     S("Zahlung eingegangen, vielen Dank.")},
    {S("The buckle was missing; a spare part is on its way."),
     S("Die Schnalle fehlte; ein Ersatzteil ist unterwegs.")},
    {S("Address corrected after a call."),
     S("Adresse nach einem Anruf berichtigt.")},
    {S("Packed together with the order before, to save a parcel."),
     S("Mit der vorigen Bestellung zusammen verpackt, das spart ein Paket.")},
};

/* Why somebody of the staff helped a customer. */
static const struct demo_text demo_reasons[] = {
    {S("Ticket 4711: wrong delivery address"), S("Ticket 4711: falsche Lieferadresse")},
    {S("Call: the voucher was not accepted"), S("Anruf: der Gutschein wurde nicht angenommen")},
    {S("Ticket 4836: cannot find the size"), S("Ticket 4836: findet die Größe nicht")},
    {S("Email: please add a second mug"), S("E-Mail: bitte einen zweiten Becher dazulegen")},
    {S("Call: needs help at the checkout"), S("Anruf: braucht Hilfe an der Kasse")},
};

/* clang-format on */
