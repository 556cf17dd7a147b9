/* The shim's connections: handshake, echo, shutdown. */
#include <openssl/err.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shim.h"

static int connect_to_runner(const struct config *config) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)config->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)config->port)};
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v6.sin6_addr = in6addr_loopback;
    const struct sockaddr *address =
        config->ipv6 ? (const struct sockaddr *)&v6 : (const struct sockaddr *)&v4;
    int on = 1;
    int fd = socket(address->sa_family, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, address, config->ipv6 ? sizeof v6 : sizeof v4) != 0) {
        perror("connecting to the runner");
        exit(1);
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    unsigned char id[8];
    for (int i = 0; i < 8; i++) {
        id[i] = (unsigned char)(config->shim_id >> (8 * i));
    }
    if (!write_all(fd, id, sizeof id)) {
        exit(1);
    }
    return fd;
}

/* Lets the runner see all that was sent, then closes. */
static void disconnect(int fd) {
    char rest[1024];
    shutdown(fd, SHUT_WR);
    while (recv(fd, rest, sizeof rest, 0) > 0) {
    }
    close(fd);
}

/* Whether the call that returned `result` is to be repeated: asynchronous connections only. */
static int again(SSL *ssl, int result) {
    struct state *state = state_of(ssl);
    if (result >= 0) {
        return 0;
    }
    int error = SSL_get_error(ssl, result);
    if (!state->config->async) {
        return 0;
    }
    if (packets_pending(state->bio)) {
        return packets_act(state->bio, ssl);
    }
    switch (error) {
    case SSL_ERROR_WANT_READ:
        packets_allow_read(state->bio);
        return 1;
    case SSL_ERROR_WANT_WRITE:
        packets_allow_write(state->bio);
        return 1;
    case SSL_ERROR_WANT_X509_LOOKUP:
        state->cert_ready = 1;
        return 1;
    case SSL_ERROR_WANT_CLIENT_HELLO_CB:
        state->early_ready = 1;
        return 1;
    case SSL_ERROR_WANT_RETRY_VERIFY:
        state->verify_ready = 1;
        return 1;
    default:
        return 0;
    }
}

/* A connection that failed stays failed, and its first error stays the first. The repeated call also sends an alert
 * that the BIO did not take. */
static void check_failure_stays(SSL *ssl, int (*repeat)(SSL *), int result) {
    int error = SSL_get_error(ssl, result);
    unsigned long first = ERR_peek_error();
    if (result > 0 || (error != SSL_ERROR_SSL && error != SSL_ERROR_ZERO_RETURN)) {
        return;
    }
    packets_allow_write(state_of(ssl)->bio);
    int second = repeat(ssl);
    if (second > 0 || SSL_get_error(ssl, second) != error || ERR_peek_error() != first) {
        fprintf(stderr, "a repeated call answers %d (%d) after %d (%d)\n", second,
                SSL_get_error(ssl, second), result, error);
        exit(EXIT_MUST_FAIL);
    }
}

static int read_byte(SSL *ssl) {
    char byte;
    return SSL_read(ssl, &byte, 1);
}

static int handshake(SSL *ssl) {
    int result;
    do {
        result = SSL_do_handshake(ssl);
        check_failure_stays(ssl, SSL_do_handshake, result);
    } while (again(ssl, result));
    return result == 1;
}

static int write_data(SSL *ssl, const void *data, size_t length) {
    int result;
    if (length == 0) {
        return 1;
    }
    do {
        result = SSL_write(ssl, data, (int)length);
    } while (again(ssl, result));
    return result == (int)length;
}

static int read_data(SSL *ssl, char *data, int size) {
    static char seen[16384];
    int peek = state_of(ssl)->config->peek_then_read;
    int result;
    do {
        result = peek ? SSL_peek(ssl, data, size) : SSL_read(ssl, data, size);
        check_failure_stays(ssl, read_byte, result);
    } while (again(ssl, result));
    if (!peek || result <= 0) {
        return result;
    }
    memcpy(seen, data, (size_t)result);
    if (SSL_peek(ssl, data, result) != result || memcmp(seen, data, (size_t)result) != 0 ||
        SSL_read(ssl, data, result) != result || memcmp(seen, data, (size_t)result) != 0) {
        fprintf(stderr, "SSL_peek and SSL_read differ\n");
        return -1;
    }
    return result;
}

static int echo(SSL *ssl) {
    static char data[16384];
    const struct config *config = state_of(ssl)->config;
    int size = config->read_size > 0 && config->read_size < (int)sizeof data ? config->read_size
                                                                            : (int)sizeof data;
    for (;;) {
        int length = read_data(ssl, data, size);
        int error = SSL_get_error(ssl, length);
        if (error == SSL_ERROR_ZERO_RETURN || (length == 0 && error == SSL_ERROR_SYSCALL)) {
            return length == 0;
        }
        if (length <= 0 || error != SSL_ERROR_NONE) {
            return 0;
        }
        if (!state_of(ssl)->handshake_done) {
            fprintf(stderr, "data before the handshake was done\n");
            return 0;
        }
        for (int i = 0; i < length; i++) {
            data[i] = (char)~data[i];
        }
        if (!write_data(ssl, data, (size_t)length)) {
            return 0;
        }
    }
}

