//! The file: how it is recognised, which versions may be read and written, and how a connection is set up.

use crate::error::{Error, Failure, Kind};
use crate::{links, matters, registry, rows};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `Rptd`, in the header field that SQLite leaves to applications.
const APPLICATION_ID: i32 = 0x5270_7464;

/// The format this version writes. A new major cannot be read by older versions, a new minor cannot be written by them.
pub(crate) const FORMAT: Version = Version { major: 1, minor: 2 };

/// `PRAGMA user_version` is major times this plus minor.
const MINORS: i32 = 1000;

/// How long a writer waits for another one before it gives up. A transaction holds one article or one link generation;
/// the longest measured generation (200,000 statements) takes a few seconds.
const BUSY: Duration = Duration::from_secs(20);

/// Statements that stay prepared: all that `add` and `snapshot` use.
const CACHED_STATEMENTS: usize = 64;

/// Bytes of the header of an SQLite file (https://www.sqlite.org/fileformat.html, section 1.3).
const HEADER: usize = 100;

/// Version of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    pub(crate) major: i32,
    pub(crate) minor: i32,
}

impl Version {
    fn from_user_version(number: i32) -> Self {
        Version { major: number / MINORS, minor: number % MINORS }
    }

    fn user_version(self) -> i32 {
        self.major * MINORS + self.minor
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// What a record is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Questions only. A record of a newer minor format can be read.
    Read,
    /// Questions and changes.
    Write,
}

/// Makes an empty record. It is built under another name and gets its own when it is whole, so that a process killed here
/// leaves no file that is not a record; an existing file is never replaced.
pub(crate) fn create(file: &Path) -> Result<Connection, Error> {
    if std::fs::symlink_metadata(file).is_ok() {
        return Err(Error::new(file, Kind::Exists));
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let failed = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::AlreadyExists => Kind::Exists,
            std::io::ErrorKind::StorageFull => Kind::Full,
            _ => Kind::Failed(format!(
                "the file cannot be made ({error}); check the folder and its permissions"
            )),
        };
        Error::caused(file, kind, error)
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".new-record-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let made = builder.tempfile_in(folder).map_err(failed)?;
    fill(made.path()).map_err(|failure| failure.at(file))?;
    made.persist_noclobber(file).map_err(|error| failed(error.error))?;
    // The name has to survive a power failure as well; where a folder cannot be synced, nothing more can be done.
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    open(file, Access::Write)
}

fn fill(file: &Path) -> Result<(), Failure> {
    let mut connection = connect(file)?;
    let tx = connection.transaction()?;
    tx.execute_batch(include_str!("record.sql"))?;
    tx.execute_batch(registry::TABLES)?;
    tx.execute_batch(links::TABLES)?;
    tx.execute_batch(matters::TABLES)?;
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ('format', ?1), ('revision', '0')",
        [FORMAT.to_string()],
    )?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", FORMAT.user_version())?;
    tx.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Opens a record and checks that it is one, that it is whole, and that its format allows `access`.
pub(crate) fn open(file: &Path, access: Access) -> Result<Connection, Error> {
    check_header(file)?;
    let opened = match attempt(access, connect(file)) {
        // The log cannot be made in a folder that may not be written. Without a log, the file is all there is.
        Err(Failure::Sqlite(error))
            if access == Access::Read
                && matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
                && !has_log(file) =>
        {
            attempt(access, connect_immutable(file))
        }
        opened => opened,
    };
    opened.map_err(|failure| failure.at(file))
}

fn attempt(access: Access, connected: Result<Connection, Failure>) -> Result<Connection, Failure> {
    connected.and_then(|connection| {
        let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if application != APPLICATION_ID {
            return Err(Kind::NotARecord("an SQLite file of another program".into()).into());
        }
        let number: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let found = Version::from_user_version(number);
        let writing = access == Access::Write;
        if found.major > FORMAT.major || (writing && found > FORMAT) {
            let (found, expected) = (found.to_string(), FORMAT.to_string());
            return Err(Kind::Newer { found, expected, writing }.into());
        }
        if found.major < FORMAT.major {
            return Err(
                Kind::NotARecord(format!("its format is {found}, which no release has written")).into()
            );
        }
        connection
            .query_row("SELECT value FROM meta WHERE key = 'format'", [], |row| row.get::<_, String>(0))?;
        configure(&connection)?;
        if writing && connection.is_readonly("main")? {
            return Err(Kind::ReadOnly.into());
        }
        if !writing {
            connection.pragma_update(None, "query_only", true)?;
        }
        if writing && found < FORMAT {
            upgrade(&connection)?;
        }
        Ok(connection)
    })
}

/// Brings a record of an earlier minor format to the one that is written, in one transaction; what another process did meanwhile is
/// not done again.
fn upgrade(connection: &Connection) -> Result<(), Failure> {
    let tx = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let number: i32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if Version::from_user_version(number) < FORMAT {
        registry::upgrade(&tx)?;
        rows::upgrade(&tx)?;
        links::upgrade(&tx)?;
        matters::upgrade(&tx)?;
        tx.execute("UPDATE meta SET value = ?1 WHERE key = 'format'", [FORMAT.to_string()])?;
        tx.pragma_update(None, "user_version", FORMAT.user_version())?;
    }
    tx.commit()?;
    Ok(())
}

/// A connection that takes the file as it is: no log, no locks (https://www.sqlite.org/c3ref/open.html, "immutable").
fn connect_immutable(file: &Path) -> Result<Connection, Failure> {
    let name = file.to_str().ok_or_else(|| Kind::Failed("its name is not UTF-8".into()))?;
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)?)
}

