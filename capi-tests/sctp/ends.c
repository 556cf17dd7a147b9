/*
 * One end of the scenarios, a process of its own:
 *   dtls server|client SCENARIO VERSION KEYS [PORT]
 * VERSION is 1.0 or 1.2; KEYS a folder of make-pki. The server says its port first. Exit status 0: all was as it must be.
 */
#define _GNU_SOURCE
#include "ends.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/sctp.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

static int listening = -1;

void demand(struct end *end, int good, const char *format, ...)
{
    va_list arguments;

    if (good)
        return;
    printf("%s: ", end->is_client ? "client" : "server");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    if (end->ssl != NULL)
        printf(" (state: %s; handshakes: %d)", SSL_state_string_long(end->ssl), handshakes(end));
    printf("\n");
    ERR_print_errors_fp(stdout);
    fflush(stdout);
    _exit(1);
}

int handshakes(const struct end *end)
{
    return end->finished_in < end->finished_out ? end->finished_in : end->finished_out;
}

static void count_finished(int out, int version, int type, const void *data, size_t length, SSL *ssl, void *argument)
{
    struct end *end = argument;

    (void)version;
    (void)ssl;
    if (type == SSL3_RT_HANDSHAKE && length > 0 && *(const unsigned char *)data == SSL3_MT_FINISHED)
        (*(out ? &end->finished_out : &end->finished_in))++;
}

static void notified(BIO *bio, void *context, void *buffer)
{
    const union sctp_notification *notification = buffer;
    struct seen *seen = context;

    (void)bio;
    switch (notification->sn_header.sn_type) {
    case SCTP_ASSOC_CHANGE:
        seen->changes++;
        break;
    case SCTP_SHUTDOWN_EVENT:
        seen->shutdowns++;
        break;
    case SCTP_SENDER_DRY_EVENT:
        seen->dries++;
        break;
    }
}

/* ---- sockets ---- */

static void set_option(struct end *end, int fd, int name, const void *value, socklen_t length)
{
    demand(end, setsockopt(fd, IPPROTO_SCTP, name, value, length) == 0, "setsockopt %d: %s", name, strerror(errno));
}

static int new_socket(struct end *end)
{
    struct sctp_initmsg streams = {STREAMS, STREAMS, 0, 0};
    int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP), receive = 4000000, send = 100000;

    demand(end, fd >= 0, "no SCTP socket: %s", strerror(errno));
    /* Then nothing is dropped for lack of room, and what comes on different streams comes in the order it was sent. */
    if (!end->crowded)
        demand(end, setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive, sizeof receive) == 0
               && setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send, sizeof send) == 0, "buffers: %s", strerror(errno));
    set_option(end, fd, SCTP_INITMSG, &streams, sizeof streams);
    return fd;
}

static void make_ready(struct end *end, int fd)
{
    static const uint16_t events[] = {SCTP_ASSOC_CHANGE, SCTP_SHUTDOWN_EVENT};
    int on = 1;
    size_t i;

    /* Small messages shall not wait for acknowledgements. */
    set_option(end, fd, SCTP_NODELAY, &on, sizeof on);
    /* OpenSSL leaves it to the program that a message's stream is told. */
    set_option(end, fd, SCTP_RECVRCVINFO, &on, sizeof on);
    for (i = 0; i < sizeof events / sizeof *events; i++) {
        struct sctp_event event = {0, events[i], 1};

        set_option(end, fd, SCTP_EVENT, &event, sizeof event);
    }
}

static void loopback(struct sockaddr_in *address, int port)
{
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address->sin_port = htons((uint16_t)port);
}

/* The listening socket needs a BIO of its own: authenticated chunks are agreed on when an association begins. */
static void listen_for_clients(struct end *end)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;

    listening = new_socket(end);
    loopback(&address, 0);
    demand(end, BIO_new_dgram_sctp(listening, BIO_NOCLOSE) != NULL, "no BIO for the listening socket");
    demand(end, bind(listening, (struct sockaddr *)&address, length) == 0 && listen(listening, 5) == 0, "listen: %s",
           strerror(errno));
    getsockname(listening, (struct sockaddr *)&address, &length);
    end->port = ntohs(address.sin_port);
    printf("port %d\n", end->port);
    fflush(stdout);
}

void set_blocking(struct end *end, int blocking)
{
    fcntl(end->fd, F_SETFL, blocking ? 0 : O_NONBLOCK);
}

