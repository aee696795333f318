# Words of the interface, English. vi.ftl says how they are used; both files have the same messages and arguments.

## Frame

skip-to-content = Skip to the main content
menu = Menu
languages = Language
phone = Phone
page-date = Information as of
status-link = Update status
stale-title = This page has not been updated for a while.
stale-checked = Last checked:
stale-text = Times and figures may have changed.
stale-call = Before you go, please call
stale-ask = Before you go, please ask
sample-note = SAMPLE DATA – not official information

# lang: name of the language that the text is in
borrowed-missing = This text has not been translated yet. Below is the { $lang } text.
borrowed-lagging = This translation is older than the { $lang } text. The { $lang } text is the right one.
borrowed-differs = The translation no longer agrees with the { $lang } text. Below is the { $lang } text.
# names of languages within a sentence
language-vi = Vietnamese
language-en = English

# page, site: heading of the page, name of the site
full-title = { $page } – { $site }

## Marks that only the browser writes

mark-past = past
mark-today = today
mark-tomorrow = tomorrow
mark-overdue = deadline passed
mark-due-today = due today
open-until-time = Open now, until %t.
opens-later-today = Not open yet. Opens today at %t.
opens-on-day = Closed now. Opens again on %d at %t.
weekdays = Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
period-over = The last day named on this page has passed. Please call before you come.

## Home and headings

home = Home
communes = Communes and wards
commune = Commune or ward
province = Province or city
provinces = Provinces and cities
points = Registration points
schedule = Mobile sessions
sessions = Sessions
progress = Progress
directives = Official documents
guides = Guides
list = List
find-point = Find a registration point
see-schedule = See mobile sessions
next-sessions = Coming sessions
full-schedule = See the full schedule
full-progress = See the progress of each commune
latest-directives = Latest official documents
all-directives = See all official documents
all-communes = See all communes and wards

# starts, ends: dates
campaign-dates = { $starts } to { $ends }
# count, amount
points-count = { $count ->
    [one] { $amount } registration point
   *[other] { $amount } registration points
}
communes-count = { $count ->
    [one] { $amount } commune or ward
   *[other] { $amount } communes and wards
}

## Communes

formerly = Made from
no-points = There is no registration point here yet. Please call the number above or at the end of the page.
main-point = Main point
call = Call
# name
commune-description = Registration points, opening hours, mobile sessions and progress of { $name }
# code, name, successor
former-one = { $name } (code { $code }) no longer exists. It is now { $successor }.
# code, name
former-split = { $name } (code { $code }) no longer exists: it was divided between the units below. Please choose the one you live in.

## Schedule

# start, end: times of day
time-range = { $start }–{ $end }
time-from = from { $start }
# days, until
repeats-weekly = Every { $days }, until { $until } inclusive
# until
repeats-daily = Every day, until { $until } inclusive
session-cancelled = Cancelled
session-moved = Moved
reason = Reason
moved-to = Moved to
audience = For
providers = Assisted by
add-to-calendar = Add to my calendar
subscribe-calendar = Add the whole schedule to my calendar
# count, amount
sessions-count = { $count ->
    [one] { $amount } session
   *[other] { $amount } sessions
}
sessions-by-day = Sessions on other days
sessions-by-province = Sessions by province
sessions-by-commune = Sessions by commune
schedule-file = Download the whole schedule (CSV)
no-sessions = No session is planned at present.
no-sessions-day = There is no session on this day.
past-days = Past days
other-days = Other days
day-is-past = This day has passed. The page is kept for reference.
# date: long date
day-title = Schedule for { $date }

## Opening hours

opening-hours = Opening hours
landing-period = Days of registration
landing-note = Please note
from-day = From
until-day = until
# first, last: days of the week
weekday-range = { $first } to { $last }
every-day = Every day

## Figures

