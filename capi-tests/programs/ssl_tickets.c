/*
 * Session tickets (RFC 5077): SSL_CTX_set_tlsext_ticket_keys, SSL_CTX_set_tlsext_ticket_key_cb(3) in both forms,
 * SSL_CTX_set_session_ticket_cb(3), SSL_OP_NO_TICKET.
 */
#include "pair.h"
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/rand.h>

/* What the callbacks answer, and what they saw. */
static int seal_answer = 1, open_answer = 1;
static int seals, opens, wrong_key;

static int setup(unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, int encrypt)
{
    static const unsigned char key[32] = "thirty-two bytes of a cipher key";

    if (encrypt) {
        seals++;
        memcpy(name, "name of the key ", 16);
        return RAND_bytes(iv, 16) == 1 && EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), NULL, key, iv);
    }
    opens++;
    if (wrong_key)
        return EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), NULL, (const unsigned char *)"another key of thirty-two bytes !", iv);
    return memcmp(name, "name of the key ", 16) == 0 && EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), NULL, key, iv);
}

static int hmac_callback(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, HMAC_CTX *mac, int encrypt)
{
    (void)ssl;
    if (!setup(name, iv, cipher, encrypt) || !HMAC_Init_ex(mac, "a key of the code", 17, EVP_sha256(), NULL))
        return encrypt ? -1 : 0;
    return encrypt ? seal_answer : open_answer;
}

static int mac_callback(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypt)
{
    OSSL_PARAM params[3];

    (void)ssl;
    params[0] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, "a key of the code", 17);
    params[1] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA256", 0);
    params[2] = OSSL_PARAM_construct_end();
    if (!setup(name, iv, cipher, encrypt) || !EVP_MAC_CTX_set_params(mac, params))
        return encrypt ? -1 : 0;
    return encrypt ? seal_answer : open_answer;
}

/* A handshake that offers `session` (NULL: none); what the client has after it. */
static SSL_SESSION *connect_with(struct pair *pair, const char *label, SSL_SESSION *session)
{
    SSL_SESSION *got;
    const unsigned char *ticket, *offered = NULL;
    size_t length, offered_length = 0;
    unsigned id_length;
    int done;
    char byte;

    pair_again(pair);
    if (session != NULL) {
        SSL_SESSION_get0_ticket(session, &offered, &offered_length);
        show_int(labelled("%s set", label), SSL_set_session(pair->client, session));
    }
    done = pair_handshake(pair);
    show_int(labelled("%s done", label), done);
    show(labelled("%s reused", label), "%d %d", SSL_session_reused(pair->client), SSL_session_reused(pair->server));
    show_errors(label);
    got = done ? SSL_get1_session(pair->client) : NULL;
    if (got != NULL) {
        SSL_SESSION_get0_ticket(got, &ticket, &length);
        show(labelled("%s ticket", label), "has %d same %d resumable %d hint %lu", SSL_SESSION_has_ticket(got),
             offered != NULL && length == offered_length && memcmp(ticket, offered, length) == 0,
             SSL_SESSION_is_resumable(got), SSL_SESSION_get_ticket_lifetime_hint(got));
        if (length > 16 && seals > 0)
            show(labelled("%s key name", label), "%.16s", (const char *)ticket);
        SSL_SESSION_get_id(got, &id_length);
        show_int(labelled("%s client id length", label), id_length);
    }
    if (SSL_get_session(pair->server) != NULL) {
        SSL_SESSION_get_id(SSL_get_session(pair->server), &id_length);
        show(labelled("%s server", label), "id length %u has ticket %d", id_length,
             SSL_SESSION_has_ticket(SSL_get_session(pair->server)));
    }
    show(labelled("%s callbacks", label), "%d seals %d opens", seals, opens);
    seals = opens = 0;
    SSL_shutdown(pair->client);
    SSL_read(pair->server, &byte, 1);
    SSL_shutdown(pair->server);
    ERR_clear_error();
    return got;
}

