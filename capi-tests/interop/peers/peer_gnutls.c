/* The end of an association that runs over GnuTLS (Debian's libgnutls28-dev). */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <gnutls/abstract.h>
#include <gnutls/dtls.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#define MAX_PSK 64
#define MAX_SESSION 8192
#define MATERIAL 60
#define SRTP_LABEL "EXTRACTOR-dtls_srtp"
#define MAX_STATUS 4096
#define LARGEST_DATAGRAM 65000
#define RETRANSMIT 1000
#define TOTAL 30000
#define CACHED 8
/* All that the library has; what a case is about, the other end chooses. */
#define ALGORITHMS ":+RSA:+DHE-RSA:+PSK:+ECDHE-PSK:+DHE-PSK:+AES-128-CCM:+AES-256-CCM:+AES-128-CCM-8:+AES-256-CCM-8" \
    ":+AES-128-CBC:+AES-256-CBC:+CHACHA20-POLY1305:+SHA1:+SHA256:+SHA384"

struct context {
    const struct options *options;
    gnutls_priority_t priority;
    gnutls_certificate_credentials_t certificates;
    gnutls_psk_client_credentials_t psk_client;
    gnutls_psk_server_credentials_t psk_server;
    gnutls_datum_t cookie_key, ticket_key;
    struct { gnutls_datum_t key, data; } cache[CACHED];   /* of sessions, by ID */
};

struct connection {
    struct context *context;
    gnutls_session_t session;
    gnutls_dtls_prestate_st prestate;
    int socket;
    int cookie_good, shaking, established, cookie, ticket;
    int asking;               /* for a renegotiation, not yet answered */
};

static unsigned char psk[MAX_PSK];
static int psk_length;

static int complain(const char *what, int error)
{
    tell("failed", "%s: %s", what, gnutls_strerror(error));
    return 0;
}

void stack_list(void)
{
    const gnutls_group_t *group = gnutls_group_list();
    const gnutls_sign_algorithm_t *sign = gnutls_sign_list();
    gnutls_protocol_t least;
    unsigned char id[2];
    size_t i;

    tell("version", "GnuTLS %s", gnutls_check_version(NULL));
    for (i = 0; gnutls_cipher_suite_info(i, id, NULL, NULL, NULL, &least) != NULL; i++)
        tell("suite", "%02X%02X %s", id[0], id[1], least == GNUTLS_TLS1_2 || least == GNUTLS_DTLS1_2 ? "1.2" : "1.0");
    puts("feature renegotiation\nfeature mtu\nfeature srtp\nfeature status\nfeature no cookie\nfeature raw public keys");
    for (; *group != 0; group++)
        tell("group", "%s", gnutls_group_get_name(*group));
    for (; *sign != 0; sign++)
        tell("signature", "%s", gnutls_sign_get_name(*sign));
}

/* ---- callbacks ---- */

static ssize_t push(gnutls_transport_ptr_t argument, const void *data, size_t length)
{
    struct connection *connection = argument;
    ssize_t done = send(connection->socket, data, length, 0);

    /* A refused datagram counts as lost. */
    return done < 0 && errno != EAGAIN ? (ssize_t)length : done;
}

static ssize_t pull(gnutls_transport_ptr_t argument, void *data, size_t length)
{
    struct connection *connection = argument;
    ssize_t done = recv(connection->socket, data, length, 0);

    if (done < 0 && errno != EAGAIN)
        errno = EAGAIN;
    return done;
}

static int pull_wait(gnutls_transport_ptr_t argument, unsigned milliseconds)
{
    struct connection *connection = argument;
    char byte;

    (void)milliseconds;   /* the caller waits in poll */
    return recv(connection->socket, &byte, 1, MSG_PEEK) >= 0;
}

static int find_psk(gnutls_session_t session, const char *name, gnutls_datum_t *key)
{
    struct connection *connection = gnutls_session_get_ptr(session);

    if (connection->context->options->identity == NULL || strcmp(name, connection->context->options->identity) != 0)
        return -1;
    key->data = gnutls_malloc((size_t)psk_length);
    key->size = (unsigned)psk_length;
    memcpy(key->data, psk, (size_t)psk_length);
    return 0;
}

