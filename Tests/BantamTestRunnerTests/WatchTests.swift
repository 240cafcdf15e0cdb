import BantamSystem
import Foundation
import Testing

/// `bantam test --watch`, as a process of its own.
struct WatchTests {
  /// Beside the running tests, else in the folder of the debug build.
  private static let program: String? = {
    let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/bantam"
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return [beside, "/\(root)/.build/debug/bantam"].first(where: fileExists)
  }()

  @Test func runsAgainUntilInterrupted() throws {
    let rules = "segment a { employees > 5 }\ntest \"six\" { given company acme { employees: 6 }, expect acme in a }\n"
    let folder = try RuleFolder([("rules.bant", rules)])
    let output = folder.path + "/output.txt"
    try Data().write(to: URL(fileURLWithPath: output))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.program, "`swift build` makes the program"))
    process.arguments = ["test", folder.path, "--watch"]
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    #expect(wait(for: "1 test passed, 0 failed", in: output))
    try Data(rules.replacing("> 5", with: "> 66").utf8).write(to: URL(fileURLWithPath: folder.path + "/rules.bant"))
    #expect(wait(for: "0 tests passed, 1 failed", in: output))
    kill(process.processIdentifier, SIGINT)
    for _ in 0..<300 where process.isRunning { usleep(100_000) }
    #expect(!process.isRunning, "Ctrl-C ends it")
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    let text = String(decoding: try readFile(path: output, maximumBytes: 1 << 20), as: UTF8.self)
    // A file is no terminal.
    #expect(!text.contains("\u{1B}"))
  }

  /// Whether the words come within a minute.
  private func wait(for words: String, in path: String) -> Bool {
    for _ in 0..<600 {
      let text = (try? readFile(path: path, maximumBytes: 1 << 20)) ?? []
      if String(decoding: text, as: UTF8.self).contains(words) { return true }
      usleep(100_000)
    }
    return false
  }
}
