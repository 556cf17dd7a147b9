#ifndef FERRODTLS_OPENSSL_CRYPTO_H
#define FERRODTLS_OPENSSL_CRYPTO_H

#include <stdlib.h>
#include <time.h>
#include <pthread.h>

#include <openssl/e_os2.h>
#include <openssl/safestack.h>
#include <openssl/opensslv.h>
#include <openssl/types.h>
#include <openssl/opensslconf.h>
#include <openssl/cryptoerr.h>

/* Names of OpenSSL 1.0. */
#define SSLeay OpenSSL_version_num
#define SSLeay_version OpenSSL_version
#define SSLEAY_VERSION_NUMBER OPENSSL_VERSION_NUMBER
#define SSLEAY_VERSION OPENSSL_VERSION
#define SSLEAY_CFLAGS OPENSSL_CFLAGS
#define SSLEAY_BUILT_ON OPENSSL_BUILT_ON
#define SSLEAY_PLATFORM OPENSSL_PLATFORM
#define SSLEAY_DIR OPENSSL_DIR

/* What OpenSSL_version() and OPENSSL_info() can be asked. */
#define OPENSSL_VERSION                     0
#define OPENSSL_CFLAGS                      1
#define OPENSSL_BUILT_ON                    2
#define OPENSSL_PLATFORM                    3
#define OPENSSL_DIR                         4
#define OPENSSL_ENGINES_DIR                 5
#define OPENSSL_VERSION_STRING              6
#define OPENSSL_FULL_VERSION_STRING         7
#define OPENSSL_MODULES_DIR                 8
#define OPENSSL_CPU_INFO                    9
#define OPENSSL_INFO_CONFIG_DIR             1001
#define OPENSSL_INFO_ENGINES_DIR            1002
#define OPENSSL_INFO_MODULES_DIR            1003
#define OPENSSL_INFO_DSO_EXTENSION          1004
#define OPENSSL_INFO_DIR_FILENAME_SEPARATOR 1005
#define OPENSSL_INFO_LIST_SEPARATOR         1006
#define OPENSSL_INFO_SEED_SOURCE            1007
#define OPENSSL_INFO_CPU_SETTINGS           1008

/* Classes of objects that carry application data. */
#define CRYPTO_EX_INDEX_SSL            0
#define CRYPTO_EX_INDEX_SSL_CTX        1
#define CRYPTO_EX_INDEX_SSL_SESSION    2
#define CRYPTO_EX_INDEX_X509           3
#define CRYPTO_EX_INDEX_X509_STORE     4
#define CRYPTO_EX_INDEX_X509_STORE_CTX 5
#define CRYPTO_EX_INDEX_DH             6
#define CRYPTO_EX_INDEX_DSA            7
#define CRYPTO_EX_INDEX_EC_KEY         8
#define CRYPTO_EX_INDEX_RSA            9
#define CRYPTO_EX_INDEX_ENGINE         10
#define CRYPTO_EX_INDEX_UI             11
#define CRYPTO_EX_INDEX_BIO            12
#define CRYPTO_EX_INDEX_APP            13
#define CRYPTO_EX_INDEX_UI_METHOD      14
#define CRYPTO_EX_INDEX_RAND_DRBG      15
#define CRYPTO_EX_INDEX_DRBG           CRYPTO_EX_INDEX_RAND_DRBG
#define CRYPTO_EX_INDEX_OSSL_LIB_CTX   16
#define CRYPTO_EX_INDEX_EVP_PKEY       17
#define CRYPTO_EX_INDEX__COUNT         18

/* Flags of OPENSSL_init_crypto(). */
#define OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS 0x00000001L
#define OPENSSL_INIT_LOAD_CRYPTO_STRINGS    0x00000002L
#define OPENSSL_INIT_ADD_ALL_CIPHERS        0x00000004L
#define OPENSSL_INIT_ADD_ALL_DIGESTS        0x00000008L
#define OPENSSL_INIT_NO_ADD_ALL_CIPHERS     0x00000010L
#define OPENSSL_INIT_NO_ADD_ALL_DIGESTS     0x00000020L
#define OPENSSL_INIT_LOAD_CONFIG            0x00000040L
#define OPENSSL_INIT_NO_LOAD_CONFIG         0x00000080L
#define OPENSSL_INIT_ASYNC                  0x00000100L
#define OPENSSL_INIT_ENGINE_RDRAND          0x00000200L
#define OPENSSL_INIT_ENGINE_DYNAMIC         0x00000400L
#define OPENSSL_INIT_ENGINE_OPENSSL         0x00000800L
#define OPENSSL_INIT_ENGINE_CRYPTODEV       0x00001000L
#define OPENSSL_INIT_ENGINE_CAPI            0x00002000L
#define OPENSSL_INIT_ENGINE_PADLOCK         0x00004000L
#define OPENSSL_INIT_ENGINE_AFALG           0x00008000L
#define OPENSSL_INIT_ATFORK                 0x00020000L
#define OPENSSL_INIT_NO_ATEXIT              0x00080000L

