/* Made by 'make headers' from abi/headers/params.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_PARAMS_H
#define FERRODTLS_OPENSSL_PARAMS_H

#include <openssl/core.h>
#include <openssl/bn.h>

#define OSSL_PARAM_UNMODIFIED ((size_t)-1)
#define OSSL_PARAM_END { NULL, 0, NULL, 0, 0 }
#define OSSL_PARAM_DEFN(key, type, addr, sz) { (key), (type), (addr), (sz), OSSL_PARAM_UNMODIFIED }
#define OSSL_PARAM_int(key, addr) OSSL_PARAM_DEFN((key), OSSL_PARAM_INTEGER, (addr), sizeof(int))
#define OSSL_PARAM_uint(key, addr) \
    OSSL_PARAM_DEFN((key), OSSL_PARAM_UNSIGNED_INTEGER, (addr), sizeof(unsigned int))
#define OSSL_PARAM_size_t(key, addr) \
    OSSL_PARAM_DEFN((key), OSSL_PARAM_UNSIGNED_INTEGER, (addr), sizeof(size_t))
#define OSSL_PARAM_utf8_string(key, addr, sz) OSSL_PARAM_DEFN(key, OSSL_PARAM_UTF8_STRING, addr, sz)
#define OSSL_PARAM_octet_string(key, addr, sz) OSSL_PARAM_DEFN(key, OSSL_PARAM_OCTET_STRING, addr, sz)

#ifdef __cplusplus
extern "C" {
#endif

/* The end of an array of parameters. */
OSSL_PARAM OSSL_PARAM_construct_end(void);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_int(const char *key, int *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_int32(const char *key, int32_t *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_int64(const char *key, int64_t *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_long(const char *key, long *buf);

/* A parameter whose value is a pointer that is at buf. */
OSSL_PARAM OSSL_PARAM_construct_octet_ptr(const char *key, void **buf, size_t bsize);

/* A parameter whose value is the bsize bytes at buf. */
OSSL_PARAM OSSL_PARAM_construct_octet_string(const char *key, void *buf, size_t bsize);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_size_t(const char *key, size_t *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_uint(const char *key, unsigned int *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_uint32(const char *key, uint32_t *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_uint64(const char *key, uint64_t *buf);

/* A parameter whose value is at buf. */
OSSL_PARAM OSSL_PARAM_construct_ulong(const char *key, unsigned long *buf);

/* A parameter whose value is a pointer that is at buf. */
OSSL_PARAM OSSL_PARAM_construct_utf8_ptr(const char *key, char **buf, size_t bsize);

/* A parameter whose value is the bsize bytes at buf, 0 meaning up to the NUL. */
OSSL_PARAM OSSL_PARAM_construct_utf8_string(const char *key, char *buf, size_t bsize);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_int(const OSSL_PARAM *p, int *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_int32(const OSSL_PARAM *p, int32_t *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_int64(const OSSL_PARAM *p, int64_t *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_long(const OSSL_PARAM *p, long *val);

/* A copy of the bytes of p: to *val (of max_len bytes), or to fresh memory if *val is NULL;
 * the length to used_len.
 */
int OSSL_PARAM_get_octet_string(const OSSL_PARAM *p, void **val, size_t max_len, size_t *used_len);

/* The bytes of p themselves: to *val, the length to used_len. */
int OSSL_PARAM_get_octet_string_ptr(const OSSL_PARAM *p, const void **val, size_t *used_len);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_size_t(const OSSL_PARAM *p, size_t *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_uint(const OSSL_PARAM *p, unsigned int *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_uint32(const OSSL_PARAM *p, uint32_t *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_uint64(const OSSL_PARAM *p, uint64_t *val);

/* The number of p, whatever its width: to val. 0 when it is none or does not fit. */
int OSSL_PARAM_get_ulong(const OSSL_PARAM *p, unsigned long *val);

/* A copy of the text of p: to *val (of max_len bytes), or to fresh memory if *val is NULL. */
int OSSL_PARAM_get_utf8_string(const OSSL_PARAM *p, char **val, size_t max_len);

/* The text of p itself: to *val. */
int OSSL_PARAM_get_utf8_string_ptr(const OSSL_PARAM *p, const char **val);

/* The parameter called key in the array p; NULL when there is none. */
OSSL_PARAM *OSSL_PARAM_locate(OSSL_PARAM *p, const char *key);

/* As OSSL_PARAM_locate. */
const OSSL_PARAM *OSSL_PARAM_locate_const(const OSSL_PARAM *p, const char *key);

/* 1 when somebody answered p. */
int OSSL_PARAM_modified(const OSSL_PARAM *p);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_int(OSSL_PARAM *p, int val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_int32(OSSL_PARAM *p, int32_t val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_int64(OSSL_PARAM *p, int64_t val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_long(OSSL_PARAM *p, long val);

/* Answers bytes that p asks for. 0 when its buffer is too small. */
int OSSL_PARAM_set_octet_string(OSSL_PARAM *p, const void *val, size_t len);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_size_t(OSSL_PARAM *p, size_t val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_uint(OSSL_PARAM *p, unsigned int val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_uint32(OSSL_PARAM *p, uint32_t val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_uint64(OSSL_PARAM *p, uint64_t val);

/* Answers a number that p asks for, whatever its width. 0 when it does not fit. */
int OSSL_PARAM_set_ulong(OSSL_PARAM *p, unsigned long val);

/* Answers text that p asks for. 0 when its buffer is too small. */
int OSSL_PARAM_set_utf8_string(OSSL_PARAM *p, const char *val);

#ifdef __cplusplus
}
#endif

#endif
