/*
 * Security levels and the security callback (SSL_CTX_set_security_level(3)): suites, versions, certificates, chains of
 * the peer at each level, and what the callback is asked. Only suites and groups that both libraries have are shown.
 */
#include "pair.h"

#include <openssl/pem.h>

#include <openssl/objects.h>
#include <openssl/x509v3.h>

static int is_shown(const SSL_CIPHER *suite)
{
    static const char *const others[] = {"ARIA", "CAMELLIA", "NULL", "SRP", "DSS", "GOST", NULL};
    int i, kx = SSL_CIPHER_get_kx_nid(suite);

    for (i = 0; others[i] != NULL; i++)
        if (strstr(SSL_CIPHER_get_name(suite), others[i]) != NULL)
            return 0;
    return SSL_CIPHER_get_auth_nid(suite) != NID_auth_null && (kx == NID_kx_ecdhe || kx == NID_kx_psk ||
                                                               kx == NID_kx_ecdhe_psk || kx == NID_kx_rsa || kx == NID_kx_dhe || kx == NID_kx_dhe_psk ||
                                                               kx == NID_kx_any);
}

/* ---- what is supported at each level ---- */

static unsigned int no_key(SSL *ssl, const char *hint, char *identity, unsigned int most, unsigned char *key,
                           unsigned int most_key)
{
    (void)ssl, (void)hint, (void)identity, (void)most, (void)key, (void)most_key;
    return 0;
}

static void supported(const char *label, SSL_CTX *ctx)
{
    SSL *ssl = SSL_new(ctx);
    STACK_OF(SSL_CIPHER) *list = SSL_get1_supported_ciphers(ssl);
    int i;

    printf("%s:", label);
    for (i = 0; i < sk_SSL_CIPHER_num(list); i++)
        if (is_shown(sk_SSL_CIPHER_value(list, i)))
            printf(" %s", SSL_CIPHER_get_name(sk_SSL_CIPHER_value(list, i)));
    printf("\n");
    sk_SSL_CIPHER_free(list);
    SSL_free(ssl);
}

static void supported_suites(void)
{
    int level;

    for (level = -1; level <= 6; level++) {
        SSL_CTX *ctx = SSL_CTX_new(DTLS_method());

        SSL_CTX_set_cipher_list(ctx, "ALL");
        SSL_CTX_set_security_level(ctx, level);
        show_int("level", SSL_CTX_get_security_level(ctx));
        supported(labelled("level %d", level), ctx);
        SSL_CTX_set_psk_client_callback(ctx, no_key);
        supported(labelled("level %d with keys", level), ctx);
        SSL_CTX_set_max_proto_version(ctx, DTLS1_VERSION);
        supported(labelled("level %d, 1.0", level), ctx);
        SSL_CTX_set_max_proto_version(ctx, 0);
        show_int("sigalgs", SSL_CTX_set1_sigalgs_list(ctx, "RSA+SHA256"));
        supported(labelled("level %d, RSA signatures", level), ctx);
        show_int("sigalgs", SSL_CTX_set1_sigalgs_list(ctx, "ECDSA+SHA1:RSA+SHA224"));
        supported(labelled("level %d, weak signatures", level), ctx);
        SSL_CTX_free(ctx);
    }
}

/* ---- certificates of one's own ---- */

static void own_certificates(void)
{
    static const char *const names[] = {"server-rsa", "server-ec", "server-p384", "server-p521", "server-ed25519", "small",
                                        "sha1", "selfsigned", "root"};
    int level;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        for (level = 0; level <= 5; level++) {
            SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
            char file[60];
            const char *label = labelled("%s at %d", names[i], level);
            BIO *bio;
            X509 *x509;

            SSL_CTX_set_security_level(ctx, level);
            snprintf(file, sizeof(file), "%s.crt", names[i]);
            show_int(label, SSL_CTX_use_certificate_file(ctx, file, SSL_FILETYPE_PEM));
            show_errors(label);
            bio = BIO_new_file(file, "r");
            x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL);
            label = labelled("%s above at %d", names[i], level);
            SSL_CTX_set_security_level(ctx, 0);
            need(SSL_CTX_use_certificate_file(ctx, "server-ec.crt", SSL_FILETYPE_PEM) == 1, "server-ec");
            SSL_CTX_set_security_level(ctx, level);
            show_int(label, SSL_CTX_add1_chain_cert(ctx, x509));
            show_errors(label);
            show_int("references", SSL_CTX_add0_chain_cert(ctx, x509));
            if (ERR_peek_error() != 0)
                X509_free(x509);
            show_errors(label);
            BIO_free(bio);
            SSL_CTX_free(ctx);
        }
}

