/* Made by 'make headers' from abi/headers/sha.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SHA_H
#define FERRODTLS_OPENSSL_SHA_H

#include <stddef.h>

#include <openssl/e_os2.h>

/* Sizes in bytes. */
#define SHA_DIGEST_LENGTH    20
#define SHA224_DIGEST_LENGTH 28
#define SHA256_DIGEST_LENGTH 32
#define SHA384_DIGEST_LENGTH 48
#define SHA512_DIGEST_LENGTH 64

#ifdef __cplusplus
extern "C" {
#endif

/* The SHA1 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA1(const unsigned char *d, size_t n, unsigned char *md);

/* The SHA224 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA224(const unsigned char *d, size_t n, unsigned char *md);

/* The SHA256 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA256(const unsigned char *d, size_t n, unsigned char *md);

/* The SHA384 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA384(const unsigned char *d, size_t n, unsigned char *md);

/* The SHA512 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA512(const unsigned char *d, size_t n, unsigned char *md);

#ifdef __cplusplus
}
#endif

#endif
