//! Live data in texts: the inline facts `{{ campaign.ends }}` and the fenced blocks that stand for lists and figures
//! (contract, section 3), from the words of a text to what they mean.
//!
//! What they show is left to [`crate::render`].

use std::collections::BTreeMap;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::markdown::Arg;
use crate::markdown::Block;
use crate::model::PointId;
use crate::model::Scope;
use crate::model::Site;
use crate::model::document::LIVE_BLOCKS;
use crate::name::Name;
use crate::source::Place;
use crate::source::Source;

/// Words behind a fence that mean a language of code, and are left alone.
pub const CODE_LANGUAGES: [&str; 12] =
    ["text", "txt", "csv", "yaml", "json", "html", "css", "sh", "bash", "markdown", "md", "xml"];

/// A fact of the site that a text can quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineFact {
    CampaignName,
    CampaignStarts,
    CampaignEnds,
    /// Days from the first to the last, both included.
    CampaignDays,
    PublisherName,
    PublisherPhone,
    ProviderName(String),
    ProviderPhone(String),
    IndicatorName(String),
    /// The figure of the whole campaign.
    IndicatorValue(String),
    IndicatorAsOf(String),
    /// The target of the whole campaign: its share or its count.
    IndicatorTarget(String),
    IndicatorBy(String),
    CommuneCount,
    PointCount,
}

/// The facts that exist on this site, by the path that a text names.
pub fn inline_facts(site: &Site) -> BTreeMap<String, InlineFact> {
    let config = &site.config;
    let mut facts = BTreeMap::new();
    let mut add = |path: String, fact: InlineFact| {
        facts.insert(path, fact);
    };
    add("campaign.name".into(), InlineFact::CampaignName);
    if config.starts.is_some() {
        add("campaign.starts".into(), InlineFact::CampaignStarts);
    }
    if config.ends.is_some() {
        add("campaign.ends".into(), InlineFact::CampaignEnds);
    }
    if config.starts.is_some() && config.ends.is_some() {
        add("campaign.days".into(), InlineFact::CampaignDays);
    }
    if let Some(publisher) = &config.publisher {
        add("publisher.name".into(), InlineFact::PublisherName);
        if publisher.phone.is_some() {
            add("publisher.phone".into(), InlineFact::PublisherPhone);
        }
    }
    for (key, provider) in &config.providers {
        add(format!("provider.{key}.name"), InlineFact::ProviderName(key.clone()));
        if provider.phone.is_some() {
            add(format!("provider.{key}.phone"), InlineFact::ProviderPhone(key.clone()));
        }
    }
    for indicator in &config.indicators {
        let id = &indicator.id;
        add(format!("indicator.{id}.name"), InlineFact::IndicatorName(id.clone()));
        if site.figure(indicator, &Scope::All).is_some() {
            add(format!("indicator.{id}.value"), InlineFact::IndicatorValue(id.clone()));
            add(format!("indicator.{id}.as_of"), InlineFact::IndicatorAsOf(id.clone()));
        }
        if let Some(target) = site.target(indicator, &Scope::All) {
            add(format!("indicator.{id}.target"), InlineFact::IndicatorTarget(id.clone()));
            if target.by.is_some() {
                add(format!("indicator.{id}.by"), InlineFact::IndicatorBy(id.clone()));
            }
        }
    }
    add("communes.count".into(), InlineFact::CommuneCount);
    add("points.count".into(), InlineFact::PointCount);
    facts
}

/// Whether a path would be a fact if site.yaml said what it quotes.
pub fn is_form_of_fact(path: &str) -> bool {
    match path.split('.').collect::<Vec<_>>()[..] {
        ["campaign", key] => ["name", "starts", "ends", "days"].contains(&key),
        ["publisher", key] | ["provider", _, key] => ["name", "phone"].contains(&key),
        ["indicator", _, key] => ["name", "value", "as_of", "target", "by"].contains(&key),
        _ => false,
    }
}

