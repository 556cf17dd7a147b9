"""The certificates and the table of chains: what is wrong with each, how it is verified, and the error that must come."""
from authority import EXPIRED, LATER, LONG_AGO

# X509_V_FLAG_*
CRL_CHECK, CRL_CHECK_ALL, IGNORE_CRITICAL, STRICT = 0x4, 0x8, 0x10, 0x20
ALLOW_PROXY, POLICY_CHECK, EXPLICIT_POLICY, INHIBIT_ANY, INHIBIT_MAP = 0x40, 0x80, 0x100, 0x200, 0x400
NOTIFY_POLICY, EXTENDED_CRL, USE_DELTAS, CHECK_SS, TRUSTED_FIRST = 0x800, 0x1000, 0x2000, 0x4000, 0x8000
SUITEB_128, PARTIAL, NO_ALT_CHAINS, NO_CHECK_TIME = 0x10000, 0x80000, 0x100000, 0x200000

IN_JANUARY_2020, IN_2000 = 1579305600, 946684800

KEY_ID = "subjectKeyIdentifier = hash\n"
IDS = KEY_ID + "authorityKeyIdentifier = keyid\n"
CA = "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\n"
# The openssl command would add identifiers of its own.
NO_IDS = "subjectKeyIdentifier = none\nauthorityKeyIdentifier = none\n"
LEAF = IDS + "basicConstraints = CA:FALSE\n"
NAMES = "subjectAltName = DNS:www.example.org, DNS:*.wild.example.org, IP:127.0.0.1, IP:2001:db8::1, email:user@example.org\n"
SERVER = LEAF + NAMES + "keyUsage = digitalSignature\nextendedKeyUsage = serverAuth\n"
O = "/O=FerroDTLS"

# Policies.
GOLD, SILVER, BRONZE = "1.3.6.1.4.1.99999.1", "1.3.6.1.4.1.99999.2", "1.3.6.1.4.1.99999.3"


def make_authorities(make):
    for name in ("root", "ca", "leaf", "other", "third"):
        make.key(name)
    make.cert("root", extensions=KEY_ID + CA, key="root")
    make.cert("other-root", extensions=KEY_ID + CA, key="other")
    make.cert("ca", "root", extensions=IDS + CA, key="ca")
    make.cert("good", "ca", extensions=SERVER)
    make.cert("direct", "root", extensions=SERVER)
    make.cert("self-signed", extensions=KEY_ID + NAMES, key="leaf")
    make.cert("self-signed-ca", extensions=KEY_ID + CA, key="leaf")
    make.cert("self-signed-no-sign", extensions=KEY_ID + "keyUsage = digitalSignature\n", key="leaf")


def make_times(make):
    make.cert("expired", "ca", extensions=SERVER, start=LONG_AGO, end=EXPIRED)
    make.cert("future", "ca", extensions=SERVER, start=LATER)
    make.cert("expired-ca", "root", extensions=IDS + CA, key="third", start=LONG_AGO, end=EXPIRED)
    make.cert("under-expired-ca", "expired-ca", extensions=SERVER)
    make.cert("future-ca", "root", extensions=IDS + CA, key="third", start=LATER)
    make.cert("under-future-ca", "future-ca", extensions=SERVER)
    make.cert("expired-root", extensions=KEY_ID + CA, key="other", start=LONG_AGO, end=EXPIRED)
    make.cert("under-expired-root", "expired-root", extensions=SERVER)
    # The same name and key with both times: the one that is valid is to be found.
    make.cert("old-twin", "root", O + "/CN=twin", IDS + CA, key="third", start=LONG_AGO, end=EXPIRED)
    make.cert("new-twin", "root", O + "/CN=twin", IDS + CA, key="third")
    make.cert("under-twins", "new-twin", extensions=SERVER)
    # A month that does not exist, in a field that says it is a UTCTime.
    make.changed("bad-not-after", "good", b"491231235959Z", b"491331235959Z")
    make.changed("bad-not-before", "good", b"200101000000Z", b"201301000000Z")


def make_usages(make):
    make.cert("client", "ca", extensions=LEAF + NAMES + "extendedKeyUsage = clientAuth\n")
    make.cert("any-use", "ca", extensions=LEAF + NAMES + "extendedKeyUsage = anyExtendedKeyUsage\n")
    make.cert("mail", "ca", extensions=LEAF + NAMES + "extendedKeyUsage = emailProtection\n")
    make.cert("signs-code", "ca", extensions=LEAF + NAMES + "extendedKeyUsage = codeSigning\n")
    make.cert("stamps-time", "ca", extensions=LEAF + "keyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\n")
    make.cert("agrees-only", "ca", extensions=LEAF + NAMES + "keyUsage = keyAgreement\n")
    make.cert("signs-crl-only", "ca", extensions=LEAF + NAMES + "keyUsage = cRLSign\n")
    make.cert("client-only-ca", "root", extensions=IDS + CA + "extendedKeyUsage = clientAuth\n", key="third")
    make.cert("under-client-only-ca", "client-only-ca", extensions=SERVER)
    make.cert("netscape-client", "ca", extensions=LEAF + NAMES + "nsCertType = client\n")
    make.cert("netscape-ca", "root", extensions=IDS + "nsCertType = sslCA\n", key="third")
    make.cert("under-netscape-ca", "netscape-ca", extensions=SERVER)
    make.cert("no-sign-ca", "root", extensions=IDS + "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, digitalSignature\n", key="third")
    make.cert("under-no-sign-ca", "no-sign-ca", extensions=SERVER)
    make.cert("not-a-ca", "root", extensions=IDS + "basicConstraints = critical, CA:FALSE\n", key="third")
    make.cert("under-not-a-ca", "not-a-ca", extensions=SERVER)
    make.cert("no-basic", "root", extensions=IDS + "keyUsage = keyCertSign\n", key="third")
    make.cert("under-no-basic", "no-basic", extensions=SERVER)
    make.cert("nothing-ca", "root", extensions=IDS, key="third")
    make.cert("under-nothing-ca", "nothing-ca", extensions=SERVER)
    make.cert("old-ca", "root", extensions=NO_IDS, key="third")
    make.cert("under-old-ca", "old-ca", extensions=NO_IDS)
    make.cert("old-root", extensions=NO_IDS, key="third")
    make.cert("under-old-root", "old-root", extensions=NAMES)
    make.cert("leaf-is-ca", "ca", extensions=IDS + CA)


