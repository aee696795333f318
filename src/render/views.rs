//! What a template gets: one view struct per template, whose fields are the top level of the template's context,
//! beside `s`, the map of the interface's argument-free words. These structs are the documentation for theme authors.
//!
//! Everything is decided when a view is made: sentences with values arrive as ready text in the page's language, lists
//! arrive in the order in which they are shown. Making views is left to the other modules of `render`, looks to the
//! templates. Fields that hold markup say so; a template prints them with `| safe`, all others are escaped.
//!
//! Words relative to now (today, open, past) never stand in a view: the browser writes them from the `data-` attributes
//! that carry the fields named `…_iso` and from [`HoursRow`]. All of these are local to the campaign's zone.
//!
//! [`Shared`] says that many pages show the same; templates see no difference.

use serde::Serialize;

pub use super::shared::Shared;

/// Words with a language only where they are borrowed: then the element that shows them carries `lang`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    pub text: String,
    /// Tag of the language that the words are in; None where it is the page's own.
    pub lang: Option<String>,
}

/// A sentence in runs, one after the other without anything between: the borrowed words in it carry their language.
pub type Phrase = Vec<Words>;

/// A day in the forms that pages show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2025-10-31`, for `datetime` attributes.
    pub iso: String,
    /// Short and unmistakable: `31/10/2025`, `31 Oct 2025`.
    pub text: String,
    /// With its weekday: `Thứ Sáu, 31/10/2025`, `Friday, 31 October 2025`.
    pub long: String,
    /// `Thứ Sáu`, `Friday`: with a capital, as it stands alone on a session's tile.
    pub weekday: String,
    /// Day of the month without a leading zero.
    pub day: String,
    /// `tháng 10`, `Oct`.
    pub month_short: String,
}

/// A link within the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub text: Words,
    /// Root-relative, with the path of `base_url` in front.
    pub path: String,
}

/// What the editor wrote for a telephone: one number, several, or words such as “call the office”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// All of it: `0271 3870 123 / 0912 345 678`.
    pub text: String,
    /// The same in pieces, numbers and what stands between them.
    pub parts: Vec<PhonePart>,
    /// Whether any part can be dialled.
    pub dials: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhonePart {
    /// `0271 3870 123`
    pub text: String,
    /// `tel:02713870123`; None where the part is no number.
    pub href: Option<String>,
}

// ---- what every page has ---------------------------------------------------------------------------------------

/// What stands around the content of every page; `page` in each view.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Tag of the reader's language, for `<html lang>`; a borrowed text keeps its own on its element.
    pub lang: String,
    /// `rtl` where the reader's language is written from right to left; None for all others.
    pub dir: Option<&'static str>,
    /// Heading of the page.
    pub title: Words,
    /// For `<title>`: the heading and the site's name, or the site's name alone on the home page.
    pub full_title: String,
    pub description: Option<String>,
    /// Root-relative path of this page.
    pub path: String,
    /// Absolute address for `rel=canonical`; None on pages without one (404).
    pub canonical: Option<String>,
    /// For `hreflang`, with `x-default`; empty on pages whose text is borrowed.
    pub alternates: Vec<Alternate>,
    /// All languages of the site, in its order, the current one among them.
    pub switcher: Vec<SwitchLink>,
    pub site_name: Shared<Words>,
    /// Root-relative path of the home page in this language.
    pub home: Shared<String>,
    /// Markup of `parts/menu.html`; empty where the menu is.
    pub menu: Shared<String>,
    /// Whether the site is sample data; [`Frame::sample_note`] then stands on top of every page.
    pub sample: bool,
    pub sample_note: Shared<String>,
    /// Notice from site.yaml, where today lies in its period.
    pub banner: Option<Shared<Words>>,
    pub publisher: Option<Shared<Publisher>>,
    /// The page's date (contract, section 8): newest as-of or published date on it. Also the date before which a
    /// clock is not believed.
    pub date: Option<Shared<DateView>>,
    /// Day (`2025-10-20`) that scripts take for today instead of the clock's; the time of day stays the clock's.
    pub data_now: Option<String>,
    /// IANA name of the campaign's zone, in which scripts read the clock.
    pub timezone: Shared<String>,
    pub noindex: bool,
    /// Path of the style sheet, made of shared.css and then site.css; unused on landing pages, which carry their style themselves.
    pub style: Shared<String>,
    /// Path of the script, made of shared.js and then site.js; unused on landing pages.
    pub script: Shared<String>,
    /// Path of the status page in this language.
    pub status_path: Shared<String>,
    /// Markup of `parts/stale.html`.
    pub stale: Shared<String>,
    /// Markup of `parts/footer.html`.
    pub footer: Shared<String>,
    /// Present where the page's text is not in the reader's language.
    pub borrowed: Option<Borrowed>,
    pub feed: Option<Feed>,
    /// JSON for `<script type="application/ld+json">`; markup, with `<` written as `\u003c`.
    pub json_ld: Option<String>,
}

