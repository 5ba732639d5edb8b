//! Reading whole files, up to a size that no file of a backlog reaches.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::store::contain::Target;
use crate::store::decode::MAX_FILE;
use crate::store::error::StoreError;

/// What a reader keeps between files.
const KEPT: usize = 64 << 10;

/// Reads one file after the other into the same memory.
#[derive(Debug)]
pub(crate) struct Reader {
    buffer: Vec<u8>,
    disk: PathBuf,
}

impl Reader {
    /// Returns a reader that has read nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            buffer: vec![0; KEPT],
            disk: PathBuf::new(),
        }
    }

    /// Reads a regular file below `root`, as [`Self::read`] does.
    pub(crate) fn read_below(&mut self, root: &Path, path: &str) -> io::Result<Option<&[u8]>> {
        let mut disk = std::mem::take(&mut self.disk).into_os_string();
        disk.clear();
        disk.push(root);
        self.disk = disk.into();
        self.disk.push(path);
        let file = File::open(&self.disk)?;
        self.read_file(file)
    }

    /// Reads a regular file. Returns nothing where it is larger than [`MAX_FILE`].
    pub(crate) fn read(&mut self, path: &Path) -> io::Result<Option<&[u8]>> {
        let file = File::open(path)?;
        self.read_file(file)
    }

    fn read_file(&mut self, mut file: File) -> io::Result<Option<&[u8]>> {
        if self.buffer.len() > KEPT {
            self.buffer = vec![0; KEPT];
        }
        let mut length = 0;
        loop {
            if length == self.buffer.len() {
                if length > MAX_FILE {
                    return Ok(None);
                }
                self.buffer.resize((length * 4).min(MAX_FILE + 1), 0);
            }
            match file.read(&mut self.buffer[length..]) {
                Ok(0) => return Ok(Some(&self.buffer[..length])),
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Reads a file of the backlog; nothing where it is not there.
pub(crate) fn read_target(target: &Target) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(found) = &target.found else {
        return Ok(None);
    };
    let large = || StoreError::TooLarge(target.path.clone());
    if found.len() > MAX_FILE as u64 {
        return Err(large());
    }
    match Reader::new().read(&target.disk) {
        Ok(Some(bytes)) => Ok(Some(bytes.to_vec())),
        Ok(None) => Err(large()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", &target.disk)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, MAX_FILE, Reader};

    #[test]
    fn files_of_any_size_up_to_the_limit_are_read_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        let mut reader = Reader::new();
        for size in [0, 1, KEPT - 1, KEPT, KEPT + 1, MAX_FILE, 3] {
            let bytes: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            std::fs::write(&path, &bytes).unwrap();
            assert!(reader.read(&path).unwrap() == Some(&bytes[..]), "{size}");
        }
        std::fs::write(&path, vec![0; MAX_FILE + 1]).unwrap();
        assert!(reader.read(&path).unwrap().is_none());
    }
}
