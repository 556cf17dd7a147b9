/* BIOs: BIO_s_mem(3), BIO_s_file(3), BIO_meth_new(3), BIO_printf(3), BIO_push(3). */
#include "helpers.h"
#include <sys/socket.h>
#include <unistd.h>
#include <openssl/buffer.h>

static void memory(void)
{
    char buffer[64], *data = NULL;
    BIO *bio = BIO_new(BIO_s_mem()), *fixed;
    BUF_MEM *inside = NULL;
    size_t done = 0;

    show_int("type", BIO_method_type(bio) == BIO_TYPE_MEM);
    show_text("name", BIO_method_name(bio));
    show_int("read empty", BIO_read(bio, buffer, sizeof(buffer)));
    show_int("retry", BIO_should_retry(bio));
    show_int("should read", BIO_should_read(bio));
    BIO_set_mem_eof_return(bio, 0);
    show_int("read empty eof", BIO_read(bio, buffer, sizeof(buffer)));
    show_int("retry eof", BIO_should_retry(bio));
    show_int("eof", BIO_eof(bio));
    show_int("write", BIO_write(bio, "hello\nworld\n", 12));
    show_int("puts", BIO_puts(bio, "tail"));
    show_int("pending", BIO_pending(bio));
    show_int("wpending", BIO_wpending(bio));
    show_int("ctrl_pending", BIO_ctrl_pending(bio));
    memset(buffer, 0, sizeof(buffer));
    show_int("gets", BIO_gets(bio, buffer, sizeof(buffer)));
    show_text("gets text", buffer);
    show_int("gets short", BIO_gets(bio, buffer, 4));
    show_text("gets short text", buffer);
    show_int("mem data", BIO_get_mem_data(bio, &data));
    show("mem text", "%.*s", 3, data);
    BIO_get_mem_ptr(bio, &inside);
    show_int("mem ptr length", inside->length);
    show_int("read_ex", BIO_read_ex(bio, buffer, 3, &done));
    show_int("read_ex done", done);
    show_int("write_ex", BIO_write_ex(bio, "more", 4, &done));
    show_int("write_ex done", done);
    show_int("number read", BIO_number_read(bio) > 0);
    show_int("number written", BIO_number_written(bio));
    show_int("reset", BIO_reset(bio));
    show_int("after reset", BIO_pending(bio));
    show_int("write nothing", BIO_write(bio, "x", 0));
    show_int("free", BIO_free(bio));
    show_int("free NULL", BIO_free(NULL));

    fixed = BIO_new_mem_buf("read only", -1);
    show_int("fixed pending", BIO_pending(fixed));
    show_int("fixed write", BIO_write(fixed, "x", 1));
    show_errors("fixed write");
    show_int("fixed read", BIO_read(fixed, buffer, 4));
    show_int("fixed reset", BIO_reset(fixed));
    show_int("fixed pending again", BIO_pending(fixed));
    show_int("fixed read all", BIO_read(fixed, buffer, sizeof(buffer)));
    show_int("fixed read end", BIO_read(fixed, buffer, sizeof(buffer)));
    show_int("fixed retry", BIO_should_retry(fixed));
    BIO_free(fixed);
}

static void files(void)
{
    char name[] = "/tmp/capi-bio-XXXXXX", buffer[64];
    int fd = mkstemp(name);
    BIO *bio;
    FILE *inside = NULL;

    need(fd >= 0, "mkstemp");
    close(fd);
    bio = BIO_new_file(name, "w");
    show_int("file type", BIO_method_type(bio) == BIO_TYPE_FILE);
    show_int("file write", BIO_write(bio, "line one\nline two\n", 18));
    show_int("file printf", BIO_printf(bio, "%s %d\n", "three", 3));
    show_int("file flush", BIO_flush(bio));
    BIO_free(bio);
    bio = BIO_new_file(name, "r");
    show_int("file gets", BIO_gets(bio, buffer, sizeof(buffer)));
    show("file line", "%.8s", buffer);
    show_int("file tell", BIO_tell(bio));
    show_int("file seek", BIO_seek(bio, 5));
    show_int("file read", BIO_read(bio, buffer, 3));
    show("file part", "%.3s", buffer);
    show_int("file get fp", BIO_get_fp(bio, &inside));
    show_set("file fp", inside);
    show_int("file reset", BIO_reset(bio));
    while (BIO_gets(bio, buffer, sizeof(buffer)) > 0)
        ;
    show_int("file eof", BIO_eof(bio));
    show_int("file read end", BIO_read(bio, buffer, 1));
    BIO_free(bio);
    show_set("no such file", BIO_new_file("/nonexistent/file", "r"));
    show_errors("no such file");
    show_set("bad directory", BIO_new_file("/nonexistent/file", "w"));
    show_errors("bad directory");
    bio = BIO_new(BIO_s_file());
    show_int("read_filename", BIO_read_filename(bio, name));
    show_int("read named", BIO_read(bio, buffer, 4));
    BIO_free(bio);
    bio = BIO_new_fp(stdout, BIO_NOCLOSE);
    BIO_printf(bio, "standard output: written\n");
    (void)BIO_flush(bio);
    BIO_free(bio);
    unlink(name);
}

