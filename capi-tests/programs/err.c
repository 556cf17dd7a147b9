/* The error queue: ERR_get_error(3), ERR_put_error(3), ERR_error_string(3), ERR_set_mark(3). */
#include "helpers.h"
#include <openssl/ssl.h>
#include <openssl/x509.h>

static void order(void)
{
    const char *file = NULL, *data = NULL, *function = NULL;
    int line = 0, flags = 0;

    ERR_put_error(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER, "first.c", 11);
    ERR_put_error(ERR_LIB_X509, 0, X509_R_KEY_VALUES_MISMATCH, "second.c", 22);
    ERR_put_error(ERR_LIB_BIO, 0, BIO_R_UNINITIALIZED, "third.c", 33);
    ERR_add_error_data(3, "one ", "two ", "three");
    show("peek", "%lx", ERR_peek_error());
    show("peek_last", "%lx", ERR_peek_last_error());
    show("peek_error_line", "%lx", ERR_peek_error_line(&file, &line));
    show("place", "%s:%d", file, line);
    show("peek_last_error_line_data", "%lx", ERR_peek_last_error_line_data(&file, &line, &data, &flags));
    show("place_last", "%s:%d", file, line);
    show("data", "%s flags %d", data, flags & ERR_TXT_STRING);
    show("get_line", "%lx", ERR_get_error_line(&file, &line));
    show("get_line.place", "%s:%d", file, line);
    show("get", "%lx", ERR_get_error());
    show("get_all", "%lx", ERR_get_error_all(&file, &line, &function, &data, &flags));
    show("get_all.data", "%s:%d %s", file, line, data);
    show("empty", "%lx %lx %lx", ERR_get_error(), ERR_peek_error(), ERR_peek_last_error());
}

static void strings(void)
{
    static const int cases[][2] = {
        { ERR_LIB_SSL, SSL_R_NO_SHARED_CIPHER }, { ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED },
        { ERR_LIB_SSL, SSL_R_WRONG_VERSION_NUMBER }, { ERR_LIB_SSL, SSL_R_TLSV1_ALERT_UNKNOWN_CA },
        { ERR_LIB_SSL, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE }, { ERR_LIB_SSL, SSL_R_COOKIE_MISMATCH },
        { ERR_LIB_SSL, SSL_R_DIGEST_CHECK_FAILED }, { ERR_LIB_SSL, SSL_R_UNEXPECTED_MESSAGE },
        { ERR_LIB_SSL, SSL_R_READ_TIMEOUT_EXPIRED }, { ERR_LIB_SSL, SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE },
        { ERR_LIB_SSL, SSL_R_NO_CERTIFICATE_ASSIGNED }, { ERR_LIB_SSL, SSL_R_NO_CIPHER_MATCH },
        { ERR_LIB_SSL, SSL_R_UNSUPPORTED_PROTOCOL }, { ERR_LIB_SSL, SSL_R_PROTOCOL_IS_SHUTDOWN },
        { ERR_LIB_SSL, ERR_R_MALLOC_FAILURE }, { ERR_LIB_SSL, ERR_R_PASSED_NULL_PARAMETER },
        { ERR_LIB_SSL, ERR_R_INTERNAL_ERROR }, { ERR_LIB_SSL, ERR_R_SYS_LIB },
        { ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH }, { ERR_LIB_X509, X509_R_CERT_ALREADY_IN_HASH_TABLE },
        { ERR_LIB_PEM, 108 }, { ERR_LIB_PEM, 109 }, { ERR_LIB_ASN1, 104 }, { ERR_LIB_BIO, BIO_R_UNINITIALIZED },
        { ERR_LIB_SYS, 2 }, { ERR_LIB_SYS, 111 }, { ERR_LIB_NONE, 7 }, { 77, 99 }, { ERR_LIB_SSL, 3999 },
    };
    char text[256];
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unsigned long error = ERR_PACK(cases[i][0], 0, cases[i][1]);

        ERR_error_string_n(error, text, sizeof(text));
        show(labelled("string %d/%d", cases[i][0], cases[i][1]), "%s | %s | %s", text,
             ERR_lib_error_string(error) ? ERR_lib_error_string(error) : "-",
             ERR_reason_error_string(error) ? ERR_reason_error_string(error) : "-");
    }
    show("string static", "%s", ERR_error_string(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER), NULL));
    ERR_error_string_n(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER), text, 20);
    show("string short", "%s", text);
    ERR_error_string_n(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER), text, 1);
    show("string one byte", "[%s]", text);
    show("lib and reason", "%d %d", ERR_GET_LIB(0x0A0000C1), ERR_GET_REASON(0x0A0000C1));
    show("fatal", "%d %d", ERR_FATAL_ERROR(ERR_PACK(ERR_LIB_SSL, 0, ERR_R_MALLOC_FAILURE)) != 0,
         ERR_FATAL_ERROR(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER)) != 0);
}

