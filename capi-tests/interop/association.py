"""Runs one association between two ends and judges it: by the data of both ways, and by what both ends say they negotiated."""
import hashlib

from ends import LIMIT

SIZES = [2, 17, 254, 1200]
SMALL = 100                     # what a record may have with the small MTU


class Failure(Exception):
    """What went wrong in a few words, and beside it the last words of both ends."""

    def __init__(self, what, *ends):
        super().__init__(what)
        self.words = [f"{end.name()}: {line[:160]}" for end in ends if end.process for line in end.text().splitlines()[-12:]]


class PortTaken(Exception):
    """Another program of the machine was quicker to bind the port that was free."""


def message(size, seed):
    """`size` bytes that no peer takes for a command, the same for the same seed."""
    text = "x"
    counter = 0
    while len(text) < size:
        text += hashlib.sha256(f"{seed} {counter}".encode()).hexdigest()
        counter += 1
    return text[:size].encode()


def exchange(client, server, stage):
    """Data in both directions."""
    longest = SMALL if client.settings.mtu in range(1, 1000) else client.settings.fragment or SIZES[-1]
    for size in [size for size in SIZES if size <= longest]:
        for sender, receiver, way in ((client, server, "to the server"), (server, client, "to the client")):
            data = message(size, f"{stage} {way} {size}")
            sender.send(data)
            if not receiver.received(data):
                raise Failure(f"{size} bytes {way} did not arrive", client, server)


def establish(client, server, count=1):
    for end in (client, server):
        if not end.established(count):
            raise Failure("no handshake", client, server)


def judge(expected, client, server, stage):
    """Each fact that an end tells must be as expected; what both ends tell must agree."""
    both = {"client": client.facts(), "server": server.facts()}
    for side, facts in both.items():
        for name, value in expected.get(side, {}).items():
            if facts.get(name) not in (None, value):
                raise Failure(f"{stage}: {side} says {name} {facts[name]} instead of {value}", client, server)
    for name in expected["told"]:
        if not any(facts.get(name) for facts in both.values()):
            raise Failure(f"{stage}: nobody tells {name}", client, server)
    for name in ("version", "suite", "group", "ems", "etm", "alpn", "srtp", "material", "server-name"):
        values = {facts[name] for facts in both.values() if facts.get(name)}
        if len(values) > 1:
            raise Failure(f"{stage}: {name} differs: {', '.join(sorted(values))}", client, server)
    # DTLS 1.0 has no schemes, so that each library has a name of its own for what it does there.
    for one, other in (("client", "server"), ("server", "client")) if client.settings.version == "1.2" else ():
        seen, made = both[one].get("peer-signature"), both[other].get("own-signature")
        if seen and made and seen != made:
            raise Failure(f"{stage}: signature {made} seen as {seen}", client, server)


def run(client, server, expect):
    """`expect(resumed)` gives the facts of a connection."""
    settings = client.settings
    try:
        server.start()
        if not server.ready():
            if "Address already in use" in server.text():
                raise PortTaken
            raise Failure("the server did not begin", server)
        client.start()
        establish(client, server)
        exchange(client, server, "first")
        if settings.renegotiate:
            renegotiate(client, server)
        if settings.resume:
            resume(client, server, expect)
        else:
            close(client, server)
            judge(expect(False), client, server, "negotiated")
    finally:
        client.stop()
        server.stop()


def close(client, server):
    if not client.finish():
        raise Failure("the client did not end", client, server)


def renegotiate(client, server):
    (client if client.settings.renegotiate == "client" else server).renegotiate()
    told = [end for end in (client, server) if end.counts]
    for end in told:
        if not end.established(2):
            raise Failure("no second handshake", client, server)
    exchange(client, server, "renegotiated")


def resume(client, server, expect):
    close(client, server)
    judge(expect(False), client, server, "first connection")
    client.stop()
    if server.counts and not server.wait(lambda: server.text().count("listens ") == 2, LIMIT):
        raise Failure("the server does not listen again", client, server)
    server.mark()
    client.start(2)
    if not client.established(1) or not server.established(2):
        raise Failure("no second connection", client, server)
    exchange(client, server, "second")
    close(client, server)
    judge(expect(True), client, server, "second connection")


def attempt(ends, expect):
    """None, or what went wrong: a line, then the last words of both ends. `ends` makes a client and a server on a free port."""
    while True:
        try:
            run(*ends(), expect)
            return None
        except Failure as failure:
            return str(failure), failure.words
        except PortTaken:
            continue
