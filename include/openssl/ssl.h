/* Made by 'make headers' from abi/headers/ssl.h and the Rust sources. */
#ifndef FERRODTLS_OPENSSL_SSL_H
#define FERRODTLS_OPENSSL_SSL_H

#include <time.h>
#include <sys/time.h>

#include <openssl/e_os2.h>
#include <openssl/opensslconf.h>
#include <openssl/bio.h>
#include <openssl/x509.h>
#include <openssl/crypto.h>
#include <openssl/buffer.h>
#include <openssl/lhash.h>
#include <openssl/pem.h>
#include <openssl/hmac.h>
#include <openssl/safestack.h>
#include <openssl/symhacks.h>
#include <openssl/sslerr.h>
#include <openssl/prov_ssl.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ssl_st *ssl_crock_st;
typedef struct tls_session_ticket_ext_st TLS_SESSION_TICKET_EXT;
typedef struct ssl_method_st SSL_METHOD;
typedef struct ssl_cipher_st SSL_CIPHER;
typedef struct ssl_session_st SSL_SESSION;
typedef struct tls_sigalgs_st TLS_SIGALGS;
typedef struct ssl_conf_ctx_st SSL_CONF_CTX;
typedef struct ssl_comp_st SSL_COMP;

/* A profile of SRTP (RFC 5764) with its name. */
typedef struct srtp_protection_profile_st {
    const char *name;
    unsigned long id;
} SRTP_PROTECTION_PROFILE;

DEFINE_STACK_OF_CONST(SSL_CIPHER)
DEFINE_STACK_OF(SRTP_PROTECTION_PROFILE)
DEFINE_STACK_OF(SSL_COMP)

typedef int SSL_TICKET_STATUS;
typedef int SSL_TICKET_RETURN;

/* Functions that a program gives. */
typedef int (*tls_session_ticket_ext_cb_fn)(SSL *s, const unsigned char *data, int len, void *arg);
typedef int (*tls_session_secret_cb_fn)(SSL *s, void *secret, int *secret_len,
    STACK_OF(SSL_CIPHER) *peer_ciphers, const SSL_CIPHER **cipher, void *arg);
typedef int (*custom_ext_add_cb)(SSL *s, unsigned int ext_type, const unsigned char **out,
    size_t *outlen, int *al, void *add_arg);
typedef void (*custom_ext_free_cb)(SSL *s, unsigned int ext_type, const unsigned char *out,
    void *add_arg);
typedef int (*custom_ext_parse_cb)(SSL *s, unsigned int ext_type, const unsigned char *in,
    size_t inlen, int *al, void *parse_arg);
typedef int (*SSL_custom_ext_add_cb_ex)(SSL *s, unsigned int ext_type, unsigned int context,
    const unsigned char **out, size_t *outlen, X509 *x, size_t chainidx, int *al,
    void *add_arg);
typedef void (*SSL_custom_ext_free_cb_ex)(SSL *s, unsigned int ext_type, unsigned int context,
    const unsigned char *out, void *add_arg);
typedef int (*SSL_custom_ext_parse_cb_ex)(SSL *s, unsigned int ext_type, unsigned int context,
    const unsigned char *in, size_t inlen, X509 *x, size_t chainidx, int *al, void *parse_arg);
typedef int (*SSL_verify_cb)(int preverify_ok, X509_STORE_CTX *x509_ctx);
typedef int (*GEN_SESSION_CB)(SSL *ssl, unsigned char *id, unsigned int *id_len);
typedef int (*SSL_CTX_alpn_select_cb_func)(SSL *ssl, const unsigned char **out,
    unsigned char *outlen, const unsigned char *in, unsigned int inlen, void *arg);
typedef unsigned int (*SSL_psk_client_cb_func)(SSL *ssl, const char *hint, char *identity,
    unsigned int max_identity_len, unsigned char *psk, unsigned int max_psk_len);
typedef unsigned int (*SSL_psk_server_cb_func)(SSL *ssl, const char *identity,
    unsigned char *psk, unsigned int max_psk_len);
typedef int (*SSL_psk_find_session_cb_func)(SSL *ssl, const unsigned char *identity,
    size_t identity_len, SSL_SESSION **sess);
typedef int (*SSL_psk_use_session_cb_func)(SSL *ssl, const EVP_MD *md, const unsigned char **id,
    size_t *idlen, SSL_SESSION **sess);
typedef void (*SSL_CTX_keylog_cb_func)(const SSL *ssl, const char *line);
typedef int (*SSL_client_hello_cb_fn)(SSL *s, int *al, void *arg);
typedef int (*SSL_CTX_generate_session_ticket_fn)(SSL *s, void *arg);
typedef SSL_TICKET_RETURN (*SSL_CTX_decrypt_session_ticket_fn)(SSL *s, SSL_SESSION *ss,
    const unsigned char *keyname, size_t keyname_length, SSL_TICKET_STATUS status, void *arg);
typedef unsigned int (*DTLS_timer_cb)(SSL *s, unsigned int timer_us);
/* Of this library alone: microseconds from any fixed origin (FERRODTLS_CTX_set_clock). */
typedef uint64_t (*FERRODTLS_clock_cb)(void *arg);
/* What FERRODTLS_search_path_mtu() does: a phase and the size that holds in it, or a probe and its size; all sizes are
 * bytes of UDP payload. */
#define FERRODTLS_PATH_MTU_NONE       0   /* nothing is searched */
#define FERRODTLS_PATH_MTU_BASE       1   /* a size is confirmed that most paths take */
#define FERRODTLS_PATH_MTU_SEARCHING  2   /* larger ones are tried */
#define FERRODTLS_PATH_MTU_COMPLETE   3   /* the largest was found */
#define FERRODTLS_PATH_MTU_ERROR      4   /* not even the base passes: the least size holds */
#define FERRODTLS_PATH_MTU_ANSWERED   16  /* a probe of that size was answered */
#define FERRODTLS_PATH_MTU_LOST       17  /* one was lost, or not sent by this host */
typedef void (*FERRODTLS_path_mtu_cb)(SSL *ssl, int what, size_t size, void *arg);
typedef int (*SSL_allow_early_data_cb_fn)(SSL *s, void *arg);
typedef void (*SSL_any_cb)(void);
typedef void (*SSL_info_cb)(const SSL *ssl, int type, int val);
typedef void (*SSL_msg_cb)(int write_p, int version, int content_type, const void *buf, size_t len,
    SSL *ssl, void *arg);
typedef int (*SSL_cert_cb)(SSL *ssl, void *arg);
typedef int (*SSL_client_cert_cb)(SSL *ssl, X509 **x509, EVP_PKEY **pkey);
typedef DH *(*SSL_tmp_dh_cb)(SSL *ssl, int is_export, int keylength);
typedef int (*SSL_cookie_generate_cb)(SSL *ssl, unsigned char *cookie, unsigned int *cookie_len);
typedef int (*SSL_cookie_verify_cb)(SSL *ssl, const unsigned char *cookie, unsigned int cookie_len);
typedef int (*SSL_stateless_cookie_generate_cb)(SSL *ssl, unsigned char *cookie, size_t *cookie_len);
typedef int (*SSL_stateless_cookie_verify_cb)(SSL *ssl, const unsigned char *cookie,
    size_t cookie_len);
typedef int (*SSL_sess_new_cb)(SSL *ssl, SSL_SESSION *sess);
typedef void (*SSL_sess_remove_cb)(SSL_CTX *ctx, SSL_SESSION *sess);
typedef SSL_SESSION *(*SSL_sess_get_cb)(SSL *ssl, const unsigned char *data, int len, int *copy);
typedef int (*SSL_ticket_key_evp_cb)(SSL *ssl, unsigned char *key_name, unsigned char *iv,
    EVP_CIPHER_CTX *ctx, EVP_MAC_CTX *hctx, int enc);
typedef int (*SSL_not_resumable_cb)(SSL *ssl, int is_forward_secure);
typedef int (*SSL_security_cb)(const SSL *s, const SSL_CTX *ctx, int op, int bits, int nid,
    void *other, void *ex);
typedef int (*SSL_cert_verify_cb)(X509_STORE_CTX *ctx, void *arg);
typedef int (*SSL_servername_cb)(SSL *s, int *al, void *arg);
typedef size_t (*SSL_record_padding_cb)(SSL *ssl, int type, size_t len, void *arg);
typedef int (*SSL_async_callback_fn)(SSL *s, void *arg);
STACK_OF(SCT);
typedef int (*ssl_ct_validation_cb)(const CT_POLICY_EVAL_CTX *ctx, const STACK_OF(SCT) *scts,
    void *arg);
typedef int (*SSL_CTX_npn_advertised_cb_func)(SSL *ssl, const unsigned char **out,
    unsigned int *outlen, void *arg);
typedef int (*SSL_CTX_npn_select_cb_func)(SSL *s, unsigned char **out, unsigned char *outlen,
    const unsigned char *in, unsigned int inlen, void *arg);
typedef char *(*SSL_srp_client_pwd_cb)(SSL *s, void *arg);
typedef int (*SSL_srp_verify_param_cb)(SSL *s, void *arg);
typedef int (*SSL_srp_username_cb)(SSL *s, int *ad, void *arg);

#ifdef __cplusplus
}
#endif

/* Where a handshake is (SSL_get_state). */
typedef enum {
    TLS_ST_BEFORE,
    TLS_ST_OK,
    DTLS_ST_CR_HELLO_VERIFY_REQUEST,
    TLS_ST_CR_SRVR_HELLO,
    TLS_ST_CR_CERT,
    TLS_ST_CR_CERT_STATUS,
    TLS_ST_CR_KEY_EXCH,
    TLS_ST_CR_CERT_REQ,
    TLS_ST_CR_SRVR_DONE,
    TLS_ST_CR_SESSION_TICKET,
    TLS_ST_CR_CHANGE,
    TLS_ST_CR_FINISHED,
    TLS_ST_CW_CLNT_HELLO,
    TLS_ST_CW_CERT,
    TLS_ST_CW_KEY_EXCH,
    TLS_ST_CW_CERT_VRFY,
    TLS_ST_CW_CHANGE,
    TLS_ST_CW_NEXT_PROTO,
    TLS_ST_CW_FINISHED,
    TLS_ST_SW_HELLO_REQ,
    TLS_ST_SR_CLNT_HELLO,
    DTLS_ST_SW_HELLO_VERIFY_REQUEST,
    TLS_ST_SW_SRVR_HELLO,
    TLS_ST_SW_CERT,
    TLS_ST_SW_KEY_EXCH,
    TLS_ST_SW_CERT_REQ,
    TLS_ST_SW_SRVR_DONE,
    TLS_ST_SR_CERT,
    TLS_ST_SR_KEY_EXCH,
    TLS_ST_SR_CERT_VRFY,
    TLS_ST_SR_NEXT_PROTO,
    TLS_ST_SR_CHANGE,
    TLS_ST_SR_FINISHED,
    TLS_ST_SW_SESSION_TICKET,
    TLS_ST_SW_CERT_STATUS,
    TLS_ST_SW_CHANGE,
    TLS_ST_SW_FINISHED,
    TLS_ST_SW_ENCRYPTED_EXTENSIONS,
    TLS_ST_CR_ENCRYPTED_EXTENSIONS,
    TLS_ST_CR_CERT_VRFY,
    TLS_ST_SW_CERT_VRFY,
    TLS_ST_CR_HELLO_REQ,
    TLS_ST_SW_KEY_UPDATE,
    TLS_ST_CW_KEY_UPDATE,
    TLS_ST_SR_KEY_UPDATE,
    TLS_ST_CR_KEY_UPDATE,
    TLS_ST_EARLY_DATA,
    TLS_ST_PENDING_EARLY_DATA_END,
    TLS_ST_CW_END_OF_EARLY_DATA,
    TLS_ST_SR_END_OF_EARLY_DATA
} OSSL_HANDSHAKE_STATE;

/* Sizes in bytes. */
#define SSL_SESSION_ASN1_VERSION           0x0001
#define SSL_MAX_SSL_SESSION_ID_LENGTH      32
#define SSL_MAX_SID_CTX_LENGTH             32
#define SSL_MAX_PIPELINES                  32
#define SSL_COOKIE_LENGTH                  4096
#define SSL_MAX_CERT_LIST_DEFAULT          (1024 * 100)
#define SSL_SESSION_CACHE_MAX_SIZE_DEFAULT (1024 * 20)
#define PSK_MAX_IDENTITY_LEN               256
#define PSK_MAX_PSK_LEN                    512

/* Words of cipher strings. */
#define SSL_TXT_LOW                        "LOW"
#define SSL_TXT_MEDIUM                     "MEDIUM"
#define SSL_TXT_HIGH                       "HIGH"
#define SSL_TXT_FIPS                       "FIPS"
#define SSL_TXT_aNULL                      "aNULL"
#define SSL_TXT_eNULL                      "eNULL"
#define SSL_TXT_NULL                       "NULL"
#define SSL_TXT_kRSA                       "kRSA"
#define SSL_TXT_kDHr                       "kDHr"
#define SSL_TXT_kDHd                       "kDHd"
#define SSL_TXT_kDH                        "kDH"
#define SSL_TXT_kEDH                       "kEDH"
#define SSL_TXT_kDHE                       "kDHE"
#define SSL_TXT_kECDHr                     "kECDHr"
#define SSL_TXT_kECDHe                     "kECDHe"
#define SSL_TXT_kECDH                      "kECDH"
#define SSL_TXT_kEECDH                     "kEECDH"
#define SSL_TXT_kECDHE                     "kECDHE"
#define SSL_TXT_kPSK                       "kPSK"
#define SSL_TXT_kRSAPSK                    "kRSAPSK"
#define SSL_TXT_kECDHEPSK                  "kECDHEPSK"
#define SSL_TXT_kDHEPSK                    "kDHEPSK"
#define SSL_TXT_kGOST                      "kGOST"
#define SSL_TXT_kGOST18                    "kGOST18"
#define SSL_TXT_kSRP                       "kSRP"
#define SSL_TXT_aRSA                       "aRSA"
#define SSL_TXT_aDSS                       "aDSS"
#define SSL_TXT_aDH                        "aDH"
#define SSL_TXT_aECDH                      "aECDH"
#define SSL_TXT_aECDSA                     "aECDSA"
#define SSL_TXT_aPSK                       "aPSK"
#define SSL_TXT_aGOST94                    "aGOST94"
#define SSL_TXT_aGOST01                    "aGOST01"
#define SSL_TXT_aGOST12                    "aGOST12"
#define SSL_TXT_aGOST                      "aGOST"
#define SSL_TXT_aSRP                       "aSRP"
#define SSL_TXT_DSS                        "DSS"
#define SSL_TXT_DH                         "DH"
#define SSL_TXT_DHE                        "DHE"
#define SSL_TXT_EDH                        "EDH"
#define SSL_TXT_ADH                        "ADH"
#define SSL_TXT_RSA                        "RSA"
#define SSL_TXT_ECDH                       "ECDH"
#define SSL_TXT_EECDH                      "EECDH"
#define SSL_TXT_ECDHE                      "ECDHE"
#define SSL_TXT_AECDH                      "AECDH"
#define SSL_TXT_ECDSA                      "ECDSA"
#define SSL_TXT_PSK                        "PSK"
#define SSL_TXT_SRP                        "SRP"
#define SSL_TXT_DES                        "DES"
#define SSL_TXT_3DES                       "3DES"
#define SSL_TXT_RC4                        "RC4"
#define SSL_TXT_RC2                        "RC2"
#define SSL_TXT_IDEA                       "IDEA"
#define SSL_TXT_SEED                       "SEED"
#define SSL_TXT_AES128                     "AES128"
#define SSL_TXT_AES256                     "AES256"
#define SSL_TXT_AES                        "AES"
#define SSL_TXT_AES_GCM                    "AESGCM"
#define SSL_TXT_AES_CCM                    "AESCCM"
#define SSL_TXT_AES_CCM_8                  "AESCCM8"
#define SSL_TXT_CAMELLIA128                "CAMELLIA128"
#define SSL_TXT_CAMELLIA256                "CAMELLIA256"
#define SSL_TXT_CAMELLIA                   "CAMELLIA"
#define SSL_TXT_CHACHA20                   "CHACHA20"
#define SSL_TXT_GOST                       "GOST89"
#define SSL_TXT_ARIA                       "ARIA"
#define SSL_TXT_ARIA_GCM                   "ARIAGCM"
#define SSL_TXT_ARIA128                    "ARIA128"
#define SSL_TXT_ARIA256                    "ARIA256"
#define SSL_TXT_GOST2012_GOST8912_GOST8912 "GOST2012-GOST8912-GOST8912"
#define SSL_TXT_CBC                        "CBC"
#define SSL_TXT_MD5                        "MD5"
#define SSL_TXT_SHA1                       "SHA1"
#define SSL_TXT_SHA                        "SHA"
#define SSL_TXT_GOST94                     "GOST94"
#define SSL_TXT_GOST89MAC                  "GOST89MAC"
#define SSL_TXT_GOST12                     "GOST12"
#define SSL_TXT_GOST89MAC12                "GOST89MAC12"
#define SSL_TXT_SHA256                     "SHA256"
#define SSL_TXT_SHA384                     "SHA384"
#define SSL_TXT_SSLV3                      "SSLv3"
#define SSL_TXT_TLSV1                      "TLSv1"
#define SSL_TXT_TLSV1_1                    "TLSv1.1"
#define SSL_TXT_TLSV1_2                    "TLSv1.2"
#define SSL_TXT_ALL                        "ALL"
#define SSL_TXT_CMPALL                     "COMPLEMENTOFALL"
#define SSL_TXT_CMPDEF                     "COMPLEMENTOFDEFAULT"
#define SSL_DEFAULT_CIPHER_LIST "ALL:!COMPLEMENTOFDEFAULT:!eNULL"
#define TLS_DEFAULT_CIPHERSUITES \
    "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"

#define SSL_SENT_SHUTDOWN 1
#define SSL_RECEIVED_SHUTDOWN 2
#define SSL_FILETYPE_ASN1 X509_FILETYPE_ASN1
#define SSL_FILETYPE_PEM X509_FILETYPE_PEM

/* In which messages a program's own extension stands. */
#define SSL_EXT_TLS_ONLY                    0x0001
#define SSL_EXT_DTLS_ONLY                   0x0002
#define SSL_EXT_TLS_IMPLEMENTATION_ONLY     0x0004
#define SSL_EXT_SSL3_ALLOWED                0x0008
#define SSL_EXT_TLS1_2_AND_BELOW_ONLY       0x0010
#define SSL_EXT_TLS1_3_ONLY                 0x0020
#define SSL_EXT_IGNORE_ON_RESUMPTION        0x0040
#define SSL_EXT_CLIENT_HELLO                0x0080
#define SSL_EXT_TLS1_2_SERVER_HELLO         0x0100
#define SSL_EXT_TLS1_3_SERVER_HELLO         0x0200
#define SSL_EXT_TLS1_3_ENCRYPTED_EXTENSIONS 0x0400
#define SSL_EXT_TLS1_3_HELLO_RETRY_REQUEST  0x0800
#define SSL_EXT_TLS1_3_CERTIFICATE          0x1000
#define SSL_EXT_TLS1_3_NEW_SESSION_TICKET   0x2000
#define SSL_EXT_TLS1_3_CERTIFICATE_REQUEST  0x4000

