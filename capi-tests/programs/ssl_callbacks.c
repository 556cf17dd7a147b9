/* The callbacks of a handshake: when they are called, what they see, what their results do. */
#include "pair.h"
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static int hello_says, hello_alert, name_says, name_alert, cert_says, alpn_says, client_cert_says, verify_says, retries;
static SSL_CTX *other;

static const char *side(const SSL *ssl)
{
    return SSL_is_server(ssl) ? "server" : "client";
}

static void info(const SSL *ssl, int where, int value)
{
    if (where & SSL_CB_ALERT)
        show(labelled("%s alert", side(ssl)), "%s %s: %s", where & SSL_CB_READ ? "received" : "sent",
             SSL_alert_type_string_long(value), SSL_alert_desc_string_long(value));
}

static int client_hello(SSL *ssl, int *alert, void *arg)
{
    const unsigned char *data = NULL;
    size_t length, count = 0, i;
    int *types = NULL;

    show("client hello", "%s, alert %d, %s", (const char *)arg, *alert, SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name) ? "name known" : "no name");
    show("hello", "version %x v2 %d session %zu", SSL_client_hello_get0_legacy_version(ssl), SSL_client_hello_isv2(ssl),
         SSL_client_hello_get0_session_id(ssl, &data));
    show("random", "%zu", SSL_client_hello_get0_random(ssl, &data));
    length = SSL_client_hello_get0_compression_methods(ssl, &data);
    show("compression", "%zu: %d", length, length ? data[0] : -1);
    length = SSL_client_hello_get0_ciphers(ssl, &data);
    show_hex("ciphers", data, length);
    show_int("server name", SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &data, &length));
    show_hex("server name", data, length);
    show_int("absent", SSL_client_hello_get0_ext(ssl, 0x1234, &data, &length));
    show_int("null outs", SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, NULL, NULL));
    show_int("present", SSL_client_hello_get1_extensions_present(ssl, &types, &count));
    /* Their order and number are the client's own. */
    for (i = 0; i < count; i++)
        if (types[i] == TLSEXT_TYPE_server_name || types[i] == TLSEXT_TYPE_application_layer_protocol_negotiation)
            show("type", "%d", types[i]);
    OPENSSL_free(types);
    *alert = hello_alert;
    if (retries > 0) {
        retries--;
        return SSL_CLIENT_HELLO_RETRY;
    }
    return hello_says;
}

static int server_name(SSL *ssl, int *alert, void *arg)
{
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);

    show(labelled("%s name", side(ssl)), "%s, alert %d, %s, type %d", (const char *)arg, *alert, name ? name : "(none)", SSL_get_servername_type(ssl));
    if (name_alert)
        *alert = name_alert;
    if (other != NULL)
        show_int("set context", SSL_set_SSL_CTX(ssl, other) == other);
    return name_says;
}

static int certificate(SSL *ssl, void *arg)
{
    show(labelled("%s certificate", side(ssl)), "%s", (const char *)arg);
    if (retries > 0) {
        retries--;
        return -1;
    }
    return cert_says;
}

static int alpn(SSL *ssl, const unsigned char **out, unsigned char *outlen, const unsigned char *in, unsigned int inlen, void *arg)
{
    (void)ssl;
    show("alpn", "%s", (const char *)arg);
    show_hex("offered", in, inlen);
    *out = in + 1;
    *outlen = in[0];
    return alpn_says;
}

static int client_cert(SSL *ssl, X509 **x509, EVP_PKEY **key)
{
    BIO *certificate, *private;

    show("client_cert", "%s, %d authorities", side(ssl), sk_X509_NAME_num(SSL_get_client_CA_list(ssl)));
    if (retries > 0) {
        retries--;
        return -1;
    }
    if (!client_cert_says)
        return 0;
    certificate = BIO_new_file("client-rsa.crt", "r");
    private = BIO_new_file("client-rsa.key", "r");
    *x509 = PEM_read_bio_X509(certificate, NULL, NULL, NULL);
    *key = PEM_read_bio_PrivateKey(private, NULL, NULL, NULL);
    BIO_free(certificate);
    BIO_free(private);
    return 1;
}