static void chain_files(void)
{
    static const char *const names[] = {"server-rsa.chain", "server-ec.chain"};
    int level;
    size_t i;

    for (i = 0; i < 2; i++)
        for (level = 0; level <= 5; level++) {
            SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
            STACK_OF(X509) *chain = NULL;
            const char *label = labelled("%s at %d", names[i], level);

            SSL_CTX_set_security_level(ctx, level);
            show_int(label, SSL_CTX_use_certificate_chain_file(ctx, names[i]));
            show_errors(label);
            show_set(label, SSL_CTX_get0_certificate(ctx));
            SSL_CTX_get0_chain_certs(ctx, &chain);
            show_int(label, sk_X509_num(chain));
            SSL_CTX_free(ctx);
        }
}

/* ---- sessions at each level ---- */

static void sessions(void)
{
    static const char *const credentials[] = {"server-rsa", "server-ec", "server-p384", "server-p521"};
    int ours, theirs;
    size_t i;

    for (i = 0; i < sizeof(credentials) / sizeof(credentials[0]); i++)
        for (ours = 0; ours <= 5; ours++)
            for (theirs = 0; theirs <= 5; theirs += 1 + (ours != theirs)) {
                struct pair pair;
                int done;
                const char *label = labelled("%s, client %d, server %d", credentials[i], ours, theirs);

                pair_new(&pair, credentials[i]);
                SSL_set_security_level(pair.client, ours);
                SSL_set_security_level(pair.server, theirs);
                done = pair_handshake(&pair);
                show(label, "%d %s %s", done, done ? SSL_get_cipher(pair.client) : "", SSL_get_version(pair.client));
                show_int(label, SSL_get_verify_result(pair.client));
                ERR_clear_error();
                pair_free(&pair);
            }
}

static void versions(void)
{
    int level;

    for (level = 0; level <= 2; level++) {
        struct pair pair;
        SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-ec", NULL);
        const char *label = labelled("1.0 at %d", level);
        int done;

        SSL_CTX_set_max_proto_version(client, DTLS1_VERSION);
        SSL_CTX_set_min_proto_version(client, DTLS1_VERSION);
        SSL_CTX_set_min_proto_version(server, DTLS1_VERSION);
        SSL_CTX_set_security_level(client, level);
        SSL_CTX_set_security_level(server, 0);
        pair_join(&pair, client, server);
        done = pair_handshake(&pair);
        show(label, "%d %s", done, SSL_get_version(pair.client));
        ERR_clear_error();
        pair_free(&pair);
    }
}

/* ---- the callback ---- */

struct asked {
    char text[100];
};
static struct asked asked[1000];
static int count;
static int refuse_op;

/*
 * What both libraries ask: no DSA, Ed448, X448, and no version but DTLS's own; nor a second time about what
 * the peer chose out of what was allowed.
 */
static int is_common(int op, int nid, const unsigned char *two)
{
    int number = two != NULL ? two[0] << 8 | two[1] : 0;

    if (op == SSL_SECOP_CIPHER_CHECK || op == SSL_SECOP_CURVE_CHECK || op == SSL_SECOP_SIGALG_CHECK)
        return 0;
    if (op == SSL_SECOP_VERSION)
        return nid != 0x100;
    if ((op & (int)SSL_SECOP_OTHER_TYPE) == SSL_SECOP_OTHER_SIGALG)
        return (number & 0xFF) != 2 && number != 0x808;
    if ((op & (int)SSL_SECOP_OTHER_TYPE) == SSL_SECOP_OTHER_CURVE)
        return number != 0x1E;
    return 1;
}

