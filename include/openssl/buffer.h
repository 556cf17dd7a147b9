/* Made by 'make headers' from abi/headers/buffer.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_BUFFER_H
#define FERRODTLS_OPENSSL_BUFFER_H

#include <stddef.h>
#include <sys/types.h>

#include <openssl/types.h>
#include <openssl/crypto.h>
#include <openssl/buffererr.h>

/* A buffer that grows: length bytes are in use of the max bytes at data. */
struct buf_mem_st {
    size_t length;
    char *data;
    size_t max;
    unsigned long flags;
};
#define BUF_MEM_FLAG_SECURE 0x01

/* Names of OpenSSL 1.0. */
#define BUF_strdup(s) OPENSSL_strdup(s)
#define BUF_strndup(s, size) OPENSSL_strndup(s, size)
#define BUF_memdup(data, size) OPENSSL_memdup(data, size)
#define BUF_strlcpy(dst, src, size) OPENSSL_strlcpy(dst, src, size)
#define BUF_strlcat(dst, src, size) OPENSSL_strlcat(dst, src, size)
#define BUF_strnlen(str, most) OPENSSL_strnlen(str, most)

#ifdef __cplusplus
extern "C" {
#endif

/* Overwrites and frees a block; NULL is allowed. */
void BUF_MEM_free(BUF_MEM *a);

/* Makes the block len bytes long; new bytes are zero. len, or 0 when there is no memory. */
size_t BUF_MEM_grow(BUF_MEM *str, size_t len);

/* As BUF_MEM_grow; bytes that are given up are overwritten. */
size_t BUF_MEM_grow_clean(BUF_MEM *str, size_t len);

/* An empty block. NULL when there is no memory. Free it with BUF_MEM_free. */
BUF_MEM *BUF_MEM_new(void);

/* As BUF_MEM_new; with BUF_MEM_FLAG_SECURE for secrets. */
BUF_MEM *BUF_MEM_new_ex(unsigned long flags);

/* Copies siz bytes from in to out in reverse order; reverses in place when in is NULL. */
void BUF_reverse(uint8_t *out, const uint8_t *in, size_t siz);

#ifdef __cplusplus
}
#endif

#endif
