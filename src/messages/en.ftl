# Tables: files that cannot be read, wrong columns, rows and cells.

table-not-text = this file is not a table in text form
    .hint = open the table in Excel and save it as .xlsx or CSV UTF-8
    .explain =
        A table is a text file such as CSV. This file holds something else, perhaps a picture or an archive under another name.

        Before: `points.csv` that is a photo
        After: `points.csv` saved from Excel as CSV UTF-8

table-is-workbook = this file is an Excel workbook under another ending
    .hint = change the ending to .xlsx (of LibreOffice: .ods); if it is an old .xls workbook, open it in Excel and save it as .xlsx
    .explain =
        A new name does not change what is in a file: an Excel workbook that ends in .csv cannot be read as text.

        Before: `points.csv` is a renamed workbook
        After: `points.xlsx`

table-not-workbook = this file has the ending of a workbook, but it is none
    .hint = open it in Excel, choose Save As and the type Excel Workbook (.xlsx); if it is a CSV file, change the ending to .csv
    .explain =
        A new name does not change what is in a file: a CSV file or a downloaded web page that ends in .xlsx is no workbook.

        Before: `points.xlsx` is a renamed CSV file
        After: `points.csv`

table-other-kind = this file is { $case ->
        [web] a web page (HTML)
        [xml] an Excel 2003 workbook in XML
        [binary] a binary Excel workbook (.xlsb)
        [numbers] a workbook of Apple Numbers
        [document] a Word document
        [slides] a file of slides
        [pdf] a PDF document
        [picture] a picture
        [archive] a compressed archive
       *[workbook] an Excel workbook, but its ending is not .xlsx
    }{ $case ->
        [workbook] {""}
        [xml] , which cannot be read
        [binary] , which cannot be read
        [numbers] , which cannot be read
       *[other] , not a workbook or CSV file
    }
    .hint = { $case ->
        [web] open it in Excel; if the table is there, choose Save As and the type Excel Workbook (.xlsx); if it is a login or error page, download the table again
        [numbers] open it in Numbers and choose File > Export To > Excel
        [document] open it in Word, select the table, copy it (Ctrl+C), paste it (Ctrl+V) into an empty sheet of Excel, and save as .xlsx
        [slides] copy the table into Excel and save as .xlsx
        [pdf] ask for the Excel file that it was made from; if there is none, type the table into Excel and save as .xlsx
        [picture] ask for the Excel file that it was made from; if there is none, type the table into Excel and save as .xlsx
        [archive] unpack it, and send the workbook that is in it
        [workbook] change the ending to .xlsx (of LibreOffice: .ods)
       *[other] open it in Excel, choose Save As and the type Excel Workbook (.xlsx)
    }
    .explain =
        What a file is does not depend on its name: the ending .csv or .xlsx makes no table of a PDF. Many systems hand out web pages with the ending .xls; Excel opens them, but they are no workbooks.

        Before: `bao-cao.xls` is a web page
        After: `bao-cao.xlsx`, saved from Excel

table-old-workbook = this file is an Excel workbook of the old kind (.xls)
    .hint = open it in Excel, choose Save As and the type Excel Workbook (.xlsx)
    .explain =
        The kind .xls is from before 2007. Excel opens it and saves it as .xlsx without changing the data.

        Before: `points.xls`
        After: `points.xlsx`

table-locked = the workbook has a password, so it cannot be opened
    .hint = open it in Excel, go to File > Info > Protect Workbook > Encrypt with Password, clear the password and save
    .explain =
        The site is built without anybody there to type a password. What this table holds is to be published, so it needs none.

        Before: `points.xlsx` with a password
        After: `points.xlsx` without a password

table-broken-workbook = the workbook is damaged or was cut off
    .hint = copy the file again from the original, or open it in Excel and save it as .xlsx
    .explain =
        Files break when copying or downloading was not finished. A broken table is not read in part.

        Before: `points.xlsx` of which half was copied
        After: `points.xlsx` copied again

table-two-sheets = the workbook has several sheets with the header of this table: `{ $found }`
    .hint = keep one sheet for this table, and move the other to another workbook or hide it
    .explain =
        Where two sheets can be read, nobody can know which is the right one.

        Before: the sheets `Tháng 10` and `Tháng 10 (2)` both have the columns of a schedule
        After: only the sheet `Tháng 10`

table-sheet-hidden = the table is in a hidden sheet: `{ $found }`
    .hint = right-click the name of a sheet, choose Unhide, and save
    .explain =
        Hidden sheets are not read: those who keep the file do not see them, so they could not correct them.

        Before: the sheet `Điểm` is hidden
        After: the sheet `Điểm` is shown

table-broken-utf8 = this line has broken letters
    .hint = save it again as CSV UTF-8 or .xlsx from an original that can still be read
    .explain =
        The file was cut off while it was copied, or put together from files of two encodings, so some letters cannot be read.

        Before: a row pasted from a file in another encoding
        After: the whole file saved as CSV UTF-8

table-old-font = the file is not in Unicode, its letters become `{ $found }`
    .hint = convert it to Unicode (with UniKey, for example), then save it as CSV UTF-8 or .xlsx
    .explain =
        The file uses an old font such as TCVN3 or VNI, or was opened in a wrong encoding and saved. Taken as it is, names on the site would turn into strange letters.

        Before: `X· T©n Phó`
        After: `Xã Tân Phú`

table-lost-marks = the file lost its Vietnamese letters when it was saved: save it again as CSV UTF-8 or .xlsx
    .hint = letters lost as in `{ $found }` cannot be won back from this file: open an original that still has them, choose Save As and the type CSV UTF-8 or Excel Workbook (.xlsx)
    .explain =
        Saving as plain CSV, Excel puts question marks for Vietnamese letters. They cannot be won back from this file.

        Before: `Ph??ng T?n H?ng`
        After: `Phường Tân Hưng`

table-too-large = the file is too large
    .hint = split the table into files of less than 1 GB each; in a workbook, delete stray rows and columns outside the table
    .explain =
        A table of this size is almost surely the wrong file.

        Before: one file of 2 GB
        After: several files of some MB each

table-quote-open = a cell opens with a quotation mark that is never closed: `{ $found }`
    .hint = add a " at the end of the cell, or remove the one at its start
    .explain =
        A quotation mark at the start says that the cell runs to the closing one. Without it, all rows that follow end up in one cell.

        Before: `"ấp 1, xã Tân Hưng`
        After: `"ấp 1, xã Tân Hưng"`

table-no-header = no row with column headers among the first 20
    .hint = add a header row with the columns: { $expected }
    .explain =
        The header says what each column is. Title rows may stand above it, but it must be among the first 20 rows.

        Before: `26188,Tân Hưng,xã,75` in the first row
        After: the first row is `code,name,kind,province_code`

table-one-column = the whole header stands in one cell: `{ $found }`
    .hint = { $case ->
        [sheet] in Excel select column { $column }, choose Data > Text to Columns > Delimited and the delimiter `{ $separator }`, then save
       *[lines] open the file in an editor and change each `{ $separator }` between two cells into a semicolon `;`; or save the table from Excel as .xlsx
    }
    .explain =
        Excel in Vietnamese expects semicolons, so a CSV with commas opens with the whole table in column A, and stays so when it is saved as .xlsx. Parting the columns in Excel and saving mends it.

        Before: cell A1 is `ngày,mã xã,chữ ký số`
        After: A1 is `ngày`, B1 is `mã xã`, C1 is `chữ ký số`

table-header-two-rows = the headers stand in two rows; the other one says `{ $found }`
    .hint = write each column's whole header into one row, such as `Signatures (cumulative)`, and delete the other row; delete columns that hold the day's own figures or plans
    .explain =
        Where headers are merged and a second row divides them, nobody can tell which column holds the figure; a wrong guess would be published. So the whole table is set aside.

        Before: row 1 says `date`, `commune`, `signatures` (merged); row 2 says `that day`, `in total`
        After: one row says `date`, `commune`, `signatures`

table-column-missing = the required column `{ $column }` is missing
    .hint = { $case ->
        [near] change the header `{ $others }` to `{ $right }` if that is the column; if not, add a column whose header is one of: { $expected }
        [others] if the column has another name (not known: `{ $others }`), change its header to `{ $column }`; if not, add a column whose header is one of: { $expected }
       *[none] add a column whose header is one of: { $expected }
    }
    .explain =
        Without this column no row has all that it needs, so the whole table is set aside.

        Before: `date,start`
        After: `date,start,commune`

table-column-twice = the columns `{ $first }` and `{ $found }` mean the same
    .hint = keep only one of the two
    .explain =
        With two headers of one meaning nobody can tell which to take, even if one is Vietnamese and one English.

        Before: `name,tên xã`
        After: `name`

table-second = another table begins in this row, with the headers `{ $found }`
    .hint = put each table into a file of its own; if it is the same table, make this row like the first header row, or delete it
    .explain =
        The rows below have other headers; read by the first ones, their figures would fall into other columns. So all from this row on is set aside, and what stands above is used. A header that is repeated as it is on each page does no harm.

        Before: one file with a table of signatures and below it one of accounts
        After: two files, one table each

table-column-unknown = the column `{ $found }` is not known and is left out
    .hint = { $case ->
        [brackets] what stands in brackets makes another figure of it: if it is the column's own figure, take the brackets out; if not, delete the column
       *[other] correct the header, or delete the column if it is not needed
    }
    .explain =
        The header is not in the list, so the column is not used; mostly it is a slip. STT and columns without a header are left out silently.

        Before: `adress`
        After: `address`

row-too-long = { $case ->
        [blank] the row has { $cells } cells but the table has { $columns } columns; the last one with text is `{ $found }`, now in column `{ $column }`
       *[other] the row has { $cells } cells but the table has { $columns } columns; what is too much begins with `{ $found }`
    }
    .hint = { $case ->
        [blank] if `{ $found }` belongs to column `{ $column }`, delete the separator too many at the end of the row; if not, a cell with a comma lacks its quotation marks: write "ấp 1, xã Tân Hưng"
        [sheet] delete the cell to the right of the table; if it is needed, give its column a header
        [text] delete the cell, or type `\|` where the pipe is part of a cell
       *[lines] a cell with a comma may lack its quotation marks: write "ấp 1, xã Tân Hưng"
    }
    .explain =
        A comma within a cell cut it in two, so the cells behind it are in the wrong columns. The row is set aside.

        Before: `26188,ấp 1, xã Tân Hưng`
        After: `26188,"ấp 1, xã Tân Hưng"`

row-cell-cut = the separator `{ $separator }` cut `{ $found }` into several cells: { $read }
    .hint = { $case ->
        [figure] if it is one number, type `{ $offer }`; if the cells are right, put each into quotation marks: `"{ $parted }"`
        [decimals] if it is one number, put it into quotation marks: `"{ $found }"`; if the cells are right, put each into quotation marks: `"{ $parted }"`
       *[words] put the whole cell into quotation marks: `"{ $found }"`
    }
    .explain =
        The comma parts the cells of a CSV, so that 1,234 without quotation marks is read as 1, and 234 gets into the next column: a wrong figure that nobody would notice. The row is set aside; once one such row has shown itself, so are the others of the file that may have been cut in the same way.

        Before: `20/10/2025,26188,1,234`
        After: `20/10/2025,26188,1234`

row-other-separator = { $case ->
        [sheet] the whole row stands in one cell: `{ $found }`
       *[lines] this row parts its cells by `{ $separator }`, and the table by `{ $own }`: `{ $found }`
    }
    .hint = { $case ->
        [sheet] in Excel select the cell, choose Data > Text to Columns and the delimiter `{ $separator }`; or type the cells one by one
       *[lines] change each `{ $separator }` between two cells into `{ $own }`
    }
    .explain =
        The row was copied from a file with another separator, so all of it is one cell. It is set aside.

        Before: `20/10/2025,26188,1234` in a table with semicolons
        After: `20/10/2025;26188;1234`

row-struck = this row is struck through: `{ $found }`
    .hint = delete a row that no longer holds; of a session that was put off or called off, type the status and the reason instead; where the row does hold, take the line away
    .explain =
        A line through a row says that it no longer holds, but not to a program. The row is set aside as soon as one of its cells
        that are filled is struck through.

row-quote-stray = there is text behind the closing quotation mark of a cell
    .hint = put the whole cell in quotation marks and double those inside: "Nhà văn hóa ""Mới"""
    .explain =
        Behind a closing quotation mark only a separator may stand; with text there, nobody can tell where the cell ends.

        Before: `"Nhà văn hóa "Mới""`
        After: `"Nhà văn hóa ""Mới"""`

cell-formula-error = the cell in column `{ $column }` shows the error `{ $found }`
    .hint = correct the formula, or type the value; where the cell shows #####, widen the column and save
    .explain =
        The formula came to nothing, so the cell has no value. The row is set aside; all others are used.

        Before: `#REF!`
        After: `Culture house of hamlet 1`

cell-formula-unsaved = the formula `{ $found }` in column `{ $column }` was saved without its result
    .hint = open the file in Excel or LibreOffice and save it, or type the value into the cell
    .explain =
        Some programs write formulas into a workbook without what they come to, so nobody knows what the cell says. The row is set aside; all others are used.

        Before: `=C2+C3` without a result
        After: `400`

cell-missing = the required cell in column `{ $column }` is empty
    .hint = fill the cell, or delete the whole row
    .explain =
        Without this cell the row cannot be used and is set aside; all others are used.

        Before: `20/10/2025,,26188`
        After: `20/10/2025,19h,26188`

digit-letters = letters stand for digits in `{ $found }`
    .hint = type `{ $offer }`, if that is what it should be
    .explain =
        The letters O, l and I look like 0 and 1 and are no digits; without them the number is another one.

        Before: `12OO`
        After: `1200`

date-form = `{ $found }` is not a date
    .hint = type day/month/year, such as { $expected }
    .explain =
        A date is day, month, year, or the year comes first.

        Before: `twentieth of October`
        After: `20/10/2025`

date-words = there are words beside the date: `{ $found }`
    .hint = type only `{ $offer }`
    .explain =
        A cell for a date has the date only, in digits; weekdays, times and remarks belong into other columns.

        Before: `ngày 5 tháng 11 năm 2025`
        After: `05/11/2025`

date-range = the cell `{ $found }` holds the first and the last day
    .hint = of sessions type `{ $offer }` into the column `date` and `{ $second }` into `until`; of a figure type only the day as of which it holds, `{ $second }`
    .explain =
        A cell holds one day. The last day of a run stands in the column `until`.

        Before: `20-24/10/2025`
        After: `20/10/2025` and `24/10/2025` in two columns

date-no-year = the date `{ $found }` has no year
    .hint = type day/month/year in full, such as { $expected }
    .explain =
        Without the year one would have to guess, above all near its end; loa does not guess.

        Before: `20/10`
        After: `20/10/2025`

date-short-year = the year in `{ $found }` has only two digits
    .hint = type the year with four digits, such as { $expected }
    .explain =
        With a year of two digits nobody can tell the day from the year.

        Before: `10/11/25`
        After: `10/11/2025`

date-swapped = in `{ $found }` the month would be above 12
    .hint = type the day first, then the month: is it `{ $offer }`?
    .explain =
        In Viet Nam the day comes before the month. A computer with American settings swaps them, so check the other dates of the table too.

        Before: `10/20/2025`
        After: `20/10/2025`

date-maybe-swapped = the day and month of `{ $found }` may have been changed over
    .hint = if { $offer } is meant, type `{ $offer }`; format the whole column `{ $column }` as Text and type all dates in one way
    .explain =
        A spreadsheet that is set to month first takes `05/11/2025` for 11 May, and leaves `20/11/2025` as text, since there is no twentieth month. In this column all cells that are dates have a day up to 12 and all that are text one above, so this is very likely what happened. These rows are set aside.

        Before: a date `11/05/2025` above a text `20/11/2025`
        After: `05/11/2025`, `20/11/2025`