/// The key of site.yaml that a fact of this path quotes, where the path is right and the site does not say it; of a value,
/// the indicator of which there is no figure.
pub fn unsaid(path: &str, site: &Site) -> Option<Unsaid> {
    let config = &site.config;
    let key = |key: &str| Some(Unsaid::Key(key.to_owned()));
    match path.split('.').collect::<Vec<_>>()[..] {
        ["campaign", "starts"] => key("starts"),
        ["campaign", "ends"] => key("ends"),
        ["campaign", "days"] => key(if config.starts.is_none() { "starts" } else { "ends" }),
        ["publisher", "name"] => key("publisher"),
        ["publisher", "phone"] => key("publisher.phone"),
        ["provider", provider, "phone"] if config.providers.contains_key(provider) => {
            key(&format!("providers.{provider}.phone"))
        }
        ["indicator", id, field] if config.indicators.iter().any(|indicator| indicator.id == id) => {
            match field {
                "value" | "as_of" => Some(Unsaid::Figure),
                "target" => key(&format!("indicators.{id}.targets")),
                "by" => key(&format!("indicators.{id}.targets.by")),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a site would have to say for a fact to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// A key of site.yaml, with those above it.
    Key(String),
    /// A figure of the whole campaign.
    Figure,
}

/// A live block, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// The next sessions at a point, of a commune, of a province, or all.
    Schedule { scope: Scope, point: Option<PointId>, limit: usize },
    /// The figures of a scope: of one indicator, or of all.
    Progress { scope: Scope, indicator: Option<String> },
    /// The code of a point.
    Qr { id: PointId },
    /// The deadlines of a directive.
    Deadlines { directive: Name },
    /// The steps of a guide.
    Steps { guide: Name },
    /// The open data of the site, or the files that a directive hands out.
    Downloads { directive: Option<Name> },
    /// Where the points of a scope are.
    Map { scope: Scope },
}

/// The document that a block stands in.
#[derive(Clone, Copy, Debug)]
pub enum Within<'a> {
    Directive(&'a Name),
    Guide(&'a Name),
    Page,
}

/// What a block of `source` means; else everything that is wrong with it.
pub fn understand(
    block: &Block,
    site: &Site,
    within: Within<'_>,
    source: &std::sync::Arc<Source>,
) -> Result<Live, Vec<Diagnostic>> {
    let mut args = Args { site, block, source, problems: Vec::new() };
    let live = match block.name.as_str() {
        "schedule" => {
            args.only(&["commune", "province", "point", "limit"]);
            let limit = args.number("limit").unwrap_or(5);
            let point = args.get("point").and_then(|_| args.point());
            if let (Some(arg), Some(_), _) | (Some(arg), _, Some(_)) =
                (args.get("point"), args.get("commune"), args.get("province"))
            {
                // A point is in one commune; another would be passed over.
                args.wrong(arg, []);
            }
            args.scope().map(|scope| Live::Schedule { scope, point, limit })
        }
        "progress" => {
            args.only(&["commune", "province", "indicator"]);
            let indicator = args.indicator();
            args.scope().map(|scope| Live::Progress { scope, indicator })
        }
        "qr" => {
            args.only(&["point"]);
            args.point().map(|id| Live::Qr { id })
        }
        "deadlines" => {
            args.only(&["directive"]);
            let own = if let Within::Directive(name) = within { Some(name) } else { None };
            let right: Vec<&Name> = site.directives.keys().collect();
            args.document("directive", own, &right).map(|directive| Live::Deadlines { directive })
        }
        "steps" => {
            args.only(&["guide"]);
            let own = if let Within::Guide(name) = within { Some(name) } else { None };
            let right: Vec<&Name> = site.guides.keys().collect();
            args.document("guide", own, &right).map(|guide| Live::Steps { guide })
        }
        "downloads" => {
            args.only(&["directive"]);
            let right: Vec<&Name> = site.directives.keys().collect();
            match args.get("directive") {
                Some(_) => args
                    .document("directive", None, &right)
                    .map(|directive| Live::Downloads { directive: Some(directive) }),
                None => Some(Live::Downloads { directive: None }),
            }
        }
        "map" => {
            args.only(&["commune", "province"]);
            args.scope().map(|scope| Live::Map { scope })
        }
        other => {
            let place = args.place(block.name_range.clone());
            let right = LIVE_BLOCKS.into_iter().chain(CODE_LANGUAGES);
            args.problems.push(Diagnostic::new(Code::UnknownBlock, place).found(other).one_of(right));
            None
        }
    };
    match live {
        Some(live) if args.problems.is_empty() => Ok(live),
        _ => Err(args.problems),
    }
}

/// The arguments of a block while they are understood.
struct Args<'a> {
    site: &'a Site,
    block: &'a Block,
    source: &'a std::sync::Arc<Source>,
    problems: Vec<Diagnostic>,
}

impl<'a> Args<'a> {
    fn place(&self, range: std::ops::Range<usize>) -> Place {
        self.source.place(range.into())
    }

    fn get(&self, key: &str) -> Option<&'a Arg> {
        self.block.args.iter().find(|arg| arg.key == key)
    }

    fn only(&mut self, right: &[&str]) {
        for arg in self.block.args.iter().filter(|arg| !right.contains(&arg.key.as_str())) {
            let place = self.place(arg.range.clone());
            let unknown =
                Diagnostic::new(Code::UnknownArgument, place).found(&arg.key).arg("block", &self.block.name);
            self.problems.push(unknown.one_of(right.iter().copied()));
        }
    }

    fn wrong<'n>(&mut self, arg: &Arg, right: impl IntoIterator<Item = &'n str>) {
        let bad = Diagnostic::new(Code::BadArgument, self.place(arg.range.clone())).found(&arg.value);
        let bad = bad.arg("block", &self.block.name).arg("name", &arg.key);
        self.problems.push(bad.one_of(right));
    }

    fn number(&mut self, key: &str) -> Option<usize> {
        let arg = self.get(key)?;
        let number = arg.value.parse().ok().filter(|number| (1..=100).contains(number));
        if number.is_none() {
            self.wrong(arg, ["5"]);
        }
        number
    }

    /// `commune=` or `province=`; without either, the whole campaign.
    fn scope(&mut self) -> Option<Scope> {
        let site = self.site;
        // That the register could not be read has been told.
        if site.register.is_empty() {
            return None;
        }
        if let (Some(_), Some(arg)) = (self.get("commune"), self.get("province")) {
            // One scope is enough; the other would be passed over.
            self.wrong(arg, []);
            return None;
        }
        if let Some(arg) = self.get("commune") {
            let scope = Scope::parse(&arg.value).filter(|scope| match scope {
                Scope::Commune(code) => {
                    site.register.get(code).is_some_and(|commune| commune.successor.is_empty())
                }
                Scope::Province(_) | Scope::All => false,
            });
            if scope.is_none() {
                let right: Vec<&str> =
                    site.register.in_force().map(|commune| commune.code.as_str()).collect();
                self.wrong(arg, right);
            }
            return scope;
        }
        if let Some(arg) = self.get("province") {
            let scope = Scope::parse(&arg.value).filter(|scope| match scope {
                Scope::Province(code) => site.register.province(code).is_some(),
                Scope::Commune(_) | Scope::All => false,
            });
            if scope.is_none() {
                let right: Vec<&str> =
                    site.register.provinces().map(|province| province.code.as_str()).collect();
                self.wrong(arg, right);
            }
            return scope;
        }
        Some(Scope::All)
    }

    fn indicator(&mut self) -> Option<String> {
        let arg = self.get("indicator")?;
        if self.site.config.indicator(&arg.value).is_none() {
            let right: Vec<&str> =
                self.site.config.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
            self.wrong(arg, right);
            return None;
        }
        Some(arg.value.clone())
    }

    fn point(&mut self) -> Option<PointId> {
        let codes = self.site.points.codes();
        let Some(arg) = self.get("point") else {
            let place = self.place(self.block.name_range.clone());
            let missing = Diagnostic::new(Code::BadArgument, place).found("").arg("block", &self.block.name);
            let right: Vec<String> = codes.keys().map(|id| format!("point={id}")).collect();
            self.problems.push(missing.arg("name", "point").expected(right));
            return None;
        };
        let id = PointId::parse(&arg.value).filter(|id| codes.contains_key(id));
        if id.is_none() {
            self.wrong(arg, codes.keys().map(PointId::as_str));
        }
        id
    }

    fn document(&mut self, key: &str, own: Option<&Name>, right: &[&Name]) -> Option<Name> {
        match self.get(key) {
            Some(arg) => {
                let name = right.iter().find(|name| name.as_str() == arg.value).map(|name| (*name).clone());
                if name.is_none() {
                    self.wrong(arg, right.iter().map(|name| name.as_str()));
                }
                name
            }
            None if own.is_some() => own.cloned(),
            None => {
                let place = self.place(self.block.name_range.clone());
                let missing =
                    Diagnostic::new(Code::BadArgument, place).found("").arg("block", &self.block.name);
                let names = right.iter().map(|name| format!("{key}={name}"));
                self.problems.push(missing.arg("name", key.to_owned()).expected(names));
                None
            }
        }
    }
}
