/* Made by 'make headers' from abi/headers/hmac.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_HMAC_H
#define FERRODTLS_OPENSSL_HMAC_H

#include <openssl/opensslconf.h>
#include <openssl/evp.h>

#define HMAC_MAX_MD_CBLOCK 200


#endif