static int send_exported(SSL *ssl) {
    const struct config *config = state_of(ssl)->config;
    static unsigned char key[65536];
    size_t length = (size_t)config->export_keying_material;
    if (length == 0) {
        return 1;
    }
    if (length > sizeof key ||
        SSL_export_keying_material(ssl, key, length, config->export_label.data,
                                   config->export_label.length,
                                   (const unsigned char *)config->export_context.data,
                                   config->export_context.length,
                                   config->use_export_context) != 1) {
        fprintf(stderr, "no keying material\n");
        return 0;
    }
    return write_data(ssl, key, length);
}

static int shut_down(SSL *ssl) {
    const struct config *config = state_of(ssl)->config;
    int result;
    do {
        result = SSL_shutdown(ssl);
    } while (again(ssl, result));
    if (config->shim_shuts_down && config->check_close_notify) {
        if (result != 0) {
            fprintf(stderr, "SSL_shutdown answers %d before the peer's\n", result);
            return 0;
        }
        do {
            result = SSL_shutdown(ssl);
        } while (again(ssl, result));
    }
    if (result != 1) {
        fprintf(stderr, "SSL_shutdown answers %d\n", result);
    }
    return result == 1;
}

static int exchange(SSL *ssl, int is_resume) {
    struct state *state = state_of(ssl);
    const struct config *config = state->config;
    if (!config->implicit_handshake) {
        if (!handshake(ssl) || !check_handshake(ssl, is_resume)) {
            return 0;
        }
        if ((config->handshake_twice || config->no_op_extra_handshake) && !handshake(ssl)) {
            return 0;
        }
        state->got_new_session = 0;
    }
    if (!send_exported(ssl)) {
        return 0;
    }
    if (config->shim_writes_first &&
        !write_data(ssl, config->shim_initial_write.data, config->shim_initial_write.length)) {
        return 0;
    }
    if (!config->shim_shuts_down && !echo(ssl)) {
        return 0;
    }
    if (!config->server && !config->implicit_handshake && state->got_new_session) {
        fprintf(stderr, "a new session after the handshake\n");
        return 0;
    }
    return shut_down(ssl) && check_end(ssl);
}

/* One connection; `*session` is offered (a resuming client) and replaced by the new one. */
static int run(const struct config *config, SSL_CTX *context, SSL_SESSION **session,
               int is_resume) {
    struct state state;
    memset(&state, 0, sizeof state);
    SSL_SESSION *offer = *session;
    *session = NULL;
    SSL *ssl = setup_connection(config, context, &state, offer);
    if (!ssl) {
        fprintf(stderr, "the connection cannot be set up\n");
        return 0;
    }
    int fd = connect_to_runner(config);
    state.bio = packets_new(fd, config->async);
    if (!state.bio) {
        return 0;
    }
    SSL_set_bio(ssl, state.bio, state.bio);
    int good = exchange(ssl, is_resume);
    if (!good) {
        fprintf(stderr, "SSL_get_error: %d\n", SSL_get_error(ssl, -1));
    }
    *session = state.session ? state.session : NULL;
    if (good && !*session) {
        *session = SSL_get1_session(ssl);
    }
    SSL_SESSION_free(state.cached);
    SSL_SESSION_free(offer);
    SSL_free(ssl);
    disconnect(fd);
    return good;
}

int main(int argc, char **argv) {
    static struct config first, resume;
    signal(SIGPIPE, SIG_IGN);
    /* The runner's first question: whether there is a second process that shakes hands. */
    if (argc == 2 && strcmp(argv[1], "-is-handshaker-supported") == 0) {
        puts("No");
        return 0;
    }
    parse_flags(argc, argv, &first, &resume);
    if (!first.dtls) {
        fprintf(stderr, "DTLS only\n");
        return EXIT_UNIMPLEMENTED;
    }
    SSL_CTX *context = NULL;
    SSL_SESSION *session = NULL;
    int good = 1;
    for (int i = 0; good && i <= first.resume_count; i++) {
        const struct config *config = i ? &resume : &first;
        SSL_CTX *next = setup_context(config, context);
        SSL_CTX_free(context);
        context = next;
        good = context && run(config, context, &session, i > 0);
        if (!good) {
            fprintf(stderr, "connection %d failed\n", i + 1);
            ERR_print_errors_fp(stderr);
        }
    }
    SSL_SESSION_free(session);
    SSL_CTX_free(context);
    /* What a sanitizer says comes after this line. */
    fprintf(stderr, "--- DONE ---\n");
    return good ? 0 : 1;
}