void associate_plain(struct end *end, SSL_SESSION *session)
{
    struct sockaddr_in address;
    BIO *bio;

    memset(&end->seen, 0, sizeof end->seen);
    end->finished_in = end->finished_out = 0;
    end->fd = end->is_client ? new_socket(end) : accept(listening, NULL, NULL);
    demand(end, end->fd >= 0, "accept: %s", strerror(errno));
    bio = BIO_new_dgram_sctp(end->fd, BIO_CLOSE);
    demand(end, bio != NULL, "no BIO");
    make_ready(end, end->fd);
    demand(end, BIO_dgram_sctp_notification_cb(bio, notified, &end->seen) == 0, "no callback");
    if (end->is_client) {
        loopback(&address, end->port);
        demand(end, connect(end->fd, (struct sockaddr *)&address, sizeof address) == 0, "connect: %s", strerror(errno));
    }
    end->ssl = SSL_new(end->ctx);
    demand(end, end->ssl != NULL, "SSL_new");
    SSL_set_bio(end->ssl, bio, bio);
    SSL_set_msg_callback(end->ssl, count_finished);
    SSL_set_msg_callback_arg(end->ssl, end);
    if (session != NULL)
        demand(end, SSL_set_session(end->ssl, session) == 1, "SSL_set_session");
    if (end->is_client)
        SSL_set_connect_state(end->ssl);
    else
        SSL_set_accept_state(end->ssl);
}

void shake_hands(struct end *end)
{
    int result;

    while ((result = SSL_do_handshake(end->ssl)) != 1)
        wait_after(end, result, "SSL_do_handshake");
}

void associate(struct end *end, SSL_SESSION *session)
{
    associate_plain(end, session);
    shake_hands(end);
    demand(end, handshakes(end) == 1, "a handshake without Finished");
}

/* RFC 6083, 4.8: the key of a handshake has the number after that of the one before. */
static void check_key(struct end *end)
{
    struct sctp_authkeyid key = {0, 0};
    socklen_t length = sizeof key;

    demand(end, getsockopt(end->fd, IPPROTO_SCTP, SCTP_AUTH_ACTIVE_KEY, &key, &length) == 0, "the active key: %s",
           strerror(errno));
    demand(end, key.scact_keynumber == handshakes(end), "key %d is active after %d handshakes", key.scact_keynumber,
           handshakes(end));
}

void part(struct end *end)
{
    unsigned char data[LARGEST];
    int result;

    check_key(end);
    if (!end->is_client)
        demand(end, get_message(end, data) == 0, "a message instead of close_notify");
    while ((result = SSL_shutdown(end->ssl)) != 1)
        if (result < 0)
            wait_after(end, result, "SSL_shutdown");
        else if (SSL_get_shutdown(end->ssl) & SSL_RECEIVED_SHUTDOWN)
            break;
    /* The server's close_notify may still wait for the association to be dry: the client leaves once it has it. */
    if (!end->is_client)
        while ((result = BIO_read(SSL_get_rbio(end->ssl), data, sizeof data)) > 0 || BIO_should_retry(SSL_get_rbio(end->ssl)))
            await(end, POLLIN, "the end");
    SSL_free(end->ssl);
    end->ssl = NULL;
}

/* ---- waiting ---- */

short await(struct end *end, short events, const char *what)
{
    struct pollfd descriptor = {end->fd, events, 0};
    /* OpenSSL may take the notification that it waits for, and not see it: then nothing else comes, but another call goes on. */
    int slice = strstr(OpenSSL_version(OPENSSL_VERSION), "FerroDTLS") != NULL ? PATIENCE : 100;
    int ready = poll(&descriptor, 1, slice);

    end->idle = ready > 0 ? 0 : end->idle + slice;
    demand(end, end->idle < PATIENCE, "%s: waits to %s in vain", what, events & POLLOUT ? "write" : "read");
    return descriptor.revents;
}

void wait_after(struct end *end, int result, const char *call)
{
    int error = SSL_get_error(end->ssl, result), reason = errno;

    demand(end, error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE, "%s: error %d, %s", call, error,
           error == SSL_ERROR_SYSCALL ? strerror(reason) : "see the queue");
    await(end, error == SSL_ERROR_WANT_WRITE ? POLLIN | POLLOUT : POLLIN, call);
}

void put_message(struct end *end, const void *data, int length)
{
    int result;

    while ((result = SSL_write(end->ssl, data, length)) <= 0)
        wait_after(end, result, "SSL_write");
    demand(end, result == length, "SSL_write took %d bytes of %d", result, length);
}

