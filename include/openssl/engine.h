/* Made by 'make headers' from abi/headers/engine.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_ENGINE_H
#define FERRODTLS_OPENSSL_ENGINE_H

#include <openssl/opensslconf.h>
#include <openssl/types.h>
#include <openssl/crypto.h>
#include <openssl/engineerr.h>

/* No engine exists: ENGINE_by_id finds none. What programs do with one still compiles. */
#define ENGINE_METHOD_RSA (unsigned int)0x0001
#define ENGINE_METHOD_DSA (unsigned int)0x0002
#define ENGINE_METHOD_DH (unsigned int)0x0004
#define ENGINE_METHOD_RAND (unsigned int)0x0008
#define ENGINE_METHOD_CIPHERS (unsigned int)0x0040
#define ENGINE_METHOD_DIGESTS (unsigned int)0x0080
#define ENGINE_METHOD_PKEY_METHS (unsigned int)0x0200
#define ENGINE_METHOD_PKEY_ASN1_METHS (unsigned int)0x0400
#define ENGINE_METHOD_EC (unsigned int)0x0800
#define ENGINE_METHOD_ALL (unsigned int)0xFFFF
#define ENGINE_METHOD_NONE (unsigned int)0x0000

#define ENGINE_cleanup() \
    while (0)            \
    continue

#ifdef __cplusplus
extern "C" {
#endif

/* NULL with ENGINE_R_NO_SUCH_ENGINE. */
ENGINE *ENGINE_by_id(const char *id);

/* 0 with ERR_R_PASSED_NULL_PARAMETER. */
int ENGINE_ctrl_cmd(ENGINE *e, const char *cmd_name, long i, void *p, void (*f)(void),
    int cmd_optional);

/* 0 with ERR_R_PASSED_NULL_PARAMETER. */
int ENGINE_ctrl_cmd_string(ENGINE *e, const char *cmd_name, const char *arg, int cmd_optional);

/* 1: there was nothing to end. */
int ENGINE_finish(ENGINE *e);

/* 1: there was nothing to free. */
int ENGINE_free(ENGINE *e);

/* NULL: there are no engines. */
ENGINE *ENGINE_get_default_RAND(void);

/* NULL with ERR_R_PASSED_NULL_PARAMETER. */
const char *ENGINE_get_name(const ENGINE *e);

/* 0 with ERR_R_PASSED_NULL_PARAMETER. */
int ENGINE_init(ENGINE *e);

/* Nothing: no engine is built in. */
void ENGINE_load_builtin_engines(void);

/* NULL with ERR_R_PASSED_NULL_PARAMETER. */
EVP_PKEY *ENGINE_load_private_key(ENGINE *e, const char *key_id, UI_METHOD *ui_method,
    void *callback_data);

/* NULL with ERR_R_PASSED_NULL_PARAMETER. */
EVP_PKEY *ENGINE_load_public_key(ENGINE *e, const char *key_id, UI_METHOD *ui_method,
    void *callback_data);

/* 1: all of none are registered. */
int ENGINE_register_all_complete(void);

/* 0 with ERR_R_PASSED_NULL_PARAMETER. */
int ENGINE_set_default_RAND(ENGINE *e);

/* Nothing: there are no engines. */
void ENGINE_unregister_RAND(ENGINE *e);

#ifdef __cplusplus
}
#endif

#endif
