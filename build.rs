//! Shared by the two ABI crates: compiles the C-variadic functions that stable Rust cannot define.

fn main() {
    println!("cargo:rerun-if-changed=../../build.rs");
    if std::env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == "ferrodtls-libcrypto") {
        let shim = "variadic.c";
        println!("cargo:rerun-if-changed={shim}");
        cc::Build::new()
            .file(shim)
            .std("c99")
            .warnings(true)
            .compile("ferrodtls_variadic");
    }
}