static int same(const gnutls_datum_t *one, const gnutls_datum_t *other)
{
    return one->size == other->size && memcmp(one->data, other->data, one->size) == 0;
}

static gnutls_datum_t copy(const gnutls_datum_t *datum)
{
    gnutls_datum_t made = { gnutls_malloc(datum->size), datum->size };

    memcpy(made.data, datum->data, datum->size);
    return made;
}

static int store_session(void *argument, gnutls_datum_t key, gnutls_datum_t data)
{
    struct context *context = argument;
    int i;

    for (i = 0; i < CACHED; i++)
        if (context->cache[i].key.size == 0) {
            context->cache[i].key = copy(&key);
            context->cache[i].data = copy(&data);
            return 0;
        }
    return -1;
}

static gnutls_datum_t find_session(void *argument, gnutls_datum_t key)
{
    struct context *context = argument;
    gnutls_datum_t none = { NULL, 0 };
    int i;

    for (i = 0; i < CACHED; i++)
        if (same(&context->cache[i].key, &key))
            return copy(&context->cache[i].data);
    return none;
}

static int remove_session(void *argument, gnutls_datum_t key)
{
    (void)argument;
    (void)key;
    return 0;
}

static int see_message(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming, const gnutls_datum_t *message)
{
    struct connection *connection = gnutls_session_get_ptr(session);

    (void)when;
    (void)incoming;
    (void)message;
    connection->cookie |= type == GNUTLS_HANDSHAKE_HELLO_VERIFY_REQUEST;
    connection->ticket |= type == GNUTLS_HANDSHAKE_NEW_SESSION_TICKET;
    return 0;
}

/* ---- settings ---- */

static int set_priority(struct context *context)
{
    const struct options *options = context->options;
    const char *raw_server = options->server ? options->raw_own : options->raw_peer;
    const char *raw_client = options->server ? options->raw_peer : options->raw_own;
    char text[1024];
    int old = options->version != NULL && strcmp(options->version, "1.0") == 0, result;

    snprintf(text, sizeof text, "NORMAL:-VERS-ALL:%s%s%s%s%s%s", old ? "+VERS-DTLS1.0:%VERIFY_ALLOW_SIGN_WITH_SHA1:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1" : "+VERS-DTLS1.2",
             ALGORITHMS, raw_server != NULL ? ":-CTYPE-SRV-ALL:+CTYPE-SRV-RAWPK" : "", raw_client != NULL ? ":-CTYPE-CLI-ALL:+CTYPE-CLI-RAWPK" : "",
             options->no_etm ? ":%NO_ETM" : "", options->no_ems ? ":%NO_SESSION_HASH" : "");
    result = gnutls_priority_init(&context->priority, text, NULL);
    return result == 0 || complain("priorities", result);
}

static int set_certificates(struct context *context)
{
    const struct options *options = context->options;
    int result = gnutls_certificate_allocate_credentials(&context->certificates);

    if (result == 0 && options->raw_own != NULL)
        result = gnutls_certificate_set_rawpk_key_file(context->certificates, options->raw_own, options->key, GNUTLS_X509_FMT_PEM, NULL, 0, NULL, 0, 0, 0);
    else if (result == 0 && options->certificate != NULL)
        result = gnutls_certificate_set_x509_key_file(context->certificates, options->certificate, options->key, GNUTLS_X509_FMT_PEM);
    if (result >= 0 && options->authorities != NULL)
        result = gnutls_certificate_set_x509_trust_file(context->certificates, options->authorities, GNUTLS_X509_FMT_PEM);
    if (result >= 0 && options->server && options->status != NULL)
        result = gnutls_certificate_set_ocsp_status_request_file(context->certificates, options->status, 0);
    if (result >= 0 && options->server)
        result = gnutls_certificate_set_known_dh_params(context->certificates, GNUTLS_SEC_PARAM_MEDIUM);
    return result >= 0 || complain("certificates", result);
}

