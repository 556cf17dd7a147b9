/* Handshakes over memory: what each side gets back, its errors and alerts, and what the callbacks see. */
#include "pair.h"
#include <openssl/pem.h>

static const char *side(const SSL *ssl)
{
    return SSL_is_server(ssl) ? "server" : "client";
}

static void info(const SSL *ssl, int where, int value)
{
    if (where & SSL_CB_ALERT)
        show(labelled("%s alert", side(ssl)), "%s %s: %s", where & SSL_CB_READ ? "received" : "sent",
             SSL_alert_type_string_long(value), SSL_alert_desc_string_long(value));
    else if (where & SSL_CB_HANDSHAKE_START)
        show(labelled("%s info", side(ssl)), "handshake starts");
    else if (where & SSL_CB_HANDSHAKE_DONE)
        show(labelled("%s info", side(ssl)), "handshake done");
}

static int accept_all;

static int verify(int ok, X509_STORE_CTX *ctx)
{
    X509 *current = X509_STORE_CTX_get_current_cert(ctx);
    SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());
    char name[80] = "-";

    if (current != NULL)
        X509_NAME_get_text_by_NID(X509_get_subject_name(current), NID_commonName, name, sizeof(name));
    show(ssl ? labelled("%s verify", side(ssl)) : "verify without SSL", "ok %d depth %d error %d %s", ok,
         X509_STORE_CTX_get_error_depth(ctx), X509_STORE_CTX_get_error(ctx), name);
    return accept_all || ok;
}

/* Runs the handshake with every step shown. */
static void run(const char *name, struct pair *pair)
{
    static const char text[] = "hello through the pair";
    char buffer[64], what[80];
    int client = 0, server = 0, i;

    snprintf(what, sizeof(what), "%s", name);
    show("case", "%s", what);
    SSL_set_info_callback(pair->client, info);
    SSL_set_info_callback(pair->server, info);
    for (i = 0; i < 4 && (client != 1 || server != 1); i++) {
        if (client != 1)
            client = pair_call(pair->client, SSL_do_handshake, labelled("%s: client", what));
        if (server != 1)
            server = pair_call(pair->server, SSL_do_handshake, labelled("%s: server", what));
    }
    if (client == 1 && server == 1) {
        X509 *peer = SSL_get_peer_certificate(pair->client);

        show(labelled("%s: agreed", what), "%s %s %s", SSL_get_version(pair->client), SSL_get_cipher_name(pair->client),
             SSL_get_cipher_name(pair->server));
        show_int(labelled("%s: server certificate", what), peer != NULL);
        X509_free(peer);
        show_int(labelled("%s: chain", what), sk_X509_num(SSL_get_peer_cert_chain(pair->client)));
        show_int(labelled("%s: write", what), SSL_write(pair->client, text, (int)sizeof(text)));
        show_int(labelled("%s: read", what), SSL_read(pair->server, buffer, sizeof(buffer)));
        show_int(labelled("%s: same", what), memcmp(buffer, text, sizeof(text)) == 0);
        show_int(labelled("%s: answer", what), SSL_write(pair->server, "answer", 6));
        show_int(labelled("%s: answer read", what), SSL_read(pair->client, buffer, sizeof(buffer)));
        show(labelled("%s: secure renegotiation", what), "%ld %ld", SSL_get_secure_renegotiation_support(pair->client),
             SSL_get_secure_renegotiation_support(pair->server));
    }
    show(labelled("%s: verify results", what), "%ld %ld", SSL_get_verify_result(pair->client), SSL_get_verify_result(pair->server));
    show(labelled("%s: states", what), "%s | %s", SSL_state_string_long(pair->client), SSL_state_string_long(pair->server));
    ERR_clear_error();
    pair_free(pair);
}

static SSL_CTX *client(const char *credentials, const char *authorities)
{
    SSL_CTX *ctx = pair_context(0, credentials, authorities);

    SSL_CTX_set_verify(ctx, authorities ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, verify);
    return ctx;
}

static void server_keys(void)
{
    static const char *keys[] = { "server-rsa", "server-ec" };
    static const char *ciphers[] = { "ECDHE+AESGCM:@SECLEVEL=1", "ECDHE+CHACHA20", "ECDHE+AES128+SHA1", "AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384" };
    struct pair pair;
    size_t i, j;

    for (i = 0; i < 2; i++)
        for (j = 0; j < 3; j++) {
            SSL_CTX *ctx = pair_context(1, keys[i], NULL);

            SSL_CTX_set_cipher_list(ctx, ciphers[j]);
            pair_join(&pair, client(NULL, "root.crt"), ctx);
            run(labelled("%s with %s", keys[i], ciphers[j]), &pair);
        }
}

static void version_1_0(void)
{
    static const char *keys[] = { "server-rsa", "server-ec" };
    struct pair pair;
    size_t i;

    for (i = 0; i < 2; i++) {
        SSL_CTX *left = client(NULL, "root.crt"), *right = pair_context(1, keys[i], NULL);

        SSL_CTX_set_cipher_list(left, "DEFAULT:@SECLEVEL=0");
        SSL_CTX_set_cipher_list(right, "DEFAULT:@SECLEVEL=0");
        SSL_CTX_set_max_proto_version(right, DTLS1_VERSION);
        pair_join(&pair, left, right);
        run(labelled("DTLS 1.0 with %s", keys[i]), &pair);
    }
    {
        SSL_CTX *left = client(NULL, "root.crt"), *right = pair_context(1, "server-ec", NULL);

        SSL_CTX_set_min_proto_version(left, DTLS1_2_VERSION);
        SSL_CTX_set_max_proto_version(right, DTLS1_VERSION);
        SSL_CTX_set_security_level(right, 0);
        pair_join(&pair, left, right);
        run("no common version", &pair);
    }
}

