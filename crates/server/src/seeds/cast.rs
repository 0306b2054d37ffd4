//! Who there is. All invented; numbers and addresses belong to nobody.

/// A desk in one of the three offices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// Ada, Hamilton.
    Ada,
    /// Bruno, Hamilton: Ada's colleague.
    Bruno,
    /// Max, Hamilton: the administrator keeps a small caseload.
    Max,
    /// Chloé, Ottawa.
    Chloe,
    /// Dev, Surrey: the other agency.
    Dev,
}

/// How somebody can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    Both,
    Email,
    Phone,
    Neither,
    /// They said no to messages.
    SaidNo,
}

/// How somebody's months went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Answers each survey the day after it is asked; each is reviewed the day after that.
    Steady,
    /// The same, but the last answer waits for its review.
    ToReview,
    /// The same, but the last survey was begun and not finished.
    Begun,
    /// Answered everything until the last survey, then fell silent.
    FellSilent,
    /// Never answers.
    Silent,
    /// Does not want to answer.
    Refuses,
    /// Answers that they have lost the job; the adviser ends it so many days after its start.
    LostJob(i32),
    /// Ended the first job and began another so many days after the first began.
    NewJob(i32),
    /// Withdrew so many days after the start.
    Withdrew(i32),
    /// Died so many days after the start.
    Died(i32),
    /// Asked not to be contacted so many days after the start.
    LeftAlone(i32),
    /// Answers only when Ada calls; she enters it.
    ByPhone,
    /// An answer that staff corrected, with the reason.
    Corrected,
    /// The adviser waived the first checkpoint.
    Waived,
}

/// One person of the cast.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub name: (&'static str, &'static str),
    pub language: &'static str,
    pub born: Option<i64>,
    pub desk: Desk,
    pub ways: Ways,
    pub job: (&'static str, &'static str),
    pub hours: f64,
    /// Cents an hour.
    pub pay: i64,
    pub programme: &'static str,
    /// Days before today on which the job began.
    pub began: i32,
    pub story: Story,
}

macro_rules! cast {
    ($( $given:literal $family:literal $lang:literal $born:expr, $desk:ident $ways:ident,
        $title:literal @ $employer:literal $hours:literal $pay:literal, $pack:literal
        $began:literal $story:expr; )*) => {
        /// Everybody, in the order in which they came.
        pub const CAST: &[Member] = &[$(Member {
            name: ($given, $family), language: $lang, born: $born, desk: Desk::$desk,
            ways: Ways::$ways, job: ($title, $employer), hours: $hours, pay: $pay,
            programme: $pack, began: $began, story: $story,
        }),*];
    };
}

use Story::{
    Begun, ByPhone, Corrected, Died, FellSilent, LeftAlone, LostJob, NewJob, Refuses, Silent,
    Steady, ToReview, Waived, Withdrew,
};

