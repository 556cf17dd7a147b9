/* Made by 'make headers' from abi/headers/x509_vfy.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* Loads a file (X509_L_FILE_LOAD), adds directories (X509_L_ADD_DIR) or the file or directory
 * of a URI (X509_L_ADD_STORE; NULL: the default directory); argl is
 * X509_FILETYPE_PEM, _ASN1 or, for the default place, _DEFAULT. 1, or 0 on failure.
 */
int X509_LOOKUP_ctrl(X509_LOOKUP *ctx, int cmd, const char *argc, long argl, char **ret);

/* The method that reads files. Static. */
X509_LOOKUP_METHOD *X509_LOOKUP_file(void);

/* The method that looks into directories of files named by hash. Static. */
X509_LOOKUP_METHOD *X509_LOOKUP_hash_dir(void);

/* The method that takes URIs: files and directories, with or without file: before them. Static. */
X509_LOOKUP_METHOD *X509_LOOKUP_store(void);

/* The certificate, which stays the element's; NULL for another one. */
X509 *X509_OBJECT_get0_X509(const X509_OBJECT *a);

/* The revocation list, which stays the element's; NULL for another one. */
X509_CRL *X509_OBJECT_get0_X509_CRL(const X509_OBJECT *a);

/* 1 for a certificate, 2 for a revocation list, 0 for NULL. */
int X509_OBJECT_get_type(const X509_OBJECT *a);

/* Ends a verification; the object can be used for another one. */
void X509_STORE_CTX_cleanup(X509_STORE_CTX *ctx);

/* Frees a verification. NULL is nothing to do. */
void X509_STORE_CTX_free(X509_STORE_CTX *ctx);

/* The certificate that is verified; NULL without. */
X509 *X509_STORE_CTX_get0_cert(const X509_STORE_CTX *ctx);

/* The path, which stays the verification's; NULL before there is one. */
STACK_OF(X509) *X509_STORE_CTX_get0_chain(const X509_STORE_CTX *ctx);

/* The revocation list the finding is about; NULL without. */
X509_CRL *X509_STORE_CTX_get0_current_crl(const X509_STORE_CTX *ctx);

/* The issuer of the current certificate, while signatures are checked; NULL without. */
X509 *X509_STORE_CTX_get0_current_issuer(const X509_STORE_CTX *ctx);

/* The parameters, which stay the verification's. */
X509_VERIFY_PARAM *X509_STORE_CTX_get0_param(const X509_STORE_CTX *ctx);

/* The store; NULL without. */
X509_STORE *X509_STORE_CTX_get0_store(const X509_STORE_CTX *ctx);

/* The certificates of the peer. */
STACK_OF(X509) *X509_STORE_CTX_get0_untrusted(const X509_STORE_CTX *ctx);

/* A copy of the path with a reference to each certificate; NULL before there is one. */
STACK_OF(X509) *X509_STORE_CTX_get1_chain(const X509_STORE_CTX *ctx);

/* Finds the issuer of x in the store: 1 and a reference in *issuer, or 0. */
int X509_STORE_CTX_get1_issuer(X509 **issuer, X509_STORE_CTX *ctx, X509 *x);

/* The certificate the finding is about, which stays the verification's; NULL without. */
X509 *X509_STORE_CTX_get_current_cert(const X509_STORE_CTX *ctx);

/* The result, X509_V_OK or X509_V_ERR_*. */
int X509_STORE_CTX_get_error(const X509_STORE_CTX *ctx);

/* The depth the finding is about: 0 is the certificate itself. */
int X509_STORE_CTX_get_error_depth(const X509_STORE_CTX *ctx);

/* What X509_STORE_CTX_set_ex_data stored; NULL without. */
void *X509_STORE_CTX_get_ex_data(const X509_STORE_CTX *ctx, int idx);

/* 1 when the path that was checked has to have a policy. */
int X509_STORE_CTX_get_explicit_policy(const X509_STORE_CTX *ctx);

/* How many certificates of the path are not from the store. */
int X509_STORE_CTX_get_num_untrusted(const X509_STORE_CTX *ctx);

/* The function that is told of every finding. */
X509_STORE_CTX_verify_cb X509_STORE_CTX_get_verify_cb(const X509_STORE_CTX *ctx);

/* Begins a verification of target with trust_store, whose parameters and functions it takes
 * over, and the certificates untrusted, which stay the program's and outlive it. 1 or 0.
 */
int X509_STORE_CTX_init(X509_STORE_CTX *ctx, X509_STORE *trust_store, X509 *target,
    STACK_OF(X509) *untrusted);

