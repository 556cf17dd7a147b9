#ifndef FERRODTLS_OPENSSL_UI_H
#define FERRODTLS_OPENSSL_UI_H

#include <openssl/types.h>
#include <openssl/pem.h>
#include <openssl/uierr.h>

/* What is typed is shown. */
#define UI_INPUT_FLAG_ECHO        0x01
#define UI_INPUT_FLAG_DEFAULT_PWD 0x02
#define UI_INPUT_FLAG_USER_BASE   16

/* Commands of UI_ctrl. */
#define UI_CTRL_PRINT_ERRORS  1
#define UI_CTRL_IS_REDOABLE   2

typedef struct ui_string_st UI_STRING;

enum UI_string_types {
    UIT_NONE = 0,
    UIT_PROMPT,
    UIT_VERIFY,
    UIT_BOOLEAN,
    UIT_INFO,
    UIT_ERROR
};

typedef int (*UI_session_fn)(UI *ui);
typedef int (*UI_string_fn)(UI *ui, UI_STRING *uis);
typedef char *(*UI_prompt_fn)(UI *ui, const char *phrase_desc, const char *object_name);

@PROTOTYPES@

#endif
