"""The cases of the table: rows of suites and features, columns of roles and versions, and what each peer's build has."""
import dataclasses
import re
import subprocess

import association
import harness
from ends import Gnutls, GROUPS, MbedTls, OpensslClient, OpensslServer, Ours, Settings, SRTP, WolfSsl, signature

NOT_OFFERED = "not offered by the peer"
SMALL_MTU = 256


class Peer:
    def __init__(self, name, title, client, server):
        self.name, self.title, self.client, self.server = name, title, client, server
        self.version = None
        self.suites = set()        # codes with versions
        self.groups = set()
        self.signatures = set()
        self.features = set()

    def offers(self, row, role):
        settings = row.settings
        if row.kind == "no cookie" and role == "client" and row.kind not in self.features:
            return False
        return (settings.suite.code, settings.version) in self.suites and (not settings.group or settings.group in self.groups) \
            and needs(settings) <= self.features \
            and (row.kind not in ("signature", "client key") or signature_kind(row) in self.signatures)


def needs(settings):
    """Features that not every stack has, as the lists of the programs name them."""
    wanted = {"renegotiation": settings.renegotiate, "srtp": settings.srtp, "status": settings.status, "mtu": settings.mtu,
              "raw public keys": settings.raw}
    return {name for name, value in wanted.items() if value}


def signature_kind(row):
    """RSA, RSA-PSS, ECDSA or ED25519."""
    if row.settings.signature:
        return row.settings.signature.split("+")[0].upper()
    key = row.settings.client_key or row.settings.server_key()
    return {"rsa": "RSA", "ed25519": "ED25519"}.get(key, "ECDSA")


@dataclasses.dataclass
class Row:
    section: str
    name: str
    kind: str
    settings: Settings
    facts: dict                     # of both ends
    told: tuple = ()                # facts that at least one end must tell
    client_facts: dict = dataclasses.field(default_factory=dict)
    server_facts: dict = dataclasses.field(default_factory=dict)
    versions: tuple = ("1.2", "1.0")
    roles: tuple = ("client", "server")

    def expect(self, resumed):
        suite = {} if self.settings.defaults else {"suite": self.settings.suite.code}
        facts = dict(self.facts, **suite, version=self.settings.version, resumed="yes" if resumed else "no")
        sides = {"client": dict(facts, **self.client_facts), "server": dict(facts, **self.server_facts)}
        for side in sides.values():
            if resumed:
                for name in ("peer-signature", "own-signature", "group"):
                    side.pop(name, None)
        told = self.told if not resumed else ()
        return dict(sides, told=("suite", "version") + tuple(told))

    def expect_alone(self, resumed):
        """Of the peer against itself, which chooses its own suite, group and signature kind."""
        facts = self.expect(resumed)
        for side in ("client", "server"):
            for name in ("suite", "group", "peer-signature", "own-signature"):
                facts[side].pop(name, None)
        return dict(facts, told=())

    def at(self, version):
        return dataclasses.replace(self, settings=dataclasses.replace(self.settings, version=version))


def suite_rows(suites):
    for suite in suites:
        for etm in (True, False) if suite.mode == "CBC" else (True,):
            name = suite.name + ("" if suite.mode != "CBC" else " encrypt-then-MAC" if etm else " MAC-then-encrypt")
            facts = {"etm": "yes" if suite.mode == "CBC" and etm else "no", "ems": "yes"}
            yield Row(suite.family, name, "suite", Settings("", suite, etm=etm), facts, versions=suite.versions)


