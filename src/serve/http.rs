//! Speaks HTTP: who may ask, what may be asked, and how it is answered.
//!
//! No address is ever taken for the path of a file: an address is looked up among the routes of the site, and what is not
//! one of them is not there. What stands at an address is left to `preview`.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::TcpListener as StdListener;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::middleware;
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use hyper::body::Frame;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::service::TowerToHyperService;
use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::signal;
use tokio::sync::Semaphore;
use tokio::sync::mpsc;
use tokio::task;
use tokio::time;

use super::differences;
use super::notes;
use super::panel;
use super::preview::Found;
use super::preview::Preview;
use crate::routes::PageKey;
use crate::routes::Route;

/// What a browser sends is a tenth of it.
const MOST_HEADER_BYTES: usize = 16 * 1024;
/// How long a client may take to say what it wants, or to want anything more.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many clients may be connected at once: a browser has six, and an office has some.
const MOST_CONNECTIONS: usize = 256;
/// How often a page that waits is told that the server lives.
const BEAT: Duration = Duration::from_secs(15);
/// The version of the site that a page shows, for the script.
const VERSION: HeaderName = HeaderName::from_static("x-loa-version");

const CLIENT: &str = include_str!("client/client.js");
const EMPTY_PAGE: &str = include_str!("client/empty.html");

/// The hosts by which the preview may be called. A page of another site whose name was made to lead here (DNS rebinding)
/// calls it by that name, and gets nothing.
#[derive(Clone, Debug)]
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    pub fn new(port: u16, lan: Option<IpAddr>) -> Hosts {
        let own = ["localhost".to_owned(), Ipv4Addr::LOCALHOST.to_string()];
        let lan = lan.map(|host| match host {
            IpAddr::V4(host) => host.to_string(),
            IpAddr::V6(host) => format!("[{host}]"),
        });
        let hosts = own.into_iter().chain(lan);
        Hosts(hosts.map(|host| if port == 80 { host } else { format!("{host}:{port}") }).collect())
    }

    fn has(&self, host: &str) -> bool {
        self.0.iter().any(|own| own.eq_ignore_ascii_case(host))
    }
}

/// Serves until the user ends it.
pub(super) async fn serve(listeners: Vec<StdListener>, preview: Preview, hosts: Hosts) -> io::Result<()> {
    let router = router(preview, hosts);
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    for listener in listeners {
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        tokio::spawn(accept(listener, router.clone(), Arc::clone(&room)));
    }
    interrupted().await
}

