"""The two ends of an association: processes that are fed data and say what they received and what was negotiated."""
import dataclasses
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import harness  # noqa: E402
import suites  # noqa: E402

LIMIT = 6
IDENTITY = "interop"
PSK = "000102030405060708090a0b0c0d0e0f"
LABEL = "EXTRACTOR-dtls_srtp"
MATERIAL = 60
SRTP = "SRTP_AES128_CM_SHA1_80"
GROUPS = {"x25519": "X25519", "prime256v1": "P-256", "secp256r1": "P-256", "p-256": "P-256", "secp384r1": "P-384", "p-384": "P-384",
          "secp521r1": "P-521", "p-521": "P-521"}


@dataclasses.dataclass(frozen=True)
class Settings:
    """What an association is to have; both ends get it, and take from it what their side is for."""
    version: str
    suite: object
    key: str = None            # of the server; None: that of the suite
    client_key: str = None
    group: str = None
    signature: str = None      # as OpenSSL's lists spell it
    etm: bool = True
    ems: bool = True
    ticket: bool = False
    cookie: bool = True
    hint: str = None
    mtu: int = 0
    server_name: str = None
    alpn: str = None
    srtp: bool = False
    fragment: int = 0          # what the client asks for as max_fragment_length
    status: bool = False       # a stapled OCSP response
    raw: str = None            # whose key is a raw public key: "server" or "both"
    defaults: bool = False     # our end names nothing of its own
    renegotiate: str = None    # "client" or "server"
    resume: bool = False

    def server_key(self):
        return None if self.suite.pre_shared else self.key or self.suite.key()


class End:
    """One end; `server` or client. Its output is looked at from `since` on, which `mark` sets."""
    counts = False             # tells each handshake
    mtu = 0                    # the largest datagram it reads; 0: any

    def __init__(self, bench, settings, port, server):
        self.bench, self.settings, self.port, self.server = bench, settings, port, server
        self.since = 0
        self.process = None

    def start(self, connection=1):
        self.since = 0
        self.process = harness.Process(self.command(connection), env=self.environment(), cwd=self.bench.pki, name=self.name())

    def environment(self):
        return self.bench.other_env

    def name(self):
        return type(self).__name__

    def stop(self):
        if self.process is not None:
            self.process.__exit__()
            self.process = None

    def ready(self):
        return self.process.wait_port(self.port)

    def mark(self):
        self.since = len(self.text())

    def text(self):
        return self.process.output()

    def recent(self):
        return self.text()[self.since:]

    def wait(self, condition, seconds=LIMIT):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            if self.process.process.poll() is not None:
                return condition()
            time.sleep(0.01)
        return False

    def wait_text(self, text, seconds=LIMIT):
        return self.wait(lambda: text in self.recent(), seconds)

    def send(self, data):
        self.process.feed(data)

    def finish(self):
        """Ends a client as its user would."""
        self.process.close_input()
        return self.process.wait(LIMIT) is not None

    def session_file(self):
        return os.path.join(self.bench.work, f"session.{self.port}")


