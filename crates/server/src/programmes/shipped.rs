//! The packs inside the program.

/// A pack as it was when the program was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedPack {
    /// Such as `on-ies`; the file is `packs/on-ies.yaml`.
    pub code: &'static str,
    pub text: &'static str,
}

macro_rules! packs {
    ($($code:literal),+ $(,)?) => {
        &[$(ShippedPack {
            code: $code,
            text: include_str!(concat!("../../../../packs/", $code, ".yaml")),
        }),+]
    };
}

static PACKS: &[ShippedPack] = packs!["on-ies", "on-lbs", "bc-workbc", "ab-et", "us-wioa", "au-wa"];

/// Every pack inside the program, in the order in which they are listed.
#[must_use]
pub fn shipped() -> &'static [ShippedPack] {
    PACKS
}

/// The pack with this code, if it is inside the program.
#[must_use]
pub fn find_shipped(code: &str) -> Option<&'static ShippedPack> {
    PACKS.iter().find(|pack| pack.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::read_programme;
    use domain::programmes::template::{fill, sms_size};
    use domain::programmes::{Standing, TemplateChannel};
    use domain::words::Language;

    #[test]
    fn every_pack_is_without_problems() {
        for pack in shipped() {
            let programme = match read_programme(pack.text, pack.code) {
                Ok(programme) => programme,
                Err(problems) => {
                    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
                    panic!("{}", told.join("\n"));
                }
            };
            assert_eq!(programme.code, pack.code);
            assert_eq!(programme.status, Standing::ConfirmWithFunder, "{}", pack.code);
            assert!(!programme.facts.is_empty(), "{}", pack.code);
        }
    }

    #[test]
    fn shipped_text_messages_fit_one_segment() {
        for pack in shipped() {
            let programme = read_programme(pack.text, pack.code).expect("is without problems");
            let sms = programme.templates.iter().filter(|one| one.channel == TemplateChannel::Sms);
            for template in sms {
                for language in Language::ALL {
                    let text = template.body.in_language(language);
                    let size = sms_size(
                        &fill(text, &crate::programmes::file::MEASURE)
                            .expect("has known placeholders"),
                    );
                    let place = format!("{} {} {language}", pack.code, template.code);
                    assert!(size.gsm7 && size.segments == 1, "{place}: {size:?}");
                }
            }
        }
    }

    #[test]
    fn packs_are_found_by_their_code() {
        assert_eq!(find_shipped("on-ies").map(|pack| pack.code), Some("on-ies"));
        assert_eq!(find_shipped("on-iess"), None);
    }
}