/* Options. */
#define SSL_OP_BIT(n) ((uint64_t)1 << (uint64_t)n)
#define SSL_OP_NO_EXTENDED_MASTER_SECRET              SSL_OP_BIT(0)
#define SSL_OP_CLEANSE_PLAINTEXT                      SSL_OP_BIT(1)
#define SSL_OP_LEGACY_SERVER_CONNECT                  SSL_OP_BIT(2)
#define SSL_OP_ENABLE_KTLS                            SSL_OP_BIT(3)
#define SSL_OP_TLSEXT_PADDING                         SSL_OP_BIT(4)
#define SSL_OP_SAFARI_ECDHE_ECDSA_BUG                 SSL_OP_BIT(6)
#define SSL_OP_IGNORE_UNEXPECTED_EOF                  SSL_OP_BIT(7)
#define SSL_OP_ALLOW_CLIENT_RENEGOTIATION             SSL_OP_BIT(8)
#define SSL_OP_DISABLE_TLSEXT_CA_NAMES                SSL_OP_BIT(9)
#define SSL_OP_ALLOW_NO_DHE_KEX                       SSL_OP_BIT(10)
#define SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS            SSL_OP_BIT(11)
#define SSL_OP_NO_QUERY_MTU                           SSL_OP_BIT(12)
#define SSL_OP_COOKIE_EXCHANGE                        SSL_OP_BIT(13)
#define SSL_OP_NO_TICKET                              SSL_OP_BIT(14)
#define SSL_OP_CISCO_ANYCONNECT                       SSL_OP_BIT(15)
#define SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION SSL_OP_BIT(16)
#define SSL_OP_NO_COMPRESSION                         SSL_OP_BIT(17)
#define SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION      SSL_OP_BIT(18)
#define SSL_OP_NO_ENCRYPT_THEN_MAC                    SSL_OP_BIT(19)
#define SSL_OP_ENABLE_MIDDLEBOX_COMPAT                SSL_OP_BIT(20)
#define SSL_OP_PRIORITIZE_CHACHA                      SSL_OP_BIT(21)
#define SSL_OP_CIPHER_SERVER_PREFERENCE               SSL_OP_BIT(22)
#define SSL_OP_TLS_ROLLBACK_BUG                       SSL_OP_BIT(23)
#define SSL_OP_NO_ANTI_REPLAY                         SSL_OP_BIT(24)
#define SSL_OP_NO_SSLv3                               SSL_OP_BIT(25)
#define SSL_OP_NO_TLSv1                               SSL_OP_BIT(26)
#define SSL_OP_NO_TLSv1_2                             SSL_OP_BIT(27)
#define SSL_OP_NO_TLSv1_1                             SSL_OP_BIT(28)
#define SSL_OP_NO_TLSv1_3                             SSL_OP_BIT(29)
#define SSL_OP_NO_DTLSv1                              SSL_OP_BIT(26)
#define SSL_OP_NO_DTLSv1_2                            SSL_OP_BIT(27)
#define SSL_OP_NO_RENEGOTIATION                       SSL_OP_BIT(30)
#define SSL_OP_CRYPTOPRO_TLSEXT_BUG                   SSL_OP_BIT(31)
#define SSL_OP_MICROSOFT_SESS_ID_BUG                  0x0
#define SSL_OP_NETSCAPE_CHALLENGE_BUG                 0x0
#define SSL_OP_NETSCAPE_REUSE_CIPHER_CHANGE_BUG       0x0
#define SSL_OP_SSLREF2_REUSE_CERT_TYPE_BUG            0x0
#define SSL_OP_MICROSOFT_BIG_SSLV3_BUFFER             0x0
#define SSL_OP_MSIE_SSLV2_RSA_PADDING                 0x0
#define SSL_OP_SSLEAY_080_CLIENT_DH_BUG               0x0
#define SSL_OP_TLS_D5_BUG                             0x0
#define SSL_OP_TLS_BLOCK_PADDING_BUG                  0x0
#define SSL_OP_SINGLE_ECDH_USE                        0x0
#define SSL_OP_SINGLE_DH_USE                          0x0
#define SSL_OP_EPHEMERAL_RSA                          0x0
#define SSL_OP_NO_SSLv2                               0x0
#define SSL_OP_PKCS1_CHECK_1                          0x0
#define SSL_OP_PKCS1_CHECK_2                          0x0
#define SSL_OP_NETSCAPE_CA_DN_BUG                     0x0
#define SSL_OP_NETSCAPE_DEMO_CIPHER_CHANGE_BUG        0x0
#define SSL_OP_NO_SSL_MASK \
    (SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3)
#define SSL_OP_NO_DTLS_MASK (SSL_OP_NO_DTLSv1 | SSL_OP_NO_DTLSv1_2)
#define SSL_OP_ALL \
    (SSL_OP_CRYPTOPRO_TLSEXT_BUG | SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS | SSL_OP_TLSEXT_PADDING | \
        SSL_OP_SAFARI_ECDHE_ECDSA_BUG)

/* Modes. */
#define SSL_MODE_ENABLE_PARTIAL_WRITE       0x00000001U
#define SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER 0x00000002U
#define SSL_MODE_AUTO_RETRY                 0x00000004U
#define SSL_MODE_NO_AUTO_CHAIN              0x00000008U
#define SSL_MODE_RELEASE_BUFFERS            0x00000010U
#define SSL_MODE_SEND_CLIENTHELLO_TIME      0x00000020U
#define SSL_MODE_SEND_SERVERHELLO_TIME      0x00000040U
#define SSL_MODE_SEND_FALLBACK_SCSV         0x00000080U
#define SSL_MODE_ASYNC                      0x00000100U
#define SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG 0x00000400U

/* Flags of certificates and chains. */
#define SSL_CERT_FLAG_TLS_STRICT          0x00000001U
#define SSL_CERT_FLAG_SUITEB_128_LOS_ONLY 0x10000
#define SSL_CERT_FLAG_SUITEB_192_LOS      0x20000
#define SSL_CERT_FLAG_SUITEB_128_LOS      0x30000
#define SSL_CERT_FLAG_BROKEN_PROTOCOL     0x10000000
#define SSL_BUILD_CHAIN_FLAG_UNTRUSTED    0x1
#define SSL_BUILD_CHAIN_FLAG_NO_ROOT      0x2
#define SSL_BUILD_CHAIN_FLAG_CHECK        0x4
#define SSL_BUILD_CHAIN_FLAG_IGNORE_ERROR 0x8
#define SSL_BUILD_CHAIN_FLAG_CLEAR_ERROR  0x10
#define CERT_PKEY_VALID                   0x1
#define CERT_PKEY_SIGN                    0x2
#define CERT_PKEY_EE_SIGNATURE            0x10
#define CERT_PKEY_CA_SIGNATURE            0x20
#define CERT_PKEY_EE_PARAM                0x40
#define CERT_PKEY_CA_PARAM                0x80
#define CERT_PKEY_EXPLICIT_SIGN           0x100
#define CERT_PKEY_ISSUER_NAME             0x200
#define CERT_PKEY_CERT_TYPE               0x400
#define CERT_PKEY_SUITEB                  0x800
#define SSL_CERT_SET_FIRST                1
#define SSL_CERT_SET_NEXT                 2
#define SSL_CERT_SET_SERVER               3

/* Certificate transparency. */
enum { SSL_CT_VALIDATION_PERMISSIVE = 0, SSL_CT_VALIDATION_STRICT };
#define SSL_disable_ct(s)       ((void)SSL_set_ct_validation_callback((s), NULL, NULL))
#define SSL_CTX_disable_ct(ctx) ((void)SSL_CTX_set_ct_validation_callback((ctx), NULL, NULL))

/* SSL_CONF_CTX. */
#define SSL_CONF_FLAG_CMDLINE         0x1
#define SSL_CONF_FLAG_FILE            0x2
#define SSL_CONF_FLAG_CLIENT          0x4
#define SSL_CONF_FLAG_SERVER          0x8
#define SSL_CONF_FLAG_SHOW_ERRORS     0x10
#define SSL_CONF_FLAG_CERTIFICATE     0x20
#define SSL_CONF_FLAG_REQUIRE_PRIVATE 0x40
#define SSL_CONF_TYPE_UNKNOWN         0x0
#define SSL_CONF_TYPE_STRING          0x1
#define SSL_CONF_TYPE_FILE            0x2
#define SSL_CONF_TYPE_DIR             0x3
#define SSL_CONF_TYPE_NONE            0x4
#define SSL_CONF_TYPE_STORE           0x5

/* Session caches. */
#define SSL_SESS_CACHE_OFF                0x0000
#define SSL_SESS_CACHE_CLIENT             0x0001
#define SSL_SESS_CACHE_SERVER             0x0002
#define SSL_SESS_CACHE_BOTH               (SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_SERVER)
#define SSL_SESS_CACHE_NO_AUTO_CLEAR      0x0080
#define SSL_SESS_CACHE_NO_INTERNAL_LOOKUP 0x0100
#define SSL_SESS_CACHE_NO_INTERNAL_STORE  0x0200
#define SSL_SESS_CACHE_UPDATE_TIME        0x0400
#define SSL_SESS_CACHE_NO_INTERNAL \
    (SSL_SESS_CACHE_NO_INTERNAL_LOOKUP | SSL_SESS_CACHE_NO_INTERNAL_STORE)

/* What SSL_want() answers. */
#define SSL_NOTHING         1
#define SSL_WRITING         2
#define SSL_READING         3
#define SSL_X509_LOOKUP     4
#define SSL_ASYNC_PAUSED    5
#define SSL_ASYNC_NO_JOBS   6
#define SSL_CLIENT_HELLO_CB 7
#define SSL_RETRY_VERIFY    8
#define SSL_want_nothing(s) (SSL_want(s) == SSL_NOTHING)
#define SSL_want_read(s) (SSL_want(s) == SSL_READING)
#define SSL_want_write(s) (SSL_want(s) == SSL_WRITING)
#define SSL_want_x509_lookup(s) (SSL_want(s) == SSL_X509_LOOKUP)
#define SSL_want_retry_verify(s) (SSL_want(s) == SSL_RETRY_VERIFY)
#define SSL_want_async(s) (SSL_want(s) == SSL_ASYNC_PAUSED)
#define SSL_want_async_job(s) (SSL_want(s) == SSL_ASYNC_NO_JOBS)
#define SSL_want_client_hello_cb(s) (SSL_want(s) == SSL_CLIENT_HELLO_CB)

/* What an info callback is told. */
#define SSL_ST_CONNECT         0x1000
#define SSL_ST_ACCEPT          0x2000
#define SSL_ST_MASK            0x0FFF
#define SSL_CB_LOOP            0x01
#define SSL_CB_EXIT            0x02
#define SSL_CB_READ            0x04
#define SSL_CB_WRITE           0x08
#define SSL_CB_ALERT           0x4000
#define SSL_CB_READ_ALERT      (SSL_CB_ALERT | SSL_CB_READ)
#define SSL_CB_WRITE_ALERT     (SSL_CB_ALERT | SSL_CB_WRITE)
#define SSL_CB_ACCEPT_LOOP     (SSL_ST_ACCEPT | SSL_CB_LOOP)
#define SSL_CB_ACCEPT_EXIT     (SSL_ST_ACCEPT | SSL_CB_EXIT)
#define SSL_CB_CONNECT_LOOP    (SSL_ST_CONNECT | SSL_CB_LOOP)
#define SSL_CB_CONNECT_EXIT    (SSL_ST_CONNECT | SSL_CB_EXIT)
#define SSL_CB_HANDSHAKE_START 0x10
#define SSL_CB_HANDSHAKE_DONE  0x20
#define SSL_ST_READ_HEADER     0xF0
#define SSL_ST_READ_BODY       0xF1
#define SSL_ST_READ_DONE       0xF2

/* Verification of the peer. */
#define SSL_VERIFY_NONE                 0x00
#define SSL_VERIFY_PEER                 0x01
#define SSL_VERIFY_FAIL_IF_NO_PEER_CERT 0x02
#define SSL_VERIFY_CLIENT_ONCE          0x04
#define SSL_VERIFY_POST_HANDSHAKE       0x08

/* Alerts; a reason from an alert of the peer is SSL_AD_REASON_OFFSET and its number. */
#define SSL_AD_REASON_OFFSET                   1000
#define SSL_AD_CLOSE_NOTIFY                    SSL3_AD_CLOSE_NOTIFY
#define SSL_AD_UNEXPECTED_MESSAGE              SSL3_AD_UNEXPECTED_MESSAGE
#define SSL_AD_BAD_RECORD_MAC                  SSL3_AD_BAD_RECORD_MAC
#define SSL_AD_DECRYPTION_FAILED               TLS1_AD_DECRYPTION_FAILED
#define SSL_AD_RECORD_OVERFLOW                 TLS1_AD_RECORD_OVERFLOW
#define SSL_AD_DECOMPRESSION_FAILURE           SSL3_AD_DECOMPRESSION_FAILURE
#define SSL_AD_HANDSHAKE_FAILURE               SSL3_AD_HANDSHAKE_FAILURE
#define SSL_AD_NO_CERTIFICATE                  SSL3_AD_NO_CERTIFICATE
#define SSL_AD_BAD_CERTIFICATE                 SSL3_AD_BAD_CERTIFICATE
#define SSL_AD_UNSUPPORTED_CERTIFICATE         SSL3_AD_UNSUPPORTED_CERTIFICATE
#define SSL_AD_CERTIFICATE_REVOKED             SSL3_AD_CERTIFICATE_REVOKED
#define SSL_AD_CERTIFICATE_EXPIRED             SSL3_AD_CERTIFICATE_EXPIRED
#define SSL_AD_CERTIFICATE_UNKNOWN             SSL3_AD_CERTIFICATE_UNKNOWN
#define SSL_AD_ILLEGAL_PARAMETER               SSL3_AD_ILLEGAL_PARAMETER
#define SSL_AD_UNKNOWN_CA                      TLS1_AD_UNKNOWN_CA
#define SSL_AD_ACCESS_DENIED                   TLS1_AD_ACCESS_DENIED
#define SSL_AD_DECODE_ERROR                    TLS1_AD_DECODE_ERROR
#define SSL_AD_DECRYPT_ERROR                   TLS1_AD_DECRYPT_ERROR
#define SSL_AD_EXPORT_RESTRICTION              TLS1_AD_EXPORT_RESTRICTION
#define SSL_AD_PROTOCOL_VERSION                TLS1_AD_PROTOCOL_VERSION
#define SSL_AD_INSUFFICIENT_SECURITY           TLS1_AD_INSUFFICIENT_SECURITY
#define SSL_AD_INTERNAL_ERROR                  TLS1_AD_INTERNAL_ERROR
#define SSL_AD_USER_CANCELLED                  TLS1_AD_USER_CANCELLED
#define SSL_AD_NO_RENEGOTIATION                TLS1_AD_NO_RENEGOTIATION
#define SSL_AD_MISSING_EXTENSION               TLS13_AD_MISSING_EXTENSION
#define SSL_AD_CERTIFICATE_REQUIRED            TLS13_AD_CERTIFICATE_REQUIRED
#define SSL_AD_UNSUPPORTED_EXTENSION           TLS1_AD_UNSUPPORTED_EXTENSION
#define SSL_AD_CERTIFICATE_UNOBTAINABLE        TLS1_AD_CERTIFICATE_UNOBTAINABLE
#define SSL_AD_UNRECOGNIZED_NAME               TLS1_AD_UNRECOGNIZED_NAME
#define SSL_AD_BAD_CERTIFICATE_STATUS_RESPONSE TLS1_AD_BAD_CERTIFICATE_STATUS_RESPONSE
#define SSL_AD_BAD_CERTIFICATE_HASH_VALUE      TLS1_AD_BAD_CERTIFICATE_HASH_VALUE
#define SSL_AD_UNKNOWN_PSK_IDENTITY            TLS1_AD_UNKNOWN_PSK_IDENTITY
#define SSL_AD_INAPPROPRIATE_FALLBACK          TLS1_AD_INAPPROPRIATE_FALLBACK
#define SSL_AD_NO_APPLICATION_PROTOCOL         TLS1_AD_NO_APPLICATION_PROTOCOL

/* What SSL_get_error() answers. */
#define SSL_ERROR_NONE                 0
#define SSL_ERROR_SSL                  1
#define SSL_ERROR_WANT_READ            2
#define SSL_ERROR_WANT_WRITE           3
#define SSL_ERROR_WANT_X509_LOOKUP     4
#define SSL_ERROR_SYSCALL              5
#define SSL_ERROR_ZERO_RETURN          6
#define SSL_ERROR_WANT_CONNECT         7
#define SSL_ERROR_WANT_ACCEPT          8
#define SSL_ERROR_WANT_ASYNC           9
#define SSL_ERROR_WANT_ASYNC_JOB       10
#define SSL_ERROR_WANT_CLIENT_HELLO_CB 11
#define SSL_ERROR_WANT_RETRY_VERIFY    12

/* Other answers and arguments. */
#define SSL_KEY_UPDATE_NONE            -1
#define SSL_KEY_UPDATE_NOT_REQUESTED   0
#define SSL_KEY_UPDATE_REQUESTED       1
#define SSL_SERVERINFOV1               1
#define SSL_SERVERINFOV2               2
#define SSL_CLIENT_HELLO_SUCCESS       1
#define SSL_CLIENT_HELLO_ERROR         0
#define SSL_CLIENT_HELLO_RETRY         (-1)
#define SSL_READ_EARLY_DATA_ERROR      0
#define SSL_READ_EARLY_DATA_SUCCESS    1
#define SSL_READ_EARLY_DATA_FINISH     2
#define SSL_EARLY_DATA_NOT_SENT        0
#define SSL_EARLY_DATA_REJECTED        1
#define SSL_EARLY_DATA_ACCEPTED        2
#define SSL_TICKET_FATAL_ERR_MALLOC    0
#define SSL_TICKET_FATAL_ERR_OTHER     1
#define SSL_TICKET_NONE                2
#define SSL_TICKET_EMPTY               3
#define SSL_TICKET_NO_DECRYPT          4
#define SSL_TICKET_SUCCESS             5
#define SSL_TICKET_SUCCESS_RENEW       6
#define SSL_TICKET_RETURN_ABORT        0
#define SSL_TICKET_RETURN_IGNORE       1
#define SSL_TICKET_RETURN_IGNORE_RENEW 2
#define SSL_TICKET_RETURN_USE          3
#define SSL_TICKET_RETURN_USE_RENEW    4

