"""Runs the programs of c-examples against the openssl command and GnuTLS, both roles, and compares the data byte for byte."""
import hashlib
import os
import time

import harness

LIMIT = 20
SIZES = [1, 2, 15, 16, 17, 100, 255, 1024, 1200, 1400, 4096, 8192, 16383, 16384]
# gnutls-serv cuts what it gets to its buffer of 254 bytes; gnutls-cli reads 4096 at a time; neither sends
# more than its MTU in a record.
GNUTLS_SERVER_SIZES = [1, 2, 15, 16, 17, 100, 254]
GNUTLS_CLIENT_SIZES = [1, 2, 15, 16, 17, 100, 255, 1024, 1200, 1400, 4095]
GNUTLS_MTU = "5000"
SMALL = 100


class Failure(Exception):
    pass


def pattern(size, seed):
    """`size` bytes that are no line ends and no commands of the peer's program, the same for the same seed."""
    data = b""
    counter = 0
    while len(data) < size:
        data += hashlib.sha256(f"{seed} {counter}".encode()).hexdigest().encode()
        counter += 1
    return data[:size]


def payload(sizes, lines=False):
    """Messages of these sizes; as lines each ends in a line end."""
    return [pattern(size - 1, size) + b"\n" if lines else pattern(size, size) for size in sizes]


def build(bench):
    """Builds the programs; the compiler's words."""
    source = os.path.join(harness.ROOT, "c-examples")
    return "".join(harness.build([os.path.join(source, f"dtls_udp_{name}.c"), os.path.join(source, "udp_common.c"),
                                  os.path.join(source, "udp_options.c")], bench.program(f"dtls_udp_{name}"), bench.prefix)
                   for name in ("echo", "chargen", "discard"))


class Bench:
    """The runner's bench, and how to start the programs."""

    def __init__(self, bench):
        self.bench, self.pki, self.work, self.env, self.other_env = bench, bench.pki, bench.work, bench.env, bench.other_env

    def program(self, name):
        return self.bench.program(f"dtls_udp_{name}")

    def ours(self, name, case, port, *more, server):
        command = [self.program(name), "-v", "-t", "2", "-p", str(port)]
        if case.version == "1.0":
            command += ["-V", "1.0", "-s", "DEFAULT:@SECLEVEL=0"]
        else:
            command += ["-V", "1.2"]
        if case.variant == "mtu 256":
            command += ["-m", "256"]
        if server:
            command += ["-c", f"server-{case.key}.chain", "-k", f"server-{case.key}.key", "-L", "127.0.0.1"]
            if case.variant == "client certificate":
                command += ["-C", "root.crt"]
        else:
            command += ["-C", "root.crt"]
            if case.variant == "client certificate":
                command += ["-c", f"client-{case.key}.chain", "-k", f"client-{case.key}.key"]
        command += [str(item) for item in more] + ([] if server else ["127.0.0.1"])
        return harness.Process(command, env=self.env, cwd=self.pki, name="ours")

    def other(self, command):
        return harness.Process(command, env=self.other_env, cwd=self.pki)

    def file(self, name):
        return os.path.join(self.work, name)


class Case:
    def __init__(self, peer, role, version, key, variant):
        self.peer, self.role, self.version, self.key, self.variant = peer, role, version, key, variant

    def words(self):
        return [self.peer, self.role, self.version, self.key, self.variant]

    def name(self):
        return "-".join(self.words()).replace(" ", "_")


def check(condition, what, *processes):
    if not condition:
        words = [f"{process.name}: {line[:150]}" for process in processes for line in process.output().splitlines()[-8:]]
        raise Failure("\n".join([what] + words))


def same(found, expected, what, *processes):
    if found == expected:
        return
    at = next((i for i, (a, b) in enumerate(zip(found, expected)) if a != b), min(len(found), len(expected)))
    check(False, f"{what}: {len(found)} bytes of {len(expected)}, first difference at {at}", *processes)


