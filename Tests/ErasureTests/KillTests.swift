import BantamSystem
import Foundation
import Testing

@testable import BantamStore
@testable import bantam

/// `bantam erase`, killed at moments all over its work.
@Suite(.serialized) struct KillTests {
  /// So many that writing the file anew takes a while.
  static let contacts = 30_000

  func largeOffice() throws -> Office {
    let office = try Office.atWork()
    try office.sql(
      """
      WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < \(Self.contacts))
      INSERT INTO contact(id, kind, name, email, notes)
        SELECT i, 'person', 'Person ' || i, i || '@x.example', hex(zeroblob(100)) FROM n;
      INSERT INTO bantam_consent(contact_id, purpose, basis, given_at)
        SELECT id, 'newsletter', 'consent', '2025-01-01' FROM contact WHERE id >= 10
      """)
    return office
  }

  @Test func beforeOrAfter() throws {
    let office = try largeOffice()
    let fresh = try readFile(path: office.database, maximumBytes: 1 << 30)
    let whole = try milliseconds { try erase(office, killedAfter: nil) }
    var found = (before: 0, after: 0)
    for attempt in 0..<12 {
      try writeFile(path: office.database, bytes: fresh)
      try removeFile(office.database + "-journal")
      try erase(office, killedAfter: whole * attempt / 12)
      let rows = try office.rows(
        """
        SELECT (SELECT count(*) FROM contact WHERE id = 1), (SELECT count(*) FROM bantam_member WHERE contact_id = 1),
          (SELECT count(*) FROM bantam_erased) > 0, (SELECT count(*) FROM bantam_run WHERE command = 'erase')
        """)
      #expect(rows == ["1|2|0|0"] || rows == ["0|0|1|1"])
      #expect(try office.rows("PRAGMA integrity_check") == ["ok"])
      if rows == ["1|2|0|0"] { found.before += 1 } else { found.after += 1 }
      // Whatever was left undone is done now: by erasing, or by writing the file anew.
      let isDone = try office.rows("SELECT detail FROM bantam_run WHERE command = 'erase'") == ["erase 1"]
      office.bantam("erase", "anna@zwergwal.example", status: isDone ? .failed : .clean)
      #expect(try office.traces("Zwergwal") == [])
    }
    #expect(found.before > 0, "the first attempts are killed at once")
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Int {
    let start = Clock.monotonicNanoseconds()
    try body()
    return Int((Clock.monotonicNanoseconds() - start) / 1_000_000)
  }

  /// `killedAfter` in milliseconds; nil: it comes to its end.
  private func erase(_ office: Office, killedAfter: Int?) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(builtProgram()))
    process.arguments = ["erase", "1", "--db", office.database, "--rules", office.folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    if let killedAfter {
      usleep(UInt32(killedAfter) * 1_000)
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
  }

  /// Beside the running tests, else in the folder of the debug build.
  private func builtProgram() -> String? {
    let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/bantam"
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return [beside, "/\(root)/.build/debug/bantam"].first(where: fileExists)
  }
}
