/* The end of an association that runs over wolfSSL (Debian's libwolfssl-dev). */
#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

#define MAX_PSK 64
#define MAX_SESSION 8192
#define MAX_SUITES 16384
#define MATERIAL 60
#define SRTP_LABEL "EXTRACTOR-dtls_srtp"
#define DH_PARAMETERS "dh.pem"

struct context {
    WOLFSSL_CTX *ctx;
    const struct options *options;
};

struct connection {
    WOLFSSL *ssl;
    const struct options *options;
    long deadline;            /* milliseconds of the clock */
    int established;
};

static unsigned char psk[MAX_PSK];
static int psk_length;

static int complain(const char *what, int error)
{
    char text[WOLFSSL_MAX_ERROR_SZ];

    tell("failed", "%s: %s", what, wolfSSL_ERR_error_string((unsigned long)error, text));
    return 0;
}

void stack_list(void)
{
    static char names[MAX_SUITES];
    char *name;

    tell("version", "wolfSSL %s", wolfSSL_lib_version());
    if (wolfSSL_get_ciphers_iana(names, sizeof names) != WOLFSSL_SUCCESS)
        complain("suites", 0);
    for (name = strtok(names, ":"); name != NULL; name = strtok(NULL, ":"))
        tell("suite-name", "%s %s", name, strcmp(name + strlen(name) - 4, "_SHA") == 0 ? "1.0" : "1.2");
#if defined(HAVE_ECC)
    puts("group P-256\ngroup P-384\ngroup P-521\nsignature ECDSA");
#endif
#if defined(HAVE_CURVE25519)
    puts("group X25519");
#endif
#if defined(HAVE_ED25519)
    puts("signature ED25519");
#endif
#if defined(WC_RSA_PSS)
    puts("signature RSA-PSS");
#endif
    puts("signature RSA");
#if defined(HAVE_SECURE_RENEGOTIATION)
    puts("feature renegotiation");
#endif
#if defined(WOLFSSL_DTLS_MTU)
    puts("feature mtu");
#endif
}

static long clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- settings ---- */

static unsigned psk_client(WOLFSSL *ssl, const char *hint, char *identity, unsigned identity_size, unsigned char *key, unsigned size)
{
    const struct options *options = wolfSSL_get_ex_data(ssl, 0);

    if (hint != NULL && *hint != '\0')
        tell("fact hint", "%s", hint);
    if (options->identity == NULL || strlen(options->identity) >= identity_size || (unsigned)psk_length > size)
        return 0;
    strcpy(identity, options->identity);
    memcpy(key, psk, (size_t)psk_length);
    return (unsigned)psk_length;
}

static unsigned psk_server(WOLFSSL *ssl, const char *identity, unsigned char *key, unsigned size)
{
    const struct options *options = wolfSSL_get_ex_data(ssl, 0);

    if (options->identity == NULL || strcmp(identity, options->identity) != 0 || (unsigned)psk_length > size)
        return 0;
    tell("fact identity", "%s", identity);
    memcpy(key, psk, (size_t)psk_length);
    return (unsigned)psk_length;
}

static int set_certificates(WOLFSSL_CTX *ctx, const struct options *options)
{
    if (options->certificate != NULL && (wolfSSL_CTX_use_certificate_chain_file(ctx, options->certificate) != WOLFSSL_SUCCESS
                                         || wolfSSL_CTX_use_PrivateKey_file(ctx, options->key, WOLFSSL_FILETYPE_PEM) != WOLFSSL_SUCCESS))
        return 0;
    if (options->authorities == NULL) {
        wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
        return 1;
    }
    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_PEER | (options->server ? WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), NULL);
    return wolfSSL_CTX_load_verify_locations(ctx, options->authorities, NULL) == WOLFSSL_SUCCESS;
}

static int set_psk(WOLFSSL_CTX *ctx, const struct options *options)
{
    if (options->psk == NULL)
        return 1;
    if ((psk_length = from_hex(options->psk, psk, sizeof psk)) <= 0)
        return 0;
    if (!options->server) {
        wolfSSL_CTX_set_psk_client_callback(ctx, psk_client);
        return 1;
    }
    wolfSSL_CTX_set_psk_server_callback(ctx, psk_server);
    return options->hint == NULL || wolfSSL_CTX_use_psk_identity_hint(ctx, options->hint) == WOLFSSL_SUCCESS;
}

