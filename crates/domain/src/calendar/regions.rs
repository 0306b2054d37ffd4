//! The holidays of each region, as rules.
//!
//! Sources: Ontario Employment Standards Act 2000, s. 1; BC Employment Standards Act, s. 1, and
//! Interpretation Act; Alberta Employment Standards Code, s. 25; Quebec Act respecting labour
//! standards, s. 60, and National Holiday Act; Canada Holidays Act, s. 2 (1 July, or 2 July when
//! it is a Sunday); 5 U.S.C. 6103; Western Australia Public and Bank Holidays Act 1972; United
//! Kingdom Banking and Financial Dealings Act 1971 and proclamations. Compared day by day with the
//! PyPI package `holidays` 0.109 for 2020 to 2035; the one difference is Canada Day in Ontario on
//! a Sunday (2029, 2035), where the Act of Canada gives the Monday.

use super::holidays::{DayRule, Moves, Proclaimed, Region, Rule};
use DayRule::{Easter, Fixed, MondayBy, Nth};
use Moves::{Stays, SundayToMonday, ToMonday, ToNearest, ToNextFree};
use jiff::civil::Weekday::{Monday, Thursday};

type Name = (&'static str, &'static str);

const NEW_YEAR: Name = ("New Year's Day", "Jour de l'An");
const FAMILY_DAY: Name = ("Family Day", "Jour de la Famille");
const GOOD_FRIDAY: Name = ("Good Friday", "Vendredi saint");
const EASTER_SUNDAY: Name = ("Easter Sunday", "Dimanche de Pâques");
const EASTER_MONDAY: Name = ("Easter Monday", "Lundi de Pâques");
const VICTORIA_DAY: Name = ("Victoria Day", "Fête de Victoria");
const CANADA_DAY: Name = ("Canada Day", "Fête du Canada");
const LABOUR_DAY: Name = ("Labour Day", "Fête du Travail");
const TRUTH: Name = (
    "National Day for Truth and Reconciliation",
    "Journée nationale de la vérité et de la réconciliation",
);
const THANKSGIVING: Name = ("Thanksgiving", "Action de grâces");
const REMEMBRANCE: Name = ("Remembrance Day", "Jour du Souvenir");
const CHRISTMAS: Name = ("Christmas Day", "Jour de Noël");
const BOXING: Name = ("Boxing Day", "Lendemain de Noël");
const EARLY_MAY: Name = ("Early May bank holiday", "Jour férié du début de mai");
const SPRING: Name = ("Spring bank holiday", "Jour férié du printemps");
const SUMMER: Name = ("Summer bank holiday", "Jour férié de l'été");
const MOURNING: Name = ("Day of mourning for the Queen", "Jour de deuil pour la Reine");
const KINGS_BIRTHDAY: Name = ("King's Birthday", "Anniversaire du Roi");
const JUBILEE: Name = ("Platinum Jubilee", "Jubilé de platine");
const CORONATION: Name = ("Coronation of the King", "Couronnement du Roi");

const ALWAYS: i16 = 1;

const fn rule(day: DayRule, moves: Moves, name: Name) -> Rule {
    Rule { day, moves, name, since: ALWAYS }
}

const fn since(since: i16, day: DayRule, moves: Moves, name: Name) -> Rule {
    Rule { day, moves, name, since }
}

const fn once(on: (i16, i8, i8), name: Name) -> Proclaimed {
    Proclaimed { on, name, replaces: None }
}

const fn instead(on: (i16, i8, i8), name: Name) -> Proclaimed {
    Proclaimed { on, name, replaces: Some(name.0) }
}

pub(super) fn of(region: Region) -> (&'static [Rule], &'static [Proclaimed]) {
    match region {
        Region::Ontario => (&ONTARIO, &[]),
        Region::BritishColumbia => (&BRITISH_COLUMBIA, &MOURNED_IN_BC),
        Region::Alberta => (&ALBERTA, &[]),
        Region::Quebec => (&QUEBEC, &[]),
        Region::UnitedStates => (&UNITED_STATES, &[]),
        Region::WesternAustralia => (&WESTERN_AUSTRALIA, &PROCLAIMED_IN_WA),
        Region::England => (&ENGLAND, &PROCLAIMED_IN_UK),
        Region::Scotland => (&SCOTLAND, &PROCLAIMED_IN_SCOTLAND),
        Region::NorthernIreland => (&NORTHERN_IRELAND, &PROCLAIMED_IN_UK),
        Region::WeekendsOnly => (&[], &[]),
    }
}

