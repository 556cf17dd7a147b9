"""The openssl command over our libssl and the system's libcrypto: `s_server` and `s_client`, whatever they can do with DTLS."""
import base64
import hashlib
import os
import re
import subprocess

import harness
from common import LIMIT, Failure, check, check_libraries, pairs, wait_until

WAYS = ("system", "preload")

LOW = ["-cipher", "DEFAULT:@SECLEVEL=0"]
PSK = ["-psk_identity", "somebody", "-psk", "0123456789abcdef"]


class Visit:
    """An s_server and an s_client that are connected."""

    def __init__(self, bench, server_way, client_way, server, client, version="-dtls1_2", env=()):
        self.port = harness.free_port()
        credentials = [] if "-nocert" in server else ["-cert", "server-ec.crt", "-key", "server-ec.key", "-cert_chain", "inter.crt"]
        self.server_command = ["openssl", "s_server", version, "-accept", f"127.0.0.1:{self.port}", *credentials, *server]
        self.client_command = ["openssl", "s_client", version, "-connect", f"127.0.0.1:{self.port}", "-CAfile", "root.crt", *client]
        self.bench, self.ways, self.env = bench, (server_way, client_way), env
        self.server = self.client = None

    def __enter__(self):
        self.server = self.bench.start(self.server_command, self.ways[0], "s_server", self.env)
        check(self.server.wait_port(self.port, LIMIT), "s_server does not listen: " + self.server.output()[-600:])
        check_libraries(self.server, self.bench.prefix, self.ways[0])
        self.connect()
        return self

    def connect(self, *more):
        self.client = self.bench.start(self.client_command + list(more), self.ways[1], "s_client", self.env)

    def __exit__(self, *unused):
        for process in (self.client, self.server):
            if process:
                process.__exit__()

    def fail(self, what):
        ends = "".join(f"\n  {end.name}: {line[:140]}" for end in (self.client, self.server)
                       for line in end.output().splitlines()[-14:])
        raise Failure(what + ends)

    def exchange(self, word="hello"):
        """A line in each direction."""
        to_server, to_client = f"{word} server", f"{word} client"
        # s_client takes input once the handshake is done, and says so.
        if not self.client.wait_output("Verify return code", LIMIT):
            self.fail("no handshake")
        self.client.feed(to_server.encode() + b"\n")
        if not self.server.wait_output(to_server, LIMIT):
            self.fail("nothing came to the server")
        self.server.feed(to_client.encode() + b"\n")
        if not self.client.wait_output(to_client, LIMIT):
            self.fail("nothing came to the client")
        check_libraries(self.client, self.bench.prefix, self.ways[1])

    def end(self):
        self.client.feed(b"Q\n")
        if self.client.wait(LIMIT) is None:
            self.fail("the client does not end")

    def says(self, side, text):
        process = self.client if side == "client" else self.server
        if not process.wait_output(text, 3):
            self.fail(f"the {side} does not say '{text}'")


def simple(bench, server_way, client_way, server=(), client=(), version="-dtls1_2", says=(), never=()):
    """A line in each direction, and what either side says of the connection."""
    with Visit(bench, server_way, client_way, list(server), list(client), version) as visit:
        visit.exchange()
        for side, text in says:
            visit.says(side, text)
        for side, text in never:
            process = visit.client if side == "client" else visit.server
            check(text not in process.output(), f"the {side} says '{text}'")
        visit.end()


def client_certificate(bench, server_way, client_way, key):
    simple(bench, server_way, client_way, ["-Verify", "3", "-verify_return_error", "-CAfile", "root.crt"],
           ["-cert", f"client-{key}.crt", "-key", f"client-{key}.key", "-cert_chain", "inter.crt", "-verify_return_error"],
           says=[("server", "CN = client"), ("client", "Acceptable client certificate CA names")])


def missing_certificate(bench, server_way, client_way):
    """A server that needs a certificate refuses a client without one."""
    with Visit(bench, server_way, client_way, ["-Verify", "3", "-CAfile", "root.crt"], []) as visit:
        visit.says("server", "peer did not return a certificate")
        visit.says("client", "handshake failure")


