# FerroDTLS. `make demo` and `make test` do all the set-up they need.
#
#   all          both shared objects, headers, pkg-config files and ferrodtls-check in dist/, laid out as a prefix
#   demo         an echo over DTLS with the programs of c-examples/, then against `openssl s_server`
#   test         installs what the tests need, then runs them all
#   headers      writes include/openssl/ anew     headers-check   fails when it is not up to date
#   abi-check    exports and imports of the shared objects against abi/
#   chains       some hundred certificate chains, verified by OpenSSL and by ours with equal results
#   examples     c-examples/ against dist/        capi            capi-tests/ in all ways of use
#   formats      keys and certificates in files: what OpenSSL writes, ours reads, and the other way round
#   bindings     DTLS from Python (ctypes) and Rust (crate openssl) over ours, with the openssl command
#   interop      against the openssl command, GnuTLS, mbed TLS and wolfSSL, compared with docs/INTEROP.md
#   real-programs  unmodified Debian programs over our libraries
#   sessions     servers that share sessions or ticket keys, sessions in files, with openssl and GnuTLS
#   robustness   many clients, killed clients, forged and replayed datagrams
#   heartbeat    RFC 6520 with OpenSSL 1.1.0, built here with it, and with GnuTLS
#   pmtu         paths with small MTUs in network namespaces: handshakes and searches
#   bogo         BoringSSL's protocol tests (bogo/): names with DTLS, for 1.0, 1.2 and no version
#   sctp         BIOs and DTLS over the kernel's SCTP, with OpenSSL in both roles, in User Mode Linux kernels
#   bench        ratios against the system's OpenSSL
#   install      dist/ to $(DESTDIR)$(PREFIX)

PREFIX ?= /usr/local
CARGO ?= cargo
CC ?= cc
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# What pkg-config tells: the release of OpenSSL whose ABI this is.
ABI_VERSION := 3.0.19

RELEASE := target/release
TOOLS := target/debug
HEADERS := $(wildcard include/openssl/*.h)
RUST := $(shell find src -name '*.rs' -o -name '*.c' -o -name Cargo.toml) Cargo.toml build.rs
LINK := -shared -Wl,--strip-debug -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,nodelete -Wl,--no-undefined-version \
	-Wl,--gc-sections -Wl,--as-needed -Wl,-O1
NEEDS := -lgcc_s -lpthread -ldl -lm -lc

.PHONY: all bindings bogo bogo-shim chains demo formats test headers headers-check abi-check examples capi interop sessions robustness bench \
	pmtu sctp heartbeat real-programs install clean packages lint unit valgrind

all: dist/bin/ferrodtls-check dist/lib/libssl.so.3 dist/lib/libcrypto.so.3 dist/lib/pkgconfig/libssl.pc dist/include/.stamp

# --- the shared objects -------------------------------------------------------------------------

$(RELEASE)/libcrypto.a $(RELEASE)/libssl.a &: $(RUST)
	$(CARGO) build --release -p ferrodtls-libcrypto -p ferrodtls-libssl
	@touch $(RELEASE)/libcrypto.a $(RELEASE)/libssl.a

$(TOOLS)/abi-check: $(wildcard src/tests/*.rs src/tests/bin/*.rs)
	$(CARGO) build -p ferrodtls-tests --bins
	@touch $@

target/abi/%.map: $(TOOLS)/abi-check $(wildcard abi/*/*.tsv)
	@mkdir -p target/abi
	$(TOOLS)/abi-check map $* > $@.new
	@mv $@.new $@

dist/lib/libcrypto.so.3: $(RELEASE)/libcrypto.a target/abi/libcrypto.map
	@mkdir -p dist/lib
	$(CC) $(LINK) -Wl,-soname,libcrypto.so.3 -Wl,--version-script=target/abi/libcrypto.map \
	  -o $@ -Wl,--whole-archive $(RELEASE)/libcrypto.a -Wl,--no-whole-archive $(NEEDS)
	ln -sf libcrypto.so.3 dist/lib/libcrypto.so

dist/lib/libssl.so.3: $(RELEASE)/libssl.a target/abi/libssl.map dist/lib/libcrypto.so.3
	$(CC) $(LINK) -Wl,-soname,libssl.so.3 -Wl,--version-script=target/abi/libssl.map \
	  -o $@ -Wl,--whole-archive $(RELEASE)/libssl.a -Wl,--no-whole-archive \
	  -Ldist/lib -lcrypto $(NEEDS)
	ln -sf libssl.so.3 dist/lib/libssl.so

