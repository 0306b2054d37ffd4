//! Identifiers: a `UUIDv7` written as 26 characters of Crockford base32 behind a prefix that names
//! the noun (`per_01J…`). Opaque to callers; sortable by when they were made.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 30;

/// A text that is not an identifier of the noun that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not an identifier of the kind that is expected here")
    }
}

impl std::error::Error for NotAnId {}

fn write_id(prefix: &str, number: u128) -> [u8; LENGTH] {
    let mut text = [b'_'; LENGTH];
    text[..3].copy_from_slice(prefix.as_bytes());
    for (place, byte) in text[4..].iter_mut().enumerate() {
        let shift = 5 * (25 - place);
        *byte = ALPHABET[usize::from((number >> shift) as u8 & 31)];
    }
    text
}

fn read_id(prefix: &str, text: &str) -> Result<[u8; LENGTH], NotAnId> {
    let bytes: [u8; LENGTH] = text.as_bytes().try_into().map_err(|_| NotAnId)?;
    let fits = &bytes[..3] == prefix.as_bytes()
        && bytes[3] == b'_'
        && bytes[4] < b'8'
        && bytes[4..].iter().all(|byte| ALPHABET.contains(byte));
    if fits { Ok(bytes) } else { Err(NotAnId) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; LENGTH]);

        impl $name {
            /// What every identifier of this noun begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Writes the 128 bits of a `UUIDv7` as an identifier of this noun.
            #[must_use]
            pub fn from_number(number: u128) -> Self {
                Self(write_id($prefix, number))
            }

            /// The identifier as it is stored and shown.
            #[must_use]
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or($prefix)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read_id($prefix, text).map(Self)
            }
        }
    };
}

id!(/// An agency: the tenant. Everything that belongs to people hangs from one.
    AgencyId, "agy");
id!(/// An office of an agency, with its time zone.
    OfficeId, "ofc");
id!(/// A member of staff who can sign in.
    UserId, "usr");
id!(/// A person who found work: the client.
    PersonId, "per");
id!(/// A telephone number, e-mail or postal address of a person.
    ContactPointId, "cnt");
id!(/// One person in one programme.
    EnrolmentId, "enr");
id!(/// One job (or training) of a person placed into Outcomes.
    PlacementId, "plc");
id!(/// One follow-up point of one placement.
    CheckpointId, "chk");
id!(/// A file in a person's archive.
    DocumentId, "doc");
id!(/// What proves a checkpoint: a document, or a confirmation by word of mouth.
    EvidenceId, "evd");
id!(/// That a checkpoint goes without the evidence that its programme wants.
    WaiverId, "wvr");
id!(/// A message: e-mail, text, letter, or a link or script handed over.
    MessageId, "msg");
id!(/// Many people asked at once.
    MailingId, "mlg");
id!(/// A link to a survey, given to one person for one checkpoint.
    LinkId, "lnk");
id!(/// A change that staff made to an answer.
    ChangeId, "chg");
id!(/// Work that an answer asks of somebody.
    TaskId, "tsk");
id!(/// An appointment or an entry of the diary.
    DiaryEntryId, "dia");
id!(/// One try to reach somebody.
    AttemptId, "cta");
id!(/// An entry of a sustainability risk assessment.
    AssessmentId, "sra");
id!(/// What was agreed on in-work support.
    AgreementId, "iws");
id!(/// A dated note on a person's summary.
    NoteId, "not");
id!(/// One walk through a flow.
    RunId, "run");
id!(/// A letter on paper.
    LetterId, "ltr");
id!(/// A form that was filled in.
    FormId, "frm");
id!(/// A question to an employer.
    EmployerAskId, "emp");
id!(/// What was heard of a person's benefit claim.
    BenefitCheckId, "ben");
id!(/// A claim to a funder that is put together.
    ClaimId, "clm");
id!(/// What is sent to a funder, and what comes back.
    SubmissionId, "sub");
id!(/// Submissions that went into one file.
    SubmissionFileId, "sbf");
id!(/// The funder's extract beside what was submitted.
    ReconciliationId, "rec");
id!(/// A text message that came in from a person.
    TextId, "txt");
id!(/// A fault's reference number, shown to the person who met it.
    FaultId, "flt");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(number: u128) {
            let id = PersonId::from_number(number);
            prop_assert_eq!(id.as_str().len(), LENGTH);
            prop_assert_eq!(id.as_str().parse::<PersonId>(), Ok(id));
            prop_assert!(id.as_str().parse::<PlacementId>().is_err());
        }

        #[test]
        fn order_follows_the_number(a: u128, b: u128) {
            prop_assert_eq!(a.cmp(&b), PersonId::from_number(a).cmp(&PersonId::from_number(b)));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "per_",
            "per_8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "per_0000000000000000000000000U",
            "per-00000000000000000000000000",
            "plc_00000000000000000000000000",
        ] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
    }
}
