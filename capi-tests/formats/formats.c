/*
 * Keys, certificates and revocation lists in files: one library writes them, another reads them.
 *   formats write DIRECTORY   reads the keys of the current directory, makes some more, and writes all in every form
 *   formats read DIRECTORY    reads them, and prints what they are
 */
#include "helpers.h"
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

static const char *const given[] = { "server-rsa", "server-pss", "client-pss384", "client-pss512", "server-ec", "server-p384",
                                     "server-p521", "server-ed25519" };
static const char *const fresh[] = { "new-rsa", "new-pss", "new-ec", "new-p384", "new-p521", "new-ed25519" };
#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))

static const char *directory;
static char password[] = "a password";

static BIO *file(const char *name, const char *suffix, const char *mode)
{
    char path[512];
    BIO *bio;

    snprintf(path, sizeof(path), "%s/%s.%s", directory, name, suffix);
    bio = BIO_new_file(path, mode);
    need(bio != NULL, path);
    return bio;
}

static EVP_PKEY *make(const char *name)
{
    EVP_PKEY_CTX *ctx;
    EVP_PKEY *key = NULL;

    if (strcmp(name, "new-ed25519") == 0)
        ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, NULL);
    else if (strcmp(name, "new-rsa") == 0 || strcmp(name, "new-pss") == 0)
        ctx = EVP_PKEY_CTX_new_id(strcmp(name, "new-rsa") == 0 ? EVP_PKEY_RSA : EVP_PKEY_RSA_PSS, NULL);
    else
        ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    need(ctx != NULL && EVP_PKEY_keygen_init(ctx) == 1, name);
    if (strcmp(name, "new-ec") == 0)
        need(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_X9_62_prime256v1) == 1, name);
    if (strcmp(name, "new-p384") == 0)
        need(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_secp384r1) == 1, name);
    if (strcmp(name, "new-p521") == 0)
        need(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_secp521r1) == 1, name);
    need(EVP_PKEY_keygen(ctx, &key) == 1, name);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

static X509 *certificate(EVP_PKEY *key, const char *name)
{
    X509 *x = X509_new();
    X509_NAME *subject = X509_get_subject_name(x);
    const EVP_MD *md = EVP_PKEY_base_id(key) == EVP_PKEY_ED25519 ? NULL : EVP_sha256();

    if (strcmp(name, "client-pss384") == 0)
        md = EVP_sha384();
    if (strcmp(name, "client-pss512") == 0)
        md = EVP_sha512();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 77);
    X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, (const unsigned char *)"M\303\274nster", -1, -1, 0);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(x, subject);
    ASN1_TIME_set_string(X509_get_notBefore(x), "20200101000000Z");
    ASN1_TIME_set_string(X509_get_notAfter(x), "20600101000000Z");
    need(X509_set_pubkey(x, key) == 1, name);
    need(X509_sign(x, key, md) > 0, name);
    return x;
}

#define WRITE(suffix, call)                          \
    do {                                             \
        BIO *bio = file(name, suffix, "w");          \
        need((call) == 1, suffix);                   \
        BIO_free(bio);                               \
    } while (0)

static void write_key(EVP_PKEY *key, const char *name)
{
    int kind = EVP_PKEY_base_id(key), size = (int)strlen(password);
    unsigned char *secret = (unsigned char *)password;
    X509 *x;

    WRITE("p8.pem", PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL));
    WRITE("p8.aes.pem", PEM_write_bio_PKCS8PrivateKey(bio, key, EVP_aes_256_cbc(), password, size, NULL, NULL));
    WRITE("p8.des.pem", PEM_write_bio_PKCS8PrivateKey(bio, key, EVP_des_ede3_cbc(), password, size, NULL, NULL));
    WRITE("key.pem", PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL));
    WRITE("key.aes.pem", PEM_write_bio_PrivateKey(bio, key, EVP_aes_128_cbc(), secret, size, NULL, NULL));
    WRITE("key.der", i2d_PrivateKey_bio(bio, key));
    WRITE("pub.pem", PEM_write_bio_PUBKEY(bio, key));
    WRITE("pub.der", i2d_PUBKEY_bio(bio, key));
    if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_EC) {
        WRITE("old.pem", PEM_write_bio_PrivateKey_traditional(bio, key, NULL, NULL, 0, NULL, NULL));
        WRITE("old.aes.pem", PEM_write_bio_PrivateKey_traditional(bio, key, EVP_aes_256_cbc(), secret, size, NULL, NULL));
        WRITE("old.des.pem", PEM_write_bio_PrivateKey_traditional(bio, key, EVP_des_ede3_cbc(), secret, size, NULL, NULL));
    }
    x = certificate(key, name);
    WRITE("crt.pem", PEM_write_bio_X509(bio, x));
    WRITE("crt.der", i2d_X509_bio(bio, x));
    X509_free(x);
}