/* Commands of SSL_ctrl() and SSL_CTX_ctrl(). */
#define SSL_CTRL_SET_TMP_DH                      3
#define SSL_CTRL_SET_TMP_ECDH                    4
#define SSL_CTRL_SET_TMP_DH_CB                   6
#define SSL_CTRL_GET_CLIENT_CERT_REQUEST         9
#define SSL_CTRL_GET_NUM_RENEGOTIATIONS          10
#define SSL_CTRL_CLEAR_NUM_RENEGOTIATIONS        11
#define SSL_CTRL_GET_TOTAL_RENEGOTIATIONS        12
#define SSL_CTRL_GET_FLAGS                       13
#define SSL_CTRL_EXTRA_CHAIN_CERT                14
#define SSL_CTRL_SET_MSG_CALLBACK                15
#define SSL_CTRL_SET_MSG_CALLBACK_ARG            16
#define SSL_CTRL_SET_MTU                         17
#define SSL_CTRL_SESS_NUMBER                     20
#define SSL_CTRL_SESS_CONNECT                    21
#define SSL_CTRL_SESS_CONNECT_GOOD               22
#define SSL_CTRL_SESS_CONNECT_RENEGOTIATE        23
#define SSL_CTRL_SESS_ACCEPT                     24
#define SSL_CTRL_SESS_ACCEPT_GOOD                25
#define SSL_CTRL_SESS_ACCEPT_RENEGOTIATE         26
#define SSL_CTRL_SESS_HIT                        27
#define SSL_CTRL_SESS_CB_HIT                     28
#define SSL_CTRL_SESS_MISSES                     29
#define SSL_CTRL_SESS_TIMEOUTS                   30
#define SSL_CTRL_SESS_CACHE_FULL                 31
#define SSL_CTRL_MODE                            33
#define SSL_CTRL_GET_READ_AHEAD                  40
#define SSL_CTRL_SET_READ_AHEAD                  41
#define SSL_CTRL_SET_SESS_CACHE_SIZE             42
#define SSL_CTRL_GET_SESS_CACHE_SIZE             43
#define SSL_CTRL_SET_SESS_CACHE_MODE             44
#define SSL_CTRL_GET_SESS_CACHE_MODE             45
#define SSL_CTRL_GET_MAX_CERT_LIST               50
#define SSL_CTRL_SET_MAX_CERT_LIST               51
#define SSL_CTRL_SET_MAX_SEND_FRAGMENT           52
#define SSL_CTRL_SET_TLSEXT_SERVERNAME_CB        53
#define SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG       54
#define SSL_CTRL_SET_TLSEXT_HOSTNAME             55
#define SSL_CTRL_SET_TLSEXT_DEBUG_CB             56
#define SSL_CTRL_SET_TLSEXT_DEBUG_ARG            57
#define SSL_CTRL_GET_TLSEXT_TICKET_KEYS          58
#define SSL_CTRL_SET_TLSEXT_TICKET_KEYS          59
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB        63
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB_ARG    64
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_TYPE      65
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_EXTS      66
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_EXTS      67
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_IDS       68
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_IDS       69
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_OCSP_RESP 70
#define SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP 71
#define SSL_CTRL_SET_TLSEXT_TICKET_KEY_CB        72
#define DTLS_CTRL_GET_TIMEOUT                    73
#define DTLS_CTRL_HANDLE_TIMEOUT                 74
#define SSL_CTRL_GET_RI_SUPPORT                  76
#define SSL_CTRL_CLEAR_MODE                      78
#define SSL_CTRL_SET_NOT_RESUMABLE_SESS_CB       79
#define SSL_CTRL_GET_EXTRA_CHAIN_CERTS           82
#define SSL_CTRL_CLEAR_EXTRA_CHAIN_CERTS         83
#define SSL_CTRL_TLS_EXT_SEND_HEARTBEAT          85
#define SSL_CTRL_GET_TLS_EXT_HEARTBEAT_PENDING   86
#define SSL_CTRL_SET_TLS_EXT_HEARTBEAT_NO_REQUESTS 87
#define SSL_CTRL_CHAIN                           88
#define SSL_CTRL_CHAIN_CERT                      89
#define SSL_CTRL_GET_GROUPS                      90
#define SSL_CTRL_SET_GROUPS                      91
#define SSL_CTRL_SET_GROUPS_LIST                 92
#define SSL_CTRL_GET_SHARED_GROUP                93
#define SSL_CTRL_SET_SIGALGS                     97
#define SSL_CTRL_SET_SIGALGS_LIST                98
#define SSL_CTRL_CERT_FLAGS                      99
#define SSL_CTRL_CLEAR_CERT_FLAGS                100
#define SSL_CTRL_SET_CLIENT_SIGALGS              101
#define SSL_CTRL_SET_CLIENT_SIGALGS_LIST         102
#define SSL_CTRL_GET_CLIENT_CERT_TYPES           103
#define SSL_CTRL_SET_CLIENT_CERT_TYPES           104
#define SSL_CTRL_BUILD_CERT_CHAIN                105
#define SSL_CTRL_SET_VERIFY_CERT_STORE           106
#define SSL_CTRL_SET_CHAIN_CERT_STORE            107
#define SSL_CTRL_GET_PEER_SIGNATURE_NID          108
#define SSL_CTRL_GET_PEER_TMP_KEY                109
#define SSL_CTRL_GET_RAW_CIPHERLIST              110
#define SSL_CTRL_GET_EC_POINT_FORMATS            111
#define SSL_CTRL_GET_CHAIN_CERTS                 115
#define SSL_CTRL_SELECT_CURRENT_CERT             116
#define SSL_CTRL_SET_CURRENT_CERT                117
#define SSL_CTRL_SET_DH_AUTO                     118
#define DTLS_CTRL_SET_LINK_MTU                   120
#define DTLS_CTRL_GET_LINK_MIN_MTU               121
#define SSL_CTRL_GET_EXTMS_SUPPORT               122
#define SSL_CTRL_SET_MIN_PROTO_VERSION           123
#define SSL_CTRL_SET_MAX_PROTO_VERSION           124
#define SSL_CTRL_SET_SPLIT_SEND_FRAGMENT         125
#define SSL_CTRL_SET_MAX_PIPELINES               126
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_TYPE      127
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_CB        128
#define SSL_CTRL_GET_TLSEXT_STATUS_REQ_CB_ARG    129
#define SSL_CTRL_GET_MIN_PROTO_VERSION           130
#define SSL_CTRL_GET_MAX_PROTO_VERSION           131
#define SSL_CTRL_GET_SIGNATURE_NID               132
#define SSL_CTRL_GET_TMP_KEY                     133
#define SSL_CTRL_GET_NEGOTIATED_GROUP            134
#define SSL_CTRL_SET_RETRY_VERIFY                136
#define SSL_CTRL_GET_VERIFY_CERT_STORE           137
#define SSL_CTRL_GET_CHAIN_CERT_STORE            138
#define SSL_CTRL_GET_SERVER_TMP_KEY              SSL_CTRL_GET_PEER_TMP_KEY
#define SSL_CTRL_GET_CURVES                      SSL_CTRL_GET_GROUPS
#define SSL_CTRL_SET_CURVES                      SSL_CTRL_SET_GROUPS
#define SSL_CTRL_SET_CURVES_LIST                 SSL_CTRL_SET_GROUPS_LIST
#define SSL_CTRL_GET_SHARED_CURVE                SSL_CTRL_GET_SHARED_GROUP
#define SSL_CTRL_DTLS_EXT_SEND_HEARTBEAT         SSL_CTRL_TLS_EXT_SEND_HEARTBEAT
#define SSL_CTRL_GET_DTLS_EXT_HEARTBEAT_PENDING  SSL_CTRL_GET_TLS_EXT_HEARTBEAT_PENDING
#define SSL_CTRL_SET_DTLS_EXT_HEARTBEAT_NO_REQUESTS SSL_CTRL_SET_TLS_EXT_HEARTBEAT_NO_REQUESTS

/* Heartbeats (RFC 6520), by OpenSSL 1.0.1's names and 1.1.0's: see FERRODTLS_CTX_set_heartbeat(), without which there are
 * none. */
#define SSL_TLSEXT_HB_ENABLED             0x01
#define SSL_TLSEXT_HB_DONT_SEND_REQUESTS  0x02
#define SSL_TLSEXT_HB_DONT_RECV_REQUESTS  0x04
#define SSL_DTLSEXT_HB_ENABLED            SSL_TLSEXT_HB_ENABLED
#define SSL_DTLSEXT_HB_DONT_SEND_REQUESTS SSL_TLSEXT_HB_DONT_SEND_REQUESTS
#define SSL_DTLSEXT_HB_DONT_RECV_REQUESTS SSL_TLSEXT_HB_DONT_RECV_REQUESTS

/* Security levels: what SSL_CTX_set_security_callback() is asked about. */
#define SSL_SECOP_OTHER_TYPE       0xffff0000
#define SSL_SECOP_OTHER_NONE       0
#define SSL_SECOP_OTHER_CIPHER     (1 << 16)
#define SSL_SECOP_OTHER_CURVE      (2 << 16)
#define SSL_SECOP_OTHER_DH         (3 << 16)
#define SSL_SECOP_OTHER_PKEY       (4 << 16)
#define SSL_SECOP_OTHER_SIGALG     (5 << 16)
#define SSL_SECOP_OTHER_CERT       (6 << 16)
#define SSL_SECOP_PEER             0x1000
#define SSL_SECOP_CIPHER_SUPPORTED (1 | SSL_SECOP_OTHER_CIPHER)
#define SSL_SECOP_CIPHER_SHARED    (2 | SSL_SECOP_OTHER_CIPHER)
#define SSL_SECOP_CIPHER_CHECK     (3 | SSL_SECOP_OTHER_CIPHER)
#define SSL_SECOP_CURVE_SUPPORTED  (4 | SSL_SECOP_OTHER_CURVE)
#define SSL_SECOP_CURVE_SHARED     (5 | SSL_SECOP_OTHER_CURVE)
#define SSL_SECOP_CURVE_CHECK      (6 | SSL_SECOP_OTHER_CURVE)
#define SSL_SECOP_TMP_DH           (7 | SSL_SECOP_OTHER_PKEY)
#define SSL_SECOP_VERSION          (9 | SSL_SECOP_OTHER_NONE)
#define SSL_SECOP_TICKET           (10 | SSL_SECOP_OTHER_NONE)
#define SSL_SECOP_SIGALG_SUPPORTED (11 | SSL_SECOP_OTHER_SIGALG)
#define SSL_SECOP_SIGALG_SHARED    (12 | SSL_SECOP_OTHER_SIGALG)
#define SSL_SECOP_SIGALG_CHECK     (13 | SSL_SECOP_OTHER_SIGALG)
#define SSL_SECOP_SIGALG_MASK      (14 | SSL_SECOP_OTHER_SIGALG)
#define SSL_SECOP_COMPRESSION      (15 | SSL_SECOP_OTHER_NONE)
#define SSL_SECOP_EE_KEY           (16 | SSL_SECOP_OTHER_CERT)
#define SSL_SECOP_CA_KEY           (17 | SSL_SECOP_OTHER_CERT)
#define SSL_SECOP_CA_MD            (18 | SSL_SECOP_OTHER_CERT)
#define SSL_SECOP_PEER_EE_KEY      (SSL_SECOP_EE_KEY | SSL_SECOP_PEER)
#define SSL_SECOP_PEER_CA_KEY      (SSL_SECOP_CA_KEY | SSL_SECOP_PEER)
#define SSL_SECOP_PEER_CA_MD       (SSL_SECOP_CA_MD | SSL_SECOP_PEER)

/* Calls that are commands. */
#define SSL_CTX_set_mode(ctx, op) SSL_CTX_ctrl((ctx), SSL_CTRL_MODE, (op), NULL)
#define SSL_CTX_clear_mode(ctx, op) SSL_CTX_ctrl((ctx), SSL_CTRL_CLEAR_MODE, (op), NULL)
#define SSL_CTX_get_mode(ctx) SSL_CTX_ctrl((ctx), SSL_CTRL_MODE, 0, NULL)
#define SSL_clear_mode(ssl, op) SSL_ctrl((ssl), SSL_CTRL_CLEAR_MODE, (op), NULL)
#define SSL_set_mode(ssl, op) SSL_ctrl((ssl), SSL_CTRL_MODE, (op), NULL)
#define SSL_get_mode(ssl) SSL_ctrl((ssl), SSL_CTRL_MODE, 0, NULL)
#define SSL_set_mtu(ssl, mtu) SSL_ctrl((ssl), SSL_CTRL_SET_MTU, (mtu), NULL)
#define DTLS_set_link_mtu(ssl, mtu) SSL_ctrl((ssl), DTLS_CTRL_SET_LINK_MTU, (mtu), NULL)
#define DTLS_get_link_min_mtu(ssl) SSL_ctrl((ssl), DTLS_CTRL_GET_LINK_MIN_MTU, 0, NULL)
#define SSL_get_secure_renegotiation_support(ssl) SSL_ctrl((ssl), SSL_CTRL_GET_RI_SUPPORT, 0, NULL)
#define SSL_CTX_set_cert_flags(ctx, op) SSL_CTX_ctrl((ctx), SSL_CTRL_CERT_FLAGS, (op), NULL)
#define SSL_set_cert_flags(s, op) SSL_ctrl((s), SSL_CTRL_CERT_FLAGS, (op), NULL)
#define SSL_CTX_clear_cert_flags(ctx, op) SSL_CTX_ctrl((ctx), SSL_CTRL_CLEAR_CERT_FLAGS, (op), NULL)
#define SSL_clear_cert_flags(s, op) SSL_ctrl((s), SSL_CTRL_CLEAR_CERT_FLAGS, (op), NULL)
#define SSL_CTX_set_msg_callback_arg(ctx, arg) \
    SSL_CTX_ctrl((ctx), SSL_CTRL_SET_MSG_CALLBACK_ARG, 0, (arg))
#define SSL_set_msg_callback_arg(ssl, arg) SSL_ctrl((ssl), SSL_CTRL_SET_MSG_CALLBACK_ARG, 0, (arg))
#define SSL_get_extms_support(s) SSL_ctrl((s), SSL_CTRL_GET_EXTMS_SUPPORT, 0, NULL)
#define SSL_CTX_sess_number(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_NUMBER, 0, NULL)
#define SSL_CTX_sess_connect(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_CONNECT, 0, NULL)
#define SSL_CTX_sess_connect_good(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_CONNECT_GOOD, 0, NULL)
#define SSL_CTX_sess_connect_renegotiate(ctx) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_CONNECT_RENEGOTIATE, 0, NULL)
#define SSL_CTX_sess_accept(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_ACCEPT, 0, NULL)
#define SSL_CTX_sess_accept_renegotiate(ctx) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_ACCEPT_RENEGOTIATE, 0, NULL)
#define SSL_CTX_sess_accept_good(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_ACCEPT_GOOD, 0, NULL)
#define SSL_CTX_sess_hits(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_HIT, 0, NULL)
#define SSL_CTX_sess_cb_hits(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_CB_HIT, 0, NULL)
#define SSL_CTX_sess_misses(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_MISSES, 0, NULL)
#define SSL_CTX_sess_timeouts(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_TIMEOUTS, 0, NULL)
#define SSL_CTX_sess_cache_full(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_SESS_CACHE_FULL, 0, NULL)
#define DTLSv1_get_timeout(ssl, arg) SSL_ctrl(ssl, DTLS_CTRL_GET_TIMEOUT, 0, (void *)(arg))
#define DTLSv1_handle_timeout(ssl) SSL_ctrl(ssl, DTLS_CTRL_HANDLE_TIMEOUT, 0, NULL)
#define SSL_heartbeat(ssl) SSL_ctrl((ssl), SSL_CTRL_TLS_EXT_SEND_HEARTBEAT, 0, NULL)
#define SSL_get_tlsext_heartbeat_pending(ssl) \
    SSL_ctrl((ssl), SSL_CTRL_GET_TLS_EXT_HEARTBEAT_PENDING, 0, NULL)
#define SSL_set_tlsext_heartbeat_no_requests(ssl, arg) \
    SSL_ctrl((ssl), SSL_CTRL_SET_TLS_EXT_HEARTBEAT_NO_REQUESTS, (arg), NULL)
#define SSL_get_dtlsext_heartbeat_pending(ssl) SSL_get_tlsext_heartbeat_pending(ssl)
#define SSL_set_dtlsext_heartbeat_no_requests(ssl, arg) \
    SSL_set_tlsext_heartbeat_no_requests(ssl, arg)
#define SSL_num_renegotiations(ssl) SSL_ctrl((ssl), SSL_CTRL_GET_NUM_RENEGOTIATIONS, 0, NULL)
#define SSL_clear_num_renegotiations(ssl) \
    SSL_ctrl((ssl), SSL_CTRL_CLEAR_NUM_RENEGOTIATIONS, 0, NULL)
#define SSL_total_renegotiations(ssl) SSL_ctrl((ssl), SSL_CTRL_GET_TOTAL_RENEGOTIATIONS, 0, NULL)
#define SSL_CTX_set_tmp_dh(ctx, dh) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_TMP_DH, 0, (char *)(dh))
#define SSL_CTX_set_dh_auto(ctx, onoff) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_DH_AUTO, onoff, NULL)
#define SSL_set_dh_auto(s, onoff) SSL_ctrl(s, SSL_CTRL_SET_DH_AUTO, onoff, NULL)
#define SSL_set_tmp_dh(ssl, dh) SSL_ctrl(ssl, SSL_CTRL_SET_TMP_DH, 0, (char *)(dh))
#define SSL_CTX_set_tmp_ecdh(ctx, ecdh) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_TMP_ECDH, 0, (char *)(ecdh))
#define SSL_set_tmp_ecdh(ssl, ecdh) SSL_ctrl(ssl, SSL_CTRL_SET_TMP_ECDH, 0, (char *)(ecdh))
#define SSL_CTX_add_extra_chain_cert(ctx, x509) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_EXTRA_CHAIN_CERT, 0, (char *)(x509))
#define SSL_CTX_get_extra_chain_certs(ctx, px509) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_EXTRA_CHAIN_CERTS, 0, px509)
#define SSL_CTX_get_extra_chain_certs_only(ctx, px509) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_EXTRA_CHAIN_CERTS, 1, px509)
#define SSL_CTX_clear_extra_chain_certs(ctx) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_CLEAR_EXTRA_CHAIN_CERTS, 0, NULL)
#define SSL_CTX_set0_chain(ctx, sk) SSL_CTX_ctrl(ctx, SSL_CTRL_CHAIN, 0, (char *)(sk))
#define SSL_CTX_clear_chain_certs(ctx) SSL_CTX_set0_chain(ctx, NULL)
#define SSL_CTX_set1_chain(ctx, sk) SSL_CTX_ctrl(ctx, SSL_CTRL_CHAIN, 1, (char *)(sk))
#define SSL_CTX_add0_chain_cert(ctx, x509) SSL_CTX_ctrl(ctx, SSL_CTRL_CHAIN_CERT, 0, (char *)(x509))
#define SSL_CTX_add1_chain_cert(ctx, x509) SSL_CTX_ctrl(ctx, SSL_CTRL_CHAIN_CERT, 1, (char *)(x509))
#define SSL_CTX_get0_chain_certs(ctx, px509) SSL_CTX_ctrl(ctx, SSL_CTRL_GET_CHAIN_CERTS, 0, px509)
#define SSL_CTX_build_cert_chain(ctx, flags) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_BUILD_CERT_CHAIN, flags, NULL)
#define SSL_CTX_select_current_cert(ctx, x509) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SELECT_CURRENT_CERT, 0, (char *)(x509))
#define SSL_CTX_set_current_cert(ctx, op) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CURRENT_CERT, op, NULL)
#define SSL_CTX_set0_verify_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_VERIFY_CERT_STORE, 0, (char *)(st))
#define SSL_CTX_set1_verify_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_VERIFY_CERT_STORE, 1, (char *)(st))
#define SSL_CTX_get0_verify_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_VERIFY_CERT_STORE, 0, (char *)(st))
#define SSL_CTX_set0_chain_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CHAIN_CERT_STORE, 0, (char *)(st))
#define SSL_CTX_set1_chain_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CHAIN_CERT_STORE, 1, (char *)(st))
#define SSL_CTX_get0_chain_cert_store(ctx, st) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_CHAIN_CERT_STORE, 0, (char *)(st))
#define SSL_set0_chain(s, sk) SSL_ctrl(s, SSL_CTRL_CHAIN, 0, (char *)(sk))
#define SSL_clear_chain_certs(s) SSL_set0_chain(s, NULL)
#define SSL_set1_chain(s, sk) SSL_ctrl(s, SSL_CTRL_CHAIN, 1, (char *)(sk))
#define SSL_add0_chain_cert(s, x509) SSL_ctrl(s, SSL_CTRL_CHAIN_CERT, 0, (char *)(x509))
#define SSL_add1_chain_cert(s, x509) SSL_ctrl(s, SSL_CTRL_CHAIN_CERT, 1, (char *)(x509))
#define SSL_get0_chain_certs(s, px509) SSL_ctrl(s, SSL_CTRL_GET_CHAIN_CERTS, 0, px509)
#define SSL_build_cert_chain(s, flags) SSL_ctrl(s, SSL_CTRL_BUILD_CERT_CHAIN, flags, NULL)
#define SSL_select_current_cert(s, x509) \
    SSL_ctrl(s, SSL_CTRL_SELECT_CURRENT_CERT, 0, (char *)(x509))
