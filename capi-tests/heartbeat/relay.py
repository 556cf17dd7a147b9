"""A UDP relay between a client and a server of one association, which counts heartbeats and loses what it is told to."""
import select
import socket
import threading

HEARTBEAT = 24
UP, DOWN = "client to server", "server to client"


def records(datagram):
    """Content type, epoch and length of the content of each record."""
    at = 0
    while at + 13 <= len(datagram):
        length = int.from_bytes(datagram[at + 11:at + 13], "big")
        yield datagram[at], int.from_bytes(datagram[at + 3:at + 5], "big"), length
        at += 13 + length


class Relay:
    """Listens on `port` from the start and talks to `target`. Use it in a `with`."""

    def __init__(self, port, target):
        self.target = ("127.0.0.1", target)
        self.front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.front.bind(("127.0.0.1", port))
        self.back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.back.bind(("127.0.0.1", 0))
        self.client = None
        self.heartbeats = {UP: [], DOWN: []}
        self.losing = {UP: 0, DOWN: 0}
        self.ends = False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.ends = True
        self.thread.join()
        self.front.close()
        self.back.close()

    def lose(self, direction, count):
        """The next `count` datagrams with a heartbeat in this direction are lost."""
        self.losing[direction] = count

    def count(self, direction):
        return len(self.heartbeats[direction])

    def run(self):
        while not self.ends:
            for end in select.select([self.front, self.back], [], [], 0.05)[0]:
                try:
                    datagram, sender = end.recvfrom(65536)
                    self.take(end, datagram, sender)
                except ConnectionError:
                    pass

    def take(self, end, datagram, sender):
        direction = UP if end is self.front else DOWN
        if direction == UP:
            self.client = sender
        found = [length for kind, epoch, length in records(datagram) if kind == HEARTBEAT and epoch > 0]
        self.heartbeats[direction] += found
        if found and self.losing[direction] > 0:
            self.losing[direction] -= 1
        elif direction == UP:
            self.back.sendto(datagram, self.target)
        elif self.client is not None:
            self.front.sendto(datagram, self.client)
