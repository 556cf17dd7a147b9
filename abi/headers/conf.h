#ifndef FERRODTLS_OPENSSL_CONF_H
#define FERRODTLS_OPENSSL_CONF_H

#include <openssl/bio.h>
#include <openssl/types.h>
#include <openssl/crypto.h>

#define CONF_MFLAGS_IGNORE_ERRORS       0x1
#define CONF_MFLAGS_IGNORE_RETURN_CODES 0x2
#define CONF_MFLAGS_SILENT              0x4
#define CONF_MFLAGS_NO_DSO              0x8
#define CONF_MFLAGS_IGNORE_MISSING_FILE 0x10
#define CONF_MFLAGS_DEFAULT_SECTION     0x20

#define OPENSSL_no_config() OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL)
#define CONF_modules_free() ((void)0)

@PROTOTYPES@

#endif
