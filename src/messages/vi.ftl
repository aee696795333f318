# Bảng dữ liệu: tệp không đọc được, cột, hàng và ô sai.

table-not-text = tệp này không phải bảng dạng chữ
    .hint = mở bảng bằng Excel rồi lưu lại thành .xlsx hoặc CSV UTF-8
    .explain =
        Bảng phải là tệp chữ như CSV. Tệp này chứa dữ liệu khác, có lẽ là ảnh hoặc tệp nén đã đổi tên.

        Trước: `points.csv` vốn là một tấm ảnh
        Sau: `points.csv` lưu từ Excel bằng kiểu CSV UTF-8

table-is-workbook = tệp này là bảng tính Excel nhưng đuôi tên tệp không phải của Excel
    .hint = đổi đuôi tệp thành .xlsx (bảng tính LibreOffice: .ods); nếu là bảng tính .xls cũ thì mở bằng Excel rồi lưu lại thành .xlsx
    .explain =
        Đổi tên tệp không đổi được nội dung: bảng tính Excel mang đuôi .csv thì không đọc được như chữ.

        Trước: `points.csv` là bảng tính đổi tên
        Sau: `points.xlsx`

table-not-workbook = tệp có đuôi của bảng tính nhưng nội dung không phải bảng tính
    .hint = mở tệp bằng Excel, chọn Lưu dưới dạng (Save As) và kiểu Sổ làm việc Excel (.xlsx); nếu tệp là CSV thì đổi đuôi thành .csv
    .explain =
        Đổi tên tệp không đổi được nội dung: tệp CSV hoặc trang web tải về mang đuôi .xlsx thì không phải là bảng tính.

        Trước: `points.xlsx` là tệp CSV đổi tên
        Sau: `points.csv`

table-other-kind = tệp này là { $case ->
        [web] trang web (HTML)
        [xml] bảng tính Excel 2003 dạng XML
        [binary] bảng tính Excel nhị phân (.xlsb)
        [numbers] bảng tính Numbers của Apple
        [document] văn bản Word
        [slides] tệp trình chiếu
        [pdf] tài liệu PDF
        [picture] ảnh
        [archive] tệp nén
       *[workbook] bảng tính Excel, nhưng đuôi tên tệp không phải .xlsx
    }{ $case ->
        [workbook] {""}
        [xml] , loại không đọc được
        [binary] , loại không đọc được
        [numbers] , loại không đọc được
       *[other] , không phải bảng tính hay tệp CSV
    }
    .hint = { $case ->
        [web] mở tệp bằng Excel; thấy đúng bảng thì chọn Lưu dưới dạng (Save As), kiểu Sổ làm việc Excel (.xlsx); thấy trang đăng nhập hoặc trang báo lỗi thì tải lại bảng từ phần mềm
        [numbers] mở bằng Numbers, chọn Tệp > Xuất sang > Excel
        [document] mở bằng Word, bôi đen bảng, chép (Ctrl+C), dán (Ctrl+V) vào trang Excel trống, rồi lưu thành .xlsx
        [slides] chép bảng sang Excel rồi lưu thành .xlsx
        [pdf] xin tệp Excel gốc của bảng; nếu không có thì gõ bảng vào Excel rồi lưu thành .xlsx
        [picture] xin tệp Excel gốc của bảng; nếu không có thì gõ bảng vào Excel rồi lưu thành .xlsx
        [archive] giải nén, rồi gửi tệp bảng tính ở bên trong
        [workbook] đổi đuôi tệp thành .xlsx (bảng tính LibreOffice: .ods)
       *[other] mở bằng Excel, chọn Lưu dưới dạng (Save As), kiểu Sổ làm việc Excel (.xlsx)
    }
    .explain =
        Tệp là gì thì do nội dung, không do tên: đổi đuôi thành .csv hay .xlsx không biến PDF thành bảng. Nhiều phần mềm xuất trang web mang đuôi .xls; Excel mở được nhưng đó không phải bảng tính.

        Trước: `bao-cao.xls` là trang web
        Sau: `bao-cao.xlsx` lưu từ Excel

table-old-workbook = tệp là bảng tính Excel kiểu cũ (.xls)
    .hint = mở bằng Excel, chọn Lưu dưới dạng (Save As) và kiểu Sổ làm việc Excel (.xlsx)
    .explain =
        Kiểu .xls có trước năm 2007. Excel mở được và lưu lại thành .xlsx, dữ liệu không đổi.

        Trước: `points.xls`
        Sau: `points.xlsx`

table-locked = bảng tính có đặt mật khẩu nên không mở được
    .hint = mở bằng Excel, vào Tệp > Thông tin > Bảo vệ Sổ làm việc > Mã hóa bằng Mật khẩu, xóa mật khẩu rồi lưu lại
    .explain =
        Việc dựng trang chạy không có người ngồi gõ mật khẩu. Dữ liệu trong bảng này là để công bố nên không cần mật khẩu.

        Trước: `points.xlsx` có mật khẩu
        Sau: `points.xlsx` không có mật khẩu

table-broken-workbook = bảng tính bị hỏng hoặc bị cắt giữa chừng
    .hint = chép lại tệp từ bản gốc, hoặc mở bằng Excel rồi lưu lại thành .xlsx
    .explain =
        Tệp thường hỏng khi chép chưa xong, tải chưa xong hoặc rút USB sớm. Bảng bị hỏng không được đọc một phần.

        Trước: `points.xlsx` mới chép được một nửa
        Sau: `points.xlsx` chép lại đủ

table-two-sheets = bảng tính có nhiều trang tính cùng có tiêu đề của bảng này: `{ $found }`
    .hint = chỉ giữ một trang tính cho bảng này, chuyển trang kia sang bảng tính khác hoặc ẩn đi
    .explain =
        Hai trang tính đều đọc được thì không biết trang nào là bản đúng.

        Trước: hai trang `Tháng 10` và `Tháng 10 (2)` cùng có các cột của lịch
        Sau: chỉ còn trang `Tháng 10`

table-sheet-hidden = bảng nằm trong trang tính đang ẩn: `{ $found }`
    .hint = bấm chuột phải vào tên một trang tính, chọn Bỏ ẩn (Unhide), rồi lưu lại
    .explain =
        Trang tính đang ẩn không được đọc: người giữ tệp không thấy nên không sửa được.

        Trước: trang `Điểm` đang ẩn
        Sau: trang `Điểm` đã bỏ ẩn

table-broken-utf8 = hàng này có chữ bị hỏng
    .hint = lưu lại bằng CSV UTF-8 hoặc .xlsx từ bản gốc còn đọc được
    .explain =
        Tệp bị đứt giữa chừng khi sao chép, hoặc được ghép từ hai tệp khác bảng mã, nên có chữ không đọc được.

        Trước: một hàng sao chép từ tệp khác bảng mã
        Sau: cả tệp lưu lại bằng CSV UTF-8

table-old-font = tệp không dùng bảng mã Unicode, chữ thành ra như `{ $found }`
    .hint = chuyển sang Unicode (ví dụ bằng UniKey), rồi lưu lại bằng CSV UTF-8 hoặc .xlsx
    .explain =
        Tệp dùng phông chữ cũ như TCVN3, VNI, hoặc đã bị mở sai bảng mã rồi lưu lại. Nếu nhận, tên xã/phường trên trang sẽ thành chữ lạ.

        Trước: `X· T©n Phó`
        Sau: `Xã Tân Phú`

table-lost-marks = tệp đã mất dấu khi lưu: lưu lại bằng CSV UTF-8 hoặc .xlsx
    .hint = chữ đã mất như trong `{ $found }` không lấy lại được từ tệp này: mở bản gốc còn đủ dấu, chọn Lưu dưới dạng (Save As), kiểu tệp CSV UTF-8 hoặc Excel Workbook (.xlsx)
    .explain =
        Khi lưu bằng kiểu CSV thường, Excel thay chữ có dấu bằng dấu hỏi. Chữ đã mất không lấy lại được từ tệp này.

        Trước: `Ph??ng T?n H?ng`
        Sau: `Phường Tân Hưng`

table-too-large = tệp quá lớn
    .hint = chia bảng thành nhiều tệp, mỗi tệp dưới 1 GB; nếu là bảng tính thì xóa các hàng, cột thừa ở ngoài bảng
    .explain =
        Bảng lớn đến mức này gần như chắc chắn là nhầm tệp.

        Trước: một tệp 2 GB
        Sau: nhiều tệp, mỗi tệp vài MB

table-quote-open = ô mở đầu bằng dấu ngoặc kép nhưng không có dấu đóng: `{ $found }`
    .hint = thêm dấu " ở cuối ô, hoặc xóa dấu " ở đầu ô
    .explain =
        Dấu ngoặc kép ở đầu ô cho biết ô kéo dài đến dấu ngoặc kép đóng. Thiếu dấu đóng thì mọi hàng phía sau bị gộp vào ô này.

        Trước: `"ấp 1, xã Tân Hưng`
        Sau: `"ấp 1, xã Tân Hưng"`

table-no-header = không thấy hàng tiêu đề cột trong 20 hàng đầu
    .hint = thêm một hàng tiêu đề có các cột: { $expected }
    .explain =
        Hàng tiêu đề cho biết mỗi cột là gì. Phía trên có thể có tên bảng, nhưng hàng tiêu đề phải nằm trong 20 hàng đầu.

        Trước: `26188,Tân Hưng,xã,75` ở ngay hàng đầu
        Sau: hàng đầu là `code,name,kind,province_code`

table-one-column = cả hàng tiêu đề nằm trong một ô: `{ $found }`
    .hint = { $case ->
        [sheet] trong Excel, chọn cột { $column }, vào Dữ liệu (Data) > Văn bản thành Cột (Text to Columns) > Phân cách (Delimited), chọn dấu `{ $separator }`, rồi lưu lại
       *[lines] mở tệp bằng trình soạn thảo, đổi các dấu `{ $separator }` ngăn cách hai ô thành dấu chấm phẩy `;`; hoặc lưu bảng từ Excel thành .xlsx
    }
    .explain =
        Excel tiếng Việt chờ dấu chấm phẩy, nên mở tệp CSV dùng dấu phẩy thì cả bảng dồn vào cột A; lưu thành .xlsx thì vẫn như vậy. Tách cột trong Excel rồi lưu lại là được.

        Trước: ô A1 là `ngày,mã xã,chữ ký số`
        Sau: A1 là `ngày`, B1 là `mã xã`, C1 là `chữ ký số`

table-header-two-rows = tiêu đề cột nằm trên hai hàng; hàng kia ghi `{ $found }`
    .hint = viết trọn tiêu đề của mỗi cột vào một hàng, ví dụ `Chữ ký số (lũy kế)`, rồi xóa hàng kia; cột nào chỉ là số trong ngày hay số kế hoạch thì xóa
    .explain =
        Khi tiêu đề có ô gộp và hàng thứ hai chia nhỏ, không rõ cột nào là số cần lấy; đọc nhầm thì trang tin đăng số sai. Vì thế cả bảng được để riêng.

        Trước: hàng 1 ghi `Ngày`, `Xã`, `Chữ ký số` (ô gộp); hàng 2 ghi `Trong ngày`, `Lũy kế`
        Sau: một hàng ghi `Ngày`, `Xã`, `Chữ ký số`

table-column-missing = thiếu cột bắt buộc `{ $column }`
    .hint = { $case ->
        [near] đổi tiêu đề `{ $others }` thành `{ $right }` nếu đó là cột này; nếu không thì thêm một cột có tiêu đề là một trong: { $expected }
        [others] nếu cột này đang mang tên khác (chưa rõ nghĩa: `{ $others }`) thì đổi tiêu đề thành `{ $column }`; nếu không thì thêm một cột có tiêu đề là một trong: { $expected }
       *[none] thêm một cột có tiêu đề là một trong: { $expected }
    }
    .explain =
        Không có cột này thì các hàng thiếu thông tin bắt buộc, nên cả bảng được để riêng.

        Trước: `date,start`
        Sau: `date,start,commune`

table-column-twice = hai cột `{ $first }` và `{ $found }` có cùng nghĩa
    .hint = chỉ giữ một trong hai cột
    .explain =
        Hai tiêu đề cùng nghĩa thì không biết lấy cột nào, kể cả khi một cột bằng tiếng Việt, một cột bằng tiếng Anh.

        Trước: `name,tên xã`
        Sau: `name`

table-second = từ hàng này là bảng khác, có tiêu đề `{ $found }`
    .hint = để mỗi bảng trong một tệp riêng; nếu là cùng một bảng thì sửa hàng này cho giống hàng tiêu đề đầu, hoặc xóa hàng này
    .explain =
        Các hàng bên dưới có tiêu đề khác; đọc theo tiêu đề đầu thì số sẽ rơi vào cột khác. Vì thế từ hàng này trở xuống được để riêng, phần trên vẫn dùng. Hàng tiêu đề lặp lại y hệt ở mỗi trang thì không sao.

        Trước: một tệp có bảng `Chữ ký số`, bên dưới là bảng `Tài khoản VNeID`
        Sau: hai tệp, mỗi tệp một bảng

table-column-unknown = không rõ cột `{ $found }` là gì nên bỏ qua cột này
    .hint = { $case ->
        [brackets] phần trong ngoặc cho biết đây là một số khác; nếu đúng là số của cột đó thì bỏ phần trong ngoặc, nếu không thì xóa cột
       *[other] sửa tiêu đề cho đúng, hoặc xóa cột nếu không cần
    }
    .explain =
        Tiêu đề không có trong danh sách nên cột không được dùng; thường do gõ sai. Cột STT và cột không có tiêu đề được bỏ qua mà không báo.

        Trước: `dia chi nha`
        Sau: `địa chỉ`

row-too-long = { $case ->
        [blank] hàng có { $cells } ô nhưng bảng chỉ có { $columns } cột; ô cuối có chữ là `{ $found }`, đang nằm ở cột `{ $column }`
       *[other] hàng có { $cells } ô nhưng bảng chỉ có { $columns } cột; phần thừa bắt đầu từ `{ $found }`
    }
    .hint = { $case ->
        [blank] nếu `{ $found }` đúng là của cột `{ $column }` thì xóa dấu ngăn cách thừa ở cuối hàng; nếu không thì một ô có dấu phẩy chưa đặt trong dấu ngoặc kép: gõ cả ô như "ấp 1, xã Tân Hưng"
        [sheet] xóa ô thừa ở bên phải bảng; nếu cần giữ thì đặt tiêu đề cho cột đó
        [text] xóa ô thừa, hoặc gõ `\|` nếu dấu `|` là một phần của ô
       *[lines] có lẽ một ô có dấu phẩy mà chưa đặt trong dấu ngoặc kép: gõ cả ô như "ấp 1, xã Tân Hưng"
    }
    .explain =
        Dấu phẩy trong một ô đã tách ô đó làm hai, nên các ô sau lệch cột. Hàng được để riêng.

        Trước: `26188,ấp 1, xã Tân Hưng`
        Sau: `26188,"ấp 1, xã Tân Hưng"`

row-cell-cut = dấu `{ $separator }` đã tách `{ $found }` ra nhiều ô: { $read }
    .hint = { $case ->
        [figure] nếu là một số thì gõ liền `{ $offer }`; nếu đúng là nhiều ô thì đặt từng ô trong dấu ngoặc kép: `"{ $parted }"`
        [decimals] nếu là một số thì đặt trong dấu ngoặc kép: `"{ $found }"`; nếu đúng là nhiều ô thì đặt từng ô trong dấu ngoặc kép: `"{ $parted }"`
       *[words] đặt cả ô trong dấu ngoặc kép: `"{ $found }"`
    }
    .explain =
        Tệp CSV dùng dấu phẩy để ngăn cách các ô, nên số 1,234 gõ không có dấu ngoặc kép bị đọc thành 1, còn 234 rơi sang cột sau. Đăng lên là sai số liệu mà không ai biết. Hàng được để riêng; khi một hàng như vậy đã lộ ra, các hàng khác trong tệp có thể bị cắt như thế cũng được để riêng.

        Trước: `20/10/2025,26188,1,234`
        Sau: `20/10/2025,26188,1234`

row-other-separator = { $case ->
        [sheet] cả hàng nằm trong một ô: `{ $found }`
       *[lines] hàng này ngăn cách các ô bằng `{ $separator }`, còn cả bảng ngăn cách bằng `{ $own }`: `{ $found }`
    }
    .hint = { $case ->
        [sheet] trong Excel, chọn ô đó, vào Dữ liệu (Data) > Văn bản thành Cột (Text to Columns), chọn dấu `{ $separator }`; hoặc gõ lại từng ô
       *[lines] đổi mỗi dấu `{ $separator }` ngăn cách hai ô thành `{ $own }`
    }
    .explain =
        Hàng này chép từ một tệp khác, có dấu ngăn cách khác với bảng, nên cả hàng thành một ô. Hàng được để riêng.

        Trước: `20/10/2025,26188,1234` trong bảng dùng dấu chấm phẩy
        Sau: `20/10/2025;26188;1234`

row-struck = dòng này bị gạch ngang: `{ $found }`
    .hint = dòng đã bỏ thì xóa đi; buổi bị hoãn, hủy hoặc dời thì ghi ở cột trạng thái kèm lý do; dòng còn đúng thì bỏ gạch ngang
    .explain =
        Gạch ngang là cách báo dòng không còn hiệu lực, nhưng máy không hiểu điều đó. Chỉ cần một ô có chữ bị gạch ngang là cả dòng
        được để riêng.

row-quote-stray = có chữ đứng sau dấu ngoặc kép đóng của một ô
    .hint = đặt cả ô trong dấu ngoặc kép; mỗi dấu ngoặc kép bên trong gõ hai lần: "Nhà văn hóa ""Mới"""
    .explain =
        Sau dấu ngoặc kép đóng chỉ được có dấu phân cách; có chữ thì không biết ô hết ở đâu.

        Trước: `"Nhà văn hóa "Mới""`
        Sau: `"Nhà văn hóa ""Mới"""`

cell-formula-error = ô trong cột `{ $column }` báo lỗi `{ $found }`
    .hint = sửa công thức, hoặc gõ thẳng giá trị; nếu ô hiện ##### thì kéo cột rộng ra rồi lưu lại
    .explain =
        Công thức không tính được nên ô không có giá trị. Hàng này được để riêng, các hàng khác vẫn dùng.

        Trước: `#REF!`
        Sau: `Nhà văn hóa ấp 1`

cell-formula-unsaved = công thức `{ $found }` trong cột `{ $column }` chưa có kết quả lưu trong tệp
    .hint = mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, hoặc gõ thẳng giá trị vào ô
    .explain =
        Một số chương trình xuất bảng tính chỉ ghi công thức mà không ghi kết quả, nên không biết ô này là bao nhiêu. Hàng này được để riêng, các hàng khác vẫn dùng.

        Trước: `=C2+C3` chưa có kết quả
        Sau: `400`

cell-missing = ô bắt buộc ở cột `{ $column }` còn trống
    .hint = điền ô này, hoặc xóa cả hàng
    .explain =
        Thiếu ô này thì hàng không dùng được, nên được để riêng; các hàng khác vẫn dùng.

        Trước: `20/10/2025,,26188`
        Sau: `20/10/2025,19h,26188`

digit-letters = trong `{ $found }` có chữ cái đứng thay chữ số
    .hint = gõ `{ $offer }` nếu đúng là số này
    .explain =
        Chữ O, chữ l và chữ I trông giống số 0 và số 1 nhưng không phải là số; đọc như chữ thì ra số khác.

        Trước: `12OO`
        Sau: `1200`

date-form = `{ $found }` không phải là ngày
    .hint = gõ ngày/tháng/năm, ví dụ { $expected }
    .explain =
        Ngày viết theo thứ tự ngày, tháng, năm; hoặc năm, tháng, ngày.

        Trước: `hai mươi tháng mười`
        Sau: `20/10/2025`

date-words = ngoài ngày, ô còn có chữ khác: `{ $found }`
    .hint = chỉ gõ `{ $offer }`
    .explain =
        Ô ngày chỉ ghi ngày, bằng số; thứ, giờ và lời ghi thêm để ở cột khác.

        Trước: `ngày 5 tháng 11 năm 2025`
        Sau: `05/11/2025`

date-range = ô `{ $found }` ghi cả ngày đầu và ngày cuối
    .hint = lịch: gõ `{ $offer }` ở cột `ngày` (`date`) và `{ $second }` ở cột `đến ngày` (`until`); số liệu: chỉ gõ ngày chốt số, `{ $second }`
    .explain =
        Mỗi ô ngày giữ một ngày. Buổi kéo dài nhiều ngày ghi ngày cuối ở cột `đến ngày`.

        Trước: `20-24/10/2025`
        Sau: `20/10/2025` và `24/10/2025` ở hai cột

date-no-year = ngày `{ $found }` thiếu năm
    .hint = gõ đủ ngày/tháng/năm, ví dụ { $expected }
    .explain =
        Thiếu năm thì phải đoán, dễ sai nhất là dịp cuối năm; loa không đoán.

        Trước: `20/10`
        Sau: `20/10/2025`

date-short-year = năm trong `{ $found }` chỉ có hai chữ số
    .hint = gõ năm đủ bốn chữ số, ví dụ { $expected }
    .explain =
        Với năm hai chữ số, không rõ số nào là ngày, số nào là năm.

        Trước: `10/11/25`
        Sau: `10/11/2025`

date-swapped = trong `{ $found }`, số ở chỗ của tháng lớn hơn 12
    .hint = gõ ngày trước, tháng sau; có phải là `{ $offer }` không?
    .explain =
        Ở Việt Nam ngày đứng trước tháng. Máy tính cài đặt kiểu Mỹ đổi chỗ hai số này, nên hãy xem lại cả các ngày khác trong bảng.

        Trước: `10/20/2025`
        Sau: `20/10/2025`