static int whole_verify(X509_STORE_CTX *ctx, void *arg)
{
    SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());

    show("whole verify", "%s, certificate %s, untrusted %d", (const char *)arg, X509_STORE_CTX_get0_cert(ctx) ? "set" : "NULL",
         sk_X509_num(X509_STORE_CTX_get0_untrusted(ctx)));
    if (retries > 0) {
        retries--;
        return SSL_set_retry_verify(ssl);
    }
    if (verify_says <= 0)
        X509_STORE_CTX_set_error(ctx, X509_V_ERR_CERT_REVOKED);
    return verify_says;
}

static char argument[] = "argument";

static void reset(void)
{
    hello_says = SSL_CLIENT_HELLO_SUCCESS;
    name_says = SSL_TLSEXT_ERR_OK;
    hello_alert = SSL_AD_HANDSHAKE_FAILURE;
    name_alert = retries = 0;
    cert_says = client_cert_says = verify_says = 1;
    alpn_says = SSL_TLSEXT_ERR_OK;
    other = NULL;
}

static void callbacks(SSL_CTX *server)
{
    SSL_CTX_set_client_hello_cb(server, client_hello, argument);
    SSL_CTX_set_tlsext_servername_callback(server, server_name);
    SSL_CTX_set_tlsext_servername_arg(server, argument);
    SSL_CTX_set_cert_cb(server, certificate, argument);
    SSL_CTX_set_alpn_select_cb(server, alpn, argument);
}

static const unsigned char PROTOCOLS[] = "\5first\6second";

/* Calls both sides in turn with results; the end. */
static void run(const char *name, struct pair *pair, int calls)
{
    const unsigned char *protocol;
    unsigned int length;
    int i;

    show("case", "%s", name);
    SSL_set_info_callback(pair->client, info);
    SSL_set_info_callback(pair->server, info);
    for (i = 0; i < calls; i++) {
        pair_call(pair->client, SSL_do_handshake, labelled("%s: client", name));
        pair_call(pair->server, SSL_do_handshake, labelled("%s: server", name));
        /* Reading and writing apart. */
        if (SSL_want(pair->client) > SSL_READING || SSL_want(pair->server) > SSL_READING)
            show("want", "%d %d", SSL_want(pair->client), SSL_want(pair->server));
    }
    SSL_get0_alpn_selected(pair->client, &protocol, &length);
    show("alpn", "%.*s", (int)length, protocol ? (const char *)protocol : "");
    show("names", "%s %s", SSL_get_servername(pair->client, 0) ? "set" : "NULL", SSL_get_servername(pair->server, 0) ? "set" : "NULL");
    show("verify", "%ld %ld", SSL_get_verify_result(pair->client), SSL_get_verify_result(pair->server));
    show("certificates", "%d %d", SSL_get0_peer_certificate(pair->client) != NULL, SSL_get0_peer_certificate(pair->server) != NULL);
    ERR_clear_error();
    pair_free(pair);
}

static void server_case(const char *name, int calls)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);

    callbacks(server);
    SSL_CTX_set_alpn_protos(client, PROTOCOLS, sizeof(PROTOCOLS) - 1);
    SSL_CTX_set_cipher_list(client, "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256");
    pair_join(&pair, client, server);
    SSL_set_tlsext_host_name(pair.client, "localhost");
    run(name, &pair, calls);
    reset();
}

static void server_cases(void)
{
    static const int results[] = { SSL_TLSEXT_ERR_OK, SSL_TLSEXT_ERR_ALERT_WARNING, SSL_TLSEXT_ERR_ALERT_FATAL, SSL_TLSEXT_ERR_NOACK };
    int i;

    server_case("all well", 3);
    retries = 2;
    server_case("hello retried", 4);
    hello_says = SSL_CLIENT_HELLO_ERROR;
    server_case("hello refused", 2);
    for (i = 0; i < 4; i++) {
        /* A warning makes OpenSSL's server send it so often that OpenSSL's client gives up. */
        if (results[i] == SSL_TLSEXT_ERR_ALERT_WARNING)
            continue;
        name_says = results[i];
        server_case(labelled("name %d", results[i]), 3);
    }
    name_says = SSL_TLSEXT_ERR_ALERT_FATAL;
    name_alert = SSL_AD_ACCESS_DENIED;
    server_case("name with another alert", 2);
    for (i = 0; i < 4; i++) {
        alpn_says = results[i];
        server_case(labelled("alpn %d", results[i]), 3);
    }
    cert_says = 0;
    server_case("certificate refused", 2);
    cert_says = -1;
    server_case("certificate later", 3);
}