def wrong_name(bench, server_way, client_way):
    with Visit(bench, server_way, client_way, [], ["-verify_return_error", "-verify_hostname", "other.example"]) as visit:
        visit.says("client", "hostname mismatch")
        visit.says("server", "alert bad certificate")


def psk(bench, server_way, client_way, version):
    suite = "PSK-AES128-CBC-SHA" if version == "-dtls1" else "ECDHE-PSK-CHACHA20-POLY1305"
    level = ":@SECLEVEL=0" if version == "-dtls1" else ""
    simple(bench, server_way, client_way, ["-nocert", *PSK, "-psk_hint", "which", "-cipher", "PSK" + level],
           [*PSK, "-cipher", suite + level], version,
           says=[("client", f"Cipher is {suite}"), ("client", "PSK identity: somebody"), ("client", "PSK identity hint: which")])


def server_name(bench, server_way, client_way):
    """The second certificate is for the name that the client asks for."""
    simple(bench, server_way, client_way, ["-servername", "localhost", "-cert2", "server-rsa.crt", "-key2", "server-rsa.key"],
           ["-servername", "localhost", "-no_etm"], says=[("client", "subject=C = DE, O = FerroDTLS, CN = server RSA")])


def sessions(bench, server_way, client_way, server, version):
    """A session in a file is resumed by another process."""
    kept = os.path.join(bench.work, f"session-{server_way}-{client_way}-{len(server)}-{version}.pem")
    level = LOW if version == "-dtls1" else []
    with Visit(bench, server_way, client_way, [*server, *level], ["-sess_out", kept, *level], version) as visit:
        visit.exchange("first")
        visit.says("client", "New, ")
        visit.end()
        visit.client.stop()
        visit.connect("-sess_in", kept)
        visit.exchange("second")
        visit.says("client", "Reused, ")
        visit.end()


def key_log(bench, server_way, client_way):
    files = [os.path.join(bench.work, f"keys-{server_way}-{client_way}-{side}") for side in ("server", "client")]
    with Visit(bench, server_way, client_way, ["-keylogfile", files[0]], ["-keylogfile", files[1]]) as visit:
        visit.exchange()
        visit.end()
    lines = []
    for path in files:
        with open(path) as file:
            lines.append([line for line in file.read().splitlines() if not line.startswith("#")])
    check(lines[0] == lines[1], f"the sides log different keys: {lines}")
    check(re.fullmatch(r"CLIENT_RANDOM [0-9a-fA-F]{64} [0-9a-fA-F]{96}", lines[0][0]), f"not a line of keys: {lines[0]}")


def exported(bench, server_way, client_way):
    """Both sides derive the same keys for the application."""
    export = ["-keymatexport", "EXPORTER-test", "-keymatexportlen", "24"]
    with Visit(bench, server_way, client_way, export, export) as visit:
        visit.exchange()
        found = [re.search(r"Keying material: ([0-9A-F]{48})", end.output()) for end in (visit.server, visit.client)]
        check(all(found) and found[0].group(1) == found[1].group(1), "the sides export different keys")
        visit.end()


def described(output):
    """The descriptions of the messages of a handshake, without headers of records and what the program says between."""
    blocks, block = [], None
    for line in output.splitlines():
        if re.match(r"    \w+, Length=\d+$", line):
            block = [line]
            blocks.append(block)
        elif block is not None and line.startswith("    "):
            block.append(line)
        elif not line:
            block = None
    return sorted("\n".join(block) for block in blocks)


def traced(bench, server_way, client_way, server, client, version):
    """Both sides describe each message, sent or received, in the same words. Nothing is cut: OpenSSL describes a message that it
    sends in parts out of a buffer that it has written over."""
    options = ["-trace", "-mtu", "8000"]
    with Visit(bench, server_way, client_way, [*options, *server], [*options, *client], version) as visit:
        visit.exchange()
        visit.end()
        one, two = (described(end.output()) for end in (visit.server, visit.client))
    check(len(one) >= 10, f"{len(one)} messages")
    for ours, theirs in zip(one, two):
        check(ours == theirs, f"the server says\n{ours}\nand the client\n{theirs}")
    check(len(one) == len(two), f"the server describes {len(one)} messages, the client {len(two)}")


