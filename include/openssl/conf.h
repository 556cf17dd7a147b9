/* Made by 'make headers' from abi/headers/conf.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* The configuration file: $OPENSSL_CONF, unless the process has more rights than who started it,
 * or the one of the system. NULL when there is no memory. Free it with OPENSSL_free.
 */
char *CONF_get1_default_config_file(void);

/* Nothing: no module was configured. */
void CONF_modules_finish(void);

/* Nothing: no module was loaded. */
void CONF_modules_unload(int all);

/* Begins the use of the library, as programs did before OpenSSL 1.1. */
void OPENSSL_config(const char *config_name);

#ifdef __cplusplus
}
#endif

#endif