/* Which callbacks a resumption calls. */
static void resumption(long options)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);
    SSL_SESSION *session;

    callbacks(server);
    SSL_CTX_set_options(server, options);
    SSL_CTX_set_alpn_protos(client, PROTOCOLS, sizeof(PROTOCOLS) - 1);
    SSL_CTX_set_cipher_list(client, "ECDHE-RSA-AES128-GCM-SHA256");
    pair_join(&pair, client, server);
    SSL_set_tlsext_host_name(pair.client, "localhost");
    show_int("first", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    show("shutdown", "%d %d", SSL_shutdown(pair.client), SSL_shutdown(pair.server));
    pair_again(&pair);
    SSL_set_tlsext_host_name(pair.client, "localhost");
    SSL_set_session(pair.client, session);
    show_int("again", pair_handshake(&pair));
    show("reused", "%d %d", SSL_session_reused(pair.client), SSL_session_reused(pair.server));
    SSL_SESSION_free(session);
    pair_free(&pair);
    reset();
}

/* Without a name the callback of a server is called, too. */
static void no_name(void)
{
    struct pair pair;
    SSL_CTX *server = pair_context(1, "server-rsa", NULL);

    SSL_CTX_set_tlsext_servername_callback(server, server_name);
    SSL_CTX_set_tlsext_servername_arg(server, argument);
    pair_join(&pair, pair_context(0, NULL, "root.crt"), server);
    run("no name", &pair, 3);
    reset();
}

static void other_context(void)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);
    SSL_CTX *second = pair_context(1, "server-ec", "root.crt");
    X509 *peer;

    SSL_CTX_set_tlsext_servername_callback(server, server_name);
    SSL_CTX_set_tlsext_servername_arg(server, argument);
    SSL_CTX_set_options(second, SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_verify_depth(second, 7);
    SSL_CTX_set_session_id_context(second, (const unsigned char *)"second", 6);
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"first", 5);
    SSL_CTX_set_app_data(second, argument);
    other = second;
    pair_join(&pair, client, server);
    SSL_set_tlsext_host_name(pair.client, "localhost");
    SSL_set_info_callback(pair.server, info);
    show_int("other context", pair_handshake(&pair));
    peer = SSL_get_peer_certificate(pair.client);
    show_int("key type", EVP_PKEY_base_id(X509_get0_pubkey(peer)));
    show("context", "%d %d", SSL_get_SSL_CTX(pair.server) == second, SSL_CTX_get_app_data(SSL_get_SSL_CTX(pair.server)) == argument);
    show("settings", "mode %d depth %d ticket %d preference %d", SSL_get_verify_mode(pair.server), SSL_get_verify_depth(pair.server),
         (SSL_get_options(pair.server) & SSL_OP_NO_TICKET) != 0, (SSL_get_options(pair.server) & SSL_OP_CIPHER_SERVER_PREFERENCE) != 0);
    X509_free(peer);
    ERR_clear_error();
    pair_free(&pair);
    SSL_CTX_free(second);
    reset();
}

static void client_case(const char *name, int mode, int use_cert_cb, int use_client_cert_cb, int calls)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", "root.crt");

    SSL_CTX_set_verify(server, mode, NULL);
    SSL_CTX_set_client_CA_list(server, SSL_load_client_CA_file("root.crt"));
    if (use_cert_cb)
        SSL_CTX_set_cert_cb(client, certificate, argument);
    if (use_client_cert_cb)
        SSL_CTX_set_client_cert_cb(client, client_cert);
    pair_join(&pair, client, server);
    run(name, &pair, calls);
    reset();
}

