#ifndef FERRODTLS_OPENSSL_PROVIDER_H
#define FERRODTLS_OPENSSL_PROVIDER_H

#include <openssl/types.h>
#include <openssl/core.h>

@PROTOTYPES@

#endif
