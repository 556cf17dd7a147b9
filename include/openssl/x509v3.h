/* Made by 'make headers' from abi/headers/x509v3.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_X509V3_H
#define FERRODTLS_OPENSSL_X509V3_H

#include <openssl/e_os2.h>
#include <openssl/types.h>
#include <openssl/bio.h>
#include <openssl/x509.h>
#include <openssl/x509v3err.h>

typedef struct otherName_st {
    ASN1_OBJECT *type_id;
    ASN1_TYPE *value;
} OTHERNAME;

typedef struct v3_ext_method X509V3_EXT_METHOD;
typedef struct x509_purpose_st X509_PURPOSE;

typedef struct EDIPartyName_st {
    ASN1_STRING *nameAssigner;
    ASN1_STRING *partyName;
} EDIPARTYNAME;

/* Flags and kinds. */
#define X509V3_CTX_TEST                         0x1
#define X509V3_CTX_REPLACE                      0x2
#define X509V3_EXT_DYNAMIC                      0x1
#define X509V3_EXT_CTX_DEP                      0x2
#define X509V3_EXT_MULTILINE                    0x4
#define GEN_OTHERNAME                           0
#define GEN_EMAIL                               1
#define GEN_DNS                                 2
#define GEN_X400                                3
#define GEN_DIRNAME                             4
#define GEN_EDIPARTY                            5
#define GEN_URI                                 6
#define GEN_IPADD                               7
#define GEN_RID                                 8
#define CRLDP_ALL_REASONS                       0x807f
#define IDP_PRESENT                             0x1
#define IDP_INVALID                             0x2
#define IDP_ONLYUSER                            0x4
#define IDP_ONLYCA                              0x8
#define IDP_ONLYATTR                            0x10
#define IDP_INDIRECT                            0x20
#define IDP_REASONS                             0x40
#define EXFLAG_BCONS                            0x1
#define EXFLAG_KUSAGE                           0x2
#define EXFLAG_XKUSAGE                          0x4
#define EXFLAG_NSCERT                           0x8
#define EXFLAG_CA                               0x10
#define EXFLAG_SI                               0x20
#define EXFLAG_V1                               0x40
#define EXFLAG_INVALID                          0x80
#define EXFLAG_SET                              0x100
#define EXFLAG_CRITICAL                         0x200
#define EXFLAG_PROXY                            0x400
#define EXFLAG_INVALID_POLICY                   0x800
#define EXFLAG_FRESHEST                         0x1000
#define EXFLAG_SS                               0x2000
#define EXFLAG_BCONS_CRITICAL                   0x10000
#define EXFLAG_AKID_CRITICAL                    0x20000
#define EXFLAG_SKID_CRITICAL                    0x40000
#define EXFLAG_SAN_CRITICAL                     0x80000
#define EXFLAG_NO_FINGERPRINT                   0x100000
#define KU_DIGITAL_SIGNATURE                    0x0080
#define KU_NON_REPUDIATION                      0x0040
#define KU_KEY_ENCIPHERMENT                     0x0020
#define KU_DATA_ENCIPHERMENT                    0x0010
#define KU_KEY_AGREEMENT                        0x0008
#define KU_KEY_CERT_SIGN                        0x0004
#define KU_CRL_SIGN                             0x0002
#define KU_ENCIPHER_ONLY                        0x0001
#define KU_DECIPHER_ONLY                        0x8000
#define NS_SSL_CLIENT                           0x80
#define NS_SSL_SERVER                           0x40
#define NS_SMIME                                0x20
#define NS_OBJSIGN                              0x10
#define NS_SSL_CA                               0x04
#define NS_SMIME_CA                             0x02
#define NS_OBJSIGN_CA                           0x01
#define XKU_SSL_SERVER                          0x1
#define XKU_SSL_CLIENT                          0x2
#define XKU_SMIME                               0x4
#define XKU_CODE_SIGN                           0x8
#define XKU_SGC                                 0x10
#define XKU_OCSP_SIGN                           0x20
#define XKU_TIMESTAMP                           0x40
#define XKU_DVCS                                0x80
#define XKU_ANYEKU                              0x100
#define X509_PURPOSE_DYNAMIC                    0x1
#define X509_PURPOSE_DYNAMIC_NAME               0x2
#define X509_PURPOSE_SSL_CLIENT                 1
#define X509_PURPOSE_SSL_SERVER                 2
#define X509_PURPOSE_NS_SSL_SERVER              3
#define X509_PURPOSE_SMIME_SIGN                 4
#define X509_PURPOSE_SMIME_ENCRYPT              5
#define X509_PURPOSE_CRL_SIGN                   6
#define X509_PURPOSE_ANY                        7
#define X509_PURPOSE_OCSP_HELPER                8
#define X509_PURPOSE_TIMESTAMP_SIGN             9
#define X509_PURPOSE_MIN                        1
#define X509_PURPOSE_MAX                        9
#define X509V3_EXT_DEFAULT                      0
#define X509V3_ADD_OP_MASK                      0xfL
#define X509V3_ADD_DEFAULT                      0L
#define X509V3_ADD_APPEND                       1L
#define X509V3_ADD_REPLACE                      2L
#define X509V3_ADD_REPLACE_EXISTING             3L
#define X509V3_ADD_KEEP_EXISTING                4L
#define X509V3_ADD_DELETE                       5L
#define X509V3_ADD_SILENT                       0x10
#define X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT    0x1
#define X509_CHECK_FLAG_NO_WILDCARDS            0x2
#define X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS    0x4
#define X509_CHECK_FLAG_MULTI_LABEL_WILDCARDS   0x8
#define X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS 0x10
#define X509_CHECK_FLAG_NEVER_CHECK_SUBJECT     0x20

