//! One line on stderr while long work goes on: only at a terminal, only after half a second, gone when the work is done.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Work that is over sooner needs no word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the count is shown anew.
const PACE: Duration = Duration::from_millis(150);

/// Long work that goes on; it is over when this is dropped.
#[derive(Debug)]
pub struct Progress {
    count: Arc<AtomicU64>,
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins: `words` say what is being done, as in `writing stories`.
    #[must_use]
    pub fn begin(words: &'static str) -> Self {
        let count = Arc::new(AtomicU64::new(0));
        let shown = std::io::stderr().is_terminal().then(|| {
            let (over, wait) = channel();
            let counted = Arc::clone(&count);
            let worker = std::thread::spawn(move || {
                let mut pause = PATIENCE;
                while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                    let so_far = match counted.load(Ordering::Relaxed) {
                        0 => String::new(),
                        n => format!(" {n}"),
                    };
                    show(&format!("\r{words} …{so_far}"));
                    pause = PACE;
                }
                if pause == PACE {
                    show("\r\u{1b}[K");
                }
            });
            (over, worker)
        });
        Self { count, shown }
    }

    /// One more is done.
    pub fn step(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((over, worker)) = self.shown.take() {
            drop(over);
            // Its last act is to clear the line; a panic in it is no reason to fail.
            let _ = worker.join();
        }
    }
}

/// Nobody is left to tell when stderr is gone.
fn show(words: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(words.as_bytes());
    let _ = stderr.flush();
}
