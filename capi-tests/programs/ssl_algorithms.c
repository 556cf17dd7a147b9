/*
 * Groups, signature algorithms and certificate types: the lists that are taken and refused, what goes into the messages,
 * what both sides tell afterwards (SSL_CTX_set1_curves(3), SSL_CTX_set1_sigalgs(3), SSL_get_shared_sigalgs(3)), and what a
 * server with several certificates chooses. Ed448, X448 in offers, DSA and the groups ffdhe* are left out of what is printed, and
 * servers whose only elliptic key is Ed25519, which OpenSSL 3.0 does not use in DTLS.
 */
#include "pair.h"

#include <openssl/ec.h>
#include <openssl/objects.h>

/* ---- lists ---- */

static void group_lists(void)
{
    static const char *const lists[] = {
        "P-256", "prime256v1", "secp256r1", "p-256", "P-384", "secp384r1", "P-521", "secp521r1", "X25519", "x25519",
        "P-256:P-384", "P-256:P-256", "P-256:prime256v1", "P-256:", ":P-256", "", ":", "P-256::P-384", " P-256", "P-256 ",
        " P-256 : X25519 ", "P-256,P-384", "NOSUCH", "P-256:NOSUCH", "?P-256", "X25519:P-521:P-384:P-256",
    };
    static const int pairs[][3] = {
        {NID_X9_62_prime256v1, 0, 0}, {NID_X25519, NID_secp384r1, 0}, {NID_secp521r1, NID_secp521r1, 0}, {NID_sha256, 0, 0},
        {NID_X25519, NID_rsaEncryption, 0}, {23, 0, 0},
    };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    size_t i;
    int many[8] = {NID_X25519, NID_X9_62_prime256v1, NID_secp384r1, NID_secp521r1};

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const char *label = labelled("groups '%s'", lists[i]);

        show(label, "%ld %ld", (long)SSL_CTX_set1_groups_list(ctx, lists[i]), (long)SSL_set1_curves_list(ssl, lists[i]));
        ERR_clear_error();
    }
    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        int numbers[3], count = pairs[i][1] ? 2 : 1;

        memcpy(numbers, pairs[i], sizeof(numbers));
        show(labelled("group numbers %u", (unsigned)i), "%ld %ld", (long)SSL_CTX_set1_groups(ctx, numbers, count),
             (long)SSL_set1_curves(ssl, numbers, count));
        ERR_clear_error();
    }
    show_int("four numbers", SSL_CTX_set1_groups(ctx, many, 4));
    show_int("no numbers", SSL_CTX_set1_groups(ctx, many, 0));
    show_errors("no numbers");
    show_int("automatic", SSL_CTX_set_ecdh_auto(ctx, 1));
    {
        EC_KEY *key = EC_KEY_new_by_curve_name(NID_secp384r1);

        show_int("temporary key", SSL_CTX_set_tmp_ecdh(ctx, key));
        show_int("temporary key", SSL_set_tmp_ecdh(ssl, key));
        EC_KEY_free(key);
        show_int("no key", SSL_CTX_set_tmp_ecdh(ctx, NULL));
        show_errors("no key");
    }
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

/* Curves that OpenSSL 3.0 has by name and this library leaves out of the offer: lists with them hold all the same. */
static void other_groups(void)
{
    static const char *const lists[] = {
        "sect163k1:K-233:sect163r1:B-163:sect193r1:sect193r2", "K-163:sect233k1:B-233:sect233r1:sect239k1",
        "sect283k1:B-283:sect409k1:B-409:sect571k1:B-571", "K-283:sect283r1:K-409:sect409r1:K-571:sect571r1",
        "secp160k1:secp160r1:secp160r2:secp192k1:P-192:secp224k1:P-224:secp256k1", "prime192v1:secp224r1",
        "brainpoolP256r1:brainpoolP384r1:brainpoolP512r1", "ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192", "X448:secp256k1",
        "secp192r1:prime192v1", "sect163r2:B-163", "brainpoolP256r1:P-256:brainpoolP256r1", "BrainpoolP256R1", "brainpoolP224r1",
        "secp112r1", "brainpoolP256r1:NOSUCH", "secp256k1:",
    };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    size_t i;
    int nid;

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        show(labelled("other groups '%s'", lists[i]), "%ld", (long)SSL_CTX_set1_groups_list(ctx, lists[i]));
        show_errors("other groups");
    }
    /* Those of GOST, which have no names, are left out. */
    for (nid = 1; nid < 1147; nid++)
        if (nid != 998 && nid != 999 && SSL_CTX_set1_groups(ctx, &nid, 1) == 1)
            show("number of a group", "%d, %s", nid, SSL_group_to_name(ssl, nid));
    for (nid = 0; nid < 0x400; nid++)
        if (SSL_group_to_name(ssl, TLSEXT_nid_unknown | nid) != NULL)
            show("group on the wire", "%d, %s", nid, SSL_group_to_name(ssl, TLSEXT_nid_unknown | nid));
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