/* One of the names that a certificate may have. */
typedef struct GENERAL_NAME_st {
    int type;
    union {
        char *ptr;
        OTHERNAME *otherName;
        ASN1_IA5STRING *rfc822Name;
        ASN1_IA5STRING *dNSName;
        ASN1_STRING *x400Address;
        X509_NAME *directoryName;
        EDIPARTYNAME *ediPartyName;
        ASN1_IA5STRING *uniformResourceIdentifier;
        ASN1_OCTET_STRING *iPAddress;
        ASN1_OBJECT *registeredID;
        ASN1_OCTET_STRING *ip;
        X509_NAME *dirn;
        ASN1_IA5STRING *ia5;
        ASN1_OBJECT *rid;
        ASN1_TYPE *other;
    } d;
} GENERAL_NAME;

DEFINE_STACK_OF(GENERAL_NAME)
typedef STACK_OF(GENERAL_NAME) GENERAL_NAMES;
DEFINE_STACK_OF(GENERAL_NAMES)
typedef STACK_OF(ASN1_OBJECT) EXTENDED_KEY_USAGE;

typedef struct BASIC_CONSTRAINTS_st {
    int ca;
    ASN1_INTEGER *pathlen;
} BASIC_CONSTRAINTS;

struct AUTHORITY_KEYID_st {
    ASN1_OCTET_STRING *keyid;
    GENERAL_NAMES *issuer;
    ASN1_INTEGER *serial;
};

typedef struct {
    char *section;
    char *name;
    char *value;
} CONF_VALUE;
DEFINE_STACK_OF(CONF_VALUE)

#define X509V3_conf_err(val) \
    ERR_add_error_data(6, "section:", (val)->section, ", name:", (val)->name, ", value:", (val)->value)
#define hex_to_string OPENSSL_buf2hexstr
#define string_to_hex OPENSSL_hexstr2buf

