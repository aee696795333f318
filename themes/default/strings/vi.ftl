# Lời của giao diện, tiếng Việt. / Words of the interface, Vietnamese.
#
# Người đọc là người dân, có khi lớn tuổi, dùng điện thoại rẻ tiền: câu ngắn, lễ phép, không thuật ngữ.
# Messages without arguments reach templates as `s.KEY`, each `-` turned into `_`. Messages with arguments are called
# from Rust and list them in the comment above. All arguments are text ready to be shown, except `$count`, a number that
# only chooses the plural form. `%t` and `%d` are filled in by the browser: a time of day, a day of the week.

## Khung trang / frame

skip-to-content = Đến nội dung chính
menu = Danh mục
languages = Ngôn ngữ
phone = Điện thoại
page-date = Thông tin đến ngày
status-link = Tình trạng cập nhật
stale-title = Trang này đã lâu chưa được cập nhật.
stale-checked = Lần kiểm tra gần nhất:
stale-text = Lịch và số liệu có thể đã thay đổi.
stale-call = Trước khi đi, xin gọi
stale-ask = Trước khi đi, xin hỏi
sample-note = DỮ LIỆU MẪU – không phải thông tin chính thức

# lang: tên ngôn ngữ của bài / name of the language that the text is in
borrowed-missing = Bài này chưa có bản dịch. Dưới đây là bản { $lang }.
borrowed-lagging = Bản dịch này cũ hơn bản { $lang }. Bản { $lang } là bản đúng.
borrowed-differs = Bản dịch không còn khớp với bản { $lang }. Dưới đây là bản { $lang }.
# tên ngôn ngữ trong câu / names of languages within a sentence
language-vi = tiếng Việt
language-en = tiếng Anh

# page, site: tiêu đề / heading of the page, name of the site
full-title = { $page } – { $site }

## Dấu do trình duyệt ghi / marks that only the browser writes

mark-past = đã qua
mark-today = hôm nay
mark-tomorrow = ngày mai
mark-overdue = đã quá hạn
mark-due-today = hạn cuối là hôm nay
open-until-time = Đang mở cửa, đến %t.
opens-later-today = Hiện chưa mở cửa. Hôm nay mở lúc %t.
opens-on-day = Hiện đã đóng cửa. Mở lại %d lúc %t.
weekdays = thứ Hai|thứ Ba|thứ Tư|thứ Năm|thứ Sáu|thứ Bảy|Chủ nhật
period-over = Đã qua ngày cuối ghi ở trang này. Xin gọi điện hỏi trước khi đến.

## Trang chủ và đầu mục / home and headings

home = Trang chủ
communes = Xã, phường, đặc khu
commune = Xã, phường
province = Tỉnh, thành phố
provinces = Tỉnh, thành phố
points = Điểm đăng ký
schedule = Lịch lưu động
sessions = Các buổi
progress = Kết quả
directives = Văn bản chỉ đạo
guides = Hướng dẫn
list = Danh sách
find-point = Tìm điểm đăng ký
see-schedule = Xem lịch lưu động
next-sessions = Các buổi sắp tới
full-schedule = Xem toàn bộ lịch
full-progress = Xem kết quả từng xã, phường
latest-directives = Văn bản mới
all-directives = Xem tất cả văn bản
all-communes = Xem tất cả xã, phường

# starts, ends: ngày / dates
campaign-dates = Từ ngày { $starts } đến hết ngày { $ends }
# count, amount
points-count = { $amount } điểm đăng ký
communes-count = { $amount } xã, phường, đặc khu

## Xã, phường / communes

formerly = Được lập từ
no-points = Chưa có điểm đăng ký nào ở đây. Xin gọi số điện thoại ở trên hoặc ở cuối trang.
main-point = Điểm chính
call = Gọi
# name
commune-description = Điểm đăng ký, giờ làm việc, lịch lưu động và kết quả của { $name }
# code, name, successor
former-one = { $name } (mã { $code }) không còn nữa. Nay là { $successor }.
# code, name
former-split = { $name } (mã { $code }) không còn nữa: đã được chia vào các đơn vị dưới đây. Xin chọn nơi bạn ở.

## Lịch / schedule