static void scheme_lists(void)
{
    static const char *const lists[] = {
        "RSA+SHA256", "ECDSA+SHA384", "RSA-PSS+SHA256", "PSS+SHA512", "ed25519", "rsa_pss_pss_sha256", "rsa_pss_rsae_sha384",
        "ecdsa_secp256r1_sha256", "rsa_pkcs1_sha1", "RSA+SHA1", "ECDSA+SHA224", "RSA+SHA224", "rsa+sha256",
        "RSA+sha256", "RSA+MD5", "RSA+SHA3-256", "RSA", "SHA256", "RSA+", "+SHA256", "RSA+SHA256+SHA1", "", ":",
        "RSA+SHA256:", ":RSA+SHA256", "RSA+SHA256::ECDSA+SHA256", "RSA+SHA256:RSA+SHA256", "RSA+SHA256:rsa_pkcs1_sha256",
        " RSA+SHA256 : ECDSA+SHA256 ", "RSA+SHA256,ECDSA+SHA256", "NOSUCH", "RSA+SHA256:NOSUCH", "ED25519", "RSA+SHA2-256",
        "rsaEncryption+SHA256", "EC+SHA256", "RSA-PSS+SHA256:ECDSA+SHA384:ed25519:rsa_pss_pss_sha256",
        "ecdsa_secp521r1_sha512:rsa_pkcs1_sha512", "RSA_PSS+SHA256", "rsassaPss+SHA256", "id-ecPublicKey+SHA256",
        "RSA-PSS+SHA1", "ecdsa_sha1", "rsa_pkcs1_sha224",
    };
    static const int numbers[][4] = {
        {NID_sha256, EVP_PKEY_RSA, 0, 0}, {NID_sha384, EVP_PKEY_EC, NID_sha256, EVP_PKEY_RSA_PSS}, {NID_sha256, 0, 0, 0},
        {NID_undef, EVP_PKEY_ED25519, 0, 0}, {EVP_PKEY_RSA, NID_sha256, 0, 0}, {NID_md5, EVP_PKEY_RSA, 0, 0},
        {NID_sha1, EVP_PKEY_RSA, NID_sha1, EVP_PKEY_EC}, {NID_sha256, EVP_PKEY_RSA, NID_sha256, EVP_PKEY_RSA},
    };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);
    size_t i;

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const char *label = labelled("schemes '%s'", lists[i]);

        show(label, "%ld %ld", (long)SSL_CTX_set1_sigalgs_list(ctx, lists[i]), (long)SSL_set1_client_sigalgs_list(ssl, lists[i]));
        show_errors(label);
    }
    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        int pair[4];
        const char *label = labelled("scheme numbers %u", (unsigned)i);

        memcpy(pair, numbers[i], sizeof(pair));
        show(label, "%ld %ld", (long)SSL_CTX_set1_sigalgs(ctx, pair, 2), (long)SSL_set1_client_sigalgs(ssl, pair, 4));
        show(label, "odd %ld", (long)SSL_CTX_set1_client_sigalgs(ctx, pair, 3));
        ERR_clear_error();
    }
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

/* ---- what goes out ---- */

static int is_common(int extension, int number)
{
    if (extension == 10)
        return number != 30 && number < 256;
    return number != 0x808 && (number & 0xFF) != 2;
}

