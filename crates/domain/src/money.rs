//! Amounts: whole minor units (cents, pence) of the programme's currency, never a fraction.

/// Currencies that packs may use: ISO 4217 codes whose minor unit is a hundredth, since amounts
/// are whole hundredths everywhere.
pub const CURRENCIES: [&str; 24] = [
    "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "INR", "MXN", "MYR",
    "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "UAH", "USD", "ZAR",
];

/// Whether this is the code of a currency that packs may use.
#[must_use]
pub fn is_currency(code: &str) -> bool {
    CURRENCIES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_codes_in_order() {
        assert!(CURRENCIES.is_sorted());
        assert!(is_currency("CAD") && !is_currency("cad") && !is_currency("JPY"));
    }
}