date-impossible = there is no day `{ $found }`
    .hint = check day, month and year; type them like { $expected }
    .explain =
        No calendar has this day.

        Before: `31/11/2025`
        After: `30/11/2025`

time-form = `{ $found }` is not a time of day
    .hint = type the time like { $expected }
    .explain =
        Times are written in 24 hours.

        Before: `evening`
        After: `19h`

time-range = the cell `{ $found }` has both a start and an end
    .hint = { $case ->
        [several] write one row for each span; the first: type `{ $offer }` in the column `start` (`giờ bắt đầu`) and `{ $second }` in the column `end` (`giờ kết thúc`)
       *[one] type `{ $offer }` in the column `start` (`giờ bắt đầu`) and `{ $second }` in the column `end` (`giờ kết thúc`)
    }
    .explain =
        A cell has one time: start and end stand in two columns. Where there is no column `end`, add one.

        Before: `7h30-11h` in the column `start`
        After: `7h30` in the column `start`, `11h` in the column `end`

time-out-of-day = there is no time `{ $found }`
    .hint = hours go from 0h to 23h59, minutes from 00 to 59
    .explain =
        A day goes from 0h to 23h59.

        Before: `24h30`
        After: `0h30`

time-twelve-hour = `{ $found }` is a time on the twelve-hour clock
    .hint = type `{ $offer }`
    .explain =
        AM and PM are easily mistaken, so times are written in 24 hours.

        Before: `7:00 PM`
        After: `19h`

time-mark = `{ $found }` could be a time or a number
    .hint = type `{ $offer }`
    .explain =
        A dot or a comma between hour and minute makes a number of the time as soon as a spreadsheet opens the file.

        Before: `7.30`
        After: `7h30`

count-form = `{ $found }` is not a number
    .hint = type digits only, such as { $expected }; leave the cell empty where there is no figure yet
    .explain =
        This cell takes whole numbers. No figure yet is not the same as 0: leave the cell empty.

        Before: `none yet`
        After: an empty cell

count-fraction = `{ $found }` is a fraction, and the column `{ $column }` takes whole numbers only
    .hint = type `{ $offer }`, without a point
    .explain =
        Excel may take the point between groups of digits for a decimal point, so 30.500 becomes 30.5. Published, it would be wrong a thousandfold.

        Before: `30.5`
        After: `30500`

count-groups = it is not clear which number `{ $found }` is
    .hint = type the digits without points or commas, such as { $expected }
    .explain =
        Each group has three digits, with one kind of separator.

        Before: `30.50`
        After: `30.500`

count-negative = `{ $found }` is below zero
    .hint = type a number from 0 up
    .explain =
        A count cannot be below 0.

        Before: `-120`
        After: `120`

count-words = there are words or signs beside the number: `{ $found }`
    .hint = type only `{ $offer }`; put the words into another column
    .explain =
        A cell for a number has the number only; rough figures are marked in the column `approx`.

        Before: `about 1200 people`
        After: `1200`

count-too-large = the number `{ $found }` is too large
    .hint = check whether there are digits too many
    .explain =
        No real count is as large; mostly two numbers ran together.

        Before: `3050030500305003050030500`
        After: `30500`

share-form = `{ $found }` is not a share in percent
    .hint = type the share like { $expected }
    .explain =
        A share is a number with a % sign.

        Before: `a quarter`
        After: `25%`

share-no-percent = the share `{ $found }` has no % sign
    .hint = type `{ $offer }` if percent is meant
    .explain =
        Without the % sign, 0.25 may be 25% or 0.25%.

        Before: `25`
        After: `25%`

share-too-precise = the share `{ $found }` has more than two decimals
    .hint = round it, such as { $expected }
    .explain =
        A share keeps two decimals at most.

        Before: `12.345%`
        After: `12.35%`

share-too-large = the share `{ $found }` is above 1000%
    .hint = check for a digit too many or a missing decimal mark
    .explain =
        A share as large is almost surely a slip.

        Before: `4000%`
        After: `40%`

weekday-form = `{ $part }` is not a weekday
    .hint = type weekdays like { $expected }
    .explain =
        Weekdays are T2 to T7 and CN, or mon to sun.

        Before: `start of the week`
        After: `mon`

weekday-bare = it is not clear which weekday `{ $found }` is
    .hint = type `{ $offer }`
    .explain =
        In Viet Nam 2 is Monday, elsewhere it may be Tuesday, so a bare number is not taken.

        Before: `2`
        After: `T2`

weekday-reversed = in `{ $part }` the last day comes before the first
    .hint = type the earlier day of the week first, such as T2-T6; Sunday is the last day
    .explain =
        A week goes from Monday to Sunday.

        Before: `T6-T2`
        After: `T2-T6`

hours-form = `{ $part }` in the opening hours is not clear
    .hint = type them like { $expected }
    .explain =
        Opening hours are weekdays, then times; a semicolon stands between groups of days.

        Before: `office hours`
        After: `T2-T6 7h30-11h30, 13h30-17h`

hours-no-days = the hours `{ $part }` have no weekdays
    .hint = type the weekdays before the hours, such as { $expected }
    .explain =
        Without weekdays nobody can tell whether the hours hold on a weekend.

        Before: `7h30-11h30`
        After: `T2-T6 7h30-11h30`

hours-order = in `{ $part }` the end is not after the start
    .hint = type the start first, such as 7h30-11h30
    .explain =
        The end comes after the start on the same day.

        Before: `T2-T6 13h30-5h`
        After: `T2-T6 13h30-17h`

hours-overlap = the hours `{ $part }` lie over other hours of the same day
    .hint = change them so that the hours of one day do not overlap
    .explain =
        Two spans of hours of one day lie over each other, so one of them is wrong.

        Before: `T2-T6 7h30-11h30, 11h-17h`
        After: `T2-T6 7h30-11h30, 13h30-17h`

flag-form = `{ $found }` is neither yes nor no
    .hint = type x for yes, leave the cell empty for no
    .explain =
        This cell is a mark: x is yes, empty is no.

        Before: `big one`
        After: `x`

coordinate-form = `{ $found }` is not a coordinate
    .hint = type decimal degrees, one number in each cell, such as { $expected }
    .explain =
        A coordinate is in decimal degrees; latitude and longitude have a cell each.

        Before: `10°57'00"`
        After: `10.95`

coordinate-range = the coordinate `{ $found }` is nowhere on Earth
    .hint = check the decimal point, such as { $expected }
    .explain =
        Latitude is from -90 to 90, longitude from -180 to 180. Mostly the point got lost.

        Before: `1095`
        After: `10.95`

coordinate-swapped = latitude (`lat`) and longitude (`lon`) may stand the wrong way round: `{ $found }`
    .hint = swap the two cells: in Viet Nam `lat` is about 8 to 24, and `lon` about 102 to 118
    .explain =
        With latitude and longitude swapped, the point lies far from Viet Nam on the map.

        Before: `lat` 106.82, `lon` 10.95
        After: `lat` 10.95, `lon` 106.82

code-form = `{ $found }` is not an administrative code
    .hint = type all digits of the code: five for a commune, such as { $expected }; two for a province
    .explain =
        A commune's code has five digits, a province's two. Letters, signs and blanks are not taken.

        Before: `TH-26188`
        After: `26188`

code-zeros = the code `{ $found }` lost its leading zeros
    .hint = format the column as Text, then type `{ $offer }`
    .explain =
        Excel takes the code for a number and drops its leading zeros; a shorter code may be that of another commune.

        Before: `4` as the code of a commune
        After: `00004`

phone-form = `{ $found }` is not a phone number
    .hint = type a phone number such as { $expected }; leave the cell empty where there is none yet
    .explain =
        Residents tap the number to call, so the cell holds only what can be called. Words without a number stand on the page
        as they are.

        Before: `đang cập nhật`
        After: an empty cell

phone-words = there are other words beside the phone number: `{ $found }`
    .hint = type only `{ $offer }`; names of persons do not belong here
    .explain =
        The cell is published, and residents tap it to call. Names of staff are better not published.

        Before: `0251 000 0002 (anh Nam)`
        After: `0251 000 0002`

phone-length = the phone number `{ $part }` has digits too few or too many
    .hint = type the whole number with the code of its area, such as { $expected }
    .explain =
        A number that begins with 0 has 10 or 11 digits; nobody can call one that lacks a digit.

        Before: `0251 00 00`
        After: `0251 000 0000`

phone-zeros = the phone number `{ $found }` lost its leading zero
    .hint = format the column as Text, then type `{ $offer }`
    .explain =
        Excel takes a phone number for a number and drops its leading zero; nobody could call it as it is.

        Before: `912345678`
        After: `0912345678`

code-decimal = the code `{ $found }` became a decimal number
    .hint = format the column as Text, then type `{ $offer }`
    .explain =
        Excel took the code for a number and added decimals.

        Before: `26188.0`
        After: `26188`

# YAML: site.yaml and the front matter of texts.

unknown-key = there is no key `{ $found }` here
    .hint = correct the key, or delete it
    .explain =
        Keys are written exactly as in the docs. One that nothing reads is mostly a slip, and passed over it would do nothing.

        Before: `stale_afer: 3`
        After: `stale_after: 3`

unknown-value = `{ $found }` is not a value that fits here
    .explain =
        This key takes one of a few values; another one is mostly a slip.

        Before: `kind: ke-hoch`
        After: `kind: ke-hoach`

duplicate-key = the key `{ $found }` is written twice
    .hint = keep one and delete the other
    .explain =
        With a key written twice nobody can tell which value is meant.

        Before: `ends: 2025-10-31` and below it `ends: 2025-11-30`
        After: only `ends: 2025-11-30`

wrong-shape = this needs { $shape }, but it says `{ $found }`
    .hint = { $case ->
        [blank] type a blank behind the colon `:`, such as `title: A letter on signatures`
        [map] write each entry on a line of its own below, indented, with its name and a colon, such as `title: A form`
        [list] write each on a line of its own below, indented, beginning with `- `
        [text] write one text only; where it has `:`, `[` or {"`{`"}, put quotation marks around the whole
       *[other] check the indentation, the colons and the brackets
    }
    .explain =
        A key takes a text, a list, or keys of its own, and what stands here is another of these. Often the indentation or a bracket is wrong.

        Before: `bring: Thẻ căn cước: bản gốc`
        After: `bring: ["Thẻ căn cước: bản gốc"]`

shape-text = a text
shape-list = a list, such as `[a, b]`
shape-text-or-list = a text or a list of texts
shape-words = a text, or one text for each language, such as `{"{"}vi: …, en: …{"}"}`
shape-map = keys with values below it, each indented
shape-flag = `true` or `false`
shape-number = a whole number

empty-value = this key has no value
    .hint = type a value after the colon, or delete the whole key
    .explain =
        A key without a value leaves it open whether it was meant to be empty or was forgotten.

        Before: `name: ""`
        After: `name: VNPT`

missing-key = { $case ->
        [within] in `{ $within }` the required key `{ $found }` is missing
       *[top] the required key `{ $found }` is missing
    }
    .hint = add the key `{ $found }:` and type its value after the colon
    .explain =
        Without this key the rest cannot be used.

        Before: a directive without `published`
        After: `published: 2025-10-07`

bad-yaml = { $case ->
        [blank] there is no blank behind the colon of `{ $found }`
        [tab] the line is indented with a Tab
        [quote] the quotation mark that opens here is never closed
        [after-quote] there is text behind the closing quotation mark: `{ $found }`
        [backslash] within quotation marks, the `\` here means nothing
        [bracket] the bracket that opens here is never closed
        [colon] a colon within the text makes it unclear what is the key and what its value
        [sign] `{ $found }` starts with a sign that means something else in YAML
        [large] the YAML file has too many entries to be read at once
        [deep] the entries stand within each other too deep
        [alias] the file repeats too much of itself by `&` and `*`
        [indent] this line is not indented like those above it
       *[other] this cannot be read as YAML ({ $detail })
    }
    .hint = { $case ->
        [blank] type a blank behind the colon, such as `title: Questions`
        [tab] put blanks in the place of the Tab
        [quote] add a quotation mark at the end of the text
        [after-quote] put all of it into one pair of quotation marks, or delete what follows the second
        [backslash] delete the `\`, or write `/` instead
        [bracket] add the closing `]` or {"`}`"} at the end of the list
        [colon] put the whole text in quotation marks, such as `title: "Questions: what to know"`
        [sign] put it in quotation marks
        [large] save the table as .xlsx or CSV UTF-8, or divide it into files of fewer than 10,000 rows
        [deep] check brackets and indentation
        [alias] write out the words in each place
        [indent] keys of one level are indented alike, with blanks
       *[other] indent with blanks; put words that contain `:` or `#` in quotation marks
    }
    .explain =
        YAML is the form `key: value` of `site.yaml` and of the front matter of texts. The blanks at the start of a line say to what it belongs; a text with special signs stands in quotation marks.

        Before: `title: Questions: what to know`
        After: `title: "Questions: what to know"`

bad-date = `{ $found }` is not a date
    .hint = type the year first, then month and day, such as { $expected }
    .explain =
        Dates in these files are year, month, day, so that nobody takes the month for the day.

        Before: `starts: 1/10/2025`
        After: `starts: 2025-10-01`

bad-number = `{ $found }` is not a number
    .hint = type digits only, such as { $expected }
    .explain =
        A whole number in digits stands here, without separators or words.

        Before: `stale_after: ba ngày`
        After: `stale_after: 3`

bad-time = `{ $found }` is not a time of day
    .hint = type hour and minute in 24 hours, in quotation marks: { $expected }
    .explain =
        Times are written in 24 hours, the hour before the minute.

        Before: `at: midnight`
        After: `at: "00:10"`

bad-seconds = `{ $found }` seconds cannot be used here
    .hint = type a number of seconds from 1 to 3600, such as `60`
    .explain =
        Time limits are in seconds, at least 1 and at most 3600 (an hour).

        Before: `fetch_timeout: 0`
        After: `fetch_timeout: 60`

bad-share = `{ $found }` is not a share in percent
    .hint = type a number with a % sign, such as { $expected }
    .explain =
        A share is a number with a percent sign, so that it cannot be taken for a count.

        Before: `share: 40`
        After: `share: 40%`

bad-address = `{ $found }` is not a web address
    .hint = type the whole address, like { $expected }
    .explain =
        An address is written in full, with `https://` in front.

        Before: `url: truyenthong.example`
        After: `url: https://truyenthong.example`

bad-key = `{ $found }` cannot be used as a name
    .hint = a name has only small letters without accents, digits and hyphens: type { $expected }
    .explain =
        This name becomes part of addresses and column headers, so it has small letters without accents, digits and hyphens only.

        Before: `Chữ ký: {"{"}name: …{"}"}`
        After: `chu-ky: {"{"}name: …{"}"}`

bad-scope = `{ $found }` is not an administrative code
    .hint = type all digits of the code, such as { $expected }: five for a commune, two for a province; in YAML put it in quotation marks
    .explain =
        A scope says for whom something holds: a commune by its five digits, a province by its two, or `all`. The quotation marks keep leading zeros.

        Before: `scope: Tân Triều`
        After: `scope: "26188"`

bad-duration = `{ $found }` is not a length of time
    .hint = type a number and an English unit, such as { $expected }
    .explain =
        A duration is a number and a unit in English, from which each language makes its own words.

        Before: `free_for: một năm`
        After: `free_for: 1 year`

duplicate-value = `{ $found }` stands twice in the list
    .hint = delete one of the two
    .explain =
        In this list a value counts once only.

        Before: `languages: [vi, en, vi]`
        After: `languages: [vi, en]`

# Files and folders.

no-site = there is no `content/site.yaml` in `{ $found }`
    .hint = run the command in the folder that holds `content`, not in `content` itself, or add `--root` and the path of that folder
    .explain =
        `content/site.yaml` has the campaign's name, its address and its languages; without it there is nothing to build. Mostly the command was run in another folder.

        Before: `loa build` in the folder `Documents`
        After: `loa build` in the folder that holds `content`