#define SSL_set_current_cert(s, op) SSL_ctrl(s, SSL_CTRL_SET_CURRENT_CERT, op, NULL)
#define SSL_set0_verify_cert_store(s, st) \
    SSL_ctrl(s, SSL_CTRL_SET_VERIFY_CERT_STORE, 0, (char *)(st))
#define SSL_set1_verify_cert_store(s, st) \
    SSL_ctrl(s, SSL_CTRL_SET_VERIFY_CERT_STORE, 1, (char *)(st))
#define SSL_get0_verify_cert_store(s, st) \
    SSL_ctrl(s, SSL_CTRL_GET_VERIFY_CERT_STORE, 0, (char *)(st))
#define SSL_set0_chain_cert_store(s, st) SSL_ctrl(s, SSL_CTRL_SET_CHAIN_CERT_STORE, 0, (char *)(st))
#define SSL_set1_chain_cert_store(s, st) SSL_ctrl(s, SSL_CTRL_SET_CHAIN_CERT_STORE, 1, (char *)(st))
#define SSL_get0_chain_cert_store(s, st) SSL_ctrl(s, SSL_CTRL_GET_CHAIN_CERT_STORE, 0, (char *)(st))
#define SSL_get1_groups(s, glist) SSL_ctrl(s, SSL_CTRL_GET_GROUPS, 0, (int *)(glist))
#define SSL_CTX_set1_groups(ctx, glist, glistlen) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_GROUPS, glistlen, (int *)(glist))
#define SSL_CTX_set1_groups_list(ctx, s) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_GROUPS_LIST, 0, (char *)(s))
#define SSL_set1_groups(s, glist, glistlen) \
    SSL_ctrl(s, SSL_CTRL_SET_GROUPS, glistlen, (char *)(glist))
#define SSL_set1_groups_list(s, str) SSL_ctrl(s, SSL_CTRL_SET_GROUPS_LIST, 0, (char *)(str))
#define SSL_get_shared_group(s, n) SSL_ctrl(s, SSL_CTRL_GET_SHARED_GROUP, n, NULL)
#define SSL_get_negotiated_group(s) SSL_ctrl(s, SSL_CTRL_GET_NEGOTIATED_GROUP, 0, NULL)
#define SSL_CTX_set1_sigalgs(ctx, slist, slistlen) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_SIGALGS, slistlen, (int *)(slist))
#define SSL_CTX_set1_sigalgs_list(ctx, s) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_SIGALGS_LIST, 0, (char *)(s))
#define SSL_set1_sigalgs(s, slist, slistlen) \
    SSL_ctrl(s, SSL_CTRL_SET_SIGALGS, slistlen, (int *)(slist))
#define SSL_set1_sigalgs_list(s, str) SSL_ctrl(s, SSL_CTRL_SET_SIGALGS_LIST, 0, (char *)(str))
#define SSL_CTX_set1_client_sigalgs(ctx, slist, slistlen) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CLIENT_SIGALGS, slistlen, (int *)(slist))
#define SSL_CTX_set1_client_sigalgs_list(ctx, s) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CLIENT_SIGALGS_LIST, 0, (char *)(s))
#define SSL_set1_client_sigalgs(s, slist, slistlen) \
    SSL_ctrl(s, SSL_CTRL_SET_CLIENT_SIGALGS, slistlen, (int *)(slist))
#define SSL_set1_client_sigalgs_list(s, str) \
    SSL_ctrl(s, SSL_CTRL_SET_CLIENT_SIGALGS_LIST, 0, (char *)(str))
#define SSL_get0_certificate_types(s, clist) \
    SSL_ctrl(s, SSL_CTRL_GET_CLIENT_CERT_TYPES, 0, (char *)(clist))
#define SSL_CTX_set1_client_certificate_types(ctx, clist, clistlen) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_CLIENT_CERT_TYPES, clistlen, (char *)(clist))
#define SSL_set1_client_certificate_types(s, clist, clistlen) \
    SSL_ctrl(s, SSL_CTRL_SET_CLIENT_CERT_TYPES, clistlen, (char *)(clist))
#define SSL_get_signature_nid(s, pn) SSL_ctrl(s, SSL_CTRL_GET_SIGNATURE_NID, 0, pn)
#define SSL_get_peer_signature_nid(s, pn) SSL_ctrl(s, SSL_CTRL_GET_PEER_SIGNATURE_NID, 0, pn)
#define SSL_get_peer_tmp_key(s, pk) SSL_ctrl(s, SSL_CTRL_GET_PEER_TMP_KEY, 0, pk)
#define SSL_get_server_tmp_key(s, pk) SSL_get_peer_tmp_key(s, pk)
#define SSL_get_tmp_key(s, pk) SSL_ctrl(s, SSL_CTRL_GET_TMP_KEY, 0, pk)
#define SSL_get0_raw_cipherlist(s, plst) SSL_ctrl(s, SSL_CTRL_GET_RAW_CIPHERLIST, 0, plst)
#define SSL_get0_ec_point_formats(s, plst) SSL_ctrl(s, SSL_CTRL_GET_EC_POINT_FORMATS, 0, plst)
#define SSL_CTX_set_min_proto_version(ctx, version) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MIN_PROTO_VERSION, version, NULL)
#define SSL_CTX_set_max_proto_version(ctx, version) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MAX_PROTO_VERSION, version, NULL)
#define SSL_CTX_get_min_proto_version(ctx) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_MIN_PROTO_VERSION, 0, NULL)
#define SSL_CTX_get_max_proto_version(ctx) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_GET_MAX_PROTO_VERSION, 0, NULL)
#define SSL_set_min_proto_version(s, version) \
    SSL_ctrl(s, SSL_CTRL_SET_MIN_PROTO_VERSION, version, NULL)
#define SSL_set_max_proto_version(s, version) \
    SSL_ctrl(s, SSL_CTRL_SET_MAX_PROTO_VERSION, version, NULL)
#define SSL_get_min_proto_version(s) SSL_ctrl(s, SSL_CTRL_GET_MIN_PROTO_VERSION, 0, NULL)
#define SSL_get_max_proto_version(s) SSL_ctrl(s, SSL_CTRL_GET_MAX_PROTO_VERSION, 0, NULL)
#define SSL_CTX_sess_set_cache_size(ctx, t) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_SESS_CACHE_SIZE, t, NULL)
#define SSL_CTX_sess_get_cache_size(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_GET_SESS_CACHE_SIZE, 0, NULL)
#define SSL_CTX_set_session_cache_mode(ctx, m) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_SESS_CACHE_MODE, m, NULL)
#define SSL_CTX_get_session_cache_mode(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_GET_SESS_CACHE_MODE, 0, NULL)
#define SSL_CTX_get_read_ahead(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_GET_READ_AHEAD, 0, NULL)
#define SSL_CTX_set_read_ahead(ctx, m) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_READ_AHEAD, m, NULL)
#define SSL_CTX_get_max_cert_list(ctx) SSL_CTX_ctrl(ctx, SSL_CTRL_GET_MAX_CERT_LIST, 0, NULL)
#define SSL_CTX_set_max_cert_list(ctx, m) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MAX_CERT_LIST, m, NULL)
#define SSL_get_max_cert_list(ssl) SSL_ctrl(ssl, SSL_CTRL_GET_MAX_CERT_LIST, 0, NULL)
#define SSL_set_max_cert_list(ssl, m) SSL_ctrl(ssl, SSL_CTRL_SET_MAX_CERT_LIST, m, NULL)
#define SSL_CTX_set_max_send_fragment(ctx, m) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MAX_SEND_FRAGMENT, m, NULL)
#define SSL_set_max_send_fragment(ssl, m) SSL_ctrl(ssl, SSL_CTRL_SET_MAX_SEND_FRAGMENT, m, NULL)
#define SSL_CTX_set_split_send_fragment(ctx, m) \
    SSL_CTX_ctrl(ctx, SSL_CTRL_SET_SPLIT_SEND_FRAGMENT, m, NULL)
#define SSL_set_split_send_fragment(ssl, m) SSL_ctrl(ssl, SSL_CTRL_SET_SPLIT_SEND_FRAGMENT, m, NULL)
#define SSL_CTX_set_max_pipelines(ctx, m) SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MAX_PIPELINES, m, NULL)
#define SSL_set_max_pipelines(ssl, m) SSL_ctrl(ssl, SSL_CTRL_SET_MAX_PIPELINES, m, NULL)
#define SSL_set_retry_verify(ssl) (SSL_ctrl(ssl, SSL_CTRL_SET_RETRY_VERIFY, 0, NULL) > 0)

/* Other spellings. */
#define SSL_get1_curves          SSL_get1_groups
#define SSL_CTX_set1_curves      SSL_CTX_set1_groups
#define SSL_CTX_set1_curves_list SSL_CTX_set1_groups_list
#define SSL_set1_curves          SSL_set1_groups
#define SSL_set1_curves_list     SSL_set1_groups_list
#define SSL_get_shared_curve     SSL_get_shared_group
#define SSL_get_peer_certificate SSL_get1_peer_certificate
#define SSLv23_method            TLS_method
#define SSLv23_server_method     TLS_server_method
#define SSLv23_client_method     TLS_client_method
#define SSL_get0_session         SSL_get_session
#define SSL_in_connect_init(s) (SSL_in_init(s) && !SSL_is_server(s))
#define SSL_in_accept_init(s) (SSL_in_init(s) && SSL_is_server(s))
#define SSL_get_cipher(s) SSL_CIPHER_get_name(SSL_get_current_cipher(s))
#define SSL_get_cipher_name(s) SSL_CIPHER_get_name(SSL_get_current_cipher(s))
#define SSL_get_cipher_bits(s, np) SSL_CIPHER_get_bits(SSL_get_current_cipher(s), np)
#define SSL_get_cipher_version(s) SSL_CIPHER_get_version(SSL_get_current_cipher(s))
#define SSL_get_time(a) SSL_SESSION_get_time(a)
#define SSL_set_time(a, b) SSL_SESSION_set_time((a), (b))
#define SSL_get_timeout(a) SSL_SESSION_get_timeout(a)
#define SSL_set_timeout(a, b) SSL_SESSION_set_timeout((a), (b))
#define SSL_cache_hit(s) SSL_session_reused(s)
#define SSL_set_app_data(s, arg) (SSL_set_ex_data(s, 0, (char *)(arg)))
#define SSL_get_app_data(s) (SSL_get_ex_data(s, 0))
#define SSL_SESSION_set_app_data(s, arg) (SSL_SESSION_set_ex_data(s, 0, (char *)(arg)))
#define SSL_SESSION_get_app_data(s) (SSL_SESSION_get_ex_data(s, 0))
#define SSL_CTX_set_app_data(ctx, arg) (SSL_CTX_set_ex_data(ctx, 0, (char *)(arg)))
#define SSL_CTX_get_app_data(ctx) (SSL_CTX_get_ex_data(ctx, 0))
#define SSL_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL, l, p, newf, dupf, freef)
#define SSL_SESSION_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_SESSION, l, p, newf, dupf, freef)
#define SSL_CTX_get_ex_new_index(l, p, newf, dupf, freef) \
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, l, p, newf, dupf, freef)

/* Initialisation is not needed. */
#define OPENSSL_INIT_NO_LOAD_SSL_STRINGS 0x00100000L
#define OPENSSL_INIT_LOAD_SSL_STRINGS 0x00200000L
#define OPENSSL_INIT_SSL_DEFAULT \
    (OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS)
#define SSL_load_error_strings() \
    OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL)
#define SSL_library_init() OPENSSL_init_ssl(0, NULL)
#define OpenSSL_add_ssl_algorithms() SSL_library_init()
#define SSLeay_add_ssl_algorithms() SSL_library_init()

/* Ephemeral keys of OpenSSL 1.0: ECDHE keys are made by themselves, RSA ones are gone. */
#define SSL_CTX_set_ecdh_auto(ctx, onoff) ((onoff) != 0)
#define SSL_set_ecdh_auto(s, onoff) ((onoff) != 0)
#define SSL_CTX_need_tmp_RSA(ctx) 0
#define SSL_CTX_set_tmp_rsa(ctx, rsa) 1
#define SSL_need_tmp_RSA(ssl) 0
#define SSL_set_tmp_rsa(ssl, rsa) 1
#define SSL_CTX_set_tmp_rsa_callback(ctx, cb) while (0) ((cb)(NULL, 0, 0))
#define SSL_set_tmp_rsa_callback(ssl, cb) while (0) ((cb)(NULL, 0, 0))

#include <openssl/ssl2.h>
#include <openssl/ssl3.h>
#include <openssl/tls1.h>
#include <openssl/dtls1.h>
#include <openssl/srtp.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The method of filters whose data go through a connection. NULL: no memory. */
const BIO_METHOD *BIO_f_ssl(void);

/* A buffer before BIO_new_ssl_connect. NULL, with the error queued, over a libcrypto without
 * BIO_f_buffer.
 */
BIO *BIO_new_buffer_ssl_connect(SSL_CTX *ctx);

/* A filter over a new connection, which it frees. NULL, with the error queued: it could not be made.
 */
BIO *BIO_new_ssl(SSL_CTX *ctx, int client);

/* A client's filter over a BIO that connects by TCP. DTLS does not run over it: see BIO_new_ssl. */
BIO *BIO_new_ssl_connect(SSL_CTX *ctx);

/* Copies the session of one chain's connection to another's: 1, or 0. */
int BIO_ssl_copy_session_id(BIO *to, BIO *from);

/* Ends the connections of all filters of this kind in a chain. */
void BIO_ssl_shutdown(BIO *ssl_bio);

/* All versions of DTLS, for clients. */
const SSL_METHOD *DTLS_client_method(void);

/* Bytes of application data that fit one datagram of the path; 0 before the handshake is complete.
 */
size_t DTLS_get_data_mtu(const SSL *s);

/* All versions of DTLS, either side. */
const SSL_METHOD *DTLS_method(void);

/* All versions of DTLS, for servers. */
const SSL_METHOD *DTLS_server_method(void);

/* Gives the periods of the handshake timer in microseconds: called with 0 for the first, then
 * with the last.
 */
void DTLS_set_timer_cb(SSL *s, DTLS_timer_cb cb);

/* DTLS 1.2 alone, for clients. */
const SSL_METHOD *DTLSv1_2_client_method(void);

/* DTLS 1.2 alone, either side. */
const SSL_METHOD *DTLSv1_2_method(void);

/* DTLS 1.2 alone, for servers. */
const SSL_METHOD *DTLSv1_2_server_method(void);

/* DTLS 1.0 alone, for clients. */
const SSL_METHOD *DTLSv1_client_method(void);

/* Answers first hellos with cookies, keeping no state, until a client has proved its address: 1,
 * and client is filled in with no more bytes than its address family has. 0: nothing to read, or
 * something that a listener drops. Negative: an error. client may be a struct sockaddr (the
 * macro DTLSv1_listen casts) and may be NULL.
 */
int DTLSv1_listen(SSL *s, BIO_ADDR *client);

/* DTLS 1.0 alone, either side. */
const SSL_METHOD *DTLSv1_method(void);

/* DTLS 1.0 alone, for servers. */
const SSL_METHOD *DTLSv1_server_method(void);

/* Sets the clock by which the connections made from ctx afterwards time their flights; NULL
 * goes back to the system's monotonic clock. now_us answers microseconds from any fixed origin
 * and must not go backwards; it is called with arg from inside the functions that drive a
 * connection, on their thread, and calls nothing of this library. For simulations and tests:
 * DTLSv1_get_timeout and DTLSv1_handle_timeout follow it too. Session lifetimes do not.
 */
void FERRODTLS_CTX_set_clock(SSL_CTX *ctx, FERRODTLS_clock_cb now_us, void *arg);

/* Whether connections made from ctx afterwards speak of heartbeats (RFC 6520): with SSL_TLSEXT_HB_ENABLED a client
 * offers the extension and a server agrees to it, and requests of the peer's are answered;
 * SSL_TLSEXT_HB_DONT_RECV_REQUESTS beside it tells the peer to send none, and drops those that come. 0, as at the
 * start: nothing is said, and heartbeats are dropped. 1, or 0 for other flags.
 *
 * When both sides agree, SSL_heartbeat(ssl) asks the peer for a sign of life: 1 when the request is in flight; -1 with
 * SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT, SSL_R_TLS_HEARTBEAT_PENDING (one is in flight already) or
 * SSL_R_UNEXPECTED_MESSAGE (in a handshake). SSL_get_tlsext_heartbeat_pending(ssl) is 1 until the answer is there.
 * The request is sent again by the DTLS timer: SSL_read looks after it, and DTLSv1_get_timeout and
 * DTLSv1_handle_timeout for a program that waits outside. When it was sent as often as
 * FERRODTLS_set_heartbeat_tries says, the reading function gives -1 with SSL_ERROR_SSL and DTLSv1_handle_timeout
 * -1, with SSL_R_TLS_HEARTBEAT_UNANSWERED on the error queue. That is all: the connection goes on, and the peer may
 * come back. The answers to the peer's requests are written by the reading function. Over SCTP a request is sent once,
 * and there is no timer.
 */
int FERRODTLS_CTX_set_heartbeat(SSL_CTX *ctx, int flags);

/* How often a heartbeat request is sent at most, at least once, before it counts as unanswered; 13 at first, as often as
 * a flight of a handshake. The periods between are those of the DTLS timer, which double: with 5 tries from 1 second on,
 * half a minute. 1, or 0 for a number below 1.
 */
int FERRODTLS_CTX_set_heartbeat_tries(SSL_CTX *ctx, int tries);

/* The most plaintext that this side takes in a protected record, 64 to 16384 bytes, told to the peer in
 * record_size_limit (RFC 8449); 0, as at the start: the extension is neither sent nor answered. 1, or 0 for a limit
 * outside the range. OpenSSL has no such function.
 */
int FERRODTLS_CTX_set_record_size_limit(SSL_CTX *ctx, size_t limit);

/* Whether, in the first handshake of the connections made from ctx afterwards, a malformed or
 * misplaced record is fatal also when no key protects it, as in OpenSSL; off (0) at first.
 * Answers the previous value.
 *
 * Without it such records are dropped and counted, and the handshake goes on with the peer's own:
 * everybody who can send to the socket can write them. With it the first one ends the handshake
 * with an alert and an error that name it: for diagnosis, and for transports that nobody else
 * writes to. Records that no key protects never change an established connection.
 */
int FERRODTLS_CTX_set_strict_handshake(SSL_CTX *ctx, int on);

/* Whether a client may begin anew from the address of an established connection made from ctx
 * afterwards (RFC 6347, 4.2.8), as it does when it was rebooted; off (0) at first. Answers the
 * previous value. For servers that have one socket for each client; both cookie callbacks must be
 * set.
 *
 * While the program reads from the established connection, the hellos of such a client are answered
 * with cookies, and one that brings a good cookie begins a handshake of its own, over the same BIOs.
 * Its callbacks get another SSL, made as by SSL_new, with the settings and the ex_data (as
 * SSL_dup copies it) of the established one. Until the client's Finished is good the established
 * connection is not affected; DTLSv1_get_timeout and DTLSv1_handle_timeout on it serve both.
 * Then it ends: SSL_read gives 0 and SSL_ERROR_ZERO_RETURN, nothing is sent any more, and
 * FERRODTLS_take_successor hands out the new connection, whose peer may be another one.
 */
int FERRODTLS_CTX_set_successors(SSL_CTX *ctx, int on);

/* What the last handshake agreed on: 0, or SSL_TLSEXT_HB_ENABLED, with SSL_TLSEXT_HB_DONT_SEND_REQUESTS when the peer
 * takes no requests and SSL_TLSEXT_HB_DONT_RECV_REQUESTS when we have said that we take none.
 */
