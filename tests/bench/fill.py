"""Copies the orders of a store until it has as many as a measurement wants: the demo's own orders go through the domain
one by one, a million of them would take half an hour. What is copied is what the grid of orders reads."""
import re
import sqlite3

YEAR = 365 * 24 * 3600 * 1000000
STATUSES = (["complete"] * 6 + ["processing"] * 2 + ["pending", "closed", "canceled"])
CUSTOMERS = 10000


def columns_of(link, table):
    return [row[1] for row in link.execute(f"PRAGMA table_info({table})")]


def fill_orders(path, count):
    """Orders of the last year, evenly; their status and who ordered repeat without a pattern that an index could see."""
    link = sqlite3.connect(path)
    have, newest = link.execute("SELECT max(id), max(created_at) FROM sales_order").fetchone()
    people = link.execute("SELECT id, first_name || ' ' || last_name, name_fold, email, email_fold FROM customer "
                          "ORDER BY id LIMIT ?", (CUSTOMERS,)).fetchall()
    names = columns_of(link, "sales_order")
    models = [dict(zip(names, row)) for row in link.execute("SELECT * FROM sales_order ORDER BY id LIMIT 100")]

    def order(i):
        customer, name, fold, email, email_fold = people[i * 7919 % len(people)]
        status = STATUSES[i * 31 % 1009 % len(STATUSES)]
        total = 1000 + i * 104729 % 100000
        return models[i % len(models)] | {
            "id": i, "number": f"{i:09}", "cart_id": None, "customer_id": customer, "session_id": None,
            "customer_name": name, "bill_name": name, "bill_name_fold": fold, "ship_name": name,
            "ship_name_fold": fold, "email": email, "email_fold": email_fold, "status": status, "state": status,
            "grand_total": total, "base_grand_total": total,
            "created_at": newest - YEAR + YEAR * (i - have) // (count - have)}

    def words(i):
        _, _, fold, _, email_fold = people[i * 7919 % len(people)]
        return {f"{i:09}", *re.findall(r"\w+", f"{fold} {email_fold}")}

    new = range(have + 1, count + 1)
    link.execute("PRAGMA synchronous=OFF")
    link.execute("PRAGMA cache_size=-1000000")
    link.execute("UPDATE sales_order SET created_at = created_at - ?", (YEAR,))
    marks = ", ".join(":" + name for name in names)
    link.executemany(f"INSERT INTO sales_order ({', '.join(names)}) VALUES ({marks})", map(order, new))
    rows = sorted((word, i) for i in new for word in words(i))
    link.executemany("INSERT INTO sales_order_word (word, order_id) VALUES (?, ?)", rows)
    link.commit()
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()
