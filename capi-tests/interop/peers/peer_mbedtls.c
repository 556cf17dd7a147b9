/* The end of an association that runs over mbed TLS 2.28 (Debian's libmbedtls-dev). */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <mbedtls/config.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/oid.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/ssl_internal.h>
#include <mbedtls/ssl_ticket.h>
#include <mbedtls/version.h>

#define MAX_PSK 64
#define MAX_SESSION 8192
#define MATERIAL 60
#define SRTP_LABEL "EXTRACTOR-dtls_srtp"
#define TICKET_LIFETIME 3600
#define FIRST_TIMEOUT 1000
#define LAST_TIMEOUT 8000

struct context {
    const struct options *options;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context random;
    mbedtls_ssl_config config;
    mbedtls_x509_crt certificate, authorities;
    mbedtls_pk_context key;
    mbedtls_ssl_cookie_ctx cookies;
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_ticket_context tickets;
    const char *alpn[2];
    mbedtls_ssl_srtp_profile srtp[2];
    mbedtls_ecp_group_id groups[8];
    unsigned char material[MATERIAL];
    int have_material;
};

struct connection {
    struct context *context;
    mbedtls_ssl_context ssl;
    int socket;
    long intermediate, final;             /* milliseconds of the clock; 0: no timer */
    int resumed;                          /* of the handshake that runs */
    int established;
    unsigned char told[MBEDTLS_SSL_VERIFY_DATA_MAX_LEN];   /* our Finished of the handshake last told */
};

static int complain(const char *what, int error)
{
    char text[256];

    mbedtls_strerror(error, text, sizeof text);
    tell("failed", "%s: %s", what, text);
    return 0;
}

void stack_list(void)
{
    const mbedtls_ecp_curve_info *curve;
    const int *suite;
    char version[32];

    mbedtls_version_get_string_full(version);
    tell("version", "%s", version);
    for (suite = mbedtls_ssl_list_ciphersuites(); *suite != 0; suite++)
        tell("suite", "%04X %s", (unsigned)*suite,
             mbedtls_ssl_ciphersuite_from_id(*suite)->min_minor_ver <= MBEDTLS_SSL_MINOR_VERSION_2 ? "1.0" : "1.2");
    for (curve = mbedtls_ecp_curve_list(); curve->grp_id != MBEDTLS_ECP_DP_NONE; curve++)
        tell("group", "%s", curve->name);
    /* Its PSS is for certificates only, and it has no Ed25519. */
#if defined(MBEDTLS_RSA_C)
    tell("signature", "RSA");
#endif
#if defined(MBEDTLS_ECDSA_C)
    tell("signature", "ECDSA");
#endif
#if defined(MBEDTLS_SSL_RENEGOTIATION)
    tell("feature", "renegotiation");
#endif
#if defined(MBEDTLS_SSL_DTLS_SRTP)
    tell("feature", "srtp");
#endif
    tell("feature", "mtu");
    tell("feature", "no cookie");
}

/* ---- callbacks ---- */

static long clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static void set_timer(void *argument, uint32_t intermediate, uint32_t final)
{
    struct connection *connection = argument;
    long now = clock_now();

    connection->intermediate = now + (long)intermediate;
    connection->final = final == 0 ? 0 : now + (long)final;
}

static int get_timer(void *argument)
{
    struct connection *connection = argument;
    long now = clock_now();

    if (connection->final == 0)
        return -1;
    return now >= connection->final ? 2 : now >= connection->intermediate ? 1 : 0;
}

static int write_socket(void *argument, const unsigned char *data, size_t length)
{
    struct connection *connection = argument;
    ssize_t done = send(connection->socket, data, length, 0);

    /* A refused datagram counts as lost. */
    return done < 0 ? (errno == EAGAIN ? MBEDTLS_ERR_SSL_WANT_WRITE : (int)length) : (int)done;
}

static int read_socket(void *argument, unsigned char *data, size_t length)
{
    struct connection *connection = argument;
    ssize_t done = recv(connection->socket, data, length, 0);

    return done < 0 ? MBEDTLS_ERR_SSL_WANT_READ : (int)done;
}

