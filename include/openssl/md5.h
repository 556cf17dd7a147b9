/* Made by 'make headers' from abi/headers/md5.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_MD5_H
#define FERRODTLS_OPENSSL_MD5_H

#include <stddef.h>

#include <openssl/e_os2.h>

#define MD5_DIGEST_LENGTH 16

#ifdef __cplusplus
extern "C" {
#endif

/* The MD5 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *MD5(const unsigned char *d, size_t n, unsigned char *md);

#ifdef __cplusplus
}
#endif

#endif