int FERRODTLS_get_heartbeat(const SSL *ssl);

/* How far the search is: FERRODTLS_PATH_MTU_BASE, _SEARCHING, _COMPLETE or _ERROR; _NONE when there is none.
 */
int FERRODTLS_get_path_mtu_phase(const SSL *ssl);

/* What the peer takes in a protected record (RFC 8449), in bytes; 0: it was not agreed on. */
size_t FERRODTLS_get_peer_record_size_limit(const SSL *ssl);

/* Begins to search the size of the largest datagram that the path takes towards the peer (RFC 8899), in place of a search
 * that may run. The handshake must be done, and have agreed that the peer takes heartbeats
 * (FERRODTLS_CTX_set_heartbeat). Probes are heartbeats with padding and short answers, so that the other direction does
 * not matter. Sizes are bytes of UDP payload: least is used when nothing larger is known to pass (0: what IP guarantees,
 * 548 bytes over IPv4, 1232 over IPv6), most is the largest of interest (0: what the link takes).
 *
 * The result is what DTLS_get_data_mtu says, in bytes of data, and BIO_CTRL_DGRAM_GET_MTU of the write BIO. It changes
 * while the search goes on, which it does until FERRODTLS_stop_path_mtu_search or the end of the connection: what was
 * found is confirmed again after confirm_seconds (0: 15), when data was sent meanwhile, and larger sizes are tried every
 * ten minutes. A path that takes less than before is found out within that time and three probes a second apart; until
 * then larger datagrams are lost. SSL_read drives it, and DTLSv1_get_timeout and DTLSv1_handle_timeout for a program
 * that waits outside. Lost probes are no errors and hold nothing up; of the program's own heartbeats
 * (SSL_heartbeat) one waits for the end of a probe.
 *
 * The socket is set not to let datagrams be cut into fragments, nor to believe a router about the path
 * (BIO_CTRL_DGRAM_SET_DONT_FRAG; IP_MTU_DISCOVER is IP_PMTUDISC_PROBE), and stays so. A BIO of another kind must see
 * to that itself. Data that is longer than DTLS_get_data_mtu may get lost from then on.
 *
 * 1; or 0 with the error queued: SSL_R_UNINITIALIZED before the end of the handshake, SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT,
 * SSL_R_BAD_VALUE for sizes in the wrong order or shorter than a heartbeat, and over SCTP.
 */
int FERRODTLS_search_path_mtu(SSL *ssl, size_t least, size_t most, unsigned int confirm_seconds);

/* As FERRODTLS_CTX_set_heartbeat, for one connection, from its next handshake on.
 * SSL_set_tlsext_heartbeat_no_requests(ssl, n) is the same with SSL_TLSEXT_HB_ENABLED, and
 * SSL_TLSEXT_HB_DONT_RECV_REQUESTS beside it if n is not 0.
 */
int FERRODTLS_set_heartbeat(SSL *ssl, int flags);

/* As FERRODTLS_CTX_set_heartbeat_tries, for one connection, from its next request on. */
int FERRODTLS_set_heartbeat_tries(SSL *ssl, int tries);

/* Lets cb be called with arg when the search comes to another phase, and for each probe that was answered or lost, from
 * inside the functions that drive the connection; NULL, as at the start: nobody is told.
 */
void FERRODTLS_set_path_mtu_cb(SSL *ssl, FERRODTLS_path_mtu_cb cb, void *arg);

/* As FERRODTLS_CTX_set_record_size_limit, for one connection. */
int FERRODTLS_set_record_size_limit(SSL *ssl, size_t limit);

/* Ends the search (FERRODTLS_search_path_mtu). The size stays as it is. */
void FERRODTLS_stop_path_mtu_search(SSL *ssl);

/* The connection, established and with references of its own to the BIOs, of the client that began
 * anew and thereby ended ssl (FERRODTLS_CTX_set_successors): the caller's, to be freed by
 * SSL_free, as ssl still is. NULL when there is none, or it was taken before.
 */
SSL *FERRODTLS_take_successor(SSL *ssl);

/* OpenSSL's name for an RFC's. "(NONE)" when there is none. */
const char *OPENSSL_cipher_name(const char *rfc_name);

/* Initialises libssl and libcrypto. Needed by nobody, allowed to everybody: 1. */
int OPENSSL_init_ssl(uint64_t opts, const OPENSSL_INIT_SETTINGS *settings);

/* The default cipher string. */
const char *OSSL_default_cipher_list(void);

/* The default list for DTLS 1.3. */
const char *OSSL_default_ciphersuites(void);

/* Reads a session in PEM, which may be encrypted. */
SSL_SESSION *PEM_read_SSL_SESSION(FILE *out, SSL_SESSION **x, pem_password_cb *cb, void *u);

/* Reads a session in PEM, which may be encrypted. */
SSL_SESSION *PEM_read_bio_SSL_SESSION(BIO *out, SSL_SESSION **x, pem_password_cb *cb, void *u);

/* Writes a session, with its master secret, in PEM that is not encrypted. */
int PEM_write_SSL_SESSION(FILE *out, const SSL_SESSION *x);

/* Writes a session, with its master secret, in PEM that is not encrypted. */
int PEM_write_bio_SSL_SESSION(BIO *out, const SSL_SESSION *x);

/* A line about the suite: into buf of size bytes, or into memory that the caller frees with
 * OPENSSL_free. NULL when the buffer is too small.
 */
char *SSL_CIPHER_description(const SSL_CIPHER *cipher, char *buf, int size);

/* The suite with the two bytes at ptr; NULL: unknown. */
const SSL_CIPHER *SSL_CIPHER_find(SSL *ssl, const unsigned char *ptr);

/* The NID of the authentication. */
int SSL_CIPHER_get_auth_nid(const SSL_CIPHER *c);

/* Bits of the key, and of the algorithm. */
int SSL_CIPHER_get_bits(const SSL_CIPHER *c, int *alg_bits);

/* The NID of the cipher. */
int SSL_CIPHER_get_cipher_nid(const SSL_CIPHER *c);

/* The NID of the record MAC; 0 for AEAD suites. */
int SSL_CIPHER_get_digest_nid(const SSL_CIPHER *c);

/* The hash of the handshake. */
const EVP_MD *SSL_CIPHER_get_handshake_digest(const SSL_CIPHER *c);

/* The two bytes on the wire, behind 0x0300. */
uint32_t SSL_CIPHER_get_id(const SSL_CIPHER *c);

/* The NID of the key exchange. */
int SSL_CIPHER_get_kx_nid(const SSL_CIPHER *c);

/* The name, as OpenSSL has it. "(NONE)" for NULL. */
const char *SSL_CIPHER_get_name(const SSL_CIPHER *c);

/* The two bytes on the wire. */
uint16_t SSL_CIPHER_get_protocol_id(const SSL_CIPHER *c);

/* The version of SSL or TLS that brought the suite. */
const char *SSL_CIPHER_get_version(const SSL_CIPHER *c);

/* Whether the suite is an AEAD one. */
int SSL_CIPHER_is_aead(const SSL_CIPHER *c);

/* The name, as the RFCs have it. "(NONE)" for NULL. */
const char *SSL_CIPHER_standard_name(const SSL_CIPHER *c);

/* Adds no method: 1, which says so (SSL_COMP_add_compression_method(3)). */
int SSL_COMP_add_compression_method(int id, COMP_METHOD *cm);

/* The name of a compression method. There is none: NULL. */
const char *SSL_COMP_get0_name(const SSL_COMP *comp);

/* The compression methods: none. */
STACK_OF(SSL_COMP) *SSL_COMP_get_compression_methods(void);

/* The number of a compression method. There is none: -1. */
int SSL_COMP_get_id(const SSL_COMP *comp);

/* The name of a compression method: NULL, as for a library without compression. */
const char *SSL_COMP_get_name(const COMP_METHOD *comp);

/* The list is not taken: it is given back to the caller, as OpenSSL without compression does. */
STACK_OF(SSL_COMP) *SSL_COMP_set0_compression_methods(STACK_OF(SSL_COMP) *meths);

/* Takes flags away; gives all that are still set. */
unsigned int SSL_CONF_CTX_clear_flags(SSL_CONF_CTX *cctx, unsigned int flags);

/* Ends a series of commands: loads keys that are still missing and sets the authorities. 1, or 0
 * when a key could not be loaded.
 */
int SSL_CONF_CTX_finish(SSL_CONF_CTX *cctx);

/* Frees it. NULL is allowed. */
void SSL_CONF_CTX_free(SSL_CONF_CTX *cctx);

/* A new object for commands, which SSL_CONF_CTX_free gives back. */
SSL_CONF_CTX *SSL_CONF_CTX_new(void);

/* What stands in front of each command; it is copied. NULL: nothing does. */
int SSL_CONF_CTX_set1_prefix(SSL_CONF_CTX *cctx, const char *pre);

/* Adds flags (SSL_CONF_FLAG_*); gives all that are set then. */
unsigned int SSL_CONF_CTX_set_flags(SSL_CONF_CTX *cctx, unsigned int flags);

/* The commands are for this connection; NULL: they are only checked. The caller keeps it alive. */
void SSL_CONF_CTX_set_ssl(SSL_CONF_CTX *cctx, SSL *ssl);

/* The commands are for this context; NULL: they are only checked. The caller keeps it alive. */
void SSL_CONF_CTX_set_ssl_ctx(SSL_CONF_CTX *cctx, SSL_CTX *ctx);

/* Runs a command: 2, or 1 for a switch, which takes no value; 0 for a bad value, -2 for a command
 * that is not known, -3 for a missing value.
 */
int SSL_CONF_cmd(SSL_CONF_CTX *cctx, const char *cmd, const char *value);

/* Runs the command at the start of an argument list and moves past it: how many arguments it was;
 * 0 when it is not known, -1 for a bad value, -3 for a missing one.
 */
int SSL_CONF_cmd_argv(SSL_CONF_CTX *cctx, int *pargc, char ***pargv);

/* What a command's value is (SSL_CONF_TYPE_*). */
int SSL_CONF_cmd_value_type(SSL_CONF_CTX *cctx, const char *cmd);

/* Adds a certificate's subject to the authorities that either side names. */
int SSL_CTX_add1_to_CA_list(SSL_CTX *ctx, const X509 *x);

/* Adds a certificate's subject to the authorities that a server names. */
int SSL_CTX_add_client_CA(SSL_CTX *ctx, X509 *x);

/* An extension of a client's hello, and the server's answer. */
int SSL_CTX_add_client_custom_ext(SSL_CTX *ctx, unsigned int ext_type, custom_ext_add_cb add_cb,
    custom_ext_free_cb free_cb, void *add_arg, custom_ext_parse_cb parse_cb, void *parse_arg);

/* An extension for the messages in context. In DTLS up to 1.2 these are the hellos. The functions are called for the
 * first hello of a client, not again for its repetition with a cookie; a server's parse_cb is called before it is known
 * whether a session is resumed.
 */
int SSL_CTX_add_custom_ext(SSL_CTX *ctx, unsigned int ext_type, unsigned int context,
    SSL_custom_ext_add_cb_ex add_cb, SSL_custom_ext_free_cb_ex free_cb, void *add_arg,
    SSL_custom_ext_parse_cb_ex parse_cb, void *parse_arg);

/* An extension of clients' hellos, and a server's answer. */
int SSL_CTX_add_server_custom_ext(SSL_CTX *ctx, unsigned int ext_type, custom_ext_add_cb add_cb,
    custom_ext_free_cb free_cb, void *add_arg, custom_ext_parse_cb parse_cb, void *parse_arg);

/* Adds a session to the cache: 1, or 0 when it is there already. */
int SSL_CTX_add_session(SSL_CTX *ctx, SSL_SESSION *session);

/* Sets a callback of a context: 1, or 0 for a command that is not known. */
long SSL_CTX_callback_ctrl(SSL_CTX *ctx, int cmd, SSL_any_cb fp);

/* Whether certificate and key of the current slot are there and belong together. */
int SSL_CTX_check_private_key(const SSL_CTX *ctx);

/* Takes options away; gives all that are still set. */
uint64_t SSL_CTX_clear_options(SSL_CTX *ctx, uint64_t op);

/* Sets a context up as the configuration file's section name says (config(5), SSL Configuration
 * Module). 1, or 0 with the errors queued.
 */
int SSL_CTX_config(SSL_CTX *ctx, const char *name);

/* Whether timestamps are judged. */
int SSL_CTX_ct_is_enabled(const SSL_CTX *ctx);

/* Runs a command on a context; the result is the command's, 0 for one that is not known. With NULL
 * for the context some commands check their argument (SSL_CTX_set1_groups_list).
 */
long SSL_CTX_ctrl(SSL_CTX *ctx, int cmd, long larg, void *parg);

/* Takes flags away for connections to come; gives those before. */
unsigned long SSL_CTX_dane_clear_flags(SSL_CTX *ctx, unsigned long flags);

/* Allows DANE for the context's connections: 1; 0 with the error queued over a libcrypto without it.
 */
int SSL_CTX_dane_enable(SSL_CTX *ctx);

/* The digest of a matching type (NULL: the type is not allowed) and its rank: 1, or 0. */
int SSL_CTX_dane_mtype_set(SSL_CTX *ctx, const EVP_MD *md, uint8_t mtype, uint8_t ord);

/* Adds flags (DANE_FLAG_*) for connections to come; gives those before. */
unsigned long SSL_CTX_dane_set_flags(SSL_CTX *ctx, unsigned long flags);

/* Has timestamps checked (SSL_CT_VALIDATION_PERMISSIVE, SSL_CT_VALIDATION_STRICT): 1, or 0 with the error queued.
 */
int SSL_CTX_enable_ct(SSL_CTX *ctx, int validation_mode);

/* Removes the sessions that expired by tm (0: all) from the cache. */
void SSL_CTX_flush_sessions(SSL_CTX *ctx, long tm);

/* Gives back a reference. NULL is allowed. */
void SSL_CTX_free(SSL_CTX *ctx);

/* The authorities that either side names; the object keeps the stack. */
const STACK_OF(X509_NAME) *SSL_CTX_get0_CA_list(const SSL_CTX *ctx);

/* The current slot's certificate; the object keeps its reference. */
X509 *SSL_CTX_get0_certificate(const SSL_CTX *ctx);

/* The list set by SSL_CTX_set1_client_cert_type, which stays the library's; NULL and 0: none. 1 on success.
 */
int SSL_CTX_get0_client_cert_type(const SSL_CTX *ctx, unsigned char **t, size_t *len);

/* The known logs, which stay the context's; NULL: none were set. */
const CTLOG_STORE *SSL_CTX_get0_ctlog_store(const SSL_CTX *ctx);

/* The parameters of verification, still the object's own. */
X509_VERIFY_PARAM *SSL_CTX_get0_param(SSL_CTX *ctx);

/* The current slot's private key; the object keeps its reference. */
EVP_PKEY *SSL_CTX_get0_privatekey(const SSL_CTX *ctx);

/* The callback's last argument. */
void *SSL_CTX_get0_security_ex_data(const SSL_CTX *ctx);

/* The list set by SSL_CTX_set1_server_cert_type, which stays the library's; NULL and 0: none. 1 on success.
 */
int SSL_CTX_get0_server_cert_type(const SSL_CTX *ctx, unsigned char **t, size_t *len);

/* The store of trusted certificates, still the context's. */
X509_STORE *SSL_CTX_get_cert_store(const SSL_CTX *ctx);

/* The suites, best first; the context keeps the stack. */
STACK_OF(SSL_CIPHER) *SSL_CTX_get_ciphers(const SSL_CTX *ctx);

/* The authorities that a server names; the context keeps the stack. */
STACK_OF(X509_NAME) *SSL_CTX_get_client_CA_list(const SSL_CTX *s);

/* The callback for a client's certificate. */
SSL_client_cert_cb SSL_CTX_get_client_cert_cb(SSL_CTX *ctx);

/* The callback that gives the password. */
pem_password_cb *SSL_CTX_get_default_passwd_cb(SSL_CTX *ctx);

/* The last argument of the password callback. */
void *SSL_CTX_get_default_passwd_cb_userdata(SSL_CTX *ctx);

/* The pointer that the application keeps. */
void *SSL_CTX_get_ex_data(const SSL_CTX *ctx, int idx);

/* The callback for states and alerts. */
SSL_info_cb SSL_CTX_get_info_callback(SSL_CTX *ctx);

/* The callback for key log lines. */
SSL_CTX_keylog_cb_func SSL_CTX_get_keylog_callback(const SSL_CTX *ctx);

/* How much early data a server allows, in bytes. */
uint32_t SSL_CTX_get_max_early_data(const SSL_CTX *ctx);

/* How many tickets a server of version 1.3 sends after a full handshake. */
size_t SSL_CTX_get_num_tickets(const SSL_CTX *ctx);

/* The options (SSL_OP_*). */
uint64_t SSL_CTX_get_options(const SSL_CTX *ctx);

/* Whether SSL_shutdown sends nothing. */
int SSL_CTX_get_quiet_shutdown(const SSL_CTX *ctx);

/* The argument of the callback for padding. */
void *SSL_CTX_get_record_padding_callback_arg(const SSL_CTX *ctx);

/* How much early data a server takes in, in bytes. */
uint32_t SSL_CTX_get_recv_max_early_data(const SSL_CTX *ctx);

/* The callback; without one that was set, a function with the rules of the levels. */
SSL_security_cb SSL_CTX_get_security_callback(const SSL_CTX *ctx);

/* The security level, 0 to 5. */
int SSL_CTX_get_security_level(const SSL_CTX *ctx);

/* The method given to SSL_CTX_new. */
const SSL_METHOD *SSL_CTX_get_ssl_method(const SSL_CTX *ctx);

/* How long sessions last, in seconds. */
long SSL_CTX_get_timeout(const SSL_CTX *ctx);

/* The callback for each certificate. */
SSL_verify_cb SSL_CTX_get_verify_callback(const SSL_CTX *ctx);

/* How long a chain may be; -1: no limit was set. */
int SSL_CTX_get_verify_depth(const SSL_CTX *ctx);

/* How the peer is verified. */
int SSL_CTX_get_verify_mode(const SSL_CTX *ctx);

/* Whether a client of this context sends an extension that the application registered. */
int SSL_CTX_has_client_custom_ext(const SSL_CTX *ctx, unsigned int ext_type);

/* Trusts the certificates of a directory with hashed names. */
int SSL_CTX_load_verify_dir(SSL_CTX *ctx, const char *CApath);

/* Trusts the certificates of a PEM file. */
int SSL_CTX_load_verify_file(SSL_CTX *ctx, const char *CAfile);

/* Trusts the certificates of a PEM file, of a directory with hashed names, or both. */
int SSL_CTX_load_verify_locations(SSL_CTX *ctx, const char *CAfile, const char *CApath);

/* Trusts the certificates of a store URI. */
int SSL_CTX_load_verify_store(SSL_CTX *ctx, const char *CAstore);

/* A new context, which SSL_CTX_free gives back, set up as the configuration file says
 * (system_default). With a method of TLS it can be set up and connections made, and a handshake
 * fails until SSL_CTX_set_ssl_version or SSL_set_ssl_method gives a method of DTLS.
 */
SSL_CTX *SSL_CTX_new(const SSL_METHOD *meth);

/* As SSL_CTX_new. The library context and the property query are for libcrypto's keys and
 * certificates, which come ready made; cryptography of the records is this library's own.
 */
SSL_CTX *SSL_CTX_new_ex(OSSL_LIB_CTX *libctx, const char *propq, const SSL_METHOD *meth);

/* Removes a session from the cache, and makes it unfit for resumption: 1, or 0 when it was not there.
 */
int SSL_CTX_remove_session(SSL_CTX *ctx, SSL_SESSION *session);