no-communes = there is no table of communes
    .hint = make the file { $expected } with the columns `code`, `name`, `kind`, `province_code`
    .explain =
        Points, schedules and figures name communes by their codes, so the table of communes must be there.

        Before: only `content/points.csv`
        After: `content/communes.csv` with code, name, kind and province_code

unknown-folder = the folder `{ $found }` is not known and is left out
    .hint = correct its name, or move it out of `content`
    .explain =
        The folders in `content` have fixed names. Another one is not read, and what is in it is not on the site.

        Before: `content/guidess/install.en.md`
        After: `content/guides/install.en.md`

unknown-file = the file `{ $found }` is not known and is left out
    .hint = correct its name, move it to its folder, such as `content/schedules`, or move it out of `content`
    .explain =
        Right in `content` stand only a few files with fixed names. Schedules, progress and texts have folders of their own.

        Before: `content/schedule-october.csv`
        After: `content/schedules/october.csv`

not-utf8 = { $case ->
        [text] this file is not saved as UTF-8
        [document] this file is a Word document, not plain text
        [pdf] this file is a PDF document, not plain text
       *[other] this file is not plain text
    }
    .hint = { $case ->
        [text] open it in an editor, choose Save As and the encoding UTF-8
        [document] open it in Word, copy the text into a new file of Notepad, and save it with the encoding UTF-8
       *[other] copy the text into a new file of Notepad and save it with the encoding UTF-8; if the file is only to be downloaded, give it its own ending and name it under `attachments`
    }
    .explain =
        In an old encoding letters with accents turn into strange ones, so it is not taken. Notepad offers the encoding at the foot of its Save As window.

        Before: the file saved as ANSI
        After: the file saved as UTF-8

bad-name = the name `{ $found }` cannot be used
    .hint = a name has only small letters without accents, digits and hyphens, and starts with a letter: change it to { $expected }
    .explain =
        The file's name becomes the page's address, which people type and read out, so it has small letters without accents, digits and hyphens only.

        Before: `Hỏi đáp.vi.md`
        After: `hoi-dap.vi.md`

no-language-in-name = the file name `{ $found }` does not say the language
    .hint = add the language before the ending, such as { $expected }
    .explain =
        The same text in several languages has one name, with the language in front of `.md`.

        Before: `huong-dan.md`
        After: `huong-dan.vi.md`

document-in-folder = `{ $found }` stands in a folder of its own but is not called `index`
    .hint = rename it to { $expected }
    .explain =
        A document may have a folder of its own for its pictures; then it is called `index` there.

        Before: `guides/dang-ky/bai.vi.md`
        After: `guides/dang-ky/index.vi.md`

document-twice = `{ $found }` has two files in one language; the other is `{ $other }`
    .hint = keep one file, delete or rename the other
    .explain =
        A document has one file for each language: either `NAME.vi.md` or `NAME/index.vi.md`. With both, nobody can tell which is meant.

        Before: `pages/about.vi.md` and `pages/about/index.vi.md`
        After: only `pages/about.vi.md`

table-twice = this table stands in two files: `{ $found }` and `{ $other }`
    .hint = keep the file in use, move the other out of `content`
    .explain =
        A table kept in two files will differ sooner or later, and then nobody can tell which is right.

        Before: `points.csv` and `points.tsv`
        After: only `points.csv`

table-format = a table in a file ending in `{ $found }` cannot be read
    .hint = { $case ->
        [text] if it is a table in plain text, change the ending to .csv; if not, open it in Excel, choose Save As and the type Excel Workbook (.xlsx)
       *[other] open the table in Excel (one in Word or PDF: copy it into Excel), choose Save As and the type Excel Workbook (.xlsx) or CSV UTF-8; endings that can be read: { $expected }
    }
    .explain =
        Tables are read from files of these kinds only; a picture or a PDF of a table cannot be read.

        Before: `content/points.pdf`
        After: `content/points.csv`

# site.yaml

bad-language-tag = `{ $found }` is not a language tag
    .hint = type a language tag, such as { $expected }
    .explain =
        A language is named by its international tag: two or three small letters, sometimes with a region or a script behind a hyphen, such as `en-GB` and `zh-Hant`. The code of a country, such as `vn`, is not the tag of its language.

        Before: `languages: [vn, english]`
        After: `languages: [vi, en]`

unknown-language = the site has no language `{ $found }`
    .hint = correct the tag, or add it to `languages` in `content/site.yaml`
    .explain =
        The language in the name of a file, in the header of a column or in a key is one of `languages`.

        Before: `about.fr.md` with `languages: [vi, en]`
        After: `about.en.md`

unknown-timezone = there is no time zone `{ $found }`
    .hint = for Viet Nam, type { $expected }
    .explain =
        The time zone decides which day is today. It has the name that computers know it by; for Viet Nam that is `Asia/Ho_Chi_Minh`.

        Before: `timezone: Asia/Hanoi`
        After: `timezone: Asia/Ho_Chi_Minh`

ends-before-start = the campaign starts on `{ $found }`, after the day it ends
    .hint = it ends on { $expected } now: correct `starts` or `ends` so that `ends` is not the earlier one
    .explain =
        The campaign's last day lies before its first, so one of the two is wrong, often the month or the year.

        Before: `{"{"}starts: 2025-10-31, ends: 2025-10-01{"}"}`
        After: `{"{"}starts: 2025-10-01, ends: 2025-10-31{"}"}`

as-of-without-sample = `as_of` is only for sites with sample data
    .hint = delete the line `as_of`; if the data are a sample, add the line `sample: true`
    .explain =
        `as_of` stands for today. With real data the site would stand still on that day and show sessions that are over.

        Before: `as_of: 2025-10-20`
        After: the line is deleted

unknown-theme = there is no theme `{ $found }`
    .hint = correct `theme` in `content/site.yaml`, or make the folder `themes/{ $found }`
    .explain =
        A theme is a folder in `themes`. The theme `default` is always there.

        Before: `theme: tihn`
        After: `theme: tinh`

unknown-denominator = there is no denominator `{ $found }`
    .hint = correct the name, or add it to `denominators` in `content/site.yaml`
    .explain =
        A denominator is a column of the table of communes that shares are taken of, such as the adults. Each is described once, in `denominators`.

        Before: `of: adult`
        After: `of: adults`

share-without-denominator = the share `{ $found }` does not say what it is a share of
    .hint = add `of:` and the name of a denominator, such as `of: adults`
    .explain =
        40% of the adults are not 40% of the quota, so a share says what it is a share of.

        Before: `{"{"}by: 2025-10-31, share: 40%{"}"}`
        After: `{"{"}by: 2025-10-31, share: 40%, of: adults{"}"}`

target-amount = a target needs exactly one of share and count
    .hint = type one of the two: { $expected }
    .explain =
        A target is either a share of a denominator or a count; with both, they could contradict each other.

        Before: `{"{"}by: 2025-10-31, share: 40%, count: 1000{"}"}`
        After: `{"{"}by: 2025-10-31, share: 40%{"}"}`

unknown-menu-entry = the menu names `{ $found }`, but there is no section or page of that name
    .hint = correct the name, or make the file `content/pages/{ $found }.vi.md`
    .explain =
        The menu names sections that loa makes, or files in `content/pages`.

        Before: `menu: [guides, abuot]`
        After: `menu: [guides, about]`

bad-code-base = the address `{ $found }` may not stand in a QR code: { $why }
    .hint = set `qr.base` in `content/site.yaml` to `https://` and a host name and nothing else, such as `https://chukyso.example`
    .explain =
        A printed QR code cannot be corrected, so its address must be short and answer for ever: `https://`, a host name, and nothing behind it. If the site's `base_url` has a path, add a `qr.base`.

        Before: `base_url: https://province.example/chukyso`
        After: keep that line and add `qr: {"{"}base: https://chukyso.example{"}"}`

base-not-a-url = it is not a web address
base-not-https = it does not start with `https://`
base-has-user = it has a user name or a password
base-has-port = it has a port number
base-has-path = it has a path behind the host name
base-has-query = it has a `?` or a `#`
base-not-ascii = the host name has accented letters or unusual characters
base-localhost = this name exists only on the machine in use
base-ip-address = it is an IP address, not a host name
base-no-dot = the host name has no dot
base-bad-host = the host name is not written rightly

code-too-fine = the address `{ $found }` is long: its QR code becomes version { $version }, whose small squares are hard to scan
    .hint = use a shorter host name in `qr.base`, so that codes stay at version 3 or below
    .explain =
        The longer the address, the more and smaller the squares of its QR code; older phones then fail from afar or on creased paper. Codes scan well up to version 3. Change it before printing, since printed codes cannot change.

        Before: `base: https://dang-ky-chu-ky-so.dong-nai.example`
        After: `base: https://cks.example`

placeholder-host = `{ $found }` in `{ $key }` is a host that never exists on the internet
    .hint = type the site's real host; for a site that only shows how it would look, add `sample: true`
    .explain =
        Hosts such as `.example`, `.test` and `localhost` are set apart for samples. A code that is printed with one leads nowhere, and a printed code cannot be changed.

        Before: `base_url: https://chukyso.example`
        After: `base_url: https://chukyso.dongnai.gov.vn`

source-insecure = source { $number } (`{ $found }`) is fetched over `http:`, where anybody on the way can read and change it
    .hint = line { $line }: type `https:` if the server has it; if not, ask who runs it
    .explain =
        What is fetched over `http:` is not encrypted: anybody on the way sees the address with the token that it may hold, and can change figures before they reach the site. The entries of `sources` are counted from 1.

        Before: `url: http://thongke.example/tien-do.csv`
        After: `url: https://thongke.example/tien-do.csv`

accept-not-warning = `{ $found }` is not a warning, so it cannot be accepted
    .hint = correct what was reported, then delete this entry of `checks.accept`
    .explain =
        `checks.accept` silences warnings only. Errors and what is set aside have to be mended, or people would read what is wrong.

        Before: `{"{"}code: broken-link, reason: later{"}"}`
        After: the link is mended and the entry deleted

accept-unused = `checks.accept` names `{ $found }`, but there is no such warning any more
    .hint = delete this entry in `content/site.yaml`
    .explain =
        The place was mended, or moved to another line. An entry that is left may later hide a true warning.

        Before: `{"{"}code: wrong-weekday, at: content/pages/about.vi.md, reason: as in the document{"}"}`
        After: the entry is deleted

# Sources that the nightly run fetches.

source-unreachable = { $case ->
        [host] there is no host of the name in the address of source { $number } (`{ $found }`)
        [certificate] the server of source { $number } (`{ $found }`) cannot be trusted: { $reason }
        [garbled] source { $number } (`{ $found }`) does not answer in HTTP: { $reason }
       *[network] source { $number } (`{ $found }`) could not be reached: { $reason }
    }
    .hint = the table `{ $table }` keeps what it had; look at the address in line { $line } and at this machine's network; the next night tries again
    .explain =
        The server in the source's address was not reached, although it was tried several times. Mostly the network is down, the address has a slip, the server is stopped, or its certificate has run out. The site is built all the same, and this table keeps its old figures with their own date.

        Before: `url: https://thongke.exmaple/tien-do.csv`
        After: `url: https://thongke.example/tien-do.csv`

source-slow = source { $number } (`{ $found }`) had not answered in full after { $seconds } s
    .hint = the table `{ $table }` keeps what it had; the next night tries again. If it is so every night, ask who runs it, or raise `nightly.fetch_timeout`
    .explain =
        Each source is waited for a while only, so that a server that hangs does not hang the night. A source that has used up its time is not asked again the same night.

        Before: `nightly: {"{"}fetch_timeout: 60{"}"}`
        After: `nightly: {"{"}fetch_timeout: 180{"}"}`

source-status = { $case ->
        [closed] source { $number } (`{ $found }`) may not be fetched (HTTP { $status })
        [gone] there is nothing any more at the address of source { $number } (`{ $found }`) (HTTP { $status })
        [unasked] source { $number } (`{ $found }`) gives no table, but says that nothing has changed, which it was not asked (HTTP { $status })
        [busy] source { $number } (`{ $found }`) asks not to be asked now (HTTP { $status })
        [broken] the server of source { $number } (`{ $found }`) is out of order (HTTP { $status })
       *[other] source { $number } (`{ $found }`) answers HTTP { $status }, which is no table
    }
    .hint = { $case ->
        [closed] let the address in line { $line } be read, or renew its token; a Google Sheet: File → Share → Publish to web
        [gone] correct the address in line { $line }
        [unasked] the table `{ $table }` keeps what it had; tell whoever runs the server, or a cache in front of it, that it answers 304 to a request without conditions
        [busy] the table `{ $table }` keeps what it had; the next night tries again
        [broken] the table `{ $table }` keeps what it had; the next night tries again. If it is so every night, ask who runs it
       *[other] open the address in line { $line } in a browser and see what it gives
    }
    .explain =
        The server answers, but gives no table. 304: “not changed”, although loa did not ask whether it had; 401 and 403: no right to; 404 and 410: no such file; 429: asked too often; 500 and above: the server is out of order. After 429 and 500 and above it is tried again a few times, with a wait in between.

        Before: a Google Sheet that is not published, whose server answers 401
        After: File → Share → Publish to web → CSV, and the new address in `url:`

source-redirect = { $case ->
        [insecure] source { $number } (`{ $found }`) leads from `https:` to `http:`, so it was not fetched
        [scheme] source { $number } (`{ $found }`) leads to an address that is not of the web, so it was not fetched
        [many] source { $number } (`{ $found }`) leads from one address to the next too often
       *[nowhere] source { $number } (`{ $found }`) leads elsewhere and does not say where
    }
    .hint = open the address in line { $line } in a browser, and type the table's final address there
    .explain =
        A server may lead to another address. loa follows a few times, but never from `https:` to `http:`, where anybody can read and change what is sent, and to nothing that is not of the web.

        Before: `url: https://thongke.example/cu`, which leads to `http://thongke.example/moi.csv`
        After: `url: https://thongke.example/moi.csv`

source-too-large = source { $number } (`{ $found }`) is larger than { $limit } MB
    .hint = the table `{ $table }` keeps what it had; see whether the address in line { $line } really is one of a table
    .explain =
        A table of the day's figures is not as large as that. Mostly the address leads to something else, or to the whole archive.

        Before: `url: https://thongke.example/toan-bo.zip`
        After: `url: https://thongke.example/hom-nay.csv`

source-cut-off = source { $number } (`{ $found }`) broke off in the middle
    .hint = the table `{ $table }` keeps what it had; the next night tries again
    .explain =
        The server says how long the file is, and hung up before it had sent all of it. Half a table may look like a whole one, so nothing of it is used.

        Before: `Content-Length: 20480`, and 8192 bytes came
        After: 20480 bytes came

source-web-page = source { $number } (`{ $found }`) gives a web page in place of a table: mostly a page to log in
    .hint = line { $line }: an address is needed that gives CSV without a login; a Google Sheet: File → Share → Publish to web → Comma-separated values (.csv)
    .explain =
        As long as it is not published, a Google Sheet gives a page to log in, and so do other systems. The address that a browser shows while one edits a sheet is a web page, too, and not the table.

        Before: `url: https://docs.google.com/spreadsheets/d/…/edit`
        After: `url: https://docs.google.com/spreadsheets/d/e/…/pub?output=csv`

source-not-table = source { $number } (`{ $found }`) does not give a table but { $case ->
        [empty] an empty file
        [json] JSON
        [xml] XML
        [pdf] a PDF
        [picture] a picture
       *[archive] a packed file
    }
    .hint = line { $line }: an address is needed that gives CSV, TSV, .xlsx or .ods; the table `{ $table }` keeps what it had
    .explain =
        A source must give a table: CSV, TSV, .xlsx or .ods. JSON and XML are mostly a server's error message; a packed file must be unpacked where it comes from.

        Before: `url: https://thongke.example/api/tien-do`
        After: `url: https://thongke.example/api/tien-do?format=csv`

# After the nightly run.

