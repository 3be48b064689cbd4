"""A database of its own on the server that tests/with-postgres started, and a small shop in it."""
import os
import subprocess
import uuid

SERVER = os.environ.get("KONTOR_TEST_PG", "")


class Database:
    def __init__(self, program, *demo):
        self.name = f"kontor_nodes_{uuid.uuid4().hex[:12]}"
        self.psql("postgres", f'CREATE DATABASE "{self.name}"')
        self.url = SERVER.replace("dbname=postgres", f"dbname={self.name}")
        self.program = program
        subprocess.run([program, "demo", "--db", self.url, "--only-data", *demo], check=True, capture_output=True)

    @staticmethod
    def psql(database, sql):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
                               SERVER.replace("dbname=postgres", f"dbname={database}"), "-c", sql],
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [line.split("|") for line in done.stdout.splitlines()]

    def rows(self, sql):
        return self.psql(self.name, sql)

    def kontor(self, *words):
        return subprocess.run([self.program, *words[:2], "--db", self.url, *words[2:]], capture_output=True, text=True)

    def drop(self):
        self.psql("postgres", f'DROP DATABASE "{self.name}" WITH (FORCE)')


class Session:
    """A connection that stays open, for transactions that wait."""

    def __init__(self, database):
        self.process = subprocess.Popen(["psql", "-XAtq", "-d", database.url], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def run(self, sql):
        """Returns when it has run."""
        self.process.stdin.write(sql + "\nSELECT 'done';\n")
        self.process.stdin.flush()
        while (line := self.process.stdout.readline()) != "done\n":
            if not line:
                raise RuntimeError("psql has ended")

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