/* A new verification, to be given to X509_STORE_CTX_init. NULL on failure. */
X509_STORE_CTX *X509_STORE_CTX_new(void);

/* Sets revocation lists besides the store's; they stay the program's. */
void X509_STORE_CTX_set0_crls(X509_STORE_CTX *ctx, STACK_OF(X509_CRL) *sk);

/* Sets the parameters, which belong to the verification from then on. */
void X509_STORE_CTX_set0_param(X509_STORE_CTX *ctx, X509_VERIFY_PARAM *param);

/* Sets trusted certificates in place of the store's; they stay the program's. */
void X509_STORE_CTX_set0_trusted_stack(X509_STORE_CTX *ctx, STACK_OF(X509) *sk);

/* Sets the certificates of the peer, which stay the program's. */
void X509_STORE_CTX_set0_untrusted(X509_STORE_CTX *ctx, STACK_OF(X509) *sk);

/* Takes chain, which is given up, as the path, as after a successful verification. */
void X509_STORE_CTX_set0_verified_chain(X509_STORE_CTX *ctx, STACK_OF(X509) *chain);

/* Sets the certificate to verify; it must outlive the verification. */
void X509_STORE_CTX_set_cert(X509_STORE_CTX *ctx, X509 *target);

/* Changes the certificate the finding is about. */
void X509_STORE_CTX_set_current_cert(X509_STORE_CTX *ctx, X509 *x);

/* Takes over the parameters called name ("ssl_server", "ssl_client" ...). 1, or 0 for an
 * unknown name.
 */
int X509_STORE_CTX_set_default(X509_STORE_CTX *ctx, const char *name);

/* Sets the greatest number of intermediate certificates. */
void X509_STORE_CTX_set_depth(X509_STORE_CTX *ctx, int depth);

/* Changes the result. */
void X509_STORE_CTX_set_error(X509_STORE_CTX *ctx, int s);

/* Changes the depth. */
void X509_STORE_CTX_set_error_depth(X509_STORE_CTX *ctx, int depth);

/* Program data under an index of X509_STORE_CTX_get_ex_new_index. 1 or 0. */
int X509_STORE_CTX_set_ex_data(X509_STORE_CTX *ctx, int idx, void *data);

/* Sets flags, X509_V_FLAG_*. */
void X509_STORE_CTX_set_flags(X509_STORE_CTX *ctx, unsigned long flags);

/* Sets purpose and trust, unless they are set already. 1, or 0 for an unknown purpose. */
int X509_STORE_CTX_set_purpose(X509_STORE_CTX *ctx, int purpose);

/* Sets the time to check for. */
void X509_STORE_CTX_set_time(X509_STORE_CTX *ctx, unsigned long flags, time_t t);

/* Sets the trust, unless it is set already. 1, or 0 for an unknown one. */
int X509_STORE_CTX_set_trust(X509_STORE_CTX *ctx, int trust);

/* Sets a function that checks signatures and times in place of the library. */
void X509_STORE_CTX_set_verify(X509_STORE_CTX *ctx, X509_STORE_CTX_verify_fn verify);

/* Sets the function that is told of every finding. */
void X509_STORE_CTX_set_verify_cb(X509_STORE_CTX *ctx, X509_STORE_CTX_verify_cb verify);

/* Verifies the certificate with the certificates of untrusted as the only trusted ones that
 * need no more than to be there: as X509_verify_cert for a single certificate that was set.
 */
int X509_STORE_CTX_verify(X509_STORE_CTX *ctx);

/* Adds a trusted certificate, to which the store takes a reference; one that is there already
 * is good too. 1 or 0.
 */
int X509_STORE_add_cert(X509_STORE *xs, X509 *x);

/* Adds a revocation list, to which the store takes a reference. 1 or 0. */
int X509_STORE_add_crl(X509_STORE *xs, X509_CRL *x);

/* The store's lookup with method meth, made when there is none yet; it stays the store's. NULL
 * on failure.
 */
X509_LOOKUP *X509_STORE_add_lookup(X509_STORE *xs, X509_LOOKUP_METHOD *meth);

/* Drops one reference. NULL is nothing to do. */
void X509_STORE_free(X509_STORE *xs);

/* What is in the store, which keeps stack and elements. Later additions come to its end. */
STACK_OF(X509_OBJECT) *X509_STORE_get0_objects(const X509_STORE *xs);

/* The parameters of the store, which stay its own. */
X509_VERIFY_PARAM *X509_STORE_get0_param(const X509_STORE *xs);

/* A new stack with a reference to each certificate of the store. NULL on failure. */
OPENSSL_STACK *X509_STORE_get1_all_certs(X509_STORE *xs);

