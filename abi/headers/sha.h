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

@PROTOTYPES@

#endif
