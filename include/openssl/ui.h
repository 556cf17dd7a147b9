/* Made by 'make headers' from abi/headers/ui.h and the Rust sources. */
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

#ifdef __cplusplus
extern "C" {
#endif

/* The method that asks on the terminal. */
UI_METHOD *UI_OpenSSL(void);

/* A note about an error. */
int UI_add_error_string(UI *ui, const char *text);

/* A note to show. */
int UI_add_info_string(UI *ui, const char *text);

/* Asks for a character of ok_chars or cancel_chars, whose first goes to result_buf. */
int UI_add_input_boolean(UI *ui, const char *prompt, const char *action_desc, const char *ok_chars,
    const char *cancel_chars, int flags, char *result_buf);

/* Asks for a line of minsize to maxsize bytes. The number of the string counted from 1, or -1 with an error.
 */
int UI_add_input_string(UI *ui, const char *prompt, int flags, char *result_buf, int minsize,
    int maxsize);

/* Data for the program's functions, which stay the program's; returns those before. */
void *UI_add_user_data(UI *ui, void *user_data);

/* The same, for a line that must be equal to test_buf, which is looked at later. */
int UI_add_verify_string(UI *ui, const char *prompt, int flags, char *result_buf, int minsize,
    int maxsize, const char *test_buf);

/* A prompt from the method, or Enter DESCRIPTION for NAME:, for OPENSSL_free. */
char *UI_construct_prompt(UI *ui, const char *phrase_desc, const char *object_name);

/* A method without functions, for the caller to destroy. Its name is for people who read the program.
 */
UI_METHOD *UI_create_method(const char *name);

/* UI_CTRL_PRINT_ERRORS: whether errors are shown to the user; returns what was set before. UI_CTRL_IS_REDOABLE: 1 when
 * the same may be asked again. -1 with an error for other commands.
 */
int UI_ctrl(UI *ui, int cmd, long i, void *p, void (*f)(void));

/* Destroys a method that UI_create_method made. */
void UI_destroy_method(UI_METHOD *ui_method);

/* A note about an error. */
int UI_dup_error_string(UI *ui, const char *text);

/* A note to show. */
int UI_dup_info_string(UI *ui, const char *text);

/* Asks for a character of ok_chars or cancel_chars, whose first goes to result_buf. */
int UI_dup_input_boolean(UI *ui, const char *prompt, const char *action_desc, const char *ok_chars,
    const char *cancel_chars, int flags, char *result_buf);

/* Asks for a line of minsize to maxsize bytes. The number of the string counted from 1, or -1 with an error.
 */
int UI_dup_input_string(UI *ui, const char *prompt, int flags, char *result_buf, int minsize,
    int maxsize);

/* The same, for a line that must be equal to test_buf, which is looked at later. */
int UI_dup_verify_string(UI *ui, const char *prompt, int flags, char *result_buf, int minsize,
    int maxsize, const char *test_buf);

/* Frees an object. */
void UI_free(UI *ui);

/* What the characters of a yes-or-no question mean; NULL for others. */
const char *UI_get0_action_string(UI_STRING *uis);

/* The text that is shown. */
const char *UI_get0_output_string(UI_STRING *uis);

/* The answer to string i, counted from 0; NULL with an error when there is none. */
const char *UI_get0_result(UI *ui, int i);

/* The answer, in the program's memory; NULL for notes and yes-or-no questions. */
const char *UI_get0_result_string(UI_STRING *uis);

/* What the answer is compared with; NULL where nothing is. */
const char *UI_get0_test_string(UI_STRING *uis);

/* What UI_add_user_data gave. */
void *UI_get0_user_data(UI *ui);

/* UI_INPUT_FLAG_*. */
int UI_get_input_flags(UI_STRING *uis);

/* The method of an object. */
const UI_METHOD *UI_get_method(UI *ui);

/* The length of the answer to string i; -1 when there is none. */
int UI_get_result_length(UI *ui, int i);

/* The longest answer in bytes, -1 where there is none. */
int UI_get_result_maxsize(UI_STRING *uis);

/* The shortest answer in bytes, -1 where there is none. */
int UI_get_result_minsize(UI_STRING *uis);

/* The length of the answer, -1 where there is none. */
int UI_get_result_string_length(UI_STRING *uis);

/* What kind it is, UIT_*; 0 for NULL. */
unsigned int UI_get_string_type(UI_STRING *uis);

/* The function that closes the way to the user. NULL when it has none. */
UI_session_fn UI_method_get_closer(const UI_METHOD *method);

/* The function that shows what is waiting. NULL when it has none. */
UI_session_fn UI_method_get_flusher(const UI_METHOD *method);

/* The function that opens the way to the user. NULL when it has none. */
UI_session_fn UI_method_get_opener(const UI_METHOD *method);

/* The function that makes a prompt. NULL when it has none. */
UI_prompt_fn UI_method_get_prompt_constructor(const UI_METHOD *method);

/* The function that takes an answer. NULL when it has none. */
UI_string_fn UI_method_get_reader(const UI_METHOD *method);

/* The function that shows a string. NULL when it has none. */
UI_string_fn UI_method_get_writer(const UI_METHOD *method);

/* Sets: the function that closes the way to the user. 0, or -1 for NULL. */
int UI_method_set_closer(UI_METHOD *method, UI_session_fn closer);

/* Sets: the function that shows what is waiting. 0, or -1 for NULL. */
int UI_method_set_flusher(UI_METHOD *method, UI_session_fn flusher);

/* Sets: the function that opens the way to the user. 0, or -1 for NULL. */
int UI_method_set_opener(UI_METHOD *method, UI_session_fn opener);

/* Sets: the function that makes a prompt. 0, or -1 for NULL. */
int UI_method_set_prompt_constructor(UI_METHOD *method, UI_prompt_fn prompt_constructor);

/* Sets: the function that takes an answer. 0, or -1 for NULL. */
int UI_method_set_reader(UI_METHOD *method, UI_string_fn reader);

/* Sets: the function that shows a string. 0, or -1 for NULL. */
int UI_method_set_writer(UI_METHOD *method, UI_string_fn writer);

/* A new object that asks on the terminal, for the caller to free. */
UI *UI_new(void);

/* The same with a method; NULL is the terminal. */
UI *UI_new_method(const UI_METHOD *method);

/* A method that shows and asks nothing. */
const UI_METHOD *UI_null(void);

/* Shows all strings and takes the answers: 0, -1 for failure, -2 when the user interrupted. */
int UI_process(UI *ui);

/* Another method; returns it. */
const UI_METHOD *UI_set_method(UI *ui, const UI_METHOD *meth);

/* As UI_set_result_ex, of a string. */
int UI_set_result(UI *ui, UI_STRING *uis, const char *result);

/* Sets an answer of len bytes. 0, or -1 with an error when it is too short or too long. */
int UI_set_result_ex(UI *ui, UI_STRING *uis, const char *result, int len);

#ifdef __cplusplus
}
#endif

#endif
