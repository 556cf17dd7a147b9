/* Contexts and connections as the flags describe them. */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/srtp.h>
#include <openssl/x509_vfy.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shim.h"

struct state *state_of(const SSL *ssl) {
    return SSL_get_app_data(ssl);
}

/* --- certificates ------------------------------------------------------------------------------ */

static int use_certificate(SSL *ssl) {
    const struct config *config = state_of(ssl)->config;
    if (config->cert_file && SSL_use_certificate_chain_file(ssl, config->cert_file) != 1) {
        return 0;
    }
    return !config->key_file ||
           SSL_use_PrivateKey_file(ssl, config->key_file, SSL_FILETYPE_PEM) == 1;
}

static int certificate_callback(SSL *ssl, void *arg) {
    struct state *state = state_of(ssl);
    (void)arg;
    if (state->config->fail_cert_callback) {
        return 0;
    }
    if (!state->config->async || state->config->use_early_callback) {
        return 1;
    }
    if (!state->cert_ready) {
        return -1;
    }
    return use_certificate(ssl);
}

static int client_certificate_callback(SSL *ssl, X509 **x509, EVP_PKEY **pkey) {
    struct state *state = state_of(ssl);
    if (state->config->async && !state->cert_ready) {
        return -1;
    }
    if (!state->config->cert_file) {
        return 0;
    }
    BIO *certificate = BIO_new_file(state->config->cert_file, "r");
    BIO *key = BIO_new_file(state->config->key_file, "r");
    *x509 = certificate ? PEM_read_bio_X509(certificate, NULL, NULL, NULL) : NULL;
    *pkey = key ? PEM_read_bio_PrivateKey(key, NULL, NULL, NULL) : NULL;
    BIO_free(certificate);
    BIO_free(key);
    return *x509 && *pkey ? 1 : -1;
}

static int verify_callback(X509_STORE_CTX *store, void *arg) {
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    struct state *state = state_of(ssl);
    const struct config *config = state->config;
    (void)arg;
    if (state->verified) {
        fprintf(stderr, "the chain is verified twice\n");
        return 0;
    }
    if (config->use_custom_verify_callback && config->async && !state->verify_ready) {
        return SSL_set_retry_verify(ssl);
    }
    state->verified = 1;
    if (!config->verify_fail) {
        return 1;
    }
    /* What the runner calls a custom callback refuses without a reason: unknown certificate. */
    int enforced = config->verify_peer || config->require_any_client_certificate;
    int unnamed = config->use_custom_verify_callback && enforced;
    X509_STORE_CTX_set_error(store, unnamed ? X509_V_ERR_PERMITTED_VIOLATION
                                            : X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

/* --- extensions -------------------------------------------------------------------------------- */

static int name_matches(SSL *ssl) {
    const struct config *config = state_of(ssl)->config;
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    if (config->expect_no_server_name && name) {
        fprintf(stderr, "server name %s, expected none\n", name);
        return 0;
    }
    if (config->expect_server_name && (!name || strcmp(name, config->expect_server_name) != 0)) {
        fprintf(stderr, "server name %s, expected %s\n", name ? name : "(none)",
                config->expect_server_name);
        return 0;
    }
    return 1;
}

static int early_callback(SSL *ssl, int *alert, void *arg) {
    struct state *state = state_of(ssl);
    const struct config *config = state->config;
    (void)arg;
    state->early_called = 1;
    if (config->fail_early_callback) {
        *alert = SSL_AD_HANDSHAKE_FAILURE;
        return SSL_CLIENT_HELLO_ERROR;
    }
    if (!config->use_early_callback) {
        return SSL_CLIENT_HELLO_SUCCESS;
    }
    if (config->async && !state->early_ready) {
        return SSL_CLIENT_HELLO_RETRY;
    }
    return use_certificate(ssl) ? SSL_CLIENT_HELLO_SUCCESS : SSL_CLIENT_HELLO_ERROR;
}

static int server_name_callback(SSL *ssl, int *alert, void *arg) {
    (void)alert, (void)arg;
    if (!name_matches(ssl)) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    return state_of(ssl)->config->no_server_name_ack ? SSL_TLSEXT_ERR_NOACK : SSL_TLSEXT_ERR_OK;
}

static int alpn_callback(SSL *ssl, const unsigned char **out, unsigned char *outlen,
                         const unsigned char *in, unsigned int inlen, void *arg) {
    struct state *state = state_of(ssl);
    const struct config *config = state->config;
    const struct bytes *expected = &config->expect_advertised_alpn;
    (void)arg;
    if (state->alpn_done++) {
        fprintf(stderr, "the protocol is chosen twice\n");
        exit(EXIT_MUST_FAIL);
    }
    if (config->decline_alpn) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    if (config->reject_alpn) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    if (expected->length &&
        (expected->length != inlen || memcmp(expected->data, in, inlen) != 0)) {
        fprintf(stderr, "the client's protocols are not those expected\n");
        exit(EXIT_MUST_FAIL);
    }
    *out = (const unsigned char *)(config->select_alpn ? config->select_alpn : "");
    *outlen = (unsigned char)strlen((const char *)*out);
    return SSL_TLSEXT_ERR_OK;
}

/* What the runner's library sends without a callback, OpenSSL's sends with one. */
static int status_callback(SSL *ssl, void *arg) {
    const struct config *config = state_of(ssl)->config;
    const struct bytes *response = &config->ocsp_response;
    (void)arg;
    if (!config->server) {
        return !config->fail_ocsp_callback;
    }
    if (config->fail_ocsp_callback) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    if (config->decline_ocsp_callback || !response->length) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    unsigned char *copy = OPENSSL_memdup(response->data, response->length);
    if (!copy || SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long)response->length) != 1) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    return SSL_TLSEXT_ERR_OK;
}

