#define _POSIX_C_SOURCE 200809L
#include "udp_common.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#define COOKIE_SECRET_LENGTH 16
#define MAX_DEPTH 5

/* What a client's thread gets; it owns all of it. */
struct client {
    SSL *ssl;
    union address peer;
    union address local;
    const struct options *options;
    const struct service *service;
};

static unsigned char cookie_secret[COOKIE_SECRET_LENGTH];

socklen_t address_length(const union address *address)
{
    return address->any.sa_family == AF_INET6 ? sizeof(address->v6) : sizeof(address->v4);
}

const char *address_text(const union address *address, char *text, size_t size)
{
    char host[80], port[8];

    if (getnameinfo(&address->any, address_length(address), host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        snprintf(text, size, "unknown");
    else
        snprintf(text, size, address->any.sa_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
    return text;
}

/* ---- cookie: an HMAC over the peer's address and port, so that the server keeps nothing ---- */

static int compute_cookie(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    union address peer;
    unsigned char bytes[sizeof(struct in6_addr) + sizeof(in_port_t)];
    size_t used;

    memset(&peer, 0, sizeof(peer));
    (void)BIO_dgram_get_peer(SSL_get_rbio(ssl), &peer);
    switch (peer.any.sa_family) {
    case AF_INET:
        memcpy(bytes, &peer.v4.sin_port, sizeof(in_port_t));
        memcpy(bytes + sizeof(in_port_t), &peer.v4.sin_addr, sizeof(struct in_addr));
        used = sizeof(in_port_t) + sizeof(struct in_addr);
        break;
    case AF_INET6:
        memcpy(bytes, &peer.v6.sin6_port, sizeof(in_port_t));
        memcpy(bytes + sizeof(in_port_t), &peer.v6.sin6_addr, sizeof(struct in6_addr));
        used = sizeof(in_port_t) + sizeof(struct in6_addr);
        break;
    default:
        return 0;
    }
    return HMAC(EVP_sha1(), cookie_secret, sizeof(cookie_secret), bytes, used, cookie, length) != NULL;
}

static int generate_cookie(SSL *ssl, unsigned char *cookie, unsigned int *cookie_len)
{
    return compute_cookie(ssl, cookie, cookie_len);
}

#if OPENSSL_VERSION_NUMBER >= 0x10100000L
static int verify_cookie(SSL *ssl, const unsigned char *cookie, unsigned int cookie_len)
#else
static int verify_cookie(SSL *ssl, unsigned char *cookie, unsigned int cookie_len)
#endif
{
    unsigned char expected[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    return compute_cookie(ssl, expected, &length) && cookie_len == length
           && CRYPTO_memcmp(cookie, expected, length) == 0;
}

/* ---- certificates ---- */

static void print_certificate(FILE *out, X509 *certificate)
{
    fprintf(out, "  subject: ");
    X509_NAME_print_ex_fp(out, X509_get_subject_name(certificate), 0, XN_FLAG_ONELINE);
    fprintf(out, "\n  issuer:  ");
    X509_NAME_print_ex_fp(out, X509_get_issuer_name(certificate), 0, XN_FLAG_ONELINE);
    fprintf(out, "\n");
}

/* Prints each certificate of the chain; OpenSSL's verdict stands. */
static int verify_cert(int ok, X509_STORE_CTX *ctx)
{
    X509 *certificate = X509_STORE_CTX_get_current_cert(ctx);

    printf("certificate at depth %d: %s\n", X509_STORE_CTX_get_error_depth(ctx),
           ok ? "good" : X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx)));
    if (certificate != NULL)
        print_certificate(stdout, certificate);
    return ok;
}

/* The same without authorities to check against: the client takes any certificate, and says so. */
static int accept_any_cert(int ok, X509_STORE_CTX *ctx)
{
    (void)verify_cert(ok, ctx);
    if (!ok)
        printf("  no -C file was given: taken unverified\n");
    return 1;
}

/* ---- set-up ---- */

static const SSL_METHOD *choose_method(const struct options *options)
{
    if (options->version == DTLS1_VERSION)
        return options->remote ? DTLSv1_client_method() : DTLSv1_server_method();
    if (options->version == DTLS1_2_VERSION)
        return options->remote ? DTLSv1_2_client_method() : DTLSv1_2_server_method();
    return options->remote ? DTLS_client_method() : DTLS_server_method();
}

static int load_credentials(SSL_CTX *ctx, const struct options *options)
{
    const char *key = options->key ? options->key : options->certificate;

    if (options->certificate == NULL)
        return options->remote != NULL;
    return SSL_CTX_use_certificate_chain_file(ctx, options->certificate) == 1
           && SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) == 1
           && SSL_CTX_check_private_key(ctx) == 1;
}

static SSL_CTX *new_context(const struct options *options)
{
    static const unsigned char session_context[] = "ferrodtls-examples";
    const char *ciphers = options->ciphers;
    SSL_CTX *ctx = SSL_CTX_new(choose_method(options));

    if (ctx == NULL)
        return NULL;
    /* OpenSSL 3 speaks DTLS 1.0 at security level 0 only: its signatures are SHA-1. */
    if (ciphers == NULL && options->version == DTLS1_VERSION)
        ciphers = "DEFAULT:@SECLEVEL=0";
    if (ciphers != NULL && SSL_CTX_set_cipher_list(ctx, ciphers) != 1)
        goto failed;
    if (!load_credentials(ctx, options)) {
        if (options->certificate == NULL)
            fprintf(stderr, "%s: the server needs a certificate: -c\n", options->program);
        goto failed;
    }
    if (options->authorities != NULL
        && SSL_CTX_load_verify_locations(ctx, options->authorities, NULL) != 1)
        goto failed;
    SSL_CTX_set_verify_depth(ctx, MAX_DEPTH);
    SSL_CTX_set_read_ahead(ctx, 1);
    if (options->remote != NULL) {
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER,
                           options->authorities ? verify_cert : accept_any_cert);
        return ctx;
    }
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(ctx, session_context, sizeof(session_context) - 1);
    SSL_CTX_set_cookie_generate_cb(ctx, generate_cookie);
    SSL_CTX_set_cookie_verify_cb(ctx, verify_cookie);
    if (options->authorities != NULL) {
        SSL_CTX_set_client_CA_list(ctx, SSL_load_client_CA_file(options->authorities));
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT | SSL_VERIFY_CLIENT_ONCE,
                           verify_cert);
    }
    return ctx;

