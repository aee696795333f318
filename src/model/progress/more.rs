//! A site's figures with those that were taken in since, without making the others again: of a country's year, a night
//! adds one figure in three hundred and sixty-five.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::Observation;
use super::Origin;
use super::Progress;
use super::SeriesKey;
use super::days;
use crate::diag::Diagnostics;
use crate::model::accepted::series;
use crate::model::accepted::series::Series;
use crate::model::config::Config;
use crate::model::register::Register;
use crate::read::AcceptedFile;
use crate::read::Table;

/// Files of accepted progress by their paths, each as it was, in the order of their days.
pub(in crate::model) type Before<'a> = Vec<(&'a str, &'a Arc<[u8]>)>;

/// What was taken in since: files that are new or have grown.
pub(in crate::model) struct More {
    /// With the lines of each that were there before.
    files: Vec<(AcceptedFile, u32)>,
}

impl More {
    /// What the files have more than they had. None where something else has changed than that they have grown.
    pub(in crate::model) fn since(before: &Before<'_>, files: &[AcceptedFile]) -> Option<More> {
        let mut more = More { files: Vec::new() };
        let mut before = before.iter().peekable();
        for file in files.iter().filter(|file| file.table == Table::Progress) {
            let old = before.next_if(|(path, _)| *path == file.path).map(|(_, bytes)| *bytes);
            if old.is_some_and(|old| Arc::ptr_eq(old, &file.bytes)) {
                continue;
            }
            let old = old.map_or(&[][..], |old| old);
            let has_grown = file.bytes.starts_with(old) && (old.is_empty() || old.ends_with(b"\n"));
            let lines = old.iter().filter(|byte| **byte == b'\n').count();
            let lines = u32::try_from(lines).ok().filter(|_| has_grown)?;
            let AcceptedFile { table, day, path, bytes } = file;
            let (table, day, path, bytes) = (*table, *day, path.clone(), Arc::clone(bytes));
            more.files.push((AcceptedFile { table, day, path, bytes }, lines));
        }
        before.next().is_none().then_some(more)
    }