def feature_rows(suites):
    by_name = {suite.name: suite for suite in suites}
    new, old = by_name["ECDHE-RSA-AES128-GCM-SHA256"], by_name["ECDHE-RSA-AES128-SHA"]
    ecdsa_new, ecdsa_old = by_name["ECDHE-ECDSA-AES128-GCM-SHA256"], by_name["ECDHE-ECDSA-AES128-SHA"]

    def rows(section, name, kind, facts, told=(), ecdsa=False, versions=("1.2", "1.0"), client=None, server=None, suite=None, **more):
        for version in versions:
            pair = (ecdsa_new, ecdsa_old) if ecdsa else (new, old)
            chosen = suite or pair[0 if version == "1.2" else 1]
            yield Row(section, name, kind, Settings("", chosen, **more), facts, told, client or {}, server or {}, (version,))

    for group in ("X25519", "P-256", "P-384", "P-521"):
        yield from rows("Groups", group, "group", {"group": group}, ("group",), group=group)
    for name, kind, key, versions in SIGNATURES:
        signature = kind.split("+")[0].upper() + ("+" + kind.split("+")[1].upper() if "+" in kind else "")
        facts = {"client": {"peer-signature": signature}, "server": {"own-signature": signature}}
        if versions == ("1.0",):
            facts = {"client": {}, "server": {}}
        yield from rows("Server's key and signature", name, "signature", {}, ecdsa=key != "rsa", versions=versions, key=key,
                        signature=kind if versions == ("1.2",) else None, **facts)
    for name, kind, key, subject in CLIENT_KEYS:
        yield from rows("Client authentication", name, "client key", {}, ecdsa=key == "ec", client_key=key,
                        versions=("1.2",) if key == "ed25519" else ("1.2", "1.0"), server={"certificate": subject})
    for name, raw, client_key in (("raw public key of the server", "server", None), ("raw public keys of both", "both", "ec")):
        yield from rows("Client authentication", name, "feature", {"raw-key": "yes"}, ("raw-key",), raw=raw, client_key=client_key)
    sessions = {"ems": "yes"}
    yield from rows("Sessions", "by ID", "feature", sessions, resume=True)
    yield from rows("Sessions", "by ID, no extended master secret", "feature", {"ems": "no"}, resume=True, ems=False)
    yield from rows("Sessions", "by ticket", "feature", dict(sessions), ("ticket",), resume=True, ticket=True)
    yield from rows("Sessions", "by ID, pre-shared key", "feature", sessions, resume=True, suite=by_name["PSK-AES128-CBC-SHA"])
    yield from rows("Sessions", "by ticket, client authentication", "feature", sessions, resume=True, ticket=True, client_key="rsa")
    for side in ("client", "server"):
        yield from rows("Renegotiation", f"asked for by the {side}", "feature", {"ems": "yes"}, renegotiate=side, cookie=False)
        yield from rows("Renegotiation", f"asked for by the {side}, MAC-then-encrypt", "feature", {"etm": "no"}, renegotiate=side, cookie=False,
                        suite=old, etm=False)
        yield from rows("Renegotiation", f"asked for by the {side}, client authentication", "feature", {}, renegotiate=side, cookie=False,
                        client_key="rsa", server={"certificate": "client RSA"})
    yield from rows("Other", "our defaults", "defaults", {"ems": "yes"}, defaults=True, versions=("1.2",))
    for length in (512, 1024, 2048, 4096):
        yield from rows("Other", f"max_fragment_length {length}", "feature", {"fragment": str(length)}, ("fragment",), fragment=length)
    yield from rows("Other", "OCSP response, stapled", "feature", {"status": "yes"}, ("status",), status=True)
    yield from rows("Other", "cookie exchange", "feature", {"cookie": "yes"})
    yield from rows("Other", "no cookie exchange", "no cookie", {"cookie": "no"}, cookie=False)
    yield from rows("Other", "no extended master secret", "feature", {"ems": "no"}, ems=False)
    yield from rows("Other", f"MTU {SMALL_MTU}", "feature", {}, mtu=SMALL_MTU, client_key="rsa")
    yield from rows("Other", "server name", "feature", {}, ("server-name",), server_name="localhost")
    yield from rows("Other", "ALPN", "feature", {"alpn": "interop"}, ("alpn",), alpn="interop")
    yield from rows("Other", "SRTP profile and keying material", "feature", {"srtp": SRTP}, ("srtp", "material"), srtp=True)
    yield from rows("Other", "identity hint", "feature", {"hint": "hint"}, hint="hint", suite=by_name["PSK-AES128-CBC-SHA"])


