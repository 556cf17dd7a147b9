/* Made by 'make headers' from abi/headers/err.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_ERR_H
#define FERRODTLS_OPENSSL_ERR_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/e_os2.h>
#include <openssl/types.h>
#include <openssl/bio.h>
#include <openssl/lhash.h>

/* Whose error it is. */
#define ERR_LIB_NONE         1
#define ERR_LIB_SYS          2
#define ERR_LIB_BN           3
#define ERR_LIB_RSA          4
#define ERR_LIB_DH           5
#define ERR_LIB_EVP          6
#define ERR_LIB_BUF          7
#define ERR_LIB_OBJ          8
#define ERR_LIB_PEM          9
#define ERR_LIB_DSA          10
#define ERR_LIB_X509         11
#define ERR_LIB_ASN1         13
#define ERR_LIB_CONF         14
#define ERR_LIB_CRYPTO       15
#define ERR_LIB_EC           16
#define ERR_LIB_SSL          20
#define ERR_LIB_BIO          32
#define ERR_LIB_PKCS7        33
#define ERR_LIB_X509V3       34
#define ERR_LIB_PKCS12       35
#define ERR_LIB_RAND         36
#define ERR_LIB_DSO          37
#define ERR_LIB_ENGINE       38
#define ERR_LIB_OCSP         39
#define ERR_LIB_UI           40
#define ERR_LIB_COMP         41
#define ERR_LIB_ECDSA        42
#define ERR_LIB_ECDH         43
#define ERR_LIB_OSSL_STORE   44
#define ERR_LIB_FIPS         45
#define ERR_LIB_CMS          46
#define ERR_LIB_TS           47
#define ERR_LIB_HMAC         48
#define ERR_LIB_CT           50
#define ERR_LIB_ASYNC        51
#define ERR_LIB_KDF          52
#define ERR_LIB_SM2          53
#define ERR_LIB_ESS          54
#define ERR_LIB_PROP         55
#define ERR_LIB_CRMF         56
#define ERR_LIB_PROV         57
#define ERR_LIB_CMP          58
#define ERR_LIB_OSSL_ENCODER 59
#define ERR_LIB_OSSL_DECODER 60
#define ERR_LIB_HTTP         61
#define ERR_LIB_USER         128

/* Flags of an error's text, and the size of a thread's queue. */
#define ERR_TXT_MALLOCED 0x01
#define ERR_TXT_STRING 0x02
#define ERR_NUM_ERRORS 16

/* How a code is packed: the library in bits 23 to 30, flags and the reason below; a code with the
 * topmost bit of an int carries an errno. */
#define ERR_SYSTEM_FLAG ((unsigned int)INT_MAX + 1)
#define ERR_SYSTEM_MASK ((unsigned int)INT_MAX)
#define ERR_LIB_OFFSET 23L
#define ERR_LIB_MASK 0xFF
#define ERR_RFLAGS_OFFSET 18L
#define ERR_RFLAGS_MASK 0x1F
#define ERR_REASON_MASK 0X7FFFFF
#define ERR_RFLAG_FATAL (0x1 << ERR_RFLAGS_OFFSET)
#define ERR_RFLAG_COMMON (0x2 << ERR_RFLAGS_OFFSET)
#define ERR_SYSTEM_ERROR(code) (((code) & ERR_SYSTEM_FLAG) != 0)
#define ERR_PACK(lib, func, reason) \
    ((((unsigned long)(lib) & ERR_LIB_MASK) << ERR_LIB_OFFSET) | ((unsigned long)(reason) & ERR_REASON_MASK))

static ossl_unused ossl_inline int ERR_GET_LIB(unsigned long code)
{
    return ERR_SYSTEM_ERROR(code) ? ERR_LIB_SYS : (int)((code >> ERR_LIB_OFFSET) & ERR_LIB_MASK);
}

static ossl_unused ossl_inline int ERR_GET_RFLAGS(unsigned long code)
{
    return ERR_SYSTEM_ERROR(code) ? 0 : (int)(code & (ERR_RFLAGS_MASK << ERR_RFLAGS_OFFSET));
}

static ossl_unused ossl_inline int ERR_GET_REASON(unsigned long code)
{
    return (int)(code & (ERR_SYSTEM_ERROR(code) ? ERR_SYSTEM_MASK : ERR_REASON_MASK));
}

static ossl_unused ossl_inline int ERR_FATAL_ERROR(unsigned long code)
{
    return (ERR_GET_RFLAGS(code) & ERR_RFLAG_FATAL) != 0;
}

static ossl_unused ossl_inline int ERR_COMMON_ERROR(unsigned long code)
{
    return (ERR_GET_RFLAGS(code) & ERR_RFLAG_COMMON) != 0;
}

