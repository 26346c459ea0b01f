//! Takes a published site to where its readers are: a folder, in one step, or object storage, file by file.
//!
//! # What holds in object storage
//!
//! Objects are replaced one by one, so there is no one step. At every moment, also after a kill:
//!
//! 1. Every object is whole, and is that of the old site or of the new one.
//! 2. Whatever is reached by links from the front page is there, and every page has its styles and scripts there.
//! 3. `build.json` names only what is there.
//!
//! The order of [`Phase`] makes it so: first what no page of the old site asks for, then new pages, which nothing leads to yet,
//! then what is replaced, then the entry points of the index, the service worker, and `build.json` last. What the new site no
//! longer has stays for a time of grace, for pages that readers have open and for links elsewhere, and is removed by a later run.
//!
//! What does not hold: while it is under way, or after a kill until it is run again, a new page may lead to a page that is still
//! the old one, without the article that is meant; a search may know tables of the new index by the words of the old one; and
//! `verify` names what was replaced already.
//!
//! # Run again
//!
//! Before the first upload [`State`] says what is going to differ from `build.json`, so that the next run looks at just that.
//! Each object bears a tag, the hash of its content and headers, so that what is there already is not sent again.
//!
//! | part | owns |
//! |---|---|
//! | `plan` | what is to be done, in order: a function of the two sites and the time |
//! | `state` | what the store knows of itself beside the site: `.congkhai/state.json` |
//! | `lock` | one publisher at a time: `.congkhai/lock`, put on condition that it is not there |
//! | `run` | does it, against any store |
//! | `target` | where to: the address, the store behind it |
//! | `forms` | compressed forms, kept by content |
//! | `problem` | what goes wrong, and what to do about it |

mod forms;
mod lock;
mod plan;
mod problem;
mod run;
mod state;
mod target;

pub use forms::Forms;
pub use plan::{Action, Phase, Plan, Remote, Site, Step, Terms, plan};
pub use problem::Problem;
pub use run::{Delivered, Delivering, deliver};
pub use state::State;
pub use target::{Target, open};

/// The folder of what the store knows of itself; no site has such a path.
pub const OWN: &str = ".congkhai/";