/// `parts/menu.html`: once for each section of a language, and not at all where the menu is empty.
#[derive(Clone, Debug, Serialize)]
pub struct MenuPart {
    /// Never holds the home page.
    pub menu: Vec<MenuLink>,
}

/// `parts/stale.html`: once for a language.
#[derive(Clone, Debug, Serialize)]
pub struct StalePart {
    /// Path of status.json.
    pub status_url: String,
    /// Days after `checked` from which the dead-job notice shows.
    pub stale_after: u32,
    pub publisher: Option<Shared<Publisher>>,
}

/// `parts/footer.html`: once for each date that pages of a language have. The fields are those of [`Frame`].
#[derive(Clone, Debug, Serialize)]
pub struct FooterPart {
    pub publisher: Option<Shared<Publisher>>,
    pub date: Option<Shared<DateView>>,
    pub status_path: Shared<String>,
    pub sample: bool,
    pub sample_note: Shared<String>,
}

/// The same page in a language, as search engines are told.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// Language tag or `x-default`.
    pub lang: String,
    /// Absolute.
    pub url: String,
}

/// One entry of the language switch.
#[derive(Clone, Debug, Serialize)]
pub struct SwitchLink {
    pub lang: String,
    /// The language's own name for itself: `Tiếng Việt`.
    pub name: String,
    pub path: String,
    pub current: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct MenuLink {
    pub label: Words,
    pub path: String,
    /// For `aria-current`: `page` where it is the page shown, `true` where the page shown lies below it.
    pub current: Option<&'static str>,
}

/// Who answers for the site and whom to call about it.
#[derive(Clone, Debug, Serialize)]
pub struct Publisher {
    pub name: Words,
    pub phone: Option<Shared<Phone>>,
    /// Absolute address of the publisher's own site.
    pub url: Option<String>,
}

/// That a page shows the text of another language.
#[derive(Clone, Debug, Serialize)]
pub struct Borrowed {
    /// Sentence in the reader's language.
    pub text: String,
    pub kind: BorrowedKind,
    /// Tag of the language that the text is in.
    pub lang: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BorrowedKind {
    /// There is no translation.
    Missing,
    /// There is one of an older text; it is shown with this notice.
    Lagging,
    /// There is one whose facts are no longer right: the source text stands here instead.
    Differs,
}

#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    pub title: String,
    pub path: String,
}

// ---- parts that several pages share ----------------------------------------------------------------------------

/// One event at one place; a repeating one is shown as a whole, and on a day's page as of that day.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    /// Unique on the page; the element's id is this with `s-` in front. It ends in a number where the session stands on
    /// the page a second time.
    pub id: String,
    /// The day, or the first one not before today.
    pub date: Shared<DateView>,
    /// Last day of a repeating session, inclusive.
    pub until: Option<Shared<DateView>>,
    /// Sentence: `thứ Hai, thứ Tư hằng tuần, đến hết ngày 31/10/2025`.
    pub repeats: Option<String>,
    /// Times of day as shown: `19:00–21:00`, `từ 19:00`.
    pub time_text: String,
    /// `2025-10-20T19:00`, of the first day shown.
    pub starts_iso: String,
    /// End of the last day shown; `…T23:59` where no end is known.
    pub ends_iso: String,
    /// ISO weekdays of a repeating session (`1` is Monday): `13`; None where it is each day from start to end.
    pub weekdays: Option<String>,
    pub place: Option<Words>,
    pub point: Option<Shared<Link>>,
    pub commune: Shared<Link>,
    pub audience: Option<Words>,
    /// Names of the companies that serve.
    pub providers: Vec<Words>,
    pub note: Option<Words>,
    pub status: SessionStatus,
    /// `Đã hủy`; None where planned.
    pub status_text: Option<String>,
    pub reason: Option<Words>,
    /// Where or when instead.
    pub moved_to: Option<MovedToView>,
    /// Path of a calendar file with this session.
    pub ics: Option<String>,
}

