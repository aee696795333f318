//! What many pages of a language show: made when the first of them asks for it, and shared from then on, also as the
//! value that templates get.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::RwLock;

use jiff::civil::Date;
use jiff::civil::Time;
use serde::Serialize;
use serde::Serializer;

use super::figures::FigureParts;
use super::frame::FrameParts;
use super::frame::Part;
use super::views::DateView;
use super::views::HoursRow;
use super::views::Link;
use super::views::Phone;
use super::views::SessionView;
use crate::model::CommuneCode;
use crate::model::PointId;
use crate::model::ProvinceCode;
use crate::tables::value::hours::Hours;
use crate::tables::value::weekday::Weekdays;

/// A view that stands on many pages. It is turned into a template's value once; on each page it costs a reference.
pub struct Shared<T>(Arc<Both<T>>);

struct Both<T> {
    view: T,
    value: tera::Value,
}

impl<T: Serialize> From<T> for Shared<T> {
    fn from(view: T) -> Shared<T> {
        // Views have nothing that could not be a template's value.
        let value = tera::Value::try_from_serializable(&view).unwrap_or_else(|_| tera::Value::none());
        Shared(Arc::new(Both { view, value }))
    }
}

impl<T: Default + Serialize> Default for Shared<T> {
    fn default() -> Shared<T> {
        T::default().into()
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        self.0.view == other.0.view
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.view.fmt(f)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

/// What was made so far, by what it was made from.
#[derive(Debug)]
pub(super) struct Memo<K, V>(RwLock<BTreeMap<K, V>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Memo<K, V> {
        Memo(RwLock::default())
    }
}

impl<K: Ord, V: Clone> Memo<K, V> {
    /// What belongs to `key`; where nothing does yet, what `make` makes. Two threads may make the same.
    pub(super) fn get<Q>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
        Q: Ord + ToOwned<Owned = K> + ?Sized,
    {
        // A map is whole whatever happened to a thread that held it.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return known.clone();
        }
        let made = make();
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), made.clone());
        made
    }
}

/// What was made for one page and waits for the next that shows it. Most things stand on two pages, which are made one
/// soon after the other: so little waits at any time. What a third page shows is made once more, and waits until the end.
#[derive(Debug)]
pub(super) struct Handover<K, V>(Mutex<BTreeMap<K, V>>);

impl<K, V> Default for Handover<K, V> {
    fn default() -> Handover<K, V> {
        Handover(Mutex::default())
    }
}

impl<K: Ord, V: Clone> Handover<K, V> {
    /// What the page before left; where none did, what `make` makes, and that is left for the next.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let waiting = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = waiting().remove(&key);
        left.unwrap_or_else(|| {
            let made = make();
            waiting().insert(key, made.clone());
            made
        })
    }
}

/// What the pages of one language share.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub(super) dates: Memo<Date, Shared<DateView>>,
    /// Times of sessions, by start and end.
    pub(super) times: Memo<(Time, Option<Time>), String>,
    pub(super) weekdays: Memo<Weekdays, String>,
    /// What is counted, by the sentence and how many there are.
    pub(super) counts: Memo<(&'static str, usize), String>,
    pub(super) hours: Memo<Hours, Shared<Vec<HoursRow>>>,
    /// By what was written for a telephone.
    pub(super) phones: Memo<String, Shared<Phone>>,
    pub(super) points: Memo<PointId, Shared<Link>>,
    pub(super) places: OnceLock<Places>,
    /// By commune and indicator.
    pub(super) figures: Handover<(CommuneCode, String), FigureParts>,
    /// Sessions yet to come, by id and next day.
    pub(super) sessions: Handover<(String, Date), Shared<SessionView>>,
    pub(super) frame: OnceLock<FrameParts>,
    pub(super) prepare: OnceLock<Part>,
}

/// Provinces and communes in the order of the language, and the links to their pages.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) provinces: Vec<ProvinceCode>,
    /// Communes in force.
    pub(super) of_province: BTreeMap<ProvinceCode, Vec<CommuneCode>>,
    /// How many communes stand before one, in the order of provinces and communes.
    pub(super) ranks: BTreeMap<CommuneCode, usize>,
    pub(super) province_links: BTreeMap<ProvinceCode, Shared<Link>>,
    pub(super) commune_links: BTreeMap<CommuneCode, Shared<Link>>,
}