def make_lengths(make):
    make.cert("short", "root", extensions=IDS + "basicConstraints = critical, CA:TRUE, pathlen:0\nkeyUsage = critical, keyCertSign\n", key="third")
    make.cert("too-deep", "short", extensions=IDS + CA, key="other")
    make.cert("under-too-deep", "too-deep", extensions=SERVER)
    make.cert("under-short", "short", extensions=SERVER)
    # Self-issued certificates do not count.
    make.cert("short-again", "short", O + "/CN=short", IDS + CA, key="ca")
    make.cert("under-short-again", "short-again", extensions=SERVER)
    make.cert("leaf-with-length", "ca", extensions=IDS + "basicConstraints = CA:FALSE, pathlen:1\n")
    make.cert("huge-length", "root", extensions=IDS + "basicConstraints = critical, DER:30:0d:01:01:ff:02:08:7f:ff:ff:ff:ff:ff:ff:ff\nkeyUsage = keyCertSign\n", key="third")
    make.cert("under-huge-length", "huge-length", extensions=SERVER)
    make.cert("minus-length", "root", extensions=IDS + "basicConstraints = critical, DER:30:06:01:01:ff:02:01:ff\nkeyUsage = keyCertSign\n", key="third")
    make.cert("under-minus-length", "minus-length", extensions=SERVER)
    make.cert("level-0", "root", extensions=IDS + CA, key="third")
    for level in range(1, 7):
        make.cert(f"level-{level}", f"level-{level - 1}", extensions=IDS + CA, key=("other", "third")[level % 2 == 0])
    make.cert("deep", "level-6", extensions=SERVER)


def make_faults(make):
    make.changed("tampered", "good", None, None)
    make.changed("tampered-ca", "ca", None, None)
    make.changed("tampered-root", "root", None, None)
    make.changed("tampered-self-signed", "self-signed", None, None)
    make.changed("wrong-issuer", "good", b"\x0c\x02ca", b"\x0c\x02cb")
    # Same name, another key.
    make.cert("false-ca", "root", O + "/CN=ca", IDS + CA, key="other")
    make.cert("false-ca-no-id", "root", O + "/CN=ca", NO_IDS + CA, key="other")
    make.cert("no-ids", "ca", extensions=NO_IDS + "basicConstraints = CA:FALSE\n")
    make.cert("long-id", "ca", extensions=KEY_ID + "authorityKeyIdentifier = keyid, issuer:always\n")
    make.cert("same-key-ca", "root", O + "/CN=ca", IDS + CA, key="ca")
    make.cert("empty-names", "ca", extensions=LEAF + "subjectAltName = DER:30:00\n")
    make.cert("unknown-critical", "ca", extensions=SERVER + "1.2.3.4 = critical, ASN1:UTF8String:x\n")
    make.cert("unknown-plain", "ca", extensions=SERVER + "1.2.3.4 = ASN1:UTF8String:x\n")
    make.cert("unknown-critical-ca", "root", extensions=IDS + CA + "1.2.3.4 = critical, ASN1:UTF8String:x\n", key="third")
    make.cert("under-unknown-critical-ca", "unknown-critical-ca", extensions=SERVER)
    make.cert("bad-basic", "ca", extensions=IDS + "basicConstraints = DER:04:00\n")
    make.cert("bad-basic-ca", "root", extensions=IDS + "basicConstraints = critical, DER:30:03:02:01\nkeyUsage = keyCertSign\n", key="third")
    make.cert("under-bad-basic-ca", "bad-basic-ca", extensions=SERVER)
    make.cert("no-usage-bits", "ca", extensions=LEAF + "keyUsage = DER:03:01:00\n")
    make.cert("bad-names", "ca", extensions=LEAF + "subjectAltName = DER:04:01:00\n")
    make.cert("critical-ids", "ca", extensions="basicConstraints = CA:FALSE\nsubjectKeyIdentifier = critical, hash\nauthorityKeyIdentifier = keyid\n")
    make.cert("empty-subject", "ca", "/", LEAF + "subjectAltName = critical, DNS:www.example.org\n", options=("-noemailDN",))
    make.cert("empty-subject-plain", "ca", "/", LEAF + NAMES)
    make.cert("empty-subject-nameless", "ca", "/", LEAF)
    make.cert("plain-ca", "root", extensions=IDS + "basicConstraints = CA:TRUE\n", key="third")
    make.cert("under-plain-ca", "plain-ca", extensions=SERVER)
    make.cert("proxy", "good", O + "/CN=good/CN=proxy", "proxyCertInfo = critical, language:id-ppl-anyLanguage, pathlen:1\n", key="other")


def make_constraints(make):
    def pair(name, constraint, leaves):
        make.cert(name, "root", extensions=IDS + CA + "nameConstraints = critical, " + constraint + "\n", key="third")
        for leaf, (subject, names) in leaves.items():
            extensions = LEAF + (f"subjectAltName = {names}\n" if names else "")
            make.cert(leaf, name, subject or O + "/CN=" + leaf, extensions)

    pair("only-dns", "permitted;DNS:example.org", {
        "dns-in": (None, "DNS:www.example.org"), "dns-out": (None, "DNS:www.example.net"),
        "dns-self": (None, "DNS:example.org"), "dns-ending": (None, "DNS:notexample.org"),
        "dns-cn-out": (O + "/CN=www.example.net", ""), "dns-cn-in": (O + "/CN=www.example.org", ""),
        "dns-cn-plain": (O + "/CN=Some Body", "")})
    pair("no-dns", "excluded;DNS:example.net", {
        "not-excluded": (None, "DNS:www.example.org"), "excluded": (None, "DNS:www.EXAMPLE.net")})
    pair("only-dot", "permitted;DNS:.example.org", {
        "dot-sub": (None, "DNS:www.example.org"), "dot-self": (None, "DNS:example.org")})
    pair("only-ip", "permitted;IP:10.0.0.0/255.0.0.0", {
        "ip-in": (None, "IP:10.1.2.3"), "ip-out": (None, "IP:11.1.2.3"), "ip-6": (None, "IP:::1")})
    pair("no-ip", "excluded;IP:2001:db8::/ffff:ffff::", {
        "ip6-in": (None, "IP:2001:db8::5"), "ip6-out": (None, "IP:2001:db9::5")})
    pair("only-mail", "permitted;email:example.org", {
        "mail-in": (None, "email:a@example.org"), "mail-out": (None, "email:a@example.net"),
        "mail-sub": (None, "email:a@sub.example.org"), "mail-subject": (O + "/CN=x/emailAddress=a@example.net", "")})
    pair("only-one-mail", "permitted;email:a@example.org", {
        "one-mail-in": (None, "email:a@EXAMPLE.org"), "one-mail-out": (None, "email:A@example.org")})
    pair("no-mail", "excluded;email:.example.org", {
        "mail-below": (None, "email:a@sub.example.org"), "mail-at": (None, "email:a@example.org")})
    pair("only-uri", "permitted;URI:example.org", {
        "uri-in": (None, "URI:http://example.org/x"), "uri-out": (None, "URI:http://example.net/x"),
        "uri-bad": (None, "URI:nothing")})
    section = "dirName:inside\n[inside]\nO = FerroDTLS\nOU = here"
    pair("only-dir", "permitted;" + section, {
        "dir-in": (O + "/OU=here/CN=a", ""), "dir-out": (O + "/OU=there/CN=a", ""), "dir-short": (O, "")})
    pair("no-dir", "excluded;" + section, {
        "no-dir-in": (O + "/OU=HERE/CN=a", ""), "no-dir-out": (O + "/OU=there/CN=a", "")})
    pair("with-minimum", "DER:30:12:a0:10:30:0e:82:09:6c:6f:63:61:6c:68:6f:73:74:80:01:01", {"minimum": (None, "DNS:localhost")})
    pair("only-other", "permitted;otherName:1.2.3.4;UTF8:x", {"other-name": (None, "otherName:1.2.3.4;UTF8:x")})
    pair("bad-constraint", "DER:30:03:a0:01:00", {"under-bad-constraint": (None, "DNS:www.example.org")})


