/*
 * A UDP socket gives an empty datagram and its own shutdown(SHUT_RD) in the same way. Floods of the first must end no
 * connection, and the second must not keep SSL_read busy; OpenSSL fails at the first empty datagram.
 */
#include "udp.h"

#include <pthread.h>

static int failures;

static void must(const char *label, int good)
{
    failures += !good;
    show(label, "%s", good ? "yes" : "NO");
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

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned int *length)
{
    (void)ssl;
    memset(cookie, 1, *length = 8);
    return 1;
}

static int check_cookie(SSL *ssl, const unsigned char *cookie, unsigned int length)
{
    (void)ssl, (void)cookie;
    return length == 8;
}

static volatile int flood_goes_on;

static void *flood(void *fd)
{
    while (flood_goes_on)
        send(*(int *)fd, "", 0, MSG_DONTWAIT);
    return NULL;
}

int main(void)
{
    SSL_CTX *client_ctx = SSL_CTX_new(DTLS_client_method()), *server_ctx = SSL_CTX_new(DTLS_server_method());
    BIO_ADDR *address = BIO_ADDR_new();
    SSL *client, *server, *listener;
    pthread_t flooder;
    char data[100];
    int i, calls, result, fds[2];

    SSL_CTX_set_cookie_generate_cb(server_ctx, make_cookie);
    SSL_CTX_set_cookie_verify_cb(server_ctx, check_cookie);
    SSL_CTX_use_certificate_chain_file(server_ctx, "server-ec.chain");
    SSL_CTX_use_PrivateKey_file(server_ctx, "server-ec.key", SSL_FILETYPE_PEM);
    udp_pair(fds);
    client = udp_side(client_ctx, fds[0]);
    server = udp_side(server_ctx, fds[1]);
    must("connected", udp_handshake(client, server, fds));

    /* Less than a socket holds. */
    for (i = 0; i < 200; i++)
        send(fds[0], "", 0, 0);
    must("written", SSL_write(client, "behind the flood", 16) == 16);
    calls = read_until_data(server, data, sizeof data);
    must("read over", calls == 1);
    show_string("read", calls > 0 ? data : "nothing");
    failures += calls < 1 || strcmp(data, "behind the flood") != 0;

    /* Faster than a reader can look, perhaps; at once if not. */
    flood_goes_on = 1;
    pthread_create(&flooder, NULL, flood, &fds[0]);
    for (i = 0; i < 20; i++) {
        result = SSL_read(server, data, sizeof data);
        failures += result != -1 || SSL_get_error(server, result) != SSL_ERROR_WANT_READ;
    }
    flood_goes_on = 0;
    pthread_join(flooder, NULL);
    must("a flood does not keep the reader", failures == 0);
    /* What the socket still keeps would leave no room. */
    while (recv(fds[1], data, sizeof data, 0) == 0)
        continue;
    SSL_write(client, "behind it", 10);
    calls = read_until_data(server, data, sizeof data);
    must("read", calls > 0 && strcmp(data, "behind it") == 0);

    listener = udp_side(server_ctx, fds[1]);
    must("for a listener it is junk", send(fds[0], "", 0, 0) == 0 && DTLSv1_listen(listener, address) == 0);
    SSL_free(listener);

    /* Only a socket that waits gives empty datagrams then. */
    fcntl(fds[1], F_SETFL, 0);
    shutdown(fds[1], SHUT_RD);
    alarm(30);
    result = SSL_read(server, data, sizeof data);
    must("a socket that is shut down ends the input", result == 0 && SSL_get_error(server, result) == SSL_ERROR_SYSCALL);
    must("writing goes on", SSL_write(server, "hello", 5) == 5);
    calls = read_until_data(client, data, sizeof data);
    failures += calls < 1 || strcmp(data, "hello") != 0;
    show_string("read", calls > 0 ? data : "nothing");

    BIO_ADDR_free(address);
    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(client_ctx);
    SSL_CTX_free(server_ctx);
    close(fds[0]);
    close(fds[1]);
    return failures != 0;
}
