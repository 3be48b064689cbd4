"""What is measured, and what measures it: servers, nginx, wrk and callgrind as processes of our own, each ended by us.
Servers have one core, whoever asks has another."""
import glob
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from urllib.parse import urlsplit

SERVER_CORE, CLIENT_CORE = "0", "1"


def go_first(first):
    """Whether our processes, which are one group of the scheduler's, go before all others of the machine."""
    with open("/proc/self/autogroup", "w") as group:
        group.write("-20" if first else "0")


def pinned(core, command):
    return ["taskset", "-c", core, *command]


class Process:
    def __init__(self, command, **how):
        self.process = subprocess.Popen(command, **how)
        self.pid = self.process.pid

    def cpu(self):
        """Seconds of processor that its threads have used so far, user and system."""
        used = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{thread}/schedstat") as stat:
                used += int(stat.read().split()[0])
        return used / 1e9

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Server(Process):
    """kontor serve on a free port. talk: it writes a line a request, which `said` gives back."""

    def __init__(self, binary, db, talk=False, under=()):
        command = [*under, binary, "serve", "--db", db, "--listen", "127.0.0.1:0", "--json", "--loops", "1"]
        command += [] if talk else ["--quiet"]
        self.begun = time.perf_counter()
        self.lines = []
        super().__init__(pinned(SERVER_CORE, command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.listen, daemon=True).start()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the server did not start: " + "".join(self.lines))
        self.base = json.loads(line)["shop"].rstrip("/")

    def listen(self):
        for line in self.process.stderr:
            self.lines.append(line)

    def wait_until_healthy(self):
        """Seconds from its start to the first 200."""
        link = http.client.HTTPConnection(urlsplit(self.base).netloc)
        while True:
            link.request("GET", "/healthz")
            if link.getresponse().read() is not None:
                return time.perf_counter() - self.begun

    def said(self, method, path, count):
        """Microseconds that the server needed for each of the newest requests whose path matches."""
        until = time.perf_counter() + 10
        while True:
            found = [json.loads(line) for line in list(self.lines) if '"event":"request"' in line]
            found = [r["us"] for r in found if r["method"] == method and re.fullmatch(path, r["path"])]
            if len(found) >= count or time.perf_counter() > until:
                return found[-count:]
            time.sleep(0.01)

    def memory(self):
        """KiB: the most that was resident, what is now, and how much of it is its own."""
        with open(f"/proc/{self.pid}/status") as status:
            rows = dict(line.split(":", 1) for line in status)
        return {name: int(rows[name].split()[0]) for name in ("VmHWM", "VmRSS", "RssAnon")}


class Nginx(Process):
    CONFIG = """daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_timeout 600; keepalive_requests 100000000;
    open_file_cache max=100; default_type "text/html; charset=utf-8"; server_tokens off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""

    def __init__(self, body):
        self.folder = tempfile.mkdtemp(prefix="kontor-bench-")
        os.mkdir(f"{self.folder}/www")
        os.chmod(self.folder, 0o755)
        with open(f"{self.folder}/www/page", "wb") as page:
            page.write(body)
        port = free_port()
        with open(f"{self.folder}/nginx.conf", "w") as config:
            config.write(self.CONFIG.format(folder=self.folder, port=port))
        self.base = f"http://127.0.0.1:{port}"
        super().__init__(pinned(SERVER_CORE, ["nginx", "-c", f"{self.folder}/nginx.conf"]),
                         stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                link = http.client.HTTPConnection("127.0.0.1", port)
                link.request("GET", "/page")
                if link.getresponse().read() == body:
                    return
            except ConnectionError:
                time.sleep(0.05)
        raise RuntimeError("nginx did not start")

    def stop(self):
        super().stop()
        shutil.rmtree(self.folder)


class Postgres:
    """A server of its own in a folder, as it comes: what it confirms is on the disk."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="kontor-bench-", dir="/var/tmp")  # on a disk
        self.bin = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip()
        if not os.path.exists(f"{self.bin}/initdb"):
            self.bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # it refuses to run as root
        if self.user:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "kontor", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-s", "-w", "-o",
                 f"-k {self.folder} -c listen_addresses= -c max_connections=200", "start")
        self.url = f"host={self.folder} user=kontor dbname=postgres"

    def run(self, program, *args):
        subprocess.run([*self.user, f"{self.bin}/{program}", *args], check=True, cwd=self.folder, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "fast", "-s", "-w", "stop")
        shutil.rmtree(self.folder)


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1}


# No two requests have the same address; the shop does not know the parameter.
EACH_ONCE = """local n = 0
request = function() n = n + 1; return wrk.format("GET", wrk.path .. "?n=" .. n) end
"""


def wrk(url, seconds, connections=32, cookie="", headers=(), each_once=False):
    """{"rate": requests a second, "p50", "p99": seconds, "requests": how many}; anything but 2xx is an error."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", url]
    for header in [*headers, *([f"Cookie: {cookie}"] if cookie else [])]:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(EACH_ONCE)
        script.flush()
        command += ["-s", script.name] if each_once else []
        out = subprocess.run(pinned(CLIENT_CORE, command), capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(f"{url}:\n{out}")

    def latency(percent):
        number, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", out).groups()
        return float(number) * UNITS[unit]
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), "p50": latency(50), "p99": latency(99),
            "requests": int(re.search(r"(\d+) requests in", out)[1])}


class Callgrind:
    """A server that counts its instructions: noise of the machine does not reach the count."""

    def __init__(self, binary, db):
        self.folder = tempfile.mkdtemp(prefix="kontor-bench-")
        self.server = Server(binary, db, under=["valgrind", "--tool=callgrind", "--log-file=/dev/null",
                                                f"--callgrind-out-file={self.folder}/out"])
        self.dumps = 0

    def control(self, *what):
        subprocess.run(["callgrind_control", *what, str(self.server.pid)], check=True, capture_output=True)

    def count(self, ask, times):
        """Instructions that one call of ask costs the server."""
        for _ in range(10):
            ask()
        self.control("-z")
        for _ in range(times):
            ask()
        self.control("-d")
        self.dumps += 1
        with open(f"{self.folder}/out.{self.dumps}") as dump:
            total = re.search(r"^(?:summary|totals): (\d+)", dump.read(), re.M)[1]
        return int(total) / times

    def stop(self):
        self.server.stop()
        shutil.rmtree(self.folder)