failed:
    ERR_print_errors_fp(stderr);
    SSL_CTX_free(ctx);
    return NULL;
}

static SSL *new_session(SSL_CTX *ctx, int fd, const struct options *options)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);

    if (ssl == NULL || bio == NULL) {
        SSL_free(ssl);
        BIO_free(bio);
        return NULL;
    }
    SSL_set_bio(ssl, bio, bio);
    if (options->mtu > 0) {
        SSL_set_options(ssl, SSL_OP_NO_QUERY_MTU);
        SSL_set_mtu(ssl, options->mtu);
    }
    return ssl;
}

void set_receive_timeout(SSL *ssl, long seconds)
{
    struct timeval timeout;

    timeout.tv_sec = seconds;
    timeout.tv_usec = 0;
    BIO_ctrl(SSL_get_rbio(ssl), BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &timeout);
}

/* ---- reading and writing ---- */

static enum next give_up_after(unsigned count, unsigned limit, const char *what)
{
    if (count < limit)
        return NEXT_AGAIN;
    fprintf(stderr, "the peer is gone: %u %s in a row\n", count, what);
    return NEXT_FAILED;
}

/* Judges a failed SSL_accept, SSL_connect, SSL_read or SSL_write; `saved` is its errno. */
static enum next judge(struct connection *connection, int result, int saved, const char *call)
{
    struct tally *tally = &connection->tally;

