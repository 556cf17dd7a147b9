/* SSL_check_chain(3): what a certificate callback learns of chains, on both sides. */
#include "pair.h"

#include <openssl/pem.h>

static const char *const names[] = {"server-rsa", "server-ec", "server-p384", "server-p521", "server-ed25519", "server-pss",
                                    "server-suiteb", "client-rsa", "client-ec", "client-ed25519", "small", "selfsigned"};
static int without_chain;

static void check(SSL *ssl, const char *side, const char *name)
{
    char file[60];
    BIO *bio;
    X509 *leaf, *above;
    EVP_PKEY *key;
    STACK_OF(X509) *chain = sk_X509_new_null();

    snprintf(file, sizeof(file), "%s.key", name);
    bio = BIO_new_file(file, "r");
    key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    snprintf(file, sizeof(file), "%s.crt", name);
    bio = BIO_new_file(file, "r");
    leaf = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    bio = BIO_new_file(strcmp(name, "server-suiteb") == 0 ? "otherroot.crt" : "inter.crt", "r");
    above = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    need(key != NULL && leaf != NULL && above != NULL, name);
    sk_X509_push(chain, above);
    printf("%s %s: %03x\n", side, name, (unsigned)SSL_check_chain(ssl, leaf, key, without_chain ? NULL : chain));
    if (strcmp(name, "server-rsa") == 0)
        show("nothing", "%d %d %d", SSL_check_chain(ssl, NULL, key, chain), SSL_check_chain(ssl, leaf, NULL, chain),
             SSL_check_chain(ssl, NULL, NULL, NULL));
    sk_X509_pop_free(chain, X509_free);
    X509_free(leaf);
    EVP_PKEY_free(key);
    ERR_clear_error();
}

static int asked(SSL *ssl, void *side)
{
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        check(ssl, side, names[i]);
    return 1;
}

struct setting {
    const char *label, *groups, *server_schemes, *suites;
    int flags, level, no_chain;
};

static void session(const struct setting *setting)
{
    SSL_CTX *client = pair_context(0, "client-ec", "root.crt"), *server = pair_context(1, "server-ec", "root.crt");
    struct pair pair;

    without_chain = setting->no_chain;
    printf("== %s\n", setting->label);
    SSL_CTX_set_cert_cb(client, asked, (char *)"client");
    SSL_CTX_set_cert_cb(server, asked, (char *)"server");
    SSL_CTX_set_security_level(client, setting->level);
    SSL_CTX_set_security_level(server, setting->level);
    if (setting->groups != NULL)
        SSL_CTX_set1_groups_list(client, setting->groups);
    if (setting->server_schemes != NULL)
        SSL_CTX_set1_sigalgs_list(server, setting->server_schemes);
    if (setting->suites != NULL)
        SSL_CTX_set_cipher_list(server, setting->suites);
    SSL_CTX_set_cert_flags(client, setting->flags);
    SSL_CTX_set_cert_flags(server, setting->flags);
    pair_join(&pair, client, server);
    pair_handshake(&pair);
    ERR_clear_error();
    pair_free(&pair);
}

int main(void)
{
    static const struct setting settings[] = {
        {.label = "default", .level = 2},
        {.label = "without chain", .level = 2, .no_chain = 1},
        {.label = "P-256 alone", .level = 2, .groups = "P-256"},
        {.label = "X25519 and P-384", .level = 2, .groups = "X25519:P-384"},
        {.label = "strict", .level = 2, .flags = SSL_CERT_FLAG_TLS_STRICT},
        {.label = "strict, P-256 alone", .level = 2, .flags = SSL_CERT_FLAG_TLS_STRICT, .groups = "P-256"},
        {.label = "level 4", .level = 4},
        {.label = "schemes", .level = 2, .server_schemes = "ECDSA+SHA384:RSA+SHA256"},
        {.label = "Suite B", .level = 2, .suites = "SUITEB128"},
        {.label = "Suite B without chain", .level = 2, .suites = "SUITEB128ONLY", .no_chain = 1},
    };
    size_t i;

    for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
        session(&settings[i]);
    return 0;
}
