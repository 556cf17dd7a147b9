//! libssl C ABI over the engine.
