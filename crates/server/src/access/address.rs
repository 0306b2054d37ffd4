//! Where a request comes from, and where it may be sent on to.

use crate::app::App;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

/// The other end of a request's connection, as the server saw it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The client's address: the other end, or what a proxy that we believe says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What guesses from this address are counted under. An IPv6 client has a whole /64 to guess
    /// from, so that counts as one.
    #[must_use]
    pub fn bucket(self, app: &App, what: &str) -> String {
        let bytes = match self.0 {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets()[..8].to_vec(),
        };
        format!("{what}:{}", app.keys.keyed_hash("client address", &bytes))
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let near = parts.extensions.get::<Peer>().map(|peer| peer.0.to_canonical());
        let near = near.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        if app.settings.limits.forwarded_by != Some(near) {
            return Ok(Self(near));
        }
        // Only the last one was written by the proxy; those before it anybody may have invented.
        let said = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let last = said.and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let far = last.and_then(|text| text.trim().parse::<IpAddr>().ok());
        Ok(Self(far.map_or(near, |far| far.to_canonical())))
    }
}

/// An address on this site that one may be sent on to; `/` for anything else.
///
/// What browsers read as another site begins with two slashes, or hides one behind a backslash
/// or a control character.
#[must_use]
pub fn own_path(wanted: &str) -> &str {
    let is_own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted.len() <= 2_000
        && wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { wanted } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for own in ["/", "/people?q=a%20b", "/people/per_1#c"] {
            assert_eq!(own_path(own), own);
        }
        let others = [
            "",
            "people",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/e.example",
            "/\n//evil.example",
            "javascript:x",
            "\\\\evil.example",
            "/é",
        ];
        for other in others {
            assert_eq!(own_path(other), "/", "{other}");
        }
    }
}