def openssl_server(bench, case, port):
    command = ["openssl", "s_server", "-quiet", "-naccept", "1", "-accept", f"127.0.0.1:{port}", "-cert", f"server-{case.key}.crt",
               "-cert_chain", "inter.crt", "-key", f"server-{case.key}.key", "-dtls1" if case.version == "1.0" else "-dtls1_2"]
    command += ["-cipher", "DEFAULT:@SECLEVEL=0"] if case.version == "1.0" else []
    command += ["-listen"] if case.variant == "listen" else []
    command += ["-mtu", "256"] if case.variant == "mtu 256" else []
    command += ["-Verify", "5", "-CAfile", "root.crt", "-verify_return_error"] if case.variant == "client certificate" else []
    return bench.other(command)


def openssl_client(bench, case, port):
    command = ["openssl", "s_client", "-quiet", "-nocommands", "-connect", f"127.0.0.1:{port}", "-CAfile", "root.crt",
               "-verify_return_error", "-dtls1" if case.version == "1.0" else "-dtls1_2"]
    command += ["-cipher", "DEFAULT:@SECLEVEL=0"] if case.version == "1.0" else []
    command += ["-mtu", "256"] if case.variant == "mtu 256" else []
    if case.variant == "client certificate":
        command += ["-cert", f"client-{case.key}.crt", "-cert_chain", "inter.crt", "-key", f"client-{case.key}.key"]
    return bench.other(command)


def gnutls_priority(case):
    if case.version == "1.0":
        return "NORMAL:-VERS-ALL:+VERS-DTLS1.0:%VERIFY_ALLOW_SIGN_WITH_SHA1:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:+SHA1"
    return "NORMAL:-VERS-ALL:+VERS-DTLS1.2"


def gnutls_server(bench, case, port):
    command = ["gnutls-serv", "--udp", "--echo", "-p", str(port), "--x509certfile", f"server-{case.key}.chain",
               "--x509keyfile", f"server-{case.key}.key", "--priority", gnutls_priority(case),
               "--mtu", "256" if case.variant == "mtu 256" else GNUTLS_MTU]
    if case.variant == "client certificate":
        command += ["--require-client-cert", "--verify-client-cert", "--x509cafile", "root.crt"]
    else:
        command += ["--disable-client-cert"]
    return bench.other(command)


def gnutls_client(bench, case, port):
    command = ["gnutls-cli", "--udp", "-p", str(port), "--x509cafile", "root.crt", "--logfile", bench.file(case.name() + ".log"),
               "--priority", gnutls_priority(case), "--verify-hostname=localhost"]
    command += ["--mtu", "256" if case.variant == "mtu 256" else GNUTLS_MTU]
    if case.variant == "client certificate":
        command += ["--x509certfile", f"client-{case.key}.chain", "--x509keyfile", f"client-{case.key}.key"]
    return bench.other(command + ["127.0.0.1"])


def gnutls_sizes(case, sizes):
    return [size for size in sizes if case.variant != "mtu 256" or size <= SMALL]


def our_client_openssl_sends(bench, case):
    """Messages of the peer arrive in our chargen client, one record each."""
    port = harness.free_port()
    out = bench.file(case.name() + ".received")
    messages = payload(SIZES)
    with openssl_server(bench, case, port) as peer:
        check(peer.wait_port(port), "s_server did not begin", peer)
        with bench.ours("chargen", case, port, "-n", len(messages), "-o", out, server=False) as client:
            check(client.wait_output("connected:"), "no handshake", client, peer)
            done = 0
            for message in messages:
                peer.feed(message)
                done += len(message)
                check(wait_size(out, done), f"message of {len(message)} bytes from s_server", client, peer)
            check(client.wait(LIMIT) == 0, "our client failed", client, peer)
    same(open(out, "rb").read(), b"".join(messages), "data from s_server")


def our_client_openssl_receives(bench, case):
    """What our discard client sends arrives in the peer."""
    expected = b""
    for size in SIZES:
        port = harness.free_port()
        data = pattern(size * 3, size)
        source = bench.file(f"{case.name()}.{size}.send")
        with open(source, "wb") as file:
            file.write(data)
        with openssl_server(bench, case, port) as peer:
            check(peer.wait_port(port), "s_server did not begin", peer)
            with bench.ours("discard", case, port, "-n", "3", "-l", size, "-f", source, server=False) as client:
                check(client.wait(LIMIT) == 0, f"our client failed at {size} bytes", client, peer)
                peer.wait_bytes(len(data), 5)
                same(peer.raw_output(), data, f"messages of {size} bytes to s_server", client, peer)
        expected += data


