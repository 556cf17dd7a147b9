/* A server's Diffie-Hellman parameters: set, called for, or chosen automatically (SSL_CTX_set_tmp_dh_callback(3)). */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "pair.h"
#include <openssl/bn.h>
#include <openssl/dh.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

/* RFC 2409, 6.1 and 6.2; RFC 7919, A.1. */
static const char OAKLEY_768[] = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                                 "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A63A3620FFFFFFFFFFFFFFFF";
static const char OAKLEY_1024[] = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                                  "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                                  "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF";
static const char FFDHE_2048[] = "-----BEGIN DH PARAMETERS-----\n"
                                 "MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz\n"
                                 "+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a\n"
                                 "87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7\n"
                                 "YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi\n"
                                 "7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD\n"
                                 "ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==\n"
                                 "-----END DH PARAMETERS-----\n";

static DH *oakley(const char *prime)
{
    DH *dh = DH_new();
    BIGNUM *p = NULL, *g = BN_new();

    need(dh != NULL && g != NULL && BN_hex2bn(&p, prime) > 0, "DH_new");
    BN_set_word(g, 2);
    need(DH_set0_pqg(dh, p, NULL, g) == 1, "DH_set0_pqg");
    return dh;
}

static DH *ffdhe(void)
{
    BIO *bio = BIO_new_mem_buf(FFDHE_2048, -1);
    DH *dh = PEM_read_bio_DHparams(bio, NULL, NULL, NULL);

    need(dh != NULL, "PEM_read_bio_DHparams");
    BIO_free(bio);
    return dh;
}

static EVP_PKEY *ffdhe_key(void)
{
    BIO *bio = BIO_new_mem_buf(FFDHE_2048, -1);
    EVP_PKEY *key = PEM_read_bio_Parameters(bio, NULL);

    need(key != NULL, "PEM_read_bio_Parameters");
    BIO_free(bio);
    return key;
}

static SSL_CTX *client_context(const char *ciphers)
{
    SSL_CTX *ctx = pair_context(0, NULL, "root.crt");

    need(SSL_CTX_set_cipher_list(ctx, ciphers) == 1, ciphers);
    return ctx;
}

static SSL_CTX *server_context(const char *ciphers)
{
    SSL_CTX *ctx = pair_context(1, "server-rsa", NULL);

    need(SSL_CTX_set_cipher_list(ctx, ciphers) == 1, ciphers);
    SSL_CTX_set_options(ctx, SSL_OP_CIPHER_SERVER_PREFERENCE);
    return ctx;
}

/* Joins the contexts, shakes hands and tells what came of it. */
static void shake(const char *label, SSL_CTX *client, SSL_CTX *server)
{
    struct pair pair;
    EVP_PKEY *key = NULL;
    int done;

    ERR_clear_error();
    pair_join(&pair, client, server);
    done = pair_handshake(&pair);
    show(label, "%d %s", done, done ? SSL_get_cipher(pair.server) : "-");
    if (!done)
        show_errors(label);
    if (done && strncmp(SSL_get_cipher(pair.client), "DHE", 3) == 0 && SSL_get_server_tmp_key(pair.client, &key)) {
        int id = EVP_PKEY_id(key);

        show(labelled("%s: server's key", label), "DH %d bits %d size %d security %d", id == EVP_PKEY_DH, EVP_PKEY_bits(key),
             EVP_PKEY_size(key), EVP_PKEY_security_bits(key));
        EVP_PKEY_free(key);
    }
    key = NULL;
    show_int(labelled("%s: client's key", label), SSL_get_peer_tmp_key(pair.server, &key));
    EVP_PKEY_free(key);
    ERR_clear_error();
    pair_free(&pair);
}

static const char DHE[] = "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=1";