date-maybe-swapped = ngày `{ $found }` có thể đã bị đảo ngày và tháng
    .hint = nếu là ngày { $offer } thì gõ lại `{ $offer }`; định dạng cả cột `{ $column }` là Văn bản (Text) rồi gõ mọi ngày theo cùng một cách
    .explain =
        Bảng tính đặt theo kiểu Mỹ đọc `05/11/2025` thành ngày 11 tháng 5, còn `20/11/2025` thì để nguyên là chữ vì không có tháng 20. Trong cột này, các ô là ngày đều có ngày từ 1 đến 12, các ô là chữ đều lớn hơn 12, nên rất có thể đã bị đảo. Các hàng đó được để riêng.

        Trước: ô ngày `11/05/2025`, bên dưới là chữ `20/11/2025`
        Sau: `05/11/2025`, `20/11/2025`

date-impossible = không có ngày `{ $found }`
    .hint = xem lại ngày, tháng, năm; gõ như { $expected }
    .explain =
        Ngày này không có trong lịch.

        Trước: `31/11/2025`
        Sau: `30/11/2025`

time-form = `{ $found }` không phải là giờ
    .hint = gõ giờ như { $expected }
    .explain =
        Giờ viết theo 24 giờ.

        Trước: `tối`
        Sau: `19h`

time-range = ô `{ $found }` ghi cả giờ bắt đầu và giờ kết thúc
    .hint = { $case ->
        [several] ghi mỗi khoảng giờ thành một hàng; hàng đầu: gõ `{ $offer }` ở cột `giờ bắt đầu` (`start`) và `{ $second }` ở cột `giờ kết thúc` (`end`)
       *[one] gõ `{ $offer }` ở cột `giờ bắt đầu` (`start`) và `{ $second }` ở cột `giờ kết thúc` (`end`)
    }
    .explain =
        Mỗi ô chỉ ghi một giờ: giờ bắt đầu và giờ kết thúc ở hai cột. Chưa có cột `giờ kết thúc` thì thêm một cột.

        Trước: `7h30-11h` ở cột `giờ bắt đầu`
        Sau: `7h30` ở cột `giờ bắt đầu`, `11h` ở cột `giờ kết thúc`

time-out-of-day = không có giờ `{ $found }`
    .hint = giờ từ 0h đến 23h59, phút từ 00 đến 59
    .explain =
        Một ngày có giờ từ 0h đến 23h59.

        Trước: `24h30`
        Sau: `0h30`

time-twelve-hour = `{ $found }` viết theo kiểu 12 giờ (AM, PM, SA, CH, sáng, chiều)
    .hint = gõ `{ $offer }`
    .explain =
        AM, PM và sáng, chiều dễ làm nhầm, nên giờ viết theo 24 giờ.

        Trước: `7:00 PM`
        Sau: `19h`

time-mark = không rõ `{ $found }` là giờ hay là số
    .hint = gõ `{ $offer }`
    .explain =
        Khi có dấu chấm hoặc dấu phẩy giữa giờ và phút, bảng tính hiểu giờ thành số.

        Trước: `7.30`
        Sau: `7h30`

count-form = `{ $found }` không phải là số
    .hint = chỉ gõ chữ số, ví dụ { $expected }; chưa có số liệu thì để trống
    .explain =
        Ô này chỉ nhận số nguyên. Chưa có số liệu không phải là số 0; khi chưa có thì để trống.

        Trước: `chưa có`
        Sau: ô trống

count-fraction = `{ $found }` là số thập phân, nhưng cột `{ $column }` chỉ nhận số nguyên
    .hint = gõ `{ $offer }`, không dấu chấm
    .explain =
        Excel có thể hiểu dấu chấm hàng nghìn là dấu thập phân, nên 30.500 thành 30,5. Đăng lên thì sai một nghìn lần.

        Trước: `30.5`
        Sau: `30500`

count-groups = không rõ `{ $found }` là số nào
    .hint = gõ liền các chữ số, không có dấu chấm hay dấu phẩy, ví dụ { $expected }
    .explain =
        Dấu hàng nghìn phải tách đúng từng nhóm ba chữ số, và cả số chỉ dùng một loại dấu.

        Trước: `30.50`
        Sau: `30.500`

count-negative = `{ $found }` là số âm
    .hint = gõ số từ 0 trở lên
    .explain =
        Số lượng không thể nhỏ hơn 0.

        Trước: `-120`
        Sau: `120`

count-words = ngoài số còn có chữ hoặc dấu: `{ $found }`
    .hint = chỉ gõ `{ $offer }`; phần còn lại ghi ở cột khác
    .explain =
        Ô này chỉ ghi số; số ước chừng thì đánh dấu x ở cột `approx`.

        Trước: `khoảng 1200 người`
        Sau: `1200`

count-too-large = số `{ $found }` quá lớn
    .hint = xem lại có thừa chữ số không
    .explain =
        Số này lớn hơn mọi số có thể có, thường do gõ liền hai số vào một ô.

        Trước: `3050030500305003050030500`
        Sau: `30500`

share-form = `{ $found }` không phải là tỷ lệ phần trăm
    .hint = gõ tỷ lệ như { $expected }
    .explain =
        Tỷ lệ là một số kèm dấu %.

        Trước: `một phần tư`
        Sau: `25%`

share-no-percent = tỷ lệ `{ $found }` thiếu dấu %
    .hint = gõ `{ $offer }` nếu đúng là phần trăm
    .explain =
        Không có dấu % thì 0,25 có thể là 25% hoặc 0,25%.

        Trước: `25`
        Sau: `25%`

share-too-precise = tỷ lệ `{ $found }` có quá hai chữ số sau dấu phẩy
    .hint = làm tròn, ví dụ { $expected }
    .explain =
        Tỷ lệ giữ nhiều nhất hai chữ số sau dấu phẩy.

        Trước: `12,345%`
        Sau: `12,35%`

share-too-large = tỷ lệ `{ $found }` vượt quá 1000%
    .hint = xem lại có thừa chữ số hoặc thiếu dấu phẩy không
    .explain =
        Tỷ lệ lớn như vậy gần như chắc chắn do gõ nhầm.

        Trước: `4000%`
        Sau: `40%`

weekday-form = không rõ `{ $part }` là thứ mấy
    .hint = gõ thứ trong tuần như { $expected }
    .explain =
        Thứ viết tắt là T2 đến T7 và CN, hoặc mon đến sun.

        Trước: `đầu tuần`
        Sau: `T2`

weekday-bare = `{ $found }` chưa rõ là thứ mấy
    .hint = gõ `{ $offer }`
    .explain =
        Số 2 là thứ Hai ở Việt Nam nhưng là thứ Ba ở nơi đếm từ thứ Hai, nên số đứng một mình không được nhận.

        Trước: `2`
        Sau: `T2`

weekday-reversed = trong `{ $part }` ngày cuối đứng trước ngày đầu
    .hint = gõ ngày sớm hơn trong tuần trước, ví dụ T2-T6; Chủ nhật là ngày cuối tuần
    .explain =
        Tuần bắt đầu từ thứ Hai, kết thúc ở Chủ nhật.

        Trước: `T6-T2`
        Sau: `T2-T6`

hours-form = không đọc được `{ $part }` trong giờ làm việc
    .hint = gõ như { $expected }
    .explain =
        Giờ làm việc gồm thứ, rồi các khoảng giờ; giữa các nhóm ngày là dấu chấm phẩy.

        Trước: `giờ hành chính`
        Sau: `T2-T6 7h30-11h30, 13h30-17h`

hours-no-days = giờ làm việc `{ $part }` thiếu thứ trong tuần
    .hint = gõ thứ trước giờ, ví dụ { $expected }
    .explain =
        Không có thứ thì không biết giờ này của ngày nào, có làm cuối tuần không.

        Trước: `7h30-11h30`
        Sau: `T2-T6 7h30-11h30`

hours-order = trong `{ $part }` giờ kết thúc không sau giờ bắt đầu
    .hint = gõ giờ bắt đầu trước, ví dụ 7h30-11h30
    .explain =
        Giờ kết thúc phải sau giờ bắt đầu trong cùng ngày.

        Trước: `T2-T6 13h30-5h`
        Sau: `T2-T6 13h30-17h`

hours-overlap = giờ `{ $part }` trùng với giờ khác của cùng một ngày
    .hint = sửa để các khoảng giờ trong một ngày không chồng lên nhau
    .explain =
        Hai khoảng giờ của cùng một ngày chồng lên nhau, nên một trong hai bị sai.

        Trước: `T2-T6 7h30-11h30, 11h-17h`
        Sau: `T2-T6 7h30-11h30, 13h30-17h`

flag-form = không rõ `{ $found }` là có hay không
    .hint = gõ x nếu có, để trống nếu không
    .explain =
        Ô này chỉ để đánh dấu: x là có, để trống là không.

        Trước: `điểm lớn`
        Sau: `x`

coordinate-form = `{ $found }` không phải là tọa độ
    .hint = gõ số độ thập phân, mỗi ô một số, ví dụ { $expected }
    .explain =
        Tọa độ là số độ thập phân; vĩ độ và kinh độ ở hai ô riêng.

        Trước: `10°57'00"`
        Sau: `10.95`

coordinate-range = tọa độ `{ $found }` nằm ngoài Trái Đất
    .hint = xem lại dấu chấm thập phân, ví dụ { $expected }
    .explain =
        Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180. Thường là do mất dấu chấm.

        Trước: `1095`
        Sau: `10.95`

coordinate-swapped = có lẽ vĩ độ (`lat`) và kinh độ (`lon`) bị đổi chỗ: `{ $found }`
    .hint = đổi chỗ hai ô: ở Việt Nam, `lat` khoảng 8 đến 24, `lon` khoảng 102 đến 118
    .explain =
        Đổi chỗ vĩ độ và kinh độ thì điểm nằm ngoài Việt Nam trên bản đồ.

        Trước: `lat` 106.82, `lon` 10.95
        Sau: `lat` 10.95, `lon` 106.82

code-form = `{ $found }` không phải là mã đơn vị hành chính
    .hint = gõ đủ chữ số của mã: xã, phường, đặc khu năm chữ số như { $expected }; tỉnh, thành phố hai chữ số
    .explain =
        Mã xã, phường, đặc khu có năm chữ số, mã tỉnh, thành phố có hai. Chữ, dấu và khoảng trắng không được nhận.

        Trước: `TH-26188`
        Sau: `26188`

code-zeros = mã `{ $found }` đã mất số 0 ở đầu
    .hint = định dạng cột là Văn bản (Text), rồi gõ `{ $offer }`
    .explain =
        Excel coi mã là số nên bỏ số 0 ở đầu; mã thiếu chữ số có thể thành mã của nơi khác.

        Trước: `4` ở ô mã xã
        Sau: `00004`

phone-form = `{ $found }` không phải là số điện thoại
    .hint = gõ số điện thoại như { $expected }; chưa có thì để trống
    .explain =
        Người dân bấm vào số này để gọi, nên ô chỉ ghi số gọi được. Chữ không có số thì vẫn hiện trên trang như đã gõ.

        Trước: `đang cập nhật`
        Sau: ô để trống

phone-words = ngoài số điện thoại, ô còn có chữ khác: `{ $found }`
    .hint = chỉ gõ `{ $offer }`; tên người không ghi ở đây
    .explain =
        Ô này được đăng lên trang và người dân bấm vào để gọi. Tên riêng của cán bộ không nên đăng.

        Trước: `0251 000 0002 (anh Nam)`
        Sau: `0251 000 0002`

phone-length = số điện thoại `{ $part }` thiếu hoặc thừa chữ số
    .hint = gõ đủ số, kể cả mã vùng, như { $expected }
    .explain =
        Số bắt đầu bằng 0 có 10 hoặc 11 chữ số; thiếu một chữ số là người dân gọi không được.

        Trước: `0251 00 00`
        Sau: `0251 000 0000`

phone-zeros = số điện thoại `{ $found }` đã mất số 0 ở đầu
    .hint = định dạng cột là Văn bản (Text), rồi gõ `{ $offer }`
    .explain =
        Excel coi số điện thoại là số nên bỏ số 0 ở đầu; đăng lên thì người dân gọi không được.

        Trước: `912345678`
        Sau: `0912345678`

code-decimal = mã `{ $found }` đã thành số thập phân
    .hint = định dạng cột là Văn bản (Text), rồi gõ `{ $offer }`
    .explain =
        Excel coi mã là số và thêm phần thập phân.

        Trước: `26188.0`
        Sau: `26188`

# Tệp YAML: site.yaml và phần đầu của các văn bản.

unknown-key = ở đây không có mục nào tên `{ $found }`
    .hint = sửa tên mục cho đúng, hoặc xóa mục này
    .explain =
        Tên mục phải viết đúng từng chữ như trong tài liệu; mục lạ thường do gõ sai, và nếu bỏ qua thì điều người viết muốn sẽ không có tác dụng.

        Trước: `stale_afer: 3`
        Sau: `stale_after: 3`

unknown-value = ở đây không dùng được giá trị `{ $found }`
    .explain =
        Mục này chỉ nhận một trong vài giá trị đã định; giá trị khác thường do gõ sai.

        Trước: `kind: ke-hoch`
        Sau: `kind: ke-hoach`

duplicate-key = mục `{ $found }` được viết hai lần
    .hint = chỉ giữ một, xóa mục còn lại
    .explain =
        Một mục viết hai lần thì không biết lấy giá trị nào.

        Trước: `ends: 2025-10-31` và ở dưới lại có `ends: 2025-11-30`
        Sau: chỉ một dòng `ends: 2025-11-30`

wrong-shape = chỗ này cần { $shape }, nhưng đang ghi `{ $found }`
    .hint = { $case ->
        [blank] gõ một dấu cách sau dấu hai chấm `:`, ví dụ `title: Công văn về chữ ký số`
        [map] ghi mỗi mục con một dòng, thụt vào, có tên và dấu hai chấm, ví dụ `title: Biểu mẫu`
        [list] ghi mỗi thứ một dòng ở dưới, thụt vào, bắt đầu bằng `- `
        [text] chỉ ghi một đoạn chữ; có dấu `:`, `[` hoặc {"`{`"} thì đặt cả đoạn trong ngoặc kép
       *[other] xem lại thụt đầu dòng, dấu hai chấm và dấu ngoặc
    }
    .explain =
        Mỗi mục nhận một đoạn chữ, một danh sách, hoặc các mục con; ở đây đang là một dạng khác. Thường là do thụt đầu dòng hoặc dấu ngoặc.

        Trước: `bring: Thẻ căn cước: bản gốc`
        Sau: `bring: ["Thẻ căn cước: bản gốc"]`

shape-text = một đoạn chữ
shape-list = một danh sách, ví dụ `[a, b]`
shape-text-or-list = một đoạn chữ hoặc một danh sách
shape-words = một đoạn chữ, hoặc mỗi ngôn ngữ một đoạn, ví dụ `{"{"}vi: …, en: …{"}"}`
shape-map = các mục con ở dòng dưới, thụt vào
shape-flag = `true` hoặc `false`
shape-number = một số nguyên

empty-value = mục này còn trống
    .hint = gõ giá trị sau dấu hai chấm, hoặc xóa cả mục
    .explain =
        Mục có tên nhưng không có giá trị thì không rõ người viết muốn để trống hay quên gõ.

        Trước: `name: ""`
        Sau: `name: VNPT`

missing-key = { $case ->
        [within] trong `{ $within }` thiếu mục bắt buộc `{ $found }`
       *[top] thiếu mục bắt buộc `{ $found }`
    }
    .hint = thêm mục `{ $found }:` và gõ giá trị sau dấu hai chấm
    .explain =
        Thiếu mục này thì phần còn lại không dùng được.

        Trước: một văn bản thiếu `published`
        Sau: `published: 2025-10-07`

bad-yaml = { $case ->
        [blank] sau dấu hai chấm của `{ $found }` thiếu dấu cách
        [tab] đầu dòng có phím Tab
        [quote] dấu ngoặc kép mở ở đây nhưng không đóng
        [after-quote] sau dấu ngoặc kép đóng còn có chữ: `{ $found }`
        [backslash] trong ngoặc kép, dấu `\` ở đây không có nghĩa
        [bracket] dấu ngoặc mở ở đây nhưng không đóng
        [colon] trong đoạn chữ có dấu hai chấm nên không rõ đâu là tên mục, đâu là giá trị
        [sign] `{ $found }` bắt đầu bằng một dấu có nghĩa riêng trong YAML
        [indent] dòng này thụt vào không khớp với các dòng trên
        [large] tệp YAML có quá nhiều mục để đọc một lần
        [deep] các mục lồng vào nhau quá nhiều lớp
        [alias] tệp dùng quá nhiều dấu `&` và `*` để lặp lại nội dung
       *[other] không đọc được đoạn này theo YAML ({ $detail })
    }
    .hint = { $case ->
        [blank] gõ một dấu cách sau dấu hai chấm, ví dụ `title: Hỏi đáp`
        [tab] thay phím Tab bằng dấu cách
        [quote] thêm dấu ngoặc kép ở cuối đoạn chữ
        [after-quote] đặt cả đoạn trong một cặp ngoặc kép, hoặc xóa phần sau dấu ngoặc kép
        [backslash] xóa dấu `\`, hoặc thay bằng dấu `/`
        [bracket] thêm dấu ngoặc đóng `]` hoặc {"`}`"} ở cuối danh sách
        [colon] đặt cả đoạn chữ trong ngoặc kép, ví dụ `title: "Hỏi đáp: điều cần biết"`
        [sign] đặt đoạn này trong ngoặc kép
        [indent] các mục cùng cấp phải thụt vào bằng nhau, bằng dấu cách
        [large] lưu bảng bằng .xlsx hoặc CSV UTF-8, hoặc chia thành nhiều tệp, mỗi tệp dưới 10.000 hàng
        [deep] xem lại dấu ngoặc và thụt đầu dòng
        [alias] viết thẳng nội dung vào từng chỗ
       *[other] thụt đầu dòng bằng dấu cách; đoạn chữ có dấu `:` hoặc `#` thì đặt trong ngoặc kép
    }
    .explain =
        YAML là cách viết `tên: giá trị` của `site.yaml` và của phần đầu văn bản. Cấp của mỗi mục thể hiện bằng số dấu cách ở đầu dòng; đoạn chữ có dấu đặc biệt thì đặt trong ngoặc kép.

        Trước: `title: Hỏi đáp: điều cần biết`
        Sau: `title: "Hỏi đáp: điều cần biết"`

bad-date = `{ $found }` không phải là ngày
    .hint = gõ năm trước, rồi tháng, rồi ngày, ví dụ { $expected }
    .explain =
        Ngày trong các tệp này viết năm, tháng, ngày để không ai nhầm tháng với ngày.

        Trước: `starts: 1/10/2025`
        Sau: `starts: 2025-10-01`

bad-number = `{ $found }` không phải là số
    .hint = chỉ gõ chữ số, ví dụ { $expected }
    .explain =
        Chỗ này là một số nguyên viết bằng chữ số, không dấu phân cách, không kèm chữ.

        Trước: `stale_after: ba ngày`
        Sau: `stale_after: 3`

bad-time = `{ $found }` không phải là giờ trong ngày
    .hint = gõ giờ và phút theo 24 giờ, trong dấu ngoặc kép: { $expected }
    .explain =
        Giờ viết theo 24 giờ, giờ trước phút sau.

        Trước: `at: nửa đêm`
        Sau: `at: "00:10"`

bad-seconds = `{ $found }` giây không dùng được ở đây
    .hint = gõ số giây từ 1 đến 3600, như `60`
    .explain =
        Thời hạn tính bằng giây, ít nhất 1 và nhiều nhất 3600 (một giờ).

        Trước: `fetch_timeout: 0`
        Sau: `fetch_timeout: 60`

bad-share = `{ $found }` không phải là tỷ lệ phần trăm
    .hint = gõ số kèm dấu %, ví dụ { $expected }
    .explain =
        Tỷ lệ là một số kèm dấu phần trăm để không lẫn với số lượng.

        Trước: `share: 40`
        Sau: `share: 40%`

bad-address = `{ $found }` không phải là địa chỉ web
    .hint = gõ đủ địa chỉ, như { $expected }
    .explain =
        Địa chỉ viết đầy đủ, có `https://` ở đầu.

        Trước: `url: truyenthong.example`
        Sau: `url: https://truyenthong.example`

bad-key = không dùng `{ $found }` làm tên được
    .hint = tên chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối: gõ { $expected }
    .explain =
        Tên này nằm trong địa chỉ trang và tiêu đề cột, nên chỉ có chữ thường không dấu, chữ số và gạch nối.

        Trước: `Chữ ký: {"{"}name: …{"}"}`
        Sau: `chu-ky: {"{"}name: …{"}"}`

bad-scope = `{ $found }` không phải là mã đơn vị hành chính
    .hint = gõ đủ chữ số của mã, ví dụ { $expected }: xã, phường, đặc khu năm chữ số; tỉnh, thành phố hai chữ số; trong tệp YAML đặt mã trong ngoặc kép
    .explain =
        Phạm vi cho biết áp dụng ở đâu: mã xã 5 chữ số, mã tỉnh 2 chữ số, hoặc `all`. Dấu ngoặc kép giữ số 0 ở đầu.

        Trước: `scope: Tân Triều`
        Sau: `scope: "26188"`

bad-duration = `{ $found }` không phải là khoảng thời gian
    .hint = gõ một số và đơn vị bằng tiếng Anh, ví dụ { $expected }
    .explain =
        Khoảng thời gian là một số và đơn vị bằng tiếng Anh; trang tự viết lại theo từng ngôn ngữ.

        Trước: `free_for: một năm`
        Sau: `free_for: 1 year`

duplicate-value = `{ $found }` có hai lần trong danh sách
    .hint = xóa một trong hai
    .explain =
        Trong danh sách này, mỗi giá trị chỉ có nghĩa một lần.

        Trước: `languages: [vi, en, vi]`
        Sau: `languages: [vi, en]`

# Tệp và thư mục.