hook-failed = { $case ->
        [start] the command `{ $found }` could not be run: { $reason }
        [time] the command `{ $found }` took longer than { $seconds } s, so it was ended
        [signal] the command `{ $found }` was ended by the system
       *[status] the command `{ $found }` ended with status { $status }
    }
    .hint = what it printed is in `{ $log }`; the site is done, and the command does not change how the run ended
    .explain =
        `nightly.on_success` and `nightly.on_failure` are run when everything else is done. A command that fails does not make the night fail and does not change its exit status, but somebody will not be told.

        Before: `on_failure: gui-thu.sh`, while the file is `/usr/local/bin/gui-thu`
        After: `on_failure: [/usr/local/bin/gui-thu]`

# Theme.

bad-template = there is an error in a template: { $found }
    .hint = correct the file in the folder `themes`, or delete it to use the built-in one
    .explain =
        A template in `themes` stands in for the built-in one of its name. Where it is wrong no page can be made.

        Before: {"`{% if page %}`"} without {"`{% endif %}`"}
        After: {"`{% if page %}`"} … {"`{% endif %}`"}

bad-strings = there is an error in the theme's file of strings: { $found }
    .hint = write each sentence as `name = sentence`, and indent the lines that continue it
    .explain =
        A file of `strings` has the sentences of the interface in the format Fluent, each under its name.

        Before: `Home`
        After: `home = Home`

string-value = the sentence `{ $sentence }` asks for a value `{ $found }`, which it is not given
    .hint = { $has ->
        [0] take the value out: this sentence is given none
       *[other] correct the name of the value, or take it out
    }
    .explain =
        A sentence of the interface can hold only the values that loa gives to it: a date to one, a count to another. The comments in the default theme's `strings/en.ftl` list them. With any other the page could not be filled.

        Before: {"`state-open-text = Until { $dat }.`"}
        After: {"`state-open-text = Until { $date }.`"}

unknown-string = nothing asks for the sentence `{ $found }`
    .hint = correct its name, or delete it
    .explain =
        The sentence has a name that neither loa nor a template of this theme uses, so it is shown nowhere, and the built-in one stays.

        Before: `al-communes = Choose your ward`
        After: `all-communes = Choose your ward`

unknown-theme-file = nothing asks for the file `{ $found }` of the theme
    .hint = correct its name or move it to its folder, `assets`, `strings` or `templates`; or delete it
    .explain =
        A file of a theme takes the place of the built-in one of the same path. This one has a path that there is none of, and no template of the theme names it, so it changes nothing.

        Before: `themes/tinh/templates/landings.html`
        After: `themes/tinh/templates/landing.html`

missing-strings = { $count ->
        [one] the theme lacks a string in the language `{ $found }`: `{ $first }`
       *[other] the theme lacks { $count } strings in the language `{ $found }`, the first is `{ $first }`
    }
    .hint = add to this file: { $expected }
    .explain =
        The theme has words that stand on every page. Where a language lacks some, the English ones stand in for them.

        Before: a site in French without `strings/fr.ftl`
        After: `themes/default/strings/fr.ftl` with each word in French

# Documents: directives, guides, pages.

no-front-matter = this text has no front matter
    .hint = type a line `---` at the top of the file, then `title: …`, then another line `---`
    .explain =
        Each text starts with a few lines between two lines `---`: its title, and facts such as number, date and issuer. Without them nobody can tell what the page is called and where it belongs.

        Before:
            The text …
        After:
            ---
            title: How to install a digital signature
            ---
            The text …

unclosed-front-matter = the front matter opens with `---` but no line `---` closes it
    .hint = type a line `---` after the last key of the front matter
    .explain =
        Front matter stands between two lines of `---` alone. Without the second one it is not clear where it ends and where the text begins.

        Before:
            ---
            title: Guide
            The text …
        After:
            ---
            title: Guide
            ---
            The text …

fact-in-translation = the translation has the key `{ $found }`, which belongs only in the source text `{ $other }`
    .hint = delete it from the translation; if the value in the source text is wrong, correct it there
    .explain =
        Numbers, dates, deadlines and codes are written once, in the front matter of the source text; every language takes them from there. Written again in a translation, the two would differ sooner or later. A translation holds words only: title, summary, text.

        Before, in `plan.en.md`:
            title: Plan
            date: 2025-10-06
        After:
            title: Plan

hash-in-source = `{ $found }` belongs only in translations, and this is the source text
    .hint = delete the line `{ $found }`
    .explain =
        `source_hash` says which source text a translation was made from. The source text is made from none, so it has no such key. The source is the file in the first of the `languages` that the document has.

        Before, in `plan.vi.md`:
            title: Kế hoạch
            source_hash: 0123456789abcdef
        After:
            title: Kế hoạch

deadline-when = a deadline needs exactly one way to say when
    .hint = type one of the three: { $expected }; `monthly_before` takes a day from 1 to 28
    .explain =
        `before` leaves that day out ("trước ngày"), `by` includes it ("đến hết ngày"), `monthly_before` is a day of every month, from 1 to 28. Each deadline has exactly one of them, so that no reader is a day off.

        Before:
            deadlines:
              - what: Report the results
                before: 2025-11-05
                by: 2025-11-04
        After:
            deadlines:
              - what: Report the results
                before: 2025-11-05

fact-differs = { $case ->
        [changed] the translation says `{ $found }` but the source text says `{ $source }` at `{ $other }`
        [missing] the translation lacks `{ $source }`, which the source text has at `{ $other }`
       *[added] the translation has `{ $found }`, which the source text `{ $other }` lacks
    }
    .hint = { $case ->
        [changed] correct the translation to `{ $source }`; if both mean the same, add `facts_ok: ["{ $found }"]` to its front matter
        [missing] add `{ $source }` to the translation; if it was left out on purpose, add `facts_ok: ["{ $source }"]` to its front matter
       *[added] delete `{ $found }` from the translation; if it was added on purpose, put `facts_ok: ["{ $found }"]` into its front matter
    }
    .explain =
        This translation claims to match the source text of today, but a date, time, number, phone number or link differs between them. Readers of the two languages would be told different things, so nothing is built until they agree.

        Before, source text: `Nộp trước ngày 5/11/2025` and translation: `Submit before 15 November 2025`
        After, translation: `Submit before 5 November 2025`

        One date written in each language's own way is no difference. What differs on purpose, such as 24/7, is named in the translation's front matter: `facts_ok: ["24/7"]`.

lagging-fact-differs = { $case ->
        [changed] the outdated translation says `{ $found }` but the source text says `{ $source }` at `{ $other }`, so the page shows the source text
        [missing] the outdated translation lacks `{ $source }`, which the source text has at `{ $other }`, so the page shows the source text
       *[added] the outdated translation has `{ $found }`, which the source text `{ $other }` lacks, so the page shows the source text
    }
    .hint = translate what has changed, then type `loa translations --stamp` and the path of this file
    .explain =
        The source text changed after it was translated, and a date, time, number or link in the translation is no longer right. So that nobody reads old facts, the page shows the source text with a notice until the translation is brought up to date.

        Before, the new source text: `đến hết ngày 31/10/2025` and translation: `until 15 October 2025`
        After, translation: `until 31 October 2025`, then type `loa translations --stamp content/pages/faq.en.md`

translation-lagging = the source text `{ $other }` has changed since it was translated into `{ $found }`
    .hint = translate what has changed, then type `loa translations --stamp` and the path of this file
    .explain =
        The `source_hash` of the translation no longer fits the source text. The page still shows the translation as long as its dates, numbers and links are right, with a notice that it may be out of date.

        Before: `source_hash: 0123456789abcdef` of the old source text
        After: translate what has changed, then type `loa translations --stamp content/pages/faq.en.md`; the new stamp is written for you

translation-unstamped = this translation (`{ $found }`) does not say which source text it was made from
    .hint = compare it with the source text, then type `loa translations --stamp` and the path of this file
    .explain =
        Without `source_hash` nobody can tell whether a translation still fits its source text, so it counts as out of date. `loa translations --stamp` writes it and keeps a copy of the source text to compare with later.

        Before: `title: Questions and answers`
        After typing `loa translations --stamp content/pages/faq.en.md`:
            title: Questions and answers
            source_hash: 0123456789abcdef

wrong-weekday = { $date } does not fall on `{ $found }`
    .hint = type { $expected }, or check the date
    .explain =
        A weekday and a date stand side by side and do not belong together. People may come on the wrong day. One of the two is wrong: look it up in the original.

        Before: `Monday, 21 October 2025`
        After: `Tuesday, 21 October 2025`

broken-link = there is no page at `{ $found }` for this link
    .hint = { $case ->
        [host] if another site is meant, type `https://` in front: `https://{ $found }`
        [file] a file to download has to stand in the `attachments` of a directive with `public: yes`; if not, take the link out
       *[page] correct the path, or make the missing page
    }
    .explain =
        The link leads to a page that the site does not have; whoever follows it gets an error. Mostly it is a slip, or the other page was renamed.

        Before: `[Guide](/guides/instal/)`
        After: `[Guide](/guides/install/)`

broken-anchor = the link leads to the part `{ $found }`, which the page does not have
    .hint = type behind the # the name of a part that the page has, or leave the # out
    .explain =
        Behind the # stands the name of a heading of the page. When the heading was changed or deleted, the link ends at the top of the page. A heading can have a fixed name, so that links survive a change of its words.

        Before: `[Fees](/guides/install/#fees)` and the heading `## What it costs`
        After: the heading `## What it costs {"{"}#fees{"}"}`

unsafe-link = a link of this kind is not let through: `{ $found }`
    .hint = use an address that starts with `https://`, `mailto:` or `tel:`, or a path within the site
    .explain =
        Only kinds of links that cannot harm the reader are let through. Links that run commands, such as `javascript:`, or that hold hidden data, such as `data:`, are refused.

        Before: `[Open the map](javascript:openMap())`
        After: `[Open the map](https://map.example/26188)`

missing-picture = there is no picture `{ $found }`
    .hint = { $case ->
        [elsewhere] download the picture, put it beside the text and type the name of the file, such as `anh.png`
        [format] save the picture as JPEG or PNG and put it beside the text; shown are png, jpg, webp, avif, gif, svg
       *[beside] put the file beside the text, or correct the path
    }
    .explain =
        The text uses a picture, but there is no file at that path, and its place on the page would be empty. Capital letters and accents in the file name must be exactly the same.

        Before: `![The login screen](Login.PNG)`
        After: `![The login screen](login.png)`

missing-alt = the picture `{ $found }` has no description
    .hint = type a description in the square brackets: `![what the picture shows]({ $found })`
    .explain =
        Blind readers hear the description instead of the picture; where the picture does not load, everyone reads it. Keep it short: what does the picture show?

        Before: `![](step-1.png)`
        After: `![The screen that asks for the ID number](step-1.png)`

broken-picture = browsers cannot show the picture `{ $found }`
    .hint = open it in a program for pictures and save it again as JPEG or PNG
    .explain =
        The file ends like a picture, but it is cut off, empty, or of another kind, such as a photo in the HEIC format of a phone with another ending. Readers would see an empty frame.

        Before: `IMG_0042.HEIC` renamed to `buoc-1.jpg`
        After: the photo opened and saved again as `buoc-1.jpg`

heavy-picture = the picture `{ $found }` weighs { $size } KB, which takes long to load; at most { $limit } KB is well
    .hint = open it in Paint, choose Resize, type 1200 pixels as the width, and save it as JPEG under the same name
    .explain =
        On a slow connection a heavy picture takes many seconds, and readers who pay by the megabyte pay for it. 1200 pixels of width are enough for any screen.

        Before: a photo of 4000 × 3000 pixels, 3,500 KB
        After: the same photo with 1200 × 900 pixels, 150 KB

wide-picture = the picture `{ $found }` is { $width } pixels wide; at most { $limit } are of use
    .hint = open it in Paint, choose Resize, type 1200 pixels as the width, and save it under the same name
    .explain =
        No page shows a picture wider than 1200 pixels; all further ones are loaded for nothing.

        Before: a screenshot of 4096 pixels
        After: the same screenshot with 1200 pixels

missing-attachment = there is no file `{ $path }` to hand out
    .hint = put the file there, or correct the path: it starts at the folder of the text; capitals and accents must be the same
    .explain =
        The text promises readers a file, but there is none at that path.

        Before: `file: {"{"}path: Phu-luc.pdf, public: yes{"}"}`
        After: `file: {"{"}path: phu-luc.pdf, public: yes{"}"}`

closed-attachment = the file `{ $found }` cannot be opened: { $why }
    .hint = close it in other programs, check that you may read it, and run the command again
    .explain =
        The text hands out a file that is there but that this computer does not open: another program holds it, or the account that runs loa has no right to read it.

        Before: `phu-luc.pdf` while a program locks it
        After: the program is closed

attachment-outside = `{ $found }` does not lie beside the documents
    .hint = copy the file into the folder of the text and type only its name: { $expected }
    .explain =
        Only files in `content/directives`, `content/guides` and `content/pages` can be handed out, so that no table, no drop and nothing outside `content` is published by mistake.

        Before: `path: ../../Desktop/phu-luc.pdf`
        After: `path: phu-luc.pdf`

attachment-staff = `{ $found }` is for the staff and is called public
    .hint = type `public: no`; if everyone may have the file, take `.staff` out of its name
    .explain =
        A file or folder with `.staff` in its name is never published. One of the two must be wrong: the name, or `public: yes`.

        Before: `file: {"{"}path: phan-cong.staff.pdf, public: yes{"}"}`
        After: `file: {"{"}path: phan-cong.staff.pdf, public: no{"}"}`

attachment-type = `{ $found }` is not of a kind that can be handed out
    .hint = save it as PDF; the endings that can be handed out are { $expected }
    .explain =
        Readers must be able to open the file, and it must not be able to run: programs, web pages and documents with macros are left out.

        Before: `path: bieu-mau.xlsm`
        After: `path: bieu-mau.xlsx`

heavy-attachment = the file `{ $found }` weighs { $size } KB, which costs readers much; at most { $limit } KB is well
    .hint = save it as PDF with smaller pictures (in Word: Minimum size), or split it
    .explain =
        Many residents pay for each megabyte, and over a slow connection a large file breaks off.

        Before: a scan of 40 MB
        After: the same document saved as PDF from Word, 1 MB

unknown-block = there is no block of live data called `{ $found }`
    .hint = correct the name behind the three backticks; for a piece of sample text, type `text`
    .explain =
        Three backticks and a name put the site's data in that place: schedule, progress, QR code, deadlines, steps, downloads, map. This name is not one of them.

        Before: ` ```shedule commune=26188 `
        After: ` ```schedule commune=26188 `

unknown-argument = the block `{ $block }` does not take `{ $found }`
    .hint = correct the name, or delete this part
    .explain =
        Behind the name of a block stand pairs `name=value`. Each block takes only some names; another one is mostly a slip, and leaving it out would show more or less than was meant.

        Before: ` ```schedule comune=26188 `
        After: ` ```schedule commune=26188 `

bad-argument = in the block `{ $block }`, `{ $name }` cannot be `{ $found }`
    .hint = correct the value behind `{ $name }=`
    .explain =
        The name is right but its value cannot be used: it is not a number, or it is a code or a name that the data do not have.

        Before: ` ```schedule commune=26188 limit=five `
        After: ` ```schedule commune=26188 limit=5 `

unknown-fact = there is no fact `{ $found }`
    .hint = { $unsaid ->
        [0] correct the name between the double braces
        [1] add `{ $key }` to `content/site.yaml`, which does not say it; or take the fact out
       *[other] there is no figure of the whole campaign yet: put one into `content/progress`, or take the fact out
    }
    .explain =
        A name between double braces is replaced by its value from `content/site.yaml` or from the text's front matter, written as each language writes it. This name does not exist.

        Before: `The campaign ends on {"{{"} campaign.end {"}}"}`
        After: `The campaign ends on {"{{"} campaign.ends {"}}"}`