/* What X509_STORE_set_ex_data stored; NULL without. */
void *X509_STORE_get_ex_data(const X509_STORE *xs, int idx);

/* The function that finds trusted issuers: the program's, else the library's own. */
X509_STORE_CTX_get_issuer_fn X509_STORE_get_get_issuer(const X509_STORE *xs);

/* The function that verifications with this store tell of every finding. */
X509_STORE_CTX_verify_cb X509_STORE_get_verify_cb(const X509_STORE *xs);

/* Adds the certificates and lists of a PEM file. 1, or 0 when there is none. */
int X509_STORE_load_file(X509_STORE *xs, const char *file);

/* X509_STORE_load_file and X509_STORE_load_path, where they are not NULL. 1, or 0 when
 * both are NULL or one fails.
 */
int X509_STORE_load_locations(X509_STORE *xs, const char *file, const char *dir);

/* Lets the store look into a directory, or several separated by colons, whose files are named by
 * hash (openssl rehash). 1 or 0.
 */
int X509_STORE_load_path(X509_STORE *xs, const char *path);

/* Adds the file or directory that a URI names (X509_LOOKUP_store). 1, or 0 on failure. */
int X509_STORE_load_store(X509_STORE *xs, const char *store);

/* A new, empty store with one reference. NULL on failure. */
X509_STORE *X509_STORE_new(void);

/* Takes over what pm sets. 1. */
int X509_STORE_set1_param(X509_STORE *xs, const X509_VERIFY_PARAM *pm);

/* Sets a function that says which certificate may have issued which. */
void X509_STORE_set_check_issued(X509_STORE *xs, X509_STORE_CTX_check_issued_fn check_issued);

/* Adds the file and the directory named in SSL_CERT_FILE and SSL_CERT_DIR, or else the
 * system's; what is not there is no error. 1.
 */
int X509_STORE_set_default_paths(X509_STORE *xs);

/* Sets the greatest number of intermediate certificates. 1. */
int X509_STORE_set_depth(X509_STORE *xs, int depth);

/* Program data under an index of X509_STORE_get_ex_new_index. 1 or 0. */
int X509_STORE_set_ex_data(X509_STORE *xs, int idx, void *data);

/* Sets flags, X509_V_FLAG_*. 1. */
int X509_STORE_set_flags(X509_STORE *xs, unsigned long flags);

/* Sets a function that finds trusted issuers in place of the store. */
void X509_STORE_set_get_issuer(X509_STORE *xs, X509_STORE_CTX_get_issuer_fn get_issuer);

/* Sets the purpose, X509_PURPOSE_*. 1, or 0 for an unknown one. */
int X509_STORE_set_purpose(X509_STORE *xs, int purpose);

/* Sets the trust, X509_TRUST_*. 1, or 0 for an unknown one. */
int X509_STORE_set_trust(X509_STORE *xs, int trust);

/* Sets a function that checks signatures and times in place of the library. */
void X509_STORE_set_verify(X509_STORE *xs, X509_STORE_CTX_verify_fn verify);

/* Sets the function that verifications with this store tell of every finding. */
void X509_STORE_set_verify_cb(X509_STORE *xs, X509_STORE_CTX_verify_cb verify_cb);

/* Adds a reference. 1, or 0 for NULL. */
int X509_STORE_up_ref(X509_STORE *xs);

/* Adds an acceptable policy, which belongs to the parameters from then on. 1. */
int X509_VERIFY_PARAM_add0_policy(X509_VERIFY_PARAM *param, ASN1_OBJECT *policy);

/* As X509_VERIFY_PARAM_set1_host, besides the names there are. */
int X509_VERIFY_PARAM_add1_host(X509_VERIFY_PARAM *param, const char *name, size_t namelen);

/* Clears flags. 1. */
int X509_VERIFY_PARAM_clear_flags(X509_VERIFY_PARAM *param, unsigned long flags);

/* Frees parameters. NULL is nothing to do. */
void X509_VERIFY_PARAM_free(X509_VERIFY_PARAM *param);

/* The host name number idx; NULL when there is none. It ends with a NUL and stays the
 * parameters'.
 */
char *X509_VERIFY_PARAM_get0_host(X509_VERIFY_PARAM *param, int idx);

/* The name; NULL without. */
const char *X509_VERIFY_PARAM_get0_name(const X509_VERIFY_PARAM *param);

/* The name that matched, after a verification; NULL without. It stays the parameters'. */
char *X509_VERIFY_PARAM_get0_peername(const X509_VERIFY_PARAM *param);

/* The security level; -1 when not set. */
int X509_VERIFY_PARAM_get_auth_level(const X509_VERIFY_PARAM *param);

