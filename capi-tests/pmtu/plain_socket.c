/* A client that gives its connected UDP socket to SSL_set_fd, and shows a long chain: the BIO knows nothing of sizes. */
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

static int connected_socket(const char *port, const char *host)
{
    struct addrinfo hints = { .ai_socktype = SOCK_DGRAM }, *found;
    int fd = -1;

    if (getaddrinfo(host, port, &hints, &found) != 0)
        return -1;
    fd = socket(found->ai_family, SOCK_DGRAM, 0);
    if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) != 0)
        fd = -1;
    freeaddrinfo(found);
    return fd;
}

int main(int argc, char **argv)
{
    SSL_CTX *ctx = SSL_CTX_new(DTLS_client_method());
    SSL *ssl = ctx != NULL ? SSL_new(ctx) : NULL;
    int fd = argc == 4 ? connected_socket(argv[2], argv[3]) : -1;
    int good;

    if (fd < 0 || ssl == NULL) {
        fprintf(stderr, "Usage: %s -p port address\n", argv[0]);
        return 2;
    }
    good = SSL_use_certificate_chain_file(ssl, "chain.pem") == 1 && SSL_use_PrivateKey_file(ssl, "end.key", SSL_FILETYPE_PEM) == 1 &&
           SSL_set_fd(ssl, fd) == 1 && SSL_connect(ssl) == 1;
    if (good)
        printf("connected: %s\n", SSL_get_version(ssl));
    else
        perror("SSL_connect");
    ERR_print_errors_fp(stderr);
    SSL_shutdown(ssl);
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    return !good;
}