static void parameters(void)
{
    SSL_CTX *ctx = server_context("DHE-RSA-AES128-GCM-SHA256");
    DH *dh = ffdhe(), *shorter = oakley(OAKLEY_1024);

    show_int("set ffdhe2048", SSL_CTX_set_tmp_dh(ctx, dh));
    DH_free(dh);
    show_int("1024 bits at level 2", SSL_CTX_set_tmp_dh(ctx, shorter));
    show_errors("1024 bits at level 2");
    shake("ffdhe2048", client_context(DHE), ctx);

    ctx = server_context(DHE);
    show_int("1024 bits at level 1", SSL_CTX_set_tmp_dh(ctx, shorter));
    shake("1024 bits", client_context(DHE), ctx);

    ctx = server_context(DHE);
    show_int("1024 bits at level 1", SSL_CTX_set_tmp_dh(ctx, shorter));
    shake("1024 bits and a client at level 2", client_context("DHE-RSA-AES128-GCM-SHA256"), ctx);
    DH_free(shorter);

    ctx = server_context("DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0");
    shorter = oakley(OAKLEY_768);
    show_int("768 bits at level 0", SSL_CTX_set_tmp_dh(ctx, shorter));
    show_errors("768 bits at level 0");
    DH_free(shorter);
    show_int("NULL", SSL_CTX_set_tmp_dh(ctx, NULL));
    show_errors("NULL");
    SSL_CTX_free(ctx);
}

static void keys(void)
{
    SSL_CTX *ctx = server_context(DHE);
    EVP_PKEY *key = EVP_PKEY_new();
    DH *shorter = oakley(OAKLEY_768);
    SSL *ssl;

    show_int("set0", SSL_CTX_set0_tmp_dh_pkey(ctx, ffdhe_key()));
    show_int("NULL", SSL_CTX_set0_tmp_dh_pkey(ctx, NULL));
    show_errors("NULL");
    need(EVP_PKEY_set1_DH(key, shorter) == 1, "EVP_PKEY_set1_DH");
    show_int("768 bits", SSL_CTX_set0_tmp_dh_pkey(ctx, key));
    show_errors("768 bits");
    EVP_PKEY_free(key);
    DH_free(shorter);
    ssl = SSL_new(ctx);
    show_int("set0 of a connection", SSL_set0_tmp_dh_pkey(ssl, ffdhe_key()));
    SSL_free(ssl);
    shake("a key", client_context(DHE), ctx);
}

static DH *answer;

static DH *callback(SSL *ssl, int is_export, int length)
{
    show("callback", "%s export %d length %d", SSL_is_server(ssl) ? "server" : "client", is_export, length);
    return answer;
}

static void called(void)
{
    DH *dh = ffdhe(), *shorter = oakley(OAKLEY_1024);
    SSL_CTX *ctx = server_context(DHE);

    answer = dh;
    SSL_CTX_set_tmp_dh_callback(ctx, callback);
    shake("by callback", client_context(DHE), ctx);

    ctx = server_context("DHE-RSA-AES128-GCM-SHA256");
    answer = shorter;
    SSL_CTX_set_tmp_dh_callback(ctx, callback);
    shake("too short by callback", client_context(DHE), ctx);

    ctx = server_context(DHE);
    answer = shorter;
    SSL_CTX_set_tmp_dh_callback(ctx, callback);
    show_int("and parameters", SSL_CTX_set_tmp_dh(ctx, dh));
    shake("parameters before the callback", client_context(DHE), ctx);
    DH_free(dh);
    DH_free(shorter);
}

