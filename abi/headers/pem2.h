#ifndef FERRODTLS_OPENSSL_PEM2_H
#define FERRODTLS_OPENSSL_PEM2_H

#include <openssl/types.h>

#endif