/// What takes the place of a session that was moved: the name of a point, a day, or the row's own words.
#[derive(Clone, Debug, Serialize)]
pub struct MovedToView {
    pub text: Words,
    /// Page of the point or the day, where there is one.
    pub path: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionStatus {
    Planned,
    Cancelled,
    Moved,
}

/// Opening hours of some days of the week.
#[derive(Clone, Debug, Serialize)]
pub struct HoursRow {
    /// `Thứ Hai – thứ Sáu`
    pub days: String,
    /// `7:30–11:30, 13:30–17:00`
    pub times: String,
    /// ISO weekdays, for scripts: `12345`.
    pub weekdays: String,
    /// Spans in order, 24-hour with two digits, for scripts: `07:30-11:30 13:30-17:00`.
    pub spans: String,
}

/// A registration point in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PointCard {
    pub id: String,
    pub name: Words,
    /// Landing page.
    pub path: String,
    pub address: Option<Words>,
    pub phone: Option<Shared<Phone>>,
    pub hours: Shared<Vec<HoursRow>>,
    /// Whether it is its commune's main point.
    pub main: bool,
    pub state: LandingState,
    /// Sentence where the state is not `open`.
    pub state_text: Option<String>,
    pub note: Option<Words>,
}

/// State of a landing page, first match in this order (contract, section 6); `Checking` is a row set aside of which no
/// accepted one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LandingState {
    Moved,
    Retired,
    Merged,
    Checking,
    NoRow,
    Closed,
    Ended,
    NotYet,
    Open,
}

/// One indicator in one scope. It has a value, former units' figures, figures of groups, or several of them.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// Key in site.yaml.
    pub indicator: String,
    pub name: Words,
    pub unit: Words,
    /// What the figure is of: name of the commune, the province, the whole campaign.
    pub scope: Words,
    /// Grouped for the language: `1.234`.
    pub value: Option<Shared<String>>,
    /// Whether the value is a rough one; templates show `s.figure_approx` before it.
    pub approx: bool,
    /// There where the value is.
    pub as_of: Option<Shared<DateView>>,
    /// Sentence that names its denominator: `42,5 % của 1.500 người trưởng thành`.
    pub share: Option<Shared<Phrase>>,
    pub target: Option<Shared<TargetView>>,
    /// Sentence; None where nothing is missing.
    pub missing: Option<Shared<Phrase>>,
    /// Sentence; None where nothing is missing, there is no date, or it has passed.
    pub per_day: Option<Shared<Phrase>>,
    pub reached: bool,
    /// For sums: how many communes reported, and the oldest date among them.
    pub units: Option<Shared<String>>,
    /// Sentence: the scope's own older report beside a sum, or the newer sum of a part beside a report.
    pub beside: Option<Shared<Phrase>>,
    /// Where the report came from; None of a sum.
    pub source: Option<Shared<SourceView>>,
    /// Figures of former units, which are never summed.
    pub history: Option<HistoryTable>,
    /// Bar of value against target: markup, an `<svg>` that names itself to screen readers or hides from them.
    pub bar: Option<Shared<String>>,
    /// Course over time: markup, an `<svg>`.
    pub line: Option<String>,
    /// The same course as numbers, newest first; of a long one a selection.
    pub rows: Vec<FigureRow>,
    /// Whether the rows say how many communes had reported, since they are sums.
    pub rows_have_units: bool,
    /// Sentence that opens the rows, and says where they are a selection.
    pub rows_title: String,
    /// Path of a file with all days, where the rows are a selection and there is one.
    pub full_series: Option<String>,
    /// Figures of associations and hamlets, which are parts of the scope's.
    pub groups: Vec<GroupFigure>,
    pub groups_have_targets: bool,
    pub groups_have_shares: bool,
    /// Path of the open data behind the figure.
    pub csv: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TargetView {
    /// `Chỉ tiêu: 600 người đến hết ngày 31/10/2025`
    pub sentence: Phrase,
    /// Grouped for the language.
    pub amount: String,
    pub by: Option<Shared<DateView>>,
    /// Whether `by` was before the day of the build (contract, section 8: a date that takes effect).
    pub past: bool,
    /// The directive that sets it.
    pub source: Option<Shared<Link>>,
}