def make_keys(make):
    for name, kind in (("rsa1024", "rsa:1024"), ("rsa2048", "rsa:2048"), ("rsa3072", "rsa:3072"), ("pss", "pss:2048"),
                       ("p384", "ec:P-384"), ("p521", "ec:P-521"), ("ed25519", "ed25519")):
        make.key(name, kind)
        make.cert(name + "-leaf", "ca", extensions=SERVER, key=name)
        make.cert(name + "-ca", "root", extensions=IDS + CA, key=name)
        make.cert("under-" + name, name + "-ca", extensions=SERVER)
    make.key("rsa512", "rsa:512")
    make.cert("rsa512-leaf", "ca", extensions=SERVER, key="rsa512")
    make.cert("rsa-root", extensions=KEY_ID + CA, key="rsa2048")
    make.cert("rsa-root-sha1", None, O + "/CN=rsa-root", extensions=KEY_ID + CA, key="rsa2048", digest="sha1")
    for digest in ("md5", "sha1", "sha224", "sha384", "sha512"):
        make.cert("rsa-" + digest, "rsa-root", extensions=SERVER, digest=digest)
    make.cert("ec-sha1", "ca", extensions=SERVER, digest="sha1")
    make.cert("pss-signed", "rsa-root", extensions=SERVER, options=("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"))
    make.cert("pss-sha512", "rsa-root", extensions=SERVER, digest="sha512", options=("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20"))
    make.changed("pss-tampered", "pss-signed", None, None)
    make.changed("ed25519-tampered", "under-ed25519", None, None)
    # id-ecPublicKey with another last number.
    make.changed("unknown-key", "good", bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a8648ce3d0207"))
    make.changed("unknown-key-ca", "ca", bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a8648ce3d0207"))


def make_paths(make):
    """Two roots that vouch for one authority, both ways round."""
    make.cert("cross", "other-root", O + "/CN=ca", IDS + CA, key="ca")
    make.cert("root-by-other", "other-root", O + "/CN=root", IDS + CA, key="root")
    make.cert("expired-root-by-other", "other-root", O + "/CN=root", IDS + CA, key="root", start=LONG_AGO, end=EXPIRED)
    # An authority that signed itself besides: a loop.
    make.cert("loop-a", "ca", O + "/CN=loop-b", IDS + CA, key="third")
    make.cert("loop-b", "loop-a", O + "/CN=ca", IDS + CA, key="ca")
    make.trusted("for-servers", "root", "-addtrust", "serverAuth")
    make.trusted("for-clients", "root", "-addtrust", "clientAuth")
    make.trusted("for-any", "root", "-addtrust", "anyExtendedKeyUsage")
    make.trusted("not-for-servers", "root", "-addreject", "serverAuth")
    make.trusted("for-nothing", "root", "-addreject", "anyExtendedKeyUsage")
    make.trusted("alias-only", "root", "-setalias", "an alias")
    make.trusted("trusted-ca", "ca", "-addtrust", "serverAuth")
    make.trusted("rejected-ca", "ca", "-addreject", "serverAuth")
    make.trusted("rejected-self", "self-signed", "-addreject", "serverAuth")
    make.trusted("trusted-leaf", "good", "-addtrust", "serverAuth")
    make.trusted("rejected-leaf", "good", "-addreject", "serverAuth")
    make.write("bundle.crt", "".join(open(make.path(name), encoding="ascii").read() for name in ("other-root.crt", "root.crt")))
    make.directory_of("hashed", "root.crt", "other-root.crt")
    make.directory_of("hashed-crls", "root.crt", "crl-empty.crl", "crl-root.crl")
    make.directory_of("hashed-twins", "old-twin.crt", "new-twin.crt", "root.crt")
    make.directory_of("hashed-other", "other-root.crt")


def make_crls(make):
    make.cert("revoked", "ca", extensions=SERVER)
    make.cert("held", "ca", extensions=SERVER)
    make.cert("removed", "ca", extensions=SERVER)
    make.cert("revoked-ca", "root", extensions=IDS + CA, key="third")
    make.cert("under-revoked-ca", "revoked-ca", extensions=SERVER)
    make.cert("no-crl-ca", "root", extensions=IDS + "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign\n", key="third")
    make.cert("under-no-crl-ca", "no-crl-ca", extensions=SERVER)
    make.cert("pointed", "ca", extensions=SERVER + "crlDistributionPoints = URI:http://crl.example.org/a\n")
    make.cert("pointed-elsewhere", "ca", extensions=SERVER + "crlDistributionPoints = URI:http://crl.example.org/b\n")
    make.cert("points-to-reasons", "ca", extensions=SERVER + "crlDistributionPoints = point\n[point]\nfullname = URI:http://crl.example.org/a\nreasons = keyCompromise, CACompromise\n")
    make.cert("freshest", "ca", extensions=SERVER + "freshestCRL = URI:http://crl.example.org/delta\n")
    make.cert("taken-off", "ca", extensions=SERVER + "freshestCRL = URI:http://crl.example.org/delta\n")
    make.cert("lister", "root", extensions=IDS + CA, key="third")
    make.cert("false-lister", "other-root", O + "/CN=lister", IDS + CA, key="leaf")
    make.cert("names-lister", "ca", extensions=SERVER + "crlDistributionPoints = point\n[point]\nfullname = URI:http://crl.example.org/i\n"
              "CRLissuer = dirName:lister\n[lister]\nO = FerroDTLS\nCN = lister\n")
    ids = "authorityKeyIdentifier = keyid\n"
    make.crl("crl", "ca", ["revoked", ("held", "certificateHold"), ("removed", "removeFromCRL")])
    make.crl("crl-empty", "ca")
    make.crl("crl-root", "root", [("revoked-ca", "CACompromise")])
    make.crl("crl-expired", "ca", ["revoked"], start=LONG_AGO, end=EXPIRED)
    make.crl("crl-future", "ca", ["revoked"], start=LATER)
    make.crl("crl-critical", "ca", extensions=ids + "1.2.3.4 = critical, ASN1:UTF8String:x\n")
    make.crl("crl-other", "other-root")
    make.crl("crl-no-sign", "no-crl-ca")
    make.crl("crl-no-ids", "ca", extensions="")
    make.crl("crl-wrong-key", "ca", extensions="", key="ca")
    make.changed("crl-tampered", "crl-empty", None, None, "crl")
    make.crl("crl-users", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nonlyuser = TRUE\n")
    make.crl("crl-cas", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nonlyCA = TRUE\n")
    make.crl("crl-attributes", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nonlyAA = TRUE\n")
    make.crl("crl-point", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nfullname = URI:http://crl.example.org/a\n")
    make.crl("crl-reasons", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nonlysomereasons = keyCompromise, CACompromise\n")
    make.crl("crl-rest", "ca", [("revoked", "superseded")], extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\n"
             "onlysomereasons = affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn, AACompromise\n")
    make.crl("crl-indirect", "ca", extensions=ids + "issuingDistributionPoint = critical, @point\n[point]\nindirectCRL = TRUE\n")
    make.crl("crl-numbered", "ca", extensions=ids + "crlNumber = ASN1:INTEGER:5\n")
    indirect = ids + "issuingDistributionPoint = critical, @point\n[point]\nindirectCRL = TRUE\n"
    make.crl("crl-lister", "lister", ["revoked"], extensions=indirect)
    make.crl("crl-false-lister", "false-lister", extensions=indirect)
    make.crl("crl-base", "ca", ["taken-off"], extensions=ids + "crlNumber = ASN1:INTEGER:5\n")
    make.crl("crl-delta-off", "ca", [("taken-off", "removeFromCRL")], extensions=ids + "crlNumber = ASN1:INTEGER:6\ndeltaCRL = critical, ASN1:INTEGER:5\n")
    make.crl("crl-old-base", "ca", extensions=ids + "crlNumber = ASN1:INTEGER:5\n", start=LONG_AGO, end=EXPIRED)
    make.crl("crl-delta-new", "ca", extensions=ids + "crlNumber = ASN1:INTEGER:7\ndeltaCRL = critical, ASN1:INTEGER:5\n")
    make.crl("crl-delta-future", "ca", extensions=ids + "crlNumber = ASN1:INTEGER:7\ndeltaCRL = critical, ASN1:INTEGER:5\n", start=LATER)
    make.crl("crl-delta-old", "ca", extensions=ids + "crlNumber = ASN1:INTEGER:7\ndeltaCRL = critical, ASN1:INTEGER:5\n", start=LONG_AGO, end=EXPIRED)
    make.crl("crl-delta-same", "ca", ["freshest"], extensions=ids + "crlNumber = ASN1:INTEGER:5\ndeltaCRL = critical, ASN1:INTEGER:5\n")
    make.crl("crl-delta-of-later", "ca", ["freshest"], extensions=ids + "crlNumber = ASN1:INTEGER:7\ndeltaCRL = critical, ASN1:INTEGER:6\n")
    make.crl("crl-delta-of-before", "ca", ["freshest"], extensions=ids + "crlNumber = ASN1:INTEGER:6\ndeltaCRL = critical, ASN1:INTEGER:3\n")
    make.crl("crl-delta-no-id", "ca", ["freshest"], extensions="crlNumber = ASN1:INTEGER:6\ndeltaCRL = critical, ASN1:INTEGER:5\n")
    make.crl("crl-delta", "ca", ["good", "freshest"], extensions=ids + "crlNumber = ASN1:INTEGER:6\ndeltaCRL = critical, ASN1:INTEGER:5\n")


def make_policies(make):
    def authority(name, issuer, policies, more="", key="third"):
        extensions = IDS + CA + (f"certificatePolicies = {policies}\n" if policies else "") + more
        make.cert(name, issuer, extensions=extensions, key=key)

    def leaf(name, issuer, policies):
        make.cert(name, issuer, extensions=LEAF + (f"certificatePolicies = {policies}\n" if policies else ""))

    authority("gold-ca", "root", GOLD)
    leaf("gold", "gold-ca", GOLD)
    leaf("gold-silver", "gold-ca", f"{GOLD}, {SILVER}")
    leaf("silver-under-gold", "gold-ca", SILVER)
    leaf("no-policy", "gold-ca", "")
    leaf("any-under-gold", "gold-ca", "2.5.29.32.0")
    leaf("doubled", "gold-ca", f"{GOLD}, {GOLD}")
    leaf("critical-policy", "gold-ca", f"critical, {GOLD}")
    authority("any-ca", "root", "2.5.29.32.0")
    leaf("gold-under-any", "any-ca", GOLD)
    leaf("any-under-any", "any-ca", "2.5.29.32.0")
    authority("bare-ca", "root", "")
    leaf("gold-under-bare", "bare-ca", GOLD)
    authority("explicit-ca", "root", GOLD, "policyConstraints = critical, requireExplicitPolicy:0\n")
    leaf("gold-under-explicit", "explicit-ca", GOLD)
    leaf("silver-under-explicit", "explicit-ca", SILVER)
    authority("later-explicit-ca", "root", GOLD, "policyConstraints = critical, requireExplicitPolicy:1\n")
    leaf("silver-under-later", "later-explicit-ca", SILVER)
    authority("mapping-ca", "root", f"{GOLD}", f"policyMappings = {GOLD}:{SILVER}\n")
    leaf("mapped", "mapping-ca", SILVER)
    leaf("unmapped", "mapping-ca", GOLD)
    authority("no-mapping-ca", "root", GOLD, "policyConstraints = critical, inhibitPolicyMapping:0\n", key="other")
    authority("maps-anyway", "no-mapping-ca", GOLD, f"policyMappings = {GOLD}:{SILVER}\n")
    leaf("mapped-anyway", "maps-anyway", SILVER)
    authority("any-mapping-ca", "root", "2.5.29.32.0", f"policyMappings = {GOLD}:{SILVER}\n")
    leaf("mapped-from-any", "any-mapping-ca", SILVER)
    authority("maps-any", "root", GOLD, f"policyMappings = 2.5.29.32.0:{SILVER}\n")
    leaf("under-maps-any", "maps-any", SILVER)
    authority("no-any-ca", "root", "2.5.29.32.0", "inhibitAnyPolicy = critical, 0\n")
    leaf("any-under-no-any", "no-any-ca", "2.5.29.32.0")
    leaf("gold-under-no-any", "no-any-ca", GOLD)
    authority("two-policies-ca", "root", f"{GOLD}, {SILVER}", key="other")
    authority("silver-sub-ca", "two-policies-ca", f"{SILVER}, {BRONZE}")
    leaf("silver-twice", "silver-sub-ca", f"{SILVER}, {BRONZE}")
    leaf("gold-after-silver", "silver-sub-ca", GOLD)
    authority("bad-policy-ca", "root", "DER:30:00")
    leaf("under-bad-policy", "bad-policy-ca", GOLD)
    authority("empty-constraint-ca", "root", GOLD, "policyConstraints = critical, DER:30:00\n")
    leaf("under-empty-constraint", "empty-constraint-ca", GOLD)


def make_all(make):
    for part in (make_authorities, make_times, make_usages, make_lengths, make_faults, make_constraints, make_keys,
                 make_crls, make_paths, make_policies):
        part(make)


CASES = []


def case(name, error, leaf, sent=("ca",), trusted=("root",), **fields):
    """One chain: what it shows, the error that OpenSSL gives, the certificates, and how it is verified."""
    def joined(value):
        return value if isinstance(value, (str, int)) else ",".join(value)
    row = {"name": name, "leaf": leaf, "sent": sent, "trusted": trusted, **fields}
    CASES.append((name, error, {key: joined(value) for key, value in row.items() if value not in ((), "", None)}))


def paths_and_times():
    case("good", 0, "good")
    case("good below the root", 0, "direct", ())
    case("good, everything sent", 0, "good", ("other-root", "ca", "root"))
    case("good, own stack of roots", 0, "good", trusted=(), stack=("other-root", "root"))
    case("missing intermediate", 20, "good", ())
    case("unknown authority", 20, "good", trusted=("other-root",))
    case("unknown authority, root sent", 19, "good", ("ca", "root"), ("other-root",))
    case("no authority", 20, "good", trusted=())
    case("self-signed leaf", 18, "self-signed", ())
    case("self-signed leaf, trusted", 0, "self-signed", (), ("self-signed",))
    case("self-signed authority as leaf", 18, "self-signed-ca", ())
    case("self-signed without keyCertSign, signature checked", 0, "self-signed-no-sign", (), ("self-signed-no-sign",), flags=CHECK_SS)
    case("the root itself", 0, "root", ())
    case("expired", 10, "expired")
    case("expired, overlooked", 10, "expired", overlook=1)
    case("expired, at a good time", 0, "expired", time=IN_JANUARY_2020)
    case("expired, time not checked", 0, "expired", flags=NO_CHECK_TIME)
    case("not yet valid", 9, "future")
    case("good, before its time", 9, "good", time=IN_2000)
    case("expired authority", 10, "under-expired-ca", ("expired-ca",))
    case("not yet valid authority", 9, "under-future-ca", ("future-ca",))
    case("expired root", 10, "under-expired-root", (), ("expired-root",))
    case("expired and valid twin of the authority", 0, "under-twins", ("old-twin", "new-twin"))
    case("expired and valid twin, trusted", 0, "under-twins", (), ("old-twin", "new-twin"), flags=PARTIAL)
    case("no such day in notAfter", 14, "bad-not-after", overlook=1)
    case("no such day in notBefore", 13, "bad-not-before", overlook=1)
    case("partial chain without the flag", 2, "good", (), ("ca",))
    case("partial chain with the flag", 0, "good", (), ("ca",), flags=PARTIAL)
    case("trusted leaf without the flag", 20, "good", (), ("good",))
    case("trusted leaf with the flag", 0, "good", (), ("good",), flags=PARTIAL)
    case("two paths", 0, "good", ("cross", "ca"), ("root", "other-root"))
    case("two paths, store last", 0, "good", ("cross", "ca"), ("root", "other-root"), clear=TRUSTED_FIRST)
    case("cross-signed, the old root only", 0, "good", ("ca", "root-by-other"), ("other-root",))
    case("cross-signed, the new root only", 0, "good", ("ca", "root-by-other"), ("root",))
    case("alternative chain", 0, "good", ("ca", "root-by-other"), clear=TRUSTED_FIRST)
    case("no alternative chain", 20, "good", ("ca", "root-by-other"), clear=TRUSTED_FIRST, flags=NO_ALT_CHAINS)
    case("alternative chain, expired cross certificate", 0, "good", ("ca", "expired-root-by-other"), clear=TRUSTED_FIRST)
    case("expired cross certificate, both trusted", 10, "good", ("ca", "expired-root-by-other"), ("root", "other-root"), clear=TRUSTED_FIRST)
    case("a loop of authorities", 20, "good", ("loop-a", "loop-b"), ())
    case("depth 0", 22, "good", depth=0)
    case("depth 1", 0, "good", depth=1)
    case("a long chain", 0, "deep", [f"level-{level}" for level in range(7)])
    case("too long a chain", 22, "deep", [f"level-{level}" for level in range(7)], depth=6)
    case("too long a chain, overlooked", 20, "deep", [f"level-{level}" for level in range(7)], depth=3, overlook=1)
    case("depth of exactly the chain", 0, "deep", [f"level-{level}" for level in range(7)], depth=7)


def names_and_uses():
    case("host", 0, "good", host="www.example.org")
    case("host by wildcard", 0, "good", host="a.wild.example.org")
    case("host, two labels for a wildcard", 62, "good", host="a.b.wild.example.org")
    case("host, no wildcards wanted", 62, "good", host="a.wild.example.org", hostflags=2)
    case("wrong host", 62, "good", host="www.example.net")
    case("one of two hosts", 0, "good", host=("www.example.net", "www.example.org"))
    case("host in the common name", 0, "dns-cn-in", ("only-dns",), host="www.example.org")
    case("host in the common name, never looked at", 62, "dns-cn-in", ("only-dns",), host="www.example.org", hostflags=0x20)
    case("right IP", 0, "good", ip="127.0.0.1")
    case("right IPv6", 0, "good", ip="2001:db8::1")
    case("wrong IP", 64, "good", ip="127.0.0.2")
    case("right mail", 0, "good", email="user@example.org")
    case("wrong mail", 63, "good", email="other@example.org")
    case("all three wrong, overlooked", 64, "good", host="a.example", email="a@a.example", ip="10.0.0.1", overlook=1)
    case("server as server", 0, "good", default="ssl_server")
    case("server as client", 26, "good", default="ssl_client")
    case("client as server", 26, "client", default="ssl_server")
    case("client as client", 0, "client", default="ssl_client")
    case("any extended usage as server", 26, "any-use", default="ssl_server")
    case("mail as server", 26, "mail", default="ssl_server")
    case("mail as mail", 0, "mail", default="smime_sign")
    for purpose, what in ((1, "client"), (2, "server"), (3, "Netscape server"), (4, "mail signer"), (5, "mail encrypter"),
                          (6, "list signer"), (7, "anything"), (8, "OCSP helper"), (9, "time stamper")):
        for leaf in ("good", "stamps-time", "agrees-only", "signs-crl-only", "signs-code", "leaf-is-ca", "netscape-client"):
            case(f"{leaf} as {what}", None, leaf, purpose=purpose)
    case("authority for clients only, as server", 26, "under-client-only-ca", ("client-only-ca",), default="ssl_server")
    case("Netscape authority", 79, "under-netscape-ca", ("netscape-ca",), default="ssl_server")
    case("authority without keyCertSign", 79, "under-no-sign-ca", ("no-sign-ca",))
    case("not an authority", 79, "under-not-a-ca", ("not-a-ca",))
    case("not an authority, overlooked", 32, "under-no-sign-ca", ("no-sign-ca",), overlook=1)
    case("keyCertSign without basic constraints", 79, "under-no-basic", ("no-basic",))
    case("authority without extensions but its key", 79, "under-nothing-ca", ("nothing-ca",))
    case("old root", None, "under-old-root", (), ("old-root",))
    case("old authority", None, "under-old-ca", ("old-ca",))
    case("an authority as leaf", 0, "leaf-is-ca")


def lengths_and_faults():
    case("path length exceeded", 25, "under-too-deep", ("too-deep", "short"))
    case("path length kept", 0, "under-short", ("short",))
    case("path length and a self-issued authority", 0, "under-short-again", ("short-again", "short"))
    case("path length in a leaf", None, "leaf-with-length")
    case("huge path length", None, "under-huge-length", ("huge-length",))
    case("negative path length", None, "under-minus-length", ("minus-length",))
    case("bad signature", 7, "tampered")
    case("bad signature, overlooked", 7, "tampered", overlook=1)
    case("bad signature of the authority", 7, "good", ("tampered-ca",))
    case("bad signature of the root", 0, "good", trusted=("tampered-root",))
    case("bad signature of the root, checked", 7, "good", trusted=("tampered-root",), flags=CHECK_SS)
    case("bad signature of a self-signed leaf, checked", 7, "tampered-self-signed", (), ("tampered-self-signed",), flags=CHECK_SS)
    case("issuer that does not exist", 20, "wrong-issuer")
    case("issuer with another key", 20, "good", ("false-ca",))
    case("issuer with another key and no identifier", 7, "good", ("false-ca-no-id",))
    case("issuer and one with another key", 0, "good", ("false-ca", "ca"))
    case("no identifiers, false issuer first", None, "no-ids", ("false-ca", "ca"))
    case("issuer and serial match", 0, "long-id")
    case("issuer with another serial", None, "long-id", ("same-key-ca",))
    case("unknown critical extension", 34, "unknown-critical")
    case("unknown critical extension, ignored", 0, "unknown-critical", flags=IGNORE_CRITICAL)
    case("unknown extension", 0, "unknown-plain")
    case("unknown critical extension in an authority", 34, "under-unknown-critical-ca", ("unknown-critical-ca",))
    case("bad basic constraints", None, "bad-basic")
    case("bad basic constraints as server", None, "bad-basic", default="ssl_server")
    case("bad basic constraints in an authority", 20, "under-bad-basic-ca", ("bad-basic-ca",))
    case("key usage without bits", None, "no-usage-bits", default="ssl_server")
    case("bad alternative names", None, "bad-names")
    case("critical key identifier", None, "critical-ids")
    case("proxy certificate", None, "proxy", ("good", "ca"))
    case("proxy certificate, allowed", None, "proxy", ("good", "ca"), flags=ALLOW_PROXY)
    case("proxy certificate, allowed, for servers", None, "proxy", ("good", "ca"), flags=ALLOW_PROXY, default="ssl_server")
    for leaf, sent in (("good", "ca"), ("under-plain-ca", "plain-ca"), ("empty-subject", "ca"), ("empty-subject-plain", "ca"),
                       ("empty-subject-nameless", "ca"), ("critical-ids", "ca"), ("no-ids", "ca"), ("leaf-with-length", "ca"),
                       ("empty-names", "ca"), ("leaf-is-ca", "ca"), ("under-old-ca", "old-ca"), ("under-no-basic", "no-basic")):
        case(f"strict: {leaf}", None, leaf, (sent,), flags=STRICT, overlook=1)
    case("strict: self-signed", None, "self-signed", (), ("self-signed",), flags=STRICT)
    case("strict: old root", None, "under-old-root", (), ("old-root",), flags=STRICT)


def constraints():
    for authority, leaf, error in (
            ("only-dns", "dns-in", 0), ("only-dns", "dns-out", 47), ("only-dns", "dns-self", 0), ("only-dns", "dns-ending", 47),
            ("only-dns", "dns-cn-out", 47), ("only-dns", "dns-cn-in", 0), ("only-dns", "dns-cn-plain", 0),
            ("no-dns", "not-excluded", 0), ("no-dns", "excluded", 48), ("only-dot", "dot-sub", 0), ("only-dot", "dot-self", None),
            ("only-ip", "ip-in", 0), ("only-ip", "ip-out", 47), ("only-ip", "ip-6", 47), ("no-ip", "ip6-in", 48), ("no-ip", "ip6-out", 0),
            ("only-mail", "mail-in", 0), ("only-mail", "mail-out", 47), ("only-mail", "mail-sub", 47), ("only-mail", "mail-subject", 47),
            ("only-one-mail", "one-mail-in", 0), ("only-one-mail", "one-mail-out", 47), ("no-mail", "mail-below", 48),
            ("no-mail", "mail-at", 0), ("only-uri", "uri-in", 0), ("only-uri", "uri-out", 47), ("only-uri", "uri-bad", 53),
            ("only-dir", "dir-in", 0), ("only-dir", "dir-out", 47), ("only-dir", "dir-short", 47), ("no-dir", "no-dir-in", 48),
            ("no-dir", "no-dir-out", 0), ("with-minimum", "minimum", None), ("only-other", "other-name", None),
            ("bad-constraint", "under-bad-constraint", None)):
        case(f"constraint {authority}: {leaf}", error, leaf, (authority,))
    case("constraint, overlooked", 47, "dns-out", ("only-dns",), overlook=1)


def strength():
    for level in range(6):
        case(f"level {level}, P-256", None, "good", level=level)
    for leaf, sent in (("rsa512-leaf", "ca"), ("rsa1024-leaf", "ca"), ("rsa2048-leaf", "ca"), ("p384-leaf", "ca"),
                       ("ed25519-leaf", "ca"), ("pss-leaf", "ca"), ("under-rsa1024", "rsa1024-ca"), ("under-rsa3072", "rsa3072-ca"),
                       ("under-pss", "pss-ca"), ("under-p384", "p384-ca"), ("under-p521", "p521-ca"), ("under-ed25519", "ed25519-ca"),
                       ("ec-sha1", "ca")):
        for level in (0, 1, 2, 3):
            case(f"level {level}, {leaf}", None, leaf, (sent,), level=level, overlook=level % 2 or None)
    for leaf in ("rsa-md5", "rsa-sha1", "rsa-sha224", "rsa-sha384", "rsa-sha512", "pss-signed", "pss-sha512"):
        for level in (0, 1, 2, 3):
            case(f"level {level}, {leaf}", None, leaf, (), ("rsa-root",), level=level)
    case("root with SHA-1 at level 2", 0, "rsa-sha512", (), ("rsa-root-sha1",), level=2)
    for level in (0, 1):
        case(f"level {level}, unknown kind of key", None, "unknown-key", level=level)
        case(f"level {level}, unknown kind of key in the authority", None, "good", ("unknown-key-ca",), level=level)
    case("unknown kind of key, overlooked", None, "unknown-key", overlook=1)
    case("P-384 authority", 0, "under-p384", ("p384-ca",))
    case("Ed25519 authority", 0, "under-ed25519", ("ed25519-ca",))
    case("Ed25519, bad signature", 7, "ed25519-tampered", ("ed25519-ca",))
    case("RSA-PSS signature", 0, "pss-signed", (), ("rsa-root",))
    case("RSA-PSS authority", 0, "under-pss", ("pss-ca",))
    case("RSA-PSS, bad signature", 7, "pss-tampered", (), ("rsa-root",))
    case("Suite B", 0, "good", flags=SUITEB_128)
    case("Suite B, RSA", None, "rsa2048-leaf", flags=SUITEB_128)
    case("Suite B, RSA root", None, "rsa-sha384", (), ("rsa-root",), flags=SUITEB_128)


def revocation():
    both = {"flags": CRL_CHECK | CRL_CHECK_ALL}
    one = {"flags": CRL_CHECK}
    case("not revoked", 0, "good", crls="crl", **one)
    case("revoked", 23, "revoked", crls="crl", **one)
    case("revoked, overlooked", 23, "revoked", crls="crl", overlook=1, **one)
    case("revoked, not looked at", 0, "revoked", crls="crl")
    case("revoked, list sent along", 23, "revoked", sent_crls="crl", **one)
    case("on hold", 23, "held", crls="crl", **one)
    case("removed from the list", None, "removed", crls="crl", **one)
    case("no list", 3, "good", **one)
    case("no list, overlooked", 3, "good", overlook=1, **one)
    case("no list of the root", 3, "good", crls="crl", **both)
    case("all lists", 0, "good", crls=("crl", "crl-root"), **both)
    case("revoked authority", 23, "under-revoked-ca", ("revoked-ca",), crls=("crl-root",), overlook=1, **both)
    case("revoked authority, leaf looked at only", 3, "under-revoked-ca", ("revoked-ca",), crls=("crl-root",), **one)
    case("all without one", 0, "good", crls="crl", flags=CRL_CHECK_ALL)
    case("expired list", 12, "good", crls="crl-expired", **one)
    case("expired list, overlooked", 12, "good", crls="crl-expired", overlook=1, **one)
    case("revoked in an expired list, overlooked", 23, "revoked", crls="crl-expired", overlook=1, **one)
    case("list not yet valid", 11, "good", crls="crl-future", **one)
    case("expired and new list", 0, "good", crls=("crl-expired", "crl-empty"), **one)
    case("list at its time", 23, "revoked", crls="crl-expired", time=IN_JANUARY_2020 + 86400 * 10, **one)
    case("list, time not checked", 23, "revoked", crls="crl-expired", flags=CRL_CHECK | NO_CHECK_TIME)
    case("list of another authority", 3, "good", crls="crl-other", **one)
    case("list with an unknown critical extension", 36, "good", crls="crl-critical", **one)
    case("list with an unknown critical extension, ignored", 0, "good", crls="crl-critical", flags=CRL_CHECK | IGNORE_CRITICAL)
    case("authority that may not sign lists", 35, "under-no-crl-ca", ("no-crl-ca",), crls="crl-no-sign", **one)
    case("list without an identifier of its key", 0, "good", crls="crl-no-ids", **one)
    case("tampered list", 8, "good", crls="crl-tampered", **one)
    case("tampered list, overlooked", 8, "good", crls="crl-tampered", overlook=1, **one)
    case("list of users", 0, "good", crls="crl-users", **one)
    case("list of authorities for a user", 44, "good", crls="crl-cas", **one)
    case("list of attributes", 44, "good", crls="crl-attributes", **one)
    case("list of users for an authority", 44, "leaf-is-ca", crls="crl-users", **one)
    case("list of a distribution point", 0, "pointed", crls="crl-point", **one)
    case("list of another distribution point", 44, "pointed-elsewhere", crls="crl-point", **one)
    case("list of a distribution point for none", 44, "good", crls="crl-point", **one)
    case("list of some reasons", 3, "good", crls="crl-reasons", **one)
    extended = {"flags": CRL_CHECK | EXTENDED_CRL}
    case("list of some reasons, extended", None, "good", crls="crl-reasons", **extended)
    case("lists of all reasons, extended", None, "good", crls=("crl-reasons", "crl-rest"), **extended)
    case("revoked for the other reasons, extended", None, "revoked", crls=("crl-reasons", "crl-rest"), **extended)
    case("distribution point of some reasons, extended", None, "points-to-reasons", crls="crl-point", **extended)
    case("indirect list", None, "good", crls="crl-indirect", **one)
    case("indirect list, extended", None, "good", crls="crl-indirect", **extended)
    case("revoked in the delta, not used", 0, "good", crls=("crl-numbered", "crl-delta"), **one)
    case("the delta alone", None, "good", crls="crl-delta", **one)
    case("the delta alone, extended", None, "good", crls="crl-delta", **extended)
    case("the delta first, not used", None, "good", crls=("crl-delta", "crl-numbered"), **one)
    case("revoked in the delta", None, "good", crls=("crl-numbered", "crl-delta"), flags=CRL_CHECK | USE_DELTAS)
    case("revoked in the delta, freshest list named", None, "freshest", crls=("crl-numbered", "crl-delta"), flags=CRL_CHECK | USE_DELTAS)
    for kind in ("same", "of-later", "of-before", "no-id"):
        case(f"delta {kind}", None, "freshest", crls=("crl-numbered", f"crl-delta-{kind}"), flags=CRL_CHECK | USE_DELTAS)
    case("freshest list named, removed again", None, "taken-off", crls=("crl-base", "crl-delta-off"), flags=CRL_CHECK | USE_DELTAS)
    case("expired list with a delta", None, "freshest", crls=("crl-old-base", "crl-delta-new"), flags=CRL_CHECK | USE_DELTAS)
    case("expired list and delta", None, "freshest", crls=("crl-old-base", "crl-delta-old"), overlook=1, flags=CRL_CHECK | USE_DELTAS)
    case("delta not yet valid", None, "freshest", crls=("crl-numbered", "crl-delta-future"), flags=CRL_CHECK | USE_DELTAS)
    case("expired delta", None, "freshest", crls=("crl-numbered", "crl-delta-old"), flags=CRL_CHECK | USE_DELTAS)
    case("indirect list of another issuer, sent along", None, "good", ("ca", "lister"), crls="crl-lister", **extended)
    case("revoked in an indirect list", None, "revoked", ("ca", "lister"), sent_crls="crl-lister", **extended)
    case("revoked in an indirect list, no support", 3, "revoked", ("ca", "lister"), sent_crls="crl-lister", **one)
    case("indirect list named by the certificate", None, "names-lister", ("ca", "lister"), sent_crls="crl-lister", **extended)
    case("indirect list, its issuer unknown", None, "names-lister", sent_crls="crl-lister", **extended)
    case("indirect list, its issuer under another root", None, "names-lister", ("ca", "false-lister"), sent_crls="crl-false-lister", trusted=("root", "other-root"), **extended)
    case("all lists, list of the issuer itself", None, "direct", (), crls="crl-root", **both)
    case("list in a directory", 0, "good", (("ca",)), (), dir="hashed-crls", **both)


def trust():
    servers = {"default": "ssl_server"}
    for root, error in (("for-servers", 0), ("for-clients", 28), ("for-any", 0), ("not-for-servers", 28), ("for-nothing", 28), ("alias-only", 0)):
        case(f"root trusted {root}", error, "good", trusted=(root,), **servers)
        case(f"root trusted {root}, without a purpose", None, "good", trusted=(root,))
    case("rejected root, overlooked", None, "good", trusted=("not-for-servers",), overlook=1, **servers)
    case("rejected root, overlooked, two roots", None, "good", trusted=("not-for-servers", "other-root"), overlook=1, **servers)
    case("rejected root, overlooked, store last", None, "good", trusted=("not-for-servers",), overlook=1, clear=TRUSTED_FIRST, **servers)
    case("rejected root, overlooked, root sent", None, "good", ("ca", "root"), ("not-for-servers",), overlook=1, **servers)
    case("root of another use, overlooked", None, "good", trusted=("for-clients",), overlook=1, **servers)
    case("rejected self-signed leaf, overlooked", None, "self-signed", (), ("rejected-self",), overlook=1, **servers)
    case("rejected authority, overlooked", None, "good", (), ("rejected-ca", "root"), overlook=1, **servers)
    case("rejected authority, partial chain, overlooked", None, "good", (), ("rejected-ca",), overlook=1, default="ssl_server", flags=PARTIAL)
    case("rejected leaf, partial chain, overlooked", None, "good", (), ("rejected-leaf",), overlook=1, default="ssl_server", flags=PARTIAL)
    case("trusted authority", 0, "good", (), ("trusted-ca",), **servers)
    case("rejected authority", 28, "good", (), ("rejected-ca", "root"), **servers)
    case("rejected authority, partial chain", 28, "good", (), ("rejected-ca",), default="ssl_server", flags=PARTIAL)
    case("trusted leaf", None, "good", (), ("trusted-leaf",), **servers)
    case("trusted leaf, partial chain", 0, "good", (), ("trusted-leaf",), default="ssl_server", flags=PARTIAL)
    case("rejected leaf, partial chain", 28, "good", (), ("rejected-leaf",), default="ssl_server", flags=PARTIAL)
    case("trust of its own", None, "good", trusted=("for-clients",), trust=2)
    case("client with a root for servers", None, "client", trusted=("for-servers",), default="ssl_client")


def stores():
    case("file", 0, "good", trusted=(), file="bundle.crt")
    case("directory", 0, "good", trusted=(), dir="hashed")
    case("directory without it", 20, "good", trusted=(), dir="hashed-other")
    case("directory with twins", 0, "under-twins", (), (), dir="hashed-twins", flags=PARTIAL)
    case("SSL_CERT_FILE", 0, "good", trusted=(), defaults=1, cert_file="bundle.crt", cert_dir="nowhere")
    case("SSL_CERT_DIR", 0, "good", trusted=(), defaults=1, cert_file="nowhere", cert_dir="hashed")
    case("SSL_CERT_DIR, two directories", 0, "good", trusted=(), defaults=1, cert_file="nowhere", cert_dir="hashed-other:hashed")
    case("default paths of the system", 20, "good", trusted=(), defaults=1)


def policies():
    check = {"flags": POLICY_CHECK}
    explicit = {"flags": POLICY_CHECK | EXPLICIT_POLICY}
    for leaf, authority in (("gold", "gold-ca"), ("gold-silver", "gold-ca"), ("silver-under-gold", "gold-ca"), ("no-policy", "gold-ca"),
                            ("any-under-gold", "gold-ca"), ("doubled", "gold-ca"), ("critical-policy", "gold-ca"), ("gold-under-any", "any-ca"),
                            ("any-under-any", "any-ca"), ("gold-under-bare", "bare-ca"), ("gold-under-explicit", "explicit-ca"),
                            ("silver-under-explicit", "explicit-ca"), ("silver-under-later", "later-explicit-ca"), ("mapped", "mapping-ca"),
                            ("unmapped", "mapping-ca"), ("mapped-from-any", "any-mapping-ca"), ("under-maps-any", "maps-any"),
                            ("any-under-no-any", "no-any-ca"), ("gold-under-no-any", "no-any-ca"), ("under-bad-policy", "bad-policy-ca"),
                            ("under-empty-constraint", "empty-constraint-ca")):
        case(f"policy: {leaf}", None, leaf, (authority,), **check)
        case(f"explicit policy: {leaf}", None, leaf, (authority,), **explicit)
        case(f"explicit policy, gold wanted: {leaf}", None, leaf, (authority,), policies=GOLD, **explicit)
    case("policy not looked at", 0, "silver-under-explicit", ("explicit-ca",))
    case("no policy, overlooked", 43, "silver-under-explicit", ("explicit-ca",), overlook=1, **check)
    case("bad policy, overlooked", None, "under-bad-policy", ("bad-policy-ca",), overlook=1, **check)
    case("policy, told of", None, "gold", ("gold-ca",), flags=POLICY_CHECK | NOTIFY_POLICY)
    case("no any policy", None, "gold-under-any", ("any-ca",), flags=POLICY_CHECK | EXPLICIT_POLICY | INHIBIT_ANY)
    case("no mapping", None, "mapped", ("mapping-ca",), flags=POLICY_CHECK | EXPLICIT_POLICY | INHIBIT_MAP)
    case("mapping inhibited", None, "mapped-anyway", ("maps-anyway", "no-mapping-ca"), **explicit)
    for wanted in (GOLD, SILVER, BRONZE, f"{GOLD},{SILVER}", "2.5.29.32.0"):
        case(f"three levels, {wanted}", None, "silver-twice", ("silver-sub-ca", "two-policies-ca"), policies=wanted, **explicit)
        case(f"three levels, lost, {wanted}", None, "gold-after-silver", ("silver-sub-ca", "two-policies-ca"), policies=wanted, **explicit)


for table in (paths_and_times, names_and_uses, lengths_and_faults, constraints, strength, revocation, trust, stores, policies):
    table()
