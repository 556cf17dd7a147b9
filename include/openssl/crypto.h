/* Made by 'make headers' from abi/headers/crypto.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* Gives the key back. 1 or 0. */
int CRYPTO_THREAD_cleanup_local(CRYPTO_THREAD_LOCAL *key);

/* 1 when both are the same thread. */
int CRYPTO_THREAD_compare_id(CRYPTO_THREAD_ID a, CRYPTO_THREAD_ID b);

/* The calling thread. */
CRYPTO_THREAD_ID CRYPTO_THREAD_get_current_id(void);

/* This thread's value; NULL when it has none. */
void *CRYPTO_THREAD_get_local(CRYPTO_THREAD_LOCAL *key);

/* Makes a key; cleanup is called with each thread's value at its end. 1 or 0. */
int CRYPTO_THREAD_init_local(CRYPTO_THREAD_LOCAL *key, void (*cleanup)(void*));

/* Frees the lock; NULL is allowed. */
void CRYPTO_THREAD_lock_free(CRYPTO_RWLOCK *lock);

/* A new lock; NULL when there is no memory. Free it with CRYPTO_THREAD_lock_free. */
CRYPTO_RWLOCK *CRYPTO_THREAD_lock_new(void);

/* Takes the lock for reading. 1 or 0. */
int CRYPTO_THREAD_read_lock(CRYPTO_RWLOCK *lock);

/* Calls init if no thread has yet, and waits for it. 1 or 0. */
int CRYPTO_THREAD_run_once(CRYPTO_ONCE *once, void (*init)(void));

/* Sets this thread's value. 1 or 0. */
int CRYPTO_THREAD_set_local(CRYPTO_THREAD_LOCAL *key, void *val);

/* Gives the lock back. 1 or 0. */
int CRYPTO_THREAD_unlock(CRYPTO_RWLOCK *lock);

/* Takes the lock for writing. 1 or 0. */
int CRYPTO_THREAD_write_lock(CRYPTO_RWLOCK *lock);

/* Calls the new callback of an index that was registered after the object began. 1 when there
 * is a value already or the callback was called.
 */
int CRYPTO_alloc_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad, int idx);

/* Adds amount to *val in one step for all threads; *ret gets the sum. The lock is for machines
 * without such a step and is not taken. 1, or 0 for a NULL.
 */
int CRYPTO_atomic_add(int *val, int amount, int *ret, CRYPTO_RWLOCK *lock);

/* Overwrites a block and gives it back; NULL is allowed. */
void CRYPTO_clear_free(void *ptr, size_t num, const char *file, int line);

/* As CRYPTO_realloc; the bytes that are given up are overwritten first. */
void *CRYPTO_clear_realloc(void *addr, size_t old_num, size_t num, const char *file, int line);

/* Copies values, as the dup callbacks of the class decide. 1 or 0. */
int CRYPTO_dup_ex_data(int class_index, CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from);

/* Gives a block back; NULL is allowed. */
void CRYPTO_free(void *ptr, const char *file, int line);

/* Ends the values of object obj. */
void CRYPTO_free_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad);

/* Drops the callbacks of an index. 1, or 0 when there is no such index. */
int CRYPTO_free_ex_index(int class_index, int idx);

/* Value idx; NULL when it was never set. */
void *CRYPTO_get_ex_data(const CRYPTO_EX_DATA *ad, int idx);

/* A new index of a class, from 1; -1 on failure. The callbacks may be NULL. */
int CRYPTO_get_ex_new_index(int class_index, long argl, void *argp, CRYPTO_EX_new *new_func,
    CRYPTO_EX_dup *dup_func, CRYPTO_EX_free *free_func);

/* Tells the functions in use; each pointer may be NULL. */
void CRYPTO_get_mem_functions(CRYPTO_malloc_fn *malloc_fn, CRYPTO_realloc_fn *realloc_fn,
    CRYPTO_free_fn *free_fn);

/* Allocates num bytes. NULL for 0 bytes, and with ERR_R_MALLOC_FAILURE when there are none. */
void *CRYPTO_malloc(size_t num, const char *file, int line);

/* 0 when the bytes are equal. The time depends on the length alone. */
int CRYPTO_memcmp(const void *in_a, const void *in_b, size_t len);

/* A copy of siz bytes; NULL for NULL. */
void *CRYPTO_memdup(const void *str, size_t siz, const char *file, int line);

/* Begins the values of object obj. 1 or 0. */
int CRYPTO_new_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad);

/* Resizes a block. NULL as addr allocates, 0 as num frees and gives NULL; on failure the old
 * block stays.
 */
void *CRYPTO_realloc(void *addr, size_t num, const char *file, int line);

/* 0: no block is in a secure heap. */
int CRYPTO_secure_allocated(const void *ptr);

/* As CRYPTO_clear_free. */
void CRYPTO_secure_clear_free(void *ptr, size_t num, const char *file, int line);

/* As CRYPTO_free. */
void CRYPTO_secure_free(void *ptr, const char *file, int line);

/* As CRYPTO_malloc. */
void *CRYPTO_secure_malloc(size_t num, const char *file, int line);

/* 0: there was no secure heap to end. */
int CRYPTO_secure_malloc_done(void);

/* 0: there is no secure heap. */
int CRYPTO_secure_malloc_init(size_t sz, size_t minsize);

/* 0: there is no secure heap. */
int CRYPTO_secure_malloc_initialized(void);

/* 0: nothing is in use. */
size_t CRYPTO_secure_used(void);

/* As CRYPTO_zalloc. */
void *CRYPTO_secure_zalloc(size_t num, const char *file, int line);