static int decide(const SSL *s, const SSL_CTX *ctx, int op, int bits, int nid, void *other, void *ex)
{
    char text[100];
    int i, type = op & (int)SSL_SECOP_OTHER_TYPE;
    const unsigned char *two = type == SSL_SECOP_OTHER_SIGALG || type == SSL_SECOP_OTHER_CURVE ? other : NULL;
    const char *side = s == NULL ? "context" : SSL_is_server((SSL *)(size_t)s) ? "server" : "client";

    if (op == refuse_op)
        return 0;
    if (!is_common(op, nid, two))
        return 1;
    snprintf(text, sizeof(text), "%s %d%d %06x bits %d nid %d %s%04x %s", side, s != NULL, ctx != NULL, (unsigned)op, bits, nid,
             type == SSL_SECOP_OTHER_CIPHER  ? SSL_CIPHER_get_name(other)
             : type == SSL_SECOP_OTHER_CERT ? "certificate"
                                            : "",
             two != NULL ? (unsigned)(two[0] << 8 | two[1]) : 0, (const char *)ex);
    for (i = 0; i < count; i++)
        if (strcmp(asked[i].text, text) == 0)
            break;
    if (i == count && count < 1000)
        strcpy(asked[count++].text, text);
    return 1;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct asked *)a)->text, ((const struct asked *)b)->text);
}

/* What was asked, each thing once; in which order two lists are walked is the library's own business. */
static void print_asked(const char *label)
{
    int i;

    qsort(asked, (size_t)count, sizeof(asked[0]), by_text);
    for (i = 0; i < count; i++)
        printf("%s: %s\n", label, asked[i].text);
    count = 0;
}

static void callback_session(const char *label, const char *suites, int client_certificate, int refused)
{
    static char client_data[] = "client data", server_data[] = "server data";
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = SSL_CTX_new(DTLS_server_method());
    struct pair pair;
    int done;

    SSL_CTX_set_security_callback(client, decide);
    SSL_CTX_set0_security_ex_data(client, client_data);
    SSL_CTX_set_security_callback(server, decide);
    SSL_CTX_set0_security_ex_data(server, server_data);
    show_int("same data", SSL_CTX_get0_security_ex_data(server) == server_data);
    show_int("same callback", SSL_CTX_get_security_callback(server) == decide);
    SSL_CTX_use_certificate_chain_file(server, "server-ec.chain");
    SSL_CTX_use_PrivateKey_file(server, "server-ec.key", SSL_FILETYPE_PEM);
    print_asked(labelled("%s, certificate", label));
    SSL_CTX_set_cipher_list(client, suites);
    SSL_CTX_set_cipher_list(server, suites);
    SSL_CTX_set1_groups_list(client, "P-256");
    SSL_CTX_set1_groups_list(server, "P-256");
    if (client_certificate) {
        SSL_CTX_use_certificate_chain_file(client, "client-ec.chain");
        SSL_CTX_use_PrivateKey_file(client, "client-ec.key", SSL_FILETYPE_PEM);
        SSL_CTX_load_verify_locations(server, "root.crt", NULL);
        SSL_CTX_set_verify(server, SSL_VERIFY_PEER, NULL);
        count = 0;
    }
    pair_join(&pair, client, server);
    show_int("connection's data", SSL_get0_security_ex_data(pair.server) == server_data);
    refuse_op = refused;
    done = pair_handshake(&pair);
    refuse_op = 0;
    show(label, "%d %s", done, done ? SSL_get_cipher(pair.client) : "");
    if (refused == 0)
        print_asked(label);
    count = 0;
    ERR_clear_error();
    pair_free(&pair);
}

