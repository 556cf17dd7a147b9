/* Questions answered by a program's own functions, and providers. UI_create_method(3), UI_new(3), OSSL_PROVIDER(3). */
#include "helpers.h"
#include <openssl/provider.h>
#include <openssl/ui.h>

static const char *answers[8];
static int asked, opened, open_says = 1, flush_says = 1;

static int on_open(UI *ui)
{
    opened++;
    show("opened, data", "%s", (const char *)UI_get0_user_data(ui));
    return open_says;
}

static int on_write(UI *ui, UI_STRING *uis)
{
    (void)ui;
    show("written", "kind %d, %s", (int)UI_get_string_type(uis), UI_get0_output_string(uis));
    return 1;
}

static int on_flush(UI *ui)
{
    (void)ui;
    return flush_says;
}

static int on_read(UI *ui, UI_STRING *uis)
{
    const char *answer;

    if (UI_get_string_type(uis) == UIT_INFO || UI_get_string_type(uis) == UIT_ERROR)
        return 1;
    show("asked", "kind %d, flags %d, %d to %d, test %s, action %s", (int)UI_get_string_type(uis), UI_get_input_flags(uis),
         UI_get_result_minsize(uis), UI_get_result_maxsize(uis), UI_get0_test_string(uis) != NULL ? UI_get0_test_string(uis) : "-",
         UI_get0_action_string(uis) != NULL ? UI_get0_action_string(uis) : "-");
    answer = answers[asked++];
    if (answer == NULL)
        return -1;
    show_int("answer taken", UI_set_result(ui, uis, answer));
    show_int("may be asked again", UI_ctrl(ui, UI_CTRL_IS_REDOABLE, 0, NULL, NULL));
    return UI_get_string_type(uis) != UIT_VERIFY || strcmp(UI_get0_result_string(uis), UI_get0_test_string(uis)) == 0;
}

static int on_close(UI *ui)
{
    (void)ui;
    opened--;
    return 1;
}

static char *on_prompt(UI *ui, const char *what, const char *name)
{
    char text[100];

    (void)ui;
    snprintf(text, sizeof(text), "The %s of %s, please", what, name);
    return OPENSSL_strdup(text);
}

static void run(const char *what, UI_METHOD *method, const char *first, const char *second, const char *third)
{
    UI *ui = UI_new_method(method);
    char line[20] = "", again[20] = "", letter[2] = "";
    char *prompt = UI_construct_prompt(ui, "pass phrase", "a key");
    int i;

    answers[0] = first;
    answers[1] = second;
    answers[2] = third;
    asked = opened = 0;
    show(what, "prompt %s", prompt);
    show_set("data before", UI_add_user_data(ui, (void *)"data"));
    show_int("note", UI_add_info_string(ui, "a note"));
    show_int("line", UI_add_input_string(ui, prompt, UI_INPUT_FLAG_ECHO, line, 4, 10));
    show_int("again", UI_add_verify_string(ui, "once more", 0, again, 4, 10, line));
    show_int("yes or no", UI_add_input_boolean(ui, "sure? ", "y or n", "yY", "nN", 0, letter));
    show_int("error", UI_add_error_string(ui, "an error"));
    show_int("common characters", UI_add_input_boolean(ui, "sure? ", "y or n", "yn", "nN", 0, letter));
    show_errors("common characters");
    show_int("no memory", UI_add_input_string(ui, "line", 0, NULL, 4, 10));
    show_errors("no memory");
    show_int(what, UI_process(ui));
    show_errors(what);
    show(what, "line %s, again %s, letter %s, still open %d", line, again, letter, opened);
    for (i = -1; i < 6; i++) {
        show_text(labelled("result %d", i), UI_get0_result(ui, i));
        show_int(labelled("length %d", i), UI_get_result_length(ui, i));
    }
    ERR_clear_error();
    show_int("errors are shown", UI_ctrl(ui, UI_CTRL_PRINT_ERRORS, 1, NULL, NULL));
    show_int("errors were shown", UI_ctrl(ui, UI_CTRL_PRINT_ERRORS, 0, NULL, NULL));
    show_int("no such command", UI_ctrl(ui, 99, 0, NULL, NULL));
    show_errors("no such command");
    OPENSSL_free(prompt);
    UI_free(ui);
}

static int on_provider(OSSL_PROVIDER *provider, void *arg)
{
    show((const char *)arg, "%s", OSSL_PROVIDER_get0_name(provider));
    return 1;
}

static void providers(void)
{
    OSSL_PROVIDER *base, *other;

    show_int("default", OSSL_PROVIDER_available(NULL, "default"));
    show_int("base", OSSL_PROVIDER_available(NULL, "base"));
    show_int("nothing", OSSL_PROVIDER_available(NULL, "nothing"));
    show_int("each", OSSL_PROVIDER_do_all(NULL, on_provider, (void *)"provider"));
    base = OSSL_PROVIDER_load(NULL, "base");
    show_text("name", OSSL_PROVIDER_get0_name(base));
    other = OSSL_PROVIDER_try_load(NULL, "default", 1);
    show_text("name", OSSL_PROVIDER_get0_name(other));
    show_int("base loaded", OSSL_PROVIDER_available(NULL, "base"));
    show_int("each", OSSL_PROVIDER_do_all(NULL, on_provider, (void *)"provider, two loaded"));
    show_int("unloaded", OSSL_PROVIDER_unload(base));
    show_int("base unloaded", OSSL_PROVIDER_available(NULL, "base"));
    show_set("unknown", OSSL_PROVIDER_load(NULL, "nothing"));
    show_int("an error", ERR_peek_last_error() != 0);
    ERR_clear_error();
    show_int("unload nothing", OSSL_PROVIDER_unload(NULL));
}

int main(void)
{
    UI_METHOD *method = UI_create_method("a test");

    show_set("method", method);
    show_int("opener", UI_method_set_opener(method, on_open));
    show_int("writer", UI_method_set_writer(method, on_write));
    show_int("reader", UI_method_set_reader(method, on_read));
    show_int("closer", UI_method_set_closer(method, on_close));
    show_int("flusher", UI_method_set_flusher(method, on_flush));
    show_int("NULL", UI_method_set_opener(NULL, on_open));
    show_int("functions", UI_method_get_opener(method) == on_open && UI_method_get_reader(method) == on_read
             && UI_method_get_writer(method) == on_write && UI_method_get_closer(method) == on_close);
    run("good", method, "secret", "secret", "Yes");
    run("no", method, "secret", "secret", "xN");
    run("not equal", method, "secret", "secrets", "y");
    run("too short", method, "abc", "abc", "y");
    run("too long", method, "a long answer", "a long answer", "y");
    run("interrupted", method, "secret", NULL, "y");
    show_int("prompts", UI_method_set_prompt_constructor(method, on_prompt));
    flush_says = 0;
    run("not flushed", method, "secret", "secret", "y");
    open_says = 0;
    run("not opened", method, "secret", "secret", "y");
    run("nobody", (UI_METHOD *)UI_null(), "secret", "secret", "y");
    show_set("terminal", UI_OpenSSL());
    UI_destroy_method(method);
    providers();
    return 0;
}
