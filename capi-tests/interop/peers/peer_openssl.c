/* The end of an association that runs over the libraries under test, or over the system's OpenSSL. */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#define MAX_PSK 64
#define HANDSHAKE 22
#define HEADER 12             /* of a handshake message of DTLS */
#define SERVER_HELLO 2
#define HELLO_VERIFY_REQUEST 3
#define NEW_SESSION_TICKET 4
#define ENCRYPT_THEN_MAC 22
#define MAX_STATUS 4096
#define SRTP_LABEL "EXTRACTOR-dtls_srtp"

struct context {
    SSL_CTX *ctx;
    const struct options *options;
};

struct connection {
    SSL *ssl;
    const struct options *options;
    int etm, cookie, ticket;  /* seen in the handshake that runs */
    int finished;             /* handshakes that are done and not yet told */
    int established;
};

static unsigned char psk[MAX_PSK];
static int psk_length;
static unsigned char cookie_key[16];

static int complain(const char *what)
{
    char text[256];
    unsigned long error;

    tell("failed", "%s", what);
    while ((error = ERR_get_error()) != 0) {
        ERR_error_string_n(error, text, sizeof text);
        tell("error", "%s", text);
    }
    return 0;
}

void stack_list(void)
{
    tell("version", "%s", OpenSSL_version(OPENSSL_VERSION));
}

/* ---- callbacks ---- */

static unsigned psk_client(SSL *ssl, const char *hint, char *identity, unsigned identity_size, unsigned char *key, unsigned size)
{
    struct connection *connection = SSL_get_app_data(ssl);
    const char *name = connection->options->identity;

    if (hint != NULL)
        tell("fact hint", "%s", hint);
    if (name == NULL || strlen(name) >= identity_size || (unsigned)psk_length > size)
        return 0;
    strcpy(identity, name);
    memcpy(key, psk, (size_t)psk_length);
    return (unsigned)psk_length;
}

static unsigned psk_server(SSL *ssl, const char *identity, unsigned char *key, unsigned size)
{
    struct connection *connection = SSL_get_app_data(ssl);

    if (connection->options->identity == NULL || strcmp(identity, connection->options->identity) != 0 || (unsigned)psk_length > size)
        return 0;
    memcpy(key, psk, (size_t)psk_length);
    return (unsigned)psk_length;
}

/* The socket is connected to one client, so that its address need not be in the cookie. */
static int generate_cookie(SSL *ssl, unsigned char *cookie, unsigned *length)
{
    (void)ssl;
    return HMAC(EVP_sha256(), cookie_key, sizeof cookie_key, (const unsigned char *)"peer", 4, cookie, length) != NULL;
}

static int verify_cookie(SSL *ssl, const unsigned char *cookie, unsigned length)
{
    unsigned char expected[EVP_MAX_MD_SIZE];
    unsigned expected_length;

    return generate_cookie(ssl, expected, &expected_length) && length == expected_length && memcmp(cookie, expected, length) == 0;
}