/// The newest figure of an association or a hamlet.
#[derive(Clone, Debug, Serialize)]
pub struct GroupFigure {
    pub name: Words,
    pub value: Option<String>,
    pub approx: bool,
    pub as_of: Option<Shared<DateView>>,
    /// `600 đến hết ngày 31/10/2025`
    pub target: Option<Phrase>,
    /// Whether the day of the target was before the day of the build.
    pub target_past: bool,
    /// Part of the target that was reached: `42,5%`.
    pub share: Option<String>,
    pub reached: bool,
}

/// Figures under the names that units had at the time, oldest first; targets without a figure come last.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryTable {
    pub rows: Vec<HistoryRow>,
    pub has_groups: bool,
    pub has_missing: bool,
    pub has_targets: bool,
    pub has_sources: bool,
    /// Path of a file with all of them, where older ones are left out here.
    pub more: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// None where there is only a target.
    pub date: Option<Shared<DateView>>,
    pub unit: Words,
    /// An association or a hamlet of the unit.
    pub group: Option<Words>,
    /// A count or a share: `1.234`, `25%`.
    pub value: Option<String>,
    /// Whether value and missing are rough.
    pub approx: bool,
    /// As the report itself says.
    pub missing: Option<String>,
    /// The unit's own target at the time: `280 đến hết ngày 24/11/2024`
    pub target: Option<Phrase>,
    pub source: Option<SourceView>,
}

/// Where a figure came from.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    pub text: Words,
    /// Where it is a document of the site.
    pub path: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    pub date: Shared<DateView>,
    pub value: String,
    /// For sums: how many communes had reported by then.
    pub reported: Option<String>,
}

/// An official document in a list, and the head of its own page.
#[derive(Clone, Debug, Serialize)]
pub struct DirectiveCard {
    pub title: Words,
    pub path: String,
    /// `Công văn`
    pub kind: String,
    /// `Số 2359/SKHCN-CĐS`, or that it has no number yet.
    pub number: String,
    /// Date of the document as far as it is known: `06/10/2025`, `tháng 10 năm 2025`.
    pub dated: Option<String>,
    pub issuer: Option<Words>,
    /// `Khẩn`
    pub urgency: Option<String>,
    pub summary: Option<Words>,
    /// Day on which it was put on the site.
    pub published: Shared<DateView>,
    /// The earliest deadline not before today.
    pub next_deadline: Option<DeadlineView>,
}

