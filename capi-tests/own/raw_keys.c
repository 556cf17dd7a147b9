/* Raw public keys (RFC 7250) under the names of OpenSSL 3.2, which the system's OpenSSL 3.0 has not. Run over ours only. */
#include "pair.h"
#include <openssl/pem.h>
#include <openssl/tls1.h>

#define RPK_UNTRUSTED 95

static const unsigned char RAW[] = { TLSEXT_cert_type_rpk }, BOTH[] = { TLSEXT_cert_type_rpk, TLSEXT_cert_type_x509 };
static int failures, callback_says, callback_error, called;

static void must(int good, const char *what)
{
    if (!good) {
        printf("wrong: %s\n", what);
        failures++;
    }
}

static EVP_PKEY *key_of(const char *name)
{
    char file[100];
    BIO *bio;
    EVP_PKEY *key;

    snprintf(file, sizeof(file), "%s.key", name);
    bio = BIO_new_file(file, "r");
    key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    need(key != NULL, file);
    return key;
}

static int verify(int ok, X509_STORE_CTX *ctx)
{
    SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());

    called++;
    callback_error = X509_STORE_CTX_get_error(ctx);
    must(ssl != NULL && SSL_get0_peer_rpk(ssl) != NULL, "the key inside the callback");
    must(X509_STORE_CTX_get0_cert(ctx) == NULL, "no certificate inside the callback");
    if (callback_says > 0)
        X509_STORE_CTX_set_error(ctx, X509_V_OK);
    return callback_says < 0 ? ok : callback_says;
}