static ONTARIO: [Rule; 9] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Nth(3, Monday, 2), Stays, FAMILY_DAY),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(MondayBy(5, 24), Stays, VICTORIA_DAY),
    rule(Fixed(7, 1), SundayToMonday, CANADA_DAY),
    rule(Nth(1, Monday, 9), Stays, LABOUR_DAY),
    rule(Nth(2, Monday, 10), Stays, THANKSGIVING),
    rule(Fixed(12, 25), ToMonday, CHRISTMAS),
    rule(Fixed(12, 26), ToNextFree, BOXING),
];

static BRITISH_COLUMBIA: [Rule; 11] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Nth(3, Monday, 2), Stays, FAMILY_DAY),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(MondayBy(5, 24), Stays, VICTORIA_DAY),
    rule(Fixed(7, 1), SundayToMonday, CANADA_DAY),
    rule(Nth(1, Monday, 8), Stays, ("British Columbia Day", "Jour de la Colombie-Britannique")),
    rule(Nth(1, Monday, 9), Stays, LABOUR_DAY),
    since(2023, Fixed(9, 30), ToMonday, TRUTH),
    rule(Nth(2, Monday, 10), Stays, THANKSGIVING),
    rule(Fixed(11, 11), Stays, REMEMBRANCE),
    rule(Fixed(12, 25), ToMonday, CHRISTMAS),
];

static MOURNED_IN_BC: [Proclaimed; 1] = [once((2022, 9, 19), MOURNING)];

static ALBERTA: [Rule; 9] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Nth(3, Monday, 2), Stays, FAMILY_DAY),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(MondayBy(5, 24), Stays, VICTORIA_DAY),
    rule(Fixed(7, 1), SundayToMonday, CANADA_DAY),
    rule(Nth(1, Monday, 9), Stays, LABOUR_DAY),
    rule(Nth(2, Monday, 10), Stays, THANKSGIVING),
    rule(Fixed(11, 11), ToMonday, REMEMBRANCE),
    rule(Fixed(12, 25), ToMonday, CHRISTMAS),
];

static QUEBEC: [Rule; 8] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(MondayBy(5, 24), Stays, ("National Patriots' Day", "Journée nationale des patriotes")),
    rule(Fixed(6, 24), SundayToMonday, ("National Holiday", "Fête nationale")),
    rule(Fixed(7, 1), SundayToMonday, CANADA_DAY),
    rule(Nth(1, Monday, 9), Stays, LABOUR_DAY),
    rule(Nth(2, Monday, 10), Stays, THANKSGIVING),
    rule(Fixed(12, 25), ToMonday, CHRISTMAS),
];

static UNITED_STATES: [Rule; 11] = [
    rule(Fixed(1, 1), ToNearest, NEW_YEAR),
    rule(Nth(3, Monday, 1), Stays, ("Martin Luther King Jr. Day", "Jour de Martin Luther King")),
    rule(Nth(3, Monday, 2), Stays, ("Washington's Birthday", "Anniversaire de Washington")),
    rule(Nth(-1, Monday, 5), Stays, ("Memorial Day", "Jour du Souvenir")),
    since(2021, Fixed(6, 19), ToNearest, ("Juneteenth", "Juneteenth")),
    rule(Fixed(7, 4), ToNearest, ("Independence Day", "Jour de l'Indépendance")),
    rule(Nth(1, Monday, 9), Stays, ("Labor Day", "Fête du Travail")),
    rule(Nth(2, Monday, 10), Stays, ("Columbus Day", "Jour de Christophe Colomb")),
    rule(Fixed(11, 11), ToNearest, ("Veterans Day", "Jour des anciens combattants")),
    rule(Nth(4, Thursday, 11), Stays, ("Thanksgiving Day", "Action de grâces")),
    rule(Fixed(12, 25), ToNearest, CHRISTMAS),
];