/* Reasons that any library may give. */
#define ERR_R_SYS_LIB                     (ERR_LIB_SYS | ERR_RFLAG_COMMON)
#define ERR_R_BN_LIB                      (ERR_LIB_BN | ERR_RFLAG_COMMON)
#define ERR_R_RSA_LIB                     (ERR_LIB_RSA | ERR_RFLAG_COMMON)
#define ERR_R_DH_LIB                      (ERR_LIB_DH | ERR_RFLAG_COMMON)
#define ERR_R_EVP_LIB                     (ERR_LIB_EVP | ERR_RFLAG_COMMON)
#define ERR_R_BUF_LIB                     (ERR_LIB_BUF | ERR_RFLAG_COMMON)
#define ERR_R_OBJ_LIB                     (ERR_LIB_OBJ | ERR_RFLAG_COMMON)
#define ERR_R_PEM_LIB                     (ERR_LIB_PEM | ERR_RFLAG_COMMON)
#define ERR_R_DSA_LIB                     (ERR_LIB_DSA | ERR_RFLAG_COMMON)
#define ERR_R_X509_LIB                    (ERR_LIB_X509 | ERR_RFLAG_COMMON)
#define ERR_R_ASN1_LIB                    (ERR_LIB_ASN1 | ERR_RFLAG_COMMON)
#define ERR_R_CONF_LIB                    (ERR_LIB_CONF | ERR_RFLAG_COMMON)
#define ERR_R_CRYPTO_LIB                  (ERR_LIB_CRYPTO | ERR_RFLAG_COMMON)
#define ERR_R_EC_LIB                      (ERR_LIB_EC | ERR_RFLAG_COMMON)
#define ERR_R_SSL_LIB                     (ERR_LIB_SSL | ERR_RFLAG_COMMON)
#define ERR_R_BIO_LIB                     (ERR_LIB_BIO | ERR_RFLAG_COMMON)
#define ERR_R_PKCS7_LIB                   (ERR_LIB_PKCS7 | ERR_RFLAG_COMMON)
#define ERR_R_X509V3_LIB                  (ERR_LIB_X509V3 | ERR_RFLAG_COMMON)
#define ERR_R_PKCS12_LIB                  (ERR_LIB_PKCS12 | ERR_RFLAG_COMMON)
#define ERR_R_RAND_LIB                    (ERR_LIB_RAND | ERR_RFLAG_COMMON)
#define ERR_R_DSO_LIB                     (ERR_LIB_DSO | ERR_RFLAG_COMMON)
#define ERR_R_ENGINE_LIB                  (ERR_LIB_ENGINE | ERR_RFLAG_COMMON)
#define ERR_R_UI_LIB                      (ERR_LIB_UI | ERR_RFLAG_COMMON)
#define ERR_R_ECDSA_LIB                   (ERR_LIB_ECDSA | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_STORE_LIB              (ERR_LIB_OSSL_STORE | ERR_RFLAG_COMMON)
#define ERR_R_CMS_LIB                     (ERR_LIB_CMS | ERR_RFLAG_COMMON)
#define ERR_R_TS_LIB                      (ERR_LIB_TS | ERR_RFLAG_COMMON)
#define ERR_R_CT_LIB                      (ERR_LIB_CT | ERR_RFLAG_COMMON)
#define ERR_R_PROV_LIB                    (ERR_LIB_PROV | ERR_RFLAG_COMMON)
#define ERR_R_ESS_LIB                     (ERR_LIB_ESS | ERR_RFLAG_COMMON)
#define ERR_R_CMP_LIB                     (ERR_LIB_CMP | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_ENCODER_LIB            (ERR_LIB_OSSL_ENCODER | ERR_RFLAG_COMMON)
#define ERR_R_OSSL_DECODER_LIB            (ERR_LIB_OSSL_DECODER | ERR_RFLAG_COMMON)
#define ERR_R_FATAL                       (ERR_RFLAG_FATAL | ERR_RFLAG_COMMON)
#define ERR_R_MALLOC_FAILURE              (256 | ERR_R_FATAL)
#define ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED (257 | ERR_R_FATAL)
#define ERR_R_PASSED_NULL_PARAMETER       (258 | ERR_R_FATAL)
#define ERR_R_INTERNAL_ERROR              (259 | ERR_R_FATAL)
#define ERR_R_DISABLED                    (260 | ERR_R_FATAL)
#define ERR_R_INIT_FAIL                   (261 | ERR_R_FATAL)
#define ERR_R_PASSED_INVALID_ARGUMENT     (262 | ERR_RFLAG_COMMON)
#define ERR_R_OPERATION_FAIL              (263 | ERR_R_FATAL)
#define ERR_R_INVALID_PROVIDER_FUNCTIONS  (264 | ERR_R_FATAL)
#define ERR_R_INTERRUPTED_OR_CANCELLED    (265 | ERR_RFLAG_COMMON)
#define ERR_R_NESTED_ASN1_ERROR           (266 | ERR_RFLAG_COMMON)
#define ERR_R_MISSING_ASN1_EOS            (267 | ERR_RFLAG_COMMON)
#define ERR_R_UNSUPPORTED                 (268 | ERR_RFLAG_COMMON)
#define ERR_R_FETCH_FAILED                (269 | ERR_RFLAG_COMMON)
#define ERR_R_INVALID_PROPERTY_DEFINITION (270 | ERR_RFLAG_COMMON)
#define ERR_R_UNABLE_TO_GET_READ_LOCK     (271 | ERR_R_FATAL)
#define ERR_R_UNABLE_TO_GET_WRITE_LOCK    (272 | ERR_R_FATAL)