    switch (SSL_get_error(connection->ssl, result)) {
    case SSL_ERROR_NONE:
        return NEXT_AGAIN;
    case SSL_ERROR_ZERO_RETURN:
        return NEXT_CLOSED;
    case SSL_ERROR_WANT_READ:
        /* Blocking socket: either the time-out expired or a datagram was dropped. */
        if (BIO_ctrl(SSL_get_rbio(connection->ssl), BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, NULL)) {
            tally->timeouts++;
            return give_up_after(++tally->silent, MAX_SILENT, "time-outs");
        }
        return NEXT_AGAIN;
    case SSL_ERROR_WANT_WRITE:
    case SSL_ERROR_WANT_CONNECT:
    case SSL_ERROR_WANT_ACCEPT:
        return NEXT_AGAIN;
    case SSL_ERROR_WANT_X509_LOOKUP:
        fprintf(stderr, "%s: a certificate callback wants to be called again\n", call);
        return NEXT_FAILED;
    case SSL_ERROR_SYSCALL:
        if (connection->options->reliable) {
            fprintf(stderr, "%s: %s\n", call, saved == 0 ? "the peer left without close_notify" : strerror(saved));
            return NEXT_FAILED;
        }
        /* Anyone can forge an ICMP error: it must not end the connection. */
        if (saved == ECONNREFUSED || saved == ECONNRESET) {
            tally->refused++;
            return give_up_after(++tally->refused_in_row, MAX_REFUSED, "ICMP errors");
        }
        /* An empty datagram looks like an end of the stream, which UDP does not have. */
        if (saved == 0)
            return NEXT_AGAIN;
        fprintf(stderr, "%s: %s\n", call, strerror(saved));
        return NEXT_FAILED;
    case SSL_ERROR_SSL:
        fprintf(stderr, "%s: ", call);
        ERR_print_errors_fp(stderr);
        return NEXT_FAILED;
    default:
        fprintf(stderr, "%s: unknown error\n", call);
        return NEXT_FAILED;
    }
}

int send_message(struct connection *connection, const void *data, int length, enum next *next)
{
    int sent;

    do {
        ERR_clear_error();
        errno = 0;
        sent = SSL_write(connection->ssl, data, length);
        if (sent > 0) {
            connection->tally.sent++;
            connection->tally.sent_bytes += (unsigned long)sent;
            return 1;
        }
        *next = judge(connection, sent, errno, "SSL_write");
    } while (*next == NEXT_AGAIN);
    return 0;
}

int peer_spoke(struct connection *connection, int milliseconds)
{
    struct pollfd descriptor;

    descriptor.fd = SSL_get_fd(connection->ssl);
    descriptor.events = POLLIN;
    return poll(&descriptor, 1, milliseconds) > 0;
}

int receive_message(struct connection *connection, void *buffer, int size, enum next *next)
{
    unsigned long timeouts = connection->tally.timeouts;

    for (;;) {
        int got;

        ERR_clear_error();
        errno = 0;
        got = SSL_read(connection->ssl, buffer, size);
        if (got > 0) {
            connection->tally.received++;
            connection->tally.received_bytes += (unsigned long)got;
            connection->tally.silent = connection->tally.refused_in_row = 0;
            if (connection->output != NULL) {
                fwrite(buffer, 1, (size_t)got, connection->output);
                fflush(connection->output);
            }
            return got;
        }
        *next = judge(connection, got, errno, "SSL_read");
        if (*next != NEXT_AGAIN)
            return -1;
        if (connection->tally.timeouts != timeouts)
            return 0;
    }
}

int next_payload(struct connection *connection, unsigned char *buffer, int length)
{
    int i;

    if (connection->input != NULL)
        return (int)fread(buffer, 1, (size_t)length, connection->input);
    /* The printable characters in turn, each message beginning one further: RFC 864's pattern. */
    for (i = 0; i < length; i++)
        buffer[i] = (unsigned char)(' ' + (connection->position + (unsigned long)i) % 95);
    connection->position++;
    return length;
}

int handshake(struct connection *connection, int (*call)(SSL *), const char *name)
{
    for (;;) {
        int result;

        ERR_clear_error();
        errno = 0;
        result = call(connection->ssl);
        if (result > 0)
            break;
        if (judge(connection, result, errno, name) != NEXT_AGAIN)
            return 0;
    }
    connection->tally.silent = connection->tally.refused_in_row = 0;
    if (connection->options->verbose)
        printf("connected: %s, %s\n", SSL_get_version(connection->ssl),
               SSL_CIPHER_get_name(SSL_get_current_cipher(connection->ssl)));
    return 1;
}

int open_files(struct connection *connection, const struct options *options)
{
    connection->options = options;
    if (options->input != NULL && (connection->input = fopen(options->input, "rb")) == NULL) {
        perror(options->input);
        return 0;
    }
    if (options->output != NULL && (connection->output = fopen(options->output, "ab")) == NULL) {
        perror(options->output);
        return 0;
    }
    return 1;
}

void close_connection(struct connection *connection, const char *who)
{
    const struct tally *tally = &connection->tally;

    if (connection->input != NULL)
        fclose(connection->input);
    if (connection->output != NULL)
        fclose(connection->output);
    SSL_free(connection->ssl);
    printf("%s: sent %lu messages (%lu bytes), received %lu (%lu bytes), time-outs %lu", who, tally->sent, tally->sent_bytes,
           tally->received, tally->received_bytes, tally->timeouts);
    if (!connection->options->reliable)
        printf(", ICMP errors %lu", tally->refused);
    printf("\n");
    fflush(stdout);
}