int get_message(struct end *end, unsigned char data[LARGEST])
{
    int result;

    while ((result = SSL_read(end->ssl, data, LARGEST)) <= 0) {
        if (SSL_get_error(end->ssl, result) == SSL_ERROR_ZERO_RETURN)
            return 0;
        wait_after(end, result, "SSL_read");
    }
    return result;
}

/* ---- messages ---- */

void send_on(struct end *end, int stream, int unordered)
{
    struct bio_dgram_sctp_sndinfo info;

    memset(&info, 0, sizeof info);
    info.snd_sid = (uint16_t)stream;
    info.snd_flags = unordered ? SCTP_UNORDERED : 0;
    info.snd_ppid = htonl(0x100u + (unsigned)stream);
    BIO_ctrl(SSL_get_wbio(end->ssl), BIO_CTRL_DGRAM_SCTP_SET_SNDINFO, sizeof info, &info);
}

int stream_of_last(struct end *end, int *unordered)
{
    struct bio_dgram_sctp_rcvinfo info;

    memset(&info, 0, sizeof info);
    BIO_ctrl(SSL_get_rbio(end->ssl), BIO_CTRL_DGRAM_SCTP_GET_RCVINFO, sizeof info, &info);
    *unordered = (info.rcv_flags & SCTP_UNORDERED) != 0;
    demand(end, info.rcv_ppid == htonl(0x100u + info.rcv_sid), "the protocol identifier of stream %d is %x", info.rcv_sid,
           ntohl(info.rcv_ppid));
    return info.rcv_sid;
}

void fill(unsigned char *data, int length, int stream, uint32_t number)
{
    uint32_t state = number * 2654435761u + (uint32_t)(stream * 97 + length + 1);
    int i;

    for (i = 0; i < length; i++) {
        state = state * 1664525u + 1013904223u;
        data[i] = (unsigned char)(state >> 24);
    }
}

/* ---- set-up ---- */

static SSL_CTX *new_context(struct end *end, const char *version, const char *keys)
{
    static const unsigned char name[] = "sctp";
    char file[4000];
    int number = strcmp(version, "1.0") == 0 ? DTLS1_VERSION : DTLS1_2_VERSION;
    SSL_CTX *ctx = SSL_CTX_new(end->is_client ? DTLS_client_method() : DTLS_server_method());

    demand(end, ctx != NULL, "SSL_CTX_new");
    SSL_CTX_set_min_proto_version(ctx, number);
    SSL_CTX_set_max_proto_version(ctx, number);
    /* DTLS 1.0 signs with SHA-1, which is of security level 0. */
    SSL_CTX_set_cipher_list(ctx, "DEFAULT:@SECLEVEL=0");
#ifdef SSL_OP_ALLOW_CLIENT_RENEGOTIATION
    SSL_CTX_set_options(ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
#endif
    SSL_CTX_set_session_id_context(ctx, name, sizeof name - 1);
    snprintf(file, sizeof file, "%s/root.crt", keys);
    demand(end, SSL_CTX_load_verify_locations(ctx, file, NULL) == 1, "root.crt");
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
    snprintf(file, sizeof file, "%s/%s-rsa.chain", keys, end->is_client ? "client" : "server");
    demand(end, SSL_CTX_use_certificate_chain_file(ctx, file) == 1, "%s", file);
    snprintf(file, sizeof file, "%s/%s-rsa.key", keys, end->is_client ? "client" : "server");
    demand(end, SSL_CTX_use_PrivateKey_file(ctx, file, SSL_FILETYPE_PEM) == 1, "%s", file);
    return ctx;
}

int main(int argc, char **argv)
{
    const struct scenario *scenario = scenarios;
    struct end end;

    memset(&end, 0, sizeof end);
    if (argc < 5) {
        fprintf(stderr, "usage: %s server|client SCENARIO VERSION KEYS [PORT]\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    alarm(100);
    end.is_client = strcmp(argv[1], "client") == 0;
    end.port = argc > 5 ? atoi(argv[5]) : 0;
    while (scenario->name != NULL && strcmp(scenario->name, argv[2]) != 0)
        scenario++;
    demand(&end, scenario->name != NULL, "no scenario %s", argv[2]);
    end.crowded = scenario->crowded;
    end.ctx = new_context(&end, argv[3], argv[4]);
    if (!end.is_client)
        listen_for_clients(&end);
    (end.is_client ? scenario->client : scenario->server)(&end);
    SSL_CTX_free(end.ctx);
    return 0;
}