# start, end: giờ / times of day
time-range = { $start }–{ $end }
time-from = từ { $start }
# days, until
repeats-weekly = { $days } hằng tuần, đến hết ngày { $until }
# until
repeats-daily = Hằng ngày, đến hết ngày { $until }
session-cancelled = Đã hủy
session-moved = Đã dời
reason = Lý do
moved-to = Chuyển đến
audience = Dành cho
providers = Đơn vị hỗ trợ
add-to-calendar = Thêm vào lịch điện thoại
subscribe-calendar = Thêm toàn bộ lịch vào điện thoại
# count, amount
sessions-count = { $amount } buổi
sessions-by-day = Lịch các ngày khác
sessions-by-province = Lịch theo tỉnh, thành phố
sessions-by-commune = Lịch theo xã, phường
schedule-file = Tải toàn bộ lịch (CSV)
no-sessions = Hiện chưa có buổi nào được xếp lịch.
no-sessions-day = Ngày này không có buổi nào.
past-days = Những ngày đã qua
other-days = Ngày khác
day-is-past = Ngày này đã qua. Trang được giữ lại để tra cứu.
# date: ngày dạng dài / long date
day-title = Lịch { $date }

## Giờ làm việc / opening hours

opening-hours = Giờ làm việc
landing-period = Thời gian nhận đăng ký
landing-note = Lưu ý
from-day = Từ ngày
until-day = đến hết ngày
# first, last: ngày trong tuần / days of the week
weekday-range = { $first } – { $last }
every-day = Tất cả các ngày

## Kết quả / figures

as-of = Số liệu đến ngày
as-of-column = Tính đến ngày
figure-approx = khoảng
figure-rows = Xem số theo từng ngày
# amount, total: số ngày được chọn, số ngày có số liệu / days shown, days with a figure
figure-rows-selected = Xem { $amount } ngày chọn từ { $total } ngày có số liệu
full-series = Đủ số của tất cả các ngày
by-group = Theo hội, đoàn thể, ấp, khu phố
group = Hội, đoàn thể, ấp, khu phố
target-column = Chỉ tiêu
nothing = không có
date = Ngày
value = Số lượng
missing = Còn thiếu
no-figure = chưa báo cáo
target-reached = Đã đạt chỉ tiêu
target-past = đã qua hạn
whole-campaign = Toàn chiến dịch
by-province = Theo tỉnh, thành phố
by-commune = Theo xã, phường, đặc khu
open-data = Dữ liệu mở
open-data-text = Ai cũng có thể tải về và dùng lại.
# percent: "42,5 %"; total, of: mẫu số / the denominator's size and name
figure-share = Đạt { $percent } của { $total } { $of }
# percent, total, of: mẫu số của riêng những nơi đã báo cáo / of those that reported
figure-share-reported = Đạt { $percent } của { $total } { $of } ở những nơi đã báo cáo
# of: tên mẫu số / name of the denominator
share-of = Tỷ lệ trên { $of }
share-of-reported = Tỷ lệ trên { $of } ở những nơi đã báo cáo
# số và đơn vị, thành $amount trong các câu dưới / number and unit, which are $amount below: amount, unit
amount-of-unit = { $amount } { $unit }
# amount, by
target-by = Chỉ tiêu: { $amount } đến hết ngày { $by }
target-open = Chỉ tiêu: { $amount }
# percent, of, amount, by
target-share-by = Chỉ tiêu: { $percent } của { $of }, tức { $amount }, đến hết ngày { $by }
target-share-open = Chỉ tiêu: { $percent } của { $of }, tức { $amount }
# không rõ mẫu số là bao nhiêu / the size of the denominator is not known: percent, of, by
target-part-by = Chỉ tiêu: { $percent } của { $of } đến hết ngày { $by }
target-part-open = Chỉ tiêu: { $percent } của { $of }
# phần của mẫu số / part of a denominator: percent, of
part-of = { $percent } của { $of }
# chỉ tiêu của một nhóm, trong bảng / target of a group, in a table: amount, by
group-target-by = { $amount } đến hết ngày { $by }
# count, amount
figure-missing = Còn thiếu { $amount }.
figure-missing-approx = Còn thiếu khoảng { $amount }.
# báo cáo tự nêu / the report itself says so: count, amount
figure-missing-stated = Theo báo cáo, còn thiếu { $amount }.
figure-missing-stated-approx = Theo báo cáo, còn thiếu khoảng { $amount }.
# cộng số khi còn nơi chưa báo cáo / a sum that lacks communes: count, amount, communes
figure-missing-partial = Còn thiếu nhiều nhất { $amount }, vì { $communes } xã, phường chưa báo cáo.
# amount
at-most = nhiều nhất { $amount }
# count, amount, by
figure-per-day-partial = Cần thêm nhiều nhất { $amount } mỗi ngày cho đến hết ngày { $by }.
figure-per-day = Cần thêm { $amount } mỗi ngày cho đến hết ngày { $by }.
# count, reported, total, oldest
figure-units = { $reported } trên { $total } xã, phường đã báo cáo; số cũ nhất tính đến ngày { $oldest }.
# count, amount
figure-units-provinces = Trong đó có số chung do { $amount } tỉnh, thành phố tự báo cáo.
# scope, amount, date: báo cáo riêng, cũ hơn / the scope's own, older report
figure-beside-report = Báo cáo riêng của { $scope } ngày { $date }: { $amount }.
# count, reported, total, amount, date: tổng mới hơn nhưng chưa đủ / a newer sum of a part
figure-beside-sum = Số mới hơn của { $reported } trên { $total } xã, phường cộng lại là { $amount }; số cũ nhất tính đến ngày { $date }.
# reported, total: trong bảng / in a table
reported-of = { $reported }/{ $total }
# tỉnh tự báo cáo cho tất cả / the province reported for all of them
reported-own = báo cáo chung của tỉnh
reported-column = Xã, phường đã báo cáo
group-share = So với chỉ tiêu
history = Số liệu của đơn vị cũ, không cộng vào số hiện nay
history-unit = Tên đơn vị khi đó
history-target = Chỉ tiêu khi đó
history-more = Số liệu cũ hơn nữa
source = Nguồn
# name, value, target: lời thay hình / text alternatives of charts
chart-bar = { $name }: { $value } trên chỉ tiêu { $target }
# name, first, last, from, to
chart-line = { $name }: từ { $first } ngày { $from } đến { $last } ngày { $to }. Số từng ngày ở bảng dưới.
chart-target = chỉ tiêu

