#ifndef FERRODTLS_OPENSSL_X509_VFY_H
#define FERRODTLS_OPENSSL_X509_VFY_H

#include <openssl/opensslconf.h>
#include <openssl/lhash.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/symhacks.h>
#include <openssl/x509.h>

typedef enum {
    X509_LU_NONE = 0,
    X509_LU_X509,
    X509_LU_CRL
} X509_LOOKUP_TYPE;

DEFINE_STACK_OF(X509_LOOKUP)
DEFINE_STACK_OF(X509_OBJECT)
DEFINE_STACK_OF(X509_VERIFY_PARAM)

/* Functions that a program may give to a store or a verification. */
typedef int (*X509_STORE_CTX_verify_cb)(int, X509_STORE_CTX *);
typedef int (*X509_STORE_CTX_verify_fn)(X509_STORE_CTX *);
typedef int (*X509_STORE_CTX_get_issuer_fn)(X509 **issuer, X509_STORE_CTX *ctx, X509 *x);
typedef int (*X509_STORE_CTX_check_issued_fn)(X509_STORE_CTX *ctx, X509 *x, X509 *issuer);
typedef int (*X509_STORE_CTX_check_revocation_fn)(X509_STORE_CTX *ctx);
typedef int (*X509_STORE_CTX_get_crl_fn)(X509_STORE_CTX *ctx, X509_CRL **crl, X509 *x);
typedef int (*X509_STORE_CTX_check_crl_fn)(X509_STORE_CTX *ctx, X509_CRL *crl);
typedef int (*X509_STORE_CTX_cert_crl_fn)(X509_STORE_CTX *ctx, X509_CRL *crl, X509 *x);
typedef int (*X509_STORE_CTX_check_policy_fn)(X509_STORE_CTX *ctx);
typedef STACK_OF(X509) *(*X509_STORE_CTX_lookup_certs_fn)(X509_STORE_CTX *ctx, const X509_NAME *nm);
typedef STACK_OF(X509_CRL) *(*X509_STORE_CTX_lookup_crls_fn)(const X509_STORE_CTX *ctx,
    const X509_NAME *nm);
typedef int (*X509_STORE_CTX_cleanup_fn)(X509_STORE_CTX *ctx);
typedef int (*X509_LOOKUP_ctrl_fn)(X509_LOOKUP *ctx, int cmd, const char *argc, long argl,
    char **ret);
typedef int (*X509_LOOKUP_ctrl_ex_fn)(X509_LOOKUP *ctx, int cmd, const char *argc, long argl,
    char **ret, OSSL_LIB_CTX *libctx, const char *propq);
typedef int (*X509_LOOKUP_get_by_subject_fn)(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type,
    const X509_NAME *name, X509_OBJECT *ret);
typedef int (*X509_LOOKUP_get_by_subject_ex_fn)(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type,
    const X509_NAME *name, X509_OBJECT *ret, OSSL_LIB_CTX *libctx, const char *propq);
typedef int (*X509_LOOKUP_get_by_issuer_serial_fn)(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type,
    const X509_NAME *name, const ASN1_INTEGER *serial, X509_OBJECT *ret);
typedef int (*X509_LOOKUP_get_by_fingerprint_fn)(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type,
    const unsigned char *bytes, int len, X509_OBJECT *ret);
typedef int (*X509_LOOKUP_get_by_alias_fn)(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type,
    const char *str, int len, X509_OBJECT *ret);

