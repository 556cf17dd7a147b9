/*
 * Helpers of the C tests. Each line a test prints is "label: value"; the runner
 * compares the lines over the system's OpenSSL and over ours. The tests use names
 * of OpenSSL 1.0 to 3.0 on purpose and read their files from the current directory.
 */
#ifndef HELPERS_H
#define HELPERS_H

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

static void show(const char *label, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3), unused))
#endif
    ;

static void show(const char *label, const char *format, ...)
{
    va_list arguments;

    printf("%s: ", label);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
}

#define show_int(label, value) show(label, "%ld", (long)(value))
#define show_string(label, value) show_text(label, value)
/* Whether a pointer is set. */
#define show_set(label, pointer) show(label, "%s", (pointer) != NULL ? "set" : "NULL")

#ifdef __GNUC__
#define MAYBE_UNUSED __attribute__((unused))
#else
#define MAYBE_UNUSED
#endif

MAYBE_UNUSED static void show_text(const char *label, const char *value)
{
    show(label, "%s", value != NULL ? value : "(null)");
}

MAYBE_UNUSED static void show_hex(const char *label, const void *data, size_t length)
{
    const unsigned char *bytes = data;
    size_t i;

    printf("%s: ", label);
    for (i = 0; i < length; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

static void show_error(const char *label, const char *which, unsigned long error)
{
    const char *reason = ERR_reason_error_string(error);

    printf("%s.%s: library %d reason %d %s\n", label, which, ERR_GET_LIB(error), ERR_GET_REASON(error),
           reason ? reason : "");
}

/* The first and the last error of the queue, which it empties. */
MAYBE_UNUSED static void show_errors(const char *label)
{
    unsigned long last = ERR_peek_last_error(), first = ERR_get_error();

    if (first == 0)
        printf("%s.error: none\n", label);
    else
        show_error(label, "error", first);
    if (last != first)
        show_error(label, "last", last);
    ERR_clear_error();
}

/* A label with a number or a name in it. */
MAYBE_UNUSED static const char *labelled(const char *format, ...)
{
    static char text[64][200];
    static unsigned next;
    char *here = text[next++ % 64];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(here, sizeof(text[0]), format, arguments);
    va_end(arguments);
    return here;
}

MAYBE_UNUSED static void pause_ms(long milliseconds)
{
    struct timespec time;

    time.tv_sec = milliseconds / 1000;
    time.tv_nsec = milliseconds % 1000 * 1000000;
    nanosleep(&time, NULL);
}

MAYBE_UNUSED static void need(int good, const char *what)
{
    if (good)
        return;
    printf("cannot go on: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(3);
}

#endif
