#!/usr/bin/env python3
"""A running kontor and a mail server with TLS: what arrives is read by another program's parser.

mail_test.py PROGRAM     built with test_clock, so that the clock can be moved (KONTOR_CLOCK_FILE)
"""

import base64
import email
import email.policy
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from email.header import decode_header, make_header
from pathlib import Path

KONTOR = Path(sys.argv.pop(1)).resolve()
SECRET = "Geheim-Wort-7"


class Server:
    """Speaks SMTP as far as libcurl asks. mood "deaf": has the text and never answers."""

    def __init__(self, folder, tls):
        self.tls, self.mood, self.got, self.logins = tls, "", [], []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                talk, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[talk], daemon=True).start()

    def serve(self, talk):
        try:
            self.talk(talk)
        except (OSError, ssl.SSLError):
            pass

    def talk(self, talk):
        secure = self.tls == "tls"
        if secure:
            talk = self.context.wrap_socket(talk, server_side=True)
        lines = talk.makefile("rb")

        def say(text):
            talk.sendall(text.encode() + b"\r\n")

        say("220 loopback")
        while line := lines.readline():
            word = line[:4].upper().strip()
            if word == b"EHLO":
                say("250-loopback\r\n250-AUTH PLAIN" if secure else "250-loopback\r\n250-STARTTLS")
                say("250 SIZE 1000000")
            elif word == b"STAR":
                say("220 go on")
                talk = self.context.wrap_socket(talk, server_side=True)
                lines, secure = talk.makefile("rb"), True
            elif word == b"AUTH":
                given = line.split()[2:] or [self.ask(say, lines)]
                self.logins.append(base64.b64decode(given[0]))
                say("235 welcome")
            elif word == b"DATA":
                say("354 go on")
                text = b"".join(iter(lambda: self.text_line(lines), b""))
                self.got.append(email.message_from_bytes(text, policy=email.policy.default))
                if self.mood == "deaf":
                    time.sleep(3600)
                say("250 taken")
            else:
                say("250 ok")

    @staticmethod
    def ask(say, lines):
        say("334 ")
        return lines.readline().strip()

    @staticmethod
    def text_line(lines):
        line = lines.readline()
        return b"" if line == b".\r\n" else line[1:] if line.startswith(b".") else line


