//! Where something stands inside a message: `answers[0].choices[2].alpha`.

use std::fmt;

#[derive(Clone, Copy, Debug)]
enum Step {
    Name(&'static str),
    Index(u32),
}

/// No message of the protocol nests deeper: answers, index, field, index, index, index, field.
const DEEPEST: usize = 8;

/// A path, copied freely while walking a message; it becomes text only when a check fails.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    steps: [Option<Step>; DEEPEST],
}

impl Place {
    pub fn root() -> Self {
        Place::default()
    }

    pub fn name(self, name: &'static str) -> Self {
        self.step(Step::Name(name))
    }

    pub fn index(self, index: usize) -> Self {
        self.step(Step::Index(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    fn step(mut self, step: Step) -> Self {
        if let Some(free) = self.steps.iter_mut().find(|step| step.is_none()) {
            *free = Some(step);
        }
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.steps.iter().flatten().enumerate() {
            match step {
                Step::Name(name) if depth == 0 => f.write_str(name)?,
                Step::Name(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