/* An extension of the ClientHello, which is the first datagram on the link, as a list of numbers. */
static void print_extension(const char *label, const struct link *link, int extension)
{
    const unsigned char *p = link->data[link->first], *end = p + link->length[link->first];

    p += 13 + 12 + 2 + 32;
    p += 1 + p[0];
    p += 1 + p[0];
    p += 2 + (p[0] << 8 | p[1]);
    p += 1 + p[0];
    p += 2;
    printf("%s %d:", label, extension);
    while (p + 4 <= end) {
        int type = p[0] << 8 | p[1], length = p[2] << 8 | p[3], i;

        p += 4;
        for (i = 2; type == extension && i + 1 < length; i += 2)
            if (is_common(extension, p[i] << 8 | p[i + 1]))
                printf(" %04x", p[i] << 8 | p[i + 1]);
        p += length;
    }
    printf("\n");
}

static void offer(const char *label, const char *groups, const char *schemes, int level, const char *suites)
{
    SSL_CTX *client = pair_context(0, NULL, NULL), *server = pair_context(1, "server-rsa", NULL);
    struct pair pair;

    SSL_CTX_set_security_level(client, level);
    need(SSL_CTX_set_cipher_list(client, suites), suites);
    if (groups != NULL)
        need(SSL_CTX_set1_groups_list(client, groups), groups);
    if (schemes != NULL)
        need(SSL_CTX_set1_sigalgs_list(client, schemes), schemes);
    pair_join(&pair, client, server);
    pair_call(pair.client, SSL_do_handshake, NULL);
    if (pair.up.count > 0) {
        print_extension(label, &pair.up, 10);
        print_extension(label, &pair.up, 13);
    } else {
        show(label, "nothing");
        show_errors(label);
    }
    ERR_clear_error();
    pair_free(&pair);
}

static void offers(void)
{
    int level;

    for (level = 0; level <= 5; level++)
        offer(labelled("offer at %d", level), NULL, NULL, level, "ALL");
    offer("chosen groups", "P-384:X25519", NULL, 2, "ALL");
    offer("chosen schemes", NULL, "ed25519:RSA-PSS+SHA256:ECDSA+SHA384", 2, "ALL");
    offer("weak schemes", NULL, "RSA+SHA1:ECDSA+SHA256", 2, "ALL");
    offer("weak groups", "X25519:P-384", NULL, 4, "ALL");
    offer("suite b", NULL, NULL, 2, "SUITEB128");
    offer("suite b 192", NULL, NULL, 2, "SUITEB192");
    offer("suite b only", "X25519", "RSA+SHA256", 2, "SUITEB128ONLY");
}

/* ---- what is told afterwards ---- */

static void print_schemes(const char *label, SSL *ssl, int shared)
{
    int count = shared ? SSL_get_shared_sigalgs(ssl, 0, NULL, NULL, NULL, NULL, NULL)
                       : SSL_get_sigalgs(ssl, -1, NULL, NULL, NULL, NULL, NULL);
    int i;

    printf("%s, %d:", label, SSL_get_shared_sigalgs(ssl, -1, NULL, NULL, NULL, NULL, NULL));
    for (i = 0; i < count; i++) {
        int sign = 0, hash = 0, both = 0;
        unsigned char rsig = 0, rhash = 0;

        if (shared)
            SSL_get_shared_sigalgs(ssl, i, &sign, &hash, &both, &rsig, &rhash);
        else
            SSL_get_sigalgs(ssl, i, &sign, &hash, &both, &rsig, &rhash);
        if (is_common(13, rhash << 8 | rsig))
            printf(" %02x%02x/%d/%d/%d", rhash, rsig, sign, hash, both);
    }
    printf("\n");
}