no-site = không có tệp `content/site.yaml` trong `{ $found }`
    .hint = chạy lệnh trong thư mục có chứa `content`, không phải trong chính `content`, hoặc gõ thêm `--root` và đường dẫn tới thư mục đó
    .explain =
        `content/site.yaml` nói tên chiến dịch, địa chỉ trang tin và ngôn ngữ; không có tệp này thì không biết tạo gì. Thường là do chạy lệnh ở thư mục khác.

        Trước: chạy `loa build` trong thư mục `Documents`
        Sau: chạy `loa build` trong thư mục có `content`

no-communes = chưa có bảng xã/phường
    .hint = tạo tệp { $expected } với các cột `code`, `name`, `kind`, `province_code`
    .explain =
        Điểm, lịch và số liệu gọi xã, phường bằng mã, nên phải có bảng xã, phường.

        Trước: chỉ có `content/points.csv`
        Sau: `content/communes.csv` có code, name, kind và province_code

unknown-folder = không rõ thư mục `{ $found }` để làm gì nên bỏ qua
    .hint = sửa tên thư mục, hoặc chuyển nó ra ngoài `content`
    .explain =
        Mỗi thư mục trong `content` có tên định sẵn. Thư mục tên khác không được đọc, nên nội dung trong đó không lên trang.

        Trước: `content/guidess/cai-dat.vi.md`
        Sau: `content/guides/cai-dat.vi.md`

unknown-file = không rõ tệp `{ $found }` để làm gì nên bỏ qua
    .hint = sửa tên tệp, chuyển tệp vào thư mục đúng như `content/schedules`, hoặc chuyển ra ngoài `content`
    .explain =
        Ngay trong `content` chỉ có vài tệp với tên định sẵn. Lịch, tiến độ và văn bản nằm trong thư mục riêng.

        Trước: `content/lich.csv`
        Sau: `content/schedules/lich.csv`

not-utf8 = { $case ->
        [text] tệp này không được lưu bằng UTF-8
        [document] tệp này là văn bản Word, không phải tệp chữ
        [pdf] tệp này là tài liệu PDF, không phải tệp chữ
       *[other] tệp này không phải tệp chữ
    }
    .hint = { $case ->
        [text] mở tệp bằng trình soạn thảo, chọn Lưu dưới dạng (Save As) và bảng mã UTF-8
        [document] mở bằng Word, chép chữ vào một tệp mới trong Notepad, rồi lưu với bảng mã UTF-8
       *[other] chép chữ vào một tệp mới trong Notepad rồi lưu với bảng mã UTF-8; nếu tệp chỉ để tải về thì trả lại đuôi cũ và ghi tệp ở `attachments`
    }
    .explain =
        Tệp chữ lưu bằng bảng mã cũ thì chữ có dấu thành ký tự lạ, nên không được nhận. Trong Notepad, bảng mã chọn ở cuối cửa sổ lưu tệp.

        Trước: tệp lưu bằng bảng mã ANSI
        Sau: tệp lưu bằng bảng mã UTF-8

bad-name = tên `{ $found }` không dùng được
    .hint = tên chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ: đổi thành { $expected }
    .explain =
        Tên tệp thành địa chỉ trang để mọi người gõ và đọc, nên chỉ có chữ thường không dấu, chữ số và gạch nối.

        Trước: `Hỏi đáp.vi.md`
        Sau: `hoi-dap.vi.md`

no-language-in-name = tên tệp `{ $found }` không cho biết ngôn ngữ
    .hint = thêm mã ngôn ngữ trước đuôi tệp, ví dụ { $expected }
    .explain =
        Một bài có nhiều ngôn ngữ thì dùng chung một tên, thêm mã ngôn ngữ trước `.md`.

        Trước: `huong-dan.md`
        Sau: `huong-dan.vi.md`

document-in-folder = tệp `{ $found }` nằm trong thư mục riêng nhưng không tên là `index`
    .hint = đổi tên thành { $expected }
    .explain =
        Một bài có thể có thư mục riêng để chứa ảnh; khi đó bài mang tên `index`.

        Trước: `guides/dang-ky/bai.vi.md`
        Sau: `guides/dang-ky/index.vi.md`

document-twice = văn bản `{ $found }` có hai tệp cùng ngôn ngữ; tệp kia là `{ $other }`
    .hint = giữ một tệp, xóa hoặc đổi tên tệp còn lại
    .explain =
        Mỗi văn bản có một tệp cho mỗi ngôn ngữ: hoặc `TÊN.vi.md`, hoặc `TÊN/index.vi.md`. Có cả hai thì không biết lấy tệp nào.

        Trước: `pages/about.vi.md` và `pages/about/index.vi.md`
        Sau: chỉ `pages/about.vi.md`

table-twice = bảng này có trong hai tệp: `{ $found }` và `{ $other }`
    .hint = giữ tệp đang dùng, chuyển tệp kia ra ngoài `content`
    .explain =
        Cùng một bảng lưu thành hai tệp thì sớm muộn hai tệp sẽ khác nhau, và không biết tệp nào đúng.

        Trước: `points.csv` và `points.tsv`
        Sau: chỉ `points.csv`

table-format = không đọc được bảng trong tệp có đuôi `{ $found }`
    .hint = { $case ->
        [text] nếu tệp là bảng dạng chữ thì đổi đuôi thành .csv; nếu không thì mở bằng Excel, chọn Lưu dưới dạng (Save As) và kiểu Sổ làm việc Excel (.xlsx)
       *[other] mở bảng bằng Excel (bảng trong Word hay PDF thì chép sang Excel), chọn Lưu dưới dạng (Save As) và kiểu Sổ làm việc Excel (.xlsx) hoặc CSV UTF-8; đuôi tệp dùng được: { $expected }
    }
    .explain =
        Bảng chỉ đọc được từ các loại tệp này; ảnh chụp hoặc PDF của bảng thì không đọc được.

        Trước: `content/points.pdf`
        Sau: `content/points.csv`

# site.yaml

bad-language-tag = `{ $found }` không phải là mã ngôn ngữ
    .hint = gõ mã ngôn ngữ, ví dụ { $expected }
    .explain =
        Ngôn ngữ ghi bằng mã quốc tế: hai hoặc ba chữ thường, có khi thêm vùng hoặc chữ viết sau gạch nối như `en-GB`, `zh-Hant`. Mã nước như `vn` không phải là mã ngôn ngữ.

        Trước: `languages: [vn, english]`
        Sau: `languages: [vi, en]`

unknown-language = trang tin này không có ngôn ngữ `{ $found }`
    .hint = sửa mã ngôn ngữ, hoặc thêm nó vào `languages` trong `content/site.yaml`
    .explain =
        Mã ngôn ngữ trong tên tệp, tiêu đề cột và các mục phải là một trong các mã ở `languages`.

        Trước: `about.fr.md` khi `languages: [vi, en]`
        Sau: `about.en.md`

unknown-timezone = không có múi giờ `{ $found }`
    .hint = ở Việt Nam, gõ { $expected }
    .explain =
        Múi giờ quyết định hôm nay là ngày nào. Múi giờ ghi bằng tên máy tính hiểu; của Việt Nam là `Asia/Ho_Chi_Minh`.

        Trước: `timezone: Asia/Hanoi`
        Sau: `timezone: Asia/Ho_Chi_Minh`

ends-before-start = chiến dịch bắt đầu ngày `{ $found }`, sau ngày kết thúc
    .hint = ngày kết thúc đang là { $expected }: sửa `starts` hoặc `ends` để `ends` không sớm hơn `starts`
    .explain =
        Ngày cuối của chiến dịch đứng trước ngày đầu, nên một trong hai bị sai, thường là tháng hoặc năm.

        Trước: `{"{"}starts: 2025-10-31, ends: 2025-10-01{"}"}`
        Sau: `{"{"}starts: 2025-10-01, ends: 2025-10-31{"}"}`

as-of-without-sample = `as_of` chỉ dùng cho trang tin có dữ liệu mẫu
    .hint = xóa dòng `as_of`; nếu đúng là dữ liệu mẫu, thêm dòng `sample: true`
    .explain =
        `as_of` đặt một ngày cố định thay cho hôm nay. Với dữ liệu thật thì trang sẽ đứng yên ở ngày đó và cho người dân lịch đã qua.

        Trước: `as_of: 2025-10-20`
        Sau: xóa dòng này

unknown-theme = không có giao diện `{ $found }`
    .hint = sửa `theme` trong `content/site.yaml`, hoặc tạo thư mục `themes/{ $found }`
    .explain =
        Giao diện là một thư mục trong `themes`. Giao diện `default` lúc nào cũng có sẵn.

        Trước: `theme: tihn`
        Sau: `theme: tinh`

unknown-denominator = không có mẫu số `{ $found }`
    .hint = sửa tên, hoặc thêm nó vào `denominators` trong `content/site.yaml`
    .explain =
        Mẫu số là cột của bảng xã/phường mà tỷ lệ được tính theo, như dân số trưởng thành. Mỗi mẫu số được khai báo một lần trong `denominators`.

        Trước: `of: adult`
        Sau: `of: adults`

share-without-denominator = tỷ lệ `{ $found }` không cho biết là phần trăm của số nào
    .hint = thêm `of:` và tên một mẫu số, ví dụ `of: adults`
    .explain =
        40% của dân số trưởng thành khác 40% của chỉ tiêu được giao, nên tỷ lệ phải ghi rõ tính trên số nào.

        Trước: `{"{"}by: 2025-10-31, share: 40%{"}"}`
        Sau: `{"{"}by: 2025-10-31, share: 40%, of: adults{"}"}`

target-amount = mỗi mục tiêu cần đúng một trong hai: tỷ lệ hoặc số lượng
    .hint = gõ một trong hai: { $expected }
    .explain =
        Mục tiêu là một tỷ lệ hoặc một số lượng; ghi cả hai thì có thể mâu thuẫn.

        Trước: `{"{"}by: 2025-10-31, share: 40%, count: 1000{"}"}`
        Sau: `{"{"}by: 2025-10-31, share: 40%{"}"}`

unknown-menu-entry = trình đơn có `{ $found }` nhưng không có phần hay trang nào tên như vậy
    .hint = sửa tên, hoặc tạo tệp `content/pages/{ $found }.vi.md`
    .explain =
        Trình đơn gồm các phần có sẵn và tên tệp trong `content/pages`.

        Trước: `menu: [guides, abuot]`
        Sau: `menu: [guides, about]`

bad-code-base = không thể dùng địa chỉ `{ $found }` cho mã QR: { $why }
    .hint = gõ `qr.base` trong `content/site.yaml` là `https://` và tên miền, không thêm gì khác, ví dụ `https://chukyso.example`
    .explain =
        Mã QR đã in thì không sửa được, nên địa chỉ trong mã phải ngắn và luôn trả lời: `https://`, một tên miền, không có gì theo sau. Nếu `base_url` của trang có đường dẫn thì ghi thêm `qr.base`.

        Trước: `base_url: https://tinh.example/chukyso`
        Sau: giữ dòng trên và thêm `qr: {"{"}base: https://chukyso.example{"}"}`

base-not-a-url = đây không phải là địa chỉ web
base-not-https = địa chỉ không bắt đầu bằng `https://`
base-has-user = địa chỉ có tên người dùng hoặc mật khẩu
base-has-port = địa chỉ có số cổng
base-has-path = sau tên miền còn có đường dẫn
base-has-query = địa chỉ có dấu `?` hoặc `#`
base-not-ascii = tên miền có chữ có dấu hoặc ký tự lạ
base-localhost = tên này chỉ có trên máy đang dùng
base-ip-address = đây là địa chỉ IP, không phải tên miền
base-no-dot = tên miền không có dấu chấm
base-bad-host = tên miền viết không đúng

code-too-fine = địa chỉ `{ $found }` dài, mã QR phải lên cỡ { $version } nên ô nhỏ, khó quét
    .hint = dùng tên miền ngắn hơn ở `qr.base` để mã ở cỡ 3 trở xuống
    .explain =
        Địa chỉ càng dài thì mã QR càng nhiều ô, mỗi ô càng nhỏ; điện thoại cũ khó quét từ xa hoặc khi giấy nhàu. Mã dễ quét ở cỡ 3 trở xuống. Hãy đổi trước khi in, vì mã đã in không đổi được.

        Trước: `base: https://dang-ky-chu-ky-so.dong-nai.example`
        Sau: `base: https://cks.example`

placeholder-host = `{ $found }` ở `{ $key }` là tên miền không bao giờ có trên mạng
    .hint = gõ tên miền thật của trang; nếu là trang mẫu thì thêm `sample: true`
    .explain =
        Các tên miền như `.example`, `.test`, `localhost` chỉ dành cho ví dụ. Mã QR in với tên miền ấy không dẫn tới đâu, mà mã đã in thì không sửa được.

        Trước: `base_url: https://chukyso.example`
        Sau: `base_url: https://chukyso.dongnai.gov.vn`

source-insecure = nguồn thứ { $number } (`{ $found }`) tải bằng `http:`, ai ở giữa đường cũng đọc và sửa được
    .hint = dòng { $line }: đổi thành `https:` nếu máy chủ có; nếu không, hỏi nơi cung cấp
    .explain =
        Số liệu tải bằng `http:` đi không mã hóa: ai ở giữa đường cũng xem được địa chỉ, kể cả mã bí mật trong đó, và sửa được con số trước khi đến trang. Mỗi mục trong `sources` được đếm từ 1.

        Trước: `url: http://thongke.example/tien-do.csv`
        Sau: `url: https://thongke.example/tien-do.csv`

accept-not-warning = `{ $found }` không phải là cảnh báo nên không bỏ qua được
    .hint = sửa chỗ bị báo, rồi xóa mục này khỏi `checks.accept`
    .explain =
        `checks.accept` chỉ bỏ qua cảnh báo. Lỗi và dữ liệu để riêng thì phải sửa, nếu không người dân sẽ đọc thông tin sai.

        Trước: `{"{"}code: broken-link, reason: sửa sau{"}"}`
        Sau: sửa liên kết, xóa mục này

accept-unused = `checks.accept` nêu `{ $found }` nhưng không còn cảnh báo nào như vậy
    .hint = xóa mục này khỏi `content/site.yaml`
    .explain =
        Chỗ từng bị cảnh báo đã được sửa hoặc đã chuyển sang dòng khác. Để lại mục thừa thì sau này có thể che mất một cảnh báo thật.

        Trước: `{"{"}code: wrong-weekday, at: content/pages/about.vi.md, reason: theo văn bản{"}"}`
        Sau: xóa mục này

# Sources that the nightly run fetches.

source-unreachable = { $case ->
        [host] không có máy chủ nào tên như trong địa chỉ của nguồn thứ { $number } (`{ $found }`)
        [certificate] không tin được máy chủ của nguồn thứ { $number } (`{ $found }`): { $reason }
        [garbled] nguồn thứ { $number } (`{ $found }`) trả lời không theo HTTP: { $reason }
       *[network] không kết nối được với nguồn thứ { $number } (`{ $found }`): { $reason }
    }
    .hint = bảng `{ $table }` giữ nguyên như trước; xem địa chỉ ở dòng { $line } và mạng của máy này, đêm sau sẽ tải lại
    .explain =
        Máy chủ trong địa chỉ của nguồn không kết nối được, dù đã thử vài lần. Thường là mạng hỏng, địa chỉ gõ sai, máy chủ tạm dừng, hoặc chứng thư của máy chủ đã hết hạn. Trang vẫn được dựng, bảng này giữ số liệu cũ với đúng ngày của nó.

        Trước: `url: https://thongke.exmaple/tien-do.csv`
        Sau: `url: https://thongke.example/tien-do.csv`

source-slow = nguồn thứ { $number } (`{ $found }`) không trả lời xong trong { $seconds } giây
    .hint = bảng `{ $table }` giữ nguyên như trước; đêm sau sẽ tải lại. Nếu đêm nào cũng vậy, hỏi nơi cung cấp hoặc tăng `nightly.fetch_timeout`
    .explain =
        Mỗi nguồn chỉ được chờ có hạn, để một máy chủ treo không làm treo cả lượt chạy đêm. Quá hạn thì thôi, không thử lại ngay.

        Trước: `nightly: {"{"}fetch_timeout: 60{"}"}`
        Sau: `nightly: {"{"}fetch_timeout: 180{"}"}`

source-status = { $case ->
        [closed] nguồn thứ { $number } (`{ $found }`) không cho tải (HTTP { $status })
        [gone] không còn gì ở địa chỉ của nguồn thứ { $number } (`{ $found }`) (HTTP { $status })
        [unasked] nguồn thứ { $number } (`{ $found }`) không cho bảng mà báo là không có gì thay đổi, dù không được hỏi điều đó (HTTP { $status })
        [busy] nguồn thứ { $number } (`{ $found }`) bảo đừng hỏi lúc này (HTTP { $status })
        [broken] máy chủ của nguồn thứ { $number } (`{ $found }`) đang hỏng (HTTP { $status })
       *[other] nguồn thứ { $number } (`{ $found }`) trả lời HTTP { $status }, không phải một bảng
    }
    .hint = { $case ->
        [closed] mở quyền đọc cho địa chỉ ở dòng { $line } hoặc thay mã truy cập; với Google Trang tính: Tệp → Chia sẻ → Công bố lên web
        [gone] sửa địa chỉ ở dòng { $line }
        [unasked] bảng `{ $table }` giữ nguyên như trước; báo cho nơi quản trị máy chủ, hoặc bộ nhớ đệm đặt trước máy chủ, là nó trả lời 304 cho yêu cầu không kèm điều kiện
        [busy] bảng `{ $table }` giữ nguyên như trước; đêm sau sẽ tải lại
        [broken] bảng `{ $table }` giữ nguyên như trước; đêm sau sẽ tải lại. Nếu đêm nào cũng vậy, hỏi nơi cung cấp
       *[other] mở địa chỉ ở dòng { $line } bằng trình duyệt xem nó cho gì
    }
    .explain =
        Máy chủ trả lời, nhưng không cho bảng. 304: báo “không thay đổi” dù loa không hỏi; 401 và 403: không có quyền; 404 và 410: không còn tệp; 429: hỏi quá nhiều; từ 500: máy chủ hỏng. 429 và từ 500 được thử lại vài lần, cách nhau một lúc.

        Trước: bảng Google chưa công bố, máy chủ trả lời 401
        Sau: Tệp → Chia sẻ → Công bố lên web → CSV, rồi dán địa chỉ mới vào `url:`

source-redirect = { $case ->
        [insecure] nguồn thứ { $number } (`{ $found }`) chuyển từ `https:` sang `http:`, nên không tải
        [scheme] nguồn thứ { $number } (`{ $found }`) chuyển sang một địa chỉ không phải web, nên không tải
        [many] nguồn thứ { $number } (`{ $found }`) chuyển hướng quá nhiều lần
       *[nowhere] nguồn thứ { $number } (`{ $found }`) chuyển hướng mà không nói đến đâu
    }
    .hint = mở địa chỉ ở dòng { $line } bằng trình duyệt, rồi dán địa chỉ cuối cùng của bảng vào đó
    .explain =
        Một máy chủ có thể chuyển sang địa chỉ khác. loa đi theo vài lần, nhưng không bao giờ từ `https:` sang `http:`, vì từ đó ai cũng đọc và sửa được, và không sang thứ không phải web.

        Trước: `url: https://thongke.example/cu`, máy chủ chuyển sang `http://thongke.example/moi.csv`
        Sau: `url: https://thongke.example/moi.csv`

source-too-large = nguồn thứ { $number } (`{ $found }`) lớn hơn { $limit } MB
    .hint = bảng `{ $table }` giữ nguyên như trước; xem địa chỉ ở dòng { $line } có đúng là một bảng không
    .explain =
        Một bảng số liệu hằng ngày không lớn như vậy. Thường địa chỉ dẫn đến thứ khác, hoặc đến cả kho số liệu.

        Trước: `url: https://thongke.example/toan-bo.zip`
        Sau: `url: https://thongke.example/hom-nay.csv`

source-cut-off = nguồn thứ { $number } (`{ $found }`) bị ngắt giữa chừng
    .hint = bảng `{ $table }` giữ nguyên như trước; đêm sau sẽ tải lại
    .explain =
        Máy chủ báo độ dài của tệp nhưng ngắt trước khi gửi hết. Nửa bảng có thể trông như cả bảng, nên không dùng gì của nó.

        Trước: `Content-Length: 20480`, nhận được 8192 byte
        Sau: nhận đủ 20480 byte

source-web-page = nguồn thứ { $number } (`{ $found }`) cho một trang web, không phải bảng: thường là trang đăng nhập
    .hint = dòng { $line }: cần địa chỉ tải được CSV mà không phải đăng nhập; với Google Trang tính: Tệp → Chia sẻ → Công bố lên web → Giá trị được phân tách bằng dấu phẩy (.csv)
    .explain =
        Khi chưa được công bố, Google Trang tính và nhiều hệ thống khác trả về trang đăng nhập thay cho bảng. Địa chỉ trên thanh địa chỉ khi đang sửa bảng cũng là một trang web, không phải bảng.

        Trước: `url: https://docs.google.com/spreadsheets/d/…/edit`
        Sau: `url: https://docs.google.com/spreadsheets/d/e/…/pub?output=csv`

source-not-table = nguồn thứ { $number } (`{ $found }`) không cho bảng mà cho { $case ->
        [empty] một tệp trống
        [json] JSON
        [xml] XML
        [pdf] một tệp PDF
        [picture] một bức ảnh
       *[archive] một tệp nén
    }
    .hint = dòng { $line }: cần địa chỉ cho CSV, TSV, .xlsx hoặc .ods; bảng `{ $table }` giữ nguyên như trước
    .explain =
        Nguồn phải cho một bảng: CSV, TSV, .xlsx hoặc .ods. JSON và XML thường là thông báo lỗi của máy chủ; tệp nén phải được giải nén ở nơi cung cấp.

        Trước: `url: https://thongke.example/api/tien-do`
        Sau: `url: https://thongke.example/api/tien-do?format=csv`

