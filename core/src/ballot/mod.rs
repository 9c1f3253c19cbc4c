//! Ballots (4.11 to 4.17): their shape, reading, checking, making.

pub mod answer;
pub mod check;
pub mod choice;
mod complete;
mod draft;
pub mod make;
pub mod message;
pub mod shape;
pub mod statement;
