//! Sentence pairs in the spirit of a campaign: honest translations, and the same kind with one planted change.

use std::fmt::Write as _;

use super::Difference;
use super::Fact;
use super::PartialDate;
use super::TextLang;
use super::TextLang::English;
use super::TextLang::Other;
use super::TextLang::Vietnamese;
use super::Value;
use super::compare;
use super::extract;
use super::wrong_weekdays;

/// Vietnamese and English sentences that say the same.
const HONEST: &[(&str, &str)] = &[
    ("Hạn chót là 31/10/2025.", "The deadline is 31 October 2025."),
    ("Hạn chót là ngày 31 tháng 10 năm 2025.", "The deadline is October 31, 2025."),
    ("Nộp trước ngày 31-10-2025.", "Submit before 31/10/2025."),
    ("Hoàn thành trước 31.10.2025.", "To be finished by Oct 31, 2025."),
    ("Bắt đầu 2025-10-31.", "It starts on the 31st of October 2025."),
    ("Kết thúc ngày 31/10.", "It ends on October 31."),
    ("Kết thúc ngày 31/10/2025.", "It ends on 31 October."),
    (
        "Từ ngày 01/10 đến 31/10/2025, mời bà con đến đăng ký.",
        "From 1 to 31 October 2025, please come and register.",
    ),
    ("Từ 01/10–31/10/2025.", "October 1–31, 2025."),
    ("Từ ngày 01/10/2025 đến ngày 31/10/2025.", "Between 1 October and 31 October 2025."),
    ("Từ 1 đến 31/10/2025.", "From 1/10 to 31/10/2025."),
    ("Từ ngày 16 đến ngày 31 tháng 10 năm 2025.", "From the 16th to the 31st of October 2025."),
    ("Các ngày 1, 5 và 10 tháng 11 năm 2025.", "On 1, 5 and 10 November 2025."),
    ("Từ 20/12 đến 05/01/2026.", "From 20 December 2025 to 5 January 2026."),
    ("Từ 20/12/2025 đến 05/01.", "December 20, 2025 to January 5, 2026."),
    ("Đến hết tháng 12/2025.", "By the end of December 2025."),
    ("Trong 12/2025.", "In December 2025."),
    ("Trong tháng Mười năm 2025.", "In October 2025."),
    ("Từ tháng 10 đến tháng 12 năm 2025.", "From October to December 2025."),
    ("Trong tháng 10, 11 và 12 năm 2025.", "In October, November and December 2025."),
    ("Nghỉ trong tháng 5.", "Closed in May."),
    ("Báo cáo trước ngày 20 hàng tháng.", "Report before the 20th of each month."),
    ("Báo cáo vào ngày 20 hằng tháng.", "Report on the 20th every month."),
    ("Mở cửa từ thứ Hai đến thứ Sáu.", "Open Monday to Friday."),
    ("Mở cửa T2-T6.", "Open Mon–Fri."),
    (
        "Mở cửa thứ 2 – thứ 6, nghỉ thứ 7 và Chủ nhật.",
        "Open Monday to Friday, closed on Saturday and Sunday.",
    ),
    ("Lịch: thứ 2, 4 và 6 hàng tuần.", "Every Monday, Wednesday and Friday."),
    ("Trực T7, CN.", "On duty on Saturdays and Sundays."),
    ("Hai ngày thứ Bảy và Chủ nhật vẫn làm việc.", "Work goes on on Saturday and Sunday."),
    ("Thứ Sáu, 31/10/2025, điểm mở thêm.", "On 31 October 2025 the point opens longer."),
    ("Ngày 31/10/2025 điểm mở thêm.", "On Friday, 31 October 2025, the point opens longer."),
    ("Thứ hai, tổ công nghệ số đi từng nhà.", "Second, the digital team goes from door to door."),
    ("Đây là lần thứ ba tổ đến ấp.", "The team visits the hamlet for the third time."),
    ("Ra quân lúc 19h ngày 19/11/2024.", "The launch is at 7 pm on 19 November 2024."),
    ("Từ 7h30 đến 11h.", "From 7:30 to 11:00."),
    ("Từ 7 giờ 30 đến 11 giờ.", "From 7.30 a.m. to 11 a.m."),
    ("Sáng 8h–11h, chiều 14h–17h.", "8–11 a.m. and 2–5 p.m."),
    ("Chiều từ 14h đến 16h30.", "From 2:00 to 4:30 pm."),
    ("Họp lúc 7 giờ tối.", "The meeting is at 7 p.m."),
    ("Họp lúc 2 giờ 30 phút chiều.", "The meeting is at 14:30."),
    ("Nghỉ lúc 12 giờ trưa.", "There is a break at noon."),
    ("Xử lý trong 24 giờ.", "Handled within 24 hours."),
    ("Xử lý trong 2 giờ 30 phút.", "It takes 2 hours 30 minutes."),
    ("Hỗ trợ 24h/ngày.", "Support 24 hours a day."),
    ("Hỗ trợ 24/7.", "Support 24/7."),
    ("Phấn đấu 30.000 tài khoản.", "The goal is 30,000 accounts."),
    ("Phấn đấu 30000 tài khoản.", "The goal is 30,000 accounts."),
    ("Phấn đấu 30,000 tài khoản.", "The goal is 30\u{a0}000 accounts."),
    ("Còn 1.100 người chưa kích hoạt.", "There are 1,100 people left."),
    ("Dân số 1.234.567 người.", "The population is 1,234,567."),
    ("Chi 2,5 triệu đồng.", "It costs 2.5 million dong."),
    ("Tổng 1,5 tỷ đồng.", "A total of 1,500,000,000 VND."),
    ("Phí 50.000đ, hoặc 50k.", "The fee is VND 50,000."),
    ("Đạt 25%.", "It stands at 25 percent."),
    ("Đạt 25 phần trăm.", "It stands at 25 per cent."),
    ("Đạt 50 % dân số.", "Half of the population: 50%."),
    ("Đạt 40–50%.", "Between 40% and 50%."),
    ("Tăng 12,5%.", "Up by 12.5%."),
    ("Đã xong 8/10 tổ dân phố.", "8 of 10 neighbourhood groups are done."),
    ("Đã có 120/150 hộ.", "120 out of 150 households have it."),
    ("Hai phần ba, tức 2/3 số hộ.", "Two thirds of the households."),
    ("Công văn số 2359/SKHCN-CĐS ngày 06/10/2025.", "Official Letter No. 2359/SKHCN-CDS of 6 October 2025."),
    ("Theo Công văn 2359/ SKHCN-CĐS.", "Under Official Letter 2359."),
    ("Nghị quyết số 13 -NQ/TU ngày 06/9/2023.", "Resolution 13-NQ/TU of 6 September 2023."),
    ("Nghị định 130/2018/NĐ-CP.", "Decree 130/2018/NĐ-CP."),
    ("Chỉ tiêu 3.10 và mục 3.1.2.", "Target 3.10 and section 3.1.2."),
    ("Gọi 1900 1234 để được giúp.", "Call 19001234 for help."),
    ("Gọi 0251.3822.123.", "Call (0251) 3822 123."),
    ("Gọi 0251 3822 123 hoặc 1800 1091.", "Call +84 251 3822 123 or 18001091."),
    ("Gọi +84 (0)912 345 678.", "Call 0912.345.678."),
    ("Mã xã 26188.", "The commune's code is 26188."),
    ("Nộp 02 bản sao trong 05 ngày.", "Hand in two copies within five days."),
    ("Mang 01 căn cước.", "Bring an ID card."),
    ("Miễn phí trong một năm.", "Free of charge for one year."),
    ("Có ba bước.", "There are three steps."),
    ("Chiến dịch kéo dài mười hai ngày.", "The campaign lasts 12 days."),
    ("Mỗi ngày 25 người, mỗi tháng 2 lần.", "25 people a day, twice a month."),
    ("Bộ phận một cửa.", "The one-stop shop."),
    ("Chỉ tiêu 2 tháng cuối năm 2025.", "The target for the last two months of 2025."),
    ("Chiến lược đến năm 2025, định hướng đến năm 2030.", "A strategy to 2025 with a view to 2030."),
    ("Giai đoạn 2025-2030.", "The period 2025–2030."),
    ("Khóa XX, quý IV/2025.", "The 20th term, fourth quarter of 2025."),
    ("Xem https://example.gov.vn/a.", "See https://example.gov.vn/a, please."),
    ("Điện thoại 4G, mẫu A4.", "A 4G phone, form A4."),
    ("Tổ 1,2 và 3.", "Groups 1, 2 and 3."),
    ("Đạt chỉ tiêu 31/10/2025. Nhắc lại: 31/10/2025, tức là 31/10.", "Reached on 31 October 2025."),
    (
        "Thứ Hai đến thứ Bảy, sáng 7h30-11h30, chiều 13h30-17h.",
        "Monday to Saturday, 7:30–11:30 a.m. and 1:30–5 p.m.",
    ),
    ("Từ thứ Hai 3/11 đến thứ Sáu 7/11/2025.", "From Monday 3 November to Friday 7 November 2025."),
    ("Kế hoạch công tác tháng 11 năm 2024 của phường.", "The ward's work plan for November 2024."),
    ("Thời gian: 8h00 ngày 05/11/2025 (thứ Tư).", "Time: 8 a.m., Wednesday, 5 November 2025."),
    ("Trong vòng 30 ngày, từ 01/10.", "Within 30 days from 1 October."),
    ("Chiến dịch 30 ngày.", "A 30-day campaign."),
    ("Phần thưởng hai triệu đồng.", "A reward of 2 million dong."),
    ("Chữ ký số dùng được ba năm.", "The signature is good for three years."),
    ("Mở cửa cả ngày thứ Bảy.", "Open all day on Saturday."),
    ("Gọi 113 khi khẩn cấp.", "In an emergency, call 113."),
    ("Công dân từ đủ 18 tuổi.", "Citizens aged 18 and over."),
    ("Từ 18 đến 60 tuổi.", "Aged 18–60."),
    (
        "Ngày đầu tiên có 45 người, ngày thứ hai có 60 người.",
        "45 people came on the first day, 60 on the second.",
    ),
    ("Lúc 7 giờ sáng ngày mai.", "Tomorrow at 7 in the morning."),
    ("Mỗi hội 280 người.", "280 people for each association."),
    ("Tối 19/11 từ 19 giờ đến 21 giờ.", "On the evening of 19 November, from 7 to 9 p.m."),
    ("Khoảng 1.100 người, tức 25%.", "Some 1,100 people, or 25%."),
    ("Tháng 3 và tháng 5 năm 2026.", "March and May 2026."),
    ("Bạn có thể nộp ở hai nơi.", "You may submit it at two places."),
    ("SĐT: 0912345678 (anh Ba).", "Phone: 0912 345 678 (Mr Ba)."),
    ("Đăng ký trước 17h ngày 31/10.", "Register before 5 p.m. on 31 October."),
    ("Hơn một nửa, khoảng 52,75%.", "Over half, about 52.75%."),
    ("Quyết định 411/QĐ-TTg ngày 31/3/2022.", "Decision No. 411/QD-TTg dated 31 March 2022."),
    ("Hằng năm người dân được khám một lần.", "Residents get a check-up once a year."),
    ("Ngày 10 và 25 tháng 11.", "On 10 and 25 November."),
    ("Họp ngày 5/11, 12/11 và 19/11/2025.", "Meetings on 5, 12 and 19 November 2025."),
    ("Có 3-5 người.", "3 to 5 people."),
    ("Từ 2-3 triệu đồng.", "2–3 million dong."),
    ("Giờ làm việc: 7 giờ 30 - 11 giờ 30, 13 giờ 30 - 17 giờ.", "Hours: 7:30–11:30 and 13:30–17:00."),
    (
        "Điểm mở 7h-11h các ngày T2, T4 và T6.",
        "The point is open 7–11 a.m. on Mondays, Wednesdays and Fridays.",
    ),
    ("Trễ nhất là 23h59 ngày 31/12/2025.", "At the latest 11:59 p.m. on December 31, 2025."),
    ("Năm 2025 có 26.188 chữ ký số.", "There were 26,188 digital signatures in 2025."),
    ("Nhóm 2 gồm 12 người; tổ trưởng: ông Tư.", "Group 2 has twelve people; its head is Mr Tu."),
    ("Chờ 5-10 phút.", "Wait five to ten minutes."),
    ("Làm theo năm bước sau.", "Follow these five steps."),
    ("Mở cửa 19:00, ngày 3-11-2025.", "Opens at 7 p.m. on 3-11-2025."),
    ("Thứ Ba ngày 14/10, hoặc thứ Ba ngày 21 tháng 10.", "Tuesday 14 October or Tuesday 21 October."),
    ("Hạn 31/10, tức thứ Sáu tuần này.", "By this Friday, 31 October."),
    // Number words to twelve, and words that are none.
    (
        "Gồm một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười, mười một, mười hai bước.",
        "One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve steps.",
    ),
    ("Trong mười một ngày.", "Within 11 days."),
    ("Trong mười hai tháng.", "Within twelve months."),
    ("Trong 12 tháng.", "Within twelve months."),
    ("Sau năm năm.", "After five years."),
    ("Năm nay, mỗi năm một lần.", "This year, once a year."),
    ("Tổ gồm bảy người.", "A team of seven."),
    ("Một cửa, hai cấp.", "One-stop shop at two levels."),
    ("Ba ngày liền.", "Three days in a row."),
    ("Hai mươi lăm phút.", "Twenty-five minutes."),
    ("Khoảng một trăm người.", "About a hundred people."),
    // Times.
    ("Từ 7h30.", "From 7.30 am."),
    ("Từ 7h30.", "From 7:30 a.m."),
    ("Từ 7g30 đến 11g.", "From 7.30 to 11 am."),
    ("Từ 13h30 đến 17h00.", "From 1.30 pm to 5 pm."),
    ("Từ 13 giờ 30 đến 16 giờ 30 phút.", "From 13:30 to 16:30."),
    ("Lúc 12h.", "At 12 noon."),
    ("Lúc 0h ngày 01/10/2025.", "At midnight on 1 October 2025."),
    ("Buổi tối 18h30–20h30.", "Evenings 6:30–8:30 pm."),
    ("Từ 7 giờ rưỡi sáng.", "From half past seven: 7:30 in the morning."),
    // Weekdays.
    ("Mỗi thứ Hai.", "Every Monday."),
    ("Mỗi thứ 2.", "Every Monday."),
    ("Từ T2 đến T6.", "From Monday to Friday."),
    ("Sáng thứ Bảy và Chủ nhật.", "Saturday and Sunday mornings."),
    ("Thứ Tư, ngày 22/10/2025.", "Wednesday, 22 October 2025."),
    ("Các ngày thứ 3, thứ 5.", "On Tuesdays and Thursdays."),
    // Ranges.
    ("Từ 01 đến 31/10/2025.", "1–31 October 2025."),
    ("Từ ngày 01 đến 31/10/2025.", "From 1 to 31 October 2025."),
    ("Từ 01/10/2025 đến 31/10/2025.", "From 1 October to 31 October 2025."),
    ("Từ ngày 25/10 đến ngày 05/11/2025.", "From 25 October to 5 November 2025."),
    ("Từ 25/12/2025 đến 05/01/2026.", "From 25 December 2025 to 5 January 2026."),
    ("Từ 10 đến 15 người.", "10 to 15 people."),
    ("Tháng 10–11/2025.", "October–November 2025."),
    ("Giai đoạn 2025 - 2030.", "2025–2030."),
    // Phones and links.
    ("Gọi 0912 345 678.", "Call +84 912 345 678."),
    ("Gọi (0271) 3870 123.", "Call 0271.3870.123."),
    ("Tổng đài 1900.1234, 18001091.", "Hotlines 1900 1234 and 1800 1091."),
    ("Gọi 113, 114, 115.", "Call 113, 114 or 115."),
    ("Xem https://dichvucong.gov.vn.", "See https://dichvucong.gov.vn."),
    ("Thư về a.b@dongnai.gov.vn.", "Mail a.b@dongnai.gov.vn."),
    // Roman numerals, ordinals, and figures that are no quantities.
    ("Đại hội lần thứ XIV.", "The 14th Congress."),
    ("Nhiệm kỳ khóa XV.", "The fifteenth term."),
    ("Quý III/2025.", "The third quarter of 2025."),
    ("Phần II, mục 3.", "Part II, section 3."),
    ("Lần thứ nhất.", "The first time."),
    ("Lần thứ hai, năm 2025.", "The second time, in 2025."),
    ("Bước 1: mở ứng dụng. Bước 2: chọn.", "Step 1: open the app. Step 2: choose."),
    ("Hỗ trợ 24/7 qua tổng đài.", "The hotline answers 24/7."),
    ("Mức độ 4, cấp 2.", "Level 4, level 2."),
    ("Điện thoại iPhone 12, Android 8.0.", "An iPhone 12 or Android 8.0 phone."),
    // Documents are neither numbers nor dates.
    ("Văn bản 2359/SKHCN-CĐS.", "Document 2359/SKHCN-CĐS."),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024.", "Resolution No. 57-NQ/TW of 22 December 2024."),
    ("Nghị quyết 57-NQ/TW.", "Resolution 57."),
    ("Kế hoạch số 15/KH-UBND.", "Plan No. 15/KH-UBND."),
    ("Quyết định số 749/QĐ-TTg.", "Decision 749/QD-TTg."),
    ("Luật Giao dịch điện tử số 20/2023/QH15.", "Law on Electronic Transactions No. 20/2023/QH15."),
    ("Nghị định số 23/2025/NĐ-CP ngày 21/02/2025.", "Decree No. 23/2025/ND-CP of 21 February 2025."),
    ("Thông tư 22/2020/TT-BTTTT.", "Circular 22/2020/TT-BTTTT."),
    ("Công điện 10/CĐ-UBND.", "Urgent Telegram 10/CĐ-UBND."),
    (
        "Công văn số 1234/UBND-KGVX ngày 5 tháng 9 năm 2025.",
        "Official Letter 1234/UBND-KGVX of 5 September 2025.",
    ),
];