as-of = As of
as-of-column = As of
figure-approx = about
figure-rows = See the figures day by day
# amount, total: days shown, days with a figure
figure-rows-selected = See { $amount } of the { $total } days with a figure
full-series = The figures of all days
by-group = By association, hamlet or quarter
group = Association, hamlet or quarter
target-column = Target
nothing = none
date = Date
value = Number
missing = Short of target
no-figure = not reported yet
target-reached = Target reached
target-past = date passed
whole-campaign = Whole campaign
by-province = By province or city
by-commune = By commune or ward
open-data = Open data
open-data-text = Anyone may download and reuse it.
# percent: "42.5%"; total, of: the denominator's size and name
figure-share = { $percent } of { $total } { $of }
# percent, total, of: of those that reported
figure-share-reported = { $percent } of { $total } { $of } of the communes that reported
# of: name of the denominator
share-of = Share of { $of }
share-of-reported = Share of { $of } of those that reported
# number and unit, which are $amount below: amount, unit
amount-of-unit = { $amount } { $unit }
# amount, by
target-by = Target: { $amount } by { $by }
target-open = Target: { $amount }
# percent, of, amount, by
target-share-by = Target: { $percent } of { $of }, which is { $amount }, by { $by }
target-share-open = Target: { $percent } of { $of }, which is { $amount }
# the size of the denominator is not known: percent, of, by
target-part-by = Target: { $percent } of { $of } by { $by }
target-part-open = Target: { $percent } of { $of }
# part of a denominator: percent, of
part-of = { $percent } of { $of }
# target of a group, in a table: amount, by
group-target-by = { $amount } by { $by }
# count, amount
figure-missing = { $amount } short of the target.
# count, amount
figure-missing-approx = About { $amount } short of the target.
# the report itself says so: count, amount
figure-missing-stated = { $amount } short of the target, says the report.
# count, amount
figure-missing-stated-approx = About { $amount } short of the target, says the report.
# a sum that lacks communes: count, amount, communes
figure-missing-partial = { $count ->
    [one] At most { $amount } short of the target: { $communes } commune has not reported.
   *[other] At most { $amount } short of the target: { $communes } communes have not reported.
}
# amount
at-most = at most { $amount }
# count, amount, by
figure-per-day-partial = To reach it by { $by }: at most { $amount } a day.
# count, amount, by
figure-per-day = To reach it by { $by }: { $amount } a day.
# count, reported, total, oldest
figure-units = { $count ->
    [one] { $reported } of { $total } communes has reported; its figure is as of { $oldest }.
   *[other] { $reported } of { $total } communes have reported; the oldest figure is as of { $oldest }.
}
# count, amount
figure-units-provinces = { $count ->
    [one] { $amount } province gave one figure for all its communes.
   *[other] { $amount } provinces gave one figure for all their communes.
}
# scope, amount, date: the scope's own, older report
figure-beside-report = Reported by { $scope } itself on { $date }: { $amount }.
# count, reported, total, amount, date: a newer sum of a part
figure-beside-sum = { $count ->
    [one] A newer figure of { $reported } of { $total } communes: { $amount }, as of { $date }.
   *[other] Newer figures of { $reported } of { $total } communes add up to { $amount }; the oldest is as of { $date }.
}
# reported, total: in a table
reported-of = { $reported }/{ $total }
# the province reported for all of them
reported-own = the province's own report
reported-column = Communes that reported
group-share = Of the target
history = Figures of former units, not added to those of today
history-unit = Name of the unit then
history-target = Target then
history-more = Older figures
source = Source
# name, value, target: text alternatives of charts
chart-bar = { $name }: { $value } of a target of { $target }
# name, first, last, from, to
chart-line = { $name }: from { $first } on { $from } to { $last } on { $to }. The figures are in the table below.
chart-target = target

## Directives

published = Published
deadline = Deadline
deadlines = Deadlines
deadline-who = To be done by
applies-to = Applies to
applies-to-all = All communes and wards.
basis = Based on
downloads = Downloads
feed = Follow new documents (Atom)
no-directives = There are no documents yet.
# number: number and symbol
directive-number = No. { $number }
# number: "…/SYMBOL", its number still blank
directive-number-blank = No. { $number } (no number yet)
directive-no-number = No number yet
directive-symbol = Number and symbol
directive-date = Date of the document
issuer = Issued by
attachments = Attachments
recipients = Sent to
# date / month, year / year
# date; issuer: parts are joined by Rust
basis-dated = of { $date }
# date: only month and year, or only the year
basis-month = of { $date }
basis-year = of { $date }
basis-issuer = by { $issuer }
# behind the kind: number
basis-number = No. { $number }
# title: the title of a document of this site
basis-title = – { $title }
# date
deadline-before = Before { $date }
deadline-by = By the end of { $date }
# date: long date
deadline-last-day = Last day in time: { $date }
# day: day of the month
deadline-monthly-before = Before day { $day } of each month
kind-cong-van = Official letter
kind-ke-hoach = Plan
kind-quyet-dinh = Decision
kind-thong-bao = Notice
kind-cong-dien = Urgent dispatch
kind-to-trinh = Proposal
kind-bao-cao = Report
kind-chi-thi = Directive
kind-nghi-quyet = Resolution
kind-huong-dan = Guidance
kind-giay-moi = Invitation
urgency-khan = Urgent
urgency-thuong-khan = Very urgent
urgency-hoa-toc = Most urgent