/* --- pre-shared keys --------------------------------------------------------------------------- */

static unsigned int copy_key(const struct config *config, unsigned char *psk,
                             unsigned int max_psk_len) {
    size_t length = strlen(config->psk);
    if (length > max_psk_len) {
        return 0;
    }
    memcpy(psk, config->psk, length);
    return (unsigned int)length;
}

static unsigned int psk_client_callback(SSL *ssl, const char *hint, char *identity,
                                        unsigned int max_identity_len, unsigned char *psk,
                                        unsigned int max_psk_len) {
    const struct config *config = state_of(ssl)->config;
    const char *name = config->psk_identity ? config->psk_identity : "";
    /* An empty hint is no hint. */
    if (strcmp(hint ? hint : "", name) != 0 || (!*name && hint)) {
        fprintf(stderr, "another identity hint than expected\n");
        return 0;
    }
    if (strlen(name) >= max_identity_len) {
        return 0;
    }
    strcpy(identity, name);
    return copy_key(config, psk, max_psk_len);
}

static unsigned int psk_server_callback(SSL *ssl, const char *identity, unsigned char *psk,
                                        unsigned int max_psk_len) {
    const struct config *config = state_of(ssl)->config;
    if (strcmp(identity, config->psk_identity ? config->psk_identity : "") != 0) {
        fprintf(stderr, "another identity than expected\n");
        return 0;
    }
    return copy_key(config, psk, max_psk_len);
}

static int set_pre_shared_key(SSL *ssl, const struct config *config) {
    if (!config->psk) {
        return 1;
    }
    SSL_set_psk_client_callback(ssl, psk_client_callback);
    SSL_set_psk_server_callback(ssl, psk_server_callback);
    return !config->psk_identity || SSL_use_psk_identity_hint(ssl, config->psk_identity) == 1;
}

/* --- sessions and progress --------------------------------------------------------------------- */

static int new_session_callback(SSL *ssl, SSL_SESSION *session) {
    struct state *state = state_of(ssl);
    state->got_new_session = 1;
    SSL_SESSION_free(state->session);
    state->session = session;
    return 1;
}

static SSL_SESSION *get_session_callback(SSL *ssl, const unsigned char *id, int length, int *copy) {
    struct state *state = state_of(ssl);
    SSL_SESSION *found = state->cached;
    unsigned int have = 0;
    const unsigned char *own = found ? SSL_SESSION_get_id(found, &have) : NULL;
    *copy = 0;
    if (!found || (int)have != length || memcmp(own, id, have) != 0) {
        return NULL;
    }
    state->cached = NULL;
    return found;
}

