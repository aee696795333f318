//! Communes and succession (contract, section 5) over the whole register: 3,321 communes in force and the units of
//! before 2025-07-01 that they were made from. What each dead code and each former name means is worked out here a
//! second time, from the succession itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::print_stdout,
    reason = "the counts are there to be read: `cargo test --test succession -- --nocapture`"
)]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use loa::diag::Diagnostics;
use loa::model::CommuneCode;
use loa::model::Options;
use loa::model::Site as Model;
use loa::model::register::Meaning;
use support::Site;
use support::vietnam::Vietnam;
use support::vietnam::table;
use support::visible_text;
use unicode_normalization::UnicodeNormalization;

const COMMUNES: &str = "content/communes.csv";
const POINTS: &str = "content/points.csv";
const PROGRESS: &str = "content/progress/tan-trieu.csv";
const SCHEDULE: &str = "content/schedules/tan-trieu.csv";

/// What became of a code or a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// In force.
    Now(String),
    /// Went whole into this commune.
    Into(String),
    /// One unit that was split between these.
    Split(BTreeSet<String>),
    /// Several have or had it: at least these.
    Several(BTreeSet<String>),
    Nothing,
}

impl Fate {
    fn of(meaning: Meaning) -> Fate {
        let set = |codes: Vec<CommuneCode>| codes.iter().map(CommuneCode::to_string).collect();
        match meaning {
            Meaning::Current(code) => Fate::Now(code.to_string()),
            Meaning::Former(code) => Fate::Into(code.to_string()),
            Meaning::Split(codes) | Meaning::Dead(codes) => Fate::Split(set(codes)),
            Meaning::Several(codes) => Fate::Several(set(codes)),
            Meaning::Unknown(_) => Fate::Nothing,
        }
    }
}

