/* Object identifiers: OBJ_nid2obj(3). */
#ifndef OPENSSL_OBJECTS_H
#define OPENSSL_OBJECTS_H

#include <stddef.h>
#include <openssl/types.h>
#include <openssl/obj_mac.h>
#include <openssl/bio.h>
#include <openssl/asn1.h>
#include <openssl/objectserr.h>

#define OBJ_NAME_TYPE_UNDEF 0x00
#define OBJ_NAME_TYPE_MD_METH 0x01
#define OBJ_NAME_TYPE_CIPHER_METH 0x02
#define OBJ_NAME_TYPE_PKEY_METH 0x03
#define OBJ_NAME_TYPE_COMP_METH 0x04
#define OBJ_NAME_TYPE_MAC_METH 0x05
#define OBJ_NAME_TYPE_KDF_METH 0x06
#define OBJ_NAME_TYPE_NUM 0x07
#define OBJ_NAME_ALIAS 0x8000

/* The library frees its tables by itself. */
#define OBJ_cleanup() while (0) continue

@PROTOTYPES@

#endif
