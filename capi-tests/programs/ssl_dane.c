/* DANE: which records are taken, and what they do to the verification of a chain. */
#include "pair.h"
#include <openssl/evp.h>
#include <openssl/pem.h>

static unsigned char full[2][4096], digests[2][2][64];
static unsigned int lengths[2], sizes[2][2];

/* The leaf and the authority: whole and as SHA-256 and SHA-512 of the key. */
static void load(int index, const char *path)
{
    FILE *file = fopen(path, "r");
    X509 *certificate = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    unsigned char *next = full[index], key[1024], *key_next = key;
    int length;

    if (certificate == NULL)
        exit(2);
    lengths[index] = (unsigned int)i2d_X509(certificate, &next);
    length = i2d_PUBKEY(X509_get0_pubkey(certificate), &key_next);
    EVP_Digest(key, (size_t)length, digests[index][0], &sizes[index][0], EVP_sha256(), NULL);
    EVP_Digest(key, (size_t)length, digests[index][1], &sizes[index][1], EVP_sha512(), NULL);
    X509_free(certificate);
    fclose(file);
}

static void outcome(struct pair *pair)
{
    X509 *certificate = NULL;
    EVP_PKEY *key = NULL;
    const unsigned char *data = NULL;
    uint8_t usage = 9, selector = 9, type = 9;
    size_t length = 0;

    show_int("handshake", pair_handshake(pair));
    show_int("result", SSL_get_verify_result(pair->client));
    show_int("authority", SSL_get0_dane_authority(pair->client, &certificate, &key));
    show("which", "%d %d", certificate != NULL, key != NULL);
    show_int("record", SSL_get0_dane_tlsa(pair->client, &usage, &selector, &type, &data, &length));
    show("which", "%d %d %d %lu", usage, selector, type, (unsigned long)length);
    show_text("name", SSL_get0_peername(pair->client));
}

static void one(const char *what, const char *authorities, unsigned long flags, int usage, int selector, int type, int wrong, int index)
{
    struct pair pair;
    SSL_CTX *client = pair_context(0, NULL, authorities), *server = pair_context(1, "server-ec", NULL);
    unsigned char data[4096];
    size_t length = type == 0 ? lengths[index] : sizes[index][type - 1];

    show("case", "%s", what);
    memcpy(data, type == 0 ? full[index] : digests[index][type - 1], length);
    if (wrong)
        data[length - 1] ^= 1;
    SSL_CTX_set_verify(client, SSL_VERIFY_PEER, NULL);
    show_int("allowed", SSL_CTX_dane_enable(client));
    show("flags", "%lu %lu", SSL_CTX_dane_set_flags(client, flags), SSL_CTX_dane_clear_flags(client, 0));
    pair_join(&pair, client, server);
    show_int("begun", SSL_dane_enable(pair.client, flags ? "other.example" : "localhost"));
    show_int("added", SSL_dane_tlsa_add(pair.client, (uint8_t)usage, (uint8_t)selector, (uint8_t)type, data, length));
    show_errors("added");
    outcome(&pair);
    pair_free(&pair);
}

static void wrong_records(void)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl = SSL_new(ctx);

    show_int("not allowed", SSL_dane_enable(ssl, "localhost"));
    show_errors("not allowed");
    show_int("early", SSL_dane_tlsa_add(ssl, 3, 1, 1, digests[0][0], 32));
    show_errors("early");
    show_int("whole", SSL_CTX_dane_mtype_set(ctx, EVP_sha256(), 0, 1));
    show_errors("whole");
    SSL_free(ssl);
    show("allowed", "%d %d", SSL_CTX_dane_enable(ctx), SSL_CTX_dane_enable(ctx));
    show_int("SHA-384", SSL_CTX_dane_mtype_set(ctx, EVP_sha384(), 200, 9));
    ssl = SSL_new(ctx);
    show_int("authority", SSL_get0_dane_authority(ssl, NULL, NULL));
    show("begun", "%d %d", SSL_dane_enable(ssl, "localhost"), SSL_dane_enable(ssl, "localhost"));
    show_errors("begun");
    show_text("asks for", SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name));
    show("flags", "%lu %lu %lu", SSL_dane_set_flags(ssl, 1), SSL_dane_clear_flags(ssl, 1), SSL_dane_set_flags(ssl, 0));
#define ADD(usage, selector, type, data, length) \
    do { \
        show_int(#usage " " #selector " " #type, SSL_dane_tlsa_add(ssl, usage, selector, type, data, length)); \
        show_errors("record"); \
    } while (0)
    ADD(4, 1, 1, digests[0][0], 32);
    ADD(3, 2, 1, digests[0][0], 32);
    ADD(3, 1, 3, digests[0][0], 32);
    ADD(3, 1, 200, digests[0][1], 48);
    ADD(3, 1, 1, digests[0][0], 31);
    ADD(3, 1, 1, NULL, 32);
    ADD(3, 1, 1, digests[0][0], (size_t)1 << 40);
    show_int("begin of a certificate", SSL_dane_tlsa_add(ssl, 3, 0, 0, full[0], lengths[0] - 1) == 0);
    ERR_clear_error();
    show_int("no key", SSL_dane_tlsa_add(ssl, 3, 1, 0, full[0], 20) == 0);
    ERR_clear_error();
    ADD(2, 0, 0, full[1], lengths[1]);
    ADD(3, 1, 2, digests[0][1], 64);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
}

int main(void)
{
    load(0, "server-ec.crt");
    load(1, "root.crt");
    wrong_records();
    one("leaf by SHA-256", NULL, 0, 3, 1, 1, 0, 0);
    one("leaf by SHA-512", NULL, 0, 3, 1, 2, 0, 0);
    one("leaf, whole", NULL, 0, 3, 0, 0, 0, 0);
    one("wrong leaf", "root.crt", 0, 3, 1, 1, 1, 0);
    one("leaf under another name", NULL, 1, 3, 1, 1, 0, 0);
    one("authority, whole", NULL, 0, 2, 0, 0, 0, 1);
    one("authority and trust", "root.crt", 0, 0, 1, 1, 0, 1);
    one("authority without trust", NULL, 0, 0, 1, 1, 0, 1);
    one("leaf and trust", "root.crt", 0, 1, 1, 1, 0, 0);
    return 0;
}
