import BantamSystem
import Foundation
import Testing

@testable import BantamStore

/// The built program, stopped in the middle of its work.
@Suite(.serialized) struct ProcessTests {
  static let rows = 400_000

  /// Starts an import into the scratch folder's database and stops it when it has begun to write.
  func stopped(with signal: Int32, _ scratch: Scratch) throws -> (status: Int32, errors: String) {
    let program = try #require(builtProgram(), "`swift build` makes the program beside the tests")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["import", scratch.folder + "/big.csv", "--db", scratch.database, "--rules", scratch.folder]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try withSignalsLetThrough { try process.run() }
    // The journal stands beside the database from the first change to the commit.
    var waited = 0
    while process.isRunning, waited < 60_000, !fileExists(scratch.database + "-journal") {
      usleep(1000)
      waited += 1
    }
    usleep(30_000)
    kill(process.processIdentifier, signal)
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }

  func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("rules.bant", "edition 1\n")
    try scratch.write("first.csv", "name,city\nA,B\n")
    try scratch.importing("first.csv")
    try scratch.write("big.csv", FailureTests.manyRows(Self.rows))
    return scratch
  }

  @Test func controlCLeavesTheDatabaseAsItWas() throws {
    let scratch = try scratch()
    let before = scratch.databaseBytes
    let (status, errors) = try stopped(with: SIGINT, scratch)
    #expect(status == 2)
    #expect(errors.contains("error[BT0815]: interrupted; the database is as it was"))
    #expect((scratch.databaseBytes == before) == true)
  }

  @Test func aKilledImportIsThereOrNot() throws {
    let scratch = try scratch()
    _ = try stopped(with: SIGKILL, scratch)
    // Whoever opens the database next rolls the journal back.
    let count = try scratch.rows("SELECT count(*) FROM contact")
    #expect(count == ["1"] || count == ["\(Self.rows + 1)"])
    #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"])
    try scratch.write("second.csv", "name,city\nC,D\n")
    #expect(try scratch.importing("second.csv").counts == ["1/0/0/0/0"])
  }

  /// A new process takes over which signals are blocked, and threads that run tests block most.
  private func withSignalsLetThrough(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// Beside the running tests, else in the folder of the debug build.
  private func builtProgram() -> String? {
    let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/bantam"
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return [beside, "/\(root)/.build/debug/bantam"].first(where: fileExists)
  }
}