class Program(End):
    """A program of our own (peers/), over the libraries under test or over another stack."""
    counts = True
    program = None

    def options(self, connection):
        """What does not depend on the library."""
        settings = self.settings
        options = ["--port", str(self.port), "--version", settings.version]
        options += ["--server"] if self.server else []
        options += ["--cookie"] if self.server and settings.cookie else []
        key = settings.server_key() if self.server else settings.client_key
        side = "server" if self.server else "client"
        options += ["--certificate", f"{side}-{key}.chain", "--key", f"{side}-{key}.key"] if key else []
        if settings.raw:
            options += self.raw_keys()
        elif settings.client_key if self.server else settings.server_key():
            options += ["--authorities", "root.crt"]
        options += ["--psk", PSK, "--identity", IDENTITY] if settings.suite.pre_shared else []
        options += ["--server-name", settings.server_name] if settings.server_name and not self.server else []
        options += ["--alpn", settings.alpn] if settings.alpn else []
        options += ["--srtp", SRTP] if settings.srtp else []
        options += [] if settings.ticket else ["--no-ticket"]
        options += ["--mtu", str(settings.mtu)] if settings.mtu else []
        options += ["--hint", settings.hint] if settings.hint else []
        options += ["--fragment", str(settings.fragment)] if settings.fragment and not self.server else []
        options += ["--status", f"server-{settings.server_key()}.ocsp"] if settings.status else []
        if settings.resume and not self.server:
            options += ["--session-out" if connection == 1 else "--session-in", self.session_file()]
        return options

    def raw_keys(self):
        """The client authenticates with a raw key too, or not at all."""
        settings = self.settings
        server, client = f"server-{settings.server_key()}.pub", f"client-{settings.client_key}.pub"
        if self.server:
            return ["--raw-own", server] + (["--raw-peer", client] if settings.raw == "both" else [])
        return ["--raw-peer", server] + (["--raw-own", client] if settings.raw == "both" else [])

    def command(self, connection):
        return [self.bench.program(self.program)] + self.options(connection) + self.special()

    def special(self):
        return []

    def ready(self):
        return self.wait_text("listens ")

    def established(self, count=1):
        return self.wait_text(f"established {count}\n")

    def send(self, data):
        self.process.feed(b"send " + data.hex().encode() + b"\n")

    def received(self, data):
        return self.wait_text(f"received {data.hex()}\n")

    def renegotiate(self):
        self.process.feed(b"renegotiate\n")

    def facts(self):
        """Of the last handshake."""
        facts = {}
        for line in self.recent().splitlines():
            if line.startswith("fact "):
                name, _, value = line[5:].partition(" ")
                facts[name] = value
        facts["group"] = GROUPS.get(facts["group"].lower(), facts["group"]) if "group" in facts else None
        if "suite-name" in facts:
            facts["suite"] = self.bench.standard_codes.get(facts["suite-name"])
        for name in ("peer-signature", "own-signature"):
            facts[name] = signature(facts.get(name))
        return facts


def signature(text):
    """From the spelling of GnuTLS to that of OpenSSL's lists."""
    if text is None or "+" in text or "-" not in text:
        return text
    kind, _, digest = re.sub("-SECP[0-9]+R1", "", text).replace("-PSS-RSAE", "-PSS").rpartition("-")
    return "ED25519" if digest == "Ed25519" else f"{kind}+{digest}"


class Ours(Program):
    """Names the one suite, group and signature kind of the case, so that the other end takes it."""
    program = "peer_openssl"

    def environment(self):
        return self.bench.env

    def name(self):
        return "ours"

    def special(self):
        settings = self.settings
        words = ["--ciphers", "DEFAULT" if settings.defaults else f"{settings.suite.name}:@SECLEVEL=0"]
        words += ["--groups", settings.group] if settings.group else []
        words += ["--signatures", settings.signature] if settings.signature else []
        words += [] if settings.etm else ["--no-etm"]
        words += [] if settings.ems else ["--no-ems"]
        return words


class MbedTls(Program):
    program = "peer_mbedtls"


class Gnutls(Program):
    program = "peer_gnutls"


class WolfSsl(Program):
    """Reads no more of a datagram than an Ethernet frame has."""
    program = "peer_wolfssl"
    mtu = 1400


