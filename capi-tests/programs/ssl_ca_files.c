/* Names of authorities out of files: what is in front of the first thing that is no certificate counts. */
#include "pair.h"

#include <sys/stat.h>
#include <unistd.h>

static void put(const char *path, const char *text, const char *const *parts)
{
    FILE *out = fopen(path, "w"), *in;
    int letter;

    need(out != NULL, path);
    for (; parts != NULL && *parts != NULL; parts++) {
        in = fopen(*parts, "r");
        need(in != NULL, *parts);
        while ((letter = getc(in)) != EOF)
            putc(letter, out);
        fclose(in);
    }
    fputs(text, out);
    fclose(out);
}

static void file(const char *path)
{
    STACK_OF(X509_NAME) *names = sk_X509_NAME_new_null(), *loaded;
    int result = SSL_add_file_cert_subjects_to_stack(names, path);

    show(path, "%d %d", result, sk_X509_NAME_num(names));
    show_errors("add");
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    loaded = SSL_load_client_CA_file(path);
    show("load", "%d", sk_X509_NAME_num(loaded));
    show_errors("load");
    sk_X509_NAME_pop_free(loaded, X509_NAME_free);
}

static void directory(const char *path)
{
    STACK_OF(X509_NAME) *names = sk_X509_NAME_new_null();
    int result = SSL_add_dir_cert_subjects_to_stack(names, path);

    show(labelled("directory %s", path), "%d %d", result, result ? sk_X509_NAME_num(names) : 0);
    show_errors("add");
    sk_X509_NAME_pop_free(names, X509_NAME_free);
}

int main(void)
{
    static const char broken[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    static const char *const root[] = { "root.crt", NULL }, *const three[] = { "root.crt", "ca_files.d/broken", "inter.crt", NULL };

    mkdir("ca_files.d", 0700);
    put("ca_files.d/empty", "", NULL);
    put("ca_files.d/words", "words\n", NULL);
    put("ca_files.d/broken", broken, NULL);
    put("ca_files.d/root", broken, root);
    put("ca_files.d/three", "", three);
    file("root.crt");
    file("server-ec.key");
    file("ca_files.d/empty");
    file("ca_files.d/words");
    file("ca_files.d/broken");
    file("ca_files.d/root");
    file("ca_files.d/three");
    file("ca_files.d/none");
    directory("ca_files.d");
    mkdir("ca_files.d/inside", 0700);
    directory("ca_files.d");
    directory("ca_files.d/inside");
    rmdir("ca_files.d/inside");
    need(symlink("nowhere", "ca_files.d/nowhere") == 0, "symlink");
    directory("ca_files.d");
    unlink("ca_files.d/nowhere");
    directory("none");
    directory("root.crt");
    return 0;
}
