/*
 * Each callback calls functions on its own objects: what they read and change belongs to a connection and a context that
 * are in use. Also what becomes of references that the callbacks of sessions keep (SSL_CTX_sess_set_new_cb(3)).
 */
#include "pair.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

static unsigned calls[32], bad;
static SSL_SESSION *kept[32];
static unsigned kept_count;
static int new_says = 1;

enum { INFO, MESSAGE, KEYLOG, SECURITY, HELLO, NAME, ALPN, CERT, TMP_DH, STATUS, TICKET_KEY, TICKET_MADE, TICKET_OPENED, NEW, REMOVED,
       GET, EXT_ADD, EXT_FREE, EXT_PARSE, VERIFY, SESSION_ID, NOT_RESUMABLE, CLIENT_CERT, COOKIE, COOKIE_CHECK, KINDS };

static void expect(int good, const char *what, int kind)
{
    if (!good) {
        bad++;
        show("not as expected", "%s in callback %d", what, kind);
    }
}

/* Reads and writes as an application might. */
static void poke(SSL *ssl, int kind)
{
    SSL_CTX *ctx = SSL_get_SSL_CTX(ssl);
    SSL_SESSION *session = SSL_get1_session(ssl);
    unsigned char finished[64];
    char text[200];
    X509 *peer;
    static const unsigned char protocols[] = {4, 'p', 'o', 'k', 'e'};

    calls[kind]++;
    SSL_SESSION_free(session);
    expect(SSL_CTX_up_ref(ctx) == 1 && SSL_up_ref(ssl) == 1, "references", kind);
    SSL_CTX_free(ctx);
    SSL_free(ssl);
    expect(SSL_get_session(ssl) == session, "session", kind);
    expect(SSL_set_options(ssl, SSL_OP_LEGACY_SERVER_CONNECT) & SSL_OP_LEGACY_SERVER_CONNECT, "options", kind);
    expect(SSL_CTX_set_options(ctx, SSL_OP_LEGACY_SERVER_CONNECT) & SSL_OP_LEGACY_SERVER_CONNECT, "options of the context", kind);
    expect(SSL_CTX_set_timeout(ctx, 300) == 300 || SSL_CTX_get_timeout(ctx) == 300, "timeout", kind);
    expect(SSL_set_SSL_CTX(ssl, ctx) == ctx, "context", kind);
    expect(SSL_set_mode(ssl, SSL_MODE_AUTO_RETRY) & SSL_MODE_AUTO_RETRY, "mode", kind);
    expect(SSL_CTX_sess_number(ctx) >= 0, "number of sessions", kind);
    expect(SSL_set_ex_data(ssl, 0, &calls) == 1 && SSL_get_ex_data(ssl, 0) == &calls, "data", kind);
    expect(SSL_CTX_set_ex_data(ctx, 0, &calls) == 1 && SSL_CTX_get_ex_data(ctx, 0) == &calls, "data of the context", kind);
    expect(SSL_get_ciphers(ssl) != NULL && SSL_CTX_get_ciphers(ctx) != NULL, "suites", kind);
    expect(SSL_get0_param(ssl) != NULL && SSL_CTX_get0_param(ctx) != NULL, "parameters", kind);
    expect(SSL_get_rbio(ssl) != NULL && SSL_get_wbio(ssl) != NULL, "BIOs", kind);
    expect(SSL_state_string_long(ssl) != NULL && SSL_get_version(ssl) != NULL, "state", kind);
    expect(SSL_set_alpn_protos(ssl, protocols, sizeof(protocols)) == 0, "protocols", kind);
    expect(SSL_CTX_set_alpn_protos(ctx, protocols, sizeof(protocols)) == 0, "protocols of the context", kind);
    expect(SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"poke", 4) == 1, "session context", kind);
    SSL_get_shared_ciphers(ssl, text, sizeof(text));
    SSL_get_current_cipher(ssl);
    SSL_get_finished(ssl, finished, sizeof(finished));
    SSL_get_peer_finished(ssl, finished, sizeof(finished));
    SSL_get_verify_result(ssl);
    SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    SSL_get_certificate(ssl);
    SSL_get_privatekey(ssl);
    SSL_get_peer_cert_chain(ssl);
    SSL_get0_verified_chain(ssl);
    SSL_get_client_CA_list(ssl);
    SSL_session_reused(ssl);
    SSL_pending(ssl);
    SSL_want(ssl);
    SSL_in_init(ssl);
    SSL_get_shutdown(ssl);
    SSL_get_shared_group(ssl, -1);
    SSL_get_sigalgs(ssl, -1, NULL, NULL, NULL, NULL, NULL);
    SSL_CTX_flush_sessions(ctx, 1);
    peer = SSL_get1_peer_certificate(ssl);
    X509_free(peer);
    ERR_clear_error();
}

