//! What is public is written down, and whether that was done is asked before something becomes public.

use super::prepared::Prepared;
use super::{Options, Report, prepare};
use crate::content::{Extra, Register};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::register::{News, registered};
use crate::site;
use crate::world::World;

/// The register of a site brought up to date; none where the site has errors.
pub fn register(world: &dyn World, options: &Options) -> (Option<(Register, News)>, Report) {
    let (prepared, report) = prepare(world, options);
    let found = if report.errors() == 0 { prepared.registered(world) } else { None };
    (found, report)
}

impl Prepared {
    fn registered(&self, world: &dyn World) -> Option<(Register, News)> {
        let records = self.records(world);
        let site = self.site(&records)?;
        Some(registered(&self.content, &self.corpus, &site::addresses(&site), world.today()))
    }

    /// That something would become public which nobody wrote down; told once, for one command mends all.
    pub(super) fn unregistered(&self, world: &dyn World) -> Option<Diagnostic> {
        let settings = &self.content.settings;
        if settings.without.contains(&Extra::Log) && self.content.register.is_empty() {
            return None;
        }
        let (_, news) = self.registered(world)?;
        let (added, changed) = (news.added.len(), news.changed.len());
        (added + changed > 0).then(|| {
            let message = Say::new(
                format!("sổ công khai còn thiếu {added} địa chỉ mới và {changed} trang đã đổi nội dung"),
                format!("the register lacks {added} new addresses and {changed} pages whose text changed"),
            );
            Diagnostic::new(Code::UnregisteredAddress, message).in_file(&Register::PATH.into()).help(
                "chạy `congkhai register` rồi ghi tệp ấy vào git cùng lần đăng này",
                "run `congkhai register` and commit that file with what is published",
            )
        })
    }
}