/* ---- server ---- */

static int open_socket(const union address *local)
{
    const int on = 1, off = 0;
    int fd = socket(local->any.sa_family, SOCK_DGRAM, 0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (local->any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    if (bind(fd, &local->any, address_length(local)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int serve_on_own_socket(struct client *client, int fd)
{
    struct connection connection;
    BIO *bio = SSL_get_rbio(client->ssl);
    char name[100];
    int good;

    memset(&connection, 0, sizeof(connection));
    connection.ssl = client->ssl;
    address_text(&client->peer, name, sizeof(name));
    BIO_set_fd(bio, fd, BIO_NOCLOSE);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &client->peer);
    set_receive_timeout(client->ssl, client->options->timeout);

    good = open_files(&connection, client->options) && handshake(&connection, SSL_accept, "SSL_accept");
    if (good) {
        good = client->service->serve(&connection);
        SSL_shutdown(client->ssl);
    }
    close_connection(&connection, name);
    return good;
}

/* Between bind and connect the new socket took datagrams of everybody: they are not the client's. */
static void forget_strangers(int fd)
{
    char byte;

    while (recv(fd, &byte, sizeof(byte), MSG_DONTWAIT) >= 0)
        ;
}

static void *client_thread(void *argument)
{
    struct client *client = argument;
    int fd = open_socket(&client->local);

    if (fd >= 0 && connect(fd, &client->peer.any, address_length(&client->peer)) == 0) {
        forget_strangers(fd);
        (void)serve_on_own_socket(client, fd);
    } else {
        perror("socket for a client");
        SSL_free(client->ssl);
    }
    if (fd >= 0)
        close(fd);
    free(client);
    return NULL;
}

/* Waits for a client whose cookie is good. */
static struct client *next_client(SSL_CTX *ctx, int fd, const union address *local, const struct options *options,
                                  const struct service *service)
{
    struct client *client = calloc(1, sizeof(*client));
    int result;

    if (client == NULL)
        return NULL;
    client->ssl = new_session(ctx, fd, options);
    if (client->ssl == NULL) {
        free(client);
        return NULL;
    }
    client->local = *local;
    client->options = options;
    client->service = service;
    SSL_set_options(client->ssl, SSL_OP_COOKIE_EXCHANGE);
    while ((result = DTLSv1_listen(client->ssl, (void *)&client->peer)) <= 0) {
        if (result < 0) {
            if (options->verbose)
                ERR_print_errors_fp(stderr);
            ERR_clear_error();
        }
    }
    return client;
}

static int serve_udp(SSL_CTX *ctx, const struct options *options, const struct service *service,
                      const struct addrinfo *where)
{
    union address local;
    socklen_t length = sizeof(local);
    char name[100];
    int fd;

    memset(&local, 0, sizeof(local));
    memcpy(&local, where->ai_addr, where->ai_addrlen);
    fd = open_socket(&local);
    if (fd < 0 || getsockname(fd, &local.any, &length) != 0) {
        perror("server's socket");
        return 0;
    }
    printf("%s listens on %s\n", service->name, address_text(&local, name, sizeof(name)));
    fflush(stdout);
    for (;;) {
        struct client *client = next_client(ctx, fd, &local, options, service);
        pthread_t thread;

        if (client == NULL)
            break;
        if (pthread_create(&thread, NULL, client_thread, client) != 0) {
            fprintf(stderr, "no thread for a client\n");
            SSL_free(client->ssl);
            free(client);
            continue;
        }
        pthread_detach(thread);
    }
    close(fd);
    return 0;
}

/* ---- client ---- */

void print_peer(SSL *ssl)
{
    X509 *certificate = SSL_get_peer_certificate(ssl);

    if (certificate == NULL)
        return;
    printf("the server's certificate:\n");
    print_certificate(stdout, certificate);
    X509_free(certificate);
}

static int use_udp(SSL_CTX *ctx, const struct options *options, const struct service *service,
                      const struct addrinfo *where, const struct addrinfo *from)
{
    struct connection connection;
    union address peer;
    int fd = socket(where->ai_family, SOCK_DGRAM, 0);
    int good;

    memset(&connection, 0, sizeof(connection));
    memset(&peer, 0, sizeof(peer));
    memcpy(&peer, where->ai_addr, where->ai_addrlen);
    if (fd < 0 || (from != NULL && bind(fd, from->ai_addr, from->ai_addrlen) != 0)
        || connect(fd, where->ai_addr, where->ai_addrlen) != 0) {
        perror("client's socket");
        if (fd >= 0)
            close(fd);
        return 0;
    }
    connection.ssl = new_session(ctx, fd, options);
    if (connection.ssl == NULL) {
        close(fd);
        return 0;
    }
    BIO_ctrl(SSL_get_rbio(connection.ssl), BIO_CTRL_DGRAM_SET_CONNECTED, 0, &peer);
    set_receive_timeout(connection.ssl, options->timeout);
    good = open_files(&connection, options) && handshake(&connection, SSL_connect, "SSL_connect");
    if (good) {
        if (options->verbose)
            print_peer(connection.ssl);
        good = service->use(&connection);
        SSL_shutdown(connection.ssl);
    }
    close_connection(&connection, "client");
    close(fd);
    return good;
}

const struct transport udp = {
    "UDP", 0, "m:",
    "  -m mtu       size of a datagram during the handshake in bytes, instead of the socket's\n",
    serve_udp, use_udp,
};

/* ---- all transports ---- */

static struct addrinfo *resolve(const char *host, const char *port, int family, int passive)
{
    struct addrinfo hints, *found = NULL;
    int failure;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = family;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = passive ? AI_PASSIVE : 0;
    failure = getaddrinfo(host, port, &hints, &found);
    if (failure != 0) {
        fprintf(stderr, "%s: %s\n", host ? host : "any address", gai_strerror(failure));
        return NULL;
    }
    return found;
}

/* One IPv6 socket serves IPv4 clients as well. */
static const struct addrinfo *prefer_ipv6(const struct addrinfo *found)
{
    const struct addrinfo *each;

    for (each = found; each != NULL; each = each->ai_next) {
        int fd = each->ai_family == AF_INET6 ? socket(AF_INET6, SOCK_DGRAM, 0) : -1;

        if (fd >= 0) {
            close(fd);
            return each;
        }
    }
    return found;
}

static int run(SSL_CTX *ctx, const struct options *options, const struct service *service)
{
    struct addrinfo *where, *from = NULL;
    int good = 0;

    where = resolve(options->remote ? options->remote : options->local, options->port, options->family,
                    options->remote == NULL);
    if (where == NULL)
        return 0;
    if (options->remote == NULL) {
        good = service->transport->serve(ctx, options, service, prefer_ipv6(where));
    } else if (options->local == NULL || (from = resolve(options->local, NULL, where->ai_family, 1)) != NULL) {
        good = service->transport->use(ctx, options, service, where, from);
    }
    if (from != NULL)
        freeaddrinfo(from);
    freeaddrinfo(where);
    return good;
}

int example_main(int argc, char **argv, const struct service *service)
{
    struct options options;
    SSL_CTX *ctx;
    int good;

    memset(&options, 0, sizeof(options));
    options.program = argv[0];
    options.port = service->port;
    options.timeout = RECEIVE_TIMEOUT;
    options.length = 100;
    options.streams = 1;
    options.reliable = service->transport->reliable;
    options.count = -1;
    if (!parse_options(argc, argv, service, &options))
        return 2;

    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    SSL_load_error_strings();
    SSL_library_init();
    if (OpenSSL_version_num() >> 20 != OPENSSL_VERSION_NUMBER >> 20)
        fprintf(stderr, "%s: built for %s, runs over %s\n", argv[0], OPENSSL_VERSION_TEXT,
                OpenSSL_version(OPENSSL_VERSION));
    if (options.verbose)
        printf("%s\n", OpenSSL_version(OPENSSL_VERSION));
    if (RAND_bytes(cookie_secret, sizeof(cookie_secret)) != 1) {
        fprintf(stderr, "no random numbers for the cookie's secret\n");
        return 1;
    }
    ctx = new_context(&options);
    if (ctx == NULL)
        return 1;
    if (service->prepare != NULL && !service->prepare(ctx)) {
        ERR_print_errors_fp(stderr);
        SSL_CTX_free(ctx);
        return 1;
    }
    good = run(ctx, &options, service);
    SSL_CTX_free(ctx);
    return good ? 0 : 1;
}
