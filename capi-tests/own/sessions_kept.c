/*
 * A session stays good whatever a stranger does who has only seen its ID: he can name it, but the plaintext alert that
 * ends his handshake removes nothing. And tickets resume inside a renegotiation. In OpenSSL neither is so.
 */
#include "pair.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

static int failures;

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

static void close_both(struct pair *pair)
{
    char byte;

    SSL_shutdown(pair->client);
    SSL_read(pair->server, &byte, 1);
    SSL_shutdown(pair->server);
}

static void stranger(void)
{
    /* A fatal handshake_failure of epoch 0. */
    static const unsigned char alert[] = { 21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40 };
    struct pair pair;
    SSL_SESSION *session;

    pair_new(&pair, "server-ec");
    SSL_CTX_set_options(pair.server_ctx, SSL_OP_NO_TICKET);
    pair_again(&pair);
    must("first", pair_handshake(&pair));
    session = SSL_get1_session(pair.client);
    close_both(&pair);

    pair_again(&pair);
    SSL_set_session(pair.client, session);
    SSL_connect(pair.client);
    SSL_accept(pair.server);
    link_put(&pair.up, alert, sizeof(alert));
    SSL_accept(pair.server);
    ERR_clear_error();

    pair_again(&pair);
    SSL_set_session(pair.client, session);
    must("after the stranger", pair_handshake(&pair));
    must("resumed", SSL_session_reused(pair.client) && SSL_session_reused(pair.server));
    close_both(&pair);
    SSL_SESSION_free(session);
    pair_free(&pair);
}

static int renewals;

static int on_key(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, HMAC_CTX *mac, int encrypt)
{
    static const unsigned char key[32] = { 1 };

    (void)ssl;
    memset(name, 'k', 16);
    if (encrypt)
        RAND_bytes(iv, 16);
    HMAC_Init_ex(mac, key, sizeof(key), EVP_sha256(), NULL);
    return EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, key, iv, encrypt) ? (encrypt ? 1 : 1 + renewals) : -1;
}

static void renegotiation(void)
{
    struct pair pair;
    char byte;
    int i, turn;

    pair_new(&pair, "server-ec");
    SSL_CTX_set_options(pair.server_ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    SSL_CTX_set_tlsext_ticket_key_cb(pair.server_ctx, on_key);
    pair_again(&pair);
    must("connected", pair_handshake(&pair));
    for (turn = 0; turn < 3; turn++) {
        SSL_SESSION *before = SSL_get1_session(pair.client);

        renewals = turn == 1;
        must("asked", SSL_renegotiate_abbreviated(pair.client) == 1);
        SSL_do_handshake(pair.client);
        for (i = 0; i < 10; i++) {
            SSL_read(pair.server, &byte, 1);
            SSL_read(pair.client, &byte, 1);
        }
        ERR_clear_error();
        must("resumed by its ticket", SSL_session_reused(pair.client) && SSL_session_reused(pair.server));
        must("renewed", (SSL_get_session(pair.client) != before) == (turn == 1));
        must("data", SSL_write(pair.client, "x", 1) == 1 && SSL_read(pair.server, &byte, 1) == 1);
        SSL_SESSION_free(before);
    }
    close_both(&pair);
    pair_free(&pair);
}

int main(void)
{
    stranger();
    renegotiation();
    return failures != 0;
}