/* The runner knows these keys: it opens tickets and changes what is in them. */
static const unsigned char TICKET_NAME[16], TICKET_MAC_KEY[16], TICKET_KEY[16];

static int init_cipher(unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher,
                       int encrypt) {
    const EVP_CIPHER *aes = EVP_aes_128_cbc();
    if (encrypt) {
        memcpy(name, TICKET_NAME, sizeof TICKET_NAME);
        return RAND_bytes(iv, 16) == 1 && EVP_EncryptInit_ex(cipher, aes, NULL, TICKET_KEY, iv);
    }
    return memcmp(name, TICKET_NAME, sizeof TICKET_NAME) == 0 &&
           EVP_DecryptInit_ex(cipher, aes, NULL, TICKET_KEY, iv);
}

/* The older form of the callback, in the tests of callbacks. */
static int ticket_callback(SSL *ssl, unsigned char *name, unsigned char *iv,
                           EVP_CIPHER_CTX *cipher, HMAC_CTX *mac, int encrypt) {
    struct state *state = state_of(ssl);
    if (!encrypt && state->tickets_opened++) {
        fprintf(stderr, "the ticket is opened twice\n");
        return -1;
    }
    if (encrypt && state->config->skip_ticket) {
        return 0;
    }
    if (!HMAC_Init_ex(mac, TICKET_MAC_KEY, sizeof TICKET_MAC_KEY, EVP_sha256(), NULL) ||
        !init_cipher(name, iv, cipher, encrypt)) {
        return encrypt ? -1 : 0;
    }
    return !encrypt && state->config->renew_ticket ? 2 : 1;
}

/* The newer form, in all other tests. */
static int ticket_evp_callback(SSL *ssl, unsigned char *name, unsigned char *iv,
                               EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int encrypt) {
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *)TICKET_MAC_KEY,
                                          sizeof TICKET_MAC_KEY),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA256", 0),
        OSSL_PARAM_construct_end(),
    };
    (void)ssl;
    if (!EVP_MAC_CTX_set_params(mac, params) || !init_cipher(name, iv, cipher, encrypt)) {
        return encrypt ? -1 : 0;
    }
    return 1;
}

static void info_callback(const SSL *ssl, int type, int value) {
    (void)value;
    if (type != SSL_CB_HANDSHAKE_DONE) {
        return;
    }
    if (state_of(ssl)->config->handshake_never_done || SSL_in_init(ssl) || !SSL_get_session(ssl)) {
        fprintf(stderr, "the handshake is done in a wrong state\n");
        exit(EXIT_MUST_FAIL);
    }
    state_of(ssl)->handshake_done = 1;
}

/* The runner's schedule: from 400 ms or what the flag says, doubling, at most a minute. */
static unsigned int timer_callback(SSL *ssl, unsigned int last) {
    const struct config *config = state_of(ssl)->config;
    if (last == 0) {
        int first = config->initial_timeout_duration_ms ? config->initial_timeout_duration_ms : 400;
        return (unsigned int)first * 1000;
    }
    return last < 30000000 ? 2 * last : 60000000;
}

/* --- assembly ---------------------------------------------------------------------------------- */

