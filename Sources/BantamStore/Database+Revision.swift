import BantamSystem
import CSQLite

extension Database {
  /// `SQLITE_IOERR_SHORT_READ`, a composed macro that Swift does not import.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  /// A number that changes with every commit of any program to the file.
  ///
  /// It is SQLite's file change counter (database header, offset 24, https://www.sqlite.org/fileformat2.html). With a
  /// write-ahead log the counter may stand still, so the log's size and time are mixed in: those of now, also in a
  /// transaction that reads and sees an older state. So it is asked for before such a transaction begins: a commit in
  /// between makes the number too old, never too new. In a transaction that may write nobody else commits.
  public func revision() throws(StoreError) -> Int64 {
    var header = [UInt8](repeating: 0, count: 28)
    let status = bantam_read_file(handle, &header, 28, 0)
    // A file without a page yet is shorter.
    if status == Self.shortRead { return 0 }
    try check(status)
    let counter = header[24..<28].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    let usesLog = header[18] == 2
    return usesLog ? counter << 32 ^ (fileStamp(logPath) & 0xFFFF_FFFF) : counter
  }
}
