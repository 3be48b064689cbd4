"""People who buy and staff who invoices, with a record of what was confirmed; and what a database must never hold."""
import os
import random
import re
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
from person import Person  # noqa: E402

ADDRESS = {"address_id": "0", "first_name": "Gerda", "last_name": "Gast", "street1": "Am Anger 5", "postcode": "38640",
           "city": "Goslar", "country": "DE", "phone": "05321 1"}

# Every kind of half that there could be, each a statement that must find nothing.
HALVES = {
    "an order without items": "SELECT o.id FROM sales_order o WHERE NOT EXISTS "
                              "(SELECT 1 FROM sales_order_item i WHERE i.order_id = o.id)",
    "an order without its billing address": "SELECT o.id FROM sales_order o WHERE NOT EXISTS (SELECT 1 FROM "
                                            "sales_order_address a WHERE a.order_id = o.id AND a.kind = 'billing')",
    "an order without history": "SELECT o.id FROM sales_order o WHERE NOT EXISTS "
                                "(SELECT 1 FROM sales_order_comment c WHERE c.order_id = o.id)",
    "an order whose cart is open": "SELECT o.id FROM sales_order o JOIN cart k ON k.id = o.cart_id WHERE k.open",
    "an order without its mail": "SELECT o.id FROM sales_order o WHERE o.email LIKE 'crash-%' AND NOT EXISTS "
                                 "(SELECT 1 FROM mail m WHERE m.order_id = o.id AND m.kind = 'order_new')",
    "a gap in the numbers of orders": "SELECT 1 FROM (SELECT count(*) AS n, max(number) AS last FROM sales_order) o "
                                      "WHERE CAST(last AS INTEGER) <> n",
    "a gap in the numbers of documents": "SELECT kind FROM (SELECT kind, count(*) AS n, max(number) AS last FROM "
                                         "sales_document GROUP BY kind) d WHERE CAST(last AS INTEGER) <> n",
    "a document without items": "SELECT d.id FROM sales_document d WHERE NOT EXISTS "
                                "(SELECT 1 FROM sales_document_item i WHERE i.document_id = d.id)",
    "an order that is paid otherwise than invoiced":
        "SELECT o.id FROM sales_order o WHERE o.paid <> (SELECT coalesce(sum(d.grand_total), 0) FROM sales_document d "
        "WHERE d.order_id = o.id AND d.kind = 'invoice')",
    "an item that is invoiced otherwise than its documents say":
        "SELECT i.id FROM sales_order_item i WHERE i.qty_invoiced <> (SELECT coalesce(sum(x.qty), 0) FROM "
        "sales_document_item x JOIN sales_document d ON d.id = x.document_id WHERE x.order_item_id = i.id "
        "AND d.kind = 'invoice')",
}
# What the main website sells.
SOLD = "SELECT slug FROM product WHERE active AND visible AND EXISTS " \
       "(SELECT 1 FROM product_website w WHERE w.product_id = product.id AND w.website_id = 1)"
STOCK = "SELECT s.product_id, s.qty + coalesce((SELECT sum(i.qty_ordered - i.qty_canceled) FROM sales_order_item i " \
        "WHERE i.product_id = s.product_id), 0) FROM stock s ORDER BY 1"


class Game:
    def __init__(self):
        self.lock = threading.Lock()
        self.confirmed = []  # e-mail addresses of guests who saw that their order was placed
        self.invoiced = []   # orders whose invoice was confirmed
        self.count = 0
        self.strange = []    # answers that are neither a success nor a dead server

    def next_email(self):
        with self.lock:
            self.count += 1
            return f"crash-{self.count}@example.com"


def buy(game, base, slugs):
    email = game.next_email()
    who = Person(base)
    product = f"/p/{random.choice(slugs)}"
    who.send(product.replace("/p/", "/cart/add/"), who.get(product), qty="1")
    page = who.get("/checkout")
    if 'action="/checkout/payment"' in page.text:  # nothing is shipped: one step
        who.send("/checkout/payment", page, email=email, payment_method="checkmo", **ADDRESS)
    else:
        who.send("/checkout", page, email=email, shipping_method="flatrate", **ADDRESS)
        who.send("/checkout/payment", payment_method="checkmo")
    with game.lock:
        game.confirmed.append(email)
    who.leave()


def run_until_dead(game, action):
    """Nothing but a dead server ends it; any other failure is remembered."""
    try:
        while True:
            action()
    except (ConnectionError, OSError, AttributeError) as gone:
        if isinstance(gone, AttributeError):
            game.strange.append(repr(gone))
    except Exception as other:  # noqa: BLE001 (an answer cut off by the kill is a kind of HTTPException)
        if type(other).__module__ != "http.client":
            game.strange.append(repr(other))


def staff(game, base):
    """Invoices the newest order that nobody invoiced, again and again."""
    who = Person(base)
    who.sign_in_as_staff("owner")

    def invoice():
        page = who.get("/admin/orders?status=pending")
        for order in re.findall(r'href="/admin/orders/(\d+)"', page.text)[:1]:
            path = f"/admin/orders/{order}/invoice"
            form = who.get(path)
            quantities = dict(re.findall(r'name="(qty_\d+)"[^>]*value="(\d+)"', form.text))
            who.send(path, form, **quantities)
            with game.lock:
                game.invoiced.append(int(order))
    run_until_dead(game, invoice)