SSL_CTX *setup_context(const struct config *config, SSL_CTX *old) {
    if (old) {
        SSL_CTX_up_ref(old);
        return old;
    }
    SSL_CTX *context = SSL_CTX_new(DTLS_method());
    if (!context) {
        return NULL;
    }
    char ciphers[512];
    snprintf(ciphers, sizeof ciphers, "%s:@SECLEVEL=0", config->cipher ? config->cipher : "ALL");
    if (!SSL_CTX_set_cipher_list(context, ciphers)) {
        SSL_CTX_free(context);
        return NULL;
    }
    if (config->cipher || config->server_preference) {
        SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE);
    }
    FERRODTLS_CTX_set_clock(context, packets_clock, NULL);
    /* The runner's transport carries nobody else's datagrams, and it wants to see each check. A second run shows that
     * the defaults pass what does not depend on that. */
    FERRODTLS_CTX_set_strict_handshake(context, getenv("BOGO_LENIENT") == NULL);
    int cache = SSL_SESS_CACHE_BOTH;
    if (config->async && config->server) {
        cache |= SSL_SESS_CACHE_NO_INTERNAL;
        SSL_CTX_sess_set_get_cb(context, get_session_callback);
    }
    SSL_CTX_set_session_cache_mode(context, cache);
    SSL_CTX_set_session_id_context(context, (const unsigned char *)"shim", 4);
    SSL_CTX_sess_set_new_cb(context, new_session_callback);
    if (config->use_ticket_callback) {
        SSL_CTX_set_tlsext_ticket_key_cb(context, ticket_callback);
    } else {
        SSL_CTX_set_tlsext_ticket_key_evp_cb(context, ticket_evp_callback);
    }
    SSL_CTX_set_client_hello_cb(context, early_callback, NULL);
    SSL_CTX_set_tlsext_servername_callback(context, server_name_callback);
    if (config->use_old_client_cert_callback) {
        SSL_CTX_set_client_cert_cb(context, client_certificate_callback);
    }
    if (config->select_alpn || config->decline_alpn || config->reject_alpn ||
        config->select_empty_alpn) {
        SSL_CTX_set_alpn_select_cb(context, alpn_callback, NULL);
    }
    if (config->use_ocsp_callback || config->ocsp_response.length) {
        SSL_CTX_set_tlsext_status_cb(context, status_callback);
    }
    SSL_CTX_set_info_callback(context, info_callback);
    SSL_CTX_set_msg_callback(context, trace_message);
    SSL_CTX_set_cert_verify_callback(context, verify_callback, NULL);
    return context;
}

struct name {
    int code;
    const char *text;
};

static const struct name GROUPS[] = {
    {23, "P-256"}, {24, "P-384"}, {25, "P-521"}, {29, "X25519"},
};

static const struct name SCHEMES[] = {
    {0x0201, "RSA+SHA1"},          {0x0401, "RSA+SHA256"},
    {0x0501, "RSA+SHA384"},        {0x0601, "RSA+SHA512"},
    {0x0203, "ECDSA+SHA1"},        {0x0403, "ECDSA+SHA256"},
    {0x0503, "ECDSA+SHA384"},      {0x0603, "ECDSA+SHA512"},
    {0x0804, "rsa_pss_rsae_sha256"}, {0x0805, "rsa_pss_rsae_sha384"},
    {0x0806, "rsa_pss_rsae_sha512"}, {0x0807, "ed25519"},
};

/* Writes a list of names as OpenSSL's functions take them; unknown codes are not implemented. */
static void join(const struct numbers *codes, const struct name *names, size_t known, char *out,
                 size_t size) {
    size_t used = 0;
    out[0] = 0;
    for (size_t i = 0; i < codes->count; i++) {
        size_t at = 0;
        while (at < known && names[at].code != codes->value[i]) {
            at++;
        }
        if (at == known) {
            fprintf(stderr, "no name for code point %d\n", codes->value[i]);
            exit(EXIT_UNIMPLEMENTED);
        }
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ":" : "", names[at].text);
        if (used >= size) {
            exit(EXIT_UNIMPLEMENTED);
        }
    }
}

static int set_lists(SSL *ssl, const struct config *config) {
    char text[1024];
    const struct numbers *schemes =
        config->verify_prefs.count ? &config->verify_prefs : &config->signing_prefs;
    if (config->curves.count) {
        join(&config->curves, GROUPS, sizeof GROUPS / sizeof GROUPS[0], text, sizeof text);
        if (SSL_set1_groups_list(ssl, text) != 1) {
            return 0;
        }
    }
    if (schemes->count) {
        join(schemes, SCHEMES, sizeof SCHEMES / sizeof SCHEMES[0], text, sizeof text);
        if (SSL_set1_sigalgs_list(ssl, text) != 1) {
            return 0;
        }
    }
    return 1;
}

