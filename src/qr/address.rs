//! The address that a code holds, and the rules for the base under which all codes of a site stand.
//!
//! What an id may look like is decided where points are read; here it is taken as given.

use std::fmt;

/// The longest name that DNS can carry, in characters (RFC 1035, without the final dot).
const LONGEST_HOST: usize = 253;

/// The longest part between two dots of a host, in characters (RFC 1035).
const LONGEST_LABEL: usize = 63;

/// The base of a site's codes: `https`, a public host, nothing else.
///
/// A printed code cannot be changed, so a base that works only on the author's machine or moves with a
/// folder is refused when it is read (contract, sections 2 and 6).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeBase {
    /// ASCII, lower case, at least two labels, the last of which is no number.
    host: String,
}

impl CodeBase {
    /// Reads `qr.base`, or the `base_url` that stands in for it. One `/` after the host is allowed, and the
    /// letters may be in either case.
    ///
    /// # Errors
    ///
    /// The first rule that `base` breaks, in the order in which an address is read: scheme, user, host,
    /// port, path, query.
    pub fn parse(base: &str) -> Result<CodeBase, BaseProblem> {
        let (scheme, rest) = base.split_once("://").ok_or(BaseProblem::NotAUrl)?;
        if !is_scheme(scheme) {
            return Err(BaseProblem::NotAUrl);
        }
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(BaseProblem::NotHttps);
        }
        // Browsers take `\` for `/`, so what stands after it is a path to them and a host to others.
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        if authority.contains('@') {
            return Err(BaseProblem::HasUser);
        }
        if authority.starts_with('[') {
            return Err(BaseProblem::IpAddress);
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let host = host.to_ascii_lowercase();
        check_host(&host)?;
        if port.is_some() {
            return Err(BaseProblem::HasPort);
        }
        match tail {
            "" | "/" => Ok(CodeBase { host }),
            _ if tail.starts_with(['?', '#']) => Err(BaseProblem::HasQueryOrFragment),
            _ if tail.starts_with("/?") || tail.starts_with("/#") => Err(BaseProblem::HasQueryOrFragment),
            _ => Err(BaseProblem::HasPath),
        }
    }

    /// The address to encode for `id`, such as `https://CKS.EXAMPLE/26188/`.
    ///
    /// The host is in upper case because QR codes hold capitals, digits, `.`, `-` and `/` in 5.5 bits each
    /// (ISO/IEC 18004, alphanumeric mode) and hosts do not depend on case; the scheme is not, because some
    /// phones do not recognise `HTTPS:` as a link. The final slash spares a redirect.
    #[must_use]
    pub fn address(&self, id: &str) -> String {
        format!("https://{}/{id}/", self.host.to_ascii_uppercase())
    }

    /// The address for people to read and type, such as `cks.example/26188`.
    #[must_use]
    pub fn plain_address(&self, id: &str) -> String {
        format!("{}/{id}", self.host)
    }

    /// The host in lower case, without port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

/// Writes the base as an address without final slash, in lower case: `https://cks.example`.
impl fmt::Display for CodeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}", self.host)
    }
}

/// Why an address cannot be the base of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaseProblem {
    /// There is no `scheme://` in front, or nothing after it.
    NotAUrl,
    /// The scheme is `http` or something else than `https`.
    NotHttps,
    /// There is a user name or password before the host.
    HasUser,
    /// There is a port, be it the usual one.
    HasPort,
    /// Something follows the `/` after the host.
    HasPath,
    /// There is a `?` or `#`.
    HasQueryOrFragment,
    /// The host has letters outside ASCII; its punycode form is wanted, which is what DNS holds.
    NotAscii,
    /// The host is `localhost` or a name below it.
    Localhost,
    /// The host is an IPv6 address, or browsers read it as an IPv4 address: its last part is a number.
    IpAddress,
    /// The host is a single word, which only a local network can know.
    NoDot,
    /// The host is not one that DNS can hold: an empty or too long part, a hyphen at an end, a final dot,
    /// or a character other than a letter, a digit or a hyphen.
    BadHost,
}