typedef struct ERR_string_data_st {
    unsigned long error;
    const char *string;
} ERR_STRING_DATA;

/* Queues an error, with a text made as printf makes it. */
#define ERR_raise(lib, reason) ERR_raise_data((lib), (reason), NULL)
#define ERR_raise_data \
    (ERR_new(), ERR_set_debug(OPENSSL_FILE, OPENSSL_LINE, OPENSSL_FUNC), ERR_set_error)
#define ERR_put_error(lib, func, reason, file, line) \
    (ERR_new(), ERR_set_debug((file), (line), OPENSSL_FUNC), ERR_set_error((lib), (reason), NULL))
#define ASN1err(f, r) ERR_raise_data(ERR_LIB_ASN1, (r), NULL)
#define BIOerr(f, r) ERR_raise_data(ERR_LIB_BIO, (r), NULL)
#define BNerr(f, r) ERR_raise_data(ERR_LIB_BN, (r), NULL)
#define BUFerr(f, r) ERR_raise_data(ERR_LIB_BUF, (r), NULL)
#define CRYPTOerr(f, r) ERR_raise_data(ERR_LIB_CRYPTO, (r), NULL)
#define DHerr(f, r) ERR_raise_data(ERR_LIB_DH, (r), NULL)
#define DSAerr(f, r) ERR_raise_data(ERR_LIB_DSA, (r), NULL)
#define ECerr(f, r) ERR_raise_data(ERR_LIB_EC, (r), NULL)
#define ECDHerr(f, r) ERR_raise_data(ERR_LIB_ECDH, (r), NULL)
#define ECDSAerr(f, r) ERR_raise_data(ERR_LIB_ECDSA, (r), NULL)
#define EVPerr(f, r) ERR_raise_data(ERR_LIB_EVP, (r), NULL)
#define OBJerr(f, r) ERR_raise_data(ERR_LIB_OBJ, (r), NULL)
#define PEMerr(f, r) ERR_raise_data(ERR_LIB_PEM, (r), NULL)
#define RANDerr(f, r) ERR_raise_data(ERR_LIB_RAND, (r), NULL)
#define RSAerr(f, r) ERR_raise_data(ERR_LIB_RSA, (r), NULL)
#define SSLerr(f, r) ERR_raise_data(ERR_LIB_SSL, (r), NULL)
#define SYSerr(f, r) ERR_raise_data(ERR_LIB_SYS, (r), NULL)
#define UIerr(f, r) ERR_raise_data(ERR_LIB_UI, (r), NULL)
#define X509err(f, r) ERR_raise_data(ERR_LIB_X509, (r), NULL)
#define X509V3err(f, r) ERR_raise_data(ERR_LIB_X509V3, (r), NULL)

/* Texts are there without being loaded. */
#define ERR_load_crypto_strings() OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL)
#define ERR_free_strings() ((void)0)

