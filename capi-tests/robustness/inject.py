"""Forged datagrams and ICMP errors on the loopback interface, from raw sockets: needs root."""
import os
import random
import socket
import struct
import threading
import time

LOOPBACK = socket.inet_aton("127.0.0.1")


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip_packet(protocol, payload):
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), random.randrange(65536), 0, 64, protocol, 0,
                         LOOPBACK, LOOPBACK)
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + payload


def udp_packet(source, target, data):
    # A checksum of 0 says that there is none.
    return ip_packet(socket.IPPROTO_UDP, struct.pack("!HHHH", source, target, 8 + len(data), 0) + data)


def port_unreachable(source, target):
    """The ICMP error that says: what `source` sent to port `target` found nobody."""
    original = ip_packet(socket.IPPROTO_UDP, struct.pack("!HHHH", source, target, 8, 0))
    message = struct.pack("!BBHI", 3, 3, 0, 0) + original
    return ip_packet(socket.IPPROTO_ICMP, message[:2] + struct.pack("!H", checksum(message)) + message[4:])


def record(content, version, epoch, sequence, body):
    return struct.pack("!B2sHQH", content, version, epoch, sequence, len(body))[:3] + struct.pack("!H", epoch) \
        + struct.pack("!Q", sequence)[2:] + struct.pack("!H", len(body)) + body


class Injector(threading.Thread):
    """Attacks one session between two ports until it is stopped; `counts` says what was sent."""

    def __init__(self, client, server, seed):
        super().__init__(daemon=True)
        self.client, self.server = client, server
        self.random = random.Random(seed)
        self.sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        self.sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        self.sniffer.bind(("lo", 0))
        self.sniffer.settimeout(0.001)
        self.seen = {(client, server): [], (server, client): []}
        self.own = set()
        self.counts = {}
        self.stopping = threading.Event()

    def send(self, kind, packet):
        self.sender.sendto(packet, ("127.0.0.1", 0))
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def sniff(self):
        """Keeps real datagrams of the session for replays."""
        for _ in range(8):
            try:
                packet = self.sniffer.recv(65536)
            except (socket.timeout, BlockingIOError):
                return
            if len(packet) < 28 or packet[9] != socket.IPPROTO_UDP:
                continue
            source, target = struct.unpack("!HH", packet[20:24])
            kept = self.seen.get((source, target))
            data = packet[28:]
            if kept is not None and data and hash(data) not in self.own:
                if len(kept) >= 200:
                    kept[self.random.randrange(len(kept))] = data
                else:
                    kept.append(data)

    def forge(self, source, target):
        draw = self.random
        noise = bytes(draw.randrange(256) for _ in range(draw.choice((0, 1, 12, 13, 14, 40, 300, 1400))))
        kept = self.seen[(source, target)]
        version = draw.choice((b"\xfe\xfd", b"\xfe\xff"))
        sequence = draw.choice((0, 1, 2, 1000, (1 << 48) - 1, draw.randrange(1 << 48)))
        kind = draw.choice(("junk", "forged record", "fatal alert in the clear", "replay", "changed copy", "cut copy", "ICMP error"))
        if kind == "ICMP error":
            self.send(kind, port_unreachable(target, source))
            return
        if kind == "junk":
            data = noise
        elif kind == "forged record":
            data = record(draw.choice((20, 21, 22, 23, 24, 99)), version, draw.choice((1, 1, 1, 2, 65535)), sequence, noise)
        elif kind == "fatal alert in the clear":
            data = record(21, version, 0, sequence, b"\x02\x28")
        elif not kept:
            return
        else:
            data = draw.choice(kept)
            if kind == "changed copy":
                place = draw.randrange(len(data))
                data = data[:place] + bytes([data[place] ^ draw.randrange(1, 256)]) + data[place + 1:]
            elif kind == "cut copy":
                data = data[:draw.randrange(len(data))]
        self.own.add(hash(data))
        self.send(kind, udp_packet(source, target, data))

    def run(self):
        while not self.stopping.is_set():
            self.sniff()
            if self.random.random() < 0.5:
                self.forge(self.client, self.server)
            else:
                self.forge(self.server, self.client)
            time.sleep(0.0003)

    def stop(self):
        self.stopping.set()
        self.join(5)
        self.sender.close()
        self.sniffer.close()


def allowed():
    """Whether this process may open raw sockets."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW).close()
        socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0).close()
        return True
    except (PermissionError, OSError):
        return False


def seed():
    return int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 32))