static void print_groups(const char *label, SSL *server)
{
    int groups[100], count = (int)SSL_get1_groups(server, NULL), i;

    need(count <= 100, "at most 100 groups");
    SSL_get1_groups(server, groups);
    printf("%s:", label);
    for (i = 0; i < count; i++)
        if (groups[i] != NID_X448 && groups[i] < NID_ffdhe2048)
            printf(" %d", groups[i]);
    printf(" shared");
    for (i = 0; SSL_get_shared_group(server, i) > 0; i++)
        if (SSL_get_shared_group(server, i) != NID_X448)
            printf(" %ld", (long)SSL_get_shared_group(server, i));
    printf("\n");
}

static void print_side(const char *label, SSL *ssl)
{
    int own = -1, own_type = -1, peer = -1, peer_type = -1, result[4];
    X509 *x509 = SSL_get_peer_certificate(ssl);

    result[0] = (int)SSL_get_signature_nid(ssl, &own);
    result[1] = SSL_get_signature_type_nid(ssl, &own_type);
    result[2] = (int)SSL_get_peer_signature_nid(ssl, &peer);
    result[3] = SSL_get_peer_signature_type_nid(ssl, &peer_type);
    show(label, "%s own %d %d, %d %d; peer %d %d, %d %d; group %ld", SSL_get_cipher(ssl), result[0], own, result[1], own_type,
         result[2], peer, result[3], peer_type, (long)SSL_get_negotiated_group(ssl));
    /* Not every libcrypto has keys of X25519. */
    if (SSL_get_negotiated_group(ssl) != NID_X25519) {
        EVP_PKEY *key = NULL;

        show(label, "tmp key %ld %d", (long)SSL_get_peer_tmp_key(ssl, &key), key != NULL ? EVP_PKEY_bits(key) : 0);
        EVP_PKEY_free(key);
    }
    if (x509 != NULL) {
        char name[200];

        X509_NAME_oneline(X509_get_subject_name(x509), name, sizeof(name));
        show(label, "peer %s", name);
    }
    X509_free(x509);
    ERR_clear_error();
}

struct told {
    const char *label, *server, *client, *suites, *client_schemes, *server_schemes, *for_clients, *client_groups, *server_groups, *root;
    int preference;
};

static void tell(const struct told *t)
{
    SSL_CTX *client = pair_context(0, t->client, t->root != NULL ? t->root : "root.crt"),
            *server = pair_context(1, t->server, t->client != NULL ? "root.crt" : NULL);
    struct pair pair;
    int done;

    SSL_CTX_set_cipher_list(client, t->suites);
    SSL_CTX_set_cipher_list(server, t->suites);
    if (t->client_schemes != NULL)
        need(SSL_CTX_set1_sigalgs_list(client, t->client_schemes), "client schemes");
    if (t->server_schemes != NULL)
        need(SSL_CTX_set1_sigalgs_list(server, t->server_schemes), "server schemes");
    if (t->for_clients != NULL)
        need(SSL_CTX_set1_client_sigalgs_list(server, t->for_clients), "schemes for clients");
    if (t->client_groups != NULL)
        need(SSL_CTX_set1_groups_list(client, t->client_groups), "client groups");
    if (t->server_groups != NULL)
        need(SSL_CTX_set1_groups_list(server, t->server_groups), "server groups");
    if (t->preference)
        SSL_CTX_set_options(server, SSL_OP_CIPHER_SERVER_PREFERENCE);
    pair_join(&pair, client, server);
    show_int("before", SSL_get_shared_group(pair.server, -1));
    done = pair_handshake(&pair);
    show_int(t->label, done);
    if (done) {
        const unsigned char *types = NULL;
        size_t count, i;

        print_side(labelled("%s client", t->label), pair.client);
        print_side(labelled("%s server", t->label), pair.server);
        print_schemes(labelled("%s client schemes", t->label), pair.client, 0);
        print_schemes(labelled("%s client shared", t->label), pair.client, 1);
        print_schemes(labelled("%s server schemes", t->label), pair.server, 0);
        print_schemes(labelled("%s server shared", t->label), pair.server, 1);
        print_groups(labelled("%s groups", t->label), pair.server);
        show_int("client's shared groups", SSL_get_shared_group(pair.client, -1));
        show_int("beyond", SSL_get_shared_group(pair.server, 50));
        show_int("client's groups", SSL_get1_groups(pair.client, NULL));
        count = (size_t)SSL_get0_certificate_types(pair.client, &types);
        printf("%s types:", t->label);
        for (i = 0; i < count; i++)
            if (types[i] != 2)
                printf(" %d", types[i]);
        printf("\n");
    }
    ERR_clear_error();
    pair_free(&pair);
}