static void show_der(const char *name, const char *suffix, unsigned char *der, int length)
{
    unsigned char hash[32];

    need(length > 0, suffix);
    SHA256(der, (size_t)length, hash);
    OPENSSL_free(der);
    printf("%s %s ", name, suffix);
    show_hex("sha256", hash, 16);
}

static void show_key(EVP_PKEY *key, const char *name, const char *suffix, int private_half)
{
    unsigned char *der = NULL, *public_der = NULL;
    int length;

    need(key != NULL, suffix);
    printf("%s %s ", name, suffix);
    show("key", "type %d, %d bits, %d bytes", EVP_PKEY_base_id(key), EVP_PKEY_bits(key), EVP_PKEY_size(key));
    if (private_half) {
        length = i2d_PrivateKey(key, &der);
        show_der(name, suffix, der, length);
    }
    length = i2d_PUBKEY(key, &public_der);
    show_der(name, suffix, public_der, length);
    EVP_PKEY_free(key);
}

static void read_private(const char *name, const char *suffix)
{
    BIO *bio = file(name, suffix, "r");
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, password);

    if (key == NULL)
        ERR_print_errors_fp(stderr);
    show_key(key, name, suffix, 1);
    BIO_free(bio);
}

static void read_certificate(const char *name, const char *suffix, int pem)
{
    BIO *bio = file(name, suffix, "r");
    X509 *x = pem ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : d2i_X509_bio(bio, NULL);
    EVP_PKEY *key;

    need(x != NULL, suffix);
    key = X509_get_pubkey(x);
    printf("%s %s ", name, suffix);
    show("certificate", "signature %d, verified %d, subject %08lx", X509_get_signature_nid(x), X509_verify(x, key),
         X509_NAME_hash(X509_get_subject_name(x)));
    show_key(key, name, suffix, 0);
    X509_free(x);
    BIO_free(bio);
}

static void read_all(const char *name)
{
    static const char *const always[] = { "p8.pem", "p8.aes.pem", "p8.des.pem", "key.pem", "key.aes.pem" };
    static const char *const old[] = { "old.pem", "old.aes.pem", "old.des.pem" };
    BIO *bio;
    EVP_PKEY *key;
    int i, kind;

    for (i = 0; i < COUNT(always); i++)
        read_private(name, always[i]);
    bio = file(name, "key.der", "r");
    key = d2i_PrivateKey_bio(bio, NULL);
    need(key != NULL, "key.der");
    kind = EVP_PKEY_base_id(key);
    show_key(key, name, "key.der", 1);
    BIO_free(bio);
    if (strstr(name, "-pss") == NULL && kind != EVP_PKEY_ED25519)
        for (i = 0; i < COUNT(old); i++)
            read_private(name, old[i]);
    bio = file(name, "pub.pem", "r");
    show_key(PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL), name, "pub.pem", 0);
    BIO_free(bio);
    bio = file(name, "pub.der", "r");
    show_key(d2i_PUBKEY_bio(bio, NULL), name, "pub.der", 0);
    BIO_free(bio);
    read_certificate(name, "crt.pem", 1);
    read_certificate(name, "crt.der", 0);
}

int main(int argc, char **argv)
{
    int i, writes = argc == 3 && strcmp(argv[1], "write") == 0;

    need(writes || (argc == 3 && strcmp(argv[1], "read") == 0), "write or read, and a directory");
    directory = argv[2];
    for (i = 0; i < COUNT(given); i++) {
        if (writes) {
            char path[64];
            BIO *bio;
            EVP_PKEY *key;

            snprintf(path, sizeof(path), "%s.key", given[i]);
            bio = BIO_new_file(path, "r");
            key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
            need(key != NULL, path);
            write_key(key, given[i]);
            EVP_PKEY_free(key);
            BIO_free(bio);
        } else {
            read_all(given[i]);
        }
    }
    for (i = 0; i < COUNT(fresh); i++) {
        if (writes) {
            EVP_PKEY *key = make(fresh[i]);

            write_key(key, fresh[i]);
            EVP_PKEY_free(key);
        } else {
            read_all(fresh[i]);
        }
    }
    return 0;
}