/// Something due. The browser marks one that has passed.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView {
    pub what: Words,
    pub who: Option<Words>,
    /// `trước ngày 05/11/2025`, `trước ngày 20 hằng tháng`
    pub text: String,
    /// None for a monthly one.
    pub date: Option<Shared<DateView>>,
    /// `Ngày cuối còn kịp: Thứ Ba, 04/11/2025`: where `text` names the first day that is too late.
    pub last_day: Option<String>,
    /// Where in the document it stands.
    pub source: Option<Words>,
    /// Last moment that is still in time: `2025-11-04T23:59` for “before 5/11”, `2025-11-05T23:59` for “by 5/11”.
    /// None for a monthly one.
    pub ends_iso: Option<String>,
    /// The document that sets it, where it is shown outside of it.
    pub directive: Option<Shared<Link>>,
}

/// A how-to guide in a list.
#[derive(Clone, Debug, Serialize)]
pub struct GuideCard {
    pub title: Words,
    pub path: String,
    pub summary: Option<Words>,
    pub price: Option<Words>,
    pub duration: Option<Words>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProvinceLink {
    pub name: Words,
    pub path: String,
    /// `95 xã, phường`
    pub communes: String,
}

/// A file to download.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    pub text: Words,
    pub path: String,
    /// `CSV`, `PDF, 1,2 MB`
    pub detail: Option<String>,
}

/// Ways to find a place; opening one leaves the site, loading the page does not.
#[derive(Clone, Debug, Serialize)]
pub struct Directions {
    /// `geo:11.64,106.6?q=…`: opens the map app of the phone.
    pub geo: String,
    /// OpenStreetMap.
    pub osm: String,
    /// Google Maps.
    pub google: String,
}

// ---- pages -----------------------------------------------------------------------------------------------------

/// `home.html`: `/`
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    pub page: Frame,
    /// None while site.yaml does not say when the campaign is.
    pub campaign: Option<CampaignView>,
    /// Markup: text of the page `home`, where the editor wrote one.
    pub intro: Option<String>,
    pub intro_lang: Option<String>,
    /// Of the whole campaign.
    pub figures: Vec<FigureView>,
    pub progress_path: Option<String>,
    /// The next five.
    pub sessions: Vec<Shared<SessionView>>,
    pub schedule_path: String,
    /// The latest three.
    pub directives: Vec<DirectiveCard>,
    pub directives_path: String,
    pub guides: Vec<GuideCard>,
    pub provinces: Vec<ProvinceLink>,
    pub communes_path: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct CampaignView {
    pub starts: Shared<DateView>,
    pub ends: Shared<DateView>,
    /// `Từ ngày 01/10/2025 đến hết ngày 31/10/2025`
    pub sentence: String,
}

