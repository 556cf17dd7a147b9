/* Private and public keys and PEM: PEM_read_bio_PrivateKey(3), d2i_PrivateKey(3), EVP_PKEY_get_id(3), EVP_DigestSign(3). */
#include "helpers.h"
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

static int asked;

static int password(char *buffer, int size, int writing, void *context)
{
    const char *answer = context != NULL ? context : "secret";

    asked++;
    show("password asked", "size above 100: %d writing %d", size > 100, writing);
    if ((int)strlen(answer) > size)
        return -1;
    memcpy(buffer, answer, strlen(answer));
    return (int)strlen(answer);
}

static int no_password(char *buffer, int size, int writing, void *context)
{
    (void)buffer;
    (void)size;
    (void)writing;
    (void)context;
    return -1;
}

static EVP_PKEY *load(const char *name, pem_password_cb *callback, void *context)
{
    BIO *bio = BIO_new_file(name, "r");
    EVP_PKEY *key;

    need(bio != NULL, name);
    key = PEM_read_bio_PrivateKey(bio, NULL, callback, context);
    BIO_free(bio);
    return key;
}

static void facts(const char *label, const EVP_PKEY *key)
{
    show_set(label, key);
    if (key == NULL)
        return;
    show(labelled("%s facts", label), "id %d base %d bits %d size %d security %d", EVP_PKEY_id(key), EVP_PKEY_base_id(key),
         EVP_PKEY_bits(key), EVP_PKEY_size(key), EVP_PKEY_security_bits(key));
}

static void encodings(void)
{
    static const char *plain[] = { "server-rsa.key", "rsa.pkcs1.pem", "server-ec.key", "ec.sec1.pem", "ec.params.pem",
                                   "server-p384.key", "p384.sec1.pem", "server-p521.key", "p521.sec1.pem",
                                   "server-ed25519.key" };
    size_t i;

    for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        EVP_PKEY *key = load(plain[i], no_password, NULL);

        facts(plain[i], key);
        EVP_PKEY_free(key);
    }
    show_errors("plain");
}

static void encrypted(void)
{
    static const char *names[] = { "rsa.aes-128-cbc.pem", "rsa.aes-256-cbc.pem", "rsa.des3.pem", "ec.aes-256-cbc.pem",
                                   "ec.aes-128-cbc.p8.pem", "ec.aes-256-cbc.p8.pem", "ec.des3.p8.pem", "ec.sha1prf.p8.pem",
                                   "ec.scrypt.p8.pem" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        EVP_PKEY *key = load(names[i], password, NULL);

        facts(names[i], key);
        EVP_PKEY_free(key);
        key = load(names[i], NULL, (void *)"secret");
        show_set(labelled("%s, text", names[i]), key);
        EVP_PKEY_free(key);
        ERR_clear_error();
        key = load(names[i], password, (void *)"wrong");
        show_set(labelled("%s, wrong", names[i]), key);
        EVP_PKEY_free(key);
        show_int(labelled("%s, wrong errors", names[i]), ERR_peek_error() != 0);
        ERR_clear_error();
        key = load(names[i], no_password, NULL);
        show_set(labelled("%s, none", names[i]), key);
        EVP_PKEY_free(key);
        show_int(labelled("%s, none errors", names[i]), ERR_peek_error() != 0);
        ERR_clear_error();
    }
    show_int("times asked", asked);
}

static void wrong_files(void)
{
    static const char *names[] = { "empty.pem", "notder.pem", "notbase64.pem", "server-ec.crt" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        show_set(labelled("key from %s", names[i]), load(names[i], NULL, NULL));
        show_errors(labelled("key from %s", names[i]));
    }
}

static unsigned char *slurp(const char *name, long *length)
{
    static unsigned char data[8192];
    FILE *file = fopen(name, "rb");

    need(file != NULL, name);
    *length = (long)fread(data, 1, sizeof(data), file);
    fclose(file);
    return data;
}

