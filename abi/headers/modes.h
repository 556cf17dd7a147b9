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

@PROTOTYPES@

#endif