def renegotiated(bench, server_way, client_way, who):
    with Visit(bench, server_way, client_way, ["-client_renegotiation"], ["-state"]) as visit:
        visit.exchange("before")
        if who == "client":
            visit.client.feed(b"R\n")
        else:
            visit.server.feed(b"r\n")
        if not wait_until(lambda: visit.client.output().count("read finished") >= 2, 5):
            visit.fail("no second handshake")
        visit.client.feed(b"after server\n")
        if not visit.server.wait_output("after server", LIMIT):
            visit.fail("nothing came to the server after the renegotiation")
        visit.end()


def dane(bench, server_way, client_way, record, good):
    options = ["-dane_tlsa_domain", "localhost", "-dane_tlsa_rrdata", record(bench)]
    if good:
        simple(bench, server_way, client_way, [], options, says=[("client", "Verified peername: localhost"), ("client", "DANE TLSA")])
        return
    with Visit(bench, server_way, client_way, [], [*options, "-verify_return_error"]) as visit:
        visit.says("client", "no matching DANE TLSA records")


def leaf_record(bench):
    """DANE-EE by the SHA-256 of the key."""
    key = subprocess.run(["openssl", "x509", "-in", bench.file("server-ec.crt"), "-noout", "-pubkey"], stdout=subprocess.PIPE, check=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=key, stdout=subprocess.PIPE, check=True).stdout
    return "3 1 1 " + hashlib.sha256(der).hexdigest()


def anchor_record(bench):
    """DANE-TA by the whole certificate of the authority."""
    der = subprocess.run(["openssl", "x509", "-in", bench.file("root.crt"), "-outform", "DER"], stdout=subprocess.PIPE, check=True).stdout
    return "2 0 0 " + der.hex()


def wrong_record(_bench):
    return "3 1 1 " + "00" * 32


def mtu(bench, server_way, client_way):
    """No datagram of either side is longer than said; what is seen is what strace would see, so the trace of records tells."""
    with Visit(bench, server_way, client_way, ["-mtu", "500", "-trace"], ["-mtu", "500", "-trace"]) as visit:
        visit.exchange()
        visit.end()
        for end in (visit.server, visit.client):
            lengths = [int(found) for found in re.findall(r"Sent Record\nHeader:\n.*\n.*\n.*\n  Length = (\d+)", end.output())]
            check(lengths and max(lengths) <= 500 - 13, f"{end.name} sent a record of {max(lengths or [0])} bytes")


def server_info(bench, server_way, client_way):
    """A server's answer out of a file to an extension that the client sends."""
    path = os.path.join(bench.work, f"info-{server_way}-{client_way}.pem")
    with open(path, "w") as file:
        # Extension 1000 with the body 01 02 03.
        file.write("-----BEGIN SERVERINFO FOR TEST-----\nA+gAAwECAw==\n-----END SERVERINFO FOR TEST-----\n")
    simple(bench, server_way, client_way, ["-serverinfo", path], ["-serverinfo", "1000"],
           says=[("client", "BEGIN SERVERINFO FOR EXTENSION 1000"), ("client", "A+gAAwECAw==")])


def log_and_timestamp(bench):
    """A log of certificate transparency, as a file for `-ctlogfile`, and its timestamp for the server's certificate, as a file for
    `-serverinfo` (RFC 6962, 3)."""
    def openssl(*arguments, data=None):
        return subprocess.run(["openssl", *arguments], cwd=bench.pki, env=harness.environment(None), input=data, stdout=subprocess.PIPE, check=True).stdout

    def block(data, size):
        return len(data).to_bytes(size, "big") + data

    key = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    with open(bench.file("log.key"), "wb") as file:
        file.write(key)
    public = openssl("pkey", "-pubout", "-outform", "DER", data=key)
    with open(bench.file("logs.cnf"), "w") as file:
        file.write(f"enabled_logs = one\n[one]\ndescription = Log of the test\nkey = {base64.b64encode(public).decode()}\n")
    certificate = openssl("x509", "-in", "server-ec.crt", "-outform", "DER")
    time = (1600000000000).to_bytes(8, "big")
    signed = b"\0\0" + time + b"\0\0" + block(certificate, 3) + b"\0\0"
    signature = openssl("dgst", "-sha256", "-sign", "log.key", data=signed)
    timestamp = b"\0" + hashlib.sha256(public).digest() + time + b"\0\0" + b"\4\3" + block(signature, 2)
    info = (18).to_bytes(2, "big") + block(block(block(timestamp, 2), 2), 2)
    with open(bench.file("timestamp.pem"), "w") as file:
        file.write("-----BEGIN SERVERINFO FOR TIMESTAMP-----\n" + base64.encodebytes(info).decode() + "-----END SERVERINFO FOR TIMESTAMP-----\n")


