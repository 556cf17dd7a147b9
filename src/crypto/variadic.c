/* The C-variadic functions of libcrypto's ABI: stable Rust can call such functions but not define
 * them. Each one formats or walks its arguments here and hands the result to a Rust function. */
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* The longest text that an error carries (ERR_MAX_DATA_SIZE of err.h). */
enum { ERROR_TEXT = 1024 };

typedef struct bio_st BIO;

int ferrodtls_bio_write(BIO *bio, const char *text, int len);
void ferrodtls_err_set(int library, int reason, const char *text);
void ferrodtls_err_append(const char *text);

void ERR_set_error(int lib, int reason, const char *fmt, ...);
void ERR_vset_error(int lib, int reason, const char *fmt, va_list args);
void ERR_add_error_data(int num, ...);
void ERR_add_error_vdata(int num, va_list args);

typedef struct evp_pkey_st EVP_PKEY;

EVP_PKEY *ferrodtls_pkey_q_keygen(const char *kind, size_t bits, const char *group);
EVP_PKEY *EVP_PKEY_Q_keygen(void *libctx, const char *propq, const char *type, ...);

int BIO_printf(BIO *bio, const char *format, ...);
int BIO_vprintf(BIO *bio, const char *format, va_list args);
int BIO_snprintf(char *buf, size_t n, const char *format, ...);
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args);

/* Formats into the stack where that is enough, and writes to the BIO. */
int BIO_vprintf(BIO *bio, const char *format, va_list args)
{
    char small[512], *text = small;
    int len, written;
    va_list again;

    va_copy(again, args);
    len = vsnprintf(small, sizeof small, format, args);
    if (len >= (int)sizeof small) {
        text = malloc((size_t)len + 1);
        len = text == NULL ? -1 : vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    written = len < 0 ? -1 : ferrodtls_bio_write(bio, text, len);
    if (text != small)
        free(text);
    return written;
}

int BIO_printf(BIO *bio, const char *format, ...)
{
    va_list args;
    int written;

    va_start(args, format);
    written = BIO_vprintf(bio, format, args);
    va_end(args);
    return written;
}

/* Unlike vsnprintf, text that does not fit is a failure. */
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args)
{
    int len = vsnprintf(buf, n, format, args);

    return len < 0 || (size_t)len >= n ? -1 : len;
}

int BIO_snprintf(char *buf, size_t n, const char *format, ...)
{
    va_list args;
    int len;

    va_start(args, format);
    len = BIO_vsnprintf(buf, n, format, args);
    va_end(args);
    return len;
}

void ERR_vset_error(int lib, int reason, const char *fmt, va_list args)
{
    char text[ERROR_TEXT];

    if (fmt == NULL) {
        ferrodtls_err_set(lib, reason, NULL);
        return;
    }
    if (vsnprintf(text, sizeof text, fmt, args) < 0)
        text[0] = '\0';
    ferrodtls_err_set(lib, reason, text);
}

void ERR_set_error(int lib, int reason, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    ERR_vset_error(lib, reason, fmt, args);
    va_end(args);
}

void ERR_add_error_vdata(int num, va_list args)
{
    while (num-- > 0) {
        const char *text = va_arg(args, const char *);

        if (text != NULL)
            ferrodtls_err_append(text);
    }
}

void ERR_add_error_data(int num, ...)
{
    va_list args;

    va_start(args, num);
    ERR_add_error_vdata(num, args);
    va_end(args);
}

/* A key by the name of its type: RSA takes its size in bits (size_t), EC the name of its curve, other
 * types nothing. */
EVP_PKEY *EVP_PKEY_Q_keygen(void *libctx, const char *propq, const char *type, ...)
{
    va_list args;
    size_t bits = 0;
    const char *group = NULL;

    (void)libctx;
    (void)propq;
    va_start(args, type);
    if (type != NULL && strcasecmp(type, "RSA") == 0)
        bits = va_arg(args, size_t);
    else if (type != NULL && strcasecmp(type, "EC") == 0)
        group = va_arg(args, const char *);
    va_end(args);
    return ferrodtls_pkey_q_keygen(type, bits, group);
}