static void afterwards(void)
{
    static const struct told table[] = {
        {.label = "ECDSA", .server = "server-ec", .suites = "ECDHE+AESGCM"},
        {.label = "RSA", .server = "server-rsa", .suites = "ECDHE+AESGCM"},
        {.label = "P-384", .server = "server-p384", .suites = "ECDHE+AESGCM"},
        {.label = "P-521", .server = "server-p521", .suites = "ECDHE+AESGCM"},
        {.label = "mutual ECDSA", .server = "server-ec", .client = "client-ec", .suites = "ECDHE+AESGCM"},
        {.label = "mutual RSA", .server = "server-rsa", .client = "client-rsa", .suites = "ECDHE+AESGCM"},
        {.label = "mutual Ed25519", .server = "server-ec", .client = "client-ed25519", .suites = "ECDHE+AESGCM"},
        {.label = "mutual PSS", .server = "server-ec", .client = "client-pss", .suites = "ECDHE+AESGCM"},
        {.label = "RSA in PKCS#1", .server = "server-rsa", .suites = "ECDHE+AESGCM", .client_schemes = "RSA+SHA512:RSA+SHA256"},
        {.label = "client's order", .server = "server-rsa", .suites = "ECDHE+AESGCM",
         .client_schemes = "RSA+SHA384:RSA-PSS+SHA256:RSA+SHA256", .server_schemes = "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA384"},
        {.label = "server's order", .server = "server-rsa", .suites = "ECDHE+AESGCM", .preference = 1,
         .client_schemes = "RSA+SHA384:RSA-PSS+SHA256:RSA+SHA256", .server_schemes = "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA384"},
        {.label = "no scheme", .server = "server-rsa", .suites = "ECDHE+AESGCM", .client_schemes = "RSA+SHA384",
         .server_schemes = "RSA+SHA256"},
        {.label = "for clients", .server = "server-ec", .client = "client-rsa", .suites = "ECDHE+AESGCM",
         .for_clients = "RSA+SHA512:RSA-PSS+SHA384"},
        {.label = "for ECDSA clients", .server = "server-ec", .client = "client-rsa", .suites = "ECDHE+AESGCM",
         .for_clients = "ECDSA+SHA256"},
        {.label = "groups of client", .server = "server-ec", .suites = "ECDHE+AESGCM", .client_groups = "P-521:P-256:X25519",
         .server_groups = "X25519:P-256:P-521"},
        {.label = "groups of server", .server = "server-ec", .suites = "ECDHE+AESGCM", .client_groups = "P-521:P-256:X25519",
         .server_groups = "X25519:P-256:P-521", .preference = 1},
        {.label = "no group", .server = "server-ec", .suites = "ECDHE+AESGCM", .client_groups = "X25519:P-256",
         .server_groups = "P-384"},
        {.label = "curve not offered", .server = "server-p384", .suites = "ECDHE+AESGCM", .client_groups = "X25519:P-256"},
        {.label = "suite b", .server = "server-suiteb", .suites = "SUITEB128", .root = "otherroot.crt"},
        {.label = "suite b only", .server = "server-suiteb", .suites = "SUITEB128ONLY", .root = "otherroot.crt"},
        {.label = "suite b with RSA above", .server = "server-ec", .suites = "SUITEB128"},
        {.label = "suite b 192", .server = "server-p384", .suites = "SUITEB192"},
        {.label = "suite b, wrong curve", .server = "server-ec", .suites = "SUITEB192"},
        {.label = "on P-256", .server = "server-ec", .suites = "ECDHE+AESGCM", .client_groups = "P-256"},
        {.label = "on P-384", .server = "server-rsa", .suites = "ECDHE+AESGCM", .client_groups = "P-384"},
        {.label = "on P-521", .server = "server-rsa", .suites = "ECDHE+AESGCM", .client_groups = "P-521"},
        {.label = "DHE", .server = "server-rsa", .suites = "kDHE"},
    };
    size_t i;

    for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        tell(&table[i]);
}

