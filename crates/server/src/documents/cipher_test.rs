use super::*;
use crate::config::DocumentKey;
use crate::keys::Keys;
use proptest::prelude::*;

fn ring(secret: u8) -> Keyring {
    Keyring::new(&Keys::new([secret; 32]), &DocumentKey::File("/nowhere".into()))
}

fn keys() -> Keyring {
    ring(7)
}

fn sealed(plain: &[u8], portion: usize) -> Vec<u8> {
    let (mut sealer, mut out) = Sealer::begin(&keys().present().unwrap(), "agency/doc");
    for bytes in plain.chunks(portion.max(1)) {
        sealer.push(bytes, &mut out).unwrap();
    }
    sealer.finish(&mut out).unwrap();
    out
}

fn opened(keys: &Keyring, whose: &str, file: &[u8], portion: usize) -> Result<Vec<u8>, Broken> {
    let mut opener = Opener::new(keys, whose);
    let mut plain = Vec::new();
    for bytes in file.chunks(portion.max(1)) {
        opener.push(bytes, &mut plain)?;
    }
    opener.finish(&mut plain)?;
    Ok(plain)
}

fn read(file: &[u8]) -> Result<Vec<u8>, Broken> {
    opened(&keys(), "agency/doc", file, 10_000)
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 31 % 251) as u8).collect()
}

/// Lengths around the borders of pieces.
const LENGTHS: [usize; 8] = [
    0,
    1,
    PIECE_BYTES - 1,
    PIECE_BYTES,
    PIECE_BYTES + 1,
    2 * PIECE_BYTES,
    2 * PIECE_BYTES + 7,
    3 * PIECE_BYTES,
];

#[test]
fn what_is_sealed_opens_again_at_every_border() {
    for length in LENGTHS {
        let plain = bytes(length);
        let file = sealed(&plain, 50_000);
        assert!(opened(&keys(), "agency/doc", &file, 1_000_000) == Ok(plain), "{length}");
        let pieces = length.div_ceil(PIECE_BYTES).max(1);
        assert_eq!(file.len(), HEADER_BYTES + length + pieces * TAG_BYTES);
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_does_not_open() {
    for length in LENGTHS {
        let file = sealed(&bytes(length), 50_000);
        let piece = PIECE_BYTES + TAG_BYTES;
        let borders = (0..4).map(|many| HEADER_BYTES + many * piece);
        let near = borders.flat_map(|at| [at.saturating_sub(1), at, at + 1]);
        for at in near.chain([0, 1, HEADER_BYTES - 1, file.len() - 1]) {
            if at < file.len() {
                assert!(read(&file[..at]).is_err(), "{length} cut at {at}");
            }
        }
        assert!(read(&[&file[..], b"x"].concat()).is_err(), "{length} with a byte more");
    }
}

#[test]
fn pieces_keep_their_places_and_their_file() {
    let file = sealed(&bytes(3 * PIECE_BYTES), 50_000);
    let (header, rest) = file.split_at(HEADER_BYTES);
    let pieces: Vec<&[u8]> = rest.chunks(PIECE_BYTES + TAG_BYTES).collect();
    let put = |order: &[usize]| {
        let mut file = header.to_vec();
        order.iter().for_each(|at| file.extend_from_slice(pieces[*at]));
        read(&file)
    };
    assert!(put(&[0, 1, 2]).is_ok());
    for order in [&[1, 0, 2][..], &[0, 2], &[0, 1], &[0, 0, 1, 2], &[0, 1, 2, 2], &[2]] {
        assert_eq!(put(order), Err(Broken::Changed), "{order:?}");
    }
    let other = sealed(&bytes(3 * PIECE_BYTES), 50_000);
    let mixed = [header, pieces[0], &other[HEADER_BYTES + PIECE_BYTES + TAG_BYTES..]].concat();
    assert_eq!(read(&mixed), Err(Broken::Changed), "two files of the same bytes");
    assert_eq!(opened(&keys(), "agency/other", &file, 9_999), Err(Broken::Changed));
    assert_eq!(opened(&ring(8), "agency/doc", &file, 9_999), Err(Broken::OtherKey));
    assert_eq!(read(b"%PDF-1.7 and so on, long enough for a header"), Err(Broken::NoDocument));
}

proptest! {
    #[test]
    fn any_bytes_in_any_portions_come_back(
        length in 0_usize..200_000, into in 1_usize..90_000, out_of in 1_usize..90_000,
    ) {
        let plain = bytes(length);
        let file = sealed(&plain, into);
        prop_assert!(opened(&keys(), "agency/doc", &file, out_of) == Ok(plain));
    }

    #[test]
    fn any_bit_that_is_turned_is_found(
        length in 1_usize..140_000, place in any::<proptest::sample::Index>(), bit in 0_u8..8,
    ) {
        let mut file = sealed(&bytes(length), 70_000);
        let at = place.index(file.len());
        file[at] ^= 1 << bit;
        prop_assert!(read(&file).is_err(), "bit {bit} of byte {at} of {length}");
    }
}