def transparent(bench, server_way, client_way, logs, says):
    simple(bench, server_way, client_way, ["-serverinfo", "timestamp.pem"], ["-ct", "-ctlogfile", logs], says=[("client", text) for text in says])


def stapled(bench, server_way, client_way):
    with open(os.path.join(bench.pki, "answer.der"), "wb") as file:
        file.write(b"\x30\x03\x0a\x01\x06")     # OCSPResponse: unauthorized
    simple(bench, server_way, client_way, ["-status_file", "answer.der"], ["-status"],
           says=[("client", "OCSP Response Status: unauthorized")])


SIMPLE = {
    "certificates": {"client": ["-verify_return_error", "-verify_hostname", "localhost"],
                     "says": [("client", "Verification: OK"), ("client", "Protocol  : DTLSv1.2")]},
    "RSA": {"server": ["-cert", "server-rsa.crt", "-key", "server-rsa.key"], "says": [("client", "Peer signature type: RSA-PSS")]},
    "version 1.0": {"version": "-dtls1", "server": LOW, "client": LOW, "says": [("client", "Protocol  : DTLSv1\n")]},
    "any version": {"version": "-dtls", "says": [("client", "Protocol  : DTLSv1.2")]},
    "use_srtp": {"server": ["-use_srtp", "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM"], "client": ["-use_srtp", "SRTP_AEAD_AES_128_GCM"],
                 "says": [("client", "SRTP Extension negotiated, profile=SRTP_AEAD_AES_128_GCM")]},
    "ALPN": {"server": ["-alpn", "coap,h2"], "client": ["-alpn", "http/1.1,coap"], "says": [("client", "ALPN protocol: coap"), ("server", "ALPN protocols selected: coap")]},
    "listen": {"server": ["-listen"], "says": [("client", "Verification: OK")]},
    "cipher": {"client": ["-cipher", "ECDHE-ECDSA-AES128-CCM8"], "server": ["-cipher", "ALL"], "says": [("client", "Cipher is ECDHE-ECDSA-AES128-CCM8")]},
    "server's order": {"server": ["-serverpref", "-cipher", "AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA:DEFAULT"], "says": [("client", "Cipher is ECDHE-ECDSA-AES128-SHA")]},
    "groups": {"server": ["-cert", "server-rsa.crt", "-key", "server-rsa.key"], "client": ["-curves", "P-384"], "says": [("client", "Server Temp Key: ECDH, secp384r1, 384 bits")]},
    "sigalgs": {"server": ["-cert", "server-rsa.crt", "-key", "server-rsa.key"], "client": ["-sigalgs", "RSA+SHA512"],
                "says": [("client", "Peer signing digest: SHA512"), ("client", "Peer signature type: RSA\n")]},
    "DHE": {"server": ["-cert", "server-rsa.crt", "-key", "server-rsa.key", "-dhparam", "dh.pem"], "client": ["-cipher", "DHE-RSA-AES128-GCM-SHA256"],
            "says": [("client", "Server Temp Key: DH, ")]},
    "fragments": {"client": ["-maxfraglen", "512"], "says": [("client", "Verification: OK")]},
    "no tickets": {"server": ["-no_ticket"], "says": [("client", "Verification: OK")], "never": [("client", "TLS session ticket:")]},
    "no extended master secret": {"server": ["-no_etm"], "client": ["-no_etm", "-cipher", "ECDHE-ECDSA-AES128-SHA"], "says": [("client", "Extended master secret: yes")]},
    "built chain": {"server": ["-cert_chain", "bundle.pem", "-build_chain"], "says": [("client", "Verification: OK")]},
    "debugging": {"server": ["-msg", "-state", "-tlsextdebug", "-security_debug"], "client": ["-msg", "-state", "-tlsextdebug"],
                  "says": [("client", "SSL_connect:SSLv3/TLS write finished"), ("client", "TLS server extension"), ("server", "<<< ")]},
    "not blocking": {"server": ["-nbio"], "client": ["-nbio"], "says": [("client", "Verification: OK")]},
    "timeouts": {"server": ["-timeout"], "client": ["-timeout"], "says": [("client", "Verification: OK")]},
    "verified peer's name": {"client": ["-verify_hostname", "localhost"], "says": [("client", "Verified peername: localhost")]},
}