struct upper { int reads, writes; };

static int upper_write(BIO *bio, const char *data, int length)
{
    struct upper *self = BIO_get_data(bio);
    char copy[64];
    int i;

    self->writes++;
    for (i = 0; i < length && i < 64; i++)
        copy[i] = (char)(data[i] >= 'a' && data[i] <= 'z' ? data[i] - 32 : data[i]);
    return BIO_write(BIO_next(bio), copy, i);
}

static int upper_read(BIO *bio, char *data, int size)
{
    struct upper *self = BIO_get_data(bio);
    int got = BIO_read(BIO_next(bio), data, size);

    self->reads++;
    BIO_clear_retry_flags(bio);
    BIO_copy_next_retry(bio);
    return got;
}

static long upper_ctrl(BIO *bio, int command, long number, void *pointer)
{
    if (command == 1000)
        return number * 2 + (pointer != NULL);
    return BIO_ctrl(BIO_next(bio), command, number, pointer);
}

static int upper_create(BIO *bio)
{
    BIO_set_data(bio, OPENSSL_zalloc(sizeof(struct upper)));
    BIO_set_init(bio, 1);
    return 1;
}

static int upper_destroy(BIO *bio)
{
    struct upper *self = BIO_get_data(bio);

    show("destroy", "reads %d writes %d", self->reads, self->writes);
    OPENSSL_free(self);
    return 1;
}

static void methods(void)
{
    int type = BIO_get_new_index();
    BIO_METHOD *method = BIO_meth_new(type | BIO_TYPE_FILTER, "upper");
    BIO *filter, *end = BIO_new(BIO_s_mem());
    char buffer[32];

    show_int("new index", type > 127);
    show_int("meth write", BIO_meth_set_write(method, upper_write));
    show_int("meth read", BIO_meth_set_read(method, upper_read));
    show_int("meth ctrl", BIO_meth_set_ctrl(method, upper_ctrl));
    show_int("meth create", BIO_meth_set_create(method, upper_create));
    show_int("meth destroy", BIO_meth_set_destroy(method, upper_destroy));
    show_int("meth get", BIO_meth_get_write(method) == upper_write);
    filter = BIO_new(method);
    show_text("own name", BIO_method_name(filter));
    show_int("own ctrl", BIO_ctrl(filter, 1000, 21, buffer));
    show_int("own puts", BIO_puts(filter, "x"));
    ERR_clear_error();
    show_int("push", BIO_push(filter, end) == filter);
    show_int("next", BIO_next(filter) == end);
    show_int("find type", BIO_find_type(filter, BIO_TYPE_MEM) == end);
    show_set("find none", BIO_find_type(filter, BIO_TYPE_DGRAM));
    show_int("own write", BIO_write(filter, "shout", 5));
    show_int("own pending", BIO_pending(filter));
    show_int("own read", BIO_read(filter, buffer, sizeof(buffer)));
    show("own text", "%.5s", buffer);
    show_int("own read empty", BIO_read(filter, buffer, sizeof(buffer)));
    show_int("own retry", BIO_should_retry(filter));
    show_int("retry bio", BIO_get_retry_BIO(filter, NULL) == end);
    show_int("up_ref", BIO_up_ref(end));
    show_int("pop", BIO_pop(filter) == end);
    BIO_free(end);
    BIO_free_all(filter);
    BIO_free(end);
    BIO_meth_free(method);
}

static long watch(BIO *bio, int operation, const char *data, size_t length, int command, long number, int result,
                  size_t *processed)
{
    (void)bio;
    (void)data;
    show("callback", "operation %d length %ld command %d number %ld result %d processed %ld", operation, (long)length,
         command, number, result, processed ? (long)*processed : -1);
    return result;
}