static int set_psk(struct context *context)
{
    const struct options *options = context->options;
    gnutls_datum_t key = { psk, 0 };
    int result;

    if (options->psk == NULL)
        return 1;
    if ((psk_length = from_hex(options->psk, psk, sizeof psk)) <= 0)
        return 0;
    key.size = (unsigned)psk_length;
    if (options->server) {
        result = gnutls_psk_allocate_server_credentials(&context->psk_server);
        gnutls_psk_set_server_credentials_function(context->psk_server, find_psk);
        if (result == 0 && options->hint != NULL)
            result = gnutls_psk_set_server_credentials_hint(context->psk_server, options->hint);
        if (result == 0)
            result = gnutls_psk_set_server_known_dh_params(context->psk_server, GNUTLS_SEC_PARAM_MEDIUM);
    } else {
        result = gnutls_psk_allocate_client_credentials(&context->psk_client);
        if (result == 0)
            result = gnutls_psk_set_client_credentials(context->psk_client, options->identity, &key, GNUTLS_PSK_KEY_RAW);
    }
    return result == 0 || complain("pre-shared key", result);
}

struct context *context_new(const struct options *options)
{
    struct context *context = calloc(1, sizeof *context);

    if (context == NULL)
        return NULL;
    context->options = options;
    if (gnutls_key_generate(&context->cookie_key, GNUTLS_COOKIE_KEY_SIZE) != 0 || gnutls_session_ticket_key_generate(&context->ticket_key) != 0
        || !set_priority(context) || !set_certificates(context) || !set_psk(context))
        return NULL;
    return context;
}

void context_free(struct context *context)
{
    int i;

    for (i = 0; i < CACHED; i++) {
        gnutls_free(context->cache[i].key.data);
        gnutls_free(context->cache[i].data.data);
    }
    if (context->psk_client != NULL)
        gnutls_psk_free_client_credentials(context->psk_client);
    if (context->psk_server != NULL)
        gnutls_psk_free_server_credentials(context->psk_server);
    gnutls_certificate_free_credentials(context->certificates);
    gnutls_priority_deinit(context->priority);
    gnutls_free(context->ticket_key.data);
    gnutls_free(context->cookie_key.data);
    free(context);
}

/* ---- a connection ---- */

static int load_session(gnutls_session_t session, const char *name)
{
    static unsigned char bytes[MAX_SESSION];
    FILE *file = fopen(name, "rb");
    size_t length = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (file != NULL)
        fclose(file);
    return gnutls_session_set_data(session, bytes, length);
}

static void save_session(gnutls_session_t session, const char *name)
{
    gnutls_datum_t data = { NULL, 0 };
    FILE *file = fopen(name, "wb");
    int result = gnutls_session_get_data2(session, &data);

    if (result != 0 || file == NULL || fwrite(data.data, 1, data.size, file) != data.size)
        complain("session file", result);
    if (file != NULL)
        fclose(file);
    gnutls_free(data.data);
}

static int set_extensions(struct connection *connection)
{
    const struct options *options = connection->context->options;
    gnutls_session_t session = connection->session;
    gnutls_datum_t protocol = { (unsigned char *)options->alpn, options->alpn != NULL ? (unsigned)strlen(options->alpn) : 0 };
    int result = 0;

    if (options->alpn != NULL)
        result = gnutls_alpn_set_protocols(session, &protocol, 1, GNUTLS_ALPN_MANDATORY);
    if (result == 0 && options->srtp != NULL)
        result = gnutls_srtp_set_profile(session, GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80);
    if (result == 0 && options->server_name != NULL)
        result = gnutls_server_name_set(session, GNUTLS_NAME_DNS, options->server_name, strlen(options->server_name));
    if (result == 0 && options->status != NULL && !options->server)
        result = gnutls_ocsp_status_request_enable_client(session, NULL, 0, NULL);
    if (result == 0 && options->fragment != 0 && !options->server)
        result = (int)gnutls_record_set_max_size(session, (size_t)options->fragment);
    if (result == 0 && options->session_in != NULL)
        result = load_session(session, options->session_in);
    if (result == 0 && options->server && !options->no_ticket)
        result = gnutls_session_ticket_enable_server(session, &connection->context->ticket_key);
    return result == 0 || complain("extensions", result);
}

