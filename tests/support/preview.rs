//! A preview that runs, and a client of it: what the tests of `loa serve` share.

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use super::Site;

/// After this long what has not happened will not happen.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A preview that runs, and goes with the value.
pub struct Server {
    pub child: Child,
    /// What it printed first.
    pub address: String,
    pub port: u16,
}

impl Server {
    /// Starts on any port.
    pub fn start(site: &Site, args: &[&str]) -> Server {
        Server::start_with(site, &[&["--port", "0"], args].concat())
    }

    pub fn start_with(site: &Site, args: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_loa"))
            .args(["serve", "--lang", "en", "--root"])
            .arg(site.root())
            .args(args)
            .env("NO_COLOR", "1")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let port = address.split(['/', ':']).nth(4).and_then(|port| port.parse().ok());
        let Some(port) = port else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("no address, but: {address} {said}");
        };
        Server { child, address, port }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub fn keep(&self) -> Connection {
        Connection(BufReader::new(self.connect()))
    }

    pub fn send(&self, request: &str) -> Answer {
        let stream = self.connect();
        // An answer may come, and the line be cut, before all was said.
        let _ = (&stream).write_all(request.as_bytes());
        Answer::read(&mut BufReader::new(stream), request.starts_with("HEAD"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_slice(&self.get(path).body).unwrap()
    }

    #[track_caller]
    pub fn lives(&self) {
        assert_eq!(self.get("/").status, 200);
    }

    /// Asks until the page is as wanted.
    #[track_caller]
    pub fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) {
        let start = Instant::now();
        loop {
            let text = self.get(path).text();
            if wanted(&text) {
                return;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{path} stays\n{text}\n{}",
                self.get("/_loa/state?lang=en").text()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    pub fn until_state(&self, wanted: impl Fn(&str) -> bool) {
        self.until("/_loa/state?path=/&lang=en", wanted);
    }

    /// Resident memory in KiB, where the system tells it.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// Ends it and gives what it said.
    pub fn stop(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A line that is kept for several requests.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub fn get(&mut self, path: &str, port: u16) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        Answer::read(&mut self.0, false)
    }
}

pub struct Answer {
    /// 0 where the line was cut without a word.
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn read(reader: &mut BufReader<TcpStream>, is_head: bool) -> Answer {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(read) if read > 0 && !line.trim().is_empty() => lines.push(line.trim().to_owned()),
                _ => break,
            }
        }
        let status = lines.first().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer { status: status.unwrap_or(0), headers, body: Vec::new() };
        let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if !is_head {
            answer.body = vec![0; length];
            reader.read_exact(&mut answer.body).unwrap();
        }
        answer
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The bytes without what the preview puts in.
pub fn undressed(body: &[u8], day: Option<&str>) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(body.to_vec()) else { return body.to_vec() };
    if let Some(start) = text.find("<script src=\"/_loa/client.js\"") {
        let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
        text.replace_range(start..end, "");
    }
    if let Some(day) = day {
        text = text.replacen(&format!("<html data-now=\"{day}\""), "<html", 1);
    }
    text.into_bytes()
}