/* The callback that looks up sessions. */
SSL_sess_get_cb SSL_CTX_sess_get_get_cb(SSL_CTX *ctx);

/* The callback for new sessions. */
SSL_sess_new_cb SSL_CTX_sess_get_new_cb(SSL_CTX *ctx);

/* The callback for sessions that leave the cache. */
SSL_sess_remove_cb SSL_CTX_sess_get_remove_cb(SSL_CTX *ctx);

/* Called to look up a session in the application's cache. */
void SSL_CTX_sess_set_get_cb(SSL_CTX *ctx, SSL_sess_get_cb get_session_cb);

/* Called with each new session; 1: the application keeps the reference. */
void SSL_CTX_sess_set_new_cb(SSL_CTX *ctx, SSL_sess_new_cb new_session_cb);

/* Called with each session that leaves the cache. */
void SSL_CTX_sess_set_remove_cb(SSL_CTX *ctx, SSL_sess_remove_cb remove_session_cb);

/* The authorities that either side names; the stack passes to the object. */
void SSL_CTX_set0_CA_list(SSL_CTX *ctx, STACK_OF(X509_NAME) *name_list);

/* Sets the known logs, which pass to the context. */
void SSL_CTX_set0_ctlog_store(SSL_CTX *ctx, CTLOG_STORE *logs);

/* Sets the callback's last argument, which stays the application's. */
void SSL_CTX_set0_security_ex_data(SSL_CTX *ctx, void *ex);

/* Sets the group of Diffie-Hellman shares: 1, and the parameters belong to the library; 0 with an error when they are not
 * of Diffie-Hellman or too weak for the security level, and they stay the caller's.
 */
int SSL_CTX_set0_tmp_dh_pkey(SSL_CTX *ctx, EVP_PKEY *dhpkey);

/* Replaces the store, adding a reference. */
void SSL_CTX_set1_cert_store(SSL_CTX *ctx, X509_STORE *store);

/* The forms of the client's certificate, best first (TLSEXT_cert_type_*); NULL: only certificates, and nothing is said.
 * 1, or 0 for a list with other forms or one twice.
 */
int SSL_CTX_set1_client_cert_type(SSL_CTX *ctx, const unsigned char *val, size_t len);

/* Copies what is set in vpm to the parameters of verification. */
int SSL_CTX_set1_param(SSL_CTX *ctx, X509_VERIFY_PARAM *vpm);

/* The forms of the server's certificate, best first (TLSEXT_cert_type_*); NULL: only certificates, and nothing is said.
 * 1, or 0 for a list with other forms or one twice.
 */
int SSL_CTX_set1_server_cert_type(SSL_CTX *ctx, const unsigned char *val, size_t len);

/* Called before a server accepts early data. */
void SSL_CTX_set_allow_early_data_cb(SSL_CTX *ctx, SSL_allow_early_data_cb_fn cb, void *arg);

/* The protocols that a client offers, each behind its length. 0 on success, not 1. */
int SSL_CTX_set_alpn_protos(SSL_CTX *ctx, const unsigned char *protos, unsigned int protos_len);

/* Chooses one of the protocols that a client offers. */
void SSL_CTX_set_alpn_select_cb(SSL_CTX *ctx, SSL_CTX_alpn_select_cb_func cb, void *arg);

/* Called when an asynchronous job goes on; kept, since no job is started: 1. */
int SSL_CTX_set_async_callback(SSL_CTX *ctx, SSL_async_callback_fn callback);

/* The argument of the callback for asynchronous jobs: 1. */
int SSL_CTX_set_async_callback_arg(SSL_CTX *ctx, void *arg);

/* Pads records of version 1.3 to a multiple of so many bytes (at most 2^14; 0 and 1: not at all). 1, or 0.
 */
int SSL_CTX_set_block_padding(SSL_CTX *ctx, size_t block_size);

/* Called when an own certificate is about to be chosen; it may set one, or say "not yet". */
void SSL_CTX_set_cert_cb(SSL_CTX *c, SSL_cert_cb cb, void *arg);

/* Replaces the store; the reference passes to the context. */
void SSL_CTX_set_cert_store(SSL_CTX *ctx, X509_STORE *store);

/* The whole verification by the application: called instead of X509_verify_cert. */
void SSL_CTX_set_cert_verify_callback(SSL_CTX *ctx, SSL_cert_verify_cb cb, void *arg);

/* Sets the suites of DTLS 1.0 and 1.2 by a cipher string (openssl-ciphers(1)). 0, with
 * SSL_R_NO_CIPHER_MATCH queued, when it selects none.
 */
int SSL_CTX_set_cipher_list(SSL_CTX *ctx, const char *str);

/* Sets the suites of DTLS 1.3: names separated by colons. */
int SSL_CTX_set_ciphersuites(SSL_CTX *ctx, const char *str);

/* The authorities that a server names to its clients; the stack passes to the object. */
void SSL_CTX_set_client_CA_list(SSL_CTX *ctx, STACK_OF(X509_NAME) *name_list);

/* Called when a server wants a certificate and the client has none. */
void SSL_CTX_set_client_cert_cb(SSL_CTX *ctx, SSL_client_cert_cb client_cert_cb);

/* A client's certificate comes from this engine: 1, or 0 with the error queued when it gives none.
 */
int SSL_CTX_set_client_cert_engine(SSL_CTX *ctx, ENGINE *e);

/* Called for each ClientHello before anything is decided; it may say "not yet". */
void SSL_CTX_set_client_hello_cb(SSL_CTX *c, SSL_client_hello_cb_fn cb, void *arg);

/* Makes a cookie of 1 to 255 bytes for the peer of the connection: 1, or 0. Must be set for
 * DTLSv1_listen and SSL_OP_COOKIE_EXCHANGE.
 */
void SSL_CTX_set_cookie_generate_cb(SSL_CTX *ctx, SSL_cookie_generate_cb app_gen_cookie_cb);

/* Checks that a cookie is one of ours for this peer: 1, or 0. */
void SSL_CTX_set_cookie_verify_cb(SSL_CTX *ctx, SSL_cookie_verify_cb app_verify_cookie_cb);

/* Has a callback judge timestamps (NULL: nobody does): 1, or 0 with the error queued. */
int SSL_CTX_set_ct_validation_callback(SSL_CTX *ctx, ssl_ct_validation_cb callback, void *arg);

/* Loads the known logs from a file: 1, or 0 with the error queued. */
int SSL_CTX_set_ctlog_list_file(SSL_CTX *ctx, const char *path);

/* Loads the known logs from libcrypto's default file: 1, or 0 with the error queued. */
int SSL_CTX_set_default_ctlog_list_file(SSL_CTX *ctx);

/* The callback that gives the password of an encrypted key (NULL: it is asked for on the terminal).
 */
void SSL_CTX_set_default_passwd_cb(SSL_CTX *ctx, pem_password_cb *cb);

/* The last argument of the password callback. */
void SSL_CTX_set_default_passwd_cb_userdata(SSL_CTX *ctx, void *u);

/* The length of read buffers. Datagrams are read whole, whatever it is. */
void SSL_CTX_set_default_read_buffer_len(SSL_CTX *ctx, size_t len);

/* Trusts the system's directory of certificates. */
int SSL_CTX_set_default_verify_dir(SSL_CTX *ctx);

/* Trusts the system's file of certificates. */
int SSL_CTX_set_default_verify_file(SSL_CTX *ctx);

/* Trusts what the system trusts. */
int SSL_CTX_set_default_verify_paths(SSL_CTX *ctx);

/* Trusts the system's certificate store URI. */
int SSL_CTX_set_default_verify_store(SSL_CTX *ctx);

/* Keeps a pointer of the application. */
int SSL_CTX_set_ex_data(SSL_CTX *ctx, int idx, void *data);

/* Called to give a new session its ID: 1. */
int SSL_CTX_set_generate_session_id(SSL_CTX *ctx, GEN_SESSION_CB cb);

/* Called with states and alerts. */
void SSL_CTX_set_info_callback(SSL_CTX *ctx, SSL_info_cb cb);

/* Called with lines for a key log file. */
void SSL_CTX_set_keylog_callback(SSL_CTX *ctx, SSL_CTX_keylog_cb_func cb);

/* How much early data a server allows, in bytes: 1. */
int SSL_CTX_set_max_early_data(SSL_CTX *ctx, uint32_t max_early_data);

/* Called with each message and record header. */
void SSL_CTX_set_msg_callback(SSL_CTX *ctx, SSL_msg_cb cb);

/* A client's choice. */
void SSL_CTX_set_next_proto_select_cb(SSL_CTX *ctx, SSL_CTX_npn_select_cb_func cb, void *arg);

/* A server's protocols. */
void SSL_CTX_set_next_protos_advertised_cb(SSL_CTX *ctx, SSL_CTX_npn_advertised_cb_func cb,
    void *arg);

/* Called to decide whether a new session may be resumed. */
void SSL_CTX_set_not_resumable_session_callback(SSL_CTX *ctx, SSL_not_resumable_cb cb);

/* How many tickets a server of version 1.3 sends after a full handshake. */
int SSL_CTX_set_num_tickets(SSL_CTX *ctx, size_t num_tickets);

/* Adds options; gives all that are set then. */
uint64_t SSL_CTX_set_options(SSL_CTX *ctx, uint64_t op);

/* Whether a client of version 1.3 answers requests for its certificate after the handshake. */
void SSL_CTX_set_post_handshake_auth(SSL_CTX *ctx, int val);

/* Called when a client needs an identity and its key. Without it the suites with pre-shared keys are not used.
 */
void SSL_CTX_set_psk_client_callback(SSL_CTX *ctx, SSL_psk_client_cb_func cb);

/* Called when a server needs the session of a pre-shared key of version 1.3. */
void SSL_CTX_set_psk_find_session_callback(SSL_CTX *ctx, SSL_psk_find_session_cb_func cb);

/* Called when a server needs the key of an identity. Without it the suites with pre-shared keys are not used.
 */
void SSL_CTX_set_psk_server_callback(SSL_CTX *ctx, SSL_psk_server_cb_func cb);

/* Called when a client may offer a pre-shared key of version 1.3. */
void SSL_CTX_set_psk_use_session_callback(SSL_CTX *ctx, SSL_psk_use_session_cb_func cb);

/* What the peer's certificate must be for (X509_PURPOSE_*). */
int SSL_CTX_set_purpose(SSL_CTX *ctx, int purpose);

/* Makes SSL_shutdown send nothing. */
void SSL_CTX_set_quiet_shutdown(SSL_CTX *ctx, int mode);

/* Called for the padding of each record of version 1.3. */
void SSL_CTX_set_record_padding_callback(SSL_CTX *ctx, SSL_record_padding_cb cb);

/* The argument of the callback for padding. */
void SSL_CTX_set_record_padding_callback_arg(SSL_CTX *ctx, void *arg);

/* How much early data a server takes in, in bytes: 1. */
int SSL_CTX_set_recv_max_early_data(SSL_CTX *ctx, uint32_t recv_max_early_data);

/* Sets the callback that decides what is secure enough. */
void SSL_CTX_set_security_callback(SSL_CTX *ctx, SSL_security_cb cb);

/* Sets the security level. */
void SSL_CTX_set_security_level(SSL_CTX *ctx, int level);

/* Names the service whose sessions these are: at most 32 bytes. */
int SSL_CTX_set_session_id_context(SSL_CTX *ctx, const unsigned char *sid_ctx,
    unsigned int sid_ctx_len);

/* Called before a session goes into a ticket, and with each ticket that a client shows: 1. */
int SSL_CTX_set_session_ticket_cb(SSL_CTX *ctx, SSL_CTX_generate_session_ticket_fn gen_cb,
    SSL_CTX_decrypt_session_ticket_fn dec_cb, void *arg);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_cb_arg(SSL_CTX *ctx, void *arg);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_client_pwd_callback(SSL_CTX *ctx, SSL_srp_client_pwd_cb cb);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_password(SSL_CTX *ctx, char *password);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_strength(SSL_CTX *ctx, int strength);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_username(SSL_CTX *ctx, char *name);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_username_callback(SSL_CTX *ctx, SSL_srp_username_cb cb);

/* 0, with the error queued: SRP is not supported. */
int SSL_CTX_set_srp_verify_param_callback(SSL_CTX *ctx, SSL_srp_verify_param_cb cb);

/* Another method for connections to come. */
int SSL_CTX_set_ssl_version(SSL_CTX *ctx, const SSL_METHOD *meth);

/* Makes the cookie of a HelloRetryRequest (SSL_stateless(3)). */
void SSL_CTX_set_stateless_cookie_generate_cb(SSL_CTX *ctx,
    SSL_stateless_cookie_generate_cb gen_stateless_cookie_cb);

/* Checks the cookie of a HelloRetryRequest (SSL_stateless(3)). */
void SSL_CTX_set_stateless_cookie_verify_cb(SSL_CTX *ctx,
    SSL_stateless_cookie_verify_cb verify_stateless_cookie_cb);

/* Sets how long sessions last, in seconds; gives the old value. */
long SSL_CTX_set_timeout(SSL_CTX *ctx, long t);

/* Called to set up cipher and MAC of a ticket. It goes before the form with an HMAC_CTX (SSL_CTX_set_tlsext_ticket_key_cb): 1.
 */
int SSL_CTX_set_tlsext_ticket_key_evp_cb(SSL_CTX *ctx, SSL_ticket_key_evp_cb fp);

/* Called when a server makes a Diffie-Hellman share and no parameters are set. The parameters that it answers stay its
 * own.
 */
void SSL_CTX_set_tmp_dh_callback(SSL_CTX *ctx, SSL_tmp_dh_cb dh);

/* How the peer's root must be trusted (X509_TRUST_*). */
int SSL_CTX_set_trust(SSL_CTX *ctx, int trust);

/* How the peer is verified (SSL_VERIFY_*), and a callback for each certificate (NULL: none for a
 * context, unchanged for a connection).
 */
void SSL_CTX_set_verify(SSL_CTX *ctx, int mode, SSL_verify_cb callback);

/* How long a chain may be. */
void SSL_CTX_set_verify_depth(SSL_CTX *ctx, int depth);

/* Adds a reference: 1, or 0 for NULL. */
int SSL_CTX_up_ref(SSL_CTX *ctx);

/* Uses a private key, adding a reference. It must belong to a certificate of its kind that is there.
 */
int SSL_CTX_use_PrivateKey(SSL_CTX *ctx, EVP_PKEY *pkey);

/* Uses a private key of the kind pk (EVP_PKEY_*) out of DER. */
int SSL_CTX_use_PrivateKey_ASN1(int pk, SSL_CTX *ctx, const unsigned char *d, long len);

/* Uses the private key of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_CTX_use_PrivateKey_file(SSL_CTX *ctx, const char *file, int type_);

/* Uses an RSA key, adding a reference. */
int SSL_CTX_use_RSAPrivateKey(SSL_CTX *ctx, RSA *rsa);

/* Uses an RSA key out of DER. */
int SSL_CTX_use_RSAPrivateKey_ASN1(SSL_CTX *ctx, const unsigned char *d, long len);

/* Uses the RSA key of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_CTX_use_RSAPrivateKey_file(SSL_CTX *ctx, const char *file, int type_);

/* Uses certificate, key and chain together; what is there already is replaced if override says so.
 */
int SSL_CTX_use_cert_and_key(SSL_CTX *ctx, X509 *x509, EVP_PKEY *privatekey, STACK_OF(X509) *chain,
    int override_);

/* Uses a certificate, adding a reference. */
int SSL_CTX_use_certificate(SSL_CTX *ctx, X509 *x);

/* Uses a certificate out of DER. */
int SSL_CTX_use_certificate_ASN1(SSL_CTX *ctx, int len, const unsigned char *d);

/* Uses a PEM file with the certificate first and those above it behind. */
int SSL_CTX_use_certificate_chain_file(SSL_CTX *ctx, const char *file);

/* Uses the first certificate of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_CTX_use_certificate_file(SSL_CTX *ctx, const char *file, int type_);

/* A server's hint which key to use, of at most 256 bytes; NULL: none. It is copied. */
int SSL_CTX_use_psk_identity_hint(SSL_CTX *ctx, const char *identity_hint);

/* As SSL_CTX_use_serverinfo_ex with SSL_SERVERINFOV1. */
int SSL_CTX_use_serverinfo(SSL_CTX *ctx, const unsigned char *serverinfo, size_t serverinfo_length);

/* Takes extensions in the format version (SSL_SERVERINFOV1 or SSL_SERVERINFOV2) for the
 * current certificate: 1, or 0 with the error queued. They answer a client's empty extension.
 */
int SSL_CTX_use_serverinfo_ex(SSL_CTX *ctx, unsigned int version, const unsigned char *serverinfo,
    size_t serverinfo_length);

/* Takes the extensions of a PEM file for the current certificate: 1, or 0 with the error queued. */
int SSL_CTX_use_serverinfo_file(SSL_CTX *ctx, const char *file);

/* A copy, with the application's data. The copy is in no cache. */
SSL_SESSION *SSL_SESSION_dup(const SSL_SESSION *src);

/* Gives back a reference. NULL is allowed. */
void SSL_SESSION_free(SSL_SESSION *ses);

/* The protocol chosen by ALPN; the session keeps it. NULL and 0: none. */
void SSL_SESSION_get0_alpn_selected(const SSL_SESSION *s, const unsigned char **alpn, size_t *len);

/* The suite. */
const SSL_CIPHER *SSL_SESSION_get0_cipher(const SSL_SESSION *s);

/* The host name of the session; the session keeps it. NULL: none. */
const char *SSL_SESSION_get0_hostname(const SSL_SESSION *s);

/* The name of the service that the session belongs to; the session keeps it. */
const unsigned char *SSL_SESSION_get0_id_context(const SSL_SESSION *s, unsigned int *len);

/* The peer's certificate; the session keeps its reference. NULL: none. */
X509 *SSL_SESSION_get0_peer(SSL_SESSION *s);

/* The raw public key of the session's peer, which stays the session's; NULL: none. */
EVP_PKEY *SSL_SESSION_get0_peer_rpk(SSL_SESSION *s);

/* The ticket, which the session keeps; NULL and 0 without one. */
void SSL_SESSION_get0_ticket(const SSL_SESSION *s, const unsigned char **tick, size_t *len);

/* The data that the application put into the session for its ticket; the session keeps it. */
int SSL_SESSION_get0_ticket_appdata(SSL_SESSION *ss, void **data, size_t *len);

/* The compression method: 0, none. */
unsigned int SSL_SESSION_get_compress_id(const SSL_SESSION *s);

/* The pointer that the application keeps. */
void *SSL_SESSION_get_ex_data(const SSL_SESSION *ss, int idx);

/* The session's ID; the session keeps it. */
const unsigned char *SSL_SESSION_get_id(const SSL_SESSION *s, unsigned int *len);

/* The master secret: the bytes copied, or its length when outlen is 0. */
size_t SSL_SESSION_get_master_key(const SSL_SESSION *sess, unsigned char *out, size_t outlen);

/* Bytes of early data that the session allows. DTLS 1.0 and 1.2 have none: what a file or the application said.
 */
uint32_t SSL_SESSION_get_max_early_data(const SSL_SESSION *s);

/* The code of the maximum fragment length (RFC 6066, 4) that was agreed; 0: none. */
uint8_t SSL_SESSION_get_max_fragment_length(const SSL_SESSION *sess);

/* The version as a number. */
int SSL_SESSION_get_protocol_version(const SSL_SESSION *s);

/* How long the ticket lasts, in seconds; 0: the server did not tell. */
unsigned long SSL_SESSION_get_ticket_lifetime_hint(const SSL_SESSION *s);

/* When the session was made, in seconds since 1970. */
long SSL_SESSION_get_time(const SSL_SESSION *s);

/* How long the session lasts, in seconds. */
long SSL_SESSION_get_timeout(const SSL_SESSION *s);

