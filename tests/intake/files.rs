//! Tables as files: workbooks, and the texts that Excel for Windows writes in a Vietnamese locale; and workbooks that come
//! back, to be mended as an officer does.

use std::io::Cursor;

use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;

use crate::support::windows_1258::windows_1258;

pub type Rows = Vec<Vec<String>>;

/// A form in which tables are handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Xlsx,
    /// `CSV UTF-8`: a mark, semicolons, CRLF.
    CsvUtf8,
    /// `Unicode text`: UTF-16 with a mark, tabs, CRLF.
    UnicodeText,
    /// `CSV`: the code page of Windows in Vietnamese, semicolons, CRLF.
    Windows1258,
    /// A list of maps, from a program.
    Yaml,
}

impl Form {
    pub const ALL: [Form; 5] = [Form::Xlsx, Form::CsvUtf8, Form::UnicodeText, Form::Windows1258, Form::Yaml];

    pub fn ending(self) -> &'static str {
        match self {
            Form::Xlsx => "xlsx",
            Form::CsvUtf8 | Form::UnicodeText | Form::Windows1258 => "csv",
            Form::Yaml => "yaml",
        }
    }

    pub fn bytes(self, rows: &Rows) -> Vec<u8> {
        let lines = |separator: &str| rows.iter().map(|row| row.join(separator) + "\r\n").collect::<String>();
        match self {
            Form::Xlsx => xlsx("Báo cáo", rows),
            Form::CsvUtf8 => format!("\u{feff}{}", lines(";")).into_bytes(),
            Form::UnicodeText => {
                let text = format!("\u{feff}{}", lines("\t"));
                text.encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
            Form::Windows1258 => windows_1258(&lines(";")).unwrap(),
            Form::Yaml => yaml(rows).into_bytes(),
        }
    }
}

/// A workbook with two title rows, in which days are days and numbers numbers, as Excel makes them of what is typed.
pub fn xlsx(sheet: &str, rows: &Rows) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet().set_name(sheet).unwrap();
    worksheet.write_string(0, 0, "UBND TỈNH ĐỒNG NAI").unwrap();
    worksheet.write_string(1, 0, "Báo cáo ngày").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (line, row) in (2..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            let number = text.parse::<f64>().ok().filter(|_| !text.starts_with("00"));
            if let Some(at) = as_day(text) {
                worksheet.write_datetime_with_format(line, column, &at, &day).unwrap();
            } else if let Some(number) = number {
                worksheet.write_number(line, column, number).unwrap();
            } else if !text.is_empty() {
                worksheet.write_string(line, column, text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// What Excel takes for a day when it is typed.
fn as_day(text: &str) -> Option<ExcelDateTime> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn yaml(rows: &Rows) -> String {
    let (header, rows) = rows.split_first().unwrap();
    let mut text = String::new();
    for row in rows {
        for (index, (title, cell)) in header.iter().zip(row).enumerate() {
            let start = if index == 0 { "- " } else { "  " };
            text.push_str(&format!("{start}\"{title}\": \"{cell}\"\n"));
        }
    }
    text
}

/// A workbook that loa gave back.
#[derive(Debug)]
pub struct Returned {
    pub sheet: String,
    pub rows: Rows,
}

pub fn read_xlsx(bytes: &[u8]) -> Returned {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&sheet).unwrap();
    let text = |cell: &Data| match cell {
        Data::DateTime(at) => {
            let days = at.as_datetime_parts();
            format!("{:02}/{:02}/{:04}", days.2, days.1, days.0)
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    Returned { sheet, rows: range.rows().map(|row| row.iter().map(text).collect()).collect() }
}

trait Parts {
    fn as_datetime_parts(&self) -> (i16, u8, u8);
}

impl Parts for calamine::ExcelDateTime {
    fn as_datetime_parts(&self) -> (i16, u8, u8) {
        let (year, month, day, ..) = self.to_ymd_hms_milli();
        (i16::try_from(year).unwrap(), month, day)
    }
}

impl Returned {
    /// As the officer saves it: the rows below the header replaced, all that was typed as texts, the added column kept.
    pub fn mended(&self, header: usize, rows: &[Vec<String>]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet().set_name(&self.sheet).unwrap();
        for (line, row) in (0..).zip(&self.rows) {
            for (column, text) in (0_u16..).zip(row) {
                let mended = (line as usize).checked_sub(header + 1).and_then(|index| rows.get(index));
                let text = mended.and_then(|row| row.get(usize::from(column))).unwrap_or(text);
                worksheet.write_string(line, column, text).unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}
