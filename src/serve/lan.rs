//! What the preview has to know of the machine around it: its address in the network, its browser, its terminal.

use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::UdpSocket;
use std::process::Command;
use std::process::Stdio;

use crate::qr::Matrix;

/// The machine's address in its network. None where it has none.
pub(super) fn address() -> Option<IpAddr> {
    // Nothing is sent: the system only says from which address it would be. The address asked for is one of those kept
    // for documentation (RFC 5737).
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// An address as a code for the terminal: two rows of modules to a line of text, with the quiet zone of four modules
/// that phones need. Where colour may be used, dark is black on white whatever the terminal's colours are; else it is
/// taken that the terminal is dark.
pub(super) fn code(address: &str, is_coloured: bool) -> String {
    const QUIET: usize = 4;
    let Ok(matrix) = Matrix::encode(address) else { return String::new() };
    let width = matrix.width() + 2 * QUIET;
    let is_dark = |x: usize, y: usize| x >= QUIET && y >= QUIET && matrix.is_dark(x - QUIET, y - QUIET);
    let lines = (0..width).step_by(2).map(|y| {
        let cells: String = (0..width)
            .map(|x| {
                match (is_dark(x, y) == is_coloured, (y + 1 < width && is_dark(x, y + 1)) == is_coloured) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                }
            })
            .collect();
        if is_coloured { format!("\u{1b}[30;107m{cells}\u{1b}[0m") } else { cells }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Opens the browser, and does not wait for it.
pub(super) fn open_browser(address: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_in_the_terminal_is_read_back() {
        let address = "http://192.168.1.20:3000/";
        let drawn = code(address, false);
        let lines: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        let width = lines[0].len();
        // Without colour a full block is light.
        let is_dark = |x: usize, y: usize| {
            let cell = lines[y / 2].get(x).copied().unwrap_or('█');
            if y.is_multiple_of(2) { matches!(cell, ' ' | '▄') } else { matches!(cell, ' ' | '▀') }
        };
        const SCALE: usize = 8;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width * SCALE, width * SCALE, |x, y| {
            if is_dark(x / SCALE, y / SCALE) { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, address);
    }
}
