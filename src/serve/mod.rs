//! The preview: a local web server over the published folder.
//!
//! It listens on this machine, answers only requests addressed to it by name (a foreign `Host` is the mark of DNS
//! rebinding), serves nothing outside the folder and sends the headers that `theme/server-headers.txt` recommends
//! for real servers. The folder is looked up for each request, because every build exchanges it. Pages get a script that
//! loads them again when there is a new site and shows what is wrong with its sources.

mod live;
mod respond;

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::serve::ListenerExt;
use tokio::sync::oneshot;

use self::live::Live;
use crate::diagnostic::{Lang, Say};

/// Why the server could not start.
#[derive(Debug)]
pub enum ServeError {
    /// The address is taken or not this machine's.
    Listen(SocketAddr, io::Error),
}

impl ServeError {
    /// The message for editors.
    pub fn say(&self) -> Say {
        match self {
            Self::Listen(address, error) => Say::new(
                format!("không mở được {address}: {error}; chọn cổng khác bằng `--port`"),
                format!("cannot listen on {address}: {error}; choose another port with `--port`"),
            ),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.say().get(Lang::En))
    }
}

impl std::error::Error for ServeError {}

/// A running preview; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    live: Live,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What every request needs.
#[derive(Debug, Clone)]
struct Preview {
    root: Arc<PathBuf>,
    address: SocketAddr,
    live: Live,
}

impl Server {
    /// Serves a folder; port 0 picks a free one. The folder may come into being later.
    pub fn start(root: PathBuf, host: IpAddr, port: u16) -> Result<Self, ServeError> {
        let wanted = SocketAddr::new(host, port);
        let failed = |error| ServeError::Listen(wanted, error);
        let listener = TcpListener::bind(wanted).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let live = Live::new();
        let (stop, stopped) = oneshot::channel::<()>();
        let app = Router::new().fallback(answer).with_state(Preview { root: Arc::new(root), address, live: live.clone() });
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                // An answer in two pieces would wait for the browser's word on the first, which waits 40 ms by itself.
                let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
                let serving = axum::serve(listener, app);
                // Open connections of a preview need no farewell.
                tokio::select! {
                    _ = serving => {}
                    _ = stopped => {}
                }
            });
        });
        Ok(Self { address, live, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Tells the open pages what came of a build: whether the site is another than before, and what is wrong with its
    /// sources where it could not be built.
    pub fn tell(&self, changed: bool, problems: Option<String>) {
        self.live.tell(changed, problems);
    }

    /// The address to type into a browser.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone if the server ended by itself.
            let _gone = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

async fn answer(State(preview): State<Preview>, request: Request) -> Response {
    respond::respond(&preview.root, preview.address, &preview.live, request).await
}
