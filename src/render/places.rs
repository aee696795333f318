//! Provinces and communes: their links, and their order in the language of the page.

use super::Page;
use super::shared::Places;
use super::views::Link;
use super::views::Shared;
use crate::lang;
use crate::lang::Localized;
use crate::model::CommuneCode;
use crate::model::ProvinceCode;
use crate::model::register::Commune;
use crate::model::register::Province;
use crate::routes::PageKey;

impl Page<'_> {
    pub(super) fn commune_link(&self, commune: &Commune) -> Shared<Link> {
        let known = self.places().commune_links.get(&commune.code);
        known.cloned().unwrap_or_else(|| self.new_commune_link(commune).into())
    }

    fn new_commune_link(&self, commune: &Commune) -> Link {
        Link { text: self.words(&commune.name), path: self.path(&PageKey::Commune(commune.code.clone())) }
    }

    pub(super) fn province_link(&self, province: &Province) -> Shared<Link> {
        let known = self.places().province_links.get(&province.code);
        known.cloned().unwrap_or_else(|| self.new_province_link(province).into())
    }

    fn new_province_link(&self, province: &Province) -> Link {
        Link { text: self.words(&province.name), path: self.path(&PageKey::Province(province.code.clone())) }
    }

    /// Provinces in the order of the language.
    pub(super) fn provinces(&self) -> Vec<&Province> {
        let register = &self.site().register;
        self.places().provinces.iter().filter_map(|code| register.province(code)).collect()
    }

    /// The communes in force of a province, in the order of the language.
    pub(super) fn communes_of(&self, province: &ProvinceCode) -> Vec<&Commune> {
        let register = &self.site().register;
        let codes = self.places().of_province.get(province).into_iter().flatten();
        codes.filter_map(|code| register.get(code)).collect()
    }

    /// Where a commune in force stands among all, in the order of provinces and communes.
    pub(super) fn commune_rank(&self, code: &CommuneCode) -> Option<usize> {
        self.places().ranks.get(code).copied()
    }

    fn places(&self) -> &Places {
        self.common().places.get_or_init(|| {
            let register = &self.site().register;
            let order = |a: &Localized<lang::Words>, b: &Localized<lang::Words>| {
                self.format().compare(a.text(self.lang), b.text(self.lang))
            };
            let mut provinces: Vec<&Province> = register.provinces().collect();
            provinces.sort_by(|a, b| order(&a.name, &b.name));
            let of_province = provinces.iter().map(|province| {
                let mut communes: Vec<&Commune> = register.of_province(&province.code).collect();
                communes.sort_by(|a, b| order(&a.name, &b.name));
                (province.code.clone(), communes.into_iter().map(|commune| commune.code.clone()).collect())
            });
            let of_province: Vec<(ProvinceCode, Vec<CommuneCode>)> = of_province.collect();
            let in_order = of_province.iter().flat_map(|(_, communes)| communes);
            let ranks = in_order.enumerate().map(|(rank, code)| (code.clone(), rank)).collect();
            let commune_link =
                |commune: &Commune| (commune.code.clone(), self.new_commune_link(commune).into());
            let province_link =
                |province: &&Province| (province.code.clone(), self.new_province_link(province).into());
            Places {
                of_province: of_province.into_iter().collect(),
                ranks,
                province_links: provinces.iter().map(province_link).collect(),
                provinces: provinces.into_iter().map(|province| province.code.clone()).collect(),
                commune_links: register.in_force().map(commune_link).collect(),
            }
        })
    }
}