bad-markdown = { $why }: `{ $found }`
    .hint = correct this place; type `loa explain bad-markdown` to see examples
    .explain =
        Something in the text is unfinished or written wrongly, so nobody can tell what was meant. Nothing is built, since showing it wrongly would be worse.

        Before: `it ends on {"{{"} campaign.ends`
        After: `it ends on {"{{"} campaign.ends {"}}"}`

        Before: `as planned[^1]` without a line for the note
        After: add the line `[^1]: Plan number 2359` at the end of the file

markdown-as-text = { $case ->
        [picture] this picture is not shown: readers see `{ $found }` as it stands
        [link] this link is none: readers see `{ $found }` as it stands
       *[heading] this line is no heading: readers see `{ $found }` as it stands
    }
    .hint = { $case ->
        [picture] put a file name with a blank between `<` and `>`, or rename the file: `![Screen](<my screen.png>)`
        [link] put an address with a blank between `<` and `>`: `[Form](<my form.xlsx>)`
       *[heading] type a blank behind the signs `#`: `## Free of charge`
    }
    .explain =
        A blank in an address breaks the link, and without one behind `#` there is no heading; the page is made, but shows the signs.

        Before: `![Screen](my screen.png)`
        After: `![Screen](<my screen.png>)`

md-unclosed-fact = there is {"`{{`"} without {"`}}`"} on the same line
md-empty-fact = there is nothing between {"`{{`"} and {"`}}`"}
md-malformed-fact = the name between {"`{{`"} and {"`}}`"} has blanks or braces in it
md-bad-argument = behind the name of a block stand pairs `name=value`, and quotation marks must be closed
md-undefined-footnote = there is no line with the words of this footnote
md-unused-footnote = nothing refers to this footnote, so it is not shown
md-undefined-reference = there is no line with the address of this link
md-duplicate-id = an earlier heading has this name already
md-unclosed-comment = there is `<!--` without `-->`, so the rest is hidden
md-unclosed-element = this HTML element is not closed, so what follows it is left out

html-removed = elements of HTML that are not allowed were taken out: `{ $found }`
    .hint = write it in Markdown, or delete these elements
    .explain =
        HTML that runs commands or loads things from elsewhere is taken out, since the site tells third parties nothing about its readers. The rest of the text is shown.

        Before: `<iframe src="https://video.example/1"></iframe>`
        After: `[Watch the video](https://video.example/1)`

unknown-directive = there is no directive `{ $found }`
    .hint = type the name of a file in `content/directives` without `.vi.md`
    .explain =
        This place names a directive by its file, but `content/directives` has no file of that name. For a document that is not on the site, give number, symbol and date, and leave `directive` out.

        Before: `directive: kehoach-2359`
        After: `directive: ke-hoach-2359`

unknown-guide = there is no guide `{ $found }`
    .hint = type the name of a file in `content/guides` without `.vi.md`
    .explain =
        This place names a guide by its file or folder, but `content/guides` has none of that name. The pages of registration points take from it what to bring, the price and the time it takes.

        Before: `landing: {"{"}guide: dang-ki{"}"}`
        After: `landing: {"{"}guide: dang-ky{"}"}`

unknown-provider = there is no provider `{ $found }`
    .hint = correct the name, or add it to `providers` in `content/site.yaml`
    .explain =
        A provider is described once, under `providers` in `content/site.yaml`, with name, phone and web address; other places give its short name only. This short name is not there.

        Before: `provider: VNPT`
        After: `provider: vnpt`

unknown-scope = the table of communes has no commune or province with the code `{ $found }`
    .hint = correct the code, or add the commune to the table `communes`
    .explain =
        This code of a commune or province is not in the table `communes`. A digit may be wrong, or the code may be an old one that is no longer in force.

        Before: `applies_to: ["26118"]`
        After: `applies_to: ["26188"]`

document-two-dates = `{ $found }` is dated { $date } here but { $other_date } in `{ $other }`
    .hint = look it up in the document itself and correct the wrong date; if both stand so in official documents, accept the warning with a reason
    .explain =
        A document has one number, one symbol and one date. Where two documents of the site cite it with different dates, one of them has a slip; readers and inspectors look for a document that does not exist. A month or a year alone agrees with any full date in it.

        Before: `2443/SKHCN-CĐS` dated `2025-10-06` in one directive and `2025-10-09` in another
        After: `2025-10-09` in both

directive-twice = `{ $found }` of the same day stands on the site twice, also in `{ $other }`
    .hint = keep one of the two and delete the other; a second language is a file of the same name, such as `NAME.en.md`
    .explain =
        Number, symbol and date name one document. With two pages for it, one of them will be out of date.

        Before: `cv-2359.vi.md` and `cong-van-so.vi.md`, both `2359/SKHCN-CĐS` of 6 October 2025
        After: only `cv-2359.vi.md`

title-twice = two guides are called `{ $found }`; the other is `{ $other }`
    .hint = say in the titles what tells them apart, such as the provider or whom they are for, or delete one
    .explain =
        Readers see the titles in a list and cannot choose between two that are the same.

        Before: two guides `Register for a digital signature`
        After: `Register with VNPT` and `Register with Viettel`

duration-differs = `{ $found }`, but from { $first } to { $last } there are { $days } days
    .hint = correct the number or the dates; both the first and the last day count. If this is the campaign's official name, accept the warning with a reason
    .explain =
        A count of days stands beside two dates, or is said of the campaign, and does not fit them when both the first and the last day are counted. Readers do not know which to trust.

        Before: in 30 days, from 1 to 31 October 2025
        After: in 31 days, from 1 to 31 October 2025

placeholder = a placeholder was left unfilled: `{ $found }`
    .hint = type what belongs there, or take it out; a directive without a number or a day yet leaves `number` out and gives the month as `date`
    .explain =
        Forms and drafts leave gaps such as dots, `XX/XX/2025` or `[name of the commune]`. Published, they look careless, and the fact is missing.

        Before: `from XX/XX/2025`
        After: `from 01/10/2025`

term-misspelt = `{ $found }` is officially written { $expected } (places in this file: { $count })
    .hint = write { $expected }, as in { $source }
    .explain =
        Official terms and names of applications have one spelling, given by law or by their owner. Mixed spellings make readers doubt the page, and they look for the wrong application.

        Before: `VneID`
        After: `VNeID`

tones-mixed = the site writes `{ $found }` here and { $expected } in `{ $other }`
    .hint = set tone marks in one way; the site mostly writes as in { $expected } ({ $usual } against { $count })
    .explain =
        Both ways of setting the tone mark in `oa`, `oe` and `uy` are right, but one site should have one: a search for a word does not find it in the other way.

        Before: `văn hóa` and `văn hoá`
        After: `văn hóa` everywhere

personal-id = `{ $found }` looks like a citizen's identity number
    .hint = take it out: the site publishes no personal data of residents; if it is another number, accept the warning with a reason
    .explain =
        A citizen number has 12 digits: three of the province, one of sex and century, two of the year of birth, six more. It is personal data, and whoever has it can misuse it. Messages and logs show only its ends.

        Before: a list with names and numbers of identity cards
        After: only how many persons there were

personal-phone = `{ $found }` looks like a person's mobile number
    .hint = give the office's number in the field `phone` of the point or the publisher instead; if it is an official duty phone, accept the warning with a reason
    .explain =
        A mobile number in a text mostly belongs to a person, who will be called for years. Fixed lines (02…) and hotlines (1800, 1900) are not meant. Messages and logs show only its ends.

        Before: `call Ms Lan, 0912 345 678`
        After: `call the ward, 0251 3822 123`

personal-mail = `{ $found }` is a mail address at a host for private persons
    .hint = give the office's own address (such as one at `gov.vn`), or take it out
    .explain =
        An address at Gmail, Yahoo and the like belongs to a person or an account that nobody answers for, and swindlers use the same ones. Messages and logs show only its beginning.

        Before: `ubndtanhung@gmail.com`
        After: `ubnd.tanhung@dongnai.gov.vn`

mobile-of-office = rows of this table with a mobile number as the phone: { $count }, the first `{ $found }`
    .hint = see that these are duty phones of the office and not officers' own; better are fixed lines and hotlines
    .explain =
        The phone of a point or a commune stands on its page and on posters. A mobile number there is mostly an officer's own: it goes with the officer. Told once for a table.

        Before: `phone` is `0912 345 678`
        After: `phone` is `0251 3822 123`

address-twice = the address `{ $found }` is taken already, by a section, a language or another page
    .hint = give the file another name
    .explain =
        An address has one page only. The name of a file in `content/pages` becomes its address, so it may not be that of a section such as `schedule`, `progress` or `guides`.

        Before: `content/pages/schedule.vi.md`
        After: `content/pages/overview.vi.md`

# Communes, points, sessions, progress.

commune-twice = the code `{ $found }` stands already at `{ $other }`
    .hint = keep one row; if they are two communes, correct the code of one
    .explain =
        A code belongs to one commune. The table of communes is the root of all addresses and QR codes, so nothing can be built from two rows with one code.

        Before: `26188,Tân Hưng` and `26188,Tân Lợi`
        After: `26188,Tân Hưng` and `26191,Tân Lợi`

unknown-kind = there is no kind of commune `{ $found }`
    .hint = type one of the three kinds in the column `kind`
    .explain =
        There are three kinds: xã, phường, đặc khu. Thị trấn ceased to exist on 1 July 2025. The kind stands before the name on every page and tells apart communes of one name.

        Before: `25345,Tân Hưng,thị trấn,75`
        After: `25345,Tân Hưng,xã,75`

bad-successor = the column `successor` says `{ $found }`, which is not the code of a commune
    .hint = type all five digits of the code, such as { $expected }; put `;` between several, the largest part first
    .explain =
        The column `successor` is filled only in the row of a code no longer in force: with the codes of the communes of today that the former one went into. Names cannot stand there, since many communes share one.

        Before: `Phường Sầm Sơn`
        After: `16531`

unknown-successor = `{ $code }` became part of `{ $found }`, but the table of communes has no such code
    .hint = correct the code in the column `successor`, or add a row for `{ $found }`
    .explain =
        The column `successor` says which commune a former one belongs to now; whoever scans an old code is led there. That commune must be in the table.

        Before: the row of a former code has the successor `26118`, and the table has no `26118`
        After: its successor is `26188`

successor-circle = following the column `successor`, `{ $found }` leads back to itself
    .hint = leave `successor` empty in the row of the commune of today
    .explain =
        Following `successor` must end at a commune in force. Here one commune leads to another and back again, so there is nowhere to send the reader.

        Before: `25345` has the successor `25348`, and `25348` the successor `25345`
        After: `25345` has the successor `25348`, and that of `25348` is empty

no-commune = this row names no commune
    .hint = type the code of five digits, such as 26188, or the name in the column `commune`
    .explain =
        Each row belongs to a commune; without it nobody can tell on which page to show it. The code is surest, since many communes share a name.

        Before: the cell `commune` is empty, the cell `name` is `Nhà văn hóa ấp 1`
        After: the cell `commune` is `26188`

unknown-commune = the table of communes has no commune `{ $found }`
    .hint = type the code of five digits or the name as in the table `communes`; if the commune is missing, add it there
    .explain =
        This name or code is not in the table `communes`, nor among the former names. The row is set aside, all others are used.

        Before: `Xã Tân Hưg`
        After: `Xã Tân Hưng`, or `26188`

commune-ambiguous = more than one commune has or had the name `{ $found }`
    .hint = type the code instead of the name, one of: { $expected }
    .explain =
        Several communes of today or of before have this name, so there is no telling which is meant. The code of five digits leaves no doubt.

        A district or province may stand behind the name to tell them apart: `Xã Tân Hưng, Đồng Nai`. There are four xã Tân Hưng today.

        Before: `Tân Hưng`
        After: `25345`

commune-split = `{ $found }` was split between several communes
    .hint = type the code of the commune of today, one of: { $expected }
    .explain =
        Several communes got a part of this former one, so it is not clear where this row belongs. Type the code of the commune in which the point is or the session takes place.

        Before: `Thị trấn Tân Phú` (split)
        After: `26188`

former-name = `{ $found }` is a former name or code and is taken for `{ $code }`
    .hint = type { $expected }
    .explain =
        This name or code is no longer in force, but the whole commune went into exactly one new one, so the row is taken all the same. Better use today's name or code, lest others take it for something else.

        Before: `Thị trấn Tân Phú`
        After: `Xã Tân Phú`, or its code

code-and-name-disagree = the code `{ $code }` and the name `{ $found }` are two different communes
    .hint = `{ $code }` is { $expected }: correct the code or the name, or empty one of the two cells
    .explain =
        The row has both a code and a name, and they name two places. Mostly cells slipped by a row in the spreadsheet, so the row is set aside.

        Before: `26188` and `Tân Lợi`
        After: `26188` and `Tân Hưng`

bad-point-id = `{ $found }` cannot be the id of a point
    .hint = an id has only digits and hyphens and starts with a digit, such as { $expected }
    .explain =
        The id stands in the address and in the printed QR code, so it has only digits and hyphens: easy to say on the phone, easy to type. Mostly it is the commune's code, a hyphen and a number.

        Before: `Point 2`
        After: `26188-2`

position-abroad = { $case ->
        [swapped] latitude and longitude look swapped
       *[other] this place is not in Viet Nam
    }: `{ $found }`
    .hint = { $case ->
        [swapped] type { $meant }
       *[other] take the coordinates from a map anew; in Viet Nam `lat` is 8 to 24, `lon` 102 to 118
    }
    .explain =
        The coordinates are somewhere else in the world: a digit is wrong, the decimal point slipped, or the two stand the wrong way round.

        Before: `lat` 1.095, `lon` 106.82
        After: `lat` 10.95, `lon` 106.82

point-far-away = the point at `{ $found }` is { $km } km from the middle of { $commune } ({ $middle })
    .hint = { $case ->
        [own] take the coordinates from a map anew
       *[other] take the coordinates from a map anew, or check the commune: the place is nearest to { $nearest }
    }
    .explain =
        A point lies in its commune, and no commune on the mainland reaches 25 km from its middle. Mostly a digit is wrong, or the row has the code of another commune. Directions would send people to the wrong place.

        Before: `lat` 10.55 for a point in Tân Triều (11.0064)
        After: `lat` 11.0055

position-twice = `{ $found }` has the same coordinates as `{ $name }` (`{ $other }`)
    .hint = correct the coordinates that were copied; if it is one place, keep one row; if both are in one building, accept the warning with a reason
    .explain =
        Two points of a commune with different names at exactly one place: coordinates were copied from the row above, or one place has two rows.

        Before: the hall of hamlet 1 and that of hamlet 2, both at 11.0064, 106.82
        After: each hall with its own coordinates

point-name-twice = the commune has two points called `{ $found }`; the other is `{ $other }`
    .hint = say in the name what tells them apart, or delete a row; a point with another season gives `from` and `until` in both rows
    .explain =
        Readers see the names on the commune's page and on posters, and two points of one name at one time look like a mistake.

        Before: two rows `Nhà văn hóa`
        After: `Nhà văn hóa ấp 1` and `Nhà văn hóa ấp 2`

place-nearly-same = `{ $found }` looks like the same place as `{ $name }` (`{ $other }`)
    .hint = if it is one place, write it in one way; if there are two, accept the warning with a reason
    .explain =
        Two names in one commune that differ by a slip, by an abbreviation or by the order of words. Readers take them for two places. Different numbers are always two places.

        Before: `NVH ấp 1` and `Nhà văn hóa ấp 1`
        After: `Nhà văn hóa ấp 1` in both

point-outside-campaign = { $case ->
        [after] the point opens on { $found }, after the campaign's last day, { $limit }
       *[before] the point closes on { $found }, before the campaign's first day, { $limit }
    }
    .hint = { $year ->
        [wrong] did you mean the year of { $meant }?
       *[right] correct `from` or `until`, or `starts` and `ends` in `content/site.yaml`
    }
    .explain =
        The point is never there during the campaign, so nobody can use it. Mostly day and month are swapped, or the year is a slip.

        Before: `until` is `30/10/2024` in a campaign of October 2025
        After: `until` is `30/10/2025`

