//! Asks one source over HTTP: conditional requests, redirects, retries, limits.
//!
//! Redirects are followed here and not by the client, since where they may lead is a rule of loa's.

use std::io;
use std::io::Read;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use jiff::Timestamp;
use ureq::Agent;
use ureq::Body;
use ureq::http::HeaderMap;
use ureq::http::Response;
use ureq::http::StatusCode;
use ureq::http::header;
use url::Url;

use super::Astray;
use super::Failure;
use super::Limits;
use super::Unreached;
use super::body;
use super::memory::Validators;
use crate::model::config::DataSource;
use crate::model::config::is_loopback;

/// What a source answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// That it has not changed (304).
    NotModified,
    Body {
        bytes: Vec<u8>,
        validators: Validators,
        /// What its drop's name ends in.
        ending: &'static str,
    },
}

/// Asks a source until it answers or [`Limits::tries`] are used up, and says how many it took.
pub(super) fn ask(
    source: &DataSource,
    known: Validators,
    now: Timestamp,
    limits: &Limits,
) -> (u32, Result<Answer, Failure>) {
    let mut wait = limits.wait;
    let mut tries = 1;
    loop {
        let answer = ask_once(&source.url, &known, now, limits);
        let (failure, asked) = match answer {
            Ok(answer) => return (tries, Ok(answer)),
            Err(Trouble::Lasting(failure)) => return (tries, Err(failure)),
            Err(Trouble::Passing(failure, asked)) => (failure, asked),
        };
        // Whoever asks for a longer wait is left alone: to come back early would be rude, and useless.
        if tries >= limits.tries || asked.is_some_and(|asked| asked > limits.longest_wait) {
            return (tries, Err(failure));
        }
        thread::sleep(asked.unwrap_or(wait));
        wait = wait.saturating_mul(2);
        tries += 1;
    }
}

/// Why a try failed, and whether another one may not.
enum Trouble {
    /// With the wait that the server asked for.
    Passing(Failure, Option<Duration>),
    Lasting(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Lasting(failure)
    }
}

/// One try: a request, and one more for each redirect.
fn ask_once(address: &str, known: &Validators, now: Timestamp, limits: &Limits) -> Result<Answer, Trouble> {
    let end = Instant::now() + limits.whole;
    let mut url = Url::parse(address).map_err(|_| Failure::Redirect(Astray::Nowhere))?;
    for _ in 0..=limits.redirects {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Failure::Slow(limits.whole).into());
        }
        let response = request(&url, known, left, limits)?;
        let status = response.status();
        match status {
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => {
                return take(response, &url, limits);
            }
            // Whoever was not asked whether anything has changed cannot know: taken for no news, that would be for ever.
            StatusCode::NOT_MODIFIED if *known == Validators::default() => {
                return Err(Failure::Status(status.as_u16()).into());
            }
            StatusCode::NOT_MODIFIED => return Ok(Answer::NotModified),
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                let location = text(response.headers(), header::LOCATION);
                url = follow(&url, location.as_deref()).map_err(Failure::Redirect)?;
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let failure = Failure::Status(status.as_u16());
                return Err(Trouble::Passing(failure, asked_wait(response.headers(), now)));
            }
            _ if status.is_server_error() => {
                let failure = Failure::Status(status.as_u16());
                return Err(Trouble::Passing(failure, asked_wait(response.headers(), now)));
            }
            _ => return Err(Failure::Status(status.as_u16()).into()),
        }
    }
    Err(Failure::Redirect(Astray::TooMany).into())
}

/// One request, of which the head of the answer is there.
fn request(
    url: &Url,
    known: &Validators,
    left: Duration,
    limits: &Limits,
) -> Result<Response<Body>, Trouble> {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(left))
        .timeout_connect(Some(limits.idle))
        .timeout_per_read(Some(limits.idle))
        .user_agent(concat!("loa/", env!("CARGO_PKG_VERSION")))
        .accept("text/csv, text/tab-separated-values, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5");
    if is_loopback(url) {
        // What stands in the environment is for the way out.
        config = config.proxy(None);
    }
    let agent: Agent = config.build().new_agent();
    let mut request = agent.get(url.as_str());
    if let Some(etag) = &known.etag {
        request = request.header(header::IF_NONE_MATCH, etag);
    }
    if let Some(last_modified) = &known.last_modified {
        request = request.header(header::IF_MODIFIED_SINCE, last_modified);
    }
    request.call().map_err(|error| trouble(error, limits))
}