static void marks(void)
{
    show_int("mark on empty", ERR_set_mark());
    show_int("pop on empty", ERR_pop_to_mark());
    ERR_put_error(ERR_LIB_SSL, 0, 1, "a.c", 1);
    show_int("mark", ERR_set_mark());
    ERR_put_error(ERR_LIB_SSL, 0, 2, "a.c", 2);
    ERR_put_error(ERR_LIB_SSL, 0, 3, "a.c", 3);
    show_int("pop", ERR_pop_to_mark());
    show("after pop", "%lx", ERR_peek_last_error());
    ERR_set_mark();
    ERR_put_error(ERR_LIB_SSL, 0, 4, "a.c", 4);
    show_int("clear last mark", ERR_clear_last_mark());
    show("kept", "%lx", ERR_peek_last_error());
    show_int("pop without mark", ERR_pop_to_mark());
    show("empty after", "%lx", ERR_peek_error());
}

static void overflow(void)
{
    int i, count = 0;
    unsigned long first;

    for (i = 1; i <= 40; i++)
        ERR_put_error(ERR_LIB_SSL, 0, 200 + i, "flood.c", i);
    first = ERR_peek_error();
    while (ERR_get_error() != 0)
        count++;
    show("flood", "kept %d, oldest %d", count, ERR_GET_REASON(first));
}

static int collect(const char *text, size_t length, void *count)
{
    const char *place = strstr(text, "print.c");

    ++*(int *)count;
    show("printed", "%s newline %d", place ? place - 1 : text, length > 0 && text[length - 1] == '\n');
    return 1;
}

static void printing(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text = NULL;
    long length;
    int count = 0;

    ERR_put_error(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER, "print.c", 5);
    ERR_add_error_data(2, "extra ", "words");
    ERR_print_errors_cb(collect, &count);
    show_int("print callbacks", count);
    show("queue after print", "%lx", ERR_peek_error());
    ERR_put_error(ERR_LIB_SSL, 0, SSL_R_NO_SHARED_CIPHER, "print.c", 6);
    ERR_print_errors(bio);
    length = BIO_get_mem_data(bio, &text);
    /* The line begins with the thread's number, which differs from run to run. */
    show("bio", "%.*s", length > 0 ? (int)(length - 1 - (strchr(text, ':') - text)) : 0, strchr(text, ':'));
    BIO_free(bio);
}

static void libraries(void)
{
    static ERR_STRING_DATA mine[] = { { 0, "own library" }, { 0, NULL }, { 0, NULL } };
    int library = ERR_get_next_error_library();

    show_int("next library", library);
    mine[0].error = ERR_PACK(library, 0, 0);
    mine[1].error = ERR_PACK(library, 0, 100);
    mine[1].string = "own reason";
    show_int("load", ERR_load_strings(library, mine));
    show("own", "%s", ERR_error_string(ERR_PACK(library, 0, 100), NULL));
    show_int("unload", ERR_unload_strings(library, mine));
    show_set("own after unload", ERR_reason_error_string(ERR_PACK(library, 0, 100)));
}

int main(void)
{
    SSL_load_error_strings();
    ERR_load_crypto_strings();
    ERR_load_SSL_strings();
    order();
    strings();
    marks();
    overflow();
    printing();
    libraries();
    ERR_put_error(ERR_LIB_SSL, 0, 1, "a.c", 1);
    ERR_clear_error();
    show("cleared", "%lx", ERR_peek_error());
    ERR_remove_thread_state(NULL);
    ERR_free_strings();
    return 0;
}