point-id-twice = the id `{ $found }` stands already at `{ $other }`
    .hint = change the id of the point whose QR code is not printed yet; a printed one keeps its id
    .explain =
        With two rows of one id nobody can tell which point the QR code leads to, so both are set aside and the page keeps what it last had.

        Before: `26188-2,Nhà văn hóa ấp 1` and `26188-2,Trạm y tế`
        After: `26188-2,Nhà văn hóa ấp 1` and `26188-3,Trạm y tế`

two-main-points = the commune `{ $found }` has two main points at the same time, the other at `{ $other }`
    .hint = remove the x in the column `main` of one, or change `from` and `until` so that they do not meet
    .explain =
        The address of a commune shows its main point of the day, so there is one at a time. When a point moves, give the old one its last day.

        Before: two points with `x` in the column `main`
        After: the old one has `until` `15/10/2025`, the new one has `from` `16/10/2025`

point-of-another-place = the row has no id, and neither its name `{ $found }` nor its address is that of the commune's point `{ $known }`
    .hint = of a further point of the commune, type { $expected } in the column `id`; if `{ $known }` was renamed or moved, type `{ $own }`
    .explain =
        A row without an id speaks of the commune's own point, which the printed code leads to. If name and address are both others, it may be a further point, and taking it would put the wrong place behind the code. Nothing is changed until the id says which of the two it is. Case, tones and signs do not count; a row that has no address is known by its name.

        Before: `26188,Nhà văn hóa khu phố 3,5 Lê Lợi` without an id, where the point is `Trung tâm hành chính công`
        After: the same with the id `26188-2`

point-needs-id = this point needs an id, since its commune has several points
    .hint = type { $expected } in the column `id`; of the commune's main point, type `x` in the column `main` instead
    .explain =
        Only a commune's single point, its main point, or the only one beside points with ids may go without an id. An id is never taken from the order of the rows, since one row put in between would make every printed QR code wrong. The id offered was never in use.

        Before: `26188,Trạm y tế` with an empty cell `id`
        After: `26188,Trạm y tế` with the id `26188-2`

until-before-from = the last day `{ $found }` comes before the first day { $from }
    .hint = type a last day that is not before the first, or empty the cell
    .explain =
        A period starts before it ends; its last day is part of it. Mostly a month or a year is a slip.

        Before: from `20/10/2025` until `10/10/2025`
        After: from `20/10/2025` until `10/11/2025`

unknown-point = the table of points has no point `{ $found }`
    .hint = type an id as in the table `points`; to name just the place, use the column `place`
    .explain =
        The column `point` takes the id of a point in the table `points`. For a session held elsewhere, leave it empty and give commune and place.

        Before: `point` is `Nhà văn hóa ấp 1`
        After: `point` is `26188-2`, or `commune` is `26188` and `place` is `Nhà văn hóa ấp 1`

point-of-other-commune = the point `{ $found }` is not in the commune `{ $commune }`
    .hint = it is in { $expected }: correct the commune or the point
    .explain =
        The row names both a point and a commune, but the point is in another one. People might go to the wrong place, so the row is set aside. With a point, the commune may be left out.

        Before: `commune` is `26191`, `point` is `26188-2`
        After: `commune` is `26188`, `point` is `26188-2`

run-too-long = this session repeats until `{ $found }`, for more than a year
    .hint = check the year; if it is right, make several rows of at most a year each
    .explain =
        Repeats over more than a year are nearly always a slip in the year, and would make hundreds of sessions that never take place.

        Before: `date` is `06/10/2025`, `until` is `31/10/2035`
        After: `date` is `06/10/2025`, `until` is `31/10/2025`

session-at-night = the session begins at `{ $found }`, in the middle of the night
    .hint = if it is in the afternoon, type `{ $offer }`, and the end by 24 hours as well
    .explain =
        Times count to 24: 1h30 is after midnight, half past one in the afternoon is 13h30. Residents would come when nobody is there.

        Before: `1h30`
        After: `13h30`

end-before-start = the end `{ $found }` is not after the start { $start }
    .hint = type a later time on the same day, such as 19h to 21h; of a session that goes on after midnight, make two rows
    .explain =
        A session ends after it starts, on the same day. Times of the evening are written in 24 hours. What goes on after midnight is two rows: the first day until 23h59, the next day from 0h.

        Before: from `19h` to `9h`
        After: from `19h` to `21h`

unknown-status = there is no status `{ $found }`
    .hint = leave the cell empty if all is as planned; type `cancelled` or `moved` if not
    .explain =
        The column `status` says whether a session stands as planned, was cancelled or was moved. Taken wrongly, it would send people to a session that does not take place, so the row is set aside.

        Before: `off`
        After: `cancelled`, with the reason in the column `reason`

change-without-reason = the session is cancelled or moved, but no reason is given
    .hint = type the reason in the column `reason`, such as: storm
    .explain =
        A cancelled or moved session stays on the page with its reason, so that people know and believe it. Without one, the page only says cancelled or moved.

        Before: `status` is `cancelled`, `reason` is empty
        After: `status` is `cancelled`, `reason` is `storm`

moved-nowhere = the session `{ $found }` was moved but does not say where to
    .hint = fill the column `moved_to` (`chuyển đến`) with the id of a point, a place or a date
    .explain =
        Whoever comes to the old place must learn where to go instead.

        Before: `status` is `moved`, `moved_to` is empty
        After: `moved_to` is `26188-2`

planned-and-changed = the session is shown as planned, but its row has the word `{ $word }`: `{ $found }`
    .hint = if it was called off, type `cancelled` into the column `status`, if it was moved, `moved`, and why into `reason`; if it is held all the same, write the sentence in another way
    .explain =
        The site knows of a change from the column `status` only. Written elsewhere, residents see the session as planned and come in vain.

        Before: the note `Hủy do mưa bão`, no status
        After: the status `cancelled`, the reason `mưa bão`

session-outside-campaign = { $case ->
        [before] the session on { $found } is before the campaign's first day, { $limit }
        [after] the session on { $found } is after the campaign's last day, { $limit }
       *[leaves] the session repeats until { $found }, beyond the campaign's last day, { $limit }
    }
    .hint = { $year ->
        [wrong] wrong year? did you mean { $meant }?
       *[right] correct the date, or `starts` and `ends` in `content/site.yaml`
    }
    .explain =
        Points are shown as closed before the campaign's first day and after its last, so people are told two things. Mostly the date is a slip, or the campaign was prolonged and `ends` was forgotten.

        Before: a session on 3 November 2025, and `ends: 2025-10-31`
        After: `ends: 2025-11-05`

session-again = the session `{ $found }` is at the same place, on the same day and at the same hour as `{ $id }` in `{ $other }`
    .hint = delete one of the two rows, or correct its date, hour, place or audience
    .explain =
        Two rows with different ids say the same to readers, who then wonder what they missed.

        Before: ids `a1` and `a2`, both at 19h on 21/10/2025 at the same hall for the same people
        After: only `a1`

provider-misspelt = there is no provider `{ $found }` in `content/site.yaml`
    .hint = write its key as under `providers`; a company that is not listed there is shown under the name you write
    .explain =
        A provider that `content/site.yaml` knows is shown with its name and phone. This name is nearly one of them, so it is most likely a slip.

        Before: `vntp`
        After: `vnpt`

hamlets-left-out = { $case ->
        [numbers] { $found } has { $count } hamlets, and these have no session: { $missing }
       *[names] { $found } has { $count } hamlets, and the schedule names { $named } of them
    }
    .hint = add a session for each of them, name them in the audience of another, or correct the column `hamlets` of the communes
    .explain =
        The schedule of this commune goes by hamlets. Where one has no session, its people are left to guess. Cancelled sessions do not count.

        Before: `hamlets` is 8, and sessions for hamlets 1 to 6
        After: sessions for hamlets 7 and 8, too

session-twice = the session `{ $found }` stands here a second time and is taken once
    .hint = delete this row
    .explain =
        Two rows say the same of the same session, so the page shows it once. With one row deleted, no later change can miss the other.

        Before: two rows `26188,20/10/2025,19h,Nhà văn hóa ấp 1`
        After: one row `26188,20/10/2025,19h,Nhà văn hóa ấp 1`

session-id-clash = two different sessions have the id `{ $found }`, the other at `{ $other }`
    .hint = a session sent before that has changed: type its id `{ $found }` in the column `id`; another one: an id of its own, such as { $expected }
    .explain =
        Two sessions start in one commune or at one point at the same time but differ in place or audience. They may be two, or one that was changed; both are set aside until each has an id.

        Before: two rows `26188,20/10/2025,19h`, one in hamlet 1, one in hamlet 2, with empty cells `id`
        After: their ids are `26188-ap-1` and `26188-ap-2`

unknown-province = there is no province with the code `{ $found }`
    .hint = type a code of two digits from the column `province_code` of the table `communes`
    .explain =
        Figures of a province go by its code of two digits. This code is not in the table of communes.

        Before: `commune` is `57`
        After: `commune` is `75`

unknown-indicator = there is no indicator `{ $found }`
    .hint = type a name from `indicators` in `content/site.yaml`
    .explain =
        Each figure belongs to an indicator that `content/site.yaml` describes. Its short name will do, and so will its full name in any language of the site.

        Before: `signature count`
        After: `signatures`

progress-in-future = the figure is of `{ $found }`, after today ({ $today })
    .hint = type the day of the figure, today at the latest
    .explain =
        The date is the day whose state the figure shows, so it cannot lie ahead. Mostly day and month are the wrong way round, or the year is a slip.

        Before: `12/11/2025`, when today is 20/10/2025
        After: `12/10/2025`

progress-too-old = the figure is of `{ $found }`, before { $from }, the first day that is taken
    .hint = check the year; if it is right, change `data_from` in `content/site.yaml`
    .explain =
        `data_from` is the first day of which the campaign takes figures. An earlier one is mostly a slip in the year, so it is set aside.

        Before: `20/10/2015`
        After: `20/10/2025`

progress-of-former-unit = the figure is given for `{ $found }`, a former commune
    .hint = { $more ->
        [0] add up the figures of { $units } and give the sum for { $expected }; to keep it as history only, put the former name into the column `as_unit`
       *[other] add up the figures of { $units } and { $more } other former communes and give the sum for { $expected }; to keep it as history only, put the former name into the column `as_unit`
    }
    .explain =
        This commune was merged or split, so its figure is only a part of the new one's; a part is never published as the whole. Add up the figures of the former communes and give the sum for the new one.

        Before: `Tân Hưng (former)` 1200 and `Tân Lợi (former)` 800
        After: `26188` 2000

progress-of-split-unit = the figure is given for `{ $found }`, a former commune that was split between several
    .hint = give a figure for each of today's communes: { $expected }; to keep it as history only, put the former name into the column `as_unit` and the code of one of them into that of the commune
    .explain =
        Several communes of today got a part of this former one, so it is not clear which part of the figure belongs to which; a part is never published as the whole. Ask for the figure of each commune of today.

        Before: `Phường Tân Phú (former)` 1200
        After: `26188` 700 and `26191` 500

progress-contradicts = for the same day this row says `{ $found }` but `{ $other }` says `{ $value }`
    .hint = keep the right figure and delete the other row; for a correction, fill `correction_by` and `reason`
    .explain =
        Two rows for the same day, commune, group and indicator give different figures. Nobody can tell which is right, so both are set aside and the page keeps the figure it last had.

        Before: `20/10/2025,26188,signatures,1200` and `20/10/2025,26188,signatures,1250`
        After: the second row has `correction_by` `Nguyễn Văn A` and `reason` `counted again`

progress-not-as-accepted = this row says `{ $found }` but the figure accepted for the same day says `{ $value }` (`{ $other }`)
    .hint = delete the row, or give it the accepted figure; to correct the accepted one, fill `correction_by` and `reason`
    .explain =
        Accepted figures lie over the tables kept by hand. A row that states another figure for the same day, commune, group and indicator is set aside, and the accepted figure stays, unless the row says who corrects it and why.

        Before: `20/10/2025,26188,signatures,1200`
        After: `20/10/2025,26188,signatures,1200` with `correction_by` `Nguyễn Văn A` and `reason` `counted again`

accepted-unused = { $case ->
        [commune] { $count ->
            [one] an accepted figure is
           *[other] { $count } accepted figures are
        } not shown, since `{ $found }` is not in force in the table of communes
        [indicator] { $count ->
            [one] an accepted figure is
           *[other] { $count } accepted figures are
        } not shown, since site.yaml has no indicator `{ $found }`
       *[kind] { $count ->
            [one] an accepted figure is
           *[other] { $count } accepted figures are
        } not shown, since `{ $found }` is not what the indicator is counted in now
    }
    .hint = { $case ->
        [commune] if the code is wrong in `communes.csv`, correct it there; a commune that went into another needs no more
        [indicator] put the indicator back under its old id, or let the figures rest
       *[kind] give the indicator its former `kind`, or a new id for what is counted otherwise
    }
    .explain =
        Accepted figures stay in `content/accepted` whatever becomes of the site. Those of a commune that is no longer in force, of an indicator that site.yaml no longer has, or that are a share where a count is wanted, are not shown; they show again when that changes.

        Before: the indicator `chu-ky` in site.yaml, where the accepted figures are of `signatures`
        After: `signatures`

accepted-unreadable = { $column ->
        [empty] this file of accepted records is empty
        [header] this is not a file of accepted records as loa writes it: `{ $found }`
        [cells] this line does not have a cell for each column: `{ $found }`
        [end] the file is cut off; its last line is `{ $found }`
        [utf-8] this line is not UTF-8
       *[other] the column `{ $column }` of this accepted record cannot be `{ $found }`
    }
    .hint = take the file as it was from git; to change a record, drop a row into `content/inbox` instead
    .explain =
        Files in `content/accepted` are written by `loa nightly` only, one for each day, and lines in them never change. A line that cannot be read was changed by something else, so nothing is built until it is put right: what was once accepted is never left out without a word.

        Before: `2025-10-20,26188,signatures,1.250,,,,,,,,,tan-trieu.xlsx:4`
        After: `2025-10-20,26188,signatures,1250,,,,,,,,,tan-trieu.xlsx:4`, as git has it

more-than-whole = `{ $found }` is more than the whole of { $whole } in the column `{ $denominator }`
    .hint = check for a digit too many; if the whole is wrong, correct the column `{ $denominator }` in the table `communes`
    .explain =
        A part cannot be larger than the whole of the same commune, province or campaign. Either the figure has a digit too many, or the whole in the table of communes is out of date.

        Before: 305000 signatures where there are 32000 adults
        After: 30500

correction-without-reason = this correction gives no reason
    .hint = type the reason in the column `reason`, such as: counted again
    .explain =
        A row with `correction_by` replaces a figure that was taken before, so it says who corrects it and why, for whoever looks it up later.

        Before: `correction_by` is `Nguyễn Văn A`, `reason` is empty
        After: `correction_by` is `Nguyễn Văn A`, `reason` is `counted again`

# Taking in.

drop-empty = the file has no row of data
    .hint = open it to see whether it was filled in and saved, then send it again
    .explain =
        A file in `content/inbox/` is empty, or has a header only. The whole file is set aside; what was taken before stays.

        Before: a file with nothing but `date,commune,signatures`
        After: one row at least, such as `20/10/2025,26188,430`

drop-cut-off = the file breaks off in its last row: { $cells } cells where the other rows have { $columns }
    .hint = it was probably not copied to its end: copy or save it again and send the whole file
    .explain =
        The last row of the text table is shorter than the others and has no line end, so saving or sending stopped half-way. Nobody knows how many rows are missing, so the whole file is set aside.

        Before: `20/10/2025;261`
        After: `20/10/2025;26188;430`, and the rows behind it

