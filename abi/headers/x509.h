#ifndef FERRODTLS_OPENSSL_X509_H
#define FERRODTLS_OPENSSL_X509_H

#include <time.h>

#include <openssl/e_os2.h>
#include <openssl/types.h>
#include <openssl/symhacks.h>
#include <openssl/buffer.h>
#include <openssl/evp.h>
#include <openssl/bio.h>
#include <openssl/asn1.h>
#include <openssl/safestack.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509err.h>

/* Kinds of files, flags of key usage and of printing. */
#define X509_SIG_INFO_VALID         0x1
#define X509_SIG_INFO_TLS           0x2
#define X509_FILETYPE_PEM           1
#define X509_FILETYPE_ASN1          2
#define X509_FILETYPE_DEFAULT       3
#define X509v3_KU_DIGITAL_SIGNATURE 0x0080
#define X509v3_KU_NON_REPUDIATION   0x0040
#define X509v3_KU_KEY_ENCIPHERMENT  0x0020
#define X509v3_KU_DATA_ENCIPHERMENT 0x0010
#define X509v3_KU_KEY_AGREEMENT     0x0008
#define X509v3_KU_KEY_CERT_SIGN     0x0004
#define X509v3_KU_CRL_SIGN          0x0002
#define X509v3_KU_ENCIPHER_ONLY     0x0001
#define X509v3_KU_DECIPHER_ONLY     0x8000
#define X509v3_KU_UNDEF             0xffff
#define X509_EX_V_NETSCAPE_HACK     0x8000
#define X509_EX_V_INIT              0x0001
#define X509_FLAG_COMPAT            0
#define X509_FLAG_NO_HEADER         1L
#define XN_FLAG_COMPAT              0
#define XN_FLAG_FN_SN               0
#define XN_FLAG_SEP_MASK            (0xf << 16)
#define XN_FLAG_SEP_COMMA_PLUS      (1 << 16)
#define XN_FLAG_SEP_CPLUS_SPC       (2 << 16)
#define XN_FLAG_SEP_SPLUS_SPC       (3 << 16)
#define XN_FLAG_SEP_MULTILINE       (4 << 16)
#define XN_FLAG_DN_REV              (1 << 20)
#define XN_FLAG_FN_MASK             (0x3 << 21)
#define XN_FLAG_FN_LN               (1 << 21)
#define XN_FLAG_FN_OID              (2 << 21)
#define XN_FLAG_FN_NONE             (3 << 21)
#define XN_FLAG_SPC_EQ              (1 << 23)
#define XN_FLAG_DUMP_UNKNOWN_FIELDS (1 << 24)
#define XN_FLAG_FN_ALIGN            (1 << 25)
#define XN_FLAG_RFC2253             (ASN1_STRFLGS_RFC2253 | XN_FLAG_SEP_COMMA_PLUS | XN_FLAG_DN_REV | XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS)
#define XN_FLAG_ONELINE             (ASN1_STRFLGS_RFC2253 | ASN1_STRFLGS_ESC_QUOTE | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_SPC_EQ | XN_FLAG_FN_SN)
#define XN_FLAG_MULTILINE           (ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB | XN_FLAG_SEP_MULTILINE | XN_FLAG_SPC_EQ | XN_FLAG_FN_LN | XN_FLAG_FN_ALIGN)
#define X509_EXT_PACK_UNKNOWN       1
#define X509_EXT_PACK_STRING        2
#define X509_VERSION_1              0
#define X509_VERSION_2              1
#define X509_VERSION_3              2
#define X509_REQ_VERSION_1          0
#define X509_CRL_VERSION_1          0
#define X509_CRL_VERSION_2          1
#define X509_ADD_FLAG_DEFAULT       0
#define X509_ADD_FLAG_UP_REF        0x1
#define X509_ADD_FLAG_PREPEND       0x2
#define X509_ADD_FLAG_NO_DUP        0x4
#define X509_ADD_FLAG_NO_SS         0x8

typedef struct X509_name_entry_st X509_NAME_ENTRY;
typedef struct X509_extension_st X509_EXTENSION;
typedef struct x509_attributes_st X509_ATTRIBUTE;
typedef struct X509_req_st X509_REQ;
typedef struct x509_cert_aux_st X509_CERT_AUX;
typedef struct x509_cinf_st X509_CINF;
typedef struct x509_trust_st X509_TRUST;
typedef struct X509_info_st X509_INFO;
typedef STACK_OF(X509_EXTENSION) X509_EXTENSIONS;

/* An algorithm and its parameters. */
struct X509_algor_st {
    ASN1_OBJECT *algorithm;
    ASN1_TYPE *parameter;
};

DEFINE_STACK_OF(X509)
DEFINE_STACK_OF(X509_ALGOR)
DEFINE_STACK_OF(X509_ATTRIBUTE)
DEFINE_STACK_OF(X509_CRL)
DEFINE_STACK_OF(X509_EXTENSION)
DEFINE_STACK_OF(X509_NAME)
DEFINE_STACK_OF(X509_NAME_ENTRY)
DEFINE_STACK_OF(X509_REVOKED)
DEFINE_STACK_OF(X509_INFO)

#define X509_extract_key(x) X509_get_pubkey(x)
#define X509_name_cmp(a, b) X509_NAME_cmp((a), (b))
#define X509_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509, l, p, newf, dupf, freef)
#define X509_get_notBefore X509_getm_notBefore
#define X509_get_notAfter X509_getm_notAfter
#define X509_set_notBefore X509_set1_notBefore
#define X509_set_notAfter X509_set1_notAfter
#define X509_NAME_hash(x) X509_NAME_hash_ex(x, NULL, NULL, NULL)

#include <openssl/x509_vfy.h>
#include <openssl/pem2.h>

@PROTOTYPES@

#endif