/* The exporter's value (RFC 5705) without a context; mbed TLS 2.28 has its parts, not the whole. */
static int see_keys(void *argument, const unsigned char *master, const unsigned char *block, size_t mac, size_t key, size_t iv,
                    const unsigned char client_random[32], const unsigned char server_random[32], mbedtls_tls_prf_types prf)
{
    struct context *context = argument;
    unsigned char both[64];

    (void)block;
    (void)mac;
    (void)key;
    (void)iv;
    memcpy(both, client_random, 32);
    memcpy(both + 32, server_random, 32);
    context->have_material = mbedtls_ssl_tls_prf(prf, master, 48, SRTP_LABEL, both, sizeof both, context->material, MATERIAL) == 0;
    return 0;
}

static int see_name(void *argument, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    (void)argument;
    (void)ssl;
    tell("fact server-name", "%.*s", (int)length, (const char *)name);
    return 0;
}

/* ---- settings ---- */

static int set_certificates(struct context *context)
{
    const struct options *options = context->options;
    mbedtls_ssl_config *config = &context->config;

    if (options->certificate != NULL && (mbedtls_x509_crt_parse_file(&context->certificate, options->certificate) != 0
                                         || mbedtls_pk_parse_keyfile(&context->key, options->key, NULL) != 0
                                         || mbedtls_ssl_conf_own_cert(config, &context->certificate, &context->key) != 0))
        return complain("certificate", 0);
    mbedtls_ssl_conf_authmode(config, options->authorities != NULL ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_NONE);
    if (options->authorities == NULL)
        return 1;
    mbedtls_ssl_conf_ca_chain(config, &context->authorities, NULL);
    return mbedtls_x509_crt_parse_file(&context->authorities, options->authorities) == 0 || complain("authorities", 0);
}

static int set_psk(struct context *context)
{
    const struct options *options = context->options;
    unsigned char key[MAX_PSK];
    int length, result;

    if (options->psk == NULL)
        return 1;
    if ((length = from_hex(options->psk, key, sizeof key)) <= 0)
        return 0;
    result = mbedtls_ssl_conf_psk(&context->config, key, (size_t)length, (const unsigned char *)options->identity, strlen(options->identity));
    return result == 0 || complain("pre-shared key", result);
}

static int set_groups(struct context *context)
{
    const mbedtls_ecp_curve_info *curve;

    if (context->options->groups == NULL)
        return 1;
    if ((curve = mbedtls_ecp_curve_info_from_name(context->options->groups)) == NULL)
        return complain("group", 0);
    context->groups[0] = curve->grp_id;
    context->groups[1] = MBEDTLS_ECP_DP_NONE;
    mbedtls_ssl_conf_curves(&context->config, context->groups);
    return 1;
}

static int set_fragment(struct context *context)
{
    int wanted = context->options->fragment;

    return wanted == 0 ? 0 : mbedtls_ssl_conf_max_frag_len(&context->config, wanted == 512 ? MBEDTLS_SSL_MAX_FRAG_LEN_512 : wanted == 1024
        ? MBEDTLS_SSL_MAX_FRAG_LEN_1024 : wanted == 2048 ? MBEDTLS_SSL_MAX_FRAG_LEN_2048 : MBEDTLS_SSL_MAX_FRAG_LEN_4096);
}

