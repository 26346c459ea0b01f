//! The tests from outside: real files, the real program, the real plan, real laws. One crate, so that it links once.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod accuracy;
mod any_input;
mod broken;
mod ci;
mod citation_links;
mod cite;
mod cited;
mod common;
mod deliver;
mod determinism;
mod diagram;
mod divided;
mod english;
mod ext;
mod fix;
mod fmt;
mod formats;
mod forms;
mod gate;
mod gold;
mod grammar;
mod guide;
mod guide_steps;
mod history;
mod hooks;
mod http;
mod import;
#[cfg(target_os = "linux")]
mod incremental;
mod init;
mod kept_index;
mod kill;
mod laws;
mod laws_cite;
mod ledger;
mod linear;
mod log;
#[cfg(target_os = "linux")]
mod lull;
mod metamorphic;
mod new;
mod offline;
mod open_data;
mod options;
#[path = "../search/oracle.rs"]
mod oracle;
mod pack;
mod plan;
mod plan_citations;
mod printed;
mod progress;
mod publish;
mod real_site;
mod reference;
mod remote;
mod resolution;
mod rules;
mod s3;
mod scaffold;
mod schema;
mod scope;
mod search;
mod search_page;
mod serve;
mod servers;
#[cfg(target_os = "linux")]
mod storms;
mod structure;
mod verify;
mod versions;
mod watch;
