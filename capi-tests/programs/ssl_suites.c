/* Every family of cipher suites between our two sides, and the padding that RSA key exchange decrypts with. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "pair.h"
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

static unsigned int client_key(SSL *ssl, const char *hint, char *identity, unsigned int most_identity, unsigned char *psk, unsigned int most)
{
    (void)ssl;
    (void)hint;
    need(most_identity > 2 && most >= 16, "room");
    strcpy(identity, "me");
    memset(psk, 'k', 16);
    return 16;
}

static unsigned int server_key(SSL *ssl, const char *identity, unsigned char *psk, unsigned int most)
{
    (void)ssl;
    need(most >= 16, "room");
    memset(psk, 'k', 16);
    return strcmp(identity, "me") == 0 ? 16 : 0;
}

static SSL_CTX *side(int server, const char *suite, const char *credentials, int version)
{
    SSL_CTX *ctx = pair_context(server, server ? credentials : NULL, server ? NULL : "root.crt");
    char list[100];

    snprintf(list, sizeof(list), "%s:@SECLEVEL=0", suite);
    need(SSL_CTX_set_cipher_list(ctx, list) == 1, suite);
    need(SSL_CTX_set_min_proto_version(ctx, version) == 1 && SSL_CTX_set_max_proto_version(ctx, version) == 1, "version");
    SSL_CTX_set_dh_auto(ctx, 1);
    if (strstr(suite, "PSK") != NULL) {
        SSL_CTX_set_psk_client_callback(ctx, client_key);
        SSL_CTX_set_psk_server_callback(ctx, server_key);
    }
    return ctx;
}

static void shake(const char *suite, const char *credentials, int version)
{
    struct pair pair;
    char got[10];
    int done, length = 0;

    pair_join(&pair, side(0, suite, credentials, version), side(1, suite, credentials, version));
    done = pair_handshake(&pair);
    if (done)
        length = SSL_write(pair.client, "hello", 5) == 5 ? SSL_read(pair.server, got, sizeof(got)) : -1;
    show(labelled("%s", suite), "%s %d %s %d", version == DTLS1_VERSION ? "1.0" : "1.2", done, done ? SSL_get_cipher(pair.server) : "-", length);
    if (!done)
        show_errors(suite);
    ERR_clear_error();
    pair_free(&pair);
}

static void suites(void)
{
    static const struct {
        const char *suite, *credentials;
        int old;
    } all[] = {
        { "AES128-SHA", "server-rsa", 1 }, { "AES256-SHA256", "server-rsa", 0 }, { "AES256-GCM-SHA384", "server-rsa", 0 },
        { "AES128-CCM8", "server-rsa", 0 }, { "DHE-RSA-AES256-SHA", "server-rsa", 1 }, { "DHE-RSA-AES128-SHA256", "server-rsa", 0 },
        { "DHE-RSA-AES256-CCM", "server-rsa", 0 }, { "DHE-RSA-CHACHA20-POLY1305", "server-rsa", 0 },
        { "ECDHE-RSA-AES128-SHA", "server-rsa", 1 }, { "ECDHE-RSA-AES256-SHA384", "server-rsa", 0 },
        { "ECDHE-ECDSA-AES128-CCM", "server-ec", 0 }, { "ECDHE-ECDSA-AES256-CCM8", "server-ec", 0 },
        { "PSK-AES128-CBC-SHA", NULL, 1 }, { "PSK-AES256-CBC-SHA384", NULL, 1 }, { "PSK-AES128-CCM8", NULL, 0 },
        { "DHE-PSK-AES128-CBC-SHA256", NULL, 1 }, { "DHE-PSK-AES256-GCM-SHA384", NULL, 0 }, { "DHE-PSK-CHACHA20-POLY1305", NULL, 0 },
        { "ECDHE-PSK-AES256-CBC-SHA", NULL, 1 }, { "ECDHE-PSK-CHACHA20-POLY1305", NULL, 0 },
    };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        shake(all[i].suite, all[i].credentials, DTLS1_2_VERSION);
        if (all[i].old)
            shake(all[i].suite, all[i].credentials, DTLS1_VERSION);
    }
}

static EVP_PKEY *key;

/* Encrypts `length` bytes and decrypts them as a premaster secret. */
static void premaster(const char *label, const unsigned char *secret, size_t length, unsigned int offered, unsigned int negotiated)
{
    EVP_PKEY_CTX *to = EVP_PKEY_CTX_new(key, NULL), *from = EVP_PKEY_CTX_new(key, NULL);
    unsigned char sealed[512], opened[512];
    size_t sealed_length = sizeof(sealed), opened_length = 0;
    OSSL_PARAM params[3], *at = params;
    int done;

    need(EVP_PKEY_encrypt_init(to) == 1 && EVP_PKEY_CTX_set_rsa_padding(to, RSA_PKCS1_PADDING) == 1
         && EVP_PKEY_encrypt(to, sealed, &sealed_length, secret, length) == 1, "encrypt");
    if (offered != 0)
        *at++ = OSSL_PARAM_construct_uint(OSSL_ASYM_CIPHER_PARAM_TLS_CLIENT_VERSION, &offered);
    if (negotiated != 0)
        *at++ = OSSL_PARAM_construct_uint(OSSL_ASYM_CIPHER_PARAM_TLS_NEGOTIATED_VERSION, &negotiated);
    *at = OSSL_PARAM_construct_end();
    need(EVP_PKEY_decrypt_init(from) == 1, "decrypt init");
    show_int(labelled("%s: padding", label), EVP_PKEY_CTX_set_rsa_padding(from, RSA_PKCS1_WITH_TLS_PADDING));
    show_int(labelled("%s: parameters", label), EVP_PKEY_CTX_set_params(from, params));
    show(labelled("%s: asked", label), "%d %zu", EVP_PKEY_decrypt(from, NULL, &opened_length, sealed, sealed_length), opened_length);
    opened_length = sizeof(opened);
    done = EVP_PKEY_decrypt(from, opened, &opened_length, sealed, sealed_length);
    show(label, "%d", done > 0);
    if (done > 0)
        show(label, "%zu bytes, %s", opened_length, opened_length == length && memcmp(opened, secret, length) == 0 ? "the secret" : "others");
    ERR_clear_error();
    EVP_PKEY_CTX_free(to);
    EVP_PKEY_CTX_free(from);
}

static void padding(void)
{
    unsigned char secret[60];
    BIO *bio = BIO_new_file("server-rsa.key", "r");

    key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    need(key != NULL, "server-rsa.key");
    BIO_free(bio);
    need(RAND_bytes(secret, sizeof(secret)) == 1, "RAND_bytes");
    secret[0] = 0xfe;
    secret[1] = 0xfd;
    premaster("good", secret, 48, DTLS1_2_VERSION, 0);
    premaster("another version", secret, 48, DTLS1_VERSION, 0);
    premaster("the negotiated version", secret, 48, DTLS1_VERSION, DTLS1_2_VERSION);
    premaster("too short", secret, 47, DTLS1_2_VERSION, 0);
    premaster("too long", secret, 49, DTLS1_2_VERSION, 0);
    premaster("no version", secret, 48, 0, 0);
    EVP_PKEY_free(key);
}

int main(void)
{
    padding();
    suites();
    return 0;
}
