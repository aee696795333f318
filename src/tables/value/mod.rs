//! What a cell says: dates, times, counts, shares, weekdays, hours, flags, coordinates, codes and phone numbers, each from its text
//! (contract, section 5).
//!
//! The functions know nothing of tables and have no words: they return what is wrong as data, which
//! [`super::problem`] turns into a diagnostic.

pub mod code;
pub mod coordinate;
pub mod date;
pub mod flag;
pub mod hours;
pub mod look_alike;
pub mod number;
pub mod phone;
pub mod time;
pub mod weekday;