/* Sets value idx. 1 or 0. */
int CRYPTO_set_ex_data(CRYPTO_EX_DATA *ad, int idx, void *val);

/* Sets the functions that all other calls use. 0 once anything was allocated. */
int CRYPTO_set_mem_functions(CRYPTO_malloc_fn malloc_fn, CRYPTO_realloc_fn realloc_fn,
    CRYPTO_free_fn free_fn);

/* A copy of a C string; NULL for NULL. */
char *CRYPTO_strdup(const char *str, const char *file, int line);

/* A C string of the first s characters at most; NULL for NULL. */
char *CRYPTO_strndup(const char *str, size_t s, const char *file, int line);

/* As CRYPTO_malloc; the bytes are zero. */
void *CRYPTO_zalloc(size_t num, const char *file, int line);

/* Frees settings; NULL is allowed. */
void OPENSSL_INIT_free(OPENSSL_INIT_SETTINGS *settings);

/* Settings without content; NULL when there is no memory. Free them with OPENSSL_INIT_free. */
OPENSSL_INIT_SETTINGS *OPENSSL_INIT_new(void);

/* Names the application whose section of the file counts; NULL for the default. 1 or 0. */
int OPENSSL_INIT_set_config_appname(OPENSSL_INIT_SETTINGS *settings, const char *config_appname);

/* Sets flags for reading the file. */
void OPENSSL_INIT_set_config_file_flags(OPENSSL_INIT_SETTINGS *settings, unsigned long flags);

/* Names the configuration file; NULL for the default. 1 or 0. */
int OPENSSL_INIT_set_config_filename(OPENSSL_INIT_SETTINGS *settings, const char *config_filename);

/* Registers a function for the end. 1 or 0. */
int OPENSSL_atexit(void (*handler)(void));

/* Hexadecimal text with : between bytes; NULL on failure. Free it with OPENSSL_free. */
char *OPENSSL_buf2hexstr(const unsigned char *buf, long buflen);

/* As OPENSSL_buf2hexstr into str of str_n bytes, with another separator; NULL as str
 * tells only the number of bytes, the NUL included. 1 or 0.
 */
int OPENSSL_buf2hexstr_ex(char *str, size_t str_n, size_t *strlength, const unsigned char *buf,
    size_t buflen, char sep);

/* Overwrites secrets with zeros in a way that is not optimised away. */
void OPENSSL_cleanse(void *ptr, size_t len);

/* Ends the use of the library: runs what was registered. The process's end does it too. */
void OPENSSL_cleanup(void);

/* Reports a failed assertion and ends the process. */
void OPENSSL_die(const char *assertion, const char *file, int line);

/* The value of a hexadecimal digit; -1 when it is none. */
int OPENSSL_hexchar2int(unsigned char c);

/* Bytes of hexadecimal text with : allowed between bytes; their number goes to buflen. NULL
 * on failure. Free them with OPENSSL_free.
 */
unsigned char *OPENSSL_hexstr2buf(const char *str, long *buflen);

/* As OPENSSL_hexstr2buf into buf of buf_n bytes, with another separator; NULL as buf
 * tells only the number. 1 or 0.
 */
int OPENSSL_hexstr2buf_ex(unsigned char *buf, size_t buf_n, size_t *buflen, const char *str,
    char sep);

/* A fact about the library (OPENSSL_INFO_...); NULL for an unknown type. */
const char *OPENSSL_info(int type);

/* Nothing: kept for programs of the time when it was needed. */
void OPENSSL_init(void);

/* Begins the use of the library. 1, or 0 after OPENSSL_cleanup. */
int OPENSSL_init_crypto(uint64_t opts, const OPENSSL_INIT_SETTINGS *settings);

/* 1 when the process has more rights than who started it. */
int OPENSSL_issetugid(void);

/* Compares without regard to the case of ASCII letters: below, equal to or above 0. */
int OPENSSL_strcasecmp(const char *s1, const char *s2);

/* Appends a C string to the one in dst of siz bytes, cut and ended. The length that the whole
 * would have.
 */
size_t OPENSSL_strlcat(char *dst, const char *src, size_t siz);

/* Copies a C string into siz bytes, cut and ended. The length of the whole source. */
size_t OPENSSL_strlcpy(char *dst, const char *src, size_t siz);

/* As OPENSSL_strcasecmp for the first n characters. */
int OPENSSL_strncasecmp(const char *s1, const char *s2, size_t n);

/* The length of a C string, at most maxlen. */
size_t OPENSSL_strnlen(const char *str, size_t maxlen);

/* Frees what this thread holds: its error queue. */
void OPENSSL_thread_stop(void);

/* As OPENSSL_thread_stop. */
void OPENSSL_thread_stop_ex(OSSL_LIB_CTX *ctx);

/* Empty: the numbers say it all. */
const char *OPENSSL_version_build_metadata(void);

/* The major number. */
unsigned int OPENSSL_version_major(void);

/* The minor number. */
unsigned int OPENSSL_version_minor(void);

/* The patch number. */
unsigned int OPENSSL_version_patch(void);

/* Empty: this is a release. */
const char *OPENSSL_version_pre_release(void);

/* Frees a library context; NULL is allowed. */
void OSSL_LIB_CTX_free(OSSL_LIB_CTX *ctx);

/* A library context; NULL when there is no memory. Free it with OSSL_LIB_CTX_free. */
OSSL_LIB_CTX *OSSL_LIB_CTX_new(void);

/* A text about the library; "not available" for an unknown type. */
const char *OpenSSL_version(int type);

/* The number of the release: 0xMNN00PP0L. */
unsigned long OpenSSL_version_num(void);

#ifdef __cplusplus
}
#endif

#endif