class Openssl(End):
    """The openssl command; its data stands among its words."""

    def shared(self):
        settings = self.settings
        words = ["-dtls1" if settings.version == "1.0" else "-dtls1_2", "-cipher", suites.ALL, "-tlsextdebug"]
        key = settings.server_key() if self.server else settings.client_key
        side = "server" if self.server else "client"
        if key:
            words += ["-cert", f"{side}-{key}.crt", "-cert_chain", "inter.crt", "-key", f"{side}-{key}.key"]
        words += ["-psk", PSK, "-psk_identity", IDENTITY] if settings.suite.pre_shared else []
        words += ["-alpn", settings.alpn] if settings.alpn else []
        words += ["-use_srtp", SRTP, "-keymatexport", LABEL, "-keymatexportlen", str(MATERIAL)] if settings.srtp else []
        words += [] if settings.ticket else ["-no_ticket"]
        words += ["-mtu", str(settings.mtu)] if settings.mtu else []
        return words

    def received(self, data):
        return self.wait_text(data.decode())

    def find(self, expression, text=None):
        found = re.findall(expression, self.recent() if text is None else text)
        return found[-1] if found else None

    def shared_facts(self):
        facts = {"alpn": self.find(r"ALPN protocols?(?: selected)?: (\S+)"), "srtp": self.find(r"profile=(\S+)"),
                 "material": (self.find(r"Keying material: (\S+)") or "").lower() or None}
        digest, kind = self.find(r"Peer signing digest: (\S+)"), self.find(r"Peer signature type: (\S+)")
        if kind:
            facts["peer-signature"] = kind.upper() if kind.lower() == "ed25519" else f"{kind}+{digest}"
        return facts

    def suite(self, name):
        return self.bench.codes.get(name)


class OpensslServer(Openssl):
    def command(self, connection):
        settings = self.settings
        words = ["openssl", "s_server", "-accept", f"127.0.0.1:{self.port}", "-naccept", "2" if settings.resume else "1"] + self.shared()
        words += ["-nocert"] if settings.suite.pre_shared else []
        words += ["-client_renegotiation"] if settings.renegotiate else []
        words += ["-Verify", "5", "-CAfile", "root.crt", "-verify_return_error"] if settings.client_key else []
        words += ["-psk_hint", settings.hint] if settings.hint else []
        words += ["-status_file", f"server-{settings.server_key()}.ocsp"] if settings.status else []
        words += ["-listen"] if settings.cookie and not settings.resume else []
        return words

    def established(self, count=1):
        return self.wait_text("CIPHER is ")

    def renegotiate(self):
        self.process.feed(b"r\n")

    def facts(self):
        facts = self.shared_facts()
        facts["suite"] = self.suite(self.find(r"CIPHER is (\S+)"))
        facts["resumed"] = "yes" if "Reused session-id" in self.recent() else "no"
        facts["certificate"] = self.find(r"subject=.*CN = ([^,\n]+)")
        return facts


class OpensslClient(Openssl):
    def command(self, connection):
        settings = self.settings
        words = ["openssl", "s_client", "-state", "-connect", f"127.0.0.1:{self.port}"] + self.shared()
        words += ["-CAfile", "root.crt", "-verify_return_error"] if settings.server_key() else []
        words += ["-servername", settings.server_name] if settings.server_name else ["-noservername"]
        words += ["-maxfraglen", str(settings.fragment)] if settings.fragment else []
        words += ["-status"] if settings.status else []
        words += ["-sess_out" if connection == 1 else "-sess_in", self.session_file()] if settings.resume else []
        return words

    def established(self, count=1):
        return self.wait_text("Verify return code")

    def renegotiate(self):
        self.process.feed(b"R\n")

    def finish(self):
        self.process.feed(b"Q\n")
        return super().finish()

    def facts(self):
        facts = self.shared_facts()
        facts["version"] = {"DTLSv1": "1.0", "DTLSv1.2": "1.2"}.get(self.find(r"Protocol  : (\S+)"))
        facts["suite"] = self.suite(self.find(r"Cipher is (\S+)"))
        facts["resumed"] = "yes" if self.find(r"(Reused), ") else "no"
        facts["ems"] = self.find(r"Extended master secret: (\S+)")
        facts["etm"] = "yes" if 'server extension "encrypt-then-mac"' in self.recent() else "no"
        facts["status"] = "yes" if "OCSP Response Status: successful" in self.recent() else None
        facts["cookie"] = "yes" if re.search("read hello verify", self.recent()) else "no"
        facts["certificate"] = self.find(r"subject=.*CN = ([^,\n]+)")
        group = self.find(r"Server Temp Key: (?:ECDH, )?([^,\s]+)")
        if group and group != "DH":
            facts["group"] = GROUPS.get(group.lower(), group)
        return facts
