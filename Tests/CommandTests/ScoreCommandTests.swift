import Foundation
import Testing

@testable import bantam

/// `bantam score`: a company beside a person, persons beside a company, activities, and where it writes to.
@Suite final class ScoreCommandTests {
  private let folder = NSTemporaryDirectory() + "bantam-score-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let rules = """
      settings { as of 2026-03-01, zone "UTC" }
      segment large of person { company { employees >= 100 } }
      segment led of company { any person { seniority = "Owner" } }
      segment keen { did "demo" at least 2 times in last 30 days }
      segment tagged { tags contains "vip" }
      score fit { size weight 1 { 100 when employees >= 50, 0 otherwise } }
      grades of fit { A from 50, B otherwise }
      """
    try Data(rules.utf8).write(to: URL(fileURLWithPath: folder + "/a.bant"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func score(_ lines: String, _ words: [String] = []) throws -> (bantam.ExitStatus, String, String) {
    try Data(lines.utf8).write(to: URL(fileURLWithPath: folder + "/in.jsonl"))
    let kept = runKept(["score", folder, "--input", folder + "/in.jsonl", "--bare"] + words)
    return (kept.status, kept.output, kept.errors)
  }

  @Test func readsWhatComesBeside() throws {
    let lines = """
      {"id": 1, "kind": "person", "company": {"employees": 120}}
      {"id": 2, "kind": "person", "company": {"employees": 20}}
      {"id": 3, "kind": "company", "employees": 70, "persons": [{"seniority": "Junior"}, {"seniority": "Owner"}]}
      {"id": 4, "activities": [{"kind": "demo", "at": "2026-02-20"}, {"at": "2026-02-21 10:00:00", "kind": "demo"}]}
      {"id": 5, "activities": [{"kind": "demo", "at": "2026-02-20"}, {"kind": "demo", "at": "2025-02-21"}]}
      {"id": 6, "tags": ["new", "vip"]}
      """
    let (status, output, errors) = try score(lines)
    #expect(status == .clean && errors.isEmpty, "\(errors)")
    let segments = output.split(separator: "\n").map { line in
      line.split(separator: "[")[1].split(separator: "]", omittingEmptySubsequences: false)[0]
    }
    #expect(segments == ["\"large\"", "", "\"led\"", "\"keen\"", "", "\"tagged\""])
    #expect(
      output.split(separator: "\n")[2].contains(
        #""total":100.0,"low":100.0,"high":100.0,"completeness":100.0,"grade":"A""#))
    #expect(output.split(separator: "\n")[0].contains(#""next_question":"employees""#))
  }

  /// Objects without members, ids of any form, and texts that are no UTF-8.
  @Test func oddLines() throws {
    let (_, output, _) = try score("{ }\n{\t}\n{\"id\":\"a\\\"b\"}\n{\"id\":1e5}\n")
    #expect(
      output.split(separator: "\n").map { String($0.dropFirst(6).prefix(6)) } == [
        "null,\"", "null,\"", "\"a\\\"b\"", "1e5,\"b",
      ])
    let whole = runKept(["score", folder, "--input", folder + "/in.jsonl"]).output.split(separator: "\n")
    #expect(whole[0].hasPrefix(#"{"bantam""#) && whole[1].hasPrefix(#"{"bantam""#))
    try Data(Array("{\"tags\":\"".utf8) + [0xFF] + Array("\"}\n".utf8)).write(
      to: URL(fileURLWithPath: folder + "/in.jsonl"))
    #expect(runKept(["score", folder, "--input", folder + "/in.jsonl", "--bare"]).status == .clean)
  }

  @Test func saysWhatIsWrong() throws {
    let (status, output, errors) = try score("{\"id\": 1, \"employees\": \"few\"}\nno\n")
    #expect(status == .findings && output.split(separator: "\n").count == 2)
    #expect(errors.contains("1 value of `employees` does not fit"))
    #expect(errors.contains("1 line without a JSON object: 2"))
    #expect(runKept(["score", folder, "--input", folder + "/none"]).status == .failed)
    #expect(try score("").1.isEmpty)
    let file = folder + "/out.jsonl"
    #expect(try score("{}", ["-o", file]).1.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix(#"{"id":null,"bantam":"#))
  }
}