/// Whether a log with transactions lies beside the file.
fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(PathBuf::from(log)).is_ok_and(|m| m.len() > 0)
}

/// A reader opens for writing too and then forbids itself to: the last connection to leave has to fold the write-ahead
/// log into the file, and a record is one file. SQLite itself falls back to reading where the file is write-protected.
fn connect(file: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

/// Write-ahead logging, so that readers and a writer do not wait for each other and a killed writer leaves only whole
/// transactions. `synchronous = FULL` syncs the log at each commit: what `add` has reported as stored survives a power
/// failure too. With NORMAL the file would stay sound but the last articles could be missing, and so could corrections, which
/// nothing can make again; it saves 5 of 8 milliseconds per article on the machine measured (`cargo bench`).
fn configure(connection: &Connection) -> Result<(), Failure> {
    if !connection.is_readonly("main")? {
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// Looks at the first bytes and the length before SQLite does: SQLite takes an empty file for an empty database, and
/// notices a missing last part only when it happens to read there.
fn check_header(file: &Path) -> Result<(), Error> {
    let not_a_record = |why: &str| Error::new(file, Kind::NotARecord(why.into()));
    let found = std::fs::metadata(file).map_err(|error| {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::Missing,
            _ => Kind::Failed(format!("the file cannot be opened ({error})")),
        };
        Error::caused(file, kind, error)
    })?;
    if found.is_dir() {
        return Err(not_a_record("a folder"));
    }
    let mut header = Vec::with_capacity(HEADER);
    std::fs::File::open(file).and_then(|f| f.take(HEADER as u64).read_to_end(&mut header)).map_err(
        |error| Error::caused(file, Kind::Failed(format!("the file cannot be read ({error})")), error),
    )?;
    if header.is_empty() {
        return Err(not_a_record("an empty file"));
    }
    if !header.starts_with(&MAGIC[..header.len().min(MAGIC.len())]) || header.len() < MAGIC.len() {
        return Err(not_a_record("no SQLite file"));
    }
    let expected = match header_size(&header) {
        Some(size) => size,
        None => {
            return Err(Error::new(file, Kind::Truncated { bytes: found.len(), expected: HEADER as u64 }));
        }
    };
    // While a log lies beside it, the file may rightly be shorter than its header says.
    if found.len() < expected && !has_log(file) {
        return Err(Error::new(file, Kind::Truncated { bytes: found.len(), expected }));
    }
    Ok(())
}

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The length in bytes that the header of an SQLite file announces: page size times number of pages.
fn header_size(header: &[u8]) -> Option<u64> {
    let big_endian = |at: std::ops::Range<usize>| {
        header.get(at).map(|bytes| bytes.iter().fold(0u64, |n, &byte| n << 8 | u64::from(byte)))
    };
    let page = match big_endian(16..18)? {
        1 => 65_536,
        page => page,
    };
    if header.len() < HEADER {
        return None;
    }
    Some(page * big_endian(28..32)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RegistryChange, Store};
    use reportedly_schema::{linkage::Registry, registry::Different};

    fn declare(store: &mut Store) -> Result<(), Error> {
        let after =
            Registry { different: vec![Different::new("Ada Venn", "A. Venn", None)], ..Registry::default() };
        let change = RegistryChange { what: "split".into(), removed: vec![], added: vec![], because: None };
        store.set_registry(&Registry::default(), &after, &change)
    }

    fn made(folder: &Path) -> PathBuf {
        let file = folder.join("talks.db");
        Store::create(&file).unwrap();
        file
    }

    #[test]
    fn a_record_leaves_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = made(folder.path());
        for access in [Access::Read, Access::Write] {
            drop(Store::open(&file, access).unwrap());
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn what_is_no_record_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        assert!(Store::open(&file, Access::Read).unwrap_err().is_missing());
        for content in
            [&b""[..], b"SQLite", b"who said what, when, to whom, on what terms".repeat(30).as_slice()]
        {
            std::fs::write(&file, content).unwrap();
            let error = Store::open(&file, Access::Write).unwrap_err();
            assert!(error.is_not_a_record(), "{error}");
            assert!(error.to_string().contains("x.db"), "{error}");
        }
        assert!(Store::open(folder.path(), Access::Read).unwrap_err().is_not_a_record());
        std::fs::remove_file(&file).unwrap();
        Connection::open(&file).unwrap().execute_batch("CREATE TABLE shopping (thing TEXT)").unwrap();
        assert!(Store::open(&file, Access::Read).unwrap_err().is_not_a_record());
        assert!(Store::create(&file).unwrap_err().is_existing());
    }

    #[test]
    fn every_shorter_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = made(folder.path());
        let whole = std::fs::read(&file).unwrap();
        let cut = folder.path().join("cut.db");
        for length in (0..120).chain((120..whole.len()).step_by(1021)).chain([whole.len() - 1]) {
            std::fs::write(&cut, &whole[..length]).unwrap();
            let error = Store::open(&cut, Access::Read).unwrap_err();
            assert!(error.is_corrupt() || error.is_not_a_record(), "{length}: {error}");
        }
        std::fs::write(&cut, &whole).unwrap();
        Store::open(&cut, Access::Read).unwrap();
    }

    #[test]
    fn a_newer_minor_is_read_and_not_written_and_a_newer_major_is_neither() {
        let folder = tempfile::tempdir().unwrap();
        let file = made(folder.path());
        let set = |version: Version| {
            let connection = Connection::open(&file).unwrap();
            connection.pragma_update(None, "user_version", version.user_version()).unwrap();
        };
        set(Version { minor: FORMAT.minor + 1, ..FORMAT });
        Store::open(&file, Access::Read).unwrap().snapshot().unwrap();
        let error = Store::open(&file, Access::Write).unwrap_err();
        assert!(error.is_newer());
        assert!(
            error.to_string().contains(&format!("format 1.{}", FORMAT.minor + 1))
                && error.to_string().contains(&format!("format {FORMAT}")),
            "{error}"
        );
        set(Version { major: FORMAT.major + 1, minor: 0 });
        assert!(Store::open(&file, Access::Read).unwrap_err().is_newer());
    }

    /// As root the folder can be written all the same; any other user goes the way without a log.
    #[cfg(unix)]
    #[test]
    fn a_record_that_may_not_be_written_is_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("50% # off?");
        std::fs::create_dir(&inner).unwrap();
        let file = made(&inner);
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
        };
        set(&file, 0o444);
        set(&inner, 0o555);
        let store = Store::open(&file, Access::Read);
        let written = Store::open(&file, Access::Write);
        let immutable = connect_immutable(&file);
        set(&inner, 0o755);
        store.unwrap().snapshot().unwrap();
        assert!(attempt(Access::Read, immutable).is_ok());
        if let Err(error) = written {
            assert!(error.is_read_only() || error.to_string().contains("cannot be opened"), "{error}");
        }
    }

    #[test]
    fn a_second_writer_is_told_to_wait() {
        let folder = tempfile::tempdir().unwrap();
        let file = made(folder.path());
        let holder = Connection::open(&file).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut store = Store::open(&file, Access::Write).unwrap();
        store.connection.busy_timeout(Duration::from_millis(20)).unwrap();
        let error = declare(&mut store).unwrap_err();
        assert!(error.is_locked(), "{error:?}");
        holder.execute_batch("COMMIT").unwrap();
        declare(&mut store).unwrap();
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let file = made(folder.path());
        let mut store = Store::open(&file, Access::Read).unwrap();
        assert!(declare(&mut store).unwrap_err().is_read_only());
    }
}
