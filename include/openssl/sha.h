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

#define SHA_LONG   unsigned int
#define SHA_LONG64 unsigned long long

#define SHA_LBLOCK    16
#define SHA_CBLOCK    (SHA_LBLOCK * 4)
#define SHA256_CBLOCK (SHA_LBLOCK * 4)
#define SHA512_CBLOCK (SHA_LBLOCK * 8)

/* States of hashes in parts: plain memory of the program, begun by an _Init function. */
typedef struct SHAstate_st {
    SHA_LONG h0, h1, h2, h3, h4;
    SHA_LONG Nl, Nh;
    SHA_LONG data[SHA_LBLOCK];
    unsigned int num;
} SHA_CTX;

typedef struct SHA256state_st {
    SHA_LONG h[8];
    SHA_LONG Nl, Nh;
    SHA_LONG data[SHA_LBLOCK];
    unsigned int num, md_len;
} SHA256_CTX;

typedef struct SHA512state_st {
    SHA_LONG64 h[8];
    SHA_LONG64 Nl, Nh;
    union {
        SHA_LONG64 d[SHA_LBLOCK];
        unsigned char p[SHA512_CBLOCK];
    } u;
    unsigned int num, md_len;
} SHA512_CTX;

#ifdef __cplusplus
extern "C" {
#endif

/* The SHA1 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA1(const unsigned char *d, size_t n, unsigned char *md);

/* Writes the hash to md, which has room for 20 bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA1_Final(unsigned char *md, SHA_CTX *c);

/* Begins a hash of 20 bytes. Returns 1, or 0 when c is NULL. */
int SHA1_Init(SHA_CTX *c);

/* Takes len more bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA1_Update(SHA_CTX *c, const void *data, size_t len);

/* The SHA224 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA224(const unsigned char *d, size_t n, unsigned char *md);

/* Writes the hash to md, which has room for 28 bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA224_Final(unsigned char *md, SHA256_CTX *c);

/* Begins a hash of 28 bytes. Returns 1, or 0 when c is NULL. */
int SHA224_Init(SHA256_CTX *c);

/* Takes len more bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA224_Update(SHA256_CTX *c, const void *data, size_t len);

/* The SHA256 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA256(const unsigned char *d, size_t n, unsigned char *md);

/* Writes the hash to md, which has room for 32 bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA256_Final(unsigned char *md, SHA256_CTX *c);

/* Begins a hash of 32 bytes. Returns 1, or 0 when c is NULL. */
int SHA256_Init(SHA256_CTX *c);

/* Takes len more bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA256_Update(SHA256_CTX *c, const void *data, size_t len);

/* The SHA384 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA384(const unsigned char *d, size_t n, unsigned char *md);

/* Writes the hash to md, which has room for 48 bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA384_Final(unsigned char *md, SHA512_CTX *c);

/* Begins a hash of 48 bytes. Returns 1, or 0 when c is NULL. */
int SHA384_Init(SHA512_CTX *c);

/* Takes len more bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA384_Update(SHA512_CTX *c, const void *data, size_t len);

/* The SHA512 hash of n bytes at d: to md, which has room for it, or to memory of the thread that the
 * next such call overwrites.
 */
unsigned char *SHA512(const unsigned char *d, size_t n, unsigned char *md);

/* Writes the hash to md, which has room for 64 bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA512_Final(unsigned char *md, SHA512_CTX *c);

/* Begins a hash of 64 bytes. Returns 1, or 0 when c is NULL. */
int SHA512_Init(SHA512_CTX *c);

/* Takes len more bytes. Returns 1, or 0 when a pointer is NULL. */
int SHA512_Update(SHA512_CTX *c, const void *data, size_t len);

#ifdef __cplusplus
}
#endif

#endif
