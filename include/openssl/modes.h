/* Made by 'make headers' from abi/headers/modes.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_MODES_H
#define FERRODTLS_OPENSSL_MODES_H

#include <stddef.h>

#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A block cipher of the program, for blocks of 16 bytes. */
typedef void (*block128_f)(const unsigned char in[16], unsigned char out[16], const void *key);

#ifdef __cplusplus
}
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Counter mode (NIST SP 800-38A 6.5) with a 128-bit big-endian counter in ivec. What is left of
 * the last key stream block is in ecount_buf, and num tells how much of it is used.
 */
void CRYPTO_ctr128_encrypt(const unsigned char *in, unsigned char *out, size_t len, const void *key,
    unsigned char *ivec, unsigned char *ecount_buf, unsigned int *num, block128_f block);

#ifdef __cplusplus
}
#endif

#endif