static int set_extensions(struct context *context)
{
    const struct options *options = context->options;
    mbedtls_ssl_config *config = &context->config;
    int result = options->server ? 0 : set_fragment(context);

    if (result == 0 && options->alpn != NULL) {
        context->alpn[0] = options->alpn;
        result = mbedtls_ssl_conf_alpn_protocols(config, context->alpn);
    }
    if (result == 0 && options->srtp != NULL) {
        context->srtp[0] = MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80;
        context->srtp[1] = MBEDTLS_TLS_SRTP_UNSET;
        result = mbedtls_ssl_conf_dtls_srtp_protection_profiles(config, context->srtp);
    }
    mbedtls_ssl_conf_encrypt_then_mac(config, options->no_etm ? MBEDTLS_SSL_ETM_DISABLED : MBEDTLS_SSL_ETM_ENABLED);
    mbedtls_ssl_conf_extended_master_secret(config, options->no_ems ? MBEDTLS_SSL_EXTENDED_MS_DISABLED : MBEDTLS_SSL_EXTENDED_MS_ENABLED);
    mbedtls_ssl_conf_renegotiation(config, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    mbedtls_ssl_conf_export_keys_ext_cb(config, see_keys, context);
    if (options->server)
        mbedtls_ssl_conf_sni(config, see_name, context);
    return result == 0 || complain("extensions", result);
}

static int set_sessions(struct context *context)
{
    const struct options *options = context->options;
    mbedtls_ssl_config *config = &context->config;
    int result = 0;

    if (!options->server) {
        mbedtls_ssl_conf_session_tickets(config, options->no_ticket ? MBEDTLS_SSL_SESSION_TICKETS_DISABLED : MBEDTLS_SSL_SESSION_TICKETS_ENABLED);
        return 1;
    }
    mbedtls_ssl_conf_session_cache(config, &context->cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    if (!options->no_ticket) {
        result = mbedtls_ssl_ticket_setup(&context->tickets, mbedtls_ctr_drbg_random, &context->random, MBEDTLS_CIPHER_AES_256_GCM, TICKET_LIFETIME);
        mbedtls_ssl_conf_session_tickets_cb(config, mbedtls_ssl_ticket_write, mbedtls_ssl_ticket_parse, &context->tickets);
    }
    if (result == 0 && options->cookie) {
        result = mbedtls_ssl_cookie_setup(&context->cookies, mbedtls_ctr_drbg_random, &context->random);
        mbedtls_ssl_conf_dtls_cookies(config, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &context->cookies);
    } else {
        mbedtls_ssl_conf_dtls_cookies(config, NULL, NULL, NULL);
    }
    return result == 0 || complain("sessions", result);
}

struct context *context_new(const struct options *options)
{
    struct context *context = calloc(1, sizeof *context);
    int minor = options->version != NULL && strcmp(options->version, "1.0") == 0 ? MBEDTLS_SSL_MINOR_VERSION_2 : MBEDTLS_SSL_MINOR_VERSION_3;
    int result;

    if (context == NULL)
        return NULL;
    context->options = options;
    mbedtls_entropy_init(&context->entropy);
    mbedtls_ctr_drbg_init(&context->random);
    mbedtls_ssl_config_init(&context->config);
    mbedtls_x509_crt_init(&context->certificate);
    mbedtls_x509_crt_init(&context->authorities);
    mbedtls_pk_init(&context->key);
    mbedtls_ssl_cookie_init(&context->cookies);
    mbedtls_ssl_cache_init(&context->cache);
    mbedtls_ssl_ticket_init(&context->tickets);
    result = mbedtls_ctr_drbg_seed(&context->random, mbedtls_entropy_func, &context->entropy, NULL, 0);
    if (result == 0)
        result = mbedtls_ssl_config_defaults(&context->config, options->server ? MBEDTLS_SSL_IS_SERVER : MBEDTLS_SSL_IS_CLIENT,
                                             MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (result != 0) {
        complain("defaults", result);
        return NULL;
    }
    mbedtls_ssl_conf_rng(&context->config, mbedtls_ctr_drbg_random, &context->random);
    mbedtls_ssl_conf_min_version(&context->config, MBEDTLS_SSL_MAJOR_VERSION_3, minor);
    mbedtls_ssl_conf_max_version(&context->config, MBEDTLS_SSL_MAJOR_VERSION_3, minor);
    mbedtls_ssl_conf_handshake_timeout(&context->config, FIRST_TIMEOUT, LAST_TIMEOUT);
    if (!set_certificates(context) || !set_psk(context) || !set_groups(context) || !set_extensions(context) || !set_sessions(context))
        return NULL;
    return context;
}

void context_free(struct context *context)
{
    mbedtls_ssl_ticket_free(&context->tickets);
    mbedtls_ssl_cache_free(&context->cache);
    mbedtls_ssl_cookie_free(&context->cookies);
    mbedtls_pk_free(&context->key);
    mbedtls_x509_crt_free(&context->authorities);
    mbedtls_x509_crt_free(&context->certificate);
    mbedtls_ssl_config_free(&context->config);
    mbedtls_ctr_drbg_free(&context->random);
    mbedtls_entropy_free(&context->entropy);
    free(context);
}

/* ---- a connection ---- */

static int load_session(mbedtls_ssl_context *ssl, const char *name)
{
    static unsigned char bytes[MAX_SESSION];
    mbedtls_ssl_session session;
    FILE *file = fopen(name, "rb");
    size_t length = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    int result;

    if (file != NULL)
        fclose(file);
    mbedtls_ssl_session_init(&session);
    result = mbedtls_ssl_session_load(&session, bytes, length);
    if (result == 0)
        result = mbedtls_ssl_set_session(ssl, &session);
    mbedtls_ssl_session_free(&session);
    return result == 0 || complain("session", result);
}

static void save_session(const mbedtls_ssl_context *ssl, const char *name)
{
    static unsigned char bytes[MAX_SESSION];
    mbedtls_ssl_session session;
    size_t length = 0;
    FILE *file = fopen(name, "wb");
    int result;

    mbedtls_ssl_session_init(&session);
    result = mbedtls_ssl_get_session(ssl, &session);
    if (result == 0)
        result = mbedtls_ssl_session_save(&session, bytes, sizeof bytes, &length);
    if (result != 0 || file == NULL || fwrite(bytes, 1, length, file) != length)
        complain("session file", result);
    if (file != NULL)
        fclose(file);
    mbedtls_ssl_session_free(&session);
}

static int prepare(struct connection *connection)
{
    const struct options *options = connection->context->options;
    int result = 0;

    if (!options->server && options->server_name != NULL)
        result = mbedtls_ssl_set_hostname(&connection->ssl, options->server_name);
    /* The socket is connected to one client: any name for it will do. */
    if (result == 0 && options->server)
        result = mbedtls_ssl_set_client_transport_id(&connection->ssl, (const unsigned char *)"peer", 4);
    return result == 0 || complain("connection", result);
}

struct connection *connection_new(struct context *context, int socket)
{
    const struct options *options = context->options;
    struct connection *connection = calloc(1, sizeof *connection);
    int result;

    if (connection == NULL)
        return NULL;
    connection->context = context;
    connection->socket = socket;
    mbedtls_ssl_init(&connection->ssl);
    if ((result = mbedtls_ssl_setup(&connection->ssl, &context->config)) != 0) {
        complain("setup", result);
        return NULL;
    }
    mbedtls_ssl_set_bio(&connection->ssl, connection, write_socket, read_socket, NULL);
    mbedtls_ssl_set_timer_cb(&connection->ssl, connection, set_timer, get_timer);
    if (options->mtu)
        mbedtls_ssl_set_mtu(&connection->ssl, (uint16_t)options->mtu);
    if (!prepare(connection) || (options->session_in != NULL && !load_session(&connection->ssl, options->session_in)))
        return NULL;
    return connection;
}

void connection_free(struct connection *connection)
{
    mbedtls_ssl_free(&connection->ssl);
    free(connection);
}

static void tell_extensions(struct connection *connection)
{
    mbedtls_ssl_context *ssl = &connection->ssl;
    const mbedtls_ssl_session *session = ssl->session;
    mbedtls_dtls_srtp_info srtp;

    tell("fact etm", "%s", session->encrypt_then_mac == MBEDTLS_SSL_ETM_ENABLED ? "yes" : "no");
    if (session->mfl_code != MBEDTLS_SSL_MAX_FRAG_LEN_NONE)
        tell("fact fragment", "%d", 256 << session->mfl_code);
    tell("fact ticket", "%s", session->ticket_len > 0 ? "yes" : "no");
    tell("fact secure-renegotiation", "%s", ssl->secure_renegotiation == MBEDTLS_SSL_SECURE_RENEGOTIATION ? "yes" : "no");
    if (mbedtls_ssl_get_alpn_protocol(ssl) != NULL)
        tell("fact alpn", "%s", mbedtls_ssl_get_alpn_protocol(ssl));
    mbedtls_ssl_get_dtls_srtp_negotiation_result(ssl, &srtp);
    if (srtp.chosen_dtls_srtp_profile != MBEDTLS_TLS_SRTP_UNSET)
        tell("fact srtp", "%s", srtp.chosen_dtls_srtp_profile == MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80 ? "SRTP_AES128_CM_SHA1_80" : "other");
    if (connection->context->have_material)
        tell_bytes("fact material", connection->context->material, MATERIAL);
}

static void tell_facts(struct connection *connection)
{
    mbedtls_ssl_context *ssl = &connection->ssl;
    const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(ssl);
    const mbedtls_x509_name *name = peer != NULL ? &peer->subject : NULL;
    const char *version = mbedtls_ssl_get_version(ssl);

    tell("fact version", "%s", strcmp(version, "DTLSv1.0") == 0 ? "1.0" : strcmp(version, "DTLSv1.2") == 0 ? "1.2" : version);
    tell("fact suite", "%04X", (unsigned)mbedtls_ssl_get_ciphersuite_id(mbedtls_ssl_get_ciphersuite(ssl)));
    tell("fact resumed", "%s", connection->resumed ? "yes" : "no");
    for (; name != NULL; name = name->next)
        if (MBEDTLS_OID_CMP(MBEDTLS_OID_AT_CN, &name->oid) == 0)
            tell("fact certificate", "%.*s", (int)name->val.len, (const char *)name->val.p);
    tell_extensions(connection);
    if (connection->context->options->session_out != NULL)
        save_session(ssl, connection->context->options->session_out);
    memcpy(connection->told, ssl->own_verify_data, sizeof connection->told);
    connection->resumed = 0;
    connection->established = 1;
    tell_established();
}

/* Tells a handshake that is over now, once: the verify data of its Finished is new then. */
static void look(struct connection *connection)
{
    mbedtls_ssl_context *ssl = &connection->ssl;

    if (ssl->handshake != NULL)
        connection->resumed = ssl->handshake->resume;
    if (ssl->state == MBEDTLS_SSL_HANDSHAKE_OVER && ssl->session != NULL
        && memcmp(connection->told, ssl->own_verify_data, sizeof connection->told) != 0)
        tell_facts(connection);
}

static enum progress after(struct connection *connection, int result, const char *what)
{
    if (result == MBEDTLS_ERR_SSL_WANT_READ || result == MBEDTLS_ERR_SSL_WANT_WRITE || result == 0)
        return AGAIN;
    if (result == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY)
        return CLOSED;
    if (result == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE)
        tell("alert", "received %d", connection->ssl.in_msg[1]);
    complain(what, result);
    return FAILED;
}

/* One state at a time, so that what the handshake keeps to itself can be looked at before it is freed. */
static int shake(struct connection *connection)
{
    mbedtls_ssl_context *ssl = &connection->ssl;
    int result = 0;

    while (result == 0 && ssl->state != MBEDTLS_SSL_HANDSHAKE_OVER) {
        look(connection);
        result = mbedtls_ssl_handshake_step(ssl);
    }
    look(connection);
    return result;
}

enum progress connection_step(struct connection *connection)
{
    static unsigned char data[MAX_MESSAGE];
    mbedtls_ssl_context *ssl = &connection->ssl;
    int result;

    for (;;) {
        result = shake(connection);
        if (result == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
            tell("fact cookie", "yes");
            if ((result = mbedtls_ssl_session_reset(ssl)) != 0 || !prepare(connection))
                return after(connection, result, "reset");
            continue;
        }
        if (result != 0)
            return after(connection, result, "handshake");
        result = mbedtls_ssl_read(ssl, data, sizeof data);
        look(connection);
        if (result <= 0)
            return after(connection, result, "read");
        tell_bytes("received", data, (size_t)result);
    }
}

int connection_established(const struct connection *connection)
{
    return connection->established;
}

int connection_send(struct connection *connection, const unsigned char *data, int length)
{
    int result = mbedtls_ssl_write(&connection->ssl, data, (size_t)length);

    return result == length || complain("write", result);
}

int connection_renegotiate(struct connection *connection)
{
    int result = mbedtls_ssl_renegotiate(&connection->ssl);

    /* A server that answers at once leaves nothing to wait for. */
    look(connection);
    return after(connection, result, "renegotiate") == AGAIN;
}

long connection_timeout(struct connection *connection)
{
    long left;

    if (connection->final == 0)
        return -1;
    left = connection->final - clock_now();
    return left > 0 ? left : 0;
}

enum progress connection_timer(struct connection *connection)
{
    /* Its timer is asked for whenever it reads. */
    tell("repeated", "a flight");
    return connection_step(connection);
}

void connection_close(struct connection *connection)
{
    mbedtls_ssl_close_notify(&connection->ssl);
}