impl fmt::Display for BaseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BaseProblem::NotAUrl => "is not an address of the form `https://host`",
            BaseProblem::NotHttps => "does not begin with `https://`",
            BaseProblem::HasUser => "has a user name or password before the host",
            BaseProblem::HasPort => "has a port",
            BaseProblem::HasPath => "has a path after the host",
            BaseProblem::HasQueryOrFragment => "has a `?` or `#` after the host",
            BaseProblem::NotAscii => {
                "has letters outside a-z in its host; write the host in punycode (`xn--…`)"
            }
            BaseProblem::Localhost => "points to the reader's own machine",
            BaseProblem::IpAddress => "has an IP address for its host",
            BaseProblem::NoDot => "has a host without a dot",
            BaseProblem::BadHost => "has a host that no domain name can be",
        })
    }
}

impl std::error::Error for BaseProblem {}

/// Whether `scheme` could stand before `:` in a URL (RFC 3986, section 3.1).
fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Applies the rules for hosts to a `host` in lower case.
fn check_host(host: &str) -> Result<(), BaseProblem> {
    if host.is_empty() {
        return Err(BaseProblem::NotAUrl);
    }
    if !host.is_ascii() {
        return Err(BaseProblem::NotAscii);
    }
    // A final dot does not change where a name leads, so it must not hide an address or `localhost`.
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or(name);
    if is_number(last) {
        return Err(BaseProblem::IpAddress);
    }
    if last == "localhost" || name == "localhost.localdomain" {
        return Err(BaseProblem::Localhost);
    }
    if host.len() > LONGEST_HOST || !host.split('.').all(is_label) {
        return Err(BaseProblem::BadHost);
    }
    if !host.contains('.') {
        return Err(BaseProblem::NoDot);
    }
    Ok(())
}

/// Whether a browser takes a host that ends in `label` for an IPv4 address: decimal, octal or hexadecimal
/// (the "ends in a number" rule of the WHATWG URL standard).
fn is_number(label: &str) -> bool {
    let is_decimal = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let is_hex =
        label.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_decimal || is_hex
}

