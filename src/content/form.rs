//! Forms: which keys a mapping has, of what shape each value is, and what it means.
//!
//! One table a form, from which come the reading, the keys that are told to who mistypes one, and the JSON Schema. A key
//! can be read only through its constant, and the constant is made together with its row: none has no schema.

use std::marker::PhantomData;

use serde_json::Value;

use super::decode::Table;

/// A mapping of a fixed set of keys.
pub(super) trait Form: Sized {
    /// The keys, in the order of the contract.
    const ENTRIES: &'static [Entry];

    /// What the schema demands beyond the single keys, as members of its object.
    fn rules() -> Vec<(&'static str, Value)> {
        Vec::new()
    }
}

/// A form whose mappings become values.
pub(super) trait Row: Form {
    /// What a mapping becomes.
    type Value;

    /// Reads one; what nobody asked for is reported afterwards.
    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value>;
}

/// A row of a form.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) name: &'static str,
    /// What it means, in Vietnamese and English.
    pub(super) about: (&'static str, &'static str),
    /// A value as it may be written; empty where none helps.
    pub(super) example: &'static str,
    /// Whether it must be there.
    pub(super) required: bool,
    /// Whether only pages have it, and entries of `works.yaml` do not.
    pub(super) page_only: bool,
    /// The schema of its value.
    pub(super) schema: fn() -> Value,
}

/// A key of the form `F` with a value of the shape `S`.
pub(super) struct KeyOf<F, S> {
    pub(super) name: &'static str,
    pub(super) example: &'static str,
    of: PhantomData<(F, S)>,
}

impl<F, S> KeyOf<F, S> {
    /// Only for [`form`], which gives the key its row.
    pub(super) const fn new(name: &'static str, example: &'static str) -> Self {
        Self { name, example, of: PhantomData }
    }
}

/// Defines a form: its type, a constant for each key, and its table.
///
/// A line is `CONSTANT: Shape = "key", "example", "nghĩa", "meaning";`, with `page` in front where `works.yaml` has no
/// such key.
macro_rules! form {
    (@page page) => { true };
    (@page) => { false };
    ($(#[$meta:meta])* $form:ident { $($($page:ident)? [$key:ident]: $shape:ty = $name:literal, $example:literal, $vi:literal, $en:literal;)* } $($rules:item)*) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub(in crate::content) struct $form;

        impl $form {
            $(pub(in crate::content) const $key: $crate::content::form::KeyOf<Self, $shape> =
                $crate::content::form::KeyOf::new($name, $example);)*
        }

        impl $crate::content::form::Form for $form {
            const ENTRIES: &'static [$crate::content::form::Entry] = &[$($crate::content::form::Entry {
                name: $name,
                about: ($vi, $en),
                example: $example,
                required: <$shape as $crate::content::shape::Described>::REQUIRED,
                page_only: $crate::content::form::form!(@page $($page)?),
                schema: <$shape as $crate::content::shape::Described>::described,
            },)*];
            $($rules)*
        }
    };
}
pub(super) use form;
