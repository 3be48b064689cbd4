"""A running kontor, as one node of perhaps several."""
import json
import signal
import socket
import subprocess
import time
from urllib.parse import urlsplit


def wait_until(what, seconds=30):
    """Whatever the function says once it is true. The bound is only there so that a broken test ends."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = what()
        if value:
            return value
        time.sleep(0.01)
    raise TimeoutError(f"never true: {what}")


class Node:
    def __init__(self, program, db, *options, log=subprocess.DEVNULL, env=None):
        self.process = subprocess.Popen(
            [program, "serve", "--db", db, "--listen", "127.0.0.1:0", "--json", *options],
            stdout=subprocess.PIPE, stderr=log, text=True, env=env)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the node did not start: {self.process.wait()}")
        self.base = json.loads(line)["shop"].rstrip("/")
        self.address = (urlsplit(self.base).hostname, urlsplit(self.base).port)

    def raw(self, first_line):
        """The whole answer to a request without a body, on a connection of its own."""
        with socket.create_connection(self.address, timeout=60) as s:
            s.sendall(f"{first_line} HTTP/1.1\r\nHost: {self.address[0]}:{self.address[1]}\r\n"
                      "Connection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: s.recv(65536), b"")).decode()

    def end(self, how):
        self.process.send_signal(how)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status

    def stop(self):
        return self.end(signal.SIGTERM)

    def kill(self):
        return self.end(signal.SIGKILL)