/* SSL_CTX_set_dh_auto(3): as strong as the certificate, 1024 bits, or what the level demands. */
static void automatic(void)
{
    static const struct {
        const char *label, *ciphers;
        long how;
    } cases[] = {
        { "auto", "DHE-RSA-AES128-GCM-SHA256", 1 },
        { "auto, long key", "DHE-RSA-AES256-GCM-SHA384", 1 },
        { "auto 2 at level 1", DHE, 2 },
        { "auto 2 at level 2", "DHE-RSA-CHACHA20-POLY1305", 2 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        SSL_CTX *ctx = server_context(cases[i].ciphers);
        const char *offer = strchr(cases[i].ciphers, '@') ? cases[i].ciphers : labelled("%s:@SECLEVEL=1", cases[i].ciphers);
        char ciphers[100];

        snprintf(ciphers, sizeof(ciphers), "%s", offer);
        show_int(cases[i].label, SSL_CTX_set_dh_auto(ctx, cases[i].how));
        shake(cases[i].label, client_context(ciphers), ctx);
    }
}

static void without(void)
{
    SSL_CTX *ctx = server_context(DHE);

    shake("no parameters", client_context(DHE), ctx);
    ctx = server_context("DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256");
    shake("no parameters, another suite", client_context("DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"), ctx);
    ctx = server_context(DHE);
    show_int("auto off", SSL_CTX_set_dh_auto(ctx, 1) + SSL_CTX_set_dh_auto(ctx, 0));
    show("temporary RSA keys", "%d %d", SSL_CTX_need_tmp_RSA(ctx), SSL_CTX_set_tmp_rsa(ctx, NULL));
    shake("switched off", client_context(DHE), ctx);
}

/* A connection has settings of its own. */
static void of_connection(void)
{
    struct pair pair;
    DH *dh = ffdhe();

    pair_join(&pair, client_context(DHE), server_context(DHE));
    show_int("set", SSL_set_tmp_dh(pair.server, dh));
    show_int("handshake", pair_handshake(&pair));
    pair_again(&pair);
    show_int("without", pair_handshake(&pair));
    ERR_clear_error();
    pair_again(&pair);
    answer = dh;
    SSL_set_tmp_dh_callback(pair.server, callback);
    show_int("by callback", pair_handshake(&pair));
    pair_again(&pair);
    show_int("auto", SSL_set_dh_auto(pair.server, 1));
    show_int("handshake", pair_handshake(&pair));
    ERR_clear_error();
    pair_free(&pair);
    DH_free(dh);
}

static void numbers(void)
{
    EVP_PKEY *key = ffdhe_key(), *other = EVP_PKEY_new();
    DH *dh = ffdhe();
    BIGNUM *number = NULL;
    const BIGNUM *public_key = NULL, *private_key = NULL;

    show("key", "DH %d bits %d size %d security %d is a DH %d EC %d", EVP_PKEY_id(key) == EVP_PKEY_DH, EVP_PKEY_bits(key), EVP_PKEY_size(key),
         EVP_PKEY_security_bits(key), EVP_PKEY_is_a(key, "DH"), EVP_PKEY_is_a(key, "EC"));
    show_int("g", EVP_PKEY_get_bn_param(key, "g", &number));
    show_int("g is", number != NULL ? (long)BN_get_word(number) : -1);
    show_int("p", EVP_PKEY_get_bn_param(key, "p", &number));
    show_int("bits of p", BN_num_bits(number));
    BN_free(number);
    number = NULL;
    show_int("no public value", EVP_PKEY_get_bn_param(key, "pub", &number));
    show_int("nothing like that", EVP_PKEY_get_bn_param(key, "nothing", &number));
    ERR_clear_error();
    show_int("set1", EVP_PKEY_set1_DH(other, dh));
    show_set("get0", EVP_PKEY_get0_DH(other));
    show_int("same", EVP_PKEY_get0_DH(other) == dh);
    number = BN_new();
    BN_set_word(number, 4);
    show_int("set0 key", DH_set0_key(dh, number, NULL));
    DH_get0_key(dh, &public_key, &private_key);
    show("values", "%d %s", public_key == number, private_key != NULL ? "set" : "NULL");
    show_int("no values", DH_set0_key(dh, NULL, NULL));
    EVP_PKEY_free(other);
    EVP_PKEY_free(key);
    DH_free(dh);
}

int main(void)
{
    numbers();
    parameters();
    keys();
    called();
    automatic();
    without();
    of_connection();
    return 0;
}
