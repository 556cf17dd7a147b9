/*
 * A UDP socket gives an empty datagram and its own shutdown(SHUT_RD) in the same way. Floods of the first must end no
 * connection, and the second must not keep SSL_read busy; OpenSSL fails at the first empty datagram.
 */
#include "helpers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <openssl/ssl.h>

static int failures;

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
}

static int udp(struct sockaddr_in *address)
{
    socklen_t length = sizeof *address;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(fd, (struct sockaddr *)address, sizeof *address);
    getsockname(fd, (struct sockaddr *)address, &length);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static SSL *side(SSL_CTX *ctx, int fd, struct sockaddr_in *peer)
{
    SSL *ssl = SSL_new(ctx);
    BIO *bio = BIO_new_dgram(fd, BIO_NOCLOSE);

    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, peer);
    SSL_set_bio(ssl, bio, bio);
    return ssl;
}

/* Calls until there is data: how often SSL_read was called, or -1 when it failed. */
static int read_until_data(SSL *ssl, char *data, int size)
{
    int calls, got;

    for (calls = 1; calls < 1000; calls++) {
        got = SSL_read(ssl, data, size - 1);
        if (got > 0) {
            data[got] = 0;
            return calls;
        }
        if (SSL_get_error(ssl, got) != SSL_ERROR_WANT_READ)
            return -1;
    }
    return -1;
}

int main(void)
{
    struct sockaddr_in client_address, server_address;
    int client_fd = udp(&client_address), server_fd = udp(&server_address);
    SSL_CTX *client_ctx = SSL_CTX_new(DTLS_client_method()), *server_ctx = SSL_CTX_new(DTLS_server_method());
    char data[100];
    int i, calls, result, done = 0;
    SSL *client, *server;

    connect(client_fd, (struct sockaddr *)&server_address, sizeof server_address);
    connect(server_fd, (struct sockaddr *)&client_address, sizeof client_address);
    SSL_CTX_use_certificate_chain_file(server_ctx, "server-ec.chain");
    SSL_CTX_use_PrivateKey_file(server_ctx, "server-ec.key", SSL_FILETYPE_PEM);
    client = side(client_ctx, client_fd, &server_address);
    server = side(server_ctx, server_fd, &client_address);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    for (i = 0; i < 200 && !done; i++) {
        struct pollfd ready[2] = { { client_fd, POLLIN, 0 }, { server_fd, POLLIN, 0 } };

        done = SSL_do_handshake(client) == 1;
        done = SSL_do_handshake(server) == 1 && done;
        if (!done)
            poll(ready, 2, 50);
    }
    must("connected", done);

    /* More than one call reads over, less than a socket holds. */
    for (i = 0; i < 200; i++)
        send(client_fd, "", 0, 0);
    must("written", SSL_write(client, "behind the flood", 16) == 16);
    calls = read_until_data(server, data, sizeof data);
    must("several calls", calls > 1 && calls < 20);
    show_string("read", calls > 0 ? data : "nothing");
    failures += calls < 1 || strcmp(data, "behind the flood") != 0;

    /* Only a socket that waits gives empty datagrams then. */
    fcntl(server_fd, F_SETFL, 0);
    shutdown(server_fd, SHUT_RD);
    alarm(30);
    result = SSL_read(server, data, sizeof data);
    must("a socket that is shut down ends the input", result == 0 && SSL_get_error(server, result) == SSL_ERROR_SYSCALL);
    must("writing goes on", SSL_write(server, "hello", 5) == 5);
    calls = read_until_data(client, data, sizeof data);
    failures += calls < 1 || strcmp(data, "hello") != 0;
    show_string("read", calls > 0 ? data : "nothing");

    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
    close(client_fd);
    close(server_fd);
    return failures != 0;
}