static int set_trust(struct connection *connection)
{
    const struct options *options = connection->context->options;
    struct context *context = connection->context;
    int result = gnutls_credentials_set(connection->session, GNUTLS_CRD_CERTIFICATE, context->certificates);

    if (result == 0 && context->psk_client != NULL)
        result = gnutls_credentials_set(connection->session, GNUTLS_CRD_PSK, context->psk_client);
    if (result == 0 && context->psk_server != NULL)
        result = gnutls_credentials_set(connection->session, GNUTLS_CRD_PSK, context->psk_server);
    if (options->server)
        gnutls_certificate_server_set_request(connection->session, options->authorities != NULL || options->raw_peer != NULL ? GNUTLS_CERT_REQUIRE : GNUTLS_CERT_IGNORE);
    if (options->authorities != NULL)
        gnutls_session_set_verify_cert(connection->session, options->server ? NULL : options->server_name, 0);
    return result == 0 || complain("credentials", result);
}

struct connection *connection_new(struct context *context, int socket)
{
    const struct options *options = context->options;
    struct connection *connection = calloc(1, sizeof *connection);
    unsigned flags = GNUTLS_DATAGRAM | GNUTLS_NONBLOCK | (options->server ? GNUTLS_SERVER : GNUTLS_CLIENT) | (options->no_ticket ? GNUTLS_NO_TICKETS : 0)
        | (options->raw_own != NULL || options->raw_peer != NULL ? GNUTLS_ENABLE_RAWPK : 0);
    int result;

    if (connection == NULL || (result = gnutls_init(&connection->session, flags)) != 0)
        return NULL;
    connection->context = context;
    connection->socket = socket;
    connection->shaking = 1;
    connection->cookie_good = !options->server || !options->cookie;
    gnutls_session_set_ptr(connection->session, connection);
    gnutls_priority_set(connection->session, context->priority);
    gnutls_transport_set_ptr(connection->session, connection);
    gnutls_transport_set_push_function(connection->session, push);
    gnutls_transport_set_pull_function(connection->session, pull);
    gnutls_transport_set_pull_timeout_function(connection->session, pull_wait);
    gnutls_dtls_set_mtu(connection->session, options->mtu ? (unsigned)options->mtu : LARGEST_DATAGRAM);
    gnutls_dtls_set_timeouts(connection->session, RETRANSMIT, TOTAL);
    gnutls_handshake_set_hook_function(connection->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_POST, see_message);
    if (options->server) {
        gnutls_db_set_ptr(connection->session, context);
        gnutls_db_set_store_function(connection->session, store_session);
        gnutls_db_set_retrieve_function(connection->session, find_session);
        gnutls_db_set_remove_function(connection->session, remove_session);
    }
    return set_trust(connection) && set_extensions(connection) ? connection : NULL;
}

void connection_free(struct connection *connection)
{
    gnutls_deinit(connection->session);
    free(connection);
}

/* The peer's key, which is to be the one of the file. */
static void tell_raw_key(struct connection *connection)
{
    const char *name = connection->context->options->raw_peer;
    unsigned count = 0;
    const gnutls_datum_t *sent = gnutls_certificate_get_peers(connection->session, &count);
    gnutls_datum_t file = { NULL, 0 }, expected = { NULL, 0 };
    gnutls_pubkey_t key = NULL;

    if (name == NULL || gnutls_certificate_type_get2(connection->session, GNUTLS_CTYPE_PEERS) != GNUTLS_CRT_RAWPK)
        return;
    if (count == 1 && gnutls_load_file(name, &file) == 0 && gnutls_pubkey_init(&key) == 0 && gnutls_pubkey_import(key, &file, GNUTLS_X509_FMT_PEM) == 0
        && gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &expected) == 0)
        tell("fact raw-key", "%s", same(&expected, sent) ? "yes" : "no");
    gnutls_pubkey_deinit(key);
    gnutls_free(file.data);
    gnutls_free(expected.data);
}