    /// Adds it to figures of which nothing was left out as contradictory. None where a figure is not simply one more of its
    /// place and day, so that it has to be settled beside others: then all are to be made again.
    pub(in crate::model) fn added_to(
        self,
        mut progress: Progress,
        config: &Config,
        register: &Register,
        today: Date,
    ) -> Option<Progress> {
        let (files, lines): (Vec<AcceptedFile>, Vec<u32>) = self.files.into_iter().unzip();
        let new: Vec<(Date, Range<u32>)> =
            files.iter().zip(lines).map(|(file, before)| (file.day, 1..before + 1)).collect();
        let mut told = Diagnostics::default();
        let taken = series::gather(&files, &days(config, today), &mut told);
        if !told.is_empty() {
            return None;
        }
        let was_there = |observation: &Observation| match observation.origin {
            Origin::Accepted { day, line } => {
                new.iter().any(|(of, lines)| *of == day && lines.contains(&line))
            }
            Origin::Kept { .. } => true,
        };
        for taken in taken {
            if super::unused(&taken, config, register).is_some() {
                return None;
            }
            let Series { scope, indicator, group, group_names: _, as_unit, mut observations } = taken;
            observations.retain(|observation| !was_there(observation));
            if observations.is_empty() {
                continue;
            }
            // What was left out before may stay so, whatever is added to it.
            if group.is_some()
                || as_unit.is_some()
                || progress.left_out.contains(&(scope.clone(), indicator.clone()))
            {
                return None;
            }
            let key = SeriesKey { scope, indicator, group };
            let list = progress.series.entry(key).or_default();
            // A year is kept for as long as the site is, and a night adds little.
            list.reserve_exact(observations.len());
            for observation in observations {
                let place = list.partition_point(|other| other.date < observation.date);
                if list.get(place).is_some_and(|other| other.date == observation.date) {
                    return None;
                }
                list.insert(place, observation);
            }
        }
        progress.sum_up(config, register);
        Some(progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Memo;
    use crate::model::Options;
    use crate::model::Site;
    use crate::model::progress::resolve;
    use crate::read::Sources;
    use crate::read::TableFile;
    use crate::read::TableFormat;
    use crate::source::Source;

    const HEADER: &str = "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,\
                          override_until,drop\n";

    /// A site with two communes and two indicators, and these files of accepted progress: day, and lines.
    fn sources(files: &[(&str, String)]) -> Sources {
        let yaml = "name: A\nbase_url: https://a.example\nlanguages: [vi]\nsample: true\nas_of: 2025-10-20\n\
                    data_from: 2025-10-01\nindicators:\n  signatures: {name: S, unit: người}\n  \
                    wallets: {name: W, unit: ví}\n";
        let communes = "code,name,kind,province_code\n26188,Tân Triều,phường,75\n25345,Tân Hưng,xã,75\n";
        let accepted = files.iter().map(|(day, lines)| {
            let (table, day) = (Table::Progress, day.parse().unwrap());
            let bytes = format!("{HEADER}{lines}").into_bytes().into();
            AcceptedFile { table, day, path: AcceptedFile::path_of(table, day), bytes }
        });
        Sources {
            site_yaml: Some(Source::new("content/site.yaml", yaml.to_owned())),
            communes: vec![table("content/communes.csv", communes.as_bytes().into())],
            accepted: accepted.collect(),
            ..Sources::default()
        }
    }

    fn table(path: &str, bytes: Arc<[u8]>) -> TableFile {
        TableFile { path: path.to_owned(), format: TableFormat::Csv, bytes }
    }

    fn understood(sources: &Sources, memo: &mut Memo) -> (Site, Diagnostics) {
        let mut told = Diagnostics::default();
        let options = Options { as_of: None, drafts: false, clock: |_| Date::MIN };
        let site = Site::resolve_again(sources, &options, memo, &mut told);
        (site.unwrap_or_else(|| panic!("{told:?}")), told)
    }

    /// Adds what the files have more. Fails the test unless that comes to what all of them come to from the beginning.
    fn added(before: &[(&str, String)], after: &[(&str, String)]) -> bool {
        let (mut old, mut new) = (sources(before), sources(after));
        // Kept by hand for other days, and for one of them what was taken in.
        let kept = "date,commune,signatures\n2025-10-16,26188,8\n2025-10-18,26188,10\n";
        for sources in [&mut old, &mut new] {
            sources.progress = vec![table("content/progress/a.csv", kept.as_bytes().into())];
        }
        let (site, _) = understood(&new, &mut Memo::default());
        let resolved =
            |sources| resolve(sources, &site.config, &site.register, site.today, &mut Diagnostics::default());
        let files: Before<'_> = old.accepted.iter().map(|file| (file.path.as_str(), &file.bytes)).collect();
        let Some(more) = More::since(&files, &new.accepted) else { return false };
        let more = more.added_to(resolved(&old), &site.config, &site.register, site.today);
        let Some(more) = more else { return false };
        assert_eq!(format!("{more:#?}"), format!("{:#?}", resolved(&new)), "{before:?} {after:?}");
        true
    }

    fn line(day: u32, commune: &str, value: u32) -> String {
        format!("2025-10-{day:02},{commune},signatures,{value},,,,,,,,,a.csv:2\n")
    }

    #[test]
    fn what_was_taken_in_since_is_added_where_it_is_one_more_figure_of_its_day() {
        let first = ("2025-10-19", line(18, "26188", 10) + &line(19, "25345", 20));
        let before = [first.clone()];
        let second = |lines: String| ("2025-10-20", lines);
        let grown = |lines: &str| [("2025-10-19", first.1.clone() + lines)];
        // Another day; between two days; another series, once of another commune and once of another indicator.
        assert!(added(&before, &[first.clone(), second(line(20, "26188", 12))]));
        assert!(added(&before, &[first.clone(), second(line(17, "26188", 9) + &line(19, "26188", 11))]));
        assert!(added(&before, &grown(&line(19, "26188", 11))));
        assert!(added(
            &before,
            &[first.clone(), second(line(20, "75", 50).replace("signatures", "wallets"))]
        ));
        // A file of an earlier day that was put there by hand; a figure from before the campaign; a signed one.
        assert!(added(&before, &[("2025-10-18", line(17, "25345", 3)), first.clone()]));
        assert!(added(&before, &grown(&line(19, "26188", 11).replace("2025-10", "2024-10"))));
        assert!(added(&before, &grown("2025-10-19,26188,signatures,11,,,40,yes,s,A,B,2025-10-31,a.csv:3\n")));
    }

    #[test]
    fn what_has_to_be_settled_beside_other_figures_is_not_simply_added() {
        let first = ("2025-10-19", line(18, "26188", 10) + &line(19, "25345", 20));
        let before = [first.clone()];
        let grown = |lines: &str| [("2025-10-19", first.1.clone() + lines)];
        for (lines, why) in [
            (line(18, "26188", 11), "a day that has a figure"),
            (line(19, "26188", 11) + &line(19, "26188", 12), "two of one day"),
            (line(19, "26188", 11).replace("11,,", "11,Hội A,"), "a group"),
            (line(19, "26188", 11).replace("11,,", "11,,Phường cũ"), "a former unit"),
            (line(19, "99999", 11), "an unknown commune"),
            (line(19, "26188", 11).replace("signatures", "other"), "an unknown indicator"),
            (line(19, "26188", 11).replace(",11,", ",11.00%,"), "another kind of figure"),
            ("2025-10-19\n".to_owned(), "a line that cannot be read"),
        ] {
            assert!(!added(&before, &grown(&lines)), "{why}");
        }
        assert!(!added(&before, &[]), "a file that is gone");
        assert!(
            !added(&before, &[("2025-10-19", line(18, "26188", 11) + &line(19, "25345", 20))]),
            "changed"
        );
        assert!(!added(&before, &[("2025-10-20", first.1.clone())]), "renamed");
    }

    /// Fails the test unless a site that is understood again is as one that is understood for the first time.
    fn again(before: &Sources, mut after: Sources, code: crate::diag::Code) {
        let mut memo = Memo::default();
        drop(understood(before, &mut memo));
        // The very same files, as when they are read again.
        after.site_yaml.clone_from(&before.site_yaml);
        after.communes[0].bytes = Arc::clone(&before.communes[0].bytes);
        for (old, new) in before.accepted.iter().zip(&mut after.accepted) {
            new.bytes = Arc::clone(&old.bytes);
        }
        let kept = before.progress.iter();
        after.progress = kept.map(|file| table(&file.path, Arc::clone(&file.bytes))).collect();
        let (again, told) = understood(&after, &mut memo);
        let (fresh, fresh_told) = understood(&after, &mut Memo::default());
        assert_eq!(format!("{:#?}", again.progress), format!("{:#?}", fresh.progress));
        assert_eq!(format!("{told:#?}"), format!("{fresh_told:#?}"));
        assert!(told.iter().any(|told| told.code == code), "{told:?}");
    }

    #[test]
    fn a_series_that_was_left_out_stays_so_whatever_is_added_to_it() {
        // Its first figure was of another kind.
        let share = ("2025-10-19", line(18, "26188", 10).replace(",10,", ",10.00%,"));
        let after = sources(&[share.clone(), ("2025-10-20", line(19, "26188", 11))]);
        again(&sources(&[share]), after, crate::diag::Code::AcceptedUnused);
    }

    #[test]
    fn a_series_that_was_left_out_stays_so_though_figures_of_it_are_kept_by_hand() {
        // The indicator is a share now; it was counted when its first figure was taken in.
        let count = ("2025-10-19", line(18, "26188", 10));
        let more = ("2025-10-20", line(19, "26188", 31).replace(",31,", ",31.00%,"));
        let share = |files: &[(&str, String)]| {
            let mut sources = sources(files);
            let yaml = sources.site_yaml.take().unwrap().text.replace("{name: S", "{kind: share, name: S");
            sources.site_yaml = Some(Source::new("content/site.yaml", yaml));
            let kept = "date,commune,signatures\n2025-10-17,26188,25%\n";
            sources.progress = vec![table("content/progress/a.csv", kept.as_bytes().into())];
            sources
        };
        let after = share(&[count.clone(), more]);
        again(&share(&[count]), after, crate::diag::Code::AcceptedUnused);
    }

    #[test]
    fn a_figure_settles_a_day_of_which_tables_kept_by_hand_contradict_each_other() {
        let first = ("2025-10-19", line(18, "26188", 10));
        let mut before = sources(std::slice::from_ref(&first));
        let kept = "date,commune,signatures\n2025-10-17,26188,8\n2025-10-19,26188,11\n2025-10-19,26188,12\n";
        before.progress = vec![table("content/progress/a.csv", kept.as_bytes().into())];
        let after = sources(&[first.clone(), ("2025-10-20", line(19, "26188", 11))]);
        again(&before, after, crate::diag::Code::ProgressNotAsAccepted);
        let after = sources(&[first, ("2025-10-20", line(16, "26188", 7))]);
        again(&before, after, crate::diag::Code::ProgressContradicts);
    }
}