#ifdef __cplusplus
extern "C" {
#endif

/* Adds txt to the text of the newest error, after sepr where there is text already. */
void ERR_add_error_txt(const char *sepr, const char *txt);

/* Empties the queue of this thread. */
void ERR_clear_error(void);

/* Drops the newest mark and keeps the errors. 0 when there was none. */
int ERR_clear_last_mark(void);

/* Describes e in buf, which must have 256 bytes, or for NULL in a buffer of this thread that
 * the next call overwrites. Gives the buffer.
 */
char *ERR_error_string(unsigned long e, char *buf);

/* Describes e in at most len bytes of buf, the ending NUL included. */
void ERR_error_string_n(unsigned long e, char *buf, size_t len);

/* NULL: since OpenSSL 3 an error code names no function. */
const char *ERR_func_error_string(unsigned long e);

/* Takes the oldest error. */
unsigned long ERR_get_error(void);

/* Takes the oldest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_get_error_all(const char **file, int *line, const char **func, const char **data,
    int *flags);

/* Takes the oldest error, with its file and line. Each pointer may be NULL. */
unsigned long ERR_get_error_line(const char **file, int *line);

/* Takes the oldest error, with its file, line, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_get_error_line_data(const char **file, int *line, const char **data, int *flags);

/* A library number that nobody else uses. */
int ERR_get_next_error_library(void);

/* The name of the library of e; NULL when it has none. The text is the library's. */
const char *ERR_lib_error_string(unsigned long e);

/* Registers a table of texts; lib is added to each row's number, in the table too. The table
 * must live until ERR_unload_strings.
 */
int ERR_load_strings(int lib, ERR_STRING_DATA *str);

/* Registers a table of texts whose numbers are packed already. */
int ERR_load_strings_const(const ERR_STRING_DATA *str);

/* Begins a new error (the first part of ERR_raise). */
void ERR_new(void);

/* Looks at the oldest error. */
unsigned long ERR_peek_error(void);

/* Looks at the oldest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_peek_error_all(const char **file, int *line, const char **func, const char **data,
    int *flags);

/* Looks at the oldest error, with its text and flags of the text. Each pointer may be NULL. */
unsigned long ERR_peek_error_data(const char **data, int *flags);

/* Looks at the oldest error, with its function. Each pointer may be NULL. */
unsigned long ERR_peek_error_func(const char **func);

/* Looks at the oldest error, with its file and line. Each pointer may be NULL. */
unsigned long ERR_peek_error_line(const char **file, int *line);

/* Looks at the oldest error, with its file, line, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_peek_error_line_data(const char **file, int *line, const char **data, int *flags);

/* Looks at the newest error. */
unsigned long ERR_peek_last_error(void);

/* Looks at the newest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_peek_last_error_all(const char **file, int *line, const char **func,
    const char **data, int *flags);

/* Looks at the newest error, with its text and flags of the text. Each pointer may be NULL. */
unsigned long ERR_peek_last_error_data(const char **data, int *flags);

/* Looks at the newest error, with its function. Each pointer may be NULL. */
unsigned long ERR_peek_last_error_func(const char **func);

/* Looks at the newest error, with its file and line. Each pointer may be NULL. */
unsigned long ERR_peek_last_error_line(const char **file, int *line);

/* Looks at the newest error, with its file, line, text and flags of the text. Each pointer may be NULL.
 */
unsigned long ERR_peek_last_error_line_data(const char **file, int *line, const char **data,
    int *flags);

/* Drops what was queued since the newest mark. 0 when there was no mark (the queue is empty then).
 */
int ERR_pop_to_mark(void);

/* Takes all errors and prints a line for each into a BIO. */
void ERR_print_errors(BIO *bp);

/* Takes all errors, oldest first, and gives cb a line for each; ends when cb answers 0 or less. */
void ERR_print_errors_cb(int (*cb)(const char *str, size_t len, void *u), void *u);

/* Takes all errors and prints a line for each on fp. */
void ERR_print_errors_fp(FILE *fp);

/* The text of the reason of e; NULL when it has none, and for errors of the system. */
const char *ERR_reason_error_string(unsigned long e);

/* As ERR_remove_thread_state, under the name of OpenSSL 0.9. */
void ERR_remove_state(unsigned long pid);

/* Empties this thread's queue; the thread's end does the same (ERR_remove_thread_state(3)). */
void ERR_remove_thread_state(void *tid);

/* Says where the newest error happened; the texts are copied. */
void ERR_set_debug(const char *file, int line, const char *func);

/* Gives the newest error data, of which this takes ownership when flags has
 * ERR_TXT_MALLOCED. Data without ERR_TXT_STRING is no text and is not kept.
 */
void ERR_set_error_data(char *data, int flags);

/* Marks the newest error. 0 when the queue is empty. */
int ERR_set_mark(void);

/* Forgets the texts of a table. */
int ERR_unload_strings(int lib, ERR_STRING_DATA *str);

#ifdef __cplusplus
}
#endif

#include <stdarg.h>

#ifdef __cplusplus
extern "C" {
#endif
void ERR_set_error(int lib, int reason, const char *fmt, ...);
void ERR_vset_error(int lib, int reason, const char *fmt, va_list args);
void ERR_add_error_data(int num, ...);
void ERR_add_error_vdata(int num, va_list args);
#ifdef __cplusplus
}
#endif

#endif