CASES = [
    ("client certificate", client_certificate, ("ec",)),
    ("client certificate, RSA", client_certificate, ("rsa",)),
    ("client certificate, Ed25519", client_certificate, ("ed25519",)),
    ("no client certificate", missing_certificate, ()),
    ("wrong name", wrong_name, ()),
    ("PSK", psk, ("-dtls1_2",)),
    ("PSK, 1.0", psk, ("-dtls1",)),
    ("SNI", server_name, ()),
    ("session by ticket", sessions, ([], "-dtls1_2")),
    ("session by ID", sessions, (["-no_ticket"], "-dtls1_2")),
    ("session, 1.0", sessions, ([], "-dtls1")),
    ("keylogfile", key_log, ()),
    ("exported keys", exported, ()),
    ("trace", traced, (["-verify", "3", "-CAfile", "root.crt", "-alpn", "coap"],
                       ["-cert", "client-ec.crt", "-key", "client-ec.key", "-alpn", "coap", "-servername", "localhost"], "-dtls1_2")),
    ("trace, DHE", traced, (["-cert", "server-rsa.crt", "-key", "server-rsa.key", "-dhparam", "dh.pem"], ["-cipher", "DHE-RSA-AES128-SHA"], "-dtls1_2")),
    ("trace, RSA 1.0", traced, (["-cert", "server-rsa.crt", "-key", "server-rsa.key", "-cipher", "ALL:@SECLEVEL=0"],
                                ["-cipher", "AES128-SHA:@SECLEVEL=0"], "-dtls1")),
    ("trace, PSK", traced, (["-nocert", *PSK, "-psk_hint", "which", "-cipher", "PSK"], [*PSK, "-cipher", "DHE-PSK-AES128-GCM-SHA256:ECDHE-PSK-AES128-CBC-SHA"], "-dtls1_2")),
    ("renegotiation by the client", renegotiated, ("client",)),
    ("renegotiation by the server", renegotiated, ("server",)),
    ("DANE, leaf", dane, (leaf_record, True)),
    ("DANE, authority", dane, (anchor_record, True)),
    ("DANE, wrong record", dane, (wrong_record, False)),
    ("MTU", mtu, ()),
    ("serverinfo", server_info, ()),
    ("OCSP", stapled, ()),
    ("timestamps", transparent, ("logs.cnf", ["SCTs present (1)", "SCT validation status: valid", "Log of the test"])),
    ("timestamps of an unknown log", transparent, ("no-logs.cnf", ["SCTs present (1)", "SCT validation status: unknown log"])),
]


def cases(bench):
    log_and_timestamp(bench)
    with open(bench.file("no-logs.cnf"), "w") as file:
        file.write("enabled_logs =\n")
    found = []
    for server, client in pairs(WAYS):
        for name, options in SIMPLE.items():
            arguments = (server, client, options.get("server", ()), options.get("client", ()), options.get("version", "-dtls1_2"),
                         options.get("says", ()), options.get("never", ()))
            found.append((f"openssl {server} < {client}: {name}", simple, arguments))
        found += [(f"openssl {server} < {client}: {name}", function, (server, client, *arguments)) for name, function, arguments in CASES]
    return found
