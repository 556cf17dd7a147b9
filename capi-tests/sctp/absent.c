/* A kernel without SCTP: that is an error when a BIO is made, which says why. */
#define _GNU_SOURCE
#include "helpers.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static int failures;

static void must(int good, const char *what)
{
    failures += !good;
    show(what, "%s", good ? "yes" : "NO");
}

static void refuses(int fd, const char *what, int reason)
{
    const char *file, *function, *text;
    unsigned long code;
    int line, flags;

    ERR_clear_error();
    must(BIO_new_dgram_sctp(fd, BIO_NOCLOSE) == NULL && BIO_dgram_sctp_new(fd, BIO_NOCLOSE) == NULL, what);
    code = ERR_peek_last_error_all(&file, &line, &function, &text, &flags);
    must(ERR_SYSTEM_ERROR(code) && ERR_GET_REASON(code) == reason, "with the system's error");
    must((flags & ERR_TXT_STRING) != 0 && strstr(text, "SCTP") != NULL, "and what it is about");
    ERR_print_errors_fp(stdout);
}

int main(void)
{
    int ends[2], udp = socket(AF_INET, SOCK_DGRAM, 0), tcp = socket(AF_INET, SOCK_STREAM, 0);

    must(socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP) < 0 && errno == EPROTONOSUPPORT, "the kernel has no SCTP");
    must(pipe(ends) == 0 && udp >= 0 && tcp >= 0, "other descriptors");
    refuses(udp, "no BIO for UDP", EPROTONOSUPPORT);
    refuses(tcp, "no BIO for TCP", EPROTONOSUPPORT);
    refuses(ends[0], "no BIO for a pipe", EPROTONOSUPPORT);
    refuses(-1, "no BIO for no descriptor", EPROTONOSUPPORT);
    must(write(ends[1], "x", 1) == 1 && close(udp) == 0 && close(tcp) == 0, "the descriptors are still the program's");
    must(BIO_s_datagram_sctp() != NULL && BIO_dgram_is_sctp(NULL) == 0, "the method is there");
    return failures != 0;
}
