#ifndef FERRODTLS_OPENSSL_SSL3_H
#define FERRODTLS_OPENSSL_SSL3_H

#include <openssl/buffer.h>
#include <openssl/evp.h>
#include <openssl/prov_ssl.h>
#include <openssl/ssl.h>

/* Sizes, record types, alerts and handshake messages. */
#define SSL3_SSL_SESSION_ID_LENGTH           32
#define SSL3_MAX_SSL_SESSION_ID_LENGTH       32
#define SSL3_MASTER_SECRET_SIZE              48
#define SSL3_RANDOM_SIZE                     32
#define SSL3_SESSION_ID_SIZE                 32
#define SSL3_RT_HEADER_LENGTH                5
#define SSL3_HM_HEADER_LENGTH                4
#define SSL3_ALIGN_PAYLOAD                   8
#define SSL3_RT_MAX_MD_SIZE                  64
#define SSL_RT_MAX_CIPHER_BLOCK_SIZE         16
#define SSL3_RT_MAX_EXTRA                    (16384)
#define SSL3_RT_MAX_PLAIN_LENGTH             16384
#define SSL3_RT_MAX_COMPRESSED_OVERHEAD      1024
#define SSL3_RT_MAX_TLS13_ENCRYPTED_OVERHEAD 256
#define SSL3_VERSION_MAJOR                   0x03
#define SSL3_VERSION_MINOR                   0x00
#define SSL3_RT_CHANGE_CIPHER_SPEC           20
#define SSL3_RT_ALERT                        21
#define SSL3_RT_HANDSHAKE                    22
#define SSL3_RT_APPLICATION_DATA             23
/* Heartbeats (RFC 6520), by OpenSSL 1.0.1's names and 1.1.0's. */
#define TLS1_RT_HEARTBEAT                    24
#define DTLS1_RT_HEARTBEAT                   24
#define TLS1_HB_REQUEST                      1
#define TLS1_HB_RESPONSE                     2
#define TLS1_RT_CRYPTO                       0x1000
#define TLS1_RT_CRYPTO_READ                  0x0000
#define TLS1_RT_CRYPTO_WRITE                 0x0100
#define SSL3_RT_HEADER                       0x100
#define SSL3_RT_INNER_CONTENT_TYPE           0x101
#define SSL3_AL_WARNING                      1
#define SSL3_AL_FATAL                        2
#define SSL3_AD_CLOSE_NOTIFY                 0
#define SSL3_AD_UNEXPECTED_MESSAGE           10
#define SSL3_AD_BAD_RECORD_MAC               20
#define SSL3_AD_DECOMPRESSION_FAILURE        30
#define SSL3_AD_HANDSHAKE_FAILURE            40
#define SSL3_AD_NO_CERTIFICATE               41
#define SSL3_AD_BAD_CERTIFICATE              42
#define SSL3_AD_UNSUPPORTED_CERTIFICATE      43
#define SSL3_AD_CERTIFICATE_REVOKED          44
#define SSL3_AD_CERTIFICATE_EXPIRED          45
#define SSL3_AD_CERTIFICATE_UNKNOWN          46
#define SSL3_AD_ILLEGAL_PARAMETER            47
#define TLS1_HB_REQUEST                      1
#define TLS1_HB_RESPONSE                     2
#define SSL3_CT_RSA_SIGN                     1
#define SSL3_CT_DSS_SIGN                     2
#define SSL3_CT_RSA_FIXED_DH                 3
#define SSL3_CT_DSS_FIXED_DH                 4
#define SSL3_CT_RSA_EPHEMERAL_DH             5
#define SSL3_CT_DSS_EPHEMERAL_DH             6
#define SSL3_CT_FORTEZZA_DMS                 20
#define SSL3_CT_NUMBER                       12
#define SSL3_FLAGS_NO_RENEGOTIATE_CIPHERS    0x0001
#define TLS1_FLAGS_TLS_PADDING_BUG           0x0
#define TLS1_FLAGS_SKIP_CERT_VERIFY          0x0010
#define TLS1_FLAGS_ENCRYPT_THEN_MAC_READ     0x0100
#define TLS1_FLAGS_RECEIVED_EXTMS            0x0200
#define TLS1_FLAGS_ENCRYPT_THEN_MAC_WRITE    0x0400
#define TLS1_FLAGS_STATELESS                 0x0800
#define TLS1_FLAGS_REQUIRED_EXTMS            0x1000
#define SSL3_MT_HELLO_REQUEST                0
#define SSL3_MT_CLIENT_HELLO                 1
#define SSL3_MT_SERVER_HELLO                 2
#define SSL3_MT_NEWSESSION_TICKET            4
#define SSL3_MT_END_OF_EARLY_DATA            5
#define SSL3_MT_ENCRYPTED_EXTENSIONS         8
#define SSL3_MT_CERTIFICATE                  11
#define SSL3_MT_SERVER_KEY_EXCHANGE          12
#define SSL3_MT_CERTIFICATE_REQUEST          13
#define SSL3_MT_SERVER_DONE                  14
#define SSL3_MT_CERTIFICATE_VERIFY           15
#define SSL3_MT_CLIENT_KEY_EXCHANGE          16
#define SSL3_MT_FINISHED                     20
#define SSL3_MT_CERTIFICATE_URL              21
#define SSL3_MT_CERTIFICATE_STATUS           22
#define SSL3_MT_SUPPLEMENTAL_DATA            23
#define SSL3_MT_KEY_UPDATE                   24
#define SSL3_MT_NEXT_PROTO                   67
#define SSL3_MT_MESSAGE_HASH                 254
#define DTLS1_MT_HELLO_VERIFY_REQUEST        3
#define SSL3_MT_CHANGE_CIPHER_SPEC           0x0101
#define SSL3_MT_CCS                          1

#endif
