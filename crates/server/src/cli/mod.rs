//! The commands of the program `cairn`.