/* What a verification ends with, its flags, and how a store looks up. */
#define X509_LU_RETRY                                   -1
#define X509_LU_FAIL                                    0
#define X509_TRUST_DEFAULT                              0
#define X509_TRUST_COMPAT                               1
#define X509_TRUST_SSL_CLIENT                           2
#define X509_TRUST_SSL_SERVER                           3
#define X509_TRUST_EMAIL                                4
#define X509_TRUST_OBJECT_SIGN                          5
#define X509_TRUST_OCSP_SIGN                            6
#define X509_TRUST_OCSP_REQUEST                         7
#define X509_TRUST_TSA                                  8
#define X509_TRUST_MIN                                  1
#define X509_TRUST_MAX                                  8
#define X509_TRUST_TRUSTED                              1
#define X509_TRUST_REJECTED                             2
#define X509_TRUST_UNTRUSTED                            3
#define X509_L_FILE_LOAD                                1
#define X509_L_ADD_DIR                                  2
#define X509_L_ADD_STORE                                3
#define X509_L_LOAD_STORE                               4
#define X509_V_OK                                       0
#define X509_V_ERR_UNSPECIFIED                          1
#define X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT            2
#define X509_V_ERR_UNABLE_TO_GET_CRL                    3
#define X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE     4
#define X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE      5
#define X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY   6
#define X509_V_ERR_CERT_SIGNATURE_FAILURE               7
#define X509_V_ERR_CRL_SIGNATURE_FAILURE                8
#define X509_V_ERR_CERT_NOT_YET_VALID                   9
#define X509_V_ERR_CERT_HAS_EXPIRED                     10
#define X509_V_ERR_CRL_NOT_YET_VALID                    11
#define X509_V_ERR_CRL_HAS_EXPIRED                      12
#define X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD       13
#define X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD        14
#define X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD       15
#define X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD       16
#define X509_V_ERR_OUT_OF_MEM                           17
#define X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT          18
#define X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN            19
#define X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY    20
#define X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE      21
#define X509_V_ERR_CERT_CHAIN_TOO_LONG                  22
#define X509_V_ERR_CERT_REVOKED                         23
#define X509_V_ERR_NO_ISSUER_PUBLIC_KEY                 24
#define X509_V_ERR_PATH_LENGTH_EXCEEDED                 25
#define X509_V_ERR_INVALID_PURPOSE                      26
#define X509_V_ERR_CERT_UNTRUSTED                       27
#define X509_V_ERR_CERT_REJECTED                        28
#define X509_V_ERR_SUBJECT_ISSUER_MISMATCH              29
#define X509_V_ERR_AKID_SKID_MISMATCH                   30
#define X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH          31
#define X509_V_ERR_KEYUSAGE_NO_CERTSIGN                 32
#define X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER             33
#define X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION         34
#define X509_V_ERR_KEYUSAGE_NO_CRL_SIGN                 35
#define X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION     36
#define X509_V_ERR_INVALID_NON_CA                       37
#define X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED           38
#define X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE        39
#define X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED       40
#define X509_V_ERR_INVALID_EXTENSION                    41
#define X509_V_ERR_INVALID_POLICY_EXTENSION             42
#define X509_V_ERR_NO_EXPLICIT_POLICY                   43
#define X509_V_ERR_DIFFERENT_CRL_SCOPE                  44
#define X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE        45
#define X509_V_ERR_UNNESTED_RESOURCE                    46
#define X509_V_ERR_PERMITTED_VIOLATION                  47
#define X509_V_ERR_EXCLUDED_VIOLATION                   48
#define X509_V_ERR_SUBTREE_MINMAX                       49
#define X509_V_ERR_APPLICATION_VERIFICATION             50
#define X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE          51
#define X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX        52
#define X509_V_ERR_UNSUPPORTED_NAME_SYNTAX              53
#define X509_V_ERR_CRL_PATH_VALIDATION_ERROR            54
#define X509_V_ERR_PATH_LOOP                            55
#define X509_V_ERR_SUITE_B_INVALID_VERSION              56
#define X509_V_ERR_SUITE_B_INVALID_ALGORITHM            57
#define X509_V_ERR_SUITE_B_INVALID_CURVE                58
#define X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM  59
#define X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED              60
#define X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256 61
#define X509_V_ERR_HOSTNAME_MISMATCH                    62
#define X509_V_ERR_EMAIL_MISMATCH                       63
#define X509_V_ERR_IP_ADDRESS_MISMATCH                  64
#define X509_V_ERR_DANE_NO_MATCH                        65
#define X509_V_ERR_EE_KEY_TOO_SMALL                     66
#define X509_V_ERR_CA_KEY_TOO_SMALL                     67
#define X509_V_ERR_CA_MD_TOO_WEAK                       68
#define X509_V_ERR_INVALID_CALL                         69
#define X509_V_ERR_STORE_LOOKUP                         70
#define X509_V_ERR_NO_VALID_SCTS                        71
#define X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION         72
#define X509_V_ERR_OCSP_VERIFY_NEEDED                   73
#define X509_V_ERR_OCSP_VERIFY_FAILED                   74
#define X509_V_ERR_OCSP_CERT_UNKNOWN                    75
#define X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM      76
#define X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH         77
#define X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY    78
#define X509_V_ERR_INVALID_CA                           79
#define X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA           80
#define X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN     81
#define X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA  82
#define X509_V_ERR_ISSUER_NAME_EMPTY                    83
#define X509_V_ERR_SUBJECT_NAME_EMPTY                   84
#define X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER     85
#define X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER       86
#define X509_V_ERR_EMPTY_SUBJECT_ALT_NAME               87
#define X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL       88
#define X509_V_ERR_CA_BCONS_NOT_CRITICAL                89
#define X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL    90
#define X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL      91
#define X509_V_ERR_CA_CERT_MISSING_KEY_USAGE            92
#define X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3         93
#define X509_V_ERR_EC_KEY_EXPLICIT_PARAMS               94
#define DANE_FLAG_NO_DANE_EE_NAMECHECKS (1L << 0)