/// Whether `label` may stand between the dots of a host (RFC 1123, section 2.1).
fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_https_host_is_a_base() {
        for (given, host) in [
            ("https://cks.example", "cks.example"),
            ("https://cks.example/", "cks.example"),
            ("HTTPS://Cks.Example/", "cks.example"),
            ("https://chukyso.dongnai.gov.vn", "chukyso.dongnai.gov.vn"),
            ("https://xn--ch-k-s-8va.vn", "xn--ch-k-s-8va.vn"),
            ("https://1.vn", "1.vn"),
            ("https://0x1.vn", "0x1.vn"),
            ("https://a.0xg", "a.0xg"),
            ("https://localhost.vn", "localhost.vn"),
        ] {
            let base = CodeBase::parse(given).unwrap_or_else(|problem| panic!("{given} {problem}"));
            assert_eq!(base.host(), host, "{given}");
        }
    }

    #[test]
    fn each_rule_for_a_base_has_its_own_problem() {
        let long_label = format!("https://{}.vn", "a".repeat(64));
        let long_host = format!("https://{}vn", "a.".repeat(126));
        for (given, problem) in [
            ("", BaseProblem::NotAUrl),
            ("cks.example", BaseProblem::NotAUrl),
            ("//cks.example", BaseProblem::NotAUrl),
            ("://cks.example", BaseProblem::NotAUrl),
            ("https:cks.example", BaseProblem::NotAUrl),
            ("https:/cks.example", BaseProblem::NotAUrl),
            ("https://", BaseProblem::NotAUrl),
            ("https:///cks.example", BaseProblem::NotAUrl),
            (" https://cks.example", BaseProblem::NotAUrl),
            ("localhost:8080", BaseProblem::NotAUrl),
            ("http://cks.example", BaseProblem::NotHttps),
            ("HTTP://localhost", BaseProblem::NotHttps),
            ("ftp://cks.example", BaseProblem::NotHttps),
            ("https://user@cks.example", BaseProblem::HasUser),
            ("https://user:word@cks.example/", BaseProblem::HasUser),
            ("https://cks.example@localhost", BaseProblem::HasUser),
            ("https://cks.example:8443", BaseProblem::HasPort),
            ("https://cks.example:443/", BaseProblem::HasPort),
            ("https://cks.example:", BaseProblem::HasPort),
            ("https://cks.example/q", BaseProblem::HasPath),
            ("https://cks.example/q/", BaseProblem::HasPath),
            ("https://cks.example//", BaseProblem::HasPath),
            ("https://cks.example/ ", BaseProblem::HasPath),
            ("https://cks.example\\", BaseProblem::HasPath),
            ("https://cks.example?a", BaseProblem::HasQueryOrFragment),
            ("https://cks.example/?a", BaseProblem::HasQueryOrFragment),
            ("https://cks.example#", BaseProblem::HasQueryOrFragment),
            ("https://cks.example/#a", BaseProblem::HasQueryOrFragment),
            ("https://chữkýsố.vn", BaseProblem::NotAscii),
            ("https://cks。vn", BaseProblem::NotAscii),
            ("https://\u{ff11}27.0.0.1", BaseProblem::NotAscii),
            ("https://localhost", BaseProblem::Localhost),
            ("https://LOCALHOST:8080/", BaseProblem::Localhost),
            ("https://localhost.", BaseProblem::Localhost),
            ("https://cks.localhost", BaseProblem::Localhost),
            ("https://localhost.localdomain", BaseProblem::Localhost),
            ("https://127.0.0.1", BaseProblem::IpAddress),
            ("https://127.0.0.1:8080/", BaseProblem::IpAddress),
            ("https://127.0.0.1.", BaseProblem::IpAddress),
            ("https://127.1", BaseProblem::IpAddress),
            ("https://2130706433", BaseProblem::IpAddress),
            ("https://0177.0.0.01", BaseProblem::IpAddress),
            ("https://0x7f.0.0.1", BaseProblem::IpAddress),
            ("https://0X7F000001", BaseProblem::IpAddress),
            ("https://127.0.0.0x", BaseProblem::IpAddress),
            ("https://cks.example.1", BaseProblem::IpAddress),
            ("https://[::1]", BaseProblem::IpAddress),
            ("https://[2001:db8::1]:8443/", BaseProblem::IpAddress),
            ("https://intranet", BaseProblem::NoDot),
            ("https://cks.example.", BaseProblem::BadHost),
            ("https://.example", BaseProblem::BadHost),
            ("https://cks..example", BaseProblem::BadHost),
            ("https://.", BaseProblem::BadHost),
            ("https://-cks.example", BaseProblem::BadHost),
            ("https://cks-.example", BaseProblem::BadHost),
            ("https://cks_1.example", BaseProblem::BadHost),
            ("https://%63ks.example", BaseProblem::BadHost),
            ("https://cks .example", BaseProblem::BadHost),
            ("https://cks.example\n", BaseProblem::BadHost),
            ("https://\0.example", BaseProblem::BadHost),
            (&long_label, BaseProblem::BadHost),
            (&long_host, BaseProblem::BadHost),
        ] {
            assert_eq!(CodeBase::parse(given), Err(problem), "{given:?}");
        }
    }

    #[test]
    fn a_host_of_the_longest_length_is_a_base() {
        let host = format!("{}v", "a.".repeat(126));
        assert_eq!(host.len(), LONGEST_HOST);
        assert_eq!(CodeBase::parse(&format!("https://{host}")).unwrap().host(), host);
    }

    #[test]
    fn only_the_host_of_an_address_is_in_upper_case() {
        let base = CodeBase::parse("https://Cks.Example/").unwrap();
        assert_eq!(base.address("26188"), "https://CKS.EXAMPLE/26188/");
        assert_eq!(base.address("26188-2"), "https://CKS.EXAMPLE/26188-2/");
        assert_eq!(base.plain_address("26188-2"), "cks.example/26188-2");
        assert_eq!(base.to_string(), "https://cks.example");
    }

    #[test]
    fn a_base_written_out_is_read_as_itself() {
        let base = CodeBase::parse("https://Cks.Example/").unwrap();
        assert_eq!(CodeBase::parse(&base.to_string()), Ok(base));
    }
}
