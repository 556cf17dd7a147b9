//! Asking for a password on the terminal.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use zeroize::Zeroizing;

/// Asks on `/dev/tty`, without showing what is typed. `None` without a terminal.
pub fn ask(prompt: &str) -> Option<Zeroizing<Vec<u8>>> {
    read_line(prompt.as_bytes(), false)
}

/// The terminal, if the process has one.
pub fn open() -> Option<File> {
    File::options().read(true).write(true).open("/dev/tty").ok()
}

/// Shows `prompt` and reads a line without its end; `visible`: what is typed is shown.
pub fn read_line(prompt: &[u8], visible: bool) -> Option<Zeroizing<Vec<u8>>> {
    let mut terminal = open()?;
    terminal.write_all(prompt).ok()?;
    let hidden = !visible && echo(&terminal, "-echo");
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
