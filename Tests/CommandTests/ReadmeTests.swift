import Foundation
import Testing

@testable import bantam

/// The README's commands do what the page says, in its order.
struct ReadmeTests {
  private struct Fence {
    var kind: String
    var text: String
  }

  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  private static func fences(_ page: String) throws -> [Fence] {
    let text = try String(contentsOfFile: root + "/" + page, encoding: .utf8)
    var fences: [Fence] = []
    for (index, part) in text.components(separatedBy: "\n```").enumerated() where index % 2 == 1 {
      guard let end = part.firstIndex(of: "\n") else { continue }
      fences.append(Fence(kind: String(part[..<end]), text: String(part[part.index(after: end)...])))
    }
    return fences
  }

  /// The words of a command line, with `demo` standing for a folder and `*.csv` for its files.
  private func arguments(_ line: String, demo: String) throws -> [String] {
    try words(line).dropFirst().flatMap { word -> [String] in
      guard word == "demo" || word.hasPrefix("demo/") else { return [word] }
      let path = demo + word.dropFirst(4)
      guard path.hasSuffix("/*.csv") else { return [path] }
      let folder = String(path.dropLast(6))
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".csv") }
        .map { folder + "/" + $0 }
    }
  }

  @Test func theTourWorks() throws {
    let demo = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: demo) }
    let rules = demo + "/rules.bant"
    var ran: [String] = []
    var output = ""
    for fence in try Self.fences("README.md") {
      if fence.kind == "text", let last = ran.last,
        last.hasPrefix("bantam run demo") || last.hasPrefix("bantam check demo") || last.hasPrefix("bantam read target")
      {
        #expect(output.replacingOccurrences(of: demo, with: "demo") == fence.text + "\n")
      }
      guard fence.kind == "sh" else { continue }
      for line in fence.text.split(separator: "\n") where line.hasPrefix("bantam ") {
        let original = try? String(contentsOfFile: rules, encoding: .utf8)
        let mistakes = [
          "bantam check demo": "employes >= 20", "bantam check demo --select BT1201": "employees < 10",
        ]
        if let mistake = mistakes[String(line)] {
          let changed = original?.replacingOccurrences(
            of: "any person { decision_maker }\n}", with: "any person { decision_maker }\n    \(mistake)\n}")
          try changed?.write(toFile: rules, atomically: true, encoding: .utf8)
        }
        let result = runKept(try arguments(String(line), demo: demo))
        #expect(result.status == (line == "bantam check demo" ? .findings : .clean), "\(line)\n\(result.errors)")
        output = result.output
        ran.append(String(line))
        if let original { try original.write(toFile: rules, atomically: true, encoding: .utf8) }
      }
    }
    #expect(ran.count >= 25)
  }
}