static void own_keys(void)
{
    struct pair pair;
    unsigned char keys[80], again[80];
    SSL_CTX *other;
    SSL_SESSION *session, *none;
    unsigned i;

    pair_new(&pair, "server-ec");
    show_int("length of keys", SSL_CTX_set_tlsext_ticket_keys(pair.server_ctx, NULL, 0));
    show_int("length of keys to get", SSL_CTX_get_tlsext_ticket_keys(pair.server_ctx, NULL, 0));
    show_int("wrong length", SSL_CTX_set_tlsext_ticket_keys(pair.server_ctx, keys, 48));
    show_errors("wrong length");
    show_int("wrong length to get", SSL_CTX_get_tlsext_ticket_keys(pair.server_ctx, keys, 79));
    show_errors("wrong length to get");
    show_int("get", SSL_CTX_get_tlsext_ticket_keys(pair.server_ctx, keys, 80));

    session = connect_with(&pair, "first", NULL);
    SSL_SESSION_free(connect_with(&pair, "second", session));

    /* Another context does not know them until it is told; then it does. */
    other = pair_context(1, "server-ec", NULL);
    SSL_CTX_free(pair.server_ctx);
    pair.server_ctx = other;
    none = connect_with(&pair, "other keys", session);
    SSL_SESSION_free(none);
    show_int("set", SSL_CTX_set_tlsext_ticket_keys(other, keys, 80));
    show_int("get again", SSL_CTX_get_tlsext_ticket_keys(other, again, 80));
    show_int("the same", memcmp(keys, again, 80));
    SSL_SESSION_free(connect_with(&pair, "shared keys", session));
    for (i = 0; i < 80; i++)
        keys[i] = (unsigned char)i;
    SSL_CTX_set_tlsext_ticket_keys(other, keys, 80);
    SSL_SESSION_free(connect_with(&pair, "new keys", session));
    SSL_SESSION_free(session);

    /* Without tickets on one side the server's cache serves. */
    SSL_CTX_set_options(other, SSL_OP_NO_TICKET);
    session = connect_with(&pair, "server without", NULL);
    SSL_SESSION_free(connect_with(&pair, "server without again", session));
    SSL_SESSION_free(session);
    SSL_CTX_clear_options(other, SSL_OP_NO_TICKET);
    SSL_CTX_set_options(pair.client_ctx, SSL_OP_NO_TICKET);
    session = connect_with(&pair, "client without", NULL);
    SSL_SESSION_free(connect_with(&pair, "client without again", session));
    SSL_CTX_clear_options(pair.client_ctx, SSL_OP_NO_TICKET);
    none = connect_with(&pair, "id becomes ticket", session);
    SSL_SESSION_free(session);
    SSL_SESSION_free(connect_with(&pair, "that ticket", none));
    SSL_SESSION_free(none);
    pair_free(&pair);
}

static void callbacks(const char *form)
{
    struct pair pair;
    SSL_SESSION *session, *renewed;

    pair_new(&pair, "server-ec");
    if (strcmp(form, "hmac") == 0)
        show_int("set hmac", SSL_CTX_set_tlsext_ticket_key_cb(pair.server_ctx, hmac_callback));
    else
        show_int("set mac", SSL_CTX_set_tlsext_ticket_key_evp_cb(pair.server_ctx, mac_callback));
    session = connect_with(&pair, labelled("%s first", form), NULL);
    SSL_SESSION_free(connect_with(&pair, labelled("%s second", form), session));
    open_answer = 2;
    renewed = connect_with(&pair, labelled("%s renewed", form), session);
    open_answer = 1;
    SSL_SESSION_free(connect_with(&pair, labelled("%s renewed again", form), renewed));
    SSL_SESSION_free(renewed);
    wrong_key = 1;
    SSL_SESSION_free(connect_with(&pair, labelled("%s wrong key", form), session));
    wrong_key = 0;
    open_answer = 0;
    SSL_SESSION_free(connect_with(&pair, labelled("%s refused", form), session));
    open_answer = -1;
    SSL_SESSION_free(connect_with(&pair, labelled("%s failed", form), session));
    open_answer = 1;
    seal_answer = 0;
    SSL_SESSION_free(connect_with(&pair, labelled("%s no key", form), NULL));
    seal_answer = -1;
    SSL_SESSION_free(connect_with(&pair, labelled("%s no ticket", form), NULL));
    seal_answer = 1;
    SSL_SESSION_free(session);
    pair_free(&pair);
}

