//! Every address against every role: an address without a line here fails.