def openssl_client_with_us(bench, case):
    """The peer's data goes to our echo server and comes back."""
    port = harness.free_port()
    messages = [message for message in payload(SIZES) if len(message) <= 8192]
    with bench.ours("echo", case, port, server=True) as server:
        check(server.wait_output("listens"), "our server did not begin", server)
        with openssl_client(bench, case, port) as peer:
            done = 0
            for message in messages:
                peer.feed(message)
                done += len(message)
                check(peer.wait_bytes(done), f"echo of {len(message)} bytes", server, peer)
            same(peer.raw_output(), b"".join(messages), "echo", server, peer)
            check("connected:" in server.output(), "our server saw no handshake", server)
    port = harness.free_port()
    source = bench.file(case.name() + ".send")
    data = pattern(16384 * 3, "large")
    with open(source, "wb") as file:
        file.write(data)
    with bench.ours("chargen", case, port, "-l", "16384", "-f", source, server=True) as server:
        check(server.wait_output("listens"), "our server did not begin", server)
        with openssl_client(bench, case, port) as peer:
            peer.wait_bytes(len(data))
            same(peer.raw_output(), data, "messages of 16384 bytes from our server", server, peer)


def our_client_with_gnutls(bench, case):
    for size in gnutls_sizes(case, GNUTLS_SERVER_SIZES):
        port = harness.free_port()
        with gnutls_server(bench, case, port) as peer:
            check(peer.wait_port(port), "gnutls-serv did not begin", peer)
            with bench.ours("echo", case, port, "-n", "3", "-l", size, server=False) as client:
                check(client.wait(LIMIT) == 0, f"echo of {size} bytes", client, peer)


def gnutls_client_with_us(bench, case):
    port = harness.free_port()
    messages = payload(gnutls_sizes(case, GNUTLS_CLIENT_SIZES), lines=True)
    with bench.ours("echo", case, port, server=True) as server:
        check(server.wait_output("listens"), "our server did not begin", server)
        with gnutls_client(bench, case, port) as peer:
            check(server.wait_output("connected:"), "no handshake", server, peer)
            done = 0
            for message in messages:
                peer.feed(message)
                done += len(message)
                check(peer.wait_bytes(done), f"echo of {len(message)} bytes", server, peer)
            same(peer.raw_output(), b"".join(messages), "echo", server, peer)


def wait_size(path, size, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.path.exists(path) and os.path.getsize(path) >= size:
            return True
        time.sleep(0.01)
    return False


STEPS = {
    ("openssl", "our client"): (our_client_openssl_sends, our_client_openssl_receives),
    ("openssl", "our server"): (openssl_client_with_us,),
    ("gnutls", "our client"): (our_client_with_gnutls,),
    ("gnutls", "our server"): (gnutls_client_with_us,),
}


def all_cases(own):
    """`own`: over our libraries, which have Ed25519 in DTLS."""
    for peer in ("openssl", "gnutls"):
        for role in ("our client", "our server"):
            for version in ("1.2", "1.0"):
                for key in ("rsa", "ec", "ed25519"):
                    for variant in ("plain", "client certificate", "mtu 256", "listen"):
                        # OpenSSL refuses Ed25519 in DTLS, DTLS 1.0 does not have it.
                        if key == "ed25519" and (peer == "openssl" or version == "1.0" or not own):
                            continue
                        # Our server always has the cookie exchange, gnutls-serv as well.
                        if variant == "listen" and (peer != "openssl" or role != "our client"):
                            continue
                        yield Case(peer, role, version, key, variant)


def run(bench, case):
    """Result and, of a failure, its words."""
    try:
        for step in STEPS[(case.peer, case.role)]:
            step(Bench(bench), case)
        return "pass", None
    except Failure as failure:
        lines = str(failure).splitlines()
        return f"FAIL: {lines[0]}", lines