/// A Vietnamese sentence, an English one with one change, and the difference as `told` says it.
const PLANTED: &[(&str, &str, &str)] = &[
    ("Hạn là 31/10/2025.", "The deadline is 30 October 2025.", "31/10/2025 → 30 October 2025"),
    ("Hạn là 31/10/2025.", "The deadline is 31 October 2026.", "31/10/2025 → 31 October 2026"),
    ("Hạn là 31/10/2025.", "The deadline is 31 November 2025.", "31/10/2025 → 31 November 2025"),
    ("Hạn là 31/10.", "The deadline is 30 October.", "31/10 → 30 October"),
    ("Hạn là 10/11/2025.", "The deadline is October 11, 2025.", "10/11/2025 → October 11, 2025"),
    ("Hạn là ngày 31 tháng 10 năm 2025.", "The deadline is soon.", "ngày 31 tháng 10 năm 2025 → ?"),
    ("Sắp hết hạn.", "The deadline is 31/10/2025.", "? → 31/10/2025"),
    ("Từ ngày 01/10 đến 31/10/2025.", "From 2 to 31 October 2025.", "01/10 → 2"),
    ("Từ ngày 01/10 đến 31/10/2025.", "From 1 to 30 October 2025.", "31/10/2025 → 30 October 2025"),
    ("Từ ngày 01/10 đến 31/10/2025.", "From 1 October 2024 to 31 October 2025.", "01/10 → 1 October 2024"),
    ("Đến hết tháng 12/2025.", "By the end of November 2025.", "tháng 12/2025 → November 2025"),
    (
        "Hạn 31/10/2025, trong tháng 10/2025.",
        "The deadline is 30 October 2025, in October 2025.",
        "31/10/2025 → 30 October 2025",
    ),
    ("Trước ngày 20 hàng tháng.", "Before the 25th of each month.", "ngày 20 → 25th of each month"),
    ("Từ thứ Hai đến thứ Sáu.", "Monday to Saturday.", "thứ Sáu → Saturday"),
    ("Mở cửa T2-T6.", "Open Monday to Thursday.", "T6 → Thursday"),
    ("Nghỉ Chủ nhật.", "Closed on Saturday.", "Chủ nhật → Saturday"),
    ("Lịch: thứ 2, 4, 6.", "Every Monday, Wednesday and Saturday.", "6 → Saturday"),
    ("Ngày 31/10/2025.", "On Thursday, 31 October 2025.", "? → Thursday"),
    ("Từ 7h30 đến 11h.", "From 7:00 to 11:00.", "7h30 → 7:00"),
    ("Lúc 19h ngày 19/11/2024.", "At 9 pm on 19 November 2024.", "19h → 9 pm"),
    ("Lúc 19h.", "At 7 a.m.", "19h → 7 a.m."),
    ("Lúc 7 giờ tối.", "At 8 p.m.", "7 giờ tối → 8 p.m."),
    ("Từ 14h đến 17h.", "2–6 pm.", "17h → 6 pm"),
    ("Trong 24 giờ.", "Within 48 hours.", "24 giờ → 48"),
    ("Hỗ trợ 24/7.", "Support 24/6.", "24/7 → 24/6"),
    ("Phấn đấu 30.000 tài khoản.", "The goal is 3,000 accounts.", "30.000 → 3,000"),
    ("Phấn đấu 30.000 tài khoản.", "The goal is 30.000 accounts.", "30.000 → 30.000"),
    ("Chi 2,5 triệu đồng.", "It costs 25 million dong.", "2,5 triệu → 25 million"),
    ("Tăng 2,5 lần.", "It grew 2,5 times.", "2,5 → ?; ? → 2; ? → 5"),
    ("Chi 2 triệu đồng.", "It costs 2 billion dong.", "2 triệu → 2 billion"),
    ("Đạt 25%.", "It stands at 52%.", "25% → 52%"),
    ("Đạt 25%.", "It stands at 25.", "25% → 25"),
    ("Đạt 50% vào năm 2025.", "50% in 2026.", "2025 → 2026"),
    ("Đã xong 8/10 tổ.", "9 of 10 groups are done.", "8/10 → ?; ? → 9; ? → 10"),
    ("Công văn 2359/SKHCN-CĐS.", "Letter 2395/SKHCN-CĐS.", "2359/SKHCN-CĐS → 2395/SKHCN-CĐS"),
    ("Công văn 2359/SKHCN-CĐS.", "Letter 2359/SKHCN-CNS.", "2359/SKHCN-CĐS → 2359/SKHCN-CNS"),
    ("Gọi 1900 1234.", "Call 1900 1243.", "1900 1234 → 1900 1243"),
    ("Gọi 0251.3822.123.", "Call (0251) 3822 132.", "0251.3822.123 → (0251) 3822 132"),
    ("Gọi 0912 345 678 hoặc 1800 1091.", "Call 0912 345 678.", "1800 1091 → ?"),
    ("Mã xã 26188.", "The commune's code is 26189.", "26188 → 26189"),
    ("Nộp 02 bản.", "Hand in three copies.", "02 → three"),
    ("Có ba bước.", "There are four steps.", "ba → four"),
    ("Trong năm nay, 280 người.", "This year, 208 people.", "280 → 208"),
    (
        "Xem https://example.gov.vn/a.",
        "See https://example.gov.vn/b.",
        "https://example.gov.vn/a → https://example.gov.vn/b",
    ),
    ("Trong mười một ngày.", "Within twelve days.", "mười một → twelve"),
    ("Trong bảy ngày.", "Within 8 days.", "bảy → 8"),
    ("Từ 7h30.", "From 7.30 pm.", "7h30 → 7.30 pm"),
    ("Từ 13h30.", "From 1.30 am.", "13h30 → 1.30 am"),
    ("Mỗi thứ Hai.", "Every Tuesday.", "thứ Hai → Tuesday"),
    ("Mỗi thứ 2.", "Every Tuesday.", "thứ 2 → Tuesday"),
    ("Từ 01 đến 31/10/2025.", "1–30 October 2025.", "31/10/2025 → 30 October 2025"),
    (
        "Từ ngày 25/10 đến ngày 05/11/2025.",
        "From 25 October to 6 November 2025.",
        "05/11/2025 → 6 November 2025",
    ),
    ("Gọi 0912 345 678.", "Call +84 912 345 687.", "0912 345 678 → +84 912 345 687"),
    ("Nghị quyết số 57-NQ/TW.", "Resolution No. 75-NQ/TW.", "57-NQ/TW → 75-NQ/TW"),
    ("Luật số 20/2023/QH15.", "Law No. 20/2024/QH15.", "20/2023/QH15 → 20/2024/QH15"),
    (
        "Công văn 2359/SKHCN-CĐS ngày 06/10/2025.",
        "Letter 2359/SKHCN-CĐS of 10 June 2025.",
        "06/10/2025 → 10 June 2025",
    ),
    ("Thư về a.b@dongnai.gov.vn.", "Mail a.c@dongnai.gov.vn.", "a.b@dongnai.gov.vn → a.c@dongnai.gov.vn"),
    ("Gọi 113.", "Call 114.", "113 → 114"),
    ("Đạt 12,5%.", "It stands at 125%.", "12,5% → 125%"),
    ("Có 1.234 người.", "There are 12,340 people.", "1.234 → 12,340"),
    ("Bước 1, bước 2, bước 3.", "Step 1, step 2, step 4.", "3 → 4"),
    ("Từ 18 tuổi.", "From the age of 16.", "18 → 16"),
];

