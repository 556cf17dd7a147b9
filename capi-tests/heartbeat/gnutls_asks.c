/*
 * GnuTLS asks: gnutls_asks client|server PORT VERSION. After the handshake it sends heartbeats whose payloads have many
 * lengths and prints how many were answered well. GnuTLS compares the payload that comes back itself.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <gnutls/dtls.h>
#include <gnutls/gnutls.h>

/* The first is the longest: GnuTLS 3.7.9 stops at an assertion when the first has less than 64 bytes. */
#define LONGEST 4096

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
    if (server && (bind(fd, (struct sockaddr *)&address, length) != 0 ||
                   recvfrom(fd, &byte, 1, MSG_PEEK, (struct sockaddr *)&address, &length) < 0))
        return -1;
    return connect(fd, (struct sockaddr *)&address, length) == 0 ? fd : -1;
}

static int failed(const char *what, int error)
{
    printf("%s: %s\n", what, gnutls_strerror(error));
    return 1;
}

int main(int argc, char **argv)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_session_t session;
    char priorities[100];
    int server, fd, error, size, answered = 0;

    if (argc != 4)
        return 2;
    server = strcmp(argv[1], "server") == 0;
    fd = open_end(server, argv[2]);
    if (fd < 0)
        return 2;
    gnutls_certificate_allocate_credentials(&credentials);
    if (server)
        gnutls_certificate_set_x509_key_file(credentials, "server-rsa.chain", "server-rsa.key", GNUTLS_X509_FMT_PEM);
    gnutls_init(&session, GNUTLS_DATAGRAM | (server ? GNUTLS_SERVER : GNUTLS_CLIENT));
    snprintf(priorities, sizeof priorities, "NORMAL:-VERS-ALL:+VERS-DTLS%s", argv[3]);
    gnutls_priority_set_direct(session, priorities, NULL);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    gnutls_transport_set_int(session, fd);
    gnutls_dtls_set_mtu(session, 9000);
    gnutls_heartbeat_enable(session, GNUTLS_HB_PEER_ALLOWED_TO_SEND);
    do
        error = gnutls_handshake(session);
    while (error < 0 && !gnutls_error_is_fatal(error));
    if (error < 0)
        return failed("handshake", error);
    if (!gnutls_heartbeat_allowed(session, GNUTLS_HB_LOCAL_ALLOWED_TO_SEND))
        return failed("heartbeats", GNUTLS_E_INVALID_REQUEST);
    for (size = LONGEST; size > 0; size = size <= 64 ? size - 1 : size / 2) {
        error = gnutls_heartbeat_ping(session, (size_t)size, 3, GNUTLS_HEARTBEAT_WAIT);
        if (error < 0)
            return failed("heartbeat", error);
        answered++;
    }
    printf("heartbeats of 1 to %d bytes answered: %d\n", LONGEST, answered);
    fflush(stdout);
    gnutls_bye(session, GNUTLS_SHUT_WR);
    gnutls_deinit(session);
    return 0;
}
