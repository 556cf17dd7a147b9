//! Asking for a password on the terminal.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use zeroize::Zeroizing;

/// Asks on `/dev/tty`, without showing what is typed. `None` without a terminal.
pub fn ask(prompt: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut terminal = File::options()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .ok()?;
    terminal.write_all(prompt.as_bytes()).ok()?;
    let hidden = echo(&terminal, "-echo");
    let mut line = Zeroizing::new(Vec::with_capacity(1024));
    let answer = BufReader::new(&terminal).read_until(b'\n', &mut line);
    if hidden {
        echo(&terminal, "echo");
        let _ = terminal.write_all(b"\n");
    }
    answer.ok().filter(|length| *length > 0)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Some(line)
}

fn echo(terminal: &File, setting: &str) -> bool {
    let Ok(input) = terminal.try_clone() else {
        return false;
    };
    Command::new("stty")
        .arg(setting)
        .stdin(Stdio::from(input))
        .status()
        .is_ok_and(|status| status.success())
}
