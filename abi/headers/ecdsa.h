#ifndef FERRODTLS_OPENSSL_ECDSA_H
#define FERRODTLS_OPENSSL_ECDSA_H

#include <openssl/ec.h>

#endif
