/* Stacks: DEFINE_STACK_OF(3). */
#include "helpers.h"
#include <openssl/stack.h>
#include <openssl/safestack.h>
#include <openssl/x509.h>

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void *copy(const void *text) { return OPENSSL_strdup(text); }
static int freed;
static void release(void *text)
{
    freed++;
    OPENSSL_free(text);
}

static void show_stack(const char *label, const OPENSSL_STACK *stack)
{
    int i;

    printf("%s:", label);
    for (i = 0; i < OPENSSL_sk_num(stack); i++)
        printf(" %s", OPENSSL_sk_value(stack, i) ? (const char *)OPENSSL_sk_value(stack, i) : "(null)");
    printf("\n");
}

static void generic(void)
{
    static const char *words[] = { "pear", "apple", "fig", "apple", "lime" };
    OPENSSL_STACK *stack = OPENSSL_sk_new(compare), *other;
    int i;

    for (i = 0; i < 5; i++)
        show_int("push", OPENSSL_sk_push(stack, words[i]));
    show_int("unshift", OPENSSL_sk_unshift(stack, "first"));
    show_int("insert", OPENSSL_sk_insert(stack, "inserted", 2));
    show_int("insert far", OPENSSL_sk_insert(stack, "far", 99));
    show_int("insert below", OPENSSL_sk_insert(stack, "below", -1));
    show_stack("all", stack);
    show_text("value far", OPENSSL_sk_value(stack, 99));
    show_text("value below", OPENSSL_sk_value(stack, -1));
    show_text("set", OPENSSL_sk_set(stack, 0, "zero"));
    show_text("set far", OPENSSL_sk_set(stack, 99, "zero"));
    ERR_clear_error();
    show_text("pop", OPENSSL_sk_pop(stack));
    show_text("shift", OPENSSL_sk_shift(stack));
    show_text("delete", OPENSSL_sk_delete(stack, 1));
    show_text("delete far", OPENSSL_sk_delete(stack, 77));
    show_text("delete_ptr", OPENSSL_sk_delete_ptr(stack, words[2]));
    show_text("delete_ptr none", OPENSSL_sk_delete_ptr(stack, "stranger"));
    show_int("sorted before", OPENSSL_sk_is_sorted(stack));
    OPENSSL_sk_sort(stack);
    show_int("sorted after", OPENSSL_sk_is_sorted(stack));
    show_stack("sorted", stack);
    show_int("find", OPENSSL_sk_find(stack, "apple"));
    show_int("find none", OPENSSL_sk_find(stack, "zebra"));
    other = OPENSSL_sk_dup(stack);
    show_stack("dup", other);
    OPENSSL_sk_zero(stack);
    show_int("zeroed", OPENSSL_sk_num(stack));
    OPENSSL_sk_free(stack);
    stack = OPENSSL_sk_deep_copy(other, copy, release);
    show_stack("deep copy", stack);
    OPENSSL_sk_pop_free(stack, release);
    show_int("freed", freed);
    OPENSSL_sk_free(other);
    show_int("num NULL", OPENSSL_sk_num(NULL));
    show_text("value NULL", OPENSSL_sk_value(NULL, 0));
    show_int("push NULL", OPENSSL_sk_push(NULL, "x"));
    show_text("pop NULL", OPENSSL_sk_pop(NULL));
    OPENSSL_sk_free(NULL);
    OPENSSL_sk_pop_free(NULL, release);
    ERR_clear_error();
}

static void typed(void)
{
    STACK_OF(X509) *chain = sk_X509_new_null(), *second;
    X509 *certificate = X509_new();

    show_int("typed push", sk_X509_push(chain, certificate));
    show_int("typed num", sk_X509_num(chain));
    show_int("typed same", sk_X509_value(chain, 0) == certificate);
    second = X509_chain_up_ref(chain);
    show_int("chain num", sk_X509_num(second));
    sk_X509_pop_free(second, X509_free);
    show_int("typed pop", sk_X509_pop(chain) == certificate);
    show_set("typed shift empty", sk_X509_shift(chain));
    sk_X509_push(chain, certificate);
    sk_X509_pop_free(chain, X509_free);
    chain = sk_X509_new_reserve(NULL, 10);
    show_int("reserved", sk_X509_num(chain));
    show_int("reserve more", sk_X509_reserve(chain, 20));
    sk_X509_free(chain);
}

int main(void)
{
    generic();
    typed();
    return 0;
}