SIGNATURES = [
    ("RSA, PKCS #1, SHA-256", "RSA+SHA256", "rsa", ("1.2",)), ("RSA, PKCS #1, SHA-384", "RSA+SHA384", "rsa", ("1.2",)),
    ("RSA, PKCS #1, SHA-512", "RSA+SHA512", "rsa", ("1.2",)), ("RSA, PSS, SHA-256", "RSA-PSS+SHA256", "rsa", ("1.2",)),
    ("RSA, PSS, SHA-384", "RSA-PSS+SHA384", "rsa", ("1.2",)), ("RSA, PSS, SHA-512", "RSA-PSS+SHA512", "rsa", ("1.2",)),
    ("RSA, MD5 and SHA-1", "RSA", "rsa", ("1.0",)), ("ECDSA, P-256, SHA-256", "ECDSA+SHA256", "ec", ("1.2",)),
    ("ECDSA, P-384, SHA-384", "ECDSA+SHA384", "p384", ("1.2",)), ("ECDSA, P-521, SHA-512", "ECDSA+SHA512", "p521", ("1.2",)),
    ("ECDSA, P-256, SHA-1", "ECDSA", "ec", ("1.0",)), ("ECDSA, P-384, SHA-1", "ECDSA", "p384", ("1.0",)),
    ("Ed25519", "ed25519", "ed25519", ("1.2",)),
]
CLIENT_KEYS = [("RSA", "RSA", "rsa", "client RSA"), ("P-256", "ECDSA", "ec", "client P-256"), ("P-384", "ECDSA", "p384", "client P-384"),
               ("P-521", "ECDSA", "p521", "client P-521"), ("Ed25519", "ED25519", "ed25519", "client Ed25519")]


def probe(bench):
    """The peers, each with what its build says it has."""
    openssl = Peer("openssl", "The openssl command", OpensslClient, OpensslServer)
    openssl.version = said("openssl", "version").split(" (")[0].strip()
    openssl.suites = {(suite.code, version) for suite in bench.suites for version in suite.versions}
    openssl.groups = {"X25519", "P-256", "P-384", "P-521"}
    options = said("openssl", "s_client", "-help")
    openssl.features = {"renegotiation"} | {name for name, option in (("srtp", "use_srtp"), ("status", "status"), ("mtu", "mtu"),
                                                                     ("raw public keys", "enable_server_rpk")) if f" -{option} " in options}
    openssl.signatures = {"RSA", "RSA-PSS", "ECDSA", "ED25519"}
    return [openssl, program_peer(bench, "gnutls", "GnuTLS", Gnutls), program_peer(bench, "mbedtls", "mbed TLS", MbedTls),
            program_peer(bench, "wolfssl", "wolfSSL", WolfSsl)]


def program_peer(bench, name, title, end):
    """A stack whose program (peers/) lists what the build of its library has."""
    peer = Peer(name, title, end, end)
    listing = said(bench.program(end.program), "--list")
    peer.version = re.search(r"^version (.*)", listing, re.M)[1]
    named = [(bench.standard_codes.get(suite), version) for suite, version in re.findall(r"^suite-name (\S+) (\S+)", listing, re.M)]
    for code, version in named + re.findall(r"^suite (\S+) (\S+)", listing, re.M):
        peer.suites |= {(code, "1.2")} | ({(code, "1.0")} if version == "1.0" else set())
    peer.groups = {GROUPS.get(group.lower(), group) for group in re.findall(r"^group (\S+)", listing, re.M)}
    peer.signatures = {signature(kind).split("+")[0] for kind in re.findall(r"^signature (\S+)", listing, re.M)}
    peer.features = set(re.findall(r"^feature (.*)", listing, re.M))
    return peer


def said(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout


class Case:
    def __init__(self, peer, role, row):
        self.peer, self.role, self.row = peer, role, row
        self.version = row.settings.version

    def words(self):
        return [self.peer.name, f"our {self.role}", self.version, self.row.section, self.row.name]

    def ends(self, bench, role):
        """Client and server; the role None puts the peer against itself."""
        settings, port = self.row.settings, harness.free_port()
        if self.peer.client.mtu and not settings.mtu:
            settings = dataclasses.replace(settings, mtu=self.peer.client.mtu)
        client = (Ours if role == "client" else self.peer.client)(bench, settings, port, False)
        server = (Ours if role == "server" else self.peer.server)(bench, settings, port, True)
        return client, server

    def run(self, bench):
        """Result and, of a failure, its words."""
        if not self.peer.offers(self.row, self.role):
            return NOT_OFFERED, None
        failure = association.attempt(lambda: self.ends(bench, self.role), self.row.expect)
        if failure is None:
            return "pass", None
        if self.row.kind not in ("suite", "group") \
                and association.attempt(lambda: self.ends(bench, None), self.row.expect_alone) is not None:
            return NOT_OFFERED, [failure[0]] + failure[1]
        return f"FAIL: {failure[0]}", [failure[0]] + failure[1]


def all_cases(peers, suites):
    for peer in peers:
        for row in list(suite_rows(suites)) + list(feature_rows(suites)):
            for version in row.versions:
                for role in row.roles:
                    yield Case(peer, role, row.at(version))
