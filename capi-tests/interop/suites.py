"""The cipher suites of DTLS 1.0 and 1.2 that the table has rows for, as the system's openssl command names them."""
import re
import subprocess

FAMILIES = ["ECDHE-ECDSA", "ECDHE-RSA", "DHE-RSA", "RSA", "ECDHE-PSK", "DHE-PSK", "PSK"]
KEYS = {("ECDH", "ECDSA"): "ECDHE-ECDSA", ("ECDH", "RSA"): "ECDHE-RSA", ("DH", "RSA"): "DHE-RSA", ("RSA", "RSA"): "RSA",
        ("ECDHEPSK", "PSK"): "ECDHE-PSK", ("DHEPSK", "PSK"): "DHE-PSK", ("PSK", "PSK"): "PSK"}
ENCRYPTION = {"AESGCM": "GCM", "CHACHA20/POLY1305": "ChaCha20", "AESCCM": "CCM", "AESCCM8": "CCM-8", "AES": "CBC"}
ALL = "ALL:COMPLEMENTOFALL:!eNULL:!aNULL:@SECLEVEL=0"


class Suite:
    def __init__(self, code, name, standard, version, family, mode):
        self.code, self.name, self.standard, self.family, self.mode = code, name, standard, family, mode
        self.versions = ("1.2",) if version == "TLSv1.2" else ("1.2", "1.0")

    @property
    def pre_shared(self):
        return self.family.endswith("PSK")

    def key(self):
        """The kind of the server's key."""
        return None if self.pre_shared else "ec" if self.family == "ECDHE-ECDSA" else "rsa"


LINE = re.compile(r"\s*0x(..),0x(..) - (\S+)\s+- (\S+)\s+(\S+)\s+Kx=(\S+)\s+Au=(\S+)\s+Enc=([^(]+)\(\d+\)\s+Mac=(\S+)")


def listed():
    """All suites of the families, in the order of the families."""
    words = subprocess.run(["openssl", "ciphers", "-V", "-stdname", ALL], stdout=subprocess.PIPE, text=True, check=True).stdout
    suites = []
    for match in map(LINE.match, words.splitlines()):
        if match is None or match[5] == "TLSv1.3":
            continue
        family, mode = KEYS.get((match[6], match[7])), ENCRYPTION.get(match[8])
        if family and mode:
            suites.append(Suite(match[1] + match[2], match[4], match[3], match[5], family, mode))
    return sorted(suites, key=lambda suite: (FAMILIES.index(suite.family), list(ENCRYPTION.values()).index(suite.mode), suite.name))