#[rustfmt::skip]
cast! {
    "Zoë" "O’Brien" "en" Some(1994), Ada Both, "Baker" @ "Concession Street Bakery" 30.0 1850, "on-ies" 32 ToReview;
    "Ali" "Rahimi" "en" Some(1988), Ada Both, "Dental receptionist" @ "Dundurn Dental Care" 35.0 2100, "on-ies" 97 FellSilent;
    "Mina" "Tahir" "en" Some(1999), Ada Email, "Warehouse clerk" @ "Harbour Logistics" 40.0 1990, "on-ies" 190 Steady;
    "Marc-André" "Bouchard" "fr" Some(1979), Ada Both, "Préposé à l’entretien" @ "Résidence du Vieux-Moulin" 37.5 2140, "on-ies" 185 ToReview;
    "Samuel" "Whitford" "en" Some(1991), Ada Both, "Line cook" @ "The Locke" 32.0 1800, "on-ies" 34 ToReview;
    "Grace" "Adeyemi" "en" Some(1985), Ada Phone, "Personal support worker" @ "Escarpment Home Care" 38.0 2250, "on-ies" 93 Silent;
    "Tomasz" "Wilk" "en" Some(1972), Ada Both, "Forklift operator" @ "Steeltown Recycling" 40.0 2400, "on-ies" 362 Steady;
    "Leila" "Haddad" "fr" Some(1996), Ada Both, "Caissière" @ "Marché Ottawa Street" 24.0 1720, "on-ies" 28 Steady;
    "Noor" "Siddiqui" "en" Some(2001), Ada Phone, "Barista" @ "Mountain Coffee" 26.0 1740, "on-ies" 94 FellSilent;
    "Peter" "Lavoie" "en" Some(1966), Ada Email, "Security guard" @ "Bayfront Security" 40.0 1900, "on-ies" 92 Begun;
    "Hannah" "Sorensen" "en" Some(1990), Ada Both, "Dispatcher" @ "Red Hill Couriers" 37.5 2300, "on-ies" 184 Corrected;
    "Dmitri" "Kovac" "en" Some(1983), Ada Both, "Roofer" @ "Kovac and Sons" 44.0 2900, "on-ies" 118 Silent;
    "Rosalind" "Kay" "en" Some(1977), Ada Both, "Library assistant" @ "Dundas Public Library" 21.0 2480, "on-ies" 205 Waived;
    "Bridget" "Osei" "en" Some(1993), Ada Both, "Cleaner" @ "Bright Floors" 30.0 1760, "on-ies" 61 Refuses;
    "Yusuf" "Demir" "en" Some(1987), Ada Both, "Welder" @ "Burlington Fabrication" 40.0 3050, "on-ies" 400 Steady;
    "Chantal" "Gagnon" "fr" Some(1981), Ada Both, "Adjointe administrative" @ "Centre de santé Hamilton" 35.0 2350, "on-ies" 45 LostJob(40);
    "Kwame" "Mensah" "en" Some(1998), Ada Both, "Delivery driver" @ "Red Hill Couriers" 40.0 2050, "on-ies" 130 NewJob(70);
    "Anjali" "Patel" "en" Some(1995), Ada Both, "Pharmacy assistant" @ "James Street Pharmacy" 28.0 1950, "on-ies" 75 Withdrew(50);
    "Gordon" "MacLeod" "en" Some(1958), Ada Email, "School crossing guard" @ "Hamilton Schools" 20.0 1800, "on-ies" 140 Died(60);
    "Ines" "Carvalho" "en" Some(1992), Ada Both, "Hotel housekeeper" @ "Lakeview Inn" 34.0 1790, "on-ies" 55 LeftAlone(20);
    "Femi" "Balogun" "en" None, Ada SaidNo, "Landscaper" @ "Green Acres" 40.0 2000, "on-ies" 33 ByPhone;
    "Ruth" "Nakamura" "en" Some(1970), Ada Neither, "Seamstress" @ "Westdale Alterations" 22.0 1850, "on-ies" 36 ByPhone;
    "Oscar" "Lindgren" "en" Some(2000), Ada Both, "Apprentice electrician" @ "Voltworks" 40.0 2150, "on-ies" 3 Steady;
    "Amélie" "Tremblay" "fr" Some(1997), Ada Both, "Éducatrice" @ "Garderie Les Petits Pas" 35.0 2075, "on-ies" 12 Steady;
    "Luis" "Ortega" "en" Some(1989), Bruno Both, "Painter" @ "Fresh Coat" 40.0 2300, "on-ies" 31 ToReview;
    "Sofia" "Marino" "en" Some(1984), Bruno Both, "Bookkeeper" @ "Marino Foods" 30.0 2600, "on-ies" 96 Silent;
    "Wei" "Zhang" "en" Some(1993), Bruno Email, "Lab technician" @ "Lakehead Labs" 37.5 2850, "on-ies" 188 Steady;
    "Jamal" "Carter" "en" Some(2002), Bruno Phone, "Stock clerk" @ "Limeridge Mall" 25.0 1720, "on-ies" 29 Steady;
    "Nadia" "Popescu" "en" Some(1986), Bruno Both, "Nail technician" @ "Studio Nadia" 30.0 1900, "on-ies" 100 Begun;
    "Eric" "Dubois" "fr" Some(1975), Bruno Both, "Camionneur" @ "Transports Dubois" 45.0 2700, "on-ies" 215 ToReview;
    "Hassan" "Ali" "en" Some(1990), Bruno Both, "Butcher" @ "Barton Halal Meats" 40.0 2100, "on-ies" 65 Corrected;
    "Olivia" "Grant" "en" Some(1999), Max Both, "Receptionist" @ "Gore Park Clinic" 35.0 1980, "on-ies" 30 Steady;
    "Thomas" "Reid" "en" Some(1968), Max Both, "Custodian" @ "McMaster Residences" 40.0 2200, "on-ies" 370 Steady;
    "Geneviève" "Roy" "fr" Some(1991), Chloe Both, "Infirmière auxiliaire" @ "Hôpital Montfort" 37.5 2950, "on-ies" 95 ToReview;
    "Abdou" "Diallo" "fr" Some(1994), Chloe Both, "Commis de bureau" @ "Ville d’Ottawa" 35.0 2400, "on-ies" 182 Steady;
    "Patrick" "Nguyen" "en" Some(1987), Chloe Email, "Web developer" @ "Byward Digital" 40.0 3600, "on-ies" 33 Silent;
    "Lucie" "Fortin" "fr" Some(1980), Chloe Phone, "Cuisinière" @ "Bistro Rideau" 32.0 1950, "on-ies" 64 FellSilent;
    "Mohamed" "Farah" "en" Some(1996), Chloe Both, "Taxi dispatcher" @ "Capital Cabs" 38.0 1880, "on-ies" 120 NewJob(80);
    "Isabelle" "Côté" "fr" Some(1973), Chloe Both, "Fleuriste" @ "Fleurs Côté" 28.0 1800, "on-ies" 5 Steady;
    "Aaron" "Blackwood" "en" Some(1992), Dev Both, "Carpenter" @ "Fraser Framing" 40.0 3100, "bc-workbc" 30 ToReview;
    "Priya" "Sandhu" "en" Some(1988), Dev Both, "Care aide" @ "Surrey Seniors Home" 36.0 2500, "bc-workbc" 170 Steady;
    "Jason" "Lee" "en" Some(1999), Dev Phone, "Server" @ "Crescent Beach Grill" 25.0 1785, "bc-workbc" 45 Silent;
    "Emma" "Fraser" "en" Some(1982), Dev Both, "Office manager" @ "Delta Marine" 37.5 2900, "bc-workbc" 366 Steady;
    "Carlos" "Mendez" "en" Some(1995), Dev Email, "Mechanic" @ "Whalley Auto" 40.0 3000, "bc-workbc" 10 Steady;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_is_large_and_nobody_is_there_twice() {
        assert!(CAST.len() >= 40);
        let mut names: Vec<_> = CAST.iter().map(|member| member.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CAST.len());
    }
}