#define X509_V_FLAG_CB_ISSUER_CHECK                     0x0
#define X509_V_FLAG_USE_CHECK_TIME                      0x2
#define X509_V_FLAG_CRL_CHECK                           0x4
#define X509_V_FLAG_CRL_CHECK_ALL                       0x8
#define X509_V_FLAG_IGNORE_CRITICAL                     0x10
#define X509_V_FLAG_X509_STRICT                         0x20
#define X509_V_FLAG_ALLOW_PROXY_CERTS                   0x40
#define X509_V_FLAG_POLICY_CHECK                        0x80
#define X509_V_FLAG_EXPLICIT_POLICY                     0x100
#define X509_V_FLAG_INHIBIT_ANY                         0x200
#define X509_V_FLAG_INHIBIT_MAP                         0x400
#define X509_V_FLAG_NOTIFY_POLICY                       0x800
#define X509_V_FLAG_EXTENDED_CRL_SUPPORT                0x1000
#define X509_V_FLAG_USE_DELTAS                          0x2000
#define X509_V_FLAG_CHECK_SS_SIGNATURE                  0x4000
#define X509_V_FLAG_TRUSTED_FIRST                       0x8000
#define X509_V_FLAG_SUITEB_128_LOS_ONLY                 0x10000
#define X509_V_FLAG_SUITEB_192_LOS                      0x20000
#define X509_V_FLAG_SUITEB_128_LOS                      0x30000
#define X509_V_FLAG_PARTIAL_CHAIN                       0x80000
#define X509_V_FLAG_NO_ALT_CHAINS                       0x100000
#define X509_V_FLAG_NO_CHECK_TIME                       0x200000
#define X509_VP_FLAG_DEFAULT                            0x1
#define X509_VP_FLAG_OVERWRITE                          0x2
#define X509_VP_FLAG_RESET_FLAGS                        0x4
#define X509_VP_FLAG_LOCKED                             0x8
#define X509_VP_FLAG_ONCE                               0x10
#define X509_V_FLAG_POLICY_MASK                         (X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_EXPLICIT_POLICY | X509_V_FLAG_INHIBIT_ANY | X509_V_FLAG_INHIBIT_MAP)
#define X509_PCY_TREE_FAILURE                           -2
#define X509_PCY_TREE_INVALID                           -1
#define X509_PCY_TREE_INTERNAL                          0
#define X509_PCY_TREE_VALID                             1
#define X509_PCY_TREE_EMPTY                             2
#define X509_PCY_TREE_EXPLICIT                          4

#define X509_STORE_CTX_set_app_data(ctx, data) X509_STORE_CTX_set_ex_data(ctx, 0, data)
#define X509_STORE_CTX_get_app_data(ctx) X509_STORE_CTX_get_ex_data(ctx, 0)
#define X509_LOOKUP_load_file(x, name, type) \
    X509_LOOKUP_ctrl((x), X509_L_FILE_LOAD, (name), (long)(type), NULL)
#define X509_LOOKUP_add_dir(x, name, type) \
    X509_LOOKUP_ctrl((x), X509_L_ADD_DIR, (name), (long)(type), NULL)
#define X509_LOOKUP_add_store(x, name) X509_LOOKUP_ctrl((x), X509_L_ADD_STORE, (name), 0, NULL)
#define X509_LOOKUP_load_store(x, name) X509_LOOKUP_ctrl((x), X509_L_LOAD_STORE, (name), 0, NULL)
#define X509_STORE_set_verify_func(ctx, func) X509_STORE_set_verify((ctx), (func))
#define X509_STORE_set_verify_cb_func(ctx, func) X509_STORE_set_verify_cb((ctx), (func))
#define X509_STORE_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509_STORE, l, p, newf, dupf, freef)
#define X509_STORE_CTX_get_chain X509_STORE_CTX_get0_chain
#define X509_STORE_CTX_set_chain X509_STORE_CTX_set0_untrusted
#define X509_STORE_CTX_trusted_stack X509_STORE_CTX_set0_trusted_stack
#define X509_STORE_CTX_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509_STORE_CTX, l, p, newf, dupf, freef)

@PROTOTYPES@

#endif