static void on_info(const SSL *ssl, int where, int value) { (void)where, (void)value; poke((SSL *)ssl, INFO); }
static void on_keylog(const SSL *ssl, const char *line) { (void)line; poke((SSL *)ssl, KEYLOG); }

static void on_message(int write, int version, int type, const void *data, size_t length, SSL *ssl, void *arg)
{
    (void)write, (void)version, (void)type, (void)data, (void)length, (void)arg;
    poke(ssl, MESSAGE);
}

static int on_security(const SSL *ssl, const SSL_CTX *ctx, int op, int bits, int nid, void *other, void *arg)
{
    (void)op, (void)bits, (void)nid, (void)other, (void)arg;
    calls[SECURITY]++;
    if (ssl != NULL) {
        SSL_get_version(ssl);
        SSL_get_session(ssl);
        SSL_get_options(ssl);
        SSL_set_ex_data((SSL *)ssl, 0, &calls);
        SSL_set_mode((SSL *)ssl, SSL_MODE_AUTO_RETRY);
        ctx = SSL_get_SSL_CTX(ssl);
    }
    expect(ctx != NULL, "context", SECURITY);
    SSL_CTX_set_mode((SSL_CTX *)ctx, SSL_MODE_AUTO_RETRY);
    SSL_CTX_get_timeout(ctx);
    return 1;
}

static int on_hello(SSL *ssl, int *alert, void *arg)
{
    int *types;
    size_t count;

    (void)alert, (void)arg;
    poke(ssl, HELLO);
    if (SSL_client_hello_get1_extensions_present(ssl, &types, &count) == 1)
        OPENSSL_free(types);
    return SSL_CLIENT_HELLO_SUCCESS;
}

static int on_name(SSL *ssl, int *alert, void *arg) { (void)alert, (void)arg; poke(ssl, NAME); return SSL_TLSEXT_ERR_OK; }

static int on_alpn(SSL *ssl, const unsigned char **out, unsigned char *length, const unsigned char *in, unsigned in_length, void *arg)
{
    (void)arg, (void)in_length;
    poke(ssl, ALPN);
    *out = in + 1;
    *length = in[0];
    return SSL_TLSEXT_ERR_OK;
}

static int on_cert(SSL *ssl, void *arg)
{
    (void)arg;
    poke(ssl, CERT);
    if (SSL_is_server(ssl)) {
        SSL_certs_clear(ssl);
        expect(SSL_use_certificate_chain_file(ssl, "server-rsa.chain") == 1, "chain", CERT);
        expect(SSL_use_PrivateKey_file(ssl, "server-rsa.key", SSL_FILETYPE_PEM) == 1, "key", CERT);
    }
    return 1;
}

static int on_status(SSL *ssl, void *arg)
{
    (void)arg;
    poke(ssl, STATUS);
    if (!SSL_is_server(ssl))
        return 1;
    SSL_set_tlsext_status_ocsp_resp(ssl, OPENSSL_memdup("first", 5), 5);
    SSL_set_tlsext_status_ocsp_resp(ssl, OPENSSL_memdup("again", 5), 5);
    return SSL_TLSEXT_ERR_OK;
}

static int on_ticket_key(SSL *ssl, unsigned char name[16], unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypt)
{
    static unsigned char key[32];
    static char digest[] = "SHA256";
    OSSL_PARAM params[3];

    poke(ssl, TICKET_KEY);
    if (encrypt) {
        memset(name, 7, 16);
        memset(iv, 9, 16);
    }
    params[0] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key, sizeof(key));
    params[1] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0);
    params[2] = OSSL_PARAM_construct_end();
    return EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, key, iv, encrypt) == 1 && EVP_MAC_CTX_set_params(mac, params) == 1 ? 2 : -1;
}