static WESTERN_AUSTRALIA: [Rule; 11] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Fixed(1, 26), ToMonday, ("Australia Day", "Fête de l'Australie")),
    rule(Nth(1, Monday, 3), Stays, LABOUR_DAY),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    since(2022, Easter(0), Stays, EASTER_SUNDAY),
    rule(Easter(1), Stays, EASTER_MONDAY),
    rule(Fixed(4, 25), ToMonday, ("Anzac Day", "Jour de l'ANZAC")),
    rule(Nth(1, Monday, 6), Stays, ("Western Australia Day", "Fête de l'Australie-Occidentale")),
    rule(Nth(-1, Monday, 9), Stays, KINGS_BIRTHDAY),
    rule(Fixed(12, 25), ToNextFree, CHRISTMAS),
    rule(Fixed(12, 26), ToNextFree, BOXING),
];

static PROCLAIMED_IN_WA: [Proclaimed; 2] =
    [once((2022, 9, 22), MOURNING), instead((2024, 9, 23), KINGS_BIRTHDAY)];

static ENGLAND: [Rule; 8] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(Easter(1), Stays, EASTER_MONDAY),
    rule(Nth(1, Monday, 5), Stays, EARLY_MAY),
    rule(Nth(-1, Monday, 5), Stays, SPRING),
    rule(Nth(-1, Monday, 8), Stays, SUMMER),
    rule(Fixed(12, 25), ToNextFree, CHRISTMAS),
    rule(Fixed(12, 26), ToNextFree, BOXING),
];

static SCOTLAND: [Rule; 9] = [
    rule(Fixed(1, 1), ToNextFree, NEW_YEAR),
    rule(Fixed(1, 2), ToNextFree, ("2 January", "2 janvier")),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(Nth(1, Monday, 5), Stays, EARLY_MAY),
    rule(Nth(-1, Monday, 5), Stays, SPRING),
    rule(Nth(1, Monday, 8), Stays, SUMMER),
    rule(Fixed(11, 30), ToMonday, ("St Andrew's Day", "Saint-André")),
    rule(Fixed(12, 25), ToNextFree, CHRISTMAS),
    rule(Fixed(12, 26), ToNextFree, BOXING),
];

static NORTHERN_IRELAND: [Rule; 10] = [
    rule(Fixed(1, 1), ToMonday, NEW_YEAR),
    rule(Fixed(3, 17), ToMonday, ("St Patrick's Day", "Saint-Patrick")),
    rule(Easter(-2), Stays, GOOD_FRIDAY),
    rule(Easter(1), Stays, EASTER_MONDAY),
    rule(Nth(1, Monday, 5), Stays, EARLY_MAY),
    rule(Nth(-1, Monday, 5), Stays, SPRING),
    rule(Fixed(7, 12), ToMonday, ("Battle of the Boyne", "Bataille de la Boyne")),
    rule(Nth(-1, Monday, 8), Stays, SUMMER),
    rule(Fixed(12, 25), ToNextFree, CHRISTMAS),
    rule(Fixed(12, 26), ToNextFree, BOXING),
];

static PROCLAIMED_IN_UK: [Proclaimed; 5] = [
    instead((2020, 5, 8), EARLY_MAY),
    instead((2022, 6, 2), SPRING),
    once((2022, 6, 3), JUBILEE),
    once((2022, 9, 19), MOURNING),
    once((2023, 5, 8), CORONATION),
];

static PROCLAIMED_IN_SCOTLAND: [Proclaimed; 6] = [
    instead((2020, 5, 8), EARLY_MAY),
    instead((2022, 6, 2), SPRING),
    once((2022, 6, 3), JUBILEE),
    once((2022, 9, 19), MOURNING),
    once((2023, 5, 8), CORONATION),
    once((2026, 6, 15), ("World Cup bank holiday", "Jour férié de la Coupe du monde")),
];