static int choose_alpn(SSL *ssl, const unsigned char **out, unsigned char *out_length, const unsigned char *in, unsigned length, void *wanted)
{
    unsigned at;

    (void)ssl;
    for (at = 0; at < length; at += in[at] + 1u)
        if (in[at] == strlen(wanted) && memcmp(in + at + 1, wanted, in[at]) == 0) {
            *out = in + at + 1;
            *out_length = in[at];
            return SSL_TLSEXT_ERR_OK;
        }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int staple(SSL *ssl, void *argument)
{
    struct connection *connection = SSL_get_app_data(ssl);
    unsigned char *response = OPENSSL_malloc(MAX_STATUS);
    int length = response != NULL ? read_file(connection->options->status, response, MAX_STATUS) : -1;

    (void)argument;
    if (length > 0 && SSL_set_tlsext_status_ocsp_resp(ssl, response, length))
        return SSL_TLSEXT_ERR_OK;
    OPENSSL_free(response);
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int see_status(SSL *ssl, void *argument)
{
    struct connection *connection = SSL_get_app_data(ssl);
    static unsigned char expected[MAX_STATUS];
    const unsigned char *response;
    long length = SSL_get_tlsext_status_ocsp_resp(ssl, &response);

    (void)argument;
    if (length > 0)
        tell("fact status", "%s", length == read_file(connection->options->status, expected, sizeof expected)
             && memcmp(response, expected, (size_t)length) == 0 ? "yes" : "other");
    return 1;
}

static int set_status(SSL_CTX *ctx, const struct options *options)
{
    int (*callback)(SSL *, void *) = options->server ? staple : see_status;

    if (options->status == NULL)
        return 1;
    return SSL_CTX_set_tlsext_status_cb(ctx, callback)
        && (options->server || SSL_CTX_set_tlsext_status_type(ctx, TLSEXT_STATUSTYPE_ocsp));
}

static int set_fragment(SSL_CTX *ctx, const struct options *options)
{
    int mode = options->fragment == 512 ? TLSEXT_max_fragment_length_512 : options->fragment == 1024 ? TLSEXT_max_fragment_length_1024
        : options->fragment == 2048 ? TLSEXT_max_fragment_length_2048 : TLSEXT_max_fragment_length_4096;

    return options->fragment == 0 || SSL_CTX_set_tlsext_max_fragment_length(ctx, (unsigned char)mode);
}

static void read_server_hello(struct connection *connection, const unsigned char *body, size_t length)
{
    size_t at = 2 + 32, end;

    connection->etm = 0;
    if (length <= at)
        return;
    at += 1u + body[at] + 2 + 1;
    if (length < at + 2)
        return;
    end = at + 2 + ((size_t)body[at] << 8 | body[at + 1]);
    for (at += 2; at + 4 <= end && end <= length; at += 4 + ((size_t)body[at + 2] << 8 | body[at + 3]))
        connection->etm |= body[at] == 0 && body[at + 1] == ENCRYPT_THEN_MAC;
}

static void see_message(int write, int version, int type, const void *data, size_t length, SSL *ssl, void *argument)
{
    struct connection *connection = argument;
    const unsigned char *bytes = data;

    (void)write;
    (void)version;
    (void)ssl;
    if (type != HANDSHAKE || length < HEADER)
        return;
    if (bytes[0] == SERVER_HELLO)
        read_server_hello(connection, bytes + HEADER, length - HEADER);
    connection->cookie |= bytes[0] == HELLO_VERIFY_REQUEST;
    connection->ticket |= bytes[0] == NEW_SESSION_TICKET;
}

static void see_state(const SSL *ssl, int where, int value)
{
    struct connection *connection = SSL_get_app_data(ssl);

    if (where & SSL_CB_ALERT)
        tell("alert", "%s %s", where & SSL_CB_READ ? "received" : "sent", SSL_alert_desc_string_long(value));
    if (where == SSL_CB_HANDSHAKE_DONE)
        connection->finished++;
}

/* ---- settings ---- */

static int set_psk(SSL_CTX *ctx, const struct options *options)
{
    if (options->psk == NULL)
        return 1;
    if ((psk_length = from_hex(options->psk, psk, sizeof psk)) <= 0)
        return 0;
    SSL_CTX_set_psk_client_callback(ctx, psk_client);
    SSL_CTX_set_psk_server_callback(ctx, psk_server);
    return options->hint == NULL || !options->server || SSL_CTX_use_psk_identity_hint(ctx, options->hint);
}

static int set_certificates(SSL_CTX *ctx, const struct options *options)
{
    if (options->certificate != NULL && (!SSL_CTX_use_certificate_chain_file(ctx, options->certificate)
                                         || !SSL_CTX_use_PrivateKey_file(ctx, options->key, SSL_FILETYPE_PEM)))
        return 0;
    if (options->authorities == NULL)
        return 1;
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    if (options->server)
        SSL_CTX_set_client_CA_list(ctx, SSL_load_client_CA_file(options->authorities));
    return SSL_CTX_load_verify_locations(ctx, options->authorities, NULL);
}

/* Raw public keys are newer than OpenSSL 3.0. */
#ifdef TLSEXT_cert_type_rpk

static int set_raw_keys(SSL_CTX *ctx, const struct options *options)
{
    unsigned char kinds[] = { TLSEXT_cert_type_rpk };
    const char *server = options->server ? options->raw_own : options->raw_peer;
    const char *client = options->server ? options->raw_peer : options->raw_own;

    if (options->raw_peer != NULL)
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return (server == NULL || SSL_CTX_set1_server_cert_type(ctx, kinds, 1)) && (client == NULL || SSL_CTX_set1_client_cert_type(ctx, kinds, 1));
}

static int expect_raw_key(SSL *ssl, const char *name)
{
    FILE *file = name != NULL ? fopen(name, "r") : NULL;
    EVP_PKEY *key = file != NULL ? PEM_read_PUBKEY(file, NULL, NULL, NULL) : NULL;
    int good = name == NULL || (key != NULL && SSL_add_expected_rpk(ssl, key));

    EVP_PKEY_free(key);
    if (file != NULL)
        fclose(file);
    return good;
}

/* The peer's key, and whether it sent no more than that. */
static void tell_raw_key(SSL *ssl)
{
    if (SSL_get0_peer_rpk(ssl) != NULL)
        tell("fact raw-key", "%s", SSL_get0_peer_certificate(ssl) == NULL && SSL_get_verify_result(ssl) == X509_V_OK ? "yes" : "no");
}

#else

static int set_raw_keys(SSL_CTX *ctx, const struct options *options)
{
    (void)ctx;
    return options->raw_own == NULL && options->raw_peer == NULL;
}

static int expect_raw_key(SSL *ssl, const char *name)
{
    (void)ssl;
    return name == NULL;
}

static void tell_raw_key(SSL *ssl)
{
    (void)ssl;
}

#endif

static int set_extensions(SSL_CTX *ctx, const struct options *options)
{
    unsigned char list[256];
    size_t length;

    if (options->srtp != NULL && SSL_CTX_set_tlsext_use_srtp(ctx, options->srtp) != 0)
        return 0;
    if (options->alpn == NULL)
        return 1;
    length = strlen(options->alpn);
    if (length >= sizeof list)
        return 0;
    list[0] = (unsigned char)length;
    memcpy(list + 1, options->alpn, length);
    SSL_CTX_set_alpn_select_cb(ctx, choose_alpn, (void *)options->alpn);
    return SSL_CTX_set_alpn_protos(ctx, list, (unsigned)length + 1) == 0;
}

static int set_algorithms(SSL_CTX *ctx, const struct options *options)
{
    int version = options->version != NULL && strcmp(options->version, "1.0") == 0 ? DTLS1_VERSION : DTLS1_2_VERSION;
    const char *ciphers = options->ciphers != NULL ? options->ciphers : "ALL:COMPLEMENTOFALL:!eNULL:!aNULL:@SECLEVEL=0";

    SSL_CTX_set_dh_auto(ctx, 1);
    return SSL_CTX_set_min_proto_version(ctx, version) && SSL_CTX_set_max_proto_version(ctx, version)
        && SSL_CTX_set_cipher_list(ctx, ciphers) && (options->groups == NULL || SSL_CTX_set1_groups_list(ctx, options->groups))
        && (options->signatures == NULL || (SSL_CTX_set1_sigalgs_list(ctx, options->signatures)
                                            && SSL_CTX_set1_client_sigalgs_list(ctx, options->signatures)));
}

struct context *context_new(const struct options *options)
{
    struct context *context = calloc(1, sizeof *context);
    SSL_CTX *ctx = SSL_CTX_new(options->server ? DTLS_server_method() : DTLS_client_method());

    if (context == NULL || ctx == NULL || RAND_bytes(cookie_key, sizeof cookie_key) != 1) {
        complain("context");
        return NULL;
    }
    context->ctx = ctx;
    context->options = options;
    SSL_CTX_set_options(ctx, (options->cookie ? SSL_OP_COOKIE_EXCHANGE : 0) | (options->no_ticket ? SSL_OP_NO_TICKET : 0)
                        | (options->no_etm ? SSL_OP_NO_ENCRYPT_THEN_MAC : 0) | (options->no_ems ? SSL_OP_NO_EXTENDED_MASTER_SECRET : 0)
                        | SSL_OP_ALLOW_CLIENT_RENEGOTIATION | (options->mtu ? SSL_OP_NO_QUERY_MTU : 0));
    SSL_CTX_set_cookie_generate_cb(ctx, generate_cookie);
    SSL_CTX_set_cookie_verify_cb(ctx, verify_cookie);
    SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"peer", 4);
    SSL_CTX_set_info_callback(ctx, see_state);
    SSL_CTX_set_msg_callback(ctx, see_message);
    if (set_algorithms(ctx, options) && set_certificates(ctx, options) && set_psk(ctx, options) && set_extensions(ctx, options)
        && set_raw_keys(ctx, options) && set_status(ctx, options) && set_fragment(ctx, options))
        return context;
    complain("settings");
    context_free(context);
    return NULL;
}

void context_free(struct context *context)
{
    SSL_CTX_free(context->ctx);
    free(context);
}

/* ---- a connection ---- */

static int load_session(SSL *ssl, const char *name)
{
    FILE *file = fopen(name, "r");
    SSL_SESSION *session = file != NULL ? PEM_read_SSL_SESSION(file, NULL, NULL, NULL) : NULL;
    int good = session != NULL && SSL_set_session(ssl, session);

    SSL_SESSION_free(session);
    if (file != NULL)
        fclose(file);
    return good;
}

static void save_session(SSL *ssl, const char *name)
{
    FILE *file = fopen(name, "w");

    if (file == NULL || !PEM_write_SSL_SESSION(file, SSL_get_session(ssl)))
        complain("session file");
    if (file != NULL)
        fclose(file);
}

struct connection *connection_new(struct context *context, int socket)
{
    const struct options *options = context->options;
    struct connection *connection = calloc(1, sizeof *connection);
    SSL *ssl = SSL_new(context->ctx);
    BIO *bio = BIO_new_dgram(socket, BIO_NOCLOSE);
    struct sockaddr_storage address;
    socklen_t length = sizeof address;

    if (connection == NULL || ssl == NULL || bio == NULL) {
        complain("connection");
        return NULL;
    }
    if (getpeername(socket, (struct sockaddr *)&address, &length) == 0)
        BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &address);
    connection->ssl = ssl;
    connection->options = options;
    SSL_set_app_data(ssl, connection);
    SSL_set_msg_callback_arg(ssl, connection);
    SSL_set_bio(ssl, bio, bio);
    if (options->server)
        SSL_set_accept_state(ssl);
    else
        SSL_set_connect_state(ssl);
    if (options->mtu)
        DTLS_set_link_mtu(ssl, options->mtu + 28);
    if (!options->server && options->server_name != NULL && (!SSL_set_tlsext_host_name(ssl, options->server_name)
                                                           || !SSL_set1_host(ssl, options->server_name)))
        complain("server name");
    if (!expect_raw_key(ssl, options->raw_peer))
        complain("raw public key");
    if (options->session_in != NULL && !load_session(ssl, options->session_in))
        complain("session");
    return connection;
}