# After the nightly run.

hook-failed = { $case ->
        [start] không chạy được lệnh `{ $found }`: { $reason }
        [time] lệnh `{ $found }` chạy quá { $seconds } giây nên đã bị dừng
        [signal] lệnh `{ $found }` bị hệ thống dừng
       *[status] lệnh `{ $found }` kết thúc với mã { $status }
    }
    .hint = những gì lệnh in ra nằm ở `{ $log }`; trang đã xong, lệnh này không đổi được kết quả của lượt chạy
    .explain =
        `nightly.on_success` và `nightly.on_failure` chạy sau khi mọi việc đã xong. Lệnh hỏng không làm hỏng lượt chạy đêm và không đổi mã kết thúc, nhưng có người sẽ không nhận được tin.

        Trước: `on_failure: gui-thu.sh`, trong khi tệp nằm ở `/usr/local/bin/gui-thu`
        Sau: `on_failure: [/usr/local/bin/gui-thu]`

# Giao diện.

bad-template = mẫu trang có lỗi: { $found }
    .hint = sửa tệp trong thư mục `themes`, hoặc xóa tệp đó để dùng mẫu có sẵn
    .explain =
        Mẫu trang trong `themes` thay mẫu có sẵn cùng tên. Mẫu viết sai thì không tạo được trang nào. Lời báo của bộ đọc mẫu là tiếng Anh, dành cho người làm giao diện.

        Trước: {"`{% if page %}`"} mà không có {"`{% endif %}`"}
        Sau: {"`{% if page %}`"} … {"`{% endif %}`"}

bad-strings = tệp chữ của giao diện có lỗi: { $found }
    .hint = mỗi câu viết thành `tên = câu`; dòng viết tiếp phải thụt vào
    .explain =
        Tệp `strings` chứa các câu của giao diện theo định dạng Fluent, mỗi câu một tên. Lời báo của bộ đọc là tiếng Anh, dành cho người làm giao diện.

        Trước: `Trang chủ`
        Sau: `home = Trang chủ`

string-value = câu `{ $sentence }` đòi giá trị `{ $found }` mà câu này không có
    .hint = { $has ->
        [0] bỏ giá trị này đi: câu này không có giá trị nào
       *[other] sửa tên giá trị, hoặc bỏ đi
    }
    .explain =
        Mỗi câu của giao diện chỉ dùng được những giá trị mà loa đưa cho nó: câu thì có ngày, câu thì có số đếm. Ghi chú trong tệp `strings/en.ftl` của giao diện có sẵn liệt kê các giá trị ấy. Dùng giá trị khác thì không tạo được trang.

        Trước: {"`state-open-text = Đến hết ngày { $dat }.`"}
        Sau: {"`state-open-text = Đến hết ngày { $date }.`"}

unknown-string = không chỗ nào dùng câu `{ $found }`
    .hint = sửa tên câu, hoặc xóa câu
    .explain =
        Tên của câu này không có trong loa, cũng không mẫu trang nào của giao diện dùng, nên câu không hiện ở đâu cả; câu có sẵn vẫn giữ nguyên.

        Trước: `al-communes = Chọn xã, phường`
        Sau: `all-communes = Chọn xã, phường`

unknown-theme-file = không chỗ nào dùng tệp `{ $found }` của giao diện
    .hint = sửa tên tệp, hoặc chuyển vào đúng thư mục `assets`, `strings`, `templates`; không dùng thì xóa
    .explain =
        Tệp của giao diện thay tệp có sẵn cùng đường dẫn. Không có tệp nào với đường dẫn này, cũng không mẫu trang nào của giao diện gọi tên nó, nên nó không thay đổi gì.

        Trước: `themes/tinh/templates/landings.html`
        Sau: `themes/tinh/templates/landing.html`

missing-strings = giao diện thiếu { $count } câu bằng ngôn ngữ `{ $found }`, câu đầu tiên là `{ $first }`
    .hint = thêm vào tệp này các câu: { $expected }
    .explain =
        Giao diện có những câu đứng trên mọi trang. Ngôn ngữ nào thiếu câu nào thì câu tiếng Anh được dùng thay.

        Trước: trang có tiếng Pháp mà thiếu `strings/fr.ftl`
        Sau: `themes/default/strings/fr.ftl` có đủ câu tiếng Pháp

# Văn bản: chỉ đạo, hướng dẫn, trang.

no-front-matter = văn bản này thiếu phần đầu
    .hint = ở đầu tệp gõ một dòng `---`, rồi `title: …`, rồi một dòng `---` nữa
    .explain =
        Mỗi văn bản mở đầu bằng vài dòng giữa hai dòng `---`: tiêu đề và các dữ kiện như số, ngày, cơ quan ban hành. Không có phần này thì không biết trang tên gì và xếp vào đâu.

        Trước:
            Nội dung …
        Sau:
            ---
            title: Hướng dẫn cài chữ ký số
            ---
            Nội dung …

unclosed-front-matter = phần đầu văn bản mở bằng `---` nhưng không có dòng `---` đóng lại
    .hint = gõ một dòng `---` sau mục cuối của phần đầu
    .explain =
        Phần đầu nằm giữa hai dòng chỉ có `---`. Thiếu dòng thứ hai thì không biết phần đầu hết ở đâu, nội dung bắt đầu từ đâu.

        Trước:
            ---
            title: Hướng dẫn
            Nội dung …
        Sau:
            ---
            title: Hướng dẫn
            ---
            Nội dung …

fact-in-translation = bản dịch có mục `{ $found }`; mục này chỉ viết trong bản gốc `{ $other }`
    .hint = xóa mục này khỏi bản dịch; nếu giá trị ở bản gốc sai thì sửa ở bản gốc
    .explain =
        Số, ngày, thời hạn, mã đơn vị chỉ viết một lần, trong phần đầu của bản gốc; mọi ngôn ngữ lấy từ đó. Viết lại trong bản dịch thì sớm muộn hai nơi sẽ khác nhau. Bản dịch chỉ giữ lời: tiêu đề, tóm tắt, nội dung.

        Trước, trong `ke-hoach.en.md`:
            title: Plan
            date: 2025-10-06
        Sau:
            title: Plan

hash-in-source = `{ $found }` chỉ có trong bản dịch, còn đây là bản gốc
    .hint = xóa dòng `{ $found }`
    .explain =
        `source_hash` cho biết bản dịch được làm từ bản gốc nào. Bản gốc không dịch từ đâu cả nên không có mục này. Bản gốc là tệp của ngôn ngữ đứng đầu trong `languages` mà văn bản có.

        Trước, trong `ke-hoach.vi.md`:
            title: Kế hoạch
            source_hash: 0123456789abcdef
        Sau:
            title: Kế hoạch

deadline-when = thời hạn cần đúng một cách ghi ngày
    .hint = gõ một trong ba: { $expected }; `monthly_before` nhận ngày từ 1 đến 28
    .explain =
        `before` là "trước ngày", không tính ngày đó; `by` là "đến hết ngày", có tính ngày đó; `monthly_before` là "trước ngày … hằng tháng", từ 1 đến 28. Mỗi thời hạn dùng đúng một cách, để người đọc không hiểu lệch một ngày.

        Trước:
            deadlines:
              - what: Báo cáo kết quả
                before: 2025-11-05
                by: 2025-11-04
        Sau:
            deadlines:
              - what: Báo cáo kết quả
                before: 2025-11-05

fact-differs = { $case ->
        [changed] bản dịch ghi `{ $found }` nhưng bản gốc ghi `{ $source }` ở `{ $other }`
        [missing] bản dịch thiếu `{ $source }` có trong bản gốc ở `{ $other }`
       *[added] bản dịch có `{ $found }` mà bản gốc `{ $other }` không có
    }
    .hint = { $case ->
        [changed] sửa bản dịch thành `{ $source }`; nếu hai cách viết cùng nghĩa, thêm `facts_ok: ["{ $found }"]` vào phần đầu bản dịch
        [missing] thêm `{ $source }` vào bản dịch; nếu cố ý bỏ, thêm `facts_ok: ["{ $source }"]` vào phần đầu bản dịch
       *[added] xóa `{ $found }` khỏi bản dịch; nếu cố ý thêm, ghi `facts_ok: ["{ $found }"]` vào phần đầu bản dịch
    }
    .explain =
        Bản dịch này tự nhận là đúng với bản gốc hiện nay, nhưng ngày, giờ, số, số điện thoại hoặc liên kết trong hai bản khác nhau. Người đọc hai ngôn ngữ sẽ nhận hai thông tin khác nhau, nên trang không được tạo cho đến khi hai bản khớp.

        Trước, bản gốc: `Nộp trước ngày 5/11/2025` và bản dịch: `Submit before 15 November 2025`
        Sau, bản dịch: `Submit before 5 November 2025`

        Cùng một ngày viết theo cách của mỗi ngôn ngữ thì không phải là khác. Chỗ cố ý khác, như 24/7, ghi vào phần đầu bản dịch: `facts_ok: ["24/7"]`.

lagging-fact-differs = { $case ->
        [changed] bản dịch chưa cập nhật ghi `{ $found }` nhưng bản gốc ghi `{ $source }` ở `{ $other }`, nên trang hiện bản gốc
        [missing] bản dịch chưa cập nhật thiếu `{ $source }` có trong bản gốc ở `{ $other }`, nên trang hiện bản gốc
       *[added] bản dịch chưa cập nhật có `{ $found }` mà bản gốc `{ $other }` không có, nên trang hiện bản gốc
    }
    .hint = dịch lại phần đã đổi, rồi gõ `loa translations --stamp` kèm đường dẫn tệp này
    .explain =
        Bản gốc đã đổi sau khi dịch và ngày, giờ, số hoặc liên kết trong bản dịch không còn đúng. Để không ai đọc thông tin cũ, trang hiện bản gốc kèm lời báo cho đến khi bản dịch được cập nhật.

        Trước, bản gốc mới: `đến hết ngày 31/10/2025` và bản dịch: `until 15 October 2025`
        Sau, bản dịch: `until 31 October 2025`, rồi gõ `loa translations --stamp content/pages/faq.en.md`

translation-lagging = bản gốc `{ $other }` đã đổi sau khi dịch sang `{ $found }`
    .hint = dịch lại phần đã đổi, rồi gõ `loa translations --stamp` kèm đường dẫn tệp này
    .explain =
        Dấu `source_hash` trong bản dịch không còn khớp với bản gốc. Trang vẫn hiện bản dịch nếu ngày, số và liên kết còn đúng, kèm lời báo bản dịch có thể chưa cập nhật.

        Trước: `source_hash: 0123456789abcdef` của bản gốc cũ
        Sau: dịch lại phần đã đổi, rồi gõ `loa translations --stamp content/pages/faq.en.md`; dấu mới được ghi tự động

translation-unstamped = bản dịch này (`{ $found }`) không cho biết dịch từ bản gốc nào
    .hint = so bản dịch với bản gốc, rồi gõ `loa translations --stamp` kèm đường dẫn tệp này
    .explain =
        Bản dịch không có `source_hash` thì không biết còn đúng với bản gốc hay không, nên được coi là chưa cập nhật. Lệnh `loa translations --stamp` ghi dấu này và giữ một bản của bản gốc để sau này so sánh.

        Trước: `title: Questions and answers`
        Sau khi gõ `loa translations --stamp content/pages/faq.en.md`:
            title: Questions and answers
            source_hash: 0123456789abcdef

wrong-weekday = ngày { $date } không phải là `{ $found }`
    .hint = gõ { $expected }, hoặc xem lại ngày
    .explain =
        Thứ và ngày viết cạnh nhau nhưng không khớp. Người đọc có thể đến sai ngày. Một trong hai chỗ bị sai: hãy xem lại văn bản gốc.

        Trước: `thứ Hai, ngày 21/10/2025`
        Sau: `thứ Ba, ngày 21/10/2025`

broken-link = không có trang nào ở `{ $found }` cho liên kết này
    .hint = { $case ->
        [host] nếu là trang khác thì gõ cả `https://` ở trước: `https://{ $found }`
        [file] tệp để tải về phải khai ở `attachments` của một văn bản chỉ đạo, có `public: yes`; nếu không thì bỏ liên kết
       *[page] sửa đường dẫn, hoặc tạo trang còn thiếu
    }
    .explain =
        Liên kết dẫn tới một trang mà trang tin không có; người đọc bấm vào sẽ gặp lỗi. Thường là do gõ sai hoặc trang đích đã đổi tên.

        Trước: `[Hướng dẫn](/guides/cai-dat-chu-ki/)`
        Sau: `[Hướng dẫn](/guides/cai-dat-chu-ky/)`

broken-anchor = liên kết tới phần `{ $found }` nhưng trang đích không có phần này
    .hint = gõ sau dấu # tên một phần có trong trang, hoặc bỏ cả dấu #
    .explain =
        Sau dấu # là tên một phần (đề mục) của trang. Đề mục đã đổi hoặc bị xóa thì liên kết chỉ còn tới đầu trang. Có thể đặt tên cố định cho đề mục để liên kết không hỏng khi sửa chữ.

        Trước: `[Lệ phí](/guides/cai-dat/#le-phi)` và đề mục `## Phí dịch vụ`
        Sau: đề mục `## Phí dịch vụ {"{"}#le-phi{"}"}`

unsafe-link = không cho phép loại liên kết này: `{ $found }`
    .hint = dùng địa chỉ bắt đầu bằng `https://`, `mailto:`, `tel:`, hoặc đường dẫn trong trang tin
    .explain =
        Chỉ nhận những loại liên kết không gây hại cho người đọc. Liên kết chạy lệnh, như `javascript:`, hoặc chứa dữ liệu ẩn, như `data:`, bị từ chối.

        Trước: `[Mở bản đồ](javascript:moBanDo())`
        Sau: `[Mở bản đồ](https://bando.example/26188)`

missing-picture = không có ảnh `{ $found }`
    .hint = { $case ->
        [elsewhere] tải ảnh về, đặt cạnh văn bản, rồi gõ tên tệp, ví dụ `anh.png`
        [format] lưu ảnh lại thành JPEG hoặc PNG rồi đặt cạnh văn bản; dùng được: png, jpg, webp, avif, gif, svg
       *[beside] đặt tệp ảnh cạnh văn bản, hoặc sửa đường dẫn
    }
    .explain =
        Văn bản dùng một ảnh nhưng không có tệp ở đường dẫn đó; chỗ đó trên trang sẽ trống. Chữ hoa, chữ thường và dấu trong tên tệp phải giống hệt.

        Trước: `![Màn hình đăng nhập](Dang-nhap.PNG)`
        Sau: `![Màn hình đăng nhập](dang-nhap.png)`

missing-alt = ảnh `{ $found }` thiếu lời mô tả
    .hint = gõ lời mô tả trong ngoặc vuông: `![ảnh cho thấy điều gì]({ $found })`
    .explain =
        Người khiếm thị nghe lời mô tả thay cho ảnh; khi ảnh không tải được, mọi người cũng đọc lời này. Hãy viết ngắn: ảnh cho thấy điều gì.

        Trước: `![](buoc-1.png)`
        Sau: `![Màn hình nhập số căn cước](buoc-1.png)`

broken-picture = trình duyệt không hiện được ảnh `{ $found }`
    .hint = mở tệp bằng phần mềm xem ảnh rồi lưu lại thành JPEG hoặc PNG
    .explain =
        Tệp có đuôi của ảnh nhưng bị đứt giữa chừng, rỗng, hoặc thuộc loại khác, ví dụ ảnh HEIC của điện thoại bị đổi đuôi. Người đọc sẽ thấy một khung trống.

        Trước: tệp `IMG_0042.HEIC` đổi tên thành `buoc-1.jpg`
        Sau: mở ảnh rồi lưu lại thành `buoc-1.jpg`

heavy-picture = ảnh `{ $found }` nặng { $size } KB nên tải rất lâu; chỉ nên tới { $limit } KB
    .hint = mở ảnh bằng Paint, chọn Đổi kích thước (Resize), gõ chiều rộng 1200 pixel, rồi lưu thành JPEG với tên cũ
    .explain =
        Mạng yếu phải chờ nhiều giây mới thấy ảnh, và người dùng trả tiền theo dung lượng tốn thêm tiền. Chiều rộng 1200 pixel là đủ cho mọi màn hình.

        Trước: ảnh chụp 4000 × 3000 pixel, 3.500 KB
        Sau: vẫn ảnh đó với 1200 × 900 pixel, 150 KB

wide-picture = ảnh `{ $found }` rộng { $width } pixel; chỉ cần tới { $limit } pixel
    .hint = mở ảnh bằng Paint, chọn Đổi kích thước (Resize), gõ chiều rộng 1200 pixel, rồi lưu với tên cũ
    .explain =
        Không trang nào hiện ảnh rộng hơn 1200 pixel; phần dư chỉ làm tốn dung lượng.

        Trước: ảnh chụp màn hình rộng 4096 pixel
        Sau: vẫn ảnh đó, rộng 1200 pixel

missing-attachment = không có tệp `{ $path }` để đính kèm
    .hint = đặt tệp vào đó, hoặc sửa đường dẫn: đường dẫn tính từ thư mục của bài; chữ hoa, chữ thường và dấu phải giống hệt
    .explain =
        Bài có đính kèm một tệp nhưng ở đường dẫn đó không có tệp nào.

        Trước: `file: {"{"}path: Phu-luc.pdf, public: yes{"}"}`
        Sau: `file: {"{"}path: phu-luc.pdf, public: yes{"}"}`

closed-attachment = không mở được tệp `{ $found }`: { $why }
    .hint = đóng tệp ở các phần mềm khác, kiểm tra quyền đọc tệp, rồi chạy lại lệnh
    .explain =
        Bài có đính kèm một tệp, tệp có đó nhưng máy không mở được: phần mềm khác đang giữ tệp, hoặc tài khoản chạy loa không có quyền đọc.

        Trước: `phu-luc.pdf` đang bị một phần mềm khóa
        Sau: đã đóng phần mềm đó

attachment-outside = `{ $found }` không nằm cạnh các văn bản
    .hint = chép tệp vào thư mục của bài và chỉ gõ tên tệp: { $expected }
    .explain =
        Chỉ đính kèm được tệp nằm trong `content/directives`, `content/guides` và `content/pages`, để không bảng số liệu nào, tệp gửi đến nào hay tệp ngoài `content` bị công bố nhầm.

        Trước: `path: ../../Desktop/phu-luc.pdf`
        Sau: `path: phu-luc.pdf`

attachment-staff = `{ $found }` dành cho cán bộ mà lại ghi là công khai
    .hint = gõ `public: no`; nếu ai cũng được xem tệp này thì bỏ `.staff` trong tên tệp
    .explain =
        Tệp hay thư mục có `.staff` trong tên không bao giờ được đưa lên trang. Một trong hai chỗ đã sai: tên tệp, hoặc `public: yes`.

        Trước: `file: {"{"}path: phan-cong.staff.pdf, public: yes{"}"}`
        Sau: `file: {"{"}path: phan-cong.staff.pdf, public: no{"}"}`

attachment-type = không đính kèm được loại tệp như `{ $found }`
    .hint = lưu lại thành PDF; các đuôi đính kèm được là { $expected }
    .explain =
        Người đọc phải mở được tệp, và tệp không được tự chạy: chương trình, trang web và tài liệu có macro đều không đính kèm được.

        Trước: `path: bieu-mau.xlsm`
        Sau: `path: bieu-mau.xlsx`

heavy-attachment = tệp `{ $found }` nặng { $size } KB, tốn nhiều dung lượng của người tải; chỉ nên tới { $limit } KB
    .hint = lưu thành PDF với ảnh nhỏ hơn (trong Word: Kích thước tối thiểu, Minimum size), hoặc chia thành nhiều tệp
    .explain =
        Nhiều người dân trả tiền theo dung lượng, và mạng yếu thì tệp lớn hay đứt giữa chừng.

        Trước: bản quét 40 MB
        Sau: vẫn văn bản đó lưu thành PDF từ Word, 1 MB

unknown-block = không có khối dữ liệu nào tên `{ $found }`
    .hint = sửa tên sau ba dấu nháy ngược; nếu là đoạn mẫu lệnh thì gõ `text`
    .explain =
        Ba dấu nháy ngược kèm một tên chèn dữ liệu của trang tin: lịch, tiến độ, mã QR, thời hạn, các bước, tệp tải về, bản đồ. Tên này không có trong số đó.

        Trước: ` ```lich commune=26188 `
        Sau: ` ```schedule commune=26188 `

unknown-argument = khối `{ $block }` không nhận `{ $found }`
    .hint = sửa tên cho đúng, hoặc xóa phần này
    .explain =
        Sau tên khối là các cặp `tên=giá trị`. Mỗi khối chỉ nhận một số tên; tên lạ thường do gõ sai, và nếu bỏ qua thì trang sẽ hiện không đúng ý người viết.

        Trước: ` ```schedule xa=26188 `
        Sau: ` ```schedule commune=26188 `

bad-argument = trong khối `{ $block }`, `{ $name }` không nhận `{ $found }`
    .hint = sửa giá trị sau `{ $name }=`
    .explain =
        Tên đúng nhưng giá trị không dùng được: không phải số, hoặc là mã, tên không có trong dữ liệu.

        Trước: ` ```schedule commune=26188 limit=nam `
        Sau: ` ```schedule commune=26188 limit=5 `

unknown-fact = không có dữ kiện `{ $found }`
    .hint = { $unsaid ->
        [0] sửa tên giữa hai cặp dấu ngoặc nhọn
        [1] thêm `{ $key }` vào `content/site.yaml` vì ở đó chưa ghi; hoặc bỏ dữ kiện này
       *[other] chưa có số liệu của toàn chiến dịch: thêm vào `content/progress`, hoặc bỏ dữ kiện này
    }
    .explain =
        Tên giữa hai cặp ngoặc nhọn được thay bằng giá trị trong `content/site.yaml` hoặc trong phần đầu văn bản, viết theo cách của từng ngôn ngữ. Tên này không có.

        Trước: `Chiến dịch kết thúc ngày {"{{"} campaign.end {"}}"}`
        Sau: `Chiến dịch kết thúc ngày {"{{"} campaign.ends {"}}"}`

