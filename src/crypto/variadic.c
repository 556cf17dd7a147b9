/* The C-variadic functions of libcrypto's ABI: stable Rust can call such functions but not define
 * them. Each one formats or walks its arguments here and hands the result to a Rust function. */
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* The longest text that an error carries (ERR_MAX_DATA_SIZE of err.h). */
enum { ERROR_TEXT = 1024 };

void ferrodtls_err_set(int library, int reason, const char *text);
void ferrodtls_err_append(const char *text);

void ERR_set_error(int lib, int reason, const char *fmt, ...);
void ERR_vset_error(int lib, int reason, const char *fmt, va_list args);
void ERR_add_error_data(int num, ...);
void ERR_add_error_vdata(int num, va_list args);

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
