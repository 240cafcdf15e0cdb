import BantamStore
import BantamSystem
import Foundation
import Testing

@testable import bantam

/// A Markdown file: before the first `## title` rules (`bant NAME`) and contacts (`csv NAME`, imported in this order);
/// each section may hold `sql` that runs before its `console`: lines that begin with `$` and what they print.
struct ExplainSpec {
  struct Call {
    var title: String
    var sql: String
    /// Without `$`.
    var line: String
    var expected: String
  }

  var rules: [(name: String, text: String)] = []
  var contacts: [(name: String, text: String)] = []
  var calls: [Call] = []

  init(path: String) throws {
    let text = String(decoding: try readFile(path: path, maximumBytes: 1 << 24), as: UTF8.self)
    var title = ""
    var sql = ""
    var fence: (words: [Substring], lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line != "```" {
          fence?.lines.append(line)
          continue
        }
        fence = nil
        let content = open.lines.joined(separator: "\n") + "\n"
        let name = open.words.count > 1 ? String(open.words[1]) : ""
        switch open.words.first {
        case "bant": rules.append((name, content))
        case "csv": contacts.append((name, content))
        case "sql": sql = content
        case "console": addCalls(open.lines, title, sql)
        default: break
        }
      } else if line.hasPrefix("```") {
        fence = (line.dropFirst(3).split(separator: " "), [])
      } else if line.hasPrefix("## ") {
        title = String(line.dropFirst(3))
        sql = ""
      }
    }
  }

  private mutating func addCalls(_ lines: [Substring], _ title: String, _ sql: String) {
    for line in lines {
      if line.hasPrefix("$ bantam ") {
        calls.append(Call(title: title, sql: sql, line: String(line.dropFirst(9)), expected: ""))
      } else if !calls.isEmpty {
        calls[calls.count - 1].expected += line + "\n"
      }
    }
  }
}

/// A folder with a spec's rules and a database of its contacts; gone after the test.
final class ExplainFolder {
  let path: String
  var database: String { path + "/contacts.db" }

  init(rules: [(name: String, text: String)], contacts: [(name: String, text: String)]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in rules + contacts {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }
    let files = contacts.map { path + "/" + $0.name }
    let done = runKept(["import"] + files + ["--rules", path])
    try #require(done.isClean, "\(done.errors)")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What a line prints, both ways out.
  func run(_ line: String) -> String {
    let kept = runKept(words(line) + ["--rules", path])
    return (kept.output + kept.errors).replacing(path + "/", with: "")
  }

  private func runKept(_ words: [String]) -> (isClean: Bool, output: String, errors: String) {
    let (output, errors) = (TextSink(), TextSink())
    let console = Console(environment: [:], output: output, errors: errors)
    let status = console.finish(runProgram(words, console: console))
    return (status == .clean, output.text, errors.text)
  }

  /// As a shell parts them; quotation marks keep blanks.
  private func words(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
      index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
  }
}