drop-other-month = all rows are of { $month }, and today is { $today }
    .hint = if the month is a slip, mend the dates; if these figures really are late, fill `correction_by` and `reason` in one row
    .explain =
        Every new row of the file is of another month than the one under way, and the communes in it have figures of a later month already. Mostly an old file was sent again, or the month in the form was not changed. The whole file is set aside.

        Before: `18/09/2025,26188,430`, when there are figures of October
        After: `18/10/2025,26188,430`

drop-fewer-rows = the file has only { $rows } rows; the last one of this name ({ $day }) had { $before }
    .hint = if rows are missing, send the whole file; if these are all, give it another name (such as `-extra` at its end) and send it again
    .explain =
        The file has less than half the rows of the last one of its name; mostly copying or exporting stopped half-way. Dates in names do not count, so `report-19-10.xlsx` and `report-20-10.xlsx` have one name; other numbers do, as in `hamlet-1.xlsx` and `hamlet-2.xlsx`. The whole file is set aside.

        Before: `report-20.xlsx` with 12 rows, after `report-19.xlsx` with 95
        After: `report-20.xlsx` with all rows, or `report-20-extra.xlsx` with 12

drop-unreadable = `{ $found }` could not be read: { $why ->
        [rights] loa may not read it
        [size] it is larger than { $limit } MB, so it is no table
        [gone] it leads to a folder that is not there
       *[other] { $error }
    }
    .hint = { $why ->
        [rights] let the user whom the nightly run belongs to read it, or have its sender put a copy there
        [size] take it away, and put the table itself into the inbox
        [gone] connect the drive or the share that it leads to, or make the folder
       *[other] try to open it on this machine; take it away if that fails as well, and ask its sender for another copy
    }
    .explain =
        A file or a folder lies in `content/inbox/` and cannot be read: the user whom `loa nightly` belongs to has no rights to it, it is far larger than a table, or the disk fails. It stays where it is, is told of each night until somebody puts it right, and holds up nothing else: all other files are taken in, and the site is published.

        Before: `content/inbox/progress/tan-trieu.xlsx` with the rights `-rw-------` of another user
        After: the same file with the rights `-rw-r--r--`

drop-stays = `{ $found }` was dealt with and cannot be moved to `content/archive/`: { $error }
    .hint = let the user whom the nightly run belongs to write into the folder in which the file lies
    .explain =
        A drop leaves the inbox when all of its records are taken or set aside. This one cannot, mostly since its folder belongs to somebody else. Nothing is lost and nothing is taken twice, but it is read again each night, and what is wrong with it is told again.

        Before: the folder `content/inbox/progress/tan-trieu` belongs to its sender, with the rights `drwxr-xr-x`
        After: the same folder with the rights `drwxrwxr-x`, and a group to which both users belong

open-broken = the list of what waits to be mended could not be understood, so an empty one was begun; what it was lies in `{ $found }`
    .hint = move the spreadsheets that lie in `content/set-aside/` into the same folders of `content/inbox/` as they are, so that they are judged and listed again; then delete the list that was kept
    .explain =
        `content/set-aside/open.json` is loa's own list of the rows and files that went back to their senders: since when they wait, which figure contradicts which, and which are held until a later report confirms them. A disk that was full, a machine that lost its power or an edit by hand broke it. The night goes on with an empty list, since nothing that was accepted depends on it; what it was is kept beside it, and told of each night until somebody deletes it. What went back before is in no report any more until it is sent again. Sources are judged anew by themselves.

        Before: `content/set-aside/open.json` that breaks off in the middle
        After: the spreadsheets of `content/set-aside/progress/` in `content/inbox/progress/`, and the list that was kept is deleted

drop-not-plain = { $what ->
        [folder] the folder `{ $found }` in the inbox is a link, and links are not followed there, so nothing in it was read
        [link] `{ $found }` in the inbox is a link, and links are not followed there, so it was not read
       *[other] `{ $found }` in the inbox is a pipe or a device and no file, so it was not read
    }
    .hint = { $what ->
        [folder] make a folder of this name in the inbox and have the files themselves put there; only `content/inbox` as a whole may be a link to a folder elsewhere
        [link] put a copy of the file itself into the inbox
       *[other] take it away, and put the file itself into the inbox
    }
    .explain =
        Links in `content/inbox/` are not followed, be it to a file or to a folder: what they lead to would be read and published, and may be any file of the machine. Only plain files and folders count. The folder `content/inbox` itself may be a link.

        Before: `content/inbox/progress/tan-trieu.xlsx`, a link to a file elsewhere
        After: `content/inbox/progress/tan-trieu.xlsx`, the file itself

drop-strayed = the file `{ $found }` lies outside the folders of the inbox, so it was not read
    .hint = move it into { $expected }
    .explain =
        Only the folders `progress`, `schedules` and `points` of `content/inbox/` are read; the folder says which table a file is.

        Before: `content/inbox/tan-trieu.xlsx`
        After: `content/inbox/progress/tan-trieu.xlsx`

progress-differs = this row says { $found }, but { $value } was taken for { $date } (`{ $other }`)
    .hint = if the new figure is right, send the row again with who corrects it in `correction_by` and why in `reason`; if the old one is right, nothing is to be done
    .explain =
        For this day, commune, group and indicator a figure was taken and published. Another one takes its place only where the row says who corrects it and why; until then the page keeps the figure it has.

        Before: `20/10/2025,26188,450`, when 430 was taken for 20/10/2025
        After: `20/10/2025,26188,450` with `correction_by` `Nguyễn Văn A` and `reason` `hamlet 3 was left out`

progress-below-earlier = the figure falls: { $found } on { $date }, after { $value } on { $before }
    .hint = type the total since the campaign began; if the { $value } of { $before } is the slip, add a row for { $before } with the right figure, who corrects it in `correction_by` and why in `reason`, and leave this row as it is; if the number really fell, fill `correction_by`, `reason` and `override_until`
    .explain =
        The indicator is cumulative (`kind: cumulative`), so a later day cannot have less than an earlier one. Mostly a digit is missing, or the row has the number of one day and not of all days so far. A slip in the earlier figure (12000 for 1200) is corrected by a row for that day, in the same file or in any other: the day of the slip in `date`, the right figure, who corrects it in `correction_by` and why in `reason`. Type these two headers into free columns if the file has none. Send it together with the rows that were set aside; all of them are then taken in one night. Correct each day that has the slip.

        Before: `20/10/2025,26188,43`, when 19/10/2025 has 400
        After: `20/10/2025,26188,430`

progress-above-later = the total of { $date } is { $found }, more than the { $value } that was taken for { $after }, a later day
    .hint = look at the date and the figure; if the { $value } of { $after } is the slip, add a row for { $after } with the right figure, who corrects it in `correction_by` and why in `reason`, and leave this row as it is
    .explain =
        The indicator is cumulative (`kind: cumulative`), so an earlier day cannot have more than a later one. Rows are compared by their day, not by when they were sent. Mostly a digit is too many, or the date is a slip.

        Before: `18/10/2025,26188,4100`, when 19/10/2025 has 400
        After: `18/10/2025,26188,380`

progress-jumped = the figure jumps: from { $value } on { $before } to { $found } on { $date }; by its pace so far { $limit } would be much
    .hint = if there is a digit too many, mend it; if it is right, it is taken as soon as the report of a later day confirms it, or at once with `correction_by`, `reason` and `override_until`
    .explain =
        The figure rises far more than its pace over the 14 days before or longer: above six times what was added a day, above 2 % of the whole, and above 50. It is held until the next report, of a later day, shows that it is right; then both are taken and nobody has to do anything.

        Before: `20/10/2025,26188,4300`, when 19/10/2025 has 400 and about 20 are added a day
        After: `20/10/2025,26188,430`

part-above-whole = on { $date } the group `{ $group }` has { $part }, more than the { $whole } of its commune
    .hint = mend the wrong one of the two: a part cannot be more than the whole
    .explain =
        What an association or a hamlet has is part of what its commune has on the same day, so it cannot be more.

        Before: the commune has `430` and the group `Farmers' Association` `500` on one day
        After: the group has `50`

# Ledger and QR codes.

ledger-bad-line = this line of the ledger is not right: `{ $found }`
    .hint = take the line back from git; its cells come in the order { $expected }, with a Tab between two
    .explain =
        The ledger `content/qr.lock` knows every QR code there ever was, so that no printed one dies. loa writes it; do not edit it by hand. If an editor turned Tabs into blanks, take the earlier version back from git.

        Before: `26188 https://cks.example/26188/ 26188 …` with blanks between the cells
        After: the same line with Tabs between the cells

ledger-conflict = the ledger has marks of an unfinished merge: `{ $found }`
    .hint = keep the lines of both sides and delete the marks `<<<<<<<`, `=======`, `>>>>>>>`; the cells of each line left come in the order { $expected }
    .explain =
        Two people added codes and git could not merge them by itself. The lines of either side may be printed codes, so keep them all and delete only the marks.

        Before:
            <<<<<<< HEAD
            26188-2 …
            =======
            26191 …
            >>>>>>> other
        After:
            26188-2 …
            26191 …

ledger-twice = the id `{ $found }` with the address `{ $url }` stands twice in the ledger
    .hint = keep one line; if they differ, keep the one that says `issued` or `retired`
    .explain =
        Each id has one line for each address in `content/qr.lock`. Two of them mostly come from merging two versions. A line that says `new` is a code not yet in use, so the other one is the one to keep.

        Before: a line `26188 … new` and a line `26188 … issued`
        After: only the line `26188 … issued`

ledger-two-communes = in the ledger `{ $found }` belongs to two different communes
    .hint = take the right line back from git: an id belongs to one commune
    .explain =
        A QR code belongs to one commune for ever. An id with another address has a further line, but the commune is the same in all of them.

        Before: `26188-2 https://a.example/26188-2/ 26188 …` and `26188-2 https://b.example/26188-2/ 26191 …`
        After: both lines say `26188`

ledger-unknown-target = the retired id `{ $id }` leads to `{ $found }`, which is not in the ledger
    .hint = change the cell `to` to an id of the ledger, or to `-` if none takes its place
    .explain =
        A retired id leads to the one in its cell `to`. That one must be in `content/qr.lock`, or whoever scans the old poster would end nowhere.

        Before: `26188-2 … retired 26188-9`, and the ledger has no `26188-9`
        After: `26188-2 … retired 26188-3`

ledger-circle = following the cells `to`, `{ $found }` never comes to an id in use
    .hint = change a cell `to` so that the ids do not lead to each other in a circle
    .explain =
        Retired ids lead to each other in a circle, so whoever scans one never arrives at a page. The last of them must be in use, or say `-`.

        Before: `26188-2` leads to `26188-3`, and `26188-3` leads to `26188-2`
        After: `26188-2` leads to `26188-3`, and `26188-3` says `-`

ledger-other-commune = in the ledger `{ $found }` belongs to the commune `{ $ledger }`, but the table of points says `{ $table }`
    .hint = type `{ $ledger }` as its commune; if it is another point, give that one a new id
    .explain =
        The code may hang printed in the commune that the ledger names. Given to another one, it would tell people about the wrong place. It may change only where the old commune became part of the new one and the column `successor` says so.

        Before: `26188-2` in a row whose `commune` is `26191`
        After: `26191-2` in a row whose `commune` is `26191`

ledger-locked = the ledger has to change (lines: { $found }), but `--locked` forbids it
    .hint = run `loa build` without `--locked`, then commit `content/qr.lock` to git
    .explain =
        `--locked` is for machines that build by themselves: the ledger may not change there, since the change would be lost. There are new points whose lines were not committed to git.

        Before: `loa build --locked` with a ledger that was not committed
        After: `loa build`, commit `content/qr.lock`, then `loa build --locked`

issued-row-gone = the code `{ $found }` of { $commune } is in use, but its row is gone from the table of points
    .hint = put the row back and give its last day in the column `until`; if another point takes its place, type `loa qr retire` and this id
    .explain =
        The code may hang somewhere in public, so its page stays and says that the point is closed, with the commune's other points. If the row was deleted by mistake, put it back.

        Before: the row `26188-2` was deleted
        After: the row `26188-2` has `until` `31/10/2025`

code-misread = the QR code of `{ $address }` is read as `{ $found }`
    .hint = do not print it; run `loa build` again, and if it stays so, tell the makers of loa
    .explain =
        Each QR code is read back by a separate decoder before it is used. This one is read as another address, so nothing is written: a printed code cannot be corrected.

        Before: the code is read as `https://CKS.EXAMPLE/26180/`
        After: the code is read as `https://CKS.EXAMPLE/26188/`

landing-too-big = the page `{ $found }` has { $size } bytes, more than { $limit }
    .hint = shorten what to bring, the notice and the notes that stand on this page
    .explain =
        The page behind a QR code should reach the phone in the first burst of data, even where the signal is weak. Beyond that size each visit waits for another round.

        Before: a `notice` of half a page
        After: a `notice` of one sentence, with a link to the full page

# Labels and general hints.

a-day = { $year }-{ $month }-{ $day }
returned-row = Row { $row } of { $file }:
did-you-mean = did you mean { $names }?
one-of = right ones: { $names }

label-error = error
label-set-aside = set aside
label-warning = warning
label-hint = hint

place-cell = {", "}cell { $name }
place-row = {", "}row { $name }
place-sheet = {", "}sheet "{ $sheet }"

# The news of a night: what changed, sorted by who must act.

news-title = What changed in the night of { $day }
news-sample = This is a sample site: all figures below are sample data.
news-failed = The night failed at the step "{ $step }"; the old site stands. The log has the reason.
news-since = Compared with the run before, of { $day }.
news-first = This is the first run, so there is nothing to compare with.
news-release = Live release: { $release }.
news-pinned = Live release: { $release }, and it is pinned.
news-intake = { $table }: { $counts }.
news-intake-empty = { $table }: the files that were sent hold no records.
news-intake-sent = sent { $count }
news-intake-released = held on an earlier night and confirmed now { $count }
news-intake-accepted = accepted { $count }
news-intake-unchanged = known before { $count }
news-intake-superseded = corrected since { $count }
news-intake-set-aside = set aside { $count }
news-intake-unreadable = { $n ->
        [one] { $count } file
       *[other] { $count } files
    } could not be read
news-table-progress = Figures
news-table-schedules = Sessions
news-table-points = Registration points
news-language-vi = Vietnamese
news-language-en = English
news-waiting = { $n ->
        [one] One file was
       *[other] { $count } files were
    } changed less than a minute ago and wait for the next run.
news-open = Records that are still set aside: { $count } (in `content/set-aside/`).
news-pages-count = The site: { $counts }.
news-pages-none = No page has changed.
news-pages-changed = { $n ->
        [one] { $count } page
       *[other] { $count } pages
    } with new content
news-pages-files = { $n ->
        [one] { $count } other file
       *[other] { $count } other files
    } written
news-pages-removed = { $n ->
        [one] { $count } file
       *[other] { $count } files
    } removed

news-errors = Errors of the content: no new site was built, the old one stands
news-who = For: { $who }
news-errors-who = the editors

news-operator = About the server
news-operator-who = the operator
news-is-pinned = the site is pinned to the release { $release }, so the new one was not switched to; type `loa rollback --release` to take the pin off

news-kept = Rows that are wrong in the site's own tables
news-kept-who = the editors

news-returned = Given back, to be mended and sent again
news-returned-who = whoever sent the table
news-returned-rows = { $drop }: { $n ->
        [one] one row
       *[other] { $count } rows
    }, since { $since }
news-returned-rows-hint = to be mended in `{ $file }`; then copy that file into `content/inbox/{ $table }/`
news-returned-whole = { $drop }: the whole file, since { $since }
news-returned-whole-hint = `{ $file }.txt` says why; copy the right file into `content/inbox/{ $table }/`

news-set-aside = Why rows were set aside tonight
news-set-aside-who = whoever sent the table

news-warnings = To be looked at in what was sent
news-warnings-who = whoever sent the table