/// Takes whoever comes while there is room; others wait until someone leaves.
async fn accept(listener: TcpListener, router: Router, room: Arc<Semaphore>) {
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    // A client that breaks off, or cannot be understood, is its own problem.
                    let _ = connection(stream, router).await;
                    drop(place);
                });
            }
            // Too many open files: it helps to wait for some to be closed.
            Err(_) => time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, router: Router) -> hyper::Result<()> {
    // Word of a change is one small packet, which should not wait for more.
    let _ = stream.set_nodelay(true);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_header_size(MOST_HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await
}

/// Ends with Ctrl-C, and where the system asks the program to go.
async fn interrupted() -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::future;
        let mut ended = signal::unix::signal(signal::unix::SignalKind::terminate())?;
        let mut interrupted = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
        future::poll_fn(|context| {
            let is_over = ended.poll_recv(context).is_ready() || interrupted.poll_recv(context).is_ready();
            if is_over { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        Ok(())
    }
    #[cfg(not(unix))]
    signal::ctrl_c().await
}

fn router(preview: Preview, hosts: Hosts) -> Router {
    Router::new()
        .route("/_loa/client.js", get(client))
        .route("/_loa/events", get(events))
        .route("/_loa/state", get(state))
        .route("/_loa/notes", get(notes))
        .route("/_loa/differences", get(differences))
        .fallback(page)
        .layer(middleware::from_fn_with_state(hosts, guard))
        .with_state(preview)
}

/// Refuses what no browser of the editor's asks, before anything looks at it.
async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let refused = |status| plain(status, status.canonical_reason().unwrap_or_default());
    let headers = request.headers();
    // A request for another server, as one sends to a proxy, names it in the address.
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    if !only(headers, &header::HOST).is_some_and(|host| hosts.has(host))
        || named.is_some_and(|host| !hosts.has(&host))
    {
        return refused(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = refused(StatusCode::METHOD_NOT_ALLOWED);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return response;
    }
    if !request.body().is_end_stream() {
        let mut response = refused(StatusCode::PAYLOAD_TOO_LARGE);
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return response;
    }
    if request.uri().path().starts_with("/_loa/") && is_foreign(headers, &hosts) {
        return refused(StatusCode::FORBIDDEN);
    }
    next.run(request).await
}

/// Whether a page of another site asks.
fn is_foreign(headers: &HeaderMap, hosts: &Hosts) -> bool {
    let origins = headers.get_all(header::ORIGIN).iter();
    let foreign_origin = origins
        .map(|origin| origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")))
        .any(|host| !host.is_some_and(|host| hosts.has(host)));
    let foreign_fetch = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    foreign_origin || foreign_fetch
}

/// The value of a header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// What the address asks for besides the page.
#[derive(Debug, Default)]
struct Query {
    /// The day of the date box.
    as_of: Option<Date>,
    /// The address of the page that a script asks about.
    path: String,
    /// The language of that page.
    lang: String,
    /// Two days to compare.
    from: Option<Date>,
    to: Option<Date>,
}

impl Query {
    fn parse(query: Option<&str>) -> Query {
        let mut parsed = Query::default();
        for (name, value) in query.unwrap_or_default().split('&').filter_map(|part| part.split_once('=')) {
            let value = percent_decode_str(value).decode_utf8_lossy();
            match name {
                "_as_of" => parsed.as_of = value.parse().ok(),
                "path" => parsed.path = value.into_owned(),
                "lang" => parsed.lang = value.into_owned(),
                "from" => parsed.from = value.parse().ok(),
                "to" => parsed.to = value.parse().ok(),
                _ => {}
            }
        }
        parsed
    }
}

/// A page or file of the site.
async fn page(State(preview): State<Preview>, request: Request) -> Response {
    let mut query = Query::parse(request.uri().query());
    let asker = asker(request.headers());
    if query.as_of.is_none() {
        // What a page asks for is of the page's day.
        query.as_of = asker.as_ref().and_then(|page| Query::parse(page.query()).as_of);
    }
    let by_script = asker.is_some();
    let address = request.uri().path().to_owned();
    let rest = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    blocking(move || {
        let Ok(path) = percent_decode_str(&address).decode_utf8() else {
            return plain(StatusCode::BAD_REQUEST, "Bad Request");
        };
        let state = preview.state();
        let day = query.as_of.or(preview.as_of());
        let shown = Shown { version: state.version, day };
        let mut response = match preview.find(&state, &path, query.as_of, by_script) {
            Found::Bytes(route, bytes) => {
                let kind = content_type(&route);
                let is_page = matches!(route, Route::Page(..));
                let is_not_found = matches!(route, Route::Page(PageKey::NotFound, _));
                let status = if is_not_found { StatusCode::NOT_FOUND } else { StatusCode::OK };
                answer(status, kind, if is_page { shown.dressed(bytes) } else { bytes })
            }
            Found::Nothing(html) => answer(StatusCode::NOT_FOUND, HTML, shown.dressed(html)),
            Found::Slash => {
                let mut response = plain(StatusCode::PERMANENT_REDIRECT, "");
                // What was asked for is known to be an address of the site, so it may stand in a header as it came.
                let to = if &*path == "/" { format!("{}/", preview.base()) } else { format!("{address}/") };
                if let Ok(to) = HeaderValue::from_str(&format!("{to}{rest}")) {
                    response.headers_mut().insert(header::LOCATION, to);
                }
                response
            }
            Found::Broken => {
                answer(StatusCode::SERVICE_UNAVAILABLE, HTML, shown.dressed(EMPTY_PAGE.as_bytes().to_vec()))
            }
        };
        response.headers_mut().insert(VERSION, HeaderValue::from(state.version));
        response
    })
    .await
}

/// The page whose script asks, as the browser names it; none where a person asks by opening an address.
fn asker(headers: &HeaderMap) -> Option<Uri> {
    let is_opened = match only(headers, &HeaderName::from_static("sec-fetch-dest")) {
        Some(dest) => dest != "empty",
        // Browsers say it only to servers that they trust, and another machine in the network is none.
        None => only(headers, &header::ACCEPT).is_some_and(|kinds| kinds.contains("text/html")),
    };
    if is_opened { None } else { only(headers, &header::REFERER)?.parse().ok() }
}

/// What a page of the preview carries besides what a build writes.
struct Shown {
    version: u64,
    /// The day that scripts are to take for today.
    day: Option<Date>,
}

impl Shown {
    fn dressed(&self, html: Vec<u8>) -> Vec<u8> {
        let Ok(mut html) = String::from_utf8(html) else { return Vec::new() };
        let script = format!(
            "<script src=\"/_loa/client.js\" data-version=\"{}\"{} defer></script>",
            self.version,
            self.day.map(|day| format!(" data-day=\"{day}\"")).unwrap_or_default()
        );
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, &script);
        if let Some(day) = self.day
            && let Some(start) = html.find("<html")
        {
            let tag = html[start..].split('>').next().unwrap_or_default();
            if !tag.contains(" data-now=") {
                html.insert_str(start + "<html".len(), &format!(" data-now=\"{day}\""));
            }
        }
        html.into_bytes()
    }
}

/// The script of the preview.
async fn client() -> Response {
    answer(StatusCode::OK, SCRIPT, CLIENT.as_bytes().to_vec())
}

/// What is wrong with the site, for the panel.
async fn state(State(preview): State<Preview>, request: Request) -> Response {
    let query = Query::parse(request.uri().query());
    blocking(move || json(panel::json(&preview, &preview.state(), &query.path, &query.lang, query.as_of)))
        .await
}

/// What the editor should know of a page.
async fn notes(State(preview): State<Preview>, request: Request) -> Response {
    let query = Query::parse(request.uri().query());
    blocking(move || {
        let state = preview.state();
        match preview.snapshot(&state, query.as_of) {
            Some(snapshot) => json(notes::json(&snapshot, &query.path, &query.lang)),
            None => json(serde_json::Value::Null),
        }
    })
    .await
}

/// The addresses at which two days differ; or, of one address, the lines.
async fn differences(State(preview): State<Preview>, request: Request) -> Response {
    let query = Query::parse(request.uri().query());
    blocking(move || {
        let state = preview.state();
        match (preview.snapshot(&state, query.from), preview.snapshot(&state, query.to)) {
            (Some(from), Some(to)) if query.path.is_empty() => json(differences::json(&from, &to)),
            (Some(from), Some(to)) => json(differences::of_page(&from, &to, &query.path)),
            _ => json(serde_json::Value::Null),
        }
    })
    .await
}

/// Tells which preview it is, and of each new version, the present one first, so that a page that comes back catches up
/// (server-sent events).
async fn events(State(preview): State<Preview>) -> Response {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(tell(preview, sender));
    let mut response = Response::new(Body::new(Events(receiver)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    guarded(headers);
    response
}

async fn tell(preview: Preview, sender: mpsc::Sender<Bytes>) {
    let mut versions = preview.versions();
    if sender.send(format!("event: run\ndata: {}\n\n", preview.run()).into()).await.is_err() {
        return;
    }
    loop {
        let version = *versions.borrow_and_update();
        if sender.send(format!("event: version\ndata: {version}\n\n").into()).await.is_err() {
            return;
        }
        loop {
            match time::timeout(BEAT, versions.changed()).await {
                Ok(Ok(())) => break,
                Ok(Err(_)) => return,
                Err(_) => {
                    if sender.send(Bytes::from_static(b":\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// A body without end.
struct Events(mpsc::Receiver<Bytes>);

impl HttpBody for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Does what takes a moment where it holds up no other request.
async fn blocking(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"))
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

fn json(value: serde_json::Value) -> Response {
    answer(StatusCode::OK, "application/json; charset=utf-8", value.to_string().into_bytes())
}

fn plain(status: StatusCode, text: &str) -> Response {
    answer(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn answer(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    guarded(headers);
    response
}

/// Nothing of a preview is kept, guessed at, or shown inside another site.
fn guarded(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

fn content_type(route: &Route) -> &'static str {
    let ending =
        |name: &str| name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    match route {
        Route::Page(..) => HTML,
        Route::QrSvg(_) => "image/svg+xml",
        Route::QrPng(_) => "image/png",
        Route::Feed(_) => "application/atom+xml; charset=utf-8",
        Route::Sitemap => "application/xml; charset=utf-8",
        Route::Robots => "text/plain; charset=utf-8",
        Route::StatusJson => "application/json; charset=utf-8",
        Route::Data(_) => "text/csv; charset=utf-8",
        Route::Asset(name) => match ending(name).as_str() {
            "css" => "text/css; charset=utf-8",
            "js" => SCRIPT,
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "gif" => "image/gif",
            "woff2" => "font/woff2",
            "pdf" => "application/pdf",
            "txt" => "text/plain; charset=utf-8",
            "csv" => "text/csv; charset=utf-8",
            _ => "application/octet-stream",
        },
    }
}
