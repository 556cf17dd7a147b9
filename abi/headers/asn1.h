#ifndef FERRODTLS_OPENSSL_ASN1_H
#define FERRODTLS_OPENSSL_ASN1_H

#include <time.h>

#include <openssl/e_os2.h>
#include <openssl/opensslconf.h>
#include <openssl/bio.h>
#include <openssl/safestack.h>
#include <openssl/asn1err.h>
#include <openssl/types.h>
#include <openssl/bn.h>

/* Tags, types and flags. */
#define V_ASN1_UNIVERSAL                       0x00
#define V_ASN1_APPLICATION                     0x40
#define V_ASN1_CONTEXT_SPECIFIC                0x80
#define V_ASN1_PRIVATE                         0xc0
#define V_ASN1_CONSTRUCTED                     0x20
#define V_ASN1_PRIMITIVE_TAG                   0x1f
#define V_ASN1_APP_CHOOSE                      -2
#define V_ASN1_OTHER                           -3
#define V_ASN1_ANY                             -4
#define V_ASN1_UNDEF                           -1
#define V_ASN1_EOC                             0
#define V_ASN1_BOOLEAN                         1
#define V_ASN1_INTEGER                         2
#define V_ASN1_BIT_STRING                      3
#define V_ASN1_OCTET_STRING                    4
#define V_ASN1_NULL                            5
#define V_ASN1_OBJECT                          6
#define V_ASN1_OBJECT_DESCRIPTOR               7
#define V_ASN1_EXTERNAL                        8
#define V_ASN1_REAL                            9
#define V_ASN1_ENUMERATED                      10
#define V_ASN1_UTF8STRING                      12
#define V_ASN1_SEQUENCE                        16
#define V_ASN1_SET                             17
#define V_ASN1_NUMERICSTRING                   18
#define V_ASN1_PRINTABLESTRING                 19
#define V_ASN1_T61STRING                       20
#define V_ASN1_TELETEXSTRING                   20
#define V_ASN1_VIDEOTEXSTRING                  21
#define V_ASN1_IA5STRING                       22
#define V_ASN1_UTCTIME                         23
#define V_ASN1_GENERALIZEDTIME                 24
#define V_ASN1_GRAPHICSTRING                   25
#define V_ASN1_ISO64STRING                     26
#define V_ASN1_VISIBLESTRING                   26
#define V_ASN1_GENERALSTRING                   27
#define V_ASN1_UNIVERSALSTRING                 28
#define V_ASN1_BMPSTRING                       30
#define V_ASN1_NEG                             0x100
#define B_ASN1_NUMERICSTRING                   0x0001
#define B_ASN1_PRINTABLESTRING                 0x0002
#define B_ASN1_T61STRING                       0x0004
#define B_ASN1_TELETEXSTRING                   0x0004
#define B_ASN1_VIDEOTEXSTRING                  0x0008
#define B_ASN1_IA5STRING                       0x0010
#define B_ASN1_GRAPHICSTRING                   0x0020
#define B_ASN1_ISO64STRING                     0x0040
#define B_ASN1_VISIBLESTRING                   0x0040
#define B_ASN1_GENERALSTRING                   0x0080
#define B_ASN1_UNIVERSALSTRING                 0x0100
#define B_ASN1_OCTET_STRING                    0x0200
#define B_ASN1_BIT_STRING                      0x0400
#define B_ASN1_BMPSTRING                       0x0800
#define B_ASN1_UNKNOWN                         0x1000
#define B_ASN1_UTF8STRING                      0x2000
#define B_ASN1_UTCTIME                         0x4000
#define B_ASN1_GENERALIZEDTIME                 0x8000
#define B_ASN1_SEQUENCE                        0x10000
#define MBSTRING_FLAG                          0x1000
#define MBSTRING_UTF8                          (MBSTRING_FLAG)
#define MBSTRING_ASC                           (MBSTRING_FLAG | 1)
#define MBSTRING_BMP                           (MBSTRING_FLAG | 2)
#define MBSTRING_UNIV                          (MBSTRING_FLAG | 4)
#define SMIME_OLDMIME                          0x400
#define SMIME_CRLFEOL                          0x800
#define SMIME_STREAM                           0x1000
#define ASN1_STRING_FLAG_BITS_LEFT             0x08
#define ASN1_STRING_FLAG_NDEF                  0x010
#define ASN1_STRING_FLAG_CONT                  0x020
#define ASN1_STRING_FLAG_MSTRING               0x040
#define ASN1_STRING_FLAG_EMBED                 0x080
#define ASN1_STRING_FLAG_X509_TIME             0x100
#define ASN1_LONG_UNDEF                        0x7fffffffL
#define STABLE_FLAGS_MALLOC                    0x01
#define STABLE_NO_MASK                         0x02
#define ub_name                                32768
#define ub_common_name                         64
#define ub_locality_name                       128
#define ub_state_name                          128
#define ub_organization_name                   64
#define ub_organization_unit_name              64
#define ub_title                               64
#define ub_email_address                       128
#define ASN1_STRFLGS_ESC_2253                  1
#define ASN1_STRFLGS_ESC_CTRL                  2
#define ASN1_STRFLGS_ESC_MSB                   4
#define ASN1_DTFLGS_TYPE_MASK                  0x0FUL
#define ASN1_DTFLGS_RFC822                     0x00UL
#define ASN1_DTFLGS_ISO8601                    0x01UL
#define ASN1_STRFLGS_ESC_QUOTE                 8
#define ASN1_STRFLGS_UTF8_CONVERT              0x10
#define ASN1_STRFLGS_IGNORE_TYPE               0x20
#define ASN1_STRFLGS_SHOW_TYPE                 0x40
#define ASN1_STRFLGS_DUMP_ALL                  0x80
#define ASN1_STRFLGS_DUMP_UNKNOWN              0x100
#define ASN1_STRFLGS_DUMP_DER                  0x200
#define ASN1_STRFLGS_ESC_2254                  0x400
#define ASN1_STRFLGS_RFC2253                   (ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER)
#define B_ASN1_TIME                            B_ASN1_UTCTIME | B_ASN1_GENERALIZEDTIME
#define B_ASN1_PRINTABLE                       B_ASN1_NUMERICSTRING | B_ASN1_PRINTABLESTRING | B_ASN1_T61STRING | B_ASN1_IA5STRING | B_ASN1_BIT_STRING | B_ASN1_UNIVERSALSTRING | B_ASN1_BMPSTRING | B_ASN1_UTF8STRING | B_ASN1_SEQUENCE | B_ASN1_UNKNOWN
#define B_ASN1_DIRECTORYSTRING                 B_ASN1_PRINTABLESTRING | B_ASN1_TELETEXSTRING | B_ASN1_BMPSTRING | B_ASN1_UNIVERSALSTRING | B_ASN1_UTF8STRING
#define B_ASN1_DISPLAYTEXT                     B_ASN1_IA5STRING | B_ASN1_VISIBLESTRING | B_ASN1_BMPSTRING | B_ASN1_UTF8STRING
#define ASN1_PCTX_FLAGS_SHOW_ABSENT            0x001
#define ASN1_PCTX_FLAGS_SHOW_SEQUENCE          0x002
#define ASN1_PCTX_FLAGS_SHOW_SSOF              0x004
#define ASN1_PCTX_FLAGS_SHOW_TYPE              0x008
#define ASN1_PCTX_FLAGS_NO_ANY_TYPE            0x010
#define ASN1_PCTX_FLAGS_NO_MSTRING_TYPE        0x020
#define ASN1_PCTX_FLAGS_NO_FIELD_NAME          0x040
#define ASN1_PCTX_FLAGS_SHOW_FIELD_STRUCT_NAME 0x080
#define ASN1_PCTX_FLAGS_NO_STRUCT_NAME         0x100