news-silent = Communes without news
news-silent-who = the province's officer, to call them
news-silent-one = { $name }, { $province }: { $n ->
        [one] one day
       *[other] { $count } days
    } without a new figure (the newest is of { $newest })
news-silent-phone = { $name }, { $province }: { $n ->
        [one] one day
       *[other] { $count } days
    } without a new figure (the newest is of { $newest }); call { $phone }

news-posters = Posters to replace
news-posters-who = the commune's communications officer
news-poster-gone = code { $id }, { $name }: the point is no longer there, take the poster down (the code still leads to directions)
news-poster-renamed = code { $id }, { $name }: the point's name or address has changed, print the poster again

news-deadlines = Deadlines within 7 days
news-deadlines-who = whoever they were set to
news-due = { $last } ({ $n ->
        [one] one day
       *[other] { $count } days
    } left): { $what } — “{ $directive }”
news-due-who = { $last } ({ $n ->
        [one] one day
       *[other] { $count } days
    } left): { $who } — { $what } — “{ $directive }”

news-translations = Translations behind their source
news-translations-who = the editors
news-translation-missing = `{ $document }`: there is no { $language } text
news-translation-lagging = `{ $document }`: the { $language } text is of an earlier source
news-translation-differs = `{ $document }`: the { $language } text states other facts than its source, so readers see the source

news-corrections = Corrections that somebody signed for
news-correction = { $name }, { $indicator }, { $date }: { $before } → { $after }; { $by }: { $reason }
news-correction-new = { $name }, { $indicator }, { $date }: { $after }; { $by }: { $reason }

news-figures = Figures that changed
news-figure = { $value } ({ $day })
news-figure-none = none

news-points = Points that changed
news-point-added = added: code { $id }, { $name }
news-point-changed = another name or address: code { $id }, now { $name }
news-point-gone = no longer there: code { $id }, { $name }
news-point-back = there again: code { $id }, { $name }

news-sessions = Sessions that changed
news-session-added = added: { $day } { $start }, { $where } [{ $id }]
news-session-cancelled = cancelled: { $day } { $start }, { $where } [{ $id }]
news-session-moved = moved: { $day } { $start }, { $where } [{ $id }]
news-session-changed = changed: { $day } { $start }, { $where } [{ $id }]
news-session-changed-off = changed (not taking place): { $day } { $start }, { $where } [{ $id }]
news-session-gone = gone from the schedule: { $day } { $start }, { $where } [{ $id }]
news-session-past = over: { $day } { $start }, { $where } [{ $id }]

news-pages = Pages that changed

# Command line.

summary-built = built in { $seconds } s: pages { $pages }, files { $files }, QR codes { $codes }; written { $written }, removed { $removed }, unchanged { $unchanged }
summary-checked = the check is done
summary-counts = { $errorsN ->
        [one] { $errors } error
       *[other] { $errors } errors
    }, { $set_aside } set aside, { $warningsN ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }
nothing-written = there are errors, so nothing was written; the old site is unchanged
usage-unknown-argument = `{ $found }` means nothing here
usage-unknown-command = there is no command `{ $found }`
usage-bad-value = `{ $found }` cannot stand behind `{ $option }`
usage-no-value = nothing stands behind `{ $option }`
usage-missing = `{ $option }` is missing
usage-together = `{ $option }` and `{ $other }` cannot stand together
usage-help = `{ $command } --help` lists what can be typed
failed-read = could not read `{ $path }`: { $error }
failed-write = could not write `{ $path }`: { $error }
failed-output = the answer could not be written to standard output: { $error }
failed-install-there = `{ $path }` is there already, and differs; look at it, remove it if it can go, then run it again
installed = `{ $path }` was written
failed-locked = another loa command is running and holds `{ $path }`; wait until it is done, then try again
failed-foreign =
    nothing was written, since files in the output folder were not written by loa or were changed since (files: { $count }):
    { $paths }
    if they can go, type `loa build --adopt`; if not, move them elsewhere
failed-foreign-in-the-way =
    nothing was written, since these files or folders stand where the site has to go:
    { $paths }
    move them out of the output folder, then run it again
failed-telling = the new site is live all the same: only what is named above could not be written; see to that, and the next night tells what changed since the last report
failed-manifest = the list of written files `{ $path }` is damaged at line { $line }; delete it, then type `loa build --adopt`
failed-symlink = `{ $path }` is a symbolic link, and loa does not write through one; remove it, then run it again
failed-output-place = the output cannot go to `{ $path }`: the output folder may not contain, or lie in, `content`, `themes` or `src`; choose another with `--output`
failed-publish-full = nothing was published, and what readers see is unchanged: no space is left at `{ $path }`; free some there, then run it again
failed-publish-place = the site cannot be published to `{ $path }`: `publish.to` may not contain, or lie in, `content`, `themes`, `src`, `staff` or `output`; choose another folder in site.yaml
failed-publish-rights = nothing was published, and what readers see is unchanged: loa may not write to `{ $path }` ({ $error }); give the user that runs loa the right to write there, then run it again
failed-publish-disk = nothing was published, and what readers see is unchanged: `{ $path }` could not be written: { $error }; see whether the disk or network folder is there, then run it again
failed-publish-locked = nothing was published: another loa command is running and holds `{ $path }`; wait until it is done, then run it again
failed-publish-not-ours = nothing was published: `{ $path }` was not made by loa; move it elsewhere, or choose another folder under `publish.to` in site.yaml, then run it again
failed-publish-not-built = nothing was published: `{ $path }` holds no finished build; type `loa build`, then run it again
failed-publish-other-build = nothing was published: another command has built into `{ $path }` since the night did; run `loa nightly` again when no other build is under way
failed-publish-changed = nothing was published: `{ $path }` is no longer as it was built; type `loa build`, then run it again
failed-publish-foreign = files in the folder `current` of `{ $path }` were not written by loa or were changed since: { $paths }; move them elsewhere, then run it again
failed-publish-nowhere = this site is not published anywhere: site.yaml has no `publish`
failed-rollback-nothing = there is no release in `{ $path }` to go back to
failed-rollback-unknown = `{ $wanted }` names no release, or several; there are: { $known }
published = published { $release }: files linked { $linked }, copied { $copied }; old releases removed { $pruned }
published-in-place = nothing but the day changed: the status files of { $release } were renewed
published-pinned = { $release } is pinned, so nothing was switched; type `loa rollback --release` to show new releases again
published-clock = this machine's clock is behind the newest release { $release }; set the clock right
rolled-back = { $to } is shown again in place of { $from }, as { $live }; codes issued since that were kept alive: { $count }. It is pinned: type `loa rollback --release` to show new releases again
pinned = { $live } is pinned: type `loa rollback --release` to show new releases again
pin-released = the pin is off; the next `loa nightly` publishes again
pin-none = nothing is pinned
status-live = live release: { $release }
status-checked = data checked: { $day } ({ $age ->
        [0] today
        [one] { $age } day ago
       *[other] { $age } days ago
    })
status-stale = data checked: { $day } ({ $age } days ago); readers are told that the site is no longer updated
status-unchecked = data checked: unknown, since the live release has no readable status.json
status-nothing = live release: none yet; `loa nightly` publishes the first
status-nowhere = live release: none, since site.yaml has no `publish`
status-pinned = pinned to { $release } since { $since }; type `loa rollback --release` to show new releases again
status-not-pinned = not pinned
status-releases = releases kept: { $count }
    { "  " }{ $names }
status-set-aside = set aside: { $count ->
        [one] one record
       *[other] { $count } records
    }
status-record = { $drop }{ $row }, since { $since }: { $reason }
status-mend = mend it in `content/set-aside/`, and copy the mended file into `content/inbox/`
status-set-aside-broken = set aside: unknown, since the list `{ $path }` is broken; the next `loa nightly` keeps it aside and begins another
status-due = next run due: { $day } { $time }
status-overdue = the run of { $day } { $time } is overdue; see whether the timer is on, or type `loa nightly`
ledger-updated = the ledger `content/qr.lock` was updated (lines: { $count }); commit it to git
explain-none = there is no code `{ $code }`; type the code that a message has in square brackets, such as `loa explain date-form`
unknown-id = the ledger has no id `{ $id }`; type `loa qr list` to see all
retired = `{ $id }` is retired, whoever scans it is led to `{ $to }`
retired-none = `{ $id }` is retired without another in its place; its page stays
issued = codes were marked as issued (codes: { $count }); from now on they are never dropped
exported = codes were exported to `{ $path }` (codes: { $count })
hosts-none = no code of the ledger is in use yet, so no host has to keep answering
verify-ok = all QR codes are read rightly (codes: { $count })
stamped = `{ $path }` is marked as current with its source
stamp-none = there is no translation `{ $path }`; a source text needs no stamp
retired-circle = `{ $id }` would lead back to itself; nothing was changed
# The log of the nightly run: the name of each step, and what it did.

step-fetch = fetch
step-take-in = take in
step-check = check
step-build = build
step-publish = publish
step-report = report
step-hook = hook
log-fetch = sources { $sources }, new { $new }, unchanged { $unchanged }, failed { $failed }
log-take-in = drops { $drops }, accepted { $accepted }, unchanged { $unchanged }, set aside { $set_aside }, unreadable files { $unreadable }
log-check = errors { $errors }, set aside { $set_aside }, warnings { $warnings }
log-build = pages { $pages }, files { $files }; written { $written }, removed { $removed }, unchanged { $unchanged }
log-publish = release { $release }
log-report = changes { $changes }
log-hook = { $name }
decimal-mark = .
log-seconds = { $seconds } s
log-failed = failed

for-example = for example: { $names }

weekdays-without-until = there are days of the week, `{ $found }`, but no last day
    .hint = type the last day of the repeats in the column `until` (`đến ngày`), or empty this cell for a single day
    .explain =
        A session repeats from its date to its last day, on the days of the week that the row names. Without a last day nobody knows how long.

more-alike = … and { $count ->
        [one] one more place
       *[other] { $count } more places
    } in `{ $path }` with [{ $code }]; `loa check --format json` shows all of them

md-fact-in-front-matter = facts in double braces are filled in below the front matter only; write the words out here

point-id-of-commune = the id `{ $found }` has the form of a commune's code, but the row is of commune { $commune }
    .hint = leave the cell empty if this is the commune's main point, or type another id, such as { $expected }
    .explain =
        The address of a five-digit id is the page of the commune with that code. A point of another commune under it would send people to the wrong place.

half-position = one coordinate stands alone: `{ $found }`
    .hint = fill both `lat` and `lon`, or empty both; without both there is no place on the map
    .explain =
        Directions need latitude and longitude together. The point is shown all the same, without a place on the map.

run-without-days = between its first and its last day the session has no day `{ $found }`
    .hint = correct the days of the week or the dates
    .explain =
        A session repeats on its days of the week between its first and its last day. If none of these days falls there, nobody would ever see it.

bad-session-id = `{ $found }` cannot be the id of a session
    .hint = use small letters, digits and hyphens, such as { $expected }, or leave the cell empty
    .explain =
        The id of a session becomes part of its page, so it has small letters, digits and hyphens only. Without one, loa makes it from the point, the day and the hour.

override-without-correction = `override_until` says { $found }, but not who overrides and why
    .hint = fill `correction_by` (who) and `reason` (why), or leave `override_until` empty
    .explain =
        `override_until` keeps a figure that a rule would otherwise complain of. Such a row says who vouches for it and why, for whoever looks it up later. The figure itself is taken.

        Before: `override_until` is `2025-10-31`, `correction_by` is empty
        After: `correction_by` is `Nguyễn Văn A`, `reason` is `double entries taken out`

progress-fell = the figure falls: { $found } on { $date }, after { $value } on { $before } at `{ $other }`
    .hint = correct the wrong one of the two rows; if the fall is right, fill `correction_by` and `reason`
    .explain =
        The indicator is cumulative (`kind: cumulative`), so it can only grow from one as-of day to the next; rows are compared by their day, not by their place in the file. Mostly one of the two has a digit too many or too few, or is the number of one day and not of all days so far. Both figures are shown until one is corrected. For a count that may fall, write `kind: level` in `content/site.yaml`.

        Before: `18/10/2025,26188,3800` and `19/10/2025,26188,400`
        After: `18/10/2025,26188,380` and `19/10/2025,26188,400`

missing-of-several = the row has several indicators, and `{ $found }` does not say which of them it is missing for
    .hint = give the indicator with the column `missing` a row of its own
    .explain =
        The column `missing` says how many units the report itself calls missing. With several indicators in one row nobody can tell of which.

export-not-built = the ledger has no line for `{ $id }` at today's address; run `loa build` first
export-retired = the code `{ $id }` was taken out of use and is not exported
export-nothing = there is no code to export; run `loa build` first

ledger-forgot = the code `{ $found }` was issued, and the ledger has forgotten it
    .hint = take `content/qr.lock` back from git; posters with this code may hang on walls
    .explain =
        The output folder was built with this code as issued, or the site that is live answers it. A ledger without it would let its page go, and whoever scans the poster would find nothing. If the folder belongs to another site, give this one its own with `--output` or under `publish.to`.

ledger-check-differs = the code of `{ $found }` is not the one that was read back for this line
    .hint = take the line back from git; if a new version of loa draws codes anew, put `-` in the last column and build
    .explain =
        The last column of the ledger is a hash of the code that two decoders have read. If it no longer fits, the address in the line was changed by hand, and the printed code is another one.

translation-partial = `{ $found }` has { $own } here and { $source } in the source `{ $other }`
    .hint = translate what is missing, or take out what is too much
    .explain =
        Readers of the translation would miss an item to bring or a step to take, although the translation is marked as current.

# The preview: on the command line.

serve-ready = the preview stands at { $address }; Ctrl-C ends it
serve-mended = nothing is wrong any more
serve-no-browser = no browser could be opened; open { $address } yourself
serve-polls = the system does not tell of changes in `{ $path }` ({ $error }); loa looks for them twice a second instead
failed-no-content = there is no folder `content` in `{ $path }`; name the right folder with `--root DIR`
failed-port-taken = port { $port } is taken; choose another with `--port N`, or leave it out and loa takes the next free one
failed-ports = no port could be opened: { $error }
failed-no-network = this machine has no address in a network, so other devices cannot see the preview; leave out `--lan`
failed-runtime = the preview could not be started: { $error }

# The preview: on the page.

preview-errors = Errors
preview-warnings = Warnings and records set aside
preview-right = Up to date
preview-old = You see the last good state. The page follows as soon as these are mended.
preview-broken = There is no good state to show yet. The page appears as soon as these are mended.
preview-lost = The preview has stopped.
preview-close = Close
preview-notes = Notes
preview-day = Day
preview-today = Back to today
preview-differences = What differs from today
preview-differ = What differs between two days
preview-changed = Pages and files that change
preview-new = New
preview-gone = Gone
preview-same = Nothing differs.
preview-draft = draft
preview-then = When it was translated
preview-now = Now

# The preview: notes in the margin.

preview-note-nothing = There is nothing to note here.
preview-note-draft = A draft: only a build with `--drafts` has this page
preview-note-points = Registration points, and where they stand
preview-note-register = The commune in the register
preview-note-figures = Figures, and where they stand
preview-note-figure = { $name }: { $value }; { $age }; { $place }
preview-note-age = { $date }, { $days ->
        [0] of today
        [one] { $days } day old
       *[other] { $days } days old
    }
preview-note-parts = The oldest reports behind the sums
preview-note-sum = a sum; the page on progress names its oldest reports
preview-note-facts = Facts of this document, and where they stand
preview-note-published = put on the site { $age }
preview-note-quoted = Facts that the text quotes, and where they stand
preview-note-cancelled = cancelled
preview-note-moved = moved
preview-note-coming = Sessions to come, and where they stand
preview-note-past = Past sessions
preview-standing-source = the source text
preview-standing-current = the translation is current
preview-standing-lagging = the translation lags behind its source
preview-standing-unstamped = the translation does not say which source text it belongs to
preview-standing-missing = there is no translation
