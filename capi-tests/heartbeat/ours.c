/*
 * Our end of a heartbeat test: a program that never blocks. ours client|server PORT VERSION FLAGS TRIES; the server
 * takes one client. Commands on standard input: h (SSL_heartbeat), d TEXT (data), r (renegotiate), end of file (the
 * connection ends). What happens is printed, a line each.
 */
#include "udp.h"

#include <sys/time.h>

static void say(const char *format, const char *text, long number)
{
    printf(format, text, number);
    printf("\n");
    fflush(stdout);
}

static void message(int sent, int version, int type, const void *bytes, size_t length, SSL *ssl, void *arg)
{
    static const char *const kinds[] = { "?", "request", "response" };
    unsigned char kind = length > 0 ? *(const unsigned char *)bytes : 0;

    (void)version, (void)ssl, (void)arg;
    if (type == TLS1_RT_HEARTBEAT)
        say(sent ? "heartbeat: sent %s of %ld" : "heartbeat: received %s of %ld", kinds[kind <= 2 ? kind : 0], (long)length);
}

static void info(const SSL *ssl, int what, int value)
{
    (void)ssl, (void)value;
    if (what == SSL_CB_HANDSHAKE_DONE)
        say("%s", "handshake done", 0);
}

static int fail(const char *what)
{
    printf("failed: %s\n", what);
    fflush(stdout);
    ERR_print_errors_fp(stderr);
    return 0;
}

static int open_end(int server, const char *port)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char byte;

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((unsigned short)atoi(port));
    if (server) {
        /* The first datagram names the client, and stays to be read. */
        if (bind(fd, (struct sockaddr *)&address, length) != 0 ||
            recvfrom(fd, &byte, 1, MSG_PEEK, (struct sockaddr *)&address, &length) < 0)
            return -1;
    }
    if (connect(fd, (struct sockaddr *)&address, length) != 0)
        return -1;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static SSL_CTX *context(int server, int version, int flags, int tries)
{
    SSL_CTX *ctx = SSL_CTX_new(server ? DTLS_server_method() : DTLS_client_method());

    SSL_CTX_set_min_proto_version(ctx, version);
    SSL_CTX_set_max_proto_version(ctx, version);
    if (version == DTLS1_VERSION)
        SSL_CTX_set_cipher_list(ctx, "DEFAULT:@SECLEVEL=0");
    if (server) {
        SSL_CTX_use_certificate_chain_file(ctx, "server-rsa.chain");
        SSL_CTX_use_PrivateKey_file(ctx, "server-rsa.key", SSL_FILETYPE_PEM);
        SSL_CTX_set_options(ctx, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    } else {
        SSL_CTX_load_verify_locations(ctx, "root.crt", NULL);
        SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
    }
    SSL_CTX_set_msg_callback(ctx, message);
    SSL_CTX_set_info_callback(ctx, info);
    FERRODTLS_CTX_set_heartbeat(ctx, flags);
    FERRODTLS_CTX_set_heartbeat_tries(ctx, tries);
    return ctx;
}

/* Waits for input, a datagram or the timer: whether there is input. */
static int wait_for(SSL *ssl, int fd, int input)
{
    struct pollfd ready[2] = { { 0, POLLIN, 0 }, { 0, POLLIN, 0 } };
    struct timeval left;
    int milliseconds = -1;

    ready[0].fd = fd;
    ready[1].fd = input;
    if (DTLSv1_get_timeout(ssl, &left))
        milliseconds = (int)(left.tv_sec * 1000 + (left.tv_usec + 999) / 1000);
    poll(ready, 2, milliseconds);
    return ready[1].revents != 0;
}

static int handshake(SSL *ssl, int fd)
{
    int result;

    while ((result = SSL_do_handshake(ssl)) != 1) {
        if (SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ)
            return fail("handshake");
        wait_for(ssl, fd, -1);
        if (DTLSv1_handle_timeout(ssl) < 0)
            return fail("timer");
    }
    say("connected: %s, flags %ld", SSL_get_version(ssl), FERRODTLS_get_heartbeat(ssl));
    return 1;
}

/* An error of the connection that is none: the peer is silent. */
static int is_silence(void)
{
    if (ERR_GET_REASON(ERR_peek_error()) != SSL_R_TLS_HEARTBEAT_UNANSWERED)
        return 0;
    say("%s: %ld", "silent", ERR_GET_REASON(ERR_peek_error()));
    ERR_clear_error();
    return 1;
}

/* Reads all that is there; 0: the connection is over. */
static int read_all(SSL *ssl)
{
    char data[2000];
    int got, pending = (int)SSL_get_tlsext_heartbeat_pending(ssl);

    while ((got = SSL_read(ssl, data, sizeof data - 1)) > 0) {
        data[got] = '\0';
        data[strcspn(data, "\n")] = '\0';
        say("data: %s", data, 0);
    }
    if (pending && !SSL_get_tlsext_heartbeat_pending(ssl) && ERR_peek_error() == 0)
        say("%s", "answered", 0);
    switch (SSL_get_error(ssl, got)) {
    case SSL_ERROR_WANT_READ: return 1;
    case SSL_ERROR_ZERO_RETURN: say("%s", "closed", 0); return 0;
    case SSL_ERROR_SYSCALL: return errno == ECONNREFUSED;
    default: return is_silence() || fail("SSL_read");
    }
}

/* One command; 0: there are no more. */
static int command(SSL *ssl)
{
    char line[200];
    long result;

    if (fgets(line, sizeof line, stdin) == NULL)
        return 0;
    if (line[0] == 'h') {
        result = SSL_heartbeat(ssl);
        say("%s: %ld", result == 1 ? "asked" : "refused", result == 1 ? 1 : ERR_GET_REASON(ERR_get_error()));
    } else if (line[0] == 'r') {
        SSL_renegotiate(ssl);
        SSL_do_handshake(ssl);
    } else {
        SSL_write(ssl, line + 2, (int)strlen(line + 2));
    }
    return 1;
}

int main(int argc, char **argv)
{
    int server, fd, goes_on = 1;
    SSL_CTX *ctx;
    SSL *ssl;

    if (argc != 6)
        return 2;
    setvbuf(stdin, NULL, _IONBF, 0);
    server = strcmp(argv[1], "server") == 0;
    ctx = context(server, strcmp(argv[3], "1.0") == 0 ? DTLS1_VERSION : DTLS1_2_VERSION, atoi(argv[4]), atoi(argv[5]));
    fd = open_end(server, argv[2]);
    if (fd < 0)
        return 2;
    ssl = udp_side(ctx, fd);
    server ? SSL_set_accept_state(ssl) : SSL_set_connect_state(ssl);
    if (!handshake(ssl, fd))
        return 1;
    while (goes_on) {
        int commands = wait_for(ssl, fd, 0);

        if (DTLSv1_handle_timeout(ssl) < 0 && !is_silence())
            goes_on = fail("timer");
        goes_on = goes_on && read_all(ssl);
        if (commands && goes_on)
            goes_on = command(ssl) && read_all(ssl);
    }
    SSL_shutdown(ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    return 0;
}
