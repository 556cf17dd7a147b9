/* Made by 'make headers' from abi/headers/pem.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_PEM_H
#define FERRODTLS_OPENSSL_PEM_H

#include <openssl/e_os2.h>
#include <openssl/bio.h>
#include <openssl/safestack.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/pemerr.h>

/* The words between the dashes. */
#define PEM_BUFSIZE              1024
#define PEM_STRING_X509_OLD      "X509 CERTIFICATE"
#define PEM_STRING_X509          "CERTIFICATE"
#define PEM_STRING_X509_TRUSTED  "TRUSTED CERTIFICATE"
#define PEM_STRING_X509_REQ_OLD  "NEW CERTIFICATE REQUEST"
#define PEM_STRING_X509_REQ      "CERTIFICATE REQUEST"
#define PEM_STRING_X509_CRL      "X509 CRL"
#define PEM_STRING_EVP_PKEY      "ANY PRIVATE KEY"
#define PEM_STRING_PUBLIC        "PUBLIC KEY"
#define PEM_STRING_RSA           "RSA PRIVATE KEY"
#define PEM_STRING_RSA_PUBLIC    "RSA PUBLIC KEY"
#define PEM_STRING_DSA           "DSA PRIVATE KEY"
#define PEM_STRING_DSA_PUBLIC    "DSA PUBLIC KEY"
#define PEM_STRING_PKCS7         "PKCS7"
#define PEM_STRING_PKCS7_SIGNED  "PKCS #7 SIGNED DATA"
#define PEM_STRING_PKCS8         "ENCRYPTED PRIVATE KEY"
#define PEM_STRING_PKCS8INF      "PRIVATE KEY"
#define PEM_STRING_DHPARAMS      "DH PARAMETERS"
#define PEM_STRING_DHXPARAMS     "X9.42 DH PARAMETERS"
#define PEM_STRING_SSL_SESSION   "SSL SESSION PARAMETERS"
#define PEM_STRING_DSAPARAMS     "DSA PARAMETERS"
#define PEM_STRING_ECDSA_PUBLIC  "ECDSA PUBLIC KEY"
#define PEM_STRING_ECPARAMETERS  "EC PARAMETERS"
#define PEM_STRING_ECPRIVATEKEY  "EC PRIVATE KEY"
#define PEM_STRING_PARAMETERS    "PARAMETERS"
#define PEM_STRING_CMS           "CMS"
#define PEM_STRING_SM2PRIVATEKEY "SM2 PRIVATE KEY"
#define PEM_STRING_SM2PARAMETERS "SM2 PARAMETERS"
#define PEM_TYPE_ENCRYPTED       10
#define PEM_TYPE_MIC_ONLY        20
#define PEM_TYPE_MIC_CLEAR       30
#define PEM_TYPE_CLEAR           40
#define PEM_FLAG_SECURE          0x1
#define PEM_FLAG_EAY_COMPATIBLE  0x2
#define PEM_FLAG_ONLY_B64        0x4




#endif