dist/bin/ferrodtls-check: $(wildcard tools/*.rs tools/Cargo.toml abi/*/*.tsv)
	$(CARGO) build --release -p ferrodtls-check
	@mkdir -p dist/bin
	cp $(RELEASE)/ferrodtls-check $@

dist/include/.stamp: $(HEADERS)
	@rm -rf dist/include/openssl && mkdir -p dist/include/openssl
	cp $(HEADERS) dist/include/openssl/
	@touch $@

dist/lib/pkgconfig/libssl.pc: Makefile
	@mkdir -p dist/lib/pkgconfig
	@pc() { printf 'prefix=$${pcfiledir}/../..\nlibdir=$${prefix}/lib\nincludedir=$${prefix}/include\n\nName: %s\nDescription: %s\nVersion: $(ABI_VERSION)\n' "$$1" "$$2"; }; \
	{ pc FerroDTLS-libcrypto 'libcrypto of FerroDTLS $(VERSION)'; printf 'Libs: -L$${libdir} -lcrypto\nCflags: -I$${includedir}\n'; } > dist/lib/pkgconfig/libcrypto.pc; \
	{ pc FerroDTLS 'DTLS with the interface of OpenSSL: FerroDTLS $(VERSION)'; printf 'Requires: libssl libcrypto\n'; } > dist/lib/pkgconfig/openssl.pc; \
	{ pc FerroDTLS-libssl 'libssl of FerroDTLS $(VERSION)'; printf 'Requires: libcrypto\nLibs: -L$${libdir} -lssl\nCflags: -I$${includedir}\n'; } > $@

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/openssl
	install -m 755 dist/lib/libcrypto.so.3 dist/lib/libssl.so.3 $(DESTDIR)$(PREFIX)/lib/
	install -m 755 dist/bin/ferrodtls-check $(DESTDIR)$(PREFIX)/bin/
	ln -sf libcrypto.so.3 $(DESTDIR)$(PREFIX)/lib/libcrypto.so
	ln -sf libssl.so.3 $(DESTDIR)$(PREFIX)/lib/libssl.so
	install -m 644 dist/lib/pkgconfig/*.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/
	install -m 644 $(HEADERS) $(DESTDIR)$(PREFIX)/include/openssl/

# --- the border ---------------------------------------------------------------------------------

headers:
	$(CARGO) run -q -p ferrodtls-tests --bin headers

headers-check:
	$(CARGO) run -q -p ferrodtls-tests --bin headers -- --check
	src/tests/headers-compile include

abi-check: all
	$(TOOLS)/abi-check dist

# --- tests --------------------------------------------------------------------------------------

packages:
	src/tests/install-packages

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings

unit:
	$(CARGO) test --workspace

examples: all
	$(MAKE) -C c-examples OPENSSL_PREFIX=$(CURDIR)/dist

capi: all
	capi-tests/run

chains: all
	capi-tests/chains/run

formats: all
	capi-tests/formats/run

valgrind: all
	capi-tests/valgrind

real-programs: all
	capi-tests/real-programs/run

bindings: all
	bindings/run

interop: all examples
	capi-tests/interop/run

sessions: all
	capi-tests/sessions/run

robustness: all examples
	capi-tests/robustness/run

heartbeat: all
	capi-tests/heartbeat/run

pmtu: all
	capi-tests/pmtu/run

bogo-shim: target/bogo/bogo_shim

target/bogo/bogo_shim: $(wildcard bogo/*.c bogo/*.h) all
	@mkdir -p target/bogo
	$(CC) -std=gnu99 -O1 -g -Wall -Wextra -Werror -Idist/include -o $@ bogo/*.c -Ldist/lib -lssl -lcrypto \
	  -Wl,-rpath,$(CURDIR)/dist/lib

bogo: bogo-shim
	bogo/run target/bogo/bogo_shim bogo/tests.txt
	BOGO_LENIENT=1 bogo/run target/bogo/bogo_shim bogo/tests.txt

sctp: all
	capi-tests/sctp/run

bench: all
	benches/run

demo: packages all examples
	capi-tests/demo

test: packages headers-check unit all abi-check examples capi chains formats valgrind interop real-programs bindings sessions robustness heartbeat pmtu bogo sctp

clean:
	rm -rf target dist
	$(MAKE) -C c-examples clean