class Mail(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="kontor-mail-"))
        self.db, self.clock = self.folder / "k.db", self.folder / "clock"
        self.processes = []
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", self.folder / "key.pem",
             "-out", self.folder / "cert.pem"], check=True, capture_output=True)
        self.run_kontor("migrate")

    def tearDown(self):
        for p in self.processes:
            p.kill()
            p.wait()

    def run_kontor(self, *words):
        subprocess.run([KONTOR, *words[:2], "--db", self.db, *words[2:]], check=True, capture_output=True)

    def settings(self, **values):
        for name, value in values.items():
            self.run_kontor("config", "set", f"system/smtp/{name}", str(value))

    def serve(self, *options):
        env = {**os.environ, "KONTOR_CLOCK_FILE": str(self.clock)}
        p = subprocess.Popen([KONTOR, "serve", "--db", self.db, "--listen", "127.0.0.1:0", *options], env=env,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.processes.append(p)
        p.stdout.readline()
        return p

    def queue(self, **columns):
        row = {
            "kind": "order_update", "message_id": "<a1@shop.example>", "from_name": "Größe & Söhne",
            "from_address": "shop@shop.example", "to_name": "Käthe \"die Große\" Müller-Lüdenscheidt, Goslar",
            "to_address": "kaethe@example.com", "to_fold": "kaethe@example.com", "rcpt": "kaethe@example.com", "copy": 0,
            "subject": "Ihre Bestellung Nr. 000000001: Übergröße, süße Grüße und ein sehr langer Betreff bis zum Schluß",
            "body": "Grüße\n.\n..Punkte = gut \nEnde\n", "html": "<p>Grüße</p>\n" + "<p>lang</p>" * 200, "secret": 0,
            "lang": "de", "state": "waiting", "tries": 0, "created_at": 1795000000000000, "next_try_at": 1, **columns}
        with sqlite3.connect(self.db) as db:
            db.execute(f"INSERT INTO mail ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])

    def one(self, sql):
        with sqlite3.connect(self.db, timeout=10) as db:
            return db.execute(sql).fetchone()[0]

    def wait_for(self, what, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return
            time.sleep(0.1)
        self.fail("it did not happen in time")

    def sent_with(self, tls):
        server = Server(self.folder, tls)
        password = self.folder / "password"
        password.write_text(SECRET + "\n", encoding="utf-8")
        self.settings(host="localhost", port=server.port, security=tls, username="shop")
        self.queue()
        self.serve("--smtp-ca-file", self.folder / "cert.pem", "--smtp-password-file", password)
        self.wait_for(lambda: self.one("SELECT state FROM mail") == "sent")
        self.assertEqual(len(server.got), 1)
        self.assertEqual(server.logins, [b"\0shop\0" + SECRET.encode()])
        return server.got[0]

    def test_starttls_and_what_a_parser_reads(self):
        m = self.sent_with("starttls")
        self.assertEqual(m["Subject"],
                         "Ihre Bestellung Nr. 000000001: Übergröße, süße Grüße und ein sehr langer Betreff bis zum Schluß")
        self.assertEqual([a.addr_spec for a in m["To"].addresses], ["kaethe@example.com"])
        to = email.message_from_bytes(m.as_bytes(), policy=email.policy.compat32)["To"]
        self.assertEqual(str(make_header(decode_header(to))),
                         "Käthe \"die Große\" Müller-Lüdenscheidt, Goslar <kaethe@example.com>")
        self.assertEqual(m["From"].addresses[0].display_name, "Größe & Söhne")
        self.assertEqual(m["Message-ID"], "<a1@shop.example>")
        self.assertEqual(m["Auto-Submitted"], "auto-generated")
        self.assertEqual(m["Date"].datetime.timestamp(), 1795000000)
        self.assertEqual(m.get_content_type(), "multipart/alternative")
        plain, html = m.iter_parts()
        self.assertEqual(plain.get_content(), "Grüße\r\n.\r\n..Punkte = gut \r\nEnde\r\n")
        self.assertIn("<p>Grüße</p>", html.get_content())
        self.assertEqual(html.get_content().count("<p>lang</p>"), 200)
        self.assertEqual(m.defects + plain.defects + html.defects, [])

    def test_tls_from_the_first_byte(self):
        self.assertEqual(self.sent_with("tls")["Message-ID"], "<a1@shop.example>")

    def test_an_unknown_certificate_gets_no_mail_and_no_password(self):
        server = Server(self.folder, "starttls")
        self.settings(host="localhost", port=server.port, security="starttls", username="shop")
        self.queue()
        self.serve()
        self.wait_for(lambda: self.one("SELECT last_error FROM mail"))
        self.assertEqual((server.got, server.logins), ([], []))
        self.assertEqual(self.one("SELECT state FROM mail"), "waiting")

    def test_killed_before_the_answer_it_goes_again_with_the_same_id(self):
        server = Server(self.folder, "starttls")
        server.mood = "deaf"
        self.settings(host="localhost", port=server.port, security="starttls")
        self.queue()
        p = self.serve("--smtp-ca-file", self.folder / "cert.pem")
        self.wait_for(lambda: len(server.got) == 1)
        p.kill()
        p.wait()
        server.mood = ""
        self.clock.write_text("360", encoding="utf-8")
        self.serve("--smtp-ca-file", self.folder / "cert.pem")
        self.wait_for(lambda: self.one("SELECT state FROM mail") == "sent")
        self.assertEqual([m["Message-ID"] for m in server.got], ["<a1@shop.example>"] * 2)

    def test_a_stop_does_not_wait_for_a_deaf_server(self):
        server = Server(self.folder, "starttls")
        server.mood = "deaf"
        self.settings(host="localhost", port=server.port, security="starttls")
        self.queue()
        p = self.serve("--smtp-ca-file", self.folder / "cert.pem")
        self.wait_for(lambda: len(server.got) == 1)
        p.terminate()
        self.assertEqual(p.wait(timeout=15), 0)
        self.assertEqual(self.one("SELECT tries FROM mail"), 0)


unittest.main(verbosity=2, warnings="ignore")