bad-markdown = { $why }: `{ $found }`
    .hint = sửa chỗ này theo cách viết đúng; gõ `loa explain bad-markdown` để xem ví dụ
    .explain =
        Một chỗ trong nội dung viết dở hoặc viết sai, nên không biết người viết muốn gì. Trang không được tạo, vì đăng sai còn tệ hơn.

        Trước: `kết thúc ngày {"{{"} campaign.ends`
        Sau: `kết thúc ngày {"{{"} campaign.ends {"}}"}`

        Trước: `theo kế hoạch[^1]` mà không có dòng giải thích
        Sau: thêm ở cuối tệp một dòng `[^1]: Kế hoạch số 2359`

markdown-as-text = { $case ->
        [picture] ảnh này không hiện, người đọc thấy nguyên dòng `{ $found }`
        [link] liên kết này không bấm được, người đọc thấy nguyên dòng `{ $found }`
       *[heading] dòng này không thành đề mục, người đọc thấy nguyên `{ $found }`
    }
    .hint = { $case ->
        [picture] tên tệp có dấu cách thì đặt trong `<…>`, hoặc đổi tên tệp: `![Màn hình](<Ảnh chụp.png>)`
        [link] địa chỉ có dấu cách thì đặt trong `<…>`: `[Biểu mẫu](<bieu mau.xlsx>)`
       *[heading] gõ một dấu cách sau các dấu `#`: `## Miễn phí`
    }
    .explain =
        Dấu cách trong địa chỉ làm đứt liên kết, và thiếu dấu cách sau `#` thì không thành đề mục; trang vẫn được tạo nhưng hiện cả các dấu.

        Trước: `![Màn hình](Ảnh chụp.png)`
        Sau: `![Màn hình](<Ảnh chụp.png>)`

md-unclosed-fact = có dấu mở {"`{{`"} nhưng không có dấu đóng {"`}}`"} trên cùng dòng
md-empty-fact = giữa {"`{{`"} và {"`}}`"} không có gì
md-malformed-fact = tên giữa {"`{{`"} và {"`}}`"} có khoảng trống hoặc dấu ngoặc
md-bad-argument = sau tên khối phải là các cặp `tên=giá trị`, dấu ngoặc kép phải đóng
md-undefined-footnote = chú thích này không có dòng giải thích
md-unused-footnote = không chỗ nào nhắc tới chú thích này nên nó không hiện ra
md-undefined-reference = liên kết này không có dòng cho biết địa chỉ
md-duplicate-id = tên đề mục này đã dùng ở trên
md-unclosed-comment = có `<!--` nhưng không có `-->` nên phần còn lại bị ẩn
md-unclosed-element = thẻ HTML này không được đóng nên phần sau nó bị bỏ

html-removed = đã bỏ các thẻ HTML không được phép: `{ $found }`
    .hint = viết bằng Markdown, hoặc xóa các thẻ này
    .explain =
        Thẻ HTML chạy lệnh hoặc tải nội dung từ nơi khác bị bỏ, vì trang tin không gửi gì về người đọc cho bên thứ ba. Phần còn lại của văn bản vẫn hiện.

        Trước: `<iframe src="https://video.example/1"></iframe>`
        Sau: `[Xem video](https://video.example/1)`

unknown-directive = không có văn bản chỉ đạo `{ $found }`
    .hint = gõ tên tệp trong `content/directives`, bỏ phần `.vi.md`
    .explain =
        Chỗ này dẫn tới một văn bản chỉ đạo bằng tên tệp, nhưng trong `content/directives` không có tệp tên như vậy. Văn bản không đăng trên trang thì chỉ ghi số, ký hiệu và ngày, không ghi `directive`.

        Trước: `directive: kehoach-2359`
        Sau: `directive: ke-hoach-2359`

unknown-guide = không có hướng dẫn `{ $found }`
    .hint = gõ tên tệp trong `content/guides`, bỏ phần `.vi.md`
    .explain =
        Chỗ này dẫn tới một hướng dẫn bằng tên tệp hoặc tên thư mục, nhưng trong `content/guides` không có tên như vậy. Trang của điểm đăng ký lấy giấy tờ cần mang, lệ phí và thời gian từ hướng dẫn này.

        Trước: `landing: {"{"}guide: dang-ki{"}"}`
        Sau: `landing: {"{"}guide: dang-ky{"}"}`

unknown-provider = không có nhà cung cấp `{ $found }`
    .hint = sửa tên, hoặc thêm nó vào `providers` trong `content/site.yaml`
    .explain =
        Nhà cung cấp được khai báo một lần trong `providers` của `content/site.yaml`, với tên, điện thoại và địa chỉ web; nơi khác chỉ ghi tên ngắn. Tên này chưa được khai báo.

        Trước: `provider: VNPT`
        Sau: `provider: vnpt`

unknown-scope = không có đơn vị hành chính nào mang mã `{ $found }` trong bảng xã/phường
    .hint = sửa mã, hoặc thêm đơn vị vào bảng `communes`
    .explain =
        Mã xã/phường hoặc mã tỉnh ở đây không có trong bảng `communes`. Có thể gõ nhầm một chữ số, hoặc đây là mã cũ không còn dùng.

        Trước: `applies_to: ["26118"]`
        Sau: `applies_to: ["26188"]`

document-two-dates = `{ $found }` ở đây ghi ngày { $date }, còn ở `{ $other }` ghi ngày { $other_date }
    .hint = đối chiếu với chính văn bản đó rồi sửa ngày sai; nếu các văn bản gốc đúng là ghi khác nhau thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Một văn bản chỉ có một số, một ký hiệu và một ngày. Hai nơi trên trang viện dẫn cùng văn bản mà ghi hai ngày thì một nơi bị nhầm, người đọc sẽ tìm một văn bản không có. Chỉ ghi tháng hoặc năm thì vẫn khớp với ngày đầy đủ trong tháng, năm đó.

        Trước: `2443/SKHCN-CĐS` ghi `2025-10-06` ở văn bản này, `2025-10-09` ở văn bản kia
        Sau: cả hai ghi `2025-10-09`

directive-twice = văn bản `{ $found }` cùng ngày có hai lần trên trang, lần kia ở `{ $other }`
    .hint = giữ một, xóa một; bản dịch là tệp cùng tên, ví dụ `TÊN.en.md`
    .explain =
        Số, ký hiệu và ngày chỉ một văn bản. Có hai trang cho một văn bản thì sớm muộn một trang sẽ cũ.

        Trước: `cv-2359.vi.md` và `cong-van-so.vi.md` cùng là `2359/SKHCN-CĐS` ngày 06/10/2025
        Sau: chỉ còn `cv-2359.vi.md`

title-twice = hai hướng dẫn cùng tên `{ $found }`; tệp kia là `{ $other }`
    .hint = ghi vào tên điểm khác nhau, ví dụ doanh nghiệp hoặc đối tượng, hoặc xóa một tệp
    .explain =
        Người đọc thấy tên trong danh sách; hai tên giống hệt thì không biết chọn cái nào.

        Trước: hai hướng dẫn `Đăng ký chữ ký số`
        Sau: `Đăng ký chữ ký số VNPT` và `Đăng ký chữ ký số Viettel`

duration-differs = `{ $found }`, nhưng từ { $first } đến { $last } là { $days } ngày
    .hint = sửa số ngày hoặc sửa ngày; tính cả ngày đầu và ngày cuối. Nếu đây là tên chính thức của chiến dịch thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Số ngày đứng cạnh hai mốc, hoặc nói về chiến dịch, nhưng không khớp khi tính cả ngày đầu lẫn ngày cuối. Người đọc không biết tin số nào.

        Trước: trong 30 ngày, từ 01/10/2025 đến 31/10/2025
        Sau: trong 31 ngày, từ 01/10/2025 đến 31/10/2025

placeholder = còn chỗ trống chưa điền: `{ $found }`
    .hint = điền nội dung, hoặc bỏ đi; văn bản chưa có số, chưa có ngày thì bỏ mục `number` và ghi `date` đến tháng
    .explain =
        Mẫu và dự thảo hay để chỗ trống như dấu chấm, `XX/XX/2025`, `[tên xã]`. Đăng lên như vậy vừa cẩu thả vừa thiếu thông tin.

        Trước: `từ ngày XX/XX/2025`
        Sau: `từ ngày 01/10/2025`

term-misspelt = `{ $found }` viết đúng là { $expected } (số chỗ trong tệp: { $count })
    .hint = viết { $expected }, theo { $source }
    .explain =
        Thuật ngữ và tên ứng dụng chính thức chỉ có một cách viết, do pháp luật hoặc đơn vị chủ quản đặt. Viết lẫn lộn làm người đọc nghi ngờ và tìm nhầm ứng dụng.

        Trước: `VneID`
        Sau: `VNeID`

tones-mixed = trang viết `{ $found }` ở đây nhưng viết { $expected } ở `{ $other }`
    .hint = đặt dấu thanh theo một kiểu; trang chủ yếu viết như { $expected } ({ $usual } so với { $count })
    .explain =
        Hai kiểu đặt dấu thanh ở `oa`, `oe`, `uy` đều đúng, nhưng một trang nên theo một kiểu: tìm từ theo kiểu này không ra từ viết theo kiểu kia.

        Trước: `văn hóa` và `văn hoá`
        Sau: đều viết `văn hóa`

personal-id = `{ $found }` giống số căn cước của công dân
    .hint = bỏ số này: trang không công bố dữ liệu cá nhân của người dân; nếu là số khác thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Số căn cước có 12 chữ số: ba số mã tỉnh, một số giới tính và thế kỷ, hai số năm sinh, sáu số nữa. Đây là dữ liệu cá nhân, lộ ra thì dễ bị lợi dụng. Thông báo và nhật ký chỉ hiện hai đầu của số.

        Trước: danh sách có họ tên và số CCCD
        Sau: chỉ ghi số người

personal-phone = `{ $found }` giống số di động của cá nhân
    .hint = thay bằng số của cơ quan, ghi ở mục `phone` của điểm hoặc của đơn vị phụ trách; nếu là số trực chính thức thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Số di động trong bài thường là của một người, và người đó sẽ bị gọi nhiều năm. Số cố định (02…) và tổng đài (1800, 1900) thì không sao. Thông báo và nhật ký chỉ hiện hai đầu của số.

        Trước: `liên hệ chị Lan, 0912 345 678`
        Sau: `liên hệ phường, 0251 3822 123`

personal-mail = `{ $found }` là địa chỉ thư ở nhà cung cấp thư cá nhân
    .hint = thay bằng thư công vụ của cơ quan (đuôi `gov.vn`), hoặc bỏ đi
    .explain =
        Địa chỉ Gmail, Yahoo… là của cá nhân hoặc của tài khoản không ai chịu trách nhiệm, và kẻ lừa đảo cũng dùng loại này. Thông báo và nhật ký chỉ hiện chữ đầu.

        Trước: `ubndtanhung@gmail.com`
        Sau: `ubnd.tanhung@dongnai.gov.vn`

mobile-of-office = số hàng trong bảng có điện thoại là số di động: { $count }, đầu tiên là `{ $found }`
    .hint = xem lại đây có phải số trực của cơ quan không, hay là số riêng của cán bộ; nên dùng số cố định hoặc tổng đài
    .explain =
        Điện thoại của điểm và của xã, phường hiện trên trang và áp phích. Số di động ở đây thường là số riêng của cán bộ, người chuyển việc thì số đi theo. Mỗi bảng chỉ báo một lần.

        Trước: `điện thoại` là `0912 345 678`
        Sau: `điện thoại` là `0251 3822 123`

address-twice = địa chỉ `{ $found }` đã được dùng cho một phần có sẵn, một ngôn ngữ hoặc một trang khác
    .hint = đặt tên khác cho tệp này
    .explain =
        Mỗi địa chỉ chỉ có một trang. Tên tệp trong `content/pages` trở thành địa chỉ, nên không được trùng với các phần có sẵn như `schedule`, `progress`, `guides`.

        Trước: `content/pages/schedule.vi.md`
        Sau: `content/pages/lich-chung.vi.md`

# Xã/phường, điểm đăng ký, lịch, tiến độ.

commune-twice = mã `{ $found }` đã có ở `{ $other }`
    .hint = giữ một hàng; nếu là hai đơn vị khác nhau thì sửa mã của một hàng
    .explain =
        Mỗi mã chỉ thuộc một xã/phường. Bảng xã/phường là gốc của mọi địa chỉ và mã QR, nên hai hàng cùng mã thì không tạo trang được.

        Trước: `26188,Tân Hưng` và `26188,Tân Lợi`
        Sau: `26188,Tân Hưng` và `26191,Tân Lợi`

unknown-kind = không có loại đơn vị `{ $found }`
    .hint = gõ một trong ba loại ở cột `loại` (`kind`)
    .explain =
        Cấp xã có ba loại: xã, phường, đặc khu. Thị trấn không còn từ ngày 1/7/2025. Loại đứng trước tên trên trang và giúp phân biệt các đơn vị trùng tên.

        Trước: `25345,Tân Hưng,thị trấn,75`
        Sau: `25345,Tân Hưng,xã,75`

bad-successor = cột `successor` ghi `{ $found }`, không phải mã xã/phường
    .hint = gõ mã đủ năm chữ số, ví dụ { $expected }; nhiều mã thì cách nhau bằng `;`, phần lớn nhất đứng trước
    .explain =
        Cột `successor` chỉ ghi ở hàng của một mã không còn dùng: các mã của đơn vị hiện nay mà đơn vị cũ đã nhập vào. Tên không dùng ở đây được, vì nhiều nơi trùng tên.

        Trước: `Phường Sầm Sơn`
        Sau: `16531`

unknown-successor = `{ $code }` được nhập vào `{ $found }`, nhưng bảng xã/phường không có mã này
    .hint = sửa mã ở cột `successor`, hoặc thêm hàng cho `{ $found }`
    .explain =
        Cột `successor` cho biết xã/phường cũ nay thuộc đơn vị nào; người quét mã cũ được đưa tới đó. Đơn vị ấy phải có trong bảng.

        Trước: ở hàng của mã cũ, `successor` là `26118`, mà bảng không có `26118`
        Sau: `successor` là `26188`

successor-circle = theo cột `successor`, `{ $found }` quay lại chính nó
    .hint = để trống `successor` ở hàng của đơn vị hiện nay
    .explain =
        Đi theo `successor` phải tới một đơn vị đang hoạt động. Ở đây đơn vị này nhập vào đơn vị kia rồi lại quay về, nên không biết đưa người đọc tới đâu.

        Trước: `25345` có `successor` là `25348`, và `25348` có `successor` là `25345`
        Sau: `25345` có `successor` là `25348`, và `25348` để trống

no-commune = hàng này không cho biết xã/phường
    .hint = gõ mã năm chữ số, ví dụ 26188, hoặc tên ở cột `xã/phường` (`commune`)
    .explain =
        Mỗi hàng phải thuộc một xã/phường; nếu không thì không biết hiện ở trang nào. Dùng mã là chắc nhất, vì nhiều nơi trùng tên.

        Trước: ô `commune` trống, ô `name` là `Nhà văn hóa ấp 1`
        Sau: ô `commune` là `26188`

unknown-commune = không có xã/phường `{ $found }` trong bảng xã/phường
    .hint = gõ mã năm chữ số hoặc tên như trong bảng `communes`; nếu thiếu đơn vị thì thêm vào bảng đó
    .explain =
        Tên hoặc mã này không có trong bảng `communes`, kể cả trong các tên cũ. Hàng được để riêng, các hàng khác vẫn dùng.

        Trước: `Xã Tân Hưg`
        Sau: `Xã Tân Hưng`, hoặc `26188`

commune-ambiguous = tên `{ $found }` có ở nhiều xã/phường
    .hint = gõ mã thay cho tên, một trong: { $expected }
    .explain =
        Nhiều đơn vị hiện nay hoặc trước đây mang tên này, nên không thể đoán. Gõ mã năm chữ số thì không còn nhầm.

        Có thể ghi thêm huyện hoặc tỉnh để phân biệt: `Xã Tân Hưng, Đồng Nai`. Hiện có bốn xã Tân Hưng.

        Trước: `Tân Hưng`
        Sau: `25345`

commune-split = `{ $found }` đã được chia cho nhiều xã/phường
    .hint = gõ mã của xã/phường hiện nay, một trong: { $expected }
    .explain =
        Đơn vị cũ này được chia cho nhiều đơn vị mới, nên không biết hàng này thuộc đơn vị nào. Hãy gõ mã của đơn vị nơi điểm hoặc buổi này diễn ra.

        Trước: `Thị trấn Tân Phú` (đã chia)
        Sau: `26188`

former-name = `{ $found }` là tên hoặc mã cũ, được hiểu là `{ $code }`
    .hint = gõ { $expected }
    .explain =
        Tên hoặc mã này không còn dùng, nhưng cả đơn vị đã nhập vào đúng một đơn vị mới nên hàng vẫn được nhận. Nên dùng tên hoặc mã hiện nay để người khác khỏi nhầm.

        Trước: `Thị trấn Tân Phú`
        Sau: `Xã Tân Phú`, hoặc mã của xã này

code-and-name-disagree = mã `{ $code }` và tên `{ $found }` là hai xã/phường khác nhau
    .hint = mã `{ $code }` là { $expected }: sửa mã hoặc tên, hoặc xóa một trong hai ô
    .explain =
        Hàng này có cả mã và tên, nhưng hai ô nói hai nơi khác nhau. Thường là do chép lệch hàng trong bảng tính, nên hàng được để riêng.

        Trước: `26188` và `Tân Lợi`
        Sau: `26188` và `Tân Hưng`

bad-point-id = `{ $found }` không phải là mã điểm
    .hint = mã điểm chỉ gồm chữ số và dấu gạch nối, bắt đầu bằng chữ số, ví dụ { $expected }
    .explain =
        Mã điểm nằm trong địa chỉ trang và trong mã QR đã in, nên chỉ có chữ số và dấu gạch nối: dễ đọc qua điện thoại, dễ gõ. Thường là mã xã/phường, dấu gạch nối và số thứ tự.

        Trước: `Điểm 2`
        Sau: `26188-2`

position-abroad = { $case ->
        [swapped] có lẽ vĩ độ và kinh độ bị đổi chỗ
       *[other] vị trí này không ở Việt Nam
    }: `{ $found }`
    .hint = { $case ->
        [swapped] gõ { $meant }
       *[other] lấy lại tọa độ từ bản đồ; ở Việt Nam `lat` từ 8 đến 24, `lon` từ 102 đến 118
    }
    .explain =
        Tọa độ rơi vào nơi khác trên thế giới: sai một chữ số, lệch dấu thập phân, hoặc đổi chỗ hai số.

        Trước: `lat` 1.095, `lon` 106.82
        Sau: `lat` 10.95, `lon` 106.82

point-far-away = điểm ở `{ $found }` cách trung tâm { $commune } ({ $middle }) { $km } km
    .hint = { $case ->
        [own] lấy lại tọa độ từ bản đồ
       *[other] lấy lại tọa độ từ bản đồ, hoặc xem lại mã xã: vị trí này gần { $nearest } nhất
    }
    .explain =
        Điểm phải nằm trong xã, phường của mình, mà trên đất liền không xã nào rộng đến 25 km tính từ trung tâm. Thường là sai một chữ số, hoặc hàng ghi mã xã khác. Chỉ đường như vậy sẽ đưa người dân đến sai chỗ.

        Trước: `lat` 10.55 cho một điểm ở Tân Triều (11.0064)
        Sau: `lat` 11.0055

position-twice = `{ $found }` trùng tọa độ với `{ $name }` (`{ $other }`)
    .hint = sửa tọa độ bị chép nhầm; nếu là một nơi thì giữ một hàng; nếu hai điểm chung một tòa nhà thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Hai điểm khác tên của một xã nằm đúng một chỗ: tọa độ chép từ hàng trên, hoặc một nơi ghi hai hàng.

        Trước: nhà văn hóa ấp 1 và nhà văn hóa ấp 2 cùng ở 11.0064, 106.82
        Sau: mỗi nhà văn hóa một tọa độ

point-name-twice = xã/phường có hai điểm cùng tên `{ $found }`; điểm kia ở `{ $other }`
    .hint = ghi vào tên điểm khác nhau, hoặc xóa một hàng; điểm mở hai đợt thì ghi `từ ngày` và `đến ngày` ở cả hai hàng
    .explain =
        Người đọc thấy tên điểm trên trang của xã và trên áp phích; hai điểm cùng tên cùng lúc giống như nhầm lẫn.

        Trước: hai hàng `Nhà văn hóa`
        Sau: `Nhà văn hóa ấp 1` và `Nhà văn hóa ấp 2`

place-nearly-same = `{ $found }` có lẽ là cùng một nơi với `{ $name }` (`{ $other }`)
    .hint = nếu là một nơi thì viết một kiểu; nếu là hai nơi thì chấp nhận cảnh báo này và nêu lý do
    .explain =
        Hai tên trong một xã chỉ khác nhau do gõ nhầm, viết tắt hoặc đảo chữ. Người đọc tưởng là hai nơi. Khác số thì luôn là hai nơi.

        Trước: `NVH ấp 1` và `Nhà văn hóa ấp 1`
        Sau: đều viết `Nhà văn hóa ấp 1`