/* Locking by callbacks ended with OpenSSL 1.1: the library locks by itself, and these do nothing. */
#define CRYPTO_LOCK 1
#define CRYPTO_UNLOCK 2
#define CRYPTO_READ 4
#define CRYPTO_WRITE 8
#define CRYPTO_num_locks() (1)
#define CRYPTO_set_locking_callback(func)
#define CRYPTO_get_locking_callback() (NULL)
#define CRYPTO_set_add_lock_callback(func)
#define CRYPTO_get_add_lock_callback() (NULL)
#define CRYPTO_set_id_callback(func)
#define CRYPTO_get_id_callback() (NULL)
#define CRYPTO_thread_id() (0UL)
#define CRYPTO_THREADID_set_numeric(id, val)
#define CRYPTO_THREADID_set_pointer(id, ptr)
#define CRYPTO_THREADID_set_callback(func) (0)
#define CRYPTO_THREADID_get_callback() (NULL)
#define CRYPTO_THREADID_current(id)
#define CRYPTO_THREADID_cmp(a, b) (-1)
#define CRYPTO_THREADID_cpy(dest, src)
#define CRYPTO_THREADID_hash(id) (0UL)
#define CRYPTO_set_dynlock_create_callback(func)
#define CRYPTO_set_dynlock_lock_callback(func)
#define CRYPTO_set_dynlock_destroy_callback(func)
#define CRYPTO_get_dynlock_create_callback() (NULL)
#define CRYPTO_get_dynlock_lock_callback() (NULL)
#define CRYPTO_get_dynlock_destroy_callback() (NULL)

typedef struct crypto_threadid_st {
    int dummy;
} CRYPTO_THREADID;

typedef void CRYPTO_RWLOCK;
typedef pthread_once_t CRYPTO_ONCE;
typedef pthread_key_t CRYPTO_THREAD_LOCAL;
typedef pthread_t CRYPTO_THREAD_ID;
#define CRYPTO_ONCE_STATIC_INIT PTHREAD_ONCE_INIT

/* Memory. Each call notes where it was made. */
#define OPENSSL_malloc_init() ((void)0)
#define OPENSSL_malloc(num) CRYPTO_malloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_zalloc(num) CRYPTO_zalloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_realloc(addr, num) CRYPTO_realloc(addr, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_clear_realloc(addr, old_num, num) \
    CRYPTO_clear_realloc(addr, old_num, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_free(addr) CRYPTO_free(addr, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_clear_free(addr, num) CRYPTO_clear_free(addr, num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_memdup(data, num) CRYPTO_memdup((data), num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_strdup(str) CRYPTO_strdup(str, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_strndup(str, n) CRYPTO_strndup(str, n, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_secure_malloc(num) CRYPTO_secure_malloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_secure_zalloc(num) CRYPTO_secure_zalloc(num, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_secure_free(addr) CRYPTO_secure_free(addr, OPENSSL_FILE, OPENSSL_LINE)
#define OPENSSL_secure_clear_free(addr, num) \
    CRYPTO_secure_clear_free(addr, num, OPENSSL_FILE, OPENSSL_LINE)

typedef void *(*CRYPTO_malloc_fn)(size_t num, const char *file, int line);
typedef void *(*CRYPTO_realloc_fn)(void *addr, size_t num, const char *file, int line);
typedef void (*CRYPTO_free_fn)(void *addr, const char *file, int line);

/* Ends the program when e does not hold. */
#define OPENSSL_assert(e) \
    (void)((e) ? 0 : (OPENSSL_die("assertion failed: " #e, OPENSSL_FILE, OPENSSL_LINE), 1))
#define OpenSSLDie(f, l, a) OPENSSL_die((a), (f), (l))

/* Application data. */
struct crypto_ex_data_st {
    OSSL_LIB_CTX *ctx;
    STACK_OF(void) *sk;
};
DEFINE_STACK_OF(void)

typedef void CRYPTO_EX_new(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp);
typedef void CRYPTO_EX_free(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp);
typedef int CRYPTO_EX_dup(CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from, void **from_d, int idx,
    long argl, void *argp);
#define CRYPTO_cleanup_all_ex_data() ((void)0)

@PROTOTYPES@

#endif