static int set_versions(SSL *ssl, const struct config *config) {
    uint64_t off = 0;
    if (config->no_tls12) {
        off |= SSL_OP_NO_DTLSv1_2;
    }
    /* DTLS 1.0 is TLS 1.1; the runner calls it 1.0. */
    if (config->no_tls1 || config->no_tls11) {
        off |= SSL_OP_NO_DTLSv1;
    }
    if (!config->renegotiate_freely) {
        off |= SSL_OP_NO_RENEGOTIATION;
    }
    if (config->no_ticket) {
        off |= SSL_OP_NO_TICKET;
    }
    SSL_set_options(ssl, off);
    int least = config->min_version ? config->min_version : DTLS1_VERSION;
    return SSL_set_min_proto_version(ssl, least) == 1 &&
           (!config->max_version || SSL_set_max_proto_version(ssl, config->max_version) == 1);
}

static int set_extensions(SSL *ssl, const struct config *config) {
    const struct bytes *protocols = &config->advertise_alpn;
    if (config->enable_ocsp_stapling &&
        SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp) != 1) {
        return 0;
    }
    if (config->host_name && SSL_set_tlsext_host_name(ssl, config->host_name) != 1) {
        return 0;
    }
    if (protocols->length && SSL_set_alpn_protos(ssl, (const unsigned char *)protocols->data,
                                                 (unsigned int)protocols->length) != 0) {
        return 0;
    }
    return !config->srtp_profiles || SSL_set_tlsext_use_srtp(ssl, config->srtp_profiles) == 0;
}

static int configure(SSL *ssl, const struct config *config) {
    int mode = SSL_VERIFY_NONE;
    if (config->require_any_client_certificate) {
        mode = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    }
    if (config->verify_peer) {
        mode = SSL_VERIFY_PEER;
    }
    SSL_set_verify(ssl, mode, NULL);
    if (!config->use_early_callback && !config->use_old_client_cert_callback && !config->async &&
        !use_certificate(ssl)) {
        return 0;
    }
    if (!config->use_old_client_cert_callback) {
        SSL_set_cert_cb(ssl, certificate_callback, NULL);
    }
    if (config->fallback_scsv) {
        SSL_set_mode(ssl, SSL_MODE_SEND_FALLBACK_SCSV);
    }
    if (config->mtu) {
        SSL_set_options(ssl, SSL_OP_NO_QUERY_MTU);
        SSL_set_mtu(ssl, config->mtu);
    }
    if (config->max_cert_list) {
        SSL_set_max_cert_list(ssl, config->max_cert_list);
    }
    if (!config->check_close_notify) {
        SSL_set_quiet_shutdown(ssl, 1);
    }
    if (config->session_id_context &&
        SSL_set_session_id_context(ssl, (const unsigned char *)config->session_id_context,
                                   (unsigned int)strlen(config->session_id_context)) != 1) {
        return 0;
    }
    DTLS_set_timer_cb(ssl, timer_callback);
    return set_versions(ssl, config) && set_extensions(ssl, config) && set_lists(ssl, config) &&
           set_pre_shared_key(ssl, config);
}

SSL *setup_connection(const struct config *config, SSL_CTX *context, struct state *state,
                      SSL_SESSION *offer) {
    SSL *ssl = SSL_new(context);
    if (!ssl) {
        return NULL;
    }
    state->config = config;
    SSL_set_app_data(ssl, state);
    if (!configure(ssl, config)) {
        SSL_free(ssl);
        return NULL;
    }
    if (offer && !config->server && SSL_set_session(ssl, offer) != 1) {
        SSL_free(ssl);
        return NULL;
    }
    if (offer && !config->server) {
        SSL_SESSION_get0_ticket(offer, &state->ticket, &state->ticket_length);
    }
    if (offer && config->server && config->async) {
        SSL_SESSION_up_ref(offer);
        state->cached = offer;
    }
    if (config->server) {
        SSL_set_accept_state(ssl);
    } else {
        SSL_set_connect_state(ssl);
    }
    return ssl;
}