static void der(void)
{
    static const struct { const char *file; int type; } cases[] = {
        { "rsa.pkcs1.der", EVP_PKEY_RSA }, { "ec.sec1.der", EVP_PKEY_EC }, { "p384.sec1.der", EVP_PKEY_EC },
        { "rsa.pkcs8.der", 0 }, { "rsa.pkcs1.der", 0 }, { "p521.sec1.der", 0 }, { "truncated.der", 0 } };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        long length;
        unsigned char *data = slurp(cases[i].file, &length), *out = NULL;
        const unsigned char *place = data;
        EVP_PKEY *key = cases[i].type ? d2i_PrivateKey(cases[i].type, NULL, &place, length)
                                      : d2i_AutoPrivateKey(NULL, &place, length);
        const char *label = labelled("der %s %d", cases[i].file, cases[i].type);

        facts(label, key);
        show_int(labelled("%s consumed", label), place - data == length);
        ERR_clear_error();
        if (key != NULL) {
            int written = i2d_PrivateKey(key, &out);

            show_int(labelled("%s same again", label),
                     cases[i].type ? written == length && memcmp(out, data, (size_t)length) == 0 : written > 0);
            OPENSSL_free(out);
        }
        EVP_PKEY_free(key);
    }
}

static void public_keys(void)
{
    static const char *names[] = { "server-rsa", "server-ec", "server-p384", "server-p521", "server-ed25519" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        BIO *bio = BIO_new_file(labelled("%s.pub", names[i]), "r"), *out = BIO_new(BIO_s_mem());
        EVP_PKEY *public = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
        EVP_PKEY *private = load(labelled("%s.key", names[i]), NULL, NULL);
        EVP_PKEY *other = load("client-ec.key", NULL, NULL), *from_der;
        unsigned char *encoded = NULL;
        const unsigned char *place;
        char *text;
        int length;

        facts(labelled("%s public", names[i]), public);
        show_int(labelled("%s cmp", names[i]), EVP_PKEY_cmp(public, private));
        show_int(labelled("%s cmp other", names[i]), EVP_PKEY_cmp(public, other) == 1);
        ERR_clear_error();
        length = i2d_PUBKEY(public, &encoded);
        show_int(labelled("%s i2d", names[i]), length);
        place = encoded;
        from_der = d2i_PUBKEY(NULL, &place, length);
        show_int(labelled("%s d2i", names[i]), from_der != NULL && EVP_PKEY_eq(from_der, private) == 1);
        OPENSSL_free(encoded);
        show_int(labelled("%s write", names[i]), PEM_write_bio_PUBKEY(out, public));
        length = (int)BIO_get_mem_data(out, &text);
        show(labelled("%s pem", names[i]), "%.26s %d", text, length);
        show_int(labelled("%s reset", names[i]), BIO_reset(out));
        show_int(labelled("%s write private", names[i]), PEM_write_bio_PrivateKey(out, private, NULL, NULL, 0, NULL, NULL));
        length = (int)BIO_get_mem_data(out, &text);
        show(labelled("%s private pem", names[i]), "%.27s %d", text, length);
        EVP_PKEY_free(from_der);
        from_der = PEM_read_bio_PrivateKey(out, NULL, NULL, NULL);
        show_int(labelled("%s again", names[i]), from_der != NULL && EVP_PKEY_eq(from_der, private) == 1);
        show_int(labelled("%s up_ref", names[i]), EVP_PKEY_up_ref(private));
        EVP_PKEY_free(private);
        EVP_PKEY_free(private);
        EVP_PKEY_free(public);
        EVP_PKEY_free(from_der);
        EVP_PKEY_free(other);
        BIO_free(bio);
        BIO_free(out);
    }
    EVP_PKEY_free(NULL);
}

