"""Makes keys, certificates and revocation lists with the openssl command, for chains that are wrong in one way each."""
import base64
import os
import subprocess

PAST, FUTURE = "20200101000000Z", "20491231235959Z"
LONG_AGO, EXPIRED = "20190101000000Z", "20200201000000Z"
LATER = "20450101000000Z"

# Policy modules that let every subject through, in its own order.
CONFIG = """
[ca]
default_ca = this
[this]
database = {name}.index
serial = {name}.serial
crlnumber = {name}.crlnumber
new_certs_dir = .
default_md = {digest}
default_crl_days = 30
policy = any
unique_subject = no
x509_extensions = wanted
crl_extensions = wanted
string_mask = utf8only
email_in_dn = yes
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
emailAddress = optional
[req]
distinguished_name = dn
[dn]
[wanted]
{extensions}
"""

KINDS = {
    "rsa": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:{size}"],
    "pss": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:{size}"],
    "ec": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:{size}", "-pkeyopt", "ec_param_enc:named_curve"],
    "ed25519": ["-algorithm", "ED25519"],
}


class Authority:
    """Everything is made in `directory`; NAME.key, NAME.crt and NAME.crl are its files."""

    def __init__(self, directory, environment):
        self.directory = directory
        self.environment = environment
        self.serial = 0x1000
        # Of each key its algorithm; of each certificate its key.
        self.kinds = {}
        self.keys = {}

    def path(self, name):
        return os.path.join(self.directory, name)

    def openssl(self, *words):
        done = subprocess.run(["openssl", *words], cwd=self.directory, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise SystemExit("openssl " + " ".join(words) + "\n" + done.stdout.decode("utf-8", "replace"))
        return done.stdout

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read_der(self, name, kind="x509"):
        self.openssl(kind, "-in", name, "-outform", "DER", "-out", name + ".der")
        with open(self.path(name + ".der"), "rb") as file:
            return file.read()

    def key(self, name, kind="ec:P-256"):
        """A key of its own; KIND is an algorithm and, after a colon, its size or curve."""
        algorithm, _, size = kind.partition(":")
        self.openssl("genpkey", *[word.format(size=size) for word in KINDS[algorithm]], "-out", name + ".key")
        self.openssl("req", "-new", "-config", os.devnull, "-key", name + ".key", "-subj", "/CN=any", "-out", name + ".csr")
        self.kinds[name] = algorithm
        return name

    def cert(self, name, issuer=None, subject=None, extensions="", key="leaf", start=PAST, end=FUTURE, digest=None,
             serial=None, options=()):
        """A certificate for `key`, issued by the certificate `issuer` with its key, or by itself."""
        self.serial += 1
        issuer_key = key if issuer is None else self.keys[issuer]
        if digest is None:
            digest = "default" if self.kinds[issuer_key] in ("ed25519", "ed448") else "sha256"
        self.write(name + ".cnf", CONFIG.format(name=name, digest=digest, extensions=extensions))
        self.write(name + ".index", "")
        self.write(name + ".serial", "%x\n" % (serial or self.serial))
        signer = ["-selfsign", "-keyfile", issuer_key + ".key"]
        if issuer is not None:
            signer = ["-cert", issuer + ".crt", "-keyfile", issuer_key + ".key"]
        if subject is None:
            subject = "/O=FerroDTLS/CN=" + name
        self.openssl("ca", "-batch", "-utf8", "-config", name + ".cnf", "-preserveDN", "-notext", "-in", key + ".csr",
                     "-subj", subject, "-out", name + ".crt", "-startdate", start, "-enddate", end, *signer, *options)
        self.keys[name] = key
        return name

    def crl(self, name, issuer, revoked=(), start=PAST, end=FUTURE, extensions="authorityKeyIdentifier = keyid", key=None,
            digest="sha256"):
        """A list of `issuer`; `revoked` has names of certificates, or names and reasons."""
        self.write(name + ".cnf", CONFIG.format(name=name, digest=digest, extensions=extensions))
        rows = []
        for entry in revoked:
            cert, reason = entry if isinstance(entry, tuple) else (entry, None)
            serial = self.openssl("x509", "-in", cert + ".crt", "-noout", "-serial").decode().strip().partition("=")[2]
            when = "200601000000Z" + ("," + reason if reason else "")
            rows.append(f"R\t491231235959Z\t{when}\t{serial}\tunknown\t/CN={cert}\n")
        self.write(name + ".index", "".join(rows))
        self.write(name + ".crlnumber", "01\n")
        self.openssl("ca", "-gencrl", "-config", name + ".cnf", "-cert", issuer + ".crt", "-keyfile",
                     (key or self.keys[issuer]) + ".key", "-crl_lastupdate", start, "-crl_nextupdate", end,
                     "-out", name + ".crl")
        return name

    def from_der(self, name, data, suffix="crt"):
        """A file with changed DER, in PEM."""
        title = "CERTIFICATE" if suffix == "crt" else "X509 CRL"
        text = base64.encodebytes(data).decode().replace("\n", "")
        lines = "\n".join(text[at:at + 64] for at in range(0, len(text), 64))
        self.write(f"{name}.{suffix}", f"-----BEGIN {title}-----\n{lines}\n-----END {title}-----\n")
        return name

    def changed(self, name, source, old, new, suffix="crt"):
        """`source` with the first `old` in its DER made `new`, of equal length; the signature is then wrong."""
        data = self.read_der(f"{source}.{suffix}", "x509" if suffix == "crt" else "crl")
        if old is None:
            data = data[:-1] + bytes([data[-1] ^ 1])
        else:
            if len(old) != len(new) or old not in data:
                raise SystemExit(f"{name}: {source} has no such bytes")
            data = data.replace(old, new, 1)
        return self.from_der(name, data, suffix)

    def trusted(self, name, source, *options):
        """A TRUSTED CERTIFICATE: `source` with settings of trust of its own."""
        self.openssl("x509", "-in", source + ".crt", "-trustout", *options, "-out", name + ".crt")
        return name

    def hash_name(self, name, suffix="crt"):
        kind = "x509" if suffix == "crt" else "crl"
        return self.openssl(kind, "-in", f"{name}.{suffix}", "-noout", "-hash").decode().strip()

    def directory_of(self, name, *files):
        """A directory with links as `openssl rehash` makes them: HASH.0, HASH.1, HASH.r0."""
        os.makedirs(self.path(name), exist_ok=True)
        for file in files:
            base, suffix = file.rsplit(".", 1)
            stem = os.path.join(self.path(name), self.hash_name(base, suffix) + (".r" if suffix == "crl" else "."))
            number = 0
            while os.path.lexists(stem + str(number)):
                number += 1
            os.symlink(self.path(file), stem + str(number))
        return name
