//! The seeded cast of the demo and the tests.