/* The greatest number of intermediate certificates; -1 when not set. */
int X509_VERIFY_PARAM_get_depth(const X509_VERIFY_PARAM *param);

/* The flags. */
unsigned long X509_VERIFY_PARAM_get_flags(const X509_VERIFY_PARAM *param);

/* The flags for the host names. */
unsigned int X509_VERIFY_PARAM_get_hostflags(const X509_VERIFY_PARAM *param);

/* How the parameters are taken over. */
uint32_t X509_VERIFY_PARAM_get_inh_flags(const X509_VERIFY_PARAM *param);

/* The time to check for. */
time_t X509_VERIFY_PARAM_get_time(const X509_VERIFY_PARAM *param);

/* Takes over from from what to does not set (or as the inheritance flags say). 1. */
int X509_VERIFY_PARAM_inherit(X509_VERIFY_PARAM *to, const X509_VERIFY_PARAM *from);

/* Moves the name that matched from from to to; without from it is forgotten. */
void X509_VERIFY_PARAM_move_peername(X509_VERIFY_PARAM *to, X509_VERIFY_PARAM *from);

/* New parameters that demand nothing. NULL on failure. */
X509_VERIFY_PARAM *X509_VERIFY_PARAM_new(void);

/* Takes over from from all that it sets. 1. */
int X509_VERIFY_PARAM_set1(X509_VERIFY_PARAM *to, const X509_VERIFY_PARAM *from);

/* Sets the acceptable mail address; NULL or "" for none. 1, or 0. */
int X509_VERIFY_PARAM_set1_email(X509_VERIFY_PARAM *param, const char *email, size_t emaillen);

/* Makes name the only acceptable host name; NULL or "" for none. 1, or 0 for a name with a NUL
 * inside.
 */
int X509_VERIFY_PARAM_set1_host(X509_VERIFY_PARAM *param, const char *name, size_t namelen);

/* Sets the acceptable IP address: 4 or 16 bytes; NULL for none. 1, or 0 for another length. */
int X509_VERIFY_PARAM_set1_ip(X509_VERIFY_PARAM *param, const unsigned char *ip, size_t iplen);

/* As X509_VERIFY_PARAM_set1_ip, from text. 0 for what is no address. */
int X509_VERIFY_PARAM_set1_ip_asc(X509_VERIFY_PARAM *param, const char *ipasc);

/* Gives the parameters a name. 1, or 0. */
int X509_VERIFY_PARAM_set1_name(X509_VERIFY_PARAM *param, const char *name);

/* Sets the security level of keys and signatures, 0 to 5; -1 leaves it open. */
void X509_VERIFY_PARAM_set_auth_level(X509_VERIFY_PARAM *param, int auth_level);

/* Sets the greatest number of intermediate certificates. */
void X509_VERIFY_PARAM_set_depth(X509_VERIFY_PARAM *param, int depth);

/* Sets flags, X509_V_FLAG_*. 1. */
int X509_VERIFY_PARAM_set_flags(X509_VERIFY_PARAM *param, unsigned long flags);

/* Sets X509_CHECK_FLAG_* for the host names. */
void X509_VERIFY_PARAM_set_hostflags(X509_VERIFY_PARAM *param, unsigned int flags);

/* Sets how the parameters are taken over, X509_VP_FLAG_*. 1. */
int X509_VERIFY_PARAM_set_inh_flags(X509_VERIFY_PARAM *param, uint32_t flags);

/* Sets the purpose, X509_PURPOSE_*. 1, or 0 for an unknown one. */
int X509_VERIFY_PARAM_set_purpose(X509_VERIFY_PARAM *param, int purpose);

/* Sets the time to check for, and the flag that says so. */
void X509_VERIFY_PARAM_set_time(X509_VERIFY_PARAM *param, time_t t);

/* Sets the trust, X509_TRUST_*. 1, or 0 for an unknown one. */
int X509_VERIFY_PARAM_set_trust(X509_VERIFY_PARAM *param, int trust);

/* Adds the certificates and revocation lists of a file; their number, 0 on failure. */
int X509_load_cert_crl_file(X509_LOOKUP *ctx, const char *file, int type);

/* Adds the certificates of a file; their number, 0 on failure. */
int X509_load_cert_file(X509_LOOKUP *ctx, const char *file, int type);

/* Adds the revocation lists of a file; their number, 0 on failure. */
int X509_load_crl_file(X509_LOOKUP *ctx, const char *file, int type);

/* Verifies the certificate: 1 when it is good, 0 when not, negative on other failures. */
int X509_verify_cert(X509_STORE_CTX *ctx);

#ifdef __cplusplus
}
#endif

#endif