static int on_ticket_made(SSL *ssl, void *arg)
{
    (void)arg;
    poke(ssl, TICKET_MADE);
    return SSL_SESSION_set1_ticket_appdata(SSL_get_session(ssl), "poke", 4);
}

static SSL_TICKET_RETURN on_ticket_opened(SSL *ssl, SSL_SESSION *session, const unsigned char *name, size_t length,
                                          SSL_TICKET_STATUS status, void *arg)
{
    void *data;
    size_t data_length;

    (void)name, (void)length, (void)arg;
    poke(ssl, TICKET_OPENED);
    if (session != NULL)
        SSL_SESSION_get0_ticket_appdata(session, &data, &data_length);
    return status == SSL_TICKET_SUCCESS_RENEW ? SSL_TICKET_RETURN_USE_RENEW : SSL_TICKET_RETURN_IGNORE_RENEW;
}

/* Keeps the reference whenever it does not answer 0. */
static int on_new(SSL *ssl, SSL_SESSION *session)
{
    poke(ssl, NEW);
    if (SSL_get_options(ssl) & SSL_OP_NO_TICKET)
        expect(SSL_CTX_remove_session(SSL_get_SSL_CTX(ssl), session) >= 0, "session removed", NEW);
    if (new_says != 0 && kept_count < 32)
        kept[kept_count++] = session;
    return new_says;
}

static void on_removed(SSL_CTX *ctx, SSL_SESSION *session)
{
    unsigned length;

    calls[REMOVED]++;
    SSL_SESSION_get_id(session, &length);
    SSL_CTX_sess_number(ctx);
    SSL_CTX_set_timeout(ctx, 300);
    SSL_CTX_remove_session(ctx, NULL);
}

static SSL_SESSION *on_get(SSL *ssl, const unsigned char *id, int length, int *copy)
{
    unsigned i, own;

    poke(ssl, GET);
    *copy = 1;
    for (i = 0; i < kept_count; i++)
        if (SSL_SESSION_get_id(kept[i], &own) != NULL && own == (unsigned)length && memcmp(SSL_SESSION_get_id(kept[i], NULL), id, own) == 0)
            return kept[i];
    return NULL;
}

static int on_ext_add(SSL *ssl, unsigned type, unsigned context, const unsigned char **out, size_t *length, X509 *x, size_t n, int *alert,
                      void *arg)
{
    (void)type, (void)context, (void)x, (void)n, (void)alert, (void)arg;
    poke(ssl, EXT_ADD);
    *out = OPENSSL_memdup("poke", 4);
    *length = 4;
    return 1;
}

static void on_ext_free(SSL *ssl, unsigned type, unsigned context, const unsigned char *out, void *arg)
{
    (void)type, (void)context, (void)arg;
    poke(ssl, EXT_FREE);
    OPENSSL_free((void *)out);
}

static int on_ext_parse(SSL *ssl, unsigned type, unsigned context, const unsigned char *in, size_t length, X509 *x, size_t n, int *alert,
                        void *arg)
{
    (void)type, (void)context, (void)in, (void)length, (void)x, (void)n, (void)alert, (void)arg;
    poke(ssl, EXT_PARSE);
    return 1;
}

static int on_verify(int good, X509_STORE_CTX *store)
{
    (void)good;
    poke(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()), VERIFY);
    return 1;
}

static int on_session_id(SSL *ssl, unsigned char *id, unsigned *length)
{
    static unsigned char next;

    poke(ssl, SESSION_ID);
    memset(id, 0x55, *length);
    id[0] = next++;
    return 1;
}

static int on_not_resumable(SSL *ssl, int forward_secure) { (void)forward_secure; poke(ssl, NOT_RESUMABLE); return 0; }

static int on_client_cert(SSL *ssl, X509 **x509, EVP_PKEY **key)
{
    BIO *in;

    poke(ssl, CLIENT_CERT);
    in = BIO_new_file("client-ec.crt", "r");
    *x509 = PEM_read_bio_X509(in, NULL, NULL, NULL);
    BIO_free(in);
    in = BIO_new_file("client-ec.key", "r");
    *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);
    BIO_free(in);
    return 1;
}