static void tell_certificate(gnutls_session_t session)
{
    unsigned count = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
    gnutls_x509_crt_t leaf;
    char name[256];
    size_t length = sizeof name;

    if (count == 0 || gnutls_x509_crt_init(&leaf) != 0)
        return;
    if (gnutls_x509_crt_import(leaf, chain, GNUTLS_X509_FMT_DER) == 0
        && gnutls_x509_crt_get_dn_by_oid(leaf, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &length) == 0)
        tell("fact certificate", "%s", name);
    gnutls_x509_crt_deinit(leaf);
}

/* The kinds of signatures: the server's, and the client's if it has made one. */
static void tell_signatures(gnutls_session_t session, int server)
{
    int of_server = gnutls_sign_algorithm_get(session), of_client = gnutls_sign_algorithm_get_client(session);

    if (of_server != GNUTLS_SIGN_UNKNOWN)
        tell(server ? "fact own-signature" : "fact peer-signature", "%s", gnutls_sign_get_name(of_server));
    if (of_client != GNUTLS_SIGN_UNKNOWN)
        tell(server ? "fact peer-signature" : "fact own-signature", "%s", gnutls_sign_get_name(of_client));
}

static void tell_status(struct connection *connection)
{
    const struct options *options = connection->context->options;
    static unsigned char expected[MAX_STATUS];
    gnutls_datum_t response = { NULL, 0 };

    if (options->server || options->status == NULL || gnutls_ocsp_status_request_get(connection->session, &response) != 0)
        return;
    tell("fact status", "%s", (int)response.size == read_file(options->status, expected, sizeof expected)
         && memcmp(response.data, expected, response.size) == 0 ? "yes" : "other");
}

static void tell_extensions(struct connection *connection)
{
    gnutls_session_t session = connection->session;
    unsigned flags = gnutls_session_get_flags(session), type;
    gnutls_srtp_profile_t profile;
    gnutls_datum_t protocol;
    char name[256], material[MATERIAL];
    size_t length = sizeof name;

    tell("fact ems", "%s", flags & GNUTLS_SFLAGS_EXT_MASTER_SECRET ? "yes" : "no");
    tell("fact etm", "%s", flags & GNUTLS_SFLAGS_ETM ? "yes" : "no");
    tell("fact secure-renegotiation", "%s", flags & GNUTLS_SFLAGS_SAFE_RENEGOTIATION ? "yes" : "no");
    tell_status(connection);
    tell("fact ticket", "%s", connection->ticket ? "yes" : "no");
    if (!connection->context->options->server)
        tell("fact cookie", "%s", connection->cookie ? "yes" : "no");
    if (gnutls_alpn_get_selected_protocol(session, &protocol) == 0)
        tell("fact alpn", "%.*s", (int)protocol.size, (const char *)protocol.data);
    if (gnutls_srtp_get_selected_profile(session, &profile) == 0)
        tell("fact srtp", "%s", profile == GNUTLS_SRTP_AES128_CM_HMAC_SHA1_80 ? "SRTP_AES128_CM_SHA1_80" : gnutls_srtp_get_profile_name(profile));
    if (connection->context->options->server && gnutls_server_name_get(session, name, &length, &type, 0) == 0)
        tell("fact server-name", "%s", name);
    /* Each of the two reads what only its side has. */
    if (connection->context->psk_server != NULL && gnutls_psk_server_get_username(session) != NULL)
        tell("fact identity", "%s", gnutls_psk_server_get_username(session));
    if (connection->context->psk_client != NULL && gnutls_psk_client_get_hint(session) != NULL)
        tell("fact hint", "%s", gnutls_psk_client_get_hint(session));
    if (gnutls_prf_rfc5705(session, strlen(SRTP_LABEL), SRTP_LABEL, 0, NULL, sizeof material, material) == 0)
        tell_bytes("fact material", (const unsigned char *)material, sizeof material);
}

