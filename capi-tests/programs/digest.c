/* RAND, digests and HMAC: RAND_bytes(3), EVP_DigestInit(3), HMAC(3). */
#include "helpers.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/objects.h>

static const char *names[] = { "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "MD5-SHA1",
                               "sha256", "SHA2-256", "RSA-SHA256", "SHA512-256", "nonsense" };

static void digests(void)
{
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const EVP_MD *md = EVP_get_digestbyname(names[i]);
        unsigned char out[EVP_MAX_MD_SIZE];
        unsigned int length = 0;
        EVP_MD_CTX *ctx;

        show_set(labelled("%s", names[i]), md);
        if (md == NULL)
            continue;
        show(labelled("%s facts", names[i]), "size %d block %d nid %d name %s", EVP_MD_size(md), EVP_MD_block_size(md),
             EVP_MD_type(md), EVP_MD_name(md));
        ctx = EVP_MD_CTX_new();
        EVP_DigestInit_ex(ctx, md, NULL);
        EVP_DigestUpdate(ctx, "some ", 5);
        EVP_DigestUpdate(ctx, "text", 4);
        show_int("final", EVP_DigestFinal_ex(ctx, out, &length));
        show_hex(labelled("%s digest", names[i]), out, length);
        show_int("one shot", EVP_Digest("some text", 9, out, &length, md, NULL));
        show_hex(labelled("%s one shot", names[i]), out, length);
        EVP_MD_CTX_free(ctx);
    }
}

static void contexts(void)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new(), *copy = EVP_MD_CTX_new();
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    show_int("final without init", EVP_DigestFinal_ex(ctx, out, &length));
    ERR_clear_error();
    EVP_DigestInit(ctx, EVP_sha256());
    EVP_DigestUpdate(ctx, "abc", 3);
    show_int("copy", EVP_MD_CTX_copy_ex(copy, ctx));
    EVP_DigestUpdate(copy, "def", 3);
    EVP_DigestFinal(ctx, out, &length);
    show_hex("original", out, length);
    EVP_DigestFinal_ex(copy, out, NULL);
    show_hex("copied", out, 32);
    show_int("reset", EVP_MD_CTX_reset(copy));
    show_set("md after reset", EVP_MD_CTX_md(copy));
    EVP_MD_CTX_free(ctx);
    EVP_MD_CTX_free(copy);
    EVP_MD_CTX_free(NULL);
    SHA1((const unsigned char *)"abc", 3, out);
    show_hex("SHA1", out, 20);
    SHA256((const unsigned char *)"abc", 3, out);
    show_hex("SHA256", out, 32);
    SHA512((const unsigned char *)"abc", 3, out);
    show_hex("SHA512", out, 64);
}

static void hmacs(void)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    HMAC_CTX *ctx = HMAC_CTX_new();
    unsigned char *key = malloc(200);

    memset(key, 'k', 200);
    show_set("hmac", HMAC(EVP_sha1(), "key", 3, (const unsigned char *)"message", 7, out, &length));
    show_hex("hmac sha1", out, length);
    HMAC(EVP_sha256(), key, 200, (const unsigned char *)"message", 7, out, &length);
    show_hex("hmac long key", out, length);
    HMAC(EVP_sha384(), "", 0, (const unsigned char *)"", 0, out, &length);
    show_hex("hmac empty", out, length);
    show_int("init", HMAC_Init_ex(ctx, "key", 3, EVP_sha256(), NULL));
    show_int("size", HMAC_size(ctx));
    show_int("update", HMAC_Update(ctx, (const unsigned char *)"mess", 4));
    HMAC_Update(ctx, (const unsigned char *)"age", 3);
    show_int("final", HMAC_Final(ctx, out, &length));
    show_hex("hmac sha256", out, length);
    show_int("init again", HMAC_Init_ex(ctx, NULL, 0, NULL, NULL));
    HMAC_Update(ctx, (const unsigned char *)"message", 7);
    HMAC_Final(ctx, out, &length);
    show_hex("hmac again", out, length);
    HMAC_CTX_free(ctx);
    free(key);
}

static void random_bytes(void)
{
    unsigned char a[32], b[32];

    show_int("bytes", RAND_bytes(a, sizeof(a)));
    show_int("more", RAND_priv_bytes(b, sizeof(b)));
    show_int("differ", memcmp(a, b, sizeof(a)) != 0);
    show_int("none", RAND_bytes(a, 0));
    show_int("status", RAND_status());
    RAND_seed(a, sizeof(a));
    RAND_add(a, sizeof(a), 1.0);
    show_int("poll", RAND_poll());
    show_int("still", RAND_bytes(a, sizeof(a)));
    ERR_clear_error();
}

static void names_of_objects(void)
{
    static const char *texts[] = { "commonName", "CN", "2.5.4.3", "prime256v1", "P-256", "1.2.840.113549.1.1.11", "no such" };
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        show_int(labelled("txt2nid %s", texts[i]), OBJ_txt2nid(texts[i]));
    show_text("nid2sn", OBJ_nid2sn(NID_commonName));
    show_text("nid2ln", OBJ_nid2ln(NID_commonName));
    show_int("sn2nid", OBJ_sn2nid("SHA256"));
    show_int("ln2nid", OBJ_ln2nid("sha256"));
    show_text("nid far", OBJ_nid2sn(99999));
    ERR_clear_error();
}

int main(void)
{
    OpenSSL_add_all_digests();
    digests();
    contexts();
    hmacs();
    random_bytes();
    names_of_objects();
    return 0;
}
