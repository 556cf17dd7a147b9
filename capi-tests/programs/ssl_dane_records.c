/* DANE: records that are taken and refused, flags, and what matches in a handshake. */
#include "pair.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

/* The DER of a file's certificate or of its key. */
static size_t der(const char *path, int key, unsigned char **out)
{
    FILE *file = fopen(path, "r");
    X509 *certificate = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    int length;

    need(certificate != NULL, path);
    fclose(file);
    *out = NULL;
    length = key ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), out) : i2d_X509(certificate, out);
    X509_free(certificate);
    return (size_t)length;
}

static void order(SSL_CTX *ctx)
{
    SSL *ssl = SSL_new(ctx);

    show_int("before the context", SSL_dane_enable(ssl, "a.example"));
    show_errors("before the context");
    show_int("add before", SSL_dane_tlsa_add(ssl, 3, 1, 1, (const unsigned char *)"", 0));
    show_errors("add before");
    show_int("nothing matched", SSL_get0_dane_authority(ssl, NULL, NULL));
    show_int("context", SSL_CTX_dane_enable(ctx));
    show_int("context again", SSL_CTX_dane_enable(ctx));
    show_int("full with a digest", SSL_CTX_dane_mtype_set(ctx, EVP_sha1(), 0, 9));
    show_errors("full with a digest");
    show_int("digest", SSL_CTX_dane_mtype_set(ctx, EVP_sha1(), 255, 9));
    show_int("digest off", SSL_CTX_dane_mtype_set(ctx, NULL, 1, 9));
    show_int("flags", (int)SSL_CTX_dane_set_flags(ctx, DANE_FLAG_NO_DANE_EE_NAMECHECKS));
    SSL_free(ssl);
    ssl = SSL_new(ctx);
    show_int("inherited", (int)SSL_dane_clear_flags(ssl, 0));
    show_int("taken away", (int)SSL_dane_clear_flags(ssl, DANE_FLAG_NO_DANE_EE_NAMECHECKS));
    show_int("enable", SSL_dane_enable(ssl, "a.example"));
    show_int("enable again", SSL_dane_enable(ssl, "a.example"));
    show_errors("enable again");
    show_int("still away", (int)SSL_dane_set_flags(ssl, 0));
    SSL_free(ssl);
}

static void records(SSL_CTX *ctx)
{
    static const struct { int usage, selector, kind; size_t length; int null; } tries[] = {
        { 4, 0, 1, 32, 0 }, { 3, 2, 1, 32, 0 }, { 3, 1, 1, 32, 0 }, { 3, 1, 3, 32, 0 }, { 3, 1, 2, 64, 0 }, { 3, 1, 2, 63, 0 }, { 3, 1, 2, 64, 1 },
        { 3, 1, 2, 1, 1 }, { 3, 1, 2, 0, 1 }, { 3, 0, 0, 0, 1 }, { 3, 0, 0, 10, 0 }, { 3, 1, 0, 10, 0 }, { 3, 1, 255, 20, 0 }, { 255, 255, 255, 0, 1 },
        { 0, 1, 2, 64, 0 }, { 1, 0, 2, 64, 0 }, { 2, 1, 2, 64, 0 }, { 3, 0, 2, (size_t)-1, 1 }
    };
    unsigned char data[100] = { 0 }, *root, *longer;
    size_t i, length = der("root.crt", 0, &root);
    SSL *ssl = SSL_new(ctx);

    SSL_dane_enable(ssl, NULL);
    for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
        show("record", "%d %d %d %zu: %d", tries[i].usage, tries[i].selector, tries[i].kind, tries[i].length,
             SSL_dane_tlsa_add(ssl, (unsigned char)tries[i].usage, (unsigned char)tries[i].selector, (unsigned char)tries[i].kind,
                               tries[i].null ? NULL : data, tries[i].length));
        show_errors("record");
    }
    longer = calloc(1, length + 1);
    memcpy(longer, root, length);
    show_int("whole", SSL_dane_tlsa_add(ssl, 2, 0, 0, root, length));
    show_int("longer", SSL_dane_tlsa_add(ssl, 2, 0, 0, longer, length + 1));
    show_errors("longer");
    SSL_clear(ssl);
    show_int("after clear", SSL_dane_tlsa_add(ssl, 2, 0, 0, root, length));
    free(longer);
    OPENSSL_free(root);
    SSL_free(ssl);
}

static void match(const char *label, int usage, int selector, int kind, const char *path, const char *name, int rounds)
{
    unsigned char *data, digest[64], found_usage = 9, found_selector = 9, found_kind = 9;
    const unsigned char *found = NULL;
    unsigned int digest_length;
    size_t length = der(path, selector, &data), found_length = 0;
    SSL_CTX *client = pair_context(0, NULL, NULL);
    struct pair pair;
    X509 *certificate;
    EVP_PKEY *key;
    int depth;

    if (kind > 0) {
        EVP_Digest(data, length, digest, &digest_length, kind == 1 ? EVP_sha256() : EVP_sha512(), NULL);
        OPENSSL_free(data);
        data = digest;
        length = digest_length;
    }
    SSL_CTX_set_verify(client, SSL_VERIFY_PEER, NULL);
    SSL_CTX_dane_enable(client);
    pair_join(&pair, client, pair_context(1, "server-ec", NULL));
    SSL_dane_enable(pair.client, name);
    show(label, "added %d", SSL_dane_tlsa_add(pair.client, (unsigned char)usage, (unsigned char)selector, (unsigned char)kind, data, length));
    for (; rounds > 0; rounds--) {
        show(label, "handshake %d", pair_handshake(&pair));
        show(label, "result %ld", SSL_get_verify_result(pair.client));
        certificate = NULL;
        key = NULL;
        depth = SSL_get0_dane_authority(pair.client, &certificate, &key);
        show(label, "authority %d %d %d", depth, certificate != NULL, key != NULL);
        depth = SSL_get0_dane_tlsa(pair.client, &found_usage, &found_selector, &found_kind, &found, &found_length);
        show(label, "record %d: %d %d %d, the same %d", depth, found_usage, found_selector, found_kind,
             found != NULL && found_length == length && memcmp(found, data, length) == 0);
        SSL_shutdown(pair.client);
        SSL_shutdown(pair.server);
        SSL_clear(pair.client);
        SSL_clear(pair.server);
        SSL_set_session(pair.client, NULL);
        link_clear(&pair.up);
        link_clear(&pair.down);
    }
    ERR_clear_error();
    pair_free(&pair);
    if (kind == 0)
        OPENSSL_free(data);
}

int main(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());

    order(ctx);
    records(ctx);
    SSL_CTX_free(ctx);
    match("leaf", 3, 0, 1, "server-ec.chain", "localhost", 2);
    match("leaf, another name", 3, 0, 1, "server-ec.chain", "other.example", 1);
    match("leaf's key", 3, 1, 0, "server-ec.chain", "localhost", 1);
    match("anchor", 2, 1, 2, "root.crt", "localhost", 2);
    match("anchor whole", 2, 0, 0, "root.crt", "localhost", 2);
    match("anchor's key", 2, 1, 0, "root.crt", "localhost", 2);
    match("anchor, another name", 2, 1, 0, "root.crt", "other.example", 1);
    match("nothing", 3, 0, 1, "root.crt", "localhost", 1);
    match("issuer, but no store", 0, 0, 1, "inter.crt", "localhost", 1);
    return 0;
}