/* Whether the session came with a ticket, as one from a file may. */
int SSL_SESSION_has_ticket(const SSL_SESSION *s);

/* Whether the session can be resumed. */
int SSL_SESSION_is_resumable(const SSL_SESSION *s);

/* An empty session. */
SSL_SESSION *SSL_SESSION_new(void);

/* Prints a session for people, with its master secret. */
int SSL_SESSION_print(BIO *fp, const SSL_SESSION *ses);

/* Prints a session for people, with its master secret. */
int SSL_SESSION_print_fp(FILE *fp, const SSL_SESSION *ses);

/* Prints session ID and master secret in one line, for programs that decrypt captures. */
int SSL_SESSION_print_keylog(BIO *bp, const SSL_SESSION *x);

/* Sets the protocol chosen by ALPN. */
int SSL_SESSION_set1_alpn_selected(SSL_SESSION *s, const unsigned char *alpn, size_t len);

/* Sets the host name of the session; NULL: none. */
int SSL_SESSION_set1_hostname(SSL_SESSION *s, const char *hostname);

/* Sets the session's ID: at most 32 bytes. */
int SSL_SESSION_set1_id(SSL_SESSION *s, const unsigned char *sid, unsigned int sid_len);

/* Names the service that the session belongs to: at most 32 bytes. */
int SSL_SESSION_set1_id_context(SSL_SESSION *s, const unsigned char *sid_ctx,
    unsigned int sid_ctx_len);

/* Sets the master secret: at most 512 bytes (TLS13_MAX_RESUMPTION_PSK_LENGTH). */
int SSL_SESSION_set1_master_key(SSL_SESSION *sess, const unsigned char *in_, size_t len);

/* Keeps a copy of the application's data for the session's ticket. NULL or length 0: none. */
int SSL_SESSION_set1_ticket_appdata(SSL_SESSION *ss, const void *data, size_t len);

/* Sets the suite. */
int SSL_SESSION_set_cipher(SSL_SESSION *s, const SSL_CIPHER *cipher);

/* Keeps a pointer of the application. */
int SSL_SESSION_set_ex_data(SSL_SESSION *ss, int idx, void *data);

/* Sets how many bytes of early data the session allows. */
int SSL_SESSION_set_max_early_data(SSL_SESSION *s, uint32_t max_early_data);

/* Sets the version. */
int SSL_SESSION_set_protocol_version(SSL_SESSION *s, int version);

/* Sets when the session was made; gives it back. */
long SSL_SESSION_set_time(SSL_SESSION *s, long t);

/* Sets how long the session lasts, in seconds: 1. */
long SSL_SESSION_set_timeout(SSL_SESSION *s, long t);

/* Adds a reference: 1, or 0 for NULL. */
int SSL_SESSION_up_ref(SSL_SESSION *ses);

/* Runs a server's handshake: 1 when it is complete, otherwise see SSL_get_error. */
int SSL_accept(SSL *ssl);

/* Another host name that the peer's certificate may be for. */
int SSL_add1_host(SSL *s, const char *hostname);

/* Adds a certificate's subject to the authorities that either side names. */
int SSL_add1_to_CA_list(SSL *ssl, const X509 *x);

/* Adds a certificate's subject to the authorities that a server names. */
int SSL_add_client_CA(SSL *ssl, X509 *x);

/* Adds the subjects of the certificates in all PEM files of a directory to a stack. */
int SSL_add_dir_cert_subjects_to_stack(STACK_OF(X509_NAME) *stackCAs, const char *dir);

/* Trusts a raw public key, beside those that were added before; the key stays the caller's. 1, or 0 when it cannot be
 * encoded. Unlike OpenSSL this needs no SSL_dane_enable.
 */
int SSL_add_expected_rpk(SSL *s, EVP_PKEY *rpk);

/* Adds the subjects of a PEM file's certificates to a stack. */
int SSL_add_file_cert_subjects_to_stack(STACK_OF(X509_NAME) *stackCAs, const char *file);

/* Nothing: libcrypto has the module that reads the sections from the start. */
void SSL_add_ssl_module(void);

/* Adds the subjects of the certificates behind a store URI to a stack. */
int SSL_add_store_cert_subjects_to_stack(STACK_OF(X509_NAME) *stackCAs, const char *uri);

/* Two letters for an alert, of the value that the info callback gets. */
const char *SSL_alert_desc_string(int value);

/* The name of an alert, of the value that the info callback gets. */
const char *SSL_alert_desc_string_long(int value);

/* A letter for the level of an alert, of the value that the info callback gets. */
const char *SSL_alert_type_string(int value);

/* The level of an alert, of the value that the info callback gets. */
const char *SSL_alert_type_string_long(int value);

/* Buffers are made when they are needed: 1. */
int SSL_alloc_buffers(SSL *ssl);

/* Splits a list from a ClientHello into known suites and signalling values, each a stack that the
 * caller frees.
 */
int SSL_bytes_to_cipher_list(SSL *s, const unsigned char *bytes, size_t len, int isv2format,
    STACK_OF(SSL_CIPHER) **sk, STACK_OF(SSL_CIPHER) **scsvs);

/* Sets a callback of a connection: 1, or 0 for a command that is not known. */
long SSL_callback_ctrl(SSL *ssl, int cmd, SSL_any_cb fp);

/* Forgets all certificates, keys and chains of the connection. */
void SSL_certs_clear(SSL *s);

/* Whether a chain suits the session that is being negotiated: CERT_PKEY_*. For a certificate callback.
 */
int SSL_check_chain(SSL *s, X509 *x, EVP_PKEY *pk, STACK_OF(X509) *chain);

/* Whether certificate and key of the current slot are there and belong together. */
int SSL_check_private_key(const SSL *ctx);

/* Makes the connection ready for another peer, with the same settings and BIOs. */
int SSL_clear(SSL *s);

/* Takes options away; gives all that are still set. */
uint64_t SSL_clear_options(SSL *s, uint64_t op);

/* The suites, two bytes each: their length. */
size_t SSL_client_hello_get0_ciphers(SSL *s, const unsigned char **out);

/* The compression methods: their number. */
size_t SSL_client_hello_get0_compression_methods(SSL *s, const unsigned char **out);

/* The body of an extension: 1, or 0 when the hello does not have it. */
int SSL_client_hello_get0_ext(SSL *s, unsigned int type_, const unsigned char **out,
    size_t *outlen);

/* The version field. */
unsigned int SSL_client_hello_get0_legacy_version(SSL *s);

/* The random: its length. */
size_t SSL_client_hello_get0_random(SSL *s, const unsigned char **out);

/* The session ID: its length. */
size_t SSL_client_hello_get0_session_id(SSL *s, const unsigned char **out);

/* The types of all extensions, in memory that the caller frees with OPENSSL_free. */
int SSL_client_hello_get1_extensions_present(SSL *s, int **out, size_t *outlen);

/* Whether the hello has SSLv2's form: never. */
int SSL_client_hello_isv2(SSL *s);

/* The version in the ClientHello. */
int SSL_client_version(const SSL *s);

/* Sets a connection up as the configuration file's section name says (config(5), SSL
 * Configuration Module). 1, or 0 with the errors queued.
 */
int SSL_config(SSL *s, const char *name);

/* Runs a client's handshake: 1 when it is complete, otherwise see SSL_get_error. */
int SSL_connect(SSL *ssl);

/* Takes over session, certificates and session ID context of another connection. */
int SSL_copy_session_id(SSL *to, const SSL *from);

/* Whether timestamps are judged. */
int SSL_ct_is_enabled(const SSL *s);

/* Runs a command on a connection; the result is the command's, 0 for one that is not known. */
long SSL_ctrl(SSL *ssl, int cmd, long larg, void *parg);

/* Takes flags away; gives those before. */
unsigned long SSL_dane_clear_flags(SSL *ssl, unsigned long flags);

/* Begins with DANE for the TLSA base domain: 1; 0 when it is not allowed or was begun, -1 when the
 * domain cannot be set; the error is queued.
 */
int SSL_dane_enable(SSL *s, const char *basedomain);

/* Adds flags (DANE_FLAG_*); gives those before. */
unsigned long SSL_dane_set_flags(SSL *ssl, unsigned long flags);

/* Adds a TLSA record, which is copied: 1; 0 when it cannot be used, -1 before SSL_dane_enable or
 * without memory; the error is queued.
 */
int SSL_dane_tlsa_add(SSL *s, uint8_t usage, uint8_t selector, uint8_t mtype,
    const unsigned char *data, size_t dlen);

/* Runs the handshake: 1 when it is complete, otherwise see SSL_get_error. */
int SSL_do_handshake(SSL *s);

/* A copy of a stack of names. */
STACK_OF(X509_NAME) *SSL_dup_CA_list(const STACK_OF(X509_NAME) *sk);

/* Has timestamps checked (SSL_CT_VALIDATION_PERMISSIVE, SSL_CT_VALIDATION_STRICT): 1, or 0 with the error queued.
 */
int SSL_enable_ct(SSL *s, int validation_mode);

/* Keying material for another protocol (RFC 5705): 1; 0 when nothing is asked for or it failed; -1 before the handshake is
 * complete, and for a label that belongs to the protocol.
 */
int SSL_export_keying_material(SSL *s, unsigned char *out, size_t olen, const char *label,
    size_t llen, const unsigned char *context, size_t contextlen, int use_context);

/* Keys out of the secret of early data: 0, since there is none. */
int SSL_export_keying_material_early(SSL *s, unsigned char *out, size_t olen, const char *label,
    size_t llen, const unsigned char *context, size_t contextlen);

/* Whether a type belongs to the library: the types that OpenSSL 3.0 names. */
int SSL_extension_supported(unsigned int ext_type);

/* Gives back a reference; with the last one go the BIOs. NULL is allowed. */
void SSL_free(SSL *ssl);

/* Whether no data waits in a buffer, so that none is held: 1, otherwise 0. */
int SSL_free_buffers(SSL *ssl);

/* The authorities that either side names; the object keeps the stack. */
const STACK_OF(X509_NAME) *SSL_get0_CA_list(const SSL *s);

/* The protocol chosen by ALPN; NULL and 0: none. The connection keeps it. */
void SSL_get0_alpn_selected(const SSL *ssl, const unsigned char **data, unsigned int *len);

/* The list set by SSL_set1_client_cert_type, which stays the library's; NULL and 0: none. 1 on success.
 */
int SSL_get0_client_cert_type(const SSL *ssl, unsigned char **t, size_t *len);

/* What X509_STORE_CTX_set0_dane takes; NULL before SSL_dane_enable. It is the connection's. */
SSL_DANE *SSL_get0_dane(SSL *ssl);

/* What matched, the connection's to keep: a certificate, or a key that stands in a record. The depth
 * in the chain, or -1.
 */
int SSL_get0_dane_authority(SSL *s, X509 **mcert, EVP_PKEY **mspki);

/* The record that matched; its data are the connection's. The depth in the chain, or -1. */
int SSL_get0_dane_tlsa(SSL *s, uint8_t *usage, uint8_t *selector, uint8_t *mtype,
    const unsigned char **data, size_t *dlen);

/* The protocol of the Next Protocol Negotiation, which is not used: NULL and 0. */
void SSL_get0_next_proto_negotiated(const SSL *s, const unsigned char **data, unsigned int *len);

/* The parameters of verification, still the object's own. */
X509_VERIFY_PARAM *SSL_get0_param(SSL *ssl);

/* The authorities that the peer named; the connection keeps the stack. */
const STACK_OF(X509_NAME) *SSL_get0_peer_CA_list(const SSL *s);

/* The peer's certificate; the connection keeps its reference. NULL: none. */
X509 *SSL_get0_peer_certificate(const SSL *s);

/* The peer's raw public key, which stays the connection's; NULL when it showed a certificate or nothing.
 */
EVP_PKEY *SSL_get0_peer_rpk(const SSL *s);

/* The timestamps that came with the server's certificate, which stay the connection's; NULL: none.
 */
const STACK_OF(SCT) *SSL_get0_peer_scts(SSL *s);

/* The name in the peer's certificate that matched; NULL when none was asked for. */
const char *SSL_get0_peername(SSL *s);

/* The callback's last argument. */
void *SSL_get0_security_ex_data(const SSL *s);

/* The list set by SSL_set1_server_cert_type, which stays the library's; NULL and 0: none. 1 on success.
 */
int SSL_get0_server_cert_type(const SSL *ssl, unsigned char **t, size_t *len);

/* The peer's chain as it was verified; the connection keeps the stack. NULL: not verified. */
STACK_OF(X509) *SSL_get0_verified_chain(const SSL *s);

/* The peer's certificate with a reference for the caller; NULL: none. */
X509 *SSL_get1_peer_certificate(const SSL *s);

/* The session with a reference for the caller. */
SSL_SESSION *SSL_get1_session(SSL *ssl);

/* The suites that a client would offer: those that versions, security policy, signature algorithms
 * and (for pre-shared keys) callbacks allow. The caller frees the stack; NULL when there is none.
 */
STACK_OF(SSL_CIPHER) *SSL_get1_supported_ciphers(SSL *s);

/* The context; the connection keeps its reference. */
SSL_CTX *SSL_get_SSL_CTX(const SSL *ssl);

/* The descriptors of asynchronous jobs: none. */
int SSL_get_all_async_fds(SSL *s, int *fds, size_t *numfds);

/* What the running job's engine said. No job runs: 0. */
int SSL_get_async_status(SSL *s, int *status);

/* The current slot's certificate; the object keeps its reference. */
X509 *SSL_get_certificate(const SSL *ssl);

/* The descriptors that the running job waits for. No job runs: 0. */
int SSL_get_changed_async_fds(SSL *s, int *addfd, size_t *numaddfds, int *delfd, size_t *numdelfds);

/* The name of the suite at place n; NULL behind the last. */
const char *SSL_get_cipher_list(const SSL *s, int n);

/* The suites, best first; the connection keeps the stack. */
STACK_OF(SSL_CIPHER) *SSL_get_ciphers(const SSL *s);

/* On a server the authorities that it names; on a client those that the server named. The
 * connection keeps the stack.
 */
STACK_OF(X509_NAME) *SSL_get_client_CA_list(const SSL *s);

/* The known suites that the client offered; the connection keeps the stack. NULL on a client. */
STACK_OF(SSL_CIPHER) *SSL_get_client_ciphers(const SSL *s);

/* The client's random: the bytes copied, or the length when outlen is 0. */
size_t SSL_get_client_random(const SSL *ssl, unsigned char *out, size_t outlen);

/* The suite in use; NULL before it is chosen. */
const SSL_CIPHER *SSL_get_current_cipher(const SSL *s);

/* Compression is not used: NULL. */
const COMP_METHOD *SSL_get_current_compression(const SSL *s);

/* Compression is not used: NULL. */
const COMP_METHOD *SSL_get_current_expansion(const SSL *s);

/* The callback that gives the password. */
pem_password_cb *SSL_get_default_passwd_cb(SSL *s);

/* The last argument of the password callback. */
void *SSL_get_default_passwd_cb_userdata(SSL *s);

/* The time that sessions last when nothing else is said, in seconds. */
long SSL_get_default_timeout(const SSL *s);

/* What became of early data: none was sent. */
int SSL_get_early_data_status(const SSL *s);

/* Why the last operation on this thread gave ret_code: by that value, the error queue, and the
 * flags of the BIOs.
 */
int SSL_get_error(const SSL *s, int ret_code);

/* The pointer that the application keeps. */
void *SSL_get_ex_data(const SSL *ssl, int idx);

/* The index under which an X509_STORE_CTX leads to its SSL, for verify callbacks. */
int SSL_get_ex_data_X509_STORE_CTX_idx(void);

/* The descriptor of the BIO for reading; -1 when it has none. */
int SSL_get_fd(const SSL *s);

/* The verify data of our own Finished message: its length; at most count bytes are copied. */
size_t SSL_get_finished(const SSL *s, void *buf, size_t count);

/* The connection's own callback for states and alerts. */
SSL_info_cb SSL_get_info_callback(const SSL *ssl);

/* The key update that is under way: SSL_KEY_UPDATE_NONE, which only version 1.3 can change. */
int SSL_get_key_update_type(const SSL *s);

/* How much early data a server allows, in bytes. */
uint32_t SSL_get_max_early_data(const SSL *ssl);

/* The form of the client's certificate that was agreed on (TLSEXT_cert_type_*). */
int SSL_get_negotiated_client_cert_type(const SSL *ssl);

/* The form of the server's certificate that was agreed on (TLSEXT_cert_type_*). */
int SSL_get_negotiated_server_cert_type(const SSL *ssl);

/* How many tickets a server of version 1.3 sends after a full handshake. */
size_t SSL_get_num_tickets(const SSL *s);

/* The options (SSL_OP_*). */
uint64_t SSL_get_options(const SSL *s);

/* The peer's chain as it sent it; on a server without the client's own certificate. The connection
 * keeps the stack.
 */
STACK_OF(X509) *SSL_get_peer_cert_chain(const SSL *s);

/* The verify data of the peer's Finished message: its length; at most count bytes are copied. */
size_t SSL_get_peer_finished(const SSL *s, void *buf, size_t count);

/* The kind of signature that the peer made, as a NID: 1, or 0 when there was none. */
int SSL_get_peer_signature_type_nid(const SSL *s, int *pnid);

/* The suite being negotiated, or else the one in use. */
const SSL_CIPHER *SSL_get_pending_cipher(const SSL *s);

/* The current slot's private key; the object keeps its reference. */
EVP_PKEY *SSL_get_privatekey(const SSL *ssl);

/* The identity of the key of the last handshake; NULL: it had none. The connection keeps the text, until its next handshake.
 */
const char *SSL_get_psk_identity(const SSL *s);

/* The server's hint of the last handshake; NULL: it gave none. The connection keeps the text, until its next handshake.
 */
const char *SSL_get_psk_identity_hint(const SSL *s);

/* Whether SSL_shutdown sends nothing. */
int SSL_get_quiet_shutdown(const SSL *ssl);

/* The BIO for reading; the connection keeps its reference. */
BIO *SSL_get_rbio(const SSL *s);

/* Reading ahead: datagrams are read whole, whatever it is. */
int SSL_get_read_ahead(const SSL *s);

/* The argument of the callback for padding. */
void *SSL_get_record_padding_callback_arg(const SSL *ssl);

/* How much early data a server takes in, in bytes. */
uint32_t SSL_get_recv_max_early_data(const SSL *ssl);

/* The descriptor of the BIO for reading; -1 when it has none. */
int SSL_get_rfd(const SSL *s);

/* The callback; without one that was set, a function with the rules of the levels. */
SSL_security_cb SSL_get_security_callback(const SSL *s);

/* The security level, 0 to 5. */
int SSL_get_security_level(const SSL *s);

/* The server's random: the bytes copied, or the length when outlen is 0. */
size_t SSL_get_server_random(const SSL *ssl, unsigned char *out, size_t outlen);

/* The name that the client asked for (on a server: NULL when none); NULL for other types. */
const char *SSL_get_servername(const SSL *s, int type_);

/* The type of the name that the client asked for; -1: none. */
int SSL_get_servername_type(const SSL *s);

/* The session; the connection keeps its reference. NULL before the handshake is complete. */
SSL_SESSION *SSL_get_session(const SSL *ssl);

/* The suites that both sides have in the client's order, as names separated by colons, into buf of size bytes. NULL
 * on a client, or when there are none.
 */
char *SSL_get_shared_ciphers(const SSL *s, char *buf, int size);

/* As SSL_get_sigalgs, of those that both sides have; with idx -1 0. */
int SSL_get_shared_sigalgs(SSL *s, int idx, int *psign, int *phash, int *psignandhash,
    unsigned char *rsig, unsigned char *rhash);

