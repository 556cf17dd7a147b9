"""OpenSSL's configuration file: what an administrator sets there steers programs over our libraries as over the system's."""
import os

import harness
from common import LIMIT, WAYS, check, check_libraries, message
from openssl_command import LOW, WAYS as COMMAND_WAYS, Visit

HEAD = "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = default_section\nmine = my_section\n"
RSA = ["-cert", "server-rsa.crt", "-key", "server-rsa.key"]


def write(bench, name, default, mine=""):
    path = os.path.join(bench.work, f"{name}.cnf")
    with open(path, "w") as file:
        file.write(HEAD + "[default_section]\n" + (default or "Options = Bugs") + "\n[my_section]\n" + (mine or "Options = Bugs") + "\n")
    return path


def steered(bench, way, name, options):
    """s_server and s_client with the file: what the client says of the connection."""
    path = write(bench, f"{way}-{name}", options.get("default"), options.get("mine"))
    server, client = list(options.get("server", [])), list(options.get("client", []))
    with Visit(bench, way, way, server, client, options.get("version", "-dtls"), {"OPENSSL_CONF": path}) as visit:
        if options.get("fails"):
            visit.says(*options["fails"])
            return
        visit.exchange()
        for text in options["says"]:
            visit.says("client", text)
        for text in options.get("never", []):
            check(text not in visit.client.output(), f"the client says '{text}'")
        visit.end()


def refused(bench, way):
    """A section that is not there."""
    path = write(bench, f"{way}-refused", "")
    command = ["openssl", "s_client", "-dtls", "-connect", "127.0.0.1:9", "-ssl_config", "nobody"]
    with bench.start(command, way, "s_client", {"OPENSSL_CONF": path}) as client:
        check(client.wait(LIMIT) not in (0, None), "the command does not fail")
        check("invalid configuration name" in client.output() and "name=nobody" in client.output(), client.output()[-400:])


def socat(bench, way, default, says):
    """A program that says nothing of versions itself, in all ways; socat calls DTLS 1.0 so."""
    path = write(bench, f"socat-{way}-{len(default)}", default)
    port = harness.free_port()
    server = ["openssl", "s_server", "-dtls", "-accept", f"127.0.0.1:{port}", "-cert", "server-ec.crt", "-key", "server-ec.key",
              "-cert_chain", "inter.crt", "-quiet", *LOW]
    client = ["socat", "-d", "-d", "-", f"OPENSSL-DTLS-CONNECT:127.0.0.1:{port},cafile={bench.file('root.crt')},openssl-commonname=localhost"]
    with bench.start(server, "system", "s_server") as listener:
        check(listener.wait_port(port, LIMIT), listener.output())
        with bench.start(client, way, "socat", {"OPENSSL_CONF": path}) as caller:
            caller.feed(message(100))
            check(listener.wait_bytes(100, LIMIT), "nothing came: " + caller.output()[-500:])
            check_libraries(caller, bench.prefix, way)
            check(says in caller.output(), f"socat does not say '{says}': " + caller.output()[-500:])


CASES = {
    "CipherString": {"default": "CipherString = ECDHE-ECDSA-AES128-GCM-SHA256", "says": ["Cipher is ECDHE-ECDSA-AES128-GCM-SHA256"]},
    "MaxProtocol": {"default": "MaxProtocol = DTLSv1\nCipherString = DEFAULT:@SECLEVEL=0", "says": ["Protocol  : DTLSv1\n"]},
    "MinProtocol": {"default": "MinProtocol = DTLSv1.2\nMaxProtocol = DTLSv1\nCipherString = DEFAULT:@SECLEVEL=0",
                    "fails": ("client", "no protocols available")},
    "Groups": {"default": "Groups = P-384", "server": RSA, "says": ["Server Temp Key: ECDH, secp384r1, 384 bits"]},
    "Curves": {"default": "curves = P-521:P-384", "server": RSA, "says": ["Server Temp Key: ECDH, secp521r1, 521 bits"]},
    "SignatureAlgorithms": {"default": "SignatureAlgorithms = RSA+SHA512", "server": RSA, "says": ["Peer signing digest: SHA512"]},
    "Options": {"default": "Options = -SessionTicket, -ExtendedMasterSecret", "says": ["Extended master secret: no"], "never": ["TLS session ticket:"]},
    "Protocol": {"default": "Protocol = -DTLSv1.2\nCipherString = DEFAULT:@SECLEVEL=0", "says": ["Protocol  : DTLSv1\n"]},
    "a section of its own": {"mine": "CipherString = ECDHE-RSA-AES128-SHA\nCertificate = server-rsa.crt\nPrivateKey = server-rsa.key",
                             "server": ["-ssl_config", "mine"], "says": ["Cipher is ECDHE-RSA-AES128-SHA"]},
    "the program's own word": {"default": "CipherString = ECDHE-ECDSA-AES128-GCM-SHA256", "client": ["-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"],
                               "server": ["-cipher", "ALL"], "says": ["Cipher is ECDHE-ECDSA-AES256-GCM-SHA384"]},
    "an unknown command": {"default": "NoSuchCommand = 1\nCipherString = ECDHE-ECDSA-AES128-GCM-SHA256",
                           "says": ["Cipher is ECDHE-ECDSA-AES128-GCM-SHA256"]},
    "an unknown word": {"default": "Options = NoSuchWord\nCipherString = ECDHE-ECDSA-AES128-GCM-SHA256",
                        "says": ["Cipher is ECDHE-ECDSA-AES128-GCM-SHA256"]},
}


def cases(_bench):
    # Over the system's own libraries as well: what is expected is what OpenSSL does.
    found = [(f"configuration {way}: {name}", steered, (way, name.replace(" ", "-"), options))
             for way in COMMAND_WAYS for name, options in CASES.items()]
    found += [(f"configuration {way}: no such section", refused, (way,)) for way in COMMAND_WAYS]
    for way in WAYS:
        found.append((f"configuration socat {way}: MaxProtocol", socat,
                      (way, "CipherString = DEFAULT:@SECLEVEL=0\nMaxProtocol = DTLSv1", "SSL proto version used: TLSv1.0\n")))
    return found
