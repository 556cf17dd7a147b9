/* Memory, ex_data, version and locking names: OPENSSL_malloc(3), CRYPTO_get_ex_new_index(3), OpenSSL_version(3). */
#include "helpers.h"
#include <openssl/ssl.h>
#include <openssl/x509.h>

static void memory(void)
{
    unsigned char pattern[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, *copy;
    char *text;
    void *block = OPENSSL_zalloc(32);
    char buffer[8];

    show_set("zalloc", block);
    show_hex("zalloc bytes", block, 8);
    block = OPENSSL_realloc(block, 64);
    show_set("realloc", block);
    OPENSSL_free(block);
    OPENSSL_free(NULL);
    show_set("malloc 0", OPENSSL_malloc(0));
    copy = OPENSSL_memdup(pattern, sizeof(pattern));
    show_hex("memdup", copy, sizeof(pattern));
    copy = OPENSSL_clear_realloc(copy, 8, 16);
    show_hex("clear_realloc", copy, 8);
    OPENSSL_cleanse(copy, 8);
    OPENSSL_clear_free(copy, 16);
    text = OPENSSL_strdup("copied");
    show_text("strdup", text);
    OPENSSL_free(text);
    text = OPENSSL_strndup("copied", 3);
    show_text("strndup", text);
    OPENSSL_free(text);
    show_set("strdup NULL", OPENSSL_strdup(NULL));
    show_set("memdup NULL", OPENSSL_memdup(NULL, 4));
    show_int("strlcpy", OPENSSL_strlcpy(buffer, "a long text", sizeof(buffer)));
    show_text("strlcpy text", buffer);
    buffer[3] = '\0';
    show_int("strlcat", OPENSSL_strlcat(buffer, "wxyz1234", sizeof(buffer)));
    show_text("strlcat text", buffer);
    show_int("strnlen", OPENSSL_strnlen("hello", 3));
    show_int("memcmp equal", CRYPTO_memcmp("abc", "abc", 3));
    show_int("memcmp differs", CRYPTO_memcmp("abc", "abd", 3) != 0);
    show_int("memcmp none", CRYPTO_memcmp("abc", "xyz", 0));
    OPENSSL_assert(1 + 1 == 2);
    text = OPENSSL_buf2hexstr(pattern, 4);
    show_text("buf2hexstr", text);
    OPENSSL_free(text);
    {
        long length = 0;
        unsigned char *bytes = OPENSSL_hexstr2buf("0a:0B0c", &length);

        show_int("hexstr2buf length", length);
        if (bytes != NULL)
            show_hex("hexstr2buf", bytes, (size_t)length);
        OPENSSL_free(bytes);
        show_set("hexstr2buf bad", OPENSSL_hexstr2buf("0g", &length));
        ERR_clear_error();
    }
    show_int("hexchar2int", OPENSSL_hexchar2int('f'));
    show_int("hexchar2int bad", OPENSSL_hexchar2int('g'));
}

static void on_new(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
    (void)ad;
    show("new", "parent %s ptr %s index %s argl %ld argp %s", parent ? "set" : "NULL", ptr ? "set" : "NULL",
         idx > 0 ? "above 0" : "0", argl, (const char *)argp);
}

static void on_free(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
    (void)parent;
    (void)ad;
    (void)idx;
    show("free", "ptr %s argl %ld argp %s", ptr ? (const char *)ptr : "NULL", argl, (const char *)argp);
}

static int on_dup(CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from, void **from_d, int idx, long argl, void *argp)
{
    (void)to;
    (void)from;
    (void)idx;
    (void)argp;
    show("dup", "%s argl %ld", *from_d ? (const char *)*from_d : "NULL", argl);
    *from_d = (void *)"duplicate";
    return 1;
}

static void ex_data(void)
{
    static char first[] = "first", second[] = "second";
    CRYPTO_EX_DATA from, to;
    char object;
    int a = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_APP, 7, (void *)"argument", on_new, on_dup, on_free);
    int b = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_APP, 8, (void *)"other", NULL, NULL, NULL);

    show("indices", "%s, next %d", a >= 0 ? "good" : "bad", b - a);
    show_int("new", CRYPTO_new_ex_data(CRYPTO_EX_INDEX_APP, &object, &from));
    show_set("get unset", CRYPTO_get_ex_data(&from, a));
    show_int("set", CRYPTO_set_ex_data(&from, a, first));
    show_int("set second", CRYPTO_set_ex_data(&from, b, second));
    show_text("get", CRYPTO_get_ex_data(&from, a));
    show_set("get far", CRYPTO_get_ex_data(&from, 1000));
    show_int("new copy", CRYPTO_new_ex_data(CRYPTO_EX_INDEX_APP, &object, &to));
    show_int("dup", CRYPTO_dup_ex_data(CRYPTO_EX_INDEX_APP, &to, &from));
    show_text("copy", CRYPTO_get_ex_data(&to, a));
    show_text("copy second", CRYPTO_get_ex_data(&to, b));
    CRYPTO_free_ex_data(CRYPTO_EX_INDEX_APP, &object, &from);
    CRYPTO_free_ex_data(CRYPTO_EX_INDEX_APP, &object, &to);
    show_int("bad class", CRYPTO_get_ex_new_index(99, 0, NULL, NULL, NULL, NULL));
    ERR_clear_error();
    show_int("free index", CRYPTO_free_ex_index(CRYPTO_EX_INDEX_APP, a));
}