/// The body and what it is.
fn take(response: Response<Body>, url: &Url, limits: &Limits) -> Result<Answer, Trouble> {
    let validators = Validators {
        etag: text(response.headers(), header::ETAG),
        last_modified: text(response.headers(), header::LAST_MODIFIED),
    };
    let content_type =
        text(response.headers(), header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let mut bytes = Vec::new();
    let mut reader = response.into_body().into_reader().take(limits.bytes.saturating_add(1));
    match reader.read_to_end(&mut bytes) {
        Ok(length) if length as u64 > limits.bytes => Err(Failure::TooLarge(limits.bytes).into()),
        Ok(_) => {
            let ending = body::ending(&bytes, &content_type, url.path())?;
            Ok(Answer::Body { bytes, validators, ending })
        }
        Err(error) if cut_off(&error) => Err(Trouble::Passing(Failure::CutOff, None)),
        Err(error) => Err(trouble(ureq::Error::from(error), limits)),
    }
}

/// Where a redirect leads, if loa goes there: to `https:`, and from `http:` to `http:`.
fn follow(from: &Url, location: Option<&str>) -> Result<Url, Astray> {
    let to = from.join(location.ok_or(Astray::Nowhere)?).map_err(|_| Astray::Nowhere)?;
    match (from.scheme(), to.scheme()) {
        (_, "https") | ("http", "http") => Ok(to),
        (_, "http") => Err(Astray::Insecure),
        _ => Err(Astray::Scheme),
    }
}

/// How long a server asks to wait, in seconds or until a time of day (RFC 9110, section 10.2.3).
fn asked_wait(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let asked = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(&asked).ok()?.timestamp();
    Some(until.duration_since(now).try_into().unwrap_or(Duration::ZERO))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|text| text.trim().to_owned())
}

/// What a client's error means. A time-out is not tried again: it has cost its time.
fn trouble(error: ureq::Error, limits: &Limits) -> Trouble {
    let unreached = |why| Trouble::Passing(Failure::Unreachable(why), None);
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect) => {
            unreached(Unreached::Network(format!("no connection within {} s", limits.idle.as_secs())))
        }
        ureq::Error::Timeout(ureq::Timeout::Global) => Failure::Slow(limits.whole).into(),
        ureq::Error::Timeout(_) => Failure::Slow(limits.idle).into(),
        ureq::Error::HostNotFound => unreached(Unreached::HostUnknown),
        ureq::Error::Tls(why) => Failure::Unreachable(Unreached::Certificate(why.to_owned())).into(),
        ureq::Error::Rustls(why) => Failure::Unreachable(Unreached::Certificate(why.to_string())).into(),
        ureq::Error::Protocol(why) => Failure::Unreachable(Unreached::Garbled(why.to_string())).into(),
        ureq::Error::LargeResponseHeader(..) => {
            Failure::Unreachable(Unreached::Garbled("the head of the answer is endless".to_owned())).into()
        }
        ureq::Error::Decompress(..) => Failure::Unreachable(Unreached::Garbled("gzip".to_owned())).into(),
        ureq::Error::Io(error) if cut_off(&error) => Trouble::Passing(Failure::CutOff, None),
        // What the encryption does not accept, such as a certificate that nobody vouches for.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            Failure::Unreachable(Unreached::Certificate(error.to_string())).into()
        }
        ureq::Error::Io(error) => unreached(Unreached::Network(error.to_string())),
        other => unreached(Unreached::Network(other.to_string())),
    }
}

/// Whether the other side hung up in the middle: of the body by its length, of a chunk, or of what was packed.
fn cut_off(error: &io::Error) -> bool {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return true;
    }
    match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        Some(ureq::Error::Io(inner) | ureq::Error::Decompress(_, inner)) => cut_off(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_to_https_or_from_http_to_http_and_nowhere_else() {
        let url = |text: &str| Url::parse(text).unwrap();
        let https = url("https://a.example/x/y?z");
        let http = url("http://a.example/x/y?z");
        for (from, location, expected) in [
            (&https, "https://b.example/", Ok("https://b.example/")),
            (&https, "/w", Ok("https://a.example/w")),
            (&https, "w?t=1", Ok("https://a.example/x/w?t=1")),
            (&https, "//b.example/w", Ok("https://b.example/w")),
            (&http, "//b.example/w", Ok("http://b.example/w")),
            (&http, "https://a.example/", Ok("https://a.example/")),
            (&https, "http://a.example/", Err(Astray::Insecure)),
            (&https, "HTTP://a.example/", Err(Astray::Insecure)),
            (&https, "ftp://a.example/", Err(Astray::Scheme)),
            (&http, "file:///etc/passwd", Err(Astray::Scheme)),
            (&http, "data:text/csv,a", Err(Astray::Scheme)),
            (&http, "http://", Err(Astray::Nowhere)),
        ] {
            let to = follow(from, Some(location));
            assert_eq!(to.as_ref().map(Url::as_str), expected.as_ref().copied(), "{from} {location}");
        }
        assert_eq!(follow(&https, None), Err(Astray::Nowhere));
    }

    #[test]
    fn a_wait_is_asked_for_in_seconds_or_until_a_time_of_day() {
        let now: Timestamp = "2025-10-20T00:10:00Z".parse().unwrap();
        for (text, expected) in [
            ("120", Some(120)),
            ("Mon, 20 Oct 2025 00:10:30 GMT", Some(30)),
            ("Mon, 20 Oct 2025 00:09:00 GMT", Some(0)),
            ("soon", None),
            ("-3", None),
        ] {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, text.parse().unwrap())]);
            assert_eq!(asked_wait(&headers, now).map(|wait| wait.as_secs()), expected, "{text}");
        }
    }
}
