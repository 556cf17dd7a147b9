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

@PROTOTYPES@

/* The listening call takes a BIO_ADDR, and as programs of the 1.0 era give it a sockaddr; the
 * address written is never longer than that of its family. A cookie callback of that era has no
 * const. */
#define DTLSv1_listen(s, client) DTLSv1_listen((s), (BIO_ADDR *)(client))
#define SSL_CTX_set_cookie_verify_cb(ctx, cb) \
    SSL_CTX_set_cookie_verify_cb( \
        (ctx), (int (*)(SSL *, const unsigned char *, unsigned int))(cb))

#endif