static int set_extensions(WOLFSSL_CTX *ctx, const struct options *options)
{
    int good = wolfSSL_CTX_AllowEncryptThenMac(ctx, !options->no_etm) == WOLFSSL_SUCCESS;

    if (options->no_ems)
        good &= wolfSSL_CTX_DisableExtendedMasterSecret(ctx) == WOLFSSL_SUCCESS;
    if (options->no_ticket && options->server)
        good &= wolfSSL_CTX_NoTicketTLSv12(ctx) == WOLFSSL_SUCCESS;
    if (!options->no_ticket && !options->server)
        good &= wolfSSL_CTX_UseSessionTicket(ctx) == WOLFSSL_SUCCESS;
    if (options->server_name != NULL)
        good &= wolfSSL_CTX_UseSNI(ctx, WOLFSSL_SNI_HOST_NAME, options->server_name, (unsigned short)strlen(options->server_name)) == WOLFSSL_SUCCESS;
    if (options->fragment != 0)
        good &= wolfSSL_CTX_UseMaxFragment(ctx, options->fragment == 512 ? WOLFSSL_MFL_2_9 : options->fragment == 1024 ? WOLFSSL_MFL_2_10
                                           : options->fragment == 2048 ? WOLFSSL_MFL_2_11 : WOLFSSL_MFL_2_12) == WOLFSSL_SUCCESS;
    return good;
}

/* All it has; what a case is about, the other end chooses. */
static int set_suites(WOLFSSL_CTX *ctx)
{
    static char names[MAX_SUITES];

    return wolfSSL_get_ciphers(names, sizeof names) == WOLFSSL_SUCCESS && wolfSSL_CTX_set_cipher_list(ctx, names) == WOLFSSL_SUCCESS;
}

struct context *context_new(const struct options *options)
{
    struct context *context = calloc(1, sizeof *context);
    int old = options->version != NULL && strcmp(options->version, "1.0") == 0;

    if (context == NULL || wolfSSL_Init() != WOLFSSL_SUCCESS)
        return NULL;
    context->options = options;
    context->ctx = wolfSSL_CTX_new(options->server ? (old ? wolfDTLSv1_server_method() : wolfDTLSv1_2_server_method())
                                   : (old ? wolfDTLSv1_client_method() : wolfDTLSv1_2_client_method()));
    if (context->ctx == NULL || !set_suites(context->ctx) || !set_certificates(context->ctx, options) || !set_psk(context->ctx, options)
        || !set_extensions(context->ctx, options))
        return NULL;
    if (options->server && wolfSSL_CTX_SetTmpDH_file(context->ctx, DH_PARAMETERS, WOLFSSL_FILETYPE_PEM) != WOLFSSL_SUCCESS)
        return NULL;
    return context;
}

void context_free(struct context *context)
{
    wolfSSL_CTX_free(context->ctx);
    wolfSSL_Cleanup();
    free(context);
}

/* ---- a connection ---- */

static int load_session(WOLFSSL *ssl, const char *name)
{
    static unsigned char bytes[MAX_SESSION];
    const unsigned char *at = bytes;
    int length = read_file(name, bytes, sizeof bytes);
    WOLFSSL_SESSION *session = length > 0 ? wolfSSL_d2i_SSL_SESSION(NULL, &at, length) : NULL;
    int good = session != NULL && wolfSSL_set_session(ssl, session) == WOLFSSL_SUCCESS;

    wolfSSL_SESSION_free(session);
    return good;
}

static void save_session(WOLFSSL *ssl, const char *name)
{
    static unsigned char bytes[MAX_SESSION];
    unsigned char *at = bytes;
    WOLFSSL_SESSION *session = wolfSSL_get1_session(ssl);
    int length = session != NULL ? wolfSSL_i2d_SSL_SESSION(session, NULL) : 0;
    FILE *file = fopen(name, "wb");

    if (length <= 0 || length > MAX_SESSION || file == NULL || wolfSSL_i2d_SSL_SESSION(session, &at) != length
        || fwrite(bytes, 1, (size_t)length, file) != (size_t)length)
        complain("session file", 0);
    if (file != NULL)
        fclose(file);
    wolfSSL_SESSION_free(session);
}

struct connection *connection_new(struct context *context, int socket)
{
    const struct options *options = context->options;
    struct connection *connection = calloc(1, sizeof *connection);
    WOLFSSL *ssl = wolfSSL_new(context->ctx);
    struct sockaddr_storage address;
    socklen_t length = sizeof address;

    if (connection == NULL || ssl == NULL || getpeername(socket, (struct sockaddr *)&address, &length) != 0)
        return NULL;
    connection->ssl = ssl;
    connection->options = options;
    wolfSSL_set_ex_data(ssl, 0, (void *)options);
    wolfSSL_dtls_set_using_nonblock(ssl, 1);
    wolfSSL_dtls_set_peer(ssl, &address, length);
    if (wolfSSL_set_fd(ssl, socket) != WOLFSSL_SUCCESS)
        return NULL;
    if (options->alpn != NULL && wolfSSL_UseALPN(ssl, (char *)options->alpn, (unsigned)strlen(options->alpn), WOLFSSL_ALPN_FAILED_ON_MISMATCH) != WOLFSSL_SUCCESS)
        complain("ALPN", 0);
    if (!options->server && options->server_name != NULL && wolfSSL_check_domain_name(ssl, options->server_name) != WOLFSSL_SUCCESS)
        complain("server name", 0);
    if (options->session_in != NULL && !load_session(ssl, options->session_in))
        complain("session", 0);
    /* What the other end must still be able to ask for after the handshake. */
    wolfSSL_KeepArrays(ssl);
    return connection;
}