static void certificate_types(void)
{
    SSL_CTX *client = pair_context(0, "client-ec", NULL), *server = pair_context(1, "server-ec", NULL);
    static const unsigned char types[] = {64, 1}, ecdsa[] = {64};
    const unsigned char *told = NULL;
    struct pair pair;
    X509 *shown;
    int done;

    SSL_CTX_set_verify(server, SSL_VERIFY_PEER, NULL);
    SSL_CTX_load_verify_locations(server, "root.crt", NULL);
    show_int("types", SSL_CTX_set1_client_certificate_types(server, types, 2));
    pair_join(&pair, client, server);
    show_int("before", SSL_get0_certificate_types(pair.client, &told));
    show_int("types of connection", SSL_set1_client_certificate_types(pair.server, ecdsa, 1));
    done = pair_handshake(&pair);
    show("types", "%d %ld", done, (long)SSL_get0_certificate_types(pair.client, &told));
    shown = SSL_get_peer_certificate(pair.server);
    show("type", "%d %s", told != NULL ? told[0] : -1, shown != NULL ? "shown" : "none");
    X509_free(shown);
    show_int("server's", SSL_get0_certificate_types(pair.server, &told));
    pair_free(&pair);
}

/* ---- several certificates ---- */

static void add_credentials(SSL_CTX *ctx, const char *name)
{
    char file[60];

    snprintf(file, sizeof(file), "%s.chain", name);
    need(SSL_CTX_use_certificate_chain_file(ctx, file), file);
    snprintf(file, sizeof(file), "%s.key", name);
    need(SSL_CTX_use_PrivateKey_file(ctx, file, SSL_FILETYPE_PEM), file);
}

static void choose(const char *const *credentials, const char *suites, const char *schemes, const char *groups, int preference)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, NULL, NULL);
    struct pair pair;
    int own = -1, type = -1, done;
    char name[200] = "";
    X509 *x509;

    for (; *credentials != NULL; credentials++)
        add_credentials(server, *credentials);
    need(SSL_CTX_set_cipher_list(client, suites), suites);
    if (schemes != NULL)
        need(SSL_CTX_set1_sigalgs_list(client, schemes), schemes);
    if (groups != NULL)
        need(SSL_CTX_set1_groups_list(client, groups), groups);
    SSL_CTX_set_options(server, preference == 1   ? SSL_OP_CIPHER_SERVER_PREFERENCE
                                : preference == 2 ? SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA
                                                  : 0);
    pair_join(&pair, client, server);
    done = pair_handshake(&pair);
    x509 = SSL_get_peer_certificate(pair.client);
    if (x509 != NULL)
        X509_NAME_oneline(X509_get_subject_name(x509), name, sizeof(name));
    X509_free(x509);
    SSL_get_peer_signature_nid(pair.client, &own);
    SSL_get_peer_signature_type_nid(pair.client, &type);
    printf("%s, %s, %s, %d: ", suites, schemes != NULL ? schemes : "default", groups != NULL ? groups : "default", preference);
    if (done)
        printf("%s %s %d %d %ld\n", SSL_get_cipher(pair.client), name, own, type, (long)SSL_get_negotiated_group(pair.client));
    else
        printf("failed\n");
    ERR_clear_error();
    pair_free(&pair);
}

