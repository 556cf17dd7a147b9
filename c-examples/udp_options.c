#define _POSIX_C_SOURCE 200809L
#include "udp_common.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int usage(const char *program, const struct service *service)
{
    fprintf(stderr,
            "Usage: %s [options] [address]\n"
            "DTLS %s over %s: a client of the server at 'address'; without an address the server.\n"
            "  -4, -6       IPv4 or IPv6 only\n"
            "  -c file      own certificate and its chain (PEM); the server needs one\n"
            "  -k file      its private key (PEM); without it the key is in the -c file\n"
            "  -C file      authorities (PEM): the peer must have a certificate of theirs\n"
            "  -f file      data to send instead of the pattern\n"
            "  -l length    bytes a message, 1 to %d (100)\n"
            "  -L address   local address\n"
            "  -n count     messages, 0 for no limit (client %ld, server 0)\n"
            "  -o file      append received data to this file\n"
            "  -p port      port (%s); 0 lets the server choose one, and it prints it\n"
            "  -s ciphers   cipher string\n"
            "  -t seconds   time-out of a read (%d); after %d in a row the peer counts as gone\n"
            "  -v           say more\n"
            "  -V version   DTLS version: 1.0 or 1.2; without it the highest both have\n%s",
            program, service->name, service->transport->name, MAX_MESSAGE, service->count, service->port, RECEIVE_TIMEOUT, MAX_SILENT,
            service->transport->usage);
    return 0;
}

static int parse_number(const char *text, long low, long high, long *value)
{
    char *end;

    *value = strtol(text, &end, 10);
    return *text != '\0' && *end == '\0' && *value >= low && *value <= high;
}

static int parse_version(const char *text, int *version)
{
    *version = strcmp(text, "1.0") == 0 ? DTLS1_VERSION : DTLS1_2_VERSION;
    return strcmp(text, "1.0") == 0 || strcmp(text, "1.2") == 0;
}

int parse_options(int argc, char **argv, const struct service *service, struct options *options)
{
    char letters[100];
    int option, good = 1;

    snprintf(letters, sizeof(letters), "46c:k:C:f:l:L:n:o:p:s:t:vV:h%s", service->transport->letters);
    while (good && (option = getopt(argc, argv, letters)) != -1) {
        switch (option) {
        case '4': options->family = AF_INET; break;
        case '6': options->family = AF_INET6; break;
        case 'c': options->certificate = optarg; break;
        case 'k': options->key = optarg; break;
        case 'C': options->authorities = optarg; break;
        case 'f': options->input = optarg; break;
        case 'l': good = parse_number(optarg, 1, MAX_MESSAGE, &options->length); break;
        case 'L': options->local = optarg; break;
        case 'm': good = parse_number(optarg, 228, 65535, &options->mtu); break;
        case 'n': good = parse_number(optarg, 0, 1000000000, &options->count); break;
        case 'o': options->output = optarg; break;
        case 'p': options->port = optarg; break;
        case 's': options->ciphers = optarg; break;
        case 'S': good = parse_number(optarg, 1, 65535, &options->streams); break;
        case 'T': good = parse_number(optarg, 1, 3600000, &options->lifetime); break;
        case 't': good = parse_number(optarg, 1, 3600, &options->timeout); break;
        case 'u': options->unordered = 1; break;
        case 'v': options->verbose = 1; break;
        case 'V': good = parse_version(optarg, &options->version); break;
        default: good = 0;
        }
    }
    if (!good || optind + 1 < argc)
        return usage(argv[0], service);
    options->remote = argv[optind];
    if (options->count < 0)
        options->count = options->remote != NULL ? service->count : 0;
    return 1;
}