#[test]
fn honest_translations_pass_in_both_directions() {
    let mut wrong = String::new();
    for (vi, en) in HONEST {
        let (source, translation) = (extract(vi, Vietnamese), extract(en, English));
        for differences in [compare(&source, &translation, &[]), compare(&translation, &source, &[])] {
            if !differences.is_empty() {
                let _ = writeln!(wrong, "{vi} | {en}: {}", told(&differences));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_planted_change_is_found_and_nothing_else() {
    let mut wrong = String::new();
    for (vi, en, expected) in PLANTED {
        let differences = compare(&extract(vi, Vietnamese), &extract(en, English), &[]);
        if told(&differences) != *expected {
            let _ = writeln!(wrong, "{vi} | {en}: {} instead of {expected}", told(&differences));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_tables_are_as_long_as_they_should_be() {
    assert!(HONEST.len() >= 160 && PLANTED.len() >= 60);
}

#[test]
fn a_fact_knows_its_bytes_and_its_value() {
    let text = "Chủ nhật, ngày 2 tháng 11: từ 7h30, gọi 0251.3822.123";
    let facts = extract(text, Vietnamese);
    let values: Vec<String> = facts.iter().map(|fact| fact.value.to_string()).collect();
    assert_eq!(values, ["Sunday", "11-02", "07:30", "02513822123"]);
    for fact in &facts {
        assert_eq!(text.get(fact.range.clone()), Some(fact.text.as_str()));
    }
}

#[test]
fn decomposed_letters_read_the_same() {
    use unicode_normalization::UnicodeNormalization;
    let text = "Thứ Bảy, ngày 1 tháng 11 năm 2025, mười hai bước";
    let values =
        |text: &str| extract(text, Vietnamese).into_iter().map(|fact| fact.value).collect::<Vec<_>>();
    let decomposed: String = text.nfd().collect();
    assert_ne!(decomposed, text);
    assert_eq!(values(&decomposed), values(text));
}

#[test]
fn an_accepted_token_is_left_out_on_both_sides() {
    let (source, translation) =
        (extract("Hỗ trợ 24/7", Vietnamese), extract("Always there for 5 days", English));
    assert_eq!(told(&compare(&source, &translation, &[])), "24/7 → 5");
    assert!(compare(&source, &translation, &["24/7".to_owned(), "5".to_owned()]).is_empty());
    // A token is a whole fact, not a piece of one.
    assert_eq!(compare(&source, &translation, &["7".to_owned(), "5".to_owned()]).len(), 1);
}

#[test]
fn a_missing_fact_names_where_it_would_be_expected() {
    let source = extract("Gọi 1800 1091, mở 7h30, mã 26188", Vietnamese);
    let translation = extract("Call 1800 1091; the code is 26188", English);
    let differences = compare(&source, &translation, &[]);
    let [Difference::Missing { source, near: Some(near) }] = &differences[..] else {
        panic!("{differences:?}")
    };
    assert_eq!((source.text.as_str(), near.clone()), ("7h30", 5..14));
}

#[test]
fn a_weekday_that_its_date_contradicts_is_told() {
    let wrong = wrong_weekdays(&extract("thứ Hai, 31/10/2025 và thứ Bảy ngày 01/11/2025", Vietnamese));
    let told: Vec<_> =
        wrong.iter().map(|one| (one.weekday.text.as_str(), one.date.to_string(), one.right)).collect();
    assert_eq!(told, [("thứ Hai", "2025-10-31".to_owned(), 5)]);
    assert_eq!(wrong_weekdays(&extract("31 October 2025 (Monday)", English)).len(), 1);
    assert!(wrong_weekdays(&extract("Monday 31/02/2025, Monday 31 October", English)).is_empty());
}

#[test]
fn another_language_is_compared_by_figures_alone() {
    let source = extract("Từ 7h30 thứ Sáu, 31/10/2025: 30.000 người, 2,5%, gọi 1900 1234", Vietnamese);
    let german = extract("Ab 7 Uhr 30 am 31. Oktober 2025: 30 000 Leute, 2.5 %, Telefon 1900 1234", Other);
    assert_eq!(told(&compare(&source, &german, &[])), "");
    let german = extract("Ab 7 Uhr 30 am 29. Oktober 2025: 30.000 Leute, 2,5 %, Telefon 1900 1234", Other);
    assert_eq!(told(&compare(&source, &german, &[])), "31/10/2025 → 29");
}

/// Where month and day are the same figure, one answers for both and the other is no addition.
#[test]
fn a_date_in_figures_of_another_language_is_one_date() {
    let source = extract("09/09/2025, 9 người", Vietnamese);
    let chinese = extract("2025年9月9日, 9", Other);
    assert_eq!(told(&compare(&source, &chinese, &[])), "");
    assert_eq!(told(&compare(&chinese, &source, &[])), "");
    let chinese = extract("2025年9月8日, 9", Other);
    assert_eq!(told(&compare(&source, &chinese, &[])), "? → 8");
    // The marks of direction that Arabic puts into a date are no part of it.
    let arabic = extract("31\u{200f}/10\u{200f}/2025", Other);
    assert_eq!(told(&compare(&extract("31/10/2025", Vietnamese), &arabic, &[])), "");
}

#[test]
fn links_are_facts_that_the_caller_adds() {
    let link = |to: &str| vec![Fact::link(to, 0..4)];
    assert!(compare(&link("page:lich"), &link("page:lich"), &[]).is_empty());
    assert_eq!(told(&compare(&link("page:lich"), &link("page:hoi"), &[])), "page:lich → page:hoi");
}

#[test]
fn a_language_is_chosen_by_its_first_subtag() {
    let table = [
        ("vi", Vietnamese),
        ("VI-VN", Vietnamese),
        ("en-GB", English),
        ("vie", Other),
        ("km", Other),
        ("", Other),
    ];
    for (tag, lang) in table {
        assert_eq!(TextLang::of(tag), lang, "{tag}");
    }
}

#[test]
fn values_out_of_range_are_no_dates_or_times() {
    for text in ["32/13/2025", "45/67", "99h", "25:61", "ngày 40", "tháng 13", "thứ 8 và thứ 1"] {
        let facts = extract(text, Vietnamese);
        let calendar = |fact: &Fact| match fact.value {
            Value::Date(PartialDate { month, day, .. }) => month.or(day).is_some(),
            Value::Time(_) | Value::Weekday(_) => true,
            _ => false,
        };
        assert!(!facts.iter().any(calendar), "{text}: {facts:?}");
    }
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "1",
        "31",
        "10",
        "2025",
        "0251",
        "1900",
        "/",
        "-",
        "–",
        ".",
        ",",
        ":",
        "(",
        ")",
        "+",
        "%",
        " ",
        "\n\n",
        "\u{a0}",
        "h",
        "giờ",
        "ngày",
        "tháng",
        "năm",
        "thứ",
        "T",
        "CN",
        "hai",
        "mười",
        "mươi",
        "triệu",
        "May",
        "October",
        "th",
        "of",
        "a.m.",
        "to",
        "đến",
        "và",
        "QĐ",
        "NQ",
        "@",
        "://",
        "www.",
        "e\u{301}",
        "\u{301}",
        "😀",
        "*",
        "half",
        "twenty",
        "IX",
        "99999999999999",
    ];
    let mut seed: u64 = 0x2025_1031;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    for _ in 0..5_000 {
        let text: String = (0..random(16)).map(|_| pieces[random(pieces.len())]).collect();
        let all: Vec<Vec<Fact>> =
            [Vietnamese, English, Other].into_iter().map(|lang| extract(&text, lang)).collect();
        for facts in &all {
            assert!(
                facts.iter().all(|fact| text.get(fact.range.clone()) == Some(fact.text.as_str())),
                "{text}"
            );
            assert!(facts.iter().all(|fact| !fact.text.is_empty()), "{text}");
            assert!(compare(facts, facts, &[]).is_empty(), "{text}: a text differs from itself");
            assert!(wrong_weekdays(facts).len() <= facts.len());
        }
        for (source, translation) in [(&all[0], &all[1]), (&all[1], &all[2])] {
            let most = source.len() + translation.len();
            assert!(compare(source, translation, &[]).len() <= most, "{text}");
        }
    }
}

#[test]
fn a_megabyte_of_anything_is_read_in_linear_time() {
    let pieces = [
        "1.",
        "1/",
        "1-",
        "1,",
        "100 ",
        "1 ",
        "1 - ",
        "T2,",
        "a@",
        "https://",
        "1-AB",
        "ngày 1 ",
        "1h",
        "tháng 1, ",
        "(",
    ];
    for piece in pieces {
        // Long enough that a quadratic reader would not come to an end in sight; the first, which chains without end, is the full megabyte.
        let length = if piece == "1." { 1_000_000 } else { 60_000 };
        let text = piece.repeat(length / piece.len());
        for lang in [Vietnamese, English, Other] {
            let facts = extract(&text, lang);
            assert!(compare(&facts, &facts, &[]).is_empty());
        }
    }
}

fn told(differences: &[Difference]) -> String {
    let one = |difference: &Difference| match difference {
        Difference::Changed { source, translation } => format!("{} → {}", source.text, translation.text),
        Difference::Missing { source, .. } => format!("{} → ?", source.text),
        Difference::Added { translation, .. } => format!("? → {}", translation.text),
    };
    differences.iter().map(one).collect::<Vec<_>>().join("; ")
}
