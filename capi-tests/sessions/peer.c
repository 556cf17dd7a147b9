/*
 * A server or a client over UDP whose sessions outlive the process.
 *
 *   peer server PORT NAME [-store DIR] [-keys FILE] [-cookies] [-long] [-version 1.0]   NAME.chain and NAME.key
 *   peer client PORT [-in FILE] [-out FILE] [-version 1.0]
 *
 * -store: sessions by ID in files that several servers share; then there are no tickets.
 * -keys: 80 bytes of ticket keys that several servers share; then there is no cache.
 * -long: tickets that need several datagrams.
 * The server serves one client after the other and says what became of each; the client sends a line, waits for it to
 * come back, and keeps its session in PEM.
 */
#include "helpers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

static const char *store, *keys_file, *in_file, *out_file, *version = "1.2";
static int cookies, long_tickets;

static void fail(const char *what)
{
    fprintf(stderr, "failed: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static void set_versions(SSL_CTX *ctx)
{
    int old = strcmp(version, "1.0") == 0;

    SSL_CTX_set_min_proto_version(ctx, old ? DTLS1_VERSION : DTLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(ctx, old ? DTLS1_VERSION : DTLS1_2_VERSION);
    if (!SSL_CTX_set_cipher_list(ctx, old ? "DEFAULT:@SECLEVEL=0" : "DEFAULT"))
        fail("ciphers");
}

/* --- the external store --- */

static void path_of(char *path, size_t size, const unsigned char *id, unsigned length)
{
    size_t used = (size_t)snprintf(path, size, "%s/", store);
    unsigned i;

    for (i = 0; i < length; i++)
        used += (size_t)snprintf(path + used, size - used, "%02x", id[i]);
}

static int keep(SSL *ssl, SSL_SESSION *session)
{
    char path[4096], whole[4096 + 8];
    unsigned length;
    const unsigned char *id = SSL_SESSION_get_id(session, &length);
    unsigned char der[8192], *end = der;
    int size = i2d_SSL_SESSION(session, NULL);
    FILE *file;

    (void)ssl;
    if (size <= 0 || size > (int)sizeof(der))
        fail("session too large");
    i2d_SSL_SESSION(session, &end);
    path_of(whole, sizeof(whole), id, length);
    snprintf(path, sizeof(path), "%.4000s.new", whole);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(der, 1, (size_t)size, file) != (size_t)size || fclose(file) != 0 || rename(path, whole) != 0)
        fail("store");
    return 0;
}

static SSL_SESSION *find(SSL *ssl, const unsigned char *id, int length, int *copy)
{
    char path[4096];
    unsigned char der[8192];
    const unsigned char *next = der;
    size_t size;
    FILE *file;

    (void)ssl;
    *copy = 0;
    path_of(path, sizeof(path), id, (unsigned)length);
    file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    size = fread(der, 1, sizeof(der), file);
    fclose(file);
    return d2i_SSL_SESSION(NULL, &next, (long)size);
}

static void drop(SSL_CTX *ctx, SSL_SESSION *session)
{
    char path[4096];
    unsigned length;
    const unsigned char *id = SSL_SESSION_get_id(session, &length);

    (void)ctx;
    path_of(path, sizeof(path), id, length);
    unlink(path);
}

/* --- long tickets --- */

static int fill(SSL *ssl, void *arg)
{
    static const unsigned char data[3000] = { 1 };

    (void)arg;
    return SSL_SESSION_set1_ticket_appdata(SSL_get_session(ssl), data, sizeof(data));
}

static SSL_TICKET_RETURN opened(SSL *ssl, SSL_SESSION *session, const unsigned char *name, size_t length, SSL_TICKET_STATUS status,
                                void *arg)
{
    void *data;
    size_t size = 0;

    (void)ssl;
    (void)name;
    (void)length;
    (void)arg;
    if (status != SSL_TICKET_SUCCESS)
        return SSL_TICKET_RETURN_IGNORE_RENEW;
    return SSL_SESSION_get0_ticket_appdata(session, &data, &size) == 1 && size == 3000 ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_ABORT;
}

/* --- the server --- */

static struct sockaddr_in client_address;

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned *length)
{
    (void)ssl;
    return HMAC(EVP_sha256(), "cookie secret", 13, (unsigned char *)&client_address, sizeof(client_address), cookie, length) != NULL;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, unsigned length)
{
    unsigned char own[EVP_MAX_MD_SIZE];
    unsigned own_length = 0;

    return make_cookie(ssl, own, &own_length) && own_length == length && memcmp(own, cookie, length) == 0;
}

static SSL_CTX *server_context(const char *name)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_server_method());
    char path[4096];

    set_versions(ctx);
    snprintf(path, sizeof(path), "%s.chain", name);
    if (SSL_CTX_use_certificate_chain_file(ctx, path) != 1)
        fail(path);
    snprintf(path, sizeof(path), "%s.key", name);
    if (SSL_CTX_use_PrivateKey_file(ctx, path, SSL_FILETYPE_PEM) != 1)
        fail(path);
    SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"shared", 6);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    if (store != NULL) {
        SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
        SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(ctx, keep);
        SSL_CTX_sess_set_get_cb(ctx, find);
        SSL_CTX_sess_set_remove_cb(ctx, drop);
    }
    if (keys_file != NULL) {
        unsigned char keys[80];
        FILE *file = fopen(keys_file, "rb");

        if (file == NULL || fread(keys, 1, sizeof(keys), file) != sizeof(keys) ||
            SSL_CTX_set_tlsext_ticket_keys(ctx, keys, sizeof(keys)) != 1)
            fail("keys");
        fclose(file);
    }
    if (long_tickets)
        SSL_CTX_set_session_ticket_cb(ctx, fill, opened, NULL);
    if (cookies) {
        SSL_CTX_set_cookie_generate_cb(ctx, make_cookie);
        SSL_CTX_set_cookie_verify_cb(ctx, check_cookie);
    }
    return ctx;
}

