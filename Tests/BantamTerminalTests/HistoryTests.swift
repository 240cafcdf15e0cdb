import BantamSystem
import Foundation
import Synchronization
import Testing

@testable import BantamTerminal

final class HistoryTests {
  let path = NSTemporaryDirectory() + "bantam-history-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func content() throws -> String {
    String(decoding: try readFile(path: path, maximumBytes: 1 << 26), as: UTF8.self)
  }

  @Test func entriesComeBackInTheNextSession() {
    let entries = ["one", "two\nlines\n", "back\\slash \\n", "\r\n", "世界 😀 e\u{301}", "tab\t\u{1B}[31m"]
    var history = History(path: path)
    #expect(history.entries.isEmpty)
    for entry in entries { history.append(entry) }
    #expect(history.entries == entries)
    #expect(History(path: path).entries == entries)
    #expect(filePermissions(path) == 0o600)
  }

  @Test func repeatedEntriesAreKeptOnce() throws {
    var history = History(path: path)
    for entry in ["a", "a", "b", "a", ""] { history.append(entry) }
    #expect(history.entries == ["a", "b", "a"])
    #expect(try content() == "a\nb\na\n")
  }

  @Test func damagedLinesAreSkipped() throws {
    let long = [UInt8](repeating: 0x78, count: History.maximumEntryBytes + 1)
    let bytes = Array("good\n\nbad \\x\nends in \\\n".utf8) + [0xFF, 0x0A] + long + Array("\nfine\\n\ncut off".utf8)
    try writeFile(path: path, bytes: bytes)
    var history = History(path: path)
    #expect(history.entries == ["good", "fine\n", "cut off"])
    let isKept = history.append("next")
    #expect(isKept)
    #expect(History(path: path).entries == ["good", "fine\n", "cut off", "next"])
  }

  @Test func hasBounds() throws {
    let count = 2 * History.maximumEntries + 1
    try writeFile(path: path, bytes: (0..<count).flatMap { Array("entry \($0)\n".utf8) })
    var history = History(path: path)
    #expect(history.entries.count == History.maximumEntries)
    #expect(history.entries.last == "entry \(count - 1)")
    #expect(try content().hasPrefix("entry \(count - History.maximumEntries)\n"))
    let isKept = history.append("new")
    #expect(isKept)
    #expect(history.entries.count == History.maximumEntries)
    let isWritten = history.append(String(repeating: "x", count: History.maximumEntryBytes + 1))
    #expect(!isWritten)
    #expect(history.entries.last == "new")
  }

  @Test func sessionsAppendSideBySide() throws {
    let path = path
    parallel(parts: 4, threads: 4) { part in
      var history = History(path: path)
      for number in 0..<50 { history.append("\(part)\n\(number)") }
    }
    let entries = History(path: path).entries
    #expect(entries.count == 200)
    for part in 0..<4 { #expect(entries.filter { $0.hasPrefix("\(part)\n") } == (0..<50).map { "\(part)\n\($0)" }) }
  }

  @Test func whatCannotBeUsedIsNoError() {
    for path in [nil, NSTemporaryDirectory(), "/dev/null", path + "/no/file"] {
      var history = History(path: path)
      let isWritten = history.append("a")
      #expect(!isWritten)
      #expect(history.entries == ["a"])
    }
  }
}
