//! Reading the answers that are more than one value or a choice: a declaration, contact details,
//! files; and the code of an occupation.

use super::answer::Wanted;
use super::read::{Reading, line, text};
use super::{Answer, AnswerRefused, Given};
use std::collections::BTreeMap;

/// Characters of a typed name, a telephone number, an e-mail address, a document's identifier.
pub const NAME_LENGTH_MAX: u32 = 120;
const PHONE_LENGTH_MAX: u32 = 30;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
const EMAIL_LENGTH_MAX: u32 = 254;
const FILE_ID_LENGTH_MAX: usize = 64;

pub(super) fn declaration(given: &Given) -> Reading {
    let unfit = AnswerRefused::Unfit { wanted: Wanted::Declaration };
    let parts = match given {
        Given::Nothing | Given::Yes(false) => return Ok(None),
        Given::Parts(parts) => parts,
        Given::Yes(true) => return Err(AnswerRefused::NameMissing),
        Given::Text(_) | Given::Number(_) | Given::Day { .. } | Given::Several(_) => {
            return Err(unfit);
        }
    };
    only_parts(parts, &["agreed", "name"])?;
    let ticked = match part(parts, "agreed") {
        Given::Nothing | Given::Yes(false) => false,
        Given::Yes(true) => true,
        // A form sends the value of a ticked box.
        Given::Text(text) => !text.trim().is_empty(),
        Given::Number(_) | Given::Day { .. } | Given::Several(_) | Given::Parts(_) => {
            return Err(unfit);
        }
    };
    let name = line(&text(part(parts, "name"), Wanted::Text)?, NAME_LENGTH_MAX)?;
    match (ticked, name) {
        (false, None) => Ok(None),
        (false, Some(_)) => Err(AnswerRefused::NotTicked),
        (true, None) => Err(AnswerRefused::NameMissing),
        (true, Some(name)) => Ok(Some(Answer::Declared { name })),
    }
}

pub(super) fn contact(given: &Given) -> Reading {
    let parts = match given {
        Given::Nothing => return Ok(None),
        Given::Parts(parts) => parts,
        Given::Text(_)
        | Given::Number(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_) => return Err(AnswerRefused::Unfit { wanted: Wanted::Contact }),
    };
    only_parts(parts, &["phone", "email"])?;
    let phone = line(&text(part(parts, "phone"), Wanted::Text)?, PHONE_LENGTH_MAX)?;
    let email = line(&text(part(parts, "email"), Wanted::Text)?, EMAIL_LENGTH_MAX)?;
    if phone.as_ref().is_some_and(|phone| !looks_like_a_phone(phone)) {
        return Err(AnswerRefused::NotAPhone);
    }
    if email.as_ref().is_some_and(|email| !looks_like_an_email(email)) {
        return Err(AnswerRefused::NotAnEmail);
    }
    if phone.is_none() && email.is_none() {
        return Ok(None);
    }
    Ok(Some(Answer::Contact { phone, email }))
}

/// Enough digits and only the signs that people put between them. Staff look at it before it is
/// used, and then it is read properly.
fn looks_like_a_phone(text: &str) -> bool {
    let signs = text.chars().all(|sign| sign.is_ascii_digit() || "+-.()/ x".contains(sign));
    signs && PHONE_DIGITS.contains(&text.bytes().filter(u8::is_ascii_digit).count())
}

fn looks_like_an_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let spaced = text.chars().any(char::is_whitespace);
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty() && dotted && !host.contains('@') && !spaced
}

pub(super) fn files(files_max: u32, given: &Given) -> Reading {
    let several = match given {
        Given::Nothing => return Ok(None),
        Given::Several(several) => several.clone(),
        Given::Text(text) if text.trim().is_empty() => return Ok(None),
        Given::Text(_) => vec![given.clone()],
        Given::Number(_) | Given::Yes(_) | Given::Day { .. } | Given::Parts(_) => {
            return Err(AnswerRefused::Unfit { wanted: Wanted::Files });
        }
    };
    if several.len() > files_max as usize {
        return Err(AnswerRefused::TooManyFiles { files_max });
    }
    let mut ids = Vec::new();
    for one in &several {
        let id = text(one, Wanted::Files)?;
        let fits = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
        if id.is_empty() || id.len() > FILE_ID_LENGTH_MAX || !id.chars().all(fits) {
            return Err(AnswerRefused::NotAFile);
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Some(ids).filter(|ids| !ids.is_empty()).map(Answer::Files))
}

pub(super) fn occupation(given: &Given) -> Reading {
    let code = match given {
        Given::Number(digits) => digits.clone(),
        Given::Nothing
        | Given::Text(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_)
        | Given::Parts(_) => text(given, Wanted::Text)?,
    };
    let code = code.trim();
    if code.is_empty() {
        return Ok(None);
    }
    let fits = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(Some(Answer::Text(code.to_owned()))) } else { Err(AnswerRefused::NotAnOccupation) }
}

pub(super) fn part<'a>(parts: &'a BTreeMap<String, Given>, name: &str) -> &'a Given {
    parts.get(name).unwrap_or(&Given::Nothing)
}

pub(super) fn only_parts(
    parts: &BTreeMap<String, Given>,
    names: &[&str],
) -> Result<(), AnswerRefused> {
    match parts.keys().find(|name| !names.contains(&name.as_str())) {
        Some(part) => Err(AnswerRefused::UnknownPart { part: part.clone() }),
        None => Ok(()),
    }
}