static void client_cases(void)
{
    static const int modes[] = { SSL_VERIFY_NONE, SSL_VERIFY_PEER, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                                 SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE, SSL_VERIFY_PEER | SSL_VERIFY_POST_HANDSHAKE,
                                 SSL_VERIFY_FAIL_IF_NO_PEER_CERT };
    size_t i;

    for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        client_case(labelled("mode %d", modes[i]), modes[i], 0, 0, 3);
        client_case(labelled("mode %d with a certificate", modes[i]), modes[i], 0, 1, 3);
    }
    retries = 1;
    client_case("client's certificate later", SSL_VERIFY_PEER, 0, 1, 4);
    client_cert_says = 0;
    client_case("client has none", SSL_VERIFY_PEER, 0, 1, 3);
    client_case("both callbacks", SSL_VERIFY_PEER, 1, 1, 3);
    retries = 1;
    client_case("certificate callback later", SSL_VERIFY_PEER, 1, 0, 4);
    cert_says = 0;
    client_case("certificate callback refuses", SSL_VERIFY_PEER, 1, 0, 3);
}

static int requests;

static void count_requests(const SSL *ssl, int where, int value)
{
    (void)value;
    if ((where & SSL_CB_LOOP) && SSL_is_server(ssl) && SSL_get_state(ssl) == TLS_ST_SW_CERT_REQ)
        requests++;
}

/* Whether a renegotiation asks for the certificate again. */
static void renegotiation(int mode)
{
    struct pair pair;
    SSL_CTX *server = pair_context(1, "server-rsa", "root.crt");
    char buffer[10];
    int i;

    SSL_CTX_set_verify(server, mode, NULL);
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"once", 4);
    SSL_CTX_set_options(server, SSL_OP_NO_TICKET);
    pair_join(&pair, pair_context(0, "client-rsa", "root.crt"), server);
    requests = 0;
    SSL_set_info_callback(pair.server, count_requests);
    show_int(labelled("mode %d renegotiated", mode), pair_handshake(&pair));
    show_int("requests", requests);
    show_int("renegotiate", SSL_renegotiate(pair.server));
    for (i = 0; i < 6; i++) {
        SSL_do_handshake(pair.server);
        SSL_read(pair.client, buffer, sizeof(buffer));
        SSL_read(pair.server, buffer, sizeof(buffer));
    }
    show("again", "%d, %ld renegotiations, %s", requests, SSL_total_renegotiations(pair.server), SSL_renegotiate_pending(pair.server) ? "pending" : "done");
    ERR_clear_error();
    pair_free(&pair);
}

static void no_renegotiation(void)
{
    struct pair pair;

    pair_new(&pair, "server-rsa");
    SSL_set_options(pair.server, SSL_OP_NO_RENEGOTIATION);
    SSL_set_options(pair.client, SSL_OP_NO_RENEGOTIATION);
    show_int("no renegotiation", pair_handshake(&pair));
    show("refused", "%d %d", SSL_renegotiate(pair.server), SSL_renegotiate_abbreviated(pair.client));
    show_errors("refused");
    pair_free(&pair);
}

static void verify_case(const char *name, int mode, int calls)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt");

    SSL_CTX_set_verify(client, mode, NULL);
    SSL_CTX_set_cert_verify_callback(client, whole_verify, argument);
    pair_join(&pair, client, pair_context(1, "server-rsa", NULL));
    run(name, &pair, calls);
    reset();
}

static void verify_cases(void)
{
    verify_case("whole verify", SSL_VERIFY_PEER, 3);
    verify_case("whole verify without a mode", SSL_VERIFY_NONE, 3);
    retries = 2;
    verify_case("whole verify later", SSL_VERIFY_PEER, 5);
    verify_says = 0;
    verify_case("whole verify refuses", SSL_VERIFY_PEER, 3);
    verify_says = -1;
    verify_case("whole verify fails", SSL_VERIFY_PEER, 3);
    verify_says = 0;
    verify_case("whole verify refuses without a mode", SSL_VERIFY_NONE, 3);
}

int main(void)
{
    reset();
    server_cases();
    no_name();
    resumption(SSL_OP_NO_TICKET);
    resumption(0);
    other_context();
    client_cases();
    no_renegotiation();
    renegotiation(SSL_VERIFY_PEER);
    renegotiation(SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE);
    verify_cases();
    return 0;
}
