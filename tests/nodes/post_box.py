"""A mail server that takes everything and remembers it: as much SMTP as libcurl asks for, without TLS."""
import socket
import threading


class PostBox:
    def __init__(self):
        self.lock, self.letters = threading.Lock(), []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            talk, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=[talk], daemon=True).start()

    def serve(self, talk):
        with talk, talk.makefile("rb") as lines:
            talk.sendall(b"220 box\r\n")
            while line := lines.readline():
                if line[:4].upper() == b"DATA":
                    talk.sendall(b"354 go on\r\n")
                    letter = b"".join(iter(lines.readline, b".\r\n"))
                    with self.lock:
                        self.letters.append(letter.decode())
                talk.sendall(b"250 box\r\n")