static void objects(void)
{
    static char value[] = "value";
    SSL_CTX *ctx = SSL_CTX_new(DTLS_method());
    SSL *ssl;
    int index;

    need(ctx != NULL, "SSL_CTX_new");
    index = SSL_get_ex_new_index(3, (void *)"ssl", NULL, NULL, on_free);
    ssl = SSL_new(ctx);
    show_int("ssl set", SSL_set_ex_data(ssl, index, value));
    show_text("ssl get", SSL_get_ex_data(ssl, index));
    show_set("ssl app data", SSL_get_app_data(ssl));
    show_int("ssl set app data", SSL_set_app_data(ssl, value));
    show_text("ssl app data set", SSL_get_app_data(ssl));
    SSL_free(ssl);
    index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    show_int("ctx set", SSL_CTX_set_ex_data(ctx, index, value));
    show_text("ctx get", SSL_CTX_get_ex_data(ctx, index));
    SSL_CTX_free(ctx);
}

static void locks_and_versions(void)
{
    CRYPTO_RWLOCK *lock = CRYPTO_THREAD_lock_new();
    int value = 5, result = 0;

    show_int("write lock", CRYPTO_THREAD_write_lock(lock));
    show_int("write unlock", CRYPTO_THREAD_unlock(lock));
    show_int("read lock", CRYPTO_THREAD_read_lock(lock));
    show_int("read unlock", CRYPTO_THREAD_unlock(lock));
    show_int("atomic add", CRYPTO_atomic_add(&value, 3, &result, lock));
    show("atomic", "%d %d", value, result);
    CRYPTO_THREAD_lock_free(lock);
    show_int("num_locks", CRYPTO_num_locks());
    CRYPTO_set_locking_callback(NULL);
    CRYPTO_set_id_callback(NULL);
    show_int("num major", OpenSSL_version_num() >> 28);
    show_int("num minor", OpenSSL_version_num() >> 20 & 0xff);
    show_int("major", OPENSSL_version_major());
    show_int("minor", OPENSSL_version_minor());
    show_int("header and library", OpenSSL_version_num() >> 20 == OPENSSL_VERSION_NUMBER >> 20);
    show_text("version", OpenSSL_version(OPENSSL_VERSION));
    show_text("version text", OpenSSL_version(OPENSSL_VERSION_STRING));
    show_text("cflags", strncmp(OpenSSL_version(OPENSSL_CFLAGS), "compiler", 8) == 0 ? "compiler" : "other");
    show_text("version unknown", OpenSSL_version(99));
    show_int("init", OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL));
    show_int("init ssl", OPENSSL_init_ssl(0, NULL));
}

int main(void)
{
    memory();
    ex_data();
    objects();
    locks_and_versions();
    return 0;
}
