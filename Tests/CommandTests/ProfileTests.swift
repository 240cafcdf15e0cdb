import Foundation
import Testing

@testable import bantam

/// `run --profile`: each condition that was asked with its time and how many contacts it holds for.
@Suite final class ProfileTests {
  private let folder = NSTemporaryDirectory() + "bantam-profile-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func namesTheConditions() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let rules = """
      settings { as of 2026-03-01 }
      segment small of company { employees < 10 }
      segment tiny of company { employees < 10, name contains "1" }
      """
    try Data(rules.utf8).write(to: URL(fileURLWithPath: folder + "/a.bant"))
    let rows = (1...400).map { "Firm \($0),\($0 % 40)\n" }.joined()
    try Data("name,employees\n\(rows)".utf8).write(to: URL(fileURLWithPath: folder + "/firms.csv"))
    #expect(runKept(["import", folder + "/firms.csv", "--companies", "--rules", folder]).status == .clean)
    let plain = runKept(["run", folder, "--dry-run", "--segments"]).output
    let output = runKept(["run", folder, "--dry-run", "--segments", "--profile"]).output
    // The answers are the same; what is asked twice is one line.
    #expect(output.hasPrefix(plain))
    let lines = output.split(separator: "\n").filter { $0.contains("employees < 10") }
    #expect(lines.count == 1 && lines[0].contains("25.0 %") && lines[0].contains("2 places"), "\(output)")
    #expect(lines[0].hasSuffix("a.bant:2"))
    #expect(output.contains("name contains \"1\""))
  }
}
