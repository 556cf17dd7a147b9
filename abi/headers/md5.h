#ifndef FERRODTLS_OPENSSL_MD5_H
#define FERRODTLS_OPENSSL_MD5_H

#include <stddef.h>

#include <openssl/e_os2.h>

#define MD5_DIGEST_LENGTH 16

@PROTOTYPES@

#endif