static void lists(void)
{
    static const unsigned char unknown[] = { 1 }, twice[] = { 2, 2 };
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl;
    unsigned char *list = NULL;
    size_t length = 9;

    must(SSL_CTX_get0_server_cert_type(ctx, &list, &length) == 1 && list == NULL && length == 0, "nothing at first");
    must(SSL_CTX_set1_server_cert_type(ctx, BOTH, 2) == 1 && SSL_CTX_set1_client_cert_type(ctx, RAW, 1) == 1, "set");
    must(SSL_CTX_set1_server_cert_type(ctx, unknown, 1) == 0 && SSL_CTX_set1_server_cert_type(ctx, twice, 2) == 0, "bad lists");
    must(SSL_CTX_set1_server_cert_type(ctx, RAW, 0) == 0 && SSL_CTX_set1_server_cert_type(NULL, RAW, 1) == 0, "nothing to set");
    ssl = SSL_new(ctx);
    must(SSL_get0_server_cert_type(ssl, &list, &length) == 1 && length == 2 && memcmp(list, BOTH, 2) == 0, "inherited");
    must(SSL_set1_server_cert_type(ssl, NULL, 0) == 1 && SSL_get0_server_cert_type(ssl, &list, &length) == 1 && list == NULL, "unset");
    must(SSL_CTX_get0_client_cert_type(ctx, &list, &length) == 1 && length == 1 && list[0] == TLSEXT_cert_type_rpk, "client's");
    must(SSL_get0_client_cert_type(ssl, NULL, &length) == 0, "no place");
    must(SSL_get0_peer_rpk(ssl) == NULL && SSL_get0_peer_rpk(NULL) == NULL && SSL_SESSION_get0_peer_rpk(NULL) == NULL, "no peer");
    must(SSL_get_negotiated_client_cert_type(ssl) == TLSEXT_cert_type_x509, "not negotiated");
    must(SSL_add_expected_rpk(ssl, NULL) == 0 && SSL_add_expected_rpk(NULL, NULL) == 0, "no key to expect");
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

/* A pair whose sides have keys without certificates. */
static void prepare(struct pair *pair, int mutual)
{
    SSL_CTX *client = pair_context(0, NULL, NULL), *server = pair_context(1, NULL, NULL);
    EVP_PKEY *own = key_of("server-ec"), *clients = key_of("client-rsa");

    SSL_CTX_set_verify(client, SSL_VERIFY_PEER, NULL);
    must(SSL_CTX_use_PrivateKey(server, own) == 1 && SSL_CTX_use_PrivateKey(client, clients) == 1, "keys alone");
    SSL_CTX_set1_server_cert_type(client, BOTH, 2);
    SSL_CTX_set1_server_cert_type(server, RAW, 1);
    if (mutual) {
        SSL_CTX_set1_client_cert_type(client, RAW, 1);
        SSL_CTX_set1_client_cert_type(server, RAW, 1);
        SSL_CTX_set_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
        SSL_CTX_set_session_id_context(server, (const unsigned char *)"raw", 3);
    }
    pair_join(pair, client, server);
    if (mutual)
        must(SSL_add_expected_rpk(pair->server, clients) == 1, "expect the client's");
    EVP_PKEY_free(own);
    EVP_PKEY_free(clients);
}

static void expected(void)
{
    struct pair pair;
    EVP_PKEY *other = key_of("client-rsa"), *own = key_of("server-ec");

    prepare(&pair, 0);
    SSL_add_expected_rpk(pair.client, other);
    SSL_add_expected_rpk(pair.client, own);
    must(pair_handshake(&pair) == 1, "an expected key");
    must(SSL_get_verify_result(pair.client) == X509_V_OK, "result");
    must(EVP_PKEY_eq(SSL_get0_peer_rpk(pair.client), own) == 1, "the server's key");
    must(SSL_get0_peer_certificate(pair.client) == NULL, "no certificate");
    must(SSL_get_negotiated_server_cert_type(pair.client) == TLSEXT_cert_type_rpk, "negotiated");
    must(SSL_get_negotiated_server_cert_type(pair.server) == TLSEXT_cert_type_rpk, "negotiated");
    must(SSL_get_negotiated_client_cert_type(pair.server) == TLSEXT_cert_type_x509, "client's form");
    must(EVP_PKEY_eq(SSL_SESSION_get0_peer_rpk(SSL_get_session(pair.client)), own) == 1, "the session's key");
    pair_free(&pair);
    EVP_PKEY_free(own);
    EVP_PKEY_free(other);
}

static void untrusted(void)
{
    struct pair pair;
    EVP_PKEY *other = key_of("client-rsa");

    prepare(&pair, 0);
    SSL_add_expected_rpk(pair.client, other);
    must(pair_handshake(&pair) == 0, "a key that is not expected");
    must(SSL_get_verify_result(pair.client) == RPK_UNTRUSTED, "untrusted");
    ERR_clear_error();
    pair_free(&pair);
    prepare(&pair, 0);
    SSL_set_verify(pair.client, SSL_VERIFY_NONE, NULL);
    must(pair_handshake(&pair) == 1 && SSL_get_verify_result(pair.client) == RPK_UNTRUSTED, "without SSL_VERIFY_PEER");
    pair_free(&pair);
    prepare(&pair, 0);
    callback_says = 1;
    SSL_set_verify(pair.client, SSL_VERIFY_PEER, verify);
    must(pair_handshake(&pair) == 1 && called == 1 && callback_error == RPK_UNTRUSTED, "a callback accepts");
    must(SSL_get_verify_result(pair.client) == X509_V_OK, "and its result");
    pair_free(&pair);
    EVP_PKEY_free(other);
}

static void mutual(void)
{
    struct pair pair;
    SSL_SESSION *session, *copy;
    EVP_PKEY *own = key_of("server-ec"), *clients = key_of("client-rsa");
    unsigned char *der = NULL;
    const unsigned char *next;
    int length, tickets;

    for (tickets = 0; tickets < 2; tickets++) {
        prepare(&pair, 1);
        if (!tickets) {
            SSL_CTX_set_options(pair.server_ctx, SSL_OP_NO_TICKET);
            SSL_set_options(pair.server, SSL_OP_NO_TICKET);
        }
        SSL_add_expected_rpk(pair.client, own);
        must(pair_handshake(&pair) == 1, "both show keys");
        must(EVP_PKEY_eq(SSL_get0_peer_rpk(pair.server), clients) == 1, "the client's key");
        must(SSL_get_negotiated_client_cert_type(pair.client) == TLSEXT_cert_type_rpk, "client's form");
        session = SSL_get1_session(pair.client);
        length = i2d_SSL_SESSION(session, &der);
        next = der;
        copy = d2i_SSL_SESSION(NULL, &next, length);
        must(copy != NULL && EVP_PKEY_eq(SSL_SESSION_get0_peer_rpk(copy), own) == 1, "the file form keeps the key");
        OPENSSL_free(der);
        der = NULL;
        SSL_shutdown(pair.client);
        SSL_shutdown(pair.server);
        pair_again(&pair);
        must(SSL_set_session(pair.client, copy) == 1 && pair_handshake(&pair) == 1, "again");
        must(SSL_session_reused(pair.client) == 1 && SSL_session_reused(pair.server) == 1, "resumed");
        must(EVP_PKEY_eq(SSL_get0_peer_rpk(pair.server), clients) == 1, "the client's key in a resumption");
        must(EVP_PKEY_eq(SSL_get0_peer_rpk(pair.client), own) == 1, "the server's key in a resumption");
        SSL_SESSION_free(session);
        SSL_SESSION_free(copy);
        pair_free(&pair);
    }
    EVP_PKEY_free(own);
    EVP_PKEY_free(clients);
}

/* A server with certificates serves both kinds of clients. */
static void certificates_too(void)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, "root.crt"), *server = pair_context(1, "server-rsa", NULL);
    EVP_PKEY *own = key_of("server-rsa");

    SSL_CTX_set1_server_cert_type(server, BOTH, 2);
    pair_join(&pair, client, server);
    must(pair_handshake(&pair) == 1 && SSL_get0_peer_certificate(pair.client) != NULL, "a client of certificates");
    must(SSL_get0_peer_rpk(pair.client) == NULL, "and no key");
    SSL_shutdown(pair.client);
    SSL_shutdown(pair.server);
    pair_again(&pair);
    SSL_set1_server_cert_type(pair.client, RAW, 1);
    SSL_add_expected_rpk(pair.client, own);
    must(pair_handshake(&pair) == 1 && EVP_PKEY_eq(SSL_get0_peer_rpk(pair.client), own) == 1, "a client of keys");
    pair_free(&pair);
    EVP_PKEY_free(own);
}

int main(void)
{
    lists();
    expected();
    untrusted();
    mutual();
    certificates_too();
    printf("%d failures\n", failures);
    return failures != 0;
}
