/* Made by 'make headers' from abi/headers/rand.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_RAND_H
#define FERRODTLS_OPENSSL_RAND_H

#include <stdlib.h>

#include <openssl/types.h>
#include <openssl/e_os2.h>
#include <openssl/randerr.h>

#define RAND_DRBG_STRENGTH 256
#define RAND_cleanup() ((void)0)

struct rand_meth_st {
    int (*seed)(const void *buf, int num);
    int (*bytes)(unsigned char *buf, int num);
    void (*cleanup)(void);
    int (*add)(const void *buf, int num, double randomness);
    int (*pseudorand)(unsigned char *buf, int num);
    int (*status)(void);
};

#ifdef __cplusplus
extern "C" {
#endif

/* The library's generator. */
const RAND_METHOD *RAND_OpenSSL(void);

/* As RAND_seed, with an estimate of how much of it is unpredictable. */
void RAND_add(const void *buf, int num, double randomness);

/* Fills num bytes with unpredictable ones. 1 or 0; -1 when the program's generator cannot. */
int RAND_bytes(unsigned char *buf, int num);

/* As RAND_bytes, of a library context; the strength is always that of the system's generator. */
int RAND_bytes_ex(OSSL_LIB_CTX *ctx, unsigned char *buf, size_t num, unsigned int strength);

/* Writes the name of the seed file into file of num bytes. file, or NULL when there is no
 * name or no room.
 */
const char *RAND_file_name(char *file, size_t num);

/* The program's generator, else the library's. */
const RAND_METHOD *RAND_get_rand_method(void);

/* Reads a seed file, at most max_bytes (all for -1), and mixes it in. The number of bytes read,
 * or -1.
 */
int RAND_load_file(const char *file, long max_bytes);

/* Seeds the generator from the system. 1 or 0. */
int RAND_poll(void);

/* As RAND_bytes, for values that stay secret. */
int RAND_priv_bytes(unsigned char *buf, int num);

/* As RAND_bytes_ex, for values that stay secret. */
int RAND_priv_bytes_ex(OSSL_LIB_CTX *ctx, unsigned char *buf, size_t num, unsigned int strength);

/* As RAND_bytes: there is no weaker generator here. */
int RAND_pseudo_bytes(unsigned char *buf, int num);

/* Mixes bytes into the generator. The system's generator is always seeded and takes none. */
void RAND_seed(const void *buf, int num);

/* Sets a program's own generator; NULL for the library's. 1. */
int RAND_set_rand_method(const RAND_METHOD *meth);

/* 1 when the generator is seeded. */
int RAND_status(void);

/* Writes a seed file that only its owner can read. The number of bytes, or -1. */
int RAND_write_file(const char *file);

#ifdef __cplusplus
}
#endif

#endif