static void callbacks(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char buffer[8];

    BIO_set_callback_ex(bio, watch);
    BIO_set_callback_arg(bio, buffer);
    show_int("callback arg", BIO_get_callback_arg(bio) == buffer);
    BIO_write(bio, "abc", 3);
    BIO_read(bio, buffer, 2);
    (void)BIO_pending(bio);
    BIO_free(bio);
}

static void printing(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char buffer[40], *data;
    long length;

    show_int("printf", BIO_printf(bio, "[%5d|%-5d|%05d|%x|%#x|%s|%.2s|%c|%%|%lu|%5.1f|%p]", 42, 42, 42, 255u, 255u, "str",
                                  "cut", 'c', 123456789UL, 3.14159, (void *)0x1234));
    length = BIO_get_mem_data(bio, &data);
    show("printf text", "%.*s", (int)length, data);
    show_int("snprintf", BIO_snprintf(buffer, sizeof(buffer), "%s-%ld", "value", -5L));
    show_text("snprintf text", buffer);
    show_int("snprintf cut", BIO_snprintf(buffer, 5, "%s", "longer than five"));
    show_text("snprintf cut text", buffer);
    BIO_free(bio);
    bio = BIO_new(BIO_s_mem());
    show_int("dump", BIO_dump(bio, "0123456789abcdef\x01\x02\xffrest", 23));
    length = BIO_get_mem_data(bio, &data);
    printf("dump text: %.*s", (int)length, data);
    BIO_free(bio);
}

static void null_and_flags(void)
{
    BIO *bio = BIO_new(BIO_s_null());
    char buffer[4];

    show_int("null write", BIO_write(bio, "abc", 3));
    show_int("null read", BIO_read(bio, buffer, 4));
    BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
    show_int("flags", BIO_test_flags(bio, BIO_FLAGS_SHOULD_RETRY) != 0);
    show_int("retry type", BIO_retry_type(bio));
    BIO_clear_retry_flags(bio);
    show_int("flags cleared", BIO_should_retry(bio));
    show_int("shutdown", BIO_get_shutdown(bio));
    BIO_set_shutdown(bio, 0);
    show_int("shutdown set", BIO_get_shutdown(bio));
    show_int("close", BIO_get_close(bio));
    show_int("ex index", BIO_get_ex_new_index(0, NULL, NULL, NULL, NULL) >= 0);
    BIO_free(bio);
    show_int("read NULL", BIO_read(NULL, buffer, 4));
    show_int("write NULL", BIO_write(NULL, buffer, 4));
    show_int("ctrl NULL", BIO_ctrl(NULL, BIO_CTRL_PENDING, 0, NULL));
    show_int("puts NULL", BIO_puts(NULL, "x"));
    show_int("gets NULL", BIO_gets(NULL, buffer, 4));
    show_set("push NULL", BIO_push(NULL, NULL));
    show_set("pop NULL", BIO_pop(NULL));
    show_set("next NULL", BIO_next(NULL));
    BIO_free_all(NULL);
    BIO_vfree(NULL);
    ERR_clear_error();
}

static void sockets(void)
{
    int ends[2];
    char buffer[8];
    BIO *bio;

    need(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
    bio = BIO_new_socket(ends[0], BIO_CLOSE);
    show_int("socket type", BIO_method_type(bio) == BIO_TYPE_SOCKET);
    show_int("socket fd", BIO_get_fd(bio, NULL) == ends[0]);
    show_int("socket write", BIO_write(bio, "over", 4));
    show_int("socket other end", read(ends[1], buffer, sizeof(buffer)));
    show_int("socket nbio", BIO_socket_nbio(ends[0], 1));
    show_int("socket read empty", BIO_read(bio, buffer, 4));
    show_int("socket retry", BIO_should_read(bio) && BIO_should_retry(bio));
    close(ends[1]);
    show_int("socket read closed", BIO_read(bio, buffer, 4));
    show_int("socket retry closed", BIO_should_retry(bio));
    BIO_free(bio);
    show_int("retry EAGAIN", BIO_sock_non_fatal_error(EAGAIN));
    show_int("retry ECONNREFUSED", BIO_sock_non_fatal_error(ECONNREFUSED));
}

int main(void)
{
    memory();
    files();
    methods();
    callbacks();
    printing();
    null_and_flags();
    sockets();
    return 0;
}