/* What is left when a side has only groups that the other, or this library, has not. */
static void groups_left(void)
{
    static const char *const lists[][3] = {
        {"secp256k1:brainpoolP256r1", NULL, "DEFAULT"}, {NULL, "secp256k1:brainpoolP256r1", "DEFAULT"},
        {"brainpoolP512r1:P-384:sect571k1", "sect571r1:P-384", "DEFAULT"}, {"secp256k1", NULL, "ECDHE"},
        {NULL, "brainpoolP384r1", "ECDHE"}, {"brainpoolP384r1", "P-256", "ECDHE:AES128-GCM-SHA256"}, {"X448", "X25519", "DEFAULT"},
    };
    size_t i;

    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);
        struct pair pair;
        int done;

        need(SSL_CTX_set_cipher_list(client, lists[i][2]), lists[i][2]);
        if (lists[i][0] != NULL)
            need(SSL_CTX_set1_groups_list(client, lists[i][0]), lists[i][0]);
        if (lists[i][1] != NULL)
            need(SSL_CTX_set1_groups_list(server, lists[i][1]), lists[i][1]);
        pair_join(&pair, client, server);
        done = pair_handshake(&pair);
        show(labelled("groups left %u", (unsigned)i), "%s %ld", done ? SSL_get_cipher(pair.client) : "failed",
             done ? (long)SSL_get_negotiated_group(pair.client) : 0);
        ERR_clear_error();
        pair_free(&pair);
    }
}

/* Keys for PSS that are limited to one hash sign with it (RFC 4055, 3.1). Servers of OpenSSL 3.0 show no such key in DTLS. */
static void limited_keys(void)
{
    static const char *const names[] = {"client-pss", "client-pss384", "client-pss512"};
    static const char *const schemes[] = {NULL, "rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512", "rsa_pss_pss_sha512:RSA+SHA256",
                                          "rsa_pss_pss_sha384:RSA+SHA256"};
    size_t i, j;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        for (j = 0; j < sizeof(schemes) / sizeof(schemes[0]); j++) {
            SSL_CTX *client = pair_context(0, names[i], "root.crt"), *server = pair_context(1, "server-rsa", "root.crt");
            struct pair pair;
            int done, type = 0, digest = 0;
            X509 *shown;

            SSL_CTX_set_verify(server, SSL_VERIFY_PEER, NULL);
            if (schemes[j] != NULL)
                need(SSL_CTX_set1_client_sigalgs_list(server, schemes[j]), schemes[j]);
            pair_join(&pair, client, server);
            done = pair_handshake(&pair);
            shown = SSL_get1_peer_certificate(pair.server);
            SSL_get_peer_signature_type_nid(pair.server, &type);
            SSL_get_peer_signature_nid(pair.server, &digest);
            show(labelled("%s, %s", names[i], schemes[j] != NULL ? schemes[j] : "default"), "%d, certificate %d, signature %d %d", done,
                 shown != NULL, type, digest);
            X509_free(shown);
            ERR_clear_error();
            pair_free(&pair);
        }
}

static void choices(void)
{
    static const char *const sets[][5] = {
        {"server-rsa", "server-ec", NULL}, {"server-ec", "server-rsa", NULL}, {"server-rsa", "server-ec", "server-ed25519", NULL},
        {"server-rsa", "server-pss", NULL},
    };
    static const char *const suites[] = {
        "DEFAULT", "ECDHE+AESGCM", "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES256-GCM-SHA384", "ECDHE+CHACHA20:ECDHE+AESGCM", "ECDHE+AESGCM:ECDHE+CHACHA20",
        "AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA",
    };
    static const char *const schemes[] = {NULL, "RSA+SHA256:ECDSA+SHA256:ed25519", "ed25519:ECDSA+SHA512:RSA-PSS+SHA384",
                                          "rsa_pss_pss_sha256:RSA+SHA512:ECDSA+SHA384"};
    static const char *const groups[] = {NULL, "X25519:P-256", "P-384:P-256"};
    size_t a, b, c, d;
    int preference;

    for (a = 0; a < sizeof(sets) / sizeof(sets[0]); a++) {
        printf("set %u\n", (unsigned)a);
        for (b = 0; b < sizeof(suites) / sizeof(suites[0]); b++)
            for (c = 0; c < sizeof(schemes) / sizeof(schemes[0]); c++)
                for (d = 0; d < sizeof(groups) / sizeof(groups[0]); d++)
                    for (preference = 0; preference <= 2; preference++)
                        choose(sets[a], suites[b], schemes[c], groups[d], preference);
    }
}

int main(void)
{
    group_lists();
    other_groups();
    scheme_lists();
    offers();
    afterwards();
    certificate_types();
    choices();
    groups_left();
    limited_keys();
    return 0;
}