point-outside-campaign = { $case ->
        [after] điểm mở từ { $found }, sau ngày cuối của chiến dịch là { $limit }
       *[before] điểm đóng từ { $found }, trước ngày đầu của chiến dịch là { $limit }
    }
    .hint = { $year ->
        [wrong] có phải năm đúng là { $meant } không?
       *[right] sửa `từ ngày` hoặc `đến ngày`, hoặc sửa `starts`, `ends` trong `content/site.yaml`
    }
    .explain =
        Trong suốt chiến dịch điểm này không mở, nên không ai dùng được. Thường là nhầm ngày với tháng hoặc gõ nhầm năm.

        Trước: `đến ngày` là `30/10/2024` trong chiến dịch tháng 10/2025
        Sau: `đến ngày` là `30/10/2025`

point-id-twice = mã điểm `{ $found }` đã có ở `{ $other }`
    .hint = đổi mã của điểm chưa in mã QR; điểm đã in thì giữ nguyên mã
    .explain =
        Hai hàng cùng mã thì không biết mã QR dẫn tới điểm nào, nên cả hai được để riêng và trang giữ thông tin đúng gần nhất.

        Trước: `26188-2,Nhà văn hóa ấp 1` và `26188-2,Trạm y tế`
        Sau: `26188-2,Nhà văn hóa ấp 1` và `26188-3,Trạm y tế`

two-main-points = xã/phường `{ $found }` có hai điểm chính cùng lúc, điểm kia ở `{ $other }`
    .hint = bỏ dấu x ở cột `điểm chính` (`main`) của một điểm, hoặc sửa `từ ngày` (`from`), `đến ngày` (`until`) để hai điểm không trùng thời gian
    .explain =
        Địa chỉ của xã/phường hiện điểm chính của ngày hôm đó, nên mỗi lúc chỉ một điểm là chính. Khi dời điểm, hãy ghi ngày kết thúc của điểm cũ.

        Trước: hai điểm cùng có `main` là `x`
        Sau: điểm cũ có `until` là `15/10/2025`, điểm mới có `from` là `16/10/2025`

point-of-another-place = hàng không có mã điểm, mà tên `{ $found }` và địa chỉ đều khác với điểm `{ $known }` của xã/phường
    .hint = nếu là điểm thêm của xã/phường thì gõ { $expected } ở cột `id`; nếu `{ $known }` đổi tên hoặc chuyển chỗ thì gõ `{ $own }`
    .explain =
        Hàng không có mã là nói về điểm của chính xã/phường, nơi mã QR đã in dẫn tới. Khi cả tên và địa chỉ đều khác, đó có thể là một điểm thêm; nhận hàng này thì mã QR sẽ dẫn tới sai chỗ. Thông tin của điểm giữ nguyên cho đến khi mã cho biết là điểm nào. Chữ hoa, dấu thanh và dấu câu không tính; hàng không ghi địa chỉ thì xét theo tên.

        Trước: `26188,Nhà văn hóa khu phố 3,5 Lê Lợi` với cột `id` trống, trong khi điểm đang có là `Trung tâm hành chính công`
        Sau: cùng hàng đó với cột `id` là `26188-2`

point-needs-id = điểm này cần mã riêng vì xã/phường có nhiều điểm
    .hint = gõ { $expected } ở cột `id`; nếu đây là điểm chính của xã/phường thì gõ `x` ở cột `điểm chính`
    .explain =
        Chỉ điểm duy nhất, điểm chính, hoặc điểm còn lại khi các điểm khác đều có mã, mới được để trống mã. Mã không lấy theo thứ tự hàng, vì chèn một hàng là mọi mã QR đã in sẽ sai. Mã gợi ý chưa từng được dùng.

        Trước: `26188,Trạm y tế` với cột `id` trống
        Sau: `26188,Trạm y tế` với cột `id` là `26188-2`

until-before-from = ngày cuối `{ $found }` đứng trước ngày đầu `{ $from }`
    .hint = gõ ngày cuối không sớm hơn ngày đầu, hoặc xóa ô ngày cuối
    .explain =
        Khoảng thời gian phải bắt đầu trước khi kết thúc; ngày cuối được tính vào khoảng này. Thường là do gõ nhầm tháng hoặc năm.

        Trước: từ `20/10/2025` đến `10/10/2025`
        Sau: từ `20/10/2025` đến `10/11/2025`

unknown-point = không có điểm `{ $found }` trong bảng điểm đăng ký
    .hint = gõ mã điểm như trong bảng `points`; nếu chỉ muốn nêu nơi tổ chức thì ghi ở cột `địa điểm` (`place`)
    .explain =
        Cột `point` nhận mã của một điểm trong bảng `points`. Buổi tổ chức ở nơi khác thì để trống cột này, ghi xã/phường và địa điểm.

        Trước: `point` là `Nhà văn hóa ấp 1`
        Sau: `point` là `26188-2`, hoặc `commune` là `26188` và `place` là `Nhà văn hóa ấp 1`

point-of-other-commune = điểm `{ $found }` không thuộc xã/phường `{ $commune }`
    .hint = điểm này thuộc { $expected }: sửa mã xã/phường hoặc mã điểm
    .explain =
        Hàng này có cả điểm và xã/phường, nhưng điểm ấy thuộc nơi khác. Người dân có thể đến nhầm nơi, nên hàng được để riêng. Có điểm rồi thì có thể để trống xã/phường.

        Trước: `commune` là `26191`, `point` là `26188-2`
        Sau: `commune` là `26188`, `point` là `26188-2`

run-too-long = buổi này lặp lại đến `{ $found }`, dài hơn một năm
    .hint = xem lại năm; nếu đúng thì chia thành nhiều hàng, mỗi hàng không quá một năm
    .explain =
        Lịch lặp dài hơn một năm gần như luôn do gõ nhầm năm, và sẽ tạo hàng trăm buổi không có thật.

        Trước: `date` là `06/10/2025`, `until` là `31/10/2035`
        Sau: `date` là `06/10/2025`, `until` là `31/10/2025`

session-at-night = buổi bắt đầu lúc `{ $found }`, giữa đêm
    .hint = nếu là buổi chiều thì gõ `{ $offer }`, giờ kết thúc cũng ghi theo 24 giờ
    .explain =
        Giờ ghi theo 24 giờ: 1h30 là nửa đêm về sáng, 1 giờ 30 chiều là 13h30. Đăng nhầm thì người dân đến lúc không có ai.

        Trước: `1h30`
        Sau: `13h30`

end-before-start = giờ kết thúc `{ $found }` không sau giờ bắt đầu { $start }
    .hint = gõ giờ kết thúc muộn hơn trong cùng ngày, ví dụ 19h đến 21h; buổi kéo dài qua nửa đêm thì ghi thành hai hàng
    .explain =
        Buổi phải kết thúc sau khi bắt đầu, trong cùng ngày. Buổi tối ghi theo 24 giờ. Buổi kéo dài qua nửa đêm ghi thành hai hàng: ngày đầu đến 23h59, ngày sau từ 0h.

        Trước: từ `19h` đến `9h`
        Sau: từ `19h` đến `21h`

unknown-status = không có trạng thái `{ $found }`
    .hint = để trống nếu buổi vẫn như đã định; gõ `hủy` nếu hủy, `chuyển` nếu dời
    .explain =
        Cột `trạng thái` (`status`) cho biết buổi vẫn như đã định, đã hủy hay đã dời. Hiểu sai thì người dân có thể đến một buổi không còn, nên hàng được để riêng.

        Trước: `nghỉ`
        Sau: `hủy`, kèm lý do ở cột `lý do`

change-without-reason = buổi bị hủy hoặc dời nhưng không ghi lý do
    .hint = ghi lý do ở cột `lý do` (`reason`), ví dụ: mưa bão
    .explain =
        Buổi đã hủy hoặc dời vẫn hiện trên trang kèm lý do, để người dân biết và tin. Không có lý do thì trang chỉ hiện đã hủy hoặc đã dời.

        Trước: `trạng thái` là `hủy`, `lý do` để trống
        Sau: `trạng thái` là `hủy`, `lý do` là `mưa bão`

moved-nowhere = buổi `{ $found }` đã chuyển nhưng không ghi chuyển đến đâu
    .hint = điền cột `chuyển đến`: mã điểm, địa điểm hoặc ngày mới
    .explain =
        Người đến chỗ cũ cần biết phải đi đâu.

        Trước: `trạng thái` là `chuyển`, `chuyển đến` để trống
        Sau: `chuyển đến` là `26188-2`

planned-and-changed = buổi vẫn đang đăng là diễn ra, nhưng trong hàng có chữ `{ $word }`: `{ $found }`
    .hint = nếu buổi đã hủy hoặc hoãn thì gõ `hủy` ở cột `trạng thái` (`status`), nếu đã dời thì gõ `chuyển`; lý do ghi ở cột `lý do`. Nếu buổi vẫn diễn ra thì viết lại câu này
    .explain =
        Trang chỉ biết buổi bị hủy hay dời qua cột `trạng thái`. Ghi ở chỗ khác thì người dân vẫn thấy buổi như đã định và đến mất công.

        Trước: ghi chú `Hủy do mưa bão`, trạng thái để trống
        Sau: trạng thái `hủy`, lý do `mưa bão`

session-outside-campaign = { $case ->
        [before] buổi ngày { $found } trước ngày đầu của chiến dịch là { $limit }
        [after] buổi ngày { $found } sau ngày cuối của chiến dịch là { $limit }
       *[leaves] buổi lặp đến ngày { $found }, quá ngày cuối của chiến dịch là { $limit }
    }
    .hint = { $year ->
        [wrong] có nhầm năm không? có phải là { $meant } không?
       *[right] sửa ngày của buổi, hoặc sửa `starts`, `ends` trong `content/site.yaml`
    }
    .explain =
        Trước ngày đầu và sau ngày cuối của chiến dịch, các điểm được ghi là chưa mở hoặc đã đóng, nên người dân thấy hai điều trái nhau. Thường là gõ nhầm ngày, hoặc chiến dịch kéo dài mà quên sửa `ends`.

        Trước: buổi ngày 03/11/2025 mà `ends: 2025-10-31`
        Sau: `ends: 2025-11-05`

session-again = buổi `{ $found }` trùng nơi, trùng ngày, trùng giờ với buổi `{ $id }` ở `{ $other }`
    .hint = xóa một trong hai hàng, hoặc sửa ngày, giờ, địa điểm, đối tượng
    .explain =
        Hai hàng khác mã nhưng nói cùng một điều, người đọc không hiểu khác nhau chỗ nào.

        Trước: mã `a1` và `a2` cùng 19h ngày 21/10/2025, cùng nhà văn hóa, cùng đối tượng
        Sau: chỉ còn `a1`

provider-misspelt = không có doanh nghiệp `{ $found }` trong `content/site.yaml`
    .hint = viết khóa như ở mục `providers`; doanh nghiệp không có trong mục đó thì hiện đúng tên bạn ghi
    .explain =
        Doanh nghiệp có trong `content/site.yaml` được hiện kèm tên và điện thoại. Tên này gần giống một trong số đó, có lẽ do gõ nhầm.

        Trước: `vntp`
        Sau: `vnpt`

hamlets-left-out = { $case ->
        [numbers] { $found } có { $count } ấp, tổ; chưa có buổi nào cho số: { $missing }
       *[names] { $found } có { $count } ấp, tổ; lịch mới nêu { $named }
    }
    .hint = thêm buổi cho từng nơi, ghi thêm vào đối tượng của buổi khác, hoặc sửa cột `số ấp` trong bảng xã
    .explain =
        Lịch của xã này xếp theo ấp, thôn, tổ. Nơi nào không có buổi thì người dân nơi đó không biết đi đâu. Buổi đã hủy không tính.

        Trước: `số ấp` là 8, có buổi cho ấp 1 đến ấp 6
        Sau: thêm buổi cho ấp 7 và ấp 8

session-twice = buổi `{ $found }` được ghi hai lần giống nhau nên chỉ lấy một
    .hint = xóa hàng này
    .explain =
        Hai hàng nói về cùng một buổi và giống nhau, nên trang chỉ hiện một lần. Xóa một hàng thì sau này sửa không sót.

        Trước: hai hàng `26188,20/10/2025,19h,Nhà văn hóa ấp 1`
        Sau: một hàng `26188,20/10/2025,19h,Nhà văn hóa ấp 1`

session-id-clash = hai buổi khác nhau cùng mang mã `{ $found }`, buổi kia ở `{ $other }`
    .hint = buổi đã gửi trước đây nay thay đổi: gõ mã `{ $found }` ở cột `id`; buổi khác: gõ một mã riêng, ví dụ { $expected }
    .explain =
        Hai buổi cùng nơi, cùng ngày, cùng giờ bắt đầu nhưng khác địa điểm hoặc đối tượng. Không biết đó là hai buổi hay một buổi bị sửa, nên cả hai được để riêng cho đến khi mỗi buổi có mã.

        Trước: hai hàng `26188,20/10/2025,19h`, một ở ấp 1, một ở ấp 2, cột `id` trống
        Sau: cột `id` của hai hàng là `26188-ap-1` và `26188-ap-2`

unknown-province = không có tỉnh, thành phố mang mã `{ $found }`
    .hint = gõ mã hai chữ số có trong cột `province_code` của bảng `communes`
    .explain =
        Số liệu của tỉnh, thành phố ghi theo mã hai chữ số. Mã này không có trong bảng xã/phường.

        Trước: `commune` là `57`
        Sau: `commune` là `75`

unknown-indicator = không có chỉ tiêu nào tên `{ $found }`
    .hint = gõ tên như trong `indicators` của `content/site.yaml`
    .explain =
        Mỗi số liệu thuộc một chỉ tiêu được khai báo trong `content/site.yaml`. Có thể gõ tên ngắn hoặc tên đầy đủ bằng bất cứ ngôn ngữ nào của trang tin.

        Trước: `chữ kí`
        Sau: `signatures`

progress-in-future = số liệu ghi ngày `{ $found }`, sau hôm nay ({ $today })
    .hint = gõ ngày của số liệu, không muộn hơn hôm nay
    .explain =
        Cột ngày là ngày mà số liệu phản ánh, nên không thể là ngày chưa tới. Thường là do đổi chỗ ngày và tháng, hoặc gõ nhầm năm.

        Trước: `12/11/2025`, khi hôm nay là 20/10/2025
        Sau: `12/10/2025`

progress-too-old = số liệu ghi ngày `{ $found }`, trước ngày { $from } là ngày đầu được nhận
    .hint = xem lại năm; nếu đúng ngày, sửa `data_from` trong `content/site.yaml`
    .explain =
        `data_from` là ngày đầu mà chiến dịch nhận số liệu. Số liệu trước đó thường do gõ nhầm năm, nên được để riêng.

        Trước: `20/10/2015`
        Sau: `20/10/2025`

progress-of-former-unit = số liệu ghi cho `{ $found }`, là đơn vị cũ
    .hint = { $more ->
        [0] cộng số của { $units } rồi nhập cho { $expected }; nếu chỉ để lưu lịch sử, ghi tên cũ ở cột `as_unit`
       *[other] cộng số của { $units } và { $more } đơn vị cũ khác rồi nhập cho { $expected }; nếu chỉ để lưu lịch sử, ghi tên cũ ở cột `as_unit`
    }
    .explain =
        Đơn vị này đã nhập hoặc chia, nên số của nó chỉ là một phần của đơn vị mới; một phần không bao giờ được đăng như cả đơn vị. Hãy cộng số của các đơn vị cũ rồi nhập cho đơn vị mới.

        Trước: `Tân Hưng cũ` 1200 và `Tân Lợi cũ` 800
        Sau: `26188` 2000

progress-of-split-unit = số liệu ghi cho `{ $found }`, là đơn vị cũ đã chia cho nhiều xã/phường
    .hint = nhập số riêng cho từng đơn vị hiện nay: { $expected }; nếu chỉ để lưu lịch sử, ghi tên cũ ở cột `as_unit` và mã của một trong các đơn vị ấy ở cột `xã/phường`
    .explain =
        Đơn vị cũ này được chia cho nhiều đơn vị hiện nay, nên không biết phần nào của số này thuộc đơn vị nào; một phần không bao giờ được đăng như cả đơn vị. Hãy hỏi số của từng đơn vị hiện nay.

        Trước: `Phường Tân Phú (cũ)` 1200
        Sau: `26188` 700 và `26191` 500

progress-contradicts = cùng ngày, hàng này ghi `{ $found }` nhưng `{ $other }` ghi `{ $value }`
    .hint = giữ số đúng và xóa hàng kia; nếu đây là số đính chính, ghi tên ở cột `người đính chính` và lý do ở cột `lý do`
    .explain =
        Hai hàng cùng ngày, cùng đơn vị, cùng nhóm, cùng chỉ tiêu nhưng khác số. Không biết số nào đúng, nên cả hai được để riêng và trang giữ số đã nhận trước đó.

        Trước: `20/10/2025,26188,signatures,1200` và `20/10/2025,26188,signatures,1250`
        Sau: hàng thứ hai thêm `correction_by` là `Nguyễn Văn A` và `reason` là `đếm lại`

progress-not-as-accepted = hàng này ghi `{ $found }` nhưng số đã nhận cho cùng ngày là `{ $value }` (`{ $other }`)
    .hint = xóa hàng này hoặc ghi đúng số đã nhận; muốn đính chính số đã nhận, ghi tên ở cột `người đính chính` và lý do ở cột `lý do`
    .explain =
        Số liệu đã nhận đứng trên các bảng ghi tay. Hàng ghi số khác cho cùng ngày, đơn vị, nhóm và chỉ tiêu được để riêng, số đã nhận vẫn giữ nguyên, trừ khi hàng đó ghi rõ ai đính chính và vì sao.

        Trước: `20/10/2025,26188,signatures,1200`
        Sau: `20/10/2025,26188,signatures,1200`, thêm `correction_by` là `Nguyễn Văn A` và `reason` là `đếm lại`

accepted-unused = { $case ->
        [commune] { $count } số liệu đã nhận không hiện, vì trong bảng xã không có `{ $found }` đang có hiệu lực
        [indicator] { $count } số liệu đã nhận không hiện, vì site.yaml không có chỉ tiêu `{ $found }`
       *[kind] { $count } số liệu đã nhận không hiện, vì chỉ tiêu này nay không tính bằng dạng `{ $found }`
    }
    .hint = { $case ->
        [commune] nếu mã trong `communes.csv` sai thì sửa ở đó; xã đã nhập vào xã khác thì không cần làm gì thêm
        [indicator] đặt lại chỉ tiêu với mã cũ, hoặc để yên các số liệu này
       *[kind] đặt lại `kind` như trước, hoặc dùng mã mới cho cách tính mới
    }
    .explain =
        Số liệu đã nhận ở lại trong `content/accepted` dù trang thay đổi thế nào. Số liệu của xã không còn hiệu lực, của chỉ tiêu mà site.yaml không còn, hoặc ghi tỷ lệ nơi cần số lượng, thì không hiện; khi những điều đó đổi lại, chúng lại hiện.

        Trước: chỉ tiêu `chu-ky` trong site.yaml, trong khi số liệu đã nhận là của `signatures`
        Sau: `signatures`

accepted-unreadable = { $column ->
        [empty] tệp số liệu đã nhận này trống
        [header] đây không phải tệp số liệu đã nhận do loa ghi: `{ $found }`
        [cells] dòng này không đủ hoặc thừa ô so với các cột: `{ $found }`
        [end] tệp bị cắt ngang; dòng cuối là `{ $found }`
        [utf-8] dòng này không phải UTF-8
       *[other] cột `{ $column }` của bản ghi đã nhận không thể là `{ $found }`
    }
    .hint = lấy lại tệp như cũ từ git; muốn sửa một bản ghi thì gửi một hàng mới vào `content/inbox`
    .explain =
        Các tệp trong `content/accepted` chỉ do `loa nightly` ghi, mỗi ngày một tệp, và dòng đã ghi không bao giờ đổi. Dòng không đọc được là do thứ khác đã sửa, nên trang không được dựng cho đến khi sửa xong: số liệu đã nhận không bao giờ bị bỏ qua mà không báo.

        Trước: `2025-10-20,26188,signatures,1.250,,,,,,,,,tan-trieu.xlsx:4`
        Sau: `2025-10-20,26188,signatures,1250,,,,,,,,,tan-trieu.xlsx:4`, như trong git

more-than-whole = `{ $found }` lớn hơn cả tổng số { $whole } ở cột `{ $denominator }`
    .hint = xem lại có thừa chữ số không; nếu tổng số sai thì sửa cột `{ $denominator }` trong bảng `communes`
    .explain =
        Một phần không thể lớn hơn tổng số của cùng xã/phường, tỉnh hoặc chiến dịch. Hoặc số liệu thừa chữ số, hoặc tổng số trong bảng xã/phường đã cũ.

        Trước: 305000 chữ ký ở nơi có 32000 người trưởng thành
        Sau: 30500

correction-without-reason = hàng đính chính này không ghi lý do
    .hint = ghi lý do ở cột `lý do` (`reason`), ví dụ: đếm lại
    .explain =
        Hàng có `correction_by` thay số đã nhận, nên phải ghi ai sửa và vì sao, để sau này còn đối chiếu được.

        Trước: `correction_by` là `Nguyễn Văn A`, `reason` trống
        Sau: `correction_by` là `Nguyễn Văn A`, `reason` là `đếm lại`

# Nhận số liệu hằng đêm.

drop-empty = tệp không có hàng số liệu nào
    .hint = mở tệp xem đã nhập và lưu chưa, rồi gửi lại
    .explain =
        Tệp gửi vào `content/inbox/` rỗng, hoặc chỉ có tiêu đề cột. Cả tệp được để riêng; số đã nhận trước đó giữ nguyên.

        Trước: tệp chỉ có hàng `ngày,mã xã,chữ ký số`
        Sau: thêm ít nhất một hàng, ví dụ `20/10/2025,26188,430`