/* A value: length bytes at data, or for a negative INTEGER their magnitude. */
struct asn1_string_st {
    int length;
    int type;
    unsigned char *data;
    long flags;
};

/* A value of any type; which member is set follows from the type. */
struct asn1_type_st {
    int type;
    union {
        char *ptr;
        ASN1_BOOLEAN boolean;
        ASN1_STRING *asn1_string;
        ASN1_OBJECT *object;
        ASN1_INTEGER *integer;
        ASN1_ENUMERATED *enumerated;
        ASN1_BIT_STRING *bit_string;
        ASN1_OCTET_STRING *octet_string;
        ASN1_PRINTABLESTRING *printablestring;
        ASN1_T61STRING *t61string;
        ASN1_IA5STRING *ia5string;
        ASN1_GENERALSTRING *generalstring;
        ASN1_BMPSTRING *bmpstring;
        ASN1_UNIVERSALSTRING *universalstring;
        ASN1_UTCTIME *utctime;
        ASN1_GENERALIZEDTIME *generalizedtime;
        ASN1_VISIBLESTRING *visiblestring;
        ASN1_UTF8STRING *utf8string;
        ASN1_STRING *set;
        ASN1_STRING *sequence;
    } value;
};

typedef struct BIT_STRING_BITNAME_st {
    int bitnum;
    const char *lname;
    const char *sname;
} BIT_STRING_BITNAME;

/* Functions that write and read DER. */
typedef int i2d_of_void(const void *, unsigned char **);
typedef void *d2i_of_void(void **, const unsigned char **, long);

DEFINE_STACK_OF(ASN1_OBJECT)
DEFINE_STACK_OF(ASN1_INTEGER)
DEFINE_STACK_OF(ASN1_UTF8STRING)
DEFINE_STACK_OF(ASN1_TYPE)
DEFINE_SPECIAL_STACK_OF(ASN1_STRING, ASN1_STRING)

#define I2D_OF(type) int (*)(const type *, unsigned char **)
#define CHECKED_I2D_OF(type, i2d) ((i2d_of_void *)(1 ? i2d : ((I2D_OF(type))0)))
#define I2D_OF_const(type) I2D_OF(type)

@PROTOTYPES@

#endif