void connection_free(struct connection *connection)
{
    wolfSSL_free(connection->ssl);
    free(connection);
}

static void tell_extensions(struct connection *connection)
{
    WOLFSSL *ssl = connection->ssl;
    WOLFSSL_SESSION *session = wolfSSL_get_session(ssl);
    unsigned char material[MATERIAL];
    char *protocol = NULL;
    void *name = NULL;
    unsigned short length = 0;

    if (!connection->options->server && session != NULL)
        tell("fact ticket", "%s", wolfSSL_SESSION_has_ticket(session) ? "yes" : "no");
    if (wolfSSL_ALPN_GetProtocol(ssl, &protocol, &length) == WOLFSSL_SUCCESS && protocol != NULL)
        tell("fact alpn", "%.*s", (int)length, protocol);
    if (connection->options->server && (length = wolfSSL_SNI_GetRequest(ssl, WOLFSSL_SNI_HOST_NAME, &name)) > 0)
        tell("fact server-name", "%.*s", (int)length, (const char *)name);
    if (wolfSSL_export_keying_material(ssl, material, sizeof material, SRTP_LABEL, strlen(SRTP_LABEL), NULL, 0, 0) == WOLFSSL_SUCCESS)
        tell_bytes("fact material", material, sizeof material);
}

static void tell_facts(struct connection *connection)
{
    WOLFSSL *ssl = connection->ssl;
    const char *version = wolfSSL_get_version(ssl), *group = wolfSSL_get_curve_name(ssl);
    WOLFSSL_X509 *certificate = wolfSSL_get_peer_certificate(ssl);
    int resumed = wolfSSL_session_reused(ssl);

    tell("fact version", "%s", strcmp(version, "DTLS") == 0 || strcmp(version, "DTLSv1") == 0 ? "1.0" : strcmp(version, "DTLSv1.2") == 0 ? "1.2" : version);
    tell("fact suite-name", "%s", wolfSSL_get_cipher(ssl));
    tell("fact resumed", "%s", resumed ? "yes" : "no");
    if (group != NULL && !resumed)
        tell("fact group", "%s", group);
    if (certificate != NULL && wolfSSL_X509_get_subjectCN(certificate) != NULL)
        tell("fact certificate", "%s", wolfSSL_X509_get_subjectCN(certificate));
    wolfSSL_X509_free(certificate);
    tell_extensions(connection);
    if (connection->options->session_out != NULL)
        save_session(ssl, connection->options->session_out);
    connection->established = 1;
    tell_established();
}

static void start_timer(struct connection *connection)
{
    connection->deadline = clock_now() + wolfSSL_dtls_get_current_timeout(connection->ssl) * 1000L;
}

static enum progress after(struct connection *connection, int result, const char *what)
{
    int error = wolfSSL_get_error(connection->ssl, result);
    WOLFSSL_ALERT_HISTORY alerts;

    if (error == WOLFSSL_ERROR_WANT_READ || error == WOLFSSL_ERROR_WANT_WRITE)
        return AGAIN;
    if (error == WOLFSSL_ERROR_ZERO_RETURN)
        return CLOSED;
    if (wolfSSL_get_alert_history(connection->ssl, &alerts) == WOLFSSL_SUCCESS)
        tell("alerts", "received %d, sent %d", alerts.last_rx.code, alerts.last_tx.code);
    complain(what, error);
    return FAILED;
}

enum progress connection_step(struct connection *connection)
{
    static unsigned char data[MAX_MESSAGE];
    int result;

    if (!connection->established) {
        result = connection->options->server ? wolfSSL_accept(connection->ssl) : wolfSSL_connect(connection->ssl);
        start_timer(connection);
        if (result != WOLFSSL_SUCCESS)
            return after(connection, result, "handshake");
        tell_facts(connection);
    }
    for (;;) {
        result = wolfSSL_read(connection->ssl, data, sizeof data);
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
    int result = wolfSSL_write(connection->ssl, data, length);

    return result == length || complain("write", wolfSSL_get_error(connection->ssl, result));
}

/* Not in Debian's build; see the list. */
int connection_renegotiate(struct connection *connection)
{
    (void)connection;
    return 0;
}

long connection_timeout(struct connection *connection)
{
    long left = connection->deadline - clock_now();

    return connection->established ? -1 : left > 0 ? left : 0;
}

enum progress connection_timer(struct connection *connection)
{
    int result = wolfSSL_dtls_got_timeout(connection->ssl);

    tell("repeated", "a flight");
    start_timer(connection);
    return result == WOLFSSL_SUCCESS ? AGAIN : after(connection, result, "timer");
}

void connection_close(struct connection *connection)
{
    wolfSSL_shutdown(connection->ssl);
}