/* Waits for a client, whose datagram stays to be read. The socket is not connected: the next client may come at any
 * time, and the BIO answers whoever wrote last. */
static void wait_for_client(int fd)
{
    socklen_t length = sizeof(client_address);
    char byte;

    while (recvfrom(fd, &byte, 1, MSG_PEEK, (struct sockaddr *)&client_address, &length) < 0) {
        if (errno != EAGAIN && errno != EINTR)
            fail("recvfrom");
    }
}

static int bound_socket(int port, const struct timeval *limit)
{
    struct sockaddr_in address;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, limit, sizeof(*limit));
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
        fail("bind");
    return fd;
}

static SSL *over_socket(SSL_CTX *ctx, int fd, struct sockaddr_in *peer)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);

    if (ssl == NULL || bio == NULL)
        fail("SSL_new");
    if (peer != NULL)
        BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, peer);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

/* Nothing comes for the time that the socket waits: the handshake's timer may have expired. */
static int drive(SSL *ssl, int (*call)(SSL *))
{
    int result, turns;

    for (turns = 0; turns < 50; turns++) {
        result = call(ssl);
        if (result > 0 || SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ)
            return result;
        DTLSv1_handle_timeout(ssl);
    }
    return -1;
}

static void serve(int port, const char *name)
{
    struct timeval limit = { 0, 200000 };
    SSL_CTX *ctx = server_context(name);
    int fd = bound_socket(port, &limit), length;
    char line[1024];

    printf("ready\n");
    fflush(stdout);
    for (;;) {
        SSL *ssl;

        wait_for_client(fd);
        ssl = over_socket(ctx, fd, NULL);
        SSL_set_accept_state(ssl);
        if (cookies) {
            BIO_ADDR *from = BIO_ADDR_new();

            SSL_set_options(ssl, SSL_OP_COOKIE_EXCHANGE);
            while (DTLSv1_listen(ssl, from) == 0)
                ;
            BIO_ADDR_free(from);
        }
        if (drive(ssl, SSL_accept) == 1) {
            printf("client: resumed %d\n", SSL_session_reused(ssl));
            fflush(stdout);
            do {
                length = SSL_read(ssl, line, sizeof(line));
                if (length > 0)
                    SSL_write(ssl, line, length);
            } while (length > 0 || SSL_get_error(ssl, length) == SSL_ERROR_WANT_READ);
            SSL_shutdown(ssl);
        } else {
            ERR_print_errors_fp(stderr);
        }
        SSL_free(ssl);
    }
}

