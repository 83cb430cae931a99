//! One file per command.
use crate::{
    arguments::{Arguments, Command},
    exit::{Done, Failure},
};
pub fn run(arguments: Arguments) -> Result<Done, Failure> {
    let _ = Command::Schema;
    println!("{arguments:?}");
    Ok(Done::Fine)
}
