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

@PROTOTYPES@

#endif
