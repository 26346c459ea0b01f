//! Where to: the address, and the store behind it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use reqwest::header::HeaderValue;

use super::problem::Problem;
use crate::diagnostic::Say;
use crate::net;

/// How long one answer may take: a large file over a slow line.
const LONGEST: Duration = Duration::from_mins(30);

/// How long, and how often, what a store could not do is tried again.
const RETRY: (Duration, usize) = (Duration::from_mins(1), 5);

/// Where a site is delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A folder.
    Folder(PathBuf),
    /// Object storage: its address.
    Store(String),
}

impl Target {
    /// Reads a path, `file://…`, or the address of a store: `s3://bucket/path`, `az://container/path`, `gs://bucket/path`.
    /// Errors: what the address is wrong about, in both languages.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |vi: &str, en: &str| Problem::Target(text.to_owned(), Say::new(vi, en));
        let Some((scheme, rest)) = text.split_once("://") else {
            return if text.is_empty() {
                Err(wrong("địa chỉ trống", "it is empty"))
            } else {
                Ok(Self::Folder(text.into()))
            };
        };
        match scheme {
            "file" => {
                let path = percent_decode_str(rest).decode_utf8().map(|path| PathBuf::from(path.as_ref()));
                let path = path.ok().filter(|path| path.is_absolute() && path.parent().is_some());
                path.map(Self::Folder).ok_or_else(|| wrong("phải là file:///đường/dẫn", "it must be file:///a/path"))
            }
            "s3" | "az" | "gs" => {
                let (bucket, path) = rest.split_once('/').unwrap_or((rest, ""));
                let sound = |part: &str| !part.is_empty() && part != "." && part != "..";
                let path = path.strip_suffix('/').unwrap_or(path);
                let is_path = path.is_empty() || path.split('/').all(sound);
                if bucket.is_empty() || bucket.contains(['@', ':']) || !is_path || rest.contains(['?', '#', '%', '\\', ' ']) {
                    return Err(wrong("phải là s3://kho/đường/dẫn", "it must be s3://bucket/path"));
                }
                Ok(Self::Store(text.to_owned()))
            }
            "http" | "https" => Err(wrong(
                "không đưa lên qua http được; dùng s3://, az://, gs:// hoặc một thư mục",
                "nothing is delivered over http; use s3://, az://, gs:// or a folder",
            )),
            _ => Err(wrong(
                "chỉ biết thư mục, file://, s3://, az://, gs://",
                "only a folder, file://, s3://, az:// and gs:// are known",
            )),
        }
    }

    /// Whether it is a folder inside another, or holds it.
    pub fn meets(&self, folder: &Path) -> bool {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let Self::Folder(out) = self else { return false };
        let (out, folder) = (absolute(out), absolute(folder));
        out.starts_with(&folder) || folder.starts_with(&out)
    }
}

/// The store behind an address, as the environment says how to come into it (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`,
/// `AZURE_STORAGE_ACCOUNT_NAME`, `GOOGLE_SERVICE_ACCOUNT` …), over plain HTTP only where that is `allowed`.
///
/// Errors: what the environment lacks.
pub fn open(address: &str, allowed: bool) -> Result<Arc<dyn ObjectStore>, Problem> {
    net::provide_tls();
    let refused = |error: object_store::Error| {
        let why = error.to_string();
        Problem::Target(address.to_owned(), Say::new(why.clone(), why))
    };
    let url = Url::parse(address)
        .map_err(|error| Problem::Target(address.to_owned(), Say::new(error.to_string(), error.to_string())))?;
    let client = ClientOptions::new()
        .with_user_agent(HeaderValue::from_static(net::AGENT))
        .with_connect_timeout(net::CONNECT)
        .with_read_timeout(net::SILENCE)
        .with_timeout(LONGEST)
        .with_allow_http(allowed);
    let retry = RetryConfig { retry_timeout: RETRY.0, max_retries: RETRY.1, ..RetryConfig::default() };
    let store: Arc<dyn ObjectStore> = match url.scheme() {
        "s3" => {
            let builder = AmazonS3Builder::from_env().with_url(address).with_client_options(client).with_retry(retry);
            Arc::new(builder.build().map_err(refused)?)
        }
        "az" => {
            let builder = MicrosoftAzureBuilder::from_env().with_url(address).with_client_options(client).with_retry(retry);
            Arc::new(builder.build().map_err(refused)?)
        }
        _ => {
            let builder = GoogleCloudStorageBuilder::from_env().with_url(address).with_client_options(client).with_retry(retry);
            Arc::new(builder.build().map_err(refused)?)
        }
    };
    let prefix = url.path().trim_matches('/');
    let prefix = percent_decode_str(prefix).decode_utf8_lossy();
    let prefix = object_store::path::Path::parse(&*prefix).map_err(|error| refused(error.into()))?;
    Ok(if prefix.is_root() { store } else { Arc::new(PrefixStore::new(store, prefix)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folders_or_stores_and_nothing_else() {
        let parse = |text: &str| Target::parse(text).ok();
        assert_eq!(parse("ra/trang"), Some(Target::Folder("ra/trang".into())));
        assert_eq!(parse("file:///srv/v%C4%83n"), Some(Target::Folder("/srv/văn".into())));
        for store in ["s3://kho", "s3://kho/", "s3://kho/a/b", "az://kho/a/", "gs://kho/văn-bản"] {
            assert_eq!(parse(store), Some(Target::Store(store.to_owned())));
        }
        for wrong in [
            "",
            "file://a",
            "file:///",
            "s3://",
            "s3:///a",
            "s3://kho//a",
            "s3://kho/../a",
            "s3://k@h/a",
            "https://a.vn/",
            "ftp://a",
        ] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_folder_inside_the_site_that_is_delivered_is_noticed() {
        let target = Target::parse("/a/b").expect("a folder");
        assert!(target.meets(Path::new("/a/b/c")) && target.meets(Path::new("/a")) && !target.meets(Path::new("/a/bc")));
        assert!(!Target::Store("s3://a".to_owned()).meets(Path::new("/a")));
    }
}