/* --- the client --- */

static SSL_SESSION *latest;

static int remember(SSL *ssl, SSL_SESSION *session)
{
    (void)ssl;
    SSL_SESSION_free(latest);
    latest = session;
    return 1;
}

static void visit(int port)
{
    struct timeval limit = { 0, 200000 };
    struct sockaddr_in server;
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());
    SSL *ssl;
    char line[100];
    unsigned length;
    int fd = bound_socket(0, &limit), got = -1, turns;

    set_versions(ctx);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(ctx, remember);
    memset(&server, 0, sizeof(server));
    server.sin_family = AF_INET;
    server.sin_port = htons((unsigned short)port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&server, sizeof(server)) != 0)
        fail("connect");
    ssl = over_socket(ctx, fd, &server);
    if (in_file != NULL) {
        FILE *file = fopen(in_file, "r");
        SSL_SESSION *session = file != NULL ? PEM_read_SSL_SESSION(file, NULL, NULL, NULL) : NULL;

        if (session == NULL || SSL_set_session(ssl, session) != 1)
            fail("session");
        SSL_SESSION_free(session);
        fclose(file);
    }
    SSL_set_connect_state(ssl);
    if (drive(ssl, SSL_connect) != 1)
        fail("handshake");
    SSL_SESSION_get_id(SSL_get_session(ssl), &length);
    printf("server: resumed %d ticket %d id %u\n", SSL_session_reused(ssl), SSL_SESSION_has_ticket(SSL_get_session(ssl)), length);
    for (turns = 0; turns < 25 && got <= 0; turns++) {
        if (turns % 5 == 0)
            SSL_write(ssl, "hello, server\n", 14);
        got = SSL_read(ssl, line, sizeof(line));
    }
    if (got != 14 || memcmp(line, "hello, server\n", 14) != 0)
        fail("echo");
    if (out_file != NULL) {
        SSL_SESSION *session = SSL_get1_session(ssl);
        FILE *file = fopen(out_file, "w");

        if (file == NULL || PEM_write_SSL_SESSION(file, session) != 1 || fclose(file) != 0)
            fail("keeping the session");
        SSL_SESSION_free(session);
    }
    SSL_shutdown(ssl);
    SSL_free(ssl);
    SSL_SESSION_free(latest);
    SSL_CTX_free(ctx);
}

int main(int count, char **words)
{
    int i, server = count > 3 && strcmp(words[1], "server") == 0;

    signal(SIGPIPE, SIG_IGN);
    for (i = server ? 4 : 3; i < count; i++) {
        const char **value = NULL;

        if (strcmp(words[i], "-store") == 0)
            value = &store;
        else if (strcmp(words[i], "-keys") == 0)
            value = &keys_file;
        else if (strcmp(words[i], "-in") == 0)
            value = &in_file;
        else if (strcmp(words[i], "-out") == 0)
            value = &out_file;
        else if (strcmp(words[i], "-version") == 0)
            value = &version;
        else if (strcmp(words[i], "-cookies") == 0)
            cookies = 1;
        else if (strcmp(words[i], "-long") == 0)
            long_tickets = 1;
        if (value != NULL && ++i < count)
            *value = words[i];
    }
    if (count < 3)
        return 2;
    if (server)
        serve(atoi(words[2]), words[3]);
    else
        visit(atoi(words[2]));
    return 0;
}
