//! The roles of flows and the roles of staff.

use domain::access::Role;
use domain::flows::Flow;

/// The role of staff that a flow's role names; none for somebody outside.
#[must_use]
pub fn role_of(code: &str) -> Option<Role> {
    match code {
        "assessor" | "adviser" | "caseworker" => Some(Role::Adviser),
        "team_leader" => Some(Role::TeamLeader),
        "records_lead" => Some(Role::RecordsLead),
        "sustainment_officer" | "claims_officer" => Some(Role::ClaimsOfficer),
        "administrator" => Some(Role::Administrator),
        _ => None,
    }
}

/// Who is asked where a flow asks a role: those of the role, or where nobody holds it those who
/// take its place, in the end the administrators.
#[must_use]
pub fn asked(flow: &Flow, code: &str, is_held: impl Fn(Role) -> bool) -> Option<Role> {
    let mut code = code;
    // A chain is no longer than there are roles.
    for _ in 0..=flow.roles.len() {
        let role = flow.role(code).filter(|role| !role.is_outside)?;
        if let Some(found) = role_of(&role.code).filter(|found| is_held(*found)) {
            return Some(found);
        }
        match role.otherwise.as_deref() {
            Some(next) => code = next,
            None => break,
        }
    }
    Some(Role::Administrator).filter(|role| is_held(*role))
}

/// The flow's roles that somebody of this role of staff takes on.
#[must_use]
pub fn taken_on(flow: &Flow, own: Role, is_held: impl Fn(Role) -> bool) -> Vec<String> {
    let takes = |code: &str| {
        let is_own = asked(flow, code, &is_held) == Some(own);
        let covers = match own {
            Role::Administrator => true,
            // Those who lead or track do what whoever tracks does.
            Role::TeamLeader | Role::ClaimsOfficer => role_of(code) == Some(Role::Adviser),
            Role::Adviser | Role::RecordsLead | Role::Auditor => false,
        };
        is_own || covers
    };
    let inside = flow.roles.iter().filter(|role| !role.is_outside);
    inside.map(|role| role.code.clone()).filter(|code| takes(code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{read_flow, shipped};

    fn flow() -> Flow {
        let one = shipped().iter().find(|one| one.code == "tracking-call").expect("is shipped");
        read_flow(one.text, one.code).expect("is without problems")
    }

    #[test]
    fn a_role_that_nobody_holds_falls_to_whoever_takes_its_place() {
        let flow = flow();
        let check = |code: &str, held: &[Role], said: Option<Role>| {
            let found = asked(&flow, code, |role| held.contains(&role));
            assert_eq!(found, said, "{code} {held:?}");
        };
        let (lead, records, claims) = (Role::TeamLeader, Role::RecordsLead, Role::ClaimsOfficer);
        check("sustainment_officer", &[lead, records, claims], Some(claims));
        check("sustainment_officer", &[lead, records], Some(records));
        check("sustainment_officer", &[lead], Some(lead));
        check("sustainment_officer", &[Role::Adviser], None);
        let small = [Role::Adviser, Role::Administrator];
        check("team_leader", &small, Some(Role::Administrator));
        check("prime_validation", &Role::ALL, None);
        check("nobody", &Role::ALL, None);
    }

    #[test]
    fn who_takes_on_what() {
        let flow = flow();
        let check = |own: Role, held: &[Role], said: &[&str]| {
            let found = taken_on(&flow, own, |role| held.contains(&role));
            assert_eq!(found, said, "{own} {held:?}");
        };
        check(Role::Adviser, &Role::ALL, &["assessor"]);
        check(Role::TeamLeader, &Role::ALL, &["assessor", "team_leader"]);
        check(Role::ClaimsOfficer, &Role::ALL, &["assessor", "sustainment_officer"]);
        check(Role::RecordsLead, &Role::ALL, &["records_lead"]);
        let small = [Role::Adviser, Role::TeamLeader];
        let all = ["assessor", "team_leader", "records_lead", "sustainment_officer"];
        check(Role::TeamLeader, &small, &all);
        check(Role::Administrator, &Role::ALL, &all);
        check(Role::Auditor, &Role::ALL, &[]);
    }
}