#ifdef __cplusplus
extern "C" {
#endif

/* Frees a key identifier. NULL is nothing to do. */
void AUTHORITY_KEYID_free(AUTHORITY_KEYID *a);

/* Frees constraints. NULL is nothing to do. */
void BASIC_CONSTRAINTS_free(BASIC_CONSTRAINTS *a);

/* New constraints that say "no CA". NULL on failure. */
BASIC_CONSTRAINTS *BASIC_CONSTRAINTS_new(void);

/* Frees a list of usages. NULL is nothing to do. */
void EXTENDED_KEY_USAGE_free(OPENSSL_STACK *a);

/* Frees a list and its names. NULL is nothing to do. */
void GENERAL_NAMES_free(GENERAL_NAMES *a);

/* A new, empty list. NULL on failure. */
GENERAL_NAMES *GENERAL_NAMES_new(void);

/* Frees a name. NULL is nothing to do. */
void GENERAL_NAME_free(GENERAL_NAME *a);

/* The value, which stays the name's, and in *ptype its type (GEN_*). */
void *GENERAL_NAME_get0_value(const GENERAL_NAME *a, int *ptype);

/* A new name without a value. NULL on failure. */
GENERAL_NAME *GENERAL_NAME_new(void);

/* Makes value, which is given up, the name's value of type type. */
void GENERAL_NAME_set0_value(GENERAL_NAME *a, int type, void *value);

/* The value of an extension as its C structure, which the caller owns; NULL on failure. */
void *X509V3_EXT_d2i(X509_EXTENSION *ext);

/* What the library does with an extension of this kind; static. NULL for others. */
const X509V3_EXT_METHOD *X509V3_EXT_get(X509_EXTENSION *ext);

/* What the library does with extension nid; static. NULL for kinds without a C structure here. */
const X509V3_EXT_METHOD *X509V3_EXT_get_nid(int nid);

/* Writes the value of an extension after indent spaces: 1; 0 when it is of no known kind and
 * flag (X509V3_EXT_*) does not ask for such values either.
 */
int X509V3_EXT_print(BIO *out, X509_EXTENSION *ext, unsigned long flag, int indent);

/* As X509V3_EXT_print, to a stdio stream. */
int X509V3_EXT_print_fp(FILE *out, X509_EXTENSION *ext, int flag, int indent);

/* Writes a list of extensions under title, which may be NULL. 1 or 0. */
int X509V3_extensions_print(BIO *out, const char *title, const STACK_OF(X509_EXTENSION) *exts,
    unsigned long flag, int indent);

/* The value of extension nid of a list as its C structure, which the caller owns; *crit is 1
 * or 0, -1 when it is not there, -2 when it is there more than once. With idx the search begins
 * behind *idx, which then is the position, or -1.
 */
void *X509V3_get_d2i(const STACK_OF(X509_EXTENSION) *extensions, int nid, int *crit, int *idx);

/* The purpose at position idx; static. NULL when there is none. */
X509_PURPOSE *X509_PURPOSE_get0(int idx);

/* The name of a purpose for people; static. */
char *X509_PURPOSE_get0_name(const X509_PURPOSE *xp);

/* The short name of a purpose; static. */
char *X509_PURPOSE_get0_sname(const X509_PURPOSE *xp);

/* The position of the purpose with this number (X509_PURPOSE_*); -1 when there is none. */
int X509_PURPOSE_get_by_id(int id);

/* The position of the purpose with this short name ("sslserver"); -1 when there is none. */
int X509_PURPOSE_get_by_sname(const char *sname);

/* The number of purposes. */
int X509_PURPOSE_get_count(void);

/* The number of a purpose. */
int X509_PURPOSE_get_id(const X509_PURPOSE *xp);

/* The trust that goes with a purpose, X509_TRUST_*. */
int X509_PURPOSE_get_trust(const X509_PURPOSE *xp);

/* Sets *p to a purpose. 1, or 0 with an error for an unknown one. */
int X509_PURPOSE_set(int *p, int purpose);

/* 0 for no CA certificate, else how it says that it is one. */
int X509_check_ca(X509 *x);

/* As X509_check_host, for a mail address. */
int X509_check_email(X509 *x, const char *chk, size_t chklen, unsigned int flags);

/* 1 when chk is one of the certificate's host names (X509_check_host(3)), 0 when not, -1 on
 * failure, -2 for nonsense. *peername is then the name that matched, which the caller frees
 * with OPENSSL_free.
 */
int X509_check_host(X509 *x, const char *chk, size_t chklen, unsigned int flags, char **peername);

/* As X509_check_host, for an IP address of 4 or 16 bytes. */
int X509_check_ip(X509 *x, const unsigned char *chk, size_t chklen, unsigned int flags);

/* As X509_check_ip, for an address in text. */
int X509_check_ip_asc(X509 *x, const char *ipasc, unsigned int flags);

/* X509_V_OK when issuer may have issued subject, by names, identifiers, algorithm and key
 * usage, else why not. Signatures are not checked.
 */
int X509_check_issued(X509 *issuer, X509 *subject);

/* Positive when the certificate (as a CA with ca) may be used for id (X509_PURPOSE_*), 0
 * when not, -1 when its extensions are broken or there is no such purpose.
 */
int X509_check_purpose(X509 *x, int id, int ca);

/* The extended key usages, XKU_*: all bits without the extension, 0 when the extensions are
 * broken.
 */
uint32_t X509_get_extended_key_usage(X509 *x);

/* What the extensions say, EXFLAG_*. */
uint32_t X509_get_extension_flags(X509 *x);

/* The key usages, KU_*: all bits without the extension, 0 when the extensions are broken. */
uint32_t X509_get_key_usage(X509 *x);

/* 1 when the extension is one that may be critical, else 0. */
int X509_supported_extension(X509_EXTENSION *ex);

#ifdef __cplusplus
}
#endif

#endif