/// `communes.html`: `/communes/`
#[derive(Clone, Debug, Serialize)]
pub struct CommunesView {
    pub page: Frame,
    /// In the order of the language's collation.
    pub provinces: Vec<ProvinceGroup>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProvinceGroup {
    pub code: String,
    pub name: Words,
    pub path: String,
    pub communes: Vec<CommuneEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CommuneEntry {
    pub name: Words,
    pub code: String,
    pub path: String,
    /// `3 điểm đăng ký`; None where there is none.
    pub points: Option<String>,
}

/// `commune.html`: `/commune/CODE/` of a commune in force
#[derive(Clone, Debug, Serialize)]
pub struct CommuneView {
    pub page: Frame,
    pub code: String,
    /// With its kind word: `Xã Tân Hưng`.
    pub name: Words,
    pub province: Shared<Link>,
    pub phone: Option<Shared<Phone>>,
    /// The units it was made from, with their districts.
    pub formerly: Vec<Words>,
    pub points: Vec<PointCard>,
    pub sessions: Vec<Shared<SessionView>>,
    pub more_sessions: Option<String>,
    pub figures: Vec<FigureView>,
    pub directives: Vec<DirectiveCard>,
}

/// `former.html`: `/commune/OLD/` of a dead code: a redirect, or the choice where the commune was split
#[derive(Clone, Debug, Serialize)]
pub struct FormerView {
    pub page: Frame,
    pub code: String,
    /// `Xã Tân Hưng (mã 25345) không còn nữa …`: sentence that says what became of it.
    pub sentence: Phrase,
    /// Largest part first.
    pub successors: Vec<Shared<Link>>,
    /// Path of the only successor, to which the page sends the reader on.
    pub redirect: Option<String>,
}

/// `province.html`: `/province/CODE/`
#[derive(Clone, Debug, Serialize)]
pub struct ProvinceView {
    pub page: Frame,
    pub code: String,
    pub name: Words,
    pub figures: Vec<FigureView>,
    pub sessions: Vec<Shared<SessionView>>,
    pub more_sessions: Option<String>,
    /// Where there are more sessions: each commune with coming ones, and their number.
    pub session_communes: Vec<CountedLink>,
    /// One for each indicator of which a commune has a figure; they list the communes only.
    pub tables: Vec<ProgressTable>,
    /// All communes of the province, for where there is no table.
    pub communes: Vec<Shared<Link>>,
}

/// A commune, or a province, with one figure, in a table.
#[derive(Clone, Debug, Serialize)]
pub struct CommuneFigure {
    pub name: Words,
    pub code: String,
    pub path: String,
    pub value: Option<String>,
    pub approx: bool,
    pub as_of: Option<Shared<DateView>>,
    /// `32 %`
    pub share: Option<String>,
    pub missing: Option<String>,
    /// `12/95` communes reported, or that a province gave one figure for all of them.
    pub reported: Option<String>,
    /// Whether communes are missing from the sum.
    pub partial: bool,
    pub reached: bool,
}

/// `landing.html`: `/ID/`. One file without any further request, at most 14 KB compressed.
#[derive(Clone, Debug, Serialize)]
pub struct LandingView {
    pub page: Frame,
    /// Markup: the text of shared.css and then landing.css, without comments.
    pub style: Shared<String>,
    /// Markup: the text of shared.js and then landing.js, without comments.
    pub script: Shared<String>,
    pub id: String,
    pub state: LandingState,
    /// `Điểm này đang nhận đăng ký`
    pub state_title: String,
    pub state_text: Option<String>,
    /// The point that answers instead; or the communes that the point's own is part of now, to choose from.
    pub instead: Vec<Shared<Link>>,
    pub point_name: Words,
    pub commune: Shared<Link>,
    pub province: Shared<Link>,
    pub address: Option<Words>,
    /// Row's note.
    pub note: Option<Words>,
    pub phone: Option<Shared<Phone>>,
    /// The commune's or the publisher's, for when the point has none or does not answer.
    pub other_phone: Option<NamedPhone>,
    pub hours: Shared<Vec<HoursRow>>,
    /// First and last day on which the hours hold: the narrower of the campaign's and the point's period.
    pub opens: Option<Shared<DateView>>,
    pub closes: Option<Shared<DateView>>,
    pub directions: Option<Directions>,
    /// The next five.
    pub sessions: Vec<Shared<SessionView>>,
    pub more_sessions: Option<String>,
    /// Markup of `parts/prepare.html`; empty where there is nothing to prepare for.
    pub prepare: Shared<String>,
    /// How to tell that a poster is genuine; None for pages that no poster leads to.
    pub genuine: Option<GenuineView>,
    /// `cks.example/26188`: short enough to be read out.
    pub short_address: String,
    /// Markup: an inline `<svg>` without `id`, dark on transparent; it gets a white ground and names.
    pub qr_svg: Option<String>,
    /// Other points of the commune.
    pub others: Vec<PointCard>,
    pub figure: Option<FigureView>,
}

/// `parts/prepare.html`: once for a language, from the guide that `landing.guide` in site.yaml names.
#[derive(Clone, Debug, Serialize)]
pub struct PreparePart {
    pub bring: Vec<Words>,
    pub price: Option<Words>,
    pub duration: Option<Words>,
    /// Sentences on how long it costs nothing.
    pub free: Vec<String>,
    pub guide: Link,
}

#[derive(Clone, Debug, Serialize)]
pub struct NamedPhone {
    pub name: Words,
    pub phone: Shared<Phone>,
}

#[derive(Clone, Debug, Serialize)]
pub struct GenuineView {
    /// What the browser's address bar must show: `cks.example`.
    pub host: String,
    /// Where the poster should hang: the point's name, place and commune.
    pub hangs_at: Phrase,
}

/// The sessions of a day in a province.
#[derive(Clone, Debug, Serialize)]
pub struct DayProvince {
    pub code: String,
    /// The province's page, where its communes stand there instead of here.
    pub path: Option<String>,
    pub name: Words,
    /// `12 buổi`
    pub sessions: String,
    /// Empty where there are too many of them for one page.
    pub communes: Vec<DayCommune>,
}

/// The sessions of a day in a commune, as one line.
#[derive(Clone, Debug, Serialize)]
pub struct DayCommune {
    /// Page of the commune, where its sessions are described under `#p-sessions`.
    pub commune: Shared<Link>,
    pub times: Vec<DayTime>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DayTime {
    /// `19:00–21:00`
    pub text: String,
    pub status: SessionStatus,
    /// `Đã hủy`; None where planned.
    pub status_text: Option<String>,
}

/// `schedule.html`: `/schedule/`
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    pub page: Frame,
    /// The next days with their sessions, as many whole days as the page has room for.
    pub days: Vec<DaySessions>,
    /// The days after those, each with the number of its sessions.
    pub more_days: Vec<CountedLink>,
    /// Where there are more days: each province with coming sessions, and their number.
    pub provinces: Vec<CountedLink>,
    /// Path of the whole schedule as open data.
    pub csv: String,
    /// Days whose pages are still kept, newest first.
    pub past_days: Vec<Shared<Link>>,
    /// Path of a calendar to subscribe to.
    pub ics: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DaySessions {
    pub date: Shared<DateView>,
    pub path: String,
    /// End of the day, for scripts.
    pub ends_iso: String,
    pub sessions: Vec<Shared<SessionView>>,
}

/// A link with the number of sessions behind it.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLink {
    pub link: Shared<Link>,
    /// What to put behind the path: `#p-sessions` where the page shows more than sessions, else nothing.
    pub anchor: &'static str,
    /// `12 buổi`
    pub sessions: String,
}

/// `day.html`: `/schedule/YYYY-MM-DD/`
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    pub page: Frame,
    pub date: Shared<DateView>,
    /// Whether the day was before the day of the build.
    pub past: bool,
    /// By time of day; empty where they are too many for one page.
    pub sessions: Vec<Shared<SessionView>>,
    /// The same by province and commune, one line each, where they are too many for one page.
    pub provinces: Vec<DayProvince>,
    pub previous: Option<Shared<Link>>,
    pub next: Option<Shared<Link>>,
    pub schedule_path: String,
}

/// `progress.html`: `/progress/`
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    pub page: Frame,
    /// Of the whole campaign.
    pub figures: Vec<FigureView>,
    /// One table per indicator: the provinces; the communes only where there is a single province.
    pub tables: Vec<ProgressTable>,
    pub downloads: Vec<Download>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProgressTable {
    pub indicator: String,
    pub name: Words,
    pub unit: Words,
    /// Names the denominator of the share column; None where there is none for all rows.
    pub share_of: Option<Phrase>,
    pub has_missing: bool,
    /// Whether rows are sums that say how many communes reported.
    pub has_reported: bool,
    pub provinces: Vec<CommuneFigure>,
    pub communes: Vec<CommuneFigure>,
}

/// `directives.html`: `/directives/`
#[derive(Clone, Debug, Serialize)]
pub struct DirectivesView {
    pub page: Frame,
    /// Newest `published` first.
    pub directives: Vec<DirectiveCard>,
    pub feed: String,
}

/// `directive.html`: `/directives/NAME/`
#[derive(Clone, Debug, Serialize)]
pub struct DirectiveView {
    pub page: Frame,
    pub card: DirectiveCard,
    pub deadlines: Vec<DeadlineView>,
    pub basis: Vec<BasisView>,
    pub applies_to: Vec<Shared<Link>>,
    /// Sentence instead of the list where it applies to all.
    pub applies_to_all: Option<String>,
    /// Markup.
    pub body: String,
    pub body_lang: Option<String>,
    /// Files that the document hands out.
    pub downloads: Vec<Download>,
    /// Bodies that it is sent to.
    pub recipients: Vec<Words>,
}

#[derive(Clone, Debug, Serialize)]
pub struct BasisView {
    /// `Công văn số 2359/SKHCN-CĐS ngày 06/10/2025 của …`
    pub text: Phrase,
    /// Where the site has the document.
    pub path: Option<String>,
}

/// `guides.html`: `/guides/`
#[derive(Clone, Debug, Serialize)]
pub struct GuidesView {
    pub page: Frame,
    pub guides: Vec<GuideCard>,
}

/// `guide.html`: `/guides/NAME/`
#[derive(Clone, Debug, Serialize)]
pub struct GuideView {
    pub page: Frame,
    pub card: GuideCard,
    /// Front matter `for`.
    pub audience: Option<Words>,
    pub bring: Vec<Words>,
    /// Sentences on how long it costs nothing.
    pub free: Vec<String>,
    pub provider: Option<ProviderView>,
    pub steps: Vec<StepView>,
    /// Markup.
    pub body: String,
    pub body_lang: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProviderView {
    pub name: Words,
    pub phone: Option<Shared<Phone>>,
    /// Absolute.
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    pub title: Words,
    pub text: Option<Words>,
    /// Other ways to take the step; any one will do.
    pub or: Vec<StepView>,
}

/// `page.html`: `/NAME/`
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    pub page: Frame,
    /// Markup.
    pub body: String,
    pub body_lang: Option<String>,
}

/// `status.html`: `/status/`. The only page that names the day of the build.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    pub page: Frame,
    pub checked: Shared<DateView>,
    pub release: String,
    /// How old the newest figure of each kind is, what was set aside, what is late: sentences.
    pub sentences: Vec<String>,
    pub counts: Vec<CountView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    pub label: String,
    pub value: String,
}

