"""Handshakes with a chain of 10 KB over paths of 600 bytes (IPv4) and 1280 (IPv6): flights back off, or the kernel says what
passes."""
import concurrent.futures
import itertools
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import harness  # noqa: E402
import network  # noqa: E402
from network import CLIENT, SERVER  # noqa: E402

# A little more than the 576 bytes and the 1280 below which flights do not go.
PATHS = {4: 600, 6: 1280}
CHAIN = 10 * 1024
# Three tries (at 0, 1 and 3 seconds) a side, and the work of two slow cores.
LIMIT = 25
# Less than the first period of any timer.
AT_ONCE = 0.95
GNUTLS = "NORMAL:-VERS-ALL:+VERS-DTLS1.2"


def quiet(*command, cwd):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=harness.environment(None))
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stdout}")


def make_chain(directory):
    """A root, two authorities below it and an end entity, with long comments; bytes of the chain as it is sent."""
    os.makedirs(directory)
    size, issuer = 0, None
    for name in ("root", "upper", "lower", "end"):
        with open(os.path.join(directory, "ext"), "w", encoding="ascii") as file:
            authority = name != "end"
            file.write(f"basicConstraints=critical,CA:{str(authority).upper()}\n")
            file.write("subjectAltName=DNS:localhost\n" if not authority else "keyUsage=critical,keyCertSign,cRLSign\n")
            if name != "root":
                file.write("nsComment=" + (name * 2000)[:3200] + "\n")
        quiet("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{name}.key", cwd=directory)
        quiet("openssl", "req", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-out", f"{name}.csr", cwd=directory)
        signer = ["-CA", f"{issuer}.crt", "-CAkey", f"{issuer}.key", "-CAcreateserial"] if issuer else ["-signkey", "root.key"]
        quiet("openssl", "x509", "-req", "-in", f"{name}.csr", *signer, "-days", "9000", "-extfile", "ext", "-out", f"{name}.crt",
              cwd=directory)
        quiet("openssl", "x509", "-in", f"{name}.crt", "-outform", "DER", "-out", f"{name}.der", cwd=directory)
        if name != "root":
            size += os.path.getsize(os.path.join(directory, f"{name}.der"))
        issuer = name
    # A short chain, for the side whose own is not the matter.
    with open(os.path.join(directory, "ext"), "w", encoding="ascii") as file:
        file.write("basicConstraints=CA:FALSE\nsubjectAltName=DNS:localhost\n")
    quiet("openssl", "x509", "-req", "-in", "end.csr", "-CA", "root.crt", "-CAkey", "root.key", "-CAcreateserial", "-days", "9000",
          "-extfile", "ext", "-out", "small.crt", cwd=directory)
    join(directory, "chain.pem", ("end", "lower", "upper"))
    join(directory, "above.pem", ("lower", "upper"))
    return size


def join(directory, target, names):
    with open(os.path.join(directory, target), "w", encoding="ascii") as chain:
        for name in names:
            with open(os.path.join(directory, f"{name}.crt"), encoding="ascii") as file:
                chain.write(file.read())


class Case:
    """A server and a client; `done`: what the client says when its handshake is complete; `own`: seconds that it takes for
    that also when nothing is lost."""

    def __init__(self, name, server, client, done, own=0):
        self.name, self.server, self.client, self.done, self.own = name, server, client, done, own


# Ends the name of a program that was built for the system's OpenSSL: only its libssl is replaced by ours.
PRELOADED = "-preloaded"
OURS_DONE = "connected: DTLSv1.2"
OPENSSL_DONE = "Verify return code: 0"
GNUTLS_DONE = "Handshake was completed"


def cases(program):
    """Ours in both roles, with the long chain on either side. `program`: dtls_udp_discard.

    No long chain goes to GnuTLS's server: when the beginning of a flight is lost it takes the ChangeCipherSpec and reads
    nothing any more, and an EMSGSIZE of its own ends it. OpenSSL's client does not get through to it either.
    """
    pair = ["-cert", "end.crt", "-key", "end.key", "-cert_chain", "above.pem", "-CAfile", "root.crt"]
    ours_server = [program, "-v", "-c", "chain.pem", "-k", "end.key", "-t", "30"]
    ours_client = [program, "-v", "-C", "root.crt", "-t", "30", "-n", "1"]
    with_chain = ["-c", "chain.pem", "-k", "end.key"]
    small = ["-cert", "small.crt", "-key", "end.key", "-CAfile", "root.crt", "-Verify", "4"]
    s_server = ["openssl", "s_server", "-dtls1_2", "-quiet"]
    s_client = ["openssl", "s_client", "-dtls1_2", "-CAfile", "root.crt"]
    gnutls_client = ["gnutls-cli", "--udp", "--priority", GNUTLS, "--x509cafile", "root.crt", "--verify-hostname", "localhost"]
    return [
        Case("our server's chain, to openssl", ours_server, s_client, OPENSSL_DONE, own=0.5),
        Case("our server's chain, to GnuTLS", ours_server, gnutls_client, GNUTLS_DONE, own=LIMIT),
        Case("our client's chain, to openssl", s_server + small, ours_client + with_chain, OURS_DONE),
        Case("openssl's chain, to our client", s_server + pair, ours_client, OURS_DONE),
        Case("both ours, both with the chain", ours_server + ["-C", "root.crt"], ours_client + with_chain, OURS_DONE),
        Case("our client's chain, SSL_set_fd", ours_server + ["-C", "root.crt"], [os.path.join(os.path.dirname(program), "plain_socket")],
             OURS_DONE),
        Case("the same, system's libcrypto", [program + PRELOADED, *ours_server[1:], "-C", "root.crt"],
             [program + PRELOADED, *ours_client[1:], *with_chain], OURS_DONE),
    ]


class Association:
    """The processes of a case, in their namespaces."""

    def __init__(self, net, case, family, port, directory, prefix):
        self.net, self.case, self.port, self.directory, self.prefix = net, case, port, directory, prefix
        self.address = network.ADDRESSES[family][SERVER]
        self.server = self.start(SERVER, self.with_port(case.server, None), "server")
        self.client = None

    def with_port(self, command, address):
        """The command with its port, and the address that a client connects to."""
        if command[0] == "openssl":
            return command + (["-connect", f"[{address}]:{self.port}"] if address else ["-accept", str(self.port)])
        return command + ["-p", str(self.port)] + ([address] if address else [])

    def name(self):
        family = 6 if ":" in self.address else 4
        return f"{self.case.name}, {PATHS[family]}"

    def start(self, where, command, name):
        preload = command[0].endswith(PRELOADED)
        ours = preload or os.path.isabs(command[0])
        env = harness.environment(self.prefix if ours else None, preload)
        return harness.Process(self.net.inside(where, *command), env=env, cwd=self.directory, name=f"{self.case.name}: {name}")

    def listens(self):
        """True once the server has bound its port, in its namespace."""
        end = time.monotonic() + 10
        wanted = ":%04X" % self.port
        while time.monotonic() < end and self.server.process.poll() is None:
            for table in ("udp", "udp6"):
                try:
                    with open(f"/proc/{self.server.process.pid}/net/{table}", encoding="ascii") as lines:
                        if any(line.split()[1].endswith(wanted) for line in list(lines)[1:]):
                            return True
                except OSError:
                    pass
            time.sleep(0.02)
        return False

    def connect(self):
        """How long the client took from its start to its end; None: its handshake did not come to an end."""
        self.client = self.start(CLIENT, self.with_port(self.case.client, self.address), "client")
        began = time.monotonic()
        self.client.close_input()
        status = self.client.wait(LIMIT)
        taken = time.monotonic() - began
        return taken if status is not None and self.case.done in self.client.output() else None

    def stop(self):
        for process in (self.client, self.server):
            if process is not None:
                process.__exit__()

    def words(self):
        return "".join(f"\n    {process.name}: " + " / ".join(process.output().splitlines()[-5:])
                       for process in (self.server, self.client) if process is not None)


def run(net, program, directory, size, prefix):
    """All cases at once, where the router is silent and where it speaks; how many failed. `size`: of the chain."""
    if size < CHAIN:
        sys.exit("the chain is too short")
    print(f"handshakes with a chain of {size} bytes, seconds:")
    failures = 0
    for silent, most in ((True, LIMIT), (False, AT_ONCE)):
        for family, path in PATHS.items():
            net.limit(family, path, path)
            net.silent(family, silent)
            net.forget(family)
        print(f"  ICMP {'dropped' if silent else 'delivered'}")
        failures += run_cases(net, cases(program), directory, prefix, most)
    return failures


def run_cases(net, chosen, directory, prefix, most):
    failures, associations = 0, []
    try:
        for port, (case, family) in enumerate(itertools.product(chosen, PATHS), 4433):
            associations.append(Association(net, case, family, port, directory, prefix))
        for association in associations:
            if not association.listens():
                sys.exit("a server did not begin:" + association.words())
        with concurrent.futures.ThreadPoolExecutor(len(associations)) as pool:
            results = list(pool.map(Association.connect, associations))
        for association, seconds in zip(associations, results):
            good = seconds is not None and seconds <= most + association.case.own
            failures += not good
            taken = "never" if seconds is None else f"{seconds:.2f}"
            print(f"    {association.name():36} {taken:>6} {'ok' if good else 'FAILED' + association.words()}")
    finally:
        for association in associations:
            association.stop()
    return failures
