"""nginx and Varnish as operators run them in front of a shop: caches that believe what the shop's headers say. Each
lives on a free port of this machine, with its configuration in a folder that goes with it."""
import glob
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time

NGINX = """daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off; server_tokens off;
    proxy_cache_path {folder}/cache keys_zone=pages:4m use_temp_path=off;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        proxy_cache pages; proxy_cache_revalidate on; proxy_cache_lock on;
        proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
        add_header X-Kept $upstream_cache_status always;
        location / {{ proxy_pass http://{shop}; }}
    }}
}}
"""

# Varnish as it comes passes whoever has a cookie. This one looks for everybody, so that only the headers of the shop stand
# between two people.
VARNISH = """vcl 4.1;
backend default {{ .host = "{host}"; .port = "{shop_port}"; }}
sub vcl_recv {{
    if (req.method == "GET" || req.method == "HEAD") {{ return (hash); }}
    return (pass);
}}
sub vcl_deliver {{
    if (obj.hits > 0) {{ set resp.http.X-Kept = "HIT"; }} else {{ set resp.http.X-Kept = "MISS"; }}
}}
"""


# … and one that drops pages by what they show, and shows nobody how.
XKEY = """vcl 4.1;
import xkey;
backend default {{ .host = "{host}"; .port = "{shop_port}"; }}
acl shop {{ "127.0.0.1"; }}
sub vcl_recv {{
    if (req.method == "PURGE") {{
        if (client.ip !~ shop) {{ return (synth(405)); }}
        set req.http.n = xkey.purge(req.http.xkey-purge);
        return (synth(200, req.http.n));
    }}
    if (req.method == "GET" || req.method == "HEAD") {{ return (hash); }}
    return (pass);
}}
sub vcl_backend_response {{ set beresp.http.xkey = beresp.http.Surrogate-Key; }}
sub vcl_deliver {{
    unset resp.http.Surrogate-Key; unset resp.http.xkey;
    if (obj.hits > 0) {{ set resp.http.X-Kept = "HIT"; }} else {{ set resp.http.X-Kept = "MISS"; }}
}}
"""


def has_xkey():
    return bool(glob.glob("/usr/lib/*/varnish/vmods/libvmod_xkey.so"))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Proxy:
    def __init__(self, shop):
        self.folder = tempfile.mkdtemp(prefix="kontor-proxy-")
        os.chmod(self.folder, 0o755)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(self.command(shop), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until_there()

    def wait_until_there(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                link.request("GET", "/healthz")
                if link.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                link.close()
        self.stop()
        raise RuntimeError(f"{type(self).__name__} did not start")

    def write(self, name, text):
        path = f"{self.folder}/{name}"
        with open(path, "w") as f:
            f.write(text)
        return path

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


class Nginx(Proxy):
    def command(self, shop):
        return ["nginx", "-c", self.write("nginx.conf", NGINX.format(folder=self.folder, port=self.port, shop=shop))]


class Varnish(Proxy):
    vcl = VARNISH

    def command(self, shop):
        host, _, port = shop.partition(":")
        vcl = self.write("shop.vcl", self.vcl.format(host=host, shop_port=port))
        return ["varnishd", "-F", "-j", "none", "-a", f"127.0.0.1:{self.port}", "-f", vcl, "-n", f"{self.folder}/varnish",
                "-s", "malloc,32m", "-T", "none"]


class VarnishByKey(Varnish):
    vcl = XKEY

    def purge(self, key):
        """How many pages it dropped."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        link.request("PURGE", "/", headers={"xkey-purge": key})
        answer = link.getresponse()
        link.close()
        return int(answer.reason)