/// The register of a site.
fn model(site: &Site) -> Model {
    let mut diagnostics = Diagnostics::default();
    let sources = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let options = Options {
        as_of: Some(support::TODAY.parse().unwrap()),
        drafts: false,
        clock: |_| panic!("no clock"),
    };
    let model = Model::resolve(&sources, &options, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    model
}

fn whole_country() -> (Vietnam, Site) {
    let vietnam = Vietnam::read();
    let site = Site::small();
    site.write(COMMUNES, &vietnam.table());
    (vietnam, site)
}

/// A name as it is compared here: letter by letter, with tones, wherever in the word the tone stands.
fn same(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split_whitespace().map(|word| {
        let mut letters: Vec<char> = word.trim_start_matches('0').nfd().collect();
        // Sorting is stable: only the tones move, to the end.
        letters.sort_by_key(|c| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*c));
        letters.into_iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

fn without_kind(name: &str) -> String {
    let kind = if name.to_lowercase().starts_with("thị trấn ") || name.starts_with("Đặc khu ") {
        2
    } else {
        1
    };
    name.split(' ').skip(kind).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_dead_code_and_every_former_name_in_the_country_means_what_the_succession_says() {
    let (vietnam, site) = whole_country();
    let model = model(&site);
    let register = &model.register;
    let find = |text: &str| Fate::of(register.find(text));
    let in_force: BTreeMap<&str, &str> = vietnam
        .communes
        .iter()
        .map(|commune| (commune.code.as_str(), commune.province_code.as_str()))
        .collect();

    // Codes.
    let (mut dead, mut reused, mut split, mut split_in_force) = (0, 0, 0, 0);
    for former in &vietnam.former {
        split += usize::from(former.is_split());
        if in_force.contains_key(former.code.as_str()) {
            reused += 1;
            split_in_force += usize::from(former.is_split());
            assert_eq!(find(&former.code), Fate::Now(former.code.clone()), "{former:?}");
            continue;
        }
        dead += 1;
        let into = former.into.iter().map(|code| CommuneCode::parse(code).unwrap()).collect();
        assert_eq!(register.find(&former.code), Meaning::Dead(into), "in this order: {former:?}");
    }

    // Names as `formerly` writes them: each is one unit.
    for former in &vietnam.former {
        let expected = match &former.into[..] {
            [only] => Fate::Into(only.clone()),
            several => Fate::Split(several.iter().cloned().collect()),
        };
        assert_eq!(find(&former.written()), expected, "{former:?}");
    }

    // Names with and without their kind.
    let mut now: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut before: BTreeMap<String, Vec<&[String]>> = BTreeMap::new();
    for commune in &vietnam.communes {
        now.entry(same(&commune.name)).or_default().insert(&commune.code);
        now.entry(same(&without_kind(&commune.name))).or_default().insert(&commune.code);
    }
    for former in &vietnam.former {
        before.entry(same(&former.name)).or_default().push(&former.into);
        before.entry(same(&without_kind(&former.name))).or_default().push(&former.into);
    }
    let mut fates: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let names: BTreeSet<(String, bool)> = vietnam
        .communes
        .iter()
        .map(|commune| &commune.name)
        .chain(vietnam.former.iter().map(|former| &former.name))
        .flat_map(|name| [(name.clone(), false), (without_kind(name), true)])
        .collect();
    for (name, is_bare) in &names {
        let none = BTreeSet::new();
        let now = now.get(&same(name)).unwrap_or(&none);
        let before = before.get(&same(name)).map(Vec::as_slice).unwrap_or_default();
        let into: BTreeSet<&str> = before.iter().flat_map(|into| *into).map(String::as_str).collect();
        let provinces: BTreeSet<&str> = into.iter().chain(now).map(|code| in_force[code]).collect();
        let is_number = *is_bare && name.chars().all(|c| c.is_ascii_digit());
        let found = find(name);
        let kind = if *is_bare { "bare name" } else { "name" };
        let owned = |codes: &BTreeSet<&str>| codes.iter().map(|code| (*code).to_owned()).collect();
        let expected = match (now.len(), into.len()) {
            _ if is_number => Fate::Nothing,
            (1, _) if !*is_bare || provinces.len() == 1 => Fate::Now(now.iter().next().unwrap().to_string()),
            (0, 1) => Fate::Into(into.iter().next().unwrap().to_string()),
            (0, _) if before.iter().any(|one| one.len() == into.len()) => Fate::Split(owned(&into)),
            (0, _) => Fate::Several(owned(&into)),
            _ if *is_bare => {
                let Fate::Several(found) = &found else { panic!("`{name}`: {found:?}") };
                assert!(now.iter().all(|code| found.contains(*code)), "`{name}` in force: {found:?}");
                found
                    .iter()
                    .for_each(|code| assert!(now.contains(code.as_str()) || into.contains(code.as_str())));
                Fate::Several(found.clone())
            }
            _ => Fate::Several(owned(now)),
        };
        assert_eq!(found, expected, "`{name}`");
        let fate = match expected {
            Fate::Now(_) => "a commune in force",
            Fate::Into(_) => "its only successor",
            Fate::Split(_) => "set aside: split",
            Fate::Several(_) => "set aside: several",
            Fate::Nothing => "nothing",
        };
        *fates.entry((kind, fate)).or_default() += 1;
    }

    println!("communes in force       {:>6}", register.in_force().count());
    println!("units of before         {:>6}", vietnam.former.len());
    println!("  dead codes            {dead:>6}");
    println!("  codes in force again  {reused:>6}");
    println!("  split                 {split:>6}, of which {split_in_force} with a code in force");
    for ((kind, fate), count) in &fates {
        println!("{kind:<9} means {fate:<20} {count:>6}");
    }
    assert_eq!((register.in_force().count(), vietnam.former.len()), (3321, 10035));
    assert_eq!((dead, reused, split, split_in_force), (6719, 3316, 471, 151));
    let pages = register.all().filter(|commune| !commune.successor.is_empty()).count();
    assert_eq!(pages, dead, "each dead code has a page, and no code in force has one of this kind");
    let several = fates[&("name", "set aside: several")];
    assert!(several > 0 && fates[&("name", "set aside: split")] > 0, "{fates:?}");
}

#[test]
fn points_and_sessions_under_a_name_of_2024_go_where_the_commune_went_and_its_figures_do_not() {
    let (_, site) = whole_country();
    // Phường Quảng Châu of the document of 2024 is a part of phường Sầm Sơn, whose code 16531 it once had.
    site.append(POINTS, "16531-2,Phường Quảng Châu,Nhà văn hóa Châu Bình,,,,,,,,,,,,\n");
    site.append(SCHEDULE, "2025-10-26,8h,10h,\"Quảng Châu, TP. Sầm Sơn\",,Chợ Châu Bình,,,\n");
    site.append(PROGRESS, "2025-10-19,Phường Quảng Châu,700\n");
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    run.ends_with(3).says(&[
        "warning[former-name]",
        "`Phường Quảng Châu` is a former name or code and is taken for `16531`",
        "`Quảng Châu, TP. Sầm Sơn` is a former name or code and is taken for `16531`",
        "set aside[progress-of-former-unit]",
        "Phường Quảng Châu (Thành phố Sầm Sơn, Tỉnh Thanh Hóa)",
        "`16531 (Phường Sầm Sơn, Tỉnh Thanh Hóa)`",
    ]);
    assert!(run.said().contains("1 set aside") && run.said().contains("2 warnings"), "{}", run.said());
}

#[test]
fn a_code_in_force_beside_the_name_of_before_does_not_make_a_part_the_whole() {
    let (_, site) = whole_country();
    site.write(
        "content/progress/sam-son.csv",
        "date,mã xã,tên xã,signatures,as_unit\n\
         2025-10-17,16531,Phường Sầm Sơn,900,\n\
         2025-10-18,16531,Phường Quảng Châu,700,\n\
         2025-10-19,16531,Phường Quảng Châu,710,Phường Quảng Châu\n",
    );
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    run.ends_with(3)
        .says(&["set aside[progress-of-former-unit]", "sam-son.csv:3"])
        .is_silent_on("sam-son.csv:4");
    let model = model(&site);
    let sam_son = loa::model::Scope::parse("16531").unwrap();
    let of = |list: &[loa::model::progress::Observation]| {
        list.iter().map(|one| one.date.day()).collect::<Vec<_>>()
    };
    assert_eq!(of(model.progress.of("signatures", &sam_son, None)), [17]);
    let history: Vec<_> = model.progress.history(&sam_son).flat_map(|(_, list)| of(list)).collect();
    assert_eq!(history, [19], "history under its own name");
}

#[test]
fn a_name_of_four_communes_asks_for_the_code_unless_the_row_has_it_or_the_province() {
    let (_, site) = whole_country();
    site.write(
        "content/schedules/tan-hung.csv",
        "ngày,giờ bắt đầu,mã xã,xã,địa điểm\n\
         2025-10-26,8h,,Xã Tân Hưng,Một\n\
         2025-10-26,8h,25345,Xã Tân Hưng,Hai\n\
         2025-10-26,9h,,\"Xã Tân Hưng, tỉnh Đồng Nai\",Ba\n\
         2025-10-26,10h,,\"Xã Tân Hưng (huyện Hớn Quản, tỉnh Bình Phước)\",Bốn\n\
         2025-10-26,11h,,\"Xã Tân Hưng, Tỉnh Thanh Hóa\",Năm\n\
         2025-10-26,12h,26188,Xã Tân Hưng,Sáu\n",
    );
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    run.ends_with(3).says(&[
        "set aside[commune-ambiguous]",
        "`11977 (Xã Tân Hưng, Tỉnh Hưng Yên)`",
        "`25345 (Xã Tân Hưng, Tỉnh Đồng Nai)`",
        "`27721 (Xã Tân Hưng, Tỉnh Tây Ninh)`",
        "`32137 (Xã Tân Hưng, Tỉnh Cà Mau)`",
        "set aside[unknown-commune]",
        "set aside[code-and-name-disagree]",
    ]);
    assert!(run.said().contains("3 set aside"), "{}", run.said());
    let model = model(&site);
    let at: Vec<(String, i8)> = model
        .sessions
        .iter()
        .filter(|session| format!("{:?}", session.place).contains("tan-hung"))
        .map(|session| (session.commune.to_string(), session.start.hour()))
        .collect();
    assert_eq!(at, [("25345".into(), 8), ("25345".into(), 9), ("25345".into(), 10)]);
}

#[test]
fn a_split_commune_asks_for_the_code_with_the_choices() {
    let (vietnam, site) = whole_country();
    let in_force: BTreeSet<&str> = vietnam.communes.iter().map(|commune| commune.code.as_str()).collect();
    // One whose code is dead, and one whose code is in force again.
    for is_dead in [true, false] {
        let is_wanted = |code: &str| in_force.contains(code) != is_dead;
        let split =
            vietnam.former.iter().find(|former| former.is_split() && is_wanted(&former.code)).unwrap();
        let copy = Site::small();
        copy.write(COMMUNES, &site.read(COMMUNES));
        copy.append(SCHEDULE, &format!("2025-10-26,8h,10h,\"{}\",,Chợ,,,\n", split.written()));
        copy.append(PROGRESS, &format!("2025-10-19,\"{}\",700\n", split.written()));
        if is_dead {
            copy.append(SCHEDULE, &format!("2025-10-26,9h,10h,{},,Chợ,,,\n", split.code));
            copy.append(PROGRESS, &format!("2025-10-18,{},700\n", split.code));
        }
        let run = copy.loa(&["check", "--as-of", support::TODAY]);
        run.ends_with(3).says(&["set aside[commune-split]", "set aside[progress-of-split-unit]"]);
        run.says(&[if is_dead { "4 set aside" } else { "2 set aside" }]);
        let positions: Vec<usize> = split
            .into
            .iter()
            .map(|code| {
                run.said().find(&format!("`{code} (")).unwrap_or_else(|| panic!("{code}: {}", run.said()))
            })
            .collect();
        assert!(!is_dead || positions.is_sorted(), "the largest part first: {}", run.said());
    }
}

#[test]
fn the_page_of_a_dead_code_leads_on_or_asks_which_in_each_language() {
    let vietnam = Vietnam::read();
    let in_force: BTreeSet<&str> = vietnam.communes.iter().map(|commune| commune.code.as_str()).collect();
    let dead = || vietnam.former.iter().filter(|former| !in_force.contains(former.code.as_str()));
    let split = dead().find(|former| former.into.len() > 2).unwrap();
    let whole = dead().find(|former| former.into == ["16531"]).unwrap();
    let mut kept: BTreeSet<&str> = split.into.iter().map(String::as_str).collect();
    kept.extend(["16531", "26188"]);
    let codes = [split.code.as_str(), whole.code.as_str()];
    let rows: Vec<_> = vietnam
        .rows()
        .into_iter()
        .filter(|row| kept.contains(row.code.as_str()) || codes.contains(&row.code.as_str()))
        .collect();
    let site = Site::small();
    site.write(COMMUNES, &table(rows));
    site.replace(
        "content/directives/ke-hoach-2025-10.vi.md",
        "applies_to: [",
        &format!("applies_to: [\"{}\", ", whole.code),
    );
    site.build().ends_with(0);
    for prefix in ["", "en/"] {
        let html = site.output(&format!("{prefix}commune/{}/index.html", whole.code));
        let to = format!("/{prefix}commune/16531/");
        assert!(html.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">")), "{html}");
        assert!(html.contains(&format!("href=\"{to}\"")), "{html}");
        assert!(html.contains(&format!("rel=\"canonical\" href=\"https://chukyso.example{to}\"")), "{html}");
        assert!(visible_text(&html).contains(&format!("{} (", whole.name)), "{html}");

        let choice = site.output(&format!("{prefix}commune/{}/index.html", split.code));
        assert!(!choice.contains("http-equiv"), "{choice}");
        let positions =
            split.into.iter().map(|code| choice.find(&format!("href=\"/{prefix}commune/{code}/\"")).unwrap());
        assert!(positions.is_sorted(), "the largest part first: {choice}");
        for page in [&html, &choice] {
            assert!(
                page.contains("<meta name=\"robots\" content=\"noindex\">")
                    && !page.contains("hreflang=\"x-default\"")
            );
        }

        // The commune says what it was made from, and shows what was addressed to those.
        let successor = site.output(&format!("{prefix}commune/16531/index.html"));
        assert!(successor.contains("Phường Quảng Châu (Thành phố Sầm Sơn, Tỉnh Thanh Hóa)"), "{successor}");
        assert!(successor.contains(&format!("/{prefix}directives/ke-hoach-2025-10/")), "{successor}");
    }
    let sitemap = site.output("sitemap.xml");
    assert!(
        sitemap.contains("/commune/16531/")
            && codes.iter().all(|code| !sitemap.contains(&format!("commune/{code}/")))
    );
}

#[test]
fn successors_that_lead_nowhere_are_errors_and_chains_are_followed() {
    let header = "code,name,kind,province_code,province,formerly,successor\n";
    let row = |code: &str, successor: &str| format!("{code},Xã {code},xã,75,Tỉnh Đồng Nai,,{successor}\n");
    let in_force = "26188,Phường Tân Triều,phường,75,Tỉnh Đồng Nai,,\n";
    let cases = [
        (row("30001", "30001"), "error[successor-circle]", "30001"),
        (row("30001", "30002") + &row("30002", "30001"), "error[successor-circle]", "30002"),
        (row("30001", "26189"), "error[unknown-successor]", "`26188`"),
        (row("30001", "Phường Tân Triều"), "error[bad-successor]", "Phường Tân Triều"),
        (row("30001", "26188;412"), "error[bad-successor]", "00412"),
        (row("30001", "").replace(",xã,", ",thị trấn,"), "error[unknown-kind]", "thị trấn"),
    ];
    for (rows, code, offered) in cases {
        let site = Site::small();
        site.write(COMMUNES, &format!("{header}{in_force}{rows}"));
        site.loa(&["check", "--as-of", support::TODAY]).ends_with(1).says(&[code, offered]);
    }
    let site = Site::small();
    let chain = row("30001", "30002;30003").replace(",xã,", ",thị trấn,")
        + &row("30002", "26188")
        + &row("30003", "30002");
    site.write(COMMUNES, &format!("{header}{in_force}{chain}"));
    site.build().ends_with(0);
    for old in ["30001", "30002", "30003"] {
        let html = site.output(&format!("commune/{old}/index.html"));
        assert!(html.contains("content=\"0; url=/commune/26188/\""), "both ways come to one commune: {html}");
    }
}
