/* The C-variadic functions of libcrypto's ABI: stable Rust can call such functions but not define them. */
#include <stdarg.h>