/* --- the application's data in the ticket, and its last word --- */

static int last_word;

static int generate(SSL *ssl, void *arg)
{
    SSL_SESSION *session = SSL_get_session(ssl);

    show("generate", "%s, session %d", (const char *)arg, session != NULL);
    return SSL_SESSION_set1_ticket_appdata(session, "user 17", 7);
}

static SSL_TICKET_RETURN decrypt(SSL *ssl, SSL_SESSION *session, const unsigned char *name, size_t length, SSL_TICKET_STATUS status,
                                 void *arg)
{
    void *data = NULL;
    size_t count = 0;

    (void)ssl;
    (void)name;
    if (session != NULL)
        SSL_SESSION_get0_ticket_appdata(session, &data, &count);
    show("decrypt", "%s, status %d, name %d, data %.*s", (const char *)arg, status, (int)length, (int)count, data != NULL ? (char *)data : "");
    if (last_word >= 0)
        return last_word;
    return status == SSL_TICKET_SUCCESS || status == SSL_TICKET_SUCCESS_RENEW ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_IGNORE_RENEW;
}

static void contents(void)
{
    static const int words[] = { SSL_TICKET_RETURN_USE, SSL_TICKET_RETURN_USE_RENEW, SSL_TICKET_RETURN_IGNORE, SSL_TICKET_RETURN_IGNORE_RENEW,
                                 SSL_TICKET_RETURN_ABORT };
    struct pair pair;
    SSL_SESSION *session;
    unsigned char keys[80] = { 0 };
    unsigned i;

    pair_new(&pair, "server-ec");
    show_int("set callbacks", SSL_CTX_set_session_ticket_cb(pair.server_ctx, generate, decrypt, "argument"));
    last_word = -1;
    session = connect_with(&pair, "contents first", NULL);
    SSL_SESSION_free(connect_with(&pair, "contents second", session));
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        last_word = words[i];
        SSL_SESSION_free(connect_with(&pair, labelled("word %d", words[i]), session));
    }
    for (i = 2; i < sizeof(words) / sizeof(words[0]); i++) {
        last_word = words[i];
        SSL_SESSION_free(connect_with(&pair, labelled("empty %d", words[i]), NULL));
    }
    last_word = -1;
    SSL_CTX_set_tlsext_ticket_keys(pair.server_ctx, keys, sizeof(keys));
    SSL_SESSION_free(connect_with(&pair, "foreign", session));
    SSL_SESSION_free(session);
    pair_free(&pair);
}

/* A client's certificate comes back out of the ticket, and a ticket of another service does not serve. */
static void clients(void)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, "client-ec", "root.crt"), *server = pair_context(1, "server-ec", "root.crt");
    SSL_SESSION *session;
    X509 *peer;

    SSL_CTX_set_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    pair_join(&pair, client, server);
    session = connect_with(&pair, "no context", NULL);
    SSL_SESSION_free(connect_with(&pair, "no context again", session));
    SSL_SESSION_free(session);
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"shop", 4);
    session = connect_with(&pair, "shop", NULL);
    SSL_SESSION_free(connect_with(&pair, "shop again", session));
    peer = SSL_get1_peer_certificate(pair.server);
    show_set("client's certificate", peer);
    X509_free(peer);
    show_int("verify result", SSL_get_verify_result(pair.server));
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"bank", 4);
    SSL_SESSION_free(connect_with(&pair, "bank", session));
    SSL_CTX_set_session_id_context(server, (const unsigned char *)"shop", 4);
    SSL_CTX_set_security_level(server, 3);
    SSL_SESSION_free(session);
    pair_free(&pair);
}

int main(void)
{
    own_keys();
    callbacks("hmac");
    callbacks("mac");
    contents();
    clients();
    return 0;
}