static void write_encrypted(void)
{
    EVP_PKEY *key = load("server-ec.key", NULL, NULL), *back;
    BIO *out = BIO_new(BIO_s_mem());
    char *text;

    show_int("write encrypted", PEM_write_bio_PrivateKey(out, key, EVP_aes_256_cbc(), (unsigned char *)"geheim", 6, NULL, NULL));
    (void)BIO_get_mem_data(out, &text);
    show("encrypted begins", "%.37s", text);
    back = PEM_read_bio_PrivateKey(out, NULL, NULL, (void *)"geheim");
    show_int("encrypted back", back != NULL && EVP_PKEY_eq(back, key) == 1);
    ERR_clear_error();
    EVP_PKEY_free(back);
    EVP_PKEY_free(key);
    BIO_free(out);
}

static void signatures(void)
{
    static const struct { const char *key; const char *digest; } cases[] = {
        { "server-rsa.key", "SHA256" }, { "server-rsa.key", "SHA1" }, { "server-rsa.key", "SHA512" },
        { "server-ec.key", "SHA256" }, { "server-p384.key", "SHA384" }, { "server-p521.key", "SHA512" },
        { "server-ed25519.key", NULL } };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        EVP_PKEY *key = load(cases[i].key, NULL, NULL);
        const EVP_MD *md = cases[i].digest ? EVP_get_digestbyname(cases[i].digest) : NULL;
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        unsigned char signature[1024];
        size_t length = sizeof(signature);
        const char *label = labelled("sign %s %s", cases[i].key, cases[i].digest ? cases[i].digest : "-");

        show_int(label, EVP_DigestSignInit(ctx, NULL, md, NULL, key));
        show_int(labelled("%s done", label), EVP_DigestSign(ctx, signature, &length, (const unsigned char *)"message", 7));
        EVP_MD_CTX_free(ctx);
        ctx = EVP_MD_CTX_new();
        show_int(labelled("%s verify init", label), EVP_DigestVerifyInit(ctx, NULL, md, NULL, key));
        show_int(labelled("%s verify", label), EVP_DigestVerify(ctx, signature, length, (const unsigned char *)"message", 7));
        EVP_MD_CTX_free(ctx);
        ctx = EVP_MD_CTX_new();
        EVP_DigestVerifyInit(ctx, NULL, md, NULL, key);
        show_int(labelled("%s verify other", label),
                 EVP_DigestVerify(ctx, signature, length, (const unsigned char *)"massage", 7) == 1);
        ERR_clear_error();
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_free(key);
    }
}

static void pss(void)
{
    EVP_PKEY *key = load("server-rsa.key", NULL, NULL);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *inner = NULL;
    unsigned char signature[512];
    size_t length = sizeof(signature);

    EVP_DigestSignInit(ctx, &inner, EVP_sha256(), NULL, key);
    show_int("pss padding", EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING));
    show_int("pss salt", EVP_PKEY_CTX_set_rsa_pss_saltlen(inner, RSA_PSS_SALTLEN_DIGEST));
    show_int("pss update", EVP_DigestSignUpdate(ctx, "message", 7));
    show_int("pss final", EVP_DigestSignFinal(ctx, signature, &length));
    EVP_MD_CTX_free(ctx);
    ctx = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(ctx, &inner, EVP_sha256(), NULL, key);
    EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING);
    EVP_DigestVerifyUpdate(ctx, "message", 7);
    show_int("pss verify", EVP_DigestVerifyFinal(ctx, signature, length));
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
}

static void generation(void)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    EVP_PKEY *key = NULL;

    show_int("keygen init", EVP_PKEY_keygen_init(ctx));
    show_int("curve", EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_X9_62_prime256v1));
    show_int("keygen", EVP_PKEY_keygen(ctx, &key));
    facts("generated", key);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(ctx);
    key = EVP_PKEY_new();
    show_int("empty type", EVP_PKEY_id(key));
    show_int("empty bits", EVP_PKEY_bits(key));
    EVP_PKEY_free(key);
    ERR_clear_error();
}

int main(void)
{
    encodings();
    encrypted();
    wrong_files();
    der();
    public_keys();
    write_encrypted();
    signatures();
    pss();
    generation();
    return 0;
}