static int on_cookie(SSL *ssl, unsigned char *cookie, unsigned *length) { poke(ssl, COOKIE); memcpy(cookie, "poke", *length = 4); return 1; }

static int on_cookie_check(SSL *ssl, const unsigned char *cookie, unsigned length)
{
    poke(ssl, COOKIE_CHECK);
    return length == 4 && memcmp(cookie, "poke", 4) == 0;
}

static void both(SSL_CTX *ctx)
{
    SSL_CTX_set_info_callback(ctx, on_info);
    SSL_CTX_set_msg_callback(ctx, on_message);
    SSL_CTX_set_keylog_callback(ctx, on_keylog);
    SSL_CTX_set_security_callback(ctx, on_security);
    SSL_CTX_set_cert_cb(ctx, on_cert, NULL);
    SSL_CTX_set_tlsext_status_cb(ctx, on_status);
    SSL_CTX_sess_set_new_cb(ctx, on_new);
    SSL_CTX_sess_set_remove_cb(ctx, on_removed);
    SSL_CTX_sess_set_get_cb(ctx, on_get);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_BOTH);
    SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"poke", 4);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, on_verify);
    SSL_CTX_add_custom_ext(ctx, 0xfe01, SSL_EXT_CLIENT_HELLO | SSL_EXT_TLS1_2_SERVER_HELLO, on_ext_add, on_ext_free, NULL, on_ext_parse,
                           NULL);
}

static void run(const char *label, long server_options)
{
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", "root.crt");
    struct pair pair;
    SSL_SESSION *session;
    int i;

    both(client);
    both(server);
    SSL_CTX_set_client_cert_cb(client, on_client_cert);
    SSL_CTX_set_tlsext_status_type(client, TLSEXT_STATUSTYPE_ocsp);
    SSL_CTX_set_alpn_protos(client, (const unsigned char *)"\4poke", 5);
    SSL_CTX_set_client_hello_cb(server, on_hello, NULL);
    SSL_CTX_set_tlsext_servername_callback(server, on_name);
    SSL_CTX_set_alpn_select_cb(server, on_alpn, NULL);
    SSL_CTX_set_tlsext_ticket_key_evp_cb(server, on_ticket_key);
    SSL_CTX_set_session_ticket_cb(server, on_ticket_made, on_ticket_opened, NULL);
    SSL_CTX_set_generate_session_id(server, on_session_id);
    SSL_CTX_set_not_resumable_session_callback(server, on_not_resumable);
    SSL_CTX_set_cookie_generate_cb(server, on_cookie);
    SSL_CTX_set_cookie_verify_cb(server, on_cookie_check);
    SSL_CTX_set_options(server, SSL_OP_COOKIE_EXCHANGE | server_options);
    SSL_CTX_set_dh_auto(server, 1);
    pair_join(&pair, client, server);
    SSL_set_tlsext_host_name(pair.client, "localhost");
    show(label, "handshake %d", pair_handshake(&pair));
    show_errors(label);
    session = SSL_get1_session(pair.client);
    SSL_shutdown(pair.client);
    SSL_shutdown(pair.server);
    for (i = 0; i < 2; i++) {
        pair_again(&pair);
        SSL_set_session(pair.client, session);
        show(label, "handshake %d, resumed %d", pair_handshake(&pair), SSL_session_reused(pair.client));
        show_errors(label);
    }
    SSL_SESSION_free(session);
    pair_free(&pair);
}

int main(void)
{
    static const int answers[] = {1, 0, 2, -1};
    unsigned i, length, valid = 0;

    for (i = 0; i < 4; i++) {
        new_says = answers[i];
        run(labelled("tickets, new sessions answered %d", new_says), 0);
        run(labelled("no tickets, new sessions answered %d", new_says), SSL_OP_NO_TICKET);
    }
    show("bad", "%u", bad);
    for (i = 0; i < KINDS; i++)
        show("callback", "%u %s", i, calls[i] ? "was called" : "was not called");
    for (i = 0; i < kept_count; i++) {
        valid += SSL_SESSION_get_id(kept[i], &length) != NULL && SSL_SESSION_get_protocol_version(kept[i]) == DTLS1_2_VERSION;
        SSL_SESSION_free(kept[i]);
    }
    show("kept", "%d", kept_count == valid);
    return 0;
}