static void client_certificates(void)
{
    static const char *keys[] = { "client-rsa", "client-ec", NULL };
    struct pair pair;
    size_t i;
    int modes[] = { SSL_VERIFY_PEER, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT };

    for (i = 0; i < 6; i++) {
        SSL_CTX *right = pair_context(1, "server-ec", "root.crt");

        SSL_CTX_set_verify(right, modes[i % 2], verify);
        SSL_CTX_set_client_CA_list(right, SSL_load_client_CA_file("root.crt"));
        pair_join(&pair, client(keys[i / 2], "root.crt"), right);
        run(labelled("client with %s, mode %d", keys[i / 2] ? keys[i / 2] : "nothing", modes[i % 2]), &pair);
    }
    {
        SSL_CTX *right = pair_context(1, "server-ec", "otherroot.crt");

        SSL_CTX_set_verify(right, SSL_VERIFY_PEER, verify);
        pair_join(&pair, client("client-ec", "root.crt"), right);
        run("client of another authority", &pair);
    }
}

static SSL_CTX *server_of(const char *certificate)
{
    SSL_CTX *ctx = pair_context(1, NULL, NULL);
    BIO *bio = BIO_new_file("inter.crt", "r");
    X509 *inter = PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    need(SSL_CTX_use_certificate_file(ctx, labelled("%s.crt", certificate), SSL_FILETYPE_PEM) == 1, certificate);
    need(SSL_CTX_use_PrivateKey_file(ctx, labelled("%s.key", certificate), SSL_FILETYPE_PEM) == 1, certificate);
    SSL_CTX_add_extra_chain_cert(ctx, inter);
    return ctx;
}

static void bad_chains(void)
{
    static const char *certificates[] = { "expired", "future", "selfsigned", "critical", "client-ec", "small" };
    struct pair pair;
    size_t i;

    pair_join(&pair, client(NULL, "otherroot.crt"), pair_context(1, "server-ec", NULL));
    run("wrong authority", &pair);
    accept_all = 1;
    pair_join(&pair, client(NULL, "otherroot.crt"), pair_context(1, "server-ec", NULL));
    run("wrong authority, overlooked", &pair);
    accept_all = 0;
    pair_join(&pair, client(NULL, NULL), pair_context(1, "server-ec", NULL));
    run("no verification", &pair);
    for (i = 0; i < sizeof(certificates) / sizeof(certificates[0]); i++) {
        SSL_CTX *right = pair_context(1, NULL, NULL), *left = client(NULL, "root.crt");

        SSL_CTX_free(right);
        if (strcmp(certificates[i], "small") == 0) {
            right = pair_context(1, NULL, NULL);
            SSL_CTX_set_security_level(right, 0);
            SSL_CTX_use_certificate_file(right, "small.crt", SSL_FILETYPE_PEM);
            SSL_CTX_use_PrivateKey_file(right, "small.key", SSL_FILETYPE_PEM);
        } else {
            right = server_of(certificates[i]);
        }
        pair_join(&pair, left, right);
        run(labelled("certificate %s", certificates[i]), &pair);
    }
    {
        SSL_CTX *left = client(NULL, "root.crt");

        pair_join(&pair, left, pair_context(1, "server-ec", NULL));
        SSL_set1_host(pair.client, "localhost");
        run("right host", &pair);
        pair_join(&pair, client(NULL, "root.crt"), pair_context(1, "server-ec", NULL));
        SSL_set1_host(pair.client, "elsewhere.example");
        run("wrong host", &pair);
        pair_join(&pair, client(NULL, "root.crt"), pair_context(1, "server-ec", NULL));
        SSL_set_verify_depth(pair.client, 0);
        run("too deep", &pair);
    }
}

static void no_agreement(void)
{
    SSL_CTX *left, *right;
    struct pair pair;

    left = client(NULL, "root.crt");
    right = pair_context(1, "server-ec", NULL);
    SSL_CTX_set_cipher_list(left, "ECDHE-RSA-AES128-GCM-SHA256");
    pair_join(&pair, left, right);
    run("no shared cipher", &pair);
    left = client(NULL, "root.crt");
    right = pair_context(1, "server-ec", NULL);
    SSL_CTX_set1_groups_list(left, "P-384");
    SSL_CTX_set1_groups_list(right, "X25519");
    pair_join(&pair, left, right);
    run("no shared group", &pair);
    pair_join(&pair, client(NULL, "root.crt"), pair_context(1, NULL, NULL));
    run("server without certificate", &pair);
}

static int veto(X509_STORE_CTX *ctx, void *argument)
{
    show("whole verification", "argument %s, certificate %s", (const char *)argument,
         X509_STORE_CTX_get0_cert(ctx) ? "set" : "NULL");
    X509_STORE_CTX_set_error(ctx, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

static void own_verification(void)
{
    SSL_CTX *left = client(NULL, "root.crt");
    struct pair pair;

    SSL_CTX_set_cert_verify_callback(left, veto, (void *)"own");
    pair_join(&pair, left, pair_context(1, "server-ec", NULL));
    run("vetoed by the application", &pair);
}

int main(void)
{
    SSL_library_init();
    server_keys();
    version_1_0();
    client_certificates();
    bad_chains();
    no_agreement();
    own_verification();
    return 0;
}