drop-cut-off = tệp bị đứt ở hàng cuối: hàng chỉ có { $cells } ô, các hàng khác có { $columns }
    .hint = tệp có lẽ chưa được sao chép hết: sao chép hoặc lưu lại rồi gửi cả tệp
    .explain =
        Hàng cuối của tệp văn bản ngắn hơn các hàng khác và không có dấu xuống dòng, nghĩa là tệp bị ngắt giữa chừng khi lưu hoặc khi truyền. Không biết còn thiếu bao nhiêu hàng, nên cả tệp được để riêng.

        Trước: `20/10/2025;261`
        Sau: `20/10/2025;26188;430` và các hàng sau đó

drop-other-month = tất cả các hàng đều là của tháng { $month }, trong khi hôm nay là { $today }
    .hint = nếu ghi nhầm tháng thì sửa cột ngày; nếu đúng là bổ sung cho tháng đó, ghi tên ở cột `người đính chính` và lý do ở cột `lý do` của một hàng
    .explain =
        Mọi hàng mới trong tệp đều thuộc một tháng khác với tháng đang nhận số, và các đơn vị trong tệp đã có số của tháng sau đó. Thường là gửi nhầm tệp của tháng trước, hoặc quên đổi tháng trong mẫu. Cả tệp được để riêng.

        Trước: `18/09/2025,26188,430`, khi tháng 10 đã có số
        Sau: `18/10/2025,26188,430`

drop-fewer-rows = tệp chỉ có { $rows } hàng, lần trước ({ $day }) tệp cùng tên có { $before } hàng
    .hint = nếu tệp bị thiếu thì gửi lại cả tệp; nếu đúng là chỉ có từng ấy hàng, đổi tên tệp (ví dụ thêm `-bo-sung`) rồi gửi lại
    .explain =
        Tệp cùng tên có số hàng ít hơn một nửa so với lần trước, thường là do sao chép hoặc xuất tệp chưa hết. Ngày tháng trong tên tệp không tính, nên `bao-cao-19-10.xlsx` và `bao-cao-20-10.xlsx` là cùng tên; các số khác thì tính, như `to-1.xlsx` và `to-2.xlsx` là hai tên. Cả tệp được để riêng.

        Trước: `bao-cao-20.xlsx` có 12 hàng, `bao-cao-19.xlsx` có 95 hàng
        Sau: `bao-cao-20.xlsx` có đủ hàng, hoặc `bao-cao-20-bo-sung.xlsx` có 12 hàng

drop-unreadable = không đọc được `{ $found }`: { $why ->
        [rights] loa không có quyền đọc
        [size] tệp lớn hơn { $limit } MB, nên không thể là bảng số liệu
        [gone] liên kết dẫn tới một thư mục không tồn tại
       *[other] { $error }
    }
    .hint = { $why ->
        [rights] cấp quyền đọc cho tài khoản chạy `loa nightly`, hoặc nhờ người gửi chép lại một bản vào đó
        [size] chuyển tệp đi chỗ khác, rồi đặt đúng bảng số liệu vào thư mục nhận số liệu
        [gone] kết nối lại ổ đĩa hoặc thư mục dùng chung mà liên kết dẫn tới, hoặc tạo thư mục đó
       *[other] thử mở trên chính máy này; nếu cũng không mở được thì chuyển đi chỗ khác và xin người gửi một bản khác
    }
    .explain =
        Một tệp hoặc thư mục nằm trong `content/inbox/` nhưng không đọc được: tài khoản chạy `loa nightly` không có quyền, tệp quá lớn so với một bảng số liệu, hoặc ổ đĩa bị lỗi. Tệp được giữ nguyên tại chỗ, được nhắc lại mỗi đêm cho đến khi có người xử lý, và không cản trở việc gì khác: các tệp còn lại vẫn được nhận, trang vẫn được đăng.

        Trước: `content/inbox/progress/tan-trieu.xlsx` có quyền `-rw-------` của một tài khoản khác
        Sau: vẫn tệp đó, có quyền `-rw-r--r--`

drop-stays = đã xử lý xong `{ $found }` nhưng không chuyển được sang `content/archive/`: { $error }
    .hint = cấp cho tài khoản chạy `loa nightly` quyền ghi vào thư mục chứa tệp
    .explain =
        Tệp rời thư mục nhận số liệu khi mọi bản ghi trong tệp đã được nhận hoặc để riêng. Tệp này không chuyển đi được, thường vì thư mục chứa nó thuộc về người khác. Không có gì bị mất và không có gì bị nhận hai lần, nhưng đêm nào tệp cũng được đọc lại, và những chỗ sai trong tệp lại được nhắc.

        Trước: thư mục `content/inbox/progress/tan-trieu` thuộc về người gửi, với quyền `drwxr-xr-x`
        Sau: vẫn thư mục đó với quyền `drwxrwxr-x`, và một nhóm gồm cả hai tài khoản

open-broken = không đọc được danh sách những chỗ đang chờ sửa nên đã lập danh sách mới, còn trống; danh sách cũ được giữ ở `{ $found }`
    .hint = chuyển nguyên các bảng tính đang nằm trong `content/set-aside/` sang thư mục cùng tên trong `content/inbox/` để được xét và đưa vào danh sách lại; sau đó xóa danh sách cũ đó
    .explain =
        `content/set-aside/open.json` là danh sách riêng của loa về những hàng và tệp đã trả lại người gửi: chờ từ ngày nào, số liệu nào trái với số liệu nào, số liệu nào đang giữ lại đến khi có báo cáo sau xác nhận. Danh sách hỏng do ổ đĩa đầy, máy mất điện hoặc có người sửa tay. Lượt chạy đêm vẫn tiếp tục với danh sách trống, vì số liệu đã nhận không phụ thuộc vào danh sách này; bản cũ được giữ ngay bên cạnh và được nhắc lại mỗi đêm cho đến khi có người xóa. Những gì đã trả lại trước đó không còn trong bản tin nào cho đến khi được gửi lại. Các nguồn tự động được xét lại ngay.

        Trước: `content/set-aside/open.json` bị đứt giữa chừng
        Sau: các bảng tính của `content/set-aside/progress/` nằm trong `content/inbox/progress/`, và danh sách cũ đã được xóa

drop-not-plain = { $what ->
        [folder] thư mục `{ $found }` trong thư mục nhận số liệu là liên kết; loa không mở liên kết ở đây, nên không đọc tệp nào trong đó
        [link] `{ $found }` trong thư mục nhận số liệu là liên kết; loa không mở liên kết ở đây, nên không đọc tệp này
       *[other] `{ $found }` trong thư mục nhận số liệu là đường ống hoặc thiết bị, không phải tệp, nên không được đọc
    }
    .hint = { $what ->
        [folder] tạo thư mục cùng tên trong thư mục nhận số liệu rồi đặt chính các tệp vào đó; chỉ chính thư mục `content/inbox` mới được là liên kết tới thư mục ở nơi khác
        [link] chép chính tệp đó vào thư mục nhận số liệu
       *[other] bỏ thứ đó đi, rồi đặt chính tệp số liệu vào thư mục nhận số liệu
    }
    .explain =
        loa không mở liên kết nằm trong `content/inbox/`, dù dẫn tới tệp hay thư mục: nếu mở, nơi nó dẫn tới sẽ được đọc và công bố, mà đó có thể là bất kỳ tệp nào của máy. Chỉ tệp và thư mục thường được tính. Riêng thư mục `content/inbox` có thể là liên kết.

        Trước: `content/inbox/progress/tan-trieu.xlsx` là liên kết tới tệp ở nơi khác
        Sau: `content/inbox/progress/tan-trieu.xlsx` là chính tệp đó

drop-strayed = tệp `{ $found }` nằm ngoài các thư mục nhận số liệu nên không được đọc
    .hint = chuyển tệp vào { $expected }
    .explain =
        Trong `content/inbox/` chỉ ba thư mục `progress`, `schedules` và `points` được đọc; thư mục cho biết tệp là bảng gì.

        Trước: `content/inbox/tan-trieu.xlsx`
        Sau: `content/inbox/progress/tan-trieu.xlsx`

progress-differs = hàng này ghi { $found }, nhưng số đã nhận cho ngày { $date } là { $value } (`{ $other }`)
    .hint = nếu số mới đúng, gửi lại hàng này, ghi tên ở cột `người đính chính` và lý do ở cột `lý do`; nếu số cũ đúng, không cần làm gì
    .explain =
        Ngày, đơn vị, nhóm và chỉ tiêu này đã có số được nhận và đã đăng. Một số khác chỉ thay được số đã nhận khi ghi rõ ai sửa và vì sao; cho đến lúc đó trang giữ số đã nhận.

        Trước: `20/10/2025,26188,450`, khi số đã nhận cho ngày 20/10/2025 là 430
        Sau: `20/10/2025,26188,450` với `correction_by` là `Nguyễn Văn A` và `reason` là `cộng sót ấp 3`

progress-below-earlier = số lũy kế bị giảm: ngày { $date } ghi { $found }, trong khi ngày { $before } đã là { $value }
    .hint = gõ số cộng dồn từ đầu chiến dịch; nếu chính số { $value } của ngày { $before } bị gõ sai, thêm một hàng ghi ngày { $before } với số đúng, ghi tên người sửa ở cột `người đính chính` và lý do ở cột `lý do`, rồi giữ nguyên hàng này; nếu số giảm là đúng, điền các cột `người đính chính`, `lý do` và `chấp nhận đến ngày`
    .explain =
        Chỉ tiêu này là số lũy kế (`kind: cumulative`), nên ngày sau không thể ít hơn ngày trước. Thường là thiếu một chữ số, hoặc ghi số của riêng một ngày thay cho số cộng dồn. Nếu chính số của ngày trước bị gõ sai (12000 thay vì 1200), sửa bằng một hàng của ngày đó, trong cùng tệp này hoặc tệp khác: cột `ngày` ghi ngày bị sai, ghi số đúng, tên người sửa ở cột `người đính chính` và lý do ở cột `lý do`. Tệp chưa có hai cột này thì gõ tên cột vào hai cột còn trống. Gửi cùng các hàng đã bị để riêng; tất cả được nhận ngay trong một đêm. Ngày nào bị gõ sai thì sửa ngày đó.

        Trước: `20/10/2025,26188,43`, khi ngày 19/10/2025 đã là 400
        Sau: `20/10/2025,26188,430`

progress-above-later = số lũy kế của ngày { $date } là { $found }, nhiều hơn số { $value } đã nhận cho ngày { $after } sau đó
    .hint = kiểm tra cột ngày và con số; nếu chính số { $value } của ngày { $after } bị gõ sai, thêm một hàng ghi ngày { $after } với số đúng, ghi tên người sửa ở cột `người đính chính` và lý do ở cột `lý do`, rồi giữ nguyên hàng này
    .explain =
        Chỉ tiêu này là số lũy kế (`kind: cumulative`), nên ngày trước không thể nhiều hơn ngày sau. Các hàng được so theo ngày số liệu, không theo ngày gửi. Thường là thừa một chữ số, hoặc ghi nhầm ngày.

        Trước: `18/10/2025,26188,4100`, khi ngày 19/10/2025 đã là 400
        Sau: `18/10/2025,26188,380`

progress-jumped = số tăng vọt: từ { $value } ngày { $before } lên { $found } ngày { $date }; theo đà trước đó chỉ nên tăng tới { $limit }
    .hint = nếu gõ thừa chữ số thì sửa; nếu đúng, số này được nhận khi báo cáo của một ngày sau xác nhận, hoặc ngay khi điền các cột `người đính chính`, `lý do` và `chấp nhận đến ngày`
    .explain =
        Con số tăng nhiều hơn hẳn đà của ít nhất 14 ngày trước đó: quá 6 lần mức tăng mỗi ngày, quá 2 % tổng số, và quá 50. Số được giữ lại cho đến khi báo cáo tiếp theo của một ngày sau cho thấy nó đúng; khi đó cả hai được nhận mà không phải làm gì thêm.

        Trước: `20/10/2025,26188,4300`, khi ngày 19/10/2025 là 400 và mỗi ngày tăng khoảng 20
        Sau: `20/10/2025,26188,430`

part-above-whole = ngày { $date }, nhóm `{ $group }` ghi { $part }, nhiều hơn { $whole } là số của cả đơn vị
    .hint = sửa số sai trong hai số này: một phần không thể nhiều hơn toàn bộ
    .explain =
        Số của một hội, ấp hay tổ là một phần của số của xã/phường cùng ngày và cùng chỉ tiêu, nên không thể lớn hơn.

        Trước: xã ghi `430`, nhóm `Hội Nông dân` ghi `500` cùng ngày
        Sau: nhóm `Hội Nông dân` ghi `50`

# Sổ mã và mã QR.

ledger-bad-line = dòng này trong sổ mã không đúng: `{ $found }`
    .hint = lấy lại dòng cũ từ bản lưu (git); các ô theo thứ tự { $expected }, giữa hai ô là một dấu Tab
    .explain =
        Sổ mã `content/qr.lock` ghi mọi mã QR đã có, nhờ đó mã đã in không bao giờ hỏng. loa tự ghi tệp này; đừng sửa tay. Nếu trình soạn thảo đã đổi dấu Tab thành dấu cách, hãy lấy lại bản trước từ git.

        Trước: `26188 https://cks.example/26188/ 26188 …` với dấu cách giữa các ô
        Sau: cùng dòng ấy với dấu Tab giữa các ô

ledger-conflict = sổ mã còn dấu gộp dở: `{ $found }`
    .hint = giữ các dòng của cả hai bên, xóa các dòng dấu `<<<<<<<`, `=======`, `>>>>>>>`; các ô của dòng còn lại theo thứ tự { $expected }
    .explain =
        Hai người cùng thêm mã và git không tự gộp được. Dòng của bên nào cũng có thể là mã đã in, nên phải giữ tất cả, chỉ xóa các dòng dấu.

        Trước:
            <<<<<<< HEAD
            26188-2 …
            =======
            26191 …
            >>>>>>> may-khac
        Sau:
            26188-2 …
            26191 …

ledger-twice = mã `{ $found }` với địa chỉ `{ $url }` có hai lần trong sổ mã
    .hint = giữ một dòng; nếu hai dòng khác nhau, giữ dòng ghi `issued` hoặc `retired`
    .explain =
        Mỗi mã ở mỗi địa chỉ chỉ có một dòng trong `content/qr.lock`. Hai dòng thường do gộp hai bản sửa. Dòng `new` là mã chưa dùng, nên dòng `issued` hoặc `retired` là dòng cần giữ.

        Trước: một dòng `26188 … new` và một dòng `26188 … issued`
        Sau: chỉ dòng `26188 … issued`

ledger-two-communes = trong sổ mã, `{ $found }` thuộc hai xã/phường khác nhau
    .hint = lấy lại dòng đúng từ bản lưu (git): một mã chỉ thuộc một xã/phường
    .explain =
        Một mã QR chỉ thuộc một xã/phường, mãi mãi. Cùng mã với địa chỉ khác thì có thêm dòng, nhưng cột xã/phường của các dòng phải giống nhau.

        Trước: `26188-2 https://a.example/26188-2/ 26188 …` và `26188-2 https://b.example/26188-2/ 26191 …`
        Sau: cả hai dòng ghi `26188`

ledger-unknown-target = mã đã thôi dùng `{ $id }` dẫn tới `{ $found }`, nhưng sổ mã không có mã này
    .hint = sửa cột `to` thành một mã có trong sổ, hoặc `-` nếu không có mã nào thay
    .explain =
        Mã đã thôi dùng dẫn tới mã thay thế ở cột `to`. Mã ấy phải có trong `content/qr.lock`; nếu không, người quét tờ giấy cũ sẽ không tới đâu.

        Trước: `26188-2 … retired 26188-9`, mà sổ không có `26188-9`
        Sau: `26188-2 … retired 26188-3`

ledger-circle = đi theo cột `to`, mã `{ $found }` không tới mã nào đang dùng
    .hint = sửa cột `to` để các mã không dẫn vòng quanh nhau
    .explain =
        Các mã đã thôi dùng dẫn vòng quanh nhau, nên người quét không bao giờ tới được trang nào. Mã cuối cùng phải đang dùng, hoặc ghi `-`.

        Trước: `26188-2` dẫn tới `26188-3`, và `26188-3` dẫn tới `26188-2`
        Sau: `26188-2` dẫn tới `26188-3`, và `26188-3` ghi `-`

ledger-other-commune = mã `{ $found }` trong sổ mã thuộc xã/phường `{ $ledger }`, nhưng bảng điểm ghi `{ $table }`
    .hint = gõ `{ $ledger }` ở cột xã/phường; nếu là điểm khác thì gõ một mã điểm mới
    .explain =
        Mã này có thể đã in và dán ở xã/phường ghi trong sổ mã. Nếu giao cho nơi khác, người quét sẽ đọc thông tin của nơi khác. Chỉ được đổi khi đơn vị cũ đã nhập vào đơn vị mới và cột `successor` ghi điều đó.

        Trước: `26188-2` ở dòng có `commune` là `26191`
        Sau: `26191-2` ở dòng có `commune` là `26191`

ledger-locked = sổ mã cần đổi (số dòng: { $found }) nhưng lệnh có `--locked` nên không được đổi
    .hint = chạy `loa build` không có `--locked`, rồi lưu `content/qr.lock` vào git
    .explain =
        `--locked` dùng ở nơi tạo trang tự động: sổ mã ở đó không được đổi, vì thay đổi ấy sẽ mất. Có điểm mới mà sổ mã chưa được lưu vào git.

        Trước: gõ `loa build --locked` khi chưa lưu sổ mã
        Sau: gõ `loa build`, lưu `content/qr.lock` vào git, rồi gõ `loa build --locked`

issued-row-gone = mã `{ $found }` của { $commune } đã được dùng nhưng hàng của nó không còn trong bảng điểm
    .hint = thêm lại hàng và ghi ngày đóng ở cột `đến ngày` (`until`); nếu có điểm thay thế, gõ `loa qr retire` kèm mã này
    .explain =
        Mã này có thể đang dán ở nơi công cộng, nên trang của nó vẫn được giữ và báo điểm đã đóng, kèm các điểm khác của xã/phường. Nếu lỡ xóa hàng, hãy thêm lại.

        Trước: hàng `26188-2` bị xóa
        Sau: hàng `26188-2` có `until` là `31/10/2025`

code-misread = mã QR của `{ $address }` đọc ra thành `{ $found }`
    .hint = đừng in mã này; chạy lại `loa build`, nếu vẫn vậy hãy báo cho nhóm phát triển loa
    .explain =
        Mỗi mã QR được đọc lại bằng một bộ đọc khác trước khi dùng. Mã này đọc ra một địa chỉ khác, nên không có gì được ghi: mã đã in thì không sửa được.

        Trước: mã đọc ra `https://CKS.EXAMPLE/26180/`
        Sau: mã đọc ra `https://CKS.EXAMPLE/26188/`

landing-too-big = trang `{ $found }` nặng { $size } byte, quá mức { $limit } byte
    .hint = rút ngắn phần giấy tờ cần mang, thông báo và ghi chú hiện trên trang này
    .explain =
        Trang mà mã QR mở ra phải tới điện thoại trong lượt gửi đầu tiên, kể cả khi sóng yếu. Vượt mức này thì mỗi lần mở thêm một lượt chờ.

        Trước: `notice` dài nửa trang
        Sau: `notice` một câu, kèm liên kết tới trang đầy đủ

# Nhãn và gợi ý chung.

a-day = { $day }/{ $month }/{ $year }
returned-row = Dòng { $row } của { $file }:
did-you-mean = có phải { $names } không?
one-of = dùng được: { $names }

label-error = lỗi
label-set-aside = để riêng
label-warning = cảnh báo
label-hint = gợi ý

place-cell = {", "}ô { $name }
place-row = {", "}hàng { $name }
place-sheet = {", "}trang tính "{ $sheet }"

# Bản tin đêm: những gì đã thay đổi, xếp theo người cần làm.

news-title = Bản tin đêm ngày { $day }
news-sample = Đây là trang mẫu: mọi số liệu dưới đây là dữ liệu mẫu.
news-failed = Đêm nay không xong: bước "{ $step }" thất bại, trang cũ vẫn nguyên. Lý do có trong nhật ký.
news-since = So với lần chạy trước, ngày { $day }.
news-first = Đây là lần chạy đầu tiên nên chưa có gì để so sánh.
news-release = Bản đang chạy: { $release }.
news-pinned = Bản đang chạy: { $release }, đang bị ghim.
news-intake = { $table }: { $counts }.
news-intake-empty = { $table }: tệp gửi đến không có mục nào.
news-intake-sent = gửi đến { $count }
news-intake-released = số giữ lại từ đêm trước nay được xác nhận { $count }
news-intake-accepted = ghi nhận { $count }
news-intake-unchanged = đã có từ trước { $count }
news-intake-superseded = đã có số sửa sau đó { $count }
news-intake-set-aside = để riêng { $count }
news-intake-unreadable = { $count } tệp không đọc được
news-table-progress = Số liệu
news-table-schedules = Lịch đăng ký
news-table-points = Điểm đăng ký
news-language-vi = Việt
news-language-en = Anh
news-waiting = { $count } tệp vừa được sửa chưa đầy một phút trước nên để lần chạy sau.
news-open = Mục để riêng còn chờ sửa: { $count } (trong `content/set-aside/`).
news-pages-count = Trang web: { $counts }.
news-pages-none = Không có trang nào thay đổi.
news-pages-changed = { $count } trang có nội dung mới
news-pages-files = { $count } tệp khác được ghi
news-pages-removed = { $count } tệp bị xóa

news-errors = Lỗi của nội dung: chưa dựng được trang mới, trang cũ vẫn nguyên
news-who = Người xử lý: { $who }
news-errors-who = biên tập viên

news-operator = Việc của máy chủ
news-operator-who = người vận hành
news-is-pinned = trang đang bị ghim ở bản { $release } nên bản mới không được đưa lên; gõ `loa rollback --release` để bỏ ghim

news-kept = Hàng sai trong các bảng của trang
news-kept-who = biên tập viên