## Văn bản / directives

published = Đăng ngày
deadline = Hạn
deadlines = Thời hạn
deadline-who = Thực hiện
applies-to = Nơi thực hiện
applies-to-all = Tất cả các xã, phường, đặc khu.
basis = Căn cứ
downloads = Tải về
feed = Theo dõi văn bản mới (Atom)
no-directives = Chưa có văn bản nào.
# number: số và ký hiệu / number and symbol
directive-number = Số { $number }
# number: "…/KÝ HIỆU", số còn để trống / the symbol, its number still blank
directive-number-blank = Số { $number } (chưa có số)
directive-no-number = Chưa có số
directive-symbol = Số, ký hiệu
directive-date = Ngày văn bản
issuer = Cơ quan ban hành
attachments = Tệp đính kèm
recipients = Nơi nhận
# date / month, year / year
# kind, number, dated, issuer: các phần có thể rỗng, Rust ghép / parts are joined by Rust
basis-dated = ngày { $date }
# date: chỉ biết tháng và năm, hay chỉ năm / only month and year, or only the year
basis-month = { $date }
basis-year = năm { $date }
basis-issuer = của { $issuer }
# sau loại văn bản / behind the kind: number
basis-number = số { $number }
# title: tên của văn bản có trên trang / the title of a document of this site
basis-title = – { $title }
# date
deadline-before = Trước ngày { $date }
deadline-by = Đến hết ngày { $date }
# date: ngày dài / long date
deadline-last-day = Ngày cuối còn kịp: { $date }
# day: ngày trong tháng / day of the month
deadline-monthly-before = Trước ngày { $day } hằng tháng
kind-cong-van = Công văn
kind-ke-hoach = Kế hoạch
kind-quyet-dinh = Quyết định
kind-thong-bao = Thông báo
kind-cong-dien = Công điện
kind-to-trinh = Tờ trình
kind-bao-cao = Báo cáo
kind-chi-thi = Chỉ thị
kind-nghi-quyet = Nghị quyết
kind-huong-dan = Hướng dẫn
kind-giay-moi = Giấy mời
urgency-khan = Khẩn
urgency-thuong-khan = Thượng khẩn
urgency-hoa-toc = Hỏa tốc

## Hướng dẫn / guides

bring = Khi đi, xin mang theo
prepare = Cần biết trước
price = Chi phí
duration = Thời gian làm
steps = Các bước
step-or = hoặc
provider = Đơn vị cung cấp
no-guides = Chưa có hướng dẫn nào.
# amount: khoảng thời gian / a span: "1 năm"
free-for = Miễn phí { $amount } kể từ ngày đăng ký.
# date
free-until = Miễn phí đến hết ngày { $date }.
# count, amount
span-years = { $amount } năm
span-months = { $amount } tháng
span-days = { $amount } ngày

## Trang của điểm đăng ký / landing pages

landing-kicker = Điểm đăng ký
contact = Gọi điện, chỉ đường
directions = Chỉ đường
go-instead = Xem
other-points = Các điểm khác trong xã, phường
qr-title = Cho người khác xem
qr-label = Mã QR của
qr-text = Quét mã này bằng máy ảnh điện thoại, hoặc gõ vào trình duyệt:
genuine-title = Thế nào là áp phích thật
genuine-host = Địa chỉ hiện trên trình duyệt phải là
genuine-never = Cán bộ không bao giờ hỏi mã OTP, mã PIN hay mật khẩu. Ai hỏi, xin đừng cho.
genuine-hangs = Áp phích này treo tại:
genuine-elsewhere = Nếu thấy ở nơi khác, xin gọi điện báo.
# point, place, commune; Rust bỏ phần rỗng / Rust leaves out what is empty
hangs-at = { $point }, { $place }, { $commune }
hangs-at-short = { $point }, { $commune }
# point, commune
landing-description = Điểm đăng ký { $point }, { $commune }: giờ làm việc, đường đi, giấy tờ cần mang, số điện thoại