static void tell_facts(struct connection *connection)
{
    gnutls_session_t session = connection->session;
    const char *version = gnutls_protocol_get_name(gnutls_protocol_get_version(session));
    int resumed = gnutls_session_is_resumed(session);

    tell("fact version", "%s", strncmp(version, "DTLS", 4) == 0 ? version + 4 : version);
    tell("fact suite-name", "%s", gnutls_ciphersuite_get(session));
    tell("fact resumed", "%s", resumed ? "yes" : "no");
    if (gnutls_group_get(session) != GNUTLS_GROUP_INVALID && gnutls_group_get_name(gnutls_group_get(session)) != NULL && !resumed)
        tell("fact group", "%s", gnutls_group_get_name(gnutls_group_get(session)));
    if (connection->context->options->raw_peer != NULL)
        tell_raw_key(connection);
    else
        tell_certificate(session);
    if (!resumed)
        tell_signatures(session, connection->context->options->server);
    tell_extensions(connection);
    if (connection->context->options->session_out != NULL)
        save_session(session, connection->context->options->session_out);
    connection->cookie = connection->ticket = 0;
    connection->shaking = 0;
    connection->established = 1;
    tell_established();
}

static enum progress after(struct connection *connection, int result, const char *what)
{
    if (result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED || (result < 0 && !gnutls_error_is_fatal(result)))
        return AGAIN;
    if (result == 0)
        return CLOSED;
    if (result == GNUTLS_E_FATAL_ALERT_RECEIVED)
        tell("alert", "received %s", gnutls_alert_get_name(gnutls_alert_get(connection->session)));
    complain(what, result);
    return FAILED;
}

/* The cookie exchange, for which GnuTLS has no state; false: not yet. */
static int check_cookie(struct connection *connection)
{
    gnutls_datum_t *key = &connection->context->cookie_key;
    unsigned char hello[2048];
    ssize_t length;

    while (!connection->cookie_good && (length = recv(connection->socket, hello, sizeof hello, MSG_PEEK)) > 0) {
        if (gnutls_dtls_cookie_verify(key, (void *)"peer", 4, hello, (size_t)length, &connection->prestate) == 0) {
            gnutls_dtls_prestate_set(connection->session, &connection->prestate);
            connection->cookie_good = 1;
            break;
        }
        tell("fact cookie", "yes");
        gnutls_dtls_cookie_send(key, (void *)"peer", 4, &connection->prestate, connection, push);
        recv(connection->socket, hello, sizeof hello, 0);
    }
    return connection->cookie_good;
}

static enum progress shake(struct connection *connection)
{
    int result = gnutls_handshake(connection->session);

    if (result != 0)
        return after(connection, result, "handshake");
    tell_facts(connection);
    return AGAIN;
}

/* Sends the HelloRequest, and again until something comes. */
static enum progress ask(struct connection *connection)
{
    int result = gnutls_rehandshake(connection->session);

    connection->asking = result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
    return result == 0 ? AGAIN : after(connection, result, "renegotiate");
}

enum progress connection_step(struct connection *connection)
{
    static unsigned char data[MAX_MESSAGE];
    enum progress progress;
    ssize_t result;

    if (!check_cookie(connection))
        return AGAIN;
    if (connection->asking && ((progress = ask(connection)) != AGAIN || connection->asking))
        return progress;
    for (;;) {
        if (connection->shaking && ((progress = shake(connection)) != AGAIN || connection->shaking))
            return progress;
        result = gnutls_record_recv(connection->session, data, sizeof data);
        if (result == GNUTLS_E_REHANDSHAKE) {
            connection->shaking = 1;
            continue;
        }
        if (result <= 0)
            return after(connection, (int)result, "read");
        tell_bytes("received", data, (size_t)result);
    }
}

int connection_established(const struct connection *connection)
{
    return connection->established;
}

int connection_send(struct connection *connection, const unsigned char *data, int length)
{
    ssize_t result = gnutls_record_send(connection->session, data, (size_t)length);

    return result == length || complain("write", (int)result);
}

int connection_renegotiate(struct connection *connection)
{
    if (connection->context->options->server)
        return ask(connection) == AGAIN;
    connection->shaking = 1;
    return shake(connection) == AGAIN;
}

long connection_timeout(struct connection *connection)
{
    return (connection->shaking || connection->asking) && connection->cookie_good ? (long)gnutls_dtls_get_timeout(connection->session) : -1;
}

enum progress connection_timer(struct connection *connection)
{
    return connection_step(connection);
}

void connection_close(struct connection *connection)
{
    gnutls_bye(connection->session, GNUTLS_SHUT_WR);
}
