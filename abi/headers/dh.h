#ifndef FERRODTLS_OPENSSL_DH_H
#define FERRODTLS_OPENSSL_DH_H

#include <openssl/types.h>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/dherr.h>

#define DH_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_DH, l, p, newf, dupf, freef)

@PROTOTYPES@

#endif