/// `not_found.html`: `/404.html`
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    pub page: Frame,
    /// Home, communes, schedule, guides: pages that the site has.
    pub links: Vec<Shared<Link>>,
}

// ---- live blocks within a text ---------------------------------------------------------------------------------

/// `blocks/schedule.html`: fenced block `schedule`
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleBlock {
    pub sessions: Vec<Shared<SessionView>>,
    pub more: Option<String>,
}

/// `blocks/progress.html`: fenced block `progress`
#[derive(Clone, Debug, Serialize)]
pub struct ProgressBlock {
    pub figures: Vec<FigureView>,
    /// Level of the figures' headings: one below the heading that the block stands under.
    pub level: u8,
}

/// `blocks/qr.html`: fenced block `qr`
#[derive(Clone, Debug, Serialize)]
pub struct QrBlock {
    pub point: Shared<Link>,
    pub short_address: String,
    /// Markup: an inline `<svg>` without `id`.
    pub qr_svg: String,
}

/// `blocks/deadlines.html`: fenced block `deadlines`
#[derive(Clone, Debug, Serialize)]
pub struct DeadlinesBlock {
    pub deadlines: Vec<DeadlineView>,
}

/// `blocks/steps.html`: fenced block `steps`
#[derive(Clone, Debug, Serialize)]
pub struct StepsBlock {
    pub steps: Vec<StepView>,
}

/// `blocks/downloads.html`: fenced block `downloads`
#[derive(Clone, Debug, Serialize)]
pub struct DownloadsBlock {
    pub downloads: Vec<Download>,
}

/// `blocks/map.html`: fenced block `map`. Links to maps, never a map that others would have to serve.
#[derive(Clone, Debug, Serialize)]
pub struct MapBlock {
    pub places: Vec<MapPlace>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MapPlace {
    pub point: Shared<Link>,
    pub address: Option<Words>,
    pub directions: Option<Directions>,
}