news-returned = Bảng trả lại, chờ sửa và gửi lại
news-returned-who = người nộp bảng
news-returned-rows = { $drop }: { $count } hàng, từ ngày { $since }
news-returned-rows-hint = sửa trong `{ $file }` rồi chép tệp đó vào `content/inbox/{ $table }/`
news-returned-whole = { $drop }: cả tệp, từ ngày { $since }
news-returned-whole-hint = lý do ghi trong `{ $file }.txt`; chép tệp đúng vào `content/inbox/{ $table }/`

news-set-aside = Vì sao để riêng đêm nay
news-set-aside-who = người nộp bảng

news-warnings = Cần xem lại trong tệp gửi đến
news-warnings-who = người nộp bảng

news-silent = Xã, phường lâu chưa có số liệu
news-silent-who = cán bộ tỉnh, gọi điện hỏi
news-silent-one = { $name }, { $province }: { $count } ngày chưa có số mới (số gần nhất: { $newest })
news-silent-phone = { $name }, { $province }: { $count } ngày chưa có số mới (số gần nhất: { $newest }); gọi { $phone }

news-posters = Áp phích cần thay
news-posters-who = cán bộ truyền thông của xã, phường
news-poster-gone = mã { $id }, { $name }: điểm không còn ở đó, gỡ áp phích xuống (mã vẫn dẫn tới trang chỉ đường)
news-poster-renamed = mã { $id }, { $name }: tên hoặc địa chỉ của điểm đã đổi, in lại áp phích

news-deadlines = Hạn trong 7 ngày tới
news-deadlines-who = đơn vị được giao
news-due = { $last } (còn { $count } ngày): { $what } — theo “{ $directive }”
news-due-who = { $last } (còn { $count } ngày): { $who } — { $what } — theo “{ $directive }”

news-translations = Bản dịch chưa theo kịp bản gốc
news-translations-who = biên tập viên
news-translation-missing = `{ $document }`: chưa có bản tiếng { $language }
news-translation-lagging = `{ $document }`: bản tiếng { $language } dịch từ bản gốc cũ
news-translation-differs = `{ $document }`: bản tiếng { $language } nêu số liệu khác bản gốc nên người đọc đang thấy bản gốc

news-corrections = Số được sửa, có người chịu trách nhiệm
news-correction = { $name }, { $indicator }, ngày { $date }: { $before } → { $after }; { $by }: { $reason }
news-correction-new = { $name }, { $indicator }, ngày { $date }: { $after }; { $by }: { $reason }

news-figures = Số liệu thay đổi
news-figure = { $value } (ngày { $day })
news-figure-none = chưa có

news-points = Điểm đăng ký thay đổi
news-point-added = thêm: mã { $id }, { $name }
news-point-changed = đổi tên hoặc địa chỉ: mã { $id }, nay là { $name }
news-point-gone = không còn: mã { $id }, { $name }
news-point-back = mở lại: mã { $id }, { $name }

news-sessions = Buổi đăng ký thay đổi
news-session-added = thêm: { $day } { $start }, { $where } [{ $id }]
news-session-cancelled = hủy: { $day } { $start }, { $where } [{ $id }]
news-session-moved = chuyển: { $day } { $start }, { $where } [{ $id }]
news-session-changed = sửa: { $day } { $start }, { $where } [{ $id }]
news-session-changed-off = sửa (buổi không diễn ra): { $day } { $start }, { $where } [{ $id }]
news-session-gone = mất khỏi lịch: { $day } { $start }, { $where } [{ $id }]
news-session-past = đã qua: { $day } { $start }, { $where } [{ $id }]

news-pages = Trang đã đổi

# Dòng lệnh.

summary-built = đã tạo { $pages } trang, { $files } tệp, { $codes } mã QR trong { $seconds } giây: ghi { $written }, xóa { $removed }, giữ nguyên { $unchanged }
summary-checked = đã kiểm tra xong
summary-counts = { $errors } lỗi, { $set_aside } mục để riêng, { $warnings } cảnh báo
nothing-written = có lỗi nên chưa ghi gì; trang tin cũ vẫn nguyên
usage-unknown-argument = `{ $found }` không dùng được ở đây
usage-unknown-command = không có lệnh `{ $found }`
usage-bad-value = sau `{ $option }` không gõ được `{ $found }`
usage-no-value = sau `{ $option }` còn thiếu nội dung
usage-missing = còn thiếu `{ $option }`
usage-together = `{ $option }` và `{ $other }` không dùng cùng nhau được
usage-help = gõ `{ $command } --help` để xem những gì gõ được (bằng tiếng Anh)
failed-read = không đọc được `{ $path }`: { $error }
failed-write = không ghi được `{ $path }`: { $error }
failed-output = không ghi được kết quả ra đầu ra chuẩn: { $error }
failed-install-there = `{ $path }` đã có và khác; xem lại tệp ấy, xóa đi nếu không cần nữa, rồi chạy lại
installed = đã ghi `{ $path }`
failed-locked = một lệnh loa khác đang chạy và giữ `{ $path }`; chờ lệnh đó xong rồi chạy lại
failed-foreign =
    trong thư mục kết quả có { $count } tệp không do loa ghi hoặc đã bị sửa, nên chưa ghi gì:
    { $paths }
    nếu các tệp này bỏ được, gõ `loa build --adopt`; nếu cần giữ, chuyển chúng đi nơi khác
failed-foreign-in-the-way =
    các tệp hoặc thư mục sau đứng đúng chỗ trang cần, nên chưa ghi gì:
    { $paths }
    chuyển chúng ra khỏi thư mục kết quả rồi chạy lại
failed-telling = trang mới đã được công bố; chỉ có tệp nêu trên là không ghi được; hãy xử lý tệp đó, lượt chạy đêm sau sẽ báo những gì đã đổi kể từ bản báo cáo gần nhất
failed-manifest = không dùng được danh sách tệp đã ghi `{ $path }`, hỏng ở dòng { $line }; xóa tệp này rồi gõ `loa build --adopt`
failed-symlink = `{ $path }` là liên kết tượng trưng, loa không ghi qua đó; xóa liên kết này rồi chạy lại
failed-output-place = không thể ghi kết quả vào `{ $path }`: thư mục kết quả không được chứa, hoặc nằm trong, `content`, `themes` hay `src`; chọn thư mục khác bằng `--output`
failed-publish-full = chưa công bố, trang người dân đang xem vẫn nguyên: `{ $path }` đã hết chỗ; hãy giải phóng dung lượng ở đó rồi chạy lại
failed-publish-place = không thể đưa trang lên `{ $path }`: `publish.to` không được chứa, hoặc nằm trong, `content`, `themes`, `src`, `staff` hay `output`; chọn thư mục khác trong site.yaml
failed-publish-rights = chưa công bố, trang người dân đang xem vẫn nguyên: loa không có quyền ghi vào `{ $path }` ({ $error }); hãy cấp quyền ghi cho người dùng chạy loa rồi chạy lại
failed-publish-disk = chưa công bố, trang người dân đang xem vẫn nguyên: không ghi được `{ $path }`: { $error }; hãy xem ổ đĩa hoặc thư mục mạng còn đó không rồi chạy lại
failed-publish-locked = chưa công bố: một lệnh loa khác đang chạy và giữ `{ $path }`; chờ lệnh đó xong rồi chạy lại
failed-publish-not-ours = chưa công bố: `{ $path }` không do loa tạo; hãy chuyển đi chỗ khác, hoặc chọn thư mục khác ở `publish.to` trong site.yaml, rồi chạy lại
failed-publish-not-built = chưa công bố: `{ $path }` không có bản tạo hoàn chỉnh; gõ `loa build` rồi chạy lại
failed-publish-other-build = chưa công bố: sau khi lượt chạy đêm tạo xong, một lệnh khác đã tạo vào `{ $path }`; hãy chạy lại `loa nightly` khi không còn lệnh tạo nào đang chạy
failed-publish-changed = chưa công bố: `{ $path }` không còn như lúc tạo; gõ `loa build` rồi chạy lại
failed-publish-foreign = trong thư mục `current` của `{ $path }` có tệp không do loa ghi hoặc đã bị sửa: { $paths }; hãy chuyển các tệp đó đi chỗ khác rồi chạy lại
failed-publish-nowhere = trang này chưa được công bố ở đâu: site.yaml không có `publish`
failed-rollback-nothing = trong `{ $path }` không có bản nào để quay lại
failed-rollback-unknown = `{ $wanted }` không chỉ đúng một bản nào; các bản đang có: { $known }
published = đã công bố { $release }: { $linked } tệp giữ nguyên, { $copied } tệp chép mới; xóa { $pruned } bản cũ
published-in-place = ngoài ngày kiểm tra không có gì thay đổi: đã làm mới các tệp trạng thái của { $release }
published-pinned = { $release } đang được ghim nên chưa chuyển sang bản mới; gõ `loa rollback --release` để công bố bản mới trở lại
published-clock = đồng hồ máy này chậm hơn bản mới nhất { $release }; hãy chỉnh lại ngày giờ
rolled-back = đã đưa { $to } trở lại thay cho { $from }, với tên { $live }; số mã phát hành sau đó được giữ: { $count }. Bản này được ghim: gõ `loa rollback --release` để công bố bản mới trở lại
pinned = { $live } được ghim: gõ `loa rollback --release` để công bố bản mới trở lại
pin-released = đã bỏ ghim; lần `loa nightly` tới sẽ công bố bản mới
pin-none = không có bản nào đang được ghim
status-live = bản đang hiển thị: { $release }
status-checked = dữ liệu kiểm tra ngày { $day } ({ $age ->
        [0] hôm nay
       *[other] { $age } ngày trước
    })
status-stale = dữ liệu kiểm tra ngày { $day } ({ $age } ngày trước); người đọc được báo là trang không còn được cập nhật
status-unchecked = không rõ ngày kiểm tra dữ liệu vì bản đang hiển thị không có status.json đọc được
status-nothing = chưa có bản nào được công bố; `loa nightly` sẽ công bố bản đầu tiên
status-nowhere = chưa công bố ở đâu vì site.yaml không có `publish`
status-pinned = đang ghim { $release } từ { $since }; gõ `loa rollback --release` để công bố bản mới trở lại
status-not-pinned = không ghim
status-releases = các bản đang giữ: { $count }
    { "  " }{ $names }
status-set-aside = mục để riêng: { $count }
status-record = { $drop }{ $row }, từ { $since }: { $reason }
status-mend = sửa trong `content/set-aside/` rồi chép tệp đã sửa vào `content/inbox/`
status-set-aside-broken = mục để riêng: chưa rõ, vì danh sách `{ $path }` bị hỏng; lần `loa nightly` tới sẽ cất bản hỏng và lập danh sách mới
status-due = lần chạy tới: { $day } { $time }
status-overdue = lần chạy { $day } { $time } đã quá giờ; hãy xem lịch chạy tự động còn bật không, hoặc gõ `loa nightly`
ledger-updated = đã cập nhật sổ mã `content/qr.lock` (số dòng: { $count }); hãy lưu tệp này vào git
explain-none = không có mã thông báo `{ $code }`; gõ mã như trong ngoặc vuông của thông báo, ví dụ `loa explain date-form`
unknown-id = sổ mã không có mã `{ $id }`; gõ `loa qr list` để xem các mã
retired = mã `{ $id }` đã thôi dùng, người quét được đưa tới `{ $to }`
retired-none = mã `{ $id }` đã thôi dùng, không có mã thay thế; trang của mã vẫn được giữ
issued = đã ghi nhận mã được dùng (số mã: { $count }); từ nay các mã này không bao giờ bị bỏ
exported = đã xuất mã QR vào `{ $path }` (số mã: { $count })
hosts-none = sổ mã chưa có mã nào được dùng nên không có tên miền nào phải giữ
verify-ok = mọi mã QR đều đọc đúng (số mã: { $count })
stamped = đã ghi nhận `{ $path }` khớp với bản gốc
stamp-none = không có bản dịch `{ $path }`; bản gốc không cần ghi nhận
retired-circle = mã `{ $id }` sẽ dẫn vòng về chính nó; chưa có gì thay đổi
# The log of the nightly run: the name of each step, and what it did.

step-fetch = tải nguồn
step-take-in = nhận số liệu
step-check = kiểm tra
step-build = dựng trang
step-publish = xuất bản
step-report = báo cáo
step-hook = chạy lệnh
log-fetch = nguồn { $sources }, mới { $new }, không đổi { $unchanged }, lỗi { $failed }
log-take-in = tệp { $drops }, nhận { $accepted }, không đổi { $unchanged }, để riêng { $set_aside }, không đọc được { $unreadable } tệp
log-check = lỗi { $errors }, để riêng { $set_aside }, cảnh báo { $warnings }
log-build = trang { $pages }, tệp { $files }; ghi { $written }, xóa { $removed }, không đổi { $unchanged }
log-publish = bản { $release }
log-report = thay đổi { $changes }
log-hook = { $name }
decimal-mark = ,
log-seconds = { $seconds } giây
log-failed = lỗi

for-example = ví dụ: { $names }

weekdays-without-until = có thứ trong tuần `{ $found }` nhưng không có ngày cuối
    .hint = gõ ngày cuối của lịch lặp vào cột `đến ngày`, hoặc để trống ô này nếu chỉ có một buổi
    .explain =
        Một buổi được lặp từ ngày đầu đến ngày cuối, vào các thứ ghi trong hàng. Thiếu ngày cuối thì không biết lặp đến bao giờ.

more-alike = … và { $count } chỗ khác trong `{ $path }` cũng bị báo [{ $code }]; gõ `loa check --format json` để xem tất cả

md-fact-in-front-matter = dữ kiện trong hai ngoặc nhọn chỉ được điền ở phần dưới của tệp; ở đây hãy viết thành lời

point-id-of-commune = mã điểm `{ $found }` có dạng mã xã, nhưng hàng này thuộc xã/phường { $commune }
    .hint = để trống ô nếu đây là điểm chính của xã/phường, hoặc gõ mã khác, ví dụ { $expected }
    .explain =
        Địa chỉ của mã năm chữ số là trang của xã/phường có mã đó. Điểm của nơi khác mang mã ấy sẽ đưa người dân đến sai chỗ.

half-position = chỉ có một tọa độ: `{ $found }`
    .hint = gõ đủ cả `lat` và `lon`, hoặc để trống cả hai; thiếu một thì không có vị trí trên bản đồ
    .explain =
        Chỉ đường cần cả vĩ độ lẫn kinh độ. Điểm vẫn được hiển thị, chỉ không có vị trí trên bản đồ.

run-without-days = từ ngày đầu đến ngày cuối không có thứ nào là `{ $found }`
    .hint = sửa lại thứ trong tuần hoặc ngày
    .explain =
        Buổi được lặp vào các thứ đã ghi, từ ngày đầu đến ngày cuối. Nếu trong khoảng đó không có thứ nào như vậy thì không ai thấy buổi này.

bad-session-id = `{ $found }` không phải là mã buổi
    .hint = chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ { $expected }, hoặc để trống ô
    .explain =
        Mã buổi nằm trong địa chỉ của trang, nên chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối. Nếu để trống, loa tự đặt mã theo điểm, ngày và giờ.

override-without-correction = `override_until` ghi { $found } nhưng không rõ ai xác nhận và vì sao
    .hint = ghi người xác nhận ở cột `người đính chính` và lý do ở cột `lý do`, hoặc để trống cột `chấp nhận đến ngày`
    .explain =
        `override_until` giữ một số liệu mà quy tắc sẽ nhắc. Hàng như vậy phải ghi ai xác nhận và lý do, để sau này còn đối chiếu được. Số liệu vẫn được nhận.

        Trước: `override_until` là `2025-10-31`, `correction_by` trống
        Sau: `correction_by` là `Nguyễn Văn A`, `reason` là `đã loại hồ sơ trùng`

progress-fell = số lũy kế bị giảm: ngày { $date } ghi { $found }, trong khi ngày { $before } đã là { $value } (`{ $other }`)
    .hint = sửa hàng sai trong hai hàng này; nếu số giảm là đúng, điền các cột `người đính chính` và `lý do`
    .explain =
        Chỉ tiêu này là số lũy kế (`kind: cumulative`), nên ngày sau không thể ít hơn ngày trước; các hàng được so theo ngày số liệu, không theo thứ tự trong tệp. Thường là thừa hoặc thiếu một chữ số, hoặc ghi số của riêng một ngày thay cho số cộng dồn. Trang vẫn hiện cả hai số cho đến khi được sửa. Với số có thể giảm, ghi `kind: level` trong `content/site.yaml`.

        Trước: `18/10/2025,26188,3800` và `19/10/2025,26188,400`
        Sau: `18/10/2025,26188,380` và `19/10/2025,26188,400`

missing-of-several = hàng có nhiều chỉ tiêu nên không rõ `{ $found }` là số còn thiếu của chỉ tiêu nào
    .hint = đưa chỉ tiêu có cột `missing` sang một hàng riêng
    .explain =
        Cột `missing` ghi số còn thiếu mà báo cáo nêu. Nhiều chỉ tiêu trong một hàng thì không rõ là của chỉ tiêu nào.

export-not-built = sổ mã chưa có dòng nào cho `{ $id }` ở địa chỉ hiện nay; hãy chạy `loa build` trước
export-retired = mã `{ $id }` đã thôi dùng nên không được xuất
export-nothing = chưa có mã nào để xuất; hãy chạy `loa build` trước

ledger-forgot = mã `{ $found }` đã được dùng nhưng sổ mã không còn ghi
    .hint = lấy lại tệp `content/qr.lock` từ bản lưu (git); áp phích có mã này có thể đang treo
    .explain =
        Thư mục kết quả đã được tạo khi mã này đã được dùng, hoặc trang đang hiển thị có mã này. Sổ mã không còn mã thì trang của mã sẽ mất, người quét áp phích không thấy gì. Nếu thư mục đó là của trang khác, hãy chọn thư mục riêng bằng `--output` hoặc ở `publish.to`.

ledger-check-differs = mã QR của `{ $found }` không phải mã đã đọc thử cho dòng này
    .hint = lấy lại dòng này từ bản lưu (git); nếu bản loa mới vẽ mã khác đi, ghi `-` ở cột cuối rồi tạo lại trang
    .explain =
        Cột cuối của sổ mã là dấu kiểm của mã QR mà hai bộ giải mã đã đọc. Nếu không còn khớp thì địa chỉ trong dòng đã bị sửa tay, và mã đã in là mã khác.

translation-partial = mục `{ $found }` ở đây có { $own }, còn bản gốc `{ $other }` có { $source }
    .hint = dịch phần còn thiếu, hoặc bỏ phần thừa
    .explain =
        Người đọc bản dịch sẽ thiếu giấy tờ cần mang hoặc thiếu một bước, dù bản dịch được ghi là khớp với bản gốc.

# Xem trước: trên dòng lệnh.

serve-ready = bản xem trước ở { $address }; bấm Ctrl-C để dừng
serve-mended = không còn gì sai nữa
serve-no-browser = không mở được trình duyệt; hãy tự mở { $address }
serve-polls = hệ thống không báo được thay đổi trong `{ $path }` ({ $error }); loa sẽ tự kiểm tra mỗi giây hai lần
failed-no-content = không có thư mục `content` trong `{ $path }`; chỉ đúng thư mục bằng `--root DIR`
failed-port-taken = cổng { $port } đang bị chiếm; chọn cổng khác bằng `--port N`, hoặc bỏ tùy chọn này để loa dùng cổng trống kế tiếp
failed-ports = không mở được cổng nào: { $error }
failed-no-network = máy này không có địa chỉ trong mạng nên thiết bị khác không xem được; hãy bỏ `--lan`
failed-runtime = không khởi động được bản xem trước: { $error }

# Xem trước: trên trang.

preview-errors = Lỗi
preview-warnings = Cảnh báo và mục để riêng
preview-right = Đang hiện bản mới nhất
preview-old = Trang đang hiện bản đúng gần nhất. Sửa xong các lỗi này thì trang tự cập nhật.
preview-broken = Chưa có bản đúng nào để hiện. Sửa xong các lỗi này thì trang tự hiện ra.
preview-lost = Bản xem trước đã dừng.
preview-close = Đóng
preview-notes = Ghi chú
preview-day = Ngày
preview-today = Về hôm nay
preview-differences = Khác gì hôm nay
preview-differ = Hai ngày khác nhau những gì
preview-changed = Trang và tệp thay đổi
preview-new = Mới có
preview-gone = Không còn
preview-same = Không có gì khác.
preview-draft = bản nháp
preview-then = Lúc dịch
preview-now = Hiện nay

# Xem trước: ghi chú bên lề.

preview-note-nothing = Trang này không có gì cần ghi chú.
preview-note-draft = Bản nháp: chỉ có trang này khi tạo với `--drafts`
preview-note-points = Điểm đăng ký và dòng dữ liệu
preview-note-register = Xã, phường trong danh mục
preview-note-figures = Số liệu và dòng dữ liệu
preview-note-figure = { $name }: { $value }; { $age }; { $place }
preview-note-age = { $date }, { $days ->
        [0] của hôm nay
       *[other] cách đây { $days } ngày
    }
preview-note-parts = Báo cáo cũ nhất trong các số cộng
preview-note-sum = số cộng; xem báo cáo cũ nhất ở trang kết quả
preview-note-facts = Dữ kiện của văn bản này và nơi ghi
preview-note-published = đăng lên trang { $age }
preview-note-quoted = Dữ kiện được dẫn trong bài và nơi ghi
preview-note-cancelled = đã hủy
preview-note-moved = đã chuyển
preview-note-coming = Lịch sắp tới và dòng dữ liệu
preview-note-past = Lịch đã qua
preview-standing-source = bản gốc
preview-standing-current = bản dịch còn đúng với bản gốc
preview-standing-lagging = bản dịch đã cũ so với bản gốc
preview-standing-unstamped = bản dịch chưa ghi thuộc bản gốc nào
preview-standing-missing = chưa có bản dịch