void connection_free(struct connection *connection)
{
    SSL_free(connection->ssl);
    free(connection);
}

/* As the signature-algorithm lists spell it. */
static void tell_signature(const char *name, int type, int digest)
{
    switch (type) {
    case EVP_PKEY_RSA: tell(name, "RSA+%s", OBJ_nid2sn(digest)); break;
    case EVP_PKEY_RSA_PSS: tell(name, "RSA-PSS+%s", OBJ_nid2sn(digest)); break;
    case EVP_PKEY_EC: tell(name, "ECDSA+%s", OBJ_nid2sn(digest)); break;
    default: tell(name, "%s", OBJ_nid2sn(type));
    }
}

static void tell_certificates(SSL *ssl)
{
    X509 *certificate = SSL_get1_peer_certificate(ssl);
    char text[256];
    int type, digest = NID_undef;

    if (certificate != NULL && X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, text, sizeof text) > 0)
        tell("fact certificate", "%s", text);
    X509_free(certificate);
    tell_raw_key(ssl);
    if (SSL_get_peer_signature_type_nid(ssl, &type)) {
        SSL_get_peer_signature_nid(ssl, &digest);
        tell_signature("fact peer-signature", type, digest);
    }
    digest = NID_undef;
    if (SSL_get_signature_type_nid(ssl, &type)) {
        SSL_get_signature_nid(ssl, &digest);
        tell_signature("fact own-signature", type, digest);
    }
}