/* Which close_notify alerts have gone (1) and come (2). */
int SSL_get_shutdown(const SSL *ssl);

/* The peer's signature algorithm at place idx, as NIDs and as on the wire; gives their number.
 * With idx -1 only the number.
 */
int SSL_get_sigalgs(SSL *s, int idx, int *psign, int *phash, int *psignandhash, unsigned char *rsig,
    unsigned char *rhash);

/* The kind of signature that we made, as a NID: 1, or 0 when there was none. */
int SSL_get_signature_type_nid(const SSL *s, int *pnid);

/* NULL: no handshake used SRP. */
BIGNUM *SSL_get_srp_N(SSL *s);

/* NULL: no handshake used SRP. */
BIGNUM *SSL_get_srp_g(SSL *s);

/* NULL: no handshake used SRP. */
char *SSL_get_srp_userinfo(SSL *s);

/* NULL: no handshake used SRP. */
char *SSL_get_srp_username(SSL *s);

/* The connection's method. */
const SSL_METHOD *SSL_get_ssl_method(const SSL *s);

/* The state of the handshake. */
OSSL_HANDSHAKE_STATE SSL_get_state(const SSL *ssl);

/* The callback for each certificate. */
SSL_verify_cb SSL_get_verify_callback(const SSL *s);

/* How long a chain may be; -1: no limit was set. */
int SSL_get_verify_depth(const SSL *s);

/* How the peer is verified. */
int SSL_get_verify_mode(const SSL *s);

/* The result of the verification (X509_V_*). */
long SSL_get_verify_result(const SSL *ssl);

/* The name of the version in use. */
const char *SSL_get_version(const SSL *ssl);

/* The BIO for writing; the connection keeps its reference. */
BIO *SSL_get_wbio(const SSL *s);

/* The descriptor of the BIO for writing; -1 when it has none. */
int SSL_get_wfd(const SSL *s);

/* The name of a group, by its number on the wire or NID; NULL: unknown. */
const char *SSL_group_to_name(SSL *s, int id);

/* Whether a session with this ID is in the cache. */
int SSL_has_matching_session_id(const SSL *s, const unsigned char *id, unsigned int id_len);

/* Whether anything waits that was read from the BIO, decrypted or not. */
int SSL_has_pending(const SSL *s);

/* Whether no handshake has begun. */
int SSL_in_before(const SSL *s);

/* Whether a handshake is running or still to come. */
int SSL_in_init(const SSL *s);

/* Whether the connection speaks DTLS: always. */
int SSL_is_dtls(const SSL *s);

/* Whether the handshake is complete. */
int SSL_is_init_finished(const SSL *s);

/* Whether the connection is a server's. */
int SSL_is_server(const SSL *s);

/* Asks for new keys, which only version 1.3 can: 0, with the error queued. */
int SSL_key_update(SSL *s, int updatetype);

/* The subjects of a PEM file's certificates, without doubles, as a stack that the caller frees. */
STACK_OF(X509_NAME) *SSL_load_client_CA_file(const char *file);

/* As SSL_load_client_CA_file; the library context and property query are libcrypto's defaults. */
STACK_OF(X509_NAME) *SSL_load_client_CA_file_ex(const char *file, OSSL_LIB_CTX *libctx,
    const char *propq);

/* A new connection with the context's settings, which SSL_free gives back. */
SSL *SSL_new(SSL_CTX *ctx);

/* Sends another ticket of version 1.3: 0 in older versions. */
int SSL_new_session_ticket(SSL *ssl);

/* As SSL_read, leaving the data for the next call. */
int SSL_peek(SSL *ssl, void *buf, int num);

/* As SSL_peek: 1 with the count, or 0. */
int SSL_peek_ex(SSL *ssl, void *buf, size_t num, size_t *readbytes);

/* Decrypted bytes that a reading call would give at once. */
int SSL_pending(const SSL *s);

/* Reads application data: how many bytes. What does not fit stays for the next call. */
int SSL_read(SSL *ssl, void *buf, int num);

/* A server's early data. There is none, so the handshake is completed, once: SSL_READ_EARLY_DATA_FINISH, or
 * SSL_READ_EARLY_DATA_ERROR while it is not, and when it was finished or begun by another call.
 */
int SSL_read_early_data(SSL *s, void *buf, size_t num, size_t *readbytes);

/* As SSL_read: 1 with the count, or 0. */
int SSL_read_ex(SSL *ssl, void *buf, size_t num, size_t *readbytes);

/* Starts a renegotiation, which the next call that drives the connection carries on: 1, or 0 with
 * the error queued.
 */
int SSL_renegotiate(SSL *s);

/* As SSL_renegotiate, offering to resume the session. */
int SSL_renegotiate_abbreviated(SSL *s);

/* Whether a renegotiation has begun and is not complete. */
int SSL_renegotiate_pending(const SSL *s);

/* How far the next record has been read: datagrams are read whole. */
const char *SSL_rstate_string(const SSL *s);

/* How far the next record has been read: datagrams are read whole. */
const char *SSL_rstate_string_long(const SSL *s);

/* Chooses the first of the server's protocols that the client has too (1), or else the client's
 * first (2).
 */
int SSL_select_next_proto(unsigned char **out, unsigned char *outlen, const unsigned char *in_,
    unsigned int inlen, const unsigned char *client, unsigned int client_len);

/* Where the kernel encrypts a stream. Never in DTLS: -1, with the error queued. */
ptrdiff_t SSL_sendfile(SSL *s, int fd, off_t offset, size_t size, int flags);

/* Whether the session was resumed. */
int SSL_session_reused(const SSL *s);

/* The authorities that either side names; the stack passes to the object. */
void SSL_set0_CA_list(SSL *s, STACK_OF(X509_NAME) *name_list);

/* Sets the BIO for reading, taking over a reference. */
void SSL_set0_rbio(SSL *s, BIO *rbio);

/* Sets the callback's last argument, which stays the application's. */
void SSL_set0_security_ex_data(SSL *s, void *ex);

/* Sets the group of Diffie-Hellman shares: 1, and the parameters belong to the library; 0 with an error when they are not
 * of Diffie-Hellman or too weak for the security level, and they stay the caller's.
 */
int SSL_set0_tmp_dh_pkey(SSL *s, EVP_PKEY *dhpkey);

/* Sets the BIO for writing, taking over a reference. */
void SSL_set0_wbio(SSL *s, BIO *wbio);

/* The forms of the client's certificate, best first (TLSEXT_cert_type_*); NULL: only certificates, and nothing is said.
 * 1, or 0 for a list with other forms or one twice.
 */
int SSL_set1_client_cert_type(SSL *ssl, const unsigned char *val, size_t len);

/* The host name that the peer's certificate must be for; NULL or "": any. */
int SSL_set1_host(SSL *s, const char *hostname);

/* Copies what is set in vpm to the parameters of verification. */
int SSL_set1_param(SSL *ssl, X509_VERIFY_PARAM *vpm);

/* The forms of the server's certificate, best first (TLSEXT_cert_type_*); NULL: only certificates, and nothing is said.
 * 1, or 0 for a list with other forms or one twice.
 */
int SSL_set1_server_cert_type(SSL *ssl, const unsigned char *val, size_t len);

/* Another context: its certificates and callbacks are used from now on (NULL: the first one's). */
SSL_CTX *SSL_set_SSL_CTX(SSL *ssl, SSL_CTX *ctx);

/* The connection will be a server. */
void SSL_set_accept_state(SSL *s);

/* Called before a server accepts early data. */
void SSL_set_allow_early_data_cb(SSL *ssl, SSL_allow_early_data_cb_fn cb, void *arg);

/* The protocols that a client offers, each behind its length. 0 on success, not 1. */
int SSL_set_alpn_protos(SSL *ssl, const unsigned char *protos, unsigned int protos_len);

/* Called when an asynchronous job goes on; kept, since no job is started: 1. */
int SSL_set_async_callback(SSL *s, SSL_async_callback_fn callback);

/* The argument of the callback for asynchronous jobs: 1. */
int SSL_set_async_callback_arg(SSL *s, void *arg);

/* Sets both BIOs; the connection takes over the references that the caller gives: one when both
 * are the same BIO, and only those that are new.
 */
void SSL_set_bio(SSL *s, BIO *rbio, BIO *wbio);

/* Pads records of version 1.3 to a multiple of so many bytes (at most 2^14; 0 and 1: not at all). 1, or 0.
 */
int SSL_set_block_padding(SSL *ssl, size_t block_size);

/* Called when an own certificate is about to be chosen; it may set one, or say "not yet". */
void SSL_set_cert_cb(SSL *s, SSL_cert_cb cb, void *arg);

/* Sets the suites of DTLS 1.0 and 1.2 by a cipher string (openssl-ciphers(1)). */
int SSL_set_cipher_list(SSL *s, const char *str);

/* Sets the suites of DTLS 1.3: names separated by colons. */
int SSL_set_ciphersuites(SSL *s, const char *str);

/* The authorities that a server names to its clients; the stack passes to the object. */
void SSL_set_client_CA_list(SSL *s, STACK_OF(X509_NAME) *name_list);

/* The connection will be a client. */
void SSL_set_connect_state(SSL *s);

/* Has a callback judge timestamps (NULL: nobody does): 1, or 0 with the error queued. */
int SSL_set_ct_validation_callback(SSL *s, ssl_ct_validation_cb callback, void *arg);

/* Nothing: kept for old programs. */
void SSL_set_debug(SSL *s, int debug);

/* The callback that gives the password of an encrypted key (NULL: it is asked for on the terminal).
 */
void SSL_set_default_passwd_cb(SSL *s, pem_password_cb *cb);

/* The last argument of the password callback. */
void SSL_set_default_passwd_cb_userdata(SSL *s, void *u);

/* The length of read buffers. Datagrams are read whole, whatever it is. */
void SSL_set_default_read_buffer_len(SSL *s, size_t len);

/* Keeps a pointer of the application. */
int SSL_set_ex_data(SSL *ssl, int idx, void *data);

/* Puts a socket BIO over fd for both directions. fd stays the caller's. */
int SSL_set_fd(SSL *s, int fd);

/* As SSL_CTX_set_generate_session_id, for one connection: 1. */
int SSL_set_generate_session_id(SSL *ssl, GEN_SESSION_CB cb);

/* How host names are compared (X509_CHECK_FLAG_*). */
void SSL_set_hostflags(SSL *s, unsigned int flags);

/* Called with states and alerts. */
void SSL_set_info_callback(SSL *ssl, SSL_info_cb cb);

/* How much early data a server allows, in bytes: 1. */
int SSL_set_max_early_data(SSL *ssl, uint32_t max_early_data);

/* Called with each message and record header. */
void SSL_set_msg_callback(SSL *ssl, SSL_msg_cb cb);

/* As SSL_CTX_set_not_resumable_session_callback, for one connection. */
void SSL_set_not_resumable_session_callback(SSL *ssl, SSL_not_resumable_cb cb);

/* How many tickets a server of version 1.3 sends after a full handshake. */
int SSL_set_num_tickets(SSL *s, size_t num_tickets);

/* Adds options; gives all that are set then. */
uint64_t SSL_set_options(SSL *s, uint64_t op);

/* Whether a client of version 1.3 answers requests for its certificate after the handshake. */
void SSL_set_post_handshake_auth(SSL *ssl, int val);

/* Called when a client needs an identity and its key. Without it the suites with pre-shared keys are not used.
 */
void SSL_set_psk_client_callback(SSL *ssl, SSL_psk_client_cb_func cb);

/* Called when a server needs the session of a pre-shared key of version 1.3. */
void SSL_set_psk_find_session_callback(SSL *ssl, SSL_psk_find_session_cb_func cb);

/* Called when a server needs the key of an identity. Without it the suites with pre-shared keys are not used.
 */
void SSL_set_psk_server_callback(SSL *ssl, SSL_psk_server_cb_func cb);

/* Called when a client may offer a pre-shared key of version 1.3. */
void SSL_set_psk_use_session_callback(SSL *ssl, SSL_psk_use_session_cb_func cb);

/* What the peer's certificate must be for (X509_PURPOSE_*). */
int SSL_set_purpose(SSL *s, int purpose);

/* Makes SSL_shutdown send nothing. */
void SSL_set_quiet_shutdown(SSL *ssl, int mode);

/* Reading ahead: datagrams are read whole, whatever it is. */
void SSL_set_read_ahead(SSL *s, int yes);

/* Called for the padding of each record of version 1.3: 1. */
int SSL_set_record_padding_callback(SSL *ssl, SSL_record_padding_cb cb);

/* The argument of the callback for padding. */
void SSL_set_record_padding_callback_arg(SSL *ssl, void *arg);

/* How much early data a server takes in, in bytes: 1. */
int SSL_set_recv_max_early_data(SSL *ssl, uint32_t recv_max_early_data);

/* Puts a socket BIO over fd for reading, or shares the writing one when it has the same fd. */
int SSL_set_rfd(SSL *s, int fd);

/* Sets the callback that decides what is secure enough. */
void SSL_set_security_callback(SSL *s, SSL_security_cb cb);

/* Sets the security level. */
void SSL_set_security_level(SSL *s, int level);

/* The session that a client offers to resume; a reference is added. NULL: none. */
int SSL_set_session(SSL *to, SSL_SESSION *session);

/* Names the service whose sessions these are: at most 32 bytes. */
int SSL_set_session_id_context(SSL *ssl, const unsigned char *sid_ctx, unsigned int sid_ctx_len);

/* Sets which close_notify alerts count as gone (1) and come (2). */
void SSL_set_shutdown(SSL *ssl, int mode);

/* -1, with the error queued: SRP is not supported. */
int SSL_set_srp_server_param(SSL *s, const BIGNUM *N, const BIGNUM *g, BIGNUM *sa, BIGNUM *v,
    char *info);

/* -1, with the error queued: SRP is not supported. */
int SSL_set_srp_server_param_pw(SSL *s, const char *user, const char *pass, const char *grp);

/* Another method, before the handshake. */
int SSL_set_ssl_method(SSL *s, const SSL_METHOD *method);

/* Called when a server makes a Diffie-Hellman share and no parameters are set. The parameters that it answers stay its
 * own.
 */
void SSL_set_tmp_dh_callback(SSL *ssl, SSL_tmp_dh_cb dh);

/* How the peer's root must be trusted (X509_TRUST_*). */
int SSL_set_trust(SSL *s, int trust);

/* How the peer is verified (SSL_VERIFY_*), and a callback for each certificate (NULL: none for a
 * context, unchanged for a connection).
 */
void SSL_set_verify(SSL *s, int mode, SSL_verify_cb callback);

/* How long a chain may be. */
void SSL_set_verify_depth(SSL *s, int depth);

/* Replaces the result of the verification. */
void SSL_set_verify_result(SSL *ssl, long v);

/* Puts a socket BIO over fd for writing, or shares the reading one when it has the same fd. */
int SSL_set_wfd(SSL *s, int fd);

/* Sends close_notify (0), and called again waits for the peer's (1). */
int SSL_shutdown(SSL *s);

/* A short name of the state. */
const char *SSL_state_string(const SSL *s);

/* A long name of the state. */
const char *SSL_state_string_long(const SSL *s);

/* Answers a first hello of version 1.3 with a cookie. Older versions have DTLSv1_listen: here a
 * handshake starts, and the result is -1 (SSL_stateless(3)).
 */
int SSL_stateless(SSL *s);

/* A message callback (SSL_set_msg_callback) that describes each message on the BIO arg. */
void SSL_trace(int write_p, int version, int content_type, const void *buf, size_t len, SSL *ssl,
    void *arg);

/* Adds a reference: 1, or 0 for NULL. */
int SSL_up_ref(SSL *s);

/* Uses a private key, adding a reference. It must belong to a certificate of its kind that is there.
 */
int SSL_use_PrivateKey(SSL *ssl, EVP_PKEY *pkey);

/* Uses a private key of the kind pk (EVP_PKEY_*) out of DER. */
int SSL_use_PrivateKey_ASN1(int pk, SSL *ssl, const unsigned char *d, long len);

/* Uses the private key of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_use_PrivateKey_file(SSL *ssl, const char *file, int type_);

/* Uses an RSA key, adding a reference. */
int SSL_use_RSAPrivateKey(SSL *ssl, RSA *rsa);

/* Uses an RSA key out of DER. */
int SSL_use_RSAPrivateKey_ASN1(SSL *ssl, const unsigned char *d, long len);

/* Uses the RSA key of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_use_RSAPrivateKey_file(SSL *ssl, const char *file, int type_);

/* Uses certificate, key and chain together; what is there already is replaced if override says so.
 */
int SSL_use_cert_and_key(SSL *ssl, X509 *x509, EVP_PKEY *privatekey, STACK_OF(X509) *chain,
    int override_);

/* Uses a certificate, adding a reference. */
int SSL_use_certificate(SSL *ssl, X509 *x);

/* Uses a certificate out of DER. */
int SSL_use_certificate_ASN1(SSL *ssl, const unsigned char *d, int len);

/* Uses a PEM file with the certificate first and those above it behind. */
int SSL_use_certificate_chain_file(SSL *ssl, const char *file);

/* Uses the first certificate of a file (SSL_FILETYPE_PEM or SSL_FILETYPE_ASN1). */
int SSL_use_certificate_file(SSL *ssl, const char *file, int type_);

/* A server's hint which key to use, of at most 256 bytes; NULL: none. It is copied. */
int SSL_use_psk_identity_hint(SSL *s, const char *identity_hint);

/* Asks a client of version 1.3 for its certificate. 0, with the error queued, in older versions. */
int SSL_verify_client_post_handshake(SSL *ssl);

/* The version in use as a number (DTLS1_2_VERSION ...). */
int SSL_version(const SSL *ssl);

/* Whether the connection waits for an asynchronous job: never. */
int SSL_waiting_for_async(SSL *s);

/* What the last operation waits for (SSL_NOTHING, SSL_READING ...). */
int SSL_want(const SSL *s);

/* Sends application data as one record, at most 16384 bytes: how many bytes it carried. */
int SSL_write(SSL *ssl, const void *buf, int num);

/* A client's early data, which no session allows: 0, with the error queued. A server that has finished
 * SSL_read_early_data writes its data with it: 1, or 0 as SSL_write_ex.
 */
int SSL_write_early_data(SSL *s, const void *buf, size_t num, size_t *written);

/* As SSL_write: 1 with the count, or 0. */
int SSL_write_ex(SSL *s, const void *buf, size_t num, size_t *written);

/* TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLS_client_method(void);

/* TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLS_method(void);

/* TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLS_server_method(void);

/* TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_1_client_method(void);

/* TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_1_method(void);

/* TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_1_server_method(void);

/* TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_2_client_method(void);

/* TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_2_method(void);

/* TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_2_server_method(void);

/* TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_client_method(void);

/* TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_method(void);

/* TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
 * handshake fails.
 */
const SSL_METHOD *TLSv1_server_method(void);

/* Decodes a session, into *a when there is one. */
SSL_SESSION *d2i_SSL_SESSION(SSL_SESSION **a, const unsigned char **pp, long length);

/* Encodes a session, with its master secret: the length of the DER form, 0 for a session without a cipher.
 */
int i2d_SSL_SESSION(const SSL_SESSION *in_, unsigned char **pp);

#ifdef __cplusplus
}
#endif

/* The listening call takes a BIO_ADDR, and as programs of the 1.0 era give it a sockaddr; the
 * address written is never longer than that of its family. A cookie callback of that era has no
 * const. */
#define DTLSv1_listen(s, client) DTLSv1_listen((s), (BIO_ADDR *)(client))
#define SSL_CTX_set_cookie_verify_cb(ctx, cb) \
    SSL_CTX_set_cookie_verify_cb( \
        (ctx), (int (*)(SSL *, const unsigned char *, unsigned int))(cb))

#endif
