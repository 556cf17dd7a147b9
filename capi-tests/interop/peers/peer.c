#define _POSIX_C_SOURCE 200809L
#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_LINE (2 * MAX_MESSAGE + 64)
#define LONGEST_WAIT 60000

static struct options options;
static char line[MAX_LINE];
static size_t line_length;
static int established;

void tell(const char *name, const char *format, ...)
{
    va_list arguments;

    printf("%s ", name);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

void tell_bytes(const char *name, const unsigned char *data, size_t length)
{
    size_t i;

    printf("%s ", name);
    for (i = 0; i < length; i++)
        printf("%02x", data[i]);
    putchar('\n');
    fflush(stdout);
}

void tell_established(void)
{
    tell("established", "%d", ++established);
}

int from_hex(const char *text, unsigned char *out, size_t size)
{
    size_t length = strlen(text) / 2, i;
    unsigned value;

    if (strlen(text) % 2 != 0 || length > size)
        return -1;
    for (i = 0; i < length; i++) {
        if (sscanf(text + 2 * i, "%2x", &value) != 1)
            return -1;
        out[i] = (unsigned char)value;
    }
    return (int)length;
}

int read_file(const char *name, unsigned char *out, size_t size)
{
    FILE *file = fopen(name, "rb");
    size_t length = file != NULL ? fread(out, 1, size, file) : size;

    if (file != NULL)
        fclose(file);
    return length < size ? (int)length : -1;
}

static void die(const char *what)
{
    tell("failed", "%s: %s", what, strerror(errno));
    exit(1);
}

static const struct { const char *name; const char **text; } text_options[] = {
    { "--version", &options.version }, { "--ciphers", &options.ciphers }, { "--groups", &options.groups },
    { "--signatures", &options.signatures }, { "--certificate", &options.certificate }, { "--key", &options.key },
    { "--authorities", &options.authorities }, { "--psk", &options.psk }, { "--identity", &options.identity },
    { "--hint", &options.hint }, { "--session-in", &options.session_in }, { "--session-out", &options.session_out },
    { "--server-name", &options.server_name }, { "--alpn", &options.alpn }, { "--srtp", &options.srtp },
    { "--status", &options.status }, { "--raw-own", &options.raw_own }, { "--raw-peer", &options.raw_peer },
};
static const struct { const char *name; int *number; } number_options[] = {
    { "--port", &options.port }, { "--mtu", &options.mtu }, { "--fragment", &options.fragment },
};
static const struct { const char *name; int *flag; } flag_options[] = {
    { "--server", &options.server }, { "--cookie", &options.cookie }, { "--no-ticket", &options.no_ticket },
    { "--no-etm", &options.no_etm }, { "--no-ems", &options.no_ems },
};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int usage(void)
{
    size_t i;

    puts("Usage: --list | [option [value]]...\nOne end of a DTLS association on 127.0.0.1, driven by lines on the standard input:\n"
         "  send HEX, renegotiate, close (and wait for the next client), end\nOptions:");
    for (i = 0; i < COUNT(text_options); i++)
        printf("  %s value\n", text_options[i].name);
    for (i = 0; i < COUNT(number_options); i++)
        printf("  %s number\n", number_options[i].name);
    for (i = 0; i < COUNT(flag_options); i++)
        printf("  %s\n", flag_options[i].name);
    return 2;
}

/* How many words of the command line were taken, 0: unknown. */
static int take_option(int left, char **words)
{
    size_t i;

    for (i = 0; i < COUNT(flag_options); i++)
        if (strcmp(words[0], flag_options[i].name) == 0)
            return *flag_options[i].flag = 1;
    for (i = 0; i < COUNT(text_options) && left > 1; i++)
        if (strcmp(words[0], text_options[i].name) == 0) {
            *text_options[i].text = words[1];
            return 2;
        }
    for (i = 0; i < COUNT(number_options) && left > 1; i++)
        if (strcmp(words[0], number_options[i].name) == 0) {
            *number_options[i].number = atoi(words[1]);
            return 2;
        }
    return 0;
}

static int open_socket(void)
{
    struct sockaddr_in address;
    int fd = socket(AF_INET, SOCK_DGRAM, 0), yes = 1;

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((unsigned short)options.port);
    if (fd < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
        die("socket");
    if (options.server && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
        die("SO_REUSEADDR");
    if ((options.server ? bind : connect)(fd, (struct sockaddr *)&address, sizeof address) != 0)
        die("address");
    return fd;
}

/*
 * Waits for a first datagram and connects the socket to where it came from; -1: the input said to end. Gives the socket
 * where the next client can already be heard: the kernel takes it for every sender the connected one is not for.
 */
static int accept_peer(int fd)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    struct pollfd wait[2] = { { fd, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
    char byte;

    tell("listens", "%d", options.port);
    while (poll(wait, 2, -1) >= 0) {
        if (wait[0].revents & POLLIN) {
            if (recvfrom(fd, &byte, 1, MSG_PEEK, (struct sockaddr *)&address, &length) < 0)
                continue;
            if (connect(fd, (struct sockaddr *)&address, length) != 0)
                die("connect");
            return open_socket();
        }
        if (wait[1].revents)
            return -1;
    }
    return -1;
}

enum command { NOTHING, CLOSE, END };

static enum command obey(struct connection *connection, const char *words)
{
    static unsigned char data[MAX_MESSAGE];
    int length;

    if (strcmp(words, "close") == 0)
        return CLOSE;
    if (strcmp(words, "end") == 0)
        return END;
    if (strcmp(words, "renegotiate") == 0) {
        if (!connection_renegotiate(connection))
            tell("failed", "renegotiate");
        return NOTHING;
    }
    if (strncmp(words, "send ", 5) == 0 && (length = from_hex(words + 5, data, sizeof data)) > 0) {
        if (!connection_send(connection, data, length))
            tell("failed", "send");
        return NOTHING;
    }
    tell("failed", "no such command: %.40s", words);
    return END;
}

/* One whole line of the input, if there is one. */
static enum command read_commands(struct connection *connection)
{
    enum command command = NOTHING;
    ssize_t got = read(STDIN_FILENO, line + line_length, sizeof line - line_length);
    char *end;

    if (got <= 0)
        return END;
    line_length += (size_t)got;
    while (command == NOTHING && (end = memchr(line, '\n', line_length)) != NULL) {
        *end = '\0';
        command = obey(connection, line);
        line_length -= (size_t)(end + 1 - line);
        memmove(line, end + 1, line_length);
    }
    return command;
}

/* False: that was the last connection. */
static int serve(struct context *context, int fd)
{
    struct pollfd wait[2] = { { fd, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
    struct connection *connection = connection_new(context, fd);
    enum progress progress = connection != NULL ? connection_step(connection) : FAILED;
    enum command command = NOTHING;
    long left;

    if (connection == NULL) {
        tell("failed", "connection");
        return 0;
    }
    while (progress == AGAIN && command == NOTHING) {
        left = connection_timeout(connection);
        /* Commands wait for the end of the first handshake. */
        if (poll(wait, connection_established(connection) ? 2 : 1, left < 0 || left > LONGEST_WAIT ? LONGEST_WAIT : (int)left) < 0)
            die("poll");
        if (left >= 0 && connection_timeout(connection) == 0)
            progress = connection_timer(connection);
        if (progress == AGAIN && wait[0].revents)
            progress = connection_step(connection);
        if (progress == AGAIN && connection_established(connection) && wait[1].revents)
            command = read_commands(connection);
    }
    if (progress != FAILED)
        connection_close(connection);
    connection_free(connection);
    tell("over", progress == FAILED ? "failed" : progress == CLOSED ? "closed by the peer" : "closed");
    return progress != FAILED && command != END && options.server;
}

int main(int argc, char **argv)
{
    struct context *context;
    int taken, fd, next = -1, more = 1, i = 1;

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        stack_list();
        return 0;
    }
    for (; i < argc; i += taken)
        if ((taken = take_option(argc - i, argv + i)) == 0)
            return usage();
    if ((context = context_new(&options)) == NULL) {
        tell("failed", "settings");
        return 1;
    }
    fd = open_socket();
    while (more && (!options.server || (next = accept_peer(fd)) >= 0)) {
        more = serve(context, fd);
        close(fd);
        fd = next;
    }
    context_free(context);
    return 0;
}