static void tell_extensions(struct connection *connection)
{
    SSL *ssl = connection->ssl;
    const SRTP_PROTECTION_PROFILE *profile = SSL_get_selected_srtp_profile(ssl);
    int fragment = SSL_SESSION_get_max_fragment_length(SSL_get_session(ssl));
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    const unsigned char *alpn;
    unsigned length;
    unsigned char material[60];

    tell("fact ems", "%s", SSL_get_extms_support(ssl) == 1 ? "yes" : "no");
    tell("fact etm", "%s", connection->etm ? "yes" : "no");
    tell("fact cookie", "%s", connection->cookie ? "yes" : "no");
    tell("fact ticket", "%s", connection->ticket ? "yes" : "no");
    if (fragment != TLSEXT_max_fragment_length_DISABLED)
        tell("fact fragment", "%d", 256 << fragment);
    tell("fact secure-renegotiation", "%s", SSL_get_secure_renegotiation_support(ssl) ? "yes" : "no");
    SSL_get0_alpn_selected(ssl, &alpn, &length);
    if (length > 0)
        tell("fact alpn", "%.*s", (int)length, (const char *)alpn);
    if (name != NULL)
        tell("fact server-name", "%s", name);
    if (profile != NULL)
        tell("fact srtp", "%s", profile->name);
    if (SSL_export_keying_material(ssl, material, sizeof material, SRTP_LABEL, strlen(SRTP_LABEL), NULL, 0, 0) == 1)
        tell_bytes("fact material", material, sizeof material);
}