state-open = Điểm này đang nhận đăng ký
# date
state-open-text = Nhận đăng ký đến hết ngày { $date }.
state-not-yet = Điểm này chưa mở
state-not-yet-text = Bắt đầu nhận đăng ký từ ngày { $date }.
state-closed = Điểm này đã đóng
# …-alone: khi xã, phường không còn điểm nào khác / where the commune has no other point
state-closed-text-alone = Ngày cuối là { $date }. Nếu vẫn cần đăng ký, xin gọi điện hỏi.
state-closed-text = Ngày cuối là { $date }. Xin đến một trong các điểm khác dưới đây, hoặc gọi điện hỏi.
state-moved = Điểm này đã chuyển
# name
state-moved-text = Xin đến { $name }.
state-retired = Điểm này không còn hoạt động
state-retired-text-alone = Nếu cần đăng ký, xin gọi điện hỏi.
state-retired-text = Xin đến một trong các điểm khác dưới đây, hoặc gọi điện hỏi.
# former, name
state-merged = { $former } nay là { $name }
state-merged-text = Xin xem các điểm đăng ký của { $name }.
state-split = { $former } đã được chia vào { $name }
state-split-text = Xin chọn nơi bạn ở để xem các điểm đăng ký.
state-ended = Chiến dịch đã kết thúc
# date
state-ended-text = Ngày cuối là { $date }. Nếu vẫn cần đăng ký, xin gọi điện hỏi.
state-no-row = Điểm này đã đóng
state-no-row-text-alone = Nếu cần đăng ký, xin gọi điện hỏi.
state-no-row-text = Xin đến một trong các điểm khác dưới đây, hoặc gọi điện hỏi.
state-checking = Thông tin của điểm này đang được kiểm tra
state-checking-text-alone = Trước khi đến, xin gọi điện hỏi.
state-checking-text = Trước khi đến, xin gọi điện hỏi hoặc đến một trong các điểm khác dưới đây.
# nhãn ngắn trong danh sách điểm / short labels in lists of points: date
point-not-yet = Mở từ ngày { $date }
point-closed = Đã đóng sau ngày { $date }
point-ended = Chiến dịch đã kết thúc
point-checking = Thông tin đang được kiểm tra
point-moved = Đã chuyển đi nơi khác
point-retired = Không còn hoạt động
point-merged = Xã, phường đã sáp nhập

## Tình trạng cập nhật / status

status-intro = Trang này cho biết lần cuối hệ thống kiểm tra và cập nhật dữ liệu.
status-checked = Kiểm tra gần nhất
status-release = Mã bản phát hành
status-communes = Xã, phường, đặc khu
status-points = Điểm đăng ký
status-sessions = Buổi sắp tới
status-directives = Văn bản
status-reported = Xã, phường đã báo cáo
# count, amount
status-set-aside = { $amount } bản ghi đang chờ kiểm tra; trang vẫn dùng số liệu đúng gần nhất.
status-nothing-aside = Không có bản ghi nào phải chờ kiểm tra.
# count, amount, days
status-stale-communes = { $amount } xã, phường chưa có số mới trong { $days } ngày qua.
# date
status-newest-figure = Số liệu mới nhất tính đến ngày { $date }.

## Không tìm thấy / not found

not-found-title = Không tìm thấy trang này
not-found-text = Địa chỉ có thể đã gõ nhầm. Xin chọn một trong các trang dưới đây.
not-found-call = Hoặc gọi điện hỏi:

# bốn loại văn bản ít gặp / less common kinds
kind-chuong-trinh = Chương trình
kind-phuong-an = Phương án
kind-de-an = Đề án
kind-thu-cong = Thư công

## Trong bài viết / within texts

# tên ngôn ngữ này, cho nút đổi ngôn ngữ / the language's own name
language-own-name = Tiếng Việt
alert-note = Lưu ý
alert-tip = Mách nhỏ
alert-important = Quan trọng
alert-warning = Cảnh báo
alert-caution = Cẩn thận
footnotes = Chú thích
# number
footnote = Chú thích { $number }
# number, nth
footnote-back = Về chỗ có chú thích { $number } (lần { $nth })
# number
table-number = Bảng { $number }
# heading
table-under = Bảng: { $heading }