static void callbacks(void)
{
    static const int refused[] = {SSL_SECOP_VERSION, SSL_SECOP_CIPHER_SUPPORTED, SSL_SECOP_CIPHER_SHARED,
                                  SSL_SECOP_CURVE_SUPPORTED, SSL_SECOP_CURVE_SHARED, SSL_SECOP_SIGALG_SUPPORTED,
                                  SSL_SECOP_SIGALG_SHARED, SSL_SECOP_SIGALG_MASK, SSL_SECOP_TICKET};
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    int (*by_level)(const SSL *, const SSL_CTX *, int, int, int, void *, void *) = SSL_CTX_get_security_callback(ctx);
    size_t i;
    int level;

    show_set("default callback", (void *)(size_t)by_level);
    show_set("default data", SSL_CTX_get0_security_ex_data(ctx));
    for (level = 0; level <= 5; level++) {
        SSL *ssl = SSL_new(ctx);

        SSL_set_security_level(ssl, level);
        show("rules", "%d: %d %d %d %d %d %d %d", level, by_level(ssl, NULL, SSL_SECOP_VERSION, 0, DTLS1_VERSION, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_VERSION, 0, DTLS1_2_VERSION, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_TICKET, 0, 0, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_COMPRESSION, 0, 0, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_TMP_DH, 79, 0, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_TMP_DH, 112, 0, NULL, NULL),
             by_level(ssl, NULL, SSL_SECOP_CURVE_CHECK, 128, 0, NULL, NULL));
        SSL_free(ssl);
    }
    SSL_CTX_free(ctx);
    callback_session("plain", "ECDHE-ECDSA-AES128-GCM-SHA256", 0, 0);
    callback_session("mutual", "ECDHE-ECDSA-AES128-GCM-SHA256", 1, 0);
    for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        callback_session(labelled("refused %06x", (unsigned)refused[i]), "ECDHE-ECDSA-AES128-GCM-SHA256", 0, refused[i]);
}

/* ---- a client's scheme, where its certificate comes in the middle of the handshake ---- */

static int no_pss(const SSL *ssl, const SSL_CTX *ctx, int op, int bits, int nid, void *other, void *arg)
{
    (void)ssl, (void)ctx, (void)bits, (void)nid, (void)arg;
    return op != SSL_SECOP_SIGALG_SHARED || ((unsigned char *)other)[0] != 8;
}

static int give_certificate(SSL *ssl, X509 **x509, EVP_PKEY **key)
{
    BIO *in;

    SSL_set_mode(ssl, SSL_MODE_RELEASE_BUFFERS);
    in = BIO_new_file("client-rsa.crt", "r");
    *x509 = PEM_read_bio_X509(in, NULL, NULL, NULL);
    BIO_free(in);
    in = BIO_new_file("client-rsa.key", "r");
    *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);
    BIO_free(in);
    return 1;
}

static int set_certificate(SSL *ssl, void *arg)
{
    (void)arg;
    need(SSL_use_certificate_chain_file(ssl, "client-rsa.chain"), "chain");
    need(SSL_use_PrivateKey_file(ssl, "client-rsa.key", SSL_FILETYPE_PEM), "key");
    return 1;
}

static int take_all(int good, X509_STORE_CTX *store)
{
    (void)good, (void)store;
    return 1;
}

static void scheme_of_client(void)
{
    int way;

    for (way = 0; way < 3; way++) {
        SSL_CTX *client = pair_context(0, way == 0 ? "client-rsa" : NULL, "root.crt"), *server = pair_context(1, "server-ec", "root.crt");
        struct pair pair;
        int done, type = 0;

        SSL_CTX_set_security_callback(client, no_pss);
        if (way == 1)
            SSL_CTX_set_client_cert_cb(client, give_certificate);
        if (way == 2)
            SSL_CTX_set_cert_cb(client, set_certificate, NULL);
        SSL_CTX_set_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, take_all);
        pair_join(&pair, client, server);
        done = pair_handshake(&pair);
        SSL_get_peer_signature_type_nid(pair.server, &type);
        show(labelled("client's certificate, way %d", way), "%d %d", done, type);
        ERR_clear_error();
        pair_free(&pair);
    }
}

int main(void)
{
    supported_suites();
    own_certificates();
    chain_files();
    sessions();
    versions();
    callbacks();
    scheme_of_client();
    return 0;
}