static void tell_facts(struct connection *connection)
{
    SSL *ssl = connection->ssl;
    int group = (int)SSL_get_negotiated_group(ssl);

    tell("fact version", "%s", SSL_version(ssl) == DTLS1_VERSION ? "1.0" : SSL_version(ssl) == DTLS1_2_VERSION ? "1.2" : "unknown");
    tell("fact suite", "%04X", (unsigned)SSL_CIPHER_get_protocol_id(SSL_get_current_cipher(ssl)));
    tell("fact resumed", "%s", SSL_session_reused(ssl) ? "yes" : "no");
    if (group > 0)
        tell("fact group", "%s", OBJ_nid2sn(group));
    if (SSL_get_psk_identity(ssl) != NULL)
        tell("fact identity", "%s", SSL_get_psk_identity(ssl));
    tell_certificates(ssl);
    tell_extensions(connection);
    if (connection->options->session_out != NULL)
        save_session(ssl, connection->options->session_out);
    connection->cookie = connection->ticket = 0;
    connection->established = 1;
    tell_established();
}

static enum progress after(struct connection *connection, int result, const char *what)
{
    int error = SSL_get_error(connection->ssl, result), cause = errno;

    for (; connection->finished > 0; connection->finished--)
        tell_facts(connection);
    if (result > 0 || error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
        return AGAIN;
    if (error == SSL_ERROR_ZERO_RETURN)
        return CLOSED;
    if (error == SSL_ERROR_SYSCALL)
        tell("error", "%s", strerror(cause));
    complain(what);
    return FAILED;
}

enum progress connection_step(struct connection *connection)
{
    static unsigned char data[MAX_MESSAGE];
    enum progress progress;
    int result;

    ERR_clear_error();
    if (!connection->established) {
        result = SSL_do_handshake(connection->ssl);
        progress = after(connection, result, "handshake");
        if (result <= 0)
            return progress;
    }
    for (;;) {
        result = SSL_read(connection->ssl, data, sizeof data);
        if (result > 0)
            tell_bytes("received", data, (size_t)result);
        progress = after(connection, result, "read");
        if (result <= 0)
            return progress;
    }
}

int connection_established(const struct connection *connection)
{
    return connection->established;
}

int connection_send(struct connection *connection, const unsigned char *data, int length)
{
    ERR_clear_error();
    return SSL_write(connection->ssl, data, length) == length || complain("write");
}

int connection_renegotiate(struct connection *connection)
{
    int result;

    ERR_clear_error();
    if (!SSL_renegotiate(connection->ssl))
        return complain("renegotiate");
    result = SSL_do_handshake(connection->ssl);
    return after(connection, result, "renegotiate") == AGAIN;
}

long connection_timeout(struct connection *connection)
{
    struct timeval left;

    if (DTLSv1_get_timeout(connection->ssl, &left) != 1)
        return -1;
    return left.tv_sec * 1000 + (left.tv_usec + 999) / 1000;
}

enum progress connection_timer(struct connection *connection)
{
    int result = (int)DTLSv1_handle_timeout(connection->ssl);

    if (result > 0)
        tell("repeated", "a flight");
    return result >= 0 ? AGAIN : after(connection, result, "timer");
}

void connection_close(struct connection *connection)
{
    SSL_shutdown(connection->ssl);
}