## Guides

bring = Please bring
prepare = Good to know
price = Price
duration = Time needed
steps = Steps
step-or = or
provider = Provided by
no-guides = There are no guides yet.
# amount: a span: "1 year"
free-for = Free for { $amount } from the day of registration.
# date
free-until = Free until the end of { $date }.
# count, amount
span-years = { $count ->
    [one] { $amount } year
   *[other] { $amount } years
}
span-months = { $count ->
    [one] { $amount } month
   *[other] { $amount } months
}
span-days = { $count ->
    [one] { $amount } day
   *[other] { $amount } days
}

## Landing pages

landing-kicker = Registration point
contact = Call or find the way
directions = Directions
go-instead = Go to
other-points = Other points in this commune
qr-title = Show this to someone else
qr-label = QR code of
qr-text = Scan this code with a phone camera, or type this into a browser:
genuine-title = How to tell a genuine poster
genuine-host = The address shown by your browser must be
genuine-never = Our staff never ask for an OTP, a PIN or a password. If someone does, do not tell them.
genuine-hangs = This poster hangs at:
genuine-elsewhere = If you see it elsewhere, please call us.
# point, place, commune; Rust leaves out what is empty
hangs-at = { $point }, { $place }, { $commune }
hangs-at-short = { $point }, { $commune }
# point, commune
landing-description = Registration point { $point }, { $commune }: opening hours, directions, what to bring, phone number

state-open = This point is taking registrations
# date
state-open-text = Registration is open until the end of { $date }.
state-not-yet = This point is not open yet
state-not-yet-text = Registration starts on { $date }.
state-closed = This point has closed
# …-alone: where the commune has no other point
state-closed-text-alone = Its last day was { $date }. If you still need to register, please call.
state-closed-text = Its last day was { $date }. Please go to one of the other points below, or call.
state-moved = This point has moved
# name
state-moved-text = Please go to { $name }.
state-retired = This point is no longer in use
state-retired-text-alone = If you need to register, please call.
state-retired-text = Please go to one of the other points below, or call.
# former, name
state-merged = { $former } is now { $name }
state-merged-text = Please see the registration points of { $name }.
state-split = { $former } is now part of { $name }
state-split-text = Please choose the one you live in to see its registration points.
state-ended = The campaign has ended
# date
state-ended-text = The last day was { $date }. If you still need to register, please call.
state-no-row = This point has closed
state-no-row-text-alone = If you need to register, please call.
state-no-row-text = Please go to one of the other points below, or call.
state-checking = The information about this point is being checked
state-checking-text-alone = Before you come, please call.
state-checking-text = Before you come, please call, or go to one of the other points below.
# short labels in lists of points: date
point-not-yet = Opens on { $date }
point-closed = Closed after { $date }
point-ended = The campaign has ended
point-checking = Information is being checked
point-moved = Moved elsewhere
point-retired = No longer in use
point-merged = The commune has been merged

## Status

status-intro = This page says when the data was last checked and updated.
status-checked = Last checked
status-release = Release
status-communes = Communes and wards
status-points = Registration points
status-sessions = Coming sessions
status-directives = Official documents
status-reported = Communes that reported
# count, amount
status-set-aside = { $count ->
    [one] { $amount } record is waiting to be checked; the site shows the last good one.
   *[other] { $amount } records are waiting to be checked; the site shows the last good ones.
}
status-nothing-aside = No record is waiting to be checked.
# count, amount, days
status-stale-communes = { $count ->
    [one] { $amount } commune has no new figure in the last { $days } days.
   *[other] { $amount } communes have no new figure in the last { $days } days.
}
# date
status-newest-figure = The newest figure is as of { $date }.

## Not found

not-found-title = This page was not found
not-found-text = The address may have been mistyped. Please choose one of the pages below.
not-found-call = Or call:

# bốn loại văn bản ít gặp / less common kinds
kind-chuong-trinh = Programme
kind-phuong-an = Scheme
kind-de-an = Project
kind-thu-cong = Official note

## Trong bài viết / within texts

# tên ngôn ngữ này, cho nút đổi ngôn ngữ / the language's own name
language-own-name = English
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
footnotes = Notes
# number
footnote = Note { $number }
# number, nth
footnote-back = Back to where note { $number } is used (place { $nth })
# number
table-number = Table { $number }
# heading
table-under = Table: { $heading }
